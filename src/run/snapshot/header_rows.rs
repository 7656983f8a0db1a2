//! The header row, and what stands above it: a write by place that landed there is undone.

use threadsheet_core::cell::Cell;
use threadsheet_core::headings::Headings;

use super::View;
use crate::run::cell_format::as_it_was;
use crate::sheets::changes::{Change, Written};

impl<C> View<Headings<C>> {
    /// Returns the row's place among the rows that were read down to the header; `None` below it.
    /// A row that was inserted since has a place with nothing in it.
    fn top_row(&self, row: usize) -> Option<&[Cell]> {
        let lies_above = row <= self.headings.row_idx;
        lies_above.then(|| {
            let at = (row + self.top.len()).checked_sub(self.headings.row_idx + 1);
            at.and_then(|at| self.top.get(at)).map_or(&[][..], Vec::as_slice)
        })
    }

    /// Takes note of the header that a column gets.
    pub(crate) fn title(&mut self, column: usize, title: &str) {
        self.titled.push(column);
        if let Some(titles) = self.top.last_mut() {
            titles.resize_with(titles.len().max(column + 1), Cell::default);
            titles[column] = Cell::text(title);
        }
    }

    /// Returns the header of a column, as it stands.
    pub(crate) fn header(&self, column: usize) -> String {
        let title = self.top.last().and_then(|titles| titles.get(column));
        title.map_or_else(String::new, |title| title.shown_text().to_owned())
    }

    /// Returns the changes that move the headers of this run to where the header row is now; `shown` are the rows
    /// down to it.
    pub(crate) fn titles_back(&self, shown: &[Vec<Cell>]) -> Vec<Change> {
        // An answer that shows none of these rows says nothing about them.
        let rows = (0..=self.headings.row_idx).filter(|_| !shown.is_empty());
        let sheet_id = self.tab.sheet_id;
        let back = |row: usize, column: usize| {
            let text = shown.get(row).and_then(|row| row.get(column)).map_or("", Cell::shown_text);
            let is_wrong = self.top_text(row, column).is_some_and(|meant| meant != text);
            let value = self.top_cell(row, column).filter(|_| is_wrong)?;
            Some(Change::Cell { sheet_id, row, column, value })
        };
        rows.flat_map(|row| self.titled.iter().filter_map(move |column| back(row, *column)))
            .collect()
    }

    /// Returns what stood in a cell of the header row or above it; `None` below it.
    pub(crate) fn top_cell(&self, row: usize, column: usize) -> Option<Written> {
        let cells = self.top_row(row)?;
        Some(cells.get(column).map_or(Written::Nothing, as_it_was))
    }

    /// Returns the text of such a cell.
    pub(crate) fn top_text(&self, row: usize, column: usize) -> Option<String> {
        let cells = self.top_row(row)?;
        Some(cells.get(column).map_or_else(String::new, |cell| cell.shown_text().to_owned()))
    }
}

/// By how many headers the header row is known: one alone may stand in a person's row by chance.
const HEADER_COLUMNS: usize = 2;

/// Takes note of where the header row is now, if it is among these rows: it is known by the columns
/// that nobody writes by place.
pub(crate) fn follow_header<C: Copy + Ord>(
    view: &mut View<Headings<C>>,
    rows: &[Vec<Cell>],
    first_row: usize,
    columns: &[C],
) {
    let Some(titles) = view.top.last() else { return };
    let known = columns.iter().filter_map(|column| view.headings.column(*column));
    let known: Vec<usize> = known.take(HEADER_COLUMNS).collect();
    let shown = |row: &[Cell], at: usize| row.get(at).map(Cell::shown_text).map(str::to_owned);
    let is_header = |row: &Vec<Cell>| {
        known.len() == HEADER_COLUMNS
            && known.iter().all(|at| shown(row, *at) == shown(titles, *at))
    };
    if let Some(at) = rows.iter().position(is_header) {
        view.headings.row_idx = first_row + at;
    }
}
