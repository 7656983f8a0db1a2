//! The notice of a run that newly needs a person.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use threadsheet::core::setting::Setting;
use threadsheet::job;
use threadsheet::report::{Report, json, text};
use threadsheet::sandbox::world::enter;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::{check, name, set, told};
use crate::practice::{POSTS, Practice, Row, SETTINGS, due, is_told};

/// Somebody who takes notices, on this machine.
struct Taker {
    url: String,
    taken: Arc<Mutex<Vec<Value>>>,
    status: Arc<Mutex<u16>>,
}

impl Taker {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hidden-key", listener.local_addr().unwrap());
        let (taken, status) = (Arc::default(), Arc::new(Mutex::new(204)));
        let taker = Self { url, taken: Arc::clone(&taken), status: Arc::clone(&status) };
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = Vec::new();
                let body = loop {
                    let mut piece = [0; 4096];
                    let count = stream.read(&mut piece).await.unwrap();
                    request.extend_from_slice(&piece[..count]);
                    if let Some(body) = body(&request) {
                        break body;
                    }
                    assert_ne!(count, 0, "the request broke off");
                };
                taken.lock().unwrap().push(body);
                let status = *status.lock().unwrap();
                if status != 0 {
                    let head = format!("HTTP/1.1 {status} X\r\nlocation: /elsewhere\r\n");
                    let answer = format!("{head}content-length: 0\r\n\r\n");
                    stream.write_all(answer.as_bytes()).await.unwrap();
                } else {
                    // No answer at all, as long as the test goes on.
                    tokio::spawn(async move { stream.read_u8().await });
                }
            }
        });
        taker
    }

    fn answers(&self, status: u16) {
        *self.status.lock().unwrap() = status;
    }

    fn taken(&self) -> Vec<Value> {
        self.taken.lock().unwrap().clone()
    }
}

/// Returns the body of a request that is complete.
fn body(request: &[u8]) -> Option<Value> {
    let text = String::from_utf8_lossy(request);
    let (_, body) = text.split_once("\r\n\r\n")?;
    serde_json::from_str(body).ok()
}

fn wrong(words: &str) -> Row {
    due("shop_a", &format!("{words} {}", "x".repeat(600)))
}

async fn desk(taker: &Taker) -> Practice {
    let desk = Practice::new(&["shop_a"], &[wrong("<one>"), due("shop_a", "Fine")]).await;
    set(&desk, &[(name(Setting::Webhook), &taker.url)]);
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
    let taker = Taker::new().await;
    let desk = desk(&taker).await;
    let settings = desk.settings();
    job::rehearse(&settings, &|_| {}).await.unwrap();
    job::preview(&settings, &|_| {}).await.unwrap();
    check(&desk).await;
    assert_eq!(taker.taken().len(), 0, "nothing has happened yet");
    assert_eq!(desk.run().await.exit_code(), 1);
    desk.run().await;
    let taken = taker.taken();
    assert_eq!(taken.len(), 1);
    let text = taken[0]["text"].as_str().unwrap();
    assert!(text.contains("Posts, row 2 @shop_a: "), "{text}");
    assert!(text.contains("https://docs.google.com/spreadsheets/d/practice-desk/edit"), "{text}");
    assert_eq!(taken[0]["content"], taken[0]["text"]);
    assert_eq!(
        (&taken[0]["items"][0]["row"], taken[0]["items"].as_array().unwrap().len()),
        (&2.into(), 1)
    );
    assert_eq!(told(&desk, 2), "");
    desk.append(4, &wrong("two"));
    desk.run().await;
    assert_eq!(taker.taken().len(), 2);
}

#[tokio::test]
async fn a_run_with_nothing_new_sends_nothing() {
    let taker = Taker::new().await;
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Fine")]).await;
    set(&desk, &[(name(Setting::Webhook), &taker.url)]);
    desk.run().await;
    desk.run().await;
    assert_eq!((desk.public().len(), taker.taken().len()), (1, 0));
}

#[tokio::test]
async fn a_notice_speaks_the_language_that_was_chosen_and_holds_no_secret() {
    let taker = Taker::new().await;
    let desk = Practice::new(&["shop_a"], &[]).await;
    let token = enter(&desk.world).secrets().remove(0);
    desk.append(2, &due("shop_a", &token));
    desk.append(3, &Row { account: "nobody", ..due("nobody", "Hello") });
    desk.type_in(POSTS, 3, "Account", &token);
    set(&desk, &[(name(Setting::Webhook), &taker.url), (name(Setting::Language), "ja")]);
    desk.run().await;
    let said = taker.taken()[0].to_string();
    assert!(said.contains("を確認してください") && said.contains("3 行目"), "{said}");
    for secret in enter(&desk.world).secrets() {
        assert!(!is_told(&said, &secret), "{said}");
    }
}

#[tokio::test]
async fn a_notice_that_does_not_arrive_is_told_in_its_row_until_one_arrives() {
    let taker = Taker::new().await;
    let desk = desk(&taker).await;
    taker.answers(500);
    let report = desk.run().await;
    assert_eq!(desk.public_texts(), ["Fine"], "the run itself is none the worse");
    assert!(told(&desk, 2).contains("answer 500"), "{}", told(&desk, 2));
    assert_eq!(taker.taken().len(), 1, "it was sent once");
    assert_eq!(report.settings.len(), 1);
    assert!(!is_printed(&report));
    let (idle, seen) = desk.watched_run().await;
    assert_eq!((idle.exit_code(), idle.settings.len()), (0, 0));
    assert!(!seen.iter().any(|seen| seen.operation == "sheets.batchUpdate"));
    assert!(told(&desk, 2).contains("answer 500"), "it stands until one arrives");
    taker.answers(200);
    desk.append(4, &wrong("two"));
    let report = desk.run().await;
    assert_eq!((told(&desk, 2), report.settings.len()), (String::new(), 0));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let taker = Taker::new().await;
    let desk = desk(&taker).await;
    taker.answers(302);
    desk.run().await;
    assert!(told(&desk, 2).contains("answer 302"), "{}", told(&desk, 2));
    assert_eq!(taker.taken().len(), 1);
}

#[tokio::test]
async fn nobody_who_hangs_or_is_not_there_holds_up_a_run() {
    let taker = Taker::new().await;
    taker.answers(0);
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = format!("http://{}/hidden-key", gone.local_addr().unwrap());
    drop(gone);
    for url in [taker.url.as_str(), &closed] {
        let desk = desk(&taker).await;
        desk.type_in(SETTINGS, 2, "Value", url);
        let began = std::time::Instant::now();
        let report = desk.run().await;
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        assert_eq!(report.exit_code(), 1);
        assert!(told(&desk, 2).contains("no answer"), "{}", told(&desk, 2));
        assert!(!is_printed(&report));
    }
}

#[tokio::test]
async fn an_address_that_is_taken_away_takes_its_trouble_with_it() {
    let taker = Taker::new().await;
    let desk = desk(&taker).await;
    taker.answers(404);
    desk.run().await;
    assert!(told(&desk, 2).contains("answer 404"));
    desk.type_in(SETTINGS, 2, "Value", "");
    desk.run().await;
    assert_eq!(told(&desk, 2), "");
}
