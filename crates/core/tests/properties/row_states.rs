//! The row states of posts: a line is read as it was written, or not at all.

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::select;
use threadsheet_core::post::StoredState;
use threadsheet_core::reason::RowCode;
use threadsheet_core::row_state::{Peek, RowState, State, is_row_id};

use super::strategies::{anything, times};

const STATES: &[State] =
    &[State::Queued, State::Trying, State::Posted, State::Failed, State::Missed, State::Check];

const PIECES: &[&str] = &[
    "rabcdefgh",
    " ",
    " 1",
    " 007",
    " +1",
    " 4294967295",
    " queued",
    " trying",
    " posted",
    " check",
    " h=a",
    " h=",
    " n=a",
    " t=2026-01-01T00:00:00.000Z",
    " t=2026-01-01T09:00:00+09:00",
    " f=x",
    " c=1",
    " k=1,2",
    " k=",
    " a=1",
    " a=0",
    " a=-1",
    " g=2",
    " o=shop",
    " p=rabcdefgi",
    " m=9",
    " u=https://a.example/?x=1&y=2",
    " w=a+b",
    " w=%E3",
    " w=",
    " x=1",
    "=",
    "\n",
];

/// Draws any row state that the program can come to hold.
fn receipt() -> impl Strategy<Value = RowState> {
    let id = || "[0-9]{1,18}";
    let maybe = |strategy: &'static str| proptest::option::of(strategy);
    let moment =
        || (0..4_102_444_800_000i64).prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap());
    let head = (
        "[a-z][a-z0-9]{7,12}",
        any::<u32>(),
        select(STATES),
        "[0-9a-f]{16}",
        moment(),
        "[a-z0-9]{1,12}",
    );
    let sent = (id(), proptest::collection::vec(id(), 0..4), any::<u32>(), any::<u32>());
    let told = (
        proptest::option::of(moment()),
        maybe("[a-z0-9._-]{1,30}"),
        maybe("[a-z][a-z0-9]{7,12}"),
        maybe("[0-9]{1,18}"),
        maybe(
            "https://www\\.threads\\.com/@[a-z._]{1,9}/post/[A-Za-z0-9_-]{11}(\\?x=[a-z&=%]{0,9})?",
        ),
        proptest::option::of(anything(PIECES)),
    );
    (head, sent, told, any::<bool>()).prop_map(|(head, sent, told, has_container)| {
        let (id, version, state, hash, at, nonce) = head;
        let (container, children, sends, given_up) = sent;
        let (first_sent, sender, parent, media, permalink, why) = told;
        let container = Some(container).filter(|_| has_container || state == State::Trying);
        let first = RowState::first(id, hash, &nonce, at);
        RowState {
            version,
            state,
            first_sent,
            container,
            children,
            sends,
            given_up,
            sender,
            parent,
            media,
            permalink,
            since: why.as_ref().map(|_| at),
            why: why.map(|why| RowCode::read(&why)),
            ..first
        }
    })
}

proptest! {
    #![proptest_config(times(400))]

    #[test]
    fn a_register_is_read_as_it_was_written(receipt in receipt()) {
        let line = receipt.to_string();
        prop_assert!(!line.contains(['\n', '\r', '\t']), "{}", line);
        prop_assert_eq!(Peek::of(&line), Some(receipt.peek()), "{}", line);
        prop_assert_eq!(RowState::parse(&line), Some(receipt), "{}", line);
        prop_assert_eq!(StoredState::read(&line).text(), line);
    }

    #[test]
    fn a_register_that_is_believed_is_the_very_text_of_its_cell(
        line in "(rabcdefgh (1|2|007|\\+1|4294967295) (queued|trying|posted|check) h=a)?",
        rest in anything(PIECES),
    ) {
        let cell = format!("{line}{rest}");
        // Later it is found by this text, and by no other.
        match StoredState::read(&cell) {
            StoredState::Line(receipt) => {
                prop_assert_eq!(receipt.to_string(), &*cell);
                prop_assert_eq!(Peek::of(&cell), Some(receipt.peek()));
                prop_assert!(is_row_id(&receipt.id));
            }
            StoredState::Blank => prop_assert_eq!(cell.trim(), ""),
            StoredState::Malformed(text) => prop_assert_eq!(text, cell),
        }
    }

    #[test]
    fn a_line_with_one_letter_changed_is_another_line_or_none(
        receipt in receipt(),
        at: proptest::sample::Index,
        letter in proptest::char::range(' ', '~'),
    ) {
        let line = receipt.to_string();
        let mut letters: Vec<char> = line.chars().collect();
        let at = at.index(letters.len());
        letters[at] = letter;
        let changed: String = letters.into_iter().collect();
        let read = RowState::parse(&changed);
        prop_assert_eq!(read == Some(receipt), changed == line);
    }
}
