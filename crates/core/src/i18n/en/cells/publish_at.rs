//! What is said about Publish at, Date and Time.

use chrono::{TimeDelta, Timelike as _};

use super::{formula_error, quoted};
use crate::columns::{PostColumn, PostStatus};
use crate::i18n::display::{parts_of, short};
use crate::i18n::en::LANGUAGE;
use crate::schedule::{DELAY_DAYS_MAX, Meant, TimeFault, TimeFaultKind, TimeNotice, YEARS_MAX};

const DATE_AND_TIME: &str = "2026-11-23 10:00";

pub(crate) fn moment(fault: &TimeFault) -> String {
    let header = quoted(fault.column.header(LANGUAGE));
    let (read, example) = (short(&fault.read), example(fault.column));
    let why = match fault.why {
        TimeFaultKind::Error => return formula_error(&header, &fault.read),
        TimeFaultKind::NoDate if fault.column == PostColumn::Date => {
            return format!(
                "{header} is empty, so the time {read} has no day. Type the date, for example {example}."
            );
        }
        TimeFaultKind::AtOnce => {
            let status = quoted(PostColumn::Status.header(LANGUAGE));
            let post_now = PostStatus::PostNow.word(LANGUAGE);
            return format!(
                "{header} says \"{read}\", which is not a date. To post in the next run, set {status} to {post_now}; else type a date like {example}."
            );
        }
        TimeFaultKind::NoYear(Some(meant)) => {
            let meant = whole(meant);
            return format!(
                "{header} says \"{read}\": the year is missing. If {meant} is meant, type {meant}."
            );
        }
        TimeFaultKind::DelayWithoutReplyTo => return without_reply_to(&header, &read, example),
        TimeFaultKind::DelayAfterUnknownPost => {
            let reply_to = quoted(PostColumn::ReplyTo.header(LANGUAGE));
            return format!(
                "{header} gives a time after another post, but the post in {reply_to} is in no row of this sheet, so when it was published is not known. Type a date and a time instead, like {DATE_AND_TIME}."
            );
        }
        TimeFaultKind::DelayWithDate => {
            let date = quoted(PostColumn::Date.header(LANGUAGE));
            return format!(
                "{header} says \"{read}\", a time after another post, which goes without a date or another time. Leave only that, or type the day into {date} and a time of day like 10:00."
            );
        }
        TimeFaultKind::DelayNegative
        | TimeFaultKind::DelayTooLong
        | TimeFaultKind::DelayWithoutUnit => {
            let why = wrong_delay(fault.why);
            return format!(
                "{header} says \"{read}\": {why}. Type it like 30 minutes later, 2 hours later or 1 day later."
            );
        }
        _ => reason(fault.why),
    };
    format!("{header} says \"{read}\": {why}. Type it like {example}.")
}

fn without_reply_to(header: &str, read: &str, example: &str) -> String {
    let reply_to = quoted(PostColumn::ReplyTo.header(LANGUAGE));
    format!(
        "{header} says \"{read}\", a time after another post, but {reply_to} is empty. Type it like {example}, or fill in {reply_to}, for example with previous."
    )
}

/// Says what is wrong with a time after another post.
fn wrong_delay(why: TimeFaultKind) -> String {
    match why {
        TimeFaultKind::DelayNegative => {
            "a reply cannot go out before the post that it replies to".to_owned()
        }
        TimeFaultKind::DelayTooLong => {
            format!("a reply goes out at most {DELAY_DAYS_MAX} days after its post")
        }
        _ => "it is not clear whether these are minutes, hours or days".to_owned(),
    }
}

/// Returns a length of time as people say it.
pub(crate) fn length(length: TimeDelta) -> String {
    let [days, hours, minutes, seconds] = parts_of(length);
    let part = |number: i64, unit: &str| match number {
        0 => None,
        1 => Some(format!("1 {unit}")),
        number => Some(format!("{number} {unit}s")),
    };
    let parts = [(days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second")];
    let said: Vec<String> =
        parts.into_iter().filter_map(|(number, unit)| part(number, unit)).collect();
    if said.is_empty() { "0 minutes".to_owned() } else { said.join(" ") }
}

/// Says what is wrong with it where a few words do.
fn reason(why: TimeFaultKind) -> String {
    match why {
        TimeFaultKind::Volatile => {
            "a formula whose result changes all the time, so the post would have no fixed time"
                .to_owned()
        }
        TimeFaultKind::PlainNumber => "a plain number, not a date".to_owned(),
        TimeFaultKind::NoDate => "the date is missing".to_owned(),
        TimeFaultKind::NoYear(_) => "the year is missing".to_owned(),
        TimeFaultKind::Relative => "relative dates cannot be used".to_owned(),
        TimeFaultKind::NoSuchDay => "there is no such day in the calendar".to_owned(),
        TimeFaultKind::NoSuchTime => {
            "there is no such time; times run from 0:00 to 24:00".to_owned()
        }
        TimeFaultKind::YearTooFar => format!("the year is more than {YEARS_MAX} years from now"),
        TimeFaultKind::WrongWeekday => "the day of the week does not fit the date".to_owned(),
        TimeFaultKind::Several => "more than one date or time".to_owned(),
        TimeFaultKind::DayOrMonth => {
            "it is not clear which number is the day and which is the month".to_owned()
        }
        TimeFaultKind::Unreadable
        | TimeFaultKind::Error
        | TimeFaultKind::AtOnce
        | TimeFaultKind::DelayWithoutReplyTo
        | TimeFaultKind::DelayAfterUnknownPost
        | TimeFaultKind::DelayWithDate
        | TimeFaultKind::DelayNegative
        | TimeFaultKind::DelayTooLong
        | TimeFaultKind::DelayWithoutUnit => "it cannot be read as a date or time".to_owned(),
    }
}

/// Returns a date as it is to be typed.
fn whole(meant: Meant) -> String {
    let day = "%Y-%m-%d";
    match meant {
        Meant::Day(date) => date.format(day).to_string(),
        Meant::At(at) if at.second() == 0 => at.format(&format!("{day} %-H:%M")).to_string(),
        Meant::At(at) => at.format(&format!("{day} %-H:%M:%S")).to_string(),
    }
}

/// Returns how the content of a date cell may look.
fn example(column: PostColumn) -> &'static str {
    match column {
        PostColumn::Date => "2026-11-23",
        PostColumn::Time => "10:00",
        _ => DATE_AND_TIME,
    }
}

pub(crate) fn time_notice(notice: TimeNotice) -> String {
    match notice {
        TimeNotice::Skipped { taken } => {
            let taken = taken.format("%H:%M");
            format!("The clocks go forward that night and skip this time; the post goes out at {taken}.")
        }
        TimeNotice::Twice => "The clocks go back that night and show this time twice; the post goes out once, the first time.".to_owned(),
        TimeNotice::ShortYear(year) => format!("The year was read as {year}."),
        TimeNotice::Midnight(date) => format!("Goes out at 0:00, midnight, on {}. If only the day was typed, add the time, like {}.", date.format("%-d %B %Y"), date.format("%Y-%m-%d 9:00")),
        TimeNotice::ByLocale(date) => format!("The date was read as {}, following the spreadsheet's locale.", date.format("%-d %B %Y")),
    }
}
