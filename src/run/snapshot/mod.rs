//! The spreadsheet as it was read: two requests, and everything the plan is made from.

mod foreign;
mod header_rows;
mod log;
mod long_tab;
mod older_lines;
mod stock;
mod tabs;
mod unknown_columns;

pub(crate) use self::foreign::LeftAlone;
pub(crate) use self::header_rows::follow_header;
use self::stock::{FoundStock, StockNotes};
pub(crate) use self::stock::{StockTab, range as stock_range};
pub(crate) use log::{
    Log, LogFault, LogView, Window, headings as log_headings, ranges as log_ranges,
};
pub(crate) use long_tab::LONG_ROWS;
pub(crate) use tabs::{Tabs, by_headers, strangers};

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use threadsheet_core::account::{self, AccountRow, secrets, tokens_in};
use threadsheet_core::cell::Cell;
use threadsheet_core::columns::{AccountColumn, PostColumn, Tab as TabName};
use threadsheet_core::headings::{
    AccountHeadings, HEADER_ROWS_MAX, HeadingFault, Headings, PostHeadings, header_of,
};
use threadsheet_core::i18n::desk as words;
use threadsheet_core::language::Language;
use threadsheet_core::log::LogLines;
use threadsheet_core::place::Place;
use threadsheet_core::plan::{AccountStep, Limits, Plan, Row, Sheet, Stock, place_in_trees};
use threadsheet_core::post::PostRow;
use threadsheet_core::row_state::{Peek, RowState};
use threadsheet_core::run_error::RunError;
use threadsheet_core::schedule;
use threadsheet_core::seal::Seals;
use threadsheet_core::sheet_ids::{SETTINGS_SHEET_ID, STOCK_SHEET_ID};
use threadsheet_core::spills::Spills;

use super::heartbeat::LastRun;
use super::settings_tab::{self, SettingsTab};
use crate::clock::Clock;
use crate::config::Config;
use crate::report::News;
use crate::sheets::grid::{Grid, a1, take_rows};
use crate::sheets::protected::Closed;
use crate::sheets::{Listing, Tab, Workbook};

/// The room that is left beyond `--max-late` when the Log is read.
const LOG_ROOM: TimeDelta = TimeDelta::days(2);

/// How many rows of the Log are looked at for its header, below where it was last seen.
const LOG_TOP_ROWS: usize = 400;

/// A tab and what its header row says.
#[derive(Debug, Clone)]
pub(crate) struct View<H> {
    pub(crate) tab: Tab,
    pub(crate) headings: H,
    /// The Receipt column, from 0; the first free one where the tab has none yet.
    pub(crate) receipt: usize,
    pub(crate) has_receipt: bool,
    /// The columns that get their header in this run.
    pub(crate) titled: Vec<usize>,
    /// In which columns the column guards are, by their ids.
    pub(crate) guards: HashMap<i32, usize>,
    /// The rows down to the header row, as they were read: what was written over one of them by
    /// mistake is put back.
    pub(crate) top: Vec<Vec<Cell>>,
}

impl<H> View<H> {
    /// Tells whether there is no Receipt column, and no room for one: where a tab is protected, none can be added.
    pub(crate) fn lacks_receipt_column(&self) -> bool {
        self.receipt >= self.tab.columns
    }

    /// Returns the place of a Receipt column that is not there: nothing may be written into a column without a header,
    /// for nobody would find it again.
    pub(crate) fn missing_receipt(&self) -> Option<usize> {
        (!self.has_receipt).then_some(self.receipt)
    }
}

impl<C> View<Headings<C>> {
    /// Tells whether a column that is still to be made cannot be: its header may not be written, or the tab is too
    /// narrow for it and may not grow.
    pub(crate) fn cannot_make(&self, column: usize, protected_cells: &Closed) -> bool {
        let sheet_id = self.tab.sheet_id;
        let is_narrow = column >= self.tab.columns;
        is_narrow && protected_cells.holds_layout(sheet_id)
            || protected_cells.holds(sheet_id, self.headings.row_idx, column)
    }

    /// Tells whether there is no Receipt column, and none can be made.
    pub(crate) fn cannot_make_receipt(&self, protected_cells: &Closed) -> bool {
        self.missing_receipt().is_some_and(|column| self.cannot_make(column, protected_cells))
    }
}

/// A blank row of Accounts that holds what was meant for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StrayAccount {
    /// The row, from 0.
    pub(crate) row: usize,
    /// The columns that hold something, from 0.
    pub(crate) columns: Vec<usize>,
}

/// Everything a run knows of the spreadsheet.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) listing: Listing,
    pub(crate) place: Place,
    pub(crate) accounts_view: View<AccountHeadings>,
    pub(crate) posts_view: View<PostHeadings>,
    pub(crate) log_view: Option<LogView>,
    pub(crate) accounts: Vec<AccountRow>,
    /// What a run that was killed has left on blank rows of Accounts.
    pub(crate) strays: Vec<StrayAccount>,
    pub(crate) posts: Vec<Row>,
    pub(crate) log_lines: Option<LogLines>,
    /// Why the Log tells less than it should.
    pub(crate) log_faults: Vec<LogFault>,
    /// What is said of the Log in this run.
    pub(crate) log_notes: Vec<String>,
    /// What the Stock tab says, where there is one.
    pub(crate) stock: Option<StockTab>,
    /// What there is to say of the Stock tab as a whole.
    pub(crate) stock_notes: StockNotes,
    /// Lines of the Log that are older do not matter.
    pub(crate) log_since: DateTime<Utc>,
    /// Where it is told when the program last ran, in a spreadsheet with a Guide.
    pub(crate) last_run: Option<LastRun>,
    /// What the Settings tab says.
    pub(crate) settings_tab: SettingsTab,
    /// Whether only rows marked Queued go out.
    pub(crate) only_queued: bool,
    /// What opens sealed tokens.
    pub(crate) seals: Seals,
    /// A person's own columns that have a name of the program's.
    pub(crate) left_alone: Vec<LeftAlone>,
}

/// The tabs beside those of the accounts and the posts that may be ours.
struct FurtherTabs {
    logs: Vec<Tab>,
    settings: Vec<Tab>,
    stock: Vec<Tab>,
}

impl FurtherTabs {
    fn of(listing: &Listing) -> Self {
        Self {
            logs: log::candidates(listing),
            settings: tabs::candidates(listing, TabName::Settings, SETTINGS_SHEET_ID),
            stock: tabs::candidates(listing, TabName::Stock, STOCK_SHEET_ID),
        }
    }

    /// Returns what of them is read, and where the Guide tells of the last run.
    fn ranges(&self, listing: &Listing) -> Vec<String> {
        let logs = self.logs.iter().flat_map(log::ranges).chain(LastRun::range(listing));
        let settings = self.settings.iter().map(settings_tab::range);
        logs.chain(settings).chain(self.stock.iter().map(stock::range)).collect()
    }
}

impl Snapshot {
    /// Reads the spreadsheet.
    pub(crate) async fn read(
        workbook: &mut Workbook,
        config: &Config,
        clock: &Clock,
        observer: &dyn Fn(News),
    ) -> Result<Self, RunError> {
        let listing = workbook.list().await?;
        // The answer has said what time it is.
        let now = clock.now();
        report_language(&listing, observer);
        let further = FurtherTabs::of(&listing);
        let Tabs { accounts: accounts_tab, posts: posts_tab, mut grids } =
            Tabs::read(workbook, &listing, &further.ranges(&listing)).await?;
        let FurtherTabs { logs, settings, stock } = further;
        let settings_tab = SettingsTab::read(settings, &grids, &listing.protected_cells)?;
        settings_tab.secret().into_iter().for_each(|secret| observer(News::Secret(secret)));
        let limits = config.limits_under(&settings_tab.chosen);
        // While nobody can tell whether only marked rows go out, no other row does.
        let only_queued =
            settings_tab.chosen.only_queued.unwrap_or(settings_tab.chosen.unread.marks.is_some());
        let place = place(&listing, now)?;
        let accounts_guards = find_guards(&grids, accounts_tab.sheet_id);
        let posts_guards = find_guards(&grids, posts_tab.sheet_id);
        let accounts_rows = take_rows(&mut grids, accounts_tab.sheet_id);
        let posts_rows = take_rows(&mut grids, posts_tab.sheet_id);
        let seals = config.seals();
        let mut accounts_view = view_of_accounts(accounts_tab, &accounts_rows, &seals, observer)?;
        let mut posts_view = view(posts_tab, &posts_rows, PostHeadings::find, |found| {
            found.column(PostColumn::Receipt)
        })?;
        let language = settings_tab.chosen.language.unwrap_or(posts_view.headings.language);
        observer(News::Sheet { zone: place.zone, language });
        workbook.speak(posts_view.headings.language);
        (accounts_view.guards, posts_view.guards) = (accounts_guards, posts_guards);
        let last_run = LastRun::read(&listing, &mut grids);
        // A post that is later than `--max-late` is not sent, so older lines need not keep it from being sent twice.
        let log_since = place.now - limits.max_late - LOG_ROOM;
        let window = Window { place: &place, since: log_since };
        let mut log = Log::read(workbook, logs, &mut grids, window).await?;
        let (views, rows) =
            ((&mut accounts_view, &mut posts_view), [&accounts_rows[..], &posts_rows]);
        let left_alone = leave_foreign(workbook, views, rows, log.lines.is_some()).await?;
        let accounts = account_rows(&accounts_rows, &accounts_view.headings, &seals);
        needs_account_column(&posts_view, &accounts)?;
        let strays = stray_accounts(&accounts_rows, &accounts_view.headings, &accounts);
        let reading = Reading::of(&posts_view, &place, &accounts, limits);
        let mut posts = reading.posts(workbook, posts_rows).await?;
        let only = only_account(&accounts);
        resolve_rows(&mut posts, only_queued, only.as_ref());
        let stock = FoundStock::read(stock, &mut grids, &place, only.as_deref());
        // A run that publishes nothing makes no row state either, and would read them every time.
        if config.scope.publishes() {
            log.add_older(workbook, &posts, window).await?;
        }
        log.hold_against(&posts);
        Ok(Self {
            listing,
            place,
            accounts_view,
            posts_view,
            log_view: log.view,
            accounts,
            strays,
            posts,
            log_lines: log.lines,
            log_faults: log.faults,
            log_notes: Vec::new(),
            stock: stock.tab,
            stock_notes: stock.notes,
            log_since,
            last_run,
            settings_tab,
            only_queued,
            seals,
            left_alone,
        })
    }

    /// Returns what the plan is made from.
    pub(crate) fn sheet(&self, limits: Limits) -> Sheet<'_> {
        Sheet {
            accounts: &self.accounts,
            posts: &self.posts,
            log_lines: self.log_lines.as_ref(),
            language: self.language(),
            place: &self.place,
            limits,
        }
    }

    /// Returns what the plan makes of the Stock tab.
    pub(crate) fn stock(&self) -> Option<Stock<'_>> {
        let stock = self.stock.as_ref()?;
        let (posts, is_open) = (&self.posts_view.headings, self.may_add_posts());
        let (view, protected_cells) = (&stock.view, &self.listing.protected_cells);
        let (sheet_id, first) = (view.tab.sheet_id, view.headings.row_idx + 1);
        let keeps_states = !view.cannot_make_receipt(protected_cells)
            && !protected_cells.touches(sheet_id, first, view.receipt);
        Some(Stock { rows: &stock.rows, posts, is_open, keeps_states })
    }

    /// Tells whether rows can be added to Posts, and remember what they are.
    fn may_add_posts(&self) -> bool {
        let (view, protected_cells) = (&self.posts_view, &self.listing.protected_cells);
        let (sheet_id, last) = (view.tab.sheet_id, view.tab.rows.saturating_sub(1));
        let is_closed = |column| protected_cells.touches(sheet_id, last, column);
        // Each use is a line in the Log, too.
        let log = self.log_view.as_ref();
        let is_log_closed = log.is_some_and(|log| {
            let first = log.headings.row_idx + 1;
            protected_cells.holds_row(log.tab.sheet_id, first, log.headings.width())
        });
        view.has_receipt
            && !is_log_closed
            && !(0..=view.receipt).any(is_closed)
            && !protected_cells.holds_layout(sheet_id)
    }

    /// Returns a row of the Posts tab, from 0.
    pub(crate) fn row(&self, row: usize) -> Option<&Row> {
        // Rows are kept in the order in which they stand in the tab.
        let at = self.posts.binary_search_by_key(&row, Row::row).ok()?;
        self.posts.get(at)
    }

    /// Returns a row of the Posts tab, from 0, that is not finished.
    pub(crate) fn post(&self, row: usize) -> Option<&PostRow> {
        match self.row(row)? {
            Row::Open(post) => Some(post),
            Row::Finished { .. } => None,
        }
    }

    /// Returns the accounts for which a plan has a step, each with it.
    pub(crate) fn steps<'a>(
        &'a self,
        plan: &'a Plan,
    ) -> impl Iterator<Item = (&'a AccountRow, &'a AccountStep)> {
        plan.accounts.iter().filter_map(|step| {
            let at = self.accounts.binary_search_by_key(&step.row, |account| account.row).ok()?;
            Some((self.accounts.get(at)?, step))
        })
    }

    /// Follows tabs that were renamed or have grown since.
    ///
    /// # Errors
    ///
    /// A tab that was deleted.
    pub(crate) fn follow(&mut self, listing: &Listing) -> Result<(), RunError> {
        self.listing.protected_cells = listing.protected_cells.clone();
        let now = |old: &Tab| listing.tabs.iter().find(|tab| tab.sheet_id == old.sheet_id).cloned();
        let missing = |name: TabName| missing(name, listing);
        let accounts = now(&self.accounts_view.tab).ok_or_else(|| missing(TabName::Accounts))?;
        self.accounts_view.tab = accounts;
        self.posts_view.tab = now(&self.posts_view.tab).ok_or_else(|| missing(TabName::Posts))?;
        self.last_run = self.last_run.take().and_then(|last_run| last_run.follow(listing));
        // Without a Log nothing is sent any more, but what is known is still written down.
        self.log_view =
            self.log_view.take().and_then(|view| Some(LogView { tab: now(&view.tab)?, ..view }));
        Ok(())
    }

    /// Returns the ranges of the header rows of the tabs that are written.
    pub(crate) fn tops(&self) -> Vec<String> {
        // Lines may have landed above the header of the Log, and have pushed it down.
        let of_log = |view: &LogView| top(&view.tab, view.headings.row_idx + LOG_TOP_ROWS);
        let log = self.log_view.as_ref().map(of_log);
        let tabs = [&self.accounts_view.tab, &self.posts_view.tab].into_iter();
        tabs.map(|tab| top(tab, HEADER_ROWS_MAX)).chain(log).collect()
    }

    /// Follows columns that were moved since.
    ///
    /// # Errors
    ///
    /// Header rows that cannot be read any more.
    pub(crate) fn follow_columns(&mut self, mut grids: Vec<Grid>) -> Result<(), RunError> {
        let old = &mut self.accounts_view;
        if old.has_receipt {
            let guards = find_guards(&grids, old.tab.sheet_id);
            let rows = take_rows(&mut grids, old.tab.sheet_id);
            let column = |found: &AccountHeadings| found.column(AccountColumn::Receipt);
            let mut new =
                View { guards, ..view(old.tab.clone(), &rows, AccountHeadings::find, column)? };
            new.headings.keep_to_known(&old.headings, &new.guarded());
            *old = new;
        }
        let old = &mut self.posts_view;
        if old.has_receipt {
            let guards = find_guards(&grids, old.tab.sheet_id);
            let rows = take_rows(&mut grids, old.tab.sheet_id);
            let column = |found: &PostHeadings| found.column(PostColumn::Receipt);
            let mut new =
                View { guards, ..view(old.tab.clone(), &rows, PostHeadings::find, column)? };
            new.headings.keep_to_known(&old.headings, &new.guarded());
            *old = new;
        }
        let log = self.log_view.as_ref().map(|view| view.tab.sheet_id);
        if let Some(grid) = log.and_then(|log| grids.iter().find(|grid| grid.sheet_id == log)) {
            self.follow_log(grid);
        }
        Ok(())
    }

    /// Returns what is said in a run of the columns that this very run finds to be a person's own, of the Log, of the
    /// Stock tab, and of columns with an unknown header that hold pictures, videos or texts.
    pub(crate) fn notes(&self) -> Vec<String> {
        let new = self.left_alone.iter().filter(|column| column.is_new);
        let long = self.log_faults.contains(&LogFault::Long);
        let long = long.then(|| words::LOG_LONG.say(self.language()).to_owned());
        let of_log = self.log_notes.iter().cloned().chain(long);
        // A person's own tab is told on first contact, and by each check.
        let StockNotes { wrong, others } = &self.stock_notes;
        let others = others.iter().filter(|_| self.log_lines.is_none());
        let of_stock = wrong.iter().chain(others).cloned();
        let unknown = self.unknown_columns(self.language());
        new.map(|column| column.words.clone())
            .chain(of_log)
            .chain(of_stock)
            .chain(unknown)
            .collect()
    }

    /// Follows the Log's columns to where its top shows them; without headers it is no Log any more.
    pub(crate) fn follow_log(&mut self, top: &Grid) {
        self.log_view = self.log_view.take().and_then(|view| {
            let headings = log_headings(&view.tab, &top.rows)?;
            Some(LogView { headings, guards: top.guards.iter().copied().collect(), ..view })
        });
    }

    /// Tells whether any account has slots, readable or not, or any row one of before.
    pub(crate) fn has_slots(&self) -> bool {
        let has_slot = |row: &Row| match row {
            Row::Open(post) => post.stored.line().is_some_and(|line| line.slot.is_some()),
            Row::Finished { .. } => false,
        };
        self.accounts.iter().any(|account| !matches!(account.slots, Ok(None)))
            || self.posts.iter().any(has_slot)
    }

    /// Returns the language of the Posts tab, which is also the Log's.
    pub(crate) fn language(&self) -> Language {
        self.posts_view.headings.language
    }
}

/// Leaves a person's own columns to them, and returns what there is to say of them. `has_begun` tells whether
/// the Log knows of earlier runs.
async fn leave_foreign(
    workbook: &mut Workbook,
    (accounts, posts): (&mut View<AccountHeadings>, &mut View<PostHeadings>),
    [account_rows, post_rows]: [&[Vec<Cell>]; 2],
    has_begun: bool,
) -> Result<Vec<LeftAlone>, RunError> {
    let keeps_guards = !accounts.guarded().is_empty() || !posts.guarded().is_empty();
    let is_known = has_begun && !keeps_guards;
    accounts.leave_foreign(account_rows, is_known);
    if posts.tab.rows > LONG_ROWS {
        foreign::leave_in_long(workbook, posts, is_known).await?;
    } else {
        posts.leave_foreign(post_rows, is_known);
    }
    let mut left_alone = foreign::of_accounts(accounts, account_rows);
    left_alone.extend(foreign::of_posts(posts, post_rows));
    Ok(left_alone)
}

/// Applies to all rows what a setting, the accounts or other rows say of each: a blank Status is a Draft where only marked
/// rows go out, an empty Account cell means the only account, and rows of one tree answer one another.
fn resolve_rows(posts: &mut [Row], only_queued: bool, only: Option<&Arc<str>>) {
    for row in posts.iter_mut() {
        if only_queued {
            row.hold_unmarked();
        }
        if let Some(only) = only {
            row.belong_to(only);
        }
    }
    place_in_trees(posts);
}

/// Reads the headers of the accounts; whoever watches learns first what must be seen nowhere.
fn view_of_accounts(
    tab: Tab,
    rows: &[Vec<Cell>],
    seals: &Seals,
    observer: &dyn Fn(News),
) -> Result<View<AccountHeadings>, RunError> {
    let receipt = |found: &AccountHeadings| found.column(AccountColumn::Receipt);
    let found = view(tab, rows, AccountHeadings::find, receipt);
    let tell = |secret| observer(News::Secret(secret));
    match &found {
        Ok(view) => secrets(rows, &view.headings, seals).into_iter().for_each(tell),
        Err(_) => tokens_in(rows).for_each(tell),
    }
    found
}

/// Returns the zone, locale and time by which cells are read.
fn place(listing: &Listing, now: DateTime<Utc>) -> Result<Place, RunError> {
    let unknown = |_| RunError::ZoneUnknown { zone: listing.zone.clone() };
    let zone = schedule::zone(&listing.zone).map_err(unknown)?;
    Ok(Place { zone, locale: listing.locale.clone(), now })
}

/// How the rows of the Posts tab are read.
#[derive(Clone, Copy)]
struct Reading<'a> {
    view: &'a View<PostHeadings>,
    place: &'a Place,
    /// Whether what finished rows say is kept.
    keeps_texts: bool,
    /// Whether the times of finished rows are kept: where a slot falls on one by mistake, it is put back.
    keeps_times: bool,
}

impl<'a> Reading<'a> {
    fn of(
        view: &'a View<PostHeadings>,
        place: &'a Place,
        accounts: &[AccountRow],
        limits: Limits,
    ) -> Self {
        let keeps_texts = limits.same_text_after.is_some();
        let keeps_times = accounts.iter().any(|account| !matches!(account.slots, Ok(None)));
        Self { view, place, keeps_texts, keeps_times }
    }

    /// Returns the rows of the tab, of which a long one is read only now.
    async fn posts(
        self,
        workbook: &mut Workbook,
        rows: Vec<Vec<Cell>>,
    ) -> Result<Vec<Row>, RunError> {
        if self.view.tab.rows > LONG_ROWS {
            return long_tab::posts(workbook, self, &rows).await;
        }
        Ok(posts_of(rows, self))
    }
}

/// Returns the rows of a tab that was read whole.
fn posts_of(mut rows: Vec<Vec<Cell>>, reading: Reading) -> Vec<Row> {
    let view = reading.view;
    let first = view.headings.row_idx + 1;
    let body = rows.split_off(first.min(rows.len()));
    let spills = spills(&rows, &view.headings);
    let lines = body.iter().filter_map(|cells| cells.get(view.receipt));
    let copied = copied_ids(lines.map(Cell::shown_text));
    read_rows((first, body), reading, (&mut Names::default(), &copied), spills).collect()
}

/// Returns the formulas in the first rows of a tab that fill cells below them.
fn spills(top: &[Vec<Cell>], headings: &PostHeadings) -> Spills {
    let mut spills = Spills::new(headings);
    for (row, cells) in top.iter().enumerate() {
        spills.pass(row, &mut cells.clone());
    }
    spills
}

/// Tells in which zone and language the owner of a spreadsheet is spoken to: that of its tabs' titles, else that
/// of its locale.
pub(crate) fn report_language(listing: &Listing, observer: &dyn Fn(News)) {
    let known = listing.tabs.iter().find_map(|tab| TabName::find(&tab.title));
    let language = known.map_or_else(|| Language::of_locale(&listing.locale), |(_, of_tab)| of_tab);
    let zone = schedule::zone(&listing.zone).unwrap_or(Tz::UTC);
    observer(News::Sheet { zone, language });
}

/// Returns the name of the account that an empty Account cell means: the only one there is.
fn only_account(accounts: &[AccountRow]) -> Option<Arc<str>> {
    match accounts {
        [only] => only.name.as_deref().ok().map(Arc::from),
        _ => None,
    }
}

/// Holds that rows can name their account where there are several.
fn needs_account_column(
    posts: &View<PostHeadings>,
    accounts: &[AccountRow],
) -> Result<(), RunError> {
    if accounts.len() < 2 || posts.headings.column(PostColumn::Account).is_some() {
        return Ok(());
    }
    let headers = posts.top.last().into_iter().flatten();
    let fault = HeadingFault::Missing {
        missing: vec![PostColumn::Account.header(posts.headings.language)],
        found: headers.filter_map(header_of).collect(),
    };
    Err(RunError::Headings { tab: posts.tab.title.clone(), fault })
}

/// Returns the tab that has one of its two titles.
pub(crate) fn named(listing: &Listing, wanted: TabName) -> Option<Tab> {
    let is_it = |tab: &&Tab| TabName::find(&tab.title).is_some_and(|(name, _)| name == wanted);
    listing.tabs.iter().find(is_it).cloned()
}

/// Returns the accounts below the headers of their tab.
pub(crate) fn account_rows(
    rows: &[Vec<Cell>],
    headings: &AccountHeadings,
    seals: &Seals,
) -> Vec<AccountRow> {
    let below = rows.iter().enumerate().skip(headings.row_idx + 1);
    below.filter_map(|(row, cells)| AccountRow::read(row, cells, headings, seals)).collect()
}

/// Returns the blank rows that hold what was meant for one of the accounts.
fn stray_accounts(
    rows: &[Vec<Cell>],
    headings: &AccountHeadings,
    accounts: &[AccountRow],
) -> Vec<StrayAccount> {
    let is_account = |row: usize| accounts.binary_search_by_key(&row, |known| known.row).is_ok();
    let below = rows.iter().enumerate().skip(headings.row_idx + 1);
    let blank = below.filter(|(row, _)| !is_account(*row));
    let stray = |(row, cells): (usize, &Vec<Cell>)| {
        Some(StrayAccount { row, columns: account::stray(cells, headings, accounts)? })
    };
    blank.filter_map(stray).collect()
}

pub(crate) fn missing(wanted: TabName, listing: &Listing) -> RunError {
    RunError::TabMissing {
        wanted,
        found: listing.tabs.iter().map(|tab| tab.title.clone()).collect(),
    }
}

pub(crate) fn top(tab: &Tab, rows: usize) -> String {
    a1(&tab.title, 0..tab.rows.clamp(1, rows), 0..tab.columns.max(1))
}

pub(super) fn find_guards(grids: &[Grid], sheet_id: i32) -> HashMap<i32, usize> {
    let grid = grids.iter().find(|grid| grid.sheet_id == sheet_id);
    grid.into_iter().flat_map(|grid| grid.guards.iter().copied()).collect()
}

pub(crate) fn view<C>(
    tab: Tab,
    rows: &[Vec<Cell>],
    find: impl Fn(&[Vec<Cell>]) -> Result<Headings<C>, HeadingFault>,
    receipt: impl Fn(&Headings<C>) -> Option<usize>,
) -> Result<View<Headings<C>>, RunError> {
    let headings =
        find(rows).map_err(|fault| RunError::Headings { tab: tab.title.clone(), fault })?;
    let first_free = rows.iter().map(Vec::len).max().unwrap_or(0);
    let found = receipt(&headings);
    let (receipt, has_receipt) = (found.unwrap_or(first_free), found.is_some());
    let top = rows.get(..=headings.row_idx).unwrap_or_default().to_vec();
    let (titled, guards) = (Vec::new(), HashMap::new());
    Ok(View { tab, headings, receipt, has_receipt, titled, guards, top })
}

/// The accounts' names, each kept once.
#[derive(Default)]
struct Names(HashSet<Arc<str>>);

impl Names {
    fn get(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let name: Arc<str> = name.into();
        self.0.insert(name.clone());
        name
    }
}

/// Reads the rows of a block that begins at `first`, given the ids that stand in several rows of the tab, and the
/// formulas above that fill its cells; empty rows are left out. The cells of a row are freed once it is read: there
/// may be very many.
fn read_rows(
    (first, rows): (usize, Vec<Vec<Cell>>),
    reading: Reading,
    (names, copied): (&mut Names, &HashSet<Box<str>>),
    mut spills: Spills,
) -> impl Iterator<Item = Row> {
    let Reading { view, place, keeps_texts, keeps_times } = reading;
    let headings = &view.headings;
    let body = rows.into_iter().enumerate().map(move |(at, mut cells)| {
        spills.pass(first + at, &mut cells);
        (first + at, cells)
    });
    body.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).map(move |(row, cells)| {
        let post = PostRow::read(row, &cells, headings, place);
        // A copy with new words may be meant as another post, and is told what that takes.
        let is_new = |line: &RowState| line.hash != post.hash && copied.contains(&*line.id);
        if post.is_finished() && !post.stored.line().is_some_and(is_new) {
            let account = names.get(post.account.as_deref().unwrap_or_default());
            let text = if keeps_texts { post.planned_text().map(Box::new) } else { None };
            let publish_at = post.own(PostColumn::PublishAt).filter(|_| keeps_times);
            let publish_at = publish_at.map(|cell| Box::new(cell.clone()));
            return Row::Finished {
                row,
                account,
                line: post.stored.text().into(),
                text,
                publish_at,
                tree: post.tree.map(|tree| Box::new(tree.cells)),
            };
        }
        Row::Open(Box::new(post))
    })
}

/// Returns the ids that stand in more than one row: one of them was copied from the other.
fn copied_ids<'a>(lines: impl Iterator<Item = &'a str>) -> HashSet<Box<str>> {
    let mut seen = HashSet::new();
    let ids = lines.filter_map(|line| Peek::of(line).map(|line| line.id));
    ids.filter(|id| !seen.insert(*id)).map(Box::from).collect()
}
