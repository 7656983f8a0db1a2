//! The Stock tab of one spreadsheet: its rows, and the one batch by which they are used.
//!
//! A batch moves the state of each stock row that is used by *find the exact old line*, and adds the row that is made of
//! it to Posts. The fence refuses it whole where another run has written, and column guards where a person has moved a
//! column that it writes. What of its answer is left to be checked is only what was written by place, first states and
//! the cells for people: what landed on another row is put right at once, and told anew by the next run.
//!
//! Nothing here sends anything. The run that adds a row has not read it, so it is left to the next one.

use std::cell::RefCell;

use chrono::{DateTime, Utc};
use threadsheet_core::cell::{Cell, Value, serial_of_instant};
use threadsheet_core::columns::{PostColumn, PostStatus, StockColumn};
use threadsheet_core::headings::StockHeadings;
use threadsheet_core::i18n::stock as words;
use threadsheet_core::log::Event;
use threadsheet_core::plan::{self, Plan, StockDecision, StockStep};
use threadsheet_core::reason::StockMessage;
use threadsheet_core::row_state::RowState;
use threadsheet_core::run_error::RunError;
use threadsheet_core::stock::StockRow;
use threadsheet_core::stock_state::StockState;

use super::cell_format::{date_cell, free_cell, text_cell};
use super::initial_write::{new_columns, receipt_column};
use super::snapshot::{Snapshot, View, stock_range as range};
use super::start::random_id;
use super::writer::batch::LogLine;
use super::writer::column_guards;
use super::writer::known_sheet::KnownSheet;
use crate::config::Config;
use crate::report::StockLine;
use crate::sheets::changes::{Change, Written};
use crate::sheets::grid::{Grid, take_rows};
use crate::sheets::{NotWritten, Workbook};

/// How often an answer is looked through.
const CORRECTIONS_MAX: u32 = 5;

/// Half a second, in days: times in cells are told apart to the second.
const HALF_SECOND: f64 = 0.5 / 86_400.0;

/// What is written for one stock row.
struct Write {
    /// The row, as it was read.
    row: usize,
    /// The hash of its cells, by which its place is verified.
    hash: String,
    /// Its state, as it stood, and as it is to be.
    receipt: String,
    next: Option<StockState>,
    /// Whether the row has no state of its own yet, so that this one is written by its place.
    is_first: bool,
    /// The cells for people.
    cells: Vec<(StockColumn, Written)>,
    /// The row that is made of it, and what the Log says of that.
    added: Option<(Vec<Written>, LogLine)>,
}

/// Uses the stock rows that are to be used, gives states to new ones, and has all of them show how they stand. Returns
/// what there is to say about it; `made` gets the uses as soon as they are made, for a plan that is made anew finds them
/// done.
///
/// # Errors
///
/// [`NotWritten::Stale`] where another run has written, or a person has moved a column: nothing was done, and the
/// plan must be made again. A stop where the service cannot be reached; what it refuses is said in the report alone.
pub(crate) async fn carry_out(
    workbook: &mut Workbook,
    sheet: &mut KnownSheet,
    decisions: &[StockDecision],
    made: &RefCell<Vec<StockLine>>,
) -> Result<Vec<StockLine>, NotWritten> {
    let (held, decisions) = held(workbook, sheet, decisions);
    let refused = workbook.append_refused().map(str::to_owned);
    // As the rows stand before anything is told: what they say already is no news.
    let mut lines = lines(&sheet.snapshot, &decisions, false);
    lines.extend(refused.iter().flat_map(|words| not_added(sheet, &held, words)));
    let setup = setup(sheet);
    let writes: Vec<Write> = writes(sheet, &decisions);
    // The guards for which a use waits are written all the same.
    let needs_guards = !held.is_empty() && refused.is_none();
    if writes.is_empty() && setup.is_empty() && !needs_guards {
        return Ok(lines);
    }
    let note = || {
        let uses = lines.iter().filter(|line| !line.is_wrong()).cloned();
        made.borrow_mut().extend(uses);
    };
    let committed = commit(workbook, sheet, (setup, &writes), note).await;
    match committed {
        Err(NotWritten::RunError(RunError::SheetsRefused { words })) => {
            tracing::info!(words, "the Stock tab was not written");
            // Nothing was made, and no row can remember that it was told.
            let uses: Vec<StockDecision> =
                decisions.iter().filter(|it| is_use(it)).cloned().collect();
            lines.retain(StockLine::is_wrong);
            for line in &mut lines {
                line.is_news = false;
            }
            lines.extend(not_added(sheet, &uses, &words));
            Ok(lines)
        }
        Err(not_written) => Err(not_written),
        Ok(()) => Ok(lines),
    }
}

fn is_use(decision: &StockDecision) -> bool {
    matches!(decision.step, StockStep::Use { .. })
}

/// Divides decisions into uses that wait, and all others.
///
/// A column that has no guard yet may move between the reading and the batch, and the text of a post fall into another
/// one. So the guards come first, at the latest in a run before the first use. And where the service has refused to add
/// rows in this run, the rest is written without.
fn held(
    workbook: &Workbook,
    sheet: &KnownSheet,
    decisions: &[StockDecision],
) -> (Vec<StockDecision>, Vec<StockDecision>) {
    let is_guarded = !workbook.keeps_guards() || column_guards::may_add_rows(&sheet.snapshot);
    let may_add = is_guarded && workbook.append_refused().is_none();
    decisions.iter().cloned().partition(|decision| is_use(decision) && !may_add)
}

/// Returns the lines about uses that the service has refused. They are no news, for no row can remember them.
fn not_added(sheet: &KnownSheet, uses: &[StockDecision], words: &str) -> Vec<StockLine> {
    let refused = |decision: &StockDecision| StockDecision {
        step: StockStep::Keep,
        says: Some(StockMessage::NotAdded { words: words.to_owned() }),
        ..decision.clone()
    };
    let refused: Vec<StockDecision> = uses.iter().map(refused).collect();
    let lines = lines(&sheet.snapshot, &refused, false);
    lines.into_iter().map(|line| StockLine { is_news: false, ..line }).collect()
}

/// Returns what a run would decide, about the rows of Stock too.
pub(crate) fn decide(snapshot: &Snapshot, config: &Config) -> (Plan, Vec<StockDecision>) {
    let stock = snapshot.stock().filter(|_| config.scope.publishes());
    let (plan, mut uses) = plan::plan_with_stock(&snapshot.sheet(config.limits), stock.as_ref());
    uses.retain(|decision| config.shard.has(Some(&decision.account)));
    (plan, uses)
}

/// Returns the lines of a report about the rows that are used, or would be, and about those that a person has to mend.
pub(crate) fn lines(
    snapshot: &Snapshot,
    decisions: &[StockDecision],
    is_plan: bool,
) -> Vec<StockLine> {
    let Some(stock) = &snapshot.stock else { return Vec::new() };
    let line = |decision: &StockDecision| {
        let at = stock.rows.binary_search_by_key(&decision.row, |row| row.row).ok()?;
        let (row, says) = (stock.rows.get(at)?, decision.says.as_ref()?);
        let used_for = match decision.step {
            StockStep::Use { at, .. } => Some(at),
            _ => None,
        };
        if used_for.is_none() && !says.needs_person() {
            return None;
        }
        let language = snapshot.language();
        let words = match used_for.filter(|_| is_plan) {
            Some(at) => words::would_make(snapshot.place.wall(at), language),
            None => says.say(language),
        };
        let is_told = decision.message(row, stock.view.headings.language).is_none();
        // Where it cannot be written that it was told, it would be news in every run.
        let message = stock.view.headings.column(StockColumn::Message);
        let (sheet_id, cells) = (stock.view.tab.sheet_id, &snapshot.listing.protected_cells);
        let can_tell = message.is_some_and(|column| !cells.holds(sheet_id, row.row, column));
        Some(StockLine {
            row: row.row + 1,
            account: decision.account.clone(),
            text: row.excerpt(),
            used_for,
            words,
            is_news: used_for.is_none() && can_tell && !is_told,
        })
    };
    decisions.iter().filter_map(line).collect()
}

/// Returns the changes that make the columns of ours which the tab lacks.
fn setup(sheet: &mut KnownSheet) -> Vec<Change> {
    let protected_cells = sheet.snapshot.listing.protected_cells.clone();
    let Some(stock) = sheet.snapshot.stock.as_mut() else { return Vec::new() };
    let view = &mut stock.view;
    let mut changes = new_columns(view, &protected_cells, StockHeadings::own_header);
    let header = view.headings.own_header(StockColumn::Receipt);
    changes.extend(receipt_column(view, &protected_cells, header));
    changes
}

fn writes(sheet: &KnownSheet, decisions: &[StockDecision]) -> Vec<Write> {
    let Some(stock) = &sheet.snapshot.stock else { return Vec::new() };
    let view = &stock.view;
    let protected_cells = &sheet.snapshot.listing.protected_cells;
    let first = view.headings.row_idx + 1;
    // Without its state a use could not be remembered.
    let is_open =
        view.has_receipt && !protected_cells.touches(view.tab.sheet_id, first, view.receipt);
    let write = |decision: &StockDecision| {
        let at = stock.rows.binary_search_by_key(&decision.row, |row| row.row).ok()?;
        let row = stock.rows.get(at)?;
        let id =
            if matches!(decision.step, StockStep::Open(_)) { random_id() } else { String::new() };
        let next = decision.next_state(row, &id, sheet.writer_id());
        let next = next.filter(|_| is_open);
        let added = next.as_ref().and_then(|_| added(sheet, row, decision));
        // A use that is not made is not shown either.
        let is_held = decision.step != StockStep::Keep && next.is_none();
        let cells = if is_held { Vec::new() } else { cells(sheet, row, decision) };
        if next.is_none() && cells.is_empty() {
            return None;
        }
        let (hash, receipt) = (row.hash.clone(), row.receipt.clone());
        let is_first = matches!(decision.step, StockStep::Open(_));
        Some(Write { row: row.row, hash, receipt, next, is_first, cells, added })
    };
    decisions.iter().filter_map(write).collect()
}

/// Returns the row that is added to Posts, cell by cell.
fn added(
    sheet: &KnownSheet,
    row: &StockRow,
    decision: &StockDecision,
) -> Option<(Vec<Written>, LogLine)> {
    let StockStep::Use { at, variant } = decision.step else { return None };
    let (snapshot, writer_id) = (&sheet.snapshot, sheet.writer_id());
    let (view, place) = (&snapshot.posts_view, &snapshot.place);
    let (posts, language) = (&view.headings, snapshot.language());
    let post = row.post(variant, at, posts, place);
    let first = RowState::first(random_id(), post.hash, writer_id.nonce, writer_id.at);
    let state = RowState { stock_use: decision.made(row), ..first };
    let mut cells: Vec<Written> =
        row.post_cells(variant, at, posts, place).into_iter().map(written).collect();
    let (_, status) = free_cell(PostStatus::Queued, language, snapshot.only_queued);
    let own = [
        (posts.column(PostColumn::PublishAt), date_cell(at, place)),
        (posts.column(PostColumn::Status), status),
        (Some(view.receipt), Written::Text(state.to_string())),
    ];
    for (column, value) in own {
        // Where people divide date and time, these stand in their own columns.
        let is_divided = posts.has_date_and_time() && column == posts.column(PostColumn::PublishAt);
        let Some(column) = column.filter(|_| !is_divided) else { continue };
        if cells.len() <= column {
            cells.resize(column + 1, Written::Nothing);
        }
        cells[column] = value;
    }
    let words = words::made(row.row + 1, place.wall(at), language);
    let line = LogLine::of_row(Event::Stocked, &decision.account, &state, words);
    Some((cells, line))
}

fn written(cell: Cell) -> Written {
    match cell.value {
        Value::Empty | Value::Number(_) => Written::Nothing,
        Value::Bool(_) => Written::Again(cell),
        _ => text_cell(cell.shown_text()),
    }
}

/// Returns the cells for people that do not show yet how a row stands.
fn cells(
    sheet: &KnownSheet,
    row: &StockRow,
    decision: &StockDecision,
) -> Vec<(StockColumn, Written)> {
    let Some(stock) = &sheet.snapshot.stock else { return Vec::new() };
    let mut cells = Vec::new();
    let used = (decision.uses > 0).then(|| decision.uses.to_string());
    let used = used.unwrap_or_default();
    if row.own(StockColumn::Used).is_some_and(|cell| cell.shown_text() != used) {
        cells.push((StockColumn::Used, text_cell(&used)));
    }
    if row.own(StockColumn::LastUsed).is_some_and(|cell| !shows(cell, decision.last, sheet)) {
        let last = decision.last.map(|at| date_cell(at, &sheet.snapshot.place));
        cells.push((StockColumn::LastUsed, last.unwrap_or(Written::Nothing)));
    }
    let message = decision.message(row, stock.view.headings.language);
    cells.extend(message.map(|message| (StockColumn::Message, text_cell(&message))));
    cells
}

fn shows(cell: &Cell, at: Option<DateTime<Utc>>, sheet: &KnownSheet) -> bool {
    let wanted = at.map(|at| date_cell(at, &sheet.snapshot.place));
    match (wanted, &cell.value) {
        (Some(Written::DateTime(at)), Value::Number(number)) => {
            (number - serial_of_instant(at)).abs() < HALF_SECOND
        }
        (None, _) => cell.is_empty(),
        _ => false,
    }
}

async fn commit(
    workbook: &mut Workbook,
    sheet: &mut KnownSheet,
    (setup, writes): (Vec<Change>, &[Write]),
    done: impl FnOnce(),
) -> Result<(), NotWritten> {
    let mut changes = setup;
    changes.extend(column_guards::of_stock(&sheet.snapshot, true));
    changes.extend(changes_of(sheet, writes));
    let range = ranges(sheet);
    let grids = workbook.commit(&changes, &range).await?;
    done();
    column_guards::remember(&mut sheet.snapshot, &changes);
    let mut shown = shown(grids, sheet);
    let swaps = swaps(sheet, writes);
    if is_hidden(writes, &shown, sheet) {
        // This service passes over what is hidden.
        let again = with_column_shown(swaps, sheet);
        shown = self::shown(workbook.commit(&again, &range).await?, sheet);
    }
    for times in 1..=CORRECTIONS_MAX {
        let corrections = corrections(sheet, writes, &shown);
        if corrections.is_empty() {
            break;
        }
        let mut changes = column_guards::of_stock(&sheet.snapshot, false);
        changes.extend(corrections);
        match workbook.commit(&changes, &range).await {
            Ok(grids) => {
                column_guards::remember(&mut sheet.snapshot, &changes);
                shown = self::shown(grids, sheet);
            }
            // The batch itself stands; what is on wrong rows, the next run tells anew.
            Err(NotWritten::Stale) => {
                workbook.give_way(times).await?;
                return Err(NotWritten::Stale);
            }
            Err(stop) => return Err(stop),
        }
    }
    Ok(())
}

fn ranges(sheet: &KnownSheet) -> Vec<String> {
    sheet.snapshot.stock.iter().map(|stock| range(&stock.view.tab)).collect()
}

fn shown(mut grids: Vec<Grid>, sheet: &KnownSheet) -> Vec<Vec<Cell>> {
    let id = sheet.snapshot.stock.as_ref().map(|stock| stock.view.tab.sheet_id);
    id.map_or_else(Vec::new, |id| take_rows(&mut grids, id))
}

fn changes_of(sheet: &KnownSheet, writes: &[Write]) -> Vec<Change> {
    let Some(stock) = &sheet.snapshot.stock else { return Vec::new() };
    let (view, protected_cells) = (&stock.view, &sheet.snapshot.listing.protected_cells);
    let mut changes = swaps(sheet, writes);
    for write in writes {
        if let Some(next) = write.next.as_ref().filter(|_| write.is_first) {
            changes.push(cell(view, write.row, view.receipt, Written::Text(next.to_string())));
        }
        changes.extend(people(view, write.row, &write.cells));
    }
    changes.retain(|change| !protected_cells.refuses(change));
    let sheet_id = sheet.snapshot.posts_view.tab.sheet_id;
    let added: Vec<_> = writes.iter().filter_map(|write| write.added.as_ref()).collect();
    changes.extend(
        added.iter().map(|(cells, _)| Change::AppendRow { sheet_id, cells: cells.clone() }),
    );
    let lines: Vec<&LogLine> = added.iter().map(|(_, line)| line).collect();
    changes.extend(sheet.log_change(&lines));
    changes
}

/// Returns the moves of the states that stand.
fn swaps(sheet: &KnownSheet, writes: &[Write]) -> Vec<Change> {
    let Some(stock) = &sheet.snapshot.stock else { return Vec::new() };
    let swap = |write: &Write| {
        let next = write.next.as_ref().filter(|_| !write.is_first)?;
        Some(swap(&stock.view, &write.receipt, next.to_string()))
    };
    writes.iter().filter_map(swap).collect()
}

fn swap(view: &View<StockHeadings>, find: &str, replacement: String) -> Change {
    let (sheet_id, column, find) = (view.tab.sheet_id, view.receipt, find.to_owned());
    Change::Swap { sheet_id, column, first_row: 0, find, replacement }
}

fn cell(view: &View<StockHeadings>, row: usize, column: usize, value: Written) -> Change {
    Change::Cell { sheet_id: view.tab.sheet_id, row, column, value }
}

fn people(view: &View<StockHeadings>, row: usize, cells: &[(StockColumn, Written)]) -> Vec<Change> {
    let change = |(column, value): &(StockColumn, Written)| {
        Some(cell(view, row, view.headings.column(*column)?, value.clone()))
    };
    cells.iter().filter_map(change).collect()
}

/// Tells whether a state that was to be moved still stands.
fn is_hidden(writes: &[Write], shown: &[Vec<Cell>], sheet: &KnownSheet) -> bool {
    let Some(stock) = &sheet.snapshot.stock else { return false };
    let lines: Vec<&str> =
        shown.iter().filter_map(|row| row.get(stock.view.receipt).map(Cell::shown_text)).collect();
    writes.iter().any(|write| {
        let is_moved = write.next.is_some() && !write.is_first;
        is_moved && lines.contains(&write.receipt.as_str())
    })
}

fn with_column_shown(swaps: Vec<Change>, sheet: &KnownSheet) -> Vec<Change> {
    let Some(stock) = &sheet.snapshot.stock else { return Vec::new() };
    let (sheet_id, column) = (stock.view.tab.sheet_id, stock.view.receipt);
    let show = [Change::ShowColumn { sheet_id, column }];
    show.into_iter().chain(swaps).chain([Change::HideColumn { sheet_id, column }]).collect()
}

/// Returns what puts right the rows on which something landed that was meant for another one, which a person has moved
/// since the tab was read. The row that it was meant for is told by the next run.
fn corrections(sheet: &KnownSheet, writes: &[Write], shown: &[Vec<Cell>]) -> Vec<Change> {
    let Some(stock) = &sheet.snapshot.stock else { return Vec::new() };
    let (view, place) = (&stock.view, &sheet.snapshot.place);
    let mut changes = Vec::new();
    for write in writes {
        let cells = shown.get(write.row).map(Vec::as_slice).unwrap_or_default();
        let found = StockRow::read(write.row, cells, &view.headings, place);
        if found.as_ref().is_some_and(|found| found.hash == write.hash) {
            continue;
        }
        // Of the rows that were read, the one with these cells is the one that stands here now; a blank row had nothing.
        let known = found.and_then(|found| stock.rows.iter().find(|row| row.hash == found.hash));
        let shown = |column: usize| cells.get(column).map_or("", Cell::shown_text);
        let ours = write.next.as_ref().map(ToString::to_string);
        if let Some(ours) = ours.filter(|ours| write.is_first && shown(view.receipt) == ours) {
            let own = known.map_or("", |row| row.receipt.as_str());
            // It may have been moved on in this very batch.
            let moved = writes.iter().find(|other| !own.is_empty() && other.receipt == own);
            let moved = moved.and_then(|other| Some(other.next.as_ref()?.to_string()));
            changes.push(swap(view, &ours, moved.unwrap_or_else(|| own.to_owned())));
        }
        for (column, value) in &write.cells {
            let Some(at) = view.headings.column(*column) else { continue };
            let own = known.and_then(|row| row.own(*column)).filter(|cell| !cell.is_empty());
            let was = own.cloned().map_or(Written::Nothing, Written::Again);
            if shows_written(cells.get(at), value) && was != *value {
                changes.push(cell(view, write.row, at, was));
            }
        }
    }
    let protected_cells = &sheet.snapshot.listing.protected_cells;
    changes.retain(|change| !protected_cells.refuses(change));
    changes
}

/// Tells whether a cell holds what was written, and something at all.
fn shows_written(cell: Option<&Cell>, value: &Written) -> bool {
    match (cell.map(|cell| (&cell.value, cell.shown_text())), value) {
        (Some((_, shown)), Written::Text(text)) => shown == text,
        (Some((Value::Number(number), _)), Written::DateTime(at)) => {
            (number - serial_of_instant(*at)).abs() < HALF_SECOND
        }
        _ => false,
    }
}
