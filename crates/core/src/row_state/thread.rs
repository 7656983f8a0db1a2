//! What a line says of the parts of a thread: which are out, and which one it speaks of.

use std::fmt;

/// A part of a thread that is out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublishedPart {
    /// 0 for the post itself, else the number of its column.
    pub number: u8,
    /// The fingerprint of what it said when it was sent.
    pub hash: String,
    /// Its media id; none where nobody knows it.
    pub media: Option<String>,
}

/// The part of a thread that a line speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SentPart {
    /// 0 for the post itself, else the number of its column.
    pub number: u8,
    /// The fingerprint of what it says.
    pub hash: String,
}

impl SentPart {
    /// Reads `number:fingerprint`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let (number, hash) = word.split_once(':')?;
        let hash = Some(hash.to_owned()).filter(|hash| !hash.is_empty())?;
        Some(Self { number: number.parse().ok()?, hash })
    }
}

impl fmt::Display for SentPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl PublishedPart {
    /// Reads `number:fingerprint:media`; the last is empty where nobody knows it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let mut fields = word.splitn(3, ':');
        let number = fields.next()?.parse().ok()?;
        let hash = fields.next().filter(|hash| !hash.is_empty())?.to_owned();
        let media = Some(fields.next()?.to_owned()).filter(|media| !media.is_empty());
        Some(Self { number, hash, media })
    }
}

impl fmt::Display for PublishedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.number, self.hash, self.media.as_deref().unwrap_or_default())
    }
}
