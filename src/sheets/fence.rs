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

/// The ids of the column guards: developer metadata that moves with a column, and belongs to this program alone.
///
/// An id is unique in a spreadsheet, and a tab that is no longer ours keeps its column guards: an archive of posts, or a
/// Log that has lost its headers. So each tab has a block of ids of its own.
const GUARD_IDS: Range<i32> = 1_416_785_000..1_417_833_576;

/// How many ids a tab has.
const GUARDS_PER_TAB: i32 = 64;

/// By so many bits of its id, mixed, a tab has its block.
const BLOCK_BITS: u32 = 14;

/// The column guards of a Log have these numbers.
pub const OF_A_LOG: Range<i32> = 40..GUARDS_PER_TAB;

/// Returns the id of a tab's column guard of this number.
#[must_use]
pub fn guard_id(sheet_id: i32, number: i32) -> i32 {
    // The ids of neighbouring tabs differ in few bits: a multiplication by 2^32 over the golden ratio spreads them.
    let mixed = sheet_id.cast_unsigned().wrapping_mul(0x9E37_79B9) >> (u32::BITS - BLOCK_BITS);
    GUARD_IDS.start + mixed.cast_signed() * GUARDS_PER_TAB + number
}

/// Tells whether a piece of metadata is a column guard of a tab of accounts or posts.
#[must_use]
pub fn is_guard_id(id: i32) -> bool {
    GUARD_IDS.contains(&id) && !OF_A_LOG.contains(&((id - GUARD_IDS.start) % GUARDS_PER_TAB))
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use threadsheet_core::sheet_ids::{
        ACCOUNTS_SHEET_ID, LOG_SHEET_ID, LOG_SHEET_IDS_BESIDE, POSTS_SHEET_ID,
    };

    #[test]
    fn each_tab_has_column_guards_of_its_own_ids() {
        let made = [LOG_SHEET_ID, ACCOUNTS_SHEET_ID, POSTS_SHEET_ID].into_iter();
        let chosen = [0, 1, 2, 11, 22, 33, 1_935_001_287, i32::MAX];
        let tabs: Vec<i32> = made.chain(LOG_SHEET_IDS_BESIDE).chain(chosen).collect();
        let mut ids: Vec<i32> = tabs.iter().map(|tab| guard_id(*tab, 0)).collect();
        ids.sort_unstable();
        let is_apart = |two: &[i32]| two[1] - two[0] >= GUARDS_PER_TAB;
        assert!(ids.windows(2).all(is_apart), "{ids:?}");
        let last = |tab: &i32| guard_id(*tab, GUARDS_PER_TAB - 1);
        assert!(
            ids.iter()
                .chain(&tabs.iter().map(last).collect::<Vec<_>>())
                .all(|id| GUARD_IDS.contains(id))
        );
        assert_eq!(GUARD_IDS.len(), (1 << BLOCK_BITS) * 64);
    }

    #[test]
    fn the_column_guards_of_a_log_say_nothing_about_the_columns_of_posts() {
        assert!([0, 20, 39].into_iter().all(|number| is_guard_id(guard_id(22, number))));
        assert!([40, 63].into_iter().all(|number| !is_guard_id(guard_id(22, number))));
        assert!(!is_guard_id(METADATA_ID));
    }
}
