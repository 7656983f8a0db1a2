//! Why a stock row stands as it does: what its Message cell explains.

use chrono::NaiveDateTime;

use super::{Message, Refusal};
use crate::columns::{PostColumn, StockColumn};
use crate::slots::RuleFault;

/// What is said in a stock row. Times are in the spreadsheet's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StockMessage {
    /// It stands in Posts for this time.
    Planned {
        /// When it goes out.
        at: NaiveDateTime,
    },
    /// It is used next at this time, and stands in Posts a day before.
    Next {
        /// When it goes out.
        at: NaiveDateTime,
    },
    /// It takes the next slot that no post wants, once it is its turn.
    WaitsForSlot,
    /// It rests until then.
    Rests {
        /// From when on it may be used.
        from: NaiveDateTime,
    },
    /// It was used as often as Times says.
    UsedUp {
        /// How often.
        times: u32,
    },
    /// Until is over, or comes before the next time of its rule.
    Over {
        /// What Until says.
        until: NaiveDateTime,
    },
    /// Another post has the same text so soon that it waits.
    Repeats {
        /// From when on it may go out.
        from: NaiveDateTime,
    },
    /// Its rule has no time as far as anybody can see, or every day of it is full.
    NoFreeDay,
    /// It is to take slots, and its account has none.
    NoSlots,
    /// It waits for what posts of this account would wait for.
    Held(Message),
    /// The sheet is still working out a cell.
    Loading {
        /// Which.
        column: StockColumn,
    },
    /// There is neither text nor media.
    NothingToPost,
    /// Of several texts one is empty.
    EmptyText {
        /// Which, from 1.
        number: usize,
    },
    /// What would be posted cannot be.
    Refused {
        /// Which of several texts it is, from 1; none where there is one.
        number: Option<usize>,
        /// Why.
        refusal: Box<Refusal>,
    },
    /// The tab Posts lacks the column of a filled cell.
    ColumnMissing {
        /// Which.
        column: PostColumn,
    },
    /// When is no rule.
    When(RuleFault),
    /// Rest is no length of time.
    RestUnclear {
        /// What the cell shows.
        read: String,
    },
    /// Times is no number of times.
    TimesUnclear {
        /// What the cell shows.
        read: String,
    },
    /// Until is no date.
    UntilUnclear {
        /// What the cell shows.
        read: String,
    },
    /// Status is neither empty nor Draft.
    UnknownStatus {
        /// What the cell shows.
        word: String,
    },
    /// Nothing can be added to Posts: it is protected, or lacks its Receipt column.
    PostsClosed,
}

impl StockMessage {
    /// Tells whether a person has to do something about it before the row is used.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        match self {
            Self::Planned { .. }
            | Self::Next { .. }
            | Self::WaitsForSlot
            | Self::Rests { .. }
            | Self::UsedUp { .. }
            | Self::Over { .. }
            | Self::Repeats { .. }
            | Self::Loading { .. } => false,
            Self::Held(message) => !matches!(
                message,
                Message::AccountLoading | Message::AccountPaused { until: Some(_), .. }
            ),
            Self::NoFreeDay
            | Self::NoSlots
            | Self::NothingToPost
            | Self::EmptyText { .. }
            | Self::Refused { .. }
            | Self::ColumnMissing { .. }
            | Self::When(_)
            | Self::RestUnclear { .. }
            | Self::TimesUnclear { .. }
            | Self::UntilUnclear { .. }
            | Self::UnknownStatus { .. }
            | Self::PostsClosed => true,
        }
    }
}
