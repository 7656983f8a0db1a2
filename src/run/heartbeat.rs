//! The cell of the Guide tab that says when the program last ran.
//!
//! It is told along with whatever is written anyway, else once an hour. The cell is found by its label,
//! and written by its place: nothing of a person stands in that column of a tab that is ours.

use chrono::{NaiveDateTime, TimeDelta};
use threadsheet_core::cell::serial_of_instant;
use threadsheet_core::setup::{LAST_RUN_COLUMN, LAST_RUN_ROWS, is_guide_title, last_run};
use threadsheet_core::sheet_ids::GUIDE_SHEET_ID;

use crate::sheets::changes::{Change, Written};
use crate::sheets::grid::{Grid, a1, take_rows};
use crate::sheets::{Listing, Tab};

/// How often an idle run says that it is alive.
const AT_LEAST_EVERY: TimeDelta = TimeDelta::hours(1);

/// How far a time may lie ahead and still be a run's: another machine's clock is not ours, and a
/// serial date may come back with another last bit.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(1);

/// The cell, as it was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LastRun {
    sheet_id: i32,
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
        let Tab { title, rows, .. } = Self::guide(listing)?;
        Some(a1(title, 0..(*rows).clamp(1, LAST_RUN_ROWS), 0..LAST_RUN_COLUMN + 1))
    }

    /// Takes the cell out of an answer that holds that range.
    pub(crate) fn read(listing: &Listing, grids: &mut [Grid]) -> Option<Self> {
        let sheet_id = Self::guide(listing)?.sheet_id;
        let found = last_run(&take_rows(grids, sheet_id));
        found.map(|(row, serial)| Self { sheet_id, row, serial })
    }

    fn is_due(self, now: NaiveDateTime) -> bool {
        let hour_ago = serial_of_instant(now - AT_LEAST_EVERY);
        // A time that is still to come is nobody's last run.
        let soon = serial_of_instant(now + CLOCKS_DIFFER);
        self.serial.is_none_or(|serial| serial <= hour_ago || serial > soon)
    }
}

/// Returns the change that says that the program runs, where one is due or costs nothing: `is_free` tells
/// whether something is written anyway, `value` is the date cell of now.
pub(crate) fn heartbeat(last_run: LastRun, value: Written, is_free: bool) -> Option<Change> {
    let Written::DateTime(now) = &value else { return None };
    (is_free || last_run.is_due(*now)).then_some(Change::Cell {
        sheet_id: last_run.sheet_id,
        row: last_run.row,
        column: LAST_RUN_COLUMN,
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_this_very_second_is_not_told_again_and_a_time_to_come_is() {
        let noon = chrono::NaiveDate::from_ymd_opt(2026, 1, 31).unwrap().and_hms_opt(12, 0, 0);
        let noon = noon.unwrap();
        let is_due = |serial| LastRun { sheet_id: 1, row: 2, serial: Some(serial) }.is_due(noon);
        assert!(!is_due(serial_of_instant(noon)));
        assert!(!is_due(serial_of_instant(noon).next_up()), "the last bit of a serial date");
        assert!(!is_due(serial_of_instant(noon).next_down()));
        assert!(is_due(serial_of_instant(noon - TimeDelta::hours(1))));
        assert!(is_due(serial_of_instant(noon + TimeDelta::hours(1))));
    }
}
