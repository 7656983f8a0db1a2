//! The Log tab: which one is ours, and as much of it as matters.
//!
//! People sort a Log, or move its columns. So it is never read only down to the first old line: which
//! rows matter is told by the When of every row, and those rows are read wherever they stand.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use threadsheet_core::cell::{Cell, Value};
use threadsheet_core::columns::{LogColumn, Tab as TabName};
use threadsheet_core::headings::LogHeadings;
use threadsheet_core::language::Language;
use threadsheet_core::log::{self, Line, LogLines};
use threadsheet_core::place::Place;
use threadsheet_core::plan::Row;
use threadsheet_core::row_state::State;
use threadsheet_core::run_error::RunError;
use threadsheet_core::schedule;
use threadsheet_core::sheet_ids::is_log_sheet_id;

use super::long_tab::{BLOCKS_MAX, blocks};
use super::{find_guards, top};
use crate::sheets::grid::{Grid, a1, column_part};
use crate::sheets::{Listing, Tab, Workbook};

/// How many rows are read at once, whatever stands in them.
pub(super) const ROWS: usize = 1_000;

/// Down to which row the times are read in the first request.
const TIMED_ROWS: usize = 20_000;

/// How many lines below the first rows are held: the newest.
const LINES_MAX: usize = 20_000;

/// How often a Log is read again that a person changed between the two steps.
pub(super) const READS_MAX: u32 = 3;

/// The Log, if it is ours.
#[derive(Debug, Clone)]
pub(crate) struct LogView {
    pub(crate) tab: Tab,
    pub(crate) headings: LogHeadings,
    /// In which columns the column guards are, by their ids.
    pub(crate) guards: HashMap<i32, usize>,
}

/// Why the Log tells less than it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFault {
    /// The tab that the program made has lost its headers.
    NoHeaders,
    /// Its lines were removed.
    Emptied,
    /// It has more lines than are held.
    Long,
}

/// What was read of the Log.
#[derive(Debug, Default)]
pub(crate) struct Log {
    pub(crate) view: Option<LogView>,
    /// None before the first run.
    pub(crate) lines: Option<LogLines>,
    pub(crate) faults: Vec<LogFault>,
    /// The tabs of which older lines were left out.
    pub(super) cut: Vec<(Tab, LogHeadings)>,
}

/// Which lines matter, and how times are read.
#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    pub(crate) place: &'a Place,
    /// Older lines do not matter.
    pub(crate) since: DateTime<Utc>,
}

/// Returns the tabs that may be the Log.
pub(crate) fn candidates(listing: &Listing) -> Vec<Tab> {
    let is_log = |tab: &&Tab| {
        is_log_sheet_id(tab.sheet_id)
            || TabName::find(&tab.title).is_some_and(|(name, _)| name == TabName::Log)
    };
    listing.tabs.iter().filter(is_log).cloned().collect()
}

/// Returns what is asked of a Log at first: its top, and where the times of the other rows mostly stand.
pub(crate) fn ranges(tab: &Tab) -> impl Iterator<Item = String> {
    let times = (tab.rows > ROWS).then(|| a1(&tab.title, ROWS..tab.rows.min(TIMED_ROWS), 0..1));
    [top(tab, ROWS)].into_iter().chain(times)
}

impl Log {
    /// Reads the tabs that are ours. One with other headers is a person's own.
    ///
    /// # Errors
    ///
    /// A spreadsheet that cannot be read, or that does not stand still.
    pub(crate) async fn read(
        workbook: &mut Workbook,
        tabs: Vec<Tab>,
        grids: &mut Vec<Grid>,
        window: Window<'_>,
    ) -> Result<Self, RunError> {
        let mut log = Self::default();
        for tab in tabs {
            log.read_tab(workbook, tab, grids, window).await?;
        }
        Ok(log)
    }

    async fn read_tab(
        &mut self,
        workbook: &mut Workbook,
        tab: Tab,
        grids: &mut Vec<Grid>,
        window: Window<'_>,
    ) -> Result<(), RunError> {
        for _ in 0..READS_MAX {
            let guards = find_guards(grids, tab.sheet_id);
            let rows = take_from(grids, tab.sheet_id, 0);
            let found = headings(&tab, &rows);
            let is_found = found.is_some();
            let Some(headings) = found.or_else(|| self.headings_gone(&tab, &rows)) else {
                return Ok(());
            };
            let times = take_from(grids, tab.sheet_id, ROWS);
            let times = young(workbook, &tab, &headings, times, window).await?;
            let Some(below) = below(workbook, &tab, &headings, &times.young).await? else {
                let ranges: Vec<String> = ranges(&tab).collect();
                grids.extend(workbook.read(&ranges).await?);
                continue;
            };
            self.faults.extend((!times.is_all).then_some(LogFault::Long));
            // A Log that `init` has made is there before any run was: first contact is still to come.
            if !log::is_only_prepared(&rows, &headings) {
                let above = if is_found { headings.row_idx + 1 } else { 0 };
                let body = rows.iter().skip(above).chain(&below);
                let lines = LogLines::read(body, &headings).lines;
                // From every Log there is: one that was made beside another, which had lost its headers, knows only
                // what came after.
                self.lines.get_or_insert_default().lines.extend(lines);
                if times.has_older || !times.is_all {
                    self.cut.push((tab.clone(), headings.clone()));
                }
            }
            if is_found {
                self.view.get_or_insert(LogView { tab, headings, guards });
            }
            return Ok(());
        }
        Err(RunError::SheetsBusy)
    }

    /// Takes note of a tab that the program made and whose headers are gone. Its lines are still believed as
    /// long as they stand in the columns in which they were written.
    fn headings_gone(&mut self, tab: &Tab, rows: &[Vec<Cell>]) -> Option<LogHeadings> {
        if !is_log_sheet_id(tab.sheet_id) {
            return None;
        }
        self.faults.push(LogFault::NoHeaders);
        let headings = LogHeadings::of_a_new_tab(Language::English);
        let is_told = rows.iter().any(|cells| Line::read(cells, &headings).is_some());
        is_told.then_some(headings)
    }

    /// Takes a Log that knows of no post, while rows say that they were sent, for one that was emptied: it
    /// cannot tell what went out.
    pub(crate) fn hold_against(&mut self, posts: &[Row]) {
        let knows_nothing = self.lines.as_ref().is_some_and(|log_lines| log_lines.lines.is_empty());
        let was_sent = |row: &Row| {
            let state = row.peek().map(|line| line.state);
            matches!(state, Some(State::Posted | State::Trying))
        };
        if knows_nothing && posts.iter().any(was_sent) {
            self.lines = None;
            self.faults.push(LogFault::Emptied);
        }
    }
}

/// Returns the headings of a Log of ours, as the top of the tab shows them.
pub(crate) fn headings(tab: &Tab, rows: &[Vec<Cell>]) -> Option<LogHeadings> {
    if is_log_sheet_id(tab.sheet_id) {
        return LogHeadings::find_own(rows).ok();
    }
    LogHeadings::find(rows).ok()
}

/// Takes the rows of a tab out of an answer, of the range that begins there.
fn take_from(grids: &mut Vec<Grid>, sheet_id: i32, first_row: usize) -> Vec<Vec<Cell>> {
    let is_it = |grid: &Grid| grid.sheet_id == sheet_id && grid.first_row == first_row;
    let at = grids.iter().position(is_it);
    at.map(|at| grids.remove(at).rows).unwrap_or_default()
}

/// A row that matters, from 0, and its When.
type Young = (usize, Cell);

/// What the times of the rows below the first ones tell.
#[derive(Default)]
struct Times {
    /// The rows that may matter.
    young: Vec<Young>,
    /// Whether these are all of them.
    is_all: bool,
    /// Whether there are older ones.
    has_older: bool,
}

/// Returns the rows below the first ones that may matter.
async fn young(
    workbook: &mut Workbook,
    tab: &Tab,
    headings: &LogHeadings,
    times: Vec<Vec<Cell>>,
    window: Window<'_>,
) -> Result<Times, RunError> {
    let Some(column) = headings.column(LogColumn::When).filter(|_| tab.rows > ROWS) else {
        return Ok(Times { is_all: true, ..Times::default() });
    };
    let times = if column == 0 {
        times
    } else {
        let range = a1(&tab.title, ROWS..tab.rows.min(TIMED_ROWS), column..column + 1);
        take_from(&mut workbook.read(&[range]).await?, tab.sheet_id, ROWS)
    };
    let first = |row: Vec<Cell>| row.into_iter().next().unwrap_or_default();
    let mut all: Vec<Young> = (ROWS..).zip(times.into_iter().map(first)).collect();
    if tab.rows > TIMED_ROWS {
        let range = column_part(&tab.title, column, TIMED_ROWS);
        let texts = workbook.read_columns(&[range]).await?.into_iter().flatten();
        all.extend((TIMED_ROWS..).zip(texts.map(|text| Cell::text(&text))));
    }
    // The rows at the end hold nothing; one without a time in between was changed by a hand.
    let filled = all.iter().rposition(|(_, when)| !when.is_empty()).map_or(0, |last| last + 1);
    all.truncate(filled);
    let n_filled = all.len();
    all.retain(|(_, when)| window.may_hold(when));
    let has_older = all.len() < n_filled;
    let is_all = all.len() <= LINES_MAX;
    if !is_all {
        all.sort_by(|(_, one), (_, other)| number(other).total_cmp(&number(one)));
        all.truncate(LINES_MAX);
        all.sort_by_key(|(row, _)| *row);
    }
    Ok(Times { young: all, is_all, has_older })
}

/// Returns a time to compare it with others; what cannot be read may be the newest.
fn number(when: &Cell) -> f64 {
    match when.value {
        Value::Number(serial) => serial,
        _ => f64::INFINITY,
    }
}

impl Window<'_> {
    /// Tells whether a line of this When may matter.
    fn may_hold(&self, when: &Cell) -> bool {
        let Place { zone, locale, now } = self.place;
        match schedule::read(when, *zone, locale, *now) {
            Ok(schedule::When::At(moment)) => moment.at > self.since,
            // A time that a hand has changed says nothing about the line's age.
            _ => true,
        }
    }
}

/// Reads these rows; `None` where they moved since.
async fn below(
    workbook: &mut Workbook,
    tab: &Tab,
    headings: &LogHeadings,
    young: &[Young],
) -> Result<Option<Vec<Vec<Cell>>>, RunError> {
    let rows: Vec<usize> = young.iter().map(|(row, _)| *row).collect();
    let blocks = blocks(&rows, BLOCKS_MAX);
    if blocks.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let width = tab.columns.max(1);
    let ranges: Vec<String> =
        blocks.iter().map(|block| a1(&tab.title, block.clone(), 0..width)).collect();
    let grids = workbook.read(&ranges).await?;
    let column = headings.column(LogColumn::When);
    let is_same = |(row, when): &Young| {
        let grid = grids
            .iter()
            .find(|grid| (grid.first_row..grid.first_row + grid.rows.len()).contains(row));
        let cells = grid.and_then(|grid| grid.rows.get(row - grid.first_row));
        let found = cells.zip(column).and_then(|(cells, column)| cells.get(column));
        found.map_or("", Cell::shown_text) == when.shown_text()
    };
    if !young.iter().all(is_same) {
        return Ok(None);
    }
    Ok(Some(grids.into_iter().flat_map(|grid| grid.rows).collect()))
}
