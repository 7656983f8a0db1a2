//! What the terminal shows around a report: headings, outcomes, summaries, the demo's narration.

use crate::language::Language;

/// Something that is said in English and in Japanese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    english: &'static str,
    japanese: &'static str,
}

pub(super) const fn words(english: &'static str, japanese: &'static str) -> Words {
    Words { english, japanese }
}

impl Words {
    /// Returns the words in a language.
    #[must_use]
    pub fn say(self, language: Language) -> &'static str {
        language.pick(self.english, self.japanese)
    }
}

/// How many columns of a terminal an outcome takes.
pub const OUTCOME_COLUMNS: usize = 10;
/// How many columns of a terminal [`row`] takes.
pub const ROW_COLUMNS: usize = 9;

/// The heading of the accounts.
pub const ACCOUNTS: Words = words("Accounts", "アカウント");
/// The heading of the posts.
pub const POSTS: Words = words("Posts", "投稿");
/// The heading of settings that are wrong.
pub const SETTINGS: Words = words("Settings", "設定");

/// Outcomes of accounts, of a run and of a plan.
pub mod account {
    use super::{Words, words};

    /// Its token works.
    pub const FINE: Words = words("works", "正常");
    /// A new token was checked.
    pub const LEARNED: Words = words("checked", "確認済み");
    /// A new token would be checked.
    pub const LEARNED_PLAN: Words = words("to check", "確認予定");
    /// Its token was renewed.
    pub const RENEWED: Words = words("renewed", "更新");
    /// Its token would be renewed.
    pub const RENEWED_PLAN: Words = words("to renew", "更新予定");
    /// It works and was not renewed.
    pub const NOT_RENEWED: Words = words("works", "使用可");
    /// It could not be asked.
    pub const UNREACHABLE: Words = words("no answer", "応答なし");
    /// A person has to do something.
    pub const NEEDS_PERSON: Words = words("needs you", "要対応");
}

/// What is said of a post that is made ready before its time.
pub mod soon {
    use super::{Words, words};
    use crate::language::Language;
    use crate::reason::Refusal;

    /// It goes out on the minute.
    pub const READY: Words =
        words("Ready; goes out at its time.", "準備ができました。投稿日時に投稿します。");

    /// It could not be made ready.
    #[must_use]
    pub fn not_ready(refusal: &Refusal, language: Language) -> String {
        let refusal = refusal.say(language);
        language.pick(
            format!("Not ready yet; it is tried again at its time. {refusal}"),
            format!("まだ準備ができていません。投稿日時にもう一度試します。{refusal}"),
        )
    }
}

/// Outcomes of posts, of a run and of a plan.
pub mod post {
    use super::{Words, words};

    /// It is public.
    pub const PUBLISHED: Words = words("published", "投稿済み");
    /// It would be published.
    pub const PUBLISHED_PLAN: Words = words("to publish", "投稿予定");
    /// Whether it is public is not known.
    pub const PUBLISHING: Words = words("in doubt", "確認中");
    /// It waits.
    pub const WAITING: Words = words("waits", "待機");
    /// It was not posted.
    pub const FAILED: Words = words("failed", "失敗");
    /// It was not tried yet, and could not go out as it stands.
    pub const TO_FIX: Words = words("to fix", "要修正");
    /// Only a person can tell.
    pub const CHECK: Words = words("check", "要確認");
    /// Its time was too long ago.
    pub const MISSED: Words = words("missed", "期限切れ");
    /// The row was put back.
    pub const RESTORED: Words = words("put back", "復元");
    /// A draft never goes out.
    pub const DRAFT: Words = words("draft", "下書き");
}

/// What is said while the spreadsheet is read.
pub const READING: Words = words("Reading the spreadsheet", "スプレッドシートを読み込んでいます");
/// What is said of a sheet with which nothing is wrong.
pub const ALL_WELL: Words = words("Nothing is wrong.", "問題はありません。");
/// What is said where there was nothing to do.
pub const NOTHING_TO_DO: Words = words("Nothing to do.", "処理するものはありません。");
/// What is said under a plan.
pub const ONLY_A_PLAN: Words =
    words("This is the plan; nothing was changed.", "これは計画です。何も変更していません。");

/// What became of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Posts that went out, or would.
    pub published: usize,
    /// Posts that wait, or whose outcome is not known yet.
    pub waiting: usize,
    /// Posts and accounts that need a person.
    pub need_person: usize,
    /// Tokens that were renewed, or would be.
    pub renewed: usize,
}

/// Returns the last line of a report.
#[must_use]
pub fn summary(counts: Counts, is_plan: bool, language: Language) -> String {
    let Counts { published, waiting, need_person, renewed } = counts;
    let (english, japanese) = if is_plan {
        (["to publish", "to renew"], ["投稿予定", "更新予定"])
    } else {
        (["published", "renewed"], ["投稿済み", "更新"])
    };
    let [to_publish, to_renew] = language.pick(english, japanese);
    language.pick(
        format!("{published} {to_publish}, {waiting} waiting; tokens: {renewed} {to_renew}. For you to look at: {need_person}."),
        format!("{to_publish} {published} 件、待機 {waiting} 件、トークン{to_renew} {renewed} 件、要対応 {need_person} 件。"),
    )
}

/// Says what was read.
#[must_use]
pub fn read(accounts: usize, posts: usize, language: Language) -> String {
    language.pick(
        format!("Spreadsheet read. Accounts: {accounts}. Posts to look after: {posts}."),
        format!(
            "スプレッドシートを読みました。アカウント {accounts} 件、処理する投稿 {posts} 件。"
        ),
    )
}

/// Says what a run waits for, and until what time of day: the pause of an account, or else what comes due
/// while it holds.
#[must_use]
pub fn waits(account: Option<String>, until: &str, language: Language) -> String {
    match account {
        Some(account) => language.pick(
            format!("{account}: pausing between two posts until {until}."),
            format!("{account}: 投稿の間隔を空けています（{until} まで）。"),
        ),
        None => language.pick(
            format!("Waiting for posts that come due until {until}."),
            format!("{until} まで待機し、時刻が来た投稿を出します。"),
        ),
    }
}

/// Returns how a row is named.
#[must_use]
pub fn row(row: usize, language: Language) -> String {
    language.pick(format!("row {row}"), format!("{row} 行目"))
}

/// What the demo says between the tables.
pub mod demo {
    pub use super::Words;
    use super::words;
    use crate::language::Language;

    /// What is to be seen.
    pub const WELCOME: Words = words(
        "A practice desk: a spreadsheet with three Threads accounts and their posts. All of it is made up, and all of it is on this machine.",
        "練習用のシートです。3 つの Threads アカウントと投稿が入っています。すべて架空で、このコンピューターの中だけで動きます。",
    );
    /// The sheet as a person filled it in.
    pub const BEFORE: Words = words("The sheet before", "実行前のシート");
    /// The run.
    pub const RUN: Words = words("$ threadsheet run", "$ threadsheet run");
    /// The sheet as the run left it.
    pub const AFTER: Words = words("The sheet after", "実行後のシート");
    /// The second run.
    pub const AGAIN: Words =
        words("$ threadsheet run   (once more)", "$ threadsheet run（もう一度）");
    /// What comes next.
    pub const NEXT: Words = words("With your own accounts", "自分のアカウントで使うには");
    /// The steps to a desk of one's own.
    pub const STEPS: [Words; 3] = [
        words(
            "1. Share an empty spreadsheet with a service account; threadsheet init lays it out.",
            "1. 空のシートをサービスアカウントに共有します。threadsheet init がタブを作ります。",
        ),
        words(
            "2. Paste each account's token into its Token cell: once, it then renews itself.",
            "2. 各アカウントのトークンを「トークン」セルに貼ります。更新は自動です。",
        ),
        words(
            "3. threadsheet check; then threadsheet run, twice an hour. See README.md.",
            "3. threadsheet check で確認し、threadsheet run を 30 分ごとに（README.md）。",
        ),
    ];

    /// Returns how many posts are public.
    #[must_use]
    pub fn public(posts: usize, answers: usize, language: Language) -> String {
        language.pick(
            format!("The practice Threads now shows {posts} posts, {answers} of them as replies."),
            format!("練習用の Threads には {posts} 件の投稿があります（うち返信 {answers} 件）。"),
        )
    }

    /// Returns how many posts are public after another run.
    #[must_use]
    pub fn still_public(posts: usize, language: Language) -> String {
        language.pick(
            format!("Still {posts} posts: nothing goes out twice."),
            format!("投稿は {posts} 件のまま。同じ投稿が二度出ることはありません。"),
        )
    }
}
