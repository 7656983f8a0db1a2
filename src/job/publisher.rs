//! One account's posts, in order of time and then row: prepared side by side, claimed together,
//! sent one after another.

use std::collections::{HashMap, HashSet, VecDeque};

use futures_util::future::{OptionFuture, join_all};
use threadsheet_core::headings::PostStatus;
use threadsheet_core::journal::Event;
use threadsheet_core::lifecycle::Verdict;
use threadsheet_core::plan::Decision;
use threadsheet_core::reason::{AccountState, Message, Refusal};
use threadsheet_core::receipt::{Receipt, State};
use threadsheet_core::token::Token;
use threadsheet_core::turn::Container;

use super::batch::{Claim, Claimed, RowWrite};
use super::clerk::Orders;
use super::context::Context;
use super::gap::Gap;
use super::prepare::{Prepared, prepare_work};
use super::publish::{Sending, Sent, permalink};
use super::round::{self, Turn};
use super::settle::settle;
use super::sighting::Taken;
use super::stuck::{self, Stuck};
use super::tokens::Standing;
use super::work::Work;
use crate::clock::Mark;
use crate::report::{News, PostLine, PostOutcome};
use crate::threads::{Kind, Quota, Trouble};

/// One account's posts on their way.
pub(super) struct Publisher<'a> {
    pub(super) context: &'a Context,
    pub(super) orders: &'a Orders,
    pub(super) watch: &'a dyn Fn(News),
    pub(super) standing: &'a mut Standing,
    /// By what is in doubt is asked about, where the account's posts wait.
    pub(super) asking: Option<Token>,
    /// Media that rows have.
    pub(super) taken: Taken,
    /// The media ids of public posts, by row id.
    pub(super) published: HashMap<String, Option<String>>,
    /// The media ids of public posts, by address.
    pub(super) by_permalink: HashMap<String, String>,
    /// What is written with the next order.
    pub(super) pending: Vec<RowWrite>,
    pub(super) lines: Vec<PostLine>,
    pub(super) quota: Option<Quota>,
    /// Whether a publish was refused because the quota was used up: of posts, of replies.
    pub(super) is_full: [bool; 2],
    pub(super) gap: Gap,
    pub(super) is_stopped: bool,
    /// Whether the account is ticked.
    pub(super) is_enabled: bool,
}

impl Publisher<'_> {
    /// Deals with what is in doubt, then with what is due.
    pub(super) async fn deal(&mut self, doubts: Vec<Work>, posts: Vec<Work>) {
        let mut queue: VecDeque<Work> = posts.into();
        let token = self.standing.token.clone().or_else(|| self.asking.clone());
        let user = self.standing.receipt.user.clone();
        let is_its_own = |work: &Work| work.line.user.as_ref().is_none_or(|sender| *sender == user);
        let (own, others): (Vec<Work>, Vec<Work>) =
            doubts.into_iter().partition(|work| token.is_some() && is_its_own(work));
        for work in &others {
            self.cannot_ask(work, token.is_some());
        }
        if let Some(token) = token {
            self.settle(&token, own, &mut queue).await;
        }
        let mut deferred = HashSet::new();
        while let Some(turn) = round::next(self, &mut queue, &mut deferred).await {
            match turn {
                // Nothing can be written any more, so nothing may be sent.
                Turn::Together(works) if self.is_stopped => {
                    for work in works {
                        self.say(work.line_of(PostOutcome::Waiting, String::new()));
                    }
                }
                Turn::Together(works) => {
                    if let Some(works) = self.after_pause(works).await {
                        self.round(works, &mut queue).await;
                    }
                }
                Turn::Waits(work, message) => self.wait(&work, &message, None),
                Turn::Refused(work, refusal) => self.refuse(&work, refusal),
                Turn::Stuck(work, stuck) => self.hold(&work, &stuck),
            }
        }
    }

    async fn settle(&mut self, token: &Token, doubts: Vec<Work>, queue: &mut VecDeque<Work>) {
        if doubts.is_empty() {
            return;
        }
        for (mut work, verdict) in settle(self.context, token, doubts, &mut self.taken).await {
            let is_look = work.is_look();
            match verdict {
                Verdict::Posted { media, permalink: address } => {
                    self.post(&work, token, media, address).await;
                }
                _ if is_look => {
                    let (write, line) = work.still_checked(self.context);
                    self.pending.extend(write);
                    self.say(line);
                }
                // Draft and an unticked account hold back what is not out yet.
                Verdict::SendAgain if !self.may_send_again(&work) => {
                    self.wait(&work, &Message::OutcomeUnknown, None);
                }
                Verdict::SendAgain => queue.push_front(work),
                Verdict::Requeue => {
                    work.tell(Event::Dropped);
                    let next = work.line.give_up(self.context.pen());
                    self.wait(&work, &Message::Requeued, Some(next));
                }
                Verdict::Stay => self.wait(&work, &Message::OutcomeUnknown, None),
                Verdict::Check(why) => {
                    let (write, line) = work.checked(why, self.context);
                    self.pending.push(write);
                    self.say(line);
                }
            }
        }
    }

    /// Tells about a row in doubt that this account cannot ask about: its token is of no use, or it is
    /// another user's.
    fn cannot_ask(&mut self, work: &Work, is_of_another: bool) {
        let message = match &self.standing.state {
            _ if is_of_another => work.sender_missing(),
            state if state.is_unasked() && state.trouble().is_none() => Message::OutcomeUnknown,
            _ => Message::SenderTroubled,
        };
        let (write, line) = work.unasked(&message, self.context);
        self.pending.extend(write);
        self.say(line);
    }

    fn may_send_again(&self, work: &Work) -> bool {
        self.is_enabled && self.standing.token.is_some() && !work.is_draft()
    }

    /// Prepares posts side by side, claims what is ready, and sends it in order.
    async fn round(&mut self, works: Vec<Work>, queue: &mut VecDeque<Work>) {
        let Some(token) = self.standing.token.clone() else {
            for work in &works {
                let message = self.account_message();
                let next = self.freed(work);
                self.wait(work, &message, next);
            }
            return;
        };
        let context = self.context;
        let asks_quota = self.quota.is_none();
        let quota = OptionFuture::from(asks_quota.then(|| context.threads.quota(&token)));
        let prepared =
            works.iter().map(|work| prepare_work(context, &token, work, context.prepare_until));
        let (prepared, quota) = tokio::join!(join_all(prepared), quota);
        if let Some(Ok(quota)) = quota {
            self.quota = Some(quota);
        }
        let (mut claims, mut claimants) = (Vec::new(), Vec::new());
        for (work, prepared) in works.into_iter().zip(stuck::at_its_door(prepared)) {
            if let Some((work, claim)) = self.ready(work, prepared) {
                claimants.push(work);
                claims.push(claim);
            }
        }
        if claims.is_empty() {
            return;
        }
        let rows = std::mem::take(&mut self.pending);
        let begun = Mark::now();
        let Ok(claimed) = self.orders.write(rows, Vec::new(), claims).await else {
            self.is_stopped = true;
            for work in &claimants {
                self.say(work.line_of(PostOutcome::Waiting, String::new()));
            }
            return;
        };
        let mut won = Vec::new();
        for (work, (claimed, line)) in claimants.into_iter().zip(claimed) {
            let message = match claimed {
                Claimed::Won => {
                    let shows = Some(PostStatus::Publishing);
                    let decision = Decision { shows, ..work.decision };
                    won.push(Work { line, log: Vec::new(), decision, ..work });
                    continue;
                }
                Claimed::Changed => Message::ChangedMeanwhile,
                Claimed::Lost => {
                    self.gap.note(self.context);
                    Message::OtherRun
                }
            };
            let words = message.say(self.context.posts_in);
            self.say(work.line_of(PostOutcome::Waiting, words));
        }
        self.send_all(won, begun, &token, queue).await;
    }

    /// Sorts out what is ready to be claimed.
    fn ready(&mut self, work: Work, prepared: Prepared) -> Option<(Work, Claim)> {
        match prepared {
            Prepared::Ready(container) => self.claim(work, &container),
            Prepared::Processing(container) => {
                self.keep(&work, &container, &Message::Processing);
                None
            }
            Prepared::Published(container) => {
                let claim = work.claim(&container, &self.standing.receipt.user, self.context);
                // It was not this run that sent it.
                let line = claim.write.next.map(|line| Receipt { first_sent: None, ..line });
                self.wait(&work, &Message::OutcomeUnknown, line);
                None
            }
            Prepared::Waits(message) => {
                let next = self.freed(&work);
                self.wait(&work, &message, next);
                None
            }
            Prepared::Refused(refusal) => {
                self.refuse(&work, refusal);
                None
            }
            Prepared::Stuck(stuck) => {
                self.hold(&work, &stuck);
                None
            }
            Prepared::Unknown(trouble) => {
                self.hold(&work, &Stuck::unknown(&trouble));
                None
            }
            Prepared::Account(trouble) => {
                self.meets(&trouble);
                let next = self.freed(&work);
                let message = self.account_message();
                self.wait(&work, &message, next);
                None
            }
        }
    }

    /// Makes the intent to send a container, if there is room for it and nobody has stopped the run.
    fn claim(&mut self, work: Work, container: &Container) -> Option<(Work, Claim)> {
        let is_halted = self.context.is_halted() || self.context.is_over();
        if is_halted || !self.takes_quota(&work) {
            let message = if is_halted { Message::TimeUp } else { Message::QuotaUsed };
            if work.is_again() {
                // It was sent before, and stays in doubt.
                self.wait(&work, &Message::OutcomeUnknown, None);
            } else {
                self.keep(&work, container, &message);
            }
            return None;
        }
        let claim = if work.is_again() {
            work.claim_again(&self.standing.receipt.user, self.context)
        } else {
            work.claim(container, &self.standing.receipt.user, self.context)
        };
        Some((work, claim))
    }

    /// Keeps a container for a later run; nothing is written where the row keeps it already.
    pub(super) fn keep(&mut self, work: &Work, container: &Container, message: &Message) {
        let is_kept = work.kept_free().as_ref() == Some(container);
        let kept = work.free_line(self.context).keep(container, self.context.pen());
        self.wait(work, message, (!is_kept).then_some(kept));
    }

    fn takes_quota(&mut self, work: &Work) -> bool {
        if self.is_full(work) {
            return false;
        }
        let Some(quota) = &mut self.quota else { return true };
        let left = if work.is_reply() { &mut quota.replies } else { &mut quota.posts };
        let has_room = *left > 0;
        *left = left.saturating_sub(1);
        has_room
    }

    /// Takes note that the account may post no more of this kind in this run, whatever was said before.
    fn fill(&mut self, work: &Work) {
        self.is_full[usize::from(work.is_reply())] = true;
    }

    fn is_full(&self, work: &Work) -> bool {
        self.is_full[usize::from(work.is_reply())]
    }

    /// Sends what was won, one after another; the claims were begun to be written at `claimed`.
    async fn send_all(
        &mut self,
        won: Vec<Work>,
        claimed: Mark,
        token: &Token,
        queue: &mut VecDeque<Work>,
    ) {
        let mut posted = Vec::new();
        for mut work in won {
            let Ok(draft) = work.post.draft.clone() else { continue };
            let is_full = self.is_full(&work);
            let may_send = self.standing.token.is_some() && !is_full;
            let sent = if may_send && self.its_time_comes(&work).await {
                let sending = Sending {
                    context: self.context,
                    token,
                    line: &work.line,
                    claimed,
                    draft: &draft,
                    parent: work.parent.as_deref(),
                    taken: &self.taken,
                };
                sending.send().await
            } else {
                Sent::Unused
            };
            if matches!(sent, Sent::Posted { .. } | Sent::Unknown(_)) {
                self.gap.note(self.context);
            }
            match sent {
                Sent::Posted { media, permalink } => {
                    self.published.insert(work.line.id.clone(), media.clone());
                    if let Some(media) = &media {
                        self.taken.insert(media.clone());
                    }
                    posted.push((work, media, permalink));
                }
                Sent::Unknown(Some(trouble)) if trouble.kind == Kind::QuotaUsed => {
                    self.fill(&work);
                    let next = work.line.is_repeated();
                    let next = next.then(|| work.line.over_quota(self.context.pen()));
                    self.wait(&work, &Message::OutcomeUnknown, next);
                }
                Sent::Unknown(trouble) => {
                    // A want of permission is answered to posts that went out, too (code 10).
                    let trouble = trouble.filter(|trouble| trouble.kind != Kind::NotPermitted);
                    if let Some(trouble) = trouble {
                        self.meets(&trouble);
                    }
                    self.wait(&work, &Message::OutcomeUnknown, None);
                }
                Sent::NotFound { is_final } => self.give_up(work, is_final, queue),
                Sent::Unused => {
                    work.tell(Event::Unsent);
                    let next = work.line.unused(self.context.pen());
                    // An earlier run sent it: that it was not sent now settles nothing.
                    let message = if work.line.is_repeated() {
                        Message::OutcomeUnknown
                    } else if is_full {
                        Message::QuotaUsed
                    } else {
                        self.account_message()
                    };
                    self.wait(&work, &message, Some(next));
                }
            }
        }
        let addresses = posted
            .iter()
            .map(|(_, media, known)| self.address(token, media.as_deref(), known.clone()));
        let addresses = join_all(addresses).await;
        for ((work, media, _), address) in posted.into_iter().zip(addresses) {
            let (write, line) = work.posted(media, address, self.context);
            self.pending.push(write);
            self.say(line);
        }
    }

    /// Waits until a post is due; nobody else is kept waiting meanwhile.
    async fn its_time_comes(&self, work: &Work) -> bool {
        let _pausing = self.orders.pausing();
        self.context.comes(work.decision.due).await
    }

    async fn post(
        &mut self,
        work: &Work,
        token: &Token,
        media: Option<String>,
        address: Option<String>,
    ) {
        let address = self.address(token, media.as_deref(), address).await;
        self.published.insert(work.line.id.clone(), media.clone());
        let (write, line) = work.posted(media, address, self.context);
        self.pending.push(write);
        self.say(line);
    }

    /// Returns a public post's address, asking for it unless it is known.
    async fn address(
        &self,
        token: &Token,
        media: Option<&str>,
        known: Option<String>,
    ) -> Option<String> {
        match (known, media) {
            (Some(known), _) => Some(known),
            (None, Some(media)) => permalink(self.context, token, media).await,
            (None, None) => None,
        }
    }

    /// Returns the line of a row whose claim is certainly of no use.
    pub(super) fn freed(&self, work: &Work) -> Option<Receipt> {
        let is_claimed = work.line.state == State::Trying;
        (is_claimed && !work.is_again()).then(|| work.line.give_up(self.context.pen()))
    }

    pub(super) fn meets(&mut self, trouble: &Trouble) {
        if trouble.concerns_the_account() {
            self.standing.meets(trouble);
        }
    }

    /// Returns why an account's posts wait.
    fn account_message(&self) -> Message {
        match &self.standing.state {
            AccountState::Unreachable { days: ..1, setback } => {
                Message::Passing { setback: setback.clone() }
            }
            AccountState::Loading { .. } => Message::AccountLoading,
            state if state.is_usable() => match &self.standing.pause {
                Some(setback) => Message::Passing { setback: setback.clone() },
                None => Message::TimeUp,
            },
            _ => Message::AccountTroubled,
        }
    }

    pub(super) fn wait(&mut self, work: &Work, message: &Message, next: Option<Receipt>) {
        let (write, line) = work.waits(message, next, self.context);
        self.pending.extend(write);
        self.say(line);
    }

    pub(super) fn refuse(&mut self, work: &Work, refusal: Refusal) {
        let (write, line) = work.refused(refusal, self.context);
        self.pending.push(write);
        self.say(line);
    }

    pub(super) fn say(&mut self, line: PostLine) {
        (self.watch)(News::Post(line.clone()));
        self.lines.push(line);
    }
}
