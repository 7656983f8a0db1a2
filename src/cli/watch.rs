//! `run --hold` and `watch`: runs that go on.

use std::cell::Cell;
use std::time::Duration;

use chrono_tz::Tz;
use threadsheet_core::run_error::RunError;

use super::output::{said, show, warn_of, watcher};
use super::resolve::config;
use super::signals::halt;
use super::{Format, Options, Part};
use crate::clock::Clock;
use crate::config::{Config, RunScope};
use crate::report::actions::Runner;
use crate::report::screen::{say, warn};
use crate::report::{News, Report, json, text};
use crate::watch::{self, WatchOptions, WatchReport};

/// Runs, and stays for what comes due; the report is of all that was done.
pub(super) async fn hold(
    options: &Options,
    hold: Duration,
    part: &Part,
    runner: &Runner,
) -> Result<u8, RunError> {
    let shard = part.resolve()?;
    let config = Config { shard, ..config(options, RunScope::Both)? };
    let watcher = watcher(options, true, runner);
    let news = |news| watcher.news(&news);
    let watch_options = WatchOptions::of_hold(hold);
    let kept = Box::pin(watch::repeat(&config, watch_options, &news, &|_| {}, halt())).await;
    let (report, stop) = match kept {
        Ok(WatchReport { report, stop }) => (Ok(report), stop),
        Err(stop) => (Err(stop), None),
    };
    let code = show(report, &watcher, options, runner)?;
    let Some(stop) = stop else { return Ok(code) };
    // The report of what was done stands; beside it, why that was not all.
    Ok(warn_of(&stop, options, runner))
}

/// Runs again and again until told to stop, and says what is new: a line for each thing, or an object for
/// each run.
pub(super) async fn watch(
    options: &Options,
    (every, hold): (Duration, Duration),
    part: &Part,
    runner: &Runner,
) -> Result<u8, RunError> {
    let shard = part.resolve()?;
    let config = Config { shard, ..config(options, RunScope::Both)? };
    let clock = Clock::start(options.now);
    let zone = Cell::new(Tz::UTC);
    let halt = halt();
    let news = |news| {
        // First, so that a secret is masked before the line about it is printed.
        runner.learn(&news);
        if let News::Sheet { zone: of_sheet, .. } = &news {
            zone.set(*of_sheet);
        }
        let language = runner.language().unwrap_or_else(|| options.language());
        let line = text::log(&news, clock.now(), zone.get(), language);
        if let Some(line) = line.filter(|_| options.format == Format::Text) {
            say(&line);
        }
    };
    let watch_options = WatchOptions { every, lasts: None, hold };
    let each = |ended: &Result<Report, RunError>| {
        tell(ended, options, runner, &text::stamp(clock.now(), zone.get()));
    };
    let ended = Box::pin(watch::repeat(&config, watch_options, &news, &each, halt.clone())).await;
    match ended {
        // Each look was told as it ended.
        Err(stop) if !*halt.borrow() => Ok(stop.exit_code()),
        // Whoever stops a loop wants it to end, so that is no failure.
        _ => Ok(0),
    }
}

fn tell(ended: &Result<Report, RunError>, options: &Options, runner: &Runner, time: &str) {
    let object = match ended {
        Ok(report) => json::report(report),
        Err(stop) => {
            let said = said(stop, options, runner);
            for (_, words) in &said {
                warn(&format!("{time} threadsheet: {words}"));
            }
            let first = said.first().map(|(language, words)| json::stop(stop, words, *language));
            first.unwrap_or_default()
        }
    };
    if options.format == Format::Json {
        say(&json::on_one_line(&object));
    }
}
