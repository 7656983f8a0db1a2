//! Single values, as they are typed: each is read into a type that cannot be wrong, or refused.

use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use url::{Host, Url};

/// The longest duration that is taken: calendars end, and nobody plans further.
const DAYS_MAX: u64 = 3650;

/// The longest time for which a run holds.
const HOLD_MAX: Duration = Duration::from_hours(12);

/// The shortest time between two runs of a loop.
const EVERY_MIN: Duration = Duration::from_secs(1);

/// The shortest settle period with services that are not on this machine.
const SETTLE_MIN: Duration = Duration::from_mins(2);

pub(super) fn duration(typed: &str) -> Result<Duration, String> {
    let read = humantime::parse_duration(typed.trim())
        .map_err(|_| "write a number and a unit, like 90s, 10m, 24h or 14d".to_owned())?;
    if read.as_secs() > DAYS_MAX * 86_400 {
        Err("more than ten years".to_owned())
    } else {
        Ok(read)
    }
}

/// Reads how long a run holds. A container dies after a day, and an intent long before.
pub(super) fn hold(typed: &str) -> Result<Duration, String> {
    let read = duration(typed)?;
    if read > HOLD_MAX { Err("more than 12 hours".to_owned()) } else { Ok(read) }
}

/// Reads how often a loop runs.
pub(super) fn every(typed: &str) -> Result<Duration, String> {
    let read = duration(typed)?;
    if read < EVERY_MIN {
        Err("less than a second: Google answers 60 times a minute".to_owned())
    } else {
        Ok(read)
    }
}

/// Judges how long an outcome is left alone: a claim, its call and what Threads does late lie within it.
pub(super) fn settle(typed: Duration) -> Result<(), String> {
    if typed < SETTLE_MIN {
        Err("less than 2 minutes: a post that is still on its way might be sent again".to_owned())
    } else {
        Ok(())
    }
}

/// Tells whether a service's root is on this machine.
pub(super) fn is_here(root: &str) -> bool {
    Url::parse(root).is_ok_and(|url| is_this_machine(&url))
}

pub(super) fn instant(typed: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(typed.trim())
        .map(|at| at.with_timezone(&Utc))
        .map_err(|_| "write a date, a time and a zone, like 2026-01-31T09:00:00+09:00".to_owned())
}

/// Reads the root of a service. Tokens travel there, so plain HTTP is for this machine alone.
pub(super) fn root(typed: &str) -> Result<String, String> {
    let url = Url::parse(typed.trim()).map_err(|error| format!("not a URL: {error}"))?;
    let is_bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    match url.scheme() {
        _ if !is_bare || url.password().is_some() => {
            Err("only scheme, host, port and path belong here".to_owned())
        }
        "https" => Ok(url.into()),
        "http" if is_this_machine(&url) => Ok(url.into()),
        "http" => Err("plain http is for this machine alone (127.0.0.1): use https".to_owned()),
        scheme => Err(format!("{scheme} is neither https nor http")),
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}
