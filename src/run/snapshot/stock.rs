//! The Stock tab: which one it is, and its rows.

use threadsheet_core::cell::Cell;
use threadsheet_core::headings::{StockColumn, StockHeadings, Tab as TabName};
use threadsheet_core::i18n::stock as words;
use threadsheet_core::language::Language;
use threadsheet_core::place::Place;
use threadsheet_core::sheet_ids::STOCK_SHEET_ID;
use threadsheet_core::stock::StockRow;

use super::{View, find_guards, view};
use crate::sheets::grid::{Grid, a1, take_rows};
use crate::sheets::{Listing, Tab};

/// How many rows and columns of the tab are read.
const SIZE_MAX: (usize, usize) = (5_000, 60);

/// The Stock tab, as it was read.
#[derive(Debug)]
pub(crate) struct StockTab {
    pub(crate) view: View<StockHeadings>,
    pub(crate) rows: Vec<StockRow>,
}

/// Returns the tabs that may be ours, the one that the program made first.
pub(crate) fn candidates(listing: &Listing) -> Vec<Tab> {
    let is_ours = |tab: &&Tab| {
        tab.sheet_id == STOCK_SHEET_ID
            || TabName::find(&tab.title).is_some_and(|(name, _)| name == TabName::Stock)
    };
    let mut tabs: Vec<Tab> = listing.tabs.iter().filter(is_ours).cloned().collect();
    tabs.sort_by_key(|tab| tab.sheet_id != STOCK_SHEET_ID);
    tabs
}

/// Returns the range of a tab's cells.
pub(crate) fn range(tab: &Tab) -> String {
    let (rows, columns) = SIZE_MAX;
    a1(&tab.title, 0..tab.rows.clamp(1, rows), 0..tab.columns.clamp(1, columns))
}

impl StockTab {
    /// Reads the first tab that has the headers of ours, with what there is to say of one that has lost them. Another
    /// one with this title is a person's own.
    pub(crate) fn read(
        tabs: Vec<Tab>,
        grids: &mut [Grid],
        place: &Place,
        only_account: Option<&str>,
    ) -> (Option<Self>, Vec<String>) {
        let mut notes = Vec::new();
        for tab in tabs {
            let guards = find_guards(grids, tab.sheet_id);
            let cells = take_rows(grids, tab.sheet_id);
            let is_blank = cells.iter().flatten().all(|cell| cell.shown_text().trim().is_empty());
            let is_made = tab.sheet_id == STOCK_SHEET_ID;
            let language = TabName::find(&tab.title).map_or(Language::default(), |(_, its)| its);
            let receipt = |found: &StockHeadings| found.column(StockColumn::Receipt);
            let Ok(mut view) = view(tab, &cells, StockHeadings::find, receipt) else {
                // What people have written there must not be left unused in silence.
                notes.extend(
                    (is_made && !is_blank).then(|| words::TAB_UNREADABLE.say(language).to_owned()),
                );
                continue;
            };
            view.guards = guards;
            view.leave_foreign(&cells);
            let rows = stock_rows(&cells, &view.headings, place, only_account);
            return (Some(Self { view, rows }), notes);
        }
        (None, notes)
    }
}

fn stock_rows(
    cells: &[Vec<Cell>],
    headings: &StockHeadings,
    place: &Place,
    only_account: Option<&str>,
) -> Vec<StockRow> {
    let below = cells.iter().enumerate().skip(headings.row_idx + 1);
    let rows = below.filter_map(|(row, cells)| StockRow::read(row, cells, headings, place));
    let mut rows: Vec<StockRow> = rows.collect();
    for row in &mut rows {
        if let Some(only) = only_account {
            row.belong_to(only);
        }
    }
    rows
}
