//! The page in a real browser: headless Chromium, driven by `.ci/browser.py`.
//!
//! Screenshots of every page lie in `target/tmp/preview` afterwards, for whoever changes its look.
//! A machine without Chromium or Python says so and goes on; under `CI=true` they have to be there.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use threadsheet::report::preview::{Preview, html};
use threadsheet_core::language::Language;

use super::made_up::{HOSTILE, hostile, small, with_week};

/// What the script says where there is no Chromium.
const NO_CHROMIUM: i32 = 3;

fn shots() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("preview")
}

/// Opens pages at three widths, in light and in dark; none where this machine has no browser.
fn look(pages: &[(&str, &Preview)]) -> Option<Vec<Value>> {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new("python3");
    command.arg(root.join(".ci/browser.py")).args(["--pictures", "--shots"]).arg(shots());
    for (name, preview) in pages {
        let path = folder.path().join(format!("{name}.html"));
        std::fs::write(&path, html::page(preview)).unwrap();
        command.arg(path);
    }
    let output = command.output();
    let is_missing = match &output {
        Ok(output) => output.status.code() == Some(NO_CHROMIUM),
        Err(_) => true,
    };
    if is_missing {
        let is_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!is_ci, "CI has to have python3 and chromium");
        // Past the harness, which keeps what a passing test prints to itself.
        let _ = writeln!(std::io::stderr(), "skipped: no chromium, or no python3, here");
        return None;
    }
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn in_a_browser_nothing_overflows_nothing_runs_and_every_card_is_there() {
    let (hostile, mut japanese, week) = (hostile(), small(), with_week());
    japanese.language = Language::Japanese;
    let pages = [("hostile", &hostile), ("japanese", &japanese), ("week", &week)];
    let Some(found) = look(&pages) else { return };
    assert_eq!(found.len(), pages.len() * 3 * 2);
    for seen in found {
        let at = format!("{} {} {}", seen["page"], seen["width"], seen["scheme"]);
        let (_, preview) =
            pages.iter().find(|(name, _)| seen["page"] == format!("{name}.html")).unwrap();
        let shot = seen["shot"].as_str().unwrap();
        let is_new = std::fs::metadata(shot).is_ok_and(|shot| shot.len() > 10_000);
        assert!(is_new, "no screenshot: {at}");
        assert_eq!(seen["faults"], Value::Array(Vec::new()), "{at}");
        assert_eq!(seen["cards"], preview.cards.len(), "{at}");
        assert_eq!(seen["lang"], preview.language.pick("en", "ja"), "{at}");
        assert_eq!(seen["marker"], "undefined", "a script ran: {at}");
        assert_ne!(seen["title"], "ran", "{at}");
        assert_eq!(seen["events"], Value::Array(Vec::new()), "{at}");
        for request in seen["requests"].as_array().unwrap() {
            let request = request.as_str().unwrap();
            assert!(request.starts_with("Image https://"), "{at}: {request}");
        }
        let texts: Vec<&str> =
            seen["texts"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let expected = preview.cards.iter().map(|card| card.text.as_str());
        // The last one is nothing but what no page may hold.
        let expected: Vec<&str> = expected.filter(|text| *text != HOSTILE[11]).collect();
        for text in expected {
            assert!(texts.contains(&text), "{at}: {text}");
        }
    }
}
