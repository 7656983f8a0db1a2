//! The pause between two posts of one account, as a run keeps it: by the real clock, from what really
//! went out. Nothing is claimed before it is over, for a claim is of use for a short time only.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use threadsheet_core::reason::Message;

use super::context::Context;
use super::publisher::Publisher;
use super::work::Work;
use crate::report::{News, Waits};

/// How long an account still has to be silent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// How long at least; zero where there is no such rule.
    shortest: Duration,
    /// When its last post went out, or may have: UTC, the real clock.
    last: Option<DateTime<Utc>>,
    /// Whether that was in this very run, so that its plan did not know of it.
    is_new: bool,
}

impl Gap {
    pub(super) fn new(context: &Context, last: Option<DateTime<Utc>>) -> Self {
        Self { shortest: context.limits.gap.to_std().unwrap_or_default(), last, is_new: false }
    }

    /// Tells whether a post goes out alone, after a pause. A part of a chain follows at once, what an
    /// earlier run has sent has had its turn, and no pause holds what a person wants out at once.
    pub(super) fn spaces(&self, work: &Work) -> bool {
        !self.shortest.is_zero()
            && !work.is_part()
            && !work.is_again()
            && !work.post.goes_out_at_once()
    }

    /// Takes note that something may have gone out just now.
    pub(super) fn note(&mut self, context: &Context) {
        (self.last, self.is_new) = (Some(context.clock.real()), true);
    }

    /// Returns how long the pause still lasts.
    fn left(&self, context: &Context) -> Duration {
        let age = |last| context.age(last);
        self.last.map_or(Duration::ZERO, |last| self.shortest.saturating_sub(age(last)))
    }

    /// Waits until the pause is over, unless there is no time for that; tells whether it is over.
    async fn is_over(&mut self, context: &Context) -> bool {
        let left = self.left(context);
        // The plan lets no post wait for long; what went out since may have begun another pause.
        let limits = context.limits;
        let patience = limits.patience.max(limits.ahead).to_std().unwrap_or_default();
        let is_too_long = self.is_new && left > patience;
        if !left.is_zero() && (is_too_long || !context.pause(left).await) {
            return false;
        }
        // A hurried pause is shorter than the clock says.
        (self.last, self.is_new) = (None, false);
        true
    }
}

impl Publisher<'_> {
    /// Waits until the account may post again; what there is no time for waits for the next run.
    pub(super) async fn after_pause(&mut self, works: Vec<Work>) -> Option<Vec<Work>> {
        let context = self.context;
        let is_spaced = works.iter().any(|work| self.gap.spaces(work));
        if !is_spaced || self.standing.token.is_none() {
            return Some(works);
        }
        if !self.gap.left(context).is_zero() && !self.pending.is_empty() {
            // What has happened is not kept back as long as that.
            let rows = std::mem::take(&mut self.pending);
            self.is_stopped = self.orders.write(rows, Vec::new(), Vec::new()).await.is_err();
        }
        let left = self.gap.left(context);
        if !left.is_zero() {
            let until = context.clock.now() + TimeDelta::from_std(left).unwrap_or_default();
            let account = works.first().map(|work| work.decision.account.clone());
            (self.watch)(News::Waits { what: Waits::Pause(account.unwrap_or_default()), until });
        }
        let pausing = self.orders.pausing();
        if !self.is_stopped && self.gap.is_over(context).await {
            return Some(works);
        }
        drop(pausing);
        let message = if context.is_halted() {
            Message::TimeUp
        } else {
            let now = context.clock.now();
            let left = TimeDelta::from_std(self.gap.left(context)).unwrap_or_default();
            Message::pause(now + left, now, context.place.zone)
        };
        for work in works {
            self.wait(&work, &message, None);
        }
        None
    }
}
