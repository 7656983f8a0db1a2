//! What the Message cell of a post says.

use crate::language::Language;
use crate::reason::Message;

catalogue! { (posts):
    /// Says why a post stands as it does.
    pub(crate) fn message(message: &Message) -> String;
    /// Returns what the Log says of a post: how it begins, and what its row says.
    pub fn logged(begins: &str, message: &str) -> String;
}

impl Message {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        message(self, language)
    }
}
