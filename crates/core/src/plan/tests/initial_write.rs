//! The line that a decision gives its row, and what the Log is told of it.

use super::*;
use crate::log::Event;

const NOW: &str = "2026-11-23T01:05:00.000Z";

fn writer_id() -> WriterId<'static> {
    WriterId { nonce: "n2", at: NOW.parse().unwrap() }
}

/// Returns a row whose Receipt says this of other words, with everything in it.
fn full(desk: &Desk, state: State) -> PostRow {
    let written = "2026-11-23T01:00:00Z".parse().unwrap();
    let line = RowState {
        state,
        container: Some("179".to_owned()),
        children: vec!["1".to_owned()],
        sends: 2,
        first_sent: Some(written),
        parent: Some("rparent00".to_owned()),
        why: Some(RowCode::read("old")),
        ..RowState::first("rabcdefg1".to_owned(), "h1".to_owned(), "n1", written)
    };
    let mut post = desk.read(1, &[]);
    post.hash = "h1".to_owned();
    post.stored = StoredState::Line(Box::new(line));
    post
}

fn decision(desk: &Desk, post: &PostRow, step: Step, why: Option<&str>) -> Decision {
    let now = desk.place.now;
    Decision { step, why: why.map(RowCode::read), ..Decision::keep(post, now) }
}

#[test]
fn a_row_without_a_line_gets_its_first_one_and_needs_an_id_for_it() {
    let desk = Desk::new();
    let post = PostRow { hash: "h1".to_owned(), ..desk.read(1, &[]) };
    let opens = decision(&desk, &post, Step::Open(State::Failed), Some("cell"));
    let parent = Some("rparent00".to_owned());
    let line = opens.next_line(&post, Some("rabcdefg1"), parent, writer_id()).unwrap();
    let wanted = format!("rabcdefg1 1 failed h=h1 t={NOW} n=n2 p=rparent00 w=cell");
    assert_eq!(line.to_string(), wanted);
    assert_eq!(opens.next_line(&post, None, None, writer_id()), None);
    let turns = decision(&desk, &post, Step::Turn(State::Failed), None);
    assert_eq!(turns.next_line(&post, Some("rabcdefg1"), None, writer_id()), None);
}

#[test]
fn a_state_change_keeps_what_the_row_remembers_and_a_settled_doubt_drops_the_attempt() {
    let desk = Desk::new();
    let turned = |from, to, parent: Option<&str>| {
        let post = full(&desk, from);
        let turns = decision(&desk, &post, Step::Turn(to), Some("new"));
        let line = turns.next_line(&post, None, parent.map(str::to_owned), writer_id()).unwrap();
        line.to_string().replace("rabcdefg1 2 ", "").replace(&format!(" t={NOW} n=n2"), "")
    };
    let sent = "a=2 f=2026-11-23T01:00:00.000Z c=179 k=1";
    let (own, other) = ("p=rparent00 w=new", "p=rother000 w=new");
    assert_eq!(turned(State::Queued, State::Failed, None), format!("failed h=h1 {sent} {own}"));
    let anew = turned(State::Failed, State::Queued, Some("rparent00"));
    assert_eq!(anew, format!("queued h=h1 {sent} {own}"));
    // Its container was made for a reply to another post.
    let elsewhere = turned(State::Failed, State::Queued, Some("rother000"));
    assert_eq!(elsewhere, format!("queued h=h1 {other}"));
    // What others have said of the same words until now does not hold this row up again.
    let asked = format!("queued h=h1 b={NOW} {own}");
    assert_eq!(turned(State::Check, State::Queued, None), asked);
    assert_eq!(turned(State::Check, State::Posted, None), format!("posted h=h1 {sent} {own}"));
}

#[test]
fn a_restored_row_state_has_this_runs_nonce_and_keeps_its_parent() {
    let desk = Desk::new();
    let post = full(&desk, State::Queued);
    let known = post.stored.line().unwrap().clone();
    let restored = |known: RowState, parent: Option<&str>| {
        let restores = decision(&desk, &post, Step::Restore(Box::new(known)), None);
        restores.next_line(&post, None, parent.map(str::to_owned), writer_id()).unwrap()
    };
    let line = restored(known.clone(), Some("rother000"));
    let writer_id = writer_id();
    let own =
        RowState { at: writer_id.at, nonce: "n2".to_owned(), first_sent: None, ..known.clone() };
    assert_eq!(line, own);
    let orphan = RowState { parent: None, ..known };
    assert_eq!(restored(orphan, Some("rother000")).parent.as_deref(), Some("rother000"));
}

#[test]
fn an_unchanged_row_gets_a_new_row_state_only_for_another_parent() {
    let desk = Desk::new();
    let post = full(&desk, State::Queued);
    let keeps = decision(&desk, &post, Step::Keep, None);
    let next = |parent: Option<&str>| {
        let parent = parent.map(str::to_owned);
        keeps.next_line(&post, None, parent, writer_id()).and_then(|line| line.parent)
    };
    assert_eq!(next(Some("rother000")).as_deref(), Some("rother000"));
    assert_eq!(next(Some("rparent00")), None);
    assert_eq!(next(None), None);
}

#[test]
fn the_log_records_what_a_state_change_means() {
    let desk = Desk::new();
    let told = |step: Step, from: Option<State>, to: State| {
        let old = from.map(|state| receipt(1, state, "h1"));
        let next = receipt(2, to, "h1");
        let post = desk.read(1, &[]);
        let told = decision(&desk, &post, step, None);
        let told = told.told(old.as_ref(), &next).map(|(event, line)| (event, line.id.clone()));
        // Of the old line, or of the next one.
        told.map(|(event, id)| (event, id == next.id))
    };
    let turn = || Step::Turn(State::Queued);
    for (from, to, event) in [
        (Some(State::Check), State::Queued, Some((Event::Dropped, false))),
        (Some(State::Queued), State::Check, Some((Event::Check, true))),
        (None, State::Failed, Some((Event::Failed, true))),
        (Some(State::Queued), State::Missed, Some((Event::Missed, true))),
        (Some(State::Check), State::Posted, Some((Event::Published, true))),
        (Some(State::Failed), State::Queued, None),
        (Some(State::Trying), State::Posted, None),
        (None, State::Queued, None),
    ] {
        assert_eq!(told(turn(), from, to), event, "{from:?} {to:?}");
        let restore = Step::Restore(Box::new(receipt(1, to, "h1")));
        assert_eq!(told(restore, from, to), None, "{from:?} {to:?}");
    }
}

#[test]
fn what_a_person_asks_for_is_remembered_until_the_cell_is_emptied() {
    use crate::row_state::RequestedStatus;
    let desk = Desk::new();
    let requested_status = |step: Step, status: PostStatus, remembered| {
        let mut post = PostRow { status: Ok(status), ..full(&desk, State::Failed) };
        if let StoredState::Line(line) = &mut post.stored {
            line.requested_status = remembered;
        }
        let line =
            decision(&desk, &post, step, None).next_line(&post, Some("r1"), None, writer_id());
        line.unwrap().requested_status
    };
    let (now, ready) = (Some(RequestedStatus::PostNow), Some(RequestedStatus::Ready));
    let open = || Step::Open(State::Queued);
    let turn = || Step::Turn(State::Queued);
    assert_eq!(requested_status(open(), PostStatus::PostNow, None), now);
    assert_eq!(requested_status(open(), PostStatus::Ready, now), ready);
    assert_eq!(requested_status(open(), PostStatus::Queued, now), None);
    assert_eq!(requested_status(turn(), PostStatus::PostNow, None), now);
    assert_eq!(requested_status(turn(), PostStatus::Ready, now), ready);
}
