//! Short fingerprints of words and tokens.

use std::fmt::Write as _;

use ring::digest::{Context, Digest, SHA256};

/// Returns a fingerprint of fields, none of which can pass for a part of another: 16 hex digits.
#[must_use]
pub fn of<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    hex(&digest(fields).as_ref()[..8])
}

/// Returns a fingerprint of a secret for which nobody finds another secret: 32 hex digits.
#[must_use]
pub fn long(secret: &str) -> String {
    hex(&digest([secret]).as_ref()[..16])
}

/// Returns a fingerprint too short to find the secret by: 8 hex digits.
#[must_use]
pub fn short(secret: &str) -> String {
    of([secret]).chars().take(8).collect()
}

fn digest<'a>(fields: impl IntoIterator<Item = &'a str>) -> Digest {
    let mut context = Context::new(&SHA256);
    for field in fields {
        // The length in front keeps `ab`, `c` apart from `a`, `bc`.
        context.update(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        context.update(field.as_bytes());
    }
    context.finish()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_into_each_other() {
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
        assert_eq!(of(["ab", "c"]), of(["ab", "c"]));
        assert_eq!(of(["ab", "c"]).len(), 16);
    }

    #[test]
    fn a_short_fingerprint_tells_secrets_apart_and_gives_none_away() {
        assert_ne!(short("secret"), short("another"));
        assert_eq!((short("secret").len(), short("secret")), (8, of(["secret"])[..8].to_owned()));
    }

    #[test]
    fn a_long_fingerprint_has_128_bits_of_the_secrets_digest() {
        assert_eq!((long("secret").len(), &long("secret")[..16]), (32, of(["secret"]).as_str()));
        assert_ne!(long("secret")[16..], long("another")[16..]);
    }
}
