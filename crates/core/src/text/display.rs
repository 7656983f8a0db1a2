//! A text as it may be shown before it is posted: without a token, and with its end in sight.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{LENGTH_MAX, length, secrets};

/// Returns where a text exceeds what Threads takes, as a place between its bytes; its end where it fits.
#[must_use]
pub fn limit_at(text: &str) -> usize {
    let mut left = LENGTH_MAX;
    for (at, cluster) in text.grapheme_indices(true) {
        match left.checked_sub(length(cluster)) {
            Some(rest) => left = rest,
            None => return at,
        }
    }
    text.len()
}

/// Returns a text with `***` in the place of every access token and every key.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut redact = String::with_capacity(text.len());
    let mut rest = 0;
    for place in secrets::places(text) {
        redact.push_str(&text[rest..place.start]);
        redact.push_str("***");
        rest = place.end;
    }
    redact.push_str(&text[rest..]);
    redact
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_lies_between_characters_and_never_inside_an_emoji() {
        assert_eq!(limit_at("short"), 5);
        let full = "あ".repeat(LENGTH_MAX);
        assert_eq!(limit_at(&full), full.len());
        assert_eq!(limit_at(&format!("{full}!")), full.len());
        // The family counts 25, and 490 characters stand before it.
        let family = format!("{}👨‍👩‍👧‍👦", "a".repeat(490));
        assert_eq!(limit_at(&family), 490);
    }

    #[test]
    fn a_token_is_covered_and_what_stands_around_it_stays() {
        let token = format!("{}AA{}", "TH", "x1_-".repeat(20));
        assert_eq!(redact(&format!("mine: {token}!\n\nEnd.")), "mine: ***!\n\nEnd.");
        assert_eq!(redact("THAA is no token. "), "THAA is no token. ");
        assert_eq!(redact(""), "");
    }
}
