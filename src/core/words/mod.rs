//! Every sentence that a person reads, in English and Japanese, as pure functions.
//!
//! A sentence says what was found, whose turn it is, and what to type.

mod accounts;
mod posts;
pub mod stops;

pub use accounts::AccountState;
pub use posts::{Message, Refusal};
