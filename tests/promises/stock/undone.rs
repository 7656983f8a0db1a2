//! A person undoes, empties, copies, sorts, edits and deletes stock rows: no use is made twice.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, SHEET};

use super::{STOCK, desk, made, publish, settle, state};

const DAILY: [&str; 5] = ["One", "daily 9:00", "", "", ""];

/// Tells that no use was made twice.
fn each_once(desk: &Practice) {
    let mut times: Vec<String> = made(desk).into_iter().map(|(_, text, at)| text + &at).collect();
    let all = times.len();
    times.sort();
    times.dedup();
    assert_eq!(times.len(), all, "{:?}", made(desk));
}

#[tokio::test]
async fn an_older_state_that_comes_back_is_moved_on_to_what_posts_know() {
    let desk = desk(&[DAILY]).await;
    desk.run().await;
    let first = desk.cell(STOCK, 2, "Receipt");
    settle(&desk).await;
    assert_eq!(made(&desk).len(), 1);
    desk.type_in(STOCK, 2, "Receipt", &first);
    settle(&desk).await;
    assert_eq!((made(&desk).len(), state(&desk, 2).unwrap().uses), (1, 1));
    publish(&desk, 2).await;
    desk.type_in(STOCK, 2, "Receipt", &first);
    settle(&desk).await;
    assert_eq!(state(&desk, 2).unwrap().uses, 2);
    each_once(&desk);
}

#[tokio::test]
async fn a_state_that_is_emptied_is_given_back() {
    let desk = desk(&[DAILY]).await;
    settle(&desk).await;
    let id = state(&desk, 2).unwrap().id;
    for spoilt in ["", "x"] {
        desk.type_in(STOCK, 2, "Receipt", spoilt);
        settle(&desk).await;
        assert_eq!(state(&desk, 2).unwrap().id, id);
        assert_eq!(made(&desk).len(), 1);
    }
}

#[tokio::test]
async fn a_copy_gets_a_state_of_its_own_and_makes_no_use_of_the_others() {
    let desk = desk(&[DAILY]).await;
    settle(&desk).await;
    let id = state(&desk, 2).unwrap().id;
    let source = json!({"sheetId": 33, "startRowIndex": 1, "endRowIndex": 2});
    let destination = json!({"sheetId": 33, "startRowIndex": 2, "endRowIndex": 3});
    let copy = json!([{"copyPaste": {"source": source, "destination": destination}}]);
    enter(&desk.world).sheets.batch(SHEET, copy).unwrap();
    desk.type_in(STOCK, 3, "Text", "Other");
    settle(&desk).await;
    let ids = [2, 3].map(|row| state(&desk, row).unwrap().id);
    assert!(ids[0] == id && ids[1] != id, "{ids:?}");
    assert_eq!(made(&desk).len(), 2, "one of each");
    each_once(&desk);
}

#[tokio::test]
async fn rows_that_are_sorted_and_edited_keep_their_states() {
    let desk = desk(&[["B", "daily 9:00", "", "", ""], ["A", "daily 10:00", "", "", ""]]).await;
    settle(&desk).await;
    let range = json!({"sheetId": 33, "startRowIndex": 1, "endRowIndex": 3});
    let spec = json!([{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]);
    let sort = json!([{"sortRange": {"range": range, "sortSpecs": spec}}]);
    enter(&desk.world).sheets.batch(SHEET, sort).unwrap();
    desk.type_in(STOCK, 2, "Text", "A, edited");
    settle(&desk).await;
    assert_eq!(made(&desk).len(), 2);
    desk.pass(TimeDelta::days(1));
    settle(&desk).await;
    let numbers: Vec<u32> = made(&desk).into_iter().map(|(number, ..)| number).collect();
    assert_eq!(numbers, [1, 1, 2, 2]);
    each_once(&desk);
}
