//! Our changes as the service's own requests.

mod steps;

use std::ops::Range;

use google_sheets4::FieldMask;
use google_sheets4::api::{
    AddSheetRequest, AppendCellsRequest, AppendDimensionRequest, CellData, CellFormat,
    CreateDeveloperMetadataRequest, DataFilter, DeleteDeveloperMetadataRequest, DeveloperMetadata,
    DeveloperMetadataLocation, DeveloperMetadataLookup, DimensionProperties, DimensionRange,
    ExtendedValue, FindReplaceRequest, GridCoordinate, GridProperties, GridRange,
    InsertDimensionRequest, MoveDimensionRequest, NumberFormat, RowData, SheetProperties,
    UpdateCellsRequest, UpdateDimensionPropertiesRequest,
};
use google_sheets4::common::remove_json_null_values;
use serde::Serialize;
use serde_json::{Value, json};
use threadsheet_core::cell;
use threadsheet_core::i18n::cells;
use threadsheet_core::language::Language;

use crate::sheets::changes::{Change, GuardState, Written};
use crate::sheets::fence::{Epoch, METADATA_ID, METADATA_KEY};

/// How many rows a new tab has: as many as one that a person adds.
const NEW_TAB_ROWS: i32 = 1000;

/// Writes one request down, with nothing but what is set.
///
/// The crate's own `Request` has a field for every kind there is: each takes thirty kilobytes, and sixty nulls that
/// would be written and taken out again.
fn request(kind: &str, request: &impl Serialize) -> Value {
    // Only a map whose keys are no strings cannot be written as JSON, and none of these types has one.
    let mut request = serde_json::to_value(request).unwrap_or_default();
    remove_json_null_values(&mut request);
    json!({ kind: request })
}

/// Returns the fence that goes before a batch: the old version out, the new one in.
pub(super) fn fence(before: Option<&Epoch>, after: &Epoch) -> Vec<Value> {
    let mut requests = Vec::new();
    if let Some(before) = before {
        let lookup = DeveloperMetadataLookup {
            metadata_id: Some(METADATA_ID),
            // Google takes the intersection of both: only the version that was read is taken away, never a newer one.
            metadata_value: Some(before.value()),
            ..Default::default()
        };
        let data_filter =
            DataFilter { developer_metadata_lookup: Some(lookup), ..Default::default() };
        requests.push(request(
            "deleteDeveloperMetadata",
            &DeleteDeveloperMetadataRequest { data_filter: Some(data_filter) },
        ));
    }
    let metadata = DeveloperMetadata {
        metadata_id: Some(METADATA_ID),
        metadata_key: Some(METADATA_KEY.to_owned()),
        metadata_value: Some(after.value()),
        location: Some(DeveloperMetadataLocation { spreadsheet: Some(true), ..Default::default() }),
        // Metadata for the PROJECT is seen only by the Cloud project that made it: two runs with keys of different
        // projects would not see each other's version.
        visibility: Some("DOCUMENT".to_owned()),
    };
    requests.push(request(
        "createDeveloperMetadata",
        &CreateDeveloperMetadataRequest { developer_metadata: Some(metadata) },
    ));
    requests
}

/// Returns the requests of one change; dates are shown as people of that language write them.
pub(super) fn requests(change: &Change, language: Language) -> Vec<Value> {
    match change {
        Change::Swap { sheet_id, column, first_row, find, replacement } => {
            vec![swap(*sheet_id, *column, *first_row, find, replacement)]
        }
        Change::Cell { sheet_id, row, column, value } => {
            vec![update((*sheet_id, *row, *column), vec![vec![value.clone()]], language)]
        }
        Change::InsertRows { sheet_id, row, rows } => {
            let place = (*sheet_id, *row, 0);
            vec![insert(*sheet_id, *row, rows.len()), update(place, rows.clone(), language)]
        }
        Change::AppendRow { sheet_id, cells } => vec![append(*sheet_id, cells.clone(), language)],
        Change::MoveRows { sheet_id, rows, to } => vec![move_rows(*sheet_id, rows, *to)],
        Change::Guard { sheet_id, column, id, was } => guard(*sheet_id, *column, *id, *was),
        Change::AppendColumns { sheet_id, count } => vec![append_columns(*sheet_id, *count)],
        Change::HideColumn { sheet_id, column } => vec![hide(*sheet_id, *column, true)],
        Change::ShowColumn { sheet_id, column } => vec![hide(*sheet_id, *column, false)],
        Change::AddTab { sheet_id, title, columns } => vec![add_tab(*sheet_id, title, *columns)],
        Change::Lay(step) => vec![steps::addition(step, language)],
    }
}

/// A column guard moves with its column, and its id is unique: if the column has moved, the column guard is not found
/// where it is to be deleted, and making it again is refused.
fn guard(sheet_id: i32, column: usize, id: i32, was: GuardState) -> Vec<Value> {
    let location = DeveloperMetadataLocation {
        dimension_range: Some(dimension(sheet_id, "COLUMNS", column, column + 1)),
        ..Default::default()
    };
    let is_here = was == GuardState::Here;
    let lookup = DeveloperMetadataLookup {
        metadata_id: Some(id),
        // Where the column is known to be guarded in its place, only a guard in this very place is taken. Otherwise the
        // id alone finds it, wherever it is.
        metadata_location: is_here.then(|| location.clone()),
        location_matching_strategy: is_here.then(|| "EXACT_LOCATION".to_owned()),
        ..Default::default()
    };
    let data_filter = DataFilter { developer_metadata_lookup: Some(lookup), ..Default::default() };
    let out = request(
        "deleteDeveloperMetadata",
        &DeleteDeveloperMetadataRequest { data_filter: Some(data_filter) },
    );
    let metadata = DeveloperMetadata {
        metadata_id: Some(id),
        metadata_key: Some(METADATA_KEY.to_owned()),
        location: Some(location),
        visibility: Some("DOCUMENT".to_owned()),
        ..Default::default()
    };
    let into = request(
        "createDeveloperMetadata",
        &CreateDeveloperMetadataRequest { developer_metadata: Some(metadata) },
    );
    if was == GuardState::Nowhere { vec![into] } else { vec![out, into] }
}

fn swap(sheet_id: i32, column: usize, first_row: usize, find: &str, replacement: &str) -> Value {
    request(
        "findReplace",
        &FindReplaceRequest {
            find: Some(find.to_owned()),
            replacement: Some(replacement.to_owned()),
            match_case: Some(true),
            match_entire_cell: Some(true),
            range: Some(GridRange {
                sheet_id: Some(sheet_id),
                start_row_index: Some(index(first_row)),
                // Open at the end, for a person may have added rows since the sheet was read.
                end_row_index: None,
                start_column_index: Some(index(column)),
                end_column_index: Some(index(column + 1)),
            }),
            ..Default::default()
        },
    )
}

fn update(place: (i32, usize, usize), rows: Vec<Vec<Written>>, language: Language) -> Value {
    // A number format is set only where a date goes: any other cell keeps the person's own.
    let dated = rows.iter().flatten().any(|value| matches!(value, Written::DateTime(_)));
    let fields: &[&str] = if dated {
        &["userEnteredValue", "userEnteredFormat.numberFormat"]
    } else {
        &["userEnteredValue"]
    };
    let cells =
        |row: Vec<Written>| row.into_iter().map(|value| cell_data(value, language)).collect();
    let rows = rows.into_iter().map(|row| RowData { values: Some(cells(row)) }).collect();
    update_cells(place, rows, fields)
}

/// Returns the request that writes those fields of cells, from the first one on.
fn update_cells(
    (sheet_id, row, column): (i32, usize, usize),
    rows: Vec<RowData>,
    fields: &[&str],
) -> Value {
    request(
        "updateCells",
        &UpdateCellsRequest {
            start: Some(GridCoordinate {
                sheet_id: Some(sheet_id),
                row_index: Some(index(row)),
                column_index: Some(index(column)),
            }),
            rows: Some(rows),
            fields: Some(FieldMask::new(fields)),
            // `start` writes these cells alone; with `range` the service would also clear what the rows do not cover.
            range: None,
        },
    )
}

fn cell_data(value: Written, language: Language) -> CellData {
    match value {
        // The field mask names the value, and a named field that is missing is cleared.
        Written::Nothing => CellData::default(),
        Written::Text(text) => CellData {
            user_entered_value: Some(ExtendedValue {
                string_value: Some(text),
                ..Default::default()
            }),
            ..Default::default()
        },
        Written::FormattedDateTime(moment) => number(cell::serial_of_instant(moment)),
        Written::Again(cell) if cell.is_empty() => CellData::default(),
        Written::Again(cell) => {
            CellData { user_entered_value: Some(entered(cell)), ..Default::default() }
        }
        Written::DateTime(moment) => CellData {
            user_entered_format: Some(CellFormat {
                number_format: Some(NumberFormat {
                    type_: Some("DATE_TIME".to_owned()),
                    pattern: Some(cells::DATE_PATTERN.say(language).to_owned()),
                }),
                ..Default::default()
            }),
            ..number(cell::serial_of_instant(moment))
        },
    }
}

/// Returns what was entered into a cell.
fn entered(cell: cell::Cell) -> ExtendedValue {
    let shown = cell.shown_text().to_owned();
    match (cell.formula, cell.value) {
        (Some(formula), _) => ExtendedValue { formula_value: Some(formula), ..Default::default() },
        (None, cell::Value::Number(number)) => {
            ExtendedValue { number_value: Some(number), ..Default::default() }
        }
        (None, cell::Value::Bool(flag)) => {
            ExtendedValue { bool_value: Some(flag), ..Default::default() }
        }
        (None, _) => ExtendedValue { string_value: Some(shown), ..Default::default() },
    }
}

fn number(value: f64) -> CellData {
    let value = ExtendedValue { number_value: Some(value), ..Default::default() };
    CellData { user_entered_value: Some(value), ..Default::default() }
}

fn insert(sheet_id: i32, row: usize, count: usize) -> Value {
    request(
        "insertDimension",
        &InsertDimensionRequest {
            range: Some(dimension(sheet_id, "ROWS", row, row + count)),
            // Rows are inserted below a header, whose look they would take on.
            inherit_from_before: Some(false),
        },
    )
}

fn append(sheet_id: i32, cells: Vec<Written>, language: Language) -> Value {
    // A number format is set along with the date, and so for every cell of the row: text stays as it is typed.
    let verbatim = || CellFormat {
        number_format: Some(NumberFormat { type_: Some("TEXT".to_owned()), pattern: None }),
        ..Default::default()
    };
    let cell = |value: Written| {
        let format = matches!(value, Written::Text(_)).then(verbatim);
        let cell = cell_data(value, language);
        CellData { user_entered_format: cell.user_entered_format.clone().or(format), ..cell }
    };
    let values = cells.into_iter().map(cell).collect();
    request(
        "appendCells",
        &AppendCellsRequest {
            sheet_id: Some(sheet_id),
            rows: Some(vec![RowData { values: Some(values) }]),
            fields: Some(FieldMask::new(&["userEnteredValue", "userEnteredFormat.numberFormat"])),
            ..Default::default()
        },
    )
}

fn move_rows(sheet_id: i32, rows: &Range<usize>, to: usize) -> Value {
    request(
        "moveDimension",
        &MoveDimensionRequest {
            source: Some(dimension(sheet_id, "ROWS", rows.start, rows.end)),
            destination_index: Some(index(to)),
        },
    )
}

fn append_columns(sheet_id: i32, count: usize) -> Value {
    request(
        "appendDimension",
        &AppendDimensionRequest {
            sheet_id: Some(sheet_id),
            dimension: Some("COLUMNS".to_owned()),
            length: Some(index(count)),
        },
    )
}

fn hide(sheet_id: i32, column: usize, is_hidden: bool) -> Value {
    request(
        "updateDimensionProperties",
        &UpdateDimensionPropertiesRequest {
            range: Some(dimension(sheet_id, "COLUMNS", column, column + 1)),
            properties: Some(DimensionProperties {
                hidden_by_user: Some(is_hidden),
                ..Default::default()
            }),
            fields: Some(FieldMask::new(&["hiddenByUser"])),
            ..Default::default()
        },
    )
}

fn add_tab(sheet_id: i32, title: &str, columns: usize) -> Value {
    request(
        "addSheet",
        &AddSheetRequest {
            properties: Some(SheetProperties {
                // Without an id the service chooses one.
                sheet_id: (sheet_id >= 0).then_some(sheet_id),
                title: Some(title.to_owned()),
                grid_properties: Some(GridProperties {
                    row_count: Some(NEW_TAB_ROWS),
                    column_count: Some(index(columns)),
                    frozen_row_count: Some(1),
                    ..Default::default()
                }),
                ..Default::default()
            }),
        },
    )
}

fn dimension(sheet_id: i32, dimension: &str, start: usize, end: usize) -> DimensionRange {
    DimensionRange {
        sheet_id: Some(sheet_id),
        dimension: Some(dimension.to_owned()),
        start_index: Some(index(start)),
        end_index: Some(index(end)),
    }
}

/// A sheet has at most ten million cells, so every row and column fits.
fn index(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
