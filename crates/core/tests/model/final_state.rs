//! What a world comes to, once everybody who was at work is dead and all services are honest.

use threadsheet_core::columns::PostStatus;
use threadsheet_core::row_state::State;

use crate::design::Rules;
use crate::run::{Request, Run, Step};
use crate::world::{Account, Answer, World};

/// So many runs in a row that change nothing: longer than the settle period.
fn idle_runs(rules: Rules) -> u32 {
    let settle = rules.machines.iter().map(|machine| machine.settle).max().unwrap_or_default();
    2 + settle + 4 * rules.error.unsigned_abs()
}

/// More runs than it ever takes.
const RUNS_MAX: u8 = 120;

/// The number of the first of them: those before it are dead.
const FIRST_RUN: u8 = 100;

/// What a world comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    /// The row is public once and says so; or it is in Check; or Failed, and not public.
    Right,
    /// The row, or a part of it, is public more than once, or under another post than the part before.
    Twice,
    /// It never comes to rest, or says what is not so.
    Lost,
}

/// Plays one run after another, a tick apart, until nothing changes, not even within a day.
pub(crate) fn rest(world: &World, rules: Rules) -> Rest {
    let bounds = World { undos: 0, sorts: 0, goes: 0, not_found: 0, ..world.clone() };
    let mut world = World { past: Vec::new(), ..bounds };
    let (mut idle, mut has_waited, idle_runs) = (0, false, idle_runs(rules));
    for number in 0..RUNS_MAX {
        let before = world.clone();
        play(&mut world, number, rules);
        let is_same = World { now: before.now, ..world.clone() } == before;
        idle = if is_same { idle + 1 } else { 0 };
        if !world.is_sound() {
            return Rest::Twice;
        }
        if says_published(&world) || idle == idle_runs && has_waited {
            return if is_right(&world) { Rest::Right } else { Rest::Lost };
        }
        if idle == idle_runs {
            (idle, has_waited) = (0, true);
            world.pass_a_day();
        }
        world.now += 1;
    }
    Rest::Lost
}

fn play(world: &mut World, number: u8, rules: Rules) {
    let mut run = Run::new(Step::Read);
    let (nonce, answer) = (format!("r{number}"), Answer::Honest);
    while run.step != Step::Done {
        run.go(&mut Request { world, run: FIRST_RUN + number, nonce: &nonce, answer, rules });
    }
}

fn state(world: &World) -> Option<State> {
    world.cells.line.as_ref().map(|line| line.state)
}

fn says_published(world: &World) -> bool {
    state(world) == Some(State::Posted) && world.cells.status == PostStatus::Published
}

fn is_right(world: &World) -> bool {
    match world.cells.status {
        PostStatus::Published => says_published(world) && world.is_complete(),
        PostStatus::Check => state(world) == Some(State::Check),
        // It says which part is not out.
        PostStatus::Failed if world.parts > 1 => !world.is_complete(),
        PostStatus::Failed => world.posts() == [0],
        // It waits for its account, and says so.
        PostStatus::Queued if world.account != Account::Here => {
            world.posts()[0] == 0 && state(world) != Some(State::Trying)
        }
        _ => false,
    }
}
