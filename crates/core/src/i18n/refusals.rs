//! Why a post certainly did not go out, in its Message cell.

use crate::language::Language;
use crate::reason::Refusal;

catalogue! { (refusals):
    /// Says why a post certainly did not go out.
    pub(crate) fn refusal(refusal: &Refusal) -> String;
}

impl Refusal {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        refusal(self, language)
    }
}
