//! Values written into ranges, and ranges cleared.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::super::a1::{Block, column_name};
use super::super::book::Book;
use super::super::cell::{Cell, Entered, within_limit};
use super::super::json::put;
use super::super::user_entered::type_into;

/// How values are understood.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input {
    /// As a person types, rather than as they are.
    pub(crate) typed: bool,
    /// The day it is in the spreadsheet's zone.
    pub(crate) today: NaiveDate,
}

/// What was written.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) place: usize,
    pub(crate) block: Block,
    pub(crate) rows: BTreeSet<usize>,
    pub(crate) columns: BTreeSet<usize>,
    pub(crate) cells: usize,
}

impl Written {
    /// Returns the `UpdateValuesResponse`.
    pub(crate) fn to_value(&self, book: &Book) -> Value {
        let mut told = Map::new();
        told.insert("spreadsheetId".to_owned(), json!(book.id));
        let range = self.block.named(&book.tabs[self.place].title);
        told.insert("updatedRange".to_owned(), json!(range));
        put(&mut told, "updatedRows", self.rows.len());
        put(&mut told, "updatedColumns", self.columns.len());
        put(&mut told, "updatedCells", self.cells);
        Value::Object(told)
    }
}

/// Writes values from the block's corner; `null` leaves a cell alone, and is not counted.
///
/// # Errors
///
/// The words for values that do not fit the range or the grid, or are too long.
pub(crate) fn write(
    book: &mut Book,
    (place, asked): (usize, Block),
    values: &[(usize, usize, &Value)],
    input: Input,
) -> Result<Written, String> {
    let locale = book.locale.clone();
    let tab = std::sync::Arc::make_mut(&mut book.tabs[place]);
    let mut written =
        Written { place, block: asked, rows: BTreeSet::new(), columns: BTreeSet::new(), cells: 0 };
    // A single cell is a corner to start from; a larger range is a limit.
    let corner = asked.height() == 1 && asked.width() == 1;
    for (row, column, value) in values {
        let (row, column) = (asked.top + row, asked.left + column);
        if !corner && (row >= asked.bottom || column >= asked.right) {
            let range = asked.named(&tab.title);
            let beyond = if row >= asked.bottom {
                format!("row [{}]", row + 1)
            } else {
                format!("column [{}]", column_name(column))
            };
            return Err(format!(
                "Requested writing within range [{range}], but tried writing to {beyond}"
            ));
        }
        if value.is_null() {
            continue;
        }
        let reached = Block { bottom: row + 1, right: column + 1, ..asked };
        let exceeded = tab.exceeded(reached);
        let cell = tab.cell_mut(row, column).ok_or(exceeded)?;
        enter(cell, value, &locale, input)?;
        written.rows.insert(row);
        written.columns.insert(column);
        written.cells += 1;
    }
    if let (Some(top), Some(bottom), Some(left), Some(right)) =
        (written.rows.first(), written.rows.last(), written.columns.first(), written.columns.last())
    {
        written.block = Block { top: *top, left: *left, bottom: bottom + 1, right: right + 1 };
    }
    Ok(written)
}

fn enter(cell: &mut Cell, value: &Value, locale: &str, input: Input) -> Result<(), String> {
    match value {
        Value::String(text) => {
            within_limit(text)?;
            if input.typed {
                type_into(cell, text, locale, input.today);
            } else {
                cell.entered = Entered::text(text);
            }
        }
        Value::Bool(on) => cell.entered = Entered::Bool(*on),
        // Only numbers are left: `lines` refuses lists and objects, and null was passed over.
        other => cell.entered = Entered::Number(other.as_f64().unwrap_or_default()),
    }
    Ok(())
}

/// Empties a block's values, and leaves formats, notes and rules.
pub(crate) fn clear(book: &mut Book, (place, block): (usize, Block)) {
    let tab = std::sync::Arc::make_mut(&mut book.tabs[place]);
    for row in block.top..block.bottom {
        for column in block.left..block.right {
            if tab.has_value(row, column)
                && let Some(cell) = tab.cell_mut(row, column)
            {
                cell.entered = Entered::Empty;
            }
        }
    }
}
