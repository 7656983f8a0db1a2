//! The only reader of the clock.
//!
//! Three clocks are kept apart: the planner's, which `--now` may move; the real one, by which
//! settle periods and signatures go; and the monotonic one behind deadlines, which
//! cannot jump.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use tokio::time::Instant;

/// The clocks of one run.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    planner: DateTime<Utc>,
    real: DateTime<Utc>,
    wall: SystemTime,
    started: Instant,
}

impl Clock {
    /// Returns the clocks, the planner's starting at `planner` or at the real time.
    #[must_use]
    pub fn start(planner: Option<DateTime<Utc>>) -> Self {
        let wall = SystemTime::now();
        let real = DateTime::<Utc>::from(wall);
        Self { planner: planner.unwrap_or(real), real, wall, started: Instant::now() }
    }

    /// Returns the planner's time, UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.planner + self.elapsed()
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
