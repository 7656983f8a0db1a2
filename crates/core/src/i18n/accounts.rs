//! What the Token status cell of an account says.

use super::lists;
use crate::account_receipt::AccountReceipt;
use crate::language::Language;
use crate::reason::AccountState;

phrases! { (accounts):
    /// How the sentence about a token begins with which all is well.
    pub FINE;
}

catalogue! { (accounts):
    /// Returns what is said of an account that has another name on Threads than in its row.
    pub fn renamed(row_says: &str, called: &str) -> String;
    /// Says how an account and its token are.
    pub(crate) fn state(state: &AccountState) -> String;
}

impl AccountState {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        state(self, language)
    }
    /// Returns the sentence, and the account's new name where it was changed on Threads.
    #[must_use]
    pub fn say_of(&self, receipt: &AccountReceipt, language: Language) -> String {
        let renamed = receipt.called.as_deref().filter(|_| self.is_usable());
        let renamed = renamed.map(|called| self::renamed(&receipt.name, called, language));
        let said: Vec<String> = [self.say(language)].into_iter().chain(renamed).collect();
        lists::sentences(&said, language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_of_a_working_token_begins_as_its_colour_expects() {
        for language in Language::ALL {
            for days in [None, Some(1), Some(59)] {
                let said = AccountState::Fine { days }.say(language);
                assert!(said.starts_with(FINE.say(language)), "{said}");
            }
        }
    }
}
