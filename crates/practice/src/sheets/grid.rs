//! The cells of a range, written as the `GridData` of an answer.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/sheets#griddata>.

use serde_json::Value;

use super::a1::Block;
use super::cell::{Cell, Entered};
use super::field_mask::Mask;
use super::json::{self, Object, Trimmed};
use super::metadata;
use super::render::View;
use super::tab::{Dimension, Line, Tab};

/// The fields of `CellData` that can ever be filled, in the order the service sends them.
const FIELDS: &[&str] = &[
    "userEnteredValue",
    "effectiveValue",
    "formattedValue",
    "userEnteredFormat",
    "effectiveFormat",
    "hyperlink",
    "note",
    "textFormatRuns",
    "dataValidation",
    "chipRuns",
];

/// A row as high, and a column as wide, as nobody changed it. Source: recorded answers.
const PIXELS: [(Dimension, i32); 2] = [(Dimension::Rows, 21), (Dimension::Columns, 100)];

/// Writes one `GridData`. Metadata of rows and columns is told only when ranges were asked for.
pub(crate) fn write(
    out: &mut String,
    view: View<'_>,
    tab: &Tab,
    block: Block,
    mask: &Mask,
    ranged: bool,
) {
    let mut data = Object::open(out);
    for (name, start) in [("startRow", block.top), ("startColumn", block.left)] {
        if start > 0 && mask.child(name).is_some() {
            data.field(name).push_str(&start.to_string());
        }
    }
    if let Some(mask) = mask.child("rowData") {
        let values = mask.child("values");
        let wanted: Vec<(&str, &Mask)> =
            FIELDS.iter().filter_map(|name| Some((*name, values?.child(name)?))).collect();
        let mut rows = String::new();
        if !write_rows(&mut rows, view, tab, block, &wanted) {
            data.field("rowData").push_str(&rows);
        }
    }
    for (name, dimension) in
        [("rowMetadata", Dimension::Rows), ("columnMetadata", Dimension::Columns)]
    {
        if let Some(mask) = mask.child(name) {
            write_lines(data.field(name), tab, dimension, block, mask, ranged);
        }
    }
    data.close();
}

/// Writes the rows without their empty end; returns whether nothing was left.
fn write_rows(
    out: &mut String,
    view: View<'_>,
    tab: &Tab,
    block: Block,
    wanted: &[(&str, &Mask)],
) -> bool {
    let mut rows = Trimmed::open(out);
    for row in block.top..block.bottom {
        let from = rows.next(out);
        let cells = tab.rows.get(row).map(|row| row.cells.as_slice()).unwrap_or_default();
        let cells = cells.get(block.left..block.right.min(cells.len())).unwrap_or_default();
        if cells.is_empty() {
            out.push_str("{}");
            continue;
        }
        out.push_str("{\"values\":");
        let mut list = Trimmed::open(out);
        for cell in cells {
            let from = list.next(out);
            write_cell(out, view, tab, cell, wanted);
            list.wrote(out, from);
        }
        if list.close(out) {
            out.truncate(from);
            out.push_str("{}");
        } else {
            out.push('}');
        }
        rows.wrote(out, from);
    }
    rows.close(out)
}

fn write_cell(out: &mut String, view: View<'_>, tab: &Tab, cell: &Cell, wanted: &[(&str, &Mask)]) {
    let mut data = Object::open(out);
    if cell.is_blank() {
        return data.close();
    }
    for (name, mask) in wanted {
        match (*name, *mask, &cell.entered) {
            ("userEnteredValue" | "effectiveValue" | "formattedValue", _, Entered::Empty) => {}
            ("userEnteredValue" | "effectiveValue", Mask::All, Entered::Text(text)) => {
                let out = data.field(name);
                out.push_str("{\"stringValue\":");
                json::write_text(out, text);
                out.push('}');
            }
            ("formattedValue", _, Entered::Text(text)) => {
                json::write_text(data.field(name), text);
            }
            _ => {
                if let Some(value) = view.field(tab, cell, name, mask) {
                    json::write(data.field(name), &value);
                }
            }
        }
    }
    data.close();
}

fn write_lines(
    out: &mut String,
    tab: &Tab,
    dimension: Dimension,
    block: Block,
    mask: &Mask,
    ranged: bool,
) {
    let range = match dimension {
        Dimension::Rows => block.top..block.bottom,
        Dimension::Columns => block.left..block.right,
    };
    out.push('[');
    for index in range.clone() {
        if index > range.start {
            out.push(',');
        }
        match tab.line(dimension, index) {
            Some(line) => write_line(out, tab, (dimension, index), line, mask, ranged),
            None => out.push_str("{}"),
        }
    }
    out.push(']');
}

fn write_line(
    out: &mut String,
    tab: &Tab,
    place: (Dimension, usize),
    line: &Line,
    mask: &Mask,
    ranged: bool,
) {
    let mut properties = Object::open(out);
    if line.hidden && mask.child("hiddenByUser").is_some() {
        properties.field("hiddenByUser").push_str("true");
    }
    if mask.child("pixelSize").is_some() {
        let usual = PIXELS.iter().find(|(dimension, _)| *dimension == place.0);
        let pixels = line.pixels.or(usual.map(|(_, pixels)| *pixels)).unwrap_or_default();
        properties.field("pixelSize").push_str(&pixels.to_string());
    }
    let mut told = line.metadata.iter().filter(|entry| entry.is_told).peekable();
    if let Some(mask) = mask.child("developerMetadata")
        && ranged
        && told.peek().is_some()
    {
        let at = metadata::Place::Line(tab.id, place.0, place.1);
        let told = told.map(|entry| metadata::to_value(entry, at)).collect();
        json::write(properties.field("developerMetadata"), &mask.filter(Value::Array(told)));
    }
    properties.close();
}
