//! Posts that wait for something that may pass, or that a person has to end.

use threadsheet_core::reason::{ErrorDetail, Message, Refusal, RowCode};
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::waiting::{Cause, wait};

use super::context::PublishStage;
use super::post_job::PostJob;
use crate::threads::ApiError;

/// A wait: what is said of it, and what the row remembers.
pub(crate) struct RecordedWait {
    pub(crate) message: Message,
    /// The line that the row gets, if it gets another one.
    pub(crate) next: Option<RowState>,
    /// Whether a person is to know of it.
    pub(crate) is_news: bool,
}

/// Returns what is said of a wait, with the line that the row gets anyway: where it passes by itself, the row remembers
/// since when it has lasted, and a person is told once it has lasted too long.
pub(crate) fn recorded_wait(
    job: &PostJob,
    message: &Message,
    next: Option<RowState>,
    stage: PublishStage<'_>,
) -> RecordedWait {
    let as_it_is = |next| RecordedWait { message: message.clone(), next, is_news: false };
    let cause = match message {
        Message::Passing { .. } | Message::ServerSilent { .. } => Cause::Trouble,
        Message::Processing => Cause::Processing,
        _ => return as_it_is(next),
    };
    let line = next.clone().unwrap_or_else(|| job.line.speaking_of(&job.post.hash));
    // What may be public is looked for, and has an end of its own.
    if line.state != State::Queued {
        return as_it_is(next);
    }
    let writer_id = stage.time.writer_id();
    let waited = wait(&line, cause, writer_id.at);
    let next = match waited.mark {
        None => next,
        Some((why, since)) => {
            let next = next.unwrap_or_else(|| line.next(line.state, writer_id.nonce, writer_id.at));
            Some(RowState { why: Some(why), since: Some(since), ..next })
        }
    };
    let message = match message {
        Message::Passing { detail } if waited.is_over => {
            Message::NotTaken { detail: detail.clone() }
        }
        Message::Processing if waited.is_over => Message::NeverReady,
        message => message.clone(),
    };
    RecordedWait { message, next, is_news: waited.is_news }
}

/// Why a post waits that will not wait for ever.
#[derive(Debug)]
pub(crate) struct Stuck {
    /// What the Receipt keeps of it, so that a later run knows it again.
    pub(crate) code: RowCode,
    /// What the row says.
    pub(crate) message: Message,
    /// What it is refused for when a run meets the same an hour later; `None` for what is tried for as long as
    /// the post is not too late, and told as news once.
    pub(crate) then: Option<Refusal>,
}

impl Stuck {
    /// Returns the wait of a post that nobody can tell is refused for what it is.
    pub(crate) fn unknown(trouble: &ApiError) -> Self {
        let message = Message::NotTaken { detail: trouble.detail.clone() };
        Self { code: RowCode::NotTaken, message, then: None }
    }

    /// Returns the wait of a reply whose account may post and not answer.
    pub(crate) fn may_not_reply() -> Self {
        Self { code: RowCode::MayNotReply, message: Message::MayNotReply, then: None }
    }

    /// Returns the wait of a reply whose parent cannot be found: a fresh one may not be known everywhere.
    pub(crate) fn parent() -> Self {
        let message = Message::Passing { detail: ErrorDetail::NotFound };
        Self { code: RowCode::ParentUnread, message, then: Some(Refusal::ParentNotFound) }
    }

    /// Returns the wait of a post whose link could not be read: a page may be too young for that.
    pub(crate) fn link(detail: ErrorDetail) -> Self {
        Self::unfetched(RowCode::LinkUnread, detail.clone(), Refusal::ByThreads { detail })
    }

    /// Returns the wait of a post whose file could not be fetched: its server may be down for a while.
    pub(crate) fn media(word: String) -> Self {
        let detail = ErrorDetail::MediaUnread { words: word.clone() };
        Self::unfetched(RowCode::MediaUnread, detail, Refusal::MediaFailed { word })
    }

    fn unfetched(code: RowCode, detail: ErrorDetail, then: Refusal) -> Self {
        Self { code, message: Message::Unfetched { detail }, then: Some(then) }
    }
}
