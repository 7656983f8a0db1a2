//! Inside GitHub Actions: what is masked, annotated and summed up there, and nowhere else.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;
use threadsheet_core::seal::{KEY_BYTES, new_key};
use threadsheet_practice::clock::Clock;
use threadsheet_practice::oauth::SERVICE_ACCOUNT;
use threadsheet_practice::server::Server;
use threadsheet_practice::sheets::{Role, Seed};
use threadsheet_practice::threads::{DESK_SCOPES, Processing};
use threadsheet_practice::world::{Shared, World, enter};

use self::runner::{Order, read};

mod hostile;
pub(crate) mod runner;
mod summary;

const SHEET: &str = "desk-in-actions";

/// The variables that a runner sets; the path of the summary follows.
const INSIDE: [(&str, &str); 1] = [("GITHUB_ACTIONS", "true")];

/// A desk, and the machine on which a workflow runs.
struct Desk {
    world: Shared,
    server: Server,
    folder: TempDir,
}

/// What a program has said.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    fn of(output: Output) -> Self {
        let Output { status, stdout, stderr } = output;
        let [out, err] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        Self { code: status.code(), out, err }
    }

    /// Returns all orders of both streams.
    fn orders(&self) -> Vec<Order> {
        [read(&self.out).0, read(&self.err).0].concat()
    }

    fn annotations(&self) -> Vec<Order> {
        self.orders().into_iter().filter(|order| order.name != "add-mask").collect()
    }
}

impl Desk {
    /// Lays out a desk with the account `shop_a`, whose token is to be renewed, and these further accounts and
    /// posts: account, text and status. `{token}` stands for a token of the account.
    fn new(accounts: &[[&str; 2]], posts: &[[&str; 3]]) -> Self {
        Self::titled("Desk", accounts, posts)
    }

    fn titled(title: &str, accounts: &[[&str; 2]], posts: &[[&str; 3]]) -> Self {
        let mut world = World::new(Clock::real());
        world.threads.quirks.processing = Processing::at_once();
        let ending = token(&mut world, "shop_a", 50);
        let row =
            |cells: &[&str]| cells.iter().map(|text| Seed::Text((*text).to_owned())).collect();
        world.sheets.add(SHEET, title, "en_GB", "Asia/Tokyo");
        world.sheets.share(SHEET, SERVICE_ACCOUNT, Role::Writer);
        let mut rows = vec![row(&["Account", "Token", "Token status"]), row(&["shop_a", &ending])];
        for [name, cell] in accounts {
            let own = cell.contains("{token}").then(|| token(&mut world, name, 3));
            rows.push(row(&[name, &cell.replace("{token}", &own.unwrap_or_default())]));
        }
        world.sheets.add_tab(SHEET, 1, "Accounts", rows);
        let headers = ["Account", "Text", "Status", "Publish at", "Message", "Permalink"];
        let rows = posts.iter().map(|cells| row(cells));
        world.sheets.add_tab(SHEET, 2, "Posts", [row(&headers)].into_iter().chain(rows).collect());
        Self::served(world)
    }

    fn served(world: World) -> Self {
        let world = world.share();
        let server = Server::on_a_thread(world.clone()).unwrap();
        Self { world, server, folder: tempfile::tempdir().unwrap() }
    }

    fn summary_file(&self) -> PathBuf {
        self.folder.path().join("summary.md")
    }

    /// Returns the summaries so far, and forgets them.
    fn summary(&self) -> String {
        let summary = std::fs::read_to_string(self.summary_file()).unwrap_or_default();
        let _none = std::fs::remove_file(self.summary_file());
        summary
    }

    /// Runs the program as a step of a workflow.
    fn step(&self, arguments: &[&str]) -> Said {
        self.step_with(arguments, &INSIDE)
    }

    fn step_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
        let credentials = enter(&self.world).credentials_json(&self.server.token_uri);
        let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
        command.env_clear().args(arguments).current_dir(self.folder.path());
        command.env("GOOGLE_CREDENTIALS", credentials).env("THREADSHEET_SPREADSHEET", SHEET);
        command.env("THREADSHEET_SHEETS_URL", &self.server.sheets_url);
        command.env("THREADSHEET_THREADS_URL", &self.server.threads_url);
        command.env("GITHUB_STEP_SUMMARY", self.summary_file());
        command.env("THREADSHEET_BUDGET", "20s").envs(variables.iter().copied());
        Said::of(command.output().unwrap())
    }

    /// Returns the tokens of the practice Threads.
    fn tokens(&self) -> Vec<String> {
        enter(&self.world).threads.secrets().into_iter().filter(|one| one.len() >= 30).collect()
    }
}

fn token(world: &mut World, name: &str, days_ago: i64) -> String {
    let now: DateTime<Utc> = world.clock.now();
    world.threads.add_account(name);
    let issued = now - TimeDelta::days(days_ago);
    world.threads.issue_token(name, issued, TimeDelta::days(60), &DESK_SCOPES)
}

fn masks(orders: &[Order]) -> Vec<&str> {
    let masks = orders.iter().filter(|order| order.name == "add-mask");
    masks.map(|order| order.data.as_str()).collect()
}

#[test]
fn every_secret_is_masked_once_and_before_anything_else_is_said() {
    let desk = Desk::new(&[["shop_b", "Bearer\n{token}"]], &[["shop_a", "Hello", "Ready"]]);
    let raw = enter(&desk.world).sheets.shown(SHEET, "Accounts").unwrap()[2][1].clone();
    let other = raw.lines().last().unwrap();
    let secret = ("THREADS_APP_SECRET", "secret-of-the-app");
    for format in ["text", "json"] {
        let said = desk.step_with(&["run", "--format", format], &[INSIDE[0], secret]);
        let (stream, other_stream) =
            if format == "json" { (&said.err, &said.out) } else { (&said.out, &said.err) };
        assert!(read(other_stream).0.is_empty(), "{other_stream}");
        let first: Vec<&str> =
            stream.lines().take_while(|line| line.starts_with("::add-mask::")).collect();
        let masked: Vec<&str> = first.iter().map(|line| &line["::add-mask::".len()..]).collect();
        let held = enter(&desk.world).sheets.shown(SHEET, "Accounts").unwrap()[1][1].clone();
        // In the first run the token was renewed: the new one is masked as it comes, before the report is shown.
        assert!(masked.contains(&held.as_str()), "{stream}");
        assert_eq!(masked[0], "secret-of-the-app");
        assert_eq!(masked[2..4], [other, "Bearer"], "line by line, as the cell has it");
        let orders = said.orders();
        let mut all = masks(&orders);
        all.sort_unstable();
        let n_masks = all.len();
        all.dedup();
        assert_eq!(all.len(), n_masks, "masked twice");
    }
}

#[test]
fn the_key_and_what_a_sealed_token_opens_to_are_masked_too() {
    let desk = Desk::new(&[["shop_b", "{token}"]], &[]);
    let key = new_key([7; KEY_BYTES]);
    let variables = [INSIDE[0], ("THREADSHEET_KEY", key.as_str())];
    desk.step_with(&["run"], &variables);
    let cells = enter(&desk.world).sheets.shown(SHEET, "Accounts").unwrap();
    assert!(cells[1..].iter().all(|row| row[1].starts_with("sealed:")), "{cells:?}");
    let orders = desk.step_with(&["run"], &variables).orders();
    let masks = masks(&orders);
    assert!(masks.contains(&key.as_str()));
    let world = enter(&desk.world);
    for account in ["shop_a", "shop_b"] {
        let valid = world.threads.valid_tokens(account, world.clock.now());
        assert!(valid.iter().any(|token| masks.contains(&token.as_str())), "{account}");
    }
}

#[test]
fn outside_nothing_of_this_is_printed_or_written() {
    let desk =
        Desk::new(&[["shop_x", "no token"]], &[["shop_a", "x", "Ready"], ["who", "y", "Ready"]]);
    for outside in [&[][..], &[("GITHUB_ACTIONS", "false")], &[("GITHUB_ACTIONS", "")]] {
        for arguments in [&["run"][..], &["check"], &["run", "--format", "json", "-vv"]] {
            let said = desk.step_with(arguments, outside);
            assert_eq!(said.orders(), [], "{arguments:?}");
            assert!(!said.out.contains("::add-mask") && !said.err.contains("::add-mask"));
        }
        let nowhere = desk.step_with(&["run", "--spreadsheet", "https://a.example"], outside);
        assert_eq!((nowhere.code, nowhere.orders()), (Some(3), Vec::new()));
    }
    assert!(!desk.summary_file().exists());
}

#[test]
fn what_newly_needs_a_person_is_annotated_and_what_still_does_is_only_summed_up() {
    let posts = [["nobody", "50%: a, b", "Ready"], ["shop_a", "Hello", "Ready"]];
    let desk = Desk::new(&[["shop_x", "no token"]], &posts);
    let said = desk.step(&["run"]);
    assert_eq!(said.code, Some(1));
    let told = said.annotations();
    let titles: Vec<&str> = told.iter().map(|order| order.title.as_str()).collect();
    assert_eq!(titles, ["Accounts, row 3 @shop_x", "Posts, row 2 @nobody"]);
    assert!(told.iter().all(|order| order.name == "error"));
    let url = format!("https://docs.google.com/spreadsheets/d/{SHEET}/edit#gid=2&range=2:2");
    assert!(told[1].data.starts_with("failed: There is no account"), "{:?}", told[1]);
    assert!(told[1].data.ends_with(&format!("(50%: a, b) {url}")), "{:?}", told[1]);
    assert!(desk.summary().contains("**New** · [Posts, row 2]"));
    let said = desk.step(&["run"]);
    assert_eq!((said.code, said.annotations()), (Some(0), Vec::new()));
    let summary = desk.summary();
    assert!(summary.contains("- [Posts, row 2]") && !summary.contains("**New**"), "{summary}");
}

#[test]
fn a_setting_that_is_wrong_is_annotated_and_the_address_for_notices_is_masked() {
    let desk = Desk::new(&[], &[]);
    let row = |cells: [&str; 3]| cells.map(|text| Seed::Text(text.to_owned())).to_vec();
    let webhook = "https://hooks.example/secret-hook";
    let rows = [
        ["Setting", "Value", "Message"],
        ["Send a notice to (webhook URL)", webhook, ""],
        ["Do not post when later than", "soon", ""],
    ];
    enter(&desk.world).sheets.add_tab(SHEET, 33, "Settings", rows.map(row).to_vec());
    let said = desk.step(&["run", "--dry-run"]);
    assert!(masks(&said.orders()).contains(&webhook));
    let told = said.annotations();
    assert_eq!((said.code, told.len()), (Some(1), 1));
    assert_eq!((told[0].name.as_str(), told[0].title.as_str()), ("warning", "Settings, row 3"));
    assert!(told[0].data.ends_with("edit#gid=33&range=3:3"), "{:?}", told[0]);
    assert!(!desk.summary().contains("secret-hook"));
}

#[test]
fn where_there_is_more_than_a_runner_keeps_the_last_annotation_counts_the_rest() {
    let desk = Desk::new(&[], &[["nobody", "Hello", "Ready"]; 30]);
    let told = desk.step(&["run", "--dry-run"]).annotations();
    assert_eq!(told.len(), 10);
    let last = &told[9];
    assert!(last.data.starts_with("And 21 more"), "{last:?}");
    assert!(last.data.ends_with(&format!("/d/{SHEET}/edit")), "{last:?}");
}

#[test]
fn what_ends_a_run_early_is_annotated_and_summed_up() {
    let desk = Desk::new(&[], &[]);
    let said =
        desk.step_with(&["check"], &[INSIDE[0], ("THREADSHEET_SPREADSHEET", "another-desk")]);
    let told = said.annotations();
    assert_eq!((said.code, told.len()), (Some(4), 1));
    assert_eq!((told[0].name.as_str(), told[0].title.as_str()), ("error", "threadsheet"));
    assert!(told[0].data.contains("https://docs.google.com/spreadsheets/d/another-desk/edit"));
    let summary = desk.summary();
    // Nobody has said which language is read.
    for words in ["Check the address", "アドレスを確かめて"] {
        assert!(told[0].data.contains(words), "{}", told[0].data);
        assert!(summary.contains(words), "{summary}");
    }
    let japanese = ["run", "--lang", "ja", "--format", "json"];
    let said = desk.step_with(&japanese, &[INSIDE[0], ("THREADSHEET_SPREADSHEET", "")]);
    let object: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &object["kind"]), (Some(3), &"stop".into()));
    assert!(read(&said.err).0[0].data.contains("スプレッドシートが指定されていません"));
    assert!(desk.summary().contains("スプレッドシートが指定されていません"));
}

#[test]
fn a_summary_that_cannot_be_written_costs_a_line() {
    let desk = Desk::new(&[], &[["shop_a", "Hello", "Ready"]]);
    let nowhere = Path::new("no").join("such").join("folder");
    let nowhere = [INSIDE[0], ("GITHUB_STEP_SUMMARY", nowhere.to_str().unwrap())];
    let said = desk.step_with(&["run"], &nowhere);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    assert!(said.err.starts_with("The summary for GitHub Actions could not be written"));
    assert!(said.out.contains("1 published"), "{}", said.out);
    let none = desk.step_with(&["run"], &[INSIDE[0], ("GITHUB_STEP_SUMMARY", "")]);
    assert_eq!((none.code, none.err.as_str()), (Some(0), ""));
}

#[test]
fn the_practice_world_tells_the_runner_nothing() {
    let desk = Desk::new(&[], &[]);
    let secret = ("THREADS_APP_SECRET", "secret-of-the-app");
    let said = desk.step_with(&["demo"], &[INSIDE[0], secret]);
    assert_eq!((said.code, said.orders()), (Some(0), Vec::new()));
    assert!(!desk.summary_file().exists());
}
