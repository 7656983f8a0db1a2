//! Posts that answer posts: which row is whose parent, and what waits for what.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::eligibility::{Judged, is_missed, judge_after, waits_for};
use super::index::Index;
use super::{Decision, Says, Step, Then, reply_after, thread};
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
        // The rest of its own thread goes under what is out of it.
        if thread::is_under_way(post, &decisions[at]) {
            continue;
        }
        let found = match parent(post, &decisions[at], index) {
            // The Log gives it back to the row that has lost it, in this very run.
            Parent::Gone => match put_back(post, decisions) {
                Some(row) => Parent::Row { row, out: None },
                None => Parent::Gone,
            },
            found => found,
        };
        match found {
            Parent::Row { row, out } => {
                let parent = by_row.get(&row).map(|parent| decisions[*parent].clone());
                let is_fixed = fixed_parent(post, &decisions[at]).is_some();
                if !is_fixed && is_being_rewritten(row, parent.as_ref(), index) {
                    if decisions[at].then == Then::Publish {
                        wait(&mut decisions[at], row);
                    }
                    continue;
                }
                // More of its thread goes out, in this plan or later, and the part comes under the last of it.
                let goes_on = |parent: &Decision| {
                    let post = index.open_row(parent.row);
                    // What was refused is still to come once its cell is right.
                    let is_turned = Step::Turn(State::Failed) == parent.step
                        || Step::Turn(State::Queued) == parent.step;
                    (parent.then == Then::Publish || is_turned)
                        && post.is_some_and(|post| thread::is_under_way(post, parent))
                };
                let out = out.filter(|_| !parent.as_ref().is_some_and(goes_on));
                decisions[at].parent_row = Some(row);
                // A part that waits for something of its own keeps that reason, which is the one its person
                // can do something about.
                if decisions[at].then == Then::Publish {
                    let is_later = parent.as_ref().is_some_and(|parent| {
                        reply_after::due_after_this_plan(parent, index).is_some()
                    });
                    let parent = Answered { row, out, decision: parent, is_later };
                    follow(&mut decisions[at], post, &parent, index);
                }
            }
            // Without its parent a part would be a post of its own, which nobody wrote it to be.
            Parent::None | Parent::Gone => refuse(&mut decisions[at], post),
        }
    }
    // This comes last, once all parents are known and no decision is replaced any more.
    give_parents_an_id(decisions, index);
}

/// The row that a part answers.
struct Answered {
    /// The row, from 0.
    row: usize,
    /// Since when it is public.
    out: Option<DateTime<Utc>>,
    /// What is decided about it; none where that is nothing.
    decision: Option<Decision>,
    /// Whether a part of its thread goes out only later.
    is_later: bool,
}

impl Answered {
    /// Tells whether all of it goes out in this plan. One in doubt counts: if it turns out to be public, its parts follow in
    /// the same run.
    fn goes_out(&self) -> bool {
        let then = self.decision.as_ref().map(|decision| decision.then);
        matches!(then, Some(Then::Publish | Then::Resolve)) && !self.is_later
    }

    /// Tells whether the row becomes another post in this plan: since when the old one is public says nothing then.
    fn is_replaced(&self) -> bool {
        self.decision.as_ref().is_some_and(gets_another_state)
    }
}

/// Lets a part that would go out follow its parent.
fn follow(part: &mut Decision, post: &PostRow, parent: &Answered, index: &Index) {
    if let Some(delay) = post.delay() {
        return keep_delay(part, (post, delay.length), parent, index);
    }
    match parent.out {
        // A part is as late as the later of itself and its parent.
        Some(out) if is_missed(post, part.due.max(out), index) => miss(part),
        None if !parent.goes_out() => wait(part, parent.row),
        _ => {}
    }
}

/// Lets a part go out so long after its parent has, and not in the run that publishes that one: since when it is
/// public is known only afterwards.
fn keep_delay(
    part: &mut Decision,
    (post, delay): (&PostRow, TimeDelta),
    parent: &Answered,
    index: &Index,
) {
    let out = parent.out.filter(|_| !parent.is_replaced());
    if let Some(out) = out {
        match judge_after(post, delay, (parent.row, out), index) {
            Judged::Due(due) => part.due = due,
            Judged::Missed => miss(part),
            Judged::Later(due, says) => {
                (part.due, part.then) = (due, Then::Nothing);
                part.says = says.map_or(Says::Nothing, Says::This);
            }
            Judged::Waits(says) => hold(part, says),
            Judged::Refused(_) => {}
        }
        return;
    }
    let goes_out = parent.goes_out();
    if delay.is_zero() {
        if !goes_out {
            wait(part, parent.row);
        }
        return;
    }
    let now = index.sheet.place.now;
    let due = parent.decision.as_ref().map(|decision| decision.due.max(now));
    // When the next run is of use: as far as one can tell by the parent's own time.
    if let Some(due) = due.filter(|due| goes_out || *due > now) {
        part.due = due + delay;
    }
    hold(part, waits_for(post, delay, parent.row, index));
}

fn hold(part: &mut Decision, says: Message) {
    (part.then, part.says) = (Then::Nothing, Says::This(says));
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
    let is_rewritten =
        |decision: &&Decision| is_being_rewritten(decision.row, Some(*decision), index);
    let being_rewritten: HashSet<usize> =
        decisions.iter().filter(is_rewritten).map(|decision| decision.row).collect();
    for decision in decisions.iter_mut().filter(|decision| decision.parent_row.is_none()) {
        let Some(post) = index.open_row(decision.row) else { continue };
        if post.reply_to == Ok(Some(ReplyTo::Previous))
            && let Parent::Row { row, .. } = parent(post, decision, index)
            && (!being_rewritten.contains(&row) || fixed_parent(post, decision).is_some())
        {
            decision.parent_row = Some(row);
        }
    }
}

/// Returns the row, from 0, that gets the id back which a part has fixed as its parent's.
fn put_back(post: &PostRow, decisions: &[Decision]) -> Option<usize> {
    let id = post.stored.line()?.parent.as_deref()?;
    let is_it =
        |decision: &&Decision| matches!(&decision.step, Step::Restore(known) if known.id == id);
    decisions.iter().find(is_it).map(|decision| decision.row)
}

/// Tells whether a row gets the state of another post in this plan.
fn gets_another_state(decision: &Decision) -> bool {
    matches!(decision.step, Step::Open(_) | Step::Restore(_) | Step::Erase)
}

/// Tells whether a row still remembers a post that it is no longer meant to be: it is a copy that was made a Draft, or a
/// published row that is being rewritten. A reply below it waits for the new post and does not go under the old one.
fn is_being_rewritten(row: usize, decision: Option<&Decision>, index: &Index) -> bool {
    if decision.is_some_and(gets_another_state) {
        return false;
    }
    let Some(post) = index.open_row(row) else { return false };
    let Some(line) = post.stored.line() else { return false };
    let stands = matches!(
        post.status,
        Ok(PostStatus::Published | PostStatus::Publishing | PostStatus::Check)
    );
    let is_another = line.state == State::Posted
        && !post.has_hash(&line.hash)
        && !thread::is_same_post(post, line);
    !stands && (is_another || index.is_copied(post))
}

enum Parent {
    /// There is no row of the account above.
    None,
    /// The row that was fixed as the parent is no longer there.
    Gone,
    /// The parent's row, from 0, and since when it is public.
    Row { row: usize, out: Option<DateTime<Utc>> },
}

/// Returns the id of the row that was fixed as the parent, with the first state, so that sorting the rows later does not
/// hang the part onto another post. A row that gets a new id is a new post and chooses anew.
fn fixed_parent<'a>(post: &'a PostRow, decision: &Decision) -> Option<&'a str> {
    let line = post.stored.line().filter(|_| !matches!(decision.step, Step::Open(_)));
    line.and_then(|line| line.parent.as_deref())
}

fn parent(post: &PostRow, decision: &Decision, index: &Index) -> Parent {
    let fixed = fixed_parent(post, decision);
    let account = post.account.as_deref().unwrap_or_default();
    match (index.answered(post.row, account, fixed), fixed) {
        (Some(row), _) => Parent::Row { row: row.row(), out: index.public_since(row) },
        (None, Some(_)) => Parent::Gone,
        (None, None) => Parent::None,
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
    hold(decision, Message::ParentWaits { row: parent_row + 1 });
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
