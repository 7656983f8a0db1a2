//! What a check adds to a report: what was found, in which cell, and what was looked at.

use threadsheet_core::i18n::commands;
use threadsheet_core::i18n::findings;
use threadsheet_core::i18n::week;

use super::screen::{Screen, Tone};
use super::text::mark;
use super::text_layout::{COLUMNS, clean, wrap};
use super::{AccountOutcome, Report};

/// Where the two tabs are, for links that lead into them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// The spreadsheet's id.
    pub spreadsheet: String,
    /// The id of the Accounts tab.
    pub accounts: i32,
    /// The id of the Posts tab.
    pub posts: i32,
    /// The id of the Settings tab; none where there is none of ours.
    pub settings: Option<i32>,
    /// The id of the Stock tab; none where there is none of ours.
    pub stock: Option<i32>,
}

/// What a check found, and what it looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkup {
    /// In the order of the page.
    pub findings: Vec<Finding>,
    /// What each account may still publish in these 24 hours.
    pub quotas: Vec<Quota>,
    /// The week of each account that has slots.
    pub weeks: Vec<WeekLine>,
    /// How many accounts were looked at.
    pub n_accounts: usize,
    /// How many coming posts were looked at, drafts among them.
    pub n_posts: usize,
    /// How many pictures and videos were asked about, each address once.
    pub n_media: usize,
    /// How many there was no time to ask about.
    pub n_unasked: usize,
    /// The exit code of what kept the check from looking at everything.
    pub stopped: Option<u8>,
}

/// Something that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub about: About,
    /// The cells in A1 notation; none where it is about no cell.
    pub cell: Option<String>,
    /// What is the matter, and what to do.
    pub words: String,
    /// Whether a person has to do something; else it is good to know.
    pub is_wrong: bool,
    /// Whether no run has told it yet.
    pub is_news: bool,
}

/// What is planned of an account that has slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekLine {
    /// The account's row, from 1.
    pub row: usize,
    /// Its name.
    pub account: String,
    /// Until when posts are planned, and how many slots are free.
    pub words: String,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The spreadsheet as a whole, this machine, or a service.
    Desk,
    /// The account in that row, from 1.
    Account(usize),
    /// The post in that row, from 1.
    Post(usize),
}

/// What an account may still publish in these 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// The account's row, from 1.
    pub row: usize,
    /// Posts.
    pub posts: u32,
    /// Replies.
    pub replies: u32,
}

impl WeekLine {
    /// Returns the whole line.
    #[must_use]
    pub fn say(&self) -> String {
        format!("@{}: {}", self.account, self.words)
    }
}

impl About {
    /// Returns the word of the JSON report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Account(_) => "account",
            Self::Post(_) => "post",
        }
    }

    /// Returns the row, from 1.
    #[must_use]
    pub fn row(self) -> Option<usize> {
        match self {
            Self::Desk => None,
            Self::Account(row) | Self::Post(row) => Some(row),
        }
    }
}

impl Links {
    /// Returns the address that leads to cells in the browser; of a whole row where none are named.
    #[must_use]
    pub fn to(&self, about: About, cell: Option<&str>) -> Option<String> {
        let (tab, row) = match about {
            About::Desk => return None,
            About::Account(row) => (self.accounts, row),
            About::Post(row) => (self.posts, row),
        };
        let range = cell.map_or_else(|| format!("{row}:{row}"), str::to_owned);
        Some(format!("{}#gid={tab}&range={range}", self.sheet()))
    }

    /// Returns the address that leads to a row of the Settings tab, from 1.
    #[must_use]
    pub fn to_setting(&self, row: usize) -> Option<String> {
        let (sheet, tab) = (self.sheet(), self.settings?);
        Some(format!("{sheet}#gid={tab}&range={row}:{row}"))
    }

    /// Returns the address that leads to a row of the Stock tab, from 1.
    #[must_use]
    pub fn to_stock(&self, row: usize) -> Option<String> {
        let (sheet, tab) = (self.sheet(), self.stock?);
        Some(format!("{sheet}#gid={tab}&range={row}:{row}"))
    }

    /// Returns the address of the spreadsheet.
    #[must_use]
    pub fn sheet(&self) -> String {
        format!("https://docs.google.com/spreadsheets/d/{}/edit", self.spreadsheet)
    }
}

impl Checkup {
    /// Returns what was found about one thing.
    pub fn about(&self, about: About) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.about == about)
    }

    /// Returns how many things a person has to do something about.
    #[must_use]
    pub fn n_wrong(&self) -> usize {
        self.findings.iter().filter(|finding| finding.is_wrong).count()
    }
}

impl Report {
    /// Tells whether a check has looked at everything, and nothing is for a person to mend.
    fn is_well(&self, checkup: &Checkup) -> bool {
        let was_asked = |outcome| outcome != AccountOutcome::Unreachable;
        checkup.n_wrong() == 0
            && checkup.n_unasked == 0
            && self.settings.is_empty()
            && self.n_wrong_stock() == 0
            && checkup.stopped.is_none()
            && self.accounts.iter().all(|line| was_asked(line.outcome))
    }

    /// Returns what a page shows of findings that no account's and no post's line has.
    pub(super) fn desk_findings(&self, screen: Screen) -> Vec<String> {
        let mut page = self.found(About::Desk, "", screen);
        if !page.is_empty() {
            let heading = screen.paint(Tone::Strong, findings::DESK.say(self.language));
            page.insert(0, format!("\n{heading}"));
        }
        page
    }

    /// Returns what a page shows of the week of the accounts that have slots.
    pub(super) fn week_lines(&self, screen: Screen) -> Vec<String> {
        let weeks = || self.checkup.iter().flat_map(|checkup| &checkup.weeks);
        if weeks().next().is_none() {
            return Vec::new();
        }
        let heading = screen.paint(Tone::Strong, week::TITLE.say(self.language));
        let line = |week: &WeekLine| {
            let lines = wrap(&clean(&week.say()), COLUMNS - INDENT);
            let newline = format!("\n{:INDENT$}", "");
            format!("{:LINE$}{} {}", "", mark(Tone::Soft, screen), lines.join(&newline))
        };
        [format!("\n{heading}")].into_iter().chain(weeks().map(line)).collect()
    }

    /// Returns what a page shows under a line: what was found, unless the line has said it, and the
    /// address that leads there.
    pub(super) fn found(&self, about: About, said: &str, screen: Screen) -> Vec<String> {
        let mut page = Vec::new();
        for finding in self.checkup.iter().flat_map(|checkup| checkup.about(about)) {
            let mut indent = if about == About::Desk { LINE } else { INDENT };
            if finding.words != said {
                let mark = mark(if finding.is_wrong { Tone::Bad } else { Tone::Soft }, screen);
                let front = format!("{:indent$}{mark} ", "");
                indent += MARK;
                let lines = wrap(&clean(&finding.words), COLUMNS - indent);
                let newline = format!("\n{:indent$}", "");
                page.push(format!("{front}{}", lines.join(&newline)));
            }
            let url = self.links.to(about, finding.cell.as_deref());
            let url = url.map(|url| screen.paint(Tone::Soft, &clean(&url)));
            page.extend(url.map(|url| format!("{:indent$}{url}", "")));
        }
        page
    }

    /// Tells whether something was found that a person has to mend.
    pub(super) fn is_wrong(&self, about: About) -> bool {
        let mut found = self.checkup.iter().flat_map(|checkup| checkup.about(about));
        found.any(|finding| finding.is_wrong)
    }

    /// Tells whether something was found that a line says too.
    pub(super) fn has_found(&self, about: About, said: &str) -> bool {
        let mut found = self.checkup.iter().flat_map(|checkup| checkup.about(about));
        found.any(|finding| finding.words == said)
    }

    /// Returns the lines that close a check.
    pub(super) fn checkup_foot(&self, checkup: &Checkup) -> Vec<String> {
        let Checkup { n_accounts, n_posts, n_media, .. } = *checkup;
        let looked = findings::looked_at(n_accounts, n_posts, n_media, self.language);
        let mut lines = wrap(&looked, COLUMNS);
        if self.is_well(checkup) {
            lines.push(commands::ALL_WELL.say(self.language).to_owned());
        }
        lines.push(findings::ONLY_A_LOOK.say(self.language).to_owned());
        lines
    }
}

/// Where a line begins.
const LINE: usize = 2;

/// Where what was found under a line begins.
const INDENT: usize = 4;

/// How many columns a mark takes, with the space behind it.
const MARK: usize = 2;
