//! Reply after: when the first reply of a thread in one row goes out.

use super::thread::{PARTS, TEXT, line};
use super::*;
use crate::log::Event;
use crate::row_state::SentPart;

pub(super) const OUT: &str = "2026-11-23T01:00:00Z";

pub(super) fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

/// Adds a row with this Reply after of which so many parts are out, the post at ten o'clock.
pub(super) fn begun(
    desk: &mut Desk,
    (state, n_out): (State, usize),
    after: &str,
    changed: &[(PostColumn, &str)],
) -> usize {
    let row = desk.posts.len() + 1;
    let line = line(desk, row, &PARTS, state, n_out);
    let (first_out, rest_since) = (Some(at(OUT)), Some(at(OUT)));
    let line = RowState { first_out, rest_since, is_kept_back: true, ..line }.to_string();
    let own = [
        (PostColumn::Status, "Publishing"),
        (PostColumn::Receipt, line.as_str()),
        (PostColumn::ReplyAfter, after),
    ];
    desk.post(&[changed, &PARTS[..], &own[..]].concat())
}

/// Returns what is decided about a row of which the post alone is out.
fn waiting(after: &str, changed: &[(PostColumn, &str)]) -> String {
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 1), after, changed);
    desk.decided(row)
}

fn said(decision: &Decision) -> String {
    let Says::This(message) = &decision.says else { panic!("{:?}", decision.says) };
    message.say(Language::English)
}

const REFUSED: &str = "turn Failed, shows Failed, says OfThread";

#[test]
fn the_first_reply_is_delayed_and_the_others_follow_at_once() {
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 1), "30m", &[]);
    let due = at("2026-11-23T01:30:00Z");
    for (now, decided) in [
        (OUT, "says OfThread"),
        ("2026-11-23T01:29:59Z", "says OfThread"),
        ("2026-11-23T01:30:00Z", "publish"),
    ] {
        desk.place.now = at(now);
        let decision = desk.decision(row);
        assert_eq!((desk.decided(row).as_str(), decision.due), (decided, due), "{now}");
    }
    for after in ["", "0", "0分", "5 min"] {
        assert_eq!(waiting(after, &[]), "publish", "{after}");
    }
    assert_eq!(waiting("30分", &[(PostColumn::Reply1, "")]), "says OfThread", "a gap is skipped");
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 2), "30m", &[]);
    assert_eq!(desk.decided(row), "publish", "the second reply follows the first");
}

#[test]
fn the_whole_log_is_asked_about_a_reply_as_early_as_a_run_may_claim_it() {
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 1), "30m", &[]);
    let Row::Open(post) = &desk.posts[row - 1] else { panic!("the row is open") };
    let line = post.stored.line().unwrap();
    let since = at("2026-11-23T01:10:00Z");
    let is_asked = |now| may_have_followed(post, line, (since, at(now)));
    assert!(is_asked("2026-11-23T01:29:40Z"));
    assert!(!is_asked("2026-11-23T01:29:39Z"));
}

#[test]
fn a_reply_that_is_due_in_a_moment_is_claimed_early_and_keeps_its_time() {
    let mut desk = Desk::new();
    desk.limits.ahead = TimeDelta::seconds(20);
    desk.place.now = at("2026-11-23T01:29:45Z");
    let row = begun(&mut desk, (State::Queued, 1), "30m", &[]);
    let decision = desk.decision(row);
    assert_eq!((decision.then, decision.due), (Then::Publish, at("2026-11-23T01:30:00Z")));
    desk.place.now = at("2026-11-23T01:29:35Z");
    assert_eq!(desk.decided(row), "says OfThread");
}

#[test]
fn the_message_gives_the_time_of_the_reply_in_the_sheet_time_zone() {
    let mut desk = Desk::new();
    let same_day = begun(&mut desk, (State::Queued, 1), "1h 46m 30s", &[]);
    let next_day = begun(&mut desk, (State::Queued, 1), "1 day", &[(PostColumn::Text, "two")]);
    let words = "1 of 3 are out. The next goes out at about 11:47; nothing to do.";
    assert_eq!(said(&desk.decision(same_day)), words);
    let said = said(&desk.decision(next_day));
    assert!(said.contains("at about 2026-11-24 10:00;"), "{said}");
    assert!(said.contains("What was changed"), "{said}");
    desk.posts.clear();
    let shown = begun(&mut desk, (State::Queued, 1), "1h 46m 30s", &[(PostColumn::Message, words)]);
    assert_eq!(desk.decided(shown), "nothing", "it is said once");
    desk.place.now = at("2026-11-23T02:40:00Z");
    assert_eq!(desk.decided(shown), "nothing");
}

#[test]
fn the_current_value_of_reply_after_counts() {
    let mut desk = Desk::new();
    desk.place.now = at("2026-11-23T01:40:00Z");
    let decided = |desk: &mut Desk, after: &str, changed: &[(PostColumn, &str)]| {
        desk.posts.clear();
        let row = begun(desk, (State::Queued, 1), after, changed);
        desk.decided(row)
    };
    assert_eq!(decided(&mut desk, "30m", &[]), "publish");
    assert_eq!(decided(&mut desk, "2h", &[]), "says OfThread");
    assert_eq!(decided(&mut desk, "", &[]), "publish");
    assert_eq!(
        decided(&mut desk, "2h", &[(PostColumn::Status, "Post now")]),
        "publish",
        "its word stands until the claim"
    );
    for status in ["", "Queued", "Ready"] {
        let says = "shows Publishing, says OfThread";
        assert_eq!(decided(&mut desk, "2h", &[(PostColumn::Status, status)]), says, "{status}");
    }
    assert_eq!(decided(&mut desk, "2h", &[(PostColumn::Status, "Draft")]), "says OfThread");
    assert_eq!(
        decided(&mut desk, "2h", &[(PostColumn::Reply1, ""), (PostColumn::Reply3, "")]),
        "turn Posted, shows Published"
    );
}

#[test]
fn a_reply_without_a_known_time_does_not_go_out() {
    for after in ["soon", "30", "8 days", "-30m"] {
        assert_eq!(waiting(after, &[]), REFUSED, "{after}");
        assert_eq!(waiting(after, &[(PostColumn::Status, "Post now")]), REFUSED, "{after}");
    }
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 1), "soon", &[]);
    let refused = said(&desk.decision(row));
    assert!(refused.starts_with("\"Reply after\" says \"soon\""), "{refused}");
    assert!(refused.contains("1 of 3 are out and stay"), "{refused}");
    assert_eq!(waiting("Loading...", &[]), "says OfThread");
    // It concerns the first reply alone.
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 2), "soon", &[]);
    assert_eq!(desk.decided(row), "publish");
    // Once it is corrected, the reply has its time again.
    let mut desk = Desk::new();
    let failed = begun(&mut desk, (State::Failed, 1), "30m", &[(PostColumn::Status, "Failed")]);
    desk.line_mut(failed).why = Some(RowCode::Cell);
    assert_eq!(desk.decided(failed), "turn Queued, shows Publishing, says OfThread");
}

#[test]
fn an_unreadable_reply_after_refuses_the_row_before_its_post_is_out() {
    let mut desk = Desk::new();
    let with = |desk: &mut Desk, parts: &[(PostColumn, &str)], after: &str| {
        desk.posts.clear();
        let row = desk.post(&[parts, &[(PostColumn::ReplyAfter, after)]].concat());
        desk.decided(row)
    };
    for after in ["soon", "30", "8日", "-30m"] {
        let refused = "open Failed, shows Failed, says Refused";
        assert_eq!(with(&mut desk, &PARTS, after), refused, "{after}");
        assert_eq!(with(&mut desk, &[TEXT], after), "open Queued, publish", "no reply: {after}");
    }
    assert_eq!(with(&mut desk, &PARTS, "30m"), "open Queued, publish");
    assert_eq!(with(&mut desk, &PARTS, "Loading..."), "says Loading");
    assert_eq!(with(&mut desk, &[TEXT], "Loading..."), "open Queued, publish");
}

#[test]
fn a_reply_is_late_from_its_own_time_on() {
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 1), "3 days", &[]);
    desk.place.now = at("2026-11-27T00:59:00Z");
    assert_eq!(desk.decided(row), "publish", "a day later than its time at most");
    desk.place.now = at("2026-11-27T01:01:00Z");
    assert_eq!(desk.decided(row), "turn Missed, shows Missed, says OfThread");
}

#[test]
fn the_time_of_the_post_comes_from_the_row_state_or_the_log_and_not_from_a_cell() {
    let mut desk = Desk::new();
    desk.place.now = at("2026-11-23T01:40:00Z");
    let shown = [(PostColumn::PublishedAt, "2026-11-20 10:00"), (PostColumn::ReplyAfter, "1h")];
    let post = desk.read(1, &PARTS);
    let part = Some(SentPart { number: 0, hash: post.first_hash().to_owned() });
    let logged = |time: &str| Line {
        at: Some(at(time)),
        part: part.clone(),
        media: Some("180".to_owned()),
        ..witness::logged(Event::Published, 1, &post.hash)
    };
    // A line of an earlier version, written again since.
    let old =
        RowState { at: at("2026-11-23T01:30:00Z"), ..line(&desk, 1, &PARTS, State::Queued, 1) };
    let receipt = old.to_string();
    let own = [(PostColumn::Status, "Publishing"), (PostColumn::Receipt, receipt.as_str())];
    let row = desk.post(&[&PARTS[..], &shown[..], &own[..]].concat());
    assert_eq!(desk.decision(row).due, at("2026-11-23T02:30:00Z"), "never early");
    desk.log_lines = Some(LogLines { lines: vec![logged(OUT)] });
    assert_eq!(desk.decision(row).due, at("2026-11-23T02:00:00Z"));
    // One that has lost its row state.
    desk.posts.clear();
    let row = desk.post(&[&PARTS[..], &shown[..]].concat());
    let decision = desk.decision(row);
    let Step::Restore(known) = &decision.step else { panic!("{decision:?}") };
    assert_eq!((known.first_out, known.state), (Some(at(OUT)), State::Queued));
    assert_eq!((decision.then, decision.due), (Then::Nothing, at("2026-11-23T02:00:00Z")));
    let words = "1 of 3 are out. The next goes out at about 11:00; nothing to do.";
    assert_eq!(said(&decision), words);
    // Days later, within a day of its time.
    desk.posts.clear();
    desk.place.now = at("2026-11-26T00:00:00Z");
    let row = desk.post(&[&PARTS[..], &[(PostColumn::ReplyAfter, "2 days")]].concat());
    assert_eq!(desk.decided(row), "restore Queued, shows Publishing, says ThreadRestored");
    desk.place.now = at("2026-11-26T01:01:00Z");
    assert_eq!(desk.decided(row), "restore Missed, shows Missed, says RestIsLate");
}

#[test]
fn a_part_added_to_a_published_row_is_delayed_from_the_time_of_the_post() {
    let mut desk = Desk::new();
    let hash = desk.read(1, &[TEXT]).hash;
    let line = RowState { media: Some("180".into()), ..receipt(1, State::Posted, &hash) };
    let receipt = line.to_string();
    let cells = [
        TEXT,
        (PostColumn::Reply1, "two"),
        (PostColumn::ReplyAfter, "30m"),
        (PostColumn::Receipt, &receipt),
    ];
    let row = desk.post(&cells);
    assert_eq!(desk.decided(row), "turn Queued, shows Publishing, says OfThread");
    let decision = desk.decision(row);
    assert_eq!(decision.due, at("2026-11-23T01:30:00Z"));
    let next = desk.next_line(row).unwrap();
    assert_eq!((next.first_out, next.rest_since), (Some(line.at), Some(desk.place.now)));
    desk.place.now = at("2026-11-23T01:31:00Z");
    assert_eq!(desk.decided(row), "turn Queued, publish, shows Publishing");
}

#[test]
fn a_later_run_is_asked_for_at_the_time_of_a_reply() {
    let mut desk = Desk::new();
    begun(&mut desk, (State::Queued, 1), "30m", &[]);
    assert_eq!(desk.plan().next, Some(at("2026-11-23T01:30:00Z")));
    // Of a post that goes out now, as far as one can tell.
    desk.posts.clear();
    desk.post(&[&PARTS[..], &[(PostColumn::ReplyAfter, "30m")]].concat());
    assert_eq!(desk.plan().next, Some(at("2026-11-23T01:35:00Z")));
    desk.posts.clear();
    desk.post(&[TEXT, (PostColumn::ReplyAfter, "30m")]);
    assert_eq!(desk.plan().next, None, "there is no reply");
}

#[test]
fn the_container_of_a_reply_that_is_due_soon_is_made_beforehand() {
    let mut desk = Desk::new();
    desk.limits.hold = TimeDelta::minutes(5);
    let row = begun(&mut desk, (State::Queued, 1), "30m", &[]);
    assert_eq!(desk.decided(row), "says OfThread");
    desk.place.now = at("2026-11-23T01:27:00Z");
    assert_eq!(desk.decided(row), "prepare, says OfThread");
}

#[test]
fn a_row_below_waits_until_the_whole_thread_above_is_out() {
    let mut desk = Desk::new();
    desk.post(&[&PARTS[..], &[(PostColumn::ReplyAfter, "30m")]].concat());
    let below = [(PostColumn::Text, "below"), (PostColumn::ReplyTo, "previous")];
    let row = desk.post(&below);
    assert_eq!(desk.decided(row), "open Queued, says ParentWaits");
    desk.posts.clear();
    begun(&mut desk, (State::Queued, 1), "30m", &[]);
    let row = desk.post(&below);
    assert_eq!(desk.decided(row), "open Queued, says ParentWaits");
    desk.posts.clear();
    begun(&mut desk, (State::Queued, 1), "30m", &[]);
    let row = desk.post(&[&[(PostColumn::PublishAt, "+10m")], &below[..]].concat());
    assert_eq!(desk.decision(row).due, at("2026-11-23T01:40:00Z"));
}

#[test]
fn a_pause_or_an_account_that_is_off_is_told_where_it_holds_the_reply() {
    let told = |change: &dyn Fn(&mut AccountRow)| {
        let mut desk = Desk::new();
        change(&mut desk.accounts[0]);
        let row = begun(&mut desk, (State::Queued, 1), "30m", &[]);
        said(&desk.decision(row))
    };
    let paused =
        |until: &str| told(&|account: &mut AccountRow| account.pause_until = Cell::text(until));
    let off = told(&|account: &mut AccountRow| account.enabled = Ok(false));
    assert!(off.contains("switched off"), "{off}");
    let held = paused("2026-11-23 12:00");
    assert!(held.contains("pauses until 2026-11-23 12:00"), "{held}");
    let over = paused("2026-11-23 10:15");
    assert!(over.contains("at about 10:30"), "{over}");
}

#[test]
fn what_waits_for_its_reply_is_scheduled_for_the_time_of_the_reply() {
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 1), "30m", &[]);
    let later = (PostColumn::PublishAt, "2026-11-23 12:00");
    desk.post(&[&[later], &PARTS[..], &[(PostColumn::ReplyAfter, "1h")]].concat());
    let (plan, now) = (desk.upcoming(), desk.place.now);
    desk.with(|sheet| {
        let sheet = Sheet { limits: sheet.limits, ..*sheet };
        let coming = crate::upcoming::UpcomingPosts::new(sheet, plan);
        let coming: Vec<_> = coming
            .upcoming()
            .map(|it| (it.post.row, it.stage, it.time(), it.reply_after(now), it.is_wrong))
            .collect();
        let (first, second) = (at("2026-11-23T01:30:00Z"), at("2026-11-23T03:00:00Z"));
        let stage = crate::upcoming::Stage::Scheduled;
        let (half, hour) = (TimeDelta::minutes(30), TimeDelta::hours(1));
        assert_eq!(coming[0], (row, stage, Some(first), Some((half, Some(first))), false));
        let reply = Some((hour, Some(second + hour)));
        assert_eq!(coming[1], (2, stage, Some(second), reply, false));
    });
}

#[test]
fn a_pause_holds_a_reply_that_nobody_asks_for_although_its_post_was_wanted_at_once() {
    let decided = |status: &str, requested_status, publish_at: &str| {
        let mut desk = Desk::new();
        desk.accounts[0].pause_until = Cell::text("2026-11-25 12:00");
        desk.place.now = at("2026-11-23T01:40:00Z");
        let (first_out, rest_since) = (Some(at(OUT)), Some(at("2026-11-25T03:00:00Z")));
        let line = line(&desk, 1, &PARTS, State::Queued, 1);
        let line = RowState { requested_status, first_out, rest_since, ..line }.to_string();
        let own = [
            (PostColumn::PublishAt, publish_at),
            (PostColumn::Status, status),
            (PostColumn::Receipt, line.as_str()),
            (PostColumn::ReplyAfter, "30m"),
        ];
        let row = desk.post(&[&own[..], &PARTS[..]].concat());
        desk.decided(row)
    };
    let now = Some(crate::row_state::RequestedStatus::PostNow);
    for (requested, time) in [(None, "2026-11-23 10:00"), (now, "2026-11-23 10:00"), (None, "")] {
        assert_eq!(decided("Publishing", requested, time), "says OfThread", "{requested:?} {time}");
    }
    let asked = decided("Post now", None, "2026-11-23 10:00");
    assert_eq!(asked, "publish", "its word stands until the claim");
}

#[test]
fn what_waits_below_a_published_row_goes_under_the_reply_that_this_one_gets_later() {
    // What cannot be read is corrected some time.
    for after in ["30m", "soon"] {
        let mut desk = Desk::new();
        let hash = desk.read(1, &[TEXT]).hash;
        let line = RowState { media: Some("180".into()), ..receipt(1, State::Posted, &hash) };
        let receipt = line.to_string();
        let own = [(PostColumn::ReplyAfter, after), (PostColumn::Receipt, receipt.as_str())];
        desk.post(&[&[TEXT, (PostColumn::Reply1, "two")], &own[..]].concat());
        let row = desk.post(&[(PostColumn::Text, "below"), (PostColumn::ReplyTo, "previous")]);
        assert_eq!(desk.decided(row), "open Queued, says ParentWaits", "{after}");
    }
}

#[test]
fn correcting_reply_after_too_late_marks_the_reply_missed() {
    let mut desk = Desk::new();
    let failed = begun(&mut desk, (State::Failed, 1), "30m", &[(PostColumn::Status, "Failed")]);
    desk.line_mut(failed).why = Some(RowCode::Cell);
    desk.place.now = at("2026-11-24T01:29:00Z");
    assert_eq!(desk.decided(failed), "turn Queued, publish, shows Publishing");
    desk.place.now = at("2026-11-24T01:31:00Z");
    assert_eq!(desk.decided(failed), "turn Missed, shows Missed, says OfThread");
}

#[test]
fn a_wrong_pause_date_does_not_count_after_it_is_corrected() {
    let wrong = "2027-11-26T01:00:00Z";
    let mut desk = Desk::new();
    desk.place.now = at("2026-11-23T01:10:00Z");
    let row = begun(&mut desk, (State::Queued, 1), "7 days", &[]);
    desk.line_mut(row).rest_since = Some(at(wrong));
    let decision = desk.decision(row);
    assert_eq!(desk.decided(row), "turn Queued, says OfThread");
    assert_eq!(decision.remembers.rest_since, Some(desk.place.now), "the pause has ended");
    let earlier = paused("2026-11-26 10:00", wrong, "2026-11-23T01:10:00Z");
    let end = Some(at("2026-11-26T01:00:00Z"));
    assert_eq!(earlier, ("turn Queued, says OfThread".to_owned(), end));
}

/// Returns what is decided about a thread of which the post went out at ten, with this written down of the rest.
fn paused(pause: &str, rest_since: &str, now: &str) -> (String, Option<DateTime<Utc>>) {
    let mut desk = Desk::new();
    desk.accounts[0].pause_until = Cell::text(pause);
    desk.place.now = at(now);
    let line = line(&desk, 1, &PARTS, State::Queued, 1);
    let (first_out, rest_since) = (Some(at(OUT)), Some(at(rest_since)));
    let line = RowState { first_out, rest_since, ..line }.to_string();
    let own = [(PostColumn::Status, "Publishing"), (PostColumn::Receipt, line.as_str())];
    let row = desk.post(&[&PARTS[..], &own[..]].concat());
    (desk.decided(row), desk.next_line(row).and_then(|next| next.rest_since))
}

#[test]
fn lateness_of_a_paused_reply_counts_from_the_end_of_the_pause() {
    let (now, end) = ("2026-11-23T01:40:00Z", "2026-11-26T01:00:00Z");
    let held = paused("2026-11-26 10:00", OUT, now);
    assert_eq!(held, ("turn Queued, says OfThread".to_owned(), Some(at(end))), "written once");
    assert_eq!(paused("2026-11-26 10:00", end, now), ("says OfThread".to_owned(), None));
    for pause in ["2026-11-26 10:00", ""] {
        assert_eq!(paused(pause, end, "2026-11-27T00:59:00Z").0, "publish", "{pause}");
        let late = "turn Missed, shows Missed, says OfThread";
        assert_eq!(paused(pause, end, "2026-11-27T01:01:00Z").0, late, "{pause}");
    }
    // A date that was typed afterwards held nothing.
    let late = "turn Missed, shows Missed, says OfThread";
    assert_eq!(paused("2026-11-26 10:00", OUT, "2026-11-26T02:00:00Z").0, late);
}

#[test]
fn a_row_with_a_delayed_reply_remembers_the_delay() {
    let mut desk = Desk::new();
    let line = line(&desk, 1, &PARTS, State::Queued, 1);
    let line = RowState { first_out: Some(at(OUT)), ..line }.to_string();
    let own = [(PostColumn::Receipt, line.as_str()), (PostColumn::ReplyAfter, "30m")];
    let own = [&PARTS[..], &[(PostColumn::Status, "Publishing")], &own].concat();
    let row = desk.post(&own);
    assert_eq!(desk.decided(row), "turn Queued, says OfThread");
    assert!(desk.next_line(row).unwrap().is_kept_back);
    desk.posts.clear();
    let row = desk.post(&[&[(PostColumn::ReplyAfter, "")], &own[..]].concat());
    assert_eq!((desk.decided(row).as_str(), desk.next_line(row)), ("publish", None));
}

/// Reads the same cells of a desk that has lost its column Reply after.
fn lose_the_column(desk: &mut Desk, cells: &[(PostColumn, &str)]) -> usize {
    let mut columns = columns();
    columns.retain(|column| *column != PostColumn::ReplyAfter);
    let titles = columns.iter().map(|it| Cell::text(it.header(Language::English))).collect();
    let headings = PostHeadings::find(&[titles]).unwrap();
    let usual = [(PostColumn::Account, SHOP), (PostColumn::PublishAt, "2026-11-23 10:00")];
    let row = desk.posts.len() + 1;
    let cells = super::line(&columns, cells, &usual);
    desk.posts.push(Row::Open(Box::new(PostRow::read(row, &cells, &headings, &desk.place))));
    row
}

#[test]
fn a_delayed_reply_does_not_go_out_when_its_column_is_removed() {
    let decided = |state, n_out, is_kept_back, status: &str| {
        let mut desk = Desk::new();
        desk.place.now = at("2026-11-23T03:00:00Z");
        let line = line(&desk, 1, &PARTS, state, n_out);
        let why = (state == State::Failed).then_some(RowCode::Cell);
        let (first_out, rest_since) = (Some(at(OUT)), Some(at(OUT)));
        let line = RowState { why, first_out, rest_since, is_kept_back, ..line }.to_string();
        let own = [(PostColumn::Status, status), (PostColumn::Receipt, line.as_str())];
        let row = lose_the_column(&mut desk, &[&PARTS[..], &own[..]].concat());
        (desk.decided(row), desk.decision(row))
    };
    let (short, decision) = decided(State::Queued, 1, true, "Publishing");
    assert_eq!(short, REFUSED);
    let said = said(&decision);
    assert!(said.starts_with("The column \"Reply after\" is gone"), "{said}");
    assert!(said.contains("set Status to Post now") && said.contains("1 of 3 are out"), "{said}");
    for status in ["", "Queued", "Ready"] {
        assert_eq!(decided(State::Queued, 1, true, status).0, REFUSED, "{status}");
    }
    // A person says what becomes of it.
    let (short, decision) = decided(State::Failed, 1, true, "Post now");
    assert_eq!((short.as_str(), decision.shows), ("turn Queued, publish", None), "the word stands");
    assert_eq!(decided(State::Failed, 1, true, "Published").0, "turn Posted, shows Published");
    // Nothing was kept back, or no longer is.
    assert_eq!(decided(State::Queued, 1, false, "Publishing").0, "publish");
    assert_eq!(decided(State::Queued, 2, true, "Publishing").0, "publish");
}

#[test]
fn a_delayed_reply_is_scheduled_again_when_its_column_is_back() {
    let mut desk = Desk::new();
    let line = line(&desk, 1, &PARTS, State::Queued, 1);
    let (first_out, rest_since) = (Some(at(OUT)), Some(at(OUT)));
    let line = RowState { first_out, rest_since, is_kept_back: true, ..line }.to_string();
    let own = |status, line| [(PostColumn::Status, status), (PostColumn::Receipt, line)];
    let row = lose_the_column(&mut desk, &[&PARTS[..], &own("Publishing", &line)].concat());
    assert_eq!(desk.decided(row), REFUSED);
    let refused = desk.next_line(row).unwrap().to_string();
    desk.posts.clear();
    let back = [(PostColumn::ReplyAfter, "30m")];
    let row = desk.post(&[&PARTS[..], &own("Failed", &refused), &back].concat());
    assert_eq!(desk.decided(row), "turn Queued, shows Publishing, says OfThread");
    desk.place.now = at("2026-11-23T01:31:00Z");
    assert_eq!(desk.decided(row), "turn Queued, publish, shows Publishing");
}

#[test]
fn a_volatile_reply_after_lets_the_reply_out_only_after_the_delay_it_shows() {
    let desk = Desk::new();
    let claimed = |minutes: i64| {
        let at_claim = at(OUT) + TimeDelta::minutes(minutes);
        let line = line(&desk, 1, &PARTS, State::Trying, 1);
        RowState { at: at_claim, first_out: Some(at(OUT)), ..line }
    };
    let length = |minutes: i64| Ok(Some(TimeDelta::minutes(minutes)));
    let fault = || {
        let read = "soon".to_owned();
        let why = crate::columns::LengthFault::Unreadable;
        let fault = crate::columns::OptionFault::Length { why, read };
        Err(crate::cell_error::CellError::Option(PostColumn::ReplyAfter, fault))
    };
    for (at_claim, judged, seen, may) in [
        (30, length(30), length(30), true),
        (30, length(30), length(20), true),
        (30, length(30), length(40), false),
        (30, length(30), Ok(None), true),
        (30, Ok(None), length(40), false),
        (41, length(30), length(40), true),
        (41, Ok(None), length(40), true),
        (41, length(30), fault(), false),
        (41, fault(), fault(), true),
        (41, fault(), length(30), false),
    ] {
        let line = claimed(at_claim);
        assert_eq!(may_follow(&line, &judged, &seen), may, "{at_claim} {judged:?} {seen:?}");
    }
    // Of an earlier version's line nobody knows when its post went out.
    let line = RowState { first_out: None, ..claimed(41) };
    assert!(!may_follow(&line, &length(30), &length(40)));
}

#[test]
fn the_log_is_searched_as_far_back_as_a_reply_may_be_delayed() {
    let desk = Desk::new();
    let days = |parts: &[(PostColumn, &str)], after: &str| {
        looks_back(&desk.read(1, &[parts, &[(PostColumn::ReplyAfter, after)]].concat())).num_days()
    };
    for after in ["7 days", "30m", "soon"] {
        assert_eq!((days(&PARTS, after), days(&[TEXT], after)), (7, 0), "{after}");
    }
    assert_eq!(days(&PARTS, ""), 0);
}

/// Returns a desk at 10:25 with a published row that has got a reply, by a row state and lines of the Log of these times.
fn gets_a_reply(row_state: &str, logged: &[&str]) -> (Desk, usize) {
    let mut desk = Desk::new();
    desk.place.now = at("2026-11-23T01:25:00Z");
    let hash = desk.read(1, &[TEXT]).hash;
    let written = at(row_state);
    let line =
        RowState { media: Some("180".into()), at: written, ..receipt(1, State::Posted, &hash) };
    let published =
        |time: &&str| Line { at: Some(at(time)), ..witness::logged(Event::Published, 1, &hash) };
    desk.log_lines = Some(LogLines { lines: logged.iter().map(published).collect() });
    let receipt = line.to_string();
    let own = [(PostColumn::ReplyAfter, "30m"), (PostColumn::Receipt, receipt.as_str())];
    let row = desk.post(&[&[TEXT, (PostColumn::Reply1, "two")], &own[..]].concat());
    (desk, row)
}

#[test]
fn a_published_row_with_a_new_reply_remembers_the_logged_time_of_its_post() {
    let (mut desk, row) = gets_a_reply("2026-11-23T01:20:00Z", &[OUT]);
    assert_eq!(desk.decision(row).due, at("2026-11-23T01:30:00Z"));
    let next = desk.next_line(row).unwrap();
    assert_eq!((next.first_out, next.is_kept_back), (Some(at(OUT)), true));
    // Once its time has come, nothing more of it is to come later.
    desk.place.now = at("2026-11-23T01:31:00Z");
    assert_eq!(desk.decided(row), "turn Queued, publish, shows Publishing");
    assert_eq!(desk.plan().next, None);
    let below = desk.post(&[(PostColumn::Text, "below"), (PostColumn::ReplyTo, "previous")]);
    assert_eq!(desk.decided(below), "open Queued, publish");
}

#[test]
fn a_reply_added_to_a_published_row_counts_from_the_earliest_time_known_of_its_post() {
    let (first, second, third) = (OUT, "2026-11-23T01:10:00Z", "2026-11-23T01:20:00Z");
    for (row_state, logged) in [
        (third, &[first][..]),
        (first, &[third]),
        (first, &[]),
        // Newest line first, as the program writes the Log, and as a person has sorted it.
        (third, &[second, first]),
        (third, &[first, second]),
    ] {
        let (desk, row) = gets_a_reply(row_state, logged);
        let due = desk.decision(row).due;
        assert_eq!(due, at("2026-11-23T01:30:00Z"), "{row_state} {logged:?}");
        assert_eq!(desk.next_line(row).unwrap().first_out, Some(at(OUT)), "{row_state} {logged:?}");
    }
}

/// Adds a row whose post went out three days ago, with this line.
fn long_ago(desk: &mut Desk, line: RowState, status: &str) {
    desk.place.now = at("2026-11-26T02:00:00Z");
    let (first_out, sends) = (Some(at(OUT)), 1);
    let line = RowState { first_out, sends, at: at("2026-11-26T01:00:20Z"), ..line }.to_string();
    let own = [
        (PostColumn::Status, status),
        (PostColumn::Receipt, line.as_str()),
        (PostColumn::ReplyAfter, "3 days"),
    ];
    desk.post(&[&own[..], &PARTS[..]].concat());
}

#[test]
fn the_same_text_again_counts_from_the_post_and_not_from_its_reply() {
    for (n_out, state, status) in
        [(3, State::Posted, "Published"), (1, State::Queued, "Publishing")]
    {
        let mut desk = Desk::new();
        desk.limits.same_text_after = Some(TimeDelta::days(3));
        let line = line(&desk, 1, &PARTS, state, n_out);
        let first_sent = (n_out == 3).then(|| at("2026-11-26T01:00:10Z"));
        let line = RowState { first_sent, rest_since: Some(at("2026-11-26T01:00:00Z")), ..line };
        long_ago(&mut desk, line, status);
        let row = desk.post(&[TEXT, (PostColumn::PublishAt, "2026-11-26 11:00")]);
        assert_eq!(desk.decided(row), "open Queued, publish", "{status}");
    }
}

#[test]
fn a_thread_counts_on_the_day_of_its_post_even_without_the_log() {
    let mut desk = Desk::new();
    desk.accounts[0].daily_cap = Ok(Some(1));
    let line = line(&desk, 1, &PARTS, State::Posted, 3);
    let line = RowState { first_sent: Some(at("2026-11-26T01:00:10Z")), ..line };
    long_ago(&mut desk, line, "Published");
    let row = desk.post(&[(PostColumn::Text, "x"), (PostColumn::PublishAt, "2026-11-26 11:00")]);
    assert_eq!(desk.decided(row), "open Queued, publish");
}

#[test]
fn a_thread_released_from_draft_late_counts_as_late_from_then_on() {
    let mut desk = Desk::new();
    let row = begun(&mut desk, (State::Queued, 1), "30m", &[(PostColumn::Status, "Draft")]);
    desk.place.now = at("2026-11-26T01:40:00Z");
    let post = desk.open_mut(row);
    post.status = Ok(PostStatus::Queued);
    assert_eq!(desk.decided(row), "turn Queued, publish, shows Publishing");
    let next = desk.next_line(row).unwrap();
    assert_eq!(next.rest_since, Some(desk.place.now));
    let post = desk.open_mut(row);
    (post.status, post.stored) = (Ok(PostStatus::Publishing), StoredState::Line(Box::new(next)));
    assert_eq!(desk.decided(row), "publish");
}

/// Returns when the first reply of row 1 goes out by what is shown beforehand, and what is decided about a row below it.
fn foretold(cells: &[(PostColumn, &str)]) -> (Option<DateTime<Utc>>, String) {
    let mut desk = Desk::new();
    desk.post(&[cells, &PARTS[..], &[(PostColumn::ReplyAfter, "30m")]].concat());
    let below = desk.post(&[(PostColumn::Text, "below"), (PostColumn::ReplyTo, "previous")]);
    let (plan, now) = (desk.upcoming(), desk.place.now);
    let after = desk.with(|sheet| {
        let coming =
            crate::upcoming::UpcomingPosts::new(Sheet { limits: sheet.limits, ..*sheet }, plan);
        let first = coming.upcoming().find(|it| it.post.row == 1);
        first.and_then(|it| it.reply_after(now)).and_then(|(_, at)| at)
    });
    (after, desk.decided(below))
}

#[test]
fn no_time_is_announced_for_a_reply_that_is_already_due() {
    let desk = Desk::new();
    let published = receipt(1, State::Posted, &desk.read(1, &[TEXT]).hash);
    let hours_ago = desk.place.now - TimeDelta::hours(2);
    let line = RowState { at: hours_ago, media: Some("180".into()), ..published }.to_string();
    let (after, _) = foretold(&[(PostColumn::Receipt, line.as_str())]);
    assert_eq!(after, None, "it is itself what goes out");
}

#[test]
fn the_reply_of_a_rewritten_thread_follows_the_new_post() {
    let desk = Desk::new();
    let line = line(&desk, 1, &PARTS, State::Posted, 3).to_string();
    let new = [(PostColumn::Text, "another post"), (PostColumn::Receipt, line.as_str())];
    let (after, below) = foretold(&new);
    assert_eq!(after, Some(desk.place.now + TimeDelta::minutes(30)));
    assert_eq!(below, "open Queued, says ParentWaits", "its last part is still to come");
}
