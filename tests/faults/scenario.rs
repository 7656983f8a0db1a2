//! Plays a scenario: a run with a fault or a kill, then further runs until nothing changes.

use std::time::Duration;

use futures_util::future::select_all;
use threadsheet_core::in_doubt::in_use_for;
use threadsheet_practice::fault_injection::Gate;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LOG, Practice, is_told};

use crate::fault::{InjectedFault, Kind};
use crate::runs::{Ran, Runs};
use crate::workload::key;

/// How many runs may pass until one changes nothing.
const RUNS_MAX: usize = 8;

/// How long after a kill its last request is done at last, where it is.
const LATE: Duration = Duration::from_millis(30);

/// Injects the faults, runs until nothing changes any more, and returns what is wrong with that.
pub(crate) async fn through(desk: &Practice, runs: Runs, faults: &[InjectedFault]) -> Vec<String> {
    through_with(desk, runs, faults, || {}).await
}

/// The same, with what a person does once the first run is over or was killed.
pub(crate) async fn through_with(
    desk: &Practice,
    runs: Runs,
    faults: &[InjectedFault],
    edit: impl FnOnce(),
) -> Vec<String> {
    let mut killers = inject(desk, faults);
    let mut wrong = Vec::new();
    let first = run(desk, runs, &mut killers).await;
    wrong.extend(mistakes(desk, first.as_ref()));
    edit();
    wrong.extend(rest(desk, runs.others(), &mut killers).await);
    wrong
}

/// Injects the faults, and returns those that kill a run.
fn inject(desk: &Practice, faults: &[InjectedFault]) -> Vec<(Kind, Gate)> {
    let mut killers = Vec::new();
    for injected in faults {
        let (fault, gate) = injected.kind.fault();
        enter(&desk.world).faults.on(injected.trigger(), fault);
        killers.extend(gate.map(|gate| (injected.kind, gate)));
    }
    killers
}

/// Injects the faults, runs until the desk stands so, and returns what is wrong with that.
pub(crate) async fn until(
    desk: &Practice,
    faults: &[InjectedFault],
    stands: impl Fn(&Practice) -> bool,
) -> Vec<String> {
    let mut killers = inject(desk, faults);
    let mut wrong = Vec::new();
    for _ in 0..RUNS_MAX {
        let to_come = enter(&desk.world).faults.n_waiting();
        let ran = run(desk, Runs::Here, &mut killers).await;
        wrong.extend(mistakes(desk, ran.as_ref()));
        let is_spared = enter(&desk.world).faults.n_waiting() == to_come;
        if is_spared && ran.is_some_and(|ran| ran.is_done()) && stands(desk) {
            return wrong;
        }
        if !stands(desk) {
            tokio::time::sleep(patience(desk.settle)).await;
        }
    }
    wrong.push(format!("not there after {RUNS_MAX} runs"));
    wrong
}

/// Returns how long a claim is left alone, with what is left open of the time between two of the
/// service's seconds.
pub(crate) fn patience(settle: Duration) -> Duration {
    settle.max(in_use_for(settle)) * 5 / 4
}

fn is_in_doubt(tabs: &[Vec<Vec<String>>; 3]) -> bool {
    tabs.iter().flatten().flatten().any(|cell| cell == "Publishing")
}

/// Runs until a run changes nothing.
pub(crate) async fn rest(
    desk: &Practice,
    runs: Runs,
    killers: &mut Vec<(Kind, Gate)>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for _ in 0..RUNS_MAX {
        let before = everything(desk);
        // Only what is in doubt waits for the settle period.
        if is_in_doubt(&before) {
            tokio::time::sleep(patience(desk.settle)).await;
        }
        let to_come = enter(&desk.world).faults.n_waiting();
        let ran = run(desk, runs, killers).await;
        wrong.extend(mistakes(desk, ran.as_ref()));
        // A run that something happened to is not at rest, although it may look so.
        let is_spared = enter(&desk.world).faults.n_waiting() == to_come;
        let is_same = everything(desk) == before && !is_in_doubt(&before);
        let is_quiet = is_spared && is_same && ran.is_some_and(|ran| ran.is_done());
        if is_quiet {
            return wrong;
        }
    }
    wrong.push(format!("not at rest after {RUNS_MAX} runs"));
    wrong
}

/// Runs the job once, unless it is killed.
async fn run(desk: &Practice, runs: Runs, killers: &mut Vec<(Kind, Gate)>) -> Option<Ran> {
    let config = desk.config();
    if killers.is_empty() {
        return Some(runs.run(&config).await);
    }
    let killed = select_all(killers.iter().map(|(_, gate)| Box::pin(gate.reached(1))));
    let at = tokio::select! {
        ran = runs.run(&config) => return Some(ran),
        ((), at, _) = killed => at,
    };
    let (kind, gate) = killers.remove(at);
    if kind == Kind::KilledLate {
        tokio::spawn(async move {
            tokio::time::sleep(LATE).await;
            gate.open();
        });
    }
    None
}

/// Returns what no run may do, whatever happens to it: say a secret, or end by a mistake of its own.
fn mistakes(desk: &Practice, ran: Option<&Ran>) -> Option<String> {
    let Ran { said, exit_code, .. } = ran?;
    let mut secrets = enter(&desk.world).secrets();
    secrets.push(key());
    // The last line of a key is a few letters, which open nothing.
    let telling = secrets.iter().filter(|secret| secret.len() >= 30);
    let is_leak = telling.into_iter().any(|secret| is_told(said, secret));
    let is_mistake = !matches!(exit_code, 0 | 1 | 3 | 4 | 5);
    (is_leak || is_mistake).then(|| format!("leaked {is_leak}, exit code {exit_code}: {said}"))
}

/// Returns all tabs as a person sees them.
pub(crate) fn everything(desk: &Practice) -> [Vec<Vec<String>>; 3] {
    [crate::oracle::posts_shown(desk), desk.shown(ACCOUNTS), desk.shown(LOG)]
}

/// The requests of a run that nothing happens to.
pub(crate) struct Requests(Vec<String>);

impl Requests {
    pub(crate) async fn of(desk: &Practice) -> Self {
        Self::of_runs(desk, Runs::Here).await
    }

    pub(crate) async fn of_runs(desk: &Practice, runs: Runs) -> Self {
        enter(&desk.world).seen.clear();
        assert!(runs.run(&desk.config()).await.is_done());
        let world = enter(&desk.world);
        Self(world.seen.iter().map(|seen| seen.operation.clone()).collect())
    }

    /// Returns how many they are.
    pub(crate) fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// Tells whether one of them, from 1, changes anything that anybody can see: a quick test begins
    /// with those.
    pub(crate) fn changes(&self, at: u64) -> bool {
        const CHANGES: [&str; 3] =
            ["sheets.batchUpdate", "threads.publish", "threads.refresh_access_token"];
        let at = usize::try_from(at).unwrap();
        self.0.get(at.wrapping_sub(1)).is_some_and(|name| CHANGES.contains(&name.as_str()))
    }
}
