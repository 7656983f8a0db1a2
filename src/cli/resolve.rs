//! From what was typed to what it means.

use std::time::Duration;

use chrono::TimeDelta;
use threadsheet_core::plan::Limits;
use threadsheet_core::run_error::RunError;
use threadsheet_core::seal::Keys;
use threadsheet_core::shard::Shard;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_core::token::Token;

use super::{Options, variable};
use crate::config::{Config, Credentials, Key, RunScope, Typed, spreadsheet_id};

/// Makes settings of what was typed and of the three variables that no option stands for:
/// `GOOGLE_CREDENTIALS`, `THREADS_APP_SECRET` and `THREADSHEET_KEY`.
///
/// # Errors
///
/// Where no spreadsheet or no credentials were named, or they cannot be read, or the sealing key is none.
pub(super) fn config(options: &Options, scope: RunScope) -> Result<Config, RunError> {
    let sealing = sealing(options)?;
    let in_variable = || variable("GOOGLE_CREDENTIALS").map(|held| Key::of_variable(&held));
    let key = options.credentials.clone().or_else(in_variable).ok_or(RunError::NoCredentials)?;
    let secret = variable("THREADS_APP_SECRET").map(|held| held.trim().to_owned());
    Ok(Config { credentials: key.open()?, app_secret: secret.map(Token::new), scope, ..sealing })
}

/// Makes settings that name a spreadsheet and the keys by which tokens are sealed in it, and no credentials.
///
/// # Errors
///
/// Where no spreadsheet was named, or it or the keys cannot be read.
pub(super) fn sealing(options: &Options) -> Result<Config, RunError> {
    let spreadsheet =
        spreadsheet_id(options.spreadsheet.as_deref().ok_or(RunError::NoSpreadsheet)?)?;
    let keys = variable("THREADSHEET_KEY").map(|held| Keys::read(&held)).transpose();
    let keys = keys.map_err(|_| RunError::SealKeyUnreadable)?.unwrap_or_default();
    Ok(Config { spreadsheet, keys, ..practice(options) })
}

/// Makes settings that name no spreadsheet and no credentials: the practice world has its own.
pub(super) fn practice(options: &Options) -> Config {
    let delta = |typed: Duration| TimeDelta::from_std(typed).unwrap_or(TimeDelta::MAX);
    let usual = Limits::default();
    Config {
        spreadsheet: String::new(),
        credentials: Credentials(String::new()),
        sheets_url: options.sheets_url.clone(),
        threads_url: options.threads_url.clone(),
        app_secret: None,
        keys: Keys::default(),
        limits: Limits {
            refresh_within: options.refresh_within.map_or(usual.refresh_within, delta),
            max_late: options.max_late.map_or(usual.max_late, delta),
            ..usual
        },
        typed: Typed {
            refresh_within: options.refresh_within.is_some(),
            max_late: options.max_late.is_some(),
        },
        settle: options.settle,
        budget: options.budget,
        time_scale: TimeScale::REAL,
        now: options.now,
        clock_error: TimeDelta::zero(),
        scope: RunScope::Both,
        shard: Shard::WHOLE,
    }
}
