//! Whom a token speaks for, and for how long.

use super::*;

#[test]
fn tokens_are_refused_for_the_reason_there_is() {
    let mut desk = Desk::new();
    let me = |desk: &mut Desk| code(&desk.call("GET", "/v1.0/me", &[]));
    let basic = ["threads_basic"];
    let good = desk.token.clone();
    desk.token = desk.threads.issue_token("aki", desk.now, TimeDelta::zero(), &basic);
    assert_eq!(me(&mut desk), (401, 190, 463));
    desk.token = "THAAnone".to_owned();
    assert_eq!(me(&mut desk), (400, 190, 0));
    desk.token = desk.threads.issue_token("aki", desk.now, TimeDelta::days(1), &basic);
    assert_eq!(code(&desk.create(&[("media_type", "TEXT"), ("text", "x")])), (500, 10, 0));
    desk.token = good.clone();
    desk.threads.withdraw_invitation("aki");
    assert_eq!(me(&mut desk), (400, 100, 10));
    desk.threads.accept_invitation("aki");
    desk.threads.revoke(&good);
    assert_eq!(me(&mut desk), (400, 190, 458));
    assert_eq!(code(&desk.send("GET", "/v1.0/me", &[], Vec::new())), (400, 104, 0));
}

#[test]
fn a_refresh_needs_a_day_and_gives_sixty() {
    let mut desk = Desk::new();
    let old = desk.token.clone();
    let ask = |desk: &mut Desk, token: &str| {
        let query = [("grant_type", "th_refresh_token"), ("access_token", token)];
        desk.send("GET", "/refresh_access_token", &query, Vec::new())
    };
    let (_, renewed) = ask(&mut desk, &old);
    let new = renewed["access_token"].as_str().unwrap().to_owned();
    assert_eq!(renewed["expires_in"], 60 * 24 * 3600);
    assert_ne!(new, old);
    assert_eq!(code(&ask(&mut desk, &new)), (400, 100, 0));
    // The default: the old token stays valid, so a lost answer loses nothing.
    assert_eq!(desk.threads.valid_tokens("aki", desk.now), [old.clone(), new.clone()]);
    desk.wait(24 * 3600);
    desk.threads.quirks.refresh_rotates = false;
    assert_eq!(ask(&mut desk, &new).1["access_token"], new.as_str());
    desk.threads.quirks.refresh_rotates = true;
    desk.threads.quirks.old_token_dies_on_refresh = true;
    ask(&mut desk, &old);
    assert_eq!(code(&ask(&mut desk, &old)), (400, 190, 467));
    let versioned = desk.call("GET", "/v1.0/refresh_access_token", &[]);
    assert_eq!(code(&versioned), (400, 2500, 0));
}

#[test]
fn a_token_tells_its_age_and_a_short_one_is_exchanged() {
    let mut desk = Desk::new();
    let short = desk.threads.issue_short_token("aki", desk.now, &DESK_SCOPES);
    desk.token.clone_from(&short);
    let (_, facts) = desk.call("GET", "/v1.0/debug_token", &[("input_token", &short)]);
    let life = facts["data"]["expires_at"].as_i64().unwrap()
        - facts["data"]["issued_at"].as_i64().unwrap();
    assert_eq!(life, 3600);
    let secret = desk.threads.app_secret().to_owned();
    let mut exchange = |secret: &str, token: &str| {
        let query = [
            ("grant_type", "th_exchange_token"),
            ("client_secret", secret),
            ("access_token", token),
        ];
        desk.send("GET", "/access_token", &query, Vec::new())
    };
    assert_eq!(code(&exchange("wrong", &short)), (400, 101, 0));
    let long = exchange(&secret, &short).1["access_token"].as_str().unwrap().to_owned();
    assert!(long.starts_with("THAA"));
    assert_eq!(code(&exchange(&secret, &long)), (400, 452, 4_279_019));
}
