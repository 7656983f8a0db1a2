//! What is wrong with a cell, in words for the person who filled it in.

use crate::columns::{OptionFault, PostColumn};
use crate::headings::UnknownStatus;
use crate::i18n::cells;
use crate::language::Language;
use crate::media::MediaFault;
use crate::moment::{MomentFault, MomentNotice};
use crate::name::NameFault;
use crate::text::{TextFault, TextNotice};
use crate::token::TokenFault;

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
    /// An optional cell, such as Topic or Link.
    Option(PostColumn, OptionFault),
    /// The Status cell.
    Status(UnknownStatus),
    /// A column, by its header, that changes what is posted and that is not carried out.
    NotCarriedOut(String),
    /// A cell that the sheet is still working out: its row waits.
    Loading(PostColumn),
    /// A cell whose content becomes public holds an access token or a key.
    Secret(PostColumn),
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
        match self {
            Self::Name(fault) => cells::name(fault, language),
            Self::Token(fault) => cells::token(*fault, language),
            Self::Moment(fault) => cells::moment(fault, language),
            Self::Text(fault) => cells::text(fault, language),
            Self::Media(fault) => cells::media(fault, language),
            Self::Option(column, fault) => cells::option(*column, fault, language),
            Self::Status(unknown) => cells::status(unknown, language),
            Self::NotCarriedOut(header) => cells::not_carried_out(header, language),
            Self::Loading(column) => cells::loading(*column, language),
            Self::Secret(column) => cells::secret(*column, language),
        }
    }
}

impl CellNotice {
    /// Returns the sentence for the row.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Moment(notice) => cells::moment_notice(*notice, language),
            Self::Text(notice) => cells::text_notice(*notice, language),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::text::TextFault;

    #[test]
    fn a_fault_is_told_in_the_language_of_its_tab() {
        let fault = CellFault::Text(TextFault::Picture);
        assert!(fault.say(Language::English).starts_with("\"Text\""));
        assert!(fault.say(Language::Japanese).starts_with("「本文」"));
        let notice = CellNotice::Moment(MomentNotice::Twice);
        assert_ne!(notice.say(Language::English), notice.say(Language::Japanese));
    }
}
