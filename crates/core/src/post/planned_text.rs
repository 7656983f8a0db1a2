//! What a post says, and when it was planned: what tells whether another one repeats it.

use chrono::{DateTime, Utc};

use super::PostRow;
use crate::schedule::When;
use crate::text::TextKey;

/// What is kept of a post by which another one is told to repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedText {
    /// By what its text is compared.
    pub key: TextKey,
    /// The time in its cells, UTC.
    pub planned: Option<DateTime<Utc>>,
}

impl PostRow {
    /// Returns what the post says, and when it is planned; none for a post without text and for one that answers
    /// another: people thank in the same words.
    #[must_use]
    pub fn planned_text(&self) -> Option<PlannedText> {
        if self.reply_to != Ok(None) || self.answers_a_row() {
            return None;
        }
        let planned = match &self.when {
            Ok(When::At(moment)) => Some(moment.at),
            _ => None,
        };
        Some(PlannedText { key: TextKey::of(&self.shown_draft()?.text)?, planned })
    }
}
