//! What the Token status cell of an account says.

use super::{LANGUAGE, cells};
use crate::i18n::display::short;
use crate::reason::AccountState;
use crate::reason::account::NEAR_END_DAYS;

/// Returns a number of days as English counts them.
fn count(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn protected(days: Option<i64>) -> String {
    let left = days.map(|days| format!(", {} left", count(days)));
    let left = left.unwrap_or_default();
    format!(
        "Works{left}, but its Token cell is protected, so it is not renewed. In Data > Protect sheets and ranges, allow the address that the spreadsheet is shared with to edit it, or remove the protection."
    )
}

pub(crate) const FINE: &str = "OK,";

pub(crate) fn renamed(row_says: &str, called: &str) -> String {
    format!(
        "This account is now called @{called} on Threads; its posts go on as before. When convenient, replace @{row_says} with @{called} in the tabs Accounts and Posts."
    )
}

pub(crate) fn state(state: &AccountState) -> String {
    match state {
        AccountState::Fine { days: Some(days) } => format!("OK, renews automatically; {} left.", count(*days)),
        AccountState::Fine { days: None } => "OK, renews automatically.".to_owned(),
        AccountState::NotRenewed { days, detail } if *days <= NEAR_END_DAYS => format!("Works, {} left. It could not be renewed this time ({}); every run tries again. To be safe, generate a new token now and paste it here.", count(*days), detail.say(LANGUAGE)),
        AccountState::NotRenewed { days, detail } => format!("Works, {} left. It could not be renewed this time ({}); the next run tries again.", count(*days), detail.say(LANGUAGE)),
        AccountState::Protected { days } => protected(*days),
        AccountState::ShortLived => "This token is valid for only an hour. Generate a long-lived one (User Token Generator) and paste it here.".to_owned(),
        AccountState::Expired { days_ago: ..1 } => "Expired. Generate a new token and paste it here; waiting posts then go out, unless it is too late for them.".to_owned(),
        AccountState::Expired { days_ago } => format!("Expired {} ago. Generate a new token and paste it here; waiting posts then go out, unless it is too late for them.", count(*days_ago)),
        AccountState::Invalid => "Threads does not accept this token. Copy the whole token again, or generate a new one, and paste it here.".to_owned(),
        AccountState::NotATester => "The tester invitation is not accepted yet. In Threads: Settings > Account > Website permissions > Invites, accept it, then generate a new token.".to_owned(),
        AccountState::WrongApp => "Threads does not know this app. Take the Threads app's own id and secret (THREADS_APP_SECRET), lower down on the Meta app's basic settings page, not those of the Meta app; then generate a new token and paste it here.".to_owned(),
        AccountState::NotPermitted => "This token is not allowed to publish. Add threads_basic and threads_content_publish in the Meta app, generate a new token and paste it here.".to_owned(),
        AccountState::Restricted => "Threads has restricted this account. Open the Threads app and follow its instructions; posts wait until then.".to_owned(),
        AccountState::LoginAsked => "Threads asks for a login. Log in to threads.com as this account and follow the instructions there; waiting posts then go out automatically. If this message stays, generate a new token and paste it here.".to_owned(),
        AccountState::ProofAsked => "The Meta app requires a signature with every call. In the Meta app, open App settings > Advanced and switch off \"Require App Secret\"; waiting posts then go out automatically.".to_owned(),
        AccountState::Blocked { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("Threads refuses this account or the Meta app ({detail}). Look for a notice in the Threads app and on developers.facebook.com; posts wait, and every run tries again.")
        }
        AccountState::WrongAccount { row_says, belongs_to } => format!("This token belongs to @{belongs_to}, but the row says @{row_says}. Sign in to Threads as @{row_says}, generate the token again and paste it here. If the account was renamed, enter @{belongs_to} in Account and in its posts instead."),
        AccountState::Cell(fault) => fault.say(LANGUAGE),
        AccountState::EnabledUnclear { read } => format!("\"Enabled\" says \"{}\", which is neither yes nor no, so this account's posts wait. Tick the box, or type TRUE or FALSE.", short(read)),
        AccountState::SameName { other_row } => format!("Row {other_row} has the same account. Keep one of the two rows."),
        AccountState::Loading { column, .. } => cells::loading_account(*column),
        AccountState::Unreachable { days: days @ 1.., detail } => format!("For {} Threads could not be asked about this account ({}), so its posts wait. Open the account in the Threads app and follow its instructions; if all is well there, generate a new token and paste it here. Every run tries again.", count(*days), detail.say(LANGUAGE)),
        AccountState::Unreachable { detail, .. } => format!("Could not ask Threads ({}). The next run tries again.", detail.say(LANGUAGE)),
    }
}
