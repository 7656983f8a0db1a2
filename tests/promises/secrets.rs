//! No token, key or secret is in any output, at the highest verbosity, whatever goes wrong.

use std::process::Command;

use chrono::TimeDelta;
use serde_json::json;
use threadsheet_core::seal::{KEY_BYTES, new_key};
use threadsheet_core::token::Token;
use threadsheet_practice::clock::Clock;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::oauth::SERVICE_ACCOUNT;
use threadsheet_practice::server::Server;
use threadsheet_practice::sheets::{CellAddress, Role, Seed};
use threadsheet_practice::threads::{DESK_SCOPES, Processing};
use threadsheet_practice::world::{Shared, World, enter};
use threadsheet_test_kit::is_told;
use threadsheet_test_kit::seals;

use crate::actions::runner;

const SHEET: &str = "secret-desk";

const APP_SECRET: &str = "app-secret-of-the-test-0123456789";

/// The column of tokens in Accounts, from 0.
const TOKEN: usize = 1;

/// The key that seals.
fn key() -> String {
    new_key([1; KEY_BYTES])
}

/// Lays out a desk with a token to renew, one in the wrong cell, one in a text, one of another account, and one
/// that is sealed.
fn world() -> Shared {
    let mut world = World::new(Clock::real());
    world.threads.quirks.processing = Processing::at_once();
    let now = world.clock.now();
    let mut token = |name: &str, days: i64| {
        world.threads.add_account(name);
        let issued = now - TimeDelta::days(days);
        world.threads.issue_token(name, issued, TimeDelta::days(60), &DESK_SCOPES)
    };
    let (ending, other, dead) = (token("shop_a", 50), token("shop_b", 3), token("shop_c", 70));
    let shut = Token::new(token("shop_d", 52));
    let user = world.threads.add_account("shop_d");
    let shut = seals(&[1], SHEET).seal(&shut, &user, [7; 24]).unwrap();
    let row = |cells: &[&str]| cells.iter().map(|text| Seed::Text((*text).to_owned())).collect();
    world.sheets.add(SHEET, "Desk", "en_GB", "Asia/Tokyo");
    world.sheets.share(SHEET, SERVICE_ACCOUNT, Role::Writer);
    let accounts = vec![
        row(&["Account", "Token", "Token status"]),
        row(&["shop_a", &ending, ""]),
        row(&["shop_x", &other, ""]),
        row(&["shop_c", &dead, ""]),
        row(&[&other, "shop_b", ""]),
        row(&["shop_d", &shut, ""]),
        row(&["shop_e", &key(), ""]),
        row(&[&key(), &shut[..shut.len() - 9], ""]),
    ];
    world.sheets.add_tab(SHEET, 1, "Accounts", accounts);
    let posts = vec![
        row(&["Account", "Text", "Publish at", "Status", "Message"]),
        row(&["shop_a", "Hello", "", "Ready", ""]),
        row(&["shop_a", &other, "", "Ready", ""]),
        row(&[&ending, "Swapped", "", "Ready", ""]),
        row(&["shop_a", "Status", "", &other, ""]),
        row(&["shop_a", "Key", "", &key(), ""]),
        row(&[&key(), "Key", "", "Ready", ""]),
    ];
    world.sheets.add_tab(SHEET, 2, "Posts", posts);
    world.share()
}

/// A cell and its place, from 0.
#[derive(PartialEq)]
struct Cell {
    tab: &'static str,
    row: usize,
    column: usize,
    shown: String,
}

/// Returns all that the desk shows.
fn cells(world: &Shared) -> Vec<Cell> {
    let tabs = ["Accounts", "Posts", "Log"];
    let shown = tabs.map(|tab| (tab, enter(world).sheets.shown(SHEET, tab).unwrap_or_default()));
    let cells = |(tab, rows): (&'static str, Vec<Vec<String>>)| {
        let rows = rows.into_iter().enumerate();
        rows.flat_map(move |(row, cells)| {
            let cells = cells.into_iter().enumerate();
            cells.map(move |(column, shown)| Cell { tab, row, column, shown })
        })
    };
    shown.into_iter().flat_map(cells).collect()
}

/// Runs the program on the desk, and returns all that it said.
fn said(server: &Server, credentials: &str, arguments: &[&str]) -> String {
    said_with(server, credentials, arguments, &[])
}

/// Runs it as a step of a workflow, and returns all that it said but the masks, and the page.
fn said_inside(server: &Server, credentials: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("summary.md");
    let inside = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", page.to_str().unwrap())];
    let said = said_with(server, credentials, arguments, &inside);
    let is_mask = |order: &runner::Order| order.name == "add-mask";
    assert!(runner::read(&said).0.iter().any(is_mask), "{arguments:?}");
    let others = said.lines().filter(|line| !runner::read(line).0.iter().any(is_mask));
    others.map(|line| format!("{line}\n")).chain(std::fs::read_to_string(page)).collect()
}

fn said_with(
    server: &Server,
    credentials: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    command.env_clear().args(arguments);
    command.env("GOOGLE_CREDENTIALS", credentials).env("THREADSHEET_SPREADSHEET", SHEET);
    command.env("THREADSHEET_SHEETS_URL", &server.sheets_url);
    command.env("THREADSHEET_THREADS_URL", &server.threads_url);
    command.env("THREADSHEET_KEY", key());
    command.env("THREADSHEET_BUDGET", "4s").env("THREADS_APP_SECRET", APP_SECRET);
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// An answer that quotes what it was sent, as services do.
fn quoting(world: &Shared, status: u16) -> Fault {
    let secrets = enter(world).secrets().join(" ");
    let body = json!({"error": {"code": status, "message": format!("Cannot parse {secrets}"),
        "status": "INVALID_ARGUMENT", "error_user_msg": format!("Bad {secrets}")}});
    Fault::Instead(Reply::json(status, &body), Effect::Without)
}

type MakeFault = fn(&Shared) -> Fault;

#[test]
fn whatever_goes_wrong_no_secret_is_said_or_written() {
    let faults: [(&str, MakeFault); 7] = [
        ("nothing", |_| Fault::DropBefore),
        ("threads", |world| quoting(world, 400)),
        ("threads.publish", |world| quoting(world, 500)),
        ("threads.refresh_access_token", |_| Fault::DropAfter),
        ("sheets.batchUpdate", |world| quoting(world, 400)),
        ("sheets", |world| quoting(world, 403)),
        ("oauth", |world| quoting(world, 400)),
    ];
    for (operation, fault) in faults {
        let world = world();
        let server = Server::on_a_thread(world.clone()).unwrap();
        let credentials = enter(&world).credentials_json(&server.token_uri);
        let fault = fault(&world);
        let first = cells(&world);
        enter(&world).faults.on(Trigger::every(operation), fault);
        let runs = [
            said(&server, &credentials, &["run", "-vv"]),
            said(&server, &credentials, &["run", "--format", "json"]),
            said(&server, &credentials, &["check", "-vv"]),
            said(&server, &credentials, &["preview"]),
            said_inside(&server, &credentials, &["run", "-vv"]),
            said_inside(&server, &credentials, &["check", "--format", "json"]),
        ];
        let mut secrets = enter(&world).secrets();
        secrets.extend([APP_SECRET.to_owned(), key()]);
        // The last line of a key is a few letters, which open nothing.
        secrets.retain(|secret| secret.len() >= 30);
        let is_leaked = |text: &str| secrets.iter().any(|secret| is_told(text, secret));
        for said in &runs {
            assert!(!is_leaked(said), "{operation}: a secret was said");
        }
        for cell in cells(&world) {
            // What a person has put there stands there; nothing repeats it anywhere else.
            let is_own = (cell.tab, cell.column) == ("Accounts", TOKEN) || first.contains(&cell);
            let Cell { tab, row, column, shown } = cell;
            assert!(is_own || !is_leaked(&shown), "{operation}: {tab}, row {row}, column {column}");
        }
    }
}

#[test]
fn where_the_headers_are_gone_the_row_that_is_taken_for_them_is_not_said() {
    for tab in [1, 2] {
        let world = world();
        let server = Server::on_a_thread(world.clone()).unwrap();
        let credentials = enter(&world).credentials_json(&server.token_uri);
        let range = json!({"sheetId": tab, "dimension": "ROWS", "startIndex": 0, "endIndex": 1});
        let delete = json!([{"deleteDimension": {"range": range}}]);
        enter(&world).sheets.batch(SHEET, delete).unwrap();
        for command in ["run", "check", "init", "preview"] {
            let inside = [("GITHUB_ACTIONS", "true")];
            let said = said(&server, &credentials, &[command])
                + &said_with(&server, &credentials, &[command, "--format", "json"], &inside);
            let others = said.lines().filter(|line| !line.starts_with("::add-mask::"));
            let others: String = others.collect();
            let mut secrets = enter(&world).secrets();
            secrets.retain(|secret| secret.len() >= 30);
            secrets.push(key());
            let leaked = secrets.iter().filter(|secret| is_told(&others, secret)).count();
            assert_eq!(leaked, 0, "{command}, tab {tab}: {leaked} secrets were said");
        }
    }
}

/// Secrets of other shapes than tokens of today, put together here so that the tree holds none.
fn other_shapes() -> [String; 6] {
    [
        ["THQ", &"x1Y-_".repeat(36)].concat(),
        ["AbCd0123", &"EfGh4567".repeat(3)].concat(),
        ["MIIEvA", &"IBADANBg1kqh/kiG9w0BAQEFAASC".repeat(9)].concat(),
        "0123456789abcdef".repeat(4),
        ["ya", "29.", &"a0Bc".repeat(20)].concat(),
        ["GOCSPX", "-", &"a0Bc".repeat(7)].concat(),
    ]
}

/// Tells whether a piece of a secret that opens something is in a text.
fn tells(said: &str, secret: &str) -> bool {
    secret.as_bytes().windows(16).any(|piece| said.as_bytes().windows(16).any(|part| part == piece))
}

#[test]
fn a_secret_that_stands_in_a_wrong_option_or_variable_is_not_said() {
    let variables = [
        "THREADSHEET_HOLD",
        "THREADSHEET_BUDGET",
        "THREADSHEET_SETTLE",
        "THREADSHEET_SHARD",
        "THREADSHEET_NOW",
        "THREADSHEET_MAX_LATE",
        "THREADSHEET_REFRESH_WITHIN",
        "THREADSHEET_FORMAT",
        "THREADSHEET_THREADS_URL",
        "THREADSHEET_SHEETS_URL",
        "THREADSHEET_SPREADSHEET",
        "THREADSHEET_KEY",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "GOOGLE_CREDENTIALS",
    ];
    for secret in other_shapes() {
        for variable in variables {
            let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
            command
                .env_clear()
                .args(["run", "-vv"])
                .env("THREADSHEET_SHEETS_URL", "http://127.0.0.1:9");
            // Where the value could be meant, the rest is missing, so that nothing is called.
            command.env("THREADSHEET_SPREADSHEET", "?").env(variable, &secret);
            if variable == "THREADSHEET_SPREADSHEET" {
                command.env(variable, format!("?{secret}"));
            }
            if variable.starts_with("GOOGLE") {
                command.env("THREADSHEET_SPREADSHEET", SHEET);
            }
            let output = command.output().unwrap();
            let said = [&output.stdout, &output.stderr]
                .map(|bytes| String::from_utf8_lossy(bytes))
                .concat();
            assert_ne!(output.status.code(), Some(0), "{variable}");
            assert!(!tells(&said, &secret), "{variable}: {said}");
        }
        for arguments in [
            ["--hold", &secret],
            ["--threads-url", &secret],
            ["--credentials", &secret],
            [&secret, &secret],
        ] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
            command.env_clear().env("THREADSHEET_SPREADSHEET", SHEET).arg("run").args(arguments);
            let output = command.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(!tells(&said, &secret), "{}: {said}", arguments[0]);
        }
    }
}

#[test]
fn a_secret_in_a_title_or_where_the_headers_were_is_not_said() {
    for secret in other_shapes().into_iter().take(3) {
        let world = world();
        {
            let mut world = enter(&world);
            let title = json!({"updateSpreadsheetProperties":
                {"properties": {"title": secret}, "fields": "title"}});
            let row =
                |cells: &[&str]| cells.iter().map(|text| Seed::Text((*text).to_owned())).collect();
            world.sheets.add_tab(SHEET, 7, &secret, vec![row(&["Nothing"])]);
            world.sheets.batch(SHEET, json!([title])).unwrap();
            world.sheets.add_tab(SHEET, 8, "Keys", vec![row(&["shop_q", &secret])]);
        }
        let server = Server::on_a_thread(world.clone()).unwrap();
        let credentials = enter(&world).credentials_json(&server.token_uri);
        let inside = [("GITHUB_ACTIONS", "true")];
        let all = |step: &str, commands: &[&str]| {
            for command in commands {
                let said = said(&server, &credentials, &[command])
                    + &said_with(&server, &credentials, &[command, "--format", "json"], &inside);
                let others: String =
                    said.lines().filter(|line| !line.starts_with("::add-mask::")).collect();
                assert!(!tells(&others, &secret), "{command}, {step}: {others}");
            }
        };
        all("in the titles", &["run", "check", "preview"]);
        let retitle = |id: i32, title: &str| {
            json!([{"updateSheetProperties":
            {"properties": {"sheetId": id, "title": title}, "fields": "title"}}])
        };
        enter(&world).sheets.batch(SHEET, retitle(1, "Old")).unwrap();
        all("no tab of accounts", &["run", "check"]);
        enter(&world).sheets.batch(SHEET, retitle(8, "Accounts")).unwrap();
        all("no headers", &["run", "check", "init"]);
    }
}

#[test]
fn a_runner_is_told_what_to_hide_before_a_stop_about_missing_headers() {
    let world = world();
    let server = Server::on_a_thread(world.clone()).unwrap();
    let credentials = enter(&world).credentials_json(&server.token_uri);
    let range = json!({"sheetId": 1, "dimension": "ROWS", "startIndex": 0, "endIndex": 1});
    let delete = json!([{"deleteDimension": {"range": range}}]);
    enter(&world).sheets.batch(SHEET, delete).unwrap();
    let token =
        cells(&world).into_iter().find(|cell| cell.tab == "Accounts" && cell.column == TOKEN);
    let token = token.unwrap().shown;
    let said = said_with(&server, &credentials, &["run", "-vvv"], &[("GITHUB_ACTIONS", "true")]);
    assert!(said.contains(&format!("::add-mask::{token}")), "the token is not masked");
}

#[test]
fn a_secret_of_another_shape_is_not_said_from_a_cell_or_from_an_answer_of_threads() {
    let mut leaks = Vec::new();
    let [threads, _, key, _, google, client] = other_shapes();
    // A short word, or hexadecimal digits alone, may be anybody's text.
    for secret in [threads, key, google, client] {
        let world = world();
        {
            let mut world = enter(&world);
            let now = world.clock.now();
            // In a wrong column of both tabs: a name, a text, a status.
            for (tab, row, column) in
                [("Accounts", 2, 0), ("Posts", 1, 1), ("Posts", 3, 0), ("Posts", 4, 3)]
            {
                world.sheets.type_in(CellAddress::new(SHEET, tab, row, column), &secret, now);
            }
            let error = json!({"message": format!("Cannot parse {secret}"), "code": 77_777,
                "error_user_msg": format!("Bad {secret}")});
            let reply = Reply::json(400, &json!({ "error": error }));
            let fault = Fault::Instead(reply, Effect::Without);
            world.faults.on(Trigger::every("threads"), fault);
        }
        let server = Server::on_a_thread(world.clone()).unwrap();
        let credentials = enter(&world).credentials_json(&server.token_uri);
        let first = cells(&world);
        let runs = [
            said(&server, &credentials, &["run", "-vvv"]),
            said(&server, &credentials, &["check", "-vvv", "--format", "json"]),
            said(&server, &credentials, &["preview"]),
        ];
        for (at, said) in runs.iter().enumerate() {
            if tells(said, &secret) {
                let line = said.lines().find(|line| tells(line, &secret)).unwrap_or_default();
                leaks.push(format!("{}…, command {at}: {line}", &secret[..4]));
            }
        }
        for cell in cells(&world).into_iter().filter(|cell| !first.contains(cell)) {
            let Cell { tab, row, column, shown } = cell;
            let head = &secret[..4];
            if tells(&shown, &secret) {
                leaks.push(format!("{head}…: {tab}, row {row}, column {column}: {shown}"));
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}
