//! The state of a stock row: one line in its Receipt cell.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::row_state::{is_row_id, stamp};

/// A stock row's state: one line of plain text in its Receipt cell, unique in the tab.
///
/// Like a post's row state it is replaced by *find the exact old line*, in the very batch that adds the row which is made
/// of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockState {
    /// The row's random id; it starts with a letter.
    pub id: String,
    /// How often the line has been replaced.
    pub version: u32,
    /// The hash of the row when the line was written.
    pub hash: String,
    /// How often the row was used.
    pub uses: u32,
    /// For when it was used last, UTC.
    pub last: Option<DateTime<Utc>>,
    /// Whether a row with this hash was found right: its texts are not read again in each run.
    pub is_sound: bool,
    /// When the line was written: UTC, the spreadsheet service's time, whole milliseconds.
    pub at: DateTime<Utc>,
    /// The run that wrote it.
    pub nonce: String,
    /// Words of the form `key=value` that a later version of the program has written: they are handed on.
    pub rest: Vec<String>,
}

/// The word that stands where a post's state does, so that no line of either tab is taken for one of the other.
const STOCK: &str = "stock";

impl StockState {
    /// Returns the first line of a row, of which so much is known.
    #[must_use]
    pub fn first(id: String, hash: String, nonce: &str, at: DateTime<Utc>) -> Self {
        let (nonce, rest) = (nonce.to_owned(), Vec::new());
        Self { id, version: 1, hash, uses: 0, last: None, is_sound: false, at, nonce, rest }
    }

    /// Returns the line that follows this one.
    #[must_use]
    pub fn next(&self, nonce: &str, at: DateTime<Utc>) -> Self {
        let version = self.version.saturating_add(1);
        Self { version, nonce: nonce.to_owned(), at, ..self.clone() }
    }

    /// Parses a Receipt cell; `None` for a line that a hand or another tool has changed.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let id = words.next().filter(|id| is_row_id(id))?.to_owned();
        let version = words.next()?.parse().ok()?;
        words.next().filter(|word| *word == STOCK)?;
        let mut state = Self::first(id, String::new(), "", DateTime::UNIX_EPOCH);
        state.version = version;
        for word in words {
            let (key, value) = word.split_once('=')?;
            match key {
                "h" => value.clone_into(&mut state.hash),
                "k" => state.uses = value.parse().ok()?,
                "d" => state.last = Some(time(value)?),
                "v" => state.is_sound = value == "ok",
                "t" => state.at = time(value)?,
                "n" => value.clone_into(&mut state.nonce),
                "" => return None,
                _ => state.rest.push(word.to_owned()),
            }
        }
        let is_whole = !state.hash.is_empty() && !state.nonce.is_empty();
        // The line is replaced by finding its very text, so one that would be written otherwise is none.
        (is_whole && state.to_string() == line).then_some(state)
    }
}

impl fmt::Display for StockState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The order of the words is fixed for ever, as in a row state.
        write!(f, "{} {} {STOCK} h={}", self.id, self.version, self.hash)?;
        if self.uses > 0 {
            write!(f, " k={}", self.uses)?;
        }
        if let Some(last) = self.last {
            write!(f, " d={}", stamp(last))?;
        }
        if self.is_sound {
            write!(f, " v=ok")?;
        }
        write!(f, " t={} n={}", stamp(self.at), self.nonce)?;
        self.rest.iter().try_for_each(|word| write!(f, " {word}"))
    }
}

fn time(word: &str) -> Option<DateTime<Utc>> {
    Some(DateTime::parse_from_rfc3339(word).ok()?.to_utc())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::row_state::{Peek, RowState, StockUse};

    fn used() -> StockState {
        let first =
            StockState::first("sabcdefgh".into(), "0011".into(), "n1", DateTime::UNIX_EPOCH);
        let last = Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::days(2));
        StockState { uses: 3, last, is_sound: true, ..first.next("n2", DateTime::UNIX_EPOCH) }
    }

    #[test]
    fn a_line_says_everything_it_was_given() {
        assert_eq!(StockState::parse(&used().to_string()), Some(used()));
        let first = StockState::first("sabcdefgh".into(), "0011".into(), "n1", used().at);
        assert_eq!(StockState::parse(&first.to_string()), Some(first));
        let later = format!("{} z=later", used());
        assert_eq!(StockState::parse(&later).unwrap().to_string(), later);
    }

    #[test]
    fn a_line_that_a_hand_has_changed_is_none() {
        let line = used().to_string();
        for changed in [line.to_uppercase(), format!(" {line}"), line.replace("k=3", "k=03")] {
            assert_eq!(StockState::parse(&changed), None, "{changed}");
        }
    }

    #[test]
    fn the_lines_of_posts_and_stock_are_never_taken_for_one_another() {
        let line = used().to_string();
        assert_eq!((RowState::parse(&line), Peek::of(&line)), (None, None));
        let post = RowState::first("rabcdefgh".into(), "0011".into(), "n1", used().at);
        assert_eq!(StockState::parse(&post.to_string()), None);
    }

    #[test]
    fn a_use_is_one_word() {
        let used = StockUse { id: "sabcdefgh".into(), number: 7, hash: "0f".into(), at: used().at };
        assert!(!used.to_string().contains(' '));
        assert_eq!(StockUse::parse(&used.to_string()), Some(used));
        for none in ["", "sabcdefgh:x:0f:1970-01-01T00:00:00.000Z", "sabcdefgh:1:0f:now"] {
            assert_eq!(StockUse::parse(none), None);
        }
    }
}
