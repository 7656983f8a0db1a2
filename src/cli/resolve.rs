//! From what was typed to what it means.

use std::time::Duration;

use chrono::TimeDelta;

use super::{Options, variable};
use crate::core::pace::Pace;
use crate::core::plan::Limits;
use crate::core::shard::Shard;
use crate::core::stop::Stop;
use crate::core::token::Token;
use crate::settings::{Credentials, Halves, Key, Settings, Typed, spreadsheet_id};

/// Makes settings of what was typed and of the two variables that no option stands for:
/// `GOOGLE_CREDENTIALS` and `THREADS_APP_SECRET`.
///
/// # Errors
///
/// Where no spreadsheet or no credentials were named, or they cannot be read.
pub(super) fn settings(options: &Options, halves: Halves) -> Result<Settings, Stop> {
    let spreadsheet = spreadsheet_id(options.spreadsheet.as_deref().ok_or(Stop::NoSpreadsheet)?)?;
    let in_variable = || variable("GOOGLE_CREDENTIALS").map(|held| Key::of_variable(&held));
    let key = options.credentials.clone().or_else(in_variable).ok_or(Stop::NoCredentials)?;
    let secret = variable("THREADS_APP_SECRET").map(|held| held.trim().to_owned());
    Ok(Settings {
        spreadsheet,
        credentials: key.open()?,
        app_secret: secret.map(Token::new),
        halves,
        ..practice(options)
    })
}

/// Makes settings that name no spreadsheet and no credentials: the practice world has its own.
pub(super) fn practice(options: &Options) -> Settings {
    let delta = |typed: Duration| TimeDelta::from_std(typed).unwrap_or(TimeDelta::MAX);
    let usual = Limits::default();
    Settings {
        spreadsheet: String::new(),
        credentials: Credentials(String::new()),
        sheets_url: options.sheets_url.clone(),
        threads_url: options.threads_url.clone(),
        app_secret: None,
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
        pace: Pace::REAL,
        now: options.now,
        halves: Halves::Both,
        shard: Shard::WHOLE,
    }
}
