//! One run, in the order in which it happens.
//!
//! [`run`] reads the sheet (`snapshot`), makes a plan of it, writes down what is intended
//! (`initial_write`), and lets every account do its part (`account`: `tokens`, then `publish`) while
//! one task writes for all of them (`writer`). What was done is in the report (`report_lines`).

mod account;
mod account_tasks;
mod cell_format;
mod context;
mod deadlines;
mod heartbeat;
mod initial_write;
mod notification;
pub(crate) mod outbound;
pub(crate) mod protected;
mod publish;
pub(crate) mod reconcile;
pub(crate) mod report_lines;
mod settings_tab;
pub(crate) mod snapshot;
pub(crate) mod start;
pub(crate) mod stock_tab;
pub(crate) mod tokens;
pub(crate) mod upcoming;
pub(crate) mod writer;

pub use reconcile::run;
