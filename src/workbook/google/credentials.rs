//! Google credentials: the file's own `type` decides what they are.

use std::time::Duration;

use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use yup_oauth2::authenticator::Authenticator;
use yup_oauth2::authorized_user::AuthorizedUserSecret;
use yup_oauth2::error::AuthErrorCode;
use yup_oauth2::external_account::ExternalAccountSecret;
use yup_oauth2::{
    AuthorizedUserAuthenticator, CustomHyperClientBuilder, ExternalAccountAuthenticator,
    ServiceAccountAuthenticator, ServiceAccountKey,
};

use super::connector::{Connector, connector};
use crate::core::pace::Pace;
use crate::core::stop::Stop;
use crate::core::token::without_secrets;

/// The scope of every call: all spreadsheets that are shared with the account.
const SCOPE: &str = "https://www.googleapis.com/auth/spreadsheets";

/// How long signing in may take.
const SIGN_IN_TIMEOUT: Duration = Duration::from_secs(30);

/// How often signing in is tried.
const TRIES_MAX: u32 = 4;

/// Somebody who may sign in, and the address a sheet is shared with.
pub(super) struct Identity {
    pub(super) authenticator: Authenticator<Connector>,
    /// The address to share the spreadsheet with; a person's own login has none.
    pub(super) email: Option<String>,
}

/// Reads credentials JSON and prepares to sign in with it.
pub(super) async fn identity(json: &str) -> Result<Identity, Stop> {
    let value: Value = serde_json::from_str(json).map_err(|_| Stop::CredentialsNotJson)?;
    let kind = value["type"].as_str().unwrap_or_default().to_owned();
    // A connection is used once: what may be read from it is the limit of one answer.
    let mut client = Client::builder(TokioExecutor::new());
    let client = client.pool_max_idle_per_host(0).build(connector()?);
    let client = CustomHyperClientBuilder::from(client);
    let unusable = || Stop::CredentialsUnusable { kind: kind.clone() };
    let (authenticator, email) = match kind.as_str() {
        "service_account" => {
            let key: ServiceAccountKey = serde_json::from_value(value).map_err(|_| unusable())?;
            let email = key.client_email.clone();
            let builder = ServiceAccountAuthenticator::with_client(key, client);
            (builder.build().await.map_err(|_| unusable())?, Some(email))
        }
        "authorized_user" => {
            let secret: AuthorizedUserSecret =
                serde_json::from_value(value).map_err(|_| unusable())?;
            let builder = AuthorizedUserAuthenticator::with_client(secret, client);
            (builder.build().await.map_err(|_| unusable())?, None)
        }
        "external_account" => {
            let email = impersonated(&value);
            let secret: ExternalAccountSecret =
                serde_json::from_value(value).map_err(|_| unusable())?;
            let builder = ExternalAccountAuthenticator::with_client(secret, client);
            (builder.build().await.map_err(|_| unusable())?, email)
        }
        _ => return Err(unusable()),
    };
    Ok(Identity { authenticator, email })
}

/// Takes the service account's address out of the impersonation address.
fn impersonated(value: &Value) -> Option<String> {
    let url = value["service_account_impersonation_url"].as_str()?;
    let (_, rest) = url.split_once("serviceAccounts/")?;
    Some(rest.split(':').next()?.to_owned())
}

/// Signs in, so that the calls that follow find a token ready.
pub(super) async fn sign_in(identity: &Identity, pace: Pace) -> Result<String, Stop> {
    let mut pause = Duration::from_millis(500);
    for attempt in 1.. {
        let token = identity.authenticator.token(&[SCOPE]);
        let stop = match tokio::time::timeout(pace.of(SIGN_IN_TIMEOUT), token).await {
            Ok(Ok(token)) => {
                return token.token().map(str::to_owned).ok_or(Stop::SignInUnreachable);
            }
            Ok(Err(error)) => refusal(&error, identity.email.as_deref()),
            Err(_) => Stop::SignInUnreachable,
        };
        // The library does not look at the HTTP status, so a gateway's page is a JSON error.
        if attempt >= TRIES_MAX || !matches!(stop, Stop::SignInUnreachable) {
            return Err(stop);
        }
        tokio::time::sleep(pace.of(pause)).await;
        pause *= 2;
    }
    Err(Stop::SignInUnreachable)
}

fn refusal(error: &yup_oauth2::Error, email: Option<&str>) -> Stop {
    let yup_oauth2::Error::AuthError(refused) = error else { return Stop::SignInUnreachable };
    let words = without_secrets(&refused.error_description.clone().unwrap_or_default());
    match refused.error {
        AuthErrorCode::InvalidGrant if words.contains("reasonable timeframe") => Stop::ClockWrong,
        AuthErrorCode::InvalidGrant | AuthErrorCode::InvalidClient => {
            Stop::KeyRefused { email: email.unwrap_or_default().to_owned() }
        }
        _ => Stop::SignInRefused { words },
    }
}
