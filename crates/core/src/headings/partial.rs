//! A header row that may lack columns, for code that is about to add them.

use super::{Candidates, Columns, HEADER_ROWS_MAX, HeadingFault, Headings, KnownNames, find};
use crate::cell::Cell;
use crate::columns::{ACCOUNT_NAMES, AccountColumn, Named, POST_NAMES, PostColumn};

/// How many known headers make a row a header row that lacks others.
const KNOWN_MIN: usize = 2;

/// How many filled cells a row has at least that is no title.
const FILLED_MIN: usize = 2;

/// A header row, and the columns without which nothing can be done that it lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartialHeaders<C> {
    /// The header row as far as it goes.
    pub headings: Headings<C>,
    /// The columns that are needed and not there.
    pub missing: Vec<C>,
}

impl PartialHeaders<AccountColumn> {
    /// Finds the header row of an Accounts tab, complete or not.
    ///
    /// # Errors
    ///
    /// [`HeadingFault`] if a column is there twice, or no row looks like a header row.
    pub fn find(rows: &[Vec<Cell>]) -> Result<Self, HeadingFault> {
        sketch(rows, ACCOUNT_NAMES, Headings::<AccountColumn>::missing)
    }
}

impl PartialHeaders<PostColumn> {
    /// Finds the header row of a Posts tab, complete or not.
    ///
    /// # Errors
    ///
    /// [`HeadingFault`] if a column is there twice, or no row looks like a header row.
    pub fn find(rows: &[Vec<Cell>]) -> Result<Self, HeadingFault> {
        let mut partial = sketch(rows, POST_NAMES, Headings::<PostColumn>::missing_of_a_desk)?;
        partial.headings.leave_half_a_tree();
        Ok(partial)
    }
}

/// Takes a complete header row; else the first one with the most known headers.
fn sketch<C: Copy + Ord>(
    rows: &[Vec<Cell>],
    names: &'static [Named<C>],
    missing: impl Fn(&Columns<C>) -> Vec<C> + Copy,
) -> Result<PartialHeaders<C>, HeadingFault> {
    let fault = match find(rows, names, missing) {
        Ok(headings) => return Ok(PartialHeaders { headings, missing: Vec::new() }),
        // Columns may be added beside an incomplete row, but nobody can add their way out of a twin.
        Err(fault @ HeadingFault::Duplicate { .. }) => return Err(fault),
        Err(fault @ HeadingFault::Missing { .. }) => fault,
    };
    let known_names = KnownNames::of(names);
    let candidates = |row: &Vec<Cell>| Candidates::of(row, &known_names);
    let known = rows.iter().take(HEADER_ROWS_MAX).map(candidates).enumerate();
    let known = known.map(|(row_idx, candidates)| (candidates.all().len(), row_idx, candidates));
    // Strictly more, so that of two rows alike the upper one stays: headers stand above the data.
    let best = known.reduce(|best, row| if row.0 > best.0 { row } else { best });
    // One known word may stand anywhere; above everything that looks like a table it is a header.
    let filled = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.is_empty()).count();
    let first = rows.iter().position(|row| filled(row) >= FILLED_MIN);
    let is_header =
        |known: usize, row_idx| known >= KNOWN_MIN || (known > 0 && first == Some(row_idx));
    match best.filter(|(known, row_idx, _)| is_header(*known, *row_idx)) {
        Some((_, row_idx, candidates)) => {
            let row = rows.get(row_idx).map(Vec::as_slice).unwrap_or_default();
            let missing = missing(&candidates.all());
            Ok(PartialHeaders { headings: candidates.settle(row_idx, row, names)?, missing })
        }
        None => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::language::Language;

    fn posts(rows: &[&[&str]]) -> Result<PartialHeaders<PostColumn>, HeadingFault> {
        let cells = |row: &&[&str]| row.iter().map(|text| Cell::text(text)).collect();
        PartialHeaders::<PostColumn>::find(&rows.iter().map(cells).collect::<Vec<_>>())
    }

    #[test]
    fn a_header_row_that_lacks_columns_is_found_below_a_title() {
        let sketch = posts(&[&["わたしの投稿"], &["投稿内容", "予定日付", "メモ"]]).unwrap();
        assert_eq!((sketch.headings.row_idx, sketch.headings.language), (1, Language::Japanese));
        let missing = [PostColumn::Account, PostColumn::Time, PostColumn::Status];
        assert_eq!(sketch.missing, missing);
    }

    #[test]
    fn one_known_word_is_a_header_only_above_the_table() {
        assert!(posts(&[&["Queue"], &["Group", "Text"], &["1", "x"]]).is_ok());
        assert!(posts(&[&["Group", "Words"], &["1", "Text"]]).is_err());
        assert!(posts(&[&["Shopping"], &["milk", "bread"]]).is_err());
    }

    #[test]
    fn of_two_rows_alike_the_upper_one_is_the_header_and_a_row_of_strangers_is_none() {
        let sketch = posts(&[&["Text", "Topic"], &["Text", "Link"]]).unwrap();
        assert_eq!(sketch.headings.row_idx, 0);
        assert!(posts(&[&["milk", "bread"]]).is_err());
    }
}
