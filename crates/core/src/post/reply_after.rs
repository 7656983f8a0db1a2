//! How long after the post its first reply goes out, as the Reply after cell says.

use chrono::TimeDelta;

use crate::cell::{Cell, Format, Value, fold};
use crate::cell_error::CellError;
use crate::columns::{LengthFault, OptionFault, PostColumn};
use crate::headings::PostHeadings;
use crate::row_state::RowState;
use crate::schedule;

/// Seconds in a day, which is what a cell's number counts where it shows a length of time.
const DAY_S: f64 = 86_400.0;

const COLUMN: PostColumn = PostColumn::ReplyAfter;

/// Reads how long after the post of a row with this line its first reply goes out, by its cell.
///
/// # Errors
///
/// [`CellError`] where nobody can tell: what [`read`] refuses, a cell that is still being worked out, or a column that is
/// gone while a reply is kept back.
pub(super) fn of_row(
    cells: &[Cell],
    headings: &PostHeadings,
    line: Option<&RowState>,
) -> Result<Option<TimeDelta>, CellError> {
    let empty = Cell::default();
    let cell = headings.column(COLUMN).map(|index| cells.get(index).unwrap_or(&empty));
    let is_waiting = |line: &RowState| line.is_kept_back && line.last_out() == Some(0);
    match cell {
        Some(cell) if cell.is_loading() => Err(CellError::Loading(COLUMN)),
        Some(cell) => read(cell).map_err(|fault| CellError::Option(COLUMN, fault)),
        None if line.is_some_and(is_waiting) => {
            Err(CellError::Option(COLUMN, OptionFault::ColumnGone))
        }
        None => Ok(None),
    }
}

/// Reads a Reply after cell; nothing for an empty one, and for a box without a tick.
///
/// # Errors
///
/// [`OptionFault`] for a formula error, and for what is no length of time, or one of more than a week.
fn read(cell: &Cell) -> Result<Option<TimeDelta>, OptionFault> {
    let delay = schedule::delay_formula(cell);
    let volatile = cell.formula.as_deref().filter(|formula| schedule::is_volatile(formula));
    // A reply would be put off whenever the sheet is worked out anew.
    if let Some(formula) = volatile.filter(|_| delay.is_none()) {
        return Err(OptionFault::Length { why: LengthFault::Volatile, read: formula.to_owned() });
    }
    let typed = match (delay, cell.error()) {
        // The sheet takes `+30m` for a formula.
        (Some(typed), _) => typed,
        (None, Some(error)) => return Err(OptionFault::Error(error.to_owned())),
        (None, None) => cell.shown_text(),
    };
    if cell.value == Value::Bool(false) || fold(typed).is_empty() {
        return Ok(None);
    }
    let length = match cell.value {
        Value::Number(days) if shows_a_length(cell) && hides_days(cell, days) => {
            Err(LengthFault::Unreadable)
        }
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

/// Tells whether a cell shows less than its number is: `0:30` of a day and half an hour.
fn hides_days(cell: &Cell, days: f64) -> bool {
    let first = cell.shown_text().split(|sign: char| !sign.is_ascii_digit());
    let first = first.map(str::parse::<u32>).find_map(Result::ok);
    days >= 1.0 && first.is_none_or(|number| number < 24)
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
    fn a_formula_that_comes_to_another_length_each_time_is_none() {
        let of = |formula: &str, cell: Cell| Cell { formula: Some(formula.to_owned()), ..cell };
        let error = Cell { value: Value::Error("#NAME?".to_owned()), ..Cell::text("#NAME?") };
        for (formula, shown) in [
            ("=RANDBETWEEN(20,40)&\"m\"", Cell::text("27m")),
            ("=now()-A2", number(0.02, "0:29", Format::Time)),
            ("=RAND()", Cell::text("")),
            ("=TODAY()", error),
        ] {
            let why = LengthFault::Volatile;
            let read = formula.to_owned();
            let read = Err(OptionFault::Length { why, read });
            assert_eq!(super::read(&of(formula, shown)), read, "{formula}");
        }
        let fixed = of("=A2&\"m\"", Cell::text("27m"));
        assert_eq!(read(&fixed), Ok(Some(TimeDelta::minutes(27))));
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
        // Half an hour more than a day, of which the cell shows the half hour.
        let hidden = number(1.020_833_333, "0:30", Format::Time);
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
            (hidden, Unreadable),
            (ticked, Unreadable),
        ] {
            let read = cell.shown_text().to_owned();
            assert_eq!(super::read(&cell), Err(OptionFault::Length { why, read }), "{cell:?}");
        }
    }
}
