//! Rows of other tools that make up one thread, by a tree id and an order number.

use super::slots::slotted;
use super::witness::logged;
use super::*;
use crate::log::Event;
use crate::post::{StoredState, TreePlace};
use crate::reason::TreeFault;
use crate::transitions::WriterId;

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

fn decision(desk: &Desk, row: usize) -> Decision {
    let plan = desk.plan();
    let found = plan.posts.into_iter().find(|decision| decision.row == row);
    found.unwrap_or_else(|| panic!("nothing is decided about row {row}"))
}

/// Returns the row, from 0, that a row answers.
fn parent_of(desk: &Desk, row: usize) -> Option<usize> {
    desk.upcoming().posts.iter().find(|it| it.row == row).and_then(|it| it.parent_row)
}

/// Returns why a row can go under none of its tree.
fn fault(desk: &Desk, row: usize) -> TreeFault {
    match decision(desk, row).says {
        Says::This(Message::Refused(Refusal::Tree(fault))) => fault,
        says => panic!("row {row}: {says:?}"),
    }
}

fn is_gone(desk: &Desk, row: usize) -> bool {
    decision(desk, row).says == Says::This(Message::Refused(Refusal::TreeParentGone))
}

#[test]
fn rows_answer_one_another_in_the_order_of_their_numbers_wherever_they_stand() {
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
fn a_row_alone_with_its_id_and_one_in_no_tree_are_posts_like_any_other() {
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
    assert_eq!(decision(&desk, row).due, decision(&desk, 1).due);
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
fn numbers_that_do_not_tell_the_order_are_refused_and_the_rest_waits() {
    let mut desk = Desk::new();
    for order in ["1", "2", "2", "3", "4"] {
        let text = format!("{order} in row {}", desk.posts.len() + 1);
        desk.post(&[
            (PostColumn::TreeId, "T1"),
            (PostColumn::TreeOrder, order),
            (PostColumn::Text, &text),
        ]);
    }
    let decided = [1, 2, 3, 4, 5].map(|row| desk.decided(row));
    assert_eq!(decided, [GOES_OUT, REFUSED, REFUSED, UNCLEAR, WAITS]);
    assert_eq!(fault(&desk, 2), TreeFault::SameOrder { other_row: 4 });
    assert_eq!(fault(&desk, 3), TreeFault::SameOrder { other_row: 3 });
    // A parent that is not clear is not fixed either.
    assert_eq!(parent_of(&desk, 4), None);
    for order in ["", "first", "1.5"] {
        let mut desk = Desk::new();
        add(&mut desk, "T1", "1", &[]);
        let row = add(&mut desk, "T1", order, &[]);
        add(&mut desk, "T1", "3", &[]);
        // It may be meant to come first.
        assert_eq!([1, 2, 3].map(|row| desk.decided(row)), [UNCLEAR, REFUSED, UNCLEAR], "{order}");
        if order.is_empty() {
            assert_eq!(fault(&desk, row), TreeFault::NoOrder { other_row: 2 });
        }
    }
}

#[test]
fn drafts_and_rows_that_hold_nothing_or_are_not_for_threads_are_in_nobodys_way() {
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
fn a_row_added_behind_what_is_out_goes_under_the_last_and_one_before_it_is_refused() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "10", None);
    out(&mut desk, "T1", "20", Some("rabcdefg1"));
    let between = add(&mut desk, "T1", "15", &[TIMELESS]);
    let behind = add(&mut desk, "T1", "30", &[TIMELESS]);
    let before = add(&mut desk, "T1", "5", &[]);
    assert_eq!(desk.decided(behind), GOES_OUT);
    assert_eq!(parent_of(&desk, behind), Some(2));
    for row in [between, before] {
        assert_eq!(fault(&desk, row), TreeFault::Passed { other_row: 3 });
    }
}

#[test]
fn what_is_out_counts_though_its_cells_were_emptied_since() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    out(&mut desk, "T1", "2", Some("rabcdefg1"));
    let line = desk.posts[1].receipt().unwrap().to_string();
    let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Status, "Published")];
    let own = [(PostColumn::TreeId, "T1"), (PostColumn::TreeOrder, "2"), (PostColumn::Text, "")];
    desk.posts[1] = Row::Open(Box::new(desk.read(2, &[&own[..], &more].concat())));
    let row = add(&mut desk, "T1", "3", &[TIMELESS]);
    assert_eq!((desk.decided(row).as_str(), parent_of(&desk, row)), (GOES_OUT, Some(2)));
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
fn a_copied_tree_with_its_old_id_hangs_under_nothing() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    out(&mut desk, "T1", "2", Some("rabcdefg1"));
    let first = add(&mut desk, "T1", "1", &[(PostColumn::Text, "again")]);
    let second = add(&mut desk, "T1", "2", &[TIMELESS]);
    let third = add(&mut desk, "T1", "3", &[TIMELESS]);
    assert_eq!(fault(&desk, first), TreeFault::OrderTaken { other_row: 2 });
    assert_eq!(fault(&desk, second), TreeFault::OrderTaken { other_row: 3 });
    assert_eq!(parent_of(&desk, third), Some(2), "it goes on where the tree has ended");
}

#[test]
fn a_copied_tree_with_an_id_of_its_own_is_a_tree_of_its_own_lines_and_all() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    out(&mut desk, "T1", "2", Some("rabcdefg1"));
    for (row, order) in [(1, "1"), (2, "2")] {
        let line = desk.posts[row - 1].receipt().unwrap().to_string();
        let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Status, ""), TIMELESS];
        let more = if row == 1 { &more[..2] } else { &more[..] };
        desk.post(&cells("T2", order, more));
    }
    assert_eq!([3, 4].map(|row| desk.decided(row)), [GOES_OUT; 2]);
    assert_eq!([3, 4].map(|row| parent_of(&desk, row)), [None, Some(3)]);
    assert_eq!([1, 2].map(|row| desk.decided(row)), ["nothing"; 2]);
}

#[test]
fn a_copy_of_a_tree_that_is_not_all_out_keeps_nothing_of_it_wherever_it_was_pasted() {
    for is_above in [true, false] {
        let mut desk = Desk::new();
        // The rows and their copies, by the row in which each stands.
        let (own, copies) = if is_above { ([3, 4], [1, 2]) } else { ([1, 2], [3, 4]) };
        let mut rows = vec![Vec::new(); 4];
        let published = [(PostColumn::Status, "Published"), (PostColumn::PublishedAt, "x")];
        let typed = [cells("T1", "1", &published), cells("T1", "2", &[TIMELESS])];
        let parents = [None, Some(format!("rabcdefg{}", own[0]))];
        let states = [State::Posted, State::Queued];
        let mut lines = Vec::new();
        for (((row, cells), parent), state) in own.into_iter().zip(typed).zip(parents).zip(states) {
            let line = receipt(row, state, &desk.read(row, &cells).hash);
            lines.push(RowState { parent, ..line }.to_string());
            rows[row - 1] = cells;
        }
        for (row, (order, more)) in copies.into_iter().zip([("1", None), ("2", Some(TIMELESS))]) {
            rows[row - 1] = cells("T2", order, more.as_slice());
        }
        for (row, cells) in (1..).zip(&rows) {
            let at = own.iter().chain(&copies).position(|it| *it == row).unwrap();
            let line = [(PostColumn::Receipt, lines[at % 2].as_str())];
            desk.post(&[&cells[..], &line].concat());
        }
        assert_eq!(own.map(|row| desk.decided(row)), ["nothing", "publish"], "{is_above}");
        assert_eq!(copies.map(|row| desk.decided(row)), [GOES_OUT; 2], "{is_above}");
        let parents = [own[1], copies[0], copies[1]].map(|row| parent_of(&desk, row));
        assert_eq!(parents, [Some(own[0]), None, Some(copies[0])], "{is_above}");
    }
}

#[test]
fn a_row_that_is_written_anew_has_no_parent_that_could_be_gone() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "2", Some("rgoneaway"));
    let line = desk.posts[0].receipt().unwrap().to_string();
    let anew = [(PostColumn::Receipt, line.as_str()), (PostColumn::Text, "other words")];
    desk.posts[0] =
        Row::Open(Box::new(desk.read(1, &[&anew[..], &cells("T1", "2", &[])].concat())));
    assert_eq!((desk.decided(1).as_str(), parent_of(&desk, 1)), (GOES_OUT, None));
}

#[test]
fn what_is_not_out_goes_by_its_number_though_a_parent_was_fixed() {
    let mut desk = Desk::new();
    known(&mut desk, ("T1", "1"), (State::Queued, None), &[LATER]);
    let last = known(&mut desk, ("T1", "3"), (State::Queued, Some("rabcdefg1")), &[TIMELESS]);
    assert_eq!(parent_of(&desk, last), Some(1));
    let between = add(&mut desk, "T1", "2", &[TIMELESS]);
    assert_eq!([last, between].map(|row| parent_of(&desk, row)), [Some(between), Some(1)]);
    // One that comes before the first is the first from then on.
    let first = add(&mut desk, "T1", "0", &[LATER]);
    assert_eq!([1, first].map(|row| parent_of(&desk, row)), [Some(first), None]);
}

#[test]
fn a_row_that_has_become_the_first_forgets_what_it_was_to_go_under() {
    let mut desk = Desk::new();
    known(&mut desk, ("T1", "5"), (State::Queued, None), &[LATER]);
    let first = known(&mut desk, ("T1", "3"), (State::Queued, Some("rabcdefg1")), &[LATER]);
    desk.with(|sheet| {
        let Row::Open(post) = &sheet.posts[first - 1] else { panic!() };
        let line = post.stored.line().unwrap().clone();
        assert!(post.begins_a_tree() && line.parent.is_some());
        let at = sheet.place.now;
        let kept = Decision::keep(post, at);
        let writer_id = WriterId { nonce: "n2", at };
        for step in [Step::Keep, Step::Turn(State::Queued)] {
            let decision = Decision { step, ..kept.clone() };
            let next = decision.next_line(post, None, None, writer_id).unwrap();
            assert_eq!((next.version, next.parent), (line.version + 1, None));
        }
    });
}

#[test]
fn a_row_whose_parent_was_deleted_is_refused_until_a_person_has_seen_it() {
    for with_first in [true, false] {
        let mut desk = Desk::new();
        if with_first {
            out(&mut desk, "T1", "1", None);
        } else {
            desk.post(&[(PostColumn::Text, "a post")]);
        }
        let row = known(&mut desk, ("T1", "3"), (State::Queued, Some("rgoneaway")), &[TIMELESS]);
        assert_eq!(desk.decided(row), "turn Failed, shows Failed, says Refused");
        assert!(is_gone(&desk, row));
        let why = Some(RowCode::TreeParentGone);
        for (status, text, goes_on) in
            [("Failed", "3", false), ("", "3", true), ("Failed", "x", true)]
        {
            let mut line = desk.posts[row - 1].receipt().unwrap();
            (line.state, line.why) = (State::Failed, why.clone());
            let line = line.to_string();
            let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Status, status)];
            let cells = [&[(PostColumn::Text, text), TIMELESS], &more[..]].concat();
            let cells = cells.into_iter().chain(cells_of_tree()).collect::<Vec<_>>();
            let post = desk.read(row, &cells);
            let mut desk = Desk { posts: desk.posts.clone(), ..Desk::new() };
            desk.posts[row - 1] = Row::Open(Box::new(post));
            let decided = desk.decided(row);
            if !goes_on {
                assert_eq!(decided, "says Refused", "{status} {text}");
            } else if with_first {
                assert!(decided.starts_with("turn Queued, publish"), "{decided}");
                assert_eq!(parent_of(&desk, row), Some(1));
            } else {
                assert!(decided.starts_with("turn Queued"), "{decided}");
                assert_eq!(parent_of(&desk, row), None);
            }
        }
    }
}

fn cells_of_tree() -> [(PostColumn, &'static str); 2] {
    [(PostColumn::TreeId, "T1"), (PostColumn::TreeOrder, "3")]
}

#[test]
fn a_row_goes_under_what_was_out_when_that_was_taken_out_of_the_tree() {
    let mut desk = Desk::new();
    out(&mut desk, "", "2", None);
    let row = known(&mut desk, ("T1", "3"), (State::Queued, Some("rabcdefg1")), &[TIMELESS]);
    assert_eq!((desk.decided(row).as_str(), parent_of(&desk, row)), ("publish", Some(1)));
    // Where its own cells were changed, nobody can tell what is meant.
    let mut line = desk.posts[row - 1].receipt().unwrap();
    line.hash = "other".to_owned();
    let line = line.to_string();
    desk.posts.pop();
    let row = add(&mut desk, "T2", "3", &[TIMELESS, (PostColumn::Receipt, &line)]);
    assert!(is_gone(&desk, row));
}

#[test]
fn a_parent_that_the_log_gives_back_in_this_run_is_not_gone_and_its_tree_waits() {
    let mut desk = Desk::new();
    let lost = add(&mut desk, "T1", "1", &[]);
    let row = known(&mut desk, ("T1", "2"), (State::Queued, Some("rabcdefg1")), &[TIMELESS]);
    let before = add(&mut desk, "T1", "0", &[]);
    let hash = desk.read(lost, &cells("T1", "1", &[])).hash;
    desk.log_lines = Some(LogLines { lines: vec![logged(Event::Published, lost, &hash)] });
    assert_eq!(desk.decided(lost), "restore Posted, shows Published, says Restored");
    assert_eq!(desk.decided(row), "says ParentWaits");
    assert_eq!(desk.decided(before), WAITS, "it would come before what is out");
}

#[test]
fn a_tree_is_one_account_s() {
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
fn a_reply_to_of_its_own_must_name_the_same_post() {
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
fn under_what_somebody_else_has_published_a_row_needs_the_address_of_it() {
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
fn a_row_is_not_placed_while_the_sheet_is_working_out_whose_it_is() {
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[]);
    let row = desk.post(&[(PostColumn::TreeId, "Loading..."), (PostColumn::TreeOrder, "2")]);
    add(&mut desk, "T1", "3", &[]);
    let decided = [1, row, 3].map(|row| desk.decided(row));
    assert_eq!(decided, [UNCLEAR, "says Loading", UNCLEAR]);
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
    let slot = |row| decision(&desk, row).slot;
    let next_day = slot(1).map(|at| at + TimeDelta::days(1));
    assert_eq!((slot(row), slot(other)), (None, next_day));
}

#[test]
fn a_tree_that_is_rewritten_as_a_whole_is_another_one() {
    let mut desk = Desk::new();
    let rewritten = [(PostColumn::Text, "new words")];
    for (row, parent) in [(1, None), (2, Some("rabcdefg1"))] {
        out(&mut desk, "T1", &row.to_string(), parent);
        let line = desk.posts[row - 1].receipt().unwrap().to_string();
        let order = row.to_string();
        let own = [(PostColumn::TreeId, "T1"), (PostColumn::TreeOrder, order.as_str())];
        let text = format!("new words {row}");
        let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Text, text.as_str())];
        let post = desk.read(row, &[&own[..], &more].concat());
        desk.posts[row - 1] = Row::Open(Box::new(post));
    }
    assert_eq!([1, 2].map(|row| desk.decided(row)), [GOES_OUT; 2]);
    assert_eq!([1, 2].map(|row| parent_of(&desk, row)), [None, Some(1)]);
    // Only a part of it: that would come before what is out.
    desk.posts.truncate(1);
    out(&mut desk, "T1", "2", Some("rabcdefg1"));
    assert_eq!(fault(&desk, 1), TreeFault::Passed { other_row: 3 }, "{rewritten:?}");
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

#[test]
fn a_row_in_doubt_keeps_the_place_that_it_had() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    let row = known(&mut desk, ("T1", "3"), (State::Trying, Some("rabcdefg1")), &[TIMELESS]);
    let first = known(&mut desk, ("T2", "3"), (State::Trying, None), &[]);
    add(&mut desk, "T2", "1", &[]);
    desk.with(|sheet| {
        let place = |row: usize| match &sheet.posts[row - 1] {
            Row::Open(post) => post.tree_place(),
            Row::Finished { .. } => panic!(),
        };
        assert_eq!([row, first].map(place), [TreePlace::Under(1), TreePlace::First]);
    });
}

#[test]
fn very_many_rows_are_placed_at_once() {
    let desk = Desk::new();
    let first = desk.read(0, &cells("T1", "1", &[]));
    let mut posts: Vec<Row> = (0..40_000)
        .map(|row| {
            let mut post = PostRow { row: row as usize, ..first.clone() };
            // All of one tree: two with each number, a hundred with none, and half of them with one.
            post.tree.as_mut().unwrap().cells.order = match row {
                0..20_000 => Some(row / 2),
                20_000..20_100 => None,
                _ => Some(7),
            };
            Row::Open(Box::new(post))
        })
        .collect();
    place_in_trees(&mut posts);
    let is_fault = |row: &&Row| match row {
        Row::Open(post) => matches!(post.tree_place(), TreePlace::Fault(_)),
        Row::Finished { .. } => false,
    };
    assert_eq!(posts.iter().filter(is_fault).count(), 40_000);
}

/// What is drawn of a row: its tree, its number, its account, and how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Drawn {
    tree: usize,
    order: Option<u32>,
    is_other_account: bool,
    stage: usize,
}

const OUT: usize = 0;
const DRAFT: usize = 1;

/// Returns why a row must not stand where it does, by looking at each of the others.
fn wrong(drawn: &[Drawn], at: usize, place: TreePlace) -> Option<&'static str> {
    let own = drawn[at];
    let others = || drawn.iter().enumerate().filter(|(it, _)| *it != at).map(|(_, other)| other);
    let kin = || others().filter(|it| it.tree == own.tree);
    let one_account = || kin().filter(|it| it.is_other_account == own.is_other_account);
    let is_before = |it: &&Drawn| it.order < own.order && it.order.is_some();
    let is_fine =
        !one_account().any(|it| it.stage == OUT && it.order > own.order && it.order.is_some());
    match place {
        TreePlace::First if one_account().next().is_none() => None,
        TreePlace::First => {
            let is_lowest = own.order.is_some() && !one_account().any(|it| is_before(&it));
            let is_sure = one_account().all(|it| it.order.is_some());
            (!is_lowest || !is_sure || !is_fine).then_some("the first")
        }
        // Row 0 is the header.
        TreePlace::Under(row) => {
            let parent = drawn[row - 1];
            let is_of_tree = parent.tree == own.tree && is_before(&&parent);
            let is_of_account = parent.is_other_account == own.is_other_account;
            let is_next = !one_account().any(|it| is_before(&it) && it.order > parent.order);
            let twins = drawn.iter().filter(|it| (it.tree, it.order) == (own.tree, parent.order));
            let twins: Vec<&Drawn> =
                twins.filter(|it| it.is_other_account == own.is_other_account).collect();
            let count =
                |is_it: &dyn Fn(usize) -> bool| twins.iter().filter(|it| is_it(it.stage)).count();
            let is_only = match parent.stage {
                OUT => count(&|stage| stage == OUT) == 1,
                DRAFT => twins.len() == 1,
                _ => count(&|stage| stage != DRAFT) == 1,
            };
            let is_sure = one_account().all(|it| it.order.is_some());
            let is_right = is_of_tree && is_of_account && is_next && is_only && is_sure && is_fine;
            (!is_right).then_some("under another one")
        }
        TreePlace::Gone => Some("gone, though nothing was fixed"),
        TreePlace::Unclear(_) | TreePlace::Fault(_) => None,
    }
}

#[test]
fn however_rows_are_drawn_none_goes_under_a_wrong_one() {
    let mut seed = 1_u64;
    let mut draw = |count: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % count
    };
    let (mut n_under, mut n_first) = (0, 0);
    let mut base = Desk::new();
    base.account(&[(AccountColumn::Account, "other")]);
    let statuses = ["Published", "Draft", "", "Failed", "Ready"];
    let kinds: Vec<PostRow> = (0..statuses.len() * 2)
        .map(|kind| {
            let account = if kind % 2 == 1 { "other" } else { SHOP };
            let more = [(PostColumn::Account, account), (PostColumn::Status, statuses[kind / 2])];
            let mut post = base.read(1, &cells("T", "1", &more));
            if kind / 2 == OUT {
                let line = receipt(1, State::Posted, &post.hash);
                post.stored = StoredState::Line(Box::new(line));
            }
            post
        })
        .collect();
    for _ in 0..3_000 {
        let drawn: Vec<Drawn> = (0..2 + draw(6))
            .map(|_| Drawn {
                tree: draw(2),
                order: u32::try_from(draw(7)).ok().filter(|order| *order < 6),
                is_other_account: draw(8) == 0,
                stage: draw(statuses.len()),
            })
            .collect();
        let mut rows: Vec<Row> = Vec::new();
        for (row, it) in (1..).zip(&drawn) {
            let kind = it.stage * 2 + usize::from(it.is_other_account);
            let mut post = PostRow { row, ..kinds[kind].clone() };
            let tree = post.tree.as_mut().unwrap();
            tree.cells.id = Some(format!("T{}", it.tree).into());
            tree.cells.order = it.order;
            if let StoredState::Line(line) = &mut post.stored {
                line.id = format!("rabcdefg{row}");
            }
            rows.push(Row::Open(Box::new(post)));
        }
        place_in_trees(&mut rows);
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| drawn[*at].stage != OUT) {
            let Row::Open(post) = row else { panic!() };
            let place = post.tree_place();
            assert_eq!(wrong(&drawn, at, place), None, "row {} at {place:?}: {drawn:?}", at + 1);
            n_under += usize::from(matches!(place, TreePlace::Under(_)));
            n_first += usize::from(place == TreePlace::First);
        }
    }
    assert!(n_under > 500 && n_first > 1_000, "{n_under} under another one, {n_first} first");
}
