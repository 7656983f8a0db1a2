//! Rows of other tools that make up one thread, by a tree id and an order number.

mod copies;
mod drawn;
mod parents;
mod unclear;

use super::slots::slotted;
use super::witness::logged;
use super::*;
use crate::log::Event;
use crate::post::{TreeId, TreePlace};
use crate::reason::TreeFault;

const GOES_OUT: &str = "open Queued, publish";
const REFUSED: &str = "open Failed, shows Failed, says Refused";
const WAITS: &str = "open Queued, says ParentWaits";
const UNCLEAR: &str = "open Queued, says TreeUnclear";
const LATER: (PostColumn, &str) = (PostColumn::PublishAt, "2026-11-24 10:00");
const TIMELESS: (PostColumn, &str) = (PostColumn::PublishAt, "");

/// Returns the cells of a row of a tree, which says what its number is.
fn cells<'a>(
    tree: &'a str,
    order: &'a str,
    more: &[(PostColumn, &'a str)],
) -> Vec<(PostColumn, &'a str)> {
    let own = [(PostColumn::TreeId, tree), (PostColumn::TreeOrder, order)];
    let text = [(PostColumn::Text, if order.is_empty() { "none" } else { order })];
    [more, &own, &text].concat()
}

/// Adds a row of a tree.
fn add(desk: &mut Desk, tree: &str, order: &str, more: &[(PostColumn, &str)]) -> usize {
    desk.post(&cells(tree, order, more))
}

/// Adds a row of a tree with a row state about what it says, and the id of the row that is fixed as its parent.
fn known(
    desk: &mut Desk,
    (tree, order): (&str, &str),
    (state, parent): (State, Option<&str>),
    more: &[(PostColumn, &str)],
) -> usize {
    let row = desk.posts.len() + 1;
    let cells = cells(tree, order, more);
    let line = receipt(row, state, &desk.read(row, &cells).hash);
    let media = (state == State::Posted).then(|| format!("media{row}"));
    let line = RowState { parent: parent.map(str::to_owned), media, ..line }.to_string();
    desk.post(&[&cells[..], &[(PostColumn::Receipt, &line)]].concat())
}

/// Adds a row that is out and shows it.
fn out(desk: &mut Desk, tree: &str, order: &str, parent: Option<&str>) -> usize {
    let published = [(PostColumn::Status, "Published"), (PostColumn::PublishedAt, "x")];
    known(desk, (tree, order), (State::Posted, parent), &published)
}

/// Returns the row, from 0, that a row answers.
fn parent_of(desk: &Desk, row: usize) -> Option<usize> {
    desk.upcoming().posts.iter().find(|it| it.row == row).and_then(|it| it.parent_row)
}

/// Returns why a row can go under none of its tree.
fn fault(desk: &Desk, row: usize) -> TreeFault {
    match desk.decision(row).says {
        Says::This(Message::Refused(Refusal::Tree(fault))) => fault,
        says => panic!("row {row}: {says:?}"),
    }
}

fn is_gone(desk: &Desk, row: usize) -> bool {
    desk.decision(row).says == Says::This(Message::Refused(Refusal::TreeParentGone))
}

#[test]
fn rows_of_a_tree_reply_in_the_order_of_their_numbers_wherever_they_stand() {
    for orders in [["1", "2", "3"], ["3", "2", "1"], ["0", "7", "20"], ["20", "0", "7"]] {
        let mut desk = Desk::new();
        desk.post(&[(PostColumn::Text, "above")]);
        for order in orders {
            add(&mut desk, "T1", order, &[]);
            desk.post(&[(PostColumn::Text, &format!("between {order}"))]);
        }
        let mut sorted: Vec<(u32, usize)> = orders
            .iter()
            .zip([2, 4, 6])
            .map(|(order, row)| (order.parse().unwrap(), row))
            .collect();
        sorted.sort_unstable();
        let rows: Vec<usize> = sorted.iter().map(|(_, row)| *row).collect();
        let parents = rows.iter().map(|row| parent_of(&desk, *row));
        let wanted = [None, Some(rows[0]), Some(rows[1])];
        assert_eq!(parents.collect::<Vec<_>>(), wanted, "{orders:?}");
        // None goes out before the one that it answers.
        let plan = desk.plan();
        let planned = plan.posts.iter().map(|it| it.row).filter(|row| rows.contains(row));
        assert_eq!(planned.collect::<Vec<_>>(), rows, "{orders:?}");
        for row in rows {
            assert_eq!(desk.decided(row), GOES_OUT, "{orders:?}");
        }
    }
}

#[test]
fn a_single_row_with_a_tree_id_is_an_ordinary_post() {
    for (tree, order) in [("T1", "1"), ("T1", "5"), ("T1", ""), ("", "0"), ("", "1"), ("", "")] {
        let mut desk = Desk::new();
        add(&mut desk, "other", "1", &[(PostColumn::Text, "another tree")]);
        let row = add(&mut desk, tree, order, &[]);
        assert_eq!(desk.decided(row), GOES_OUT, "{tree} {order}");
        assert_eq!(parent_of(&desk, row), None);
    }
    let mut desk = Desk::new();
    let row = add(&mut desk, "", "2", &[]);
    assert_eq!(desk.decided(row), REFUSED, "whose second row it is, nobody can tell");
}

#[test]
fn a_later_row_without_a_time_goes_out_with_the_one_before_and_waits_with_it() {
    for (time, decided) in [
        ("2026-11-23 10:00", [GOES_OUT; 3]),
        ("2026-11-24 10:00", ["open Queued", WAITS, WAITS]),
        ("2026-11-20 10:00", ["open Missed, shows Missed, says Missed", WAITS, WAITS]),
        ("", ["open Queued, says Untimed", WAITS, WAITS]),
    ] {
        let mut desk = Desk::new();
        add(&mut desk, "T1", "1", &[(PostColumn::PublishAt, time)]);
        add(&mut desk, "T1", "2", &[TIMELESS]);
        // A day without a time is that day's beginning.
        add(&mut desk, "T1", "3", &[(PostColumn::PublishAt, "2026-11-20")]);
        assert_eq!([1, 2, 3].map(|row| desk.decided(row)), decided, "{time}");
    }
}

#[test]
fn a_later_row_goes_out_not_before_its_own_time_and_never_before_its_parent() {
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[]);
    let row = add(&mut desk, "T1", "2", &[LATER]);
    let last = add(&mut desk, "T1", "3", &[(PostColumn::PublishAt, "2026-11-23 9:00")]);
    assert_eq!([row, last].map(|row| desk.decided(row)), ["open Queued", WAITS]);
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[]);
    let row = add(&mut desk, "T1", "2", &[(PostColumn::PublishAt, "2026-11-23 9:00")]);
    assert_eq!(desk.decision(row).due, desk.decision(1).due);
    let delayed = add(&mut desk, "T1", "3", &[(PostColumn::PublishAt, "+30m")]);
    assert_eq!(desk.decided(delayed), "open Queued, says DelayWaits");
    // The first row answers nothing that a time could follow.
    let mut desk = Desk::new();
    let first = add(&mut desk, "T1", "1", &[(PostColumn::PublishAt, "+30m")]);
    assert_eq!(desk.decided(first), REFUSED);
}

#[test]
fn a_later_row_is_as_late_as_the_one_before() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    let row = add(&mut desk, "T1", "2", &[TIMELESS]);
    assert_eq!(desk.decided(row), GOES_OUT);
    desk.place.now += TimeDelta::days(2);
    assert_eq!(desk.decided(row), "open Missed, shows Missed, says Missed");
}

#[test]
fn drafts_empty_rows_and_rows_for_other_networks_hold_up_no_tree() {
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[]);
    add(&mut desk, "T1", "2", &[]);
    desk.post(&[(PostColumn::TreeId, "T1"), (PostColumn::TreeOrder, "2"), (PostColumn::Text, "")]);
    let variant = [(PostColumn::Status, "Draft")];
    let draft = add(&mut desk, "T1", "2", &variant);
    let last = add(&mut desk, "T1", "3", &[]);
    assert_eq!([1, 2, last].map(|row| desk.decided(row)), [GOES_OUT; 3]);
    assert_eq!(parent_of(&desk, last), Some(2));
    assert_eq!(desk.decided(draft), "nothing");
    // What a person holds back alone at its place holds back what follows.
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[]);
    add(&mut desk, "T1", "2", &variant);
    let last = add(&mut desk, "T1", "3", &[]);
    assert_eq!(desk.decided(last), WAITS);
}

#[test]
fn a_later_row_is_shown_at_the_time_of_the_one_before() {
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[LATER]);
    let row = add(&mut desk, "T1", "2", &[TIMELESS]);
    let last = add(&mut desk, "T1", "3", &[TIMELESS]);
    let upcoming = desk.upcoming().posts;
    let due: Vec<_> =
        [1, row, last].map(|row| upcoming.iter().find(|it| it.row == row).unwrap().due).into();
    assert!(due.windows(2).all(|two| two[0] == two[1]) && due[0] > desk.place.now, "{due:?}");
}

#[test]
fn rows_of_a_tree_with_different_accounts_are_refused() {
    let mut desk = Desk::new();
    desk.account(&[(AccountColumn::Account, "other")]);
    let other = (PostColumn::Account, "other");
    add(&mut desk, "T1", "1", &[]);
    let row = add(&mut desk, "T1", "2", &[other]);
    let last = add(&mut desk, "T1", "3", &[]);
    assert_eq!(fault(&desk, row), TreeFault::OtherAccount { other_row: 2 });
    assert_eq!(parent_of(&desk, last), Some(1));
    // What is out tells whose it is.
    let mut desk = Desk::new();
    desk.account(&[(AccountColumn::Account, "other")]);
    let first = add(&mut desk, "T1", "1", &[other]);
    out(&mut desk, "T1", "2", None);
    assert_eq!(fault(&desk, first), TreeFault::OtherAccount { other_row: 3 });
}

#[test]
fn a_reply_to_cell_in_a_tree_must_name_the_parent_of_the_row() {
    let previous = (PostColumn::ReplyTo, "previous");
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[]);
    let row = add(&mut desk, "T1", "2", &[previous]);
    desk.post(&[(PostColumn::Text, "between")]);
    let last = add(&mut desk, "T1", "3", &[previous]);
    assert_eq!((desk.decided(row).as_str(), parent_of(&desk, row)), (GOES_OUT, Some(1)));
    assert_eq!(fault(&desk, last), TreeFault::ReplyTo { other_row: 3 });
    // Once fixed, it may be sorted anywhere.
    let mut desk = Desk::new();
    known(&mut desk, ("T1", "1"), (State::Queued, None), &[]);
    desk.post(&[(PostColumn::Text, "between")]);
    let row = known(&mut desk, ("T1", "2"), (State::Queued, Some("rabcdefg1")), &[previous]);
    assert_eq!((desk.decided(row).as_str(), parent_of(&desk, row)), ("publish", Some(1)));
    // The first row may answer a post, unless that is one of its own tree.
    let media = (PostColumn::ReplyTo, "18000000000000000");
    let mut desk = Desk::new();
    desk.post(&[(PostColumn::Text, "above")]);
    let first = add(&mut desk, "T1", "1", &[previous]);
    let row = add(&mut desk, "T1", "2", &[media]);
    let upside_down = add(&mut desk, "T1", "0", &[previous]);
    assert_eq!(fault(&desk, upside_down), TreeFault::ReplyTo { other_row: 4 });
    assert_eq!(fault(&desk, row), TreeFault::ReplyTo { other_row: 3 });
    desk.posts.truncate(row);
    assert_eq!((desk.decided(first).as_str(), parent_of(&desk, first)), (GOES_OUT, Some(1)));
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    let row = add(&mut desk, "T1", "2", &[(PostColumn::ReplyTo, "media1")]);
    assert_eq!(desk.decided(row), REFUSED, "no media id");
}

#[test]
fn a_reply_to_a_row_published_elsewhere_needs_its_permalink() {
    for cells in [
        &[(PostColumn::Status, "Published")][..],
        &[(PostColumn::Permalink, "https://www.threads.com/@a/post/x")],
    ] {
        let mut desk = Desk::new();
        add(&mut desk, "T1", "1", cells);
        let row = add(&mut desk, "T1", "2", &[]);
        assert_eq!(fault(&desk, row), TreeFault::PublishedElsewhere { other_row: 2 });
        let link = (PostColumn::ReplyTo, "https://www.threads.com/@a/post/x");
        desk.posts.pop();
        let row = add(&mut desk, "T1", "2", &[link]);
        assert_eq!(desk.decided(row), GOES_OUT);
    }
}

#[test]
fn rows_of_a_tree_take_no_slot_and_no_place_of_the_day_but_for_the_first() {
    let mut desk = slotted("12:00");
    desk.accounts[0].daily_cap = Ok(Some(1));
    add(&mut desk, "T1", "1", &[TIMELESS]);
    let row = add(&mut desk, "T1", "2", &[TIMELESS]);
    let other = desk.post(&[(PostColumn::Text, "other"), TIMELESS]);
    assert_eq!(desk.decided(1), "open Queued, says InSlot");
    assert_eq!(desk.decided(row), WAITS);
    let slot = |row| desk.decision(row).slot;
    let next_day = slot(1).map(|at| at + TimeDelta::days(1));
    assert_eq!((slot(row), slot(other)), (None, next_day));
}

#[test]
fn the_same_words_without_a_time_under_two_trees_are_two_posts() {
    let mut desk = Desk::new();
    for tree in ["T1", "T2"] {
        desk.post(&[
            (PostColumn::TreeId, tree),
            (PostColumn::TreeOrder, "1"),
            (PostColumn::Text, tree),
        ]);
        add(&mut desk, tree, "2", &[TIMELESS]);
    }
    assert_eq!([1, 2, 3, 4].map(|row| desk.decided(row)), [GOES_OUT; 4]);
}
