//! What is known of the stock rows' uses before anything is decided: by their states, by the rows of Posts and by the
//! Log.

use std::collections::{HashMap, HashSet};

use super::super::Row;
use super::super::index::Index;
use super::{StockDecision, StockStep};
use crate::row_state::StockUse;
use crate::stock::StockRow;
use crate::stock_state::StockState;

/// Returns the latest use of each stock row that a row of Posts or the Log knows, by the stock row's id.
pub(super) fn known_uses(index: &Index) -> HashMap<String, StockUse> {
    let of_posts = index.sheet.posts.iter().filter_map(Row::stock_use);
    let of_log = index.log_lines.lines.iter().filter_map(|line| line.stock_use.clone());
    let mut known: HashMap<String, StockUse> = HashMap::new();
    for used in of_posts.chain(of_log) {
        match known.get(&used.id) {
            Some(later) if later.number >= used.number => {}
            _ => {
                known.insert(used.id.clone(), used);
            }
        }
    }
    known
}

/// Returns the ids that several rows carry.
pub(super) fn copied(rows: &[StockRow]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    let ids = rows.iter().filter_map(|row| row.state.as_ref().map(|state| state.id.as_str()));
    ids.filter(|id| !seen.insert(*id)).collect()
}

/// Returns what is known of each row before anything is decided.
pub(super) fn states(rows: &[StockRow], known: &HashMap<String, StockUse>) -> Vec<StockDecision> {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let Some(state) = &row.state else { continue };
        let is_as_written = row.hash == state.hash;
        let owner = owners.entry(&state.id).or_insert(row.row);
        // The better right to a state is to hold the cells that it speaks of, then to stand higher.
        let holder = rows.binary_search_by_key(owner, |other| other.row).ok();
        let holder = holder.and_then(|at| rows.get(at));
        if is_as_written && holder.is_some_and(|other| other.hash != state.hash) {
            *owner = row.row;
        }
    }
    let mut lost: HashMap<&str, &StockUse> = HashMap::new();
    for used in known.values().filter(|used| !owners.contains_key(used.id.as_str())) {
        let later = lost.entry(&used.hash).or_insert(used);
        if (used.at, &used.id) > (later.at, &later.id) {
            *later = used;
        }
    }
    rows.iter()
        .map(|row| {
            // A first state of other cells was meant for another row, and may stand in the place of this one's own.
            let may_be_anothers = |state: &StockState| {
                let is_first = state.version == 1 && state.uses == 0;
                is_first && state.hash != row.hash && lost.contains_key(row.hash.as_str())
            };
            let own = row.state.as_ref().filter(|state| owners.get(&*state.id) == Some(&row.row));
            let was_overwritten = own.is_some_and(may_be_anothers);
            let own = own.filter(|_| !was_overwritten);
            let (step, uses, last) = match own {
                Some(state) => match known.get(&state.id) {
                    Some(used) if used.number > state.uses => {
                        (StockStep::Forward, used.number, Some(used.at))
                    }
                    _ => (StockStep::Keep, state.uses, state.last),
                },
                // A copy is another row; one that has lost its state is known by its cells.
                None => match lost_use(&mut lost, row, was_overwritten) {
                    Some(used) => (StockStep::Open(Some(used.clone())), used.number, Some(used.at)),
                    None => (StockStep::Open(None), 0, None),
                },
            };
            let account = row.account.clone().unwrap_or_default();
            let is_sound = false;
            StockDecision { row: row.row, account, step, uses, last, is_sound, says: None }
        })
        .collect()
}

/// Returns the last use of a row that has lost its state, once; a copy of another row has lost none.
fn lost_use<'a>(
    lost: &mut HashMap<&str, &'a StockUse>,
    row: &StockRow,
    was_overwritten: bool,
) -> Option<&'a StockUse> {
    if row.state.is_some() && !was_overwritten { None } else { lost.remove(row.hash.as_str()) }
}
