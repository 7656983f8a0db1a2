//! Text from a cell, made harmless for a page: the only way in which the page takes any.

use url::Url;

/// Returns a text that is only text, wherever on a page it stands: between tags, or in quotes.
///
/// Control characters other than line breaks and tabs are left out; no page may hold them.
pub(super) fn text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(letter),
            '\u{fdd0}'..='\u{fdef}' => {}
            letter if letter.is_control() || is_nothing(letter) => {}
            letter => safe.push(letter),
        }
    }
    safe
}

/// Tells whether Unicode sets this place apart for no character at all.
fn is_nothing(letter: char) -> bool {
    u32::from(letter) & 0xfffe == 0xfffe
}

/// Returns an address that a page may load from or lead to, made harmless; none for anything but
/// `https`.
pub(super) fn address(url: &str) -> Option<String> {
    let url = Url::parse(url.trim()).ok()?;
    (url.scheme() == "https" && url.has_host()).then(|| text(url.as_str()))
}

/// Returns the name of the server of an address, without www.
pub(super) fn host(url: &str) -> String {
    let url = Url::parse(url.trim()).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let hostile = "<script>alert('x')</script> & \"q\" \u{0}\u{1b}\u{fffe}\n\tend";
        let safe = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot; \n\tend";
        assert_eq!(text(hostile), safe);
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
        let quoted = address("https://a.example/\"onerror=alert(1)?a=1&b='");
        assert_eq!(quoted.as_deref(), Some("https://a.example/%22onerror=alert(1)?a=1&amp;b=%27"));
    }
}
