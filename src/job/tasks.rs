//! Every account's part of a plan.

use std::collections::{HashMap, HashSet};

use threadsheet_core::account::{AccountAction, AccountRow};
use threadsheet_core::plan::{AccountStep, Decision, Plan, Row, Then, asker, last_out};
use threadsheet_core::receipt::State;

use super::account::Task;
use super::closed;
use super::desk::Desk;
use super::open::Opening;
use super::round;
use super::sighting::Taken;
use super::work::Work;
use crate::settings::Settings;

/// Gives every account its part of the plan.
pub(super) fn tasks(desk: &Desk, plan: &Plan, first: &Opening, settings: &Settings) -> Vec<Task> {
    let posts = &desk.snapshot.posts;
    let media = posts.iter().filter_map(|row| row.glance()?.media.map(str::to_owned));
    let taken = Taken::of(media);
    let task = |(account, step): (&AccountRow, &AccountStep)| {
        let mut task = Task {
            account: account.clone(),
            step: step.clone(),
            is_token_closed: closed::is_token_closed(&desk.snapshot, account),
            doubts: Vec::new(),
            posts: Vec::new(),
            soon: Vec::new(),
            taken: taken.clone(),
            published: HashMap::new(),
            by_permalink: HashMap::new(),
            last_out: None,
        };
        let is_own = |decision: &&Decision| {
            if decision.is_in_doubt() {
                let line = first.lines.get(&decision.row);
                let asker = asker(desk.snapshot.steps(plan), decision, line);
                return asker.is_some_and(|(asker, _)| asker.row == account.row);
            }
            let is_one = !matches!(step.action, AccountAction::SameName { .. });
            is_one && decision.account == step.name
        };
        for decision in plan.posts.iter().filter(is_own).filter(|_| settings.halves.publishes()) {
            let Some(work) = work(desk, decision, first) else { continue };
            match decision.then {
                Then::Nothing => {}
                Then::Publish => task.posts.push(work),
                Then::Prepare => task.soon.push(work),
                Then::Settle | Then::Look => task.doubts.push(work),
            }
        }
        // Nobody who wants a post out at once waits behind another post's pause.
        task.posts.sort_by_key(|work| !work.post.goes_out_at_once());
        learn_of_parents(&mut task, posts);
        if !settings.limits.gap.is_zero() && !task.posts.is_empty() {
            task.last_out = last_out(&desk.snapshot.sheet(settings.limits), &step.name);
        }
        task
    };
    desk.snapshot.steps(plan).map(task).collect()
}

/// Returns the rows in doubt that no account can ask about: the one that sent them is gone.
pub(super) fn orphans(desk: &Desk, plan: &Plan, tasks: &[Task], first: &Opening) -> Vec<Work> {
    let is_asked =
        |row: usize| tasks.iter().flat_map(|task| &task.doubts).any(|work| work.post.row == row);
    let doubts = plan.posts.iter().filter(|decision| decision.is_in_doubt());
    doubts.filter(|one| !is_asked(one.row)).filter_map(|one| work(desk, one, first)).collect()
}

pub(super) fn work(desk: &Desk, decision: &Decision, first: &Opening) -> Option<Work> {
    let posts = &desk.snapshot.posts;
    let at = posts.binary_search_by_key(&decision.row, Row::row).ok()?;
    let Row::Open(post) = posts.get(at)? else { return None };
    let line = first.lines.get(&decision.row)?.clone();
    let (post, decision) = (post.as_ref().clone(), decision.clone());
    Some(Work { post, decision, line, parent: None, log: Vec::new() })
}

/// Takes note of the public posts that this account's posts may answer.
fn learn_of_parents(task: &mut Task, posts: &[Row]) {
    let works = || task.doubts.iter().chain(&task.posts);
    let parents: HashSet<String> = works().filter_map(|work| work.line.parent.clone()).collect();
    let answers = works().any(Work::is_reply);
    let public = posts.iter().filter(|_| answers).filter_map(Row::glance);
    for post in public.filter(|post| post.state == State::Posted) {
        if parents.contains(post.id) {
            task.published.insert(post.id.to_owned(), post.media.map(str::to_owned));
        }
        if let (Some(permalink), Some(media)) = (post.permalink, post.media) {
            task.by_permalink.insert(round::path(permalink).to_owned(), media.to_owned());
        }
    }
    for work in &mut task.doubts {
        let parent = work.parent_row().and_then(|id| task.published.get(id));
        work.parent = parent.cloned().flatten();
    }
}
