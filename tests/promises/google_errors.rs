//! What Google may answer instead of what was asked for: what passes is tried again, and what does not is
//! told as what it is.

use serde_json::{Value, json};
use threadsheet::config::{Config, Credentials, Key};
use threadsheet_core::run_error::{NotAKey, RunError};
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{EMAIL, Practice, due};

async fn desk() -> Practice {
    Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await
}

fn instead(http: u16, body: &Value) -> Fault {
    Fault::Instead(Reply::json(http, body), Effect::Without)
}

/// Google's refusal of a call to Sheets.
fn refusal(http: u16, status: &str, reason: &str, message: &str) -> Value {
    let details = if reason.is_empty() {
        json!([])
    } else {
        json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}])
    };
    json!({"error": {"code": http, "message": message, "status": status, "details": details}})
}

#[tokio::test]
async fn a_temporary_sheets_failure_is_retried_in_the_same_run() {
    for (http, body) in [
        (401, refusal(401, "UNAUTHENTICATED", "ACCESS_TOKEN_EXPIRED", "Invalid credentials")),
        (403, refusal(403, "PERMISSION_DENIED", "RATE_LIMIT_EXCEEDED", "Quota exceeded")),
        (408, refusal(408, "DEADLINE_EXCEEDED", "", "Took too long")),
        (409, refusal(409, "ABORTED", "", "The operation was aborted.")),
        (429, refusal(429, "RESOURCE_EXHAUSTED", "", "Quota exceeded")),
        (500, refusal(500, "INTERNAL", "", "Internal error encountered.")),
        (503, json!({"error": "unavailable"})),
    ] {
        for operation in ["sheets.get", "sheets.batchUpdate"] {
            let desk = desk().await;
            let fault = instead(http, &body);
            enter(&desk.world).faults.on(Trigger::nth_of(operation, 1), fault);
            assert_eq!(desk.run().await.exit_code(), 0, "{operation} {http} {body}");
            assert_eq!(desk.public_texts(), ["Hello"], "{operation} {http} {body}");
        }
    }
}

#[tokio::test]
async fn a_refusal_of_the_project_is_not_taken_for_a_sheet_that_is_not_shared() {
    for reason in
        ["CONSUMER_SUSPENDED", "CONSUMER_INVALID", "BILLING_DISABLED", "SECURITY_POLICY_VIOLATED"]
    {
        for operation in ["sheets.get", "sheets.batchUpdate"] {
            let desk = desk().await;
            let body = refusal(403, "PERMISSION_DENIED", reason, "Consumer is not well.");
            enter(&desk.world).faults.on(Trigger::every(operation), instead(403, &body));
            let stop = desk.try_run().await.unwrap_err();
            assert_eq!(
                stop,
                RunError::ProjectRefused { words: "Consumer is not well.".to_owned() }
            );
            assert_eq!((stop.exit_code(), desk.public().len()), (4, 0), "{reason}");
        }
    }
    let desk = desk().await;
    let body = json!({"error": {"code": 403, "message": "The storage is used up.",
        "errors": [{"domain": "global", "reason": "storageQuotaExceeded"}]}});
    enter(&desk.world).faults.on(Trigger::every("sheets.batchUpdate"), instead(403, &body));
    assert_eq!(desk.try_run().await.unwrap_err(), RunError::StorageFull);
}

#[tokio::test]
async fn an_excel_file_on_google_drive_is_told_from_a_spreadsheet_by_googles_words() {
    for operation in ["sheets.get", "sheets.batchUpdate"] {
        let desk = desk().await;
        let words = "This operation is not supported for this document";
        let body = refusal(400, "FAILED_PRECONDITION", "", words);
        enter(&desk.world).faults.on(Trigger::every(operation), instead(400, &body));
        let stop = desk.try_run().await.unwrap_err();
        assert_eq!((&stop, stop.exit_code()), (&RunError::NotASpreadsheet, 4), "{operation}");
        assert_eq!(desk.public().len(), 0, "{operation}");
    }
}

#[tokio::test]
async fn a_temporary_sign_in_failure_is_retried_in_the_same_run() {
    for (http, body) in [
        (500, json!({"error": "internal_failure"})),
        (503, json!({"error": "temporarily_unavailable", "error_description": "later"})),
        (429, json!({"error": "rate_limit_exceeded", "error_description": "too often"})),
        (429, json!({"error": {"code": 429, "message": "too often"}})),
        (500, json!({"error": "something_new", "error_description": "nobody knows"})),
    ] {
        let desk = desk().await;
        enter(&desk.world).faults.on(Trigger::nth_of("oauth", 1), instead(http, &body));
        let stop = desk.try_run().await.err();
        assert_eq!(stop, None, "{http} {body}");
        assert_eq!(desk.public_texts(), ["Hello"], "{http} {body}");
    }
}

#[tokio::test]
async fn a_sign_in_that_stays_refused_says_what_google_says() {
    let robot = RunError::RobotDisabled { email: EMAIL.to_owned() };
    let said = |words: &str| RunError::SignInRefused { words: words.to_owned() };
    for (body, expected) in [
        (
            json!({"error": "invalid_grant", "error_description": "Robot is disabled."}),
            robot.clone(),
        ),
        (json!({"error": "invalid_grant", "error_description": "Account disabled"}), robot),
        (json!({"error": "something_new", "error_description": "why"}), said("why")),
        (json!({"error": "something_new"}), said("something_new")),
        (json!({"error": "internal_failure"}), RunError::SignInUnreachable),
    ] {
        let desk = desk().await;
        enter(&desk.world).faults.on(Trigger::every("oauth"), instead(400, &body));
        let stop = desk.try_run().await.unwrap_err();
        assert_eq!((&stop, stop.exit_code()), (&expected, 3), "{body}");
    }
}

/// Runs with a key whose private key a person has changed in this way.
async fn run_with_key(change: impl Fn(&str) -> String) -> Result<usize, RunError> {
    let desk = desk().await;
    let config = desk.config();
    let mut key: Value = serde_json::from_str(&config.credentials.0).unwrap();
    let changed = change(key["private_key"].as_str().unwrap());
    key["private_key"] = json!(changed);
    let config = Config { credentials: Credentials(key.to_string()), ..config };
    let (_sender, halt) = tokio::sync::watch::channel(false);
    threadsheet::run::run(&config, &|_| {}, halt).await?;
    Ok(desk.public().len())
}

#[tokio::test]
async fn a_private_key_whose_line_breaks_were_lost_or_escaped_is_put_right() {
    let escaped = |key: &str| key.replace('\n', "\\n");
    let spaced = |key: &str| key.replace('\n', " ");
    let joined = |key: &str| key.replace('\n', "");
    let windows = |key: &str| key.replace('\n', "\r\n");
    let changes: [&dyn Fn(&str) -> String; 4] = [&escaped, &spaced, &joined, &windows];
    for (at, change) in changes.into_iter().enumerate() {
        assert_eq!(run_with_key(change).await, Ok(1), "{at}");
    }
}

#[tokio::test]
async fn a_private_key_that_cannot_be_put_right_is_called_damaged() {
    let beheaded = |key: &str| key.lines().skip(1).collect::<Vec<_>>().join("\n");
    let halved = |key: &str| key[..key.len() / 2].to_owned();
    let gapped = |key: &str| key.replace('M', "");
    let changes: [&dyn Fn(&str) -> String; 3] = [&beheaded, &halved, &gapped];
    for (at, change) in changes.into_iter().enumerate() {
        assert_eq!(run_with_key(change).await, Err(RunError::NotAKey(NotAKey::Damaged)), "{at}");
    }
}

#[tokio::test]
async fn what_is_no_key_is_called_by_its_name() {
    let key = |text: &str| Key::of_variable(text).open();
    let api_key = format!("AIza{}", "x".repeat(35));
    assert_eq!(key(&api_key), Err(RunError::NotAKey(NotAKey::ApiKey)));
    assert_eq!(key(r#"{"type": "a"} {"type": "b"}"#), Err(RunError::NotAKey(NotAKey::Several)));
    assert_eq!(key("{“type”: “service_account”}"), Err(RunError::NotAKey(NotAKey::Quotes)));
    let client = key(r#"{"installed": {"client_id": "1", "client_secret": "2"}}"#).unwrap();
    let desk = desk().await;
    let config = Config { credentials: client, ..desk.config() };
    let (_sender, halt) = tokio::sync::watch::channel(false);
    let stop = threadsheet::run::run(&config, &|_| {}, halt).await.unwrap_err();
    assert_eq!(stop, RunError::NotAKey(NotAKey::OAuthClient));
}

#[tokio::test]
async fn an_identity_that_is_not_given_out_is_told_as_that() {
    let desk = desk().await;
    let credentials = json!({
        "type": "external_account", "audience": "x", "subject_token_type": "x",
        "token_url": format!("{}token", desk.server.threads_url),
        "credential_source": {"file": "/no/such/identity"},
    });
    let credentials = Credentials(credentials.to_string());
    let config = Config { credentials, ..desk.config() };
    let (_sender, halt) = tokio::sync::watch::channel(false);
    let stop = threadsheet::run::run(&config, &|_| {}, halt).await.unwrap_err();
    assert!(matches!(stop, RunError::IdentityRefused { .. }), "{stop}");
    let source = json!({"url": desk.server.threads_url});
    let mut credentials: Value = serde_json::from_str(&config.credentials.0).unwrap();
    credentials["credential_source"] = source;
    let credentials = Credentials(credentials.to_string());
    let config = Config { credentials, ..desk.config() };
    let (_sender, halt) = tokio::sync::watch::channel(false);
    let stop = threadsheet::run::run(&config, &|_| {}, halt).await.unwrap_err();
    assert!(
        !matches!(stop, RunError::CredentialsUnusable { .. }),
        "a format may be left out: {stop}"
    );
}

#[tokio::test]
async fn an_identity_that_google_does_not_take_is_told_without_a_word_about_key_files() {
    let desk = desk().await;
    let folder = tempfile::tempdir().unwrap();
    let identity = folder.path().join("identity");
    std::fs::write(&identity, "an.identity.token").unwrap();
    let credentials = json!({
        "type": "external_account", "audience": "x", "subject_token_type": "x",
        "token_url": desk.server.token_uri, "credential_source": {"file": identity},
    });
    let words = "The given credential is rejected by the attribute condition.";
    let body = json!({"error": "unauthorized_client", "error_description": words});
    enter(&desk.world).faults.on(Trigger::every("oauth"), instead(400, &body));
    let config = Config { credentials: Credentials(credentials.to_string()), ..desk.config() };
    let (_sender, halt) = tokio::sync::watch::channel(false);
    let stop = threadsheet::run::run(&config, &|_| {}, halt).await.unwrap_err();
    assert_eq!(stop, RunError::FederationRefused { words: words.to_owned() });
    assert!(!stop.to_string().contains("make a new key"), "{stop}");
}
