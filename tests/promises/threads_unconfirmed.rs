//! Whatever Threads does where its pages are silent, a desk stays safe and alive.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::stream::{self, StreamExt};
use threadsheet::cli::Quirk;
use threadsheet_practice::fault_injection::{Fault, Trigger};
use threadsheet_practice::threads::{DESK_SCOPES, ResponseVariant};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, POSTS, Practice, Row, due};

/// Moods of Threads beside the habits of its answers, as they are typed.
const QUIRKS: [&str; 5] = [
    "old-token=ends",
    "status-lag=1h",
    "list-lag=1h",
    "published-readable=0s",
    "not-found-first=2",
];

fn quirks() -> Vec<String> {
    let response_variants = ResponseVariant::ALL.iter().map(|(name, _)| format!("threads={name}"));
    QUIRKS.map(str::to_owned).into_iter().chain(response_variants).collect()
}

/// Plays every quirk, some at a time, and returns what is wrong.
async fn side_by_side<F: Future<Output = Vec<String>>>(play: impl Fn(String) -> F) -> Vec<String> {
    let found: Vec<_> = stream::iter(quirks()).map(play).buffer_unordered(5).collect().await;
    found.concat()
}

/// A desk in this quirk whose token is due for renewal, with a text, a carousel and a reply.
async fn desk(quirk: &str) -> Practice {
    let media = "https://example.com/1.jpg https://example.com/2.jpg";
    let rows = [
        due("shop_a", "Text"),
        Row { media, ..due("shop_a", "Carousel") },
        due("shop_a", "Root"),
        Row { reply_to: "previous", ..due("shop_a", "Reply") },
    ];
    let desk = Practice::new(&["shop_a"], &rows).await;
    Quirk::read(quirk).unwrap().apply(&mut enter(&desk.world));
    let issued = desk.started - TimeDelta::days(55);
    let token = enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES);
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    desk
}

/// Returns what of a desk is not as it should be once its due posts had their two runs.
fn wrong(desk: &Practice, quirk: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut public = desk.public_texts();
    public.sort();
    if public != ["Carousel", "Reply", "Root", "Text"] {
        wrong.push(format!("{quirk}: {public:?} is public"));
    }
    for row in 2..=5 {
        if desk.cell(POSTS, row, "Status") != "Published" {
            wrong.push(format!("{quirk}: row {row}: {:?}", desk.shown(POSTS)[row - 1]));
        }
    }
    let now = enter(&desk.world).clock.now();
    let token = desk.cell(ACCOUNTS, 2, "Token");
    if !enter(&desk.world).threads.valid_tokens("shop_a", now).contains(&token) {
        wrong.push(format!("{quirk}: the token in the sheet is dead"));
    }
    let status = desk.cell(ACCOUNTS, 2, "Token status");
    if !status.starts_with("OK") {
        wrong.push(format!("{quirk}: {status}"));
    }
    wrong
}

#[tokio::test]
async fn whatever_threads_does_due_posts_go_out_once_within_two_runs_and_the_token_is_kept() {
    let found = side_by_side(|quirk| async move {
        let desk = desk(&quirk).await;
        for _ in 0..2 {
            desk.run().await;
        }
        wrong(&desk, &quirk)
    });
    let found = found.await;
    assert!(found.is_empty(), "{found:#?}");
}

#[tokio::test]
async fn whatever_threads_does_a_post_whose_answer_was_lost_is_never_sent_twice() {
    let found = side_by_side(|quirk| async move {
        let mut desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
        Quirk::read(&quirk).unwrap().apply(&mut enter(&desk.world));
        Quirk::read("second-publish=again").unwrap().apply(&mut enter(&desk.world));
        enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), Fault::DropAfter);
        desk.run().await;
        // A list that lags longer than a settle period is what no settle period can be long enough for.
        if quirk != "list-lag=1h" {
            desk.settle = Duration::from_millis(1);
        }
        for _ in 0..3 {
            desk.run().await;
        }
        let n_public = desk.public().len();
        let status = desk.cell(POSTS, 2, "Status");
        let message = desk.cell(POSTS, 2, "Message");
        // Where neither the container nor the list tells, the row says that it is being looked for.
        let is_told = status == "Published" || (status == "Publishing" && !message.is_empty());
        let is_once = n_public == 1 || quirk == "not-found-first=2" && n_public == 0;
        let wrong = format!("{quirk}: public {n_public} times, {status}: {message}");
        if is_once && is_told { Vec::new() } else { vec![wrong] }
    });
    let found = found.await;
    assert!(found.is_empty(), "{found:#?}");
}
