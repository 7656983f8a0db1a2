//! Threadsheet turns a spreadsheet into a publishing desk for several Threads accounts.
//!
//! The modules, in the order a newcomer should read them: [`core`] decides, and does nothing else;
//! [`workbook`] and [`threads`] are the two services; [`job`] carries a plan out;
//! [`sandbox`] is the practice world, a second and independent reading of both services.

pub mod core;

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

pub mod sandbox;

pub mod cli;
pub mod demo;
