//! One account's posts, in order of time and then row: prepared side by side, claimed together,
//! sent one after another.

use std::collections::{HashSet, VecDeque};

use chrono::TimeDelta;
use futures_util::future::{OptionFuture, join_all};
use threadsheet_core::account::Pause;
use threadsheet_core::in_doubt::{CONTAINERS_MAX, Resolution, is_over, left_alone_for};
use threadsheet_core::log::Event;
use threadsheet_core::matching::Taken;
use threadsheet_core::plan::{Spacing, paused, unmarked, withheld};
use threadsheet_core::reason::{AccountState, ErrorDetail, Message, Refusal};
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::token::Token;
use threadsheet_core::transitions::Container;
use threadsheet_core::waiting::is_fetch_over;

use super::context::PublishStage;
use super::groups::{self, NextGroup, ParentResolver, PublicPosts};
use super::in_doubt::resolve;
use super::post_job::PostJob;
use super::prepare::{Preparation, assign_unknown_refusals, prepare_job};
use super::send::{Sending, Sent, permalink};
use super::waiting::{Stuck, recorded_wait};
use crate::clock::Mark;
use crate::report::{News, PostLine, PostOutcome, Waits};
use crate::run::tokens::Access;
use crate::run::writer::batch::{Claim, Claimed, RowWrite};
use crate::run::writer::single_writer::WriteHandle;
use crate::threads::{ApiError, Kind, Quota};

/// One account's posts on their way.
pub(crate) struct Publisher<'a> {
    pub(crate) stage: PublishStage<'a>,
    pub(crate) writes: &'a WriteHandle,
    pub(crate) observer: &'a dyn Fn(News),
    pub(crate) access: &'a mut Access,
    /// The token for asking about posts in doubt, where the account itself cannot post.
    pub(crate) asking: Option<Token>,
    /// Media that rows have.
    pub(crate) taken: Taken,
    /// What the account's posts may answer.
    pub(crate) public: PublicPosts,
    /// What is written with the next order.
    pub(crate) pending: Vec<RowWrite>,
    pub(crate) lines: Vec<PostLine>,
    pub(crate) quota: Option<Quota>,
    /// Whether a publish was refused because the quota was used up: of posts, of replies.
    pub(crate) is_full: [bool; 2],
    pub(crate) spacing: Spacing,
    pub(crate) is_stopped: bool,
    /// Whether the account is ticked.
    pub(crate) is_enabled: bool,
    /// The pause that a person lets the account make.
    pub(crate) pause: Option<Pause>,
}

impl Publisher<'_> {
    /// Deals with what is in doubt, then with what is due.
    pub(crate) async fn publish_all(&mut self, doubts: Vec<PostJob>, posts: Vec<PostJob>) {
        let mut queue: VecDeque<PostJob> = posts.into();
        let token = self.access.token.clone().or_else(|| self.asking.clone());
        let user = self.access.receipt.user.clone();
        let is_its_own =
            |job: &PostJob| job.line.user.as_ref().is_none_or(|sender| *sender == user);
        let (own, others): (Vec<PostJob>, Vec<PostJob>) =
            doubts.into_iter().partition(|job| token.is_some() && is_its_own(job));
        for job in &others {
            self.cannot_ask(job, token.is_some());
        }
        // Before what is due: a post that is found to be public may be the one that a due post answers.
        if let Some(token) = token {
            self.resolve(&token, own, &mut queue).await;
        }
        let mut deferred = HashSet::new();
        while let Some(group) = self.next_group(&mut queue, &mut deferred).await {
            match group {
                // Nothing can be written any more, so nothing may be sent.
                NextGroup::Together(jobs) if self.is_stopped => self.leave(&jobs),
                NextGroup::Together(jobs) => {
                    if let Some(jobs) = self.after_pause(jobs).await {
                        self.round(jobs, &mut queue).await;
                    }
                }
                NextGroup::Waits(job, message) => self.wait(&job, &message, None),
                NextGroup::Refused(job, refusal) => self.refuse(&job, refusal),
                NextGroup::Stuck(job, stuck) => self.hold(&job, &stuck),
            }
        }
    }

    async fn next_group(
        &self,
        queue: &mut VecDeque<PostJob>,
        deferred: &mut HashSet<String>,
    ) -> Option<NextGroup> {
        let (threads, public) = (&self.stage.services.threads, &self.public);
        let parents = ParentResolver { threads, token: self.access.token.as_ref(), public };
        groups::next(parents, self.spacing, queue, deferred).await
    }

    async fn resolve(
        &mut self,
        token: &Token,
        doubts: Vec<PostJob>,
        queue: &mut VecDeque<PostJob>,
    ) {
        if doubts.is_empty() {
            return;
        }
        for (job, resolution) in resolve(self.stage, token, doubts, &mut self.taken).await {
            let is_look = job.is_look();
            match resolution {
                Resolution::Posted { media, permalink: address } => {
                    let address = self.address(token, &job, media.as_deref(), address).await;
                    if self.record_published(&job, media, address).is_some() {
                        self.say(job.line_of(PostOutcome::Publishing, String::new()));
                    }
                }
                _ if is_look => {
                    let (write, line) = job.still_checked(self.stage);
                    self.pending.extend(write);
                    self.say(line);
                }
                Resolution::SendAgain => match self.held_back(&job) {
                    None => queue.push_front(job),
                    // It has been ready for longer than any container lives: it never becomes public.
                    Some(held) if self.is_past_its_life(&job) => self.requeue(job, &held),
                    Some(held) => self.wait(&job, &held, None),
                },
                Resolution::Requeue => {
                    let message = self.held_back(&job).unwrap_or(Message::Requeued);
                    self.requeue(job, &message);
                }
                Resolution::Stay => self.wait(&job, &Message::OutcomeUnknown, None),
                Resolution::Check(why) => {
                    let (write, line) = job.checked(why, self.stage);
                    self.pending.push(write);
                    self.say(line);
                }
            }
        }
    }

    /// Tells about a row in doubt that this account cannot ask about: its token is of no use, or it is
    /// another user's.
    fn cannot_ask(&mut self, job: &PostJob, is_of_another: bool) {
        let message = match &self.access.state {
            _ if is_of_another => job.sender_missing(),
            state if state.is_unasked() && state.code().is_none() => Message::OutcomeUnknown,
            _ => Message::SenderTroubled,
        };
        let (write, line) = job.unasked(&message, self.stage);
        self.pending.extend(write);
        self.say(line);
    }

    /// Returns what is said of a post that is certainly not public and is not sent again: Draft, cells that
    /// cannot be posted, an account that is unticked or pauses, and one whose token is of no use hold it back.
    fn held_back(&self, job: &PostJob) -> Option<Message> {
        if job.is_draft() {
            let is_unmarked = job.post.is_unmarked;
            return Some(if is_unmarked {
                unmarked(&self.stage.rules.limits)
            } else {
                Message::HeldAsDraft
            });
        }
        if !self.is_enabled {
            return Some(Message::HeldByAccount);
        }
        if let Some(pause) = self.pause.filter(|_| !job.is_wanted_now()) {
            let (limits, place) = (&self.stage.rules.limits, &self.stage.wording.place);
            let message = paused(pause, job.decision.due, limits.max_late, place);
            return Some(if job.is_further_part() { message.of_the_rest() } else { message });
        }
        if let Some(gate) = &job.post.withheld_by {
            return Some(withheld(gate));
        }
        if let Some(message) = job.keeps_its_time(self.stage) {
            return Some(message);
        }
        // Its cells were changed after it was sent. A claim would be of no use: nothing could be told from the list.
        if let Err(fault) = &job.post.draft {
            return Some(Message::Refused(Refusal::Cell(fault.clone())));
        }
        self.access.token.is_none().then(|| self.account_message())
    }

    fn is_past_its_life(&self, job: &PostJob) -> bool {
        let settle = left_alone_for(&job.line, self.stage.time.recheck_after);
        is_over(self.stage.time.age_at_least(job.line.at), settle)
    }

    /// Has a row wait for another container: its own is certainly not public, and never will be.
    fn requeue(&mut self, mut job: PostJob, message: &Message) {
        job.give_container_up(Event::Dropped);
        let next = job.line.give_up(self.stage.time.writer_id());
        self.wait(&job, message, Some(next));
    }

    /// Prepares posts side by side, claims what is ready, and sends it in order.
    async fn round(&mut self, jobs: Vec<PostJob>, queue: &mut VecDeque<PostJob>) {
        let Some(token) = self.access.token.clone() else {
            for job in &jobs {
                let message = self.account_message();
                let next = self.freed(job);
                self.wait(job, &message, next);
            }
            return;
        };
        let stage = self.stage;
        let asks_quota = self.quota.is_none();
        let quota = OptionFuture::from(asks_quota.then(|| stage.services.threads.quota(&token)));
        let prepared =
            jobs.iter().map(|job| prepare_job(stage, &token, job, stage.time.prepare_until));
        let (prepared, quota) = tokio::join!(join_all(prepared), quota);
        if let Some(Ok(quota)) = quota {
            self.quota = Some(quota);
        }
        let (mut claims, mut claimants) = (Vec::new(), Vec::new());
        for (job, prepared) in jobs.into_iter().zip(assign_unknown_refusals(prepared)) {
            if let Some((job, claim)) = self.ready(job, prepared) {
                claimants.push(job);
                claims.push(claim);
            }
        }
        if claims.is_empty() {
            return;
        }
        let rows = std::mem::take(&mut self.pending);
        // Before the write, so that a claim is never taken for younger than it is.
        let begun = Mark::now();
        let Ok(claimed) = self.writes.write(rows, Vec::new(), claims).await else {
            self.is_stopped = true;
            self.leave(&claimants);
            return;
        };
        let mut won = Vec::new();
        for (job, (claimed, line)) in claimants.into_iter().zip(claimed) {
            let message = match claimed {
                Claimed::Won => {
                    won.push(job.claimed(line));
                    continue;
                }
                Claimed::Changed => Message::ChangedMeanwhile,
                Claimed::Lost | Claimed::Out => {
                    // The other run sends it about now, and the account's pause counts from then.
                    self.spacing.note(self.stage.time.clock.real());
                    let is_out = claimed == Claimed::Out;
                    if is_out { Message::OutByTheLog } else { Message::OtherRun }
                }
            };
            let words = message.say(self.stage.wording.posts_in);
            self.say(job.line_of(PostOutcome::Waiting, words));
        }
        self.send_all(won, begun, &token, queue).await;
    }

    /// Sorts out what is ready to be claimed.
    fn ready(&mut self, job: PostJob, prepared: Preparation) -> Option<(PostJob, Claim)> {
        match prepared {
            Preparation::Ready(container) => self.claim(job, &container),
            Preparation::Processing(container) => {
                self.keep(&job, &container, &Message::Processing);
                None
            }
            Preparation::Published(container) => {
                let claim = job.claim(&container, &self.access.receipt.user, self.stage);
                // It was not this run that sent it.
                let line = claim.write.next.map(|line| RowState { first_sent: None, ..line });
                self.wait(&job, &Message::OutcomeUnknown, line);
                None
            }
            Preparation::Waits(message) => {
                let next = self.freed(&job);
                self.wait(&job, &message, next);
                None
            }
            Preparation::Refused(refusal) => {
                self.refuse(&job, refusal);
                None
            }
            Preparation::Stuck(stuck) => {
                self.hold(&job, &stuck);
                None
            }
            Preparation::Unknown(trouble) => {
                self.hold(&job, &Stuck::unknown(&trouble));
                None
            }
            Preparation::Account(trouble) => {
                self.record_error(&trouble);
                let next = self.freed(&job);
                let message = self.account_message();
                self.wait(&job, &message, next);
                None
            }
        }
    }

    /// Makes the intent to send a container, if there is room for it and nobody has stopped the run.
    fn claim(&mut self, job: PostJob, container: &Container) -> Option<(PostJob, Claim)> {
        let is_halted = self.stage.time.is_halted() || self.stage.time.is_over();
        if is_halted || !self.takes_quota(&job) {
            let message = if is_halted { Message::TimeUp } else { Message::QuotaUsed };
            if job.is_again() {
                // It was sent before, and stays in doubt.
                self.wait(&job, &Message::OutcomeUnknown, None);
            } else {
                self.keep(&job, container, &message);
            }
            return None;
        }
        let claim = if job.is_again() {
            job.claim_again(&self.access.receipt.user, self.stage)
        } else {
            job.claim(container, &self.access.receipt.user, self.stage)
        };
        Some((job, claim))
    }

    /// Keeps a container for a later run; nothing is written where the row keeps it already.
    pub(crate) fn keep(&mut self, job: &PostJob, container: &Container, message: &Message) {
        let is_kept = job.kept_free().as_ref() == Some(container);
        let kept = job.free_line(self.stage).keep(container, self.stage.time.writer_id());
        self.wait(job, message, (!is_kept).then_some(kept));
    }

    fn takes_quota(&mut self, job: &PostJob) -> bool {
        if self.is_full(job) {
            return false;
        }
        let Some(quota) = &mut self.quota else { return true };
        let left = if job.is_reply() { &mut quota.replies } else { &mut quota.posts };
        let has_room = *left > 0;
        *left = left.saturating_sub(1);
        has_room
    }

    /// Takes note that the account may post no more of this kind in this run, whatever was said before.
    fn fill(&mut self, job: &PostJob) {
        self.is_full[usize::from(job.is_reply())] = true;
    }

    fn is_full(&self, job: &PostJob) -> bool {
        self.is_full[usize::from(job.is_reply())]
    }

    /// Sends what was won, one after another; the claims were begun to be written at `claimed`.
    async fn send_all(
        &mut self,
        won: Vec<PostJob>,
        claimed: Mark,
        token: &Token,
        queue: &mut VecDeque<PostJob>,
    ) {
        let mut posted = Vec::new();
        for mut job in won {
            let Ok(draft) = job.post.draft.clone() else { continue };
            let is_full = self.is_full(&job);
            let may_send = self.access.token.is_some() && !is_full;
            let sent = if may_send && self.its_time_comes(&job).await {
                let parents = job.parents();
                let sending = Sending {
                    stage: self.stage,
                    token,
                    line: &job.line,
                    claimed,
                    draft: &draft,
                    parents: &parents,
                    is_reply: job.is_reply(),
                    taken: &self.taken,
                };
                sending.send().await
            } else {
                Sent::Unused
            };
            if matches!(sent, Sent::Posted { .. } | Sent::Unknown(_)) {
                self.spacing.note(self.stage.time.clock.real());
            }
            match sent {
                Sent::Posted { media, permalink } => {
                    if let Some(media) = &media {
                        self.taken.insert(media.clone());
                    }
                    posted.push((job, media, permalink));
                }
                Sent::Unknown(Some(trouble)) if trouble.kind == Kind::QuotaUsed => {
                    // A refusal for the quota does not prove that the post is not out: the row stays in doubt.
                    self.fill(&job);
                    let next = job.line.is_repeated();
                    let next = next.then(|| job.line.over_quota(self.stage.time.writer_id()));
                    self.wait(&job, &Message::OutcomeUnknown, next);
                }
                Sent::Unknown(trouble) => {
                    // A want of permission is answered to posts that went out, too (code 10).
                    let trouble = trouble.filter(|trouble| trouble.kind != Kind::NotPermitted);
                    if let Some(trouble) = trouble {
                        self.record_error(&trouble);
                    }
                    self.wait(&job, &Message::OutcomeUnknown, None);
                }
                Sent::NotFound { is_final } => self.give_up(job, is_final, queue),
                Sent::Unused => {
                    job.give_container_up(Event::Unsent);
                    let next = job.line.unused(self.stage.time.writer_id());
                    // An earlier run sent it: that it was not sent now settles nothing.
                    let message = if job.line.is_repeated() {
                        Message::OutcomeUnknown
                    } else if is_full {
                        Message::QuotaUsed
                    } else {
                        self.account_message()
                    };
                    self.wait(&job, &message, Some(next));
                }
            }
        }
        // After the last one was sent: asking for an address takes time, which the claims behind it do not have.
        let addresses = posted
            .iter()
            .map(|(job, media, known)| self.address(token, job, media.as_deref(), known.clone()));
        let addresses = join_all(addresses).await;
        let published = posted.into_iter().zip(addresses);
        let published = published.map(|((job, media, _), address)| (job, media, address));
        self.go_on(published.collect(), queue).await;
    }

    /// Writes down what is public, and has the next parts of threads go out before everything else.
    async fn go_on(
        &mut self,
        published: Vec<(PostJob, Option<String>, Option<String>)>,
        queue: &mut VecDeque<PostJob>,
    ) {
        let mut following = Vec::new();
        for (job, media, address) in published {
            following.extend(self.record_published(&job, media, address));
        }
        if following.is_empty() {
            return;
        }
        // The next part is claimed by the line that says what is out: that has to stand first.
        self.write_down().await;
        for job in following.into_iter().rev() {
            match self.held_back(&job) {
                None => queue.push_front(job),
                // The row says it already.
                Some(says @ Message::ReplyGoesOut { .. }) => {
                    let words = job.told(&says).say(self.stage.wording.posts_in);
                    self.say(job.line_of(PostOutcome::Publishing, words));
                }
                // The next run says why.
                Some(_) => self.say(job.line_of(PostOutcome::Publishing, String::new())),
            }
        }
    }

    /// Has the row of a post, or of a part of a thread, show that it is public, and returns the part that follows. Of one
    /// that was in doubt the next run sends the rest: this one has not judged it.
    fn record_published(
        &mut self,
        job: &PostJob,
        media: Option<String>,
        address: Option<String>,
    ) -> Option<PostJob> {
        let (write, line) = job.posted(media.clone(), address, self.stage);
        let next = write.next.clone().and_then(|next| job.following(next));
        self.pending.push(write);
        if let Some(line) = line {
            // What answers the row goes under the last part of its thread.
            self.public.by_row.insert(job.line.id.clone(), media);
            self.say(line);
        }
        next
    }

    /// Waits until a post is due; nobody else is kept waiting meanwhile.
    async fn its_time_comes(&self, job: &PostJob) -> bool {
        let _pausing = self.writes.pausing();
        self.stage.time.comes(job.decision.due).await
    }

    /// Returns a public post's address, asking for it unless it is known.
    async fn address(
        &self,
        token: &Token,
        job: &PostJob,
        media: Option<&str>,
        known: Option<String>,
    ) -> Option<String> {
        match (known, media) {
            // The row shows the address of the post itself.
            _ if job.is_further_part() => None,
            (Some(known), _) => Some(known),
            (None, Some(media)) => permalink(self.stage, token, media).await,
            (None, None) => None,
        }
    }

    /// Returns the line of a row whose claim is certainly of no use.
    pub(crate) fn freed(&self, job: &PostJob) -> Option<RowState> {
        let is_claimed = job.line.state == State::Trying;
        (is_claimed && !job.is_again()).then(|| job.line.give_up(self.stage.time.writer_id()))
    }

    pub(crate) fn record_error(&mut self, trouble: &ApiError) {
        if trouble.concerns_the_account() {
            self.access.record_error(trouble);
        }
    }

    /// Returns why an account's posts wait.
    fn account_message(&self) -> Message {
        match &self.access.state {
            AccountState::Unreachable { days: ..1, detail } => {
                Message::Passing { detail: detail.clone() }
            }
            AccountState::Loading { .. } => Message::AccountLoading,
            state if state.is_usable() => match &self.access.pause {
                Some(detail) => Message::Passing { detail: detail.clone() },
                None => Message::TimeUp,
            },
            _ => Message::AccountTroubled,
        }
    }

    pub(crate) fn wait(&mut self, job: &PostJob, message: &Message, next: Option<RowState>) {
        let wait = recorded_wait(job, message, next, self.stage);
        let (write, line) = job.waits(&wait.message, wait.next, self.stage);
        self.pending.extend(write);
        self.say(PostLine { is_news: wait.is_news, ..line });
    }

    /// Leaves posts to the next run, for nothing can be written any more.
    fn leave(&mut self, jobs: &[PostJob]) {
        for job in jobs {
            self.say(job.line_of(PostOutcome::Waiting, String::new()));
        }
    }

    pub(crate) fn refuse(&mut self, job: &PostJob, refusal: Refusal) {
        let (write, line) = job.refused(job.refusal(refusal), self.stage);
        self.pending.push(write);
        self.say(line);
    }

    pub(crate) fn say(&mut self, line: PostLine) {
        (self.observer)(News::Post(line.clone()));
        self.lines.push(line);
    }

    /// Has a post wait, or refuses it where it has met the same for too long.
    pub(crate) fn hold(&mut self, job: &PostJob, stuck: &Stuck) {
        let writer_id = self.stage.time.writer_id();
        // What other words waited for is no reason to refuse these.
        let line = job.line.speaking_of(&job.post.hash);
        let is_known = line.why.as_ref() == Some(&stuck.code);
        if let Some(refusal) = stuck.then.clone().map(|refusal| job.refusal(refusal))
            && is_fetch_over(&line, &stuck.code, writer_id.at)
        {
            return self.refuse(job, refusal);
        }
        let freed = self.freed(job);
        let line = freed.as_ref().unwrap_or(&line);
        let next = (!is_known).then(|| line.stuck(stuck.code.clone(), writer_id));
        let (write, line) = job.waits(&stuck.message, next.or(freed), self.stage);
        self.pending.extend(write);
        self.say(PostLine { is_news: !is_known && stuck.then.is_none(), ..line });
    }

    /// Lets a container go that Threads never found; the next one follows in the next round.
    pub(crate) fn give_up(
        &mut self,
        mut job: PostJob,
        is_final: bool,
        queue: &mut VecDeque<PostJob>,
    ) {
        job.give_container_up(Event::Unsent);
        // Twice in vain is enough, however short the time for it was.
        let is_final = is_final || job.line.not_found > 0;
        let has_time = is_final && !self.stage.time.is_halted();
        if has_time && job.line.given_up.saturating_add(1) < CONTAINERS_MAX {
            queue.push_front(job);
            return;
        }
        let writer_id = self.stage.time.writer_id();
        let next = if has_time {
            // Nothing is wrong with the row, so the next run tries with another container.
            job.line.give_up(writer_id)
        } else {
            // There was no time to try as often as is worth it: the next run does.
            job.line.missed(writer_id)
        };
        self.wait(&job, &Message::Passing { detail: ErrorDetail::NotFound }, Some(next));
    }

    /// Waits until the account may post again; what there is no time for waits for the next run.
    async fn after_pause(&mut self, jobs: Vec<PostJob>) -> Option<Vec<PostJob>> {
        let stage = self.stage;
        let is_spaced = jobs.iter().any(|job| job.keeps(self.spacing));
        if !is_spaced || self.access.token.is_none() {
            return Some(jobs);
        }
        let left = |publisher: &Self| publisher.spacing.left(stage.time.clock.real());
        if !left(self).is_zero() && !self.pending.is_empty() {
            // What has happened is not kept back as long as that.
            self.write_down().await;
        }
        let lasts = left(self);
        if !lasts.is_zero() {
            let until = stage.time.clock.now() + TimeDelta::from_std(lasts).unwrap_or_default();
            let account = jobs.first().map(|job| job.decision.account.clone());
            (self.observer)(News::Waits { what: Waits::Pause(account.unwrap_or_default()), until });
        }
        let pausing = self.writes.pausing();
        if !self.is_stopped && self.pause_is_over().await {
            return Some(jobs);
        }
        drop(pausing);
        let message = if stage.time.is_halted() {
            Message::TimeUp
        } else {
            let now = stage.time.clock.now();
            let lasts = TimeDelta::from_std(left(self)).unwrap_or_default();
            Message::pause(now + lasts, now, stage.wording.place.zone)
        };
        for job in jobs {
            self.wait(&job, &message, None);
        }
        None
    }

    /// Waits until the pause is over, unless there is no time for that; tells whether it is over.
    async fn pause_is_over(&mut self) -> bool {
        let (stage, now) = (self.stage, self.stage.time.clock.real());
        let left = self.spacing.left(now);
        let patience = stage.rules.limits.patience.max(stage.rules.limits.ahead);
        let patience = patience.to_std().unwrap_or_default();
        let is_too_long = self.spacing.is_too_long(now, patience);
        if !left.is_zero() && (is_too_long || !stage.time.pause(left).await) {
            return false;
        }
        self.spacing.end();
        true
    }

    /// Has written what has happened so far: nothing of it is kept back by what comes next.
    pub(crate) async fn write_down(&mut self) {
        let rows = std::mem::take(&mut self.pending);
        if !self.is_stopped {
            self.is_stopped = self.writes.write(rows, Vec::new(), Vec::new()).await.is_err();
        }
    }
}
