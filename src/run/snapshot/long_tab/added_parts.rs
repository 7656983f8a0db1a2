//! Published rows to which a person has added a further part of a thread, or which still say so.
//!
//! What stands in Reply 1 to Reply 9 is long, and a tab may have very many rows: one answer with all of them could be
//! longer than any that is read. So only the rows are looked at that were published last: people add to what is fresh.

use std::collections::BTreeMap;

use threadsheet_core::cell::fold;
use threadsheet_core::columns::PostColumn;
use threadsheet_core::headings::PostHeadings;
use threadsheet_core::plan::Row;
use threadsheet_core::post::tells_of_a_part;
use threadsheet_core::row_state::RowState;

use super::{Asked, Range, View, blocks};

/// How many published rows are looked at: the last ones.
const PUBLISHED_MAX: usize = 500;

/// How many rows are read for that at most, with those in between.
const ROWS_MAX: usize = 2_000;

/// In how many blocks they are read at most; there is one range for each and each column.
const BLOCKS_MAX: usize = 4;

/// Returns what is asked for: nothing where the tab has no column for parts.
pub(super) fn ranges(view: &View<PostHeadings>, rows: &[Row]) -> Vec<Asked> {
    let there = |of: PostColumn| {
        let column = view.headings.column(of).filter(|_| !view.headings.is_planned(of))?;
        Some((of, column))
    };
    let mut columns: Vec<_> = PostColumn::REPLIES.into_iter().filter_map(there).collect();
    if columns.is_empty() {
        return Vec::new();
    }
    columns.extend(there(PostColumn::Message));
    let blocks = last_published(rows);
    let of_column = |(of, column): (PostColumn, usize)| {
        let block =
            move |rows: &Range<usize>| Asked { of, column, rows: rows.clone(), is_open: false };
        blocks.iter().map(block).collect::<Vec<_>>()
    };
    columns.into_iter().flat_map(of_column).collect()
}

/// Returns the blocks in which the rows are that were published last.
fn last_published(rows: &[Row]) -> Vec<Range<usize>> {
    let time = |line: &str| {
        let time = line.split(' ').find_map(|word| word.strip_prefix("t="));
        time.map(str::to_owned)
    };
    let published = |row: &Row| match row {
        // All of our times are written alike, so that they are compared as text.
        Row::Finished { row, line, .. } => Some((time(line)?, *row)),
        Row::Open(_) => None,
    };
    let mut published: Vec<(String, usize)> = rows.iter().filter_map(published).collect();
    published.sort_unstable_by(|one, other| other.cmp(one));
    let mut many = published.len().min(PUBLISHED_MAX);
    loop {
        let mut last: Vec<usize> = published[..many].iter().map(|(_, row)| *row).collect();
        last.sort_unstable();
        let blocks = blocks(&last, BLOCKS_MAX);
        // Rows that were published lately may be scattered over all of the tab.
        if many == 0 || blocks.iter().map(Range::len).sum::<usize>() <= ROWS_MAX {
            return blocks;
        }
        many /= 2;
    }
}

/// What a row shows of further parts.
#[derive(Default)]
struct Shows {
    /// The number of the last column that is filled.
    last: Option<u8>,
    /// Whether its message says that a part is not posted.
    tells: bool,
}

/// Returns the published rows that show more parts than are out, or say so, each with its line.
pub(super) fn rows(
    asked: &[Asked],
    shown: &[Vec<Box<str>>],
    rows: &[Row],
) -> Vec<(usize, Box<str>)> {
    let mut by_row: BTreeMap<usize, Shows> = BTreeMap::new();
    for (asked, cells) in asked.iter().zip(shown) {
        let filled = cells.iter().enumerate().filter(|(_, text)| !fold(text).is_empty());
        for (at, text) in filled {
            let shows = by_row.entry(asked.rows.start + at).or_default();
            match asked.of.part() {
                Some(number) => shows.last = shows.last.max(Some(number)),
                None => shows.tells |= tells_of_a_part(text),
            }
        }
    }
    let is_to_be_read = |(row, shows): (usize, Shows)| {
        let at = rows.binary_search_by_key(&row, Row::row).ok()?;
        let Row::Finished { line, .. } = rows.get(at)? else { return None };
        let last_out = RowState::parse(line)?.last_out();
        (shows.tells || shows.last > last_out).then(|| (row, line.clone()))
    };
    by_row.into_iter().filter_map(is_to_be_read).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn published(row: usize, minute: usize) -> Row {
        let line = format!("rabcdefg1 1 posted h=1 t=2026-11-23T01:{minute:02}:00.000Z n=n1");
        let (account, line) = ("shop_a".into(), line.into());
        Row::Finished { row, account, line, text: None, publish_at: None, tree: None }
    }

    #[test]
    fn of_rows_that_are_scattered_over_a_long_tab_the_last_ones_are_looked_at() {
        assert_eq!(last_published(&[]), [] as [Range<usize>; 0]);
        let close: Vec<Row> = (1..50).map(|row| published(row, row)).collect();
        let [block] = last_published(&close).try_into().unwrap();
        assert_eq!(block, 1..50);
        let scattered: Vec<Row> = (0..60).map(|at| published(at * 5_000, at)).collect();
        let blocks = last_published(&scattered);
        assert!(blocks.iter().map(Range::len).sum::<usize>() <= ROWS_MAX, "{blocks:?}");
        assert!(blocks.iter().any(|block| block.contains(&(59 * 5_000))), "{blocks:?}");
    }
}
