//! Access tokens: whose they are, how long they live, what they may do.

use chrono::{DateTime, TimeDelta, Utc};

use super::Threads;
use super::errors::Refusal;
use super::parameters::Parameters;
use crate::http::Request;

/// How many letters follow a token's first ones.
const LETTERS: usize = 156;

/// A short-lived token's life.
///
/// Source: <https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions>.
const SHORT_LIFE: TimeDelta = TimeDelta::hours(1);

/// The scopes that a publishing desk asks for.
pub const DESK_SCOPES: [&str; 4] =
    ["threads_basic", "threads_content_publish", "threads_manage_replies", "threads_read_replies"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Long,
    Short,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Death {
    Revoked,
    Replaced,
}

/// A user's access token.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) secret: String,
    pub(super) account: usize,
    pub(super) kind: Kind,
    pub(super) issued: DateTime<Utc>,
    pub(super) expires: DateTime<Utc>,
    pub(super) scopes: Vec<String>,
    pub(super) death: Option<Death>,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret stays out: a failed assertion prints what it compares.
        f.debug_struct("Token").field("account", &self.account).finish_non_exhaustive()
    }
}

/// What a token is made with.
pub(super) struct NewToken {
    pub(super) account: usize,
    pub(super) kind: Kind,
    pub(super) issued: DateTime<Utc>,
    pub(super) lives: TimeDelta,
    pub(super) scopes: Vec<String>,
}

/// The account that a call's token belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caller {
    /// The account's place.
    pub(super) account: usize,
    /// The token's place.
    pub(super) token: usize,
}

impl Threads {
    /// Issues a long-lived token, as the dashboard's token generator does.
    pub fn issue_token(
        &mut self,
        username: &str,
        issued: DateTime<Utc>,
        lives: TimeDelta,
        scopes: &[&str],
    ) -> String {
        let account = self.account_place(username);
        self.add_token(NewToken { account, kind: Kind::Long, issued, lives, scopes: owned(scopes) })
    }

    /// Issues a token that lives for an hour, as the authorization window leads to.
    pub fn issue_short_token(
        &mut self,
        username: &str,
        issued: DateTime<Utc>,
        scopes: &[&str],
    ) -> String {
        let account = self.account_place(username);
        let scopes = owned(scopes);
        self.add_token(NewToken { account, kind: Kind::Short, issued, lives: SHORT_LIFE, scopes })
    }

    /// Takes a token's permission away, as people do in the settings of the app (190/458).
    pub fn revoke(&mut self, secret: &str) {
        if let Some(token) = self.tokens.iter_mut().find(|token| token.secret == secret) {
            token.death = Some(Death::Revoked);
        }
    }

    /// Returns every token and secret that was ever given out.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let tokens = self.tokens.iter().map(|token| token.secret.clone());
        let codes = self.codes.iter().map(|code| code.secret.clone());
        let app = [self.app.secret.clone(), self.app.token.clone()];
        tokens.chain(codes).chain(app).collect()
    }

    /// Returns an account's tokens that would be taken now, oldest first.
    #[must_use]
    pub fn valid_tokens(&self, username: &str, now: DateTime<Utc>) -> Vec<String> {
        let is_valid = |token: &&Token| {
            self.username_at(token.account) == username
                && token.death.is_none()
                && token.issued <= now
                && token.expires > now
        };
        self.tokens.iter().filter(is_valid).map(|token| token.secret.clone()).collect()
    }

    /// Returns the user name that a token was given to, dead or alive.
    #[must_use]
    pub fn owner_of(&self, secret: &str) -> Option<&str> {
        let token = self.tokens.iter().find(|token| token.secret == secret)?;
        Some(self.username_at(token.account))
    }

    pub(super) fn add_token(&mut self, token: NewToken) -> String {
        let NewToken { account, kind, issued, lives, scopes } = token;
        let secret = self.serial.letters(if kind == Kind::Long { "THAA" } else { "THQW" }, LETTERS);
        // Beyond the calendar means for ever.
        let expires = issued.checked_add_signed(lives).unwrap_or(DateTime::<Utc>::MAX_UTC);
        let token =
            Token { secret: secret.clone(), account, kind, issued, expires, scopes, death: None };
        self.tokens.push(token);
        secret
    }

    /// Returns the token of a call, from its parameters or its header.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/posts> for the parameter; the header
    /// is what several clients use.
    pub(super) fn caller(
        &self,
        request: &Request,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Caller, Refusal> {
        let secret = match (parameters.filled("access_token"), request.bearer()) {
            // Two different tokens leave open whose call it is.
            (Some(one), Some(other)) if one != other => return Err(Refusal::bad_token()),
            (Some(secret), _) | (None, Some(secret)) => secret,
            (None, None) => return Err(Refusal::no_token()),
        };
        self.caller_by(secret, now)
    }

    /// Returns whom a token speaks for, if it is alive and its account is a tester.
    pub(super) fn caller_by(&self, secret: &str, now: DateTime<Utc>) -> Result<Caller, Refusal> {
        let place = self.tokens.iter().position(|token| token.secret == secret);
        let place = place.ok_or_else(Refusal::bad_token)?;
        let token = self.token_at(place)?;
        match token.death {
            Some(Death::Revoked) => return Err(Refusal::revoked()),
            Some(Death::Replaced) => return Err(Refusal::replaced()),
            None => {}
        }
        if token.expires <= now {
            return Err(Refusal::expired(&session_time(token.expires), &session_time(now)));
        }
        let is_tester = self.account_at(token.account).is_some_and(|account| account.is_tester);
        if !is_tester || !token.scopes.iter().any(|scope| scope == "threads_basic") {
            // One refusal for both, as of the real service: a client cannot tell which of the two it was.
            return Err(Refusal::not_a_tester());
        }
        Ok(Caller { account: token.account, token: place })
    }

    pub(super) fn token_at(&self, place: usize) -> Result<&Token, Refusal> {
        self.tokens.get(place).ok_or_else(Refusal::bad_token)
    }

    /// Refuses a call whose token lacks a scope: HTTP 500, code 10.
    pub(super) fn need(&self, caller: Caller, scope: &str) -> Result<(), Refusal> {
        if self.token_at(caller.token)?.scopes.iter().any(|granted| granted == scope) {
            Ok(())
        } else {
            Err(Refusal::no_permission())
        }
    }
}

fn owned(scopes: &[&str]) -> Vec<String> {
    scopes.iter().map(|scope| (*scope).to_owned()).collect()
}

fn session_time(at: DateTime<Utc>) -> String {
    at.format("%A, %d-%b-%y %H:%M:%S UTC").to_string()
}
