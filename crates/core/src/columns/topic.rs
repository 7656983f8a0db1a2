//! Topic: the tag under which Threads shows a post.

use unicode_normalization::UnicodeNormalization as _;

use super::entry::{Content, Entry, Shown, Value, shown};
use super::fault::OptionFault;
use super::names::Names;
use crate::cell::{Cell, is_invisible, visible};
use crate::language::PerLanguage;

pub(super) const ENTRY: Entry = Entry {
    is_in_new_tab: true,
    is_telling: true,
    content: Some(Content {
        is_free_text: true,
        shown: Shown::Topic,
        ..Content::new("topic_tag", |cell, _| Ok(read(cell)?.map(Value::OfPost)))
    }),
    ..Entry::optional(
        "topic",
        Names::new(PerLanguage { en: "Topic", ja: "トピック" }, &["トピックタグ", "topic tag"]),
    )
};

/// Longest topic tag that Threads takes, in characters.
/// Source: <https://developers.facebook.com/docs/threads/posts>.
pub const TOPIC_MAX: usize = 50;

/// Reads a Topic cell; a `#` in front is taken off.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or what Threads does not take as a topic.
pub fn read(cell: &Cell) -> Result<Option<String>, OptionFault> {
    let shown = shown(cell)?;
    // The joiner stays: it holds emoji together.
    let plain: String = shown.nfkc().filter(|c| *c == '\u{200d}' || !is_invisible(*c)).collect();
    let topic = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let topic = topic.trim_start_matches('#').trim_start();
    if topic.is_empty() {
        Ok(None)
    // Several topics cannot be posted, and choosing one of them would be a guess.
    } else if topic.contains('#') || visible(shown).contains('\n') {
        Err(OptionFault::TopicSeveral(shown.to_owned()))
    } else if topic.contains(['.', '&']) {
        Err(OptionFault::TopicSign(shown.to_owned()))
    } else if topic.chars().count() > TOPIC_MAX {
        Err(OptionFault::TopicTooLong(shown.to_owned()))
    } else {
        Ok(Some(topic.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_topic_is_one_short_tag() {
        let read = |text: &str| read(&Cell::text(text));
        for (typed, topic) in
            [("#coffee", "coffee"), (" ＃ 新商品\n\u{200b} ", "新商品"), ("👨‍👩‍👧", "👨‍👩‍👧")]
        {
            assert_eq!(read(typed), Ok(Some(topic.to_owned())), "{typed}");
        }
        assert_eq!(read(" # "), Ok(None));
        assert_eq!(read(&"あ".repeat(50)).unwrap().map(|topic| topic.chars().count()), Some(50));
        for (typed, fault) in [
            ("#a #b", OptionFault::TopicSeveral as fn(String) -> OptionFault),
            ("a\nb", OptionFault::TopicSeveral),
            ("v1.0", OptionFault::TopicSign),
            ("R&B", OptionFault::TopicSign),
            (&"あ".repeat(51), OptionFault::TopicTooLong),
        ] {
            assert_eq!(read(typed), Err(fault(typed.to_owned())), "{typed}");
        }
    }
}
