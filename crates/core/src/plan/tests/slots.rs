//! Posts without a time, and the slots of their accounts.

use super::*;
use crate::slots::{Slots, SlotsFaultKind};
use crate::transitions::WriterId;

/// Returns a desk whose account has these slots.
fn slotted(cell: &str) -> Desk {
    let mut desk = Desk::new();
    desk.accounts[0].slots = Slots::read(&Cell::text(cell));
    desk
}

/// Adds a post without a time.
fn untimed(desk: &mut Desk, text: &str) -> usize {
    desk.post(&[(PostColumn::Text, text), (PostColumn::PublishAt, "")])
}

/// Adds a post that was given a slot by an earlier run, UTC.
fn given(desk: &mut Desk, text: &str, slot: &str) -> usize {
    let row = untimed(desk, text);
    remember(desk, row, State::Queued, slot);
    row
}

fn remember(desk: &mut Desk, row: usize, state: State, slot: &str) {
    let Row::Open(post) = &mut desk.posts[row - 1] else { panic!() };
    let line = RowState { slot: slot.parse().ok(), ..receipt(row, state, &post.hash) };
    post.stored = crate::post::StoredState::Line(Box::new(line));
}

/// Returns what each row is told of its time, by the clock of Tokyo.
fn times(desk: &Desk) -> Vec<(usize, String)> {
    let said = |decision: &Decision| match &decision.says {
        Says::This(Message::InSlot { at }) => at.format("%d %H:%M").to_string(),
        Says::This(Message::SlotsTaken { from, at }) => {
            format!("on {} that of {}", from.format("%d"), at.format("%d %H:%M"))
        }
        Says::This(message) => format!("{message:?}"),
        Says::Keep | Says::Nothing => String::new(),
    };
    desk.upcoming().posts.iter().map(|decision| (decision.row, said(decision))).collect()
}

fn is_given(desk: &Desk, wanted: &[(usize, &str)]) {
    let wanted: Vec<_> = wanted.iter().map(|(row, time)| (*row, (*time).to_owned())).collect();
    assert_eq!(times(desk), wanted);
}

#[test]
fn posts_without_a_time_take_the_free_slots_in_the_order_of_their_rows() {
    let mut desk = slotted("8:00, 12:30");
    let rows = ["a", "b", "c"].map(|text| untimed(&mut desk, text));
    is_given(&desk, &[(rows[0], "23 12:30"), (rows[1], "24 08:00"), (rows[2], "24 12:30")]);
    assert_eq!(desk.decided(rows[0]), "open Queued, says InSlot");
    let plan = desk.plan();
    assert_eq!(plan.next, "2026-11-23T03:30:00Z".parse().ok(), "whoever waits wakes up then");
    let slots: Vec<_> = plan.posts.iter().map(|decision| decision.slot).collect();
    assert!(slots.iter().all(Option::is_some), "{slots:?}");
}

#[test]
fn a_slot_once_given_stays_though_other_rows_and_other_slots_come() {
    let mut desk = slotted("8:00, 12:30");
    let new = untimed(&mut desk, "new, further up");
    let old = given(&mut desk, "old", "2026-11-23T03:30:00Z");
    is_given(&desk, &[(new, "24 08:00"), (old, "23 12:30")]);
    assert_eq!(desk.plan().posts.iter().find(|it| it.row == old).unwrap().step, Step::Keep);
    desk.accounts[0].slots = Ok(None);
    assert_eq!(times(&desk)[1].1, "23 12:30", "nor do the slots have to be there any more");
    desk.accounts[0].slots = Slots::read(&Cell::text("nonsense"));
    assert_eq!(times(&desk)[1].1, "23 12:30");
}

#[test]
fn of_two_rows_with_one_slot_the_upper_one_keeps_it() {
    let mut desk = slotted("8:00, 12:30");
    let rows = ["a", "b"].map(|text| given(&mut desk, text, "2026-11-23T03:30:00Z"));
    is_given(&desk, &[(rows[0], "23 12:30"), (rows[1], "24 08:00")]);
    assert_eq!(desk.decided(rows[1]), "turn Queued, says InSlot");
}

#[test]
fn a_slot_in_which_a_post_with_a_time_stands_is_free_for_nobody() {
    let mut desk = slotted("12:30±10");
    let dated = |at| [(PostColumn::Text, at), (PostColumn::PublishAt, at)];
    desk.post(&dated("2026-11-23 12:35"));
    desk.post(&[&dated("2026-11-24 12:35")[..], &[(PostColumn::Status, "Draft")]].concat());
    let row = untimed(&mut desk, "a");
    assert!(times(&desk).iter().any(|(at, time)| *at == row && time.starts_with("24 ")));
}

#[test]
fn a_slot_in_which_a_post_went_out_is_used_up_also_where_its_row_was_deleted() {
    let mut desk = slotted("10:00±30");
    let line = Line {
        event: crate::log::Event::Published,
        account: SHOP.to_owned(),
        id: "rdeleted0001".to_owned(),
        hash: "h".to_owned(),
        at: "2026-11-23T00:40:00Z".parse().ok(),
        until: None,
        nonce: "n".to_owned(),
        container: None,
        media: Some("1".to_owned()),
        permalink: None,
    };
    desk.log_lines.as_mut().unwrap().lines.push(line);
    let row = untimed(&mut desk, "a");
    assert!(times(&desk)[0].1.starts_with("24 "), "{row}: {:?}", times(&desk));
}

#[test]
fn a_slot_whose_time_has_come_goes_out_and_one_of_long_ago_is_missed() {
    let mut desk = slotted("8:00, 12:30");
    let due = given(&mut desk, "due", "2026-11-23T01:00:00Z");
    let late = given(&mut desk, "late", "2026-11-21T01:00:00Z");
    assert_eq!(desk.decided(due), "publish");
    assert_eq!(desk.decided(late), "turn Missed, shows Missed, says Missed");
}

#[test]
fn what_a_person_wants_at_once_or_not_at_all_takes_no_slot_and_nor_does_a_part() {
    for (column, typed) in [
        (PostColumn::Status, "Post now"),
        (PostColumn::Status, "Ready"),
        (PostColumn::Status, "Draft"),
        (PostColumn::ReplyTo, "previous"),
        (PostColumn::Text, ""),
        (PostColumn::PublishAt, "2026-11-24"),
        (PostColumn::Link, "nonsense"),
    ] {
        let mut desk = slotted("12:30");
        untimed(&mut desk, "above");
        let usual = [(column, typed), (PostColumn::Text, "below"), (PostColumn::PublishAt, "")];
        let row = desk.post(&usual);
        let slot = desk.plan().posts.iter().find(|it| it.row == row).and_then(|it| it.slot);
        assert_eq!(slot, None, "{typed}");
    }
}

#[test]
fn a_pause_moves_the_slots_behind_it_and_a_cap_moves_them_to_other_days() {
    let mut desk = slotted("8:00, 12:30");
    let rows = [
        given(&mut desk, "a", "2026-11-23T03:30:00Z"),
        untimed(&mut desk, "b"),
        given(&mut desk, "c", "2026-11-25T23:00:00Z"),
    ];
    desk.accounts[0].pause_until = Cell::text("2026-11-25");
    is_given(&desk, &[(rows[0], "25 08:00"), (rows[1], "25 12:30"), (rows[2], "26 08:00")]);
    desk.accounts[0].pause_until = Cell::default();
    desk.accounts[0].daily_cap = Ok(Some(1));
    let more = untimed(&mut desk, "d");
    let wanted = [(rows[0], "23 12:30"), (rows[1], "24 08:00"), (rows[2], "26 08:00")];
    is_given(&desk, &[&wanted[..], &[(more, "25 08:00")]].concat());
}

#[test]
fn where_every_slot_is_taken_a_row_is_told_when_it_gets_one() {
    let mut desk = slotted("Mon 12:30");
    let rows = ["a", "b", "c"].map(|text| untimed(&mut desk, text));
    let later = "on 29 that of 07 12:30";
    is_given(&desk, &[(rows[0], "23 12:30"), (rows[1], "30 12:30"), (rows[2], later)]);
    assert_eq!(desk.decided(rows[2]), "open Queued, says SlotsTaken");
}

#[test]
fn an_account_that_is_held_gives_no_slots_and_its_rows_say_why() {
    let mut desk = slotted("12:30");
    let row = untimed(&mut desk, "a");
    desk.accounts[0].enabled = Ok(false);
    is_given(&desk, &[(row, "AccountDisabled")]);
    desk.accounts[0].enabled = Ok(true);
    desk.accounts[0].pause_until = Cell::text("soon");
    is_given(&desk, &[(row, "AccountPaused { until: None, is_too_late: false }")]);
}

#[test]
fn a_cell_that_cannot_be_read_holds_only_posts_without_a_time() {
    let mut desk = slotted("25:00");
    let row = untimed(&mut desk, "a");
    let dated = desk.post(&[(PostColumn::Text, "b")]);
    assert_eq!(desk.decided(row), "open Queued, says SlotsUnclear");
    assert_eq!(desk.decided(dated), "open Queued, publish");
    desk.accounts[0].slots =
        Slots::read(&Cell { value: crate::cell::Value::Loading, ..Cell::default() });
    assert_eq!(desk.accounts[0].slots.as_ref().unwrap_err().why, SlotsFaultKind::Loading);
    assert_eq!(desk.decided(row), "open Queued, says AccountLoading");
    desk.accounts[0].slots = Ok(None);
    assert_eq!(desk.decided(row), "open Queued, says Untimed");
}

#[test]
fn a_time_that_a_person_types_takes_the_place_of_the_slot() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    let old = desk.posts[row - 1].receipt().unwrap().to_string();
    let typed = [
        (PostColumn::Text, "a"),
        (PostColumn::PublishAt, "2026-11-25 9:00"),
        (PostColumn::Receipt, &old),
    ];
    desk.posts[row - 1] = Row::Open(Box::new(desk.read(row, &typed)));
    let upcoming = desk.upcoming();
    assert_eq!(upcoming.posts[0].due, "2026-11-25T00:00:00Z".parse::<DateTime<Utc>>().unwrap());
    // The slot is free again.
    let other = untimed(&mut desk, "b");
    assert!(times(&desk).contains(&(other, "23 12:30".to_owned())));
}

#[test]
fn a_row_that_was_stopped_gets_another_slot_once_it_is_free_again() {
    for state in [State::Failed, State::Missed] {
        let mut desk = slotted("12:30");
        let row = untimed(&mut desk, "a");
        remember(&mut desk, row, state, "2026-11-22T03:30:00Z");
        is_given(&desk, &[(row, "23 12:30")]);
        assert_eq!(desk.decided(row), "turn Queued, says InSlot", "{state:?}");
    }
}

#[test]
fn a_copied_row_has_no_share_in_the_slot_of_the_other() {
    let mut desk = slotted("8:00, 12:30");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    let line = desk.posts[row - 1].receipt().unwrap().to_string();
    let copied = [
        (PostColumn::Text, "new words"),
        (PostColumn::PublishAt, ""),
        (PostColumn::Receipt, line.as_str()),
    ];
    let copy = desk.post(&copied);
    is_given(&desk, &[(row, "23 12:30"), (copy, "24 08:00")]);
    assert_eq!(desk.decided(copy), "open Queued, says InSlot");
}

#[test]
fn the_slot_stands_in_the_row_state_and_the_words_are_the_same_ones() {
    let mut desk = slotted("12:30");
    let row = untimed(&mut desk, "a");
    let plan = desk.plan();
    let Row::Open(post) = &desk.posts[row - 1] else { panic!() };
    let writer_id = WriterId { nonce: "n1", at: desk.place.now };
    let next = plan.posts[0].next_line(post, Some("rabcdefg1"), None, writer_id).unwrap();
    assert_eq!(next.slot, "2026-11-23T03:30:00Z".parse().ok());
    assert_eq!(next.hash, post.hash);
    assert_eq!(RowState::parse(&next.to_string()), Some(next));
}
