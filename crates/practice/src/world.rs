//! The practice world: both services, the sign-in, the clock, and all that was asked of them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::clock::{Clock, real_time};
use super::fault_injection::{Fault, Faults, Plan};
use super::http::{Reply, Request};
use super::oauth::{OAuth, UNAUTHENTICATED};
use super::service::Service;
use super::sheets::{Caller, Found, Sheets};
use super::threads::{self, Threads, web};

/// How many requests are written down; a world that is served for days sees more.
const SEEN_MAX: usize = 1_000_000;

/// A request that came. It holds no query and no body, so that it holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which service it was for.
    pub service: Service,
    /// What it was about, such as `sheets.batchUpdate`.
    pub operation: String,
    /// Its method.
    pub method: String,
    /// Its path without the query.
    pub path: String,
    /// The Threads account whose token it carried, by user name.
    pub account: Option<String>,
    /// When it came, in the world's time.
    pub when: DateTime<Utc>,
    /// Through which of the world's servers it came, from 0.
    pub server: usize,
    /// The status of the answer; `None` if there was no answer, or none yet.
    pub status: Option<u16>,
    /// The fault that hit it, in words.
    pub fault: Option<String>,
}

/// How long each service thinks before it answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Latency {
    /// The spreadsheet service and the token endpoint.
    pub sheets: Duration,
    /// The Threads service.
    pub threads: Duration,
}

/// The whole practice world.
pub struct World {
    /// Its clock.
    pub clock: Clock,
    /// The spreadsheet service.
    pub sheets: Sheets,
    /// The Threads service.
    pub threads: Threads,
    /// Google's token endpoint.
    pub oauth: OAuth,
    /// What goes wrong.
    pub faults: Faults<Self>,
    /// How long answers take.
    pub latency: Latency,
    /// How far the services' clocks are ahead of this machine's.
    pub ahead: TimeDelta,
    /// How much later it is by the `Date` of every answer than signatures have it: time that has passed for
    /// the services while nobody waited.
    pub passed: TimeDelta,
    /// Whether answers say what time it is; what stands between a caller and the services may cut it out.
    pub dates_answers: bool,
    /// Every request that came, in order.
    pub seen: Vec<Seen>,
}

/// A world that servers and tests share.
pub type Shared = Arc<Mutex<World>>;

/// Locks a shared world, even if a panic elsewhere has poisoned the lock.
pub fn enter(world: &Shared) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A request that has come in, and what becomes of it.
pub(super) struct Visit {
    pub(super) number: usize,
    pub(super) service: Service,
    pub(super) thinks: Duration,
    pub(super) plan: Plan,
    /// The spreadsheet that a batch is judged on, where batches cross.
    pub(super) found: Option<Found>,
}

impl Default for World {
    fn default() -> Self {
        Self::new(Clock::real())
    }
}

impl World {
    /// Returns an empty world.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            sheets: Sheets::new(),
            threads: Threads::new(),
            oauth: OAuth::new(),
            faults: Faults::default(),
            latency: Latency::default(),
            ahead: TimeDelta::zero(),
            passed: TimeDelta::zero(),
            dates_answers: true,
            seen: Vec::new(),
        }
    }

    /// Makes the world one that can be shared.
    #[must_use]
    pub fn share(self) -> Shared {
        Arc::new(Mutex::new(self))
    }

    /// Returns a service-account key with which the practice world can be entered.
    #[must_use]
    pub fn credentials_json(&self, token_uri: &str) -> String {
        self.oauth.credentials_json(token_uri)
    }

    /// Returns every token, secret and key line of the world: what no output may show.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        [self.threads.secrets(), self.oauth.secrets()].concat()
    }

    /// Returns how many requests of a kind came, such as `sheets` or `threads.publish`.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        let is_one = |seen: &&Seen| {
            // Whole words only: `threads` counts `threads.publish` too, but `threads.publish` not
            // `threads.publishing`.
            let rest = seen.operation.strip_prefix(operation);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.seen.iter().filter(is_one).count()
    }

    /// Notes the token endpoint of one more server, and returns the server's number.
    pub(super) fn open(&mut self, token_uri: &str) -> usize {
        // An assertion names the address that it was signed for (`aud`), and each server has its own.
        self.oauth.token_uris.push(token_uri.to_owned());
        self.oauth.token_uris.len() - 1
    }

    /// Runs the hooks that are due at a request, records it, and decides what becomes of it.
    pub(super) fn arrive(&mut self, server: usize, door: Service, request: &Request) -> Visit {
        // The token endpoint and the web have no door of their own: one is known by its path, the other by its host.
        let service = match door {
            Service::Sheets if request.path == "/token" => Service::OAuth,
            Service::Threads if web::is_for_the_web(request) => Service::Web,
            door => door,
        };
        let (operation, account, delay) = match service {
            Service::Sheets => (sheets_operation(request), None, Duration::ZERO),
            Service::OAuth => ("oauth.token".to_owned(), None, Duration::ZERO),
            Service::Threads => {
                let delay = self.threads.delay_of(request).to_std().unwrap_or_default();
                let account = self.threads.account_of(request).map(str::to_owned);
                (threads::operation(request).to_owned(), account, delay)
            }
            Service::Web => (
                format!("web.{}", request.method.to_lowercase()),
                None,
                self.threads.web_delay(request),
            ),
        };
        // Before anything is looked at: what a hook changes just before a request is part of what the request finds.
        let fault = self.meet_fault(server, &operation, account.as_deref());
        let number = self.seen.len();
        // Beyond the limit `number` lies outside of the list, and `leave` writes nothing down.
        if number < SEEN_MAX {
            self.seen.push(Seen {
                service,
                operation,
                method: request.method.clone(),
                path: request.path.clone(),
                account,
                when: self.clock.now(),
                server,
                status: None,
                fault: fault.as_ref().map(|fault| format!("{fault:?}")),
            });
        }
        let latency = match service {
            Service::Threads => self.latency.threads,
            Service::Sheets | Service::OAuth => self.latency.sheets,
            Service::Web => Duration::ZERO,
        };
        // After the hooks, so that only what happens while this batch is under way can be overwritten by it.
        let found = (service == Service::Sheets).then(|| self.sheets.as_found(request)).flatten();
        Visit { number, service, thinks: latency + delay, plan: Plan::of(fault, service), found }
    }

    /// Counts a request, runs the hooks that are due, and returns the fault that hits it.
    pub(super) fn meet_fault(
        &mut self,
        server: usize,
        operation: &str,
        account: Option<&str>,
    ) -> Option<Fault> {
        // A hook is given the whole world to change, so its own rule cannot stay in it meanwhile.
        let mut faults = std::mem::take(&mut self.faults);
        let hit = faults.meet(self, server, operation, account);
        // What a hook has added counts from the next request on.
        faults.append(std::mem::take(&mut self.faults));
        self.faults = faults;
        hit
    }

    /// Does a request's work, and returns the true answer.
    pub fn answer(&mut self, service: Service, request: &Request) -> Reply {
        self.answer_to(service, request, None)
    }

    /// The same for a batch that may be judged on the spreadsheet as it found it.
    pub(super) fn answer_to(
        &mut self,
        service: Service,
        request: &Request,
        found: Option<Found>,
    ) -> Reply {
        let now = self.clock.now();
        match service {
            Service::Threads => self.threads.answer(request, now),
            // Clients sign with the clock of their machine, so signing in goes by the real time, wherever the world's
            // clock was moved.
            Service::OAuth => self.oauth.answer(request, self.real_time()),
            Service::Web => self.threads.browse_or_take(request),
            Service::Sheets if !request.path.starts_with("/v4/") => {
                google_error(404, "Requested entity was not found.", "NOT_FOUND")
            }
            Service::Sheets => match self.caller(request) {
                Ok(caller) => match found {
                    Some(found) => self.sheets.answer_across(found, &caller, request, now),
                    None => self.sheets.answer(&caller, request, now),
                },
                Err(reply) => reply,
            },
        }
    }

    /// Writes down what was answered in the end.
    pub(super) fn leave(&mut self, number: usize, status: Option<u16>) {
        if let Some(seen) = self.seen.get_mut(number) {
            seen.status = status;
        }
    }

    /// Returns the real time by the services' clocks, UTC.
    fn real_time(&self) -> DateTime<Utc> {
        real_time() + self.ahead
    }

    /// Returns the `Date` that every answer carries.
    ///
    /// Source: RFC 9110, 6.6.1.
    pub(super) fn date(&self) -> Option<String> {
        let date = (self.real_time() + self.passed).format("%a, %d %b %Y %H:%M:%S GMT");
        self.dates_answers.then(|| date.to_string())
    }

    fn caller(&self, request: &Request) -> Result<Caller, Reply> {
        let Some(token) = request.bearer() else {
            return Err(google_error(
                403,
                "Method doesn't allow unregistered callers (callers without established identity). \
                 Please use API Key or other form of API consumer identity to call this API.",
                "PERMISSION_DENIED",
            ));
        };
        match self.oauth.holder(token, self.real_time()) {
            Some((email, scopes)) => Ok(Caller { email, scopes }),
            None => Err(google_error(401, UNAUTHENTICATED, "UNAUTHENTICATED")),
        }
    }
}

fn google_error(code: u16, message: &str, status: &str) -> Reply {
    Reply::json(code, &json!({"error": {"code": code, "message": message, "status": status}}))
}

/// Returns a short name for what a spreadsheet request is about, such as `sheets.values.batchGet`.
#[must_use]
pub fn sheets_operation(request: &Request) -> String {
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let verb = |segment: &str| segment.rsplit_once(':').map(|(_, verb)| verb.to_owned());
    let is_get = request.method == "GET";
    match segments.as_slice() {
        ["v4", "spreadsheets"] => "sheets.create".to_owned(),
        ["v4", "spreadsheets", id] => {
            format!("sheets.{}", verb(id).unwrap_or_else(|| "get".to_owned()))
        }
        ["v4", "spreadsheets", _, "values", range] => {
            // A range has a colon of its own (`A1:B2`), so only the two verbs that may follow a range are looked for.
            let verb = verb(range).filter(|verb| verb == "append" || verb == "clear");
            let plain = if is_get { "get" } else { "update" };
            format!("sheets.values.{}", verb.unwrap_or_else(|| plain.to_owned()))
        }
        ["v4", "spreadsheets", _, group] | ["v4", "spreadsheets", _, group, _] => {
            let (group, verb) = group.split_once(':').unwrap_or((group, "get"));
            format!("sheets.{group}.{verb}")
        }
        _ => "sheets.unknown".to_owned(),
    }
}
