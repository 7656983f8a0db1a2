//! A desk that posts only what is marked Queued: a blank Status is a Draft there, and its row says so.

use super::*;

/// Returns a desk with one row of a blank Status, after nothing but marked rows goes out.
fn unmarked(state: Option<State>, text: &str) -> Desk {
    let mut desk = Desk::new();
    let line = state.map(|state| receipt(1, state, &desk.read(1, &[]).hash).to_string());
    let line = line.unwrap_or_default();
    desk.post(&[(PostColumn::Text, text), (PostColumn::Receipt, &line)]);
    desk.posts.iter_mut().for_each(Row::hold_unmarked);
    desk
}

#[test]
fn a_row_without_a_mark_waits_and_says_so() {
    for (state, text, decided) in [
        (None, "hello", "says NotMarked"),
        (Some(State::Queued), "hello", "says NotMarked"),
        (Some(State::Failed), "hello", "says NotMarked"),
        (Some(State::Missed), "hello", "says NotMarked"),
        (Some(State::Trying), "hello", "resolve"),
        // Looking again sends nothing, so it needs no mark.
        (Some(State::Check), "hello", "look"),
        (Some(State::Posted), "hello", "shows Published, says AlreadyPublished"),
        (Some(State::Posted), "new", "says NotMarked"),
    ] {
        assert_eq!(unmarked(state, text).decided(1), decided, "{state:?} {text}");
    }
}

#[test]
fn a_copy_without_a_mark_waits_and_says_so() {
    let mut desk = unmarked(Some(State::Queued), "hello");
    let line = desk.posts[0].receipt().unwrap().to_string();
    desk.post(&[(PostColumn::Text, "new"), (PostColumn::Receipt, &line)]);
    desk.posts.iter_mut().for_each(Row::hold_unmarked);
    assert_eq!(desk.decided(2), "says NotMarked");
}
