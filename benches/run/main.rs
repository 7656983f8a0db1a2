//! What a run costs: wall time beside the sum of the rounds that depend on each other and beside a
//! plain client that makes the same calls one after another; memory and CPU of the release binary's
//! own process, with the practice world in another thread of this one.
//!
//! `cargo bench` prints the tables. Every Sheets request takes 150 ms here and every Threads request
//! 300 ms; containers are ready at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod desks;
mod process;

use std::time::{Duration, Instant};

use threadsheet::sandbox::world::{Seen, Service, enter};

use desks::Desk;

const SHEETS: Duration = Duration::from_millis(150);
const THREADS: Duration = Duration::from_millis(300);

/// How often each figure is taken; the best counts, for a busy machine only ever adds.
const TIMES: usize = 3;

fn main() {
    rustls::crypto::ring::default_provider().install_default().unwrap();
    println!(
        "Wall time, seconds ({} ms a Sheets request, {} ms a Threads request)",
        SHEETS.as_millis(),
        THREADS.as_millis()
    );
    println!(
        "{:<44}{:>7}{:>8}{:>8}{:>7}{:>12}{:>8}",
        "", "rounds", "run", "ratio", "calls", "one by one", "times"
    );
    wall("one post", || Desk::texts(1, 1), &Rounds { publishes: 1, carousel: false });
    wall(
        "twenty posts of one account",
        || Desk::texts(1, 20),
        &Rounds { publishes: 20, carousel: false },
    );
    wall(
        "twenty accounts: text, picture, carousel",
        || Desk::mixed(20),
        &Rounds { publishes: 3, carousel: true },
    );
    println!("\nMemory and CPU of the process, no delays");
    println!("{:<44}{:>10}{:>10}{:>10}", "", "peak MB", "CPU ms", "wall ms");
    cost("idle, 3 accounts, 30 published rows", &Desk::finished(30, 0));
    cost("100,000 published rows, one due", &Desk::finished(100_000, 1));
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

fn wall(name: &str, desk: impl Fn() -> Desk, rounds: &Rounds) {
    let mut best = Duration::MAX;
    let mut calls = Vec::new();
    let mut alone = Duration::MAX;
    for _ in 0..TIMES {
        let desk = desk();
        desk.settle_in();
        {
            let mut world = enter(&desk.world);
            world.latency.sheets = SHEETS;
            world.latency.threads = THREADS;
            world.seen.clear();
        }
        let due = desk.due;
        desk.make_due();
        let usage = process::run(&desk);
        assert_eq!(desk.published(), due, "not everything went out");
        best = best.min(usage.wall);
        calls.clone_from(&enter(&desk.world).seen);
        alone = alone.min(one_by_one(&desk, &calls));
    }
    let ratio = best.as_secs_f64() / rounds.sum().as_secs_f64();
    println!(
        "{name:<44}{:>7.2}{:>8.2}{ratio:>8.2}{:>7}{:>12.2}{:>8.1}",
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
                Service::Threads => &desk.server.threads_url,
                Service::Sheets | Service::OAuth => &desk.server.sheets_url,
            };
            let answer = client.get(format!("{root}v1.0/nothing")).send().await.unwrap();
            answer.bytes().await.unwrap();
        }
        started.elapsed()
    })
}

fn cost(name: &str, desk: &Desk) {
    desk.settle_in();
    let due = desk.due;
    desk.make_due();
    let usage = process::run(desk);
    assert_eq!(desk.published(), due, "not everything went out");
    println!(
        "{name:<44}{:>10.1}{:>10}{:>10}",
        usage.peak_mb,
        usage.cpu.as_millis(),
        usage.wall.as_millis()
    );
}
