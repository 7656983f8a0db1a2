//! What the program says of itself: its version, to shells, to `man`, and where it is mistaken.

use std::process::{Command, Output};

use threadsheet::cli::diagnostics;
use threadsheet_core::language::Language;

use super::{run, said};

/// Names how the copy of this test is mistaken.
const MISTAKEN: &str = "THREADSHEET_TEST_MISTAKEN";

fn secret() -> String {
    ["TH", "AAQ", &"x1Yz".repeat(30)].concat()
}

fn be_mistaken(how: &str) {
    diagnostics::start(u8::from(how == "verbose"), Language::English);
    let mistake = || panic!("no state for {}", secret());
    if how == "elsewhere" {
        let _never = std::thread::spawn(mistake).join();
    } else {
        mistake();
    }
}

fn mistaken(how: &str) -> Output {
    let name = "cli::manual::a_mistake_of_ours_ends_with_70_says_so_and_tells_no_secret";
    let mut copy = Command::new(std::env::current_exe().unwrap());
    copy.env_remove("GITHUB_ACTIONS").env_remove("GITHUB_STEP_SUMMARY");
    copy.args(["--exact", name, "--nocapture"]).env(MISTAKEN, how).output().unwrap()
}

#[test]
fn a_mistake_of_ours_ends_with_70_says_so_and_tells_no_secret() {
    if let Ok(how) = std::env::var(MISTAKEN) {
        be_mistaken(&how);
        return;
    }
    for how in ["plain", "verbose", "elsewhere"] {
        let output = mistaken(how);
        assert_eq!(output.status.code(), Some(70), "{how}: {}", said(&output));
        let words = String::from_utf8(output.stderr.clone()).unwrap();
        assert!(words.contains("this is a mistake in threadsheet (tests/promises/"), "{words}");
        assert!(words.trim_end().ends_with(if how == "verbose" {
            "no state for ***"
        } else {
            "report it."
        }));
        assert_eq!(words.lines().count(), 1, "{words}");
        assert!(!said(&output).contains("x1Yz"), "{how}");
    }
}

#[test]
fn the_version_is_the_packages() {
    let version = said(&run(&["--version"], &[]));
    assert!(version.starts_with(concat!("threadsheet ", env!("CARGO_PKG_VERSION"))), "{version}");
}

#[test]
fn every_shell_gets_its_completions_and_man_a_page_for_each_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(&["completions", shell], &[("THREADSHEET_SPREADSHEET", "nobody-knows")]);
        assert!(output.status.success());
        let script = said(&output);
        assert!(script.contains("live-probe") && !script.contains("nobody-knows"), "{shell}");
    }
    let page = said(&run(&["man"], &[("THREADSHEET_SPREADSHEET", "nobody-knows")]));
    assert!(page.starts_with(".ie") || page.starts_with(".TH"), "{page}");
    assert!(page.contains("THREADSHEET_SPREADSHEET") && !page.contains("nobody-knows"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert!(run(&["man", "--into", path], &[]).status.success());
    for page in ["threadsheet.1", "threadsheet-run.1", "threadsheet-check.1"] {
        assert!(folder.path().join(page).is_file(), "{page}");
    }
    let nowhere = run(&["man", "--into", "no/such/folder"], &[]);
    assert_eq!(nowhere.status.code(), Some(3), "{}", said(&nowhere));
}

#[cfg(unix)]
#[test]
fn bash_completes_a_command_and_its_options() {
    let script = said(&run(&["completions", "bash"], &[]));
    let ask = "\n_asked() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _threadsheet threadsheet \"${@: -1}\" \"${@: -2:1}\"; \
               echo \"${COMPREPLY[@]}\"; }\n_asked threadsheet ru\n_asked threadsheet run --sha\n";
    let bash = Command::new("bash").args(["-c", &(script + ask)]).output();
    // Not every machine has it.
    let Ok(bash) = bash else { return };
    assert_eq!(said(&bash), "run\n--shard\n");
}
