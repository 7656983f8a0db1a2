//! What was asked for, resolved once: the run reads nothing else.

mod key;
mod spreadsheet;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::key::Key;
pub use self::spreadsheet::spreadsheet_id;
use threadsheet_core::plan::Limits;
use threadsheet_core::seal::{Keys, Seals};
use threadsheet_core::setting::{Chosen, Setting};
use threadsheet_core::shard::Shard;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_core::token::Token;

/// What of the budget is kept for writing down what happened.
const RESERVE: Duration = Duration::from_secs(20);

/// How long a run waits at most for the pause between two posts: a scheduler bills its minutes.
const PATIENCE_MAX: TimeDelta = TimeDelta::seconds(20);

/// Everything a run needs to know before it begins.
#[derive(Debug, Clone)]
pub struct Config {
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
    /// The keys by which tokens are sealed in the sheet; without any they stay as they were pasted.
    pub keys: Keys,
    /// What a person may set about tokens, lateness and pauses.
    pub limits: Limits,
    /// Which of them were typed: the tab Settings does not change those.
    pub typed: Typed,
    /// How long a publish without a known outcome is left alone, by the real clock.
    pub settle: Duration,
    /// The run ends by itself within this.
    pub budget: Duration,
    /// How fast pauses go by.
    pub time_scale: TimeScale,
    /// Where the planner's clock starts; `None` is the real time. UTC.
    pub now: Option<DateTime<Utc>>,
    /// By how much the machine's own clock is taken to be wrong, beyond what it is: zero but in the
    /// practice world, where two machines are tried whose clocks differ.
    pub clock_error: TimeDelta,
    /// Which halves of the job are done.
    pub scope: RunScope,
    /// Whose part of the job a run does; a check and a preview look at everything.
    pub shard: Shard,
}

/// Which limits were typed, as an option or in the environment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Typed {
    /// `--refresh-within`.
    pub refresh_within: bool,
    /// `--max-late`.
    pub max_late: bool,
}

impl Config {
    /// Returns the limits under a Settings tab: what was typed holds, then what the tab says, then the
    /// default.
    #[must_use]
    pub fn limits_under(&self, chosen: &Chosen) -> Limits {
        let Limits { refresh_within, max_late, .. } = self.limits;
        let of_tab = |is_typed: bool, chosen: Option<TimeDelta>| chosen.filter(|_| !is_typed);
        Limits {
            refresh_within: of_tab(self.typed.refresh_within, chosen.refresh_within)
                .unwrap_or(refresh_within),
            max_late: of_tab(self.typed.max_late, chosen.max_late).unwrap_or(max_late),
            spacing: chosen.spacing.unwrap_or(self.limits.spacing),
            posts_a_day: chosen.posts_a_day.or(self.limits.posts_a_day),
            same_text_after: chosen.same_text_after.or(self.limits.same_text_after),
            unread: chosen.unread.without(self.typed.max_late.then_some(Setting::MaxLate)),
            // A run that holds for one post's exact minute does not sleep through the pause of another. One that is
            // billed by the minute sleeps through no long pause.
            patience: if self.limits.hold.is_zero() {
                TimeDelta::from_std(self.preparing()).unwrap_or(TimeDelta::MAX).min(PATIENCE_MAX)
            } else {
                self.limits.ahead
            },
            ..self.limits
        }
    }

    /// Returns the same under a Settings tab.
    #[must_use]
    pub fn under(&self, chosen: &Chosen) -> Self {
        Self { limits: self.limits_under(chosen), ..self.clone() }
    }

    /// Returns the keys for the spreadsheet.
    #[must_use]
    pub fn seals(&self) -> Seals {
        Seals::new(self.keys.clone(), &self.spreadsheet)
    }

    /// Returns what of the budget there is for all but writing down what happened.
    #[must_use]
    pub fn working(&self) -> Duration {
        // Of a short budget a fifth, or nothing would be left to work in.
        self.budget.saturating_sub(RESERVE.min(self.budget / 5))
    }

    /// Returns after what time nothing new is made ready: it could not be sent any more.
    #[must_use]
    pub fn preparing(&self) -> Duration {
        self.working() * 3 / 4
    }
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
pub enum RunScope {
    /// Tokens and posts.
    Both,
    /// Tokens alone.
    Refresh,
    /// Posts alone.
    Publish,
}

impl RunScope {
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
