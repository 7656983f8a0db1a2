//! What unsupported columns hold.

/// What the cells of an unsupported column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsupportedKind {
    /// A further part of a thread, or a reply.
    ThreadPart,
    /// Hashtags.
    Hashtags,
    /// A yes or no: a no changes nothing.
    Flag,
    /// Anything else that decides how, where or in which order a post goes out.
    Other,
}
