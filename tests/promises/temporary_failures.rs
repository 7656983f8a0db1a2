//! Temporary failures are retried in silence; one that lasts is reported to a person once, and stays reported.

use chrono::TimeDelta;
use serde_json::{Value, json};
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, POSTS, Practice, Row, SHEET, due};

fn instead(http: u16, body: &Value) -> Fault {
    Fault::Instead(Reply::json(http, body), Effect::Without)
}

fn refusal(http: u16, code: i64, subcode: i64, words: &str) -> Fault {
    let error = json!({"message": words, "code": code, "error_subcode": subcode});
    instead(http, &json!({ "error": error }))
}

/// A post at which the claim's answer was lost, although it took no effect: its container is ready and unpublished.
async fn unanswered(row: Row) -> Practice {
    let desk = Practice::new(&["shop_a"], &[row]).await;
    enter(&desk.world).threads.quirks.second_publish = SecondPublish::PostsAgain;
    let fault = Fault::Status(500, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), fault);
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Publishing");
    desk
}

#[tokio::test]
async fn an_outcome_is_left_to_a_person_once_the_list_was_unreadable_for_longer_than_a_container_lives()
 {
    let desk = unanswered(due("shop_a", "Perhaps")).await;
    let finished = json!({"id": "1", "status": "FINISHED"});
    enter(&desk.world)
        .faults
        .on(Trigger::every("threads.list"), Fault::Status(500, Effect::Without));
    enter(&desk.world).faults.on(Trigger::every("threads.status"), instead(200, &finished));
    for hours in [1, 11, 11] {
        desk.pass(TimeDelta::hours(hours));
        assert_eq!(desk.run().await.exit_code(), 0, "it may still be found out");
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Publishing");
    }
    desk.pass(TimeDelta::minutes(90));
    assert_eq!(desk.run().await.exit_code(), 1);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Check");
    let said = desk.cell(POSTS, 2, "Message");
    assert!(said.contains("for a day the account's posts could not be read"), "{said}");
    assert_eq!(desk.run().await.exit_code(), 0, "told once");
    assert!(desk.public().is_empty(), "nothing is sent in doubt");
}

#[tokio::test]
async fn words_that_were_changed_while_the_outcome_is_unknown_do_not_keep_it_unknown_for_ever() {
    let desk = unanswered(due("shop_a", "First words")).await;
    desk.type_in(POSTS, 2, "Text", "Other words");
    let finished = json!({"id": "1", "status": "FINISHED"});
    enter(&desk.world).faults.on(Trigger::every("threads.status"), instead(200, &finished));
    desk.pass(TimeDelta::hours(23));
    assert_eq!(desk.run().await.exit_code(), 0);
    desk.pass(TimeDelta::hours(2));
    assert_eq!(desk.run().await.exit_code(), 1);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Check");
    assert!(desk.public().is_empty());
}

#[tokio::test]
async fn a_publish_that_is_refused_for_the_quota_waits_for_it_however_often() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two")];
    let desk = Practice::new(&["shop_a"], &rows).await;
    enter(&desk.world).threads.quirks.second_publish = SecondPublish::PostsAgain;
    let used = refusal(400, 9, 2_207_042, "Maximum posts reached");
    enter(&desk.world).faults.on(Trigger::every("threads.publish"), used);
    enter(&desk.world)
        .faults
        .on(Trigger::every("threads.limit"), Fault::Status(500, Effect::Without));
    for _ in 0..8 {
        assert_eq!(desk.run_later().await.exit_code(), 0, "{}", desk.cell(POSTS, 2, "Message"));
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Publishing");
        assert_ne!(desk.cell(POSTS, 3, "Status"), "Check");
    }
    assert!(desk.public().is_empty());
    enter(&desk.world).faults.clear();
    for _ in 0..3 {
        desk.run_later().await;
    }
    let mut out = desk.public_texts();
    out.sort();
    assert_eq!(out, ["One", "Two"], "each once");
}

#[tokio::test]
async fn one_refusal_for_the_quota_is_enough_for_a_run() {
    let rows: Vec<Row> = (0..6).map(|at| due("shop_a", &format!("Post {at}"))).collect();
    let desk = Practice::new(&["shop_a"], &rows).await;
    let used = refusal(400, 9, 2_207_042, "Maximum posts reached");
    enter(&desk.world).faults.on(Trigger::every("threads.publish"), used);
    enter(&desk.world)
        .faults
        .on(Trigger::every("threads.limit"), Fault::Status(500, Effect::Without));
    let (report, seen) = desk.watched_run().await;
    let sent = seen.iter().filter(|seen| seen.operation == "threads.publish").count();
    assert_eq!((sent, report.exit_code()), (1, 0));
    let waits = (3..8).map(|row| desk.cell(POSTS, row, "Message"));
    assert!(waits.clone().all(|said| said.contains("24 hours")), "{:?}", waits.collect::<Vec<_>>());
}

#[tokio::test]
async fn an_account_that_threads_says_nothing_about_for_a_day_is_told_once_and_stays_told() {
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "Hello")]).await;
    let fault = refusal(500, 2, 0, "An unexpected error has occurred");
    enter(&desk.world).faults.on(Trigger::every("threads.me").by("shop_a"), fault);
    let mut codes = Vec::new();
    for hours in [0, 12, 11, 2, 1, 24] {
        desk.pass(TimeDelta::hours(hours));
        codes.push(desk.run().await.exit_code());
    }
    // The post itself is too late after a day, which is news of its own.
    assert_eq!(codes[..3], [0, 0, 0], "it passes by itself");
    assert_eq!(codes[3], 1, "and is told after a day");
    assert_eq!(codes[4..], [0, 0], "once");
    let said = desk.cell(ACCOUNTS, 2, "Token status");
    assert!(said.starts_with("For 2 days Threads could not be asked about this account"), "{said}");
    assert!(said.contains("An unexpected error has occurred"), "{said}");
    enter(&desk.world).faults.clear();
    assert_eq!(desk.run().await.exit_code(), 0);
    assert!(desk.cell(ACCOUNTS, 2, "Token status").starts_with("OK"));
    // The next time counts from its own beginning.
    enter(&desk.world).faults.on(Trigger::every("threads.me"), Fault::Status(503, Effect::Without));
    let token = desk.cell(ACCOUNTS, 3, "Token");
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    assert_eq!(desk.run().await.exit_code(), 0);
}

#[tokio::test]
async fn an_accounts_cell_that_is_still_loading_waits_and_harms_nothing() {
    let headers = ["Account", "Token", "Enabled"];
    for header in headers {
        for n_accounts in [1, 2] {
            let accounts = &["shop_a", "shop_b"][..n_accounts];
            let desk =
                Practice::new(accounts, &[due("shop_a", "Hello"), due("shop_a", "Again")]).await;
            if n_accounts == 1 {
                desk.type_in(POSTS, 3, "Account", "");
            }
            let before = desk.cell(ACCOUNTS, 2, header);
            desk.type_in(ACCOUNTS, 2, header, "Loading...");
            let case = format!("{header}, {n_accounts} accounts");
            for _ in 0..2 {
                assert_eq!(desk.run().await.exit_code(), 0, "{case}");
                for row in [2, 3] {
                    let said = desk.cell(POSTS, row, "Message");
                    assert_eq!(desk.cell(POSTS, row, "Status"), "", "{case}: {said}");
                    assert!(said.contains("Loading..."), "{case}: {said}");
                }
                let said = desk.cell(ACCOUNTS, 2, "Token status");
                assert!(said.contains("Loading..."), "{case}: {said}");
            }
            assert_eq!(desk.cell(ACCOUNTS, 2, header), "Loading...", "{case}: it is left alone");
            desk.pass(TimeDelta::hours(25));
            desk.type_in(POSTS, 2, "Status", "Post now");
            assert_eq!(desk.run().await.exit_code(), 1, "{case}: what lasts for a day is told");
            assert_eq!(desk.run().await.exit_code(), 0, "{case}: once");
            desk.type_in(ACCOUNTS, 2, header, &before);
            desk.run().await;
            assert!(desk.public_texts().contains(&"Hello".to_owned()), "{case}");
            assert!(desk.cell(ACCOUNTS, 2, "Token status").starts_with("OK"), "{case}");
        }
    }
}

#[tokio::test]
async fn a_row_of_a_long_tab_that_is_only_begun_does_not_wait_in_silence() {
    let rows: Vec<Row> = (0..4).map(|at| due("shop_a", &format!("Post {at}"))).collect();
    let desk = Practice::new(&["shop_a"], &rows).await;
    let range = json!({"sheetId": 22, "dimension": "ROWS", "length": 5_200});
    enter(&desk.world).sheets.batch(SHEET, json!([{"appendDimension": range}])).unwrap();
    desk.run().await;
    assert_eq!(desk.public().len(), 4);
    let (_, seen) = desk.watched_run().await;
    let is_read =
        |operation: &str| operation.starts_with("sheets.") && !operation.contains("batchUpdate");
    let reads = seen.iter().filter(|seen| is_read(&seen.operation)).count();
    assert!((2..=4).contains(&reads), "an idle run makes {reads} reads");
    // Between rows that are out, far below them, and in the last row of all.
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 2, "endIndex": 4});
    let insert = json!([{"insertDimension": {"range": range, "inheritFromBefore": false}}]);
    enter(&desk.world).sheets.batch(SHEET, insert).unwrap();
    let address = "https://example.com/a.jpg";
    for (row, header, typed) in
        [(3, "Text", "An idea"), (4_000, "Text", "Another idea"), (5_200, "Media", address)]
    {
        desk.type_in(POSTS, row, header, typed);
    }
    for _ in 0..2 {
        assert_eq!(desk.run().await.exit_code(), 0);
        for row in [3, 4_000, 5_200] {
            let said = desk.cell(POSTS, row, "Message");
            assert!(said.starts_with("Waiting: it has no time"), "row {row}: {said}");
        }
    }
    desk.type_in(POSTS, 4_000, "Status", "Post now");
    desk.run().await;
    assert_eq!(desk.public().len(), 5);
}

#[tokio::test]
async fn an_extreme_number_in_an_answer_holds_up_no_post() {
    let numbers = [
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(-1),
        json!(1.0e300),
        json!(8_210_266_876_799_i64),
        json!("99999999999999999999"),
        json!({"nested": [1]}),
    ];
    let id = |desk: &Practice| enter(&desk.world).threads.add_account("shop_a");
    for number in numbers {
        for field in 0..5 {
            let desk = Practice::new(&["shop_a"], &[due("shop_a", "Out")]).await;
            let (operation, body) = match field {
                0 => (
                    "threads.limit",
                    json!({"data": [{"quota_usage": number, "config": {"quota_total": 250}}]}),
                ),
                1 => (
                    "threads.limit",
                    json!({"data": [{"quota_usage": 1, "config": {"quota_total": number}}]}),
                ),
                2 => ("threads.debug_token", json!({"data": {"issued_at": number}})),
                3 => ("threads.me", json!({"id": id(&desk), "username": "shop_a", "more": number})),
                _ => ("threads.media", json!({"id": "1", "permalink": number})),
            };
            enter(&desk.world).faults.on(Trigger::every(operation), instead(200, &body));
            let report = desk.run().await;
            let case = format!("{operation} {field} {number}");
            assert_eq!(report.exit_code(), 0, "{case}: {}", desk.cell(ACCOUNTS, 2, "Token status"));
            assert_eq!(desk.public_texts(), ["Out"], "{case}: {}", desk.cell(POSTS, 2, "Message"));
        }
    }
}
