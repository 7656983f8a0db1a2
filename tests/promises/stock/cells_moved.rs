//! What people do to a part of a stock row: the columns that they see are sorted, moved and pasted, and the hidden Receipt
//! stays where it was.

use serde_json::json;
use threadsheet_practice::sheets::{CellAddress, Seed};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, SHEET, due};

use super::{HEADERS, STOCK, desk, made, settle, state};

fn texts(desk: &Practice) -> Vec<String> {
    let mut texts: Vec<String> = made(desk).into_iter().map(|(_, text, _)| text).collect();
    texts.sort();
    texts
}

#[tokio::test]
async fn cells_that_are_sorted_without_the_receipt_are_not_used_twice() {
    let desk = desk(&[
        ["B1\n---\nB2", "daily 9:00", "", "", ""],
        ["A1\n---\nA2", "daily 9:05", "30 days", "", ""],
    ])
    .await;
    settle(&desk).await;
    assert_eq!(texts(&desk), ["A1", "B1"]);
    let ids = [2, 3].map(|row| state(&desk, row).unwrap().id);
    let receipt = desk.column(STOCK, "Receipt");
    let range = json!({"sheetId": 33, "startRowIndex": 1, "endRowIndex": 3,
        "startColumnIndex": 0, "endColumnIndex": receipt});
    let spec = json!([{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]);
    let sort = json!([{"sortRange": {"range": range, "sortSpecs": spec}}]);
    enter(&desk.world).sheets.batch(SHEET, sort).unwrap();
    assert!(desk.cell(STOCK, 2, "Text").starts_with('A'));
    settle(&desk).await;
    assert_eq!(texts(&desk), ["A1", "B1"], "none was used again");
    let now = [2, 3].map(|row| state(&desk, row).unwrap().id);
    assert_eq!([&now[0], &now[1]], [&ids[1], &ids[0]], "each state beside its cells");
    assert_eq!(desk.cell(STOCK, 2, "Used"), "1");
    assert_eq!(state(&desk, 2).unwrap().uses, 1);
}

#[tokio::test]
async fn cells_that_are_cut_and_pasted_into_another_row_are_not_used_twice() {
    let desk = desk(&[["One\n---\nTwo", "daily 9:00", "", "", ""]]).await;
    settle(&desk).await;
    assert_eq!(texts(&desk), ["One"]);
    let source = json!({"sheetId": 33, "startRowIndex": 1, "endRowIndex": 2,
        "startColumnIndex": 0, "endColumnIndex": 9});
    let destination = json!({"sheetId": 33, "rowIndex": 4, "columnIndex": 0});
    let cut = json!([{"cutPaste": {"source": source, "destination": destination, "pasteType": "PASTE_NORMAL"}}]);
    enter(&desk.world).sheets.batch(SHEET, cut).unwrap();
    settle(&desk).await;
    assert_eq!(texts(&desk), ["One"]);
    assert_eq!(state(&desk, 5).unwrap().uses, 1);
    assert_eq!((desk.cell(STOCK, 2, "Message"), desk.cell(STOCK, 2, "Used")), Default::default());
}

#[tokio::test]
async fn a_tab_of_very_many_columns_keeps_them_all() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Typed")]).await;
    desk.run().await;
    let seed = |text: &str| Seed::Text(text.to_owned());
    let mut headers: Vec<Seed> = ["Account", "Text", "When"].map(seed).to_vec();
    let mut row: Vec<Seed> = ["shop_a", "One", "daily 9:00"].map(seed).to_vec();
    for at in 0..70 {
        headers.push(seed(&format!("Own {at}")));
        row.push(seed(&format!("mine {at}")));
    }
    enter(&desk.world).sheets.add_tab(SHEET, 33, STOCK, vec![headers, row]);
    settle(&desk).await;
    let shown = desk.shown_row(STOCK, 2);
    assert!((0..70).all(|at| shown[at + 3] == format!("mine {at}")), "{shown:?}");
    assert_eq!(texts(&desk), ["One"]);
}

#[tokio::test]
async fn a_tab_made_by_hand_that_loses_a_header_is_told() {
    let desk = desk(&[["One", "daily 9:00", "", "", ""]]).await;
    settle(&desk).await;
    let when = HEADERS.iter().position(|header| *header == "When").unwrap();
    {
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, STOCK, 0, when), "Timing", now);
    }
    let notes = desk.run().await.notes;
    assert!(notes.iter().any(|note| note.contains("lacks its columns Text and When")), "{notes:?}");
}
