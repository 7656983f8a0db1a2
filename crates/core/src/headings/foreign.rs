//! Columns that have a name of the program's and are a person's own: they hold what it never writes.
//!
//! Message, Profile and Receipt are everyday words. A column of such a name that was there before the
//! program is left alone, and the program's own is made beside it under a name that nobody else uses.

use super::{Columns, Headings};
use crate::account_receipt::AccountReceipt;
use crate::cell::Cell;
use crate::columns::{AccountColumn, PostColumn, SettingColumn, StockColumn};
use crate::row_state::{Peek, State};
use crate::stock_state::StockState;

/// What tells that the program has been at a tab before.
#[derive(Debug, Clone, Copy, Default)]
pub struct Traces<'a> {
    /// The columns that hold a column guard of the program's, from 0.
    pub guarded: &'a [usize],
    /// Whether it has certainly written to this spreadsheet before, though no tab of it holds a column guard.
    pub is_known: bool,
}

/// What the cells of a column hold from the header row on: of each what it shows, or the formula that shows
/// nothing, and of the header its formula alone.
pub type Held<'a> = Vec<&'a str>;

/// How one tab's columns tell whether the program has written them.
struct Signs<C: 'static> {
    /// The columns that the program alone writes.
    written: fn() -> Vec<C>,
    receipt: C,
    /// Whether a Receipt cell holds a line of the program's.
    is_line: fn(&str) -> bool,
    /// Whether it holds one that somebody may have damaged.
    is_like_a_line: fn(&str) -> bool,
    /// Whether the row's line tells why the cell holds this.
    is_explained: fn(C, &str, &str) -> bool,
}

const OF_POSTS: Signs<PostColumn> = Signs {
    written: || PostColumn::written().collect(),
    receipt: PostColumn::Receipt,
    is_line: |cell| Peek::of(cell).is_some(),
    // Lenient on purpose: a damaged line must not make the Receipt column look like a person's own.
    is_like_a_line: |cell| cell.contains("h=") && cell.contains("n="),
    is_explained: |column, cell, line| {
        let posted = Peek::of(line).filter(|line| line.state == State::Posted);
        posted.is_some_and(|line| match column {
            PostColumn::Permalink => line.permalink == Some(cell.trim()),
            // The row state has no time in the form of the cell, so that there is a date is all that can be
            // asked.
            PostColumn::PublishedAt => true,
            _ => false,
        })
    },
};

const OF_ACCOUNTS: Signs<AccountColumn> = Signs {
    written: || AccountColumn::WRITTEN.to_vec(),
    receipt: AccountColumn::Receipt,
    is_line: |cell| AccountReceipt::parse(cell).is_some(),
    is_like_a_line: |cell| cell.contains("token=") || cell.contains("user="),
    is_explained: |column, cell, line| {
        let known = AccountReceipt::parse(line).filter(|known| !known.name.is_empty());
        column == AccountColumn::Profile
            && known.is_some_and(|known| {
                [known.name.as_str(), known.username()]
                    .iter()
                    .any(|n| cell.trim() == format!("@{n}"))
            })
    },
};

const OF_STOCK: Signs<StockColumn> = Signs {
    written: || StockColumn::WRITTEN.to_vec(),
    receipt: StockColumn::Receipt,
    is_line: |cell| StockState::parse(cell).is_some(),
    is_like_a_line: |cell| cell.contains("h=") && cell.contains("n="),
    // How often a row was used, and when, stands in its state; what else stands there a person has typed.
    is_explained: |column, _, line| {
        let is_told = matches!(column, StockColumn::Used | StockColumn::LastUsed);
        is_told && StockState::parse(line).is_some()
    },
};

impl Headings<StockColumn> {
    /// Leaves the columns to their owner that have a name of the program's and hold what it never writes.
    pub fn leave_foreign<'a>(&mut self, traces: &Traces, below: &dyn Fn(usize) -> Held<'a>) {
        self.leave(&OF_STOCK, traces, below);
    }

    /// Returns the header of a column that the program makes.
    #[must_use]
    pub fn own_header(&self, column: StockColumn) -> &'static str {
        let is_beside = self.is_beside(column);
        if is_beside { column.header_beside(self.language) } else { column.header(self.language) }
    }
}

impl Headings<PostColumn> {
    /// Leaves alone the columns that are a person's own, by what `below` says their cells hold.
    pub fn leave_foreign<'a>(&mut self, traces: &Traces, below: &dyn Fn(usize) -> Held<'a>) {
        self.leave(&OF_POSTS, traces, below);
    }

    /// Keeps to what was known of the columns, of which these hold a column guard.
    pub fn keep_to_known(&mut self, old: &Self, guarded: &[usize]) {
        self.keep_to(&OF_POSTS, old, guarded);
        self.keep_gates(old);
    }

    /// Returns the address of the post that a row is said to have become: where the program's own cell is
    /// empty, the one in a person's own column of the name.
    #[must_use]
    pub fn permalink<'a>(&self, cells: &'a [Cell]) -> &'a str {
        let shown = |at: usize| cells.get(at).map_or("", |cell| cell.shown_text().trim());
        let own = self.column(PostColumn::Permalink).map_or("", shown);
        let theirs = self.foreign.get(&PostColumn::Permalink).into_iter().flatten();
        // An address in a person's own column still says that the row was posted; any other note there says
        // nothing.
        let mut addresses = theirs.map(|at| shown(*at)).filter(|shown| shown.contains("://"));
        if own.is_empty() { addresses.next().unwrap_or_default() } else { own }
    }

    /// Returns the columns of which nobody can tell without their cells whose they are, and the one with
    /// the lines that help.
    #[must_use]
    pub fn doubtful(&self, traces: &Traces) -> Vec<usize> {
        self.in_doubt(&OF_POSTS, traces)
    }

    /// Returns the header of the program's own column, which stands beside a person's or does not.
    #[must_use]
    pub fn own_header(&self, column: PostColumn) -> &'static str {
        let is_beside = self.is_beside(column);
        if is_beside { column.header_beside(self.language) } else { column.header(self.language) }
    }
}

impl Headings<AccountColumn> {
    /// Leaves alone the columns that are a person's own, by what `below` says their cells hold.
    pub fn leave_foreign<'a>(&mut self, traces: &Traces, below: &dyn Fn(usize) -> Held<'a>) {
        self.leave(&OF_ACCOUNTS, traces, below);
    }

    /// Keeps to what was known of the columns, of which these hold a column guard.
    pub fn keep_to_known(&mut self, old: &Self, guarded: &[usize]) {
        self.keep_to(&OF_ACCOUNTS, old, guarded);
    }

    /// Returns the header of the program's own column, which stands beside a person's or does not.
    #[must_use]
    pub fn own_header(&self, column: AccountColumn) -> &'static str {
        let is_beside = self.is_beside(column);
        if is_beside { column.header_beside(self.language) } else { column.header(self.language) }
    }
}

impl Headings<SettingColumn> {
    /// Leaves the column Message to a person, unless the program's own stands beside it.
    pub fn leave_message(&mut self) {
        if !self.beside.contains(&SettingColumn::Message)
            && let Some(theirs) = self.columns.remove(&SettingColumn::Message)
        {
            self.foreign.insert(SettingColumn::Message, theirs);
        }
    }

    /// Tells whether the program's own Message column stands beside a person's.
    #[must_use]
    pub fn has_own_message(&self) -> bool {
        self.beside.contains(&SettingColumn::Message)
    }
}

impl<C: Copy + Ord> Headings<C> {
    /// Returns a person's own columns that have a name of the program's, from left to right.
    #[must_use]
    pub fn foreign(&self) -> Vec<(C, usize)> {
        let each = |(column, at): (&C, &Vec<usize>)| {
            let column = *column;
            at.iter().map(move |at| (column, *at)).collect::<Vec<_>>()
        };
        let mut foreign: Vec<(C, usize)> = self.foreign.iter().flat_map(each).collect();
        foreign.sort_by_key(|(_, at)| *at);
        foreign
    }

    /// Gives the program's columns that are missing beside a person's their places, the Receipt aside.
    pub fn plan(&mut self, first_free: usize, receipt: C) {
        let foreign = self.foreign.keys().copied();
        // The Receipt is made apart from these, by the first write: nothing can be sent without it.
        let missing = foreign.filter(|one| *one != receipt && !self.columns.contains_key(one));
        for (at, column) in (first_free..).zip(missing.collect::<Vec<C>>()) {
            self.columns.insert(column, vec![at]);
            self.planned.insert(column);
        }
    }

    /// Returns the columns that are still to be made, and their places.
    #[must_use]
    pub fn planned(&self) -> Vec<(C, usize)> {
        let mut planned: Vec<(C, usize)> = self
            .planned
            .iter()
            .filter_map(|column| Some((*column, self.column(*column)?)))
            .collect();
        planned.sort_by_key(|(_, at)| *at);
        planned
    }

    /// Tells whether a column is still to be made.
    #[must_use]
    pub fn is_planned(&self, column: C) -> bool {
        self.planned.contains(&column)
    }

    /// Takes note that a planned column cannot be made: the tab is without it in this run.
    pub fn leave_unmade(&mut self, column: C) {
        self.planned.remove(&column);
        self.columns.remove(&column);
    }

    /// Takes note that the columns have been made.
    pub fn made(&mut self) {
        self.planned.clear();
    }

    /// Tells whether the program's own column stands, or is to stand, beside a person's.
    fn is_beside(&self, column: C) -> bool {
        self.beside.contains(&column) || self.foreign.contains_key(&column)
    }

    /// Once the program's own column stands beside them, the others of the name are a person's for ever.
    pub(super) fn leave_what_is_beside(&mut self) {
        for column in &self.beside {
            let plain = self.plain.remove(column).unwrap_or_default();
            if !plain.is_empty() {
                self.foreign.insert(*column, plain);
            }
        }
    }
}

impl<C: Copy + Ord + 'static> Headings<C> {
    /// Keeps to what was known of the columns, once only the header row was read again: a column that has
    /// come since is left for the next run to look at.
    fn keep_to(&mut self, signs: &Signs<C>, old: &Self, guarded: &[usize]) {
        for column in (signs.written)().into_iter().filter(|column| *column != signs.receipt) {
            let rivals = self.plain.get(&column).into_iter().flatten();
            let own = rivals.copied().find(|at| guarded.contains(at));
            match (old.columns.contains_key(&column), own) {
                // The cells of a new column were not read, so nobody can say whose it is: writing there waits
                // for the next run.
                (false, _) => drop(self.columns.remove(&column)),
                (true, Some(own)) => drop(self.columns.insert(column, vec![own])),
                (true, None) => {}
            }
        }
    }

    fn in_doubt(&self, signs: &Signs<C>, traces: &Traces) -> Vec<usize> {
        let plain = self.plain.values().flatten().copied();
        let mut columns: Vec<usize> = plain.filter(|at| !traces.is_ours(*at)).collect();
        if !columns.is_empty() {
            // The Receipt tells which cells the program has written, so it is read along with any column in
            // doubt.
            columns.extend(self.column(signs.receipt).filter(|at| !columns.contains(at)));
        }
        columns
    }

    fn leave<'a>(&mut self, signs: &Signs<C>, traces: &Traces, below: &dyn Fn(usize) -> Held<'a>) {
        let lines = self.column(signs.receipt).map(below).unwrap_or_default();
        let is_in_use = lines.iter().any(|line| (signs.is_line)(line));
        let is_ours = |at: usize| {
            // Where a service keeps no column guards, a tab with lines of the program's is taken as it stands.
            traces.is_ours(at) || (is_in_use && traces.guarded.is_empty())
        };
        let is_foreign = |column: C, at: usize| {
            let cells = below(at);
            if column == signs.receipt {
                // An empty column is free to take, for the Receipt as for the others.
                let is_filled = cells.iter().any(|cell| !cell.trim().is_empty());
                return is_filled
                    && !cells
                        .iter()
                        .any(|cell| (signs.is_line)(cell) || (signs.is_like_a_line)(cell));
            }
            cells.iter().enumerate().any(|(row, cell)| {
                let line = lines.get(row).copied().unwrap_or_default();
                !cell.trim().is_empty() && !(signs.is_explained)(column, cell, line)
            })
        };
        let plain: Columns<C> = std::mem::take(&mut self.plain);
        for column in (signs.written)() {
            let Some(rivals) = plain.get(&column).filter(|rivals| !rivals.is_empty()) else {
                continue;
            };
            // A guard outweighs what the cells say: a person may have typed into the program's own column.
            let guarded = rivals.iter().find(|at| traces.guarded.contains(at)).copied();
            let (foreign, free): (Vec<usize>, Vec<usize>) =
                rivals.iter().partition(|at| !is_ours(**at) && is_foreign(column, **at));
            match guarded.or(free.first().copied()) {
                Some(own) => self.columns.insert(column, vec![own]),
                None => self.columns.remove(&column),
            };
            if !foreign.is_empty() {
                self.foreign.insert(column, foreign);
            }
        }
        self.plain = plain;
    }
}

impl Traces<'_> {
    fn is_ours(&self, column_idx: usize) -> bool {
        self.is_known || self.guarded.contains(&column_idx)
    }
}

/// Returns what cells hold, from the header row on; see [`Held`].
pub fn held<'a>(cells: impl Iterator<Item = Option<&'a Cell>>) -> Held<'a> {
    let held = cells.enumerate().map(|(at, cell)| {
        let formula = cell.and_then(|cell| cell.formula.as_deref()).unwrap_or_default();
        // The header's own text is known already; only a formula there, such as an array formula, fills the
        // cells below.
        let shown = cell.filter(|_| at > 0).map_or("", Cell::shown_text);
        if shown.trim().is_empty() { formula } else { shown }
    });
    held.collect()
}
