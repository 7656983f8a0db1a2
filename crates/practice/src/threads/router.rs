//! Request routing: which endpoint a path means, and what of it the caller may use.

use chrono::{DateTime, Utc};

use super::Threads;
use super::errors::Refusal;
use super::listing::List;
use super::parameters::{Call, Parameters};
use crate::http::{Reply, Request};

/// The only version there is.
///
/// Source: <https://developers.facebook.com/docs/threads/changelog>.
const VERSION: &str = "v1.0";

/// The endpoints that have no version.
///
/// Source: <https://developers.facebook.com/docs/threads/get-started/long-lived-tokens>.
const UNVERSIONED: [&str; 3] = ["access_token", "refresh_access_token", "oauth"];

/// Returns a short name for what a request is about, such as `threads.publish`.
#[must_use]
pub fn operation(request: &Request) -> &'static str {
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let path = segments.strip_prefix(&[VERSION]).unwrap_or(&segments);
    match (request.method.as_str(), path) {
        ("GET", ["refresh_access_token"]) => "threads.refresh_access_token",
        ("GET", ["access_token"]) => "threads.access_token",
        (_, ["oauth", "access_token"]) => "threads.oauth",
        ("GET", ["debug_token"]) => "threads.debug_token",
        ("GET", ["me"]) => "threads.me",
        ("POST", [_, "threads"]) => "threads.create",
        ("POST", [_, "threads_publish"]) => "threads.publish",
        ("GET", [_, "threads"]) => "threads.list",
        ("GET", [_, "replies"]) => "threads.replies",
        ("GET", [_, "threads_publishing_limit"]) => "threads.limit",
        ("DELETE", [_]) => "threads.delete",
        // Containers and media are asked for by an id alone; who wants a status means a container.
        ("GET", [_]) if request.query("fields").is_some_and(asks_status) => "threads.status",
        ("GET", [_]) => "threads.media",
        _ => "threads.unknown",
    }
}

fn asks_status(fields: &str) -> bool {
    fields.split(',').any(|field| field == "status")
}

impl Threads {
    pub(super) fn route(
        &mut self,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        let segments = request.segments();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let nowhere = || Refusal::no_such_path(&request.path);
        let path = match segments.as_slice() {
            [VERSION, first, ..] if UNVERSIONED.contains(first) => return Err(nowhere()),
            [VERSION, path @ ..] | path => path,
        };
        let parameters = Parameters::read(request)?;
        match (request.method.as_str(), path) {
            ("GET", ["refresh_access_token"]) => self.refresh(&parameters, now),
            ("GET", ["access_token"]) => self.exchange(&parameters, now),
            ("POST", ["oauth", "access_token"]) => self.use_code(&parameters, now),
            ("GET", ["oauth", "access_token"]) => self.app_token(&parameters),
            ("GET", ["debug_token"]) => self.debug_token(request, &parameters, now),
            (method, ["refresh_access_token" | "access_token" | "debug_token"]) => {
                Err(Refusal::method(method))
            }
            (_, [node]) => self.node(node, &Call { request, parameters: &parameters, now }),
            (_, [node, edge]) => {
                self.edge(node, edge, &Call { request, parameters: &parameters, now })
            }
            _ => Err(nowhere()),
        }
    }

    fn node(&mut self, node: &str, call: &Call<'_>) -> Result<Reply, Refusal> {
        let Call { request, parameters, now } = *call;
        if node != "me" && !is_id(node) {
            return Err(Refusal::no_such_path(&request.path));
        }
        let caller = self.caller(request, parameters, now)?;
        let account = self.account_at(caller.account).ok_or_else(Refusal::bad_token)?;
        let is_self = node == "me" || node == account.id;
        match request.method.as_str() {
            "GET" if is_self => self.user_node(caller, parameters),
            "GET" => match self.containers.get(node) {
                Some(container) if container.account == caller.account => {
                    self.container_node(node, parameters, now)
                }
                // Another account's container falls through to here, and is told to be no node at all.
                _ => self.media_node(caller, node, parameters, now),
            },
            "DELETE" if !is_self => {
                parameters.only(&[])?;
                self.delete(caller, node, now)
            }
            method => Err(Refusal::method(method)),
        }
    }

    fn edge(&mut self, node: &str, edge: &str, call: &Call<'_>) -> Result<Reply, Refusal> {
        let Call { request, parameters, now } = *call;
        if node != "me" && !is_id(node) {
            return Err(Refusal::no_such_path(&request.path));
        }
        let of_user = matches!(edge, "threads" | "threads_publish" | "threads_publishing_limit");
        if !of_user && edge != "replies" {
            return Err(Refusal::no_such_path(&request.path));
        }
        let caller = self.caller(request, parameters, now)?;
        let account = self.account_at(caller.account).ok_or_else(Refusal::bad_token)?;
        let is_self = node == "me" || node == account.id;
        // A user id that is not the token's own was seen to be answered so.
        if of_user && !is_self {
            return Err(Refusal::media_not_found(node));
        }
        match (request.method.as_str(), edge) {
            ("POST", "threads") => self.create(caller, parameters, now),
            ("POST", "threads_publish") => self.publish(caller, parameters, now),
            ("GET", "threads") => self.list(caller, &List::Own, call),
            ("GET", "threads_publishing_limit") => self.publishing_limit(caller, parameters, now),
            ("GET", "replies") => {
                self.need(caller, "threads_read_replies")?;
                let list = if is_self {
                    List::OwnReplies
                } else {
                    let parent = self.public_post(node, now);
                    parent.ok_or_else(|| Refusal::no_such_object("GET", node))?;
                    List::AnswersTo(node.to_owned())
                };
                self.list(caller, &list, call)
            }
            (method, _) => Err(Refusal::method(method)),
        }
    }
}

fn is_id(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
}
