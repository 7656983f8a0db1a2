//! Lists of posts, in pages.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::{Map, Value, json};

use super::Threads;
use super::errors::Refusal;
use super::fields;
use super::parameters::{Call, Parameters};
use super::post::Post;
use super::token::Caller;
use crate::http::{Reply, Request};

/// Source: <https://developers.facebook.com/docs/threads/retrieve-and-discover-posts/retrieve-posts>.
const LIMIT_DEFAULT: usize = 25;

/// Source: <https://developers.facebook.com/docs/threads/retrieve-and-discover-posts/retrieve-posts>.
const LIMIT_MAX: usize = 100;

/// The earliest `since`, in seconds: Threads began then.
///
/// Source: <https://developers.facebook.com/docs/threads/retrieve-and-discover-posts/retrieve-posts>.
const SINCE_MIN: i64 = 1_688_540_400;

/// Which of the posts a list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum List {
    /// The account's own, without replies.
    Own,
    /// The account's own replies.
    OwnReplies,
    /// The direct answers to a media.
    AnswersTo(String),
}

impl Threads {
    /// Answers a list, newest first.
    pub(super) fn list(
        &self,
        caller: Caller,
        list: &List,
        call: &Call<'_>,
    ) -> Result<Reply, Refusal> {
        let Call { request, parameters, now } = *call;
        parameters.only(&["fields", "since", "until", "limit", "before", "after", "reverse"])?;
        let wanted = fields::parse(parameters.get("fields"))?;
        // Unknown fields are told even where there is nothing to list.
        let known = |field: &&fields::Field| !super::node::MEDIA.contains(&field.name.as_str());
        if let Some(stranger) = wanted.iter().find(known) {
            return Err(Refusal::no_such_field(&stranger.name));
        }
        let since = moment(parameters, "since")?;
        let until = moment(parameters, "until")?;
        if since.is_some_and(|since| since.timestamp() < SINCE_MIN) {
            let message = format!("Param since must be greater than or equal to {SINCE_MIN}");
            return Err(Refusal::parameter(message));
        }
        let limit = limit(parameters)?;
        let is_within = |post: &&Post| {
            // `since` is in whole seconds, and a post of that very second is within.
            since.is_none_or(|since| post.published.timestamp() >= since.timestamp())
                && until.is_none_or(|until| post.published <= until)
        };
        let all = self.listed(caller, list, now);
        let posts: Vec<&Post> = all.into_iter().filter(is_within).collect();
        let (start, end) = window(&posts, parameters, limit)?;
        let page = posts.get(start..end).unwrap_or_default();
        let data: Result<Vec<Value>, Refusal> =
            page.iter().map(|post| self.media(post, &wanted)).collect();
        let mut body = json!({ "data": data? });
        if let (Some(first), Some(last), Some(body)) =
            (page.first(), page.last(), body.as_object_mut())
        {
            let mut paging = Map::new();
            let cursors = json!({"before": cursor(first), "after": cursor(last)});
            paging.insert("cursors".to_owned(), cursors);
            if start > 0 {
                let url = self.page_url(request, parameters, ("before", &cursor(first)));
                paging.insert("previous".to_owned(), json!(url));
            }
            if end < posts.len() {
                let url = self.page_url(request, parameters, ("after", &cursor(last)));
                paging.insert("next".to_owned(), json!(url));
            }
            body.insert("paging".to_owned(), Value::Object(paging));
        }
        Ok(Reply::json(200, &body))
    }

    fn listed(&self, caller: Caller, list: &List, now: DateTime<Utc>) -> Vec<&Post> {
        let own = self.username_at(caller.account);
        let is_listed = |post: &&Post| {
            let is_shown = now - post.published >= self.quirks.list_lag && post.deleted.is_none();
            is_shown
                && match list {
                    List::Own => post.account == own && post.reply_to.is_none(),
                    List::OwnReplies => post.account == own && post.reply_to.is_some(),
                    List::AnswersTo(parent) => post.reply_to.as_ref() == Some(parent),
                }
        };
        // Reversed before the stable sort, so that of posts of the same instant the later one comes first.
        let mut posts: Vec<&Post> = self.posts.iter().rev().filter(is_listed).collect();
        posts.sort_by_key(|post| std::cmp::Reverse(post.published));
        posts
    }

    /// Returns the address of a neighbouring page. Like the real one it holds the token.
    fn page_url(&self, request: &Request, parameters: &Parameters, cursor: (&str, &str)) -> String {
        let host = request.header("host").unwrap_or("graph.threads.net");
        let root = self.quirks.paging_root.clone().unwrap_or_else(|| format!("http://{host}"));
        // The cursors of this page are left out: the neighbouring page has one of its own. A client that follows the
        // address unseen hands its token to whatever host `paging_root` names.
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for name in ["fields", "since", "until", "limit"] {
            if let Some(value) = parameters.get(name) {
                query.append_pair(name, value);
            }
        }
        if let Some(token) = parameters.get("access_token").or_else(|| request.bearer()) {
            query.append_pair("access_token", token);
        }
        query.append_pair(cursor.0, cursor.1);
        format!("{}{}?{}", root.trim_end_matches('/'), request.path, query.finish())
    }
}

/// Returns where the page starts and ends among the posts.
fn window(
    posts: &[&Post],
    parameters: &Parameters,
    limit: usize,
) -> Result<(usize, usize), Refusal> {
    let place = |name: &str| -> Result<Option<usize>, Refusal> {
        let Some(value) = parameters.filled(name) else { return Ok(None) };
        let found = posts.iter().position(|post| cursor(post) == value);
        found.map(Some).ok_or_else(|| Refusal::parameter("Invalid cursors values"))
    };
    match (place("before")?, place("after")?) {
        (Some(_), Some(_)) => Err(Refusal::parameter("Only one of before and after is taken")),
        (Some(before), None) => Ok((before.saturating_sub(limit), before)),
        (None, after) => {
            let start = after.map_or(0, |after| after + 1);
            Ok((start, posts.len().min(start + limit)))
        }
    }
}

fn cursor(post: &Post) -> String {
    URL_SAFE_NO_PAD.encode(format!("QVFI:{}", post.media_id))
}

fn limit(parameters: &Parameters) -> Result<usize, Refusal> {
    let Some(text) = parameters.filled("limit") else { return Ok(LIMIT_DEFAULT) };
    let limit = text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
    limit.ok_or_else(|| Refusal::parameter("Param limit must be between 1 and 100"))
}

/// Reads a time: seconds, or a date.
fn moment(parameters: &Parameters, name: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
    let Some(text) = parameters.filled(name) else { return Ok(None) };
    // A date has dashes, so it never parses as a number of seconds.
    let seconds = text.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let date = || {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(date.and_time(NaiveTime::MIN).and_utc())
    };
    let moment = seconds.or_else(date);
    let wrong = || Refusal::parameter(format!("Param {name} must be a valid timestamp or date"));
    moment.map(Some).ok_or_else(wrong)
}
