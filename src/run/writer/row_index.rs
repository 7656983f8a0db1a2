//! The Receipt column as the freshest answer shows it: where each row is now.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use threadsheet_core::row_state::RowState;

use crate::sheets::grid::Grid;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    /// On this row, from 0, and on no other.
    Once(usize),
    /// On several rows: somebody copied it.
    Several,
    /// Nowhere: somebody, or another run, has changed it.
    Nowhere,
}

/// The Receipt column. Of each line a keyed hash of 64 bits is kept: there may be very many.
#[derive(Debug, Default)]
pub(crate) struct RowIndex {
    rows: HashMap<u64, Location>,
    keys: RandomState,
}

impl RowIndex {
    /// Reads a column that a range of one column answered.
    pub(crate) fn of_grid(grid: &Grid) -> Self {
        let texts =
            grid.rows.iter().map(|cells| cells.first().map_or("", |cell| cell.shown_text()));
        Self::of_texts(texts.enumerate().map(|(at, text)| (grid.first_row + at, text)))
    }

    /// Takes lines and the rows on which they stand, from 0.
    pub(crate) fn of_texts<'a>(texts: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut lines = Self::default();
        for (row, text) in texts.filter(|(_, text)| !text.is_empty()) {
            // Two lines with one hash would be taken for copies, which writes nothing. The keys are random, so nobody
            // can bring that about.
            let stands = lines.rows.entry(lines.keys.hash_one(text));
            stands.and_modify(|stands| *stands = Location::Several).or_insert(Location::Once(row));
        }
        lines
    }

    /// Takes note of the line that an answer showed on one row.
    pub(crate) fn note(&mut self, row: usize, text: &str) {
        // Of a long tab only the written rows are seen, so a copy elsewhere is found by the next run.
        self.rows.insert(self.keys.hash_one(text), Location::Once(row));
    }

    /// Returns where exactly this line stands.
    pub(crate) fn find(&self, line: &str) -> Location {
        self.rows.get(&self.keys.hash_one(line)).copied().unwrap_or(Location::Nowhere)
    }

    /// Returns the row, from 0, that carries this line, if it is one row.
    pub(crate) fn row_of(&self, line: &RowState) -> Option<usize> {
        match self.find(&line.to_string()) {
            Location::Once(row) => Some(row),
            _ => None,
        }
    }
}
