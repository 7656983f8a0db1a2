//! The time of a run: its clock, its deadlines, and the wish to end. Everything that waits asks here.

use std::time::Duration;

use chrono::{DateTime, Utc};
use threadsheet_core::in_doubt;
use threadsheet_core::row_state::RowState;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_core::transitions::WriterId;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::clock::{Clock, Mark};

/// The time of a run, and how long each kind of work may take.
pub(crate) struct RunTime {
    pub(crate) clock: Clock,
    pub(crate) time_scale: TimeScale,
    /// What tells the claims of this run from those of others.
    pub(crate) nonce: String,
    /// How long an outcome is left alone that nobody knows.
    pub(crate) recheck_after: Duration,
    /// Containers that are not ready by then are left for the next run.
    pub(crate) prepare_until: Instant,
    /// Nothing is sent after that: its answer could not be waited for.
    pub(crate) send_until: Instant,
    /// True once the run has been told to stop.
    pub(crate) halt: watch::Receiver<bool>,
}

impl RunTime {
    pub(crate) fn writer_id(&self) -> WriterId<'_> {
        WriterId { nonce: &self.nonce, at: self.clock.stamp() }
    }

    /// Returns how long the publishing call may take, by the real clock: what the claim leaves for it.
    pub(crate) fn publish_timeout(&self) -> Duration {
        in_doubt::call_max(self.recheck_after)
    }

    /// Tells whether nothing new may be begun.
    pub(crate) fn is_halted(&self) -> bool {
        *self.halt.borrow()
    }

    /// Tells whether there is no time left to send anything.
    pub(crate) fn is_over(&self) -> bool {
        Instant::now() >= self.send_until
    }

    /// Tells whether a claim may still be used that was begun then: by this machine's own clocks for no
    /// longer than is left to it, and by the spreadsheet service's so that its call ends in time.
    pub(crate) fn may_send(&self, claim: &RowState, claimed: Mark) -> bool {
        let is_open = !self.is_halted() && !self.is_over();
        // Two limits: this machine's own clocks notice that it slept, and by the service's time every other run judges
        // the claim.
        let is_young = claimed.age_at_most() < in_doubt::usable_for(self.recheck_after);
        // A claim that does not say until when it is in use is not sent: nobody could tell when it is over.
        let left = claim.until.and_then(|until| (until - self.clock.latest()).to_std().ok());
        let is_in_time = left.is_some_and(|left| left >= self.publish_timeout());
        is_open && is_young && is_in_time
    }

    /// Returns how long ago that was, by the spreadsheet service's clock.
    pub(crate) fn age(&self, at: DateTime<Utc>) -> Duration {
        // An instant that is still to come has no age; the clocks of two machines differ.
        (self.clock.real() - at).to_std().unwrap_or_default()
    }

    /// Returns how long ago that was at least: another run's claim is not taken for older than it is.
    pub(crate) fn age_at_least(&self, at: DateTime<Utc>) -> Duration {
        (self.clock.earliest() - at).to_std().unwrap_or_default()
    }

    /// Pauses in the making of a container, unless there is no time left for it; tells whether it did.
    pub(crate) async fn pause(&self, pause: Duration) -> bool {
        self.pause_until(pause, self.prepare_until).await
    }

    /// Pauses once something was claimed, unless there is no time left for it; tells whether it did.
    pub(crate) async fn pause_sending(&self, pause: Duration) -> bool {
        self.pause_until(pause, self.send_until).await
    }

    /// Waits for the time of something that was claimed, UTC, by the planner's clock; tells whether it has
    /// come.
    pub(crate) async fn comes(&self, due: DateTime<Utc>) -> bool {
        let left = (due - self.clock.now()).to_std().unwrap_or_default();
        left.is_zero() || self.pause_sending(left).await
    }

    /// Pauses, unless that were over too late; tells whether it did.
    pub(crate) async fn pause_until(&self, pause: Duration, until: Instant) -> bool {
        let wakes = Instant::now() + self.time_scale.of(pause);
        if wakes >= until || self.is_halted() {
            return false;
        }
        let mut halt = self.halt.clone();
        tokio::select! {
            () = tokio::time::sleep_until(wakes) => true,
            Ok(_) = halt.wait_for(|halt| *halt) => false,
        }
    }
}
