//! A spreadsheet service that lets two batches cross: both are answered as done, and the later one
//! stands alone.

use futures_util::future::join3;
use threadsheet_practice::fault_injection::{Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::{Seen, enter};
use tokio::sync::Notify;

use crate::overlap::{SECOND_PUBLISH, Shared, patient, shared_desk};
use crate::runs::Runs;
use crate::selection::play_all;

/// How many batches of each run are made to cross: more than a run writes.
const BATCHES: u64 = 6;

/// Which batches of two runs cross.
#[derive(Debug, Clone, Copy)]
struct Crossing {
    second: SecondPublish,
    /// The batch of the run whose write is lost, from 1.
    lost: u64,
    /// The batch of the run whose write stands, from 1.
    stands: u64,
}

/// Holds a run at a request to the spreadsheet service, before it is done.
fn hold(shared: &Shared, server: usize, operation: &str, nth: u64) -> Gate {
    let gate = Gate::new();
    let trigger = Trigger::nth_of(operation, nth).through(server);
    let fault = Fault::Stall(Hold::Until(gate.clone()), Side::Before);
    enter(&shared.desk.world).faults.on(trigger, fault);
    gate
}

/// Tells whether the last batch of a run was done.
fn is_done(shared: &Shared, server: usize) -> bool {
    let world = enter(&shared.desk.world);
    let is_batch = |seen: &&Seen| seen.server == server && seen.operation == "sheets.batchUpdate";
    world.seen.iter().rev().filter(is_batch).find_map(|seen| seen.status) == Some(200)
}

async fn play(crossing: &Crossing) -> Vec<String> {
    let shared = Box::pin(shared_desk(Runs::Here, crossing.second, patient(Runs::Here))).await;
    let lost = hold(&shared, 0, "sheets.batchUpdate", crossing.lost);
    let stands = hold(&shared, 1, "sheets.batchUpdate", crossing.stands);
    let over = [Notify::new(), Notify::new()];
    let run = async |server: usize| {
        shared.run(server).await;
        over[server].notify_one();
    };
    let reached = async |gate: &Gate, server: usize| {
        tokio::select! {
            () = gate.reached(1) => true,
            () = over[server].notified() => {
                over[server].notify_one();
                false
            }
        }
    };
    let between = async {
        let both = reached(&lost, 0).await & reached(&stands, 1).await;
        if !both {
            // One of them writes fewer batches.
            [&lost, &stands].into_iter().for_each(Gate::open);
            return;
        }
        let found = enter(&shared.desk.world).sheets.clone();
        // Neither goes on before both batches are done.
        let next = [0, 1].map(|server| hold(&shared, server, "sheets", 1));
        lost.open();
        reached(&next[0], 0).await;
        let left = std::mem::replace(&mut enter(&shared.desk.world).sheets, found);
        stands.open();
        reached(&next[1], 1).await;
        if !is_done(&shared, 1) {
            enter(&shared.desk.world).sheets = left;
        }
        next.iter().for_each(Gate::open);
    };
    join3(run(0), run(1), between).await;
    shared.settled().await
}

fn name(crossing: &Crossing) -> String {
    format!("{crossing:?}.")
}

#[tokio::test]
async fn where_the_service_lets_two_batches_cross_what_is_read_back_decides() {
    let mut all = Vec::new();
    for second in SECOND_PUBLISH {
        for lost in 1..=BATCHES {
            all.extend((1..=BATCHES).map(|stands| Crossing { second, lost, stands }));
        }
    }
    let is_telling = |crossing: &Crossing| crossing.lost == crossing.stands;
    play_all((Runs::Here, "two batches cross"), all, is_telling, name, play).await;
}
