//! Which columns of a tab are a person's own although they have a name of the program's.

use std::collections::HashMap;

use threadsheet_core::cell::Cell;
use threadsheet_core::columns::{AccountColumn, PostColumn, StockColumn};
use threadsheet_core::headings::{
    AccountHeadings, Headings, Held, PostHeadings, StockHeadings, Traces, held,
};
use threadsheet_core::reason::Found;
use threadsheet_core::run_error::RunError;

use super::View;
use crate::sheets::Workbook;
use crate::sheets::fence::is_guard_id;
use crate::sheets::grid::column_part;

/// A person's own column that has a name of the program's.
#[derive(Debug, Clone)]
pub(crate) struct LeftAlone {
    /// What is said of it.
    pub(crate) words: String,
    /// Whether the program's own column beside it is still to be made.
    pub(crate) is_new: bool,
}

/// Returns a person's own columns of a tab of accounts.
pub(crate) fn of_accounts(view: &View<AccountHeadings>, rows: &[Vec<Cell>]) -> Vec<LeftAlone> {
    let headings = &view.headings;
    left_alone(&view.tab.title, headings, rows, |column| headings.own_header(column))
}

/// Returns a person's own columns of a tab of posts.
pub(crate) fn of_posts(view: &View<PostHeadings>, rows: &[Vec<Cell>]) -> Vec<LeftAlone> {
    let headings = &view.headings;
    left_alone(&view.tab.title, headings, rows, |column| headings.own_header(column))
}

fn left_alone<C: Copy + Ord>(
    tab: &str,
    headings: &Headings<C>,
    rows: &[Vec<Cell>],
    own: impl Fn(C) -> &'static str,
) -> Vec<LeftAlone> {
    let told = |(column, at): (C, usize)| {
        let cell = rows.get(headings.row_idx).and_then(|row| row.get(at));
        let header = cell.map_or("", Cell::shown_text);
        let found = Found::ForeignColumn { tab, column: at, header, own: own(column) };
        LeftAlone {
            words: found.say(headings.language),
            is_new: headings.is_planned(column) || headings.column(column).is_none(),
        }
    };
    headings.foreign().into_iter().map(told).collect()
}

impl View<AccountHeadings> {
    /// Leaves a person's own columns alone.
    pub(crate) fn leave_foreign(&mut self, rows: &[Vec<Cell>], is_known: bool) {
        let guarded = self.guarded();
        let row_idx = self.headings.row_idx;
        let traces = Traces { guarded: &guarded, is_known };
        self.headings.leave_foreign(&traces, &|column| below(rows, row_idx, column));
        let first_free = first_free(rows);
        self.headings.plan(first_free, AccountColumn::Receipt);
        self.place_receipt(self.headings.column(AccountColumn::Receipt), first_free);
    }
}

impl View<StockHeadings> {
    /// Leaves a person's own columns alone.
    pub(crate) fn leave_foreign(&mut self, rows: &[Vec<Cell>]) {
        let guarded = self.guarded();
        let row_idx = self.headings.row_idx;
        // The tab is younger than column guards are.
        let traces = Traces { guarded: &guarded, is_known: false };
        self.headings.leave_foreign(&traces, &|column| below(rows, row_idx, column));
        let first_free = first_free(rows);
        self.headings.plan(first_free, StockColumn::Receipt);
        self.place_receipt(self.headings.column(StockColumn::Receipt), first_free);
    }
}

impl View<PostHeadings> {
    /// Leaves a person's own columns alone.
    pub(crate) fn leave_foreign(&mut self, rows: &[Vec<Cell>], is_known: bool) {
        let guarded = self.guarded();
        let row_idx = self.headings.row_idx;
        let traces = Traces { guarded: &guarded, is_known };
        self.headings.leave_foreign(&traces, &|column| below(rows, row_idx, column));
        let first_free = first_free(rows);
        self.headings.plan(first_free, PostColumn::Receipt);
        self.place_receipt(self.headings.column(PostColumn::Receipt), first_free);
    }
}

/// Leaves a person's own columns of a long tab alone: only its top was read, so the columns in doubt are
/// read by themselves.
pub(crate) async fn leave_in_long(
    workbook: &mut Workbook,
    view: &mut View<PostHeadings>,
    is_known: bool,
) -> Result<(), RunError> {
    let guarded = view.guarded();
    let traces = Traces { guarded: &guarded, is_known };
    let first = view.headings.row_idx + 1;
    let mut columns: HashMap<usize, Vec<Box<str>>> = HashMap::new();
    // One after the other: of a very long tab, an answer with all of them is longer than any that is read.
    for column in view.headings.doubtful(&traces) {
        // With their formulas: one that shows nothing is a person's own, too.
        let grids = workbook.read(&[column_part(&view.tab.title, column, first)]).await?;
        let cells = grids.iter().flat_map(|grid| grid.rows.iter()).map(|row| row.first());
        let held = held(std::iter::once(None).chain(cells));
        columns.insert(column, held.into_iter().map(Box::from).collect());
    }
    let below = |column: usize| -> Held<'_> {
        columns.get(&column).into_iter().flatten().map(AsRef::as_ref).collect()
    };
    view.headings.leave_foreign(&traces, &below);
    // Somebody's notes may stand beside the rows below.
    let first_free = view.tab.columns;
    view.headings.plan(first_free, PostColumn::Receipt);
    view.place_receipt(view.headings.column(PostColumn::Receipt), first_free);
    Ok(())
}

impl<C: Copy + Ord> View<Headings<C>> {
    /// Returns the columns that hold a column guard.
    pub(crate) fn guarded(&self) -> Vec<usize> {
        let ours = self.guards.iter().filter(|(id, _)| is_guard_id(**id));
        ours.map(|(_, column)| *column).collect()
    }

    /// Takes note of where the Receipt column is, or where it and the others that are to be made begin.
    fn place_receipt(&mut self, found: Option<usize>, first_free: usize) {
        self.has_receipt = found.is_some();
        self.receipt = found.unwrap_or(first_free + self.headings.planned().len());
    }
}

fn below(rows: &[Vec<Cell>], header_row: usize, column: usize) -> Held<'_> {
    held(rows.iter().skip(header_row).map(|row| row.get(column)))
}

fn first_free(rows: &[Vec<Cell>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or(0)
}
