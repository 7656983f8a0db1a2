//! Short fingerprints of words and tokens.

use std::fmt::Write as _;

use ring::digest::{Context, SHA256};

/// Returns a fingerprint of fields, none of which can pass for a part of another: 16 hex digits.
#[must_use]
pub fn of<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut context = Context::new(&SHA256);
    for field in fields {
        context.update(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        context.update(field.as_bytes());
    }
    hex(&context.finish().as_ref()[..8])
}

/// Returns a fingerprint too short to find the secret by: 8 hex digits.
#[must_use]
pub fn short(secret: &str) -> String {
    of([secret]).chars().take(8).collect()
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
}
