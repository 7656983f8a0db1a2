//! What the codes of Threads' refusals mean: one catalogue for every call.
//!
//! Decided by name, code and subcode, for Threads answers 500 to a wrong parameter and 400 to a passing
//! trouble. Only what no line of the catalogue names is judged by its HTTP status. Nothing that may
//! pass by itself, and nothing that concerns the app or the account, is laid at a row.
//!
//! Sources: <https://developers.facebook.com/docs/threads/troubleshooting>,
//! <https://developers.facebook.com/docs/graph-api/guides/error-handling> and, for the subcodes that
//! begin with 2207,
//! <https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes>.

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
    /// The account has published as much as it may in 24 hours.
    QuotaUsed,
    /// The token's life is over.
    TokenExpired,
    /// The token was withdrawn, or is none.
    TokenInvalid,
    /// Threads wants the person to log in and to do what it asks there.
    LoginAsked,
    /// The tester invitation was not accepted.
    NotATester,
    /// The app is none that Threads knows, or its id and secret are those of the Meta app.
    WrongApp,
    /// The app is set to "Require App Secret".
    ProofAsked,
    /// The token may not do this.
    NotPermitted,
    /// Threads has restricted the account.
    Restricted,
    /// Threads refuses the app or the account for another reason.
    Blocked,
    /// The container or media cannot be found, perhaps not yet (24/4279009).
    NotFound,
    /// What was asked for does not exist, or may not be seen.
    Gone,
    /// The media file could not be fetched.
    MediaUnfetchable,
    /// The link's page could not be read.
    LinkUnreadable,
    /// A parameter was refused.
    Invalid,
    /// A refusal that is not in the catalogue.
    Unknown,
}

/// A refusal as it was answered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answered<'a> {
    /// The HTTP status.
    pub http: u16,
    /// The API's code.
    pub code: Option<i64>,
    /// The API's subcode.
    pub subcode: Option<i64>,
    /// Whether the service itself calls it passing.
    pub is_transient: bool,
    /// The service's words.
    pub message: &'a str,
}

impl Kind {
    /// Returns what a refusal means.
    #[must_use]
    pub fn of(answered: &Answered) -> Self {
        let Answered { http, code, subcode, is_transient, message } = *answered;
        let by_subcode = subcode.and_then(by_subcode);
        // These two codes stand for anything: what the service says beside them is worth more.
        let is_vague = is_transient || error_name(message).is_some();
        let by_code = || {
            let kind = code.and_then(|code| by_code(code, subcode, message))?;
            let stands_for_anything =
                matches!((code, kind), (Some(1), Self::Transient) | (Some(100), Self::Invalid));
            (!(is_vague && stands_for_anything)).then_some(kind)
        };
        // The service contradicts itself here: a code of the token, and a trouble of its own.
        let is_its_own = matches!(code, Some(190)) && message.contains("system error");
        if is_its_own {
            return Self::Transient;
        }
        // From the most specific to the least: one code stands for very different refusals.
        by_message(message).or(by_subcode).or_else(by_code).unwrap_or(match http {
            429 => Self::RateLimited,
            408 | 425 | 500.. => Self::Transient,
            // The flag counts only where the catalogue says nothing: Threads also sets it to false for what
            // passes.
            _ if is_transient => Self::Transient,
            _ => Self::Unknown,
        })
    }

    /// Returns what a refusal meant that a row state has written down, as `message (code/subcode)`.
    #[must_use]
    pub fn of_words(words: &str) -> Self {
        let codes = words.rsplit_once(" (").and_then(|(message, codes)| {
            let codes = codes.strip_suffix(')')?;
            let (code, subcode) = codes.split_once('/').unwrap_or((codes, ""));
            Some((message, code.parse().ok()?, subcode.parse().ok()))
        });
        let (message, code, subcode) = match codes {
            Some((message, code, subcode)) => (message, Some(code), subcode),
            // Words without codes are judged by their message alone.
            None => (words, None, None),
        };
        Self::of(&Answered { http: 400, code, subcode, is_transient: false, message })
    }

    /// Tells whether the same call may succeed later, without anybody's doing.
    #[must_use]
    pub fn is_passing(self) -> bool {
        matches!(self, Self::NoAnswer | Self::NotTheApi | Self::LeftAlone | Self::Transient)
    }

    /// Tells whether no call with this token can succeed until a person has done something.
    #[must_use]
    pub fn ends_the_token(self) -> bool {
        matches!(
            self,
            Self::TokenExpired
                | Self::TokenInvalid
                | Self::LoginAsked
                | Self::NotATester
                | Self::WrongApp
                | Self::ProofAsked
        )
    }

    /// Tells whether the app or the account, not the post, is in trouble.
    #[must_use]
    pub fn concerns_the_account(self) -> bool {
        self.ends_the_token()
            || matches!(
                self,
                Self::NotPermitted | Self::Restricted | Self::Blocked | Self::RateLimited
            )
    }

    /// Tells whether only the row's own content can be the matter.
    #[must_use]
    pub fn concerns_the_row(self) -> bool {
        matches!(self, Self::Invalid | Self::MediaUnfetchable | Self::LinkUnreadable)
    }
}

fn by_message(message: &str) -> Option<Kind> {
    let says = |words: &str| message.contains(words);
    Some(match () {
        () if says("appsecret_proof") => Kind::ProofAsked,
        () if says("API access") && (says("blocked") || says("deactivated")) => Kind::Blocked,
        // The Threads app and the Meta app around it have an id and a secret each.
        () if says("TH__APPLICATION") => Kind::WrongApp,
        () if says("Invalid Carousel Children") => Kind::Transient,
        () => return by_name(error_name(message)?),
    })
}

/// What the names of errors of the service's own begin with.
const NAME_PREFIX: &str = "THREADS_API__";

/// Returns the name of an error that a text holds; the words around it may be in any language.
#[must_use]
pub fn error_name(text: &str) -> Option<&str> {
    const NAME_MAX: usize = 100;
    let name = &text[text.find(NAME_PREFIX)?..];
    let is_of_a_name = |sign: char| sign.is_ascii_uppercase() || sign == '_';
    let end = name.find(|sign| !is_of_a_name(sign)).unwrap_or(name.len());
    Some(&name[..end.min(NAME_MAX)])
}

/// Returns what a name means; of one that is not known here nobody can tell whose trouble it is.
///
/// Sources, read 2026-11-29: <https://developers.facebook.com/docs/threads/create-posts/text-attachments>,
/// <https://developers.facebook.com/docs/threads/create-posts/geo-gating>.
fn by_name(name: &str) -> Option<Kind> {
    let begins = |words: &str| name[NAME_PREFIX.len()..].starts_with(words);
    Some(match () {
        () if ["LINK_LIMIT", "GEO_GATING", "TEXT_TOO_LONG"].into_iter().any(begins) => {
            Kind::Invalid
        }
        // The account may not do it; where a cell has asked for it, the row is told.
        () if begins("FEATURE_NOT_AVAILABLE") => Kind::Blocked,
        () => return None,
    })
}

fn by_subcode(subcode: i64) -> Option<Kind> {
    Some(match subcode {
        4_279_009 => Kind::NotFound,
        4_279_013 | 2_207_050 | 2_207_051 => Kind::Restricted,
        2_207_052 => Kind::MediaUnfetchable,
        4_279_047 => Kind::LinkUnreadable,
        2_207_042 => Kind::QuotaUsed,
        2_207_006 => Kind::Gone,
        // Media that no account can post, by its size, its shape or its format.
        2_207_004
        | 2_207_005
        | 2_207_009
        | 2_207_010
        | 2_207_023
        | 2_207_026
        | 2_207_028
        | 2_207_035..=2_207_037
        | 2_207_040
        | 2_207_057 => Kind::Invalid,
        // A server's trouble, a download that took too long, a container that died or is not ready,
        // a carousel whose children were ready a moment ago.
        2_207_001 | 2_207_003 | 2_207_008 | 2_207_020 | 2_207_027 | 2_207_032 | 2_207_053
        | 4_279_004 => Kind::Transient,
        _ => return None,
    })
}

fn by_code(code: i64, subcode: Option<i64>, message: &str) -> Option<Kind> {
    Some(match (code, subcode) {
        (101 | 1_349_026 | 4_476_002, _) => Kind::WrongApp,
        (368 | 2_207_050 | 2_207_051 | 4_279_013, _) => Kind::Restricted,
        (190 | 102, Some(459 | 464)) => Kind::LoginAsked,
        (190, Some(463)) => Kind::TokenExpired,
        (190, _) if message.contains("expired") => Kind::TokenExpired,
        (190 | 102, _) => Kind::TokenInvalid,
        // Somebody deleted the token, or the call lost it.
        (104, _) if message.contains("ccess token") => Kind::TokenInvalid,
        (2500, _) if message.contains("active access token") => Kind::TokenInvalid,
        (100, Some(10)) | (1_349_245, _) => Kind::NotATester,
        (100, Some(33)) | (24, _) => Kind::Gone,
        (4 | 17 | 32 | 341 | 613 | 80_000..=80_014, _) => Kind::RateLimited,
        (9 | 2_207_042, _) => Kind::QuotaUsed,
        // An app without the capability, from an address or by a version that it may not use.
        (3 | 5 | 12 | 104 | 2500 | 2635, _) => Kind::Blocked,
        (10 | 200..=299, _) => Kind::NotPermitted,
        (-3..=-1 | 1 | 2 | 9007, _) => Kind::Transient,
        (9004, _) => Kind::MediaUnfetchable,
        (36_000..=36_004 | 352 | 100 | 452, _) => Kind::Invalid,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(http: u16, code: i64, subcode: i64, message: &str) -> Kind {
        let subcode = (subcode != 0).then_some(subcode);
        Kind::of(&Answered { http, code: Some(code), subcode, is_transient: false, message })
    }

    #[test]
    fn a_catalogued_refusal_means_the_same_whatever_the_http_status() {
        for http in [200, 400, 401, 403, 404, 408, 429, 500, 503] {
            for (code, subcode, message, expected) in [
                (100, 0, "Param text must be at most 500 characters long.", Kind::Invalid),
                (100, 0, "API calls require an appsecret_proof argument", Kind::ProofAsked),
                (100, 10, "x", Kind::NotATester),
                (100, 33, "x", Kind::Gone),
                (10, 0, "x", Kind::NotPermitted),
                (200, 0, "Requires the permission", Kind::NotPermitted),
                (200, 0, "API access blocked.", Kind::Blocked),
                (190, 463, "x", Kind::TokenExpired),
                (190, 460, "x", Kind::TokenInvalid),
                (102, 0, "x", Kind::TokenInvalid),
                (102, 459, "x", Kind::LoginAsked),
                (102, 464, "x", Kind::LoginAsked),
                (5, 0, "x", Kind::Blocked),
                (190, 459, "x", Kind::LoginAsked),
                (190, 464, "x", Kind::LoginAsked),
                (190, 0, "Cannot get application info due to a system error", Kind::Transient),
                (3, 0, "x", Kind::Blocked),
                (12, 0, "x", Kind::Blocked),
                (2635, 0, "x", Kind::Blocked),
                (2500, 0, "Unknown path components: /x", Kind::Blocked),
                (104, 0, "x", Kind::Blocked),
                (9, 2_207_042, "x", Kind::QuotaUsed),
                (4, 2_207_051, "x", Kind::Restricted),
                (4, 0, "x", Kind::RateLimited),
                (-1, 2_207_001, "x", Kind::Transient),
                (-2, 2_207_003, "x", Kind::Transient),
                (-1, 2_207_032, "x", Kind::Transient),
                (-1, 2_207_053, "x", Kind::Transient),
                (-1, 0, "Fatal", Kind::Transient),
                (-1, 4_279_047, "Fatal", Kind::LinkUnreadable),
                (1, 0, "x", Kind::Transient),
                (1, 2_207_052, "x", Kind::MediaUnfetchable),
                (9004, 2_207_052, "x", Kind::MediaUnfetchable),
                (36_003, 2_207_009, "x", Kind::Invalid),
                (24, 4_279_009, "x", Kind::NotFound),
                (24, 0, "x", Kind::Gone),
                (100, 2_207_006, "x", Kind::Gone),
                (100, 2_207_001, "x", Kind::Transient),
                (100, 2_207_008, "x", Kind::Transient),
                (1, 2_207_004, "x", Kind::Invalid),
                (1, 2_207_026, "x", Kind::Invalid),
                (1, 2_207_036, "x", Kind::Invalid),
                (4, 2_207_042, "x", Kind::QuotaUsed),
                (9, 0, "x", Kind::QuotaUsed),
                (2_207_042, 0, "x", Kind::QuotaUsed),
                (101, 0, "x", Kind::WrongApp),
                (1_349_026, 0, "x", Kind::WrongApp),
                (4_476_002, 0, "x", Kind::WrongApp),
                (368, 0, "x", Kind::Restricted),
                (2_207_050, 0, "x", Kind::Restricted),
                (4_279_013, 0, "x", Kind::Restricted),
                (9004, 0, "x", Kind::MediaUnfetchable),
                (190, 0, "Session has expired on Sunday", Kind::TokenExpired),
                (104, 0, "An access token is required", Kind::TokenInvalid),
                (2500, 0, "An active access token must be used", Kind::TokenInvalid),
                (100, 0, "No TH__APPLICATION was found", Kind::WrongApp),
                (100, 0, "Invalid Carousel Children", Kind::Transient),
                (100, 0, "The link is blocked", Kind::Invalid),
                (100, 0, "API access needs a parameter", Kind::Invalid),
            ] {
                assert_eq!(kind(http, code, subcode, message), expected, "{http} {code}/{subcode}");
            }
        }
    }

    #[test]
    fn every_code_of_a_limit_means_one() {
        for http in [200, 400, 403, 500] {
            for code in [4, 17, 32, 341, 613, 80_000, 80_007, 80_014] {
                assert_eq!(kind(http, code, 0, "x"), Kind::RateLimited, "{http} {code}");
            }
        }
    }

    #[test]
    fn a_name_of_an_error_means_the_same_whatever_the_http_status() {
        for (code, subcode, message, expected) in [
            (1, 0, "THREADS_API__TEXT_TOO_LONG", Kind::Invalid),
            (100, 0, "THREADS_API__LINK_LIMIT_EXCEEDED", Kind::Invalid),
            (1, 0, "THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES", Kind::Invalid),
            (1, 0, "リンクが多すぎます: THREADS_API__LINK_LIMIT_EXCEEDED", Kind::Invalid),
            (100, 0, "THREADS_API__FEATURE_NOT_AVAILABLE", Kind::Blocked),
            (1, 0, "THREADS_API__FEATURE_NOT_AVAILABLE", Kind::Blocked),
            (1, 2_207_003, "THREADS_API__NEW_NAME", Kind::Transient),
            (-1, 4_279_047, "THREADS_API__NEW_NAME", Kind::LinkUnreadable),
            (190, 0, "THREADS_API__NEW_NAME", Kind::TokenInvalid),
            (10, 0, "THREADS_API__NEW_NAME", Kind::NotPermitted),
        ] {
            for http in [200, 400, 403, 429, 500] {
                assert_eq!(kind(http, code, subcode, message), expected, "{http} {message}");
            }
        }
    }

    #[test]
    fn what_nobody_has_catalogued_is_judged_by_its_http_status() {
        for (http, expected) in [
            (200, Kind::Unknown),
            (400, Kind::Unknown),
            (403, Kind::Unknown),
            (408, Kind::Transient),
            (429, Kind::RateLimited),
            (500, Kind::Transient),
            (503, Kind::Transient),
        ] {
            assert_eq!(kind(http, 77_777, 0, "x"), expected, "{http}");
            let no_code = Answered { http, message: "x", ..Answered::default() };
            assert_eq!(Kind::of(&no_code), expected, "{http}");
            // The codes that stand for anything say less than a name, though it be an unknown one.
            for code in [1, 100] {
                assert_eq!(kind(http, code, 0, "THREADS_API__NEW_NAME"), expected, "{http} {code}");
            }
        }
        let said = Answered { http: 400, is_transient: true, ..Answered::default() };
        assert_eq!(Kind::of(&said), Kind::Transient);
    }

    #[test]
    fn what_the_service_itself_calls_passing_is_believed_where_its_code_stands_for_anything() {
        for (code, subcode, message, expected) in [
            (100, None, "Invalid parameter", Kind::Transient),
            (1, None, "x", Kind::Transient),
            (100, None, "THREADS_API__NEW_NAME", Kind::Transient),
            (77_777, None, "x", Kind::Transient),
            (100, Some(10), "x", Kind::NotATester),
            (100, Some(33), "x", Kind::Gone),
            (1, Some(2_207_052), "x", Kind::MediaUnfetchable),
            (100, None, "THREADS_API__LINK_LIMIT_EXCEEDED", Kind::Invalid),
            (190, None, "x", Kind::TokenInvalid),
            (10, None, "x", Kind::NotPermitted),
        ] {
            for http in [400, 500] {
                let code = Some(code);
                let answered = Answered { http, code, subcode, is_transient: true, message };
                assert_eq!(Kind::of(&answered), expected, "{http} {code:?}/{subcode:?} {message}");
            }
        }
    }

    #[test]
    fn a_refusal_that_was_written_down_is_understood() {
        for (words, expected) in [
            (
                "API calls from the server require an appsecret_proof argument (100)",
                Kind::ProofAsked,
            ),
            ("Fatal (-1)", Kind::Transient),
            ("x (-2/2207003)", Kind::Transient),
            ("Param text (1) is wrong (100)", Kind::Invalid),
            ("Service Unavailable", Kind::Unknown),
            ("", Kind::Unknown),
        ] {
            assert_eq!(Kind::of_words(words), expected, "{words}");
        }
    }

    #[test]
    fn a_refusal_is_laid_at_one_door_alone() {
        for code in (-5..3_000).chain(9_000..9_010).chain(36_000..36_010) {
            for subcode in [0, 10, 33, 459, 463, 2_207_003, 2_207_042, 2_207_052, 4_279_009] {
                let kind = kind(400, code, subcode, "x");
                let doors =
                    [kind.is_passing(), kind.concerns_the_account(), kind.concerns_the_row()];
                assert!(doors.iter().filter(|is_here| **is_here).count() <= 1, "{code}/{subcode}");
            }
        }
    }

    #[test]
    fn each_kind_of_refusal_is_retried_blamed_on_the_account_or_on_the_row() {
        let passing = [Kind::NoAnswer, Kind::NotTheApi, Kind::LeftAlone, Kind::Transient];
        let token = [
            Kind::TokenExpired,
            Kind::TokenInvalid,
            Kind::LoginAsked,
            Kind::NotATester,
            Kind::WrongApp,
            Kind::ProofAsked,
        ];
        let account = [Kind::NotPermitted, Kind::Restricted, Kind::Blocked, Kind::RateLimited];
        let row = [Kind::Invalid, Kind::MediaUnfetchable, Kind::LinkUnreadable];
        let neither = [Kind::QuotaUsed, Kind::NotFound, Kind::Gone, Kind::Unknown];
        let doors = |kind: Kind| {
            let account = (kind.ends_the_token(), kind.concerns_the_account());
            (kind.is_passing(), account, kind.concerns_the_row())
        };
        for (kinds, expected) in [
            (&passing[..], (true, (false, false), false)),
            (&token, (false, (true, true), false)),
            (&account, (false, (false, true), false)),
            (&row, (false, (false, false), true)),
            (&neither, (false, (false, false), false)),
        ] {
            for kind in kinds {
                assert_eq!(doors(*kind), expected, "{kind:?}");
            }
        }
    }
}
