//! `threadsheet check --live-probe`: what is asked on the terminal, and what is told as it is found.

use std::io::{BufRead as _, Read as _};

use threadsheet_core::i18n::probe::{ask, is_yes};
use threadsheet_core::language::Language;
use threadsheet_core::probe_result::Question;
use threadsheet_core::run_error::RunError;
use tokio::sync::{oneshot, watch};

use super::resolve::config;
use super::{Format, Options};
use crate::config::RunScope;
use crate::probe::{self, News, Wish};
use crate::report::actions::Runner;
use crate::report::screen::{Screen, say, warn};
use crate::report::text_layout::{COLUMNS, wrap};
use crate::report::{json, probe as report};

/// The most bytes of an answer that are read.
const ANSWER_MAX: u64 = 1_024;

/// Measures, and tells what was found.
pub(super) async fn probe(
    options: &Options,
    account: Option<&str>,
    runner: &Runner,
    halt: watch::Receiver<bool>,
) -> Result<u8, RunError> {
    let config = config(options, RunScope::Both)?;
    let screen = Screen::of_stdout();
    let tell = |news: News| match (options.format, news) {
        (_, News::Secret(secret)) => runner.mask(secret),
        (Format::Json, _) => {}
        (Format::Text, News::Begun { title, asks_threads, language }) => {
            say(&report::head(title, asks_threads, language, screen));
        }
        (Format::Text, News::Found(finding, language)) => {
            say(&report::fact(finding, language, screen));
        }
    };
    let wish = Wish { language: options.asked_language(), account: account.map(str::to_owned) };
    let answered = async |question, language| agrees(&question, language, halt.clone()).await;
    let found = probe::probe(&config, wish, answered, &tell, halt.clone()).await?;
    match options.format {
        Format::Text => say(&report::foot(&found)),
        Format::Json => say(&json::probe(&found)),
    }
    Ok(found.exit_code())
}

/// Asks on stderr, for stdout may be a program's, and reads one line. The end of the input is a no, and
/// so is being told to stop.
async fn agrees(question: &Question, language: Language, mut halt: watch::Receiver<bool>) -> bool {
    warn(&wrap(&ask(question, language), COLUMNS).join("\n"));
    let (sender, answered) = oneshot::channel();
    // A thread of its own, for nothing can wake one that waits for a person; it ends with the program.
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = std::io::stdin().lock().take(ANSWER_MAX).read_line(&mut line);
        // Nobody listens any more where the program was told to stop.
        let _gone = sender.send(read.is_ok() && is_yes(&line));
    });
    tokio::select! {
        answer = answered => answer.unwrap_or(false),
        Ok(_) = halt.wait_for(|halt| *halt) => false,
    }
}
