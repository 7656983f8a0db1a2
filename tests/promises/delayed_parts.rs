//! A part that goes out some time after the post that it answers.

use PostOutcome::{Published, ToPublish, Waiting};
use chrono::TimeDelta;
use serde_json::json;
use threadsheet::check;
use threadsheet::dry_run;
use threadsheet::preview;
use threadsheet::report::PostOutcome;
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::fault_injection::{Effect, Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, Row, SHEET, due, outcomes};

/// Returns a desk with a post that is due and a part below it that goes out so long after it.
async fn desk(delay: &str) -> Practice {
    let part = Row { reply_to: "previous", due: None, ..due("shop_a", "Part") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Parent"), part]).await;
    desk.type_in(POSTS, 3, "Publish at", delay);
    desk
}

/// Runs some time later.
async fn after(desk: &Practice, minutes: i64) -> Vec<(usize, PostOutcome)> {
    desk.pass(TimeDelta::minutes(minutes));
    outcomes(&desk.run().await)
}

fn message(desk: &Practice, row: usize) -> String {
    desk.cell(POSTS, row, "Message")
}

#[tokio::test]
async fn it_goes_out_once_its_time_after_its_parent_and_not_before() {
    // The sheet takes the first for a formula, and shows an error.
    for delay in ["+30m", "30分後", "30 minutes later"] {
        let desk = desk(delay).await;
        assert_eq!(outcomes(&desk.run().await), [(2, Published), (3, Waiting)], "{delay}");
        let said = message(&desk, 3);
        assert!(said.contains("30 minutes after row 2 is published"), "{said}");
        after(&desk, 1).await;
        let said = message(&desk, 3);
        assert!(said.starts_with("Goes out at about 20"), "{said}");
        let writes = desk.writes().await;
        assert_eq!((writes, desk.public_texts().len()), (0, 1), "said once");
        after(&desk, 28).await;
        assert_eq!(desk.public_texts(), ["Parent"]);
        assert_eq!(after(&desk, 2).await, [(3, Published)]);
        assert_eq!(message(&desk, 3), "");
        let posts = desk.public();
        assert_eq!(posts[1].reply_to.as_ref(), Some(&posts[0].media_id));
        assert!(posts[1].published - posts[0].published >= TimeDelta::minutes(30));
        after(&desk, 30).await;
        assert_eq!(desk.public_texts(), ["Parent", "Part"]);
    }
}

#[tokio::test]
async fn a_dry_run_a_check_and_a_preview_say_what_the_run_does() {
    let desk = desk("+30m").await;
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(outcomes(&planned), [(2, ToPublish), (3, Waiting)]);
    desk.run().await;
    desk.run().await;
    let checked = check::check(&desk.config(), &|_| {}).await.unwrap();
    let findings = checked.checkup.unwrap().findings;
    let told: Vec<_> = findings.iter().filter(|it| it.words.contains("after row 2")).collect();
    assert_eq!(told.len(), 1, "{findings:?}");
    assert!(!told[0].is_wrong);
    let cards = preview::preview(&desk.config(), &|_| {}).await.unwrap().cards;
    let card = cards.iter().find(|card| card.row == 3).unwrap();
    let wanted = desk.public()[0].published + TimeDelta::minutes(30);
    assert_eq!(card.stage, Stage::Scheduled);
    assert!((card.when.unwrap() - wanted).abs() < TimeDelta::minutes(1), "{:?}", card.when);
    desk.pass(TimeDelta::minutes(31));
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(outcomes(&planned), [(3, ToPublish)]);
    assert_eq!(outcomes(&desk.run().await), [(3, Published)]);
}

#[tokio::test]
async fn a_run_that_is_killed_at_any_request_publishes_it_once_and_never_early() {
    // The run that publishes the parent, and the one that publishes the part.
    for minutes in [0, 31] {
        let begun = async || {
            let desk = desk("+30m").await;
            if minutes > 0 {
                desk.run().await;
            }
            desk.pass(TimeDelta::minutes(minutes));
            desk
        };
        let (_, requests) = begun().await.watched_run().await;
        for (nth, request) in (1..).zip(&requests) {
            let desk = begun().await;
            // It is done, and its answer does not arrive.
            let gate = Gate::new();
            let gone = Fault::Stall(Hold::Until(gate.clone()), Side::After);
            enter(&desk.world).faults.on(Trigger::nth(nth), gone);
            tokio::select! {
                _ = Box::pin(desk.try_run()) => panic!("not killed at request {nth}"),
                () = gate.reached(1) => {}
            }
            enter(&desk.world).faults.clear();
            for minutes in [11, 11, 31, 11] {
                after(&desk, minutes).await;
            }
            let posts = desk.public();
            let case = format!("request {nth} after {minutes} minutes: {}", request.operation);
            assert_eq!(desk.public_texts(), ["Parent", "Part"], "{case}");
            let kept = posts[1].published - posts[0].published;
            assert!(kept >= TimeDelta::minutes(30), "{case}: {kept}");
        }
    }
}

#[tokio::test]
async fn two_runs_at_once_publish_it_once() {
    let desk = desk("+30m").await;
    let (one, two) = tokio::join!(desk.try_run(), desk.try_run());
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(desk.public_texts(), ["Parent"]);
    desk.pass(TimeDelta::minutes(31));
    let (one, two) = tokio::join!(desk.try_run(), desk.try_run());
    assert!(one.is_ok() && two.is_ok());
    desk.run_later().await;
    assert_eq!(desk.public_texts(), ["Parent", "Part"]);
}

#[tokio::test]
async fn it_waits_while_its_parent_is_in_doubt_and_counts_from_when_that_is_known() {
    let desk = desk("+30m").await;
    // It became public, and no answer said so.
    let lost = Fault::Status(500, Effect::With);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), lost);
    desk.run().await;
    for _ in 0..6 {
        after(&desk, 11).await;
        let posts = desk.public();
        if let [parent, part] = posts.as_slice() {
            assert!(part.published - parent.published >= TimeDelta::minutes(30));
        }
    }
    assert_eq!(desk.public_texts(), ["Parent", "Part"]);
}

#[tokio::test]
async fn it_waits_while_its_parent_is_a_draft_and_counts_from_its_publication() {
    let desk = desk("+30m").await;
    desk.type_in(POSTS, 2, "Status", "Draft");
    for _ in 0..2 {
        after(&desk, 40).await;
        assert!(message(&desk, 3).contains("after row 2 is published"), "{}", message(&desk, 3));
    }
    assert!(desk.public().is_empty());
    desk.type_in(POSTS, 2, "Status", "Post now");
    after(&desk, 1).await;
    assert_eq!(desk.public_texts(), ["Parent"]);
    // Its time counts from the publication, however late its parent was.
    after(&desk, 20).await;
    assert_eq!(desk.public_texts(), ["Parent"]);
    after(&desk, 11).await;
    assert_eq!(desk.public_texts(), ["Parent", "Part"]);
}

#[tokio::test]
async fn it_is_refused_when_the_row_of_its_parent_is_deleted() {
    let desk = desk("+30m").await;
    desk.run().await;
    let gone = json!([{"deleteDimension": {"range":
        {"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}}]);
    enter(&desk.world).sheets.batch(SHEET, gone).unwrap();
    after(&desk, 31).await;
    assert_eq!(desk.public_texts(), ["Parent"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Failed");
}

#[tokio::test]
async fn an_edit_of_its_delay_holds_from_the_next_run_on() {
    let desk = desk("+3h").await;
    desk.run().await;
    after(&desk, 31).await;
    assert_eq!(desk.public_texts(), ["Parent"]);
    desk.type_in(POSTS, 3, "Publish at", "+30m");
    after(&desk, 1).await;
    assert_eq!(desk.public_texts(), ["Parent", "Part"]);
}

#[tokio::test]
async fn post_now_follows_its_parent_at_once() {
    let desk = desk("+3h").await;
    desk.type_in(POSTS, 3, "Status", "Post now");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Parent", "Part"]);
}

#[tokio::test]
async fn a_part_a_day_too_late_is_missed() {
    let desk = desk("+30m").await;
    desk.run().await;
    after(&desk, 30 + 24 * 60 + 1).await;
    assert_eq!(desk.cell(POSTS, 3, "Status"), "Missed");
    assert_eq!(desk.public_texts(), ["Parent"]);
}

#[tokio::test]
async fn each_part_of_a_chain_has_its_own_time_after_the_one_before() {
    let desk = desk("+10m").await;
    desk.append(4, &Row { reply_to: "previous", due: None, ..due("shop_a", "Last") });
    desk.type_in(POSTS, 4, "Publish at", "1時間後");
    desk.run().await;
    after(&desk, 11).await;
    assert_eq!(desk.public_texts(), ["Parent", "Part"]);
    after(&desk, 58).await;
    assert_eq!(desk.public_texts(), ["Parent", "Part"]);
    after(&desk, 3).await;
    assert_eq!(desk.public_texts(), ["Parent", "Part", "Last"]);
    let posts = desk.public();
    assert_eq!(posts[2].reply_to.as_ref(), Some(&posts[1].media_id));
}

#[tokio::test]
async fn the_same_words_go_out_under_each_post_that_has_them() {
    let part = || Row { reply_to: "previous", due: None, ..due("shop_a", "The link") };
    let rows = [due("shop_a", "One"), part(), due("shop_a", "Two"), part()];
    let desk = Practice::new(&["shop_a"], &rows).await;
    for row in [3, 5] {
        desk.type_in(POSTS, row, "Publish at", "30分後");
    }
    desk.run().await;
    // Of those that are due at the same moment one waits for the next run.
    after(&desk, 31).await;
    after(&desk, 1).await;
    let posts = desk.public();
    assert_eq!(posts.len(), 4, "{:?}", desk.shown(POSTS));
    assert_eq!(posts[2].reply_to.as_ref(), Some(&posts[0].media_id));
    assert_eq!(posts[3].reply_to.as_ref(), Some(&posts[1].media_id));
    after(&desk, 31).await;
    assert_eq!(desk.public().len(), 4);
}

/// Returns a desk with two posts and the same part below each, the second post due so many minutes from now.
async fn twins(minutes: i64) -> Practice {
    let part = || Row { reply_to: "previous", due: None, ..due("shop_a", "The link") };
    let two = Row { due: Some(minutes), ..due("shop_a", "Two") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), part(), two, part()]).await;
    for row in [3, 5] {
        desk.type_in(POSTS, row, "Publish at", "30分後");
    }
    desk
}

/// Checks that each of the two posts has its part, once.
fn are_both_answered(desk: &Practice) {
    let posts = desk.public();
    let id = |text: &str| posts.iter().find(|post| post.text.as_deref() == Some(text)).unwrap();
    let parts = posts.iter().filter(|post| post.text.as_deref() == Some("The link"));
    let answered: Vec<_> = parts.filter_map(|post| post.reply_to.clone()).collect();
    let wanted = ["One", "Two"].map(|text| id(text).media_id.clone());
    assert_eq!(answered, wanted, "{:?}", desk.shown(POSTS));
}

#[tokio::test]
async fn it_goes_out_though_the_rows_of_the_same_words_were_deleted() {
    let desk = twins(40).await;
    desk.run().await;
    after(&desk, 31).await;
    assert_eq!(desk.public_texts(), ["One", "The link"]);
    let gone = json!([{"deleteDimension": {"range":
        {"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}}}]);
    enter(&desk.world).sheets.batch(SHEET, gone).unwrap();
    after(&desk, 1).await;
    assert!(message(&desk, 3).contains("after row 2 is published"), "{:?}", desk.shown(POSTS));
    for minutes in [10, 31, 1, 31] {
        after(&desk, minutes).await;
    }
    are_both_answered(&desk);
}

#[tokio::test]
async fn one_that_is_undone_is_put_back_and_the_same_words_go_out_elsewhere() {
    for columns in [&["Receipt", "Status"][..], &["Receipt", "Status", "Published at", "Permalink"]]
    {
        for minutes in [-5, 40] {
            let desk = twins(minutes).await;
            // Of two that are due at the same moment one waits for the next run.
            desk.run().await;
            after(&desk, 31).await;
            assert_eq!(desk.cell(POSTS, 5, "Status"), "");
            for column in columns {
                desk.type_in(POSTS, 3, column, "");
            }
            for minutes in [1, 1, 10, 31, 1, 31] {
                after(&desk, minutes).await;
            }
            are_both_answered(&desk);
            assert_eq!(desk.cell(POSTS, 3, "Status"), "Published", "{columns:?}");
        }
    }
}

#[tokio::test]
async fn a_copy_below_another_post_goes_out_only_once_it_says_something_else() {
    let part = Row { reply_to: "previous", due: None, ..due("shop_a", "The link") };
    let rows = [due("shop_a", "One"), part, due("shop_a", "Two")];
    let desk = Practice::new(&["shop_a"], &rows).await;
    desk.type_in(POSTS, 3, "Publish at", "30分後");
    desk.run().await;
    after(&desk, 1).await;
    let headers = desk.shown_row(POSTS, 1);
    let copied = desk.shown_row(POSTS, 3);
    for (header, shown) in headers.iter().zip(&copied).filter(|(_, shown)| !shown.is_empty()) {
        desk.type_in(POSTS, 5, header, shown);
    }
    assert!(!desk.cell(POSTS, 5, "Receipt").is_empty());
    for minutes in [1, 1, 30, 1, 1] {
        after(&desk, minutes).await;
        let parts = desk.public_texts().into_iter().filter(|text| text == "The link");
        assert!(parts.count() <= 1, "{:?}", desk.shown(POSTS));
    }
    assert_eq!(desk.cell(POSTS, 5, "Status"), "Failed");
    assert!(message(&desk, 5).contains("Row 3"), "{}", message(&desk, 5));
    desk.type_in(POSTS, 5, "Publish at", "31分後");
    after(&desk, 1).await;
    are_both_answered(&desk);
}

#[tokio::test]
async fn an_idle_run_asks_for_no_more_than_before() {
    let desk = desk("+3h").await;
    desk.run().await;
    desk.run().await;
    let (_, seen) = desk.watched_run().await;
    let of_sheet = seen.iter().filter(|seen| seen.operation.starts_with("sheets."));
    assert!(of_sheet.count() <= 2, "{seen:?}");
    assert!(!seen.iter().any(|seen| seen.operation.starts_with("threads.")), "{seen:?}");
}

/// Types a reply to the row above, which is to go out at once.
fn type_reply(desk: &Practice, row: usize, text: &str) {
    let cells = [("Account", "shop_a"), ("Text", text), ("Reply to", "previous")];
    for (header, typed) in cells.into_iter().chain([("Status", "Post now")]) {
        desk.type_in(POSTS, row, header, typed);
    }
}

#[tokio::test]
async fn in_a_long_tab_a_reply_goes_under_a_published_row_whose_receipt_was_emptied() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Parent")]).await;
    let grow = json!({"sheetId": 22, "dimension": "ROWS", "length": 5_100});
    enter(&desk.world).sheets.batch(SHEET, json!([{"appendDimension": grow}])).unwrap();
    desk.run().await;
    desk.type_in(POSTS, 2, "Receipt", "");
    type_reply(&desk, 3, "Part");
    desk.run().await;
    desk.run().await;
    let posts = desk.public();
    assert_eq!(desk.public_texts(), ["Parent", "Part"]);
    assert_eq!(posts[1].reply_to.as_ref(), Some(&posts[0].media_id));
}

#[tokio::test]
async fn a_reply_below_a_copy_of_a_published_row_waits_and_goes_under_the_new_post() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Parent")]).await;
    desk.run().await;
    let row = |at: u32| json!({"sheetId": 22, "startRowIndex": at - 1, "endRowIndex": at});
    let copy = json!({"source": row(2), "destination": row(3)});
    enter(&desk.world).sheets.batch(SHEET, json!([{"copyPaste": copy}])).unwrap();
    type_reply(&desk, 4, "Part");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Parent"]);
    let said = message(&desk, 4);
    assert!(said.contains("row 3, which it replies to, is a copy"), "{said}");
    desk.type_in(POSTS, 3, "Text", "Next");
    desk.type_in(POSTS, 3, "Status", "");
    desk.run().await;
    let posts = desk.public();
    assert_eq!(desk.public_texts(), ["Parent", "Next", "Part"]);
    assert_eq!(posts[2].reply_to.as_ref(), Some(&posts[1].media_id));
}
