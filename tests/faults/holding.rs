//! A run with `--hold`, with every kind of fault, and with concurrent runs.

use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::fault_injection::Side;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_test_kit::Practice;

use crate::fault::{Behaviour, Habit, Kind};
use crate::oracle::{Allowed, audit};
use crate::overlap::{SECOND_PUBLISH, held_run, shared_desk};
use crate::runs::Runs;
use crate::scenario::{Requests, through};
use crate::selection::{one_in, play_all};
use crate::single::{self, Scenario};
use crate::workload::desk;

/// A minute and a half go by in less than half a second.
const TIME_SCALE: TimeScale = TimeScale::hurried(200);

async fn early(behaviour: Behaviour) -> Practice {
    let mut desk = desk(behaviour).await;
    desk.time_scale = TIME_SCALE;
    desk
}

async fn play((behaviour, fault, _): &Scenario) -> Vec<String> {
    let desk = early(*behaviour).await;
    let mut wrong = through(&desk, Runs::Holding, &[*fault]).await;
    let no_link = behaviour.habit == Habit::Lagging;
    wrong.extend(audit(&desk, Allowed { no_link, ..Allowed::default() }));
    wrong
}

async fn each(what: &str, kinds: impl Fn(Kind) -> bool, share: usize) {
    let mut behaviours = Behaviour::all();
    behaviours.retain(|behaviour| behaviour.habit != Habit::NotFoundFirst);
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kinds(*kind)).collect();
    let scenarios = single::scenarios(Runs::Holding, early, &behaviours, &kinds).await;
    let scenarios = one_in(share, scenarios);
    play_all((Runs::Holding, what), scenarios, |(_, _, changes)| *changes, single::name, play)
        .await;
}

#[tokio::test]
async fn whatever_goes_wrong_while_a_run_holds_every_row_is_public_once() {
    each("one wrong answer, holding", |kind| !single::is_kill(kind), 32).await;
}

#[tokio::test]
async fn whenever_a_run_that_holds_is_killed_every_row_is_public_once() {
    each("one kill, holding", single::is_kill, 5).await;
}

/// A run that holds is held up at a request until another run has done its work, to which all is due.
#[derive(Debug, Clone, Copy)]
struct Beside {
    second: SecondPublish,
    at: u64,
    side: Side,
}

async fn beside(scenario: &Beside) -> Vec<String> {
    let settle = crate::overlap::patient(Runs::Holding);
    let shared = Box::pin(shared_desk(Runs::Holding, scenario.second, settle)).await;
    let gate = shared.hold(0, scenario.at, scenario.side);
    held_run(&shared, 0, &gate, shared.run(1)).await;
    shared.settled().await
}

#[tokio::test]
async fn a_concurrent_run_beside_one_that_holds_does_no_harm() {
    let plain = Behaviour { second: SecondPublish::Refused, habit: Habit::Prompt };
    let requests = Requests::of_runs(&early(plain).await, Runs::Holding).await;
    let mut scenarios = Vec::new();
    for second in SECOND_PUBLISH {
        for side in [Side::Before, Side::After] {
            let at = 1..=requests.count();
            scenarios.extend(at.map(|at| Beside { second, at, side }));
        }
    }
    let name = |scenario: &Beside| format!("{scenario:?}.");
    let changes = |scenario: &Beside| requests.changes(scenario.at);
    play_all((Runs::Holding, "a run beside one that holds"), scenarios, changes, name, beside)
        .await;
}
