//! What a run costs: wall time beside the sum of the rounds that depend on each other and beside a
//! plain client that makes the same calls one after another; memory and CPU of the release binary's
//! own process, with the practice world in another thread of this one. And how soon the program starts, beside
//! one that does nothing: it is meant to take 20 ms at most.
//!
//! `cargo bench --bench run` prints all tables; `-- wall`, `-- hanging`, `-- minute`, `-- cost` or `-- start` one of them. Every
//! Sheets request takes 150 ms here and every Threads request
//! 300 ms; containers are ready at once.
//!
//! `THREADSHEET_BEFORE=/path/of/another/build cargo bench --bench run -- cost` measures that one too, desk by desk;
//! `THREADSHEET_DESKS=queued` leaves out the desks without that word in their names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod costs;
mod desks;
mod process;

use std::time::{Duration, Instant};

use chrono::Utc;
use desks::Desk;
use threadsheet_practice::fault_injection::{Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::service::Service;
use threadsheet_practice::threads::Post;
use threadsheet_practice::world::{Seen, enter};

const SHEETS: Duration = Duration::from_millis(150);
const THREADS: Duration = Duration::from_millis(300);

/// How long before its minute a run begins to hold.
const HOLD: Duration = Duration::from_secs(30);

/// How often each figure is taken; the best counts, for a busy machine only ever adds.
const TIMES: usize = 3;

/// How often the program is started.
const STARTS: usize = 40;

fn main() {
    rustls::crypto::ring::default_provider().install_default().unwrap();
    // Cargo itself hands a flag over; a word chooses one of the tables.
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let wants = |table: &str| only.as_deref().is_none_or(|only| only == table);
    if wants("wall") {
        walls();
    }
    if wants("hanging") {
        hanging();
    }
    if wants("minute") {
        println!("Seconds after their minute at which posts are public, of a run that holds");
        minute("one post", || Desk::texts(1, 1));
        minute("twenty accounts: text, picture, carousel", || Desk::mixed(20));
        minute("a hundred accounts, a text each", || Desk::texts(100, 1));
    }
    if wants("cost") {
        costs::table();
    }
    if wants("start") {
        starts();
    }
}

fn starts() {
    println!("From its start to its end, best of {STARTS}; meant to be below 20 ms");
    for arguments in [&["--version"][..], &["--help"], &["run", "--help"]] {
        let taken = process::start_to_end(process::PROGRAM, arguments, STARTS);
        println!("{:<42}{:>9.1} ms", format!("threadsheet {}", arguments.join(" ")), millis(taken));
    }
    println!("{:<42}{:>9.1} ms", "true", millis(process::start_to_end("true", &[], STARTS)));
}

fn millis(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1_000.0
}

/// How long it takes until the posts of all accounts but one are in the sheet: while that one is
/// answered as usual, and while Threads never answers it.
fn hanging() {
    const ACCOUNTS: usize = 100;
    let taken = |hangs: bool| {
        let desk = ready(&|| Desk::texts(ACCOUNTS, 1));
        if hangs {
            let never = Fault::Stall(Hold::Until(Gate::new()), Side::Before);
            enter(&desk.world).faults.on(Trigger::every("threads").by("account0"), never);
        }
        process::until(&desk, || desk.shown_as_published("account0") == ACCOUNTS - 1)
    };
    let best = |hangs| (0..TIMES).map(|_| taken(hangs)).min().unwrap().as_secs_f64();
    let (clean, hung) = (best(false), best(true));
    println!("Until 99 of 100 accounts have posted, seconds");
    println!(
        "all are answered {clean:.2}, the other one never {hung:.2}, ratio {:.2}",
        hung / clean
    );
}

/// How long after their minute the first and the last of a desk's posts are public, where a run began to hold
/// half a minute before.
fn minute(name: &str, desk: impl Fn() -> Desk) {
    let desk = ready(&desk);
    let begun = Utc::now();
    let minute = desk.schedule(begun + HOLD);
    let usage = process::run_with(&desk, &["--hold", "35s"]);
    assert!(usage.wall > HOLD, "it did not hold");
    let world = enter(&desk.world);
    let late = |post: &Post| (post.published - minute).as_seconds_f64();
    let late: Vec<f64> = world.threads.posts().iter().map(late).collect();
    assert_eq!(late.len(), desk.due, "not everything went out");
    let first = late.iter().copied().fold(f64::INFINITY, f64::min);
    let last = late.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    println!("{name:<42} first {first:>6.2}, last {last:>6.2}");
}

fn walls() {
    let (sheets, threads) = (SHEETS.as_millis(), THREADS.as_millis());
    println!("Wall time, seconds ({sheets} ms a Sheets request, {threads} ms a Threads request)");
    let heads = ["", "rounds", "run", "ratio", "calls", "one by one", "times"];
    let [name, rounds, run, ratio, calls, alone, times] = heads;
    println!("{name:<42}{rounds:>7}{run:>7}{ratio:>7}{calls:>7}{alone:>12}{times:>7}");
    let (one, twenty) =
        (Rounds { publishes: 1, carousel: false }, Rounds { publishes: 20, carousel: false });
    wall("one post", || Desk::texts(1, 1), &one);
    wall("twenty posts of one account", || Desk::texts(1, 20), &twenty);
    let mixed = Rounds { publishes: 3, carousel: true };
    wall("twenty accounts: text, picture, carousel", || Desk::mixed(20), &mixed);
}

/// The rounds of a run that depend on each other.
struct Rounds {
    publishes: u32,
    carousel: bool,
}

impl Rounds {
    /// Token, list, read; create, status; intent, read-back; the publishes of the busiest account;
    /// permalink; result. A carousel's children are made and looked at before it is.
    fn sum(&self) -> Duration {
        let creating = if self.carousel { 4 } else { 2 };
        SHEETS * 6 + THREADS * (creating + self.publishes + 1)
    }
}

/// Returns a desk in use whose posts are due, and whose services take their time.
fn ready(desk: &impl Fn() -> Desk) -> Desk {
    let desk = desk();
    process::first_run(&desk);
    {
        let mut world = enter(&desk.world);
        world.latency.sheets = SHEETS;
        world.latency.threads = THREADS;
        world.seen.clear();
    }
    desk.make_due();
    desk
}

fn wall(name: &str, desk: impl Fn() -> Desk, rounds: &Rounds) {
    let mut best = Duration::MAX;
    let mut last = None;
    for _ in 0..TIMES {
        let desk = ready(&desk);
        let usage = process::run(&desk);
        assert_eq!(desk.published(), desk.due, "not everything went out");
        best = best.min(usage.wall);
        last = Some(desk);
    }
    let desk = last.unwrap();
    let calls = enter(&desk.world).seen.clone();
    let alone = one_by_one(&desk, &calls);
    let ratio = best.as_secs_f64() / rounds.sum().as_secs_f64();
    println!(
        "{name:<42}{:>7.2}{:>7.2}{ratio:>7.2}{:>7}{:>12.2}{:>7.1}",
        rounds.sum().as_secs_f64(),
        best.as_secs_f64(),
        calls.len(),
        alone.as_secs_f64(),
        alone.as_secs_f64() / best.as_secs_f64(),
    );
}

/// Asks each service as often and in the same order, over reused connections, one after another.
fn one_by_one(desk: &Desk, calls: &[Seen]) -> Duration {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = reqwest::Client::new();
        let started = Instant::now();
        for call in calls {
            let root = match call.service {
                Service::Threads | Service::Web => &desk.server.threads_url,
                Service::Sheets | Service::OAuth => &desk.server.sheets_url,
            };
            let answer = client.get(format!("{root}v1.0/nothing")).send().await.unwrap();
            answer.bytes().await.unwrap();
        }
        started.elapsed()
    })
}
