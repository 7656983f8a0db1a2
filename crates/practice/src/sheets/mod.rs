//! The practice spreadsheet service: a strict reading of the Google Sheets API v4, in memory.
//!
//! It knows every name of the API's discovery document and refuses all others, in the service's
//! words; what it knows of but cannot do it refuses too, so that no mistake passes as a success.
//! It never knows who its callers are beyond an address and scopes, and never reads the clock.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest>, read 2026-10.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde_json::{Map, Value, json};

use super::http::{Reply, Request};

mod a1;
mod batch;
mod book;
mod cell;
mod dimension;
mod errors;
mod field_mask;
mod formats;
mod formula;
mod grid;
mod json;
mod metadata;
mod protect;
mod quirks;
mod quota;
mod render;
mod response_variants;
mod router;
mod schema;
mod spreadsheet;
mod tab;
mod user_entered;
mod values;

#[cfg(test)]
mod tests;

pub use quirks::{ColumnMetadata, Quirks};
pub use quota::Quota;

use book::Book;
use cell::{Cell, Entered};
use render::View;
use tab::Tab;

/// Who makes a request, already authenticated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The address that spreadsheets are shared with.
    pub email: String,
    /// The scopes of the token, as full addresses.
    pub scopes: Vec<String>,
}

/// What somebody may do with a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Look.
    Reader,
    /// Look and change.
    Writer,
}

/// What a cell of a new tab holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Seed {
    /// Nothing.
    Empty,
    /// Text as it is.
    Text(String),
    /// A plain number.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// A date and time in the spreadsheet's zone, shown as `2026-10-03 12:30:00`.
    Moment(NaiveDateTime),
    /// A date, shown as `2026-10-03`.
    Date(NaiveDate),
    /// What a person types.
    Typed(String),
    /// A formula with its equals sign.
    Formula(String),
}

/// One cell, as a person points at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellAddress<'a> {
    /// The spreadsheet's id.
    pub spreadsheet: &'a str,
    /// The tab's title.
    pub tab: &'a str,
    /// The row, from 0.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
}

impl<'a> CellAddress<'a> {
    /// Returns the address of a cell.
    #[must_use]
    pub const fn new(spreadsheet: &'a str, tab: &'a str, row: usize, column: usize) -> Self {
        Self { spreadsheet, tab, row, column }
    }
}

/// A spreadsheet as a batch found it when it came in.
#[derive(Debug, Clone)]
pub(super) struct Found(Book);

/// All spreadsheets. A clone is a snapshot, and costs little.
#[derive(Debug, Clone, Default)]
pub struct Sheets {
    /// How open questions are answered.
    pub quirks: Quirks,
    /// How many requests a caller may make; without limit at first.
    pub quota: Quota,
    books: BTreeMap<String, Book>,
    made: usize,
    /// The time of the latest request, for formulas such as `=NOW()`.
    now: DateTime<Utc>,
}

impl Sheets {
    /// Returns a service without spreadsheets.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a spreadsheet; it has one empty tab until the first is added.
    pub fn add(&mut self, id: &str, title: &str, locale: &str, time_zone: &str) {
        self.books.insert(id.to_owned(), Book::new(id, title, locale, time_zone));
    }

    /// Shares a spreadsheet with an address; the last word counts.
    pub fn share(&mut self, id: &str, email: &str, role: Role) {
        if let Some(book) = self.books.get_mut(id) {
            book.shared.retain(|(known, _)| known != email);
            book.shared.push((email.to_owned(), role));
        }
    }

    /// Adds a tab whose cells are filled from the top left; the grid has the usual size or more.
    pub fn add_tab(&mut self, id: &str, sheet_id: i32, title: &str, rows: Vec<Vec<Seed>>) {
        let now = self.now;
        let Some(book) = self.books.get_mut(id) else { return };
        // A new spreadsheet has one empty tab, as one of Google's has; the first that is laid out takes its place.
        if std::mem::take(&mut book.untouched) {
            book.tabs.clear();
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(tab::COLUMNS);
        let mut tab = Tab::new(sheet_id, title, rows.len().max(tab::ROWS), width);
        let today = book.local(now).date();
        let sower = Sower { locale: &book.locale, today, formats: DateFormats::new() };
        for (place, seeds) in rows.into_iter().enumerate() {
            let cells = seeds.into_iter().map(|seed| sower.cell(seed)).collect();
            // The grid was made with at least as many rows as there are seeds.
            tab.rows[place] = Arc::new(tab::Row { cells, line: tab::Line::default() });
        }
        book.tabs.push(Arc::new(tab));
    }

    /// Answers a request whose path begins with `/v4/spreadsheets`.
    pub fn answer(&mut self, caller: &Caller, request: &Request, now: DateTime<Utc>) -> Reply {
        self.now = now;
        let quirks = self.quirks;
        response_variants::vary(router::answer(self, caller, request), quirks)
    }

    /// Returns the spreadsheet as a batch finds it that comes in now, where batches cross.
    pub(super) fn as_found(&self, request: &Request) -> Option<Found> {
        let crosses = self.quirks.batches_cross && request.path.ends_with(":batchUpdate");
        let segments = crosses.then(|| request.segments())?;
        let id = segments.get(2)?.strip_suffix(":batchUpdate")?;
        self.books.get(id).cloned().map(Found)
    }

    /// Answers a batch that is judged on the spreadsheet as it found it; if it succeeds, all that
    /// others have written since is gone.
    pub(super) fn answer_across(
        &mut self,
        found: Found,
        caller: &Caller,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Reply {
        let id = found.0.id.clone();
        let standing = self.books.insert(id.clone(), found.0);
        let reply = self.answer(caller, request, now);
        // A batch that is refused has written nothing, so what others wrote meanwhile stays.
        if let Some(standing) = standing.filter(|_| reply.status != 200) {
            self.books.insert(id, standing);
        }
        reply
    }

    /// Returns what a person sees in a tab, row by row, without empty ends.
    #[must_use]
    pub fn shown(&self, id: &str, title: &str) -> Option<Vec<Vec<String>>> {
        let book = self.books.get(id)?;
        let tab = book.titled(title)?;
        let view = View { book, now: self.now };
        let mut rows: Vec<Vec<String>> =
            tab.rows.iter().map(|row| view.shown_row(tab, row)).collect();
        rows.truncate(rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1));
        Some(rows)
    }

    /// Returns what a person sees in one row of a tab, from 0, without its empty end.
    #[must_use]
    pub fn shown_row(&self, id: &str, title: &str, row: usize) -> Option<Vec<String>> {
        let book = self.books.get(id)?;
        let tab = book.titled(title)?;
        Some(View { book, now: self.now }.shown_row(tab, tab.rows.get(row)?))
    }

    /// Types into a cell, as a person does; outside the grid nothing happens.
    pub fn type_in(&mut self, at: CellAddress<'_>, typed: &str, now: DateTime<Utc>) {
        self.now = now;
        let Some(book) = self.books.get_mut(at.spreadsheet) else { return };
        // The first tab holds something now, so it does not give way to `add_tab`.
        book.untouched = false;
        let (today, locale) = (book.local(now).date(), book.locale.clone());
        let Some(tab) = book.tabs.iter_mut().find(|tab| tab.title == at.tab) else { return };
        if let Some(cell) = Arc::make_mut(tab).cell_mut(at.row, at.column) {
            user_entered::type_into(cell, typed, &locale, today);
        }
    }

    /// Carries out `requests` of a `:batchUpdate`, as edits of a person; returns the replies.
    ///
    /// # Errors
    ///
    /// The service's words for what is wrong; then nothing was changed.
    pub fn batch(&mut self, id: &str, requests: Value) -> Result<Value, String> {
        let body = Value::Object(Map::from_iter([("requests".to_owned(), requests)]));
        let body = schema::read("BatchUpdateSpreadsheetRequest", &body, "")
            .map_err(errors::Fault::into_message)?;
        let book = self.books.get(id).ok_or("Requested entity was not found.")?;
        let mut changed = book.clone();
        changed.untouched = false;
        let mut desk =
            batch::Desk { book: &mut changed, quirks: self.quirks, now: self.now, caller: None };
        let replies = desk.apply(json::list(&body, "requests"))?;
        self.books.insert(id.to_owned(), changed);
        Ok(Value::Array(replies))
    }

    /// Returns a spreadsheet with everything that is in it, as `spreadsheets.get` tells it; without `effectiveFormat`,
    /// which follows from the rest.
    #[must_use]
    pub fn whole(&self, id: &str) -> Option<Value> {
        self.written(id, None)
    }

    /// Returns one tab of what [`Self::whole`] returns.
    #[must_use]
    pub fn whole_tab(&self, id: &str, title: &str) -> Option<Value> {
        let tabs = &self.books.get(id)?.tabs;
        let place = tabs.iter().position(|tab| tab.title == title)?;
        let mut answer = self.written(id, Some(vec![(place, tabs[place].whole())]))?;
        Some(answer["sheets"][0].take())
    }

    fn written(&self, id: &str, ranges: Option<Vec<(usize, a1::Block)>>) -> Option<Value> {
        let view = View { book: self.books.get(id)?, now: self.now };
        let mask = field_mask::Mask::of_answer(EVERYTHING, "Spreadsheet").ok()?;
        let ask = spreadsheet::Ask { mask: &mask, ranges, cells: true, reader: "", hides: false };
        let mut out = String::new();
        spreadsheet::write(&mut out, view, &ask);
        serde_json::from_str(&out).ok()
    }

    /// Copies a spreadsheet as people do with *Make a copy*: all of it, developer metadata too.
    pub fn copy(&mut self, id: &str, copy: &str) {
        if let Some(book) = self.books.get(id) {
            self.books.insert(copy.to_owned(), Book { id: copy.to_owned(), ..book.clone() });
        }
    }

    /// Tells whether a column is hidden.
    #[must_use]
    pub fn is_hidden(&self, id: &str, title: &str, column: usize) -> bool {
        let tab = self.books.get(id).and_then(|book| book.titled(title));
        tab.and_then(|tab| tab.columns.get(column)).is_some_and(|line| line.hidden)
    }
}

/// All that is kept of a spreadsheet, as a field mask.
const EVERYTHING: &str = "spreadsheetId,properties,spreadsheetUrl,namedRanges,developerMetadata,\
     sheets(properties,merges,conditionalFormats,protectedRanges,basicFilter,bandedRanges,\
     developerMetadata,data(startRow,startColumn,rowMetadata,columnMetadata,\
     rowData.values(userEnteredValue,effectiveValue,formattedValue,userEnteredFormat,hyperlink,\
     note,textFormatRuns,dataValidation,chipRuns)))";

/// The two looks of seeded dates, shared by all cells that have them.
struct DateFormats {
    moment: Arc<Map<String, Value>>,
    date: Arc<Map<String, Value>>,
}

impl DateFormats {
    fn new() -> Self {
        let look = |kind: &str, pattern: &str| {
            let format = json!({"numberFormat": {"type": kind, "pattern": pattern}});
            Arc::new(Map::from_iter([("userEnteredFormat".to_owned(), format)]))
        };
        Self { moment: look("DATE_TIME", "yyyy-mm-dd hh:mm:ss"), date: look("DATE", "yyyy-mm-dd") }
    }
}

/// Turns seeds into cells.
struct Sower<'a> {
    locale: &'a str,
    today: NaiveDate,
    formats: DateFormats,
}

impl Sower<'_> {
    fn cell(&self, seed: Seed) -> Cell {
        let plain = Cell::plain;
        match seed {
            Seed::Empty => Cell::default(),
            Seed::Text(text) => plain(Entered::text(&text)),
            Seed::Number(number) => plain(Entered::Number(number)),
            Seed::Bool(on) => plain(Entered::Bool(on)),
            Seed::Formula(formula) => plain(Entered::Formula(formula.into())),
            Seed::Moment(at) => {
                Cell::formatted(Entered::Number(formats::serial(at)), &self.formats.moment)
            }
            Seed::Date(day) => {
                let at = day.and_time(chrono::NaiveTime::MIN);
                Cell::formatted(Entered::Number(formats::serial(at)), &self.formats.date)
            }
            Seed::Typed(text) => {
                let mut cell = Cell::default();
                user_entered::type_into(&mut cell, &text, self.locale, self.today);
                cell
            }
        }
    }
}
