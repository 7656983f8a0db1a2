//! Notifications: one for each run in which something new needs attention.

use std::time::Duration;

use serde_json::Value;
use threadsheet::dry_run;
use threadsheet::preview;
use threadsheet::report::{Report, json, text};
use threadsheet_core::setting::Setting;
use threadsheet_practice::fault_injection::{Effect, Fault, Hold, Side, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, Row, SETTINGS, due, is_told};
use tokio::net::TcpListener;

use super::{check, name, set, told};

/// A webhook of the practice web.
const HOOK: &str = "https://hooks.example/hidden-key";

/// Returns what the webhook was sent, whatever it answered.
fn taken(desk: &Practice) -> Vec<Value> {
    let world = enter(&desk.world);
    let posted = world.threads.posted();
    assert!(posted.iter().all(|(url, _)| url == HOOK), "{posted:?}");
    posted.iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect()
}

/// Lets the webhook answer otherwise, from now on.
fn answers(desk: &Practice, status: u16) {
    let mut reply = Reply::html(status, "");
    reply.headers.push(("location", "https://elsewhere.example/".to_owned()));
    let mut world = enter(&desk.world);
    world.faults.clear();
    world.faults.on(Trigger::every("web.post"), Fault::Instead(reply, Effect::With));
}

fn wrong(words: &str) -> Row {
    due("shop_a", &format!("{words} {}", "x".repeat(600)))
}

async fn desk() -> Practice {
    let desk = Practice::new(&["shop_a"], &[wrong("<one>"), due("shop_a", "Fine")]).await;
    set(&desk, &[(name(Setting::Webhook), HOOK)]);
    desk
}

/// Tells whether the address is anywhere in what a run says.
fn is_printed(report: &Report) -> bool {
    let page = text::page(report, threadsheet::report::screen::Screen::Plain);
    let forms = [page, json::report(report), format!("{report:?}")];
    forms.iter().any(|form| form.contains("hidden-key"))
}

#[tokio::test]
async fn a_run_that_newly_needs_a_person_sends_one_notice_and_the_next_ones_none() {
    let desk = desk().await;
    let config = desk.config();
    dry_run::dry_run(&config, &|_| {}).await.unwrap();
    preview::preview(&config, &|_| {}).await.unwrap();
    check(&desk).await;
    assert_eq!(taken(&desk).len(), 0, "nothing has happened yet");
    assert_eq!(desk.run().await.exit_code(), 1);
    desk.run().await;
    let notices = taken(&desk);
    assert_eq!(notices.len(), 1);
    let text = notices[0]["text"].as_str().unwrap();
    assert!(text.contains("Posts, row 2 @\u{200b}shop_a: "), "{text}");
    assert!(text.contains("https://docs.google.com/spreadsheets/d/practice-desk/edit"), "{text}");
    assert_eq!(notices[0]["content"], notices[0]["text"]);
    assert_eq!(
        (&notices[0]["items"][0]["row"], notices[0]["items"].as_array().unwrap().len()),
        (&2.into(), 1)
    );
    assert_eq!(told(&desk, 2), "");
    desk.append(4, &wrong("two"));
    desk.run().await;
    assert_eq!(taken(&desk).len(), 2);
}

#[tokio::test]
async fn a_run_with_nothing_new_sends_nothing() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Fine")]).await;
    set(&desk, &[(name(Setting::Webhook), HOOK)]);
    desk.run().await;
    desk.run().await;
    assert_eq!((desk.public().len(), taken(&desk).len()), (1, 0));
}

#[tokio::test]
async fn a_notice_speaks_the_language_that_was_chosen_and_holds_no_secret() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    let token = enter(&desk.world).secrets().remove(0);
    desk.append(2, &due("shop_a", &token));
    desk.append(3, &Row { account: "nobody", ..due("nobody", "Hello") });
    desk.type_in(POSTS, 3, "Account", &token);
    set(&desk, &[(name(Setting::Webhook), HOOK), (name(Setting::Language), "ja")]);
    desk.run().await;
    let said = taken(&desk)[0].to_string();
    assert!(said.contains("を確認してください") && said.contains("3 行目"), "{said}");
    for secret in enter(&desk.world).secrets() {
        assert!(!is_told(&said, &secret), "{said}");
    }
}

#[tokio::test]
async fn a_notice_that_does_not_arrive_is_told_in_its_row_until_one_arrives() {
    let desk = desk().await;
    answers(&desk, 500);
    let report = desk.run().await;
    assert_eq!(desk.public_texts(), ["Fine"], "the run itself is none the worse");
    assert!(told(&desk, 2).contains("did not arrive."), "{}", told(&desk, 2));
    assert_eq!(taken(&desk).len(), 1, "it was sent once");
    assert_eq!(report.settings.len(), 1);
    assert!(!is_printed(&report));
    let (idle, seen) = desk.watched_run().await;
    assert_eq!((idle.exit_code(), idle.settings.len()), (0, 0));
    assert!(!seen.iter().any(|seen| seen.operation == "sheets.batchUpdate"));
    assert!(told(&desk, 2).contains("did not arrive."), "it stands until one arrives");
    answers(&desk, 200);
    desk.append(4, &wrong("two"));
    let report = desk.run().await;
    assert_eq!((told(&desk, 2), report.settings.len()), (String::new(), 0));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let desk = desk().await;
    answers(&desk, 302);
    desk.run().await;
    assert!(told(&desk, 2).contains("did not arrive."), "{}", told(&desk, 2));
    assert_eq!(taken(&desk).len(), 1);
    assert!(!told(&desk, 2).contains("302"), "what was answered is not told");
}

#[tokio::test]
async fn a_webhook_timeout_or_an_unreachable_webhook_holds_up_no_run() {
    let hangs = Fault::Stall(Hold::For(Duration::from_mins(5)), Side::Before);
    for fault in [hangs, Fault::DropBefore] {
        let desk = desk().await;
        enter(&desk.world).faults.on(Trigger::every("web.post"), fault);
        let began = std::time::Instant::now();
        let report = desk.run().await;
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        assert_eq!(report.exit_code(), 1);
        assert!(told(&desk, 2).contains("did not arrive."), "{}", told(&desk, 2));
        assert!(!is_printed(&report));
    }
}

#[tokio::test]
async fn nobody_on_this_machine_or_in_its_network_is_sent_a_notice() {
    let inner = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = inner.local_addr().unwrap().port();
    let asked = tokio::spawn(async move { inner.accept().await.is_ok() });
    for url in [
        format!("http://127.0.0.1:{port}/admin/shutdown?now=1"),
        format!("https://127.0.0.1:{port}/admin"),
        format!("http://localhost:{port}/"),
        format!("https://2130706433:{port}/"),
        format!("https://user:word@127.0.0.1:{port}/"),
        format!("https://[::ffff:127.0.0.1]:{port}/"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://1.1.1.1/".to_owned(),
    ] {
        let desk = desk().await;
        desk.type_in(SETTINGS, 2, "Value", &url);
        assert_eq!(desk.run().await.exit_code(), 1, "{url}");
        assert_eq!(taken(&desk).len(), 0, "{url}");
        assert_ne!(told(&desk, 2), "", "{url}");
    }
    assert!(!asked.is_finished(), "somebody on this machine was called");
}

#[tokio::test]
async fn an_address_that_is_taken_away_takes_its_trouble_with_it() {
    let desk = desk().await;
    answers(&desk, 404);
    desk.run().await;
    assert!(told(&desk, 2).contains("did not arrive."));
    desk.type_in(SETTINGS, 2, "Value", "");
    desk.run().await;
    assert_eq!(told(&desk, 2), "");
}
