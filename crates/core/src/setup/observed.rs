//! A tab as it was found: not only its cells, but whatever people have laid over them.

use std::ops::Range;

use crate::cell::Cell;
use crate::headings::{Held, held};

/// A cell, and what it has besides its value.
#[derive(Debug, Clone, Default)]
pub struct ObservedCell {
    /// The cell.
    pub cell: Cell,
    /// Whether it has a note.
    pub has_note: bool,
    /// Whether it has a dropdown, a checkbox or another rule for its values.
    pub has_rule: bool,
    /// Whether somebody gave it a look.
    pub has_format: bool,
}

/// A tab as it was found.
#[derive(Debug, Clone, Default)]
pub struct ObservedTab {
    /// Its id.
    pub sheet_id: i32,
    /// Its title.
    pub title: String,
    /// How many rows its grid has.
    pub rows: usize,
    /// How many columns its grid has.
    pub columns: usize,
    /// How many rows stay in sight.
    pub frozen: usize,
    /// The cells; empty ones at the end are left out.
    pub cells: Vec<Vec<ObservedCell>>,
    /// Columns that are hidden.
    pub hidden: Vec<usize>,
    /// Columns whose width somebody has set.
    pub widened: Vec<usize>,
    /// The columns of each range that a rule colours.
    pub coloured: Vec<Range<usize>>,
    /// How many colour rules there are.
    pub rules: usize,
    /// The columns of each range that is protected.
    pub guarded: Vec<Range<usize>>,
    /// The ids of the column guards of ours that columns hold, and the columns, from 0.
    pub column_guards: Vec<(i32, usize)>,
}

impl ObservedTab {
    /// Returns the values of the first rows, among which the headers are.
    #[must_use]
    pub fn top(&self, rows: usize) -> Vec<Vec<Cell>> {
        let row =
            |row: &Vec<ObservedCell>| row.iter().map(|observed| observed.cell.clone()).collect();
        self.cells.iter().take(rows).map(row).collect()
    }

    /// Tells whether no cell holds anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().flatten().all(|observed| observed.cell.is_empty())
    }

    /// Returns what the cells of a column hold, from the header row on.
    pub(super) fn held(&self, header_row: usize, column: usize) -> Held<'_> {
        let cells = self.cells.iter().skip(header_row);
        held(cells.map(|row| row.get(column).map(|observed| &observed.cell)))
    }

    /// Returns the first column, from 0, from which on nothing is used and nothing is hidden.
    pub(super) fn first_free(&self) -> usize {
        let is_used = |observed: &ObservedCell| {
            // A note or a dropdown without a value shows that a person has plans for the column.
            !observed.cell.is_empty() || observed.has_note || observed.has_rule
        };
        let used = self.cells.iter().filter_map(|row| row.iter().rposition(is_used));
        // A new column must not land in a hidden one, where nobody would see it.
        used.chain(self.hidden.iter().copied()).max().map_or(0, |last| last + 1)
    }

    /// Returns the cells of a column below its header.
    pub(super) fn below(&self, row: usize, column: usize) -> impl Iterator<Item = &ObservedCell> {
        self.cells.iter().skip(row + 1).filter_map(move |cells| cells.get(column))
    }

    /// Returns what a cell shows.
    pub(super) fn shown(&self, row: usize, column: usize) -> &str {
        self.cell(row, column).map_or("", |observed| observed.cell.shown_text())
    }

    pub(super) fn has_note(&self, row: usize, column: usize) -> bool {
        self.cell(row, column).is_some_and(|observed| observed.has_note)
    }

    pub(super) fn has_format(&self, row: usize, column: usize) -> bool {
        self.cell(row, column).is_some_and(|observed| observed.has_format)
    }

    pub(super) fn is_coloured(&self, column: usize) -> bool {
        self.coloured.iter().any(|columns| columns.contains(&column))
    }

    pub(super) fn is_guarded(&self, column: usize) -> bool {
        self.guarded.iter().any(|columns| columns.contains(&column))
    }

    fn cell(&self, row: usize, column: usize) -> Option<&ObservedCell> {
        self.cells.get(row)?.get(column)
    }
}
