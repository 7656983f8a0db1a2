//! The spreadsheet during a run: what we know of it, and the only way to write to it.
//!
//! Registers are changed by their content. Cells for people are written by place, so every answer
//! is looked through: what landed on a row that had moved meanwhile is put right at once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use threadsheet_core::account::AccountRow;
use threadsheet_core::cell::Cell;
use threadsheet_core::headings::{AccountColumn, PostColumn};
use threadsheet_core::journal::Journal;
use threadsheet_core::lifecycle::in_use_for;
use threadsheet_core::post::PostRow;
use threadsheet_core::stop::Stop;
use threadsheet_core::turn::Pen;

use super::batch::{AccountWrite, At, Batch, RowWrite, StrayAccount, text_cell};
use super::lines::{Lines, Stands};
use super::repair;
use super::snapshot::{LONG_ROWS, Snapshot};
use crate::clock::Clock;
use crate::workbook::batch::{Change, Written};
use crate::workbook::grid::{Grid, a1, column_range, tab_range};
use crate::workbook::{NotWritten, Workbook};

/// How often what landed on a wrong row is put right.
const REPAIRS_MAX: u32 = 20;

/// The columns by which the header row is known: no cell in them is written by its place.
const OF_A_PERSON_IN_ACCOUNTS: [AccountColumn; 2] = [AccountColumn::Account, AccountColumn::Token];

/// The same of Posts.
const OF_A_PERSON_IN_POSTS: [PostColumn; 3] =
    [PostColumn::Account, PostColumn::Text, PostColumn::PublishAt];

/// Rows that are this close are asked for in one range.
const WINDOW_GAP: usize = 4;

/// The spreadsheet during a run.
pub(super) struct Desk {
    pub(super) workbook: Workbook,
    pub(super) snapshot: Snapshot,
    /// The Receipt column, as the freshest answer shows it.
    pub(super) lines: Lines,
    pub(super) nonce: String,
    pub(super) clock: Clock,
    /// How long an outcome is left alone that nobody knows.
    pub(super) settle: Duration,
    /// The cells for people that this run last wanted, by row id.
    pub(super) wanted: HashMap<String, Vec<(PostColumn, Written)>>,
    /// What this run last wrote for an account, by what its Account cell shows.
    pub(super) wanted_accounts: HashMap<String, AccountWrite>,
    /// Where the accounts were last seen, by what their Account cells show.
    pub(super) account_rows: HashMap<String, usize>,
    /// Whether columns must be shown for what is in them to be found.
    pub(super) shows_columns: bool,
}

/// What an answer shows of the rows that were written.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The rows of the Posts tab that were looked at.
    pub(super) posts: HashMap<usize, PostRow>,
    /// The rows of the Accounts tab.
    pub(super) accounts: Vec<AccountRow>,
    /// What the rows down to the header of Posts show in its Receipt column.
    pub(super) post_titles: Vec<String>,
    /// What all rows of the Accounts tab show in its Receipt column, from row 0.
    pub(super) account_receipts: Vec<String>,
    /// The top of the Log, where lines were written.
    pub(super) log: Option<Grid>,
    /// What the Log says, where it was asked for and shows the lines that were written.
    pub(super) journal: Option<Journal>,
}

impl Desk {
    pub(super) fn pen(&self) -> Pen<'_> {
        Pen { nonce: &self.nonce, at: self.clock.stamp() }
    }

    /// Returns until when a claim of this moment is in use: UTC, the spreadsheet service's time, and not
    /// too early where that is not known to the second.
    pub(super) fn claims_until(&self) -> DateTime<Utc> {
        let in_use = TimeDelta::from_std(in_use_for(self.settle)).unwrap_or(TimeDelta::MAX);
        let latest = self.clock.latest();
        latest.checked_add_signed(in_use).unwrap_or(latest).trunc_subsecs(3)
    }

    /// Writes a batch, all of it or none, and returns what the rows look like afterwards.
    ///
    /// A line that no longer stands exactly once is left out: its row is somebody else's business.
    ///
    /// # Errors
    ///
    /// [`NotWritten::Stale`] where rows were named by their place and the sheet has changed; a stop
    /// where nothing can be written.
    pub(super) async fn write(&mut self, batch: &Batch) -> Result<Seen, NotWritten> {
        for times in 1.. {
            let aimed = self.aimed(batch);
            let batch = aimed.as_ref();
            let places: Vec<Option<usize>> =
                batch.rows.iter().map(|write| self.place(&write.at)).collect();
            let changes = self.changes(batch, &places);
            let ranges = self.ranges(batch, &places);
            match self.workbook.commit(&changes, &ranges).await {
                Ok(grids) => {
                    super::pins::remember(&mut self.snapshot, &changes);
                    self.remember(batch);
                    let mut seen = self.look(&grids);
                    if !self.shows_columns && self.found_nothing(batch, &seen) {
                        self.shows_columns = true;
                        let again = self.changes(&batch.swaps(), &places);
                        let grids = self.workbook.commit(&again, &ranges).await?;
                        seen = self.look(&grids);
                    }
                    self.look_further(batch, &places).await?;
                    let lines = batch.log_lines(&places);
                    let mut seen = self.put_right(batch, &places, seen).await?;
                    self.see_logged(batch, &lines, &mut seen).await?;
                    return Ok(seen);
                }
                Err(NotWritten::Stale) if !batch.is_by_place() => {
                    self.workbook.give_way(times).await?;
                    self.read_again().await?;
                }
                Err(not_written) => return Err(not_written),
            }
        }
        Err(Stop::SheetsBusy.into())
    }

    /// Returns the batch with each account's write aimed at where its row was last seen, and without what
    /// may not be written because the row could not show it.
    fn aimed<'a>(&self, batch: &'a Batch) -> Cow<'a, Batch> {
        let now = |write: &AccountWrite| self.account_rows.get(&write.shown).copied();
        let is_there = |write: &AccountWrite| now(write).is_none_or(|row| row == write.row);
        let is_hidden = |write: &RowWrite| {
            self.place(&write.at).is_some_and(|row| self.hides_its_decision(write, row))
        };
        if batch.accounts.iter().all(is_there) && !batch.rows.iter().any(is_hidden) {
            return Cow::Borrowed(batch);
        }
        let mut aimed = batch.clone();
        aimed.rows.retain(|write| !is_hidden(write));
        for write in &mut aimed.accounts {
            write.row = now(write).unwrap_or(write.row);
        }
        Cow::Owned(aimed)
    }

    fn place(&self, at: &At) -> Option<usize> {
        match at {
            At::Place(row) => Some(*row),
            At::Line(line) => match self.lines.find(line) {
                Stands::Once(row) => Some(row),
                Stands::Several | Stands::Nowhere => None,
            },
        }
    }

    fn remember(&mut self, batch: &Batch) {
        for write in &batch.accounts {
            let earlier = self.wanted_accounts.remove(&write.shown);
            let mut cells = earlier.map_or_else(Vec::new, |earlier| earlier.cells);
            cells.retain(|(column, _)| write.cells.iter().all(|(own, _)| own != column));
            cells.extend(write.cells.iter().cloned());
            let wanted = AccountWrite { cells, ..write.clone() };
            self.wanted_accounts.insert(write.shown.clone(), wanted);
        }
        for write in batch.rows.iter().filter(|write| !write.cells.is_empty()) {
            let line = write.line_after();
            let id = line.split(' ').next().unwrap_or_default().to_owned();
            self.wanted.entry(id).or_default().extend(write.cells.iter().cloned());
        }
    }

    fn changes(&self, batch: &Batch, places: &[Option<usize>]) -> Vec<Change> {
        let mut changes = batch.setup.clone();
        changes.extend(batch.trials.iter().cloned());
        changes.extend(super::pins::pins(&self.snapshot, batch));
        for (write, row) in batch.rows.iter().zip(places) {
            if let Some(row) = *row {
                changes.extend(self.register_change(write, row));
                changes.extend(self.post_cells(row, &write.cells));
            }
        }
        changes.extend(batch.erased.iter().map(|line| self.line_change(line, String::new())));
        for write in &batch.accounts {
            changes.extend(self.account_changes(write));
        }
        changes.extend(batch.strays.iter().flat_map(|stray| self.stray_changes(stray)));
        changes.extend(self.log_change(&batch.log_lines(places)));
        self.as_open(changes)
    }

    /// Returns the changes that can be made: without what may not be written.
    pub(super) fn as_open(&self, mut changes: Vec<Change>) -> Vec<Change> {
        if !self.snapshot.listing.closed.is_empty() {
            changes.retain(|change| !self.is_closed(change));
        }
        self.with_columns_shown(changes)
    }

    /// Tells whether a text that was to be replaced still stands where it stood, and what was to take its
    /// place stands nowhere: this service passes over what is hidden.
    fn found_nothing(&self, batch: &Batch, seen: &Seen) -> bool {
        let line_stands = |write: &RowWrite| match (&write.at, &write.next) {
            (At::Line(line), Some(next)) => {
                self.lines.find(line) != Stands::Nowhere
                    && self.lines.find(&next.to_string()) == Stands::Nowhere
            }
            _ => false,
        };
        let raw = |account: &AccountRow| account.token.as_ref().ok().map(|cell| cell.raw.clone());
        let cells: Vec<String> = seen.accounts.iter().filter_map(raw).collect();
        let token_stands = |write: &AccountWrite| {
            write.token.as_ref().is_some_and(|swap| {
                swap.find != swap.replacement
                    && cells.contains(&swap.find)
                    && !cells.contains(&swap.replacement)
            })
        };
        let erased_stands = |line: &String| self.lines.find(line) != Stands::Nowhere;
        batch.rows.iter().any(line_stands)
            || batch.accounts.iter().any(token_stands)
            || batch.erased.iter().any(erased_stands)
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
        let (accounts, posts) = (&self.snapshot.accounts_view, &self.snapshot.posts_view);
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

    fn register_change(&self, write: &RowWrite, row: usize) -> Option<Change> {
        let view = &self.snapshot.posts_view;
        let next = write.next.as_ref()?.to_string();
        Some(match &write.at {
            At::Line(line) => self.line_change(line, next),
            At::Place(_) => Change::Cell {
                sheet_id: view.tab.sheet_id,
                row,
                column: view.receipt,
                value: Written::Text(next),
            },
        })
    }

    /// Returns the change of a register, wherever it stands.
    fn line_change(&self, line: &str, replacement: String) -> Change {
        let view = &self.snapshot.posts_view;
        let (sheet_id, column, find) = (view.tab.sheet_id, view.receipt, line.to_owned());
        Change::Swap { sheet_id, column, first_row: 0, find, replacement }
    }

    fn stray_changes(&self, stray: &StrayAccount) -> impl Iterator<Item = Change> {
        let (sheet_id, row) = (self.snapshot.accounts_view.tab.sheet_id, stray.row);
        let columns = stray.columns.clone().into_iter();
        columns.map(move |column| Change::Cell { sheet_id, row, column, value: Written::Nothing })
    }

    /// Returns the changes of cells for people on one row; a column that the tab lacks is left out.
    pub(super) fn post_cells(&self, row: usize, cells: &[(PostColumn, Written)]) -> Vec<Change> {
        let view = &self.snapshot.posts_view;
        let change = |(column, value): &(PostColumn, Written)| {
            let column = view.headings.column(*column)?;
            let (sheet_id, value) = (view.tab.sheet_id, value.clone());
            Some(Change::Cell { sheet_id, row, column, value })
        };
        cells.iter().filter_map(change).collect()
    }

    fn account_changes(&self, write: &AccountWrite) -> Vec<Change> {
        let token =
            write.token.as_ref().and_then(|swap| self.token_change(&swap.find, &swap.replacement));
        token.into_iter().chain(self.account_cells(write.row, write)).collect()
    }

    /// Returns the change of a token cell that holds exactly this.
    pub(super) fn token_change(&self, find: &str, replacement: &str) -> Option<Change> {
        let view = &self.snapshot.accounts_view;
        Some(Change::Swap {
            sheet_id: view.tab.sheet_id,
            column: view.headings.column(AccountColumn::Token)?,
            first_row: 0,
            find: find.to_owned(),
            replacement: replacement.to_owned(),
        })
    }

    /// Returns the changes of an account's cells, all but the token, on one row.
    pub(super) fn account_cells(&self, row: usize, write: &AccountWrite) -> Vec<Change> {
        let view = &self.snapshot.accounts_view;
        let sheet_id = view.tab.sheet_id;
        let cell = |(column, value): &(AccountColumn, Written)| {
            let column = view.headings.column(*column)?;
            Some(Change::Cell { sheet_id, row, column, value: value.clone() })
        };
        let receipt =
            Change::Cell { sheet_id, row, column: view.receipt, value: text_cell(&write.receipt) };
        write.cells.iter().filter_map(cell).chain([receipt]).collect()
    }

    fn ranges(&self, batch: &Batch, places: &[Option<usize>]) -> Vec<String> {
        let posts = &self.snapshot.posts_view;
        let mut ranges = Vec::new();
        if batch.names_receipts || !batch.rows.is_empty() || !batch.erased.is_empty() {
            if !self.is_long() {
                ranges.push(column_range(&posts.tab.title, posts.receipt));
            }
            let rows = places.iter().flatten().copied();
            let width = posts.tab.columns.max(posts.receipt + 1);
            ranges.extend(windows(rows).map(|rows| a1(&posts.tab.title, rows, 0..width)));
        }
        if batch.names_receipts {
            // Down to one row more than there were, and as far again, for rows inserted meanwhile.
            let rows = posts.top.len() * 2 + 1;
            let width = posts.tab.columns.max(posts.receipt + 1);
            ranges.push(a1(&posts.tab.title, 0..rows.min(posts.tab.rows), 0..width));
        }
        if batch.names_receipts || !batch.accounts.is_empty() || !batch.strays.is_empty() {
            ranges.push(tab_range(&self.snapshot.accounts_view.tab.title));
        }
        // What this very batch inserts is what has to be seen.
        ranges.extend(self.log_range(batch));
        ranges
    }

    /// Of a long tab, an answer shows the written rows alone: the whole column is asked for only
    /// where one of them is no longer in its place.
    fn is_long(&self) -> bool {
        self.snapshot.posts_view.tab.rows > LONG_ROWS
    }

    async fn look_further(
        &mut self,
        batch: &Batch,
        places: &[Option<usize>],
    ) -> Result<(), NotWritten> {
        let is_there = |(write, place): (&RowWrite, &Option<usize>)| {
            place.is_none_or(|row| self.lines.find(&write.line_after()) == Stands::Once(row))
        };
        if self.is_long() && !batch.rows.iter().zip(places).all(is_there) {
            self.read_lines().await?;
        }
        Ok(())
    }

    async fn read_lines(&mut self) -> Result<(), Stop> {
        let posts = &self.snapshot.posts_view;
        let column = column_range(&posts.tab.title, posts.receipt);
        if !self.is_long() {
            let grids = self.workbook.read(&[column]).await?;
            self.lines = grids.first().map(Lines::of_grid).unwrap_or_default();
            return Ok(());
        }
        let columns = self.workbook.read_columns(&[column]).await?;
        let texts = columns.first().map(Vec::as_slice).unwrap_or_default();
        self.lines = Lines::of_texts(texts.iter().enumerate().map(|(row, text)| (row, &**text)));
        Ok(())
    }

    /// Reads an answer: takes note of the Receipt column, and returns the rest.
    fn look(&mut self, grids: &[Grid]) -> Seen {
        let mut seen = Seen::default();
        let posts = self.snapshot.posts_view.clone();
        let mut of_posts = grids.iter().filter(|grid| grid.sheet_id == posts.tab.sheet_id);
        if !self.is_long()
            && let Some(column) = of_posts.next()
        {
            self.lines = Lines::of_grid(column);
        }
        let windows: Vec<&Grid> = of_posts.collect();
        for window in &windows {
            let (rows, first_row) = (&window.rows, window.first_row);
            let view = &mut self.snapshot.posts_view;
            repair::follow_header(view, rows, first_row, &OF_A_PERSON_IN_POSTS);
        }
        let posts = self.snapshot.posts_view.clone();
        let top = windows.iter().rev().find(|window| window.first_row == 0);
        if let Some(top) = top {
            let shown =
                |row: &Vec<Cell>| row.get(posts.receipt).map_or("", Cell::shown_text).to_owned();
            seen.post_titles =
                top.rows.iter().take(posts.headings.row_idx + 1).map(shown).collect();
        }
        for window in windows {
            for (at, cells) in window.rows.iter().enumerate() {
                let row = window.first_row + at;
                let read = PostRow::read(row, cells, &posts.headings, &self.snapshot.place);
                let read = self.with_register(read, cells);
                if self.is_long() {
                    self.lines.note(row, &read.register.text());
                }
                seen.posts.insert(row, read);
            }
        }
        self.look_at_accounts(grids, &mut seen);
        if let Some(log) = &self.snapshot.log_view {
            seen.log = grids.iter().find(|grid| grid.sheet_id == log.tab.sheet_id).cloned();
        }
        seen
    }

    fn look_at_accounts(&mut self, grids: &[Grid], seen: &mut Seen) {
        let view = &mut self.snapshot.accounts_view;
        let Some(grid) = grids.iter().find(|grid| grid.sheet_id == view.tab.sheet_id) else {
            return;
        };
        repair::follow_header(view, &grid.rows, 0, &OF_A_PERSON_IN_ACCOUNTS);
        let rows = grid.rows.iter().enumerate().skip(view.headings.row_idx + 1);
        let read = |(row, cells): (usize, &Vec<Cell>)| {
            AccountRow::read(row, cells, &view.headings, &self.snapshot.seals)
        };
        seen.accounts = rows.filter_map(read).collect();
        let receipt =
            |cells: &Vec<Cell>| cells.get(view.receipt).map_or("", Cell::shown_text).to_owned();
        seen.account_receipts = grid.rows.iter().map(receipt).collect();
        self.account_rows.clear();
        let mut twice = Vec::new();
        for account in &seen.accounts {
            let other = self.account_rows.insert(account.shown.clone(), account.row);
            twice.extend(other.map(|_| account.shown.clone()));
        }
        // Of two rows of one name nobody knows which is meant: each stays where it was read.
        for shown in twice {
            self.account_rows.remove(&shown);
        }
    }

    /// A column that this run has just made is in no header yet, and a setting of the desk is in no row.
    fn with_register(&self, mut post: PostRow, cells: &[Cell]) -> PostRow {
        let text = cells.get(self.snapshot.posts_view.receipt).map_or("", Cell::shown_text);
        post.register = threadsheet_core::post::Register::read(text);
        if self.snapshot.only_queued {
            post.hold_unmarked();
        }
        post
    }

    async fn put_right(
        &mut self,
        batch: &Batch,
        places: &[Option<usize>],
        mut seen: Seen,
    ) -> Result<Seen, NotWritten> {
        let mut places = places.to_vec();
        let mut has_opened_wrongly = false;
        for times in 1..=REPAIRS_MAX {
            let amends = repair::amends(self, batch, &places, &seen);
            has_opened_wrongly |= amends.has_opened_wrongly;
            if amends.changes.is_empty() {
                break;
            }
            let ranges = self.ranges(batch, &amends.places);
            let mut changes = super::pins::pins(&self.snapshot, batch);
            changes.extend(amends.changes);
            let changes = self.as_open(changes);
            seen = match self.workbook.commit(&changes, &ranges).await {
                Ok(grids) => {
                    places = amends.places;
                    self.look(&grids)
                }
                // The batch itself stands; only what it put on wrong rows is looked at again.
                Err(NotWritten::Stale) => {
                    self.workbook.give_way(times).await?;
                    self.read_again().await?;
                    let ranges = self.ranges(batch, &places);
                    let grids = self.workbook.read(&ranges).await?;
                    self.look(&grids)
                }
                Err(stop) => return Err(stop),
            };
        }
        if has_opened_wrongly { Err(NotWritten::Stale) } else { Ok(seen) }
    }

    /// Reads again what writes depend on, after another run has written.
    pub(super) async fn read_again(&mut self) -> Result<(), Stop> {
        let listing = self.workbook.list().await?;
        self.snapshot.follow(&listing)?;
        let tops = self.workbook.read(&self.snapshot.tops()).await?;
        self.snapshot.follow_columns(tops)?;
        self.read_lines().await
    }
}

/// Returns ranges that cover these rows, few rather than tight.
fn windows(rows: impl Iterator<Item = usize>) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut rows: Vec<usize> = rows.collect();
    rows.sort_unstable();
    rows.dedup();
    let mut windows: Vec<std::ops::Range<usize>> = Vec::new();
    for row in rows {
        match windows.last_mut() {
            Some(window) if row < window.end + WINDOW_GAP => window.end = row + 1,
            _ => windows.push(row..row + 1),
        }
    }
    windows.into_iter()
}
