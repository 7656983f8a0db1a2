//! Values appended after a table that is guessed from the data.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/guides/values#append_values>.

use super::super::a1::Block;
use super::super::book::Book;
use super::super::dimension::{self, Insertion};
use super::super::tab::{Dimension, Tab};

/// Returns the last table that the range touches.
pub(crate) fn table(tab: &Tab, asked: Block) -> Option<Block> {
    let bottom = asked.bottom.min(tab.filled_rows());
    let filled = |row: usize| {
        let width = tab.rows.get(row).map_or(0, |row| row.cells.len()).min(asked.right);
        (asked.left..width).rev().find(|column| tab.has_value(row, *column))
    };
    let (row, column) = (asked.top..bottom).rev().find_map(|row| Some((row, filled(row)?)))?;
    let mut block = Block { top: row, left: column, bottom: row + 1, right: column + 1 };
    while let Some(wider) = widened(tab, block) {
        block = wider;
    }
    Some(block)
}

/// Returns the block with a neighbouring line that holds data, diagonals included.
fn widened(tab: &Tab, block: Block) -> Option<Block> {
    let (top, left) = (block.top.saturating_sub(1), block.left.saturating_sub(1));
    let (bottom, right) = (block.bottom, block.right);
    let row = |row: usize| (left..=right).any(|column| tab.has_value(row, column));
    let column = |column: usize| (top..=bottom).any(|row| tab.has_value(row, column));
    if block.top > 0 && row(top) {
        return Some(Block { top, ..block });
    }
    if row(bottom) {
        return Some(Block { bottom: bottom + 1, ..block });
    }
    if block.left > 0 && column(left) {
        return Some(Block { left, ..block });
    }
    column(right).then_some(Block { right: right + 1, ..block })
}

/// Makes room for `rows` from the row `top` on; what stands there is pushed down if `inserts`.
///
/// # Errors
///
/// The words for rows that cannot be inserted.
pub(crate) fn make_room(
    book: &mut Book,
    place: usize,
    top: usize,
    rows: usize,
    inserts: bool,
) -> Result<(), String> {
    let count = book.tabs[place].rows.len();
    let id = book.tabs[place].id;
    // At the end of the grid there is nothing to push down, so it only grows.
    if inserts && top < count {
        let lines =
            Insertion { dimension: Dimension::Rows, at: top, count: rows, like_before: true };
        dimension::insert(book, id, lines);
    } else if top + rows > count {
        let tab = book.tab_mut(id)?;
        dimension::extend(tab, Dimension::Rows, top + rows - count);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::cell::Entered;
    use super::*;

    #[test]
    fn the_table_is_the_one_the_guide_says() {
        let mut tab = Tab::new(0, "Sheet1", 20, 10);
        for (row, columns) in [(0, 0..3), (1, 0..3), (3, 1..4), (4, 1..4), (5, 1..4)] {
            for column in columns {
                tab.cell_mut(row, column).expect("cell").entered = Entered::Number(1.0);
            }
        }
        let upper = Some(Block { top: 0, left: 0, bottom: 2, right: 3 });
        let lower = Some(Block { top: 3, left: 1, bottom: 6, right: 4 });
        let block = |top, left, bottom, right| Block { top, left, bottom, right };
        let table_of = [
            (tab.whole(), lower),
            (block(4, 2, 5, 4), lower),
            (block(1, 1, 4, 4), lower),
            (block(2, 0, 10, 7), lower),
            (block(0, 0, 1, 1), upper),
            (block(3, 4, 4, 5), None),
        ];
        for (asked, wanted) in table_of {
            assert_eq!(table(&tab, asked), wanted, "{asked:?}");
        }
    }
}
