//! The Receipt column as the freshest answer shows it: where each row is now.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use threadsheet_core::receipt::Receipt;

use crate::workbook::grid::Grid;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// On this row, from 0, and on no other.
    Once(usize),
    /// On several rows: somebody copied it.
    Several,
    /// Nowhere: somebody, or another run, has changed it.
    Nowhere,
}

/// The Receipt column. Of each line a keyed hash of 64 bits is kept: there may be very many.
#[derive(Debug, Default)]
pub(super) struct Lines {
    rows: HashMap<u64, Stands>,
    keys: RandomState,
}

impl Lines {
    /// Reads a column that a range of one column answered.
    pub(super) fn of_grid(grid: &Grid) -> Self {
        let texts =
            grid.rows.iter().map(|cells| cells.first().map_or("", |cell| cell.shown_text()));
        Self::of_texts(texts.enumerate().map(|(at, text)| (grid.first_row + at, text)))
    }

    /// Takes lines and the rows on which they stand, from 0.
    pub(super) fn of_texts<'a>(texts: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut lines = Self::default();
        for (row, text) in texts.filter(|(_, text)| !text.is_empty()) {
            let stands = lines.rows.entry(lines.keys.hash_one(text));
            stands.and_modify(|stands| *stands = Stands::Several).or_insert(Stands::Once(row));
        }
        lines
    }

    /// Takes note of the line that an answer showed on one row.
    pub(super) fn note(&mut self, row: usize, text: &str) {
        self.rows.insert(self.keys.hash_one(text), Stands::Once(row));
    }

    /// Returns where exactly this line stands.
    pub(super) fn find(&self, line: &str) -> Stands {
        self.rows.get(&self.keys.hash_one(line)).copied().unwrap_or(Stands::Nowhere)
    }

    /// Returns the row, from 0, that carries this line, if it is one row.
    pub(super) fn row_of(&self, line: &Receipt) -> Option<usize> {
        match self.find(&line.to_string()) {
            Stands::Once(row) => Some(row),
            _ => None,
        }
    }
}
