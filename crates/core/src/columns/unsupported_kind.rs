//! What columns hold that are not carried out.

/// What the cells of a column hold that is not carried out.
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
