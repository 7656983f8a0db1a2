//! What a preview says around the posts: headings, dates, how long until then, who can reply.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::cells;
use crate::columns::ReplyControl;
use crate::media::MediaKind;
use crate::text::LENGTH_MAX;

pub(crate) const TITLE: &str = "Coming posts";
pub(crate) const NEEDS_PERSON: &str = "Needs you";
pub(crate) const NEXT_RUN: &str = "In the next run";
pub(crate) const NEXT_RUNS: &str = "In the next runs";
pub(crate) const WAITING: &str = "Waiting";
pub(crate) const UNDATED: &str = "No time yet";
pub(crate) const DRAFTS: &str = "Drafts";
pub(crate) const NOTHING: &str =
    "No upcoming posts. Write one into the Posts tab: an account, a text and a time.";
pub(crate) const NO_ACCOUNT: &str = "no account";
pub(crate) const ALT: &str = "Alt text";
pub(crate) const NO_ALT: &str = "no alt text";
pub(crate) const ANSWERS: &str = "Answers";
pub(crate) const WRONG: &str = "To correct:";
pub(crate) const NOTE: &str = "Note:";
pub(crate) const TOPIC: &str = "Topic:";
pub(crate) const LINK: &str = "Link";

pub(crate) fn counts(coming: usize, wrong: usize, drafts: usize) -> String {
    let some = |count: usize, words: String| if count > 0 { words } else { String::new() };
    let posts = if coming == 1 { "post" } else { "posts" };
    let kinds = if drafts == 1 { "draft" } else { "drafts" };
    let [wrong, drafts] =
        [some(wrong, format!(", {wrong} to correct")), some(drafts, format!(", {drafts} {kinds}"))];
    format!("{coming} {posts} coming{wrong}{drafts}")
}

pub(crate) fn as_of(at: DateTime<Tz>) -> String {
    let (when, zone) = (moment(at), at.timezone().name());
    format!("As of {when}. All times are in {zone}.")
}

pub(crate) fn written(path: &str, counts: &str) -> String {
    format!("{counts}. Open {path} in a browser.")
}

pub(crate) fn moment(at: DateTime<Tz>) -> String {
    format!("{} {}", at.format("%a %-d %b %Y"), clock(at))
}

/// Returns a time of day.
fn clock(at: DateTime<Tz>) -> String {
    at.format("%H:%M").to_string()
}

pub(crate) fn day(date: NaiveDate, today: NaiveDate) -> String {
    let near = match (date - today).num_days() {
        0 => "Today, ",
        1 => "Tomorrow, ",
        _ => "",
    };
    let year =
        if date.year() == today.year() { String::new() } else { date.format(" %Y").to_string() };
    format!("{near}{}{year}", date.format("%A %-d %B"))
}

pub(crate) fn until(left: TimeDelta) -> String {
    let minutes = left.abs().num_minutes();
    let (hours, days) = (minutes / 60, minutes / (24 * 60));
    let span = match (days, hours, minutes) {
        (0, 0, 0) => return "now".to_owned(),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours @ 1..6, minutes) if minutes % 60 > 0 => format!("{hours} h {} min", minutes % 60),
        (0, hours, _) => format!("{hours} h"),
        (days @ 1..3, hours, _) if hours % 24 > 0 => {
            format!("{days} {} {} h", if days == 1 { "day" } else { "days" }, hours % 24)
        }
        (1, ..) => "1 day".to_owned(),
        (days, ..) => format!("{days} days"),
    };
    if left.num_minutes().is_negative() { format!("{span} ago") } else { format!("in {span}") }
}

pub(crate) fn length(length: usize) -> String {
    format!("{length} of {LENGTH_MAX} characters")
}

pub(crate) fn medium(kind: Option<MediaKind>, place: usize, of: usize) -> String {
    let kind = match kind {
        Some(MediaKind::Image) => "Picture",
        Some(MediaKind::Video) => "Video",
        None => "Picture or video",
    };
    if of > 1 { format!("{kind} {place}/{of}") } else { kind.to_owned() }
}

pub(crate) fn answers_row(row: usize) -> String {
    format!("Reply to row {row}")
}

pub(crate) fn after_the_post(delay: TimeDelta, at: Option<DateTime<Tz>>) -> String {
    let after = format!("{} after the post", cells::length(delay));
    at.map_or(after.clone(), |at| format!("{after}, at about {}", moment(at)))
}

pub(crate) fn who_can_reply(who: ReplyControl) -> &'static str {
    match who {
        ReplyControl::Everyone => "Anyone can reply",
        ReplyControl::AccountsYouFollow => "Accounts you follow can reply",
        ReplyControl::MentionedOnly => "Mentioned accounts can reply",
        ReplyControl::ParentPostAuthorOnly => "Only the original author can reply",
        ReplyControl::FollowersOnly => "Followers can reply",
    }
}

/// Where a post stands.
pub(crate) mod stage {
    pub(crate) const SCHEDULED: &str = "scheduled";
    pub(crate) const NEXT_RUN: &str = "goes out next";
    pub(crate) const NEXT_RUNS: &str = "in a later run";
    pub(crate) const UNDER_WAY: &str = "under way";
    pub(crate) const WAITING: &str = "waits";
    pub(crate) const UNDATED: &str = "no time yet";
    pub(crate) const DRAFT: &str = "draft";
    pub(crate) const FAILED: &str = "failed";
    pub(crate) const TO_FIX: &str = "to fix";
    pub(crate) const MISSED: &str = "missed";
    pub(crate) const CHECK: &str = "check";
}
