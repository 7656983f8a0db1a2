//! The practice world's only clock.
//!
//! It starts at the real time or at a given instant, ticks from there, and can be moved forward.
//! Signatures are checked against the real time, as Google does, whatever this clock shows.

use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

/// The time in the practice world.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: DateTime<Utc>,
    began: Instant,
}

impl Default for Clock {
    fn default() -> Self {
        Self::real()
    }
}

impl Clock {
    /// Returns a clock that shows the real time, until it is moved.
    #[must_use]
    pub fn real() -> Self {
        Self::at(real_time())
    }

    /// Returns a clock that shows `start` now.
    #[must_use]
    pub fn at(start: DateTime<Utc>) -> Self {
        Self { start, began: Instant::now() }
    }

    /// Returns the world's time, UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        // Only a clock at the end of the calendar overflows here; it then stands still.
        let passed = TimeDelta::from_std(self.began.elapsed()).unwrap_or_default();
        self.start.checked_add_signed(passed).unwrap_or(self.start)
    }

    /// Moves the world's time forward.
    pub fn advance(&mut self, by: TimeDelta) {
        self.start = self.start.checked_add_signed(by).unwrap_or(self.start);
    }
}

/// Returns the real time, UTC, by which signatures and Google's access tokens go.
#[must_use]
pub fn real_time() -> DateTime<Utc> {
    SystemTime::now().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_is_moved_forward_and_goes_on_ticking() {
        let start: DateTime<Utc> = "2026-03-01T09:00:00Z".parse().unwrap();
        let mut clock = Clock::at(start);
        clock.advance(TimeDelta::days(60));
        let moved = clock.now() - start;
        assert!(moved >= TimeDelta::days(60) && moved < TimeDelta::days(61));
    }
}
