//! The most posts a day of one account.

use PostOutcome::{Published, Waiting};
use chrono::{NaiveTime, TimeDelta};
use serde_json::json;
use threadsheet::check;
use threadsheet::preview;
use threadsheet::report::PostOutcome;
use threadsheet_core::setting::Setting;
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, POSTS, Practice, Row, SHEET, due, outcomes};

use super::{name, set};

/// Lays out a desk whose tab of accounts has a column Daily cap, with a value for the first account.
async fn desk(cap: &str, posts: &[Row]) -> Practice {
    let desk = Practice::new(&["shop_a", "shop_b"], posts).await;
    desk.add_column(ACCOUNTS, "Daily cap", &[cap]);
    desk
}

fn message(desk: &Practice, row: usize) -> String {
    desk.cell(POSTS, row, "Message")
}

#[tokio::test]
async fn what_is_more_than_a_day_takes_goes_out_on_the_next_one_and_says_so() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two"), due("shop_b", "Another's")];
    let desk = desk("1", &rows).await;
    let cards = preview::preview(&desk.config(), &|_| {}).await.unwrap().cards;
    assert!(cards.iter().any(|card| (card.row, card.stage) == (3, Stage::NextRuns)));
    assert_eq!(outcomes(&desk.run().await), [(2, Published), (3, Waiting), (4, Published)]);
    assert!(message(&desk, 3).contains("at most 1 a day"), "{}", message(&desk, 3));
    // Nothing more is written or sent on the same day.
    assert_eq!(desk.writes().await, 0);
    assert_eq!(desk.public().len(), 2);
    // A minute after the next midnight in Tokyo, which may be a day away.
    set(&desk, &[(name(Setting::MaxLate), "3 days")]);
    let local = desk.started.with_timezone(&chrono_tz::Asia::Tokyo).naive_local();
    let midnight = local.date().and_time(NaiveTime::MIN) + TimeDelta::days(1);
    desk.run_in(midnight - local + TimeDelta::minutes(1)).await;
    assert_eq!(desk.public_texts(), ["One", "Another's", "Two"]);
    assert_eq!(message(&desk, 3), "");
}

#[tokio::test]
async fn the_setting_holds_for_every_account_without_a_cap_of_its_own() {
    let rows = [("shop_a", "1"), ("shop_a", "2"), ("shop_b", "3"), ("shop_b", "4")];
    let rows = rows.map(|(account, text)| due(account, text));
    let desk = desk("2", &rows).await;
    set(&desk, &[(name(Setting::PostsADay), "1")]);
    let wanted = [(2, Published), (3, Published), (4, Published), (5, Waiting)];
    assert_eq!(outcomes(&desk.run().await), wanted);
}

#[tokio::test]
async fn post_now_is_held_by_no_cap() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two")];
    let desk = desk("1", &rows).await;
    desk.run().await;
    desk.type_in(POSTS, 3, "Status", "Post now");
    desk.run().await;
    assert_eq!(desk.public().len(), 2);
}

#[tokio::test]
async fn a_cap_that_is_no_number_sends_nothing_and_every_row_and_check_says_so() {
    for typed in ["0", "251", "2.5", "a few", "-1", "毎日"] {
        let desk = desk(typed, &[due("shop_a", "One"), due("shop_b", "Another's")]).await;
        let report = check::check(&desk.config(), &|_| {}).await.unwrap();
        let findings = report.checkup.iter().flat_map(|checkup| &checkup.findings);
        let mut words = findings.map(|it| &it.words);
        assert!(words.any(|words| words.contains("not a number from 1 to 250")), "{typed}");
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Another's"], "{typed}");
        assert!(message(&desk, 2).contains("not a number from 1 to 250"), "{typed}");
        desk.type_in(ACCOUNTS, 2, "Daily cap", "3");
        desk.run().await;
        assert_eq!(desk.public().len(), 2, "{typed}");
        assert_eq!(message(&desk, 2), "");
    }
}

#[tokio::test]
async fn a_post_that_went_out_today_counts_though_its_row_was_deleted() {
    let desk = desk("1", &[due("shop_a", "One")]).await;
    desk.run().await;
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    let request = json!([{"deleteDimension": {"range": range}}]);
    enter(&desk.world).sheets.batch(SHEET, request).unwrap();
    desk.append(2, &due("shop_a", "Two"));
    assert_eq!(outcomes(&desk.run().await), [(2, Waiting)]);
}
