//! What a live probe says: what it found, and what stands around it.

use crate::cell::fold;
use crate::language::Language;
use crate::probe_result::{Fact, Finding, Question};
use crate::run_error::InTheWay;

phrases! { (probe):
    /// What is said of a spreadsheet from which everything was taken away again.
    pub AS_IT_WAS;
    /// The same, where a token was renewed.
    pub BUT_FOR_THE_TOKEN;
    /// What is said where something could not be taken away.
    pub NOT_AS_IT_WAS;
    /// What is said where every promise holds.
    pub ALL_HOLD;
    /// What is said where a promise is weaker.
    pub SOME_WEAKER;
}

catalogue! { (probe):
    /// Returns what is said before anything is measured.
    pub fn begun(asks_threads: bool) -> String;
    /// Returns what is said of posts that stay; of some nobody knows whether they are out.
    pub fn left(account: &str, addresses: &[String]) -> String;
    /// Says what a fact is about, in a few words.
    pub(crate) fn fact(fact: Fact) -> &'static str;
    /// Says what was found, and what it means.
    pub(crate) fn finding(finding: &Finding) -> String;
    /// Returns a question, to be answered in the same line.
    pub fn ask(question: &Question) -> String;
    /// Returns the answers that agree, folded.
    fn yes() -> &'static [&'static str];
    /// Says why nothing is tried on a spreadsheet.
    pub fn refused(why: &InTheWay) -> String;
}

/// Tells whether an answer agrees. Anything that is not a plain yes does not.
#[must_use]
pub fn is_yes(answer: &str) -> bool {
    let answer = fold(answer);
    Language::ALL.iter().any(|language| yes(*language).contains(&answer.as_str()))
}

/// The title of the tab that a probe makes, and takes away again.
pub const TAB: &str = "threadsheet probe";

impl Fact {
    /// Returns what the fact is about, in a few words.
    #[must_use]
    pub fn say(self, language: Language) -> &'static str {
        fact(self, language)
    }
}

impl Finding {
    /// Returns what was found, and what it means.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        finding(self, language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_yes_agrees() {
        for answer in ["y\n", "YES", " ｙ ", "はい\r\n"] {
            assert!(is_yes(answer), "{answer:?}");
        }
        for answer in ["", "\n", "n", "いいえ", "yes please", "yy", "はいはい"] {
            assert!(!is_yes(answer), "{answer:?}");
        }
    }
}
