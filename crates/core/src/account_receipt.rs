//! What the program remembers about an account's token: a line of words in the Receipt cell of its row.

use std::fmt;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::hash;
use super::reason::AccountCode;
use super::token::Token;
use super::token_cell::TokenCell;

/// A token with less than this to live is a short-lived one.
pub const SHORT_LIVED: TimeDelta = TimeDelta::hours(2);

/// What the program remembers about an account's token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountReceipt {
    /// A hash of the token that all this is about; empty where the cell holds none.
    pub token: String,
    /// The user's id; empty while the token could not be verified.
    pub user: String,
    /// The user name that the token belongs to, without @; of a user who has changed it since, the one
    /// in the row.
    pub name: String,
    /// The user name on Threads now, without @, where it is another one than in the row.
    pub called: Option<String>,
    /// When it was issued, UTC.
    pub issued: Option<DateTime<Utc>>,
    /// When it expires, UTC.
    pub expires: Option<DateTime<Utc>>,
    /// When its renewal was last refused, UTC.
    pub refused: Option<DateTime<Utc>>,
    /// What is wrong with it.
    pub trouble: Option<AccountCode>,
    /// Since when nothing could be found out about it, UTC; none where the last run found out.
    pub unasked: Option<DateTime<Utc>>,
}

impl AccountReceipt {
    /// Parses a Receipt cell.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ').filter(|word| !word.is_empty());
        // The first word tells it from a row state, so a Receipt that was copied between the tabs is not
        // believed.
        (words.next()? == "account").then_some(())?;
        let mut receipt = Self::default();
        for word in words {
            let (key, value) = word.split_once('=')?;
            let moment = || DateTime::parse_from_rfc3339(value).ok().map(|at| at.to_utc());
            match key {
                "token" => value.clone_into(&mut receipt.token),
                "user" => value.clone_into(&mut receipt.user),
                "name" => value.clone_into(&mut receipt.name),
                "called" => {
                    receipt.called = Some(value).filter(|name| !name.is_empty()).map(str::to_owned);
                }
                "issued" => receipt.issued = moment(),
                "expires" => receipt.expires = moment(),
                "refused" => receipt.refused = moment(),
                "trouble" => receipt.trouble = Some(AccountCode::read(value)),
                "unasked" => receipt.unasked = moment(),
                // An unknown word spoils the whole line, unlike in a row state: Threads can be asked about the
                // token anew.
                _ => return None,
            }
        }
        let says_something =
            !receipt.token.is_empty() || receipt.trouble.is_some() || receipt.unasked.is_some();
        says_something.then_some(receipt)
    }

    /// Tells whether this speaks of that token.
    #[must_use]
    pub fn is_of(&self, token: &Token) -> bool {
        // Earlier versions kept a shorter hash.
        let secret = token.expose();
        self.token == hash::long(secret) || self.token == hash::short(secret)
    }

    /// Keeps the whole hash of a token, where it speaks of it by a shorter one.
    pub fn lengthen(&mut self, token: &Token) {
        if self.is_of(token) {
            self.token = hash::long(token.expose());
        }
    }

    /// Tells whether the token's whole life is a short one.
    #[must_use]
    pub fn is_short_lived(&self) -> bool {
        let life = self.expires.zip(self.issued).map(|(expires, issued)| expires - issued);
        // The whole life counts and not what is left: a long-lived token in its last hours can still be
        // renewed.
        life.is_some_and(|life| life <= SHORT_LIVED)
    }

    /// Tells whether the token was found to belong to the account of that name.
    #[must_use]
    pub fn is_verified_for(&self, name: &str) -> bool {
        !self.user.is_empty() && self.name == name
    }

    /// Tells whether this user was found under the name: under whatever name it goes on Threads now, it is the
    /// same account.
    #[must_use]
    pub fn knows(&self, name: &str, user: &str) -> bool {
        self.is_verified_for(name) && self.user == user
    }

    /// Takes note of what the user is called on Threads now.
    pub fn record_name(&mut self, user: &str, username: &str) {
        // The user id is the account; a name under another id is no new name but another user.
        if self.user == user && !username.is_empty() {
            self.called = Some(username.to_lowercase()).filter(|called| *called != self.name);
        }
    }

    /// Returns the user name on Threads, without @.
    #[must_use]
    pub fn username(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.name)
    }

    /// Tells whether a sealed token is another user's than the one who was found under the name: a name
    /// may have passed to somebody else.
    #[must_use]
    pub fn denies(&self, name: &str, token: &TokenCell) -> bool {
        self.is_verified_for(name) && !token.may_be_of(&self.user)
    }
}

impl fmt::Display for AccountReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "account token={}", self.token)?;
        let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let facts = [
            ("user", Some(self.user.clone()).filter(|user| !user.is_empty())),
            ("name", Some(self.name.clone()).filter(|name| !name.is_empty())),
            ("called", self.called.clone()),
            ("issued", self.issued.map(moment)),
            ("expires", self.expires.map(moment)),
            ("refused", self.refused.map(moment)),
            ("trouble", self.trouble.as_ref().map(AccountCode::to_string)),
            ("unasked", self.unasked.map(moment)),
        ];
        facts
            .into_iter()
            .filter_map(|(key, fact)| Some((key, fact?)))
            // Blanks separate the words of the line.
            .try_for_each(|(key, fact)| write!(f, " {key}={}", fact.replace(' ', "-")))
    }
}
