//! Review: what slots in Publish at cells may come to.

use super::slots::{given, remember, slotted, untimed};
use super::witness::logged;
use super::*;
use crate::log::Event;

const SLOT: &str = "2026-11-23T03:30:00Z";
const SHOWN: &str = "2026-11-23 12:30";

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

fn cell(desk: &Desk, row: usize) -> String {
    let decision = desk.upcoming().posts.into_iter().find(|it| it.row == row).unwrap();
    match decision.slot_cell {
        Some(SlotCell::Shows(at)) => desk.place.wall(at).format("%d %H:%M").to_string(),
        Some(SlotCell::Empty) => "empty".to_owned(),
        None => "as it is".to_owned(),
    }
}

fn log(desk: &mut Desk, line: Line) {
    desk.log_lines.as_mut().unwrap().lines.push(line);
}

/// Carries out what the plan makes of the row's state, as the next run reads it.
fn apply(desk: &mut Desk, row: usize, cells: &[(PostColumn, &str)]) -> RowState {
    let Row::Open(post) = &desk.posts[row - 1] else { panic!() };
    let decision = desk.plan().posts.into_iter().find(|it| it.row == row);
    let writer_id = crate::transitions::WriterId { nonce: "n2", at: desk.place.now };
    let next = decision.and_then(|it| it.next_line(post, Some("rabcdefg8"), None, writer_id));
    let next = next.or(post.stored.line().cloned()).unwrap();
    let line = next.to_string();
    change(desk, row, &[cells, &[(PostColumn::Receipt, line.as_str())]].concat());
    next
}

// 1. The row lost its Receipt before its slot, went out as a row with a time, and its Receipt was undone afterwards.
#[test]
fn r1_receipt_emptied_posted_as_dated_and_receipt_undone() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    desk.place.now = "2026-11-23T03:40:00Z".parse().unwrap();
    let timed = desk.read(row, &[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]).hash;
    log(&mut desk, Line { at: SLOT.parse().ok(), ..logged(Event::Published, 9, &timed) });
    let decided = desk.decided(row);
    assert!(!decided.contains("publish"), "{decided}");
}

// 2. A copy above goes out with its time; its row is deleted afterwards; the original must not go out again.
#[test]
fn r2_copy_above_went_out_and_was_deleted() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    let Row::Open(post) = &desk.posts[row - 1] else { panic!() };
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
    let decided = desk.decided(row);
    assert!(decided.contains("restore"), "{decided}, cell {}", cell(&desk, row));
}

// 3. Ready never before its time: the cell shows tomorrow.
#[test]
fn r3_ready_waits_for_the_time_that_stands_in_the_row() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    change(&mut desk, row, &[(PostColumn::Status, "Ready")]);
    let decided = desk.decided(row);
    assert!(!decided.contains("publish"), "{decided}");
}

// 4. A spread slot in the second of two equal hours.
#[test]
fn r4_second_of_two_hours() {
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
        let post = desk.read(row, &[
            (PostColumn::Text, "a"),
            (PostColumn::PublishAt, &shown),
            (PostColumn::Receipt, &line.to_string()),
        ]);
        if !post.shows_slot {
            wrong.push(format!("{cell_text}: {slot} {shown} {:?}", post.when));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// 5. A row with a date alone whose text is corrected when its slot has just come.
#[test]
fn r5_date_alone_text_corrected_late() {
    let mut desk = slotted("12:30");
    let row = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-23")]);
    let next = apply(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-23")]);
    assert_eq!(next.slot, SLOT.parse().ok());
    desk.place.now = "2026-11-23T03:35:00Z".parse().unwrap();
    change(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-23")]);
    assert!(desk.decided(row).contains("publish"), "{}", desk.decided(row));
    change(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-23"), (PostColumn::Text, "a!")]);
    let decided = desk.decided(row);
    // as a row without any time does:
    let other = given(&mut desk, "c", SLOT);
    change(&mut desk, other, &[(PostColumn::Text, "c!")]);
    let of_blank = desk.decided(other);
    assert!(decided.contains("publish"), "{decided}; a row without any date: {of_blank}");
}

// 6. Old fingerprints.
#[test]
fn r6_first_version_hash_copy_and_loss() {
    let mut desk = slotted("12:30");
    let row = untimed(&mut desk, "a");
    let Row::Open(post) = &desk.posts[row - 1] else { panic!() };
    let old = post.other_hash.clone();
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let line = Line { slot: SLOT.parse().ok(), at: SLOT.parse().ok(), ..logged(Event::Published, 9, &old) };
    log(&mut desk, line);
    change(&mut desk, row, &[(PostColumn::PublishAt, SHOWN), (PostColumn::Receipt, "")]);
    let decided = desk.decided(row);
    assert!(decided.contains("restore"), "{decided}");
}

// 7. A person's formula on a row without a text.
#[test]
fn r7_formula_on_blank_row_is_not_erased() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    change(&mut desk, row, &[(PostColumn::PublishAt, "")]);
    let alone = [(PostColumn::Account, ""), (PostColumn::Text, ""), (PostColumn::PublishAt, SHOWN)];
    let blank = desk.post(&alone);
    let Row::Open(post) = &mut desk.posts[blank - 1] else { panic!() };
    let time = post.own.iter_mut().find(|(column, _)| *column == PostColumn::PublishAt);
    time.unwrap().1.formula = Some("=B2+1".to_owned());
    assert_ne!(desk.decided(blank), "erase");
}

// 8. Another version (any before this change), which keeps d= in the line, sent the row by its shown time.
#[test]
fn r8_sent_by_a_version_that_read_the_cell_as_a_time() {
    let mut desk = slotted("12:30");
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let row = given(&mut desk, "a", SLOT);
    let timed = desk.read(row, &[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]).hash;
    let line = RowState { slot: SLOT.parse().ok(), ..receipt(row, State::Posted, &timed) };
    change(&mut desk, row, &[(PostColumn::Receipt, &line.to_string())]);
    log(&mut desk, Line { at: SLOT.parse().ok(), ..logged(Event::Published, row, &timed) });
    assert_eq!(desk.decided(row), "shows Published, says AlreadyPublished");
}

// 9. The zone of the spreadsheet was changed, and the Status of a published row emptied.
#[test]
fn r9_zone_changed() {
    let mut desk = slotted("12:30");
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let row = untimed(&mut desk, "a");
    remember(&mut desk, row, State::Posted, SLOT);
    let Row::Open(post) = &desk.posts[row - 1] else { panic!() };
    let hash = post.hash.clone();
    let line = Line { slot: SLOT.parse().ok(), at: SLOT.parse().ok(), ..logged(Event::Published, row, &hash) };
    log(&mut desk, line);
    desk.place.zone = schedule::zone("Asia/Shanghai").unwrap();
    change(&mut desk, row, &[(PostColumn::Status, "")]);
    assert_eq!(desk.decided(row), "shows Published, says AlreadyPublished");
}

#[test]
fn r9b_zone_changed_missed_or_failed_row_goes_out_by_itself() {
    for (state, status) in [(State::Missed, "Missed"), (State::Failed, "Failed")] {
        let mut desk = slotted("12:30");
        desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
        let row = untimed(&mut desk, "a");
        remember(&mut desk, row, state, SLOT);
        change(&mut desk, row, &[(PostColumn::Status, status)]);
        let before = desk.decided(row);
        desk.place.zone = schedule::zone("Asia/Shanghai").unwrap();
        change(&mut desk, row, &[(PostColumn::Status, status)]);
        assert_eq!(desk.decided(row), before, "{status}");
    }
}

// 10. A copy without the Receipt was refused; the program itself moves the original to another slot.
#[test]
fn r10_copy_is_not_freed_by_the_programs_own_move() {
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
    assert_ne!(moved.slot, SLOT.parse().ok());
    let shown = desk.place.wall(moved.slot.unwrap()).format("%Y-%m-%d %H:%M").to_string();
    change(&mut desk, row, &[(PostColumn::PublishAt, &shown)]);
    let decided = desk.decided(copy);
    assert!(!decided.contains("publish"), "copy: {decided}; original: {}", desk.decided(row));
}

// 12. A date alone, and a slot that spreads over midnight.
#[test]
fn r12_date_alone_goes_out_on_its_date() {
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

// 13. The array formula stands in a row that is out.
#[test]
fn r13_formula_in_a_finished_row() {
    let mut desk = slotted("12:30");
    let out = desk.finished("out");
    let Row::Finished { publish_at, .. } = &mut desk.posts[out - 1] else { panic!() };
    let formula = Some("=ARRAYFORMULA(Plan!B2:B)".to_owned());
    *publish_at = Some(Box::new(Cell { formula, ..Cell::text("2026-11-20 9:00") }));
    let row = untimed(&mut desk, "a");
    assert_eq!(cell(&desk, row), "as it is");
}

// 14. A pause, told to a row with a date alone.
#[test]
fn r14_date_alone_in_a_pause_is_told_of_the_pause() {
    let mut desk = slotted("12:30");
    desk.accounts[0].pause_until = Cell::text("2026-11-30");
    let row = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-25")]);
    assert!(desk.decided(row).contains("AccountPaused"), "{}", desk.decided(row));
}

// 15. The blank row has a time of a person's who cut it from the other row.
#[test]
fn r15_idle_after_erase() {
    let mut desk = slotted("8:00, 12:30");
    let row = given(&mut desk, "a", SLOT);
    change(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-25 9:00")]);
    let alone = [(PostColumn::Account, ""), (PostColumn::Text, ""), (PostColumn::PublishAt, SHOWN)];
    let blank = desk.post(&alone);
    assert_ne!(desk.decided(blank), "erase", "a person moved the post, and has begun another one at the free time");
}

// 16. Slots gone: what a row with a slot shows in every run.
#[test]
fn r16_nothing_is_repeated() {
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

// 17. The original of a copy further up stays refused.
#[test]
fn r17_an_original_below_its_copy_stays_refused() {
    let mut desk = slotted("12:30");
    let copy = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, SHOWN)]);
    let row = given(&mut desk, "a", SLOT);
    assert_eq!(desk.decided(copy), "open Queued");
    assert_eq!(desk.decided(row), "turn Failed, shows Failed, says Refused");
    apply(&mut desk, row, &[(PostColumn::Status, "Failed")]);
    let decided = desk.decided(row);
    assert!(!decided.contains("turn Queued"), "{decided}, {}", cell(&desk, row));
}

// 18. A claim of a row with a date alone was given back, and its date moved since.
#[test]
fn r18_a_date_that_was_moved_after_a_claim_was_given_back() {
    let mut desk = slotted("12:30");
    let row = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-23")]);
    apply(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-23")]);
    desk.place.now = "2026-11-23T03:35:00Z".parse().unwrap();
    change(&mut desk, row, &[(PostColumn::PublishAt, "2026-11-30"), (PostColumn::Status, "Publishing")]);
    let decided = desk.decided(row);
    assert!(!decided.contains("publish"), "{decided}");
}

// 3b. Ready on a copy of a row with a slot, and on a row that is used again.
#[test]
fn r3b_ready_elsewhere() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", SLOT);
    let Row::Open(post) = &desk.posts[row - 1] else { panic!() };
    let line = post.stored.text();
    let copy = desk.post(&[
        (PostColumn::Text, "b"),
        (PostColumn::PublishAt, SHOWN),
        (PostColumn::Status, "Ready"),
        (PostColumn::Receipt, &line),
    ]);
    eprintln!("copy: {} {}", desk.decided(copy), cell(&desk, copy));
    change(&mut desk, row, &[(PostColumn::Status, "Ready")]);
    eprintln!("row: {} {}", desk.decided(row), cell(&desk, row));
}

fn add_formula(desk: &mut Desk) {
    let other = desk.post(&[(PostColumn::Text, "f"), (PostColumn::PublishAt, "2026-12-01 9:00")]);
    let Row::Open(post) = &mut desk.posts[other - 1] else { panic!() };
    let time = post.own.iter_mut().find(|(column, _)| *column == PostColumn::PublishAt);
    time.unwrap().1.formula = Some("=B2+1".to_owned());
}

// 19. A formula came into the column after slots were shown: a slot that is taken back leaves no time behind.
#[test]
fn r19_a_formula_elsewhere_leaves_no_old_slot_behind() {
    // Used again, with other words.
    let mut desk = slotted("12:30");
    desk.place.now = "2026-11-23T04:00:00Z".parse().unwrap();
    let row = untimed(&mut desk, "a");
    remember(&mut desk, row, State::Posted, SLOT);
    change(&mut desk, row, &[(PostColumn::Text, "b"), (PostColumn::Status, "")]);
    add_formula(&mut desk);
    assert_eq!(desk.decided(row), "open Queued, says InSlot");
    let shown = cell(&desk, row);
    let shown = if shown == "24 12:30" { "2026-11-24 12:30" } else { SHOWN };
    apply(&mut desk, row, &[(PostColumn::PublishAt, shown)]);
    assert!(!desk.decided(row).contains("publish"), "used again: {}", desk.decided(row));
}

#[test]
fn r19b_a_formula_elsewhere_and_a_break() {
    let mut desk = slotted("8:00, 12:30");
    let rows = ["2026-11-22T23:00:00Z", SLOT].map(|slot| given(&mut desk, slot, slot));
    add_formula(&mut desk);
    desk.place.now = "2026-11-23T08:30:00Z".parse().unwrap();
    assert!(desk.decided(rows[0]).contains("publish") && !desk.decided(rows[1]).contains("publish"));
    let before = cell(&desk, rows[1]);
    let moved = apply(&mut desk, rows[1], &[]);
    let shown = if before == "as it is" { SHOWN.to_owned() } else {
        desk.place.wall(moved.slot.unwrap()).format("%Y-%m-%d %H:%M").to_string()
    };
    change(&mut desk, rows[1], &[(PostColumn::PublishAt, &shown)]);
    assert!(!desk.decided(rows[1]).contains("publish"), "a burst: {}", desk.decided(rows[1]));
}
