//! A practice desk for the tests: a sheet as a person would fill it in, and runs of the real job on it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test a panic is the answer"
)]
#![allow(clippy::missing_errors_doc, clippy::must_use_candidate)]

use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use serde_json::json;
use threadsheet::config::{Config, Credentials, RunScope, Typed};
use threadsheet::report::{PostLine, PostOutcome, Report};
use threadsheet::run;
use threadsheet_core::plan::Limits;
use threadsheet_core::run_error::RunError;
use threadsheet_core::seal::{KEY_BYTES, Keys, Seals, new_key};
use threadsheet_core::shard::Shard;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_core::token::Token;
use threadsheet_practice::clock::Clock;
use threadsheet_practice::server::Server;
use threadsheet_practice::sheets::{CellAddress, Role, Seed};
use threadsheet_practice::threads::{DESK_SCOPES, Post, Processing};
use threadsheet_practice::world::{Seen, Shared, World, enter};
use tokio::sync::watch;

/// The id of the spreadsheet.
pub const SHEET: &str = "practice-desk";
/// The service account that it is shared with.
pub const EMAIL: &str = "threadsheet@practice.iam.gserviceaccount.com";
/// The title of the tab of accounts.
pub const ACCOUNTS: &str = "Accounts";
/// The title of the tab of posts.
pub const POSTS: &str = "Posts";
/// The title of the Log.
pub const LOG: &str = "Log";
/// The title of the tab of settings.
pub const SETTINGS: &str = "Settings";

/// How long a token lives.
pub const LIFE: TimeDelta = TimeDelta::days(60);

/// The headers of the tab of accounts.
pub const ACCOUNT_HEADERS: [&str; 7] =
    ["Account", "Token", "Token refreshed", "Token expires", "Profile", "Token status", "Enabled"];
/// The headers of the tab of posts.
pub const POST_HEADERS: [&str; 13] = [
    "Account",
    "Text",
    "Publish at",
    "Media",
    "Alt text",
    "Topic",
    "Link",
    "Reply control",
    "Reply to",
    "Status",
    "Published at",
    "Permalink",
    "Message",
];

/// A row of the Posts tab as a person fills it in.
#[derive(Clone)]
pub struct Row {
    /// Which account posts it.
    pub account: &'static str,
    /// The text.
    pub text: String,
    /// Minutes from now; none leaves the cell empty.
    pub due: Option<i64>,
    /// Addresses of media, one a line.
    pub media: &'static str,
    /// Alternative texts, one a line.
    pub alt: &'static str,
    /// The topic tag.
    pub topic: &'static str,
    /// The address of the link card.
    pub link: &'static str,
    /// Who can reply.
    pub reply_control: &'static str,
    /// What it replies to.
    pub reply_to: &'static str,
    /// What the person typed as its status.
    pub status: &'static str,
}

/// Returns a text that was due five minutes ago.
pub fn due(account: &'static str, text: &str) -> Row {
    Row {
        account,
        text: text.to_owned(),
        due: Some(-5),
        media: "",
        alt: "",
        topic: "",
        link: "",
        reply_control: "",
        reply_to: "",
        status: "",
    }
}

/// A practice world with one desk in it.
pub struct Practice {
    /// The practice world.
    pub world: Shared,
    /// Where it is served.
    pub server: Server,
    /// When the desk was laid out, by the clock of the world.
    pub started: DateTime<Utc>,
    /// How long a publish with no known outcome is left alone.
    pub settle: Duration,
    /// Which parts of the job its runs do.
    pub scope: RunScope,
    /// By what factor pauses and time-outs are shorter.
    pub time_scale: TimeScale,
    /// Within which time its runs end.
    pub budget: Duration,
    /// The spreadsheet as its runs are told of it.
    pub spreadsheet: String,
    /// The secret of the Threads app.
    pub app_secret: Option<String>,
    /// The keys by which tokens are sealed.
    pub keys: Keys,
}

impl Practice {
    /// Lays out a desk: every account has a token that was issued two days ago.
    pub async fn new(accounts: &[&str], posts: &[Row]) -> Self {
        let mut world = World::new(Clock::real());
        // No test waits for a container unless it is about waiting, and then it sets the time itself.
        world.threads.quirks.processing = Processing::at_once();
        // People type no fractions of a second.
        let now = world.clock.now().trunc_subsecs(0);
        world.sheets.add(SHEET, "Desk", "en_GB", "Asia/Tokyo");
        world.sheets.share(SHEET, EMAIL, Role::Writer);
        let mut rows = vec![texts(&ACCOUNT_HEADERS)];
        for name in accounts {
            world.threads.add_account(name);
            let issued = now - TimeDelta::days(2);
            let token = world.threads.issue_token(name, issued, LIFE, &DESK_SCOPES);
            rows.push(texts(&[name, &token]));
        }
        world.sheets.add_tab(SHEET, 11, ACCOUNTS, rows);
        let mut rows = vec![texts(&POST_HEADERS)];
        rows.extend(posts.iter().map(|row| cells(row, now)));
        world.sheets.add_tab(SHEET, 22, POSTS, rows);
        let world = world.share();
        let server = Server::start(world.clone()).await.unwrap();
        let settle = Duration::from_mins(10);
        Self {
            world,
            server,
            started: now,
            settle,
            scope: RunScope::Both,
            // A pause of a second takes 50 milliseconds. The settle period is not shortened: tests let it pass by the
            // clock of the world.
            time_scale: TimeScale::hurried(20),
            budget: Duration::from_mins(1),
            spreadsheet: SHEET.to_owned(),
            app_secret: None,
            keys: Keys::default(),
        }
    }

    /// Returns what a person with this desk would have set.
    pub fn config(&self) -> Config {
        let credentials = enter(&self.world).credentials_json(&self.server.token_uri);
        Config {
            spreadsheet: self.spreadsheet.clone(),
            credentials: Credentials(credentials),
            sheets_url: self.server.sheets_url.clone(),
            threads_url: self.server.threads_url.clone(),
            app_secret: self.app_secret.clone().map(Token::new),
            keys: self.keys.clone(),
            limits: Limits::default(),
            typed: Typed::default(),
            settle: self.settle,
            budget: self.budget,
            time_scale: self.time_scale,
            now: None,
            // What has passed in the world has passed on the machine, too.
            clock_error: enter(&self.world).passed,
            scope: self.scope,
            shard: Shard::WHOLE,
        }
    }

    /// Runs the job, and says why where it ended early.
    pub async fn try_run(&self) -> Result<Report, RunError> {
        let (_sender, halt) = watch::channel(false);
        run::run(&self.config(), &|_| {}, halt).await
    }

    /// Runs the job.
    pub async fn run(&self) -> Report {
        self.try_run().await.unwrap_or_else(|stop| panic!("the run stopped: {stop}"))
    }

    /// Lets time pass, by the clock that all machines share: nobody waits for it.
    pub fn pass(&self, time: TimeDelta) {
        let mut world = enter(&self.world);
        world.passed += time;
        world.clock.advance(time);
    }

    /// Runs the job after the usual settle period.
    pub async fn run_later(&self) -> Report {
        // A minute more than the settle period that `new` sets.
        self.pass(TimeDelta::minutes(11));
        self.run().await
    }

    /// Runs the job as somebody else has set it.
    pub async fn run_with(&self, config: &Config) -> Report {
        let (_sender, halt) = watch::channel(false);
        let report = run::run(config, &|_| {}, halt).await;
        report.unwrap_or_else(|stop| panic!("the run stopped: {stop}"))
    }

    /// Runs the job at a later time of the planner's, the real one standing still.
    pub async fn run_in(&self, later: TimeDelta) -> Report {
        self.run_with(&Config { now: Some(self.started + later), ..self.config() }).await
    }

    /// Runs the job, and returns its requests.
    pub async fn watched_run(&self) -> (Report, Vec<Seen>) {
        enter(&self.world).seen.clear();
        let report = self.run().await;
        (report, enter(&self.world).seen.clone())
    }

    /// Returns what a tab shows.
    pub fn shown(&self, tab: &str) -> Vec<Vec<String>> {
        enter(&self.world).sheets.shown(SHEET, tab).unwrap_or_default()
    }

    /// Returns what a row of a tab shows: the row from 1, as the sheet counts.
    pub fn shown_row(&self, tab: &str, row: usize) -> Vec<String> {
        enter(&self.world).sheets.shown_row(SHEET, tab, row - 1).unwrap_or_default()
    }

    /// Returns what a cell shows: the row from 1, as the sheet counts, and the header of the column.
    pub fn cell(&self, tab: &str, row: usize, header: &str) -> String {
        let column = self.column(tab, header);
        self.shown_row(tab, row).get(column).cloned().unwrap_or_default()
    }

    /// Types into a cell as a person does.
    pub fn type_in(&self, tab: &str, row: usize, header: &str, typed: &str) {
        let column = self.column(tab, header);
        let mut world = enter(&self.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, tab, row - 1, column), typed, now);
    }

    /// Adds a column right of the others: its header, then what stands in the rows below.
    pub fn add_column(&self, tab: &str, header: &str, cells: &[&str]) {
        let column = self.shown_row(tab, 1).len();
        let mut world = enter(&self.world);
        let now = world.clock.now();
        for (row, typed) in [&header].into_iter().chain(cells).enumerate() {
            world.sheets.type_in(CellAddress::new(SHEET, tab, row, column), typed, now);
        }
    }

    /// Fills in a row as a person does: the row from 1, as the sheet counts.
    pub fn append(&self, number: usize, row: &Row) {
        let at = row.due.map(|minutes| self.started + TimeDelta::minutes(minutes));
        let when = at.map(|at| at.with_timezone(&chrono_tz::Asia::Tokyo).naive_local());
        let when = when.map(|when| when.format("%Y-%m-%d %H:%M:%S").to_string());
        let cells = [
            ("Account", row.account),
            ("Text", &row.text),
            ("Publish at", when.as_deref().unwrap_or_default()),
            ("Media", row.media),
            ("Alt text", row.alt),
            ("Topic", row.topic),
            ("Link", row.link),
            ("Reply control", row.reply_control),
            ("Reply to", row.reply_to),
            ("Status", row.status),
        ];
        for (header, typed) in cells.iter().filter(|(_, typed)| !typed.is_empty()) {
            self.type_in(POSTS, number, header, typed);
        }
    }

    /// Returns the place of a column, from 0.
    pub fn column(&self, tab: &str, header: &str) -> usize {
        // Looked up each time, because in many tests columns move.
        let headers = self.shown_row(tab, 1);
        let column = headers.iter().position(|name| name == header);
        column.unwrap_or_else(|| panic!("no column {header}: {headers:?}"))
    }

    /// Returns every post that ever became public, in order.
    pub fn public(&self) -> Vec<Post> {
        enter(&self.world).threads.posts().to_vec()
    }

    /// Returns the texts of all public posts, in order.
    pub fn public_texts(&self) -> Vec<String> {
        self.public().into_iter().map(|post| post.text.unwrap_or_default()).collect()
    }

    /// Returns what a Token cell holds.
    pub fn token(&self, row: usize) -> String {
        self.cell(ACCOUNTS, row, "Token")
    }

    /// Returns what a Token status cell says.
    pub fn status(&self, row: usize) -> String {
        self.cell(ACCOUNTS, row, "Token status")
    }

    /// Returns the token that a cell holds, sealed with the key of that number.
    pub fn opened(&self, row: usize, number: u8) -> String {
        let opened = seals(&[number], SHEET).open(&self.token(row));
        opened.map(|(token, _)| token.expose().to_owned()).unwrap()
    }

    /// Pastes a token that was issued so many days ago, and returns it.
    pub fn paste(&self, row: usize, name: &str, days: i64) -> String {
        let issued = self.started - TimeDelta::days(days);
        let token = enter(&self.world).threads.issue_token(name, issued, LIFE, &DESK_SCOPES);
        self.type_in(ACCOUNTS, row, "Token", &token);
        token
    }

    /// Returns how often the sheet was written in a run.
    pub async fn writes(&self) -> usize {
        let (_, seen) = self.watched_run().await;
        seen.iter().filter(|seen| seen.operation == "sheets.batchUpdate").count()
    }
}

/// Returns the keys of these numbers, the first of which seals.
pub fn keys(numbers: &[u8]) -> Keys {
    let lines: Vec<String> = numbers.iter().map(|number| new_key([*number; KEY_BYTES])).collect();
    Keys::read(&lines.join(" ")).unwrap()
}

/// Returns the same, for a spreadsheet.
pub fn seals(numbers: &[u8], spreadsheet: &str) -> Seals {
    Seals::new(keys(numbers), spreadsheet)
}

/// Returns the rows' outcomes, as the report has them.
pub fn outcomes(report: &Report) -> Vec<(usize, PostOutcome)> {
    report.posts.iter().map(|PostLine { row, outcome, .. }| (*row, *outcome)).collect()
}

/// Does what any write of another run does: the version of the spreadsheet moves on.
pub fn another_run_writes(world: &mut World) {
    // Key and id of the version mark, as `src/sheets/fence.rs` has them.
    let filter = json!({"developerMetadataLookup": {"metadataKey": "threadsheet"}});
    let next = json!({
        "metadataId": 1_416_784_491,
        "metadataKey": "threadsheet",
        "metadataValue": format!("9|another|{SHEET}"),
        "location": {"spreadsheet": true},
        "visibility": "DOCUMENT",
    });
    let changes = json!([
        {"deleteDeveloperMetadata": {"dataFilter": filter}},
        {"createDeveloperMetadata": {"developerMetadata": next}},
    ]);
    world.sheets.batch(SHEET, changes).unwrap();
}

/// Tells whether a text holds a secret, or a piece of one that a line was broken in.
pub fn is_told(text: &str, secret: &str) -> bool {
    const PIECE: usize = 24;
    // Pieces overlap by half, so that any 36 characters in a row hold one of them whole.
    let starts = (0..=secret.len().saturating_sub(PIECE)).step_by(PIECE / 2);
    starts.filter_map(|at| secret.get(at..at + PIECE)).any(|piece| text.contains(piece))
}

fn texts(cells: &[&str]) -> Vec<Seed> {
    cells.iter().map(|text| seed(text)).collect()
}

fn seed(text: &str) -> Seed {
    if text.is_empty() { Seed::Empty } else { Seed::Text(text.to_owned()) }
}

fn cells(row: &Row, now: DateTime<Utc>) -> Vec<Seed> {
    let when = row.due.map_or(Seed::Empty, |minutes| {
        let at = now + TimeDelta::minutes(minutes);
        Seed::Moment(at.with_timezone(&chrono_tz::Asia::Tokyo).naive_local())
    });
    vec![
        seed(row.account),
        seed(&row.text),
        when,
        seed(row.media),
        seed(row.alt),
        seed(row.topic),
        seed(row.link),
        seed(row.reply_control),
        seed(row.reply_to),
        seed(row.status),
    ]
}
