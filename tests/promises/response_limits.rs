//! What the spreadsheet service may answer: no other host is called for it, and no answer is without end.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use threadsheet::config::{Config, Credentials};
use threadsheet::run;
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, due};
use tokio::sync::watch;

/// Somebody on this machine who is connected to, and what they were sent.
struct Stranger {
    root: String,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
    /// How many bytes they could get rid of.
    sent: Arc<AtomicUsize>,
}

impl Stranger {
    /// Answers every request with that head, and then with letters until the caller has enough.
    fn without_end(head: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let root = format!("http://{}/", listener.local_addr().unwrap());
        let (requests, sent) = (Arc::<Mutex<Vec<_>>>::default(), Arc::<AtomicUsize>::default());
        let (kept, counted) = (Arc::clone(&requests), Arc::clone(&sent));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (kept, counted) = (Arc::clone(&kept), Arc::clone(&counted));
                thread::spawn(move || answer(stream, head, &kept, &counted));
            }
        });
        Self { root, requests, sent }
    }
}

fn answer(mut stream: TcpStream, head: &str, kept: &Mutex<Vec<Vec<u8>>>, sent: &AtomicUsize) {
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut request = vec![0; 64 << 10];
    let read = stream.read(&mut request).unwrap_or(0);
    request.truncate(read);
    kept.lock().unwrap().push(request);
    let letters = vec![b'x'; 64 << 10];
    let mut bytes = head.as_bytes();
    // More than anybody may take, so that the test ends where nobody has enough.
    while sent.fetch_add(bytes.len(), Ordering::Relaxed) < 192 << 20 {
        match stream.write_all(bytes) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return,
            Ok(()) => bytes = &letters,
        }
    }
}

const HEAD: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"properties\":{\"title\":\"";

async fn stop_of(config: &Config) -> RunError {
    let (_sender, halt) = watch::channel(false);
    run::run(config, &|_| {}, halt).await.unwrap_err()
}

#[tokio::test]
async fn a_list_of_tabs_without_end_ends_the_run_and_fills_no_memory() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    let stranger = Stranger::without_end(HEAD);
    let config = Config { sheets_url: stranger.root.clone(), ..desk.config() };
    assert_eq!(stop_of(&config).await, RunError::SheetsUnreachable);
    let (sent, asked) =
        (stranger.sent.load(Ordering::Relaxed), stranger.requests.lock().unwrap().len());
    assert!(sent < asked * (24 << 20), "{sent} bytes of {asked} answers were taken");
}

#[tokio::test]
async fn an_access_token_without_end_ends_the_run_and_fills_no_memory() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    let stranger = Stranger::without_end(HEAD);
    let own = desk.config();
    let credentials = own.credentials.0.replace(&desk.server.token_uri, &stranger.root);
    let config =
        Config { credentials: Credentials(credentials), time_scale: TimeScale::hurried(20), ..own };
    assert_eq!(stop_of(&config).await, RunError::SignInUnreachable);
    let (sent, asked) =
        (stranger.sent.load(Ordering::Relaxed), stranger.requests.lock().unwrap().len());
    assert!(asked > 0 && sent < asked * (8 << 20), "{sent} bytes of {asked} answers were taken");
}

#[tokio::test]
async fn a_redirect_of_the_spreadsheet_service_is_not_followed_so_no_token_goes_elsewhere() {
    for (operation, status) in [
        ("sheets.get", 302),
        ("sheets.get", 307),
        ("sheets.batchUpdate", 307),
        ("sheets.batchUpdate", 308),
    ] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
        let stranger = Stranger::without_end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
        let mut reply = Reply::html(status, "");
        reply.headers.push(("location", stranger.root.clone()));
        let fault = Fault::Instead(reply, Effect::Without);
        enter(&desk.world).faults.on(Trigger::every(operation), fault);
        let desk = Practice { time_scale: TimeScale::hurried(100), ..desk };
        assert!(desk.try_run().await.is_err(), "{operation}: {status}");
        assert_eq!(stranger.requests.lock().unwrap().len(), 0, "{operation}: {status}");
        assert!(desk.public().is_empty());
        enter(&desk.world).faults.clear();
        desk.run().await;
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
    }
}

#[tokio::test]
async fn a_write_whose_answer_shows_no_cells_is_looked_up_and_not_taken_for_done() {
    for (effect, lies) in [(Effect::With, 3), (Effect::Without, 1)] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
        for nth in 1..=lies {
            let fault = Fault::Instead(Reply::json(200, &serde_json::json!({})), effect);
            enter(&desk.world).faults.on(Trigger::nth_of("sheets.batchUpdate", nth), fault);
        }
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Hello"], "{effect:?}");
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Published", "{effect:?}");
    }
}
