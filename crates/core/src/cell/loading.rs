//! The word that a cell shows while the sheet is still working it out.

use super::fold;

/// What is shown, folded and without the dots behind it.
const WORDS: [&str; 4] = ["loading", "loading data", "読み込んでいます", "読み込み中"];

/// The word and its dots are shorter than this, in bytes.
const LENGTH_MAX: usize = 64;

/// Tells whether a text is the word, and nothing else.
pub(super) fn is_the_word(text: &str) -> bool {
    if text.len() > LENGTH_MAX {
        return false;
    }
    let folded = fold(text);
    let word = folded.trim_end_matches(['.', '。', '・']);
    // The dots are required: the bare word may be somebody's text.
    word.len() < folded.len() && WORDS.contains(&word.trim_end())
}

/// Tells whether the word is part of what a formula has put together.
pub(crate) fn holds_the_word(text: &str) -> bool {
    // Folding every text of a long tab would be slow.
    if !(text.contains("oading") || text.contains("OADING") || text.contains("読み込")) {
        return false;
    }
    let folded = fold(text);
    WORDS.iter().any(|word| {
        folded.match_indices(word).any(|(at, _)| {
            // Another word may end like it: downloading.
            let is_begun = !folded[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            is_begun && folded[at + word.len()..].starts_with("...")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_not_the_word() {
        let dotted = |length: usize| format!("{:.<length$}", "loading");
        assert!(is_the_word(&dotted(LENGTH_MAX)));
        assert!(!is_the_word(&dotted(LENGTH_MAX + 1)));
    }
}
