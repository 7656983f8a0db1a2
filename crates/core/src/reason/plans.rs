//! What a run would do, as a dry run tells it.

use chrono::TimeDelta;

/// What would be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plans {
    /// The post goes out.
    Publish,
    /// The same, if the account's token works, which no run has seen yet.
    PublishIfTokenWorks,
    /// The first reply of the thread in its row goes out so long after that.
    ReplyFollows {
        /// How long.
        delay: TimeDelta,
    },
    /// What Threads needs of the post is sent there; it goes out at its time.
    Prepare,
    /// Threads is asked what became of a post.
    Resolve,
    /// The same, because a person asked; nothing is sent.
    Look,
    /// The token is renewed.
    Refresh,
    /// A token that is new to us is checked.
    Learn,
    /// The token is sealed.
    Seal,
    /// The same, if it proves to be the account's own.
    SealOwn,
    /// A short-lived token is exchanged for a long-lived one.
    Exchange,
}
