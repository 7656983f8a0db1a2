//! Every sentence that a person reads, in English and Japanese, as pure functions.
//!
//! A sentence says what was found, whose turn it is, and what to type.

mod accounts;
pub mod cells;
pub mod commands;
pub mod desk;
pub mod findings;
mod plans;
mod posts;
pub mod preview;
pub mod probe;
mod refusals;
pub mod settings;
pub mod shard;
pub mod stops;

pub use accounts::{AccountState, days_left};
pub use plans::Plans;
pub use posts::Message;
pub use refusals::Refusal;

#[cfg(test)]
mod tests;
