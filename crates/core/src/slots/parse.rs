//! From the text of a Slots cell to its slots.

use unicode_normalization::UnicodeNormalization as _;

use super::words::{self, Word};
use super::{Days, Slot, SlotsFault, SlotsFaultKind as Kind};

/// What divides words and adds nothing.
const DIVIDES: [char; 7] = [',', '、', '・', '&', '/', '。', '|'];

/// What begins anew: the days in front of it hold no longer.
const ENDS: [char; 3] = [';', '\n', '\r'];

/// What stands in front of a spread, the longer ones first.
const SPREAD: [&str; 6] = ["+/-", "+-", "+−", "±", "プラスマイナス", "前後"];

/// Reads the text of a cell.
pub(super) fn slots(text: &str) -> Result<Vec<Slot>, SlotsFault> {
    let text: String = text.nfkc().collect::<String>().to_lowercase();
    let mut reader = Reader { rest: &text, days: None, named: None, slots: Vec::new() };
    while reader.step()? {}
    reader.end()?;
    if reader.slots.is_empty() {
        return Err(SlotsFault { part: text.trim().to_owned(), why: Kind::NoTime });
    }
    Ok(reader.slots)
}

struct Reader<'a> {
    rest: &'a str,
    /// The days that hold for the next time.
    days: Option<Days>,
    /// Where the days begin that no time has followed yet.
    named: Option<&'a str>,
    slots: Vec<Slot>,
}

impl<'a> Reader<'a> {
    /// Reads the next thing, and tells whether there was one.
    fn step(&mut self) -> Result<bool, SlotsFault> {
        let begins = self.rest;
        let Some(first) = begins.chars().next() else { return Ok(false) };
        if ENDS.contains(&first) {
            self.end()?;
            self.rest = &begins[first.len_utf8()..];
        } else if first.is_whitespace() || DIVIDES.contains(&first) {
            self.rest = &begins[first.len_utf8()..];
        } else if first.is_ascii_digit() {
            self.time(None)?;
        } else if spread_mark(begins).is_some() {
            return Err(fault(begins, Kind::SpreadAlone));
        } else {
            match words::word(&mut self.rest) {
                Some(Word::Days(days)) => self.name(days, begins),
                Some(Word::Filler) => {}
                Some(Word::Morning) => self.time(Some(false))?,
                Some(Word::Afternoon) => self.time(Some(true))?,
                Some(Word::Rule) => return Err(fault(begins, Kind::Rule)),
                None => return Err(fault(begins, Kind::Unknown)),
            }
        }
        Ok(true)
    }

    /// Takes days; those that follow others at once add to them.
    fn name(&mut self, days: Days, begins: &'a str) {
        let last = days.only().and_then(|first| Some((first, words::range_end(&mut self.rest)?)));
        let days = last.map_or(days, |(first, last)| Days::range(first, last));
        let earlier = self.named.and(self.days).unwrap_or(Days::NONE);
        self.days = Some(earlier.with(days));
        self.named = self.named.or(Some(begins));
    }

    /// Ends the reach of the days.
    fn end(&mut self) -> Result<(), SlotsFault> {
        self.days = None;
        self.named.take().map_or(Ok(()), |named| Err(fault(named, Kind::NoTime)))
    }

    /// Reads a time, of a half of the day where that was said.
    fn time(&mut self, half: Option<bool>) -> Result<(), SlotsFault> {
        self.rest = self.rest.trim_start();
        let begins = self.rest;
        let Some(hour) = number(&mut self.rest) else {
            return Err(fault(begins, Kind::Unknown));
        };
        let (minute, has_minutes) = self.minutes(begins)?;
        let (half, after_noon) = match (half, self.half()) {
            (Some(half), _) => (Some(half), false),
            (None, half) => (half, half.is_some()),
        };
        if !has_minutes && half.is_none() {
            return Err(fault(begins, if is_rule(self.rest) { Kind::Rule } else { Kind::Bare }));
        }
        let hour = match half {
            None => Some(hour).filter(|hour| *hour < 24),
            // At twelve o'clock only am and pm say which of the two is meant.
            Some(is_late) if hour == 12 && after_noon => Some(if is_late { 12 } else { 0 }),
            Some(is_late) => Some(hour + if is_late { 12 } else { 0 }).filter(|_| hour < 12),
        };
        let minute = hour.filter(|_| minute < 60).map(|hour| hour * 60 + minute);
        let minute = minute.ok_or_else(|| fault(begins, Kind::NoSuchTime))?;
        let spread = self.spread(begins)?;
        // What stands close behind a time belongs to it: 8:00x is no time.
        if self.rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == ':') {
            return Err(fault(begins, Kind::Unknown));
        }
        let days = self.days.unwrap_or(Days::ALL);
        self.named = None;
        self.slots.push(Slot { days, minute, spread });
        Ok(())
    }

    /// Reads the minutes behind an hour, and tells whether the hour was said to be one.
    fn minutes(&mut self, begins: &str) -> Result<(u16, bool), SlotsFault> {
        if let Some(rest) = self.rest.strip_prefix(':') {
            self.rest = rest;
            let minutes = two_digits(&mut self.rest);
            // A cell may show its seconds.
            self.rest = self.rest.strip_prefix(":00").unwrap_or(self.rest);
            return Ok((minutes.ok_or_else(|| fault(begins, Kind::NoSuchTime))?, true));
        }
        let Some(rest) = self.rest.strip_prefix('時') else { return Ok((0, false)) };
        self.rest = rest;
        if let Some(rest) = rest.strip_prefix('半') {
            self.rest = rest;
            return Ok((30, true));
        }
        // 8時30 can only be half past eight: a spread has a sign, and another hour has a word behind it.
        let minutes = number(&mut self.rest).unwrap_or_default();
        self.rest = self.rest.strip_prefix('分').unwrap_or(self.rest);
        Ok((minutes, true))
    }

    /// Reads am or pm behind a time: whether it is the afternoon.
    fn half(&mut self) -> Option<bool> {
        let ahead = self.rest.trim_start_matches([' ', '\u{a0}']);
        let marks = [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)];
        let (mark, is_late) = marks.into_iter().find(|(mark, _)| ahead.starts_with(mark))?;
        self.rest = &ahead[mark.len()..];
        Some(is_late)
    }

    /// Reads the spread behind a time.
    fn spread(&mut self, begins: &str) -> Result<u16, SlotsFault> {
        let ahead = self.rest.trim_start_matches([' ', '\u{a0}']);
        let Some(rest) = spread_mark(ahead) else { return Ok(0) };
        self.rest = rest.trim_start_matches([' ', '\u{a0}']);
        let minutes = number(&mut self.rest).filter(|minutes| *minutes <= 720);
        let minutes = minutes.ok_or_else(|| fault(begins, Kind::NoSpread))?;
        let units = ["分", "minutes", "mins", "min", "m"];
        let after = self.rest.trim_start_matches(' ');
        let unit = units.iter().find_map(|unit| after.strip_prefix(unit));
        self.rest = unit.unwrap_or(self.rest);
        Ok(minutes)
    }
}

/// Takes a number off the beginning; one that is too large for anything here is as large as can be.
fn number(rest: &mut &str) -> Option<u16> {
    let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    if digits.is_empty() {
        return None;
    }
    *rest = after;
    Some(digits.parse().unwrap_or(u16::MAX).min(9_999))
}

/// Takes minutes off the beginning, which have two digits.
fn two_digits(rest: &mut &str) -> Option<u16> {
    let mut ahead = *rest;
    let minutes = number(&mut ahead)?;
    if rest.len() - ahead.len() != 2 {
        return None;
    }
    *rest = ahead;
    Some(minutes)
}

fn spread_mark(text: &str) -> Option<&str> {
    SPREAD.iter().find_map(|mark| text.strip_prefix(mark))
}

/// Tells whether what stands behind a number makes a rule of it: a day of the month, or every so many days.
fn is_rule(rest: &str) -> bool {
    let rest = rest.trim_start();
    let begins = ["日", "月", "週", "か月", "ヶ月", "st", "nd", "rd", "th", "day", "week", "month"];
    begins.iter().any(|begins| rest.starts_with(begins))
}

/// Names the part that cannot be used: from its beginning to what divides it from the next.
fn fault(begins: &str, why: Kind) -> SlotsFault {
    let divides = |it: char| {
        let is_word_end = it.is_whitespace() && why != Kind::Rule;
        is_word_end || ENDS.contains(&it) || matches!(it, ',' | '、')
    };
    let part = begins.split(divides).next().unwrap_or_default();
    // A spread may stand a little apart from its time.
    let part = if part.is_empty() { begins } else { part };
    SlotsFault { part: part.chars().take(60).collect::<String>().trim().to_owned(), why }
}
