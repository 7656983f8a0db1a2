//! The transitions of a row state: which line follows which.
//!
//! Every rule of the protocol that decides what may be sent is one of these, so that the program
//! and its model are the same code.
//!
//! ```text
//!   (blank) --> queued --claim--> trying --posted--> posted
//!                 ^  |              |  ^
//!                 |  +--> failed    |  +--claim_again: the same container, at most three times
//!                 |  +--> missed    |
//!                 +--unused,--------+--check--> check: only a person can tell
//!                    give_up
//! ```
//!
//! A thread in one row goes through it once for each part: `part_posted` leads back to `queued`, with the parent of the
//! next part known, until the last part is out.
//!
//! `trying` is the only state in which something may be public that nobody has seen: it is written and read back
//! before the container is sent, and left only by what proves what happened.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::reason::RowCode;
use super::reason::Uncertain;
use super::row_state::{PublishedPart, RowState, SentPart, State};

/// Over how long Threads counts posts.
const QUOTA_PERIOD: TimeDelta = TimeDelta::hours(24);

/// How long the publishing call may take. A claim may be used until its end, and the post of such a call may become public
/// so much later still; a reply that is kept back counts from there, so that it is never early.
pub const PUBLISH_CALL_MAX: Duration = Duration::from_mins(1);

/// Who writes a line and when: the run's nonce, and the spreadsheet service's time in UTC.
#[derive(Debug, Clone, Copy)]
pub struct WriterId<'a> {
    /// The run.
    pub nonce: &'a str,
    /// The time.
    pub at: DateTime<Utc>,
}

/// A container that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// Its id.
    pub id: String,
    /// A carousel's children.
    pub children: Vec<String>,
}

impl RowState {
    /// Returns the line about the words with this hash. A container that was made for other words
    /// is dropped: it never becomes public.
    #[must_use]
    pub fn speaking_of(&self, hash: &str) -> Self {
        if self.hash == hash {
            return self.clone();
        }
        let (container, children) = (None, Vec::new());
        // The counts and the limit are about containers and posts of the old content, of which there are none
        // for the new.
        let (given_up, not_found, others_until) = (0, 0, None);
        // What the old words waited for says nothing of these.
        let (why, since) = (None, None);
        Self {
            hash: hash.to_owned(),
            container,
            children,
            given_up,
            not_found,
            others_until,
            why,
            since,
            ..self.clone()
        }
    }

    /// Returns the line from which a container for the words with this hash can be kept or claimed:
    /// one that Threads never found is given up first.
    #[must_use]
    pub fn freed(&self, hash: &str, writer_id: WriterId) -> Self {
        let line = self.speaking_of(hash);
        if self.state == State::Trying { line.give_up(writer_id) } else { line }
    }

    /// Returns the line that keeps a container for later: nothing of it was sent.
    #[must_use]
    pub fn keep(&self, container: &Container, writer_id: WriterId) -> Self {
        // A kept container counts as unsent: a `first_sent` from an earlier claim would let an older post be
        // taken for this one.
        Self { sends: 0, first_sent: None, ..self.with(container, State::Queued, writer_id) }
    }

    /// Returns the intent: from here on the container may be public. It may not be sent before its `until` has
    /// been set to a later time.
    #[must_use]
    pub fn claim(&self, container: &Container, writer_id: WriterId) -> Self {
        // `until` is the moment of writing, so a claim that was never completed is free as soon as it is read.
        let (first_sent, until) = (Some(writer_id.at), Some(writer_id.at));
        Self { sends: 1, first_sent, until, ..self.with(container, State::Trying, writer_id) }
    }

    /// Returns the intent to send the same container once more.
    #[must_use]
    pub fn claim_again(&self, writer_id: WriterId) -> Self {
        // `first_sent` stays: any of the attempts may be the one that made the post public.
        let (sends, until) = (self.sends.saturating_add(1), Some(writer_id.at));
        Self { sends, until, ..self.next(State::Trying, writer_id.nonce, writer_id.at) }
    }

    /// Returns the line of a claim that was not used: what an earlier run sent stays in doubt, and a
    /// container that nobody sent may still be used.
    #[must_use]
    pub fn unused(&self, writer_id: WriterId) -> Self {
        if self.is_repeated() {
            // An earlier attempt may have succeeded, so the row stays in doubt; `until` is over now, and nobody
            // has to wait for it.
            let (sends, until) = (self.sends.saturating_sub(1), Some(writer_id.at));
            return Self {
                sends,
                until,
                ..self.next(State::Trying, writer_id.nonce, writer_id.at)
            };
        }
        let first_sent = None;
        Self { sends: 0, first_sent, ..self.next(State::Queued, writer_id.nonce, writer_id.at) }
    }

    /// Returns the line of a claim that was refused because the day's quota is used up: it stays in doubt, and
    /// is not counted among those that may come to nothing, as long as its container lives.
    #[must_use]
    pub fn over_quota(&self, writer_id: WriterId) -> Self {
        let is_young = self.first_sent.is_none_or(|at| writer_id.at - at < QUOTA_PERIOD);
        // The first attempt stays one: what may be public is never taken for unsent.
        let uncounted = self.sends.saturating_sub(1).max(1);
        let sends = if is_young { uncounted } else { self.sends };
        Self { sends, ..self.next(State::Trying, writer_id.nonce, writer_id.at) }
    }

    /// Tells whether the container was sent, or may have been, before this line was written.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.sends > 1
    }

    /// Returns the line of a row whose container certainly never becomes public.
    #[must_use]
    pub fn give_up(&self, writer_id: WriterId) -> Self {
        Self {
            container: None,
            children: Vec::new(),
            sends: 0,
            first_sent: None,
            given_up: self.given_up.saturating_add(1),
            not_found: 0,
            ..self.next(State::Queued, writer_id.nonce, writer_id.at)
        }
    }

    /// Returns the line of a public post.
    #[must_use]
    pub fn posted(
        &self,
        media: Option<String>,
        permalink: Option<String>,
        writer_id: WriterId,
    ) -> Self {
        Self {
            media,
            permalink,
            // A post that is public was found, so nothing is left to be counted.
            not_found: 0,
            ..self.next(State::Posted, writer_id.nonce, writer_id.at)
        }
    }

    /// Returns the line once the part that it speaks of is public: the next one is queued, or all are out.
    #[must_use]
    pub fn part_posted(
        &self,
        media: Option<String>,
        permalink: Option<String>,
        has_more: bool,
        writer_id: WriterId,
    ) -> Self {
        let part = self.part.clone();
        // It had no further parts when it was sent: the fingerprint of the row is that of the post.
        let part = part.unwrap_or_else(|| SentPart { number: 0, hash: self.hash.clone() });
        // The row's address is that of the post itself.
        let (own, address) = match part.number {
            0 => (media.clone(), permalink),
            _ => (self.media.clone(), self.permalink.clone()),
        };
        let out = PublishedPart { number: part.number, hash: part.hash, media };
        let thread = self.thread.iter().cloned().chain([out]).collect();
        // A claim is not used after its `until`: a post that was found later had gone out soon after that.
        let went_out =
            self.until.map_or(writer_id.at, |until| (until + PUBLISH_CALL_MAX).min(writer_id.at));
        let first_out = if part.number == 0 { Some(went_out) } else { self.first_out };
        let posted = self.posted(own, address, writer_id);
        let (rest_since, is_kept_back) = (Some(went_out), self.is_kept_back && part.number == 0);
        let posted = Self { part: None, thread, first_out, rest_since, is_kept_back, ..posted };
        if !has_more {
            return posted;
        }
        // Nothing was made for the next part yet, and what was counted was about this one.
        let (container, children, first_sent) = (None, Vec::new(), None);
        let (sends, given_up) = (0, 0);
        let state = State::Queued;
        Self { state, first_sent, container, children, sends, given_up, ..posted }
    }

    /// Returns the line as it speaks of a part of a thread.
    #[must_use]
    pub fn about(self, part: Option<SentPart>) -> Self {
        Self { part, ..self }
    }

    /// Returns the line of a row of which only a person can tell whether it went out.
    #[must_use]
    pub fn check(&self, why: Uncertain, writer_id: WriterId) -> Self {
        Self {
            why: Some(RowCode::Uncertain(why)),
            ..self.next(State::Check, writer_id.nonce, writer_id.at)
        }
    }

    /// Returns the line of a row that was refused before anything of it was sent.
    #[must_use]
    pub fn failed(&self, why: RowCode, writer_id: WriterId) -> Self {
        Self {
            // The container of a refused post is of no use: when the row is judged anew it gets another one.
            container: None,
            children: Vec::new(),
            why: Some(why),
            ..self.next(State::Failed, writer_id.nonce, writer_id.at)
        }
    }

    /// Returns the line of a row that waits for something that may pass: a later run that meets the same knows it
    /// again.
    #[must_use]
    pub fn stuck(&self, why: RowCode, writer_id: WriterId) -> Self {
        let (why, since) = (Some(why), Some(writer_id.at));
        Self { why, since, ..self.next(State::Queued, writer_id.nonce, writer_id.at) }
    }

    /// Returns the line of a claim of which every answer said that Threads did not find the container.
    #[must_use]
    pub fn missed(&self, writer_id: WriterId) -> Self {
        Self { not_found: self.not_found.saturating_add(1), ..self.unused(writer_id) }
    }

    fn with(&self, container: &Container, state: State, writer_id: WriterId) -> Self {
        // The count is about one container: a new one starts afresh, or it would be given up at its first
        // refusal.
        let is_same = self.container.as_ref() == Some(&container.id);
        Self {
            not_found: if is_same { self.not_found } else { 0 },
            container: Some(container.id.clone()),
            children: container.children.clone(),
            ..self.next(state, writer_id.nonce, writer_id.at)
        }
    }
}

#[cfg(test)]
mod tests;
