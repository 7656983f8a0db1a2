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
    let post = desk.open(row);
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
        let line = desk.next_line(row).unwrap();
        assert_eq!(line.slot, slot, "{typed}: what is deleted later brings no old slot back");
    }
}

#[test]
fn where_a_formula_fills_the_column_slots_are_only_told() {
    let mut desk = slotted("12:30");
    let row = untimed(&mut desk, "a");
    let other = desk.post(&[(PostColumn::PublishAt, "2026-11-25 9:00")]);
    let post = desk.open_mut(other);
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
    assert_eq!(desk.decided(blank), "says NothingToPost", "its own row shows it");
    change(&mut desk, row, &[(PostColumn::PublishAt, "")]);
    assert_eq!(desk.decided(blank), "erase");
    // The cell of its row may show another row's slot by the same mistake.
    let third = given(&mut desk, "b", "2026-11-24T03:30:00Z");
    change(&mut desk, third, &[(PostColumn::PublishAt, "")]);
    change(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-24 12:30")]);
    assert_eq!(desk.decided(blank), "erase");
}

fn log(desk: &mut Desk, line: Line) {
    desk.log_lines.as_mut().unwrap().lines.push(line);
}

/// Carries out what the plan makes of the row's state, as the next run reads it.
fn apply(desk: &mut Desk, row: usize, cells: &[(PostColumn, &str)]) -> RowState {
    let next = desk.next_line(row).or(desk.open(row).stored.line().cloned()).unwrap();
    let line = next.to_string();
    change(desk, row, &[cells, &[(PostColumn::Receipt, line.as_str())]].concat());
    next
}

/// The row lost its Receipt before its slot, went out as a row with a time, and its Receipt was undone afterwards.
#[test]
fn a_row_that_went_out_as_one_with_a_time_is_put_back_when_its_old_row_state_comes_back() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    desk.place.now = "2026-11-23T03:40:00Z".parse().unwrap();
    let timed = desk.read(row, &[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]).hash;
    log(&mut desk, Line { at: SLOT.parse().ok(), ..logged(Event::Published, 9, &timed) });
    assert_eq!(desk.decided(row), "restore Posted, shows Published, says Restored");
}

/// A copy above goes out with its time; its row is deleted afterwards; the original must not go out again.
#[test]
fn a_row_whose_copy_went_out_and_was_deleted_is_put_back() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    let post = desk.open(row);
    let refused = RowState {
        state: State::Failed,
        why: Some(RowCode::SamePost),
        ..post.stored.line().unwrap().clone()
    };
    let line = refused.to_string();
    change(&mut desk, row, &[(PostColumn::Receipt, &line), (PostColumn::Status, "Failed")]);
    desk.place.now = "2026-11-23T03:40:00Z".parse().unwrap();
    let timed = desk.read(row, &[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]).hash;
    log(&mut desk, Line { at: SLOT.parse().ok(), ..logged(Event::Published, 9, &timed) });
    assert_eq!(desk.decided(row), "restore Posted, shows Published, says Restored");
}

/// Ready never before its time: the cell shows tomorrow.
#[test]
fn ready_waits_for_the_time_that_stands_in_the_row() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    change(&mut desk, row, &[(PostColumn::Status, "Ready")]);
    assert_eq!(desk.decided(row), "says InSlot");
}

/// A spread slot in the second of two equal hours.
#[test]
fn a_slot_in_the_second_of_two_equal_hours_is_known_by_its_cell() {
    let mut desk = Desk::new();
    desk.place.zone = schedule::zone("Europe/Berlin").unwrap();
    desk.place.now = "2026-10-24T20:00:00Z".parse().unwrap();
    let mut wrong = Vec::new();
    for cell_text in ["2:35±30", "2:40±30", "2:45±30", "2:50±30", "2:55±30"] {
        desk.posts.clear();
        desk.accounts[0].slots = crate::slots::Slots::read(&Cell::text(cell_text));
        let row = untimed(&mut desk, "a");
        let plan = desk.plan();
        let slot = plan.posts.iter().find(|it| it.row == row).unwrap().slot.unwrap();
        let hash = desk.read(row, &[(PostColumn::Text, "a"), (PostColumn::PublishAt, "")]).hash;
        let line = RowState { slot: Some(slot), ..receipt(row, State::Queued, &hash) };
        let shown = desk.place.wall(slot).format("%Y-%m-%d %H:%M").to_string();
        let post = desk.read(
            row,
            &[
                (PostColumn::Text, "a"),
                (PostColumn::PublishAt, &shown),
                (PostColumn::Receipt, &line.to_string()),
            ],
        );
        if !post.shows_slot {
            wrong.push(format!("{cell_text}: {slot} {shown} {:?}", post.when));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A row with a date alone whose text is corrected when its slot has just come.
#[test]
fn a_date_whose_text_is_corrected_when_its_slot_has_just_come_goes_out() {
    let mut desk = slotted("12:30");
    let row = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-23")]);
    let next = apply(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-23")]);
    assert_eq!(next.slot, SLOT.parse().ok());
    desk.place.now = "2026-11-23T03:35:00Z".parse().unwrap();
    change(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-23")]);
    assert_eq!(desk.decided(row), "publish");
    change(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-23"), (PostColumn::Text, "a!")]);
    assert_eq!(desk.decided(row), "publish");
}

/// A person's formula on a row without a text.
#[test]
fn a_formula_on_a_row_without_a_text_is_never_erased() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    change(&mut desk, row, &[(PostColumn::PublishAt, "")]);
    let alone = [(PostColumn::Account, ""), (PostColumn::Text, ""), (PostColumn::PublishAt, SHOWN)];
    let blank = desk.post(&alone);
    let post = desk.open_mut(blank);
    let time = post.own.iter_mut().find(|(column, _)| *column == PostColumn::PublishAt);
    time.unwrap().1.formula = Some("=B2+1".to_owned());
    assert_eq!(desk.decided(blank), "says NothingToPost");
}

/// Another version (any before this change), which keeps d= in the line, sent the row by its shown time.
#[test]
fn what_another_version_sent_by_the_time_in_the_cell_is_not_sent_again() {
    let mut desk = slotted("12:30");
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let row = given(&mut desk, "a", SLOT);
    let timed = desk.read(row, &[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]).hash;
    let line = RowState { slot: SLOT.parse().ok(), ..receipt(row, State::Posted, &timed) };
    change(&mut desk, row, &[(PostColumn::Receipt, &line.to_string())]);
    log(&mut desk, Line { at: SLOT.parse().ok(), ..logged(Event::Published, row, &timed) });
    assert_eq!(desk.decided(row), "shows Published, says AlreadyPublished");
}

/// A copy without the Receipt was refused; the program itself moves the original to another slot.
#[test]
fn a_refused_copy_stays_refused_though_its_original_moves_to_another_slot() {
    let mut desk = slotted("8:00, 12:30");
    let first = given(&mut desk, "b", "2026-11-22T23:00:00Z");
    let row = given(&mut desk, "a", SLOT);
    let copy = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]);
    assert_eq!(desk.decided(copy), "open Failed, shows Failed, says Refused");
    apply(&mut desk, copy, &[(PostColumn::Status, "Failed")]);
    // The program did not run for five hours.
    desk.place.now = "2026-11-23T08:30:00Z".parse().unwrap();
    for row in [first, row, copy] {
        let status = if row == copy { "Failed" } else { "" };
        let shown = if row == first { "2026-11-23 8:00" } else { SHOWN };
        change(&mut desk, row, &[(PostColumn::Status, status), (PostColumn::PublishAt, shown)]);
    }
    let moved = apply(&mut desk, row, &[]);
    assert_eq!(moved.slot, "2026-11-23T23:00:00Z".parse().ok(), "the next one");
    let shown = desk.place.wall(moved.slot.unwrap()).format("%Y-%m-%d %H:%M").to_string();
    change(&mut desk, row, &[(PostColumn::PublishAt, &shown)]);
    assert_eq!([copy, row].map(|row| desk.decided(row)), ["says Refused", "says InSlot"]);
}

/// A date alone, and a slot that spreads over midnight.
#[test]
fn a_date_alone_goes_out_on_that_very_day_however_its_slot_spreads() {
    let mut wrong = Vec::new();
    for minute in ["0:05±30", "0:10±30", "0:15±30", "23:45±30", "23:50±30"] {
        let mut desk = slotted(minute);
        for date in ["2026-11-25", "2026-11-26", "2026-11-27"] {
            let row = desk.post(&[(PostColumn::Text, date), (PostColumn::PublishAt, date)]);
            let slot = desk.plan().posts.iter().find(|it| it.row == row).unwrap().slot;
            let day = slot.map(|slot| desk.place.wall(slot).date().to_string());
            // None is told.
            if day.is_some_and(|day| day != date) {
                wrong.push(format!("{minute} {date}: {:?}", slot.map(|it| desk.place.wall(it))));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The array formula stands in a row that is out.
#[test]
fn a_formula_in_a_published_row_fills_the_column_too() {
    let mut desk = slotted("12:30");
    let out = desk.finished("out");
    let Row::Finished { publish_at, .. } = &mut desk.posts[out - 1] else { panic!() };
    let formula = Some("=ARRAYFORMULA(Plan!B2:B)".to_owned());
    *publish_at = Some(Box::new(Cell { formula, ..Cell::text("2026-11-20 9:00") }));
    let row = untimed(&mut desk, "a");
    assert_eq!(cell(&desk, row), "as it is");
}

/// A sheet takes `+30m` for a formula, and shows an error.
#[test]
fn a_time_after_another_post_that_was_taken_for_a_formula_fills_nothing() {
    let value = crate::cell::Value::Error("#NAME?".to_owned());
    let typed = Cell { formula: Some("=+30m".to_owned()), value, ..Cell::text("#NAME?") };
    let mut desk = slotted("12:30");
    let reply = desk.post(&[(PostColumn::PublishAt, "+30m"), (PostColumn::ReplyTo, "previous")]);
    let post = desk.open_mut(reply);
    let time = post.own.iter_mut().find(|(column, _)| *column == PostColumn::PublishAt);
    time.unwrap().1 = typed.clone();
    let out = desk.finished("out");
    let Row::Finished { publish_at, .. } = &mut desk.posts[out - 1] else { panic!() };
    *publish_at = Some(Box::new(typed));
    let row = untimed(&mut desk, "a");
    assert_eq!(cell(&desk, row), "23 12:30");
}

/// A pause, told to a row with a date alone.
#[test]
fn a_date_within_a_pause_is_told_of_the_pause() {
    let mut desk = slotted("12:30");
    desk.accounts[0].pause_until = Cell::text("2026-11-30");
    let row = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-25")]);
    assert_eq!(desk.decided(row), "open Queued, says AccountPaused");
}

/// The blank row has a time of a person's who cut it from the other row.
#[test]
fn a_time_that_a_person_has_freed_may_be_typed_into_a_blank_row() {
    let mut desk = slotted("8:00, 12:30");
    let row = given(&mut desk, "a", SLOT);
    change(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-25 9:00")]);
    let alone = [(PostColumn::Account, ""), (PostColumn::Text, ""), (PostColumn::PublishAt, SHOWN)];
    let blank = desk.post(&alone);
    // They moved the post, and have begun another one at the free time.
    assert_eq!(desk.decided(blank), "says NothingToPost");
}

/// Slots gone: what a row with a slot shows in every run.
#[test]
fn a_slot_that_is_only_told_is_not_written_in_every_run() {
    let mut desk = slotted("12:30");
    let rows = [
        given(&mut desk, "a", "2026-11-24T03:30:00Z"),
        desk.post(&[(PostColumn::Text, "b"), (PostColumn::PublishAt, "2026-11-25")]),
    ];
    let said = |desk: &Desk| rows.map(|row| desk.decided(row));
    let next = apply(&mut desk, rows[1], &[(PostColumn::PublishAt, "2026-11-25")]);
    assert!(next.slot.is_some());
    let first = said(&desk);
    let again = apply(&mut desk, rows[1], &[(PostColumn::PublishAt, "2026-11-25")]);
    assert_eq!(next, again, "{first:?}");
}

/// The original of a copy further up stays refused.
#[test]
fn an_original_below_its_copy_stays_refused() {
    let mut desk = slotted("12:30");
    let copy = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]);
    let row = given(&mut desk, "a", SLOT);
    assert_eq!(desk.decided(copy), "open Queued");
    assert_eq!(desk.decided(row), "turn Failed, shows Failed, says Refused");
    apply(&mut desk, row, &[(PostColumn::Status, "Failed")]);
    assert_eq!(desk.decided(row), "says Refused");
}

/// A claim of a row with a date alone was given back, and its date moved since.
#[test]
fn a_date_that_was_moved_after_a_claim_was_given_back_waits() {
    let mut desk = slotted("12:30");
    let row = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-23")]);
    apply(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-23")]);
    desk.place.now = "2026-11-23T03:35:00Z".parse().unwrap();
    change(
        &mut desk,
        row,
        &[(PostColumn::PublishAt, "2026-11-30"), (PostColumn::Status, "Publishing")],
    );
    assert_eq!(desk.decided(row), "turn Queued, shows Queued, says InSlot");
}

fn add_formula(desk: &mut Desk) {
    let other = desk.post(&[(PostColumn::Text, "f"), (PostColumn::PublishAt, "2026-12-01 9:00")]);
    let post = desk.open_mut(other);
    let time = post.own.iter_mut().find(|(column, _)| *column == PostColumn::PublishAt);
    time.unwrap().1.formula = Some("=B2+1".to_owned());
}

/// A formula came into the column after slots were shown: a slot that is taken back leaves no time behind.
#[test]
fn a_formula_elsewhere_leaves_no_old_slot_behind() {
    // Used again, with other words.
    let mut desk = slotted("12:30");
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let row = untimed(&mut desk, "a");
    remember(&mut desk, row, State::Posted, SLOT);
    change(&mut desk, row, &[(PostColumn::Text, "b"), (PostColumn::Status, "")]);
    add_formula(&mut desk);
    assert_eq!(desk.decided(row), "open Queued, says InSlot");
    assert_eq!(cell(&desk, row), "24 12:30");
    apply(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-24 12:30")]);
    assert_eq!(desk.decided(row), "says InSlot");
}

#[test]
fn a_formula_elsewhere_and_a_break_make_no_burst() {
    let mut desk = slotted("8:00, 12:30");
    let rows = ["2026-11-22T23:00:00Z", SLOT].map(|slot| given(&mut desk, slot, slot));
    add_formula(&mut desk);
    desk.place.now = "2026-11-23T08:30:00Z".parse().unwrap();
    assert_eq!(rows.map(|row| desk.decided(row)), ["publish", "turn Queued, says InSlot"]);
    assert_eq!(cell(&desk, rows[1]), "24 08:00");
    apply(&mut desk, rows[1], &[]);
    change(&mut desk, rows[1], &[(PostColumn::PublishAt, "2026-11-24 8:00")]);
    assert_eq!(desk.decided(rows[1]), "says InSlot", "it has moved on");
}

#[test]
fn a_corrected_row_for_which_no_slot_is_free_shows_no_old_one() {
    let mut desk = slotted("12:30");
    let row = untimed(&mut desk, "a");
    remember(&mut desk, row, State::Failed, SLOT);
    desk.accounts[0].pause_until = Cell::text("2026-12-20");
    change(&mut desk, row, &[(PostColumn::Status, "")]);
    assert_eq!(desk.decided(row), "turn Queued, says SlotsTaken");
    assert_eq!((cell(&desk, row).as_str(), desk.next_line(row).unwrap().slot), ("empty", None));
}

#[test]
fn a_cell_that_is_not_empty_or_whose_post_is_out_is_left_as_it_is() {
    let mut desk = slotted("12:30");
    let blanks = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "  ")]);
    assert_eq!(desk.decided(blanks), "open Queued, says InSlot");
    let out = untimed(&mut desk, "b");
    remember(&mut desk, out, State::Posted, SLOT);
    change(&mut desk, out, &[(PostColumn::PublishAt, ""), (PostColumn::Status, "")]);
    assert_eq!(desk.decided(out), "shows Published, says AlreadyPublished");
    assert!([blanks, out].iter().all(|row| written(&desk, *row).is_none()));
}

/// Returns what a run writes into the Publish at cell of a row.
fn written(desk: &Desk, row: usize) -> Option<SlotCell> {
    desk.plan().posts.iter().find(|it| it.row == row)?.slot_cell
}

#[test]
fn a_post_is_claimed_a_little_before_its_slot() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    desk.place.now = "2026-11-23T03:29:50Z".parse().unwrap();
    assert_eq!(desk.decided(row), "says InSlot");
    desk.limits.ahead = TimeDelta::seconds(20);
    assert_eq!(desk.decided(row), "publish");
}

#[test]
fn a_row_that_is_put_back_keeps_the_slot_in_which_it_went_out() {
    let mut desk = slotted("12:30");
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let row = given(&mut desk, "a", SLOT);
    let hash = desk.posts[row - 1].receipt().unwrap().hash;
    let slot = SLOT.parse().ok();
    log(&mut desk, Line { slot, at: slot, ..logged(Event::Published, row, &hash) });
    assert_eq!(desk.decided(row), "restore Posted, shows Published, says Restored");
    assert_eq!((written(&desk, row), desk.next_line(row).unwrap().slot), (None, slot));
    change(&mut desk, row, &[(PostColumn::Receipt, "")]);
    assert_eq!(desk.next_line(row).unwrap().slot, slot, "nor does the row have to remember it");
}

#[test]
fn a_copy_that_shows_where_the_post_in_the_slot_went_out_is_told_so() {
    let mut desk = slotted("12:30");
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let row = untimed(&mut desk, "a");
    remember(&mut desk, row, State::Posted, SLOT);
    change(&mut desk, row, &[(PostColumn::Status, "Published")]);
    let hash = desk.posts[row - 1].receipt().unwrap().hash;
    let line = Line { slot: SLOT.parse().ok(), ..logged(Event::Published, row, &hash) };
    let permalink = line.permalink.clone().unwrap();
    log(&mut desk, line);
    let copy = [
        (PostColumn::Text, "a"),
        (PostColumn::PublishAt, SHOWN),
        (PostColumn::Permalink, permalink.as_str()),
    ];
    let copy = desk.post(&copy);
    assert_eq!(desk.decided(copy), "says HasPermalink");
}

#[test]
fn the_same_words_at_another_time_or_in_a_draft_are_in_nobodys_way() {
    for (time, status) in [("2026-11-25 9:00", ""), (SHOWN, "Draft")] {
        let mut desk = slotted("12:30");
        desk.post(&[
            (PostColumn::Text, "a"),
            (PostColumn::PublishAt, time),
            (PostColumn::Status, status),
        ]);
        let row = given(&mut desk, "a", SLOT);
        assert_eq!(desk.decided(row), "says InSlot", "{time} {status}");
    }
}

#[test]
fn what_a_row_was_to_be_told_of_its_slot_is_taken_off_a_blank_row_while_its_own_row_lacks_it() {
    let said = |desk: &Desk, slot: &str| {
        let slot: DateTime<Utc> = slot.parse().unwrap();
        Message::InSlot { at: desk.place.wall(slot) }.say(Language::English)
    };
    let decided = |told: &str, own: &[(PostColumn, &str)], blank: &[(PostColumn, &str)]| {
        let mut desk = slotted("12:30");
        let row = given(&mut desk, "a", SLOT);
        change(&mut desk, row, own);
        let message = said(&desk, told);
        let nothing = [PostColumn::Account, PostColumn::Text, PostColumn::PublishAt];
        let nothing = nothing.map(|column| (column, ""));
        let alone = [(PostColumn::Message, message.as_str())];
        let blank = desk.post(&[blank, &alone[..], &nothing].concat());
        desk.decided(blank)
    };
    assert_eq!(decided(SLOT, &[], &[]), "erase");
    let desk = slotted("12:30");
    let words = said(&desk, SLOT);
    let shown = decided(SLOT, &[(PostColumn::Message, &words)], &[]);
    assert_eq!(shown, "nothing", "its own row shows it");
    assert_eq!(decided(SLOT, &[(PostColumn::Message, "something else")], &[]), "erase");
    assert_eq!(decided("2026-11-24T03:30:00Z", &[], &[]), "nothing", "no row has that slot");
    // Anything of a person's beside it keeps the row as it is.
    let queued = decided(SLOT, &[], &[(PostColumn::Status, "Queued")]);
    assert_eq!(queued, "says NothingToPost");
    assert_eq!(decided(SLOT, &[], &[(PostColumn::Receipt, "rabc spoilt")]), "nothing");
}

#[test]
fn a_time_on_a_blank_row_is_a_persons_unless_the_row_that_lacks_it_shows_another_rows_by_mistake() {
    for shows_own in [false, true] {
        let mut desk = slotted("8:00, 12:30");
        let row = given(&mut desk, "a", SLOT);
        let third = given(&mut desk, "b", "2026-11-24T03:30:00Z");
        let nothing = [(PostColumn::Account, ""), (PostColumn::Text, "")];
        let blank = desk.post(&[&nothing[..], &[(PostColumn::PublishAt, SHOWN)]].concat());
        let cell = if shows_own { "2026-11-24 12:30" } else { "" };
        change(&mut desk, third, &[(PostColumn::PublishAt, cell)]);
        // A time that is no row's slot, and one whose own row shows it.
        let moved = if shows_own { "2026-11-24 12:30" } else { "2026-11-25 9:00" };
        change(&mut desk, row, &[(PostColumn::PublishAt, moved)]);
        assert_eq!(desk.decided(blank), "says NothingToPost", "{shows_own}");
    }
}

#[test]
fn a_blank_row_with_the_first_line_and_the_slot_of_another_row_is_cleared() {
    let mut desk = slotted("12:30");
    let first = receipt(7, State::Queued, "0011223344556677");
    let line = RowState { slot: SLOT.parse().ok(), ..first }.to_string();
    let row = desk.post(&[
        (PostColumn::Account, ""),
        (PostColumn::Text, ""),
        (PostColumn::PublishAt, SHOWN),
        (PostColumn::Receipt, line.as_str()),
    ]);
    assert_eq!(desk.decided(row), "erase");
}
