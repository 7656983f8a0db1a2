//! Numbers in date cells: serial dates and times of day.

use chrono::Timelike as _;

use super::{Clock, Day, Parts, TimeFaultKind};
use crate::cell::{Format, instant_of_serial};
use crate::columns::PostColumn;

/// Below this a serial number shown as a time is a time or a duration, not a day: no post is
/// dated in the ten years after 1899.
const DURATION_MAX: f64 = 3_650.0;

/// Reads a number as its cell shows it: what is hidden by the format of a Date or a Time column
/// was not meant.
pub(super) fn read(
    serial: f64,
    format: Format,
    column: PostColumn,
) -> Result<Parts, TimeFaultKind> {
    let is_time_of_day = (0.0..1.0).contains(&serial);
    // In a Time column a whole part is not shown, so it was not meant; what has none is a time in any format.
    if column == PostColumn::Time && (format == Format::Time || is_time_of_day) {
        return time_of_day(serial);
    }
    match format {
        Format::Plain => Err(TimeFaultKind::PlainNumber),
        Format::Time if serial < DURATION_MAX => time_of_day(serial),
        Format::Date | Format::Time | Format::DateTime => {
            let local = instant_of_serial(serial).ok_or(TimeFaultKind::YearTooFar)?;
            let day = Some(Day { date: local.date(), notice: None });
            let is_midnight = local.num_seconds_from_midnight() == 0;
            let has_time = match format {
                // A date format hides a time that is in the value; midnight is what a day alone is stored as.
                Format::Date => column == PostColumn::PublishAt && !is_midnight,
                // Beside a Time column a date-time at midnight is a date.
                _ => column == PostColumn::PublishAt || !is_midnight,
            };
            let clock = has_time.then(|| Clock { time: local.time(), is_day_end: false });
            Ok(Parts { day, clock, ..Parts::default() })
        }
    }
}

/// Reads the time of day out of a serial number; one whole day is 24:00.
fn time_of_day(serial: f64) -> Result<Parts, TimeFaultKind> {
    let local = instant_of_serial(serial).ok_or(TimeFaultKind::NoSuchTime)?;
    let is_day_end = Some(local) == instant_of_serial(1.0);
    if !is_day_end && (1.0..DURATION_MAX).contains(&serial) {
        return Err(TimeFaultKind::NoSuchTime);
    }
    Ok(Parts { clock: Some(Clock { time: local.time(), is_day_end }), ..Parts::default() })
}
