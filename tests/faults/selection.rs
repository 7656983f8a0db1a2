//! Which scenarios are played, and what is printed about them.

use std::env;
use std::time::{Duration, Instant};

use futures_util::stream::{StreamExt as _, iter};

use crate::runs::Runs;

/// For how long a quick test plays.
const QUICK: Duration = Duration::from_secs(2);

/// How many failures are shown.
const SHOWN_MAX: usize = 12;

/// How late this machine may be: the time-outs and the settle period of a run are shortened to a few hundred
/// milliseconds, and mean nothing where it does not get the processor for so long.
const LATE_MAX: Duration = Duration::from_millis(50);

/// How often a scenario is played again whose failure the machine may have caused.
const REPLAYS_MAX: u32 = 5;

/// How many scenarios are played side by side: most of their time is pauses, and real ones are long.
fn side_by_side(runs: Runs) -> usize {
    match runs {
        Runs::Here | Runs::Holding => 4,
        Runs::Processes => 12,
    }
}

/// Numbers that look drawn by lot and are the same for the same seed.
pub(crate) struct Lots(u64);

impl Lots {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap()
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Returns the seed of this run of the tests.
pub(crate) fn seed() -> u64 {
    env::var("THREADSHEET_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// Tells whether every scenario is played.
pub(crate) fn is_long() -> bool {
    env::var("THREADSHEET_LONG").is_ok_and(|long| long == "1" || long == "all")
}

/// Keeps one in so many of the scenarios, drawn by the seed: a kind whose scenarios are tens of thousands would take
/// hours. All of them where some are asked for by name, or with `THREADSHEET_LONG=all`.
pub(crate) fn one_in<S>(share: usize, mut scenarios: Vec<S>) -> Vec<S> {
    let is_all = env::var("THREADSHEET_LONG").is_ok_and(|long| long == "all");
    if !is_all && env::var_os("THREADSHEET_ONLY").is_none() {
        Lots::new(seed()).shuffle(&mut scenarios);
        scenarios.truncate(scenarios.len().div_ceil(share));
    }
    scenarios
}

/// Plays scenarios, the telling ones first and else in an order that the seed gives, for as long as
/// a quick test may take; all of them in a long one, or where some are asked for by name.
pub(crate) async fn play_all<S>(
    (runs, what): (Runs, &str),
    scenarios: Vec<S>,
    is_telling: impl Fn(&S) -> bool,
    name: impl Fn(&S) -> String,
    play: impl AsyncFn(&S) -> Vec<String>,
) {
    let only = env::var("THREADSHEET_ONLY").ok();
    let mut scenarios = scenarios;
    Lots::new(seed()).shuffle(&mut scenarios);
    scenarios.sort_by_key(|scenario| !is_telling(scenario));
    scenarios.retain(|scenario| only.as_ref().is_none_or(|only| name(scenario).contains(only)));
    let count = scenarios.len();
    let begun = Instant::now();
    let is_all = is_long() || only.is_some();
    let one = async |scenario: S| {
        if !is_all && begun.elapsed() > QUICK {
            return None;
        }
        let (wrong, late) = watched(Box::pin(play(&scenario))).await;
        Some((scenario, wrong, late))
    };
    let first = iter(scenarios).map(one).buffer_unordered(side_by_side(runs));
    let first: Vec<_> = first.filter_map(std::future::ready).collect().await;
    let mut played = Vec::new();
    for (scenario, mut wrong, mut late) in first {
        for _ in 0..REPLAYS_MAX {
            if wrong.is_empty() || late <= LATE_MAX {
                break;
            }
            let found = wrong.first().map(|found| found.chars().take(400).collect::<String>());
            eprintln!("late by {late:?}, played again: {} {found:?}", name(&scenario));
            (wrong, late) = watched(Box::pin(play(&scenario))).await;
        }
        played.push((name(&scenario), wrong));
    }
    let failed = |(name, wrong): &(String, Vec<String>)| {
        (!wrong.is_empty()).then(|| format!("{name}:\n    {}", wrong.join("\n    ")))
    };
    let failures: Vec<String> = played.iter().filter_map(failed).collect();
    let played = played.len();
    let seconds = begun.elapsed().as_secs_f32();
    let begun = Runs::begun();
    eprintln!(
        "{what}: {played} of {count} scenarios, {begun} runs, in {seconds:.1} s, seed {}",
        seed()
    );
    if let Ok(path) = env::var("THREADSHEET_FAILURES") {
        std::fs::write(path, failures.join("\n")).unwrap();
    }
    let shown = failures.iter().take(SHOWN_MAX).cloned().collect::<Vec<_>>().join("\n");
    assert!(played > 0 || only.is_some(), "{what}: nothing was played");
    assert!(failures.is_empty(), "{} of {played} went wrong:\n{shown}", failures.len());
}

/// Plays a scenario, and returns by how much the machine was late meanwhile, at most.
async fn watched(play: impl Future<Output = Vec<String>>) -> (Vec<String>, Duration) {
    const TICK: Duration = Duration::from_millis(5);
    let mut late = Duration::ZERO;
    let watch = async {
        loop {
            let due = tokio::time::Instant::now() + TICK;
            tokio::time::sleep_until(due).await;
            late = late.max(due.elapsed());
        }
    };
    let wrong = tokio::select! {
        wrong = play => wrong,
        () = watch => Vec::new(),
    };
    (wrong, late)
}
