//! How fast a run's pauses go by.

use std::time::Duration;

use chrono::TimeDelta;

/// By what a run's pauses and time-outs are shortened: a service on this very machine need not be
/// waited for as one across the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeScale(u32);

impl TimeScale {
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

    /// Returns how long a pause was that took so long at this pace.
    #[must_use]
    pub fn times(self, taken: TimeDelta) -> TimeDelta {
        i32::try_from(self.0)
            .ok()
            .and_then(|times| taken.checked_mul(times))
            .unwrap_or(TimeDelta::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_as_long_as_it_is_written_or_shorter_by_one_factor() {
        let pause = Duration::from_secs(10);
        assert_eq!(TimeScale::REAL.of(pause), pause);
        assert_eq!(TimeScale::hurried(20).of(pause), Duration::from_millis(500));
        assert_eq!(TimeScale::hurried(0), TimeScale::REAL);
    }

    #[test]
    fn a_pause_that_took_so_long_was_longer_by_the_factor() {
        let second = TimeDelta::seconds(1);
        assert_eq!(TimeScale::hurried(20).times(second), second * 20);
        assert_eq!(TimeScale::hurried(u32::MAX).times(second), TimeDelta::MAX);
    }
}
