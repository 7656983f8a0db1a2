//! How every client speaks TLS: one reading of whom this machine trusts.

use std::sync::{Arc, OnceLock};

use hyper_rustls::ConfigBuilderExt as _;
use rustls::ClientConfig;
use rustls::crypto::ring;

/// Returns how a client speaks TLS; `None` where this machine names nobody to trust.
///
/// The certificates are hundreds of files on some machines, so they are read once.
pub(crate) fn config() -> Option<ClientConfig> {
    static CONFIG: OnceLock<Option<ClientConfig>> = OnceLock::new();
    CONFIG.get_or_init(read).clone()
}

fn read() -> Option<ClientConfig> {
    // A second crate in the tree switches on a second provider, so neither is taken by itself.
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .ok()?;
    Some(builder.with_native_roots().ok()?.with_no_client_auth())
}

/// Returns the same for clients that do not name the versions of HTTP by themselves.
pub(crate) fn config_for_http() -> Option<ClientConfig> {
    let mut config = config()?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Some(config)
}
