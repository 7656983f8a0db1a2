//! Cells that do not tell where a row belongs, and what waits for them.

use super::*;

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
fn a_row_is_not_placed_while_the_sheet_is_working_out_whose_it_is() {
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[]);
    let row = desk.post(&[(PostColumn::TreeId, "Loading..."), (PostColumn::TreeOrder, "2")]);
    add(&mut desk, "T1", "3", &[]);
    let decided = [1, row, 3].map(|row| desk.decided(row));
    assert_eq!(decided, [GOES_OUT, "says Loading", "open Queued, says TreeLoading"]);
}

#[test]
fn what_comes_after_a_row_that_does_not_say_whose_it_is_waits_for_it() {
    let rows = |rows: &[(&str, &str)]| {
        let mut desk = Desk::new();
        for (tree, order) in rows {
            add(&mut desk, tree, order, &[]);
        }
        (1..=rows.len()).map(|row| desk.decided(row)).collect::<Vec<_>>()
    };
    // Between the rows of a tree, most likely.
    let decided = rows(&[("T1", "1"), ("", "2"), ("T1", "3"), ("T1", "4")]);
    assert_eq!(decided, [GOES_OUT, REFUSED, UNCLEAR, WAITS]);
    // Of no use to anybody else.
    let decided = rows(&[("T1", "1"), ("T1", "2"), ("", "3"), ("T2", "1"), ("T2", "9")]);
    assert_eq!(decided, [GOES_OUT, GOES_OUT, REFUSED, GOES_OUT, GOES_OUT]);
    let decided = rows(&[("T1", "1"), ("", "second"), ("T1", "2"), ("T2", "1")]);
    assert_eq!(decided, [UNCLEAR, REFUSED, UNCLEAR, GOES_OUT]);
}

#[test]
fn what_may_come_after_a_row_with_a_broken_id_waits_for_it() {
    let decided = |trees: &[(&str, &str)], broken: Option<u32>, account: &str| {
        let mut desk = Desk::new();
        desk.account(&[(AccountColumn::Account, "other")]);
        for (tree, order) in trees {
            add(&mut desk, tree, order, &[]);
        }
        let more = [(PostColumn::Account, account), (PostColumn::Text, "broken")];
        let row = add(&mut desk, "T9", "1", &more);
        let post = desk.open_mut(row);
        let cells = &mut post.tree.as_mut().unwrap().cells;
        (cells.id, cells.order) = (TreeId::Unreadable, broken);
        (1..row).map(|row| desk.decided(row)).collect::<Vec<_>>()
    };
    let rows = [("T1", "1"), ("T1", "2"), ("T2", "1"), ("T2", "3"), ("T3", "")];
    let goes = [GOES_OUT; 2];
    assert_eq!(
        decided(&rows, Some(2), SHOP)[..],
        [&goes[..], &[GOES_OUT, UNCLEAR, UNCLEAR]].concat()
    );
    assert_eq!(decided(&rows, Some(2), "other"), [GOES_OUT; 5]);
    assert_eq!(decided(&rows, Some(0), SHOP), [UNCLEAR, WAITS, UNCLEAR, WAITS, UNCLEAR]);
    assert_eq!(decided(&rows, None, SHOP), [UNCLEAR; 5]);
}

#[test]
fn later_numbers_without_a_tree_id_are_refused() {
    let mut desk = Desk::new();
    for (tree, order) in [("T1", "0"), ("", "1"), ("", "2")] {
        add(&mut desk, tree, order, &[]);
    }
    assert_eq!([1, 2, 3].map(|row| desk.decided(row)), [GOES_OUT, REFUSED, REFUSED]);
    desk.posts.remove(0);
    assert_eq!([2, 3].map(|row| desk.decided(row)), [GOES_OUT, REFUSED]);
}

#[test]
fn a_date_without_a_time_on_a_later_row_is_reported() {
    let mut desk = Desk::new();
    add(&mut desk, "T1", "1", &[]);
    let row = add(&mut desk, "T1", "2", &[(PostColumn::PublishAt, "2026-12-01")]);
    assert_eq!(desk.decided(row), "open Queued, says Noticed");
}
