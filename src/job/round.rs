//! Which of an account's posts go out together: all that need not wait for one of the others.

use std::collections::{HashSet, VecDeque};

use threadsheet_core::columns::ReplyTo;
use threadsheet_core::reason::{Message, Refusal};
use threadsheet_core::token::Token;

use super::publisher::Publisher;
use super::stuck::Stuck;
use super::work::Work;
use crate::threads::wire::Media;
use crate::threads::{Kind, Trouble};

/// What comes next.
pub(super) enum Turn {
    /// These, side by side.
    Together(Vec<Work>),
    /// This one waits.
    Waits(Work, Message),
    /// This one cannot go out.
    Refused(Work, Refusal),
    /// It waits for something that a person has to end.
    Stuck(Work, Stuck),
}

/// How a post stands to the one that it answers.
enum Parent {
    /// It answers none, or one whose media id is known.
    Known(Option<String>),
    /// It answers a post that goes out before it.
    Ahead,
    /// It answers a post that comes later in the queue.
    Behind(usize),
    /// The post that it answers is not out.
    Waits,
    /// The post that it answers cannot be found.
    Gone,
    /// Threads could not be asked about the post that it answers.
    Unasked(Trouble),
}

/// Takes the posts off the queue that go out next, in its order.
pub(super) async fn next(
    publisher: &Publisher<'_>,
    queue: &mut VecDeque<Work>,
    deferred: &mut HashSet<String>,
) -> Option<Turn> {
    let mut together: Vec<Work> = Vec::new();
    while let Some(mut work) = queue.pop_front() {
        match parent(publisher, &work, &together, queue).await {
            // What keeps a pause is not claimed before the pause is over.
            Parent::Known(_) if publisher.gap.spaces(&work) && !together.is_empty() => {
                queue.push_front(work);
                break;
            }
            Parent::Known(media) => {
                work.parent = media;
                together.push(work);
            }
            // Its turn is the next one.
            Parent::Ahead => {
                queue.push_front(work);
                break;
            }
            Parent::Behind(at) if deferred.insert(work.line.id.clone()) => {
                queue.insert(at + 1, work);
            }
            _ if !together.is_empty() => {
                queue.push_front(work);
                break;
            }
            Parent::Behind(_) | Parent::Waits => {
                let row = work.decision.parent_row.map_or(0, |row| row + 1);
                return Some(Turn::Waits(work, Message::ParentWaits { row }));
            }
            Parent::Gone => return Some(Turn::Refused(work, Refusal::ParentNotFound)),
            Parent::Unasked(trouble) if trouble.kind == Kind::NotPermitted => {
                return Some(Turn::Stuck(work, Stuck::may_not_reply()));
            }
            Parent::Unasked(trouble)
                if trouble.kind.is_passing() || trouble.kind == Kind::RateLimited =>
            {
                let setback = trouble.setback;
                return Some(Turn::Waits(work, Message::Passing { setback }));
            }
            Parent::Unasked(trouble) => {
                return Some(Turn::Stuck(work, Stuck::unknown(&trouble)));
            }
        }
    }
    (!together.is_empty()).then_some(Turn::Together(together))
}

async fn parent(
    publisher: &Publisher<'_>,
    work: &Work,
    together: &[Work],
    queue: &VecDeque<Work>,
) -> Parent {
    if work.is_again() {
        // The container itself says what it answers.
        return Parent::Known(work.parent.clone());
    }
    match &work.post.reply_to {
        Ok(None) | Err(_) => Parent::Known(None),
        Ok(Some(ReplyTo::MediaId(media))) => Parent::Known(Some(media.clone())),
        Ok(Some(ReplyTo::Permalink(address))) => match publisher.by_permalink.get(path(address)) {
            Some(media) => Parent::Known(Some(media.clone())),
            None => listed(publisher, address).await,
        },
        Ok(Some(ReplyTo::Previous)) => {
            let Some(id) = work.parent_row() else { return Parent::Gone };
            let is_parent = |other: &Work| other.line.id == id;
            match publisher.published.get(id) {
                Some(Some(media)) => Parent::Known(Some(media.clone())),
                // It is public, and nobody knows by what id it could be answered.
                Some(None) => Parent::Gone,
                None if together.iter().any(is_parent) => Parent::Ahead,
                None => queue.iter().position(is_parent).map_or(Parent::Waits, Parent::Behind),
            }
        }
    }
}

/// Looks for a post among the account's own, by its address.
async fn listed(publisher: &Publisher<'_>, address: &str) -> Parent {
    let Some(token) = &publisher.standing.token else { return Parent::Waits };
    match find(publisher, token, address).await {
        Ok(Some(media)) => Parent::Known(Some(media)),
        Ok(None) => Parent::Gone,
        Err(trouble) => Parent::Unasked(trouble),
    }
}

async fn find(
    publisher: &Publisher<'_>,
    token: &Token,
    address: &str,
) -> Result<Option<String>, Trouble> {
    let is_it = |media: &Media| {
        media.permalink.as_deref().is_some_and(|permalink| path(permalink) == path(address))
    };
    for replies in [false, true] {
        let found = publisher.context.threads.find(token, replies, is_it).await;
        if let Some(media) = found? {
            return Ok(Some(media.id));
        }
    }
    Ok(None)
}

/// Returns the part of a post's address that does not depend on the host or on how it was shared.
pub(super) fn path(address: &str) -> &str {
    let path = address.split_once("/post/").or_else(|| address.split_once("/t/"));
    let path = path.map_or(address, |(_, rest)| rest);
    path.split(['?', '#', '/']).next().unwrap_or_default()
}
