//! Google credentials: the file's own `type` decides what they are.

use std::time::Duration;

use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use threadsheet_core::run_error::{NotAKey, RunError};
use threadsheet_core::text::without_secrets;
use threadsheet_core::time_scale::TimeScale;
use tokio::time::Instant;
use yup_oauth2::authenticator::Authenticator;
use yup_oauth2::authorized_user::AuthorizedUserSecret;
use yup_oauth2::error::AuthErrorCode;
use yup_oauth2::external_account::ExternalAccountSecret;
use yup_oauth2::{
    AuthorizedUserAuthenticator, CustomHyperClientBuilder, ExternalAccountAuthenticator,
    ServiceAccountAuthenticator, ServiceAccountKey,
};

use super::connector::{Connector, connector};
use crate::http::Backoff;

/// The scope of every call: all spreadsheets that are shared with the account.
const SCOPE: &str = "https://www.googleapis.com/auth/spreadsheets";

/// How long signing in may take.
const SIGN_IN_TIMEOUT: Duration = Duration::from_secs(30);

/// How often signing in is tried.
const TRIES_MAX: u32 = 4;

/// The first wait between two tries; each further one doubles it.
const BACKOFF: Duration = Duration::from_secs(1);

/// The longest wait between two tries.
const BACKOFF_MAX: Duration = Duration::from_secs(4);

/// Somebody who may sign in, and the address a sheet is shared with.
pub(super) struct Identity {
    pub(super) authenticator: Authenticator<Connector>,
    /// The address to share the spreadsheet with; a person's own login has none.
    pub(super) email: Option<String>,
    /// Whether somebody else vouches for this machine, and there is no key file.
    is_keyless: bool,
}

/// Reads credentials JSON and prepares to sign in with it.
pub(super) async fn identity(json: &str) -> Result<Identity, RunError> {
    let mut value: Value = serde_json::from_str(json).map_err(|_| RunError::CredentialsNotJson)?;
    if ["installed", "web"].iter().any(|client| value[client].is_object()) {
        // The file of an OAuth client holds no key and has no `type`; a hint about the type would lead nowhere.
        return Err(RunError::NotAKey(NotAKey::OAuthClient));
    }
    let kind = value["type"].as_str().unwrap_or_default().to_owned();
    // A connection is used once: what may be read from it is the limit of one answer.
    let mut client = Client::builder(TokioExecutor::new());
    let client = client.pool_max_idle_per_host(0).build(connector()?);
    let client = CustomHyperClientBuilder::from(client);
    let unusable = || RunError::CredentialsUnusable { kind: kind.clone() };
    let (authenticator, email) = match kind.as_str() {
        "service_account" => {
            let damaged = || RunError::NotAKey(NotAKey::Damaged);
            let mut key: ServiceAccountKey =
                serde_json::from_value(value).map_err(|_| unusable())?;
            key.private_key = mended(&key.private_key).ok_or_else(damaged)?;
            let email = key.client_email.clone();
            let builder = ServiceAccountAuthenticator::with_client(key, client);
            (builder.build().await.map_err(|_| damaged())?, Some(email))
        }
        "authorized_user" => {
            let secret: AuthorizedUserSecret =
                serde_json::from_value(value).map_err(|_| unusable())?;
            let builder = AuthorizedUserAuthenticator::with_client(secret, client);
            (builder.build().await.map_err(|_| unusable())?, None)
        }
        "external_account" => {
            let email = impersonated(&value);
            // Google's own libraries take an address without a format for one that gives out text.
            let source = &mut value["credential_source"];
            if source["url"].is_string() && source["format"].is_null() {
                source["format"] = serde_json::json!({"type": "text"});
            }
            let secret: ExternalAccountSecret =
                serde_json::from_value(value).map_err(|_| unusable())?;
            let builder = ExternalAccountAuthenticator::with_client(secret, client);
            (builder.build().await.map_err(|_| unusable())?, email)
        }
        _ => return Err(unusable()),
    };
    Ok(Identity { authenticator, email, is_keyless: kind == "external_account" })
}

/// Returns a private key with its line breaks where they belong: they are often lost, or escaped twice,
/// on the way through a secret's field. `None` for what cannot be put right.
fn mended(key: &str) -> Option<String> {
    let key = key.replace("\\r", "").replace("\\n", "\n");
    let (_, rest) = key.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (inner, _) = rest.split_once("-----END ")?;
    let inner: String = inner.split_whitespace().collect();
    let lines = inner.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line));
    let body: Vec<_> = lines.collect();
    Some(format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", body.join("\n")))
}

/// Takes the service account's address out of the impersonation address.
fn impersonated(value: &Value) -> Option<String> {
    let url = value["service_account_impersonation_url"].as_str()?;
    let (_, rest) = url.split_once("serviceAccounts/")?;
    Some(rest.split(':').next()?.to_owned())
}

/// Signs in, so that the calls that follow find a token ready.
pub(super) async fn sign_in(
    identity: &Identity,
    until: Instant,
    time_scale: TimeScale,
) -> Result<String, RunError> {
    let mut backoff = Backoff::new((BACKOFF, BACKOFF_MAX), until, time_scale);
    let mut is_first = true;
    loop {
        let token = async {
            if is_first {
                identity.authenticator.token(&[SCOPE]).await
            } else {
                // The library keeps an answer without a token as if it were one.
                identity.authenticator.force_refreshed_token(&[SCOPE]).await
            }
        };
        let (stop, passes) = match tokio::time::timeout(time_scale.of(SIGN_IN_TIMEOUT), token).await
        {
            Ok(Ok(token)) => match token.token() {
                Some(token) => return Ok(token.to_owned()),
                None => (RunError::SignInUnreachable, true),
            },
            Ok(Err(error)) => refusal(&error, identity),
            Err(_) => (RunError::SignInUnreachable, true),
        };
        if !passes || !backoff.next(TRIES_MAX).await {
            return Err(stop);
        }
        is_first = false;
    }
}

/// Returns another token than the one that was turned away.
pub(super) async fn fresh_token(identity: &Identity, time_scale: TimeScale) -> Option<String> {
    let token = identity.authenticator.force_refreshed_token(&[SCOPE]);
    let token = tokio::time::timeout(time_scale.of(SIGN_IN_TIMEOUT), token).await;
    token.ok()?.ok()?.token().map(str::to_owned)
}

/// OAuth error codes for a problem on the service's own side.
const PASSING: [&str; 6] = [
    "internal_failure",
    "internal_error",
    "server_error",
    "backend_error",
    "temporarily_unavailable",
    "rate_limit_exceeded",
];

/// Returns what a refused sign-in means, and whether it is worth another try.
fn refusal(error: &yup_oauth2::Error, identity: &Identity) -> (RunError, bool) {
    use yup_oauth2::Error;
    let refused = match error {
        Error::AuthError(refused) => refused,
        // Only what vouches for this machine comes from somewhere else.
        Error::CredentialSourceError(_) | Error::LowLevelError(_) => {
            return (
                RunError::IdentityRefused { words: without_secrets(&error.to_string()) },
                true,
            );
        }
        // The library does not look at the HTTP status, so a gateway's page is a JSON error.
        _ => return (RunError::SignInUnreachable, true),
    };
    let words = without_secrets(&refused.error_description.clone().unwrap_or_default());
    // Without a key there is none to blame: the refusal comes from the identity pool or from the service account's
    // settings.
    if identity.is_keyless {
        let passes = PASSING.contains(&refused.error.as_str());
        let words = if words.is_empty() { refused.error.as_str().to_owned() } else { words };
        let refused = RunError::FederationRefused { words };
        return (if passes { RunError::SignInUnreachable } else { refused }, passes);
    }
    let is_disabled = words.to_lowercase().contains("disabled");
    match (&refused.error, identity.email.as_deref()) {
        // Google's words for an assertion whose `iat` and `exp` are not about now. The key is fine, so it is not
        // blamed.
        (AuthErrorCode::InvalidGrant, _) if words.contains("reasonable timeframe") => {
            (RunError::ClockWrong, false)
        }
        (AuthErrorCode::InvalidGrant | AuthErrorCode::InvalidClient, Some(email)) => {
            let email = email.to_owned();
            let stop = if is_disabled {
                RunError::RobotDisabled { email }
            } else {
                RunError::KeyRefused { email }
            };
            (stop, false)
        }
        (AuthErrorCode::Other(word), _) if PASSING.contains(&word.as_str()) => {
            (RunError::SignInUnreachable, true)
        }
        // What nobody has catalogued may pass; and if it does not, Google's words are told.
        (AuthErrorCode::Other(word), _) if words.is_empty() => {
            (RunError::SignInRefused { words: without_secrets(word) }, true)
        }
        (AuthErrorCode::Other(_), _) => (RunError::SignInRefused { words }, true),
        _ => (RunError::SignInRefused { words }, false),
    }
}
