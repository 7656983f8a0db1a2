//! The practice Threads service: a strict reading of the API, in memory.
//!
//! What the documentation does not say is a quirk that can be switched. Where the real service silently
//! ignores a mistake, this one refuses it, so that the mistake shows. It has no clock: every call is given
//! the time.

pub mod quirks;

pub mod account;
mod container;
mod draft;
mod errors;
mod extras;
mod fields;
mod limits;
mod listing;
pub mod media;
mod multipart;
mod node;
mod parameters;
pub mod post;
mod publish;
mod response_variants;
mod router;
mod sign_in;
mod text;
pub mod token;
pub mod web;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use self::account::Account;
use self::container::Container;
use self::media::Web;

use self::sign_in::{App, Code};
use self::token::Token;
use super::http::{Reply, Request};
use super::ids::Serial;

pub use self::media::MediaFile;
pub use self::post::{Child, Post, PostKind};
pub use self::quirks::{
    Counting, Processing, PublishAnswer, PublishTrouble, Quirks, SecondPublish,
};
pub use self::response_variants::ResponseVariant;
pub use self::router::operation;
pub use self::token::DESK_SCOPES;

/// The service's whole state.
#[derive(Debug, Clone)]
pub struct Threads {
    /// How it behaves where nothing says how.
    pub quirks: Quirks,
    app: App,
    accounts: Vec<Account>,
    tokens: Vec<Token>,
    codes: Vec<Code>,
    containers: BTreeMap<String, Container>,
    posts: Vec<Post>,
    web: Web,
    serial: Serial,
}

impl Default for Threads {
    fn default() -> Self {
        Self::new()
    }
}

impl Threads {
    /// Returns a service without accounts. Two of them give out the same ids and tokens.
    #[must_use]
    pub fn new() -> Self {
        Self::seeded(0)
    }

    /// Returns a service without accounts, whose ids and tokens are drawn by `seed`.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        let mut serial = Serial::seeded(seed);
        let id = serial.id(1234);
        let secret = serial.letters("", 32).to_lowercase();
        let token = format!("TH|{id}|{}", serial.letters("", 27));
        Self {
            quirks: Quirks::default(),
            app: App { id, secret, token },
            accounts: Vec::new(),
            tokens: Vec::new(),
            codes: Vec::new(),
            containers: BTreeMap::new(),
            posts: Vec::new(),
            web: Web::default(),
            serial,
        }
    }

    /// Answers one request.
    pub fn answer(&mut self, request: &Request, now: DateTime<Utc>) -> Reply {
        let operation = operation(request);
        let response_variants = self.quirks.response_variants.clone();
        let refused = response_variants
            .iter()
            .find_map(|response_variant| response_variant.refuses(operation));
        // Refused before it is routed: a call that the service does not allow has no effect.
        let reply = match refused.map_or_else(|| self.route(request, now), Err) {
            Ok(reply) => reply,
            Err(refusal) => {
                let trace = self.serial.letters("A", 22);
                refusal.reply(&trace)
            }
        };
        response_variants
            .iter()
            .fold(reply, |reply, response_variant| response_variant.write(operation, reply))
    }

    /// Returns every post that ever was public, in the order in which they became so.
    #[must_use]
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }

    /// Returns how many containers were ever made.
    #[must_use]
    pub fn n_containers(&self) -> usize {
        self.containers.len()
    }

    /// Returns the user name whose token a request carries, wherever it carries it.
    #[must_use]
    pub fn account_of(&self, request: &Request) -> Option<&str> {
        let form = request.form();
        let in_form =
            || form.iter().find(|(name, _)| name == "access_token").map(|(_, value)| value);
        // Which of several tokens it is does not matter here: `caller` refuses a call that carries two different
        // ones.
        let secret = request.query("access_token").or_else(|| request.bearer());
        self.owner_of(secret.or_else(|| in_form().map(String::as_str))?)
    }

    /// Returns how much longer than usual the request's account makes its caller wait.
    #[must_use]
    pub fn delay_of(&self, request: &Request) -> TimeDelta {
        let delay = self.account_of(request).and_then(|name| self.quirks.slow_accounts.get(name));
        delay.copied().unwrap_or_else(TimeDelta::zero)
    }
}

#[cfg(test)]
mod tests;
