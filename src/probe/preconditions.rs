//! Whether anybody works on the spreadsheet, and whose token is in it.

use threadsheet_core::account::{AccountRow, REFRESHABLE_AFTER, secrets};
use threadsheet_core::cell::Cell;
use threadsheet_core::cell_error::CellError;
use threadsheet_core::columns::Tab as TabName;
use threadsheet_core::headings::AccountHeadings;
use threadsheet_core::i18n::probe::TAB;
use threadsheet_core::language::Language;
use threadsheet_core::name;
use threadsheet_core::place::instant;
use threadsheet_core::probe_result::Why;
use threadsheet_core::reason::AccountState;
use threadsheet_core::run_error::{InTheWay, RunError};
use threadsheet_core::seal::Seals;
use threadsheet_core::text::{excerpt, redact};
use threadsheet_core::token::SealFault;
use threadsheet_core::token::TokenFault;
use threadsheet_core::token_cell::TokenCell;
use tokio::time::Instant;

use super::requests::TAB_ID;
use super::{News, Wish};
use crate::clock::Clock;
use crate::config::Config;
use crate::sheets::grid::{Grid, a1};
use crate::sheets::{Connection, Listing, Tab, Workbook};
use crate::threads::{ApiError, Threads};

/// How many rows of each tab are looked at first: a desk in use is known by them.
const FIRST_ROWS: usize = 100;

/// A spreadsheet on which nobody works.
pub(super) struct Ground {
    pub(super) title: String,
    pub(super) language: Language,
    /// The test account, or why Threads is not asked.
    pub(super) account: Result<Account, Why>,
}

/// The test account.
pub(super) struct Account {
    /// Its name, without @.
    pub(super) name: String,
    pub(super) token: TokenCell,
    /// The id of the Threads user whose token it is.
    pub(super) user: String,
    /// The tab in which the token stands.
    pub(super) tab: Tab,
    /// Whether the token is old enough to be renewed.
    pub(super) is_renewable: bool,
}

/// Looks at the spreadsheet, and asks Threads about the account that was named.
pub(super) async fn survey(
    config: &Config,
    wish: Wish,
    watch: &dyn Fn(News),
) -> Result<Ground, RunError> {
    let wanted = wish.account.as_deref().map(account_name).transpose()?;
    let until = Instant::now() + config.budget;
    let connection = Connection {
        credentials: &config.credentials.0,
        root: &config.sheets_url,
        spreadsheet: &config.spreadsheet,
        until,
        time_scale: config.time_scale,
    };
    let mut workbook = Workbook::open(connection, "probe").await?;
    let (listing, _) = workbook.list_any().await?;
    if listing.epoch.is_some() {
        return Err(RunError::InUse(InTheWay::Mark));
    }
    let found = only_account(&mut workbook, &listing, &config.seals(), watch).await?;
    let language = wish.language.unwrap_or_else(|| Language::of_locale(&listing.locale));
    let account = match wanted {
        None => Err(Why::NoAccount),
        Some(name) => {
            let row = found.filter(|(_, row)| row.name.as_ref() == Ok(&name));
            let missing = || RunError::InUse(InTheWay::AccountMissing { account: name.clone() });
            let (tab, row) = row.ok_or_else(missing)?;
            let threads = Threads::new(&config.threads_url, until, config.time_scale)?;
            match row.token {
                Ok(token) => verified(&threads, name, token, tab, language).await,
                Err(fault) => Err(Why::Account { words: AccountState::Cell(fault).say(language) }),
            }
        }
    };
    Ok(Ground { title: listing.title, language, account })
}

fn account_name(typed: &str) -> Result<String, RunError> {
    let no_name = |_| RunError::InUse(InTheWay::NoName { typed: excerpt(&redact(typed)) });
    name::account_name(&Cell::text(typed)).map_err(no_name)
}

/// Returns the one account of a spreadsheet in which there is nothing else, if there is one.
async fn only_account(
    workbook: &mut Workbook,
    listing: &Listing,
    seals: &Seals,
    watch: &dyn Fn(News),
) -> Result<Option<(Tab, AccountRow)>, RunError> {
    let is_ours = |tab: &&Tab| tab.sheet_id == TAB_ID && tab.title == TAB;
    let tabs: Vec<&Tab> = listing.tabs.iter().filter(|tab| !is_ours(tab)).collect();
    // A tab without a grid is a chart, a form or the like.
    if let Some(tab) = tabs.iter().find(|tab| tab.rows == 0) {
        return Err(RunError::InUse(InTheWay::Filled { tab: tab.title.clone() }));
    }
    let mut found = None;
    for rows in [FIRST_ROWS, usize::MAX] {
        let range = |tab: &&Tab| a1(&tab.title, 0..tab.rows.min(rows), 0..tab.columns.max(1));
        let ranges: Vec<String> = tabs.iter().map(range).collect();
        // No range at all would bring every tab.
        let grids = if ranges.is_empty() { Vec::new() } else { workbook.read(&ranges).await? };
        for grid in grids.into_iter().filter(|grid| !grid.rows.is_empty()) {
            let Some(tab) = tabs.iter().find(|tab| tab.sheet_id == grid.sheet_id) else { continue };
            let account = sole_account(tab, &grid, seals, watch)?;
            let is_another = |(other, _): &(Tab, AccountRow)| other.sheet_id != tab.sheet_id;
            if found.replace(((*tab).clone(), account)).is_some_and(|other| is_another(&other)) {
                return Err(RunError::InUse(InTheWay::Accounts { tab: tab.title.clone() }));
            }
        }
    }
    Ok(found)
}

fn sole_account(
    tab: &Tab,
    grid: &Grid,
    seals: &Seals,
    watch: &dyn Fn(News),
) -> Result<AccountRow, RunError> {
    let title = || tab.title.clone();
    let is_of_accounts = |(name, _)| name == TabName::Accounts;
    if !TabName::find(&tab.title).is_some_and(is_of_accounts) {
        return Err(RunError::InUse(InTheWay::Filled { tab: title() }));
    }
    let others = || RunError::InUse(InTheWay::Accounts { tab: title() });
    let headings = AccountHeadings::find(&grid.rows).map_err(|_| others())?;
    for secret in secrets(&grid.rows, &headings, seals) {
        watch(News::Secret(&secret));
    }
    let below = grid.rows.iter().enumerate().skip(headings.row_idx + 1);
    let mut rows = below.filter_map(|(row, cells)| AccountRow::read(row, cells, &headings, seals));
    match (rows.next(), rows.next()) {
        (Some(row), None) => Ok(row),
        _ => Err(others()),
    }
}

/// Asks Threads whose the token is, and how old.
async fn verified(
    threads: &Threads,
    name: String,
    token: TokenCell,
    tab: Tab,
    language: Language,
) -> Result<Account, Why> {
    let (profile, facts) =
        tokio::join!(threads.me(&token.token), threads.debug_token(&token.token));
    let unasked = |trouble: ApiError| {
        let state = AccountState::Unreachable { days: 0, detail: trouble.detail };
        Why::Account { words: state.say(language) }
    };
    let profile = profile.map_err(unasked)?;
    let owner = profile.username.to_lowercase();
    if owner != name {
        let state = AccountState::WrongAccount { row_says: name, belongs_to: owner };
        return Err(Why::Account { words: state.say(language) });
    }
    if !token.may_be_of(&profile.id) {
        let fault = CellError::Token(TokenFault::Sealed(SealFault::OtherUser));
        return Err(Why::Account { words: AccountState::Cell(fault).say(language) });
    }
    let issued = facts.ok().and_then(|facts| facts.issued_at).and_then(instant);
    let now = Clock::start(None).real();
    let is_renewable = issued.is_some_and(|issued| now - issued >= REFRESHABLE_AFTER);
    Ok(Account { name, token, user: profile.id, tab, is_renewable })
}
