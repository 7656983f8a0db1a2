//! How a call to Threads is sent: time-outs, bounded retries, bounded answers, and no token in any message.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::{Client, RequestBuilder};
use serde::de::DeserializeOwned;
use threadsheet_core::reason::ErrorDetail;
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_core::token::Token;
use threadsheet_core::transitions::PUBLISH_CALL_MAX;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::answer::{ApiError, Kind};
use super::limits::AccountLimiters;
use crate::http::{self, Backoff};

/// How long any call but the publishing one may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How often a call that may be repeated is tried.
const TRIES_MAX: u32 = 4;

/// The first wait between two tries; each further one doubles it.
const BACKOFF: Duration = Duration::from_secs(1);

/// The longest wait between two tries.
const BACKOFF_MAX: Duration = Duration::from_secs(4);

/// The most bytes of an answer that are read.
const ANSWER_MAX: usize = 4 << 20;

/// How many calls of all accounts are under way at once: fewer than a process may have open files.
const CALLS_MAX: usize = 256;

/// How a request is sent that must not be sent twice.
pub(super) struct Once<'a> {
    /// How long it waits for room, and how long it may then take: by the real clock.
    pub(super) timeout: Duration,
    /// Asked right before it leaves.
    pub(super) may_leave: &'a dyn Fn() -> bool,
}

/// The HTTP side of the client.
#[derive(Debug)]
pub(super) struct Transport {
    http: Client,
    once: Client,
    root: String,
    until: Instant,
    time_scale: TimeScale,
    calls: Semaphore,
    limiters: AccountLimiters,
    answered: AtomicBool,
    unanswered: AtomicBool,
}

impl Transport {
    pub(super) fn new(root: &str, until: Instant, time_scale: TimeScale) -> Result<Self, RunError> {
        let client = || {
            let client = http::client()?;
            // A proxy is for the world outside this machine.
            Ok::<_, RunError>(if http::is_loopback(root) { client.no_proxy() } else { client })
        };
        Ok(Self {
            http: client()?.build().map_err(http::broken)?,
            // A connection that was used before may be closed just as the request goes out, and
            // then the client would have to send it twice: the publishing call gets its own.
            once: client()?.pool_max_idle_per_host(0).build().map_err(http::broken)?,
            root: root.trim_end_matches('/').to_owned(),
            until,
            time_scale,
            calls: Semaphore::new(CALLS_MAX),
            limiters: AccountLimiters::default(),
            answered: AtomicBool::new(false),
            unanswered: AtomicBool::new(false),
        })
    }

    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, String)],
        token: &Token,
    ) -> Result<T, ApiError> {
        let request = || self.http.get(self.url(path)).query(query).bearer_auth(token.expose());
        self.repeat(path, request, &[token.expose()]).await
    }

    /// Calls a token endpoint: these take the token in the query alone, so the address is secret.
    pub(super) async fn get_secret<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
        secrets: &[&str],
    ) -> Result<T, ApiError> {
        self.repeat(path, || self.http.get(self.url(path)).query(query), secrets).await
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        form: &[(&str, String)],
        token: &Token,
    ) -> Result<T, ApiError> {
        let request = || self.http.post(self.url(path)).form(form).bearer_auth(token.expose());
        self.repeat(path, request, &[token.expose()]).await
    }

    /// Sends once, whatever happens; `None` where the request did not leave, because there was no room
    /// for it in time, or because it might not leave any more.
    pub(super) async fn post_once<T: DeserializeOwned>(
        &self,
        path: &str,
        form: &[(&str, String)],
        token: &Token,
        once: Once<'_>,
    ) -> Option<Result<T, ApiError>> {
        let until = Instant::now() + once.timeout;
        let _permit = tokio::time::timeout_at(until, self.calls.acquire()).await.ok()?;
        let request = self.once.post(self.url(path)).form(form).bearer_auth(token.expose());
        // Nothing is waited for between this question and the request.
        if !(once.may_leave)() {
            return None;
        }
        let timeout = once.timeout.min(self.time_scale.of(PUBLISH_CALL_MAX));
        Some(self.exchange(path, request, timeout, &[token.expose()]).await)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    async fn repeat<T: DeserializeOwned>(
        &self,
        path: &str,
        request: impl Fn() -> RequestBuilder,
        secrets: &[&str],
    ) -> Result<T, ApiError> {
        let limiter = self.limiters.of(secrets.first().unwrap_or(&""));
        // Held through all tries: where an account fails, few of its calls find out.
        let _room = limiter.enter().await?;
        let mut backoff = Backoff::new((BACKOFF, BACKOFF_MAX), self.until, self.time_scale);
        loop {
            let answer = self.send(path, request(), CALL_TIMEOUT, secrets).await;
            let is_passing = matches!(&answer, Err(trouble) if trouble.is_passing());
            if !is_passing || !backoff.next(TRIES_MAX).await {
                // A refusal is an answer: the service is there, and the account's other calls may well succeed.
                limiter.note(!is_passing);
                return answer;
            }
        }
    }

    async fn send<T: DeserializeOwned>(
        &self,
        path: &str,
        request: RequestBuilder,
        timeout: Duration,
        secrets: &[&str],
    ) -> Result<T, ApiError> {
        let _permit = self.calls.acquire().await;
        self.exchange(path, request, self.time_scale.of(timeout), secrets).await
    }

    /// Sends once, with room for it, and gives up after `timeout` by the real clock.
    async fn exchange<T: DeserializeOwned>(
        &self,
        path: &str,
        request: RequestBuilder,
        timeout: Duration,
        secrets: &[&str],
    ) -> Result<T, ApiError> {
        let timeout = timeout.min(self.until.saturating_duration_since(Instant::now()));
        // One deadline for the headers and the body: a server may send the first and then fall silent.
        let answer = match tokio::time::timeout(timeout, exchange(request, secrets)).await {
            Ok(answer) => answer,
            Err(_) => Err(ApiError::no_answer(ErrorDetail::NoAnswer)),
        };
        let is_answered = !matches!(&answer, Err(trouble) if trouble.kind == Kind::NoAnswer);
        let seen = if is_answered { &self.answered } else { &self.unanswered };
        match &answer {
            Ok(_) => tracing::debug!(path, "Threads answered"),
            Err(trouble) => tracing::debug!(path, %trouble, "Threads did not do it"),
        }
        seen.store(true, Ordering::Relaxed);
        answer
    }

    /// Tells whether calls were made and not one of them was answered.
    pub(super) fn is_unreachable(&self) -> bool {
        self.unanswered.load(Ordering::Relaxed) && !self.answered.load(Ordering::Relaxed)
    }
}

async fn exchange<T: DeserializeOwned>(
    request: RequestBuilder,
    secrets: &[&str],
) -> Result<T, ApiError> {
    // The error of the HTTP library carries the address, and the address may carry a token.
    let unanswered = |error: reqwest::Error| {
        ApiError::no_answer(if error.is_connect() {
            ErrorDetail::NoConnection
        } else {
            ErrorDetail::CutOff
        })
    };
    let mut response = request.send().await.map_err(unanswered)?;
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unanswered)? {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_MAX {
            return Err(ApiError {
                kind: Kind::NotTheApi,
                ..ApiError::no_answer(ErrorDetail::TooLong)
            });
        }
    }
    if !status.is_success() {
        return Err(ApiError::read(status.as_u16(), &body, secrets));
    }
    // An empty list that is really a refusal would make a public post look as if it were not.
    if let Some(refusal) = ApiError::within(status.as_u16(), &body, secrets) {
        return Err(refusal);
    }
    serde_json::from_slice(&body).map_err(|_| ApiError::unread(status.as_u16()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::threads::wire::Id;

    async fn once(transport: &Transport, may_leave: &dyn Fn() -> bool) -> bool {
        let once = Once { timeout: Duration::from_millis(20), may_leave };
        let token = Token::new("none".to_owned());
        transport.post_once::<Id>("/v1.0/me/threads_publish", &[], &token, once).await.is_some()
    }

    #[tokio::test]
    async fn a_publishing_request_leaves_only_if_it_may_once_there_is_room_for_it() {
        let until = Instant::now() + Duration::from_secs(5);
        // Nobody listens there.
        let transport = Transport::new("http://127.0.0.1:9", until, TimeScale::REAL).unwrap();
        assert!(once(&transport, &|| true).await);
        assert!(!once(&transport, &|| false).await);
        let all = u32::try_from(CALLS_MAX).unwrap();
        let room = transport.calls.acquire_many(all).await.unwrap();
        // It has waited in vain, and is not asked for any more.
        assert!(!once(&transport, &|| panic!("there is no room")).await);
        drop(room);
        assert!(once(&transport, &|| true).await);
    }
}
