//! What a run decides about a desk, cell by cell, with no service in sight.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
mod again;
mod chains;
mod copied_chains;
mod copies;
mod copies_seen;
mod daily_cap;
mod delays;
mod earlier;
mod initial_write;
mod loading;
mod lookahead;
mod misplaced;
mod part_request;
mod repeats;
mod reply_after;
mod runs;
mod share;
mod slot_cells;
mod slots;
mod spacing;
mod stock;
mod table;
mod thread;
mod times;
mod trees;
mod unmarked;
mod unread_settings;
mod upcoming;
mod upcoming_stages;
mod used_chains;
mod week;
mod witness;

use super::*;
use crate::columns::AccountColumn;
use crate::headings::{AccountHeadings, PostHeadings};
use crate::log::Line;
use crate::post::StoredState;
use crate::reason::{Refusal, RowCode};
use crate::schedule;
use crate::seal::Seals;
use crate::transitions::WriterId;

/// The account of every row that names no other.
const SHOP: &str = "my_shop";

/// A sheet in Tokyo, as a run reads it at 10:05.
struct Desk {
    place: Place,
    accounts: Vec<AccountRow>,
    posts: Vec<Row>,
    log_lines: Option<LogLines>,
    limits: Limits,
}

impl Desk {
    /// Returns a desk with one account, no posts and an empty Log.
    fn new() -> Self {
        let zone = schedule::zone("Asia/Tokyo").unwrap();
        let now = "2026-11-23T01:05:00Z".parse().unwrap();
        let place = Place { zone, locale: "ja_JP".to_owned(), now };
        let log_lines = Some(LogLines::default());
        let mut desk = Self {
            place,
            accounts: Vec::new(),
            posts: Vec::new(),
            log_lines,
            limits: Limits::default(),
        };
        desk.account(&[]);
        desk
    }

    /// Adds an account: the usual one, with some cells in place of the usual ones.
    fn account(&mut self, cells: &[(AccountColumn, &str)]) {
        let titles = AccountColumn::ALL.map(|it| Cell::text(it.header(Language::English)));
        let headings = AccountHeadings::find(&[titles.to_vec()]).unwrap();
        let token = ["TH", "AAQ", &"x1Yz".repeat(30)].concat();
        let usual = [(AccountColumn::Account, SHOP), (AccountColumn::Token, token.as_str())];
        let row = self.accounts.len() + 1;
        let cells = line(&AccountColumn::ALL, cells, &usual);
        self.accounts.push(AccountRow::read(row, &cells, &headings, &Seals::default()).unwrap());
    }

    /// Reads a row that is due since five minutes, with some cells in place of the usual ones.
    fn read(&self, row: usize, cells: &[(PostColumn, &str)]) -> PostRow {
        let columns = columns();
        let titles = columns.iter().map(|it| Cell::text(it.header(Language::English))).collect();
        let headings = PostHeadings::find(&[titles]).unwrap();
        let usual = [
            (PostColumn::Account, SHOP),
            (PostColumn::Text, "hello"),
            (PostColumn::PublishAt, "2026-11-23 10:00"),
        ];
        PostRow::read(row, &line(&columns, cells, &usual), &headings, &self.place)
    }

    /// Adds a row under the last one, and returns it.
    fn post(&mut self, cells: &[(PostColumn, &str)]) -> usize {
        let row = self.posts.len() + 1;
        self.posts.push(Row::Open(Box::new(self.read(row, cells))));
        row
    }

    /// Adds a row whose Receipt says this of the words that stand in it.
    fn remembers(&mut self, state: State, cells: &[(PostColumn, &str)]) -> usize {
        let row = self.posts.len() + 1;
        let hash = self.read(row, cells).hash;
        let receipt = receipt(row, state, &hash).to_string();
        self.post(&[cells, &[(PostColumn::Receipt, &receipt)]].concat())
    }

    /// Adds a published row that shows everything.
    fn finished(&mut self, text: &str) -> usize {
        let row = self.posts.len() + 1;
        let post = self.read(row, &[(PostColumn::Text, text)]);
        let line = receipt(row, State::Posted, &post.hash).to_string().into();
        let text = post.planned_text().map(Box::new);
        self.posts.push(Row::Finished {
            row,
            account: SHOP.into(),
            line,
            text,
            publish_at: None,
            tree: None,
        });
        row
    }

    fn with<T>(&self, see: impl FnOnce(&Sheet) -> T) -> T {
        let limits = self.limits;
        let mut posts = self.posts.clone();
        place_in_trees(&mut posts);
        see(&Sheet {
            accounts: &self.accounts,
            posts: &posts,
            log_lines: self.log_lines.as_ref(),
            language: Language::English,
            place: &self.place,
            limits,
        })
    }

    fn plan(&self) -> Plan {
        self.with(plan)
    }

    fn upcoming(&self) -> Plan {
        self.with(upcoming)
    }

    /// Returns what is decided about a row, in a few words.
    fn decided(&self, row: usize) -> String {
        told(self.plan().posts.iter().find(|decision| decision.row == row))
    }

    /// Returns what is decided about a row.
    fn decision(&self, row: usize) -> Decision {
        let found = self.plan().posts.into_iter().find(|decision| decision.row == row);
        found.unwrap_or_else(|| panic!("nothing is decided about row {row}"))
    }

    /// Returns what the next run finds in the Receipt of a row, where that changes.
    fn next_line(&self, row: usize) -> Option<RowState> {
        self.next_line_under(row, None)
    }

    /// Returns the same of a row that answers the one with this id.
    fn next_line_under(&self, row: usize, parent: Option<&str>) -> Option<RowState> {
        let decision = self.plan().posts.into_iter().find(|decision| decision.row == row)?;
        self.with(|sheet| {
            let Row::Open(post) = &sheet.posts[row - 1] else { panic!("row {row} is not open") };
            let writer_id = WriterId { nonce: "n2", at: sheet.place.now };
            // The id is for a row that has none yet.
            decision.next_line(post, Some("rabcdefg8"), parent.map(str::to_owned), writer_id)
        })
    }

    /// Returns what a row says that is not finished.
    fn open(&self, row: usize) -> &PostRow {
        let Row::Open(post) = &self.posts[row - 1] else { panic!("row {row} is not open") };
        post
    }

    /// Returns the same, to change it.
    fn open_mut(&mut self, row: usize) -> &mut PostRow {
        let Row::Open(post) = &mut self.posts[row - 1] else { panic!("row {row} is not open") };
        post
    }

    /// Returns what a row remembers, to change it.
    fn line_mut(&mut self, row: usize) -> &mut RowState {
        let StoredState::Line(line) = &mut self.open_mut(row).stored else {
            panic!("row {row} has no line")
        };
        line
    }
}

/// The columns of a Posts tab with Publish at.
fn columns() -> Vec<PostColumn> {
    let of_two = [PostColumn::Date, PostColumn::Time];
    PostColumn::ALL.into_iter().filter(|column| !of_two.contains(column)).collect()
}

fn line<C: PartialEq>(columns: &[C], cells: &[(C, &str)], usual: &[(C, &str)]) -> Vec<Cell> {
    let cell = |column: &C| cells.iter().chain(usual).find(|(its, _)| its == column);
    columns.iter().map(|column| Cell::text(cell(column).map_or("", |(_, text)| text))).collect()
}

/// Returns the row state about the words with this hash.
fn receipt(row: usize, state: State, hash: &str) -> RowState {
    let id = format!("rabcdefg{row}");
    let written = "2026-11-23T01:00:00Z".parse().unwrap();
    let mut receipt = RowState::first(id, hash.to_owned(), "n1", written);
    receipt.state = state;
    receipt.container = (state == State::Trying).then(|| "179".to_owned());
    receipt
}

/// Returns the first row as one that is published with this line.
fn finished(line: impl Into<Box<str>>) -> Row {
    let (account, line) = (SHOP.into(), line.into());
    Row::Finished { row: 1, account, line, text: None, publish_at: None, tree: None }
}

/// Returns a decision in a few words: what the row state becomes, what is done, what is shown and said.
fn told(decision: Option<&Decision>) -> String {
    let Some(decision) = decision else { return "nothing".to_owned() };
    let name = |thing: String| thing.split([' ', '(']).next().unwrap_or_default().to_owned();
    let step = match &decision.step {
        Step::Keep => None,
        Step::Open(state) => Some(format!("open {state:?}")),
        Step::Erase => Some("erase".to_owned()),
        Step::Turn(state) => Some(format!("turn {state:?}")),
        Step::Restore(known) => Some(format!("restore {:?}", known.state)),
    };
    let then = (decision.then != Then::Nothing).then(|| format!("{:?}", decision.then));
    let shows = decision.shows.map(|status| format!("shows {status:?}"));
    let says = match &decision.says {
        Says::Keep => None,
        Says::Nothing => Some("says nothing".to_owned()),
        Says::This(message) => Some(format!("says {}", name(format!("{message:?}")))),
    };
    let parts = [step, then.map(|then| then.to_lowercase()), shows, says];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
