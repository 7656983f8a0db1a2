//! Text from a cell, made harmless for a page in Markdown: the only way in which the summary takes any.
//!
//! Source: <https://github.github.com/gfm/>, and what GitHub makes links of besides, read in November 2026.

use std::fmt::Write as _;

use url::Url;

use crate::report::workflow_command::shortened;

/// The longest text that is shown, in characters.
const TEXT_MAX: usize = 600;

/// What stands for nothing and keeps apart what would be a link, a name or a picture together.
const APART: &str = "\u{200b}";

/// Returns the beginning of a text on one line, and as nothing but text, wherever in a line it stands.
///
/// GitHub looks for addresses, names and numbers of issues in what is shown, so that it is not enough to
/// write those signs in another way.
pub(super) fn text(text: &str) -> String {
    let line = shortened(text, TEXT_MAX);
    let mut safe = String::new();
    let mut before = None;
    let mut rest = line.chars();
    loop {
        // Japanese has no blanks: an address begins behind any letter that cannot be a part of it.
        let is_within = before.is_some_and(|before: char| before.is_ascii_alphanumeric());
        let length = copied(rest.as_str()).filter(|_| !is_within);
        if let Some(length) = length {
            let (address, after) = rest.as_str().split_at(length);
            let _ = write!(safe, "`{address}`");
            (rest, before) = (after.chars(), address.chars().last());
            continue;
        }
        let Some(letter) = rest.next() else { break };
        let after = rest.clone().next();
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        match letter {
            // Between two letters it is only a sign.
            '_' if is_word(before) && is_word(after) => safe.push('_'),
            ':' if after.is_none_or(char::is_whitespace) => safe.push(':'),
            // A time is copied as it stands.
            ':' if is_digit(before) && is_digit(after) => safe.push(':'),
            '@' | '#' | ':' => safe.extend([&number(letter), APART]),
            // What begins an address by itself; of a file or a name the dot is copied as it stands.
            '.' if is_www(&line[..line.len() - rest.as_str().len() - 1]) => {
                safe.extend([APART, "."]);
            }
            letter if r"\`*_[]<>|~&$".contains(letter) => safe.push_str(&number(letter)),
            letter => safe.push(letter),
        }
        before = Some(letter);
    }
    safe
}

/// Tells whether what stands before a dot makes GitHub take what follows for a host.
fn is_www(before: &str) -> bool {
    let last = before.len().checked_sub(3).and_then(|at| before.get(at..));
    last.is_some_and(|last| last.eq_ignore_ascii_case("www"))
}

/// Returns the length of the address at the beginning of a text, if there is one that people copy: as code it is
/// shown as it is, and nothing is made of it.
fn copied(text: &str) -> Option<usize> {
    let is_of_address = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#&=%+,;!$'@".contains(c);
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let end = text.find(|c| !is_of_address(c)).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(|c| ".,;:!?'".contains(c));
    (address.len() > scheme.len()).then_some(address.len())
}

/// Returns a sign as its number, which shows it and means nothing.
fn number(letter: char) -> String {
    format!("&#{};", u32::from(letter))
}

/// Returns a link; its words alone where the address is none that may be followed.
pub(super) fn link(words: &str, url: Option<&str>) -> String {
    match url.and_then(address) {
        Some(url) => format!("[{}](<{url}>)", text(words)),
        None => text(words),
    }
}

/// Returns an address as it stands in a link; none for anything but `https`.
fn address(url: &str) -> Option<String> {
    let url =
        Url::parse(url.trim()).ok().filter(|url| url.scheme() == "https" && url.has_host())?;
    let mut safe = String::new();
    for letter in url.as_str().chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' | '>' | '|' | '\\' | '`' | '(' | ')' | '[' | ']' => {
                let _ = write!(safe, "%{:02X}", u32::from(letter));
            }
            letter => safe.push(letter),
        }
    }
    Some(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let hostile = "<b>|a`b`|\n# *x* _y_ __z__ [z](u) ![p](q) \\ ~~d~~ $e$ &lt; ]]>";
        let safe = text(hostile);
        let bare = safe.replace("&#", "").replace(APART, "");
        assert!(
            !bare
                .contains(['<', '>', '|', '`', '*', '_', '[', ']', '\\', '~', '$', '&', '#', '\n'])
        );
        assert!(safe.starts_with("&#60;b&#62;&#124;a&#96;b&#96;&#124; &#35;"), "{safe}");
    }

    #[test]
    fn nobody_is_called_and_nothing_becomes_a_link_by_itself() {
        assert_eq!(text("@all"), "&#64;\u{200b}all");
        assert_eq!(text("a@b.example #12"), "a&#64;\u{200b}b.example &#35;\u{200b}12");
        assert_eq!(
            text("new.shop view.jpg ww.x 店www.x"),
            "new.shop view.jpg ww.x 店www\u{200b}.x"
        );
        assert_eq!(text("snake_case: :tada:"), "snake_case: &#58;\u{200b}tada:");
        assert_eq!(
            text("ftp://x www.x WWW.x HTTPS://x"),
            "ftp&#58;\u{200b}//x www\u{200b}.x WWW\u{200b}.x HTTPS&#58;\u{200b}//x"
        );
    }

    #[test]
    fn what_people_copy_is_shown_without_signs_that_are_not_in_it() {
        for time in ["2026-11-29 10:00", "9:05", "10:00:30"] {
            assert_eq!(text(time), time);
        }
        let address = "https://drive.google.com/uc?export=download&id=a_b-c";
        assert_eq!(text(&format!("paste {address}.")), format!("paste `{address}`."));
        assert_eq!(text(&format!("({address})")), format!("(`{address}`)"));
        assert_eq!(text("https://a.example/`x`"), "`https://a.example/`&#96;x&#96;");
        assert_eq!(
            text("メニューはこちらhttps://a.example/menu"),
            "メニューはこちら`https://a.example/menu`"
        );
        assert_eq!(text("https:// x"), "https&#58;\u{200b}// x");
        assert_eq!(text("https://a.example|b"), "`https://a.example`&#124;b");
    }

    #[test]
    fn a_link_leads_to_https_alone_and_never_ends_early() {
        assert_eq!(
            link("a]b", Some("https://x.example/?a=(1)|>&b=`")),
            "[a&#93;b](<https://x.example/?a=%281%29%7C%3E&amp;b=%60>)"
        );
        for url in ["javascript:alert(1)", "http://x.example", "", "https:"] {
            assert_eq!(link("a", Some(url)), "a", "{url}");
        }
        assert_eq!(link("a", None), "a");
    }
}
