//! How long a row waits for what may pass by itself, until a person is told or the row is refused.
//!
//! Counted by the clock and not in runs: those of `watch` are seconds apart. The row's state remembers why it waits and
//! since when.

use chrono::{DateTime, TimeDelta, Utc};

use super::reason::RowCode;
use super::row_state::RowState;

/// For how long a file that Threads cannot fetch, a page that it cannot read, or a post that it cannot find is waited
/// for, until the row that names it is refused: a server that is restarted is back sooner.
pub const FETCH_PATIENCE: TimeDelta = TimeDelta::hours(1);

/// For how long trouble is called passing; an account that cannot be asked is told after as long.
const TROUBLE_PATIENCE: TimeDelta = TimeDelta::hours(24);

/// For how long media may be processed until a person is told.
const PROCESSING_PATIENCE: TimeDelta = TimeDelta::hours(3);

/// What a row waits for that passes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Passing trouble with Threads, or with the server of a medium.
    Trouble,
    /// Threads is working on its media.
    Processing,
}

/// How long a wait has lasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// What the row's state is to remember, where that is new: why it waits, and since when.
    pub mark: Option<(RowCode, DateTime<Utc>)>,
    /// Whether it has lasted so long that a person has to look at it.
    pub is_over: bool,
    /// Whether nobody has been told so far.
    pub is_news: bool,
}

/// Judges the wait of a row with this line, by the spreadsheet service's time.
#[must_use]
pub fn wait(line: &RowState, cause: Cause, now: DateTime<Utc>) -> Wait {
    let (waits, told, patience) = match cause {
        Cause::Trouble => (RowCode::Passing, RowCode::NotTaken, TROUBLE_PATIENCE),
        Cause::Processing => (RowCode::Processing, RowCode::NotReady, PROCESSING_PATIENCE),
    };
    let known = line.why.as_ref().filter(|why| goes_on(why, cause));
    let Some(known) = known else {
        return Wait { mark: Some((waits, now)), is_over: false, is_news: false };
    };
    let since = since(line);
    let is_over = now - since >= patience;
    let is_news = is_over && !is_told(known);
    Wait { mark: is_news.then_some((told, since)), is_over, is_news }
}

/// Tells whether what the row waits for with this reason is to be given up.
#[must_use]
pub fn is_fetch_over(line: &RowState, why: &RowCode, now: DateTime<Utc>) -> bool {
    line.why.as_ref() == Some(why) && now - since(line) >= FETCH_PATIENCE
}

/// Returns since when the row has been waiting; a line of an earlier version does not say so.
fn since(line: &RowState) -> DateTime<Utc> {
    line.since.unwrap_or(line.at)
}

/// Tells whether a wait for this reason goes on with that cause. Media that are processed are a step further than a
/// post that was not taken, and trouble on the way is no step.
fn goes_on(why: &RowCode, cause: Cause) -> bool {
    let is_processing = matches!(why, RowCode::Processing | RowCode::NotReady);
    let is_other = matches!(
        why,
        RowCode::Passing
            | RowCode::NotTaken
            | RowCode::MayNotReply
            | RowCode::ParentUnread
            | RowCode::LinkUnread
            | RowCode::MediaUnread
    );
    is_processing || is_other && cause == Cause::Trouble
}

fn is_told(why: &RowCode) -> bool {
    matches!(why, RowCode::NotTaken | RowCode::NotReady | RowCode::MayNotReply)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    fn line(why: Option<RowCode>) -> RowState {
        let first = RowState::first("rabcdefgh".into(), "h".into(), "n", at(0));
        RowState { since: why.as_ref().map(|_| at(0)), why, ..first }
    }

    #[test]
    fn a_wait_counts_from_its_beginning_and_is_told_once() {
        use Cause::{Processing as P, Trouble as T};
        use RowCode as C;
        for (why, cause, hours, mark, is_over) in [
            (None, T, 90, Some((C::Passing, 90)), false),
            (None, P, 90, Some((C::Processing, 90)), false),
            (Some(C::Passing), T, 23, None, false),
            (Some(C::Passing), T, 24, Some((C::NotTaken, 0)), true),
            (Some(C::NotTaken), T, 23, None, false),
            (Some(C::NotTaken), T, 24, None, true),
            (Some(C::MayNotReply), T, 24, None, true),
            (Some(C::MediaUnread), T, 23, None, false),
            (Some(C::MediaUnread), T, 24, Some((C::NotTaken, 0)), true),
            (Some(C::Passing), P, 90, Some((C::Processing, 90)), false),
            (Some(C::NotTaken), P, 90, Some((C::Processing, 90)), false),
            (Some(C::Processing), P, 2, None, false),
            (Some(C::Processing), P, 3, Some((C::NotReady, 0)), true),
            (Some(C::NotReady), P, 3, None, true),
            (Some(C::Processing), T, 3, None, false),
            (Some(C::Processing), T, 24, Some((C::NotTaken, 0)), true),
            (Some(C::NotReady), T, 24, None, true),
            (Some(C::Refused("x".into())), T, 24, Some((C::Passing, 24)), false),
        ] {
            let waited = wait(&line(why.clone()), cause, at(hours));
            let is_news = is_over && mark.is_some();
            let mark = mark.map(|(code, hours)| (code, at(hours)));
            assert_eq!(waited, Wait { mark, is_over, is_news }, "{why:?} {cause:?} {hours}");
        }
    }

    #[test]
    fn what_cannot_be_fetched_is_given_up_after_an_hour_for_the_same_reason_alone() {
        let is_over = |why, hours| is_fetch_over(&line(why), &RowCode::MediaUnread, at(hours));
        assert!(!is_over(Some(RowCode::MediaUnread), 0));
        assert!(is_over(Some(RowCode::MediaUnread), 1));
        assert!(!is_over(Some(RowCode::LinkUnread), 1));
        assert!(!is_over(None, 1));
        let of_an_earlier_version = RowState { since: None, ..line(Some(RowCode::MediaUnread)) };
        assert!(is_fetch_over(&of_an_earlier_version, &RowCode::MediaUnread, at(1)));
    }
}
