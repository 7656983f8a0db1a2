//! The cell of the Guide tab that says when the program last ran.
//!
//! It is told along with whatever is written anyway, else once an hour. The cell is found by its label,
//! and written by its place; what landed beside another label, because a person moved rows meanwhile, is corrected.

use chrono::{NaiveDateTime, TimeDelta};
use threadsheet_core::cell::{Cell, Format, Value, serial_of_instant};
use threadsheet_core::setup::{LAST_RUN_COLUMN, LAST_RUN_ROWS, is_guide_title, last_run};
use threadsheet_core::sheet_ids::GUIDE_SHEET_ID;

use crate::run::cell_format::as_it_was;
use crate::sheets::changes::{Change, Written};
use crate::sheets::grid::{Grid, a1, take_rows};
use crate::sheets::{Listing, Tab};

/// How often an idle run says that it is alive.
const AT_LEAST_EVERY: TimeDelta = TimeDelta::hours(1);

/// How far a time may lie ahead and still be a run's: another machine's clock is not ours, and a
/// serial date may come back with another last bit.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(1);

/// Half a second, in days: times in cells are told apart to the second.
const HALF_SECOND: f64 = 0.5 / 86_400.0;

/// The cell, as it was read.
#[derive(Debug, Clone)]
pub(crate) struct LastRun {
    tab: Tab,
    /// The rows among which it was looked for.
    rows: Vec<Vec<Cell>>,
    row: usize,
    /// Days since the day zero of spreadsheets, in the spreadsheet's own zone.
    serial: Option<f64>,
}

impl LastRun {
    /// Returns the tab in which the cell is, if there is one: some services choose the ids of new tabs, and
    /// a Guide is then known by its title and, once read, by its labels.
    fn guide(listing: &Listing) -> Option<&Tab> {
        let tabs = || listing.tabs.iter().filter(|tab| tab.columns > LAST_RUN_COLUMN);
        let made = tabs().find(|tab| tab.sheet_id == GUIDE_SHEET_ID);
        made.or_else(|| tabs().find(|tab| is_guide_title(&tab.title)))
    }

    /// Returns the range in which the cell is, in a spreadsheet with a Guide.
    pub(crate) fn range(listing: &Listing) -> Option<String> {
        Self::guide(listing).map(range)
    }

    /// Takes the cell out of an answer that holds that range.
    pub(crate) fn read(listing: &Listing, grids: &mut [Grid]) -> Option<Self> {
        let tab = Self::guide(listing)?.clone();
        let rows = take_rows(grids, tab.sheet_id);
        let (row, serial) = last_run(&rows)?;
        Some(Self { tab, rows, row, serial })
    }

    /// Returns the same, of the tab as it is called now; none where the tab is gone.
    pub(crate) fn follow(self, listing: &Listing) -> Option<Self> {
        let tab = listing.tabs.iter().find(|tab| tab.sheet_id == self.tab.sheet_id)?.clone();
        Some(Self { tab, ..self })
    }

    /// Finds the tab in an answer.
    pub(crate) fn find<'a>(&self, grids: &'a [Grid]) -> Option<&'a Grid> {
        grids.iter().find(|grid| grid.sheet_id == self.tab.sheet_id)
    }

    /// Returns the range that shows where the cell landed, if one of these changes writes it.
    pub(crate) fn range_of(&self, changes: &[Change]) -> Option<String> {
        self.written(changes).map(|_| range(&self.tab))
    }

    /// Returns the corrections of what these changes have written beside another label, as an answer shows it.
    pub(crate) fn corrections(&self, changes: &[Change], shown: &Grid) -> Vec<Change> {
        let Some(value) = self.written(changes) else { return Vec::new() };
        let (Written::DateTime(at) | Written::FormattedDateTime(at)) = value else {
            return Vec::new();
        };
        let written = serial_of_instant(*at);
        let now = last_run(&shown.rows).map(|(row, _)| row);
        let is_ours = |row: &[Cell]| match beside(row) {
            Some(Cell { value: Value::Number(serial), formula: None, .. }) => {
                (serial - written).abs() < HALF_SECOND
            }
            _ => false,
        };
        let rows = shown.rows.iter().enumerate();
        let landed = rows.filter(|(at, row)| Some(*at) != now && is_ours(row));
        let mut changes: Vec<Change> =
            landed.map(|(at, row)| self.change(at, self.belonging(row, &shown.rows))).collect();
        if !changes.is_empty() {
            changes.extend(now.map(|now| self.change(now, value.clone())));
        }
        changes
    }

    fn written<'a>(&self, changes: &'a [Change]) -> Option<&'a Written> {
        changes.iter().find_map(|change| match change {
            Change::Cell { sheet_id, value, .. } if *sheet_id == self.tab.sheet_id => Some(value),
            _ => None,
        })
    }

    fn change(&self, row: usize, value: Written) -> Change {
        Change::Cell { sheet_id: self.tab.sheet_id, row, column: LAST_RUN_COLUMN, value }
    }

    /// Returns what stood beside the label of a row that was written over: of all rows with such a label the one that
    /// stands nowhere now.
    fn belonging(&self, row: &[Cell], shown: &[Vec<Cell>]) -> Written {
        let label = label_of(row);
        let stands = |old: &Cell| {
            let mut same = shown.iter().filter(|row| label_of(row) == label);
            same.any(|row| beside(row).is_some_and(|cell| cell.value == old.value))
        };
        let same = self.rows.iter().filter(|old| label_of(old) == label);
        // What a formula says may be another thing by now, so only a label tells which one is lost.
        let mut cells = same.filter_map(|old| beside(old)).filter(|old| match old.formula {
            Some(_) => !label.is_empty(),
            None => !old.is_empty() && !stands(old),
        });
        cells.next().map_or(Written::Nothing, as_typed)
    }

    fn is_due(&self, now: NaiveDateTime) -> bool {
        let hour_ago = serial_of_instant(now - AT_LEAST_EVERY);
        // A time that is still to come is nobody's last run.
        let soon = serial_of_instant(now + CLOCKS_DIFFER);
        self.serial.is_none_or(|serial| serial <= hour_ago || serial > soon)
    }
}

fn range(tab: &Tab) -> String {
    a1(&tab.title, 0..tab.rows.clamp(1, LAST_RUN_ROWS), 0..LAST_RUN_COLUMN + 1)
}

fn label_of(row: &[Cell]) -> &str {
    row.first().map_or("", Cell::shown_text)
}

/// Returns the cell of a row in the column of the last run.
fn beside(row: &[Cell]) -> Option<&Cell> {
    row.get(LAST_RUN_COLUMN)
}

/// Returns what a person has typed into a cell. A formula comes back as its text: it would not mean the same rows.
fn as_typed(cell: &Cell) -> Written {
    match (&cell.formula, &cell.value) {
        (Some(formula), _) => Written::Text(formula.clone()),
        (None, Value::Number(_) | Value::Bool(_)) => Written::Again(cell.clone()),
        (None, _) => as_it_was(cell),
    }
}

/// Returns the change that says that the program runs, where one is due or costs nothing: `is_free` tells
/// whether something is written anyway, `value` is the date cell of now.
pub(crate) fn heartbeat(last_run: &LastRun, value: Written, is_free: bool) -> Option<Change> {
    let Written::DateTime(now) = value else { return None };
    let cell = last_run.rows.get(last_run.row).and_then(|row| beside(row));
    // Then no format is left behind where it lands beside another label.
    let value = match cell.map(|cell| cell.format) {
        Some(Format::DateTime) => Written::FormattedDateTime(now),
        _ => value,
    };
    let is_told = is_free || last_run.is_due(now);
    is_told.then(|| last_run.change(last_run.row, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_this_very_second_is_not_told_again_and_a_time_to_come_is() {
        let noon = chrono::NaiveDate::from_ymd_opt(2026, 1, 31).unwrap().and_hms_opt(12, 0, 0);
        let noon = noon.unwrap();
        let read = LastRun { tab: Tab::default(), rows: Vec::new(), row: 2, serial: None };
        let is_due = |serial| LastRun { serial: Some(serial), ..read.clone() }.is_due(noon);
        assert!(!is_due(serial_of_instant(noon)));
        assert!(!is_due(serial_of_instant(noon).next_up()), "the last bit of a serial date");
        assert!(!is_due(serial_of_instant(noon).next_down()));
        assert!(is_due(serial_of_instant(noon - TimeDelta::hours(1))));
        assert!(is_due(serial_of_instant(noon + TimeDelta::hours(1))));
    }
}
