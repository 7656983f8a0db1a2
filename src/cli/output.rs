//! What every command prints: the progress of a run, its report, and what ended it.

use std::io::{self, ErrorKind};
use std::path::Path;

use threadsheet_core::i18n::run_errors;
use threadsheet_core::language::Language;
use threadsheet_core::run_error::{RunError, Unwritten};

use super::{Format, Options};
use crate::clock::Clock;
use crate::config::spreadsheet_id;
use crate::report::actions::Runner;
use crate::report::progress::Watcher;
use crate::report::screen::{Screen, say, warn};
use crate::report::text_layout::clean;
use crate::report::{Links, Report, json};

/// Returns a watcher; one that `streams` tells a log of each thing as it happens.
pub(super) fn watcher<'a>(options: &Options, streams: bool, runner: &'a Runner) -> Watcher<'a> {
    let watches = match options.format {
        Format::Text => Some(Screen::of_stdout()),
        Format::Json => None,
    };
    Watcher::new((watches, streams), runner, Clock::start(options.now), options.language())
}

pub(super) fn show(
    ended: Result<Report, RunError>,
    watcher: &Watcher,
    options: &Options,
    runner: &Runner,
) -> Result<u8, RunError> {
    // Before the report, whose lines the moving one would mix with.
    watcher.stop();
    let report = ended?;
    match options.format {
        Format::Text => watcher.end(&report),
        Format::Json => say(&json::report(&report)),
    }
    runner.report(&report);
    Ok(report.exit_code())
}

/// Tells what ended the run: to people on stderr, to programs as the one object on stdout.
pub(super) fn tell(stop: &RunError, options: &Options, runner: &Runner) -> u8 {
    if options.format == Format::Json {
        // One object, in however many languages people are told.
        for (language, words) in said(stop, options, runner).iter().take(1) {
            say(&json::stop(stop, words, *language));
        }
    }
    warn_of(stop, options, runner)
}

/// The same without the object: beside a report that stands.
pub(super) fn warn_of(stop: &RunError, options: &Options, runner: &Runner) -> u8 {
    let said = said(stop, options, runner);
    for (_, words) in &said {
        warn(&format!("threadsheet: {words}"));
    }
    // Whoever tells the program to stop knows why it did.
    if *stop != RunError::Halted {
        runner.stop(&said, sheet(options).as_deref());
    }
    stop.exit_code()
}

/// Says what ended the run in the language that was asked for, else in that of the spreadsheet, else in that of
/// the machine; where nobody knows, in both: whoever reads it may read only one.
pub(super) fn said(stop: &RunError, options: &Options, runner: &Runner) -> Vec<(Language, String)> {
    let of_machine = || options.knows_language().then(|| options.language());
    let known = options.asked_language().or_else(|| runner.language()).or_else(of_machine);
    let languages = known.map_or(Language::ALL.to_vec(), |one| vec![one]);
    languages.into_iter().map(|language| (language, run_errors::say(stop, language))).collect()
}

/// Returns the spreadsheet's address, where one was named.
fn sheet(options: &Options) -> Option<String> {
    let spreadsheet = spreadsheet_id(options.spreadsheet.as_deref()?).ok()?;
    Some(Links { spreadsheet, ..Links::default() }.sheet())
}

/// Returns why a file could not be written, in words of our own.
pub(super) fn not_written(path: &Path, error: &io::Error) -> RunError {
    let why = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Unwritten::NoFolder,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Unwritten::NotAllowed,
        ErrorKind::IsADirectory => Unwritten::AFolder,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Unwritten::NoRoom,
        _ => Unwritten::Other,
    };
    RunError::FileNotWritten { path: clean(&path.display().to_string()), why }
}
