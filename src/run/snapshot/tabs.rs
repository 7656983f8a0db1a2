//! Which tabs are the ones of accounts and posts, and their cells, in one request.

use threadsheet_core::columns::Tab as TabName;
use threadsheet_core::headings::{Stranger, Which, which};
use threadsheet_core::run_error::RunError;

use super::{HEADER_ROWS_MAX, LONG_ROWS, missing, named, top};
use crate::sheets::grid::{Grid, tab_range};
use crate::sheets::{Listing, Tab, Workbook};

/// How many tabs with other titles are looked at.
const STRANGERS_MAX: usize = 40;

/// Up to so many of them are read whole at once, so that the one that is wanted need not be read again.
const WHOLE_MAX: usize = 6;

/// The tabs that are needed, and what was read.
pub(crate) struct Tabs {
    pub(crate) accounts: Tab,
    pub(crate) posts: Tab,
    pub(crate) grids: Vec<Grid>,
}

/// Returns the tabs that may be the one of this name, the one that the program made first.
pub(super) fn candidates(listing: &Listing, name: TabName, sheet_id: i32) -> Vec<Tab> {
    let is_called = |tab: &Tab| TabName::find(&tab.title).is_some_and(|(found, _)| found == name);
    let is_ours = |tab: &&Tab| tab.sheet_id == sheet_id || is_called(tab);
    let mut tabs: Vec<Tab> = listing.tabs.iter().filter(is_ours).cloned().collect();
    tabs.sort_by_key(|tab| tab.sheet_id != sheet_id);
    tabs
}

impl Tabs {
    /// Reads the tabs of accounts and posts, and these ranges of others.
    ///
    /// # Errors
    ///
    /// A tab that is not there, or that nobody can tell from another.
    pub(crate) async fn read(
        workbook: &mut Workbook,
        listing: &Listing,
        others: &[String],
    ) -> Result<Self, RunError> {
        let (accounts, posts) = (named(listing, TabName::Accounts), named(listing, TabName::Posts));
        let strangers =
            if accounts.is_some() && posts.is_some() { Vec::new() } else { strangers(listing) };
        let is_whole = |tab: &Tab| tab.rows <= LONG_ROWS && strangers.len() <= WHOLE_MAX;
        let stranger = |tab: &Tab| {
            if is_whole(tab) { tab_range(&tab.title) } else { top(tab, HEADER_ROWS_MAX) }
        };
        let mut ranges: Vec<String> = Vec::new();
        ranges.extend(accounts.as_ref().map(|tab| tab_range(&tab.title)));
        ranges.extend(posts.as_ref().map(of_posts));
        ranges.extend(strangers.iter().map(stranger));
        ranges.extend_from_slice(others);
        // No range at all would bring every tab.
        let mut grids = if ranges.is_empty() { Vec::new() } else { workbook.read(&ranges).await? };
        let is_bare = accounts.is_none() && posts.is_none();
        let found = [(TabName::Accounts, accounts), (TabName::Posts, posts)];
        let [accounts, posts] = found.map(|(wanted, named)| match named {
            Some(tab) => Ok(tab),
            None => by_headers(wanted, listing, &strangers, &grids),
        });
        if is_bare && accounts.is_err() && posts.is_err() && !is_unclear(&accounts, &posts) {
            return Err(RunError::NotLaidOut { found: titles(listing) });
        }
        let (accounts, posts) = (accounts?, posts?);
        let again = [(&accounts, true), (&posts, posts.rows <= LONG_ROWS)];
        let again = again.into_iter().filter(|(tab, wants_all)| {
            let is_stranger = strangers.iter().any(|other| other.sheet_id == tab.sheet_id);
            is_stranger && *wants_all && !is_whole(tab)
        });
        let again: Vec<&Tab> = again.map(|(tab, _)| tab).collect();
        if !again.is_empty() {
            grids.retain(|grid| again.iter().all(|tab| tab.sheet_id != grid.sheet_id));
            let ranges: Vec<String> = again.iter().map(|tab| tab_range(&tab.title)).collect();
            grids.extend(workbook.read(&ranges).await?);
        }
        Ok(Self { accounts, posts, grids })
    }
}

/// Returns the range of the posts that is read at first.
fn of_posts(tab: &Tab) -> String {
    if tab.rows > LONG_ROWS { top(tab, HEADER_ROWS_MAX) } else { tab_range(&tab.title) }
}

/// Returns the tabs whose titles are none of ours, the Guide and the like aside.
pub(crate) fn strangers(listing: &Listing) -> Vec<Tab> {
    use threadsheet_core::sheet_ids::{
        GUIDE_SHEET_ID, LOG_SHEET_ID, SETTINGS_SHEET_ID, STOCK_SHEET_ID,
    };
    let made = [GUIDE_SHEET_ID, LOG_SHEET_ID, SETTINGS_SHEET_ID, STOCK_SHEET_ID];
    let is_stranger =
        |tab: &&Tab| !made.contains(&tab.sheet_id) && TabName::find(&tab.title).is_none();
    listing.tabs.iter().filter(is_stranger).take(STRANGERS_MAX).cloned().collect()
}

/// Returns the tab that has the headers of this one.
pub(crate) fn by_headers(
    wanted: TabName,
    listing: &Listing,
    strangers: &[Tab],
    grids: &[Grid],
) -> Result<Tab, RunError> {
    let top = |tab: &Tab| {
        let grid = grids.iter().find(|grid| grid.sheet_id == tab.sheet_id);
        let rows = grid.map(|grid| grid.rows.as_slice()).unwrap_or_default();
        rows.get(..HEADER_ROWS_MAX).unwrap_or(rows)
    };
    let seen: Vec<Stranger> = strangers
        .iter()
        .map(|tab| Stranger { sheet_id: tab.sheet_id, title: &tab.title, top: top(tab) })
        .collect();
    let title = |at: usize| strangers.get(at).map(|tab| tab.title.clone()).unwrap_or_default();
    match which(wanted, &seen) {
        Which::This(at) => strangers.get(at).cloned().ok_or_else(|| missing(wanted, listing)),
        Which::None => Err(missing(wanted, listing)),
        Which::Several(like) => {
            let like = like.into_iter().map(title).collect();
            Err(RunError::TabUnclear { wanted, like })
        }
    }
}

fn titles(listing: &Listing) -> Vec<String> {
    listing.tabs.iter().map(|tab| tab.title.clone()).collect()
}

fn is_unclear(accounts: &Result<Tab, RunError>, posts: &Result<Tab, RunError>) -> bool {
    [accounts, posts].into_iter().any(|found| matches!(found, Err(RunError::TabUnclear { .. })))
}
