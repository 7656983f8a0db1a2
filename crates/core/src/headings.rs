//! Where a tab keeps what: the header row, the columns and the language.
//!
//! Knows the names of columns and nothing about the rows under them.

mod foreign;
mod partial;
mod tab_detection;
mod texts;
mod unsupported;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub use foreign::{Held, Traces, held};
pub use partial::PartialHeaders;
pub use tab_detection::{Stranger, Which, is_like, is_retired, which};
pub(crate) use texts::is_further_text;
pub use unsupported::Unsupported;

use crate::cell::{Cell, column_letters, fold};
use crate::columns::{
    ACCOUNT_NAMES, AccountColumn, LOG_NAMES, LOG_NAMES_BEFORE, LogColumn, Named, POST_NAMES,
    PostColumn, SETTING_NAMES, STOCK_NAMES, SettingColumn, StockColumn, header_in,
};
use crate::language::Language;
use crate::text::quoted;

/// How many rows from the top may hold the header; titles and notes stand above it.
pub const HEADER_ROWS_MAX: usize = 10;

/// The header row of a tab and where its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings<C> {
    /// The header row, counted from 0.
    pub row_idx: usize,
    /// The language of the headers, in which the program writes here.
    pub language: Language,
    columns: Columns<C>,
    /// Columns under the program's own names that are not, or not yet, known to be its own.
    plain: Columns<C>,
    /// Columns that the program has made beside a person's own of the usual name.
    beside: BTreeSet<C>,
    /// A person's own columns under a name of the program's.
    foreign: Columns<C>,
    /// Columns that the program will make beside them: they have their places, and are not there yet.
    planned: BTreeSet<C>,
    /// The columns of other tools, and those that nobody knows.
    others: Box<Others>,
}

/// The columns of a tab that are none of the program's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Others {
    /// Those that change what other tools post and that are not supported.
    unsupported: Vec<Unsupported>,
    /// Those that say by yes or no whether a row is meant for Threads, and their headers.
    gates: Vec<(usize, String)>,
    /// Those that nobody knows, and their headers.
    unknown: Vec<(usize, String)>,
    /// Of a tab that posts are made of, the same columns as those of a tab of posts.
    as_posts: Option<Arc<PostHeadings>>,
    /// Of such a tab, the header row as it stands.
    header_row: Vec<String>,
}

/// The columns of an Accounts tab.
pub type AccountHeadings = Headings<AccountColumn>;
/// The columns of a Posts tab.
pub type PostHeadings = Headings<PostColumn>;
/// The columns of a Log tab.
pub type LogHeadings = Headings<LogColumn>;
/// The columns of a Settings tab.
pub type SettingHeadings = Headings<SettingColumn>;
/// Where the Stock tab keeps what.
pub type StockHeadings = Headings<StockColumn>;

/// Why a tab cannot be read at all; it stops that tab before any call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadingFault {
    /// Two columns claim to be the same one.
    #[error("columns {first} and {second} are both named {header}")]
    Duplicate {
        /// The header as the first of the two shows it.
        header: String,
        /// Letters of the first column.
        first: String,
        /// Letters of the second column.
        second: String,
    },
    /// Columns without which nothing can be done are not there.
    #[error("missing columns: {}", missing.join(", "))]
    Missing {
        /// The missing headers, in the language of the tab.
        missing: Vec<&'static str>,
        /// The headers that were found in the likeliest row.
        found: Vec<String>,
    },
}

impl<C: Copy + Ord> Headings<C> {
    /// Returns a header row in which no column is known yet.
    fn at(row_idx: usize, language: Language) -> Self {
        let [columns, plain, foreign] = [const { Columns::new() }; 3];
        let [beside, planned] = [const { BTreeSet::new() }; 2];
        let others = Box::default();
        Self { row_idx, language, columns, plain, beside, foreign, planned, others }
    }

    /// Returns the index of a column, counted from 0; of the first one where there are several.
    #[must_use]
    pub fn column(&self, column: C) -> Option<usize> {
        self.columns(column).first().copied()
    }

    /// Returns the indexes of all columns that together make up one, in their order.
    #[must_use]
    pub fn columns(&self, column: C) -> &[usize] {
        self.columns.get(&column).map_or(&[], Vec::as_slice)
    }

    /// Returns the columns that change what other tools post and that are not supported here.
    #[must_use]
    pub fn unsupported(&self) -> &[Unsupported] {
        &self.others.unsupported
    }

    /// Returns the columns that say by yes or no whether a row is meant for Threads: their indexes, from 0, and
    /// their headers.
    #[must_use]
    pub fn gates(&self) -> &[(usize, String)] {
        &self.others.gates
    }

    /// Returns the columns that nobody knows: their indexes, from 0, and their headers.
    #[must_use]
    pub fn unknown(&self) -> &[(usize, String)] {
        &self.others.unknown
    }
}

impl Headings<AccountColumn> {
    /// Finds the header row of an Accounts tab.
    ///
    /// # Errors
    ///
    /// [`HeadingFault`] if a needed column is missing or there twice.
    pub fn find(rows: &[Vec<Cell>]) -> Result<Self, HeadingFault> {
        find(rows, ACCOUNT_NAMES, Self::missing)
    }

    /// Returns the columns without which nothing can be done.
    fn missing(there: &Columns<AccountColumn>) -> Vec<AccountColumn> {
        absent(there, &[AccountColumn::Account, AccountColumn::Token])
    }
}

impl Headings<PostColumn> {
    /// Finds the header row of a Posts tab.
    ///
    /// # Errors
    ///
    /// [`HeadingFault`] if a needed column is missing or there twice.
    pub fn find(rows: &[Vec<Cell>]) -> Result<Self, HeadingFault> {
        let found = find(rows, POST_NAMES, Self::missing)?;
        let row = rows.get(found.row_idx).map(Vec::as_slice).unwrap_or_default();
        Ok(found.look_beyond(row, rows))
    }

    /// Returns the columns without which nothing can be done.
    fn missing(there: &Columns<PostColumn>) -> Vec<PostColumn> {
        // Where there is one account, a row need not name it.
        let mut missing = absent(there, &[PostColumn::Text]);
        if there.contains_key(&PostColumn::Date) && !there.contains_key(&PostColumn::PublishAt) {
            // A desk with Date and no Publish at is one with two columns, so Time is what it lacks.
            missing.extend(absent(there, &[PostColumn::Time]));
        } else {
            missing.extend(absent(there, &[PostColumn::PublishAt]));
        }
        missing.extend(absent(there, &[PostColumn::Status]));
        missing
    }

    /// Returns the columns that a whole desk lacks: its rows name their account.
    fn missing_of_a_desk(there: &Columns<PostColumn>) -> Vec<PostColumn> {
        absent(there, &[PostColumn::Account]).into_iter().chain(Self::missing(there)).collect()
    }

    /// Leaves one of the two columns by which rows make up a tree where the other one is missing: which row comes first
    /// cannot be told then, so it is an unsupported column.
    fn leave_half_a_tree(&mut self) {
        let pair = [PostColumn::TreeId, PostColumn::TreeOrder];
        if !pair.iter().all(|column| self.columns.contains_key(column)) {
            self.columns.retain(|column, _| !pair.contains(column));
        }
    }

    /// Takes note of the unsupported columns, and of those that nobody knows.
    fn look_beyond(mut self, row: &[Cell], rows: &[Vec<Cell>]) -> Self {
        self.leave_half_a_tree();
        let known = self.columns.values().chain(self.foreign.values()).chain(self.plain.values());
        let known: BTreeSet<usize> = known.flatten().copied().collect();
        let unsupported = unsupported::columns(row, |at| {
            // A column that the program reads is supported, even where its name would be on the list.
            self.columns.values().any(|columns| columns.contains(&at))
        });
        let is_told = |at: usize| unsupported.iter().any(|it| it.column_idx == at);
        let others = row.iter().enumerate().filter(|(at, _)| !known.contains(at) && !is_told(*at));
        let others = others.filter_map(|(at, cell)| Some((at, header_of(cell)?)));
        let below =
            |at: usize| rows.iter().skip(self.row_idx + 1).filter_map(move |row| row.get(at));
        let (gates, unknown) =
            others.partition(|(at, header)| unsupported::is_gate(header, below(*at)));
        self.others = Box::new(Others { unsupported, gates, unknown, ..Others::default() });
        self
    }

    /// Keeps to the gates that were known: the top alone may not show what the cells further down are.
    fn keep_gates(&mut self, old: &Self) {
        let unknown = std::mem::take(&mut self.others.unknown);
        let was_gate = |header: &str| old.gates().iter().any(|(_, known)| known == header);
        let (gates, unknown): (Vec<_>, Vec<_>) =
            unknown.into_iter().partition(|(_, header)| was_gate(header));
        self.others.gates.extend(gates);
        self.others.unknown = unknown;
    }

    /// Tells whether date and time have columns of their own, which then count instead of Publish at.
    #[must_use]
    pub fn has_date_and_time(&self) -> bool {
        self.column(PostColumn::Date).is_some() && self.column(PostColumn::Time).is_some()
    }
}

impl Headings<LogColumn> {
    /// Returns the headings of a Log tab as it is made.
    #[must_use]
    pub fn of_a_new_tab(language: Language) -> Self {
        let columns = LogColumn::ALL.into_iter().enumerate();
        let columns = columns.map(|(idx, column)| (column, vec![idx])).collect();
        Self { columns, ..Self::at(0, language) }
    }

    /// Returns how many cells a line has, from the first column on.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns.values().flatten().max().map_or(0, |last| last + 1)
    }

    /// Finds the header row of a Log tab of ours; a tab that lacks one of its columns is a person's own.
    ///
    /// # Errors
    ///
    /// [`HeadingFault`] if any column is missing or there twice.
    pub fn find(rows: &[Vec<Cell>]) -> Result<Self, HeadingFault> {
        Self::find_with(rows, &LogColumn::ALL)
    }

    /// Finds the header row of a Log tab that the program itself has made: it may lack columns without
    /// which it still tells what was sent.
    ///
    /// # Errors
    ///
    /// [`HeadingFault`] if a needed column is missing or there twice.
    pub fn find_own(rows: &[Vec<Cell>]) -> Result<Self, HeadingFault> {
        // These tell what was sent for which row; without one of them a line is no evidence.
        let needed = [LogColumn::When, LogColumn::Row, LogColumn::What, LogColumn::Container];
        Self::find_with(rows, &needed)
    }

    /// Finds the header row by the headers of today or by those of earlier versions: a Log that is there goes
    /// on being the witness as it is. Of a Log with both, the ones further to the right were added.
    fn find_with(rows: &[Vec<Cell>], needed: &[LogColumn]) -> Result<Self, HeadingFault> {
        // Lines that landed above the header have pushed it down: it is looked for in all rows.
        let top = rows.get(..HEADER_ROWS_MAX).unwrap_or(rows);
        Self::find_among(top, needed)
            .or_else(|fault| Self::find_among(rows, needed).map_err(|_| fault))
    }

    fn find_among(rows: &[Vec<Cell>], needed: &[LogColumn]) -> Result<Self, HeadingFault> {
        let by = |names| find_among(rows, names, |there| absent(there, needed));
        match (by(LOG_NAMES), by(LOG_NAMES_BEFORE)) {
            (Ok(today), Ok(before)) => {
                match today.column(LogColumn::Row).cmp(&before.column(LogColumn::Row)) {
                    Ordering::Less => Ok(today),
                    _ => Ok(before),
                }
            }
            (Err(_), Ok(before)) => Ok(before),
            (found, Err(_)) => found,
        }
    }
}

impl Headings<SettingColumn> {
    /// Finds the header row of a Settings tab; one without Message is read and told nothing.
    ///
    /// # Errors
    ///
    /// [`HeadingFault`] if a needed column is missing or there twice.
    pub fn find(rows: &[Vec<Cell>]) -> Result<Self, HeadingFault> {
        let needed = [SettingColumn::Setting, SettingColumn::Value];
        find(rows, SETTING_NAMES, |there| absent(there, &needed))
    }
}

impl Headings<StockColumn> {
    /// Finds the header row of the Stock tab.
    ///
    /// # Errors
    ///
    /// [`HeadingFault`] for a tab without Text and When: it is a person's own, whatever its title is.
    pub fn find(rows: &[Vec<Cell>]) -> Result<Self, HeadingFault> {
        let needed = [StockColumn::Post(PostColumn::Text), StockColumn::When];
        let mut found = find(rows, STOCK_NAMES, |there| absent(there, &needed))?;
        found.others.as_posts = Some(Arc::new(found.find_posts(rows)?));
        let header_row = rows.get(found.row_idx).into_iter().flatten();
        found.others.header_row = header_row.map(|cell| cell.shown_text().to_owned()).collect();
        Ok(found)
    }

    /// Returns the header of a column, from 0, as it stands in the tab.
    #[must_use]
    pub fn shown_header(&self, column: usize) -> Option<&str> {
        self.others.header_row.get(column).map(String::as_str)
    }

    /// Returns the columns that make a post, and those that change one and are not carried out, as a tab of posts has
    /// them: what stands in a stock row is read by the same rules.
    #[must_use]
    pub fn as_posts(&self) -> Option<&Arc<PostHeadings>> {
        self.others.as_posts.as_ref()
    }

    fn find_posts(&self, rows: &[Vec<Cell>]) -> Result<PostHeadings, HeadingFault> {
        let mut row = rows.get(self.row_idx).cloned().unwrap_or_default();
        let of_stock = self.columns.iter().filter(|(it, _)| !matches!(it, StockColumn::Post(_)));
        let plain = self.plain.iter().filter(|(it, _)| !matches!(it, StockColumn::Post(_)));
        for at in of_stock.chain(plain).flat_map(|(_, columns)| columns) {
            if let Some(header) = row.get_mut(*at) {
                *header = Cell::default();
            }
        }
        let known = KnownNames::of(POST_NAMES);
        let found = Candidates::of(&row, &known).settle(self.row_idx, &row, POST_NAMES)?;
        Ok(found.look_beyond(&row, rows))
    }
}

type Columns<C> = BTreeMap<C, Vec<usize>>;

/// Returns those of the wanted columns that are not there.
fn absent<C: Copy + Ord>(there: &Columns<C>, wanted: &[C]) -> Vec<C> {
    wanted.iter().copied().filter(|column| !there.contains_key(column)).collect()
}

/// Finds the header among the rows that may hold it.
fn find<C: Copy + Ord>(
    rows: &[Vec<Cell>],
    names: &'static [Named<C>],
    missing: impl Fn(&Columns<C>) -> Vec<C>,
) -> Result<Headings<C>, HeadingFault> {
    find_among(rows.get(..HEADER_ROWS_MAX).unwrap_or(rows), names, missing)
}

/// Finds the first row that has every needed column, else says what the likeliest row lacks.
fn find_among<C: Copy + Ord>(
    rows: &[Vec<Cell>],
    names: &'static [Named<C>],
    missing: impl Fn(&Columns<C>) -> Vec<C>,
) -> Result<Headings<C>, HeadingFault> {
    // The likeliest row counts from 1, so that 0 can mean that there is none yet.
    let mut likeliest = (0, Candidates::default());
    let known = KnownNames::of(names);
    for (row_idx, row) in rows.iter().enumerate() {
        let candidates = Candidates::of(row, &known);
        // The first complete row wins: a second one below it is somebody's data or an example.
        if missing(&candidates.all()).is_empty() {
            return candidates.settle(row_idx, row, names);
        }
        // Where no header is known at all, the first filled row is shown as what was found.
        let weight = (candidates.0.len(), usize::from(row.iter().any(|cell| !cell.is_empty())));
        if weight > (likeliest.1.0.len(), usize::from(likeliest.0 > 0)) {
            likeliest = (row_idx + 1, candidates);
        }
    }
    let (row_number, candidates) = likeliest;
    let row = row_number.checked_sub(1).and_then(|row_idx| rows.get(row_idx));
    let found: Vec<String> = row.into_iter().flatten().filter_map(header_of).collect();
    // With no known header the language can only be guessed, by the script of what stands there.
    let is_unknown = candidates.0.is_empty() && found.iter().any(|header| is_japanese(header));
    let language = if is_unknown { Language::Japanese } else { candidates.language() };
    let missing = missing(&candidates.all());
    let missing = missing.into_iter().map(|column| header_in(names, &column, language)).collect();
    Err(HeadingFault::Missing { missing, found })
}

/// Returns the header that a cell shows, on one line; `None` for a blank or an error. Where the headers are
/// gone, what is taken for them may be an account's row, its token included.
#[must_use]
pub fn header_of(cell: &Cell) -> Option<String> {
    let shown = cell.shown_text().split_whitespace().collect::<Vec<_>>().join(" ");
    // A header may contain a line break, which people put there to keep a column narrow.
    (!shown.is_empty() && cell.error().is_none()).then(|| quoted(&shown))
}

/// Tells whether a header has a sign that only Japanese is written with, or Chinese: no other language's
/// accents count.
fn is_japanese(header: &str) -> bool {
    header.chars().any(|sign| {
        matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')
    })
}

/// How close a header is to a column's own name; the closest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kin {
    /// The name of a column that the program has made beside a person's own.
    Beside,
    /// The column's own name.
    Own,
    /// What another tool calls it; the place in the list of such names.
    Alias(usize),
}

/// One header that may stand for a column.
struct Candidate<C> {
    column: C,
    column_idx: usize,
    language: Language,
    kin: Kin,
    /// The header without spaces and signs, and without its number.
    family: String,
    number: u32,
}

/// The headers of one row that may stand for columns, from left to right.
struct Candidates<C>(Vec<Candidate<C>>);

impl<C> Default for Candidates<C> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<C: Copy + Ord> Candidates<C> {
    fn of(row: &[Cell], names: &KnownNames<C>) -> Self {
        let headers =
            row.iter().enumerate().filter_map(|(idx, cell)| Some((idx, header_of(cell)?)));
        Self(headers.filter_map(|(idx, header)| names.candidate(idx, &header)).collect())
    }

    /// Returns every column that some header may stand for.
    fn all(&self) -> Columns<C> {
        let mut columns = Columns::new();
        for candidate in &self.0 {
            columns.entry(candidate.column).or_insert_with(Vec::new).push(candidate.column_idx);
        }
        columns
    }

    /// Returns the language of most headers; of the first one where it is a draw.
    fn language(&self) -> Language {
        let japanese = self.0.iter().filter(|c| c.language == Language::Japanese).count();
        let first = self.0.first().map_or(Language::English, |candidate| candidate.language);
        match japanese.cmp(&(self.0.len() - japanese)) {
            Ordering::Greater => Language::Japanese,
            Ordering::Less => Language::English,
            Ordering::Equal => first,
        }
    }

    /// Chooses one header for each column: its own name in the tab's language, then in the other, then an
    /// alias, in the order of the list.
    fn settle(
        &self,
        row_idx: usize,
        row: &[Cell],
        names: &'static [Named<C>],
    ) -> Result<Headings<C>, HeadingFault> {
        let language = self.language();
        let rank = |c: &Candidate<C>| (c.kin, c.language != language);
        let mut settled = Headings::at(row_idx, language);
        for Named { column, names } in names {
            let mut rivals: Vec<_> = self.0.iter().filter(|c| c.column == *column).collect();
            if names.is_numbered {
                let firsts: Vec<_> = rivals.iter().map(|c| first_of_family(c, &rivals)).collect();
                // Families go by where they begin, and each by its numbers: `画像2` may stand to the left of
                // `画像1`.
                let mut ordered: Vec<_> = firsts.into_iter().zip(rivals).collect();
                ordered.sort_by_key(|(first, c)| (*first, c.number, c.column_idx));
                rivals = ordered.into_iter().map(|(_, candidate)| candidate).collect();
                refuse_twins(row, &rivals, |a, b| (&a.family, a.number) == (&b.family, b.number))?;
            } else {
                // Only the two best can be twins that matter: a lesser name beside the best one is simply
                // another column.
                rivals.sort_by_key(|c| (rank(c), c.column_idx));
                refuse_twins(row, rivals.get(..2).unwrap_or_default(), |a, b| rank(a) == rank(b))?;
            }
            if names.beside.is_some() {
                let plain = rivals.iter().filter(|c| c.kin == Kin::Own);
                // Whether such a column is a person's own can only be told by its cells, which are not looked
                // at here.
                settled.plain.insert(*column, plain.map(|c| c.column_idx).collect());
            }
            if !names.is_numbered {
                rivals.truncate(1);
            }
            if rivals.iter().any(|c| c.kin == Kin::Beside) {
                settled.beside.insert(*column);
            }
            if !rivals.is_empty() {
                let columns = rivals.iter().map(|c| c.column_idx).collect();
                settled.columns.insert(*column, columns);
            }
        }
        settled.leave_what_is_beside();
        Ok(settled)
    }
}

/// Returns where the numbered family of a header begins.
fn first_of_family<C>(candidate: &Candidate<C>, rivals: &[&Candidate<C>]) -> usize {
    let family = rivals.iter().filter(|rival| rival.family == candidate.family);
    family.map(|rival| rival.column_idx).min().unwrap_or(candidate.column_idx)
}

/// Refuses neighbours that are the same header.
fn refuse_twins<C>(
    row: &[Cell],
    rivals: &[&Candidate<C>],
    same: impl Fn(&Candidate<C>, &Candidate<C>) -> bool,
) -> Result<(), HeadingFault> {
    let twins = rivals.iter().zip(rivals.iter().skip(1)).find(|(a, b)| same(a, b));
    let Some((first, second)) = twins else { return Ok(()) };
    Err(HeadingFault::Duplicate {
        header: row.get(first.column_idx).and_then(header_of).unwrap_or_default(),
        first: column_letters(first.column_idx),
        second: column_letters(second.column_idx),
    })
}

/// What the columns of a tab are called, as headers are compared: made once for all headers of a tab.
struct KnownNames<C: 'static> {
    /// The columns' own names.
    own: HashMap<String, (C, Language, Kin)>,
    /// What other tools call a column, and its place in the table.
    aliases: HashMap<String, (usize, C, Kin)>,
    /// The same for numbered columns, without their numbers.
    families: HashMap<String, (usize, C, Kin)>,
}

impl<C: Copy> KnownNames<C> {
    /// Of two columns with one name, the first in the table counts.
    fn of(table: &'static [Named<C>]) -> Self {
        let (mut own, mut aliases, mut families) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (at, Named { column, names }) in table.iter().enumerate() {
            let beside = names.beside.map(|beside| (Kin::Beside, beside));
            for (kin, called) in [(Kin::Own, names.header)].into_iter().chain(beside) {
                for language in Language::ALL {
                    let called = squeeze(called.get(language), &[' ']);
                    own.entry(called).or_insert((*column, language, kin));
                }
            }
            // The header itself counts as an alias here, so that a numbered one such as `Media 2` is found.
            let headers = Language::ALL.map(|language| names.header.get(language));
            let headers = headers.iter().copied().filter(|_| names.is_numbered);
            for (place, alias) in headers.chain(names.aliases.iter().copied()).enumerate() {
                let alias = squeeze(alias, SIGNS);
                let known = (at, *column, Kin::Alias(place));
                if names.is_numbered {
                    families.entry(alias.clone()).or_insert(known);
                }
                aliases.entry(alias).or_insert(known);
            }
        }
        Self { own, aliases, families }
    }

    /// Returns what a header stands for, if anything.
    fn candidate(&self, column_idx: usize, header: &str) -> Option<Candidate<C>> {
        let plain = squeeze(header, &[' ']);
        // Own names come before all aliases: an alias of one column may be the name of another.
        if let Some(&(column, language, kin)) = self.own.get(&plain) {
            return Some(Candidate { column, column_idx, language, kin, family: plain, number: 0 });
        }
        // Aliases are not sorted by language; one in Latin letters counts as English.
        let language = if header.is_ascii() { Language::English } else { Language::Japanese };
        let plain = squeeze(header, SIGNS);
        let (family, number) = numbered(&plain);
        let whole = self.aliases.get(&plain).map(|known| (known, plain, 0));
        let part = self.families.get(&family).map(|known| (known, family, number));
        let either = whole.into_iter().chain(part);
        // Of one column's, the whole header comes first.
        let (&(_, column, kin), family, number) = either.min_by_key(|((at, ..), ..)| *at)?;
        Some(Candidate { column, column_idx, language, kin, family, number })
    }
}

/// Signs between the words of a header, which other tools set as they like.
const SIGNS: &[char] = &[' ', '_', '-'];

/// Returns a header as it is compared, without the given signs. Among those of other tools is an `s` that may be
/// meant or not: `Link(s)`.
fn squeeze(header: &str, signs: &[char]) -> String {
    let plain = fold(header).replace(signs, "");
    if signs == SIGNS { plain.replace("(s)", "") } else { plain }
}

/// Takes the number off a header such as `画像3` or `画像url2枚目`.
fn numbered(header: &str) -> (String, u32) {
    let stem = header.strip_suffix("枚目").or(header.strip_suffix("本目")).unwrap_or(header);
    let family = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    // No digits, or too many for a number, mean no number.
    (family.to_owned(), stem[family.len()..].parse().unwrap_or(0))
}

#[cfg(test)]
mod tests;
