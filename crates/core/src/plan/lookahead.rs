//! What is made ready before its time: a post's container, while nothing of it is public.

use super::index::{AccountStanding, Index};
use super::{Decision, Then, thread};
use crate::columns::ReplyTo;
use crate::post::PostRow;

/// Lets the containers be made of posts whose time comes soon and that have none yet.
pub(super) fn prepare(decisions: &mut [Decision], index: &Index) {
    let limits = index.sheet.limits;
    let now = index.sheet.place.now;
    let soon = |decision: &Decision| {
        // What is due within `ahead` is claimed by this run, which makes its container on the way.
        decision.due > now + limits.ahead && decision.due <= now + limits.hold
    };
    for decision in decisions.iter_mut().filter(|decision| soon(decision)) {
        let post = index.open_row(decision.row);
        // Anything but Nothing has a container on its way already, or one in doubt that must not get a second
        // beside it.
        let is_needed = post.is_some_and(|post| needs_container(post, decision, index));
        if is_needed && decision.then == Then::Nothing {
            decision.then = Then::Prepare;
        }
    }
}

/// Tells whether a container can be made of the words and is not there. What answers another row is
/// made once that one is out; under a thread that is under way the parent is known.
fn needs_container(post: &PostRow, decision: &Decision, index: &Index) -> bool {
    let is_kept =
        post.stored.line().is_some_and(|line| line.container.is_some() && line.hash == post.hash);
    let account = post.account.as_deref().unwrap_or_default();
    let is_ready = matches!(index.standing(account), AccountStanding::Ready);
    let has_parent = matches!(post.reply_to, Ok(None | Some(ReplyTo::MediaId(_))));
    let is_free = !post.answers_a_row();
    !is_kept && is_ready && (is_free && has_parent || thread::is_under_way(post, decision))
}
