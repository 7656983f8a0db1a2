//! What the program decides: pure functions from cells and a `now` to values.
//!
//! Nothing in here knows a runtime, a network, a file, the environment or a clock.

pub mod account;
pub mod account_receipt;
pub mod cell;
pub mod cell_error;
pub mod columns;
pub mod hash;
pub mod headings;
pub mod host;
pub mod i18n;
pub mod in_doubt;
pub mod language;
pub mod log;
pub mod matching;
pub mod media;
pub mod name;
pub mod notification;
pub mod place;
pub mod plan;
pub mod post;
pub mod probe_result;
pub mod reason;
pub mod row_state;
pub mod run_error;
pub mod schedule;
pub mod seal;
pub mod setting;
pub mod setup;
pub mod shard;
pub mod sheet_ids;
pub mod slots;
pub mod spills;
pub mod stock;
pub mod stock_state;
pub mod text;
pub mod threads_errors;
pub mod time_scale;
pub mod token;
pub mod token_cell;
pub mod token_state;
pub mod transitions;
pub mod upcoming;
pub mod waiting;
pub mod webhook;
pub mod week;
