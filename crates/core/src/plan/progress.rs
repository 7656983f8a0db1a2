//! How far a row is, for the rows that answer it: those of its tree, and those below it.

use super::index::is_sent;
use crate::columns::PostStatus;
use crate::post::PostRow;
use crate::row_state::State;

/// How far a row is. What counts most among rows of one tree with one number comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Progress {
    /// It is public, or may be.
    Out,
    /// Somebody else has published it, so that nobody knows its post.
    OutElsewhere,
    /// It is to go out.
    ToCome,
    /// A person holds it back.
    Draft,
}

impl Progress {
    pub(super) fn is_out(self) -> bool {
        matches!(self, Self::Out | Self::OutElsewhere)
    }
}

/// Returns how far a row is; none where it is no post. `is_copied` tells whether its line is another row's.
pub(super) fn progress_of(post: &PostRow, is_copied: bool) -> Option<Progress> {
    let line = post.stored.line();
    let own = line.filter(|_| !is_copied);
    // Whatever has become of its cells since.
    if own.is_some_and(|line| is_sent(line.peek())) && !is_being_rewritten(post) {
        return Some(Progress::Out);
    }
    if !post.has_content {
        // Emptied to be written anew.
        return own.map(|_| Progress::Draft);
    }
    let is_for_threads = post.withheld_by.as_ref().is_none_or(|by| by.unclear.is_some());
    if !is_for_threads {
        return None;
    }
    Some(match &post.status {
        Ok(PostStatus::Published | PostStatus::Deleted) => Progress::OutElsewhere,
        // It may be public, and nothing tells.
        Ok(PostStatus::Publishing | PostStatus::Check) if line.is_none() => Progress::Out,
        Ok(PostStatus::Draft) => Progress::Draft,
        _ if line.is_none() && !post.permalink.is_empty() => Progress::OutElsewhere,
        // A line that was copied along says nothing of this row, nor does the word that came with it.
        Ok(
            PostStatus::Queued
            | PostStatus::PostNow
            | PostStatus::Ready
            | PostStatus::Publishing
            | PostStatus::Failed
            | PostStatus::Missed
            | PostStatus::Check,
        )
        | Err(_) => Progress::ToCome,
    })
}

/// Tells whether a row still remembers a post that it is no longer meant to be: it is published and is being rewritten.
/// What answers it waits for the new post and does not go under the old one.
pub(super) fn is_being_rewritten(post: &PostRow) -> bool {
    let Some(line) = post.stored.line() else { return false };
    let stands = matches!(
        post.status,
        Ok(PostStatus::Published | PostStatus::Publishing | PostStatus::Check)
    );
    !stands && line.state == State::Posted && post.says_another_post(line)
}
