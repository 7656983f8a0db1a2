//! The spacing between two posts of one account, as arithmetic: by the real clock, from what really went out.
//! Nothing is claimed before it is over, for a claim is of use for a short time only.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::post_job::PostJob;

/// How long an account still has to be silent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spacing {
    /// How long at least; zero where there is no such rule.
    shortest: Duration,
    /// When its last post went out, or may have: UTC, the real clock.
    last: Option<DateTime<Utc>>,
    /// Whether that was in this very run, so that its plan did not know of it.
    is_new: bool,
}

impl Spacing {
    pub(crate) fn new(shortest: TimeDelta, last: Option<DateTime<Utc>>) -> Self {
        Self { shortest: shortest.to_std().unwrap_or_default(), last, is_new: false }
    }

    /// Tells whether a post goes out alone, after a pause. A part of a chain follows at once, what an
    /// earlier run has sent has had its turn, and no pause holds what a person wants out at once.
    pub(crate) fn applies_to(&self, job: &PostJob) -> bool {
        !self.shortest.is_zero()
            && !job.is_part()
            && !job.is_again()
            && !job.post.goes_out_at_once()
    }

    /// Takes note that something may have gone out at `now`: UTC, the real clock.
    pub(crate) fn note(&mut self, now: DateTime<Utc>) {
        (self.last, self.is_new) = (Some(now), true);
    }

    /// Returns how long the pause still lasts at `now`: UTC, the real clock.
    pub(crate) fn left(&self, now: DateTime<Utc>) -> Duration {
        let age = |last: DateTime<Utc>| (now - last).to_std().unwrap_or_default();
        self.last.map_or(Duration::ZERO, |last| self.shortest.saturating_sub(age(last)))
    }

    /// Tells whether the pause lasts longer at `now` than a run waits. The plan lets no post wait for long;
    /// what went out since may have begun another pause.
    pub(crate) fn is_too_long(&self, now: DateTime<Utc>, patience: Duration) -> bool {
        self.is_new && self.left(now) > patience
    }

    /// Takes note that the pause was waited for: a hurried one is shorter than the clock says.
    pub(crate) fn end(&mut self) {
        (self.last, self.is_new) = (None, false);
    }
}
