//! The requests of a probe, in the service's own words. Versions and marks are made just as the job
//! makes them, under ids of their own.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request>.

use serde_json::{Value, json};
use threadsheet_core::i18n::probe::TAB;

/// The fixed id of the tab. It belongs to the probe alone, as do the ids of the metadata.
pub(super) const TAB_ID: i32 = 1_416_784_610;
/// The id of the version.
pub(super) const VERSION_ID: i32 = 1_416_784_611;
/// The id of the column's mark.
pub(super) const GUARD_ID: i32 = 1_416_784_612;

/// How many columns the tab has.
pub(super) const COLUMNS: usize = 4;

pub(super) fn add_tab() -> Value {
    json!({"addSheet": {"properties": {
        "sheetId": TAB_ID, "title": TAB,
        "gridProperties": {"rowCount": 2, "columnCount": COLUMNS},
    }}})
}

pub(super) fn delete_tab() -> Value {
    json!({"deleteSheet": {"sheetId": TAB_ID}})
}

pub(super) fn write(text: &str) -> Value {
    json!({"updateCells": {
        "start": {"sheetId": TAB_ID, "rowIndex": 0, "columnIndex": 0},
        "rows": [{"values": [{"userEnteredValue": {"stringValue": text}}]}],
        "fields": "userEnteredValue",
    }})
}

/// Replaces a cell of a tab that holds exactly `find`.
pub(super) fn swap(tab: i32, find: &str, replacement: &str) -> Value {
    json!({"findReplace": {
        "find": find, "replacement": replacement, "matchCase": true, "matchEntireCell": true,
        "sheetId": tab,
    }})
}

pub(super) fn create_version(value: &str) -> Value {
    json!({"createDeveloperMetadata": {"developerMetadata": {
        "metadataId": VERSION_ID, "metadataKey": TAB, "metadataValue": value,
        "location": {"spreadsheet": true}, "visibility": "DOCUMENT",
    }}})
}

/// Deletes the version of that value, or any.
pub(super) fn delete_version(value: Option<&str>) -> Value {
    let mut lookup = json!({"metadataId": VERSION_ID});
    if let Some(value) = value {
        lookup["metadataValue"] = json!(value);
    }
    json!({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}})
}

fn column(at: usize) -> Value {
    json!({"dimensionRange": {
        "sheetId": TAB_ID, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1,
    }})
}

pub(super) fn create_guard(at: usize) -> Value {
    json!({"createDeveloperMetadata": {"developerMetadata": {
        "metadataId": GUARD_ID, "metadataKey": TAB, "location": column(at), "visibility": "DOCUMENT",
    }}})
}

pub(super) fn delete_guard(at: usize) -> Value {
    json!({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {
        "metadataId": GUARD_ID, "metadataLocation": column(at),
        "locationMatchingStrategy": "EXACT_LOCATION",
    }}}})
}

/// Moves a column to the right end.
pub(super) fn move_to_the_end(at: usize) -> Value {
    json!({"moveDimension": {
        "source": column(at)["dimensionRange"], "destinationIndex": COLUMNS,
    }})
}

/// Returns how many cells a swap has changed.
pub(super) fn changed(replies: &[Value]) -> u64 {
    let counted = |reply: &Value| reply["findReplace"]["occurrencesChanged"].as_u64();
    // No match is no error, and then the count is left out.
    replies.iter().filter_map(counted).sum()
}
