//! Writing values.

use super::*;

#[test]
fn null_leaves_a_cell_and_empty_text_empties_it() {
    let mut world = World::with(&[&["a", "b", "c"]]);
    let path = "book/values/Sheet1!A1?valueInputOption=RAW";
    let (_, told) = world.ask("PUT", path, &json!({"values": [[null, "", "=x"]]}));
    assert_eq!(told["updatedRange"], "Sheet1!B1:C1");
    assert_eq!(told["updatedCells"], 2);
    assert_eq!(world.shown(), [["a", "", "=x"]]);
}

#[test]
fn raw_stays_as_it_is_and_typed_is_understood() {
    let mut world = World::with(&[]);
    let body = json!({"values": [["0123", "1/2/2026", "=1+1", true, 5]]});
    world.ask("PUT", "book/values/A1?valueInputOption=RAW", &body);
    world.ask("PUT", "book/values/A2?valueInputOption=USER_ENTERED", &body);
    assert_eq!(world.shown()[0], ["0123", "1/2/2026", "=1+1", "TRUE", "5"]);
    assert_eq!(world.shown()[1], ["123", "1/2/2026", "2", "TRUE", "5"]);
    let read = world.get("book/values/B1:B2?valueRenderOption=UNFORMATTED_VALUE");
    assert_eq!(read["values"], json!([["1/2/2026"], [46024]]));
}

#[test]
fn what_cannot_be_written_is_refused_and_changes_nothing() {
    let mut world = World::with(&[&["a"]]);
    let put = |range: &str| format!("book/values/{range}?valueInputOption=RAW");
    let table = [
        (
            put("Sheet1!A1:B1"),
            json!({"values": [["1", "2", "3"]]}),
            "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]",
        ),
        (
            put("Sheet1!Z1"),
            json!({"values": [["1", "2"]]}),
            "Range (Sheet1!Z1:AA1) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            "book/values/A1".to_owned(),
            json!({"values": [["1"]]}),
            "'valueInputOption' is required but not specified",
        ),
        (
            put("A1"),
            json!({"values": "X"}),
            "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\"",
        ),
        (
            put("A1"),
            json!({"value": []}),
            "Invalid JSON payload received. Unknown name \"value\" at 'data': Cannot find field.",
        ),
    ];
    for (path, body, words) in table {
        assert_eq!(world.refused(400, "PUT", &path, &body), words);
    }
    let long = json!({"values": [["x".repeat(50_001)]]});
    assert!(world.refused(400, "PUT", &put("A1"), &long).contains("maximum of 50000"));
    assert_eq!(world.shown(), [["a"]]);
}

#[test]
fn several_ranges_are_written_together_or_not_at_all() {
    let mut world = World::with(&[]);
    let one = json!({"range": "Sheet1!A1:D1", "values": [["a", "b", "", "d"]]});
    let two = json!({"range": "Sheet1!A4:D4", "values": [["e", "f", "", "h"]]});
    let body = json!({"valueInputOption": "RAW", "data": [one, two]});
    let (_, told) = world.ask("POST", "book/values:batchUpdate", &body);
    for (name, wanted) in [
        ("totalUpdatedRows", 2),
        ("totalUpdatedColumns", 4),
        ("totalUpdatedCells", 8),
        ("totalUpdatedSheets", 1),
    ] {
        assert_eq!(told[name], wanted, "{name}");
    }
    let bad = json!({"range": "nope!A1", "values": [["x"]]});
    let body =
        json!({"valueInputOption": "RAW", "data": [{"range": "A1", "values": [["z"]]}, bad]});
    let words = world.refused(400, "POST", "book/values:batchUpdate", &body);
    assert_eq!(words, "Invalid data[1]: Unable to parse range: nope!A1");
    assert_eq!(world.shown()[0][0], "a");
}

#[test]
fn appending_goes_after_the_table_and_grows_the_grid() {
    let mut world = World::with(&[&["h", "i"], &["1", "2"]]);
    let path = "book/values/Sheet1:append?valueInputOption=RAW&includeValuesInResponse=true";
    let (_, told) = world.ask("POST", path, &json!({"values": [["x", null, "y", null]]}));
    assert_eq!(told["tableRange"], "Sheet1!A1:B2");
    assert_eq!(told["updates"]["updatedRange"], "Sheet1!A3:C3");
    assert_eq!(told["updates"]["updatedCells"], 2);
    assert_eq!(told["updates"]["updatedData"]["values"], json!([["x", "", "y"]]));
    world.batch(&json!([{"appendCells": {
        "sheetId": 0, "fields": "userEnteredValue",
        "rows": [{"values": [{"userEnteredValue": {"stringValue": "last"}}]}],
    }}]));
    assert_eq!(world.column(), "h 1 x last");
    let resize = json!([{"updateSheetProperties": {
        "properties": {"sheetId": 0, "gridProperties": {"rowCount": 4}},
        "fields": "gridProperties.rowCount",
    }}]);
    world.batch(&resize);
    world.ask("POST", path, &json!({"values": [["more"]]}));
    assert_eq!(world.column(), "h 1 x last more");
    let grid = &world.get("book")["sheets"][0]["properties"]["gridProperties"];
    assert_eq!(grid["rowCount"], 5);
}

#[test]
fn clearing_leaves_notes_and_formats() {
    let mut world = World::with(&[&["2020-01-01", "b"]]);
    let (_, told) = world.ask("POST", "book/values/'Sheet1':clear", &Value::Null);
    assert_eq!(told["clearedRange"], "Sheet1!A1:Z1000");
    assert!(world.shown().is_empty());
    world.sheets.type_in(CellAddress::new("book", "Sheet1", 0, 0), "2020-05-06", world.now);
    assert_eq!(world.shown(), [["2020-05-06"]]);
    let body = json!({"ranges": ["A1", "Sheet1!B:B"]});
    let (_, told) = world.ask("POST", "book/values:batchClear", &body);
    assert_eq!(told["clearedRanges"], json!(["Sheet1!A1", "Sheet1!B1:B1000"]));
}
