//! What a dry run says that a run would do.

use super::cells;
use crate::reason::Plans;

pub(crate) fn plan(plan: Plans) -> String {
    let sentence = match plan {
        Plans::Publish => "Would be published in the next run.",
        Plans::PublishIfTokenWorks => {
            "Would be published in the next run, if the account's new token works."
        }
        Plans::ReplyFollows { delay } => {
            return format!("Its first reply would follow {} later.", cells::length(delay));
        }
        Plans::Prepare => "Would be prepared now and published at its time.",
        Plans::Resolve => {
            "Was sent in an earlier run; Threads would be asked whether it is public."
        }
        Plans::Look => "Threads would be asked once more; nothing would be sent.",
        Plans::Refresh => "The token would be renewed.",
        Plans::Seal => "The token would be sealed.",
        Plans::SealOwn => "If it is the account's own, it would be sealed.",
        Plans::Learn => "The token is new here: its owner and dates would be looked up.",
        Plans::Exchange => {
            "This token is valid for only an hour; it would be exchanged for a long-lived one."
        }
    };
    sentence.to_owned()
}
