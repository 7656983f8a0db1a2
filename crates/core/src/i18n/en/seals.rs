//! What is said about sealed tokens.

use super::LANGUAGE;
use crate::columns::AccountColumn;
use crate::seal::Seal;
use crate::token::SealFault;

pub(crate) fn fault(fault: SealFault) -> String {
    let header = AccountColumn::Token.header(LANGUAGE);
    match fault {
        SealFault::NoKey => format!(
            "\"{header}\" is sealed, and there is no key to open it with. Put the key into THREADSHEET_KEY where the program runs. If the key is lost, generate a new token and paste it here."
        ),
        SealFault::OtherKey => format!(
            "\"{header}\" was sealed with another key than those in THREADSHEET_KEY. Add that key there, after a comma. If it is lost, generate a new token and paste it here."
        ),
        SealFault::Elsewhere => format!(
            "\"{header}\" was sealed for another spreadsheet, and opens only there. Paste this account's token here as it is; the next run seals it."
        ),
        SealFault::OtherUser => format!(
            "\"{header}\" was sealed for another Threads account than the one this row has posted as, so it is not used. Paste this account's token here as it is; the next run seals it."
        ),
        SealFault::Damaged => format!(
            "\"{header}\" holds a sealed token of which a part is missing or was changed. Copy it again from beginning to end, or generate a new token and paste it here."
        ),
        SealFault::Newer => format!(
            "\"{header}\" was sealed by a newer version of threadsheet. Use that version here too, or generate a new token and paste it here."
        ),
    }
}

pub(crate) fn standing(seal: Option<&Seal>, is_usable: bool) -> &'static str {
    match seal {
        Some(Seal { is_current: true, .. }) => "Sealed.",
        Some(_) if is_usable => "Sealed with an older key; the next run seals it anew.",
        Some(_) => "Sealed with an older key.",
        None if is_usable => "Not sealed yet; the next run seals it.",
        None => "Not sealed.",
    }
}

pub(crate) const SEALED: &str = "The token is sealed now.";
pub(crate) const KEEP_THE_KEY: &str = "Keep this line in a password manager, and put it into THREADSHEET_KEY where the program runs (GitHub: Settings > Secrets and variables > Actions, a new secret of that name). Whoever has it and the sheet can open the tokens; without it nobody can, and new ones have to be pasted.";
pub(crate) const ASK: &str = "Paste the token and press Enter; it is not shown.";

pub(crate) fn paste(name: &str, days: Option<i64>) -> String {
    let token = AccountColumn::Token.header(LANGUAGE);
    let days = days.map(|days| format!(" Days left: {days}."));
    let days = days.unwrap_or_default();
    format!(
        "Sealed for @{name}, in this spreadsheet alone.{days} Paste the line into \"{token}\" in the row of {name}."
    )
}
