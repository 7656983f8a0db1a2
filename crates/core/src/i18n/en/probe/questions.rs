//! What a live probe asks before it does what others see, and why it refuses a spreadsheet.

use crate::probe_result::Question;
use crate::run_error::InTheWay;

pub(crate) fn ask(question: &Question) -> String {
    match question {
        Question::Post { account, posts_max } => format!(
            "The probe now publishes a short text on @{account}, for everybody to see, and then once more the same, to see what Threads does: at most {posts_max} public posts. It cannot delete them; you can, in the Threads app. Publish? [y/N]"
        ),
        Question::Renew { account } => format!(
            "Renew the token of @{account}, to see whether the old one still works? The new one goes into the Token cell of this spreadsheet. If the old one ends, your own desk needs the new one too. Renew? [y/N]"
        ),
    }
}

pub(crate) fn refused(why: &InTheWay) -> String {
    let found = match why {
        InTheWay::Mark => "threadsheet has worked on this spreadsheet.".to_owned(),
        InTheWay::Filled { tab } => format!("The tab \"{tab}\" is not empty."),
        InTheWay::Accounts { tab } => {
            format!("The tab \"{tab}\" holds more than one account, or something else.")
        }
        InTheWay::AccountMissing { account } => {
            return format!(
                "The probe takes the token of @{account} from this spreadsheet. Name a tab Accounts, type Account and Token into its first row, and below them {account} and its token."
            );
        }
        InTheWay::NoName { typed } => {
            return format!(
                "\"{typed}\" is not a Threads user name. Give --account the name from the profile, such as my_shop."
            );
        }
    };
    format!(
        "{found} The probe runs only on a spreadsheet that nobody uses: make a new, empty spreadsheet, share it the same way, and name it with --spreadsheet. Nothing was changed."
    )
}

pub(crate) fn yes() -> &'static [&'static str] {
    &["y", "yes"]
}
