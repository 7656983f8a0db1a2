//! What one media URL must look like.

use url::Url;

use super::hosts::{self, Shared};
use super::{MediaFault, MediaKind, MediaWhy, Medium};
use crate::host::is_private_host;

/// Endings of the files that Threads takes.
/// Source: <https://developers.facebook.com/docs/threads/overview>.
const KNOWN_ENDINGS: &[(&str, MediaKind)] = &[
    ("jpg", MediaKind::Image),
    ("jpeg", MediaKind::Image),
    ("png", MediaKind::Image),
    ("mp4", MediaKind::Video),
    ("mov", MediaKind::Video),
];
/// Endings of the files that people try and Threads refuses.
const REFUSED_ENDINGS: &[&str] = &[
    "heic", "heif", "webp", "svg", "pdf", "gif", "bmp", "tif", "tiff", "avif", "ico", "psd", "ai",
    "avi", "mkv", "webm", "wmv", "flv", "html", "htm", "zip", "docx", "xlsx", "pptx", "mp3",
];
/// Those of them that are pictures and videos.
const SHOWN_ENDINGS: &[&str] =
    &["heic", "heif", "webp", "gif", "bmp", "tif", "tiff", "avif", "avi", "mkv", "webm", "wmv"];
/// Signs that a sentence leaves behind a URL, and that a URL may hold.
const TRAILING: &[char] = &[')', ']', '}', '>', '.', ',', ';', ':', '!', '\'', '"'];
/// Signs that a sentence leaves behind a URL, and that no URL holds.
const TRAILING_WIDE: &[char] =
    &['。', '、', '，', '．', '！', '？', '；', '：', '）', '」', '』', '】', '〉', '》', '”', '’'];
/// Signs that a sentence leaves in front of a URL.
const LEADING: &[char] =
    &['(', '[', '{', '<', '\'', '"', '（', '「', '『', '【', '〈', '《', '“', '‘'];
/// Signs behind which one URL may hold another.
const HOLDING: &[char] = &['/', '=', '?', '&', '#', ':', '+', '|', '@', '%'];
/// Blanks that people leave within a file's name, or between an address and their words.
const BLANKS: &[char] = &[' ', '\u{a0}', '\u{3000}'];

/// Reads one piece of a Media cell.
pub(super) fn judge(piece: &str, kind: Option<MediaKind>) -> Result<Medium, MediaFault> {
    let refuse = |why| MediaFault { why, read: piece.to_owned() };
    let typed = narrowed(piece);
    let typed = typed.trim_start_matches(LEADING);
    let lower = typed.to_lowercase();
    // `C:\` would parse as a URL with the scheme `c`.
    let has_drive = matches!(lower.as_bytes(), [b'a'..=b'z', b':', b'\\' | b'/', ..]);
    if lower.starts_with("data:") {
        return Err(refuse(MediaWhy::Data));
    }
    if has_drive || lower.starts_with("file:") || lower.starts_with("blob:") {
        return Err(refuse(MediaWhy::LocalFile));
    }
    if lower.starts_with(['/', '\\', '~']) || lower.starts_with("./") || lower.starts_with("../") {
        return Err(refuse(MediaWhy::LocalFile));
    }
    let (url, typed) = parse(typed).ok_or_else(|| refuse(MediaWhy::NotUrl))?;
    match url.host() {
        None => return Err(refuse(MediaWhy::NotUrl)),
        // This comes before the scheme: changing such an address to https would not help.
        Some(host) if is_private_host(&host) => return Err(refuse(MediaWhy::PrivateAddress)),
        Some(_) => {}
    }
    if url.scheme() != "https" {
        return Err(refuse(MediaWhy::NotHttps));
    }
    // Two glued addresses parse as one; Threads would fetch something that nobody meant.
    if holds_another(&typed) {
        return Err(refuse(MediaWhy::Several));
    }
    if has_words_behind(&typed) {
        return Err(refuse(MediaWhy::Blank));
    }
    let (url, typed) = match hosts::shared(&url) {
        Some(Shared::Page(page)) => return Err(refuse(MediaWhy::Page(page))),
        Some(Shared::File(file)) => {
            let spelled = String::from(file.clone());
            (file, spelled)
        }
        None => (url, typed),
    };
    let ending = ending(&url);
    // A person who has written `image:` in front knows better than the ending.
    if kind.is_none() && REFUSED_ENDINGS.contains(&ending.as_str()) {
        return Err(refuse(MediaWhy::Ending(ending)));
    }
    // A URL that needs no encoding stays as it was typed: a signature may cover its spelling.
    let is_spelled =
        typed.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
    let kind = kind.or_else(|| kind_of(&ending));
    let url = if is_spelled { typed } else { url.into() };
    Ok(Medium { kind, url, typed: piece.to_owned() })
}

/// Returns a URL in plain letters where its scheme was typed in wide ones.
fn narrowed(piece: &str) -> String {
    // Only a wide scheme is narrowed: wide letters later in a URL may be part of a file's name.
    if !piece.starts_with(['ｈ', 'Ｈ']) {
        return piece.to_owned();
    }
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    piece.chars().map(narrow).collect()
}

/// Parses a URL, without the signs behind it unless they are within a known file's query.
fn parse(typed: &str) -> Option<(Url, String)> {
    let typed = typed.trim().trim_end_matches(TRAILING_WIDE);
    let whole = Url::parse(typed).ok()?;
    let bare = without_signs(typed);
    match kind_of(&ending(&whole)) {
        // Without a known ending the last sign cannot be part of one, so it is the sentence's.
        None => Some((Url::parse(bare).unwrap_or(whole), bare.to_owned())),
        Some(_) => Some((whole, typed.to_owned())),
    }
}

/// Returns an address without the signs that a sentence leaves around it; a bracket that closes one within the
/// address is a part of it.
pub(crate) fn without_signs(typed: &str) -> &str {
    let is_unseen = |c: char| c.is_whitespace() || c.is_control();
    let mut bare = typed.trim_matches(is_unseen).trim_start_matches(LEADING);
    while let Some(last) = bare.chars().next_back() {
        let count = |sign: char| bare.chars().filter(|c| *c == sign).count();
        let opening = match last {
            ')' => Some('('),
            ']' => Some('['),
            '}' => Some('{'),
            '）' => Some('（'),
            _ => None,
        };
        let is_closed = opening.is_some_and(|opening| count(opening) >= count(last));
        if is_closed || !(TRAILING.contains(&last) || TRAILING_WIDE.contains(&last)) {
            break;
        }
        bare = &bare[..bare.len() - last.len_utf8()];
    }
    bare
}

/// Tells whether a second address stands glued to the first one. One that is handed over by another stands behind
/// a sign of its own.
pub(crate) fn holds_another(typed: &str) -> bool {
    let lower = typed.to_ascii_lowercase();
    let mut inner = lower.match_indices("http").filter(|(at, _)| {
        let rest = &lower[at + "http".len()..];
        rest.starts_with("://") || rest.starts_with("s://")
    });
    inner.any(|(at, _)| at > 0 && !lower[..at].ends_with(HOLDING))
}

/// Tells whether words stand behind an address: a blank, unless it is within the name of a known file.
fn has_words_behind(typed: &str) -> bool {
    let Some((before, _)) = typed.split_once(BLANKS) else { return false };
    let is_known =
        |typed: &str| Url::parse(typed).is_ok_and(|url| kind_of(&ending(&url)).is_some());
    // A blank inside a name such as `IMG 2.jpg` is encoded; where the part before it is a file already, words
    // follow.
    is_known(before) || !is_known(typed)
}

/// Tells whether what stands before a sign ends as a file that Threads takes.
pub(super) fn ends_as_file(before: &str) -> bool {
    let ending = before.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| kind_of(&ending).is_some())
}

/// Tells whether a word is the address of a picture or a video, whether or not Threads takes its kind; a share link of
/// a file that does not show what it is may be one.
pub(super) fn is_file_address(word: &str) -> bool {
    let Ok(url) = Url::parse(without_signs(word)) else { return false };
    let shared = match hosts::shared(&url) {
        Some(Shared::File(file)) => Some(file),
        _ => None,
    };
    let ending = ending(shared.as_ref().unwrap_or(&url));
    let is_shown = kind_of(&ending).is_some()
        || SHOWN_ENDINGS.contains(&ending.as_str())
        || (shared.is_some() && ending.is_empty());
    matches!(url.scheme(), "https" | "http") && is_shown
}

/// Returns the ending of the file that a URL's path names, in lower case.
fn ending(url: &Url) -> String {
    let file = url.path().rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Returns what files of an ending are to Threads.
fn kind_of(ending: &str) -> Option<MediaKind> {
    KNOWN_ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_that_closes_one_within_the_address_is_a_part_of_it() {
        for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('（', '）')] {
            let whole = format!("https://a.example/x{open}1{close}");
            assert_eq!(without_signs(&whole), whole);
            let around = format!("{open}https://a.example/x{close}");
            assert_eq!(without_signs(&around), "https://a.example/x");
        }
    }
}
