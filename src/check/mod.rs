//! A health check: reads everything, asks Threads about every account and the servers of all media what
//! they have, and says what is wrong. Every request is one that reads.

mod account_findings;
mod account_requests;
mod clock;
mod media_requests;
mod partial;
mod row_findings;

use tokio::time::{Instant, timeout_at};

use self::account_findings::Tab;
use self::account_requests::{Asked, Needs};
use self::partial::PartialSheet;
use self::row_findings::Rows;
use crate::clock::Clock;
use crate::config::Config;
use crate::dry_run;
use crate::report::{
    About, AccountLine, AccountOutcome, Checkup, Finding, News, PostOutcome, Report, WeekLine,
};
use crate::run::outbound::OutboundClient;
use crate::run::snapshot::{Snapshot, strangers, top};
use crate::run::start::{open_workbook, own_clock};
use crate::run::upcoming::upcoming;
use crate::run::{protected, report_lines, stock_tab};
use crate::sheets::{Tab as SheetTab, Workbook};
use crate::threads::Threads;
use threadsheet_core::cell::column_letters;
use threadsheet_core::columns::Tab as TabName;
use threadsheet_core::headings::{HEADER_ROWS_MAX, is_like};
use threadsheet_core::i18n::run_errors;
use threadsheet_core::language::Language;
use threadsheet_core::place::Place;
use threadsheet_core::reason::Found;
use threadsheet_core::reason::{Message, Plans};
use threadsheet_core::run_error::RunError;
use threadsheet_core::setting::Chosen;
use threadsheet_core::shard::Shard;
use threadsheet_core::upcoming::{Upcoming, UpcomingPosts};
use threadsheet_core::week::{AccountWeek, Week};

/// One part in so many of the budget is kept for telling what was found.
const RESERVE: u32 = 20;

/// The spreadsheet, as far as it can be read.
enum Sheet {
    /// All of it, and the unused tabs that have the headers of one of ours.
    Whole(Box<Snapshot>, Vec<(TabName, String)>),
    Part(Box<PartialSheet>),
}

/// Whom a check asks, and until when.
struct HealthCheck<'a> {
    config: &'a Config,
    threads: Threads,
    outbound: OutboundClient,
    until: Instant,
    observer: &'a dyn Fn(News),
}

/// Looks at everything and says what is wrong, changing nothing: the cells, every token, what may
/// still be published today, every picture and video, the clock, the time zone.
///
/// # Errors
///
/// What keeps everything from being looked at; see [`RunError`]. What keeps only a part of it, such as
/// a tab that is missing or a Threads that does not answer, is in the report with its exit code.
pub async fn check(config: &Config, observer: &dyn Fn(News)) -> Result<Report, RunError> {
    let until = Instant::now() + config.budget - config.budget / RESERVE;
    let clock = own_clock(config);
    // Asked beside the reading, and without credentials: where Google signs nobody in because of the clock, this tells
    // by how much it is off.
    let ahead = timeout_at(until, clock::ahead(config, &clock));
    let (ahead, sheet) = tokio::join!(ahead, read(config, &clock, observer));
    let ahead = ahead.ok().flatten();
    let (sheet, requests) = match (sheet, ahead) {
        (Err(RunError::ClockWrong), Some(ahead)) => return Err(RunError::ClockOff { ahead }),
        (sheet, _) => sheet?,
    };
    let threads = Threads::new(&config.threads_url, until, config.time_scale)?;
    let outbound = OutboundClient::new(&config.threads_url, config.time_scale)?;
    let chosen = match &sheet {
        Sheet::Whole(snapshot, _) => snapshot.settings_tab.chosen.clone(),
        Sheet::Part(_) => Chosen::default(),
    };
    // A check looks at all accounts, whatever part of them the runs of this machine have.
    let config = &Config { shard: Shard::WHOLE, ..config.under(&chosen) };
    let health_check = HealthCheck { config, threads, outbound, until, observer };
    let mut report = match &sheet {
        Sheet::Whole(snapshot, unused) => {
            let mut report = health_check.whole(snapshot, requests).await;
            let told = about_tabs(snapshot, unused).into_iter();
            let findings = report.checkup.iter_mut().map(|checkup| &mut checkup.findings);
            findings.for_each(|findings| findings.extend(told.clone()));
            report
        }
        Sheet::Part(part) => health_check.part(part, requests).await,
    };
    let language = report.language;
    if let (Some(checkup), Some(ahead)) = (&mut report.checkup, ahead) {
        checkup.findings.insert(0, about_desk(Found::Clock { ahead }.say(language), true));
    }
    Ok(report)
}

async fn read(
    config: &Config,
    clock: &Clock,
    observer: &dyn Fn(News),
) -> Result<(Sheet, u32), RunError> {
    let mut workbook = open_workbook(config, "check").await?;
    let clock = clock.clone().following(workbook.time(), config.time_scale);
    let sheet = match Snapshot::read(&mut workbook, config, &clock, observer).await {
        Ok(snapshot) => {
            let unused = unused(&mut workbook, &snapshot).await?;
            Sheet::Whole(Box::new(snapshot), unused)
        }
        Err(
            // Faults of one tab or of the zone: the rest can still be looked at, so that a person mends everything at
            // once.
            stop @ (RunError::TabMissing { .. }
            | RunError::NotLaidOut { .. }
            | RunError::TabUnclear { .. }
            | RunError::Headings { .. }
            | RunError::ZoneUnknown { .. }),
        ) => {
            let seals = config.seals();
            let part = PartialSheet::read(&mut workbook, stop, clock.now(), &seals, observer);
            Sheet::Part(Box::new(part.await?))
        }
        Err(stop) => return Err(stop),
    };
    Ok((sheet, workbook.requests()))
}

/// Returns the tabs that have the headers of one of ours and are not used.
async fn unused(
    workbook: &mut Workbook,
    snapshot: &Snapshot,
) -> Result<Vec<(TabName, String)>, RunError> {
    let used = [snapshot.accounts_view.tab.sheet_id, snapshot.posts_view.tab.sheet_id];
    let others = strangers(&snapshot.listing).into_iter();
    let others: Vec<SheetTab> = others.filter(|tab| !used.contains(&tab.sheet_id)).collect();
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let ranges: Vec<String> = others.iter().map(|tab| top(tab, HEADER_ROWS_MAX)).collect();
    let grids = workbook.read(&ranges).await?;
    let like = |tab: &SheetTab| {
        let grid = grids.iter().find(|grid| grid.sheet_id == tab.sheet_id)?;
        let wanted = [TabName::Posts, TabName::Accounts];
        let wanted = wanted.into_iter().find(|wanted| is_like(*wanted, &grid.rows))?;
        Some((wanted, tab.title.clone()))
    };
    Ok(others.iter().filter_map(like).collect())
}

/// Says which tabs are used although they have other titles, and which are not.
fn about_tabs(snapshot: &Snapshot, unused: &[(TabName, String)]) -> Vec<Finding> {
    let language = snapshot.language();
    let used = |wanted| match wanted {
        TabName::Accounts => snapshot.accounts_view.tab.title.as_str(),
        _ => snapshot.posts_view.tab.title.as_str(),
    };
    let by_headers = [TabName::Accounts, TabName::Posts].into_iter().filter_map(|wanted| {
        let (tab, named) = (used(wanted), TabName::find(used(wanted)));
        let is_named = named.is_some_and(|(name, _)| name == wanted);
        let found = Found::TabByHeaders { tab, wanted: wanted.title(language) };
        (!is_named).then(|| found.say(language))
    });
    let unused = unused.iter().map(|(wanted, tab)| {
        let used = used(*wanted);
        Found::TabUnused { tab, wanted: wanted.title(language), used }.say(language)
    });
    by_headers.chain(unused).map(|words| about_desk(words, false)).collect()
}

impl HealthCheck<'_> {
    async fn whole(&self, snapshot: &Snapshot, requests: u32) -> Report {
        let (mut plan, stock) = stock_tab::decide(snapshot, self.config);
        protected::hold(&mut plan, snapshot);
        let report = dry_run::report(snapshot, &plan, self.config, requests);
        let mut report = report_lines::with_settings_tab(report, &snapshot.settings_tab);
        report.stock = stock_tab::lines(snapshot, &stock, true);
        // A run only counts these rows; here each gets a line, for a finding may be about it.
        report.posts.append(&mut report.standing);
        let upcoming_posts = upcoming(snapshot, self.config.limits);
        let upcoming: Vec<Upcoming> = upcoming_posts.upcoming().collect();
        let media = media_requests::addresses(&upcoming);
        let tab = Tab {
            rows: &snapshot.accounts,
            steps: &plan.accounts,
            headings: &snapshot.accounts_view.headings,
            place: &snapshot.place,
        };
        let needs = Needs::of(&upcoming, &plan);
        (self.observer)(News::Asks { accounts: tab.rows.len(), media: media.len() });
        let (asked, served) = tokio::join!(self.accounts(&tab, &needs), self.media(&media));
        let mut checkup = Checkup {
            findings: about_the_zone(&snapshot.place, &report),
            weeks: weeks(&upcoming_posts, snapshot),
            n_accounts: tab.rows.len(),
            n_posts: upcoming.len(),
            n_media: served.len(),
            n_unasked: media.len() - served.len(),
            ..Checkup::default()
        };
        checkup.findings.extend(about_columns(snapshot, report.language));
        if checkup.n_unasked > 0 {
            let unasked = Found::MediaUnasked { n_media: checkup.n_unasked };
            checkup.findings.push(about_desk(unasked.say(report.language), false));
        }
        // They become findings, each with its place in the list.
        report.notes.clear();
        let closed = protected::notes(snapshot).into_iter();
        checkup.findings.extend(closed.map(|words| about_desk(words, true)));
        let of_stock = snapshot.stock_notes.wrong.iter();
        checkup.findings.extend(of_stock.map(|words| about_desk(words.clone(), true)));
        let others = snapshot.stock_notes.others.iter();
        checkup.findings.extend(others.map(|words| about_desk(words.clone(), false)));
        let left_alone = snapshot.left_alone.iter();
        checkup.findings.extend(left_alone.map(|column| about_desk(column.words.clone(), false)));
        add_answers(asked, &mut report, &mut checkup);
        // After the answers: only they tell whose token is of no use.
        hold_up_posts(&mut report, snapshot.language());
        let rows = Rows { snapshot, upcoming: &upcoming, served: &served };
        checkup.findings.extend(rows.findings(&mut report.posts));
        report.posts.sort_by_key(|post| post.row);
        report.checkup = Some(checkup);
        report
    }

    async fn part(&self, part: &PartialSheet, requests: u32) -> Report {
        let mut report = part.report(self.config, requests);
        let language = report.language;
        let told = part.stops.iter().map(|stop| about_desk(run_errors::say(stop, language), true));
        let mut checkup = Checkup {
            findings: told.collect(),
            stopped: part.stops.first().map(RunError::exit_code),
            ..Checkup::default()
        };
        if let Some((view, rows)) = &part.accounts {
            let steps = part.steps(self.config.limits);
            let tab = Tab { rows, steps: &steps, headings: &view.headings, place: &part.place };
            (self.observer)(News::Asks { accounts: rows.len(), media: 0 });
            add_answers(self.accounts(&tab, &Needs::default()).await, &mut report, &mut checkup);
            checkup.n_accounts = rows.len();
        }
        report.checkup = Some(checkup);
        report
    }
}

/// Returns a line for each account that has slots, or posts that are still to be made of rows of Stock.
fn weeks(upcoming_posts: &UpcomingPosts, snapshot: &Snapshot) -> Vec<WeekLine> {
    let (zone, language) = (snapshot.place.zone, snapshot.language());
    let accounts = Week::of(upcoming_posts).accounts.into_iter();
    let told = accounts.filter(|account| account.slots > 0 || account.n_of_stock() > 0);
    let line = |account: AccountWeek| {
        let words = account.say(zone, language);
        WeekLine { row: account.row, account: account.name, words }
    };
    told.map(line).collect()
}

/// Puts what was heard about the accounts in the place of what their cells say.
fn add_answers(asked: Vec<Asked>, report: &mut Report, checkup: &mut Checkup) {
    let n_asked = asked.iter().filter(|asked| asked.has_token).count();
    let n_silent = asked.iter().filter(|asked| asked.is_silent).count();
    if n_asked > 0 && n_silent == n_asked {
        let stop = RunError::ThreadsUnreachable;
        checkup.findings.push(about_desk(run_errors::say(&stop, report.language), false));
        checkup.stopped = checkup.stopped.or(Some(stop.exit_code()));
    }
    report.accounts.clear();
    for asked in asked {
        report.accounts.push(asked.line);
        checkup.findings.extend(asked.findings);
        checkup.quotas.extend(asked.quota);
    }
}

/// Lets the posts wait that a run would send, were it not for their account; of the others it is known by now that
/// their token works.
fn hold_up_posts(report: &mut Report, language: Language) {
    let works = |line: &&AccountLine| {
        matches!(line.outcome, AccountOutcome::Fine | AccountOutcome::ToRenew)
    };
    for line in report.accounts.iter().filter(works) {
        let own = report.posts.iter_mut().filter(|post| post.account == line.name);
        for post in own.filter(|post| post.outcome == PostOutcome::ToPublish) {
            post.words = Plans::Publish.say(language);
        }
    }
    let waits = Message::AccountTroubled.say(language);
    let troubled =
        report.accounts.iter().filter(|line| line.outcome == AccountOutcome::NeedsPerson);
    for line in troubled {
        let own = report.posts.iter_mut().filter(|post| post.account == line.name);
        for post in own.filter(|post| post.outcome == PostOutcome::ToPublish) {
            (post.outcome, post.words) = (PostOutcome::Waiting, waits.clone());
        }
    }
}

fn about_the_zone(place: &Place, report: &Report) -> Vec<Finding> {
    let zone = |home| Found::Zone { zone: place.zone, locale: &place.locale, home };
    let said = place.other_home().map(|home| about_desk(zone(home).say(report.language), false));
    said.into_iter().collect()
}

/// Names the unsupported columns, and those that nobody knows and that hold pictures, videos or
/// texts.
fn about_columns(snapshot: &Snapshot, language: Language) -> Vec<Finding> {
    let headings = &snapshot.posts_view.headings;
    let headers: Vec<String> = headings.unsupported().iter().map(|it| it.header.clone()).collect();
    let unsupported =
        (!headers.is_empty()).then(|| Found::Unsupported { headers: &headers }.say(language));
    let unknown = snapshot.unknown_columns(language);
    unsupported.into_iter().chain(unknown).map(|words| about_desk(words, false)).collect()
}

/// Returns a finding about the spreadsheet, this machine or a service; one that is wrong is news, for
/// a run tells it in no cell.
fn about_desk(words: String, is_wrong: bool) -> Finding {
    Finding { about: About::Desk, cell: None, words, is_wrong, is_news: is_wrong }
}

/// Returns the cells of a row, from 1, in A1 notation; none where the tab has no such column.
fn range(columns: &[usize], row: usize) -> Option<String> {
    let cell = |column: usize| format!("{}{row}", column_letters(column));
    match columns {
        [] => None,
        [only] => Some(cell(*only)),
        [first, .., last] => Some(format!("{}:{}", cell(*first), cell(*last))),
    }
}
