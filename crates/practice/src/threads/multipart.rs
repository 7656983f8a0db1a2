//! Bodies in parts, which the API reads as it reads forms.
//!
//! Source: <https://developers.facebook.com/docs/threads/posts>, whose examples use `-F`.

use super::errors::Refusal;

/// The most parts that are read.
const PARTS_MAX: usize = 64;

/// Returns a multipart body's names and values.
pub(super) fn parts(boundary: &str, body: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let broken = || Refusal::parameter("The multipart body is broken");
    // Media are fetched from addresses and never uploaded, so every part is text.
    let text = std::str::from_utf8(body).map_err(|_| broken())?;
    if boundary.is_empty() {
        return Err(broken());
    }
    let delimiter = format!("--{boundary}");
    let mut pairs = Vec::new();
    // RFC 2046, 5.1.1: what stands before the first delimiter is no part, and two dashes behind one end the body.
    for part in text.split(delimiter.as_str()).skip(1).take(PARTS_MAX) {
        if part.starts_with("--") {
            return Ok(pairs);
        }
        let part = part.strip_prefix("\r\n").ok_or_else(broken)?;
        let (head, value) = part.split_once("\r\n\r\n").ok_or_else(broken)?;
        let name =
            head.split('"').nth(1).filter(|_| head.contains("name=\"")).ok_or_else(broken)?;
        // The line break in front of a delimiter belongs to the delimiter.
        let value = value.strip_suffix("\r\n").ok_or_else(broken)?;
        // The value is taken with its own line breaks: a text of several lines is posted as such.
        pairs.push((name.to_owned(), value.to_owned()));
    }
    Err(broken())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_with_their_line_breaks() {
        let body =
            "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\none\ntwo\r\n--x--\r\n";
        let pairs = parts("x", body.as_bytes()).unwrap();
        assert_eq!(pairs, [("text".to_owned(), "one\ntwo".to_owned())]);
    }

    #[test]
    fn a_body_that_does_not_end_is_refused() {
        assert!(parts("x", b"--x\r\nname=\"a\"\r\n\r\nb").is_err());
        assert!(parts("", b"--").is_err());
    }
}
