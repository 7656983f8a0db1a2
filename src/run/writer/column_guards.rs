//! The column guards of the columns that are written by their place.
//!
//! A person may move a column between our reading and a write, and a cell that was meant for Status
//! would then fall on somebody's text. So each column of ours holds a column guard, a piece of developer
//! metadata that moves with it, and a batch that does not find it in its place is refused whole.

use std::collections::HashMap;

use threadsheet_core::columns::{AccountColumn, LogColumn, PostColumn, StockColumn};

use super::batch::{Batch, RowWrite};
use crate::run::snapshot::Snapshot;
use crate::sheets::changes::{Change, GuardState};
use crate::sheets::fence::{OF_A_LOG, guard_id};

/// The number of the first column guard of Posts.
const FIRST_OF_POSTS: i32 = 0;

/// The number of the first one of Accounts.
const FIRST_OF_ACCOUNTS: i32 = 20;

/// The number of the first column guard of Stock.
const FIRST_OF_STOCK: i32 = 0;

/// The columns of Posts that are written, in the order of their column guards.
const OF_POSTS: [PostColumn; 4] =
    [PostColumn::Status, PostColumn::PublishedAt, PostColumn::Permalink, PostColumn::Message];

/// The columns of Posts that a person fills in, by their keys, with the numbers of their column guards: they are written where a row is
/// added. A number is never given to another column.
const OF_ADDED_ROWS: [(&str, i32); 21] = [
    ("publish-at", 5),
    ("account", 6),
    ("text", 7),
    ("media", 8),
    ("alt-text", 9),
    ("topic", 10),
    ("link", 11),
    ("reply-control", 12),
    ("countries", 13),
    ("date", 14),
    ("time", 15),
    ("reply-1", 26),
    ("reply-2", 27),
    ("reply-3", 28),
    ("reply-4", 29),
    ("reply-5", 30),
    ("reply-6", 31),
    ("reply-7", 32),
    ("reply-8", 33),
    ("reply-9", 34),
    ("reply-after", 35),
];

/// The columns of Accounts that are written, in the order of their column guards.
const OF_ACCOUNTS: [AccountColumn; 5] = [
    AccountColumn::Token,
    AccountColumn::Refreshed,
    AccountColumn::Expires,
    AccountColumn::Profile,
    AccountColumn::Status,
];

/// Returns what has a batch refused if a column that it writes has moved.
pub(crate) fn guards(snapshot: &Snapshot, batch: &Batch) -> Vec<Change> {
    // The very first write can only set the column guards; every further one is held by them.
    let is_first = !batch.setup.is_empty();
    let mut guards = Vec::new();
    if is_first || !batch.rows.is_empty() {
        let view = &snapshot.posts_view;
        let there =
            |column| view.headings.column(column).filter(|_| !view.headings.is_planned(column));
        let columns = OF_POSTS.map(there);
        let receipt = view.has_receipt.then_some(view.receipt);
        // A person's own column, written only where an account has slots, or had some.
        let is_written = |write: &RowWrite| {
            write.cells.iter().any(|(column, _)| *column == PostColumn::PublishAt)
        };
        let is_guarded = snapshot.has_slots() || batch.rows.iter().any(is_written);
        let publish_at = there(PostColumn::PublishAt).filter(|_| is_guarded);
        let columns = columns.into_iter().chain([receipt, publish_at]);
        guards.extend(of_tab(view.tab.sheet_id, FIRST_OF_POSTS, columns, &view.guards));
    }
    if is_first || !batch.accounts.is_empty() {
        let view = &snapshot.accounts_view;
        let there =
            |column| view.headings.column(column).filter(|_| !view.headings.is_planned(column));
        let columns = OF_ACCOUNTS.map(there);
        let columns = columns.into_iter().chain([view.has_receipt.then_some(view.receipt)]);
        guards.extend(of_tab(view.tab.sheet_id, FIRST_OF_ACCOUNTS, columns, &view.guards));
    }
    if is_first || batch.writes_log() {
        guards.extend(of_log(snapshot));
    }
    guards
}

/// Returns what has a batch refused if a column of Stock has moved, or one of Posts into which it adds rows.
pub(crate) fn of_stock(snapshot: &Snapshot, adds_rows: bool) -> Vec<Change> {
    let Some(stock) = &snapshot.stock else { return Vec::new() };
    let view = &stock.view;
    let own = StockColumn::WRITTEN.map(|column| {
        let is_there = !view.headings.is_planned(column);
        view.headings.column(column).filter(|_| is_there)
    });
    let mut guards = of_tab(view.tab.sheet_id, FIRST_OF_STOCK, own.into_iter(), &view.guards);
    if adds_rows {
        let view = &snapshot.posts_view;
        let sheet_id = view.tab.sheet_id;
        for (key, number) in OF_ADDED_ROWS {
            let column = PostColumn::ALL.into_iter().find(|column| column.entry().key == key);
            let place = [column.and_then(|column| view.headings.column(column))].into_iter();
            guards.extend(of_tab(sheet_id, number, place, &view.guards));
        }
        let there =
            |column| view.headings.column(column).filter(|_| !view.headings.is_planned(column));
        let receipt = [view.has_receipt.then_some(view.receipt)];
        let columns = OF_POSTS.map(there).into_iter().chain(receipt);
        guards.extend(of_tab(sheet_id, FIRST_OF_POSTS, columns, &view.guards));
        guards.extend(of_log(snapshot));
    }
    guards
}

/// Tells whether every column that an added row may fill has its guard.
pub(crate) fn may_add_rows(snapshot: &Snapshot) -> bool {
    let is_set =
        |change: &Change| !matches!(change, Change::Guard { was: GuardState::Nowhere, .. });
    of_stock(snapshot, true).iter().all(is_set)
}

/// Returns what has a batch refused if a column of the Log has moved.
pub(crate) fn of_log(snapshot: &Snapshot) -> Vec<Change> {
    let Some(view) = &snapshot.log_view else { return Vec::new() };
    let columns = LogColumn::ALL.into_iter().map(|column| view.headings.column(column));
    of_tab(view.tab.sheet_id, OF_A_LOG.start, columns, &view.guards)
}

/// Takes note of where the column guards are, once they have been written.
pub(crate) fn remember(snapshot: &mut Snapshot, changes: &[Change]) {
    for change in changes {
        if let Change::Guard { sheet_id, column, id, .. } = change {
            let is_of_posts = snapshot.posts_view.tab.sheet_id == *sheet_id;
            let log = snapshot.log_view.as_mut().filter(|log| log.tab.sheet_id == *sheet_id);
            let stock = snapshot.stock.as_mut().map(|stock| &mut stock.view);
            let stock = stock.filter(|view| view.tab.sheet_id == *sheet_id);
            let guards = match (log, stock) {
                (Some(log), _) => &mut log.guards,
                (None, Some(view)) => &mut view.guards,
                (None, None) if is_of_posts => &mut snapshot.posts_view.guards,
                (None, None) => &mut snapshot.accounts_view.guards,
            };
            guards.insert(*id, *column);
        }
    }
}

fn of_tab(
    sheet_id: i32,
    first: i32,
    columns: impl Iterator<Item = Option<usize>>,
    known: &HashMap<i32, usize>,
) -> Vec<Change> {
    let guard = |(number, column): (i32, Option<usize>)| {
        let (column, id) = (column?, guard_id(sheet_id, number));
        let was = match known.get(&id) {
            None => GuardState::Nowhere,
            Some(place) if *place == column => GuardState::Here,
            Some(_) => GuardState::Elsewhere,
        };
        Some(Change::Guard { sheet_id, column, id, was })
    };
    (first..).zip(columns).filter_map(guard).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_column_that_an_added_row_may_fill_has_a_guard_of_its_own() {
        let keys: HashSet<&str> = OF_ADDED_ROWS.iter().map(|(key, _)| *key).collect();
        for column in StockColumn::content() {
            assert!(keys.contains(column.entry().key), "{column:?}");
        }
        let numbers: HashSet<i32> = OF_ADDED_ROWS.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers.len(), OF_ADDED_ROWS.len());
        assert!(numbers.iter().all(|number| !OF_A_LOG.contains(number)));
    }
}
