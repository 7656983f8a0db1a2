//! What a person types into Status while a part of the thread is out, and rows that are rewritten for another post.

use super::*;

#[tokio::test]
async fn each_word_of_a_person_in_a_thread_under_way_stands_or_sends_the_rest() {
    const NOTE: &str = "threadsheet does not know why";
    for (word, words) in [
        ("Draft", "while Status says Draft"),
        ("Deleted", NOTE),
        ("Check", NOTE),
        ("Missed", NOTE),
        ("Failed", NOTE),
    ] {
        let desk = half().await;
        desk.type_in(POSTS, 2, "Status", word);
        desk.run_later().await;
        desk.run_later().await;
        holds(&desk, &["One"]);
        says(&desk, word, &[words, "1 of 3 are out."]);
    }
    for word in ["", "Ready", "Post now", "Publishing"] {
        let desk = half().await;
        desk.type_in(POSTS, 2, "Status", word);
        trouble(&desk, 1);
        desk.run_later().await;
        says(&desk, "Publishing", &["went wrong with Threads", "1 of 3 are out."]);
        assert!(told(&desk).await.contains("1 of 3 are out."));
        mended(&desk);
        desk.run_later().await;
        holds(&desk, &["One", "Two", "Three"]);
    }
}

#[tokio::test]
async fn a_thread_that_a_person_calls_published_ends_there_and_says_what_is_not_posted() {
    for desk in [half().await, refused().await] {
        desk.type_in(POSTS, 2, "Status", "Published");
        desk.run_later().await;
        desk.run_later().await;
        holds(&desk, &["One"]);
        says(&desk, "Published", &["\"Reply 1\" is not posted.", "Empty Status"]);
        desk.type_in(POSTS, 2, "Status", "");
        desk.run_later().await;
        holds(&desk, &["One", "Two", "Three"]);
        assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
    }
}

#[tokio::test]
async fn a_thread_shows_when_its_post_went_out_also_where_it_is_ended_or_goes_on_later() {
    for desk in [half().await, refused().await] {
        let out = desk.public()[0].published.with_timezone(&chrono_tz::Asia::Tokyo);
        desk.pass(TimeDelta::hours(3));
        desk.type_in(POSTS, 2, "Status", "Published");
        desk.run().await;
        let hour = out.format("%-d %H:").to_string();
        let shown = || desk.cell(POSTS, 2, "Published at").replace('T', " ");
        assert!(shown().contains(&hour), "{hour}: {}", shown());
        desk.pass(TimeDelta::hours(3));
        desk.type_in(POSTS, 2, "Status", "");
        desk.run().await;
        holds(&desk, &["One", "Two", "Three"]);
        assert!(shown().contains(&hour), "{hour}: {}", shown());
    }
}

#[tokio::test]
async fn a_draft_holds_the_rest_back_also_where_the_post_was_in_doubt() {
    let desk = in_doubt(1, Effect::With).await;
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One"]);
    says(&desk, "Draft", &["while Status says Draft", "1 of 3 are out."]);
}

/// Rewrites the row for another post that is due tomorrow.
fn rewrite(desk: &Practice) {
    let tomorrow = in_minutes(desk, 60 * 24);
    let cells = [("Text", "New post"), ("Reply 1", "New two"), ("Reply 2", "New three")];
    for (header, typed) in cells.into_iter().chain([("Publish at", &*tomorrow), ("Status", "")]) {
        desk.type_in(POSTS, 2, header, typed);
    }
}

#[tokio::test]
async fn an_ended_thread_s_row_that_is_rewritten_is_another_post_in_its_own_time() {
    let desk = refused().await;
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    rewrite(&desk);
    desk.run_later().await;
    holds(&desk, &["One"]);
    assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("", ""));
    desk.pass(TimeDelta::hours(24));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["One", "New post", "New two", "New three"]);
    let public = desk.public();
    assert_eq!(public[1].reply_to, None);
    assert_eq!(public[2].reply_to.as_ref(), Some(&public[1].media_id));
}

#[tokio::test]
async fn a_thread_under_way_whose_row_is_rewritten_waits_for_a_word_of_its_person() {
    let desk = refused().await;
    rewrite(&desk);
    desk.run_later().await;
    desk.pass(TimeDelta::hours(24));
    desk.run().await;
    holds(&desk, &["One"]);
    let rewritten = ["\"Reply 1\" was not posted.", "rewritten after its first post", "1 of 3"];
    says(&desk, "Failed", &rewritten);
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run_later().await;
    holds(&desk, &["One", "New two", "New three"]);
}

#[tokio::test]
async fn a_draft_and_an_account_that_is_switched_off_hold_the_rest_back() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two")]).await;
    trouble(&desk, 2);
    desk.run().await;
    mended(&desk);
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.run_later().await;
    holds(&desk, &["One"]);
    assert_eq!(status(&desk), "Draft");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
}
