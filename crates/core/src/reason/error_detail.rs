//! What came of a call instead of what was asked for.

/// What came of a call instead of what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorDetail {
    /// Nothing was answered in time.
    NoAnswer,
    /// No connection could be made.
    NoConnection,
    /// The connection ended in the middle.
    CutOff,
    /// An answer that is not the service's own, such as a gateway's page.
    Unreadable {
        /// Its HTTP status.
        http: u16,
    },
    /// An answer, or a list, that goes on for too long.
    TooLong,
    /// No call was made: several of the account's had come to nothing.
    LeftAlone,
    /// An answer without the token that it should have brought.
    NoToken,
    /// An answer without the user name that it should have brought.
    NoName,
    /// Threads does not find what was prepared there.
    NotFound,
    /// What the last run met, and this one did not try.
    Before,
    /// Too many calls for now.
    TooManyCalls {
        /// Threads' own words, free of tokens.
        words: String,
    },
    /// The page of a link could not be read.
    PageUnread {
        /// Threads' own words, free of tokens.
        words: String,
    },
    /// An image or a video could not be fetched.
    MediaUnread {
        /// Threads' own words, free of tokens.
        words: String,
    },
    /// The service's own words, free of tokens.
    Said(String),
}
