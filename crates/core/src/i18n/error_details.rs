//! What came of a call instead of what was asked for: a few words for the brackets of a sentence.

use std::fmt;

use crate::language::Language;
use crate::reason::ErrorDetail;

catalogue! { (error_details):
    /// Says what came back. The words of a service stand as they came, in quotation marks.
    fn detail(detail: &ErrorDetail) -> String;
}

impl ErrorDetail {
    /// Returns the words. Those of a service stand as they came, in quotation marks.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        detail(self, language)
    }
}

/// In English, for what only programs and their makers read.
impl fmt::Display for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyCalls { words }
            | Self::PageUnread { words }
            | Self::MediaUnread { words }
            | Self::Said(words) => f.write_str(words),
            ours => f.write_str(&ours.say(Language::English)),
        }
    }
}
