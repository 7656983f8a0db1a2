//! How the row of a use stands in Posts: whether it is still to come, does not go out as it stands, or is out.

use super::*;
use crate::row_state::SentPart;
use crate::transitions::{Container, WriterId};

/// Adds the published row of the last use of a stock row.
pub(super) fn out(desk: &mut Desk, row: &StockRow, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    let line = RowState::first("rabcdefg9".into(), "h".into(), "n", at);
    let (stock_use, first_sent) = (Some(use_of(row)), Some(at));
    let line = RowState { state: State::Posted, stock_use, first_sent, ..line };
    desk.posts.push(finished(line.to_string()));
}

/// Adds an open row of Posts; `line` makes its row state of the first one.
fn add(desk: &mut Desk, cells: &[(PostColumn, &str)], line: impl Fn(RowState) -> RowState) {
    let row = desk.posts.len() + 1;
    let hash = desk.read(row, cells).hash;
    let first = RowState::first(format!("rabcdefg{row}"), hash, "n", DateTime::UNIX_EPOCH);
    let line = line(first).to_string();
    desk.post(&[cells, &[(PostColumn::Receipt, line.as_str())]].concat());
}

/// Returns what is decided of a stock row at a time.
fn at(desk: &mut Desk, row: &StockRow, now: &str) -> StockDecision {
    desk.place.now = now.parse().unwrap();
    decided(desk, std::slice::from_ref(row)).remove(0)
}

#[test]
fn a_post_that_is_out_is_out_whenever_its_reply_follows() {
    let mut desk = Desk::new();
    let row = used(&desk, 1, "daily 9:00", 1, "2026-11-23T00:00:00Z");
    let stock_use = Some(use_of(&row));
    let cells = [
        (PostColumn::Text, "One"),
        (PostColumn::Reply1, "More"),
        (PostColumn::ReplyAfter, "2 days"),
        (PostColumn::PublishAt, "2026-11-23 09:00"),
        (PostColumn::Status, "Publishing"),
    ];
    add(&mut desk, &cells, |first| {
        let writer_id = WriterId { nonce: "n2", at: "2026-11-23T00:17:30Z".parse().unwrap() };
        let container = Container { id: "c1".into(), children: Vec::new() };
        let part = SentPart { number: 0, hash: "p0".into() };
        let line = RowState { stock_use: stock_use.clone(), ..first }.about(Some(part));
        let claim = line.claim(&container, writer_id);
        claim.part_posted(Some("180001".into()), None, true, writer_id)
    });
    let decision = at(&mut desk, &row, "2026-11-23T00:20:00Z");
    assert!(matches!(decision.step, StockStep::Use { .. }), "{decision:?}");
}

#[test]
fn rest_counts_from_the_post_and_not_from_its_reply() {
    let mut desk = Desk::new();
    let cells = [(TEXT, "One"), (StockColumn::When, "daily 9:00"), (StockColumn::Rest, "1 day")];
    let mut row = stock_row(&desk, 1, &cells);
    row.state = Some(state(&row, 1, Some("2026-11-22T00:00:00Z")));
    let mut log = |part: u8, at: &str| {
        let line = witness::logged(crate::log::Event::Published, 7, "h");
        let part = Some(SentPart { number: part, hash: "p".into() });
        let (stock_use, at) = (Some(use_of(&row)), Some(at.parse().unwrap()));
        desk.log_lines.as_mut().unwrap().lines.push(Line { at, part, stock_use, ..line });
    };
    log(0, "2026-11-22T00:17:00Z");
    log(1, "2026-11-23T00:30:00Z");
    assert_eq!(uses(&desk, &[row]), ["24 09:00"]);
}

#[test]
fn rest_does_not_count_from_when_an_emptied_receipt_was_given_back() {
    let mut desk = Desk::new();
    let cells = [(TEXT, "One"), (StockColumn::When, "daily 9:00"), (StockColumn::Rest, "3 days")];
    let mut row = stock_row(&desk, 1, &cells);
    row.state = Some(state(&row, 1, Some("2026-11-21T00:00:00Z")));
    let now = desk.place.now;
    let line = RowState::first("rabcdefg9".into(), "h".into(), "log", now);
    let line = RowState { state: State::Posted, stock_use: Some(use_of(&row)), ..line };
    desk.posts.push(finished(line.to_string()));
    assert_eq!(uses(&desk, &[row]), ["24 09:00"]);
}

#[test]
fn a_made_row_that_a_person_has_emptied_does_not_hold_its_stock_row() {
    let (text, time) = ((PostColumn::Text, ""), (PostColumn::PublishAt, ""));
    let planned = (PostColumn::PublishAt, "2026-11-24 09:00");
    for (name, cells) in [
        ("text", vec![text, planned]),
        ("time", vec![(PostColumn::Text, "One"), time]),
        ("text and time", vec![text, time]),
        ("every cell", vec![text, time, (PostColumn::Account, "")]),
    ] {
        for version in [1, 2] {
            let mut desk = Desk::new();
            let row = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
            let hash = desk.read(1, &[(PostColumn::Text, "One"), planned]).hash;
            let (hash, stock_use) = (&hash, Some(use_of(&row)));
            add(&mut desk, &cells, |first| {
                let (hash, stock_use) = (hash.clone(), stock_use.clone());
                RowState { version, hash, stock_use, ..first }
            });
            let says = |decision: StockDecision| decision.says.map(|it| it.say(Language::English));
            let before = says(at(&mut desk, &row, "2026-11-23T01:05:00Z"));
            assert_eq!(says(at(&mut desk, &row, "2026-11-23T01:35:00Z")), before, "{name}");
            assert!(!before.unwrap().starts_with("It stands in Posts for"), "{name}");
            let after = at(&mut desk, &row, "2026-11-26T01:05:00Z");
            assert!(matches!(after.step, StockStep::Use { .. }), "{name} {version}: {after:?}");
        }
    }
}

#[test]
fn an_emptied_row_is_no_use_any_more_whatever_is_typed_into_it_later() {
    let desk_with = |line: &dyn Fn(RowState) -> RowState| {
        let mut desk = Desk::new();
        let row = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
        let empty = [PostColumn::Text, PostColumn::PublishAt, PostColumn::Account];
        let stock_use = Some(use_of(&row));
        add(&mut desk, &empty.map(|column| (column, "")), |first| {
            line(RowState { version: 2, stock_use: stock_use.clone(), ..first })
        });
        desk
    };
    let steps = |desk: &Desk| desk.plan().posts.into_iter().map(|it| it.step).collect::<Vec<_>>();
    assert_eq!(steps(&desk_with(&|line| line)), [Step::Erase]);
    let typed = |line: RowState| RowState { stock_use: None, ..line };
    assert!(!steps(&desk_with(&typed)).contains(&Step::Erase), "a typed row keeps what it knows");
    let sent =
        |line: RowState| RowState { state: State::Check, container: Some("c".into()), ..line };
    assert!(!steps(&desk_with(&sent)).contains(&Step::Erase), "so does one that may be out");
}

#[test]
fn a_time_that_is_taken_out_leaves_the_use_to_the_slots_of_its_account() {
    let mut desk = slots::slotted("daily 12:30");
    let row = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
    let stock_use = Some(use_of(&row));
    let cells = [(PostColumn::Text, "One"), (PostColumn::PublishAt, "")];
    add(&mut desk, &cells, |first| RowState { stock_use: stock_use.clone(), ..first });
    let slot = desk.place.wall("2026-11-23T03:30:00Z".parse().unwrap());
    let says = decided(&desk, &[row]).remove(0).says;
    assert_eq!(says, Some(StockMessage::Planned { at: slot }));
}

#[test]
fn a_use_that_went_out_early_is_over_and_the_next_is_told() {
    let mut desk = Desk::new();
    let row = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
    out(&mut desk, &row, "2026-11-23T00:30:00Z");
    let next = desk.place.wall("2026-11-25T00:00:00Z".parse().unwrap());
    let says = decided(&desk, std::slice::from_ref(&row)).remove(0).says;
    assert_eq!(says, Some(StockMessage::Next { at: next }));
}

#[test]
fn a_use_that_is_a_draft_or_has_failed_is_said_to_be_held_in_posts() {
    for status in ["Draft", "Failed", "Check"] {
        let mut desk = Desk::new();
        let row = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
        let stock_use = Some(use_of(&row));
        let cells = [
            (PostColumn::Text, "One"),
            (PostColumn::PublishAt, "2026-11-24 09:00"),
            (PostColumn::Status, status),
        ];
        add(&mut desk, &cells, |first| {
            let (state, why) = match status {
                "Failed" => (State::Failed, Some(RowCode::Refused("x".to_owned()))),
                "Check" => (State::Check, None),
                _ => (State::Queued, None),
            };
            RowState { stock_use: stock_use.clone(), state, why, ..first }
        });
        let planned = desk.place.wall("2026-11-24T00:00:00Z".parse().unwrap());
        let decision = decided(&desk, std::slice::from_ref(&row)).remove(0);
        assert_eq!(decision.step, StockStep::Keep, "{status}");
        assert_eq!(decision.says, Some(StockMessage::HeldInPosts { at: planned }), "{status}");
        // The rule goes on.
        let next = at(&mut desk, &row, "2026-11-24T01:00:00Z");
        assert!(matches!(next.step, StockStep::Use { .. }), "{status}: {next:?}");
    }
}
