//! Which cells of the spreadsheet may not be written: protected ranges, and cells that were refused.

use std::ops::Range;

use super::changes::Change;

/// A block of cells of one tab, from 0, its ends excluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The tab.
    pub sheet_id: i32,
    /// The rows.
    pub rows: Range<usize>,
    /// The columns.
    pub columns: Range<usize>,
}

impl Area {
    fn holds(&self, sheet_id: i32, row: usize, column: usize) -> bool {
        self.sheet_id == sheet_id && self.rows.contains(&row) && self.columns.contains(&column)
    }
}

/// A protected range that whoever asks may not edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Protected {
    pub(super) area: Area,
    /// What in it may be edited all the same.
    pub(super) open: Vec<Area>,
}

/// All cells that may not be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closed {
    pub(super) protected: Vec<Protected>,
    /// A tab, a column and a text: the cell of that column that holds it.
    pub(super) texts: Vec<(i32, usize, String)>,
    /// The tabs whose rows and columns were refused to be added, hidden or moved.
    pub(super) layouts: Vec<i32>,
}

impl Closed {
    /// Tells whether everything may be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.protected.is_empty() && self.texts.is_empty() && self.layouts.is_empty()
    }

    /// Tells whether a cell may not be written.
    #[must_use]
    pub fn holds(&self, sheet_id: i32, row: usize, column: usize) -> bool {
        self.protected.iter().any(|range| {
            let is_open = range.open.iter().any(|open| open.holds(sheet_id, row, column));
            range.area.holds(sheet_id, row, column) && !is_open
        })
    }

    /// Tells whether no rows and columns of a tab may be added, hidden or moved: so it is in a tab that is
    /// protected as a whole, whichever of its cells may be written all the same.
    #[must_use]
    pub fn holds_layout(&self, sheet_id: i32) -> bool {
        let is_whole = |Protected { area, .. }: &Protected| {
            let whole = 0..usize::MAX;
            area.sheet_id == sheet_id && area.rows == whole && area.columns == whole
        };
        self.layouts.contains(&sheet_id) || self.protected.iter().any(is_whole)
    }

    /// Tells whether no row of so many cells may be put before this one.
    #[must_use]
    pub fn holds_row(&self, sheet_id: i32, row: usize, width: usize) -> bool {
        self.holds_layout(sheet_id) || (0..width).any(|column| self.holds(sheet_id, row, column))
    }

    /// Tells whether the cell of a column that holds this text may not be written.
    #[must_use]
    pub fn holds_text(&self, sheet_id: i32, column: usize, text: &str) -> bool {
        self.texts
            .iter()
            .any(|(tab, at, known)| (*tab, *at, known.as_str()) == (sheet_id, column, text))
    }

    /// Tells whether any cell of a column from a row on may not be written.
    #[must_use]
    pub fn touches(&self, sheet_id: i32, first_row: usize, column: usize) -> bool {
        let is_text = |(tab, at, _): &(i32, usize, String)| (*tab, *at) == (sheet_id, column);
        self.texts.iter().any(is_text)
            || self.protected.iter().any(|Protected { area, open }| {
                let is_of_column =
                    |area: &Area| area.sheet_id == sheet_id && area.columns.contains(&column);
                let first = first_row.max(area.rows.start);
                // A tab may be protected but for the columns that others fill in.
                let is_open = |open: &Area| {
                    is_of_column(open) && open.rows.start <= first && open.rows.end >= area.rows.end
                };
                is_of_column(area) && area.rows.end > first && !open.iter().any(is_open)
            })
    }

    /// Tells whether a change would be refused.
    #[must_use]
    pub fn refuses(&self, change: &Change) -> bool {
        match change {
            Change::Cell { sheet_id, row, column, .. } => self.holds(*sheet_id, *row, *column),
            Change::Swap { sheet_id, column, find, .. } => {
                self.holds_text(*sheet_id, *column, find)
            }
            Change::InsertRows { sheet_id, row, rows } => {
                let width = rows.iter().map(Vec::len).max().unwrap_or(0);
                self.holds_row(*sheet_id, *row, width)
            }
            Change::MoveRows { sheet_id, to, .. } => self.holds_row(*sheet_id, *to, 1),
            Change::AppendColumns { sheet_id, .. }
            | Change::AppendRow { sheet_id, .. }
            | Change::HideColumn { sheet_id, .. }
            | Change::ShowColumn { sheet_id, .. } => self.holds_layout(*sheet_id),
            Change::Guard { .. } | Change::AddTab { .. } | Change::Lay(_) => false,
        }
    }

    /// Adds what another one closes.
    pub(super) fn extend(&mut self, other: &Self) {
        self.protected.extend(other.protected.iter().cloned());
        self.texts.extend(other.texts.iter().cloned());
        self.layouts.extend_from_slice(&other.layouts);
    }
}
