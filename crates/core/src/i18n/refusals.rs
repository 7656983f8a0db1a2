//! Why a post certainly did not go out, in its Message cell.

use crate::columns::PostStatus;
use crate::language::Language;
use crate::reason::Refusal;

catalogue! { (refusals):
    /// Says why a post certainly did not go out, and what has it tried again without a change: an empty Status, or
    /// this word in it once more.
    pub(crate) fn refusal(refusal: &Refusal, again: Option<PostStatus>) -> String;
}

impl Refusal {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        refusal(self, None, language)
    }
}
