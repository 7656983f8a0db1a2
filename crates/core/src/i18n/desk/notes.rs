//! The notes on headers: what goes in, and who writes it.

use crate::columns::{AccountColumn, PostColumn};

phrases! { (desk::notes):
    /// What is said to whoever edits a Token cell by hand.
    pub TOKEN_WARNING;
    /// What is said to whoever edits a Receipt cell by hand.
    pub RECEIPT_WARNING;
    /// What is said to whoever types over the count of characters.
    pub COUNT_WARNING;
    /// The header of the count of characters; no reader of ours knows it.
    pub COUNT_HEADER;
    /// The note on the count of characters.
    pub COUNT_NOTE;
}

catalogue! { (desk::notes):
    /// Returns the note on a header of the Accounts tab.
    pub fn account_note(column: AccountColumn) -> &'static str;
    /// Returns the note on a header of the Posts tab.
    pub fn post_note(column: PostColumn) -> &'static str;
}
