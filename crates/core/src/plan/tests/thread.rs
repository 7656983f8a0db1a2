//! A thread in one row: when its next part goes out, and what holds it.

mod rest;

use super::*;
use crate::log::Event;
use crate::row_state::{PublishedPart, SentPart};

pub(super) const TEXT: (PostColumn, &str) = (PostColumn::Text, "one");
pub(super) const PARTS: [(PostColumn, &str); 3] =
    [TEXT, (PostColumn::Reply1, "two"), (PostColumn::Reply3, "three")];

/// Returns the line of a row of these cells of which so many parts are out.
pub(super) fn line(
    desk: &Desk,
    row: usize,
    cells: &[(PostColumn, &str)],
    state: State,
    n_out: usize,
) -> RowState {
    let post = desk.read(row, cells);
    let parts = &post.thread.as_ref().unwrap().parts;
    let out = |(at, part): (usize, &crate::post::Part)| PublishedPart {
        number: part.number,
        hash: part.hash.clone(),
        media: Some(format!("18{at}")),
    };
    let thread = parts.iter().enumerate().take(n_out).map(out).collect();
    let is_sent = matches!(state, State::Trying | State::Check);
    let part = parts.get(n_out).filter(|_| is_sent);
    let part = part.map(|part| SentPart { number: part.number, hash: part.hash.clone() });
    let sender = Some(SHOP.to_owned());
    let container = is_sent.then(|| "179".to_owned());
    RowState { container, sender, part, thread, ..receipt(row, state, &post.hash) }
}

/// Adds a row that remembers that so many parts are out, with cells that were changed since.
fn add(
    desk: &mut Desk,
    (state, n_out): (State, usize),
    status: &str,
    changed: &[(PostColumn, &str)],
) -> usize {
    let row = desk.posts.len() + 1;
    let line = line(desk, row, &PARTS, state, n_out).to_string();
    let status = [(PostColumn::Status, status), (PostColumn::Receipt, line.as_str())];
    desk.post(&[changed, &PARTS[..], &status[..]].concat())
}

fn decided(state: State, n_out: usize, status: &str, changed: &[(PostColumn, &str)]) -> String {
    let mut desk = Desk::new();
    let row = add(&mut desk, (state, n_out), status, changed);
    desk.decided(row)
}

#[test]
fn the_next_part_of_a_thread_is_due_at_once_whatever_its_row_s_time() {
    use PostColumn as P;
    use State as S;
    assert_eq!(decided(S::Queued, 1, "Publishing", &[]), "publish");
    assert_eq!(decided(S::Queued, 2, "Publishing", &[]), "publish");
    for status in ["", "Queued", "Post now", "Ready"] {
        assert_eq!(decided(S::Queued, 1, status, &[]), "publish, shows Publishing", "{status}");
    }
    for time in ["2026-11-20 10:00", "2026-12-24 10:00", ""] {
        assert_eq!(decided(S::Queued, 1, "Publishing", &[(P::PublishAt, time)]), "publish");
    }
    assert_eq!(decided(S::Queued, 1, "Draft", &[]), "says OfThread");
    assert_eq!(decided(S::Queued, 1, "someday", &[]), "says UnknownStatus");
    // All that is left to do was taken away.
    let all = "turn Posted, shows Published";
    assert_eq!(decided(S::Queued, 2, "Publishing", &[(P::Reply3, "")]), all);
}

#[test]
fn a_thread_of_which_the_log_has_only_the_last_part_is_not_known_by_that_parts_id() {
    let mut desk = Desk::new();
    let row = desk.post(&PARTS);
    let post = desk.read(row, &PARTS);
    let last = post.thread.as_ref().unwrap().parts.last().unwrap();
    let part = Some(SentPart { number: last.number, hash: last.hash.clone() });
    let line = Line { part, permalink: None, ..witness::logged(Event::Published, 9, &post.hash) };
    desk.log_lines = Some(LogLines { lines: vec![line] });
    let Step::Restore(known) = desk.plan().posts.remove(0).step else { panic!("not restored") };
    assert_eq!((known.state, known.media.as_deref()), (State::Posted, None));
    let out: Vec<_> =
        known.thread.iter().map(|part| (part.number, part.media.as_deref())).collect();
    assert_eq!(out, [(3, Some("180"))]);
}

#[test]
fn a_change_to_a_part_that_is_out_is_told_and_one_to_another_part_is_carried_out() {
    use PostColumn as P;
    let says = |changed: &[(PostColumn, &str)]| {
        let mut desk = Desk::new();
        desk.account(&[(AccountColumn::Enabled, "no")]);
        desk.accounts.remove(0);
        let row = add(&mut desk, (State::Queued, 2), "Publishing", changed);
        let plan = desk.plan();
        let decision = plan.posts.iter().find(|decision| decision.row == row).unwrap().clone();
        let Says::This(Message::OfThread { n_out, n_parts, part, is_changed, says }) =
            decision.says
        else {
            panic!("{:?}", decision.says)
        };
        assert_eq!(says.as_deref(), Some(&Message::AccountDisabled));
        (n_out, n_parts, part, is_changed)
    };
    assert_eq!(says(&[]), (2, 3, Some(P::Reply3), false));
    assert_eq!(says(&[(P::Reply3, "other")]), (2, 3, Some(P::Reply3), false));
    assert_eq!(says(&[(P::Text, "other")]), (2, 3, Some(P::Reply3), true));
    assert_eq!(says(&[(P::Reply1, "other")]), (2, 3, Some(P::Reply3), true));
    assert_eq!(says(&[(P::Reply9, "more")]), (2, 4, Some(P::Reply3), false));
}

#[test]
fn a_part_that_cannot_be_posted_stops_the_row_and_once_it_is_right_the_rest_goes_on() {
    use PostColumn as P;
    let long = "a".repeat(501);
    let refused = "turn Failed, shows Failed, says OfThread";
    assert_eq!(decided(State::Queued, 1, "Publishing", &[(P::Reply1, &long)]), refused);
    // A later one may still be corrected.
    assert_eq!(decided(State::Queued, 1, "Publishing", &[(P::Reply3, &long)]), "publish");
    let again = "turn Queued, publish, shows Publishing";
    assert_eq!(decided(State::Failed, 1, "Failed", &[(P::Reply1, "short")]), again);
    assert_eq!(decided(State::Failed, 1, "Failed", &[]), "says NoReason");
    for status in ["", "Post now"] {
        assert_eq!(decided(State::Failed, 1, status, &[]), again, "{status}");
    }
}

#[test]
fn a_fault_of_any_part_stops_a_thread_of_which_nothing_is_out() {
    use PostColumn as P;
    let mut desk = Desk::new();
    let good = desk.post(&PARTS);
    let long = "a".repeat(501);
    let spoilt =
        desk.post(&[&[(P::Reply3, long.as_str()), (P::Text, "four")], &PARTS[..]].concat());
    assert_eq!(desk.decided(good), "open Queued, publish");
    assert_eq!(desk.decided(spoilt), "open Failed, shows Failed, says Refused");
}

#[test]
fn the_rest_of_a_thread_is_posted_by_the_account_that_has_begun_it() {
    let mut desk = Desk::new();
    desk.account(&[(AccountColumn::Account, "my_cafe")]);
    let row = add(&mut desk, (State::Queued, 1), "Publishing", &[(PostColumn::Account, "my_cafe")]);
    assert_eq!(desk.decided(row), "says OfThread");
}

#[test]
fn a_published_row_goes_on_with_further_parts_and_never_again_with_its_post() {
    use PostColumn as P;
    let goes_on = "turn Queued, publish, shows Publishing";
    assert_eq!(decided(State::Posted, 3, "", &[(P::Reply4, "more")]), goes_on);
    assert_eq!(decided(State::Posted, 3, "Published", &[(P::Reply4, "more")]), "shows Published");
    let already = "shows Published, says AlreadyPublished";
    assert_eq!(decided(State::Posted, 3, "", &[]), already);
    assert_eq!(decided(State::Posted, 3, "", &[(P::Reply1, "other")]), already);
    assert_eq!(decided(State::Posted, 3, "", &[(P::Reply1, "")]), already);
    assert_eq!(decided(State::Posted, 3, "", &[(P::Text, "other")]), "open Queued, publish");
    // The same of a row that was published without any.
    let mut desk = Desk::new();
    let hash = desk.read(1, &[TEXT]).hash;
    let line = receipt(1, State::Posted, &hash);
    let line = RowState { media: Some("180".to_owned()), ..line };
    let receipt = line.to_string();
    let row = desk.post(&[TEXT, (P::Reply1, "two"), (P::Receipt, &receipt)]);
    assert_eq!(desk.decided(row), goes_on);
    let next = desk.next_line(row).unwrap();
    assert_eq!((next.thread.len(), next.last_out()), (1, Some(0)));
    assert_eq!(next.thread[0].media.as_deref(), Some("180"));
}

#[test]
fn a_row_that_was_undone_gets_back_what_the_log_knows_of_its_thread() {
    use PostColumn as P;
    let mut desk = Desk::new();
    let post = desk.read(1, &PARTS);
    let parts = post.thread.clone().unwrap().parts;
    let logged = |event, at: usize| Line {
        part: Some(SentPart { number: parts[at].number, hash: parts[at].hash.clone() }),
        media: (event == Event::Published).then(|| format!("18{at}")),
        container: Some(format!("17{at}")),
        ..witness::logged(event, 1, &post.hash)
    };
    let first = [logged(Event::Published, 0), logged(Event::Sending, 0)];
    let second = [&[logged(Event::Sending, 1)], &first[..]].concat();
    let more = [&[logged(Event::Published, 1)], &second[..]].concat();
    let all = [&[logged(Event::Published, 2)], &more[..]].concat();
    let queued = receipt(1, State::Queued, &post.hash).to_string();
    let one_out = line(&desk, 1, &PARTS, State::Queued, 1).to_string();
    for (lines, stands, wanted, n_out) in [
        (&first[..], "", "restore Queued, shows Publishing, says ThreadRestored", 1),
        (&second, "", "restore Trying, resolve, shows Publishing, says OutcomeUnknown", 1),
        (&more, "", "restore Queued, shows Publishing, says ThreadRestored", 2),
        (&all, "", "restore Posted, shows Published, says Restored", 3),
        (&more, &queued, "restore Queued, shows Publishing, says ThreadRestored", 2),
        (&second, &one_out, "restore Trying, resolve, shows Publishing, says OutcomeUnknown", 1),
        (&more, &one_out, "restore Queued, shows Publishing, says ThreadRestored", 2),
        (&all, &one_out, "restore Posted, shows Published, says Restored", 3),
        // What is known already is no news.
        (&first, &one_out, "publish, shows Publishing", 1),
    ] {
        for further in ["three", "something else"] {
            desk.posts.clear();
            desk.log_lines = Some(LogLines { lines: lines.to_vec() });
            let cells = [&[(P::Receipt, stands), (P::Reply3, further)][..], &PARTS[..]].concat();
            let row = desk.post(&cells);
            assert_eq!(desk.decided(row), wanted, "{stands} {further}");
            if let Step::Restore(known) = &desk.plan().posts[0].step {
                assert_eq!(known.thread.len(), n_out);
                assert_eq!(known.media.as_deref(), Some("180"));
            }
        }
    }
}

#[test]
fn a_thread_takes_one_place_of_a_day_and_no_pause() {
    let mut desk = Desk::new();
    desk.limits.posts_a_day = Some(1);
    desk.limits.spacing = TimeDelta::hours(1);
    desk.limits.same_text_after = Some(TimeDelta::days(1));
    let rest = add(&mut desk, (State::Queued, 1), "Publishing", &[]);
    let other = desk.post(&[(PostColumn::Text, "another")]);
    assert_eq!(desk.decided(rest), "publish");
    assert_eq!(desk.decided(other), "open Queued, says DailyCap");
}

#[test]
fn a_person_who_says_that_a_part_in_doubt_is_out_ends_the_thread_there() {
    let failed = "turn Failed, shows Failed, says OfThread";
    assert_eq!(decided(State::Check, 1, "Published", &[]), failed);
    assert_eq!(decided(State::Check, 2, "Published", &[]), "turn Posted, shows Published");
    assert_eq!(decided(State::Check, 1, "Post now", &[]), "turn Queued, publish, shows Publishing");
    assert_eq!(decided(State::Check, 1, "", &[]), "look");
}

const SLOT: &str = "2026-11-23T03:30:00Z";

/// Returns a desk on which the post of a thread, all of it in its slot, is out.
fn begun_in_a_slot(desk: &mut Desk, changed: &[(PostColumn, &str)]) -> usize {
    let row = desk.posts.len() + 1;
    let untimed = [&[(PostColumn::PublishAt, "")], &PARTS[..]].concat();
    let line = line(desk, row, &untimed, State::Queued, 1);
    let line = RowState { slot: SLOT.parse().ok(), ..line }.to_string();
    let status = [(PostColumn::Status, "Publishing"), (PostColumn::Receipt, line.as_str())];
    let time = [(PostColumn::PublishAt, "2026-11-23 12:30")];
    desk.post(&[changed, &time, &untimed[1..], &status].concat())
}

#[test]
fn a_thread_keeps_the_slot_in_which_it_began_whatever_a_person_does_to_its_time() {
    let decided = |changed: &[(PostColumn, &str)]| {
        let mut desk = slots::slotted("12:30");
        desk.place.now = "2026-11-23T03:40:00Z".parse().unwrap();
        let row = begun_in_a_slot(&mut desk, changed);
        let decision = desk.plan().posts.into_iter().find(|it| it.row == row);
        assert!(decision.is_none_or(|it| it.slot_cell.is_none() && !it.releases_slot));
        let other = slots::untimed(&mut desk, "another");
        let decision = desk.plan().posts.into_iter().find(|it| it.row == other).unwrap();
        assert_eq!(decision.slot, "2026-11-24T03:30:00Z".parse().ok(), "its slot is used up");
        desk.decided(row)
    };
    assert_eq!(decided(&[]), "publish");
    assert_eq!(decided(&[(PostColumn::PublishAt, "")]), "publish");
    assert_eq!(decided(&[(PostColumn::PublishAt, "2026-11-30 9:00")]), "publish");
    assert_eq!(decided(&[(PostColumn::Status, "Draft")]), "says OfThread");
}

#[test]
fn a_thread_that_lost_its_row_state_in_a_slot_goes_on_though_other_parts_stand_in_it_now() {
    for (shown, parts) in [
        ("2026-11-23 12:30", [TEXT, (PostColumn::Reply1, "two"), (PostColumn::Reply3, "other")]),
        ("", [TEXT, (PostColumn::Reply1, "other"), (PostColumn::Reply3, "")]),
        ("2026-11-23 12:30", [TEXT, (PostColumn::Reply1, ""), (PostColumn::Reply3, "")]),
    ] {
        let mut desk = slots::slotted("12:30");
        desk.place.now = "2026-11-23T03:40:00Z".parse().unwrap();
        let untimed = [&[(PostColumn::PublishAt, "")], &PARTS[..]].concat();
        let row = desk.read(9, &untimed);
        let first = SentPart { number: 0, hash: row.first_hash().to_owned() };
        let line = Line {
            at: SLOT.parse().ok(),
            slot: SLOT.parse().ok(),
            part: Some(first),
            ..witness::logged(Event::Published, 9, &row.hash)
        };
        desk.log_lines.as_mut().unwrap().lines.push(line);
        let time = [(PostColumn::PublishAt, shown)];
        let row = desk.post(&[&time, &parts[..]].concat());
        let decided = desk.decided(row);
        assert!(decided.starts_with("restore"), "{shown:?} {parts:?}: {decided}");
    }
}

#[test]
fn a_part_that_is_added_to_a_published_row_is_told_until_it_is_out_or_gone() {
    use PostColumn as P;
    let desk_with = |n_out: usize, changed: &[(P, &str)]| {
        let mut desk = Desk::new();
        let row = desk.posts.len() + 1;
        let line = line(&desk, row, &PARTS, State::Posted, n_out);
        let line = RowState { media: Some("180".into()), ..line }.to_string();
        let own =
            [(P::Status, "Published"), (P::Receipt, line.as_str()), (P::PublishedAt, "2026-11-20")];
        desk.post(&[changed, &PARTS[..], &own[..]].concat());
        desk
    };
    let told = |n_out, changed: &[(P, &str)]| desk_with(n_out, changed).decided(1);
    assert_eq!(told(2, &[]), "says PartAdded");
    assert_eq!(told(3, &[]), "nothing");
    assert_eq!(told(3, &[(P::Reply9, "more")]), "says PartAdded");
    assert_eq!(told(3, &[(P::Reply2, "between")]), "nothing", "nothing is posted between two");
    let words = Message::PartAdded { part: P::Reply3 }.say(Language::English);
    assert_eq!(told(2, &[(P::Message, &words)]), "nothing", "it is said once");
    assert_eq!(told(2, &[(P::Message, &words), (P::Reply3, "")]), "says nothing");
    let upcoming = desk_with(2, &[(P::Message, &words)]).upcoming();
    assert_eq!(upcoming.posts.len(), 1, "checks and previews list it");
    assert!(desk_with(3, &[]).upcoming().posts.is_empty());
}

/// Returns the status that a row of this state shows.
fn shown(state: State, n_out: usize) -> &'static str {
    match (state, n_out) {
        (State::Check, _) => "Check",
        (State::Queued, 0) => "",
        _ => "Publishing",
    }
}

#[test]
fn the_same_post_with_other_parts_or_none_goes_out_beside_no_thread_be_it_in_doubt() {
    for (state, n_out) in [
        (State::Queued, 0),
        (State::Queued, 1),
        (State::Trying, 0),
        (State::Trying, 1),
        (State::Check, 0),
    ] {
        let mut desk = Desk::new();
        add(&mut desk, (state, n_out), shown(state, n_out), &[]);
        for other in [vec![TEXT], vec![TEXT, (PostColumn::Reply1, "other")]] {
            let twin = desk.post(&other);
            let decided = desk.decided(twin);
            assert_eq!(decided, "open Failed, shows Failed, says Refused", "{state:?} {n_out}");
            desk.posts.pop();
        }
    }
}

#[test]
fn the_log_keeps_the_post_of_a_thread_from_going_out_from_another_row() {
    let desk = Desk::new();
    let (thread, twin) = (desk.read(1, &PARTS), desk.read(2, &[TEXT]));
    let at = "2026-11-23T01:05:00Z".parse().ok();
    let own = Line { at, ..witness::logged(Event::Sending, 2, &twin.hash) };
    let container = own.container.clone();
    let first = receipt(2, State::Trying, &twin.hash);
    let claim = RowState { at: at.unwrap(), nonce: own.nonce.clone(), container, ..first };
    let alone = LogLines { lines: vec![own.clone()] };
    assert!(alone.is_first_attempt(&claim, None));
    for event in [Event::Sending, Event::Published] {
        let part = Some(SentPart { number: 0, hash: thread.first_hash().to_owned() });
        let container = Some("other".to_owned());
        let other = Line { container, part, ..witness::logged(event, 1, &thread.hash) };
        let lines = LogLines { lines: vec![own.clone(), other] };
        assert!(!lines.is_first_attempt(&claim, None), "{event:?}");
    }
}

#[test]
fn a_copy_of_a_row_in_doubt_is_no_second_post_whichever_of_the_two_was_edited() {
    for state in [State::Trying, State::Check] {
        for edited in 0..2 {
            let mut desk = Desk::new();
            let line = line(&desk, 1, &PARTS, state, 0).to_string();
            for row in 0..2 {
                let reply = if row == edited { "edited" } else { "two" };
                let cells = [(PostColumn::Reply1, reply), (PostColumn::Status, shown(state, 0))];
                desk.post(&[&cells, &PARTS[..], &[(PostColumn::Receipt, line.as_str())]].concat());
            }
            let decided = [1, 2].map(|row| desk.decided(row)).join(" and ");
            assert!(!decided.contains("publish"), "{state:?} {edited}: {decided}");
        }
    }
}

#[test]
fn a_published_row_that_gets_a_part_stays_the_original_of_its_copy() {
    let mut desk = Desk::new();
    let hash = desk.read(1, &[TEXT]).hash;
    let line = RowState { media: Some("180".into()), ..receipt(1, State::Posted, &hash) };
    let line = line.to_string();
    let receipt = (PostColumn::Receipt, line.as_str());
    let row = desk.post(&[TEXT, (PostColumn::Reply1, "two"), receipt]);
    let own = [(PostColumn::Status, "Published"), (PostColumn::PublishedAt, "2026-11-20")];
    desk.post(&[&[TEXT, receipt], &own[..]].concat());
    assert_eq!(desk.decided(row), "turn Queued, publish, shows Publishing");
}

#[test]
fn a_published_row_whose_parts_were_rewritten_posts_nothing_under_the_old_thread() {
    let mut desk = Desk::new();
    let line = line(&desk, 1, &PARTS, State::Posted, 2);
    let line = RowState { media: Some("180".into()), ..line }.to_string();
    let changed = [(PostColumn::Reply1, "new"), (PostColumn::Receipt, line.as_str())];
    let row = desk.post(&[&changed, &PARTS[..]].concat());
    assert_eq!(desk.decided(row), "shows Published, says AlreadyPublished");
}

#[test]
fn a_thread_that_lost_its_row_state_goes_on_unless_it_was_stopped_or_is_too_old() {
    let decided = |status: &str, at: &str| {
        let mut desk = Desk::new();
        let post = desk.read(1, &PARTS);
        let part = Some(SentPart { number: 0, hash: post.first_hash().to_owned() });
        let at = at.parse().ok();
        let line = Line { at, part, ..witness::logged(Event::Published, 1, &post.hash) };
        desk.log_lines = Some(LogLines { lines: vec![line] });
        let row = desk.post(&[&PARTS[..], &[(PostColumn::Status, status)]].concat());
        desk.decided(row)
    };
    let (lately, long_ago) = ("2026-11-23T00:30:00Z", "2026-11-10T01:00:00Z");
    assert_eq!(decided("Draft", lately), "restore Queued, says RestIsDraft");
    for status in ["Failed", "Missed", "Deleted", "Check"] {
        assert_eq!(decided(status, lately), "restore Queued, says NoReason", "{status}");
    }
    assert_eq!(decided("", lately), "restore Queued, shows Publishing, says ThreadRestored");
    let late = "restore Missed, shows Missed, says RestIsLate";
    assert_eq!(decided("Publishing", long_ago), late);
    assert_eq!(decided("Published", lately), "restore Posted, shows Published, says Restored");
}

#[test]
fn the_rest_of_a_thread_whose_last_part_is_long_out_waits_for_a_person() {
    let mut desk = Desk::new();
    let decided = |desk: &mut Desk, state, status| {
        let row = desk.posts.len() + 1;
        let at = "2026-11-21T01:00:00Z".parse().unwrap();
        let line = RowState { at, ..line(desk, row, &PARTS, state, 1) }.to_string();
        let own = [(PostColumn::Status, status), (PostColumn::Receipt, line.as_str())];
        let row = desk.post(&[&PARTS[..], &own[..]].concat());
        desk.decided(row)
    };
    let missed = decided(&mut desk, State::Queued, "Publishing");
    assert_eq!(missed, "turn Missed, shows Missed, says OfThread");
    desk.posts.clear();
    let asked = decided(&mut desk, State::Missed, "Post now");
    assert_eq!(asked, "turn Queued, publish, shows Publishing");
}

#[test]
fn under_a_part_that_nobody_can_name_nothing_is_said_to_be_missing() {
    let mut desk = Desk::new();
    let mut line = line(&desk, 1, &PARTS, State::Posted, 2);
    line.thread[1].media = None;
    let line = line.to_string();
    let own = [
        (PostColumn::Status, "Published"),
        (PostColumn::Receipt, line.as_str()),
        (PostColumn::PublishedAt, "2026-11-20"),
    ];
    let row = desk.post(&[&PARTS[..], &own[..]].concat());
    assert_eq!(desk.decided(row), "nothing");
}
