//! Making ready what is due soon: its container is made and kept, and whatever publishes the post later,
//! this run or another, uses that very one.

use std::time::Duration;

use futures_util::future::join_all;
use threadsheet_core::columns::ReplyTo;
use threadsheet_core::i18n::commands::soon as words;
use threadsheet_core::reason::Refusal;
use threadsheet_core::turn::Container;
use tokio::time::Instant;

use super::prepare::{Prepared, prepare_work};
use super::publisher::Publisher;
use super::stuck::Stuck;
use super::work::Work;
use crate::report::{PostLine, PostOutcome};

/// How long media are waited for that are not needed yet: until then a container may turn out to be of no
/// use. One that takes longer is kept, and looked at again when its time has come.
const PATIENCE: Duration = Duration::from_secs(5);

impl Publisher<'_> {
    /// Makes the containers of posts that are due soon. What is refused is only reported: much can be put
    /// right until its time has come, and then it is tried again.
    pub(super) async fn make_ready(&mut self, mut works: Vec<Work>) {
        let context = self.context;
        works.retain(|work| !context.unready.borrow().contains(&work.post.hash));
        let Some(token) = self.standing.token.clone().filter(|_| !works.is_empty()) else { return };
        if self.is_stopped || context.is_halted() {
            return;
        }
        self.write_down().await;
        for work in &mut works {
            work.parent = match &work.post.reply_to {
                Ok(Some(ReplyTo::MediaId(media))) => Some(media.clone()),
                _ => None,
            };
        }
        let until = context.prepare_until.min(Instant::now() + context.pace.of(PATIENCE));
        let _pausing = self.orders.pausing();
        let prepared = works.iter().map(|work| prepare_work(context, &token, work, until));
        let prepared = join_all(prepared).await;
        for (work, prepared) in works.into_iter().zip(prepared) {
            match prepared {
                Prepared::Ready(container) | Prepared::Processing(container) => {
                    self.has_ready(&work, &container);
                }
                Prepared::Refused(refusal) | Prepared::Stuck(Stuck { then: Some(refusal), .. }) => {
                    self.warn(&work, &refusal);
                }
                Prepared::Account(trouble) => self.meets(&trouble),
                // What did not even come to a container is tried again when its time has come. Nobody but
                // this run knows a container that it has just made.
                Prepared::Published(_)
                | Prepared::Waits(_)
                | Prepared::Stuck(_)
                | Prepared::Unknown(_) => {
                    context.unready.borrow_mut().insert(work.post.hash.clone());
                }
            }
        }
    }

    /// Has written what has happened so far: nothing of it is kept back by what comes next.
    async fn write_down(&mut self) {
        let rows = std::mem::take(&mut self.pending);
        if !self.is_stopped {
            self.is_stopped = self.orders.write(rows, Vec::new(), Vec::new()).await.is_err();
        }
    }

    fn has_ready(&mut self, work: &Work, container: &Container) {
        let kept = work.free_line(self.context).keep(container, self.context.pen());
        self.pending.push(work.kept_as(kept));
        let words = words::READY.say(self.context.posts_in).to_owned();
        self.say(work.line_of(PostOutcome::Waiting, words));
    }

    fn warn(&mut self, work: &Work, refusal: &Refusal) {
        self.context.unready.borrow_mut().insert(work.post.hash.clone());
        let words = words::not_ready(refusal, self.context.posts_in);
        let line = work.line_of(PostOutcome::Waiting, words);
        self.say(PostLine { is_news: true, ..line });
    }
}
