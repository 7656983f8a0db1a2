//! Concurrent runs, each through a server of its own.

use std::time::{Duration, Instant};

use futures_util::future::{join, join_all};
use threadsheet::config::{Config, Credentials};
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::fault_injection::{Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::server::Server;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::Practice;
use tokio::sync::Notify;

use crate::fault::{Behaviour, Habit};
use crate::oracle::{Allowed, audit};
use crate::runs::{Ran, Runs};
use crate::scenario::{Requests, patience, rest};
use crate::selection::{Lots, is_long, play_all, seed};
use crate::workload::used_desk;

/// Slow enough that no run gives up on a request that is held.
const TIME_SCALE: TimeScale = TimeScale::hurried(20);

/// Longer than another run takes.
pub(crate) fn patient(runs: Runs) -> Duration {
    match runs {
        Runs::Here | Runs::Holding => Duration::from_millis(2_500),
        Runs::Processes => Duration::from_secs(8),
    }
}

/// So short that another run sends again while the first is held, and long enough that on a busy machine a
/// claim is not over before it was read back.
fn hasty(runs: Runs) -> Duration {
    match runs {
        Runs::Here | Runs::Holding => Duration::from_secs(2),
        Runs::Processes => Duration::from_secs(4),
    }
}

pub(crate) const SECOND_PUBLISH: [SecondPublish; 3] =
    [SecondPublish::Refused, SecondPublish::SameId, SecondPublish::PostsAgain];

/// How many runs may overlap.
pub(crate) const RUNS: usize = 4;

pub(crate) async fn shared_desk(runs: Runs, second: SecondPublish, settle: Duration) -> Shared {
    shared_desk_of(runs, Behaviour { second, habit: Habit::Prompt }, settle).await
}

async fn shared_desk_of(runs: Runs, behaviour: Behaviour, settle: Duration) -> Shared {
    let mut desk = used_desk(behaviour).await;
    desk.settle = settle;
    share(runs, desk).await
}

/// Lets several runs share a desk, each through a server of its own.
pub(crate) async fn share(runs: Runs, mut desk: Practice) -> Shared {
    desk.time_scale = TIME_SCALE;
    let mut more = Vec::new();
    for _ in 1..RUNS {
        more.push(Server::start(desk.world.clone()).await.unwrap());
    }
    Shared { desk, runs, more }
}

/// A desk that several runs share.
pub(crate) struct Shared {
    pub(crate) desk: Practice,
    runs: Runs,
    more: Vec<Server>,
}

impl Shared {
    /// Runs the job through one of the servers, from 0.
    pub(crate) async fn run(&self, at: usize) -> Ran {
        self.run_as(at, self.desk.config()).await
    }

    /// The same on a machine that was set otherwise.
    pub(crate) async fn run_as(&self, at: usize, config: Config) -> Ran {
        let server = at.checked_sub(1).map_or(&self.desk.server, |at| &self.more[at]);
        let credentials = enter(&self.desk.world).credentials_json(&server.token_uri);
        let config = Config {
            credentials: Credentials(credentials),
            sheets_url: server.sheets_url.clone(),
            threads_url: server.threads_url.clone(),
            ..config
        };
        let runs = if at == 0 { self.runs } else { self.runs.others() };
        runs.run(&config).await
    }

    pub(crate) fn hold(&self, server: usize, at: u64, side: Side) -> Gate {
        let gate = Gate::new();
        let fault = Fault::Stall(Hold::Until(gate.clone()), side);
        enter(&self.desk.world).faults.on(Trigger::nth(at).through(server), fault);
        gate
    }

    /// Holds a run at its `nth` request of a kind.
    pub(crate) fn hold_at(&self, operation: &str, server: usize, nth: u64, side: Side) -> Gate {
        let gate = Gate::new();
        let fault = Fault::Stall(Hold::Until(gate.clone()), side);
        let trigger = Trigger::nth_of(operation, nth).through(server);
        enter(&self.desk.world).faults.on(trigger, fault);
        gate
    }

    /// Tells whether a publish is held of which nobody can know that it is still on its way.
    fn holds_a_publish(&self) -> bool {
        let world = enter(&self.desk.world);
        world.seen.iter().any(|seen| seen.fault.is_some() && seen.operation == "threads.publish")
    }

    pub(crate) async fn settled(&self) -> Vec<String> {
        let mut wrong = rest(&self.desk, self.runs.others(), &mut Vec::new()).await;
        wrong.extend(audit(&self.desk, Allowed::default()));
        wrong
    }
}

/// One run is held at a request while others do the work.
#[derive(Debug, Clone, Copy)]
struct Held {
    runs: Runs,
    second: SecondPublish,
    at: u64,
    side: Side,
    /// Whether it is held for longer than the settle period.
    is_long: bool,
    /// Where a second run is held too, while a third does the work.
    and_at: Option<u64>,
    habit: Habit,
}

/// Runs the job; once it is held at the gate others work, and then the gate is opened.
pub(crate) async fn held_run(shared: &Shared, server: usize, gate: &Gate, meanwhile: impl Future) {
    let is_over = Notify::new();
    let first = async {
        shared.run(server).await;
        is_over.notify_one();
    };
    let others = async {
        tokio::select! {
            () = gate.reached(1) => { meanwhile.await; }
            () = is_over.notified() => {}
        }
        gate.open();
    };
    join(first, others).await;
}

async fn play(held: &Held) -> Vec<String> {
    let settle = if held.is_long { hasty(held.runs) } else { patient(held.runs) };
    let behaviour = Behaviour { second: held.second, habit: held.habit };
    let shared = Box::pin(shared_desk_of(held.runs, behaviour, settle)).await;
    let gate = shared.hold(0, held.at, held.side);
    let begun = Instant::now();
    let meanwhile = async {
        if held.is_long && held.side == Side::Before && shared.holds_a_publish() {
            return;
        }
        if let Some(at) = held.and_at {
            let gate = shared.hold(1, at, held.side);
            Box::pin(held_run(&shared, 1, &gate, shared.run(2))).await;
        }
        shared.run(1).await;
        if held.is_long {
            tokio::time::sleep(patience(settle)).await;
            shared.run(1).await;
        }
    };
    held_run(&shared, 0, &gate, meanwhile).await;
    // A publish that is under way for longer than the settle period is beyond anybody: on a busy
    // machine even the short holds may come to that.
    if begun.elapsed() > settle && held.side == Side::Before && shared.holds_a_publish() {
        return Vec::new();
    }
    shared.settled().await
}

fn name(held: &Held) -> String {
    format!("{held:?}.")
}

pub(crate) async fn requests() -> Requests {
    let plain = Behaviour { second: SecondPublish::Refused, habit: Habit::Prompt };
    Requests::of(&used_desk(plain).await).await
}

fn all(
    runs: Runs,
    requests: &Requests,
    is_long: bool,
    and_at: impl Fn(u64) -> Option<u64>,
) -> Vec<Held> {
    let mut all = Vec::new();
    for second in SECOND_PUBLISH {
        for side in [Side::Before, Side::After] {
            let at = 1..=requests.count();
            let habit = Habit::Prompt;
            all.extend(at.map(|at| Held {
                runs,
                second,
                at,
                side,
                is_long,
                and_at: and_at(at),
                habit,
            }));
        }
    }
    all
}

/// Holds one run at each of its requests while another does the work.
async fn one_held(runs: Runs, what: &str, is_long: bool) {
    let requests = Box::pin(requests()).await;
    let scenarios = all(runs, &requests, is_long, |_| None);
    play_all((runs, what), scenarios, |held| requests.changes(held.at), name, play).await;
}

/// Holds one run at each of its requests, and another at one drawn by lot, while a third does the work.
async fn two_held(runs: Runs, what: &str) {
    let requests = Box::pin(requests()).await;
    let count = usize::try_from(requests.count()).unwrap();
    let mut lots = Lots::new(seed());
    let other: Vec<u64> = (0..=count).map(|_| lots.below(count) as u64 + 1).collect();
    let scenarios = all(runs, &requests, false, |at| Some(other[usize::try_from(at).unwrap()]));
    play_all((runs, what), scenarios, |held| requests.changes(held.at), name, play).await;
}

#[tokio::test]
async fn of_two_concurrent_runs_one_is_held_anywhere_and_every_row_is_public_once() {
    one_held(Runs::Here, "one run held", false).await;
}

#[tokio::test]
async fn whenever_a_run_is_held_while_another_seals_tokens_none_is_lost() {
    let requests = Box::pin(requests()).await;
    let mut scenarios = all(Runs::Here, &requests, false, |_| None);
    for held in &mut scenarios {
        held.habit = Habit::Sealing;
    }
    let is_telling = |held: &Held| requests.changes(held.at);
    play_all((Runs::Here, "one run held, sealing"), scenarios, is_telling, name, play).await;
}

#[tokio::test]
async fn a_run_that_is_held_beyond_the_settle_period_sends_nothing_any_more() {
    one_held(Runs::Here, "one run held for long", true).await;
}

#[tokio::test]
async fn of_three_runs_two_are_held_and_every_row_is_public_once() {
    two_held(Runs::Here, "two of three runs held").await;
}

#[tokio::test]
async fn of_two_concurrent_processes_one_is_held_anywhere_and_every_row_is_public_once() {
    one_held(Runs::Processes, "one process held", false).await;
}

#[tokio::test]
async fn a_process_that_is_held_beyond_the_settle_period_sends_nothing_any_more() {
    one_held(Runs::Processes, "one process held for long", true).await;
}

#[tokio::test]
async fn of_three_processes_two_are_held_and_every_row_is_public_once() {
    two_held(Runs::Processes, "two of three processes held").await;
}

/// Two to four runs that begin together and are held up here and there, by lot.
async fn by_lot(runs: Runs, lot: u64) -> Vec<String> {
    let mut lots = Lots::new(lot);
    let count = 2 + lots.below(RUNS - 1);
    let second = SECOND_PUBLISH[lots.below(SECOND_PUBLISH.len())];
    let shared = shared_desk(runs, second, patient(runs)).await;
    for _ in 0..8 {
        let side = [Side::Before, Side::After][lots.below(2)];
        let hold = Hold::For(Duration::from_millis(lots.below(120) as u64));
        let trigger = Trigger::nth(lots.below(60) as u64 + 1).through(lots.below(count));
        enter(&shared.desk.world).faults.on(trigger, Fault::Stall(hold, side));
    }
    let offsets: Vec<u64> = (0..count).map(|_| lots.below(100) as u64).collect();
    let run = async |server: usize| {
        tokio::time::sleep(Duration::from_millis(offsets[server])).await;
        shared.run(server).await;
    };
    join_all((0..count).map(run)).await;
    shared.settled().await
}

async fn schedules(runs: Runs, what: &str, count: u64) {
    let lots: Vec<u64> = (0..count).map(|at| seed() * 10_000 + at).collect();
    let name = |lot: &u64| format!("{what}, schedule {lot}.");
    play_all((runs, what), lots, |_| true, name, async |lot| by_lot(runs, *lot).await).await;
}

#[tokio::test]
async fn however_concurrent_runs_interleave_every_row_is_public_once() {
    schedules(Runs::Here, "runs at once", if is_long() { 400 } else { 100 }).await;
}

#[tokio::test]
async fn however_concurrent_processes_interleave_every_row_is_public_once() {
    schedules(Runs::Processes, "processes at once", if is_long() { 300 } else { 100 }).await;
}
