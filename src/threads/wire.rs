//! The answers of the Threads API, field by field.
//!
//! What the program can do without is read leniently; an id, and whatever decides whether a post is public, strictly.

use chrono::DateTime;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::Value;
use threadsheet_core::matching::{ListedKind, ListedPost};

/// An answer that is an id: of a container, or of a published media.
#[derive(Debug, Deserialize)]
pub(crate) struct Id {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
}

/// Reads an id, which may come as a number. It becomes a word of a row state and a part of
/// addresses, so an answer with anything else in its place is none.
fn id<'de, D: Deserializer<'de>>(answer: D) -> Result<String, D::Error> {
    let id = match Value::deserialize(answer)? {
        Value::String(id) => id,
        // A fraction has lost digits on its way.
        Value::Number(id) if id.is_u64() => id.to_string(),
        _ => return Err(D::Error::custom("not an id")),
    };
    let is_of_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let is_id = !id.is_empty() && id.bytes().all(is_of_id);
    if is_id { Ok(id) } else { Err(D::Error::custom("not an id")) }
}

/// Reads a post's address, a word of its row state too; one that is no word is left out.
fn address<'de, D: Deserializer<'de>>(answer: D) -> Result<Option<String>, D::Error> {
    let address: Option<String> = lenient(answer)?;
    let is_word = |address: &String| {
        !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic())
    };
    Ok(address.filter(is_word))
}

/// Reads what an answer can do without: anything else in its place counts as left out.
fn lenient<'de, D, T>(answer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(serde_json::from_value(Value::deserialize(answer)?).ok())
}

/// Reads a text; empty where there is none.
fn text<'de, D: Deserializer<'de>>(answer: D) -> Result<String, D::Error> {
    Ok(lenient(answer)?.unwrap_or_default())
}

/// Reads a whole number, which may come as text.
fn whole<'de, D: Deserializer<'de>>(answer: D) -> Result<Option<i64>, D::Error> {
    Ok(match Value::deserialize(answer)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// Reads a yes or no, which may come as text.
fn flag<'de, D: Deserializer<'de>>(answer: D) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(answer)? {
        Value::Bool(flag) => Some(flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    })
}

/// Reads what may be left out and must be right where it stands: a list that was read wrongly would
/// make a public post look as if it were not. An empty list in its place is PHP's empty object.
fn present<'de, D, T>(answer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    match Value::deserialize(answer)? {
        Value::Null => Ok(None),
        Value::Array(nothing) if nothing.is_empty() => Ok(None),
        value => serde_json::from_value(value).map(Some).map_err(D::Error::custom),
    }
}

/// Reads one object, which may stand in a list by itself.
fn single<'de, D, T>(answer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = match Value::deserialize(answer)? {
        Value::Array(list) => list.into_iter().next().unwrap_or_default(),
        value => value,
    };
    serde_json::from_value(value).map_err(D::Error::custom)
}

/// A container's status.
#[derive(Debug, Deserialize)]
pub(crate) struct Container {
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) status: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) error_message: Option<String>,
}

/// Who a token belongs to.
#[derive(Debug, Clone, Deserialize)]
pub struct Profile {
    /// The user's id, as this app sees it.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The user name, without @.
    #[serde(default, deserialize_with = "text")]
    pub username: String,
}

/// A long-lived token, and how many seconds it lives.
#[derive(Deserialize)]
pub(crate) struct LongLived {
    pub(crate) access_token: String,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) expires_in: Option<i64>,
}

/// The envelope of `debug_token`.
#[derive(Debug, Deserialize)]
pub(crate) struct Debugged {
    #[serde(deserialize_with = "single")]
    pub(crate) data: TokenFacts,
}

/// What Threads knows about a token. Times are UTC, in seconds.
#[derive(Debug, Clone, Deserialize)]
pub struct TokenFacts {
    /// When it was issued.
    #[serde(default, deserialize_with = "whole")]
    pub issued_at: Option<i64>,
    /// When it expires.
    #[serde(default, deserialize_with = "whole")]
    pub expires_at: Option<i64>,
    /// What it may do.
    #[serde(default, deserialize_with = "lenient")]
    pub scopes: Option<Vec<String>>,
}

/// A page of an account's posts.
#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    pub(crate) data: Vec<Media>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) paging: Option<Paging>,
}

/// Where a list goes on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Paging {
    #[serde(default, deserialize_with = "present")]
    pub(crate) cursors: Option<Cursors>,
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
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The text.
    #[serde(default)]
    pub text: Option<String>,
    /// `TEXT_POST`, `IMAGE`, `VIDEO`, `CAROUSEL_ALBUM`, …
    #[serde(default)]
    pub media_type: Option<String>,
    /// The address.
    #[serde(default, deserialize_with = "address")]
    pub permalink: Option<String>,
    /// When it was published, like `2024-09-12T23:17:39+0000`.
    #[serde(default)]
    pub timestamp: Option<String>,
    /// The topic, without #.
    #[serde(default)]
    pub topic_tag: Option<String>,
    /// A carousel's parts.
    #[serde(default, deserialize_with = "present")]
    pub children: Option<Children>,
    /// What it answers, among the replies.
    #[serde(default, deserialize_with = "present")]
    pub replied_to: Option<Parent>,
}

impl From<Media> for ListedPost {
    fn from(media: Media) -> Self {
        // The offset has no colon, so it is no RFC 3339.
        let at = |text: &String| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%z").ok();
        let kind = |word: &str| match word {
            "TEXT_POST" => ListedKind::Text,
            "IMAGE" => ListedKind::Image,
            "VIDEO" => ListedKind::Video,
            "CAROUSEL_ALBUM" => ListedKind::Carousel,
            _ => ListedKind::Other,
        };
        let children = media.children.unwrap_or_default().data;
        Self {
            id: media.id,
            text: media.text.unwrap_or_default(),
            kind: media.media_type.as_deref().map(kind),
            permalink: media.permalink,
            published: media.timestamp.as_ref().and_then(at).map(|at| at.to_utc()),
            topic: media.topic_tag,
            children: children.into_iter().map(|child| child.id).collect(),
            answers: media.replied_to.map(|parent| parent.id),
        }
    }
}

/// The parts of a carousel.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Parts")]
pub struct Children {
    /// One for each part.
    pub data: Vec<Parent>,
}

/// The parts of a carousel, with their envelope or without.
#[derive(Deserialize)]
#[serde(untagged)]
enum Parts {
    Enveloped { data: Vec<Parent> },
    Bare(Vec<Parent>),
}

impl From<Parts> for Children {
    fn from(parts: Parts) -> Self {
        let (Parts::Enveloped { data } | Parts::Bare(data)) = parts;
        Self { data }
    }
}

/// A media that another one names.
#[derive(Debug, Clone, Deserialize)]
pub struct Parent {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: String,
}

/// The envelope of `threads_publishing_limit`.
#[derive(Debug, Deserialize)]
pub(crate) struct Limits {
    #[serde(deserialize_with = "single")]
    pub(crate) data: Option<Limit>,
}

/// How much of a day's quota is used.
#[derive(Debug, Deserialize)]
pub(crate) struct Limit {
    #[serde(default, deserialize_with = "whole")]
    pub(crate) quota_usage: Option<i64>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) config: Option<Quota>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) reply_quota_usage: Option<i64>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) reply_config: Option<Quota>,
}

/// A quota.
#[derive(Debug, Deserialize)]
pub(crate) struct Quota {
    #[serde(default, deserialize_with = "whole")]
    pub(crate) quota_total: Option<i64>,
}

/// The error envelope, in the shape of graph nodes and in the flat one of the token endpoints.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Failure {
    #[serde(default, deserialize_with = "error")]
    pub(crate) error: Option<ErrorBody>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) error_message: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) code: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) error_code: Option<i64>,
}

/// Reads an error, which may be a word alone.
fn error<'de, D: Deserializer<'de>>(answer: D) -> Result<Option<ErrorBody>, D::Error> {
    Ok(match Value::deserialize(answer)? {
        Value::Object(error) => serde_json::from_value(Value::Object(error)).ok(),
        Value::String(word) => Some(ErrorBody { message: Some(word), ..ErrorBody::default() }),
        _ => None,
    })
}

/// An error. Codes reach seven digits and can be negative.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ErrorBody {
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) message: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) code: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) error_subcode: Option<i64>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) is_transient: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) error_user_msg: Option<String>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    #[test]
    fn a_listed_post_has_its_time_its_kind_and_its_children() {
        let body = r#"{"id":"1","timestamp":"2024-09-12T23:17:39+0000","media_type":"CAROUSEL_ALBUM",
            "children":{"data":[{"id":"2"},{"id":"3"}]},"replied_to":{"id":"4"}}"#;
        let listed = ListedPost::from(serde_json::from_str::<Media>(body).unwrap());
        assert_eq!(listed.published.unwrap().to_rfc3339(), "2024-09-12T23:17:39+00:00");
        assert_eq!(listed.kind, Some(ListedKind::Carousel));
        assert_eq!(listed.children, ["2", "3"]);
        assert_eq!(listed.answers.as_deref(), Some("4"));
        let body = r#"{"id":"1","timestamp":"yesterday","media_type":"AUDIO"}"#;
        let listed = ListedPost::from(serde_json::from_str::<Media>(body).unwrap());
        assert_eq!((listed.published, listed.kind), (None, Some(ListedKind::Other)));
    }

    /// Every word of an answer that can stand in a row state.
    fn words(body: &str) -> Vec<String> {
        let id = serde_json::from_str::<Id>(body).map(|answer| answer.id).ok();
        let profile = serde_json::from_str::<Profile>(body).map(|answer| answer.id).ok();
        let media = serde_json::from_str::<Media>(body).ok();
        let parent = serde_json::from_str::<Parent>(body).map(|answer| answer.id).ok();
        let of_media = media.map(|media| (media.id, media.permalink));
        let (media, permalink) = of_media.unzip();
        [id, profile, media, parent, permalink.flatten()].into_iter().flatten().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(1),
            ..ProptestConfig::with_cases(400)
        })]

        #[test]
        fn what_stands_in_a_register_is_one_word(
            id in "[0-9a-z_ \n=ぁ\"\\\\-]{0,4}|[0-9]{1,18}",
            permalink in proptest::option::of("https://[a-z./ \nぁ]{0,12}"),
        ) {
            let body = serde_json::json!({ "id": id, "permalink": permalink }).to_string();
            let is_of_id = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
            let is_id = !id.is_empty() && id.chars().all(is_of_id);
            let words = words(&body);
            let is_word = |word: &String| !word.is_empty() && !word.contains(char::is_whitespace);
            prop_assert!(words.iter().all(is_word), "{:?}", words);
            let n_ids = words.iter().filter(|word| **word == id).count();
            prop_assert_eq!(n_ids, if is_id { 4 } else { 0 });
            let is_kept = permalink.as_ref().is_some_and(|address| words.contains(address));
            let is_word = |address: &String| address.bytes().all(|byte| byte.is_ascii_graphic());
            prop_assert_eq!(is_kept, is_id && permalink.as_ref().is_some_and(is_word));
        }
    }
}
