//! What is known of the stock rows' uses before anything is decided: by their states, by the rows of Posts and by the
//! Log.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::super::index::Index;
use super::super::{Decision, Row, Then};
use super::{StockDecision, StockStep};
use crate::columns::PostStatus;
use crate::log::Event;
use crate::place::Place;
use crate::post::PostRow;
use crate::row_state::{State, StockUse};
use crate::schedule::When;
use crate::slots::Rule;
use crate::stock::StockRow;
use crate::stock_state::StockState;

/// What the rows of Posts and the Log know of the uses of a stock row.
pub(super) struct History {
    /// The latest use.
    latest: StockUse,
    /// The account that it is for.
    account: String,
    past: Past,
}

/// What became of the uses of a stock row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Past {
    /// Whether a row of Posts is the latest use.
    pub(super) stands: bool,
    /// When the last one goes out that stands in Posts and is still to come, UTC.
    pub(super) pending: Option<DateTime<Utc>>,
    /// When the last one went out, UTC.
    pub(super) out: Option<DateTime<Utc>>,
}

/// Returns what is known by the stock row's id.
pub(super) fn histories(decisions: &[Decision], index: &Index) -> HashMap<String, History> {
    let mut known: HashMap<String, History> = HashMap::new();
    for row in index.sheet.posts {
        let Some(used) = row.stock_use() else { continue };
        let past = note(&mut known, used, row.account(), true);
        let sent = row.receipt().filter(|line| line.state == State::Posted);
        past.out = past.out.max(sent.map(|line| line.first_sent.unwrap_or(line.at)));
        past.pending = past.pending.max(pending(row, decisions));
    }
    for line in &index.log_lines.lines {
        let Some(used) = line.stock_use.clone() else { continue };
        let past = note(&mut known, used, &line.account, false);
        past.out = past.out.max(line.at.filter(|_| line.event == Event::Published));
    }
    known
}

/// Takes note of a use, and returns what is known of those of its stock row.
fn note<'a>(
    known: &'a mut HashMap<String, History>,
    used: StockUse,
    account: &str,
    stands: bool,
) -> &'a mut Past {
    let (id, account) = (used.id.clone(), account.to_owned());
    let (latest, past) = (used.clone(), Past::default());
    let new = || History { latest, account: account.clone(), past };
    let history = known.entry(id).or_insert_with(new);
    if used.number > history.latest.number {
        history.past.stands = stands;
        (history.latest, history.account) = (used, account);
    } else if used.number == history.latest.number {
        history.past.stands |= stands;
    }
    &mut history.past
}

/// Returns when a row of Posts goes out that is still to come: UTC.
fn pending(row: &Row, decisions: &[Decision]) -> Option<DateTime<Utc>> {
    let Row::Open(post) = row else { return None };
    let at = decisions.binary_search_by_key(&post.row, |decision| decision.row).ok()?;
    let decision = decisions.get(at).filter(|decision| is_to_come(post, decision))?;
    match &post.when {
        Ok(When::At(moment)) => Some(moment.at),
        _ => Some(decision.due),
    }
}

fn is_to_come(post: &PostRow, decision: &Decision) -> bool {
    let status = decision.shows.or(post.status.clone().ok());
    let is_out = post.stored.line().is_none_or(|line| line.state == State::Posted);
    let waits = || status.is_some_and(|it| it.asks_to_post() || it == PostStatus::Publishing);
    !is_out && (matches!(decision.then, Then::Publish | Then::Prepare | Then::Resolve) || waits())
}

/// Returns the ids that several rows carry.
pub(super) fn copied(rows: &[StockRow]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    // What is left of a row whose cells were moved away is no copy.
    let rows = rows.iter().filter(|row| !row.is_blank);
    let ids = rows.filter_map(|row| row.state.as_ref().map(|state| state.id.as_str()));
    ids.filter(|id| !seen.insert(*id)).collect()
}

/// Returns whose state is whose.
///
/// A state speaks of cells. People sort a part of the columns, and cut cells and paste them elsewhere, while the hidden
/// Receipt stays where it is: then the state belongs to the row that holds its cells now.
fn owned(rows: &[StockRow]) -> Vec<Option<&StockState>> {
    let mut owned: Vec<Option<&StockState>> = vec![None; rows.len()];
    let mut taken: HashSet<&str> = HashSet::new();
    for (own, row) in owned.iter_mut().zip(rows) {
        let state = row.state.as_ref().filter(|state| state.hash == row.hash);
        *own = state.filter(|state| taken.insert(&state.id));
    }
    let mut without: HashMap<&str, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate().rev().filter(|(at, row)| {
        let carries_a_copy = row.state.as_ref().is_some_and(|state| state.hash == row.hash);
        owned[*at].is_none() && !row.is_blank && !carries_a_copy
    }) {
        without.insert(&row.hash, at);
    }
    // A state that knows of no use need not be kept.
    let is_used = |state: &&StockState| state.uses > 0;
    for state in rows.iter().filter_map(|row| row.state.as_ref()).filter(is_used) {
        if taken.contains(&*state.id) {
            continue;
        }
        if let Some(at) = without.remove(state.hash.as_str()) {
            taken.insert(&state.id);
            owned[at] = Some(state);
        }
    }
    // Whoever edits a row leaves its state in it.
    for (own, row) in owned.iter_mut().zip(rows).filter(|(own, row)| own.is_none() && !row.is_blank)
    {
        *own = row.state.as_ref().filter(|state| taken.insert(&state.id));
    }
    owned
}

/// Returns what is known of each row before anything is decided.
pub(super) fn states(
    rows: &[StockRow],
    known: &HashMap<String, History>,
    place: &Place,
) -> Vec<(StockDecision, Past)> {
    let owned = owned(rows);
    let owners: HashSet<&str> = owned.iter().flatten().map(|state| state.id.as_str()).collect();
    let mut lost: HashMap<&str, &StockUse> = HashMap::new();
    for History { latest: used, .. } in known.values() {
        if owners.contains(used.id.as_str()) {
            continue;
        }
        let later = lost.entry(&used.hash).or_insert(used);
        if (used.at, &used.id) > (later.at, &later.id) {
            *later = used;
        }
    }
    let mut decided = Vec::new();
    for (row, own) in rows.iter().zip(owned) {
        // A first state of other cells was meant for another row, and may stand in the place of this one's own.
        let may_be_anothers = |state: &StockState| {
            let is_first = state.version == 1 && state.uses == 0;
            is_first && state.hash != row.hash && lost.contains_key(row.hash.as_str())
        };
        let was_overwritten = own.is_some_and(may_be_anothers);
        let own = own.filter(|_| !was_overwritten);
        let (step, uses, last) = match own {
            Some(state) => of_own(row, state, known),
            None if row.is_blank => (StockStep::Keep, 0, None),
            // A copy is another row; one that has lost its state is known by its cells.
            None => match lost_use(&mut lost, row, was_overwritten)
                .or_else(|| lost_ahead(&mut lost, row, known, place))
            {
                Some(used) => (StockStep::Open(Some(used.clone())), used.number, Some(used.at)),
                None => (StockStep::Open(None), 0, None),
            },
        };
        let id = match &step {
            StockStep::Open(used) => used.as_ref().map(|used| used.id.as_str()),
            _ => own.map(|state| state.id.as_str()),
        };
        let history = id.and_then(|id| known.get(id));
        let mut past = history.map(|history| history.past).unwrap_or_default();
        // The state may know of a later use, whose row was deleted.
        past.stands &= history.is_some_and(|history| history.latest.number >= uses);
        let account = row.account.clone().unwrap_or_default();
        let is_sound = false;
        let decision =
            StockDecision { row: row.row, account, step, uses, last, is_sound, says: None };
        decided.push((decision, past));
    }
    decided
}

/// Returns what becomes of a state in the row that it belongs to, how often that was used, and for when last.
fn of_own(
    row: &StockRow,
    state: &StockState,
    known: &HashMap<String, History>,
) -> (StockStep, u32, Option<DateTime<Utc>>) {
    let later = known.get(&state.id).map(|history| &history.latest);
    let later = later.filter(|used| used.number > state.uses);
    let (uses, last) = later.map_or((state.uses, state.last), |used| (used.number, Some(used.at)));
    if row.state.as_ref().is_none_or(|carried| carried.id != state.id) {
        let (id, hash) = (state.id.clone(), row.hash.clone());
        let used = StockUse { id, number: uses, hash, at: last.unwrap_or(state.at) };
        return (StockStep::Open(Some(used)), uses, last);
    }
    (if later.is_some() { StockStep::Forward } else { StockStep::Keep }, uses, last)
}

/// Returns the last use of a row that has lost its state, once; a copy of another row has lost none.
fn lost_use<'a>(
    lost: &mut HashMap<&str, &'a StockUse>,
    row: &StockRow,
    was_overwritten: bool,
) -> Option<&'a StockUse> {
    // A state that speaks of other cells is another row's; so is one that several rows carry.
    let carries_a_copy = row.state.as_ref().is_some_and(|state| state.hash == row.hash);
    if carries_a_copy && !was_overwritten { None } else { lost.remove(row.hash.as_str()) }
}

/// Returns the use that is still to come of a row that was edited since and has lost its state: the next one of the same
/// account, at a time of the same rule. Whoever deletes a row and types another in its place has that one follow it.
fn lost_ahead<'a>(
    lost: &mut HashMap<&str, &'a StockUse>,
    row: &StockRow,
    known: &HashMap<String, History>,
    place: &Place,
) -> Option<&'a StockUse> {
    let (Ok(Rule::Times(times)), Ok(account), None) = (&row.rule, &row.account, &row.state) else {
        return None;
    };
    let is_own = |used: &&StockUse| {
        known.get(&used.id).is_some_and(|History { account: its, past, .. }| {
            let is_ahead = past.pending.is_some() || used.at > place.now;
            is_ahead && its == account && times.holds(used.at, account, place)
        })
    };
    let mut own = lost.values().copied().filter(is_own);
    let used = own.next().filter(|_| own.next().is_none())?;
    lost.remove(used.hash.as_str())
}
