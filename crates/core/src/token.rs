//! Access tokens: the one type that may hold one, what can be one, and why a cell or a seal gives none.
//!
//! Does not know whether a token works.

use std::fmt;

/// An access token; prints as `***` wherever it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Wraps a token as Threads gave it.
    #[must_use]
    pub fn new(token: String) -> Self {
        Self(token)
    }

    /// Wraps a token that a service answered with, or that was sealed; `None` for what can be none.
    #[must_use]
    pub fn answered(token: String) -> Option<Self> {
        // An answer that can be no token must not replace one that works.
        judge(&token).is_ok().then_some(Self(token))
    }

    /// Returns the token itself, for a request or a cell and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

/// Why a Token cell gives no token; none of these holds any part of the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFault {
    /// Nothing is in the cell.
    Empty,
    /// A formula makes the cell: it is never used and never overwritten.
    Formula,
    /// A token of another service.
    NotThreads(Service),
    /// A token of an app, which can post for nobody.
    OfApp,
    /// Digits alone: an id was pasted in place of the token.
    AnId,
    /// A sealed token, which cannot be opened here.
    Sealed(SealFault),
    /// Meta's answer in place of a token: the tester invitation was not accepted.
    NotATester,
    /// Meta's answer in place of a token: the app's id is none that Threads knows.
    WrongApp,
    /// Not a token.
    Unreadable,
}

/// Why a sealed token gives no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealFault {
    /// There is no key at all.
    NoKey,
    /// None of the keys has sealed it.
    OtherKey,
    /// It was sealed for another spreadsheet, or another user was written into it.
    Elsewhere,
    /// It was sealed for another Threads user than the row's.
    OtherUser,
    /// It is not whole, or was changed.
    Damaged,
    /// A later version has sealed it.
    Newer,
}

/// A service whose tokens are mistaken for those of Threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Instagram.
    Instagram,
    /// Facebook.
    Facebook,
}

/// Refuses what cannot be a Threads user token.
pub(crate) fn judge(token: &str) -> Result<(), TokenFault> {
    if token.is_empty() {
        Err(TokenFault::Empty)
    } else if token.starts_with("IGAA") || token.starts_with("IGQ") {
        Err(TokenFault::NotThreads(Service::Instagram))
    } else if token.starts_with("EAA") {
        Err(TokenFault::NotThreads(Service::Facebook))
    } else if token.starts_with("TH|") {
        Err(TokenFault::OfApp)
    } else if token.chars().all(|c| c.is_ascii_digit()) {
        Err(TokenFault::AnId)
    } else if token.chars().all(is_of_token) {
        Ok(())
    } else {
        Err(TokenFault::Unreadable)
    }
}

/// Tells whether a character may be part of a token.
pub(crate) fn is_of_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | '~' | '|')
}
