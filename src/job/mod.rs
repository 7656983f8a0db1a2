//! One run: the only module that knows the others.
//!
//! [`run`] reads the sheet, makes a plan, and lets one clerk write while every account does its part.

mod account;
mod alive;
mod batch;
mod check;
mod choices;
mod clerk;
mod closed;
mod columns;
mod coming;
mod context;
mod desk;
mod gap;
mod init;
mod lines;
mod log;
mod notify;
mod open;
mod pass;
mod pins;
mod prepare;
mod preview;
mod publish;
mod publisher;
mod rehearsal;
mod repair;
mod round;
mod seal;
mod settle;
mod sighting;
mod snapshot;
mod soon;
mod stuck;
mod tasks;
mod tokens;
mod told;
mod verdict;
mod vigil;
mod web;
mod work;

pub use check::check;
pub use init::{Wish, init, plan_init};
pub use pass::{preview, rehearse, run};
pub use seal::{Sealed, seal};
pub use vigil::{Ended, Kept, Rhythm, keep};
