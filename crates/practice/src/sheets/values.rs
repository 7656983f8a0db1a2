//! The plain values of ranges, read.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values>.

use serde_json::Value;

use super::a1::Block;
use super::cell::{Cell, Entered};
use super::formats;
use super::formula::Worth;
use super::json::{self, Object, Trimmed, text};
use super::render::View;
use super::tab::Tab;

pub(crate) mod append;
pub(crate) mod write;

/// How values are written in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) columns_first: bool,
    pub(crate) render: Render,
    /// Whether dates come as text when numbers come as numbers.
    pub(crate) dates_as_text: bool,
}

/// The `ValueRenderOption`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Render {
    Formatted,
    Unformatted,
    Formula,
}

impl Style {
    /// Returns the style that a request's three options ask for.
    pub(crate) fn of(major: &str, render: &str, dates: &str) -> Self {
        Self {
            columns_first: major == "COLUMNS",
            render: match render {
                "UNFORMATTED_VALUE" => Render::Unformatted,
                "FORMULA" => Render::Formula,
                _ => Render::Formatted,
            },
            dates_as_text: dates == "FORMATTED_STRING",
        }
    }
}

/// Writes a `ValueRange`; `values` is absent when nothing is there.
pub(crate) fn write_range(out: &mut String, view: View<'_>, tab: &Tab, block: Block, style: Style) {
    let mut range = Object::open(out);
    json::write_text(range.field("range"), &block.named(&tab.title));
    let major = if style.columns_first { "\"COLUMNS\"" } else { "\"ROWS\"" };
    range.field("majorDimension").push_str(major);
    // Written aside first, because the field is absent where nothing is left of it.
    let mut values = String::new();
    if !write_values(&mut values, view, tab, block, style) {
        range.field("values").push_str(&values);
    }
    range.close();
}

fn write_values(out: &mut String, view: View<'_>, tab: &Tab, block: Block, style: Style) -> bool {
    let (outer, inner) = if style.columns_first {
        (block.left..block.right, block.top..block.bottom)
    } else {
        (block.top..block.bottom, block.left..block.right)
    };
    let mut lines = Trimmed::open(out);
    for major in outer {
        let from = lines.next(out);
        let mut line = Trimmed::open(out);
        for minor in inner.clone() {
            let (row, column) = if style.columns_first { (minor, major) } else { (major, minor) };
            let from = line.next(out);
            match tab.cell(row, column) {
                Some(cell) => write_value(out, view, tab, cell, style),
                None => out.push_str("\"\""),
            }
            line.wrote(out, from);
        }
        line.close(out);
        lines.wrote(out, from);
    }
    lines.close(out)
}

fn write_value(out: &mut String, view: View<'_>, tab: &Tab, cell: &Cell, style: Style) {
    match (&cell.entered, style.render) {
        (Entered::Empty, _) => out.push_str("\"\""),
        (Entered::Text(text), _) => json::write_text(out, text),
        (Entered::Formula(formula), Render::Formula) => json::write_text(out, formula),
        (_, Render::Formatted) => {
            json::write_text(out, &view.shown(tab, cell).unwrap_or_default());
        }
        _ => write_unformatted(out, view, tab, cell, style),
    }
}

fn write_unformatted(out: &mut String, view: View<'_>, tab: &Tab, cell: &Cell, style: Style) {
    let result = view.worth(tab, cell);
    match result.worth {
        Worth::Blank => out.push_str("\"\""),
        Worth::Text(text) => json::write_text(out, &text),
        Worth::Bool(on) => out.push_str(if on { "true" } else { "false" }),
        // Seen of the service: the mark, and the reason in brackets behind it.
        Worth::Fault(kind, why) => json::write_text(out, &format!("{} ({why})", Worth::mark(kind))),
        Worth::Number(number) => {
            let format = result.format.as_ref().or_else(|| cell.number_format());
            let kind = format.map(|format| text(format, "type")).unwrap_or_default();
            if style.dates_as_text && matches!(kind, "DATE" | "TIME" | "DATE_TIME") {
                json::write_text(out, &formats::show(number, format, &view.book.locale));
            } else {
                json::write(out, &json::number(number));
            }
        }
    }
}

/// Returns the lines of a `ValueRange` as rows and columns of single values.
///
/// # Errors
///
/// The words for a value that no cell can hold.
pub(crate) fn lines<'v>(
    range: &'v Value,
    at: &str,
) -> Result<Vec<(usize, usize, &'v Value)>, String> {
    let columns_first = text(range, "majorDimension") == "COLUMNS";
    let mut cells = Vec::new();
    for (major, line) in json::list(range, "values").iter().enumerate() {
        for (minor, value) in line.as_array().into_iter().flatten().enumerate() {
            if value.is_object() || value.is_array() {
                let kind = if value.is_object() { "struct_value" } else { "list_value" };
                return Err(format!("Invalid {at}values[{major}][{minor}]: {kind} {value}"));
            }
            let (row, column) = if columns_first { (minor, major) } else { (major, minor) };
            cells.push((row, column, value));
        }
    }
    Ok(cells)
}
