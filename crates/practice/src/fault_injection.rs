//! Fault injection: which request goes wrong, and in which way.
//!
//! Nothing here is random: a test says which request is hit, so that it can hit each of them in turn.

mod gate;
mod replies;

use self::replies::{PAGE, status_reply};
use super::http::Reply;
use super::service::Service;

pub use self::gate::{Gate, Hold};

/// Whether a request that goes wrong does its work all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It does nothing.
    Without,
    /// It does its work, and the answer hides it.
    With,
}

/// On which side of the effect a request is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Its work is done only after the hold.
    Before,
    /// Its work is done, and only the answer is held.
    After,
}

/// A way of going wrong.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The connection is closed, and nothing was done.
    DropBefore,
    /// The work is done, and the connection is closed without an answer.
    DropAfter,
    /// The service answers this status, with the body that goes with it.
    Status(u16, Effect),
    /// A gateway answers this status, with a page.
    Html(u16, Effect),
    /// Any other answer.
    Instead(Reply, Effect),
    /// The answer is 200 with no body at all.
    Empty(Effect),
    /// The work is done, and the answer breaks off in the middle.
    TruncatedBody,
    /// The caller gets this status or a closed connection at once, and the work is done only after the hold:
    /// whoever asks what became of it too early is told that nothing did.
    LateEffect(Option<u16>, Hold),
    /// The request is held, and then answered truthfully.
    Stall(Hold, Side),
}

/// What is sent in the end.
#[derive(Debug)]
pub(super) enum Answer {
    True,
    Truncated,
    Nothing,
    Instead(Reply),
}

/// A request's way through the server.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) before: Option<Hold>,
    pub(super) effect: Effect,
    pub(super) after: Option<Hold>,
    pub(super) answer: Answer,
    /// What the work waits for when the answer has long been sent.
    pub(super) late: Option<Hold>,
}

impl Plan {
    pub(super) fn of(fault: Option<Fault>, service: Service) -> Self {
        let plan = |effect, answer| Self { before: None, effect, after: None, answer, late: None };
        match fault {
            None => plan(Effect::With, Answer::True),
            Some(Fault::DropBefore) => plan(Effect::Without, Answer::Nothing),
            Some(Fault::DropAfter) => plan(Effect::With, Answer::Nothing),
            Some(Fault::TruncatedBody) => plan(Effect::With, Answer::Truncated),
            Some(Fault::Status(status, effect)) => {
                plan(effect, Answer::Instead(status_reply(service, status)))
            }
            Some(Fault::Html(status, effect)) => {
                plan(effect, Answer::Instead(Reply::html(status, PAGE)))
            }
            Some(Fault::Instead(reply, effect)) => plan(effect, Answer::Instead(reply)),
            Some(Fault::Empty(effect)) => plan(effect, Answer::Instead(Reply::html(200, ""))),
            Some(Fault::LateEffect(status, hold)) => {
                let reply = status.map(|status| Answer::Instead(status_reply(service, status)));
                let answer = reply.unwrap_or(Answer::Nothing);
                // Without effect as far as the answer goes: the server does the work after it, once the hold is over.
                Self { late: Some(hold), ..plan(Effect::Without, answer) }
            }
            Some(Fault::Stall(hold, Side::Before)) => {
                Self { before: Some(hold), ..plan(Effect::With, Answer::True) }
            }
            Some(Fault::Stall(hold, Side::After)) => {
                Self { after: Some(hold), ..plan(Effect::With, Answer::True) }
            }
        }
    }
}

/// Which requests a fault or a hook is for.
#[derive(Debug, Clone)]
pub struct Trigger {
    operation: Option<String>,
    account: Option<String>,
    server: Option<usize>,
    nth: u64,
    repeats: bool,
}

impl Trigger {
    /// The `nth` request from now, counted from 1 over all services.
    #[must_use]
    pub fn nth(nth: u64) -> Self {
        Self { operation: None, account: None, server: None, nth, repeats: false }
    }

    /// The `nth` request of one kind from now, such as `threads.publish`; `threads` alone means any
    /// of that service.
    #[must_use]
    pub fn nth_of(operation: &str, nth: u64) -> Self {
        Self { operation: Some(operation.to_owned()), ..Self::nth(nth) }
    }

    /// Every request of one kind.
    #[must_use]
    pub fn every(operation: &str) -> Self {
        Self { repeats: true, ..Self::nth_of(operation, 1) }
    }

    /// Narrows it to the requests of one Threads account, by user name.
    #[must_use]
    pub fn by(self, account: &str) -> Self {
        Self { account: Some(account.to_owned()), ..self }
    }

    /// Narrows it to the requests that come through one of the world's servers.
    #[must_use]
    pub fn through(self, server: usize) -> Self {
        Self { server: Some(server), ..self }
    }

    /// Makes it go on with every further request after the `nth`.
    #[must_use]
    pub fn and_after(self) -> Self {
        Self { repeats: true, ..self }
    }

    fn concerns(&self, server: usize, operation: &str, account: Option<&str>) -> bool {
        let is_operation = self.operation.as_deref().is_none_or(|wanted| {
            // Whole words only, so that `threads.publish` does not mean `threads.publishing` as well.
            let rest = operation.strip_prefix(wanted);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        let is_server = self.server.is_none_or(|wanted| wanted == server);
        is_operation
            && is_server
            && self.account.as_deref().is_none_or(|wanted| account == Some(wanted))
    }

    /// Counts a request, and tells whether it is one of those meant.
    fn is_due(&mut self, server: usize, operation: &str, account: Option<&str>) -> bool {
        if !self.concerns(server, operation, account) {
            return false;
        }
        // The count stops at 0 and does not wrap, so a rule that repeats stays due.
        self.nth = self.nth.saturating_sub(1);
        self.nth == 0
    }
}

/// What somebody does in the world just before a request is answered.
pub type Hook<W> = Box<dyn FnMut(&mut W) + Send>;

enum Deed<W> {
    Fault(Fault),
    Hook(Hook<W>),
}

/// The faults and hooks that are waiting for their requests in a world `W`.
pub struct Faults<W> {
    rules: Vec<(Trigger, Deed<W>)>,
}

impl<W> Default for Faults<W> {
    fn default() -> Self {
        Self { rules: Vec::new() }
    }
}

impl<W> Faults<W> {
    /// Injects a fault. Where two rules are due at one request, the one added first decides.
    pub fn on(&mut self, trigger: Trigger, fault: Fault) {
        self.rules.push((trigger, Deed::Fault(fault)));
    }

    /// Lets somebody do something just before a request.
    pub fn before(&mut self, trigger: Trigger, hook: Hook<W>) {
        self.rules.push((trigger, Deed::Hook(hook)));
    }

    /// Forgets all faults and hooks.
    pub fn clear(&mut self) {
        self.rules.clear();
    }

    /// Returns how many faults and hooks are still waiting; those that repeat are always counted.
    #[must_use]
    pub fn n_waiting(&self) -> usize {
        self.rules.len()
    }

    /// Counts a request, runs the hooks that are due, and returns the fault that hits it. The world is without these
    /// faults meanwhile, so that a hook may add some.
    pub(super) fn meet(
        &mut self,
        world: &mut W,
        server: usize,
        operation: &str,
        account: Option<&str>,
    ) -> Option<Fault> {
        // A rule that is due is used up also where an earlier one had the request: each rule counts all requests by
        // itself.
        let mut hit = None;
        self.rules.retain_mut(|(trigger, deed)| {
            let is_due = trigger.is_due(server, operation, account);
            match deed {
                Deed::Hook(hook) if is_due => hook(world),
                Deed::Fault(fault) if is_due && hit.is_none() => hit = Some(fault.clone()),
                _ => {}
            }
            !is_due || trigger.repeats
        });
        hit
    }

    /// Adds others behind these.
    pub(super) fn append(&mut self, mut others: Self) {
        self.rules.append(&mut others.rules);
    }
}

#[cfg(test)]
mod tests;
