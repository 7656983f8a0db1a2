//! Grids of cells in answers. The structs are small because thousands of rows pass through them.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use threadsheet_core::cell::{Beside, Cell, Format, Value, column_letters};

use super::lenient_json;

/// What is asked of each cell.
pub(super) const CELL_FIELDS: &str = "userEnteredValue.formulaValue,effectiveValue,formattedValue,\
     effectiveFormat.numberFormat.type,userEnteredFormat.numberFormat.type";

/// What is asked of each cell beside that: the links and chips behind its words. A service that knows no such fields
/// is asked without them.
pub(super) const LINK_FIELDS: &str = "hyperlink,textFormatRuns.format.link.uri,chipRuns.chip";

/// A block of cells, as one requested range answered.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The tab.
    pub sheet_id: i32,
    /// The first row, from 0.
    pub first_row: usize,
    /// The first column, from 0.
    pub first_column: usize,
    /// The rows; empty cells and rows at the end are left out.
    pub rows: Vec<Vec<Cell>>,
    /// The ids of the column guards that columns hold, and the columns, from 0.
    pub guards: Vec<(i32, usize)>,
}

/// The answer to a request for cells.
#[derive(Deserialize, Default)]
pub(super) struct Answer {
    #[serde(default, deserialize_with = "lenient_json::list")]
    sheets: Vec<Sheet>,
}

/// The answer to a write that shows what the cells are afterwards.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Updated {
    /// The spreadsheet that was changed: only an answer of the service's own says that.
    #[serde(default, deserialize_with = "lenient_json::text")]
    pub(super) spreadsheet_id: Option<String>,
    #[serde(default)]
    pub(super) updated_spreadsheet: Option<Answer>,
}

/// The answer to a request for what columns show.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Columns {
    #[serde(default, deserialize_with = "lenient_json::list")]
    value_ranges: Vec<ValueRange>,
}

#[derive(Deserialize)]
struct ValueRange {
    #[serde(default)]
    values: Vec<Vec<Box<str>>>,
}

impl Answer {
    /// Returns one grid for each range.
    pub(super) fn grids(self) -> Vec<Grid> {
        self.sheets.into_iter().flat_map(Sheet::grids).collect()
    }
}

impl Columns {
    /// Returns one list for each column.
    pub(super) fn columns(self) -> Vec<Vec<Box<str>>> {
        let column = |range: ValueRange| range.values.into_iter().next().unwrap_or_default();
        self.value_ranges.into_iter().map(column).collect()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sheet {
    #[serde(default, deserialize_with = "lenient_json::object")]
    properties: Properties,
    #[serde(default, deserialize_with = "lenient_json::list")]
    data: Vec<Data>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Properties {
    // The first tab has the id 0, and zeros are left out of answers.
    #[serde(default, deserialize_with = "lenient_json::int")]
    sheet_id: i32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    #[serde(default, deserialize_with = "lenient_json::place")]
    start_row: u32,
    #[serde(default, deserialize_with = "lenient_json::place")]
    start_column: u32,
    #[serde(default, rename = "rowData", deserialize_with = "lenient_json::list")]
    rows: Vec<Row>,
    #[serde(default, rename = "columnMetadata", deserialize_with = "lenient_json::list")]
    columns: Vec<ColumnData>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ColumnData {
    #[serde(default, deserialize_with = "lenient_json::list")]
    developer_metadata: Vec<Pin>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pin {
    #[serde(default, deserialize_with = "lenient_json::int")]
    metadata_id: i32,
}

impl Data {
    fn guards(&self) -> Vec<(i32, usize)> {
        let columns = self.columns.iter().enumerate();
        let guards = columns.flat_map(|(at, column)| {
            column.developer_metadata.iter().map(move |guard| (guard.metadata_id, at))
        });
        guards.map(|(id, at)| (id, self.start_column as usize + at)).collect()
    }
}

#[derive(Deserialize)]
struct Row {
    #[serde(default, deserialize_with = "cells")]
    values: Vec<Cell>,
}

/// Reads the cells of a row one by one: what an answer says of a cell takes twice the memory of the cell.
fn cells<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Cell>, D::Error> {
    struct Cells;

    impl<'de> Visitor<'de> for Cells {
        type Value = Vec<Cell>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of cells")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut cells = Vec::new();
            while let Some(data) = list.next_element::<CellData>()? {
                cells.push(data.cell());
            }
            let is_blank = |cell: &Cell| {
                cell.is_empty() && cell.formula.is_none() && cell.beside == Beside::Nothing
            };
            let mut cells = trimmed(cells, is_blank);
            // There may be very many rows, each with room for half as many cells again.
            cells.shrink_to_fit();
            Ok(cells)
        }
    }

    deserializer.deserialize_any(Cells)
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct CellData {
    #[serde(default)]
    user_entered_value: Option<Entered>,
    #[serde(default, deserialize_with = "effective")]
    effective_value: Option<Effective>,
    #[serde(default, deserialize_with = "lenient_json::text")]
    formatted_value: Option<String>,
    #[serde(default)]
    effective_format: Option<CellFormat>,
    #[serde(default)]
    user_entered_format: Option<CellFormat>,
    #[serde(default)]
    hyperlink: Option<Box<str>>,
    #[serde(default, rename = "textFormatRuns", deserialize_with = "links")]
    links: Box<[Box<str>]>,
    #[serde(default, rename = "chipRuns", deserialize_with = "any_chip")]
    has_chip: bool,
}

/// Keeps of a cell's runs of text the links alone.
fn links<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<[Box<str>]>, D::Error> {
    #[derive(Deserialize)]
    struct Run {
        format: Option<RunFormat>,
    }
    #[derive(Deserialize)]
    struct RunFormat {
        link: Option<Link>,
    }
    #[derive(Deserialize)]
    struct Link {
        uri: Option<Box<str>>,
    }
    let runs = Option::<Vec<Run>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(runs.into_iter().filter_map(|run| run.format?.link?.uri).collect())
}

/// Keeps of a cell's chips that there is one.
fn any_chip<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    struct Run {
        chip: Option<IgnoredAny>,
    }
    let runs = Option::<Vec<Run>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(runs.iter().any(|run| run.chip.is_some()))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entered {
    #[serde(default, deserialize_with = "lenient_json::text")]
    formula_value: Option<String>,
}

enum Effective {
    Number(f64),
    Text(String),
    Bool(bool),
    Formula(String),
    Error(ErrorValue),
}

/// Reads a value of one kind; kinds that nobody knows are passed over.
fn effective<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Effective>, D::Error> {
    struct Value;

    impl<'de> Visitor<'de> for Value {
        type Value = Option<Effective>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a value of one kind")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut value = None;
            while let Some(kind) = map.next_key::<String>()? {
                let read = match kind.as_str() {
                    "numberValue" => Effective::Number(map.next_value()?),
                    "stringValue" => Effective::Text(map.next_value()?),
                    "boolValue" => Effective::Bool(map.next_value()?),
                    "formulaValue" => Effective::Formula(map.next_value()?),
                    "errorValue" => Effective::Error(map.next_value()?),
                    _ => {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    }
                };
                value = Some(read);
            }
            Ok(value)
        }
    }

    deserializer.deserialize_any(Value)
}

#[derive(Deserialize)]
struct ErrorValue {
    #[serde(default, rename = "type", deserialize_with = "lenient_json::word")]
    kind: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CellFormat {
    #[serde(default)]
    number_format: Option<NumberFormat>,
}

#[derive(Deserialize)]
struct NumberFormat {
    #[serde(default, rename = "type", deserialize_with = "lenient_json::word")]
    kind: String,
}

impl Sheet {
    /// Returns one grid for each range that was asked of this tab.
    fn grids(self) -> impl Iterator<Item = Grid> {
        let sheet_id = self.properties.sheet_id;
        self.data.into_iter().map(move |data| Grid {
            sheet_id,
            guards: data.guards(),
            first_row: data.start_row as usize,
            first_column: data.start_column as usize,
            rows: trimmed(data.rows.into_iter().map(|row| row.values).collect(), Vec::is_empty),
        })
    }
}

/// Leaves out what is empty at the end: answers also list cells that have a format and no content.
fn trimmed<T>(mut list: Vec<T>, is_blank: impl Fn(&T) -> bool) -> Vec<T> {
    let filled = list.iter().rposition(|item| !is_blank(item)).map_or(0, |last| last + 1);
    list.truncate(filled);
    list
}

impl CellData {
    pub(super) fn cell(self) -> Cell {
        let shown = self.formatted_value.unwrap_or_default();
        let formula = self.user_entered_value.and_then(|entered| entered.formula_value);
        let format = [self.effective_format, self.user_entered_format]
            .into_iter()
            .flatten()
            .find_map(|format| format.number_format)
            .map_or(Format::Plain, |format| match format.kind.as_str() {
                "DATE" => Format::Date,
                "TIME" => Format::Time,
                "DATE_TIME" => Format::DateTime,
                _ => Format::Plain,
            });
        let seen = match &self.effective_value {
            Some(Effective::Text(text) | Effective::Formula(text)) => text,
            _ => &shown,
        };
        let mut links = self.hyperlink.iter().chain(&self.links);
        let beside = if self.effective_value.is_none() && formula.is_some() {
            // An empty text is a value; a picture, or a look at an empty cell, gives none.
            Beside::NoValue
        } else if formula.is_none()
            && matches!(&self.effective_value, Some(Effective::Text(text)) if text.is_empty())
        {
            Beside::EmptyText
        } else if self.has_chip {
            Beside::Chip
        } else if links.any(|link| !shows(seen, link)) {
            Beside::Link
        } else {
            Beside::Nothing
        };
        let value = match self.effective_value {
            None => Value::Empty,
            Some(Effective::Number(number)) => Value::Number(number),
            Some(Effective::Text(text) | Effective::Formula(text)) if text.is_empty() => {
                Value::Empty
            }
            // Text is what it shows; it is not kept twice.
            Some(Effective::Text(text) | Effective::Formula(text)) => {
                let value = Value::Text(text);
                return Cell { value, shown: String::new(), formula, format, beside };
            }
            Some(Effective::Bool(flag)) => Value::Bool(flag),
            // A formula that is still being worked out is no fault of the cell: whoever reads it waits for the next
            // run.
            Some(Effective::Error(error)) if error.kind == "LOADING" => Value::Loading,
            Some(Effective::Error(error)) => {
                Value::Error(if shown.is_empty() { error.kind } else { shown.clone() })
            }
        };
        Cell { value, shown, formula, format, beside }
    }
}

/// Tells whether a text shows the host that a link in it leads to. The sheet turns typed addresses into links
/// by itself, and those hide nothing.
fn shows(text: &str, link: &str) -> bool {
    let place = link.split_once("://").map_or(link, |(_, place)| place);
    let place = place.strip_prefix("mailto:").unwrap_or(place);
    let host = place.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    // A place within the spreadsheet is nowhere else.
    host.is_empty() || text.to_lowercase().contains(&host.to_lowercase())
}

/// Returns the range of a whole tab.
#[must_use]
pub fn tab_range(title: &str) -> String {
    format!("'{}'", title.replace('\'', "''"))
}

/// Returns the range of a whole column, counted from 0.
#[must_use]
pub fn column_range(title: &str, column: usize) -> String {
    let letters = column_letters(column);
    format!("{}!{letters}:{letters}", tab_range(title))
}

/// Returns the range of a column from a row on, both counted from 0.
#[must_use]
pub fn column_part(title: &str, column: usize, first_row: usize) -> String {
    let letters = column_letters(column);
    format!("{}!{letters}{}:{letters}", tab_range(title), first_row + 1)
}

/// Returns a range in A1 notation, for rows and columns counted from 0, their ends excluded.
#[must_use]
pub fn a1(title: &str, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> String {
    let title = tab_range(title);
    let (first, last) =
        (column_letters(columns.start), column_letters(columns.end.saturating_sub(1)));
    format!("{title}!{first}{}:{last}{}", rows.start + 1, rows.end)
}

/// Takes a tab's rows out of an answer; none where it has none of that tab.
#[must_use]
pub fn take_rows(grids: &mut [Grid], sheet_id: i32) -> Vec<Vec<Cell>> {
    let grid = grids.iter_mut().find(|grid| grid.sheet_id == sheet_id);
    grid.map(|grid| std::mem::take(&mut grid.rows)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_range_names_its_tab_whatever_its_title() {
        assert_eq!(a1("It's", 1..5, 0..3), "'It''s'!A2:C5");
    }

    #[test]
    fn a_cell_keeps_what_it_shows_beside_what_it_stores() {
        let json = r##"{"sheets":[{"properties":{"sheetId":7},"data":[{"startRow":2,"rowData":[
            {"values":[{"effectiveValue":{"numberValue":46350.5},"formattedValue":"2026-11-24 12:00",
              "effectiveFormat":{"numberFormat":{"type":"DATE_TIME"}}},
              {},
              {"effectiveValue":{"errorValue":{"type":"REF"}},"formattedValue":"#REF!",
               "userEnteredValue":{"formulaValue":"=A0"}}]}]}]}]}"##;
        let answer: Answer = serde_json::from_str(json).unwrap();
        let grid = answer.grids().remove(0);
        assert_eq!((grid.sheet_id, grid.first_row, grid.first_column), (7, 2, 0));
        let row = &grid.rows[0];
        assert_eq!((row[0].format, row[0].shown.as_str()), (Format::DateTime, "2026-11-24 12:00"));
        assert!(row[1].is_empty());
        assert_eq!(row[2].value, Value::Error("#REF!".into()));
        assert_eq!(row[2].formula.as_deref(), Some("=A0"));
    }

    #[test]
    fn a_row_of_an_answer_takes_no_more_room_than_its_cells() {
        for filled in [0, 1, 5, 9, 17, 60] {
            let cell = r#"{"effectiveValue":{"stringValue":"x"},"formattedValue":"x"}"#;
            let cells = [vec![cell; filled], vec!["{}"; 20]].concat().join(",");
            let row: Row = serde_json::from_str(&format!(r#"{{"values":[{cells}]}}"#)).unwrap();
            assert_eq!((row.values.len(), row.values.capacity()), (filled, filled));
        }
        for none in ["{}", r#"{"values":null}"#, r#"{"values":[]}"#] {
            assert!(serde_json::from_str::<Row>(none).unwrap().values.is_empty(), "{none}");
        }
    }

    #[test]
    fn a_cell_without_a_value_is_told_from_an_empty_text_and_from_one_still_worked_out() {
        let cell = |json: &str| serde_json::from_str::<CellData>(json).unwrap().cell();
        let formula = r#""userEnteredValue":{"formulaValue":"=A1"}"#;
        let none = cell(&format!("{{{formula}}}"));
        assert_eq!((&none.value, none.beside), (&Value::Empty, Beside::NoValue));
        let empty = cell(&format!(r#"{{{formula},"effectiveValue":{{"stringValue":""}}}}"#));
        assert_eq!((&empty.value, empty.beside), (&Value::Empty, Beside::Nothing));
        assert_eq!(cell("{}"), Cell::default());
        let loading = r#""effectiveValue":{"errorValue":{"type":"LOADING"}}"#;
        let loading = cell(&format!(r#"{{{formula},{loading},"formattedValue":"..."}}"#));
        assert_eq!((&loading.value, loading.shown_text()), (&Value::Loading, "..."));
        assert!(loading.is_loading());
    }

    #[test]
    fn a_link_behind_words_and_a_chip_are_told_from_an_address_that_shows_itself() {
        let beside = |text: &str, more: serde_json::Value| {
            let mut cell = json!({ "effectiveValue": { "stringValue": text } });
            cell.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            serde_json::from_value::<CellData>(cell).unwrap().cell().beside
        };
        let run =
            |uri: &str| json!({ "textFormatRuns": [{}, { "format": { "link": { "uri": uri } } }] });
        let link = json!({ "hyperlink": "https://a.example/x" });
        assert_eq!(beside("our shop", link.clone()), Beside::Link);
        assert_eq!(beside("see our shop", run("https://a.example/x")), Beside::Link);
        for (text, more) in [
            ("https://a.example/x", link),
            ("See A.example today", run("http://a.example/")),
            ("mail me@a.example", run("mailto:me@a.example")),
            ("part two", run("#gid=0&range=A1")),
            ("bold", json!({ "textFormatRuns": [{ "format": {} }, {}], "chipRuns": [{}] })),
            ("plain", json!({ "textFormatRuns": null, "chipRuns": null, "hyperlink": null })),
        ] {
            assert_eq!(beside(text, more), Beside::Nothing, "{text}");
        }
        let file =
            json!({ "chip": { "richLinkProperties": { "uri": "https://drive.google.com/x" } } });
        assert_eq!(beside("plan.pdf", json!({ "chipRuns": [file] })), Beside::Chip);
    }

    /// Draws a cell as the service may spell it.
    fn cell() -> impl Strategy<Value = serde_json::Value> {
        let value = prop_oneof![
            any::<f64>().prop_map(|number| json!({ "numberValue": number })),
            any::<String>().prop_map(|text| json!({ "stringValue": text })),
            any::<bool>().prop_map(|flag| json!({ "boolValue": flag })),
            Just(json!({ "errorValue": { "type": "REF" } })),
            Just(json!({ "errorValue": { "type": "LOADING" } })),
            Just(json!({})),
            Just(json!(null)),
        ];
        let kinds = vec![json!({ "type": "DATE" }), json!({ "type": "" }), json!({}), json!(null)];
        let kind = proptest::sample::select(kinds);
        (value, proptest::option::of(any::<String>()), kind).prop_map(|(value, shown, kind)| {
            json!({
                "effectiveValue": value,
                "formattedValue": shown,
                "effectiveFormat": { "numberFormat": kind },
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(1),
            ..ProptestConfig::with_cases(300)
        })]

        #[test]
        fn whatever_is_answered_is_a_grid_or_none(
            rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..4), 0..4),
            start in any::<u64>(),
            cut in any::<proptest::sample::Index>(),
        ) {
            let values = |cells: &Vec<serde_json::Value>| json!({ "values": cells });
            let rows: Vec<_> = rows.iter().map(values).collect();
            let guards = json!([{}, { "developerMetadata": [{ "metadataId": 7 }] }]);
            let data = json!({
                "startRow": start, "startColumn": start, "rowData": rows, "columnMetadata": guards,
            });
            let body = json!({ "sheets": [{ "data": [data] }] }).to_string();
            let broken = &body.as_bytes()[..cut.index(body.len())];
            for body in [body.as_bytes(), broken] {
                let Ok(answer) = serde_json::from_slice::<Answer>(body) else { continue };
                for grid in answer.grids() {
                    // No tab is as long as to run over.
                    let last = grid.first_row.checked_add(grid.rows.len()).unwrap();
                    prop_assert!(u64::try_from(last).unwrap() >= start);
                    prop_assert!(grid.rows.last().is_none_or(|row| !row.is_empty()));
                    let ends_filled =
                        |row: &Vec<Cell>| row.last().is_none_or(|cell| !cell.is_empty() || cell.beside != Beside::Nothing);
                    prop_assert!(grid.rows.iter().all(ends_filled));
                    prop_assert_eq!(&grid.guards, &[(7, grid.first_column + 1)]);
                }
            }
        }
    }
}
