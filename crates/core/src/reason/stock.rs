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
    /// It cannot be used any more, or as it stands, and one of its posts still goes out at this time.
    StillPlanned {
        /// When it goes out.
        at: NaiveDateTime,
        /// Why it cannot be used.
        says: Box<Self>,
    },
    /// It stands in Posts for this time, and does not go out as it stands there.
    HeldInPosts {
        /// When it would go out.
        at: NaiveDateTime,
    },
    /// A person has taken the post for this time out of Posts.
    Cancelled {
        /// When it would have gone out.
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
    /// A cell is filled that has no meaning here: the rule says when it is used, and it answers nothing.
    NotUsed {
        /// The header.
        header: String,
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
    /// The row cannot remember that it was used: the Receipt column of the tab is protected, or cannot be made.
    StatesClosed,
    /// The spreadsheet service has refused to add the row.
    NotAdded {
        /// What it said.
        words: String,
    },
}

impl StockMessage {
    /// Tells whether a person has to do something about it before the row is used.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        match self {
            Self::StillPlanned { says, .. } => says.needs_person(),
            Self::Planned { .. }
            | Self::HeldInPosts { .. }
            | Self::Cancelled { .. }
            | Self::Next { .. }
            | Self::WaitsForSlot
            | Self::Rests { .. }
            | Self::UsedUp { .. }
            | Self::Over { .. }
            | Self::Repeats { .. }
            | Self::Loading { .. } => false,
            Self::Held(message) => !matches!(
                message,
                Message::AccountLoading
                    | Message::AccountDisabled
                    | Message::AccountPaused { until: Some(_), .. }
                    | Message::NotForThreads { .. }
                    | Message::SettingUnread { is_loading: true, .. }
            ),
            Self::NoFreeDay
            | Self::NoSlots
            | Self::NothingToPost
            | Self::EmptyText { .. }
            | Self::Refused { .. }
            | Self::ColumnMissing { .. }
            | Self::NotUsed { .. }
            | Self::When(_)
            | Self::RestUnclear { .. }
            | Self::TimesUnclear { .. }
            | Self::UntilUnclear { .. }
            | Self::UnknownStatus { .. }
            | Self::PostsClosed
            | Self::StatesClosed
            | Self::NotAdded { .. } => true,
        }
    }
}
