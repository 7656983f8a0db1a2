//! What a live probe says: what it found, and what stands around it.

mod asked;
mod sheets;
mod threads;

use std::time::Duration;

pub use asked::{ask, is_yes, refused};

use super::commands::{Words, words};
use crate::finding::{Fact, Finding, Why};
use crate::language::Language;

/// The title of the tab that a probe makes, and takes away again.
pub const TAB: &str = "threadsheet probe";

/// What is said of a spreadsheet from which everything was taken away again.
pub const AS_IT_WAS: Words =
    words("The spreadsheet is as it was before.", "スプレッドシートは元の状態に戻しました。");
/// The same, where a token was renewed.
pub const BUT_FOR_THE_TOKEN: Words = words(
    "The spreadsheet is as it was before, but for the Token cell.",
    "「トークン」のセル以外、スプレッドシートは元の状態に戻しました。",
);
/// What is said where something could not be taken away.
pub const NOT_AS_IT_WAS: Words = words(
    "The tab \"threadsheet probe\" could not be taken away. Delete it by hand, or run the probe again: it begins by tidying up.",
    "タブ「threadsheet probe」を片づけられませんでした。手で削除するか、もう一度実行してください（最初に片づけます）。",
);
/// What is said where every promise holds.
pub const ALL_HOLD: Words = words(
    "What was measured is as threadsheet needs it.",
    "測った範囲では、threadsheet の約束はすべて守られます。",
);
/// What is said where a promise is weaker.
pub const SOME_WEAKER: Words = words(
    "What is marked with ! makes a promise weaker: see docs/RELIABILITY.md, and please report it.",
    "「!」の項目では約束が弱くなります。docs/RELIABILITY.md をご覧のうえ、ご報告ください。",
);

/// Returns what is said before anything is measured.
#[must_use]
pub fn begun(asks_threads: bool, language: Language) -> String {
    let minutes = if asks_threads { 3 } else { 2 };
    language.pick(
        format!("Measuring. This takes about {minutes} minutes."),
        format!("測定中です。{minutes} 分ほどかかります。"),
    )
}

/// Returns what is said of posts that stay; of some nobody knows whether they are out.
#[must_use]
pub fn left(account: &str, addresses: &[String], language: Language) -> String {
    if addresses.is_empty() {
        return language.pick(
            format!("Something was sent to be published. Look on @{account} for posts with \"threadsheet probe\", and delete them in the Threads app."),
            format!("公開のために送信しました。@{account} に「threadsheet probe」という投稿が出ていないか確かめ、あれば Threads アプリで削除してください。"),
        );
    }
    let known = addresses.join(" ");
    language.pick(
        format!("Public now on @{account}, with \"threadsheet probe\" in the text; delete in the Threads app: {known}"),
        format!("@{account} に「threadsheet probe」という投稿が公開中です。Threads アプリで削除してください: {known}"),
    )
}

impl Fact {
    /// Returns what the fact is about, in a few words.
    #[must_use]
    pub fn say(self, language: Language) -> &'static str {
        let [english, japanese] = match self {
            Self::Versions => ["Two writes at once", "同時の書き込み"],
            Self::Swaps => ["Two changes of one cell at once", "同じセルの同時変更"],
            Self::UnmatchedDelete => ["Deleting a mark that is not there", "存在しない印の削除"],
            Self::SameId => ["Making the same mark twice", "同じ印の二重作成"],
            Self::Columns => ["Moving a column", "列の移動"],
            Self::Counting => ["Counting 500 characters", "500 文字の数え方"],
            Self::Status => ["How long Threads remembers a publish", "公開の記録が残る時間"],
            Self::List => ["When a post shows in the list", "一覧に出るまでの時間"],
            Self::SecondPublish => ["Publishing the same thing again", "同じものをもう一度公開"],
            Self::OldToken => ["The old token after a renewal", "更新したあとの古いトークン"],
        };
        language.pick(english, japanese)
    }
}

impl Finding {
    /// Returns what was found, and what it means.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Versions(race) => sheets::versions(*race, language),
            Self::Swaps(race) => sheets::swaps(*race, language),
            Self::UnmatchedDelete(reception) => sheets::unmatched_delete(reception, language),
            Self::SameId(reception) => sheets::same_id(reception, language),
            Self::Columns(pin) => sheets::columns(pin, language),
            Self::Counting(counting) => threads::counting(counting, language),
            Self::Status(sight) => threads::status(sight, language),
            Self::List(sight) => threads::list(sight, language),
            Self::SecondPublish(second) => threads::second_publish(second, language),
            Self::OldToken { old, is_kept } => threads::old_token(old, *is_kept, language),
            Self::Unmeasured(_, why) => why.say(language),
        }
    }
}

impl Why {
    fn say(&self, language: Language) -> String {
        match self {
            Self::NoAccount => language.pick(
                "Not measured: name a test account with --account.".to_owned(),
                "測っていません。--account でテスト用のアカウントを指定すると測れます。".to_owned(),
            ),
            Self::NotAgreed => language.pick(
                "Not measured, because you did not agree to it.".to_owned(),
                "同意がなかったため、測っていません。".to_owned(),
            ),
            Self::NotRenewable => language.pick(
                "Not measured: a token can be renewed once it is a day old. Try again tomorrow.".to_owned(),
                "測っていません。トークンは作ってから 1 日たつと更新できます。明日もう一度お試しください。".to_owned(),
            ),
            Self::Ended => language.pick(
                "Not measured: the probe came to its end before. A longer --budget gives it time.".to_owned(),
                "測る前に終わりました。--budget を長くすると測れます。".to_owned(),
            ),
            Self::NotDone { setback } => {
                let setback = setback.say(language);
                language.pick(
                    format!("Not measured, because of what came back ({setback}). Try again later."),
                    format!("返ってきた答えのため、測れませんでした（{setback}）。あとでもう一度お試しください。"),
                )
            }
            Self::NoAnswer => language.pick(
                "Not measured, for want of an answer. Try again later.".to_owned(),
                "答えがなかったため、測れませんでした。あとでもう一度お試しください。".to_owned(),
            ),
            Self::Account { words } => language.pick(
                format!("Not measured. {words}"),
                format!("測っていません。{words}"),
            ),
        }
    }
}

/// Returns a duration as people read it: tenths of a second below ten seconds.
fn lasting(duration: Duration, language: Language) -> String {
    let seconds = duration.as_secs_f64();
    let figure = if seconds < 10.0 { format!("{seconds:.1}") } else { format!("{seconds:.0}") };
    language.pick(format!("{figure} s"), format!("{figure} 秒"))
}
