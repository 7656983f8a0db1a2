//! What is known of the stock rows' uses before anything is decided: whose state is whose, and what became of the uses
//! of rows that have lost theirs.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::standing::{History, Past, Standing};
use super::{StockDecision, StockStep};
use crate::place::Place;
use crate::row_state::StockUse;
use crate::slots::Rule;
use crate::stock::StockRow;
use crate::stock_state::StockState;
use crate::text;

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
///
/// Of several states of the same cells the one that was used last is theirs: cells may come back to a row in which they
/// left an old one, and leave the new one behind.
fn owned(rows: &[StockRow]) -> Vec<Option<&StockState>> {
    let mut owned: Vec<Option<&StockState>> = vec![None; rows.len()];
    let mut taken: HashSet<&str> = HashSet::new();
    let left: Vec<&StockState> =
        rows.iter().filter(|row| row.is_blank).filter_map(|row| row.state.as_ref()).collect();
    for (own, row) in owned.iter_mut().zip(rows) {
        let Some(state) = row.state.as_ref().filter(|state| state.hash == row.hash) else {
            continue;
        };
        let newer = left.iter().copied().filter(|it| it.hash == row.hash && age(it) > age(state));
        let newest = newer.filter(|it| !taken.contains(&*it.id)).max_by_key(|it| age(it));
        *own = newest.or(Some(state)).filter(|state| taken.insert(&state.id));
    }
    let mut without: HashMap<&str, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate().rev().filter(|(at, row)| {
        let carries_a_copy = row.state.as_ref().is_some_and(|state| state.hash == row.hash);
        owned[*at].is_none() && !row.is_blank && !carries_a_copy
    }) {
        without.insert(&row.hash, at);
    }
    // One that knows of no use as well: cells that got another state would find the old one again where they come back.
    let mut states: Vec<&StockState> = rows.iter().filter_map(|row| row.state.as_ref()).collect();
    states.sort_by_key(|state| std::cmp::Reverse(age(state)));
    for state in states {
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

/// Returns what tells which of two states is the newer one.
fn age(state: &StockState) -> (Option<DateTime<Utc>>, u32, u32) {
    (state.last, state.uses, state.version)
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
        if history.is_none_or(|history| history.latest.number < uses) {
            past.latest = Standing::Gone;
        }
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
    let Some(carried) = row.state.as_ref().filter(|carried| carried.id == state.id) else {
        let (id, hash) = (state.id.clone(), row.hash.clone());
        let used = StockUse { id, number: uses, hash, at: last.unwrap_or(state.at) };
        return (StockStep::Open(Some(used)), uses, last);
    };
    let is_known = (uses, last) == (carried.uses, carried.last);
    (if is_known { StockStep::Keep } else { StockStep::Forward }, uses, last)
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
/// account, at a time of the same rule, and with nearly the same text. Whoever deletes a row and types another one with
/// the same rule has a new row.
fn lost_ahead<'a>(
    lost: &mut HashMap<&str, &'a StockUse>,
    row: &StockRow,
    known: &HashMap<String, History>,
    place: &Place,
) -> Option<&'a StockUse> {
    let (Ok(Rule::Times(times)), Ok(account), None) = (&row.rule, &row.account, &row.state) else {
        return None;
    };
    let says = |text: &String| row.variants.iter().any(|own| text::is_nearly(own, text));
    let is_own = |used: &&StockUse| {
        known.get(&used.id).is_some_and(|history| {
            let is_ahead = history.past.pending.is_some() || used.at > place.now;
            let is_its = &history.account == account && times.holds(used.at, account, place);
            is_ahead && is_its && history.text.as_ref().is_some_and(says)
        })
    };
    let mut own = lost.values().copied().filter(is_own);
    let used = own.next().filter(|_| own.next().is_none())?;
    lost.remove(used.hash.as_str())
}

/// Returns the times at which posts go out, by account, whose stock rows are gone: UTC.
pub(super) fn left_behind(
    known: &HashMap<String, History>,
    decided: &[StockDecision],
    rows: &[StockRow],
) -> HashMap<String, HashSet<DateTime<Utc>>> {
    let id = |(row, decision): (&StockRow, &StockDecision)| match &decision.step {
        StockStep::Open(used) => used.as_ref().map(|used| used.id.clone()),
        _ => row.state.as_ref().map(|state| state.id.clone()),
    };
    let living = rows.iter().zip(decided).filter(|(row, _)| !row.is_blank);
    let living: HashSet<String> = living.filter_map(id).collect();
    let mut times: HashMap<String, HashSet<DateTime<Utc>>> = HashMap::new();
    for (_, history) in known.iter().filter(|(id, _)| !living.contains(*id)) {
        if let Some(to_come) = history.past.pending {
            times.entry(history.account.clone()).or_default().insert(to_come.at);
        }
    }
    times
}
