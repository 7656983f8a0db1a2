//! `init`: sets up a spreadsheet for this program, or adds what it lacks. It replaces nothing.
//!
//! Everything goes in one batch behind the fence: all of it happens or none, and two `init` at once cannot both
//! succeed. The fence does not hold off people: a column that somebody inserts between the reading and the batch
//! is not noticed.

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use threadsheet_core::account::secrets;
use threadsheet_core::columns::Tab as TabName;
use threadsheet_core::headings::{AccountHeadings, HEADER_ROWS_MAX};
use threadsheet_core::i18n::desk;
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_core::schedule;
use threadsheet_core::seal::Seals;
use threadsheet_core::setup::{self, Observed, ObservedTab, Plan, is_guide_title};
use threadsheet_core::token::Token;

use crate::config::Config;
use crate::report::setup::Setup;
use crate::report::{Links, News};
use crate::run::snapshot::{by_headers, named, report_language, strangers, top};
use crate::run::start::{open_workbook, own_clock, random_id};
use crate::sheets::changes::Change;
use crate::sheets::fence::is_guard_id;
use crate::sheets::grid::{a1, tab_range};
use crate::sheets::{Listing, NotWritten, Tab, Workbook};

/// When the example post would go out.
const NINE: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(nine) => nine,
    None => NaiveTime::MIN,
};

/// How many rows of a tab that may be a Guide are looked at.
const GUIDE_ROWS_MAX: usize = 200;

/// What was asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct InitOptions {
    /// The language of whatever is new; else the sheet's own.
    pub language: Option<Language>,
    /// Whether a copy of another file is made a desk of its own.
    pub adopts: bool,
    /// Whether a Stock tab is added.
    pub stock: bool,
}

/// Adds what the spreadsheet lacks to be a desk.
///
/// # Errors
///
/// What ends a whole run; see [`RunError`]. A copy of another desk is one, unless it is adopted.
pub async fn init(
    config: &Config,
    options: InitOptions,
    observer: &dyn Fn(News),
) -> Result<Setup, RunError> {
    let clock = own_clock(config);
    let nonce = random_id();
    if nonce.is_empty() {
        return Err(RunError::Bug("no random numbers".to_owned()));
    }
    let mut workbook = open_workbook(config, &nonce).await?;
    let clock = clock.following(workbook.time(), config.time_scale);
    for times in 1.. {
        let survey = survey(&mut workbook, options, clock.now(), observer).await?;
        let steps = survey.plan.additions.iter().flat_map(|addition| addition.steps.iter());
        let changes: Vec<Change> = steps.cloned().map(Change::Lay).collect();
        // A copy that lacks nothing is written all the same: an empty batch puts this file's own mark in the place of
        // the other's.
        if changes.is_empty() && !survey.is_copy {
            return Ok(survey.told(&workbook, config, false));
        }
        workbook.speak(survey.plan.language);
        match workbook.commit(&changes, &[]).await {
            Ok(_) => return Ok(survey.told(&workbook, config, false)),
            // Somebody else has written, perhaps another `init`: what is missing is found out anew, so nothing is added
            // twice.
            Err(NotWritten::Stale) => workbook.give_way(times).await?,
            Err(NotWritten::RunError(stop)) => return Err(stop),
        }
    }
    // Never reached: `give_way` ends the tries before the counter runs out.
    Err(RunError::SheetsBusy)
}

/// Returns what [`init`] would add, and changes nothing.
///
/// # Errors
///
/// What ends a whole run; see [`RunError`].
pub async fn plan_init(
    config: &Config,
    options: InitOptions,
    observer: &dyn Fn(News),
) -> Result<Setup, RunError> {
    let clock = own_clock(config);
    let mut workbook = open_workbook(config, "dry-run").await?;
    let clock = clock.following(workbook.time(), config.time_scale);
    let survey = survey(&mut workbook, options, clock.now(), observer).await?;
    Ok(survey.told(&workbook, config, true))
}

/// What was found, and what it lacks.
struct Survey {
    title: String,
    plan: Plan,
    /// Whether the file carries another file's mark.
    is_copy: bool,
}

async fn survey(
    workbook: &mut Workbook,
    options: InitOptions,
    now: DateTime<Utc>,
    observer: &dyn Fn(News),
) -> Result<Survey, RunError> {
    let (listing, is_copy) =
        if options.adopts { workbook.list_any().await? } else { (workbook.list().await?, false) };
    report_language(&listing, observer);
    let [accounts, posts] = by_other_titles(workbook, &listing).await?;
    let chosen = [&accounts, &posts].into_iter().flatten().map(|tab| tab_range(&tab.title));
    let ranges: Vec<String> = listing.tabs.iter().filter_map(range).chain(chosen).collect();
    // No range at all would bring every tab, strangers' too.
    let mut tabs =
        if ranges.is_empty() { Vec::new() } else { workbook.decorations(&ranges).await? };
    for tab in &mut tabs {
        // Developer metadata of other programs is none of ours.
        tab.column_guards.retain(|(id, _)| is_guard_id(*id));
    }
    // Before anything else is said, so that no message shows a token to whoever keeps the log.
    for secret in tabs.iter().flat_map(secrets_of) {
        observer(News::Secret(secret));
    }
    let observed = Observed {
        titles: listing.tabs.iter().map(|tab| (tab.sheet_id, tab.title.clone())).collect(),
        tabs,
        chosen: [accounts, posts].map(|tab| tab.map(|tab| tab.sheet_id)),
        options: options.language,
        locale: Language::of_locale(&listing.locale),
        example: tomorrow(&listing, now),
        wants_stock: options.stock,
    };
    let plan = setup::plan(&observed)?;
    Ok(Survey { title: listing.title, plan, is_copy })
}

/// Returns the tabs of accounts and posts that have other titles, where none has the usual one.
async fn by_other_titles(
    workbook: &mut Workbook,
    listing: &Listing,
) -> Result<[Option<Tab>; 2], RunError> {
    let wanted = [TabName::Accounts, TabName::Posts];
    let is_missing = |wanted: TabName| named(listing, wanted).is_none();
    let others = strangers(listing);
    if others.is_empty() || !wanted.into_iter().any(is_missing) {
        return Ok([None, None]);
    }
    let ranges: Vec<String> = others.iter().map(|tab| top(tab, HEADER_ROWS_MAX)).collect();
    let grids = workbook.read(&ranges).await?;
    let [accounts, posts] =
        wanted.map(|wanted| match by_headers(wanted, listing, &others, &grids) {
            _ if !is_missing(wanted) => Ok(None),
            Ok(tab) => Ok(Some(tab)),
            Err(RunError::TabMissing { .. }) => Ok(None),
            Err(stop) => Err(stop),
        });
    Ok([accounts?, posts?])
}

/// Returns the range of a tab that may be ours; of a Log and of Settings the headers are enough.
fn range(tab: &Tab) -> Option<String> {
    if is_guide_title(&tab.title) {
        return Some(a1(&tab.title, 0..tab.rows.clamp(1, GUIDE_ROWS_MAX), 0..tab.columns.max(1)));
    }
    match TabName::find(&tab.title)?.0 {
        TabName::Accounts | TabName::Posts => Some(tab_range(&tab.title)),
        TabName::Log | TabName::Settings | TabName::Stock => {
            Some(a1(&tab.title, 0..tab.rows.clamp(1, HEADER_ROWS_MAX), 0..tab.columns.max(1)))
        }
    }
}

/// Returns what of a tab must be seen nowhere, if it is one of accounts.
fn secrets_of(tab: &ObservedTab) -> Vec<Token> {
    let found = AccountHeadings::find(&tab.top(HEADER_ROWS_MAX));
    let rows = if found.is_ok() { tab.top(tab.cells.len()) } else { Vec::new() };
    // What is sealed stays so here.
    found.map(|headings| secrets(&rows, &headings, &Seals::default())).unwrap_or_default()
}

/// Returns tomorrow at nine; nothing where nobody knows the spreadsheet's zone.
fn tomorrow(listing: &Listing, now: DateTime<Utc>) -> Option<NaiveDateTime> {
    let zone = schedule::zone(&listing.zone).ok()?;
    let today = now.with_timezone(&zone).date_naive();
    Some((today + TimeDelta::days(1)).and_time(NINE))
}

impl Survey {
    fn told(self, workbook: &Workbook, config: &Config, is_plan: bool) -> Setup {
        let links = Links { spreadsheet: config.spreadsheet.clone(), ..Links::default() };
        let Self { title, plan: Plan { language, additions, mut hints }, is_copy } = self;
        let adopted = if is_plan { desk::WOULD_ADOPT } else { desk::ADOPTED };
        if is_copy {
            hints.insert(0, adopted.say(language).to_owned());
        }
        Setup {
            is_plan,
            language,
            title,
            added: additions.into_iter().map(|addition| addition.words).collect(),
            is_adopted: is_copy,
            hints,
            address: links.sheet(),
            sheet_requests: workbook.requests(),
        }
    }
}
