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

    /// Takes note of the header that the Receipt column gets.
    pub(crate) fn title_receipt(&mut self, title: &str) {
        self.has_receipt = true;
        if let Some(titles) = self.top.last_mut() {
            titles.resize_with(titles.len().max(self.receipt + 1), Cell::default);
            titles[self.receipt] = Cell::text(title);
        }
    }

    /// Returns the header of a column, as it stands.
    pub(crate) fn header(&self, column: usize) -> String {
        let title = self.top.last().and_then(|titles| titles.get(column));
        title.map_or_else(String::new, |title| title.shown_text().to_owned())
    }

    /// Returns the changes that move the Receipt column's header to where the header row is now;
    /// `shown` is what the rows down to it show in that column.
    pub(crate) fn title_back(&self, shown: &[String]) -> Vec<Change> {
        let (sheet_id, column) = (self.tab.sheet_id, self.receipt);
        let is_right =
            |row: usize, text: &str| self.top_text(row, column).is_none_or(|meant| meant == text);
        let rows = (0..=self.headings.row_idx)
            .map(|row| (row, shown.get(row).map_or("", String::as_str)))
            // An answer that shows none of these rows says nothing about them.
            .filter(|(row, text)| !shown.is_empty() && !is_right(*row, text));
        let value = |row| self.top_cell(row, column).unwrap_or(Written::Nothing);
        rows.map(|(row, _)| Change::Cell { sheet_id, row, column, value: value(row) }).collect()
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
