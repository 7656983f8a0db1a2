//! Threads in tabs of many rows, of which a run reads only what it needs.

use super::*;

#[tokio::test]
async fn a_part_that_is_added_to_a_published_row_is_told_in_a_long_tab_too_without_more_requests() {
    let parts = [("Reply 1", "Two"), ("Reply 2", "")];
    let desk = desk(due("shop_a", "One"), &parts).await;
    let range = json!({"sheetId": 22, "dimension": "ROWS", "length": 5_200});
    enter(&desk.world).sheets.batch(SHEET, json!([{"appendDimension": range}])).unwrap();
    desk.run().await;
    holds(&desk, &["One", "Two"]);
    let (_, idle) = desk.watched_run().await;
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.run().await;
    says(&desk, "Published", &["\"Reply 2\" is not posted."]);
    let (_, told) = desk.watched_run().await;
    let reads = |seen: &[threadsheet_practice::world::Seen]| {
        seen.iter().filter(|seen| seen.operation.starts_with("sheets.")).count()
    };
    // The row itself is read while it needs somebody.
    assert!(reads(&told) <= reads(&idle) + 1, "{} {}", reads(&told), reads(&idle));
    desk.type_in(POSTS, 2, "Reply 2", "");
    desk.run().await;
    says(&desk, "Published", &[]);
    assert_eq!(message(&desk), "");
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run().await;
    holds(&desk, &["One", "Two", "Three"]);
    assert_eq!(message(&desk), "");
}
