//! What a run knows of the sheet while it writes: the tabs as they were read, each row's place as the
//! freshest answer shows it, and what this run wanted each row to show. Nothing here asks the service.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use threadsheet_core::account::AccountRow;
use threadsheet_core::cell::Cell;
use threadsheet_core::columns::{AccountColumn, PostColumn};
use threadsheet_core::in_doubt::in_use_for;
use threadsheet_core::log::LogLines;
use threadsheet_core::plan::Row;
use threadsheet_core::post::{PostRow, StoredState};
use threadsheet_core::row_state::State;
use threadsheet_core::transitions::WriterId;

use super::batch::{AccountWrite, At, Batch, RowWrite};
use super::row_index::{Location, RowIndex};
use crate::clock::Clock;
use crate::run::cell_format::text_cell;
use crate::run::protected;
use crate::run::snapshot::{LONG_ROWS, Snapshot, StrayAccount, follow_header};
use crate::sheets::changes::{Change, Written};
use crate::sheets::grid::{Grid, a1, column_range, tab_range};

/// The columns by which the header row is known: no cell in them is written by its place.
const OF_A_PERSON_IN_ACCOUNTS: [AccountColumn; 2] = [AccountColumn::Account, AccountColumn::Token];

/// The same of Posts. Publish at is written where an account has slots, so it comes last: only the first few
/// that the tab has are looked at.
const OF_A_PERSON_IN_POSTS: [PostColumn; 5] = [
    PostColumn::Account,
    PostColumn::Text,
    PostColumn::Media,
    PostColumn::Topic,
    PostColumn::PublishAt,
];

/// Rows that are this close are asked for in one range.
const WINDOW_GAP: usize = 4;

/// The sheet, as far as this run knows it.
pub(crate) struct KnownSheet {
    pub(crate) snapshot: Snapshot,
    /// The Receipt column, as the freshest answer shows it.
    pub(crate) row_index: RowIndex,
    pub(crate) nonce: String,
    pub(crate) clock: Clock,
    /// How long an outcome is left alone that nobody knows.
    pub(crate) recheck_after: Duration,
    /// The cells for people that this run last wanted, by row id.
    pub(crate) wanted: HashMap<String, Vec<(PostColumn, Written)>>,
    /// The rows, as they were read, from 0, that got the first line with this id in this run.
    pub(crate) opened: HashMap<String, usize>,
    /// What this run last wrote for an account, by what its Account cell shows.
    pub(crate) wanted_accounts: HashMap<String, AccountWrite>,
    /// Where the accounts were last seen, by what their Account cells show.
    account_rows: HashMap<String, usize>,
}

/// What an answer shows of the rows that were written.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The rows of the Posts tab that were looked at.
    pub(crate) posts: HashMap<usize, PostRow>,
    /// The rows of the Accounts tab.
    pub(crate) accounts: Vec<AccountRow>,
    /// The rows down to the header of Posts, where columns of it got theirs.
    pub(crate) posts_top: Vec<Vec<Cell>>,
    /// The same of Accounts.
    pub(crate) accounts_top: Vec<Vec<Cell>>,
    /// What all rows of the Accounts tab show in its Receipt column, from row 0.
    pub(crate) account_receipts: Vec<String>,
    /// The top of the Guide, where it was told when the program last ran.
    pub(crate) guide: Option<Grid>,
    /// The top of the Log, where lines were written.
    pub(crate) log: Option<Grid>,
    /// What the Log says, where it was asked for and shows the lines that were written.
    pub(crate) log_lines: Option<LogLines>,
}

impl KnownSheet {
    /// Takes what was read, before anything is written.
    pub(crate) fn new(
        snapshot: Snapshot,
        nonce: String,
        clock: Clock,
        recheck_after: Duration,
    ) -> Self {
        let texts: Vec<(usize, Cow<str>)> =
            snapshot.posts.iter().map(|row| (row.row(), line_text(row))).collect();
        let row_index = RowIndex::of_texts(texts.iter().map(|(row, text)| (*row, text.as_ref())));
        Self {
            snapshot,
            row_index,
            nonce,
            clock,
            recheck_after,
            wanted: HashMap::new(),
            opened: HashMap::new(),
            wanted_accounts: HashMap::new(),
            account_rows: HashMap::new(),
        }
    }

    pub(crate) fn writer_id(&self) -> WriterId<'_> {
        WriterId { nonce: &self.nonce, at: self.clock.stamp() }
    }

    /// Returns until when a claim of this moment is in use: UTC, the spreadsheet service's time, and not
    /// too early where that is not known to the second.
    pub(crate) fn claims_until(&self) -> DateTime<Utc> {
        let in_use = TimeDelta::from_std(in_use_for(self.recheck_after)).unwrap_or(TimeDelta::MAX);
        let latest = self.clock.latest();
        latest.checked_add_signed(in_use).unwrap_or(latest).trunc_subsecs(3)
    }

    /// Returns the batch with each account's write aimed at where its row was last seen, and without what
    /// may not be written because the row could not show it.
    pub(crate) fn aimed<'a>(&self, batch: &'a Batch) -> Cow<'a, Batch> {
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

    pub(crate) fn place(&self, at: &At) -> Option<usize> {
        match at {
            At::Place(row) => Some(*row),
            At::Line(line) => match self.row_index.find(line) {
                Location::Once(row) => Some(row),
                Location::Several | Location::Nowhere => None,
            },
        }
    }

    pub(crate) fn remember(&mut self, batch: &Batch) {
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

    /// Tells whether a text that was to be replaced still stands where it stood, and what was to take its
    /// place stands nowhere: this service passes over what is hidden.
    pub(crate) fn found_nothing(&self, batch: &Batch, seen: &Seen) -> bool {
        let line_stands = |write: &RowWrite| match (&write.at, &write.next) {
            (At::Line(line), Some(next)) => {
                self.row_index.find(line) != Location::Nowhere
                    && self.row_index.find(&next.to_string()) == Location::Nowhere
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
        let erased_stands = |line: &String| self.row_index.find(line) != Location::Nowhere;
        batch.rows.iter().any(line_stands)
            || batch.accounts.iter().any(token_stands)
            || batch.erased.iter().any(erased_stands)
    }

    pub(crate) fn register_change(&self, write: &RowWrite, row: usize) -> Option<Change> {
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

    /// Tells whether the row of a write was just seen without a time: a person may be typing one.
    pub(crate) fn has_free_time_cell(&self, write: &RowWrite, seen: &Seen) -> bool {
        let row = self.place(&write.at);
        let cell = row.and_then(|row| seen.posts.get(&row)?.own(PostColumn::PublishAt));
        cell.is_some_and(|cell| cell.is_empty() && cell.formula.is_none())
    }

    /// Returns the change of a row state, wherever it stands.
    pub(crate) fn line_change(&self, line: &str, replacement: String) -> Change {
        let view = &self.snapshot.posts_view;
        let (sheet_id, column, find) = (view.tab.sheet_id, view.receipt, line.to_owned());
        Change::Swap { sheet_id, column, first_row: 0, find, replacement }
    }

    pub(crate) fn stray_changes(&self, stray: &StrayAccount) -> impl Iterator<Item = Change> {
        let (sheet_id, row) = (self.snapshot.accounts_view.tab.sheet_id, stray.row);
        let columns = stray.columns.clone().into_iter();
        columns.map(move |column| Change::Cell { sheet_id, row, column, value: Written::Nothing })
    }

    /// Returns the changes of cells for people on one row; a column that the tab lacks is left out.
    pub(crate) fn post_cells(&self, row: usize, cells: &[(PostColumn, Written)]) -> Vec<Change> {
        let view = &self.snapshot.posts_view;
        let change = |(column, value): &(PostColumn, Written)| {
            let column = view.headings.column(*column)?;
            let (sheet_id, value) = (view.tab.sheet_id, value.clone());
            Some(Change::Cell { sheet_id, row, column, value })
        };
        cells.iter().filter_map(change).collect()
    }

    pub(crate) fn account_changes(&self, write: &AccountWrite) -> Vec<Change> {
        let token =
            write.token.as_ref().and_then(|swap| self.token_change(&swap.find, &swap.replacement));
        token.into_iter().chain(self.account_cells(write.row, write)).collect()
    }

    /// Returns the change of a token cell that holds exactly this.
    pub(crate) fn token_change(&self, find: &str, replacement: &str) -> Option<Change> {
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
    pub(crate) fn account_cells(&self, row: usize, write: &AccountWrite) -> Vec<Change> {
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

    pub(crate) fn ranges(&self, batch: &Batch, places: &[Option<usize>]) -> Vec<String> {
        let posts = &self.snapshot.posts_view;
        let mut ranges = Vec::new();
        if batch.names_columns || !batch.rows.is_empty() || !batch.erased.is_empty() {
            if !self.is_long() && !posts.lacks_receipt_column() {
                ranges.push(column_range(&posts.tab.title, posts.receipt));
            }
            let rows = places.iter().flatten().copied();
            let width = posts.tab.columns.max(1);
            ranges.extend(windows(rows).map(|rows| a1(&posts.tab.title, rows, 0..width)));
        }
        if batch.names_columns {
            // Down to one row more than there were, and as far again, for rows inserted meanwhile.
            let rows = posts.top.len() * 2 + 1;
            let width = posts.tab.columns.max(1);
            ranges.push(a1(&posts.tab.title, 0..rows.min(posts.tab.rows), 0..width));
        }
        if batch.names_columns || !batch.accounts.is_empty() || !batch.strays.is_empty() {
            ranges.push(tab_range(&self.snapshot.accounts_view.tab.title));
        }
        let last_run = self.snapshot.last_run.as_ref();
        ranges.extend(last_run.and_then(|last_run| last_run.range_of(&batch.setup)));
        // What this very batch inserts is what has to be seen.
        ranges.extend(self.log_range(batch));
        ranges
    }

    /// Of a long tab, an answer shows the written rows alone: the whole column is asked for only
    /// where one of them is no longer in its place.
    pub(crate) fn is_long(&self) -> bool {
        self.snapshot.posts_view.tab.rows > LONG_ROWS
    }

    /// Reads an answer: takes note of the Receipt column, and returns the rest.
    pub(crate) fn read_answer(&mut self, grids: &[Grid]) -> Seen {
        let mut seen = Seen::default();
        let posts = self.snapshot.posts_view.clone();
        let mut of_posts = grids.iter().filter(|grid| grid.sheet_id == posts.tab.sheet_id);
        if !self.is_long()
            && !posts.lacks_receipt_column()
            && let Some(column) = of_posts.next()
        {
            self.row_index = RowIndex::of_grid(column);
        }
        let windows: Vec<&Grid> = of_posts.collect();
        for window in &windows {
            let (rows, first_row) = (&window.rows, window.first_row);
            let view = &mut self.snapshot.posts_view;
            follow_header(view, rows, first_row, &OF_A_PERSON_IN_POSTS);
        }
        let posts = self.snapshot.posts_view.clone();
        let top = windows.iter().rev().find(|window| window.first_row == 0);
        if let Some(top) = top {
            seen.posts_top = top.rows.iter().take(posts.headings.row_idx + 1).cloned().collect();
        }
        for window in windows {
            for (at, cells) in window.rows.iter().enumerate() {
                let row = window.first_row + at;
                let read = PostRow::read(row, cells, &posts.headings, &self.snapshot.place);
                let read = self.with_register(read, cells);
                if self.is_long() {
                    self.row_index.note(row, &read.stored.text());
                }
                seen.posts.insert(row, read);
            }
        }
        self.read_accounts(grids, &mut seen);
        let last_run = self.snapshot.last_run.as_ref();
        seen.guide = last_run.and_then(|last_run| last_run.find(grids).cloned());
        if let Some(log) = &self.snapshot.log_view {
            seen.log = grids.iter().find(|grid| grid.sheet_id == log.tab.sheet_id).cloned();
        }
        seen
    }

    fn read_accounts(&mut self, grids: &[Grid], seen: &mut Seen) {
        let view = &mut self.snapshot.accounts_view;
        let Some(grid) = grids.iter().find(|grid| grid.sheet_id == view.tab.sheet_id) else {
            return;
        };
        follow_header(view, &grid.rows, 0, &OF_A_PERSON_IN_ACCOUNTS);
        let rows = grid.rows.iter().enumerate().skip(view.headings.row_idx + 1);
        let read = |(row, cells): (usize, &Vec<Cell>)| {
            AccountRow::read(row, cells, &view.headings, &self.snapshot.seals)
        };
        seen.accounts = rows.filter_map(read).collect();
        let receipt =
            |cells: &Vec<Cell>| cells.get(view.receipt).map_or("", Cell::shown_text).to_owned();
        seen.account_receipts = grid.rows.iter().map(receipt).collect();
        seen.accounts_top = grid.rows.iter().take(view.headings.row_idx + 1).cloned().collect();
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
        post.stored = StoredState::read(text);
        if self.snapshot.only_queued {
            post.hold_unmarked();
        }
        post
    }

    /// Returns a change that leaves a token as it is, and is refused where it could not be renewed:
    /// that is found out before a renewal is asked for.
    pub(crate) fn token_trial(&self, account: &AccountRow) -> Option<Change> {
        let cell = account.token.as_ref().ok()?;
        if protected::is_token_closed(&self.snapshot, account) {
            return None;
        }
        self.token_change(&cell.raw, &cell.raw)
    }

    /// Tells whether a write decides against a post whose Status may not be written: as long as the row shows
    /// the person's own word, its row state says nothing that the person could not know of. What was sent
    /// is written down in any case.
    pub(crate) fn hides_its_decision(&self, write: &RowWrite, row: usize) -> bool {
        if self.snapshot.listing.protected_cells.is_empty() {
            return false;
        }
        let state = write.next.as_ref().map(|next| next.state);
        let view = &self.snapshot.posts_view;
        let shows = |(column, _): &(PostColumn, _)| *column == PostColumn::Status;
        matches!(state, Some(State::Missed | State::Failed))
            && write.cells.iter().any(shows)
            && view.headings.column(PostColumn::Status).is_some_and(|column| {
                self.snapshot.listing.protected_cells.holds(view.tab.sheet_id, row, column)
            })
    }

    /// Tells whether a change would write a cell of a column that could not be made.
    pub(crate) fn is_of_missing_column(&self, change: &Change) -> bool {
        let Change::Cell { sheet_id, column, .. } = change else { return false };
        let (accounts, posts) = (&self.snapshot.accounts_view, &self.snapshot.posts_view);
        let tabs =
            [(&accounts.tab, accounts.missing_receipt()), (&posts.tab, posts.missing_receipt())];
        tabs.into_iter().any(|(tab, missing)| {
            tab.sheet_id == *sheet_id && (*column >= tab.columns || missing == Some(*column))
        })
    }
}

fn line_text(row: &Row) -> Cow<'_, str> {
    match row {
        Row::Open(post) => Cow::Owned(post.stored.text()),
        Row::Finished { line, .. } => Cow::Borrowed(line),
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
