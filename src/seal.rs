//! Seals one token that is in no sheet yet.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use threadsheet_core::cell::Cell;
use threadsheet_core::cell_error::CellError;
use threadsheet_core::place::Place;
use threadsheet_core::reason::AccountState;
use threadsheet_core::run_error::RunError;
use threadsheet_core::token_cell;
use threadsheet_core::token_state;
use tokio::time::Instant;

use crate::clock::Clock;
use crate::config::Config;
use crate::random;
use crate::run::tokens::introspection;
use crate::threads::Threads;

/// A token that was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The text for the Token cell.
    pub text: String,
    /// The account whose token it is, without @.
    pub account: String,
    /// When the token expires, UTC, where Threads tells.
    pub expires: Option<DateTime<Utc>>,
}

/// Asks Threads whose token it is that was pasted, and seals it for them and for the spreadsheet.
///
/// # Errors
///
/// Where there is no key, where Threads does not answer, and for every token with which nothing could be
/// posted for long.
pub async fn seal(config: &Config, pasted: &str) -> Result<Sealed, RunError> {
    if config.keys.is_empty() {
        return Err(RunError::NoSealKey);
    }
    if pasted.trim().is_empty() {
        return Err(RunError::NothingToSeal);
    }
    let refused = |state| RunError::NotSealed(Box::new(state));
    let seals = config.seals();
    let cell = token_cell::read(&Cell::text(pasted), &seals);
    let cell = cell.map_err(|fault| refused(AccountState::Cell(CellError::Token(fault))))?;
    let until = Instant::now() + config.budget;
    let threads = Threads::new(&config.threads_url, until, config.time_scale)?;
    let (facts, profile) = tokio::join!(threads.debug_token(&cell.token), threads.me(&cell.token));
    // There is no row that names an account, so the token's own name is taken for the wanted one.
    let name = profile.as_ref().map(|profile| profile.username.to_lowercase()).unwrap_or_default();
    let introspection = introspection::introspect(&name, &cell, None, facts.as_ref(), profile);
    let now = Clock::start(config.now).now();
    // Without a spreadsheet's own zone days are counted in universal time.
    let place = Place { zone: Tz::UTC, locale: String::new(), now };
    let receipt = match token_state::judge(introspection, None, &place) {
        (AccountState::Unreachable { .. }, _) => return Err(RunError::ThreadsUnreachable),
        (state, receipt) if state.is_usable() => receipt,
        (state, _) => return Err(refused(state)),
    };
    let nonce = random::bytes().ok_or_else(|| RunError::Bug("no random numbers".to_owned()))?;
    let text = seals.seal(&cell.token, &receipt.user, nonce);
    let text = text.ok_or_else(|| RunError::Bug("a user without an id".to_owned()))?;
    Ok(Sealed { text, account: receipt.name, expires: receipt.expires })
}
