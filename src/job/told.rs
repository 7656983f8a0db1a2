//! What is told about rows of which nothing is sent.

use std::collections::HashSet;

use threadsheet_core::headings::PostStatus;
use threadsheet_core::language::Language;
use threadsheet_core::plan::{Decision, Plan, Row, Says, Step, Then};
use threadsheet_core::post::PostRow;
use threadsheet_core::reason::Message;
use threadsheet_core::text::covered;

use super::coming::{Coming, Outlook};
use super::snapshot::Snapshot;
use crate::report::preview::Stage;
use crate::report::{PostLine, PostOutcome};

/// Returns what the opening itself tells about rows of which nothing is sent in this run.
pub(super) fn told(snapshot: &Snapshot, plan: &Plan) -> Vec<PostLine> {
    let line = |decision: &Decision| {
        told_line(decision, post_at(snapshot, decision.row)?, snapshot.language())
    };
    plan.posts.iter().filter(|decision| decision.then == Then::Nothing).filter_map(line).collect()
}

/// Returns what stands about rows of which the plan has nothing new to say: what an earlier run told,
/// and what will hold a post up when its time has come.
pub(super) fn standing(outlook: &Outlook, plan: &Plan) -> Vec<PostLine> {
    let planned: HashSet<usize> = plan.posts.iter().map(|decision| decision.row).collect();
    let line = |coming: Coming| {
        let Coming { post, decision, stage, words, is_wrong, .. } = coming;
        let outcome = match stage {
            Stage::UnderWay => PostOutcome::Publishing,
            Stage::Check => PostOutcome::Check,
            Stage::Failed => PostOutcome::Failed,
            Stage::ToFix => PostOutcome::ToFix,
            Stage::Missed => PostOutcome::Missed,
            Stage::Waiting | Stage::NextRuns => PostOutcome::Waiting,
            Stage::Draft if is_wrong => PostOutcome::Draft,
            Stage::Scheduled | Stage::Undated if is_wrong => PostOutcome::Waiting,
            Stage::NextRun | Stage::Scheduled | Stage::Undated | Stage::Draft => return None,
        };
        Some(post_line(post, decision, outcome, covered(&words)))
    };
    let others = outlook.coming().filter(|coming| !planned.contains(&coming.post.row));
    others.filter_map(line).collect()
}

/// Returns the report's line about a row of which nothing is sent; none where there is nothing to say.
pub(super) fn told_line(
    decision: &Decision,
    post: &PostRow,
    language: Language,
) -> Option<PostLine> {
    let words = match &decision.says {
        Says::This(message) => message.say(language),
        Says::Keep if decision.shows.is_none() && decision.step == Step::Keep => return None,
        Says::Keep if stopped(decision, post).is_some() => covered(post.message()),
        Says::Keep | Says::Nothing => String::new(),
    };
    let outcome = match (&decision.step, decision.shows.or_else(|| stopped(decision, post))) {
        (_, Some(PostStatus::Failed)) => PostOutcome::Failed,
        (_, Some(PostStatus::Missed)) => PostOutcome::Missed,
        (_, Some(PostStatus::Check)) => PostOutcome::Check,
        (Step::Restore(_), _) | (_, Some(PostStatus::Published)) => PostOutcome::Restored,
        _ if words.is_empty() => return None,
        _ => PostOutcome::Waiting,
    };
    let is_news = match outcome {
        _ if is_protected(decision) => true,
        // What another tool has marked stood there before.
        PostOutcome::Failed | PostOutcome::Missed | PostOutcome::Check => {
            decision.shows.is_some() || post.register.line().is_some()
        }
        // Whoever marked a row to go out waits for a post that does not come.
        PostOutcome::Restored => {
            let is_asked_for = matches!(post.status, Ok(PostStatus::PostNow | PostStatus::Ready));
            is_asked_for && post.register.line().is_none()
        }
        _ => false,
    };
    Some(PostLine { is_news, ..post_line(post, decision, outcome, words) })
}

/// Returns what a row goes on showing that was stopped before, and is stopped still.
fn stopped(decision: &Decision, post: &PostRow) -> Option<PostStatus> {
    let is_free = decision.shows.is_some() || is_protected(decision);
    let status = post.status.as_ref().ok().copied().filter(|_| !is_free)?;
    matches!(status, PostStatus::Failed | PostStatus::Missed | PostStatus::Check).then_some(status)
}

fn is_protected(decision: &Decision) -> bool {
    matches!(&decision.says, Says::This(Message::Protected { .. }))
}

/// Returns a row that is not finished.
pub(super) fn post_at(snapshot: &Snapshot, row: usize) -> Option<&PostRow> {
    let at = snapshot.posts.binary_search_by_key(&row, Row::row).ok()?;
    match snapshot.posts.get(at)? {
        Row::Open(post) => Some(post),
        Row::Finished { .. } => None,
    }
}

/// Returns the report's line about a row.
pub(super) fn post_line(
    post: &PostRow,
    decision: &Decision,
    outcome: PostOutcome,
    words: String,
) -> PostLine {
    PostLine {
        row: post.row + 1,
        account: decision.account.clone(),
        text: post.excerpt.clone(),
        due: decision.due,
        outcome,
        permalink: None,
        words,
        is_news: false,
    }
}
