#![allow(clippy::unwrap_used)]

use chrono_tz::Tz;
use threadsheet_core::language::Language;
use threadsheet_core::plan::Limits;
use threadsheet_core::seal::Keys;
use threadsheet_core::shard::Shard;

use super::*;
use crate::config::{Credentials, RunScope, Typed};
use crate::report::Links;

fn config() -> Config {
    Config {
        spreadsheet: String::new(),
        credentials: Credentials(String::new()),
        sheets_url: String::new(),
        threads_url: String::new(),
        app_secret: None,
        keys: Keys::default(),
        limits: Limits::default(),
        typed: Typed::default(),
        settle: Duration::from_mins(10),
        clock_error: TimeDelta::zero(),
        budget: Duration::from_mins(5),
        time_scale: TimeScale::REAL,
        now: None,
        scope: RunScope::Both,
        shard: Shard::WHOLE,
    }
}

fn state(options: WatchOptions) -> WatchState {
    WatchState::new(&options.lookahead_config(config()), options)
}

fn report(outcome: PostOutcome, due: DateTime<Utc>, is_news: bool) -> Report {
    let line = PostLine {
        row: 2,
        account: "shop_a".to_owned(),
        text: "Hello".to_owned(),
        due,
        outcome,
        permalink: None,
        words: String::new(),
        is_news,
    };
    Report {
        is_plan: false,
        at: due,
        zone: Tz::UTC,
        language: Language::English,
        title: String::new(),
        accounts: Vec::new(),
        posts: vec![line],
        standing: Vec::new(),
        settings: Vec::new(),
        stock: Vec::new(),
        notes: Vec::new(),
        sheet_requests: 1,
        links: Links::default(),
        shard: Shard::WHOLE,
        clock: None,
        checkup: None,
    }
}

const TEN: Duration = Duration::from_mins(10);

#[test]
fn a_run_that_began_earlier_and_ends_later_takes_nothing_away() {
    let mut state = state(WatchOptions::of_hold(TEN));
    let begun = state.clock.now();
    let second = begun + TimeDelta::seconds(60);
    state.take(second, Ok(report(PostOutcome::Failed, begun, true)), &|_| {});
    state.take(begun, Ok(report(PostOutcome::Waiting, begun, false)), &|_| {});
    let kept = state.into_report().unwrap();
    assert_eq!(kept.report.posts[0].outcome, PostOutcome::Failed);
    assert_eq!(kept.report.exit_code(), 1);
}

#[test]
fn only_the_latest_run_says_whether_the_watch_was_stopped() {
    let (ok, stop) = (PostOutcome::Published, RunError::SheetsUnreachable);
    for (is_last, stopped) in [(true, Some(stop.clone())), (false, None)] {
        let mut state = state(WatchOptions::of_hold(TEN));
        let begun = state.clock.now();
        let other = begun + TimeDelta::seconds(if is_last { 60 } else { -60 });
        state.take(begun, Ok(report(ok, begun, false)), &|_| {});
        state.take(other, Err(stop.clone()), &|_| {});
        let kept = state.into_report().unwrap();
        assert_eq!(kept.stop, stopped);
        assert_eq!(kept.report.posts[0].outcome, ok);
    }
}

#[test]
fn a_run_that_came_to_nothing_at_a_posts_minute_is_retried_soon() {
    let minutes = |count| Duration::from_mins(count);
    let options = WatchOptions { every: minutes(5), lasts: None, hold: minutes(5) };
    let soon = |state: &WatchState, begun: DateTime<Utc>| state.wakes(None, 0).unwrap() - begun;
    let mut state = state(options);
    let (begun, _) = state.begin();
    assert_eq!(soon(&state, begun), TimeDelta::minutes(5));
    state.take(begun, Err(RunError::SheetsUnreachable), &|_| {});
    assert!(soon(&state, begun) <= TimeDelta::seconds(31));
    let (begun, _) = state.begin();
    state.take(begun, Ok(report(PostOutcome::Waiting, begun, false)), &|_| {});
    assert!(soon(&state, begun) <= TimeDelta::seconds(31));
    let (begun, _) = state.begin();
    // One that has waited for long is nobody's minute.
    let long_ago = begun - TimeDelta::hours(1);
    state.take(begun, Ok(report(PostOutcome::Waiting, long_ago, false)), &|_| {});
    assert_eq!(soon(&state, begun), TimeDelta::minutes(5));
}

#[test]
fn runs_under_way_may_end_before_a_failure_ends_all() {
    let mut hold = state(WatchOptions::of_hold(TEN));
    let begun = hold.clock.now();
    hold.take(begun, Err(RunError::SheetsUnreachable), &|_| {});
    assert!(hold.is_hopeless());
    hold.take(begun, Ok(report(PostOutcome::Published, begun, false)), &|_| {});
    assert!(!hold.is_hopeless());
    let mut forever = state(WatchOptions { every: TEN, lasts: None, hold: Duration::ZERO });
    forever.take(begun, Err(RunError::SignInUnreachable), &|_| {});
    assert!(!forever.is_hopeless());
    forever.take(begun, Err(RunError::NoCredentials), &|_| {});
    assert!(forever.is_hopeless());
}

#[test]
fn nothing_is_claimed_earlier_than_its_run_and_its_recheck_period_last() {
    let ahead = |settle: u64, budget: u64| {
        let (settle, budget) = (Duration::from_secs(settle), Duration::from_secs(budget));
        let config = Config { settle, budget, ..config() };
        WatchOptions::of_hold(TEN).lookahead_config(config).limits.ahead
    };
    assert_eq!(ahead(600, 300), TimeDelta::seconds(20));
    assert_eq!(ahead(40, 300), TimeDelta::seconds(10));
    assert_eq!(ahead(600, 15), TimeDelta::seconds(6));
}

#[test]
fn a_hold_stays_to_its_end_and_looks_once_more() {
    let hold = Duration::from_secs(20);
    assert!(hold < HOLD_EVERY, "no run of the usual interval is left");
    let mut state = state(WatchOptions::of_hold(hold));
    let (begun, _) = state.begin();
    state.take(begun, Ok(report(PostOutcome::Published, begun, false)), &|_| {});
    let ends = state.started + TimeDelta::seconds(20);
    assert_eq!(state.wakes(None, 0), Some(ends));
    let beyond = Some(ends + TimeDelta::minutes(1));
    assert_eq!(state.wakes(beyond, 0), Some(ends), "a post beyond the end moves it no further");
    state.begun = Some(ends);
    assert_eq!(state.wakes(None, 0), None, "what begins at the end is the last run");
}
