//! The Threads API: one method for each endpoint, and what its answers mean.
//!
//! Knows nothing of spreadsheets and rows.

pub mod answer;
pub mod client;
mod limits;
mod transport;
pub mod wire;

pub use answer::{ApiError, Kind};
pub use client::{Quota, Renewed, Threads, Unpublished};
