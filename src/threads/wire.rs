//! The Threads API's own words, as its answers spell them.

use serde::Deserialize;

/// An answer that is an id: of a container, or of a published media.
#[derive(Debug, Deserialize)]
pub(crate) struct Id {
    pub(crate) id: String,
}

/// A container's status.
#[derive(Debug, Deserialize)]
pub(crate) struct Container {
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) error_message: Option<String>,
}

/// Who a token belongs to.
#[derive(Debug, Clone, Deserialize)]
pub struct Profile {
    /// The user's id, as this app sees it.
    pub id: String,
    /// The user name, without @.
    #[serde(default)]
    pub username: String,
}

/// A long-lived token, and how many seconds it lives.
#[derive(Deserialize)]
pub(crate) struct LongLived {
    pub(crate) access_token: String,
    #[serde(default)]
    pub(crate) expires_in: i64,
}

/// The envelope of `debug_token`.
#[derive(Debug, Deserialize)]
pub(crate) struct Debugged {
    pub(crate) data: TokenFacts,
}

/// What Threads knows about a token. Times are UTC, in seconds.
#[derive(Debug, Clone, Deserialize)]
pub struct TokenFacts {
    /// Whether it still works.
    #[serde(default)]
    pub is_valid: bool,
    /// When it was issued.
    #[serde(default)]
    pub issued_at: Option<i64>,
    /// When it expires.
    #[serde(default)]
    pub expires_at: Option<i64>,
    /// What it may do.
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
}

/// A page of an account's posts.
#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    #[serde(default)]
    pub(crate) data: Vec<Media>,
    #[serde(default)]
    pub(crate) paging: Paging,
}

/// Where a list goes on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Paging {
    #[serde(default)]
    pub(crate) cursors: Cursors,
}

/// The cursor of the next page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Cursors {
    #[serde(default)]
    pub(crate) after: Option<String>,
}

/// A published post.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Media {
    /// The media id.
    pub id: String,
    /// The text.
    #[serde(default)]
    pub text: Option<String>,
    /// `TEXT_POST`, `IMAGE`, `VIDEO`, `CAROUSEL_ALBUM`, …
    #[serde(default)]
    pub media_type: Option<String>,
    /// The address.
    #[serde(default)]
    pub permalink: Option<String>,
    /// When it was published, like `2024-09-12T23:17:39+0000`.
    #[serde(default)]
    pub timestamp: Option<String>,
    /// The topic, without #.
    #[serde(default)]
    pub topic_tag: Option<String>,
    /// A carousel's parts.
    #[serde(default)]
    pub children: Option<Children>,
    /// What it answers, among the replies.
    #[serde(default)]
    pub replied_to: Option<Parent>,
}

/// The parts of a carousel.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Children {
    /// One for each part.
    #[serde(default)]
    pub data: Vec<Parent>,
}

/// A media that another one names.
#[derive(Debug, Clone, Deserialize)]
pub struct Parent {
    /// Its id.
    pub id: String,
}

/// The envelope of `threads_publishing_limit`.
#[derive(Debug, Deserialize)]
pub(crate) struct Limits {
    #[serde(default)]
    pub(crate) data: Vec<Limit>,
}

/// How much of a day's quota is used.
#[derive(Debug, Deserialize)]
pub(crate) struct Limit {
    #[serde(default)]
    pub(crate) quota_usage: Option<u32>,
    #[serde(default)]
    pub(crate) config: Option<Quota>,
    #[serde(default)]
    pub(crate) reply_quota_usage: Option<u32>,
    #[serde(default)]
    pub(crate) reply_config: Option<Quota>,
}

/// A quota.
#[derive(Debug, Deserialize)]
pub(crate) struct Quota {
    #[serde(default)]
    pub(crate) quota_total: Option<u32>,
}

/// The error envelope, in the shape of graph nodes and in the flat one of the token endpoints.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Failure {
    #[serde(default)]
    pub(crate) error: Option<ErrorBody>,
    #[serde(default)]
    pub(crate) error_message: Option<String>,
    #[serde(default)]
    pub(crate) code: Option<i64>,
    #[serde(default)]
    pub(crate) error_code: Option<i64>,
}

/// An error. Codes reach seven digits and can be negative.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ErrorBody {
    #[serde(default)]
    pub(crate) message: Option<String>,
    #[serde(default)]
    pub(crate) code: Option<i64>,
    #[serde(default)]
    pub(crate) error_subcode: Option<i64>,
    #[serde(default)]
    pub(crate) is_transient: Option<bool>,
    #[serde(default)]
    pub(crate) error_user_msg: Option<String>,
}
