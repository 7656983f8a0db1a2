//! What of a cell may stand on the page. [`maud`] escapes every text by its type; what is left to do is to keep out the
//! characters that no page may hold, and every address that is not `https`.

use url::Url;

/// Returns a text without the characters that no page may hold: control characters other than line breaks and tabs, and
/// what Unicode sets apart for no character.
pub(super) fn text(text: &str) -> String {
    let may_stand = |letter: &char| match letter {
        '\n' | '\t' => true,
        '\u{fdd0}'..='\u{fdef}' => false,
        letter => !letter.is_control() && !is_noncharacter(*letter),
    };
    text.chars().filter(may_stand).collect()
}

/// The last two places of every plane, U+FFFE and U+FFFF among them.
fn is_noncharacter(letter: char) -> bool {
    u32::from(letter) & 0xfffe == 0xfffe
}

/// Returns an address that a page may load from or lead to; none for anything but `https`.
pub(super) fn address(url: &str) -> Option<String> {
    let url = Url::parse(url.trim()).ok()?;
    (url.scheme() == "https" && url.has_host()).then(|| text(url.as_str()))
}

/// Returns the name of the server of an address, without www.
pub(super) fn host(url: &str) -> String {
    let url = Url::parse(url.trim()).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    text(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_no_page_may_hold_are_left_out() {
        assert_eq!(text("a\u{0}\u{1b}\u{fffe}\u{1ffff}\u{fdd0}b\n\tend"), "ab\n\tend");
    }

    #[test]
    fn only_https_is_an_address() {
        for hostile in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)//https://a.example",
            "data:text/html,<script>1</script>",
            "http://a.example/x.jpg",
            "//a.example/x.jpg",
            "https:",
            "file:///etc/passwd",
        ] {
            assert_eq!(address(hostile), None, "{hostile}");
        }
        let quoted = address("https://a.example/\"onerror=alert(1)");
        assert_eq!(quoted.as_deref(), Some("https://a.example/%22onerror=alert(1)"));
    }
}
