//! What a run that was killed wrote on a row that it was not meant for.

use super::witness::logged;
use super::*;
use crate::log::Event;
use PostColumn as P;

/// The address of a post.
const ADDRESS: &str = "https://www.threads.com/@my_shop/post/A";

/// Another row whose Status is not the one that its row state calls for.
const WRITTEN_OVER: &str = "turn Check, shows Check, says CheckUnexplained";

/// Adds a row without any cell of a person's.
fn bare(desk: &mut Desk, cells: &[(P, &str)]) -> usize {
    let blank = [(P::Account, ""), (P::Text, ""), (P::PublishAt, "")];
    desk.post(&[cells, &blank].concat())
}

/// Adds a row that was published at that address, with this Status.
fn published(desk: &mut Desk, status: &str) {
    let row = desk.posts.len() + 1;
    let cells = [(P::Text, "out"), (P::Status, status), (P::Permalink, ADDRESS)];
    let known = RowState {
        permalink: Some(ADDRESS.to_owned()),
        ..receipt(row, State::Posted, &desk.read(row, &cells).hash)
    };
    let line = known.to_string();
    desk.post(&[&cells[..], &[(P::Receipt, &line)]].concat());
}

/// Returns the first line of a row in this state, about words that no row has.
fn first(state: State) -> RowState {
    receipt(7, state, "0011223344556677")
}

#[test]
fn a_blank_row_that_holds_only_what_was_meant_for_others_is_cleared() {
    let decided = |cells: &[(P, &str)]| {
        let mut desk = Desk::new();
        published(&mut desk, "Draft");
        let row = bare(&mut desk, cells);
        desk.decided(row)
    };
    let (date, address) = ((P::PublishedAt, "2026-11-23 10:00"), (P::Permalink, ADDRESS));
    let status = |status| (P::Status, status);
    let another = (P::Permalink, "https://www.threads.com/@my_shop/post/B");
    for (cells, wanted) in [
        (&[status("Failed")][..], "erase"),
        (&[status("Publishing")], "erase"),
        (&[status("Published"), address], "erase"),
        (&[address], "erase"),
        (&[status("Published"), date], "erase"),
        // What a person may have typed stays.
        (&[status("Published")], "nothing"),
        (&[status("Queued"), date], "says NothingToPost"),
        (&[status("Queued"), address], "says NothingToPost"),
        (&[status("Draft"), address], "nothing"),
        (&[status("Failed"), another], "says Refused"),
        (&[(P::Message, "--- August ---")], "nothing"),
        (&[date], "nothing"),
        (&[], "nothing"),
    ] {
        assert_eq!(decided(cells), wanted, "{cells:?}");
    }
    let mut desk = Desk::new();
    let row = bare(&mut desk, &[status("Published"), date]);
    assert_eq!(desk.decided(row), "nothing", "no other row lacks it");
}

#[test]
fn a_first_line_on_a_blank_row_is_cleared_and_a_memory_of_what_was_sent_never() {
    let decided = |line: RowState, status: &str| {
        let mut desk = Desk::new();
        let line = line.to_string();
        let row = bare(&mut desk, &[(P::Receipt, &line), (P::Status, status)]);
        desk.decided(row)
    };
    for (state, status) in [(State::Queued, ""), (State::Failed, "Failed"), (State::Check, "Check")]
    {
        assert_eq!(decided(first(state), status), "erase", "{state:?}");
    }
    // The word is a person's.
    for (status, wanted) in
        [("Queued", "says NothingToPost"), ("Draft", "nothing"), ("Ready", "says NothingToPost")]
    {
        assert_eq!(decided(first(State::Queued), status), wanted, "{status}");
    }
    let second = RowState { version: 2, ..first(State::Queued) };
    assert_eq!(decided(second, ""), "says NothingToPost");
    assert_eq!(decided(first(State::Trying), ""), "resolve, shows Publishing");
    assert_eq!(decided(first(State::Posted), ""), "open Queued, says NothingToPost");
    let tried = RowState { sends: 1, ..first(State::Failed) };
    assert_eq!(decided(tried, "Failed"), "turn Queued, shows Queued, says NothingToPost");
    let sent = RowState { container: Some("179".to_owned()), ..first(State::Check) };
    assert_eq!(decided(sent, "Check"), "says CheckAgain");
}

#[test]
fn a_damaged_line_on_a_blank_row_is_left_to_its_person() {
    let mut desk = Desk::new();
    let row = bare(&mut desk, &[(P::Receipt, "rabc spoilt"), (P::Status, "Failed")]);
    assert_eq!(desk.decided(row), "says Refused");
}

#[test]
fn a_row_with_the_first_line_of_another_rows_words_says_check() {
    let decided = |line: RowState, has_line: bool| {
        let mut desk = Desk::new();
        let words = [(P::Text, "another")];
        let hash = desk.read(2, &words).hash;
        let line = RowState { hash, ..line }.to_string();
        let row = desk.post(&[(P::Status, "Failed"), (P::Receipt, &line)]);
        if has_line {
            desk.remembers(State::Queued, &words);
        } else {
            desk.post(&words);
        }
        desk.post(&[(P::Text, "a third")]);
        let why = desk.plan().posts.into_iter().find(|it| it.row == row).and_then(|it| it.why);
        (desk.decided(row), why)
    };
    let (told, why) = decided(first(State::Failed), false);
    assert_eq!((told.as_str(), why), (WRITTEN_OVER, Some(RowCode::Overwritten)));
    // The other row has a line of its own, or this one was changed since.
    let corrected = "turn Queued, publish, shows Queued";
    assert_eq!(decided(first(State::Failed), true).0, corrected);
    let second = RowState { version: 2, ..first(State::Failed) };
    assert_eq!(decided(second, false).0, corrected);
}

#[test]
fn a_status_that_another_row_lacks_says_check_where_its_own_line_does_not_call_for_it() {
    let decided = |state, status: &str, lacks: bool| {
        let mut desk = Desk::new();
        let row = desk.remembers(state, &[(P::Status, status)]);
        if lacks {
            desk.remembers(State::Failed, &[(P::Text, "b"), (P::Status, "Draft")]);
            desk.remembers(State::Missed, &[(P::Text, "c"), (P::Status, "Draft")]);
        } else {
            desk.remembers(State::Failed, &[(P::Text, "b"), (P::Status, "Failed")]);
        }
        desk.decided(row)
    };
    assert_eq!(decided(State::Queued, "Failed", true), WRITTEN_OVER);
    assert_eq!(decided(State::Failed, "Missed", true), WRITTEN_OVER);
    assert_eq!(decided(State::Queued, "Failed", false), "says NoReason");
    assert_eq!(decided(State::Queued, "Draft", true), "nothing");
    // Its own line calls for it, or it was sent.
    assert_eq!(decided(State::Failed, "Failed", true), "says NoReason");
    assert_eq!(decided(State::Trying, "Failed", true), "resolve, shows Publishing");
    assert_eq!(decided(State::Check, "Failed", true), "says CheckAgain");
}

#[test]
fn a_row_that_shows_another_rows_address_as_its_own_says_check() {
    let decided = |theirs: &str, has_line: bool, address: &str| {
        let mut desk = Desk::new();
        published(&mut desk, theirs);
        let cells = [(P::Status, "Published"), (P::Permalink, address)];
        let line = receipt(2, State::Queued, &desk.read(2, &cells).hash).to_string();
        let line = if has_line { line.as_str() } else { "" };
        let row = desk.post(&[&cells[..], &[(P::Receipt, line)]].concat());
        desk.decided(row)
    };
    let opened = "open Check, shows Check, says CheckUnexplained";
    assert_eq!(decided("", false, ADDRESS), opened);
    assert_eq!(decided("", true, ADDRESS), WRITTEN_OVER);
    let another = "https://www.threads.com/@my_shop/post/B";
    for (theirs, has_line, address) in [
        // No row lacks it.
        ("Published", false, ADDRESS),
        ("", false, another),
        ("", false, ""),
        ("", true, another),
    ] {
        assert_eq!(decided(theirs, has_line, address), "nothing", "{theirs} {address}");
    }
}

/// Returns a desk whose first row was published, says so, and holds the first line of the second row's words; with
/// what is decided about it and the id that it gets.
fn landed(
    text: &str,
    state: State,
    (address, events): (&str, &[Event]),
    second: &[(P, &str)],
) -> (String, Option<String>) {
    let mut desk = Desk::new();
    let words = [(P::Text, "another")];
    let line = RowState { hash: desk.read(2, &words).hash, ..first(state) }.to_string();
    let status = if state == State::Queued { "Published" } else { "Failed" };
    let cells = [(P::Text, text), (P::Status, status), (P::Permalink, address)];
    let row = desk.post(&[&cells[..], &[(P::Receipt, &line)]].concat());
    desk.post(&[second, &words[..]].concat());
    let sent = desk.read(9, &[(P::Text, "out")]).hash;
    let lines = events.iter().map(|event| logged(*event, 9, &sent)).collect();
    desk.log_lines = Some(LogLines { lines });
    let decision = desk.plan().posts.into_iter().find(|it| it.row == row);
    let id = decision.and_then(|it| match it.step {
        Step::Restore(known) => Some(known.id),
        _ => None,
    });
    (desk.decided(row), id)
}

#[test]
fn a_published_row_on_which_a_first_line_landed_gets_its_own_id_back() {
    let logged = &[Event::Published, Event::Sending][..];
    let put_back = "restore Posted, shows Published, says Restored";
    let own = Some("rabcdefg9".to_owned());
    for (text, state, address, told) in [
        ("out, mended", State::Queued, ADDRESS, put_back),
        ("out, mended", State::Failed, ADDRESS, put_back),
        ("out", State::Queued, ADDRESS, put_back),
        ("out", State::Failed, ADDRESS, put_back),
        // By its words alone, where the tab shows no addresses.
        ("out", State::Queued, "", put_back),
        ("out, mended", State::Queued, "", WRITTEN_OVER),
    ] {
        let (decided, id) = landed(text, state, (address, logged), &[]);
        assert_eq!(decided, told, "{text:?} {state:?} {address:?}");
        assert_eq!(id, own.clone().filter(|_| told == put_back), "{text:?} {state:?} {address:?}");
    }
    // Of which the Log knows nothing more, only its person can say what it is.
    assert_eq!(landed("out", State::Queued, (ADDRESS, &[]), &[]).0, WRITTEN_OVER);
}

#[test]
fn a_row_with_a_line_of_its_own_is_not_taken_for_the_post_whose_address_it_shows() {
    let logged = &[Event::Published][..];
    // The words that its line speaks of are no other row's: they were its own before they were mended.
    let other = [(P::Text, "a third")];
    let (decided, id) = landed("new words", State::Failed, (ADDRESS, logged), &other);
    assert_eq!((decided.as_str(), id), ("turn Queued, publish, shows Queued", None));
}

#[test]
fn a_status_of_a_row_for_which_a_container_was_claimed_is_its_own() {
    let decided = |container: Option<&str>| {
        let mut desk = Desk::new();
        let row = desk.remembers(State::Queued, &[(P::Status, "Failed")]);
        desk.remembers(State::Failed, &[(P::Text, "b"), (P::Status, "Draft")]);
        let container = container.map(str::to_owned);
        let own = Line { container, ..logged(Event::Failed, row, "h") };
        desk.log_lines = Some(LogLines { lines: vec![own, logged(Event::Failed, 9, "h")] });
        desk.decided(row)
    };
    assert_eq!(decided(None), WRITTEN_OVER);
    assert_eq!(decided(Some("179")), "says NoReason");
}

#[test]
fn a_thread_between_two_parts_is_what_lacks_publishing_and_a_queued_row_is_not() {
    let decided = |n_out: usize| {
        let mut desk = Desk::new();
        let cells = [(P::Text, "one"), (P::Reply1, "two"), (P::Status, "Draft")];
        let line = thread::line(&desk, 1, &cells, State::Queued, n_out).to_string();
        desk.post(&[&cells[..], &[(P::Receipt, line.as_str())]].concat());
        let row = desk.remembers(State::Queued, &[(P::Status, "Publishing")]);
        desk.decided(row)
    };
    assert_eq!(decided(1), WRITTEN_OVER);
    assert_eq!(decided(0), "publish, shows Queued");
}

#[test]
fn a_row_with_another_rows_first_line_lacks_its_own_and_one_with_its_own_does_not() {
    let put_back = |second: &RowState| {
        let line = second.to_string();
        let published = (ADDRESS, &[Event::Published][..]);
        landed("out, mended", State::Queued, published, &[(P::Receipt, line.as_str())])
    };
    let other = RowState { id: "rabcdefg8".to_owned(), ..first(State::Queued) };
    let restored = "restore Posted, shows Published, says Restored".to_owned();
    assert_eq!(put_back(&other), (restored, Some("rabcdefg9".to_owned())));
    let left = ("nothing".to_owned(), None);
    assert_eq!(put_back(&RowState { version: 2, ..other.clone() }), left);
    let hash = Desk::new().read(2, &[(P::Text, "another")]).hash;
    assert_eq!(put_back(&RowState { hash, ..other }), left);
}

#[test]
fn an_address_gives_a_row_back_only_what_is_public_and_no_draft() {
    let in_doubt = (ADDRESS, &[Event::Sending][..]);
    let unexplained = (WRITTEN_OVER.to_owned(), None);
    assert_eq!(landed("out, mended", State::Queued, in_doubt, &[]), unexplained);
    let published = (ADDRESS, &[Event::Published][..]);
    assert!(landed("out, mended", State::Queued, published, &[]).1.is_some());
    let mut desk = Desk::new();
    let words = [(P::Text, "another")];
    let line = RowState { hash: desk.read(2, &words).hash, ..first(State::Queued) }.to_string();
    let cells = [(P::Text, "out, mended"), (P::Status, "Draft"), (P::Permalink, ADDRESS)];
    let row = desk.post(&[&cells[..], &[(P::Receipt, line.as_str())]].concat());
    desk.post(&words);
    let sent = desk.read(9, &[(P::Text, "out")]).hash;
    desk.log_lines = Some(LogLines { lines: vec![logged(Event::Published, 9, &sent)] });
    assert_eq!(desk.decided(row), "nothing");
}
