//! The token endpoints: codes, exchange, refresh, and what a token says about itself.
//!
//! Except for `debug_token` they have no version and ignore the `Authorization` header: nothing else is
//! documented.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::Threads;
use super::errors::Refusal;
use super::parameters::Parameters;
use super::token::{Death, Kind, NewToken, Token};
use crate::http::{Reply, Request};

/// A long-lived token's life from its issue or its refresh.
///
/// Source: <https://developers.facebook.com/docs/threads/get-started/long-lived-tokens>.
const LONG_LIFE: TimeDelta = TimeDelta::days(60);

/// How old a token must be to be refreshed.
///
/// Source: <https://developers.facebook.com/docs/threads/get-started/long-lived-tokens>.
const REFRESH_AGE: TimeDelta = TimeDelta::hours(24);

/// How long a code of the authorization window may be used.
const CODE_LIFE: TimeDelta = TimeDelta::hours(1);

/// The app that every account has let in.
#[derive(Clone)]
pub(super) struct App {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) token: String,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A code of the authorization window: used once, within an hour.
#[derive(Clone)]
pub(super) struct Code {
    pub(super) secret: String,
    username: String,
    scopes: Vec<String>,
    redirect: String,
    made: DateTime<Utc>,
    is_used: bool,
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Code").field("username", &self.username).finish_non_exhaustive()
    }
}

impl Threads {
    /// Returns the app's id.
    #[must_use]
    pub fn app_id(&self) -> &str {
        &self.app.id
    }

    /// Returns the app's secret, which exchanges short-lived tokens.
    #[must_use]
    pub fn app_secret(&self) -> &str {
        &self.app.secret
    }

    /// Lets a person say yes in the authorization window, and returns the code that it leads to.
    pub fn authorize(
        &mut self,
        username: &str,
        scopes: &[&str],
        redirect: &str,
        made: DateTime<Utc>,
    ) -> String {
        self.account_place(username);
        let secret = self.serial.letters("AQ", 120);
        self.codes.push(Code {
            secret: secret.clone(),
            username: username.to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            redirect: redirect.to_owned(),
            made,
            is_used: false,
        });
        secret
    }

    /// `GET /refresh_access_token`.
    ///
    /// What is answered to a token younger than 24 hours is documented nowhere: here it is code
    /// 100. Source: <https://developers.facebook.com/docs/threads/get-started/long-lived-tokens>.
    pub(super) fn refresh(
        &mut self,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["grant_type"])?;
        grant(parameters, "th_refresh_token")?;
        let caller = self.caller_by(parameters.required("access_token")?, now)?;
        let token = self.token_at(caller.token)?.clone();
        if token.kind == Kind::Short {
            return Err(Refusal::session_key());
        }
        if now - token.issued < REFRESH_AGE {
            let message = "The access token must be at least 24 hours old to be refreshed";
            return Err(Refusal::parameter(message));
        }
        if !self.quirks.refresh_rotates {
            if let Some(token) = self.tokens.get_mut(caller.token) {
                token.issued = now;
                token.expires = now + LONG_LIFE;
            }
            return Ok(long_lived(&token.secret));
        }
        let dies = self.quirks.old_token_dies_on_refresh;
        if let Some(old) = self.tokens.get_mut(caller.token).filter(|_| dies) {
            // From here on nobody has a token that works if the answer is lost, and only a person can help.
            old.death = Some(Death::Replaced);
        }
        Ok(long_lived(&self.add_token(token.renewed(now))))
    }

    /// `GET /access_token`.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/get-started/long-lived-tokens>; the
    /// refusal of a token that is long-lived already (452/4279019) was seen in 2026.
    pub(super) fn exchange(
        &mut self,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["grant_type", "client_secret"])?;
        grant(parameters, "th_exchange_token")?;
        if parameters.required("client_secret")? != self.app.secret {
            return Err(Refusal::bad_client());
        }
        let caller = self.caller_by(parameters.required("access_token")?, now)?;
        let token = self.token_at(caller.token)?.clone();
        if token.kind == Kind::Long {
            return Err(Refusal::session_key());
        }
        Ok(long_lived(&self.add_token(token.renewed(now))))
    }

    /// `POST /oauth/access_token`: a code for a short-lived token.
    ///
    /// A bad code is answered in the flat shape.
    /// Source: <https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions>.
    pub(super) fn use_code(
        &mut self,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["client_id", "client_secret", "grant_type", "redirect_uri", "code"])?;
        grant(parameters, "authorization_code")?;
        self.client(parameters)?;
        let redirect = parameters.required("redirect_uri")?;
        let secret = parameters.required("code")?;
        let fits = |code: &&mut Code| {
            code.secret == secret
                && !code.is_used
                // RFC 6749, 4.1.3: the same address as in the authorization window.
                && code.redirect == redirect
                && now - code.made < CODE_LIFE
        };
        let Some(code) = self.codes.iter_mut().find(fits) else {
            let message = "Matching code was not found or was already used";
            let flat =
                json!({"error_type": "OAuthException", "code": 400, "error_message": message});
            // Not a `Refusal`, which has the envelope of the Graph API.
            return Ok(Reply::json(400, &flat));
        };
        code.is_used = true;
        let (username, scopes) = (code.username.clone(), code.scopes.clone());
        let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
        let token = self.issue_short_token(&username, now, &scopes);
        // The user id is a number in this one answer.
        let user_id: u64 = self.add_account(&username).parse().unwrap_or_default();
        Ok(Reply::json(200, &json!({"access_token": token, "user_id": user_id})))
    }

    /// `GET /oauth/access_token`: the app's own token.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/get-started/app-access-tokens>.
    pub(super) fn app_token(&self, parameters: &Parameters) -> Result<Reply, Refusal> {
        parameters.only(&["client_id", "client_secret", "grant_type"])?;
        grant(parameters, "client_credentials")?;
        self.client(parameters)?;
        Ok(Reply::json(200, &json!({"access_token": self.app.token, "token_type": "bearer"})))
    }

    /// `GET /debug_token`: a token may inspect itself, and the app's token any.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/troubleshooting/debug-access-token>.
    pub(super) fn debug_token(
        &self,
        request: &Request,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["input_token"])?;
        let input = parameters.required("input_token")?;
        let asker = parameters.filled("access_token").or_else(|| request.bearer());
        let is_app =
            asker.is_some_and(|asker| asker == self.app.token || asker == self.app.inline());
        if !is_app {
            self.caller(request, parameters, now)?;
            if asker != Some(input) {
                return Err(Refusal::parameter(
                    "(#100) You must provide an app access token, or a user access token that is \
                     an owner or developer of the app",
                ));
            }
        }
        Ok(Reply::json(200, &json!({ "data": self.facts(input, now) })))
    }

    fn facts(&self, secret: &str, now: DateTime<Utc>) -> Value {
        let Some(token) = self.tokens.iter().find(|token| token.secret == secret) else {
            let error = json!({"code": 190, "message": "Cannot parse access token"});
            return json!({"error": error, "is_valid": false, "scopes": []});
        };
        json!({
            "type": "USER",
            "application": "Practice Desk",
            // The person's consent lasts for 90 days from each refresh.
            "data_access_expires_at": (token.issued + TimeDelta::days(90)).timestamp(),
            "expires_at": token.expires.timestamp(),
            "is_valid": token.death.is_none() && token.expires > now,
            "issued_at": token.issued.timestamp(),
            "scopes": token.scopes,
            "user_id": self.account_at(token.account).map(|account| account.id.as_str()),
        })
    }

    fn client(&self, parameters: &Parameters) -> Result<(), Refusal> {
        let id = parameters.required("client_id")?;
        let secret = parameters.required("client_secret")?;
        if id == self.app.id && secret == self.app.secret {
            Ok(())
        } else {
            Err(Refusal::bad_client())
        }
    }
}

impl Token {
    /// Returns what takes the token's place: as long-lived as a token can be, with the same scopes.
    fn renewed(self, now: DateTime<Utc>) -> NewToken {
        let Self { account, scopes, .. } = self;
        NewToken { account, kind: Kind::Long, issued: now, lives: LONG_LIFE, scopes }
    }
}

impl App {
    /// Returns the app token in the form that needs no call.
    fn inline(&self) -> String {
        format!("TH|{}|{}", self.id, self.secret)
    }
}

fn grant(parameters: &Parameters, wanted: &str) -> Result<(), Refusal> {
    if parameters.required("grant_type")? == wanted {
        return Ok(());
    }
    Err(Refusal::parameter(format!("Param grant_type must be {wanted}")))
}

fn long_lived(token: &str) -> Reply {
    let expires_in = LONG_LIFE.num_seconds();
    let body = json!({"access_token": token, "token_type": "bearer", "expires_in": expires_in});
    Reply::json(200, &body)
}
