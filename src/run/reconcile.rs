//! One run: read, decide, open, let every account do its part, and report.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::{join, join_all};
use threadsheet_core::account::{AccountAction, AccountRow};
use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::plan::{AccountStep, Plan};
use threadsheet_core::reason::{AccountCode, Message};
use threadsheet_core::run_error::RunError;
use tokio::sync::watch;
use tokio::time::Instant;

use super::account::{Done, Task, carry_out};
use super::account_tasks::{orphans, tasks};
use super::cell_format::{Wording, date_cell};
use super::context::Context;
use super::deadlines::RunTime;
use super::heartbeat::heartbeat;
use super::initial_write::{InitialWrite, initial_write};
use super::notification::{Titles, notify};
use super::outbound::OutboundClient;
use super::protected;
use super::publish::context::{PublishRules, Services};
use super::report_lines::{links, other_lines, unsent_lines, with_settings_tab};
use super::snapshot::Snapshot;
use super::start::{open_workbook, own_clock, random_id};
use super::stock_tab;
use super::tokens::TokenRules;
use super::upcoming::upcoming_of_run;
use super::writer::known_sheet::KnownSheet;
use super::writer::session::Session;
use super::writer::single_writer::{FirstWrite, channel, serve};
use crate::clock::{Clock, ServiceTime};
use crate::config::Config;
use crate::report::{News, PostLine, Report, StockLine};
use crate::sheets::{NotWritten, Workbook};
use crate::shutdown::{halted, unless_halted};
use crate::threads::Threads;

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
/// What ends a whole run; see [`RunError`].
pub async fn run(
    config: &Config,
    observer: &dyn Fn(News),
    halt: watch::Receiver<bool>,
) -> Result<Report, RunError> {
    reconcile(config, observer, halt, None).await
}

/// The same, as one of the runs of a watch: what comes up soon is claimed or made ready.
pub(crate) async fn reconcile(
    config: &Config,
    observer: &dyn Fn(News),
    halt: watch::Receiver<bool>,
    ahead: Option<&Lookahead>,
) -> Result<Report, RunError> {
    let begun = Instant::now();
    let clock = own_clock(config);
    let nonce = random_id();
    if nonce.is_empty() {
        return Err(RunError::Bug("no random numbers".to_owned()));
    }
    let mut workbook = unless_halted(&halt, open_workbook(config, &nonce)).await?;
    let clock = clock.following(workbook.time(), config.time_scale);
    if let Some(ahead) = ahead {
        ahead.time.replace(Some(workbook.time()));
    }
    let mut told = Vec::new();
    let made = RefCell::default();
    for times in 1.. {
        let reading = Snapshot::read(&mut workbook, config, &clock, observer);
        let mut snapshot = unless_halted(&halt, reading).await?;
        let mut settings_tab = std::mem::take(&mut snapshot.settings_tab).share(config.shard);
        // A pass that was overtaken has written these messages already, and what a cell says already is no news.
        settings_tab.keep_news(&told);
        let telling = async { Ok(settings_tab.tell(&mut workbook).await) };
        match unless_halted(&halt, telling).await? {
            Ok(()) => {}
            Err(NotWritten::Stale) => {
                unless_halted(&halt, workbook.give_way(times)).await?;
                continue;
            }
            Err(NotWritten::RunError(stop)) => return Err(stop),
        }
        told.clone_from(&settings_tab.lines);
        let (config, halt) = (&config.under(&settings_tab.chosen), halt.clone());
        let titles = Titles::of(&snapshot);
        let nonce = nonce.clone();
        let clock = clock.clone();
        let halted_by = halt.clone();
        let pass =
            Pass { config, clock, begun, nonce, observer, halt: halted_by, ahead, made: &made };
        // On the heap: all that a run does is in there, and stacks are small.
        match Box::pin(pass.carry_out(workbook, snapshot)).await {
            (mut workbook, Ok(report)) => {
                let mut report = with_settings_tab(report, &settings_tab);
                let until = begun + config.budget;
                // Everything is written by now: whoever stops the run does not wait for a webhook.
                tokio::select! {
                    biased;
                    () = halted(&halt) => {}
                    () = notify((&mut settings_tab, &mut workbook), &mut report, &titles, config, until) => {}
                }
                return Ok(report);
            }
            (_, Err(NotWritten::RunError(stop))) => return Err(stop),
            (back, Err(NotWritten::Stale)) => workbook = back,
        }
        unless_halted(&halt, workbook.give_way(times)).await?;
    }
    Err(RunError::SheetsBusy)
}

/// What the runs of a watch tell each other.
#[derive(Debug, Clone)]
pub(crate) struct Lookahead {
    /// Hashes of the words that could not be made ready: they are tried again when their time has come.
    pub(crate) unready: Rc<RefCell<HashSet<String>>>,
    /// When the next post comes up, UTC, by the planner's clock.
    pub(crate) next: watch::Sender<Option<DateTime<Utc>>>,
    /// The spreadsheet service's clock, once a run has asked it.
    pub(crate) time: Rc<RefCell<Option<ServiceTime>>>,
}

struct Pass<'a> {
    config: &'a Config,
    clock: Clock,
    begun: Instant,
    nonce: String,
    observer: &'a dyn Fn(News),
    halt: watch::Receiver<bool>,
    ahead: Option<&'a Lookahead>,
    /// The rows of Stock that were used by this run.
    made: &'a RefCell<Vec<StockLine>>,
}

impl Pass<'_> {
    async fn carry_out(
        self,
        mut workbook: Workbook,
        snapshot: Snapshot,
    ) -> (Workbook, Result<Report, NotWritten>) {
        let read = snapshot.sheet(self.config.limits);
        let publishes = self.config.scope.publishes();
        let (plan, uses) = stock_tab::decide(&snapshot, self.config);
        let mut plan = plan.share(self.config.shard, &read);
        protected::hold(&mut plan, &snapshot);
        if let Some(ahead) = self.ahead {
            // Told before anything is done, so that a run which hangs keeps no later post from its minute.
            ahead.next.send_replace(plan.next);
        }
        let context = match self.context(&snapshot) {
            Ok(context) => context,
            Err(stop) => return (workbook, Err(stop.into())),
        };
        let (first_write, context) = context;
        let recheck_after = self.config.settle;
        let mut sheet =
            KnownSheet::new(snapshot, self.nonce.clone(), self.clock.clone(), recheck_after);
        let mut stock = Vec::new();
        if publishes {
            // Before anything else is written: what is added to Posts is read, and sent, by a later run.
            match stock_tab::carry_out(&mut workbook, &mut sheet, &uses, self.made).await {
                Ok(told) => stock = told,
                Err(not_written) => return (workbook, Err(not_written)),
            }
        }
        let mut first = self.initial_write(&mut sheet, &plan);
        let tasks = tasks(&sheet, &plan, &first, self.config);
        let (told, stands) = self.unsent(&sheet, (&plan, &tasks), &mut first, &context);
        let jobs = |task: &Task| task.posts.len() + task.doubts.len() + task.soon.len();
        let posts = told.len() + tasks.iter().map(jobs).sum::<usize>();
        (self.observer)(News::Read { accounts: tasks.len(), posts });
        let mut session = Session::new(workbook, sheet);
        let (writes, queue) = channel();
        let accounts = tasks.into_iter().map(|task| {
            let writes = writes.clone();
            carry_out(task, &context, writes, self.observer)
        });
        let accounts: Vec<_> = accounts.collect();
        // The writer ends with the last handle; this one, which no account has, would keep it waiting for ever.
        drop(writes);
        let serving =
            serve(&mut session, &first.batch, first_write, queue, context.time.time_scale);
        let accounts = async { join(self.tell(&told, &context), join_all(accounts)).await.1 };
        let (served, done) = self.both(serving, accounts).await;
        let result = match served {
            // Asked at the end: the rows have been told by now, and the exit code tells whoever started the run.
            Ok(()) if context.services.threads.is_unreachable() => {
                Err(RunError::ThreadsUnreachable.into())
            }
            Ok(()) => {
                let report = report(&session, self.config, (told, stands), done);
                Ok(Report { stock: with_made(stock, self.made), ..report })
            }
            Err(not_written) => Err(not_written),
        };
        (session.workbook, result)
    }

    /// Returns the first write, with what shows whether the sheet can be written.
    fn initial_write(&self, sheet: &mut KnownSheet, plan: &Plan) -> InitialWrite {
        let mut first = initial_write(sheet, plan, self.config.scope);
        // Nothing is renewed before a write has succeeded; where there is nothing to write, an empty batch shows that
        // the sheet can be written.
        let keeps = |account| !protected::is_token_closed(&sheet.snapshot, account);
        first.batch.is_needed |= sheet
            .snapshot
            .steps(plan)
            .any(|(account, step)| self.may_renew(account, step) && keeps(account));
        let may_renew =
            |(account, step): &(&AccountRow, &AccountStep)| self.may_renew(account, step);
        let trials = sheet.snapshot.steps(plan).filter(may_renew);
        let trials: Vec<_> = trials.filter_map(|(account, _)| sheet.token_trial(account)).collect();
        // A Token cell that may not be written refuses this swap of a token by itself, before a renewal whose token
        // could then not be kept.
        first.batch.trials = trials;
        // Asked before the heartbeat is added, which alone is no reason to write in every run.
        let is_free = !first.batch.is_empty() || first.batch.is_needed;
        let now = date_cell(sheet.clock.now(), &sheet.snapshot.place);
        let last_run = sheet.snapshot.last_run.as_ref();
        let heartbeat = last_run.and_then(|last_run| heartbeat(last_run, now, is_free));
        first.batch.setup.extend(heartbeat);
        first
    }

    /// Returns the lines about rows that nothing is sent for, and has what they are to show written.
    fn unsent(
        &self,
        sheet: &KnownSheet,
        (plan, tasks): (&Plan, &[Task]),
        first: &mut InitialWrite,
        context: &Context,
    ) -> (Vec<PostLine>, Vec<PostLine>) {
        let (mut told, mut stands) = (Vec::new(), Vec::new());
        if self.config.scope.publishes() {
            told = unsent_lines(&sheet.snapshot, plan);
            // The account that is not to be seen may be the one whose name is still being worked out.
            let is_loading =
                sheet.snapshot.accounts.iter().any(|account| account.loading.is_some());
            for orphan in orphans(sheet, plan, tasks, first) {
                let message =
                    if is_loading { Message::OutcomeUnknown } else { orphan.sender_missing() };
                let (write, line) = orphan.unasked(&message, context.publish_stage());
                first.batch.rows.extend(write);
                told.push(line);
            }
            stands = other_lines(&upcoming_of_run(&sheet.snapshot, self.config), plan);
        }
        (told, stands)
    }

    /// Tells what the first write says, once it is written: a plan that is made again says it again.
    async fn tell(&self, told: &[PostLine], context: &Context) {
        let mut first_write = context.tokens.first_write.clone();
        if first_write.wait_for(|first_write| *first_write != FirstWrite::Pending).await.is_ok() {
            for line in told {
                (self.observer)(News::Post(line.clone()));
            }
        }
    }

    /// Lets the accounts work while the single writer writes; ends them only where nothing was begun.
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
        tokio::time::sleep(self.config.time_scale.of(HALT_PATIENCE)).await;
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
            known.trouble == Some(AccountCode::ShortLived) || known.is_short_lived()
        });
        match step.action {
            AccountAction::Refresh => true,
            AccountAction::Learn => known.is_none() || is_short && self.config.app_secret.is_some(),
            _ => false,
        }
    }

    fn context(
        &self,
        snapshot: &Snapshot,
    ) -> Result<(watch::Sender<FirstWrite>, Context), RunError> {
        let working = self.config.working();
        let until = self.begun + working;
        let threads = Threads::new(&self.config.threads_url, until, self.config.time_scale)?;
        let outbound = OutboundClient::new(&self.config.threads_url, self.config.time_scale)?;
        let (sender, first_write) = watch::channel(FirstWrite::Pending);
        let context = Context {
            services: Services { threads, outbound },
            time: RunTime {
                clock: self.clock.clone(),
                time_scale: self.config.time_scale,
                nonce: self.nonce.clone(),
                recheck_after: self.config.settle,
                prepare_until: self.begun + self.config.preparing(),
                send_until: until.checked_sub(SEND_RESERVE.min(working / 10)).unwrap_or(until),
                halt: self.halt.clone(),
            },
            wording: Wording {
                place: snapshot.place.clone(),
                posts_in: snapshot.language(),
                accounts_in: snapshot.accounts_view.headings.language,
                only_queued: snapshot.only_queued,
            },
            tokens: TokenRules {
                refreshes: self.config.scope.refreshes(),
                refresh_within: self.config.limits.refresh_within,
                app_secret: self.config.app_secret.clone(),
                seals: snapshot.seals.clone(),
                first_write,
            },
            publishing: PublishRules {
                limits: self.config.limits,
                unready: self.ahead.map(|ahead| ahead.unready.clone()).unwrap_or_default(),
            },
        };
        Ok((sender, context))
    }
}

/// Adds the uses that a pass has made which was overtaken later on.
fn with_made(mut stock: Vec<StockLine>, made: &RefCell<Vec<StockLine>>) -> Vec<StockLine> {
    let is_said = |line: &StockLine| {
        stock.iter().any(|it| (it.row, it.used_for) == (line.row, line.used_for))
    };
    let earlier: Vec<StockLine> =
        made.borrow().iter().filter(|line| !is_said(line)).cloned().collect();
    stock.extend(earlier);
    stock.sort_by_key(|line| line.row);
    stock
}

fn report(
    session: &Session,
    config: &Config,
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
    let snapshot = &session.sheet.snapshot;
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
        stock: Vec::new(),
        notes: [snapshot.notes(), protected::notes(snapshot)].concat(),
        sheet_requests: session.workbook.requests(),
        links: links(snapshot, config),
        shard: config.shard,
        clock: session.sheet.clock.doubtful(),
        checkup: None,
    }
}
