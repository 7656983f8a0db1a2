//! The rules of a post's words: their length, their links, their topic.

use std::collections::BTreeSet;

use super::quirks::Counting;

/// Source: <https://developers.facebook.com/docs/threads/overview> (Limitations).
pub(super) const LENGTH_MAX: usize = 500;

/// Source: <https://developers.facebook.com/docs/threads/create-posts/text-attachments>, since
/// December 2025.
pub(super) const LINKS_MAX: usize = 5;

/// Characters that are emoji wherever they stand, as first and last of a range.
///
/// Source: Unicode's emoji-data, property `Emoji_Presentation`, neighbours run together.
const EMOJI: [(u32, u32); 22] = [
    (0x231A, 0x231B),
    (0x23E9, 0x23EC),
    (0x23F0, 0x23F0),
    (0x23F3, 0x23F3),
    (0x25FD, 0x25FE),
    (0x2614, 0x2615),
    (0x2648, 0x2653),
    (0x267F, 0x267F),
    (0x2693, 0x2693),
    (0x26A1, 0x26A1),
    (0x26AA, 0x26AB),
    (0x26BD, 0x26BE),
    (0x26C4, 0x26C5),
    (0x26CE, 0x26CE),
    (0x26D4, 0x26D4),
    (0x26EA, 0x26FD),
    (0x2705, 0x2705),
    (0x270A, 0x270B),
    (0x2728, 0x2728),
    (0x274C, 0x2757),
    (0x2795, 0x2797),
    (0x2B1B, 0x2B55),
];

/// Emoji beyond the first plane: cards, flags, pictures, hands, faces.
const PICTURES: (u32, u32) = (0x1F000, 0x1FAFF);

/// Returns a text's length in the unit of the limit.
pub(super) fn length(text: &str, counting: Counting) -> usize {
    match counting {
        Counting::Documented => documented(text),
        Counting::Bytes => text.len(),
        Counting::Characters => text.chars().count(),
        Counting::Utf16 => text.encode_utf16().count(),
    }
}

/// Returns a text's length as the documented limit counts it: one for a character, and for an emoji
/// its length in UTF-8.
///
/// Source: <https://developers.facebook.com/docs/threads/overview> (Limitations).
fn documented(text: &str) -> usize {
    let mut characters = text.chars().peekable();
    let mut length = 0;
    let mut in_emoji = false;
    while let Some(character) = characters.next() {
        // Some characters are text unless a selector behind them makes them a picture: ☀ counts one, ❤️ six.
        let as_picture = characters.peek() == Some(&'\u{FE0F}');
        // Selectors, joiners, key caps and tags belong to the emoji before them.
        let joins =
            matches!(character, '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}');
        in_emoji = is_emoji(character) || as_picture || (in_emoji && joins);
        length += if in_emoji { character.len_utf8() } else { 1 };
    }
    length
}

fn is_emoji(character: char) -> bool {
    let point = u32::from(character);
    let within = |(first, last): &(u32, u32)| (*first..=*last).contains(&point);
    within(&PICTURES) || EMOJI.iter().any(within)
}

/// Returns a text's different links.
pub(super) fn links(text: &str) -> BTreeSet<String> {
    // A link at the end of a sentence or in brackets does not include what closes them. Japanese has no spaces around
    // links, so its own marks end one as well.
    let ends_sentence = |c: char| matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | ')' | ']' | '"');
    let starts = |word: &str| {
        let at = word.find("https://").or_else(|| word.find("http://"))?;
        word.get(at..).map(str::to_owned)
    };
    text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '、' | '。' | '「' | '」'))
        .filter_map(starts)
        .map(|link| link.trim_end_matches(ends_sentence).to_owned())
        .collect()
}

/// Returns the first word of a text that makes a topic, without its hash.
///
/// A number alone is no topic; a topic ends at white space and at `. & @ ! ? , ; :`.
/// Source: <https://developers.facebook.com/docs/threads/posts> (Tags).
pub(super) fn topic(text: &str) -> Option<String> {
    let ends = |c: char| {
        c.is_whitespace() || matches!(c, '.' | '&' | '@' | '!' | '?' | ',' | ';' | ':' | '#')
    };
    let mut before = None;
    for (at, character) in text.char_indices() {
        // A hash within a word, as in `a#b`, begins no topic.
        let begins = character == '#' && before.is_none_or(char::is_whitespace);
        before = Some(character);
        if !begins {
            continue;
        }
        let tag: String = text.get(at + 1..)?.chars().take_while(|c| !ends(*c)).collect();
        if is_topic(&tag) && !tag.chars().all(|c| c.is_ascii_digit()) {
            return Some(tag);
        }
    }
    None
}

/// Tells whether a topic keeps the rules: 1 to 50 characters, no full stop, no ampersand.
///
/// Source: <https://developers.facebook.com/docs/threads/posts> (Tags).
pub(super) fn is_topic(topic: &str) -> bool {
    (1..=50).contains(&topic.chars().count()) && !topic.contains(['.', '&'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_counts_its_bytes_and_anything_else_one() {
        for (text, expected) in [
            ("abc", 3),
            ("日本語", 3),
            ("it’s", 4),
            ("😀", 4),
            ("☕", 3),
            ("❤️", 6),
            ("☀", 1),
            ("👩‍👧", 11),
            ("👍🏽", 8),
            ("🇯🇵", 8),
            ("1️⃣", 7),
            ("", 0),
        ] {
            assert_eq!(length(text, Counting::Documented), expected, "{text}");
        }
    }

    #[test]
    fn a_text_may_be_counted_otherwise() {
        for (counting, expected) in
            [(Counting::Bytes, 9), (Counting::Characters, 4), (Counting::Utf16, 5)]
        {
            assert_eq!(length("aあ😀b", counting), expected, "{counting:?}");
        }
    }

    #[test]
    fn the_same_link_twice_is_one() {
        let links = links("https://a.example/x, (https://b.example) https://a.example/x no://c");
        assert_eq!(links.len(), 2, "{links:?}");
    }

    #[test]
    fn the_first_hash_that_is_no_number_makes_the_topic() {
        assert_eq!(topic("we are #1, say #Rust! and #Go"), Some("Rust".to_owned()));
        assert_eq!(topic("a#b ## #"), None);
    }
}
