//! Alt text: what the images and videos show, for people who cannot see them.

use super::entry::{Content, Entry, Shown, Value, shown};
use super::fault::OptionFault;
use super::names::Names;
use crate::cell::Cell;
use crate::language::PerLanguage;

pub(super) const ENTRY: Entry = Entry {
    is_in_new_tab: true,
    width: 150,
    content: Some(Content {
        is_free_text: true,
        shown: Shown::Caption,
        ..Content::new("alt_text", of_media)
    }),
    ..Entry::optional(
        "alt-text",
        Names::new(
            PerLanguage { en: "Alt text", ja: "代替テキスト" },
            &["alt text", "画像の説明", "alt"],
        ),
    )
};

/// Longest alt text that Threads takes, in characters.
/// Source: <https://developers.facebook.com/docs/threads/create-posts/accessibility>.
pub const ALT_TEXT_MAX: usize = 1_000;

fn of_media(cell: &Cell, n_media: usize) -> Result<Option<Value>, OptionFault> {
    let texts = read(cell, n_media)?;
    Ok(texts.iter().any(Option::is_some).then_some(Value::OfMedia(texts)))
}

/// Reads an Alt text cell: one line for each medium, the whole cell where there is one medium.
///
/// The answer has one entry per medium; `None` is a medium without alt text.
///
/// # Errors
///
/// [`OptionFault`] for a formula error, a text that is too long, or more lines than media.
pub fn read(cell: &Cell, n_media: usize) -> Result<Vec<Option<String>>, OptionFault> {
    let shown = shown(cell)?;
    let unified =
        shown.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<&str> = match n_media {
        // With one medium there is nothing to tell apart, so line breaks belong to the text.
        1 => vec![unified.trim()],
        _ => unified.trim_end().split('\n').map(str::trim).collect(),
    };
    let n_lines = lines.len();
    // More lines than media are refused and not cut: the surplus may mean that a medium is missing.
    if n_lines > n_media && lines.iter().any(|line| !line.is_empty()) {
        return Err(OptionFault::AltTooMany { n_lines, n_media });
    }
    let mut texts = Vec::with_capacity(n_media);
    for (idx, line) in lines.into_iter().take(n_media).enumerate() {
        let length = line.chars().count();
        if length > ALT_TEXT_MAX {
            return Err(OptionFault::AltTooLong { line: idx + 1, length });
        }
        texts.push((!line.is_empty()).then(|| line.to_owned()));
    }
    // Fewer lines than media are no mistake: not everything has an alt text.
    texts.resize(n_media, None);
    Ok(texts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn each_line_describes_one_medium_and_nothing_is_cut() {
        let read = |text: &str, n_media| read(&Cell::text(text), n_media);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("a cat\r\n\r\na dog", 3), Ok(vec![some("a cat"), None, some("a dog")]));
        assert_eq!(read("one\ntwo", 1), Ok(vec![some("one\ntwo")]));
        assert_eq!(read("", 2), Ok(vec![None, None]));
        assert_eq!(read(" ", 0), Ok(vec![]));
        assert_eq!(read("a", 0), Err(OptionFault::AltTooMany { n_lines: 1, n_media: 0 }));
        assert_eq!(read("a\nb\nc", 2), Err(OptionFault::AltTooMany { n_lines: 3, n_media: 2 }));
        assert_eq!(read(&"あ".repeat(1_000), 1).unwrap().len(), 1);
        let long = format!("a\n{}", "あ".repeat(1_001));
        assert_eq!(read(&long, 2), Err(OptionFault::AltTooLong { line: 2, length: 1_001 }));
    }
}
