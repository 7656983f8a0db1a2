//! Cells that people sort, cut and retype without the hidden Receipt: what is known of a row goes with its cells.

use super::*;

#[test]
fn rows_that_are_sorted_without_their_receipts_are_not_used_twice() {
    let mut desk = Desk::new();
    let a = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
    let mut b = known(&desk, 2, "B", "Wed 9:00");
    b.state = Some(state(&b, 1, Some("2026-11-18T00:00:00Z")));
    add_use(&mut desk, "One", "2026-11-24 09:00", use_of(&a));
    assert_eq!(uses(&desk, &[a.clone(), b.clone()]), ["none", "none"], "before");
    let sorted = [
        StockRow { row: 1, state: a.state.clone(), receipt: a.receipt.clone(), ..b.clone() },
        StockRow { row: 2, state: b.state.clone(), receipt: b.receipt.clone(), ..a.clone() },
    ];
    assert_eq!(uses(&desk, &sorted), ["none", "none"]);
    let decided = decided(&desk, &sorted);
    let ids = decided.iter().map(|it| match &it.step {
        StockStep::Open(Some(known)) => known.id.clone(),
        other => panic!("{other:?}"),
    });
    let ids: Vec<String> = ids.collect();
    assert_eq!(ids, [b.state.unwrap().id, a.state.unwrap().id], "each its own");
}

#[test]
fn rest_and_times_go_with_the_cells() {
    let desk = Desk::new();
    let cells = |text| {
        let rest = [(StockColumn::Rest, "30 days"), (StockColumn::Times, "3")];
        [&[(TEXT, text), (StockColumn::When, "daily 9:00")][..], &rest].concat()
    };
    let mut a = stock_row(&desk, 1, &cells("A"));
    a.state = Some(state(&a, 3, Some("2026-11-22T00:00:00Z")));
    let mut b = stock_row(&desk, 2, &cells("B"));
    b.state = Some(state(&b, 0, None));
    assert_eq!(uses(&desk, &[a.clone(), b.clone()]), ["none", "24 09:00"], "before");
    let sorted = [
        StockRow { row: 1, state: a.state.clone(), ..b.clone() },
        StockRow { row: 2, state: b.state, ..a },
    ];
    assert_eq!(uses(&desk, &sorted)[1], "none", "A was used as often as Times says, and rests");
}

#[test]
fn cells_that_are_cut_and_pasted_elsewhere_keep_what_is_known_of_them() {
    let mut desk = Desk::new();
    let a = used(&desk, 1, "daily 9:00", 2, "2026-11-24T00:00:00Z");
    add_use(&mut desk, "Two", "2026-11-24 09:00", use_of(&a));
    let moved = StockRow { row: 5, state: None, receipt: String::new(), ..a.clone() };
    let line = a.state.as_ref().unwrap().to_string();
    let left = stock_row(
        &desk,
        1,
        &[(StockColumn::Receipt, &line), (StockColumn::Post(PostColumn::Account), "")],
    );
    assert!(left.is_blank);
    let decided = decided(&desk, &[left, moved]);
    assert_eq!((&decided[0].step, &decided[0].says), (&StockStep::Keep, &None));
    assert_eq!((decided[1].uses, decided[1].last), (2, a.state.unwrap().last));
}

#[test]
fn a_row_that_was_edited_and_then_emptied_of_its_receipt_is_not_used_twice() {
    let mut desk = Desk::new();
    let mut row = known(&desk, 1, "Opne today", "daily 9:00");
    row.state = Some(state(&row, 1, Some("2026-11-24T00:00:00Z")));
    add_use(&mut desk, "Opne today", "2026-11-24 09:00", use_of(&row));
    let mended = [(TEXT, "Open today"), (StockColumn::When, "daily 9:00")];
    let decision = decided(&desk, &[stock_row(&desk, 1, &mended)]).remove(0);
    assert_eq!((decision.uses, decision.last), (1, row.state.unwrap().last), "{decision:?}");
    // At another time of day it is another row.
    let other = [(TEXT, "Open today"), (StockColumn::When, "daily 9:01")];
    assert_eq!(decided(&desk, &[stock_row(&desk, 1, &other)])[0].uses, 0);
}
