//! How every client speaks TLS: one reading of whom this machine trusts.

use std::sync::{Arc, OnceLock};

use hyper_rustls::ConfigBuilderExt as _;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use threadsheet_core::run_error::RunError;

/// Returns how a client speaks TLS.
///
/// The certificates are hundreds of files on some machines, so they are read once.
///
/// # Errors
///
/// A mistake of ours, as for every client that cannot be built: see [`broken`].
pub(crate) fn config() -> Result<ClientConfig, RunError> {
    static CONFIG: OnceLock<Option<ClientConfig>> = OnceLock::new();
    CONFIG.get_or_init(|| read().ok()).clone().ok_or_else(|| broken(()))
}

/// Trusts whom the machine trusts; where it names nobody, as in an empty container, the roots of the web as
/// they were when this was built.
fn read() -> Result<ClientConfig, rustls::Error> {
    // A second crate in the tree switches on a second provider, so neither is taken by itself.
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?;
    let trusting = builder.clone().with_native_roots().unwrap_or_else(|_| {
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned();
        builder.with_root_certificates(roots.collect::<RootCertStore>())
    });
    Ok(trusting.with_no_client_auth())
}

/// Returns the same for clients that do not name the versions of HTTP by themselves.
///
/// # Errors
///
/// As for [`config`].
pub(crate) fn config_for_http() -> Result<ClientConfig, RunError> {
    let mut config = config()?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Returns what a client comes to that cannot be built; nothing on the machine leads to it.
pub(crate) fn broken<E>(_: E) -> RunError {
    RunError::Bug("no client for HTTPS".to_owned())
}
