//! Threadsheet is a scheduler bot for several Threads accounts, driven from a Google spreadsheet.
//!
//! The crates and modules, in the order a newcomer should read them: [`threadsheet_core`] decides, and does nothing
//! else; [`sheets`] and [`threads`] are the two services; [`run`] carries a plan out; `threadsheet_practice` is the
//! practice world, a second and independent reading of both services.

pub mod sheets;
pub mod threads;

pub mod check;
pub mod clock;
pub mod config;
pub mod dry_run;
mod http;
pub mod init;
pub mod preview;
pub mod probe;
pub mod random;
pub mod report;
pub mod run;
pub mod seal;
pub mod shutdown;
pub mod watch;

pub mod cli;
#[cfg(feature = "practice")]
pub mod demo;
