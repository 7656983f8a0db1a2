//! When a post goes out: what people type into date cells, into instants.
//!
//! Knows calendars, zones and habits of writing; never reads the clock, and never guesses a date.

mod cursor;
mod days;
mod delay;
mod keywords;
mod locale;
mod parse;
mod serial;
mod times;
mod zones;

#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

pub use self::delay::DELAY_DAYS_MAX;
pub(crate) use self::delay::{judge_seconds, read_length};
pub(crate) use self::keywords::is_volatile;
use self::locale::DateLocale;
pub use self::locale::YEARS_MAX;
pub(crate) use self::zones::instant_in;
pub use self::zones::{UnknownZone, zone};
use crate::cell::{Cell, Value};
use crate::columns::PostColumn;

/// What the date cells of a row say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Nothing: the row waits.
    Blank,
    /// A date without a time: the row waits, and says so.
    NoTime(NaiveDate),
    /// An instant.
    At(ScheduledTime),
    /// A time after the publication of the post that it answers.
    After(Delay),
}

/// A time after another post's publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// How long after it.
    pub length: TimeDelta,
    /// The cell that says so: Publish at, Date or Time.
    pub column: PostColumn,
}

/// An instant, and what should be said about the way it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScheduledTime {
    /// The UTC instant.
    pub at: DateTime<Utc>,
    /// What the person may not have meant.
    pub notice: Option<TimeNotice>,
}

/// What should be said about a date that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeNotice {
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
    /// The cell shows 0:00, which is also what a sheet makes of a day that was typed alone.
    Midnight(NaiveDate),
}

/// Why a date cell could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeFault {
    /// Which cell: Publish at, Date or Time.
    pub column: PostColumn,
    /// What is wrong.
    pub why: TimeFaultKind,
    /// What the cell shows; a formula as typed where the formula is the fault.
    pub read: String,
}

/// What is wrong with a date cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeFaultKind {
    /// A formula error.
    Error,
    /// A formula that has another value each time the sheet is worked out.
    Volatile,
    /// A number that is not shown as a date.
    PlainNumber,
    /// A time of day without a date.
    NoDate,
    /// Day and month without a year. What is typed keeps its meaning for years, so none is guessed; with the
    /// one date that is meant now, if there is just one.
    NoYear(Option<Meant>),
    /// A word that depends on the day of reading.
    Relative,
    /// A word for *at once*, which is said by the Status.
    AtOnce,
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
    /// A time after another post, in a row that answers none.
    DelayWithoutReplyTo,
    /// A time after another post that no row of the sheet has published.
    DelayAfterUnknownPost,
    /// A time after another post, beside a date or a time of day.
    DelayWithDate,
    /// A time before another post.
    DelayNegative,
    /// A time too long after another post.
    DelayTooLong,
    /// A time after another post whose number has no unit.
    DelayWithoutUnit,
}

impl TimeFaultKind {
    /// Returns what is wrong with it in a row that answers no post.
    fn without_reply_to(self) -> Self {
        match self {
            Self::DelayNegative | Self::DelayTooLong => Self::DelayWithoutReplyTo,
            Self::DelayWithoutUnit => Self::PlainNumber,
            other => other,
        }
    }
}

/// What a date without a year means on the day of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// A day.
    Day(NaiveDate),
    /// A day and a time of day.
    At(NaiveDateTime),
}

/// What one cell says, or several together; each part may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Parts {
    day: Option<Day>,
    clock: Option<Clock>,
    /// The distance from UTC that was written beside the time; it wins over the sheet's zone.
    offset: Option<FixedOffset>,
    /// A time after another post's publication, instead of all these.
    delay: Option<Delay>,
}

/// A day, and what should be said about the way it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    date: NaiveDate,
    notice: Option<TimeNotice>,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock {
    time: NaiveTime,
    /// Written as 24:00: midnight at the day's end.
    is_day_end: bool,
}

/// Reads a Publish at cell.
///
/// # Errors
///
/// [`TimeFault`] for everything that would have to be guessed.
pub fn read(cell: &Cell, zone: Tz, locale: &str, now: DateTime<Utc>) -> Result<When, TimeFault> {
    let locale = DateLocale::of(locale, now.with_timezone(&zone).date_naive());
    let column = PostColumn::PublishAt;
    let parts = parts(cell, column, locale)?;
    when(parts, zone, locale).map_err(|why| TimeFault {
        column,
        why,
        read: cell.shown_text().to_owned(),
    })
}

/// Reads a Date and a Time cell. Either may hold both parts, as long as they do not disagree.
///
/// # Errors
///
/// [`TimeFault`] for everything that would have to be guessed.
pub fn read_date_and_time(
    date: &Cell,
    time: &Cell,
    zone: Tz,
    locale: &str,
    now: DateTime<Utc>,
) -> Result<When, TimeFault> {
    let locale = DateLocale::of(locale, now.with_timezone(&zone).date_naive());
    let of_date = parts(date, PostColumn::Date, locale)?;
    let of_time = parts(time, PostColumn::Time, locale)?;
    if let Some(delay) = of_time.delay.or(of_date.delay) {
        return alone(delay, [(date, of_date), (time, of_time)]);
    }
    let fault = |why| {
        let column =
            if why == TimeFaultKind::Several { PostColumn::Time } else { PostColumn::Date };
        let shown = [date.shown_text().trim(), time.shown_text().trim()];
        let read = shown.iter().filter(|shown| !shown.is_empty()).copied().collect::<Vec<_>>();
        TimeFault { column, why, read: read.join(" ") }
    };
    // Two cells that say the same are no contradiction: people copy a full date into both columns.
    let is_contrary = |one, other| matches!((one, other), (Some(one), Some(other)) if one != other);
    let days = (of_date.day.map(|day| day.date), of_time.day.map(|day| day.date));
    if is_contrary(days.0, days.1)
        || of_date.clock.is_some() && of_time.clock.is_some() && of_date.clock != of_time.clock
    {
        return Err(fault(TimeFaultKind::Several));
    }
    let parts = Parts {
        day: of_date.day.or(of_time.day),
        clock: of_time.clock.or(of_date.clock),
        offset: of_time.offset.or(of_date.offset),
        delay: None,
    };
    when(parts, zone, locale).map_err(fault)
}

/// Reads what the date cells of a row that answers no post come to: it has no time to go by.
pub(crate) fn without_reply_to(
    read: Result<When, TimeFault>,
    typed: impl FnOnce() -> String,
) -> Result<When, TimeFault> {
    match read {
        Ok(When::After(Delay { column, .. })) => {
            Err(TimeFault { column, why: TimeFaultKind::DelayWithoutReplyTo, read: typed() })
        }
        Err(fault) => Err(TimeFault { why: fault.why.without_reply_to(), ..fault }),
        read => read,
    }
}

/// Returns what a date cell shows; where the sheet took a time after another post for a formula, what was typed.
pub(crate) fn typed(cell: &Cell) -> &str {
    delay_formula(cell).unwrap_or_else(|| cell.shown_text()).trim()
}

/// Returns the time after another post that was typed and that the sheet took for a formula: it makes `=+30m`, an
/// error, of `+30m`.
pub(crate) fn delay_formula(cell: &Cell) -> Option<&str> {
    cell.error()?;
    delay::of_formula(cell.formula.as_deref()?)
}

/// Takes a time after another post that stands in one of two cells, alone.
fn alone(delay: Delay, cells: [(&Cell, Parts); 2]) -> Result<When, TimeFault> {
    let is_other = |parts: &Parts| {
        let is_another_delay = parts.delay.is_some_and(|other| other.length != delay.length);
        parts.day.is_some() || parts.clock.is_some() || is_another_delay
    };
    if cells.iter().any(|(_, parts)| is_other(parts)) {
        let own = cells.iter().find(|(_, parts)| parts.delay == Some(delay));
        let read = own.map_or("", |(cell, _)| typed(cell)).to_owned();
        return Err(TimeFault { column: delay.column, why: TimeFaultKind::DelayWithDate, read });
    }
    Ok(When::After(delay))
}

/// Reads one cell into its parts; a blank one has none.
fn parts(cell: &Cell, column: PostColumn, locale: DateLocale) -> Result<Parts, TimeFault> {
    let refuse = |why| TimeFault { column, why, read: typed(cell).to_owned() };
    let delayed = |length| Parts { delay: Some(Delay { length, column }), ..Parts::default() };
    if let Some(read) = delay_formula(cell).and_then(delay::read) {
        return read.map(delayed).map_err(refuse);
    }
    if cell.error().is_some() {
        return Err(refuse(TimeFaultKind::Error));
    }
    // This comes before the value: what `NOW()` shows is a perfectly good date, and another one in every run.
    if let Some(formula) = cell.formula.as_deref().filter(|formula| is_volatile(formula)) {
        return Err(TimeFault { read: formula.to_owned(), ..refuse(TimeFaultKind::Volatile) });
    }
    let parts = match &cell.value {
        Value::Empty => Ok(Parts::default()),
        Value::Number(serial) => serial::read(*serial, cell.format, column),
        Value::Text(text) => match delay::read(text) {
            Some(read) => read.map(delayed),
            None => parse::read(text, locale).map_err(|why| match why {
                TimeFaultKind::NoYear(_) => TimeFaultKind::NoYear(meant(text, locale)),
                why => why,
            }),
        },
        Value::Bool(_) | Value::Error(_) | Value::Loading => Err(TimeFaultKind::Unreadable),
    };
    parts.map_err(refuse)
}

/// Returns the one date that a text without a year means: yesterday's, or one of the coming months.
fn meant(text: &str, locale: DateLocale) -> Option<Meant> {
    // The text is read once for each candidate year; a weekday in it, or 29 February, rules some of them out.
    let parts = locale.assuming().filter_map(|locale| parse::read(text, locale).ok());
    let mut found = parts.filter_map(|parts| {
        let date = parts.day.map(|day| day.date).filter(|date| locale.is_coming(*date))?;
        // Beside another zone's time the day may be another one.
        match (parts.clock, parts.offset) {
            (_, Some(_)) => None,
            (None, None) => Some(Meant::Day(date)),
            (Some(clock), None) => {
                let date = if clock.is_day_end { date.succ_opt()? } else { date };
                Some(Meant::At(date.and_time(clock.time)))
            }
        }
    });
    // Two possible years would make the suggestion a guess.
    found.next().filter(|_| found.next().is_none())
}

/// Puts the parts together.
fn when(parts: Parts, zone: Tz, locale: DateLocale) -> Result<When, TimeFaultKind> {
    if let Some(delay) = parts.delay {
        return Ok(When::After(delay));
    }
    let Some(day) = parts.day else {
        return if parts.clock.is_some() { Err(TimeFaultKind::NoDate) } else { Ok(When::Blank) };
    };
    // The year is checked before the time: with a wrong year nothing else is worth telling.
    if !locale.is_near(day.date) {
        return Err(TimeFaultKind::YearTooFar);
    }
    let Some(clock) = parts.clock else { return Ok(When::NoTime(day.date)) };
    let date = if clock.is_day_end { day.date.succ_opt() } else { Some(day.date) };
    let local = date.ok_or(TimeFaultKind::YearTooFar)?.and_time(clock.time);
    let moment = match parts.offset {
        Some(offset) => zones::instant_at(local, offset),
        None => instant_in(local, zone),
    };
    // That the clocks changed matters more than how the date was spelled: it moved the post.
    let moment = moment.ok_or(TimeFaultKind::NoSuchTime)?;
    Ok(When::At(ScheduledTime { notice: moment.notice.or(day.notice), ..moment }))
}
