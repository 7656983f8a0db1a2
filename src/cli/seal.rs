//! `threadsheet key new` and `threadsheet seal`: stdout gets the key, or the sealed token, and nothing else. Advice
//! goes to stderr, and only if that is a terminal.

use std::io::{IsTerminal as _, Read as _, stderr, stdin};

use threadsheet_core::i18n::seals::{ASK, KEEP_THE_KEY, paste};
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_core::seal;

use super::Options;
use super::resolve::sealing;
use super::signals::while_wanted;
use crate::clock::Clock;
use crate::random;
use crate::report::screen::{say, warn};
use crate::report::text_layout::{COLUMNS, wrap};
use crate::seal::Sealed;

/// The most bytes of a token that are read, all of its dirt included.
const PASTED_MAX: u64 = 64 * 1024;

/// Makes a key.
pub(super) fn new_key(language: Language) -> Result<u8, RunError> {
    let secret = random::bytes().ok_or_else(|| RunError::Bug("no random numbers".to_owned()))?;
    say(&seal::new_key(secret));
    advise(KEEP_THE_KEY.say(language));
    Ok(0)
}

/// Seals a token.
pub(super) async fn seal(options: &Options) -> Result<u8, RunError> {
    let config = sealing(options)?;
    let language = options.language();
    // Without a key nobody should have to paste anything.
    if config.keys.is_empty() {
        return Err(RunError::NoSealKey);
    }
    // A person who is asked for a token is not kept: until then the signal itself ends the program.
    let pasted = pasted(language);
    let Sealed { text, account, expires } =
        while_wanted(crate::seal::seal(&config, &pasted)).await?;
    say(&text);
    let days = expires.map(|expires| (expires - Clock::start(options.now).now()).num_days());
    advise(&paste(&account, days, language));
    Ok(0)
}

/// Reads what a person pastes, unseen, or what a program hands over. What cannot be read is empty, and is
/// then told as such.
fn pasted(language: Language) -> String {
    if stdin().is_terminal() {
        warn(ASK.say(language));
        // Not echoed, so that the token stays in no terminal's scrollback.
        return rpassword::read_password().unwrap_or_default();
    }
    let mut bytes = Vec::new();
    let read = stdin().lock().take(PASTED_MAX).read_to_end(&mut bytes);
    read.map(|_| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn advise(words: &str) {
    if stderr().is_terminal() {
        warn(&wrap(words, COLUMNS).join("\n"));
    }
}
