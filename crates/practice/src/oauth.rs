//! Signing in to Google: a signed assertion, or a refresh token, for an access token.
//!
//! Signatures are really verified, with the public half of the practice key. Source:
//! <https://developers.google.com/identity/protocols/oauth2/service-account>.

mod assertion;

use chrono::{DateTime, TimeDelta, Utc};
use ring::signature::{KeyPair as _, RsaKeyPair};
use serde_json::{Value, json};

use self::assertion::{Assertion, PRACTICE_KEY, pem_bytes};
use super::http::{Reply, Request};
use super::ids::Serial;

/// Google's sentence for an access token that is not valid.
pub(super) const UNAUTHENTICATED: &str = "Request had invalid authentication credentials. Expected \
    OAuth 2 access token, login cookie or other valid authentication credential. See \
    https://developers.google.com/identity/sign-in/web/devconsole-project.";

/// The practice service account, which the practice key speaks for.
pub const SERVICE_ACCOUNT: &str = "threadsheet@practice.iam.gserviceaccount.com";

/// How long an access token lives, as the answer says it.
const LIFE: TimeDelta = TimeDelta::seconds(3599);

/// The scopes that are known here; all begin alike.
const SCOPE_PREFIX: &str = "https://www.googleapis.com/auth/";
const SCOPES: [&str; 5] =
    ["spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly", "drive.file"];

/// A person's own login, as `gcloud auth application-default login` leaves it.
#[derive(Clone)]
pub struct Login {
    /// The person's address.
    pub email: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: String,
    /// The token that gives access tokens.
    pub refresh_token: String,
}

impl Login {
    /// Returns the login as the credentials file of that kind.
    #[must_use]
    pub fn credentials_json(&self) -> String {
        let file = json!({
            "type": "authorized_user",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "refresh_token": self.refresh_token,
            "universe_domain": "googleapis.com",
        });
        format!("{file:#}")
    }
}

#[derive(Clone)]
struct Access {
    secret: String,
    email: String,
    scopes: Vec<String>,
    expires: DateTime<Utc>,
}

/// Google's token endpoint, and who holds which access token.
#[derive(Clone)]
pub struct OAuth {
    /// The endpoint's own addresses, of which assertions must name one.
    pub token_uris: Vec<String>,
    /// Whether the practice key was deleted: its signatures are no longer accepted.
    pub key_is_deleted: bool,
    accounts: Vec<String>,
    logins: Vec<Login>,
    tokens: Vec<Access>,
    assertions: Vec<String>,
    public_key: Vec<u8>,
    serial: Serial,
}

/// Google's own endpoint: some clients name it in every assertion, whatever the key file says.
const GOOGLE_TOKEN_URI: &str = "https://oauth2.googleapis.com/token";

/// What OAuth errors hold: a word, and a sentence.
struct Refused(&'static str, String);

impl Default for OAuth {
    fn default() -> Self {
        Self::new()
    }
}

impl OAuth {
    /// Returns an endpoint that knows the practice service account.
    #[must_use]
    pub fn new() -> Self {
        let pair = RsaKeyPair::from_pkcs8(&pem_bytes(PRACTICE_KEY)).ok();
        Self {
            token_uris: Vec::new(),
            key_is_deleted: false,
            accounts: vec![SERVICE_ACCOUNT.to_owned()],
            logins: Vec::new(),
            tokens: Vec::new(),
            assertions: Vec::new(),
            public_key: pair.map(|pair| pair.public_key().as_ref().to_vec()).unwrap_or_default(),
            serial: Serial::seeded(29),
        }
    }

    /// Adds another service account, which signs with the practice key too.
    pub fn add_service_account(&mut self, email: &str) {
        self.accounts.push(email.to_owned());
    }

    /// Adds a person, and returns the login that they would have on their machine.
    pub fn add_login(&mut self, email: &str) -> Login {
        let login = Login {
            email: email.to_owned(),
            client_id: format!("{}.apps.googleusercontent.com", self.serial.letters("", 32)),
            client_secret: self.serial.letters("GOCSPX-", 28),
            refresh_token: self.serial.letters("1//", 100),
        };
        self.logins.push(login.clone());
        login
    }

    /// Returns a service-account key for the practice account, as Google would give it.
    #[must_use]
    pub fn credentials_json(&self, token_uri: &str) -> String {
        let key = json!({
            "type": "service_account",
            "project_id": "practice",
            "private_key_id": "5eed000000000000000000000000000000000000",
            "private_key": PRACTICE_KEY,
            "client_email": SERVICE_ACCOUNT,
            "client_id": "100000000000000000001",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": token_uri,
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "client_x509_cert_url": "https://www.googleapis.com/robot/v1/metadata/x509/threadsheet%40practice.iam.gserviceaccount.com",
            "universe_domain": "googleapis.com",
        });
        format!("{key:#}")
    }

    /// Answers `POST /token`. `now` is the real time.
    pub fn answer(&mut self, request: &Request, now: DateTime<Utc>) -> Reply {
        match self.token(request, now) {
            Ok(body) => Reply::json(200, &body),
            Err(Refused(error, description)) => {
                // RFC 6749, 5.2: a client that is not known is answered with 401, all else with 400.
                let status = if error == "invalid_client" { 401 } else { 400 };
                let body = json!({"error": error, "error_description": description});
                Reply::json(status, &body)
            }
        }
    }

    /// Returns whose access token this is, and what it may be used for.
    #[must_use]
    pub fn holder(&self, secret: &str, now: DateTime<Utc>) -> Option<(String, Vec<String>)> {
        let token =
            self.tokens.iter().find(|token| token.secret == secret && token.expires > now)?;
        Some((token.email.clone(), token.scopes.clone()))
    }

    /// Ends every access token, as if an hour had passed.
    pub fn expire_tokens(&mut self) {
        self.tokens.iter_mut().for_each(|token| token.expires = DateTime::<Utc>::MIN_UTC);
    }

    /// Returns every token and secret that was ever given out, every assertion that came, and the key.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let tokens = self.tokens.iter().map(|token| token.secret.clone());
        // The head of an assertion is the same for all and no secret.
        let bodies = self.assertions.iter().filter_map(|assertion| assertion.split_once('.'));
        let bodies = bodies.map(|(_, body)| body.to_owned());
        let logins = self.logins.iter();
        let logins =
            logins.flat_map(|known| [known.client_secret.clone(), known.refresh_token.clone()]);
        // A line of the key is as telling as the whole of it.
        let key = PRACTICE_KEY.lines().filter(|line| !line.starts_with("-----")).map(str::to_owned);
        tokens.chain(bodies).chain(logins).chain(key).collect()
    }

    fn token(&mut self, request: &Request, now: DateTime<Utc>) -> Result<Value, Refused> {
        let form = request.form();
        let field = |name: &str| {
            let found = form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            let words = || format!("Missing required parameter: {name}");
            found.ok_or_else(|| Refused("invalid_request", words()))
        };
        let content_type = request.header("content-type").unwrap_or_default();
        if request.method != "POST"
            || !content_type.starts_with("application/x-www-form-urlencoded")
        {
            return Err(Refused("invalid_request", "A form is to be posted here".to_owned()));
        }
        match field("grant_type")? {
            "urn:ietf:params:oauth:grant-type:jwt-bearer" => {
                let assertion = field("assertion")?;
                // Refused ones as well: they were on the wire, and no output may show them.
                self.assertions.push(assertion.to_owned());
                let (email, scopes) = self.by_assertion(assertion, now)?;
                Ok(self.issue(email, scopes, now))
            }
            "refresh_token" => {
                let client = (field("client_id")?, field("client_secret")?);
                let email = self.by_refresh(client, field("refresh_token")?)?;
                let scopes = SCOPES.iter().map(|scope| format!("{SCOPE_PREFIX}{scope}")).collect();
                Ok(self.issue(email, scopes, now))
            }
            other => Err(Refused("unsupported_grant_type", format!("Invalid grant_type: {other}"))),
        }
    }

    fn by_assertion(
        &self,
        text: &str,
        now: DateTime<Utc>,
    ) -> Result<(String, Vec<String>), Refused> {
        let invalid = |words: &str| Refused("invalid_grant", words.to_owned());
        let assertion = Assertion::read(text).map_err(invalid)?;
        if !self.accounts.contains(&assertion.issuer) {
            return Err(invalid("Invalid grant: account not found"));
        }
        // That a deleted key is answered like a wrong signature is inferred; nobody has shown such an answer.
        if self.key_is_deleted || !assertion.is_signed_by(&self.public_key) {
            return Err(invalid("Invalid JWT Signature."));
        }
        let is_googles = assertion.audience == GOOGLE_TOKEN_URI;
        if !is_googles && !self.token_uris.contains(&assertion.audience) {
            let right = self.token_uris.first().map(String::as_str).unwrap_or_default();
            let words =
                format!("Invalid JWT: Failed audience check. The right audience is {right}");
            return Err(invalid(&words));
        }
        if !assertion.is_timely(now) {
            return Err(invalid(
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable \
                 timeframe. Check your iat and exp values in the JWT claim.",
            ));
        }
        if assertion.speaks_for_another {
            let words = "Client is unauthorized to retrieve access tokens using this method, or \
                         client not authorized for any of the scopes requested.";
            return Err(Refused("unauthorized_client", words.to_owned()));
        }
        let scopes: Vec<String> = assertion.scope.split_whitespace().map(str::to_owned).collect();
        if scopes.is_empty() || !scopes.iter().all(|scope| is_known(scope)) {
            let words = "Invalid OAuth scope or ID token audience provided.";
            return Err(Refused("invalid_scope", words.to_owned()));
        }
        Ok((assertion.issuer, scopes))
    }

    fn by_refresh(&self, client: (&str, &str), refresh: &str) -> Result<String, Refused> {
        let is_client =
            |login: &&Login| (login.client_id.as_str(), login.client_secret.as_str()) == client;
        let mut logins = self.logins.iter().filter(is_client).peekable();
        if logins.peek().is_none() {
            return Err(Refused("invalid_client", "The OAuth client was not found.".to_owned()));
        }
        let login = logins.find(|login| login.refresh_token == refresh);
        let revoked = || Refused("invalid_grant", "Token has been expired or revoked.".to_owned());
        login.map(|login| login.email.clone()).ok_or_else(revoked)
    }

    fn issue(&mut self, email: String, scopes: Vec<String>, now: DateTime<Utc>) -> Value {
        let secret = self.serial.letters("ya29.", 160);
        self.tokens.push(Access { secret: secret.clone(), email, scopes, expires: now + LIFE });
        let expires_in = LIFE.num_seconds();
        json!({"access_token": secret, "expires_in": expires_in, "token_type": "Bearer"})
    }
}

fn is_known(scope: &str) -> bool {
    scope.strip_prefix(SCOPE_PREFIX).is_some_and(|name| SCOPES.contains(&name))
}

#[cfg(test)]
mod tests;
