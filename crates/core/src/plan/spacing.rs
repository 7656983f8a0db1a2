//! The pause between two posts of one account: who goes out in this run, and who waits for a later one;
//! and, in the run itself, how long the pause still lasts.

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::index::Index;
use super::{Decision, Row, Says, Sheet, Then, thread};
use crate::log::Event;
use crate::post::PostRow;
use crate::reason::Message;
use crate::row_state::{Peek, RowState, State};

/// Lets posts wait whose turn comes later than a run may wait for, and returns when the first of them
/// has its turn. Parts of a chain are left alone, and so is what a person wants out at once; a post that
/// follows such a one keeps its pause from then on.
pub(super) fn keep(decisions: &mut [Decision], index: &Index) -> Option<DateTime<Utc>> {
    let limits = index.sheet.limits;
    let is_at_once = |decision: &Decision| {
        decision.then == Then::Publish
            && index.open_row(decision.row).is_some_and(PostRow::goes_out_at_once)
    };
    // These go out whatever the pause says, so the others of their account count their pause from now.
    let sent_now: HashSet<String> = decisions
        .iter()
        .filter(|decision| is_at_once(decision))
        .map(|decision| decision.account.clone())
        .collect();
    let is_spaced = |decision: &Decision| {
        let post = index.open_row(decision.row);
        decision.then == Then::Publish
            && !is_at_once(decision)
            && post
                .is_some_and(|post| !post.answers_a_row() && !thread::is_under_way(post, decision))
    };
    let mut due: Vec<&mut Decision> =
        decisions.iter_mut().filter(|decision| is_spaced(decision)).collect();
    if limits.spacing.is_zero() {
        return None;
    }
    due.sort_by(|a, b| (&a.account, a.due, a.row).cmp(&(&b.account, b.due, b.row)));
    let now = index.sheet.place.now;
    let mut first: Option<DateTime<Utc>> = None;
    for own in due.chunk_by_mut(|a, b| a.account == b.account) {
        let last = own.first().and_then(|post| last_out(index.sheet, &post.account));
        // The planner's clock may be behind the one that receipts carry.
        let mut next = last.map_or(now, |last| (last.min(now) + limits.spacing).max(now));
        if own.first().is_some_and(|post| sent_now.contains(&post.account)) {
            next = now + limits.spacing;
        }
        for decision in own {
            // One that goes out later than now, at its own time, has its pause from then on.
            next = next.max(decision.due);
            // A run waits for up to `ahead` anyway, for the posts that it claims early.
            if next - now > limits.patience.max(limits.ahead) {
                first = Some(first.map_or(next, |first| first.min(next)));
                decision.then = Then::Nothing;
                decision.says = Says::This(Message::pause(next, now, index.sheet.place.zone));
            } else {
                next += limits.spacing;
            }
        }
    }
    first
}

/// Returns when an account's last post went out, or may have: UTC, the real clock. Of rows that were
/// deleted since, the Log tells.
#[must_use]
pub fn last_out(sheet: &Sheet, account: &str) -> Option<DateTime<Utc>> {
    // What may be public counts like what is: a pause that is too long harms nobody.
    let was_sent = |peek: Peek| {
        matches!(peek.state, State::Posted | State::Trying | State::Check) || peek.has_parts_out
    };
    let sent = sheet.posts.iter().filter(|row| row.peek().is_some_and(was_sent));
    let lines = sent.filter_map(|row| Some((row, row.receipt()?)));
    let is_own = |(row, line): &(&Row, RowState)| {
        // A line without a send did not go out through the program: a person has set the row to Published.
        let was_sent = line.sends > 0 || !line.thread.is_empty();
        was_sent && line.sender.as_deref().unwrap_or(row.account()) == account
    };
    let shown = lines.filter(is_own).map(|(_, line)| sent_at(&line));
    let logged = sheet.log_lines.into_iter().flat_map(|log_lines| &log_lines.lines);
    let logged = logged.filter(|it| it.event == Event::Published && it.account == account);
    shown.chain(logged.filter_map(|line| line.at)).max()
}

/// Returns when what a line speaks of was sent last, or may have been: the line of a thread whose rest waits may have been
/// written anew since.
fn sent_at(line: &RowState) -> DateTime<Utc> {
    let between = line.rest_since.filter(|_| line.state == State::Queued);
    between.map_or(line.at, |since| since.min(line.at))
}

/// How long an account still has to be silent, by the real clock, from what really went out. Nothing is claimed
/// before that is over, for a claim is of use for a short time only.
#[derive(Debug, Clone, Copy)]
pub struct Spacing {
    /// How long at least; zero where there is no such rule.
    shortest: Duration,
    /// When its last post went out, or may have: UTC, the real clock.
    last: Option<DateTime<Utc>>,
    /// Whether that was in this very run, so that its plan did not know of it.
    is_new: bool,
}

impl Spacing {
    /// Returns the spacing of an account whose last post went out, or may have, at `last`.
    #[must_use]
    pub fn new(shortest: TimeDelta, last: Option<DateTime<Utc>>) -> Self {
        // A negative duration cannot be converted; it means no rule.
        Self { shortest: shortest.to_std().unwrap_or_default(), last, is_new: false }
    }

    /// Tells whether there is no such rule.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.shortest.is_zero()
    }

    /// Takes note that something may have gone out at `now`: UTC, the real clock.
    pub fn note(&mut self, now: DateTime<Utc>) {
        (self.last, self.is_new) = (Some(now), true);
    }

    /// Returns how long the pause still lasts at `now`: UTC, the real clock.
    #[must_use]
    pub fn left(&self, now: DateTime<Utc>) -> Duration {
        // If the clock is behind `last`, the age is negative: zero makes the pause last in full.
        let age = |last: DateTime<Utc>| (now - last).to_std().unwrap_or_default();
        self.last.map_or(Duration::ZERO, |last| self.shortest.saturating_sub(age(last)))
    }

    /// Tells whether the pause lasts longer at `now` than a run waits. The plan lets no post wait for long;
    /// what went out since may have begun another pause.
    #[must_use]
    pub fn is_too_long(&self, now: DateTime<Utc>, patience: Duration) -> bool {
        self.is_new && self.left(now) > patience
    }

    /// Takes note that the pause was waited for: a hurried one is shorter than the clock says.
    pub fn end(&mut self) {
        (self.last, self.is_new) = (None, false);
    }
}
