//! Which of an account's posts go out together: all that need not wait for one of the others.

use std::collections::{HashMap, HashSet, VecDeque};

use threadsheet_core::columns::ReplyTo;
use threadsheet_core::columns::reply_to::post_code;
use threadsheet_core::plan::Spacing;
use threadsheet_core::reason::{Message, Refusal};
use threadsheet_core::token::Token;

use super::post_job::PostJob;
use super::waiting::Stuck;
use crate::threads::wire::Media;
use crate::threads::{ApiError, Kind, Threads};

/// The account's public posts, which its other posts may answer.
#[derive(Debug, Default)]
pub(crate) struct PublicPosts {
    /// Their media ids, by row id; `None` where nobody knows by what id it could be answered.
    pub(crate) by_row: HashMap<String, Option<String>>,
    /// Their media ids, by the part of their address that does not change.
    pub(crate) by_path: HashMap<String, String>,
}

/// Finds the posts that others answer: among what is known to be public, else in the account's own list.
#[derive(Clone, Copy)]
pub(crate) struct ParentResolver<'a> {
    pub(crate) threads: &'a Threads,
    /// None where the account cannot post: then nothing is asked.
    pub(crate) token: Option<&'a Token>,
    pub(crate) public: &'a PublicPosts,
}

/// What comes next.
pub(crate) enum NextGroup {
    /// These, side by side.
    Together(Vec<PostJob>),
    /// This one waits.
    Waits(PostJob, Message),
    /// This one cannot go out.
    Refused(PostJob, Refusal),
    /// It waits for something that a person has to end.
    Stuck(PostJob, Stuck),
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
    Unasked(ApiError),
}

/// Takes the posts off the queue that go out next, in its order.
pub(crate) async fn next(
    parents: ParentResolver<'_>,
    spacing: Spacing,
    queue: &mut VecDeque<PostJob>,
    deferred: &mut HashSet<String>,
) -> Option<NextGroup> {
    let mut together: Vec<PostJob> = Vec::new();
    while let Some(mut job) = queue.pop_front() {
        match parents.parent(&job, &together, queue).await {
            // What keeps a pause is not claimed before the pause is over.
            Parent::Known(_) if job.keeps(spacing) && !together.is_empty() => {
                queue.push_front(job);
                break;
            }
            Parent::Known(media) => {
                job.parent = media;
                together.push(job);
            }
            // Its turn is the next one.
            Parent::Ahead => {
                queue.push_front(job);
                break;
            }
            // Once for each post: rows that answer one another would go round for ever.
            Parent::Behind(at) if deferred.insert(job.line.id.clone()) => {
                queue.insert(at + 1, job);
            }
            _ if !together.is_empty() => {
                queue.push_front(job);
                break;
            }
            Parent::Behind(_) | Parent::Waits => {
                let row = job.decision.parent_row.map_or(0, |row| row + 1);
                return Some(NextGroup::Waits(job, Message::ParentWaits { row }));
            }
            Parent::Gone => return Some(NextGroup::Refused(job, Refusal::ParentNotFound)),
            Parent::Unasked(trouble) if trouble.kind == Kind::NotPermitted => {
                return Some(NextGroup::Stuck(job, Stuck::may_not_reply()));
            }
            Parent::Unasked(trouble)
                if trouble.kind.is_passing() || trouble.kind == Kind::RateLimited =>
            {
                let detail = trouble.detail;
                return Some(NextGroup::Waits(job, Message::Passing { detail }));
            }
            Parent::Unasked(trouble) => {
                return Some(NextGroup::Stuck(job, Stuck::unknown(&trouble)));
            }
        }
    }
    (!together.is_empty()).then_some(NextGroup::Together(together))
}

impl ParentResolver<'_> {
    async fn parent(
        self,
        job: &PostJob,
        together: &[PostJob],
        queue: &VecDeque<PostJob>,
    ) -> Parent {
        if job.is_again() {
            // The container itself says what it answers.
            return Parent::Known(job.parent.clone());
        }
        if job.is_further_part() {
            // The row says what its next part goes under. Without that it would be a post of its own.
            return job.parent.clone().map_or(Parent::Gone, |media| Parent::Known(Some(media)));
        }
        match &job.post.reply_to {
            _ if job.post.answers_a_row() => self.of_row(job, together, queue),
            Ok(None | Some(ReplyTo::Previous)) | Err(_) => Parent::Known(None),
            Ok(Some(ReplyTo::MediaId(media))) => Parent::Known(Some(media.clone())),
            Ok(Some(ReplyTo::Permalink(address))) => {
                match self.public.by_path.get(post_code(address)) {
                    Some(media) => Parent::Known(Some(media.clone())),
                    None => self.listed(address).await,
                }
            }
        }
    }

    /// Tells how a post stands to the row that it answers.
    fn of_row(self, job: &PostJob, together: &[PostJob], queue: &VecDeque<PostJob>) -> Parent {
        let Some(id) = job.parent_row() else { return Parent::Gone };
        let is_parent = |other: &PostJob| other.line.id == id;
        match self.public.by_row.get(id) {
            Some(Some(media)) => Parent::Known(Some(media.clone())),
            // It is public, and nobody knows by what id it could be answered.
            Some(None) => Parent::Gone,
            None if together.iter().any(is_parent) => Parent::Ahead,
            None => queue.iter().position(is_parent).map_or(Parent::Waits, Parent::Behind),
        }
    }

    /// Looks for a post among the account's own, by its address.
    async fn listed(self, address: &str) -> Parent {
        let Some(token) = self.token else { return Parent::Waits };
        match self.find(token, address).await {
            Ok(Some(media)) => Parent::Known(Some(media)),
            Ok(None) => Parent::Gone,
            Err(trouble) => Parent::Unasked(trouble),
        }
    }

    async fn find(self, token: &Token, address: &str) -> Result<Option<String>, ApiError> {
        let is_it = |media: &Media| {
            media
                .permalink
                .as_deref()
                .is_some_and(|permalink| post_code(permalink) == post_code(address))
        };
        for replies in [false, true] {
            let found = self.threads.find(token, replies, is_it).await;
            if let Some(media) = found? {
                return Ok(Some(media.id));
            }
        }
        Ok(None)
    }
}
