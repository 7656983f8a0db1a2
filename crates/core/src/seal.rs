//! Sealed tokens: text that opens only with a key which is kept elsewhere, in the one spreadsheet and for the
//! one Threads user that it was sealed for.
//!
//! Knows how a token is sealed and opened; never knows where a key is kept, nor whether a token works. What is
//! random comes in from outside.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};

use super::cell::is_invisible;
use super::hash;
use super::text::KEY_PREFIX;
use super::token::{SealFault, Token};

/// What every sealed token begins with, of whatever version.
pub const SEALED_PREFIX: &str = "sealed:";

/// What a token begins with that is sealed as here.
const VERSION: &str = "sealed:v1";

/// How many bytes a key has.
pub const KEY_BYTES: usize = 32;

/// How many bytes each sealing needs that were never used before; so many may be drawn by lot.
///
/// Source: <https://datatracker.ietf.org/doc/draft-irtf-cfrg-xchacha/>, read 2026-11-24.
pub const NONCE_BYTES: usize = 24;

/// A key, which is printed only by [`SealKey::expose`].
#[derive(Clone, PartialEq, Eq)]
struct SealKey([u8; KEY_BYTES]);

impl SealKey {
    /// Returns the key as the one line that a person keeps.
    fn expose(&self) -> String {
        format!("{KEY_PREFIX}{}", URL_SAFE_NO_PAD.encode(self.0))
    }

    /// Returns the name by which a sealed token says which key opens it; it gives nothing of the key away.
    fn id(&self) -> String {
        hash::short(&self.expose())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

/// The keys that are in use, none or more: the first one seals, each of them opens.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Keys(Vec<SealKey>);

/// What was given holds something that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyFault;

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

impl Keys {
    /// Reads one key or more; what pasting leaves around, between and within them is taken off.
    ///
    /// # Errors
    ///
    /// [`KeyFault`] where there is anything but whole keys.
    pub fn read(given: &str) -> Result<Self, KeyFault> {
        let is_dirt = |c: char| {
            c.is_whitespace()
                || c.is_control()
                || is_invisible(c)
                || ",;\"'`“”‘’「」、，".contains(c)
        };
        let packed: String = given.chars().filter(|c| !is_dirt(*c)).collect();
        let keys = packed.strip_prefix(KEY_PREFIX).ok_or(KeyFault)?.split(KEY_PREFIX);
        let key = |text: &str| {
            let secret = URL_SAFE_NO_PAD.decode(text).ok()?;
            Some(SealKey(secret.try_into().ok()?))
        };
        keys.map(|text| key(text).ok_or(KeyFault)).collect::<Result<_, _>>().map(Self)
    }

    /// Tells whether there is no key, so that nothing is sealed and nothing opened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Returns the line that a person keeps of a new key.
#[must_use]
pub fn new_key(secret: [u8; KEY_BYTES]) -> String {
    SealKey(secret).expose()
}

/// Keys, for one spreadsheet.
#[derive(Debug, Clone, Default)]
pub struct Seals {
    keys: Keys,
    spreadsheet: String,
}

/// What a sealed token says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The Threads user whose token it is, by id.
    pub user: String,
    /// Whether the key that seals now has sealed it.
    pub is_current: bool,
}

impl Seals {
    /// Returns the keys for a spreadsheet, by its id.
    #[must_use]
    pub fn new(keys: Keys, spreadsheet: &str) -> Self {
        Self { keys, spreadsheet: spreadsheet.to_owned() }
    }

    /// Tells whether a token with this seal, or without one, is to be sealed, now or anew.
    #[must_use]
    pub fn wants(&self, seal: Option<&Seal>) -> bool {
        !self.keys.is_empty() && seal.is_none_or(|seal| !seal.is_current)
    }

    /// Seals a token for a Threads user, by id; `nonce` must never have been used before. `None` without a
    /// key, and for what is no user's id.
    #[must_use]
    pub fn seal(&self, token: &Token, user: &str, nonce: [u8; NONCE_BYTES]) -> Option<String> {
        let key = self.keys.0.first()?;
        // The id stands between colons in the text, so it must hold none.
        is_id(user).then_some(())?;
        let bound = self.bound(user);
        let payload = Payload { msg: token.expose().as_bytes(), aad: bound.as_bytes() };
        let sealed = key.cipher().encrypt(&nonce.into(), payload).ok()?;
        let body = URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat());
        let text = format!("{VERSION}:{}:{user}:{body}", key.id());
        // Without a key, too, a text that was cut short is told from one that belongs elsewhere.
        let sum = hash::short(&text);
        Some(format!("{text}:{sum}"))
    }

    /// Opens a sealed token, its text as [`Seals::seal`] has made it.
    ///
    /// # Errors
    ///
    /// [`SealFault`], which holds nothing of the text.
    pub fn open(&self, text: &str) -> Result<(Token, Seal), SealFault> {
        let Some(rest) = text.strip_prefix(VERSION).and_then(|rest| rest.strip_prefix(':')) else {
            return Err(if is_of_later_version(text) {
                SealFault::Newer
            } else {
                SealFault::Damaged
            });
        };
        let (sealed, sum) = text.rsplit_once(':').ok_or(SealFault::Damaged)?;
        let parts: Vec<&str> = rest.split(':').collect();
        let [id, user, body, _] = parts.as_slice() else { return Err(SealFault::Damaged) };
        // Damage is told before the key is looked for: a text that was cut short is none of the key's doing.
        if hash::short(sealed) != sum {
            return Err(SealFault::Damaged);
        }
        let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| SealFault::Damaged)?;
        let (nonce, sealed) = bytes.split_first_chunk().ok_or(SealFault::Damaged)?;
        if self.keys.is_empty() {
            return Err(SealFault::NoKey);
        }
        let key = self.keys.0.iter().position(|key| key.id() == *id).ok_or(SealFault::OtherKey)?;
        let bound = self.bound(user);
        let payload = Payload { msg: sealed, aad: bound.as_bytes() };
        let nonce: &[u8; NONCE_BYTES] = nonce;
        let opened = self.keys.0[key].cipher().decrypt(nonce.into(), payload);
        // The text is whole and the key is the right one, so what differs is the spreadsheet or the user.
        let opened = opened.map_err(|_| SealFault::Elsewhere)?;
        let token = String::from_utf8(opened).ok().and_then(Token::answered);
        let seal = Seal { user: (*user).to_owned(), is_current: key == 0 };
        Ok((token.ok_or(SealFault::Damaged)?, seal))
    }

    /// Returns what a sealed token is bound to, beside its key. Not the row, for people sort rows, and not the
    /// account's name, for people rename accounts.
    fn bound(&self, user: &str) -> String {
        format!("{VERSION}\n{}\n{user}", self.spreadsheet)
    }
}

fn is_id(user: &str) -> bool {
    !user.is_empty() && user.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_of_later_version(text: &str) -> bool {
    let version = text.strip_prefix("sealed:v").and_then(|rest| rest.split(':').next());
    version.and_then(|version| version.parse().ok()).is_some_and(|version: u32| version > 1)
}

#[cfg(test)]
mod tests;
