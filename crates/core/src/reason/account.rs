//! How an account and its token are.

use chrono::{DateTime, Utc};

use super::{AccountCode, ErrorDetail};
use crate::cell_error::CellError;
use crate::columns::AccountColumn;
use crate::place::Place;

/// How an account's token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountState {
    /// It works.
    Fine {
        /// Whole days until it expires; `None` where nobody knows.
        days: Option<i64>,
    },
    /// It works, and could not be renewed this time.
    NotRenewed {
        /// Whole days until it expires.
        days: i64,
        /// What came back.
        detail: ErrorDetail,
    },
    /// It works, and is not renewed, because its cell may not be written.
    Protected {
        /// Whole days until it expires; `None` where nobody knows.
        days: Option<i64>,
    },
    /// It is a short-lived one, and the app's secret is not known.
    ShortLived,
    /// Its life is over.
    Expired {
        /// When, UTC, and how many whole days ago.
        days_ago: i64,
    },
    /// Threads does not accept it.
    Invalid,
    /// The tester invitation was not accepted.
    NotATester,
    /// It belongs to another app than Threads expects, or to none.
    WrongApp,
    /// It may not publish.
    NotPermitted,
    /// Threads has restricted the account.
    Restricted,
    /// Threads wants the person to log in and to do what it asks there.
    LoginAsked,
    /// The app is set to "Require App Secret".
    ProofAsked,
    /// Threads refuses the app or the account, for another reason.
    Blocked {
        /// What it says.
        detail: ErrorDetail,
    },
    /// It belongs to another account.
    WrongAccount {
        /// The account that the row names.
        row_says: String,
        /// The account that it belongs to.
        belongs_to: String,
    },
    /// A cell cannot be used.
    Cell(CellError),
    /// It works, and its Enabled cell says neither yes nor no, so that its posts wait.
    EnabledUnclear {
        /// What the cell shows.
        read: String,
    },
    /// Another row has the same name.
    SameName {
        /// That row, from 1.
        other_row: usize,
    },
    /// Threads could not be asked.
    Unreachable {
        /// For how many whole days.
        days: i64,
        /// What came back.
        detail: ErrorDetail,
    },
    /// The sheet is still working out one of its cells.
    Loading {
        /// For how many whole days.
        days: i64,
        /// Which.
        column: AccountColumn,
    },
}

/// With so many days left a token that is not renewed needs a person.
pub(crate) const NEAR_END_DAYS: i64 = 3;

/// Returns how many days are left by the calendar of the spreadsheet's zone: so all counts change
/// at midnight, together, and not each at its own hour.
#[must_use]
pub fn days_left(expires: DateTime<Utc>, place: &Place) -> i64 {
    (place.wall(expires).date() - place.wall(place.now).date()).num_days()
}

impl AccountState {
    /// Returns how a token is that expires then.
    #[must_use]
    pub fn fine(expires: Option<DateTime<Utc>>, place: &Place) -> Self {
        Self::Fine { days: expires.map(|expires| days_left(expires, place)) }
    }

    /// Tells whether the account's posts may go out.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        matches!(self, Self::Fine { .. } | Self::NotRenewed { .. } | Self::Protected { .. })
    }

    /// Returns how an account is whose token is like this and whose Enabled cell was read so.
    #[must_use]
    pub fn under(self, enabled: &Result<bool, String>) -> Self {
        match enabled {
            // A token that is about to end is more urgent.
            Err(read) if matches!(self, Self::Fine { .. } | Self::Protected { .. }) => {
                Self::EnabledUnclear { read: read.clone() }
            }
            _ => self,
        }
    }

    /// Tells whether nothing was found out about the account, which passes by itself.
    #[must_use]
    pub fn is_unasked(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Loading { .. })
    }

    /// Returns the same state after so many whole days of it.
    #[must_use]
    pub fn for_days(mut self, so_many: i64) -> Self {
        if let Self::Unreachable { days, .. } | Self::Loading { days, .. } = &mut self {
            *days = so_many;
        }
        self
    }

    /// Returns the code that the account's Receipt keeps of a trouble.
    #[must_use]
    pub fn code(&self) -> Option<AccountCode> {
        Some(match self {
            // Only a person can save a token that is not renewed until its end.
            Self::NotRenewed { days, .. } if *days <= NEAR_END_DAYS => {
                AccountCode::NotRenewed { days: *days }
            }
            // What passes by itself is told once it has lasted for a day.
            Self::Unreachable { days: 1.., .. } => AccountCode::Unasked,
            Self::Loading { days: 1.., .. } => AccountCode::Loading,
            Self::Fine { .. }
            | Self::NotRenewed { .. }
            | Self::Unreachable { .. }
            | Self::Loading { .. } => return None,
            Self::Protected { .. } => AccountCode::Protected,
            Self::ShortLived => AccountCode::ShortLived,
            Self::Expired { days_ago } => AccountCode::Expired { days_ago: *days_ago },
            Self::Invalid => AccountCode::Invalid,
            Self::NotATester => AccountCode::NotATester,
            Self::WrongApp => AccountCode::WrongApp,
            Self::NotPermitted => AccountCode::NotPermitted,
            Self::Restricted => AccountCode::Restricted,
            Self::LoginAsked => AccountCode::LoginAsked,
            Self::ProofAsked => AccountCode::ProofAsked,
            Self::Blocked { .. } => AccountCode::Blocked,
            Self::WrongAccount { .. } => AccountCode::WrongAccount,
            Self::Cell(_) | Self::EnabledUnclear { .. } => AccountCode::Cell,
            Self::SameName { .. } => AccountCode::SameName,
        })
    }
}
