//! Whether a person wants a further part of a thread out at once, whatever its account's pause and its own time say.
//!
//! The plan, the claim and the queue all ask here. Status shows Publishing while a thread goes on, so what was asked for is
//! known by the word in the cell, which stands until the claim where the part would wait without it, or by the row state.

use super::reply_after::reply_due;
use crate::columns::PostStatus;
use crate::post::PostRow;
use crate::row_state::{RequestedStatus, RowState, State};

/// What a person asked for that applies to a further part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartRequest {
    /// It follows at once what was asked for: no length of its own keeps it back.
    Follows(RequestedStatus),
    /// It was itself asked for.
    Own(RequestedStatus),
}

impl PartRequest {
    /// Returns the request that applies to the further part of a thread which a line speaks of, or that follows the parts which
    /// are out; none where it goes out by its own time, in no pause.
    #[must_use]
    pub fn of(post: &PostRow, line: &RowState) -> Option<Self> {
        let typed = match post.status {
            Ok(PostStatus::PostNow) => Some(RequestedStatus::PostNow),
            Ok(PostStatus::Ready) => {
                Some(RequestedStatus::Ready).filter(|ready| post.is_at_once(*ready))
            }
            _ => None,
        };
        let own = || typed.or(claimed(line)).map(Self::Own);
        followed(post, line).map(Self::Follows).or_else(own)
    }

    /// Tells whether it goes out before its own time after the post, too.
    #[must_use]
    pub fn is_ahead_of_time(self) -> bool {
        self == Self::Own(RequestedStatus::PostNow)
    }

    /// Returns what its claim remembers.
    #[must_use]
    pub fn requested_status(self) -> RequestedStatus {
        match self {
            Self::Follows(requested) | Self::Own(requested) => requested,
        }
    }
}

/// Returns what was asked for of the very part that was claimed. Of any other line the word is that of the part before.
fn claimed(line: &RowState) -> Option<RequestedStatus> {
    let is_further = line.part.as_ref().is_some_and(|part| part.number > 0);
    let is_claimed = line.state == State::Trying && is_further;
    line.requested_status.filter(|asked| is_claimed && *asked == RequestedStatus::PostNow)
}

/// Returns what was asked for of the parts that are out, where the next one follows at once.
fn followed(post: &PostRow, line: &RowState) -> Option<RequestedStatus> {
    // A person who lets a published row go on, or has emptied its Status, asks anew.
    let is_let_go_on = match post.status {
        Ok(PostStatus::Queued) => line.state == State::Trying,
        Ok(PostStatus::Draft) | Err(_) => false,
        _ => line.state != State::Posted,
    };
    let follows = is_let_go_on && reply_due(post, line) == Ok(None);
    line.requested_status.filter(|requested| follows && post.is_at_once(*requested))
}
