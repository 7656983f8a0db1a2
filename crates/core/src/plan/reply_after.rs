//! When the first reply of a thread in one row goes out: so long after the post as its Reply after cell says.
//!
//! The cell counts as it stands when the reply goes out. When the post went out is known by the row state or by the Log,
//! never by a cell that a person may have changed. Replies after the first one follow at once.

use chrono::{DateTime, TimeDelta, Utc};

use super::index::Index;
use super::{AHEAD_MAX, Decision, Step, Then};
use crate::cell_error::CellError;
use crate::columns::PostStatus;
use crate::place::Place;
use crate::post::PostRow;
use crate::reason::Message;
use crate::row_state::{RowState, State};
use crate::schedule::DELAY_DAYS_MAX;

/// Returns when the first reply under the post of this line goes out, UTC; none where it follows at once, where there is
/// none, or where one is out already.
///
/// # Errors
///
/// [`CellError`] where nobody can tell: the cell cannot be read, or is still being worked out.
pub fn reply_due(post: &PostRow, line: &RowState) -> Result<Option<DateTime<Utc>>, CellError> {
    due_since(post, line, line.first_out_at())
}

/// The same by the Log too, where the line is of an earlier version.
pub(super) fn due(
    post: &PostRow,
    line: &RowState,
    index: &Index,
) -> Result<Option<DateTime<Utc>>, CellError> {
    due_since(post, line, index.first_out(line))
}

fn due_since(
    post: &PostRow,
    line: &RowState,
    out: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, CellError> {
    let is_first_next = line.last_out().unwrap_or(0) == 0 && post.thread.is_some();
    if !is_first_next {
        return Ok(None);
    }
    let delay = post.reply_after.clone()?.filter(|delay| !delay.is_zero());
    Ok(delay.map(|delay| out + delay))
}

/// Tells whether the post of this decision is public already. The line of a row that becomes another post is about the old
/// one.
#[must_use]
pub fn is_post_out(post: &PostRow, decision: &Decision) -> bool {
    let is_out = |line: &RowState| line.state == State::Posted || line.last_out().is_some();
    !matches!(decision.step, Step::Open(_)) && post.stored.line().is_some_and(is_out)
}

/// Returns how long after its post the first reply of a row goes out of which nothing is out yet.
#[must_use]
pub fn reply_delay(post: &PostRow) -> Option<TimeDelta> {
    let delay = post.reply_after.as_ref().ok().copied().flatten();
    delay.filter(|delay| !delay.is_zero() && post.thread.is_some())
}

/// Returns what is said of a first reply that goes out then, UTC, under the post of this line.
#[must_use]
pub fn goes_out_at(due: DateTime<Utc>, line: &RowState, place: &Place) -> Message {
    let out = place.wall(line.first_out_at()).date();
    // The minute has not ended before the time has come.
    let at = place.wall(due + TimeDelta::seconds(59));
    // Compared with the day of the post, and not with today, so that the sentence stays the same.
    Message::ReplyGoesOut { at, is_another_day: at.date() != out }
}

/// Tells whether the first reply under the post of this line may still go out once it is claimed, though its Reply after
/// cell may say something else by now than the length by which its time was judged: a formula may show another one each time.
#[must_use]
pub fn may_follow(
    line: &RowState,
    judged: &Result<Option<TimeDelta>, CellError>,
    seen: &Result<Option<TimeDelta>, CellError>,
) -> bool {
    let (Ok(before), Ok(now)) = (judged, seen) else { return judged == seen };
    let delay = now.unwrap_or_default();
    // The line was written when it was claimed.
    let has_come = line.first_out.is_some_and(|out| out + delay <= line.at);
    has_come || delay <= before.unwrap_or_default()
}

/// Returns how much longer than any other row one may be under way that has lost its row state: its post may be out, and its
/// first reply still to come.
#[must_use]
pub fn looks_back(post: &PostRow) -> TimeDelta {
    // What the cell says by now may be less than what it said.
    let keeps_back = post.thread.is_some() && post.reply_after != Ok(None);
    if keeps_back { TimeDelta::days(DELAY_DAYS_MAX) } else { TimeDelta::zero() }
}

/// Tells whether the first reply under a post that went out before the Log's lines that are read, `since`, is about to go out.
/// An old row state may have been put back, and older lines say that it is out.
#[must_use]
pub fn may_have_followed(
    post: &PostRow,
    line: &RowState,
    (since, now): (DateTime<Utc>, DateTime<Utc>),
) -> bool {
    let is_old = line.last_out() == Some(0) && line.first_out.is_some_and(|out| out < since);
    let is_asked = post.status == Ok(PostStatus::PostNow);
    let end = now + AHEAD_MAX;
    let is_due = || reply_due(post, line).is_ok_and(|due| due.is_none_or(|due| due <= end));
    line.state == State::Queued && is_old && (is_asked || is_due())
}

/// Returns when, as far as one can tell, the first reply of a post is due that goes out in this plan, UTC.
pub(super) fn due_after_this_plan(decision: &Decision, index: &Index) -> Option<DateTime<Utc>> {
    let post = index.open_row(decision.row).filter(|_| decision.then == Then::Publish)?;
    let out = decision.due.max(index.sheet.place.now);
    reply_delay(post).filter(|_| !is_post_out(post, decision)).map(|delay| out + delay)
}
