//! A thread in one row of which some parts are out: when the next one goes out, and what is said meanwhile.
//!
//! Such a row shows Publishing until its last part is out. Its time is over, and no slot, cap or pause between two posts
//! is its business any more. The rest is as late as the part before it, or as its own time after the post
//! ([`super::reply_after`]); what waited for its account's pause, from the end of that, which its row remembers.

use chrono::{DateTime, Utc};

use super::eligibility::{held_up_unless, withheld};
use super::index::{AccountStanding, Index};
use super::stopped::{not_marked, stopped, was_a_cell_fault};
use super::{Decision, OfThread, PartRequest, Says, Step, Then, reply_after};
use crate::account::Pause;
use crate::cell_error::CellError;
use crate::columns::{OptionFault, PostColumn, PostStatus};
use crate::log::Witness;
use crate::post::PostRow;
use crate::reason::{Message, Refusal};
use crate::row_state::{PublishedPart, RowState, State};

/// What the next part comes to.
enum Next {
    /// It goes out: then, UTC, where it has a time of its own.
    Due(Option<DateTime<Utc>>),
    /// Its own time after the post, UTC, has not come.
    Later(DateTime<Utc>, Message),
    /// Something is not there yet.
    Waits(Message),
    /// It cannot be posted.
    Refused(Refusal),
    /// There is none: all are out.
    Done,
}

/// Decides about a row of which parts are out, or that shows more parts than it was published with; none for any other
/// row, and where what is decided about every row holds.
pub(super) fn decide(
    post: &PostRow,
    line: &RowState,
    index: &Index,
    decision: &Decision,
) -> Option<Decision> {
    let out = line.parts_out();
    let goes_on = |decision: Decision| go_on(post, line, &out, (index, decision));
    // The line of a row that was published without further parts may be younger than its post.
    let first_out = (line.state == State::Posted).then(|| index.first_out(line));
    let remembers = OfThread { first_out, ..OfThread::default() };
    let decision = Decision { remembers, ..decision.clone() };
    match (line.state, &post.status) {
        (State::Posted, Ok(status)) if status.asks_to_post() && may_go_on(post, line) => {
            Some(goes_on(decision))
        }
        (State::Posted, Ok(PostStatus::Published)) if post.shows_all() => {
            Some(finished(post, line, decision))
        }
        (State::Check, Ok(PostStatus::PostNow)) if !out.is_empty() => Some(goes_on(decision)),
        (State::Check, Ok(PostStatus::Published)) => {
            let out = accepted(line);
            let is_over = line.part.is_none() || post.part_after(&out).is_none();
            (!is_over).then(|| refused(post, line, &out, (Refusal::PartBeforeUnknown, decision)))
        }
        (State::Trying | State::Posted | State::Check, _) => None,
        _ if out.is_empty() => None,
        (_, Err(word)) => {
            let says = Says::This(Message::UnknownStatus { word: word.clone() });
            Some(Decision { says, ..decision })
        }
        (_, Ok(PostStatus::Draft)) if post.is_unmarked => Some(not_marked(index, decision)),
        // A person leaves the thread as it is.
        (_, Ok(PostStatus::Published)) => {
            let (step, says) = (Step::Turn(State::Posted), Says::Nothing);
            Some(Decision { step, says, shows: Some(PostStatus::Published), ..decision })
        }
        (State::Failed, Ok(PostStatus::Failed)) | (State::Missed, Ok(PostStatus::Missed)) => {
            let is_changed = post.hash != line.hash;
            let is_judged_anew = is_changed || was_a_cell_fault(line);
            let status = post.status.clone().unwrap_or_default();
            Some(if is_judged_anew { goes_on(decision) } else { stopped(post, status, decision) })
        }
        (State::Queued, Ok(PostStatus::Publishing)) => Some(goes_on(decision)),
        (_, Ok(status)) if status.asks_to_post() => Some(goes_on(decision)),
        // What was said before of the next part holds no longer.
        (_, Ok(status)) => {
            let held = match status {
                PostStatus::Draft => Message::RestIsDraft,
                status => Message::NoReason { status: *status },
            };
            Some(Decision { says: Says::This(told(post, &out, Some(held))), ..decision })
        }
    }
}

/// Tells whether the next part is later than a post may be: then a person says whether the rest follows. It may be a
/// spreadsheet that was put back to what it was then.
fn is_over(post: &PostRow, line: &RowState, index: &Index) -> bool {
    let goes_on = line.state == State::Queued && post.status == Ok(PostStatus::Publishing);
    // What was wrong is right again, and nobody has changed the row for that.
    let is_healed = line.state == State::Failed
        && post.status == Ok(PostStatus::Failed)
        && post.hash == line.hash;
    (goes_on || is_healed) && is_late(post, line, index)
}

fn is_late(post: &PostRow, line: &RowState, index: &Index) -> bool {
    let Ok(due) = reply_after::due(post, line, index) else { return false };
    let since = line.rest_since.unwrap_or(line.at);
    let since = due.map_or(since, |due| due.max(since));
    index.sheet.place.now - since > index.sheet.limits.max_late
}

fn missed(post: &PostRow, out: &[PublishedPart], decision: Decision) -> Decision {
    let says = Says::This(told(post, out, Some(Message::RestIsLate)));
    let (step, shows) = (Step::Turn(State::Missed), Some(PostStatus::Missed));
    Decision { step, shows, says, ..decision }
}

/// Tells whether a decision is about the rest of a thread of which parts are out.
pub(super) fn is_under_way(post: &PostRow, decision: &Decision) -> bool {
    let goes_on = |line: &RowState| !line.thread.is_empty() || line.state == State::Posted;
    !matches!(decision.step, Step::Open(_)) && post.stored.line().is_some_and(goes_on)
}

/// Tells whether a published row shows further parts that are not out, under the very post that is.
pub(super) fn may_go_on(post: &PostRow, line: &RowState) -> bool {
    let out = line.parts_out();
    let is_the_post =
        out.first().is_some_and(|first| first.number == 0 && post.has_first_hash(&first.hash));
    // Where parts that are out were changed, the row may be meant as another post.
    is_the_post && post.part_after(&out).is_some() && !post.is_changed_above(&out)
}

/// Says of a row that is published and shows it which of its parts is not out, for as long as that is so.
fn finished(post: &PostRow, line: &RowState, decision: Decision) -> Decision {
    // Under a post that nobody can name nothing can be posted.
    let is_known = line.parts_out().last().is_some_and(|last| last.media.is_some());
    let added = post.part_after(&line.parts_out()).filter(|_| is_known && may_go_on(post, line));
    if let Some(number) = added {
        let part = PostColumn::of_part(number);
        return Decision { says: Says::This(Message::PartAdded { part }), ..decision };
    }
    Decision { says: if post.is_told_of_a_part() { Says::Nothing } else { Says::Keep }, ..decision }
}

/// Returns the line of a row that goes on under the parts that are out: nothing was made for the next one yet.
pub(super) fn reopened(out: Vec<PublishedPart>, line: RowState) -> RowState {
    let (container, children, first_sent) = (None, Vec::new(), None);
    let (sends, given_up) = (0, 0);
    RowState { first_sent, container, children, sends, given_up, part: None, thread: out, ..line }
}

/// Returns the parts that are out once a person has said that the one in doubt is.
pub(super) fn accepted(line: &RowState) -> Vec<PublishedPart> {
    // One that was sent without further parts has the fingerprint of the row.
    let part = line.part.as_ref().map_or((0, &line.hash), |part| (part.number, &part.hash));
    let part = PublishedPart { number: part.0, hash: part.1.clone(), media: None };
    line.thread.iter().cloned().chain([part]).collect()
}

fn go_on(
    post: &PostRow,
    line: &RowState,
    out: &[PublishedPart],
    (index, decision): (&Index, Decision),
) -> Decision {
    let turn = |state: State| if line.state == state { Step::Keep } else { Step::Turn(state) };
    let says = |message| Says::This(told(post, out, message));
    let shows = Some(PostStatus::Publishing);
    match next(post, line, out, index) {
        Next::Done => {
            let message = post.is_changed_above(out).then_some(Message::ChangedAfterSending);
            Decision {
                step: turn(State::Posted),
                shows: Some(PostStatus::Published),
                says: message.map_or(Says::Nothing, Says::This),
                ..decision
            }
        }
        Next::Due(_) if is_over(post, line, index) => missed(post, out, decision),
        Next::Due(due) => {
            let (step, then) = (turn(State::Queued), Then::Publish);
            let due = due.unwrap_or(decision.due);
            // The word by which alone it goes out stands until the claim: a run that ends before would forget it.
            let stands = goes_out_by_its_word(post, line, index);
            let shows = shows.filter(|_| !stands);
            // What was told stays told: the next run may find the word again.
            let why = line.why.clone().filter(|_| stands);
            let decision = Decision { due, step, shows, then, why, ..decision };
            asked_late(post, line, index, decision)
        }
        Next::Later(due, message) => {
            let remembers = OfThread { is_kept_back: true, ..decision.remembers };
            let (end, says) = (pause_end(post, index, &message), says(Some(message)));
            let decision = Decision { due, shows, says, remembers, ..decision };
            waiting(line, end, index.sheet.place.now, decision)
        }
        Next::Waits(message) => {
            let (end, says) = (pause_end(post, index, &message), says(Some(message)));
            waiting(line, end, index.sheet.place.now, Decision { shows, says, ..decision })
        }
        Next::Refused(refusal) => refused(post, line, out, (refusal, decision)),
    }
}

/// Has a row that a person has let go on late count from now: a run that ends before the claim would have it be missed.
fn asked_late(post: &PostRow, line: &RowState, index: &Index, decision: Decision) -> Decision {
    if post.status == Ok(PostStatus::Publishing) || !is_late(post, line, index) {
        return decision;
    }
    let rest_since = Some(index.sheet.place.now);
    let remembers = OfThread { rest_since, ..decision.remembers };
    Decision { step: Step::Turn(State::Queued), remembers, ..decision }
}

/// Has a row whose rest waits remember why, whatever becomes of the cells that say so: the end of the pause that holds it,
/// from which on it is late, and that the first reply has a time of its own.
fn waiting(
    line: &RowState,
    pause_end: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    decision: Decision,
) -> Decision {
    let rest_since = match line.rest_since {
        // A pause that ends earlier than it was to, or is gone, was corrected.
        Some(since) if since > pause_end.unwrap_or(now).max(now) => pause_end.or(Some(now)),
        since => pause_end.filter(|end| since.is_none_or(|since| since < *end)),
    };
    let is_more = rest_since.is_some() || decision.remembers.is_kept_back && !line.is_kept_back;
    let remembers = OfThread { rest_since, ..decision.remembers };
    let is_so = line.state == State::Queued && !is_more;
    let step = if is_so { Step::Keep } else { Step::Turn(State::Queued) };
    Decision { step, remembers, ..decision }
}

/// Returns the end of the pause, UTC, where that is why the rest waits.
fn pause_end(post: &PostRow, index: &Index, held: &Message) -> Option<DateTime<Utc>> {
    let is_paused = matches!(held, Message::AccountPaused { .. });
    match index.standing(post.account.as_deref().ok().filter(|_| is_paused)?) {
        AccountStanding::Paused(Pause::Until(end)) => Some(end),
        _ => None,
    }
}

fn refused(
    post: &PostRow,
    line: &RowState,
    out: &[PublishedPart],
    (refusal, decision): (Refusal, Decision),
) -> Decision {
    let why = Some(refusal.code());
    // It speaks of the cells as they are now.
    let is_so = line.state == State::Failed && line.why == why && line.hash == post.hash;
    let step = if is_so { Step::Keep } else { Step::Turn(State::Failed) };
    let says = Says::This(told(post, out, Some(Message::Refused(refusal))));
    Decision { step, shows: Some(PostStatus::Failed), says, why, ..decision }
}

/// Judges the next part.
fn next(post: &PostRow, line: &RowState, out: &[PublishedPart], index: &Index) -> Next {
    let Some(number) = post.part_after(out) else { return Next::Done };
    if let Some(column) = post.loading {
        return Next::Waits(Message::Loading { column });
    }
    let account = match &post.account {
        Ok(account) => account,
        Err(fault) => return Next::Refused(Refusal::Cell(fault.clone())),
    };
    if let AccountStanding::Unknown(nearest) = index.standing(account) {
        return Next::Refused(Refusal::UnknownAccount { name: account.clone(), nearest });
    }
    if let Some(name) = other_account(account, line, index) {
        return Next::Waits(Message::ThreadOfAnother { name });
    }
    if let Some(gate) = &post.withheld_by {
        return Next::Waits(withheld(gate));
    }
    // What another tool would add to the row is not posted without it, now as before.
    if let Err(fault @ CellError::Unsupported { .. }) = &post.draft {
        return Next::Refused(Refusal::Cell(fault.clone()));
    }
    if let Some(Err(fault)) = post.part(number).map(|part| &part.draft) {
        return Next::Refused(Refusal::Cell(fault.clone()));
    }
    if let Some(refusal) = confused(post, line, out, number) {
        return Next::Refused(refusal);
    }
    // Under a post that nobody can name nothing can be posted.
    if out.last().is_none_or(|last| last.media.is_none()) {
        return Next::Refused(Refusal::PartBeforeUnknown);
    }
    // Where nobody can tell when it goes out, it does not go out at all: it could be early.
    let is_wanted_now = post.status == Ok(PostStatus::PostNow);
    let due = match reply_after::due(post, line, index) {
        // Where the column is gone there is no cell that could be corrected.
        Err(fault) if is_wanted_now && is_of_a_lost_column(&fault) => None,
        Err(fault) => return Next::Refused(Refusal::Cell(fault)),
        // A person who wants it out now does not wait.
        Ok(due) => due.filter(|_| !is_wanted_now),
    };
    in_its_time((account, due), post, line, index)
}

/// Tells whether a part that goes out would wait without the word in the Status cell: for its own time after the post, or
/// for its account.
fn goes_out_by_its_word(post: &PostRow, line: &RowState, index: &Index) -> bool {
    let is_ahead = match reply_after::due(post, line, index) {
        Ok(due) => due.is_some_and(|due| due > index.sheet.place.now),
        Err(fault) => is_of_a_lost_column(&fault),
    };
    let is_held = |account: &String| {
        let (standing, now) = (index.standing(account), index.sheet.place.now);
        held_up_unless(false, &standing, post, now, index).is_some()
    };
    PartRequest::of(post, line).is_some_and(PartRequest::is_ahead_of_time)
        && (is_ahead || post.account.as_ref().is_ok_and(is_held))
}

fn is_of_a_lost_column(fault: &CellError) -> bool {
    matches!(fault, CellError::Option(_, OptionFault::ColumnGone))
}

/// Judges a part that can go out, of this account, with a time of its own or without.
fn in_its_time(
    (account, due): (&str, Option<DateTime<Utc>>),
    post: &PostRow,
    line: &RowState,
    index: &Index,
) -> Next {
    let place = index.sheet.place;
    let later = due.filter(|due| *due > place.now + index.sheet.limits.ahead);
    let (standing, at) = (index.standing(account), later.unwrap_or(place.now));
    let is_wanted_now = PartRequest::of(post, line).is_some();
    let held = held_up_unless(is_wanted_now, &standing, post, at, index).map(Message::of_the_rest);
    match (later, held) {
        (Some(due), held) => {
            let goes_out = || reply_after::goes_out_at(due, line, place);
            Next::Later(due, held.unwrap_or_else(goes_out))
        }
        (None, Some(message)) => Next::Waits(message),
        (None, None) => Next::Due(due),
    }
}

/// Returns why the next part may not be meant to go under what is out: once that was told, Post now sends it.
fn confused(post: &PostRow, line: &RowState, out: &[PublishedPart], number: u8) -> Option<Refusal> {
    let is_told = |refusal: &Refusal| {
        post.status == Ok(PostStatus::PostNow) && line.why == Some(refusal.code())
    };
    // While it goes on by itself, a change to what is out is only told.
    let is_asked_anew = post.status != Ok(PostStatus::Publishing);
    let is_rewritten = out.first().is_some_and(|first| !post.has_first_hash(&first.hash));
    let is_moved = post.is_changed_above(out)
        && post.part(number).is_some_and(|part| part.is_out_elsewhere(out));
    let rewritten = (is_asked_anew && is_rewritten).then_some(Refusal::ThreadRewritten);
    rewritten.or(is_moved.then_some(Refusal::PartMoved)).filter(|refusal| !is_told(refusal))
}

/// Returns the name of the account that has posted the beginning of a thread, where the row names another one by now: a
/// thread is one account's. An account is its user id, and may have got another name.
pub(super) fn other_account(account: &str, line: &RowState, index: &Index) -> Option<String> {
    let sender = line.sender.as_deref()?;
    let mut rows = index.sheet.accounts.iter();
    let own = rows.find(|row| row.name.as_deref() == Ok(account));
    let is_same = match (own.and_then(|row| row.user()), line.user.as_deref()) {
        (Some(own), Some(user)) => own == user,
        _ => account == sender,
    };
    (!is_same).then(|| sender.to_owned())
}

/// Returns what is said of a row of which some parts are out: how far it is, and why the next one waits.
#[must_use]
pub fn of_thread(post: &PostRow, line: &RowState, message: Option<Message>) -> Message {
    told(post, &line.thread, message)
}

fn told(post: &PostRow, out: &[PublishedPart], message: Option<Message>) -> Message {
    let last = out.iter().map(|part| part.number).max();
    let parts = post.thread.iter().flat_map(|thread| &thread.parts);
    let n_left = parts.filter(|part| Some(part.number) > last).count();
    Message::OfThread {
        n_out: out.len(),
        n_parts: out.len() + n_left,
        part: post.part_after(out).map(PostColumn::of_part),
        is_changed: post.is_changed_above(out),
        says: message.map(Box::new),
    }
}

/// Returns what is said of a row that was put back with the parts of its thread, and when the next one has its turn, UTC.
pub(super) fn of_put_back(
    post: &PostRow,
    line: &RowState,
    index: &Index,
) -> (Message, Option<DateTime<Utc>>) {
    let now = index.sheet.place.now;
    match reply_after::due(post, line, index) {
        Ok(Some(due)) if due > now + index.sheet.limits.ahead => {
            let goes_out = reply_after::goes_out_at(due, line, index.sheet.place);
            (of_thread(post, line, Some(goes_out)), Some(due))
        }
        _ => (Message::ThreadRestored, None),
    }
}

/// Tells whether the Log knows of a later part than the line speaks of.
pub(super) fn is_further(witness: &Witness, line: &RowState) -> bool {
    let part = line.part.as_ref().map_or(0, |part| part.number);
    witness.line.part_number() > part
}

/// Returns the line that the Log makes of a row, with the parts of its thread: what is not out is still to come.
pub(super) fn restored(
    known: RowState,
    post: &PostRow,
    witness: &Witness,
    index: &Index,
) -> RowState {
    let is_of_thread = witness.line.part.is_some()
        || post.thread.is_some()
        || witness.out.iter().any(|part| part.number > 0);
    if !is_of_thread {
        return RowState { first_out: witness.first_out, ..known };
    }
    // The row's own id is that of the post itself; a line of a further part does not know it.
    let first = witness.out.iter().find(|part| part.number == 0);
    let of_first = known.media.clone().filter(|_| witness.line.part_number() == 0);
    let media = first.and_then(|part| part.media.clone()).or(of_first);
    let permalink = witness.permalink.clone();
    let thread = witness.out.clone();
    // A thread is one account's, whatever its row names by now.
    let sender = Some(witness.line.account.clone()).filter(|name| !name.is_empty());
    let sender = known.sender.clone().or(sender);
    let (first_out, rest_since) = (known.first_out.or(witness.first_out), witness.line.at);
    let is_kept_back = known.is_kept_back || reply_after::reply_delay(post).is_some();
    let known = RowState { first_out, rest_since, is_kept_back, ..known };
    let line = RowState { sender, media, permalink, thread, ..known };
    // A person has said that nothing more is to come.
    let is_ended = post.status == Ok(PostStatus::Published);
    match line.state {
        State::Posted if post.part_after(&line.thread).is_some() && !is_ended => {
            let state = if is_late(post, &line, index) { State::Missed } else { State::Queued };
            RowState { state, ..reopened(line.thread.clone(), line) }
        }
        State::Posted => line,
        _ => RowState { part: witness.line.part.clone(), ..line },
    }
}
