//! Rounds in each of which two programs write at the same moment.

use std::time::Duration;

use serde_json::{Value, json};
use threadsheet_core::i18n::probe::TAB;
use threadsheet_core::probe_result::{Fact, Finding, Race, Why};
use threadsheet_core::reason::ErrorDetail;
use threadsheet_core::run_error::RunError;

use super::context::Lab;
use super::requests::{TAB_ID, VERSION_ID, changed, create_version, delete_version, swap, write};
use crate::sheets::grid::tab_range;
use crate::sheets::raw::NotDone;

/// How many rounds build upon a version, as the job does.
const VERSION_ROUNDS: u32 = 20;

/// How many rounds only swap a cell.
const SWAP_ROUNDS: u32 = 10;

/// The pause before a round: two writes in each, of the 60 a minute that the service allows.
///
/// Source: <https://developers.google.com/workspace/sheets/api/limits>.
const BETWEEN: Duration = Duration::from_millis(2_500);

type Answer = Result<Vec<Value>, NotDone>;

/// Two batches at once that take the same version away and put a new one in its place.
pub(super) async fn versions(lab: &Lab<'_>, begin: &str) -> Result<(), RunError> {
    let mut race = Race::default();
    let mut value = begin.to_owned();
    for round in 1..=VERSION_ROUNDS {
        let next = ["a", "b"].map(|who| format!("version {round}{who}"));
        let batch = |next: &str| {
            json!([delete_version(Some(&value)), create_version(next), swap(TAB_ID, &value, next),])
        };
        let answers = at_once(lab, next.each_ref().map(|next| batch(next))).await?;
        let was_done = |answer: &Answer| match answer {
            Ok(_) => Some(true),
            Err(NotDone::Refused { .. }) => Some(false),
            Err(_) => None,
        };
        let winner = count(&mut race, answers.each_ref().map(was_done));
        value = match winner {
            Some(winner) => next[winner].clone(),
            // Nobody knows who won, so the next round builds upon what stands. Where that is not shown there is no next
            // one.
            None => match version(lab).await {
                Some(value) => value,
                None => break,
            },
        };
    }
    lab.notes.add(Finding::Versions(race));
    Ok(())
}

/// Two batches at once that do nothing but swap one cell.
pub(super) async fn swaps(lab: &Lab<'_>) -> Result<(), RunError> {
    let mut race = Race::default();
    let mut value = "cell 0".to_owned();
    if let Err(not_done) = lab.batch(&json!([write(&value)])).await {
        lab.notes.add(Finding::Unmeasured(Fact::Swaps, why(not_done)?));
        return Ok(());
    }
    for round in 1..=SWAP_ROUNDS {
        let next = ["a", "b"].map(|who| format!("cell {round}{who}"));
        let batches = next.each_ref().map(|next| json!([swap(TAB_ID, &value, next)]));
        let answers = at_once(lab, batches).await?;
        let was_done = |answer: &Answer| answer.as_ref().ok().map(|replies| changed(replies) > 0);
        let winner = count(&mut race, answers.each_ref().map(was_done));
        value = match winner {
            Some(winner) => next[winner].clone(),
            None => match cell(lab).await {
                Some(value) => value,
                None => break,
            },
        };
    }
    lab.notes.add(Finding::Swaps(race));
    Ok(())
}

/// Sends both batches at the same moment.
async fn at_once(lab: &Lab<'_>, [one, other]: [Value; 2]) -> Result<[Answer; 2], RunError> {
    lab.pause(BETWEEN).await;
    let [first, second] = &lab.hands;
    let (one, other) = tokio::join!(first.batch(one), second.batch(other));
    let answers = [one, other];
    // Not sent again: the two would no longer be at the same moment. The round counts as unclear.
    if answers.contains(&Err(NotDone::Busy)) {
        lab.rest().await;
    }
    for answer in &answers {
        if let Err(NotDone::RunError(stop)) = answer {
            return Err(stop.clone());
        }
    }
    Ok(answers)
}

/// Counts a round, and returns which of the two was the only one that was done.
fn count(race: &mut Race, done: [Option<bool>; 2]) -> Option<usize> {
    let (counted, winner) = match done {
        [Some(true), Some(true)] => (&mut race.both, None),
        [Some(true), Some(false)] => (&mut race.one, Some(0)),
        [Some(false), Some(true)] => (&mut race.one, Some(1)),
        [Some(false), Some(false)] => (&mut race.neither, None),
        _ => (&mut race.unclear, None),
    };
    *counted += 1;
    winner
}

/// Returns the version that stands.
async fn version(lab: &Lab<'_>) -> Option<String> {
    let told = lab.look("developerMetadata(metadataId,metadataValue)", None).await.ok()?;
    let entries = told["developerMetadata"].as_array()?;
    let version = entries.iter().find(|entry| entry["metadataId"] == VERSION_ID)?;
    version["metadataValue"].as_str().map(str::to_owned)
}

/// Returns what the cell shows.
async fn cell(lab: &Lab<'_>) -> Option<String> {
    let range = format!("{}!A1", tab_range(TAB));
    let told = lab.look("sheets.data.rowData.values.formattedValue", Some(&range)).await.ok()?;
    let cell = &told["sheets"][0]["data"][0]["rowData"][0]["values"][0]["formattedValue"];
    cell.as_str().map(str::to_owned)
}

/// Returns why something was not measured that was not done.
pub(super) fn why(not_done: NotDone) -> Result<Why, RunError> {
    match not_done {
        NotDone::Refused { words } => Ok(Why::NotDone { detail: ErrorDetail::Said(words) }),
        NotDone::Busy | NotDone::NoAnswer => Ok(Why::NoAnswer),
        NotDone::RunError(stop) => Err(stop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_without_an_answer_says_nothing_whatever_the_other_was_told() {
        let mut race = Race::default();
        assert_eq!(count(&mut race, [Some(true), None]), None);
        assert_eq!(count(&mut race, [None, Some(false)]), None);
        assert_eq!(count(&mut race, [Some(false), Some(true)]), Some(1));
        assert_eq!(count(&mut race, [Some(true), Some(true)]), None);
        assert_eq!(race, Race { one: 1, both: 1, neither: 0, unclear: 2 });
    }
}
