//! Single additions to a spreadsheet, as values; the writer turns them into requests.
//!
//! Nothing in here removes or replaces anything.

use std::ops::Range;

use chrono::NaiveDateTime;

/// A colour: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// What a cell is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// Text, as it is.
    Text(String),
    /// A number.
    Number(f64),
    /// A ticked box.
    Ticked,
    /// Wall time in the spreadsheet's own zone.
    DateTime(NaiveDateTime),
    /// A formula of ours, with its `=`; never a person's words. It has no separators in it, for
    /// those depend on the spreadsheet's locale.
    Formula(String),
}

/// How values are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// As they are typed: digits stay text.
    Text,
    /// Date and time.
    DateTime,
    /// These words, whatever the number.
    Always(String),
}

/// What a text does that is longer than its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Long {
    /// It goes on below.
    Wraps,
    /// It ends at the edge.
    Ends,
}

/// How cells look; what is `None` is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellStyle {
    /// The background.
    pub fill: Option<Colour>,
    /// The letters.
    pub ink: Option<Colour>,
    /// Whether the letters are bold.
    pub is_bold: bool,
    /// How large the letters are, in points.
    pub size: Option<i32>,
    /// What long texts do.
    pub long: Option<Long>,
    /// Whether texts begin at the top of a high row.
    pub is_at_top: bool,
    /// How values are shown.
    pub pattern: Option<Pattern>,
}

/// What may be chosen in a cell. Nothing else is refused: it is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choices {
    /// One of these.
    These(Vec<String>),
    /// One of the values in a range, with its `=`.
    Of(String),
    /// Yes or no.
    Tick,
}

/// When cells are coloured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// They hold this text.
    Is(String),
    /// Their text begins like this.
    Begins(String),
    /// They hold anything.
    Filled,
    /// They hold a larger number.
    Above(u32),
    /// A formula holds.
    Holds(String),
}

/// Cells of one tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The tab.
    pub sheet_id: i32,
    /// The first row, from 0.
    pub first_row: usize,
    /// The row after the last; `None` where the tab ends.
    pub end_row: Option<usize>,
    /// The columns, from 0.
    pub columns: Range<usize>,
}

/// One addition.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A tab, empty.
    AddTab {
        /// The id it gets.
        sheet_id: i32,
        /// Its title.
        title: String,
        /// How many rows it has.
        rows: usize,
        /// How many columns it has.
        columns: usize,
        /// Its place among the tabs, from 0; `None` is the end.
        index: Option<usize>,
        /// The colour of its title.
        colour: Colour,
    },
    /// Empty columns at the right end of the grid.
    AddColumns {
        /// The tab.
        sheet_id: i32,
        /// How many.
        count: usize,
    },
    /// Rows at the top that stay in sight.
    Freeze {
        /// The tab.
        sheet_id: i32,
        /// How many.
        rows: usize,
    },
    /// What an empty cell holds from now on.
    Enter {
        /// The tab.
        sheet_id: i32,
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// What it holds.
        entry: Entry,
    },
    /// A note on a cell that has none.
    Note {
        /// The tab.
        sheet_id: i32,
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The note.
        text: String,
    },
    /// A look for cells that have none of their own.
    Format(Area, CellStyle),
    /// Choices for cells that have none.
    Offer(Area, Choices),
    /// A colour for cells that no rule colours, after all rules that are there.
    Colour {
        /// The cells.
        area: Area,
        /// When.
        when: When,
        /// The background.
        fill: Colour,
        /// The rule's place, from 0.
        index: usize,
    },
    /// A warning for people who edit these cells by hand; it forbids nothing.
    Warn(Area, String),
    /// The width of columns whose width nobody has set.
    Width {
        /// The tab.
        sheet_id: i32,
        /// The columns, from 0.
        columns: Range<usize>,
        /// In pixels.
        pixels: i32,
    },
    /// A column that is out of sight.
    Hide {
        /// The tab.
        sheet_id: i32,
        /// The column, from 0.
        column: usize,
    },
}

impl Area {
    /// Returns the cells of these rows in one column.
    pub(super) fn of_column(sheet_id: i32, rows: Range<usize>, column: usize) -> Self {
        let (first_row, end_row) = (rows.start, Some(rows.end));
        Self { sheet_id, first_row, end_row, columns: column..column + 1 }
    }
}

impl Step {
    /// Enters words into a cell.
    pub(super) fn words(sheet_id: i32, (row, column): (usize, usize), words: &str) -> Self {
        Self::Enter { sheet_id, row, column, entry: Entry::Text(words.to_owned()) }
    }

    /// Speaks of another tab where it speaks of this one.
    pub fn rename_tab(&mut self, from: i32, to: i32) {
        let sheet_id = match self {
            Self::AddTab { sheet_id, .. }
            | Self::AddColumns { sheet_id, .. }
            | Self::Freeze { sheet_id, .. }
            | Self::Enter { sheet_id, .. }
            | Self::Note { sheet_id, .. }
            | Self::Width { sheet_id, .. }
            | Self::Hide { sheet_id, .. } => sheet_id,
            Self::Format(area, _)
            | Self::Offer(area, _)
            | Self::Colour { area, .. }
            | Self::Warn(area, _) => &mut area.sheet_id,
        };
        if *sheet_id == from {
            *sheet_id = to;
        }
    }
}
