//! Writing to the Log, and seeing that what was written can be read there.
//!
//! A person may sort the Log, or move its columns and rows, at any time. So an answer that shows the Log
//! is read by the headers that stand in that very answer, and lines that it does not show are written again.

use threadsheet_core::cell::Cell;
use threadsheet_core::columns::LogColumn;
use threadsheet_core::headings::HEADER_ROWS_MAX;
use threadsheet_core::log::{Line, LogLines, is_newest_first};
use threadsheet_core::run_error::RunError;

use super::batch::{Batch, LogLine};
use super::column_guards;
use super::known_sheet::{KnownSheet, Seen};
use super::session::Session;
use crate::run::cell_format::date_cell;
use crate::run::snapshot::{Log, LogView, Window, log_headings, log_ranges, top};
use crate::sheets::changes::{Change, Written};
use crate::sheets::grid::Grid;
use crate::sheets::{NotWritten, Tab};

/// How many lines of the Log a witness answer shows: more than any run sends.
const WITNESS_ROWS: usize = 400;

/// How often lines are written that the Log does not show.
const WRITES_MAX: u32 = 3;

impl Batch {
    /// Returns the lines that the Log gets, oldest first. What became of a container is told even where
    /// its row is gone.
    pub(crate) fn log_lines<'a>(&'a self, places: &'a [Option<usize>]) -> Vec<&'a LogLine> {
        let of_rows = self.rows.iter().zip(places).flat_map(|(write, row)| {
            write.log.iter().filter(|line| row.is_some() || line.event.is_outcome())
        });
        of_rows.chain(self.accounts.iter().filter_map(|write| write.log.as_ref())).collect()
    }

    /// Tells whether it may write lines of the Log.
    pub(crate) fn writes_log(&self) -> bool {
        let has_lines = self.rows.iter().any(|write| !write.log.is_empty());
        has_lines || self.accounts.iter().any(|write| write.log.is_some())
    }

    fn makes_tab(&self, tab: &Tab) -> bool {
        let makes = |change: &Change| matches!(change, Change::AddTab { sheet_id, .. } if *sheet_id == tab.sheet_id);
        self.setup.iter().any(makes)
    }
}

impl LogLine {
    /// Tells whether the Log shows this line.
    fn stands_in(&self, top: &Grid, view: &LogView) -> bool {
        let mut body = top.rows.iter().skip(view.headings.row_idx + 1);
        body.any(|cells| self.is_on(cells, view))
    }

    /// Tells whether a row of the Log's columns shows this line.
    fn is_on(&self, cells: &[Cell], view: &LogView) -> bool {
        let headings = &view.headings;
        let said = [
            (LogColumn::Row, self.row.as_str()),
            (LogColumn::Account, &self.account),
            (LogColumn::What, self.event.word(headings.language)),
            (LogColumn::Container, &self.container),
        ];
        let said: Vec<(LogColumn, &str)> =
            said.into_iter().filter(|(column, _)| headings.column(*column).is_some()).collect();
        Line::stands(cells, headings, &said)
    }
}

impl KnownSheet {
    /// Returns the change that puts lines, oldest first, on top of the Log.
    pub(crate) fn log_change(&self, lines: &[&LogLine]) -> Option<Change> {
        let LogView { tab, headings, .. } = self.snapshot.log_view.as_ref()?;
        let now = date_cell(self.clock.now(), &self.snapshot.place);
        let width = headings.width();
        let row = |line: &&LogLine| {
            let mut cells = vec![Written::Nothing; width];
            for column in LogColumn::ALL {
                if let Some(index) = headings.column(column) {
                    cells[index] = line.cell(column, headings.language, now.clone());
                }
            }
            cells
        };
        // Newest on top.
        let rows: Vec<Vec<Written>> = lines.iter().rev().map(row).collect();
        (!rows.is_empty()).then(|| Change::InsertRows {
            sheet_id: tab.sheet_id,
            row: headings.row_idx + 1,
            rows,
        })
    }

    /// Returns the row, from 0, before which lines go into the Log.
    pub(crate) fn log_row(&self) -> Option<usize> {
        Some(self.snapshot.log_view.as_ref()?.headings.row_idx + 1)
    }

    /// Returns the change that moves lines, oldest first, below the header of the Log: a person has pushed it down,
    /// and they were written before `row`. Rows are only moved, so nothing is lost where the person goes on.
    fn log_moved(&self, lines: &[&LogLine], row: usize, top: &Grid) -> Option<Change> {
        let view = self.snapshot.log_view.as_ref()?;
        let rows = row..row + lines.len();
        let written = top.rows.get(rows.clone())?;
        let are_there =
            lines.iter().rev().zip(written).all(|(line, cells)| line.is_on(cells, view));
        let is_above = rows.end <= view.headings.row_idx && !rows.is_empty();
        let (sheet_id, to) = (view.tab.sheet_id, view.headings.row_idx + 1);
        (are_there && is_above).then_some(Change::MoveRows { sheet_id, rows, to })
    }

    /// Returns the range that shows the lines which a batch writes. A tab that the batch itself makes has
    /// been moved by nobody.
    pub(crate) fn log_range(&self, batch: &Batch) -> Option<String> {
        let LogView { tab, headings, .. } = self.snapshot.log_view.as_ref()?;
        if !batch.writes_log() || batch.makes_tab(tab) {
            return None;
        }
        let of_rows: usize = batch.rows.iter().map(|write| write.log.len()).sum();
        let n_lines = of_rows + batch.accounts.len();
        let grown = Tab { rows: tab.rows + n_lines, ..tab.clone() };
        let others = if batch.wants_log { WITNESS_ROWS } else { HEADER_ROWS_MAX };
        // Lines that land above the header push it down.
        Some(top(&grown, headings.row_idx + others + n_lines))
    }
}

impl Session {
    /// Sees to it that the Log shows the lines which a batch has written; a witness is what it then
    /// shows. Without a Log there is no witness.
    pub(crate) async fn see_logged(
        &mut self,
        batch: &Batch,
        (lines, written_at): (&[&LogLine], Option<usize>),
        seen: &mut Seen,
    ) -> Result<(), NotWritten> {
        let Some(range) = self.sheet.log_range(batch) else { return Ok(()) };
        let mut shown = seen.log.take();
        for times in 1..=WRITES_MAX {
            let top = match shown.take() {
                Some(top) => top,
                None => self
                    .workbook
                    .read(std::slice::from_ref(&range))
                    .await?
                    .pop()
                    .unwrap_or_default(),
            };
            self.follow_shown_log(&top);
            let Some(view) = &self.sheet.snapshot.log_view else { return Ok(()) };
            let missing: Vec<&LogLine> =
                lines.iter().copied().filter(|line| !line.stands_in(&top, view)).collect();
            if missing.is_empty() {
                if batch.wants_log {
                    seen.log_lines = Some(self.witness(&top).await?);
                }
                return Ok(());
            }
            tracing::info!(lines = missing.len(), "the Log does not show what was written");
            // Where that is refused, they are written again.
            let at = written_at.filter(|_| times == 1);
            let moved = at.and_then(|at| self.sheet.log_moved(lines, at, &top));
            let mut changes = column_guards::of_log(&self.sheet.snapshot);
            let n_guards = changes.len();
            changes.extend(moved.or_else(|| self.sheet.log_change(&missing)));
            let changes = self.as_open(changes);
            if changes.len() == n_guards {
                return Ok(());
            }
            match self.workbook.commit(&changes, std::slice::from_ref(&range)).await {
                Ok(mut grids) => {
                    column_guards::remember(&mut self.sheet.snapshot, &changes);
                    shown = grids.pop();
                }
                Err(NotWritten::Stale) => {
                    self.workbook.give_way(times).await?;
                    self.read_again().await?;
                }
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }

    /// Follows the Log to where an answer shows its headers, if they have moved.
    fn follow_shown_log(&mut self, top: &Grid) {
        let Some(view) = &self.sheet.snapshot.log_view else { return };
        if log_headings(&view.tab, &top.rows).as_ref() != Some(&view.headings) {
            self.sheet.snapshot.follow_log(top);
        }
    }

    /// Reads the Log as a witness: its top tells what happened last, unless a person has sorted it.
    async fn witness(&mut self, top: &Grid) -> Result<LogLines, RunError> {
        let Some(view) = &self.sheet.snapshot.log_view else { return Ok(LogLines::default()) };
        let body = || top.rows.iter().skip(view.headings.row_idx + 1);
        if is_newest_first(body().filter_map(|cells| Line::when(cells, &view.headings))) {
            return Ok(LogLines::read(body(), &view.headings));
        }
        let tab = view.tab.clone();
        let ranges: Vec<String> = log_ranges(&tab).collect();
        let mut grids = self.workbook.read(&ranges).await?;
        let window =
            Window { place: &self.sheet.snapshot.place, since: self.sheet.snapshot.log_since };
        let log = Log::read(&mut self.workbook, vec![tab], &mut grids, window).await?;
        Ok(log.lines.unwrap_or_default())
    }
}
