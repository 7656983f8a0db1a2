//! The Log as a witness: which containers were sent for which row and which words.
//!
//! A person may undo, restore or delete a Receipt; the Log still knows.

use super::cell::Cell;
use super::headings::{LogColumn, LogHeadings};
use super::language::Language;
use super::receipt::{self, Receipt, State};

/// What a line of the Log says was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A container is about to be sent.
    Sending,
    /// A post is public.
    Published,
    /// A container was given up: it certainly is not public.
    Dropped,
    /// Whether it is public only a person can tell.
    Check,
    /// A post was refused.
    Failed,
    /// A post was too late.
    Missed,
    /// A token was renewed.
    TokenRenewed,
    /// The Log was laid out before any run has looked at the posts.
    Prepared,
    /// A run has looked at the posts for the first time.
    Begun,
}

impl Event {
    const ALL: [(Self, &'static str, &'static str); 9] = [
        (Self::Sending, "Sending", "送信"),
        (Self::Published, "Published", "投稿済み"),
        (Self::Dropped, "Not sent", "送信せず"),
        (Self::Check, "Check", "要確認"),
        (Self::Failed, "Failed", "失敗"),
        (Self::Missed, "Missed", "期限切れ"),
        (Self::TokenRenewed, "Token renewed", "トークン更新"),
        (Self::Prepared, "Prepared", "準備"),
        (Self::Begun, "First run", "初回実行"),
    ];

    /// Returns the word that stands in the Log.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        Self::ALL
            .iter()
            .find(|(event, ..)| *event == self)
            .map_or("", |(_, english, japanese)| language.pick(*english, *japanese))
    }

    /// Tells whether it closes an attempt: what was sent is no longer in doubt.
    #[must_use]
    pub fn is_outcome(self) -> bool {
        matches!(self, Self::Published | Self::Dropped | Self::Check)
    }

    fn read(word: &str) -> Option<Self> {
        let matches = |known: &&(Self, &str, &str)| known.1 == word || known.2 == word;
        Self::ALL.iter().find(matches).map(|(event, ..)| *event)
    }
}

/// A line of the Log that speaks of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What was done.
    pub event: Event,
    /// The row's id.
    pub id: String,
    /// The hash of the words it was done for.
    pub hash: String,
    /// The container.
    pub container: Option<String>,
    /// The published media.
    pub media: Option<String>,
    /// The post's address.
    pub permalink: Option<String>,
}

impl Line {
    /// Returns the text of the Row cell: the row's id and the hash of its words.
    #[must_use]
    pub fn row_cell(receipt: &Receipt) -> String {
        format!("{} {}", receipt.id, receipt.hash)
    }

    /// Reads a row of the Log tab; `None` for one that speaks of no row.
    #[must_use]
    pub fn read(cells: &[Cell], headings: &LogHeadings) -> Option<Self> {
        let cell = |column: LogColumn| {
            headings.column(column).and_then(|index| cells.get(index)).map_or("", Cell::shown_text)
        };
        let filled = |column| Some(cell(column).to_owned()).filter(|text| !text.is_empty());
        let (id, hash) = cell(LogColumn::Row).split_once(' ')?;
        receipt::is_row_id(id).then_some(Self {
            event: Event::read(cell(LogColumn::What))?,
            id: id.to_owned(),
            hash: hash.to_owned(),
            container: filled(LogColumn::Container),
            media: filled(LogColumn::Media),
            permalink: filled(LogColumn::Permalink),
        })
    }
}

/// Tells whether a Log that was laid out beforehand is still waiting for the first run that looks
/// at the posts; token renewals alone do not count.
#[must_use]
pub fn is_only_prepared(rows: &[Vec<Cell>], headings: &LogHeadings) -> bool {
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
#[derive(Debug, Clone, Default)]
pub struct Journal {
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
}

impl Journal {
    /// Returns what became of the row with this id; `None` where nothing of it was ever sent, or
    /// what was sent is certainly not public.
    #[must_use]
    pub fn witness(&self, id: &str) -> Option<Witness> {
        let of_row = || self.lines.iter().filter(|line| line.id == id);
        if let Some(line) = of_row().find(|line| line.event == Event::Published) {
            return Some(Witness { state: State::Posted, line: line.clone() });
        }
        if let Some(open) = self.open_attempts(id).next() {
            return Some(Witness { state: State::Trying, line: open.clone() });
        }
        let closed = of_row().find(|line| matches!(line.event, Event::Check | Event::Dropped))?;
        (closed.event == Event::Check)
            .then(|| Witness { state: State::Check, line: closed.clone() })
    }

    /// Returns the lines of containers that were sent for a row and not closed since, newest first.
    pub fn open_attempts<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().enumerate().filter_map(move |(at, line)| {
            let is_attempt = line.id == id && line.event == Event::Sending;
            // Newest on top: what closes an attempt stands above it.
            let mut later = self.lines.iter().take(at);
            let is_open = is_attempt
                && !later.any(|other| {
                    other.id == id && other.container == line.container && other.event.is_outcome()
                });
            is_open.then_some(line)
        })
    }

    /// Returns the rows whose very words were sent, newest first, each once.
    #[must_use]
    pub fn rows_with_hash(&self, hash: &str) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for line in self.lines.iter().filter(|line| line.hash == hash) {
            if !ids.contains(&line.id.as_str()) {
                ids.push(&line.id);
            }
        }
        ids
    }

    /// Returns the hash of the words that were published at this address.
    #[must_use]
    pub fn hash_at(&self, permalink: &str) -> Option<&str> {
        let here = |line: &&Line| line.permalink.as_deref() == Some(permalink);
        self.lines.iter().find(here).map(|line| line.hash.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(event: Event, container: &str) -> Line {
        Line {
            event,
            id: "rabcdefgh".into(),
            hash: "h".into(),
            container: Some(container.into()),
            media: None,
            permalink: None,
        }
    }

    #[test]
    fn an_attempt_without_an_outcome_is_remembered() {
        let journal = Journal { lines: vec![line(Event::Sending, "1")] };
        assert_eq!(journal.witness("rabcdefgh").map(|seen| seen.state), Some(State::Trying));
        assert_eq!(journal.witness("rother123"), None);
    }

    #[test]
    fn a_container_that_was_given_up_is_no_attempt_but_its_successor_is() {
        let mut journal =
            Journal { lines: vec![line(Event::Dropped, "1"), line(Event::Sending, "1")] };
        assert_eq!(journal.witness("rabcdefgh"), None);
        journal.lines.insert(0, line(Event::Sending, "2"));
        let seen = journal.witness("rabcdefgh").and_then(|seen| seen.line.container);
        assert_eq!(seen.as_deref(), Some("2"));
    }

    #[test]
    fn a_published_row_is_published_whatever_came_after() {
        let journal = Journal {
            lines: vec![
                line(Event::Sending, "2"),
                line(Event::Published, "1"),
                line(Event::Sending, "1"),
            ],
        };
        assert_eq!(journal.witness("rabcdefgh").map(|seen| seen.state), Some(State::Posted));
    }

    #[test]
    fn a_log_that_was_only_laid_out_waits_for_the_first_run() {
        let headings = LogHeadings::of_a_new_tab(Language::English);
        let line = |what: &str, row: &str| {
            let mut cells = vec![Cell::default(); 8];
            cells[2] = Cell::text(row);
            cells[3] = Cell::text(what);
            cells
        };
        let (head, renewed) = (line("What", "Row"), line("Token renewed", ""));
        let (prepared, begun) = (line("準備", ""), line("First run", ""));
        let sent = line("Sending", "rabcdefgh 0011223344556677");
        for (lines, is_waiting) in [
            (vec![&prepared], true),
            (vec![&renewed, &prepared], true),
            (vec![&prepared, &renewed], true),
            (vec![&begun, &prepared], false),
            (vec![&sent, &prepared], false),
            (vec![&renewed], false),
            (vec![&begun], false),
            (vec![], false),
        ] {
            let rows: Vec<_> = [&head].into_iter().chain(lines).cloned().collect();
            assert_eq!(is_only_prepared(&rows, &headings), is_waiting, "{rows:?}");
        }
        // What stands in the header row itself is no line.
        assert!(!is_only_prepared(&[prepared], &headings));
    }
}
