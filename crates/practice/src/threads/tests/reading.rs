//! What can be read of posts.

use super::*;

#[test]
fn replies_stand_in_their_own_list() {
    let mut desk = Desk::new();
    let root = desk.post("root");
    let reply = [("media_type", "TEXT"), ("text", "answer"), ("reply_to_id", root.as_str())];
    let container = desk.container(&reply);
    desk.wait(1);
    let answer = id(&desk.publish(&container).1);
    assert_eq!(desk.list(&[]), std::slice::from_ref(&root));
    let fields = [("fields", "id,replied_to,root_post,is_reply")];
    let (_, replies) = desk.call("GET", "/v1.0/me/replies", &fields);
    assert_eq!(id(&replies["data"][0]), answer);
    assert_eq!(id(&replies["data"][0]["replied_to"]), root);
    let (_, answers) = desk.call("GET", &format!("/{root}/replies"), &[]);
    assert_eq!(id(&answers["data"][0]), answer);
}

#[test]
fn a_list_comes_in_pages_newest_first_and_may_lag() {
    let mut desk = Desk::new();
    let mut posts: Vec<String> = (0..5).map(|n| desk.post(&format!("post {n}"))).collect();
    posts.reverse();
    let (_, first) = desk.call("GET", "/v1.0/me/threads", &[("limit", "2")]);
    let after = first["paging"]["cursors"]["after"].as_str().unwrap().to_owned();
    let next = first["paging"]["next"].as_str().unwrap();
    assert!(next.contains(&desk.token), "the address of the next page holds the token");
    assert_eq!(desk.list(&[("limit", "2"), ("after", &after)]), posts[2..4]);
    // Each post came a second after the one before, so a lag of two seconds hides the newest two.
    desk.threads.quirks.list_lag = TimeDelta::seconds(2);
    assert_eq!(desk.list(&[]), posts[2..]);
    assert_eq!(desk.call("GET", "/me/threads", &[("limit", "101")]).0, 400);
    assert_eq!(desk.call("GET", "/me/threads", &[("after", "x")]).0, 400);
    assert_eq!(desk.call("GET", "/me/threads", &[("since", "1")]).0, 400);
    assert_eq!(code(&desk.call("GET", "/me/threads", &[("fields", "likes")])), (500, 100, 0));
}

#[test]
fn a_tag_in_the_text_becomes_the_topic() {
    let mut desk = Desk::new();
    let media = desk.post("learning #Rust today");
    let (_, post) = desk.call("GET", &format!("/{media}"), &[("fields", "text,topic_tag")]);
    assert_eq!(
        (post["text"].as_str(), post["topic_tag"].as_str()),
        (Some("learning Rust today"), Some("Rust"))
    );
    assert_eq!(desk.threads.posts()[0].text.as_deref(), Some("learning #Rust today"));
}

#[test]
fn the_day_has_room_for_250_posts() {
    let mut desk = Desk::new();
    desk.threads.set_quota_used("aki", 249, 3);
    desk.post("the last one");
    let fields = [("fields", "quota_usage,config,reply_quota_usage,reply_config")];
    let (_, limit) = desk.call("GET", "/v1.0/me/threads_publishing_limit", &fields);
    assert_eq!(limit["data"][0]["quota_usage"], 250);
    assert_eq!(limit["data"][0]["reply_quota_usage"], 3);
    assert_eq!(limit["data"][0]["config"]["quota_total"], 250);
    let container = desk.container(&[("media_type", "TEXT"), ("text", "one too many")]);
    desk.wait(1);
    assert_eq!(code(&desk.publish(&container)), (400, 9, 2_207_042));
    assert_eq!(desk.status(&container), "FINISHED");
}
