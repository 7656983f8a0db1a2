//! A thread is one account's: what happens where the account changes, goes or pauses while a part is out.

use threadsheet_test_kit::ACCOUNTS;

use super::*;

#[tokio::test]
async fn another_account_never_posts_the_rest_of_a_thread() {
    let with_receipt = half().await;
    let restored = half().await;
    restored.type_in(POSTS, 2, "Receipt", "");
    restored.run().await;
    for desk in [with_receipt, restored] {
        desk.type_in(POSTS, 2, "Account", "shop_b");
        desk.run_later().await;
        desk.run_later().await;
        holds(&desk, &["One"]);
        let other = ["begun by shop_a", "Put shop_a back", "1 of 3 are out."];
        says(&desk, "Publishing", &other);
        assert!(told(&desk).await.contains("begun by shop_a"));
        desk.type_in(POSTS, 2, "Account", "shop_a");
        desk.run_later().await;
        holds(&desk, &["One", "Two", "Three"]);
    }
}

#[tokio::test]
async fn an_account_that_is_changed_while_a_part_is_in_doubt_does_not_post_the_rest() {
    let desk = in_doubt(2, Effect::With).await;
    desk.type_in(POSTS, 2, "Account", "shop_b");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    says(&desk, "Publishing", &["begun by shop_a", "2 of 3 are out."]);
}

#[tokio::test]
async fn a_thread_whose_account_is_gone_names_it_and_goes_on_once_it_is_there_again() {
    let desk = half().await;
    for (account, words) in [("nobody", "no account \"nobody\""), ("", "\"Account\" is empty")] {
        desk.type_in(POSTS, 2, "Account", account);
        desk.run_later().await;
        says(&desk, "Failed", &[words, "1 of 3 are out"]);
        assert!(told(&desk).await.contains(words));
    }
    desk.type_in(POSTS, 2, "Account", "shop_a");
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);

    let desk = half().await;
    let range = json!({"sheetId": 11, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    let delete = json!([{"deleteDimension": {"range": range}}]);
    enter(&desk.world).sheets.batch(SHEET, delete).unwrap();
    let report = desk.run_later().await;
    says(&desk, "Failed", &["no account \"shop_a\"", "1 of 3 are out"]);
    assert_eq!((outcomes(&report), report.exit_code()), (vec![(2, Failed)], 1));
    holds(&desk, &["One"]);
}

#[tokio::test]
async fn the_rest_of_a_thread_waits_for_the_end_of_a_pause_and_is_not_called_missed() {
    let desk = half().await;
    let until = in_minutes(&desk, 60 * 24 * 5);
    desk.add_column(ACCOUNTS, "Pause until", &[&until]);
    desk.run_later().await;
    holds(&desk, &["One"]);
    says(&desk, "Publishing", &["the account pauses until", "goes out after that", "1 of 3"]);
    assert!(!message(&desk).contains("too late"), "{}", message(&desk));
    desk.pass(TimeDelta::days(5));
    desk.run().await;
    holds(&desk, &["One", "Two", "Three"]);
    assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
}

#[tokio::test]
async fn the_rest_of_a_thread_is_late_from_the_end_of_its_account_s_pause_on() {
    let desk = half().await;
    let until = in_minutes(&desk, 60 * 24 * 5);
    desk.add_column(ACCOUNTS, "Pause until", &[&until]);
    desk.run_later().await;
    desk.pass(TimeDelta::days(6) + TimeDelta::hours(1));
    desk.run().await;
    holds(&desk, &["One"]);
    says(&desk, "Missed", &["too long ago", "1 of 3 are out."]);
}
