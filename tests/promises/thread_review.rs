//! Demonstrations of the review: each says what was expected.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::{check, preview};
use threadsheet_core::row_state::{RowState, State};
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LOG, POSTS, Practice, Row, SHEET, due};

use crate::thread::columns;

fn show(what: &str, desk: &Practice) {
    println!("=== {what}");
    for row in desk.shown(POSTS) {
        println!("    {row:?}");
    }
    for post in desk.public() {
        println!("    public {:?} {:?} under {:?}", post.media_id, post.text, post.reply_to);
    }
}

async fn desk_of(accounts: &[&str], rows: &[Row], parts: &[(&str, &[&str])]) -> Practice {
    let desk = Practice::new(accounts, rows).await;
    columns(&desk, parts);
    desk
}

fn stop_creating(desk: &Practice, from: u64) {
    let fault = Fault::Status(503, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", from).and_after(), fault);
}

fn clear(desk: &Practice) {
    enter(&desk.world).faults.clear();
}

fn refuse_creating(desk: &Practice, from: u64) {
    let refused = r#"{"error": {"message": "Invalid parameter", "code": 100}}"#;
    let refused = Fault::Instead(
        threadsheet_practice::http::Reply::json(400, &serde_json::from_str(refused).unwrap()),
        Effect::Without,
    );
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", from).and_after(), refused);
}

async fn told(desk: &Practice) -> Vec<String> {
    let report = check::check(&desk.config(), &|_| {}).await.unwrap();
    let findings = &report.checkup.as_ref().unwrap().findings;
    findings.iter().map(|finding| format!("{finding:?}")).collect()
}

/// Half a thread, one of three out, passing trouble.
async fn half() -> Practice {
    let desk = desk_of(
        &["shop_a", "shop_b"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    stop_creating(&desk, 2);
    desk.run().await;
    clear(&desk);
    assert_eq!(desk.public_texts(), ["One"]);
    desk
}

/// Half a thread whose second part was refused.
async fn failed() -> Practice {
    let desk = desk_of(
        &["shop_a", "shop_b"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    refuse_creating(&desk, 2);
    desk.run().await;
    clear(&desk);
    assert_eq!(desk.public_texts(), ["One"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Failed");
    desk
}

fn later(desk: &Practice, minutes: i64) -> String {
    let at = enter(&desk.world).clock.now() + TimeDelta::minutes(minutes);
    at.with_timezone(&chrono_tz::Asia::Tokyo).format("%Y-%m-%d %H:%M:%S").to_string()
}

#[tokio::test]
async fn a1_loading_part_after_a_doubt() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    desk.run().await;
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    show("doubt", &desk);
    desk.type_in(POSTS, 2, "Reply 1", "Loading...");
    desk.run_later().await;
    show("after", &desk);
    assert!(!desk.public_texts().contains(&"Loading...".to_owned()));
}

#[tokio::test]
async fn a1b_error_in_post_cells_loading_elsewhere() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 2), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    desk.run().await;
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk.type_in(POSTS, 2, "Reply 2", "Loading...");
    desk.run_later().await;
    show("after", &desk);
    assert!(!desk.public_texts().contains(&"Loading...".to_owned()));
}

#[tokio::test]
async fn a2_reused_after_accepted_as_published() {
    let desk = failed().await;
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    show("accepted", &desk);
    println!("check: {:?}", told(&desk).await);
    desk.type_in(POSTS, 2, "Text", "New post");
    desk.type_in(POSTS, 2, "Reply 1", "New two");
    desk.type_in(POSTS, 2, "Reply 2", "New three");
    desk.type_in(POSTS, 2, "Publish at", &later(&desk, 60 * 24));
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    show("reused", &desk);
    assert_eq!(desk.public_texts(), ["One"], "its time is tomorrow");
}

#[tokio::test]
async fn a2b_reused_a_failed_half() {
    let desk = failed().await;
    desk.type_in(POSTS, 2, "Text", "New post");
    desk.type_in(POSTS, 2, "Reply 1", "New two");
    desk.type_in(POSTS, 2, "Reply 2", "New three");
    desk.type_in(POSTS, 2, "Publish at", &later(&desk, 60 * 24));
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    show("reused", &desk);
    assert_eq!(desk.public_texts(), ["One"], "its time is tomorrow");
}

#[tokio::test]
async fn a3_draft_and_receipt_gone() {
    let desk = half().await;
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.run_later().await;
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.run_later().await;
    show("receipt gone", &desk);
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts(), ["One"], "a draft never goes out");
}

#[tokio::test]
async fn a3b_draft_and_receipt_as_it_was() {
    let desk = desk_of(
        &["shop_a"],
        &[Row { due: Some(-5), status: "Draft", ..due("shop_a", "One") }],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    desk.type_in(POSTS, 2, "Status", "");
    stop_creating(&desk, 1);
    desk.run().await;
    let before = desk.cell(POSTS, 2, "Receipt");
    clear(&desk);
    stop_creating(&desk, 2);
    desk.run().await;
    clear(&desk);
    assert_eq!(desk.public_texts(), ["One"]);
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.type_in(POSTS, 2, "Receipt", &before);
    desk.run_later().await;
    show("receipt undone", &desk);
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts(), ["One"], "a draft never goes out");
}

#[tokio::test]
async fn a3c_accepted_published_and_receipt_gone() {
    let desk = failed().await;
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.run_later().await;
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts(), ["One"], "a person has ended it");
}

#[tokio::test]
async fn a4_account_changed_after_receipt_was_lost() {
    let desk = half().await;
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.run().await;
    show("restored", &desk);
    desk.type_in(POSTS, 2, "Account", "shop_b");
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts(), ["One"], "a thread is one account's");
}

#[tokio::test]
async fn a5_account_changed_while_a_part_is_in_doubt() {
    let desk = desk_of(
        &["shop_a", "shop_b"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"]), ("Reply 3", &["Four"])],
    )
    .await;
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 2), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    desk.run().await;
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk.type_in(POSTS, 2, "Account", "shop_b");
    stop_creating(&desk, 2);
    desk.run_later().await;
    show("resolved", &desk);
    clear(&desk);
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two"], "the rest waits for the account's name");
}

#[tokio::test]
async fn a6_account_row_deleted() {
    let desk = half().await;
    let range = json!({"sheetId": 11, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
    let report = desk.run_later().await;
    show("account row gone", &desk);
    println!("report {:?} exit {}", report.posts, report.exit_code());
    println!("check {:?}", told(&desk).await);
    assert!(
        desk.cell(POSTS, 2, "Message").contains("shop_a"),
        "{}",
        desk.cell(POSTS, 2, "Message")
    );
}

#[tokio::test]
async fn a7_published_row_gets_a_part_in_silence() {
    let desk = desk_of(&["shop_a"], &[due("shop_a", "One")], &[("Reply 1", &[""])]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    let report = desk.run_later().await;
    show("published", &desk);
    println!("report {:?}", report.posts);
    println!("check {:?}", told(&desk).await);
    assert!(!desk.cell(POSTS, 2, "Message").is_empty(), "silent");
}

#[tokio::test]
async fn a8_row_below_an_accepted_half() {
    let below = Row { reply_to: "previous", ..due("shop_a", "Below") };
    let desk = desk_of(&["shop_a"], &[due("shop_a", "One"), below], &[("Reply 1", &["Two"])]).await;
    refuse_creating(&desk, 2);
    desk.run().await;
    clear(&desk);
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    desk.run_later().await;
    show("below", &desk);
    assert_eq!(desk.public_texts(), ["One", "Below"]);
}

#[tokio::test]
async fn a9_delayed_row_below_a_thread_that_took_long() {
    let below = Row { reply_to: "previous", due: None, ..due("shop_a", "Below") };
    let desk = desk_of(&["shop_a"], &[due("shop_a", "One"), below], &[("Reply 1", &["Two"])]).await;
    desk.type_in(POSTS, 3, "Publish at", "30分後");
    refuse_creating(&desk, 2);
    desk.run().await;
    clear(&desk);
    desk.pass(TimeDelta::hours(26));
    desk.type_in(POSTS, 2, "Reply 1", "Two!");
    desk.run().await;
    show("thread complete", &desk);
    desk.run_later().await;
    show("11 minutes", &desk);
    desk.pass(TimeDelta::minutes(30));
    desk.run().await;
    show("41 minutes", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two!", "Below"]);
}

#[tokio::test]
async fn b1_shifted_cells() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Four"]), ("Reply 3", &[""])],
    )
    .await;
    stop_creating(&desk, 3);
    desk.run().await;
    clear(&desk);
    assert_eq!(desk.public_texts(), ["One", "Two"]);
    desk.type_in(POSTS, 2, "Reply 1", "One and a half");
    desk.type_in(POSTS, 2, "Reply 2", "Two");
    desk.type_in(POSTS, 2, "Reply 3", "Four");
    desk.run_later().await;
    show("shifted", &desk);
    assert_eq!(desk.public_texts().iter().filter(|it| *it == "Two").count(), 1);
}

#[tokio::test]
async fn b2_copy_with_receipt_then_the_original_is_edited() {
    let desk = half().await;
    let row = |at: usize| json!({"sheetId": 22, "startRowIndex": at, "endRowIndex": at + 1, "startColumnIndex": 0, "endColumnIndex": 20});
    let copy = json!([{"copyPaste": {"source": row(1), "destination": row(2)}}]);
    enter(&desk.world).sheets.batch(SHEET, copy).unwrap();
    desk.type_in(POSTS, 2, "Reply 2", "Three, better");
    desk.run_later().await;
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts().iter().filter(|it| *it == "One").count(), 1);
}

#[tokio::test]
async fn b3_copy_with_receipt_edited() {
    let desk = half().await;
    let row = |at: usize| json!({"sheetId": 22, "startRowIndex": at, "endRowIndex": at + 1, "startColumnIndex": 0, "endColumnIndex": 20});
    let copy = json!([{"copyPaste": {"source": row(1), "destination": row(2)}}]);
    enter(&desk.world).sheets.batch(SHEET, copy).unwrap();
    desk.type_in(POSTS, 3, "Reply 2", "Three, better");
    desk.run_later().await;
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts().iter().filter(|it| *it == "One").count(), 1);
}

#[tokio::test]
async fn b4_a_parent_that_goes_on() {
    let desk = desk_of(&["shop_a"], &[due("shop_a", "One")], &[("Reply 1", &[""])]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    desk.type_in(POSTS, 2, "Status", "");
    desk.append(3, &Row { reply_to: "previous", ..due("shop_a", "Three") });
    desk.run_later().await;
    show("then", &desk);
    let public = desk.public();
    let two = public.iter().find(|it| it.text.as_deref() == Some("Two")).unwrap();
    let three = public.iter().find(|it| it.text.as_deref() == Some("Three")).unwrap();
    assert_eq!(three.reply_to.as_ref(), Some(&two.media_id));
}

#[tokio::test]
async fn b5_two_headers_of_one_part() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("First reply", &["Lost"])],
    )
    .await;
    let report = desk.run().await;
    show("then", &desk);
    println!("{:?}", report);
    println!("check {:?}", told(&desk).await);
    assert!(desk.public_texts().is_empty(), "one of the cells is dropped in silence");
}

#[tokio::test]
async fn b6_preview_of_a_thread() {
    let mut row = due("shop_a", "One");
    row.due = Some(60);
    let desk = desk_of(&["shop_a"], &[row], &[("Reply 1", &["Twotwo"])]).await;
    let preview = preview::preview(&desk.config(), &|_| {}).await.unwrap();
    let text = format!("{:?}", preview.cards);
    assert!(text.contains("Twotwo"), "{text}");
}

#[tokio::test]
async fn b6b_preview_of_half_a_thread() {
    let desk = half().await;
    let preview = preview::preview(&desk.config(), &|_| {}).await.unwrap();
    println!("{:#?}", preview.cards);
    let text = format!("{:?}", preview.cards);
    assert!(text.contains("Two"), "{text}");
}

#[tokio::test]
async fn b7_pause_of_half_a_thread() {
    let desk = half().await;
    columns_of_accounts(&desk, "Pause until", &[&later(&desk, 60 * 24 * 5)]);
    desk.run_later().await;
    show("paused", &desk);
    let message = desk.cell(POSTS, 2, "Message");
    assert!(!message.contains("Missed") && !message.contains("late"), "{message}");
}

fn columns_of_accounts(desk: &Practice, header: &str, cells: &[&str]) {
    let at = desk.shown_row(ACCOUNTS, 1).len();
    let mut world = enter(&desk.world);
    let now = world.clock.now();
    for (row, typed) in [header].iter().chain(cells).enumerate() {
        let cell = threadsheet_practice::sheets::CellAddress::new(SHEET, ACCOUNTS, row, at);
        world.sheets.type_in(cell, typed, now);
    }
}

#[tokio::test]
async fn b8_check_accepted_then_rest() {
    let desk = half().await;
    let line = RowState::parse(&desk.cell(POSTS, 2, "Receipt")).unwrap();
    println!("{line}");
    // The second part is sent, and never explained.
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::days(9);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::days(9);
    desk.run().await;
    for _ in 0..6 {
        desk.pass(TimeDelta::hours(13));
        desk.run().await;
    }
    show("check", &desk);
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run().await;
    show("accepted", &desk);
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    show("emptied, as the message says", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

#[tokio::test]
async fn b9_media_of_a_part_fails() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two\nhttps://example.com/missing.jpg"])],
    )
    .await;
    desk.run().await;
    for _ in 0..4 {
        desk.pass(TimeDelta::hours(13));
        desk.run().await;
        show("run", &desk);
    }
}

#[tokio::test]
async fn c1_status_words_at_each_stage() {
    for status in [
        "Published",
        "Deleted",
        "Draft",
        "Post now",
        "Check",
        "Missed",
        "Failed",
        "Publishing",
        "",
        "Ready",
    ] {
        let desk = half().await;
        desk.type_in(POSTS, 2, "Status", status);
        stop_creating(&desk, 1);
        desk.run_later().await;
        desk.run_later().await;
        println!(
            "half + {status:?}: {} / {} / {:?}",
            desk.cell(POSTS, 2, "Status"),
            desk.cell(POSTS, 2, "Message"),
            desk.public_texts()
        );
        println!("     {}", desk.cell(POSTS, 2, "Receipt"));
        println!("     check {:?}", told(&desk).await);
    }
}

#[tokio::test]
async fn c2_log_of_half() {
    let desk = half().await;
    for line in desk.shown(LOG) {
        println!("{line:?}");
    }
    let line = RowState::parse(&desk.cell(POSTS, 2, "Receipt")).unwrap();
    assert_eq!(line.state, State::Queued);
}

/// Runs the program of main, which knows nothing of threads.
async fn older_run(desk: &Practice) {
    let credentials = enter(&desk.world).credentials_json(&desk.server.token_uri);
    let mut program = tokio::process::Command::new("/work/main/target/debug/threadsheet");
    program.args(["run", "--spreadsheet", SHEET, "--settle", "10m"]).env_clear();
    program.args([
        "--sheets-url",
        desk.server.sheets_url.as_ref(),
        "--threads-url",
        desk.server.threads_url.as_ref(),
    ]);
    program.env("GOOGLE_CREDENTIALS", credentials);
    let output = program.output().await.unwrap();
    println!(
        "old: {}",
        String::from_utf8_lossy(&output.stdout).chars().take(900).collect::<String>()
    );
    println!(
        "old stderr: {}",
        String::from_utf8_lossy(&output.stderr).chars().take(400).collect::<String>()
    );
}

#[tokio::test]
async fn o1_older_version_between_two_parts() {
    let desk = half().await;
    older_run(&desk).await;
    show("after the older", &desk);
    println!("check {:?}", told(&desk).await);
    desk.run_later().await;
    show("after the newer", &desk);
    desk.run_later().await;
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

#[tokio::test]
async fn o2_older_version_without_the_log() {
    let desk = half().await;
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 9});
    let _ = range;
    let log = desk.shown(LOG).len();
    for row in 2..=log {
        for header in [
            "When",
            "Account",
            "Receipt",
            "Event",
            "Container id",
            "Media id",
            "Permalink",
            "Details",
        ] {
            desk.type_in(LOG, row, header, "");
        }
    }
    older_run(&desk).await;
    show("after the older", &desk);
    desk.run_later().await;
    show("after the newer", &desk);
    assert_eq!(desk.public_texts().iter().filter(|it| *it == "One").count(), 1);
}

async fn in_doubt(effect: Effect) -> Practice {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 2), Fault::Status(500, effect));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    desk.run().await;
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk
}

#[tokio::test]
async fn o3_older_version_resolves_a_part_that_is_out() {
    let desk = in_doubt(Effect::With).await;
    show("doubt", &desk);
    desk.pass(TimeDelta::minutes(11));
    older_run(&desk).await;
    show("after the older", &desk);
    desk.run_later().await;
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    desk.run_later().await;
    show("after the newer, Status cleared", &desk);
    for line in desk.shown(LOG) {
        println!("{line:?}");
    }
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

#[tokio::test]
async fn o4_older_version_resolves_a_part_that_is_not_out() {
    let desk = in_doubt(Effect::Without).await;
    desk.pass(TimeDelta::minutes(11));
    older_run(&desk).await;
    show("after the older", &desk);
    desk.run_later().await;
    desk.run_later().await;
    show("after the newer", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

#[tokio::test]
async fn o5_older_version_and_a_failed_half() {
    let desk = failed().await;
    older_run(&desk).await;
    show("after the older", &desk);
    desk.type_in(POSTS, 2, "Reply 1", "Two!");
    older_run(&desk).await;
    show("after the older, corrected", &desk);
    desk.run_later().await;
    desk.run_later().await;
    show("after the newer", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two!", "Three"]);
}

#[tokio::test]
async fn d2_check_accepted_with_a_part_added_meanwhile() {
    let desk = desk_of(&["shop_a"], &[due("shop_a", "One")], &[("Reply 1", &[""])]).await;
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::days(9);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::days(9);
    desk.run().await;
    for _ in 0..6 {
        desk.pass(TimeDelta::hours(13));
        desk.run().await;
    }
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Check");
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    show("accepted", &desk);
    desk.type_in(POSTS, 2, "Reply 1", "Two!");
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts().iter().filter(|it| *it == "One").count(), 1);
}

#[tokio::test]
async fn d14_a_thread_over_midnight_counts_once_on_its_day() {
    let rows = [due("shop_a", "One")];
    let desk = desk_of(&["shop_a"], &rows, &[("Reply 1", &["Two"])]).await;
    let mut config = desk.config();
    config.limits.posts_a_day = Some(1);
    refuse_creating(&desk, 2);
    desk.run_with(&config).await;
    clear(&desk);
    desk.pass(TimeDelta::hours(24));
    let mut config = desk.config();
    config.limits.posts_a_day = Some(1);
    desk.type_in(POSTS, 2, "Reply 1", "Two!");
    desk.type_in(POSTS, 3, "Account", "shop_a");
    desk.type_in(POSTS, 3, "Text", "Tomorrow's post");
    desk.type_in(POSTS, 3, "Publish at", &later(&desk, -2));
    desk.run_with(&config).await;
    show("same run", &desk);
    desk.pass(TimeDelta::minutes(11));
    let mut config = desk.config();
    config.limits.posts_a_day = Some(1);
    desk.run_with(&config).await;
    show("later", &desk);
}

#[tokio::test]
async fn d14b_a_thread_over_midnight_takes_a_place_of_the_next_day() {
    let rows = [due("shop_a", "One")];
    let desk = desk_of(&["shop_a"], &rows, &[("Reply 1", &["Two"])]).await;
    let limited = |desk: &Practice| {
        let mut config = desk.config();
        config.limits.posts_a_day = Some(1);
        config
    };
    refuse_creating(&desk, 2);
    desk.run_with(&limited(&desk)).await;
    clear(&desk);
    desk.pass(TimeDelta::hours(24));
    desk.type_in(POSTS, 2, "Reply 1", "Two!");
    desk.run_with(&limited(&desk)).await;
    assert_eq!(desk.public_texts(), ["One", "Two!"]);
    desk.type_in(POSTS, 3, "Account", "shop_a");
    desk.type_in(POSTS, 3, "Text", "Today's post");
    desk.type_in(POSTS, 3, "Publish at", &later(&desk, -2));
    desk.pass(TimeDelta::minutes(11));
    desk.run_with(&limited(&desk)).await;
    show("later", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two!", "Today's post"]);
}

#[tokio::test]
async fn d6_two_runs_at_once() {
    for wait in 0..24u64 {
        let desk = desk_of(
            &["shop_a"],
            &[due("shop_a", "One")],
            &[("Reply 1", &["Two"]), ("Reply 2", &["Three"]), ("Reply 3", &["Four"])],
        )
        .await;
        let other = async {
            tokio::time::sleep(std::time::Duration::from_millis(wait * 13)).await;
            let _ = desk.try_run().await;
        };
        let (_, ()) = tokio::join!(desk.try_run(), other);
        desk.run_later().await;
        desk.run_later().await;
        assert_eq!(desk.public_texts(), ["One", "Two", "Three", "Four"], "{wait}");
    }
}

#[tokio::test]
async fn d5_the_whole_sheet_is_put_back_to_a_week_ago() {
    let desk = half().await;
    let receipt = desk.cell(POSTS, 2, "Receipt");
    let log = desk.shown(LOG);
    desk.run().await;
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
    desk.pass(TimeDelta::days(7));
    // Posts and the Log as they were.
    desk.type_in(POSTS, 2, "Receipt", &receipt);
    desk.type_in(POSTS, 2, "Status", "Publishing");
    desk.type_in(POSTS, 2, "Published at", "");
    let more = desk.shown(LOG).len() - log.len();
    let range = json!({"sheetId": log_id(&desk), "dimension": "ROWS", "startIndex": 1, "endIndex": 1 + more});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
    desk.run().await;
    show("then", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

fn log_id(desk: &Practice) -> i64 {
    let _ = desk;
    i64::from(threadsheet_core::sheet_ids::LOG_SHEET_ID)
}

#[tokio::test]
async fn d28_a_published_row_without_a_link_gets_a_part() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    desk.run().await;
    show("list lags", &desk);
    desk.run_later().await;
    show("list lags", &desk);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk.run_later().await;
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    show("list is right again", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

#[tokio::test]
async fn e39_dry_run() {
    let desk = half().await;
    let planned = threadsheet::dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    println!("{:#?}", planned.posts);
}

#[tokio::test]
async fn e56_writes_of_many_doubts() {
    for n in [2usize, 12] {
        let rows: Vec<Row> = (0..n).map(|at| due("shop_a", &format!("One {at}"))).collect();
        let cells: Vec<String> = (0..n).map(|at| format!("Two {at}")).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let desk = desk_of(&["shop_a"], &rows, &[("Reply 1", &cells)]).await;
        enter(&desk.world)
            .faults
            .on(Trigger::every("threads.publish"), Fault::Status(500, Effect::With));
        enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
        enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
        desk.run().await;
        clear(&desk);
        enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
        enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
        desk.pass(TimeDelta::minutes(11));
        let report = desk.run().await;
        println!(
            "{n} doubts: {} requests to the sheet, {} public",
            report.sheet_requests,
            desk.public().len()
        );
    }
    for n in [2usize, 12] {
        let rows: Vec<Row> = (0..n).map(|at| due("shop_a", &format!("One {at}"))).collect();
        let desk = desk_of(&["shop_a"], &rows, &[]).await;
        enter(&desk.world)
            .faults
            .on(Trigger::every("threads.publish"), Fault::Status(500, Effect::With));
        enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
        enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
        desk.run().await;
        clear(&desk);
        enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
        enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
        desk.pass(TimeDelta::minutes(11));
        let report = desk.run().await;
        println!("{n} doubts without parts: {} requests to the sheet", report.sheet_requests);
    }
}

#[tokio::test]
async fn e4_text_edited_while_the_first_part_is_in_doubt() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    desk.run().await;
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk.type_in(POSTS, 2, "Text", "One!");
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

#[tokio::test]
async fn e76_a_finished_thread_below_is_edited_in_a_gap() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &[""]), ("Reply 3", &["Four"])],
    )
    .await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    show("gap filled", &desk);
    println!("check {:?}", told(&desk).await);
}

#[tokio::test]
async fn e77_a_reply_of_a_published_row_is_edited_and_cleared() {
    let desk = desk_of(&["shop_a"], &[due("shop_a", "One")], &[("Reply 1", &["Two"])]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Reply 1", "Two!");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    show("edited", &desk);
}

#[tokio::test]
async fn e78_half_and_unknown_then_many_stage_checks() {
    let desk = half().await;
    desk.type_in(POSTS, 2, "Account", "shop_b");
    desk.run_later().await;
    show("other account", &desk);
    println!("check {:?}", told(&desk).await);
    desk.type_in(POSTS, 2, "Account", "nobody");
    desk.run_later().await;
    show("unknown account", &desk);
    println!("check {:?}", told(&desk).await);
    desk.type_in(POSTS, 2, "Account", "");
    desk.run_later().await;
    show("empty account", &desk);
    desk.type_in(POSTS, 2, "Account", "shop_a");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    show("right account", &desk);
}

#[tokio::test]
async fn e79_japanese_pictures_of_a_part_that_fail() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two\nhttps://example.com/a.jpg"])],
    )
    .await;
    let refused = r#"{"error": {"message": "The media could not be fetched from this URI.", "code": 9004, "error_subcode": 2207052}}"#;
    let refused = Fault::Instead(
        threadsheet_practice::http::Reply::json(400, &serde_json::from_str(refused).unwrap()),
        Effect::Without,
    );
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", 2).and_after(), refused);
    desk.run().await;
    show("first", &desk);
    for _ in 0..3 {
        desk.pass(TimeDelta::hours(13));
        desk.run().await;
    }
    show("later", &desk);
}

#[tokio::test]
async fn f1_a_fault_in_a_later_part_of_a_half() {
    let desk = half().await;
    desk.type_in(POSTS, 2, "Reply 2", &"x".repeat(501));
    println!("check {:?}", told(&desk).await);
    desk.run_later().await;
    show("then", &desk);
    println!("check {:?}", told(&desk).await);
}

#[tokio::test]
async fn f2_copy_of_a_finished_thread_then_a_part_is_added_to_the_original() {
    let desk =
        desk_of(&["shop_a"], &[due("shop_a", "One")], &[("Reply 1", &["Two"]), ("Reply 2", &[""])])
            .await;
    desk.run().await;
    let row = |at: usize| json!({"sheetId": 22, "startRowIndex": at, "endRowIndex": at + 1, "startColumnIndex": 0, "endColumnIndex": 20});
    let copy = json!([{"copyPaste": {"source": row(1), "destination": row(2)}}]);
    enter(&desk.world).sheets.batch(SHEET, copy).unwrap();
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    show("then", &desk);
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

/// A thread whose last part a person has accepted.
async fn accepted() -> Practice {
    let desk =
        desk_of(&["shop_a"], &[due("shop_a", "One")], &[("Reply 1", &["Two"]), ("Reply 2", &[""])])
            .await;
    stop_creating(&desk, 2);
    desk.run().await;
    clear(&desk);
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::days(9);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::days(9);
    desk.run().await;
    for _ in 0..6 {
        desk.pass(TimeDelta::hours(13));
        desk.run().await;
    }
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Check");
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run().await;
    desk
}

#[tokio::test]
async fn f6_the_log_of_an_accepted_part_names_the_post_s_id() {
    let desk = accepted().await;
    show("accepted", &desk);
    for line in desk.shown(LOG) {
        println!("{line:?}");
    }
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.run_later().await;
    show("restored", &desk);
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    desk.run_later().await;
    show("then", &desk);
    let public = desk.public();
    let two = public.iter().find(|it| it.text.as_deref() == Some("Two")).unwrap().media_id.clone();
    let three = public.iter().find(|it| it.text.as_deref() == Some("Three"));
    assert!(
        three.is_none_or(|three| three.reply_to.as_ref() == Some(&two)),
        "under the wrong post"
    );
}

#[tokio::test]
async fn f14_draft_while_the_first_part_is_in_doubt() {
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    enter(&desk.world)
        .faults
        .on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, Effect::With));
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    desk.run().await;
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.run_later().await;
    desk.run_later().await;
    show("draft", &desk);
    assert_eq!(desk.public_texts(), ["One"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Draft");
}

#[tokio::test]
async fn f17_edited_between_two_parts_in_one_run() {
    // A person edits the last part while the run is at the second one.
    let desk = desk_of(
        &["shop_a"],
        &[due("shop_a", "One")],
        &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])],
    )
    .await;
    let column = desk.column(POSTS, "Reply 2");
    let act = move |world: &mut threadsheet_practice::world::World| {
        let now = world.clock.now();
        let cell = threadsheet_practice::sheets::CellAddress::new(SHEET, POSTS, 1, column);
        world.sheets.type_in(cell, "Three, better", now);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("threads.create", 2), Box::new(act));
    desk.run().await;
    desk.run_later().await;
    show("then", &desk);
    println!("check {:?}", told(&desk).await);
    assert_eq!(desk.public_texts(), ["One", "Two", "Three, better"]);
}
