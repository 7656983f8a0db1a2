//! What a live probe found out about the spreadsheet service.

use crate::i18n::en::LANGUAGE;
use crate::i18n::en::lists::sentences;
use crate::probe_result::{GuardBehaviour, Race, Reception};

pub(super) fn versions(race: Race) -> String {
    let (rounds, both) = (race.decided(), race.both);
    let said = match (rounds, both) {
        (0, _) => String::new(),
        (_, 0) => format!(
            "In {rounds} rounds two programs wrote at the same moment, as two runs of threadsheet would. Google never let both through."
        ),
        _ => format!(
            "In {both} of {rounds} rounds Google let both through. Two runs at the very same moment may each take a post for theirs, and post it twice. Let only one run go at a time; the workflow's \"concurrency\" sees to that."
        ),
    };
    with_rest(said, race)
}

pub(super) fn swaps(race: Race) -> String {
    let (rounds, both) = (race.decided(), race.both);
    let said = match (rounds, both) {
        (0, _) => String::new(),
        (_, 0) => format!(
            "In {rounds} rounds two programs changed one cell at the same moment. Never were both told that they had."
        ),
        _ => format!(
            "In {both} of {rounds} rounds both were told that they had changed the cell. threadsheet does not rely on this alone."
        ),
    };
    with_rest(said, race)
}

/// Adds the rounds that went another way.
fn with_rest(said: String, race: Race) -> String {
    let Race { neither, unclear, .. } = race;
    let said = (!said.is_empty()).then_some(said);
    let neither = (neither > 0).then(|| format!("{neither} times it let neither through."));
    let unclear = (unclear > 0)
        .then(|| format!("{unclear} further rounds are not counted, because there was no answer."));
    sentences(&[said, neither, unclear].into_iter().flatten().collect::<Vec<_>>())
}

pub(super) fn unmatched_delete(reception: &Reception) -> String {
    match reception {
        Reception::Taken => {
            "Google takes it, and nothing happens. threadsheet lives with either.".to_owned()
        }
        Reception::Refused { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("Google refuses it. threadsheet lives with either. Google says: {detail}")
        }
    }
}

pub(super) fn same_id(reception: &Reception) -> String {
    match reception {
        Reception::Taken => "Google takes it, against its own documentation. Then nothing keeps two runs apart: allow only one run at a time.".to_owned(),
        Reception::Refused { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("Google refuses it, as documented. Google says: {detail}")
        }
    }
}

pub(super) fn columns(guard: &GuardBehaviour) -> String {
    let found = match guard {
        GuardBehaviour::Holds => {
            return "The column's mark moved along with it, and a write to its old place was refused: nothing lands in a wrong column.".to_owned();
        }
        GuardBehaviour::LetsThrough => "The column's mark moved along with it, and a write to its old place went through all the same.".to_owned(),
        GuardBehaviour::Stays => "The column's mark stayed behind when the column was moved.".to_owned(),
        GuardBehaviour::Lost => "The column's mark was gone when the column was moved.".to_owned(),
        GuardBehaviour::Untold => "Google took the column's mark, and does not show it.".to_owned(),
        GuardBehaviour::Refused { words } => format!("Google takes no mark on a column (\"{words}\")."),
    };
    format!(
        "{found} Where somebody moves a column in the very moment of a run, a cell may be written in the old place."
    )
}
