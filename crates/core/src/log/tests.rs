//! What the Log lets a run believe, and do.
#![allow(clippy::unwrap_used)]

use super::*;

const ROW: &[&str] = &["rabcdefgh"];

/// Returns a line about a claim of the run with this nonce, at this second.
fn line(event: Event, container: &str, (nonce, second): (&str, i64)) -> Line {
    Line {
        event,
        account: "my_shop".into(),
        id: "rabcdefgh".into(),
        hash: "h".into(),
        at: DateTime::from_timestamp(second, 0),
        until: None,
        nonce: nonce.into(),
        slot: None,
        container: Some(container.into()),
        media: None,
        permalink: None,
        part: None,
    }
}

/// Takes lines, oldest first.
fn log_lines(lines: &[Line]) -> LogLines {
    LogLines { lines: lines.iter().rev().cloned().collect() }
}

fn state(lines: &[Line]) -> Option<State> {
    log_lines(lines).witness(ROW).map(|witness| witness.state)
}

/// Returns the claim that a line speaks of.
fn claim(line: &Line) -> RowState {
    let at = line.at.unwrap();
    let first = RowState::first(line.id.clone(), line.hash.clone(), &line.nonce, at);
    RowState { container: line.container.clone(), ..first }
}

#[test]
fn an_attempt_without_an_outcome_is_remembered() {
    let log_lines = log_lines(&[line(Event::Sending, "1", ("a", 1))]);
    assert_eq!(log_lines.witness(ROW).map(|seen| seen.state), Some(State::Trying));
    assert_eq!(log_lines.witness(&["rother123"]), None);
}

#[test]
fn a_container_that_was_given_up_is_no_attempt_but_its_successor_is() {
    let given_up = [line(Event::Sending, "1", ("a", 1)), line(Event::Dropped, "1", ("b", 9))];
    assert_eq!(state(&given_up), None);
    let lines = [&given_up[..], &[line(Event::Sending, "2", ("b", 10))]].concat();
    let seen = log_lines(&lines).witness(ROW).and_then(|seen| seen.line.container);
    assert_eq!(seen.as_deref(), Some("2"));
}

#[test]
fn a_published_row_is_published_whatever_came_after() {
    let lines = [
        line(Event::Sending, "1", ("a", 1)),
        line(Event::Published, "1", ("a", 2)),
        line(Event::Sending, "2", ("b", 3)),
    ];
    assert_eq!(state(&lines), Some(State::Posted));
    assert!(!log_lines(&lines).is_first_attempt(&claim(&lines[2]), None));
}

#[test]
fn a_run_that_sent_nothing_speaks_for_its_own_attempt_alone() {
    let lines = [
        line(Event::Sending, "1", ("a", 1)),
        line(Event::Sending, "1", ("b", 2)),
        line(Event::Unsent, "1", ("a", 1)),
    ];
    assert_eq!(state(&lines), Some(State::Trying));
    assert_eq!(state(&[&lines[..], &[line(Event::Unsent, "1", ("b", 2))]].concat()), None);
}

#[test]
fn of_two_containers_the_one_that_was_logged_first_may_be_sent() {
    let lines = [line(Event::Sending, "1", ("a", 2)), line(Event::Sending, "2", ("b", 1))];
    let may_send = |line: &Line| log_lines(&lines).is_first_attempt(&claim(line), None);
    assert!(may_send(&lines[0]) && !may_send(&lines[1]));
}

#[test]
fn a_container_is_sent_again_only_where_every_earlier_attempt_was_looked_for() {
    let lines = [line(Event::Sending, "1", ("a", 1)), line(Event::Sending, "1", ("b", 2))];
    let may_send = |second| {
        log_lines(&lines).is_first_attempt(&claim(&lines[1]), DateTime::from_timestamp(second, 0))
    };
    assert!(may_send(1) && !may_send(0));
}

#[test]
fn nothing_is_sent_that_was_sent_under_another_id_or_that_nobody_logged() {
    let other = Line { id: "rother123".into(), ..line(Event::Sending, "1", ("a", 1)) };
    let own = line(Event::Sending, "2", ("b", 2));
    let may_send = |lines: &[Line]| log_lines(lines).is_first_attempt(&claim(&own), None);
    assert!(may_send(std::slice::from_ref(&own)));
    assert!(!may_send(&[other.clone(), own.clone()]) && !may_send(&[other]));
}

#[test]
fn a_row_in_check_stays_there_until_a_person_has_spoken() {
    let mut lines = vec![
        line(Event::Sending, "1", ("a", 1)),
        line(Event::Check, "1", ("a", 9)),
        line(Event::Unsent, "1", ("a", 1)),
    ];
    assert_eq!(state(&lines), Some(State::Check));
    lines.push(line(Event::Dropped, "1", ("b", 20)));
    assert_eq!(state(&lines), None);
}

#[test]
fn a_line_is_read_as_it_was_written() {
    let headings = LogHeadings::of_a_new_tab(Language::English);
    let wanted = line(Event::Unsent, "1", ("a", 1));
    let cells: Vec<Cell> = LogColumn::ALL
        .into_iter()
        .map(|column| match column {
            LogColumn::What => Cell::text(wanted.event.word(Language::English)),
            LogColumn::Row => Cell::text(&Line::row_cell(&claim(&wanted))),
            LogColumn::Account => Cell::text("my_shop"),
            LogColumn::Container => Cell::text("1"),
            _ => Cell::default(),
        })
        .collect();
    assert_eq!(Line::read(&cells, &headings), Some(wanted));
}

#[test]
fn a_log_that_a_person_has_sorted_says_the_same() {
    let headings = LogHeadings::of_a_new_tab(Language::English);
    let told = [
        line(Event::Sending, "1", ("a", 10_000)),
        line(Event::Unsent, "1", ("a", 10_000)),
        line(Event::Sending, "2", ("b", 20_000)),
        line(Event::Sending, "3", ("c", 30_000)),
    ];
    let cells = |line: &Line| {
        let mut cells = vec![Cell::default(); LogColumn::ALL.len()];
        let mut set = |column, cell| cells[headings.column(column).unwrap()] = cell;
        let day = f64::from(i32::try_from(line.at.unwrap().timestamp()).unwrap()) / 86_400.0;
        set(LogColumn::When, Cell { value: Value::Number(day), ..Cell::default() });
        set(LogColumn::What, Cell::text(line.event.word(Language::English)));
        set(LogColumn::Row, Cell::text(&Line::row_cell(&claim(line))));
        set(LogColumn::Account, Cell::text(&line.account));
        set(LogColumn::Container, Cell::text(line.container.as_deref().unwrap()));
        cells
    };
    for order in [[3, 2, 1, 0], [0, 1, 2, 3], [1, 0, 2, 3], [2, 0, 3, 1]] {
        let rows: Vec<Vec<Cell>> = order.iter().map(|at: &usize| cells(&told[*at])).collect();
        let read = LogLines::read(rows.iter(), &headings);
        assert_eq!(read.witness(ROW), log_lines(&told).witness(ROW), "{order:?}");
        assert!(read.is_first_attempt(&claim(&told[2]), None), "{order:?}");
        assert!(!read.is_first_attempt(&claim(&told[3]), None), "{order:?}");
    }
}

#[test]
fn a_log_that_was_only_laid_out_waits_for_the_first_run() {
    let headings = LogHeadings::of_a_new_tab(Language::English);
    let line = |what: &str, row: &str| {
        let mut cells = vec![Cell::default(); 8];
        cells[2] = Cell::text(row);
        cells[3] = Cell::text(what);
        cells
    };
    let (head, renewed) = (line("Event", "Receipt"), line("Token renewed", ""));
    let (prepared, begun) = (line("準備", ""), line("First run", ""));
    let sent = line("Sending", "rabcdefgh 0011223344556677");
    for (lines, is_waiting) in [
        (vec![&prepared], true),
        (vec![&renewed, &prepared], true),
        (vec![&prepared, &renewed], true),
        (vec![&begun, &prepared], false),
        (vec![&sent, &prepared], false),
        (vec![&renewed], false),
        (vec![&begun], false),
        (vec![], false),
    ] {
        let rows: Vec<_> = [&head].into_iter().chain(lines).cloned().collect();
        assert_eq!(is_only_prepared(&rows, &headings), is_waiting, "{rows:?}");
    }
    // What stands in the header row itself is no line.
    assert!(!is_only_prepared(&[prepared], &headings));
}

#[test]
fn a_claim_is_used_by_the_run_that_wrote_it_and_by_no_other_of_the_same_moment() {
    let logged = line(Event::Sending, "1", ("a", 1));
    let other_run = line(Event::Sending, "1", ("b", 1));
    let other_time = line(Event::Sending, "1", ("a", 2));
    for (claimed, may_send) in [(&logged, true), (&other_run, false), (&other_time, false)] {
        let lines = std::slice::from_ref(&logged);
        assert_eq!(
            log_lines(lines).is_first_attempt(&claim(claimed), None),
            may_send,
            "{claimed:?}"
        );
    }
}

#[test]
fn what_came_of_an_attempt_is_told_apart_from_what_was_never_sent() {
    let outcomes = Event::ALL.into_iter().filter(|event| event.is_outcome());
    let wanted = [Event::Published, Event::Unsent, Event::Dropped, Event::Check];
    assert_eq!(outcomes.collect::<Vec<_>>(), wanted);
}

#[test]
fn what_was_logged_of_other_rows_up_to_an_earlier_time_is_about_other_posts() {
    let other = Line { id: "rother123".into(), ..line(Event::Published, "1", ("a", 5)) };
    let own = line(Event::Sending, "2", ("b", 9));
    let may_send = |earlier| {
        let earlier = DateTime::from_timestamp(earlier, 0);
        log_lines(&[other.clone(), own.clone()]).is_first_attempt_since(&claim(&own), None, earlier)
    };
    assert!(may_send(5) && !may_send(4));
}

#[test]
fn a_line_stands_in_the_log_where_every_cell_says_what_was_written() {
    let headings = LogHeadings::of_a_new_tab(Language::English);
    let mut cells = vec![Cell::default(); 8];
    cells[2] = Cell::text("rabcdefgh");
    cells[3] = Cell::text("Sending");
    let stands = |row, what| {
        Line::stands(&cells, &headings, &[(LogColumn::Row, row), (LogColumn::What, what)])
    };
    assert!(stands("rabcdefgh", "Sending"));
    assert!(!stands("rother123", "Sending") && !stands("rabcdefgh", "Check"));
}

/// Returns the same line about a part of a thread.
fn of_part(number: u8, line: Line) -> Line {
    let part = Some(SentPart { number, hash: format!("f{number}") });
    Line { part, media: Some(format!("18{number}")), ..line }
}

#[test]
fn each_part_of_a_thread_has_its_own_attempts_and_its_own_outcome() {
    let sending =
        |number, container: &str, at| of_part(number, line(Event::Sending, container, at));
    let published =
        |number, container: &str, at| of_part(number, line(Event::Published, container, at));
    let lines = [
        sending(0, "1", ("a", 1)),
        published(0, "1", ("a", 2)),
        sending(2, "2", ("a", 3)),
        published(2, "2", ("a", 4)),
        sending(3, "3", ("a", 5)),
    ];
    let seen = |n: usize| {
        let seen = log_lines(&lines[..n]).witness(ROW).unwrap();
        let out: Vec<u8> = seen.out.iter().map(|part| part.number).collect();
        (seen.state, seen.line.part_number(), out)
    };
    assert_eq!(seen(1), (State::Trying, 0, vec![]));
    assert_eq!(seen(2), (State::Posted, 0, vec![0]));
    assert_eq!(seen(3), (State::Trying, 2, vec![0]));
    assert_eq!(seen(4), (State::Posted, 2, vec![0, 2]));
    assert_eq!(seen(5), (State::Trying, 3, vec![0, 2]));
    let out = log_lines(&lines).witness(ROW).unwrap().out;
    assert_eq!((out[1].hash.as_str(), out[1].media.as_deref()), ("f2", Some("182")));
}

#[test]
fn a_part_may_be_sent_unless_it_is_out_itself_or_somebody_else_tries_it() {
    let before = [
        of_part(0, line(Event::Sending, "1", ("a", 1))),
        of_part(0, line(Event::Published, "1", ("a", 2))),
    ];
    let own = of_part(1, line(Event::Sending, "2", ("a", 3)));
    let out = PublishedPart { number: 0, hash: "f0".into(), media: Some("180".into()) };
    let first = RowState { thread: vec![out], part: own.part.clone(), ..claim(&own) };
    let may = |more: &[Line]| {
        let lines = [&before[..], more].concat();
        log_lines(&lines).is_first_attempt(&first, None)
    };
    assert!(may(std::slice::from_ref(&own)));
    assert!(!may(&[]), "its own attempt is not logged");
    let other = of_part(1, line(Event::Sending, "3", ("b", 2)));
    assert!(!may(&[other.clone(), own.clone()]));
    let published = of_part(1, line(Event::Published, "3", ("b", 4)));
    assert!(!may(&[own.clone(), published.clone()]));
    let lines = [&before[..], &[own.clone(), published]].concat();
    assert!(log_lines(&lines).is_out_since(&first, None));
    assert!(!log_lines(&before).is_out_since(&first, None));
    // A row that has forgotten that its post is out does not send it again.
    let forgetful = RowState { thread: Vec::new(), part: before[0].part.clone(), ..claim(&own) };
    assert!(!log_lines(&[&before[..], &[own]].concat()).is_first_attempt(&forgetful, None));
}

#[test]
fn a_post_is_found_by_its_own_words_whatever_further_parts_stood_behind_it() {
    let lines = log_lines(&[of_part(0, line(Event::Published, "1", ("a", 1)))]);
    assert_eq!(lines.rows_with_first_hash("f0"), ROW);
    assert_eq!(lines.rows_with_hash("h"), ROW);
    assert!(lines.rows_with_first_hash("h").is_empty());
    let plain = log_lines(&[line(Event::Published, "1", ("a", 1))]);
    assert_eq!(plain.rows_with_first_hash("h"), ROW);
    let further = log_lines(&[of_part(1, line(Event::Published, "1", ("a", 1)))]);
    assert!(further.rows_with_first_hash("f1").is_empty());
}

#[test]
fn a_line_knows_the_slot_of_its_post_with_and_without_a_claim() {
    let headings = LogHeadings::of_a_new_tab(Language::English);
    let slot = DateTime::from_timestamp(1_000, 0);
    for until in [None, DateTime::from_timestamp(2_000, 0)] {
        let first = RowState::first("rabcdefgh".into(), "h".into(), "n1", DateTime::UNIX_EPOCH);
        let receipt = RowState { until, slot, ..first };
        let cells = LogColumn::ALL.map(|column| match column {
            LogColumn::What => Cell::text(Event::Published.word(Language::English)),
            LogColumn::Row => Cell::text(&Line::row_cell(&receipt)),
            _ => Cell::default(),
        });
        let line = Line::read(&cells, &headings).unwrap();
        assert_eq!((line.slot, line.until, line.nonce.as_str()), (slot, until, "n1"));
    }
}

#[test]
fn the_fingerprints_of_a_line_are_those_of_its_row_and_of_the_post_of_a_thread() {
    let hashes = |part: Option<u8>| -> Vec<String> {
        let part = part.map(|number| SentPart { number, hash: "f".into() });
        let sent = line(Event::Sending, "1", ("a", 1));
        let cell = Line::row_cell(&claim(&sent).about(part));
        Line::hashes(&cell).map(str::to_owned).collect()
    };
    assert_eq!(hashes(None), ["h"]);
    assert_eq!(hashes(Some(0)), ["h", "f"]);
    assert_eq!(hashes(Some(1)), ["h"]);
    assert_eq!(Line::hashes("").count(), 0);
}

#[test]
fn the_second_of_two_containers_stands_once_the_first_is_given_up() {
    let lines = [
        line(Event::Sending, "1", ("a", 1)),
        line(Event::Sending, "2", ("b", 2)),
        line(Event::Dropped, "1", ("a", 3)),
    ];
    let seen = log_lines(&lines).witness(ROW).unwrap();
    assert_eq!((seen.state, seen.line.container.as_deref()), (State::Trying, Some("2")));
}

#[test]
fn a_row_is_known_by_its_slot_and_its_words_or_those_of_its_post_alone() {
    let slot = DateTime::from_timestamp(60, 0);
    let part = Some(SentPart { number: 0, hash: "f".into() });
    let lines = log_lines(&[Line { slot, part, ..line(Event::Sending, "1", ("a", 1)) }]);
    let rows = |hash: &str, second| {
        lines.rows_in_slot(hash, DateTime::from_timestamp(second, 0).unwrap()).len()
    };
    assert_eq!([rows("h", 60), rows("f", 60)], [1, 1]);
    assert_eq!([rows("other", 60), rows("h", 61), rows("f", 61)], [0, 0, 0]);
}

#[test]
fn a_row_that_was_refused_or_sent_for_nothing_in_these_words_says_nothing_of_them_in_others() {
    let of = |event, hash: &str, container: &str, second| Line {
        hash: hash.into(),
        ..line(event, container, ("a", second))
    };
    let in_others = [of(Event::Sending, "other", "2", 3), of(Event::Published, "other", "2", 3)];
    let known = |lines: &[Line]| {
        let log_lines = log_lines(&[lines, &in_others].concat());
        let mine = RowState { id: "rmine1234".into(), ..claim(&of(Event::Sending, "h", "9", 9)) };
        assert_eq!(
            log_lines.is_out_since(&mine, None),
            !log_lines.rows_with_hash("h").is_empty(),
            "{lines:?}"
        );
        log_lines.rows_with_hash("h").len()
    };
    let (sent, failed) = (of(Event::Sending, "h", "1", 1), of(Event::Failed, "h", "1", 1));
    assert_eq!(known(std::slice::from_ref(&failed)), 0, "refused as the same post");
    assert_eq!(known(&[Line { container: None, ..failed }]), 0);
    assert_eq!(known(&[sent.clone(), of(Event::Unsent, "h", "1", 1)]), 0);
    assert_eq!(known(&[sent.clone(), of(Event::Dropped, "h", "1", 1)]), 0);
    assert_eq!(known(std::slice::from_ref(&sent)), 1, "in doubt");
    assert_eq!(known(&[sent.clone(), of(Event::Check, "h", "1", 1)]), 1);
    // An earlier version wrote another fingerprint of the same words beside the same container.
    assert_eq!(known(&[sent, of(Event::Published, "of v1", "1", 1)]), 1);
}
