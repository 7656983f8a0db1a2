//! The first write of a run: tabs and columns of ours, row ids, refusals, and rows put back.
//!
//! Nothing is renewed and nothing is published before it has succeeded: a sheet that may only be
//! read costs no token and no post.

use std::collections::HashMap;

use threadsheet_core::cell::{Format, fold};
use threadsheet_core::columns::{AccountColumn, LogColumn, PostColumn, PostStatus, Tab as TabName};
use threadsheet_core::headings::{Headings, LogHeadings};
use threadsheet_core::i18n::desk;
use threadsheet_core::language::Language;
use threadsheet_core::plan::{Decision, Plan, Says, SlotCell, Step};
use threadsheet_core::post::PostRow;
use threadsheet_core::reason::RowCode;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::sheet_ids::{LOG_SHEET_ID, LOG_SHEET_IDS_BESIDE};

use super::cell_format::{date_cell, free_cell, text_cell};
use super::publish::post_job::log_words;
use super::snapshot::{LogFault, LogView, View};
use super::start::random_id;
use super::writer::batch::{At, Batch, LogLine, RowWrite};
use super::writer::known_sheet::KnownSheet;
use super::writer::row_index::Location;
use crate::config::RunScope;
use crate::sheets::Tab;
use crate::sheets::changes::{Change, Written};
use crate::sheets::protected::Closed;

/// How many rows a new Log has at first.
const LOG_TAB_ROWS: usize = 1000;

/// The first write, and the lines that stand once it is done.
#[derive(Debug, Default)]
pub(crate) struct InitialWrite {
    pub(crate) batch: Batch,
    /// By row, from 0.
    pub(crate) lines: HashMap<usize, RowState>,
}

/// Makes the first write out of a plan.
pub(crate) fn initial_write(sheet: &mut KnownSheet, plan: &Plan, scope: RunScope) -> InitialWrite {
    let mut initial_write = InitialWrite::default();
    initial_write.batch.setup = setup(sheet, scope);
    let (accounts, posts) = (&sheet.snapshot.accounts_view, &sheet.snapshot.posts_view);
    initial_write.batch.names_columns = !(accounts.titled.is_empty() && posts.titled.is_empty());
    initial_write.batch.strays.clone_from(&sheet.snapshot.strays);
    if !scope.publishes() {
        return initial_write;
    }
    // All ids first: a part may answer a row that stands below it and gets its id in this very batch.
    let mut ids: HashMap<usize, String> = HashMap::new();
    for decision in &plan.posts {
        let id = match &decision.step {
            Step::Open(_) => Some(random_id()),
            // What its cell holds may be another post's.
            Step::Restore(known) => Some(known.id.clone()),
            _ => sheet
                .snapshot
                .post(decision.row)
                .and_then(|post| Some(post.stored.line()?.id.clone())),
        };
        ids.extend(id.map(|id| (decision.row, id)));
    }
    let opened = plan.posts.iter().filter(|decision| matches!(decision.step, Step::Open(_)));
    let opened =
        opened.filter_map(|decision| Some((ids.get(&decision.row)?.clone(), decision.row)));
    sheet.opened.extend(opened);
    for decision in &plan.posts {
        let Some(post) = sheet.snapshot.post(decision.row).cloned() else { continue };
        let parent = decision.parent_row.and_then(|row| {
            ids.get(&row).cloned().or_else(|| Some(sheet.snapshot.row(row)?.receipt()?.id))
        });
        if decision.step == Step::Erase {
            initial_write.batch.erased.extend(post.stored.line().map(ToString::to_string));
            // Its time goes, too.
            let (at, hash, log) = (At::Place(decision.row), post.timeless_hash.clone(), Vec::new());
            let shown = PostColumn::shown_by_program().chain([PostColumn::PublishAt]);
            let cells = own_cells(&post, shown);
            initial_write.batch.rows.push(RowWrite { at, hash, next: None, cells, log });
            continue;
        }
        let id = ids.get(&decision.row).map(String::as_str);
        if let Some(line) = decision.next_line(&post, id, parent, sheet.writer_id()) {
            initial_write.lines.insert(decision.row, line);
        } else if let Some(line) = post.stored.line() {
            initial_write.lines.insert(decision.row, line.clone());
        }
        let line = initial_write.lines.get(&decision.row);
        let write = row_write(sheet, decision, &post, line);
        let slot = line.and_then(|line| first_slot(sheet, decision, &post, line));
        initial_write.batch.rows.extend(write);
        initial_write.batch.slots.extend(slot);
    }
    initial_write
}

/// Returns the write that shows the slot of a row which gets its first line now.
fn first_slot(
    sheet: &KnownSheet,
    decision: &Decision,
    post: &PostRow,
    line: &RowState,
) -> Option<RowWrite> {
    let cell = slot_cell(decision, sheet)?;
    let is_later = !shows_slot_at_once(sheet, post);
    is_later.then(|| RowWrite { cells: vec![cell], ..RowWrite::at_line(line, None) })
}

/// Tells whether the Publish at cell of a row is written together with its line. It is a person's column: an empty cell
/// is written only where a line shows which row that is. A slot that the row shows of what it was, or was copied from,
/// must not outlast that: it would be a time like any other.
fn shows_slot_at_once(sheet: &KnownSheet, post: &PostRow) -> bool {
    let is_found = |line: &RowState| sheet.row_index.find(&line.to_string()) != Location::Several;
    post.shows_slot || post.stored.line().is_some_and(is_found)
}

/// Returns what the Publish at cell of a row gets.
fn slot_cell(decision: &Decision, sheet: &KnownSheet) -> Option<(PostColumn, Written)> {
    let value = match decision.slot_cell? {
        SlotCell::Empty => Written::Nothing,
        SlotCell::Shows(slot) => match date_cell(slot, &sheet.snapshot.place) {
            Written::DateTime(at) if is_formatted(decision.row, sheet) => {
                Written::FormattedDateTime(at)
            }
            cell => cell,
        },
    };
    Some((PostColumn::PublishAt, value))
}

/// Tells whether the Publish at cell of a row shows dates with their times.
fn is_formatted(row: usize, sheet: &KnownSheet) -> bool {
    let cell = sheet.snapshot.post(row).and_then(|post| post.own(PostColumn::PublishAt));
    cell.is_some_and(|cell| cell.format == Format::DateTime)
}

fn row_write(
    sheet: &KnownSheet,
    decision: &Decision,
    post: &PostRow,
    line: Option<&RowState>,
) -> Option<RowWrite> {
    let old = post.stored.line();
    let next = line.filter(|line| old != Some(*line)).cloned();
    let mut cells = cells(sheet, decision, line);
    // Content finds the row wherever it is; a blank line, or one of two copies, has only its place.
    let by_line =
        old.map(ToString::to_string).filter(|old| sheet.row_index.find(old) != Location::Several);
    if shows_slot_at_once(sheet, post) {
        cells.extend(slot_cell(decision, sheet));
    }
    if next.is_none() && cells.is_empty() {
        return None;
    }
    let at = by_line.map_or(At::Place(decision.row), At::Line);
    let told = next.as_ref().and_then(|next| decision.told(old, next));
    let log = told.map(|(event, about)| {
        let language = sheet.snapshot.language();
        let says = match &decision.says {
            Says::This(message) => message.say(language),
            _ => String::new(),
        };
        let words = log_words(post, &about, &says, language);
        LogLine::of_row(event, &decision.account, &about, words)
    });
    let log = log.into_iter().collect();
    Some(RowWrite { at, hash: post.hash.clone(), next, cells, log })
}

fn cells(
    sheet: &KnownSheet,
    decision: &Decision,
    line: Option<&RowState>,
) -> Vec<(PostColumn, Written)> {
    let language = sheet.snapshot.language();
    let mut cells = Vec::new();
    if decision.shows == Some(PostStatus::Published) {
        let posted = line.filter(|line| line.state == State::Posted);
        cells.extend(posted.into_iter().flat_map(|line| sheet.finished(line)));
    }
    cells.extend(left_over(sheet, decision));
    let only_queued = sheet.snapshot.only_queued;
    cells.extend(decision.shows.map(|status| free_cell(status, language, only_queued)));
    match &decision.says {
        Says::Keep => {}
        Says::Nothing => cells.push((PostColumn::Message, Written::Nothing)),
        Says::This(message) => {
            cells.push((PostColumn::Message, text_cell(&message.say(language))));
        }
    }
    cells
}

/// Returns the cells that a row still shows of the post it was, or was copied from, and that are not true of
/// the new one. What stands in a row that never had a line of ours is a person's own.
fn left_over(sheet: &KnownSheet, decision: &Decision) -> Vec<(PostColumn, Written)> {
    let Some(post) = sheet.snapshot.post(decision.row) else { return Vec::new() };
    let log_lines = sheet.snapshot.log_lines.as_ref();
    let is_known =
        log_lines.is_some_and(|log_lines| log_lines.published_at(&post.permalink).is_some());
    let was_another = post.stored.line().is_some() || (!post.permalink.is_empty() && is_known);
    let is_another = matches!(decision.step, Step::Open(_)) && was_another;
    let is_overwritten = decision.why == Some(RowCode::Overwritten);
    if !is_another && !is_overwritten && !decision.shows_another {
        return Vec::new();
    }
    own_cells(post, [PostColumn::PublishedAt, PostColumn::Permalink])
}

/// Returns those cells emptied that hold something.
fn own_cells(
    post: &PostRow,
    columns: impl IntoIterator<Item = PostColumn>,
) -> Vec<(PostColumn, Written)> {
    let shows = |column: &PostColumn| post.own(*column).is_some_and(|cell| !cell.is_empty());
    columns.into_iter().filter(shows).map(|column| (column, Written::Nothing)).collect()
}

/// Returns the changes that add what the sheet lacks of ours, and takes note of where it will be.
fn setup(sheet: &mut KnownSheet, scope: RunScope) -> Vec<Change> {
    let mut changes = Vec::new();
    let snapshot = &mut sheet.snapshot;
    let protected_cells = snapshot.listing.protected_cells.clone();
    let accounts = &mut snapshot.accounts_view;
    changes.extend(new_columns(accounts, &protected_cells, |headings, column| {
        headings.own_header(column)
    }));
    let header = accounts.headings.own_header(AccountColumn::Receipt);
    changes.extend(receipt_column(accounts, &protected_cells, header));
    if !scope.publishes() {
        return changes;
    }
    let posts = &mut snapshot.posts_view;
    changes.extend(new_columns(posts, &protected_cells, |headings, column| {
        headings.own_header(column)
    }));
    let header = posts.headings.own_header(PostColumn::Receipt);
    changes.extend(receipt_column(posts, &protected_cells, header));
    let (is_new, is_begun) = (snapshot.log_view.is_none(), snapshot.log_lines.is_some());
    if is_new {
        changes.extend(log_tab(sheet));
    }
    let faults = &sheet.snapshot.log_faults;
    let words = if is_new && faults.contains(&LogFault::NoHeaders) {
        desk::LOG_REPLACED
    } else if faults.contains(&LogFault::Emptied) {
        desk::LOG_EMPTIED
    } else if is_new || is_begun {
        return changes;
    } else {
        desk::FIRST_RUN
    };
    let words = words.say(sheet.snapshot.language());
    if sheet.snapshot.log_faults.iter().any(|fault| *fault != LogFault::Long) {
        sheet.snapshot.log_notes.push(words.to_owned());
    }
    // This line ends first contact. It goes in the batch that also sets aside what is too late: were a run killed
    // between two batches, the next one would take those posts for due.
    let line = LogLine::of_begun(words);
    changes.extend(sheet.log_change(&[&line]));
    changes
}

/// Returns the changes that make what is planned beside a person's own columns. What cannot be made is not written.
pub(super) fn new_columns<C: Copy + Ord>(
    view: &mut View<Headings<C>>,
    protected_cells: &Closed,
    own_header: impl Fn(&Headings<C>, C) -> &'static str,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (column, at) in view.headings.planned() {
        if view.cannot_make(at, protected_cells) {
            view.headings.leave_unmade(column);
        } else {
            let header = own_header(&view.headings, column);
            changes.extend(new_column(view, at, header));
        }
    }
    view.headings.made();
    changes
}

/// Returns the changes that make a Receipt column, where there is none and one can be made.
pub(super) fn receipt_column<C>(
    view: &mut View<Headings<C>>,
    protected_cells: &Closed,
    header: &str,
) -> Vec<Change> {
    let Some(column) = view.missing_receipt() else { return Vec::new() };
    if view.cannot_make(column, protected_cells) {
        return Vec::new();
    }
    let mut changes = new_column(view, column, header);
    changes.push(Change::HideColumn { sheet_id: view.tab.sheet_id, column });
    view.has_receipt = true;
    changes
}

/// Returns the changes that make a column at the right end; the grid grows where it must.
fn new_column<C>(view: &mut View<Headings<C>>, column: usize, header: &str) -> Vec<Change> {
    view.title(column, header);
    let (sheet_id, row) = (view.tab.sheet_id, view.headings.row_idx);
    let count = (column + 1).saturating_sub(view.tab.columns);
    view.tab.columns += count;
    let grow = (count > 0).then_some(Change::AppendColumns { sheet_id, count });
    let value = Written::Text(header.to_owned());
    grow.into_iter().chain([Change::Cell { sheet_id, row, column, value }]).collect()
}

fn log_tab(sheet: &mut KnownSheet) -> Vec<Change> {
    let language = sheet.snapshot.language();
    let tabs = &sheet.snapshot.listing.tabs;
    let (sheet_id, title) = free_log(tabs, language);
    let columns = LogColumn::ALL.len();
    let headings = LogHeadings::of_a_new_tab(language);
    let header = LogColumn::ALL.into_iter().enumerate().map(|(column, name)| Change::Cell {
        sheet_id,
        row: 0,
        column,
        value: Written::Text(name.header(language).to_owned()),
    });
    let add = Change::AddTab { sheet_id, title: title.clone(), columns };
    // What it holds is for the program to read.
    let hide = headings.column(LogColumn::Row);
    let hide = hide.map(|column| Change::HideColumn { sheet_id, column });
    let changes = [add].into_iter().chain(header).chain(hide).collect();
    let tab = Tab { sheet_id, title, rows: LOG_TAB_ROWS, columns };
    sheet.snapshot.log_view = Some(LogView { tab, headings, guards: HashMap::new() });
    changes
}

/// Returns an id and a title for a new Log that no tab has.
fn free_log(tabs: &[Tab], language: Language) -> (i32, String) {
    let mut ids = [LOG_SHEET_ID].into_iter().chain(LOG_SHEET_IDS_BESIDE);
    let is_free = |sheet_id: &i32| tabs.iter().all(|tab| tab.sheet_id != *sheet_id);
    let sheet_id = ids.find(is_free).unwrap_or(LOG_SHEET_ID);
    let is_log = |title: &str| TabName::find(title).is_some_and(|(tab, _)| tab == TabName::Log);
    let beside = TabName::Log.title_beside(language);
    let first = if tabs.iter().any(|tab| is_log(&tab.title)) {
        beside
    } else {
        TabName::Log.title(language)
    };
    let mut titles = [first.to_owned()].into_iter().chain((2..).map(|at| format!("{beside} {at}")));
    let is_free = |title: &String| tabs.iter().all(|tab| fold(&tab.title) != fold(title));
    (sheet_id, titles.find(is_free).unwrap_or_default())
}
