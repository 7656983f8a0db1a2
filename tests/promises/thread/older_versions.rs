//! Rows that an older version of the program, which knows nothing of threads, has seen while a part was out.

use threadsheet_core::reason::RowCode;
use threadsheet_core::row_state::State;

use super::*;

/// Leaves the row as an older version does that finds the post in the Log: published.
fn marked_published(desk: &Practice) {
    let line = RowState::parse(&desk.cell(POSTS, 2, "Receipt")).unwrap();
    // It carries along what it does not know.
    let line = RowState {
        state: State::Posted,
        version: line.version + 1,
        sends: 1,
        first_sent: None,
        until: None,
        why: None,
        since: None,
        ..line
    };
    desk.type_in(POSTS, 2, "Receipt", &line.to_string());
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.type_in(POSTS, 2, "Published at", &in_minutes(desk, 0));
    desk.type_in(POSTS, 2, "Message", "The Log shows that this post is published, so the row was put back. To post the same words again, change the text or the time.");
}

#[tokio::test]
async fn half_a_thread_that_an_older_version_calls_published_says_which_part_is_not_posted() {
    for (desk, typed) in [(half().await, "Two"), (refused().await, "Two!")] {
        marked_published(&desk);
        desk.type_in(POSTS, 2, "Reply 1", typed);
        desk.run_later().await;
        desk.run_later().await;
        holds(&desk, &["One"]);
        says(&desk, "Published", &["\"Reply 1\" is not posted.", "Empty Status"]);
        desk.type_in(POSTS, 2, "Status", "");
        desk.run_later().await;
        holds(&desk, &["One", typed, "Three"]);
        assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
    }
}

#[tokio::test]
async fn a_part_in_doubt_in_a_row_that_an_older_version_calls_published_is_posted_once() {
    for effect in [Effect::With, Effect::Without] {
        let desk = in_doubt(2, effect).await;
        desk.pass(TimeDelta::minutes(11));
        marked_published(&desk);
        for _ in 0..3 {
            desk.run_later().await;
        }
        holds(&desk, &["One", "Two", "Three"]);
        says(&desk, "Published", &[]);
    }
}

#[tokio::test]
async fn a_thread_that_an_older_version_refused_for_its_columns_goes_on_without_its_log() {
    let desk = half().await;
    let headers = desk.shown_row(LOG, 1);
    for row in 2..=desk.shown(LOG).len() {
        for header in &headers {
            desk.type_in(LOG, row, header, "");
        }
    }
    let line = RowState::parse(&desk.cell(POSTS, 2, "Receipt")).unwrap();
    let (version, why) = (line.version + 1, Some(RowCode::Cell));
    let line = RowState { state: State::Failed, version, why, since: None, ..line };
    desk.type_in(POSTS, 2, "Receipt", &line.to_string());
    desk.type_in(POSTS, 2, "Status", "Failed");
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
    says(&desk, "Published", &[]);
}
