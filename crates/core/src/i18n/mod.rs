//! Every sentence that a person reads, as pure functions.
//!
//! A sentence says what was found, whose turn it is, and what to type.
//!
//! A language is a folder, `en` and `ja`, with a module for each topic. What a topic can say is declared once, beside
//! the folders, by `catalogue!`: so a language that lacks a sentence does not compile. Topics that still hold both
//! languages side by side (`language.pick`) move into the folders one by one.

/// Declares what a topic can say, and says it in the language that is asked for. It alone lists the languages' folders.
macro_rules! catalogue {
    ($topic:ident: $(
        $(#[$doc:meta])*
        $vis:vis fn $name:ident($($arg:ident: $of:ty),*) -> $said:ty;
    )+) => {$(
        $(#[$doc])*
        #[must_use]
        $vis fn $name($($arg: $of,)* language: $crate::language::Language) -> $said {
            match language {
                $crate::language::Language::English => $crate::i18n::en::$topic::$name($($arg),*),
                $crate::language::Language::Japanese => $crate::i18n::ja::$topic::$name($($arg),*),
            }
        }
    )+};
}

mod accounts;
pub mod actions;
pub mod cells;
pub mod commands;
pub mod desk;
mod en;
pub mod findings;
mod ja;
mod plans;
mod posts;
pub mod preview;
pub mod probe;
mod refusals;
pub mod seals;
mod setbacks;
pub mod settings;
pub mod shard;
pub mod stops;

pub use posts::logged;

#[cfg(test)]
mod tests;
