//! The pause between two posts of one account.

use std::time::Duration;

use PostOutcome::{Published, ToPublish, Waiting};
use chrono::TimeDelta;
use serde_json::json;
use threadsheet::config::Config;
use threadsheet::dry_run;
use threadsheet::preview;
use threadsheet::report::{News, PostOutcome, Waits};
use threadsheet::run;
use threadsheet_core::setting::Setting;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::fault_injection::{Fault, Hold, Side, Trigger};
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{POSTS, Practice, Row, SETTINGS, SHEET, due, outcomes};
use tokio::sync::watch;

use super::{name, set};

async fn desk(pause: &str, posts: &[Row]) -> Practice {
    let desk = Practice::new(&["shop_a", "shop_b"], posts).await;
    set(&desk, &[(name(Setting::Gap), pause)]);
    desk
}

#[tokio::test]
async fn a_run_that_has_the_time_waits_and_claims_the_next_post_only_then() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two")];
    let desk = desk("2 seconds", &rows).await;
    // By the time the second is made ready, all about the first is written down.
    let (sender, seen) = watch::channel(Vec::new());
    let hook = move |world: &mut World| {
        let rows = world.sheets.shown(SHEET, POSTS).unwrap();
        sender.send_replace(rows[1..].iter().map(|row| row.get(9).cloned()).collect());
    };
    enter(&desk.world).faults.before(Trigger::nth_of("threads.create", 2), Box::new(hook));
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, Published), (3, Published)]);
    assert_eq!(*seen.borrow(), [Some("Published".to_owned()), Some(String::new())]);
    let posts = desk.public();
    let apart = posts[1].published - posts[0].published;
    let hurried = desk.time_scale.of(Duration::from_secs(2));
    assert!(apart.to_std().unwrap() >= hurried.mul_f64(0.9), "{apart}");
}

#[tokio::test]
async fn a_run_waits_20_seconds_at_most_for_the_pause_between_two_posts() {
    for (pause, second) in [("20 seconds", ToPublish), ("21 seconds", Waiting)] {
        let mut desk = desk(pause, &[due("shop_a", "One"), due("shop_a", "Two")]).await;
        desk.budget = Duration::from_mins(5);
        let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
        assert_eq!(outcomes(&planned), [(2, ToPublish), (3, second)], "{pause}");
    }
}

#[tokio::test]
async fn that_a_run_waits_for_the_pause_and_of_which_account_is_told_as_it_begins() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two")];
    let desk = desk("2 seconds", &rows).await;
    let said = std::cell::RefCell::new(Vec::new());
    let (_sender, halt) = watch::channel(false);
    let tell = |news| {
        if let News::Waits { what: Waits::Pause(account), until } = news {
            said.borrow_mut().push((account, until));
        }
    };
    run::run(&desk.config(), &tell, halt).await.unwrap();
    let said = said.into_inner();
    assert_eq!(said.iter().map(|(account, _)| account.as_str()).collect::<Vec<_>>(), ["shop_a"]);
}

#[tokio::test]
async fn what_a_run_cannot_wait_for_goes_out_in_a_later_one_and_says_so() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two"), due("shop_b", "Another's")];
    let desk = desk("1 hour", &rows).await;
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    let cards = preview::preview(&desk.config(), &|_| {}).await.unwrap().cards;
    assert!(cards.iter().any(|card| (card.row, card.stage) == (3, Stage::NextRuns)));
    assert_eq!(outcomes(&planned), [(2, ToPublish), (3, Waiting), (4, ToPublish)]);
    let wanted = [(2, Published), (3, Waiting), (4, Published)];
    assert_eq!(outcomes(&desk.run().await), wanted);
    assert!(desk.cell(POSTS, 3, "Message").contains("pause"));
    let (_, seen) = desk.watched_run().await;
    assert!(!seen.iter().any(|seen| seen.operation.starts_with("sheets.batch")), "said once");
    assert_eq!(desk.public().len(), 2);
    desk.type_in(SETTINGS, 2, "Value", "0");
    assert_eq!(outcomes(&desk.run().await), [(3, Published)]);
    assert_eq!(desk.cell(POSTS, 3, "Message"), "");
}

#[tokio::test]
async fn a_pause_that_is_changed_while_a_run_goes_on_holds_from_the_next_run_on() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two"), due("shop_a", "Three")];
    let mut desk = desk("1 second", &rows).await;
    desk.budget = Duration::from_secs(8);
    let hook = move |world: &mut World| {
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, SETTINGS, 1, 1), "1 day", now);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("threads.publish", 1), Box::new(hook));
    // The plan was made under the shorter pause; the next run is made under the longer one.
    desk.run().await;
    desk.append(5, &due("shop_a", "Four"));
    assert_eq!(outcomes(&desk.run().await), [(5, Waiting)]);
    assert_eq!(desk.public_texts(), ["One", "Two", "Three"]);
}

#[tokio::test]
async fn a_run_that_took_longer_than_it_seemed_leaves_the_rest_to_a_later_one() {
    // Of twenty seconds twelve are for making ready; the pause is a tenth of a second shorter.
    let mut desk = desk("0.1983", &[due("shop_a", "One"), due("shop_a", "Two")]).await;
    (desk.time_scale, desk.budget) = (TimeScale::REAL, Duration::from_secs(20));
    let slow = Fault::Stall(Hold::For(Duration::from_millis(200)), Side::Before);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), slow);
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(outcomes(&planned), [(2, ToPublish), (3, ToPublish)]);
    assert_eq!(outcomes(&desk.run().await), [(2, Published), (3, Waiting)]);
    assert!(desk.cell(POSTS, 3, "Message").contains("pause"));
}

#[tokio::test]
async fn the_parts_of_a_chain_follow_at_once_and_what_is_approved_keeps_the_pause() {
    let part = |text: &str| Row { reply_to: "previous", ..due("shop_a", text) };
    let ready = Row { status: "Ready", ..due("shop_a", "Ready") };
    let desk = desk("1 day", &[due("shop_a", "1"), part("2"), part("3"), ready]).await;
    let report = desk.run().await;
    assert_eq!(desk.public_texts(), ["1", "2", "3"]);
    assert_eq!(outcomes(&report)[3], (5, Waiting));
    assert_eq!(desk.cell(POSTS, 5, "Status"), "Ready");
}

#[tokio::test]
async fn post_now_is_held_by_no_pause_and_begins_one() {
    let now = |text: &str| Row { status: "Post now", due: None, ..due("shop_a", text) };
    let approved = Row { status: "Ready", ..now("4") };
    let rows = [due("shop_a", "Planned"), now("1"), now("2"), now("3"), approved];
    let desk = desk("1 day", &rows).await;
    let report = desk.run().await;
    assert_eq!(desk.public_texts(), ["1", "2", "3", "4"]);
    assert_eq!(outcomes(&report)[0], (2, Waiting));
    desk.append(7, &now("5"));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["1", "2", "3", "4", "5"]);
}

#[tokio::test]
async fn a_chain_whose_beginning_waits_waits_with_it() {
    let part = Row { reply_to: "previous", ..due("shop_a", "Part") };
    let desk = desk("1 day", &[due("shop_a", "First"), due("shop_a", "Head"), part]).await;
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, Published), (3, Waiting), (4, Waiting)]);
    assert!(desk.cell(POSTS, 4, "Message").contains("row 3"));
}

#[tokio::test]
async fn what_may_have_gone_out_counts_and_is_not_held_back_itself() {
    let desk = desk("1 day", &[due("shop_a", "In doubt")]).await;
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), Fault::DropBefore);
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Publishing");
    desk.append(3, &due("shop_a", "After it"));
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Publishing), (3, Waiting)]);
    // Once patience is over, the very same container is sent again, whatever the pause.
    let report = desk.run_later().await;
    assert_eq!(outcomes(&report)[0], (2, Published));
    assert_eq!(desk.public_texts(), ["In doubt"]);
}

#[tokio::test]
async fn a_run_does_not_wait_out_a_long_pause_that_began_while_it_worked() {
    let desk = desk("1 minute", &[due("shop_a", "In doubt")]).await;
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), Fault::DropBefore);
    desk.run().await;
    desk.append(3, &due("shop_a", "After it"));
    // When it is planned, the last post is long ago; then the one in doubt is sent again.
    assert_eq!(outcomes(&desk.run_later().await), [(2, Published), (3, Waiting)]);
    assert!(desk.cell(POSTS, 3, "Message").contains("pause"));
    assert_eq!(desk.public_texts(), ["In doubt"]);
}

#[tokio::test]
async fn a_row_that_is_deleted_after_it_went_out_still_counts() {
    let desk = desk("1 day", &[due("shop_a", "Out"), due("shop_b", "Another's")]).await;
    desk.run().await;
    let gone = json!([{"deleteDimension": {"range":
        {"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}}}]);
    enter(&desk.world).sheets.batch(SHEET, gone).unwrap();
    desk.append(2, &due("shop_a", "Too soon"));
    assert_eq!(outcomes(&desk.run().await), [(2, Waiting)]);
    assert_eq!(desk.public().len(), 2);
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_while_it_waits_ends_at_once() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two")];
    let desk = desk("30 seconds", &rows).await;
    let (sender, halt) = watch::channel(false);
    // The first is published, and what follows is the pause.
    let hook = move |_: &mut World| {
        sender.send_replace(true);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("sheets.batchUpdate", 4), Box::new(hook));
    let began = std::time::Instant::now();
    let report = run::run(&desk.config(), &|_| {}, halt).await.unwrap();
    assert_eq!(outcomes(&report), [(2, Published), (3, Waiting)]);
    assert!(began.elapsed() < desk.time_scale.of(Duration::from_secs(30)), "{:?}", began.elapsed());
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
}

#[tokio::test]
async fn two_concurrent_runs_keep_the_pause_between_them_and_send_each_post_once() {
    let rows = [due("shop_a", "One"), due("shop_a", "Two"), due("shop_a", "Three")];
    let desk = desk("4 seconds", &rows).await;
    // The tabs and columns of ours stand already, so that neither has to make its plan again.
    let config = Config { now: Some(desk.started - TimeDelta::hours(1)), ..desk.config() };
    desk.run_with(&config).await;
    let (one, two) = tokio::join!(desk.try_run(), desk.try_run());
    assert!(one.is_ok() && two.is_ok());
    let mut posts = desk.public();
    posts.sort_by_key(|post| post.published);
    assert_eq!(posts.len(), 3);
    for pair in posts.windows(2) {
        let apart = (pair[1].published - pair[0].published).to_std().unwrap();
        assert!(apart >= desk.time_scale.of(Duration::from_secs(4)).mul_f64(0.8), "{apart:?}");
    }
}
