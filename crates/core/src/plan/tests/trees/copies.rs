//! Trees that were copied, and rows that are being rewritten.

use super::*;

#[test]
fn a_copied_tree_with_its_old_id_is_not_published() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    out(&mut desk, "T1", "2", Some("rabcdefg1"));
    let first = add(&mut desk, "T1", "1", &[(PostColumn::Text, "again")]);
    let second = add(&mut desk, "T1", "2", &[TIMELESS]);
    let third = add(&mut desk, "T1", "3", &[TIMELESS]);
    assert_eq!(fault(&desk, first), TreeFault::OrderTaken { other_row: 2 });
    assert_eq!(fault(&desk, second), TreeFault::OrderTaken { other_row: 3 });
    assert_eq!((desk.decided(third).as_str(), parent_of(&desk, third)), (UNCLEAR, None));
}

#[test]
fn a_copied_tree_with_its_own_id_is_a_new_tree_despite_copied_receipts() {
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
fn what_follows_a_copied_block_with_its_old_id_waits_until_that_has_its_own() {
    for status in ["", "Draft", "hold on", "Published"] {
        let mut desk = Desk::new();
        out(&mut desk, "T1", "1", None);
        out(&mut desk, "T1", "2", Some("rabcdefg1"));
        add(&mut desk, "T1", "1", &[(PostColumn::Text, "again"), (PostColumn::Status, status)]);
        let row = add(&mut desk, "T1", "3", &[TIMELESS]);
        assert_eq!(
            (desk.decided(row).as_str(), parent_of(&desk, row)),
            (UNCLEAR, None),
            "{status}"
        );
        // One that knew its parent before goes on under it.
        let own = known(&mut desk, ("T1", "4"), (State::Queued, Some("rabcdefg2")), &[TIMELESS]);
        assert_eq!(desk.decided(own), "says TreeUnclear", "the row before it is another one");
        desk.posts.remove(row - 1);
        assert_eq!((desk.decided(own).as_str(), parent_of(&desk, own)), ("publish", Some(2)));
    }
}

#[test]
fn what_follows_a_block_that_is_rewritten_row_by_row_waits_until_all_of_it_is() {
    for status in ["", "Draft", "hold on"] {
        let mut desk = Desk::new();
        out(&mut desk, "T1", "1", None);
        out(&mut desk, "T1", "2", Some("rabcdefg1"));
        rewrite(&mut desk, "1", status);
        let row = add(&mut desk, "T1", "3", &[TIMELESS]);
        assert_eq!(
            (desk.decided(row).as_str(), parent_of(&desk, row)),
            (UNCLEAR, None),
            "{status}"
        );
        rewrite(&mut desk, "2", "");
        let waits = [2, row].map(|row| desk.decision(row));
        let is_out = status.is_empty();
        assert_eq!(waits.map(|it| it.then == Then::Publish), [is_out; 2], "{status}");
        // Under the new one, which gets its id in this run, and not under the one that is out.
        let parents = [2, row].map(|row| desk.decision(row).parent_row);
        assert_eq!(parents, [is_out.then_some(1), Some(2)], "{status}");
    }
}

/// Gives a row that is out other words.
fn rewrite(desk: &mut Desk, order: &str, status: &str) {
    let row: usize = order.parse().unwrap();
    let line = desk.posts[row - 1].receipt().unwrap().to_string();
    let own = [(PostColumn::TreeId, "T1"), (PostColumn::TreeOrder, order)];
    let text = format!("new words {row}");
    let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Text, text.as_str())];
    let post = desk.read(row, &[&own[..], &more, &[(PostColumn::Status, status)]].concat());
    desk.posts[row - 1] = Row::Open(Box::new(post));
}

#[test]
fn a_copied_row_that_is_held_is_not_taken_for_the_post_that_it_was_copied_from() {
    for status in ["Draft", "hold on", "Failed", "Missed", "Check"] {
        for is_above in [false, true] {
            let mut desk = Desk::new();
            let own = if is_above { 2 } else { 1 };
            let published = cells("T1", "1", &[(PostColumn::Status, "Published")]);
            let hash = desk.read(own, &published).hash;
            let line = receipt(own, State::Posted, &hash).to_string();
            let line = [(PostColumn::Receipt, line.as_str())];
            let original = [&published[..], &line].concat();
            let copy = cells("T2", "1", &[line[0], (PostColumn::Status, status)]);
            let rows = if is_above { [&copy, &original] } else { [&original, &copy] };
            for cells in rows {
                desk.post(cells);
            }
            let row = add(&mut desk, "T2", "2", &[TIMELESS]);
            assert_eq!(desk.decided(row), WAITS, "{status} {is_above}");
            assert_eq!(desk.decision(row).parent_row, None, "{status} {is_above}");
        }
    }
}

#[test]
fn of_rows_of_one_id_that_were_all_edited_none_is_taken_for_the_post() {
    let mut desk = Desk::new();
    let line = receipt(1, State::Posted, "anything").to_string();
    let more = [(PostColumn::Receipt, line.as_str()), (PostColumn::Status, "Published")];
    for tree in ["T2", "T1"] {
        desk.post(&cells(tree, "1", &more));
    }
    for (tree, above) in [("T2", 1), ("T1", 2)] {
        let row = add(&mut desk, tree, "2", &[TIMELESS]);
        assert_eq!(fault(&desk, row), TreeFault::PublishedElsewhere { other_row: above + 1 });
    }
}

#[test]
fn a_copied_row_that_says_publishing_goes_where_its_number_has_it() {
    for (tree, order) in [("T2", "2"), ("T1", "3")] {
        let mut desk = Desk::new();
        out(&mut desk, "T1", "1", None);
        let publishing = (PostColumn::Status, "Publishing");
        known(&mut desk, ("T1", "2"), (State::Trying, Some("rabcdefg1")), &[publishing]);
        let line = desk.posts[1].receipt().unwrap().to_string();
        let parent = if tree == "T2" { add(&mut desk, "T2", "1", &[]) } else { 2 };
        let copy = add(&mut desk, tree, order, &[(PostColumn::Receipt, &line), publishing]);
        assert_eq!(parent_of(&desk, copy), Some(parent), "{tree} {order}");
        desk.with(|sheet| {
            let Row::Open(post) = &sheet.posts[copy - 1] else { panic!() };
            assert!(post.is_reply(), "{tree} {order}");
        });
    }
}
