//! Every account's part of a plan.

use std::collections::HashSet;

use threadsheet_core::account::{AccountAction, AccountRow};
use threadsheet_core::columns::reply_to::post_code;
use threadsheet_core::matching::Taken;
use threadsheet_core::plan::{AccountStep, Decision, Plan, Row, Then, asker, last_out};
use threadsheet_core::row_state::State;

use super::account::Task;
use super::initial_write::InitialWrite;
use super::protected;
use super::publish::groups::PublicPosts;
use super::publish::post_job::PostJob;
use super::writer::known_sheet::KnownSheet;
use crate::config::Config;

/// Gives every account its part of the plan.
pub(crate) fn tasks(
    sheet: &KnownSheet,
    plan: &Plan,
    first: &InitialWrite,
    config: &Config,
) -> Vec<Task> {
    let posts = &sheet.snapshot.posts;
    // Of all rows, whoever's they are: what one of them has is not found for another.
    let taken = Taken::of(posts.iter().flat_map(Row::media));
    let task = |(account, step): (&AccountRow, &AccountStep)| {
        let mut task = Task {
            account: account.clone(),
            step: step.clone(),
            is_token_closed: protected::is_token_closed(&sheet.snapshot, account),
            is_receipt_closed: protected::is_account_receipt_closed(&sheet.snapshot, account),
            doubts: Vec::new(),
            posts: Vec::new(),
            soon: Vec::new(),
            taken: taken.clone(),
            public: PublicPosts::default(),
            last_out: None,
        };
        let is_own = |decision: &&Decision| {
            if decision.is_in_doubt() {
                let line = first.lines.get(&decision.row);
                // By the user that sent it: the account may have another name by now, or another row.
                let asker = asker(sheet.snapshot.steps(plan), decision, line);
                return asker.is_some_and(|(asker, _)| asker.row == account.row);
            }
            let is_one = !matches!(step.action, AccountAction::SameName { .. });
            is_one && decision.account == step.name
        };
        for decision in plan.posts.iter().filter(is_own).filter(|_| config.scope.publishes()) {
            let Some(job) = job(sheet, decision, first) else { continue };
            match decision.then {
                Then::Nothing => {}
                Then::Publish => task.posts.push(job),
                Then::Prepare => task.soon.push(job),
                Then::Resolve | Then::Look => task.doubts.push(job),
            }
        }
        // Nobody who wants a post out at once waits behind another post's pause.
        task.posts.sort_by_key(|job| !job.is_wanted_now());
        learn_of_parents(&mut task, posts, first);
        if !config.limits.spacing.is_zero() && !task.posts.is_empty() {
            task.last_out = last_out(&sheet.snapshot.sheet(config.limits), &step.name);
        }
        task
    };
    sheet.snapshot.steps(plan).map(task).collect()
}

/// Returns the rows in doubt that no account can ask about: the one that sent them is gone.
pub(crate) fn orphans(
    sheet: &KnownSheet,
    plan: &Plan,
    tasks: &[Task],
    first: &InitialWrite,
) -> Vec<PostJob> {
    let is_asked =
        |row: usize| tasks.iter().flat_map(|task| &task.doubts).any(|job| job.post.row == row);
    let doubts = plan.posts.iter().filter(|decision| decision.is_in_doubt());
    doubts.filter(|one| !is_asked(one.row)).filter_map(|one| job(sheet, one, first)).collect()
}

fn job(sheet: &KnownSheet, decision: &Decision, first: &InitialWrite) -> Option<PostJob> {
    let post = sheet.snapshot.post(decision.row)?.clone();
    let line = first.lines.get(&decision.row)?.clone();
    let decision = decision.clone();
    Some(PostJob::new(post, decision, line))
}

/// Takes note of the public posts that this account's posts may answer.
fn learn_of_parents(task: &mut Task, posts: &[Row], first: &InitialWrite) {
    let jobs = || task.doubts.iter().chain(&task.posts);
    let parents: HashSet<String> = jobs().filter_map(|job| job.line.parent.clone()).collect();
    let answers = jobs().any(PostJob::is_reply);
    let public = posts.iter().filter(|_| answers);
    let public = public.filter_map(|row| Some((row, row.peek()?)));
    // More of a thread that goes on comes first.
    let goes_on: HashSet<String> = task.posts.iter().map(|job| job.line.id.clone()).collect();
    let is_reopened =
        |row: &Row| first.lines.get(&row.row()).is_some_and(|line| line.state != State::Posted);
    let public = public.filter(|(row, post)| {
        post.state == State::Posted && !goes_on.contains(post.id) && !is_reopened(row)
    });
    for (row, post) in public {
        if parents.contains(post.id) {
            // What answers the row goes under the last part of its thread.
            let last = row.receipt().and_then(|line| line.last_media().map(str::to_owned));
            task.public.by_row.insert(post.id.to_owned(), last);
        }
        if let (Some(permalink), Some(media)) = (post.permalink, post.media) {
            task.public.by_path.insert(post_code(permalink).to_owned(), media.to_owned());
        }
    }
    for job in task.doubts.iter_mut().filter(|job| !job.is_further_part()) {
        let parent = job.parent_row().and_then(|id| task.public.by_row.get(id));
        job.parent = parent.cloned().flatten();
        let is_parent = |row: &&Row| row.peek().is_some_and(|it| Some(it.id) == job.parent_row());
        // Its thread may have gone on since.
        job.answered = posts.iter().find(is_parent).map(Row::media).unwrap_or_default();
    }
}
