//! Changes of a spreadsheet, in our own types. All changes that are handed over together happen, or none does.

use std::ops::Range;

use chrono::NaiveDateTime;
use threadsheet_core::cell::Cell;
use threadsheet_core::setup::Step;

/// The id of a tab that the service chooses an id for.
pub(super) const ANY_ID: i32 = -1;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Replaces a cell of this column that holds exactly `find`, wherever it is.
    Swap {
        /// The tab.
        sheet_id: i32,
        /// The column, from 0.
        column: usize,
        /// The first row that is looked at, from 0.
        first_row: usize,
        /// The cell's text as it is stored.
        find: String,
        /// What it becomes.
        replacement: String,
    },
    /// Writes one cell by its place.
    Cell {
        /// The tab.
        sheet_id: i32,
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// What it becomes.
        value: Written,
    },
    /// Inserts rows and fills them.
    InsertRows {
        /// The tab.
        sheet_id: i32,
        /// The row before which they go, from 0.
        row: usize,
        /// Their cells.
        rows: Vec<Vec<Written>>,
    },
    /// Adds a row below the last one that holds anything; the grid grows where it must.
    AppendRow {
        /// The tab.
        sheet_id: i32,
        /// Its cells, from the first column on.
        cells: Vec<Written>,
    },
    /// Moves rows before another row.
    MoveRows {
        /// The tab.
        sheet_id: i32,
        /// The rows, from 0, the end excluded.
        rows: Range<usize>,
        /// The row before which they go, from 0, as it is counted before they have moved.
        to: usize,
    },
    /// Has the whole batch refused if a column is no longer where it was: its guard is taken out of
    /// the column and put in again.
    Guard {
        /// The tab.
        sheet_id: i32,
        /// The column, from 0.
        column: usize,
        /// The column guard's id, which no other column has.
        id: i32,
        /// Where the column guard is.
        was: GuardState,
    },
    /// Adds empty columns at the right end.
    AppendColumns {
        /// The tab.
        sheet_id: i32,
        /// How many.
        count: usize,
    },
    /// Hides a column.
    HideColumn {
        /// The tab.
        sheet_id: i32,
        /// The column, from 0.
        column: usize,
    },
    /// Shows a column that is hidden.
    ShowColumn {
        /// The tab.
        sheet_id: i32,
        /// The column, from 0.
        column: usize,
    },
    /// Adds a tab with a first row that stays in sight.
    AddTab {
        /// The id it gets; below 0 the service chooses one.
        sheet_id: i32,
        /// Its title.
        title: String,
        /// How many columns it has.
        columns: usize,
    },
    /// Adds something where nothing is.
    Lay(Step),
}

impl Change {
    /// Tells whether it only has the batch refused where a column has moved.
    #[must_use]
    pub fn is_guard(&self) -> bool {
        matches!(self, Self::Guard { .. })
    }

    /// Returns the id and the title of the tab that it adds, if it adds one.
    pub(super) fn new_tab(&self) -> Option<(i32, &str)> {
        match self {
            Self::AddTab { sheet_id, title, .. }
            | Self::Lay(Step::AddTab { sheet_id, title, .. }) => Some((*sheet_id, title)),
            _ => None,
        }
    }

    /// Returns the same tab, with an id that the service chooses.
    pub(super) fn with_any_id(mut self) -> Self {
        if let Self::AddTab { sheet_id, .. } | Self::Lay(Step::AddTab { sheet_id, .. }) = &mut self
        {
            *sheet_id = ANY_ID;
        }
        self
    }

    /// Speaks of another tab where it speaks of this one.
    pub(super) fn rename_tab(&mut self, from: i32, to: i32) {
        match self {
            Self::Swap { sheet_id, .. }
            | Self::Cell { sheet_id, .. }
            | Self::InsertRows { sheet_id, .. }
            | Self::AppendRow { sheet_id, .. }
            | Self::MoveRows { sheet_id, .. }
            | Self::Guard { sheet_id, .. }
            | Self::AppendColumns { sheet_id, .. }
            | Self::HideColumn { sheet_id, .. }
            | Self::ShowColumn { sheet_id, .. }
                if *sheet_id == from =>
            {
                *sheet_id = to;
            }
            Self::Lay(step) => step.rename_tab(from, to),
            _ => {}
        }
    }
}

/// Where a column's guard is, as we know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuardState {
    /// Nowhere: the column was never guarded.
    Nowhere,
    /// In this very column.
    Here,
    /// In another one: a person has named the columns anew.
    Elsewhere,
}

/// What a cell becomes. Nothing is ever parsed: text that begins with `=` stays text.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// Empty.
    Nothing,
    /// Text.
    Text(String),
    /// A date cell: wall time in the spreadsheet's own zone.
    DateTime(NaiveDateTime),
    /// The same in a cell that is formatted as a date already: a person may have chosen how.
    FormattedDateTime(NaiveDateTime),
    /// What was entered into a cell that was read, formula and all.
    Again(Cell),
}
