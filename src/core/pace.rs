//! How fast a run's pauses go by.

use std::time::Duration;

/// By what a run's pauses and time-outs are shortened: a service on this very machine need not be
/// waited for as one across the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace(u32);

impl Pace {
    /// Pauses are as long as they are written.
    pub const REAL: Self = Self(1);

    /// Pauses are shorter by this factor.
    #[must_use]
    pub const fn hurried(times: u32) -> Self {
        Self(if times == 0 { 1 } else { times })
    }

    /// Returns how long a pause is at this pace.
    #[must_use]
    pub fn of(self, pause: Duration) -> Duration {
        pause / self.0
    }
}
