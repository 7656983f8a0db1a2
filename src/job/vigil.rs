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
use tokio::sync::watch;

use self::told::{Told, followed};
use super::pass::look;
use crate::clock::Clock;
use crate::core::plan::Limits;
use crate::core::stop::Stop;
use crate::report::{News, Report};
use crate::settings::Settings;

/// How long before its time a post is claimed at most: long enough to read the sheet, make a container and
/// write the intent; short, for a person who edits the row after that is too late.
const CLAIM: TimeDelta = TimeDelta::seconds(20);

/// How often a run that holds looks at the sheet for what is new.
const HOLD_EVERY: Duration = Duration::from_mins(1);

/// How many looks may be under way. One that hangs keeps nobody waiting; three of them are no accident.
const LOOKS_MAX: usize = 3;

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
        let delta = |duration| TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX);
        let hold = delta(self.hold);
        // A claim may be used for half of the settle period, by the real clock.
        let ahead = CLAIM.min(settings.pace.times(delta(settings.settle / 4))).min(hold);
        Settings { limits: Limits { ahead, hold, ..settings.limits }, ..settings }
    }
}

/// Somebody who is told of every look as it ends.
pub type Ended<'a> = &'a dyn Fn(&Result<Report, Stop>);

/// What the looks of a vigil tell each other.
#[derive(Debug, Clone)]
pub(super) struct Ahead {
    /// Hashes of the words that were refused before their time: they are tried again when it has come.
    pub(super) refused: Rc<RefCell<HashSet<String>>>,
    /// When the next post comes up, UTC, by the planner's clock.
    pub(super) next: watch::Sender<Option<DateTime<Utc>>>,
}

/// Looks in a rhythm until it ends or the program is told to stop, and returns what all looks did together.
///
/// `ended` is told of every look as it ends.
///
/// # Errors
///
/// What ended the first look, or the last one; see [`Stop`]. A loop without an end outlives what may pass.
pub async fn keep(
    settings: &Settings,
    rhythm: Rhythm,
    watch: &dyn Fn(News),
    ended: Ended<'_>,
    halt: watch::Receiver<bool>,
) -> Result<Report, Stop> {
    let clock = Clock::start_at_pace(settings.now, settings.pace);
    let settings = rhythm.foreseen(settings.clone());
    let ahead = Ahead { refused: Rc::default(), next: watch::Sender::new(None) };
    let told = Told::new(watch);
    let tell = |news| told.news(news);
    let (mut halted, mut next) = (halt.clone(), ahead.next.subscribe());
    // Posts a few seconds apart share a look.
    let lead = settings.limits.ahead * 3 / 4;
    let mut vigil = Vigil { clock, rhythm, lead, begun: None, whole: None };
    let mut looks = FuturesUnordered::new();
    loop {
        let is_halted = *halt.borrow();
        let wakes = vigil.wakes(*next.borrow_and_update(), looks.len()).filter(|_| !is_halted);
        if looks.is_empty() && wakes.is_none() {
            break;
        }
        let sleep = OptionFuture::from(wakes.map(|at| clock.sleep_until(at)));
        tokio::select! {
            biased;
            Some(report) = looks.next() => {
                vigil.take(report, ended)?;
            }
            Ok(_) = halted.wait_for(|halt| *halt), if !is_halted => {}
            Ok(()) = next.changed() => {}
            Some(()) = sleep => {
                vigil.begun = Some(clock.now());
                // The look itself finds out what comes after what it takes care of.
                ahead.next.send_replace(None);
                let settings = Settings { now: Some(clock.now()), ..settings.clone() };
                let (ahead, halt, tell) = (ahead.clone(), halt.clone(), &tell);
                looks.push(async move { look(&settings, tell, halt, Some(&ahead)).await });
            }
        }
    }
    vigil.whole.unwrap_or_else(|| Err(Stop::Bug("no look was taken".to_owned())))
}

struct Vigil {
    clock: Clock,
    rhythm: Rhythm,
    lead: TimeDelta,
    /// When the last look was begun, UTC, by the planner's clock.
    begun: Option<DateTime<Utc>>,
    /// What all looks did together.
    whole: Option<Result<Report, Stop>>,
}

impl Vigil {
    /// Returns when the next look begins: at once, after the usual time, or for the sake of a post.
    fn wakes(&self, next: Option<DateTime<Utc>>, under_way: usize) -> Option<DateTime<Utc>> {
        let Some(begun) = self.begun else { return Some(self.clock.now()) };
        let every = TimeDelta::from_std(self.rhythm.every).unwrap_or(TimeDelta::MAX);
        // What is not done yet is not done sooner by being begun once more.
        let usual = (under_way == 0).then_some(begun + every);
        let for_a_post = next.map(|due| due - self.lead).filter(|_| !self.rhythm.hold.is_zero());
        let wakes = usual.into_iter().chain(for_a_post).min()?;
        let is_over = self.ends().is_some_and(|ends| wakes > ends);
        (!is_over && under_way < LOOKS_MAX).then_some(wakes)
    }

    fn ends(&self) -> Option<DateTime<Utc>> {
        let lasts = TimeDelta::from_std(self.rhythm.lasts?).unwrap_or(TimeDelta::MAX);
        Some(self.clock.started_at() + lasts)
    }

    /// Takes what a look did. Only a loop without an end goes on after a first look that failed, unless
    /// what was asked for cannot be meant.
    fn take(&mut self, look: Result<Report, Stop>, ended: Ended) -> Result<(), Stop> {
        let is_first = self.whole.is_none();
        match look {
            Err(stop) if is_first && (self.rhythm.lasts.is_some() || stop.exit_code() == 3) => {
                return Err(stop);
            }
            look => {
                ended(&look);
                // A loop without an end remembers no more than its last look.
                let before = self.whole.take().filter(|_| self.rhythm.lasts.is_some());
                self.whole = Some(followed(before, look));
            }
        }
        Ok(())
    }
}
