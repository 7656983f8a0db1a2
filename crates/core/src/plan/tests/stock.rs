//! Which stock rows are used, for when, and what is known of uses that were made.

mod ahead;
mod days;
mod moved;
mod refused;
mod standing;

use super::*;
use crate::columns::StockColumn;
use crate::headings::StockHeadings;
use crate::reason::StockMessage;
use crate::row_state::StockUse;
use crate::stock::StockRow;
use crate::stock_state::StockState;

const TEXT: StockColumn = StockColumn::Post(PostColumn::Text);

fn posts() -> PostHeadings {
    let titles = columns().iter().map(|it| Cell::text(it.header(Language::English))).collect();
    PostHeadings::find(&[titles]).unwrap()
}

/// Reads a stock row of the usual account, with these cells.
fn stock_row(desk: &Desk, row: usize, cells: &[(StockColumn, &str)]) -> StockRow {
    let titles = StockColumn::NEW.map(|it| Cell::text(it.header(Language::English)));
    let headings = StockHeadings::find(&[titles.to_vec()]).unwrap();
    let account = [(StockColumn::Post(PostColumn::Account), SHOP)];
    let cell = |column: StockColumn| {
        let found = cells.iter().chain(&account).find(|(its, _)| *its == column);
        Cell::text(found.map_or("", |(_, text)| *text))
    };
    StockRow::read(row, &StockColumn::NEW.map(cell), &headings, &desk.place).unwrap()
}

/// Returns the state of a row that was used so often, last at that time.
fn state(row: &StockRow, uses: u32, last: Option<&str>) -> StockState {
    let id = format!("sabcdefg{}", row.row);
    let first = StockState::first(id, row.hash.clone(), "n", DateTime::UNIX_EPOCH);
    StockState { uses, last: last.map(|last| last.parse().unwrap()), is_sound: true, ..first }
}

/// Returns a row of this rule that has a state.
fn known(desk: &Desk, row: usize, text: &str, rule: &str) -> StockRow {
    let mut row = stock_row(desk, row, &[(TEXT, text), (StockColumn::When, rule)]);
    row.state = Some(state(&row, 0, None));
    row
}

/// Adds a row of Posts that is the use of a stock row.
fn add_use(desk: &mut Desk, text: &str, at: &str, used: StockUse) {
    let row = desk.posts.len() + 1;
    let cells = [(PostColumn::Text, text), (PostColumn::PublishAt, at)];
    let hash = desk.read(row, &cells).hash;
    let first = RowState::first(format!("rabcdefg{row}"), hash, "n", DateTime::UNIX_EPOCH);
    let line = RowState { stock_use: Some(used), ..first }.to_string();
    desk.post(&[&cells[..], &[(PostColumn::Receipt, line.as_str())]].concat());
}

/// Returns the last use of a row.
fn use_of(row: &StockRow) -> StockUse {
    let state = row.state.clone().unwrap();
    let at = state.last.unwrap();
    StockUse { id: state.id, number: state.uses, hash: row.hash.clone(), at }
}

fn decided(desk: &Desk, rows: &[StockRow]) -> Vec<StockDecision> {
    let posts = posts();
    let stock = Stock { rows, posts: &posts, is_open: true, keeps_states: true };
    desk.with(|sheet| plan_with_stock(sheet, Some(&stock)).1)
}

/// Returns when rows are used, by the clock of Tokyo.
fn uses(desk: &Desk, rows: &[StockRow]) -> Vec<String> {
    let at = |decision: &StockDecision| match decision.step {
        StockStep::Use { at, .. } => desk.place.wall(at).format("%d %H:%M").to_string(),
        _ => "none".to_owned(),
    };
    decided(desk, rows).iter().map(at).collect()
}

#[test]
fn a_row_is_used_a_day_ahead_at_most_and_never_for_a_time_that_is_over() {
    let desk = Desk::new();
    let at = |rule: &str| uses(&desk, &[known(&desk, 1, "One", rule)]);
    assert_eq!(at("daily 10:05"), ["24 10:05"]);
    assert_eq!(at("daily 10:06"), ["23 10:06"]);
    assert_eq!(at("Wed 9:00"), ["none"]);
    let far = &decided(&desk, &[known(&desk, 1, "One", "Wed 9:00")])[0];
    assert!(matches!(far.says, Some(StockMessage::Next { .. })), "{far:?}");
}

#[test]
fn a_new_row_gets_a_state_first_and_two_with_one_state_are_not_used() {
    let desk = Desk::new();
    let new = stock_row(&desk, 1, &[(TEXT, "One"), (StockColumn::When, "daily 9:00")]);
    assert_eq!(decided(&desk, &[new])[0].step, StockStep::Open(None));
    let one = known(&desk, 1, "One", "daily 9:00");
    let copy = StockRow { state: one.state.clone(), ..known(&desk, 2, "Two", "daily 9:00") };
    let steps: Vec<StockStep> =
        decided(&desk, &[copy, StockRow { row: 3, ..one }]).into_iter().map(|it| it.step).collect();
    assert_eq!(steps, [StockStep::Open(None), StockStep::Keep], "whose cells it speaks of");
}

#[test]
fn what_posts_and_the_log_know_of_a_use_is_not_undone() {
    let mut desk = Desk::new();
    let row = known(&desk, 1, "One", "daily 9:00");
    let at: DateTime<Utc> = "2026-11-24T00:00:00Z".parse().unwrap();
    let id = row.state.as_ref().unwrap().id.clone();
    let used = StockUse { id, number: 3, hash: row.hash.clone(), at };
    let logged = Line {
        stock_use: Some(used.clone()),
        ..witness::logged(crate::log::Event::Stocked, 7, "h")
    };
    desk.log_lines.as_mut().unwrap().lines.push(logged);
    let decision = &decided(&desk, std::slice::from_ref(&row))[0];
    assert_eq!((&decision.step, decision.uses), (&StockStep::Forward, 3));
    let emptied = StockRow { state: None, receipt: String::new(), ..row.clone() };
    let decision = &decided(&desk, &[emptied])[0];
    assert_eq!((&decision.step, decision.uses), (&StockStep::Open(Some(used.clone())), 3));
    // The first state of another row fell on this one.
    let first =
        StockState { hash: "another".to_owned(), ..state(&known(&desk, 9, "x", "slots"), 0, None) };
    let overwritten = StockRow { state: Some(first), ..row };
    assert_eq!(decided(&desk, &[overwritten])[0].step, StockStep::Open(Some(used)));
}

#[test]
fn rest_times_and_until_hold_a_row() {
    let desk = Desk::new();
    let row = |cell, text| {
        let cells = [(TEXT, "One"), (StockColumn::When, "daily 9:00"), (cell, text)];
        let mut row = stock_row(&desk, 1, &cells);
        row.state = Some(state(&row, 2, Some("2026-11-23T00:00:00Z")));
        row
    };
    assert_eq!(uses(&desk, &[row(StockColumn::Rest, "24h")]), ["24 09:00"], "to the minute");
    assert_eq!(uses(&desk, &[row(StockColumn::Rest, "2 days")]), ["none"]);
    assert_eq!(uses(&desk, &[row(StockColumn::Times, "3")]), ["24 09:00"]);
    assert_eq!(uses(&desk, &[row(StockColumn::Times, "2")]), ["none"]);
    assert_eq!(uses(&desk, &[row(StockColumn::Until, "2026-11-24 9:01")]), ["24 09:00"]);
    assert_eq!(uses(&desk, &[row(StockColumn::Until, "2026-11-24 9:00")]), ["none"]);
}

#[test]
fn the_daily_cap_is_kept() {
    let mut desk = Desk::new();
    desk.limits.posts_a_day = Some(1);
    let rows = [known(&desk, 1, "One", "daily 9:00"), known(&desk, 2, "Two", "daily 9:30")];
    assert_eq!(uses(&desk, &rows), ["24 09:00", "none"]);
}

#[test]
fn two_rows_with_the_same_cells_are_not_used_for_the_same_time() {
    let desk = Desk::new();
    let rows = [known(&desk, 1, "One", "daily 9:00"), known(&desk, 2, "One", "daily 9:00")];
    assert_eq!(uses(&desk, &rows), ["24 09:00", "none"]);
}

#[test]
fn on_first_contact_nothing_is_decided() {
    let mut desk = Desk::new();
    desk.log_lines = None;
    assert!(decided(&desk, &[known(&desk, 1, "One", "daily 9:00")]).is_empty());
}

#[test]
fn a_row_whose_cells_were_changed_is_read_again_and_remembered() {
    let desk = Desk::new();
    let mut row = known(&desk, 1, "One", "Wed 9:00");
    assert_eq!(decided(&desk, std::slice::from_ref(&row))[0].step, StockStep::Keep);
    row.state.as_mut().unwrap().hash = "before".to_owned();
    let decision = &decided(&desk, &[row])[0];
    assert_eq!((&decision.step, decision.is_sound), (&StockStep::Forward, true));
    let long = known(&desk, 1, &"x".repeat(600), "Wed 9:00");
    let unsound = StockState { is_sound: false, ..long.state.clone().unwrap() };
    let decision = &decided(&desk, &[StockRow { state: Some(unsound), ..long }])[0];
    assert_eq!((&decision.step, decision.is_sound), (&StockStep::Keep, false));
    assert!(matches!(decision.says, Some(StockMessage::Refused { .. })), "{decision:?}");
}

/// Returns the coming uses: the row, the time by the clock of Tokyo, and the text.
fn coming(desk: &Desk, rows: &[StockRow]) -> Vec<String> {
    let posts = posts();
    let stock = Stock { rows, posts: &posts, is_open: true, keeps_states: true };
    let say = |it: UpcomingUse| {
        format!("{} {} {}", it.row, desk.place.wall(it.at).format("%d %H:%M"), it.text)
    };
    desk.with(|sheet| upcoming_uses(sheet, &stock)).into_iter().map(say).collect()
}

/// Returns a row of this rule that was used so often, last at that time.
fn used(desk: &Desk, row: usize, rule: &str, uses: u32, last: &str) -> StockRow {
    let mut row = known(desk, row, "One\n---\nTwo", rule);
    row.state = Some(state(&row, uses, Some(last)));
    row
}

#[test]
fn the_next_use_of_each_row_within_eight_days_is_foreseen() {
    let desk = Desk::new();
    let rows = [
        known(&desk, 1, "Soon", "daily 10:06"),
        known(&desk, 2, "Sunday", "Sun 9:00"),
        known(&desk, 3, "Too far", "15th 9:00"),
        // Tomorrow's stands in Posts already.
        used(&desk, 4, "daily 9:00", 1, "2026-11-24T00:00:00Z"),
        // It has no state yet.
        stock_row(&desk, 5, &[(TEXT, "New"), (StockColumn::When, "Tue 8:00")]),
    ];
    assert_eq!(
        coming(&desk, &rows),
        ["1 23 10:06 Soon", "5 24 08:00 New", "4 25 09:00 Two", "2 29 09:00 Sunday"]
    );
}

#[test]
fn what_is_not_used_any_more_or_has_to_be_mended_is_not_foreseen() {
    let desk = Desk::new();
    let with = |row: usize, column: StockColumn, text: &str| {
        let cells = [(TEXT, "One"), (StockColumn::When, "daily 9:00"), (column, text)];
        let mut row = stock_row(&desk, row, &cells);
        row.state = Some(state(&row, 1, Some("2026-11-24T00:00:00Z")));
        row
    };
    let rows = [
        with(1, StockColumn::Times, "1"),
        with(2, StockColumn::Until, "2026-11-24"),
        with(3, StockColumn::Rest, "someday"),
        with(4, StockColumn::Post(PostColumn::Status), "Draft"),
        with(5, StockColumn::Rest, "3 days"),
    ];
    assert_eq!(coming(&desk, &rows), ["5 27 09:00 One"]);
}

#[test]
fn free_slots_are_foreseen_for_the_rows_that_were_used_longest_ago() {
    let mut desk = slots::slotted("daily 12:30");
    slots::untimed(&mut desk, "Queued");
    let rows = [
        used(&desk, 1, "slots", 1, "2026-11-22T03:30:00Z"),
        used(&desk, 2, "slots", 1, "2026-11-21T03:30:00Z"),
        known(&desk, 3, "Ruled", "Wed 12:30"),
    ];
    // Today's slot is the queued post's; Wednesday's is taken by a rule.
    assert_eq!(coming(&desk, &rows), ["2 24 12:30 Two", "3 25 12:30 Ruled", "1 26 12:30 Two"]);
}
