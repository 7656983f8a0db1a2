//! Why a post certainly did not go out.

use chrono::NaiveDateTime;

use super::{ErrorDetail, RowCode, TreeFault};
use crate::cell_error::CellError;
use crate::media::server_response::ServedWhy;

/// Why a post certainly did not go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A cell cannot be used.
    Cell(CellError),
    /// No account of that name is in the Accounts tab.
    UnknownAccount {
        /// The name as it was read.
        name: String,
        /// The account that looks most like it.
        nearest: Option<String>,
    },
    /// Another row has the same content.
    SamePost {
        /// That row, from 1.
        other_row: usize,
    },
    /// Another row has the same text, and the desk lets more time pass between two such posts.
    SameText {
        /// That row, from 1.
        other_row: usize,
        /// From when on the text may go out again, in the spreadsheet's zone.
        from: NaiveDateTime,
    },
    /// There is no post that it could answer.
    NoParent,
    /// The row that it was to answer is not there any more.
    ParentGone,
    /// It can go under no row of its tree.
    Tree(TreeFault),
    /// The row of its tree under which it was to go is not there any more.
    TreeParentGone,
    /// The post that it answers cannot be found at Threads.
    ParentNotFound,
    /// The part of its thread under which it goes cannot be found at Threads.
    PartBeforeNotFound,
    /// The part of its thread under which it goes is public, and nobody knows by what id.
    PartBeforeUnknown,
    /// The post of its thread is public, and its row says something else by now, or names another time or account.
    ThreadRewritten,
    /// It says what another part of its thread has said already, and those above it were changed: they were moved.
    PartMoved,
    /// Threads refused it.
    ByThreads {
        /// What it answered.
        detail: ErrorDetail,
    },
    /// Threads refused it for a cell in which the program sees nothing wrong: not tried again until a cell changes.
    CellByThreads {
        /// What is wrong with the cell.
        fault: CellError,
        /// What it answered.
        detail: ErrorDetail,
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

/// What Threads could not use about a medium.
///
/// Source: <https://developers.facebook.com/docs/threads/troubleshooting> for the words, and
/// <https://developers.facebook.com/docs/threads/overview> for what a video may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaError {
    /// It is longer than 5 minutes.
    Duration,
    /// It is too wide or too tall.
    AspectRatio,
    /// It has less than 23 or more than 60 frames a second.
    FrameRate,
    /// Its bit rate is too high.
    BitRate,
    /// Its sound is not AAC of one or two channels.
    Audio,
    /// It could not be converted.
    Conversion,
    /// It could not be read, or the word is not in the catalogue.
    Unread,
}

impl MediaError {
    /// Returns what Threads' word means.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "INVALID_DURATION" => Self::Duration,
            "INVALID_ASPEC_RATIO" => Self::AspectRatio,
            "INVALID_FRAME_RATE" => Self::FrameRate,
            "INVALID_BIT_RATE" => Self::BitRate,
            "INVALID_AUDIO_CHANNELS"
            | "INVALID_AUDIO_CHANNEL_LAYOUT"
            | "FAILED_PROCESSING_AUDIO" => Self::Audio,
            "FAILED_PROCESSING_VIDEO" => Self::Conversion,
            _ => Self::Unread,
        }
    }
}

impl Refusal {
    /// Returns the code that the Receipt keeps.
    #[must_use]
    pub fn code(&self) -> RowCode {
        match self {
            Self::Cell(_) => RowCode::Cell,
            Self::UnknownAccount { .. } => RowCode::UnknownAccount,
            Self::SamePost { .. } => RowCode::SamePost,
            Self::SameText { .. } => RowCode::SameText,
            Self::NoParent => RowCode::NoParent,
            Self::ParentGone => RowCode::ParentGone,
            Self::Tree(_) => RowCode::Tree,
            Self::TreeParentGone => RowCode::TreeParentGone,
            Self::ParentNotFound | Self::PartBeforeNotFound | Self::PartBeforeUnknown => {
                RowCode::ParentNotFound
            }
            Self::ThreadRewritten => RowCode::ThreadRewritten,
            Self::PartMoved => RowCode::PartMoved,
            Self::ByThreads { detail } | Self::CellByThreads { detail, .. } => {
                RowCode::Refused(detail.to_string())
            }
            Self::MediaFailed { word } => RowCode::MediaFailed(word.clone()),
            Self::MediumUnknown { .. } => RowCode::MediumUnknown,
        }
    }
}
