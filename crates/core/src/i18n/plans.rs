//! What a dry run says that a run would do.

use crate::language::Language;
use crate::reason::Plans;

catalogue! { (plans):
    /// Says what a run would do.
    fn plan(plan: Plans) -> String;
}

impl Plans {
    /// Returns the sentence.
    #[must_use]
    pub fn say(self, language: Language) -> String {
        plan(self, language)
    }
}
