//! This machine's clock, held against Google's.

use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use reqwest::header::DATE;

use crate::clock::Clock;
use crate::config::Config;
use crate::http;

/// How far the clock may be off before the check says so: Google signs in no machine whose clock is minutes off.
///
/// Source: <https://developers.google.com/identity/protocols/oauth2/service-account> (`iat`, `exp`).
const AHEAD_MAX: TimeDelta = TimeDelta::minutes(1);

/// How long an answer may take of which nothing but the date is read.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Returns by how many seconds this machine's clock is ahead of the spreadsheet service's, where
/// that is worth a word: behind it where negative. `None` also where nothing is to be learned.
///
/// The request carries no credentials, so it is answered even where signing in is refused.
pub(crate) async fn ahead(config: &Config, clock: &Clock) -> Option<i64> {
    let client = http::client().ok()?.no_proxy().timeout(config.time_scale.of(TIMEOUT));
    let client = client.build().ok()?;
    let asked = clock.real();
    let answer = client.get(&config.sheets_url).send().await.ok()?;
    let took = clock.real() - asked;
    let date = DateTime::parse_from_rfc2822(answer.headers().get(DATE)?.to_str().ok()?).ok()?;
    // The server wrote its date some time between the request and the answer: half of that time is the best guess, and
    // the other half the most by which it is wrong.
    let ahead = asked + took / 2 - date.to_utc();
    (ahead.abs() > AHEAD_MAX + took / 2).then_some(ahead.num_seconds())
}
