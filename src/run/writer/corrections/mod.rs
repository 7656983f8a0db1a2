//! Corrections of misplaced writes: what was written by place and landed on a row that had moved meanwhile.
//!
//! What every row showed when it was read is known, and what this run wanted each to show. So for each row of an
//! answer there is one right content, and the corrections are the difference: a row state goes back to its row,
//! cells that were overwritten get their content back, and where nobody can tell what stood there, the row
//! says Check for a person to look at.

mod accounts;

use std::collections::{HashMap, HashSet};

use threadsheet_core::cell::{Value, serial_of_instant};
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::plan::Row;
use threadsheet_core::post::{PostRow, StoredState};
use threadsheet_core::reason::{Message, RowCode};
use threadsheet_core::row_state::{RowState, State};

use super::batch::{At, Batch, RowWrite};
use super::known_sheet::{KnownSheet, Seen};
use super::row_index::Location;
use crate::run::cell_format::{as_it_was, date_cell, status_cell, text_cell};
use crate::sheets::changes::{Change, Written};

/// What has to be changed once more.
#[derive(Debug, Default)]
pub(crate) struct Corrections {
    pub(crate) changes: Vec<Change>,
    /// Where the rows of the batch are now.
    pub(crate) places: Vec<Option<usize>>,
    /// Whether a row's first line landed on another row: then the plan has to be made again.
    pub(crate) has_misplaced_rows: bool,
}

/// Half a second, in days: dates in cells are told apart to the second.
const HALF_SECOND: f64 = 0.5 / 86_400.0;

/// What stood in a Receipt cell before a first line was written over it.
enum Overwritten {
    /// Nothing.
    Nothing,
    /// This text.
    Line(String),
    /// One of several lines; nobody knows which.
    Unknown,
}

impl Overwritten {
    fn line(&self) -> Option<RowState> {
        match self {
            Self::Line(line) => RowState::parse(line),
            Self::Nothing | Self::Unknown => None,
        }
    }
}

/// Compares an answer with what was meant, and returns what is still to be done.
pub(crate) fn corrections(
    sheet: &KnownSheet,
    batch: &Batch,
    places: &[Option<usize>],
    seen: &Seen,
) -> Corrections {
    let mut corrections = Corrections { places: places.to_vec(), ..Corrections::default() };
    let misplaced = misplaced(sheet, batch, places, seen);
    for (at, (write, place)) in batch.rows.iter().zip(places).enumerate() {
        let Some(row) = *place else { continue };
        let stands = sheet.row_index.find(&write.line_after());
        match write.at {
            At::Place(_) => {
                let answers_one = is_misplaced(&misplaced, parent_of(write));
                if sheet.is_in_place(write, row, stands, seen) && !answers_one {
                    continue;
                }
                corrections.places[at] = None;
                corrections.has_misplaced_rows = true;
                let overwritten = sheet.overwritten_by(row, write, batch, seen);
                let (receipt, is_unknown) = sheet.close(row, write, &overwritten, seen);
                corrections.changes.extend(receipt);
                corrections.changes.extend(sheet.restore(
                    row,
                    write,
                    overwritten.line().as_ref(),
                    seen,
                ));
                if is_unknown {
                    corrections.changes.extend(sheet.post_cells(row, &sheet.unexplained()));
                }
            }
            At::Line(_) => match stands {
                Location::Once(now) if now == row => {}
                Location::Once(now) => {
                    corrections.places[at] = Some(now);
                    corrections.changes.extend(sheet.restore(row, write, None, seen));
                    corrections.changes.extend(sheet.post_cells(now, &write.cells));
                }
                Location::Several | Location::Nowhere => {
                    corrections.places[at] = None;
                    // The line was changed by a hand. The row itself may still be the right one, and
                    // then what it shows is true, unless it was to show a claim that nobody holds.
                    let is_the_row =
                        seen.posts.get(&row).is_some_and(|post| post.hash == write.hash);
                    let meant = RowState::parse(&write.line_after());
                    let is_claim = meant.is_some_and(|line| line.state == State::Trying);
                    if !is_the_row || is_claim {
                        corrections.changes.extend(sheet.restore(row, write, None, seen));
                    }
                }
            },
        }
    }
    if batch.names_columns {
        let (accounts, posts) = (&sheet.snapshot.accounts_view, &sheet.snapshot.posts_view);
        corrections.changes.extend(accounts.titles_back(&seen.accounts_top));
        corrections.changes.extend(posts.titles_back(&seen.posts_top));
    }
    if let (Some(last_run), Some(guide)) = (&sheet.snapshot.last_run, &seen.guide) {
        corrections.changes.extend(last_run.corrections(&batch.setup, guide));
    }
    corrections
        .changes
        .extend(batch.strays.iter().flat_map(|stray| sheet.correct_misplaced(stray, seen)));
    if places == corrections.places {
        for write in &batch.accounts {
            corrections.changes.extend(sheet.correct_token(write, seen));
            corrections.changes.extend(sheet.correct_account(write, seen));
        }
    }
    corrections
}

/// Returns the ids of first lines that landed on rows that they do not belong to, and of the parts
/// that were to answer those rows: none of them stands, so that the next plan links them anew.
fn misplaced(
    sheet: &KnownSheet,
    batch: &Batch,
    places: &[Option<usize>],
    seen: &Seen,
) -> HashSet<String> {
    let first_write = || {
        let placed = batch.rows.iter().zip(places);
        placed.filter_map(|(write, place)| match write.at {
            At::Place(_) => Some((write, write.next.as_ref()?, (*place)?)),
            At::Line(_) => None,
        })
    };
    let mut misplaced: HashSet<String> = first_write()
        .filter(|(write, next, row)| {
            !sheet.is_in_place(write, *row, sheet.row_index.find(&next.to_string()), seen)
        })
        .map(|(_, next, _)| next.id.clone())
        .collect();
    loop {
        let answers_one = |(write, _, _): &(&RowWrite, &RowState, usize)| {
            is_misplaced(&misplaced, parent_of(write))
        };
        let more: Vec<String> = first_write()
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

impl KnownSheet {
    /// Tells whether what was written by its place landed on the row for which it was meant.
    pub(super) fn is_in_place(
        &self,
        write: &RowWrite,
        row: usize,
        stands: Location,
        seen: &Seen,
    ) -> bool {
        // What an answer leaves out is empty: a row from which all was taken off.
        let is_the_row = match seen.posts.get(&row) {
            Some(post) => post.hash == write.hash,
            None => write.hash == self.hash_of_nothing(),
        };
        // A change of words alone has no line to look for.
        let has_line = write.next.is_none() || stands == Location::Once(row);
        is_the_row && has_line
    }

    fn hash_of_nothing(&self) -> String {
        let headings = &self.snapshot.posts_view.headings;
        PostRow::read(0, &[], headings, &self.snapshot.place).hash
    }

    /// Returns what a first line was written over on a row that it does not belong to.
    fn overwritten_by(
        &self,
        row: usize,
        write: &RowWrite,
        batch: &Batch,
        seen: &Seen,
    ) -> Overwritten {
        let view = &self.snapshot.posts_view;
        let is_there =
            write.next.as_ref().is_some_and(|ours| self.row_index.row_of(ours).is_some());
        match (view.top_text(row, view.receipt), seen.posts.get(&row)) {
            _ if !is_there => Overwritten::Nothing,
            (Some(title), _) => Overwritten::Line(title),
            (None, Some(found)) => self.overwritten(found, batch),
            (None, None) => Overwritten::Nothing,
        }
    }

    /// Takes a first line back from a row that it does not belong to, and gives the row its own again.
    /// Where nobody can tell which line that was, the row keeps one, and waits for a person.
    fn close(
        &self,
        row: usize,
        write: &RowWrite,
        overwritten: &Overwritten,
        seen: &Seen,
    ) -> (Option<Change>, bool) {
        let Some(ours) = write.next.as_ref().filter(|ours| self.row_index.row_of(ours).is_some())
        else {
            return (None, false);
        };
        let view = &self.snapshot.posts_view;
        let hash = seen.posts.get(&row).map(|post| &post.hash);
        let replacement = match overwritten {
            Overwritten::Line(line) => line.clone(),
            Overwritten::Nothing => String::new(),
            Overwritten::Unknown => {
                let next = ours.next(State::Check, &self.nonce, self.clock.stamp());
                let (hash, why) = (hash.cloned().unwrap_or_default(), Some(RowCode::Overwritten));
                RowState { hash, why, parent: None, ..next }.to_string()
            }
        };
        let is_unknown = matches!(RowState::parse(&replacement), Some(line) if line.id == ours.id);
        let swap = Change::Swap {
            sheet_id: view.tab.sheet_id,
            column: view.receipt,
            first_row: 0,
            find: ours.to_string(),
            replacement,
        };
        (Some(swap), is_unknown)
    }

    /// Returns the line over which a first line was written that was meant for another row.
    ///
    /// Of all lines that were read, those that stand nowhere now were written over; of one that this very
    /// batch has replaced, the one that took its place.
    fn overwritten(&self, found: &PostRow, batch: &Batch) -> Overwritten {
        let swaps = batch.rows.iter().filter(|write| write.next.is_some());
        let swapped: HashMap<&str, String> = swaps
            .filter_map(|write| match &write.at {
                At::Line(line) => Some((line.as_str(), write.line_after())),
                At::Place(_) => None,
            })
            .collect();
        let posts = self.snapshot.posts.iter();
        let had_none = posts.clone().any(|row| {
            matches!(row, Row::Open(post) if post.hash == found.hash && post.stored == StoredState::Blank)
        });
        let line = |row: &Row| {
            let (line, hash) = match row {
                Row::Open(post) => (post.stored.text(), Some(post.hash.clone())),
                Row::Finished { line, .. } => {
                    (line.to_string(), RowState::parse(line).map(|line| line.hash))
                }
            };
            (swapped.get(line.as_str()).cloned().unwrap_or(line), hash)
        };
        let is_lost =
            |line: &str| !line.is_empty() && self.row_index.find(line) == Location::Nowhere;
        let lost: Vec<(String, Option<String>)> =
            posts.map(line).filter(|(line, _)| is_lost(line)).collect();
        let take = |line: &(String, Option<String>)| Overwritten::Line(line.0.clone());
        let of_these_words = lost.iter().find(|(_, hash)| hash.as_ref() == Some(&found.hash));
        if let Some(line) = of_these_words {
            return take(line);
        }
        // The words of this row are known, and no line stood beside them; a blank row has none.
        if had_none || !found.has_content || lost.is_empty() {
            return Overwritten::Nothing;
        }
        let shows = |line: &&(String, Option<String>)| {
            RowState::parse(&line.0).is_some_and(|line| self.shows(found, &line))
        };
        match (lost.iter().find(shows), lost.as_slice()) {
            (Some(line), _) => take(line),
            (None, [only]) => take(only),
            _ => Overwritten::Unknown,
        }
    }

    /// Tells whether the cells for people speak of this line's post.
    fn shows(&self, found: &PostRow, line: &RowState) -> bool {
        let address = line.permalink.as_ref();
        if let Some(address) = address.filter(|_| !found.permalink.is_empty()) {
            return *address == found.permalink;
        }
        let Written::DateTime(at) = date_cell(line.at, &self.snapshot.place) else {
            return false;
        };
        let serial = serial_of_instant(at);
        let own = found.own(PostColumn::PublishedAt).map(|cell| &cell.value);
        matches!(own, Some(Value::Number(number)) if (number - serial).abs() < HALF_SECOND)
    }

    /// Gives the row at this place back the cells that were meant for another one; `overwritten` is the line
    /// over which a first line was written.
    fn restore(
        &self,
        row: usize,
        write: &RowWrite,
        overwritten: Option<&RowState>,
        seen: &Seen,
    ) -> Vec<Change> {
        let view = &self.snapshot.posts_view;
        let above = |(column, _): &(PostColumn, Written)| {
            let at = view.headings.column(*column)?;
            Some((*column, view.top_cell(row, at)?))
        };
        let of_header: Vec<_> = write.cells.iter().filter_map(above).collect();
        if !of_header.is_empty() {
            return self.post_cells(row, &of_header);
        }
        let belongs = seen.posts.get(&row);
        let belongs = belongs.map(|post| self.belonging(post, write, overwritten));
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
    fn belonging(
        &self,
        found: &PostRow,
        write: &RowWrite,
        overwritten: Option<&RowState>,
    ) -> Vec<(PostColumn, Written)> {
        // A first line that landed here by its place says nothing about whose row this is.
        let own = found.stored.line().filter(|line| write.next.as_ref() != Some(line));
        let id = own.or(overwritten).map(|line| line.id.clone());
        let is_of_id = |row: &&Row| {
            id.as_ref().is_some_and(|id| row.peek().is_some_and(|peek| peek.id == *id))
        };
        let posts = &self.snapshot.posts;
        let opened = || self.snapshot.row(*self.opened.get(id.as_ref()?)?);
        let known = posts.iter().find(is_of_id).or_else(opened).or_else(|| self.of_words(found));
        let mut cells = match known {
            Some(Row::Open(post)) => {
                post.own.iter().map(|(column, cell)| (*column, as_it_was(cell))).collect()
            }
            Some(row @ Row::Finished { publish_at, .. }) => {
                let mut cells =
                    row.receipt().map_or_else(Vec::new, |receipt| self.finished(&receipt));
                let time = publish_at.as_deref().map(as_it_was);
                cells.extend(time.map(|time| (PostColumn::PublishAt, time)));
                cells
            }
            None if !found.has_content => Vec::new(),
            None => self.unexplained(),
        };
        let wanted = id.and_then(|id| self.wanted.get(&id));
        cells.extend(wanted.into_iter().flatten().cloned());
        cells
    }

    /// Returns a row that had no line when it was read, as it is known by its words: all of them, or all but the time
    /// that a slot was written over.
    fn of_words(&self, found: &PostRow) -> Option<&Row> {
        let posts = &self.snapshot.posts;
        let has_hash = |row: &&Row| matches!(row, Row::Open(post) if post.hash == found.hash);
        let is_of_words = |row: &&Row| matches!(row, Row::Open(post) if post.timeless_hash == found.timeless_hash);
        posts.iter().find(has_hash).or_else(|| {
            let mut same = posts.iter().filter(is_of_words);
            // Of several such rows nobody knows which it is.
            same.next().filter(|_| same.next().is_none())
        })
    }

    /// Returns the cells of a row of which nobody knows what it showed.
    fn unexplained(&self) -> Vec<(PostColumn, Written)> {
        let language = self.snapshot.language();
        let says = Message::CheckUnexplained.say(language);
        vec![status_cell(PostStatus::Check, language), (PostColumn::Message, text_cell(&says))]
    }

    /// Returns the cells for people of a published row.
    pub(crate) fn finished(&self, receipt: &RowState) -> Vec<(PostColumn, Written)> {
        // Of a thread it is the time of the post, as the address is.
        let out = receipt.first_out_at();
        let mut cells = vec![
            status_cell(PostStatus::Published, self.snapshot.language()),
            (PostColumn::PublishedAt, date_cell(out, &self.snapshot.place)),
            (PostColumn::Message, Written::Nothing),
        ];
        // A person may have filled in the address that nobody could find.
        let permalink = receipt.permalink.as_deref().map(text_cell);
        cells.extend(permalink.map(|permalink| (PostColumn::Permalink, permalink)));
        cells
    }
}
