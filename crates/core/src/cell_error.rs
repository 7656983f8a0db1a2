//! What is wrong with a cell.

use crate::columns::{OptionFault, PostColumn, UnknownStatus, UnsupportedKind};
use crate::media::MediaFault;
use crate::name::NameFault;
use crate::schedule::{TimeFault, TimeNotice};
use crate::text::{TextFault, TextNotice};
use crate::token::TokenFault;

/// A cell that stops its row, and no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellError {
    /// The Account cell.
    Name(NameFault),
    /// The Token cell.
    Token(TokenFault),
    /// The Publish at cell, or Date and Time.
    ScheduledTime(TimeFault),
    /// The Text cell.
    Text(TextFault),
    /// The Media cells.
    Media(MediaFault),
    /// An optional cell, such as Topic or Link.
    Option(PostColumn, OptionFault),
    /// The Status cell.
    Status(UnknownStatus),
    /// An unsupported column, by its header, that changes what is posted.
    Unsupported {
        /// Its header.
        header: String,
        /// What its cells hold.
        kind: UnsupportedKind,
    },
    /// A cell that the sheet is still working out: its row waits.
    Loading(PostColumn),
    /// A cell whose content becomes public holds an access token or a key.
    Secret(PostColumn),
}

/// Something that should be said about a cell that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellNotice {
    /// About the time.
    ScheduledTime(TimeNotice),
    /// About the text.
    Text(TextNotice),
}
