//! What the program decides: pure functions from cells and a `now` to values.
//!
//! Nothing in here knows a runtime, a network, a file, the environment or a clock.

pub mod cell;
pub mod language;
