//! The faults that can be injected at a request.

use std::time::Duration;

use threadsheet_practice::fault_injection::{Effect, Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::threads::SecondPublish;

/// How late a late effect is: later than any retry, earlier than the settle period's end.
const LATE: Duration = Duration::from_millis(40);

/// Longer than any time-out of a run at the tests' pace.
const STALL: Duration = Duration::from_secs(3);

/// A manner of going wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    DropBefore,
    DropAfter,
    Status(u16, bool),
    Html(bool),
    Empty(bool),
    Truncated,
    /// Turned away, and done later.
    Late(Option<u16>),
    /// Answered only when the caller has given up.
    Stall(Side),
    /// Never answered; what it asks for is done or not.
    Never(Effect),
    /// The run is killed when the request arrives, which then does nothing.
    KilledBefore,
    /// The run is killed once the request has done its work.
    KilledAfter,
    /// The run is killed, and its request is done while the next run is under way.
    KilledLate,
}

impl Kind {
    pub(crate) const ALL: [Self; 21] = [
        Self::DropBefore,
        Self::DropAfter,
        Self::Status(429, false),
        Self::Status(429, true),
        Self::Status(500, false),
        Self::Status(500, true),
        Self::Status(503, false),
        Self::Status(503, true),
        Self::Html(false),
        Self::Html(true),
        Self::Empty(false),
        Self::Empty(true),
        Self::Truncated,
        Self::Late(None),
        Self::Late(Some(500)),
        Self::Late(Some(503)),
        Self::Stall(Side::Before),
        Self::Stall(Side::After),
        Self::KilledBefore,
        Self::KilledAfter,
        Self::KilledLate,
    ];

    /// Returns the fault, and the gate at which the run is killed.
    pub(crate) fn fault(self) -> (Fault, Option<Gate>) {
        let effect = |with| if with { Effect::With } else { Effect::Without };
        let gate = Gate::new();
        let killed = |side| Fault::Stall(Hold::Until(gate.clone()), side);
        match self {
            Self::DropBefore => (Fault::DropBefore, None),
            Self::DropAfter => (Fault::DropAfter, None),
            Self::Status(status, with) => (Fault::Status(status, effect(with)), None),
            Self::Html(with) => (Fault::Html(502, effect(with)), None),
            Self::Empty(with) => (Fault::Empty(effect(with)), None),
            Self::Truncated => (Fault::TruncatedBody, None),
            Self::Late(status) => (Fault::LateEffect(status, Hold::For(LATE)), None),
            Self::Stall(side) => (Fault::Stall(Hold::For(STALL), side), None),
            Self::Never(Effect::Without) => (killed(Side::Before), None),
            Self::Never(Effect::With) => (killed(Side::After), None),
            Self::KilledBefore | Self::KilledLate => (killed(Side::Before), Some(gate.clone())),
            Self::KilledAfter => (killed(Side::After), Some(gate.clone())),
        }
    }
}

/// Something that goes wrong at the k-th request from the beginning.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InjectedFault {
    pub(crate) kind: Kind,
    pub(crate) at: u64,
}

impl InjectedFault {
    pub(crate) fn trigger(self) -> Trigger {
        Trigger::nth(self.at)
    }
}

/// How the practice services behave where nothing says how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Behaviour {
    pub(crate) second: SecondPublish,
    pub(crate) habit: Habit,
}

/// What comes on top of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Habit {
    /// Everything is known everywhere at once.
    Prompt,
    /// Lists and statuses lag behind.
    Lagging,
    /// Every container is at first not found.
    NotFoundFirst,
    /// Everything is known at once, and there is a key: tokens are sealed.
    Sealing,
}

impl Behaviour {
    pub(crate) fn all() -> Vec<Self> {
        let seconds = [SecondPublish::Refused, SecondPublish::SameId, SecondPublish::PostsAgain];
        let habits = [Habit::Prompt, Habit::Lagging, Habit::NotFoundFirst, Habit::Sealing];
        let behaviours = seconds
            .into_iter()
            .flat_map(|second| habits.into_iter().map(move |habit| Self { second, habit }));
        behaviours.collect()
    }
}
