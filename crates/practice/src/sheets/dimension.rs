//! Rows and columns that come, go and move, and everything that follows them.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Value, json};

use super::book::Book;
use super::cell::{Cell, Entered};
use super::formula::edit;
use super::json::int;
use super::tab::{Dimension, Line, Row, Tab};

/// Cells a spreadsheet can have. Source: the service's own refusal.
pub(crate) const CELLS_MAX: usize = 10_000_000;

/// What happened to the lines of one dimension.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// `count` lines were inserted before `at`.
    Insert { at: usize, count: usize },
    /// The lines from `start` to before `end` are gone.
    Delete { start: usize, end: usize },
    /// The lines from `start` to before `end` went before the line that was `to`.
    Move { start: usize, end: usize, to: usize },
}

impl Change {
    /// Returns where a line is now.
    pub(crate) fn place(self, index: usize) -> Option<usize> {
        match self {
            Self::Insert { at, count } => Some(if index >= at { index + count } else { index }),
            Self::Delete { start, end } if index >= end => Some(index - (end - start)),
            Self::Delete { start, .. } => (index < start).then_some(index),
            Self::Move { start, end, to } => {
                let count = end - start;
                Some(match index {
                    _ if (start..end).contains(&index) && to > start => index - start + to - count,
                    _ if (start..end).contains(&index) => index - start + to,
                    _ if index >= end && index < to => index - count,
                    _ if index < start && index >= to => index + count,
                    _ => index,
                })
            }
        }
    }

    /// Returns where a range is now; none if all of it is gone.
    fn range(self, start: usize, end: usize) -> Option<(usize, usize)> {
        match self {
            Self::Insert { at, count } => {
                let moved = |index: usize, past: bool| if past { index + count } else { index };
                // Lines inserted within a range stretch it; those right behind it do not.
                Some((moved(start, start >= at), moved(end, end > at)))
            }
            Self::Delete { start: from, end: to } => {
                let moved = |index: usize| index.min(from) + index.saturating_sub(to);
                let (start, end) = (moved(start), moved(end));
                (start < end).then_some((start, end))
            }
            Self::Move { .. } => {
                // A range of which only one end moves is stretched, so that it still holds both.
                let (first, last) = (self.place(start)?, self.place(end.max(1) - 1)?);
                Some((first.min(last), first.max(last) + 1))
            }
        }
    }
}

/// Adds lines at the end.
pub(crate) fn extend(tab: &mut Tab, dimension: Dimension, count: usize) {
    match dimension {
        Dimension::Rows => {
            // One row in memory for all of them, until one is changed.
            tab.rows.extend(std::iter::repeat_n(Arc::new(Row::default()), count));
        }
        Dimension::Columns => tab.columns.extend(std::iter::repeat_n(Line::default(), count)),
    }
}

/// Lines that are to be inserted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Insertion {
    pub(crate) dimension: Dimension,
    /// The line before which they are put.
    pub(crate) at: usize,
    pub(crate) count: usize,
    /// Whether they look like the line before them, rather than the one after.
    pub(crate) like_before: bool,
}

/// Inserts empty lines.
pub(crate) fn insert(book: &mut Book, id: i32, lines: Insertion) {
    let Insertion { dimension, at, count, like_before } = lines;
    let Ok(tab) = book.tab_mut(id) else { return };
    let model = if like_before { at.checked_sub(1) } else { Some(at) };
    match dimension {
        Dimension::Rows => {
            let model = model.and_then(|index| tab.rows.get(index));
            let fresh = Arc::new(model.map(|row| format_of_row(row)).unwrap_or_default());
            tab.rows.splice(at..at, std::iter::repeat_n(fresh, count));
        }
        Dimension::Columns => {
            let line = model.and_then(|index| tab.columns.get(index)).map(format_of_line);
            let fresh = line.unwrap_or_default();
            tab.columns.splice(at..at, std::iter::repeat_n(fresh, count));
            for row in &mut tab.rows {
                // Rows are kept up to their last used cell; a shorter one has nothing to push aside.
                if row.cells.len() > at {
                    let cell = model.and_then(|index| row.cells.get(index)).map(format_of_cell);
                    let fresh = cell.unwrap_or_default();
                    Arc::make_mut(row).cells.splice(at..at, std::iter::repeat_n(fresh, count));
                }
            }
        }
    }
    follow(book, id, dimension, Change::Insert { at, count });
}

fn format_of_cell(cell: &Cell) -> Cell {
    let mut look = Cell::default();
    for name in ["userEnteredFormat", "dataValidation"] {
        if let Some(value) = cell.get(name) {
            look.set(name, Some(value.clone()));
        }
    }
    look
}

fn format_of_line(line: &Line) -> Line {
    Line { pixels: line.pixels, ..Line::default() }
}

fn format_of_row(row: &Row) -> Row {
    let mut cells: Vec<Cell> = row.cells.iter().map(format_of_cell).collect();
    cells.truncate(cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1));
    Row { cells, line: format_of_line(&row.line) }
}

/// Deletes lines, with their cells and their metadata.
pub(crate) fn delete(book: &mut Book, id: i32, dimension: Dimension, start: usize, end: usize) {
    let Ok(tab) = book.tab_mut(id) else { return };
    match dimension {
        Dimension::Rows => {
            tab.rows.drain(start..end);
        }
        Dimension::Columns => {
            tab.columns.drain(start..end);
            for row in &mut tab.rows {
                let last = end.min(row.cells.len());
                if start < last {
                    Arc::make_mut(row).cells.drain(start..last);
                }
            }
        }
    }
    let counts = [
        ("frozenRowCount", Dimension::Rows, tab.rows.len()),
        ("frozenColumnCount", Dimension::Columns, tab.columns.len()),
    ];
    for (name, own, _) in counts {
        let frozen = tab.grid.get(name).and_then(Value::as_u64).unwrap_or_default();
        let frozen = usize::try_from(frozen).unwrap_or_default();
        if own == dimension && frozen > start {
            let gone = frozen.min(end) - start;
            super::json::put(&mut tab.grid, name, frozen - gone);
            if frozen == gone {
                tab.grid.remove(name);
            }
        }
    }
    follow(book, id, dimension, Change::Delete { start, end });
}

/// Moves lines before the line `to`, with their cells and their metadata.
pub(crate) fn shift(
    book: &mut Book,
    id: i32,
    dimension: Dimension,
    lines: Range<usize>,
    to: usize,
) {
    let Range { start, end } = lines;
    let Ok(tab) = book.tab_mut(id) else { return };
    let target = if to > start { to - (end - start) } else { to };
    match dimension {
        Dimension::Rows => {
            let moved: Vec<_> = tab.rows.drain(start..end).collect();
            tab.rows.splice(target..target, moved);
        }
        Dimension::Columns => {
            let moved: Vec<_> = tab.columns.drain(start..end).collect();
            tab.columns.splice(target..target, moved);
            let width = tab.columns.len();
            for row in tab.rows.iter_mut().filter(|row| !row.cells.is_empty()) {
                let row = Arc::make_mut(row);
                // Rows may end before the columns that move, and `drain` needs all of them.
                row.cells.resize(width, Cell::default());
                let moved: Vec<_> = row.cells.drain(start..end).collect();
                row.cells.splice(target..target, moved);
            }
        }
    }
    follow(book, id, dimension, Change::Move { start, end, to });
}

/// Lets ranges and formulas follow what happened to their lines.
fn follow(book: &mut Book, id: i32, dimension: Dimension, change: Change) {
    if let Ok(tab) = book.tab_mut(id) {
        for list in tab.overlays_mut() {
            list.retain_mut(|overlay| follow_overlay(overlay, dimension, change));
        }
        if let Some(filter) = &mut tab.filter
            && !follow_overlay(filter, dimension, change)
        {
            tab.filter = None;
        }
    }
    book.named.retain_mut(|named| {
        let own = int(&named["range"], "sheetId").unwrap_or_default() == id;
        !own || follow_range(&mut named["range"], dimension, change)
    });
    follow_formulas(book, id, dimension, change);
}

/// Returns whether anything of the overlay is left.
fn follow_overlay(overlay: &mut Value, dimension: Dimension, change: Change) -> bool {
    let Some(object) = overlay.as_object_mut() else { return true };
    if object.contains_key("startRowIndex") || object.contains_key("startColumnIndex") {
        return follow_range(overlay, dimension, change);
    }
    let mut alive = true;
    for (name, value) in object.iter_mut() {
        match (name.as_str(), value) {
            ("range", range) => alive &= follow_range(range, dimension, change),
            ("ranges", Value::Array(ranges)) => {
                ranges.retain_mut(|range| follow_range(range, dimension, change));
                alive &= !ranges.is_empty();
            }
            ("unprotectedRanges", Value::Array(ranges)) => {
                ranges.retain_mut(|range| follow_range(range, dimension, change));
            }
            _ => {}
        }
    }
    alive
}

fn follow_range(range: &mut Value, dimension: Dimension, change: Change) -> bool {
    let (first, last) = match dimension {
        Dimension::Rows => ("startRowIndex", "endRowIndex"),
        Dimension::Columns => ("startColumnIndex", "endColumnIndex"),
    };
    let index = |name: &str| int(range, name).and_then(|index| usize::try_from(index).ok());
    let Some(end) = index(last) else { return true };
    let start = index(first).unwrap_or_default();
    let Some((start, end)) = change.range(start, end) else { return false };
    range[first] = json!(start);
    range[last] = json!(end);
    true
}

fn follow_formulas(book: &mut Book, id: i32, dimension: Dimension, change: Change) {
    let Ok(title) = book.tab(id).map(|tab| tab.title.clone()) else { return };
    for tab in &mut book.tabs {
        let own = tab.id == id;
        let mut edits = Vec::new();
        for (at, row) in tab.rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate() {
                let Entered::Formula(formula) = &cell.entered else { continue };
                let changed = edit::rewrite(formula, |found| {
                    let meant = found.title.as_ref().map_or(own, |named| *named == title);
                    let (row, column) = (found.row, found.column);
                    match (meant, dimension) {
                        (false, _) => Some((row, column)),
                        (true, Dimension::Rows) => Some((change.place(row)?, column)),
                        (true, Dimension::Columns) => Some((row, change.place(column)?)),
                    }
                });
                if *changed != **formula {
                    edits.push((at, column, changed));
                }
            }
        }
        // A tab without such formulas is not touched, so it stays shared with copies of the spreadsheet.
        if edits.is_empty() {
            continue;
        }
        let tab = Arc::make_mut(tab);
        for (row, column, formula) in edits {
            if let Some(cell) = tab.cell_mut(row, column) {
                cell.entered = Entered::Formula(formula.into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_follows_its_lines() {
        let table = [
            (Change::Insert { at: 2, count: 3 }, Some((5, 7))),
            (Change::Insert { at: 3, count: 1 }, Some((2, 5))),
            (Change::Insert { at: 4, count: 1 }, Some((2, 4))),
            (Change::Delete { start: 0, end: 2 }, Some((0, 2))),
            (Change::Delete { start: 3, end: 9 }, Some((2, 3))),
            (Change::Delete { start: 1, end: 4 }, None),
            (Change::Move { start: 2, end: 4, to: 8 }, Some((6, 8))),
            (Change::Move { start: 0, end: 1, to: 4 }, Some((1, 3))),
        ];
        for (change, wanted) in table {
            assert_eq!(change.range(2, 4), wanted, "{change:?}");
        }
    }
}
