//! What to do about a post whose outcome is not known.
//!
//! An error is no proof that nothing happened, and a second container is a second post. So the one
//! container is asked, then the account's list, and only when both say no, and time has passed, is
//! the same container sent again.

use std::time::Duration;

use super::reason::Uncertain;
use super::row_state::RowState;

/// How often one container is sent at most, over all runs.
pub const SENDS_MAX: u32 = 3;

/// How often containers that Threads says it cannot find are given up for new ones.
pub const CONTAINERS_MAX: u32 = 3;

/// A container dies, unpublished, after this.
///
/// Source: <https://developers.facebook.com/docs/threads/troubleshooting> (EXPIRED).
pub const CONTAINER_LIFE: Duration = Duration::from_hours(24);

/// How long a claim may be used at least, however short the settle period is: else nothing would ever be sent.
const USABLE_MIN: Duration = Duration::from_millis(200);

/// How long the publishing call may take at most: long, because giving up leaves its outcome unknown.
const CALL_MAX: Duration = Duration::from_mins(1);

/// How long it may take however short the settle period is.
const CALL_MIN: Duration = Duration::from_millis(100);

/// The settle period of a claim that does not say until when it is in use: the usual one.
const SETTLE_UNTOLD: Duration = Duration::from_mins(10);

/// Returns for how long after a claim its container may be sent.
#[must_use]
pub fn usable_for(settle: Duration) -> Duration {
    (settle / 2).max(USABLE_MIN)
}

/// Returns how long the call that sends it may take.
#[must_use]
pub fn call_max(settle: Duration) -> Duration {
    (settle / 4).clamp(CALL_MIN, CALL_MAX)
}

/// Returns for how long after a claim its container may be on its way: this is what the claim tells
/// everybody. At least a quarter of the settle period is left for what takes effect late.
#[must_use]
pub fn in_use_for(settle: Duration) -> Duration {
    usable_for(settle) + call_max(settle)
}

/// Returns how long after a line was written what it says is left alone: for a reader's own settle
/// period, and until what the claim itself says is over, whatever settle period its writer had.
#[must_use]
pub fn left_alone_for(line: &RowState, settle: Duration) -> Duration {
    // Versions that wrote no `until` may have had any settle period; the usual one is the best guess at it.
    let Some(until) = line.until else { return settle.max(SETTLE_UNTOLD) };
    // A restored claim is written after its `until`: the difference is negative and means that it is in use no
    // longer.
    let in_use = (until - line.at).to_std().unwrap_or_default();
    // A request that reached Threads just before `until` may still take effect for a while.
    settle.max(in_use.saturating_add(settle / 4))
}

/// What a container says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContainerStatus {
    /// Media is still being fetched or converted.
    InProgress,
    /// Ready to be published.
    Finished,
    /// Its post is public.
    Published,
    /// Processing failed, with the service's own word.
    Error(String),
    /// A day old and never published.
    Expired,
    /// No readable answer.
    Unreadable,
}

/// What the account's own list says about a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListMatch {
    /// The list could not be read.
    Unreadable,
    /// It is no longer known by what content it would be recognised.
    Unknowable,
    /// Read, and nothing in it fits.
    None,
    /// Exactly one post fits.
    One {
        /// The media id.
        media: String,
        /// The address, where the list gave one.
        permalink: Option<String>,
    },
    /// More than one fits, and nothing tells them apart.
    Several,
}

/// What is known about a row in doubt.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// What the container says.
    pub status: ContainerStatus,
    /// What the list says.
    pub list_match: ListMatch,
    /// How long ago the container was claimed last, at least, by the spreadsheet service's clock.
    pub age: Duration,
    /// How often it was sent.
    pub sends: u32,
    /// How long after the claim its outcome is left alone; see [`left_alone_for`].
    pub settle: Duration,
}

/// What a doubt comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// It is public; with its id and address where they are certain.
    Posted {
        /// The media id.
        media: Option<String>,
        /// The address.
        permalink: Option<String>,
    },
    /// It certainly did not go out: the same container may be sent once more.
    SendAgain,
    /// The container died unpublished: the row waits for a new one.
    Requeue,
    /// Too early to tell; a later run looks again.
    Stay,
    /// No machine can tell.
    Check(Uncertain),
}

/// Tells whether a container that was claimed so long ago is past its life, and past all that may still be on its way.
#[must_use]
pub fn is_over(age: Duration, settle: Duration) -> bool {
    age >= CONTAINER_LIFE + settle
}

/// Decides what a doubt comes to.
#[must_use]
pub fn resolve(doubt: &Doubt) -> Resolution {
    // A single match proves that the post is public, whatever the container says: its status may lag.
    let seen = match &doubt.list_match {
        ListMatch::One { media, permalink } => {
            Some(Resolution::Posted { media: Some(media.clone()), permalink: permalink.clone() })
        }
        _ => None,
    };
    let is_over = is_over(doubt.age, doubt.settle);
    match &doubt.status {
        // Published is proof enough and is never doubted: what is still missing is only the post's id and
        // address.
        ContainerStatus::Published => seen.unwrap_or(match doubt.list_match {
            // The list may lag behind: the post's address is worth another run.
            ListMatch::None if doubt.age < doubt.settle => Resolution::Stay,
            // A list that is refused once is read by the next run: what answers this post needs its id.
            ListMatch::Unreadable if doubt.age < doubt.settle * 2 => Resolution::Stay,
            _ => Resolution::Posted { media: None, permalink: None },
        }),
        // Unlike EXPIRED, which is documented as never published, ERROR does not say how far the publishing
        // came.
        ContainerStatus::Error(_) => seen.unwrap_or(Resolution::Check(Uncertain::ContainerFailed)),
        ContainerStatus::Expired => seen.unwrap_or(match doubt.list_match {
            // A list that cannot be read for so long is never read: a person has to look.
            ListMatch::Unreadable if doubt.age >= CONTAINER_LIFE * 2 => {
                Resolution::Check(Uncertain::ContainerGone)
            }
            ListMatch::Unreadable => Resolution::Stay,
            ListMatch::Several => Resolution::Check(Uncertain::SeveralAlike),
            _ => Resolution::Requeue,
        }),
        // A container that never gets ready was not published either.
        ContainerStatus::Finished | ContainerStatus::InProgress => {
            if doubt.age < doubt.settle {
                // The list may lag and the attempt may still be on its way.
                return Resolution::Stay;
            }
            seen.unwrap_or(match doubt.list_match {
                // Past the life of a container, what was not found out never is.
                ListMatch::Unreadable if is_over => Resolution::Check(Uncertain::ListUnread),
                ListMatch::Unknowable if is_over => Resolution::Check(Uncertain::ContainerGone),
                ListMatch::Unreadable | ListMatch::Unknowable => Resolution::Stay,
                ListMatch::Several => Resolution::Check(Uncertain::SeveralAlike),
                // The same container and never a new one: Threads may refuse a container that is public
                // already, while a second container is certainly a second post.
                _ if doubt.sends < SENDS_MAX => Resolution::SendAgain,
                _ => Resolution::Check(Uncertain::SentTooOften),
            })
        }
        ContainerStatus::Unreadable => {
            // The list alone can tell that it is out, but not that it is not.
            let seen = seen.filter(|_| doubt.age >= doubt.settle);
            // A container that is past its life and cannot be asked will never answer.
            let gone = is_over.then_some(Resolution::Check(Uncertain::ContainerGone));
            seen.or(gone).unwrap_or(Resolution::Stay)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTLE: Duration = Duration::from_mins(10);

    fn doubt(status: ContainerStatus, list_match: ListMatch, minutes: u64, sends: u32) -> Doubt {
        Doubt { status, list_match, age: Duration::from_mins(minutes), sends, settle: SETTLE }
    }

    fn one() -> ListMatch {
        ListMatch::One { media: "9".into(), permalink: None }
    }

    fn posted() -> Resolution {
        Resolution::Posted { media: Some("9".into()), permalink: None }
    }

    #[test]
    fn what_the_container_and_the_list_can_tell_is_never_parked() {
        use ContainerStatus as C;
        use ListMatch as S;
        for (doubt, resolution) in [
            (doubt(C::Published, one(), 0, 1), posted()),
            (
                doubt(C::Published, S::None, 11, 1),
                Resolution::Posted { media: None, permalink: None },
            ),
            (doubt(C::Expired, S::Unknowable, 2000, 1), Resolution::Requeue),
            (
                doubt(C::Published, S::Several, 0, 1),
                Resolution::Posted { media: None, permalink: None },
            ),
            (doubt(C::Expired, S::None, 2000, 1), Resolution::Requeue),
            (doubt(C::Expired, one(), 2000, 1), posted()),
            (doubt(C::Finished, S::None, 11, 1), Resolution::SendAgain),
            (doubt(C::Finished, S::None, 10, 1), Resolution::SendAgain),
            (
                doubt(C::Published, S::None, 10, 1),
                Resolution::Posted { media: None, permalink: None },
            ),
            (
                doubt(C::Published, S::Unreadable, 20, 1),
                Resolution::Posted { media: None, permalink: None },
            ),
            (doubt(C::Finished, one(), 11, 1), posted()),
            (doubt(C::InProgress, one(), 11, 1), posted()),
            (doubt(C::InProgress, S::None, 11, 1), Resolution::SendAgain),
            (doubt(C::Unreadable, one(), 11, 1), posted()),
        ] {
            assert_eq!(resolve(&doubt), resolution, "{doubt:?}");
        }
    }

    #[test]
    fn nothing_is_sent_again_before_the_settle_period_or_without_a_readable_list() {
        use ContainerStatus as C;
        for doubt in [
            doubt(C::Finished, ListMatch::None, 9, 1),
            doubt(C::Finished, ListMatch::Unreadable, 11, 1),
            doubt(C::Finished, ListMatch::Unknowable, 11, 1),
            doubt(C::Published, ListMatch::None, 9, 1),
            doubt(C::Published, ListMatch::Unreadable, 19, 1),
            doubt(C::InProgress, ListMatch::None, 9, 1),
            doubt(C::InProgress, ListMatch::Unreadable, 11, 1),
            doubt(C::Unreadable, one(), 9, 1),
            doubt(C::Unreadable, ListMatch::None, 11, 1),
            doubt(C::Expired, ListMatch::Unreadable, 2 * 24 * 60 - 1, 1),
        ] {
            assert_eq!(resolve(&doubt), Resolution::Stay, "{doubt:?}");
        }
    }

    #[test]
    fn only_what_no_machine_can_tell_is_parked_and_with_its_reason() {
        use ContainerStatus as C;
        use ListMatch as S;
        for (doubt, why) in [
            (doubt(C::Finished, S::None, 11, SENDS_MAX), "sent-too-often"),
            (doubt(C::Finished, S::Several, 11, 1), "several-alike"),
            (doubt(C::Expired, S::Several, 2_000, 1), "several-alike"),
            (doubt(C::Expired, S::Unreadable, 2 * 24 * 60, 1), "container-gone"),
            (doubt(C::Error("UNKNOWN".into()), S::None, 11, 1), "container-failed"),
            // A day and the settle period after it was sent, and not a minute before.
            (doubt(C::Unreadable, S::None, 24 * 60 + 10, 1), "container-gone"),
            (doubt(C::Finished, S::Unreadable, 24 * 60 + 10, 1), "list-unread"),
            (doubt(C::InProgress, S::Unreadable, 24 * 60 + 10, 1), "list-unread"),
            (doubt(C::Finished, S::Unknowable, 24 * 60 + 10, 1), "container-gone"),
        ] {
            let Resolution::Check(uncertain) = resolve(&doubt) else { panic!("{doubt:?}") };
            assert_eq!(uncertain.as_str(), why, "{doubt:?}");
        }
        assert_eq!(resolve(&doubt(C::Unreadable, S::None, 24 * 60 + 9, 1)), Resolution::Stay);
        assert_eq!(resolve(&doubt(C::Finished, S::Unreadable, 24 * 60 + 9, 1)), Resolution::Stay);
    }

    #[test]
    fn a_claim_and_its_call_leave_a_quarter_of_the_settle_period() {
        for seconds in [1, 2, 60, 120, 600, 3_600] {
            let settle = Duration::from_secs(seconds);
            assert_eq!(usable_for(settle), settle / 2);
            assert!(in_use_for(settle) <= settle * 3 / 4, "{seconds}");
            assert!(call_max(settle) <= Duration::from_mins(1));
        }
        // Of no settle period at all something is sent, too.
        assert_eq!(in_use_for(Duration::ZERO), Duration::from_millis(300));
    }

    #[test]
    fn a_claim_is_left_alone_by_what_it_says_whatever_the_readers_settle_period_is() {
        let minutes = |count: i64| chrono::TimeDelta::minutes(count);
        let (at, own) = (chrono::DateTime::UNIX_EPOCH, Duration::from_mins);
        let first = RowState::first("rabcdefgh".into(), "h".into(), "n1", at);
        let claim = RowState { until: Some(at + minutes(6)), ..first.clone() };
        assert_eq!(left_alone_for(&claim, own(10)), own(10));
        assert_eq!(left_alone_for(&claim, own(2)), own(6) + own(2) / 4);
        assert_eq!(left_alone_for(&claim, Duration::ZERO), own(6));
        // Written back by a run that did not send it.
        let unused = RowState { until: Some(at), ..first.clone() };
        assert_eq!(left_alone_for(&unused, own(2)), own(2));
        let restored = RowState { until: Some(at - minutes(3)), ..first.clone() };
        assert_eq!(left_alone_for(&restored, own(2)), own(2));
        // By an earlier version.
        assert_eq!(left_alone_for(&first, own(2)), own(10));
        assert_eq!(left_alone_for(&first, own(20)), own(20));
    }
}
