//! What a decision makes of a row's state, and what the Log is told of it, before anything is sent.

use chrono::{DateTime, Utc};

use super::{Decision, OfThread, Step, thread};
use crate::columns::PostStatus;
use crate::log::Event;
use crate::post::PostRow;
use crate::row_state::{RowState, State};
use crate::transitions::WriterId;

impl Decision {
    /// Returns the line that the row gets, where it gets another one. `id` names a row that has no
    /// line yet, `parent` the row that it answers.
    #[must_use]
    pub fn next_line(
        &self,
        post: &PostRow,
        id: Option<&str>,
        parent: Option<String>,
        writer_id: WriterId,
    ) -> Option<RowState> {
        let old = post.stored.line();
        let next = match (&self.step, old) {
            (Step::Open(state), _) => {
                let first = RowState::first(
                    id?.to_owned(),
                    post.hash.clone(),
                    writer_id.nonce,
                    writer_id.at,
                );
                // An emptied cell asks for nothing, whatever the row was asked for in another life.
                let requested_status =
                    post.requested_status().filter(|_| post.status != Ok(PostStatus::Queued));
                let (slot, why) = (self.slot, self.why.clone());
                RowState { state: *state, why, requested_status, parent, slot, ..first }
            }
            // The content may have been edited since: the state goes on with the new hash, and a container of
            // the old content goes.
            (Step::Turn(state), Some(old)) => {
                let turned =
                    old.speaking_of(&post.hash).next(*state, writer_id.nonce, writer_id.at);
                let parent = if post.begins_a_tree() {
                    None
                } else {
                    parent.or_else(|| {
                        turned.parent.clone().filter(|_| !post.is_to_go_on_without_its_parent())
                    })
                };
                let is_under_way =
                    post.status == Ok(PostStatus::Publishing) && !old.thread.is_empty();
                // Of a thread that goes on nobody needs to guess what was asked for.
                let requested_status =
                    if is_under_way { old.requested_status } else { post.requested_status() };
                let why = self.why.clone();
                let slot = self.slot.or_else(|| self.kept_slot(post));
                let turned = RowState { requested_status, parent, why, slot, ..turned };
                let turned = settled(post, old, turned, writer_id);
                self.remembers.add_to(self.under_its_parent(old, turned))
            }
            (Step::Restore(known), _) => {
                let known = known.as_ref().clone();
                let parent = known.parent.clone().or(parent);
                let nonce = writer_id.nonce.to_owned();
                // `first_sent` may be that of another claim. Without it the search for the post goes back a
                // container's whole life.
                RowState { at: writer_id.at, nonce, first_sent: None, parent, ..known }
            }
            // One that comes first in its tree by now answers none any more.
            (Step::Keep, Some(old)) if old.parent.is_some() && is_let_go(post, old) => {
                let next = old.next(old.state, writer_id.nonce, writer_id.at);
                let why = old.why.clone();
                self.under_its_parent(old, RowState { parent: None, why, ..next })
            }
            // A row that has begun to answer another one remembers which.
            (Step::Keep, Some(old)) if self.answers_another(old, parent.as_ref()) => {
                let next = old.next(old.state, writer_id.nonce, writer_id.at);
                // It is refused for what it was refused for before.
                let why = old.why.clone();
                self.under_its_parent(old, RowState { parent, why, ..next })
            }
            _ => return None,
        };
        Some(next)
    }

    /// Tells whether a row that stays as it is answers another post by now than it remembers.
    fn answers_another(&self, old: &RowState, parent: Option<&String>) -> bool {
        let is_changed = old.parent.as_ref() != parent;
        let is_container_old = self.answers_anew && is_at_rest(old) && old.container.is_some();
        parent.is_some() && (is_changed || is_container_old)
    }

    /// Returns the line of a row without the container that was made for it under another post, or under none.
    fn under_its_parent(&self, old: &RowState, next: RowState) -> RowState {
        let is_unchanged = old.parent == next.parent && !self.answers_anew;
        if is_unchanged || !is_at_rest(old) {
            return next;
        }
        let (container, children, part, first_sent) = (None, Vec::new(), None, None);
        let (sends, given_up, not_found) = (0, 0, 0);
        RowState { first_sent, container, children, sends, given_up, not_found, part, ..next }
    }

    /// Returns what the Log is told about the change from one line to the next, and of which of them
    /// it speaks.
    #[must_use]
    pub fn told(&self, old: Option<&RowState>, next: &RowState) -> Option<(Event, RowState)> {
        match (old.map(|old| old.state), next.state) {
            // A restored state comes from the Log, which has nothing to learn from it; and what a row replies to is no
            // news about its post.
            _ if matches!(self.step, Step::Restore(_) | Step::Keep) => None,
            // The old line is logged, because only that one names the container that is given up.
            (Some(State::Check), State::Queued) => old.map(|old| (Event::Dropped, old.clone())),
            (_, State::Check) => Some((Event::Check, next.clone())),
            (_, State::Failed) => Some((Event::Failed, next.clone())),
            (_, State::Missed) => Some((Event::Missed, next.clone())),
            // A person said that it is out. Unless the Log knows that too, undoing the row would send it again.
            (Some(State::Check), State::Posted) => Some((Event::Published, accepted(next))),
            _ => None,
        }
    }
}

impl OfThread {
    fn add_to(self, line: RowState) -> RowState {
        RowState {
            first_out: self.first_out.or(line.first_out),
            rest_since: self.rest_since.or(line.rest_since),
            is_kept_back: self.is_kept_back || line.is_kept_back,
            ..line
        }
    }
}

/// Tells whether a row that is not out forgets what it was to go under.
fn is_let_go(post: &PostRow, old: &RowState) -> bool {
    is_at_rest(old) && post.begins_a_tree()
}

/// Tells whether nothing of a row is out or in doubt.
pub(super) fn is_at_rest(line: &RowState) -> bool {
    matches!(line.state, State::Queued | State::Failed | State::Missed) && line.thread.is_empty()
}

/// Returns what the Log is told of a post that is out by a person's word: of a further part nobody knows the id, and the
/// row has that of the post.
fn accepted(next: &RowState) -> RowState {
    let is_further = next.part.as_ref().is_some_and(|part| part.number > 0);
    let (media, permalink) =
        if is_further { (None, None) } else { (next.media.clone(), next.permalink.clone()) };
    RowState { media, permalink, ..next.clone() }
}

/// Returns the line of a row whose state was turned, without what the old state makes untrue of it.
fn settled(post: &PostRow, old: &RowState, turned: RowState, writer_id: WriterId) -> RowState {
    match (old.state, turned.state) {
        // A published row shows further parts, which go out under it.
        (State::Posted, State::Queued | State::Failed) => {
            let (first_out, rest_since) = (old.first_out.or(Some(old.at)), Some(writer_id.at));
            // What was asked for was the post.
            let turned = RowState { requested_status: None, ..turned };
            RowState { first_out, rest_since, ..thread::reopened(old.parts_out(), turned) }
        }
        // A person has said that the part in doubt is out, and nobody knows by what id it could be answered.
        (State::Check, State::Posted | State::Failed)
            if post.status == Ok(PostStatus::Published)
                && (old.part.is_some() || post.thread.is_some()) =>
        {
            RowState { thread: thread::accepted(old), ..turned }
        }
        // What was sent before is no longer in doubt: a person has said so.
        (State::Check, State::Queued) => {
            // The old container must not be sent again, for it may be public; `others_until` keeps it from
            // counting as this post.
            let (container, children) = (None, Vec::new());
            let (first_sent, others_until) = (None, Some(writer_id.at));
            let rest_since = asked_at(&turned, writer_id);
            RowState {
                container,
                children,
                sends: 0,
                first_sent,
                others_until,
                rest_since,
                ..turned
            }
        }
        (State::Failed | State::Missed, State::Queued) => {
            RowState { rest_since: asked_at(&turned, writer_id), ..turned }
        }
        _ => turned,
    }
}

/// Returns since when the rest of a thread may go out that a person has let go on: how late it is counts from then.
fn asked_at(turned: &RowState, writer_id: WriterId) -> Option<DateTime<Utc>> {
    Some(writer_id.at).filter(|_| !turned.thread.is_empty())
}
