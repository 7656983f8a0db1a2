//! The command line as a user types it, and the report as a user reads it.

use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use clap::{FromArgMatches as _, Parser as _};
use threadsheet::cli::{Cli, language_of_locale};
use threadsheet::config::{Credentials, Key, spreadsheet_id};
use threadsheet_core::language::Language;
use threadsheet_core::plan::Limits;
use threadsheet_core::run_error::{RunError, Unread};

mod manual;
mod report;
mod sandbox;

const KEY: &str =
    r#"{"type": "service_account", "private_key": "secret-of-the-key", "x": "??>>~~"}"#;

/// Runs the program with these variables alone.
fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    command.env_clear().args(arguments).envs(variables.iter().copied());
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

#[test]
fn the_tree_of_commands_is_sound() {
    Cli::tree().debug_assert();
}

#[test]
fn every_option_has_its_variable_and_shows_no_value() {
    let mut variables = Vec::new();
    for argument in Cli::tree().get_arguments() {
        let Some(variable) = argument.get_env() else { continue };
        assert!(argument.is_hide_env_values_set(), "{argument:?}");
        variables.push(format!("{} {}", argument.get_id(), variable.to_string_lossy()));
    }
    let of_a_run = Cli::tree();
    let of_a_run = of_a_run.find_subcommand("run").unwrap().get_arguments();
    let shard = of_a_run.into_iter().find(|argument| argument.get_id() == "shard").unwrap();
    assert_eq!(shard.get_env().unwrap(), "THREADSHEET_SHARD");
    assert!(shard.is_hide_env_values_set());
    let contract = [
        "spreadsheet THREADSHEET_SPREADSHEET",
        "credentials GOOGLE_APPLICATION_CREDENTIALS",
        "refresh_within THREADSHEET_REFRESH_WITHIN",
        "max_late THREADSHEET_MAX_LATE",
        "settle THREADSHEET_SETTLE",
        "budget THREADSHEET_BUDGET",
        "now THREADSHEET_NOW",
        "sheets_url THREADSHEET_SHEETS_URL",
        "threads_url THREADSHEET_THREADS_URL",
        "format THREADSHEET_FORMAT",
    ];
    assert_eq!(variables, contract);
}

#[test]
fn help_of_a_command_shows_the_options_that_mean_something_to_it() {
    let every =
        ["--budget", "--settle", "--max-late", "--spreadsheet", "--threads-url", "--format"];
    for (command, shown) in [
        (&["run"][..], &every[..]),
        (&["check"], &every),
        (&["init"], &["--spreadsheet", "--budget", "--format"]),
        (&["seal"], &["--spreadsheet", "--threads-url"]),
        (&["demo"], &[]),
        (&["completions"], &[]),
        (&["key", "new"], &[]),
    ] {
        let help = said(&run(&[command, &["--help"]].concat(), &[]));
        let found = every.into_iter().filter(|option| help.contains(option));
        let found: Vec<_> = found.collect();
        assert_eq!(found.len(), shown.len(), "{command:?}: {found:?}");
        assert!(shown.iter().all(|option| found.contains(option)), "{command:?}: {found:?}");
    }
}

#[test]
fn an_option_that_does_nothing_for_a_command_is_taken_all_the_same() {
    let variables = [("THREADSHEET_BUDGET", "3m"), ("THREADSHEET_SPREADSHEET", "abc")];
    for arguments in
        [&["key", "new", "--settle", "5m"][..], &["--now", "2026-01-31T09:00:00Z", "key", "new"]]
    {
        let output = run(arguments, &variables);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let budget = |arguments: [&str; 5]| {
        let matches = Cli::tree().try_get_matches_from(arguments).unwrap();
        Cli::from_arg_matches(&matches).unwrap().options.budget.as_secs()
    };
    assert_eq!(budget(["threadsheet", "--budget", "3m", "key", "new"]), 180);
    assert_eq!(budget(["threadsheet", "key", "new", "--budget", "3m"]), 180);
}

#[test]
fn a_usage_line_names_no_option_that_only_stands_in_a_variable() {
    let variables = [
        ("THREADSHEET_SPREADSHEET", "practice-desk"),
        ("THREADSHEET_SHEETS_URL", "http://127.0.0.1:1"),
        ("THREADSHEET_THREADS_URL", "http://127.0.0.1:1"),
        ("THREADSHEET_HOLD", "2m"),
    ];
    let mistakes: [&[&str]; 3] = [&["completions"], &["key"], &["check", "--account", "shop_a"]];
    for mistake in mistakes {
        let output = run(mistake, &variables);
        assert_eq!(output.status.code(), Some(2), "{mistake:?}");
        let told = said(&output);
        assert!(told.contains("Usage: threadsheet"), "{told}");
        assert!(!told.contains("-url") && !told.contains("--spreadsheet"), "{told}");
    }
}

#[test]
fn the_defaults_are_those_of_the_contract() {
    let options = Cli::try_parse_from(["threadsheet", "run"]).unwrap().options;
    let minutes = |duration: std::time::Duration| duration.as_secs() / 60;
    assert_eq!(minutes(options.settle), 10);
    assert_eq!(minutes(options.budget), 5);
    // Where nothing is typed, the tab Settings may say otherwise.
    assert_eq!((options.max_late, options.refresh_within), (None, None));
    let usual = Limits::default();
    assert_eq!((usual.max_late.num_hours(), usual.refresh_within.num_days()), (24, 14));
    assert!(usual.spacing.is_zero());
    assert_eq!(options.sheets_url.trim_end_matches('/'), "https://sheets.googleapis.com");
    assert_eq!(options.threads_url.trim_end_matches('/'), "https://graph.threads.net");
}

#[test]
fn a_spreadsheet_is_known_by_every_address_that_a_browser_shows() {
    let id = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms";
    for given in [
        "ID",
        "  ID\n",
        "https://docs.google.com/spreadsheets/d/ID",
        "https://docs.google.com/spreadsheets/d/ID/edit?gid=0#gid=0",
        "https://docs.google.com/spreadsheets/d/ID/edit#gid=123",
        "https://docs.google.com/spreadsheets/u/0/d/ID/edit?usp=sharing",
        "https://docs.google.com/a/example.com/spreadsheets/d/ID/edit",
        "docs.google.com/spreadsheets/d/ID/",
        "<https://docs.google.com/spreadsheets/d/ID/htmlview>",
        "https://drive.google.com/open?id=ID",
    ] {
        assert_eq!(spreadsheet_id(&given.replace("ID", id)).unwrap(), id, "{given}");
    }
}

#[test]
fn what_names_no_spreadsheet_is_told_and_shortened() {
    for given in [
        "",
        "https://example.com/spreadsheets/d/abc",
        "https://docs.google.com/spreadsheets/d/e/2PACX-1vabc/pubhtml",
        "https://docs.google.com/spreadsheets/u/0/",
        "my sheet",
        KEY,
    ] {
        let Err(RunError::SpreadsheetUnreadable(quoted)) = spreadsheet_id(given) else {
            panic!("{given} was taken")
        };
        assert!(quoted.chars().count() <= 40);
        assert!(!quoted.contains("secret"));
    }
}

#[test]
fn credentials_are_taken_as_file_as_json_and_as_base64() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.json");
    std::fs::write(&path, format!("\u{feff}{KEY}\n")).unwrap();
    let path = path.to_str().unwrap();
    let base64 = STANDARD.encode(KEY);
    let (first, second) = base64.split_at(76);
    let expected = Ok(Credentials(KEY.to_owned()));
    for given in [path, KEY, &base64, &format!("{first}\n{second}\n"), &URL_SAFE_NO_PAD.encode(KEY)]
    {
        assert_eq!(Key::of_variable(given).open(), expected, "variable {given}");
        assert_eq!(Key::of_option(given).open(), expected, "option {given}");
    }
}

#[test]
fn credentials_that_cannot_be_read_are_told_without_quoting_them() {
    let missing = Key::of_option("no/such/file.json").open();
    let said = |path: &str, why| Err(RunError::CredentialsMissing { path: path.to_owned(), why });
    assert_eq!(missing, said("no/such/file.json", Unread::NotFound));
    assert_eq!(Key::of_option("src").open(), said("src", Unread::NotAFile));
    let half = &KEY[..40];
    for given in [half, "[1]", "-----BEGIN secret-of-the-key", &STANDARD.encode(half)] {
        assert_eq!(Key::of_variable(given).open(), Err(RunError::CredentialsNotJson), "{given}");
    }
    assert_eq!(Key::of_option(half).open(), Err(RunError::CredentialsNotJson));
}

#[test]
fn no_secret_shows_in_help_in_debug_or_in_a_refusal() {
    let variables = [
        ("GOOGLE_CREDENTIALS", KEY),
        ("GOOGLE_APPLICATION_CREDENTIALS", KEY),
        ("THREADS_APP_SECRET", "secret-of-the-app"),
        ("THREADSHEET_SPREADSHEET", "sheet-that-nobody-knows"),
    ];
    for arguments in [&["--help"][..], &["run", "--help"], &["run", "--now", "x"], &["check", "-h"]]
    {
        let said = said(&run(arguments, &variables));
        assert!(!said.contains("secret"), "{said}");
        assert!(!said.contains("nobody-knows"), "{said}");
    }
    let cli = Cli::try_parse_from(["threadsheet", "run", "--credentials", KEY]).unwrap();
    assert!(!format!("{cli:?}").contains("secret"));
}

#[test]
fn what_cannot_be_meant_ends_with_2() {
    for arguments in [
        &["run", "--now", "tomorrow"][..],
        &["run", "--settle", "10"],
        &["run", "--max-late", "9000d"],
        &["run", "--sheets-url", "http://sheets.example.com/"],
        &["run", "--threads-url", "ftp://127.0.0.1/"],
        &["run", "--threads-url", "https://user:word@example.com/"],
        &["run", "--format", "xml"],
        &["run", "--shard", "4/4"],
        &["check", "--shard", "0/4"],
        &["dance"],
        &[],
    ] {
        let output = run(arguments, &[]);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_part_that_cannot_be_is_told_with_the_parts_that_there_are() {
    let typed = run(&["run", "--shard", "4/4"], &[]);
    assert!(said(&typed).contains("0/4 to 3/4"), "{}", said(&typed));
    let variable = run(&["run"], &[("THREADSHEET_SHARD", "1/x")]);
    assert_eq!(variable.status.code(), Some(2));
    for variables in [
        &[("THREADSHEET_SHARD", "4"), ("JOB_COMPLETION_INDEX", "4")][..],
        &[("THREADSHEET_SHARD", "4")],
        &[("CLOUD_RUN_TASK_COUNT", "2"), ("CLOUD_RUN_TASK_INDEX", "two")],
    ] {
        for command in ["run", "refresh", "publish"] {
            let output = run(&[command, "--format", "json"], variables);
            assert_eq!(output.status.code(), Some(2), "{variables:?}");
            let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!((&object["kind"], &object["exit_code"]), (&"stop".into(), &2.into()));
            assert!(said(&output).contains("--shard"), "{}", said(&output));
        }
    }
    // What is asked of no part is not its business.
    assert_eq!(run(&["check"], &[("THREADSHEET_SHARD", "9/4")]).status.code(), Some(3));
}

#[test]
fn plain_http_is_for_this_machine() {
    for url in
        ["http://127.0.0.1:4010/", "http://localhost:1", "http://[::1]:80/x", "https://a.example/"]
    {
        assert!(Cli::try_parse_from(["threadsheet", "run", "--sheets-url", url]).is_ok(), "{url}");
    }
    let refused = said(&run(&["run", "--sheets-url", "http://10.0.0.1/"], &[]));
    assert!(refused.contains("plain http is for this machine alone"), "{refused}");
}

#[test]
fn settings_that_are_missing_end_with_3_in_the_readers_language() {
    let english = run(&["run"], &[]);
    assert_eq!(english.status.code(), Some(3));
    assert!(said(&english).contains("No spreadsheet."));
    let sheet = ["run", "--spreadsheet", "abc"];
    let japanese = run(&sheet, &[("LANG", "ja_JP.UTF-8")]);
    assert_eq!(japanese.status.code(), Some(3));
    assert!(said(&japanese).contains("Google の認証情報がありません"));
    let asked_for = run(&[&sheet[..], &["--lang", "ja"]].concat(), &[("LC_ALL", "C.UTF-8")]);
    assert_eq!(said(&asked_for), said(&japanese));
    assert_eq!(language_of_locale(Some("C.UTF-8")), Language::English);
}

#[test]
fn where_nobody_says_a_language_the_end_of_a_run_is_told_in_both() {
    let [english, japanese] = ["No spreadsheet.", "スプレッドシートが指定されていません"];
    for (variables, told) in [
        (&[][..], [true, true]),
        (&[("LANG", "C.UTF-8")], [true, true]),
        (&[("LC_ALL", "POSIX")], [true, true]),
        (&[("LANG", "ja_JP.UTF-8")], [false, true]),
        (&[("LANG", "en_US.UTF-8")], [true, false]),
    ] {
        let said = said(&run(&["run"], variables));
        assert_eq!([english, japanese].map(|words| said.contains(words)), told, "{variables:?}");
    }
}

#[test]
fn a_variable_that_is_set_to_nothing_counts_as_unset() {
    let blank = [
        ("THREADSHEET_BUDGET", ""),
        ("THREADSHEET_NOW", " "),
        ("THREADSHEET_FORMAT", ""),
        ("THREADSHEET_SHEETS_URL", ""),
        ("THREADSHEET_SPREADSHEET", ""),
        ("THREADSHEET_SHARD", ""),
        ("JOB_COMPLETION_INDEX", "7"),
        ("CLOUD_RUN_TASK_COUNT", ""),
        ("GOOGLE_APPLICATION_CREDENTIALS", ""),
        ("GOOGLE_CREDENTIALS", ""),
    ];
    let output = run(&["run"], &blank);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(said(&output), said(&run(&["run"], &[])));
}

#[test]
fn programs_get_one_object_even_where_a_run_ends_early() {
    let output = run(&["check", "--format", "json"], &[]);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["schema"], 2);
    assert_eq!(object["kind"], "stop");
    assert_eq!(object["exit_code"], 3);
}
