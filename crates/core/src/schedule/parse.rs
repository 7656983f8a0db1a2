//! A date that was typed as text: its pieces, in whatever order they stand.

use chrono::{Datelike as _, NaiveDateTime, Weekday};

use super::cursor::{Reader, plain};
use super::keywords::{self, Half};
use super::locale::DateLocale;
use super::{Clock, Day, Parts, TimeFaultKind, days, times};

/// Longest text that is looked at, in characters; no date is as long.
const LENGTH_MAX: usize = 100;

/// What may stand between a date and a time, or between two of a kind.
const BETWEEN: &[char] = &[' ', ',', '、', ';', '|', '・', '-', '~', '_', '&', '.'];
const BETWEEN_WORDS: &[(&str, ())] =
    &[("at", ()), ("on", ()), ("from", ()), ("to", ()), ("の", ()), ("から", ()), ("まで", ())];

/// Reads a text into its parts.
pub(super) fn read(typed: &str, locale: DateLocale) -> Result<Parts, TimeFaultKind> {
    // Each piece is tried against many patterns, so the text must not be long.
    if typed.trim().chars().nth(LENGTH_MAX).is_some() {
        return Err(TimeFaultKind::Unreadable);
    }
    let text = plain(typed);
    if text.is_empty() {
        return Ok(Parts::default());
    }
    // Before the check for plain numbers: eight digits are a date and a number alike.
    if let Some(parts) = compact(&text) {
        return Ok(parts);
    }
    if is_number(&text) {
        return Err(TimeFaultKind::PlainNumber);
    }
    // At once comes before relative, because `now` is in both lists and has advice of its own.
    if keywords::is_at_once(&text) {
        return Err(TimeFaultKind::AtOnce);
    }
    if keywords::is_relative(&text) {
        return Err(TimeFaultKind::Relative);
    }
    let mut pieces = Pieces::default();
    let mut reader = Reader::new(&text);
    while is_more(&mut reader) {
        pieces.take(&mut reader, locale)?;
    }
    pieces.joined()
}

/// Reads digits in one: `20261123`, `202611231000`, `20261123T100000`.
fn compact(text: &str) -> Option<Parts> {
    let digits = text.strip_suffix('z').unwrap_or(text).replacen(['t', ' ', '_'], "", 1);
    let day_alone = format!("{digits}000000");
    let (whole, has_time) = match digits.len() {
        8 => (day_alone, false),
        12 => (format!("{digits}00"), true),
        14 => (digits, true),
        _ => return None,
    };
    // Other digits of this length are rather phone numbers or ids.
    let is_digits = whole.bytes().all(|byte| byte.is_ascii_digit()) && whole.starts_with("20");
    let local = NaiveDateTime::parse_from_str(&whole, "%Y%m%d%H%M%S").ok().filter(|_| is_digits)?;
    let clock = has_time.then(|| Clock { time: local.time(), is_day_end: false });
    let is_utc = has_time && text.ends_with('z');
    let offset = is_utc.then(|| chrono::FixedOffset::east_opt(0)).flatten();
    let day = Some(Day { date: local.date(), notice: None });
    Some(Parts { day, clock, offset, delay: None })
}

/// Tells whether a text is a number and nothing else.
fn is_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-');
    text.chars().all(is_part) && text.replace(',', "").parse::<f64>().is_ok()
}

/// Skips what stands between pieces, and tells whether anything is left.
fn is_more(reader: &mut Reader) -> bool {
    loop {
        reader.skip(BETWEEN);
        if reader.word(BETWEEN_WORDS).is_none() {
            return !reader.rest().is_empty();
        }
    }
}

/// The pieces that were read so far.
#[derive(Default)]
struct Pieces {
    parts: Parts,
    weekday: Option<Weekday>,
    /// A half of the day that waits for its time.
    half: Option<Half>,
    /// Whether a T joins date and time, as in RFC 3339.
    has_joint: bool,
}

impl Pieces {
    /// Takes the piece that stands here.
    fn take(&mut self, reader: &mut Reader, locale: DateLocale) -> Result<(), TimeFaultKind> {
        let is_dated = self.parts.day.is_some();
        let weekday = keywords::bracketed_weekday(reader).or_else(|| keywords::weekday(reader));
        if let Some(weekday) = weekday {
            return set(&mut self.weekday, weekday);
        }
        if let Some(day) = days::read(reader, is_dated, locale)? {
            let mut behind = *reader;
            let is_joint = behind.sign(&['t']).is_some()
                && behind.peek().is_some_and(|next| next.is_ascii_digit());
            if is_joint {
                *reader = behind;
                self.has_joint = true;
            }
            return set(&mut self.parts.day, day);
        }
        if let Some(half) = reader.word(keywords::HALVES) {
            return set(&mut self.half, half);
        }
        // Days are tried before times, for `11.23` is a day unless one was read already.
        let Some(timed) = times::read(reader, self.half.take(), is_dated)? else {
            return Err(TimeFaultKind::Unreadable);
        };
        set(&mut self.parts.clock, timed.clock)?;
        self.parts.offset = times::offset(reader, timed.has_seconds || self.has_joint);
        Ok(())
    }

    /// Puts the pieces together.
    fn joined(self) -> Result<Parts, TimeFaultKind> {
        match (self.parts.day, self.weekday) {
            _ if self.half.is_some() => Err(TimeFaultKind::Unreadable),
            // A weekday alone means another day each week.
            (None, Some(_)) => Err(TimeFaultKind::Relative),
            (None, None) if self.parts.clock.is_none() => Err(TimeFaultKind::Unreadable),
            (Some(day), Some(weekday)) if day.date.weekday() != weekday => {
                Err(TimeFaultKind::WrongWeekday)
            }
            _ => Ok(self.parts),
        }
    }
}

/// Keeps a piece; a second one of its kind is one too many.
fn set<T>(place: &mut Option<T>, piece: T) -> Result<(), TimeFaultKind> {
    match place.replace(piece) {
        None => Ok(()),
        Some(_) => Err(TimeFaultKind::Several),
    }
}
