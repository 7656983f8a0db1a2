//! What the Token status cell of an account says.

use super::{LANGUAGE, cells};
use crate::i18n::display::short;
use crate::reason::AccountState;
use crate::reason::account::NEAR_END_DAYS;

fn protected(days: Option<i64>) -> String {
    let left = days.map(|days| format!("（残り {days} 日）"));
    let left = left.unwrap_or_default();
    format!(
        "使えます{left}が、「トークン」のセルが保護されているため更新できません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。"
    )
}

pub(crate) const FINE: &str = "正常です";

pub(crate) fn renamed(row_says: &str, called: &str) -> String {
    format!(
        "Threads でのユーザーネームが @{called} に変わりました。投稿はこのまま続きます。ご都合のよいときに、「アカウント」と「投稿」のタブの @{row_says} を @{called} に書き換えてください。"
    )
}

pub(crate) fn state(state: &AccountState) -> String {
    match state {
        AccountState::Fine { days: Some(days) } => format!("正常です。自動で更新されます（残り {days} 日）。"),
        AccountState::Fine { days: None } => "正常です。自動で更新されます。".to_owned(),
        AccountState::NotRenewed { days, detail } if *days <= NEAR_END_DAYS => format!("使えます（残り {days} 日）。今回は更新できませんでした（{}）。実行のたびにもう一度試します。念のため、新しいトークンを作ってここに貼ってください。", detail.say(LANGUAGE)),
        AccountState::NotRenewed { days, detail } => format!("使えます（残り {days} 日）。今回は更新できませんでした（{}）。次の実行でもう一度試します。", detail.say(LANGUAGE)),
        AccountState::Protected { days } => protected(*days),
        AccountState::ShortLived => "これは 1 時間で切れるトークンです。「アクセストークンを生成」で作ったトークンをここに貼ってください。".to_owned(),
        AccountState::Expired { days_ago: ..1 } => "期限が切れました。新しいトークンを作ってここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。".to_owned(),
        AccountState::Expired { days_ago } => format!("{days_ago} 日前に期限が切れました。新しいトークンを作ってここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。"),
        AccountState::Invalid => "Threads がこのトークンを受け付けません。全体をコピーし直すか、新しく作って貼ってください。".to_owned(),
        AccountState::NotATester => "テスターの招待がまだ承認されていません。Threads の 設定 > アカウント > ウェブサイトのアクセス許可 > 招待 で承認し、トークンを作り直してください。".to_owned(),
        AccountState::WrongApp => "Threads がこのアプリを認識しません。Meta アプリのものではなく、「ベーシック」設定の下のほうにある Threads アプリの ID とシークレット（THREADS_APP_SECRET）を使い、トークンを作り直して貼ってください。".to_owned(),
        AccountState::NotPermitted => "このトークンには投稿の権限がありません。Meta アプリで threads_basic と threads_content_publish を追加し、トークンを作り直して貼ってください。".to_owned(),
        AccountState::Restricted => "Threads がこのアカウントを制限しています。Threads アプリを開いて案内に従ってください。投稿は待機します。".to_owned(),
        AccountState::LoginAsked => "Threads がログインを求めています。ブラウザで Threads にこのアカウントでログインし、表示される案内に従ってください。そのあと待機中の投稿は自動で投稿されます。続くようなら、トークンを作り直してここに貼ってください。".to_owned(),
        AccountState::ProofAsked => "Meta アプリが呼び出しごとの署名を求めています。Meta アプリの「アプリの設定 > 詳細設定」で「Require App Secret（app secret が必要）」をオフにしてください。そのあと待機中の投稿は自動で投稿されます。".to_owned(),
        AccountState::Blocked { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("Threads がこのアカウントか Meta アプリからの操作を受け付けません（{detail}）。Threads アプリと Meta の開発者ページにお知らせが出ていないかご確認ください。投稿は待機し、実行のたびにもう一度試します。")
        }
        AccountState::WrongAccount { row_says, belongs_to } => format!("このトークンは @{belongs_to} のものですが、この行は @{row_says} です。@{row_says} でログインし、トークンを作り直して貼ってください。ユーザーネームを変更した場合は、代わりに「アカウント」と投稿の行を @{belongs_to} に書き換えてください。"),
        AccountState::Cell(fault) => fault.say(LANGUAGE),
        AccountState::EnabledUnclear { read } => format!("「有効」の「{}」は「はい」とも「いいえ」とも読み取れないため、投稿は待機しています。チェックボックスにするか、「TRUE」か「FALSE」と入力してください。", short(read)),
        AccountState::SameName { other_row } => format!("{other_row} 行目に同じアカウントがあります。どちらか 1 行だけ残してください。"),
        AccountState::Loading { column, .. } => cells::loading_account(*column),
        AccountState::Unreachable { days: days @ 1.., detail } => format!("{days} 日間、Threads にこのアカウントを確認できていません（{}）。投稿は待機しています。Threads アプリでこのアカウントを開き、案内があれば従ってください。問題がなければ、トークンを作り直してここに貼ってください。実行のたびにもう一度試します。", detail.say(LANGUAGE)),
        AccountState::Unreachable { detail, .. } => format!("Threads に確認できませんでした（{}）。次の実行でもう一度試します。", detail.say(LANGUAGE)),
    }
}
