//! The same words once more, without a time, after the row that had them is gone.

use super::*;
use crate::log::Event;
use PostColumn as P;

/// What puts a row back that is taken for the one that is gone.
const RESTORED: &str = "restore Posted, shows Published, says Restored";

/// A row that goes out now, and has no time.
const NOW: [(P, &str); 2] = [(P::PublishAt, ""), (P::Status, "Post now")];

/// Returns a desk with this row, whose words went out so many hours ago in a row that is gone.
fn sent(event: Event, hours: i64, cells: &[(P, &str)]) -> Desk {
    let mut desk = Desk::new();
    let hash = desk.read(1, cells).hash;
    let at = Some(desk.place.now - TimeDelta::hours(hours));
    desk.post(cells);
    let line = Line { at, ..witness::logged(event, 9, &hash) };
    desk.log_lines = Some(LogLines { lines: vec![line] });
    desk
}

#[test]
fn words_of_more_than_a_day_ago_are_another_post_where_nothing_shows_the_old_one() {
    let desk = sent(Event::Published, 25, &NOW);
    assert_eq!(desk.decided(1), "open Queued, publish");
    let earlier = desk.plan().posts[0].earlier;
    assert_eq!(earlier, Some(desk.place.now - TimeDelta::hours(25)), "the send goes by it");
    assert_eq!(sent(Event::Published, 24, &NOW).decided(1), RESTORED);
    assert_eq!(Desk::new().plan().posts, []);
}

#[test]
fn a_row_with_its_time_its_address_or_a_damaged_receipt_is_the_post_of_before() {
    let timed = [(P::PublishAt, "2026-11-23 10:00"), (P::Status, "Post now")];
    let address = (P::Permalink, "https://www.threads.com/@my_shop/post/A");
    for cells in [
        timed.to_vec(),
        [&NOW[..], &[address]].concat(),
        [&NOW[..], &[(P::Receipt, "rabc spoilt")]].concat(),
    ] {
        assert_eq!(sent(Event::Published, 25, &cells).decided(1), RESTORED, "{cells:?}");
    }
}

#[test]
fn a_row_that_was_another_post_meanwhile_is_judged_by_its_words_and_not_by_what_it_shows_of_that() {
    let other = receipt(1, State::Posted, "0123456789abcdef").to_string();
    let address = (P::Permalink, "https://www.threads.com/@my_shop/post/B");
    let cells = [&NOW[..], &[(P::Receipt, &other), address]].concat();
    assert_eq!(sent(Event::Published, 24, &cells).decided(1), RESTORED);
    let desk = sent(Event::Published, 25, &cells);
    assert_eq!(desk.decided(1), "open Queued, publish");
    let earlier = desk.plan().posts[0].earlier;
    assert_eq!(earlier, Some(desk.place.now - TimeDelta::hours(25)), "the send goes by it");
}

#[test]
fn words_whose_outcome_nobody_knows_are_settled_first_however_long_ago() {
    let settled = "restore Trying, resolve, shows Publishing, says OutcomeUnknown";
    assert_eq!(sent(Event::Sending, 25, &NOW).decided(1), settled);
}

#[test]
fn a_person_who_asks_for_a_row_in_doubt_says_that_the_others_until_then_are_other_posts() {
    let asked = |until: i64, logged: i64| {
        let mut desk = Desk::new();
        let now = desk.place.now;
        let at = |minutes: i64| Some(now - TimeDelta::minutes(minutes));
        let hash = desk.read(1, &[]).hash;
        let line = RowState { others_until: at(until), ..receipt(1, State::Queued, &hash) };
        let line = line.to_string();
        let sent = Line { at: at(logged), ..witness::logged(Event::Published, 9, &hash) };
        let other = Line { at: at(0), ..witness::logged(Event::Published, 8, "h") };
        desk.post(&[(P::Receipt, &line)]);
        desk.log_lines = Some(LogLines { lines: vec![other, sent] });
        let earlier = desk.plan().posts[0].earlier;
        (desk.decided(1), earlier == at(until))
    };
    assert_eq!(asked(10, 20), ("publish".to_owned(), true));
    assert_eq!(asked(10, 10), ("publish".to_owned(), true));
    assert_eq!(asked(10, 9), (RESTORED.to_owned(), false));
    let mut desk = Desk::new();
    desk.remembers(State::Check, &[(P::Status, "Post now")]);
    desk.remembers(State::Failed, &[(P::Text, "b"), (P::Status, "Post now")]);
    let earlier: Vec<_> = desk.plan().posts.iter().map(|decision| decision.earlier).collect();
    assert_eq!(earlier, [Some(desk.place.now), None]);
}

#[test]
fn a_row_of_other_words_that_was_not_published_is_known_by_where_it_shows_that_it_went_out() {
    let other = receipt(1, State::Queued, "0123456789abcdef").to_string();
    let shown = (P::PublishedAt, "2026-11-20 10:00");
    let cells = [&NOW[..], &[(P::Receipt, &other), shown]].concat();
    assert_eq!(sent(Event::Published, 25, &cells).decided(1), RESTORED);
}
