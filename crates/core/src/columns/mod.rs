//! The columns of the tabs.
//!
//! A column of Posts is **one entry**: a value that says what it is called, who fills it in, how wide it is and
//! looks, how its cells are read and what Threads is sent for them. Everything that must know of columns asks the
//! registry in `posts`: the search for headers, `init`, fingerprints, drafts, forms, previews and the tables of
//! the documentation. So a new optional column is a file with its entry and its test, and one line in the registry:
//!
//! ```text
//!   topic.rs   ENTRY ──┐                       ┌── headings   which column stands where
//!   link.rs    ENTRY ──┤                       ├── setup      what a new tab gets
//!   …                  ├── posts: PostColumn ──┼── post       draft, fingerprint
//!   special.rs …     ──┘                       └── i18n       notes, faults, the documentation
//! ```
//!
//! Account, Text, Publish at, Media and Status have code of their own; here they are only described.

pub mod alt_text;
mod core_columns;
mod countries;
mod entry;
mod fault;
pub mod link;
mod names;
mod other_tabs;
mod posts;
mod replies;
mod reply_after;
pub mod reply_control;
pub mod reply_to;
mod status;
mod stock;
pub mod topic;
pub mod tree;
mod unsupported_kind;

pub use entry::{CellStyle, Content, Entry, Refused, Shown, Value, Writer};
pub use fault::{LengthFault, OptionFault};
pub use names::Names;
pub(crate) use names::{Named, header_in};
pub(crate) use other_tabs::{
    ACCOUNT_NAMES, LOG_NAMES, LOG_NAMES_BEFORE, SETTING_NAMES, is_numbered, titles,
};
pub use other_tabs::{AccountColumn, LogColumn, SettingColumn, Tab};
pub(crate) use posts::POST_NAMES;
pub use posts::PostColumn;
pub use reply_control::ReplyControl;
pub use reply_to::ReplyTo;
pub use status::{PostStatus, UnknownStatus};
pub(crate) use stock::STOCK_NAMES;
pub use stock::StockColumn;
pub use unsupported_kind::UnsupportedKind;
