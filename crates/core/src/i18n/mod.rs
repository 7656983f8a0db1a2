//! Every sentence that a person reads, in English and Japanese, as pure functions.
//!
//! A sentence says what was found, whose turn it is, and what to type.

mod accounts;
pub mod actions;
pub mod cells;
pub mod commands;
pub mod desk;
pub mod findings;
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
