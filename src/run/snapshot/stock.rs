//! The Stock tab: which one it is, and its rows.

use std::collections::HashMap;

use threadsheet_core::cell::Cell;
use threadsheet_core::columns::{StockColumn, Tab as TabName};
use threadsheet_core::headings::StockHeadings;
use threadsheet_core::i18n::stock as words;
use threadsheet_core::language::Language;
use threadsheet_core::place::Place;
use threadsheet_core::sheet_ids::STOCK_SHEET_ID;
use threadsheet_core::spills::Spills;
use threadsheet_core::stock::{StockReader, StockRow};
use threadsheet_core::stock_state::StockState;

use super::{View, find_guards, view};
use crate::sheets::Tab;
use crate::sheets::fence::is_guard_id;
use crate::sheets::grid::{Grid, a1, take_rows};

/// How many rows from the top are used, the header row among them.
const ROWS_MAX: usize = 5_000;

/// How many rows further down are looked at, so that it is told that something stands there.
const LOOKED_AT_BELOW: usize = 1_000;

/// The Stock tab, as it was read.
#[derive(Debug)]
pub(crate) struct StockTab {
    pub(crate) view: View<StockHeadings>,
    pub(crate) rows: Vec<StockRow>,
}

/// Returns the range of a tab's cells.
pub(crate) fn range(tab: &Tab) -> String {
    // As wide as it is: a column of ours goes beside the last one that is filled.
    let rows = tab.rows.clamp(1, ROWS_MAX + LOOKED_AT_BELOW);
    a1(&tab.title, 0..rows, 0..tab.columns.max(1))
}

/// What was found in the tabs that may be ours.
#[derive(Debug, Default)]
pub(crate) struct FoundStock {
    /// The one that is.
    pub(crate) tab: Option<StockTab>,
    /// What there is to say of them.
    pub(crate) notes: StockNotes,
}

/// What there is to say of the tabs that may be ours.
#[derive(Debug, Default)]
pub(crate) struct StockNotes {
    /// What a person has to do.
    pub(crate) wrong: Vec<String>,
    /// What is said of one that is a person's own.
    pub(crate) others: Option<String>,
}

impl FoundStock {
    /// Reads the first tab that has the headers of ours. Another one with this title is a person's own.
    pub(crate) fn read(
        tabs: Vec<Tab>,
        grids: &mut [Grid],
        place: &Place,
        only_account: Option<&str>,
    ) -> Self {
        let mut found = Self::default();
        for tab in tabs {
            let guards = find_guards(grids, tab.sheet_id);
            let mut cells = take_rows(grids, tab.sheet_id);
            let is_blank = |row: &Vec<Cell>| row.iter().all(is_blank);
            let language = TabName::find(&tab.title).map_or(Language::default(), |(_, its)| its);
            let (sheet_id, title) = (tab.sheet_id, tab.title.clone());
            let receipt = |found: &StockHeadings| found.column(StockColumn::Receipt);
            let Ok(mut view) = view(tab, &cells, StockHeadings::find, receipt) else {
                if cells.iter().all(is_blank) {
                    continue;
                }
                // What people have written where we had our columns must not be left unused in silence.
                if sheet_id == STOCK_SHEET_ID || has_our_traces(&guards, &cells) {
                    found.notes.wrong.push(words::TAB_UNREADABLE.say(language).to_owned());
                } else {
                    found.notes.others.get_or_insert(words::others(&title, language));
                }
                continue;
            };
            mark_spills(&mut cells, &view.headings);
            let below = cells.split_off(cells.len().min(ROWS_MAX));
            let is_any_below = !below.iter().all(is_blank);
            let language = view.headings.language;
            found.notes.wrong.extend(is_any_below.then(|| words::beyond(ROWS_MAX, language)));
            view.guards = guards;
            view.leave_foreign(&cells);
            let rows = stock_rows(&cells, &view.headings, place, only_account);
            return Self { tab: Some(StockTab { view, rows }), ..found };
        }
        found
    }
}

/// Tells whether the program has written in a tab before.
fn has_our_traces(guards: &HashMap<i32, usize>, cells: &[Vec<Cell>]) -> bool {
    guards.keys().any(|id| is_guard_id(*id))
        || cells.iter().flatten().any(|cell| StockState::parse(cell.shown_text()).is_some())
}

/// Marks the cells that formulas above them fill, which the service does not tell: pictures, for one.
fn mark_spills(cells: &mut [Vec<Cell>], headings: &StockHeadings) {
    let Some(posts) = headings.as_posts() else { return };
    let mut spills = Spills::new(posts);
    for (row, cells) in cells.iter_mut().enumerate() {
        spills.pass(row, cells);
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.shown_text().trim().is_empty()
}

fn stock_rows(
    cells: &[Vec<Cell>],
    headings: &StockHeadings,
    place: &Place,
    only_account: Option<&str>,
) -> Vec<StockRow> {
    let below = cells.iter().enumerate().skip(headings.row_idx + 1);
    let mut reader = StockReader::new(headings, place);
    let rows = below.filter_map(|(row, cells)| reader.read(row, cells));
    let mut rows: Vec<StockRow> = rows.collect();
    for row in &mut rows {
        if let Some(only) = only_account {
            row.belong_to(only);
        }
    }
    rows
}
