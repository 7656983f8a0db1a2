//! Two machines that share a sheet and agree on nothing else: neither on the time nor on how long an
//! outcome is left alone.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join;
use threadsheet::config::Config;
use threadsheet_core::in_doubt::in_use_for;
use threadsheet_practice::fault_injection::Side;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, Row, due};
use tokio::sync::Notify;

use crate::oracle::row_right;
use crate::overlap::{SECOND_PUBLISH, Shared, share};
use crate::runs::Runs;
use crate::scenario::patience;
use crate::selection::{is_long, play_all};

/// How many posts one account sends in one batch.
const POSTS: usize = 12;

/// The settle periods that machines have: longer, as long and far shorter than a batch takes.
const SETTLES: [Duration; 4] = [
    Duration::from_mins(30),
    Duration::from_mins(10),
    Duration::from_mins(2),
    Duration::from_millis(1),
];

/// By how many minutes their clocks are off.
const OFF: [i64; 3] = [-11, 0, 11];

/// A machine, as far as it may differ from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Machine {
    off: i64,
    settle: Duration,
}

/// One run is held while it sends; another begins on another machine, and ends; then the first goes on.
#[derive(Debug, Clone, Copy)]
struct Scenario {
    second: SecondPublish,
    machines: [Machine; 2],
    /// At which publish of its batch the first run is held.
    at: u64,
    side: Side,
}

fn config(shared: &Shared, machine: Machine) -> Config {
    Config {
        clock_error: TimeDelta::minutes(machine.off),
        settle: machine.settle,
        ..shared.desk.config()
    }
}

fn texts() -> Vec<String> {
    (1..=POSTS).map(|at| format!("Post {at}")).collect()
}

async fn lay_out(runs: Runs, second: SecondPublish) -> Shared {
    // Whatever the clock shows, they are due.
    let row = |text: &String| Row { due: Some(-20), ..due("shop_a", text) };
    let rows: Vec<_> = texts().iter().map(row).collect();
    let desk = Practice::new(&["shop_a"], &rows).await;
    enter(&desk.world).threads.quirks.second_publish = second;
    Box::pin(share(runs, desk)).await
}

async fn play(scenario: &Scenario) -> Vec<String> {
    play_with(Runs::Here, scenario).await
}

async fn play_with(runs: Runs, scenario: &Scenario) -> Vec<String> {
    let Scenario { second, machines, at, side } = *scenario;
    let shared = lay_out(runs, second).await;
    let gate = shared.hold_at("threads.publish", 0, at, side);
    let [one, other] = machines.map(|machine| config(&shared, machine));
    let is_over = Notify::new();
    let first = async {
        shared.run_as(0, one.clone()).await;
        is_over.notify_one();
    };
    let others = async {
        tokio::select! {
            () = gate.reached(1) => { shared.run_as(1, other.clone()).await; }
            () = is_over.notified() => {}
        }
        gate.open();
    };
    join(first, others).await;
    // What was not sent in time is sent by further runs of either.
    for _ in 0..2 {
        shared.run_as(1, other.clone()).await;
        shared.run_as(0, one.clone()).await;
    }
    row_wrongs(&shared)
}

fn row_wrongs(shared: &Shared) -> Vec<String> {
    texts().iter().filter_map(|text| row_right(&shared.desk, text)).collect()
}

fn name(scenario: &Scenario) -> String {
    format!("{scenario:?}.")
}

fn scenarios(pairs: &(impl Iterator<Item = [Machine; 2]> + Clone)) -> Vec<Scenario> {
    let held: &[(u64, Side)] = if is_long() {
        &[
            (1, Side::Before),
            (1, Side::After),
            (4, Side::Before),
            (4, Side::After),
            (12, Side::After),
        ]
    } else {
        &[(4, Side::Before), (4, Side::After)]
    };
    let of_behaviour = |second| {
        let of_pair = move |machines| {
            held.iter().map(move |(at, side)| Scenario { second, machines, at: *at, side: *side })
        };
        pairs.clone().flat_map(of_pair)
    };
    SECOND_PUBLISH.into_iter().flat_map(of_behaviour).collect()
}

/// Tells whether the first machine has time enough to send all of its batch: another run does, and of a
/// claim that is over the rest waits for the next run.
fn is_patient(machine: Machine) -> bool {
    in_use_for(machine.settle) > Duration::from_mins(1)
}

#[tokio::test]
async fn two_machines_whose_clocks_differ_by_eleven_minutes_post_every_row_once() {
    let machine = |off| Machine { off, settle: Duration::from_mins(10) };
    let pairs = OFF.into_iter().flat_map(|one| OFF.map(|other| [machine(one), machine(other)]));
    let is_telling = |it: &Scenario| it.machines[0].off < it.machines[1].off;
    let scenarios = scenarios(&pairs);
    play_all((Runs::Here, "two clocks"), scenarios, is_telling, name, play).await;
}

#[tokio::test]
async fn two_machines_with_different_settle_periods_post_every_row_once() {
    let machine = |settle| Machine { off: 0, settle };
    let pairs = SETTLES.into_iter().filter(|settle| is_patient(machine(*settle)));
    let pairs = pairs.flat_map(|one| SETTLES.map(|other| [machine(one), machine(other)]));
    let is_telling = |it: &Scenario| it.machines[0].settle > it.machines[1].settle;
    let scenarios = scenarios(&pairs);
    play_all((Runs::Here, "two settle periods"), scenarios, is_telling, name, play).await;
}

#[tokio::test]
async fn two_machines_that_differ_in_both_post_every_row_once() {
    let [long, usual, _, none] = SETTLES;
    let pair = |off: [i64; 2], settles: [Duration; 2]| {
        [0, 1].map(|at: usize| Machine { off: off[at], settle: settles[at] })
    };
    let pairs = [
        pair([-11, 11], [usual, none]),
        pair([11, -11], [usual, none]),
        pair([-11, 0], [long, usual]),
        pair([11, -11], [long, none]),
    ];
    let scenarios = scenarios(&pairs.into_iter());
    play_all((Runs::Here, "two clocks and settle periods"), scenarios, |_| true, name, play).await;
}

#[tokio::test]
async fn two_processes_with_different_settle_periods_post_every_row_once() {
    let machine = |settle| Machine { off: 0, settle };
    let [_, usual, _, none] = SETTLES.map(machine);
    let scenarios = scenarios(&[[usual, none]].into_iter());
    let play = async |scenario: &Scenario| play_with(Runs::Processes, scenario).await;
    let what = "two processes' settle periods";
    play_all((Runs::Processes, what), scenarios, |_| true, name, play).await;
}

#[tokio::test]
async fn a_run_that_was_overtaken_before_it_sent_anything_sends_none_of_its_batch() {
    let settle = Duration::from_millis(1_100);
    for second in SECOND_PUBLISH {
        let shared = lay_out(Runs::Here, second).await;
        let config = config(&shared, Machine { off: 0, settle });
        // The opening, the claims, and what reads them back: they stand, and nobody tells the run so.
        let gate = shared.hold_at("sheets.batchUpdate", 0, 3, Side::After);
        let others = async {
            gate.reached(1).await;
            tokio::time::sleep(patience(settle)).await;
            shared.run_as(1, config.clone()).await;
            gate.open();
        };
        join(shared.run_as(0, config.clone()), others).await;
        let wrong = row_wrongs(&shared);
        assert!(wrong.is_empty(), "{second:?}: {}", wrong.join("\n"));
    }
}

#[tokio::test]
async fn of_a_batch_that_takes_longer_than_its_claim_the_rest_goes_out_in_later_runs() {
    let shared = lay_out(Runs::Here, SecondPublish::PostsAgain).await;
    let config = config(&shared, Machine { off: 0, settle: Duration::from_secs(1) });
    // Twelve calls of this length take longer than half of the settle period.
    enter(&shared.desk.world).latency.threads = Duration::from_millis(80);
    shared.run_as(0, config.clone()).await;
    assert!(shared.desk.public().len() < POSTS);
    for at in 0..POSTS {
        shared.run_as(at % 2, config.clone()).await;
    }
    let wrong = row_wrongs(&shared);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
