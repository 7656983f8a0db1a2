//! What a live probe says: what it found, and what stands around it.

mod questions;
mod sheets;
mod threads;

pub(crate) use questions::{ask, refused, yes};

use std::time::Duration;

use super::LANGUAGE;
use crate::probe_result::{Fact, Finding, Why};

pub(crate) const AS_IT_WAS: &str = "The spreadsheet is as it was before.";
pub(crate) const BUT_FOR_THE_TOKEN: &str =
    "The spreadsheet is as it was before, but for the Token cell.";
pub(crate) const NOT_AS_IT_WAS: &str = "The tab \"threadsheet probe\" could not be removed. Delete it by hand, or run the probe again: it begins by removing it.";
pub(crate) const ALL_HOLD: &str = "What was measured is as threadsheet needs it.";
pub(crate) const SOME_WEAKER: &str =
    "What is marked with ! makes a promise weaker: see docs/RELIABILITY.md, and please report it.";

pub(crate) fn begun(asks_threads: bool) -> String {
    let minutes = if asks_threads { 3 } else { 2 };
    format!("Measuring. This takes about {minutes} minutes.")
}

pub(crate) fn left(account: &str, addresses: &[String]) -> String {
    if addresses.is_empty() {
        return format!(
            "Something was sent to be published. Look on @{account} for posts with \"threadsheet probe\", and delete them in the Threads app."
        );
    }
    let known = addresses.join(" ");
    format!(
        "Public now on @{account}, with \"threadsheet probe\" in the text; delete in the Threads app: {known}"
    )
}

pub(crate) fn fact(fact: Fact) -> &'static str {
    match fact {
        Fact::Versions => "Two writes at once",
        Fact::Swaps => "Two changes of one cell at once",
        Fact::UnmatchedDelete => "Deleting a mark that is not there",
        Fact::SameId => "Making the same mark twice",
        Fact::Columns => "Moving a column",
        Fact::Counting => "Counting 500 characters",
        Fact::Status => "How long Threads remembers a publish",
        Fact::List => "When a post shows in the list",
        Fact::SecondPublish => "Publishing the same thing again",
        Fact::OldToken => "The old token after a renewal",
    }
}

pub(crate) fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Versions(race) => sheets::versions(*race),
        Finding::Swaps(race) => sheets::swaps(*race),
        Finding::UnmatchedDelete(reception) => sheets::unmatched_delete(reception),
        Finding::SameId(reception) => sheets::same_id(reception),
        Finding::Columns(guard) => sheets::columns(guard),
        Finding::Counting(counting) => threads::counting(counting),
        Finding::Status(sight) => threads::status(sight),
        Finding::List(sight) => threads::list(sight),
        Finding::SecondPublish(second) => threads::second_publish(second),
        Finding::OldToken { old, is_kept } => threads::old_token(old, *is_kept),
        Finding::Unmeasured(_, why) => unmeasured(why),
    }
}

/// Says why nothing was measured.
fn unmeasured(why: &Why) -> String {
    match why {
        Why::NoAccount => "Not measured: name a test account with --account.".to_owned(),
        Why::NotAgreed => "Not measured, because you did not agree to it.".to_owned(),
        Why::NotRenewable => {
            "Not measured: a token can be renewed once it is a day old. Try again tomorrow."
                .to_owned()
        }
        Why::Ended => {
            "Not measured: the probe came to its end before. A longer --budget gives it time."
                .to_owned()
        }
        Why::NotDone { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("Not measured ({detail}). Try again later.")
        }
        Why::NoAnswer => "Not measured, because there was no answer. Try again later.".to_owned(),
        Why::Account { words } => format!("Not measured. {words}"),
    }
}

/// Returns a duration as people read it: tenths of a second below ten seconds.
fn lasting(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    let figure = if seconds < 10.0 { format!("{seconds:.1}") } else { format!("{seconds:.0}") };
    format!("{figure} s")
}
