//! Rows of which nobody can tell to which tree they belong: any row that one of them may come before waits for it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use crate::plan::Row;
use crate::post::{TreeId, TreePlace};

/// A row of which nobody can tell to which tree it belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unplaced {
    /// The row, from 0.
    row: usize,
    /// Whether the sheet is still working its cells out.
    is_loading: bool,
}

impl Unplaced {
    /// Returns the place of a row that waits for this one.
    pub(super) fn place_behind(self) -> TreePlace {
        if self.is_loading { TreePlace::Loading(self.row) } else { TreePlace::Unclear(self.row) }
    }
}

/// Which trees a row may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scope<'a> {
    /// The one with this id.
    Tree(&'a str),
    /// Any of this account.
    Account(&'a str),
    /// Any.
    All,
}

/// The rows of one scope.
#[derive(Debug, Default)]
struct OfScope {
    /// One without a number: it may stand anywhere.
    unordered: Option<Unplaced>,
    by_order: BTreeMap<u32, Unplaced>,
}

/// All such rows of a tab.
#[derive(Debug, Default)]
pub(super) struct AllUnplaced<'a> {
    by_scope: HashMap<Scope<'a>, OfScope>,
    /// The id of the nearest tree row above, by account, while the rows are gone through.
    above: HashMap<&'a str, &'a str>,
    /// Whether some row of the tab has the number 0: then 1 is a second row.
    counts_from_0: bool,
}

impl<'a> AllUnplaced<'a> {
    pub(super) fn of(rows: &'a [Row]) -> Self {
        let mut orders = rows.iter().filter_map(|row| row.tree_cells()?.order);
        Self { counts_from_0: orders.any(|order| order == 0), ..Self::default() }
    }

    /// Tells whether a row without an id, but with this number, was hardly meant to be a post of its own.
    pub(super) fn is_later(&self, order: Option<u32>) -> bool {
        order.is_none_or(|order| order > u32::from(!self.counts_from_0))
    }

    /// Takes a row into account; the rows come in their order.
    pub(super) fn take(&mut self, row: &'a Row) {
        let Some(cells) = row.tree_cells() else { return };
        let account = row.account();
        let of_account = if account.is_empty() { Scope::All } else { Scope::Account(account) };
        let (scope, order) = match &cells.id {
            TreeId::Is(id) => {
                self.above.insert(account, id);
                if !cells.is_loading {
                    return;
                }
                (Scope::Tree(id), None)
            }
            TreeId::Unreadable => (of_account, cells.order),
            TreeId::Empty if !cells.is_loading && !self.is_later(cells.order) => return,
            // Most likely its cell was forgotten.
            TreeId::Empty => match self.above.get(account) {
                Some(&above) => (Scope::Tree(above), cells.order),
                None => return,
            },
        };
        let unplaced = Unplaced { row: row.row(), is_loading: cells.is_loading };
        let rows = self.by_scope.entry(scope).or_default();
        match order {
            Some(order) => _ = rows.by_order.entry(order).or_insert(unplaced),
            None => _ = rows.unordered.get_or_insert(unplaced),
        }
    }

    /// Returns a row that may stand in a tree of an account between two numbers; none for one of these means no limit.
    pub(super) fn between(
        &self,
        (tree, account): (&str, &str),
        (after, before): (Option<u32>, Option<u32>),
    ) -> Option<Unplaced> {
        let limit = |order: Option<u32>| order.map_or(Bound::Unbounded, Bound::Excluded);
        let range = (limit(after), limit(before));
        let scopes = [Scope::Tree(tree), Scope::Account(account), Scope::All];
        let mut rows = scopes.iter().filter_map(|scope| self.by_scope.get(scope));
        rows.find_map(|rows| {
            let within = || rows.by_order.range(range).next().map(|(_, unplaced)| *unplaced);
            rows.unordered.or_else(within)
        })
    }
}
