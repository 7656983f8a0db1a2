//! The spreadsheet during a run: the only way to write to it.
//!
//! A write is one batch behind the fence, and its answer shows the rows that were written:
//!
//! ```text
//!   batch --> changes (guards, row states, cells, Log lines) --> commit --+--> answer
//!     ^                                                          |        |
//!     |   another run has written: give way, read again  <-- stale        v
//!     +-------------------------------------------------------   compare with what was meant
//!                                                                         |
//!             Log shows the lines? <-- corrections, until nothing is left +
//! ```
//!
//! Row states are replaced by their content, wherever the row is now. Cells for people are written by place,
//! because only a place can name a blank cell. So every answer is compared with what was meant
//! ([`corrections`]): what landed on a row that a person had moved meanwhile is corrected at once.

use threadsheet_core::run_error::RunError;

use super::batch::{At, Batch, RowWrite};
use super::known_sheet::{KnownSheet, Seen};
use super::row_index::{Location, RowIndex};
use super::{column_guards, corrections};
use crate::sheets::changes::Change;
use crate::sheets::grid::column_range;
use crate::sheets::{NotWritten, Workbook};

/// How often what landed on a wrong row is put right.
const CORRECTIONS_MAX: u32 = 20;

/// The spreadsheet during a run.
pub(crate) struct Session {
    pub(crate) workbook: Workbook,
    pub(crate) sheet: KnownSheet,
    /// Whether columns must be shown for what is in them to be found.
    shows_columns: bool,
}

impl Session {
    pub(crate) fn new(workbook: Workbook, sheet: KnownSheet) -> Self {
        Self { workbook, sheet, shows_columns: false }
    }

    /// Writes a batch, all of it or none, and returns what the rows look like afterwards.
    ///
    /// A line that no longer stands exactly once is left out: its row is somebody else's business.
    ///
    /// # Errors
    ///
    /// [`NotWritten::Stale`] where rows were named by their place and the sheet has changed; a stop
    /// where nothing can be written.
    pub(crate) async fn write(&mut self, batch: &Batch) -> Result<Seen, NotWritten> {
        for times in 1.. {
            let aimed = self.sheet.aimed(batch);
            let batch = aimed.as_ref();
            let places: Vec<Option<usize>> =
                batch.rows.iter().map(|write| self.sheet.place(&write.at)).collect();
            let changes = self.changes(batch, &places);
            if batch.may_be_left_out() && changes.iter().all(Change::is_guard) {
                return Ok(Seen::default());
            }
            let ranges = self.sheet.ranges(batch, &places);
            let log_row = self.sheet.log_row();
            match self.workbook.commit(&changes, &ranges).await {
                Ok(grids) => {
                    column_guards::remember(&mut self.sheet.snapshot, &changes);
                    self.sheet.remember(batch);
                    let mut seen = self.sheet.read_answer(&grids);
                    if !self.shows_columns && self.sheet.found_nothing(batch, &seen) {
                        self.shows_columns = true;
                        let again = self.changes(&batch.swaps(), &places);
                        let grids = self.workbook.commit(&again, &ranges).await?;
                        seen = self.sheet.read_answer(&grids);
                    }
                    self.find_rows_further(batch, &places, &seen).await?;
                    let lines = batch.log_lines(&places);
                    let mut seen = self.correct(batch, &places, seen).await?;
                    self.see_logged(batch, (&lines, log_row), &mut seen).await?;
                    return Ok(seen);
                }
                Err(NotWritten::Stale) if !batch.is_by_place() => {
                    self.workbook.give_way(times).await?;
                    self.read_again().await?;
                }
                Err(not_written) => return Err(not_written),
            }
        }
        Err(RunError::SheetsBusy.into())
    }

    fn changes(&self, batch: &Batch, places: &[Option<usize>]) -> Vec<Change> {
        // Requests run in their order, and what follows writes into the tabs and columns that these make.
        let mut changes = batch.setup.clone();
        changes.extend(batch.trials.iter().cloned());
        changes.extend(column_guards::guards(&self.sheet.snapshot, batch));
        for (write, row) in batch.rows.iter().zip(places) {
            if let Some(row) = *row {
                changes.extend(self.sheet.register_change(write, row));
                changes.extend(self.sheet.post_cells(row, &write.cells));
            }
        }
        changes.extend(batch.erased.iter().map(|line| self.sheet.line_change(line, String::new())));
        for write in &batch.accounts {
            changes.extend(self.sheet.account_changes(write));
        }
        changes.extend(batch.strays.iter().flat_map(|stray| self.sheet.stray_changes(stray)));
        changes.extend(self.sheet.log_change(&batch.log_lines(places)));
        self.as_open(changes)
    }

    /// Returns the changes that can be made: without what may not be written.
    pub(crate) fn as_open(&self, mut changes: Vec<Change>) -> Vec<Change> {
        let protected_cells = &self.sheet.snapshot.listing.protected_cells;
        if !protected_cells.is_empty() {
            changes.retain(|change| {
                !protected_cells.refuses(change) && !self.sheet.is_of_missing_column(change)
            });
        }
        self.with_columns_shown(changes)
    }

    /// Shows the columns in which something is to be found, and hides the Receipts again afterwards:
    /// both in one batch with what is done in between, so nobody sees them.
    fn with_columns_shown(&self, changes: Vec<Change>) -> Vec<Change> {
        if !self.shows_columns {
            return changes;
        }
        let mut columns: Vec<(i32, usize)> = Vec::new();
        for change in &changes {
            if let Change::Swap { sheet_id, column, .. } = change
                && !columns.contains(&(*sheet_id, *column))
            {
                columns.push((*sheet_id, *column));
            }
        }
        let show = |(sheet_id, column): &(i32, usize)| Change::ShowColumn {
            sheet_id: *sheet_id,
            column: *column,
        };
        let (accounts, posts) =
            (&self.sheet.snapshot.accounts_view, &self.sheet.snapshot.posts_view);
        let receipts =
            [(accounts.tab.sheet_id, accounts.receipt), (posts.tab.sheet_id, posts.receipt)];
        let hidden = columns.iter().filter(|column| receipts.contains(column));
        let hide = |(sheet_id, column): &(i32, usize)| Change::HideColumn {
            sheet_id: *sheet_id,
            column: *column,
        };
        let shown = columns.iter().map(show);
        shown.chain(changes).chain(hidden.map(hide)).collect()
    }

    /// Reads all lines of a long tab again where a row is no longer in its place: an answer shows the
    /// written rows alone, and what one of them has overwritten must be known to stand nowhere.
    async fn find_rows_further(
        &mut self,
        batch: &Batch,
        places: &[Option<usize>],
        seen: &Seen,
    ) -> Result<(), NotWritten> {
        let is_there = |(write, place): (&RowWrite, &Option<usize>)| {
            place.is_none_or(|row| {
                let stands = self.sheet.row_index.find(&write.line_after());
                match write.at {
                    At::Place(_) => self.sheet.is_in_place(write, row, stands, seen),
                    At::Line(_) => stands == Location::Once(row),
                }
            })
        };
        if self.sheet.is_long() && !batch.rows.iter().zip(places).all(is_there) {
            self.read_lines().await?;
        }
        Ok(())
    }

    async fn read_lines(&mut self) -> Result<(), RunError> {
        let posts = &self.sheet.snapshot.posts_view;
        if posts.lacks_receipt_column() {
            return Ok(());
        }
        let column = column_range(&posts.tab.title, posts.receipt);
        if !self.sheet.is_long() {
            let grids = self.workbook.read(&[column]).await?;
            self.sheet.row_index = grids.first().map(RowIndex::of_grid).unwrap_or_default();
            return Ok(());
        }
        let columns = self.workbook.read_columns(&[column]).await?;
        let texts = columns.first().map(Vec::as_slice).unwrap_or_default();
        self.sheet.row_index =
            RowIndex::of_texts(texts.iter().enumerate().map(|(row, text)| (row, &**text)));
        Ok(())
    }

    async fn correct(
        &mut self,
        batch: &Batch,
        places: &[Option<usize>],
        mut seen: Seen,
    ) -> Result<Seen, NotWritten> {
        let mut places = places.to_vec();
        let mut has_misplaced_rows = false;
        for times in 1..=CORRECTIONS_MAX {
            let corrections = corrections::corrections(&self.sheet, batch, &places, &seen);
            has_misplaced_rows |= corrections.has_misplaced_rows;
            // What may not be written would be wrong in every answer.
            let corrected = self.as_open(corrections.changes);
            if corrected.is_empty() {
                break;
            }
            let ranges = self.sheet.ranges(batch, &corrections.places);
            let mut changes = column_guards::guards(&self.sheet.snapshot, batch);
            changes.extend(corrected);
            seen = match self.workbook.commit(&changes, &ranges).await {
                Ok(grids) => {
                    places = corrections.places;
                    self.sheet.read_answer(&grids)
                }
                // The batch itself stands; only what it put on wrong rows is looked at again.
                Err(NotWritten::Stale) => {
                    self.workbook.give_way(times).await?;
                    self.read_again().await?;
                    let ranges = self.sheet.ranges(batch, &places);
                    let grids = self.workbook.read(&ranges).await?;
                    self.sheet.read_answer(&grids)
                }
                Err(stop) => return Err(stop),
            };
        }
        if has_misplaced_rows { Err(NotWritten::Stale) } else { Ok(seen) }
    }

    /// Reads again what writes depend on, after another run has written.
    pub(crate) async fn read_again(&mut self) -> Result<(), RunError> {
        let listing = self.workbook.list().await?;
        self.sheet.snapshot.follow(&listing)?;
        let tops = self.workbook.read(&self.sheet.snapshot.tops()).await?;
        self.sheet.snapshot.follow_columns(tops)?;
        self.read_lines().await
    }
}
