//! The durations by which a plan is made, each with its value where nothing sets it.

use chrono::TimeDelta;

use crate::setting::Unread;

/// How long before its time a post is claimed at most. Long enough to read the sheet, make a container and write the
/// intent; short, because what a person edits after the claim comes too late.
pub const AHEAD_MAX: TimeDelta = TimeDelta::seconds(20);

/// The durations that a person may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A token with less left than this is renewed.
    pub refresh_within: TimeDelta,
    /// A post later than this is missed.
    pub max_late: TimeDelta,
    /// The shortest time between two posts of one account; the parts of a chain are exempt.
    pub spacing: TimeDelta,
    /// How many posts of one account go out a calendar day at most; the parts of a thread count as one.
    pub posts_a_day: Option<u32>,
    /// How long a text that went out is not posted again; none where it may be at any time.
    pub same_text_after: Option<TimeDelta>,
    /// How long a run waits for the spacing at most.
    pub patience: TimeDelta,
    /// How long before its time a post is claimed, to go out on the minute: [`AHEAD_MAX`] at most.
    pub ahead: TimeDelta,
    /// How long before its time a post's container is made, and kept for then.
    pub hold: TimeDelta,
    /// Which settings nobody can tell that were to hold posts back.
    pub unread: Unread,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            refresh_within: TimeDelta::days(14),
            max_late: TimeDelta::hours(24),
            spacing: TimeDelta::zero(),
            posts_a_day: None,
            same_text_after: None,
            patience: TimeDelta::zero(),
            ahead: TimeDelta::zero(),
            hold: TimeDelta::zero(),
            unread: Unread::default(),
        }
    }
}
