//! What became of how many, as the last line of a report counts it.

/// What became of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Posts that went out, or would.
    pub published: usize,
    /// Posts that wait, or whose outcome is not known yet.
    pub waiting: usize,
    /// Posts and accounts that need a person.
    pub need_person: usize,
    /// Tokens that were renewed, or would be.
    pub renewed: usize,
}
