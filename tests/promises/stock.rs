//! The tab Stock: posts that are used again and again, each use a new row in Posts, made once whatever happens.

mod cells_moved;
mod faults;
mod init;
mod made_row;
mod quirks;
mod refused;
mod tab;
mod undone;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use threadsheet_core::row_state::RowState;
use threadsheet_core::stock_state::StockState;
use threadsheet_practice::sheets::Seed;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, Row, SETTINGS, SHEET, due};

use crate::slots;

const STOCK: &str = "Stock";
const HEADERS: [&str; 13] = [
    "Account",
    "Text",
    "When",
    "Rest",
    "Times",
    "Until",
    "Media",
    "Topic",
    "Status",
    "Used",
    "Last used",
    "Message",
    "Receipt",
];

/// A row of Stock: its text, When, Rest, Times and Until.
type Typed = [&'static str; 5];

/// Adds a tab Stock to a desk, which has run once.
async fn with_stock(desk: Practice, rows: &[Typed]) -> Practice {
    let seed = |text: &&str| {
        if text.is_empty() { Seed::Empty } else { Seed::Text((*text).to_owned()) }
    };
    let mut seeds = vec![HEADERS.iter().map(seed).collect::<Vec<_>>()];
    seeds.extend(rows.iter().map(|[text, when, rest, times, until]| {
        ["shop_a", text, when, rest, times, until].iter().map(seed).collect()
    }));
    // First contact is over.
    desk.run().await;
    enter(&desk.world).sheets.add_tab(SHEET, 33, STOCK, seeds);
    desk
}

async fn desk(rows: &[Typed]) -> Practice {
    with_stock(Practice::new(&["shop_a"], &[due("shop_a", "Typed")]).await, rows).await
}

/// Returns the rows of Posts that were made of stock rows: the number of the use, the text, and the time that is shown.
fn made(desk: &Practice) -> Vec<(u32, String, String)> {
    made_in(desk, POSTS)
}

fn made_in(desk: &Practice, tab: &str) -> Vec<(u32, String, String)> {
    let headers = desk.shown_row(tab, 1);
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (text, time, receipt) = (at("Text"), at("Publish at"), at("Receipt"));
    let made = desk.shown(tab).into_iter().filter_map(|row| {
        let used = RowState::parse(row.get(receipt)?)?.stock_use?;
        Some((used.number, row[text].clone(), row[time].clone()))
    });
    made.collect()
}

fn state(desk: &Practice, row: usize) -> Option<StockState> {
    StockState::parse(&desk.cell(STOCK, row, "Receipt"))
}

fn message(desk: &Practice, row: usize) -> String {
    desk.cell(STOCK, row, "Message")
}

fn now(desk: &Practice) -> DateTime<Utc> {
    enter(&desk.world).clock.now()
}

/// Runs the job until a stock row has been used for a time to come, and twice more.
async fn settle(desk: &Practice) {
    for _ in 0..4 {
        desk.run().await;
    }
}

/// Lets the time of the use of a row pass, and publishes it.
async fn publish(desk: &Practice, row: usize) {
    let last = state(desk, row).unwrap().last.unwrap();
    desk.pass(last - now(desk) + TimeDelta::minutes(1));
    desk.run().await;
}

#[tokio::test]
async fn a_stock_row_is_used_by_its_rule_and_each_use_is_a_row_of_posts() {
    let desk = desk(&[["One\n---\nTwo", "daily 9:00", "", "", ""]]).await;
    settle(&desk).await;
    let first = made(&desk);
    assert_eq!(first.len(), 1, "{first:?} {}", message(&desk, 2));
    assert_eq!((first[0].0, first[0].1.as_str()), (1, "One"));
    assert!(first[0].2.ends_with("09:00"), "{first:?}");
    assert_eq!(desk.public_texts(), ["Typed"], "it is not sent before its time");
    assert!(message(&desk, 2).starts_with("It stands in Posts for"), "{}", message(&desk, 2));
    assert_eq!((desk.cell(STOCK, 2, "Used"), state(&desk, 2).unwrap().uses), ("1".to_owned(), 1));
    publish(&desk, 2).await;
    assert_eq!(desk.public_texts(), ["Typed", "One"]);
    desk.run().await;
    publish(&desk, 2).await;
    assert_eq!(desk.public_texts(), ["Typed", "One", "Two"], "its texts in turn");
    desk.run().await;
    publish(&desk, 2).await;
    assert_eq!(desk.public_texts(), ["Typed", "One", "Two", "One"]);
}

#[tokio::test]
async fn a_desk_that_runs_once_a_day_publishes_a_daily_row_each_day() {
    let desk = desk(&[["One", "daily 9:00", "1 day", "", ""]]).await;
    settle(&desk).await;
    for _ in 0..3 {
        publish(&desk, 2).await;
    }
    assert_eq!(desk.public_texts(), ["Typed", "One", "One", "One"]);
}

#[tokio::test]
async fn an_idle_run_still_costs_two_reads() {
    let day = (Utc::now() + TimeDelta::days(12)).format("%-d").to_string().parse().unwrap_or(1);
    // Whatever day it is today, this one is not tomorrow.
    let rule: &'static str = format!("{}th 9:00", if day > 28 { 15 } else { day }).leak();
    let rows: Vec<Typed> = (0..50).map(|_| ["One", rule, "", "", ""]).collect();
    let desk = desk(&rows).await;
    settle(&desk).await;
    let report = desk.run().await;
    assert_eq!(report.sheet_requests, 2);
    assert!(message(&desk, 2).starts_with("Next: "), "{}", message(&desk, 2));
}

#[tokio::test]
async fn after_a_break_a_row_is_used_once() {
    let desk = desk(&[["One", "daily 9:00, 15:00, 21:00", "", "", ""]]).await;
    settle(&desk).await;
    let used = made(&desk).len();
    desk.pass(TimeDelta::days(20));
    settle(&desk).await;
    assert_eq!(made(&desk).len(), used + 1);
    assert!(state(&desk, 2).unwrap().last.unwrap() > now(&desk), "and for a time to come");
}

#[tokio::test]
async fn rest_times_and_until_are_kept() {
    let until = (Utc::now() + TimeDelta::days(900)).format("%Y-%m-%d").to_string();
    let desk = desk(&[
        ["Rests", "daily 9:00", "3 days", "", ""],
        ["Twice", "daily 10:00", "", "2", ""],
        ["Over", "daily 11:00", "", "", "2020-01-01"],
    ])
    .await;
    desk.type_in(STOCK, 4, "Until", "2020-01-01");
    for _ in 0..7 {
        settle(&desk).await;
        desk.pass(TimeDelta::days(1));
    }
    let uses = |text: &str| made(&desk).iter().filter(|(_, its, _)| its == text).count();
    assert_eq!((uses("Twice"), uses("Over")), (2, 0));
    assert!((2..=3).contains(&uses("Rests")), "{}", uses("Rests"));
    desk.run().await;
    assert!(message(&desk, 3).contains("used 2 times"), "{}", message(&desk, 3));
    assert!(message(&desk, 4).starts_with("Done"), "{}", message(&desk, 4));
    desk.type_in(STOCK, 4, "Until", &until);
    settle(&desk).await;
    assert_eq!(uses("Over"), 1);
}

#[tokio::test]
async fn the_row_that_was_used_longest_ago_fills_a_slot_that_no_post_wants() {
    let waiting = Row { due: None, ..due("shop_a", "Waiting") };
    let desk = slots::desk(&[("shop_a", "0:00, 6:00, 12:00, 18:00")], &[waiting]).await;
    let desk = with_stock(desk, &[["A", "slots", "", "", ""], ["B", "slots", "", "", ""]]).await;
    settle(&desk).await;
    let slot = slots::slot(&desk, 2).unwrap();
    let texts: Vec<String> = made(&desk).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(texts, ["A", "B"], "each once, in two slots");
    let lasts = [2, 3].map(|row| state(&desk, row).unwrap().last.unwrap());
    assert!(slot < lasts[0] && lasts[0] < lasts[1], "{slot} {lasts:?}");
    publish(&desk, 2).await;
    desk.run().await;
    let last = made(&desk).last().cloned().unwrap();
    assert_eq!(last.1, "A", "its turn again once it is out");
}

#[tokio::test]
async fn the_same_text_again_waits_and_says_until_when() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One")]).await;
    let settings = [["Setting", "Value"], ["Same text again after", "10 days"]];
    let settings = settings.map(|row| row.map(|text| Seed::Text(text.to_owned())).to_vec());
    enter(&desk.world).sheets.add_tab(SHEET, 44, SETTINGS, settings.to_vec());
    let desk = with_stock(desk, &[["One", "daily 9:00", "", "", ""]]).await;
    settle(&desk).await;
    assert!(made(&desk).is_empty());
    assert!(message(&desk, 2).contains("same text"), "{}", message(&desk, 2));
    desk.pass(TimeDelta::days(11));
    settle(&desk).await;
    assert_eq!(made(&desk).len(), 1);
}

#[tokio::test]
async fn a_use_that_a_person_deletes_is_not_made_again() {
    let desk = desk(&[["One", "daily 9:00", "", "", ""]]).await;
    settle(&desk).await;
    let row = desk.shown(POSTS).len();
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
    assert!(made(&desk).is_empty());
    settle(&desk).await;
    assert!(made(&desk).is_empty(), "{:?}", made(&desk));
    desk.pass(TimeDelta::days(1));
    settle(&desk).await;
    assert_eq!(made(&desk)[0].0, 2, "the next one is by its rule");
}

#[tokio::test]
async fn a_persons_own_tab_of_that_name_is_left_alone() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Typed")]).await;
    let rows = [["Item", "Count"], ["Beans", "12"]];
    let rows = rows.map(|row| row.map(|text| Seed::Text(text.to_owned())).to_vec());
    enter(&desk.world).sheets.add_tab(SHEET, 33, STOCK, rows.to_vec());
    let before = desk.shown(STOCK);
    settle(&desk).await;
    assert_eq!(desk.shown(STOCK), before);
    assert_eq!(desk.public_texts(), ["Typed"]);
}

#[tokio::test]
async fn a_persons_own_message_column_gets_ours_beside_it() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Typed")]).await;
    desk.run().await;
    let rows = [["Account", "Text", "When", "Message"], ["shop_a", "One", "daily 9:00", "my note"]];
    let rows = rows.map(|row| row.map(|text| Seed::Text(text.to_owned())).to_vec());
    enter(&desk.world).sheets.add_tab(SHEET, 33, STOCK, rows.to_vec());
    settle(&desk).await;
    assert_eq!(desk.cell(STOCK, 2, "Message"), "my note");
    let told = desk.cell(STOCK, 2, "threadsheet Message");
    assert!(told.starts_with("It stands in Posts"), "{told}");
    assert_eq!(made(&desk).len(), 1);
}

#[tokio::test]
async fn the_log_says_of_which_stock_row_a_post_was_made() {
    let desk = desk(&[["One", "daily 9:00", "", "", ""]]).await;
    settle(&desk).await;
    let log = desk.shown(threadsheet_test_kit::LOG);
    let line = log.iter().find(|row| row.contains(&"Made from Stock".to_owned())).unwrap();
    assert!(line.iter().any(|cell| cell.contains("row 2 of Stock")), "{line:?}");
}
