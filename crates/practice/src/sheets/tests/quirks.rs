//! The quirks: every behaviour that the documentation leaves open can be chosen.

use super::batches::{fence, unfence, write};
use super::*;

fn column_tag(id: i32, column: usize) -> Value {
    json!({"createDeveloperMetadata": {"developerMetadata": {
        "metadataId": id, "metadataKey": "column", "visibility": "DOCUMENT",
        "location": {"dimensionRange":
            {"dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}},
    }}})
}

#[test]
fn column_metadata_moves_with_its_column_or_stays_or_is_not_told() {
    for (quirk, wanted) in [
        (ColumnMetadata::Moves, Some(2)),
        (ColumnMetadata::Stays, Some(0)),
        (ColumnMetadata::Untold, None),
    ] {
        let mut world = World::with(&[&["a", "b", "c"]]);
        world.sheets.quirks.column_metadata = quirk;
        let columns = json!({"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1});
        let moved = json!({"moveDimension": {"source": columns, "destinationIndex": 3}});
        world.batch(&json!([column_tag(9, 0), moved]));
        let fields = "sheets.data.columnMetadata.developerMetadata.metadataId";
        let told = world.get(&format!("book?ranges=A1:C1&fields={fields}"));
        let columns = told["sheets"][0]["data"][0]["columnMetadata"].as_array();
        let is_tagged = |column: &Value| column["developerMetadata"][0]["metadataId"] == 9;
        assert_eq!(columns.and_then(|columns| columns.iter().position(is_tagged)), wanted);
        let words = world.refused_batch(&json!([column_tag(9, 1)]));
        assert!(words.contains("already exists"), "{words}");
    }
}

#[test]
fn an_id_may_be_one_of_many() {
    let mut world = World::with(&[]);
    world.sheets.quirks.metadata_ids_repeat = true;
    world.batch(&json!([fence(77, "1"), fence(77, "1")]));
    let told = world.batch(&json!([unfence(77, "1")]));
    let gone = &told[0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"];
    assert_eq!(gone.as_array().map(Vec::len), Some(2));
}

#[test]
fn two_batches_may_both_be_told_that_they_succeeded_and_the_later_one_stands() {
    let mut world = World::with(&[&["before"]]);
    world.sheets.quirks.batches_cross = true;
    let swap = |to: &str| {
        let ask =
            json!({"find": "before", "replacement": to, "matchEntireCell": true, "sheetId": 0});
        Request {
            method: "POST".to_owned(),
            path: "/v4/spreadsheets/book:batchUpdate".to_owned(),
            body: json!({"requests": [{"findReplace": ask}]}).to_string().into_bytes(),
            ..Request::default()
        }
    };
    let requests = ["one", "two"].map(swap);
    let found = requests.each_ref().map(|request| world.sheets.as_found(request));
    for (found, request) in found.into_iter().zip(&requests) {
        let found = found.expect("a batch");
        let reply = world.sheets.answer_across(found, &world.caller, request, world.now);
        let body: Value = serde_json::from_slice(&reply.body).expect("JSON");
        assert_eq!(body["replies"][0]["findReplace"]["occurrencesChanged"], 1);
    }
    assert_eq!(world.column(), "two");
    let found = world.sheets.as_found(&requests[0]).expect("a batch");
    world.batch(&json!([write(0, "meanwhile")]));
    let bad = Request { body: b"{}".to_vec(), ..requests[0].clone() };
    assert_eq!(world.sheets.answer_across(found, &world.caller, &bad, world.now).status, 400);
    assert_eq!(world.column(), "meanwhile", "what is refused changes nothing");
}
