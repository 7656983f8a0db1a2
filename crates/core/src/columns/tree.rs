//! Tree ID and Tree order: rows of other tools that make up one thread, each row one post.
//!
//! They add no value of their own to a post: which row goes under which one depends on all rows, so
//! [`crate::plan::place_in_trees`] tells. They are read only where a tab has both; `init` makes neither.

use super::entry::{CellStyle, Entry, shown};
use super::fault::OptionFault;
use super::names::Names;
use super::reply_to;
use crate::cell::{Cell, Value, fold};
use crate::language::PerLanguage;

pub(super) const ID: Entry = Entry {
    format: CellStyle::Ends,
    scopes: &reply_to::SCOPES,
    ..Entry::optional(
        "tree-id",
        Names::new(
            PerLanguage { en: "Tree ID", ja: "ツリーID" },
            &["tree id", "ツリーid", "group id"],
        ),
    )
};

pub(super) const ORDER: Entry = Entry {
    format: CellStyle::Ends,
    ..Entry::optional(
        "tree-order",
        Names::new(
            PerLanguage { en: "Tree order", ja: "投稿順序" },
            &["tree order", "ツリー順序", "ツリー順", "order num"],
        ),
    )
};

/// Reads a Tree ID cell: rows with the same one are one tree, whatever their case and width. Nothing for an empty cell.
///
/// # Errors
///
/// [`OptionFault::Error`] for a formula error.
pub fn id(cell: &Cell) -> Result<Option<String>, OptionFault> {
    let id = fold(shown(cell)?);
    Ok((!id.is_empty() && cell.value != Value::Bool(false)).then_some(id))
}

/// Reads a Tree order cell: a whole number, from 0. Nothing for an empty cell.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or anything else. `1.10` comes before or after `1.9` as one likes to see it, so
/// nothing but whole numbers is taken.
pub fn order(cell: &Cell) -> Result<Option<u32>, OptionFault> {
    let shown = shown(cell)?;
    let word = fold(shown);
    if word.is_empty() || cell.value == Value::Bool(false) {
        return Ok(None);
    }
    // The format of a cell may show decimals of a whole number.
    let decimals = word.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|it| it == b'0'));
    let whole = decimals.map_or(word.as_str(), |(whole, _)| whole);
    let is_number = whole.bytes().all(|it| it.is_ascii_digit());
    let number = whole.parse().ok().filter(|_| is_number);
    number.map(Some).ok_or_else(|| OptionFault::TreeOrder(shown.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_differ_in_case_width_and_outer_space_are_one() {
        for typed in ["T01", " t01 ", "Ｔ０１"] {
            assert_eq!(id(&Cell::text(typed)), Ok(Some("t01".to_owned())), "{typed}");
        }
        let unticked = Cell { value: Value::Bool(false), ..Cell::text("FALSE") };
        for empty in [Cell::text(" "), Cell::default(), unticked] {
            assert_eq!(id(&empty), Ok(None));
            assert_eq!(order(&empty), Ok(None));
        }
        let error = Cell { value: Value::Error("#N/A".to_owned()), ..Cell::default() };
        assert_eq!(id(&error), Err(OptionFault::Error("#N/A".to_owned())));
        assert_eq!(order(&error), Err(OptionFault::Error("#N/A".to_owned())));
    }

    #[test]
    fn an_order_is_a_whole_number_from_0() {
        for (typed, number) in [("0", 0), ("1", 1), (" ２ ", 2), ("03", 3), ("4.0", 4), ("90", 90)]
        {
            assert_eq!(order(&Cell::text(typed)), Ok(Some(number)), "{typed}");
        }
        for typed in ["1.5", "1.10", "-1", "+1", "first", "1-2", "99999999999", ".", "2 of 3"] {
            let fault = OptionFault::TreeOrder(typed.to_owned());
            assert_eq!(order(&Cell::text(typed)), Err(fault), "{typed}");
        }
    }
}
