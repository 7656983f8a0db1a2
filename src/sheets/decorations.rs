//! What people have added to the cells of a tab: notes, validation rules, formats, colours, protection.

use std::ops::Range;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use threadsheet_core::setup::{ObservedCell, ObservedTab};

use super::grid::{CELL_FIELDS, CellData};
use super::lenient_json;

/// A column as wide as nobody changed it.
/// Source: recorded answers of the service.
const USUAL_PIXELS: i64 = 100;

/// Returns what is asked of each tab.
pub(super) fn fields() -> String {
    let formats = ["backgroundColor", "backgroundColorStyle", "textFormat", "wrapStrategy"];
    let formats = formats.map(|format| format!(",userEnteredFormat.{format}")).concat();
    let cells = format!(
        "{CELL_FIELDS}{formats},userEnteredFormat.verticalAlignment,note,dataValidation.condition.type"
    );
    format!(
        "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount,frozenRowCount)),\
         conditionalFormats.ranges,protectedRanges.range,\
         data(startRow,startColumn,columnMetadata(hiddenByUser,pixelSize,developerMetadata.metadataId),\
         rowData.values({cells})))"
    )
}

/// The answer.
#[derive(Deserialize, Default)]
pub(super) struct Decorated {
    #[serde(default)]
    sheets: Vec<Sheet>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sheet {
    #[serde(default)]
    properties: Properties,
    #[serde(default)]
    conditional_formats: Vec<Rule>,
    #[serde(default)]
    protected_ranges: Vec<Protected>,
    #[serde(default)]
    data: Vec<Data>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Properties {
    #[serde(deserialize_with = "lenient_json::int")]
    sheet_id: i32,
    title: String,
    #[serde(rename = "gridProperties")]
    size: Size,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Size {
    #[serde(rename = "rowCount", deserialize_with = "lenient_json::int")]
    rows: usize,
    #[serde(rename = "columnCount", deserialize_with = "lenient_json::int")]
    columns: usize,
    #[serde(rename = "frozenRowCount", deserialize_with = "lenient_json::int")]
    frozen: usize,
}

#[derive(Deserialize)]
struct Rule {
    #[serde(default)]
    ranges: Vec<Columns>,
}

#[derive(Deserialize)]
struct Protected {
    #[serde(default)]
    range: Columns,
}

/// The columns of a range; a side that is not told is open.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Columns {
    start_column_index: usize,
    end_column_index: Option<usize>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Data {
    row_data: Vec<Row>,
    column_metadata: Vec<Column>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Column {
    hidden_by_user: bool,
    pixel_size: Option<i64>,
    developer_metadata: Vec<Pin>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Pin {
    metadata_id: i32,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    values: Vec<Cell>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cell {
    #[serde(flatten)]
    value: CellData,
    #[serde(default)]
    note: Option<IgnoredAny>,
    #[serde(default)]
    data_validation: Option<IgnoredAny>,
    /// The format that somebody gave it; `value` reads the one in effect.
    #[serde(default)]
    user_entered_format: Option<Map<String, Value>>,
}

impl Decorated {
    /// Returns the tabs.
    pub(super) fn tabs(self) -> Vec<ObservedTab> {
        self.sheets.into_iter().map(Sheet::tab).collect()
    }
}

impl Sheet {
    fn tab(self) -> ObservedTab {
        let Properties { sheet_id, title, size } = self.properties;
        // One range was asked of each tab. A tab without data is one without cells and without any column that was
        // changed.
        let data = self.data.into_iter().next().unwrap_or_default();
        let lines = || data.column_metadata.iter().enumerate();
        let hidden = lines().filter(|(_, line)| line.hidden_by_user);
        let is_widened = |line: &Column| line.pixel_size.is_some_and(|size| size != USUAL_PIXELS);
        let widened = lines().filter(|(_, line)| is_widened(line));
        let column_guards = |(at, line): (usize, &Column)| {
            let ids = line.developer_metadata.iter().map(move |guard| (guard.metadata_id, at));
            ids.collect::<Vec<_>>()
        };
        let column_guards = lines().flat_map(column_guards).collect();
        let rules = self.conditional_formats.len();
        let coloured = self.conditional_formats.into_iter().flat_map(|rule| rule.ranges);
        let guarded = self.protected_ranges.into_iter().map(|protected| protected.range.span());
        ObservedTab {
            sheet_id,
            title,
            rows: size.rows,
            columns: size.columns,
            frozen: size.frozen,
            hidden: hidden.map(|(column, _)| column).collect(),
            widened: widened.map(|(column, _)| column).collect(),
            coloured: coloured.map(|range| range.span()).collect(),
            rules,
            guarded: guarded.collect(),
            column_guards,
            cells: data.row_data.into_iter().map(Row::cells).collect(),
        }
    }
}

impl Columns {
    fn span(&self) -> Range<usize> {
        self.start_column_index..self.end_column_index.unwrap_or(usize::MAX)
    }
}

impl Row {
    fn cells(self) -> Vec<ObservedCell> {
        let observed = |cell: Cell| ObservedCell {
            has_note: cell.note.is_some(),
            has_rule: cell.data_validation.is_some(),
            has_format: cell.user_entered_format.is_some_and(|format| !format.is_empty()),
            cell: cell.value.cell(),
        };
        self.values.into_iter().map(observed).collect()
    }
}
