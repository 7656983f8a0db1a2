//! What holds for whatever people and services write: each parser of foreign text is given text that nobody chose.
//!
//! The same text in every run, drawn by one seed; what failed once becomes a plain test beside its parser, so no
//! file keeps failures. Two variables of the environment ask for more:
//!
//! - `THREADSHEET_SEED=7` draws other text;
//! - `THREADSHEET_LONG=1` draws a hundred times as much.
//!
//! Only the core is named here, so that `cargo mutants` builds it alone. What else reads
//! foreign text has its properties in a test of its own module.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod strategies;

mod accounts;
mod cells;
mod headers;
mod log;
mod media;
mod names;
mod options;
mod row_states;
mod schedule;
mod seals;
mod secrets;
mod slots;
mod texts;
mod tokens;
