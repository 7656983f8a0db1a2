//! What may pass by itself is waited for by the clock and not by the number of runs; where it lasts, a person is told
//! once, and it is still tried.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::json;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::MediaFile;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, Row, due};

const PICTURE: &str = "https://example.com/a.jpg";

fn refusal(http: u16, code: i64, subcode: i64, words: &str) -> Fault {
    let error = json!({"message": words, "code": code, "error_subcode": subcode});
    Fault::Instead(Reply::json(http, &json!({ "error": error })), Effect::Without)
}

/// A post without a time that is to go out at once.
fn now(text: &str) -> Row {
    Row { due: None, status: "Post now", ..due("shop_a", text) }
}

/// Returns the exit codes of runs that come so many minutes after one another.
async fn codes(desk: &Practice, minutes: &[i64]) -> Vec<u8> {
    let mut codes = Vec::new();
    for minutes in minutes {
        desk.pass(TimeDelta::minutes(*minutes));
        codes.push(desk.run().await.exit_code());
    }
    codes
}

#[tokio::test]
async fn what_cannot_be_fetched_for_some_minutes_is_waited_for() {
    let link = "https://example.com/page";
    for (row, fault) in [
        (
            Row { media: PICTURE, ..due("shop_a", "Out") },
            refusal(400, 9004, 2_207_052, "The media could not be fetched from this URI"),
        ),
        (
            Row { link, ..due("shop_a", "Out") },
            refusal(400, -1, 4_279_047, "The link attachment could not be validated"),
        ),
        (
            Row { reply_to: "17900000000000001", ..due("shop_a", "Out") },
            refusal(400, 24, 4_279_009, "The requested resource does not exist"),
        ),
    ] {
        let desk = Practice::new(&["shop_a"], &[row]).await;
        enter(&desk.world).faults.on(Trigger::every("threads.create"), fault);
        assert_eq!(codes(&desk, &[0, 1, 1, 30, 25]).await, [0; 5]);
        let said = desk.cell(POSTS, 2, "Message");
        assert_eq!(desk.cell(POSTS, 2, "Status"), "", "{said}");
        assert!(said.starts_with("Waiting: "), "{said}");
        // For longer than an hour it is refused.
        assert_eq!(codes(&desk, &[5, 1]).await, [1, 0], "{}", desk.cell(POSTS, 2, "Message"));
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Failed");
    }
}

#[tokio::test]
async fn a_picture_whose_server_is_back_within_the_hour_goes_out() {
    let desk = Practice::new(&["shop_a"], &[Row { media: PICTURE, ..due("shop_a", "Out") }]).await;
    for file in [MediaFile::NotFound, MediaFile::Blocked] {
        enter(&desk.world).threads.host_media(PICTURE, file);
        assert_eq!(codes(&desk, &[0, 1, 1]).await, [0; 3]);
    }
    enter(&desk.world).threads.host_media(PICTURE, MediaFile::Image);
    assert_eq!(codes(&desk, &[1]).await, [0]);
    assert_eq!(desk.public_texts(), ["Out"]);
    assert_eq!(desk.cell(POSTS, 2, "Message"), "");
}

#[tokio::test]
async fn another_address_is_given_its_own_hour() {
    let desk = Practice::new(&["shop_a"], &[Row { media: PICTURE, ..due("shop_a", "Out") }]).await;
    let other = "https://example.com/b.jpg";
    for address in [PICTURE, other] {
        enter(&desk.world).threads.host_media(address, MediaFile::NotFound);
    }
    assert_eq!(codes(&desk, &[0, 50]).await, [0; 2]);
    desk.type_in(POSTS, 2, "Media", other);
    assert_eq!(codes(&desk, &[1, 50]).await, [0; 2]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "");
    assert_eq!(codes(&desk, &[11]).await, [1]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Failed");
}

#[tokio::test]
async fn a_post_without_a_time_that_is_not_taken_for_a_day_is_told_once_and_still_tried() {
    let page = Reply { body: b"<html>Forbidden</html>".to_vec(), ..Reply::json(403, &json!({})) };
    for fault in [
        Fault::Status(503, Effect::Without),
        Fault::Instead(page, Effect::Without),
        refusal(400, 4, 0, "Application request limit reached"),
    ] {
        let desk = Practice::new(&["shop_a"], &[now("At last")]).await;
        enter(&desk.world).faults.on(Trigger::every("threads.create"), fault);
        assert_eq!(codes(&desk, &[0, 12 * 60, 11 * 60]).await, [0; 3], "it may pass by itself");
        let said = desk.cell(POSTS, 2, "Message");
        assert!(said.ends_with("nothing to do."), "{said}");
        assert_eq!(codes(&desk, &[90, 1, 48 * 60]).await, [1, 0, 0], "and is told once");
        let said = desk.cell(POSTS, 2, "Message");
        assert!(said.starts_with("Waiting: Threads did not take this post"), "{said}");
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Post now");
        enter(&desk.world).faults.clear();
        assert_eq!(codes(&desk, &[1]).await, [0]);
        assert_eq!(desk.public_texts(), ["At last"]);
        assert_eq!(desk.cell(POSTS, 2, "Message"), "");
    }
}

#[tokio::test]
async fn a_post_with_a_time_that_is_not_taken_for_a_day_is_told_as_missed() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Too late")]).await;
    let fault = Fault::Status(503, Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("threads.create"), fault);
    assert_eq!(codes(&desk, &[0, 23 * 60, 60, 1]).await, [0, 0, 1, 0]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Missed");
}

#[tokio::test]
async fn a_video_that_is_processed_for_hours_is_told_once_and_still_tried() {
    let row = Row { media: "https://example.com/a.mp4", ..now("Film") };
    let mut desk = Practice::new(&["shop_a"], &[row]).await;
    desk.budget = Duration::from_secs(2);
    enter(&desk.world).threads.quirks.stuck_accounts.insert("shop_a".to_owned());
    assert_eq!(codes(&desk, &[0, 61, 61, 50]).await, [0; 4], "it may take long");
    assert_eq!(codes(&desk, &[30, 1, 61]).await, [1, 0, 0], "and is told once");
    let said = desk.cell(POSTS, 2, "Message");
    assert!(said.contains("for hours"), "{said}");
    assert!(enter(&desk.world).threads.n_containers() > 2, "it is still tried");
    desk.budget = Duration::from_mins(1);
    enter(&desk.world).threads.quirks.stuck_accounts.clear();
    assert_eq!(codes(&desk, &[1]).await, [0]);
    assert_eq!(desk.public_texts(), ["Film"]);
}

#[tokio::test]
async fn a_post_whose_containers_are_never_found_is_told_after_a_day() {
    let desk = Practice::new(&["shop_a"], &[now("At last")]).await;
    enter(&desk.world).threads.quirks.not_found_first = 1_000;
    assert_eq!(codes(&desk, &[0, 12 * 60, 11 * 60]).await, [0; 3]);
    assert_eq!(codes(&desk, &[90, 1]).await, [1, 0]);
    let said = desk.cell(POSTS, 2, "Message");
    assert!(said.starts_with("Waiting: Threads did not take this post"), "{said}");
    enter(&desk.world).threads.quirks.not_found_first = 0;
    assert_eq!(codes(&desk, &[1]).await, [0]);
    assert_eq!(desk.public_texts(), ["At last"]);
}
