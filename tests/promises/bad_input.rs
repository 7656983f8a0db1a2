//! What people really put into such sheets, and what becomes of it.
//!
//! Each case has a number, by which the end-to-end tests take up the rest. A case is a row as it
//! stands in the sheet; it is read and planned in both languages, as a run would.

mod accounts;
mod dates;
mod layout;
mod media;
mod rows;
mod texts;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use threadsheet::core::account::AccountRow;
use threadsheet::core::cell::{Cell, Format, Value};
use threadsheet::core::fault::CellNotice;
use threadsheet::core::headings::{
    AccountColumn, AccountHeadings, PostColumn, PostHeadings, PostStatus,
};
use threadsheet::core::journal::Journal;
use threadsheet::core::language::Language;
use threadsheet::core::moment::When;
use threadsheet::core::plan::{self, Decision, Limits, Plan, Row, Says, Sheet, Then};
use threadsheet::core::post::PostRow;
use threadsheet::core::seal::Seals;
use threadsheet::core::sheet::Place;
use threadsheet::core::text;

const LANGUAGES: [Language; 2] = [Language::English, Language::Japanese];

/// The account of the rows, unless a case says otherwise.
const ACCOUNT: &str = "my_shop";

/// A sheet as a run reads it, in one language.
struct Desk {
    language: Language,
    place: Place,
    accounts: Vec<Vec<Cell>>,
    posts: Vec<Vec<Cell>>,
    journal: Option<Journal>,
}

impl Desk {
    /// Returns a desk in Tokyo, on 2026-11-23 at 10:05, with one account and no posts.
    fn new(language: Language) -> Self {
        let now: DateTime<Utc> = "2026-11-23T01:05:00Z".parse().unwrap();
        let place = Place { zone: Tz::Asia__Tokyo, locale: "ja_JP".to_owned(), now };
        let title = |column: AccountColumn| Cell::text(column.header(language));
        let mut desk = Self {
            language,
            place,
            accounts: vec![AccountColumn::ALL.map(title).to_vec()],
            posts: vec![
                post_columns().iter().map(|column| Cell::text(column.header(language))).collect(),
            ],
            journal: Some(Journal::default()),
        };
        desk.account(&[
            (AccountColumn::Account, Cell::text(ACCOUNT)),
            (AccountColumn::Token, Cell::text(&token())),
        ]);
        desk
    }

    fn account(&mut self, cells: &[(AccountColumn, Cell)]) {
        self.accounts.push(line(&AccountColumn::ALL, cells));
    }

    fn post(&mut self, cells: &[(PostColumn, Cell)]) {
        self.posts.push(line(&post_columns(), cells));
    }

    fn account_rows(&self) -> Vec<AccountRow> {
        let headings = AccountHeadings::find(&self.accounts).unwrap();
        let rows = self.accounts.iter().enumerate().skip(headings.row_idx + 1);
        rows.filter_map(|(row, cells)| AccountRow::read(row, cells, &headings, &Seals::default()))
            .collect()
    }

    fn post_rows(&self) -> Vec<PostRow> {
        let headings = PostHeadings::find(&self.posts).unwrap();
        let rows = self.posts.iter().enumerate().skip(headings.row_idx + 1);
        rows.map(|(row, cells)| PostRow::read(row, cells, &headings, &self.place)).collect()
    }

    fn plan(&self) -> Plan {
        let posts: Vec<Row> =
            self.post_rows().into_iter().map(|post| Row::Open(Box::new(post))).collect();
        plan::plan(&Sheet {
            accounts: &self.account_rows(),
            posts: &posts,
            journal: self.journal.as_ref(),
            language: self.language,
            place: &self.place,
            limits: Limits::default(),
        })
    }

    /// Returns the decision about a row, from 0 under the header.
    fn decision(&self, post: usize) -> Option<Decision> {
        self.plan().posts.into_iter().find(|decision| decision.row == post + 1)
    }

    /// Returns everything that is said about a row: its message, and what was noticed in reading.
    fn words(&self, post: usize) -> String {
        let mut words: Vec<String> = Vec::new();
        if let Some(Decision { says: Says::This(message), .. }) = self.decision(post) {
            words.push(message.say(self.language));
        }
        if let Ok(When::At(moment)) = self.post_rows()[post].when {
            words.extend(moment.notice.map(|it| CellNotice::Moment(it).say(self.language)));
        }
        let at = post_columns().iter().position(|column| *column == PostColumn::Text).unwrap();
        let text = text::read_text(&self.posts[post + 1][at]).unwrap_or_default();
        words.extend(text.notices.iter().map(|it| CellNotice::Text(*it).say(self.language)));
        words.join(" ")
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    /// It goes out in this run, with this text.
    Posts(String),
    /// Its time was read as this wall-clock time in the sheet's zone.
    At(&'static str),
    /// Nothing is sent, and it stays as it is.
    Waits,
    /// It is refused.
    Failed,
    /// It was too late.
    Missed,
}

/// A row and what becomes of it.
struct Case {
    /// The case's number.
    number: u8,
    cells: Vec<(PostColumn, Cell)>,
    locale: &'static str,
    zone: Tz,
    outcome: Outcome,
    /// What is said, in part: English, Japanese. Both empty where nothing is.
    words: [&'static str; 2],
}

impl Case {
    fn new(number: u8, cells: Vec<(PostColumn, Cell)>, outcome: Outcome) -> Self {
        let (locale, zone) = ("ja_JP", Tz::Asia__Tokyo);
        Self { number, cells, locale, zone, outcome, words: ["", ""] }
    }

    fn says(self, english: &'static str, japanese: &'static str) -> Self {
        Self { words: [english, japanese], ..self }
    }

    fn locale(self, locale: &'static str) -> Self {
        Self { locale, ..self }
    }

    fn zone(self, zone: Tz) -> Self {
        Self { zone, ..self }
    }

    /// Plans the row in both languages, and compares what becomes of it and what is said.
    fn check(&self) {
        for language in LANGUAGES {
            let mut desk = Desk::new(language);
            self.locale.clone_into(&mut desk.place.locale);
            desk.place.zone = self.zone;
            desk.post(&self.cells);
            let post = desk.post_rows().remove(0);
            let name = format!("case {} {:?} in {language:?}", self.number, self.cells);
            let decision = desk.decision(0);
            let shows = decision.as_ref().and_then(|decision| decision.shows);
            let goes_out = decision.as_ref().is_some_and(|it| it.then == Then::Publish);
            match &self.outcome {
                Outcome::Posts(text) => {
                    assert!(goes_out, "{name}: {decision:?}");
                    assert_eq!(&post.draft.unwrap().text, text, "{name}");
                }
                Outcome::At(local) => {
                    let Ok(When::At(moment)) = post.when else { panic!("{name}: {:?}", post.when) };
                    let read = moment.at.with_timezone(&self.zone).format("%Y-%m-%d %H:%M:%S");
                    assert_eq!(read.to_string(), *local, "{name}");
                    assert_ne!(shows, Some(PostStatus::Failed), "{name}");
                }
                Outcome::Waits => {
                    assert!(!goes_out && shows.is_none(), "{name}: {decision:?}");
                }
                Outcome::Failed | Outcome::Missed => {
                    let stopped = match self.outcome {
                        Outcome::Failed => PostStatus::Failed,
                        _ => PostStatus::Missed,
                    };
                    assert!(!goes_out && shows == Some(stopped), "{name}: {decision:?}");
                }
            }
            let said = desk.words(0);
            let wanted = language.pick(self.words[0], self.words[1]);
            assert!(said.contains(wanted), "{name}: no {wanted:?} in {said:?}");
            assert_eq!(said.is_empty(), wanted.is_empty(), "{name}: {said:?}");
        }
    }
}

fn check_all(cases: &[Case]) {
    cases.iter().for_each(Case::check);
}

/// The columns of a Posts tab with Publish at.
fn post_columns() -> Vec<PostColumn> {
    let of_two = [PostColumn::Date, PostColumn::Time];
    PostColumn::ALL.into_iter().filter(|column| !of_two.contains(column)).collect()
}

/// Returns a row of cells in the order of the columns.
fn line<C: PartialEq>(columns: &[C], cells: &[(C, Cell)]) -> Vec<Cell> {
    let cell = |column: &C| cells.iter().find(|(its, _)| its == column).map(|(_, it)| it.clone());
    columns.iter().map(|column| cell(column).unwrap_or_default()).collect()
}

/// A post that is due, with one cell in place of the usual one.
fn due(column: PostColumn, cell: Cell) -> Vec<(PostColumn, Cell)> {
    let usual = [
        (PostColumn::Account, Cell::text(ACCOUNT)),
        (PostColumn::Text, Cell::text("おはよう")),
        (PostColumn::PublishAt, Cell::text("2026-11-23 10:00")),
    ];
    let mut cells: Vec<_> = usual.into_iter().filter(|(its, _)| *its != column).collect();
    cells.push((column, cell));
    cells
}

fn number(serial: f64, shown: &str, format: Format) -> Cell {
    Cell { value: Value::Number(serial), shown: shown.to_owned(), format, ..Cell::default() }
}

fn error(name: &str) -> Cell {
    Cell {
        value: Value::Error(name.to_owned()),
        shown: name.to_owned(),
        formula: Some("=A1".to_owned()),
        ..Cell::default()
    }
}

fn formula(formula: &str, result: Cell) -> Cell {
    Cell { formula: Some(formula.to_owned()), ..result }
}

fn ticked(is_ticked: bool) -> Cell {
    let shown = if is_ticked { "TRUE" } else { "FALSE" };
    Cell { value: Value::Bool(is_ticked), shown: shown.to_owned(), ..Cell::default() }
}

/// A token of no account, put together here so that the tree holds none.
fn token() -> String {
    ["TH", "AAQ", &"x1Yz".repeat(30)].concat()
}
