//! Staying awake: a run that holds until the minute of a post, and the same run in a loop.
//!
//! Both are made of ordinary runs, called looks here. Looks may overlap as any runs may, so an account that
//! hangs in one of them delays nobody's minute; and each reads the sheet anew, so what a person has changed
//! meanwhile counts until the intent is written.

mod told;

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt as _;
use futures_util::future::OptionFuture;
use futures_util::stream::FuturesUnordered;
use threadsheet_core::pace::Pace;
use threadsheet_core::plan::Limits;
use threadsheet_core::stop::Stop;
use tokio::sync::watch;

use self::told::{Told, together};
use super::pass::look;
use crate::clock::{Clock, ServiceTime};
use crate::report::{News, PostLine, PostOutcome, Report, Waits};
use crate::settings::Settings;

/// How long before its time a post is claimed at most: long enough to read the sheet, make a container and
/// write the intent; short, for a person who edits the row after that is too late.
const CLAIM: TimeDelta = TimeDelta::seconds(20);

/// How often a run that holds looks at the sheet for what is new.
const HOLD_EVERY: Duration = Duration::from_mins(1);

/// How many looks may be under way. One that hangs keeps nobody waiting; so many of them are no accident.
const LOOKS_MAX: usize = 8;

/// How soon the sheet is looked at again where a look failed, or could not send what was due.
const AGAIN: TimeDelta = TimeDelta::seconds(30);

/// When to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// How long it is from the beginning of one look to that of the next.
    pub every: Duration,
    /// For how long looks are begun; none: until told to stop.
    pub lasts: Option<Duration>,
    /// How long before its time a post is made ready, to go out on the minute; zero: not at all.
    pub hold: Duration,
}

impl Rhythm {
    /// Returns the rhythm of a run that holds for so long.
    #[must_use]
    pub fn of_hold(hold: Duration) -> Self {
        Self { every: HOLD_EVERY, lasts: Some(hold), hold }
    }

    /// Returns the settings of a look, which claims what is due in a moment and makes ready what is due soon.
    #[must_use]
    pub fn foreseen(self, settings: Settings) -> Settings {
        let hold = delta(self.hold);
        // A claim may be used for half of the settle period, and until the look's own time is up; both by
        // the real clock.
        let usable = (settings.settle / 4).min(settings.working() / 2);
        let ahead = CLAIM.min(settings.pace.times(delta(usable))).min(hold);
        Settings { limits: Limits { ahead, hold, ..settings.limits }, ..settings }
    }
}

/// Somebody who is told of every look as it ends.
pub type Ended<'a> = &'a dyn Fn(&Result<Report, Stop>);

/// What the looks of a vigil tell each other.
#[derive(Debug, Clone)]
pub(super) struct Ahead {
    /// Hashes of the words that could not be made ready: they are tried again when their time has come.
    pub(super) unready: Rc<RefCell<HashSet<String>>>,
    /// When the next post comes up, UTC, by the planner's clock.
    pub(super) next: watch::Sender<Option<DateTime<Utc>>>,
    /// The spreadsheet service's clock, once a look has asked it.
    pub(super) time: Rc<RefCell<Option<ServiceTime>>>,
}

/// What came of a vigil.
#[derive(Debug)]
pub struct Kept {
    /// What all looks did together; of a loop without an end, the last one.
    pub report: Report,
    /// What ended the look that was begun last, if anything did.
    pub stop: Option<Stop>,
}

/// Looks in a rhythm until it ends or the program is told to stop.
///
/// `ended` is told of every look as it ends.
///
/// # Errors
///
/// What ended the looks, where none of them came to its end; see [`Stop`]. A first look that fails ends all,
/// but for a loop without an end, which outlives what may pass.
pub async fn keep(
    settings: &Settings,
    rhythm: Rhythm,
    watch: &dyn Fn(News),
    ended: Ended<'_>,
    halt: watch::Receiver<bool>,
) -> Result<Kept, Stop> {
    let settings = rhythm.foreseen(settings.clone());
    let next = watch::Sender::new(None);
    let ahead = Ahead { unready: Rc::default(), next, time: Rc::default() };
    let told = Told::new(watch);
    let tell = |news| told.news(news);
    let (mut halted, mut next) = (halt.clone(), ahead.next.subscribe());
    let mut vigil = Vigil::new(&settings, rhythm);
    let mut looks = FuturesUnordered::new();
    loop {
        let is_halted = *halt.borrow();
        let wakes = vigil.wakes(*next.borrow_and_update(), looks.len()).filter(|_| !is_halted);
        if looks.is_empty() && (wakes.is_none() || vigil.is_hopeless()) {
            break;
        }
        if let Some(until) = vigil.ends().filter(|_| looks.is_empty() && vigil.has_looked()) {
            tell(News::Waits { what: Waits::Hold, until });
        }
        let sleep = OptionFuture::from(wakes.map(|at| vigil.clock.sleep_until(at)));
        tokio::select! {
            biased;
            Some((begun, look)) = looks.next() => {
                vigil.follow(&ahead);
                vigil.take(begun, look, ended);
            }
            Ok(_) = halted.wait_for(|halt| *halt), if !is_halted => {}
            Ok(()) = next.changed() => {}
            Some(()) = sleep => {
                // The look itself finds out what comes after what it takes care of.
                ahead.next.send_replace(None);
                let (begun, now) = vigil.begin();
                let settings = Settings { now, ..settings.clone() };
                let (ahead, halt, tell) = (ahead.clone(), halt.clone(), &tell);
                looks.push(async move { (begun, look(&settings, tell, halt, Some(&ahead)).await) });
            }
        }
    }
    vigil.kept()
}

struct Vigil {
    clock: Clock,
    /// Whether the planner's clock is the machine's own, read anew for each look: it may be set right.
    is_real: bool,
    /// By how much the machine's own clock is taken to be wrong.
    clock_error: TimeDelta,
    /// The spreadsheet service's clock.
    time: ServiceTime,
    rhythm: Rhythm,
    /// How long before a post's time its look begins: posts a few seconds apart share one.
    lead: TimeDelta,
    /// When it began, UTC, by the planner's clock.
    started: DateTime<Utc>,
    /// When the last look was begun, by the same clock.
    begun: Option<DateTime<Utc>>,
    /// When to look again for the sake of a look that came to nothing.
    again: Option<DateTime<Utc>>,
    /// What the looks did that came to their end, each with when it was begun.
    reports: Vec<(DateTime<Utc>, Report)>,
    /// What ended the youngest look that did not.
    stop: Option<(DateTime<Utc>, Stop)>,
}

impl Vigil {
    fn new(settings: &Settings, rhythm: Rhythm) -> Self {
        let clock = Clock::start_at_pace(settings.now, settings.pace).off_by(settings.clock_error);
        Self {
            started: clock.now(),
            clock,
            is_real: settings.now.is_none() && settings.pace == Pace::REAL,
            clock_error: settings.clock_error,
            time: ServiceTime::default(),
            rhythm,
            lead: settings.limits.ahead * 3 / 4,
            begun: None,
            again: None,
            reports: Vec::new(),
            stop: None,
        }
    }

    /// Returns when the next look begins: at once, after the usual time, or for the sake of a post.
    fn wakes(&self, next: Option<DateTime<Utc>>, under_way: usize) -> Option<DateTime<Utc>> {
        let Some(begun) = self.begun else { return Some(self.clock.now()) };
        let every = delta(self.rhythm.every);
        // Where minutes matter one look that hangs is no reason not to look; of several, more would only
        // hang too. A plain loop makes one run after the other.
        let may_hang = usize::from(!self.rhythm.hold.is_zero());
        let usual = (under_way <= may_hang).then_some(begun + every);
        let for_a_post = next.map(|due| due - self.lead).filter(|_| !self.rhythm.hold.is_zero());
        let mut wakes = usual.into_iter().chain(for_a_post).chain(self.again).min()?;
        if let Some(ends) = self.ends().filter(|ends| wakes > *ends) {
            // What was typed since the last look is looked for once more at the very end.
            if begun >= ends {
                return None;
            }
            wakes = ends;
        }
        (under_way < LOOKS_MAX).then_some(wakes)
    }

    /// Returns when the last look is begun, UTC, by the planner's clock; `None` for a loop without an end.
    fn ends(&self) -> Option<DateTime<Utc>> {
        self.rhythm.lasts.map(|lasts| self.started + delta(lasts))
    }

    /// Tells whether a look has come to its end.
    fn has_looked(&self) -> bool {
        !self.reports.is_empty()
    }

    /// Begins a look: returns when, and where its planner's clock starts.
    fn begin(&mut self) -> (DateTime<Utc>, Option<DateTime<Utc>>) {
        if self.is_real {
            let clock = Clock::start(None).off_by(self.clock_error);
            self.clock = clock.following(self.time.clone(), Pace::REAL);
        }
        let begun = self.clock.now();
        (self.begun, self.again) = (Some(begun), None);
        (begun, (!self.is_real).then_some(begun))
    }

    /// Holds its clock against the service's, once a look has asked it.
    fn follow(&mut self, ahead: &Ahead) {
        let Some(time) = ahead.time.borrow_mut().take() else { return };
        let before = self.clock.now();
        self.clock = self.clock.clone().following(time.clone(), Pace::REAL);
        self.time = time;
        // What has passed since it began does not depend on what the clock shows.
        let error = self.clock.now() - before;
        self.started += error;
        for at in [&mut self.begun, &mut self.again].into_iter().flatten() {
            *at += error;
        }
    }

    /// Takes what a look did that was begun then. Looks may end in another order than they began.
    fn take(&mut self, begun: DateTime<Utc>, look: Result<Report, Stop>, ended: Ended) {
        ended(&look);
        let now = self.clock.now();
        let is_punctual = !self.rhythm.hold.is_zero();
        let is_left = |report: &Report| is_punctual && is_left_waiting(report, now);
        let is_done = look.as_ref().is_ok_and(|report| !is_left(report));
        if !is_done {
            self.again = Some(now + AGAIN.min(delta(self.rhythm.every)));
        }
        match look {
            Ok(report) => {
                // A loop without an end remembers no more than its last look.
                if self.rhythm.lasts.is_none() {
                    self.reports.clear();
                }
                self.reports.push((begun, report));
            }
            Err(stop) if self.stop.as_ref().is_none_or(|(before, _)| *before <= begun) => {
                self.stop = Some((begun, stop));
            }
            Err(_) => {}
        }
    }

    /// Tells whether there is no use in looking again: nothing has worked yet, and what is in the way does not
    /// pass by itself, or somebody waits for this run's end to hear of it.
    fn is_hopeless(&self) -> bool {
        let lasts = |stop: &Stop| self.rhythm.lasts.is_none() && stop.may_pass();
        self.reports.is_empty() && self.stop.as_ref().is_some_and(|(_, stop)| !lasts(stop))
    }

    fn kept(mut self) -> Result<Kept, Stop> {
        self.reports.sort_by_key(|(begun, _)| *begun);
        let last = self.reports.last().map(|(begun, _)| *begun);
        let stop = self.stop.filter(|(begun, _)| last.is_none_or(|last| last < *begun));
        // That it was told to stop is no trouble of a look.
        let is_halt = |stop: &Stop| *stop == Stop::Halted && !self.reports.is_empty();
        let stop = stop.map(|(_, stop)| stop).filter(|stop| !is_halt(stop));
        match self.reports.into_iter().map(|(_, report)| report).reduce(together) {
            Some(report) => Ok(Kept { report, stop }),
            None => Err(stop.unwrap_or(Stop::Halted)),
        }
    }
}

/// Tells whether a post whose time has just come is still to be sent. One that waits for longer has the usual
/// looks.
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
