//! What is kept of a text by which another one is told to say the same.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use unicode_normalization::UnicodeNormalization as _;

use super::is_filler;
use crate::cell::is_invisible;

/// A text as repeats are told by it: spaces, line breaks, width and case make no difference. It is compared within one
/// run alone, and written nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextKey(u64);

impl TextKey {
    /// Returns the key of a text; none where it shows nothing.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let is_shown =
            |c: &char| !(c.is_whitespace() || c.is_control() || is_invisible(*c) || is_filler(*c));
        let mut hasher = DefaultHasher::new();
        let mut shows_something = false;
        for character in text.nfkc().flat_map(char::to_lowercase).filter(is_shown) {
            shows_something = true;
            character.hash(&mut hasher);
        }
        shows_something.then(|| Self(hasher.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_spaces_line_breaks_width_and_case_alone_are_the_same() {
        for (one, other) in [
            ("Open today", "open  TODAY\n"),
            ("Open today", "Open\r\nto\u{3000}day"),
            ("ＯＰＥＮ　ｔｏｄａｙ！", "open today!"),
            ("ｾｰﾙ", "セール"),
            ("caf\u{e9}", "CAFE\u{301}"),
            ("本日\u{200b}営業", "\u{feff}本日営業"),
            ("❤\u{fe0f} x", "❤x"),
        ] {
            assert!(TextKey::of(one).is_some(), "{one:?}");
            assert_eq!(TextKey::of(one), TextKey::of(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn texts_that_differ_in_anything_else_are_others() {
        for (one, other) in [
            ("Open today", "Open today!"),
            ("セール", "せーる"),
            ("1", "2"),
            ("https://a.example/1", "https://a.example/2"),
            ("👍", "👍🏽"),
        ] {
            assert_ne!(TextKey::of(one), TextKey::of(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_shows_nothing_is_like_no_other() {
        for nothing in ["", " \n\t\u{3000}", "\u{200b}\u{feff}", "\u{3164}\u{2800}", "\u{fe0f}"] {
            assert_eq!(TextKey::of(nothing), None, "{nothing:?}");
        }
    }
}
