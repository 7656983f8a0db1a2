//! How the program speaks HTTP. Every client is made here, so that all of them keep the same rules:
//!
//! - they trust whom this machine trusts, and speak TLS by one library;
//! - they follow no redirect, so that nothing is carried to another address than the one that was asked for;
//! - they repeat nothing by themselves: what may be sent again is decided where the request is known, and waits
//!   by a [`Backoff`].

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use hyper_rustls::ConfigBuilderExt as _;
use reqwest::{ClientBuilder, redirect, retry};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use tokio::time::Instant;
use url::{Host, Url};

use crate::random;

/// Returns a client to be finished by its user, who adds proxies, time-outs and limits.
///
/// # Errors
///
/// A mistake of ours, as for every client that cannot be built: see [`broken`].
pub(crate) fn client() -> Result<ClientBuilder, RunError> {
    let mut tls = tls()?;
    // This client does not name the versions of HTTP by itself.
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(concat!("threadsheet/", env!("CARGO_PKG_VERSION")))
        .referer(false)
        .redirect(redirect::Policy::none())
        // By default reqwest sends a request again that was turned away on the level of the protocol, the publishing
        // one included.
        .retry(retry::never()))
}

/// Returns how a client speaks TLS.
///
/// The certificates are hundreds of files on some machines, so they are read once.
///
/// # Errors
///
/// A mistake of ours: see [`broken`].
pub(crate) fn tls() -> Result<ClientConfig, RunError> {
    static CONFIG: OnceLock<Option<ClientConfig>> = OnceLock::new();
    // A failure is kept as well: it is a mistake of the build, and reading again would not mend it.
    CONFIG.get_or_init(|| read_tls().ok()).clone().ok_or_else(|| broken(()))
}

/// Trusts whom the machine trusts; where it names nobody, as in an empty container, the roots of the web as
/// they were when this was built.
fn read_tls() -> Result<ClientConfig, rustls::Error> {
    // A second crate in the tree switches on a second provider, so neither is taken by itself.
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?;
    let trusting = builder.clone().with_native_roots().unwrap_or_else(|_| {
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned();
        builder.with_root_certificates(roots.collect::<RootCertStore>())
    });
    Ok(trusting.with_no_client_auth())
}

/// Returns the error for a client that cannot be built; nothing on the machine leads to it.
pub(crate) fn broken<E>(_: E) -> RunError {
    RunError::Bug("no client for HTTPS".to_owned())
}

/// Tells whether an address is served by this very machine. No proxy is used for it.
pub(crate) fn is_loopback(url: &str) -> bool {
    match Url::parse(url).ok().as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The waits between the tries of one request: exponential backoff with jitter, up to a longest wait, and never
/// beyond a deadline.
#[derive(Debug)]
pub(crate) struct Backoff {
    wait: Duration,
    wait_max: Duration,
    deadline: Instant,
    time_scale: TimeScale,
    tries: u32,
}

impl Backoff {
    /// Returns the waits of a request that was not sent yet: the first one, which each further one doubles, and the
    /// longest. Each is shortened by up to a half.
    pub(crate) fn new(
        waits: (Duration, Duration),
        deadline: Instant,
        time_scale: TimeScale,
    ) -> Self {
        let (wait, wait_max) = waits;
        Self { wait, wait_max, deadline, time_scale, tries: 0 }
    }

    /// Counts a try that failed, and waits until the next one; tells whether there is one: not after `tries_max`, and
    /// not after the deadline.
    pub(crate) async fn next(&mut self, tries_max: u32) -> bool {
        self.tries += 1;
        // Runs that a scheduler started together have used up a quota together; the jitter keeps them from coming back
        // together too.
        let wait = self.time_scale.of(self.wait).mul_f64(f64::midpoint(random::jitter(), 1.0));
        if self.tries >= tries_max || Instant::now() + wait >= self.deadline {
            return false;
        }
        tokio::time::sleep(wait).await;
        self.wait = (self.wait * 2).min(self.wait_max);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_retry_waits_twice_as_long_each_time_and_never_beyond_its_deadline() {
        let start = Instant::now();
        let waits = (Duration::from_millis(500), Duration::from_secs(2));
        let deadline = start + Duration::from_mins(1);
        let mut backoff = Backoff::new(waits, deadline, TimeScale::REAL);
        for longest in [500, 1_000, 2_000, 2_000].map(Duration::from_millis) {
            let before = Instant::now();
            assert!(backoff.next(10).await);
            let waited = before.elapsed();
            assert!(waited >= longest / 2 && waited <= longest * 101 / 100, "{waited:?}");
        }
        let mut late = Backoff::new(waits, start, TimeScale::REAL);
        assert!(!late.next(10).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_is_tried_a_limited_number_of_times() {
        let deadline = Instant::now() + Duration::from_mins(1);
        let mut backoff = Backoff::new(
            (Duration::from_secs(1), Duration::from_secs(1)),
            deadline,
            TimeScale::REAL,
        );
        assert!(backoff.next(3).await);
        assert!(backoff.next(3).await);
        assert!(!backoff.next(3).await);
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for url in ["http://127.0.0.1:80/", "http://localhost/", "http://[::1]:5/"] {
            assert!(is_loopback(url), "{url}");
        }
        for url in
            ["https://sheets.googleapis.com", "http://localhost.example", "", "http://10.0.0.1"]
        {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
