//! What the Publish at cells show of slots, and what people do with it.

use super::slots::{given, remember, slotted, untimed};
use super::witness::logged;
use super::*;
use crate::log::Event;

const SLOT: &str = "2026-11-23T03:30:00Z";

/// The same by the clock of Tokyo, as its cell shows it.
const SHOWN: &str = "2026-11-23 12:30";

/// Reads a row anew with these cells; its row state stays, unless another stands among them.
fn change(desk: &mut Desk, row: usize, cells: &[(PostColumn, &str)]) {
    let Row::Open(post) = &desk.posts[row - 1] else { panic!() };
    let (text, line) = (post.excerpt.clone(), post.stored.text());
    let shown = [
        (PostColumn::Text, text.as_str()),
        (PostColumn::PublishAt, SHOWN),
        (PostColumn::Receipt, line.as_str()),
    ];
    let post = desk.read(row, &[cells, &shown].concat());
    desk.posts[row - 1] = Row::Open(Box::new(post));
}

/// Returns what the Publish at cell of a row gets, by the clock of Tokyo.
fn cell(desk: &Desk, row: usize) -> String {
    let decision = desk.upcoming().posts.into_iter().find(|it| it.row == row).unwrap();
    match decision.slot_cell {
        Some(SlotCell::Shows(at)) => desk.place.wall(at).format("%d %H:%M").to_string(),
        Some(SlotCell::Empty) => "empty".to_owned(),
        None => "as it is".to_owned(),
    }
}

#[test]
fn the_cell_shows_the_slot_that_its_row_gets() {
    let mut desk = slotted("12:30");
    let row = untimed(&mut desk, "a");
    assert_eq!(cell(&desk, row), "23 12:30");
    let row = given(&mut desk, "b", "2026-11-24T03:30:00Z");
    assert_eq!(
        (cell(&desk, row).as_str(), desk.decided(row).as_str()),
        ("as it is", "says InSlot")
    );
}

#[test]
fn a_time_that_is_deleted_is_shown_again_and_one_that_another_row_needs_is_not() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    change(&mut desk, row, &[(PostColumn::PublishAt, "")]);
    assert_eq!(cell(&desk, row), "23 12:30");
    change(&mut desk, row, &[(PostColumn::PublishAt, ""), (PostColumn::Status, "Draft")]);
    assert_eq!(cell(&desk, row), "as it is");
}

#[test]
fn a_slot_that_is_taken_back_leaves_no_time_behind() {
    for (status, decided) in [("Draft", "turn Queued"), ("Hmm", "turn Queued, says UnknownStatus")]
    {
        let mut desk = slotted("12:30");
        let row = given(&mut desk, "a", SLOT);
        change(&mut desk, row, &[(PostColumn::Status, status)]);
        assert_eq!(cell(&desk, row), "empty", "{status}");
        assert_eq!(desk.decided(row), decided, "{status}");
    }
    let mut desk = slotted("8:00, 12:30");
    let rows = ["a", "b"].map(|text| given(&mut desk, text, SLOT));
    assert_eq!(cell(&desk, rows[1]), "24 08:00", "the upper of two keeps it");
    desk.accounts[0].pause_until = Cell::text("2026-12-20");
    assert_eq!(cell(&desk, rows[1]), "empty", "no slot is near enough");
}

#[test]
fn a_time_of_a_persons_own_is_never_written_over() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    let of_that_day = "2026-11-25T03:30:00Z".parse().ok();
    for (typed, slot) in
        [("2026-11-25 9:00", None), ("tomorrow?", None), ("2026-11-25", of_that_day)]
    {
        change(&mut desk, row, &[(PostColumn::PublishAt, typed)]);
        assert_eq!(cell(&desk, row), "as it is", "{typed}");
        let line = next_line(&desk, row);
        assert_eq!(line.slot, slot, "{typed}: what is deleted later brings no old slot back");
    }
}

fn next_line(desk: &Desk, row: usize) -> RowState {
    let Row::Open(post) = &desk.posts[row - 1] else { panic!() };
    let decision = desk.plan().posts.into_iter().find(|it| it.row == row).unwrap();
    let writer_id = crate::transitions::WriterId { nonce: "n2", at: desk.place.now };
    decision.next_line(post, Some("rabcdefg8"), None, writer_id).unwrap()
}

#[test]
fn where_a_formula_fills_the_column_slots_are_only_told() {
    let mut desk = slotted("12:30");
    let row = untimed(&mut desk, "a");
    let other = desk.post(&[(PostColumn::PublishAt, "2026-11-25 9:00")]);
    let Row::Open(post) = &mut desk.posts[other - 1] else { panic!() };
    let cell_of_time = post.own.iter_mut().find(|(column, _)| *column == PostColumn::PublishAt);
    cell_of_time.unwrap().1.formula = Some("=B2+1".to_owned());
    assert_eq!(cell(&desk, row), "as it is");
    assert_eq!(desk.decided(row), "open Queued, says InSlot");
    let row = given(&mut desk, "given before", "2026-11-24T03:30:00Z");
    let status = [(PostColumn::Status, "Draft"), (PostColumn::PublishAt, "2026-11-24 12:30")];
    change(&mut desk, row, &status);
    assert_eq!(cell(&desk, row), "empty", "a slot that is taken back leaves no time behind");
}

#[test]
fn a_refused_row_keeps_its_time_and_gets_another_slot_once_it_is_right() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    change(&mut desk, row, &[(PostColumn::Link, "nonsense")]);
    assert_eq!(desk.decided(row), "turn Failed, shows Failed, says Refused");
    assert_eq!(cell(&desk, row), "as it is");
    let row = untimed(&mut desk, "b");
    remember(&mut desk, row, State::Failed, "2026-11-22T03:30:00Z");
    change(
        &mut desk,
        row,
        &[(PostColumn::PublishAt, "2026-11-22 12:30"), (PostColumn::Status, "")],
    );
    assert_eq!(cell(&desk, row), "23 12:30");
}

#[test]
fn a_row_that_went_out_in_a_slot_is_the_same_row_whatever_its_cell_shows() {
    for shown in [SHOWN, ""] {
        let mut desk = slotted("12:30");
        desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
        let row = untimed(&mut desk, "a");
        remember(&mut desk, row, State::Posted, SLOT);
        change(&mut desk, row, &[(PostColumn::PublishAt, shown), (PostColumn::Status, "")]);
        let decided = "shows Published, says AlreadyPublished";
        assert_eq!(desk.decided(row), decided, "{shown:?}");
        change(&mut desk, row, &[(PostColumn::Text, "b"), (PostColumn::PublishAt, shown)]);
        assert_eq!(desk.decided(row), "open Queued, says InSlot", "{shown:?}: other words");
        assert_eq!(cell(&desk, row), "24 12:30", "{shown:?}");
    }
}

#[test]
fn a_copy_without_the_row_state_is_the_same_post_as_the_row_in_the_slot() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    let copy = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]);
    assert_eq!(desk.decided(row), "says InSlot");
    assert_eq!(desk.decided(copy), "open Failed, shows Failed, says Refused");
    remember(&mut desk, row, State::Posted, SLOT);
    assert_eq!(desk.decided(copy), "open Failed, shows Failed, says Refused");
    let moved = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-25 9:00")]);
    assert_eq!(desk.decided(moved), "open Queued");
    // A copy above its original goes out, and the original says so.
    let mut desk = slotted("12:30");
    let copy = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]);
    let row = given(&mut desk, "a", SLOT);
    assert_eq!(desk.decided(copy), "open Queued");
    assert_eq!(desk.decided(row), "turn Failed, shows Failed, says Refused");
}

#[test]
fn a_row_that_lost_its_row_state_after_it_went_out_in_a_slot_is_put_back() {
    let mut desk = slotted("12:30");
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let hash = desk.read(1, &[(PostColumn::Text, "a"), (PostColumn::PublishAt, "")]).hash;
    let line = Line {
        slot: SLOT.parse().ok(),
        at: SLOT.parse().ok(),
        ..logged(Event::Published, 9, &hash)
    };
    desk.log_lines.as_mut().unwrap().lines.push(line);
    for shown in [SHOWN, ""] {
        let row = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, shown)]);
        let decided = desk.decided(row);
        assert_eq!(decided, "restore Posted, shows Published, says Restored", "{shown:?}");
        desk.posts.pop();
    }
    let row = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-23 12:45")]);
    assert_eq!(desk.decided(row), "open Queued, publish", "at another time it is another post");
}

#[test]
fn the_time_of_a_slot_alone_on_a_blank_row_was_meant_for_the_row_that_lacks_it() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    let alone = [(PostColumn::Account, ""), (PostColumn::Text, ""), (PostColumn::PublishAt, SHOWN)];
    let blank = desk.post(&alone);
    assert_ne!(desk.decided(blank), "erase", "its own row shows it");
    // The cell of its row may show another row's slot by the same mistake.
    for shown in ["", "2026-11-24 12:30"] {
        change(&mut desk, row, &[(PostColumn::PublishAt, shown)]);
        assert_eq!(desk.decided(blank), "erase", "{shown:?}");
    }
}
