//! Never twice, never lost, never the wrong row: the job on the practice world, with everything going
//! wrong that can.
//!
//! Each scenario lays out one desk, lets something happen at the k-th request of a run, lets further
//! runs settle it, and holds the result against a ledger that knows all of the world. A plain
//! `cargo test` plays a selection; which one, a seed says that is printed. Variables of the
//! environment widen it:
//!
//! - `THREADSHEET_LONG=1` plays every scenario, and of the largest kinds a share by seed; `=all` plays those whole too;
//! - `THREADSHEET_SEED=7` draws another selection, and other pairs and schedules;
//! - `THREADSHEET_ONLY=words` plays those whose name contains the words, which is how a failure is
//!   played again;
//! - `THREADSHEET_FAILURES=path` names a file for all failures, not only the first dozen.
//!
//! A scenario that fails while the machine is late is played again by itself, and what was seen is printed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod clocks;
mod crossed_batches;
mod every_pair;
mod fault;
mod holding;
mod log;
mod oracle;
mod overlap;
mod pairs;
mod people;
mod processes;
mod runs;
mod scenario;
mod selection;
mod shards;
mod single;
mod thread;
mod tree;
mod undo;
mod workload;
