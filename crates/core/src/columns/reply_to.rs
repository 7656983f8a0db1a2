//! Reply to: the post that a post replies to.
//!
//! It adds no value of its own to the post: which media id is answered is known only once the parent is out, so the
//! plan and the run carry it.

use url::Url;

use super::entry::{CellStyle, Entry, shown};
use super::fault::OptionFault;
use super::names::Names;
use crate::cell::{Cell, Value, fold, visible};
use crate::language::PerLanguage;

pub(super) const ENTRY: Entry = Entry {
    is_in_new_tab: true,
    format: CellStyle::Ends,
    scopes: &SCOPES,
    ..Entry::optional(
        "reply-to",
        Names::new(PerLanguage { en: "Reply to", ja: "返信先" }, &["reply to", "reply to id"]),
    )
};

/// The permissions to make a reply, and to find one again whose answer was lost.
/// Source: <https://developers.facebook.com/docs/threads/create-posts/create-replies>.
pub(super) const SCOPES: [&str; 2] = ["threads_manage_replies", "threads_read_replies"];

/// Fewest digits of a media id; a shorter number is a row's, and Reply to does not know rows by number.
const MEDIA_ID_MIN: usize = 10;

/// What a post replies to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReplyTo {
    /// The nearest row above of the same account.
    Previous,
    /// A post by its URL.
    Permalink(String),
    /// A post by its media id.
    MediaId(String),
}

/// Reads a Reply to cell: `previous`, a Threads permalink or a media id.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or anything else.
pub fn read(cell: &Cell) -> Result<Option<ReplyTo>, OptionFault> {
    let shown = shown(cell)?;
    let word = fold(shown);
    if word.is_empty() {
        return Ok(None);
    }
    if matches!(word.as_str(), "previous" | "previous row" | "前の行" | "上の行" | "前の投稿")
    {
        return Ok(Some(ReplyTo::Previous));
    }
    // A number cell keeps fifteen digits of an id's seventeen: only text can be trusted.
    let is_text = matches!(cell.value, Value::Text(_));
    let is_id = word.len() >= MEDIA_ID_MIN && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_text && is_id {
        return Ok(Some(ReplyTo::MediaId(word)));
    }
    let url = Url::parse(&visible(shown)).ok().filter(|url| {
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
        let mut path = url.path_segments().into_iter().flatten();
        // Both domains: addresses from before Threads moved to threads.com are still pasted.
        matches!(host, "threads.net" | "threads.com")
            && path.any(|part| part == "post" || part == "t")
    });
    match url {
        Some(url) => Ok(Some(ReplyTo::Permalink(url.into()))),
        None => Err(OptionFault::ReplyTo(shown.to_owned())),
    }
}

/// Returns the part of a post's address that does not depend on the host or on how it was shared.
#[must_use]
pub fn post_code(address: &str) -> &str {
    let path = address.split_once("/post/").or_else(|| address.split_once("/t/"));
    let path = path.map_or(address, |(_, rest)| rest);
    path.split(['?', '#', '/']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_reply_goes_to_the_row_above_or_to_one_post() {
        let read = |text: &str| read(&Cell::text(text));
        for previous in ["previous", "前の行", " Previous Row "] {
            assert_eq!(read(previous), Ok(Some(ReplyTo::Previous)), "{previous}");
        }
        assert_eq!(
            read("18000000000000000"),
            Ok(Some(ReplyTo::MediaId("18000000000000000".to_owned())))
        );
        let link = "https://www.threads.com/@my_shop/post/AbC";
        for typed in [link.to_owned(), format!("{link}\u{a0}\u{200b}")] {
            assert_eq!(read(&typed), Ok(Some(ReplyTo::Permalink(link.to_owned()))), "{typed:?}");
        }
        let number = Cell {
            value: Value::Number(1.8e16),
            shown: "18000000000000000".to_owned(),
            ..Cell::default()
        };
        assert!(super::read(&number).is_err());
        for typed in ["row 5", "https://example.com/post/1", "https://www.threads.com/@my_shop"] {
            assert_eq!(read(typed), Err(OptionFault::ReplyTo(typed.to_owned())));
        }
        let error = Cell { value: Value::Error("#N/A".to_owned()), ..Cell::default() };
        let fault = OptionFault::Error("#N/A".to_owned());
        assert_eq!(super::read(&error), Err(fault));
    }
}
