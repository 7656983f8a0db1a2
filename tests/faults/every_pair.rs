//! Every pair of faults at requests near each other, on the smallest desk.

use std::time::Duration;

use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::fault_injection::Effect;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_test_kit::Practice;

use crate::fault::{Behaviour, Habit, InjectedFault, Kind};
use crate::oracle::{Allowed, audit_of};
use crate::runs::Runs;
use crate::scenario::{Requests, through};
use crate::selection::{one_in, play_all};
use crate::workload::{Planned, small_desk, small_rows};

/// How many times faster than real pauses and time-outs go by: a run is as quick as the machine.
const HURRY: u32 = 400;

/// Longer than any pause at that pace.
const SETTLE: Duration = Duration::from_millis(60);

/// How far after the first the second one comes at most: within the two runs that follow.
const APART: u64 = 24;

/// Which share of the pairs a long test plays, others with each seed: they are near fifty thousand.
const SHARE: usize = 24;

const KINDS: [Kind; 11] = [
    Kind::KilledBefore,
    Kind::KilledAfter,
    Kind::DropBefore,
    Kind::DropAfter,
    Kind::Status(429, false),
    Kind::Status(500, false),
    Kind::Status(500, true),
    Kind::Status(503, false),
    Kind::Status(503, true),
    Kind::Html(true),
    Kind::Never(Effect::With),
];

/// A service that forgives no second publish.
const BEHAVIOUR: Behaviour = Behaviour { second: SecondPublish::PostsAgain, habit: Habit::Prompt };

async fn lay_out() -> Practice {
    let mut desk = small_desk(BEHAVIOUR).await;
    (desk.time_scale, desk.settle) = (TimeScale::hurried(HURRY), SETTLE);
    desk
}

async fn pairs() -> Vec<[InjectedFault; 2]> {
    let mut pairs = Vec::new();
    let count = Requests::of(&lay_out().await).await.count();
    for first in 1..=count {
        for other in first + 1..=first + APART {
            let of_kinds = KINDS.into_iter().flat_map(|one| KINDS.map(|two| (one, two)));
            pairs.extend(of_kinds.map(|(one, two)| {
                [(one, first), (two, other)].map(|(kind, at)| InjectedFault { kind, at })
            }));
        }
    }
    pairs
}

fn name([one, other]: &[InjectedFault; 2]) -> String {
    format!("small {:?} at {}, {:?} at {}.", one.kind, one.at, other.kind, other.at)
}

async fn play(pair: &[InjectedFault; 2]) -> Vec<String> {
    let desk = lay_out().await;
    let mut wrong = through(&desk, Runs::Here, pair).await;
    let rows: Vec<Planned> = small_rows();
    let allowed = Allowed { no_link: true, undated: true, ..Allowed::default() };
    wrong.extend(audit_of(&desk, &rows, &["shop_a"], allowed));
    wrong
}

#[tokio::test]
async fn whatever_pair_of_things_goes_wrong_the_post_is_public_once() {
    let pairs = one_in(SHARE, pairs().await);
    play_all((Runs::Here, "every pair"), pairs, |_| false, name, play).await;
}
