//! What ends a whole run, and with which exit code.
//!
//! A trouble of one row or one account never comes here: it is told in its own cell.

use super::columns::Tab;

use super::headings::HeadingFault;
use super::reason::AccountState;
use super::shard::ShardFault;

/// A reason why the whole run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunError {
    /// Nobody can say which part of the accounts this run has.
    ShardUnclear(ShardFault),
    /// No spreadsheet was named.
    NoSpreadsheet,
    /// What was named is neither an address nor an id.
    SpreadsheetUnreadable(String),
    /// No credentials were given.
    NoCredentials,
    /// The credentials file cannot be read.
    CredentialsMissing {
        /// The path as it was given.
        path: String,
        /// Why.
        why: Unread,
    },
    /// The credentials are not JSON.
    CredentialsNotJson,
    /// The credentials are of an unknown kind, or incomplete.
    CredentialsUnusable {
        /// Their `type`, where they have one.
        kind: String,
    },
    /// What was given in the place of a service account's key is something else, or damaged.
    NotAKey(NotAKey),
    /// `THREADSHEET_KEY` holds something that is no key.
    SealKeyUnreadable,
    /// There is no key to seal a token with.
    NoSealKey,
    /// Nothing was pasted that could be sealed.
    NothingToSeal,
    /// A token was not sealed, because it cannot be used.
    NotSealed(Box<AccountState>),
    /// A file that was asked for cannot be written.
    FileNotWritten {
        /// The path as it was given.
        path: String,
        /// Why not.
        why: Unwritten,
    },
    /// This machine's clock is so wrong that Google refuses the signature.
    ClockWrong,
    /// The same, where it is known by how much.
    ClockOff {
        /// By how many seconds it is ahead of Google's; behind it where negative.
        ahead: i64,
    },
    /// The key was deleted, or belongs to nobody.
    KeyRefused {
        /// The service account.
        email: String,
    },
    /// The service account is switched off.
    RobotDisabled {
        /// The service account.
        email: String,
    },
    /// The identity provider of this machine, such as GitHub, gave no token.
    IdentityRefused {
        /// What came instead.
        words: String,
    },
    /// Google refused an identity that needs no key file, such as GitHub's.
    FederationRefused {
        /// Google's words.
        words: String,
    },
    /// Google refused to sign in, for another reason.
    SignInRefused {
        /// Google's words.
        words: String,
    },
    /// Google's sign-in could not be reached.
    SignInUnreachable,
    /// The spreadsheet is not shared with us.
    NotShared {
        /// The address to share it with.
        email: Option<String>,
    },
    /// The spreadsheet may be read, but not written.
    ReadOnly {
        /// The address that needs to be an editor.
        email: Option<String>,
    },
    /// There is no such spreadsheet, or it is visible to nobody.
    NotFound {
        /// The address to share it with.
        email: Option<String>,
    },
    /// The Sheets API is switched off in the project.
    ApiDisabled {
        /// Google's words, with the address where to switch it on.
        words: String,
    },
    /// Google refuses the project that the credentials belong to.
    ProjectRefused {
        /// Google's words.
        words: String,
    },
    /// The owner of the spreadsheet has no storage left.
    StorageFull,
    /// The id is that of an Office file.
    NotASpreadsheet,
    /// The spreadsheet was copied, and the copy carries another file's mark.
    Copied,
    /// The spreadsheet's time zone is unknown, so no time in it can be read.
    ZoneUnknown {
        /// Its name.
        zone: String,
    },
    /// There is neither a tab of accounts nor one of posts.
    NotLaidOut {
        /// The titles of the tabs that are there.
        found: Vec<String>,
    },
    /// No tab has the title that is needed, and several have its headers.
    TabUnclear {
        /// The tab that is meant.
        wanted: Tab,
        /// The titles of those tabs.
        like: Vec<String>,
    },
    /// A tab that is needed is not there.
    TabMissing {
        /// The tab that is meant.
        wanted: Tab,
        /// The tabs that were found.
        found: Vec<String>,
    },
    /// A tab's headers cannot be used.
    Headings {
        /// The tab.
        tab: String,
        /// What is wrong.
        fault: HeadingFault,
    },
    /// Nothing is tried on this spreadsheet: it is in use, or lacks what is needed.
    InUse(InTheWay),
    /// The spreadsheet service refused, in its own words.
    SheetsRefused {
        /// Google's words.
        words: String,
    },
    /// The spreadsheet service could not be reached.
    SheetsUnreachable,
    /// The spreadsheet service answers, with something that cannot be read.
    SheetsUnreadable,
    /// Other runs kept writing, so that this one never could.
    SheetsBusy,
    /// Threads could not be reached for any account.
    ThreadsUnreachable,
    /// Somebody told the program to stop before anything was begun.
    Halted,
    /// A mistake of the program.
    Bug(String),
}

/// What people give in the place of a service account's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAKey {
    /// The file of an OAuth client.
    OAuthClient,
    /// An API key.
    ApiKey,
    /// More than one file.
    Several,
    /// A file whose quotation marks an editor has replaced.
    Quotes,
    /// A key file whose private key is damaged.
    Damaged,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// There is none.
    NotFound,
    /// It may not be read.
    NotAllowed,
    /// It is a folder, or far too large.
    NotAFile,
}

/// Why a file cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritten {
    /// Its folder is not there.
    NoFolder,
    /// It may not be written.
    NotAllowed,
    /// It is a folder.
    AFolder,
    /// The disk is full.
    NoRoom,
    /// The machine says something else.
    Other,
}

/// What keeps a live probe off a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InTheWay {
    /// The mark of a run.
    Mark,
    /// A tab with something in it.
    Filled {
        /// Its title.
        tab: String,
    },
    /// A tab of accounts with more than one of them, or with something else.
    Accounts {
        /// Its title.
        tab: String,
    },
    /// The account that was named is not there.
    AccountMissing {
        /// Its name, without @.
        account: String,
    },
    /// What was named is no account.
    NoName {
        /// As it was typed.
        typed: String,
    },
}

/// What Google Sheets means by a refusal, by what its words were seen to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetsRefusal {
    /// A cell is protected.
    ProtectedCell,
    /// The spreadsheet has no room for another cell.
    CellLimit,
    /// Anything else.
    Other,
}

impl SheetsRefusal {
    /// Returns what a refusal means.
    #[must_use]
    pub fn of(words: &str) -> Self {
        // Only the words of the refusal tell these apart.
        if words.contains("protected cell") {
            Self::ProtectedCell
        } else if words.contains("number of cells in the workbook") {
            Self::CellLimit
        } else {
            Self::Other
        }
    }
}

impl std::error::Error for RunError {}

impl RunError {
    /// Tells whether it may be another time, without anybody's doing.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        let is_of_the_line =
            matches!(self, Self::SignInUnreachable | Self::ClockWrong | Self::ClockOff { .. });
        is_of_the_line || matches!(self.exit_code(), 4 | 5)
    }

    /// Returns the exit code: 0 where it was asked for, 2 for usage, 3 for settings and credentials, 4 for the
    /// spreadsheet, 5 for Threads, 70 for a mistake of the program.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::ShardUnclear(_) => 2,
            Self::NoSpreadsheet
            | Self::SpreadsheetUnreadable(_)
            | Self::NoCredentials
            | Self::CredentialsMissing { .. }
            | Self::CredentialsNotJson
            | Self::CredentialsUnusable { .. }
            | Self::NotAKey(_)
            | Self::RobotDisabled { .. }
            | Self::IdentityRefused { .. }
            | Self::SealKeyUnreadable
            | Self::NoSealKey
            | Self::NothingToSeal
            | Self::FederationRefused { .. }
            | Self::NotSealed(_)
            | Self::FileNotWritten { .. }
            | Self::InUse(InTheWay::NoName { .. })
            | Self::ClockWrong
            | Self::ClockOff { .. }
            | Self::KeyRefused { .. }
            | Self::SignInRefused { .. }
            | Self::SignInUnreachable => 3,
            Self::NotShared { .. }
            | Self::ReadOnly { .. }
            | Self::NotFound { .. }
            | Self::ApiDisabled { .. }
            | Self::ProjectRefused { .. }
            | Self::StorageFull
            | Self::NotASpreadsheet
            | Self::Copied
            | Self::ZoneUnknown { .. }
            | Self::TabMissing { .. }
            | Self::NotLaidOut { .. }
            | Self::TabUnclear { .. }
            | Self::Headings { .. }
            | Self::InUse(_)
            | Self::SheetsRefused { .. }
            | Self::SheetsUnreachable
            | Self::SheetsUnreadable
            | Self::SheetsBusy => 4,
            Self::ThreadsUnreachable => 5,
            // As of every run that ends when it is told to.
            Self::Halted => 0,
            Self::Bug(_) => 70,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exit_code_says_where_to_look() {
        for (stop, code) in [
            (RunError::ShardUnclear(ShardFault::Which { count: 4 }), 2),
            (RunError::NoCredentials, 3),
            (RunError::SignInUnreachable, 3),
            (RunError::Copied, 4),
            (RunError::SheetsBusy, 4),
            (RunError::ThreadsUnreachable, 5),
            (RunError::Bug(String::new()), 70),
        ] {
            assert_eq!(stop.exit_code(), code, "{stop:?}");
        }
    }

    #[test]
    fn what_may_pass_by_itself_is_told_from_what_a_person_must_mend() {
        for stop in [
            RunError::SignInUnreachable,
            RunError::ClockWrong,
            RunError::SheetsBusy,
            RunError::ThreadsUnreachable,
        ] {
            assert!(stop.may_pass(), "{stop:?}");
        }
        for stop in [RunError::NoCredentials, RunError::Halted, RunError::Bug(String::new())] {
            assert!(!stop.may_pass(), "{stop:?}");
        }
    }
}
