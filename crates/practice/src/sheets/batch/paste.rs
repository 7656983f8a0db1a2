//! `copyPaste` and `cutPaste`. Row metadata stays where it is.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request#copypasterequest>.

use serde_json::{Value, json};

use super::super::a1::Block;
use super::super::book::grid_range;
use super::super::cell::{Cell, Entered};
use super::super::formula::{Worth, edit};
use super::super::json::{int, text};
use super::super::tab::Tab;
use super::{Answer, Desk};

/// A cell taken from its place, with the value that it had there.
struct Taken {
    cell: Cell,
    value: Entered,
}

fn take(desk: &Desk<'_>, id: i32, block: Block) -> Result<Vec<Vec<Taken>>, String> {
    let tab = desk.book.tab(id)?;
    let blank = Cell::default();
    let taken = |row: usize, column: usize| {
        let cell = tab.cell(row, column).unwrap_or(&blank);
        let value = match desk.view().shown_worth(tab, cell) {
            Worth::Blank => Entered::Empty,
            Worth::Number(number) => Entered::Number(number),
            Worth::Text(text) => Entered::text(&text),
            Worth::Bool(on) => Entered::Bool(on),
            Worth::Fault(kind, _) => Entered::text(&Worth::mark(kind)),
        };
        Taken { cell: cell.clone(), value }
    };
    let row = |row: usize| (block.left..block.right).map(|column| taken(row, column)).collect();
    Ok((block.top..block.bottom).map(row).collect())
}

pub(super) fn copy(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (from_id, from) = desk.block(ask, "source")?;
    let (to_id, to) = desk.block(ask, "destination")?;
    let turned = text(ask, "pasteOrientation") == "TRANSPOSE";
    // Taken whole before anything is pasted, because the two ranges may overlap.
    let taken = take(desk, from_id, from)?;
    let (height, width) =
        if turned { (from.width(), from.height()) } else { (from.height(), from.width()) };
    if height == 0 || width == 0 {
        return Err("source is empty.".to_owned());
    }
    // A destination that is a multiple of the source is filled, any other gets one copy.
    let fits =
        |room: usize, size: usize| if room.is_multiple_of(size) { room.max(size) } else { size };
    let (rows, columns) = (fits(to.height(), height), fits(to.width(), width));
    let target = Block { bottom: to.top + rows, right: to.left + columns, ..to };
    let kind = text(ask, "pasteType");
    let tab = desk.book.tab_mut(to_id)?;
    if target.bottom > tab.rows.len() || target.right > tab.columns.len() {
        return Err(tab.exceeded(target));
    }
    super::cells::each(target, |row, column| {
        let (down, across) = ((row - to.top) % height, (column - to.left) % width);
        let (down, across) = if turned { (across, down) } else { (down, across) };
        let source = &taken[down][across];
        let moved = (offset(row, from.top + down), offset(column, from.left + across));
        paste(tab, (row, column), source, kind, Some(moved));
        Ok(())
    })?;
    if matches!(kind, "" | "PASTE_NORMAL") && !turned {
        copy_merges(desk, (from_id, from), (to_id, to))?;
    }
    Ok(Value::Null)
}

fn copy_merges(desk: &mut Desk<'_>, from: (i32, Block), to: (i32, Block)) -> Result<(), String> {
    let tab = desk.book.tab(from.0)?;
    let inside = |merge: &Value| tab.block(merge).ok().filter(|merge| merge.meets(from.1));
    let found: Vec<Block> = tab.merges.iter().filter_map(inside).collect();
    for merge in found {
        let (top, left) = (merge.top.max(from.1.top), merge.left.max(from.1.left));
        let (top, left) = (to.1.top + top - from.1.top, to.1.left + left - from.1.left);
        let copied = Block { top, left, bottom: top + merge.height(), right: left + merge.width() };
        let range = grid_range(to.0, copied);
        super::overlays::merge(desk, &json!({"range": range}))?;
    }
    Ok(())
}

pub(super) fn cut(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (from_id, from) = desk.block(ask, "source")?;
    let to = ask.get("destination").ok_or("No destination specified.")?;
    let to_id = int(to, "sheetId").unwrap_or_default();
    let index = |name: &str| usize::try_from(int(to, name).unwrap_or_default()).ok();
    let corner = index("rowIndex").zip(index("columnIndex"));
    let (top, left) = corner.ok_or("destination must not be negative.")?;
    let target = Block { top, left, bottom: top + from.height(), right: left + from.width() };
    let kind = text(ask, "pasteType");
    let tab = desk.book.tab(to_id)?;
    if target.bottom > tab.rows.len() || target.right > tab.columns.len() {
        return Err(tab.exceeded(target));
    }
    let taken = take(desk, from_id, from)?;
    let tab = desk.book.tab_mut(from_id)?;
    // Emptied before anything is pasted: where the ranges overlap, the other order would erase what has just arrived.
    super::cells::each(from, |row, column| {
        if tab.cell(row, column).is_some()
            && let Some(cell) = tab.cell_mut(row, column)
        {
            empty(cell, kind);
        }
        Ok(())
    })?;
    let tab = desk.book.tab_mut(to_id)?;
    super::cells::each(target, |row, column| {
        // A formula that is moved, unlike one that is copied, keeps pointing where it pointed.
        paste(tab, (row, column), &taken[row - top][column - left], kind, None);
        Ok(())
    })?;
    Ok(Value::Null)
}

fn empty(cell: &mut Cell, kind: &str) {
    match kind {
        "PASTE_VALUES" | "PASTE_FORMULA" => cell.entered = Entered::Empty,
        "PASTE_FORMAT" => cell.set("userEnteredFormat", None),
        "PASTE_DATA_VALIDATION" => cell.set("dataValidation", None),
        "PASTE_CONDITIONAL_FORMATTING" => {}
        _ => *cell = Cell::default(),
    }
}

fn offset(now: usize, before: usize) -> isize {
    isize::try_from(now).unwrap_or_default() - isize::try_from(before).unwrap_or_default()
}

fn paste(
    tab: &mut Tab,
    (row, column): (usize, usize),
    source: &Taken,
    kind: &str,
    moved: Option<(isize, isize)>,
) {
    let blank = source.cell.is_blank();
    if blank && tab.cell(row, column).is_none() {
        return;
    }
    let Some(cell) = tab.cell_mut(row, column) else { return };
    let entered = match (&source.cell.entered, moved) {
        (Entered::Formula(formula), Some((down, across))) => {
            Entered::Formula(edit::copied(formula, down, across).into())
        }
        (other, _) => other.clone(),
    };
    match kind {
        "PASTE_VALUES" => cell.entered = source.value.clone(),
        "PASTE_FORMULA" => cell.entered = entered,
        "PASTE_FORMAT" => {
            cell.set("userEnteredFormat", source.cell.get("userEnteredFormat").cloned());
        }
        "PASTE_DATA_VALIDATION" => {
            cell.set("dataValidation", source.cell.get("dataValidation").cloned());
        }
        "PASTE_CONDITIONAL_FORMATTING" => {}
        "PASTE_NO_BORDERS" => {
            *cell = source.cell.clone();
            cell.entered = entered;
            let mut format = cell.get("userEnteredFormat").cloned();
            if let Some(format) = format.as_mut().and_then(Value::as_object_mut) {
                format.remove("borders");
            }
            cell.set("userEnteredFormat", format);
        }
        _ => {
            *cell = source.cell.clone();
            cell.entered = entered;
        }
    }
}
