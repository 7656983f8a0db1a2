//! What the program decides: pure functions from cells and a `now` to values.
//!
//! Nothing in here knows a runtime, a network, a file, the environment or a clock.

pub mod cell;
pub mod fault;
pub mod headings;
pub mod language;
pub mod media;
pub mod moment;
pub mod name;
pub mod options;
pub mod text;
pub mod token;
