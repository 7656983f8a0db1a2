//! Protected ranges: who may edit what.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/sheets#protectedrange>.

use serde_json::{Value, json};

use super::a1::Block;
use super::book::Book;
use super::json::{flag, int, list};
use super::tab::Tab;

/// The service's words, as people report them.
const WORDS: &str = "You are trying to edit a protected cell or object. Please contact the \
    spreadsheet owner to remove protection if you need to edit.";

/// Returns a protected range as an answer to that reader shows it.
pub(crate) fn told(range: &Value, reader: &str) -> Value {
    let mut told = range.clone();
    if let Some(fields) = told.as_object_mut() {
        fields.remove("requestingUserCanEdit");
        if may_edit(range, reader) {
            fields.insert("requestingUserCanEdit".to_owned(), json!(true));
        }
    }
    told
}

fn may_edit(range: &Value, email: &str) -> bool {
    let users = range.get("editors").map(|editors| list(editors, "users")).unwrap_or_default();
    // What was protected through the API is its caller's own.
    flag(range, "warningOnly")
        || flag(range, "requestingUserCanEdit")
        || users.iter().any(|user| user == email)
}

/// Refuses a request that would write into a protected range.
///
/// # Errors
///
/// The service's words.
pub(crate) fn check(book: &Book, email: &str, kind: &str, ask: &Value) -> Result<(), String> {
    // What other requests would change is not judged here: `findReplace` asks about each cell that it finds.
    let block = match kind {
        "updateCells" if ask.get("start").is_some() => {
            let start = &ask["start"];
            let index = |name| usize::try_from(int(start, name).unwrap_or_default()).unwrap_or(0);
            let (top, left) = (index("rowIndex"), index("columnIndex"));
            let rows = list(ask, "rows");
            let width = rows.iter().map(|row| list(row, "values").len()).max().unwrap_or(0);
            let (bottom, right) = (top + rows.len(), left + width);
            (int(start, "sheetId").unwrap_or_default(), Block { top, left, bottom, right })
        }
        "updateCells" | "repeatCell" => match ask.get("range").map(|range| book.block(range)) {
            // A range that cannot be read is refused by the request itself, in its own words.
            Some(Ok(found)) => found,
            _ => return Ok(()),
        },
        "insertDimension"
        | "deleteDimension"
        | "appendDimension"
        | "moveDimension"
        | "updateDimensionProperties" => {
            let range = ask.get("range").or(ask.get("source")).unwrap_or(ask);
            let id = int(range, "sheetId").unwrap_or_default();
            let Ok(tab) = book.tab(id) else { return Ok(()) };
            let is_whole = |range: &Value| {
                let block = book.block(&range["range"]);
                block.is_ok_and(|(_, block)| block == tab.whole())
            };
            let closed = closed(tab, email).any(is_whole);
            // Rows may be added beside protected ranges; only a tab that is closed as a whole takes none.
            return if closed { Err(WORDS.to_owned()) } else { Ok(()) };
        }
        _ => return Ok(()),
    };
    let (id, block) = block;
    let Ok(tab) = book.tab(id) else { return Ok(()) };
    let cells = (block.top..block.bottom)
        .flat_map(|row| (block.left..block.right).map(move |column| (row, column)));
    for (row, column) in cells {
        check_cell(book, tab, email, (row, column))?;
    }
    Ok(())
}

/// Refuses a change of one protected cell.
///
/// # Errors
///
/// The service's words.
pub(crate) fn check_cell(
    book: &Book,
    tab: &Tab,
    email: &str,
    (row, column): (usize, usize),
) -> Result<(), String> {
    let holds = |range: &Value| {
        let block = book.block(range).map(|(_, block)| block);
        block.is_ok_and(|block| {
            (block.top..block.bottom).contains(&row) && (block.left..block.right).contains(&column)
        })
    };
    let is_closed = |range: &Value| {
        let open = list(range, "unprotectedRanges");
        holds(&range["range"]) && !open.iter().any(holds)
    };
    if closed(tab, email).any(is_closed) { Err(WORDS.to_owned()) } else { Ok(()) }
}

fn closed<'t>(tab: &'t Tab, email: &'t str) -> impl Iterator<Item = &'t Value> {
    tab.protected.iter().filter(move |range| !may_edit(range, email))
}
