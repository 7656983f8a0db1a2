//! A practice spreadsheet in one language, into which cases are typed.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use threadsheet::config::{Config, RunScope};
use threadsheet::preview;
use threadsheet::report::Report;
use threadsheet::report::preview::Preview;
use threadsheet::run;
use threadsheet_core::columns::{AccountColumn, PostColumn, Tab};
use threadsheet_core::headings::HEADER_ROWS_MAX;
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_core::seal::Keys;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::clock::Clock;
use threadsheet_practice::server::Server;
use threadsheet_practice::sheets::{CellAddress, Role, Seed};
use threadsheet_practice::threads::{DESK_SCOPES, Post, Processing};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{EMAIL, LIFE, Practice, SHEET};
use tokio::sync::watch;

pub(super) const LANGUAGES: [Language; 2] = [Language::English, Language::Japanese];

/// The account of the rows, unless a case says otherwise.
pub(super) const ACCOUNT: &str = "my_shop";

/// When every case is read: on 2026-11-23 at 10:05 in Tokyo.
pub(super) const NOW: &str = "2026-11-23T01:05:00Z";

/// A spreadsheet with the usual tabs, headers in one language, and four accounts: [`ACCOUNT`] and `my_cafe` are
/// well, `my_bar` is switched off, and `my_inn` has no token.
pub(super) struct Desk {
    pub(super) practice: Practice,
    pub(super) language: Language,
}

impl Desk {
    /// Lays out a desk with which a run has been before, so that a late post is not of an old plan.
    pub(super) async fn new(language: Language, locale: &str, zone: Tz) -> Self {
        let desk = Self::untouched(language, locale, zone).await;
        desk.run().await;
        desk
    }

    /// Lays out a desk that no run has looked at.
    pub(super) async fn untouched(language: Language, locale: &str, zone: Tz) -> Self {
        let now: DateTime<Utc> = NOW.parse().unwrap();
        let mut world = World::new(Clock::at(now));
        world.threads.quirks.processing = Processing::at_once();
        world.sheets.add(SHEET, "Desk", locale, zone.name());
        world.sheets.share(SHEET, EMAIL, Role::Writer);
        let seed = |header: &str| Seed::Text(header.to_owned());
        let accounts: Vec<Seed> =
            AccountColumn::ALL.iter().map(|column| seed(column.header(language))).collect();
        let posts = post_columns().map(|column| seed(column.header(language))).collect();
        world.sheets.add_tab(SHEET, 11, Tab::Accounts.title(language), vec![accounts]);
        world.sheets.add_tab(SHEET, 22, Tab::Posts.title(language), vec![posts]);
        let world = world.share();
        let server = Server::start(world.clone()).await.unwrap();
        let practice = Practice {
            keys: Keys::default(),
            world,
            server,
            started: now,
            settle: Duration::from_mins(10),
            scope: RunScope::Both,
            time_scale: TimeScale::hurried(20),
            budget: Duration::from_mins(1),
            spreadsheet: SHEET.to_owned(),
            app_secret: None,
        };
        let desk = Self { practice, language };
        for (row, name) in [(2, ACCOUNT), (3, "my_cafe"), (4, "my_bar"), (5, "my_inn")] {
            let token = desk.issue(name);
            desk.type_account(row, AccountColumn::Account, name);
            desk.type_account(row, AccountColumn::Token, &token);
        }
        desk.type_account(4, AccountColumn::Enabled, "FALSE");
        desk.type_account(5, AccountColumn::Token, "");
        desk
    }

    /// Returns a token that was issued to an account two days ago, as its owner would paste it.
    pub(super) fn issue(&self, account: &str) -> String {
        let mut world = enter(&self.practice.world);
        world.threads.add_account(account);
        let issued = self.practice.started - TimeDelta::days(2);
        world.threads.issue_token(account, issued, LIFE, &DESK_SCOPES)
    }

    /// Types into the Accounts tab: the row from 1, as the sheet counts.
    pub(super) fn type_account(&self, row: usize, column: AccountColumn, typed: &str) {
        let tab = Tab::Accounts.title(self.language);
        self.practice.type_in(tab, row, column.header(self.language), typed);
    }

    /// Types into the Posts tab: the row from 1, as the sheet counts.
    pub(super) fn type_post(&self, row: usize, column: PostColumn, typed: &str) {
        let tab = Tab::Posts.title(self.language);
        self.practice.type_in(tab, row, column.header(self.language), typed);
    }

    /// Adds the two columns of a tree at the right end, where the tab lacks them.
    pub(super) fn add_tree_columns(&self) {
        let tab = Tab::Posts.title(self.language);
        let shown = self.practice.shown_row(tab, 1);
        if shown.iter().any(|name| name == PostColumn::TreeId.header(self.language)) {
            return;
        }
        let mut world = enter(&self.practice.world);
        let now = world.clock.now();
        for (at, column) in (shown.len()..).zip(TREE) {
            let place = CellAddress::new(SHEET, tab, 0, at);
            world.sheets.type_in(place, column.header(self.language), now);
        }
    }

    /// Returns what a cell of the Accounts tab shows.
    pub(super) fn account(&self, row: usize, column: AccountColumn) -> String {
        self.cell(Tab::Accounts, row, column.header(self.language))
    }

    /// Returns what a cell of the Posts tab shows.
    pub(super) fn post(&self, row: usize, column: PostColumn) -> String {
        self.cell(Tab::Posts, row, column.header(self.language))
    }

    /// Returns what a cell shows, by the header of its column, in whichever row that stands.
    pub(super) fn cell(&self, tab: Tab, row: usize, header: &str) -> String {
        let title = tab.title(self.language);
        let mut rows = (1..=HEADER_ROWS_MAX).map(|row| self.practice.shown_row(title, row));
        let column = rows.find_map(|row| row.iter().position(|cell| cell == header));
        let column = column.unwrap_or_else(|| panic!("no column {header} in {title}"));
        self.practice.shown_row(title, row).get(column).cloned().unwrap_or_default()
    }

    /// Returns what the desk is asked to do, and when.
    pub(super) fn config(&self) -> Config {
        Config { now: Some(self.practice.started), ..self.practice.config() }
    }

    /// Runs the job.
    pub(super) async fn run(&self) -> Report {
        self.practice.run_with(&self.config()).await
    }

    /// Runs the job, and says why where it ended early.
    pub(super) async fn try_run(&self) -> Result<Report, RunError> {
        let (_sender, halt) = watch::channel(false);
        run::run(&self.config(), &|_| {}, halt).await
    }

    /// Looks at what is coming, changing nothing.
    pub(super) async fn preview(&self) -> Preview {
        preview::preview(&self.config(), &|_| {}).await.unwrap()
    }

    /// Returns all that the spreadsheet shows outside of the column Token.
    pub(super) fn cells_beside_tokens(&self) -> String {
        let tabs = [Tab::Accounts, Tab::Posts, Tab::Log];
        let shown = tabs.iter().map(|tab| (*tab, self.practice.shown(tab.title(self.language))));
        let cells = shown.flat_map(|(tab, rows)| {
            let is_beside = move |at: &usize| tab != Tab::Accounts || *at != 1;
            rows.into_iter().flat_map(move |row| {
                row.into_iter()
                    .enumerate()
                    .filter(move |(at, _)| is_beside(at))
                    .map(|(_, cell)| cell)
            })
        });
        cells.collect::<Vec<_>>().join("\n")
    }

    /// Returns what became public for a row, by its Permalink.
    pub(super) fn sent(&self, row: usize) -> Option<Post> {
        let permalink = self.post(row, PostColumn::Permalink);
        self.practice.public().into_iter().find(|post| post.permalink == permalink)
    }
}

/// The columns by which rows of other tools make up a tree.
pub(super) const TREE: [PostColumn; 2] = [PostColumn::TreeId, PostColumn::TreeOrder];

/// The columns of a Posts tab with Publish at, and without further parts of a thread and those of a tree.
pub(super) fn post_columns() -> impl Iterator<Item = PostColumn> {
    let of_other_columns = [PostColumn::Date, PostColumn::Time, PostColumn::ReplyAfter];
    let left_out = [&of_other_columns[..], &TREE].concat();
    let is_left_out =
        move |column: &PostColumn| left_out.contains(column) || column.part().is_some();
    PostColumn::ALL.into_iter().filter(move |column| !is_left_out(column))
}
