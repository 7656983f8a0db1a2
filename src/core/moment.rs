//! When a post goes out: what people type into date cells, into instants.
//!
//! Knows calendars, zones and habits of writing; never reads the clock, and never guesses a date.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::core::cell::Cell;

/// What the date cells of a row say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Nothing: the row waits.
    Blank,
    /// A date without a time: the row waits, and says so.
    NoTime(NaiveDate),
    /// An instant.
    At(Moment),
}

/// An instant, and what should be said about the way it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The UTC instant.
    pub at: DateTime<Utc>,
    /// What the person may not have meant.
    pub notice: Option<MomentNotice>,
}

/// What should be said about a date that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentNotice {
    /// The clocks skip the time that was typed; the first moment after it was taken.
    Skipped {
        /// The wall-clock time taken.
        taken: NaiveDateTime,
    },
    /// The clocks show the time twice; the first of the two was taken.
    Twice,
    /// The year had two digits.
    ShortYear(i32),
    /// Day and month were told apart by the spreadsheet's locale.
    ByLocale(NaiveDate),
}

/// Why a date cell could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MomentFault {
    /// What is wrong.
    pub why: MomentWhy,
    /// What the cell shows; a formula as typed where the formula is the fault.
    pub read: String,
}

/// What is wrong with a date cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentWhy {
    /// A formula error.
    Error,
    /// A formula that has another value each time the sheet is worked out.
    Volatile,
    /// A number that is not shown as a date.
    PlainNumber,
    /// A time of day without a date.
    NoDate,
    /// Day and month without a year.
    NoYear,
    /// A word that depends on the day of reading.
    Relative,
    /// No such day in the calendar.
    NoSuchDay,
    /// No such time of day.
    NoSuchTime,
    /// A year too far from now.
    YearTooFar,
    /// The day of the week is another one.
    WrongWeekday,
    /// More than one date or time.
    Several,
    /// Day and month cannot be told apart.
    DayOrMonth,
    /// Not a date.
    Unreadable,
}

/// Reads a Publish at cell.
///
/// # Errors
///
/// [`MomentFault`] for everything that would have to be guessed.
pub fn read(cell: &Cell, zone: Tz, locale: &str, now: DateTime<Utc>) -> Result<When, MomentFault> {
    let _ = (zone, locale, now);
    Err(MomentFault { why: MomentWhy::Unreadable, read: cell.shown_text().to_owned() })
}

/// Reads a Date and a Time cell.
///
/// # Errors
///
/// [`MomentFault`] for everything that would have to be guessed.
pub fn read_date_and_time(
    date: &Cell,
    time: &Cell,
    zone: Tz,
    locale: &str,
    now: DateTime<Utc>,
) -> Result<When, MomentFault> {
    let _ = (time, zone, locale, now);
    Err(MomentFault { why: MomentWhy::Unreadable, read: date.shown_text().to_owned() })
}

/// Returns the zone of a spreadsheet: a CLDR name, or `GMT-07:00` where Google knows none.
///
/// # Errors
///
/// [`UnknownZone`] for any other name, and for an offset that no zone without summer time has.
pub fn zone(name: &str) -> Result<Tz, UnknownZone> {
    name.parse().map_err(|_| UnknownZone { name: name.to_owned() })
}

/// A time zone that nobody taught us.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone: {name}")]
pub struct UnknownZone {
    /// The name as the spreadsheet gave it.
    pub name: String,
}
