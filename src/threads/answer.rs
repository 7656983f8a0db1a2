//! From a response, or from the lack of one, to what it means.
//!
//! Decided by code and subcode, never by the HTTP class: Threads answers 500 to a wrong parameter
//! and 400 to a passing trouble.

use std::fmt;

use super::wire::Failure;
use crate::core::token::without_secrets;
use crate::core::words::Setback;

/// What a refusal or a failure means for what happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No answer came: refused, reset, timed out.
    NoAnswer,
    /// An answer that is not the API's: a gateway's page, an empty body.
    NotTheApi,
    /// No call was made: several of the account's had come to nothing.
    LeftAlone,
    /// Passing trouble of the service.
    Transient,
    /// Too many calls for now.
    RateLimited,
    /// The token's life is over.
    TokenExpired,
    /// The token was withdrawn, or is none.
    TokenInvalid,
    /// The tester invitation was not accepted.
    NotATester,
    /// The app is none that Threads knows, or its id and secret are those of the Meta app.
    WrongApp,
    /// The token may not do this.
    NotPermitted,
    /// Threads has restricted the account.
    Restricted,
    /// The container or media cannot be found, perhaps not yet (24/4279009).
    NotFound,
    /// The media file could not be fetched.
    MediaUnfetchable,
    /// The link's page could not be read.
    LinkUnreadable,
    /// A parameter was refused.
    Invalid,
    /// Anything else.
    Other,
}

/// A call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What it means.
    pub kind: Kind,
    /// The HTTP status, where an answer came.
    pub http: Option<u16>,
    /// The API's code.
    pub code: Option<i64>,
    /// The API's subcode.
    pub subcode: Option<i64>,
    /// What came instead; where it is the service's own sentence, with the codes and free of tokens.
    pub setback: Setback,
}

impl Trouble {
    /// Returns the trouble of a call that got no answer.
    #[must_use]
    pub fn no_answer(setback: Setback) -> Self {
        Self { kind: Kind::NoAnswer, http: None, code: None, subcode: None, setback }
    }

    /// Returns the trouble of a call that was not made, because several had come to nothing.
    #[must_use]
    pub(crate) fn left_alone() -> Self {
        Self { kind: Kind::LeftAlone, ..Self::no_answer(Setback::LeftAlone) }
    }

    /// Returns the trouble of an answer in whose place for a token stands none.
    #[must_use]
    pub(crate) fn no_token() -> Self {
        Self { kind: Kind::NotTheApi, ..Self::no_answer(Setback::NoToken) }
    }

    /// Reads an answer that is no success. `secrets` are cut out of what it says.
    #[must_use]
    pub(crate) fn read(http: u16, body: &[u8], secrets: &[&str]) -> Self {
        let Some(failure) =
            serde_json::from_slice::<Failure>(body).ok().filter(Failure::says_something)
        else {
            let unread = Self::no_answer(Setback::Unreadable { http });
            return Self { kind: Kind::NotTheApi, http: Some(http), ..unread };
        };
        let error = failure.error.unwrap_or_default();
        let code = error.code.or(failure.code).or(failure.error_code);
        let message = error.error_user_msg.filter(|text| !text.is_empty());
        let message = message.or(error.message).or(failure.error_message).unwrap_or_default();
        let subcode = error.error_subcode;
        let kind = kind(code, subcode, error.is_transient.unwrap_or(false), &message);
        let words = with_codes(clean(&message, secrets), code, subcode);
        let setback = match kind {
            Kind::RateLimited => Setback::TooManyCalls { words },
            Kind::LinkUnreadable => Setback::PageUnread { words },
            _ => Setback::Said(words),
        };
        Self { kind, http: Some(http), code, subcode, setback }
    }

    /// Tells whether the same call may succeed later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        let gateway = self.kind == Kind::NotTheApi
            && self.http.is_none_or(|http| !(300..429).contains(&http));
        matches!(self.kind, Kind::NoAnswer | Kind::LeftAlone | Kind::Transient) || gateway
    }

    /// Tells whether the account, not the post, is in trouble.
    #[must_use]
    pub fn concerns_the_account(&self) -> bool {
        self.ends_the_token()
            || matches!(self.kind, Kind::NotPermitted | Kind::Restricted | Kind::RateLimited)
    }

    /// Tells whether no call with this token can succeed until a person has done something.
    #[must_use]
    pub fn ends_the_token(&self) -> bool {
        let kind = self.kind;
        matches!(kind, Kind::TokenExpired | Kind::TokenInvalid | Kind::NotATester | Kind::WrongApp)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.setback.fmt(f)
    }
}

fn with_codes(words: String, code: Option<i64>, subcode: Option<i64>) -> String {
    match (code, subcode) {
        (Some(code), Some(subcode)) => format!("{words} ({code}/{subcode})"),
        (Some(code), None) => format!("{words} ({code})"),
        _ => words,
    }
}

impl Failure {
    fn says_something(&self) -> bool {
        self.error.is_some() || self.error_message.is_some()
    }
}

/// The catalogue. Sources: <https://developers.facebook.com/docs/threads/troubleshooting> and
/// <https://developers.facebook.com/docs/graph-api/guides/error-handling>.
fn kind(code: Option<i64>, subcode: Option<i64>, is_transient: bool, message: &str) -> Kind {
    match (code, subcode) {
        (_, Some(4_279_009)) => Kind::NotFound,
        (_, Some(4_279_013 | 2_207_051)) | (Some(368 | 2_207_051 | 4_279_013), _) => {
            Kind::Restricted
        }
        (_, Some(2_207_052)) => Kind::MediaUnfetchable,
        (_, Some(4_279_047)) => Kind::LinkUnreadable,
        // The Threads app and the Meta app around it have an id and a secret each.
        (Some(101 | 1_349_026 | 4_476_002), _) => Kind::WrongApp,
        _ if message.contains("TH__APPLICATION") => Kind::WrongApp,
        (Some(190), Some(463)) => Kind::TokenExpired,
        (Some(190), _) if message.contains("expired") => Kind::TokenExpired,
        (Some(190 | 102), _) => Kind::TokenInvalid,
        (Some(100), Some(10)) | (Some(1_349_245), _) => Kind::NotATester,
        (Some(4 | 17 | 32 | 613), _) => Kind::RateLimited,
        (Some(10 | 200..=299), _) => Kind::NotPermitted,
        // A carousel whose children were ready a moment ago is seen to pass when it is made anew.
        (Some(1 | 2), _) | (_, Some(4_279_004)) => Kind::Transient,
        (Some(100), _) if message.contains("Invalid Carousel Children") => Kind::Transient,
        _ if is_transient => Kind::Transient,
        (Some(100 | 452), _) => Kind::Invalid,
        _ if message.starts_with("THREADS_API__") => Kind::Invalid,
        _ => Kind::Other,
    }
}

/// The longest sentence of the service that is passed on, in characters.
const MESSAGE_MAX: usize = 200;

fn clean(message: &str, secrets: &[&str]) -> String {
    let mut message = message.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        message = message.replace(secret, "***");
    }
    let message = without_secrets(&message);
    message.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MESSAGE_MAX).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    fn read(http: u16, body: &str) -> Kind {
        Trouble::read(http, body.as_bytes(), &[]).kind
    }

    #[test]
    fn the_code_decides_and_not_the_http_class() {
        for (http, body, kind) in [
            (500, r#"{"error":{"message":"x","code":100}}"#, Kind::Invalid),
            (500, r#"{"error":{"message":"x","code":10}}"#, Kind::NotPermitted),
            (400, r#"{"error":{"message":"x","code":2,"is_transient":true}}"#, Kind::Transient),
            (400, r#"{"error":{"message":"x","code":24,"error_subcode":4279009}}"#, Kind::NotFound),
            (
                400,
                r#"{"error":{"message":"Fatal","code":-1,"error_subcode":4279047}}"#,
                Kind::LinkUnreadable,
            ),
            (
                401,
                r#"{"error":{"message":"x","code":190,"error_subcode":463}}"#,
                Kind::TokenExpired,
            ),
            (400, r#"{"error":{"message":"x","code":100,"error_subcode":10}}"#, Kind::NotATester),
            (400, r#"{"error_message":"Invalid Request","error_code":1349245}"#, Kind::NotATester),
            (400, r#"{"error_message":"No application","error_code":1349026}"#, Kind::WrongApp),
            (400, r#"{"error":{"message":"Invalid client secret","code":101}}"#, Kind::WrongApp),
            (
                400,
                r#"{"error_type":"OAuthException","code":400,"error_message":"no"}"#,
                Kind::Other,
            ),
            (502, "<html>Bad gateway</html>", Kind::NotTheApi),
            (500, "", Kind::NotTheApi),
        ] {
            assert_eq!(read(http, body), kind, "{http} {body}");
        }
    }

    #[test]
    fn a_token_in_a_refusal_is_cut_out() {
        let body = r#"{"error":{"message":"Cannot parse THAAsecret","code":190}}"#;
        let trouble = Trouble::read(400, body.as_bytes(), &["THAAsecret"]);
        assert_eq!(trouble.to_string(), "Cannot parse *** (190)");
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(1),
            ..ProptestConfig::with_cases(400)
        })]

        #[test]
        fn whatever_is_answered_is_one_short_line_without_the_secret(
            http in 100..600u16,
            code in proptest::option::of(any::<i64>()),
            subcode in proptest::option::of(any::<i64>()),
            before in any::<String>(),
            secret in "[A-Za-z0-9_-]{8,80}",
            after in any::<String>(),
            field in 0..3usize,
            cut in any::<proptest::sample::Index>(),
        ) {
            let said = format!("{before}{secret}{after}");
            let body = match field {
                0 => serde_json::json!({
                    "error": { "message": said, "code": code, "error_subcode": subcode },
                }),
                1 => serde_json::json!({ "error": { "error_user_msg": said, "code": code } }),
                _ => serde_json::json!({ "error_message": said, "error_code": code }),
            };
            let whole = body.to_string().into_bytes();
            let broken = &whole[..cut.index(whole.len())];
            for body in [&whole, broken, said.as_bytes()] {
                let trouble = Trouble::read(http, body, &[&secret]);
                let told = format!("{trouble} {trouble:?}");
                prop_assert!(!told.contains(&secret), "{}", told);
                let codes = with_codes(String::new(), trouble.code, trouble.subcode);
                let length = trouble.to_string().chars().count();
                prop_assert!(length <= MESSAGE_MAX + codes.chars().count());
                prop_assert!(!trouble.to_string().contains(char::is_control));
                prop_assert_eq!(trouble.http, Some(http));
            }
        }
    }
}
