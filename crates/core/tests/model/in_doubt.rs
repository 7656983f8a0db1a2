//! A row in doubt: `src/run/publish/in_doubt.rs`, and what `src/run/publish/queue.rs` makes of its verdicts.

use std::time::Duration;

use threadsheet_core::columns::PostStatus;
use threadsheet_core::in_doubt::{
    self, CONTAINER_LIFE, ContainerStatus, Doubt, ListMatch, Resolution,
};
use threadsheet_core::log::Event;
use threadsheet_core::reason::Uncertain;

use crate::design::Design;
use crate::interned::Kept;
use crate::planner;
use crate::run::{Request, Step};
use crate::sending::record;
use crate::world::{Answer, Line, Write, media_of};

/// What the container in doubt said of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Told {
    status: Status,
    pub(crate) is_stale: bool,
    /// How old the claim was when it was asked.
    age: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Status {
    Finished,
    Published,
    Expired,
}

impl Request<'_> {
    pub(crate) fn ask(&self, line: Line, is_look: bool) -> Step {
        let is_stale = self.answer == Answer::Stale;
        let status = match self.world.container(&line) {
            Some(one) if self.world.is_public(one) && !is_stale => Status::Published,
            Some(one) if one.is_dead => Status::Expired,
            // A mark that names no container leaves nobody to ask.
            _ => Status::Finished,
        };
        let told = Told { status, is_stale, age: self.watch().age(self.world, &line) };
        Step::List { line, is_look, told }
    }

    /// Looks for the post, and decides.
    pub(crate) fn list(&self, line: Line, is_look: bool, told: Told) -> Step {
        let part = planner::part_of(&line, self.world.parts);
        let list_match = match self.world.posts_seen(part) {
            0 => ListMatch::None,
            _ if self.answer == Answer::Stale => ListMatch::None,
            1 => ListMatch::One { media: media_of(part), permalink: None },
            _ => ListMatch::Several,
        };
        let status = match told.status {
            Status::Finished => ContainerStatus::Finished,
            Status::Published => ContainerStatus::Published,
            Status::Expired => ContainerStatus::Expired,
        };
        let watch = self.watch();
        let is_old = self.is(Design::OldAnswersCount);
        let age = if is_old { watch.age(self.world, &line) } else { told.age };
        let settle = watch.left_alone_for(&line);
        let doubt = Doubt { status, list_match, age, sends: line.sends, settle };
        let has_more = part + 1 < self.world.parts;
        let resolution = match in_doubt::resolve(&doubt) {
            // What goes under it needs its id.
            Resolution::Posted { media: None, .. }
                if has_more && !in_doubt::is_over(age, settle) =>
            {
                Resolution::Stay
            }
            resolution => resolution,
        };
        self.conclude(line, is_look, &resolution)
    }

    /// Leaves a row in doubt about which no account can ask, until no answer would tell any more:
    /// `unasked` of `src/run/publish/post_job.rs`.
    pub(crate) fn leave(&self, line: Line, is_look: bool) -> Step {
        let is_over = self.watch().age(self.world, &line) >= CONTAINER_LIFE + self.watch().settle();
        if self.is(Design::UnaskedForEver) || !is_look && !is_over {
            return Step::Done;
        }
        if is_look {
            return self.conclude(line, is_look, &Resolution::Stay);
        }
        self.conclude(line, is_look, &Resolution::Check(Uncertain::NotAsked))
    }

    fn conclude(&self, line: Line, is_look: bool, resolution: &Resolution) -> Step {
        let is_new = self.is(Design::NewContainerInDoubt) || self.is(Design::MarkWithoutContainer);
        match resolution {
            Resolution::Posted { media, .. } => {
                // Of a row without further parts the id decides nothing, and one id makes fewer states.
                let media = if self.world.parts > 1 { media.clone() } else { Some(media_of(0)) };
                // The rest is left to the next run.
                record(self.posted(Some(line.clone()), &line, media).0)
            }
            _ if is_look => {
                let status = Some(PostStatus::Check);
                record(Write { at: Some(line), next: None, status, log: Vec::new() })
            }
            Resolution::SendAgain if is_new => {
                let log = vec![(Event::Dropped, line.clone())];
                Step::Make { line, log }
            }
            Resolution::SendAgain => Step::ClaimAgain { line },
            Resolution::Requeue => {
                let next = Some(Kept::new(line.give_up(self.writer_id())));
                let log = vec![(Event::Dropped, line.clone())];
                let status = Some(self.free_status(&line));
                record(Write { at: Some(line), next, status, log })
            }
            Resolution::Stay => Step::Done,
            Resolution::Check(why) => {
                let next = Kept::new(line.check(*why, self.writer_id()));
                let log = vec![(Event::Check, next.clone())];
                let status = Some(PostStatus::Check);
                record(Write { at: Some(line), next: Some(next), status, log })
            }
        }
    }
}
