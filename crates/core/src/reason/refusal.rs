//! Why a post certainly did not go out.

use super::Setback;
use crate::fault::CellFault;
use crate::media::served::ServedWhy;

/// Why a post certainly did not go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A cell cannot be used.
    Cell(CellFault),
    /// No account of that name is in the Accounts tab.
    UnknownAccount {
        /// The name as it was read.
        name: String,
        /// The account that looks most like it.
        nearest: Option<String>,
    },
    /// Another row says the very same.
    SamePost {
        /// That row, from 1.
        other_row: usize,
    },
    /// There is no post that it could answer.
    NoParent,
    /// The post that it answers cannot be found at Threads.
    ParentNotFound,
    /// Threads refused it.
    ByThreads {
        /// What it answered.
        setback: Setback,
    },
    /// Threads could not fetch or convert the media.
    MediaFailed {
        /// Threads' own word.
        word: String,
    },
    /// Nothing that Threads takes is at the address of a medium, or nobody says what it is.
    MediumUnknown {
        /// The address.
        url: String,
        /// What its server says.
        why: ServedWhy,
    },
}

impl Refusal {
    /// Returns the word that the register keeps. One that begins with `cell` is judged anew in
    /// every run, for what is wrong may be put right in another row.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Cell(_) => "cell".to_owned(),
            Self::UnknownAccount { .. } => "cell-account".to_owned(),
            Self::SamePost { .. } => "cell-same-post".to_owned(),
            Self::NoParent => "cell-no-parent".to_owned(),
            Self::ParentNotFound => "parent-not-found".to_owned(),
            // Earlier versions wrote `threads: ` here, whatever had been the matter.
            Self::ByThreads { setback } => format!("refused: {setback}"),
            Self::MediaFailed { word } => format!("media: {word}"),
            Self::MediumUnknown { .. } => "medium-unknown".to_owned(),
        }
    }
}
