//! Published media as nodes, and the account as one.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::Threads;
use super::account::DELETIONS_A_DAY;
use super::errors::Refusal;
use super::fields::{self, Field};
use super::parameters::Parameters;
use super::post::{Child, Post};
use super::token::Caller;
use crate::http::Reply;

/// The fields of a media.
///
/// Source: <https://developers.facebook.com/docs/threads/retrieve-and-discover-posts/retrieve-posts>
/// and <https://developers.facebook.com/docs/threads/reference/media-retrieval>.
pub(super) const MEDIA: [&str; 41] = [
    "id",
    "media_product_type",
    "media_type",
    "media_url",
    "gif_url",
    "permalink",
    "owner",
    "username",
    "text",
    "timestamp",
    "shortcode",
    "thumbnail_url",
    "children",
    "is_quote_post",
    "quoted_post",
    "reposted_post",
    "has_replies",
    "is_reply",
    "is_reply_owned_by_me",
    "root_post",
    "replied_to",
    "hide_status",
    "reply_audience",
    "alt_text",
    "link_attachment_url",
    "poll_attachment",
    "topic_tag",
    "is_spoiler_media",
    "text_entities",
    "text_attachment",
    "location_id",
    "location",
    "allowlisted_country_codes",
    "ghost_post_status",
    "ghost_post_expiration_timestamp",
    "is_verified",
    "profile_picture_url",
    "reply_approval_status",
    "gif_attachment",
    "is_ghost_post",
    "enable_reply_approvals",
];

/// The fields of an account.
///
/// Source: <https://developers.facebook.com/docs/threads/threads-profiles>.
const USER: [&str; 8] = [
    "id",
    "username",
    "name",
    "threads_profile_picture_url",
    "threads_biography",
    "is_verified",
    "is_eligible_for_geo_gating",
    "recently_searched_keywords",
];

/// Returns a time as the API writes it: the offset has no colon.
pub(super) fn timestamp(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S+0000").to_string()
}

impl Threads {
    /// `GET /me`.
    pub(super) fn user_node(
        &self,
        caller: Caller,
        parameters: &Parameters,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["fields"])?;
        let account = self.account_at(caller.account).ok_or_else(Refusal::bad_token)?;
        let value = |field: &Field| match field.name.as_str() {
            "id" => Some(json!(account.id)),
            "username" | "name" => Some(json!(account.username)),
            "threads_profile_picture_url" => {
                Some(json!(format!("https://cdn.practice.example/{}.jpg", account.id)))
            }
            "threads_biography" => Some(json!("")),
            "is_verified" => Some(json!(false)),
            "is_eligible_for_geo_gating" => Some(json!(account.may_gate)),
            _ => None,
        };
        let node = fields::pick(&fields::parse(parameters.get("fields"))?, &USER, value)?;
        Ok(Reply::json(200, &node))
    }

    /// `GET /{media}`: the account's own, and answers to its own.
    pub(super) fn media_node(
        &self,
        caller: Caller,
        id: &str,
        parameters: &Parameters,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        parameters.only(&["fields"])?;
        let wanted = fields::parse(parameters.get("fields"))?;
        let post = self.public_post(id, now).filter(|post| self.may_see(caller, post));
        let post = post.ok_or_else(|| Refusal::no_such_object("GET", id))?;
        Ok(Reply::json(200, &self.media(post, &wanted)?))
    }

    /// `DELETE /{media}`.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/posts/delete-posts>: own posts, 100 a
    /// day.
    pub(super) fn delete(
        &mut self,
        caller: Caller,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<Reply, Refusal> {
        self.need(caller, "threads_delete")?;
        let account = self.username_at(caller.account).to_owned();
        let n_recent = self.n_deleted(caller, now);
        let is_it = |post: &&mut Post| {
            post.media_id == id && post.account == account && post.deleted.is_none()
        };
        let post = self.posts.iter_mut().find(is_it);
        let post = post.ok_or_else(|| Refusal::no_such_object("DELETE", id))?;
        if n_recent >= DELETIONS_A_DAY {
            return Err(Refusal::quota());
        }
        post.deleted = Some(now);
        Ok(Reply::json(200, &json!({"success": true, "deleted_id": id})))
    }

    /// Returns how many deletions count against the day's quota.
    pub(super) fn n_deleted(&self, caller: Caller, now: DateTime<Utc>) -> usize {
        let (account, day) = (self.username_at(caller.account), now - TimeDelta::days(1));
        let is_recent = |post: &&Post| {
            post.account == account && post.deleted.is_some_and(|deleted| deleted > day)
        };
        self.posts.iter().filter(is_recent).count()
    }

    /// Returns a post that is public now.
    pub(super) fn public_post(&self, id: &str, now: DateTime<Utc>) -> Option<&Post> {
        let is_public = |post: &&Post| {
            post.media_id == id
                && post.published <= now
                && post.deleted.is_none_or(|deleted| deleted > now)
        };
        self.posts.iter().find(is_public)
    }

    fn may_see(&self, caller: Caller, post: &Post) -> bool {
        let own = self.username_at(caller.account);
        post.account == own || self.root(post).is_some_and(|root| root.account == own)
    }

    /// Returns the first post of a conversation; none for a post that answers nothing.
    pub(super) fn root(&self, post: &Post) -> Option<&Post> {
        let parent_of = |post: &Post| {
            let parent = post.reply_to.as_ref()?;
            self.posts.iter().find(|known| known.media_id == *parent)
        };
        // A parent is always older than its answer, so this comes to an end.
        std::iter::successors(parent_of(post), |post| parent_of(post)).last()
    }

    /// Returns a post's wanted fields.
    pub(super) fn media(&self, post: &Post, wanted: &[Field]) -> Result<Value, Refusal> {
        for field in wanted {
            // Also where this post has no such node, so that a wrong name shows at its first use and not with some
            // posts only.
            let strangers = field.within.iter().find(|inner| !MEDIA.contains(&inner.name.as_str()));
            strangers.map_or(Ok(()), |inner| Err(Refusal::no_such_field(&inner.name)))?;
        }
        fields::pick(wanted, &MEDIA, |field| {
            // A relation that this post does not have is no attribute under the same name either, so it is left out.
            self.relation(post, field).or_else(|| self.attribute(post, &field.name))
        })
    }

    fn attribute(&self, post: &Post, name: &str) -> Option<Value> {
        let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
        match name {
            "id" => Some(json!(post.media_id)),
            "media_product_type" => Some(json!("THREADS")),
            "media_type" => Some(json!(post.kind.media_type())),
            "media_url" => text(&post.media_url),
            "permalink" => Some(json!(post.permalink)).filter(|_| !self.quirks.hides_permalinks),
            "username" => Some(json!(post.account)),
            "text" if self.quirks.tag_loses_hash => text(&post.shown_text()),
            "text" => text(&post.text),
            "timestamp" => Some(json!(timestamp(post.published))),
            "shortcode" => Some(json!(post.shortcode)),
            "is_quote_post" => Some(json!(post.quote_of.is_some())),
            "has_replies" => Some(json!(
                self.posts.iter().any(|other| other.reply_to.as_ref() == Some(&post.media_id))
            )),
            "is_reply" | "is_reply_owned_by_me" => Some(json!(post.reply_to.is_some())),
            "hide_status" => Some(json!("NOT_HUSHED")),
            "reply_audience" => {
                Some(json!(post.reply_control.as_deref().unwrap_or("everyone").to_uppercase()))
            }
            "alt_text" => text(&post.alt_text),
            "link_attachment_url" => text(&post.link_attachment),
            "topic_tag" => text(&post.topic_tag),
            "is_spoiler_media" => Some(json!(post.others.contains_key("is_spoiler_media"))),
            "is_verified" => Some(json!(false)),
            "ghost_post_status" => post.others.get("is_ghost_post").map(|_| json!("ACTIVE")),
            // What was sent as JSON comes back as such.
            other => post
                .others
                .get(other)
                .map(|sent| serde_json::from_str(sent).unwrap_or_else(|_| json!(sent))),
        }
    }

    fn relation(&self, post: &Post, field: &Field) -> Option<Value> {
        let named = |id: &String| json!({ "id": id });
        match field.name.as_str() {
            "children" if post.children.is_empty() => None,
            "children" => {
                let children = post.children.iter().map(|child| child_node(child, &field.within));
                Some(json!({ "data": children.collect::<Vec<Value>>() }))
            }
            "owner" => {
                let owner = self.accounts.iter().find(|account| account.username == post.account);
                owner.map(|owner| named(&owner.id))
            }
            "quoted_post" => post.quote_of.as_ref().map(named),
            "replied_to" => post.reply_to.as_ref().map(named),
            "root_post" => self.root(post).map(|root| named(&root.media_id)),
            _ => None,
        }
    }
}

/// A child's id is that of its container, which is the only exact way to find the container of a carousel again.
fn child_node(child: &Child, within: &[Field]) -> Value {
    let mut node = json!({ "id": child.id });
    for field in within {
        let value = match field.name.as_str() {
            "media_type" => Some(json!(child.kind.media_type())),
            "media_url" => Some(json!(child.media_url)),
            "alt_text" => child.alt_text.as_ref().map(|alt_text| json!(alt_text)),
            _ => None,
        };
        if let (Some(value), Some(node)) = (value, node.as_object_mut()) {
            node.insert(field.name.clone(), value);
        }
    }
    node
}
