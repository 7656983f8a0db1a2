//! What a preview says around the posts: headings, dates, how long until then, who can reply.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta};
use chrono_tz::Tz;

pub use super::commands::Words;
use super::commands::words;
use crate::columns::{PostColumn, ReplyControl};
use crate::language::Language;
use crate::media::MediaKind;
use crate::text::LENGTH_MAX;

/// The heading of the whole.
pub const TITLE: Words = words("Coming posts", "これからの投稿");
/// The heading of what does not go out until a person has done something.
pub const NEEDS_PERSON: Words = words("Needs you", "要対応");
/// The heading of what the next run sends or settles.
pub const NEXT_RUN: Words = words("In the next run", "次の実行");
/// The heading of what goes out soon, and not in the next run.
pub const NEXT_RUNS: Words = words("In the next runs", "次回以降の実行");
/// The heading of what is due and waits for something else than its time.
pub const WAITING: Words = words("Waiting", "待機中");
/// The heading of what has no time yet.
pub const UNDATED: Words = words("No time yet", "日時未定");
/// The heading of the drafts.
pub const DRAFTS: Words = words("Drafts", "下書き");
/// What is said where nothing is coming.
pub const NOTHING: Words = words(
    "No posts are coming. Write one into the Posts tab: an account, a text and a time.",
    "これからの投稿はありません。「投稿」タブにアカウント・本文・投稿日時を入力してください。",
);
/// What stands for the name in a row without one.
pub const NO_ACCOUNT: Words = words("no account", "アカウントなし");
/// What stands before a description of a medium.
pub const ALT: Words = words("Alt text", "代替テキスト");
/// What stands in the place of a description that is missing.
pub const NO_ALT: Words = words("no alt text", "代替テキストなし");
/// A post that Threads shows.
pub const ANSWERS: Words = words("Answers", "返信先");
/// What stands before what is wrong, for those who cannot see its colour.
pub const WRONG: Words = words("To correct:", "要対応:");
/// What stands before what should be known.
pub const NOTE: Words = words("Note:", "お知らせ:");
/// What stands before a topic, for those who cannot see the sign.
pub const TOPIC: Words = words("Topic:", "トピック:");
/// What stands before a link attachment.
pub const LINK: Words = words("Link", "リンク");

/// Where a post stands.
pub mod stage {
    use super::{Words, words};

    /// It waits for its time.
    pub const SCHEDULED: Words = words("scheduled", "予約");
    /// It goes out in the next run.
    pub const NEXT_RUN: Words = words("goes out next", "次に投稿");
    /// It goes out in one of the runs after that.
    pub const NEXT_RUNS: Words = words("in a later run", "次回以降に投稿");
    /// It was sent, and whether it is public is not known yet.
    pub const UNDER_WAY: Words = words("under way", "投稿中");
    /// It waits for something else.
    pub const WAITING: Words = words("waits", "待機中");
    /// It has no time.
    pub const UNDATED: Words = words("no time yet", "日時未定");
    /// It never goes out.
    pub const DRAFT: Words = words("draft", "下書き");
    /// It was not posted.
    pub const FAILED: Words = words("failed", "失敗");
    /// It was not tried yet, and could not go out as it stands.
    pub const TO_FIX: Words = words("to fix", "要修正");
    /// Its time was too long ago.
    pub const MISSED: Words = words("missed", "期限切れ");
    /// Only a person can tell whether it is out.
    pub const CHECK: Words = words("check", "要確認");
}

/// Returns how many posts are coming, and how many of them need something.
#[must_use]
pub fn counts(coming: usize, wrong: usize, drafts: usize, language: Language) -> String {
    let some = |count: usize, words: String| if count > 0 { words } else { String::new() };
    let posts = if coming == 1 { "post" } else { "posts" };
    let kinds = if drafts == 1 { "draft" } else { "drafts" };
    let [wrong, drafts] = [
        some(wrong, language.pick(format!(", {wrong} to correct"), format!("、要対応 {wrong} 件"))),
        some(drafts, language.pick(format!(", {drafts} {kinds}"), format!("、下書き {drafts} 件"))),
    ];
    language.pick(
        format!("{coming} {posts} coming{wrong}{drafts}"),
        format!("予定 {coming} 件{wrong}{drafts}"),
    )
}

/// Says when and in which zone the sheet was read.
#[must_use]
pub fn as_of(at: DateTime<Tz>, language: Language) -> String {
    let (when, zone) = (moment(at, language), at.timezone().name());
    language.pick(
        format!("As of {when}. All times are those of {zone}."),
        format!("{when} 時点。日時はすべて {zone} です。"),
    )
}

/// Says where a preview was written to.
#[must_use]
pub fn written(path: &str, counts: &str, language: Language) -> String {
    language.pick(
        format!("{counts}. Open {path} in a browser."),
        format!("{counts}。{path} をブラウザで開いてください。"),
    )
}

/// Returns a date and time of day.
#[must_use]
pub fn moment(at: DateTime<Tz>, language: Language) -> String {
    let date = at.date_naive();
    language.pick(
        format!("{} {}", at.format("%a %-d %b %Y"), clock(at)),
        format!("{}（{}）{}", at.format("%Y年%-m月%-d日"), weekday(date), clock(at)),
    )
}

/// Returns a time of day.
#[must_use]
pub fn clock(at: DateTime<Tz>) -> String {
    at.format("%H:%M").to_string()
}

/// Returns a day as a heading, seen from another one.
#[must_use]
pub fn day(date: NaiveDate, today: NaiveDate, language: Language) -> String {
    let near = match (date - today).num_days() {
        0 => language.pick("Today, ", "今日 "),
        1 => language.pick("Tomorrow, ", "明日 "),
        _ => "",
    };
    let year = if date.year() == today.year() {
        String::new()
    } else {
        date.format(language.pick(" %Y", "%Y年")).to_string()
    };
    language.pick(
        format!("{near}{}{year}", date.format("%A %-d %B")),
        format!("{near}{year}{}（{}）", date.format("%-m月%-d日"), weekday(date)),
    )
}

fn weekday(date: NaiveDate) -> &'static str {
    let days = ["月", "火", "水", "木", "金", "土", "日"];
    days.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
}

/// Returns how long it is until then, or how long ago it was.
#[must_use]
pub fn until(left: TimeDelta, language: Language) -> String {
    let minutes = left.abs().num_minutes();
    let (hours, days) = (minutes / 60, minutes / (24 * 60));
    let span = match (days, hours, minutes) {
        (0, 0, 0) => return language.pick("now", "今").to_owned(),
        (0, 0, minutes) => language.pick(format!("{minutes} min"), format!("{minutes}分")),
        (0, hours @ 1..6, minutes) if minutes % 60 > 0 => language.pick(
            format!("{hours} h {} min", minutes % 60),
            format!("{hours}時間{}分", minutes % 60),
        ),
        (0, hours, _) => language.pick(format!("{hours} h"), format!("{hours}時間")),
        (days @ 1..3, hours, _) if hours % 24 > 0 => language.pick(
            format!("{days} {} {} h", if days == 1 { "day" } else { "days" }, hours % 24),
            format!("{days}日{}時間", hours % 24),
        ),
        (1, ..) => language.pick("1 day".to_owned(), "1日".to_owned()),
        (days, ..) => language.pick(format!("{days} days"), format!("{days}日")),
    };
    if left.num_minutes().is_negative() {
        language.pick(format!("{span} ago"), format!("{span}前"))
    } else {
        language.pick(format!("in {span}"), format!("あと{span}"))
    }
}

/// Says how long a text is, in full.
#[must_use]
pub fn length(length: usize, language: Language) -> String {
    language.pick(
        format!("{length} of {LENGTH_MAX} characters"),
        format!("{LENGTH_MAX} 文字中 {length} 文字"),
    )
}

/// Names a medium by its kind and its place among the others.
#[must_use]
pub fn medium(kind: Option<MediaKind>, place: usize, of: usize, language: Language) -> String {
    let kind = match kind {
        Some(MediaKind::Image) => language.pick("Picture", "画像"),
        Some(MediaKind::Video) => language.pick("Video", "動画"),
        None => language.pick("Picture or video", "画像または動画"),
    };
    if of > 1 { format!("{kind} {place}/{of}") } else { kind.to_owned() }
}

/// Names the row that a post answers.
#[must_use]
pub fn answers_row(row: usize, language: Language) -> String {
    language.pick(format!("Answers row {row}"), format!("{row} 行目への返信"))
}

/// Says at the foot of a card what an optional column comes to: in words of its own, or after its header.
#[must_use]
pub fn option(column: PostColumn, value: &str, language: Language) -> String {
    let who = ReplyControl::of_api(value).filter(|_| column == PostColumn::ReplyControl);
    match who {
        Some(who) => who_can_reply(who, language).to_owned(),
        None => format!("{}: {value}", column.header(language)),
    }
}

/// Says who can reply.
#[must_use]
pub fn who_can_reply(who: ReplyControl, language: Language) -> &'static str {
    match who {
        ReplyControl::Everyone => language.pick("Anyone can reply", "誰でも返信できます"),
        ReplyControl::AccountsYouFollow => {
            language.pick("Accounts you follow can reply", "フォロー中のアカウントが返信できます")
        }
        ReplyControl::MentionedOnly => {
            language.pick("Those mentioned can reply", "メンションした人が返信できます")
        }
        ReplyControl::ParentPostAuthorOnly => {
            language.pick("The author answered can reply", "元の投稿者が返信できます")
        }
        ReplyControl::FollowersOnly => {
            language.pick("Followers can reply", "フォロワーが返信できます")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_it_is_gets_coarser_the_further_it_is_away() {
        let cases = [
            (0, "now", "今"),
            (25, "in 25 min", "あと25分"),
            (-25, "25 min ago", "25分前"),
            (60, "in 1 h", "あと1時間"),
            (200, "in 3 h 20 min", "あと3時間20分"),
            (800, "in 13 h", "あと13時間"),
            (1_440, "in 1 day", "あと1日"),
            (2_700, "in 1 day 21 h", "あと1日21時間"),
            (-4_500, "3 days ago", "3日前"),
        ];
        for (minutes, english, japanese) in cases {
            let left = TimeDelta::minutes(minutes);
            assert_eq!(until(left, Language::English), english);
            assert_eq!(until(left, Language::Japanese), japanese);
        }
    }

    #[test]
    fn a_day_is_named_as_seen_from_today() {
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        let today = date(2026, 12, 31);
        let cases = [
            (today, "Today, Thursday 31 December", "今日 12月31日（木）"),
            (date(2027, 1, 1), "Tomorrow, Friday 1 January 2027", "明日 2027年1月1日（金）"),
            (date(2026, 2, 3), "Tuesday 3 February", "2月3日（火）"),
        ];
        for (date, english, japanese) in cases {
            assert_eq!(day(date, today, Language::English), english);
            assert_eq!(day(date, today, Language::Japanese), japanese);
        }
    }
}
