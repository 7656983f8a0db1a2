//! What the program decides: pure functions from cells and a `now` to values.
//!
//! Nothing in here knows a runtime, a network, a file, the environment or a clock.

pub mod account;
pub mod cell;
pub mod codes;
pub mod columns;
pub mod fault;
pub mod finding;
pub mod hash;
pub mod headings;
pub mod host;
pub mod i18n;
pub mod journal;
pub mod language;
pub mod layout;
pub mod lifecycle;
pub mod media;
pub mod moment;
pub mod name;
pub mod notice;
pub mod pace;
pub mod plan;
pub mod post;
pub mod reason;
pub mod receipt;
pub mod seal;
pub mod setting;
pub mod shard;
pub mod sheet;
pub mod stop;
pub mod text;
pub mod token;
pub mod turn;
