//! What GitHub Actions shows of a run: in a step summary and in annotations.

use super::commands::{Words, words};
use crate::language::Language;

/// The heading of what a person has to do.
pub const NEEDS_YOU: Words = words("For you to look at", "あなたの対応が必要なもの");
/// What stands before something that no earlier run has told.
pub const NEW: Words = words("New", "新規");
/// The heading of what went out.
pub const PUBLISHED: Words = words("Published", "投稿しました");
/// The heading of what would go out.
pub const TO_PUBLISH: Words = words("To publish", "投稿する予定");
/// The heading of what waits.
pub const WAITING: Words = words("Waiting", "待機しているもの");
/// The heading of the accounts and their tokens.
pub const ACCOUNTS: Words = words("Accounts", "アカウント");
/// The heading of what `init` has added.
pub const ADDED: Words = words("Added", "追加したもの");
/// The heading of what `init` would add.
pub const TO_ADD: Words = words("To add", "追加する予定");
/// What may be opened to read about the schedule.
pub const SCHEDULE: Words = words("Good to know about the schedule", "定期実行について");
/// What leads to the spreadsheet.
pub const OPEN_SHEET: Words = words("Open the spreadsheet", "スプレッドシートを開く");
/// What leads to a post.
pub const OPEN_POST: Words = words("Open the post", "投稿を開く");

/// Headers of columns.
pub mod column {
    use super::{Words, words};

    /// Where in the sheet.
    pub const ROW: Words = words("Row", "行");
    /// The account.
    pub const ACCOUNT: Words = words("Account", "アカウント");
    /// The beginning of the text.
    pub const TEXT: Words = words("Text", "本文");
    /// The post.
    pub const POST: Words = words("Post", "投稿");
    /// How much later than planned.
    pub const LATE: Words = words("Late by", "遅れ");
    /// How many days a token has left.
    pub const DAYS: Words = words("Days left", "残り日数");
    /// How the token is.
    pub const TOKEN: Words = words("Token", "トークン");
}

/// What is good to know about schedules there, line by line.
/// Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows>
/// and GitHub's terms for additional products, read in November 2026.
pub const ADVICE: [Words; 3] = [
    words(
        "GitHub often starts scheduled runs late, and now and then leaves one out. That is normal and loses nothing: the next run sends what is due.",
        "GitHub の定期実行は遅れることが多く、ときには 1 回抜けます。これは普通のことで、何も失われません。時刻の来た投稿は次の実行で送ります。",
    ),
    words(
        "In a public repository GitHub pauses the schedule after 60 days without a commit, and tells you by mail. To go on, open the workflow's page under Actions and press the button that continues or enables it, or commit any change.",
        "公開リポジトリでは、コミットが 60 日間ないと GitHub が定期実行を止め、メールで知らせます。続けるには「Actions」でこのワークフローのページを開き、続行（有効化）のボタンを押すか、何かをコミットしてください。",
    ),
    words(
        "GitHub's terms mean its machines for the repository's own software. Light use beside that may be tolerated; there is no right to it. For certainty, run it on a machine of your own.",
        "GitHub の規約では、実行環境はリポジトリのソフトウェアのためのものです。軽い利用は大目に見られることがありますが、保証はありません。確実に動かすには、自分のマシンで実行してください。",
    ),
];

/// Returns how a row of a tab is named.
#[must_use]
pub fn place(tab: Words, row: usize, language: Language) -> String {
    let tab = tab.say(language);
    language.pick(format!("{tab}, row {row}"), format!("{tab} {row} 行目"))
}

/// Says how many more there are than could be shown, and where they stand.
#[must_use]
pub fn more(n_more: usize, language: Language) -> String {
    language.pick(
        format!("And {n_more} more: the spreadsheet shows them all."),
        format!("ほかに {n_more} 件あります。すべてスプレッドシートで確認できます。"),
    )
}

/// Returns how late something was.
#[must_use]
pub fn late(minutes: i64, language: Language) -> String {
    let (count, english, japanese) =
        if minutes < 120 { (minutes, "min", "分") } else { (minutes / 60, "h", "時間") };
    language.pick(format!("{count} {english}"), format!("{count} {japanese}"))
}

/// Says how late the latest of the posts was.
#[must_use]
pub fn latest(minutes: i64, language: Language) -> String {
    let late = late(minutes, language);
    language.pick(
        format!("This run began up to {late} after the time of a post."),
        format!("投稿日時から実行まで、最大 {late}の遅れがありました。"),
    )
}

/// Says that the summary could not be written; nothing else suffers.
#[must_use]
pub fn no_summary(why: &str, language: Language) -> String {
    language.pick(
        format!("The summary for GitHub Actions could not be written ({why}). Everything else was done."),
        format!("GitHub Actions のサマリーを書き込めませんでした（{why}）。ほかの処理には影響ありません。"),
    )
}

/// Says that the program itself has failed.
#[must_use]
pub fn mistake(language: Language) -> &'static str {
    language.pick(
        "This is a mistake in threadsheet; the log says where. Nothing goes out twice. Please report it.",
        "threadsheet の不具合です。場所はログにあります。同じ投稿が二度出ることはありません。報告をお願いします。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [Language; 2] = [Language::English, Language::Japanese];

    #[test]
    fn lateness_is_told_in_minutes_until_it_is_two_hours() {
        let told = |minutes| LANGUAGES.map(|language| late(minutes, language));
        assert_eq!(told(119), ["119 min", "119 分"]);
        assert_eq!(told(120), ["2 h", "2 時間"]);
        let latest = LANGUAGES.map(|language| latest(7, language));
        assert_eq!(latest[0], "This run began up to 7 min after the time of a post.");
        assert_eq!(latest[1], "投稿日時から実行まで、最大 7 分の遅れがありました。");
    }

    #[test]
    fn what_is_named_and_counted_is_said_in_both_languages() {
        let place = LANGUAGES.map(|language| place(column::POST, 12, language));
        assert_eq!(place, ["Post, row 12", "投稿 12 行目"]);
        let [english, japanese] = LANGUAGES.map(|language| more(3, language));
        assert!(english.contains("3 more") && japanese.contains("3 件"));
        let [english, japanese] = LANGUAGES.map(|language| no_summary("no room", language));
        assert!(english.contains("(no room)") && japanese.contains("（no room）"));
        let [english, japanese] = LANGUAGES.map(mistake);
        assert!(english.contains("Please report it") && japanese.contains("不具合"));
    }
}
