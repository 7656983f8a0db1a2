//! What a live probe finds out where the documentation of the services is silent: facts, and what
//! they mean for what is promised.
//!
//! Knows nothing of how they are measured.

mod counting;
mod named;

use std::time::Duration;

pub use counting::{Counted, Counting, Reception, Rule, Sample};

use crate::reason::ErrorDetail;

/// Something that no page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Whether two batches that build upon one version can both be applied.
    Versions,
    /// Whether two batches that swap one cell can both be told that they did.
    Swaps,
    /// What deleting metadata that is not there is answered.
    UnmatchedDelete,
    /// What making metadata with an id that exists is answered.
    SameId,
    /// Whether metadata of a column moves with it.
    Columns,
    /// How the 500 characters of a text are counted.
    Counting,
    /// How long a published container says so.
    Status,
    /// How far the list of posts lags behind.
    List,
    /// What a second publish of one container does.
    SecondPublish,
    /// Whether an old token lives on after its renewal.
    OldToken,
}

/// A fact, and what was measured of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// See [`Fact::Versions`].
    Versions(Race),
    /// See [`Fact::Swaps`].
    Swaps(Race),
    /// See [`Fact::UnmatchedDelete`].
    UnmatchedDelete(Reception),
    /// See [`Fact::SameId`].
    SameId(Reception),
    /// See [`Fact::Columns`].
    Columns(GuardBehaviour),
    /// See [`Fact::Counting`].
    Counting(Counting),
    /// See [`Fact::Status`].
    Status(Sight),
    /// See [`Fact::List`].
    List(Sight),
    /// See [`Fact::SecondPublish`].
    SecondPublish(SecondPublish),
    /// See [`Fact::OldToken`].
    OldToken {
        /// What became of the old token.
        old: OldToken,
        /// Whether the new token stands in its cell.
        is_kept: bool,
    },
    /// Nothing was measured.
    Unmeasured(Fact, Why),
}

/// How rounds ended in each of which two batches were sent at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Race {
    /// One was applied, and the other was not.
    pub one: u32,
    /// Both were told that they were applied.
    pub both: u32,
    /// Neither was applied.
    pub neither: u32,
    /// An answer was missing, so the round says nothing.
    pub unclear: u32,
}

impl Race {
    /// Returns how many rounds say something.
    #[must_use]
    pub fn decided(&self) -> u32 {
        self.one + self.both + self.neither
    }
}

/// What became of a column's metadata when the column was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuardBehaviour {
    /// It moved along, and a batch that looked for it in the old place was refused.
    Holds,
    /// It moved along, and a batch that looked for it in the old place was applied.
    LetsThrough,
    /// It stayed in the old place.
    Stays,
    /// It was gone.
    Lost,
    /// It was taken, and not told beside the cells.
    Untold,
    /// It was refused.
    Refused {
        /// Google's words.
        words: String,
    },
}

/// Since when, and how long, something was seen of a new post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// How long after the publish it was seen first.
    pub first: Option<Duration>,
    /// How long after the publish it was looked for last.
    pub last: Duration,
    /// What was seen instead at that time.
    pub instead: Option<ErrorDetail>,
}

/// What a container's further publishes were answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondPublish {
    /// How long after the first one, and the answer.
    pub answers: Vec<(Duration, Again)>,
    /// How many posts of it the list showed at the end.
    pub listed: Option<usize>,
}

/// The answer to a further publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// The id of the post that was there.
    SameId,
    /// Another id.
    OtherId,
    /// No success.
    Refused {
        /// What came back.
        detail: ErrorDetail,
    },
}

/// What further publishes come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Afterwards {
    /// One post, and a refusal each time.
    Refused,
    /// One post, whose id is answered.
    SameId,
    /// More than one post.
    PostsAgain,
}

impl SecondPublish {
    /// Returns what it comes to; what the list shows counts as much as what was answered.
    #[must_use]
    pub fn comes_to(&self) -> Afterwards {
        let is = |wanted: &Again| self.answers.iter().any(|(_, answer)| answer == wanted);
        if is(&Again::OtherId) || self.listed.is_some_and(|listed| listed > 1) {
            Afterwards::PostsAgain
        } else if is(&Again::SameId) {
            Afterwards::SameId
        } else {
            Afterwards::Refused
        }
    }
}

/// What became of a token that was renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OldToken {
    /// The new one is the same.
    Same,
    /// It still works.
    Lives,
    /// It does not.
    Ends {
        /// What came back.
        detail: ErrorDetail,
    },
    /// Threads could not be asked.
    Unknown {
        /// What came back.
        detail: ErrorDetail,
    },
}

/// Why something was not measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// No account was named.
    NoAccount,
    /// Nobody agreed to it.
    NotAgreed,
    /// The token is younger than a day, or of unknown age.
    NotRenewable,
    /// The time was over, or somebody ended the probe.
    Ended,
    /// The service did not do what was asked first.
    NotDone {
        /// What came back.
        detail: ErrorDetail,
    },
    /// The service gave no answer.
    NoAnswer,
    /// The account cannot be used.
    Account {
        /// What is wrong with it, in a sentence.
        words: String,
    },
}

/// What is asked before something is done that others see, or that other places depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Whether posts may be made.
    Post {
        /// The account, without @.
        account: String,
        /// How many there can be at most.
        posts_max: u32,
    },
    /// Whether the token may be renewed.
    Renew {
        /// The account, without @.
        account: String,
    },
}

/// What a finding means for what is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// What is promised holds.
    Holds,
    /// What is promised is weaker.
    Weaker,
    /// Nothing is known.
    Open,
}

impl Fact {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::UnmatchedDelete,
        Self::SameId,
        Self::Versions,
        Self::Swaps,
        Self::Columns,
        Self::Counting,
        Self::SecondPublish,
        Self::Status,
        Self::List,
        Self::OldToken,
    ];

    /// Tells whether Threads is asked for it.
    #[must_use]
    pub fn is_of_threads(self) -> bool {
        use Fact::{Columns, SameId, Swaps, UnmatchedDelete, Versions};
        !matches!(self, Versions | Swaps | UnmatchedDelete | SameId | Columns)
    }
}

impl Finding {
    /// Returns the fact.
    #[must_use]
    pub fn fact(&self) -> Fact {
        match self {
            Self::Versions(_) => Fact::Versions,
            Self::Swaps(_) => Fact::Swaps,
            Self::UnmatchedDelete(_) => Fact::UnmatchedDelete,
            Self::SameId(_) => Fact::SameId,
            Self::Columns(_) => Fact::Columns,
            Self::Counting(_) => Fact::Counting,
            Self::Status(_) => Fact::Status,
            Self::List(_) => Fact::List,
            Self::SecondPublish(_) => Fact::SecondPublish,
            Self::OldToken { .. } => Fact::OldToken,
            Self::Unmeasured(fact, _) => *fact,
        }
    }

    /// Returns what it means for what is promised.
    #[must_use]
    pub fn bearing(&self) -> Bearing {
        let is_weaker = match self {
            Self::Versions(race) if race.decided() == 0 => return Bearing::Open,
            Self::Swaps(race) if race.decided() == 0 => return Bearing::Open,
            Self::OldToken { old: OldToken::Unknown { .. }, is_kept: true }
            | Self::Unmeasured(..) => return Bearing::Open,
            Self::Versions(race) => race.both > 0,
            Self::SameId(reception) => *reception == Reception::Taken,
            Self::Columns(guard) => *guard != GuardBehaviour::Holds,
            Self::Status(sight) | Self::List(sight) => {
                sight.first.is_none() || sight.instead.is_some()
            }
            Self::OldToken { old, is_kept } => !is_kept || matches!(old, OldToken::Ends { .. }),
            // A swap goes behind a version, and the others are lived with, whatever they are.
            Self::Swaps(_)
            | Self::UnmatchedDelete(_)
            | Self::Counting(_)
            | Self::SecondPublish(_) => false,
        };
        if is_weaker { Bearing::Weaker } else { Bearing::Holds }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_posts_in_the_list_outweigh_a_refusal() {
        let refused = Again::Refused { detail: ErrorDetail::NoAnswer };
        let second = |answers: &[&Again], listed| SecondPublish {
            answers: answers.iter().map(|again| (Duration::ZERO, (*again).clone())).collect(),
            listed,
        };
        assert_eq!(second(&[&refused], Some(1)).comes_to(), Afterwards::Refused);
        assert_eq!(second(&[&refused], Some(2)).comes_to(), Afterwards::PostsAgain);
        assert_eq!(second(&[&refused, &Again::SameId], None).comes_to(), Afterwards::SameId);
        let again = [&Again::SameId, &Again::OtherId];
        assert_eq!(second(&again, Some(1)).comes_to(), Afterwards::PostsAgain);
    }

    #[test]
    fn one_crossing_in_many_rounds_is_enough_and_none_in_no_round_says_nothing() {
        let bearing = |race| Finding::Versions(race).bearing();
        assert_eq!(bearing(Race { one: 19, both: 1, ..Race::default() }), Bearing::Weaker);
        assert_eq!(bearing(Race { one: 19, neither: 1, ..Race::default() }), Bearing::Holds);
        assert_eq!(bearing(Race { unclear: 20, ..Race::default() }), Bearing::Open);
    }

    #[test]
    fn only_rounds_with_an_answer_count() {
        let race = Race { one: 2, both: 3, neither: 4, unclear: 5 };
        assert_eq!(race.decided(), 9);
    }

    #[test]
    fn the_sheets_are_asked_for_five_facts_and_threads_for_the_others() {
        let of_threads: Vec<Fact> =
            Fact::ALL.into_iter().filter(|fact| fact.is_of_threads()).collect();
        let expected =
            [Fact::Counting, Fact::SecondPublish, Fact::Status, Fact::List, Fact::OldToken];
        assert_eq!(of_threads, expected);
    }

    #[test]
    fn what_was_found_weakens_a_promise_or_leaves_it_as_it_is() {
        use Bearing::{Holds, Open, Weaker};
        let sight = |first: Option<u64>, instead| Sight {
            first: first.map(Duration::from_secs),
            last: Duration::from_secs(61),
            instead,
        };
        let old = |old, is_kept| Finding::OldToken { old, is_kept };
        let detail = || ErrorDetail::NoAnswer;
        for (finding, expected) in [
            (Finding::Swaps(Race { both: 1, ..Race::default() }), Holds),
            (Finding::Swaps(Race { unclear: 1, ..Race::default() }), Open),
            (Finding::SameId(Reception::Taken), Weaker),
            (Finding::SameId(Reception::Refused { detail: detail() }), Holds),
            (Finding::Columns(GuardBehaviour::Holds), Holds),
            (Finding::Columns(GuardBehaviour::Stays), Weaker),
            (Finding::Status(sight(Some(1), None)), Holds),
            (Finding::Status(sight(None, None)), Weaker),
            (Finding::List(sight(Some(1), Some(detail()))), Weaker),
            (old(OldToken::Lives, true), Holds),
            (old(OldToken::Lives, false), Weaker),
            (old(OldToken::Ends { detail: detail() }, true), Weaker),
            (old(OldToken::Unknown { detail: detail() }, true), Open),
            (old(OldToken::Unknown { detail: detail() }, false), Weaker),
            (Finding::Unmeasured(Fact::List, Why::Ended), Open),
        ] {
            assert_eq!(finding.bearing(), expected, "{finding:?}");
        }
    }
}
