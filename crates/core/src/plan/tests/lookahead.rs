//! What is made ready before its time.

use super::*;
use PostColumn as P;

/// Returns a desk that claims posts two minutes before their time, and makes containers ten before.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.limits.ahead = TimeDelta::minutes(2);
    desk.limits.hold = TimeDelta::minutes(10);
    desk
}

fn decided(cells: &[(P, &str)]) -> String {
    let mut desk = desk();
    let row = desk.post(cells);
    desk.decided(row)
}

#[test]
fn a_container_is_made_within_the_hold_before_the_time() {
    for (time, decision) in [
        ("2026-11-23 10:05", "open Queued, publish"),
        ("2026-11-23 10:06", "open Queued, publish"),
        ("2026-11-23 10:07", "open Queued, publish"),
        ("2026-11-23 10:08", "open Queued, prepare"),
        ("2026-11-23 10:15", "open Queued, prepare"),
        ("2026-11-23 10:16", "open Queued"),
    ] {
        assert_eq!(decided(&[(P::PublishAt, time)]), decision, "{time}");
    }
    assert_eq!(decided(&[(P::Status, "Draft")]), "nothing");
}

#[test]
fn a_post_is_due_at_its_own_time_and_the_first_that_waits_comes_up_next() {
    let mut desk = desk();
    for (text, time) in [("a", "10:00"), ("b", "10:07"), ("c", "10:30"), ("d", "10:20")] {
        desk.post(&[(P::Text, text), (P::PublishAt, &format!("2026-11-23 {time}"))]);
    }
    let at = |minutes: i64| desk.place.now + TimeDelta::minutes(minutes);
    let plan = desk.plan();
    let due: Vec<_> = plan.posts.iter().map(|decision| (decision.row, decision.due)).collect();
    assert_eq!(due, [(1, at(-5)), (2, at(2)), (4, at(15)), (3, at(25))]);
    assert_eq!(plan.next, Some(at(15)));
    assert_eq!(Desk::new().plan().next, None);
}

#[test]
fn a_container_that_is_there_for_the_same_words_is_not_made_again() {
    let time = [(P::PublishAt, "2026-11-23 10:10")];
    for (container, hash, decision) in [
        (Some("179"), None, "nothing"),
        (Some("179"), Some("0011223344556677"), "prepare"),
        (None, None, "prepare"),
    ] {
        let mut desk = desk();
        let hash = hash.map_or_else(|| desk.read(1, &time).hash, str::to_owned);
        let line = RowState {
            container: container.map(str::to_owned),
            ..receipt(1, State::Queued, &hash)
        };
        let line = line.to_string();
        let row = desk.post(&[&time[..], &[(P::Receipt, &line)]].concat());
        assert_eq!(desk.decided(row), decision, "{container:?} {hash}");
    }
}

#[test]
fn no_container_is_made_for_an_account_that_waits_or_for_an_answer_to_a_row() {
    let mut desk = desk();
    desk.account(&[(AccountColumn::Account, "other"), (AccountColumn::Enabled, "no")]);
    let time = (P::PublishAt, "2026-11-23 10:10");
    let waits = desk.post(&[time, (P::Account, "other")]);
    let first = desk.post(&[time, (P::Text, "one")]);
    let part = desk.post(&[time, (P::Text, "two"), (P::ReplyTo, "previous")]);
    assert_eq!(desk.decided(waits), "open Queued, says AccountDisabled");
    assert_eq!(desk.decided(first), "open Queued, prepare");
    assert_eq!(desk.decided(part), "open Queued");
}
