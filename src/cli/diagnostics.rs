//! What goes to stderr for those who look into a problem, and what a mistake of ours says.
//!
//! Only this program's own lines: the libraries beneath log requests, and requests carry tokens.

use std::panic::PanicHookInfo;

use threadsheet_core::i18n::actions;
use threadsheet_core::language::Language;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::report::actions::Runner;
use crate::report::screen::{Diagnostics, warn};
use crate::report::text_layout::clean;

/// The exit code of a mistake of ours.
const MISTAKE: i32 = 70;

/// A word of a panic message that is as long as this is withheld: tokens and keys are longer.
const WORD_MAX: usize = 24;

/// Starts the diagnostics of a run: nothing but warnings, with `-v` each step, with `-vv` more. From then on a
/// panic, in whatever thread, ends the program with exit code 70.
pub fn start(verbose: u8, language: Language) {
    let level = match verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    let ours = Targets::new().with_target(env!("CARGO_PKG_NAME"), level);
    let lines = tracing_subscriber::fmt::layer().with_writer(|| Diagnostics).with_ansi(false);
    // Whoever embeds the library may have set up diagnostics of their own; theirs stand.
    let _theirs = tracing_subscriber::registry().with(ours).with(lines).try_init();
    let is_verbose = verbose > 0;
    std::panic::set_hook(Box::new(move |panic| end(&mistake(panic, is_verbose), language)));
}

/// Ends the program: nothing is unwound in a release, and no other thread goes on after a mistake.
#[expect(clippy::exit, reason = "a panic has nobody to return a code to")]
fn end(words: &str, language: Language) -> ! {
    warn(words);
    // Stdout may hold half of an object for a program.
    Runner::find(true).stop(&[(language, actions::mistake(language).to_owned())], None);
    std::process::exit(MISTAKE)
}

fn mistake(panic: &PanicHookInfo, is_verbose: bool) -> String {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let mut line =
        format!("threadsheet: this is a mistake in threadsheet ({place}). Please report it.");
    if let Some(words) = words_of(panic).filter(|_| is_verbose) {
        line = format!("{line} {}", without_secrets(words));
    }
    line
}

fn words_of<'a>(panic: &'a PanicHookInfo) -> Option<&'a str> {
    let payload = panic.payload();
    payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref().copied())
}

/// Returns words without anything that is long enough to be a secret.
fn without_secrets(words: &str) -> String {
    let cleaned = clean(words);
    let is_of_secret = |c: char| c.is_ascii_alphanumeric() || "_-.+/=|".contains(c);
    let is_short = |word: &str| word.split(|c| !is_of_secret(c)).all(|part| part.len() < WORD_MAX);
    let kept = cleaned.split(' ').map(|word| if is_short(word) { word } else { "***" });
    kept.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_never_repeats_a_token() {
        let token = format!("{}{}", "TH", "AAabcdefghijklmnopqrstuvwxyz0123456789");
        let said = without_secrets(&format!("row 3: no state for \"{token}\" in 2026"));
        assert_eq!(said, "row 3: no state for *** in 2026");
    }
}
