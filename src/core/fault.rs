//! What is wrong with a cell, in words for the person who filled it in.

use crate::core::headings::UnknownStatus;
use crate::core::language::Language;
use crate::core::media::MediaFault;
use crate::core::moment::{MomentFault, MomentNotice};
use crate::core::name::NameFault;
use crate::core::options::OptionFault;
use crate::core::text::{TextFault, TextNotice};
use crate::core::token::TokenFault;

/// A cell that stops its row, and no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFault {
    /// The Account cell.
    Name(NameFault),
    /// The Token cell.
    Token(TokenFault),
    /// The Publish at cell, or Date and Time.
    Moment(MomentFault),
    /// The Text cell.
    Text(TextFault),
    /// The Media cells.
    Media(MediaFault),
    /// Alt text, Topic, Link, Reply control or Reply to.
    Option(OptionFault),
    /// The Status cell.
    Status(UnknownStatus),
}

/// Something that should be said about a cell that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellNotice {
    /// About the time.
    Moment(MomentNotice),
    /// About the text.
    Text(TextNotice),
}

impl CellFault {
    /// Returns the sentence for the row: which cell, what was read, and what to type.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        language.pick("This cell cannot be read.", "このセルは読み取れません。").to_owned()
    }
}

impl CellNotice {
    /// Returns the sentence for the row.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        language.pick("Please check this cell.", "このセルを確認してください。").to_owned()
    }
}
