//! What a row of a tree goes under once that was fixed, and when its parent was moved, deleted or lost.

use super::*;

#[test]
fn an_unpublished_row_follows_its_number_even_with_a_fixed_parent() {
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
fn a_rewritten_row_is_not_refused_for_a_deleted_parent() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "2", Some("rgoneaway"));
    let line = desk.posts[0].receipt().unwrap().to_string();
    let anew = [(PostColumn::Receipt, line.as_str()), (PostColumn::Text, "other words")];
    desk.posts[0] =
        Row::Open(Box::new(desk.read(1, &[&anew[..], &cells("T1", "2", &[])].concat())));
    assert_eq!((desk.decided(1).as_str(), parent_of(&desk, 1)), (GOES_OUT, None));
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
fn a_published_row_remains_a_parent_after_its_cells_are_emptied() {
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
fn a_row_added_after_the_published_ones_goes_under_the_last_and_an_earlier_one_is_refused() {
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

/// Adds a row that is queued, with a container that was made for it under this parent.
fn prepared(
    desk: &mut Desk,
    order: &str,
    parent: Option<&str>,
    cells: &[(PostColumn, &str)],
) -> usize {
    let row = known(desk, ("T1", order), (State::Queued, parent), cells);
    let line = RowState {
        container: Some("c1".to_owned()),
        children: vec!["c2".to_owned()],
        ..desk.posts[row - 1].receipt().unwrap()
    };
    gets(desk, row, order, &[&[(PostColumn::Receipt, line.to_string().as_str())], cells].concat());
    row
}

/// Gives a row of the tree other cells.
fn gets(desk: &mut Desk, row: usize, order: &str, more: &[(PostColumn, &str)]) {
    let post = desk.read(row, &cells("T1", order, more));
    desk.posts[row - 1] = Row::Open(Box::new(post));
}

#[test]
fn a_container_that_was_made_under_another_post_is_never_sent() {
    let has_container = |desk: &Desk, row: usize, parent: Option<&str>| {
        let line = desk.next_line_under(row, parent).unwrap();
        assert_eq!(line.parent.as_deref(), parent);
        assert_eq!(line.container.is_some(), !line.children.is_empty());
        line.container.is_some()
    };
    // A row was added between.
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    let row = prepared(&mut desk, "3", Some("rabcdefg1"), &[TIMELESS]);
    add(&mut desk, "T1", "2", &[TIMELESS]);
    assert!(!has_container(&desk, row, Some("rbetween1")));
    // One that was to be the post itself has got one before it.
    let mut desk = Desk::new();
    let row = prepared(&mut desk, "5", None, &[]);
    add(&mut desk, "T1", "1", &[]);
    assert!(!has_container(&desk, row, Some("rfirst123")));
    // One that was to go under another has become the post.
    let mut desk = Desk::new();
    known(&mut desk, ("T1", "5"), (State::Queued, None), &[LATER]);
    let row = prepared(&mut desk, "3", Some("rabcdefg1"), &[]);
    assert!(!has_container(&desk, row, None));
    // Its parent was deleted, and a person has seen that.
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    let row = prepared(&mut desk, "3", Some("rgoneaway"), &[TIMELESS]);
    let line = desk.next_line(row).unwrap();
    assert_eq!((line.state, line.parent.as_deref()), (State::Failed, Some("rgoneaway")));
    gets(&mut desk, row, "3", &[(PostColumn::Receipt, line.to_string().as_str()), TIMELESS]);
    assert!(!has_container(&desk, row, Some("rabcdefg1")));
    // What is under the same one as before is kept.
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    let row = prepared(&mut desk, "3", Some("rabcdefg1"), &[TIMELESS]);
    assert_eq!(desk.next_line_under(row, Some("rabcdefg1")), None);
    assert_eq!(desk.decided(row), "publish");
}

#[test]
fn a_row_in_doubt_that_has_lost_its_line_is_still_a_reply() {
    for status in ["Publishing", "", "Failed"] {
        for is_copied in [false, true] {
            let mut desk = Desk::new();
            out(&mut desk, "T1", "1", None);
            let more = [TIMELESS, (PostColumn::Status, status)];
            let row = add(&mut desk, "T1", "2", &more);
            if is_copied {
                add(&mut desk, "T1", "1", &[]);
                add(&mut desk, "T1", "2", &[TIMELESS, (PostColumn::Text, "again")]);
            }
            let hash = desk.read(row, &cells("T1", "2", &more)).hash;
            desk.log_lines = Some(LogLines { lines: vec![logged(Event::Sending, row, &hash)] });
            let decision = desk.decision(row);
            assert!(matches!(decision.step, Step::Restore(_)), "{decision:?}");
            assert_eq!(decision.then, Then::Resolve);
            assert_eq!(decision.parent_row, Some(1), "{status} {is_copied}");
            let line = desk.next_line_under(row, Some("rabcdefg1")).unwrap();
            assert_eq!(line.parent.as_deref(), Some("rabcdefg1"));
            // In the next run, too.
            let line = line.to_string();
            let more = [TIMELESS, (PostColumn::Status, "Publishing"), (PostColumn::Receipt, &line)];
            gets(&mut desk, row, "2", &more);
            desk.with(|sheet| {
                let Row::Open(post) = &sheet.posts[row - 1] else { panic!() };
                assert_eq!((post.tree_place(), post.is_reply()), (TreePlace::Under(1), true));
            });
        }
    }
}

#[test]
fn a_row_whose_text_was_emptied_to_be_rewritten_is_waited_for() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    let row = known(&mut desk, ("T1", "2"), (State::Queued, Some("rabcdefg1")), &[TIMELESS]);
    let last = known(&mut desk, ("T1", "3"), (State::Queued, Some("rabcdefg2")), &[TIMELESS]);
    let new = add(&mut desk, "T1", "4", &[TIMELESS]);
    let line = desk.posts[row - 1].receipt().unwrap().to_string();
    let empty = [(PostColumn::TreeId, "T1"), (PostColumn::TreeOrder, "2"), (PostColumn::Text, "")];
    let empty = [&empty[..], &[TIMELESS, (PostColumn::Receipt, &line)]].concat();
    desk.posts[row - 1] = Row::Open(Box::new(desk.read(row, &empty)));
    assert_eq!([last, new].map(|row| desk.decided(row)), ["says ParentWaits", WAITS]);
    assert_eq!(parent_of(&desk, last), Some(row));
    // All of its cells: nobody can tell whether it is still meant to come.
    let wiped = [(PostColumn::Text, ""), TIMELESS, (PostColumn::Receipt, &line)];
    desk.posts[row - 1] = Row::Open(Box::new(desk.read(row, &wiped)));
    assert!(is_gone(&desk, last));
}

#[test]
fn a_row_that_answers_what_the_log_gives_back_in_this_run_waits_and_is_not_refused() {
    for status in ["Published", ""] {
        for is_known in [true, false] {
            let mut desk = Desk::new();
            let more = [(PostColumn::Status, status), (PostColumn::PublishedAt, "x")];
            let lost = add(&mut desk, "T1", "1", &more);
            let row = if is_known {
                known(&mut desk, ("T1", "2"), (State::Queued, Some("rabcdefg1")), &[TIMELESS])
            } else {
                add(&mut desk, "T1", "2", &[TIMELESS])
            };
            let hash = desk.read(lost, &cells("T1", "1", &more)).hash;
            desk.log_lines = Some(LogLines { lines: vec![logged(Event::Published, lost, &hash)] });
            assert!(desk.decided(lost).starts_with("restore Posted"), "{}", desk.decided(lost));
            let decided = desk.decided(row);
            assert!(decided.ends_with("says ParentWaits"), "{status} {is_known}: {decided}");
            assert!(!decided.contains("Failed"), "{status} {is_known}: {decided}");
        }
    }
}

#[test]
fn a_confirmed_deleted_parent_stays_confirmed_while_the_tree_is_unclear() {
    let mut desk = Desk::new();
    out(&mut desk, "T1", "1", None);
    let row = known(&mut desk, ("T1", "3"), (State::Queued, Some("rgoneaway")), &[TIMELESS]);
    let told = desk.next_line(row).unwrap();
    assert_eq!(told.why, Some(RowCode::TreeParentGone));
    gets(&mut desk, row, "3", &[TIMELESS, (PostColumn::Receipt, told.to_string().as_str())]);
    add(&mut desk, "T1", "", &[]);
    let waits = desk.decided(row);
    assert!(waits.starts_with("turn Queued") && waits.ends_with("says TreeUnclear"), "{waits}");
    let line = desk.next_line(row).unwrap();
    assert_eq!((line.state, line.parent.as_deref()), (State::Queued, None));
    desk.posts.pop();
    gets(&mut desk, row, "3", &[TIMELESS, (PostColumn::Receipt, line.to_string().as_str())]);
    assert_eq!((desk.decided(row).as_str(), parent_of(&desk, row)), ("publish", Some(1)));
}
