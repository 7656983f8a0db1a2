//! The whole table: what a row remembers, what its Status says, and whether its words were changed since.

use std::fmt::Write as _;

use expect_test::expect_file;

use super::*;

/// What is said of a row that was refused for a cell, and for anything else.
const WHYS: [&str; 2] = ["cell", "refused"];

/// The words of a Status, and one that nobody knows.
const WORDS: [&str; 12] = [
    "",
    "Queued",
    "Post now",
    "Ready",
    "Draft",
    "Publishing",
    "Published",
    "Failed",
    "Check",
    "Missed",
    "Deleted",
    "perhaps",
];

/// Every row state that a row can carry: by its name, and by what its cell holds.
fn stored_states(hash: &str) -> Vec<(String, String)> {
    let mut stored_states =
        vec![("blank".to_owned(), String::new()), ("spoilt".to_owned(), "rabc 1".to_owned())];
    for (words, hash) in [("same", hash), ("other", "0123456789abcdef")] {
        for state in [State::Queued, State::Trying, State::Posted, State::Missed, State::Check] {
            let line = receipt(1, state, hash).to_string();
            stored_states.push((format!("{state:?} {words}").to_lowercase(), line));
        }
        for why in WHYS {
            let mut line = receipt(1, State::Failed, hash);
            line.why = Some(RowCode::read(why));
            stored_states.push((format!("failed {words} {why}"), line.to_string()));
        }
    }
    stored_states
}

#[test]
fn what_is_decided_about_a_row_is_the_table() {
    let hash = Desk::new().read(1, &[]).hash;
    let mut table = String::new();
    for (name, line) in stored_states(&hash) {
        for word in WORDS {
            let mut desk = Desk::new();
            let row = desk.post(&[(PostColumn::Status, word), (PostColumn::Receipt, &line)]);
            let status = if word.is_empty() { "(blank)" } else { word };
            writeln!(table, "{name:<20} {status:<10} {}", desk.decided(row)).unwrap();
        }
    }
    expect_file!["table.txt"].assert_eq(&table);
}
