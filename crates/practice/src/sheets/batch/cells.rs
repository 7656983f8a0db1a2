//! Requests that fill cells.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Map, Value, json};

use super::super::a1::Block;
use super::super::cell::{Brush, Cell, Entered, within_limit};
use super::super::dimension;
use super::super::field_mask::Mask;
use super::super::json::{int, list, text};
use super::super::tab::{Dimension, Tab};
use super::{Answer, Desk};

/// `updateCells`: a ragged block from `start`, or a whole `range` that is emptied where no row says
/// anything.
pub(super) fn update(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "CellData")?;
    let rows = list(ask, "rows");
    if let Some(start) = ask.get("start") {
        let index = |name: &str| usize::try_from(int(start, name).unwrap_or_default());
        let corner = index("rowIndex").ok().zip(index("columnIndex").ok());
        let (top, left) = corner.ok_or("start must not be negative.")?;
        let tab = desk.book.tab_mut(int(start, "sheetId").unwrap_or_default())?;
        write_rows(tab, (top, left), rows, &mask)?;
        return Ok(Value::Null);
    }
    let (id, block) = desk.block(ask, "range").map_err(|why| match ask.get("range") {
        Some(_) => why,
        None => "Must specify either start or range.".to_owned(),
    })?;
    let tab = desk.book.tab_mut(id)?;
    if rows.len() > block.height() {
        return Err(beyond("row", block.top + rows.len() - 1, block.bottom));
    }
    let widest = rows.iter().map(|row| list(row, "values").len()).max().unwrap_or(0);
    if widest > block.width() {
        return Err(beyond("column", block.left + widest - 1, block.right));
    }
    let nothing = json!({});
    for row in block.top..block.bottom {
        let data = rows.get(row - block.top).map(|row| list(row, "values")).unwrap_or_default();
        for column in block.left..block.right {
            match data.get(column - block.left) {
                Some(data) => put(tab, (row, column), data, &mask)?,
                // A cell that was never used has nothing to clear, and would only be given memory.
                None if tab.cell(row, column).is_some() => {
                    put(tab, (row, column), &nothing, &mask)?;
                }
                None => {}
            }
        }
    }
    Ok(Value::Null)
}

fn write_rows(
    tab: &mut Tab,
    (top, left): (usize, usize),
    rows: &[Value],
    mask: &Mask,
) -> Result<(), String> {
    for (down, row) in rows.iter().enumerate() {
        for (across, data) in list(row, "values").iter().enumerate() {
            put(tab, (top + down, left + across), data, mask)?;
        }
    }
    Ok(())
}

fn put(
    tab: &mut Tab,
    (row, column): (usize, usize),
    data: &Value,
    mask: &Mask,
) -> Result<(), String> {
    check(data)?;
    cell_at(tab, (row, column))?.copy(mask, data);
    Ok(())
}

/// Checks what a `CellData` wants to enter.
fn check(data: &Value) -> Result<(), String> {
    let value = data.get("userEnteredValue").unwrap_or(&Value::Null);
    within_limit(text(value, "stringValue"))?;
    within_limit(text(value, "formulaValue"))?;
    // An error is only ever the outcome of a formula; it is told and never entered.
    if value.get("errorValue").is_some() {
        return Err("userEnteredValue.errorValue cannot be set.".to_owned());
    }
    Ok(())
}

fn cell_at(tab: &mut Tab, (row, column): (usize, usize)) -> Result<&mut Cell, String> {
    let (rows, columns) = (tab.rows.len(), tab.columns.len());
    tab.cell_mut(row, column).ok_or_else(|| {
        if row >= rows { beyond("row", row, rows) } else { beyond("column", column, columns) }
    })
}

fn beyond(what: &str, index: usize, end: usize) -> String {
    format!(
        "Attempting to write {what}: {index}, beyond the last requested {what} of: {}",
        end.saturating_sub(1)
    )
}

/// `appendCells`: after the last row that holds data, on new rows if need be.
pub(super) fn append(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    if ask.get("tableId").is_some() {
        return Err("The practice sheet has no tables.".to_owned());
    }
    let mask = Mask::of_update(text(ask, "fields"), "CellData")?;
    let rows = list(ask, "rows");
    let tab = desk.book.tab_mut(int(ask, "sheetId").unwrap_or_default())?;
    // Unlike `values.append`, this guesses no table: it goes by the last row of the tab that holds data.
    let top = tab.filled_rows();
    let widest = rows.iter().map(|row| list(row, "values").len()).max().unwrap_or(0);
    for (dimension, needed) in [(Dimension::Rows, top + rows.len()), (Dimension::Columns, widest)] {
        let missing = needed.saturating_sub(tab.count(dimension));
        dimension::extend(tab, dimension, missing);
    }
    write_rows(tab, (top, 0), rows, &mask)?;
    Ok(Value::Null)
}

/// `repeatCell`: one cell's data over a range.
pub(super) fn repeat(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "CellData")?;
    let (id, block) = desk.block(ask, "range")?;
    let nothing = json!({});
    let data = ask.get("cell").unwrap_or(&nothing);
    let clears = data.as_object().is_none_or(Map::is_empty);
    check(data)?;
    let enters = mask.child("userEnteredValue").is_some();
    let mut brush = Brush::new(mask, data.clone());
    let tab = desk.book.tab_mut(id)?;
    let formula = text(data.get("userEnteredValue").unwrap_or(&nothing), "formulaValue").to_owned();
    each(block, |row, column| {
        // A cell that was never used has nothing to clear, and a column of them would only fill the memory.
        if clears && tab.cell(row, column).is_none() {
            return Ok(());
        }
        let cell = cell_at(tab, (row, column))?;
        brush.paint(cell);
        // A formula is the first cell's; the others get what a copy would hold.
        if enters && !formula.is_empty() {
            let further = |now: usize, from: usize| isize::try_from(now - from).unwrap_or_default();
            let (down, across) = (further(row, block.top), further(column, block.left));
            let copied = super::super::formula::edit::copied(&formula, down, across);
            cell.entered = Entered::Formula(copied.into());
        }
        Ok(())
    })?;
    Ok(Value::Null)
}

/// Visits every cell of a block.
pub(super) fn each(
    block: Block,
    mut visit: impl FnMut(usize, usize) -> Result<(), String>,
) -> Result<(), String> {
    for row in block.top..block.bottom {
        for column in block.left..block.right {
            visit(row, column)?;
        }
    }
    Ok(())
}

/// Checks that a condition has as many values as its type takes.
///
/// # Errors
///
/// The words for a condition that is missing or has the wrong number of values.
pub(super) fn check_condition(condition: Option<&Value>) -> Result<(), String> {
    let condition = condition.ok_or("No condition specified.")?;
    let kind = text(condition, "type");
    let given = list(condition, "values").len();
    let allowed = match kind {
        "" | "CONDITION_TYPE_UNSPECIFIED" => return Err("No condition type specified.".to_owned()),
        "BLANK" | "NOT_BLANK" | "TEXT_IS_EMAIL" | "TEXT_IS_URL" | "DATE_IS_VALID" => 0..=0,
        // A checkbox may name the values that stand for on and for off.
        "BOOLEAN" => 0..=2,
        "NUMBER_BETWEEN" | "NUMBER_NOT_BETWEEN" | "DATE_BETWEEN" | "DATE_NOT_BETWEEN" => 2..=2,
        "ONE_OF_LIST" => 1..=usize::MAX,
        "TEXT_NOT_EQ" | "DATE_NOT_EQ" | "TEXT_EQ" | "NUMBER_EQ" | "NUMBER_NOT_EQ" | "DATE_EQ" => {
            1..=usize::MAX
        }
        _ => 1..=1,
    };
    if allowed.contains(&given) {
        Ok(())
    } else {
        Err(format!("ConditionType '{kind}' does not take {given} ConditionValues."))
    }
}

/// `setDataValidation`: a rule over a range, or none.
pub(super) fn validate(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (id, block) = desk.block(ask, "range")?;
    let rule = ask.get("rule");
    if let Some(rule) = rule {
        check_condition(rule.get("condition"))?;
    }
    let data = rule.map_or_else(|| json!({}), |rule| json!({"dataValidation": rule}));
    let mut brush = Brush::new(Mask::of_update("dataValidation", "CellData")?, data);
    let tab = desk.book.tab_mut(id)?;
    each(block, |row, column| {
        if (rule.is_some() || tab.cell(row, column).is_some())
            && let Some(cell) = tab.cell_mut(row, column)
        {
            brush.paint(cell);
        }
        Ok(())
    })?;
    Ok(Value::Null)
}

/// `updateBorders`: the sides of a range and the lines inside it.
pub(super) fn borders(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (id, block) = desk.block(ask, "range")?;
    let tab = desk.book.tab_mut(id)?;
    // Nine kinds of cell at most: corners, sides, middle.
    let mut brushes: BTreeMap<[&str; 4], Brush> = BTreeMap::new();
    each(block, |row, column| {
        let kind = [
            if row == block.top { "top" } else { "innerHorizontal" },
            if row + 1 == block.bottom { "bottom" } else { "innerHorizontal" },
            if column == block.left { "left" } else { "innerVertical" },
            if column + 1 == block.right { "right" } else { "innerVertical" },
        ];
        let brush = match brushes.entry(kind) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(room) => match border_brush(ask, kind)? {
                Some(brush) => room.insert(brush),
                None => return Ok(()),
            },
        };
        if let Some(cell) = tab.cell_mut(row, column) {
            brush.paint(cell);
        }
        Ok(())
    })?;
    Ok(Value::Null)
}

/// Returns a brush for a cell's four sides, taken from those fields; `None` if none of them is given.
fn border_brush(ask: &Value, from: [&str; 4]) -> Result<Option<Brush>, String> {
    let (mut paths, mut borders) = (Vec::new(), Map::new());
    for (side, from) in ["top", "bottom", "left", "right"].into_iter().zip(from) {
        let Some(border) = ask.get(from) else { continue };
        paths.push(format!("userEnteredFormat.borders.{side}"));
        if text(border, "style") != "NONE" {
            borders.insert(side.to_owned(), border.clone());
        }
    }
    if paths.is_empty() {
        return Ok(None);
    }
    let mask = Mask::of_update(&paths.join(","), "CellData")?;
    Ok(Some(Brush::new(mask, json!({"userEnteredFormat": {"borders": borders}}))))
}
