//! The Settings tab of one spreadsheet: what it says, and what its rows are told.
//!
//! Messages are written by their place, so every answer is looked through: what landed on a row or in a column that a
//! person has moved meanwhile is put right at once.

use threadsheet_core::cell::Cell;
use threadsheet_core::columns::SettingColumn;
use threadsheet_core::headings::{HeadingFault, SettingHeadings};
use threadsheet_core::i18n::settings as words;
use threadsheet_core::run_error::RunError;
use threadsheet_core::setting::{self, Chosen, Setting, SettingRow};
use threadsheet_core::shard::Shard;
use threadsheet_core::sheet_ids::SETTINGS_SHEET_ID;
use threadsheet_core::token::Token;

use super::cell_format::text_cell;
use crate::report::SettingLine;
use crate::sheets::changes::{Change, Written};
use crate::sheets::grid::{Grid, a1};
use crate::sheets::protected::Closed;
use crate::sheets::{NotWritten, Tab, Workbook};

/// How many rows and columns of the tab are read.
const SIZE_MAX: (usize, usize) = (100, 26);

/// How often an answer is looked through.
const TELLS_MAX: u32 = 3;

/// What came of the notification of this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// There was none.
    Untried,
    /// It arrived.
    Arrived,
    /// It did not.
    Failed,
}

/// What the Settings tab says; nothing where there is none of ours.
#[derive(Debug, Default)]
pub(crate) struct SettingsTab {
    pub(crate) chosen: Chosen,
    /// What is wrong in the tab, as it was read.
    pub(crate) lines: Vec<SettingLine>,
    view: Option<View>,
}

#[derive(Debug)]
struct View {
    tab: Tab,
    headings: SettingHeadings,
    rows: Vec<SettingRow>,
    /// The cells as they were read last: what is overwritten by mistake is put back from here.
    cells: Vec<Vec<Cell>>,
    /// What is to be put back.
    misplaced: Vec<Change>,
    /// What this run has written.
    told: Vec<String>,
    /// Whether faults are for another run to tell.
    leaves_faults: bool,
    /// What may not be written: it is said in the report alone.
    protected_cells: Closed,
}

/// Returns the range of a tab's cells.
pub(crate) fn range(tab: &Tab) -> String {
    let (rows, columns) = SIZE_MAX;
    a1(&tab.title, 0..tab.rows.clamp(1, rows), 0..tab.columns.clamp(1, columns))
}

/// Finds the headers; a person's own Message column gets ours beside it.
fn headings(tab: &Tab, rows: &[Vec<Cell>]) -> Result<SettingHeadings, HeadingFault> {
    let mut headings = SettingHeadings::find(rows)?;
    let is_made = tab.sheet_id == SETTINGS_SHEET_ID || headings.has_own_message();
    if !is_made && setting::is_message_theirs(rows, &headings, words::is_ours) {
        headings.leave_message();
        let first_free = rows.iter().map(Vec::len).max().unwrap_or(0);
        // What lies beyond is not read.
        if first_free < SIZE_MAX.1 && (first_free < tab.columns || tab.columns <= SIZE_MAX.1) {
            headings.plan(first_free, SettingColumn::Setting);
        }
    }
    Ok(headings)
}

/// Tells whether the tab is a person's own although it has the headers of ours.
fn is_theirs(tab: &Tab, rows: &[Vec<Cell>], headings: &SettingHeadings) -> bool {
    tab.sheet_id != SETTINGS_SHEET_ID && setting::is_theirs(rows, headings)
}

fn cell_at(cells: &[Vec<Cell>], row: usize, column: usize) -> Cell {
    cells.get(row).and_then(|cells| cells.get(column)).cloned().unwrap_or_default()
}

impl SettingsTab {
    /// Reads the first tab that is ours. One with other headers is a person's own.
    ///
    /// # Errors
    ///
    /// The tab that the program made, without its headers: what it says must not be lost silently.
    pub(crate) fn read(
        tabs: Vec<Tab>,
        grids: &[Grid],
        protected_cells: &Closed,
    ) -> Result<Self, RunError> {
        for tab in tabs {
            let grid = grids.iter().find(|grid| grid.sheet_id == tab.sheet_id);
            let rows = grid.map(|grid| grid.rows.as_slice()).unwrap_or_default();
            let is_blank = rows.iter().flatten().all(|cell| cell.shown_text().trim().is_empty());
            match headings(&tab, rows) {
                Ok(headings) if is_theirs(&tab, rows, &headings) => {}
                Ok(headings) => {
                    let cells = rows.to_vec();
                    let (chosen, rows) = setting::read(rows, &headings);
                    let view = View {
                        tab,
                        headings,
                        rows,
                        cells,
                        misplaced: Vec::new(),
                        told: Vec::new(),
                        leaves_faults: false,
                        protected_cells: protected_cells.clone(),
                    };
                    return Ok(Self { chosen, lines: view.lines(), view: Some(view) });
                }
                Err(fault) if tab.sheet_id == SETTINGS_SHEET_ID && !is_blank => {
                    return Err(RunError::Headings { tab: tab.title, fault });
                }
                // A person's own tab, or an empty one of ours: the next candidate may be the one.
                Err(_) => {}
            }
        }
        Ok(Self::default())
    }

    /// Leaves it to the first shard to tell what is wrong in the tab; every run tells what came of its own
    /// notification.
    pub(crate) fn share(mut self, shard: Shard) -> Self {
        if !shard.is_first() {
            self.lines.clear();
            self.view.iter_mut().for_each(|view| view.leaves_faults = true);
        }
        self
    }

    /// Has what this run itself has told, before its plan had to be made again, still be news.
    pub(crate) fn keep_news(&mut self, told: &[SettingLine]) {
        for line in &mut self.lines {
            line.is_news |= told.iter().any(|told| told.is_news && told.words == line.words);
        }
    }

    /// Tells the rows what is wrong with them, and no longer what is mended; writes nothing where all is
    /// said. What the service refuses is said in the report alone: whatever is wrong with this tab, posts
    /// go out.
    ///
    /// # Errors
    ///
    /// [`NotWritten::Stale`] where another run has written since the tab was read; a stop where the
    /// service cannot be reached.
    pub(crate) async fn tell(&mut self, workbook: &mut Workbook) -> Result<(), NotWritten> {
        match self.tell_of(Delivery::Untried, workbook).await {
            Err(NotWritten::RunError(RunError::SheetsRefused { words })) => {
                tracing::info!(words, "the Settings tab was not written");
                // The rows cannot remember that it was told, so it would be news in every run.
                self.lines.iter_mut().for_each(|line| line.is_news = false);
                Ok(())
            }
            told => told,
        }
    }

    /// Tells what came of a notification, where the rows do not say it yet.
    ///
    /// # Errors
    ///
    /// As for [`Self::tell`].
    pub(crate) async fn tell_delivery(
        &mut self,
        delivery: Delivery,
        workbook: &mut Workbook,
    ) -> Result<(), NotWritten> {
        let Some(view) = self.view.as_mut().filter(|view| !view.changes(delivery).is_empty())
        else {
            return Ok(());
        };
        // The run may have taken minutes, and rows are written by their place.
        let grids = workbook.read(&[range(&view.tab)]).await?;
        view.look(&grids);
        self.tell_of(delivery, workbook).await
    }

    async fn tell_of(
        &mut self,
        delivery: Delivery,
        workbook: &mut Workbook,
    ) -> Result<(), NotWritten> {
        let Some(view) = &mut self.view else { return Ok(()) };
        for _ in 0..TELLS_MAX {
            // First of all what was overwritten: a name that is not there is told as a fault.
            let misplaced = std::mem::take(&mut view.misplaced);
            let changes = if misplaced.is_empty() { view.changes(delivery) } else { misplaced };
            if changes.is_empty() {
                break;
            }
            let wanted = view.rows.iter().filter_map(|row| view.wanted(row, delivery));
            let told: Vec<String> = wanted.filter(|words| !words.is_empty()).collect();
            // Noted before the write, for its own answer may show these words on a row that a person has moved.
            view.told.extend(told);
            let grids = workbook.commit(&changes, &[range(&view.tab)]).await?;
            let (cells, headings) = (view.cells.clone(), view.headings.clone());
            view.look(&grids);
            view.misplaced = view.overwritten(&changes, &cells, &headings);
        }
        Ok(())
    }

    /// Returns the report's line about a notification that did not arrive.
    pub(crate) fn line_of(&self, delivery: Delivery) -> Option<SettingLine> {
        let view = self.view.as_ref()?;
        let row = view.rows.iter().find(|row| row.setting == Some(Setting::Webhook))?;
        match delivery {
            Delivery::Failed => Some(view.line(row, words::not_sent(view.headings.language))),
            Delivery::Untried | Delivery::Arrived => None,
        }
    }

    /// Returns what of the tab must be seen nowhere: whoever knows the webhook can write there.
    pub(crate) fn secret(&self) -> Option<Token> {
        let webhook = self.chosen.webhook.as_ref()?;
        Some(Token::new(webhook.expose().to_string()))
    }

    /// Returns the tab's id.
    pub(crate) fn sheet_id(&self) -> Option<i32> {
        self.view.as_ref().map(|view| view.tab.sheet_id)
    }

    /// Returns the tab's title; empty where there is none.
    pub(crate) fn title(&self) -> &str {
        self.view.as_ref().map_or("", |view| &view.tab.title)
    }
}

impl View {
    fn look(&mut self, grids: &[Grid]) {
        let grid = grids.iter().find(|grid| grid.sheet_id == self.tab.sheet_id);
        let rows = grid.map(|grid| grid.rows.as_slice()).unwrap_or_default();
        self.cells = rows.to_vec();
        // Without its headers nothing of it is ours to write.
        self.rows = match headings(&self.tab, rows) {
            Ok(headings) => {
                self.headings = headings;
                setting::read(rows, &self.headings).1
            }
            Err(_) => Vec::new(),
        };
    }

    /// Returns what puts back the cells that were written because a column was moved or inserted after the tab had been
    /// read: `cells` and `headings` are of that reading.
    fn overwritten(
        &self,
        changes: &[Change],
        cells: &[Vec<Cell>],
        headings: &SettingHeadings,
    ) -> Vec<Change> {
        let shown = |cells: &[Vec<Cell>], row: usize, column: usize| {
            cell_at(cells, row, column).shown_text().to_owned()
        };
        // In a row that was moved at the same time other things stood.
        let is_same_row = |row: usize, beside: usize| {
            [SettingColumn::Setting, SettingColumn::Value].into_iter().all(|column| {
                let (new, old) = (self.headings.column(column), headings.column(column));
                let pair = new.zip(old).filter(|(new, _)| *new != beside);
                pair.is_none_or(|(new, old)| shown(&self.cells, row, new) == shown(cells, row, old))
            })
        };
        let back = |change: &Change| {
            let Change::Cell { sheet_id, row, column, value } = change else { return None };
            let (sheet_id, row, column) = (*sheet_id, *row, *column);
            let is_in_place = self.headings.column(SettingColumn::Message) == Some(column);
            let is_ours = match value {
                Written::Text(words) => *words == shown(&self.cells, row, column),
                _ => shown(&self.cells, row, column).is_empty(),
            };
            if is_in_place || row <= headings.row_idx || !is_ours || !is_same_row(row, column) {
                return None;
            }
            let header = shown(&self.cells, self.headings.row_idx, column);
            let titles = cells.get(headings.row_idx).into_iter().flatten();
            let old = titles.enumerate().find(|(_, title)| title.shown_text() == header);
            // A column that was not there before was empty.
            let old = old.filter(|_| !header.is_empty()).map(|(old, _)| cell_at(cells, row, old));
            let old = old.unwrap_or_default();
            let value = if old.is_empty() { Written::Nothing } else { Written::Again(old) };
            let is_right = value == Written::Nothing && shown(&self.cells, row, column).is_empty();
            (!is_right).then_some(Change::Cell { sheet_id, row, column, value })
        };
        changes.iter().filter_map(back).collect()
    }

    fn lines(&self) -> Vec<SettingLine> {
        let has_message = self.headings.column(SettingColumn::Message).is_some();
        // Without a Message column nobody could be told that a name is none of ours.
        let is_told = |row: &&SettingRow| has_message || row.setting.is_some();
        let line = |row: &SettingRow| {
            let words = words::fault(row.fault?, self.headings.language);
            Some(self.line(row, words))
        };
        self.rows.iter().filter(is_told).filter_map(line).collect()
    }

    fn line(&self, row: &SettingRow, words: String) -> SettingLine {
        let language = self.headings.language;
        let column = self.headings.column(SettingColumn::Message);
        let can_tell = |column| !self.protected_cells.holds(self.tab.sheet_id, row.row, column);
        let has_message = column.is_some_and(can_tell);
        SettingLine {
            row: row.row + 1,
            name: row.setting.map_or("", |setting| setting.name(language)).to_owned(),
            is_news: has_message && row.message != words,
            words,
        }
    }

    fn changes(&self, delivery: Delivery) -> Vec<Change> {
        let Some(column) = self.headings.column(SettingColumn::Message) else { return Vec::new() };
        let sheet_id = self.tab.sheet_id;
        let change = |row: &SettingRow| {
            let wanted = self.wanted(row, delivery).filter(|wanted| *wanted != row.message)?;
            let row = row.row;
            Some(Change::Cell { sheet_id, row, column, value: text_cell(&wanted) })
        };
        let mut changes: Vec<Change> = self.rows.iter().filter_map(change).collect();
        changes.retain(|change| !self.protected_cells.refuses(change));
        if changes.is_empty() || !self.headings.is_planned(SettingColumn::Message) {
            return changes;
        }
        // The person's own column stays as it is; ours is made where the first sentence needs it.
        let header = SettingColumn::Message.header_beside(self.headings.language);
        let (row, value) = (self.headings.row_idx, text_cell(header));
        let missing = (column + 1).saturating_sub(self.tab.columns);
        let grow = (missing > 0).then_some(Change::AppendColumns { sheet_id, count: missing });
        let made = [Change::Cell { sheet_id, row, column, value }];
        let setup: Vec<Change> = grow.into_iter().chain(made).collect();
        if setup.iter().any(|change| self.protected_cells.refuses(change)) {
            return Vec::new();
        }
        setup.into_iter().chain(changes).collect()
    }

    /// Returns what a row's Message is to show; `None` leaves it as it is.
    fn wanted(&self, row: &SettingRow, delivery: Delivery) -> Option<String> {
        let language = self.headings.language;
        let is_of_notice = delivery != Delivery::Untried
            && row.setting == Some(Setting::Webhook)
            && row.fault.is_none();
        match (row.fault, row.setting, delivery) {
            // Words of a person's own stand, and words of ours that were meant for another row do not.
            _ if !row.is_named => self.told.contains(&row.message).then(String::new),
            _ if self.leaves_faults && !is_of_notice => None,
            (Some(fault), ..) => Some(words::fault(fault, language)),
            (None, Some(Setting::Webhook), Delivery::Failed) => Some(words::not_sent(language)),
            (None, Some(Setting::Webhook), Delivery::Untried)
                if row.is_set && words::is_not_sent(&row.message) =>
            {
                None
            }
            (None, ..) => Some(String::new()),
        }
    }
}
