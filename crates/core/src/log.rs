//! The Log as a witness: which containers were sent for which row and which words.
//!
//! A person may undo, restore or delete a Receipt; the Log still knows.

mod order;

use chrono::{DateTime, Utc};

pub use self::order::{is_newest_first, newest_first};
use super::cell::{Cell, Value};
use super::columns::LogColumn;
use super::headings::LogHeadings;
use super::language::{Language, PerLanguage};
use super::row_state::{self, PublishedPart, RowState, SentPart, State, StockUse};

/// What a line of the Log says was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// A container is about to be sent.
    Sending,
    /// A post is public.
    Published,
    /// An attempt came to nothing: it certainly made nothing public. Another run's attempt with the
    /// same container is not spoken of.
    Unsent,
    /// A container was given up for good: it is not public and never will be, or a person said so.
    Dropped,
    /// Whether it is public only a person can tell.
    Check,
    /// A post was refused.
    Failed,
    /// A post was too late.
    Missed,
    /// A token was renewed.
    TokenRenewed,
    /// A token was sealed.
    TokenSealed,
    /// The Log was laid out before any run has looked at the posts.
    Prepared,
    /// A run has looked at the posts for the first time.
    Begun,
    /// A row was made of a stock row. Nothing of it is sent yet.
    Stocked,
}

impl Event {
    const ALL: [Self; 12] = [
        Self::Sending,
        Self::Published,
        Self::Unsent,
        Self::Dropped,
        Self::Check,
        Self::Failed,
        Self::Missed,
        Self::TokenRenewed,
        Self::TokenSealed,
        Self::Prepared,
        Self::Begun,
        Self::Stocked,
    ];

    /// Returns the word that stands in the Log. A run knows its lines again by it, so it stays as it is for ever.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let word = match self {
            Self::Sending => PerLanguage { en: "Sending", ja: "送信" },
            Self::Published => PerLanguage { en: "Published", ja: "投稿済み" },
            Self::Unsent => PerLanguage { en: "Not sent", ja: "送信せず" },
            Self::Dropped => PerLanguage { en: "Given up", ja: "取りやめ" },
            Self::Check => PerLanguage { en: "Check", ja: "要確認" },
            Self::Failed => PerLanguage { en: "Failed", ja: "失敗" },
            Self::Missed => PerLanguage { en: "Missed", ja: "期限切れ" },
            Self::TokenRenewed => PerLanguage { en: "Token renewed", ja: "トークン更新" },
            Self::TokenSealed => PerLanguage { en: "Token sealed", ja: "トークン暗号化" },
            Self::Prepared => PerLanguage { en: "Prepared", ja: "準備" },
            Self::Begun => PerLanguage { en: "First run", ja: "初回実行" },
            Self::Stocked => PerLanguage { en: "Made from Stock", ja: "ストックから追加" },
        };
        word.get(language)
    }

    /// Tells whether it says what came of an attempt.
    #[must_use]
    pub fn is_outcome(self) -> bool {
        matches!(self, Self::Published | Self::Unsent | Self::Dropped | Self::Check)
    }

    fn read(word: &str) -> Option<Self> {
        // Both languages are read: a Log goes on as it is when the desk's language is changed.
        let is_called = |event: &Self| Language::ALL.iter().any(|it| event.word(*it) == word);
        Self::ALL.into_iter().find(is_called)
    }
}

/// A line of the Log that speaks of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// What was done.
    pub event: Event,
    /// The account's name, without @.
    pub account: String,
    /// The row's id.
    pub id: String,
    /// The hash of the words it was done for.
    pub hash: String,
    /// When the line of the row state was written that it speaks of: UTC, the spreadsheet service's time.
    pub at: Option<DateTime<Utc>>,
    /// Until when that line is in use, where it is a claim: by the same clock.
    pub until: Option<DateTime<Utc>>,
    /// The run that wrote that line.
    pub nonce: String,
    /// The slot that the post had, UTC; none where a person had typed its time.
    pub slot: Option<DateTime<Utc>>,
    /// The container.
    pub container: Option<String>,
    /// The published media.
    pub media: Option<String>,
    /// The post's address.
    pub permalink: Option<String>,
    /// The part of a thread that it speaks of; none for a row without further parts.
    pub part: Option<SentPart>,
    /// Which use of which stock row the row is; none for one that was typed.
    pub stock_use: Option<StockUse>,
}

/// What the words of a use of a stock row begin with, as in a row state.
const STOCK_USE: &str = "j=";

/// What the words of a slot and of a part begin with, as in a row state.
const SLOT: &str = "d=";
const PART: &str = "q=";

impl Line {
    /// Returns the number of the part of a thread that it speaks of: 0 is the post itself.
    #[must_use]
    pub fn part_number(&self) -> u8 {
        self.part.as_ref().map_or(0, |part| part.number)
    }

    /// Returns the fingerprint of the post without its further parts, where it speaks of the post.
    #[must_use]
    pub fn first_hash(&self) -> Option<&str> {
        match &self.part {
            Some(part) => Some(part.hash.as_str()).filter(|_| part.number == 0),
            None => Some(&self.hash),
        }
    }

    /// Returns what it says of a part that is public.
    fn as_published(&self) -> PublishedPart {
        let hash = self.part.as_ref().map_or(&self.hash, |part| &part.hash).clone();
        PublishedPart { number: self.part_number(), hash, media: self.media.clone() }
    }

    fn is_of_the_claim(&self, other: &Self) -> bool {
        (self.at, &self.nonce) == (other.at, &other.nonce)
    }

    /// Returns the text of the Receipt cell: the row's id, the hash of its words, when its line was
    /// written, by which run, until when a claim is in use, in which slot, and of which part of a thread it speaks.
    #[must_use]
    pub fn row_cell(receipt: &RowState) -> String {
        // Time and nonce together name one claim: a run may claim a row twice, and two runs may write in the
        // same millisecond.
        let at = row_state::stamp(receipt.at);
        let until = receipt.until.map(|until| format!(" {}", row_state::stamp(until)));
        let until = until.unwrap_or_default();
        let slot = receipt.slot.map(|slot| format!(" {SLOT}{}", row_state::stamp(slot)));
        let slot = slot.unwrap_or_default();
        let part = receipt.part.as_ref().map(|part| format!(" {PART}{part}"));
        let part = part.unwrap_or_default();
        let used = receipt.stock_use.as_ref().map(|used| format!(" {STOCK_USE}{used}"));
        let used = used.unwrap_or_default();
        format!("{} {} {at} {}{until}{slot}{part}{used}", receipt.id, receipt.hash, receipt.nonce)
    }

    /// Returns the fingerprints in the text of a Receipt cell: that of the row and, where it speaks of the first part of a
    /// thread, that of the post without its further parts.
    pub fn hashes(row_cell: &str) -> impl Iterator<Item = &str> {
        let part =
            row_cell.split(' ').filter_map(|word| word.strip_prefix(PART)?.strip_prefix("0:"));
        row_cell.split(' ').nth(1).into_iter().chain(part)
    }

    /// Returns the text of the cell of a column.
    fn shown<'a>(cells: &'a [Cell], headings: &LogHeadings, column: LogColumn) -> &'a str {
        headings.column(column).and_then(|index| cells.get(index)).map_or("", Cell::shown_text)
    }

    /// Tells whether a row of the Log tab is the line that says this in these columns.
    #[must_use]
    pub fn stands(cells: &[Cell], headings: &LogHeadings, said: &[(LogColumn, &str)]) -> bool {
        // Only the columns that were written are compared, since people may add their own notes beside them.
        said.iter().all(|(column, text)| Self::shown(cells, headings, *column) == *text)
    }

    /// Returns the number in a row's When cell, in days; `None` where there is none.
    #[must_use]
    pub fn when(cells: &[Cell], headings: &LogHeadings) -> Option<f64> {
        match cells.get(headings.column(LogColumn::When)?)?.value {
            Value::Number(serial) => Some(serial),
            _ => None,
        }
    }

    /// Reads a row of the Log tab; `None` for one that speaks of no row.
    #[must_use]
    pub fn read(cells: &[Cell], headings: &LogHeadings) -> Option<Self> {
        let cell = |column: LogColumn| Self::shown(cells, headings, column);
        let filled = |column| Some(cell(column).to_owned()).filter(|text| !text.is_empty());
        let mut words = cell(LogColumn::Row).split(' ');
        let (id, hash) = (words.next()?, words.next()?);
        let time = |word: Option<&str>| Some(DateTime::parse_from_rfc3339(word?).ok()?.to_utc());
        // A line whose last words were cut off or never written still proves what was sent, only not by which
        // claim.
        let (at, nonce) = (time(words.next()), words.next().unwrap_or_default());
        // Each of the last words may be missing.
        let (mut until, mut slot, mut part, mut stock_use) = (None, None, None, None);
        for word in words {
            if let Some(word) = word.strip_prefix(SLOT) {
                slot = time(Some(word));
            } else if let Some(word) = word.strip_prefix(PART) {
                part = SentPart::parse(word);
            } else if let Some(word) = word.strip_prefix(STOCK_USE) {
                stock_use = StockUse::parse(word);
            } else {
                until = until.or(time(Some(word)));
            }
        }
        row_state::is_row_id(id).then_some(Self {
            // A word that nobody knows, from a later version or a person's hand, can prove nothing.
            event: Event::read(cell(LogColumn::What))?,
            account: cell(LogColumn::Account).to_owned(),
            id: id.to_owned(),
            hash: hash.to_owned(),
            at,
            until,
            nonce: nonce.to_owned(),
            slot,
            container: filled(LogColumn::Container),
            media: filled(LogColumn::Media),
            permalink: filled(LogColumn::Permalink),
            part,
            stock_use,
        })
    }
}

/// Tells whether a Log that was laid out beforehand is still waiting for the first run that looks
/// at the posts; token renewals alone do not count.
#[must_use]
pub fn is_only_prepared(rows: &[Vec<Cell>], headings: &LogHeadings) -> bool {
    // Lines are looked for and not the tab: `init` makes a Log too, and a Log as such would end the first
    // contact.
    let mut body = rows.iter().skip(headings.row_idx + 1);
    let event = |cells: &[Cell]| {
        let what = headings.column(LogColumn::What).and_then(|index| cells.get(index));
        Event::read(what?.shown_text())
    };
    let mut is_prepared = false;
    let is_begun = body.any(|cells| {
        is_prepared |= event(cells) == Some(Event::Prepared);
        event(cells) == Some(Event::Begun) || Line::read(cells, headings).is_some()
    });
    is_prepared && !is_begun
}

/// The Log's lines about rows, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LogLines {
    /// The lines.
    pub lines: Vec<Line>,
}

/// What became of a row, as the Log tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// [`State::Posted`], [`State::Trying`] for a container whose outcome was not written down, or
    /// [`State::Check`].
    pub state: State,
    /// The line that says so.
    pub line: Line,
    /// How many attempts to send the container have no outcome.
    pub attempts: u32,
    /// The parts of a thread that are out, in their order, with the one that the line speaks of.
    pub out: Vec<PublishedPart>,
    /// The address of the post itself.
    pub permalink: Option<String>,
    /// When the post itself went out: UTC, the spreadsheet service's time.
    pub first_out: Option<DateTime<Utc>>,
}

/// A container that may be public, as far as the Log tells.
struct OpenAttempts<'a> {
    container: Option<&'a str>,
    /// The attempts to send it that have no outcome, oldest first.
    attempts: Vec<&'a Line>,
    /// The line that says that only a person can tell.
    check: Option<&'a Line>,
}

impl<'a> OpenAttempts<'a> {
    fn of(line: &'a Line) -> Self {
        Self { container: line.container.as_deref(), attempts: Vec::new(), check: None }
    }

    /// Takes note of what was done later.
    fn note(&mut self, line: &'a Line) {
        match line.event {
            Event::Sending => {
                self.check = None;
                self.attempts.push(line);
            }
            // Each run speaks for its own attempt alone: another's may have come to more.
            Event::Unsent => self.attempts.retain(|attempt| !attempt.is_of_the_claim(line)),
            Event::Check => self.check = Some(line),
            // A container that is given up cannot become public, so all its attempts are closed with it.
            Event::Dropped => *self = Self::of(line),
            _ => {}
        }
    }

    /// Returns the state that it gives its row, and the line that says so.
    fn state(&self) -> Option<(State, &'a Line)> {
        // The newest attempt has the latest `until`, which a restored row has to keep to.
        let newest = self.attempts.last().map(|attempt| (State::Trying, *attempt));
        self.check.map(|line| (State::Check, line)).or(newest)
    }
}

impl LogLines {
    /// Reads rows of the Log tab, from its top, in whatever order a person has put them.
    #[must_use]
    pub fn read<'a>(rows: impl Iterator<Item = &'a Vec<Cell>>, headings: &LogHeadings) -> Self {
        let line =
            |cells: &Vec<Cell>| Some((Line::when(cells, headings), Line::read(cells, headings)?));
        Self { lines: newest_first(rows.filter_map(line).collect()) }
    }

    /// Returns what became of the post that these row ids stand for; `None` where nothing of it was ever
    /// sent, or what was sent is certainly not public.
    #[must_use]
    pub fn witness(&self, ids: &[&str]) -> Option<Witness> {
        // One line that says Published outweighs every open attempt: those of killed runs are never closed. Of the
        // parts of a thread, each has a line of its own.
        let published = self.published(ids, 0).map(|line| line.id.as_str());
        let (ids, out) = match &published {
            Some(id) => (std::slice::from_ref(id), self.out(id)),
            None => (ids, Vec::new()),
        };
        let last = out.last().map(|line| line.part_number());
        // Where there are several, only the one that was logged first can have been sent.
        let standing = self.standing_of(ids, last.map_or(0, |last| last.saturating_add(1)));
        let open = standing.first().and_then(|first| Some((first.state()?, first.attempts.len())));
        let (state, line, attempts) = match (open, out.last()) {
            (Some(((state, line), attempts)), _) => (state, line, attempts),
            (None, Some(line)) => (State::Posted, *line, 0),
            (None, None) => return None,
        };
        let attempts = u32::try_from(attempts).unwrap_or(u32::MAX);
        let first = out.first().filter(|line| line.part_number() == 0);
        let permalink = first.and_then(|line| line.permalink.clone());
        let first_out = first.and_then(|line| line.at);
        let out = out.into_iter().map(Line::as_published).collect();
        Some(Witness { state, line: line.clone(), attempts, out, permalink, first_out })
    }

    /// Returns the lines that say Published of a row, one for each part of its thread, in their order.
    fn out(&self, id: &str) -> Vec<&Line> {
        let mut parts: Vec<&Line> = Vec::new();
        let own = self.lines.iter().filter(|line| line.id == id);
        for line in own.filter(|line| line.event == Event::Published) {
            if !parts.iter().any(|part| part.part_number() == line.part_number()) {
                parts.push(line);
            }
        }
        parts.sort_by_key(|line| line.part_number());
        parts
    }

    /// Tells whether a claim may be used, once the Log knows it: nothing of these words is public, and
    /// of all that is in doubt, its own container was logged first. Attempts with that container are
    /// no obstacle up to `settled`, the time up to which their outcome was looked for.
    #[must_use]
    pub fn is_first_attempt(&self, claim: &RowState, settled: Option<DateTime<Utc>>) -> bool {
        self.is_first_attempt_since(claim, settled, None)
    }

    /// The same of words that went out before: whatever was logged of other rows up to `earlier` is about
    /// other posts.
    #[must_use]
    pub fn is_first_attempt_since(
        &self,
        claim: &RowState,
        settled: Option<DateTime<Utc>>,
        earlier: Option<DateTime<Utc>>,
    ) -> bool {
        let (ids, part) = self.ids_since(claim, earlier);
        if self.published(&ids, part).is_some() {
            return false;
        }
        // The claim must itself be found in the Log: a line that was not written proves nothing to the next run
        // after a crash.
        let is_own = |line: &&Line| line.at == Some(claim.at) && line.nonce == claim.nonce;
        // `None` is less than any time, so without `settled` no attempt of another run counts as settled.
        let is_settled = |line: &&Line| line.at.is_some() && line.at <= settled;
        self.standing_of(&ids, part).first().is_some_and(|first| {
            first.container == claim.container.as_deref()
                && first.check.is_none()
                && first.attempts.iter().any(is_own)
                && first.attempts.iter().all(|line| is_own(line) || is_settled(line))
        })
    }

    /// Tells whether the very words of a claim are public, as other posts were up to `earlier`.
    #[must_use]
    pub fn is_out_since(&self, claim: &RowState, earlier: Option<DateTime<Utc>>) -> bool {
        let (ids, part) = self.ids_since(claim, earlier);
        self.published(&ids, part).is_some()
    }

    /// Returns the ids for which the very words of a claim were sent later than that, and its own; with the part of
    /// the thread from which on their lines count.
    fn ids_since<'a>(
        &'a self,
        claim: &'a RowState,
        earlier: Option<DateTime<Utc>>,
    ) -> (Vec<&'a str>, u8) {
        // What comes under a post that is out is sent by this row alone, and what is out was read in its line.
        if let Some(part) = claim.part.as_ref().filter(|_| !claim.thread.is_empty()) {
            return (vec![&claim.id], part.number);
        }
        let mut ids = self.rows_with_hash(&claim.hash);
        // The same post, whatever further parts stand behind it.
        ids.extend(self.rows_with_first_hash(claim.first_hash().unwrap_or(&claim.hash)));
        let is_of_now = |id: &&str| {
            let mut lines = self.lines.iter().filter(|line| line.id == *id);
            // A line without a time may be recent, so it counts. Without `earlier` every line does, as `None`
            // sorts first.
            lines.any(|line| line.at.is_none() || line.at > earlier)
        };
        ids.retain(is_of_now);
        // The row's own id counts whatever its age: an old attempt of this very row is this post.
        ids.push(&claim.id);
        (ids, 0)
    }

    /// Returns the newest line that says of these ids that this part, or a later one, is public.
    fn published(&self, ids: &[&str], part: u8) -> Option<&Line> {
        let mut published = self.lines.iter().filter(|line| line.event == Event::Published);
        published.find(|line| ids.contains(&line.id.as_str()) && line.part_number() >= part)
    }

    /// Returns the containers of a post that may be public, from this part of its thread on, in the order in which
    /// they were logged.
    fn standing_of(&self, ids: &[&str], part: u8) -> Vec<OpenAttempts<'_>> {
        self.standing(|line| line.part_number() >= part && ids.contains(&line.id.as_str()))
    }

    /// Returns the containers that may be public by these lines, in the order in which they were logged.
    fn standing(&self, is_asked: impl Fn(&Line) -> bool) -> Vec<OpenAttempts<'_>> {
        let mut standing: Vec<OpenAttempts> = Vec::new();
        // Newest on top: read from below, as it happened.
        for line in self.lines.iter().rev().filter(|line| is_asked(line)) {
            let container = line.container.as_deref();
            if !standing.iter().any(|one| one.container == container) {
                standing.push(OpenAttempts::of(line));
            }
            let known = standing.iter_mut().find(|one| one.container == container);
            if let Some(known) = known {
                known.note(line);
            }
            // A container without an open attempt leaves the list: if it is claimed again, it ranks behind
            // those claimed meanwhile.
            standing.retain(|one| one.state().is_some());
        }
        standing
    }

    /// Returns the rows whose very words are public or in doubt, newest first, each once.
    #[must_use]
    pub fn rows_with_hash(&self, hash: &str) -> Vec<&str> {
        self.rows_with(|line| line.hash == hash)
    }

    /// Returns the rows whose post is public or in doubt, whatever further parts of a thread stood behind it: newest
    /// first, each once.
    #[must_use]
    pub fn rows_with_first_hash(&self, hash: &str) -> Vec<&str> {
        self.rows_with(|line| line.first_hash() == Some(hash))
    }

    fn rows_with(&self, is_asked: impl Fn(&Line) -> bool) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for line in self.lines.iter().filter(|line| is_asked(line)) {
            if !ids.contains(&line.id.as_str()) {
                ids.push(&line.id);
            }
        }
        ids.retain(|id| self.is_open(id, &is_asked));
        ids
    }

    /// Tells whether anything is public or in doubt of what was sent for a row in these words: those of the lines that are
    /// asked for. A row whose words were refused, or sent for nothing, may hold others by now, and what became of those
    /// says nothing of these.
    fn is_open(&self, id: &str, is_asked: impl Fn(&Line) -> bool) -> bool {
        let own = || self.lines.iter().filter(|line| line.id == id);
        // A container holds the same words for ever.
        let containers: Vec<&str> = own()
            .filter(|line| is_asked(line))
            .filter_map(|line| line.container.as_deref())
            .collect();
        let is_of_them = |line: &Line| {
            let is_in_them =
                || line.container.as_deref().is_some_and(|it| containers.contains(&it));
            line.id == id && (is_asked(line) || is_in_them())
        };
        own().any(|line| line.event == Event::Published && is_of_them(line))
            || !self.standing(is_of_them).is_empty()
    }

    /// Returns the rows whose very words, or whose post whatever further parts stood behind it, are public or in doubt in
    /// this slot: newest first, each once.
    #[must_use]
    pub fn rows_in_slot(&self, hash: &str, slot: DateTime<Utc>) -> Vec<&str> {
        self.rows_with(|line| {
            line.slot == Some(slot) && (line.hash == hash || line.first_hash() == Some(hash))
        })
    }

    /// Returns the line of what was published at this address.
    #[must_use]
    pub fn published_at(&self, permalink: &str) -> Option<&Line> {
        let here = |line: &&Line| line.permalink.as_deref() == Some(permalink);
        // Lines stand newest first, so this is the content that was published there last.
        self.lines.iter().find(here)
    }
}

#[cfg(test)]
mod tests;
