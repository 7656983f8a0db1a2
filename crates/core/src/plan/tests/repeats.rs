//! The same text again, on a desk that lets some time pass between two such posts.

use super::*;
use crate::log::Event;

use PostColumn as P;

const GOES_OUT: &str = "open Queued, publish";
const REPEATS: &str = "open Failed, shows Failed, says Refused";
const COMES: &str = "open Queued";

/// Returns a desk of two accounts on which a text may go out again after so many days.
fn desk(days: i64) -> Desk {
    let mut desk = Desk::new();
    desk.account(&[(AccountColumn::Account, "other")]);
    desk.limits.same_text_after = Some(TimeDelta::days(days));
    desk
}

/// Adds a post with its time in November.
fn post(desk: &mut Desk, text: &str, at: &str, others: &[(P, &str)]) -> usize {
    let at = format!("2026-11-{at}");
    desk.post(&[others, &[(P::Text, text), (P::PublishAt, &at)]].concat())
}

/// Adds a post that has gone out, by its Receipt, at an instant; with its time in November.
fn sent(desk: &mut Desk, state: State, (planned, out): (&str, &str)) -> usize {
    let row = desk.posts.len() + 1;
    let planned = format!("2026-11-{planned}");
    let cells = [(P::PublishAt, planned.as_str()), (P::Status, word(state))];
    let hash = desk.read(row, &cells).hash;
    let at = out.parse().unwrap();
    let line = RowState { at, sends: 1, ..receipt(row, state, &hash) }.to_string();
    desk.post(&[&cells[..], &[(P::Receipt, &line)]].concat())
}

fn word(state: State) -> &'static str {
    match state {
        State::Posted => "Published",
        State::Trying => "Publishing",
        State::Check => "Check",
        _ => "",
    }
}

fn decided(desk: &Desk) -> Vec<String> {
    desk.posts.iter().map(|row| desk.decided(row.row())).collect()
}

/// Returns the row that a row is told to repeat, from 1, and from when on it may go out, in the sheet's zone.
fn repeated(desk: &Desk, row: usize) -> Option<(usize, String)> {
    let plan = desk.upcoming();
    let decision = plan.posts.iter().find(|decision| decision.row == row)?;
    match &decision.says {
        Says::This(Message::Refused(Refusal::SameText { other_row, from })) => {
            Some((*other_row, from.format("%m-%d %H:%M").to_string()))
        }
        _ => None,
    }
}

#[test]
fn of_two_posts_with_one_text_the_earlier_goes_out_whatever_its_account_spaces_width_and_case() {
    let mut desk = desk(14);
    let first = post(&mut desk, "Open today", "23 10:00", &[]);
    let again = post(&mut desk, "ＯＰＥＮ\n today ", "23 10:01", &[(P::Account, "other")]);
    let picture = [(P::Media, "https://a.example/1.jpg")];
    let media = post(&mut desk, "open today", "30 10:00", &picture);
    let link = post(&mut desk, "open today", "30 10:01", &[(P::Link, "https://a.example")]);
    let another = post(&mut desk, "Open tomorrow", "23 10:00", &[]);
    let rows = [first, again, media, link, another].map(|row| desk.decided(row));
    assert_eq!(rows, [GOES_OUT, REPEATS, REPEATS, REPEATS, GOES_OUT]);
    for row in [again, media, link] {
        assert_eq!(repeated(&desk, row), Some((first + 1, "12-07 10:00".to_owned())));
    }
}

#[test]
fn without_the_setting_any_text_goes_out_again() {
    for none in [None, Some(TimeDelta::zero())] {
        let mut desk = Desk::new();
        desk.limits.same_text_after = none;
        post(&mut desk, "hello", "23 10:00", &[]);
        post(&mut desk, "hello", "23 10:01", &[]);
        assert_eq!(decided(&desk), [GOES_OUT, GOES_OUT]);
    }
}

#[test]
fn the_upper_of_two_at_one_time_goes_out_and_an_earlier_one_before_any_row_above() {
    let mut same = desk(14);
    post(&mut same, "hello", "23 10:00", &[]);
    post(&mut same, "hello", "23 10:00", &[(P::Account, "other")]);
    assert_eq!(decided(&same), [GOES_OUT, REPEATS]);
    let mut earlier = desk(14);
    post(&mut earlier, "hello", "24 10:00", &[]);
    post(&mut earlier, "hello", "23 10:00", &[]);
    assert_eq!(decided(&earlier), [REPEATS, GOES_OUT]);
}

#[test]
fn what_comes_after_the_time_goes_out_and_what_is_refused_holds_up_nobody() {
    let mut desk = desk(3);
    post(&mut desk, "hello", "23 10:00", &[]);
    post(&mut desk, "hello", "25 10:00", &[]);
    post(&mut desk, "hello", "26 09:59", &[]);
    // Three days to the minute: it need not be a minute more.
    post(&mut desk, "hello", "26 10:00", &[]);
    assert_eq!(decided(&desk), [GOES_OUT, REPEATS, REPEATS, COMES]);
}

#[test]
fn what_went_out_counts_from_its_own_time_unless_it_was_sent_at_another() {
    for (planned, out, at, wanted) in [
        ("22 10:00", "2026-11-22T01:07:00Z", "23 09:59", REPEATS),
        // A run that was late makes no difference to the rhythm of a plan.
        ("22 10:00", "2026-11-22T01:07:00Z", "23 10:00", GOES_OUT),
        ("22 10:00", "2026-11-23T00:59:00Z", "23 10:00", GOES_OUT),
        // By Post now: long before its time, and long after.
        ("30 10:00", "2026-11-22T01:07:00Z", "23 10:00", REPEATS),
        ("30 10:00", "2026-11-22T01:07:00Z", "23 10:08", COMES),
        ("01 10:00", "2026-11-22T01:07:00Z", "23 10:00", REPEATS),
        ("01 10:00", "2026-11-22T00:07:00Z", "23 10:00", GOES_OUT),
    ] {
        let mut desk = desk(1);
        sent(&mut desk, State::Posted, (planned, out));
        let row = post(&mut desk, "hello", at, &[]);
        assert_eq!(desk.decided(row), wanted, "{planned} {out} {at}");
    }
}

#[test]
fn what_may_be_public_counts_and_a_finished_row_does() {
    for state in [State::Posted, State::Trying, State::Check] {
        let mut desk = desk(14);
        let row = post(&mut desk, "hello", "24 10:00", &[]);
        sent(&mut desk, state, ("22 10:00", "2026-11-22T01:00:00Z"));
        assert_eq!(desk.decided(row), REPEATS, "{state:?}");
    }
    let mut finished = desk(14);
    let row = post(&mut finished, "Hello", "23 10:01", &[]);
    finished.finished("hello");
    assert_eq!(repeated(&finished, row), Some((3, "12-07 10:00".to_owned())));
    let mut by_hand = desk(14);
    post(&mut by_hand, "hello", "22 10:00", &[(P::Status, "Published")]);
    let row = post(&mut by_hand, "hello", "23 10:00", &[]);
    assert_eq!(by_hand.decided(row), REPEATS);
}

#[test]
fn a_row_that_was_put_back_counts_from_when_it_went_out() {
    let mut desk = desk(1);
    desk.limits.max_late = TimeDelta::hours(1);
    sent(&mut desk, State::Posted, ("01 10:00", "2026-11-23T01:00:00Z"));
    let row = post(&mut desk, "hello", "23 10:05", &[]);
    assert_eq!(desk.decided(row), REPEATS);
    let at = Some("2026-11-02T01:00:00Z".parse().unwrap());
    let line = Line { at, ..witness::logged(Event::Published, 1, "h") };
    desk.log_lines = Some(LogLines { lines: vec![line] });
    assert_eq!(desk.decided(row), GOES_OUT);
}

#[test]
fn what_is_not_going_out_by_itself_is_in_nobodys_way() {
    for cells in [
        [(P::Status, "Draft"), (P::Account, SHOP)],
        [(P::Status, "perhaps"), (P::Account, SHOP)],
        [(P::Status, "Missed"), (P::Account, SHOP)],
        [(P::Status, ""), (P::Account, "nobody")],
        [(P::Topic, "a.b"), (P::Account, SHOP)],
    ] {
        let mut desk = desk(14);
        post(&mut desk, "hello", "23 10:00", &cells);
        let row = post(&mut desk, "hello", "23 10:01", &[]);
        assert_eq!(desk.decided(row), GOES_OUT, "{cells:?}");
    }
    let mut off = desk(14);
    off.account(&[(AccountColumn::Account, "off"), (AccountColumn::Enabled, "no")]);
    post(&mut off, "hello", "24 10:00", &[(P::Account, "off")]);
    let row = post(&mut off, "hello", "25 10:00", &[]);
    assert_eq!(off.decided(row), COMES);
}

#[test]
fn replies_and_posts_without_text_are_not_compared() {
    let mut desk = desk(14);
    post(&mut desk, "hello", "23 10:00", &[]);
    post(&mut desk, "hello", "23 10:01", &[(P::ReplyTo, "previous")]);
    post(&mut desk, "thanks", "23 10:01", &[(P::ReplyTo, "18001234567890123")]);
    post(&mut desk, "thanks", "23 10:02", &[(P::ReplyTo, "18001234567890124")]);
    post(&mut desk, "thanks", "23 10:03", &[]);
    let picture = (P::Media, "https://a.example/1.jpg");
    post(&mut desk, "", "23 10:00", &[picture]);
    post(&mut desk, "", "23 10:01", &[picture]);
    assert_eq!(decided(&desk), [GOES_OUT; 7]);
}

#[test]
fn post_now_is_a_persons_word_that_the_text_is_to_go_out_again() {
    let mut sent_before = desk(14);
    sent(&mut sent_before, State::Posted, ("22 10:00", "2026-11-22T01:00:00Z"));
    let now = post(&mut sent_before, "hello", "30 10:00", &[(P::Status, "Post now")]);
    assert_eq!(sent_before.decided(now), GOES_OUT);
    // An approval is no such word.
    let approved = sent_before.post(&[(P::PublishAt, ""), (P::Status, "Ready")]);
    assert_eq!(sent_before.decided(approved), REPEATS);
    // It goes out in any case, so it is the others that wait.
    let mut both = desk(14);
    post(&mut both, "hello", "23 10:00", &[]);
    post(&mut both, "hello", "23 10:01", &[(P::Status, "Post now")]);
    assert_eq!(decided(&both), [REPEATS, GOES_OUT]);
}

/// Returns the cells of a row that was refused for its text.
fn refused(desk: &Desk, row: usize, cells: &[(P, &str)]) -> String {
    let hash = desk.read(row, cells).hash;
    let line = receipt(row, State::Failed, &hash);
    RowState { why: Some(RowCode::SameText), ..line }.to_string()
}

#[test]
fn a_refused_row_stays_as_it_is_until_a_cell_changes() {
    let again = [(P::PublishAt, "2026-11-23 10:00"), (P::Status, "Failed")];
    let judged = |now: &str, first: Option<&str>, cells: &[(P, &str)]| {
        let mut desk = desk(3);
        desk.place.now = now.parse().unwrap();
        if let Some(first) = first {
            sent(&mut desk, State::Posted, (first, "2026-11-22T01:00:00Z"));
        }
        let row = desk.posts.len() + 1;
        let line = refused(&desk, row, &again);
        desk.post(&[cells, &again[..], &[(P::Receipt, &line)]].concat());
        let decided = desk.plan().posts.into_iter().find(|decision| decision.row == row);
        told(decided.as_ref().filter(|it| it.step != Step::Keep))
    };
    let (now, later) = ("2026-11-23T01:05:00Z", "2026-12-01T01:05:00Z");
    let before = Some("22 10:00");
    assert_eq!(judged(now, before, &[]), "nothing");
    // Neither does it become Missed, which would be news, nor does it go out at a time that nobody chose.
    assert_eq!(judged(later, before, &[]), "nothing");
    let free = "turn Queued, publish, shows Queued";
    assert_eq!(judged(now, before, &[(P::Text, "Hello again")]), free);
    let moved = "turn Queued, shows Queued";
    assert_eq!(judged(now, before, &[(P::PublishAt, "2026-11-25 10:00")]), moved);
    assert_eq!(judged(now, None, &[]), free, "the other row is gone");
    let asked = "turn Queued, publish";
    assert_eq!(judged(now, before, &[(P::Status, "Post now")]), asked);
}

#[test]
fn a_refused_row_without_a_time_goes_out_by_itself_once_the_time_is_over() {
    let cells = [(P::PublishAt, ""), (P::Status, "Failed")];
    for (now, wanted) in [("2026-11-24T01:05:00Z", false), ("2026-11-26T01:05:00Z", true)] {
        let mut desk = desk(3);
        desk.place.now = now.parse().unwrap();
        sent(&mut desk, State::Posted, ("22 10:00", "2026-11-22T01:00:00Z"));
        let line = RowState::parse(&refused(&desk, 2, &cells)).unwrap();
        let asked = Some(crate::row_state::RequestedStatus::Ready);
        let line = RowState { requested_status: asked, ..line }.to_string();
        let row = desk.post(&[&cells[..], &[(P::Receipt, &line)]].concat());
        let plan = desk.plan();
        let goes_out = plan.posts.iter().any(|it| it.row == row && it.then == Then::Publish);
        assert_eq!(goes_out, wanted, "{now}");
    }
}

#[test]
fn what_was_sent_already_is_never_refused_for_its_text() {
    for (state, decided) in [
        (State::Trying, "resolve"),
        (State::Check, "says CheckAgain"),
        (State::Posted, "shows Published"),
    ] {
        let mut desk = desk(14);
        sent(&mut desk, State::Posted, ("22 10:00", "2026-11-22T01:00:00Z"));
        let row = sent(&mut desk, state, ("23 10:00", "2026-11-23T01:00:00Z"));
        assert_eq!(desk.decided(row), decided, "{state:?}");
        assert_eq!(repeated(&desk, row), None, "{state:?}");
    }
}

#[test]
fn a_published_row_that_is_being_rewritten_says_nothing_of_what_went_out() {
    for status in ["Draft", ""] {
        let mut desk = desk(14);
        let old = desk.read(1, &[(P::Text, "what it said before")]).hash;
        let line = receipt(1, State::Posted, &old).to_string();
        desk.post(&[(P::Status, status), (P::Receipt, &line)]);
        let row = post(&mut desk, "hello", "23 10:01", &[]);
        let wanted = if status.is_empty() { REPEATS } else { GOES_OUT };
        assert_eq!(desk.decided(row), wanted, "{status}");
        assert_eq!(repeated(&desk, row).map(|(row, _)| row), status.is_empty().then_some(2));
    }
}

#[test]
fn what_is_refused_takes_no_place_of_a_day_and_its_parts_wait_with_it() {
    let mut desk = desk(14);
    desk.accounts[0].daily_cap = Ok(Some(1));
    sent(&mut desk, State::Posted, ("22 10:00", "2026-11-22T01:00:00Z"));
    post(&mut desk, "hello", "23 10:00", &[]);
    post(&mut desk, "and more", "23 10:00", &[(P::ReplyTo, "previous")]);
    post(&mut desk, "something else", "23 10:01", &[]);
    let waits = "open Queued, says ParentWaits";
    assert_eq!(decided(&desk)[1..], [REPEATS, waits, GOES_OUT]);
}

#[test]
fn a_row_says_it_long_before_its_time_and_asks_for_no_run_of_its_own() {
    let mut desk = desk(14);
    post(&mut desk, "hello", "23 10:00", &[]);
    let row = post(&mut desk, "hello", "30 10:00", &[]);
    assert_eq!(desk.decided(row), REPEATS);
    assert_eq!(desk.plan().next, None);
}

/// Adds a post that stands in a slot, which its Publish at cell shows.
fn slotted(desk: &mut Desk, status: PostStatus, slot: &str) -> usize {
    let row = slots::given(desk, "hello", slot);
    slots::set_status(desk, row, status);
    row
}

#[test]
fn a_post_in_a_slot_is_judged_by_its_slot() {
    // The other one went out at 11:00 of the day before.
    let decided = |status, slot| {
        let mut desk = desk(1);
        sent(&mut desk, State::Posted, ("22 11:00", "2026-11-22T02:00:00Z"));
        let row = slotted(&mut desk, status, slot);
        desk.decided(row)
    };
    let repeats = "turn Failed, shows Failed, says Refused";
    for status in [PostStatus::Queued, PostStatus::Ready] {
        assert_eq!(decided(status, "2026-11-23T01:59:00Z"), repeats, "{status:?}");
        assert_eq!(decided(status, "2026-11-23T02:00:00Z"), "says InSlot", "{status:?}");
    }
}

#[test]
fn a_queued_row_is_refused_whether_it_was_claimed_or_not_and_a_published_one_is_let_alone() {
    let decided = |state, status, why: Option<RowCode>| {
        let mut desk = desk(14);
        sent(&mut desk, State::Posted, ("22 10:00", "2026-11-22T01:00:00Z"));
        let cells = [(P::PublishAt, "2026-11-23 10:00"), (P::Status, status)];
        let line = RowState { why, ..receipt(2, state, &desk.read(2, &cells).hash) }.to_string();
        let row = desk.post(&[&cells[..], &[(P::Receipt, &line)]].concat());
        desk.decided(row)
    };
    let repeats = "turn Failed, shows Failed, says Refused";
    assert_eq!(decided(State::Queued, "", None), repeats);
    assert_eq!(decided(State::Queued, "Publishing", None), repeats);
    assert_eq!(decided(State::Queued, "Draft", None), "nothing");
    assert_eq!(decided(State::Queued, "Failed", None), "says NoReason");
    // One that failed for something else, and is asked for once more.
    assert_eq!(decided(State::Failed, "Queued", Some(RowCode::NotTaken)), repeats);
    // One that was refused for its text before stays so.
    let stays = "shows Failed, says Refused";
    assert_eq!(decided(State::Failed, "Queued", Some(RowCode::SameText)), stays);
    assert_eq!(decided(State::Posted, "", None), "shows Published, says AlreadyPublished");
}

#[test]
fn a_post_that_is_wanted_now_counts_from_now_and_not_from_its_time() {
    let mut desk = desk(3);
    let now = post(&mut desk, "hello", "30 10:00", &[(P::Status, "Post now")]);
    let other = post(&mut desk, "hello", "27 10:00", &[]);
    assert_eq!([now, other].map(|row| desk.decided(row)), [GOES_OUT, COMES]);
}

#[test]
fn what_the_log_puts_back_in_this_run_counts_as_public() {
    let mut desk = desk(14);
    let undone = post(&mut desk, "hello", "22 10:00", &[]);
    let again = post(&mut desk, "hello", "23 10:00", &[]);
    let hash = desk.read(1, &[(P::PublishAt, "2026-11-22 10:00")]).hash;
    let at = "2026-11-22T01:00:00Z".parse().ok();
    let line = Line { at, ..witness::logged(Event::Published, 9, &hash) };
    desk.log_lines = Some(LogLines { lines: vec![line] });
    let restored = "restore Posted, shows Published, says Restored";
    assert_eq!([undone, again].map(|row| desk.decided(row)), [restored, REPEATS]);
}

#[test]
fn a_published_row_whose_status_was_emptied_counts_with_the_words_that_went_out() {
    let mut desk = desk(14);
    let cells = [(P::PublishAt, "2026-11-22 10:00")];
    desk.remembers(State::Posted, &cells);
    let row = post(&mut desk, "hello", "23 10:00", &[]);
    assert_eq!(desk.decided(row), REPEATS);
}

/// Returns a thread of which the first part is out.
fn thread_under_way(desk: &mut Desk) -> usize {
    let row = desk.posts.len() + 1;
    let cells = [(P::PublishAt, "2026-11-22 10:00"), (P::Reply1, "two"), (P::Status, "Publishing")];
    let line = thread::line(desk, row, &cells, State::Queued, 1);
    desk.post(&[&cells[..], &[(P::Receipt, &line.to_string())]].concat())
}

#[test]
fn the_text_of_a_thread_that_is_under_way_is_public_and_its_rest_repeats_nobody() {
    let mut desk = desk(14);
    sent(&mut desk, State::Posted, ("20 10:00", "2026-11-20T01:00:00Z"));
    let thread = thread_under_way(&mut desk);
    assert_eq!(desk.decided(thread), "publish");
    let mut desk = self::desk(14);
    thread_under_way(&mut desk);
    let row = post(&mut desk, "hello", "23 10:00", &[(P::Account, "other")]);
    assert_eq!(desk.decided(row), REPEATS);
}

#[test]
fn a_draft_for_which_a_time_was_typed_is_not_refused_for_its_text() {
    let mut desk = desk(14);
    sent(&mut desk, State::Posted, ("22 10:00", "2026-11-22T01:00:00Z"));
    let row = slots::given(&mut desk, "hello", "2026-11-23T03:30:00Z");
    let line = desk.posts[row - 1].receipt().unwrap().to_string();
    let cells = [(P::PublishAt, "2026-11-25 9:00"), (P::Status, "Draft"), (P::Receipt, &line)];
    desk.posts[row - 1] = Row::Open(Box::new(desk.read(row, &cells)));
    assert_eq!(desk.decided(row), "turn Queued");
}
