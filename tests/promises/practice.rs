//! A practice desk for the tests: a sheet as a person would fill it in, and runs of the real job on it.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use threadsheet::core::pace::Pace;
use threadsheet::core::plan::Limits;
use threadsheet::core::seal::Keys;
use threadsheet::core::shard::Shard;
use threadsheet::core::stop::Stop;
use threadsheet::core::token::Token;
use threadsheet::job;
use threadsheet::report::{PostLine, PostOutcome, Report};
use threadsheet::sandbox::clock::Clock;
use threadsheet::sandbox::server::Server;
use threadsheet::sandbox::sheets::{Role, Seed};
use threadsheet::sandbox::threads::{DESK_SCOPES, Post, Processing};
use threadsheet::sandbox::world::{Seen, Shared, World, enter};
use threadsheet::settings::{Credentials, Halves, Settings, Typed};
use tokio::sync::watch;

pub(crate) const SHEET: &str = "practice-desk";
pub(crate) const EMAIL: &str = "threadsheet@practice.iam.gserviceaccount.com";
pub(crate) const ACCOUNTS: &str = "Accounts";
pub(crate) const POSTS: &str = "Posts";
pub(crate) const LOG: &str = "Log";
pub(crate) const SETTINGS: &str = "Settings";

/// How long a token lives.
pub(crate) const LIFE: TimeDelta = TimeDelta::days(60);

pub(crate) const ACCOUNT_HEADERS: [&str; 7] =
    ["Account", "Token", "Token refreshed", "Token expires", "Profile", "Token status", "Enabled"];
pub(crate) const POST_HEADERS: [&str; 13] = [
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
pub(crate) struct Row {
    pub(crate) account: &'static str,
    pub(crate) text: String,
    /// Minutes from now; none leaves the cell empty.
    pub(crate) due: Option<i64>,
    pub(crate) media: &'static str,
    pub(crate) alt: &'static str,
    pub(crate) topic: &'static str,
    pub(crate) link: &'static str,
    pub(crate) reply_control: &'static str,
    pub(crate) reply_to: &'static str,
    pub(crate) status: &'static str,
}

/// Returns a text that was due five minutes ago.
pub(crate) fn due(account: &'static str, text: &str) -> Row {
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
pub(crate) struct Practice {
    pub(crate) world: Shared,
    pub(crate) server: Server,
    pub(crate) started: DateTime<Utc>,
    pub(crate) settle: Duration,
    pub(crate) halves: Halves,
    pub(crate) pace: Pace,
    pub(crate) budget: Duration,
    pub(crate) spreadsheet: String,
    pub(crate) app_secret: Option<String>,
    /// The keys by which tokens are sealed.
    pub(crate) keys: Keys,
}

impl Practice {
    /// Lays out a desk: every account has a token that was issued two days ago.
    pub(crate) async fn new(accounts: &[&str], posts: &[Row]) -> Self {
        let mut world = World::new(Clock::real());
        world.threads.moods.processing = Processing::at_once();
        let now = world.clock.now();
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
            halves: Halves::Both,
            pace: Pace::hurried(20),
            budget: Duration::from_mins(1),
            spreadsheet: SHEET.to_owned(),
            app_secret: None,
            keys: Keys::default(),
        }
    }

    /// Returns what a person with this desk would have set.
    pub(crate) fn settings(&self) -> Settings {
        let credentials = enter(&self.world).credentials_json(&self.server.token_uri);
        Settings {
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
            pace: self.pace,
            now: None,
            // What has passed in the world has passed on the machine, too.
            clock_error: enter(&self.world).passed,
            halves: self.halves,
            shard: Shard::WHOLE,
        }
    }

    /// Runs the job, and says why where it ended early.
    pub(crate) async fn try_run(&self) -> Result<Report, Stop> {
        let (_sender, halt) = watch::channel(false);
        job::run(&self.settings(), &|_| {}, halt).await
    }

    /// Runs the job.
    pub(crate) async fn run(&self) -> Report {
        self.try_run().await.unwrap_or_else(|stop| panic!("the run stopped: {stop}"))
    }

    /// Lets time pass, by the clock that all machines share: nobody waits for it.
    pub(crate) fn pass(&self, time: TimeDelta) {
        let mut world = enter(&self.world);
        world.passed += time;
        world.clock.advance(time);
    }

    /// Runs the job after the usual settle period.
    pub(crate) async fn run_later(&self) -> Report {
        self.pass(TimeDelta::minutes(11));
        self.run().await
    }

    /// Runs the job as somebody else has set it.
    pub(crate) async fn run_with(&self, settings: &Settings) -> Report {
        let (_sender, halt) = watch::channel(false);
        let report = job::run(settings, &|_| {}, halt).await;
        report.unwrap_or_else(|stop| panic!("the run stopped: {stop}"))
    }

    /// Runs the job at a later time of the planner's, the real one standing still.
    pub(crate) async fn run_in(&self, later: TimeDelta) -> Report {
        self.run_with(&Settings { now: Some(self.started + later), ..self.settings() }).await
    }

    /// Runs the job, and returns its requests.
    pub(crate) async fn watched_run(&self) -> (Report, Vec<Seen>) {
        enter(&self.world).seen.clear();
        let report = self.run().await;
        (report, enter(&self.world).seen.clone())
    }

    /// Returns what a tab shows.
    pub(crate) fn shown(&self, tab: &str) -> Vec<Vec<String>> {
        enter(&self.world).sheets.shown(SHEET, tab).unwrap_or_default()
    }

    /// Returns what a cell shows: the row from 1, as the sheet counts, and the header of the column.
    pub(crate) fn cell(&self, tab: &str, row: usize, header: &str) -> String {
        let rows = self.shown(tab);
        let column = rows[0].iter().position(|name| name == header);
        let column = column.unwrap_or_else(|| panic!("no column {header}: {:?}", rows[0]));
        rows.get(row - 1).and_then(|row| row.get(column)).cloned().unwrap_or_default()
    }

    /// Types into a cell as a person does.
    pub(crate) fn type_in(&self, tab: &str, row: usize, header: &str, typed: &str) {
        let column = self.column(tab, header);
        let mut world = enter(&self.world);
        let now = world.clock.now();
        world.sheets.type_in(SHEET, tab, row - 1, column, typed, now);
    }

    /// Fills in a row as a person does: the row from 1, as the sheet counts.
    pub(crate) fn append(&self, number: usize, row: &Row) {
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
    pub(crate) fn column(&self, tab: &str, header: &str) -> usize {
        self.shown(tab)[0].iter().position(|name| name == header).unwrap()
    }

    /// Returns every post that ever became public, in order.
    pub(crate) fn public(&self) -> Vec<Post> {
        enter(&self.world).threads.posts().to_vec()
    }

    /// Returns the texts of all public posts, in order.
    pub(crate) fn public_texts(&self) -> Vec<String> {
        self.public().into_iter().map(|post| post.text.unwrap_or_default()).collect()
    }
}

/// Returns the rows' outcomes, as the report has them.
pub(crate) fn outcomes(report: &Report) -> Vec<(usize, PostOutcome)> {
    report.posts.iter().map(|PostLine { row, outcome, .. }| (*row, *outcome)).collect()
}

/// Does what any write of another run does: the version of the spreadsheet moves on.
pub(crate) fn another_run_writes(world: &mut World) {
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
pub(crate) fn is_told(text: &str, secret: &str) -> bool {
    const PIECE: usize = 24;
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
