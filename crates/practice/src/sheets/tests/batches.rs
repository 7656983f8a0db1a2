//! `:batchUpdate`: all or nothing, the fence, registers, and what follows its row.

use super::*;

pub(super) fn write(row: usize, text: &str) -> Value {
    json!({"updateCells": {
        "start": {"sheetId": 0, "rowIndex": row, "columnIndex": 0},
        "fields": "userEnteredValue",
        "rows": [{"values": [{"userEnteredValue": {"stringValue": text}}]}],
    }})
}

pub(super) fn fence(id: i32, value: &str) -> Value {
    json!({"createDeveloperMetadata": {"developerMetadata": {
        "metadataId": id, "metadataKey": "epoch", "metadataValue": value, "visibility": "DOCUMENT",
        "location": {"spreadsheet": true},
    }}})
}

pub(super) fn unfence(id: i32, value: &str) -> Value {
    let lookup = json!({"metadataId": id, "metadataValue": value});
    json!({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}})
}

fn sort(rows: usize, columns: usize, order: &str) -> Value {
    json!({"sortRange": {
        "range": {"startRowIndex": 0, "endRowIndex": rows, "startColumnIndex": 0, "endColumnIndex": columns},
        "sortSpecs": [{"dimensionIndex": 0, "sortOrder": order}],
    }})
}

fn lines(start: usize, end: usize) -> Value {
    json!({"dimension": "ROWS", "startIndex": start, "endIndex": end})
}

#[test]
fn a_batch_is_carried_out_whole_or_not_at_all() {
    let mut world = World::with(&[&["old"]]);
    let words = world.refused_batch(&json!([write(0, "new"), {"deleteSheet": {"sheetId": 5}}]));
    assert_eq!(words, "Invalid requests[1].deleteSheet: No sheet with id: 5");
    assert_eq!(world.column(), "old");
    let words = world.refused_batch(&json!([write(0, "new"), {"addChart": {}}]));
    assert!(words.starts_with("Invalid requests[1].addChart: "), "{words}");
    let words = world.refused_batch(&json!([write(0, "new"), {"deleteSheet": {"sheet": 5}}]));
    assert_eq!(
        words,
        "Invalid JSON payload received. Unknown name \"sheet\" at 'requests[1].delete_sheet': \
         Cannot find field."
    );
    assert_eq!(world.column(), "old");
    assert_eq!(world.batch(&json!([write(0, "new"), write(1, "too")])), json!([{}, {}]));
    assert_eq!(world.column(), "new too");
}

#[test]
fn a_fixed_metadata_id_is_a_fence() {
    for error in [false, true] {
        let mut world = World::with(&[&["a"]]);
        // Whether the delete that matches nothing is refused or the create collides, a late batch fails as a whole.
        world.sheets.quirks.unmatched_delete_is_an_error = error;
        world.batch(&json!([fence(77, "1")]));
        let step = |from: &str, to: &str, text: &str| {
            json!([unfence(77, from), fence(77, to), write(0, text)])
        };
        let told = world.batch(&step("1", "2", "mine"));
        let gone = &told[0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"][0];
        assert_eq!(gone["metadataValue"], "1");
        let words = world.refused_batch(&step("1", "2", "late"));
        let exists = "Invalid requests[1].createDeveloperMetadata: Cannot add developer metadata \
                      with ID [77] because developer metadata with that ID already exists.";
        assert_eq!(words == exists, !error, "{words}");
        assert_eq!(world.column(), "mine");
        let read = world.get("book/developerMetadata/77");
        assert_eq!(read["metadataValue"], "2");
        assert_eq!(read["location"], json!({"spreadsheet": true, "locationType": "SPREADSHEET"}));
    }
    let mut world = World::with(&[]);
    let words = world.refused(404, "GET", "book/developerMetadata/5", &Value::Null);
    assert!(words.starts_with("No developer metadata with ID"), "{words}");
}

#[test]
fn find_replace_is_a_compare_and_set_that_counts() {
    let mut world =
        World::with(&[&["r1 v1"], &["r1 v1 "], &["R1 V1"], &["r1 v1"], &["=\"r1 v1\""]]);
    let swap = |from: &str, to: &str, more: Value| {
        let mut ask = json!({"find": from, "replacement": to, "matchCase": true,
            "matchEntireCell": true, "range": {"startColumnIndex": 0, "endColumnIndex": 1}});
        for (name, value) in more.as_object().expect("object") {
            ask[name] = value.clone();
        }
        json!([{"findReplace": ask}])
    };
    // The last row shows the same text, but by a formula, which is left alone unless it is asked for.
    let told = world.batch(&swap("r1 v1", "r1 v2", json!({})));
    let wanted =
        json!({"occurrencesChanged": 2, "valuesChanged": 2, "rowsChanged": 2, "sheetsChanged": 1});
    assert_eq!(told[0]["findReplace"], wanted);
    assert_eq!(world.batch(&swap("r1 v1", "x", json!({}))), json!([{"findReplace": {}}]));
    let told = world.batch(&swap("v", "w", json!({"matchEntireCell": false})));
    assert_eq!(told[0]["findReplace"]["occurrencesChanged"], 3);
    let formulas = json!({"matchEntireCell": false, "includeFormulas": true});
    let told = world.batch(&swap("r1 v1", "done", formulas));
    assert_eq!(told[0]["findReplace"]["formulasChanged"], 1);
    let seen: Vec<String> = world.shown().into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(seen, ["r1 w2", "r1 w1 ", "R1 V1", "r1 w2", "done"]);
    let words = world
        .refused_batch(&json!([{"findReplace": {"find": "a", "sheetId": 0, "allSheets": true}}]));
    assert!(words.contains("oneof"), "{words}");
    assert!(world.refused_batch(&json!([{"findReplace": {"find": "a"}}])).contains("scope"));
}

#[test]
fn find_replace_sees_numbers_as_they_are_shown() {
    let mut world = World::with(&[&["1500", "2020-01-01"]]);
    let ask = |find: &str, to: &str| json!([{"findReplace": {"find": find, "replacement": to, "allSheets": true}}]);
    world.batch(&ask("50", "60"));
    world.batch(&ask("2020", "2021"));
    assert_eq!(world.shown(), [["1600", "2021-01-01"]]);
    let read = world.get("book/values/A1:B1?valueRenderOption=UNFORMATTED_VALUE");
    assert_eq!(read["values"], json!([[1600, 44197]]));
}

#[test]
fn row_metadata_follows_its_row_and_dies_with_it() {
    let mut world = World::with(&[&["c"], &["a"], &["b"]]);
    world.batch(&json!([tag(1, 0), tag(2, 1), tag(3, 2)]));
    world.batch(&json!([{"insertDimension": {"range": lines(1, 2)}}]));
    assert_eq!(tags(&mut world), ["1@0", "2@2", "3@3"]);
    world.batch(&json!([{"deleteDimension": {"range": lines(0, 2)}}]));
    assert_eq!(tags(&mut world), ["2@0", "3@1"]);
    world.batch(&json!([{"moveDimension": {"source": lines(0, 1), "destinationIndex": 2}}]));
    assert_eq!(world.column(), "b a");
    assert_eq!(tags(&mut world), ["3@0", "2@1"]);
    // Measured of the service: cells that are cut and pasted leave the metadata with their old row.
    world.batch(&json!([{"cutPaste": {
        "source": {"startRowIndex": 1, "endRowIndex": 2}, "destination": {"rowIndex": 4},
    }}]));
    assert_eq!(world.column(), "b    a");
    assert_eq!(tags(&mut world), ["3@0", "2@1"]);
}

#[test]
fn row_metadata_follows_a_sort_or_does_not() {
    for (follows, wanted) in [(true, ["2@0", "1@1"]), (false, ["1@0", "2@1"])] {
        let mut world = World::with(&[&["b"], &["a"]]);
        world.sheets.quirks.sort_moves_row_metadata = follows;
        world.batch(&json!([tag(1, 0), tag(2, 1)]));
        world.batch(&json!([sort(2, 1, "ASCENDING")]));
        assert_eq!(world.column(), "a b");
        assert_eq!(tags(&mut world), wanted);
    }
}

#[test]
fn a_sort_puts_blanks_last_and_leaves_hidden_rows() {
    let rows: &[&[&str]] = &[&["b"], &[""], &["10"], &["TRUE"], &["9"], &["A"]];
    for (order, wanted) in [("ASCENDING", "9 10 A b TRUE"), ("DESCENDING", "TRUE b A 10 9")] {
        let mut world = World::with(rows);
        world.batch(&json!([sort(6, 1, order)]));
        assert_eq!(world.column(), wanted);
    }
    let mut world = World::with(&[&["c"], &["b"], &["a"]]);
    world.batch(&json!([{"updateDimensionProperties": {
        "range": lines(1, 2), "properties": {"hiddenByUser": true}, "fields": "hiddenByUser",
    }}]));
    world.batch(&json!([sort(3, 1, "ASCENDING")]));
    assert_eq!(world.column(), "a b c");
    let mut world = World::with(&[&["a"], &["b"]]);
    world.batch(&json!([{"mergeCells": {
        "range": {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 2},
        "mergeType": "MERGE_ALL",
    }}]));
    let words = world.refused_batch(&json!([sort(2, 2, "ASCENDING")]));
    assert!(words.ends_with("There is a vertical merge at B1:B2"), "{words}");
}

#[test]
fn the_edges_of_the_grid_are_refused_in_the_services_words() {
    let mut world = World::with(&[]);
    let insert = |start: usize, before: bool| json!([{"insertDimension": {"range": lines(start, start + 1), "inheritFromBefore": before}}]);
    let prefix = "Invalid requests[0].insertDimension: ";
    for (ask, words) in [
        (insert(1001, true), "range.startIndex is larger than current grid size (1000)"),
        (
            insert(1000, false),
            "range.startIndex must be less than the grid size (1000) if inheritFromBefore is false.",
        ),
    ] {
        assert_eq!(world.refused_batch(&ask), format!("{prefix}{words}"));
    }
    world.batch(&insert(1000, true));
    let grid = &world.get("book")["sheets"][0]["properties"]["gridProperties"];
    assert_eq!(grid["rowCount"], 1001);
    let words = world.refused_batch(&json!([{"repeatCell": {
        "range": {"sheetId": 3}, "cell": {}, "fields": "note",
    }}]));
    assert_eq!(words, "Invalid requests[0].repeatCell: No grid with id: 3");
}

#[test]
fn a_tab_needs_a_title_and_an_id_of_its_own() {
    let mut world = World::with(&[]);
    let add = |properties: Value| json!([{"addSheet": {"properties": properties}}]);
    let told = world.batch(&add(
        json!({"sheetId": 5, "title": "Log", "gridProperties": {"frozenRowCount": 1}}),
    ));
    let wanted = json!({"sheetId": 5, "title": "Log", "index": 1, "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 1}});
    assert_eq!(told[0]["addSheet"]["properties"], wanted);
    assert_eq!(
        world.refused_batch(&add(json!({"title": "log"}))),
        "Invalid requests[0].addSheet: A sheet with the name \"log\" already exists. Please enter \
         another name."
    );
    assert!(world.refused_batch(&add(json!({"sheetId": 5}))).contains("already exists"));
    let hide = |id: i32| json!({"updateSheetProperties": {"properties": {"sheetId": id, "hidden": true}, "fields": "hidden"}});
    let words = world.refused_batch(&json!([hide(0), hide(5)]));
    assert_eq!(
        words,
        "Invalid requests[1].updateSheetProperties: You can't hide all the sheets in a document."
    );
    let words = world.refused_batch(&json!([{"updateSheetProperties": {"properties": {}}}]));
    assert!(words.contains("At least one field must be listed in 'fields'."), "{words}");
}

#[test]
fn the_answer_can_carry_the_sheet_as_it_stands_after_the_batch() {
    let mut world = World::with(&[&["a"], &["b"]]);
    let body = json!({
        "requests": [write(0, "new"), {"insertDimension": {"range": lines(0, 1)}}],
        "includeSpreadsheetInResponse": true,
        "responseRanges": ["Sheet1!A1:A9"],
    });
    let fields = "replies,updatedSpreadsheet.sheets.data.rowData.values.formattedValue";
    let (_, told) = world.ask("POST", &format!("book:batchUpdate?fields={fields}"), &body);
    let cell = |text: &str| json!({"values": [{"formattedValue": text}]});
    let data = json!([{"rowData": [{}, cell("new"), cell("b")]}]);
    assert_eq!(
        told,
        json!({"replies": [{}, {}], "updatedSpreadsheet": {"sheets": [{"data": data}]}})
    );
}

#[test]
fn ranges_and_formulas_follow_rows_and_columns() {
    let mut world = World::with(&[&["1", "=A1+1", "=$A$1&A2"]]);
    let range =
        json!({"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1});
    let told = world.batch(&json!([
        {"addNamedRange": {"namedRange": {"name": "n", "range": range}}},
        {"addProtectedRange": {"protectedRange": {"range": range, "warningOnly": true, "description": "d"}}},
        {"setBasicFilter": {"filter": {"range": range}}},
        {"insertDimension": {"range": lines(0, 1)}},
        {"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}},
    ]));
    assert_eq!(told[0]["addNamedRange"]["namedRange"]["name"], "n");
    let read = world.get("book");
    let wanted =
        json!({"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 2});
    assert_eq!(read["namedRanges"][0]["range"], wanted);
    assert_eq!(read["sheets"][0]["protectedRanges"][0]["range"], wanted);
    assert_eq!(read["sheets"][0]["basicFilter"]["range"], wanted);
    let read = world.get("book/values/n?valueRenderOption=FORMULA");
    assert_eq!(read["range"], "Sheet1!B2:B3");
    let read = world.get("book/values/B2:D2?valueRenderOption=FORMULA");
    assert_eq!(read["values"], json!([[1, "=B2+1", "=$B$2&B3"]]));
}

#[test]
fn rules_have_an_order_and_no_ids() {
    let mut world = World::with(&[&["a"]]);
    let rule = |word: &str| {
        json!({"ranges": [{"startRowIndex": 0, "endRowIndex": 9}], "booleanRule": {
            "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": word}]},
            "format": {"textFormat": {"bold": true}}}})
    };
    let add = |word: &str, index: usize| json!({"addConditionalFormatRule": {"rule": rule(word), "index": index}});
    world.batch(&json!([add("one", 0), add("two", 1), add("three", 0)]));
    let told = world.batch(&json!([{"deleteConditionalFormatRule": {"index": 1}}]));
    assert_eq!(told[0]["deleteConditionalFormatRule"]["rule"], rule("one"));
    let rules =
        &world.get("book?fields=sheets.conditionalFormats")["sheets"][0]["conditionalFormats"];
    assert_eq!(*rules, json!([rule("three"), rule("two")]));
    let words = world.refused_batch(&json!([{"deleteConditionalFormatRule": {"index": 7}}]));
    assert!(words.ends_with("No conditional format on sheet at index: 7"), "{words}");
}

#[test]
fn cells_are_cleared_by_naming_a_field_and_not_giving_it() {
    let mut world = World::with(&[&["2020-01-01", "b"], &["c", "d"]]);
    let all =
        json!({"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2});
    world.batch(&json!([
        {"repeatCell": {"range": all, "cell": {"note": "n"}, "fields": "note"}},
        {"updateCells": {"range": all, "fields": "userEnteredValue", "rows": [{"values": [{}, {
            "userEnteredValue": {"numberValue": "7"}}]}]}},
        {"updateCells": {"start": {"rowIndex": 1}, "fields": "note", "rows": [{"values": [{}]}]}},
        {"setDataValidation": {"range": all, "rule": {"condition": {"type": "BOOLEAN"}, "strict": true}}},
    ]));
    assert_eq!(world.shown(), [["", "7"]]);
    let read =
        world.get("book?ranges=A1:B2&fields=sheets.data.rowData.values(note,userEnteredFormat)");
    let rows = &read["sheets"][0]["data"][0]["rowData"];
    assert_eq!(rows[0]["values"][0]["note"], "n");
    assert_eq!(rows[0]["values"][0]["userEnteredFormat"]["numberFormat"]["type"], "DATE");
    assert_eq!(rows[1]["values"], json!([{}, {"note": "n"}]));
    let words = world.refused_batch(&json!([{"updateCells": {
        "start": {}, "fields": "userEnteredValue,colour", "rows": []}}]));
    assert_eq!(words, "Invalid requests[0].updateCells: Invalid field: colour");
}

#[test]
fn a_copied_row_brings_its_formats_and_not_its_metadata() {
    let mut world = World::with(&[&["2020-01-01", "=A1+1"], &["x"]]);
    world.batch(&json!([tag(1, 0)]));
    world.batch(&json!([{"copyPaste": {
        "source": {"startRowIndex": 0, "endRowIndex": 1},
        "destination": {"startRowIndex": 3, "endRowIndex": 5},
    }}]));
    assert_eq!(world.shown()[3..], [["2020-01-01", "2020-01-02"], ["2020-01-01", "2020-01-02"]]);
    assert_eq!(tags(&mut world), ["1@0"]);
    let told =
        world.batch(&json!([{"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "two"}}]));
    assert_eq!(told[0]["duplicateSheet"]["properties"]["title"], "two");
    assert_eq!(tags(&mut world), ["1@0"]);
}

#[test]
fn a_clone_is_a_snapshot() {
    let mut world = World::with(&[&["a"]]);
    let before = world.sheets.clone();
    let replies = world.sheets.batch("book", json!([write(0, "b")])).expect("batch");
    assert_eq!(replies, json!([{}]));
    assert_eq!(before.shown("book", "Sheet1").expect("tab"), [["a"]]);
    assert_eq!(world.column(), "b");
    let words = world.sheets.batch("book", json!([{"foo": {}}])).expect_err("refused");
    assert!(words.contains("Unknown name \"foo\""), "{words}");
    let hide = json!([{"updateDimensionProperties": {
        "range": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 3},
        "properties": {"hiddenByUser": true}, "fields": "hiddenByUser"}}]);
    world.sheets.batch("book", hide).expect("batch");
    assert!(world.sheets.is_hidden("book", "Sheet1", 2));
    assert!(!world.sheets.is_hidden("book", "Sheet1", 1));
}
