//! The quirks: every behaviour that the documentation leaves open can be chosen.

use super::*;

const TEXT: [(&str, &str); 2] = [("media_type", "TEXT"), ("text", "x")];

#[test]
fn a_status_may_lag_behind_and_may_be_forgotten() {
    let mut desk = Desk::new();
    desk.threads.quirks.status_lag = TimeDelta::seconds(5);
    desk.threads.quirks.published_readable = Some(TimeDelta::days(1));
    let container = desk.container(&TEXT);
    desk.wait(1);
    desk.publish(&container);
    assert_eq!(desk.status(&container), "FINISHED");
    desk.wait(5);
    assert_eq!(desk.status(&container), "PUBLISHED");
    desk.wait(24 * 3600);
    let asked = desk.call("GET", &format!("/{container}"), &[("fields", "status")]);
    assert_eq!(code(&asked), (400, 100, 33));
}

#[test]
fn a_status_may_be_told_first_that_there_is_nothing() {
    let mut desk = Desk::new();
    desk.threads.quirks.status_not_found_first = 1;
    let container = desk.container(&TEXT);
    let path = format!("/{container}");
    let asked = desk.call("GET", &path, &[("fields", "id,status")]);
    assert_eq!(code(&asked), (400, 24, 4_279_009));
    assert_eq!(desk.status(&container), "IN_PROGRESS");
}

#[test]
fn an_account_may_be_stuck_while_others_go_on() {
    let mut desk = Desk::new();
    desk.threads.quirks.stuck_accounts.insert("aki".to_owned());
    let container = desk.container(&TEXT);
    desk.wait(3600);
    assert_eq!(desk.status(&container), "IN_PROGRESS");
    let issued = desk.now - TimeDelta::days(1);
    desk.token = desk.threads.issue_token("ben", issued, TimeDelta::days(60), &DESK_SCOPES);
    desk.post("free");
    assert_eq!(desk.threads.posts().len(), 1);
}

#[test]
fn a_quirk_may_say_never() {
    let mut desk = Desk::new();
    desk.threads.quirks.processing.text = TimeDelta::MAX;
    desk.threads.quirks.list_lag = TimeDelta::MAX;
    let container = desk.container(&TEXT);
    desk.wait(3600);
    assert_eq!(desk.status(&container), "IN_PROGRESS");
    assert!(desk.list(&[]).is_empty());
}

#[test]
fn a_fresh_parent_may_be_unknown_for_a_while() {
    let mut desk = Desk::new();
    desk.threads.quirks.parent_lag = TimeDelta::seconds(10);
    let root = desk.post("root");
    let reply = [TEXT.as_slice(), &[("reply_to_id", root.as_str())]].concat();
    assert_eq!(code(&desk.create(&reply)), (400, 24, 4_279_009));
    desk.wait(10);
    assert_eq!(desk.create(&reply).0, 200);
}

#[test]
fn a_restricted_account_makes_and_publishes_nothing() {
    let mut desk = Desk::new();
    let container = desk.container(&TEXT);
    desk.wait(1);
    desk.threads.restrict("aki");
    assert_eq!(code(&desk.publish(&container)), (400, -1, 4_279_013));
    assert_eq!(code(&desk.create(&TEXT)), (400, -1, 4_279_013));
    desk.threads.unrestrict("aki");
    assert_eq!(desk.publish(&container).0, 200);
}

#[test]
fn a_post_at_once_has_no_container_to_ask() {
    let mut desk = Desk::new();
    let at_once = [TEXT.as_slice(), &[("auto_publish_text", "true")]].concat();
    let media = id(&desk.create(&at_once).1);
    assert_eq!(desk.threads.posts()[0].media_id, media);
    assert_ne!(desk.threads.posts()[0].container_id, media);
}

#[test]
fn only_the_owner_deletes_and_only_with_the_scope() {
    let mut desk = Desk::new();
    let media = desk.post("short-lived");
    let path = format!("/v1.0/{media}");
    assert_eq!(code(&desk.call("DELETE", &path, &[])), (500, 10, 0));
    let scopes = ["threads_basic", "threads_delete", "threads_content_publish"];
    let issue = |desk: &mut Desk, name: &str| {
        desk.threads.issue_token(name, desk.now, TimeDelta::days(1), &scopes)
    };
    desk.token = issue(&mut desk, "ben");
    assert_eq!(code(&desk.call("DELETE", &path, &[])), (400, 100, 33));
    desk.token = issue(&mut desk, "aki");
    let (status, body) = desk.call("DELETE", &path, &[]);
    assert_eq!((status, body["deleted_id"].as_str()), (200, Some(media.as_str())));
    assert!(desk.list(&[]).is_empty());
    let usage = [("fields", "delete_quota_usage")];
    let (_, limit) = desk.call("GET", "/me/threads_publishing_limit", &usage);
    assert_eq!(limit["data"][0]["delete_quota_usage"], 1);
}

#[test]
fn a_reply_needs_its_scope_and_another_for_a_foreign_parent() {
    let mut desk = Desk::new();
    let root = desk.post("root");
    let reply = [TEXT.as_slice(), &[("reply_to_id", root.as_str())]].concat();
    let mut try_as = |name: &str, scopes: &[&str]| {
        desk.token = desk.threads.issue_token(name, desk.now, TimeDelta::days(1), scopes);
        desk.create(&reply).0
    };
    let [basic, publish, replies, _] = DESK_SCOPES;
    assert_eq!(try_as("aki", &[basic, publish]), 500);
    assert_eq!(try_as("aki", &[basic, publish, replies]), 200);
    // The root is another account's, so the scope for replies is not enough.
    assert_eq!(try_as("ben", &[basic, publish, replies]), 500);
    assert_eq!(try_as("ben", &[basic, publish, replies, "threads_manage_mentions"]), 200);
}

#[test]
fn a_copy_of_the_service_goes_its_own_way() {
    fn is_free<T: Clone + Send + Sync + 'static>(_: &T) {}
    let mut desk = Desk::new();
    is_free(&desk.threads);
    let before = desk.threads.clone();
    desk.post("only here");
    assert!(before.posts().is_empty());
}
