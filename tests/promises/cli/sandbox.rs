//! The demo, and the practice world as it is served, run as a user runs them.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use threadsheet::report::text_layout::width;

use super::{run, said};

/// What is left of a token once it may be shown.
const TOKEN_SHOWN: &str = "THAA…";

/// A sandbox in a process of its own, which ends with the test.
struct Sandbox {
    process: Child,
    doors: Value,
    _folder: tempfile::TempDir,
}

impl Sandbox {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
        command.env_clear().env("TMPDIR", folder.path()).args(["sandbox", "--lang", "en"]);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let doors = serde_json::from_str(&first).unwrap();
        Self { process, doors, _folder: folder }
    }

    fn variables(&self) -> [(&str, &str); 4] {
        let door = |name: &str| self.doors[name].as_str().unwrap();
        [
            ("THREADSHEET_SHEETS_URL", door("sheets_url")),
            ("THREADSHEET_THREADS_URL", door("threads_url")),
            ("GOOGLE_APPLICATION_CREDENTIALS", door("credentials")),
            ("THREADSHEET_SPREADSHEET", door("spreadsheet")),
        ]
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, Value) {
        let json = [("THREADSHEET_FORMAT", "json")];
        let output = run(arguments, &[self.variables().as_slice(), &json].concat());
        (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn count(report: &Value, outcome: &str) -> usize {
    let posts = report["posts"].as_array().unwrap();
    posts.iter().filter(|post| post["outcome"] == outcome).count()
}

#[test]
fn a_machine_that_trusts_nobody_is_no_hindrance() {
    let empty = tempfile::NamedTempFile::new().unwrap();
    let nobody = [("SSL_CERT_FILE", empty.path().to_str().unwrap())];
    let output = run(&["demo"], &nobody);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn a_sandbox_without_a_place_for_its_key_says_which_file_it_cannot_write() {
    let output = run(&["sandbox"], &[("TMPDIR", "/no/such/folder")]);
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).contains("Cannot write the file /no/such/folder/"), "{}", said(&output));
}

#[test]
fn the_demo_ends_by_itself_fits_a_terminal_and_shows_no_token() {
    for (language, published, failed) in [("en", "Published", "Failed"), ("ja", "投稿済み", "失敗")]
    {
        let output = run(&["demo", "--lang", language], &[]);
        let shown = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{shown}");
        let wide: Vec<&str> = shown.lines().filter(|line| width(line) > 80).collect();
        assert!(wide.is_empty(), "{}", wide.join("\n"));
        let tokens = shown.matches("THAA").count();
        assert_eq!(tokens, shown.matches(TOKEN_SHOWN).count(), "{shown}");
        assert!(tokens > 0 && shown.contains(published) && shown.contains(failed), "{shown}");
        assert!(!shown.contains('\u{1b}'), "colours went into a pipe");
    }
}

#[test]
fn init_says_what_it_would_add_then_adds_it_and_then_has_nothing_to_add() {
    let sandbox = Sandbox::start();
    let (code, plan) = sandbox.run(&["init", "--dry-run"]);
    assert_eq!((code, &plan["kind"]), (Some(0), &"init_plan".into()));
    let (_, first) = sandbox.run(&["init"]);
    assert_eq!((&first["kind"], &first["added"]), (&"init".into(), &plan["added"]));
    let (_, second) = sandbox.run(&["init"]);
    assert_eq!(second["added"], Value::Array(Vec::new()));
    let text = String::from_utf8(run(&["init"], &sandbox.variables()).stdout).unwrap();
    assert!(text.contains("the spreadsheet is complete"), "{text}");
    assert!(text.lines().all(|line| width(line) <= 80), "{text}");
}

#[test]
fn the_sandbox_says_where_it_is_and_a_run_finds_its_work_there_once() {
    let sandbox = Sandbox::start();
    let (_, plan) = sandbox.run(&["run", "--dry-run"]);
    let (checked, check) = sandbox.run(&["check"]);
    let (_, again) = sandbox.run(&["run", "--dry-run"]);
    // A post without a time is due when the plan is made, so the two plans differ in that.
    let timeless = |plan: &Value| {
        let mut posts = plan["posts"].clone();
        posts.as_array_mut().unwrap().iter_mut().for_each(|post| post["due"] = Value::Null);
        posts
    };
    assert_eq!(timeless(&plan), timeless(&again), "a plan changed something");
    assert_eq!(plan["kind"], "plan");
    let (code, first) = sandbox.run(&["run"]);
    assert_eq!((checked, code), (Some(1), Some(1)));
    // That one token has ended only Threads can tell, so its post is still in the plan.
    assert_eq!(count(&first, "published") + 1, count(&plan, "to_publish"));
    assert_eq!(count(&first, "published"), count(&check, "to_publish"), "a check has asked");
    assert_eq!(count(&first, "failed"), 2);
    let (code, second) = sandbox.run(&["run"]);
    assert_eq!(code, Some(0), "the same trouble is no news: {second:#}");
    assert_eq!(count(&second, "published"), 0);
}

#[test]
fn a_preview_goes_to_the_screen_to_a_file_and_to_programs() {
    let sandbox = Sandbox::start();
    let shown = run(&["preview"], &sandbox.variables());
    assert_eq!(shown.status.code(), Some(0), "what is wrong is shown, and is no news");
    let shown = String::from_utf8(shown.stdout).unwrap();
    let wide: Vec<&str> = shown.lines().filter(|line| width(line) > 80).collect();
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    assert!(shown.contains("Good morning. The first beans are in.") && shown.contains("623/500"));
    assert!(!shown.contains("THAA") && !shown.contains('\u{1b}'), "{shown}");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("coming.html");
    let file = file.to_str().unwrap();
    let told = run(&["preview", "--html", file], &sandbox.variables());
    assert!(
        String::from_utf8(told.stdout).unwrap().contains("13 posts coming, 2 to correct, 1 draft")
    );
    let page = std::fs::read_to_string(file).unwrap();
    assert_eq!(page.matches("<article").count(), 16);
    let piped = run(&["preview", "--html", "-"], &sandbox.variables());
    assert!(String::from_utf8(piped.stdout).unwrap().ends_with("</html>\n"));

    let (code, object) = sandbox.run(&["preview"]);
    assert_eq!((code, &object["kind"]), (Some(0), &Value::from("preview")));
    assert_eq!(object["cards"].as_array().unwrap().len(), 16);
    let nowhere = folder.path().join("no").join("such.html");
    let (code, object) = sandbox.run(&["preview", "--html", nowhere.to_str().unwrap()]);
    assert_eq!((code, &object["kind"]), (Some(3), &Value::from("stop")));
}

#[test]
fn a_probe_asks_on_stderr_and_takes_no_answer_for_a_no() {
    let sandbox = Sandbox::start();
    let throw_away = sandbox.doors["throw_away"].as_str().unwrap();
    let probe = |answers: &str, spreadsheet: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
        command.env_clear().envs(sandbox.variables()).env("THREADSHEET_SPREADSHEET", spreadsheet);
        // Time for the questions and for a few rounds, and none for a post.
        command.args(["check", "--live-probe", "--account", "tameshi", "--format", "json"]);
        command.args(["--budget", "3s"]);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = pipes.spawn().unwrap();
        // A program that asks nothing reads nothing.
        let _unread = process.stdin.take().unwrap().write_all(answers.as_bytes());
        let output = process.wait_with_output().unwrap();
        let object: Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code(), object, String::from_utf8(output.stderr).unwrap())
    };
    let outcomes = |object: &Value| {
        let findings = object["findings"].as_array().unwrap();
        let outcome = |fact: &str| {
            let found = findings.iter().find(|found| found["fact"] == fact).unwrap();
            found["outcome"].as_str().unwrap().to_owned()
        };
        ["second_publish", "old_token"].map(outcome)
    };
    for (answers, expected) in [
        ("", ["not_agreed", "not_agreed"]),
        ("y\n", ["ended", "not_agreed"]),
        ("no\nはい\n", ["not_agreed", "ended"]),
        ("yes\ny", ["ended", "ended"]),
    ] {
        let (code, object, asked) = probe(answers, throw_away);
        assert_eq!((code, &object["kind"]), (Some(0), &"probe".into()), "{object:#}");
        assert_eq!((&object["tidied"], &object["sent"]), (&"yes".into(), &0.into()));
        assert_eq!(outcomes(&object), expected, "{answers:?}");
        // It is broken into lines that fit a terminal.
        let asked = asked.replace('\n', " ");
        assert!(asked.contains("@tameshi") && asked.contains("at most 3 public posts"), "{asked}");
        assert!(!format!("{object}{asked}").contains("THAA"));
    }
    let desk = sandbox.doors["spreadsheet"].as_str().unwrap();
    let (code, object, asked) = probe("y\ny\n", desk);
    assert_eq!((code, &object["kind"]), (Some(4), &"stop".into()));
    assert!(!asked.contains("[y/N]"), "nothing is asked about a desk in use: {asked}");
}
