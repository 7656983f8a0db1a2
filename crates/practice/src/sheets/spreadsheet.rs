//! A whole spreadsheet, written as an answer.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/get>.

use serde_json::{Value, json};

use super::a1::Block;
use super::field_mask::Mask;
use super::grid::Grid;
use super::json::{self, Object};
use super::metadata;
use super::protect;
use super::render::View;
use super::tab::Tab;

/// What of a spreadsheet is asked for.
pub(crate) struct Ask<'a> {
    pub(crate) mask: &'a Mask,
    /// Places of tabs and their cells; none stands for every tab whole.
    pub(crate) ranges: Option<Vec<(usize, Block)>>,
    /// Whether cells are wanted.
    pub(crate) cells: bool,
    /// The address of the caller.
    pub(crate) reader: &'a str,
    /// Whether developer metadata of the spreadsheet is left out.
    pub(crate) hides: bool,
}

/// Returns the ranges that were asked for, none if there are none.
///
/// # Errors
///
/// The words for the first range that cannot be found.
pub(crate) fn ranges(
    view: View<'_>,
    texts: &[Value],
) -> Result<Option<Vec<(usize, Block)>>, String> {
    if texts.is_empty() {
        return Ok(None);
    }
    let found = texts.iter().filter_map(Value::as_str).map(|text| view.book.find(text));
    found.collect::<Result<_, _>>().map(Some)
}

/// Writes the `Spreadsheet`.
pub(crate) fn write(out: &mut String, view: View<'_>, ask: &Ask<'_>) {
    let book = view.book;
    let mut whole = Object::open(out);
    let small = [
        ("spreadsheetId", json!(book.id)),
        ("properties", book.to_properties()),
        ("namedRanges", json!(book.named)),
        (
            "spreadsheetUrl",
            json!(format!("https://docs.google.com/spreadsheets/d/{}/edit", book.id)),
        ),
        (
            "developerMetadata",
            if ask.hides {
                Value::Null
            } else {
                metadata::list(&book.metadata, metadata::Place::Spreadsheet)
            },
        ),
    ];
    for (name, value) in small {
        put(&mut whole, ask.mask, name, value);
    }
    if let Some(mask) = ask.mask.child("sheets") {
        let out = whole.field("sheets");
        out.push('[');
        let mut first = true;
        for (place, tab) in book.tabs.iter().enumerate() {
            let blocks: Vec<Block> = match &ask.ranges {
                Some(ranges) => {
                    ranges.iter().filter(|(at, _)| *at == place).map(|(_, block)| *block).collect()
                }
                None => vec![tab.whole()],
            };
            // Where ranges are asked for, a tab in none of them is not part of the answer.
            if blocks.is_empty() {
                continue;
            }
            if !std::mem::take(&mut first) {
                out.push(',');
            }
            write_sheet(out, view, &Sheet { place, tab, mask, blocks: &blocks }, ask);
        }
        out.push(']');
    }
    whole.close();
}

/// A tab of the answer.
struct Sheet<'s> {
    place: usize,
    tab: &'s Tab,
    /// The fields of the `Sheet` that are asked for.
    mask: &'s Mask,
    /// The cells that are asked for.
    blocks: &'s [Block],
}

fn write_sheet(out: &mut String, view: View<'_>, wanted: &Sheet<'_>, ask: &Ask<'_>) {
    let Sheet { place, tab, mask, blocks } = *wanted;
    let mut sheet = Object::open(out);
    put(&mut sheet, mask, "properties", tab.to_properties(place));
    if let Some(mask) = mask.child("data").filter(|_| ask.cells) {
        let out = sheet.field("data");
        out.push('[');
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            Grid { tab, block: *block, mask, is_range: ask.ranges.is_some() }.write(out, view);
        }
        out.push(']');
    }
    let lists = [
        ("merges", json!(tab.merges)),
        ("conditionalFormats", json!(tab.rules)),
        (
            "protectedRanges",
            tab.protected.iter().map(|range| protect::told(range, ask.reader)).collect(),
        ),
        ("basicFilter", json!(tab.filter)),
        ("bandedRanges", json!(tab.bandings)),
        ("developerMetadata", metadata::list(&tab.metadata, metadata::Place::Tab(tab.id))),
    ];
    for (name, value) in lists {
        put(&mut sheet, mask, name, value);
    }
    sheet.close();
}

/// Writes a field if it is selected and not empty.
fn put(object: &mut Object<'_>, mask: &Mask, name: &str, value: Value) {
    let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    if let Some(mask) = mask.child(name).filter(|_| !empty) {
        json::write(object.field(name), &mask.filter(value));
    }
}
