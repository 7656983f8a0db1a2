//! How what was read is shown within a sentence, whatever the language: short, on one line, and without secrets.

use chrono::TimeDelta;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::columns::Tab;
use crate::language::Language;
use crate::text::{KEY_PREFIX, redact};

/// How much of a cell is repeated, in characters as a reader counts them.
const QUOTE_MAX: usize = 40;

/// What tokens begin with, in lower case: of Threads, of its apps, of Instagram and of Facebook; and our keys.
const TOKEN_BEGINNINGS: &[&str] = &["thaa", "th|", "igaa", "igq", "eaa", KEY_PREFIX];

/// A word that begins like a token is one from this length on, in bytes.
const TOKEN_MIN: usize = 20;

/// Returns the beginning of what a cell holds, on one line, and without anything that looks like a token.
#[must_use]
pub fn short(read: &str) -> String {
    let hidden = |word: &str| {
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_token = TOKEN_BEGINNINGS.iter().any(|beginning| bare.contains(beginning));
        if is_token && bare.len() >= TOKEN_MIN { "***".to_owned() } else { word.to_owned() }
    };
    let line = redact(read).split_whitespace().map(hidden).collect::<Vec<_>>().join(" ");
    let mut letters = line.graphemes(true);
    let mut beginning: String = letters.by_ref().take(QUOTE_MAX).collect();
    if letters.next().is_some() {
        beginning.push('…');
    }
    beginning
}

/// Returns a number with its thousands apart.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// Returns a header on one line.
pub(super) fn one_line(header: &str) -> String {
    redact(&header.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns a size in tenths of megabytes, rounded up, so that what is too large never looks as if it fitted.
pub(super) fn megabytes(bytes: u64) -> String {
    let tenths = (bytes.saturating_mul(10)).div_ceil(1 << 20);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// Returns a length of time in days, hours, minutes and seconds.
pub(super) fn parts_of(length: TimeDelta) -> [i64; 4] {
    let seconds = length.num_seconds();
    [seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
}

/// Returns the titles that a tab may have in the languages other than this one.
pub(super) fn titles_elsewhere(tab: Tab, language: Language) -> String {
    let others = Language::ALL.into_iter().filter(|other| *other != language);
    others.map(|other| tab.title(other)).collect::<Vec<_>>().join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_cell_is_quoted_by_its_beginning_and_never_within_a_letter() {
        assert_eq!(short("a\n b"), "a b");
        assert_eq!(short(&"あ".repeat(41)), format!("{}…", "あ".repeat(40)));
        let families = "👨‍👩‍👧‍👦".repeat(50);
        assert_eq!(short(&families), format!("{}…", "👨‍👩‍👧‍👦".repeat(40)));
        assert_eq!(short(""), "");
    }

    #[test]
    fn a_size_just_over_the_limit_does_not_look_like_the_limit() {
        assert_eq!(megabytes((8 << 20) + 1), "8.1 MB");
        assert_eq!(megabytes(12 << 20), "12.0 MB");
    }
}
