//! Threadsheet is a scheduler bot for several Threads accounts, driven from a Google spreadsheet.
//!
//! The crates and modules, in the order a newcomer should read them: [`threadsheet_core`] decides, and does nothing
//! else; [`workbook`] and [`threads`] are the two services; [`job`] carries a plan out; `threadsheet_practice` is the
//! practice world, a second and independent reading of both services.

pub mod threads;
pub mod workbook;

pub mod clock;
pub mod halt;
pub mod job;
pub mod probe;
pub mod random;
pub mod report;
pub mod settings;
mod tls;

pub mod cli;
#[cfg(feature = "practice")]
pub mod demo;
