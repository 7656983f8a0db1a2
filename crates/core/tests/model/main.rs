//! The protocol of `docs/RELIABILITY.md`, tried in every state that it can come to.
//!
//! One row with one set of words, its Log, and an account on Threads, between overlapping runs, kills
//! anywhere, lost and stale answers, and a person who brings back earlier states of the row. Which line
//! follows which, what the plan makes of a row, what a doubt comes to, and what the Log lets a run do
//! are the functions of `crates/core` themselves. `run.rs`, `sending.rs` and `settling.rs` only put them in
//! the order in which `src/run` does. What the services do is in `world.rs`.
//!
//! All states within the bounds are looked at, none is drawn by lot; how many there were is printed
//! (`cargo test -p threadsheet-core --test model -- --nocapture`). `THREADSHEET_LONG=1` widens the bounds.
//!
//! Beside the protocol stand designs that look as good. Each must be found out: a model that finds
//! nothing wrong with them would prove nothing about the protocol.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod design;
mod final_state;
mod in_doubt;
mod interned;
mod model;
mod planner;
mod run;
mod sending;
mod world;

use std::time::Instant;

use stateright::{Checker, HasDiscoveries, Model as _};

use design::{Bounds, Design, Machine, Rules, SecondPublish};
use model::{NEVER_LOST, NEVER_OVER_ANOTHER, NEVER_TWICE, Protocol};

const SECOND_PUBLISH: [SecondPublish; 2] = [SecondPublish::PostsAgain, SecondPublish::Harmless];

/// One run of a quiet day; what happens beyond it is said where it is tried.
const QUIET: Bounds = Bounds {
    parts: 1,
    runs: 1,
    machines: [Machine::USUAL; 2],
    error: 0,
    undos: 0,
    sorts: 0,
    goes: 0,
    ticks: 2,
    days: 0,
    not_found: 0,
};

fn explore(
    design: Design,
    second_publish: SecondPublish,
    bounds: Bounds,
    until: HasDiscoveries,
) -> impl Checker<Protocol> {
    let begun = Instant::now();
    let Bounds { machines, error, .. } = bounds;
    let is_log_sorted = bounds.sorts > 0;
    let rules = Rules { design, second_publish, machines, error, is_log_sorted };
    let protocol = Protocol::new(rules, bounds);
    let checker = protocol.checker().threads(2).finish_when(until).spawn_bfs().join();
    let (states, seconds) = (checker.unique_state_count(), begun.elapsed().as_secs_f64());
    eprintln!("{design:?}, {second_publish:?}, {bounds:?}: {states} states, {seconds:.1} s");
    checker
}

/// Looks at every state of the protocol as it is; none may be wrong.
fn holds(bounds: Bounds) {
    for second_publish in SECOND_PUBLISH {
        let checker = explore(Design::AsItIs, second_publish, bounds, HasDiscoveries::AnyFailures);
        let wrong = checker.discoveries().into_iter().next();
        let story = wrong
            .map(|(name, path)| format!("{name}, {second_publish:?}:\n{}", model::story(&path)));
        assert!(story.is_none(), "{}", story.unwrap_or_default());
    }
}

/// Looks for a state in which a broken design does what it must never do.
fn is_found_out(design: Design, second_publish: SecondPublish, bounds: Bounds, does: &'static str) {
    let until = HasDiscoveries::AllOf([does].into());
    let found = explore(design, second_publish, bounds, until).discovery(does);
    assert!(found.is_some(), "{design:?} is as good as the protocol");
}

/// Tells whether everything is to be tried that can be in minutes.
fn is_long() -> bool {
    std::env::var("THREADSHEET_LONG").is_ok_and(|long| long == "1")
}

#[test]
fn three_concurrent_runs_that_die_anywhere_post_once() {
    holds(Bounds { runs: 3, ..QUIET });
}

#[test]
fn a_container_that_is_not_found_or_expires_is_no_reason_to_post_twice() {
    holds(Bounds { runs: 2, ticks: 3, days: 1, not_found: 1, ..QUIET });
}

#[test]
fn a_person_who_undoes_the_row_gets_no_second_post() {
    holds(Bounds { runs: 2, undos: 1, ..QUIET });
}

#[test]
fn a_person_who_undoes_the_row_and_redoes_it_gets_no_second_post() {
    holds(Bounds { runs: 2, undos: 2, ticks: if is_long() { 2 } else { 0 }, ..QUIET });
}

#[test]
fn a_log_that_a_person_sorts_at_any_time_gets_an_undone_row_no_second_post() {
    holds(Bounds { runs: 2, undos: 1, sorts: 1, ticks: u8::from(is_long()), ..QUIET });
    holds(Bounds { runs: 1, undos: 1, sorts: 2, ..QUIET });
}

#[test]
fn an_account_that_is_deleted_or_renamed_meanwhile_leaves_no_doubt_for_ever() {
    holds(Bounds { runs: 2, goes: 1, ticks: if is_long() { 3 } else { 2 }, ..QUIET });
    holds(Bounds { runs: 1, goes: 2, undos: 1, ..QUIET });
}

#[test]
fn three_runs_and_a_person_who_undoes_the_row_post_once() {
    if is_long() {
        holds(Bounds { runs: 3, undos: 1, ..QUIET });
    } else {
        holds(Bounds { runs: 3, undos: 1, ticks: 0, ..QUIET });
    }
}

/// Returns bounds in which the two machines differ so; none knows its clock better than to `error`.
fn on(machines: [Machine; 2], error: i32, ticks: u8) -> Bounds {
    Bounds { runs: 2, machines, error, ticks, ..QUIET }
}

/// Every pair of clocks that are off by so many ticks, either way.
fn clocks(off: i32) -> Vec<[Machine; 2]> {
    let all: &[i32] = if is_long() { &[-1, 0, 1] } else { &[-1, 1] };
    let machine = |side: &i32| Machine { off: off * side, ..Machine::USUAL };
    all.iter().flat_map(|one| all.iter().map(move |other| [machine(one), machine(other)])).collect()
}

/// Every pair of different settle periods, of half the usual one, the usual one and twice that.
fn settle_periods() -> Vec<[Machine; 2]> {
    let machine = |settle| Machine { settle, ..Machine::USUAL };
    let all = [(1, 2), (2, 1), (2, 4), (4, 2), (1, 4), (4, 1)];
    all.map(|(one, other)| [machine(one), machine(other)]).to_vec()
}

#[test]
fn two_machines_whose_clocks_are_off_by_a_settle_period_post_once() {
    for machines in clocks(2) {
        holds(on(machines, 2, if is_long() { 10 } else { 4 }));
    }
}

#[test]
fn two_machines_with_different_settle_periods_post_once() {
    for machines in settle_periods() {
        holds(on(machines, 0, if is_long() { 6 } else { 4 }));
    }
}

#[test]
fn two_machines_that_differ_and_a_person_who_undoes_the_row_post_once() {
    let differs = [Machine { off: -2, settle: 4 }, Machine { off: 2, settle: 1 }];
    for machines in [differs, [differs[1], differs[0]]] {
        holds(Bounds { undos: 1, ..on(machines, 2, if is_long() { 4 } else { 1 }) });
    }
}

#[test]
fn a_thread_of_two_parts_in_one_row_posts_each_once_and_under_the_one_before() {
    holds(Bounds { parts: 2, runs: 2, ticks: if is_long() { 2 } else { 1 }, ..QUIET });
}

#[test]
fn a_person_who_undoes_a_row_with_a_thread_gets_no_part_twice() {
    holds(Bounds { parts: 2, runs: 1, undos: 1, ..QUIET });
    if is_long() {
        holds(Bounds { parts: 2, runs: 2, undos: 1, ..QUIET });
    }
}

#[test]
fn forgetting_the_log_when_a_person_undoes_a_row_with_a_thread_is_found_out() {
    let bounds = Bounds { parts: 2, undos: 1, ..QUIET };
    is_found_out(Design::NoJournal, SecondPublish::Harmless, bounds, NEVER_TWICE);
}

#[test]
fn an_age_by_the_readers_wall_clock_is_found_out() {
    let bounds = on([-2, 0].map(|off| Machine { off, ..Machine::USUAL }), 2, 2);
    is_found_out(Design::WallClocks, SecondPublish::PostsAgain, bounds, NEVER_TWICE);
}

#[test]
fn a_clock_that_is_off_by_more_than_its_machine_knows_is_found_out() {
    let bounds = on([-2, 0].map(|off| Machine { off, ..Machine::USUAL }), 0, 2);
    is_found_out(Design::AsItIs, SecondPublish::PostsAgain, bounds, NEVER_TWICE);
}

#[test]
fn an_age_by_the_readers_own_settle_period_is_found_out() {
    let bounds = on([4, 2].map(|settle| Machine { settle, ..Machine::USUAL }), 0, 4);
    is_found_out(Design::OwnSettle, SecondPublish::PostsAgain, bounds, NEVER_TWICE);
}

#[test]
fn an_overtaken_run_that_goes_on_sending_is_found_out() {
    let bounds = Bounds { runs: 2, ..QUIET };
    is_found_out(Design::OvertakenGoesOn, SecondPublish::PostsAgain, bounds, NEVER_TWICE);
}

#[test]
fn reading_a_log_to_its_first_old_line_is_found_out() {
    let bounds = Bounds { undos: 1, sorts: 1, ticks: 0, ..QUIET };
    is_found_out(Design::ReadToTheFirstOldLine, SecondPublish::Harmless, bounds, NEVER_TWICE);
}

#[test]
fn a_doubt_whose_account_is_gone_and_that_nobody_is_told_of_is_found_out() {
    let bounds = Bounds { goes: 1, ..QUIET };
    is_found_out(Design::UnaskedForEver, SecondPublish::Harmless, bounds, NEVER_LOST);
}

#[test]
fn nothing_written_down_before_sending_is_found_out() {
    is_found_out(Design::NoIntent, SecondPublish::Harmless, QUIET, NEVER_TWICE);
}

#[test]
fn a_mark_that_does_not_name_the_container_is_found_out() {
    let bounds = Bounds { runs: 2, ..QUIET };
    is_found_out(Design::MarkWithoutContainer, SecondPublish::Harmless, bounds, NEVER_TWICE);
}

#[test]
fn a_new_container_while_the_old_one_is_in_doubt_is_found_out() {
    let bounds = Bounds { runs: 2, ..QUIET };
    is_found_out(Design::NewContainerInDoubt, SecondPublish::Harmless, bounds, NEVER_TWICE);
}

#[test]
fn not_found_taken_for_not_published_is_found_out() {
    let bounds = Bounds { runs: 2, ticks: 3, ..QUIET };
    is_found_out(Design::NotFoundIsUnsent, SecondPublish::Harmless, bounds, NEVER_TWICE);
}

#[test]
fn forgetting_the_log_when_a_person_undoes_the_row_is_found_out() {
    let bounds = Bounds { undos: 1, ..QUIET };
    is_found_out(Design::NoJournal, SecondPublish::Harmless, bounds, NEVER_TWICE);
}

#[test]
fn writes_of_a_run_that_was_overtaken_are_found_out() {
    let bounds = Bounds { runs: 2, ..QUIET };
    is_found_out(Design::NoEpoch, SecondPublish::Harmless, bounds, NEVER_OVER_ANOTHER);
}

#[test]
fn sending_again_at_once_is_found_out() {
    is_found_out(Design::NoPatience, SecondPublish::PostsAgain, QUIET, NEVER_TWICE);
}

#[test]
fn claims_that_never_grow_old_are_found_out() {
    let bounds = Bounds { runs: 2, ..QUIET };
    is_found_out(Design::ClaimsForEver, SecondPublish::PostsAgain, bounds, NEVER_TWICE);
}

#[test]
fn an_answer_from_before_the_settle_period_ended_is_found_out() {
    let bounds = Bounds { runs: 2, ..QUIET };
    is_found_out(Design::OldAnswersCount, SecondPublish::PostsAgain, bounds, NEVER_TWICE);
}

#[test]
fn a_read_back_that_overlooks_posts_is_found_out() {
    let bounds = Bounds { runs: 2, undos: 1, ..QUIET };
    is_found_out(Design::ReadBackOverlooksPosts, SecondPublish::Harmless, bounds, NEVER_TWICE);
}

#[test]
fn a_run_that_speaks_for_the_attempts_of_others_is_found_out() {
    let bounds = Bounds { runs: 2, undos: 1, ..QUIET };
    is_found_out(Design::UnsentSpeaksForAll, SecondPublish::Harmless, bounds, NEVER_TWICE);
}

#[test]
fn a_read_back_that_overlooks_attempts_with_the_same_container_is_found_out() {
    let bounds = Bounds { runs: 2, undos: 1, ..QUIET };
    is_found_out(Design::ReadBackOverlooksAttempts, SecondPublish::PostsAgain, bounds, NEVER_TWICE);
}
