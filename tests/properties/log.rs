//! The Log as a witness: what is read of its lines, and what they prove.

use proptest::prelude::*;
use proptest::sample::select;
use threadsheet::core::cell::Cell;
use threadsheet::core::headings::{LogColumn, LogHeadings};
use threadsheet::core::journal::{Event, Journal, Line};
use threadsheet::core::language::Language;
use threadsheet::core::receipt::{Receipt, State};

use super::given::{anything, times};

const PIECES: &[&str] = &[
    "rabcdefgh",
    " ",
    "h",
    "Sending",
    "送信",
    "Published",
    "Not sent",
    "Check",
    "First run",
    "準備",
    "17900000000000001",
];

const EVENTS: &[Event] =
    &[Event::Sending, Event::Published, Event::Dropped, Event::Check, Event::Failed, Event::Missed];

/// Draws a Log of few rows and few containers, newest first.
fn journal() -> impl Strategy<Value = Journal> {
    let line = (select(EVENTS), 0..2u8, 0..3u8).prop_map(|(event, row, container)| Line {
        event,
        id: format!("rabcdefg{row}"),
        hash: format!("h{row}"),
        container: Some(container.to_string()),
        media: None,
        permalink: Some(format!("https://www.threads.com/@a/post/{row}{container}")),
    });
    proptest::collection::vec(line, 0..10).prop_map(|lines| Journal { lines })
}

/// Returns the containers of a row that were sent and not closed since, read from the oldest line on.
fn open(journal: &Journal, id: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for line in journal.lines.iter().rev().filter(|line| line.id == id) {
        let container = line.container.clone().unwrap_or_default();
        match line.event {
            Event::Sending => open.push(container),
            Event::Published | Event::Dropped | Event::Check => {
                open.retain(|its| *its != container);
            }
            _ => {}
        }
    }
    open.reverse();
    open
}

proptest! {
    #![proptest_config(times(500))]

    #[test]
    fn a_line_is_read_as_it_was_written(
        event in select(EVENTS),
        language in select(vec![Language::English, Language::Japanese]),
        receipt in ("[a-z][a-z0-9]{7,12}", "[0-9a-f]{16}"),
        (container, media) in ("[0-9]{0,18}", "[0-9]{0,18}"),
    ) {
        let receipt = Receipt::first(receipt.0, receipt.1, "n", chrono::DateTime::UNIX_EPOCH);
        let cell = |column| match column {
            LogColumn::Row => Line::row_cell(&receipt),
            LogColumn::What => event.word(language).to_owned(),
            LogColumn::Container => container.clone(),
            LogColumn::Media => media.clone(),
            _ => String::new(),
        };
        let cells = LogColumn::ALL.map(|column| Cell::text(&cell(column)));
        let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let line = Line {
            event,
            id: receipt.id.clone(),
            hash: receipt.hash.clone(),
            container: filled(&container),
            media: filled(&media),
            permalink: None,
        };
        prop_assert_eq!(Line::read(&cells, &LogHeadings::of_a_new_tab(language)), Some(line));
    }

    #[test]
    fn whatever_stands_in_a_log_is_a_line_or_none(
        cells in proptest::collection::vec(anything(PIECES), 0..9),
    ) {
        let cells: Vec<Cell> = cells.iter().map(|text| Cell::text(text)).collect();
        let headings = LogHeadings::of_a_new_tab(Language::English);
        if let Some(line) = Line::read(&cells, &headings) {
            let row = cells[2].shown_text();
            prop_assert_eq!(row, format!("{} {}", line.id, line.hash));
        }
    }

    #[test]
    fn the_log_never_forgets_a_post_nor_an_attempt(journal in journal()) {
        for id in ["rabcdefg0", "rabcdefg1", "rabcdefg2"] {
            let container = |line: &Line| line.container.clone().unwrap_or_default();
            let attempts: Vec<_> = journal.open_attempts(id).map(container).collect();
            prop_assert_eq!(&attempts, &open(&journal, id));
            let has = |event| journal.lines.iter().any(|line| line.id == id && line.event == event);
            let state = journal.witness(id).map(|witness| witness.state);
            if has(Event::Published) {
                prop_assert_eq!(state, Some(State::Posted));
            } else if !attempts.is_empty() {
                prop_assert_eq!(state, Some(State::Trying));
            } else {
                let closed = journal.lines.iter().find(|line| {
                    line.id == id && matches!(line.event, Event::Check | Event::Dropped)
                });
                let is_check = closed.is_some_and(|line| line.event == Event::Check);
                prop_assert_eq!(state, is_check.then_some(State::Check));
            }
        }
    }

    #[test]
    fn rows_are_found_by_their_words_and_addresses(journal in journal()) {
        for (id, hash) in [("rabcdefg0", "h0"), ("rabcdefg1", "h1")] {
            let is_there = journal.lines.iter().any(|line| line.id == id);
            prop_assert_eq!(journal.rows_with_hash(hash), if is_there { vec![id] } else { vec![] });
        }
        for line in &journal.lines {
            prop_assert_eq!(journal.hash_at(line.permalink.as_deref().unwrap()), Some(&*line.hash));
        }
        prop_assert_eq!(journal.hash_at("https://www.threads.com/@a/post/none"), None);
    }
}
