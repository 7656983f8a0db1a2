//! The connections over which yup-oauth2 signs in.
//!
//! The crate reads an answer to its end, however long it is, and takes any address that the credentials
//! name. So a connection ends after a bounded number of bytes, and plain HTTP does not leave this machine.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::Uri;
use hyper::rt::{Read, ReadBuf, ReadBufCursor, Write};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use threadsheet_core::run_error::RunError;
use tokio::net::TcpStream;
use tower_service::Service;

use crate::http;

/// The most bytes that are read from one connection: a token and its envelope take two thousand.
const BYTES_MAX: usize = 1 << 20;

/// How many bytes are read at a time.
const CHUNK: usize = 4096;

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Connects by HTTPS, or on this machine.
#[derive(Clone)]
pub(super) struct Connector(HttpsConnector<HttpConnector>);

/// A connection that ends after [`BYTES_MAX`].
pub(super) struct Bounded {
    stream: Stream,
    bytes_left: usize,
}

/// Returns what connects.
pub(super) fn connector() -> Result<Connector, RunError> {
    let builder = HttpsConnectorBuilder::new().with_tls_config(http::tls()?);
    Ok(Connector(builder.https_or_http().enable_http1().build()))
}

/// Tells whether plain HTTP stays on this machine: what clouds tell the machines that they host is told on
/// a link of its own, and `external_account` credentials may ask for it there.
fn may_be_plain(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let is_of_the_cloud = ["169.254.169.254", "metadata.google.internal"].contains(&host);
    is_of_the_cloud || http::is_loopback(&uri.to_string())
}

impl Service<Uri> for Connector {
    type Response = Bounded;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Bounded, Failure>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        if uri.scheme_str() != Some("https") && !may_be_plain(&uri) {
            return Box::pin(async { Err("plain HTTP to another machine".into()) });
        }
        let connecting = self.0.call(uri);
        Box::pin(async { Ok(Bounded { stream: connecting.await?, bytes_left: BYTES_MAX }) })
    }
}

impl Connection for Bounded {
    fn connected(&self) -> Connected {
        self.stream.connected()
    }
}

impl Read for Bounded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        if self.bytes_left == 0 {
            return Poll::Ready(Err(io::ErrorKind::FileTooLarge.into()));
        }
        // The inner stream fills the whole buffer that it is given, so it gets one that is no longer than what may
        // still be read.
        let mut chunk = [0; CHUNK];
        let room = buffer.remaining().min(self.bytes_left).min(CHUNK);
        let mut read = ReadBuf::new(&mut chunk[..room]);
        let polled = Pin::new(&mut self.stream).poll_read(context, read.unfilled());
        buffer.put_slice(read.filled());
        self.bytes_left -= read.filled().len();
        polled
    }
}

impl Write for Bounded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn nobody_signs_in_over_plain_http_on_another_machine() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut connector = connector().unwrap();
        for uri in ["http://192.0.2.1/token", "http://10.0.0.1", "http://127.0.0.1.example/token"] {
            let failure = connector.call(uri.parse().unwrap()).await.err().unwrap();
            assert!(failure.to_string().contains("another machine"), "{uri}: {failure}");
        }
        for uri in ["http://127.0.0.1:1/token", "http://[::1]/token", "http://169.254.169.254/x"] {
            assert!(may_be_plain(&uri.parse().unwrap()), "{uri}");
        }
    }
}
