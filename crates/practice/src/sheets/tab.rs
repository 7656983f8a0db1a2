//! A tab: rows that are shared until they are changed, columns, and what lies over ranges.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::a1::{Block, Open};
use super::cell::{Cell, Entered};
use super::json::{int, put};

/// A new tab's rows. Source: recorded answers of the service.
pub(crate) const ROWS: usize = 1000;
/// A new tab's columns.
pub(crate) const COLUMNS: usize = 26;

/// Rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dimension {
    Rows,
    Columns,
}

impl Dimension {
    /// Returns the dimension a request names.
    ///
    /// # Errors
    ///
    /// The words for a request that names none.
    pub(crate) fn of(value: &Value) -> Result<Self, String> {
        match value.get("dimension").and_then(Value::as_str) {
            Some("ROWS") => Ok(Self::Rows),
            Some("COLUMNS") => Ok(Self::Columns),
            _ => Err("No dimension specified.".to_owned()),
        }
    }

    /// Returns the API's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Rows => "ROWS",
            Self::Columns => "COLUMNS",
        }
    }
}

/// A piece of developer metadata; where it is kept says what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Metadata {
    pub(crate) id: i32,
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) visibility: String,
    /// Whether it is shown beside the cells.
    pub(crate) is_told: bool,
}

/// A row or a column as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) pixels: Option<i32>,
    pub(crate) hidden: bool,
    pub(crate) metadata: Vec<Metadata>,
}

/// A row: its cells up to the last one in use, and itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) line: Line,
}

/// A tab.
#[derive(Debug, Clone)]
pub(crate) struct Tab {
    pub(crate) id: i32,
    pub(crate) title: String,
    pub(crate) hidden: bool,
    /// `rightToLeft`, `tabColor` and the like, as sent.
    pub(crate) properties: Map<String, Value>,
    /// `frozenRowCount` and the like, without the counts of rows and columns.
    pub(crate) grid: Map<String, Value>,
    pub(crate) rows: Vec<Arc<Row>>,
    pub(crate) columns: Vec<Line>,
    pub(crate) metadata: Vec<Metadata>,
    pub(crate) merges: Vec<Value>,
    pub(crate) rules: Vec<Value>,
    pub(crate) protected: Vec<Value>,
    pub(crate) bandings: Vec<Value>,
    pub(crate) filter: Option<Value>,
}

impl Tab {
    /// Returns an empty tab.
    pub(crate) fn new(id: i32, title: &str, rows: usize, columns: usize) -> Self {
        Self {
            id,
            title: title.to_owned(),
            hidden: false,
            properties: Map::new(),
            grid: Map::new(),
            // A thousand rows that are one in memory, until one of them is changed.
            rows: std::iter::repeat_n(Arc::new(Row::default()), rows).collect(),
            columns: vec![Line::default(); columns],
            metadata: Vec::new(),
            merges: Vec::new(),
            rules: Vec::new(),
            protected: Vec::new(),
            bandings: Vec::new(),
            filter: None,
        }
    }

    /// Returns the whole grid.
    pub(crate) fn whole(&self) -> Block {
        Block { top: 0, left: 0, bottom: self.rows.len(), right: self.columns.len() }
    }

    /// Returns a cell that was ever used.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(column)
    }

    /// Returns a cell to change; none outside the grid.
    pub(crate) fn cell_mut(&mut self, row: usize, column: usize) -> Option<&mut Cell> {
        if column >= self.columns.len() {
            return None;
        }
        let row = Arc::make_mut(self.rows.get_mut(row)?);
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::default());
        }
        row.cells.get_mut(column)
    }

    /// Returns a row or column as a whole.
    pub(crate) fn line(&self, dimension: Dimension, index: usize) -> Option<&Line> {
        match dimension {
            Dimension::Rows => self.rows.get(index).map(|row| &row.line),
            Dimension::Columns => self.columns.get(index),
        }
    }

    /// Returns a row or column as a whole, to change.
    pub(crate) fn line_mut(&mut self, dimension: Dimension, index: usize) -> Option<&mut Line> {
        match dimension {
            Dimension::Rows => self.rows.get_mut(index).map(|row| &mut Arc::make_mut(row).line),
            Dimension::Columns => self.columns.get_mut(index),
        }
    }

    /// Returns how many rows or columns there are.
    pub(crate) fn count(&self, dimension: Dimension) -> usize {
        match dimension {
            Dimension::Rows => self.rows.len(),
            Dimension::Columns => self.columns.len(),
        }
    }

    /// Tells whether something was entered into a cell.
    pub(crate) fn has_value(&self, row: usize, column: usize) -> bool {
        self.cell(row, column).is_some_and(|cell| cell.entered != Entered::Empty)
    }

    /// Returns the number of rows up to the last one that holds a value.
    pub(crate) fn filled_rows(&self) -> usize {
        let holds = |row: &Arc<Row>| row.cells.iter().any(|cell| cell.entered != Entered::Empty);
        self.rows.iter().rposition(holds).map_or(0, |last| last + 1)
    }

    /// Fills a range's open ends from the grid, and cuts it to the grid.
    ///
    /// # Errors
    ///
    /// The words for a range that begins outside the grid.
    pub(crate) fn close(&self, open: Open) -> Result<Block, String> {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let asked = Block {
            top: open.top.unwrap_or(0),
            left: open.left.unwrap_or(0),
            bottom: open.bottom.unwrap_or(rows),
            right: open.right.unwrap_or(columns),
        };
        if asked.top >= rows || asked.left >= columns {
            return Err(self.exceeded(asked));
        }
        // A range may end beyond the grid, and is answered as it was cut; only one that begins out there is refused.
        Ok(Block { bottom: asked.bottom.min(rows), right: asked.right.min(columns), ..asked })
    }

    /// Returns the words for a range outside the grid.
    pub(crate) fn exceeded(&self, block: Block) -> String {
        format!(
            "Range ({}) exceeds grid limits. Max rows: {}, max columns: {}",
            block.named(&self.title),
            self.rows.len(),
            self.columns.len()
        )
    }

    /// Returns a `GridRange`'s cells; a side that is left out is open.
    ///
    /// # Errors
    ///
    /// The words for a range that is upside down or outside the grid.
    pub(crate) fn block(&self, range: &Value) -> Result<Block, String> {
        let side = |name: &str, open: usize| match int(range, name) {
            None => Ok(open),
            Some(at) => usize::try_from(at).map_err(|_| format!("{name}[{at}] must be >= 0.")),
        };
        let block = Block {
            top: side("startRowIndex", 0)?,
            left: side("startColumnIndex", 0)?,
            bottom: side("endRowIndex", self.rows.len())?,
            right: side("endColumnIndex", self.columns.len())?,
        };
        for (name, start, end) in
            [("Row", block.top, block.bottom), ("Column", block.left, block.right)]
        {
            if start > end {
                return Err(format!(
                    "end{name}Index[{end}] cannot be before start{name}Index[{start}]."
                ));
            }
        }
        // A `GridRange` is never cut to the grid, unlike a range in A1 notation.
        if block.bottom > self.rows.len() || block.right > self.columns.len() {
            return Err(self.exceeded(block));
        }
        Ok(block)
    }

    /// Returns a `SheetProperties`.
    pub(crate) fn to_properties(&self, index: usize) -> Value {
        let mut properties = self.properties.clone();
        let mut grid = self.grid.clone();
        grid.insert("rowCount".to_owned(), json!(self.rows.len()));
        grid.insert("columnCount".to_owned(), json!(self.columns.len()));
        properties.insert("sheetId".to_owned(), json!(self.id));
        properties.insert("title".to_owned(), json!(self.title));
        properties.insert("index".to_owned(), json!(index));
        properties.insert("sheetType".to_owned(), json!("GRID"));
        properties.insert("gridProperties".to_owned(), Value::Object(grid));
        put(&mut properties, "hidden", self.hidden);
        Value::Object(properties)
    }

    /// Returns every stored JSON that lies over ranges of this tab.
    pub(crate) fn overlays_mut(&mut self) -> [&mut Vec<Value>; 4] {
        [&mut self.merges, &mut self.rules, &mut self.protected, &mut self.bandings]
    }
}
