//! From a container to a post.

use super::*;

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
fn a_second_publish_does_what_the_quirk_says() {
    for (quirk, n_posts) in
        [(SecondPublish::Refused, 1), (SecondPublish::SameId, 1), (SecondPublish::PostsAgain, 2)]
    {
        let mut desk = Desk::new();
        desk.threads.quirks.second_publish = quirk;
        let container = desk.container(&[("media_type", "TEXT"), ("text", "once")]);
        desk.wait(1);
        let first = id(&desk.publish(&container).1);
        let second = desk.publish(&container);
        assert_eq!(desk.threads.posts().len(), n_posts, "{quirk:?}");
        match quirk {
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
        desk.threads.quirks.publish_troubles.push_back(Some(trouble));
        assert_eq!(code(&desk.publish(&container)), expected);
        assert_eq!(desk.threads.posts().len() - before, usize::from(takes_effect));
        // The answer lies and the status does not, so the container is what a client has to ask.
        let status = if takes_effect { "PUBLISHED" } else { "FINISHED" };
        assert_eq!(desk.status(&container), status);
    }
}

#[test]
fn a_publish_may_be_told_first_that_there_is_nothing() {
    let mut desk = Desk::new();
    desk.threads.quirks.not_found_first = 2;
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
