//! Runs that are hit, killed, and followed by others until everything is at rest.

use futures_util::future::select_all;
use threadsheet::core::stop::Stop;
use threadsheet::report::Report;
use threadsheet::sandbox::faults::Gate;
use threadsheet::sandbox::world::enter;

use crate::practice::{ACCOUNTS, LOG, Practice};
use crate::trouble::{Kind, Trouble};

/// How many runs may pass until one changes nothing.
const RUNS_MAX: usize = 8;

/// How long after a kill its last request is done at last, where it is.
const LATE: std::time::Duration = std::time::Duration::from_millis(30);

/// Lets the troubles come, runs until nothing changes any more, and returns what is wrong with that.
pub(crate) async fn through(desk: &Practice, troubles: &[Trouble]) -> Vec<String> {
    let mut killers: Vec<(Kind, Gate)> = Vec::new();
    for trouble in troubles {
        let (fault, gate) = trouble.kind.fault();
        enter(&desk.world).faults.on(trouble.trigger(), fault);
        killers.extend(gate.map(|gate| (trouble.kind, gate)));
    }
    let mut wrong = Vec::new();
    let first = run(desk, &mut killers).await;
    wrong.extend(leaks(desk, first.as_ref()));
    wrong.extend(rest(desk, &mut killers).await);
    wrong
}

/// Runs until a run changes nothing.
pub(crate) async fn rest(desk: &Practice, killers: &mut Vec<(Kind, Gate)>) -> Vec<String> {
    let mut wrong = Vec::new();
    for _ in 0..RUNS_MAX {
        let before = everything(desk);
        // Only what is in doubt waits for the settle period.
        if before.iter().flatten().flatten().any(|cell| cell == "Publishing") {
            tokio::time::sleep(desk.settle).await;
        }
        let ran = run(desk, killers).await;
        wrong.extend(leaks(desk, ran.as_ref()));
        let is_quiet = matches!(ran, Some(Ok(_))) && everything(desk) == before;
        if is_quiet {
            return wrong;
        }
    }
    wrong.push(format!("not at rest after {RUNS_MAX} runs"));
    wrong
}

/// Runs the job once, unless it is killed.
async fn run(desk: &Practice, killers: &mut Vec<(Kind, Gate)>) -> Option<Result<Report, Stop>> {
    if killers.is_empty() {
        return Some(desk.try_run().await);
    }
    let killed = select_all(killers.iter().map(|(_, gate)| Box::pin(gate.reached(1))));
    let at = tokio::select! {
        done = desk.try_run() => return Some(done),
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

/// Returns the secrets that a report shows.
fn leaks(desk: &Practice, ran: Option<&Result<Report, Stop>>) -> Option<String> {
    let said = match ran? {
        Ok(report) => format!("{report:?}"),
        Err(stop) => format!("{stop:?} {stop}"),
    };
    let secrets = enter(&desk.world).secrets();
    secrets.iter().any(|secret| said.contains(secret.as_str())).then(|| format!("leaked: {said}"))
}

/// Returns all tabs as a person sees them.
pub(crate) fn everything(desk: &Practice) -> [Vec<Vec<String>>; 3] {
    [crate::ledger::posts_shown(desk), desk.shown(ACCOUNTS), desk.shown(LOG)]
}

/// The requests of a run that nothing happens to.
pub(crate) struct Requests(Vec<String>);

impl Requests {
    pub(crate) async fn of(desk: &Practice) -> Self {
        let (_, seen) = desk.watched_run().await;
        Self(seen.into_iter().map(|seen| seen.operation).collect())
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
