//! A thread in one row: Reply 1, Reply 2, … go out under the post, in order, each once.

use PostOutcome::{Failed, Published, Waiting};
use chrono::TimeDelta;
use threadsheet::report::PostOutcome;
use threadsheet_core::row_state::RowState;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{LOG, POSTS, Practice, Row, SHEET, due, outcomes};

/// Adds columns to the tab of posts, and fills them in: the header first, then what stands in the rows below.
pub(crate) fn columns(desk: &Practice, columns: &[(&str, &[&str])]) {
    for (header, cells) in columns {
        let at = desk.shown_row(POSTS, 1).len();
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        for (row, typed) in [header].into_iter().chain(*cells).enumerate() {
            world.sheets.type_in(CellAddress::new(SHEET, POSTS, row, at), typed, now);
        }
    }
}

/// A desk with one row and these columns.
async fn desk(row: Row, parts: &[(&str, &str)]) -> Practice {
    let desk = Practice::new(&["shop_a"], &[row]).await;
    for (header, typed) in parts {
        columns(&desk, &[(header, &[typed])]);
    }
    desk
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

#[tokio::test]
async fn a_japanese_thread_under_another_tool_s_headers_goes_out_as_well() {
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
    columns(&desk, &[("ツリー1", &["二"]), ("ツリー2", &[&"あ".repeat(501)])]);
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
    let refused = r#"{"error": {"message": "Invalid parameter", "code": 100}}"#;
    let refused = Fault::Instead(
        threadsheet_practice::http::Reply::json(400, &serde_json::from_str(refused).unwrap()),
        Effect::Without,
    );
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", 2).and_after(), refused);
    assert_eq!(outcomes(&desk.run().await), [(2, Failed)]);
    enter(&desk.world).faults.clear();
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
    let fault = Fault::Status(503, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", 2).and_after(), fault);
    assert_eq!(outcomes(&desk.run().await), [(2, Waiting)]);
    assert_eq!(status(&desk), "Publishing");
    assert!(message(&desk).contains("1 of 3 are out."), "{}", message(&desk));
    enter(&desk.world).faults.clear();
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

#[tokio::test]
async fn a_part_whose_answer_was_lost_is_found_and_the_rest_goes_on() {
    for (effect, minutes) in [(Effect::With, 11), (Effect::Without, 11)] {
        let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "Three")]).await;
        enter(&desk.world)
            .faults
            .on(Trigger::nth_of("threads.publish", 2), Fault::Status(500, effect));
        let _ = outcomes(&desk.run().await);
        for _ in 0..3 {
            desk.pass(TimeDelta::minutes(minutes));
            desk.run().await;
        }
        holds(&desk, &["One", "Two", "Three"]);
        assert_eq!(status(&desk), "Published", "{}", message(&desk));
    }
}

#[tokio::test]
async fn a_draft_and_an_account_that_is_switched_off_hold_the_rest_back() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two")]).await;
    let fault = Fault::Status(503, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", 2).and_after(), fault);
    desk.run().await;
    enter(&desk.world).faults.clear();
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.run_later().await;
    holds(&desk, &["One"]);
    assert_eq!(status(&desk), "Draft");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
}

#[tokio::test]
async fn a_published_row_that_gets_a_further_part_goes_on_under_it() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "")]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    desk.run().await;
    holds(&desk, &["One"]);
    desk.type_in(POSTS, 2, "Status", "");
    desk.run().await;
    holds(&desk, &["One", "Two"]);
    assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
}

#[tokio::test]
async fn a_row_that_answers_a_thread_goes_under_its_last_part() {
    let below = Row { reply_to: "previous", ..due("shop_a", "Four") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), below]).await;
    columns(&desk, &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])]);
    assert_eq!(outcomes(&desk.run().await), [(2, Published), (3, Published)]);
    holds(&desk, &["One", "Two", "Three", "Four"]);
    desk.append(4, &Row { reply_to: "previous", ..due("shop_a", "Five") });
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three", "Four", "Five"]);
}

#[tokio::test]
async fn a_row_taken_back_to_what_it_was_sends_no_part_twice() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "Three")]).await;
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.run().await;
    desk.type_in(POSTS, 2, "Status", "");
    let fault = Fault::Status(503, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", 3).and_after(), fault);
    desk.run().await;
    enter(&desk.world).faults.clear();
    holds(&desk, &["One", "Two"]);
    let two_out = desk.cell(POSTS, 2, "Receipt");
    let line = RowState::parse(&two_out).unwrap();
    // To a time before anything was out, to a time when the post alone was, and to nothing at all.
    let none = RowState { thread: Vec::new(), media: None, permalink: None, ..line.clone() };
    let one = RowState { thread: line.thread[..1].to_vec(), ..line };
    for before in [none.to_string(), one.to_string(), String::new()] {
        desk.type_in(POSTS, 2, "Receipt", &before);
        for header in ["Status", "Permalink", "Message"] {
            desk.type_in(POSTS, 2, header, "");
        }
        // With a part changed that is not out yet, so that no words of the row are those of the Log.
        desk.type_in(
            POSTS,
            2,
            "Reply 2",
            if before.is_empty() { "Another three" } else { "Three" },
        );
        enter(&desk.world)
            .faults
            .on(Trigger::every("threads.create"), Fault::Status(503, Effect::Without));
        desk.run().await;
        enter(&desk.world).faults.clear();
        holds(&desk, &["One", "Two"]);
        assert_eq!(status(&desk), "Publishing", "{before}");
    }
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Another three"]);
    assert_eq!(status(&desk), "Published");
    assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
}

#[tokio::test]
async fn a_copy_of_a_row_whose_thread_is_under_way_is_no_second_thread() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two")]).await;
    let fault = Fault::Status(503, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", 2).and_after(), fault);
    desk.run().await;
    enter(&desk.world).faults.clear();
    let row = |at: usize| {
        serde_json::json!({"sheetId": 22, "startRowIndex": at, "endRowIndex": at + 1,
            "startColumnIndex": 0, "endColumnIndex": 20})
    };
    let copy = serde_json::json!([{"copyPaste": {"source": row(1), "destination": row(2)}}]);
    enter(&desk.world).sheets.batch(SHEET, copy).unwrap();
    desk.run().await;
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    assert_eq!(status(&desk), "Published");
    assert_eq!(desk.cell(POSTS, 3, "Status"), "Failed");
}

#[tokio::test]
async fn a_thread_counts_as_one_post_of_the_day_and_makes_one_pause() {
    let rows = [due("shop_a", "One"), due("shop_a", "Other")];
    let desk = Practice::new(&["shop_a"], &rows).await;
    columns(&desk, &[("Reply 1", &["Two"])]);
    let mut config = desk.config();
    config.limits.posts_a_day = Some(2);
    desk.run_with(&config).await;
    assert_eq!(desk.public().len(), 3, "{}", desk.cell(POSTS, 3, "Message"));
}
