//! What the project promises, held from outside.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod actions;
mod bad_input;
mod check;
mod cli;
mod doubt;
mod garbage;
mod house;
mod init;
mod limits;
mod pages;
mod practice;
mod preview;
mod probe;
mod run;
mod sealed;
mod secrets;
mod services;
mod settings;
mod shard;
mod stays;
mod stops;
mod troubles;
mod typed;
mod vigil;
mod words;
