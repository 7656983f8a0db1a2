//! The text of a post: what the cell shows is what is posted.
//!
//! Text is sacred: line ends are made equal, outer blank lines and what no reader can see are
//! taken off, and nothing else is changed. Knows nothing of columns other than Text.

mod display;
mod placeholders;
mod quoted;
mod secrets;
mod text_key;

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{EmojiStatus, UnicodeEmoji as _};
use unicode_segmentation::UnicodeSegmentation as _;
use url::Url;

pub use self::display::{limit_at, redact};
pub use self::placeholders::placeholders;
pub(crate) use self::quoted::is_long_and_mixed;
pub use self::quoted::{quoted, without_secrets};
pub use self::secrets::{KEY_PREFIX, tokens};
pub use self::text_key::TextKey;
use crate::cell::{Beside, Cell, Value, calls, is_invisible};

/// Longest text that Threads takes, in the unit of [`length`].
/// Source: <https://developers.facebook.com/docs/threads/overview>.
pub const LENGTH_MAX: usize = 500;
/// Most different links that Threads takes in text and link attachment together.
/// Source: <https://developers.facebook.com/docs/threads/create-posts/text-attachments>.
pub const LINKS_MAX: usize = 5;

/// A text as it will be posted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// The text; empty if there was nothing to see.
    pub text: String,
    /// What the person may not have meant.
    pub notices: Vec<TextNotice>,
}

/// What should be said about a text that can be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextNotice {
    /// Control characters were taken out.
    ControlsRemoved,
    /// The text holds a mark that stands for a lost character.
    Broken,
    /// The cell holds a number, a date or a checkbox; what it shows is posted.
    NotText,
    /// A link lies behind words; the words alone are posted.
    LinkBehind,
    /// A chip is in the cell; what it shows is posted.
    Chip,
}

/// Why a Text cell is not posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextFault {
    /// A formula error, by its shown name.
    Error(String),
    /// A picture in the cell, where text belongs.
    Picture,
    /// A formula that gives no text, beside images or videos: it may be a picture.
    NoValue,
    /// An access token, which must not become public.
    Token,
    /// Longer than [`LENGTH_MAX`].
    TooLong {
        /// The text's [`length`].
        length: usize,
    },
    /// More different links than [`LINKS_MAX`].
    TooManyLinks {
        /// How many there are.
        n_links: usize,
    },
}

/// Reads a Text cell; an empty text is no fault, as media alone make a post too.
///
/// # Errors
///
/// [`TextFault`] for a formula error, a picture, or a text that Threads would refuse.
pub fn read_text(cell: &Cell) -> Result<Cleaned, TextFault> {
    let cleaned = read_of_any_length(cell)?;
    check_length(&cleaned.text)?;
    Ok(cleaned)
}

/// Reads a cell whose text is still to be divided.
///
/// # Errors
///
/// [`TextFault`] for a formula error, a picture or a secret.
pub fn read_of_any_length(cell: &Cell) -> Result<Cleaned, TextFault> {
    if let Some(name) = cell.error() {
        return Err(TextFault::Error(name.to_owned()));
    }
    // Only where the formula gives no value: one that can show a picture may show a text in this row.
    if cell.beside == Beside::NoValue && cell.formula.as_deref().is_some_and(is_picture) {
        return Err(TextFault::Picture);
    }
    let mut cleaned = clean(cell.shown_text());
    // The cleaned text is searched, since that is what becomes public.
    if tokens(&cleaned.text).next().is_some() {
        return Err(TextFault::Token);
    }
    if matches!(cell.value, Value::Number(_) | Value::Bool(_)) && !cleaned.text.is_empty() {
        cleaned.notices.push(TextNotice::NotText);
    }
    match cell.beside {
        Beside::Link => cleaned.notices.push(TextNotice::LinkBehind),
        Beside::Chip => cleaned.notices.push(TextNotice::Chip),
        Beside::Nothing | Beside::NoValue | Beside::Picture(_) | Beside::EmptyText => {}
    }
    Ok(cleaned)
}

/// Checks the length of a text.
///
/// # Errors
///
/// [`TextFault::TooLong`] above [`LENGTH_MAX`].
pub fn check_length(text: &str) -> Result<(), TextFault> {
    match length(text) {
        length if length > LENGTH_MAX => Err(TextFault::TooLong { length }),
        _ => Ok(()),
    }
}

/// Checks the number of different links in a text and its link attachment.
///
/// # Errors
///
/// [`TextFault::TooManyLinks`] above [`LINKS_MAX`].
pub fn check_links(text: &str, link_attachment: Option<&str>) -> Result<(), TextFault> {
    match links(text, link_attachment) {
        n_links if n_links > LINKS_MAX => Err(TextFault::TooManyLinks { n_links }),
        _ => Ok(()),
    }
}

/// Tells whether a text is another one with a word or two mended: three quarters of it stand before and behind what
/// differs.
#[must_use]
pub fn is_nearly(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (length, shorter) = (one.len().max(other.len()), one.len().min(other.len()));
    let same = |(a, b): &(&char, &char)| a == b;
    let before = one.iter().zip(&other).take_while(same).count();
    let behind = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    length > 0 && 4 * (before + behind).min(shorter) >= 3 * length
}

/// Tells whether a formula puts a picture into its cell.
pub(super) fn is_picture(formula: &str) -> bool {
    calls(formula, &["IMAGE"])
}

/// Returns a text with equal line ends, without outer blank lines, trailing space and control characters.
#[must_use]
pub fn clean(shown: &str) -> Cleaned {
    let lines = shown.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let kept: String =
        lines.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    let mut notices = Vec::new();
    if kept.len() != lines.len() {
        notices.push(TextNotice::ControlsRemoved);
    }
    if kept.contains('\u{fffd}') {
        notices.push(TextNotice::Broken);
    }
    // Invisible characters count only where there is nothing else: within a text they may join an emoji or
    // shape a script.
    if kept.chars().all(|c| c.is_whitespace() || is_invisible(c) || is_filler(c)) {
        return Cleaned { text: String::new(), notices };
    }
    // Only whole blank lines go at the front: the indent of the first line is the author's.
    let mut text = kept.trim_end();
    while let Some((line, rest)) = text.split_once('\n') {
        if !line.trim().is_empty() {
            break;
        }
        text = rest;
    }
    Cleaned { text: text.to_owned(), notices }
}

/// Tells whether a character counts as a letter and yet shows nothing.
fn is_filler(character: char) -> bool {
    matches!(
        character,
        '\u{2800}' | '\u{3164}' | '\u{115f}' | '\u{1160}' | '\u{ffa0}' | '\u{fe00}'..='\u{fe0f}'
    )
}

/// Returns the length of a text as Threads counts it: every character is one, an emoji its UTF-8 bytes.
///
/// Source: <https://developers.facebook.com/docs/threads/posts>. Only the documented rule is
/// applied; should Threads count more, it refuses before anything is public.
#[must_use]
pub fn length(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let weigh = |cluster: &str| {
        if is_emoji(cluster) { cluster.len() } else { cluster.chars().count() }
    };
    text.graphemes(true).map(weigh).sum()
}

/// Tells whether a grapheme cluster is shown as an emoji; a plain digit, `#` or `©` is none.
fn is_emoji(cluster: &str) -> bool {
    let mut characters = cluster.chars();
    let Some(first) = characters.next() else { return false };
    let is_pictorial = matches!(
        first.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
    );
    let is_marked = |c: char| matches!(c, '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}');
    match first.is_emoji_char() {
        true if cluster.contains('\u{fe0e}') => false,
        true => is_pictorial || characters.any(is_marked),
        false => false,
    }
}

/// Returns the number of different links in a text and its link attachment.
#[must_use]
pub fn links(text: &str, link_attachment: Option<&str>) -> usize {
    let mut found: BTreeSet<String> = link_attachment.into_iter().map(link_key).collect();
    let lower = text.to_ascii_lowercase();
    let mut at = 0;
    while let Some(start) = lower[at..].find("http").map(|offset| at + offset) {
        let end = text[start..]
            .find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"'))
            .map_or(text.len(), |offset| start + offset);
        let scheme = &lower[start..end];
        if scheme.starts_with("http://") || scheme.starts_with("https://") {
            // The end of a sentence is not part of a link, or one link would count twice.
            let url = text[start..end].trim_end_matches(|c| ".,;:!?'*_~)]}".contains(c));
            found.insert(link_key(url));
            at = end;
        } else {
            // Nothing but the word is skipped, for a link may begin inside of it, as in `httphttps://`.
            at = start + "http".len();
        }
    }
    found.len()
}

/// Returns a link as it is compared.
fn link_key(link: &str) -> String {
    Url::parse(link.trim()).map_or_else(|_| link.trim().to_owned(), String::from)
}

/// Returns a text as it is compared: composed (NFC), and every run of white space one space.
#[must_use]
pub fn folded(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How much of a text a report shows, in characters.
const EXCERPT_CHARS: usize = 40;

/// Returns the beginning of a text, on one line and without a token.
#[must_use]
pub fn excerpt(shown: &str) -> String {
    // Covered before it is cut: a piece of a token no longer looks like one.
    let beginning: String = redact(shown).chars().take(EXCERPT_CHARS * 4).collect();
    let line = folded(&beginning);
    match line.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Tells whether two texts are the same to a reader.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn cleaned(shown: &str) -> String {
        clean(shown).text
    }

    #[test]
    fn a_text_with_a_word_mended_is_nearly_the_same() {
        for (one, other) in [
            ("Opne today", "Open today"),
            ("本日のランチはカレーです。", "本日のランチはカレー！です。"),
            ("Same", "Same"),
        ] {
            assert!(is_nearly(one, other) && is_nearly(other, one), "{one}");
        }
        for (one, other) in [("Old", "New"), ("aaaa", "aaaaaaaa"), ("", ""), ("One", "")] {
            assert!(!is_nearly(one, other) && !is_nearly(other, one), "{one}");
        }
    }

    #[test]
    fn a_text_keeps_everything_that_its_author_typed() {
        let kept = [
            "👨‍👩‍👧‍👦 🇯🇵 👍🏽 1️⃣",
            "مرحبا \u{200f}abc\u{202b}x\u{202c}",
            "e\u{301} が が",
            "Z\u{351}\u{36b}a",
            "“quotes” — dash",
            "<b>&amp;</b> **bold**",
            "a\tb\n\n\n\n\n\n\n\n\n\n\n\n\nc",
            "  indented",
            "=1+1",
            "+1 -1 @you",
            "\u{e000}\u{378}",
        ];
        for text in kept {
            assert_eq!(clean(text), Cleaned { text: text.to_owned(), notices: vec![] }, "{text:?}");
        }
    }

    #[test]
    fn only_line_ends_outer_blank_lines_and_control_characters_are_changed() {
        let cases = [
            ("a\r\nb\rc\u{b}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf"),
            ("\n \n\ta\n\n", "\ta"),
            ("a  \n", "a"),
            ("a\0b\u{7f}", "ab"),
        ];
        for (shown, text) in cases {
            assert_eq!(cleaned(shown), text, "{shown:?}");
        }
        assert_eq!(clean("a\0").notices, [TextNotice::ControlsRemoved]);
        assert_eq!(clean("a\u{fffd}").notices, [TextNotice::Broken]);
    }

    #[test]
    fn what_shows_nothing_is_empty() {
        for nothing in ["", " \n\t\u{3000}", "\u{200b}\u{200d}\u{feff}", "\u{3164}\u{2800}", "\0"] {
            assert_eq!(cleaned(nothing), "", "{nothing:?}");
        }
    }

    #[test]
    fn an_emoji_counts_by_its_bytes_and_all_else_by_characters() {
        let cases = [
            ("abc", 3),
            ("あいう", 3),
            ("1 # © ™", 7),
            ("😀", 4),
            ("👨‍👩‍👧‍👦", 25),
            ("🇯🇵", 8),
            ("1️⃣", 7),
            ("❤️", 6),
            ("❤\u{fe0e}", 2),
            ("⌚\u{fe0e}", 2),
            ("e\u{301}", 2),
        ];
        for (text, n) in cases {
            assert_eq!(length(text), n, "{text}");
        }
        let read = |text: String| read_text(&Cell::text(&text)).map(|_| ());
        assert_eq!(read("あ".repeat(500)), Ok(()));
        assert_eq!(read("あ".repeat(501)), Err(TextFault::TooLong { length: 501 }));
        assert_eq!(read("😀".repeat(126)), Err(TextFault::TooLong { length: 504 }));
    }

    #[test]
    fn links_count_once_each_wherever_they_stand() {
        let cases = [
            ("see https://a.example, https://a.example/ and HTTP://b.example.", None, 2),
            ("httphttps://a.example http: nothing", None, 1),
            ("（https://a.example/x）と「https://a.example/y」", None, 2),
            ("https://a.example/", Some("https://a.example"), 1),
            ("none", Some("https://a.example"), 1),
            ("none", None, 0),
        ];
        for (text, link, n_links) in cases {
            assert_eq!(links(text, link), n_links, "{text}");
        }
        let six = (0..6).map(|n| format!("https://a.example/{n}")).collect::<Vec<_>>().join(" ");
        assert_eq!(check_links(&six, None), Err(TextFault::TooManyLinks { n_links: 6 }));
        assert_eq!(check_links(&six[..six.len() - 20], None), Ok(()));
    }

    #[test]
    fn an_error_or_a_picture_is_never_posted_and_a_number_is_posted_as_shown() {
        let error = |name: &str| Cell { value: Value::Error(name.to_owned()), ..Cell::default() };
        assert_eq!(read_text(&error("#REF!")), Err(TextFault::Error("#REF!".to_owned())));
        let formula = |formula: &str, shown: &str| Cell {
            formula: Some(formula.to_owned()),
            ..Cell::text(shown)
        };
        for picture in ["= image(\"x\")", "=IF(B2=\"\",\"\",IMAGE(B2))", "=IFERROR( Image (B2),1)"]
        {
            let picture = Cell { beside: Beside::NoValue, ..formula(picture, "") };
            assert_eq!(read_text(&picture), Err(TextFault::Picture));
        }
        assert_eq!(read_text(&formula("=\"IMAGE(\"", "IMAGE(")).unwrap().text, "IMAGE(");
        assert_eq!(read_text(&formula("=\"Hi \"&B2", "Hi you")).unwrap().text, "Hi you");
        assert_eq!(read_text(&Cell::text("#N/A")).unwrap().text, "#N/A");
        let price =
            Cell { value: Value::Number(1.1), shown: "¥1.10".to_owned(), ..Cell::default() };
        let read = read_text(&price).unwrap();
        assert_eq!((read.text.as_str(), &read.notices[..]), ("¥1.10", &[TextNotice::NotText][..]));
    }

    #[test]
    fn a_report_shows_the_beginning_of_a_text() {
        assert_eq!(excerpt(&format!("a{}b\nc", " ".repeat(60))), "a b c");
        assert_eq!(excerpt(&"あ".repeat(40)), "あ".repeat(40));
        assert_eq!(excerpt(&"あ".repeat(41)), format!("{}…", "あ".repeat(40)));
    }

    #[test]
    fn texts_are_the_same_when_no_reader_could_tell_them_apart() {
        assert!(same("caf\u{e9} \n x", "cafe\u{301} x "));
        assert!(!same("a", "A"));
    }

    #[test]
    fn a_formula_that_shows_a_text_is_no_picture_though_it_calls_one() {
        let formula = Some("=IF(A1,\"hello\",IMAGE(B1))".to_owned());
        let shows = Cell { formula: formula.clone(), ..Cell::text("hello") };
        assert_eq!(read_text(&shows).unwrap().text, "hello");
        let beside = Beside::NoValue;
        let empty = Cell { formula, beside, ..Cell::default() };
        assert!(matches!(read_text(&empty), Err(TextFault::Picture)));
        let other = Cell { formula: Some("=A1".to_owned()), beside, ..Cell::default() };
        assert_eq!(read_text(&other).unwrap().text, "");
    }
}
