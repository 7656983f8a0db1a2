//! What a run did, as facts; the printers beside this file show them in a terminal, in a log or as JSON.
//!
//! Knows nothing of services. Every sentence in here was made by [`threadsheet_core::i18n`].

pub mod actions;
pub mod checkup;
pub mod json;
pub mod preview;
pub mod probe;
pub mod progress;
pub mod screen;
pub mod setup;
pub mod text;
pub mod text_layout;
pub mod workflow_command;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub use self::checkup::{About, Checkup, Finding, Links, WeekLine};
use crate::clock::Doubtful;
use threadsheet_core::i18n::findings;
use threadsheet_core::language::Language;
use threadsheet_core::shard::Shard;
use threadsheet_core::token::Token;

/// What a run did, or, for a dry run, what it would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether this is a plan that nobody has carried out.
    pub is_plan: bool,
    /// The planner's time at the start, UTC.
    pub at: DateTime<Utc>,
    /// The spreadsheet's zone, in which times are shown.
    pub zone: Tz,
    /// The language of the Posts tab.
    pub language: Language,
    /// The spreadsheet's title.
    pub title: String,
    /// One line for each account, in the order of the rows.
    pub accounts: Vec<AccountLine>,
    /// One line for each row about which something was done or is to be said, in the order of the rows.
    pub posts: Vec<PostLine>,
    /// One line for each other row that is held up or was told about in an earlier run: they are counted.
    pub standing: Vec<PostLine>,
    /// One line for each row of the Settings tab that sets nothing although it means to.
    pub settings: Vec<SettingLine>,
    /// One line for each row of the Stock tab that is used, or that a person has to mend.
    pub stock: Vec<StockLine>,
    /// What is good to know about the spreadsheet, and asks for nothing.
    pub notes: Vec<String>,
    /// How many spreadsheet requests were sent.
    pub sheet_requests: u32,
    /// What is to be said of this machine's clock; none where it is right, and for a check, which has a
    /// finding about it.
    pub clock: Option<Doubtful>,
    /// Where the tabs are.
    pub links: Links,
    /// Of whose accounts it speaks.
    pub shard: Shard,
    /// What a check adds; none for a run, and for its plan.
    pub checkup: Option<Checkup>,
}

/// What is done about a row of the Stock tab, or what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockLine {
    /// The row, from 1, as the sheet counts.
    pub row: usize,
    /// The account's name.
    pub account: String,
    /// The beginning of the text.
    pub text: String,
    /// For when a row is added to Posts, UTC; none for one that a person has to mend.
    pub used_for: Option<DateTime<Utc>>,
    /// The sentence of its Message cell.
    pub words: String,
    /// Whether a person has to do something that the last run did not say yet.
    pub is_news: bool,
}

impl StockLine {
    /// Tells whether a person has to mend the row.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.used_for.is_none()
    }
}

impl Report {
    /// Returns how many rows of Stock a person has to mend.
    #[must_use]
    pub fn n_wrong_stock(&self) -> usize {
        self.stock.iter().filter(|line| line.is_wrong()).count()
    }
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingLine {
    /// The row, from 1, as the sheet counts.
    pub row: usize,
    /// The setting's name; empty where there is no such setting.
    pub name: String,
    /// The sentence of its Message cell.
    pub words: String,
    /// Whether a person has to do something that the last run did not say yet.
    pub is_news: bool,
}

/// What was done about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// The row, from 1, as the sheet counts.
    pub row: usize,
    /// The account's name, or what its cell shows.
    pub name: String,
    /// What came of it.
    pub outcome: AccountOutcome,
    /// The sentence of its Token status cell.
    pub words: String,
    /// When its token expires, UTC, where that is known.
    pub expires: Option<DateTime<Utc>>,
    /// Whether a person has to do something that the last run did not say yet.
    pub is_news: bool,
}

/// What came of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountOutcome {
    /// Its token works.
    Fine,
    /// Its new token was checked and its dates were learned.
    Learned,
    /// In a plan: its new token would be checked.
    ToLearn,
    /// Its token was renewed.
    Renewed,
    /// In a plan: its token would be renewed.
    ToRenew,
    /// Its token works and could not be renewed this time.
    NotRenewed,
    /// It could not be asked about; the next run tries again.
    Unreachable,
    /// A person has to do something.
    NeedsPerson,
}

/// What came of a row of the Posts tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostLine {
    /// The row, from 1, as the sheet counts.
    pub row: usize,
    /// The account's name.
    pub account: String,
    /// The beginning of the text, on one line.
    pub text: String,
    /// When it was due, UTC; for a post without a time, when the run began.
    pub due: DateTime<Utc>,
    /// What came of it.
    pub outcome: PostOutcome,
    /// Its address, once it is public.
    pub permalink: Option<String>,
    /// The sentence of its Message cell; empty where there is nothing to say.
    pub words: String,
    /// Whether it newly needs a person.
    pub is_news: bool,
}

/// What came of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostOutcome {
    /// It is public.
    Published,
    /// In a plan: it would be published.
    ToPublish,
    /// It was sent, and whether it is public is not known yet.
    Publishing,
    /// It waits, and goes out by itself.
    Waiting,
    /// It was refused, or certainly not posted.
    Failed,
    /// In a plan: nobody has tried it yet, and as it stands it would fail.
    ToFix,
    /// Only a person can tell whether it went out.
    Check,
    /// Its time was too long ago.
    Missed,
    /// Its row was put back as the Log knows it.
    Restored,
    /// A draft of which it is known that it could not go out as it is.
    Draft,
}

/// What a run waits for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Waits {
    /// The end of the pause between two posts of this account.
    Pause(String),
    /// What comes due while the run holds.
    Hold,
}

/// Something that has just happened, for those who watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The spreadsheet was listed: its zone, and the language in which its owner is spoken to. Both may be told
    /// again once they are better known.
    Sheet {
        /// The zone in which times are shown.
        zone: Tz,
        /// The language.
        language: Language,
    },
    /// A secret was read, or given to us: whoever shows anything keeps it out.
    Secret(Token),
    /// The sheet was read: that many accounts, and that many posts to work on.
    Read {
        /// Accounts.
        accounts: usize,
        /// Posts that are due or in doubt.
        posts: usize,
    },
    /// A check begins to ask about that many accounts and media.
    Asks {
        /// Accounts.
        accounts: usize,
        /// Pictures and videos.
        media: usize,
    },
    /// One of them has answered, or has had its time: the account's name, or the host of the media.
    Asked(String),
    /// An account was dealt with.
    Account(AccountLine),
    /// A post was dealt with.
    Post(PostLine),
    /// A setting is wrong.
    Setting(SettingLine),
    /// Nothing is to be done until then, UTC, by the planner's clock.
    Waits {
        /// What is waited for.
        what: Waits,
        /// Until when.
        until: DateTime<Utc>,
    },
}

impl AccountOutcome {
    /// Returns the word of the JSON report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Learned => "learned",
            Self::ToLearn => "to_learn",
            Self::Renewed => "renewed",
            Self::ToRenew => "to_renew",
            Self::NotRenewed => "not_renewed",
            Self::Unreachable => "unreachable",
            Self::NeedsPerson => "needs_person",
        }
    }
}

impl PostOutcome {
    /// Returns the word of the JSON report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::ToPublish => "to_publish",
            Self::Publishing => "publishing",
            Self::Waiting => "waiting",
            Self::Failed => "failed",
            Self::ToFix => "to_fix",
            Self::Check => "check",
            Self::Missed => "missed",
            Self::Restored => "restored",
            Self::Draft => "draft",
        }
    }
}

impl Report {
    /// Returns what is to be said of this machine's clock, if anything is.
    #[must_use]
    pub fn clock_words(&self) -> Option<String> {
        Some(match self.clock? {
            Doubtful::Off(ahead) => findings::run_clock(ahead, self.language),
            Doubtful::Unchecked => findings::CLOCK_UNCHECKED.say(self.language).to_owned(),
        })
    }

    /// Returns the exit code: 1 where something newly needs a person, else 0; of a check that could
    /// not look at everything, the code of what was in its way.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        let stopped = self.checkup.as_ref().and_then(|checkup| checkup.stopped);
        let accounts = self.accounts.iter().any(|account| account.is_news);
        let posts = self.posts.iter().any(|post| post.is_news);
        let settings = self.settings.iter().any(|setting| setting.is_news);
        let stock = self.stock.iter().any(|line| line.is_news);
        let mut findings = self.checkup.iter().flat_map(|checkup| &checkup.findings);
        let findings = findings.any(|finding| finding.is_news);
        let is_news = accounts || posts || settings || stock || findings;
        // What was said in an earlier run changes no exit code: a scheduler would mail the same trouble every few
        // minutes.
        stopped.unwrap_or_else(|| u8::from(is_news))
    }
}
