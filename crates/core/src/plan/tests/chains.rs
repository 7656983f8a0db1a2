//! Posts that answer the row above.

use super::*;

const PART: (PostColumn, &str) = (PostColumn::ReplyTo, "previous");
const REFUSED: &str = "open Failed, shows Failed, says Refused";

/// Adds a part with this text.
fn part(desk: &mut Desk, text: &str) -> usize {
    desk.post(&[(PostColumn::Text, text), PART])
}

/// Returns the row, from 0, that a row answers.
fn parent_of(desk: &Desk, row: usize) -> Option<usize> {
    let plan = desk.plan();
    plan.posts.iter().find(|decision| decision.row == row).and_then(|decision| decision.parent_row)
}

#[test]
fn a_part_goes_out_with_its_parent_and_waits_for_one_that_does_not() {
    for (cells, parent, decided) in [
        (&[][..], "open Queued, publish", "open Queued, publish"),
        (
            &[(PostColumn::PublishAt, "2026-11-24 10:00")],
            "open Queued",
            "open Queued, says ParentWaits",
        ),
        (&[(PostColumn::Status, "Draft")], "open Queued", "open Queued, says ParentWaits"),
        (
            &[(PostColumn::PublishAt, "2026-11-20 10:00")],
            "open Missed, shows Missed, says Missed",
            "open Queued, says ParentWaits",
        ),
    ] {
        let mut desk = Desk::new();
        desk.post(cells);
        let row = part(&mut desk, "two");
        assert_eq!([desk.decided(1), desk.decided(row)], [parent, decided], "{cells:?}");
        assert_eq!(parent_of(&desk, row), Some(1));
        let waits = Says::This(Message::ParentWaits { row: 2 });
        let plan = desk.plan();
        let says = plan.posts.iter().find(|decision| decision.row == row).map(|it| &it.says);
        assert_eq!(says == Some(&waits), decided.contains("ParentWaits"), "{says:?}");
    }
}

#[test]
fn a_part_waits_for_a_draft_whose_receipt_is_that_of_another_post() {
    let published =
        |desk: &mut Desk| desk.remembers(State::Posted, &[(PostColumn::Status, "Published")]);
    for status in ["Draft", "hold on"] {
        // A block was copied, and its first row is being rewritten.
        let mut desk = Desk::new();
        published(&mut desk);
        let Row::Open(original) = &desk.posts[0] else { panic!() };
        let line = original.stored.line().unwrap().to_string();
        let copy = |text: &str, status: &str| {
            [(PostColumn::Text, text), (PostColumn::Status, status), (PostColumn::Receipt, &line)]
                .map(|(column, cell)| (column, cell.to_owned()))
        };
        // It has other words already, or those of the original still.
        for text in ["new words", "hello"] {
            let cells = copy(text, status);
            let cells: Vec<_> =
                cells.iter().map(|(column, cell)| (*column, cell.as_str())).collect();
            desk.post(&cells);
            let row = part(&mut desk, "two");
            assert_eq!(desk.decided(row), "open Queued, says ParentWaits", "{status} {text}");
            assert_eq!(parent_of(&desk, row), None, "the other row's id is not fixed");
            desk.posts.truncate(1);
        }
        // A published row is being rewritten.
        let mut desk = Desk::new();
        let hash = desk.read(1, &[(PostColumn::Text, "old words")]).hash;
        let line = receipt(1, State::Posted, &hash).to_string();
        desk.post(&[(PostColumn::Status, status), (PostColumn::Receipt, &line)]);
        let row = part(&mut desk, "two");
        assert_eq!(desk.decided(row), "open Queued, says ParentWaits", "{status}");
        assert_eq!(parent_of(&desk, row), None);
    }
    // What says that it is published is.
    let mut desk = Desk::new();
    published(&mut desk);
    let row = part(&mut desk, "two");
    assert_eq!(
        (desk.decided(row).as_str(), parent_of(&desk, row)),
        ("open Queued, publish", Some(1))
    );
}

#[test]
fn a_part_in_the_same_run_as_a_parent_in_doubt_goes_on() {
    let mut desk = Desk::new();
    desk.remembers(State::Trying, &[]);
    let row = part(&mut desk, "two");
    assert_eq!(desk.decided(row), "open Queued, publish");
}

#[test]
fn the_parent_is_the_nearest_row_above_of_the_same_account_that_holds_a_post() {
    let mut desk = Desk::new();
    desk.account(&[(AccountColumn::Account, "other")]);
    desk.post(&[(PostColumn::Text, "far")]);
    desk.post(&[(PostColumn::Text, "near")]);
    desk.post(&[(PostColumn::Text, "of another"), (PostColumn::Account, "other")]);
    desk.post(&[(PostColumn::Text, "")]);
    let row = part(&mut desk, "part");
    desk.post(&[(PostColumn::Text, "below")]);
    assert_eq!(parent_of(&desk, row), Some(2));
    let own = parent_of(&desk, 2);
    assert_eq!(own, None);
}

#[test]
fn a_part_with_nothing_above_is_refused_once() {
    let mut desk = Desk::new();
    let row = part(&mut desk, "alone");
    assert_eq!(desk.decided(row), REFUSED);
    let why = desk.plan().posts[0].why.clone();
    let cells = [(PostColumn::Text, "alone"), PART];
    let hash = desk.read(1, &cells).hash;
    for (hash, why, status, decided) in [
        (hash.as_str(), why.clone(), "Failed", "says Refused"),
        (&hash, why.clone(), "", "shows Failed, says Refused"),
        (&hash, None, "", "turn Failed, shows Failed, says Refused"),
        ("other", why.clone(), "", "turn Failed, shows Failed, says Refused"),
        ("other", why, "Failed", "turn Failed, says Refused"),
    ] {
        let mut line = receipt(1, State::Failed, hash);
        line.why = why;
        let more = [(PostColumn::Receipt, &*line.to_string()), (PostColumn::Status, status)];
        desk.posts.clear();
        desk.post(&[cells, more].concat());
        assert_eq!(desk.decided(1), decided, "{line} {status}");
    }
    let mut line = receipt(1, State::Queued, &hash);
    line.why = desk.plan().posts[0].why.clone();
    desk.posts.clear();
    desk.post(&[&cells[..], &[(PostColumn::Receipt, &line.to_string())]].concat());
    assert_eq!(desk.decided(1), "turn Failed, shows Failed, says Refused");
}

/// Returns a desk with a part that has fixed the row with this id as its parent.
fn fixed(desk: &mut Desk, id: &str) -> usize {
    let row = desk.posts.len() + 1;
    let cells = [(PostColumn::Text, "part"), PART];
    let mut line = receipt(row, State::Queued, &desk.read(row, &cells).hash);
    line.parent = Some(id.to_owned());
    desk.post(&[&cells[..], &[(PostColumn::Receipt, &line.to_string())]].concat())
}

#[test]
fn a_parent_is_fixed_by_its_id_wherever_it_is_sorted() {
    let mut desk = Desk::new();
    desk.remembers(State::Queued, &[(PostColumn::Text, "the parent")]);
    desk.post(&[(PostColumn::Text, "sorted between")]);
    let row = fixed(&mut desk, "rabcdefg1");
    assert_eq!((desk.decided(row).as_str(), parent_of(&desk, row)), ("publish", Some(1)));
    let mut desk = Desk::new();
    desk.post(&[]);
    let row = fixed(&mut desk, "rabcdefg9");
    assert_eq!(desk.decided(row), "turn Failed, shows Failed, says Refused");
}

#[test]
fn a_part_is_as_late_as_the_later_of_itself_and_its_parent() {
    // The parent is out since 10:00 of this day; the part's own time was days ago.
    let mut desk = Desk::new();
    desk.finished("parent");
    let late = [(PostColumn::Text, "part"), PART, (PostColumn::PublishAt, "2026-11-01 10:00")];
    let row = desk.post(&late);
    assert_eq!(desk.decided(row), "open Queued, publish");
    let mut desk = Desk::new();
    desk.finished("parent");
    desk.place.now += TimeDelta::days(2);
    let row = desk.post(&late);
    assert_eq!(desk.decided(row), "open Missed, shows Missed, says Missed");
    desk.posts.pop();
    let row = desk.remembers(State::Queued, &late);
    assert_eq!(desk.decided(row), "turn Missed, shows Missed, says Missed");
    desk.posts.pop();
    let row = desk.post(&[&late[..], &[(PostColumn::Status, "Post now")]].concat());
    assert_eq!(desk.decided(row), "open Queued, publish");
}

#[test]
fn a_part_that_is_not_to_go_out_is_neither_late_nor_waiting_for_its_parent() {
    let mut desk = Desk::new();
    desk.finished("parent");
    desk.place.now += TimeDelta::days(2);
    let later = [(PostColumn::Text, "part"), PART, (PostColumn::PublishAt, "2026-12-23 10:00")];
    let row = desk.post(&later);
    assert_eq!(desk.decided(row), "open Queued");
    let mut desk = Desk::new();
    desk.post(&[(PostColumn::Status, "Draft")]);
    let row = desk.post(&later);
    assert_eq!(desk.decided(row), "open Queued");
}

#[test]
fn a_parent_without_an_id_gets_one_unless_somebody_posted_it() {
    for (cells, decided) in [
        (&[(PostColumn::Status, "Draft")][..], "open Queued"),
        (&[(PostColumn::Permalink, "https://www.threads.com/@a/post/x")], "says HasPermalink"),
        (&[(PostColumn::Status, "Draft"), (PostColumn::Receipt, "spoilt")], "nothing"),
    ] {
        let mut desk = Desk::new();
        desk.post(cells);
        part(&mut desk, "two");
        assert_eq!(desk.decided(1), decided, "{cells:?}");
    }
    let mut desk = Desk::new();
    desk.post(&[(PostColumn::Status, "Draft")]);
    desk.post(&[(PostColumn::Text, "no part")]);
    assert_eq!(desk.decided(1), "nothing");
}

#[test]
fn what_was_sent_already_answers_its_parent_wherever_that_is() {
    for (state, decided) in [
        (State::Trying, "resolve, shows Publishing"),
        (State::Check, "look"),
        (State::Posted, "shows Published, says AlreadyPublished"),
    ] {
        let mut desk = Desk::new();
        let row = desk.remembers(state, &[PART]);
        assert_eq!(desk.decided(row), decided, "{state:?}");
    }
}

#[test]
fn a_part_comes_under_the_last_of_a_thread_that_goes_on_in_the_same_run() {
    let decided = |status: &str, further: &str| {
        let mut desk = Desk::new();
        let hash = desk.read(1, &[]).hash;
        let line = RowState { media: Some("180".to_owned()), ..receipt(1, State::Posted, &hash) };
        let line = line.to_string();
        desk.post(&[
            (PostColumn::Reply1, further),
            (PostColumn::Status, status),
            (PostColumn::Receipt, line.as_str()),
        ]);
        let row = desk.post(&[(PostColumn::Text, "part"), (PostColumn::PublishAt, "+5m"), PART]);
        desk.decided(row)
    };
    assert_eq!(decided("", "more"), "open Queued, says DelayWaits");
    assert_eq!(decided("Published", "more"), "open Queued, publish");
    assert_eq!(decided("Published", ""), "open Queued, publish");
}

#[test]
fn a_part_whose_own_time_is_still_to_come_knows_its_parent() {
    let mut desk = Desk::new();
    desk.post(&[]);
    let row =
        desk.post(&[(PostColumn::Text, "two"), (PostColumn::PublishAt, "2026-11-24 10:00"), PART]);
    assert_eq!((desk.decided(row).as_str(), parent_of(&desk, row)), ("open Queued", Some(1)));
}
