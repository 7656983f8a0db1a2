//! Two faults, drawn at random by seed.

use threadsheet_practice::threads::SecondPublish;

use crate::fault::{Behaviour, Habit, InjectedFault, Kind};
use crate::oracle::{Allowed, audit};
use crate::runs::Runs;
use crate::scenario::{Requests, through};
use crate::selection::{Lots, is_long, play_all, seed};
use crate::workload::desk;

/// How many pairs a long test draws, and how many a quick one has to choose from.
const DRAWN: [usize; 2] = [1_000, 200];

/// How far after the first the second one comes at most: within the next run.
const APART: usize = 80;

/// Two faults, and how Threads behaves.
struct Pair {
    behaviour: Behaviour,
    faults: [InjectedFault; 2],
}

fn draw(lots: &mut Lots, requests: u64) -> Pair {
    let behaviours = Behaviour::all();
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Stall(_))).collect();
    let first = lots.below(usize::try_from(requests).unwrap()) as u64 + 1;
    let second = first + lots.below(APART) as u64 + 1;
    let mut fault = |at| InjectedFault { kind: kinds[lots.below(kinds.len())], at };
    let faults = [fault(first), fault(second)];
    Pair { behaviour: behaviours[lots.below(behaviours.len())], faults }
}

#[tokio::test]
async fn whatever_two_things_go_wrong_every_row_is_public_once() {
    let plain = Behaviour { second: SecondPublish::Refused, habit: Habit::Prompt };
    let requests = Requests::of(&desk(plain).await).await.count();
    let mut lots = Lots::new(seed());
    let drawn = DRAWN[usize::from(!is_long())];
    let pairs: Vec<Pair> = (0..drawn).map(|_| draw(&mut lots, requests)).collect();
    let name = |pair: &Pair| {
        let [one, other] = pair.faults;
        let Behaviour { second, habit } = pair.behaviour;
        format!(
            "{second:?} {habit:?} {:?} at {}, {:?} at {}.",
            one.kind, one.at, other.kind, other.at
        )
    };
    let play = async |pair: &Pair| {
        let desk = desk(pair.behaviour).await;
        let mut wrong = through(&desk, Runs::Here, &pair.faults).await;
        wrong.extend(audit(&desk, Allowed { no_link: true, ..Allowed::default() }));
        wrong
    };
    play_all((Runs::Here, "two wrong answers"), pairs, |_| true, name, play).await;
}
