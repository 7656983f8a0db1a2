//! What stands in the Settings tab, and what a notice says.

use crate::language::Language;
use crate::notice::Item;
use crate::setting::{Setting, SettingFault};

/// Returns the note on a setting's name.
#[must_use]
pub fn note(setting: Setting, language: Language) -> &'static str {
    match setting {
        Setting::RefreshWithin => language.pick(
            "A token with less time left than this is renewed. Between 1 day and 59 days; empty means 14 days.",
            "期限までの残りがこれより短くなったトークンを更新します。1 日から 59 日まで。空なら 14 日です。",
        ),
        Setting::MaxLate => language.pick(
            "A post that is later than this becomes Missed and is not sent. From 1 minute to 30 days; empty means 24 hours.",
            "これより遅れた投稿は「期限切れ」になり、送りません。1 分から 30 日まで。空なら 24 時間です。",
        ),
        Setting::Gap => language.pick(
            "At least this long between two posts of the same account; Post now does not wait for it. The parts of a chain follow each other at once. Up to 1 day; empty or 0 means no pause.",
            "同じアカウントの投稿と投稿の間を、これだけ空けます（「今すぐ」の投稿は待ちません）。ツリーの続きはすぐに出ます。1 日まで。空か 0 なら間を空けません。",
        ),
        Setting::OnlyQueued => language.pick(
            "yes: a row whose Status is empty waits until you choose Queued, Post now or Ready, so that nothing half typed goes out. Empty means no.",
            "「はい」にすると、ステータスが空の行は「予約」「今すぐ」「承認済み」のどれかを選ぶまで待ちます。書きかけの行が出ることはありません。空なら「いいえ」です。",
        ),
        Setting::Language => language.pick(
            "The language of reports and notices. Empty means that of the tab of posts. Each tab keeps the language of its own headers.",
            "レポートとお知らせの言語です。空なら「投稿」タブと同じです。タブの中は、それぞれの見出しの言語のままです。",
        ),
        Setting::Webhook => language.pick(
            "A webhook address of Discord, Slack or another service. A run that newly needs you sends one message there. Whoever may open this file can read the address.",
            "Discord や Slack などの Webhook の URL。あなたの対応が新たに必要になったとき、1 回の実行につき 1 通だけ送ります。このファイルを開ける人は URL を読むことができます。",
        ),
    }
}

/// Says why a row of the tab sets nothing, and what holds meanwhile. What the row holds is never repeated:
/// it may be an address that nobody else should know.
#[must_use]
pub fn fault(fault: SettingFault, language: Language) -> String {
    match fault {
        SettingFault::Unknown => {
            let names = Setting::ALL.map(|setting| setting.name(language));
            let names = names.join(language.pick("; ", "、"));
            language.pick(
                format!(
                    "This is no setting, so nothing was changed by it. Correct the name, or delete the row. The settings are: {names}."
                ),
                format!("この名前の設定はないため、使っていません。名前を直すか、この行を消してください。使える設定: {names}。"),
            )
        }
        SettingFault::Twice { row } => language.pick(
            format!("Row {row} sets this already, and that one holds. Delete one of the two rows."),
            format!(
                "{row} 行目に同じ設定があり、そちらを使っています。どちらかの行を消してください。"
            ),
        ),
        SettingFault::Value(setting) => {
            let [english, japanese] = wanted(setting);
            language.pick(
                format!("The value cannot be used, so the usual one holds. {english}"),
                format!("この値は使えないため、いつもの値を使っています。{japanese}"),
            )
        }
    }
}

fn wanted(setting: Setting) -> [&'static str; 2] {
    match setting {
        Setting::RefreshWithin => [
            "Type between 1 and 59 days, for example 14 days.",
            "「14日」のように、1 日から 59 日までで入れてください。",
        ],
        Setting::MaxLate => [
            "Type from 1 minute to 30 days, for example 24 hours.",
            "「24時間」のように、1 分から 30 日までで入れてください。",
        ],
        Setting::Gap => [
            "Type a time up to 1 day, for example 2 minutes, or 0 for none.",
            "「2分」のように 1 日までで入れるか、間を空けないなら 0 にしてください。",
        ],
        Setting::OnlyQueued => ["Type yes or no.", "「はい」か「いいえ」にしてください。"],
        Setting::Language => ["Type English or 日本語.", "「日本語」か「English」にしてください。"],
        Setting::Webhook => [
            "Paste the whole address of the webhook. It begins with https:// and belongs to a server on the public internet; for Discord it begins with https://discord.com/api/webhooks/, for Slack with https://hooks.slack.com/.",
            "Webhook の URL 全体を貼ってください。https:// で始まる、インターネットで公開されているサーバーの URL をお使いください（Discord は https://discord.com/api/webhooks/、Slack は https://hooks.slack.com/ で始まります）。",
        ],
    }
}

/// What a sentence about a notice that did not arrive begins with.
const NOT_SENT: [&str; 2] = ["The last notice did not arrive", "前回のお知らせは届きませんでした"];

/// Tells whether a Message cell says that a notice did not arrive: that stands until one does.
#[must_use]
pub fn is_not_sent(message: &str) -> bool {
    NOT_SENT.iter().any(|begins| message.starts_with(begins))
}

/// Tells whether a Message cell holds a sentence of the program's.
#[must_use]
pub fn is_ours(message: &str) -> bool {
    let known = Setting::ALL.map(SettingFault::Value).into_iter().chain([SettingFault::Unknown]);
    let twice = (1..=ROWS_MAX).map(|row| SettingFault::Twice { row });
    is_not_sent(message)
        || known.chain(twice).any(|one| {
            [Language::English, Language::Japanese]
                .into_iter()
                .any(|language| fault(one, language) == message)
        })
}

/// The last row that a sentence may name.
const ROWS_MAX: usize = 100;

/// Says that a notice did not arrive. What was answered is nobody's business: whoever may write into the sheet chooses
/// who is asked.
#[must_use]
pub fn not_sent(language: Language) -> String {
    let begins = language.pick(NOT_SENT[0], NOT_SENT[1]);
    language.pick(
        format!("{begins}. Check the address; the next notice that arrives clears this."),
        format!("{begins}。URL を確かめてください。次のお知らせが届くと、この文は消えます。"),
    )
}

/// Returns the first line of a notice.
#[must_use]
pub fn notice_head(title: &str, count: usize, language: Language) -> String {
    language.pick(
        format!("threadsheet: \"{title}\" needs you ({count})."),
        format!("threadsheet:「{title}」を確認してください（{count} 件）。"),
    )
}

/// Returns the line of a notice about one thing.
#[must_use]
pub fn notice_item(item: &Item, language: Language) -> String {
    let Item { tab, row, account, words } = item;
    let account = if account.is_empty() { String::new() } else { format!(" @{account}") };
    language.pick(
        format!("- {tab}, row {row}{account}: {words}"),
        format!("・{tab} {row} 行目{account}: {words}"),
    )
}

/// Returns the line that stands for what has no room.
#[must_use]
pub fn notice_rest(count: usize, language: Language) -> String {
    language.pick(format!("and {count} more"), format!("ほか {count} 件"))
}
