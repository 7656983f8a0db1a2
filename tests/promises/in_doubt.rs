//! What was sent stays in doubt until it is known; and a person's last word is heeded.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::config::RunScope;
use threadsheet::report::{AccountOutcome, PostOutcome};
use threadsheet::run;
use threadsheet_practice::fault_injection::{Effect, Fault, Hold, Side, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::sheets::{CellAddress, ColumnMetadata, Role};
use threadsheet_practice::threads::{DESK_SCOPES, SecondPublish};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{ACCOUNTS, EMAIL, LIFE, POSTS, Practice, Row, SHEET, due, outcomes};
use tokio::sync::watch;

/// A desk whose post was sent in a first run that got no answer, and that took no effect.
async fn in_doubt(rows: &[Row]) -> Practice {
    let desk = Practice::new(&["shop_a"], rows).await;
    enter(&desk.world).threads.quirks.second_publish = SecondPublish::PostsAgain;
    let fault = Fault::Status(500, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), fault);
    assert_eq!(outcomes(&desk.run().await)[0].1, PostOutcome::Publishing);
    desk.pass(TimeDelta::minutes(11));
    desk
}

/// Counts the writes of a run.
async fn writes(desk: &Practice) -> usize {
    let (_, seen) = desk.watched_run().await;
    seen.iter().filter(|seen| seen.operation == "sheets.batchUpdate").count()
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_sends_nothing_and_forgets_no_doubt() {
    let desk = in_doubt(&[due("shop_a", "Perhaps")]).await;
    let (sender, halt) = watch::channel(false);
    let stop = move |_: &mut World| {
        let _told = sender.send(true);
    };
    // Told after the claim was written, before anything is sent.
    enter(&desk.world).faults.before(Trigger::nth_of("sheets.batchUpdate", 2), Box::new(stop));
    run::run(&desk.config(), &|_| {}, halt).await.unwrap();
    assert_eq!(desk.public().len(), 0);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Publishing", "it was sent once, and is in doubt");
    desk.type_in(POSTS, 2, "Text", "Other words");
    for _ in 0..3 {
        desk.run_later().await;
    }
    assert_eq!(desk.public().len(), 0, "other words are not sent while the old ones are in doubt");
}

#[tokio::test]
async fn a_part_in_doubt_is_settled_even_if_its_parent_row_is_gone() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Root")]).await;
    desk.run().await;
    for (header, typed) in
        [("Account", "shop_a"), ("Text", "Part"), ("Reply to", "previous"), ("Status", "Post now")]
    {
        desk.type_in(POSTS, 3, header, typed);
    }
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), Fault::DropAfter);
    let lag = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.list_lag = lag;
    enter(&desk.world).threads.quirks.status_lag = lag;
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 3, "Status"), "Publishing");
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
    assert_eq!(desk.public().len(), 2);
}

#[tokio::test]
async fn a_row_that_becomes_a_draft_while_its_picture_is_made_does_not_go_out() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Not yet"), due("shop_a", "Now")]).await;
    desk.run().await;
    desk.type_in(POSTS, 4, "Account", "shop_a");
    desk.type_in(POSTS, 4, "Text", "Rather not");
    desk.type_in(POSTS, 4, "Status", "Post now");
    let column = desk.column(POSTS, "Status");
    let hook = move |world: &mut World| {
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, 3, column), "Draft", now);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("threads.status", 1), Box::new(hook));
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 4, "Status"), "Draft");
    desk.run().await;
    assert_eq!(desk.public().len(), 2);
}

#[tokio::test]
async fn clearing_a_check_never_sends_it() {
    let row = Row { status: "Publishing", ..due("shop_a", "Whose?") };
    let desk = Practice::new(&["shop_a"], &[row]).await;
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Check)]);
    desk.type_in(POSTS, 2, "Status", "");
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Check)]);
    assert_eq!(desk.public().len(), 0);
    desk.type_in(POSTS, 2, "Status", "Post now");
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Published)]);
}

#[tokio::test]
async fn refreshing_alone_says_nothing_about_posts() {
    let late = Row { due: Some(-30 * 60), ..due("shop_a", "Late") };
    let desk = Practice::new(&["shop_a"], &[late, due("nobody", "Typo")]).await;
    let desk = Practice { scope: RunScope::Refresh, ..desk };
    let report = desk.run().await;
    assert_eq!((report.posts.len(), report.exit_code()), (0, 0));
    assert_eq!(desk.cell(POSTS, 2, "Status"), "");
}

#[tokio::test]
async fn what_waits_or_is_in_known_trouble_costs_no_write_in_the_next_run() {
    let names = ["shop_a", "shop_b", "shop_c"];
    let rows =
        [due("shop_a", "One"), due("shop_a", "Two"), due("shop_b", "Dead"), due("nobody", "Typo")];
    let desk = Practice::new(&names, &rows).await;
    {
        let mut world = enter(&desk.world);
        world.threads.set_quota_used("shop_a", 249, 0);
        let token = world.threads.valid_tokens("shop_b", desk.started).remove(0);
        world.threads.revoke(&token);
    }
    desk.type_in(ACCOUNTS, 4, "Token", &desk.cell(ACCOUNTS, 2, "Token"));
    desk.run().await;
    assert_eq!(writes(&desk).await, 0);
    assert_eq!(desk.public_texts(), ["One"]);
}

#[tokio::test]
async fn an_answer_without_a_token_costs_no_token() {
    for body in [
        r#"{"access_token":"","expires_in":5184000}"#,
        r#"{"token_type":"bearer"}"#,
        r#"{"access_token":"<html>","expires_in":9223372036854775807}"#,
    ] {
        let desk = Practice::new(&["shop_a"], &[]).await;
        let old = {
            let mut world = enter(&desk.world);
            let issued = desk.started - TimeDelta::days(50);
            world.threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES)
        };
        desk.type_in(ACCOUNTS, 2, "Token", &old);
        let reply = Reply { body: body.as_bytes().to_vec(), ..Reply::json(200, &json!({})) };
        let fault = Fault::Instead(reply, Effect::Without);
        enter(&desk.world).faults.on(Trigger::every("threads.refresh_access_token"), fault);
        let report = desk.run().await;
        assert_eq!(report.accounts[0].outcome, AccountOutcome::NotRenewed, "{body}");
        assert_eq!(desk.cell(ACCOUNTS, 2, "Token"), old);
        assert!(desk.cell(ACCOUNTS, 2, "Token status").contains("10 days left"));
    }
}

#[tokio::test]
async fn a_sheet_that_may_be_read_again_goes_on_where_it_stopped() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Later")]).await;
    enter(&desk.world).sheets.share(SHEET, EMAIL, Role::Reader);
    assert!(desk.try_run().await.is_err());
    enter(&desk.world).sheets.share(SHEET, EMAIL, Role::Writer);
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Later"]);
}

#[tokio::test]
async fn a_corrected_row_goes_out_in_the_very_next_run() {
    let long = Row { text: "x".repeat(501), ..due("shop_a", "") };
    let desk = Practice::new(&["shop_a"], &[long]).await;
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Failed)]);
    desk.type_in(POSTS, 2, "Text", "Shorter");
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Published)]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
}

#[tokio::test]
async fn a_container_that_threads_never_finds_is_replaced_in_the_same_run() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "At last")]).await;
    // Each container is refused as often as it is tried, but for the second one's last time.
    enter(&desk.world).threads.quirks.not_found_first = 4;
    let hook = |world: &mut World| world.threads.quirks.not_found_first = 0;
    enter(&desk.world).faults.before(Trigger::nth_of("threads.create", 2), Box::new(hook));
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public_texts(), ["At last"]);
    assert_eq!(enter(&desk.world).threads.n_containers(), 2);
}

#[tokio::test]
async fn a_container_that_two_runs_do_not_find_is_replaced_however_short_their_time_was() {
    let mut desk = Practice::new(&["shop_a"], &[due("shop_a", "At last")]).await;
    // A claim is over before the container was tried as often as is worth it.
    desk.settle = Duration::from_secs(1);
    enter(&desk.world).threads.quirks.not_found_first = 1_000;
    let found = |world: &mut World| world.threads.quirks.not_found_first = 0;
    enter(&desk.world).faults.before(Trigger::nth_of("threads.create", 2), Box::new(found));
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Waiting)]);
    assert_eq!(enter(&desk.world).threads.n_containers(), 1);
    for _ in 0..2 {
        desk.run_later().await;
    }
    assert_eq!(enter(&desk.world).threads.n_containers(), 2);
    assert_eq!(desk.public_texts(), ["At last"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
}

#[tokio::test]
async fn a_video_that_is_processed_for_hours_is_offered_again() {
    let row = Row { media: "https://example.com/a.mp4", ..due("shop_a", "Slow") };
    let mut desk = Practice::new(&["shop_a"], &[row]).await;
    desk.budget = Duration::from_secs(2);
    enter(&desk.world).threads.quirks.processing.video = TimeDelta::hours(3);
    for (hours, n_containers) in [(0, 1), (0, 1), (2, 2), (4, 2)] {
        desk.pass(TimeDelta::hours(hours));
        desk.run().await;
        assert_eq!(enter(&desk.world).threads.n_containers(), n_containers, "{hours}");
    }
    assert_eq!(desk.public_texts(), ["Slow"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
}

#[tokio::test]
async fn a_row_in_doubt_that_a_person_withdraws_is_not_sent_again() {
    let desk = in_doubt(&[due("shop_a", "Rather not")]).await;
    desk.type_in(POSTS, 2, "Status", "Draft");
    for _ in 0..3 {
        desk.run_later().await;
    }
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Draft");
    assert_eq!(desk.public().len(), 0);
}

#[tokio::test]
async fn what_is_certainly_not_public_and_held_back_by_a_person_says_so_and_is_free_after_a_day() {
    let finished = json!({"id": "1", "status": "FINISHED"});
    let finished = Fault::Instead(Reply::json(200, &finished), Effect::Without);
    for (tab, header, held, free, says, freed) in [
        (POSTS, "Status", "Draft", "Post now", "Status says Draft", "Draft"),
        (ACCOUNTS, "Enabled", "FALSE", "TRUE", "the account is switched off", ""),
    ] {
        for is_dead in [false, true] {
            let desk = in_doubt(&[due("shop_a", "Perhaps")]).await;
            desk.type_in(tab, 2, header, held);
            let report = desk.run().await;
            let said = desk.cell(POSTS, 2, "Message");
            assert!(said.starts_with("Not published: ") && said.contains(says), "{said}");
            assert_eq!(report.exit_code(), 0, "a person has chosen it");
            assert_eq!(writes(&desk).await, 0, "told once");
            if is_dead {
                let status = Trigger::every("threads.status");
                enter(&desk.world).faults.on(status, finished.clone());
                desk.pass(TimeDelta::hours(25));
                desk.run().await;
                let said = desk.cell(POSTS, 2, "Message");
                assert!(said.contains(says), "{said}");
                assert_eq!(desk.cell(POSTS, 2, "Status"), freed);
                assert_eq!(writes(&desk).await, usize::from(tab == ACCOUNTS), "{said}");
                enter(&desk.world).faults.clear();
                desk.type_in(POSTS, 2, "Status", "Post now");
            }
            assert!(desk.public().is_empty());
            desk.type_in(tab, 2, header, free);
            desk.run().await;
            assert_eq!(desk.public_texts(), ["Perhaps"]);
            assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
        }
    }
}

#[tokio::test]
async fn a_row_in_doubt_of_an_account_that_pauses_says_so_and_post_now_sends_it() {
    let desk = in_doubt(&[due("shop_a", "Perhaps")]).await;
    let now = enter(&desk.world).clock.now();
    let until = (now + TimeDelta::days(30)).format("%Y-%m-%d").to_string();
    desk.add_column(ACCOUNTS, "Pause until", &[&until]);
    desk.run().await;
    let said = desk.cell(POSTS, 2, "Message");
    assert!(said.contains("pauses until") && !said.contains("Enabled"), "{said}");
    assert!(desk.public().is_empty());
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Perhaps"]);
}

#[tokio::test]
async fn a_post_of_another_tool_is_not_posted_because_a_part_answers_it() {
    let part = Row { reply_to: "previous", ..due("shop_a", "Part") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Theirs"), part]).await;
    desk.type_in(POSTS, 2, "Permalink", "https://www.threads.com/@shop_a/post/Cold");
    for _ in 0..3 {
        desk.run().await;
    }
    assert_eq!(desk.public().len(), 0);
}

#[tokio::test]
async fn a_first_run_without_posts_works_where_columns_keep_no_pins() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    enter(&desk.world).sheets.quirks.column_metadata = ColumnMetadata::Refused;
    let report = desk.run().await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Learned);
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token status"), "OK, renews automatically; 58 days left.");
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_ends_soon_although_threads_hangs() {
    let desk =
        Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "A"), due("shop_b", "B")]).await;
    let (sender, halt) = watch::channel(false);
    let hold = Fault::Stall(Hold::For(Duration::from_mins(5)), Side::Before);
    enter(&desk.world).faults.on(Trigger::every("threads.create").by("shop_b"), hold);
    let stop = move |_: &mut World| {
        let _told = sender.send(true);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("threads.create", 2), Box::new(stop));
    let began = Instant::now();
    run::run(&desk.config(), &|_| {}, halt).await.unwrap();
    // Five seconds and one, at the hurried pace of the tests: a quarter of a second and one.
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    enter(&desk.world).faults.clear();
    for _ in 0..3 {
        desk.run_later().await;
    }
    let mut texts = desk.public_texts();
    texts.sort();
    assert_eq!(texts, ["A", "B"]);
}

#[tokio::test]
async fn a_row_whose_receipt_a_hand_has_reordered_is_told_and_not_held_in_silence() {
    let desk = Practice::new(&["shop_a"], &[Row { due: Some(60), ..due("shop_a", "Later") }]).await;
    desk.run().await;
    let line = desk.cell(POSTS, 2, "Receipt");
    let (head, tail) = line.rsplit_once(" n=").unwrap();
    let (head, at) = head.rsplit_once(" t=").unwrap();
    desk.type_in(POSTS, 2, "Receipt", &format!("{head} n={tail} t={at}"));
    desk.type_in(POSTS, 2, "Status", "Queued");
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Check");
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Later"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
}

#[tokio::test]
async fn post_now_on_a_row_in_doubt_sends_it_although_a_deleted_row_said_the_same() {
    // Also where the run that is to send it does not come to it.
    for is_held_up in [false, true] {
        let desk = Practice::new(&["shop_a"], &[]).await;
        desk.append(2, &due("shop_a", "Good morning"));
        desk.run().await;
        let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
        let range = json!([{"deleteDimension": {"range": range}}]);
        enter(&desk.world).sheets.batch(SHEET, range).unwrap();
        desk.append(2, &due("shop_a", "Good evening"));
        desk.type_in(POSTS, 2, "Receipt", "spoilt");
        desk.run().await;
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Check");
        desk.type_in(POSTS, 2, "Text", "Good morning");
        desk.type_in(POSTS, 2, "Status", "Post now");
        if is_held_up {
            let fault = Fault::Status(500, Effect::Without);
            enter(&desk.world).faults.on(Trigger::every("threads.create"), fault);
            desk.run().await;
            enter(&desk.world).faults.clear();
            assert_eq!(desk.cell(POSTS, 2, "Status"), "Post now");
        }
        desk.run().await;
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Published", "{is_held_up}");
        assert_eq!(desk.public_texts(), ["Good morning", "Good morning"]);
        desk.run().await;
        assert_eq!(desk.public().len(), 2, "once");
    }
}
