//! A person moves a column concurrently with a run, on a desk one of whose tabs was made anew.

use serde_json::{Value, json};
use threadsheet_core::columns::LogColumn;
use threadsheet_core::language::Language;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::Seed;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{ACCOUNTS, LOG, POST_HEADERS, POSTS, Practice, SHEET, due};

/// The id of the Posts tab that a person has made beside the first one.
const SECOND_POSTS: i32 = 23;

/// Empties the header row of the Log, so that the next run makes another one.
fn lose_log_headers(desk: &Practice) -> i32 {
    for it in LogColumn::ALL {
        desk.type_in(LOG, 1, it.header(Language::English), "");
    }
    22
}

/// Keeps Posts under another title, and makes a new one.
fn archive_posts(desk: &Practice) -> i32 {
    let archive = json!({"sheetId": 22, "title": "Posts of 2025"});
    let rename = json!([{"updateSheetProperties": {"properties": archive, "fields": "title"}}]);
    let mut world = enter(&desk.world);
    world.sheets.batch(SHEET, rename).unwrap();
    let headers = POST_HEADERS.map(|header| Seed::Text(header.to_owned())).to_vec();
    world.sheets.add_tab(SHEET, SECOND_POSTS, POSTS, vec![headers]);
    SECOND_POSTS
}

/// Moves a column to the front of a tab.
fn to_front(sheet_id: i32, column: usize) -> Value {
    let source = json!({"sheetId": sheet_id, "dimension": "COLUMNS",
        "startIndex": column, "endIndex": column + 1});
    json!([{"moveDimension": {"source": source, "destinationIndex": 0}}])
}

#[tokio::test]
async fn a_column_that_moves_during_a_run_is_followed_though_a_tab_was_made_anew() {
    let spoils: [fn(&Practice) -> i32; 2] = [lose_log_headers, archive_posts];
    let mut wrong = Vec::new();
    for (at, spoil) in spoils.into_iter().enumerate() {
        for nth in 1..=4 {
            let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
            desk.run().await;
            let posts = spoil(&desk);
            desk.append(3, &due("shop_a", "Next"));
            desk.run().await;
            desk.append(4, &due("shop_a", "Last"));
            let edits = [to_front(posts, 11), to_front(11, 5)];
            let act = move |world: &mut World| {
                for edit in &edits {
                    world.sheets.batch(SHEET, edit.clone()).unwrap();
                }
            };
            let write = Trigger::nth_of("sheets.batchUpdate", nth);
            enter(&desk.world).faults.before(write, Box::new(act));
            desk.run().await;
            enter(&desk.world).faults.clear();
            let last = desk.public().into_iter().find(|post| post.text.as_deref() == Some("Last"));
            let cell = |header: &str| desk.cell(POSTS, 4, header);
            let is_right = last.is_some_and(|last| cell("Permalink") == last.permalink)
                && cell("Text") == "Last"
                && cell("Status") == "Published"
                && cell("Published at").starts_with("20")
                && cell("Message").is_empty()
                && desk.cell(ACCOUNTS, 2, "Account") == "shop_a"
                && desk.public().len() == 3;
            let shown = desk.shown(POSTS);
            wrong.extend((!is_right).then(|| format!("{at}, at write {nth}: {shown:#?}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
