//! Sharded runs: all parts concurrently, parts of different divisions, and a run of the whole.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use futures_util::future::join_all;
use threadsheet::config::Config;
use threadsheet_core::shard::Shard;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::fault_injection::{Fault, Hold, Side, Trigger};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{LOG, POSTS, Practice, Row, due};

use crate::fault::{Behaviour, Habit};
use crate::oracle::{Allowed, audit_of, table};
use crate::overlap::SECOND_PUBLISH;
use crate::runs::{Ran, Runs};
use crate::scenario::rest;
use crate::selection::{Lots, is_long, play_all, seed};
use crate::workload::{Fate, Planned, lay_out, planned};

/// An account for each of eight parts, in this order; of two and of three parts, too, each has one.
const NAMES: [&str; 8] =
    ["shop_c", "shop_e", "shop_h", "shop_d", "shop_g", "shop_b", "shop_y", "shop_u"];

/// What the accounts post, and the part that answers it.
const TEXTS: [[&str; 2]; 8] = [
    ["One", "One more"],
    ["Two", "Two more"],
    ["Three", "Three more"],
    ["Four", "Four more"],
    ["Five", "Five more"],
    ["Six", "Six more"],
    ["Seven", "Seven more"],
    ["Eight", "Eight more"],
];

/// Divisions whose parts run at the same time; 1 is a run of the whole.
const DIVISIONS: [&[u32]; 9] =
    [&[1], &[2], &[3], &[8], &[8, 1], &[2, 3], &[3, 8], &[2, 1, 2], &[3, 2, 1]];

/// Slow enough that a run which is held up for a moment gives up nothing.
const TIME_SCALE: TimeScale = TimeScale::hurried(20);

/// As long as the program itself has them: on a busy machine eight runs in each other's way take minutes.
const SETTLE: Duration = Duration::from_mins(10);
const BUDGET: Duration = Duration::from_mins(5);

fn rows() -> Vec<Planned> {
    let planned = |row, fate| Planned { fate, ..planned(row) };
    let mut rows = Vec::new();
    for (name, [text, answer]) in NAMES.into_iter().zip(TEXTS) {
        rows.push(planned(due(name, text), Fate::Public));
        let part = Row { reply_to: "previous", ..due(name, answer) };
        rows.push(Planned { answers: Some(text), ..planned(part, Fate::Public) });
        let long = format!("{name} is too long. ");
        rows.push(planned(due(name, &long.repeat(40)), Fate::Refused));
    }
    rows.push(planned(due("shop_nobody", "Of an unknown account"), Fate::Refused));
    rows.push(planned(due("", "Of no account"), Fate::Refused));
    rows
}

async fn desk(lots: &mut Lots) -> Practice {
    let second = SECOND_PUBLISH[lots.below(SECOND_PUBLISH.len())];
    let mut desk = lay_out(Behaviour { second, habit: Habit::Prompt }, &NAMES, rows()).await;
    (desk.time_scale, desk.settle, desk.budget) = (TIME_SCALE, SETTLE, BUDGET);
    desk
}

fn parts(division: &[u32]) -> Vec<Shard> {
    let parts = |count: u32| (0..count).filter_map(move |index| Shard::new(index, count));
    division.iter().copied().flat_map(parts).collect()
}

/// Runs of all parts of some divisions, by lot: at once and held up here and there, or in turn.
async fn by_lot(runs: Runs, lot: u64) -> Vec<String> {
    let mut lots = Lots::new(lot);
    let desk = desk(&mut lots).await;
    let mut shards = parts(DIVISIONS[lots.below(DIVISIONS.len())]);
    lots.shuffle(&mut shards);
    for _ in 0..8 {
        let side = [Side::Before, Side::After][lots.below(2)];
        let hold = Hold::For(Duration::from_millis(lots.below(60) as u64));
        let trigger = Trigger::nth(lots.below(100 * shards.len()) as u64 + 1);
        enter(&desk.world).faults.on(trigger, Fault::Stall(hold, side));
    }
    let run = async |shard, offset: u64| {
        tokio::time::sleep(Duration::from_millis(offset)).await;
        runs.run(&Config { shard, ..desk.config() }).await
    };
    let offsets: Vec<u64> = shards.iter().map(|_| lots.below(100) as u64).collect();
    let all = shards.clone();
    let mut ran = if lots.below(4) == 0 {
        let mut ran = Vec::new();
        for shard in shards {
            ran.push(run(shard, 0).await);
        }
        ran
    } else {
        join_all(shards.into_iter().zip(offsets).map(|(shard, offset)| run(shard, offset))).await
    };
    // On a busy machine a shortened time-out runs out. What passes by itself is for the next run, of the parts again.
    if has_passing(&desk) {
        for shard in all {
            ran.push(run(shard, 0).await);
        }
    }
    let mut wrong = told_once(&desk, &ran);
    wrong.extend(audit_of(&desk, &rows(), &NAMES, Allowed::default()));
    wrong.extend(rest(&desk, runs, &mut Vec::new()).await);
    wrong.extend(audit_of(&desk, &rows(), &NAMES, Allowed::default()));
    wrong
}

/// Tells whether a row waits for something that passes by itself.
fn has_passing(desk: &Practice) -> bool {
    table(&desk.shown(POSTS)).iter().any(|row| row["Receipt"].contains(" w=passing"))
}

/// Checks that every run came to its end, and that nothing was told by two of them.
fn told_once(desk: &Practice, ran: &[Ran]) -> Vec<String> {
    let ended = ran.iter().filter(|ran| !ran.is_done());
    let mut wrong: Vec<String> = ended.map(|ran| format!("ended by {}", ran.said)).collect();
    let mut rows = HashSet::new();
    let posts = ran.iter().filter_map(|ran| ran.report.as_ref()).flat_map(|report| &report.posts);
    for line in posts.filter(|line| line.is_news) {
        if !rows.insert(line.row) {
            wrong.push(format!("news twice: {line:?}"));
        }
    }
    let mut lines: HashMap<String, usize> = HashMap::new();
    for line in table(&desk.shown(LOG)).iter().filter(|line| line["Event"] == "Failed") {
        *lines.entry(line["Receipt"].clone()).or_default() += 1;
    }
    wrong.extend(lines.iter().filter(|(_, count)| **count > 1).map(|line| format!("{line:?}")));
    wrong
}

async fn schedules(runs: Runs, what: &str, count: u64) {
    let lots: Vec<u64> = (0..count).map(|at| seed() * 10_000 + at).collect();
    let name = |lot: &u64| format!("{what}, schedule {lot}.");
    play_all((runs, what), lots, |_| true, name, async |lot| by_lot(runs, *lot).await).await;
}

#[tokio::test]
async fn however_parts_interleave_every_account_is_served_and_every_row_is_public_once() {
    schedules(Runs::Here, "parts at once", if is_long() { 400 } else { 100 }).await;
}

#[tokio::test]
async fn however_parts_interleave_as_processes_every_row_is_public_once() {
    schedules(Runs::Processes, "parts as processes", if is_long() { 200 } else { 50 }).await;
}
