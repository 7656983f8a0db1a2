//! The Threads API's own words, as its answers spell them.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

/// An answer that is an id: of a container, or of a published media.
#[derive(Debug, Deserialize)]
pub(crate) struct Id {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
}

/// Reads an id. It becomes a word of a row's register and a part of addresses, so an answer with
/// anything else in its place is none.
fn id<'de, D: Deserializer<'de>>(answer: D) -> Result<String, D::Error> {
    let id = String::deserialize(answer)?;
    let is_of_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let is_id = !id.is_empty() && id.bytes().all(is_of_id);
    if is_id { Ok(id) } else { Err(D::Error::custom("not an id")) }
}

/// Reads a post's address, a word of its row's register too; one that is no word is left out.
fn address<'de, D: Deserializer<'de>>(answer: D) -> Result<Option<String>, D::Error> {
    let address = Option::<String>::deserialize(answer)?;
    let is_word = |address: &String| {
        !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic())
    };
    Ok(address.filter(is_word))
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
    #[serde(deserialize_with = "id")]
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
    #[serde(deserialize_with = "id")]
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    /// Every word of an answer that can stand in a row's register.
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
