//! What is still to come, for those who look ahead.

use super::*;

/// Returns the rows that are to come.
fn rows(desk: &Desk) -> Vec<usize> {
    desk.upcoming().posts.iter().map(|decision| decision.row).collect()
}

#[test]
fn everything_that_may_still_go_out_is_to_come_and_nothing_else() {
    use PostColumn as P;
    for (cells, is_coming) in [
        (&[][..], true),
        (&[(P::Status, "Draft")], true),
        (&[(P::Status, "Failed")], true),
        (&[(P::PublishAt, "")], true),
        (&[(P::Status, "Published")], false),
        (&[(P::Text, "")], true),
        (&[(P::Account, ""), (P::PublishAt, "")], true),
        (&[(P::Text, ""), (P::Status, "Draft")], false),
        (&[(P::Account, ""), (P::PublishAt, ""), (P::Text, "")], false),
        (&[(P::Status, "Deleted")], false),
    ] {
        let mut desk = Desk::new();
        desk.post(cells);
        assert_eq!(rows(&desk) == [1], is_coming, "{cells:?}");
    }
    let mut desk = Desk::new();
    desk.finished("hello");
    assert_eq!(rows(&desk), [0; 0]);
}

#[test]
fn a_published_row_is_to_come_again_once_it_is_being_rewritten() {
    for (text, status, is_coming) in [
        ("hello", "Published", false),
        ("hello", "Draft", false),
        ("hello", "", false),
        ("new", "Draft", true),
        ("new", "", true),
        ("new", "Failed", true),
        ("new", "being rewritten", true),
        ("hello", "Failed", false),
    ] {
        let mut desk = Desk::new();
        let line = receipt(1, State::Posted, &desk.read(1, &[]).hash).to_string();
        desk.post(&[
            (PostColumn::Text, text),
            (PostColumn::Status, status),
            (PostColumn::Receipt, &line),
        ]);
        assert_eq!(rows(&desk) == [1], is_coming, "{text} {status}");
    }
}

#[test]
fn what_is_out_by_a_persons_word_or_by_the_log_is_not_to_come() {
    let mut desk = Desk::new();
    desk.remembers(State::Check, &[(PostColumn::Status, "Published")]);
    desk.remembers(State::Check, &[(PostColumn::Text, "b"), (PostColumn::Status, "Check")]);
    desk.remembers(State::Queued, &[(PostColumn::Text, "c")]);
    desk.remembers(State::Failed, &[(PostColumn::Text, "d"), (PostColumn::Status, "Failed")]);
    desk.remembers(State::Trying, &[(PostColumn::Text, "e"), (PostColumn::Status, "Published")]);
    desk.remembers(State::Missed, &[(PostColumn::Text, "f")]);
    assert_eq!(rows(&desk), [2, 3, 4, 5, 6]);
    let out = Line {
        event: crate::log::Event::Published,
        account: SHOP.to_owned(),
        id: "rabcdefg3".to_owned(),
        hash: "h".to_owned(),
        at: None,
        until: None,
        nonce: String::new(),
        slot: None,
        container: None,
        media: None,
        permalink: None,
        part: None,
    };
    desk.log_lines = Some(LogLines { lines: vec![out.clone()] });
    assert_eq!(rows(&desk), [2, 4, 5, 6]);
    let sending = Line { event: crate::log::Event::Sending, ..out };
    desk.log_lines = Some(LogLines { lines: vec![sending] });
    assert_eq!(rows(&desk), [2, 3, 4, 5, 6]);
}

#[test]
fn every_part_names_its_parent_also_where_nothing_is_done() {
    let mut desk = Desk::new();
    desk.remembers(State::Queued, &[(PostColumn::PublishAt, "2026-11-24 10:00")]);
    let part = [(PostColumn::Text, "two"), (PostColumn::ReplyTo, "previous")];
    desk.remembers(State::Trying, &part);
    desk.remembers(State::Queued, &[(PostColumn::Text, "alone")]);
    let parents: Vec<_> = desk.upcoming().posts.iter().map(|it| it.parent_row).collect();
    assert_eq!(parents, [None, Some(1), None]);
    assert!(!desk.upcoming().is_first_contact);
    assert!(Desk { log_lines: None, ..desk }.upcoming().is_first_contact);
}
