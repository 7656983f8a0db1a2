//! What signing in asks for.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::RSA_PKCS1_SHA256;

use super::*;

const URI: &str = "http://127.0.0.1:4010/token";
const SHEETS: &str = "https://www.googleapis.com/auth/spreadsheets";

fn now() -> DateTime<Utc> {
    "2026-03-01T09:00:00Z".parse().unwrap()
}

fn claims() -> Value {
    let issued = now().timestamp();
    json!({"iss": SERVICE_ACCOUNT, "aud": URI, "scope": SHEETS, "iat": issued, "exp": issued + 3595, "sub": null})
}

fn sign(claims: &Value) -> String {
    let pair = RsaKeyPair::from_pkcs8(&pem_bytes(PRACTICE_KEY)).unwrap();
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({"alg": "RS256", "typ": "JWT"})), part(claims));
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn ask(oauth: &mut OAuth, pairs: &[(&str, &str)]) -> (u16, Value) {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let form = "application/x-www-form-urlencoded".to_owned();
    let request = Request {
        method: "POST".to_owned(),
        path: "/token".to_owned(),
        headers: vec![("content-type".to_owned(), form)],
        body: body.into_bytes(),
        ..Request::default()
    };
    let reply = oauth.answer(&request, now());
    (reply.status, serde_json::from_slice(&reply.body).unwrap())
}

fn ask_with(assertion: &str) -> (u16, Value) {
    let mut oauth = OAuth { token_uris: vec![URI.to_owned()], ..OAuth::new() };
    let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    ask(&mut oauth, &[("grant_type", grant), ("assertion", assertion)])
}

#[test]
fn a_signed_assertion_gives_a_token_for_its_scopes() {
    let mut oauth = OAuth { token_uris: vec![URI.to_owned()], ..OAuth::new() };
    let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    let assertion = sign(&claims());
    let (status, body) = ask(&mut oauth, &[("grant_type", grant), ("assertion", &assertion)]);
    assert_eq!((status, &body["expires_in"]), (200, &json!(3599)), "{body}");
    let token = body["access_token"].as_str().unwrap();
    let holder = oauth.holder(token, now());
    assert_eq!(holder, Some((SERVICE_ACCOUNT.to_owned(), vec![SHEETS.to_owned()])));
    assert_eq!(oauth.holder(token, now() + TimeDelta::hours(1)), None);
    assert_eq!(oauth.holder("ya29.other", now()), None);
}

#[test]
fn what_is_wrong_with_an_assertion_is_told() {
    let with = |name: &str, value: Value| {
        let mut claims = claims();
        claims[name] = value;
        sign(&claims)
    };
    let issued = now().timestamp();
    let mut forged = sign(&claims());
    // A letter of the claims: whether what becomes of it still parses or not, it must be refused.
    forged.replace_range(100..101, if forged.as_bytes()[100] == b'A' { "B" } else { "A" });
    for (assertion, error, words) in [
        (
            with("iss", json!("nobody@practice.iam.gserviceaccount.com")),
            "invalid_grant",
            "account not found",
        ),
        (with("aud", json!("https://login.example.com/token")), "invalid_grant", "audience"),
        (with("iat", json!(issued - 7200)), "invalid_grant", "short-lived"),
        (with("iat", json!(issued + 400)), "invalid_grant", "short-lived"),
        (with("exp", json!(issued - 1)), "invalid_grant", "short-lived"),
        (with("scope", json!("https://www.googleapis.com/auth/gmail")), "invalid_scope", "scope"),
        (with("sub", json!("boss@example.com")), "unauthorized_client", "unauthorized"),
        ("a.b.c".to_owned(), "invalid_grant", "Bad Request"),
        (String::new(), "invalid_grant", "Bad Request"),
    ] {
        let (status, body) = ask_with(&assertion);
        assert_eq!((status, body["error"].as_str()), (400, Some(error)), "{words}: {body}");
        assert!(body["error_description"].as_str().unwrap().contains(words), "{body}");
    }
    assert_eq!(ask_with(&forged).0, 400);
    let mut swapped = sign(&claims());
    let signature = swapped.rfind('.').unwrap();
    swapped.truncate(signature + 1);
    swapped.push_str(&URL_SAFE_NO_PAD.encode([1; 256]));
    assert_eq!(ask_with(&swapped).1["error_description"], "Invalid JWT Signature.");
}

#[test]
fn padding_does_no_harm() {
    let padded: Vec<String> = sign(&claims())
        .split('.')
        .map(|part| format!("{part}{}", "=".repeat((4 - part.len() % 4) % 4)))
        .collect();
    // The signature is over the parts as they are sent, so a padded one needs its own.
    let pair = RsaKeyPair::from_pkcs8(&pem_bytes(PRACTICE_KEY)).unwrap();
    let signed = padded[..2].join(".");
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).unwrap();
    let signature = base64::engine::general_purpose::URL_SAFE.encode(signature);
    assert_eq!(ask_with(&format!("{signed}.{signature}")).0, 200);
}

#[test]
fn a_persons_login_gives_a_token_until_it_is_revoked() {
    let mut oauth = OAuth::new();
    let login = oauth.add_login("aki@example.com");
    let mut form = [
        ("grant_type", "refresh_token"),
        ("client_id", login.client_id.as_str()),
        ("client_secret", login.client_secret.as_str()),
        ("refresh_token", login.refresh_token.as_str()),
    ];
    let (_, body) = ask(&mut oauth, &form);
    let (email, _) = oauth.holder(body["access_token"].as_str().unwrap(), now()).unwrap();
    assert_eq!(email, "aki@example.com");
    form[3].1 = "1//other";
    assert_eq!(ask(&mut oauth, &form).1["error"], "invalid_grant");
    form[2].1 = "GOCSPX-other";
    assert_eq!(ask(&mut oauth, &form).1["error"], "invalid_client");
}
