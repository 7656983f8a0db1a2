//! When a post goes out, waits, or is too late.

use super::*;

/// Returns a desk with one row of this time and Status.
fn at(time: &str, status: &str) -> Desk {
    let mut desk = Desk::new();
    desk.post(&[(PostColumn::PublishAt, time), (PostColumn::Status, status)]);
    desk
}

#[test]
fn a_post_goes_out_when_its_time_has_come_and_until_a_day_later() {
    for (time, decided) in [
        ("2026-11-23 10:06", "open Queued, says nothing"),
        ("2026-11-23 10:05", "open Queued, publish"),
        ("2026-11-22 10:05", "open Queued, publish"),
        ("2026-11-22 10:04:59", "open Missed, shows Missed, says Missed"),
        ("2026-11-22 10:04", "open Missed, shows Missed, says Missed"),
        ("", "open Queued, says Untimed"),
        ("2026-11-23", "open Queued, says NoTime"),
        ("tomorrow", "open Failed, shows Failed, says Refused"),
    ] {
        let decided = decided.replace(", says nothing", "");
        assert_eq!(at(time, "").decided(1), decided, "{time}");
    }
}

#[test]
fn what_is_wanted_now_is_never_too_late_and_needs_no_time() {
    for time in ["2026-11-23 10:06", "2020-01-01 10:00", "", "2026-11-23", "tomorrow"] {
        let decided = at(time, "Post now").decided(1);
        assert_eq!(decided, "open Queued, publish", "{time}");
    }
    let due = |time| at(time, "Post now").plan().posts[0].due;
    let now = Desk::new().place.now;
    assert_eq!(due("2026-11-23 10:06"), now);
    assert_eq!(due("2026-11-23 10:00"), now - TimeDelta::minutes(5));
}

#[test]
fn what_is_approved_never_goes_out_before_its_time() {
    for (time, decided) in [
        ("2026-11-23 10:06", "open Queued"),
        ("2026-11-23 10:05", "open Queued, publish"),
        ("2026-11-01 10:00", "open Missed, shows Missed, says Missed"),
        ("", "open Queued, publish"),
        ("2026-11-23", "open Queued, says NoTime"),
        ("tomorrow", "open Failed, shows Failed, says Refused"),
    ] {
        assert_eq!(at(time, "Ready").decided(1), decided, "{time}");
    }
}

#[test]
fn a_missed_row_that_is_approved_as_it_stands_goes_out_and_stays_wanted() {
    let missed = |time: &str, status: &str| {
        let mut desk = Desk::new();
        desk.remembers(State::Missed, &[(PostColumn::PublishAt, "2026-11-01 10:00")]);
        let cells = [(PostColumn::PublishAt, time), (PostColumn::Status, status)];
        let line = desk.posts[0].receipt().unwrap().to_string();
        desk.posts.clear();
        desk.post(&[&cells[..], &[(PostColumn::Receipt, &line)]].concat());
        desk.decided(1)
    };
    assert_eq!(missed("2026-11-01 10:00", "Ready"), "turn Queued, publish, shows PostNow");
    assert_eq!(missed("2026-11-01 10:00", "Post now"), "turn Queued, publish");
    assert_eq!(missed("2026-11-24 10:00", "Ready"), "turn Queued");
    assert_eq!(missed("2026-11-24 10:00", "Post now"), "turn Queued, publish");
}

#[test]
fn a_row_that_was_wanted_now_and_claimed_is_still_wanted_now() {
    for (time, decided) in [
        ("", "publish, shows PostNow"),
        ("2026-11-01 10:00", "turn Missed, shows Missed, says Missed"),
        ("2026-11-24 10:00", "shows Queued"),
    ] {
        let mut desk = Desk::new();
        let cells = [(PostColumn::PublishAt, time), (PostColumn::Status, "Publishing")];
        desk.remembers(State::Queued, &cells);
        assert_eq!(desk.decided(1), decided, "{time}");
    }
}

#[test]
fn on_first_contact_nothing_that_is_more_than_an_hour_late_goes_out() {
    for (time, status, decided) in [
        ("2026-11-23 09:05", "", "open Queued, publish"),
        ("2026-11-23 09:04:59", "", "open Missed, shows Missed, says Missed"),
        ("2026-11-22 11:00", "Post now", "open Queued, publish"),
        ("2026-11-22 11:00", "Ready", "open Missed, shows Missed, says Missed"),
        // Other tools' word for what is approved and still to come.
        ("2026-11-25 11:00", "READY", "open Queued"),
    ] {
        let desk = Desk { log_lines: None, ..at(time, status) };
        assert_eq!(desk.decided(1), decided, "{time} {status}");
        assert!(desk.plan().is_first_contact);
    }
    assert!(!at("", "").plan().is_first_contact);
}

#[test]
fn a_waiting_post_is_told_how_its_time_was_read() {
    assert_eq!(at("26/11/24 10:00", "").decided(1), "open Queued, says Noticed");
    assert_eq!(at("2026-11-24 10:00", "").decided(1), "open Queued");
}

#[test]
fn what_is_said_already_is_not_said_again() {
    let mut desk = at("2026-11-23", "");
    let Says::This(message) = desk.plan().posts.remove(0).says else { panic!("it says nothing") };
    desk.posts.clear();
    let cells = [
        (PostColumn::PublishAt, "2026-11-23"),
        (PostColumn::Message, &message.say(Language::English)),
    ];
    desk.remembers(State::Queued, &cells);
    assert_eq!(desk.decided(1), "nothing");
    desk.posts.clear();
    desk.remembers(
        State::Queued,
        &[(PostColumn::PublishAt, "2026-11-24 10:00"), (PostColumn::Message, "old words")],
    );
    assert_eq!(desk.decided(1), "says nothing");
}

#[test]
fn what_was_said_of_a_doubt_is_taken_back_when_a_person_has_looked() {
    let mut desk = Desk::new();
    let words = (PostColumn::Message, "please look whether it is public");
    desk.remembers(State::Check, &[(PostColumn::Status, "Published"), words]);
    assert_eq!(desk.decided(1), "turn Posted, shows Published, says nothing");
}

#[test]
fn posts_go_out_by_account_and_time_and_row() {
    let mut desk = Desk::new();
    desk.account(&[(AccountColumn::Account, "a_shop")]);
    for (account, time) in [(SHOP, "09:03"), (SHOP, "09:01"), ("a_shop", "09:05"), (SHOP, "09:01")]
    {
        let text = format!("{}", desk.posts.len());
        let time = format!("2026-11-23 {time}");
        desk.post(&[
            (PostColumn::Account, account),
            (PostColumn::Text, &text),
            (PostColumn::PublishAt, &time),
        ]);
    }
    let rows: Vec<usize> = desk.plan().posts.iter().map(|decision| decision.row).collect();
    assert_eq!(rows, [3, 2, 4, 1]);
}

#[test]
fn a_row_that_is_judged_as_before_keeps_its_line() {
    let untold = [(PostColumn::PublishAt, "tomorrow")];
    let why = at("tomorrow", "").plan().posts.remove(0).why;
    for (state, why, cells, decided) in [
        (State::Queued, Some(RowCode::read("an old note")), &[][..], "publish"),
        (State::Failed, why, &untold, "shows Failed, says Refused"),
        (
            State::Failed,
            Some(RowCode::read("another")),
            &untold,
            "turn Failed, shows Failed, says Refused",
        ),
    ] {
        let mut desk = Desk::new();
        let line = receipt(1, state, &desk.read(1, cells).hash);
        let line = RowState { why: why.clone(), ..line }.to_string();
        let row = desk.post(&[cells, &[(PostColumn::Receipt, &line)]].concat());
        assert_eq!(desk.decided(row), decided, "{state:?} {why:?}");
    }
}
