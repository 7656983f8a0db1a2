//! What a preview says around the posts: headings, dates, how long until then, who can reply.

use chrono::{DateTime, NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::columns::{PostColumn, ReplyControl};
use crate::language::Language;
use crate::media::MediaKind;

phrases! { (preview):
    /// The heading of the whole.
    pub TITLE;
    /// The heading of what does not go out until a person has done something.
    pub NEEDS_PERSON;
    /// The heading of what the next run sends or settles.
    pub NEXT_RUN;
    /// The heading of what goes out soon, and not in the next run.
    pub NEXT_RUNS;
    /// The heading of what is due and waits for something else than its time.
    pub WAITING;
    /// The heading of what has no time yet.
    pub UNDATED;
    /// The heading of the drafts.
    pub DRAFTS;
    /// What is said where nothing is coming.
    pub NOTHING;
    /// What stands for the name in a row without one.
    pub NO_ACCOUNT;
    /// What stands before a description of a medium.
    pub ALT;
    /// What stands in the place of a description that is missing.
    pub NO_ALT;
    /// A post that Threads shows.
    pub ANSWERS;
    /// What stands before what is wrong, for those who cannot see its colour.
    pub WRONG;
    /// What stands before what should be known.
    pub NOTE;
    /// What stands before a topic, for those who cannot see the sign.
    pub TOPIC;
    /// What stands before a link attachment.
    pub LINK;
}

catalogue! { (preview):
    /// Returns how many posts are coming, and how many of them need something.
    pub fn counts(coming: usize, wrong: usize, drafts: usize) -> String;
    /// Says when and in which zone the sheet was read.
    pub fn as_of(at: DateTime<Tz>) -> String;
    /// Says where a preview was written to.
    pub fn written(path: &str, counts: &str) -> String;
    /// Returns a date and time of day.
    pub fn moment(at: DateTime<Tz>) -> String;
    /// Returns a day as a heading, seen from another one.
    pub fn day(date: NaiveDate, today: NaiveDate) -> String;
    /// Returns how long it is until then, or how long ago it was.
    pub fn until(left: TimeDelta) -> String;
    /// Says how long a text is, in full.
    pub fn length(length: usize) -> String;
    /// Names a medium by its kind and its place among the others.
    pub fn medium(kind: Option<MediaKind>, place: usize, of: usize) -> String;
    /// Names the row that a post answers.
    pub fn answers_row(row: usize) -> String;
    /// Says how long after its post a reply goes out and, where that is known, when.
    pub fn after_the_post(delay: TimeDelta, at: Option<DateTime<Tz>>) -> String;
    /// Says who can reply.
    pub fn who_can_reply(who: ReplyControl) -> &'static str;
}

/// Where a post stands.
pub mod stage {
    phrases! { (preview::stage):
        /// It waits for its time.
        pub SCHEDULED;
        /// It goes out in the next run.
        pub NEXT_RUN;
        /// It goes out in one of the runs after that.
        pub NEXT_RUNS;
        /// It was sent, and whether it is public is not known yet.
        pub UNDER_WAY;
        /// It waits for something else.
        pub WAITING;
        /// It has no time.
        pub UNDATED;
        /// It never goes out.
        pub DRAFT;
        /// It was not posted.
        pub FAILED;
        /// It was not tried yet, and could not go out as it stands.
        pub TO_FIX;
        /// Its time was too long ago.
        pub MISSED;
        /// Only a person can tell whether it is out.
        pub CHECK;
    }
}

/// Says at the foot of a card what an optional column comes to: in words of its own, or after its header.
#[must_use]
pub fn option(column: PostColumn, value: &str, language: Language) -> String {
    let who = ReplyControl::of_api(value).filter(|_| column == PostColumn::ReplyControl);
    if let Some(who) = who {
        return who_can_reply(who, language).to_owned();
    }
    let content = column.entry().content.as_ref();
    let value = content.map(|content| (content.label)(value, language));
    format!("{}: {}", column.header(language), value.unwrap_or_default())
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
