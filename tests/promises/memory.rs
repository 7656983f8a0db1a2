//! A run takes little memory, however many posts it has to do with.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use serde_json::json;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, Row, SHEET, due};
use tokio::process::{Child, Command};

/// What the program may take beyond what it takes with nothing to do. Requests that are all held at once, as the
/// service's library spells them, take three times as much.
const ROOM_KB: u64 = 50_000;

/// The same with 500 accounts. The program that is released takes 10 MB with nothing to do, and may take 80.
const LARGE_ROOM_KB: u64 = 70_000;

/// Runs the program on a desk, and returns the most memory that it had.
async fn peak_kb(desk: &Practice) -> u64 {
    let config = desk.config();
    let mut program = Command::new(env!("CARGO_BIN_EXE_threadsheet"));
    program.arg("run").env_clear().stdin(Stdio::null()).kill_on_drop(true);
    program.env("THREADSHEET_SPREADSHEET", SHEET);
    program.env("GOOGLE_CREDENTIALS", &config.credentials.0);
    program.env("THREADSHEET_SHEETS_URL", &config.sheets_url);
    program.env("THREADSHEET_THREADS_URL", &config.threads_url);
    let program = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    ended(program).await
}

/// Waits for the end of a program. How much memory it had at most is told as long as it is there.
async fn ended(mut program: Child) -> u64 {
    let status = format!("/proc/{}/status", program.id().unwrap());
    let mut peak = 0;
    loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        peak = peak.max(now.unwrap_or(0));
        let ended = tokio::time::timeout(Duration::from_millis(2), program.wait()).await;
        if let Ok(status) = ended {
            assert!(status.unwrap().success());
            return peak;
        }
    }
}

#[tokio::test]
async fn many_posts_of_many_accounts_take_little_more_memory_than_none() {
    let accounts: Vec<&'static str> = (0..20).map(|at| &*format!("shop_{at}").leak()).collect();
    let rows = accounts.iter().flat_map(|name| (0..20).map(|at| due(name, &format!("Post {at}"))));
    let rows: Vec<Row> = rows.collect();
    let idle = peak_kb(&Practice::new(&accounts, &[]).await).await;
    let desk = Practice::new(&accounts, &rows).await;
    let busy = peak_kb(&desk).await;
    assert_eq!(desk.public().len(), rows.len(), "not everything went out");
    assert!(busy < idle + ROOM_KB, "{idle} kB with nothing to do, and {busy} kB");
}

#[tokio::test]
async fn five_hundred_accounts_that_all_post_at_once_take_little_memory() {
    let accounts: Vec<&'static str> = (0..500).map(|at| &*format!("shop_{at}").leak()).collect();
    let rows: Vec<Row> = accounts.iter().map(|name| due(name, "Hello")).collect();
    let idle = peak_kb(&Practice::new(&["shop_a"], &[]).await).await;
    let desk = Practice::new(&accounts, &rows).await;
    let busy = peak_kb(&desk).await;
    assert_eq!(desk.public().len(), rows.len(), "not everything went out");
    assert!(busy < idle + LARGE_ROOM_KB, "{idle} kB with nothing to do, and {busy} kB");
}

#[tokio::test]
async fn a_first_run_over_a_long_queue_writes_it_in_batches_of_a_bounded_size() {
    let row = |at| Row { due: Some(1_500), ..due("shop_a", &format!("Post {at}")) };
    let rows: Vec<Row> = (0..4_500).map(row).collect();
    let desk = Practice::new(&["shop_a"], &rows).await;
    let (_, seen) = desk.watched_run().await;
    let batches = seen.iter().filter(|seen| seen.operation == "sheets.batchUpdate").count();
    // Of 4,000 rows at most; and what is learned of the account.
    assert_eq!(batches, 3);
    let receipt = desk.column(POSTS, "Receipt");
    let shown = desk.shown(POSTS);
    assert!(shown[1..].iter().all(|row| row.get(receipt).is_some_and(|line| !line.is_empty())));
    assert_eq!((shown.len(), desk.public().len()), (4_501, 0));
}

/// Returns how often a run reads the spreadsheet.
async fn reads(desk: &Practice) -> usize {
    let (_, seen) = desk.watched_run().await;
    let is_read = |name: &str| name.starts_with("sheets.") && !name.contains("batchUpdate");
    seen.iter().filter(|seen| is_read(&seen.operation)).count()
}

#[tokio::test]
async fn of_a_long_tab_the_columns_that_may_be_a_persons_are_read_one_after_the_other() {
    // One answer with all of them, of 300,000 rows, was longer than any that is read, and no run got past it.
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    let range = json!({"sheetId": 22, "dimension": "ROWS", "length": 5_200});
    enter(&desk.world).sheets.batch(SHEET, json!([{"appendDimension": range}])).unwrap();
    let (first, later) = (reads(&desk).await, reads(&desk).await);
    // Published at, Permalink and Message; the first run reads its own claim back, too.
    assert_eq!(desk.public_texts(), ["Hello"]);
    assert!(first >= later + 3, "the first run makes {first} reads, a later one {later}");
}
