//! Foreign words as they may be quoted: what a service has answered or a person has typed, without secrets.

use super::redact;

/// Returns words without anything that is long and mixed enough to be a secret: a service may quote
/// what it was sent.
#[must_use]
pub fn without_secrets(words: &str) -> String {
    // A slash stands between the words of an address, and within a secret that is written in base64.
    let is_of_secret = |c: char| c.is_ascii_alphanumeric() || "_-+=|~/".contains(c);
    let mut shown = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find(is_of_secret) {
        let end = rest[start..].find(|c| !is_of_secret(c)).map_or(rest.len(), |len| start + len);
        let word = &rest[start..end];
        shown.push_str(&rest[..start]);
        // Upper and lower case and a digit with slashes between is one secret; else each part of a path is
        // judged by itself.
        if is_base64(word) {
            shown.push_str("***");
        } else {
            let parts =
                word.split('/').map(|part| if is_long_and_mixed(part) { "***" } else { part });
            shown.push_str(&parts.collect::<Vec<_>>().join("/"));
        }
        rest = &rest[end..];
    }
    shown + rest
}

/// Returns what a person has typed as a message may quote it: a path, a header or a title stays, and what may be a
/// secret in its place does not.
#[must_use]
pub fn quoted(typed: &str) -> String {
    let is_of_secret = |c: char| c.is_ascii_alphanumeric() || "_-+=|~/".contains(c);
    let is_hex = |part: &str| {
        part.len() >= HEX_MIN
            && is_long_and_mixed(part)
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    // Base64 has slashes of its own: one part that gives it away hides all of them.
    let hides = |word: &str| word.split('/').any(|part| is_base64(part) || is_hex(part));
    // Known secrets go first, whatever their length; what follows looks only for long words.
    let typed = redact(typed);
    let mut shown = String::with_capacity(typed.len());
    let mut rest = typed.as_str();
    while let Some(start) = rest.find(is_of_secret) {
        let end = rest[start..].find(|c| !is_of_secret(c)).map_or(rest.len(), |len| start + len);
        shown.push_str(&rest[..start]);
        shown.push_str(if hides(&rest[start..end]) { "***" } else { &rest[start..end] });
        rest = &rest[end..];
    }
    shown + rest
}

/// Tells whether a word may be a secret by its length and its signs.
pub(crate) fn is_long_and_mixed(word: &str) -> bool {
    word.len() >= SECRET_MIN
        && word.contains(|c: char| c.is_ascii_digit())
        && word.contains(|c: char| c.is_ascii_alphabetic())
}

fn is_base64(word: &str) -> bool {
    is_long_and_mixed(word)
        && word.contains(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_lowercase())
}

/// No secret is shorter, and few words of any language are as long.
const SECRET_MIN: usize = 20;

/// The same of a secret that is written in hexadecimal: names of key files end with twelve such signs.
const HEX_MIN: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    /// A token of no account: put together here, so that the tree holds none.
    fn token() -> String {
        ["TH", "AAQ", &"x1Y-_".repeat(20)].concat()
    }

    #[test]
    fn a_service_may_quote_ids_and_long_words_but_no_secret() {
        let harmless =
            "error 190/463 of 17841400000000000000000: donaudampfschifffahrtsgesellschaft, v1.0";
        assert_eq!(without_secrets(harmless), harmless);
        let quoted = format!("cannot parse '{}', nor key=0123456789abcdef0123", token());
        assert_eq!(without_secrets(&quoted), "cannot parse '***', nor ***");
    }

    #[test]
    fn what_is_typed_in_a_wrong_place_is_quoted_and_a_secret_is_not() {
        for harmless in [
            "/home/Me/Documents/Desk2026/my-project-123456-0a1b2c3d4e5f.json",
            "C:\\Users\\Me\\Keys2026\\very-long-project-name-12345-0a1b2c3d4e5f.json",
            "Account, Text, Publish at, image_url_for_carousel_item_1, 画像URL_1枚目",
            "'12parsecs' for '--hold <DURATION>': write a number and a unit, like 90s, 10m, 24h",
        ] {
            assert_eq!(quoted(harmless), harmless);
        }
        let base64 = "MIIEvA/IBADANBgkqh/kiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQC7/x+y=";
        for secret in [
            token(),
            ["THQ", &"x1Y-_".repeat(36)].concat(),
            ["AbCd0123", "EfGh4567", "IjKl8901"].concat(),
            base64.to_owned(),
            "0123456789abcdef".repeat(4),
            ["ya", "29.", &"a0Bc".repeat(9)].concat(),
            ["GOCSPX", "-", &"a0Bc".repeat(7)].concat(),
        ] {
            let shown = quoted(&format!("no file {secret}, check it"));
            assert!(shown.starts_with("no file ") && shown.ends_with(", check it"), "{shown}");
            assert!(shown.len() < 30, "{shown}");
        }
    }

    #[test]
    fn a_secret_is_cut_out_of_foreign_words_and_an_address_stays() {
        for (words, said) in [
            ("no key MIIEvQ4/7aB+9xYz0123/Qr8= here", "no key *** here"),
            ("no token THAAx1-_x1-_x1-_x1-_ here", "no token *** here"),
            (
                "see https://example.com/media/2026/11/24/picture.jpg",
                "see https://example.com/media/2026/11/24/picture.jpg",
            ),
            (
                "Invalid requests[0].updateCells: Posts!A1:Z1000",
                "Invalid requests[0].updateCells: Posts!A1:Z1000",
            ),
        ] {
            assert_eq!(without_secrets(words), said);
        }
    }
}
