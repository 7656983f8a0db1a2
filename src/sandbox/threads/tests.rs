//! The practice service's promises, one by one.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::*;

/// A service with one account, and a caller of it.
struct Desk {
    threads: Threads,
    token: String,
    now: DateTime<Utc>,
}

impl Desk {
    fn new() -> Self {
        let now: DateTime<Utc> = "2026-03-01T09:00:00Z".parse().unwrap();
        let mut threads = Threads::new();
        threads.add_account("aki");
        let issued = now - TimeDelta::days(10);
        let token = threads.issue_token("aki", issued, TimeDelta::days(60), &DESK_SCOPES);
        Self { threads, token, now }
    }

    fn wait(&mut self, seconds: i64) {
        self.now += TimeDelta::seconds(seconds);
    }

    fn call(&mut self, method: &str, path: &str, pairs: &[(&str, &str)]) -> (u16, Value) {
        let token = format!("Bearer {}", self.token);
        self.send(method, path, pairs, vec![("authorization".to_owned(), token)])
    }

    fn send(
        &mut self,
        method: &str,
        path: &str,
        pairs: &[(&str, &str)],
        mut headers: Vec<(String, String)>,
    ) -> (u16, Value) {
        let owned = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let mut request =
            Request { method: method.to_owned(), path: path.to_owned(), ..Request::default() };
        if method == "POST" {
            let body =
                url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            request.body = body.into_bytes();
            let form = "application/x-www-form-urlencoded".to_owned();
            headers.push(("content-type".to_owned(), form));
        } else {
            request.query = owned;
        }
        request.headers = headers;
        let reply = self.threads.answer(&request, self.now);
        (reply.status, serde_json::from_slice(&reply.body).unwrap())
    }

    fn create(&mut self, pairs: &[(&str, &str)]) -> (u16, Value) {
        self.call("POST", "/v1.0/me/threads", pairs)
    }

    fn container(&mut self, pairs: &[(&str, &str)]) -> String {
        let (status, body) = self.create(pairs);
        assert_eq!(status, 200, "{body}");
        id(&body)
    }

    fn publish(&mut self, container: &str) -> (u16, Value) {
        self.call("POST", "/v1.0/me/threads_publish", &[("creation_id", container)])
    }

    fn status(&mut self, container: &str) -> String {
        let path = format!("/v1.0/{container}");
        let (_, body) = self.call("GET", &path, &[("fields", "id,status,error_message")]);
        body["status"].as_str().unwrap_or_default().to_owned()
    }

    fn post(&mut self, text: &str) -> String {
        let container = self.container(&[("media_type", "TEXT"), ("text", text)]);
        self.wait(1);
        id(&self.publish(&container).1)
    }

    fn list(&mut self, pairs: &[(&str, &str)]) -> Vec<String> {
        let (status, body) = self.call("GET", "/v1.0/me/threads", pairs);
        assert_eq!(status, 200, "{body}");
        body["data"].as_array().unwrap().iter().map(id).collect()
    }
}

fn id(body: &Value) -> String {
    body["id"].as_str().unwrap_or_else(|| panic!("no id in {body}")).to_owned()
}

fn code((status, body): &(u16, Value)) -> (u16, i64, i64) {
    let error = &body["error"];
    assert!(error["fbtrace_id"].is_string(), "{body}");
    (*status, error["code"].as_i64().unwrap(), error["error_subcode"].as_i64().unwrap_or(0))
}

#[test]
fn a_container_becomes_a_post_with_another_id() {
    let mut desk = Desk::new();
    let container = desk.container(&[("media_type", "TEXT"), ("text", "good morning")]);
    assert_eq!(desk.status(&container), "IN_PROGRESS");
    assert_eq!(code(&desk.publish(&container)), (400, 24, 4_279_009));
    desk.wait(1);
    assert_eq!(desk.status(&container), "FINISHED");
    let media = id(&desk.publish(&container).1);
    assert_ne!(media, container);
    assert_eq!(desk.status(&container), "PUBLISHED");
    let fields = [("fields", "text,timestamp,permalink,media_type")];
    let (_, post) = desk.call("GET", &format!("/{media}"), &fields);
    assert_eq!(post["text"], "good morning");
    assert_eq!(post["timestamp"], "2026-03-01T09:00:01+0000");
    assert!(post["permalink"].as_str().unwrap().starts_with("https://www.threads.com/@aki/post/"));
    let asked = desk.call("GET", &format!("/{media}"), &[("fields", "status")]);
    assert_eq!(code(&asked), (500, 100, 0));
}

#[test]
fn a_second_publish_does_what_the_mood_says() {
    for (mood, n_posts) in
        [(SecondPublish::Refused, 1), (SecondPublish::SameId, 1), (SecondPublish::PostsAgain, 2)]
    {
        let mut desk = Desk::new();
        desk.threads.moods.second_publish = mood;
        let container = desk.container(&[("media_type", "TEXT"), ("text", "once")]);
        desk.wait(1);
        let first = id(&desk.publish(&container).1);
        let second = desk.publish(&container);
        assert_eq!(desk.threads.posts().len(), n_posts, "{mood:?}");
        match mood {
            SecondPublish::Refused => assert_eq!(code(&second), (400, 24, 4_279_009)),
            SecondPublish::SameId => assert_eq!(id(&second.1), first),
            SecondPublish::PostsAgain => assert_ne!(id(&second.1), first),
        }
    }
}

#[test]
fn a_container_dies_after_a_day() {
    let mut desk = Desk::new();
    let container = desk.container(&[("media_type", "TEXT"), ("text", "late")]);
    desk.wait(24 * 3600);
    assert_eq!(desk.status(&container), "EXPIRED");
    assert_eq!(code(&desk.publish(&container)), (400, 24, 4_279_009));
    assert!(desk.threads.posts().is_empty());
}

#[test]
fn publish_may_lie_in_both_directions() {
    let mut desk = Desk::new();
    for (answer, takes_effect, expected) in [
        (PublishAnswer::NoPermission, true, (500, 10, 0)),
        (PublishAnswer::Transient, false, (500, 2, 0)),
        (PublishAnswer::Unknown, true, (500, 1, 0)),
        (PublishAnswer::NotFound, false, (400, 24, 4_279_009)),
    ] {
        let container = desk.container(&[("media_type", "TEXT"), ("text", "unsure")]);
        desk.wait(1);
        let before = desk.threads.posts().len();
        let trouble = PublishTrouble { answer, takes_effect };
        desk.threads.moods.publish_troubles.push_back(Some(trouble));
        assert_eq!(code(&desk.publish(&container)), expected);
        assert_eq!(desk.threads.posts().len() - before, usize::from(takes_effect));
        let status = if takes_effect { "PUBLISHED" } else { "FINISHED" };
        assert_eq!(desk.status(&container), status);
    }
}

#[test]
fn a_publish_may_be_told_first_that_there_is_nothing() {
    let mut desk = Desk::new();
    desk.threads.moods.not_found_first = 2;
    let container = desk.container(&[("media_type", "TEXT"), ("text", "patience")]);
    desk.wait(1);
    assert_eq!(code(&desk.publish(&container)), (400, 24, 4_279_009));
    assert_eq!(code(&desk.publish(&container)), (400, 24, 4_279_009));
    assert_eq!(desk.publish(&container).0, 200);
}

#[test]
fn wrong_parameters_are_refused_one_by_one() {
    let long = "a".repeat(501);
    let alt = "a".repeat(1001);
    let links = "https://a.example https://b.example https://c.example https://d.example \
                 https://e.example https://f.example";
    let image = ("image_url", "https://cdn.example/a.jpg");
    let text = [("media_type", "TEXT"), ("text", "x")];
    let of_image = [("media_type", "IMAGE"), image];
    let cases: Vec<Vec<(&str, &str)>> = vec![
        vec![("text", "x")],
        vec![("media_type", "TEXT_POST"), ("text", "x")],
        vec![("media_type", "TEXT")],
        vec![("media_type", "TEXT"), ("text", &long)],
        vec![("media_type", "TEXT"), ("text", links)],
        [text.as_slice(), &[image]].concat(),
        [text.as_slice(), &[("topic", "rust")]].concat(),
        [text.as_slice(), &[("topic_tag", "a.b")]].concat(),
        [text.as_slice(), &[("topic_tag", "#rust")]].concat(),
        [text.as_slice(), &[("reply_control", "nobody")]].concat(),
        [text.as_slice(), &[("alt_text", "x")]].concat(),
        [text.as_slice(), &[("link_attachment", "nowhere")]].concat(),
        [text.as_slice(), &[("is_carousel_item", "true")]].concat(),
        [text.as_slice(), &[("is_carousel_item", "yes")]].concat(),
        [text.as_slice(), &[("poll_attachment", "[\"a\",\"b\"]")]].concat(),
        [text.as_slice(), &[("children", "1,2")]].concat(),
        vec![("media_type", "IMAGE"), ("image_url", "http://cdn.example/a.jpg")],
        vec![("media_type", "VIDEO"), image],
        [of_image.as_slice(), &[("alt_text", &alt)]].concat(),
        [of_image.as_slice(), &[("is_carousel_item", "true"), ("text", "x")]].concat(),
        [of_image.as_slice(), &[("link_attachment", "https://a.example")]].concat(),
        [of_image.as_slice(), &[("auto_publish_text", "true")]].concat(),
        vec![("media_type", "CAROUSEL"), ("children", "1")],
        vec![("media_type", "CAROUSEL"), ("children", "1,2")],
    ];
    let mut desk = Desk::new();
    for case in cases {
        assert_eq!(code(&desk.create(&case)), (400, 100, 0), "{case:?}");
    }
    let reply = desk.create(&[("media_type", "TEXT"), ("text", "x"), ("reply_to_id", "abc")]);
    assert_eq!(code(&reply), (500, 100, 0));
    let reply = desk.create(&[("media_type", "TEXT"), ("text", "x"), ("reply_to_id", "123")]);
    assert_eq!(code(&reply), (400, 24, 4_279_009));
    assert_eq!(code(&desk.publish("abc")), (400, 100, 0));
    assert_eq!(desk.threads.n_containers(), 0);
}

#[test]
fn a_json_body_may_carry_only_what_is_not_dropped() {
    let mut desk = Desk::new();
    let mut send = |body: &str| {
        let headers = vec![
            ("authorization".to_owned(), format!("Bearer {}", desk.token)),
            ("content-type".to_owned(), "application/json".to_owned()),
        ];
        let request = Request {
            method: "POST".to_owned(),
            path: "/me/threads".to_owned(),
            headers,
            body: body.as_bytes().to_vec(),
            ..Request::default()
        };
        desk.threads.answer(&request, desk.now).status
    };
    assert_eq!(send(r#"{"media_type":"TEXT","text":"x"}"#), 200);
    assert_eq!(send(r#"{"media_type":"TEXT","text":"x","topic_tag":"a"}"#), 400);
    assert_eq!(send("[]"), 400);
}

#[test]
fn a_carousel_is_found_again_by_its_children() {
    let mut desk = Desk::new();
    let child = |desk: &mut Desk, name: &str| {
        let url = format!("https://cdn.example/{name}");
        let pairs = [("media_type", "IMAGE"), ("image_url", &url), ("is_carousel_item", "true")];
        desk.container(&pairs)
    };
    let children = [child(&mut desk, "a.jpg"), child(&mut desk, "b.png")];
    let list = children.join(",");
    let parent = [("media_type", "CAROUSEL"), ("children", list.as_str()), ("text", "two")];
    assert_eq!(code(&desk.create(&parent)), (400, 100, 0), "children are not ready");
    desk.wait(2);
    let parent = desk.container(&parent);
    assert_eq!(code(&desk.publish(&children[0])), (400, 100, 0));
    desk.wait(2);
    let media = id(&desk.publish(&parent).1);
    let fields = [("fields", "children{id,media_type}")];
    let (_, post) = desk.call("GET", &format!("/v1.0/{media}"), &fields);
    let found: Vec<String> = post["children"]["data"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(found, children);
}

#[test]
fn media_that_cannot_be_used_end_in_an_error() {
    let mut desk = Desk::new();
    let url = "https://cdn.example/film.mp4";
    desk.threads.host_media(url, MediaFile::TooLong);
    let container = desk.container(&[("media_type", "VIDEO"), ("video_url", url)]);
    desk.wait(4);
    let fields = [("fields", "status,error_message")];
    let (_, node) = desk.call("GET", &format!("/{container}"), &fields);
    assert_eq!(
        (node["status"].as_str(), node["error_message"].as_str()),
        (Some("ERROR"), Some("INVALID_DURATION"))
    );
    desk.threads.host_media(url, MediaFile::NotFound);
    let refused = desk.create(&[("media_type", "VIDEO"), ("video_url", url)]);
    assert_eq!(code(&refused), (400, 1, 2_207_052));
}

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
    desk.threads.moods.list_lag = TimeDelta::seconds(2);
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
    assert_eq!(desk.threads.valid_tokens("aki", desk.now), [old.clone(), new.clone()]);
    desk.wait(24 * 3600);
    desk.threads.moods.refresh_rotates = false;
    assert_eq!(ask(&mut desk, &new).1["access_token"], new.as_str());
    desk.threads.moods.refresh_rotates = true;
    desk.threads.moods.old_token_dies_on_refresh = true;
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

#[test]
fn nothing_that_is_sent_makes_it_panic() {
    let mut desk = Desk::new();
    for method in ["GET", "POST", "DELETE", "PUT", ""] {
        for path in [
            "",
            "/",
            "//",
            "/v1.0",
            "/v9.9/me",
            "/me/%ff",
            "/%E3%81%82",
            "/99999999999999999999",
            "/a/b/c",
        ] {
            for pairs in [
                vec![],
                vec![("fields", "{}{")],
                vec![("limit", "-1"), ("since", "99999999999999999")],
            ] {
                let (status, _) = desk.call(method, path, &pairs);
                assert!(status >= 400, "{method} {path}");
            }
        }
    }
}
