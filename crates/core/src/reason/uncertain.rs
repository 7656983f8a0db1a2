//! Why no machine can tell whether a post is public.

/// Why no machine can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Uncertain {
    /// The container failed after it had been sent.
    ContainerFailed,
    /// Several posts look like it.
    SeveralAlike,
    /// It was sent as often as is allowed, and nothing was ever seen of it.
    SentTooOften,
    /// Its container can no longer be asked.
    ContainerGone,
    /// Nobody had the account's token as long as its container could be asked.
    NotAsked,
    /// The account's list was not readable for longer than a container lives.
    ListUnread,
}

impl Uncertain {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ContainerFailed,
        Self::SeveralAlike,
        Self::SentTooOften,
        Self::ContainerGone,
        Self::NotAsked,
        Self::ListUnread,
    ];

    /// Returns the code that the Receipt keeps.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ContainerFailed => "container-failed",
            Self::SeveralAlike => "several-alike",
            Self::SentTooOften => "sent-too-often",
            Self::ContainerGone => "container-gone",
            Self::NotAsked => "not-asked",
            Self::ListUnread => "list-unread",
        }
    }
}
