//! A time after another post's publication, as people type it: `+30m`, `30分後`, `in 2 hours`; and a length of time alone,
//! `30m`, where a column asks for one.

use std::time::Duration;

use chrono::TimeDelta;

use super::TimeFaultKind;
use super::cursor::{Reader, plain};
use crate::columns::LengthFault;

/// The longest time after another post's publication, in days.
pub const DELAY_DAYS_MAX: i64 = 7;

/// Longest text that is looked at, in characters; no length of time is as long.
const LENGTH_MAX: usize = 60;

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

/// The units, in seconds; of two that begin alike the longer comes first.
const UNITS: &[(&str, i64)] = &[
    ("weeks", 7 * DAY_S),
    ("week", 7 * DAY_S),
    ("wks", 7 * DAY_S),
    ("wk", 7 * DAY_S),
    ("w", 7 * DAY_S),
    ("days", DAY_S),
    ("day", DAY_S),
    ("d", DAY_S),
    ("hours", HOUR_S),
    ("hour", HOUR_S),
    ("hrs", HOUR_S),
    ("hr", HOUR_S),
    ("h", HOUR_S),
    ("minutes", MINUTE_S),
    ("minute", MINUTE_S),
    ("mins", MINUTE_S),
    ("min", MINUTE_S),
    ("m", MINUTE_S),
    ("seconds", 1),
    ("second", 1),
    ("secs", 1),
    ("sec", 1),
    ("s", 1),
    ("週間", 7 * DAY_S),
    ("日間", DAY_S),
    ("日", DAY_S),
    ("時間", HOUR_S),
    ("分間", MINUTE_S),
    ("分", MINUTE_S),
    ("秒間", 1),
    ("秒", 1),
];

/// Words in front of a length of time by which it begins at another post.
const BEFORE_IT: &[(&str, ())] = &[
    ("in", ()),
    ("after", ()),
    ("投稿から", ()),
    ("公開から", ()),
    ("投稿後", ()),
    ("公開後", ()),
    ("投稿の", ()),
    ("公開の", ()),
    ("前の投稿の", ()),
    ("あと", ()),
    ("その", ()),
];

/// Words behind it: whether they mean later, or sooner.
const BEHIND_IT: &[(&str, Side)] = &[
    ("after the previous post", Side::After),
    ("after the post above", Side::After),
    ("after the first post", Side::After),
    ("after the parent", Side::After),
    ("after the post", Side::After),
    ("after previous", Side::After),
    ("after that", Side::After),
    ("afterwards", Side::After),
    ("after it", Side::After),
    ("after", Side::After),
    ("later", Side::After),
    ("before", Side::Before),
    ("earlier", Side::Before),
    ("ago", Side::Before),
    ("後に", Side::After),
    ("後", Side::After),
    ("あと", Side::After),
    ("のち", Side::After),
    ("前", Side::Before),
];

/// On which side of the other post a time is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// A time before or after another post, or a length of time alone.
struct Typed {
    /// None for a number without a unit.
    length: Option<TimeDelta>,
    is_negative: bool,
    /// Whether a sign or a word says on which side of the other post it is.
    is_marked: bool,
}

/// Reads a text that is a time after another post's publication; `None` for anything else.
pub(super) fn read(typed: &str) -> Option<Result<TimeDelta, TimeFaultKind>> {
    // Without a sign or such a word a length of time is no time at all.
    let typed = take(typed).filter(|typed| typed.is_marked)?;
    // `-30` is a number like any other.
    if typed.length.is_none() && typed.is_negative {
        return None;
    }
    Some(typed.judge().map_err(|fault| match fault {
        LengthFault::Negative => TimeFaultKind::DelayNegative,
        LengthFault::TooLong => TimeFaultKind::DelayTooLong,
        LengthFault::Volatile => TimeFaultKind::Volatile,
        LengthFault::WithoutUnit | LengthFault::Unreadable => TimeFaultKind::DelayWithoutUnit,
    }))
}

/// Reads a length of time, with or without a word that it comes after another post: `30m`, `+30m`, `30分後`, `0:30`.
///
/// # Errors
///
/// [`LengthFault`] for anything else, and for one that is too long or negative.
pub(crate) fn read_length(typed: &str) -> Result<TimeDelta, LengthFault> {
    let text = plain(typed);
    if let Some(length) = clock(&text) {
        return Typed { length: Some(length), is_negative: false, is_marked: false }.judge();
    }
    // Of nothing it makes no difference what it counts.
    if text.parse::<f64>() == Ok(0.0) {
        return Ok(TimeDelta::zero());
    }
    take(typed).ok_or(LengthFault::Unreadable)?.judge()
}

/// Judges a length of time in seconds.
///
/// # Errors
///
/// [`LengthFault`] for one that is too long or negative.
pub(crate) fn judge_seconds(seconds: f64) -> Result<TimeDelta, LengthFault> {
    let is_negative = seconds < 0.0;
    let length = Duration::try_from_secs_f64(seconds.abs().round()).ok();
    // What is longer than any of these is only known to be too long.
    let length = length.and_then(|length| TimeDelta::from_std(length).ok());
    let length = Some(length.unwrap_or(TimeDelta::MAX));
    Typed { length, is_negative, is_marked: false }.judge()
}

impl Typed {
    fn judge(&self) -> Result<TimeDelta, LengthFault> {
        match self.length {
            None => Err(LengthFault::WithoutUnit),
            Some(length) if self.is_negative && !length.is_zero() => Err(LengthFault::Negative),
            Some(length) if length > TimeDelta::days(DELAY_DAYS_MAX) => Err(LengthFault::TooLong),
            Some(length) => Ok(length),
        }
    }
}

/// Takes hours and minutes as a sheet shows a length of time: `0:30`, `26:00`, `0:30:00`.
fn clock(text: &str) -> Option<TimeDelta> {
    let mut fields = text.split(':');
    let hours = fields.next().filter(|hours| !hours.is_empty())?;
    let rest: Vec<&str> = fields.collect();
    let is_number = |field: &str| field.bytes().all(|byte| byte.is_ascii_digit());
    let is_below_sixty = |field: &&str| {
        field.len() == 2 && is_number(field) && field.parse::<u8>().is_ok_and(|value| value < 60)
    };
    if !is_number(hours) || !matches!(rest.len(), 1 | 2) || !rest.iter().all(is_below_sixty) {
        return None;
    }
    let number = |field: Option<&&str>| field.and_then(|field| field.parse().ok()).unwrap_or(0);
    // What is longer than any of these is only known to be too long.
    let hours = hours.parse().unwrap_or(i64::MAX).min(1000 * 24);
    let seconds = hours * HOUR_S + number(rest.first()) * MINUTE_S + number(rest.get(1));
    Some(TimeDelta::seconds(seconds))
}

/// Takes a text that is a length of time, or a number, whole.
fn take(typed: &str) -> Option<Typed> {
    if typed.trim().chars().nth(LENGTH_MAX).is_some() {
        return None;
    }
    let text = plain(typed);
    let mut reader = Reader::new(&text);
    let sign = reader.sign(&['+', '-']);
    reader.skip(&[' ']);
    let is_led = sign.is_none() && reader.word(BEFORE_IT).is_some();
    reader.skip(&[' ']);
    let mut ahead = reader;
    let length = length(&mut ahead);
    if length.is_some() {
        reader = ahead;
    } else {
        bare_number(&mut reader)?;
    }
    reader.skip(&[' ']);
    let side = reader.word(BEHIND_IT);
    reader.skip(&[' ', '.']);
    if !reader.rest().is_empty() {
        return None;
    }
    let is_marked = sign.is_some() || is_led && length.is_some() || side.is_some();
    let is_negative = sign == Some('-') || side == Some(Side::Before);
    Some(Typed { length, is_negative, is_marked })
}

/// Tells whether a formula is what a sheet makes of a time after another post: it takes `+30m` for a formula.
pub(super) fn of_formula(formula: &str) -> Option<&str> {
    let typed = formula.strip_prefix('=')?;
    let is_read = typed.trim_start().starts_with(['+', '-']) && read(typed).is_some();
    is_read.then_some(typed)
}

/// Takes a length of time: numbers with their units, from the longest unit to the shortest.
fn length(reader: &mut Reader) -> Option<TimeDelta> {
    if reader.word(&[("half an hour", ()), ("half hour", ())]).is_some() {
        return Some(TimeDelta::minutes(30));
    }
    let mut total: i64 = 0;
    let mut shorter_than = i64::MAX;
    loop {
        let mut ahead = *reader;
        ahead.skip(&[' ', ',', '&']);
        if ahead.word(&[("and", ()), ("と", ())]).is_some() {
            ahead.skip(&[' ']);
        }
        let Some((seconds, unit)) = one(&mut ahead).filter(|(_, unit)| *unit < shorter_than) else {
            break;
        };
        (total, shorter_than, *reader) = (total.saturating_add(seconds), unit, ahead);
    }
    let is_some = shorter_than < i64::MAX;
    // What is longer than any of these is only known to be too long.
    is_some.then(|| TimeDelta::seconds(total.min(1000 * DAY_S)))
}

/// Takes one number and its unit, in seconds both.
fn one(reader: &mut Reader) -> Option<(i64, i64)> {
    let mut ahead = *reader;
    let (whole, tenths) = number(&mut ahead)?;
    ahead.skip(&[' ']);
    let unit = unit(&mut ahead)?;
    let mut seconds = whole.saturating_mul(unit).saturating_add(tenths * unit / 10);
    if unit == HOUR_S && ahead.word(&[("半", ())]).is_some() {
        seconds = seconds.saturating_add(unit / 2);
    }
    *reader = ahead;
    Some((seconds, unit))
}

/// Takes a number: its whole part, and its tenths.
fn number(reader: &mut Reader) -> Option<(i64, i64)> {
    if reader.word(&[("an", ()), ("a", ()), ("one", ())]).is_some() {
        return Some((1, 0));
    }
    let whole = i64::from(reader.number()?.value);
    let mut behind = *reader;
    let tenths = behind.sign(&['.']).and_then(|_| behind.number());
    let tenths = tenths.filter(|tenths| tenths.n_digits == 1);
    if tenths.is_some() {
        *reader = behind;
    }
    Some((whole, tenths.map_or(0, |tenths| i64::from(tenths.value))))
}

/// Takes a unit. `1h30m` has a digit behind the letter, and `30min` none.
fn unit(reader: &mut Reader) -> Option<i64> {
    let unit = reader.word(UNITS)?;
    reader.sign(&['.']);
    Some(unit)
}

/// Takes a number without a unit: `30`, `1:30`, `1.5`.
fn bare_number(reader: &mut Reader) -> Option<()> {
    reader.number()?;
    let mut behind = *reader;
    if behind.sign(&[':', '.', ',']).is_some() && behind.number().is_some() {
        *reader = behind;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_time_after_another_post_is_read_in_every_way_people_write_it() {
        for (typed, minutes) in [
            ("+30m", 30),
            ("+30 min", 30),
            ("+30min.", 30),
            ("＋３０ｍ", 30),
            ("+ 30 Minutes", 30),
            ("+1h", 60),
            ("+1h30m", 90),
            ("+1h 30min", 90),
            ("+1 hour and 30 minutes", 90),
            ("+1.5h", 90),
            ("+2d", 2880),
            ("+7d", 7 * 1440),
            ("+1w", 7 * 1440),
            ("+0m", 0),
            ("'+30m", 30),
            ("30 minutes after", 30),
            ("30 minutes after the post", 30),
            ("30m later", 30),
            ("1 hour later", 60),
            ("an hour later", 60),
            ("half an hour later", 30),
            ("in 30 min", 30),
            ("in 2 hours", 120),
            ("After 2 days", 2880),
            ("30分後", 30),
            ("３０分後", 30),
            ("30 分後", 30),
            ("30分後に", 30),
            ("+30分", 30),
            ("＋30分", 30),
            ("あと30分", 30),
            ("投稿の30分後", 30),
            ("投稿から1時間後", 60),
            ("1時間後", 60),
            ("1時間半後", 90),
            ("1時間30分後", 90),
            ("2日後", 2880),
            ("1週間後", 7 * 1440),
            ("+90秒", 1),
        ] {
            let read = read(typed).unwrap_or_else(|| panic!("{typed} is not read"));
            assert_eq!(read.map(|read| read.num_minutes()), Ok(minutes), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_such_a_time_says_why() {
        use TimeFaultKind::{DelayNegative, DelayTooLong, DelayWithoutUnit};
        for (typed, why) in [
            ("-30m", DelayNegative),
            ("−30分", DelayNegative),
            ("30分前", DelayNegative),
            ("30 minutes before", DelayNegative),
            ("+8d", DelayTooLong),
            ("+7d1m", DelayTooLong),
            ("+169h", DelayTooLong),
            ("999999999日後", DelayTooLong),
            ("+30", DelayWithoutUnit),
            ("＋３０", DelayWithoutUnit),
            ("+1:30", DelayWithoutUnit),
            ("30後", DelayWithoutUnit),
            ("30 later", DelayWithoutUnit),
        ] {
            assert_eq!(read(typed), Some(Err(why)), "{typed}");
        }
    }

    #[test]
    fn everything_else_is_left_to_the_dates() {
        for typed in [
            "",
            "+",
            "30",
            "-30",
            "30m",
            "30分",
            "2 hours",
            "in 2026",
            "2日",
            "2日午後",
            "午後3時",
            "+m",
            "+30m 10:00",
            "+30m+5m",
            "+30m5h",
            "+30 parsecs",
            "30分後 2026/11/23",
            "明後日",
            "2026-11-23 10:00",
            "+09:00 10:00",
            "later",
            "後",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(read(&format!("+{}m", "3".repeat(100))), None);
    }

    #[test]
    fn a_length_of_time_alone_is_read_where_a_column_asks_for_one() {
        for (typed, minutes) in [
            ("30m", 30),
            ("30 min", 30),
            ("３０分", 30),
            ("30分後", 30),
            ("+30m", 30),
            ("30 minutes after the post", 30),
            ("1h 30m", 90),
            ("1.5h", 90),
            ("1時間半", 90),
            ("2 hours", 120),
            ("an hour", 60),
            ("half an hour", 30),
            ("7d", 7 * 1440),
            ("1週間", 7 * 1440),
            ("0:30", 30),
            ("1:30:00", 90),
            ("26:00", 26 * 60),
            ("168:00", 7 * 1440),
            ("0", 0),
            ("０", 0),
            ("0m", 0),
            ("-0m", 0),
        ] {
            assert_eq!(read_length(typed), Ok(TimeDelta::minutes(minutes)), "{typed}");
        }
        for (typed, why) in [
            ("30", LengthFault::WithoutUnit),
            ("+30", LengthFault::WithoutUnit),
            ("-30", LengthFault::WithoutUnit),
            ("30m later than that", LengthFault::Unreadable),
            ("-30m", LengthFault::Negative),
            ("30分前", LengthFault::Negative),
            ("8 days", LengthFault::TooLong),
            ("168:01", LengthFault::TooLong),
            ("99999999999999999999:00", LengthFault::TooLong),
            ("soon", LengthFault::Unreadable),
            ("すぐ", LengthFault::Unreadable),
            ("9:00 PM", LengthFault::Unreadable),
            ("10:5", LengthFault::WithoutUnit),
            ("1:60", LengthFault::WithoutUnit),
            (":30", LengthFault::Unreadable),
            ("2026-11-23 10:00", LengthFault::Unreadable),
            ("", LengthFault::Unreadable),
        ] {
            assert_eq!(read_length(typed), Err(why), "{typed}");
        }
        assert_eq!(read_length(&"3".repeat(100)), Err(LengthFault::Unreadable));
    }

    #[test]
    fn a_number_of_seconds_is_a_length_of_time_up_to_a_week() {
        assert_eq!(judge_seconds(1_800.000_1), Ok(TimeDelta::minutes(30)));
        assert_eq!(judge_seconds(604_800.0), Ok(TimeDelta::days(7)));
        for (seconds, why) in [
            (604_801.0, LengthFault::TooLong),
            (1e30, LengthFault::TooLong),
            (f64::NAN, LengthFault::TooLong),
            (-1_800.0, LengthFault::Negative),
        ] {
            assert_eq!(judge_seconds(seconds), Err(why), "{seconds}");
        }
    }

    #[test]
    fn what_a_sheet_takes_for_a_formula_is_read_as_it_was_typed() {
        for (formula, typed) in [
            ("=+30m", Some("+30m")),
            ("=+1h30m", Some("+1h30m")),
            ("=+30分後", Some("+30分後")),
            ("=-30m", Some("-30m")),
            ("=A1+30", None),
            ("=1/0", None),
            ("+30m", None),
        ] {
            assert_eq!(of_formula(formula), typed, "{formula}");
        }
    }

    #[test]
    fn a_unit_stands_once_and_a_formula_of_other_cells_is_none() {
        for typed in ["+30m5m", "+1h1h", "1時間1時間後"] {
            assert_eq!(read(typed), None, "{typed}");
        }
        for formula in ["=+A1", "=-A1", "=30分後", "=A1"] {
            assert_eq!(of_formula(formula), None, "{formula}");
        }
    }
}
