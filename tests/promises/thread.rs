//! A thread in one row: Reply 1, Reply 2, … go out under the post, in order, each once.

use PostOutcome::{Failed, Published, Waiting};
use chrono::TimeDelta;
use serde_json::json;
use threadsheet::check;
use threadsheet::report::PostOutcome;
use threadsheet::report::checkup::About;
use threadsheet_core::row_state::RowState;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{LOG, POSTS, Practice, Row, SHEET, due, outcomes};

mod accounts;
mod chains;
mod copies;
mod days;
mod edits;
mod in_doubt;
mod long_tabs;
mod older_versions;
mod previews;
mod reply_after;
mod status;
mod undone;

/// Adds columns to the tab of posts, and fills them in: the header first, then what stands in the rows below.
fn columns(desk: &Practice, columns: &[(&str, &[&str])]) {
    for (header, cells) in columns {
        desk.add_column(POSTS, header, cells);
    }
}

/// A desk with one row and these columns.
async fn desk(row: Row, parts: &[(&str, &str)]) -> Practice {
    let desk = Practice::new(&["shop_a", "shop_b"], &[row]).await;
    for (header, typed) in parts {
        columns(&desk, &[(header, &[typed])]);
    }
    desk
}

/// A desk with a thread of three parts that is due.
async fn three() -> Practice {
    desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "Three")]).await
}

/// A thread of which one of three parts is out: Threads had a passing trouble.
async fn half() -> Practice {
    let desk = three().await;
    trouble(&desk, 2);
    desk.run().await;
    mended(&desk);
    holds(&desk, &["One"]);
    desk
}

/// A thread whose second part of three was refused.
async fn refused() -> Practice {
    let desk = three().await;
    refuse(&desk, 2);
    desk.run().await;
    mended(&desk);
    holds(&desk, &["One"]);
    assert_eq!(status(&desk), "Failed");
    desk
}

/// A thread of three parts whose nth publish had no answer; later runs can find out what came of it.
async fn in_doubt(nth: u64, effect: Effect) -> Practice {
    let desk = three().await;
    publish_in_doubt(&desk, nth, effect).await;
    desk
}

/// Runs once; what came of the nth publish cannot be told meanwhile.
async fn publish_in_doubt(desk: &Practice, nth: u64, effect: Effect) {
    let fault = Fault::Status(500, effect);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", nth), fault);
    lag(desk, TimeDelta::hours(1));
    desk.run().await;
    lag(desk, TimeDelta::zero());
}

/// Sends the next part, which becomes public, and runs until a person is asked about it, for Threads never tells.
async fn ask_about_the_next(desk: &Practice) {
    let fault = Fault::Status(500, Effect::With);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), fault);
    lag(desk, TimeDelta::days(9));
    desk.run().await;
    for _ in 0..6 {
        desk.pass(TimeDelta::hours(13));
        desk.run().await;
    }
    lag(desk, TimeDelta::zero());
    assert_eq!(status(desk), "Check");
}

/// Has Threads show only later what it has published.
fn lag(desk: &Practice, lasts: TimeDelta) {
    let mut world = enter(&desk.world);
    world.threads.quirks.status_lag = lasts;
    world.threads.quirks.list_lag = lasts;
}

/// From the nth container on, Threads has a passing trouble.
fn trouble(desk: &Practice, from: u64) {
    let fault = Fault::Status(503, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", from).and_after(), fault);
}

/// From the nth container on, Threads refuses them.
fn refuse(desk: &Practice, from: u64) {
    let refused = json!({"error": {"message": "Invalid parameter", "code": 100}});
    let refused = Fault::Instead(Reply::json(400, &refused), Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", from).and_after(), refused);
}

fn mended(desk: &Practice) {
    enter(&desk.world).faults.clear();
}

/// Copies the row of the thread to the one below, with everything in it.
fn copy_below(desk: &Practice) {
    let row = |at: usize| {
        json!({"sheetId": 22, "startRowIndex": at, "endRowIndex": at + 1,
            "startColumnIndex": 0, "endColumnIndex": 20})
    };
    let copy = json!([{"copyPaste": {"source": row(1), "destination": row(2)}}]);
    enter(&desk.world).sheets.batch(SHEET, copy).unwrap();
}

/// Returns a time so many minutes from now, as a person types it.
fn in_minutes(desk: &Practice, minutes: i64) -> String {
    let at = enter(&desk.world).clock.now() + TimeDelta::minutes(minutes);
    at.with_timezone(&chrono_tz::Asia::Tokyo).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Returns what check says of the row of the thread.
async fn told(desk: &Practice) -> String {
    let report = check::check(&desk.config(), &|_| {}).await.unwrap();
    let findings = report.checkup.unwrap().findings;
    let own = findings.into_iter().filter(|finding| finding.about == About::Post(2));
    own.map(|finding| finding.words).collect::<Vec<_>>().join("\n")
}

/// Checks what the row of the thread shows as its Status, and that its Message has these words.
fn says(desk: &Practice, shown: &str, words: &[&str]) {
    let message = message(desk);
    assert_eq!(status(desk), shown, "{message}");
    for words in words {
        assert!(message.contains(words), "{words:?} is not in {message:?}");
    }
}

/// Checks that these are public, each under the one before.
fn holds(desk: &Practice, texts: &[&str]) {
    let public = desk.public();
    let said: Vec<&str> = public.iter().map(|post| post.text.as_deref().unwrap_or("")).collect();
    assert_eq!(said, texts);
    for pair in public.windows(2) {
        assert_eq!(pair[1].reply_to.as_ref(), Some(&pair[0].media_id));
    }
}

fn message(desk: &Practice) -> String {
    desk.cell(POSTS, 2, "Message")
}

fn status(desk: &Practice) -> String {
    desk.cell(POSTS, 2, "Status")
}

#[tokio::test]
async fn a_thread_goes_out_in_order_each_part_under_the_one_before_and_gaps_are_skipped() {
    let parts =
        [("Reply 3", "Three\nhttps://example.com/a.jpg"), ("Reply 1", "Two"), ("Reply 2", "")];
    let desk = desk(due("shop_a", "One"), &parts).await;
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, Published)]);
    holds(&desk, &["One", "Two", "Three"]);
    assert_eq!(desk.public()[2].kind, threadsheet_practice::threads::PostKind::Image);
    assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
    assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
    let line = RowState::parse(&desk.cell(POSTS, 2, "Receipt")).unwrap();
    assert_eq!(line.thread.iter().map(|part| part.number).collect::<Vec<_>>(), [0, 1, 3]);
    let log = desk.shown(LOG);
    let events = log.iter().filter(|line| line.iter().any(|cell| cell == "Published")).count();
    assert_eq!(events, 3, "each attempt is in the Log");
    assert!(outcomes(&desk.run_later().await).is_empty());
    assert_eq!(desk.public().len(), 3);
}

/// A desk with Japanese headers and a thread that is due.
async fn japanese(columns_of_it: &[(&str, &[&str])]) -> Practice {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "一")]).await;
    for (from, to) in [
        ("Text", "本文"),
        ("Status", "ステータス"),
        ("Message", "メッセージ"),
        ("Account", "アカウント"),
        ("Publish at", "投稿日時"),
        ("Media", "メディア"),
        ("Topic", "トピック"),
        ("Reply to", "返信先"),
    ] {
        desk.type_in(POSTS, 1, from, to);
    }
    columns(&desk, columns_of_it);
    desk
}

#[tokio::test]
async fn a_japanese_thread_under_another_tool_s_headers_goes_out_as_well() {
    let desk = japanese(&[("ツリー1", &["二"]), ("ツリー2", &[&"あ".repeat(501)])]).await;
    desk.run().await;
    assert_eq!(desk.public().len(), 0, "nothing goes out before all of it can");
    let message = desk.cell(POSTS, 2, "メッセージ");
    assert!(message.contains("返信2") && message.contains("501 文字"), "{message}");
    desk.type_in(POSTS, 2, "ツリー2", "三");
    desk.run().await;
    holds(&desk, &["一", "二", "三"]);
    assert_eq!(desk.cell(POSTS, 2, "ステータス"), "投稿済み");
}

#[tokio::test]
async fn a_part_that_threads_refuses_leaves_what_is_out_and_once_corrected_the_rest_goes_on() {
    let parts = [("Reply 1", "Two\nhttps://example.com/missing.jpg"), ("Reply 2", "Three")];
    let desk = desk(due("shop_a", "One"), &parts).await;
    refuse(&desk, 2);
    assert_eq!(outcomes(&desk.run().await), [(2, Failed)]);
    mended(&desk);
    holds(&desk, &["One"]);
    assert_eq!(status(&desk), "Failed");
    let said = message(&desk);
    assert!(said.contains("\"Reply 1\"") && said.contains("1 of 3 are out"), "{said}");
    assert!(outcomes(&desk.run_later().await).iter().all(|(_, it)| *it == Failed));
    holds(&desk, &["One"]);
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    assert_eq!(outcomes(&desk.run().await), [(2, Published)]);
    holds(&desk, &["One", "Two", "Three"]);
    assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
}

#[tokio::test]
async fn until_the_last_part_is_out_the_row_says_publishing_and_how_far_it_is() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "Three")]).await;
    trouble(&desk, 2);
    assert_eq!(outcomes(&desk.run().await), [(2, Waiting)]);
    assert_eq!(status(&desk), "Publishing");
    assert!(message(&desk).contains("1 of 3 are out."), "{}", message(&desk));
    mended(&desk);
    // What was changed in it meanwhile: a part that is out, and one that is not.
    desk.type_in(POSTS, 2, "Text", "Another one");
    desk.type_in(POSTS, 2, "Reply 2", "Another three");
    desk.run().await;
    holds(&desk, &["One", "Two", "Another three"]);
    assert_eq!(status(&desk), "Published");
    assert!(message(&desk).contains("later change"), "{}", message(&desk));
    desk.run_later().await;
    assert_eq!(desk.public().len(), 3);
}
