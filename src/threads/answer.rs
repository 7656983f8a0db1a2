//! From a response, or from the lack of one, to what it means.

use std::fmt;

use super::wire::Failure;
use threadsheet_core::reason::ErrorDetail;
use threadsheet_core::text::without_secrets;
pub use threadsheet_core::threads_errors::Kind;
use threadsheet_core::threads_errors::{Answered, error_name};

/// A call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// What it means.
    pub kind: Kind,
    /// The HTTP status, where an answer came.
    pub http: Option<u16>,
    /// The API's code.
    pub code: Option<i64>,
    /// The API's subcode.
    pub subcode: Option<i64>,
    /// The service's own name of the error, `THREADS_API__…`, where its answer holds one.
    pub name: Option<String>,
    /// What came instead; where it is the service's own sentence, with the codes and free of tokens.
    pub detail: ErrorDetail,
}

impl ApiError {
    /// Returns the error of a call that got no answer.
    #[must_use]
    pub fn no_answer(detail: ErrorDetail) -> Self {
        Self { kind: Kind::NoAnswer, http: None, code: None, subcode: None, name: None, detail }
    }

    /// Returns the error of a call that was not made, because several before it had failed.
    #[must_use]
    pub(crate) fn left_alone() -> Self {
        Self { kind: Kind::LeftAlone, ..Self::no_answer(ErrorDetail::LeftAlone) }
    }

    /// Returns the error of an answer that holds no token where one belongs.
    #[must_use]
    pub(crate) fn no_token() -> Self {
        Self { kind: Kind::NotTheApi, ..Self::no_answer(ErrorDetail::NoToken) }
    }

    /// Returns the error of an answer that cannot be read.
    #[must_use]
    pub(crate) fn unread(http: u16) -> Self {
        let unread = Self::no_answer(ErrorDetail::Unreadable { http });
        Self { kind: Kind::NotTheApi, http: Some(http), ..unread }
    }

    /// Reads the refusal that an answer holds although its HTTP status says success.
    #[must_use]
    pub(crate) fn within(http: u16, body: &[u8], secrets: &[&str]) -> Option<Self> {
        let failure: Failure = serde_json::from_slice(body).ok()?;
        failure.error.is_some().then(|| Self::read(http, body, secrets))
    }

    /// Reads an answer that is no success. `secrets` are cut out of what it says.
    #[must_use]
    pub(crate) fn read(http: u16, body: &[u8], secrets: &[&str]) -> Self {
        let Some(failure) =
            serde_json::from_slice::<Failure>(body).ok().filter(Failure::says_something)
        else {
            return Self::unread(http);
        };
        let error = failure.error.unwrap_or_default();
        // Graph nodes nest the error; the token endpoints answer flat, under either of two names.
        let code = error.code.or(failure.code).or(failure.error_code);
        // The sentence for users comes first: `message` may be no more than "Fatal".
        let said = [error.error_user_msg, error.message, failure.error_message];
        let name = said.iter().flatten().find_map(|text| error_name(text)).map(str::to_owned);
        let message = said.into_iter().flatten().find(|text| !text.is_empty()).unwrap_or_default();
        let subcode = error.error_subcode;
        let is_transient = error.is_transient.unwrap_or(false);
        // Any of the sentences may hold the name of the error, and the name says more than all of them.
        let named = match &name {
            Some(name) if !message.contains(name.as_str()) => format!("{message} {name}"),
            _ => message.clone(),
        };
        let answered = Answered { http, code, subcode, is_transient, message: &named };
        let kind = Kind::of(&answered);
        let words = with_codes(clean(&message, secrets), code, subcode);
        let detail = match kind {
            Kind::RateLimited => ErrorDetail::TooManyCalls { words },
            Kind::LinkUnreadable => ErrorDetail::PageUnread { words },
            _ => ErrorDetail::Said(words),
        };
        Self { kind, http: Some(http), code, subcode, name, detail }
    }

    /// Tells whether the same call may succeed later, without anybody's doing.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        // A gateway that turns the call away for good is not asked again and again.
        let is_for_good = self
            .http
            .is_some_and(|http| (300..500).contains(&http) && !matches!(http, 408 | 425 | 429));
        self.kind.is_passing() && !(self.kind == Kind::NotTheApi && is_for_good)
    }

    /// Tells whether the app or the account, not the post, is in trouble.
    #[must_use]
    pub fn concerns_the_account(&self) -> bool {
        self.kind.concerns_the_account()
    }

    /// Tells whether no call with this token can succeed until a person has done something.
    #[must_use]
    pub fn ends_the_token(&self) -> bool {
        self.kind.ends_the_token()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.detail.fmt(f)
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

/// The longest sentence of the service that is passed on, in characters.
const MESSAGE_MAX: usize = 200;

fn clean(message: &str, secrets: &[&str]) -> String {
    let mut message = message.to_owned();
    // Before the text is cut: half a token would no longer be recognised, and would be shown.
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
        ApiError::read(http, body.as_bytes(), &[]).kind
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
                Kind::Unknown,
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
        let trouble = ApiError::read(400, body.as_bytes(), &["THAAsecret"]);
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
                let trouble = ApiError::read(http, body, &[&secret]);
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
