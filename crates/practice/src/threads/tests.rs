//! The practice service's promises, one by one.

mod publishing;
mod quirks;
mod reading;
mod tokens;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::*;

/// A service with one account, and a caller of it.
struct Desk {
    threads: Threads,
    token: String,
    now: DateTime<Utc>,
}

impl Desk {
    fn new() -> Self {
        let now: DateTime<Utc> = "2026-03-01T09:00:00Z".parse().unwrap();
        let mut threads = Threads::new();
        threads.add_account("aki");
        let issued = now - TimeDelta::days(10);
        let token = threads.issue_token("aki", issued, TimeDelta::days(60), &DESK_SCOPES);
        Self { threads, token, now }
    }

    fn wait(&mut self, seconds: i64) {
        self.now += TimeDelta::seconds(seconds);
    }

    fn call(&mut self, method: &str, path: &str, pairs: &[(&str, &str)]) -> (u16, Value) {
        let token = format!("Bearer {}", self.token);
        self.send(method, path, pairs, vec![("authorization".to_owned(), token)])
    }

    fn send(
        &mut self,
        method: &str,
        path: &str,
        pairs: &[(&str, &str)],
        mut headers: Vec<(String, String)>,
    ) -> (u16, Value) {
        let owned = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let mut request =
            Request { method: method.to_owned(), path: path.to_owned(), ..Request::default() };
        if method == "POST" {
            let body =
                url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            request.body = body.into_bytes();
            let form = "application/x-www-form-urlencoded".to_owned();
            headers.push(("content-type".to_owned(), form));
        } else {
            request.query = owned;
        }
        request.headers = headers;
        let reply = self.threads.answer(&request, self.now);
        (reply.status, serde_json::from_slice(&reply.body).unwrap())
    }

    fn create(&mut self, pairs: &[(&str, &str)]) -> (u16, Value) {
        self.call("POST", "/v1.0/me/threads", pairs)
    }

    fn container(&mut self, pairs: &[(&str, &str)]) -> String {
        let (status, body) = self.create(pairs);
        assert_eq!(status, 200, "{body}");
        id(&body)
    }

    fn publish(&mut self, container: &str) -> (u16, Value) {
        self.call("POST", "/v1.0/me/threads_publish", &[("creation_id", container)])
    }

    fn status(&mut self, container: &str) -> String {
        let path = format!("/v1.0/{container}");
        let (_, body) = self.call("GET", &path, &[("fields", "id,status,error_message")]);
        body["status"].as_str().unwrap_or_default().to_owned()
    }

    fn post(&mut self, text: &str) -> String {
        let container = self.container(&[("media_type", "TEXT"), ("text", text)]);
        self.wait(1);
        id(&self.publish(&container).1)
    }

    fn list(&mut self, pairs: &[(&str, &str)]) -> Vec<String> {
        let (status, body) = self.call("GET", "/v1.0/me/threads", pairs);
        assert_eq!(status, 200, "{body}");
        body["data"].as_array().unwrap().iter().map(id).collect()
    }
}

fn id(body: &Value) -> String {
    body["id"].as_str().unwrap_or_else(|| panic!("no id in {body}")).to_owned()
}

fn code((status, body): &(u16, Value)) -> (u16, i64, i64) {
    let error = &body["error"];
    assert!(error["fbtrace_id"].is_string(), "{body}");
    (*status, error["code"].as_i64().unwrap(), error["error_subcode"].as_i64().unwrap_or(0))
}

#[test]
fn nothing_that_is_sent_makes_it_panic() {
    let mut desk = Desk::new();
    for method in ["GET", "POST", "DELETE", "PUT", ""] {
        // `%ff` is no UTF-8, and the long number does not fit 64 bits.
        for path in [
            "",
            "/",
            "//",
            "/v1.0",
            "/v9.9/me",
            "/me/%ff",
            "/%E3%81%82",
            "/99999999999999999999",
            "/a/b/c",
        ] {
            for pairs in [
                vec![],
                vec![("fields", "{}{")],
                vec![("limit", "-1"), ("since", "99999999999999999")],
            ] {
                let (status, _) = desk.call(method, path, &pairs);
                assert!(status >= 400, "{method} {path}");
            }
        }
    }
}
