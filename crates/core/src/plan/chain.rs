//! Posts that answer posts: which row is whose parent, and what waits for what.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::eligibility::is_missed;
use super::index::Index;
use super::{Decision, Row, Says, Step, Then};
use crate::columns::ReplyTo;
use crate::headings::PostStatus;
use crate::post::{PostRow, StoredState};
use crate::reason::{Message, Refusal};
use crate::row_state::{RowState, State};

/// Gives each part its parent, and lets it wait where the parent is not out and does not go out
/// in this plan.
pub(super) fn link(decisions: &mut [Decision], index: &Index) {
    let by_row: HashMap<usize, usize> =
        decisions.iter().enumerate().map(|(at, decision)| (decision.row, at)).collect();
    // Rows are in their order, and a parent from above is decided before its parts. A parent that
    // was sorted below its part is met later, so a part that waits for it waits for the next run.
    for at in 0..decisions.len() {
        let Some(post) = index.open_row(decisions[at].row) else { continue };
        // A reply to a fixed media id needs no parent row.
        if post.reply_to != Ok(Some(ReplyTo::Previous)) || !is_open(&decisions[at]) {
            continue;
        }
        match parent(post, &decisions[at], index) {
            Parent::Row { row, out } => {
                decisions[at].parent_row = Some(row);
                let goes_out = by_row.get(&row).is_some_and(|parent| {
                    // A parent in doubt counts as going out: if it turns out to be public, its parts follow in
                    // the same run.
                    matches!(decisions[*parent].then, Then::Publish | Then::Resolve)
                });
                match out {
                    // A part that waits for something of its own keeps that reason, which is the one its person
                    // can do something about.
                    _ if decisions[at].then != Then::Publish => {}
                    // A part is as late as the later of itself and its parent.
                    Some(out) if is_missed(post, decisions[at].due.max(out), index) => {
                        miss(&mut decisions[at]);
                    }
                    None if !goes_out => wait(&mut decisions[at], row),
                    _ => {}
                }
            }
            // Without its parent a part would be a post of its own, which nobody wrote it to be.
            Parent::None | Parent::Gone => refuse(&mut decisions[at], post),
        }
    }
    // This comes last, once all parents are known and no decision is replaced any more.
    give_parents_an_id(decisions, index);
}

/// Tells whether anything is still to be decided: what was sent answers its parent already, and what
/// the Log knows better is not judged here.
fn is_open(decision: &Decision) -> bool {
    let is_idle = decision.step == Step::Keep && decision.then == Then::Nothing;
    let is_sent = matches!(decision.then, Then::Resolve | Then::Look);
    !is_idle && !is_sent && !matches!(decision.step, Step::Restore(_))
}

/// Names the parent of every part, also of one about which nothing is done.
pub(super) fn name_parents(decisions: &mut [Decision], index: &Index) {
    for decision in decisions.iter_mut().filter(|decision| decision.parent_row.is_none()) {
        let Some(post) = index.open_row(decision.row) else { continue };
        if post.reply_to == Ok(Some(ReplyTo::Previous))
            && let Parent::Row { row, .. } = parent(post, decision, index)
        {
            decision.parent_row = Some(row);
        }
    }
}

enum Parent {
    /// There is no row of the account above.
    None,
    /// The row that was fixed as the parent is no longer there.
    Gone,
    /// The parent's row, from 0, and since when it is public.
    Row { row: usize, out: Option<DateTime<Utc>> },
}

fn parent(post: &PostRow, decision: &Decision, index: &Index) -> Parent {
    let out = |row: &Row| {
        let line = row.receipt().filter(|line| line.state == State::Posted);
        line.map(|line| line.at)
    };
    // The parent is fixed with the first state, so that sorting the rows later does not hang the part onto
    // another post. A row that gets a new id is a new post and chooses anew.
    let fixed = post.stored.line().filter(|_| !matches!(decision.step, Step::Open(_)));
    if let Some(id) = fixed.and_then(|receipt| receipt.parent.as_deref()) {
        return match index.row_of(id) {
            Some(row) => Parent::Row { row: row.row(), out: out(row) },
            None => Parent::Gone,
        };
    }
    let account = post.account.as_deref().unwrap_or_default();
    let posts = index.sheet.posts;
    // The list leaves out empty rows, so a row's number is not its place in it.
    let above = posts.partition_point(|row| row.row() < post.row);
    let is_parent = |row: &&Row| {
        let has_content = match row {
            Row::Open(post) => post.has_content,
            Row::Finished { .. } => true,
        };
        row.account() == account && has_content
    };
    match posts[..above].iter().rev().find(is_parent) {
        Some(row) => Parent::Row { row: row.row(), out: out(row) },
        None => Parent::None,
    }
}

fn refuse(decision: &mut Decision, post: &PostRow) {
    let refusal = Refusal::NoParent;
    decision.why = Some(refusal.code());
    let is_refused_already = |line: &RowState| {
        line.state == State::Failed && line.why == decision.why && line.hash == post.hash
    };
    decision.step = match decision.step {
        Step::Open(_) => Step::Open(State::Failed),
        // The same refusal is not written again in every run.
        _ if post.stored.line().is_some_and(is_refused_already) => Step::Keep,
        _ => Step::Turn(State::Failed),
    };
    decision.shows = Some(PostStatus::Failed);
    decision.says = Says::This(Message::Refused(refusal));
    decision.then = Then::Nothing;
}

fn miss(decision: &mut Decision) {
    decision.step = match decision.step {
        Step::Open(_) => Step::Open(State::Missed),
        _ => Step::Turn(State::Missed),
    };
    decision.shows = Some(PostStatus::Missed);
    decision.says = Says::This(Message::Missed);
    decision.then = Then::Nothing;
}

fn wait(decision: &mut Decision, parent_row: usize) {
    decision.then = Then::Nothing;
    decision.says = Says::This(Message::ParentWaits { row: parent_row + 1 });
}

/// A part remembers its parent by its id, so a parent without one gets one, be it a draft.
fn give_parents_an_id(decisions: &mut [Decision], index: &Index) {
    let parents: Vec<usize> = decisions.iter().filter_map(|decision| decision.parent_row).collect();
    for decision in decisions.iter_mut().filter(|decision| parents.contains(&decision.row)) {
        // What somebody else has posted, or a hand has spoilt, is not queued by the way.
        let is_blank = index
            .open_row(decision.row)
            .is_some_and(|post| post.stored == StoredState::Blank && post.permalink.is_empty());
        if is_blank && decision.step == Step::Keep {
            decision.step = Step::Open(State::Queued);
        }
    }
}
