//! The signed assertion: three parts in base64, the last of them a signature over the others.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use chrono::{DateTime, Utc};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde_json::Value;

/// The practice key. It opens nothing but the practice world, and is public.
pub(super) const PRACTICE_KEY: &str = include_str!("../practice-key.pem");

/// The standard has no padding, but some clients send it; Google takes both.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The longest life of an assertion, in seconds.
const LIFE_MAX: i64 = 3600;

/// How far ahead of ours the signer's clock may be, in seconds.
const AHEAD_MAX: i64 = 300;

/// An assertion whose signature and claims have not been checked yet.
#[derive(Debug)]
pub(super) struct Assertion {
    pub(super) issuer: String,
    pub(super) audience: String,
    pub(super) scope: String,
    /// Whether it asks for another person's access, which takes a domain's consent.
    pub(super) speaks_for_another: bool,
    issued: i64,
    expires: i64,
    signed: String,
    signature: Vec<u8>,
}

impl Assertion {
    pub(super) fn read(text: &str) -> Result<Self, &'static str> {
        const BROKEN: &str = "Bad Request";
        let (signed, signature) = text.rsplit_once('.').ok_or(BROKEN)?;
        let (header, claims) = signed.split_once('.').ok_or(BROKEN)?;
        let header = json_of(header).ok_or(BROKEN)?;
        if header["alg"] != "RS256" {
            return Err("Invalid JWT: the only algorithm is RS256");
        }
        let claims = json_of(claims).ok_or(BROKEN)?;
        let words = |name: &str| claims[name].as_str().map(str::to_owned).ok_or(BROKEN);
        let seconds = |name: &str| claims[name].as_i64().ok_or(BROKEN);
        Ok(Self {
            issuer: words("iss")?,
            audience: words("aud")?,
            scope: claims["scope"].as_str().unwrap_or_default().to_owned(),
            // Some clients send `sub` as null, which asks for nobody else's access.
            speaks_for_another: claims["sub"].as_str().is_some_and(|sub| sub != claims["iss"]),
            issued: seconds("iat")?,
            expires: seconds("exp")?,
            signed: signed.to_owned(),
            signature: BASE64.decode(signature.trim_end_matches('=')).map_err(|_| BROKEN)?,
        })
    }

    pub(super) fn is_signed_by(&self, public_key: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public_key);
        key.verify(self.signed.as_bytes(), &self.signature).is_ok()
    }

    /// Tells whether it lives for an hour at most, has begun, and has not ended.
    pub(super) fn is_timely(&self, now: DateTime<Utc>) -> bool {
        // Both are the caller's numbers, so they may be anything: the sums saturate.
        let life = self.expires.saturating_sub(self.issued);
        let now = now.timestamp();
        (1..=LIFE_MAX).contains(&life)
            && self.issued <= now.saturating_add(AHEAD_MAX)
            && self.expires > now
    }
}

/// Returns what a PEM file holds; nothing for one that is broken.
pub(super) fn pem_bytes(pem: &str) -> Vec<u8> {
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(base64.trim()).unwrap_or_default()
}

fn json_of(part: &str) -> Option<Value> {
    serde_json::from_slice(&BASE64.decode(part.trim_end_matches('=')).ok()?).ok()
}
