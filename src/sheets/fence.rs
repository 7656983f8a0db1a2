//! The fence around every batch: the sheet's version, kept as developer metadata.
//!
//! A batch is applied whole or not at all, and a piece of metadata whose id exists cannot be made
//! again. So a batch that first deletes version n and then makes version n + 1 is refused as a
//! whole, if another run has written since we read.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/guides/metadata>.

use std::ops::Range;

/// The fixed id of the version. It belongs to this program alone.
pub(super) const METADATA_ID: i32 = 1_416_784_491;

/// The key of the version, for people who look.
pub(super) const METADATA_KEY: &str = "threadsheet";

/// What ends the nonce of a run that goes without column guards.
pub(super) const NO_GUARDS: char = '~';

/// After so many versions without column guards they are tried again.
const GUARDS_TRIED_EVERY: u64 = 64;

/// The fixed ids of the column guards: developer metadata that moves with a column, and belongs to this program
/// alone.
pub const GUARD_IDS: Range<i32> = 1_416_784_500..1_416_784_540;

/// A version of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epoch {
    /// As it is stored. If somebody has edited the metadata, exactly that text must be found and taken away.
    stored: String,
    number: u64,
    nonce: String,
    spreadsheet: String,
}

impl Epoch {
    /// Returns the version that follows `before`, written by the run with this nonce.
    #[must_use]
    pub fn after(before: Option<&Self>, nonce: &str, spreadsheet: &str) -> Self {
        let number = before.map_or(0, |epoch| epoch.number).saturating_add(1);
        let stored = format!("{number}|{nonce}|{spreadsheet}");
        Self { stored, number, nonce: nonce.to_owned(), spreadsheet: spreadsheet.to_owned() }
    }

    /// Reads a version. Text that somebody has edited still works as a fence, so nothing is refused.
    #[must_use]
    pub fn parse(value: &str) -> Self {
        let mut parts = value.splitn(3, '|');
        let mut part = || parts.next().unwrap_or_default().to_owned();
        // The number is only counted on from; it is the whole stored text that fences.
        let number = part().parse().unwrap_or(0);
        let (nonce, spreadsheet) = (part(), part());
        Self { stored: value.to_owned(), number, nonce, spreadsheet }
    }

    /// Tells whether the run that wrote it found that this service keeps no column guards, or does not show
    /// them. From time to time it is tried again.
    #[must_use]
    pub(super) fn says_no_guards(&self) -> bool {
        self.nonce.ends_with(NO_GUARDS) && !self.number.is_multiple_of(GUARDS_TRIED_EVERY)
    }

    /// Returns the stored text.
    #[must_use]
    pub fn value(&self) -> String {
        self.stored.clone()
    }

    /// Tells whether the mark came with a copy of another file.
    #[must_use]
    pub fn is_of_another_file(&self, spreadsheet: &str) -> bool {
        // A mark without an id was changed by hand, and says nothing about where it comes from.
        !self.spreadsheet.is_empty() && self.spreadsheet != spreadsheet
    }
}
