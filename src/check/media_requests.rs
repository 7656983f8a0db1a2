//! The pictures and videos of all coming posts, asked about at their servers.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use futures_util::StreamExt as _;
use futures_util::stream;
use threadsheet_core::media::server_response::{Served, ServedWhy};
use threadsheet_core::upcoming::{Stage, Upcoming};
use tokio::time::Instant;
use url::Url;

use super::HealthCheck;
use crate::report::News;

/// How many servers are asked at once.
const HOSTS_AT_ONCE: usize = 16;

/// How many addresses of one server are asked at once.
const ADDRESSES_AT_ONCE: usize = 4;

/// What the servers say, by address; an address that there was no time for is left out.
pub(crate) type Answers = HashMap<String, Result<Served, ServedWhy>>;

/// Returns every address of the posts that can still be mended, each once.
pub(crate) fn addresses(upcoming: &[Upcoming]) -> BTreeSet<String> {
    let to_come = upcoming.iter().filter(|upcoming| is_to_come(upcoming.stage));
    let media = to_come.flat_map(|upcoming| upcoming.post.media_by_column());
    media.flat_map(|(_, media)| media).map(|medium| medium.url.clone()).collect()
}

/// Tells whether a post was not sent yet.
pub(crate) fn is_to_come(stage: Stage) -> bool {
    !matches!(stage, Stage::UnderWay | Stage::Check)
}

impl HealthCheck<'_> {
    /// Asks server by server: one that never answers costs its own addresses one time-out, and nobody
    /// else anything.
    pub(crate) async fn media(&self, addresses: &BTreeSet<String>) -> Answers {
        let mut servers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for address in addresses {
            servers.entry(host(address)).or_default().push(address);
        }
        let asked = stream::iter(servers).map(|(host, addresses)| self.server(host, addresses));
        asked.buffer_unordered(HOSTS_AT_ONCE).concat().await.into_iter().collect()
    }

    async fn server(
        &self,
        host: String,
        addresses: Vec<&str>,
    ) -> Vec<(String, Result<Served, ServedWhy>)> {
        let (speaks, is_silent) = (Cell::new(false), Cell::new(false));
        let (host, speaks, is_silent) = (&host, &speaks, &is_silent);
        let ask = |address: &str| {
            let address = address.to_owned();
            async move {
                // A server of which no address has answered is not waited for again and again.
                let answer = if is_silent.get() && !speaks.get() {
                    Err(ServedWhy::NoAnswer)
                } else {
                    self.outbound.ask(&address, self.until).await
                };
                let is_unanswered = answer == Err(ServedWhy::NoAnswer);
                if is_unanswered { is_silent } else { speaks }.set(true);
                (self.observer)(News::Asked(host.clone()));
                // It was not the server that had no time.
                let is_over = is_unanswered && Instant::now() >= self.until;
                (!is_over).then_some((address, answer))
            }
        };
        let asked = stream::iter(addresses).map(ask).buffer_unordered(ADDRESSES_AT_ONCE);
        asked.filter_map(std::future::ready).collect().await
    }
}

fn host(address: &str) -> String {
    let url = Url::parse(address).ok();
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}
