//! What all measurements of a probe share: two clients of the spreadsheet, one of Threads, a clock, and their notes.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use serde_json::Value;
use threadsheet_core::probe_result::{Fact, Finding, Why};
use threadsheet_core::run_error::RunError;
use threadsheet_core::seal::Seals;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_core::token::Token;
use tokio::time::Instant;

use crate::clock::Clock;
use crate::config::Config;
use crate::random;
use crate::sheets::Connection;
use crate::sheets::raw::{NotDone, RawSpreadsheet};
use crate::threads::Threads;

/// The pause after too many calls: the service's quotas are by the minute.
const BUSY_PAUSE: Duration = Duration::from_secs(15);

/// How often a batch is sent that met too many calls.
const TRIES_MAX: u32 = 6;

/// What a probe works with.
pub(super) struct Lab<'a> {
    /// Two clients with connections of their own, as two runs have them.
    pub(super) hands: [RawSpreadsheet; 2],
    pub(super) threads: Threads,
    pub(super) clock: Clock,
    pub(super) until: Instant,
    pub(super) notes: &'a Notes<'a>,
    seals: Seals,
    time_scale: TimeScale,
}

impl<'a> Lab<'a> {
    pub(super) async fn open(
        config: &Config,
        clock: Clock,
        until: Instant,
        notes: &'a Notes<'a>,
    ) -> Result<Self, RunError> {
        let Config { credentials, sheets_url, threads_url, spreadsheet, time_scale, .. } = config;
        let connection = Connection {
            credentials: &credentials.0,
            root: sheets_url,
            spreadsheet,
            until,
            time_scale: *time_scale,
        };
        let open = || RawSpreadsheet::open(connection);
        let hands = [open().await?, open().await?];
        let threads = Threads::new(threads_url, until, *time_scale)?;
        let seals = config.seals();
        Ok(Self { hands, threads, clock, until, notes, seals, time_scale: *time_scale })
    }

    /// Returns a token as a Token cell is to hold it: sealed for a Threads user, by id, where there is a key.
    pub(super) fn dress(&self, token: &Token, user: &str) -> String {
        let sealed = random::bytes().and_then(|nonce| self.seals.seal(token, user, nonce));
        sealed.unwrap_or_else(|| token.expose().to_owned())
    }

    pub(super) async fn pause(&self, pause: Duration) {
        tokio::time::sleep(self.time_scale.of(pause)).await;
    }

    /// Waits until so long after an instant.
    pub(super) async fn wait_since(&self, since: Instant, long: Duration) {
        tokio::time::sleep_until(since + self.time_scale.of(long)).await;
    }

    /// Tells whether there is that much time left.
    pub(super) fn has_time_for(&self, long: Duration) -> bool {
        Instant::now() + self.time_scale.of(long) < self.until
    }

    /// Sends a batch, and again where there were too many calls.
    pub(super) async fn batch(&self, requests: &Value) -> Result<Vec<Value>, NotDone> {
        let mut tries = 1;
        loop {
            let answer = self.hands[0].batch(requests.clone()).await;
            if answer != Err(NotDone::Busy) || tries == TRIES_MAX {
                return answer;
            }
            self.rest().await;
            tries += 1;
        }
    }

    /// Looks at fields of the spreadsheet, and again where there was no answer.
    pub(super) async fn look(&self, fields: &str, range: Option<&str>) -> Result<Value, NotDone> {
        let mut tries = 1;
        loop {
            let answer = self.hands[0].look(fields, range).await;
            let again = matches!(answer, Err(NotDone::Busy | NotDone::NoAnswer));
            if !again || tries == TRIES_MAX {
                return answer;
            }
            self.rest().await;
            tries += 1;
        }
    }

    /// Pauses after too many calls.
    pub(super) async fn rest(&self) {
        self.pause(BUSY_PAUSE).await;
    }
}

/// What was found so far, and what is left of it in public.
pub(super) struct Notes<'a> {
    watch: &'a dyn Fn(&Finding),
    findings: RefCell<Vec<Finding>>,
    /// How often something was sent to be published.
    sent: Cell<u32>,
    addresses: RefCell<Vec<String>>,
    may_renew: Cell<bool>,
    token_is_new: Cell<bool>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(watch: &'a dyn Fn(&Finding)) -> Self {
        Self {
            watch,
            findings: RefCell::default(),
            sent: Cell::default(),
            addresses: RefCell::default(),
            may_renew: Cell::default(),
            token_is_new: Cell::default(),
        }
    }

    pub(super) fn add(&self, finding: Finding) {
        (self.watch)(&finding);
        self.findings.borrow_mut().push(finding);
    }

    /// Counts one call that may make something public.
    pub(super) fn sends(&self) {
        self.sent.set(self.sent.get() + 1);
    }

    pub(super) fn sent(&self) -> u32 {
        self.sent.get()
    }

    pub(super) fn knows_addresses(&self, addresses: Vec<String>) {
        self.addresses.replace(addresses);
    }

    /// Takes note that the spreadsheet can be written.
    pub(super) fn wrote(&self) {
        self.may_renew.set(true);
    }

    /// Tells whether a new token could be written down.
    pub(super) fn may_renew(&self) -> bool {
        self.may_renew.get()
    }

    pub(super) fn has_new_token(&self) {
        self.token_is_new.set(true);
    }

    pub(super) fn token_is_new(&self) -> bool {
        self.token_is_new.get()
    }

    /// Says why of everything that was not measured.
    pub(super) fn close(&self, why: impl Fn(Fact) -> Why) {
        for fact in Fact::ALL {
            let is_known = self.findings.borrow().iter().any(|finding| finding.fact() == fact);
            if !is_known {
                self.add(Finding::Unmeasured(fact, why(fact)));
            }
        }
    }

    /// Returns the findings, how often something was sent to be published, and the addresses.
    pub(super) fn into_parts(self) -> (Vec<Finding>, u32, Vec<String>) {
        (self.findings.into_inner(), self.sent.get(), self.addresses.into_inner())
    }
}
