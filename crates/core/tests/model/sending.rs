//! From a row that is due to a container that was sent: `src/run/publish/queue.rs` and `send.rs`.

use threadsheet_core::columns::PostStatus;
use threadsheet_core::in_doubt::CONTAINERS_MAX;
use threadsheet_core::log::Event;
use threadsheet_core::reason::RowCode;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::transitions;

use crate::design::{Design, SecondPublish};
use crate::interned::Kept;
use crate::planner;
use crate::run::{After, Claim, Request, Step, may_send};
use crate::world::{Answer, Line, Write, media_of};

/// What came of a publishing call.
enum Published {
    /// A media id.
    Id,
    /// No answer.
    Nothing,
    /// 24/4279009.
    NotFound,
}

impl Request<'_> {
    /// Makes a container, unless an earlier run left one that was never sent.
    pub(crate) fn make(&mut self, line: Line, log: Vec<(Event, Line)>) -> Step {
        let kept = self.world.container(&line).filter(|_| line.state == State::Queued);
        let kept = kept.filter(|one| !one.is_dead);
        let is_public = kept.is_some_and(|one| self.world.is_public(one));
        let kept = kept.and(line.container.clone());
        let container = kept.unwrap_or_else(|| self.world.make(self.run, &line));
        if is_public && self.answer != Answer::Stale {
            // It was not this run that sent it.
            let next = RowState { first_sent: None, ..self.intent(&line, &container) };
            let write = Write { at: Some(line), next: Some(Kept::new(next)), status: None, log };
            return Step::Write(write, After::Then(Box::new(Step::Done)));
        }
        if self.is(Design::NoIntent) {
            let line = Kept::new(self.stamped(self.intent(&line, &container)));
            return Step::Send { line, container };
        }
        Step::Claim { line, log, container }
    }

    fn intent(&self, line: &RowState, container: &str) -> RowState {
        let container = transitions::Container { id: container.to_owned(), children: Vec::new() };
        let part = planner::part_of(line, self.world.parts);
        let part = planner::sent_part(part, self.world.parts);
        line.freed(&line.hash, self.writer_id()).about(part).claim(&container, self.writer_id())
    }

    /// Says until when a claim is in use.
    fn stamped(&self, claim: RowState) -> RowState {
        let (until, user) = (self.watch().until(self.world), planner::USER.to_owned());
        RowState { until: Some(until), user: Some(user), ..claim }
    }

    pub(crate) fn claim(
        &self,
        line: Line,
        log: Vec<(Event, Line)>,
        container: String,
    ) -> (Write, After) {
        let mut next = self.stamped(self.intent(&line, &container));
        if self.is(Design::MarkWithoutContainer) {
            next.container = Some("unsaid".to_owned());
        }
        let write = Write { at: Some(line), next: Some(Kept::new(next)), status: None, log };
        (write, After::Claimed(Claim { container, settled: None }))
    }

    pub(crate) fn claim_again(&self, line: Line) -> (Write, After) {
        let next = Kept::new(self.stamped(line.claim_again(self.writer_id())));
        let container = next.container.clone().unwrap_or_default();
        let claim = Claim { container, settled: Some(line.at) };
        let write = Write { at: Some(line), next: Some(next), status: None, log: Vec::new() };
        (write, After::Claimed(claim))
    }

    /// Sends the container, if the claim is young enough; `seen` stands in the row where nothing
    /// was written before.
    pub(crate) fn send(&mut self, line: Line, container: &str, seen: Option<&Line>) -> Step {
        if !may_send(self.world, &line, usize::from(self.run), self.rules) {
            return self.take_back(line, true);
        }
        let is_unsure = line.is_repeated() && !self.is(Design::NotFoundIsUnsent);
        match self.publish(container) {
            Published::Id => {
                let at = if self.is(Design::NoIntent) { seen.cloned() } else { Some(line.clone()) };
                let part = planner::part_of(&line, self.world.parts);
                let (write, next) = self.posted(at, &line, Some(media_of(part)));
                let then = next.map_or_else(|| After::Then(Box::new(Step::Done)), After::NextPart);
                Step::Write(write, then)
            }
            Published::Nothing => Step::Done,
            Published::NotFound if is_unsure => Step::Done,
            // The program asks the status first; an answer that lags would lead here, too.
            Published::NotFound if line.given_up + 1 < CONTAINERS_MAX => {
                let is_coarse = self.is(Design::NotFoundIsUnsent);
                let event = if is_coarse { Event::Dropped } else { Event::Unsent };
                let log = vec![(event, line.clone())];
                Step::Make { line, log }
            }
            Published::NotFound => {
                let next = Kept::new(line.failed(RowCode::ParentNotFound, self.writer_id()));
                let log = vec![(Event::Unsent, line.clone()), (Event::Failed, next.clone())];
                let status = Some(PostStatus::Failed);
                record(Write { at: Some(line), next: Some(next), status, log })
            }
        }
    }

    fn publish(&mut self, id: &str) -> Published {
        let (now, answer, second_publish) =
            (self.world.now, self.answer, self.rules.second_publish);
        let known = id.parse().ok().and_then(|id: u32| self.world.containers.get_mut(&id));
        let Some(container) = known.filter(|container| !container.is_dead) else {
            return Published::NotFound;
        };
        if answer == Answer::NotFound {
            self.world.not_found -= 1;
            return Published::NotFound;
        }
        let is_lost = answer == Answer::LostLate;
        match (container.public, second_publish) {
            (None, _) => {
                container.public = Some(now + u16::from(is_lost));
                container.posts += 1;
            }
            (Some(_), SecondPublish::PostsAgain) => container.posts += 1,
            (Some(_), SecondPublish::Harmless) if is_lost || answer == Answer::SameId => {}
            (Some(_), SecondPublish::Harmless) => return Published::NotFound,
        }
        if is_lost { Published::Nothing } else { Published::Id }
    }

    /// Returns the write that says that the post, or a part, is public; with the line of the part that follows.
    pub(crate) fn posted(
        &self,
        at: Option<Line>,
        line: &RowState,
        media: Option<String>,
    ) -> (Write, Option<Line>) {
        let has_more = planner::part_of(line, self.world.parts) + 1 < self.world.parts;
        let next = if self.world.parts > 1 {
            line.part_posted(media.clone(), None, has_more, self.writer_id())
        } else {
            line.posted(media.clone(), None, self.writer_id())
        };
        let (part, container) = (line.part.clone(), line.container.clone());
        let about = Kept::new(RowState { part, container, media, ..next.clone() });
        let next = Kept::new(next);
        let status = (!has_more).then_some(PostStatus::Published);
        let log = vec![(Event::Published, about)];
        let write = Write { at, next: Some(next.clone()), status, log };
        (write, has_more.then_some(next))
    }

    /// Returns the Status of a row of which nothing is on its way: a thread that has begun goes on.
    pub(crate) fn free_status(&self, line: &RowState) -> PostStatus {
        match planner::part_of(line, self.world.parts) {
            0 => PostStatus::Queued,
            _ => PostStatus::Publishing,
        }
    }

    /// Frees a row that was claimed and of which nothing was or will be sent: `src/run/writer/single_writer.rs`.
    pub(crate) fn take_back(&self, line: Line, was_logged: bool) -> Step {
        let next = Some(Kept::new(line.unused(self.writer_id())));
        let free = self.free_status(&line);
        let status = (was_logged && !line.is_repeated()).then_some(free);
        let unsent = was_logged.then(|| (Event::Unsent, line.clone()));
        record(Write { at: Some(line), next, status, log: unsent.into_iter().collect() })
    }
}

/// Returns the last step: to write something down.
pub(crate) fn record(write: Write) -> Step {
    Step::Write(write, After::Then(Box::new(Step::Done)))
}
