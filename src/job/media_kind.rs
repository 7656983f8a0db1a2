//! Asking a server whether it has an image or a video, where the address does not tell.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, redirect};

use tokio::time::{Instant, timeout_at};

use crate::core::media::{MediaKind, Medium};
use crate::tls;

/// How long a server may take to say what it has.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How often an address may lead to another one.
const REDIRECTS_MAX: usize = 3;

/// Returns what a medium is; `None` where neither its address nor its server tells.
pub(super) async fn of(medium: &Medium, until: Instant) -> Option<MediaKind> {
    match medium.kind {
        Some(kind) => Some(kind),
        None => timeout_at(until, ask(&medium.url)).await.ok()?,
    }
}

async fn ask(url: &str) -> Option<MediaKind> {
    let client = Client::builder()
        .tls_backend_preconfigured(tls::config_for_http()?)
        .redirect(redirect::Policy::limited(REDIRECTS_MAX))
        .https_only(true)
        .timeout(TIMEOUT)
        .build()
        .ok()?;
    let answer = client.head(url).send().await.ok()?.error_for_status().ok()?;
    let kind = answer.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    if kind.starts_with("image/") {
        Some(MediaKind::Image)
    } else {
        kind.starts_with("video/").then_some(MediaKind::Video)
    }
}
