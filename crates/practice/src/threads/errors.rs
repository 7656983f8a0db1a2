//! Error answers, in the words that were seen of the real service.
//!
//! The HTTP status means little: the real service answers 500 to a wrong field and 400 to a temporary
//! problem, and so does this one.

use serde_json::{Map, Value, json};

use crate::http::Reply;

/// A refusal, in the shape of the Graph API's error envelope.
///
/// Source: <https://developers.facebook.com/docs/graph-api/guides/error-handling>.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    status: u16,
    kind: &'static str,
    code: i64,
    message: String,
    subcode: Option<i64>,
    is_transient: Option<bool>,
    for_people: Option<(String, String)>,
}

impl Refusal {
    fn new(status: u16, kind: &'static str, code: i64, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { status, kind, code, message, subcode: None, is_transient: None, for_people: None }
    }

    fn subcode(self, subcode: i64) -> Self {
        Self { subcode: Some(subcode), ..self }
    }

    fn transient(self, is_transient: bool) -> Self {
        Self { is_transient: Some(is_transient), ..self }
    }

    fn for_people(self, title: &str, message: String) -> Self {
        Self { for_people: Some((title.to_owned(), message)), ..self }
    }

    /// Code 100 with HTTP 400: a parameter is wrong, and nothing happened.
    pub(super) fn parameter(message: impl Into<String>) -> Self {
        Self::new(400, "THApiException", 100, message)
    }

    /// Code 100 with HTTP 500, as unknown fields and bad parents are answered.
    pub(super) fn parameter_as_500(message: impl Into<String>) -> Self {
        Self::new(500, "THApiException", 100, message)
    }

    /// A field that the node does not have.
    pub(super) fn no_such_field(field: &str) -> Self {
        Self::parameter_as_500(format!("Tried accessing nonexisting field ({field})"))
    }

    /// A carousel child that cannot be used: unknown, another account's, no carousel item, or not ready.
    pub(super) fn carousel_children() -> Self {
        Self::parameter("Invalid Carousel Children")
    }

    /// A carousel child that has expired or failed (subcode 4279004).
    pub(super) fn dead_child(container: &str) -> Self {
        Self::parameter("Invalid parameter").subcode(4_279_004).for_people(
            "Carousel Child Invalid",
            format!("The carousel child with id {container} is invalid or has expired."),
        )
    }

    /// A file that could not be fetched (1/2207052).
    pub(super) fn unfetchable() -> Self {
        Self::new(400, "OAuthException", 1, "An unknown error occurred")
            .subcode(2_207_052)
            .transient(false)
            .for_people(
                "Media download has failed",
                "The media could not be fetched from this URI. Check that it is public.".to_owned(),
            )
    }

    /// A link whose page could not be read (-1/4279047).
    pub(super) fn unreadable_link() -> Self {
        Self::new(400, "OAuthException", -1, "Fatal")
            .subcode(4_279_047)
            .transient(false)
            .for_people(
                "Invalid Link Attachment",
                "The link attachment could not be validated.".to_owned(),
            )
    }

    /// 24/4279009: a container or a media that cannot be found, perhaps not yet.
    ///
    /// The body is the one recorded from production in May 2026.
    pub(super) fn media_not_found(id: &str) -> Self {
        Self::new(400, "OAuthException", 24, "The requested resource does not exist")
            .subcode(4_279_009)
            .transient(false)
            .for_people("Media Not Found", format!("The media with id {id} cannot be found."))
    }

    /// 100/33: a node that does not exist, or that belongs to somebody else.
    pub(super) fn no_such_object(method: &str, id: &str) -> Self {
        let method = method.to_lowercase();
        Self::new(
            400,
            "GraphMethodException",
            100,
            format!(
                "Unsupported {method} request. Object with ID '{id}' does not exist, cannot be \
                 loaded due to missing permissions, or does not support this operation"
            ),
        )
        .subcode(33)
    }

    /// A path that is no endpoint, or an endpoint under a version that it does not have.
    pub(super) fn no_such_path(path: &str) -> Self {
        Self::new(400, "OAuthException", 2500, format!("Unknown path components: {path}"))
    }

    /// A known endpoint that was called with another method.
    pub(super) fn method(method: &str) -> Self {
        Self::parameter(format!("Unsupported {} request.", method.to_lowercase()))
    }

    /// No token at all.
    pub(super) fn no_token() -> Self {
        Self::new(
            400,
            "OAuthException",
            104,
            "An access token is required to request this resource.",
        )
    }

    /// A token that was never issued.
    pub(super) fn bad_token() -> Self {
        Self::new(
            400,
            "OAuthException",
            190,
            "Invalid OAuth access token - Cannot parse access token",
        )
    }

    /// 190/458: the person has taken the app's permission away.
    pub(super) fn revoked() -> Self {
        Self::new(
            400,
            "OAuthException",
            190,
            "Error validating access token: The user has not authorized application.",
        )
        .subcode(458)
    }

    /// 190/463: the token's life is over.
    pub(super) fn expired(expired_at: &str, now: &str) -> Self {
        // Seen with HTTP 400 as well.
        Self::new(
            401,
            "OAuthException",
            190,
            format!(
                "Error validating access token: Session has expired on {expired_at}. The current \
                 time is {now}."
            ),
        )
        .subcode(463)
    }

    /// 190/467: a token that became invalid when it was replaced.
    pub(super) fn replaced() -> Self {
        Self::new(
            400,
            "OAuthException",
            190,
            "Error validating access token: The session is invalid because the user logged out.",
        )
        .subcode(467)
    }

    /// 452/4279019: a token of the wrong kind for an exchange.
    pub(super) fn session_key() -> Self {
        Self::new(
            400,
            "OAuthException",
            452,
            "Session key invalid. This could be because the session key has an incorrect format, \
             or because the user has revoked this session",
        )
        .subcode(4_279_019)
    }

    /// 100/10: the tester invitation was not accepted.
    pub(super) fn not_a_tester() -> Self {
        Self::parameter(
            "To use the Threads API, your app requires the threads_basic permission. Your app must \
             pass app review, or the account must be one of the app's Threads testers",
        )
        .subcode(10)
    }

    /// Code 10 with HTTP 500: the token lacks a scope. The very same body was seen on
    /// `threads_publish` although the post went out.
    pub(super) fn no_permission() -> Self {
        Self::new(500, "THApiException", 10, "Application does not have permission for this action")
    }

    /// Subcode 4279013: the account is restricted.
    pub(super) fn restricted() -> Self {
        // Of this refusal only the subcode was seen; code and message are those of -1/4279047.
        Self::new(400, "OAuthException", -1, "Fatal")
            .subcode(4_279_013)
            .transient(false)
            .for_people(
                "Account Restricted",
                "This account is restricted and cannot publish.".to_owned(),
            )
    }

    /// Subcode 2207051: taken for spam.
    pub(super) fn taken_for_spam() -> Self {
        Self::new(400, "OAuthException", -1, "Action is blocked")
            .subcode(2_207_051)
            .transient(false)
            .for_people(
                "Action is blocked",
                "We restrict certain activity to protect our community.".to_owned(),
            )
    }

    /// The day's quota is used up.
    ///
    /// Nothing is documented about the answer; this is Instagram's (9/2207042), so that a client
    /// has to ask `threads_publishing_limit` what the matter is.
    pub(super) fn quota() -> Self {
        Self::new(400, "OAuthException", 9, "Application request limit reached")
            .subcode(2_207_042)
            .transient(false)
            .for_people(
                "Maximum posts reached",
                "You reached the maximum number of posts that can be published.".to_owned(),
            )
    }

    /// Code 2, which the service itself calls transient.
    pub(super) fn transient_500() -> Self {
        Self::new(
            500,
            "OAuthException",
            2,
            "An unexpected error has occurred. Please retry your request later.",
        )
        .transient(true)
    }

    /// Code 1, which says nothing at all.
    pub(super) fn unknown_500() -> Self {
        Self::new(500, "OAuthException", 1, "An unknown error occurred")
    }

    /// A wrong app secret, or a wrong app id.
    pub(super) fn bad_client() -> Self {
        Self::new(400, "OAuthException", 101, "Error validating client secret.")
    }

    /// Returns the envelope. `trace` is the support id that every refusal carries.
    pub(super) fn reply(self, trace: &str) -> Reply {
        let mut error = Map::new();
        error.insert("message".to_owned(), json!(self.message));
        error.insert("type".to_owned(), json!(self.kind));
        error.insert("code".to_owned(), json!(self.code));
        // What does not apply is left out, never null: of the real answers any field but message and code may be
        // missing.
        let optional = [
            ("error_subcode", self.subcode.map(|subcode| json!(subcode))),
            ("is_transient", self.is_transient.map(|is_transient| json!(is_transient))),
            ("error_user_title", self.for_people.as_ref().map(|(title, _)| json!(title))),
            ("error_user_msg", self.for_people.as_ref().map(|(_, message)| json!(message))),
        ];
        for (name, value) in optional {
            error.extend(value.map(|value| (name.to_owned(), value)));
        }
        error.insert("fbtrace_id".to_owned(), json!(trace));
        Reply::json(self.status, &json!({ "error": Value::Object(error) }))
    }
}
