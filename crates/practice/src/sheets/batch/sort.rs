//! `sortRange`: numbers before text before truth values, blanks last both ways, hidden rows stay.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request#sortrangerequest>.

use std::cmp::Ordering;
use std::sync::Arc;

use serde_json::Value;

use super::super::a1::Block;
use super::super::book::Book;
use super::super::cell::{Cell, Entered};
use super::super::formula::{Worth, edit};
use super::super::json::{int, list, text};
use super::super::render::View;
use super::super::tab::Tab;
use super::{Answer, Desk};

/// One key of the sort: column and direction.
struct Key {
    column: usize,
    descending: bool,
}

pub(super) fn run(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (id, block) = desk.block(ask, "range")?;
    let keys = keys(ask, block)?;
    let place = desk.book.place(id).unwrap_or_default();
    let tab = Arc::clone(&desk.book.tabs[place]);
    for merge in &tab.merges {
        let merged = tab.block(merge)?;
        if merged.meets(block) && merged.height() > 1 {
            return Err(format!(
                "You can't sort a range containing vertical merges. There is a vertical merge at {}",
                merged.written()
            ));
        }
    }
    let rows: Vec<usize> =
        (block.top..block.bottom).filter(|row| !tab.rows[*row].line.hidden).collect();
    let order = order(desk.view(), &tab, &rows, &keys);
    rearrange(desk.book, (place, block), &rows, &order, desk.quirks.sort_moves_row_metadata);
    Ok(Value::Null)
}

fn keys(ask: &Value, block: Block) -> Result<Vec<Key>, String> {
    let specs = list(ask, "sortSpecs");
    if specs.is_empty() {
        return Err("Must specify at least one sort spec.".to_owned());
    }
    specs
        .iter()
        .map(|spec| {
            if [
                "foregroundColor",
                "backgroundColor",
                "foregroundColorStyle",
                "backgroundColorStyle",
                "dataSourceColumnReference",
            ]
            .iter()
            .any(|name| spec.get(*name).is_some())
            {
                return Err("The practice sheet sorts by values only.".to_owned());
            }
            let column = usize::try_from(int(spec, "dimensionIndex").unwrap_or_default()).ok();
            let column = column.filter(|column| (block.left..block.right).contains(column));
            let column = column.ok_or("A sort spec's dimensionIndex must lie within the range.")?;
            Ok(Key { column, descending: text(spec, "sortOrder") == "DESCENDING" })
        })
        .collect()
}

/// Returns the rows in their new order.
fn order(view: View<'_>, tab: &Tab, rows: &[usize], keys: &[Key]) -> Vec<usize> {
    let blank = Cell::default();
    let mut sorted: Vec<(usize, Vec<Worth<'_>>)> = rows
        .iter()
        .map(|row| {
            let worth = |key: &Key| {
                let cell = tab.cell(*row, key.column).unwrap_or(&blank);
                match view.shown_worth(tab, cell) {
                    Worth::Text(text) => Worth::Text(text.to_lowercase().into()),
                    other => other,
                }
            };
            (*row, keys.iter().map(worth).collect())
        })
        .collect();
    // A stable sort: rows that are equal in all keys keep their order.
    sorted.sort_by(|(_, one), (_, two)| {
        let pairs = one.iter().zip(two).zip(keys);
        pairs.fold(Ordering::Equal, |so_far, ((one, two), key)| {
            so_far.then_with(|| compare(one, two, key.descending))
        })
    });
    sorted.into_iter().map(|(row, _)| row).collect()
}

fn compare(one: &Worth<'_>, two: &Worth<'_>, descending: bool) -> Ordering {
    let rank = |worth: &Worth<'_>| match worth {
        Worth::Number(_) => 0,
        Worth::Text(_) => 1,
        Worth::Bool(_) => 2,
        Worth::Fault(..) => 3,
        Worth::Blank => 4,
    };
    // Before the direction is applied, because blanks are last in both.
    if (*one == Worth::Blank) != (*two == Worth::Blank) {
        return rank(one).cmp(&rank(two));
    }
    let ascending = match (one, two) {
        (Worth::Number(one), Worth::Number(two)) => one.total_cmp(two),
        (Worth::Text(one), Worth::Text(two)) => one.cmp(two),
        (Worth::Bool(one), Worth::Bool(two)) => one.cmp(two),
        _ => rank(one).cmp(&rank(two)),
    };
    if descending { ascending.reverse() } else { ascending }
}

/// Puts the cells of `order` where `rows` are, and metadata with them if it follows.
fn rearrange(
    book: &mut Book,
    (place, block): (usize, Block),
    rows: &[usize],
    order: &[usize],
    with_metadata: bool,
) {
    // All rows are taken before the first is written over. Cells outside of the range's columns stay where they are.
    let old: Vec<_> = order.iter().map(|row| Arc::clone(&book.tabs[place].rows[*row])).collect();
    let tab = Arc::make_mut(&mut book.tabs[place]);
    for ((to, from), source) in rows.iter().zip(order).zip(old) {
        if to == from {
            continue;
        }
        let row = Arc::make_mut(&mut tab.rows[*to]);
        let width = row.cells.len().max(source.cells.len()).min(block.right);
        if row.cells.len() < width {
            row.cells.resize(width, Cell::default());
        }
        let down =
            isize::try_from(*to).unwrap_or_default() - isize::try_from(*from).unwrap_or_default();
        for column in block.left..width {
            let mut cell = source.cells.get(column).cloned().unwrap_or_default();
            if let Entered::Formula(formula) = &cell.entered {
                cell.entered = Entered::Formula(edit::copied(formula, down, 0).into());
            }
            row.cells[column] = cell;
        }
        // What happens to metadata of rows when only some columns are sorted is not known; here it moves as ever.
        if with_metadata {
            row.line.metadata.clone_from(&source.line.metadata);
        }
    }
}
