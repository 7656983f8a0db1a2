//! Posts that wait for something that may pass, or that a person has to end.

use std::collections::VecDeque;

use threadsheet_core::journal::Event;
use threadsheet_core::lifecycle::CONTAINERS_MAX;
use threadsheet_core::reason::{Message, Refusal, Setback};

use super::prepare::Prepared;
use super::publisher::Publisher;
use super::work::Work;
use crate::report::PostLine;
use crate::threads::{Kind, Trouble};

/// Why a post waits that will not wait for ever.
#[derive(Debug)]
pub(super) struct Stuck {
    /// What the register keeps of it, so that a later run knows it again.
    pub(super) word: &'static str,
    /// What the row says.
    pub(super) message: Message,
    /// What it is refused for when a later run meets the same; `None` for what is tried for as long as
    /// the post is not too late, and told as news once.
    pub(super) then: Option<Refusal>,
}

impl Stuck {
    /// Returns the wait of a post that nobody can tell is refused for what it is.
    pub(super) fn unknown(trouble: &Trouble) -> Self {
        let message = Message::NotTaken { setback: trouble.setback.clone() };
        Self { word: "not-taken", message, then: None }
    }

    /// Returns the wait of a reply whose account may post and not answer.
    pub(super) fn may_not_reply() -> Self {
        Self { word: "may-not-reply", message: Message::MayNotReply, then: None }
    }

    /// Returns the wait of a reply whose parent cannot be found: a fresh one may not be known everywhere.
    pub(super) fn parent() -> Self {
        Self::once("parent", Setback::NotFound, Refusal::ParentNotFound)
    }

    /// Returns the wait of a post whose link could not be read: a page may be too young for that.
    pub(super) fn link(setback: Setback) -> Self {
        Self::once("link", setback.clone(), Refusal::ByThreads { setback })
    }

    /// Returns the wait of a post whose file could not be fetched: its server may be down for a while.
    pub(super) fn media(word: String) -> Self {
        let setback = Setback::MediaUnread { words: word.clone() };
        Self::once("media", setback, Refusal::MediaFailed { word })
    }

    fn once(word: &'static str, setback: Setback, then: Refusal) -> Self {
        Self { word, message: Message::Passing { setback }, then: Some(then) }
    }
}

/// Returns what came of an account's posts, each refusal at the door where it belongs: what nobody has
/// catalogued and every one of them was answered is the account's.
pub(super) fn at_its_door(prepared: Vec<Prepared>) -> Vec<Prepared> {
    let is_account = prepared.len() > 1
        && prepared.iter().all(|prepared| matches!(prepared, Prepared::Unknown(_)));
    let at_its_door = |prepared| match prepared {
        Prepared::Unknown(trouble) if is_account => {
            Prepared::Account(Trouble { kind: Kind::Blocked, ..trouble })
        }
        prepared => prepared,
    };
    prepared.into_iter().map(at_its_door).collect()
}

impl Publisher<'_> {
    /// Has a post wait, or refuses it where an earlier run met the same.
    pub(super) fn hold(&mut self, work: &Work, stuck: &Stuck) {
        let is_known = work.line.why.as_deref() == Some(stuck.word);
        if let (true, Some(refusal)) = (is_known, stuck.then.clone()) {
            return self.refuse(work, refusal);
        }
        let freed = self.freed(work);
        let line = freed.as_ref().unwrap_or(&work.line);
        let next = (!is_known).then(|| line.stuck(stuck.word, self.context.pen()));
        let (write, line) = work.waits(&stuck.message, next.or(freed), self.context);
        self.pending.extend(write);
        self.say(PostLine { is_news: !is_known && stuck.then.is_none(), ..line });
    }

    /// Lets a container go that Threads never found; the next one follows in the next round.
    pub(super) fn give_up(&mut self, mut work: Work, is_final: bool, queue: &mut VecDeque<Work>) {
        let setback = Setback::NotFound;
        work.tell(Event::Unsent);
        // Twice in vain is enough, however short the time for it was.
        let is_final = is_final || work.line.not_found > 0;
        if !is_final || self.context.is_halted() {
            // There was no time to try as often as is worth it: the next run does.
            let next = work.line.missed(self.context.pen());
            self.wait(&work, &Message::Passing { setback }, Some(next));
        } else if work.line.given_up.saturating_add(1) < CONTAINERS_MAX {
            queue.push_front(work);
        } else {
            // Nothing is wrong with the row, so the next run tries with another container.
            let next = work.line.give_up(self.context.pen());
            self.wait(&work, &Message::Passing { setback }, Some(next));
        }
    }
}
