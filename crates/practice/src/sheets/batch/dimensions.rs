//! Requests on rows and columns as a whole, and on ranges that push others aside.

use serde_json::{Value, json};

use super::super::a1::Block;
use super::super::cell::Cell;
use super::super::dimension::{self, CELLS_MAX, Insertion};
use super::super::field_mask::Mask;
use super::super::json::{flag, int, text};
use super::super::quirks::ColumnMetadata;
use super::super::tab::{Dimension, Metadata, Tab};
use super::{Answer, Desk};

/// A dimension range, resolved.
struct Lines {
    id: i32,
    dimension: Dimension,
    start: usize,
    end: usize,
    /// How many there are.
    size: usize,
}

fn lines(desk: &Desk<'_>, ask: &Value, name: &str) -> Result<Lines, String> {
    let range = ask.get(name).ok_or_else(|| format!("No {name} specified."))?;
    let id = int(range, "sheetId").unwrap_or_default();
    let tab = desk.book.tab(id)?;
    let dimension = Dimension::of(range)?;
    let size = tab.count(dimension);
    let index = |side: &str, usual: usize| match int(range, side) {
        None => Ok(usual),
        Some(at) => usize::try_from(at).map_err(|_| format!("{name}.{side}[{at}] must be >= 0.")),
    };
    let (start, end) = (index("startIndex", 0)?, index("endIndex", size)?);
    // A start beyond the grid is left to `insert` and `inside`, which have words of their own for it.
    if end <= start && !(end == size && start >= size) {
        return Err(format!(
            "{name}.endIndex[{end}] must be greater than {name}.startIndex[{start}]."
        ));
    }
    Ok(Lines { id, dimension, start, end, size })
}

impl Lines {
    fn inside(self, verb: &str) -> Result<Self, String> {
        if self.start >= self.size {
            let what = self.dimension.word().to_lowercase();
            return Err(format!(
                "Cannot {verb} {what} that do not exist: grid has {} {what}.",
                self.size
            ));
        }
        let end = self.end.min(self.size);
        Ok(Self { end, ..self })
    }
}

fn check_size(
    desk: &Desk<'_>,
    tab: &Tab,
    dimension: Dimension,
    count: usize,
) -> Result<(), String> {
    let other = match dimension {
        Dimension::Rows => tab.columns.len(),
        Dimension::Columns => tab.rows.len(),
    };
    let cells: usize = desk.book.tabs.iter().map(|tab| tab.rows.len() * tab.columns.len()).sum();
    if cells + other.saturating_mul(count) > CELLS_MAX {
        return Err(format!(
            "This action would increase the number of cells in the workbook above the limit of \
             {CELLS_MAX} cells."
        ));
    }
    Ok(())
}

pub(super) fn insert(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let at = lines(desk, ask, "range")?;
    let like_before = flag(ask, "inheritFromBefore");
    if like_before && at.start == 0 {
        return Err("inheritFromBefore cannot be true if range.startIndex is 0.".to_owned());
    }
    // The words of these two refusals were copied from answers of the service.
    if at.start > at.size {
        return Err(format!("range.startIndex is larger than current grid size ({})", at.size));
    }
    if at.start == at.size && !like_before {
        return Err(format!(
            "range.startIndex must be less than the grid size ({}) if inheritFromBefore is false.",
            at.size
        ));
    }
    let count = at.end.saturating_sub(at.start);
    if count == 0 {
        return Err("range.endIndex must be greater than range.startIndex.".to_owned());
    }
    check_size(desk, desk.book.tab(at.id)?, at.dimension, count)?;
    let lines = Insertion { dimension: at.dimension, at: at.start, count, like_before };
    dimension::insert(desk.book, at.id, lines);
    Ok(Value::Null)
}

pub(super) fn delete(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let at = lines(desk, ask, "range")?.inside("delete")?;
    if at.start == 0 && at.end == at.size {
        let what = at.dimension.word().to_lowercase();
        return Err(format!("You can't delete all the {what} on the sheet."));
    }
    let frozen = match at.dimension {
        Dimension::Rows => "frozenRowCount",
        Dimension::Columns => "frozenColumnCount",
    };
    let held = desk.book.tab(at.id)?.grid.get(frozen).and_then(Value::as_u64).unwrap_or_default();
    let held = usize::try_from(held).unwrap_or_default();
    if held > 0 && at.start <= held && at.end == at.size {
        let what = at.dimension.word().to_lowercase();
        return Err(format!("Sorry, it is not possible to delete all non-frozen {what}."));
    }
    dimension::delete(desk.book, at.id, at.dimension, at.start, at.end);
    Ok(Value::Null)
}

pub(super) fn shift(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let at = lines(desk, ask, "source")?.inside("move")?;
    let to = usize::try_from(int(ask, "destinationIndex").unwrap_or_default());
    let to = to.ok().filter(|to| *to <= at.size).ok_or("destinationIndex is outside the grid.")?;
    if (at.start..=at.end).contains(&to) {
        return Err("destinationIndex must not be within the source.".to_owned());
    }
    let stays =
        at.dimension == Dimension::Columns && desk.quirks.column_metadata == ColumnMetadata::Stays;
    let before: Vec<Vec<Metadata>> = if stays {
        desk.book.tab(at.id)?.columns.iter().map(|column| column.metadata.clone()).collect()
    } else {
        Vec::new()
    };
    // Columns and cells move in any case; with this quirk the metadata is put back where it was. `before` is empty
    // otherwise, so that the loop does nothing.
    dimension::shift(desk.book, at.id, at.dimension, at.start..at.end, to);
    for (column, metadata) in desk.book.tab_mut(at.id)?.columns.iter_mut().zip(before) {
        column.metadata = metadata;
    }
    Ok(Value::Null)
}

pub(super) fn append(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let id = int(ask, "sheetId").unwrap_or_default();
    let dimension = Dimension::of(ask)?;
    let count = int(ask, "length").and_then(|length| usize::try_from(length).ok());
    let count = count.filter(|count| *count > 0).ok_or("length must be greater than zero.")?;
    check_size(desk, desk.book.tab(id)?, dimension, count)?;
    dimension::extend(desk.book.tab_mut(id)?, dimension, count);
    Ok(Value::Null)
}

pub(super) fn properties(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "DimensionProperties")?;
    let at = lines(desk, ask, "range")?.inside("update")?;
    let nothing = json!({});
    let wanted = ask.get("properties").unwrap_or(&nothing);
    // Refused where they are named; `*` passes over what cannot be written.
    for name in ["developerMetadata", "hiddenByFilter", "dataSourceColumnReference"] {
        if mask != Mask::All && mask.child(name).is_some() {
            return Err(format!("Field {name} cannot be updated."));
        }
    }
    let pixels = int(wanted, "pixelSize");
    if pixels.is_some_and(|pixels| pixels < 0) {
        return Err("pixelSize must not be negative.".to_owned());
    }
    let tab = desk.book.tab_mut(at.id)?;
    for index in at.start..at.end {
        let Some(line) = tab.line_mut(at.dimension, index) else { continue };
        if mask.child("pixelSize").is_some() {
            line.pixels = pixels;
        }
        if mask.child("hiddenByUser").is_some() {
            line.hidden = flag(wanted, "hiddenByUser");
        }
    }
    Ok(Value::Null)
}

/// `autoResizeDimensions`: accepted and checked; nobody here measures letters.
pub(super) fn auto_resize(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    if ask.get("dataSourceSheetDimensions").is_some() {
        return Err("The practice sheet has no data sources.".to_owned());
    }
    lines(desk, ask, "dimensions")?.inside("resize")?;
    Ok(Value::Null)
}

/// `insertRange`: cells pushed down or to the right.
pub(super) fn insert_range(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (id, block) = desk.block(ask, "range")?;
    let dimension = shift_dimension(ask)?;
    let tab = desk.book.tab_mut(id)?;
    let pushed = match dimension {
        Dimension::Rows => block.height(),
        Dimension::Columns => block.width(),
    };
    // The grid grows first, so that `push` cuts off nothing but empty cells at its edge.
    dimension::extend(tab, dimension, pushed);
    push(tab, block, dimension, true);
    Ok(Value::Null)
}

/// `deleteRange`: cells below or to the right pulled up.
pub(super) fn delete_range(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (id, block) = desk.block(ask, "range")?;
    let dimension = shift_dimension(ask)?;
    push(desk.book.tab_mut(id)?, block, dimension, false);
    Ok(Value::Null)
}

fn shift_dimension(ask: &Value) -> Result<Dimension, String> {
    Dimension::of(&json!({"dimension": text(ask, "shiftDimension")}))
        .map_err(|_| "No shiftDimension specified.".to_owned())
}

/// Pushes cells away from a block, or pulls them over it; row metadata stays where it is.
fn push(tab: &mut Tab, block: Block, dimension: Dimension, away: bool) {
    let (rows, columns) = (tab.rows.len(), tab.columns.len());
    let (across, along, from, count) = match dimension {
        Dimension::Rows => (block.left..block.right, rows, block.top, block.height()),
        Dimension::Columns => (block.top..block.bottom, columns, block.left, block.width()),
    };
    let place = |line: usize, at: usize| match dimension {
        Dimension::Rows => (at, line),
        Dimension::Columns => (line, at),
    };
    for line in across {
        let taken = |at: usize| {
            let (row, column) = place(line, at);
            tab.cell(row, column).cloned().unwrap_or_default()
        };
        let mut cells: Vec<Cell> = (from..along).map(taken).collect();
        if away {
            cells.splice(0..0, std::iter::repeat_n(Cell::default(), count));
            cells.truncate(along - from);
        } else {
            cells.drain(..count.min(cells.len()));
            cells.resize(along - from, Cell::default());
        }
        for (at, cell) in cells.into_iter().enumerate() {
            let (row, column) = place(line, from + at);
            // Where both are blank the row is left alone: it may be shared with copies of the spreadsheet.
            let there = tab.cell(row, column).is_some_and(|old| !old.is_blank());
            if (there || !cell.is_blank())
                && let Some(old) = tab.cell_mut(row, column)
            {
                *old = cell;
            }
        }
    }
}
