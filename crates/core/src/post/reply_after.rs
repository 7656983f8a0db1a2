//! How long after the post its first reply goes out, as the Reply after cell says.

use chrono::TimeDelta;

use crate::cell::{Cell, Format, Value, fold};
use crate::columns::{LengthFault, OptionFault};
use crate::schedule;

/// Seconds in a day, which is what a cell's number counts where it shows a length of time.
const DAY_S: f64 = 86_400.0;

/// Reads a Reply after cell; nothing for an empty one, and for a box without a tick.
///
/// # Errors
///
/// [`OptionFault`] for a formula error, and for what is no length of time, or one of more than a week.
pub(super) fn read(cell: &Cell) -> Result<Option<TimeDelta>, OptionFault> {
    let typed = match (schedule::delay_formula(cell), cell.error()) {
        // The sheet takes `+30m` for a formula.
        (Some(typed), _) => typed,
        (None, Some(error)) => return Err(OptionFault::Error(error.to_owned())),
        (None, None) => cell.shown_text(),
    };
    if cell.value == Value::Bool(false) || fold(typed).is_empty() {
        return Ok(None);
    }
    let length = match cell.value {
        Value::Number(days) if shows_a_length(cell) => schedule::judge_seconds(days * DAY_S),
        Value::Bool(_) => Err(LengthFault::Unreadable),
        _ => schedule::read_length(typed),
    };
    length.map(Some).map_err(|why| OptionFault::Length { why, read: typed.to_owned() })
}

/// Tells whether a number is shown as a length of time: `0:30`, `26:00:00`. With `AM` or `午前` it is a time of day.
fn shows_a_length(cell: &Cell) -> bool {
    let is_of_it = |sign: char| {
        sign.is_ascii_digit() || matches!(sign, ':' | '.' | '-' | ' ' | '時' | '間' | '分' | '秒')
    };
    cell.format == Format::Time && cell.shown_text().chars().all(is_of_it)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn number(value: f64, shown: &str, format: Format) -> Cell {
        Cell { value: Value::Number(value), shown: shown.to_owned(), format, ..Cell::default() }
    }

    #[test]
    fn a_length_of_time_is_read_as_it_was_typed_or_as_the_sheet_shows_it() {
        let half_an_hour = Ok(Some(TimeDelta::minutes(30)));
        for typed in ["30m", "30分", " ＋30分 ", "0:30"] {
            assert_eq!(read(&Cell::text(typed)), half_an_hour, "{typed}");
        }
        let formula = Some("=+30m".to_owned());
        let error = Cell { value: Value::Error("#ERROR!".to_owned()), ..Cell::text("#ERROR!") };
        assert_eq!(read(&Cell { formula, ..error.clone() }), half_an_hour);
        for (days, shown) in
            [(0.020_833_333, "0:30"), (0.020_833_333, "0時30分"), (1.5, "36:00:00")]
        {
            let length = TimeDelta::minutes(if days > 1.0 { 36 * 60 } else { 30 });
            assert_eq!(read(&number(days, shown, Format::Time)), Ok(Some(length)), "{shown}");
        }
        // A number format may say what the number counts.
        assert_eq!(read(&number(30.0, "30分", Format::Plain)), half_an_hour);
        assert_eq!(read(&number(0.0, "0", Format::Plain)), Ok(Some(TimeDelta::zero())));
        assert_eq!(read(&error), Err(OptionFault::Error("#ERROR!".to_owned())));
    }

    #[test]
    fn an_empty_cell_asks_for_nothing() {
        let unticked = Cell { value: Value::Bool(false), ..Cell::text("FALSE") };
        for cell in [Cell::default(), Cell::text(" \u{200b}"), unticked] {
            assert_eq!(read(&cell), Ok(None), "{cell:?}");
        }
    }

    #[test]
    fn what_is_no_length_of_time_says_why() {
        use LengthFault::{Negative, TooLong, Unreadable, WithoutUnit};
        let ticked = Cell { value: Value::Bool(true), shown: "TRUE".to_owned(), ..Cell::default() };
        for (cell, why) in [
            (Cell::text("soon"), Unreadable),
            (Cell::text("30"), WithoutUnit),
            (number(30.0, "30", Format::Plain), WithoutUnit),
            (number(0.875, "9:00:00 PM", Format::Time), Unreadable),
            (number(0.875, "午後9:00", Format::Time), Unreadable),
            (number(46_349.0, "2026/11/23", Format::Date), Unreadable),
            (number(8.0, "192:00", Format::Time), TooLong),
            (number(-0.1, "-2:24", Format::Time), Negative),
            (ticked, Unreadable),
        ] {
            let read = cell.shown_text().to_owned();
            assert_eq!(super::read(&cell), Err(OptionFault::Length { why, read }), "{cell:?}");
        }
    }
}
