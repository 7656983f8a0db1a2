//! Inside GitHub Actions: masks, annotations and the step summary. Outside nothing of this is printed.
//!
//! The runner obeys lines of either stream that look like its commands. Ours go out as [`Command`]s, and
//! everything else passes [`guarded`] in [`screen`]: nothing has to be switched off and on
//! again, which could not be kept in step over two streams.

mod markdown;
mod needs;
mod summary;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::screen::{self, warn};
use super::setup::Setup;
use super::text_layout::clean;
use super::workflow_command::Level;
pub use super::workflow_command::{Command, commands_at, guarded, is_inside};
use super::{News, Report};
use threadsheet_core::hash;
use threadsheet_core::i18n::actions as words;
use threadsheet_core::language::Language;
use threadsheet_core::token::Token;

/// The runner that has started this program. Where there is none, nothing comes of telling it anything.
#[derive(Debug, Default)]
pub struct Runner {
    is_inside: bool,
    /// Whether stdout is read by a program, so that commands go to stderr.
    spares_stdout: bool,
    /// The file to which a summary is added.
    summary: Option<PathBuf>,
    /// Fingerprints of what is masked already.
    masked: RefCell<HashSet<String>>,
    /// The language of the spreadsheet, once it is known.
    language: Cell<Option<Language>>,
}

impl Runner {
    /// Looks for the runner in the environment.
    #[must_use]
    pub fn find(spares_stdout: bool) -> Self {
        let is_inside = is_inside();
        let summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
        let summary = summary.filter(|_| is_inside).map(PathBuf::from);
        Self { is_inside, spares_stdout, summary, ..Self::default() }
    }

    /// Takes note of what the runner has to know: each secret, and the language of the spreadsheet.
    pub fn learn(&self, news: &News) {
        match news {
            News::Secret(secret) => self.mask(secret),
            News::Sheet { language, .. } => self.language.set(Some(*language)),
            _ => {}
        }
    }

    /// Returns the language of the spreadsheet, if it was read.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.language.get()
    }

    /// Keeps a secret out of the log, whoever prints it. To be called before anything else can be said.
    pub fn mask(&self, secret: &Token) {
        // A hash, so that no secret is kept twice in memory; and once each, for `watch` reads the same tokens in every
        // run.
        let is_new = |mask: &Command| self.masked.borrow_mut().insert(hash::of([mask.expose()]));
        if self.is_inside {
            let masks = Command::mask(secret.expose()).into_iter().filter(is_new);
            self.tell(&masks.collect::<Vec<_>>());
        }
    }

    /// Annotates and summarises a run, a plan or a check.
    pub fn report(&self, report: &Report) {
        if self.is_inside {
            self.tell(&needs::annotations(report));
            self.summarise(&summary::report(report), report.language);
        }
    }

    /// Summarises what `init` has added, or would.
    pub fn setup(&self, setup: &Setup) {
        if self.is_inside {
            self.summarise(&summary::setup(setup), setup.language);
        }
    }

    /// Annotates and summarises what ended a run early, in one language, or in each of them where nobody knows
    /// which one is read. `place` is the spreadsheet's address, where it is known.
    pub fn stop(&self, said: &[(Language, String)], sheet: Option<&str>) {
        let Some((language, _)) = said.first().filter(|_| self.is_inside) else { return };
        let words: Vec<&str> = said.iter().map(|(_, words)| words.as_str()).collect();
        let end = sheet.unwrap_or_default();
        self.tell(&[Command::annotation(Level::Error, "threadsheet", &words.join(" "), end)]);
        self.summarise(&summary::stop(said, sheet), *language);
    }

    fn tell(&self, commands: &[Command]) {
        for command in commands {
            screen::order(command, self.spares_stdout);
        }
    }

    fn summarise(&self, page: &str, language: Language) {
        let Some(path) = &self.summary else { return };
        if let Err(error) = append(path, page) {
            warn(&words::no_summary(&clean(&error.kind().to_string()), language));
        }
    }
}

/// Adds a page to what earlier steps have written, whose last line may have no end.
fn append(path: &Path, page: &str) -> io::Result<()> {
    let page = format!("\n{page}");
    OpenOptions::new().append(true).create(true).open(path)?.write_all(page.as_bytes())
}
