//! Making ready what is due soon: its container is made and kept, and whatever publishes the post later,
//! this run or another, uses that very one.

use futures_util::future::join_all;

use super::prepare::{Prepared, prepare_work};
use super::publisher::Publisher;
use super::work::Work;
use crate::core::options::ReplyTo;
use crate::core::turn::Container;
use crate::core::words::Refusal;
use crate::core::words::commands::soon as words;
use crate::report::{PostLine, PostOutcome};

impl Publisher<'_> {
    /// Makes the containers of posts that are due soon. What is refused is only reported: much can be put
    /// right until its time has come, and then it is tried again.
    pub(super) async fn make_ready(&mut self, mut works: Vec<Work>) {
        let context = self.context;
        works.retain(|work| !context.refused.borrow().contains(&work.post.hash));
        let Some(token) = self.standing.token.clone().filter(|_| !works.is_empty()) else { return };
        if self.is_stopped || context.is_halted() {
            return;
        }
        for work in &mut works {
            work.parent = match &work.post.reply_to {
                Ok(Some(ReplyTo::MediaId(media))) => Some(media.clone()),
                _ => None,
            };
        }
        let prepared = works.iter().map(|work| prepare_work(context, &token, work));
        let prepared = join_all(prepared).await;
        for (work, prepared) in works.into_iter().zip(prepared) {
            match prepared {
                Prepared::Ready(container) | Prepared::Processing(container) => {
                    self.has_ready(&work, &container);
                }
                Prepared::Refused(refusal) => self.warn(&work, &refusal),
                Prepared::Account(trouble) => self.meets(&trouble),
                // Nobody but this run knows a container that it has just made.
                Prepared::Published(_) | Prepared::Waits(_) => {}
            }
        }
    }

    fn has_ready(&mut self, work: &Work, container: &Container) {
        let kept = work.free_line(self.context).keep(container, self.context.pen());
        self.pending.push(work.kept_as(kept));
        let words = words::READY.say(self.context.posts_in).to_owned();
        self.say(work.line_of(PostOutcome::Waiting, words));
    }

    fn warn(&mut self, work: &Work, refusal: &Refusal) {
        self.context.refused.borrow_mut().insert(work.post.hash.clone());
        let words = words::not_ready(refusal, self.context.posts_in);
        let line = work.line_of(PostOutcome::Waiting, words);
        self.say(PostLine { is_news: true, ..line });
    }
}
