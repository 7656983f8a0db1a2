//! The Log as a witness: what is read of its lines, and what they prove.

use proptest::prelude::*;
use proptest::sample::select;
use threadsheet_core::cell::Cell;
use threadsheet_core::columns::LogColumn;
use threadsheet_core::headings::LogHeadings;
use threadsheet_core::language::Language;
use threadsheet_core::log::{Event, Line, LogLines};
use threadsheet_core::row_state::{RowState, SentPart, State};

use super::strategies::{anything, times};

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

const EVENTS: &[Event] = &[
    Event::Sending,
    Event::Published,
    Event::Unsent,
    Event::Dropped,
    Event::Check,
    Event::Failed,
    Event::Missed,
];

/// Draws a Log of few rows, few containers and few runs, newest first.
fn log_lines() -> impl Strategy<Value = LogLines> {
    let line =
        (select(EVENTS), 0..2u8, 0..3u8, 0..2u8).prop_map(|(event, row, container, run)| Line {
            event,
            account: "my_shop".to_owned(),
            id: format!("rabcdefg{row}"),
            hash: format!("h{row}"),
            at: chrono::DateTime::from_timestamp(i64::from(run), 0),
            until: None,
            nonce: format!("n{run}"),
            slot: None,
            container: Some(container.to_string()),
            media: None,
            permalink: Some(format!("https://www.threads.com/@a/post/{row}{container}")),
            part: None,
            stock_use: None,
        });
    proptest::collection::vec(line, 0..10).prop_map(|lines| LogLines { lines })
}

/// Returns the runs whose attempt to send a row's container has no outcome, and whether only a
/// person can tell: read from the oldest line on.
fn doubt(log_lines: &LogLines, id: &str, container: &str) -> (Vec<String>, bool) {
    let (mut runs, mut is_check) = (Vec::new(), false);
    let is_it = |line: &&Line| line.id == id && line.container.as_deref() == Some(container);
    for line in log_lines.lines.iter().rev().filter(is_it) {
        match line.event {
            Event::Sending => {
                runs.push(line.nonce.clone());
                is_check = false;
            }
            Event::Unsent => runs.retain(|run| *run != line.nonce),
            Event::Check => is_check = true,
            Event::Dropped => {
                runs.clear();
                is_check = false;
            }
            _ => {}
        }
    }
    (runs, is_check)
}

proptest! {
    #![proptest_config(times(500))]

    #[test]
    fn a_line_is_read_as_it_was_written(
        event in select(EVENTS),
        language in select(vec![Language::English, Language::Japanese]),
        receipt in ("[a-z][a-z0-9]{7,12}", "[0-9a-f]{16}"),
        (container, media) in ("[0-9]{0,18}", "[0-9]{0,18}"),
        (claimed, part) in (any::<bool>(), proptest::option::of((0..10u8, "[0-9a-f]{16}"))),
    ) {
        let part = part.map(|(number, hash)| SentPart { number, hash });
        let first = RowState::first(receipt.0, receipt.1, "n", chrono::DateTime::UNIX_EPOCH);
        let until = claimed.then_some(chrono::DateTime::UNIX_EPOCH);
        let receipt = RowState { until, part: part.clone(), ..first };
        let cell = |column| match column {
            LogColumn::Row => Line::row_cell(&receipt),
            LogColumn::What => event.word(language).to_owned(),
            LogColumn::Container => container.clone(),
            LogColumn::Media => media.clone(),
            LogColumn::Account => "my_shop".to_owned(),
            _ => String::new(),
        };
        let cells = LogColumn::ALL.map(|column| Cell::text(&cell(column)));
        let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let line = Line {
            event,
            account: "my_shop".to_owned(),
            id: receipt.id.clone(),
            hash: receipt.hash.clone(),
            at: Some(receipt.at),
            until: receipt.until,
            nonce: receipt.nonce.clone(),
            slot: receipt.slot,
            container: filled(&container),
            media: filled(&media),
            permalink: None,
            part,
            stock_use: None,
        };
        prop_assert_eq!(Line::read(&cells, &LogHeadings::of_a_new_tab(language)), Some(line));
    }

    #[test]
    fn any_log_content_is_a_line_or_ignored(
        cells in proptest::collection::vec(anything(PIECES), 0..9),
    ) {
        let cells: Vec<Cell> = cells.iter().map(|text| Cell::text(text)).collect();
        let headings = LogHeadings::of_a_new_tab(Language::English);
        if let Some(line) = Line::read(&cells, &headings) {
            let row = cells[2].shown_text();
            let beginning = format!("{} {}", line.id, line.hash);
            prop_assert!(row.starts_with(&beginning));
        }
    }

    #[test]
    fn the_log_never_forgets_a_post_nor_an_attempt(log_lines in log_lines()) {
        for id in ["rabcdefg0", "rabcdefg1", "rabcdefg2"] {
            let is_it = |line: &&Line| line.id == id && line.event == Event::Published;
            let is_out = log_lines.lines.iter().any(|line| is_it(&line));
            let doubts = ["0", "1", "2"].map(|container| (container, doubt(&log_lines, id, container)));
            let is_in_doubt =
                doubts.iter().any(|(_, (runs, is_check))| *is_check || !runs.is_empty());
            let witness = log_lines.witness(&[id]);
            prop_assert_eq!(witness.is_some(), is_out || is_in_doubt);
            let Some(witness) = witness else { continue };
            prop_assert_eq!(witness.state == State::Posted, is_out);
            let container = witness.line.container.as_deref();
            let its = doubts.iter().find(|(known, _)| Some(*known) == container);
            let (runs, is_check) = &its.unwrap().1;
            match witness.state {
                State::Check => prop_assert!(*is_check),
                State::Trying => prop_assert!(!runs.is_empty() && !is_check),
                state => prop_assert_eq!(state, State::Posted),
            }
        }
    }

    #[test]
    fn a_claim_is_used_only_where_nothing_of_its_words_may_be_public(
        log_lines in log_lines(),
        (row, container, run) in (0..2u8, 0..3u8, 0..2u8),
    ) {
        let (id, container, nonce) =
            (format!("rabcdefg{row}"), container.to_string(), format!("n{run}"));
        let at = chrono::DateTime::from_timestamp(i64::from(run), 0).unwrap();
        let first = RowState::first(id.clone(), format!("h{row}"), &nonce, at);
        let claim =
            RowState { state: State::Trying, container: Some(container.clone()), ..first };
        if log_lines.is_first_attempt(&claim, None) {
            let mut lines = log_lines.lines.iter();
            prop_assert!(!lines.any(|line| line.id == id && line.event == Event::Published));
            let (runs, is_check) = doubt(&log_lines, &id, &container);
            prop_assert!(!is_check && !runs.is_empty() && runs.iter().all(|run| *run == nonce));
        }
    }

    #[test]
    fn rows_are_found_by_their_words_while_these_are_public_or_in_doubt_and_by_their_addresses(log_lines in log_lines()) {
        for (id, hash) in [("rabcdefg0", "h0"), ("rabcdefg1", "h1")] {
            let mut own = log_lines.lines.iter().filter(|line| line.id == id);
            let is_open = own.any(|line| {
                let (runs, is_check) = doubt(&log_lines, id, line.container.as_deref().unwrap());
                line.event == Event::Published || is_check || !runs.is_empty()
            });
            prop_assert_eq!(log_lines.rows_with_hash(hash), if is_open { vec![id] } else { vec![] });
        }
        for line in &log_lines.lines {
            let found = log_lines.published_at(line.permalink.as_deref().unwrap()).unwrap();
            prop_assert_eq!((&found.hash, &found.permalink), (&line.hash, &line.permalink));
        }
        prop_assert_eq!(log_lines.published_at("https://www.threads.com/@a/post/none"), None);
    }
}
