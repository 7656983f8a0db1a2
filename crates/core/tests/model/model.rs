//! The protocol for the checker: who may do what next, and what must hold in every state.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use stateright::{Model, Path, Property};

use crate::design::{Bounds, Rules};
use crate::final_state::{self, Rest};
use crate::interned::print;
use crate::run::{Request, Run, Step};
use crate::world::{Account, Answer, World};

/// The row's words, and each part of its thread, are public at most once, now and whatever honest runs make of it.
pub(crate) const NEVER_TWICE: &str = "never twice";

/// Whoever is killed now, honest runs bring the row to rest: public once, or told.
pub(crate) const NEVER_LOST: &str = "never lost";

/// A first line never takes the place of a line that another run has written meanwhile.
pub(crate) const NEVER_OVER_ANOTHER: &str = "never over another run's line";

/// Everything that can be told apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct State {
    world: World,
    runs: Vec<Run>,
    /// How many more ticks and days may pass.
    ticks: u8,
    days: u8,
}

/// What happens next. A kill is no action: a run that takes no further step is a killed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    /// A run takes its next step, and is answered so.
    Run(usize, Answer),
    /// Half a settle period passes.
    Tick,
    /// A day passes.
    Day,
    /// A person brings back an earlier state of the row.
    Undo(usize),
    /// A person sorts the Log by time, ascending or descending.
    Sort { is_ascending: bool },
    /// The account's row is deleted, or has another name.
    Go(Account),
}

/// The protocol within bounds.
pub(crate) struct Protocol {
    pub(crate) rules: Rules,
    pub(crate) bounds: Bounds,
    /// What a world comes to, by its fingerprint: very many states share one.
    rests: Mutex<HashMap<u64, Rest>>,
}

impl Protocol {
    pub(crate) fn new(rules: Rules, bounds: Bounds) -> Self {
        Self { rules, bounds, rests: Mutex::default() }
    }

    fn rest(&self, world: &World) -> Rest {
        let World { cells, log, containers, account, now, .. } = world;
        let key = print(&(cells, log, containers, account, now));
        if let Some(known) = self.rests.lock().unwrap().get(&key) {
            return *known;
        }
        let rest = final_state::rest(world, self.rules);
        self.rests.lock().unwrap().insert(key, rest);
        rest
    }
}

/// Tells whether time makes any difference: only claims grow old, and at rest a day passes anyway.
fn is_time_told(state: &State) -> bool {
    state.runs.iter().any(|run| run.step != Step::Done) && !state.world.containers.is_empty()
}

impl Model for Protocol {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let Bounds { runs, ticks, days, .. } = self.bounds;
        let runs = vec![Run::new(Step::Idle); runs];
        vec![State { world: World::new(self.bounds, self.rules), runs, ticks, days }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for (at, run) in state.runs.iter().enumerate() {
            if run.step != Step::Done {
                let answers = run.answers(at, &state.world, self.rules).into_iter();
                actions.extend(answers.map(|answer| Action::Run(at, answer)));
            }
            if run.step == Step::Idle {
                // Runs that have not begun are alike: the first of them begins first.
                break;
            }
        }
        if is_time_told(state) {
            actions.extend((state.ticks > 0).then_some(Action::Tick));
            actions.extend((state.days > 0).then_some(Action::Day));
        }
        if state.world.undos > 0 {
            let past = state.world.past.iter().enumerate();
            let other = past.filter(|(_, cells)| **cells != state.world.cells);
            actions.extend(other.map(|(at, _)| Action::Undo(at)));
        }
        if state.world.sorts > 0 {
            let changes = |is_ascending: &bool| {
                state.world.sorted(*is_ascending, self.rules.design).is_some()
            };
            let ways = [true, false].into_iter().filter(changes);
            actions.extend(ways.map(|is_ascending| Action::Sort { is_ascending }));
        }
        if state.world.goes > 0 {
            actions.extend([Account::Gone, Account::Renamed].map(Action::Go));
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        match action {
            Action::Run(at, answer) => {
                let (run, nonce) = (u8::try_from(at).unwrap_or(u8::MAX), format!("n{at}"));
                let (world, rules) = (&mut state.world, self.rules);
                let mut request = Request { world, run, nonce: &nonce, answer, rules };
                if state.runs[at].go(&mut request) {
                    let others =
                        state.runs.iter_mut().enumerate().filter(|(other, _)| *other != at);
                    others.for_each(|(_, run)| run.is_fresh = false);
                }
            }
            Action::Tick => {
                state.ticks -= 1;
                state.world.now += 1;
            }
            Action::Day => {
                state.days -= 1;
                state.world.pass_a_day();
            }
            Action::Undo(at) => state.world.undo(at),
            Action::Sort { is_ascending } => {
                state.world.log = state.world.sorted(is_ascending, self.rules.design)?;
                state.world.sorts -= 1;
            }
            Action::Go(account) => {
                state.world.account = account;
                state.world.goes -= 1;
            }
        }
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(NEVER_TWICE, |model: &Self, state: &State| {
                state.world.is_sound() && model.rest(&state.world) != Rest::Twice
            }),
            Property::always(NEVER_LOST, |model: &Self, state: &State| {
                model.rest(&state.world) != Rest::Lost
            }),
            Property::always(NEVER_OVER_ANOTHER, |_, state: &State| !state.world.has_lost_a_line),
        ]
    }
}

/// Tells what happened, for whoever has to find out why.
pub(crate) fn story(path: &Path<State, Action>) -> String {
    let mut story = String::new();
    for (State { world, .. }, action) in path.clone().into_vec() {
        let line = world.cells.line.as_ref().map(|line| line.to_string()).unwrap_or_default();
        let _ = writeln!(story, "  tick {} [{line}] {:?}", world.now, world.cells.status);
        for told in &world.log.log_lines.lines {
            let container = told.container.as_deref().unwrap_or_default();
            let _ =
                writeln!(story, "      {:?} {} {container} by {}", told.event, told.id, told.nonce);
        }
        for (id, container) in &world.containers {
            let _ = writeln!(story, "      {id}: {container:?}");
        }
        if let Some(action) = action {
            let _ = writeln!(story, "    -> {action:?}");
        }
    }
    story
}
