//! Calling addresses out of cells: the servers of media are asked what they have, and a webhook takes a notification.
//!
//! Whoever may write into the sheet chooses whom this machine calls. Therefore only public hosts are
//! called, by `https`, after their names were resolved and after every redirect; no answer is read
//! beyond its head; nothing but type, size and status of media is told, and of a notification nothing but
//! whether it was taken. Where the services are on this very machine, the web is the practice one
//! behind the same door, and nobody else is called.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderName, LOCATION, RANGE};
use reqwest::{Client, Method, Response};
use serde_json::Value;
use threadsheet_core::host::{is_private_address, is_private_host};
use threadsheet_core::media::server_response::{self, Served, ServedWhy};
use threadsheet_core::media::{MediaKind, Medium};
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use tokio::time::{Instant, timeout_at};
use url::{Host, Url};

use crate::http;

/// How long a server may take to say what it has, with all redirects.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How often an address may lead to another one.
const REDIRECTS_MAX: usize = 5;

/// The web, as far as a run looks at it.
#[derive(Debug)]
pub(crate) struct OutboundClient {
    http: Client,
    /// The port of the practice web on this machine, where the services are practised.
    practice: Option<u16>,
    time_scale: TimeScale,
}

/// What a server answers.
enum Looked {
    Has(Served),
    LeadsTo(Url),
}

impl OutboundClient {
    /// Returns a client for the web; for the practice one where Threads is on this machine.
    ///
    /// # Errors
    ///
    /// A mistake of ours: the client cannot be built.
    pub(crate) fn new(threads_url: &str, time_scale: TimeScale) -> Result<Self, RunError> {
        let practice = practice_port(threads_url);
        let resolver: Arc<dyn Resolve> =
            if practice.is_some() { Arc::new(ThisMachine) } else { Arc::new(PublicHosts) };
        let http = http::client()?
            // A proxy would resolve the names by itself, and might reach what is private.
            .no_proxy()
            .dns_resolver(resolver)
            .https_only(practice.is_none());
        Ok(Self { http: http.build().map_err(http::broken)?, practice, time_scale })
    }

    /// Returns what a medium is.
    ///
    /// # Errors
    ///
    /// Why nobody can tell, where neither its address nor its server does.
    pub(crate) async fn kind_of(
        &self,
        medium: &Medium,
        until: Instant,
    ) -> Result<MediaKind, ServedWhy> {
        if let Some(kind) = medium.kind {
            return Ok(kind);
        }
        let served = self.ask(&medium.url, until).await?;
        match server_response::judge(medium, &served) {
            Some(why) => Err(why),
            None => served.kind().ok_or(ServedWhy::Unknown),
        }
    }

    /// Returns what the server of an address says it has.
    ///
    /// # Errors
    ///
    /// Why it cannot be fetched; [`ServedWhy::NoAnswer`] also at `until`.
    pub(crate) async fn ask(&self, url: &str, until: Instant) -> Result<Served, ServedWhy> {
        let until = until.min(Instant::now() + self.time_scale.of(TIMEOUT));
        timeout_at(until, self.follow(url)).await.unwrap_or(Err(ServedWhy::NoAnswer))
    }

    /// Sends a notification, once, and tells whether it was taken. What was answered besides is nobody's business, and
    /// a redirect is not followed.
    pub(crate) async fn post(&self, url: &Url, body: &Value, until: Instant) -> bool {
        if !self.may_call(url) {
            return false;
        }
        let request = self.http.post(self.door(url)).json(body);
        let answer = timeout_at(until, request.send()).await;
        matches!(answer, Ok(Ok(answer)) if answer.status().is_success())
    }

    /// Tells whether an address is on the open web. With the practice web, IP addresses are refused: they need no
    /// resolver, and so would lead past it.
    fn may_call(&self, url: &Url) -> bool {
        let is_practice = self.practice.is_some();
        let is_public = url.host().is_some_and(|host| {
            let is_name = matches!(host, Host::Domain(_));
            !is_private_host(&host) && (is_name || !is_practice)
        });
        url.scheme() == "https" && is_public
    }

    /// Returns where an address is called: the practice web has one door for all hosts.
    fn door(&self, url: &Url) -> Url {
        let mut url = url.clone();
        if let Some(port) = self.practice {
            // Neither can fail for an address with a host.
            let _plain = url.set_scheme("http").and_then(|()| url.set_port(Some(port)));
        }
        url
    }

    async fn follow(&self, url: &str) -> Result<Served, ServedWhy> {
        let mut url = Url::parse(url).map_err(|_| ServedWhy::Astray)?;
        for _ in 0..=REDIRECTS_MAX {
            match self.look(&url).await? {
                Looked::Has(served) => return Ok(served),
                Looked::LeadsTo(next) => url = next,
            }
        }
        Err(ServedWhy::Redirects)
    }

    /// Asks for the head alone; where that is refused, for the first byte: many servers, and
    /// addresses that were signed for one method, know no other.
    async fn look(&self, url: &Url) -> Result<Looked, ServedWhy> {
        if !self.may_call(url) {
            return Err(ServedWhy::Astray);
        }
        let mut answer = self.send(Method::HEAD, url).await;
        if !answer.as_ref().is_ok_and(is_of_use) {
            answer = self.send(Method::GET, url).await;
        }
        let answer = answer.map_err(|_| ServedWhy::NoAnswer)?;
        match answer.status() {
            status if status.is_redirection() => {
                let next = header(&answer, LOCATION).and_then(|next| url.join(next).ok());
                next.map(Looked::LeadsTo).ok_or(ServedWhy::Status(status.as_u16()))
            }
            status if status.is_success() => Ok(Looked::Has(served(&answer))),
            status => Err(ServedWhy::Status(status.as_u16())),
        }
    }

    async fn send(&self, method: Method, url: &Url) -> reqwest::Result<Response> {
        let is_get = method == Method::GET;
        let request = self.http.request(method, self.door(url));
        if is_get { request.header(RANGE, "bytes=0-0") } else { request }.send().await
    }
}

fn is_of_use(answer: &Response) -> bool {
    answer.status().is_success() || answer.status().is_redirection()
}

fn served(answer: &Response) -> Served {
    let content_type = header(answer, CONTENT_TYPE).unwrap_or_default();
    let content_type = content_type.split(';').next().unwrap_or_default().trim();
    let of_range = || header(answer, CONTENT_RANGE)?.rsplit_once('/')?.1.parse().ok();
    let is_part = answer.status().as_u16() == 206;
    let whole = || header(answer, CONTENT_LENGTH)?.parse().ok();
    let bytes = if is_part { of_range() } else { whole() };
    Served { content_type: content_type.to_ascii_lowercase(), bytes }
}

fn header(answer: &Response, name: HeaderName) -> Option<&str> {
    answer.headers().get(name)?.to_str().ok()
}

/// Returns the port of a service that is on this machine.
fn practice_port(root: &str) -> Option<u16> {
    let root = Url::parse(root).ok().filter(|root| root.scheme() == "http")?;
    let is_here = ["127.0.0.1", "localhost", "[::1]"].contains(&root.host_str()?);
    is_here.then(|| root.port_or_known_default())?
}

/// Resolves names to public addresses alone, so that no name leads into a private network.
struct PublicHosts;

impl Resolve for PublicHosts {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            // Checked on the addresses that are then called, not on a second look-up, which might answer otherwise.
            let public: Vec<SocketAddr> =
                found.filter(|address| !is_private_address(address.ip())).collect();
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Resolves every name to this machine, where the practice web is.
struct ThisMachine;

impl Resolve for ThisMachine {
    fn resolve(&self, _: Name) -> Resolving {
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Box::pin(async move { Ok(Box::new(std::iter::once(here)) as Addrs) })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_into_a_private_network_is_not_resolved() {
        let resolved = PublicHosts.resolve("localhost".parse().unwrap()).await;
        assert_eq!(resolved.map_or(0, Iterator::count), 0);
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_called() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let outbound = OutboundClient::new("https://graph.threads.net", TimeScale::REAL).unwrap();
        let call = outbound.http.get(format!("https://localhost:{port}/x.jpg"));
        let call = call.timeout(Duration::from_secs(2)).send().await;
        assert!(call.is_err());
        assert!(listener.accept().is_err(), "nobody has knocked");
    }

    #[tokio::test]
    async fn nobody_private_is_called_whatever_the_address_says() {
        let outbound = OutboundClient::new("https://graph.threads.net", TimeScale::REAL).unwrap();
        let soon = Instant::now() + Duration::from_secs(5);
        for url in [
            "http://a.example/x.jpg",
            "https://127.0.0.1/x.jpg",
            "https://[::ffff:10.0.0.1]/x.jpg",
            "https://169.254.169.254/latest/meta-data",
            "https://router.lan/x.jpg",
            "file:///etc/passwd",
        ] {
            assert_eq!(outbound.ask(url, soon).await, Err(ServedWhy::Astray), "{url}");
        }
    }

    #[test]
    fn the_practice_web_is_only_where_threads_is_practised() {
        assert_eq!(practice_port("http://127.0.0.1:4011/"), Some(4011));
        assert_eq!(practice_port("https://graph.threads.net"), None);
        assert_eq!(practice_port("https://127.0.0.1:4011/"), None);
    }
}
