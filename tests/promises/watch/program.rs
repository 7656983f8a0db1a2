//! `watch` and `run --hold` as a process, by the real clock.

use std::process::{Output, Stdio};

use chrono::{DateTime, NaiveDateTime, SecondsFormat, SubsecRound as _, TimeDelta, Utc};
use serde_json::Value;
use threadsheet_core::cell::serial_of_instant;
use threadsheet_practice::fault_injection::{Fault, Trigger};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, SHEET, due};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;

use crate::watch::later;

fn start(desk: &Practice, arguments: &[&str]) -> Child {
    let config = desk.config();
    let mut program = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    program.args(arguments).env_clear().stdin(Stdio::null()).kill_on_drop(true);
    program.env("THREADSHEET_SPREADSHEET", &config.spreadsheet);
    program.env("GOOGLE_CREDENTIALS", &config.credentials.0);
    program.env("THREADSHEET_SHEETS_URL", &config.sheets_url);
    program.env("THREADSHEET_THREADS_URL", &config.threads_url);
    program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

fn typed(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Returns what the first row's Published at holds: days, in the spreadsheet's own zone.
fn published_at(desk: &Practice) -> f64 {
    let (row, column) = (1, desk.column(POSTS, "Published at"));
    let whole = enter(&desk.world).sheets.whole(SHEET).unwrap();
    let tabs = whole["sheets"].as_array().unwrap();
    let posts = tabs.iter().find(|tab| tab["properties"]["title"] == POSTS).unwrap();
    let cell = &posts["data"][0]["rowData"][row]["values"][column];
    cell["effectiveValue"]["numberValue"].as_f64().unwrap()
}

#[tokio::test]
async fn nothing_goes_out_before_its_minute() {
    let desk = Practice::new(&["shop_a"], &[later("shop_a", "On time", 1)]).await;
    let minute = desk.started + TimeDelta::minutes(1);
    let now = typed(minute - TimeDelta::seconds(3));
    let program = start(&desk, &["run", "--hold", "4s", "--now", &now]);
    let output = program.wait_with_output().await.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(desk.public_texts(), ["On time"]);
    let due = minute.with_timezone(&chrono_tz::Asia::Tokyo).naive_local();
    let due = serial_of_instant(due.trunc_subsecs(0));
    let late = (published_at(&desk) - due) * 86_400.0;
    assert!(late > -0.5, "{late} s late\n{}", said(&output));
}

/// Tells a listener of each run's first reading.
fn runs(desk: &Practice) -> mpsc::UnboundedReceiver<()> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let told = Box::new(move |_: &mut _| {
        // Nobody listens any more once enough was seen.
        let _gone = sender.send(());
    });
    enter(&desk.world).faults.before(Trigger::every("oauth.token"), told);
    receiver
}

#[cfg(unix)]
async fn ask_to_end(program: &Child) {
    let id = program.id().unwrap().to_string();
    let status = Command::new("kill").args(["-TERM", &id]).status().await.unwrap();
    assert!(status.success());
}

#[cfg(unix)]
#[tokio::test]
async fn a_loop_runs_again_and_again_says_what_is_new_and_ends_when_it_is_asked_to() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    let mut runs = runs(&desk);
    let program = start(&desk, &["watch", "--every", "1s"]);
    for _ in 0..3 {
        runs.recv().await.unwrap();
    }
    ask_to_end(&program).await;
    let output = program.wait_with_output().await.unwrap();
    let lines = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(desk.public_texts(), ["Once"]);
    assert_eq!(lines.matches("published").count(), 1, "{lines}");
    assert_eq!(lines.matches("Accounts, row 2").count(), 1, "{lines}");
    let has_time = |line: &str| {
        let time = line.get(..19).unwrap_or_default();
        NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S").is_ok()
    };
    assert!(lines.lines().all(has_time), "{lines}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_loop_for_programs_says_one_object_a_line_for_each_run() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once\nand no more")]).await;
    let mut runs = runs(&desk);
    let program = start(&desk, &["watch", "--every", "1s", "--format", "json"]);
    for _ in 0..3 {
        runs.recv().await.unwrap();
    }
    ask_to_end(&program).await;
    let output = program.wait_with_output().await.unwrap();
    let said: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(said.len() >= 2);
    assert_eq!(said[0]["posts"][0]["text"], "Once and no more");
    assert_eq!(said[1]["posts"], Value::Array(Vec::new()));
}

#[cfg(unix)]
#[tokio::test]
async fn a_loop_that_cannot_sign_in_yet_goes_on_and_posts_once_it_can() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    for nth in 1..=20 {
        enter(&desk.world).faults.on(Trigger::nth_of("oauth.token", nth), Fault::DropBefore);
    }
    let (sender, mut sent) = mpsc::unbounded_channel();
    let told = Box::new(move |_: &mut _| {
        // Nobody listens any more once enough was seen.
        let _gone = sender.send(());
    });
    enter(&desk.world).faults.before(Trigger::nth_of("threads.media", 1), told);
    let program = start(&desk, &["watch", "--every", "1s"]);
    sent.recv().await.unwrap();
    ask_to_end(&program).await;
    let output = program.wait_with_output().await.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(desk.public_texts(), ["Once"]);
}

#[tokio::test]
async fn once_is_a_run() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    let program = start(&desk, &["watch", "--once", "--every", "1h"]);
    let output = program.wait_with_output().await.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(desk.public_texts(), ["Once"]);
}

#[tokio::test]
async fn a_loop_that_cannot_be_meant_ends_at_once() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    for (arguments, code) in [
        (["watch", "--every", "0s"].as_slice(), 2),
        (&["watch", "--hold", "13h"], 2),
        (&["run", "--hold", "soon"], 2),
        (&["watch", "--credentials", "/nowhere.json"], 3),
    ] {
        let output = start(&desk, arguments).wait_with_output().await.unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?} {}", said(&output));
    }
}
