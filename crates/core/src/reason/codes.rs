//! What a Receipt keeps of a reason: a code, by which a later run knows it again.
//!
//! Runs compare codes, never words. What an earlier version of the program wrote is known; what a later one wrote is
//! kept, and written back as it stands.

use std::fmt;

use super::Uncertain;

/// Why a row stopped, waits, or needs a look, as its Receipt keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RowCode {
    /// A cell of the row cannot be used.
    Cell,
    /// No account has the name in its Account cell.
    UnknownAccount,
    /// Another row has the same content.
    SamePost,
    /// Another row has the same text, and too little time has passed since.
    SameText,
    /// There is no post above that it could answer.
    NoParent,
    /// The row that it was to answer is gone.
    ParentGone,
    /// It can go under no row of its tree.
    Tree,
    /// The row of its tree under which it was to go is gone.
    TreeParentGone,
    /// A fault of a cell that a later version tells apart: `cell-…`.
    OtherCell(String),
    /// The post that it answers cannot be found at Threads.
    ParentNotFound,
    /// The post of its thread is public, and its row was rewritten since.
    ThreadRewritten,
    /// The parts of its thread were moved after some of them went out.
    PartMoved,
    /// Nothing that Threads takes is at the address of a medium.
    MediumUnknown,
    /// Threads refused it, in these words.
    Refused(String),
    /// Threads could not use its media, by this word.
    MediaFailed(String),
    /// What an earlier version wrote for whatever Threads had answered, in these words.
    Answered(String),
    /// It waits: Threads did not take it, for a reason that is not in the catalogue.
    NotTaken,
    /// It waits: the token may post and not reply. An earlier version refused it for that.
    MayNotReply,
    /// It waits: Threads did not find the post that it answers.
    ParentUnread,
    /// It waits: Threads could not read the page of its link.
    LinkUnread,
    /// It waits: Threads could not fetch its media.
    MediaUnread,
    /// It waits: there is passing trouble with Threads, or with the server of its media.
    Passing,
    /// It waits: Threads is working on its media.
    Processing,
    /// It waits: Threads has been working on its media for hours.
    NotReady,
    /// Its line was written over by the one of another row.
    Overwritten,
    /// Only a person can tell whether it is public.
    Uncertain(Uncertain),
    /// What no version up to this one has written.
    Other(String),
}

impl RowCode {
    /// Those that are a word alone.
    const WORDS: [Self; 21] = [
        Self::Cell,
        Self::UnknownAccount,
        Self::SamePost,
        Self::SameText,
        Self::NoParent,
        Self::ParentGone,
        Self::Tree,
        Self::TreeParentGone,
        Self::ParentNotFound,
        Self::ThreadRewritten,
        Self::PartMoved,
        Self::MediumUnknown,
        Self::NotTaken,
        Self::MayNotReply,
        Self::ParentUnread,
        Self::LinkUnread,
        Self::MediaUnread,
        Self::Passing,
        Self::Processing,
        Self::NotReady,
        Self::Overwritten,
    ];

    /// Reads what a Receipt holds.
    #[must_use]
    pub fn read(written: &str) -> Self {
        let uncertain = Uncertain::ALL.into_iter().map(Self::Uncertain);
        let mut words = Self::WORDS.into_iter().chain(uncertain);
        if let Some(code) = words.find(|code| code.as_str() == written) {
            return code;
        }
        match written.split_once(": ") {
            Some(("refused", words)) => Self::Refused(words.to_owned()),
            Some(("media", word)) => Self::MediaFailed(word.to_owned()),
            Some(("threads", words)) => Self::Answered(words.to_owned()),
            _ if written.starts_with("cell") => Self::OtherCell(written.to_owned()),
            _ => Self::Other(written.to_owned()),
        }
    }

    /// Returns the code without the words that may follow it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cell => "cell",
            Self::UnknownAccount => "cell-account",
            Self::SamePost => "cell-same-post",
            Self::SameText => "cell-same-text",
            Self::NoParent => "cell-no-parent",
            Self::ParentGone => "cell-parent-gone",
            Self::Tree => "cell-tree",
            Self::TreeParentGone => "cell-tree-parent",
            Self::ParentNotFound => "parent-not-found",
            Self::ThreadRewritten => "thread-rewritten",
            Self::PartMoved => "part-moved",
            Self::MediumUnknown => "medium-unknown",
            Self::Refused(_) => "refused",
            Self::MediaFailed(_) | Self::MediaUnread => "media",
            Self::Answered(_) => "threads",
            Self::NotTaken => "not-taken",
            Self::MayNotReply => "may-not-reply",
            Self::ParentUnread => "parent",
            Self::LinkUnread => "link",
            Self::Passing => "passing",
            Self::Processing => "processing",
            Self::NotReady => "not-ready",
            Self::Overwritten => "overwritten",
            Self::Uncertain(uncertain) => uncertain.as_str(),
            Self::OtherCell(written) | Self::Other(written) => written,
        }
    }

    /// Tells whether it is still true once a container was made, or came to nothing.
    #[must_use]
    pub fn outlasts_a_container(&self) -> bool {
        matches!(self, Self::Passing | Self::Processing | Self::NotTaken | Self::NotReady)
    }

    /// Tells whether the post that it was to go under is gone: the row goes under another one once a person answers that.
    /// An earlier version had one word for that and for a row with nothing above.
    #[must_use]
    pub fn is_of_a_lost_parent(&self) -> bool {
        matches!(self, Self::NoParent | Self::ParentGone | Self::TreeParentGone)
    }

    /// Tells whether what is wrong is in a cell, perhaps of another row: such a row is judged anew in every run.
    #[must_use]
    pub fn is_of_a_cell(&self) -> bool {
        matches!(
            self,
            Self::Cell
                | Self::UnknownAccount
                | Self::SamePost
                | Self::SameText
                | Self::NoParent
                | Self::ParentGone
                | Self::Tree
                | Self::TreeParentGone
                | Self::OtherCell(_)
        )
    }
}

impl fmt::Display for RowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())?;
        match self {
            Self::Refused(words) | Self::MediaFailed(words) | Self::Answered(words) => {
                write!(f, ": {words}")
            }
            _ => Ok(()),
        }
    }
}

/// What is wrong with an account's token, as the account's Receipt keeps it. A code that was not there in the last run
/// is news for a person, and so is each further day of a dead token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AccountCode {
    /// It is near its end, and could not be renewed.
    NotRenewed {
        /// Whole days until it expires.
        days: i64,
    },
    /// Its life is over.
    Expired {
        /// For so many whole days.
        days_ago: i64,
    },
    /// Threads could not be asked about it for a day or longer.
    Unasked,
    /// The sheet has been working out one of its cells for a day or longer.
    Loading,
    /// Its cell may not be written.
    Protected,
    /// It is a short-lived one.
    ShortLived,
    /// Threads does not accept it.
    Invalid,
    /// The tester invitation was not accepted.
    NotATester,
    /// It belongs to another app.
    WrongApp,
    /// It may not publish.
    NotPermitted,
    /// Threads has restricted the account.
    Restricted,
    /// Threads wants the person to log in.
    LoginAsked,
    /// The app is set to "Require App Secret".
    ProofAsked,
    /// Threads refuses the app or the account, for another reason.
    Blocked,
    /// It belongs to another account.
    WrongAccount,
    /// A cell cannot be used.
    Cell,
    /// Another row has the same name.
    SameName,
    /// What no version up to this one has written.
    Other(String),
}

impl AccountCode {
    /// Those that are a word alone.
    const WORDS: [Self; 15] = [
        Self::Unasked,
        Self::Loading,
        Self::Protected,
        Self::ShortLived,
        Self::Invalid,
        Self::NotATester,
        Self::WrongApp,
        Self::NotPermitted,
        Self::Restricted,
        Self::LoginAsked,
        Self::ProofAsked,
        Self::Blocked,
        Self::WrongAccount,
        Self::Cell,
        Self::SameName,
    ];

    /// Reads what a Receipt holds.
    #[must_use]
    pub fn read(written: &str) -> Self {
        if let Some(code) = Self::WORDS.into_iter().find(|code| code.as_str() == written) {
            return code;
        }
        let days = |code: &str| written.strip_prefix(code)?.strip_prefix('-')?.parse().ok();
        let expired = days("expired").map(|days_ago| Self::Expired { days_ago });
        let not_renewed = || days("not-renewed").map(|days| Self::NotRenewed { days });
        expired.or_else(not_renewed).unwrap_or_else(|| Self::Other(written.to_owned()))
    }

    /// Returns the code without the days that may follow it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::NotRenewed { .. } => "not-renewed",
            Self::Expired { .. } => "expired",
            Self::Unasked => "unasked",
            Self::Loading => "loading",
            Self::Protected => "protected",
            Self::ShortLived => "short-lived",
            Self::Invalid => "invalid",
            Self::NotATester => "not-a-tester",
            Self::WrongApp => "wrong-app",
            Self::NotPermitted => "not-permitted",
            Self::Restricted => "restricted",
            Self::LoginAsked => "login-asked",
            Self::ProofAsked => "proof-asked",
            Self::Blocked => "blocked",
            Self::WrongAccount => "wrong-account",
            Self::Cell => "cell",
            Self::SameName => "same-name",
            Self::Other(written) => written,
        }
    }

    /// Tells whether only time has brought it about, so that asking again tells nothing new.
    #[must_use]
    pub fn is_of_age(&self) -> bool {
        matches!(self, Self::Expired { .. } | Self::NotRenewed { .. })
    }
}

impl fmt::Display for AccountCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())?;
        match self {
            Self::NotRenewed { days: count } | Self::Expired { days_ago: count } => {
                write!(f, "-{count}")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_written_by_whatever_version() {
        let uncertain = Uncertain::ALL.map(Uncertain::as_str);
        let words = RowCode::WORDS.map(|code| code.to_string());
        let known = words.iter().map(String::as_str).chain(uncertain);
        for written in known {
            let code = RowCode::read(written);
            assert!(!matches!(code, RowCode::Other(_) | RowCode::OtherCell(_)), "{written}");
            assert_eq!(code.to_string(), written);
        }
        for (written, code) in [
            ("refused: No: it is not (1)", RowCode::Refused("No: it is not (1)".to_owned())),
            ("media: UNKNOWN", RowCode::MediaFailed("UNKNOWN".to_owned())),
            ("threads: Fatal (-1)", RowCode::Answered("Fatal (-1)".to_owned())),
            ("cell-of-a-later-day", RowCode::OtherCell("cell-of-a-later-day".to_owned())),
            ("old: words", RowCode::Other("old: words".to_owned())),
        ] {
            assert_eq!(RowCode::read(written), code);
            assert_eq!(code.to_string(), written);
        }
    }

    #[test]
    fn what_is_wrong_in_a_cell_is_known_by_its_code() {
        for written in ["cell", "cell-account", "cell-same-post", "cell-no-parent", "cell-x"] {
            assert!(RowCode::read(written).is_of_a_cell(), "{written}");
        }
        for written in ["refused: cell", "media", "overwritten", "may-not-reply", ""] {
            assert!(!RowCode::read(written).is_of_a_cell(), "{written}");
        }
    }

    #[test]
    fn an_account_s_code_is_read_as_it_was_written() {
        let words = AccountCode::WORDS.map(|code| code.to_string());
        for written in words.iter().map(String::as_str).chain(["expired-0", "not-renewed-3"]) {
            let code = AccountCode::read(written);
            assert!(!matches!(code, AccountCode::Other(_)), "{written}");
            assert_eq!(code.to_string(), written);
            assert_eq!(code.is_of_age(), written.contains(char::is_numeric), "{written}");
        }
        for written in ["no-scope", "expired", "expired-soon"] {
            assert_eq!(AccountCode::read(written), AccountCode::Other(written.to_owned()));
        }
    }
}
