//! One fault at every request of the program as a process: a kill, a bad response, or a timeout.

use std::time::Duration;

use chrono::TimeDelta;
use threadsheet_practice::fault_injection::Effect;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::Practice;

use crate::fault::{Behaviour, Habit, Kind};
use crate::oracle::{Allowed, audit};
use crate::runs::Runs;
use crate::scenario::through;
use crate::selection::{is_long, play_all};
use crate::single::{Scenario, scenarios};
use crate::workload::desk;

/// How long an outcome is left alone that nobody knows: longer than anything here lags.
const SETTLE: Duration = Duration::from_secs(4);

const KILLS: [Kind; 2] = [Kind::KilledBefore, Kind::KilledAfter];

const ANSWERS: [Kind; 10] = [
    Kind::DropBefore,
    Kind::DropAfter,
    Kind::Status(429, false),
    Kind::Status(500, false),
    Kind::Status(500, true),
    Kind::Status(503, false),
    Kind::Status(503, true),
    Kind::Html(false),
    Kind::Html(true),
    Kind::Truncated,
];

const SILENCES: [Kind; 2] = [Kind::Never(Effect::Without), Kind::Never(Effect::With)];

/// The three ways in which Threads may take a second publish, and lists that lag in the worst of them.
fn behaviours() -> Vec<Behaviour> {
    let lagging = Behaviour { second: SecondPublish::PostsAgain, habit: Habit::Lagging };
    let prompt = Behaviour::all().into_iter().filter(|behaviour| behaviour.habit == Habit::Prompt);
    prompt.chain([lagging]).collect()
}

/// How far lists and statuses lag behind where they do: for longer than a run lasts.
const LAG: TimeDelta = TimeDelta::seconds(1);

async fn lay_out(behaviour: Behaviour) -> Practice {
    let mut desk = desk(behaviour).await;
    desk.settle = SETTLE;
    if behaviour.habit == Habit::Lagging {
        let quirks = &mut enter(&desk.world).threads.quirks;
        (quirks.list_lag, quirks.status_lag) = (LAG, LAG);
    }
    desk
}

fn name((behaviour, fault, _): &Scenario) -> String {
    let Behaviour { second, habit } = behaviour;
    format!("process {second:?} {habit:?} {:?} at {}.", fault.kind, fault.at)
}

async fn play((behaviour, fault, _): &Scenario, budget: Duration) -> Vec<String> {
    let mut desk = lay_out(*behaviour).await;
    desk.budget = budget;
    let mut wrong = through(&desk, Runs::Processes, &[*fault]).await;
    let undated = matches!(fault.kind, Kind::Never(_));
    let no_link = undated || behaviour.habit == Habit::Lagging;
    wrong.extend(audit(&desk, Allowed { no_link, undated, ..Allowed::default() }));
    wrong
}

async fn each(what: &str, behaviours: &[Behaviour], kinds: &[Kind], budget: Duration) {
    let scenarios = scenarios(Runs::Here, lay_out, behaviours, kinds).await;
    let play = async |scenario: &Scenario| play(scenario, budget).await;
    play_all((Runs::Processes, what), scenarios, |(_, _, changes)| *changes, name, play).await;
}

#[tokio::test]
async fn whenever_the_program_is_killed_every_row_is_public_once() {
    each("one process killed", &behaviours(), &KILLS, Duration::from_mins(1)).await;
}

#[tokio::test]
async fn whatever_answer_the_program_gets_every_row_is_public_once() {
    each("one wrong answer to a process", &behaviours(), &ANSWERS, Duration::from_mins(1)).await;
}

/// The real time-outs are long: a quick test lets the end of the budget cut them short.
#[tokio::test]
async fn whatever_answer_the_program_never_gets_every_row_is_public_once() {
    let budget = if is_long() { Duration::from_mins(4) } else { Duration::from_secs(5) };
    let behaviours: Vec<Behaviour> = behaviours().into_iter().take(1).collect();
    each("no answer to a process", &behaviours, &SILENCES, budget).await;
}
