//! Rows in doubt: containers that an earlier run may have published.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use threadsheet_core::lifecycle::{
    self, CONTAINER_LIFE, ContainerStatus, Doubt, Sighting, Uncertain, Verdict,
};
use threadsheet_core::token::Token;

use super::context::Context;
use super::sighting::{CLOCK_SKEW, Taken, Wanted, sighting};
use super::work::Work;
use crate::threads::Trouble;
use crate::threads::wire::Media;

/// The account's own lists, each read once.
struct Lists<'a> {
    context: &'a Context,
    token: &'a Token,
    since: DateTime<Utc>,
    /// Posts, and replies.
    read: [Option<Result<Vec<Media>, Trouble>>; 2],
}

impl Lists<'_> {
    /// Returns a list; `None` where it cannot be read.
    async fn get(&mut self, replies: bool) -> Option<&[Media]> {
        let slot = usize::from(replies);
        if self.read[slot].is_none() {
            let list = self.context.threads.list(self.token, replies, self.since).await;
            self.read[slot] = Some(list);
        }
        self.read[slot].as_ref()?.as_deref().ok()
    }
}

/// A row in doubt whose container was asked.
struct Asked {
    work: Work,
    status: ContainerStatus,
    /// How old the claim was at least when the container was asked.
    age: Duration,
}

/// Returns what each doubt comes to; `taken` are media that rows have, and those that are found now.
pub(super) async fn settle(
    context: &Context,
    token: &Token,
    doubts: Vec<Work>,
    taken: &mut Taken,
) -> Vec<(Work, Verdict)> {
    let status = async |work: Work| {
        // What a container says is as old as the question: time that passes later proves nothing.
        let age = context.age_at_least(work.line.at);
        let container = work.line.container.clone().unwrap_or_default();
        let status = match container.as_str() {
            // A row that nobody can explain has no container to ask.
            "" => ContainerStatus::Unreadable,
            container => {
                let status = context.threads.status(token, container).await;
                status.unwrap_or(ContainerStatus::Unreadable)
            }
        };
        Asked { work, status, age }
    };
    let mut asked = join_all(doubts.into_iter().map(status)).await;
    // What is certainly public chooses first: of two posts alike, the other may never have gone out.
    asked.sort_by_key(|asked| asked.status != ContainerStatus::Published);
    let since = asked.iter().map(|asked| since(&asked.work)).min().unwrap_or(DateTime::UNIX_EPOCH);
    let since = since - CLOCK_SKEW;
    let mut lists = Lists { context, token, since, read: [None, None] };
    let mut settled = Vec::new();
    for asked in asked {
        let verdict = verdict(context, &asked, &mut lists, taken).await;
        if let Verdict::Posted { media: Some(media), .. } = &verdict {
            taken.insert(media.clone());
        }
        settled.push((asked.work, verdict));
    }
    settled
}

async fn verdict(
    context: &Context,
    asked: &Asked,
    lists: &mut Lists<'_>,
    taken: &Taken,
) -> Verdict {
    let Asked { work, status, age } = asked;
    let (status, age) = (status.clone(), *age);
    let settle = lifecycle::left_alone_for(&work.line, context.settle);
    let tells_nothing = matches!(
        status,
        ContainerStatus::Finished | ContainerStatus::InProgress | ContainerStatus::Unreadable
    );
    if tells_nothing && age < settle && !work.is_look() {
        return Verdict::Stay;
    }
    let is_same = work.post.hash == work.line.hash;
    let wanted = Wanted {
        draft: work.post.draft.as_ref().ok().filter(|_| is_same),
        children: &work.line.children,
        parent: work.parent.as_deref(),
        since: since(work),
    };
    let sighting = match lists.get(work.is_reply()).await {
        Some(list) => sighting(list, &wanted, taken),
        None => Sighting::Unreadable,
    };
    let sends = work.line.sends;
    match lifecycle::settle(&Doubt { status, sighting, age, sends, settle }) {
        // Other words stand in the row now: the old ones are not sent once more.
        Verdict::SendAgain if !is_same && lifecycle::is_over(age, settle) => {
            Verdict::Check(Uncertain::ContainerGone)
        }
        Verdict::SendAgain if !is_same => Verdict::Stay,
        verdict => verdict,
    }
}

/// Returns the time before which the post cannot have gone out.
fn since(work: &Work) -> DateTime<Utc> {
    let life = TimeDelta::from_std(CONTAINER_LIFE).unwrap_or(TimeDelta::days(1));
    work.line.first_sent.unwrap_or(work.line.at - life)
}
