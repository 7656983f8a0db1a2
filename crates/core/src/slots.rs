//! The times of the week at which an account posts what has no time of its own: a Slots cell, and the instants that it
//! means.
//!
//! ```text
//!   8:00, 12:30, 20:00±30     Mon-Fri 8:00; Sat 10:00     平日 8:00、土 10:00
//! ```
//!
//! Days hold for the times that follow them, up to other days, a semicolon or the end of the line. A slot that spreads
//! takes its minute from a hash, so that every run on every machine finds the same one.

mod parse;
mod rule;
mod turns;
mod words;

#[cfg(test)]
mod tests;

pub use self::rule::{Rule, RuleFault, RuleTimes};
pub use self::turns::{HORIZON, Planned, Turn, Turns};
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use crate::cell::{Cell, Format, Value};
use crate::hash;
use crate::schedule;

/// How many slots a week may have.
pub const SLOTS_MAX: usize = 48;

/// Minutes in a day.
const DAY_MIN: i64 = 24 * 60;

/// The times of the week of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slots {
    slots: Vec<Slot>,
}

/// A time of day, on some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    days: Days,
    /// The minute of the day.
    minute: u16,
    /// By so many minutes the time may be earlier or later.
    spread: u16,
}

/// Days of the week: bit 0 is Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days(u8);

impl Days {
    const ALL: Self = Self(0b111_1111);
    const NONE: Self = Self(0);
    const WORKING: Self = Self(0b001_1111);
    const WEEKEND: Self = Self(0b110_0000);

    const fn one(day: u8) -> Self {
        Self(1 << day)
    }

    /// Returns the days from the first to the last; a range may go over the end of the week.
    fn range(first: u8, last: u8) -> Self {
        let days = (last + 7 - first) % 7;
        (0..=days).fold(Self::NONE, |all, day| all.with(Self::one((first + day) % 7)))
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn has(self, day: Weekday) -> bool {
        self.0 & (1 << day.num_days_from_monday()) != 0
    }

    /// Returns the only day there is.
    fn only(self) -> Option<u8> {
        u8::try_from(self.0.trailing_zeros()).ok().filter(|_| self.0.is_power_of_two())
    }
}

/// What of a Slots cell cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotsFault {
    /// The part of the cell that it is about.
    pub part: String,
    /// What is wrong with it.
    pub why: SlotsFaultKind,
}

/// What is wrong with a Slots cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotsFaultKind {
    /// The sheet is still working it out.
    Loading,
    /// No such time of day.
    NoSuchTime,
    /// A number without minutes, which may be an hour.
    Bare,
    /// A spread without its minutes.
    NoSpread,
    /// A spread without a time in front of it.
    SpreadAlone,
    /// Two slots that may fall on the same minute; with the other one.
    Overlap(String),
    /// More slots in a week than there may be; with how many these are.
    TooMany(usize),
    /// A rule that is not about the days of a week: every third day, a day of the month.
    Rule,
    /// Not a word of a Slots cell.
    Unknown,
    /// Days without a time, or nothing that is one.
    NoTime,
}

/// One slot on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// When its post goes out, UTC.
    pub at: DateTime<Utc>,
    /// From when on a post stands in it, UTC.
    pub begins: DateTime<Utc>,
    /// From when on no longer, UTC.
    pub ends: DateTime<Utc>,
}

impl Occurrence {
    /// Tells whether a post of that instant stands in it.
    #[must_use]
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        self.begins <= at && at < self.ends || at == self.at
    }
}

impl Slots {
    /// Reads a Slots cell; `None` for an empty one.
    ///
    /// # Errors
    ///
    /// What of it cannot be used.
    pub fn read(cell: &Cell) -> Result<Option<Self>, SlotsFault> {
        let shown = cell.shown_text();
        let fault = |why| Err(SlotsFault { part: shown.trim().to_owned(), why });
        if cell.is_loading() {
            return fault(SlotsFaultKind::Loading);
        }
        // A box without a tick was never filled in.
        if cell.value == Value::Bool(false) || shown.trim().is_empty() {
            return Ok(None);
        }
        match cell.value {
            // What is typed as one time alone is a number to Google.
            Value::Number(days) if cell.format == Format::Time => match minute_of_day(days) {
                Some(minute) => Self::of(vec![Slot { days: Days::ALL, minute, spread: 0 }]),
                None => return fault(SlotsFaultKind::NoSuchTime),
            },
            _ => parse::slots(shown).and_then(Self::of),
        }
        .map(Some)
    }

    fn of(slots: Vec<Slot>) -> Result<Self, SlotsFault> {
        let mut week: Vec<(i64, Slot)> = slots.iter().copied().flat_map(Slot::in_week).collect();
        if week.len() > SLOTS_MAX {
            let why = SlotsFaultKind::TooMany(week.len());
            return Err(SlotsFault { part: String::new(), why });
        }
        week.sort_by_key(|(minute, slot)| (*minute, slot.spread));
        let next_week = week.first().map(|(minute, slot)| (minute + 7 * DAY_MIN, *slot));
        let followed = week.iter().zip(week.iter().skip(1).copied().chain(next_week));
        for ((minute, slot), (next_minute, next)) in followed {
            if next_minute - i64::from(next.spread) < minute + slot.reach() {
                let why = SlotsFaultKind::Overlap(next.to_string());
                return Err(SlotsFault { part: slot.to_string(), why });
            }
        }
        Ok(Self { slots })
    }

    /// Returns how many slots a week has.
    #[must_use]
    pub fn a_week(&self) -> usize {
        self.slots.iter().copied().flat_map(Slot::in_week).count()
    }

    /// Returns the slots of some days, in the order of their times, of an account.
    pub fn occurrences<'a>(
        &'a self,
        account: &'a str,
        days: impl Iterator<Item = NaiveDate> + 'a,
        zone: Tz,
    ) -> impl Iterator<Item = Occurrence> + 'a {
        days.flat_map(move |day| {
            let slots = self.slots.iter().filter(|slot| slot.days.has(day.weekday()));
            let mut of_day: Vec<Occurrence> =
                slots.filter_map(|slot| slot.on(day, account, zone)).collect();
            of_day.sort();
            of_day
        })
    }
}

/// Returns the minute of a time that Google keeps as a part of a day.
fn minute_of_day(days: f64) -> Option<u16> {
    #[expect(clippy::cast_precision_loss, reason = "the minutes of one day")]
    let minutes = (days * DAY_MIN as f64).round();
    #[expect(clippy::cast_possible_truncation, reason = "checked to be within a day")]
    let is_of_day = (0.0..1440.0).contains(&minutes).then_some(minutes as i64);
    is_of_day.and_then(|minutes| u16::try_from(minutes).ok())
}

impl Slot {
    /// Returns it once for each of its days, by the minute of the week.
    fn in_week(self) -> impl Iterator<Item = (i64, Self)> {
        let slot = self;
        let days = (0..7_u8).filter(move |day| slot.days.0 & (1 << day) != 0);
        days.map(move |day| (i64::from(day) * DAY_MIN + i64::from(slot.minute), slot))
    }

    /// Returns the minutes after its time in which a post stands in it: its own minute at least.
    fn reach(self) -> i64 {
        i64::from(self.spread.max(1))
    }

    fn on(self, day: NaiveDate, account: &str, zone: Tz) -> Option<Occurrence> {
        let time = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(self.minute));
        // Where the clocks leave a time out, the first one after it; where they show it twice, the first of the two.
        let middle = schedule::instant_in(time, zone)?.at;
        let (before, after) = (i64::from(self.spread), self.reach());
        let at = middle + TimeDelta::minutes(self.shift(day, account));
        let (begins, ends) =
            (middle - TimeDelta::minutes(before), middle + TimeDelta::minutes(after));
        Some(Occurrence { at, begins, ends })
    }

    /// Returns by how many minutes the time of one day is moved: the same on every machine.
    fn shift(self, day: NaiveDate, account: &str) -> i64 {
        if self.spread == 0 {
            return 0;
        }
        let (day, time) = (day.to_string(), self.minute.to_string());
        let hash = hash::of([account, day.as_str(), time.as_str()]);
        let number = u64::from_str_radix(&hash, 16).unwrap_or_default();
        let spread = i64::from(self.spread);
        // From the beginning of the slot up to before its end: two slots that touch never meet.
        i64::try_from(number % (2 * u64::from(self.spread))).unwrap_or(spread) - spread
    }
}

impl std::fmt::Display for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{:02}", self.minute / 60, self.minute % 60)?;
        if self.spread > 0 { write!(f, "±{}", self.spread) } else { Ok(()) }
    }
}
