//! What every account's work needs: the service, the clocks, and the signals of the run.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use threadsheet_core::language::Language;
use threadsheet_core::lifecycle;
use threadsheet_core::pace::Pace;
use threadsheet_core::plan::Limits;
use threadsheet_core::receipt::Receipt;
use threadsheet_core::seal::Seals;
use threadsheet_core::sheet::Place;
use threadsheet_core::token::Token;
use threadsheet_core::turn::Pen;
use tokio::sync::watch;
use tokio::time::Instant;

use super::outbound::OutboundClient;
use crate::clock::{Clock, Mark};
use crate::random;
use crate::settings::Halves;
use crate::threads::Threads;

/// Shared by all accounts of a run.
pub(crate) struct Context {
    pub(crate) threads: Threads,
    pub(crate) outbound: OutboundClient,
    pub(crate) clock: Clock,
    pub(crate) place: Place,
    /// The language of the Posts tab.
    pub(crate) posts_in: Language,
    /// The language of the Accounts tab.
    pub(crate) accounts_in: Language,
    pub(crate) limits: Limits,
    /// Whether only rows marked Queued go out.
    pub(crate) only_queued: bool,
    pub(crate) settle: Duration,
    pub(crate) pace: Pace,
    pub(crate) halves: Halves,
    pub(crate) app_secret: Option<Token>,
    /// What tokens are sealed with.
    pub(crate) seals: Seals,
    pub(crate) nonce: String,
    /// Containers that are not ready by then are left for the next run.
    pub(crate) prepare_until: Instant,
    /// Nothing is sent after that: its answer could not be waited for.
    pub(crate) send_until: Instant,
    pub(crate) first_write: watch::Receiver<FirstWrite>,
    /// True once the run has been told to stop.
    pub(crate) halt: watch::Receiver<bool>,
    /// Hashes of the words that could not be made ready before their time.
    pub(crate) unready: Rc<RefCell<HashSet<String>>>,
}

/// Whether the sheet was written in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FirstWrite {
    /// Not known yet.
    Pending,
    /// It was.
    Written,
    /// Nothing had to be written first.
    Unwritten,
}

impl Context {
    pub(crate) fn pen(&self) -> Pen<'_> {
        Pen { nonce: &self.nonce, at: self.clock.stamp() }
    }

    /// Seals a token for a Threads user, by id; `None` without a key.
    pub(crate) fn seal(&self, token: &Token, user: &str) -> Option<String> {
        random::bytes().and_then(|nonce| self.seals.seal(token, user, nonce))
    }

    /// Waits for the first write, and tells whether it has succeeded: nothing is renewed without.
    pub(crate) async fn sheet_was_written(&self) -> bool {
        let mut first_write = self.first_write.clone();
        let known = first_write.wait_for(|first_write| *first_write != FirstWrite::Pending).await;
        known.is_ok_and(|first_write| *first_write == FirstWrite::Written) && !self.is_halted()
    }

    /// Returns how long the publishing call may take, by the real clock: what the claim leaves for it.
    pub(crate) fn publish_timeout(&self) -> Duration {
        lifecycle::call_max(self.settle)
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
    pub(crate) fn may_send(&self, claim: &Receipt, claimed: Mark) -> bool {
        let is_open = !self.is_halted() && !self.is_over();
        let is_young = claimed.age_at_most() < lifecycle::usable_for(self.settle);
        let left = claim.until.and_then(|until| (until - self.clock.latest()).to_std().ok());
        let is_in_time = left.is_some_and(|left| left >= self.publish_timeout());
        is_open && is_young && is_in_time
    }

    /// Returns how long ago that was, by the spreadsheet service's clock.
    pub(crate) fn age(&self, at: DateTime<Utc>) -> Duration {
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
        let wakes = Instant::now() + self.pace.of(pause);
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
