//! Token cells: access tokens as people paste them, or sealed.
//!
//! Knows what pasting leaves around a token; does not know whether a token works.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::cell::{Cell, Value, is_invisible};
use crate::seal::{SEALED_PREFIX, Seal, Seals};
use crate::text::is_long_and_mixed;
use crate::token::{Token, TokenFault, is_of_token, judge};

/// A Token cell that holds a token.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenCell {
    /// The token without what was pasted around it.
    pub token: Token,
    /// The exact text of the cell, by which a later write finds it.
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

/// Reads a Token cell: quotes, `Bearer`, line breaks, spaces and a whole answer around the token are taken off, and a
/// sealed one is opened.
///
/// # Errors
///
/// [`TokenFault`] for everything that cannot be a Threads user token.
pub fn read(cell: &Cell, seals: &Seals) -> Result<TokenCell, TokenFault> {
    // A renewed token could not be written without destroying the formula.
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
    Ok(TokenCell { token: Token::new(held), raw, seal: None })
}

/// Returns what of a Token cell must be seen nowhere: what is used as a token, and the text as it stands there.
///
/// What a formula makes counts, and so does a token of another service; words that are no token do not.
#[must_use]
pub fn secrets(cell: &Cell) -> Vec<Token> {
    let Value::Text(raw) = &cell.value else { return Vec::new() };
    let token = undress(raw);
    let is_one = match judge(&token) {
        // A token of another service is useless here, and a secret all the same.
        Ok(()) | Err(TokenFault::NotThreads(_) | TokenFault::OfApp) => true,
        Err(_) => raw.split_whitespace().any(is_long_and_mixed),
    };
    let raw = (raw.trim() != token).then(|| raw.clone());
    let secrets = std::iter::once(token).chain(raw).filter(|secret| is_one && !secret.is_empty());
    secrets.map(Token::new).collect()
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
    // A token holds no blank, so those within it come from a line break in a mail or a window.
    let packed: String = raw.nfkc().filter(visible).collect();
    let held = match packed.rsplit_once("access_token") {
        Some((_, after)) => after.split(|c| !is_of_token(c)).find(|value| !value.is_empty()),
        None => Some(packed.as_str()),
    };
    let mut token = held.unwrap_or_default().trim_matches(is_wrapping);
    // A pasted header may hold these words more than once.
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

/// Tells whether a character is something that stands around a pasted token.
fn is_wrapping(character: char) -> bool {
    !is_of_token(character) && !character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::token::{SealFault, Service};

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
}
