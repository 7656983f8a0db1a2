//! A post with an unknown outcome whose account is gone, was renamed, or is listed twice.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::report::PostOutcome;
use threadsheet_core::row_state::RowState;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, POSTS, Practice, Row, SHEET, due, outcomes};

/// A desk of two accounts, whose post of the first was sent; no answer came, and `effect` says whether
/// it is public.
async fn in_doubt(effect: Effect) -> Practice {
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "Perhaps")]).await;
    // The learned names and users are in the Receipts before anything is sent.
    let fault = Fault::Status(500, effect);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), fault);
    let hidden = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.status_lag = hidden;
    enter(&desk.world).threads.quirks.list_lag = hidden;
    assert_eq!(outcomes(&desk.run().await)[0].1, PostOutcome::Publishing);
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk
}

fn delete_account(desk: &Practice) {
    let range = json!({"sheetId": 11, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
}

/// Makes a row's claim as old as that.
fn age(desk: &Practice, row: usize, hours: i64) {
    let line = RowState::parse(&desk.cell(POSTS, row, "Receipt")).unwrap();
    let at = line.at - TimeDelta::hours(hours);
    let until = line.until.map(|until| until - TimeDelta::hours(hours));
    let line = RowState { at, until, first_sent: Some(at), ..line };
    desk.type_in(POSTS, row, "Receipt", &line.to_string());
}

#[tokio::test]
async fn a_claim_names_the_threads_user_who_sends() {
    let desk = in_doubt(Effect::Without).await;
    let line = RowState::parse(&desk.cell(POSTS, 2, "Receipt")).unwrap();
    assert!(line.user.is_some_and(|user| !user.is_empty()));
}

#[tokio::test]
async fn a_doubt_whose_account_was_deleted_says_so_and_becomes_check_after_a_day() {
    let desk = in_doubt(Effect::Without).await;
    delete_account(&desk);
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Publishing)]);
    assert!(
        desk.cell(POSTS, 2, "Message")
            .contains("the account that sent it is not in the Accounts tab")
    );
    assert_eq!(report.exit_code(), 1, "it newly needs a person");
    assert_eq!(desk.run().await.exit_code(), 0, "and was told already");
    age(&desk, 2, 23);
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Publishing");
    age(&desk, 2, 3);
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Check)]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Check");
    assert_eq!(report.exit_code(), 1);
    assert_eq!(desk.public().len(), 0);
}

#[tokio::test]
async fn a_doubt_is_settled_by_the_account_that_holds_a_token_of_its_sender_under_another_name() {
    let desk = in_doubt(Effect::With).await;
    desk.type_in(ACCOUNTS, 2, "Account", "shop_z");
    desk.type_in(POSTS, 2, "Account", "shop_z");
    enter(&desk.world).threads.rename("shop_a", "shop_z");
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn a_doubt_is_not_settled_by_another_user_who_has_the_name_now() {
    let desk = in_doubt(Effect::Without).await;
    let other = desk.cell(ACCOUNTS, 3, "Token");
    desk.type_in(ACCOUNTS, 2, "Token", &other);
    for _ in 0..2 {
        desk.run().await;
    }
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Publishing");
    assert_ne!(desk.cell(POSTS, 2, "Message"), "");
    assert!(!desk.cell(POSTS, 2, "Message").contains("nothing to do"));
    assert_eq!(desk.public().len(), 0);
}

#[tokio::test]
async fn a_doubt_of_an_account_that_is_listed_twice_is_settled() {
    let desk = in_doubt(Effect::With).await;
    desk.type_in(ACCOUNTS, 4, "Account", "shop_a");
    desk.type_in(ACCOUNTS, 4, "Token", &desk.cell(ACCOUNTS, 2, "Token"));
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn a_doubt_whose_token_is_dead_says_whose_turn_it_is() {
    let desk = in_doubt(Effect::Without).await;
    desk.type_in(ACCOUNTS, 2, "Token", "");
    desk.run().await;
    assert!(desk.cell(POSTS, 2, "Message").contains("The account's token is needed"));
    age(&desk, 2, 26);
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Check)]);
}

#[tokio::test]
async fn the_same_words_marked_ready_go_out_again_once_their_row_is_gone_for_a_day() {
    let now = Row { due: None, status: "Ready", ..due("shop_a", "Open today") };
    let desk = Practice::new(&["shop_a"], std::slice::from_ref(&now)).await;
    desk.run().await;
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
    desk.append(2, &now);
    // Within a day nobody can tell whether the row was undone: it is put back, and that is news.
    let report = desk.run_in(TimeDelta::hours(2)).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Restored)]);
    assert_eq!((report.exit_code(), desk.public().len()), (1, 1));
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
    desk.append(2, &now);
    let report = desk.run_in(TimeDelta::days(3)).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public_texts(), ["Open today", "Open today"]);
    assert_eq!(outcomes(&desk.run_in(TimeDelta::days(3)).await), []);
    assert_eq!(desk.public().len(), 2);
}

#[tokio::test]
async fn an_undone_row_that_still_shows_where_it_went_out_is_never_another_post() {
    let now = Row { due: None, status: "Ready", ..due("shop_a", "Open today") };
    let desk = Practice::new(&["shop_a"], &[now]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.type_in(POSTS, 2, "Status", "Ready");
    let report = desk.run_in(TimeDelta::days(3)).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Restored)]);
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn a_copy_with_new_words_is_told_in_a_long_tab_too() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    let range = json!({"sheetId": 22, "dimension": "ROWS", "length": 5_200});
    enter(&desk.world).sheets.batch(SHEET, json!([{"appendDimension": range}])).unwrap();
    desk.run().await;
    for (column, header) in desk.shown(POSTS)[0].clone().iter().enumerate() {
        let cell = desk.cell(POSTS, 2, header);
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, 3_999, column), &cell, now);
    }
    desk.type_in(POSTS, 4_000, "Text", "New words");
    desk.run().await;
    assert!(desk.cell(POSTS, 4_000, "Message").starts_with("This is a copy of another row"));
}
