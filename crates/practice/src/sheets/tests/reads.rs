//! Reading: shapes, ranges, masks, and who may.

use super::*;

#[test]
fn empty_ends_are_cut_and_empty_middles_are_kept() {
    let mut world = World::with(&[&["a", "", "c", ""], &[], &["", "x"], &[""]]);
    let read = world.get("book/values/Sheet1");
    assert_eq!(read["range"], "Sheet1!A1:Z1000");
    assert_eq!(read["majorDimension"], "ROWS");
    assert_eq!(read["values"], json!([["a", "", "c"], [], ["", "x"]]));
    let read = world.get("book/values/Sheet1!A1:C3?majorDimension=COLUMNS");
    assert_eq!(read["values"], json!([["a"], ["", "", "x"], ["c"]]));
    assert!(world.get("book/values/Sheet1!D1:E9").get("values").is_none());
    let data =
        world.get("book?ranges=Sheet1!A1:D4&fields=sheets.data.rowData.values.formattedValue");
    let wanted = json!([{"rowData": [
        {"values": [{"formattedValue": "a"}, {}, {"formattedValue": "c"}]},
        {},
        {"values": [{}, {"formattedValue": "x"}]},
    ]}]);
    assert_eq!(data["sheets"][0]["data"], wanted);
    let data = world.get("book?ranges=Sheet1!D1:E9&fields=sheets.data.rowData.values.note");
    assert_eq!(data, json!({"sheets": [{"data": [{}]}]}));
}

#[test]
fn ranges_are_answered_in_their_normal_form() {
    let mut world = World::with(&[&["a"]]);
    world.sheets.add_tab("book", 9, "it's 投稿", vec![]);
    for (asked, told) in [
        ("A2:2", "Sheet1!A2:Z2"),
        ("'Sheet1'", "Sheet1!A1:Z1000"),
        ("Sheet1!B:B", "Sheet1!B1:B1000"),
        ("Sheet1!A5:C", "Sheet1!A5:C1000"),
        ("B7", "Sheet1!B7"),
        ("A1:ZZ2000", "Sheet1!A1:Z1000"),
        ("'it''s 投稿'!C3:A1", "'it''s 投稿'!A1:C3"),
        ("it's 投稿!A1", "'it''s 投稿'!A1"),
    ] {
        let path = format!("book/values/{}", asked.replace(' ', "%20"));
        assert_eq!(world.get(&path)["range"], *told, "{asked}");
    }
}

#[test]
fn a_range_that_cannot_be_is_refused_in_the_services_words() {
    let mut world = World::with(&[]);
    for (path, words) in [
        ("book/values/'X'!A1:C10", "Unable to parse range: 'X'!A1:C10"),
        (
            "book/values/Sheet1!A100000",
            "Range (Sheet1!A100000) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        ("book?ranges=nope!A1", "Unable to parse range: nope!A1"),
    ] {
        assert_eq!(world.refused(400, "GET", path, &Value::Null), words);
    }
}

#[test]
fn values_come_as_shown_as_they_are_or_as_formulas() {
    let mut world = World::with(&[&["2020-01-01", "TRUE", "12%", "=1/0", "=A1+1", "=\"Hi \"&B1"]]);
    let mut row =
        |options: &str| world.get(&format!("book/values/1:1?{options}"))["values"][0].clone();
    let shown = json!(["2020-01-01", "TRUE", "12%", "#DIV/0!", "2020-01-02", "Hi TRUE"]);
    assert_eq!(row(""), shown);
    let divided = "#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)";
    let plain = json!([43831, true, 0.12, divided, 43832, "Hi TRUE"]);
    assert_eq!(row("valueRenderOption=UNFORMATTED_VALUE"), plain);
    let dated = json!(["2020-01-01", true, 0.12, divided, "2020-01-02", "Hi TRUE"]);
    assert_eq!(
        row("valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING"),
        dated
    );
    let formulas = json!([43831, true, 0.12, "=1/0", "=A1+1", "=\"Hi \"&B1"]);
    assert_eq!(row("valueRenderOption=FORMULA"), formulas);
}

#[test]
fn a_cell_tells_what_was_typed_and_what_became_of_it() {
    let mut world =
        World::with(&[&["2026-01-02", "=NOW()", "=FOO(1)", "=HYPERLINK(\"http://u\",\"t\")"]]);
    let cells =
        &world.get("book?ranges=A1:D1&includeGridData=true")["sheets"][0]["data"][0]["rowData"][0]
            ["values"]
            .clone();
    assert_eq!(cells[0]["userEnteredValue"], json!({"numberValue": 46024}));
    let format = json!({"type": "DATE", "pattern": "yyyy-mm-dd"});
    assert_eq!(cells[0]["userEnteredFormat"]["numberFormat"], format);
    assert_eq!(cells[0]["effectiveFormat"]["numberFormat"], format);
    // 03:30 UTC is 12:30 in Tokyo, the zone of the spreadsheet.
    assert_eq!(cells[1]["formattedValue"], "10/3/2026 12:30:00");
    assert_eq!(cells[1]["userEnteredValue"], json!({"formulaValue": "=NOW()"}));
    assert_eq!(cells[2]["effectiveValue"]["errorValue"]["type"], "NAME");
    assert_eq!(cells[2]["formattedValue"], "#NAME?");
    assert_eq!(cells[3]["hyperlink"], "http://u");
    assert_eq!(cells[3]["formattedValue"], "t");
}

#[test]
fn a_mask_alone_brings_cells_and_tags_come_only_with_ranges() {
    let mut world = World::with(&[&["a"], &["b"]]);
    world.batch(&json!([tag(7, 1)]));
    assert!(world.get("book")["sheets"][0].get("data").is_none());
    let fields = "fields=sheets.data.rowMetadata.developerMetadata.metadataId";
    let read = world.get(&format!("book?ranges=A1:B3&{fields}"));
    let rows = json!([{}, {"developerMetadata": [{"metadataId": 7}]}, {}]);
    assert_eq!(read["sheets"][0]["data"][0]["rowMetadata"], rows);
    let read = world.get(&format!("book?{fields}"));
    assert_eq!(read["sheets"][0]["data"][0]["rowMetadata"][1], json!({}));
    assert_eq!(world.get("book?fields=namedRanges"), json!({}));
    let read = world.get("book?ranges=B2:B3&fields=sheets.data(startRow,startColumn)");
    assert_eq!(read["sheets"][0]["data"], json!([{"startRow": 1, "startColumn": 1}]));
    let words = world.refused(400, "GET", "book?fields=sheets.foo", &Value::Null);
    assert_eq!(words, "Request contains an invalid argument.");
}

#[test]
fn who_may_not_is_told_why() {
    let mut world = World::with(&[&["a"]]);
    world.sheets.add("other", "Other", "en_US", "Etc/UTC");
    let denied = "The caller does not have permission";
    let clear = "book/values/A1:clear";
    assert_eq!(world.refused(404, "GET", "none", &Value::Null), "Requested entity was not found.");
    assert_eq!(world.refused(403, "GET", "other", &Value::Null), denied);
    world.sheets.share("book", ME, Role::Reader);
    world.get("book");
    assert_eq!(world.refused(403, "POST", clear, &Value::Null), denied);
    world.sheets.share("book", ME, Role::Writer);
    let scope = "https://www.googleapis.com/auth/spreadsheets.readonly";
    world.caller.scopes = vec![scope.to_owned()];
    world.get("book");
    let (status, body) = world.ask("POST", clear, &Value::Null);
    assert_eq!(status, 403);
    assert_eq!(body["error"]["details"][0]["reason"], "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
}

#[test]
fn a_used_up_minute_answers_429_and_the_next_one_does_not() {
    let mut world = World::with(&[&["a"]]);
    world.sheets.quota.reads_per_minute = Some(2);
    world.get("book");
    world.get("book");
    let (status, body) = world.ask("GET", "book", &Value::Null);
    assert_eq!((status, body["error"]["status"].as_str()), (429, Some("RESOURCE_EXHAUSTED")));
    let metric = &body["error"]["details"][0]["metadata"]["quota_metric"];
    assert_eq!(metric, "sheets.googleapis.com/read_requests");
    world.now += chrono::Duration::minutes(1);
    world.get("book");
}

#[test]
fn unknown_parameters_and_paths_are_refused() {
    let mut world = World::with(&[]);
    let words = world.refused(400, "GET", "book?foo=1", &Value::Null);
    assert_eq!(
        words,
        "Invalid JSON payload received. Unknown name \"foo\": Cannot bind query parameter. Field \
         'foo' could not be found in request message."
    );
    let path = "book/values/A1?valueRenderOption=NICE";
    assert!(world.refused(400, "GET", path, &Value::Null).starts_with("Invalid value at"));
    assert_eq!(world.ask("GET", "book/nonsense", &Value::Null).0, 404);
    assert_eq!(world.ask("DELETE", "book", &Value::Null).0, 404);
    let slash = world.ask("POST", "book/:batchUpdate", &json!({"requests": []}));
    assert_eq!(slash.1["error"]["message"], "Must specify at least one request.");
}

#[test]
fn formulas_that_lead_nowhere_end() {
    let chain: Vec<Vec<String>> = (0..200).map(|row| vec![format!("=A{}+1", row + 2)]).collect();
    let chain: Vec<Vec<&str>> =
        chain.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let chain: Vec<&[&str]> = chain.iter().map(Vec::as_slice).collect();
    let mut world = World::with(&chain);
    world.sheets.type_in(CellAddress::new("book", "Sheet1", 0, 2), "=C1", world.now);
    world.sheets.type_in(
        CellAddress::new("book", "Sheet1", 0, 3),
        &format!("={}1", "(".repeat(5000)),
        world.now,
    );
    // Each cell asks twice for the next one: without a limit on looks this would be a billion of them.
    for row in 0..30 {
        let typed = format!("=E{0}&E{0}&\"x\"", row + 2);
        world.sheets.type_in(CellAddress::new("book", "Sheet1", row, 4), &typed, world.now);
    }
    let shown = world.shown();
    assert_eq!(shown[0][0], "#REF!");
    assert_eq!(shown[150][0], "50");
    assert_eq!(shown[0][2..5], ["#REF!", "#ERROR!", "#ERROR!"]);
}
