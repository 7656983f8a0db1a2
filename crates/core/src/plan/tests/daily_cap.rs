//! The most posts a day of one account.

use super::witness::logged;
use super::*;
use crate::log::{Event, Line};

/// Returns a desk whose account publishes at most so many posts a day.
fn capped(cap: u32) -> Desk {
    let mut desk = Desk::new();
    desk.accounts[0].daily_cap = Ok(Some(cap));
    desk
}

/// Adds a post that is due at a time of 23 November, 10:05 being now.
fn due(desk: &mut Desk, time: &str) -> usize {
    let text = format!("due at {time}");
    let at = format!("2026-11-23 {time}");
    desk.post(&[(PostColumn::Text, &text), (PostColumn::PublishAt, &at)])
}

/// Returns on which day of November each row has its turn; 0 for one that goes out now.
fn days(desk: &Desk) -> Vec<(usize, u32)> {
    use chrono::Datelike as _;
    let day = |decision: &Decision| match &decision.says {
        Says::This(Message::DailyCap { day, .. }) => Some((decision.row, day.day())),
        _ if decision.then == Then::Publish => Some((decision.row, 0)),
        _ => None,
    };
    let mut days: Vec<_> = desk.plan().posts.iter().filter_map(day).collect();
    days.sort_unstable();
    days
}

#[test]
fn the_earliest_posts_go_out_today_and_the_others_are_told_their_day() {
    let mut desk = capped(2);
    for time in ["10:04", "10:00", "10:02", "10:03", "10:01"] {
        due(&mut desk, time);
    }
    assert_eq!(days(&desk), [(1, 25), (2, 0), (3, 24), (4, 24), (5, 0)]);
    // The plan names the beginning of the next day, so that whoever waits for it wakes up then.
    let midnight = "2026-11-23T15:00:00Z".parse::<DateTime<Utc>>().unwrap();
    assert_eq!(desk.plan().next, Some(midnight));
}

#[test]
fn what_went_out_today_counts_or_may_have_whoever_deleted_its_row() {
    for (state, at, counts) in [
        (State::Posted, "2026-11-22T15:00:00Z", true),
        (State::Posted, "2026-11-22T14:59:59Z", false),
        (State::Trying, "2026-11-23T01:00:00Z", true),
        (State::Check, "2026-11-23T01:00:00Z", true),
        (State::Failed, "2026-11-23T01:00:00Z", false),
    ] {
        let mut desk = capped(1);
        let status = if state == State::Failed { "Failed" } else { "" };
        let cells = [(PostColumn::Text, "out"), (PostColumn::Status, status)];
        let row = desk.remembers(state, &cells);
        let line = desk.line_mut(row);
        (line.sends, line.first_sent) = (1, at.parse().ok());
        let next = due(&mut desk, "10:00");
        let is_held = days(&desk).contains(&(next, 24));
        assert_eq!(is_held, counts, "{state:?} {at}");
    }
    let mut desk = capped(1);
    let line = Line { at: "2026-11-23T00:30:00Z".parse().ok(), ..logged(Event::Published, 9, "h") };
    desk.log_lines.as_mut().unwrap().lines.push(line);
    let row = due(&mut desk, "10:00");
    assert_eq!(days(&desk), [(row, 24)]);
}

#[test]
fn only_what_the_account_itself_sent_as_a_post_of_its_own_counts() {
    type Change = fn(&mut RowState);
    let changes: [(&str, Change, bool); 4] = [
        ("its own", |_| {}, true),
        ("a part of a thread", |line| line.parent = Some("rparent00001".to_owned()), false),
        ("never sent", |line| line.sends = 0, false),
        ("sent by another account", |line| line.sender = Some("other".to_owned()), false),
    ];
    for (what, change, counts) in changes {
        let mut desk = capped(1);
        let row = desk.remembers(State::Posted, &[(PostColumn::Text, "out")]);
        let line = desk.line_mut(row);
        (line.sends, line.first_sent) = (1, "2026-11-23T00:30:00Z".parse().ok());
        change(line);
        let next = due(&mut desk, "10:00");
        assert_eq!(days(&desk).contains(&(next, 24)), counts, "{what}");
    }
}

#[test]
fn a_post_whose_day_will_be_full_is_told_beforehand_on_which_day_it_goes_out() {
    let mut desk = capped(1);
    let later = |desk: &mut Desk, at: &str| {
        desk.post(&[(PostColumn::Text, at), (PostColumn::PublishAt, at)])
    };
    let now = due(&mut desk, "10:00");
    let today = later(&mut desk, "2026-11-23 18:00");
    let rows = ["2026-11-26 9:00", "2026-11-25 9:00", "2026-11-25 8:00"];
    let rows = rows.map(|at| later(&mut desk, at));
    assert_eq!(days(&desk), [(now, 0), (today, 24), (rows[0], 27), (rows[1], 26)]);
    let upcoming = desk.upcoming();
    let decision = upcoming.posts.iter().find(|decision| decision.row == today).unwrap();
    assert!(matches!(decision.says, Says::This(Message::DailyCap { .. })), "shown beforehand");
}

#[test]
fn a_part_waits_with_the_post_that_is_held() {
    let mut desk = capped(1);
    due(&mut desk, "9:59");
    let root = due(&mut desk, "10:00");
    let part = desk.post(&[(PostColumn::Text, "part"), (PostColumn::ReplyTo, "previous")]);
    assert_eq!(days(&desk), [(1, 0), (root, 24)]);
    let plan = desk.plan();
    let decision = plan.posts.iter().find(|decision| decision.row == part).unwrap();
    assert!(matches!(decision.says, Says::This(Message::ParentWaits { .. })), "{decision:?}");
}

#[test]
fn what_is_approved_without_a_time_is_held_by_no_cap_and_no_pause() {
    let approved = [(PostColumn::Status, "Ready"), (PostColumn::PublishAt, "")];
    for hold in [
        |account: &mut AccountRow| account.daily_cap = Err("a few".to_owned()),
        |account: &mut AccountRow| account.pause_until = Cell::text("2026-12-24"),
        |account: &mut AccountRow| account.pause_until = Cell::text("some day"),
    ] {
        let mut desk = Desk::new();
        hold(&mut desk.accounts[0]);
        let row = desk.post(&approved);
        assert_eq!(days(&desk), [(row, 0)]);
    }
}

#[test]
fn what_a_person_wants_out_at_once_is_never_held_and_leaves_less_for_the_others() {
    let mut desk = capped(1);
    let waits = due(&mut desk, "10:00");
    let now = desk.post(&[(PostColumn::Text, "now"), (PostColumn::Status, "Post now")]);
    let more = desk.post(&[(PostColumn::Text, "more"), (PostColumn::Status, "Post now")]);
    assert_eq!(days(&desk), [(waits, 24), (now, 0), (more, 0)]);
}

#[test]
fn a_post_that_is_tried_in_vain_takes_the_day_from_no_other() {
    let mut desk = capped(1);
    let cells = [(PostColumn::Text, "never taken"), (PostColumn::Status, "Post now")];
    let stuck = desk.remembers(State::Queued, &cells);
    desk.line_mut(stuck).why = Some(RowCode::NotTaken);
    let next = due(&mut desk, "10:00");
    assert_eq!(days(&desk), [(stuck, 0), (next, 0)]);
}

#[test]
fn a_day_whose_midnight_the_clocks_leave_out_has_its_cap_from_its_first_hour() {
    let mut desk = capped(1);
    desk.place.zone = chrono_tz::Tz::America__Santiago;
    desk.place.now = "2026-09-06T12:00:00Z".parse().unwrap();
    let row = desk.remembers(State::Posted, &[(PostColumn::Text, "out")]);
    let line = desk.line_mut(row);
    (line.sends, line.first_sent) = (1, "2026-09-06T04:30:00Z".parse().ok());
    let at = (PostColumn::PublishAt, "2026-09-06 8:00");
    let next = desk.post(&[(PostColumn::Text, "next"), at]);
    assert_eq!(days(&desk), [(next, 7)]);
}

#[test]
fn a_cap_that_is_still_worked_out_asks_nobody_to_act() {
    let mut desk = capped(1);
    desk.accounts[0].daily_cap = Err("Loading...".to_owned());
    let row = due(&mut desk, "10:00");
    let plan = desk.plan();
    let decision = plan.posts.iter().find(|decision| decision.row == row).unwrap();
    assert_eq!(decision.says, Says::This(Message::AccountLoading));
}

#[test]
fn the_parts_of_a_chain_count_as_one_post() {
    let mut desk = capped(1);
    let first = due(&mut desk, "10:00");
    let part = desk.post(&[(PostColumn::Text, "part"), (PostColumn::ReplyTo, "previous")]);
    assert_eq!(days(&desk), [(first, 0), (part, 0)]);
}

#[test]
fn an_empty_cap_means_the_one_of_the_settings_and_each_account_has_its_own() {
    let mut desk = Desk::new();
    desk.account(&[(AccountColumn::Account, "other")]);
    (desk.limits.posts_a_day, desk.accounts[1].daily_cap) = (Some(1), Ok(Some(2)));
    for account in [SHOP, SHOP, "other", "other"] {
        let text = format!("{account} {}", desk.posts.len());
        desk.post(&[(PostColumn::Account, account), (PostColumn::Text, &text)]);
    }
    assert_eq!(days(&desk), [(1, 0), (2, 24), (3, 0), (4, 0)]);
}

#[test]
fn what_would_be_too_late_by_its_turn_is_told_at_once() {
    let mut desk = capped(1);
    for time in ["10:00", "10:01", "10:02"] {
        due(&mut desk, time);
    }
    let is_too_late = |row: usize| {
        let plan = desk.plan();
        let decision = plan.posts.iter().find(|decision| decision.row == row).unwrap();
        matches!(decision.says, Says::This(Message::DailyCap { is_too_late: true, .. }))
    };
    assert_eq!([2, 3].map(is_too_late), [false, true], "24 hours after its time a post is missed");
}

#[test]
fn a_cap_that_cannot_be_read_holds_the_posts_of_its_account_and_says_so() {
    let mut desk = capped(1);
    desk.accounts[0].daily_cap = Err("a few".to_owned());
    let row = due(&mut desk, "10:00");
    let now = desk.post(&[(PostColumn::Text, "now"), (PostColumn::Status, "Post now")]);
    let plan = desk.plan();
    let decided = |row: usize| plan.posts.iter().find(|decision| decision.row == row).unwrap();
    let read = "a few".to_owned();
    assert_eq!(decided(row).says, Says::This(Message::DailyCapUnclear { read }));
    assert_eq!(decided(row).then, Then::Nothing);
    assert_eq!(decided(now).then, Then::Publish);
}

#[test]
fn a_queued_post_that_was_not_tried_in_vain_has_its_turn_by_its_time() {
    let mut desk = capped(1);
    let at = (PostColumn::PublishAt, "2026-11-23 10:00");
    let known = desk.remembers(State::Queued, &[(PostColumn::Text, "known"), at]);
    let new = due(&mut desk, "10:03");
    assert_eq!(days(&desk), [(known, 0), (new, 24)]);
}

#[test]
fn a_turn_as_late_as_a_post_may_be_is_not_too_late() {
    let mut desk = capped(1);
    for text in ["a", "b"] {
        desk.post(&[(PostColumn::Text, text), (PostColumn::PublishAt, "2026-11-23 0:00")]);
    }
    let plan = desk.plan();
    let held = plan.posts.iter().find(|decision| decision.then == Then::Nothing).unwrap();
    assert!(matches!(held.says, Says::This(Message::DailyCap { is_too_late: false, .. })));
}

#[test]
fn a_thread_counts_on_the_day_on_which_it_began() {
    let (yesterday, today) = ("2026-11-22T01:00:00Z", "2026-11-23T01:00:00Z");
    for (began, counts) in [(yesterday, false), (today, true)] {
        let mut desk = capped(1);
        let cells = [
            (PostColumn::Text, "thread"),
            (PostColumn::Reply1, "two"),
            (PostColumn::Reply2, "three"),
        ];
        let post = desk.read(1, &cells);
        let parts = &post.thread.as_ref().unwrap().parts;
        let sent = |at: usize| crate::row_state::SentPart {
            number: parts[at].number,
            hash: parts[at].hash.clone(),
        };
        let line = thread::line(&desk, 1, &cells, State::Queued, 2).to_string();
        let own = [(PostColumn::Status, "Publishing"), (PostColumn::Receipt, line.as_str())];
        desk.post(&[&cells[..], &own].concat());
        let logged_at = |event, row, part, at: &str| Line {
            at: at.parse().ok(),
            part: Some(sent(part)),
            ..logged(event, row, &post.hash)
        };
        // Neither another account's post nor a later part is its beginning.
        let other = logged_at(Event::Published, 7, 0, today);
        desk.log_lines.as_mut().unwrap().lines = vec![
            Line { account: "other".to_owned(), ..other },
            logged_at(Event::Published, 1, 1, today),
            logged_at(Event::Published, 1, 0, began),
            logged_at(Event::Sending, 1, 0, today),
        ];
        let next = due(&mut desk, "10:00");
        assert_eq!(days(&desk).contains(&(next, 0)), !counts, "{began}");
    }
}

#[test]
fn of_rows_that_were_deleted_what_is_public_since_midnight_counts_once() {
    let mut desk = capped(2);
    let logged_at = |event, row, at: &str| Line { at: at.parse().ok(), ..logged(event, row, "h") };
    desk.log_lines.as_mut().unwrap().lines = vec![
        logged_at(Event::Sending, 7, "2026-11-23T00:50:00Z"),
        logged_at(Event::Published, 9, "2026-11-23T00:40:00Z"),
        logged_at(Event::Published, 9, "2026-11-23T00:30:00Z"),
        logged_at(Event::Published, 8, "2026-11-22T00:30:00Z"),
    ];
    let rows = ["10:00", "10:01"].map(|time| due(&mut desk, time));
    assert_eq!(days(&desk), [(rows[0], 0), (rows[1], 24)]);
}
