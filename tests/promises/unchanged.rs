//! What a run leaves unchanged: a person's own columns, formats and tabs.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::report::PostOutcome;
use threadsheet_practice::sheets::Seed;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, LOG, POSTS, Practice, SHEET, due, outcomes};

use crate::init::survey::{changes, whole};

/// Columns of the desk that a run writes.
const WRITTEN: [(&str, &[&str]); 2] = [
    (ACCOUNTS, &["Token", "Token refreshed", "Token expires", "Profile", "Token status"]),
    (POSTS, &["Status", "Published at", "Permalink", "Message"]),
];

/// Adds what people have beside a desk: notes, colours, formulas, rules, a copy of a token, a tab.
fn make_it_a_persons_own(desk: &Practice, token: &str) {
    let mut world = enter(&desk.world);
    let sums = vec![vec![Seed::Typed("=COUNTA(Posts!B2:B)".into()), Seed::Text(token.into())]];
    world.sheets.add_tab(SHEET, 77, "My sums", sums);
    let cell = |value: serde_json::Value| {
        json!({"userEnteredValue": value, "note": "mine",
               "userEnteredFormat": {"textFormat": {"italic": true}}})
    };
    let fields = "userEnteredValue,note,userEnteredFormat.textFormat.italic";
    let rows = |values: [serde_json::Value; 3]| {
        values.map(|value| json!({"values": [cell(value)]})).to_vec()
    };
    let beside = |sheet: u32, column: usize, values| {
        json!({"updateCells": {"start": {"sheetId": sheet, "rowIndex": 0, "columnIndex": column},
                               "rows": rows(values), "fields": fields}})
    };
    let area = json!({"sheetId": 22, "startRowIndex": 1, "endRowIndex": 40,
                      "startColumnIndex": 0, "endColumnIndex": 13});
    let look = json!({"note": "mine too", "userEnteredFormat": {"textFormat": {"bold": true}}});
    let rule = json!({"ranges": [area], "booleanRule": {"condition": {"type": "NOT_BLANK"},
        "format": {"backgroundColorStyle": {"rgbColor": {"blue": 1}}}}});
    let text = |text: &str| json!({"stringValue": text});
    let formula = |formula: &str| json!({"formulaValue": formula});
    let requests = json!([
        {"appendDimension": {"sheetId": 11, "dimension": "COLUMNS", "length": 3}},
        {"appendDimension": {"sheetId": 22, "dimension": "COLUMNS", "length": 3}},
        beside(11, 8, [text("Spare token"), text(token), formula("=A3")]),
        beside(22, 14, [text("My notes"), formula("=LEN(B2)"), text("threadsheet")]),
        {"repeatCell": {"range": area, "cell": look, "fields": "note,userEnteredFormat.textFormat.bold"}},
        {"addConditionalFormatRule": {"index": 0, "rule": rule}},
    ]);
    world.sheets.batch(SHEET, requests).unwrap();
}

#[tokio::test]
async fn a_run_changes_nothing_beside_its_own_columns() {
    let rows = [due("shop_a", "Out"), due("shop_x", "Nobody's"), due("shop_b", "Waits")];
    let desk = Practice::new(&["shop_a", "shop_b"], &rows).await;
    let token = {
        let issued = desk.started - TimeDelta::days(50);
        enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    make_it_a_persons_own(&desk, &token);
    enter(&desk.world).threads.restrict("shop_b");
    let written = WRITTEN.map(|(tab, headers)| {
        let places = headers.iter().map(|header| desk.column(tab, header));
        (tab, places.map(|place| format!(".values[{place}].")).collect::<Vec<_>>())
    });
    let before = whole(&desk);
    desk.run().await;
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Out"]);
    assert_ne!(desk.cell(ACCOUNTS, 2, "Token"), token, "it was renewed");
    let is_ours = |change: &String| {
        // Values of ours alone: a note or a look within our own columns is still a person's.
        let is_value = ["Value", "numberFormat", ".effectiveFormat"];
        written.iter().any(|(tab, places)| {
            change.starts_with(tab)
                && places.iter().any(|place| change.contains(place))
                && is_value.iter().any(|name| change.contains(name))
        })
    };
    let strange: Vec<String> =
        changes(&before, &whole(&desk)).into_iter().filter(|change| !is_ours(change)).collect();
    assert_eq!(strange, Vec::<String>::new());
}

#[tokio::test]
async fn a_log_of_a_persons_own_is_left_alone_by_a_run() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    let diary = vec![vec![Seed::Text("Diary".into())], vec![Seed::Text("Rain.".into())]];
    enter(&desk.world).sheets.add_tab(SHEET, 5, LOG, diary);
    let before = desk.shown(LOG);
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Hello"]);
    assert_eq!(desk.shown(LOG), before);
    assert_eq!(desk.shown("threadsheet Log")[1][3], "Published");
    assert_eq!(desk.run().await.posts, []);
    assert_eq!(desk.shown(LOG), before);
}

#[tokio::test]
async fn what_has_no_column_is_not_written_and_the_post_goes_out_once() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello"), due("shop_x", "No")]).await;
    let delete = |sheet: u32, columns: std::ops::Range<usize>| {
        json!({"deleteDimension": {"range": {"sheetId": sheet, "dimension": "COLUMNS",
               "startIndex": columns.start, "endIndex": columns.end}}})
    };
    // Accounts keeps Account and Token, Posts what is needed: Account, Text, Publish at, Status.
    let requests = json!([delete(11, 2..7), delete(22, 10..13), delete(22, 3..9)]);
    enter(&desk.world).sheets.batch(SHEET, requests).unwrap();
    assert_eq!(desk.shown(POSTS)[0], ["Account", "Text", "Publish at", "Status"]);
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published), (3, PostOutcome::Failed)]);
    assert_eq!(desk.shown(POSTS)[0], ["Account", "Text", "Publish at", "Status", "Receipt"]);
    assert_eq!(desk.shown(ACCOUNTS)[0], ["Account", "Token", "Receipt"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
    assert_eq!(desk.run().await.posts, []);
    assert_eq!(desk.public().len(), 1);
}
