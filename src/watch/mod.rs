//! Repeated runs: `watch` runs at an interval until it is stopped, `run --hold` for a limited time. Both
//! publish posts at their exact minute.
//!
//! The loop sleeps until the earliest of three times, then begins another ordinary run:
//!
//! ```text
//!   last run began + interval ---+
//!   next post is due - lead -----+--> begin a run --> its report, or what ended it
//!   retry after a failed run ----+         |
//!                                          +--> claims what is due within `ahead`, prefetches the media of
//!                                               what is due within `hold`, and says when the next post is due
//! ```
//!
//! Runs may overlap, as any runs may, so an account that hangs in one of them delays no other post. Each
//! run reads the sheet again, so what a person changes counts until the intent to send is written.

mod merge;

use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt as _;
use futures_util::future::OptionFuture;
use futures_util::stream::FuturesUnordered;
use threadsheet_core::plan::{AHEAD_MAX, Limits};
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use tokio::sync::watch;

use self::merge::{NewsFilter, merge};
use crate::clock::{Clock, ServiceTime};
use crate::config::Config;
use crate::report::{News, PostLine, PostOutcome, Report, Waits};
use crate::run::reconcile::{Lookahead, reconcile};

/// The interval of the runs under `run --hold`.
const HOLD_EVERY: Duration = Duration::from_mins(1);

/// How many runs may be under way at once. One that hangs delays nothing; so many of them mean trouble.
const RUNS_AT_ONCE_MAX: usize = 8;

/// How soon the next run follows one that failed, or that could not send what was due.
const AGAIN: TimeDelta = TimeDelta::seconds(30);

/// When to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WatchOptions {
    /// The interval, from the beginning of one run to that of the next.
    pub every: Duration,
    /// For how long runs are begun; none: until told to stop.
    pub lasts: Option<Duration>,
    /// How long before its time a post is made ready, to go out on the minute; zero: not at all.
    pub hold: Duration,
}

impl WatchOptions {
    /// Returns the options of a run that holds for so long.
    #[must_use]
    pub fn of_hold(hold: Duration) -> Self {
        Self { every: HOLD_EVERY, lasts: Some(hold), hold }
    }

    /// Returns the settings of each run, which claims what is due in a moment and prefetches what is due soon.
    #[must_use]
    pub fn lookahead_config(self, config: Config) -> Config {
        let hold = delta(self.hold);
        // A claim may be used for half of the settle period, and until the run's own time is up; both by
        // the real clock.
        let usable = (config.settle / 4).min(config.working() / 2);
        let ahead = AHEAD_MAX.min(config.time_scale.times(delta(usable))).min(hold);
        Config { limits: Limits { ahead, hold, ..config.limits }, ..config }
    }
}

/// Called with the result of every run as it ends.
pub type OnRunEnd<'a> = &'a dyn Fn(&Result<Report, RunError>);

/// What came of a watch.
#[derive(Debug)]
pub struct WatchReport {
    /// What all runs did together; of a loop without an end, the last one.
    pub report: Report,
    /// What ended the run that was begun last, if anything did.
    pub stop: Option<RunError>,
}

/// Runs at an interval until its time is over or the program is told to stop.
///
/// `on_run_end` is called with the result of every run as it ends.
///
/// # Errors
///
/// What ended the runs, where none of them came to its end; see [`RunError`]. A first run that fails ends all,
/// but for a loop without an end, which outlives what may pass.
pub async fn repeat(
    config: &Config,
    options: WatchOptions,
    observer: &dyn Fn(News),
    on_run_end: OnRunEnd<'_>,
    halt: watch::Receiver<bool>,
) -> Result<WatchReport, RunError> {
    let config = options.lookahead_config(config.clone());
    let next = watch::Sender::new(None);
    let ahead = Lookahead { unready: Rc::default(), next, time: Rc::default() };
    let filter = NewsFilter::new(observer);
    let tell = |news| filter.news(news);
    let (mut halted, mut next) = (halt.clone(), ahead.next.subscribe());
    let mut state = WatchState::new(&config, options);
    let mut runs = FuturesUnordered::new();
    loop {
        let is_halted = *halt.borrow();
        // Marked as seen here, so that a change from now on wakes the loop again.
        let wakes = state.wakes(*next.borrow_and_update(), runs.len()).filter(|_| !is_halted);
        if runs.is_empty() && (wakes.is_none() || state.is_hopeless()) {
            break;
        }
        if let Some(until) = state.ends().filter(|_| runs.is_empty() && state.has_run()) {
            tell(News::Waits { what: Waits::Hold, until });
        }
        let sleep = OptionFuture::from(wakes.map(|at| state.clock.sleep_until(at)));
        tokio::select! {
            biased;
            // First, by `biased`: the clock and the news of a run that has ended count before another one is begun. An
            // empty set gives `None`, which switches this branch off.
            Some((begun, result)) = runs.next() => {
                state.follow(&ahead);
                state.take(begun, result, on_run_end);
            }
            // The runs under way hear of it themselves; the loop only begins no further one.
            Ok(_) = halted.wait_for(|halt| *halt), if !is_halted => {}
            Ok(()) = next.changed() => {}
            Some(()) = sleep => {
                // The run itself finds out what is due after what it takes care of.
                ahead.next.send_replace(None);
                let (begun, now) = state.begin();
                let config = Config { now, ..config.clone() };
                let (ahead, halt, tell) = (ahead.clone(), halt.clone(), &tell);
                runs.push(async move { (begun, reconcile(&config, tell, halt, Some(&ahead)).await) });
            }
        }
    }
    state.into_report()
}

struct WatchState {
    clock: Clock,
    /// Whether the planner's clock is the machine's own, read again for each run: it may be corrected.
    is_real: bool,
    /// By how much the machine's own clock is taken to be wrong.
    clock_error: TimeDelta,
    /// The spreadsheet service's clock.
    time: ServiceTime,
    options: WatchOptions,
    /// How long before a post's time its run begins: posts a few seconds apart share one.
    lead: TimeDelta,
    /// When it began, UTC, by the planner's clock.
    started: DateTime<Utc>,
    /// When the last run was begun, by the same clock.
    begun: Option<DateTime<Utc>>,
    /// When to run again after a run that failed or left something waiting.
    again: Option<DateTime<Utc>>,
    /// What the runs did that came to their end, each with when it was begun.
    reports: Vec<(DateTime<Utc>, Report)>,
    /// What ended the latest run that did not.
    stop: Option<(DateTime<Utc>, RunError)>,
}

impl WatchState {
    fn new(config: &Config, options: WatchOptions) -> Self {
        let clock = Clock::start_at_pace(config.now, config.time_scale).off_by(config.clock_error);
        Self {
            started: clock.now(),
            clock,
            is_real: config.now.is_none() && config.time_scale == TimeScale::REAL,
            clock_error: config.clock_error,
            time: ServiceTime::default(),
            options,
            lead: config.limits.ahead * 3 / 4,
            begun: None,
            again: None,
            reports: Vec::new(),
            stop: None,
        }
    }

    /// Returns when the next run begins: at once, after the interval, or for the sake of a post.
    fn wakes(&self, next: Option<DateTime<Utc>>, under_way: usize) -> Option<DateTime<Utc>> {
        let Some(begun) = self.begun else { return Some(self.clock.now()) };
        let every = delta(self.options.every);
        // Where minutes matter one run that hangs is no reason not to run; of several, more would only
        // hang too. A plain loop makes one run after the other.
        let may_hang = usize::from(!self.options.hold.is_zero());
        let usual = (under_way <= may_hang).then_some(begun + every);
        let for_a_post = next.map(|due| due - self.lead).filter(|_| !self.options.hold.is_zero());
        let mut wakes = usual.into_iter().chain(for_a_post).chain(self.again).min()?;
        if let Some(ends) = self.ends().filter(|ends| wakes > *ends) {
            // What was typed since the last run is read once more at the very end.
            if begun >= ends {
                return None;
            }
            wakes = ends;
        }
        (under_way < RUNS_AT_ONCE_MAX).then_some(wakes)
    }

    /// Returns when the last run is begun, UTC, by the planner's clock; `None` for a loop without an end.
    fn ends(&self) -> Option<DateTime<Utc>> {
        self.options.lasts.map(|lasts| self.started + delta(lasts))
    }

    /// Tells whether a run has come to its end.
    fn has_run(&self) -> bool {
        !self.reports.is_empty()
    }

    /// Begins a run: returns when, and where its planner's clock starts.
    fn begin(&mut self) -> (DateTime<Utc>, Option<DateTime<Utc>>) {
        if self.is_real {
            let clock = Clock::start(None).off_by(self.clock_error);
            self.clock = clock.following(self.time.clone(), TimeScale::REAL);
        }
        let begun = self.clock.now();
        (self.begun, self.again) = (Some(begun), None);
        (begun, (!self.is_real).then_some(begun))
    }

    /// Compares its clock with the service's, once a run has asked it.
    fn follow(&mut self, ahead: &Lookahead) {
        let Some(time) = ahead.time.borrow_mut().take() else { return };
        let before = self.clock.now();
        self.clock = self.clock.clone().following(time.clone(), TimeScale::REAL);
        self.time = time;
        // What has passed since it began does not depend on what the clock shows.
        let error = self.clock.now() - before;
        self.started += error;
        for at in [&mut self.begun, &mut self.again].into_iter().flatten() {
            *at += error;
        }
    }

    /// Takes the result of a run that was begun then. Runs may end in another order than they began.
    fn take(
        &mut self,
        begun: DateTime<Utc>,
        result: Result<Report, RunError>,
        on_run_end: OnRunEnd,
    ) {
        on_run_end(&result);
        let now = self.clock.now();
        let is_punctual = !self.options.hold.is_zero();
        let is_left = |report: &Report| is_punctual && is_left_waiting(report, now);
        let is_done = result.as_ref().is_ok_and(|report| !is_left(report));
        if !is_done {
            self.again = Some(now + AGAIN.min(delta(self.options.every)));
        }
        match result {
            Ok(report) => {
                // A loop without an end remembers no more than its last run.
                if self.options.lasts.is_none() {
                    self.reports.clear();
                }
                self.reports.push((begun, report));
            }
            // Runs overlap: a run that began earlier and failed later does not hide what ended a newer one.
            Err(stop) if self.stop.as_ref().is_none_or(|(before, _)| *before <= begun) => {
                self.stop = Some((begun, stop));
            }
            Err(_) => {}
        }
    }

    /// Tells whether another run is of no use: none has succeeded yet, and the reason does not pass by itself, or
    /// somebody is waiting for the end of this one to hear of it.
    fn is_hopeless(&self) -> bool {
        let lasts = |stop: &RunError| self.options.lasts.is_none() && stop.may_pass();
        self.reports.is_empty() && self.stop.as_ref().is_some_and(|(_, stop)| !lasts(stop))
    }

    fn into_report(mut self) -> Result<WatchReport, RunError> {
        self.reports.sort_by_key(|(begun, _)| *begun);
        let last = self.reports.last().map(|(begun, _)| *begun);
        // A failure that a later run has made good is not told.
        let stop = self.stop.filter(|(begun, _)| last.is_none_or(|last| last < *begun));
        // Being told to stop is not a failure of a run.
        let is_halt = |stop: &RunError| *stop == RunError::Halted && !self.reports.is_empty();
        let stop = stop.map(|(_, stop)| stop).filter(|stop| !is_halt(stop));
        match self.reports.into_iter().map(|(_, report)| report).reduce(merge) {
            Some(report) => Ok(WatchReport { report, stop }),
            None => Err(stop.unwrap_or(RunError::Halted)),
        }
    }
}

/// Tells whether a post whose time has just come is still to be sent. One that waits for longer has the
/// runs of the usual interval.
fn is_left_waiting(report: &Report, now: DateTime<Utc>) -> bool {
    let just_now = now - AGAIN * 4..=now;
    let waits = |line: &PostLine| line.outcome == PostOutcome::Waiting;
    report.posts.iter().any(|line| waits(line) && just_now.contains(&line.due))
}

fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX)
}

#[cfg(test)]
mod tests;
