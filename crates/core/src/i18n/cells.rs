//! What is said about one cell: its header, what was read in it, and what to type instead.
//!
//! Nothing here may show a token: what looks like one is hidden, whatever cell it was pasted into.

use crate::cell_error::{CellError, CellNotice};
use crate::columns::{OptionFault, PostColumn, UnknownStatus, UnsupportedKind};
use crate::language::Language;
use crate::media::MediaFault;
use crate::name::NameFault;
use crate::schedule::{TimeFault, TimeNotice};
use crate::text::{TextFault, TextNotice};
use crate::token::TokenFault;

phrases! { (cells):
    /// The pattern, as the spreadsheet service takes it, by which the cells show dates that the program writes.
    pub DATE_PATTERN;
}

catalogue! { (cells):
    /// Says what is wrong with an Account cell.
    pub fn name(fault: &NameFault) -> String;
    /// Says what is wrong with a Token cell, without any part of it.
    pub fn token(fault: TokenFault) -> String;
    /// Says what is wrong with a Text cell.
    pub fn text(fault: &TextFault) -> String;
    /// Says that the sheet is still working out a cell.
    pub fn loading(column: PostColumn) -> String;
    /// Says that a cell other than Text holds what must not become public.
    pub fn secret(column: PostColumn) -> String;
    /// Says what should be known about a text that is posted.
    pub fn text_notice(notice: TextNotice) -> String;
    /// Says that a cell holds what would be left out of the post.
    pub fn unsupported(header: &str, kind: UnsupportedKind) -> String;
    /// Says that the word in a Status cell is not known.
    pub fn status(unknown: &UnknownStatus) -> String;
    /// Says what is wrong with the Media cells of a row.
    pub fn media(fault: &MediaFault) -> String;
    /// Says what is wrong with a date cell.
    pub fn moment(fault: &TimeFault) -> String;
    /// Says how a date was read.
    pub fn time_notice(notice: TimeNotice) -> String;
    /// Says what is wrong with one of the smaller cells of a post.
    pub fn option(column: PostColumn, fault: &OptionFault) -> String;
}

impl CellError {
    /// Returns the sentence for the row: which cell, what was read, and what to type.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Name(fault) => name(fault, language),
            Self::Token(fault) => token(*fault, language),
            Self::ScheduledTime(fault) => moment(fault, language),
            Self::Text(fault) => text(fault, language),
            Self::Media(fault) => media(fault, language),
            Self::Option(column, fault) => option(*column, fault, language),
            Self::Status(unknown) => status(unknown, language),
            Self::Unsupported { header, kind } => unsupported(header, *kind, language),
            Self::Loading(column) => loading(*column, language),
            Self::Secret(column) => secret(*column, language),
        }
    }
}

impl CellNotice {
    /// Returns the sentence for the row.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::ScheduledTime(notice) => time_notice(*notice, language),
            Self::Text(notice) => text_notice(*notice, language),
        }
    }
}

#[cfg(test)]
mod tests;
