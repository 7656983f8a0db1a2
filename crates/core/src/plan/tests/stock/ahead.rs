//! A stock row has one use ahead of it at most, and says how that one stands.

use super::*;

#[test]
fn no_further_use_is_made_while_one_stands_in_posts() {
    let mut desk = Desk::new();
    let row = used(&desk, 1, "daily 9:00", 1, "2026-11-23T00:00:00Z");
    // Its person has moved it to the 26th.
    add_use(&mut desk, "One", "2026-11-26 09:00", use_of(&row));
    let decision = decided(&desk, &[row]).remove(0);
    let planned = desk.place.wall("2026-11-26T00:00:00Z".parse().unwrap());
    assert_eq!(decision.says, Some(StockMessage::Planned { at: planned }));
    assert_eq!(decision.step, StockStep::Keep);
}

#[test]
fn uses_do_not_pile_up_while_nothing_goes_out() {
    let mut desk = Desk::new();
    let mut row = used(&desk, 1, "daily 9:00, 15:00, 21:00", 0, "2026-11-22T00:00:00Z");
    desk.place.now = "2026-11-23T00:05:00Z".parse().unwrap();
    for _ in 0..24 {
        let decision = decided(&desk, std::slice::from_ref(&row)).remove(0);
        if let Some(made) = decision.made(&row) {
            let text = row.variants[row.variant_of(made.number)].clone();
            let at = desk.place.wall(made.at).format("%Y-%m-%d %H:%M").to_string();
            row.state = Some(state(&row, made.number, Some(&made.at.to_rfc3339())));
            add_use(&mut desk, &text, &at, made);
        }
        desk.place.now += TimeDelta::hours(1);
    }
    let due = desk.plan().posts.iter().filter(|it| it.then == Then::Publish).count();
    assert_eq!(due, 1, "posts of one stock row that go out in one run");
}

#[test]
fn rest_counts_from_when_the_last_use_went_out() {
    let mut desk = Desk::new();
    let cells = [(TEXT, "One"), (StockColumn::When, "daily 9:00"), (StockColumn::Rest, "1 day")];
    let mut row = stock_row(&desk, 1, &cells);
    row.state = Some(state(&row, 1, Some("2026-11-22T00:00:00Z")));
    // Nothing ran since 8:00 of the 22nd; it is 8:30 of the 23rd now.
    desk.place.now = "2026-11-22T23:30:00Z".parse().unwrap();
    add_use(&mut desk, "One", "2026-11-22 09:00", use_of(&row));
    assert!(desk.plan().posts.iter().any(|it| it.then == Then::Publish), "it goes out now");
    assert_eq!(uses(&desk, std::slice::from_ref(&row)), ["none"]);
    // It went out at 8:31: the 9:00 of that day is within its rest, that of the next day is not.
    desk.posts.clear();
    let at: DateTime<Utc> = "2026-11-22T23:31:00Z".parse().unwrap();
    let hash = row.hash.clone();
    let line = RowState::first("rabcdefg9".into(), hash, "n", at);
    let (stock_use, first_sent) = (Some(use_of(&row)), Some(at));
    let line = RowState { state: State::Posted, stock_use, first_sent, ..line };
    desk.posts.push(finished(line.to_string()));
    desk.place.now = "2026-11-22T23:40:00Z".parse().unwrap();
    assert_eq!(uses(&desk, std::slice::from_ref(&row)), ["none"]);
    desk.place.now = "2026-11-23T00:10:00Z".parse().unwrap();
    assert_eq!(uses(&desk, &[row]), ["24 09:00"]);
}

#[test]
fn a_post_that_went_out_a_little_late_costs_none_of_those_that_follow() {
    let next = |rule: &str, rest: &str, last: &str, out: &str| {
        let mut desk = Desk::new();
        let cells = [(TEXT, "One"), (StockColumn::When, rule), (StockColumn::Rest, rest)];
        let mut row = stock_row(&desk, 1, &cells);
        row.state = Some(state(&row, 1, Some(last)));
        standing::out(&mut desk, &row, out);
        uses(&desk, &[row]).remove(0)
    };
    let last = "2026-11-23T00:00:00Z";
    for (rule, rest, last, out) in [
        ("daily 9:00", "1 day", last, "2026-11-23T00:00:20Z"),
        ("daily 9:00", "1 day", last, "2026-11-23T01:02:00Z"),
        ("daily 9:00", "24h", last, "2026-11-23T00:17:30Z"),
        ("Tue 9:00", "7 days", "2026-11-17T00:00:00Z", "2026-11-17T20:00:00Z"),
        ("every 3 days 9:00", "3 days", "2026-11-21T00:00:00Z", "2026-11-21T00:17:30Z"),
        // Its person wanted it out the evening before.
        ("daily 9:00", "1 day", last, "2026-11-22T10:00:00Z"),
    ] {
        assert_eq!(next(rule, rest, last, out), "24 09:00", "{rule} / {rest}, out at {out}");
    }
    // Later by more than half of its rest, or moved to another day by its person.
    assert_eq!(next("daily 9:00, 11:00", "2h", last, "2026-11-23T00:50:00Z"), "23 11:00");
    assert_eq!(next("daily 9:00, 11:00", "2h", last, "2026-11-23T01:04:00Z"), "24 09:00");
    let moved = |rest: &str, out: &str| next("daily 9:00", rest, "2026-11-21T00:00:00Z", out);
    assert_eq!(moved("2 days", "2026-11-23T00:00:20Z"), "none");
    assert_eq!(moved("1 day", "2026-11-23T00:00:20Z"), "24 09:00", "at the same time of day");
}

#[test]
fn a_rest_of_days_counts_days() {
    let mut desk = Desk::new();
    desk.place.zone = schedule::zone("Europe/Berlin").unwrap();
    desk.place.now = "2027-03-27T12:00:00Z".parse().unwrap();
    for (rule, rest, last) in [
        ("daily 9:00", "1 day", "2027-03-27T08:00:00Z"),
        ("Sun 9:00", "7 days", "2027-03-21T08:00:00Z"),
    ] {
        let cells = [(TEXT, "One"), (StockColumn::When, rule), (StockColumn::Rest, rest)];
        let mut row = stock_row(&desk, 1, &cells);
        row.state = Some(state(&row, 1, Some(last)));
        assert_eq!(uses(&desk, &[row]), ["28 09:00"], "{rule}");
    }
}

#[test]
fn a_use_that_was_deleted_is_not_said_to_stand_in_posts() {
    let desk = Desk::new();
    let row = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
    let says = decided(&desk, &[row]).remove(0).says;
    assert!(matches!(says, Some(StockMessage::Cancelled { .. })), "{says:?}");
}

#[test]
fn a_use_whose_row_has_lost_its_receipt_is_not_said_to_be_taken_out_of_posts() {
    let mut desk = Desk::new();
    let row = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
    desk.post(&[(PostColumn::Text, "One"), (PostColumn::PublishAt, "2026-11-24 09:00")]);
    let says = decided(&desk, &[row]).remove(0).says;
    assert!(matches!(says, Some(StockMessage::Planned { .. })), "{says:?}");
}

#[test]
fn a_draft_and_a_row_with_a_fault_say_that_a_use_of_them_still_goes_out() {
    let mut desk = Desk::new();
    let row = used(&desk, 1, "daily 9:00", 1, "2026-11-24T00:00:00Z");
    add_use(&mut desk, "One", "2026-11-24 09:00", use_of(&row));
    let says = |cells: &[(StockColumn, &str)]| {
        let now = stock_row(&desk, 1, cells);
        decided(&desk, &[StockRow { state: row.state.clone(), ..now }]).remove(0).says
    };
    let status = StockColumn::Post(PostColumn::Status);
    let draft = [(TEXT, "One"), (StockColumn::When, "daily 9:00"), (status, "Draft")];
    assert!(matches!(says(&draft), Some(StockMessage::Planned { .. })));
    let faulty = says(&[(TEXT, "One"), (StockColumn::When, "sometimes")]);
    assert!(matches!(faulty, Some(StockMessage::StillPlanned { .. })), "{faulty:?}");
    assert!(faulty.unwrap().needs_person());
}

#[test]
fn a_tab_that_cannot_remember_is_not_used_and_says_so() {
    let desk = Desk::new();
    let rows = [known(&desk, 1, "One", "daily 9:00")];
    let posts = posts();
    let stock = Stock { rows: &rows, posts: &posts, is_open: true, keeps_states: false };
    let decided = desk.with(|sheet| plan_with_stock(sheet, Some(&stock)).1);
    assert_eq!(decided[0].says, Some(StockMessage::StatesClosed));
}
