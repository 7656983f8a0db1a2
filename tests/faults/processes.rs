//! One fault at every request of the program as a process: a kill, a bad response, or a timeout.

use std::time::Duration;

use chrono::TimeDelta;
use threadsheet_practice::faults::Effect;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::Practice;

use crate::ledger::{Allowed, audit};
use crate::play::through;
use crate::runs::Runs;
use crate::selection::{is_long, play_all};
use crate::single::{Scenario, scenarios};
use crate::trouble::{Habit, Kind, Mood};
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

/// The three moods of Threads, and lists that lag behind in the one that forgives nothing.
fn moods() -> Vec<Mood> {
    let lagging = Mood { second: SecondPublish::PostsAgain, habit: Habit::Lagging };
    let prompt = Mood::all().into_iter().filter(|mood| mood.habit == Habit::Prompt);
    prompt.chain([lagging]).collect()
}

/// How far lists and statuses lag behind where they do: for longer than a run lasts.
const LAG: TimeDelta = TimeDelta::seconds(1);

async fn lay_out(mood: Mood) -> Practice {
    let mut desk = desk(mood).await;
    desk.settle = SETTLE;
    if mood.habit == Habit::Lagging {
        let moods = &mut enter(&desk.world).threads.moods;
        (moods.list_lag, moods.status_lag) = (LAG, LAG);
    }
    desk
}

fn name((mood, trouble, _): &Scenario) -> String {
    let Mood { second, habit } = mood;
    format!("process {second:?} {habit:?} {:?} at {}.", trouble.kind, trouble.at)
}

async fn play((mood, trouble, _): &Scenario, budget: Duration) -> Vec<String> {
    let mut desk = lay_out(*mood).await;
    desk.budget = budget;
    let mut wrong = through(&desk, Runs::Processes, &[*trouble]).await;
    let undated = matches!(trouble.kind, Kind::Never(_));
    let no_link = undated || mood.habit == Habit::Lagging;
    wrong.extend(audit(&desk, Allowed { no_link, undated, ..Allowed::default() }));
    wrong
}

async fn each(what: &str, moods: &[Mood], kinds: &[Kind], budget: Duration) {
    let scenarios = scenarios(Runs::Here, lay_out, moods, kinds).await;
    let play = async |scenario: &Scenario| play(scenario, budget).await;
    play_all((Runs::Processes, what), scenarios, |(_, _, changes)| *changes, name, play).await;
}

#[tokio::test]
async fn whenever_the_program_is_killed_every_row_is_public_once() {
    each("one process killed", &moods(), &KILLS, Duration::from_mins(1)).await;
}

#[tokio::test]
async fn whatever_answer_the_program_gets_every_row_is_public_once() {
    each("one wrong answer to a process", &moods(), &ANSWERS, Duration::from_mins(1)).await;
}

/// The real time-outs are long: a quick test lets the end of the budget cut them short.
#[tokio::test]
async fn whatever_answer_the_program_never_gets_every_row_is_public_once() {
    let budget = if is_long() { Duration::from_mins(4) } else { Duration::from_secs(5) };
    let moods: Vec<Mood> = moods().into_iter().take(1).collect();
    each("no answer to a process", &moods, &SILENCES, budget).await;
}
