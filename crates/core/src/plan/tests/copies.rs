//! Rows that say the same, and rows that were copied.

use super::*;

const REFUSED: &str = "open Failed, shows Failed, says Refused";
const GOES_OUT: &str = "open Queued, publish";

/// Returns the row, from 1, that a refused row is told to be the same as.
fn same_as(desk: &Desk, row: usize) -> String {
    let plan = desk.plan();
    let decision = plan.posts.iter().find(|decision| decision.row == row).unwrap();
    let Says::This(message) = &decision.says else { panic!("it says nothing") };
    message.say(Language::English)
}

#[test]
fn of_two_rows_that_say_the_same_the_upper_one_goes_out() {
    let mut desk = Desk::new();
    desk.post(&[(PostColumn::Text, "another")]);
    desk.post(&[]);
    desk.post(&[]);
    assert_eq!([1, 2, 3].map(|row| desk.decided(row)), [GOES_OUT, GOES_OUT, REFUSED]);
    assert!(same_as(&desk, 3).starts_with("Row 3 "), "{}", same_as(&desk, 3));
}

#[test]
fn what_was_sent_counts_wherever_it_stands() {
    for state in [State::Posted, State::Trying, State::Check] {
        let mut desk = Desk::new();
        desk.post(&[]);
        desk.remembers(state, &[(PostColumn::Status, "Published")]);
        assert_eq!(desk.decided(1), REFUSED, "{state:?}");
    }
    let mut desk = Desk::new();
    desk.post(&[]);
    desk.finished("hello");
    desk.finished("something else");
    assert_eq!(desk.decided(1), REFUSED);
    assert!(same_as(&desk, 1).starts_with("Row 3 "), "{}", same_as(&desk, 1));
}

#[test]
fn what_never_goes_out_is_in_nobodys_way() {
    for status in ["Draft", "Published", "perhaps"] {
        let mut desk = Desk::new();
        desk.post(&[(PostColumn::Status, status)]);
        desk.post(&[]);
        assert_eq!(desk.decided(2), GOES_OUT, "{status}");
    }
    for state in [State::Failed, State::Missed] {
        let mut desk = Desk::new();
        desk.remembers(state, &[]);
        desk.post(&[]);
        assert_eq!(desk.decided(2), GOES_OUT, "{state:?}");
    }
    let mut desk = Desk::new();
    let waiting = [(PostColumn::Text, ""), (PostColumn::Account, SHOP)];
    desk.post(&waiting);
    desk.post(&waiting);
    assert_eq!(desk.decided(2), "says NothingToPost");
}

/// Returns a desk with one Receipt in two rows, each with its own text and Status.
fn copied(rows: [(&str, &str); 2], state: State, of: &str) -> Desk {
    let mut desk = Desk::new();
    let hash = desk.read(1, &[(PostColumn::Text, of)]).hash;
    let line = receipt(1, state, &hash).to_string();
    for (text, status) in rows {
        desk.post(&[
            (PostColumn::Text, text),
            (PostColumn::Status, status),
            (PostColumn::Receipt, &line),
        ]);
    }
    desk
}

#[test]
fn the_row_with_the_words_of_the_line_is_the_original_else_the_upper_one() {
    let decided = |desk: Desk| [1, 2].map(|row| desk.decided(row));
    let moved = copied([("new", ""), ("hello", "")], State::Queued, "hello");
    assert_eq!(decided(moved), [GOES_OUT, "publish"]);
    let both_new = copied([("new", ""), ("newer", "")], State::Queued, "hello");
    assert_eq!(decided(both_new), ["publish", GOES_OUT]);
    let same = copied([("hello", ""), ("hello", "")], State::Queued, "hello");
    assert_eq!(decided(same), ["publish", REFUSED]);
}

#[test]
fn a_copy_with_a_word_of_ours_waits_for_its_person() {
    let copy =
        |text, status| copied([("hello", "Published"), (text, status)], State::Posted, "hello");
    for (text, status, decided) in [
        ("new", "", GOES_OUT),
        ("new", "Ready", GOES_OUT),
        ("new", "Publishing", "open Queued, publish, shows Queued"),
        ("new", "Published", "says CopyOfAnother"),
        ("new", "Draft", "says CopyOfAnother"),
        ("hello", "Published", "nothing"),
        ("hello", "", REFUSED),
    ] {
        assert_eq!(copy(text, status).decided(2), decided, "{text} {status}");
    }
}

#[test]
fn a_row_of_before_an_upgrade_keeps_its_fingerprint_and_is_not_posted_anew() {
    use PostColumn as P;
    let desk = Desk::new();
    let first = desk.read(1, &[]).other_hash;
    for (state, status, text, decided) in [
        (State::Posted, "", "hello", "shows Published, says AlreadyPublished"),
        (State::Posted, "", "new", "open Queued, publish"),
        (State::Failed, "Failed", "hello", "says NoReason"),
        (State::Failed, "Failed", "new", "turn Queued, publish, shows Queued"),
        (State::Missed, "Missed", "hello", "says Missed"),
        (State::Queued, "", "hello", "publish"),
    ] {
        let mut desk = Desk::new();
        let line = receipt(1, state, &first).to_string();
        let row = desk.post(&[(P::Text, text), (P::Status, status), (P::Receipt, &line)]);
        assert_eq!(desk.decided(row), decided, "{state:?} {text}");
    }
}

#[test]
fn the_same_words_are_known_again_across_an_upgrade() {
    let mut desk = Desk::new();
    let first = desk.read(1, &[]).other_hash;
    let line = receipt(1, State::Posted, &first).to_string();
    desk.posts.push(finished(line));
    let copy = desk.post(&[]);
    assert_eq!(desk.decided(copy), REFUSED);
    // The Log of that time knows a row whose Receipt was taken away.
    let mut desk = Desk::new();
    let row = desk.post(&[]);
    let known = witness::logged(crate::log::Event::Published, 7, &first);
    desk.log_lines = Some(LogLines { lines: vec![known] });
    assert!(desk.decided(row).starts_with("restore Posted"), "{}", desk.decided(row));
}

#[test]
fn a_copy_is_not_asked_for_by_what_the_other_row_was_asked_for() {
    use crate::row_state::RequestedStatus;
    let mut desk = Desk::new();
    let hash = desk.read(1, &[]).hash;
    let line = RowState {
        requested_status: Some(RequestedStatus::PostNow),
        ..receipt(1, State::Failed, &hash)
    };
    let line = line.to_string();
    desk.post(&[(PostColumn::Receipt, &line)]);
    let cells = [(PostColumn::Text, "new"), (PostColumn::PublishAt, "")];
    let copy = desk.post(&[&cells[..], &[(PostColumn::Receipt, &line)]].concat());
    assert_eq!(desk.decided(copy), "open Queued, says Untimed");
}

#[test]
fn a_copy_that_was_claimed_without_a_time_shows_what_its_person_had_asked_for() {
    let mut desk = Desk::new();
    let hash = desk.read(1, &[]).hash;
    let line = receipt(1, State::Queued, &hash).to_string();
    desk.post(&[(PostColumn::Receipt, &line)]);
    let cells = [
        (PostColumn::Text, "new"),
        (PostColumn::PublishAt, ""),
        (PostColumn::Status, "Publishing"),
    ];
    let copy = desk.post(&[&cells[..], &[(PostColumn::Receipt, &line)]].concat());
    assert_eq!(desk.decided(copy), "open Queued, publish, shows PostNow");
}

#[test]
fn a_copy_of_a_thread_that_is_under_way_is_stopped_until_its_person_queues_it() {
    let mut desk = Desk::new();
    let cells = [(PostColumn::Reply1, "two"), (PostColumn::Status, "Publishing")];
    let line = thread::line(&desk, 1, &cells, State::Queued, 1).to_string();
    let receipt = (PostColumn::Receipt, line.as_str());
    desk.post(&[&cells[..], &[receipt]].concat());
    let copy = desk.post(&[&cells[..], &[receipt, (PostColumn::Text, "new")]].concat());
    let decision = desk.plan().posts.into_iter().find(|it| it.row == copy).unwrap();
    assert_eq!(told(Some(&decision)), "open Failed, shows Failed, says CopyOfAnother");
    assert_eq!(decision.why, Some(RowCode::ThreadRewritten));
    assert_eq!(desk.decided(1), "publish");
}

#[test]
fn a_copied_draft_that_is_rewritten_no_longer_shows_where_the_other_row_went_out() {
    let shows_another = |text: &str, published_at: &str| {
        let mut desk = copied([("hello", "Published"), (text, "Draft")], State::Posted, "hello");
        let line = desk.posts[1].receipt().unwrap().to_string();
        let cells = [
            (PostColumn::Text, text),
            (PostColumn::Status, "Draft"),
            (PostColumn::PublishedAt, published_at),
            (PostColumn::Receipt, line.as_str()),
        ];
        desk.posts[1] = Row::Open(Box::new(desk.read(2, &cells)));
        desk.plan().posts.iter().any(|it| it.row == 2 && it.shows_another)
    };
    assert!(shows_another("new", "2026-11-20 10:00"));
    assert!(!shows_another("new", ""));
    assert!(!shows_another("hello", "2026-11-20 10:00"));
}

#[test]
fn a_copy_that_is_approved_does_not_wait_for_the_slot_of_the_other_row() {
    let mut desk = slots::slotted("12:30");
    let row = slots::given(&mut desk, "a", "2026-11-23T03:30:00Z");
    let line = desk.posts[row - 1].receipt().unwrap().to_string();
    let copy = desk.post(&[
        (PostColumn::Text, "new"),
        (PostColumn::PublishAt, "2026-11-23 12:30"),
        (PostColumn::Status, "Ready"),
        (PostColumn::Receipt, line.as_str()),
    ]);
    assert_eq!(desk.decided(copy), GOES_OUT);
}
