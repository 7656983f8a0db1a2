//! Making ready what is due soon: its container is made and kept, and whatever publishes the post later,
//! this run or another, uses that very one.

use std::time::Duration;

use futures_util::future::join_all;
use threadsheet_core::columns::ReplyTo;
use threadsheet_core::i18n::commands::soon as words;
use threadsheet_core::reason::Refusal;
use threadsheet_core::transitions::Container;
use tokio::time::Instant;

use super::post_job::PostJob;
use super::prepare::{Preparation, prepare_job};
use super::queue::Publisher;
use super::waiting::Stuck;
use crate::report::{PostLine, PostOutcome};

/// How long media are waited for that are not needed yet: until then a container may turn out to be of no
/// use. One that takes longer is kept, and looked at again when its time has come.
const PATIENCE: Duration = Duration::from_secs(5);

impl Publisher<'_> {
    /// Makes the containers of posts that are due soon. What is refused is only reported: much can be put
    /// right until its time has come, and then it is tried again.
    pub(crate) async fn prefetch(&mut self, mut jobs: Vec<PostJob>) {
        let stage = self.stage;
        jobs.retain(|job| !stage.rules.unready.borrow().contains(&job.post.hash));
        let Some(token) = self.access.token.clone().filter(|_| !jobs.is_empty()) else { return };
        if self.is_stopped || stage.time.is_halted() {
            return;
        }
        // Making containers takes seconds, and what has happened is not kept back for them.
        self.write_down().await;
        // What a further part goes under stands in its row.
        for job in jobs.iter_mut().filter(|job| !job.is_further_part()) {
            job.parent = match &job.post.reply_to {
                Ok(Some(ReplyTo::MediaId(media))) => Some(media.clone()),
                _ => None,
            };
        }
        let until =
            stage.time.prepare_until.min(Instant::now() + stage.time.time_scale.of(PATIENCE));
        let _pausing = self.writes.pausing();
        let prepared = jobs.iter().map(|job| prepare_job(stage, &token, job, until));
        let prepared = join_all(prepared).await;
        for (job, prepared) in jobs.into_iter().zip(prepared) {
            match prepared {
                Preparation::Ready(container) | Preparation::Processing(container) => {
                    self.has_ready(&job, &container);
                }
                Preparation::Refused(refusal)
                | Preparation::Stuck(Stuck { then: Some(refusal), .. }) => {
                    self.warn(&job, &refusal);
                }
                Preparation::Account(trouble) => self.record_error(&trouble),
                // What did not even come to a container is tried again when its time has come. Nobody but
                // this run knows a container that it has just made.
                Preparation::Published(_)
                | Preparation::Waits(_)
                | Preparation::Stuck(_)
                | Preparation::Unknown(_) => {
                    stage.rules.unready.borrow_mut().insert(job.post.hash.clone());
                }
            }
        }
    }

    fn has_ready(&mut self, job: &PostJob, container: &Container) {
        let kept = job.free_line(self.stage).keep(container, self.stage.time.writer_id());
        self.pending.push(job.kept_as(kept));
        let words = words::READY.say(self.stage.wording.posts_in).to_owned();
        self.say(job.line_of(PostOutcome::Waiting, words));
    }

    fn warn(&mut self, job: &PostJob, refusal: &Refusal) {
        self.stage.rules.unready.borrow_mut().insert(job.post.hash.clone());
        let words = words::not_ready(refusal, self.stage.wording.posts_in);
        let line = job.line_of(PostOutcome::Waiting, words);
        self.say(PostLine { is_news: true, ..line });
    }
}
