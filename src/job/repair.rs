//! Putting right what was written by place and landed on a row that had moved meanwhile.
//!
//! It knows what every row showed when it was read and what this run wanted each to show, so
//! whatever was overwritten can be told, or else is marked for a person to look at.

use std::collections::HashSet;

use super::batch::Batch;
use super::batch::{AccountWrite, At, RowWrite, TokenSwap, date_cell, status_cell, text_cell};
use super::desk::{Desk, Seen};
use super::lines::Stands;
use crate::core::account::AccountRow;
use crate::core::cell::{Cell, Format, Value, moment_of_serial};
use crate::core::headings::{PostColumn, PostStatus};
use crate::core::plan::Row;
use crate::core::post::PostRow;
use crate::core::receipt::{Receipt, State};
use crate::core::words::Message;
use crate::workbook::batch::{Change, Written};

/// What has to be changed once more.
#[derive(Debug, Default)]
pub(super) struct Amends {
    pub(super) changes: Vec<Change>,
    /// Where the rows of the batch are now.
    pub(super) places: Vec<Option<usize>>,
    /// Whether a row's first line landed on another row: then the plan has to be made again.
    pub(super) has_opened_wrongly: bool,
}

/// Compares an answer with what was meant, and returns what is still to be done.
pub(super) fn amends(desk: &Desk, batch: &Batch, places: &[Option<usize>], seen: &Seen) -> Amends {
    let mut amends = Amends { places: places.to_vec(), ..Amends::default() };
    let misplaced = misplaced(desk, batch, places, seen);
    for (at, (write, place)) in batch.rows.iter().zip(places).enumerate() {
        let Some(row) = *place else { continue };
        let stands = desk.lines.find(&write.line_after());
        match write.at {
            At::Place(_) => {
                let answers_one = is_misplaced(&misplaced, parent_of(write));
                if opened_rightly(write, row, stands, seen) && !answers_one {
                    continue;
                }
                amends.places[at] = None;
                amends.has_opened_wrongly = true;
                amends.changes.extend(desk.close(write, seen.posts.get(&row)));
                amends.changes.extend(desk.restore(row, write, seen));
            }
            At::Line(_) => match stands {
                Stands::Once(now) if now == row => {}
                Stands::Once(now) => {
                    amends.places[at] = Some(now);
                    amends.changes.extend(desk.restore(row, write, seen));
                    amends.changes.extend(desk.post_cells(now, &write.cells));
                }
                Stands::Several | Stands::Nowhere => {
                    amends.places[at] = None;
                    // The line was changed by a hand. The row itself may still be the right one, and
                    // then what it shows is true, unless it was to show a claim that nobody holds.
                    let is_the_row =
                        seen.posts.get(&row).is_some_and(|post| post.hash == write.hash);
                    let meant = Receipt::parse(&write.line_after());
                    let is_claim = meant.is_some_and(|line| line.state == State::Trying);
                    if !is_the_row || is_claim {
                        amends.changes.extend(desk.restore(row, write, seen));
                    }
                }
            },
        }
    }
    if places == amends.places {
        for write in &batch.accounts {
            amends.changes.extend(desk.amend_token(write, seen));
            amends.changes.extend(desk.amend_account(write, batch, seen));
        }
    }
    amends
}

/// Returns the ids of first lines that landed on rows that they do not belong to, and of the parts
/// that were to answer those rows: none of them stands, so that the next plan links them anew.
fn misplaced(desk: &Desk, batch: &Batch, places: &[Option<usize>], seen: &Seen) -> HashSet<String> {
    let opened = || {
        let placed = batch.rows.iter().zip(places);
        placed.filter_map(|(write, place)| match write.at {
            At::Place(_) => Some((write, write.next.as_ref()?, (*place)?)),
            At::Line(_) => None,
        })
    };
    let mut misplaced: HashSet<String> = opened()
        .filter(|(write, next, row)| {
            !opened_rightly(write, *row, desk.lines.find(&next.to_string()), seen)
        })
        .map(|(_, next, _)| next.id.clone())
        .collect();
    loop {
        let answers_one = |(write, _, _): &(&RowWrite, &Receipt, usize)| {
            is_misplaced(&misplaced, parent_of(write))
        };
        let more: Vec<String> = opened()
            .filter(answers_one)
            .map(|(_, next, _)| next.id.clone())
            .filter(|id| !misplaced.contains(id))
            .collect();
        if more.is_empty() {
            return misplaced;
        }
        misplaced.extend(more);
    }
}

fn is_misplaced(misplaced: &HashSet<String>, id: Option<&str>) -> bool {
    id.is_some_and(|id| misplaced.contains(id))
}

fn parent_of(write: &RowWrite) -> Option<&str> {
    write.next.as_ref()?.parent.as_deref()
}

fn opened_rightly(write: &RowWrite, row: usize, stands: Stands, seen: &Seen) -> bool {
    let is_the_row = seen.posts.get(&row).is_some_and(|post| post.hash == write.hash);
    // A change of words alone has no line to look for.
    let has_line = write.next.is_none() || stands == Stands::Once(row);
    is_the_row && has_line
}

impl Desk {
    /// Takes a first line back from a row that it does not belong to.
    fn close(&self, write: &RowWrite, found: Option<&PostRow>) -> Option<Change> {
        let ours = write.next.as_ref()?;
        self.lines.row_of(ours)?;
        let view = &self.snapshot.posts_view;
        Some(Change::Swap {
            sheet_id: view.tab.sheet_id,
            column: view.receipt,
            first_row: view.headings.row_idx + 1,
            find: ours.to_string(),
            replacement: found.and_then(|post| self.overwritten_line(post)).unwrap_or_default(),
        })
    }

    /// Returns the line that a row of these words had, and that is no longer anywhere.
    fn overwritten_line(&self, found: &PostRow) -> Option<String> {
        let line = |row: &Row| match row {
            Row::Open(post) if post.hash == found.hash => Some(post.register.text()),
            Row::Finished { line, .. } => Receipt::parse(line)
                .filter(|line| line.hash == found.hash)
                .map(|line| line.to_string()),
            Row::Open(_) => None,
        };
        let lines = self.snapshot.posts.iter().filter_map(line).filter(|line| !line.is_empty());
        lines.into_iter().find(|line| self.lines.find(line) == Stands::Nowhere)
    }

    /// Gives the row at this place back the cells that were meant for another one.
    fn restore(&self, row: usize, write: &RowWrite, seen: &Seen) -> Vec<Change> {
        let belongs = seen.posts.get(&row).map(|post| self.belonging(post, write));
        let cell = |column: PostColumn| match &belongs {
            // What an answer leaves out is empty.
            None => (column, Written::Nothing),
            Some(cells) => cells
                .iter()
                .rev()
                .find(|(own, _)| *own == column)
                .cloned()
                .unwrap_or((column, Written::Nothing)),
        };
        let cells: Vec<_> = write.cells.iter().map(|(column, _)| cell(*column)).collect();
        self.post_cells(row, &cells)
    }

    /// Returns what belongs into the cells for people on this row, on which `write` has landed.
    fn belonging(&self, found: &PostRow, write: &RowWrite) -> Vec<(PostColumn, Written)> {
        // A first line that landed here by its place says nothing about whose row this is.
        let own = found.register.line().filter(|line| write.next.as_ref() != Some(line));
        let id = own.map(|line| line.id.clone());
        let is_of_id = |row: &&Row| {
            id.as_ref().is_some_and(|id| row.glance().is_some_and(|glance| glance.id == *id))
        };
        // A row that had no line when it was read is known by its words.
        let is_of_words = |row: &&Row| matches!(row, Row::Open(post) if post.hash == found.hash);
        let posts = &self.snapshot.posts;
        let known = posts.iter().find(is_of_id).or_else(|| posts.iter().find(is_of_words));
        let mut cells = match known {
            Some(Row::Open(post)) => {
                post.own.iter().map(|(column, cell)| (*column, as_it_was(cell))).collect()
            }
            Some(row @ Row::Finished { .. }) => {
                row.receipt().map_or_else(Vec::new, |receipt| self.finished(&receipt))
            }
            None if !found.has_content => Vec::new(),
            None => {
                let language = self.snapshot.language();
                let says = Message::CheckUnexplained.say(language);
                vec![
                    status_cell(PostStatus::Check, language),
                    (PostColumn::Message, text_cell(&says)),
                ]
            }
        };
        let wanted = id.and_then(|id| self.wanted.get(&id));
        cells.extend(wanted.into_iter().flatten().cloned());
        cells
    }

    /// Returns the cells for people of a published row.
    pub(super) fn finished(&self, receipt: &Receipt) -> Vec<(PostColumn, Written)> {
        let mut cells = vec![
            status_cell(PostStatus::Published, self.snapshot.language()),
            (PostColumn::PublishedAt, date_cell(receipt.at, &self.snapshot.place)),
            (PostColumn::Message, Written::Nothing),
        ];
        // A person may have filled in the address that nobody could find.
        let permalink = receipt.permalink.as_deref().map(text_cell);
        cells.extend(permalink.map(|permalink| (PostColumn::Permalink, permalink)));
        cells
    }

    /// Lets a renewed token take the place of the one that it outlives where that was not found, because
    /// another run has sealed it in between. What a person has pasted is another token, and stands.
    fn amend_token(&self, write: &AccountWrite, seen: &Seen) -> Vec<Change> {
        let Some(TokenSwap { find, replacement, outlived: Some(outlived) }) = &write.token else {
            return Vec::new();
        };
        let cells = seen.accounts.iter().filter_map(|account| account.token.as_ref().ok());
        let dressed = cells.filter(|cell| {
            cell.token == *outlived && cell.raw != *find && cell.raw != *replacement
        });
        dressed.filter_map(|cell| self.token_change(&cell.raw, replacement)).collect()
    }

    /// Moves an account's cells to where its row is now, and gives back what they landed on.
    fn amend_account(&self, write: &AccountWrite, batch: &Batch, seen: &Seen) -> Vec<Change> {
        let at_place = seen.accounts.iter().find(|account| account.row == write.row);
        if at_place.is_some_and(|account| account.shown == write.shown) {
            return Vec::new();
        }
        let mut changes = Vec::new();
        let landed = seen.account_receipts.get(&write.row) == Some(&write.receipt);
        let is_written_too =
            |found: &AccountRow| batch.accounts.iter().any(|other| other.shown == found.shown);
        if landed && !at_place.is_some_and(is_written_too) {
            let back = self.account_before(write, at_place);
            changes.extend(self.account_cells(write.row, &back));
        }
        let now = seen.accounts.iter().find(|account| account.shown == write.shown);
        let now = now.filter(|now| now.receipt_line != write.receipt);
        changes.extend(now.into_iter().flat_map(|now| self.account_cells(now.row, write)));
        changes
    }

    /// Returns what belongs on the row on which a write for another account has landed.
    fn account_before(&self, write: &AccountWrite, found: Option<&AccountRow>) -> AccountWrite {
        let blank = |column| (column, Written::Nothing);
        let nothing = || AccountWrite {
            cells: write.cells.iter().map(|(column, _)| blank(*column)).collect(),
            receipt: String::new(),
            token: None,
            log: None,
            ..write.clone()
        };
        let Some(found) = found else { return nothing() };
        if let Some(wanted) = self.wanted_accounts.get(&found.shown) {
            return wanted.clone();
        }
        let mut read = self.snapshot.accounts.iter();
        read.find(|account| account.shown == found.shown).map_or_else(nothing, |before| {
            let cells = before.own.iter().map(|(column, cell)| (*column, as_it_was(cell)));
            let receipt = before.receipt_line.clone();
            AccountWrite {
                cells: cells.collect(),
                receipt,
                token: None,
                log: None,
                ..write.clone()
            }
        })
    }
}

/// Returns a cell as it was read.
fn as_it_was(cell: &Cell) -> Written {
    match &cell.value {
        Value::Empty => Written::Nothing,
        Value::Number(serial) if cell.format != Format::Plain => {
            moment_of_serial(*serial).map_or(Written::Nothing, Written::Moment)
        }
        _ => text_cell(cell.shown_text()),
    }
}
