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
use super::tab::{Dimension, Tab};

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

/// The cells that one `GridData` holds, and which of their fields.
#[derive(Clone, Copy)]
pub(crate) struct Grid<'g> {
    pub(crate) tab: &'g Tab,
    pub(crate) block: Block,
    /// The fields of the `GridData` that are asked for.
    pub(crate) mask: &'g Mask,
    /// Whether ranges were asked for: only then metadata of rows and columns is part of the answer.
    pub(crate) is_range: bool,
}

impl Grid<'_> {
    /// Writes the `GridData`.
    pub(crate) fn write(&self, out: &mut String, view: View<'_>) {
        let mut data = Object::open(out);
        for (name, start) in [("startRow", self.block.top), ("startColumn", self.block.left)] {
            if start > 0 && self.mask.child(name).is_some() {
                data.field(name).push_str(&start.to_string());
            }
        }
        if let Some(mask) = self.mask.child("rowData") {
            let values = mask.child("values");
            let wanted: Vec<(&str, &Mask)> =
                FIELDS.iter().filter_map(|name| Some((*name, values?.child(name)?))).collect();
            // Written aside first, because the field is absent where nothing is left of it.
            let mut rows = String::new();
            if !self.write_rows(&mut rows, view, &wanted) {
                data.field("rowData").push_str(&rows);
            }
        }
        for (name, dimension) in
            [("rowMetadata", Dimension::Rows), ("columnMetadata", Dimension::Columns)]
        {
            if let Some(mask) = self.mask.child(name) {
                self.write_lines(data.field(name), dimension, mask);
            }
        }
        data.close();
    }

    /// Writes the rows without their empty end; returns whether nothing was left.
    fn write_rows(&self, out: &mut String, view: View<'_>, wanted: &[(&str, &Mask)]) -> bool {
        let Self { tab, block, .. } = *self;
        let mut rows = Trimmed::open(out);
        for row in block.top..block.bottom {
            let from = rows.next(out);
            let cells = tab.rows.get(row).map(|row| row.cells.as_slice()).unwrap_or_default();
            let cells = cells.get(block.left..block.right.min(cells.len())).unwrap_or_default();
            // Not reported to `wrote`, so empty rows at the end are cut off.
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

    fn write_lines(&self, out: &mut String, dimension: Dimension, mask: &Mask) {
        let range = match dimension {
            Dimension::Rows => self.block.top..self.block.bottom,
            Dimension::Columns => self.block.left..self.block.right,
        };
        out.push('[');
        for index in range.clone() {
            if index > range.start {
                out.push(',');
            }
            self.write_line(out, dimension, index, mask);
        }
        out.push(']');
    }

    fn write_line(&self, out: &mut String, dimension: Dimension, index: usize, mask: &Mask) {
        let Some(line) = self.tab.line(dimension, index) else { return out.push_str("{}") };
        let mut properties = Object::open(out);
        if line.hidden && mask.child("hiddenByUser").is_some() {
            properties.field("hiddenByUser").push_str("true");
        }
        if mask.child("pixelSize").is_some() {
            let usual = PIXELS.iter().find(|(known, _)| *known == dimension);
            let pixels = line.pixels.or(usual.map(|(_, pixels)| *pixels)).unwrap_or_default();
            properties.field("pixelSize").push_str(&pixels.to_string());
        }
        let mut told = line.metadata.iter().filter(|entry| entry.is_told).peekable();
        if let Some(mask) = mask.child("developerMetadata")
            && self.is_range
            && told.peek().is_some()
        {
            let at = metadata::Place::Line(self.tab.id, dimension, index);
            let told = told.map(|entry| metadata::to_value(entry, at)).collect();
            json::write(properties.field("developerMetadata"), &mask.filter(Value::Array(told)));
        }
        properties.close();
    }
}

fn write_cell(out: &mut String, view: View<'_>, tab: &Tab, cell: &Cell, wanted: &[(&str, &Mask)]) {
    let mut data = Object::open(out);
    if cell.is_blank() {
        return data.close();
    }
    for (name, mask) in wanted {
        match (*name, *mask, &cell.entered) {
            ("userEnteredValue" | "effectiveValue" | "formattedValue", _, Entered::Empty) => {}
            // Most cells of a desk hold text, which is written straight out, without a tree of values in between.
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
