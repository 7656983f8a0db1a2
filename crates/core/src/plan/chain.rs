//! Posts that answer posts: which row is whose parent, and what waits for what.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::eligibility::{Judged, is_missed, judge_after, waits_for};
use super::index::{Index, is_sent};
use super::initial_write::is_at_rest;
use super::{Decision, Row, Says, Step, Then, reply_after, thread};
use crate::columns::PostStatus;
use crate::post::{PostRow, StoredState, TreeId, TreePlace};
use crate::reason::{Message, Refusal, RowCode};
use crate::row_state::{RowState, State};

/// Gives each part its parent, and lets it wait where the parent is not out and does not go out
/// in this plan.
pub(super) fn link(decisions: &mut [Decision], index: &Index) {
    let by_row = places(decisions);
    let put_back = put_back(decisions);
    let found: Vec<Option<Parent>> =
        decisions.iter().map(|part| wanted(part, index, &put_back)).collect();
    // What becomes of a parent is decided before its parts, wherever in the sheet it stands.
    let parents: Vec<Option<usize>> = found
        .iter()
        .map(|parent| parent.and_then(|parent| by_row.get(&parent.row()?).copied()))
        .collect();
    for at in parents_first(&parents) {
        let (Some(parent), Some(post)) = (found[at], index.open_row(decisions[at].row)) else {
            continue;
        };
        match parent {
            Parent::Row { row, out } => {
                let decision = parents[at].map(|parent| decisions[parent].clone());
                let is_later = decision.as_ref().is_some_and(|parent| {
                    reply_after::due_after_this_plan(parent, index).is_some()
                });
                let parent = Answered { row, out, decision, is_later };
                put_under(&mut decisions[at], post, parent, index);
            }
            // Without its parent a part would be a post of its own, which nobody wrote it to be.
            Parent::None => refuse(&mut decisions[at], post, Refusal::NoParent),
            Parent::Gone => {
                let is_of_tree = post.tree_place() == TreePlace::Gone;
                let gone = if is_of_tree { Refusal::TreeParentGone } else { Refusal::ParentGone };
                refuse(&mut decisions[at], post, gone);
            }
        }
    }
    keep_up_with_parents(decisions, index);
    hold_trees_put_back(decisions, index);
    name_parents_of_rows_put_back(decisions, index);
    // This comes last, once all parents are known and no decision is replaced any more.
    give_parents_an_id(decisions, index);
}

/// Puts a part under the row that it answers, and lets it wait where that row is not the post to go under, or is not out.
fn put_under(part: &mut Decision, post: &PostRow, parent: Answered, index: &Index) {
    let row = parent.row;
    // A part that waits for something of its own keeps that reason, which is the one its person can do something about.
    let goes_out = part.then == Then::Publish;
    // What it is not to go under is not remembered, either.
    if !remembers_its_post(row, parent.decision.as_ref(), (post, part), index) {
        if goes_out && index.is_untouched_copy(row) {
            hold(part, Message::ParentIsCopy { row: row + 1 });
        } else if goes_out {
            wait(part, row);
        }
        return;
    }
    if let Some(name) = published_by_another(&parent, post, index) {
        if goes_out {
            hold(part, Message::ParentOfAnother { row: row + 1, name });
        }
        return;
    }
    if goes_out && parent.out.is_none() && is_of_another(row, post, index) {
        return wait(part, row);
    }
    // More of its thread goes out, in this plan or later, and the part comes under the last of it.
    let out = parent.out.filter(|_| !parent.goes_on(index));
    part.parent_row = Some(row);
    part.answers_anew = parent.grows(index);
    if goes_out {
        follow(part, post, &Answered { out, ..parent }, index);
    }
}

/// Returns the name of the account by which a row was published, where a part is another account's by now: a chain is one
/// account's.
fn published_by_another(parent: &Answered, post: &PostRow, index: &Index) -> Option<String> {
    let is_new = parent.decision.as_ref().is_some_and(gets_another_state);
    let line = index.row(parent.row).filter(|_| !is_new)?.receipt()?;
    let account = post.account.as_deref().ok()?;
    let is_sent = is_sent(line.peek());
    thread::other_account(account, &line, index).filter(|_| is_sent)
}

/// Tells whether a row, from 0, is another account's than a part that answers it.
fn is_of_another(row: usize, post: &PostRow, index: &Index) -> bool {
    let account = post.account.as_deref();
    index.row(row).is_some_and(|row| account.is_ok_and(|account| account != row.account()))
}

/// Lets the parts about which nothing else is done keep up with the row that they answer, where that gets another id in
/// this plan, or its thread another part, or they answer another row than they remember: in a later run nobody could tell
/// any more which row had the old id.
fn keep_up_with_parents(decisions: &mut [Decision], index: &Index) {
    let by_row = places(decisions);
    for at in 0..decisions.len() {
        let part = &decisions[at];
        let Some(post) = index.open_row(part.row) else { continue };
        let line = post.stored.line().filter(|line| is_at_rest(line));
        let Some(line) = line.filter(|_| is_left_alone(part, post, index)) else { continue };
        let Some(row) = parent(post, part, index).and_then(Parent::row) else { continue };
        let decision = by_row.get(&row).map(|at| decisions[*at].clone());
        if !remembers_its_post(row, decision.as_ref(), (post, part), index) {
            continue;
        }
        let step = decision.as_ref().map_or(&Step::Keep, |decision| &decision.step);
        let has_another_id = match step {
            Step::Open(_) => true,
            Step::Restore(known) => line.parent.as_ref() != Some(&known.id),
            Step::Keep | Step::Turn(_) | Step::Erase => {
                let id = index.row(row).and_then(Row::peek).map(|peek| peek.id);
                line.parent.is_some() && id.is_some() && line.parent.as_deref() != id
            }
        };
        let parent = Answered { row, out: None, decision, is_later: false };
        let is_container_old = line.container.is_some() && parent.grows(index);
        if has_another_id || is_container_old {
            decisions[at].parent_row = Some(row);
            decisions[at].answers_anew = true;
        }
    }
}

/// Tells whether nothing is done about a part that answers a row. A refused copy stays with what its original replied to:
/// only so can it be told that this is what the Log knows to be out.
fn is_left_alone(part: &Decision, post: &PostRow, index: &Index) -> bool {
    let is_idle = part.step == Step::Keep && part.then == Then::Nothing;
    let is_refused_copy =
        |line: &RowState| line.why == Some(RowCode::SamePost) && post.has_hash(&line.hash);
    let is_copy = index.is_copied(post) || post.stored.line().is_some_and(is_refused_copy);
    is_idle && post.answers_a_row() && !is_copy
}

/// Returns the places of the decisions, by their rows.
fn places(decisions: &[Decision]) -> HashMap<usize, usize> {
    decisions.iter().enumerate().map(|(at, decision)| (decision.row, at)).collect()
}

/// Returns the order in which each decision comes behind that of its parent, by their places; rows that answer one
/// another in a circle come in any order.
fn parents_first(parents: &[Option<usize>]) -> Vec<usize> {
    let mut is_taken = vec![false; parents.len()];
    let mut order = Vec::with_capacity(parents.len());
    for at in 0..parents.len() {
        let (mut path, mut next) = (Vec::new(), Some(at));
        while let Some(at) = next.filter(|at| !is_taken[*at]) {
            is_taken[at] = true;
            path.push(at);
            next = parents[at];
        }
        order.extend(path.into_iter().rev());
    }
    order
}

/// Puts posts that go out at the same time into the order in which they answer one another.
pub(super) fn sort_parents_first(decisions: &mut Vec<Decision>) {
    let by_row = places(decisions);
    let goes_out = |at: &usize| decisions[*at].then == Then::Publish;
    let parent = |part: &Decision| part.parent_row.and_then(|row| by_row.get(&row).copied());
    let parents = decisions.iter().map(|part| parent(part).filter(goes_out));
    let parents: Vec<Option<usize>> = parents.collect();
    let mut taken: Vec<Option<Decision>> =
        std::mem::take(decisions).into_iter().map(Some).collect();
    let order = parents_first(&parents).into_iter();
    decisions.extend(order.filter_map(|at| taken[at].take()));
}

/// Returns what a part is to answer, as long as that is still to be decided.
fn wanted(part: &Decision, index: &Index, put_back: &HashMap<&str, usize>) -> Option<Parent> {
    let post = index.open_row(part.row).filter(|post| post.answers_a_row())?;
    // The rest of its own thread goes under what is out of it.
    if !is_open(part) || thread::is_under_way(post, part) {
        return None;
    }
    match parent(post, part, index)? {
        // The Log gives it back to the row that has lost it, in this very run.
        Parent::Gone => {
            let id = post.stored.line().and_then(|line| line.parent.as_deref());
            let row = id.and_then(|id| put_back.get(id)).copied();
            Some(row.map_or(Parent::Gone, |row| Parent::Row { row, out: None }))
        }
        found => Some(found),
    }
}

/// Has a tree wait for the next run where the Log gives one of its rows back what it was: what is out of the tree is known
/// only then, and so is what is wrong with it.
fn hold_trees_put_back(decisions: &mut [Decision], index: &Index) {
    let tree = |decision: &Decision| match &index.open_row(decision.row)?.tree.as_ref()?.cells.id {
        TreeId::Is(id) => Some(&**id),
        TreeId::Empty | TreeId::Unreadable => None,
    };
    let is_put_back = |it: &&Decision| matches!(it.step, Step::Restore(_));
    let trees = decisions.iter().filter(is_put_back).filter_map(|it| Some((tree(it)?, it.row)));
    let trees: HashMap<&str, usize> = trees.collect();
    let is_refused = |it: &Decision| {
        it.step != Step::Keep && matches!(it.says, Says::This(Message::Refused(Refusal::Tree(_))))
    };
    for decision in decisions.iter_mut() {
        let Some(row) = tree(decision).and_then(|tree| trees.get(tree)) else { continue };
        if is_refused(decision) {
            (decision.step, decision.shows, decision.why) = (Step::Keep, None, None);
            wait(decision, *row);
        } else if decision.then == Then::Publish {
            wait(decision, *row);
        }
    }
}

/// Names the parent of each row of a tree that the Log puts back: what is in doubt is looked for among the replies.
fn name_parents_of_rows_put_back(decisions: &mut [Decision], index: &Index) {
    for decision in decisions.iter_mut().filter(|it| matches!(it.step, Step::Restore(_))) {
        let before = index.open_row(decision.row).and_then(PostRow::row_before_in_tree);
        let is_its_own = |row: &usize| index.open_row(*row).is_none_or(|it| !index.is_copied(it));
        decision.parent_row = before.filter(is_its_own);
    }
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

    /// Tells whether more of its thread goes out, in this plan or later.
    fn goes_on(&self, index: &Index) -> bool {
        let post = index.open_row(self.row);
        self.decision.as_ref().zip(post).is_some_and(|(decision, post)| {
            // What was refused is still to come once its cell is right.
            let is_turned = [State::Queued, State::Failed].map(Step::Turn).contains(&decision.step);
            (decision.then == Then::Publish || is_turned) && thread::is_under_way(post, decision)
        })
    }

    /// Tells whether it is public, and further parts are put under it from this plan on.
    fn grows(&self, index: &Index) -> bool {
        let line = index.open_row(self.row).and_then(|post| post.stored.line());
        let is_public = line.is_some_and(|line| line.state == State::Posted);
        let is_turned = |decision: &Decision| matches!(decision.step, Step::Turn(_));
        is_public && self.decision.as_ref().is_some_and(is_turned)
    }

    /// Tells whether the row becomes another post in this plan: since when the old one is public says nothing then.
    fn is_replaced(&self) -> bool {
        self.decision.as_ref().is_some_and(gets_another_state)
    }
}

/// Lets a part that would go out follow its parent.
fn follow(part: &mut Decision, post: &PostRow, parent: &Answered, index: &Index) {
    let out = parent.out.filter(|_| !parent.is_replaced());
    if let Some(delay) = post.delay() {
        return keep_delay(part, (post, delay.length), (parent, out), index);
    }
    match out {
        // A part is as late as the later of itself and its parent.
        Some(out) if is_missed(post, part.due.max(out), index) => miss(part),
        None if !parent.goes_out() => wait(part, parent.row),
        None => part.due = parent.decision.as_ref().map_or(part.due, |it| it.due.max(part.due)),
        Some(_) => {}
    }
}

/// Lets a part go out so long after its parent has, and not in the run that publishes that one: since when it is
/// public is known only afterwards.
fn keep_delay(
    part: &mut Decision,
    (post, delay): (&PostRow, TimeDelta),
    (parent, out): (&Answered, Option<DateTime<Utc>>),
    index: &Index,
) {
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
    let now = index.sheet.place.now;
    let due = parent.decision.as_ref().map(|decision| decision.due.max(now));
    // When the next run is of use: as far as one can tell by the parent's own time.
    if let Some(due) = due.filter(|due| goes_out || *due > now) {
        part.due = due + delay;
    }
    match (delay.is_zero(), goes_out) {
        (true, true) => {}
        (true, false) => wait(part, parent.row),
        (false, _) => hold(part, waits_for(post, delay, parent.row, index)),
    }
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
    let by_row = places(decisions);
    let named = |part: &Decision| {
        let post = index.open_row(part.row).filter(|post| post.answers_a_row())?;
        let row = parent(post, part, index)?.row()?;
        let decision = by_row.get(&row).map(|at| &decisions[*at]);
        remembers_its_post(row, decision, (post, part), index).then_some(row)
    };
    let named: Vec<Option<usize>> = decisions.iter().map(named).collect();
    for (decision, row) in decisions.iter_mut().zip(named) {
        decision.parent_row = decision.parent_row.or(row);
    }
}

/// Returns the rows, from 0, that get their ids back, by these.
fn put_back(decisions: &[Decision]) -> HashMap<&str, usize> {
    let known = decisions.iter().filter_map(|decision| match &decision.step {
        Step::Restore(known) => Some((known.id.as_str(), decision.row)),
        _ => None,
    });
    // Of several, the upper one.
    known.rev().collect()
}

/// Tells whether a row gets the state of another post in this plan.
fn gets_another_state(decision: &Decision) -> bool {
    matches!(decision.step, Step::Open(_) | Step::Restore(_) | Step::Erase)
}

/// Tells whether what a row remembers is the post that a part is to go under, and not one that it was, or was copied from.
/// A part that fixed its parent before goes under what that was, but for one of a tree: there the cells count.
fn remembers_its_post(
    row: usize,
    decision: Option<&Decision>,
    (part, of_part): (&PostRow, &Decision),
    index: &Index,
) -> bool {
    let is_fixed = !part.is_under_its_tree() && fixed_parent(part, of_part, index).is_some();
    is_fixed
        || decision.is_some_and(gets_another_state)
        || index.row(row).is_none_or(|row| index.is_its_own_post(row))
}

#[derive(Debug, Clone, Copy)]
enum Parent {
    /// There is no row of the account above.
    None,
    /// The row that was fixed as the parent is no longer there.
    Gone,
    /// The parent's row, from 0, and since when it is public.
    Row { row: usize, out: Option<DateTime<Utc>> },
}

impl Parent {
    fn row(self) -> Option<usize> {
        match self {
            Self::Row { row, .. } => Some(row),
            Self::None | Self::Gone => None,
        }
    }
}

/// Returns what a part answers; none where nobody can tell yet, and the part says so.
fn parent(post: &PostRow, decision: &Decision, index: &Index) -> Option<Parent> {
    match post.tree_place() {
        TreePlace::First => Some(parent_above(post, decision, index)),
        TreePlace::Under(row) => {
            let out = index.row(row).and_then(|row| index.public_since(row));
            Some(Parent::Row { row, out })
        }
        TreePlace::Gone => Some(Parent::Gone),
        TreePlace::Unclear(_) | TreePlace::Loading(_) | TreePlace::Fault(_) => None,
    }
}

/// Returns the id of the row that was fixed as the parent, with the first state, so that sorting the rows later does not
/// hang the part onto another post. A row that gets a new id is a new post and chooses anew.
fn fixed_parent<'a>(post: &'a PostRow, decision: &Decision, index: &Index) -> Option<&'a str> {
    let is_refused_copy = decision.why == Some(RowCode::SamePost) && index.is_a_mere_copy(post);
    let is_new = matches!(decision.step, Step::Open(_)) && !is_refused_copy;
    index.fixed_parent(post).filter(|_| !is_new)
}

fn parent_above(post: &PostRow, decision: &Decision, index: &Index) -> Parent {
    let fixed = fixed_parent(post, decision, index);
    let account = post.account.as_deref().unwrap_or_default();
    match (index.answered(post.row, account, fixed), fixed) {
        (Some(row), _) => Parent::Row { row: row.row(), out: index.public_since(row) },
        (None, Some(_)) => match index.refused_copy_above(post) {
            Some(row) => Parent::Row { row, out: None },
            None => Parent::Gone,
        },
        (None, None) => Parent::None,
    }
}

fn refuse(decision: &mut Decision, post: &PostRow, refusal: Refusal) {
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
    let parents: HashSet<usize> =
        decisions.iter().filter_map(|decision| decision.parent_row).collect();
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
