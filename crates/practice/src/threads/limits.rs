//! `GET /{user}/threads_publishing_limit`.
//!
//! Source: <https://developers.facebook.com/docs/threads/overview> (Rate limiting).

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::Threads;
use super::account::{DELETIONS_A_DAY, POSTS_A_DAY, REPLIES_A_DAY};
use super::errors::Refusal;
use super::fields::{self, Field};
use super::parameters::Parameters;
use super::token::Caller;
use crate::http::Reply;

const KNOWN: [&str; 8] = [
    "quota_usage",
    "config",
    "reply_quota_usage",
    "reply_config",
    "delete_quota_usage",
    "delete_config",
    "location_search_quota_usage",
    "location_search_config",
];

impl Threads {
    /// Answers how much of the day's quotas is used.
    pub(super) fn publishing_limit(
        &self,
        caller: Caller,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["fields"])?;
        self.need(caller, "threads_content_publish")?;
        let wanted = match parameters.filled("fields") {
            Some(text) => fields::parse(Some(text))?,
            // Without `fields`, `parse` means the id, which this node does not have.
            None => fields::parse(Some("quota_usage"))?,
        };
        let asks = |prefix: &str| wanted.iter().any(|field| field.name.starts_with(prefix));
        for (prefix, scope) in
            [("delete", "threads_delete"), ("location", "threads_location_tagging")]
        {
            if asks(prefix) {
                self.need(caller, scope)?;
            }
        }
        let (posts, replies) = self.used(caller.account, now);
        let config = |total: usize| Some(json!({"quota_total": total, "quota_duration": 86_400}));
        let value = |field: &Field| -> Option<Value> {
            match field.name.as_str() {
                "quota_usage" => Some(json!(posts)),
                "config" => config(POSTS_A_DAY),
                "reply_quota_usage" => Some(json!(replies)),
                "reply_config" => config(REPLIES_A_DAY),
                "delete_quota_usage" => Some(json!(self.n_deleted(caller, now))),
                // Nobody can search for places here.
                "location_search_quota_usage" => Some(json!(0)),
                "delete_config" => config(DELETIONS_A_DAY),
                "location_search_config" => config(500),
                _ => None,
            }
        };
        let node = fields::pick(&wanted, &KNOWN, value)?;
        Ok(Reply::json(200, &json!({ "data": [node] })))
    }
}
