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
    // At another time of day, or with quite another text, it is another row.
    for (text, rule) in [("Open today", "daily 9:01"), ("Closed", "daily 9:00")] {
        let other = stock_row(&desk, 1, &[(TEXT, text), (StockColumn::When, rule)]);
        assert_eq!(decided(&desk, &[other])[0].uses, 0, "{text} {rule}");
    }
}

#[test]
fn a_row_that_takes_the_place_of_a_deleted_one_begins_with_its_own_first_text() {
    let mut desk = Desk::new();
    let old = known(&desk, 1, "Old", "daily 9:00");
    let old = StockRow { state: Some(state(&old, 5, Some("2026-11-24T00:00:00Z"))), ..old };
    add_use(&mut desk, "Old", "2026-11-24 09:00", use_of(&old));
    let cells = [
        (TEXT, "Campaign 1\n---\nCampaign 2"),
        (StockColumn::When, "daily 9:00"),
        (StockColumn::Times, "3"),
    ];
    let mut new = stock_row(&desk, 1, &cells);
    let decision = decided(&desk, std::slice::from_ref(&new)).remove(0);
    assert_eq!((decision.uses, decision.last), (0, None), "{decision:?}");
    let next = desk.place.wall("2026-11-25T00:00:00Z".parse().unwrap());
    assert_eq!(decision.says, Some(StockMessage::Next { at: next }), "the old one has that time");
    new.state = Some(StockState { id: "snewrow01".into(), ..state(&new, 0, None) });
    assert_eq!(uses(&desk, std::slice::from_ref(&new)), ["none"], "not at the same minute");
    desk.posts.clear();
    standing::out(&mut desk, &old, "2026-11-24T00:00:20Z");
    desk.place.now = "2026-11-24T01:00:00Z".parse().unwrap();
    let decision = decided(&desk, &[new]).remove(0);
    assert!(matches!(decision.step, StockStep::Use { variant: 0, .. }), "{decision:?}");
}

#[test]
fn where_its_post_was_deleted_as_well_the_new_row_has_that_time() {
    let mut desk = Desk::new();
    let old = used(&desk, 1, "daily 9:00", 5, "2026-11-24T00:00:00Z");
    let stocked = witness::logged(crate::log::Event::Stocked, 7, "h");
    let stocked = Line { stock_use: Some(use_of(&old)), ..stocked };
    desk.log_lines.as_mut().unwrap().lines.push(stocked);
    let mut new = stock_row(&desk, 1, &[(TEXT, "New"), (StockColumn::When, "daily 9:00")]);
    new.state = Some(StockState { id: "snewrow01".into(), ..state(&new, 0, None) });
    assert_eq!(uses(&desk, &[new]), ["24 09:00"]);
}

#[test]
fn cells_that_are_moved_away_and_back_find_the_state_that_they_had() {
    let mut desk = Desk::new();
    let row = known(&desk, 1, "One\n---\nTwo", "daily 15:00");
    let state_of = |row: &StockRow| row.state.as_ref().map(ToString::to_string).unwrap();
    let first = state_of(&row);
    let left = |receipt: &str| {
        let account = (StockColumn::Post(PostColumn::Account), "");
        stock_row(&desk, 1, &[(StockColumn::Receipt, receipt), account])
    };
    // Cut and pasted without the hidden Receipt, before it was ever used.
    let moved = StockRow { row: 5, state: None, receipt: String::new(), ..row.clone() };
    let decision = decided(&desk, &[left(&first), moved.clone()]).remove(1);
    let writer_id = WriterId { nonce: "n2", at: DateTime::UNIX_EPOCH };
    let next = decision.next_state(&moved, "sanother1", writer_id).unwrap();
    assert_eq!(next.id, row.state.as_ref().unwrap().id, "no second state of the same cells");
    // Used there, and cut back beside what it remembered first.
    let used = StockState { uses: 1, last: Some("2026-11-23T06:00:00Z".parse().unwrap()), ..next };
    let moved = StockRow { state: Some(used), ..moved };
    let stock_use = use_of(&moved);
    let emptied = StockRow { row: 5, ..left(&state_of(&moved)) };
    add_use(&mut desk, "One", "2026-11-23 15:00", stock_use);
    let decision = decided(&desk, &[row, emptied]).remove(0);
    assert_eq!((decision.uses, decision.step), (1, StockStep::Forward));
}

#[test]
fn of_two_states_of_the_same_cells_the_one_that_was_used_last_is_theirs() {
    let desk = Desk::new();
    let cells = [
        (TEXT, "One"),
        (StockColumn::When, "daily 9:00"),
        (StockColumn::Rest, "30 days"),
        (StockColumn::Times, "1"),
    ];
    let row = stock_row(&desk, 1, &cells);
    let first = state(&row, 0, None);
    let used = StockState { version: 3, ..state(&row, 1, Some("2026-11-22T00:00:00Z")) };
    let another = StockState { id: "sanother1".into(), ..used.clone() };
    let left = |state: &StockState| {
        let line = state.to_string();
        let account = (StockColumn::Post(PostColumn::Account), "");
        stock_row(&desk, 2, &[(StockColumn::Receipt, &line), account])
    };
    for newer in [&used, &another] {
        for (own, other) in [(&first, newer), (newer, &first)] {
            let row = StockRow { state: Some(own.clone()), ..row.clone() };
            let decision = decided(&desk, &[row, left(other)]).remove(0);
            assert_eq!((decision.uses, decision.last), (1, newer.last), "{own} and {other}");
        }
    }
}
