//! Tests of the server over plain sockets.

use std::io::{Read as _, Write as _};
use std::net::TcpStream as Stream;

use chrono::TimeDelta;

use super::*;
use crate::clock::Clock;
use crate::fault_injection::{Fault, Gate, Side, Trigger};
use crate::threads::{DESK_SCOPES, Processing};
use crate::world::World;

struct Practice {
    world: Shared,
    server: Server,
    token: String,
}

impl Practice {
    fn new() -> Self {
        let mut world = World::new(Clock::real());
        let issued = world.clock.now() - TimeDelta::days(3);
        let token = world.threads.issue_token("aki", issued, TimeDelta::days(60), &DESK_SCOPES);
        world.threads.quirks.processing = Processing::at_once();
        let world = world.share();
        let server = Server::on_a_thread(Arc::clone(&world)).unwrap();
        Self { world, server, token }
    }

    fn fault(&self, trigger: Trigger, fault: Fault) {
        enter(&self.world).faults.on(trigger, fault);
    }

    /// Creates a container, and returns the request that publishes it.
    fn ready(&self) -> String {
        let made = self.post("/v1.0/me/threads", "media_type=TEXT&text=hello");
        let id = made.split('"').nth(3).unwrap_or_else(|| panic!("{made}"));
        format!("creation_id={id}")
    }

    fn publish(&self, form: &str) -> String {
        self.post("/v1.0/me/threads_publish", form)
    }

    fn post(&self, path: &str, form: &str) -> String {
        read_all(self.send(path, form))
    }

    fn send(&self, path: &str, form: &str) -> Stream {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.token,
            form.len()
        );
        open(&self.server.threads_url, &head)
    }

    fn n_posts(&self) -> usize {
        enter(&self.world).threads.posts().len()
    }
}

fn open(root: &str, request: &str) -> Stream {
    let address = root.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = Stream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn get(root: &str, path: &str, header: &str) -> String {
    read_all(open(
        root,
        &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n"),
    ))
}

/// Returns what came until the connection closed, in whatever manner.
fn read_all(mut stream: Stream) -> String {
    let mut bytes = Vec::new();
    // A connection that is broken off ends in an error; what came before it counts all the same.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_fault_hides_the_effect_or_prevents_it() {
    for (fault, n_posts, shown) in [
        (Fault::DropBefore, 0, ""),
        (Fault::DropAfter, 1, ""),
        (Fault::Status(503, Effect::Without), 0, "HTTP/1.1 503"),
        (Fault::Status(500, Effect::With), 1, "HTTP/1.1 500"),
        (Fault::Html(502, Effect::With), 1, "HTTP/1.1 502"),
        (Fault::Empty(Effect::Without), 0, "HTTP/1.1 200"),
        (Fault::TruncatedBody, 1, "HTTP/1.1 200"),
        (Fault::Stall(Hold::For(Duration::from_millis(5)), Side::Before), 1, "HTTP/1.1 200"),
    ] {
        let practice = Practice::new();
        let form = practice.ready();
        practice.fault(Trigger::nth_of("threads.publish", 1), fault.clone());
        let answer = practice.publish(&form);
        assert!(
            answer.starts_with(shown) && answer.is_empty() == shown.is_empty(),
            "{fault:?}: {answer}"
        );
        assert_eq!(practice.n_posts(), n_posts, "{fault:?}");
    }
}

#[test]
fn a_truncated_answer_promises_more_than_it_brings() {
    let practice = Practice::new();
    let form = practice.ready();
    practice.fault(Trigger::nth(1), Fault::TruncatedBody);
    let answer = practice.publish(&form);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let promised = head.to_lowercase().split_once("content-length: ").unwrap().1.to_owned();
    let promised: usize = promised.split("\r\n").next().unwrap().parse().unwrap();
    assert!(!body.is_empty() && body.len() < promised, "{answer}");
}

#[test]
fn what_a_dead_caller_has_asked_for_is_done_all_the_same() {
    let practice = Practice::new();
    let form = practice.ready();
    let gate = Gate::new();
    let hold = Hold::Until(gate.clone());
    practice.fault(Trigger::nth_of("threads.publish", 1), Fault::Stall(hold, Side::Before));
    let stream = practice.send("/v1.0/me/threads_publish", &form);
    wait_until(|| gate.n_waiting() == 1);
    drop(stream);
    assert_eq!(practice.n_posts(), 0);
    gate.open();
    wait_until(|| practice.n_posts() == 1);
}

fn wait_until(mut is_so: impl FnMut() -> bool) {
    let start = std::time::Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(5), "it did not come about");
        thread::yield_now();
    }
}

#[test]
fn somebody_acts_just_before_a_request() {
    let practice = Practice::new();
    let form = practice.ready();
    let token = practice.token.clone();
    let hook = Box::new(move |world: &mut World| world.threads.revoke(&token));
    enter(&practice.world).faults.before(Trigger::nth_of("threads", 2), hook);
    let answer = practice.publish(&form);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(practice.publish(&form).contains("\"error_subcode\":458"));
}

#[test]
fn every_request_is_written_down_and_no_secret_with_it() {
    let practice = Practice::new();
    let path = format!("/v1.0/me?access_token={}", practice.token);
    get(&practice.server.threads_url, &path, "");
    get(&practice.server.sheets_url, "/v4/spreadsheets/abc", "");
    let world = enter(&practice.world);
    let seen: Vec<(&str, Option<u16>)> =
        world.seen.iter().map(|seen| (seen.operation.as_str(), seen.status)).collect();
    assert_eq!(seen, [("threads.me", Some(200)), ("sheets.get", Some(403))]);
    assert_eq!(world.seen[0].account.as_deref(), Some("aki"));
    assert!(!format!("{:?}", world.seen).contains(&practice.token));
}

#[test]
fn nothing_unknown_succeeds() {
    let practice = Practice::new();
    let Server { sheets_url, threads_url, .. } = &practice.server;
    let bearer = "Authorization: Bearer ya29.none\r\n";
    for (answer, status) in [
        (get(sheets_url, "/", ""), "404"),
        (get(sheets_url, "/v5/x", bearer), "404"),
        (get(sheets_url, "/token", ""), "400"),
        (get(sheets_url, "/v4/spreadsheets/abc", bearer), "401"),
        (get(threads_url, "/", ""), "400"),
        (get(threads_url, "/v2.0/me", bearer), "400"),
    ] {
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
}

#[tokio::test]
async fn a_server_stops_when_it_is_dropped() {
    let world = World::default().share();
    let server = Server::start(Arc::clone(&world)).await.unwrap();
    let address = server.threads_url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    assert!(TcpStream::connect(&address).await.is_ok());
    drop(server);
    // An aborted task ends, and closes its listener, only at its next turn.
    tokio::task::yield_now().await;
    assert!(TcpStream::connect(&address).await.is_err());
}

#[test]
fn a_second_server_of_the_same_world_has_faults_of_its_own() {
    let practice = Practice::new();
    let other = Server::on_a_thread(Arc::clone(&practice.world)).unwrap();
    let closed = Trigger::every("threads").through(other.number);
    practice.fault(closed, Fault::Status(503, Effect::Without));
    let bearer = format!("Authorization: Bearer {}\r\n", practice.token);
    assert!(get(&other.threads_url, "/me", &bearer).starts_with("HTTP/1.1 503"));
    assert!(get(&practice.server.threads_url, "/me", &bearer).starts_with("HTTP/1.1 200"));
}

#[test]
fn answers_take_as_long_as_the_world_says() {
    let practice = Practice::new();
    enter(&practice.world).latency.threads = Duration::from_millis(40);
    let start = std::time::Instant::now();
    get(&practice.server.threads_url, "/me", "");
    assert!(start.elapsed() >= Duration::from_millis(40));
}

#[test]
fn an_effect_may_come_long_after_the_caller_was_turned_away() {
    let practice = Practice::new();
    let form = practice.ready();
    let gate = Gate::new();
    let late = Fault::LateEffect(Some(503), Hold::Until(gate.clone()));
    practice.fault(Trigger::nth_of("threads.publish", 1), late);
    assert!(practice.publish(&form).starts_with("HTTP/1.1 503"));
    assert_eq!(practice.n_posts(), 0);
    gate.open();
    wait_until(|| practice.n_posts() == 1);
}
