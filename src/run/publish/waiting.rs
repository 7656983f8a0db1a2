//! Posts that wait for something that may pass, or that a person has to end.

use threadsheet_core::reason::{ErrorDetail, Message, Refusal, RowCode};

use crate::threads::ApiError;

/// Why a post waits that will not wait for ever.
#[derive(Debug)]
pub(crate) struct Stuck {
    /// What the Receipt keeps of it, so that a later run knows it again.
    pub(crate) code: RowCode,
    /// What the row says.
    pub(crate) message: Message,
    /// What it is refused for when a later run meets the same; `None` for what is tried for as long as
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
        Self::once(RowCode::ParentUnread, ErrorDetail::NotFound, Refusal::ParentNotFound)
    }

    /// Returns the wait of a post whose link could not be read: a page may be too young for that.
    pub(crate) fn link(detail: ErrorDetail) -> Self {
        Self::once(RowCode::LinkUnread, detail.clone(), Refusal::ByThreads { detail })
    }

    /// Returns the wait of a post whose file could not be fetched: its server may be down for a while.
    pub(crate) fn media(word: String) -> Self {
        let detail = ErrorDetail::MediaUnread { words: word.clone() };
        Self::once(RowCode::MediaUnread, detail, Refusal::MediaFailed { word })
    }

    fn once(code: RowCode, detail: ErrorDetail, then: Refusal) -> Self {
        Self { code, message: Message::Passing { detail }, then: Some(then) }
    }
}
