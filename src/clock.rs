//! The only reader of the clock.
//!
//! Three clocks are kept apart: the planner's, which `--now` may move; the real one, by which
//! settle periods and signatures go; and the monotonic one behind deadlines, which
//! cannot jump.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use tokio::time::Instant;

use crate::core::pace::Pace;

/// The clocks of one run.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    planner: DateTime<Utc>,
    real: DateTime<Utc>,
    wall: SystemTime,
    started: Instant,
    /// How much faster than the real one the planner's clock goes.
    pace: Pace,
}

impl Clock {
    /// Returns the clocks, the planner's starting at `planner` or at the real time.
    #[must_use]
    pub fn start(planner: Option<DateTime<Utc>>) -> Self {
        Self::start_at_pace(planner, Pace::REAL)
    }

    /// Returns the clocks of somebody who waits at this pace: as much faster as pauses go by, the
    /// planner's clock ticks.
    #[must_use]
    pub fn start_at_pace(planner: Option<DateTime<Utc>>, pace: Pace) -> Self {
        let wall = SystemTime::now();
        let real = DateTime::<Utc>::from(wall);
        let planner = planner.unwrap_or(real);
        Self { planner, real, wall, started: Instant::now(), pace }
    }

    /// Returns the planner's time at the start, UTC.
    #[must_use]
    pub fn started_at(&self) -> DateTime<Utc> {
        self.planner
    }

    /// Returns the planner's time, UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.planner + self.pace.times(self.elapsed())
    }

    /// Sleeps until the planner's clock shows this time, UTC.
    pub async fn sleep_until(&self, at: DateTime<Utc>) {
        let left = (at - self.now()).to_std().unwrap_or_default();
        tokio::time::sleep(self.pace.of(left)).await;
    }

    /// Returns the real time, UTC: what receipts carry and settle periods are measured by.
    #[must_use]
    pub fn real(&self) -> DateTime<Utc> {
        self.real + self.elapsed()
    }

    /// Returns the real time as receipts carry it: UTC, whole milliseconds.
    #[must_use]
    pub fn stamp(&self) -> DateTime<Utc> {
        self.real().trunc_subsecs(3)
    }

    /// Returns what is left of `limit`, counted from the start.
    #[must_use]
    pub fn left(&self, limit: Duration) -> Duration {
        limit.saturating_sub(self.elapsed().to_std().unwrap_or_default())
    }

    // A laptop that sleeps stops the monotonic clock, and the wall clock may be set back: the
    // longer of the two is the careful answer to "how long ago".
    fn elapsed(&self) -> TimeDelta {
        let wall = SystemTime::now().duration_since(self.wall).unwrap_or_default();
        let longer = wall.max(self.started.elapsed());
        TimeDelta::from_std(longer).unwrap_or(TimeDelta::MAX)
    }
}
