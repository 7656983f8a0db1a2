//! Fault injection: one fault of each kind, at every request.

use threadsheet_test_kit::Practice;

use crate::fault::{Behaviour, Habit, InjectedFault, Kind};
use crate::oracle::{Allowed, audit};
use crate::runs::Runs;
use crate::scenario::{Requests, through};
use crate::selection::{one_in, play_all};
use crate::workload::desk;

/// A scenario: how Threads behaves, what goes wrong when, and whether that request changes anything.
pub(crate) type Scenario = (Behaviour, InjectedFault, bool);

pub(crate) async fn scenarios(
    runs: Runs,
    lay_out: impl AsyncFn(Behaviour) -> Practice,
    behaviours: &[Behaviour],
    kinds: &[Kind],
) -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    for behaviour in behaviours {
        let requests = Requests::of_runs(&lay_out(*behaviour).await, runs).await;
        for kind in kinds {
            let at = 1..=requests.count();
            let fault = |at| (*behaviour, InjectedFault { kind: *kind, at }, requests.changes(at));
            scenarios.extend(at.map(fault));
        }
    }
    scenarios
}

pub(crate) fn name((behaviour, fault, _): &Scenario) -> String {
    let Behaviour { second, habit } = behaviour;
    format!("{second:?} {habit:?} {:?} at {}.", fault.kind, fault.at)
}

async fn play((behaviour, fault, _): &Scenario) -> Vec<String> {
    let desk = desk(*behaviour).await;
    let mut wrong = through(&desk, Runs::Here, &[*fault]).await;
    let no_link = behaviour.habit == Habit::Lagging;
    wrong.extend(audit(&desk, Allowed { no_link, ..Allowed::default() }));
    wrong
}

async fn each(what: &str, kinds: impl Fn(Kind) -> bool, habits: &[Habit], share: usize) {
    each_on(what, (desk, play), kinds, habits, share).await;
}

/// Plays one fault of each of these kinds at every request, on a desk that is laid out and judged so.
pub(crate) async fn each_on(
    what: &str,
    (lay_out, play): (impl AsyncFn(Behaviour) -> Practice, impl AsyncFn(&Scenario) -> Vec<String>),
    kinds: impl Fn(Kind) -> bool,
    habits: &[Habit],
    share: usize,
) {
    let mut behaviours = Behaviour::all();
    behaviours.retain(|behaviour| habits.contains(&behaviour.habit));
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kinds(*kind)).collect();
    let scenarios = scenarios(Runs::Here, lay_out, &behaviours, &kinds).await;
    let scenarios = one_in(share, scenarios);
    play_all((Runs::Here, what), scenarios, |(_, _, changes)| *changes, name, play).await;
}

pub(crate) fn is_kill(kind: Kind) -> bool {
    matches!(kind, Kind::KilledBefore | Kind::KilledAfter | Kind::KilledLate)
}

pub(crate) fn is_stall(kind: Kind) -> bool {
    matches!(kind, Kind::Stall(_))
}

#[tokio::test]
async fn whatever_answer_is_lost_or_wrong_every_row_is_public_once() {
    let kinds = |kind| !is_kill(kind) && !is_stall(kind);
    each("one wrong answer", kinds, &[Habit::Prompt], 3).await;
}

#[tokio::test]
async fn whenever_a_run_is_killed_every_row_is_public_once() {
    each("one kill", is_kill, &[Habit::Prompt, Habit::Lagging, Habit::NotFoundFirst], 3).await;
}

#[tokio::test]
async fn whatever_goes_wrong_while_tokens_are_sealed_none_is_lost() {
    each("one wrong answer, sealing", |kind| !is_kill(kind), &[Habit::Sealing], 4).await;
}

#[tokio::test]
async fn whenever_a_run_is_killed_that_seals_tokens_none_is_lost() {
    each("one kill, sealing", is_kill, &[Habit::Sealing], 4).await;
}

#[tokio::test]
async fn whatever_goes_wrong_while_lists_lag_every_row_is_public_once() {
    let kinds = |kind| !is_kill(kind) && !is_stall(kind);
    each("one wrong answer, lagging", kinds, &[Habit::Lagging, Habit::NotFoundFirst], 8).await;
}

#[tokio::test]
async fn whatever_answer_never_comes_every_row_is_public_once() {
    each("one answer too late", is_stall, &[Habit::Prompt], 3).await;
}
