//! The pause between two posts of one account.

use super::*;
use crate::log::Event;

/// Returns a desk with a pause of so many minutes, and as much patience in a run.
fn paused(spacing: i64, patience: i64) -> Desk {
    let mut desk = Desk::new();
    desk.limits.spacing = TimeDelta::minutes(spacing);
    desk.limits.patience = TimeDelta::minutes(patience);
    desk
}

/// Returns which rows go out, and which are told to pause.
fn turns(desk: &Desk) -> (Vec<usize>, Vec<usize>) {
    let plan = desk.plan();
    let rows = |is_it: &dyn Fn(&Decision) -> bool| {
        let mut rows: Vec<usize> =
            plan.posts.iter().filter(|it| is_it(it)).map(|it| it.row).collect();
        rows.sort_unstable();
        rows
    };
    let pauses = |it: &Decision| matches!(it.says, Says::This(Message::Pause { .. }));
    (rows(&|it| it.then == Then::Publish), rows(&pauses))
}

/// Adds posts that are due, the last of them first.
fn posts(desk: &mut Desk, account: &str, count: usize) {
    for at in 0..count {
        let text = format!("{account} {at}");
        let time = format!("2026-11-23 10:0{}", 4 - at);
        desk.post(&[
            (PostColumn::Account, account),
            (PostColumn::Text, &text),
            (PostColumn::PublishAt, &time),
        ]);
    }
}

#[test]
fn as_many_go_out_as_a_run_can_wait_for_in_their_order_and_each_account_by_itself() {
    for (spacing, patience, goes_out) in [
        (0, 0, vec![1, 2, 3, 4, 5]),
        (10, 0, vec![3, 5]),
        (10, 9, vec![3, 5]),
        (10, 10, vec![2, 3, 4, 5]),
        (10, 20, vec![1, 2, 3, 4, 5]),
    ] {
        let mut desk = paused(spacing, patience);
        desk.account(&[(AccountColumn::Account, "other")]);
        posts(&mut desk, SHOP, 3);
        posts(&mut desk, "other", 2);
        let waits: Vec<usize> = (1..=5).filter(|row| !goes_out.contains(row)).collect();
        assert_eq!(turns(&desk), (goes_out, waits), "{spacing} {patience}");
    }
}

#[test]
fn parts_of_a_chain_and_what_does_not_go_out_are_left_alone() {
    let mut desk = paused(10, 0);
    desk.post(&[]);
    desk.post(&[(PostColumn::Text, "part"), (PostColumn::ReplyTo, "previous")]);
    desk.post(&[(PostColumn::Text, "later"), (PostColumn::PublishAt, "2026-11-24 10:00")]);
    assert_eq!(turns(&desk), (vec![1, 2], vec![]));
}

#[test]
fn a_pause_begins_with_the_last_post_that_went_out_or_may_have() {
    for (state, minutes, sends, sender, goes_out) in [
        (State::Posted, 9, 1, None, false),
        (State::Posted, 10, 1, None, true),
        (State::Check, 5, 1, None, false),
        (State::Trying, 5, 2, None, false),
        // What was never sent, what failed, and what another account sent begins no pause.
        (State::Check, 5, 0, None, true),
        (State::Failed, 5, 1, None, true),
        (State::Posted, 5, 1, Some("other"), true),
        // A clock that is ahead holds nobody up for longer than the pause.
        (State::Posted, -60, 1, None, false),
    ] {
        let mut desk = paused(10, 0);
        let at = desk.place.now - TimeDelta::minutes(minutes);
        let line = RowState { at, sends, ..receipt(1, state, "h1") };
        let line = RowState { sender: sender.map(str::to_owned), ..line }.to_string();
        desk.posts.push(finished(line));
        desk.post(&[]);
        assert_eq!(turns(&desk).0 == [2], goes_out, "{state:?} {minutes} {sends} {sender:?}");
        let out = desk.with(|sheet| last_out(sheet, sender.unwrap_or(SHOP)));
        let was_sent = sends > 0 && state != State::Failed;
        assert_eq!(out, was_sent.then_some(at), "{state:?} {minutes} {sends} {sender:?}");
    }
    let mut desk = paused(10, 10);
    let at = desk.place.now + TimeDelta::hours(1);
    let line = RowState { at, sends: 1, ..receipt(1, State::Posted, "h1") }.to_string();
    desk.posts.push(finished(line));
    desk.post(&[]);
    assert_eq!(turns(&desk).0, [2]);
}

#[test]
fn a_post_whose_row_was_deleted_begins_a_pause_as_well() {
    for (event, account, minutes, goes_out) in [
        (Event::Published, SHOP, 9, false),
        (Event::Published, SHOP, 10, true),
        (Event::Published, "other", 9, true),
        (Event::Failed, SHOP, 9, true),
    ] {
        let mut desk = paused(10, 0);
        let row = desk.post(&[]);
        let at = Some(desk.place.now - TimeDelta::minutes(minutes));
        let account = account.to_owned();
        let line = Line { account, at, ..witness::logged(event, 7, "h7") };
        desk.log_lines = Some(LogLines { lines: vec![line] });
        assert_eq!(turns(&desk).0 == [row], goes_out, "{event:?} {minutes}");
    }
}

#[test]
fn what_a_person_wants_at_once_does_not_pause_and_what_follows_it_does() {
    let mut desk = paused(10, 0);
    desk.post(&[(PostColumn::Text, "one"), (PostColumn::Status, "Post now")]);
    desk.post(&[(PostColumn::Text, "two"), (PostColumn::Status, "Post now")]);
    desk.post(&[(PostColumn::Text, "three")]);
    assert_eq!(turns(&desk), (vec![1, 2], vec![3]));
}

#[test]
fn a_pause_that_began_in_this_run_may_be_longer_than_a_run_waits() {
    use std::time::Duration;
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    let now: DateTime<Utc> = "2026-11-23T01:05:00Z".parse().unwrap();
    let ago = |minutes: i64| now - TimeDelta::minutes(minutes);
    let ten = |last| Spacing::new(TimeDelta::minutes(10), last);
    assert!(!ten(None).is_none() && Spacing::new(TimeDelta::zero(), None).is_none());
    assert!(Spacing::new(TimeDelta::minutes(-1), None).is_none());
    let left = |last| ten(last).left(now);
    assert_eq!([left(None), left(Some(ago(10))), left(Some(ago(99)))], [minutes(0); 3]);
    assert_eq!([left(Some(ago(4))), left(Some(ago(-1)))], [minutes(6), minutes(10)]);
    // The plan knew of it.
    assert!(!ten(Some(now)).is_too_long(now, minutes(0)));
    let mut spacing = ten(None);
    spacing.note(ago(4));
    assert_eq!(spacing.left(now), minutes(6));
    assert!(spacing.is_too_long(now, minutes(5)));
    assert!(!spacing.is_too_long(now, minutes(6)) && !spacing.is_too_long(now, minutes(7)));
    spacing.end();
    assert_eq!(spacing.left(now), minutes(0));
}
