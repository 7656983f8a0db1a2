//! The column guards of the columns that are written by their place.
//!
//! A person may move a column between our reading and a write, and a cell that was meant for Status
//! would then fall on somebody's text. So each column of ours holds a column guard, a piece of developer
//! metadata that moves with it, and a batch that does not find it in its place is refused whole.

use std::collections::HashMap;

use threadsheet_core::columns::{AccountColumn, LogColumn, PostColumn};

use super::batch::{Batch, RowWrite};
use crate::run::snapshot::Snapshot;
use crate::sheets::changes::{Change, GuardState};
use crate::sheets::fence::{OF_A_LOG, guard_id};

/// The number of the first column guard of Posts.
const FIRST_OF_POSTS: i32 = 0;

/// The number of the first one of Accounts.
const FIRST_OF_ACCOUNTS: i32 = 20;

/// The columns of Posts that are written, in the order of their column guards.
const OF_POSTS: [PostColumn; 4] =
    [PostColumn::Status, PostColumn::PublishedAt, PostColumn::Permalink, PostColumn::Message];

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
            let guards = match log {
                Some(log) => &mut log.guards,
                None if is_of_posts => &mut snapshot.posts_view.guards,
                None => &mut snapshot.accounts_view.guards,
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
