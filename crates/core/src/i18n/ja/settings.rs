//! What stands in the Settings tab, and what a notification says.

use super::LANGUAGE;
use crate::setting::{Setting, SettingFault};

pub(crate) fn note(setting: Setting) -> &'static str {
    match setting {
        Setting::RefreshWithin => {
            "期限までの残りがこれより短くなったトークンを更新します。1 日から 59 日まで。空なら 14 日です。"
        }
        Setting::MaxLate => {
            "これより遅れた投稿は「期限切れ」になり、送りません。1 分から 30 日まで。空なら 24 時間です。"
        }
        Setting::Gap => {
            "同じアカウントの投稿と投稿の間を、これだけ空けます（「今すぐ」の投稿は待ちません）。ツリーの続きはすぐに出ます。1 日まで。空か 0 なら間を空けません。"
        }
        Setting::PostsADay => {
            "1 つのアカウントから 1 日に投稿する上限です。つながった投稿は 1 件と数え、超えた分は翌日以降に投稿します。「今すぐ」の投稿は待ちません。1 から 250 まで。空欄なら上限なし。"
        }
        Setting::SameTextAfter => {
            "同じ文の投稿を、これだけの間は繰り返しません（このシートの全アカウントが対象で、先に予定されている投稿も数えます）。繰り返す行は「失敗」になり、どの行と同じかを知らせます。空白・改行・全角と半角・大文字と小文字の違い、画像やリンクの違いは関係ありません。返信は比べません。「今すぐ」の行はそのまま投稿します。1 年まで（例: 14日）。空か 0 なら制限なし。"
        }
        Setting::OnlyQueued => {
            "「はい」にすると、ステータスが空の行は「予約」「今すぐ」「承認済み」のどれかを選ぶまで待ちます。書きかけの行が出ることはありません。空なら「いいえ」です。"
        }
        Setting::Language => {
            "レポートとお知らせの言語です。空なら「投稿」タブと同じです。タブの中は、それぞれの見出しの言語のままです。"
        }
        Setting::Webhook => {
            "Discord や Slack などの Webhook の URL。あなたの対応が新たに必要になったとき、1 回の実行につき 1 通だけ送ります。このファイルを開ける人は URL を読むことができます。"
        }
    }
}

pub(crate) fn fault(fault: SettingFault) -> String {
    match fault {
        SettingFault::Unknown => {
            let names = Setting::ALL.map(|setting| setting.name(LANGUAGE));
            let names = names.join("、");
            format!(
                "この名前の設定はないため、使っていません。名前を直すか、この行を消してください。使える設定: {names}。"
            )
        }
        SettingFault::Twice { row } => format!(
            "{row} 行目に同じ設定があり、そちらを使っています。どちらかの行を消してください。"
        ),
        SettingFault::Value(setting) => {
            let wanted = wanted(setting);
            let meanwhile = match setting {
                Setting::OnlyQueued => "ステータスが空の行は投稿を待っています",
                _ if setting.holds_posts() => "投稿を待っています",
                _ => "いつもの値を使っています",
            };
            format!("この値は使えないため、{meanwhile}。{wanted}")
        }
    }
}

fn wanted(setting: Setting) -> &'static str {
    match setting {
        Setting::RefreshWithin => "「14日」のように、1 日から 59 日までで入れてください。",
        Setting::MaxLate => "「24時間」のように、1 分から 30 日までで入れてください。",
        Setting::Gap => "「2分」のように 1 日までで入れるか、間を空けないなら 0 にしてください。",
        Setting::PostsADay => "「25」のように 1 から 250 までの数を入れてください。",
        Setting::SameTextAfter => {
            "「14日」のように 1 年までで入れるか、制限しないなら 0 にしてください。"
        }
        Setting::OnlyQueued => "「はい」か「いいえ」にしてください。",
        Setting::Language => "「日本語」か「English」にしてください。",
        Setting::Webhook => {
            "Webhook の URL 全体を貼ってください。https:// で始まる、インターネットで公開されているサーバーの URL をお使いください（Discord は https://discord.com/api/webhooks/、Slack は https://hooks.slack.com/ で始まります）。"
        }
    }
}

pub(crate) const NOT_SENT: &str = "前回のお知らせは届きませんでした";

pub(crate) fn not_sent() -> String {
    format!("{NOT_SENT}。URL を確かめてください。次のお知らせが届くと、この文は消えます。")
}

pub(crate) fn notice_head(title: &str, count: usize) -> String {
    format!("threadsheet:「{title}」を確認してください（{count} 件）。")
}

pub(crate) fn notice_item(tab: &str, row: usize, account: &str, words: &str) -> String {
    let account = if account.is_empty() { String::new() } else { format!(" @{account}") };
    format!("・{tab} {row} 行目{account}: {words}")
}

pub(crate) fn notice_rest(count: usize) -> String {
    format!("ほか {count} 件")
}
