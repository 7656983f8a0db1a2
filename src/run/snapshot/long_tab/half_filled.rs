//! Rows that hold something although the telling columns show nothing: a person has only begun to fill them in.

use threadsheet_core::columns::PostColumn;
use threadsheet_core::headings::PostHeadings;

use super::{Asked, Range, View, blocks};

/// The other columns that may hold something: looked at only where the telling ones are empty.
const CONTENT: [PostColumn; 3] = [PostColumn::Text, PostColumn::Media, PostColumn::Time];

/// How many blocks of rows that look empty are looked at; there is one range for each and each such column.
const BLANK_BLOCKS_MAX: usize = 12;

/// Returns what is asked for; below `end` the telling columns show nothing any more.
pub(super) fn ranges(view: &View<PostHeadings>, blank: &[usize], end: usize) -> Vec<Asked> {
    let there = CONTENT.iter().filter(|column| !view.headings.is_planned(**column));
    let columns =
        there.flat_map(|of| view.headings.columns(*of).iter().map(|column| (*of, *column)));
    let blocks = blocks(blank, BLANK_BLOCKS_MAX);
    let mut asked = Vec::new();
    for (of, column) in columns {
        let block = |rows: &Range<usize>| Asked { of, column, rows: rows.clone(), is_open: false };
        asked.extend(blocks.iter().map(block));
        if end < view.tab.rows {
            asked.push(Asked { of, column, rows: end..end, is_open: true });
        }
    }
    asked
}

/// Returns the rows that hold something.
pub(super) fn rows(
    asked: &[Asked],
    shown: &[Vec<Box<str>>],
    (blank, end): (&[usize], usize),
) -> Vec<usize> {
    let filled = asked.iter().zip(shown).flat_map(|(asked, cells)| {
        let filled = cells.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
        filled.map(move |(at, _)| asked.rows.start + at)
    });
    let is_begun = |row: &usize| *row >= end || blank.binary_search(row).is_ok();
    let mut rows: Vec<usize> = filled.filter(is_begun).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}
