//! Refusals, in the service's own shape and words.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/limits> and recorded answers of the
//! service, <https://github.com/burnash/gspread/tree/master/tests/cassettes>.

use serde_json::{Value, json};

use crate::http::Reply;

/// A refused request.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    status: u16,
    message: String,
    details: Vec<Value>,
}

impl Fault {
    /// Returns a 400 with the given words.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self { status: 400, message: message.into(), details: Vec::new() }
    }

    /// Returns a 400 that names the fields at fault, all of them at once.
    pub(crate) fn fields(violations: &[Violation]) -> Self {
        let lines: Vec<&str> = violations.iter().map(|v| v.description.as_str()).collect();
        Self { message: lines.join("\n"), ..Self::violated(violations) }
    }

    /// Returns a 400 whose cause is found in the details alone, as for a bad `fields` parameter.
    pub(crate) fn mask(path: &str) -> Self {
        Self::violated(&[Violation {
            field: path.to_owned(),
            description: format!(
                "Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
            ),
        }])
    }

    fn violated(violations: &[Violation]) -> Self {
        let listed: Vec<Value> = violations
            .iter()
            .map(|v| {
                if v.field.is_empty() {
                    json!({"description": v.description})
                } else {
                    json!({"field": v.field, "description": v.description})
                }
            })
            .collect();
        Self {
            status: 400,
            message: "Request contains an invalid argument.".to_owned(),
            details: vec![json!({
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": listed,
            })],
        }
    }

    /// Returns the 404 of a spreadsheet that does not exist.
    pub(crate) fn not_found() -> Self {
        Self::missing("Requested entity was not found.")
    }

    /// Returns a 404 with the given words.
    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self { status: 404, message: message.into(), details: Vec::new() }
    }

    /// Returns the 403 of a spreadsheet that is not shared, or only for viewing.
    pub(crate) fn denied() -> Self {
        let message = "The caller does not have permission".to_owned();
        Self { status: 403, message, details: Vec::new() }
    }

    /// Returns the 403 of a token that was made for something else.
    pub(crate) fn scope(method: &str) -> Self {
        Self {
            status: 403,
            message: "Request had insufficient authentication scopes.".to_owned(),
            details: vec![json!({
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                "domain": "googleapis.com",
                "metadata": {
                    "method": format!("google.apps.sheets.v4.SpreadsheetsService.{method}"),
                    "service": "sheets.googleapis.com",
                },
            })],
        }
    }

    /// Returns the recorded 429; `kind` is `Read` or `Write`.
    pub(crate) fn quota(kind: &str, limit: u32) -> Self {
        Self {
            status: 429,
            message: format!(
                "Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per \
                 minute per user' of service 'sheets.googleapis.com' for consumer \
                 'project_number:1'."
            ),
            details: vec![json!({
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "consumer": "projects/1",
                    "quota_limit": format!("{kind}RequestsPerMinutePerUser"),
                    "quota_limit_value": limit.to_string(),
                    "quota_metric":
                        format!("sheets.googleapis.com/{}_requests", kind.to_lowercase()),
                    "service": "sheets.googleapis.com",
                },
            })],
        }
    }

    /// Returns the sentence alone.
    pub(crate) fn into_message(self) -> String {
        self.message
    }

    /// Returns the answer that carries the refusal.
    pub(crate) fn reply(self) -> Reply {
        let name = match self.status {
            403 => "PERMISSION_DENIED",
            404 => "NOT_FOUND",
            429 => "RESOURCE_EXHAUSTED",
            _ => "INVALID_ARGUMENT",
        };
        let mut error = json!({"code": self.status, "message": self.message, "status": name});
        if !self.details.is_empty() {
            error["details"] = Value::Array(self.details);
        }
        Reply::json(self.status, &json!({"error": error}))
    }
}

/// One field at fault and what is wrong with it.
#[derive(Debug, Clone)]
pub(crate) struct Violation {
    pub(crate) field: String,
    pub(crate) description: String,
}
