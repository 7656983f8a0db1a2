//! Post now on a thread that is under way: which part it is about, and what it stands against.

use super::reply_after::{OUT, at};
use super::thread::{PARTS, TEXT, line};
use super::*;
use crate::row_state::RequestedStatus;
use crate::transitions::Container;

const NOW: Option<RequestedStatus> = Some(RequestedStatus::PostNow);
const TWO: [(PostColumn, &str); 1] = [(PostColumn::ReplyAfter, "30m")];

/// Adds a row with this line and Status, and these cells.
fn put(desk: &mut Desk, line: &RowState, status: &str, cells: &[(PostColumn, &str)]) -> usize {
    let line = line.to_string();
    let own = [(PostColumn::Receipt, line.as_str()), (PostColumn::Status, status)];
    desk.post(&[cells, &own[..], &PARTS[..]].concat())
}

/// Returns a desk whose account pauses for a week, forty minutes after the post went out.
fn paused() -> Desk {
    let mut desk = Desk::new();
    desk.accounts[0].pause_until = Cell::text("2026-11-30 12:00");
    desk.place.now = at("2026-11-23T01:40:00Z");
    desk
}

/// Returns the line of a thread of which so many parts are out, in the pause of the account.
fn out(desk: &Desk, n_out: usize, requested_status: Option<RequestedStatus>) -> RowState {
    let (first_out, rest_since) = (Some(at(OUT)), Some(at("2026-11-30T03:00:00Z")));
    let line = line(desk, 1, &PARTS, State::Queued, n_out);
    RowState { requested_status, first_out, rest_since, is_kept_back: n_out == 1, ..line }
}

#[test]
fn post_now_on_a_post_does_not_apply_to_its_delayed_reply() {
    let desk = Desk::new();
    let post = line(&desk, 1, &PARTS, State::Trying, 0);
    let post = RowState { requested_status: NOW, is_kept_back: true, ..post };
    let writer_id = WriterId { nonce: "n5", at: at(OUT) };
    let out = post.part_posted(Some("180".into()), None, true, writer_id);
    let part = line(&desk, 1, &PARTS, State::Trying, 1).part;
    let container = Container { id: "190".into(), children: Vec::new() };
    let kept = out.freed(&out.hash, writer_id).about(part).keep(&container, writer_id);
    assert_eq!(kept.requested_status, NOW, "its line still knows of it");
    let request = |line: &RowState, status: &str, after: &str| {
        let cells = [(PostColumn::Status, status), (PostColumn::ReplyAfter, after)];
        PartRequest::of(&desk.read(1, &[&PARTS[..], &cells[..]].concat()), line)
    };
    for line in [&out, &kept] {
        assert_eq!(request(line, "Publishing", "30m"), None);
        assert_eq!(request(line, "Publishing", "soon"), None);
        let now = Some(PartRequest::Own(RequestedStatus::PostNow));
        assert_eq!(request(line, "Post now", "30m"), now, "a person asks for it itself");
        // Without a length it follows at once.
        assert_eq!(
            request(line, "Publishing", ""),
            Some(PartRequest::Follows(RequestedStatus::PostNow))
        );
        assert_eq!(request(line, "", ""), None);
        assert_eq!(request(line, "Draft", ""), None);
    }
    // The claim of the very part says whether a person asked for it.
    let claimed = kept.claim(&container, writer_id);
    assert!(request(&claimed, "Publishing", "30m").is_some_and(PartRequest::is_ahead_of_time));
    let ordinary = RowState { requested_status: None, ..claimed };
    assert_eq!(request(&ordinary, "Publishing", "30m"), None);
}

#[test]
fn a_thread_started_with_post_now_continues_during_a_pause() {
    for (requested, n_out, cells, decided) in [
        (NOW, 1, &[][..], "publish"),
        (NOW, 2, &[][..], "publish"),
        (NOW, 2, &TWO[..], "publish"),
        (None, 1, &[], "says OfThread"),
        (None, 2, &TWO, "says OfThread"),
        (NOW, 1, &TWO, "says OfThread"),
    ] {
        let mut desk = paused();
        let line = RowState { is_kept_back: !cells.is_empty(), ..out(&desk, n_out, requested) };
        let row = put(&mut desk, &line, "Publishing", cells);
        assert_eq!(desk.decided(row), decided, "{requested:?} {n_out} {cells:?}");
    }
}

#[test]
fn a_part_held_by_a_pause_stays_unrequested_when_the_row_state_is_rewritten() {
    let mut desk = paused();
    let line = RowState { rest_since: Some(at(OUT)), ..out(&desk, 2, None) };
    let row = put(&mut desk, &line, "Publishing", &[]);
    assert_eq!(desk.decided(row), "turn Queued, says OfThread");
    assert_eq!(desk.next_line(row).unwrap().requested_status, None);
}

#[test]
fn post_now_stays_in_status_until_a_paused_part_is_claimed() {
    for (n_out, cells) in [(1, &TWO[..]), (2, &TWO), (2, &[])] {
        let mut desk = paused();
        let line = out(&desk, n_out, None);
        let row = put(&mut desk, &line, "Post now", cells);
        assert_eq!(desk.decided(row), "publish", "{n_out}");
        // Where nothing holds it, Status says what goes on.
        desk.accounts[0].pause_until = Cell::default();
        assert_eq!(desk.decided(row), "publish, shows Publishing", "{n_out}");
    }
}

#[test]
fn an_earlier_post_now_does_not_apply_when_a_published_row_gets_parts() {
    let mut desk = paused();
    let hash = desk.read(1, &[TEXT]).hash;
    let posted = RowState { media: Some("180".into()), ..receipt(1, State::Posted, &hash) };
    let posted = RowState { requested_status: NOW, ..posted };
    let row = put(&mut desk, &posted, "", &[]);
    assert_eq!(desk.decided(row), "turn Queued, shows Publishing, says OfThread");
    assert_eq!(desk.next_line(row).unwrap().requested_status, None);
}

#[test]
fn a_rewritten_post_is_confirmed_once_and_published_in_any_later_run() {
    for (after, after_run) in [("30m", "Publishing"), ("2h", "Post now")] {
        let mut desk = Desk::new();
        desk.place.now = at("2026-11-23T01:40:00Z");
        let line =
            RowState { state: State::Failed, rest_since: Some(at(OUT)), ..out(&desk, 1, None) };
        let mut line = RowState { why: Some(RowCode::ThreadRewritten), ..line };
        for status in ["Post now", after_run, after_run] {
            desk.posts.clear();
            let cells = [(PostColumn::Text, "other"), (PostColumn::ReplyAfter, after)];
            let row = put(&mut desk, &line, status, &cells);
            assert_eq!(desk.decision(row).then, Then::Publish, "{after} {status}");
            line = desk.next_line(row).unwrap_or(line);
        }
    }
}
