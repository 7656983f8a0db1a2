//! The one place that lists the languages, and what declares the sentences that each of them must have.
//!
//! ```text
//! i18n/settings.rs    catalogue! { (settings):  pub fn name(setting: Setting) -> &'static str; }
//!                          |  declares `settings::name(setting, language)`, which everybody calls
//!                          v
//!                     in_language!(language, …)  the dispatch, once for all sentences
//!                          |                |
//!                          v                v
//! i18n/en/settings.rs  fn name(setting)   i18n/ja/settings.rs  fn name(setting)
//! ```

use crate::language::Language;

/// Takes an item of the folder of a language. A further language is a further line here.
macro_rules! in_language {
    ($language:expr, ($($topic:ident)::+) $($item:tt)+) => {
        match $language {
            $crate::language::Language::English => $crate::i18n::en::$($topic::)+$($item)+,
            $crate::language::Language::Japanese => $crate::i18n::ja::$($topic::)+$($item)+,
        }
    };
}

/// Declares the sentences of a topic: each becomes a function that takes the language last, and that calls the function
/// of the same name in the folder of that language. A folder that lacks one does not compile.
macro_rules! catalogue {
    ($topic:tt: $(
        $(#[$doc:meta])*
        $vis:vis fn $name:ident($($arg:ident: $of:ty),* $(,)?) -> $said:ty;
    )+) => {$(
        $(#[$doc])*
        #[must_use]
        $vis fn $name($($arg: $of,)* language: $crate::language::Language) -> $said {
            in_language!(language, $topic $name($($arg),*))
        }
    )+};
}

/// Declares the phrases of a topic, which are about nothing: each becomes a [`Phrase`] of the constants of the same
/// name in the folders.
macro_rules! phrases {
    ($topic:tt: $(
        $(#[$doc:meta])*
        $vis:vis $name:ident;
    )+) => {$(
        $(#[$doc])*
        $vis const $name: $crate::i18n::Phrase =
            $crate::i18n::Phrase::new(|language| in_language!(language, $topic $name));
    )+};
}

/// A fixed phrase, in whichever language is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Phrase(fn(Language) -> &'static str);

impl Phrase {
    pub(super) const fn new(said: fn(Language) -> &'static str) -> Self {
        Self(said)
    }

    /// Returns the phrase in a language.
    #[must_use]
    pub fn say(self, language: Language) -> &'static str {
        (self.0)(language)
    }
}
