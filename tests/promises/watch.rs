//! `run --hold`: posts go out on their minute, and edits made meanwhile count.

mod program;

use std::time::Duration;

use chrono::TimeDelta;
use threadsheet::config::Config;
use threadsheet::report::{News, PostOutcome, Report, Waits};
use threadsheet::watch::{WatchOptions, repeat};
use threadsheet_core::setting::Setting;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::fault_injection::{Effect, Fault, Hold, Side, Trigger};
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::threads::{MediaFile, Post, Processing};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{ACCOUNTS, POSTS, Practice, Row, SHEET, due, outcomes};
use tokio::sync::watch;

use crate::settings::{name, set};

/// Hours go by in minutes, and pauses too.
const TIME_SCALE: TimeScale = TimeScale::hurried(60);

const MINUTE: Duration = Duration::from_mins(1);

pub(crate) fn later(account: &'static str, text: &str, minutes: i64) -> Row {
    Row { due: Some(minutes), ..due(account, text) }
}

async fn desk(rows: &[Row]) -> Practice {
    let mut desk = Practice::new(&["shop_a", "shop_b"], rows).await;
    desk.time_scale = TIME_SCALE;
    // First contact, so that what follows is an ordinary day.
    desk.run().await;
    enter(&desk.world).seen.clear();
    desk
}

async fn hold(desk: &Practice, hold: Duration) -> Report {
    let (_sender, halt) = watch::channel(false);
    keep(desk, WatchOptions::of_hold(hold), halt).await
}

async fn keep(desk: &Practice, options: WatchOptions, halt: watch::Receiver<bool>) -> Report {
    let config = Config { now: Some(desk.started), ..desk.config() };
    let kept = repeat(&config, options, &|_| {}, &|_| {}, halt).await;
    let kept = kept.unwrap_or_else(|stop| panic!("the run stopped: {stop}"));
    assert_eq!(kept.stop, None);
    kept.report
}

/// Lets a person do something right before a run's nth reading; the first of each run lists the tabs.
fn before_reading(desk: &Practice, nth: u64, hook: impl FnMut(&mut World) + Send + 'static) {
    let trigger = Trigger::nth_of("sheets.get", nth);
    enter(&desk.world).faults.before(trigger, Box::new(hook));
}

/// Types into the first row of posts.
fn types(header: &'static str, column: usize, typed: &'static str) -> impl FnMut(&mut World) {
    move |world| {
        let now = world.clock.now();
        assert_eq!(world.sheets.shown(SHEET, POSTS).unwrap()[0][column], header);
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, 1, column), typed, now);
    }
}

#[tokio::test]
async fn what_comes_due_while_a_run_holds_goes_out_and_what_comes_later_waits() {
    let rows = [
        later("shop_a", "in one minute", 1),
        later("shop_b", "in two", 2),
        later("shop_a", "in an hour", 60),
    ];
    let desk = desk(&rows).await;
    let report = hold(&desk, 3 * MINUTE).await;
    assert_eq!(desk.public_texts(), ["in one minute", "in two"]);
    let done = [(2, PostOutcome::Published), (3, PostOutcome::Published)];
    assert_eq!(outcomes(&report), done);
    assert_eq!(desk.cell(POSTS, 4, "Status"), "");
    assert_eq!(report.exit_code(), 0);
}

#[tokio::test]
async fn media_are_fetched_before_the_time_and_that_very_container_is_published() {
    let picture = Row { media: "https://example.com/a.jpg", ..later("shop_a", "A picture", 2) };
    let desk = desk(&[picture]).await;
    hold(&desk, 3 * MINUTE).await;
    assert_eq!(desk.public_texts(), ["A picture"]);
    let world = enter(&desk.world);
    let at = |operation: &str| world.seen.iter().position(|seen| seen.operation == operation);
    let (made, sent) = (at("threads.create").unwrap(), at("threads.publish").unwrap());
    let read = world.seen[made..sent].iter().filter(|seen| seen.operation == "sheets.get").count();
    assert!(read >= 2, "the sheet is read again between the making and the sending");
    assert_eq!(world.count("threads.create"), 1, "nothing is fetched twice");
}

#[tokio::test]
async fn a_delayed_reply_goes_out_while_a_run_holds_and_not_before_its_time() {
    let desk = desk(&[later("shop_a", "One", 1)]).await;
    desk.add_column(POSTS, "Reply 1", &["Two"]);
    desk.add_column(POSTS, "Reply after", &["3m"]);
    let begun = enter(&desk.world).clock.now();
    hold(&desk, 5 * MINUTE).await;
    assert_eq!(desk.public_texts(), ["One", "Two"]);
    // Receipts carry the service's time, which is not hurried: by it the post is out right after the hold has begun.
    let minutes = |post: &Post| TIME_SCALE.times(post.published - begun).num_minutes();
    let minutes: Vec<i64> = desk.public().iter().map(minutes).collect();
    assert!(minutes[0] >= 1 && minutes[0] < 3 && minutes[1] >= 3, "{minutes:?}");
}

#[tokio::test]
async fn what_is_edited_while_a_run_holds_goes_out_as_edited() {
    let desk = desk(&[later("shop_a", "As it was", 2)]).await;
    before_reading(&desk, 3, types("Text", 1, "As it is"));
    let report = hold(&desk, 3 * MINUTE).await;
    assert_eq!(desk.public_texts(), ["As it is"]);
    assert_eq!(desk.cell(POSTS, 2, "Message"), "");
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
}

#[tokio::test]
async fn what_is_made_a_draft_while_a_run_holds_does_not_go_out() {
    let desk = desk(&[later("shop_a", "Not after all", 2)]).await;
    before_reading(&desk, 3, types("Status", 9, "Draft"));
    hold(&desk, 3 * MINUTE).await;
    assert_eq!(desk.public_texts(), [] as [&str; 0]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Draft");
}

#[tokio::test]
async fn what_is_typed_while_a_run_holds_goes_out_too() {
    let desk = desk(&[later("shop_a", "Planned", 60)]).await;
    let ready = types("Status", 9, "Post now");
    before_reading(&desk, 3, ready);
    hold(&desk, 2 * MINUTE).await;
    assert_eq!(desk.public_texts(), ["Planned"]);
}

#[tokio::test]
async fn media_that_cannot_be_fetched_yet_are_told_at_once_and_retried_at_the_time() {
    let gone = Row { media: "https://example.com/missing.jpg", ..later("shop_a", "Gone", 2) };
    let desk = desk(&[gone]).await;
    enter(&desk.world).threads.host_media("https://example.com/missing.jpg", MediaFile::NotFound);
    // The looks before its time: the row stands as it was typed.
    let (_sender, halt) = watch::channel(false);
    let before = WatchOptions { lasts: Some(MINUTE), ..WatchOptions::of_hold(3 * MINUTE) };
    let early = keep(&desk, before, halt).await;
    assert_eq!(outcomes(&early), [(2, PostOutcome::Waiting)]);
    assert!(early.posts[0].words.starts_with("Not ready yet"), "{:?}", early.posts);
    assert_eq!(early.exit_code(), 1, "there is time to mend it");
    assert_eq!((desk.cell(POSTS, 2, "Status"), desk.cell(POSTS, 2, "Message")), Default::default());
    // The file is put there in time.
    enter(&desk.world).threads.host_media("https://example.com/missing.jpg", MediaFile::Image);
    let report = hold(&desk, 3 * MINUTE).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public_texts(), ["Gone"]);
}

#[tokio::test]
async fn media_that_cannot_be_fetched_before_their_time_are_told_once_and_not_tried_at_each_look() {
    let gone = Row { media: "https://example.com/missing.jpg", ..later("shop_a", "Gone", 3) };
    let desk = desk(&[gone]).await;
    enter(&desk.world).threads.host_media("https://example.com/missing.jpg", MediaFile::NotFound);
    let (_sender, halt) = watch::channel(false);
    let before = WatchOptions { lasts: Some(2 * MINUTE), ..WatchOptions::of_hold(4 * MINUTE) };
    keep(&desk, before, halt).await;
    assert_eq!(enter(&desk.world).count("threads.create"), 3, "three times, once early");
    let report = hold(&desk, 4 * MINUTE).await;
    assert_eq!(report.posts.last().unwrap().outcome, PostOutcome::Waiting);
    let said = desk.cell(POSTS, 2, "Message");
    assert!(said.starts_with("Waiting: Threads could not open an address"), "{said}");
    let n_tried = enter(&desk.world).count("threads.create");
    assert!(n_tried <= 18, "{n_tried}: three times in a run, and not every second");
    assert_eq!(report.exit_code(), 0, "what may pass is no news");
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_while_it_holds_ends_at_once_and_loses_nothing() {
    let desk = desk(&[later("shop_a", "In an hour", 60)]).await;
    let (sender, halt) = watch::channel(false);
    before_reading(&desk, 4, move |_| {
        sender.send(true).unwrap();
    });
    let report = keep(&desk, WatchOptions::of_hold(120 * MINUTE), halt).await;
    assert_eq!(report.exit_code(), 0);
    assert_eq!(desk.public_texts(), [] as [&str; 0]);
    let report = desk.run_in(TimeDelta::minutes(61)).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    assert_eq!(enter(&desk.world).count("threads.create"), 1, "the kept container is used");
}

#[tokio::test]
async fn an_account_that_pauses_delays_nobody_elses_minute() {
    let rows = [later("shop_a", "a one", 1), later("shop_a", "a two", 1), later("shop_b", "b", 2)];
    let desk = desk(&rows).await;
    set(&desk, &[(name(Setting::Gap), "2 minutes")]);
    hold(&desk, 5 * MINUTE).await;
    assert_eq!(desk.public_texts(), ["a one", "b", "a two"]);
    assert_eq!(desk.cell(POSTS, 3, "Message"), "");
}

#[tokio::test]
async fn a_slow_video_delays_nobodys_minute() {
    let video = Row { media: "https://example.com/a.mp4", ..later("shop_b", "A video", 4) };
    let desk = desk(&[video, later("shop_a", "A word", 1)]).await;
    // Three and a half minutes: longer than several looks are apart.
    enter(&desk.world).threads.quirks.processing =
        Processing { video: TimeDelta::milliseconds(3_500), ..Processing::at_once() };
    hold(&desk, 5 * MINUTE).await;
    assert_eq!(desk.public_texts(), ["A word", "A video"]);
    assert_eq!(enter(&desk.world).count("threads.create"), 2, "the video is fetched once");
}

#[tokio::test]
async fn that_all_is_as_it_was_is_said_once() {
    let desk = desk(&[later("shop_a", "Later", 3)]).await;
    let said = std::cell::RefCell::new(Vec::new());
    let (_sender, halt) = watch::channel(false);
    let config = Config { now: Some(desk.started), ..desk.config() };
    let tell = |news| said.borrow_mut().push(news);
    repeat(&config, WatchOptions::of_hold(4 * MINUTE), &tell, &|_| {}, halt).await.unwrap();
    let said = said.into_inner();
    let accounts = said.iter().filter(|news| matches!(news, News::Account(_))).count();
    assert_eq!(accounts, 2, "{said:#?}");
    let words: Vec<&str> = said
        .iter()
        .filter_map(|news| match news {
            News::Post(line) => Some(line.words.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(words, ["Ready; goes out at its time.", ""]);
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token status"), "OK, renews automatically; 58 days left.");
}

#[tokio::test]
async fn until_when_a_hold_waits_is_told() {
    let desk = desk(&[]).await;
    let said = std::cell::RefCell::new(Vec::new());
    let (_sender, halt) = watch::channel(false);
    let config = Config { now: Some(desk.started), ..desk.config() };
    let tell = |news| {
        if let News::Waits { what: Waits::Hold, until } = news {
            said.borrow_mut().push(until);
        }
    };
    repeat(&config, WatchOptions::of_hold(4 * MINUTE), &tell, &|_| {}, halt).await.unwrap();
    let said = said.into_inner();
    let ends = desk.started + TimeDelta::minutes(4);
    let is_at_its_end =
        |until: &chrono::DateTime<chrono::Utc>| (*until - ends).abs() < TimeDelta::seconds(5);
    assert!(!said.is_empty() && said.iter().all(is_at_its_end), "{said:?}, not {ends}");
}

#[tokio::test]
async fn the_report_of_all_looks_counts_nothing_twice() {
    let unknown = Row { account: "shop_x", ..later("shop_a", "Nobody's", 1) };
    let desk = desk(&[later("shop_a", "One", 1), unknown, later("shop_b", "Two", 2)]).await;
    desk.type_in(ACCOUNTS, 3, "Token", "nothing");
    let report = hold(&desk, 4 * MINUTE).await;
    let lines = report.posts.iter().chain(&report.standing);
    let mut rows: Vec<usize> = lines.map(|line| line.row).collect();
    rows.sort_unstable();
    assert_eq!(rows, [2, 3, 4], "{report:#?}");
    assert_eq!(report.accounts.len(), 2);
    assert!(report.accounts[1].is_news);
}

#[tokio::test]
async fn a_look_that_fails_takes_nothing_out_of_the_report_and_is_told_if_it_was_the_last() {
    let unknown = Row { account: "shop_x", ..later("shop_a", "Nobody's", 1) };
    let desk = desk(&[later("shop_a", "One", 1)]).await;
    desk.append(3, &unknown);
    // The looks are at once, before the post's minute, and a minute after each.
    for nth in 5..40 {
        let refused = Fault::Status(403, Effect::Without);
        enter(&desk.world).faults.on(Trigger::nth_of("sheets.get", nth), refused);
    }
    let (_sender, halt) = watch::channel(false);
    let config = Config { now: Some(desk.started), ..desk.config() };
    let options = WatchOptions::of_hold(3 * MINUTE);
    let kept = repeat(&config, options, &|_| {}, &|_| {}, halt).await.unwrap();
    assert_eq!(outcomes(&kept.report), [(2, PostOutcome::Published), (3, PostOutcome::Failed)]);
    assert_eq!(kept.report.exit_code(), 1);
    assert_eq!(kept.stop.unwrap().exit_code(), 4);
}

#[tokio::test]
async fn what_is_news_of_a_setting_is_news_of_all_looks() {
    let desk = desk(&[]).await;
    set(&desk, &[(name(Setting::Gap), "soon")]);
    let report = hold(&desk, 2 * MINUTE).await;
    assert_eq!(report.exit_code(), 1, "{:?}", report.settings);
}

#[tokio::test]
async fn a_look_that_ends_late_takes_nothing_away_from_a_later_one() {
    let desk = desk(&[later("shop_a", "A word", 1), later("shop_b", "Another", 2)]).await;
    // The first post's answer is late by two minutes, in which the second goes out.
    let never = Fault::Stall(Hold::For(Duration::from_secs(2)), Side::After);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), never);
    let report = hold(&desk, 5 * MINUTE).await;
    assert_eq!(desk.public_texts(), ["A word", "Another"]);
    let second = report.posts.iter().find(|line| line.row == 3).unwrap();
    assert_eq!(second.outcome, PostOutcome::Published, "{report:#?}");
}

#[tokio::test]
async fn a_loop_goes_on_after_a_run_that_found_no_spreadsheet() {
    let desk = desk(&[due("shop_a", "Second try")]).await;
    let (sender, halt) = watch::channel(false);
    let config = Config { now: Some(desk.started), ..desk.config() };
    let n_ended = std::cell::Cell::new(0);
    let world = desk.world.clone();
    let each = |ended: &Result<Report, _>| {
        n_ended.set(n_ended.get() + 1);
        match n_ended.get() {
            1 => {
                assert!(ended.is_ok());
                let refused = Fault::Status(403, Effect::Without);
                enter(&world).faults.on(Trigger::nth_of("sheets.get", 1), refused);
            }
            2 => assert!(ended.is_err()),
            _ => sender.send(true).unwrap(),
        }
    };
    let options = WatchOptions { every: MINUTE, lasts: None, hold: Duration::ZERO };
    let kept = repeat(&config, options, &|_| {}, &each, halt).await.unwrap();
    assert_eq!(kept.stop, None);
    assert_eq!(n_ended.get(), 3);
}
