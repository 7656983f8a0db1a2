//! A row of the tab Stock: a post that is used again and again, and by which rule.
//!
//! Each use becomes a row of its own in Posts, which is then an ordinary queued row. What is made of a stock row is read
//! by the very code that reads a row of Posts (`StockRow::post`), so that whatever Threads would refuse is found
//! before the row is made, and told in the same words. `core/plan/stock` decides which rows are used.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use crate::cell::{
    Beside, Cell, Format, Value, fold, instant_of_serial, is_invisible, serial_of_instant,
};
use crate::cell_error::CellError;
use crate::columns::{PostColumn, PostStatus, StockColumn};
use crate::hash;
use crate::headings::{PostHeadings, StockHeadings};
use crate::name;
use crate::place::Place;
use crate::post::PostRow;
use crate::schedule::{self, TimeFaultKind, When};
use crate::setting::rest;
use crate::slots::{Rule, RuleFault};
use crate::stock_state::StockState;
use crate::text;

/// The most uses that a Times cell may say.
const TIMES_MAX: f64 = 100_000.0;

/// A row of the Stock tab.
#[derive(Debug, Clone)]
pub struct StockRow {
    /// The row, from 0.
    pub row: usize,
    /// The account's name, without @ and in lower case.
    pub account: Result<String, CellError>,
    /// The column that the sheet is still working out.
    pub loading: Option<StockColumn>,
    /// Whether there is any text or media.
    pub has_content: bool,
    /// The texts that are taken in turn; one where nothing divides them.
    pub variants: Vec<String>,
    /// The filled cells that make the post, all but Account and Text; of Media several.
    pub content: Vec<(PostColumn, Cell)>,
    /// Whether nothing stands in it but what the program has written.
    pub is_blank: bool,
    /// The header of a filled cell that has no meaning here.
    pub unused: Option<String>,
    /// The row as it stands, and its columns as those of a tab of posts.
    pub(crate) cells: (Vec<Cell>, Option<Arc<PostHeadings>>),
    /// By which rule it is used.
    pub rule: Result<Rule, RuleFault>,
    /// How long at least lies between two uses.
    pub rest: Result<Option<TimeDelta>, String>,
    /// How often it is used at most.
    pub times: Result<Option<u32>, String>,
    /// When it ends, UTC: from then on it is used no more.
    pub until: Result<Option<DateTime<Utc>>, String>,
    /// Whether it is used, or a Draft; the word as typed, where it is neither.
    pub is_active: Result<bool, String>,
    /// What the row remembers.
    pub state: Option<StockState>,
    /// What the Receipt cell holds.
    pub receipt: String,
    /// The hash of all that a person has typed.
    pub hash: String,
    /// The cells that the program writes, as they stand; a column that the tab lacks is left out.
    pub own: Vec<(StockColumn, Cell)>,
}

/// Reads the rows of a tab. Cells that say by which rule a row is used say the same in very many rows, and are read once.
pub struct StockReader<'a> {
    headings: &'a StockHeadings,
    place: &'a Place,
    rules: Memo<Result<Rule, RuleFault>>,
    rests: Memo<Result<Option<TimeDelta>, String>>,
    untils: Memo<Result<Option<DateTime<Utc>>, String>>,
}

/// What cells are read as, by what they hold.
type Memo<T> = HashMap<String, T>;

/// Reads a cell, or remembers as what one like it was read.
fn once<T: Clone>(memo: &mut Memo<T>, cell: &Cell, read: impl FnOnce(&Cell) -> T) -> T {
    let Value::Text(text) = &cell.value else { return read(cell) };
    if cell.formula.is_some() {
        return read(cell);
    }
    memo.entry(text.clone()).or_insert_with(|| read(cell)).clone()
}

impl<'a> StockReader<'a> {
    /// Returns a reader of a tab with these columns.
    #[must_use]
    pub fn new(headings: &'a StockHeadings, place: &'a Place) -> Self {
        let (rules, rests, untils) = (Memo::new(), Memo::new(), Memo::new());
        Self { headings, place, rules, rests, untils }
    }

    /// Reads a row as it stands in the sheet; none for one in which nobody has written anything.
    pub fn read(&mut self, row: usize, cells: &[Cell]) -> Option<StockRow> {
        let (headings, place) = (self.headings, self.place);
        let empty = Cell::default();
        let at = |index: Option<usize>| index.and_then(|index| cells.get(index)).unwrap_or(&empty);
        let cell = |column| at(headings.column(column));
        let of_content = StockColumn::content().flat_map(|column| {
            let columns = headings.columns(StockColumn::Post(column)).iter();
            columns.map(move |index| (column, at(Some(*index))))
        });
        let is_content = |(column, cell): &(PostColumn, &Cell)| {
            is_filled(cell) || is_post(*column) && is_picture(cell)
        };
        let content: Vec<(PostColumn, &Cell)> = of_content.filter(is_content).collect();
        let receipt = cell(StockColumn::Receipt).shown_text().to_owned();
        let status = cell(StockColumn::Post(PostColumn::Status));
        let is_used = !content.is_empty() || RULES.iter().any(|it| is_filled(cell(*it)));
        let is_blank = !is_used && !is_filled(status);
        if is_blank && receipt.trim().is_empty() {
            return None;
        }
        let typed = content.iter().map(|(column, cell)| (StockColumn::Post(*column), *cell));
        let typed = typed.chain(RULES.map(|column| (column, cell(column))));
        let mut loading = typed.clone().chain([(StockColumn::Post(PostColumn::Status), status)]);
        let loading = loading.find(|(_, cell)| cell.is_loading()).map(|(column, _)| column);
        let fields = typed.flat_map(|(column, cell)| [key(column), trace(cell)]);
        let others = others(cells, headings).into_iter();
        let fields = fields.chain(others.flat_map(|(key, cell)| [key, trace(cell)]));
        let fields: Vec<String> = fields.collect();
        let own = StockColumn::WRITTEN.into_iter().filter(|it| headings.column(*it).is_some());
        Some(StockRow {
            row,
            account: name::account_name(cell(StockColumn::Post(PostColumn::Account)))
                .map_err(CellError::Name),
            loading,
            has_content: content.iter().any(|(column, _)| is_post(*column)),
            is_blank,
            unused: unused(cells, headings),
            cells: (cells.to_vec(), headings.as_posts().cloned()),
            variants: variants(cell(StockColumn::Post(PostColumn::Text)).shown_text()),
            rule: once(&mut self.rules, cell(StockColumn::When), Rule::read),
            rest: once(&mut self.rests, cell(StockColumn::Rest), read_rest),
            times: read_times(cell(StockColumn::Times)),
            until: once(&mut self.untils, cell(StockColumn::Until), |it| read_until(it, place)),
            is_active: read_status(status),
            state: StockState::parse(&receipt),
            receipt,
            hash: hash::of(["stock-1"].into_iter().chain(fields.iter().map(String::as_str))),
            own: own.map(|column| (column, cell(column).clone())).collect(),
            content: content
                .into_iter()
                .filter(|(column, _)| !matches!(column, PostColumn::Account | PostColumn::Text))
                .map(|(column, cell)| (column, cell.clone()))
                .collect(),
        })
    }
}

/// The columns that say when a row is used, and how often.
const RULES: [StockColumn; 4] =
    [StockColumn::When, StockColumn::Rest, StockColumn::Times, StockColumn::Until];

impl StockRow {
    /// Reads one row by itself; see [`StockReader::read`].
    #[must_use]
    pub fn read(
        row: usize,
        cells: &[Cell],
        headings: &StockHeadings,
        place: &Place,
    ) -> Option<Self> {
        StockReader::new(headings, place).read(row, cells)
    }

    /// Returns the beginning of the text, on one line, for reports.
    #[must_use]
    pub fn excerpt(&self) -> String {
        text::excerpt(self.variants.iter().find(|it| !it.is_empty()).map_or("", String::as_str))
    }

    /// Reads an empty Account cell as the only account there is.
    pub fn belong_to(&mut self, account: &str) {
        if self.account == Err(CellError::Name(name::NameFault::Empty)) {
            self.account = Ok(account.to_owned());
        }
    }

    /// Returns one of the cells that the program writes, as it stands.
    #[must_use]
    pub fn own(&self, column: StockColumn) -> Option<&Cell> {
        self.own.iter().find(|(own, _)| *own == column).map(|(_, cell)| cell)
    }

    /// Returns the place of the text that a use takes, counted from 1, among the variants.
    #[must_use]
    pub fn variant_of(&self, use_number: u32) -> usize {
        let at = usize::try_from(use_number.saturating_sub(1)).unwrap_or_default();
        at % self.variants.len().max(1)
    }

    /// Returns the first filled column for which the tab Posts has none: nothing is left out in silence.
    #[must_use]
    pub fn missing_column(&self, posts: &PostHeadings) -> Option<PostColumn> {
        let mut columns = self.content.iter().map(|(column, _)| *column);
        columns.find(|column| posts.column(*column).is_none())
    }

    /// Returns the cells that a row of Posts gets for a use at that time, UTC, from its first column on; the time is
    /// what its cells show, and nothing stands in any column that the post does not need.
    #[must_use]
    pub fn post_cells(
        &self,
        variant: usize,
        at: DateTime<Utc>,
        posts: &PostHeadings,
        place: &Place,
    ) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut put = |index: Option<usize>, cell: Cell| {
            let Some(index) = index else { return };
            if cells.len() <= index {
                cells.resize_with(index + 1, Cell::default);
            }
            cells[index] = cell;
        };
        let time = chrono::SubsecRound::trunc_subsecs(place.wall(at), 0);
        if posts.has_date_and_time() {
            put(posts.column(PostColumn::Date), Cell::text(&time.format("%Y-%m-%d").to_string()));
            put(posts.column(PostColumn::Time), Cell::text(&time.format("%H:%M").to_string()));
        } else {
            put(posts.column(PostColumn::PublishAt), date_time(time));
        }
        let account = self.account.as_deref().unwrap_or_default();
        put(posts.column(PostColumn::Account), Cell::text(account));
        let text = self.variants.get(variant).map_or("", String::as_str);
        put(posts.column(PostColumn::Text), Cell::text(text));
        let media = self.content.iter().filter(|(column, _)| *column == PostColumn::Media);
        // All into the first of several columns, which is held by a guard.
        let media: Vec<&str> = media.map(|(_, cell)| cell.shown_text()).collect();
        put(posts.column(PostColumn::Media), Cell::text(&media.join("\n")));
        for (column, cell) in self.content.iter().filter(|(it, _)| *it != PostColumn::Media) {
            let written = match cell.value {
                Value::Bool(_) => Cell { formula: None, ..cell.clone() },
                _ => Cell::text(cell.shown_text()),
            };
            put(posts.column(*column), written);
        }
        cells
    }

    /// Returns the row as it stands with one of its texts, read as a row of Posts is: errors, pictures in cells and
    /// columns that are not carried out are found in it, which no row that is made of it holds any more.
    #[must_use]
    pub fn as_it_stands(&self, variant: usize, place: &Place) -> Option<PostRow> {
        let (cells, headings) = &self.cells;
        let headings = headings.as_ref()?;
        let mut cells = cells.clone();
        let text = headings.column(PostColumn::Text).and_then(|at| cells.get_mut(at));
        if let (Some(cell), Some(text)) = (text, self.variants.get(variant))
            && matches!(cell.value, Value::Text(_))
        {
            cell.value = Value::Text(text.clone());
        }
        Some(PostRow::read(self.row, &cells, headings, place))
    }

    /// Returns the row of Posts that a use would be, as it is read once it stands there.
    #[must_use]
    pub fn post(
        &self,
        variant: usize,
        at: DateTime<Utc>,
        posts: &PostHeadings,
        place: &Place,
    ) -> PostRow {
        PostRow::read(0, &self.post_cells(variant, at, posts, place), posts, place)
    }
}

fn is_filled(cell: &Cell) -> bool {
    !matches!(cell.value, Value::Empty | Value::Bool(false))
        && (cell.is_loading() || !fold(cell.shown_text()).is_empty())
}

/// Tells whether a cell that shows nothing may show a picture.
fn is_picture(cell: &Cell) -> bool {
    matches!(cell.beside, Beside::NoValue | Beside::Picture(_))
}

fn is_post(column: PostColumn) -> bool {
    matches!(column, PostColumn::Text | PostColumn::Media)
}

/// Returns what of a cell goes into the hash.
fn trace(cell: &Cell) -> String {
    if cell.is_empty() && !is_picture(cell) {
        return String::new();
    }
    if !is_filled(cell) && is_picture(cell) {
        return format!("picture {}", cell.formula.as_deref().unwrap_or_default());
    }
    match cell.error() {
        Some(error) => format!("error {error}"),
        None => text::folded(cell.shown_text()),
    }
}

/// Columns of Posts that have no meaning here: the rule says when a row is used, and it replies to nothing.
const UNUSED: [PostColumn; 6] = [
    PostColumn::PublishAt,
    PostColumn::Date,
    PostColumn::Time,
    PostColumn::ReplyTo,
    PostColumn::TreeId,
    PostColumn::TreeOrder,
];

/// Returns the header of the first filled cell that has no meaning here.
fn unused(cells: &[Cell], headings: &StockHeadings) -> Option<String> {
    let posts = headings.as_posts()?;
    let is_filled = |column: &usize| cells.get(*column).is_some_and(is_filled);
    let mut columns = UNUSED.into_iter().filter_map(|column| posts.column(column));
    let column = columns.find(is_filled)?;
    // Tabs of other tools have other words for it than ours.
    Some(headings.shown_header(column).unwrap_or_default().trim().to_owned())
}

/// Returns the filled cells that change whether and how a row is posted, beside those that make the post, each with a
/// key.
fn others<'a>(cells: &'a [Cell], headings: &StockHeadings) -> Vec<(String, &'a Cell)> {
    let Some(posts) = headings.as_posts() else { return Vec::new() };
    let unsupported = posts.unsupported().iter().map(|it| (it.column_idx, it.header.as_str()));
    let gates = posts.gates().iter().map(|(at, header)| (*at, header.as_str()));
    let unused = UNUSED.into_iter();
    let unused = unused.filter_map(|it| Some((posts.column(it)?, it.entry().key)));
    let cell = |(at, header)| Some((header, cells.get(at).filter(|cell| is_filled(cell))?));
    let filled = unsupported.chain(gates).chain(unused).filter_map(cell);
    filled.map(|(header, cell)| (format!("column {header}"), cell)).collect()
}

/// Returns a date cell, as the service shows one that the program has written.
fn date_time(time: NaiveDateTime) -> Cell {
    let shown = time.format("%Y-%m-%d %H:%M").to_string();
    let value = Value::Number(serial_of_instant(time));
    Cell { value, shown, format: Format::DateTime, ..Cell::default() }
}

fn key(column: StockColumn) -> String {
    match column {
        StockColumn::Post(column) => column.entry().key.to_owned(),
        StockColumn::When => "when".to_owned(),
        StockColumn::Rest => "rest".to_owned(),
        StockColumn::Times => "times".to_owned(),
        StockColumn::Until => "until".to_owned(),
        // These are the program's own, and in no hash.
        StockColumn::Used | StockColumn::LastUsed | StockColumn::Message | StockColumn::Receipt => {
            String::new()
        }
    }
}

/// The signs of which three alone on a line divide texts: what a keyboard gives for a hyphen, in any language.
const DIVIDERS: &str = "-－ｰー−—―‐‑–─━";

/// Divides a text by its lines that hold `---` alone. A longer ruler belongs to the text.
fn variants(text: &str) -> Vec<String> {
    let is_divider = |line: &str| {
        let mut signs = line.trim().chars().filter(|sign| !is_invisible(*sign));
        let three = [signs.next(), signs.next(), signs.next(), signs.next()];
        matches!(three, [Some(a), Some(b), Some(c), None] if a == b && b == c && DIVIDERS.contains(a))
    };
    let mut variants = vec![Vec::new()];
    for line in text.lines() {
        if is_divider(line) {
            variants.push(Vec::new());
        } else if let Some(last) = variants.last_mut() {
            last.push(line);
        }
    }
    variants.into_iter().map(|lines| lines.join("\n").trim().to_owned()).collect()
}

fn is_blank(cell: &Cell) -> bool {
    cell.value == Value::Bool(false) || fold(cell.shown_text()).is_empty()
}

fn read_rest(cell: &Cell) -> Result<Option<TimeDelta>, String> {
    if is_blank(cell) {
        return Ok(None);
    }
    rest(cell).map(Some).ok_or_else(|| cell.shown_text().to_owned())
}

fn read_times(cell: &Cell) -> Result<Option<u32>, String> {
    if is_blank(cell) {
        return Ok(None);
    }
    let number = match cell.value {
        Value::Number(number) if cell.format == Format::Plain => Some(number),
        Value::Text(_) => {
            let typed = fold(cell.shown_text());
            let counters = ["回", "times", "time"];
            let bare = counters.iter().find_map(|counter| typed.strip_suffix(counter));
            bare.unwrap_or(&typed).trim().parse().ok()
        }
        _ => None,
    };
    let whole = number.filter(|it| it.fract() == 0.0 && (1.0..=TIMES_MAX).contains(it));
    whole
        .and_then(|it| format!("{it}").parse().ok())
        .map(Some)
        .ok_or_else(|| cell.shown_text().to_owned())
}

fn read_until(cell: &Cell, place: &Place) -> Result<Option<DateTime<Utc>>, String> {
    if is_blank(cell) {
        return Ok(None);
    }
    let fault = || cell.shown_text().to_owned();
    // To the end of that day.
    let end_of = |date: NaiveDate| Ok(Some(place.midnight(date.succ_opt().ok_or_else(fault)?)));
    let read = |now| schedule::read(cell, place.zone, &place.locale, now);
    // An end that is another one as time goes on, like 1/15, would never come.
    let later = place.now.checked_add_signed(TimeDelta::days(200)).map(read);
    if let (Ok(now), Some(Ok(later))) = (read(place.now), later)
        && now != later
    {
        return Err(fault());
    }
    match read(place.now) {
        // A date cell without a time of day is read as its midnight.
        Ok(When::At(moment)) if cell.format == Format::Date => end_of(place.wall(moment.at).date()),
        Ok(When::At(moment)) => Ok(Some(moment.at)),
        Ok(When::NoTime(date)) => end_of(date),
        // A post is not planned for such a year, and an end may well be long ago, or as good as never.
        Err(told) if told.why == TimeFaultKind::YearTooFar => {
            end_of(far_date(cell).ok_or_else(fault)?)
        }
        Ok(When::Blank | When::After(_)) | Err(_) => Err(fault()),
    }
}

/// Reads a whole date of any year.
fn far_date(cell: &Cell) -> Option<NaiveDate> {
    if let Value::Number(serial) = cell.value {
        return instant_of_serial(serial).map(|time| time.date());
    }
    let typed = fold(cell.shown_text());
    let forms = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"];
    forms.into_iter().find_map(|form| NaiveDate::parse_from_str(&typed, form).ok())
}

fn read_status(cell: &Cell) -> Result<bool, String> {
    match PostStatus::read(cell) {
        Ok(PostStatus::Queued) => Ok(true),
        Ok(PostStatus::Draft) => Ok(false),
        Ok(_) => Err(cell.shown_text().to_owned()),
        Err(unknown) => Err(unknown.read),
    }
}

#[cfg(test)]
mod tests;
