//! `findReplace`: text found and replaced, and how often.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request#findreplacerequest>.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::a1::Block;
use super::super::cell::{Entered, within_limit};
use super::super::json::{flag, int, put, text};
use super::super::protect;
use super::super::render::View;
use super::super::tab::Tab;
use super::super::user_entered::type_into;
use super::{Answer, Desk};

/// What is looked for.
struct Hunt<'a> {
    find: &'a str,
    replacement: &'a str,
    case: bool,
    entire: bool,
    formulas: bool,
}

/// What was changed in all.
#[derive(Default)]
struct Count {
    occurrences: usize,
    values: usize,
    formulas: usize,
    rows: BTreeSet<(usize, usize)>,
    tabs: BTreeSet<usize>,
}

pub(super) fn run(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let hunt = Hunt {
        find: text(ask, "find"),
        replacement: text(ask, "replacement"),
        case: flag(ask, "matchCase"),
        entire: flag(ask, "matchEntireCell"),
        formulas: flag(ask, "includeFormulas"),
    };
    if hunt.find.is_empty() {
        return Err("find must not be empty.".to_owned());
    }
    if flag(ask, "searchByRegex") {
        return Err("The practice sheet does not search by regular expressions.".to_owned());
    }
    let mut count = Count::default();
    for (place, block) in scope(desk, ask)? {
        replace_in(desk, (place, block), &hunt, &mut count)?;
    }
    // Counts of zero are left out, as proto3 does: where nothing matched the reply is empty, and no error.
    let mut told = Map::new();
    put(&mut told, "occurrencesChanged", count.occurrences);
    put(&mut told, "valuesChanged", count.values);
    put(&mut told, "formulasChanged", count.formulas);
    put(&mut told, "rowsChanged", count.rows.len());
    put(&mut told, "sheetsChanged", count.tabs.len());
    Ok(json!(told))
}

/// Returns the places and cells to look at.
fn scope(desk: &Desk<'_>, ask: &Value) -> Result<Vec<(usize, Block)>, String> {
    let place = |id: i32| desk.book.place(id).ok_or(format!("No grid with id: {id}"));
    if let Some(range) = ask.get("range") {
        let (id, block) = desk.book.block(range)?;
        return Ok(vec![(place(id)?, block)]);
    }
    if let Some(id) = int(ask, "sheetId") {
        return Ok(vec![(place(id)?, desk.book.tab(id)?.whole())]);
    }
    if flag(ask, "allSheets") {
        let tabs = desk.book.tabs.iter().enumerate();
        return Ok(tabs.map(|(place, tab)| (place, tab.whole())).collect());
    }
    Err("Must specify a scope: range, sheetId or allSheets.".to_owned())
}

fn replace_in(
    desk: &mut Desk<'_>,
    (place, block): (usize, Block),
    hunt: &Hunt<'_>,
    count: &mut Count,
) -> Result<(), String> {
    let tab = Arc::clone(&desk.book.tabs[place]);
    // The view borrows the spreadsheet, so all matches are collected before one is replaced.
    let mut found = look(desk.view(), &tab, block, hunt);
    if desk.quirks.find_passes_hidden {
        found.retain(|hit| tab.columns.get(hit.column).is_none_or(|line| !line.hidden));
    }
    if found.is_empty() {
        return Ok(());
    }
    if let Some(email) = desk.caller {
        for hit in &found {
            protect::check_cell(desk.book, &tab, email, (hit.row, hit.column))?;
        }
    }
    // Let go before `make_mut`, which would otherwise copy the tab because it has two owners.
    drop(tab);
    let (locale, today) = (desk.book.locale.clone(), desk.book.local(desk.now).date());
    let types = desk.quirks.find_replace_types;
    let tab = Arc::make_mut(&mut desk.book.tabs[place]);
    count.tabs.insert(place);
    for hit in found {
        within_limit(&hit.text)?;
        let Some(cell) = tab.cell_mut(hit.row, hit.column) else { continue };
        count.occurrences += hit.times;
        count.rows.insert((place, hit.row));
        if hit.formula {
            count.formulas += 1;
            cell.entered = Entered::Formula(hit.text.into());
            continue;
        }
        count.values += 1;
        if types {
            type_into(cell, &hit.text, &locale, today);
        } else {
            cell.entered = Entered::text(&hit.text);
        }
    }
    Ok(())
}

/// A cell that changes.
struct Hit {
    row: usize,
    column: usize,
    text: String,
    times: usize,
    formula: bool,
}

fn look(view: View<'_>, tab: &Tab, block: Block, hunt: &Hunt<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for row in block.top..block.bottom {
        let cells = tab.rows.get(row).map(|row| row.cells.as_slice()).unwrap_or_default();
        for (column, cell) in cells.iter().enumerate().take(block.right).skip(block.left) {
            let (shown, formula) = match &cell.entered {
                Entered::Empty => continue,
                Entered::Formula(_) if !hunt.formulas => continue,
                Entered::Formula(formula) => (formula.as_ref().into(), true),
                // How numbers and dates are matched is documented nowhere; here it is by the text that they show.
                _ => (view.shown(tab, cell).unwrap_or_default(), false),
            };
            let (text, times) = hunt.replaced(&shown);
            if times > 0 {
                hits.push(Hit { row, column, text, times, formula });
            }
        }
    }
    hits
}

impl Hunt<'_> {
    /// Returns the text with every occurrence replaced, and how many there were.
    fn replaced(&self, shown: &str) -> (String, usize) {
        let same = |one: &str| {
            if self.case {
                one == self.find
            } else {
                one.to_lowercase() == self.find.to_lowercase()
            }
        };
        if self.entire {
            let times = usize::from(same(shown));
            return (self.replacement.repeat(times), times);
        }
        let (mut out, mut rest, mut times) = (String::new(), shown, 0);
        while let Some(first) = rest.chars().next() {
            if let Some(len) = self.prefix(rest) {
                out.push_str(self.replacement);
                rest = &rest[len..];
                times += 1;
            } else {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        (out, times)
    }

    /// Returns the length of an occurrence at the beginning.
    fn prefix(&self, text: &str) -> Option<usize> {
        if self.case {
            return text.starts_with(self.find).then_some(self.find.len());
        }
        let mut wanted = self.find.chars().flat_map(char::to_lowercase).peekable();
        // The length is that of the text as it stands; in lower case it may be another, as for İ.
        for (at, letter) in text.char_indices() {
            if wanted.peek().is_none() {
                return Some(at);
            }
            for low in letter.to_lowercase() {
                if wanted.next() != Some(low) {
                    return None;
                }
            }
        }
        wanted.peek().is_none().then_some(text.len())
    }
}
