//! The Log as second witness: what a row forgot, and what it knows less well.

use super::*;
use crate::log::Event;

pub(super) fn logged(event: Event, row: usize, hash: &str) -> Line {
    Line {
        event,
        account: SHOP.to_owned(),
        id: format!("rabcdefg{row}"),
        hash: hash.to_owned(),
        at: None,
        until: None,
        nonce: String::new(),
        slot: None,
        container: Some("179".to_owned()),
        media: Some("180".to_owned()),
        permalink: Some("https://www.threads.com/@my_shop/post/A".to_owned()),
        part: None,
    }
}

#[test]
fn a_row_whose_receipt_was_emptied_is_put_back_and_not_sent() {
    for (events, decided) in [
        (&[Event::Published, Event::Sending][..], "restore Posted, shows Published, says Restored"),
        (&[Event::Sending], "restore Trying, resolve, shows Publishing, says OutcomeUnknown"),
        (&[Event::Check, Event::Sending], "restore Check, shows Check, says CheckAgain"),
        (&[Event::Dropped, Event::Sending], "open Queued, publish"),
        (&[], "open Queued, publish"),
    ] {
        for line in ["", "rabc spoilt"] {
            let mut desk = Desk::new();
            let row = desk.post(&[(PostColumn::Receipt, line)]);
            let hash = desk.read(row, &[]).hash;
            let lines = events.iter().map(|event| logged(*event, row, &hash)).collect();
            desk.log_lines = Some(LogLines { lines });
            let wanted = match (decided, line) {
                ("open Queued, publish", "rabc spoilt") => {
                    "open Check, shows Check, says ReceiptSpoilt"
                }
                _ => decided,
            };
            assert_eq!(desk.decided(row), wanted, "{events:?} {line:?}");
        }
    }
}

#[test]
fn a_line_that_another_row_carries_now_was_not_lost() {
    let mut desk = Desk::new();
    let row = desk.post(&[]);
    let hash = desk.read(row, &[]).hash;
    desk.remembers(State::Queued, &[(PostColumn::Text, "moved")]);
    desk.log_lines = Some(LogLines { lines: vec![logged(Event::Published, 2, &hash)] });
    assert_eq!(desk.decided(row), "open Queued, publish");
    assert_eq!(desk.decided(2), "restore Posted, shows Published, says Restored");
}

#[test]
fn a_cell_that_says_less_than_was_done_is_corrected() {
    use Event as E;
    for (state, event, decided) in [
        (State::Queued, E::Published, "restore Posted, shows Published, says Restored"),
        (
            State::Queued,
            E::Sending,
            "restore Trying, resolve, shows Publishing, says OutcomeUnknown",
        ),
        (
            State::Failed,
            E::Sending,
            "restore Trying, resolve, shows Publishing, says OutcomeUnknown",
        ),
        (State::Trying, E::Published, "restore Posted, shows Published, says Restored"),
        (State::Trying, E::Sending, "resolve, shows Publishing"),
        (State::Posted, E::Sending, "shows Published, says AlreadyPublished"),
        (State::Check, E::Published, "restore Posted, shows Published, says Restored"),
        (State::Check, E::Sending, "look"),
    ] {
        let mut desk = Desk::new();
        let row = desk.remembers(state, &[]);
        desk.log_lines = Some(LogLines { lines: vec![logged(event, row, "h")] });
        assert_eq!(desk.decided(row), decided, "{state:?} {event:?}");
    }
}

#[test]
fn what_is_put_back_is_what_the_log_knows() {
    let mut desk = Desk::new();
    let row = desk.remembers(State::Queued, &[]);
    desk.log_lines = Some(LogLines { lines: vec![logged(Event::Sending, row, "h")] });
    let Step::Restore(known) = desk.plan().posts.remove(0).step else { panic!("nothing restored") };
    let line = logged(Event::Sending, row, "h");
    assert_eq!((known.container, known.media), (line.container, line.media));
    assert_eq!((known.permalink, known.hash), (line.permalink, line.hash));
    assert_eq!((known.sends, known.version, known.at), (1, 2, desk.place.now));
}

#[test]
fn an_address_without_a_memory_blocks_the_words_that_were_published_there() {
    let permalink = "https://www.threads.com/@my_shop/post/A";
    let cells = [(PostColumn::Permalink, permalink)];
    let mut desk = Desk::new();
    let row = desk.post(&cells);
    let hash = desk.read(row, &cells).hash;
    assert_eq!(desk.decided(row), "says HasPermalink");
    desk.remembers(State::Queued, &[(PostColumn::Text, "the one that was published there")]);
    for (hash, decided) in [(hash.as_str(), "says HasPermalink"), ("other", "open Queued, publish")]
    {
        desk.log_lines = Some(LogLines { lines: vec![logged(Event::Published, 2, hash)] });
        assert_eq!(desk.decided(row), decided, "{hash}");
    }
}

#[test]
fn a_note_or_a_total_is_told_and_nothing_of_it_is_remembered() {
    use PostColumn as P;
    let note = [(P::Account, ""), (P::PublishAt, ""), (P::Status, ""), (P::Text, "Total: 12")];
    for (at, text, decided) in [
        (0, "", "says Unaddressed"),
        (0, SHOP, "open Queued, says Untimed"),
        (1, "2026-11-23 10:00", "open Failed, shows Failed, says Refused"),
        (2, "Ready", "open Failed, shows Failed, says Refused"),
        (2, "Draft", "nothing"),
        (3, "", "nothing"),
    ] {
        let mut cells = note;
        cells[at].1 = text;
        let mut desk = Desk::new();
        let row = desk.post(&cells);
        assert_eq!(desk.decided(row), decided, "{cells:?}");
    }
}

#[test]
fn what_was_sent_under_a_lost_id_counts_for_the_row_that_a_person_brought_back() {
    for (state, decided) in [
        (State::Queued, "restore Trying, resolve, shows Publishing, says OutcomeUnknown"),
        // A person looks at this one already: what another id sent decides nothing about it.
        (State::Check, "look"),
    ] {
        let mut desk = Desk::new();
        let row = desk.remembers(state, &[]);
        let hash = desk.read(row, &[]).hash;
        let sent = logged(Event::Sending, 9, &hash);
        desk.log_lines = Some(LogLines { lines: vec![sent.clone()] });
        assert_eq!(desk.decided(row), decided, "{state:?}");
    }
    let mut desk = Desk::new();
    let row = desk.remembers(State::Check, &[]);
    let hash = desk.read(row, &[]).hash;
    desk.log_lines = Some(LogLines { lines: vec![logged(Event::Published, 9, &hash)] });
    assert_eq!(desk.decided(row), "look");
}

#[test]
fn a_claim_that_is_put_back_is_in_use_as_long_as_its_run_may_send_it() {
    let until = |event| {
        let mut desk = Desk::new();
        let row = desk.remembers(State::Queued, &[]);
        let until = Some(desk.place.now + TimeDelta::minutes(3));
        let line = Line { until, ..logged(event, row, "h") };
        desk.log_lines = Some(LogLines { lines: vec![line] });
        let Step::Restore(known) = desk.plan().posts.remove(0).step else { panic!("not restored") };
        known.until.map(|until| until - desk.place.now)
    };
    assert_eq!(until(Event::Sending), Some(TimeDelta::minutes(3)));
    assert_eq!(until(Event::Published), None);
}

#[test]
fn a_row_that_shows_a_word_of_ours_without_a_reason_is_told_one() {
    use PostColumn as P;
    for (cells, decided) in [
        (&[(P::Status, "Publishing")][..], "open Check, shows Check, says CheckUnexplained"),
        (&[(P::Status, "Publishing"), (P::Text, "")], "says NoReason"),
        (&[(P::Status, "Failed")], "says NoReason"),
        // It is still to come: whoever typed this meant that it may go out.
        (&[(P::Status, "OK"), (P::PublishAt, "2027-01-01 9:00")], "says NoReason"),
        (&[(P::Status, "OK"), (P::PublishAt, "2026-11-01 9:00")], "nothing"),
        (&[(P::Status, "Failed"), (P::PublishAt, "tomorrow")], "says Refused"),
    ] {
        let mut desk = Desk::new();
        let row = desk.post(cells);
        assert_eq!(desk.decided(row), decided, "{cells:?}");
    }
}

#[test]
fn a_published_row_that_lost_its_status_is_told_again_with_the_same_words() {
    let words = Message::AlreadyPublished.say(Language::English);
    let mut desk = Desk::new();
    let row = desk.remembers(State::Posted, &[(PostColumn::Message, &words)]);
    assert_eq!(desk.decided(row), "shows Published, says AlreadyPublished");
}

#[test]
fn a_row_that_was_published_and_still_says_publishing_loses_its_old_message() {
    let mut desk = Desk::new();
    let cells = [(PostColumn::Status, "Publishing"), (PostColumn::Message, "old words")];
    let row = desk.remembers(State::Posted, &cells);
    assert_eq!(desk.decided(row), "shows Published, says nothing");
}

#[test]
fn a_row_still_to_come_that_says_published_is_left_alone_where_anything_explains_it() {
    use PostColumn as P;
    let decided = |cells: &[(PostColumn, &str)]| {
        let mut desk = Desk::new();
        let own = [(P::Status, "Published"), (P::PublishAt, "2027-01-01 9:00")];
        let row = desk.post(&[cells, &own[..]].concat());
        desk.decided(row)
    };
    let told = Message::NoReason { status: PostStatus::Published }.say(Language::English);
    assert_eq!(decided(&[]), "says NoReason");
    assert_eq!(decided(&[(P::Message, &told)]), "nothing", "it is said once");
    assert_eq!(decided(&[(P::Message, "posted by another tool")]), "nothing");
    assert_eq!(decided(&[(P::PublishedAt, "2026-11-20 10:00")]), "nothing");
    let address = "https://www.threads.com/@my_shop/post/A";
    assert_eq!(decided(&[(P::Permalink, address)]), "nothing");
}
