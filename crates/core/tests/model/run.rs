//! One run, request by request, in the order of `src/run`: what it reads, decides and writes.

use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use threadsheet_core::columns::PostStatus;
use threadsheet_core::in_doubt;
use threadsheet_core::log::{Event, LogLines};
use threadsheet_core::plan::Then;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::transitions::WriterId;

use crate::design::{Design, Machine, Rules, SecondPublish};
use crate::in_doubt::Told;
use crate::interned::Kept;
use crate::planner;
use crate::world::{Answer, Container, Line, TICK, World, Write};

/// What a run does next.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// It has not begun.
    Idle,
    /// It reads the sheet and decides.
    Read,
    /// It writes.
    Write(Write, After),
    /// It makes a container, or asks the one that an earlier run kept.
    Make { line: Line, log: Vec<(Event, Line)> },
    /// It writes the intent to send a container for the first time.
    Claim { line: Line, log: Vec<(Event, Line)>, container: String },
    /// It writes the intent to send the same container once more.
    ClaimAgain { line: Line },
    /// It sends the container that was claimed.
    Send { line: Line, container: String },
    /// It asks the container that is in doubt.
    Ask { line: Line, is_look: bool },
    /// It looks for the post in the account's list.
    List { line: Line, is_look: bool, told: Told },
    /// It has a row in doubt about which no account can ask.
    Leave { line: Line, is_look: bool },
    /// It has ended.
    Done,
}

/// What follows a write.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum After {
    /// This.
    Then(Box<Step>),
    /// The next part of the thread is made: this line says what is out.
    NextPart(Line),
    /// The claim is looked at, and logged.
    Claimed(Claim),
    /// The claim is read back.
    Witnessed(Claim),
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Claim {
    pub(crate) container: String,
    /// Up to when earlier attempts with it were looked for.
    pub(crate) settled: Option<DateTime<Utc>>,
}

/// A run, and what it knows of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Run {
    pub(crate) step: Step,
    /// Whether nobody else has written since it read: whether its epoch is the sheet's.
    pub(crate) is_fresh: bool,
    /// The line, as the freshest answer showed it.
    pub(crate) seen: Option<Line>,
    /// The Status, as it was read.
    was: PostStatus,
    /// The Status that the run expects, having read or written it.
    status: PostStatus,
}

/// One request of a run, and what it meets.
pub(crate) struct Request<'a> {
    pub(crate) world: &'a mut World,
    /// Which run it is, from 0, and its nonce.
    pub(crate) run: u8,
    pub(crate) nonce: &'a str,
    pub(crate) answer: Answer,
    pub(crate) rules: Rules,
}

impl Request<'_> {
    pub(crate) fn writer_id(&self) -> WriterId<'_> {
        let shown = self.watch().shown(self.world);
        WriterId { nonce: self.nonce, at: self.world.moment(shown, self.rules) }
    }

    pub(crate) fn watch(&self) -> Watch {
        Watch::of(usize::from(self.run), self.rules)
    }

    /// Tells whether a claim that was read back may be used.
    fn may_go_on(&self, line: &Line, claim: &Claim) -> bool {
        let is_in_time =
            !self.is(Design::OvertakenGoesOn) || self.watch().may_send(self.world, line);
        is_in_time && is_first(&self.world.log.log_lines, line, claim, self.rules.design)
    }

    pub(crate) fn is(&self, design: Design) -> bool {
        self.rules.design == design
    }
}

impl Run {
    pub(crate) fn new(step: Step) -> Self {
        let (was, status) = (PostStatus::Queued, PostStatus::Queued);
        Self { step, is_fresh: false, seen: None, was, status }
    }

    /// Returns what its next request may be answered.
    pub(crate) fn answers(&self, at: usize, world: &World, rules: Rules) -> Vec<Answer> {
        let mut answers = vec![Answer::Honest];
        let is_settled = |one: &Container| one.public.is_some_and(|public| public < world.now);
        let may_lag = |one: &Container, was_stale: bool| {
            let must_be_right =
                was_stale && is_settled(one) && rules.second_publish == SecondPublish::PostsAgain;
            world.is_public(one) && !must_be_right
        };
        match &self.step {
            Step::Make { line, .. } | Step::Ask { line, .. } => {
                let may_lag = world.container(line).is_some_and(|one| may_lag(one, false));
                answers.extend(may_lag.then_some(Answer::Stale));
            }
            Step::List { told, .. } => {
                let may_lag = world.containers.values().any(|one| may_lag(one, told.is_stale));
                answers.extend(may_lag.then_some(Answer::Stale));
            }
            Step::Send { line, container } if may_send(world, line, at, rules) => {
                answers.push(Answer::LostLate);
                answers.extend((world.not_found > 0).then_some(Answer::NotFound));
                let sent = container.parse().ok().and_then(|id: u32| world.containers.get(&id));
                let is_again = sent.is_some_and(|one| one.public.is_some());
                answers.extend(
                    (is_again && rules.second_publish == SecondPublish::Harmless)
                        .then_some(Answer::SameId),
                );
            }
            _ => {}
        }
        answers
    }

    /// Takes the next step; tells whether it wrote to the sheet.
    pub(crate) fn go(&mut self, request: &mut Request) -> bool {
        let step = std::mem::replace(&mut self.step, Step::Done);
        let mut has_written = false;
        self.step = match step {
            Step::Idle | Step::Read => self.read(request),
            Step::Write(write, after) => self.write(request, write, after, &mut has_written),
            Step::Make { line, log } => request.make(line, log),
            Step::Claim { line, log, container } => {
                let (write, after) = request.claim(line, log, container);
                self.write(request, write, after, &mut has_written)
            }
            Step::ClaimAgain { line } => {
                let (write, after) = request.claim_again(line);
                self.write(request, write, after, &mut has_written)
            }
            Step::Send { line, container } => request.send(line, &container, self.seen.as_ref()),
            Step::Ask { line, is_look } => request.ask(line, is_look),
            Step::List { line, is_look, told } => request.list(line, is_look, told),
            Step::Leave { line, is_look } => request.leave(line, is_look),
            Step::Done => Step::Done,
        };
        if self.step == Step::Done {
            *self = Self::new(Step::Done);
        }
        has_written
    }

    fn read(&mut self, request: &Request) -> Step {
        let world = &*request.world;
        (self.seen, self.is_fresh) = (world.cells.line.clone(), true);
        (self.was, self.status) = (world.cells.status, world.cells.status);
        let Some(planned) = planner::plan(world, request.rules.design) else { return Step::Done };
        let (decision, post, steps) = &*planned;
        let id = format!("row{:0>6}{}", request.nonce, world.opened);
        let old = world.cells.line.clone();
        let next = decision.next_line(post, Some(&id), None, request.writer_id()).map(Kept::new);
        let told = next.as_ref().and_then(|next| decision.told(old.as_deref(), next));
        let log = told.map(|(event, about)| (event, Kept::new(about)));
        self.status = decision.shows.unwrap_or(self.status);
        let line = next.clone().or(old.clone());
        let then = match (decision.then, line) {
            (Then::Nothing, _) | (_, None) => Step::Done,
            (Then::Publish, Some(line)) => Step::Make { line, log: Vec::new() },
            (then, Some(line)) if !planner::is_asked(world, decision, steps, &line) => {
                Step::Leave { line, is_look: then == Then::Look }
            }
            (then, Some(line)) => Step::Ask { line, is_look: then == Then::Look },
        };
        if next.is_none() && decision.shows.is_none() {
            return then;
        }
        let log = log.into_iter().collect();
        let write = Write { at: old, next, status: decision.shows, log };
        Step::Write(write, After::Then(Box::new(then)))
    }

    /// Writes, unless another run has written since: then it reads again. A plan by place is made
    /// anew, a line is looked for.
    fn write(
        &mut self,
        request: &mut Request,
        write: Write,
        after: After,
        has_written: &mut bool,
    ) -> Step {
        if !self.is_fresh && !request.is(Design::NoEpoch) {
            if write.at.is_none() {
                return Step::Read;
            }
            (self.seen, self.is_fresh) = (request.world.cells.line.clone(), true);
            return Step::Write(write, after);
        }
        let is_over = write.at.is_none() && request.world.cells.line.is_some();
        request.world.has_lost_a_line |= is_over && !self.is_fresh;
        request.world.apply(&write, self.seen.as_ref(), request.rules);
        self.put_right(request.world, &write);
        (self.seen, self.is_fresh) = (request.world.cells.line.clone(), true);
        *has_written = true;
        self.follow(request, write, after)
    }

    /// Gives a row its Status back on which a claim has landed that is not its own.
    fn put_right(&self, world: &mut World, write: &Write) {
        let Some(meant) = write.next.as_ref().or(write.at.as_ref()) else { return };
        let is_its_own = world.cells.line.as_ref().is_some_and(|line| line.id == meant.id);
        if meant.state == State::Trying && write.status.is_some() && !is_its_own {
            world.cells.status = self.was;
        }
    }

    /// Goes on after a write, by what its answer shows.
    fn follow(&mut self, request: &Request, write: Write, after: After) -> Step {
        let cells = &request.world.cells;
        let line = write.next.or(write.at);
        let stands = line.is_some() && line == cells.line;
        match (after, line) {
            (After::Then(step), _) => *step,
            (After::NextPart(line), _) => {
                self.status = PostStatus::Publishing;
                Step::Make { line, log: Vec::new() }
            }
            (After::Claimed(_), Some(line)) if stands && cells.status != self.status => {
                request.take_back(line, false)
            }
            (After::Claimed(claim), Some(line)) if stands => {
                let log = vec![(Event::Sending, line.clone())];
                let status = Some(PostStatus::Publishing);
                let write = Write { at: Some(line), next: None, status, log };
                Step::Write(write, After::Witnessed(claim))
            }
            (After::Witnessed(claim), Some(line)) if stands && request.may_go_on(&line, &claim) => {
                Step::Send { line, container: claim.container }
            }
            (After::Witnessed(_), Some(line)) => request.take_back(line, true),
            _ => Step::Done,
        }
    }
}

/// A run's clock, and its settle period.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Watch {
    machine: Machine,
    /// How far the clock may be off, as far as the run knows.
    error: TimeDelta,
    design: Design,
}

impl Watch {
    fn of(run: usize, rules: Rules) -> Self {
        let machine = rules.machines[run % rules.machines.len()];
        Self { machine, error: TICK * rules.error, design: rules.design }
    }

    /// Returns what it takes for the time.
    fn shown(&self, world: &World) -> DateTime<Utc> {
        world.time() + TICK * self.machine.off
    }

    pub(crate) fn settle(&self) -> Duration {
        TICK.to_std().unwrap() * self.machine.settle
    }

    /// Returns until when a claim of now is in use.
    pub(crate) fn until(&self, world: &World) -> DateTime<Utc> {
        let in_use = TimeDelta::from_std(in_doubt::in_use_for(self.settle())).unwrap();
        self.shown(world) + self.error + in_use
    }

    /// Returns how old a claim is at least.
    pub(crate) fn age(&self, world: &World, line: &RowState) -> Duration {
        let is_sure = self.design == Design::WallClocks;
        let error = if is_sure { TimeDelta::zero() } else { self.error };
        (self.shown(world) - error - to_the_second(line.at)).to_std().unwrap_or_default()
    }

    /// Returns for how long it leaves a claim alone.
    pub(crate) fn left_alone_for(&self, line: &RowState) -> Duration {
        match self.design {
            Design::NoPatience => Duration::ZERO,
            Design::OwnSettle | Design::WallClocks => self.settle(),
            _ => in_doubt::left_alone_for(line, self.settle()),
        }
    }

    /// Tells whether a claim of its own may still be used: what has passed since, it knows.
    fn may_send(&self, world: &World, line: &RowState) -> bool {
        let passed = (self.shown(world) - to_the_second(line.at)).to_std().unwrap_or_default();
        let left =
            line.until.and_then(|until| (until - self.shown(world) - self.error).to_std().ok());
        let is_in_time = left.is_some_and(|left| left >= in_doubt::call_max(self.settle()));
        passed < in_doubt::usable_for(self.settle()) && is_in_time
    }
}

/// Returns a time without what only tells lines of one tick apart.
fn to_the_second(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(0)
}

pub(crate) fn may_send(world: &World, line: &RowState, run: usize, rules: Rules) -> bool {
    matches!(rules.design, Design::ClaimsForEver | Design::OvertakenGoesOn)
        || Watch::of(run, rules).may_send(world, line)
}

fn is_first(log: &LogLines, line: &RowState, claim: &Claim, design: Design) -> bool {
    match design {
        Design::NoJournal => true,
        Design::ReadBackOverlooksAttempts => {
            log.is_first_attempt(line, Some(DateTime::<Utc>::MAX_UTC))
        }
        Design::ReadBackOverlooksPosts => {
            let is_out = |container: &Option<String>| {
                let mut lines = log.lines.iter();
                lines.any(|line| line.event == Event::Published && line.container == *container)
            };
            let open = log.lines.iter().filter(|line| !is_out(&line.container)).cloned();
            LogLines { lines: open.collect() }.is_first_attempt(line, claim.settled)
        }
        _ => log.is_first_attempt(line, claim.settled),
    }
}
