//! Rows of which the sheet is still working out a cell: another text than the one that was posted, by its look.

use super::*;

const LOADING: (PostColumn, &str) = (PostColumn::Text, "Loading...");

/// Returns what is decided about a row whose text is loading, and whose row state speaks of the text that it had.
fn decided(state: State, status: &str) -> String {
    let mut desk = Desk::new();
    let hash = desk.read(1, &[]).hash;
    let line = receipt(1, state, &hash).to_string();
    let cells = [LOADING, (PostColumn::Status, status), (PostColumn::Receipt, &line)];
    let row = desk.post(&cells);
    desk.decided(row)
}

#[test]
fn a_posted_row_that_is_loading_is_not_taken_for_a_new_post() {
    for status in ["", "Queued", "Ready", "Post now", "perhaps"] {
        assert_eq!(decided(State::Posted, status), "says Loading", "{status}");
    }
    assert_eq!(decided(State::Posted, "Draft"), "nothing");
}

#[test]
fn a_row_that_is_loading_keeps_what_it_remembers_until_its_cells_can_be_read() {
    for state in [State::Queued, State::Failed, State::Missed, State::Check] {
        assert_eq!(decided(state, "Queued"), "says Loading", "{state:?}");
    }
    assert_eq!(decided(State::Failed, "Failed"), "nothing");
    assert_eq!(decided(State::Missed, "Missed"), "nothing");
    assert_eq!(decided(State::Check, "Check"), "nothing");
    // What was sent is settled whatever the cells show.
    assert_eq!(decided(State::Trying, "Publishing"), "resolve");
}

#[test]
fn a_row_without_content_that_is_loading_is_left_alone() {
    let mut desk = Desk::new();
    let empty = (PostColumn::Text, "");
    let row = desk.post(&[empty, (PostColumn::PublishAt, "Loading...")]);
    assert_eq!(desk.decided(row), "nothing");
    let loading = desk.post(&[(PostColumn::PublishAt, "Loading...")]);
    assert_eq!(desk.decided(loading), "says Loading");
}

#[test]
fn posts_wait_for_a_pause_and_a_cap_of_their_account_that_are_loading() {
    for word in ["Loading...", "Loading…"] {
        let mut desk = Desk::new();
        let row = desk.post(&[]);
        desk.accounts[0].pause_until = Cell::text(word);
        assert_eq!(desk.decided(row), "open Queued, says AccountLoading", "{word}");
        desk.accounts[0].pause_until = Cell::default();
        desk.accounts[0].daily_cap = Err(word.to_owned());
        assert_eq!(desk.decided(row), "open Queued, says AccountLoading", "{word}");
        desk.accounts[0].daily_cap = Ok(None);
        assert_eq!(desk.decided(row), "open Queued, publish", "{word}");
    }
}

#[test]
fn a_post_waits_for_the_name_of_its_account_where_that_is_loading() {
    let decided = |account: &str, more: bool| {
        let mut desk = Desk::new();
        desk.accounts.clear();
        desk.account(&[(AccountColumn::Account, "Loading...")]);
        if more {
            desk.account(&[(AccountColumn::Account, "another")]);
        }
        let row = desk.post(&[(PostColumn::Account, account)]);
        desk.decided(row)
    };
    let waits = "open Queued, says AccountLoading";
    assert_eq!(decided("", false), waits);
    assert_eq!(decided(SHOP, false), waits);
    assert_eq!(decided("another", true), "open Queued, publish");
    assert_eq!(decided("", true), "open Failed, shows Failed, says Refused");
}
