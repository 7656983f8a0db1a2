//! Posts in doubt: containers that an earlier run may have published, because it ended, or its answer was lost.
//!
//! Each is resolved from two witnesses, the container's own status and the account's list of posts:
//!
//! ```text
//!   container status --+
//!                      +--> core/in_doubt --> Posted | SendAgain | Requeue | Stay | Check
//!   match in the list -+  (core/matching)
//! ```
//!
//! Before the recheck period is over, what proves nothing is left alone (`Stay`): the sending run may still be at it.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use threadsheet_core::in_doubt::{
    self, CONTAINER_LIFE, ContainerStatus, Doubt, ListMatch, Resolution,
};
use threadsheet_core::matching::{CLOCK_SKEW, ListedPost, Taken, Wanted, find_match};
use threadsheet_core::reason::Uncertain;
use threadsheet_core::token::Token;

use super::context::PublishStage;
use super::post_job::PostJob;
use crate::threads::ApiError;

/// The account's own lists, each read once.
struct Lists<'a> {
    stage: PublishStage<'a>,
    token: &'a Token,
    since: DateTime<Utc>,
    /// Posts, and replies.
    read: [Option<Result<Vec<ListedPost>, ApiError>>; 2],
}

impl Lists<'_> {
    /// Returns a list; `None` where it cannot be read.
    async fn get(&mut self, replies: bool) -> Option<&[ListedPost]> {
        let slot = usize::from(replies);
        if self.read[slot].is_none() {
            let list = self.stage.services.threads.list(self.token, replies, self.since).await;
            let list = list.map(|list| list.into_iter().map(ListedPost::from).collect());
            self.read[slot] = Some(list);
        }
        self.read[slot].as_ref()?.as_deref().ok()
    }

    /// Looks for a post where it is listed.
    async fn find(&mut self, job: &PostJob, wanted: &Wanted<'_>, taken: &Taken) -> ListMatch {
        let found = match self.get(job.is_reply()).await {
            Some(list) => find_match(list, wanted, taken),
            None => ListMatch::Unreadable,
        };
        // Rows may have been added to its tree since, or deleted: then it was sent as what it is no longer.
        let may_be_elsewhere = found == ListMatch::None && job.post.tree.is_some();
        if !may_be_elsewhere {
            return found;
        }
        self.get(!job.is_reply()).await.map_or(found, |list| find_match(list, wanted, taken))
    }
}

/// A row in doubt whose container was asked.
struct Asked {
    job: PostJob,
    status: ContainerStatus,
    /// How old the claim was at least when the container was asked.
    age: Duration,
}

/// Returns what each doubt comes to; `taken` are media that rows have, and those that are found now.
pub(crate) async fn resolve(
    stage: PublishStage<'_>,
    token: &Token,
    doubts: Vec<PostJob>,
    taken: &mut Taken,
) -> Vec<(PostJob, Resolution)> {
    let status = async |job: PostJob| {
        // What a container says is as old as the question: time that passes later proves nothing.
        let age = stage.time.age_at_least(job.line.at);
        let container = job.line.container.clone().unwrap_or_default();
        let status = match container.as_str() {
            // A row that nobody can explain has no container to ask.
            "" => ContainerStatus::Unreadable,
            container => {
                let status = stage.services.threads.status(token, container).await;
                status.unwrap_or(ContainerStatus::Unreadable)
            }
        };
        Asked { job, status, age }
    };
    let mut asked = join_all(doubts.into_iter().map(status)).await;
    // What is certainly public chooses first: of two posts alike, the other may never have gone out.
    asked.sort_by_key(|asked| asked.status != ContainerStatus::Published);
    let since = asked.iter().map(|asked| since(&asked.job)).min().unwrap_or(DateTime::UNIX_EPOCH);
    let since = since - CLOCK_SKEW;
    let mut lists = Lists { stage, token, since, read: [None, None] };
    let mut resolved = Vec::new();
    for asked in asked {
        let resolution = resolution(stage, &asked, &mut lists, taken).await;
        if let Resolution::Posted { media: Some(media), .. } = &resolution {
            // Of two rows alike, the second does not find the first one's post.
            taken.insert(media.clone());
        }
        resolved.push((asked.job, resolution));
    }
    resolved
}

async fn resolution(
    stage: PublishStage<'_>,
    asked: &Asked,
    lists: &mut Lists<'_>,
    taken: &Taken,
) -> Resolution {
    let Asked { job, status, age } = asked;
    let (status, age) = (status.clone(), *age);
    let settle = in_doubt::left_alone_for(&job.line, stage.time.recheck_after);
    let tells_nothing = matches!(
        status,
        ContainerStatus::Finished | ContainerStatus::InProgress | ContainerStatus::Unreadable
    );
    if tells_nothing && age < settle && !job.is_look() {
        return Resolution::Stay;
    }
    let is_same = job.says_what_was_sent();
    let parents = job.parents();
    let wanted = Wanted {
        draft: job.post.draft.as_ref().ok().filter(|_| is_same),
        children: &job.line.children,
        parents: &parents,
        since: since(job),
    };
    let list_match = lists.find(job, &wanted, taken).await;
    let sends = job.line.sends;
    match in_doubt::resolve(&Doubt { status, list_match, age, sends, settle }) {
        // Other words stand in the row now: the old ones are not sent once more.
        Resolution::SendAgain if !is_same && in_doubt::is_over(age, settle) => {
            Resolution::Check(Uncertain::ContainerGone)
        }
        Resolution::SendAgain if !is_same => Resolution::Stay,
        // What goes under it needs its id, and a list may lag. Cells that are still loading say nothing yet.
        Resolution::Posted { media: None, .. }
            if (job.has_more_parts() || job.post.loading.is_some())
                && !in_doubt::is_over(age, settle) =>
        {
            Resolution::Stay
        }
        resolution => resolution,
    }
}

/// Returns the time before which the post cannot have gone out.
fn since(job: &PostJob) -> DateTime<Utc> {
    let life = TimeDelta::from_std(CONTAINER_LIFE).unwrap_or(TimeDelta::days(1));
    job.line.first_sent.unwrap_or(job.line.at - life)
}
