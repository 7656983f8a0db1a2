//! A long Posts tab: first the few columns that tell what is finished, then the other rows alone.

mod added_parts;
mod half_filled;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::{DateTime, Utc};
use threadsheet_core::cell::{Cell, Format, Value, serial_of_instant};
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::headings::PostHeadings;
use threadsheet_core::name;
use threadsheet_core::place::Place;
use threadsheet_core::plan::Row;
use threadsheet_core::post::{PlannedText, StoredState, TreeCells};
use threadsheet_core::row_state::{Peek, State};
use threadsheet_core::run_error::RunError;
use threadsheet_core::schedule::{self, When};
use threadsheet_core::spills::Spills;
use threadsheet_core::text::TextKey;

use super::{Names, Reading, View, copied_ids, read_rows, spills};
use crate::sheets::Workbook;
use crate::sheets::grid::{a1, column_part};

/// A tab with more rows than this is read in two steps.
pub(crate) const LONG_ROWS: usize = 5_000;

/// How many blocks of rows are asked for at most: addresses may not grow without end.
pub(crate) const BLOCKS_MAX: usize = 60;

/// The columns that tell whether a row is finished, or empty.
const TELLING: [PostColumn; 7] = [
    PostColumn::Account,
    PostColumn::Status,
    PostColumn::Receipt,
    PostColumn::Permalink,
    PostColumn::PublishedAt,
    PostColumn::PublishAt,
    PostColumn::Date,
];

/// The columns by which rows make up a tree, read beside them where the tab has those. They say nothing of whether a row
/// is finished.
const TREE: [PostColumn; 2] = [PostColumn::TreeId, PostColumn::TreeOrder];

/// What is read beside them where it is asked whether a text has gone out before.
const TEXTS: [PostColumn; 2] = [PostColumn::Text, PostColumn::ReplyTo];

/// How often a tab is read again that a person changed between the two steps.
const READS_MAX: u32 = 3;

/// Reads a long tab, of which the first rows are known.
pub(crate) async fn posts(
    workbook: &mut Workbook,
    reading: Reading<'_>,
    top: &[Vec<Cell>],
) -> Result<Vec<Row>, RunError> {
    let spills = spills(top, &reading.view.headings);
    for _ in 0..READS_MAX {
        if let Some(rows) = posts_once(workbook, reading, &spills).await? {
            return Ok(rows);
        }
    }
    Err(RunError::SheetsBusy)
}

/// Reads a long tab; `None` where rows moved between the two steps.
async fn posts_once(
    workbook: &mut Workbook,
    reading: Reading<'_>,
    spills: &Spills,
) -> Result<Option<Vec<Row>>, RunError> {
    let view = reading.view;
    let first = view.headings.row_idx + 1;
    let there = |column: &PostColumn| {
        let at = view.headings.column(*column).filter(|_| !view.headings.is_planned(*column))?;
        Some((*column, at))
    };
    let texts = TEXTS.iter().filter(|_| reading.keeps_texts);
    let columns: Vec<(PostColumn, usize)> =
        TELLING.iter().chain(&TREE).chain(texts).filter_map(there).collect();
    let range = |(_, column): &(PostColumn, usize)| column_part(&view.tab.title, *column, first);
    let ranges: Vec<String> = columns.iter().map(range).collect();
    let shown = workbook.read_columns(&ranges).await?;
    let mut telling =
        Telling { columns: columns.iter().map(|(column, _)| *column).collect(), shown };
    let copied = telling.copied_ids();
    let mut names = Names::default();
    let mut rows: Vec<Row> = Vec::new();
    let mut open: Vec<(usize, Box<str>)> = Vec::new();
    let mut blank: Vec<usize> = Vec::new();
    let mut lineless = Lineless::default();
    for at in 0..telling.len() {
        let finished = telling.finished(at, &copied);
        lineless.note(first + at, &telling, (at, &finished));
        match finished {
            Finished::Yes => rows.push(Row::Finished {
                row: first + at,
                account: names.get(&account(telling.cell(at, PostColumn::Account))),
                text: if reading.keeps_texts { telling.planned_text(at, reading) } else { None },
                publish_at: reading
                    .keeps_times
                    .then(|| Box::new(telling.publish_at(at, reading.place))),
                tree: telling.tree(at),
                line: telling.take_line(at),
            }),
            Finished::No => open.push((first + at, telling.take_line(at))),
            Finished::Empty => blank.push(first + at),
        }
    }
    let end = first + telling.len();
    drop(telling);
    // What a person has only begun to fill in, or has added to a published row, does not wait in silence.
    open.extend(not_told(workbook, view, (&blank, end), &rows).await?);
    open.extend(lineless.above_open_rows.into_iter().map(|row| (row, Box::default())));
    open.sort_unstable();
    let (open, lines): (Vec<usize>, Vec<Box<str>>) = open.into_iter().unzip();
    let blocks = blocks(&open, BLOCKS_MAX);
    if blocks.is_empty() {
        return Ok(Some(rows));
    }
    let width = view.tab.columns.max(1);
    let ranges: Vec<String> =
        blocks.iter().map(|block| a1(&view.tab.title, block.clone(), 0..width)).collect();
    let grids = workbook.read(&ranges).await?;
    // The blocks hold finished rows too, where those stand between others.
    rows.retain(|row| !blocks.iter().any(|block| block.contains(&row.row())));
    for grid in grids {
        let block = (grid.first_row, grid.rows);
        rows.extend(read_rows(block, reading, (&mut names, &copied), spills.clone()));
    }
    rows.sort_by_key(Row::row);
    let stands = |(row, line): (&usize, &str)| {
        let at = rows.binary_search_by_key(row, Row::row).ok();
        let text = at.and_then(|at| rows.get(at)).map(|row| match row {
            Row::Open(post) => post.stored.text(),
            Row::Finished { line, .. } => line.to_string(),
        });
        // As a row state is read: a line that a hand reordered is told from one that moved.
        text.unwrap_or_default() == StoredState::read(line).text()
    };
    let is_same = open.iter().zip(lines.iter().map(AsRef::as_ref)).all(stands);
    Ok(is_same.then_some(rows))
}

/// Returns the rows that are to be read although the telling columns say nothing of that, each with its line: those that
/// hold something where these show nothing, below `end` among them, and published ones that were given a further part.
async fn not_told(
    workbook: &mut Workbook,
    view: &View<PostHeadings>,
    (blank, end): (&[usize], usize),
    rows: &[Row],
) -> Result<Vec<(usize, Box<str>)>, RunError> {
    let content = half_filled::ranges(view, blank, end);
    let parts = added_parts::ranges(view, rows);
    let asked = content.iter().chain(&parts).map(|asked| asked.range(view));
    let ranges: Vec<String> = asked.collect();
    if ranges.is_empty() {
        return Ok(Vec::new());
    }
    // All in one request: there may be neither.
    let mut shown = workbook.read_columns(&ranges).await?;
    let of_parts = shown.split_off(content.len().min(shown.len()));
    let begun = half_filled::rows(&content, &shown, (blank, end));
    let begun = begun.into_iter().map(|row| (row, Box::default()));
    let added = added_parts::rows(&parts, &of_parts, rows);
    Ok(begun.chain(added).collect())
}

/// Cells of a column that are asked for.
struct Asked {
    of: PostColumn,
    /// Where it is, from 0.
    column: usize,
    rows: Range<usize>,
    /// Whether all cells below these are meant, too.
    is_open: bool,
}

impl Asked {
    fn range(&self, view: &View<PostHeadings>) -> String {
        let title = &view.tab.title;
        if self.is_open {
            return column_part(title, self.column, self.rows.start);
        }
        a1(title, self.rows.clone(), self.column..self.column + 1)
    }
}

enum Finished {
    Yes,
    No,
    Empty,
}

/// What the telling columns show.
struct Telling {
    columns: Vec<PostColumn>,
    shown: Vec<Vec<Box<str>>>,
}

impl Telling {
    fn len(&self) -> usize {
        self.shown.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn cell(&self, at: usize, column: PostColumn) -> &str {
        let index = self.columns.iter().position(|known| *known == column);
        let cells = index.and_then(|index| self.shown.get(index));
        cells.and_then(|cells| cells.get(at)).map_or("", |text| text)
    }

    fn has(&self, column: PostColumn) -> bool {
        self.columns.contains(&column)
    }

    /// Returns the ids that stand in more than one row of the whole tab.
    fn copied_ids(&self) -> HashSet<Box<str>> {
        let index = self.columns.iter().position(|known| *known == PostColumn::Receipt);
        let lines = index.and_then(|index| self.shown.get(index)).into_iter().flatten();
        copied_ids(lines.map(AsRef::as_ref))
    }

    fn finished(&self, at: usize, copied: &HashSet<Box<str>>) -> Finished {
        let is_other = |column: &PostColumn| TEXTS.contains(column) || TREE.contains(column);
        let mut telling = self.columns.iter().filter(|column| !is_other(column));
        if telling.all(|column| self.cell(at, *column).is_empty()) {
            return Finished::Empty;
        }
        let status = PostStatus::read(&Cell::text(self.cell(at, PostColumn::Status)));
        if status != Ok(PostStatus::Published) {
            return Finished::No;
        }
        let line = self.cell(at, PostColumn::Receipt);
        if line.is_empty() {
            // Another tool, or a person, has marked it: it is left alone.
            return Finished::Yes;
        }
        match Peek::of(line) {
            // A copy may have new words, which only the whole row tells.
            Some(line) if self.shows(at, line) && !copied.contains(line.id) => Finished::Yes,
            _ => Finished::No,
        }
    }

    /// Returns what a finished row says, and when it was planned; see [`PostRow::planned_text`].
    ///
    /// [`PostRow::planned_text`]: threadsheet_core::post::PostRow::planned_text
    fn planned_text(&self, at: usize, reading: Reading) -> Option<Box<PlannedText>> {
        if !self.cell(at, PostColumn::ReplyTo).trim().is_empty() {
            return None;
        }
        let key = TextKey::of(self.cell(at, PostColumn::Text))?;
        Some(Box::new(PlannedText { key, planned: self.planned(at, reading.place) }))
    }

    /// Returns the instant, UTC, that its Publish at cell shows.
    fn planned(&self, at: usize, Place { zone, locale, now }: &Place) -> Option<DateTime<Utc>> {
        let shown = Cell::text(self.cell(at, PostColumn::PublishAt));
        match schedule::read(&shown, *zone, locale, *now) {
            Ok(When::At(moment)) => Some(moment.at),
            _ => None,
        }
    }

    /// Returns the Publish at cell of a finished row: as a date where it shows one.
    fn publish_at(&self, at: usize, place: &Place) -> Cell {
        let shown = Cell::text(self.cell(at, PostColumn::PublishAt));
        let dated = self.planned(at, place).map(|at| Cell {
            value: Value::Number(serial_of_instant(place.wall(at))),
            format: Format::DateTime,
            ..shown.clone()
        });
        dated.unwrap_or(shown)
    }

    /// Returns what a finished row says of the tree of rows that it belongs to.
    fn tree(&self, at: usize) -> Option<Box<TreeCells>> {
        let [id, order] = TREE.map(|column| Cell::of_shown(self.cell(at, column)));
        TreeCells::read(&id, &order).map(Box::new)
    }

    fn take_line(&mut self, at: usize) -> Box<str> {
        let index = self.columns.iter().position(|known| *known == PostColumn::Receipt);
        let cells = index.and_then(|index| self.shown.get_mut(index));
        cells.and_then(|cells| cells.get_mut(at)).map(std::mem::take).unwrap_or_default()
    }

    fn shows(&self, at: usize, line: Peek) -> bool {
        let shown = || self.cell(at, PostColumn::Permalink).trim();
        let has_address = !self.has(PostColumn::Permalink)
            || line.permalink.is_none_or(|permalink| permalink == shown());
        let has_date = !self.has(PostColumn::PublishedAt)
            || !self.cell(at, PostColumn::PublishedAt).is_empty();
        line.state == State::Posted && has_address && has_date
    }
}

/// Rows that say they are published and have no line. They are read whole only where the next row of their account is
/// open: that one may answer them, and the Log may know what was published from them.
#[derive(Default)]
struct Lineless {
    /// The last such row of each account, from 0, as long as no other row of the account comes after it.
    last: HashMap<String, usize>,
    above_open_rows: Vec<usize>,
}

impl Lineless {
    fn note(&mut self, row: usize, telling: &Telling, (at, finished): (usize, &Finished)) {
        let is_lineless = || telling.cell(at, PostColumn::Receipt).is_empty();
        let account = || account(telling.cell(at, PostColumn::Account));
        match finished {
            Finished::Empty => {}
            Finished::Yes if is_lineless() => {
                self.last.insert(account(), row);
            }
            // Hardly any tab has such rows.
            Finished::Yes | Finished::No if self.last.is_empty() => {}
            Finished::Yes => {
                self.last.remove(&account());
            }
            Finished::No => self.above_open_rows.extend(self.last.remove(&account())),
        }
    }
}

fn account(shown: &str) -> String {
    name::account_name(&Cell::text(shown)).unwrap_or_default()
}

/// Returns few blocks that hold all these rows, which are in their order.
pub(crate) fn blocks(rows: &[usize], most: usize) -> Vec<Range<usize>> {
    let mut spacing = 8;
    loop {
        let mut blocks: Vec<Range<usize>> = Vec::new();
        for row in rows {
            match blocks.last_mut() {
                Some(block) if *row < block.end + spacing => block.end = row + 1,
                _ => blocks.push(*row..row + 1),
            }
        }
        if blocks.len() <= most {
            return blocks;
        }
        spacing *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_scattered_rows_are_asked_for_in_few_blocks() {
        assert_eq!(blocks(&[3, 4, 9, 900], BLOCKS_MAX), [3..10, 900..901]);
        let scattered: Vec<usize> = (0..2_000).map(|at| at * 50).collect();
        let blocks = blocks(&scattered, BLOCKS_MAX);
        assert!(blocks.len() <= BLOCKS_MAX);
        assert!(scattered.iter().all(|row| blocks.iter().any(|block| block.contains(row))));
    }
}
