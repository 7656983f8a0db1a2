//! Access tokens as people paste them, and the one type that may hold one.
//!
//! Knows the dirt around a token; never knows whether a token works.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::cell::{Cell, Value, is_invisible};
use crate::seal::{SEALED_PREFIX, Seal, SealFault, Seals};
use crate::text::redact;

/// An access token; prints as `***` wherever it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Wraps a token as Threads gave it.
    #[must_use]
    pub fn new(token: String) -> Self {
        Self(token)
    }

    /// Wraps a token that a service answered with, or that was sealed; `None` for what can be none.
    #[must_use]
    pub fn answered(token: String) -> Option<Self> {
        judge(&token).is_ok().then_some(Self(token))
    }

    /// Returns the token itself, for a request or a cell and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

/// A Token cell that holds a token.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenCell {
    /// The token without the dirt.
    pub token: Token,
    /// The exact text of the cell, dirt included, by which a later write finds it.
    pub raw: String,
    /// What the cell says of the token, where it is sealed.
    pub seal: Option<Seal>,
}

impl TokenCell {
    /// Tells whether the token may be that user's: a sealed one says whose it is.
    #[must_use]
    pub fn may_be_of(&self, user: &str) -> bool {
        self.seal.as_ref().is_none_or(|seal| seal.user == user)
    }
}

impl fmt::Debug for TokenCell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenCell").field("token", &self.token).finish_non_exhaustive()
    }
}

/// Why a Token cell gives no token; none of these holds any part of the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFault {
    /// Nothing is in the cell.
    Empty,
    /// A formula makes the cell: it is never used and never overwritten.
    Formula,
    /// A token of another service.
    NotThreads(Service),
    /// A token of an app, which can post for nobody.
    OfApp,
    /// Digits alone: an id was pasted in place of the token.
    AnId,
    /// A sealed token, which cannot be opened here.
    Sealed(SealFault),
    /// Meta's answer in place of a token: the tester invitation was not accepted.
    NotATester,
    /// Meta's answer in place of a token: the app's id is none that Threads knows.
    WrongApp,
    /// Not a token.
    Unreadable,
}

/// A service whose tokens are mistaken for those of Threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Instagram.
    Instagram,
    /// Facebook.
    Facebook,
}

/// Reads a Token cell: quotes, `Bearer`, line breaks, spaces and a whole answer around the token are taken off, and a
/// sealed one is opened.
///
/// # Errors
///
/// [`TokenFault`] for everything that cannot be a Threads user token.
pub fn read(cell: &Cell, seals: &Seals) -> Result<TokenCell, TokenFault> {
    if cell.formula.is_some() {
        return Err(TokenFault::Formula);
    }
    let raw = match &cell.value {
        Value::Empty => return Err(TokenFault::Empty),
        Value::Number(_) => return Err(TokenFault::AnId),
        Value::Bool(_) | Value::Error(_) | Value::Loading => return Err(TokenFault::Unreadable),
        Value::Text(raw) => raw,
    };
    let (held, raw) = (undress(raw), raw.clone());
    if held.starts_with(SEALED_PREFIX) {
        let (token, seal) = seals.open(&held).map_err(TokenFault::Sealed)?;
        return Ok(TokenCell { token, raw, seal: Some(seal) });
    }
    judge(&held).map_err(|fault| refusal(&raw).unwrap_or(fault))?;
    Ok(TokenCell { token: Token(held), raw, seal: None })
}

/// Returns what of a Token cell must be seen nowhere: what is used as a token, and the text as it stands there.
///
/// What a formula makes counts, and so does a token of another service; words that are no token do not.
#[must_use]
pub fn secrets(cell: &Cell) -> Vec<Token> {
    let Value::Text(raw) = &cell.value else { return Vec::new() };
    let token = undress(raw);
    let is_one = match judge(&token) {
        Ok(()) | Err(TokenFault::NotThreads(_) | TokenFault::OfApp) => true,
        Err(_) => raw.split_whitespace().any(is_secret),
    };
    let raw = (raw.trim() != token).then(|| raw.clone());
    let secrets = std::iter::once(token).chain(raw).filter(|secret| is_one && !secret.is_empty());
    secrets.map(Token).collect()
}

/// Recognises what the authorization window answers in place of a token, pasted as it came.
///
/// Source: the codes that people report of that window; no page of Meta's lists them.
fn refusal(raw: &str) -> Option<TokenFault> {
    let says =
        |signs: &[&str]| raw.contains("error") && signs.iter().any(|sign| raw.contains(sign));
    if says(&["1349245", "not accepted the invite"]) {
        Some(TokenFault::NotATester)
    } else {
        says(&["1349026", "4476002", "TH__APPLICATION"]).then_some(TokenFault::WrongApp)
    }
}

/// Returns the bare token out of what was pasted.
fn undress(raw: &str) -> String {
    let visible = |c: &char| !c.is_whitespace() && !c.is_control() && !is_invisible(*c);
    let packed: String = raw.nfkc().filter(visible).collect();
    let held = match packed.rsplit_once("access_token") {
        Some((_, after)) => after.split(|c| !is_of_token(c)).find(|value| !value.is_empty()),
        None => Some(packed.as_str()),
    };
    let mut token = held.unwrap_or_default().trim_matches(is_wrapping);
    while let Some(rest) = without_prefix(token) {
        token = rest.trim_matches(is_wrapping);
    }
    token.to_owned()
}

/// Returns what stands behind the words of a header in front of a token, if they are there.
fn without_prefix(token: &str) -> Option<&str> {
    ["Authorization:", "Bearer"].into_iter().find_map(|prefix| {
        let (head, rest) = token.split_at_checked(prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then_some(rest)
    })
}

/// Refuses what cannot be a Threads user token.
fn judge(token: &str) -> Result<(), TokenFault> {
    if token.is_empty() {
        Err(TokenFault::Empty)
    } else if token.starts_with("IGAA") || token.starts_with("IGQ") {
        Err(TokenFault::NotThreads(Service::Instagram))
    } else if token.starts_with("EAA") {
        Err(TokenFault::NotThreads(Service::Facebook))
    } else if token.starts_with("TH|") {
        Err(TokenFault::OfApp)
    } else if token.chars().all(|c| c.is_ascii_digit()) {
        Err(TokenFault::AnId)
    } else if token.chars().all(is_of_token) {
        Ok(())
    } else {
        Err(TokenFault::Unreadable)
    }
}

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
        if is_base64(word) {
            shown.push_str("***");
        } else {
            let parts = word.split('/').map(|part| if is_secret(part) { "***" } else { part });
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
            && is_secret(part)
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    // Base64 has slashes of its own: one part that gives it away hides all of them.
    let hides = |word: &str| word.split('/').any(|part| is_base64(part) || is_hex(part));
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

fn is_secret(word: &str) -> bool {
    word.len() >= SECRET_MIN
        && word.contains(|c: char| c.is_ascii_digit())
        && word.contains(|c: char| c.is_ascii_alphabetic())
}

fn is_base64(word: &str) -> bool {
    is_secret(word)
        && word.contains(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_lowercase())
}

/// No secret is shorter, and few words of any language are as long.
const SECRET_MIN: usize = 20;

/// The same of a secret that is written in hexadecimal: names of key files end with twelve such signs.
const HEX_MIN: usize = 32;

/// Tells whether a character may be part of a token.
fn is_of_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | '~' | '|')
}

/// Tells whether a character is something that stands around a pasted token.
fn is_wrapping(character: char) -> bool {
    !is_of_token(character) && !character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// A token of no account: put together here, so that the tree holds none.
    fn token() -> String {
        ["TH", "AAQ", &"x1Y-_".repeat(20)].concat()
    }

    #[test]
    fn a_token_is_found_under_all_the_dirt_of_pasting() {
        let token = token();
        let (head, tail) = token.split_at(30);
        let cases = [
            token.clone(),
            format!("\"{token}\""),
            format!("“{token}”"),
            format!("'{token}',"),
            format!("Bearer {token}"),
            format!("Authorization: bearer {token}"),
            format!("Bearer \"Bearer {token}\""),
            format!("access_token=access_token=Bearer {token}"),
            format!(" {head}\r\n{tail} \n"),
            format!("\u{feff}{head}\u{200b}{tail}\u{a0}"),
            format!("access_token={token}&expires_in=5184000"),
            format!("https://x.example/?a=b&access_token={token}#_"),
            format!("{{\n \"access_token\": \"{token}\",\n \"token_type\": \"bearer\"}}"),
        ];
        for dirty in cases {
            let cell = read(&Cell::text(&dirty), &Seals::default()).unwrap();
            assert_eq!(cell.token.expose(), token, "{dirty}");
            assert_eq!(cell.raw, dirty);
        }
    }

    #[test]
    fn what_is_no_token_is_told_by_what_it_is() {
        let long = "x".repeat(80);
        let cases = [
            (String::new(), TokenFault::Empty),
            (" \u{200b}\n".to_owned(), TokenFault::Empty),
            ("\"\"".to_owned(), TokenFault::Empty),
            ("{\"access_token\":\"\"}".to_owned(), TokenFault::Empty),
            (format!("IGAA{long}"), TokenFault::NotThreads(Service::Instagram)),
            (format!("IGQV{long}"), TokenFault::NotThreads(Service::Instagram)),
            (format!("EAA{long}"), TokenFault::NotThreads(Service::Facebook)),
            (format!("TH|123|{long}"), TokenFault::OfApp),
            ("17841400000000000".to_owned(), TokenFault::AnId),
            (format!("{SEALED_PREFIX}abc"), TokenFault::Sealed(SealFault::Damaged)),
            (
                r#"{"error_message":"Invalid Request: The user has not accepted the invite to test the app","error_code":1349245}"#.to_owned(),
                TokenFault::NotATester,
            ),
            (
                r#"{"error_message":"Invalid Request: no application data","error_code":1349026}"#.to_owned(),
                TokenFault::WrongApp,
            ),
            (r#"{"error_message":"Invalid Request"}"#.to_owned(), TokenFault::Unreadable),
            ("トークンはこちら".to_owned(), TokenFault::Unreadable),
        ];
        for (typed, fault) in cases {
            assert_eq!(read(&Cell::text(&typed), &Seals::default()), Err(fault), "{typed}");
        }
        let number = Cell { value: Value::Number(1e16), ..Cell::default() };
        assert_eq!(read(&number, &Seals::default()), Err(TokenFault::AnId));
        let formula = Cell { formula: Some("=Keys!A1".to_owned()), ..Cell::text(&token()) };
        assert_eq!(read(&formula, &Seals::default()), Err(TokenFault::Formula));
    }

    #[test]
    fn whatever_a_cell_gives_away_is_a_secret_as_it_is_used_and_as_it_stands() {
        let secrets = |cell: &Cell| {
            let secrets = secrets(cell);
            secrets.iter().map(|secret| secret.expose().to_owned()).collect::<Vec<_>>()
        };
        let token = token();
        assert_eq!(secrets(&Cell::text(&token)).join(" "), token);
        let dirty = format!("Bearer {token}\n");
        assert_eq!(secrets(&Cell::text(&dirty)), [token.clone(), dirty]);
        let made = Cell { formula: Some("=Keys!A1".to_owned()), ..Cell::text(&token) };
        assert_eq!(secrets(&made), [token]);
        for others in ["IGAAshort", "EAAshort", "TH|1|short"] {
            assert_eq!(secrets(&Cell::text(others)), [others]);
        }
        let unreadable = "key: abcdefghij0123456789 (!)";
        assert_eq!(secrets(&Cell::text(unreadable)).last().map(String::as_str), Some(unreadable));
        for harmless in ["", " ", "トークンはこちら", "17841400000000000"] {
            assert_eq!(secrets(&Cell::text(harmless)), Vec::<String>::new(), "{harmless}");
        }
    }

    #[test]
    fn a_token_is_never_printed() {
        let cell = read(&Cell::text(&format!("Bearer {}", token())), &Seals::default()).unwrap();
        for printed in [format!("{cell:?}"), format!("{:?}", cell.token), cell.token.to_string()] {
            assert!(!printed.contains("x1Y") && printed.contains("***"), "{printed}");
        }
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
