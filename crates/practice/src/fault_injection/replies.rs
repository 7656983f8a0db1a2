//! What each service says with a status that it did not mean.

use serde_json::{Value, json};

use crate::http::Reply;
use crate::oauth::UNAUTHENTICATED;
use crate::service::Service;

/// A gateway's page.
pub(super) const PAGE: &str = "<!DOCTYPE html><html><head><title>Error</title></head>\
                    <body><h1>The server encountered a temporary error</h1></body></html>";

/// Returns a status with the body that the service gives it.
pub(super) fn status_reply(service: Service, status: u16) -> Reply {
    let body = match service {
        Service::Web => return Reply::html(status, PAGE),
        Service::Threads => threads_body(status),
        Service::OAuth => {
            json!({"error": "internal_failure", "error_description": "Backend Error"})
        }
        Service::Sheets => sheets_body(status),
    };
    Reply::json(status, &body)
}

/// Source: <https://developers.facebook.com/docs/graph-api/guides/error-handling>.
fn threads_body(status: u16) -> Value {
    let error = match status {
        429 | 403 => json!({
            "message": "(#4) Application request limit reached",
            "type": "OAuthException", "is_transient": true, "code": 4, "fbtrace_id": "Apractice",
        }),
        // Code 1 without `is_transient`: nothing in it says whether the call took effect.
        500 => json!({
            "message": "An unknown error occurred",
            "type": "OAuthException", "code": 1, "fbtrace_id": "Apractice",
        }),
        _ => json!({
            "message": "An unexpected error has occurred. Please retry your request later.",
            "type": "OAuthException", "is_transient": true, "code": 2, "fbtrace_id": "Apractice",
        }),
    };
    json!({ "error": error })
}

/// The bodies of 429 and 503 are recorded ones.
fn sheets_body(status: u16) -> Value {
    let plain = |message: &str, word: &str| json!({"error": {"code": status, "message": message, "status": word}});
    match status {
        429 => json!({"error": {
            "code": 429,
            "message": "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per \
                        minute per user' of service 'sheets.googleapis.com' for consumer \
                        'project_number:100000000001'.",
            "status": "RESOURCE_EXHAUSTED",
            "details": [{
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "consumer": "projects/100000000001",
                    "quota_limit": "ReadRequestsPerMinutePerUser",
                    "quota_limit_value": "60",
                    "quota_metric": "sheets.googleapis.com/read_requests",
                    "service": "sheets.googleapis.com",
                },
            }],
        }}),
        401 => plain(UNAUTHENTICATED, "UNAUTHENTICATED"),
        403 => plain("The caller does not have permission", "PERMISSION_DENIED"),
        404 => plain("Requested entity was not found.", "NOT_FOUND"),
        400 => plain("Invalid request.", "INVALID_ARGUMENT"),
        503 => plain("The service is currently unavailable.", "UNAVAILABLE"),
        _ => plain("Internal error encountered.", "INTERNAL"),
    }
}
