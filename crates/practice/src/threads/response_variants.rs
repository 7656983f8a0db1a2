//! How the real service may write its answers, where its pages do not say it or where services of this
//! kind were seen to write otherwise: each a habit that can be switched on.

use serde_json::{Map, Value, json};

use super::errors::Refusal;
use crate::http::Reply;

/// A habit of the service's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResponseVariant {
    /// Ids are numbers.
    NumericIds,
    /// Numbers and booleans are text.
    NumbersAsText,
    /// Every object has fields that nobody knows.
    UnknownFields,
    /// Every field that is no id, name, status or token is null.
    Nulls,
    /// Single objects stand in lists, and empty objects are empty lists.
    ObjectsInLists,
    /// A refusal is answered with HTTP 200.
    RefusalsAsSuccess,
    /// A container's answer has no status.
    NoStatus,
    /// A container's status is a word that no page knows.
    StatusUnknown,
    /// A container says `IN_PROGRESS` for ever, and can be published.
    StatusStuck,
    /// A container never says `PUBLISHED`.
    PublishedUntold,
    /// A token's end is so far away that no calendar has it.
    EndsNever,
    /// `debug_token` is refused.
    DebugRefused,
    /// The publishing limit is refused.
    LimitRefused,
    /// Lists are refused.
    ListsRefused,
    /// A published media's own address is refused.
    MediaRefused,
}

impl ResponseVariant {
    /// All of them, each with its name.
    pub const ALL: [(&str, Self); 15] = [
        ("numeric-ids", Self::NumericIds),
        ("numbers-as-text", Self::NumbersAsText),
        ("unknown-fields", Self::UnknownFields),
        ("nulls", Self::Nulls),
        ("objects-in-lists", Self::ObjectsInLists),
        ("refusals-as-success", Self::RefusalsAsSuccess),
        ("no-status", Self::NoStatus),
        ("status-unknown", Self::StatusUnknown),
        ("status-stuck", Self::StatusStuck),
        ("published-untold", Self::PublishedUntold),
        ("ends-never", Self::EndsNever),
        ("no-debug", Self::DebugRefused),
        ("no-limit", Self::LimitRefused),
        ("no-lists", Self::ListsRefused),
        ("no-media", Self::MediaRefused),
    ];

    /// Returns the refusal of a call that this service does not allow.
    pub(super) fn refuses(self, operation: &str) -> Option<Refusal> {
        let refused = match self {
            Self::DebugRefused => operation == "threads.debug_token",
            Self::LimitRefused => operation == "threads.limit",
            Self::ListsRefused => matches!(operation, "threads.list" | "threads.replies"),
            Self::MediaRefused => operation == "threads.media",
            _ => false,
        };
        refused.then(Refusal::no_permission)
    }

    /// Writes an answer as this service does.
    pub(super) fn write(self, operation: &str, reply: Reply) -> Reply {
        // A body that is no JSON has nothing to rewrite.
        let Ok(mut body) = serde_json::from_slice::<Value>(&reply.body) else { return reply };
        let is_status = operation == "threads.status" && reply.status == 200;
        match self {
            Self::NumericIds => each(&mut body, &numeric_ids),
            Self::NumbersAsText => each(&mut body, &numbers_as_text),
            Self::UnknownFields => each(&mut body, &|object| {
                object.insert("a_new_field".to_owned(), json!({"of": ["a", 1, null]}));
            }),
            Self::Nulls => each(&mut body, &nulls),
            Self::ObjectsInLists => objects_in_lists(operation, &mut body),
            Self::RefusalsAsSuccess if body.get("error").is_some() => {
                return Reply { status: 200, ..reply };
            }
            Self::NoStatus if is_status => {
                body.as_object_mut().and_then(|object| object.remove("status"));
            }
            Self::StatusUnknown if is_status => body["status"] = json!("READY_TO_GO"),
            Self::StatusStuck if is_status => body["status"] = json!("IN_PROGRESS"),
            Self::PublishedUntold if is_status && body["status"] == "PUBLISHED" => {
                body["status"] = json!("FINISHED");
            }
            Self::EndsNever if operation == "threads.debug_token" && reply.status == 200 => {
                // The last second of chrono's calendar: whatever is added to it overflows.
                body["data"]["expires_at"] = json!(8_210_266_876_799_i64);
            }
            _ => return reply,
        }
        Reply { body: body.to_string().into_bytes(), ..reply }
    }
}

/// Does something to every object of an answer.
fn each(value: &mut Value, change: &impl Fn(&mut Map<String, Value>)) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|value| each(value, change)),
        Value::Object(object) => {
            // Inner objects first: what `change` puts in would otherwise be changed in its turn, without end.
            object.values_mut().for_each(|value| each(value, change));
            change(object);
        }
        _ => {}
    }
}

fn numeric_ids(object: &mut Map<String, Value>) {
    let id = object.get("id").and_then(Value::as_str).and_then(|id| id.parse::<u64>().ok());
    object.extend(id.map(|id| ("id".to_owned(), json!(id))));
}

fn numbers_as_text(object: &mut Map<String, Value>) {
    for value in object.values_mut() {
        if value.is_number() || value.is_boolean() {
            *value = json!(value.to_string());
        }
    }
}

fn nulls(object: &mut Map<String, Value>) {
    // Text, time and children stay: by them a post is found whose publishing had no answer.
    const KEPT: [&str; 11] = [
        "id",
        "username",
        "status",
        "access_token",
        "data",
        "error",
        "message",
        "code",
        "text",
        "timestamp",
        "children",
    ];
    for (name, value) in object.iter_mut() {
        if !KEPT.contains(&name.as_str()) {
            *value = Value::Null;
        }
    }
}

fn objects_in_lists(operation: &str, body: &mut Value) {
    match operation {
        "threads.debug_token" => body["data"] = json!([body["data"].take()]),
        "threads.limit" => body["data"] = body["data"][0].take(),
        "threads.list" | "threads.replies" => each(body, &|object| {
            if object.get("paging").is_some_and(|paging| *paging == json!({})) {
                object.insert("paging".to_owned(), json!([]));
            }
            if let Some(children) = object.get_mut("children") {
                *children = children["data"].take();
            }
        }),
        _ => {}
    }
}
