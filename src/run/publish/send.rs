//! Sending one container, once, and finding out what came of it.

use std::time::Duration;

use threadsheet_core::in_doubt::{ContainerStatus, ListMatch};
use threadsheet_core::matching::{CLOCK_SKEW, ListedPost, Taken, Wanted, find_match};
use threadsheet_core::post::Draft;
use threadsheet_core::row_state::RowState;
use threadsheet_core::token::Token;

use super::context::PublishStage;
use crate::clock::Mark;
use crate::threads::{ApiError, Kind, Unpublished};

/// Pauses before the same container is sent again that Threads could not find (24/4279009), which
/// it says of many that are only seconds old.
const SAME_AGAIN: [Duration; 3] =
    [Duration::from_secs(3), Duration::from_secs(5), Duration::from_secs(8)];

/// Pauses before a container is asked whether it became public although no answer said so.
const LOOKS: [Duration; 3] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(6)];

/// What came of sending a container.
#[derive(Debug)]
pub(crate) enum Sent {
    /// It is public.
    Posted {
        /// The media's id, where it is certain.
        media: Option<String>,
        /// Its address, where a list gave it.
        permalink: Option<String>,
    },
    /// It may be public. A later run goes on.
    Unknown(Option<ApiError>),
    /// It certainly is not: Threads never found the container, and never said it was published.
    NotFound {
        /// Whether the container was tried as often as is worth it; otherwise time ran out.
        is_final: bool,
    },
    /// It was not sent in this run: the time for it had passed.
    Unused,
}

/// One post that is being sent.
pub(crate) struct Sending<'a> {
    pub(crate) stage: PublishStage<'a>,
    pub(crate) token: &'a Token,
    /// The intent that was written, logged and read back.
    pub(crate) line: &'a RowState,
    /// When it was begun to be written.
    pub(crate) claimed: Mark,
    pub(crate) draft: &'a Draft,
    /// The media ids of what it may answer.
    pub(crate) parents: &'a [String],
    pub(crate) is_reply: bool,
    /// Media that other rows have.
    pub(crate) taken: &'a Taken,
}

impl Sending<'_> {
    /// Sends the container.
    pub(crate) async fn send(&self) -> Sent {
        let Some(container) = &self.line.container else { return Sent::Unused };
        // Only on a first attempt does 24/4279009 mean that nothing was published: nobody knows what a second publish
        // of a published container is answered.
        let is_first = self.line.sends == 1;
        for pause in SAME_AGAIN.into_iter().map(Some).chain([None]) {
            match self.publish(container).await {
                // Every earlier answer said that nothing was published.
                Err(Unpublished::NotSent) if pause == Some(SAME_AGAIN[0]) => return Sent::Unused,
                Err(Unpublished::NotSent) => return Sent::NotFound { is_final: false },
                Ok(media) => return Sent::Posted { media: Some(media), permalink: None },
                Err(Unpublished::ApiError(trouble))
                    if trouble.kind == Kind::NotFound && is_first =>
                {
                    let status = self.stage.services.threads.status(self.token, container).await;
                    if status == Ok(ContainerStatus::Published) {
                        return self.find().await;
                    }
                }
                Err(Unpublished::ApiError(trouble)) => return self.look(container, trouble).await,
            }
            match pause {
                Some(pause) if self.stage.time.pause_sending(pause).await => {}
                Some(_) => return Sent::NotFound { is_final: false },
                None => return Sent::NotFound { is_final: true },
            }
        }
        Sent::NotFound { is_final: true }
    }

    /// Asks the container, for no answer, or one that proves nothing, has come.
    async fn look(&self, container: &str, trouble: ApiError) -> Sent {
        for pause in LOOKS {
            if !self.stage.time.pause_sending(pause).await {
                break;
            }
            match self.stage.services.threads.status(self.token, container).await {
                Ok(ContainerStatus::Published) => return self.find().await,
                Err(dead) if dead.concerns_the_account() => break,
                _ => {}
            }
        }
        Sent::Unknown(Some(trouble))
    }

    /// Finds a post that is certainly public; the list may lag behind.
    async fn find(&self) -> Sent {
        let since = self.line.first_sent.unwrap_or(self.line.at);
        let wanted = Wanted {
            draft: Some(self.draft),
            children: &self.line.children,
            parents: self.parents,
            since,
        };
        for pause in [None, Some(LOOKS[0]), Some(LOOKS[1])] {
            if let Some(pause) = pause
                && !self.stage.time.pause_sending(pause).await
            {
                break;
            }
            let since = since - CLOCK_SKEW;
            let list = self.stage.services.threads.list(self.token, self.is_reply, since).await;
            let list = list.map(|list| list.into_iter().map(ListedPost::from).collect::<Vec<_>>());
            match list.map(|list| find_match(&list, &wanted, self.taken)) {
                Ok(ListMatch::One { media, permalink }) => {
                    return Sent::Posted { media: Some(media), permalink };
                }
                // To take one of them could give this row another row's post, and its address.
                Ok(ListMatch::Several) => return Sent::Posted { media: None, permalink: None },
                Ok(ListMatch::None | ListMatch::Unreadable | ListMatch::Unknowable) | Err(_) => {}
            }
        }
        // It is public, and its address is worth another run.
        Sent::Unknown(None)
    }

    async fn publish(&self, container: &str) -> Result<String, Unpublished> {
        let timeout = self.stage.time.publish_timeout();
        let may_leave = || self.stage.time.may_send(self.line, self.claimed);
        self.stage.services.threads.publish(self.token, container, timeout, &may_leave).await
    }
}

/// Returns a post's address; a moment after publishing it may not be known everywhere.
pub(crate) async fn permalink(
    stage: PublishStage<'_>,
    token: &Token,
    media: &str,
) -> Option<String> {
    for pause in LOOKS {
        match stage.services.threads.permalink(token, media).await {
            Ok(permalink) => return permalink,
            Err(trouble) if trouble.ends_the_token() => return None,
            Err(_) if stage.time.pause_sending(pause).await => {}
            Err(_) => return None,
        }
    }
    None
}
