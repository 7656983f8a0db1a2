//! What a line says of the stock row that its row was made of.

use std::fmt;

use chrono::{DateTime, Utc};

use super::{is_row_id, stamp};

/// Which use of which stock row a row of Posts is, as its state and the Log's lines about it say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StockUse {
    /// The stock row's id.
    pub id: String,
    /// Which use, from 1.
    pub number: u32,
    /// The hash of the stock row then, by which one is known again that has lost its state.
    pub hash: String,
    /// For when it was used, UTC.
    pub at: DateTime<Utc>,
}

impl StockUse {
    /// Reads `id:number:hash:time`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let mut fields = word.splitn(4, ':');
        let id = fields.next().filter(|id| is_row_id(id))?.to_owned();
        let number = fields.next()?.parse().ok()?;
        let hash = fields.next().filter(|hash| !hash.is_empty())?.to_owned();
        Some(Self { id, number, hash, at: time(fields.next()?)? })
    }
}

impl fmt::Display for StockUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}:{}", self.id, self.number, self.hash, stamp(self.at))
    }
}

fn time(word: &str) -> Option<DateTime<Utc>> {
    Some(DateTime::parse_from_rfc3339(word).ok()?.to_utc())
}
