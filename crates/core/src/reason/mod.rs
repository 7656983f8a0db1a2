//! Why a row, an account or a run is as it is: types without sentences.
//!
//! What decides makes a reason; what keeps a memory of it writes its code; only [`crate::i18n`] makes a sentence of it.

pub mod account;
mod codes;
pub mod column;
mod counts;
mod error_detail;
mod finding;
mod message;
mod plans;
mod refusal;
mod stock;
mod tree_fault;
mod uncertain;
mod week_counts;

pub use account::{AccountState, days_left};
pub use codes::{AccountCode, RowCode};
pub use counts::Counts;
pub use error_detail::ErrorDetail;
pub use finding::Found;
pub use message::Message;
pub use plans::Plans;
pub use refusal::{MediaError, Refusal};
pub use stock::StockMessage;
pub use tree_fault::TreeFault;
pub use uncertain::Uncertain;
pub use week_counts::{Later, WeekCounts};
