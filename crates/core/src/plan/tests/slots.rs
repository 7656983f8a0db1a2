//! Posts without a time, and the slots of their accounts.

use super::witness::logged;
use super::*;
use crate::log::Event;
use crate::slots::{Slots, SlotsFaultKind};

/// Returns a desk whose account has these slots.
pub(super) fn slotted(cell: &str) -> Desk {
    let mut desk = Desk::new();
    desk.accounts[0].slots = Slots::read(&Cell::text(cell));
    desk
}

/// Adds a post without a time.
pub(super) fn untimed(desk: &mut Desk, text: &str) -> usize {
    desk.post(&[(PostColumn::Text, text), (PostColumn::PublishAt, "")])
}

/// Adds a post that was given a slot by an earlier run, UTC; its Publish at cell shows it.
pub(super) fn given(desk: &mut Desk, text: &str, slot: &str) -> usize {
    let row = untimed(desk, text);
    remember(desk, row, State::Queued, slot);
    row
}

/// Has a row say that it has a slot.
pub(super) fn remember(desk: &mut Desk, row: usize, state: State, slot: &str) {
    let post = desk.open(row);
    let (text, hash) = (post.excerpt.clone(), post.hash.clone());
    let slot: DateTime<Utc> = slot.parse().unwrap();
    // No sheet has dates such as these.
    let is_shown = (1900..9999).contains(&chrono::Datelike::year(&slot));
    let line = RowState { slot: Some(slot), ..receipt(row, state, &hash) };
    let shown = desk.place.wall(slot).format("%Y-%m-%d %H:%M").to_string();
    let shown = if is_shown { shown } else { String::new() };
    let cells = [
        (PostColumn::Text, text.as_str()),
        (PostColumn::PublishAt, &shown),
        (PostColumn::Receipt, &line.to_string()),
    ];
    let post = desk.read(row, &cells);
    assert_eq!((post.hash.as_str(), post.shows_slot), (hash.as_str(), is_shown));
    desk.posts[row - 1] = Row::Open(Box::new(post));
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
    let line = Line { at: "2026-11-23T00:40:00Z".parse().ok(), ..logged(Event::Published, 9, "h") };
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
    let next = desk.next_line(row).unwrap();
    assert_eq!(next.slot, "2026-11-23T03:30:00Z".parse().ok());
    assert_eq!(next.hash, desk.open(row).hash);
    assert_eq!(RowState::parse(&next.to_string()), Some(next));
}

/// Writes what a run makes of the rows into their row states, as it does first of all.
pub(super) fn write(desk: &mut Desk) {
    let plan = desk.plan();
    for decision in &plan.posts {
        let at = decision.row - 1;
        let Row::Open(post) = &mut desk.posts[at] else { continue };
        let id = format!("rabcdefg{}", decision.row);
        let writer_id = WriterId { nonce: "n1", at: desk.place.now };
        if let Some(next) = decision.next_line(post, Some(&id), None, writer_id) {
            post.stored = StoredState::Line(Box::new(next));
        }
        if let Some(shows) = decision.shows {
            post.status = Ok(shows);
        }
    }
}

pub(super) fn set_status(desk: &mut Desk, row: usize, status: PostStatus) {
    let post = desk.open_mut(row);
    post.status = Ok(status);
}

fn goes_out(desk: &Desk, row: usize) -> bool {
    desk.plan().posts.iter().any(|it| it.row == row && it.then == Then::Publish)
}

#[test]
fn a_slot_that_was_taken_back_does_not_come_true_once_nothing_is_in_the_way_any_more() {
    // The account pauses for longer than a slot is given ahead.
    let mut desk = slotted("8:00, 12:30");
    let rows = ["2026-11-23T01:01:00Z", "2026-11-23T03:30:00Z"].map(|at| given(&mut desk, at, at));
    desk.accounts[0].pause_until = Cell::text("2026-12-24");
    is_given(&desk, &[(rows[0], "on 16 that of 24 08:00"), (rows[1], "on 16 that of 24 12:30")]);
    write(&mut desk);
    desk.accounts[0].pause_until = Cell::default();
    desk.place.now = "2026-11-23T05:00:00Z".parse().unwrap();
    is_given(&desk, &[(rows[0], "24 08:00"), (rows[1], "24 12:30")]);

    // Another post has the slot, and goes out in it.
    let mut desk = slotted("Mon 12:30");
    let rows = ["a", "b"].map(|text| given(&mut desk, text, "2026-11-23T03:30:00Z"));
    given(&mut desk, "c", "2026-11-30T03:30:00Z");
    assert_eq!(times(&desk)[1].1, "on 29 that of 07 12:30");
    write(&mut desk);
    desk.place.now = "2026-11-23T03:35:00Z".parse().unwrap();
    assert!(goes_out(&desk, rows[0]));
    remember(&mut desk, rows[0], State::Posted, "2026-11-23T03:30:00Z");
    set_status(&mut desk, rows[0], PostStatus::Published);
    assert!(!goes_out(&desk, rows[1]), "{:?}", times(&desk));
}

#[test]
fn a_slot_in_which_another_post_went_out_is_not_kept() {
    let mut desk = slotted("8:00, 12:30");
    let rows = ["a", "b"].map(|text| given(&mut desk, text, "2026-11-23T01:00:00Z"));
    remember(&mut desk, rows[1], State::Posted, "2026-11-23T01:00:00Z");
    set_status(&mut desk, rows[1], PostStatus::Published);
    assert_eq!(desk.decided(rows[0]), "turn Queued, says InSlot");
}

#[test]
fn a_draft_gives_its_slot_back_and_gets_another_one_when_it_is_queued_again() {
    let mut desk = slotted("8:00, 12:30");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    set_status(&mut desk, row, PostStatus::Draft);
    let other = untimed(&mut desk, "b");
    assert!(times(&desk).contains(&(other, "23 12:30".to_owned())), "{:?}", times(&desk));
    assert!(desk.plan().posts.iter().all(|it| it.row != row || it.shows.is_none()));
    write(&mut desk);
    assert_eq!(desk.decided(row), "nothing");
    desk.place.now = "2026-11-23T05:00:00Z".parse().unwrap();
    set_status(&mut desk, row, PostStatus::Queued);
    assert_eq!(desk.decided(row), "turn Queued, says InSlot");
    assert!(!goes_out(&desk, row));
}

#[test]
fn a_draft_is_told_no_slot_by_a_pause_and_refused_for_no_text() {
    let mut desk = slotted("8:00, 12:30");
    desk.limits.same_text_after = Some(TimeDelta::days(30));
    desk.finished("a");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    set_status(&mut desk, row, PostStatus::Draft);
    desk.accounts[0].pause_until = Cell::text("2026-11-25");
    let plan = desk.plan();
    let own = plan.posts.iter().find(|it| it.row == row).unwrap();
    assert!(!matches!(own.says, Says::This(_)), "{own:?}");
    assert_eq!((own.step.clone(), own.shows), (Step::Turn(State::Queued), None));
}

#[test]
fn a_row_that_waits_for_something_of_its_own_is_told_no_slot_by_a_pause() {
    let mut desk = slotted("8:00, 12:30");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    let post = desk.open_mut(row);
    post.withheld_by = Some(crate::post::Withheld { header: "Threads".to_owned(), unclear: None });
    desk.accounts[0].pause_until = Cell::text("2026-11-25");
    assert!(times(&desk)[0].1.starts_with("NotForThreads"), "{:?}", times(&desk));
}

#[test]
fn a_copy_of_a_row_that_is_under_way_gets_a_slot_of_its_own() {
    let mut desk = slotted("8:00, 12:30");
    let row = given(&mut desk, "a", "2026-11-23T01:00:00Z");
    remember(&mut desk, row, State::Trying, "2026-11-23T01:00:00Z");
    set_status(&mut desk, row, PostStatus::Publishing);
    let line = desk.posts[row - 1].receipt().unwrap().to_string();
    let copy = desk.post(&[
        (PostColumn::Text, "new words"),
        (PostColumn::PublishAt, ""),
        (PostColumn::Status, "Publishing"),
        (PostColumn::Receipt, line.as_str()),
    ]);
    assert_eq!(desk.decided(copy), "open Queued, shows Queued, says InSlot");
    assert!(times(&desk).contains(&(copy, "23 12:30".to_owned())));
}

#[test]
fn what_is_refused_for_its_text_takes_no_slots_from_what_can_go_out() {
    let mut desk = slotted("12:30");
    desk.limits.same_text_after = Some(TimeDelta::days(300));
    desk.finished("again");
    let repeats: Vec<usize> = ["again", "Again", "AGAIN", "AGAin", "agAIN", "aGain"]
        .into_iter()
        .chain(["agAin", "agaIn", "agaiN", "AGain"])
        .map(|text| untimed(&mut desk, text))
        .collect();
    let good = untimed(&mut desk, "new");
    write(&mut desk);
    let is_failed =
        |desk: &Desk, row: &usize| desk.posts[row - 1].receipt().unwrap().state == State::Failed;
    assert!(repeats.iter().all(|row| is_failed(&desk, row)), "{:?}", times(&desk));
    assert!(times(&desk).contains(&(good, "23 12:30".to_owned())), "{:?}", times(&desk));
    write(&mut desk);
    // Though all the slots are taken, they stay refused.
    for text in ["b", "c", "d", "e", "f", "g", "h", "i"] {
        untimed(&mut desk, text);
    }
    for _ in 0..3 {
        write(&mut desk);
        assert!(repeats.iter().all(|row| is_failed(&desk, row)), "{:?}", times(&desk));
    }
}

#[test]
fn what_no_longer_fits_a_day_goes_out_in_another_slot_and_not_at_midnight() {
    let mut desk = slotted("8:00, 12:30");
    desk.accounts[0].daily_cap = Ok(Some(1));
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    let next = given(&mut desk, "b", "2026-11-23T23:00:00Z");
    desk.post(&[(PostColumn::Text, "dated"), (PostColumn::PublishAt, "2026-11-23 18:00")]);
    is_given(&desk, &[(row, "25 08:00"), (next, "24 08:00"), (3, "")]);
    write(&mut desk);
    is_given(&desk, &[(row, "25 08:00"), (next, "24 08:00"), (3, "")]);
    // What a person posts at once takes its place, too.
    desk.accounts[0].daily_cap = Ok(Some(2));
    let last = given(&mut desk, "c", "2026-11-23T10:00:00Z");
    desk.post(&[(PostColumn::Text, "now"), (PostColumn::Status, "Post now")]);
    assert!(times(&desk).contains(&(last, "24 12:30".to_owned())), "{:?}", times(&desk));
}

#[test]
fn absurd_times_stop_no_run() {
    for now in ["9999-12-28T00:00:00Z", "0001-01-02T00:00:00Z", "1969-12-31T23:59:59Z"] {
        let mut desk = slotted("0:05±30, 12:30±60");
        desk.limits.same_text_after = Some(TimeDelta::days(365));
        desk.place.now = now.parse().unwrap();
        for text in ["a", "b", "c", "A"] {
            untimed(&mut desk, text);
        }
        given(&mut desk, "far", "9999-12-31T23:59:59.000Z");
        given(&mut desk, "old", "0000-01-01T00:00:00.000Z");
        desk.accounts[0].daily_cap = Ok(Some(1));
        write(&mut desk);
        for row in &desk.posts {
            let line = row.receipt().unwrap();
            assert_eq!(RowState::parse(&line.to_string()), Some(line), "{now}");
        }
    }
}

#[test]
fn after_a_break_one_post_goes_out_for_its_old_slot_and_the_others_take_new_ones() {
    let mut desk = slotted("8:00, 12:30");
    let slot =
        |desk: &Desk, minutes: i64| (desk.place.now - TimeDelta::minutes(minutes)).to_rfc3339();
    let ago = [200, 240, 120, 20].map(|minutes| (minutes, slot(&desk, minutes)));
    let rows = ago.map(|(minutes, slot)| given(&mut desk, &minutes.to_string(), &slot));
    let out = rows.map(|row| goes_out(&desk, row));
    // The last one is only as late as a scheduler is.
    assert_eq!(out, [false, true, false, true], "{:?}", times(&desk));
    assert!(times(&desk).contains(&(rows[0], "23 12:30".to_owned())), "{:?}", times(&desk));
    assert!(times(&desk).contains(&(rows[2], "24 08:00".to_owned())), "{:?}", times(&desk));
}

#[test]
fn a_date_without_a_time_takes_the_first_free_slot_of_that_day() {
    let mut desk = slotted("8:00, 12:30");
    let on = |text, date| [(PostColumn::Text, text), (PostColumn::PublishAt, date)];
    let dated = desk.post(&on("dated", "2026-11-24"));
    let row = untimed(&mut desk, "a");
    let second = desk.post(&on("b", "2026-11-24"));
    let far = desk.post(&on("far", "2026-12-24"));
    let full = desk.post(&on("c", "2026-11-24"));
    let over = desk.post(&on("over", "2026-11-22"));
    let taken = |date: &str| format!("DayTaken {{ date: {date} }}");
    let mut wanted = vec![(dated, "24 08:00".to_owned()), (row, "23 12:30".to_owned())];
    wanted.extend([(second, "24 12:30".to_owned()), (far, "24 08:00".to_owned())]);
    wanted.extend([(full, taken("2026-11-24")), (over, taken("2026-11-22"))]);
    assert_eq!(times(&desk), wanted);
    let slot_cells: Vec<_> = desk.plan().posts.iter().map(|it| it.slot_cell.is_some()).collect();
    assert_eq!(slot_cells.iter().filter(|it| **it).count(), 1, "a person's date stays as it is");
    desk.accounts[0].slots = Ok(None);
    assert_eq!(desk.decided(dated), "open Queued, says NoTime");
}

#[test]
fn a_post_without_a_date_leaves_the_day_to_one_that_is_bound_to_it() {
    let mut desk = slotted("8:00");
    let row = untimed(&mut desk, "any day");
    let dated = desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, "2026-11-24")]);
    is_given(&desk, &[(row, "25 08:00"), (dated, "24 08:00")]);
}

#[test]
fn a_date_keeps_its_slot_until_another_date_is_typed() {
    let mut desk = slotted("8:00, 12:30");
    let on = |date| [(PostColumn::Text, "a"), (PostColumn::PublishAt, date)];
    let row = desk.post(&on("2026-11-24"));
    write(&mut desk);
    is_given(&desk, &[(row, "24 08:00")]);
    let line = desk.posts[row - 1].receipt().unwrap();
    let read = |desk: &Desk, date| {
        let receipt = line.to_string();
        Row::Open(Box::new(
            desk.read(row, &[&on(date)[..], &[(PostColumn::Receipt, &receipt)]].concat()),
        ))
    };
    desk.posts[row - 1] = read(&desk, "2026-11-24");
    assert_eq!(
        (desk.decided(row).as_str(), times(&desk)),
        ("says InSlot", vec![(row, "24 08:00".to_owned())])
    );
    desk.posts[row - 1] = read(&desk, "2026-11-25");
    is_given(&desk, &[(row, "25 08:00")]);
    desk.posts[row - 1] = read(&desk, "2026-11-24");
    desk.place.now = line.slot.unwrap();
    assert_eq!(desk.decided(row), "publish");
}

#[test]
fn while_a_setting_is_loading_no_row_loses_its_slot() {
    use crate::setting::{Setting, Unread, UnreadSetting};
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    let marks = Some(UnreadSetting { setting: Setting::OnlyQueued, is_loading: true });
    desk.limits.unread = Unread { marks, ..Unread::default() };
    desk.posts.iter_mut().for_each(Row::hold_unmarked);
    let decision = desk.plan().posts.into_iter().find(|it| it.row == row).unwrap();
    assert!(!decision.releases_slot && decision.slot_cell.is_none());
    assert_eq!(desk.decided(row), "says SettingUnread");
}

#[test]
fn a_slot_of_an_hour_ago_is_not_over_yet() {
    let mut desk = slotted("8:00, 12:30");
    let over = given(&mut desk, "over", "2026-11-23T00:04:00Z");
    let late = given(&mut desk, "late", "2026-11-23T00:05:00Z");
    assert_eq!([over, late].map(|row| goes_out(&desk, row)), [true, true], "{:?}", times(&desk));
}

#[test]
fn a_row_that_is_asked_for_at_once_leaves_its_slot_to_another() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    set_status(&mut desk, row, PostStatus::PostNow);
    let other = untimed(&mut desk, "b");
    assert!(goes_out(&desk, row));
    assert!(times(&desk).contains(&(other, "23 12:30".to_owned())), "{:?}", times(&desk));
}

#[test]
fn a_slot_at_the_very_end_of_a_pause_is_kept() {
    let mut desk = slotted("0:00");
    let row = given(&mut desk, "a", "2026-11-24T15:00:00Z");
    desk.accounts[0].pause_until = Cell::text("2026-11-25");
    let decision = desk.plan().posts.into_iter().find(|it| it.row == row).unwrap();
    assert_eq!((decision.step, decision.releases_slot), (Step::Keep, false));
    is_given(&desk, &[(row, "25 00:00")]);
}

#[test]
fn of_a_day_that_is_too_full_no_more_slots_are_taken_back_than_do_not_fit() {
    let mut desk = slotted("12:30, 18:00");
    desk.accounts[0].daily_cap = Ok(Some(2));
    let rows = ["2026-11-23T03:30:00Z", "2026-11-23T09:00:00Z"].map(|at| given(&mut desk, at, at));
    desk.post(&[(PostColumn::Text, "dated"), (PostColumn::PublishAt, "2026-11-23 15:00")]);
    is_given(&desk, &[(rows[0], "23 12:30"), (rows[1], "24 12:30"), (3, "")]);
}

#[test]
fn what_went_out_stands_in_a_slot_that_is_still_to_come() {
    // Whenever it comes within its half hour on either side, that is after 10:05, which is now.
    let first = |lines: Vec<Line>, rows: &[(State, &str)]| {
        let mut desk = slotted("10:35±30");
        for (state, at) in rows {
            let row =
                desk.remembers(*state, &[(PostColumn::Text, "out"), (PostColumn::PublishAt, "")]);
            desk.line_mut(row).first_sent = at.parse().ok();
        }
        desk.log_lines = Some(LogLines { lines });
        let row = untimed(&mut desk, "a");
        let times = times(&desk);
        let found = times.iter().find(|(it, _)| *it == row);
        found.map(|(_, time)| time[..2].to_owned()).unwrap()
    };
    let now = "2026-11-23T01:05:00Z";
    let at = |event, account: &str, at: &str| {
        let account = account.to_owned();
        vec![Line { at: at.parse().ok(), account, ..logged(event, 9, "h") }]
    };
    assert_eq!(first(Vec::new(), &[]), "23");
    assert_eq!(first(at(Event::Published, SHOP, now), &[]), "24");
    assert_eq!(first(at(Event::Published, "other", now), &[]), "23");
    assert_eq!(first(at(Event::Failed, SHOP, now), &[]), "23");
    assert_eq!(first(Vec::new(), &[(State::Posted, now)]), "24");
}

#[test]
fn a_draft_that_a_person_has_typed_gives_its_slot_back_though_a_setting_is_loading() {
    use crate::setting::{Setting, Unread, UnreadSetting};
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    set_status(&mut desk, row, PostStatus::Draft);
    let marks = Some(UnreadSetting { setting: Setting::OnlyQueued, is_loading: true });
    desk.limits.unread = Unread { marks, ..Unread::default() };
    let decision = desk.plan().posts.into_iter().find(|it| it.row == row).unwrap();
    assert!(decision.releases_slot);
}

#[test]
fn a_copy_of_a_row_in_a_slot_is_the_same_post_where_it_shows_the_time_of_the_slot() {
    let decided = |time: &str| {
        let mut desk = slotted("12:30");
        desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, time)]);
        let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
        desk.decided(row)
    };
    assert_eq!(decided("2026-11-23 12:30"), "turn Failed, shows Failed, says Refused");
    assert!(!decided("2026-11-24 12:30").contains("Failed"));
    // A row of the same words with another time is another post, though both are known.
    let mut desk = slotted("12:30");
    given(&mut desk, "a", "2026-11-23T03:30:00Z");
    let at = (PostColumn::PublishAt, "2026-11-24 12:30");
    let row = desk.remembers(State::Queued, &[(PostColumn::Text, "a"), at]);
    assert_eq!(desk.decided(row), "nothing");
}

#[test]
fn a_copied_draft_with_a_time_of_its_own_takes_no_slot_from_the_other_row() {
    let mut desk = slotted("12:30");
    let row = given(&mut desk, "a", "2026-11-23T03:30:00Z");
    let line = desk.posts[row - 1].receipt().unwrap().to_string();
    let copy = desk.post(&[
        (PostColumn::Text, "new words"),
        (PostColumn::PublishAt, "2026-11-25 9:00"),
        (PostColumn::Status, "Draft"),
        (PostColumn::Receipt, line.as_str()),
    ]);
    let decision = desk.plan().posts.into_iter().find(|it| it.row == copy);
    assert!(decision.is_some_and(|it| !it.releases_slot && it.step == Step::Keep));
}

#[test]
fn a_row_whose_slot_its_cell_does_not_show_is_the_same_post_as_one_of_that_very_time() {
    let decided = |time: &str| {
        let mut desk = slotted("12:30");
        desk.post(&[(PostColumn::Text, "a"), (PostColumn::PublishAt, time)]);
        let row = untimed(&mut desk, "a");
        let post = desk.open_mut(row);
        let slot = "2026-11-23T03:30:00Z".parse().ok();
        let line = RowState { slot, ..receipt(row, State::Queued, &post.hash) };
        post.stored = StoredState::Line(Box::new(line));
        desk.decided(row)
    };
    assert_eq!(decided("2026-11-23 12:30"), "turn Failed, shows Failed, says Refused");
    assert!(!decided("2026-11-24 12:30").contains("Failed"));
}
