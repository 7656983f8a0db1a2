//! What Posts would refuse, or what a row of Posts could not show any more, holds a stock row.

use super::*;
use crate::cell::{Beside, Value};

/// Reads a stock row of the usual account from cells under these headers; a state says that it was found right, of other
/// cells.
fn of_cells(desk: &Desk, cells: &[(&str, Cell)]) -> StockRow {
    let mut titles: Vec<Cell> = vec![Cell::text("Account")];
    titles.extend(cells.iter().map(|(title, _)| Cell::text(title)));
    let headings = StockHeadings::find(&[titles]).unwrap();
    let mut line = vec![Cell::text(SHOP)];
    line.extend(cells.iter().map(|(_, cell)| cell.clone()));
    let mut row = StockRow::read(1, &line, &headings, &desk.place).unwrap();
    let sound = known(desk, 1, "Other cells", "daily 9:00");
    row.state = sound.state;
    row
}

/// Tells whether a row with these cells beside its text and rule is told something a person has to mend, and not used.
fn is_held(desk: &Desk, cells: &[(&str, Cell)]) -> bool {
    let usual = [("Text", Cell::text("One")), ("When", Cell::text("daily 9:00"))];
    let usual = usual.into_iter().filter(|(title, _)| cells.iter().all(|(its, _)| its != title));
    let cells: Vec<(&str, Cell)> = usual.chain(cells.iter().cloned()).collect();
    let decision = decided(desk, &[of_cells(desk, &cells)]).remove(0);
    decision.says.is_some() && !matches!(decision.step, StockStep::Use { .. })
}

#[test]
fn a_formula_error_is_never_posted() {
    let desk = Desk::new();
    for title in ["Text", "Topic", "Reply 1", "Media", "Alt text", "Link"] {
        for shown in ["#REF!", "#N/A", "#ERROR!"] {
            let error = Cell { value: Value::Error(shown.to_owned()), ..Cell::text(shown) };
            assert!(is_held(&desk, &[(title, error)]), "{title} {shown}");
        }
    }
}

#[test]
fn a_picture_or_a_chip_in_a_cell_is_not_left_out() {
    let desk = Desk::new();
    let formula = Some("=IMAGE(\"https://a.example/1.jpg\")".to_owned());
    for beside in [Beside::NoValue, Beside::Picture(1)] {
        let picture = Cell { formula: formula.clone(), beside, ..Cell::default() };
        assert!(is_held(&desk, &[("Media", picture)]), "{beside:?}");
    }
    let chip = Cell { beside: Beside::Chip, ..Cell::text("photo.jpg") };
    assert!(is_held(&desk, &[("Media", chip)]));
}

#[test]
fn a_filled_column_that_is_not_carried_out_holds_the_row() {
    let desk = Desk::new();
    for (title, text) in [
        ("Poll", "Yes\nNo"),
        ("アンケート", "はい\nいいえ"),
        ("Delete after", "24h"),
        ("Ghost", "TRUE"),
        ("Hashtags", "#sale"),
        ("Quote", "https://www.threads.com/@a/post/B"),
        ("Reply to", "https://www.threads.com/@a/post/B"),
        ("Publish at", "2027-01-05 9:00"),
        ("投稿日時", "2027-01-05 9:00"),
        ("Post on Threads", "no"),
    ] {
        assert!(is_held(&desk, &[(title, Cell::text(text))]), "{title}");
        let is_gate = title == "Post on Threads";
        assert_eq!(is_held(&desk, &[(title, Cell::default())]), is_gate, "{title}, empty");
    }
    assert!(!is_held(&desk, &[("Post on Threads", Cell::text("yes"))]));
}

#[test]
fn what_is_filled_in_later_is_seen_in_a_row_that_was_found_right() {
    let desk = Desk::new();
    let with = |text: &str| {
        let cells = [("Text", "One"), ("When", "daily 9:00"), ("Poll", text)];
        of_cells(&desk, &cells.map(|(title, text)| (title, Cell::text(text))))
    };
    let sound = with("");
    let state = state(&sound, 0, None);
    let filled = StockRow { state: Some(state), ..with("Yes\nNo") };
    assert_eq!(uses(&desk, &[filled]), ["none"]);
}

#[test]
fn a_text_is_repeated_by_what_goes_out_and_by_when_it_went_out() {
    let same_text = |after| {
        let mut desk = Desk::new();
        desk.limits.same_text_after = Some(TimeDelta::days(after));
        desk
    };
    for (status, state) in [("Draft", State::Queued), ("Failed", State::Failed)] {
        let mut desk = same_text(3);
        let status = (PostColumn::Status, status);
        desk.remembers(state, &[(PostColumn::Text, "One"), status]);
        let row = known(&desk, 1, "One", "daily 9:00");
        assert_eq!(uses(&desk, &[row]), ["24 09:00"], "{status:?}");
    }
    // Planned for next week, it went out this morning.
    let mut desk = same_text(1);
    let cells = [(PostColumn::Text, "One"), (PostColumn::PublishAt, "2026-11-30 09:00")];
    let text = desk.read(1, &cells).planned_text().map(Box::new);
    let at = "2026-11-23T01:00:00Z".parse().unwrap();
    let line = RowState::first("rabcdefg1".into(), "h".into(), "n", at);
    let line = RowState { state: State::Posted, first_sent: Some(at), ..line };
    let line = line.to_string().into();
    let (publish_at, tree) = (None, None);
    desk.posts.push(Row::Finished { row: 1, account: SHOP.into(), line, text, publish_at, tree });
    let decision = decided(&desk, &[known(&desk, 1, "One", "daily 9:00")]).remove(0);
    assert!(matches!(decision.says, Some(StockMessage::Repeats { .. })), "{decision:?}");
}

#[test]
fn a_cell_without_a_meaning_here_is_named_by_the_header_that_it_has() {
    let desk = Desk::new();
    for header in ["予約日時", "Publish at"] {
        let cells = [("Text", "One"), ("When", "daily 9:00"), (header, "2027-01-05 9:00")];
        let row = of_cells(&desk, &cells.map(|(title, text)| (title, Cell::text(text))));
        let says = decided(&desk, &[row]).remove(0).says;
        assert_eq!(says, Some(StockMessage::NotUsed { header: header.to_owned() }));
    }
}
