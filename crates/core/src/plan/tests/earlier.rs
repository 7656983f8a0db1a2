//! Rows that an earlier version of the program laid a trouble at that was not theirs.

use super::*;

/// Returns what is decided about a row that is marked Failed for this, and was due then.
fn decided(why: &str, publish_at: &str) -> String {
    let mut desk = Desk::new();
    let cells = [(PostColumn::Status, "Failed"), (PostColumn::PublishAt, publish_at)];
    let mut line = receipt(1, State::Failed, &desk.read(1, &cells).hash);
    line.why = Some(RowCode::read(why));
    let line = line.to_string();
    let row = desk.post(&[cells.as_slice(), &[(PostColumn::Receipt, &line)]].concat());
    desk.decided(row)
}

#[test]
fn a_row_that_failed_by_a_trouble_of_the_account_is_tried_again_while_it_is_in_time() {
    for why in [
        "threads: API calls from the server require an appsecret_proof argument (100)",
        "threads: Fatal (-1)",
        "threads: Maximum posts reached (9/2207042)",
        "threads: Service Unavailable",
        "may-not-reply",
    ] {
        let again = "turn Queued, publish, shows Queued";
        assert_eq!(decided(why, "2026-11-23 10:00"), again, "{why}");
        assert_eq!(decided(why, "2026-11-20 10:00"), "nothing", "{why}: too late by now");
        assert_eq!(decided(why, ""), "nothing", "{why}: it has no time");
    }
}

#[test]
fn a_row_that_failed_by_what_it_says_itself_is_not_tried_again_by_itself() {
    for why in [
        "threads: Param text must be at most 500 characters long. (100)",
        "threads: The media could not be fetched from this URI (1/2207052)",
        "refused: Something that nobody has catalogued (77777)",
        "media: UNKNOWN",
    ] {
        assert_eq!(decided(why, "2026-11-23 10:00"), "says NoReason", "{why}");
    }
}
