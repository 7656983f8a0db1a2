//! The only reader of the clock.
//!
//! Four clocks are kept apart: the planner's, which `--now` may move; the machine's own, which may be
//! wrong; the spreadsheet service's, which all machines share and by which row states and settle
//! periods go; and the monotonic one behind deadlines, which cannot jump.

mod service;

use std::time::{Duration, SystemTime};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use tokio::time::Instant;

pub use self::service::ServiceTime;
use threadsheet_core::time_scale::TimeScale;

/// How far off a clock is taken to be that could not be compared with anything.
const UNKNOWN_ERROR: Duration = Duration::from_hours(1);

/// How far a clock may be off before the report says so: Google signs in no machine whose clock is minutes off.
///
/// Source: <https://developers.google.com/identity/protocols/oauth2/service-account> (`iat`, `exp`).
const AHEAD_MAX: TimeDelta = TimeDelta::minutes(1);

/// An instant, by both of the machine's clocks.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    wall: SystemTime,
    monotonic: Instant,
}

impl Mark {
    /// Returns this instant.
    #[must_use]
    pub fn now() -> Self {
        Self { wall: SystemTime::now(), monotonic: Instant::now() }
    }

    /// Returns how long ago that was at most: a machine that sleeps stops the monotonic clock, and the
    /// wall clock may be set back, so it is the longer of the two.
    #[must_use]
    pub fn age_at_most(&self) -> Duration {
        // An error means that the wall clock was set back beyond the mark; the monotonic clock then decides alone.
        let wall = SystemTime::now().duration_since(self.wall).unwrap_or_default();
        wall.max(self.monotonic.elapsed())
    }

    /// Returns how long ago that was at least.
    fn age_at_least(&self) -> Duration {
        // The wall clock may have been set forward, so it proves no passing of time.
        self.monotonic.elapsed()
    }
}

/// The clocks of one run.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Where the planner's clock started, where it is not the real time.
    planner: Option<DateTime<Utc>>,
    /// What the machine's clock showed at the start.
    shown: DateTime<Utc>,
    started: Mark,
    /// How much faster than the real one the planner's clock goes.
    time_scale: TimeScale,
    /// What is known of the spreadsheet service's clock.
    service: ServiceTime,
    /// How fast the world goes by in which the service's clock stands.
    hurry: TimeScale,
}

/// What a run found out about its machine's clock, where that is worth a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubtful {
    /// It is ahead of the service's by so many seconds; behind it where negative.
    Off(i64),
    /// The service's answers did not say what time it is.
    Unchecked,
}

impl Clock {
    /// Returns the clocks, the planner's starting at `planner` or at the real time.
    #[must_use]
    pub fn start(planner: Option<DateTime<Utc>>) -> Self {
        let started = Mark::now();
        let (service, hurry) = (ServiceTime::default(), TimeScale::REAL);
        let shown = DateTime::<Utc>::from(started.wall);
        Self { planner, shown, started, time_scale: TimeScale::REAL, service, hurry }
    }

    /// Returns the clocks of somebody who waits at this pace: as much faster as pauses go by, the
    /// planner's clock ticks.
    #[must_use]
    pub fn start_at_pace(planner: Option<DateTime<Utc>>, time_scale: TimeScale) -> Self {
        Self { time_scale, ..Self::start(planner) }
    }

    /// Returns the same clocks on a machine whose own is wrong by so much, for a practice world.
    #[must_use]
    pub fn off_by(self, error: TimeDelta) -> Self {
        Self { shown: self.shown.checked_add_signed(error).unwrap_or(self.shown), ..self }
    }

    /// Returns the same clocks, held against what a service's answers say. In a world that goes by faster
    /// so does what is left open between two of its seconds.
    #[must_use]
    pub fn following(self, service: ServiceTime, hurry: TimeScale) -> Self {
        Self { service, hurry, ..self }
    }

    /// Returns the planner's time at the start, UTC.
    #[must_use]
    pub fn started_at(&self) -> DateTime<Utc> {
        self.planner.unwrap_or(self.shown)
    }

    /// Returns the planner's time, UTC: the service's, unless another was asked for.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match self.planner {
            None if self.time_scale == TimeScale::REAL => self.real(),
            _ => self.started_at() + self.time_scale.times(self.elapsed()),
        }
    }

    /// Sleeps until the planner's clock shows this time, UTC.
    pub async fn sleep_until(&self, at: DateTime<Utc>) {
        // A negative span is an error, and means that the time has already come.
        let left = (at - self.now()).to_std().unwrap_or_default();
        tokio::time::sleep(self.time_scale.of(left)).await;
    }

    /// Returns the service's time, UTC, as well as it is known: what receipts carry.
    #[must_use]
    pub fn real(&self) -> DateTime<Utc> {
        let shown = self.shown();
        match self.service.bounds() {
            // The machine's clock is finer than the whole seconds of a `Date`, so it is used as far as the bounds
            // allow. `clamp` panics on bounds that are the wrong way round.
            Some((earliest, latest)) => shown.clamp(earliest, latest.max(earliest)),
            None => shown,
        }
    }

    /// Returns the service's time at the earliest: by this another run's claim has grown old.
    #[must_use]
    pub fn earliest(&self) -> DateTime<Utc> {
        let (real, error) = (self.real(), self.service.bounds().map(|(earliest, _)| earliest));
        real.checked_sub_signed(self.error(error.map(|at| real - at))).unwrap_or(real)
    }

    /// Returns the service's time at the latest: by this a claim of our own has grown old.
    #[must_use]
    pub fn latest(&self) -> DateTime<Utc> {
        let (real, error) = (self.real(), self.service.bounds().map(|(_, latest)| latest));
        real.checked_add_signed(self.error(error.map(|at| at - real))).unwrap_or(real)
    }

    /// Returns the service's time as receipts carry it: UTC, whole milliseconds.
    #[must_use]
    pub fn stamp(&self) -> DateTime<Utc> {
        self.real().trunc_subsecs(3)
    }

    /// Returns what is to be said of the machine's clock, if anything is.
    #[must_use]
    pub fn doubtful(&self) -> Option<Doubtful> {
        let Some((earliest, latest)) = self.service.bounds() else {
            // A run that ended before its first request has nothing to say about the clock.
            return self.service.was_asked().then_some(Doubtful::Unchecked);
        };
        let shown = self.shown();
        let ahead = if shown < earliest { shown - earliest } else { shown - latest.min(shown) };
        (ahead.abs() > AHEAD_MAX).then(|| Doubtful::Off(ahead.num_seconds()))
    }

    /// Returns what is left of `limit`, counted from the start.
    #[must_use]
    pub fn left(&self, limit: Duration) -> Duration {
        // The longer age: time that the machine slept through is used up as well.
        limit.saturating_sub(self.started.age_at_most())
    }

    /// Returns how much an error comes to; `None` where nothing is known.
    fn error(&self, known: Option<TimeDelta>) -> TimeDelta {
        let unknown = TimeDelta::from_std(UNKNOWN_ERROR).unwrap_or(TimeDelta::MAX);
        let error = known.unwrap_or(unknown).to_std().unwrap_or_default();
        TimeDelta::from_std(self.hurry.of(error)).unwrap_or(TimeDelta::MAX)
    }

    /// Returns what the machine's own clock shows, UTC.
    fn shown(&self) -> DateTime<Utc> {
        self.shown.checked_add_signed(self.elapsed()).unwrap_or(self.shown)
    }

    fn elapsed(&self) -> TimeDelta {
        TimeDelta::from_std(self.started.age_at_most()).unwrap_or(TimeDelta::MAX)
    }
}
