//! One run: read, decide, open, let every account do its part, and report.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use futures_util::future::{join, join_all};
use threadsheet_core::account::{AccountAction, AccountReceipt, AccountRow};
use threadsheet_core::plan::{self, AccountStep, Row};
use threadsheet_core::reason::Message;
use threadsheet_core::stop::Stop;
use tokio::sync::watch;
use tokio::time::Instant;

use super::account::{Done, Task, carry_out};
use super::alive::alive;
use super::choices::Choices;
use super::clerk::{orders, serve};
use super::closed;
use super::coming::Outlook;
use super::context::{Context, Opened};
use super::desk::Desk;
use super::lines::Lines;
use super::notify::{Titles, notify};
use super::open::{opening, random_id};
use super::snapshot::Snapshot;
use super::tasks::{orphans, tasks};
use super::told::{standing, told};
use super::vigil::Ahead;
use super::web::Web;
use crate::clock::Clock;
use crate::halt::{halted, unless_halted};
use crate::report::preview::Preview;
use crate::report::{Links, News, PostLine, Report};
use crate::settings::Settings;
use crate::threads::Threads;
use crate::workbook::{NotWritten, Workbook};

/// How long before the end of the calls to Threads nothing is sent any more.
const SEND_RESERVE: Duration = Duration::from_secs(10);

/// How long what is open may take once the run was told to stop: schedulers kill after ten seconds.
const HALT_PATIENCE: Duration = Duration::from_secs(5);

/// How long the last write may take after that.
const LAST_WORDS: Duration = Duration::from_millis(900);

/// Reads the sheet, does what is due, and writes everything back.
///
/// `halt` becomes true when the run is told to stop: then nothing new is begun, and what has
/// happened is written down.
///
/// # Errors
///
/// What ends a whole run; see [`Stop`].
pub async fn run(
    settings: &Settings,
    watch: &dyn Fn(News),
    halt: watch::Receiver<bool>,
) -> Result<Report, Stop> {
    look(settings, watch, halt, None).await
}

/// The same, of a vigil: what comes up soon is claimed or made ready.
pub(super) async fn look(
    settings: &Settings,
    watch: &dyn Fn(News),
    halt: watch::Receiver<bool>,
    ahead: Option<&Ahead>,
) -> Result<Report, Stop> {
    let begun = Instant::now();
    let clock = own_clock(settings);
    let nonce = random_id();
    if nonce.is_empty() {
        return Err(Stop::Bug("no random numbers".to_owned()));
    }
    let mut workbook = unless_halted(&halt, open_workbook(settings, &nonce)).await?;
    let clock = clock.following(workbook.time(), settings.pace);
    if let Some(ahead) = ahead {
        ahead.time.replace(Some(workbook.time()));
    }
    let mut told = Vec::new();
    for times in 1.. {
        let reading = read(settings, &mut workbook, &clock, watch);
        let mut snapshot = unless_halted(&halt, reading).await?;
        let mut choices = std::mem::take(&mut snapshot.choices).share(settings.shard);
        choices.keep_news(&told);
        let telling = async { Ok(choices.tell(&mut workbook).await) };
        match unless_halted(&halt, telling).await? {
            Ok(()) => {}
            Err(NotWritten::Stale) => {
                unless_halted(&halt, workbook.give_way(times)).await?;
                continue;
            }
            Err(NotWritten::Stop(stop)) => return Err(stop),
        }
        told.clone_from(&choices.lines);
        let (settings, halt) = (&settings.under(&choices.chosen), halt.clone());
        let titles = Titles::of(&snapshot);
        let nonce = nonce.clone();
        let clock = clock.clone();
        let pass = Pass { settings, clock, begun, nonce, watch, halt: halt.clone(), ahead };
        // On the heap: all that a run does is in there, and stacks are small.
        match Box::pin(pass.carry_out(workbook, snapshot)).await {
            (mut workbook, Ok(report)) => {
                let mut report = told_as_chosen(report, &choices);
                let until = begun + settings.budget;
                tokio::select! {
                    biased;
                    () = halted(&halt) => {}
                    () = notify(&mut choices, &mut report, &titles, &mut workbook, settings, until) => {}
                }
                return Ok(report);
            }
            (_, Err(NotWritten::Stop(stop))) => return Err(stop),
            (back, Err(NotWritten::Stale)) => workbook = back,
        }
        unless_halted(&halt, workbook.give_way(times)).await?;
    }
    Err(Stop::SheetsBusy)
}

/// Reads the sheet and returns what [`run`] would do, changing nothing.
///
/// # Errors
///
/// What ends a whole run; see [`Stop`].
pub async fn rehearse(settings: &Settings, watch: &dyn Fn(News)) -> Result<Report, Stop> {
    let clock = own_clock(settings);
    let mut workbook = open_workbook(settings, "rehearsal").await?;
    let clock = clock.following(workbook.time(), settings.pace);
    let mut snapshot = read(settings, &mut workbook, &clock, watch).await?;
    snapshot.choices = std::mem::take(&mut snapshot.choices).share(settings.shard);
    let settings = &settings.under(&snapshot.choices.chosen);
    let sheet = snapshot.sheet(settings.limits);
    let mut plan = plan::plan(&sheet).share(settings.shard, &sheet);
    closed::hold(&mut plan, &snapshot);
    let report = super::rehearsal::report(&snapshot, &plan, settings, workbook.requests());
    Ok(Report { clock: clock.doubtful(), ..told_as_chosen(report, &snapshot.choices) })
}

/// Adds what is wrong with the settings, and speaks the language that they ask for.
pub(super) fn told_as_chosen(report: Report, choices: &Choices) -> Report {
    let language = choices.chosen.language.unwrap_or(report.language);
    let links = Links { settings: choices.sheet_id(), ..report.links };
    Report { language, settings: choices.lines.clone(), links, ..report }
}

/// Reads the sheet and returns the coming posts, changing nothing.
///
/// # Errors
///
/// What ends a whole run; see [`Stop`].
pub async fn preview(settings: &Settings, watch: &dyn Fn(News)) -> Result<Preview, Stop> {
    let clock = own_clock(settings);
    let mut workbook = open_workbook(settings, "preview").await?;
    let clock = clock.following(workbook.time(), settings.pace);
    let snapshot = read(settings, &mut workbook, &clock, watch).await?;
    Ok(super::preview::preview(&snapshot, settings, workbook.requests()))
}

pub(super) async fn open_workbook(settings: &Settings, nonce: &str) -> Result<Workbook, Stop> {
    let until = Instant::now() + settings.budget;
    let (root, id) = (&settings.sheets_url, &settings.spreadsheet);
    Workbook::open(&settings.credentials.0, root, id, nonce, until, settings.pace).await
}

/// Starts the clocks of a run, before anything was asked.
pub(super) fn own_clock(settings: &Settings) -> Clock {
    Clock::start(settings.now).off_by(settings.clock_error)
}

pub(super) async fn read(
    settings: &Settings,
    workbook: &mut Workbook,
    clock: &Clock,
    watch: &dyn Fn(News),
) -> Result<Snapshot, Stop> {
    Snapshot::read(workbook, settings, clock, watch).await
}

struct Pass<'a> {
    settings: &'a Settings,
    clock: Clock,
    begun: Instant,
    nonce: String,
    watch: &'a dyn Fn(News),
    halt: watch::Receiver<bool>,
    ahead: Option<&'a Ahead>,
}

/// Returns where the lines of all rows stand.
fn lines_of(snapshot: &Snapshot) -> Lines {
    let texts: Vec<(usize, Cow<str>)> =
        snapshot.posts.iter().map(|row| (row.row(), line_text(row))).collect();
    Lines::of_texts(texts.iter().map(|(row, text)| (*row, text.as_ref())))
}

impl Pass<'_> {
    async fn carry_out(
        self,
        workbook: Workbook,
        snapshot: Snapshot,
    ) -> (Workbook, Result<Report, NotWritten>) {
        let sheet = snapshot.sheet(self.settings.limits);
        let mut plan = plan::plan(&sheet).share(self.settings.shard, &sheet);
        closed::hold(&mut plan, &snapshot);
        if let Some(ahead) = self.ahead {
            ahead.next.send_replace(plan.next);
        }
        let context = match self.context(&snapshot) {
            Ok(context) => context,
            Err(stop) => return (workbook, Err(stop.into())),
        };
        let (opened, context) = context;
        let lines = lines_of(&snapshot);
        let mut desk = Desk {
            workbook,
            snapshot,
            lines,
            nonce: self.nonce.clone(),
            clock: self.clock.clone(),
            settle: self.settings.settle,
            wanted: HashMap::new(),
            wanted_accounts: HashMap::new(),
            account_rows: HashMap::new(),
            shows_columns: false,
        };
        let mut first = opening(&mut desk, &plan, self.settings.halves);
        first.batch.is_needed |=
            desk.snapshot.steps(&plan).any(|(account, step)| self.may_renew(account, step));
        let may_renew =
            |(account, step): &(&AccountRow, &AccountStep)| self.may_renew(account, step);
        let trials = desk.snapshot.steps(&plan).filter(may_renew);
        let trials: Vec<_> = trials.filter_map(|(account, _)| desk.token_trial(account)).collect();
        first.batch.trials = trials;
        let alive = alive(&desk, &first.batch);
        first.batch.setup.extend(alive);
        let tasks = tasks(&desk, &plan, &first, self.settings);
        let (mut told, mut stands) = (Vec::new(), Vec::new());
        if self.settings.halves.publishes() {
            told = self::told(&desk.snapshot, &plan);
            // The account that is not to be seen may be the one whose name is still being worked out.
            let is_loading = desk.snapshot.accounts.iter().any(|account| account.loading.is_some());
            for orphan in orphans(&desk, &plan, &tasks, &first) {
                let message =
                    if is_loading { Message::OutcomeUnknown } else { orphan.sender_missing() };
                let (write, line) = orphan.unasked(&message, &context);
                first.batch.rows.extend(write);
                told.push(line);
            }
            stands = standing(&Outlook::of_run(&desk.snapshot, self.settings), &plan);
        }
        let works = |task: &Task| task.posts.len() + task.doubts.len() + task.soon.len();
        let posts = told.len() + tasks.iter().map(works).sum::<usize>();
        (self.watch)(News::Read { accounts: tasks.len(), posts });
        let (orders, inbox) = orders();
        let accounts = tasks.into_iter().map(|task| {
            let orders = orders.clone();
            carry_out(task, &context, orders, self.watch)
        });
        let accounts: Vec<_> = accounts.collect();
        drop(orders);
        let serving = serve(&mut desk, &first.batch, opened, inbox, context.pace);
        let accounts = async { join(self.tell(&told, &context), join_all(accounts)).await.1 };
        let (served, done) = self.both(serving, accounts).await;
        let result = match served {
            Ok(()) if context.threads.is_unreachable() => Err(Stop::ThreadsUnreachable.into()),
            Ok(()) => Ok(report(&desk, self.settings, (told, stands), done)),
            Err(not_written) => Err(not_written),
        };
        (desk.workbook, result)
    }

    /// Tells what the first write says, once it is written: a plan that is made again says it again.
    async fn tell(&self, told: &[PostLine], context: &Context) {
        let mut opened = context.opened.clone();
        if opened.wait_for(|opened| *opened != Opened::Pending).await.is_ok() {
            for line in told {
                (self.watch)(News::Post(line.clone()));
            }
        }
    }

    /// Lets the accounts work while the clerk writes; ends them only where nothing was begun.
    async fn both(
        &self,
        serving: impl Future<Output = Result<(), NotWritten>>,
        accounts: impl Future<Output = Vec<Done>>,
    ) -> (Result<(), NotWritten>, Vec<Done>) {
        tokio::pin!(serving);
        let mut finished = Vec::new();
        let both = async {
            let mut accounts = Box::pin(accounts);
            tokio::select! {
                served = &mut serving => {
                    // Otherwise nothing was begun, or every account has been told already.
                    if served.is_ok() {
                        finished = accounts.await;
                    }
                    served
                }
                done = &mut accounts => {
                    finished = done;
                    serving.as_mut().await
                }
            }
        };
        let served = tokio::select! {
            served = both => Some(served),
            () = self.patience_ends() => None,
        };
        let served = match served {
            Some(served) => served,
            // What is under way now is settled by the next run.
            None => tokio::time::timeout(LAST_WORDS, serving).await.unwrap_or(Ok(())),
        };
        (served, finished)
    }

    /// Waits until the run was told to stop, and what was open has had its time to end.
    async fn patience_ends(&self) {
        halted(&self.halt).await;
        tokio::time::sleep(self.settings.pace.of(HALT_PATIENCE)).await;
    }

    /// Tells whether a token may be renewed in this run: one that is due, or that is new here. What is
    /// in known trouble is asked about without a write, and renewed in a later run.
    fn may_renew(&self, account: &AccountRow, step: &AccountStep) -> bool {
        let token = account.token.as_ref().ok().map(|cell| &cell.token);
        let is_of_token =
            |receipt: &&AccountReceipt| token.is_some_and(|token| receipt.is_of(token));
        let known = account.receipt.as_ref().filter(is_of_token);
        // Whatever an exchange was refused for, it is tried again as any first one is.
        let is_short = known.is_some_and(|known| {
            known.trouble.as_deref() == Some("short-lived") || known.is_short_lived()
        });
        match step.action {
            AccountAction::Refresh => true,
            AccountAction::Learn => {
                known.is_none() || is_short && self.settings.app_secret.is_some()
            }
            _ => false,
        }
    }

    fn context(&self, snapshot: &Snapshot) -> Result<(watch::Sender<Opened>, Context), Stop> {
        let working = self.settings.working();
        let until = self.begun + working;
        let threads = Threads::new(&self.settings.threads_url, until, self.settings.pace)?;
        let web = Web::new(&self.settings.threads_url, self.settings.pace)?;
        let (sender, opened) = watch::channel(Opened::Pending);
        let context = Context {
            threads,
            web,
            clock: self.clock.clone(),
            place: snapshot.place.clone(),
            posts_in: snapshot.language(),
            accounts_in: snapshot.accounts_view.headings.language,
            limits: self.settings.limits,
            only_queued: snapshot.only_queued,
            settle: self.settings.settle,
            pace: self.settings.pace,
            halves: self.settings.halves,
            app_secret: self.settings.app_secret.clone(),
            seals: snapshot.seals.clone(),
            nonce: self.nonce.clone(),
            prepare_until: self.begun + self.settings.preparing(),
            send_until: until.checked_sub(SEND_RESERVE.min(working / 10)).unwrap_or(until),
            opened,
            halt: self.halt.clone(),
            unready: self.ahead.map(|ahead| ahead.unready.clone()).unwrap_or_default(),
        };
        Ok((sender, context))
    }
}

fn report(
    desk: &Desk,
    settings: &Settings,
    (mut posts, standing): (Vec<PostLine>, Vec<PostLine>),
    done: Vec<Done>,
) -> Report {
    let mut accounts = Vec::new();
    for done in done {
        accounts.push(done.account);
        posts.extend(done.posts);
    }
    accounts.sort_by_key(|account| account.row);
    posts.sort_by_key(|post| post.row);
    let snapshot = &desk.snapshot;
    Report {
        is_plan: false,
        at: snapshot.place.now,
        zone: snapshot.place.zone,
        language: snapshot.language(),
        title: snapshot.listing.title.clone(),
        accounts,
        posts,
        standing,
        settings: Vec::new(),
        notes: [snapshot.notes(), closed::notes(snapshot)].concat(),
        sheet_requests: desk.workbook.requests(),
        links: links(snapshot, settings),
        shard: settings.shard,
        clock: desk.clock.doubtful(),
        checkup: None,
    }
}

/// Returns where the two tabs are.
pub(super) fn links(snapshot: &Snapshot, settings: &Settings) -> Links {
    Links {
        spreadsheet: settings.spreadsheet.clone(),
        accounts: snapshot.accounts_view.tab.sheet_id,
        posts: snapshot.posts_view.tab.sheet_id,
        settings: snapshot.choices.sheet_id(),
    }
}

fn line_text(row: &Row) -> Cow<'_, str> {
    match row {
        Row::Open(post) => Cow::Owned(post.register.text()),
        Row::Finished { line, .. } => Cow::Borrowed(line),
    }
}
