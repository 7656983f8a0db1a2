//! What was asked for, resolved once: the run reads nothing else.

mod key;
mod spreadsheet;

use std::time::Duration;

use chrono::{DateTime, Utc};

pub use self::key::Key;
pub use self::spreadsheet::spreadsheet_id;
use crate::core::pace::Pace;
use crate::core::plan::Limits;
use crate::core::token::Token;

/// Everything a run needs to know before it begins.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The spreadsheet's id.
    pub spreadsheet: String,
    /// The Google credentials: the content of the file, JSON.
    pub credentials: Credentials,
    /// The root of the spreadsheet service; `/v4/…` is appended.
    pub sheets_url: String,
    /// The root of the Threads service; `/v1.0/…` is appended.
    pub threads_url: String,
    /// The Threads app's secret, by which short-lived tokens are exchanged.
    pub app_secret: Option<Token>,
    /// What a person may set about tokens and lateness.
    pub limits: Limits,
    /// How long a publish without a known outcome is left alone, by the real clock.
    pub settle: Duration,
    /// The run ends by itself within this.
    pub budget: Duration,
    /// How fast pauses go by.
    pub pace: Pace,
    /// Where the planner's clock starts; `None` is the real time. UTC.
    pub now: Option<DateTime<Utc>>,
    /// Which halves of the job are done.
    pub halves: Halves,
}

/// Credentials JSON, which is printed nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials(pub String);

impl std::fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("***")
    }
}

/// The halves of the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halves {
    /// Tokens and posts.
    Both,
    /// Tokens alone.
    Refresh,
    /// Posts alone.
    Publish,
}

impl Halves {
    /// Tells whether tokens are renewed.
    #[must_use]
    pub fn refreshes(self) -> bool {
        self != Self::Publish
    }

    /// Tells whether posts are published.
    #[must_use]
    pub fn publishes(self) -> bool {
        self != Self::Refresh
    }
}
