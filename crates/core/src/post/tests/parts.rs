//! The parts of a thread in one row, compared with what is out of it.

use super::*;
use crate::reason::Message;
use crate::row_state::{RowState, SentPart};

/// Returns the usual post with two further parts.
fn thread() -> PostRow {
    row(&[text(PostColumn::Reply1, "two"), text(PostColumn::Reply3, "three")])
}

/// Returns a row of these cells, of which some were changed.
fn row_of(cells: &[(PostColumn, Cell)], changed: &[(PostColumn, Cell)]) -> PostRow {
    let is_kept = |(column, _): &&(PostColumn, Cell)| !changed.iter().any(|(its, _)| its == column);
    let kept: Vec<_> = cells.iter().filter(is_kept).cloned().collect();
    row(&[changed, &kept].concat())
}

/// Returns the first of a row's parts as they are out.
fn out(post: &PostRow, n: usize) -> Vec<PublishedPart> {
    let parts = &post.thread.as_ref().unwrap().parts[..n];
    let out = |part: &Part| {
        let (number, hash) = (part.number, part.hash.clone());
        PublishedPart { number, hash, media: None }
    };
    parts.iter().map(out).collect()
}

/// Returns a row state about a row.
fn line(post: &PostRow, state: State) -> RowState {
    let at = "2026-11-23T01:00:00Z".parse().unwrap();
    let first = RowState::first("rabcdefgh".to_owned(), post.hash.clone(), "n1", at);
    RowState { state, ..first }
}

#[test]
fn words_that_went_out_from_a_column_above_are_known_in_the_one_below() {
    use PostColumn as P;
    let sent = row(&[text(P::Reply1, "two"), text(P::Reply2, "more"), text(P::Reply3, "three")]);
    let is_out = |typed: &str, n: usize| {
        let now = row(&[text(P::Reply3, typed)]);
        now.part(3).unwrap().is_out_elsewhere(&out(&sent, n))
    };
    assert!(is_out("two", 2) && is_out("two", 4));
    assert!(is_out("more", 3));
    assert!(!is_out("more", 2), "it is not out yet");
    assert!(!is_out("three", 4), "it stands where it went out");
    assert!(!is_out("hello", 4), "the post itself is another thing than a reply");
    // Up to the column before its own.
    let low = row(&[text(P::Reply8, "a"), text(P::Reply9, "b")]);
    let moved = row(&[text(P::Reply9, "a")]);
    assert!(moved.part(9).unwrap().is_out_elsewhere(&out(&low, 2)));
    // What stood below it went out from no column before it.
    let up = row(&[text(P::Reply8, "b")]);
    assert!(!up.part(8).unwrap().is_out_elsewhere(&out(&low, 3)));
}

#[test]
fn the_text_of_a_part_that_cannot_go_out_is_what_its_cell_shows() {
    use PostColumn as P;
    let long = "a".repeat(501);
    let post = row(&[text(P::Reply1, "two"), text(P::Reply2, &long)]);
    let texts: Vec<&str> = post.further_parts().map(Part::text).collect();
    assert_eq!(texts, ["two", long.as_str()]);
    assert_eq!(post.part(1).unwrap().readable, "");
}

#[test]
fn the_further_parts_are_those_below_the_post() {
    let numbers = |post: &PostRow| post.further_parts().map(|part| part.number).collect::<Vec<_>>();
    assert_eq!(numbers(&thread()), [1, 3]);
    assert!(numbers(&row(&[])).is_empty());
}

#[test]
fn media_are_told_by_the_column_of_the_part_in_which_they_stand() {
    use PostColumn as P;
    let post = row(&[
        text(P::Media, "https://a.example/0.jpg"),
        text(P::Reply1, "words alone"),
        text(P::Reply2, "https://a.example/2.jpg\nhttps://a.example/3.jpg"),
        text(P::Reply3, &"a".repeat(501)),
    ]);
    let found = post.media_by_column().map(|(column, media)| (column, media.len()));
    assert_eq!(found.collect::<Vec<_>>(), [(P::Media, 1), (P::Reply1, 0), (P::Reply2, 2)]);
}

#[test]
fn the_log_may_know_a_row_by_its_fingerprints_of_each_version_with_and_without_time_and_parts() {
    let (plain, post) = (row(&[]), thread());
    let untimed = row(&[text(PostColumn::PublishAt, "")]);
    let known: Vec<&str> = post.hashes_in_the_log().collect();
    for hash in [&post.hash, &post.other_hash, &post.timeless_hash] {
        assert!(known.contains(&hash.as_str()));
    }
    for hash in [&plain.hash, &plain.other_hash, &untimed.hash] {
        assert!(known.contains(&hash.as_str()));
    }
    assert!(known.iter().all(|hash| hash.len() == plain.hash.len()));
}

#[test]
fn a_published_row_may_speak_of_parts_where_it_shows_one_that_is_not_out_or_says_so() {
    use PostColumn as P;
    let may_speak = |n_out: Option<usize>, cells: &[(PostColumn, Cell)]| {
        let post = thread();
        let line = n_out.map(|n| RowState { thread: out(&post, n), ..line(&post, State::Posted) });
        let line = line.map(|line| line.to_string()).unwrap_or_default();
        let own = [text(P::Receipt, &line), text(P::Reply1, "two"), text(P::Reply3, "three")];
        row_of(&own, cells).may_speak_of_parts()
    };
    assert!(may_speak(Some(1), &[]) && may_speak(Some(2), &[]));
    assert!(!may_speak(Some(3), &[]));
    assert!(may_speak(Some(3), &[text(P::Reply4, "more")]));
    assert!(!may_speak(Some(3), &[text(P::Reply2, "between")]));
    assert!(!may_speak(None, &[]), "nothing of it is out");
    for language in Language::ALL {
        let told = Message::PartAdded { part: P::Reply4 }.say(language);
        assert!(may_speak(Some(3), &[text(P::Message, &told)]), "{told}");
        assert!(row(&[text(P::Message, &told)]).is_told_of_a_part());
    }
    for other in ["", "something else"] {
        assert!(!may_speak(Some(3), &[text(P::Message, other)]), "{other:?}");
        assert!(!row(&[text(P::Message, other)]).is_told_of_a_part());
    }
}

#[test]
fn a_line_speaks_of_the_part_that_was_sent_else_of_the_next_one() {
    let post = thread();
    let of = |state, part: Option<u8>, n_out| {
        let part = part.map(|number| SentPart { number, hash: "h".to_owned() });
        post.part_of(&RowState { part, thread: out(&post, n_out), ..line(&post, state) })
    };
    for state in [State::Trying, State::Check] {
        assert_eq!(of(state, Some(1), 1), Some(1), "{state:?}");
        assert_eq!(of(state, Some(3), 1), Some(3), "{state:?}");
        assert_eq!(of(state, None, 0), Some(0), "sent without further parts: {state:?}");
    }
    for state in [State::Queued, State::Failed, State::Missed] {
        assert_eq!(of(state, None, 0), Some(0), "{state:?}");
        assert_eq!(of(state, Some(1), 2), Some(3), "{state:?}");
    }
    assert_eq!(of(State::Posted, None, 3), None);
}

#[test]
fn a_row_says_what_was_sent_as_long_as_the_part_that_was_sent_stands_in_it() {
    use PostColumn as P;
    let sent = thread();
    let says = |number: Option<u8>, changed: &[(PostColumn, Cell)]| {
        let part = number.and_then(|number| sent.part(number));
        let part = part.map(|part| SentPart { number: part.number, hash: part.hash.clone() });
        let own = [text(P::Reply1, "two"), text(P::Reply3, "three")];
        let now = row_of(&own, changed);
        now.says_what_was_sent(&RowState { part, ..line(&sent, State::Trying) })
    };
    for number in [None, Some(0), Some(1), Some(3)] {
        assert!(says(number, &[]), "{number:?}");
    }
    let (first, second) = ([text(P::Text, "other")], [text(P::Reply1, "other")]);
    let is_said = |changed: &[(PostColumn, Cell)]| {
        [Some(0), Some(1), Some(3)].map(|number| says(number, changed))
    };
    assert_eq!(is_said(&first), [false, true, true]);
    assert_eq!(is_said(&second), [true, false, true]);
    assert_eq!(is_said(&[text(P::Reply1, "")]), [true, false, true]);
    let emptied = [text(P::Reply1, ""), text(P::Reply3, "")];
    assert_eq!(is_said(&emptied), [true, false, false]);
    // One that was sent without further parts got some since.
    let alone = line(&row(&[]), State::Trying);
    assert!(sent.says_what_was_sent(&alone) && row(&[]).says_what_was_sent(&alone));
    assert!(!row(&[text(P::Text, "other")]).says_what_was_sent(&alone));
    assert!(!row(&[text(P::Text, "other"), text(P::Reply1, "two")]).says_what_was_sent(&alone));
}

#[test]
fn a_row_that_lost_its_further_parts_is_changed_where_one_of_them_is_out_or_its_post_is_another() {
    let (sent, plain) = (thread(), row(&[]));
    assert!(!plain.is_changed_above(&out(&sent, 1)));
    assert!(plain.is_changed_above(&out(&sent, 2)));
    assert!(row(&[text(PostColumn::Text, "other")]).is_changed_above(&out(&sent, 1)));
    assert!(!plain.is_changed_above(&[]) && !sent.is_changed_above(&[]));
    // By the fingerprint of the first version.
    let hash = plain.other_hash.clone();
    let first = [PublishedPart { number: 0, hash, media: None }];
    assert!(!plain.is_changed_above(&first) && !sent.is_changed_above(&first));
    // Only the post goes by it.
    let second = [out(&sent, 1), vec![PublishedPart { number: 1, ..first[0].clone() }]].concat();
    assert!(sent.is_changed_above(&second));
    // The further part alone, as a Log that lost the rest knows it.
    let mut later = out(&sent, 2);
    later.remove(0);
    assert!(plain.is_changed_above(&later));
}

#[test]
fn a_row_at_one_of_its_parts_has_the_draft_of_that_part() {
    let said = |post: PostRow, number| post.at_part(number).draft.unwrap().text;
    assert_eq!([0, 1, 3].map(|number| said(thread(), number)), ["hello", "two", "three"]);
    assert_eq!(said(row(&[]), 0), "hello");
    assert_eq!(said(thread(), 2), "", "its cell was emptied since it was sent");
    assert_eq!(said(row(&[]), 1), "");
}
