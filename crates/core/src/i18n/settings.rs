//! What stands in the Settings tab, and what a notification says.

use crate::language::Language;
use crate::setting::{Setting, SettingFault};

phrases! { (settings):
    /// What a sentence about a notification that did not arrive begins with.
    pub NOT_SENT;
}

catalogue! { (settings):
    /// Returns the note on a setting's name.
    pub fn note(setting: Setting) -> &'static str;
    /// Says why a row of the tab sets nothing, and what holds meanwhile. What the row holds is never repeated:
    /// it may be an address that nobody else should know.
    pub fn fault(fault: SettingFault) -> String;
    /// Says that a notification did not arrive. What was answered is nobody's business: whoever may write into the
    /// sheet chooses who is asked.
    pub fn not_sent() -> String;
    /// Returns the first line of a notification.
    pub fn notice_head(title: &str, count: usize) -> String;
    /// Returns the line of a notification about one thing.
    pub fn notice_item(tab: &str, row: usize, account: &str, words: &str) -> String;
    /// Returns the line that stands for what has no room.
    pub fn notice_rest(count: usize) -> String;
}

/// Tells whether a Message cell says that a notification did not arrive: that stands until one does.
#[must_use]
pub fn is_not_sent(message: &str) -> bool {
    Language::ALL.iter().any(|language| message.starts_with(NOT_SENT.say(*language)))
}

/// Tells whether a Message cell holds a sentence of the program's.
#[must_use]
pub fn is_ours(message: &str) -> bool {
    let known = Setting::ALL.map(SettingFault::Value).into_iter().chain([SettingFault::Unknown]);
    let twice = (1..=ROWS_MAX).map(|row| SettingFault::Twice { row });
    let is_said = |one| Language::ALL.iter().any(|language| fault(one, *language) == message);
    is_not_sent(message) || known.chain(twice).any(is_said)
}

/// The last row that a sentence may name.
const ROWS_MAX: usize = 100;
