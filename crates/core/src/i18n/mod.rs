//! Every sentence that a person reads, as pure functions.
//!
//! A sentence says what was found, whose turn it is, and what to type. [`crate::reason`] says why; only here is a
//! sentence made of it.
//!
//! A language is a folder, `en` and `ja`, with a module for each topic. What a topic can say is declared once, in the
//! module of the same name beside the folders; `catalogue` holds how, and lists the languages. A language that lacks a
//! sentence does not compile. What is the same in every language, such as shortening what was read, is in [`display`].

#[macro_use]
mod catalogue;

pub mod accounts;
pub mod actions;
pub mod cells;
pub mod commands;
pub mod desk;
pub mod display;
mod en;
mod error_details;
pub mod findings;
mod ja;
pub mod lists;
mod plans;
mod posts;
pub mod preview;
pub mod probe;
mod refusals;
pub mod run_errors;
pub mod seals;
pub mod settings;
pub mod shard;
pub mod stock;
mod thread;
pub mod week;

pub use catalogue::Phrase;
pub use posts::logged;

#[cfg(test)]
mod tests;
