//! What is said when a whole run cannot go on: what was being done, what came back, what to do.

use super::{LANGUAGE, findings, shard};
use crate::columns::Tab;
use crate::headings::{HEADER_ROWS_MAX, HeadingFault};
use crate::i18n::display::titles_elsewhere;
use crate::i18n::en::probe;
use crate::run_error::{NotAKey, RunError, SheetsRefusal, Unread, Unwritten};
use crate::text::quoted;

pub(crate) fn say(stop: &RunError) -> String {
    match stop {
        RunError::ShardUnclear(fault) => shard::fault(*fault),
        RunError::NoSpreadsheet
        | RunError::SpreadsheetUnreadable(_)
        | RunError::NoCredentials
        | RunError::CredentialsMissing { .. }
        | RunError::CredentialsNotJson
        | RunError::CredentialsUnusable { .. }
        | RunError::SealKeyUnreadable
        | RunError::NoSealKey
        | RunError::NothingToSeal
        | RunError::NotSealed(_)
        | RunError::FileNotWritten { .. } => settings(stop),
        RunError::NotAKey(why) => not_a_key(*why),
        RunError::ClockOff { ahead } => findings::clock(*ahead),
        RunError::ClockWrong
        | RunError::KeyRefused { .. }
        | RunError::RobotDisabled { .. }
        | RunError::IdentityRefused { .. }
        | RunError::FederationRefused { .. }
        | RunError::SignInRefused { .. }
        | RunError::SignInUnreachable => sign_in(stop),
        RunError::Headings { tab, fault } => headings(tab, fault),
        RunError::InUse(why) => probe::refused(why),
        RunError::TabMissing { wanted, found } => tab_missing(*wanted, found),
        RunError::TabUnclear { wanted, like } => tab_unclear(*wanted, like),
        RunError::NotLaidOut { found } => not_laid_out(found),
        _ => spreadsheet(stop),
    }
}

fn settings(stop: &RunError) -> String {
    match stop {
        RunError::SpreadsheetUnreadable(given) => format!("\"{given}\" is not the address of a Google spreadsheet. Copy it from the browser's address bar: https://docs.google.com/spreadsheets/d/…"),
        RunError::NoCredentials => "No Google credentials. Name the key file with --credentials FILE, or put its content into GOOGLE_CREDENTIALS.".to_owned(),
        RunError::CredentialsMissing { path, why } => unread(path, *why),
        RunError::CredentialsNotJson => "The Google credentials are not a JSON file. Download the service account's key again (JSON) and use that whole file.".to_owned(),
        RunError::CredentialsUnusable { kind } if kind.is_empty() => "The Google credentials have no type, so they cannot be used. A service account's key file has type \"service_account\", client_email and private_key.".to_owned(),
        RunError::CredentialsUnusable { kind } => format!("The Google credentials (type \"{kind}\") cannot be used. A service account's key file has type \"service_account\", client_email and private_key."),
        RunError::SealKeyUnreadable => "THREADSHEET_KEY does not contain a valid key. Set it to the whole line that \"threadsheet key new\" has printed, and nothing else; separate several keys with commas.".to_owned(),
        RunError::NoSealKey => "No key is set to seal with. Make one with \"threadsheet key new\", and put it into THREADSHEET_KEY.".to_owned(),
        RunError::NothingToSeal => "Nothing was pasted, so nothing was sealed. Run threadsheet seal again, and paste the account's token when it asks for it.".to_owned(),
        RunError::NotSealed(state) => {
            let why = state.say(LANGUAGE);
            format!("Nothing was sealed. {why}")
        }
        RunError::FileNotWritten { path, why } => format!("Cannot write the file {} ({}). Check the path, or name another.", quoted(path), unwritten(*why)),
        _ => "No spreadsheet. Name it with --spreadsheet URL, or in THREADSHEET_SPREADSHEET.".to_owned(),
    }
}

fn unwritten(why: Unwritten) -> &'static str {
    match why {
        Unwritten::NoFolder => "there is no such folder",
        Unwritten::NotAllowed => "permission denied",
        Unwritten::AFolder => "it is a folder",
        Unwritten::NoRoom => "the disk is full",
        Unwritten::Other => "the machine refuses it",
    }
}

fn unread(path: &str, why: Unread) -> String {
    match why {
        Unread::NotFound => format!("There is no credentials file {path}. Check the path."),
        Unread::NotAllowed => format!(
            "The credentials file {path} cannot be read: permission denied. Let the user that runs threadsheet read it."
        ),
        Unread::NotAFile => format!(
            "The path of the credentials, {path}, is a folder or not a key file. Name the JSON file itself."
        ),
    }
}

fn not_a_key(why: NotAKey) -> String {
    let found = match why {
        NotAKey::OAuthClient => "This is the file of an OAuth client, not a service account's key.",
        NotAKey::ApiKey => {
            "This is an API key, which cannot open a spreadsheet that is not public."
        }
        NotAKey::Several => "The Google credentials hold more than one file.",
        NotAKey::Quotes => {
            "An editor has replaced the quotation marks of the key file by curly ones."
        }
        NotAKey::Damaged => {
            "The private key inside the key file is damaged; its line breaks or its first line are lost."
        }
    };
    format!(
        "{found} In the Google Cloud console, open the service account, make a key (JSON), and use that whole file as it was downloaded."
    )
}

fn sign_in(stop: &RunError) -> String {
    match stop {
        RunError::ClockWrong => "Google refused to sign in because this machine's clock is wrong. Set the clock and run again.".to_owned(),
        RunError::KeyRefused { email } => format!("Google does not accept the key of {email}; it was probably deleted. Make a new key in the Google Cloud console and put it in place."),
        RunError::RobotDisabled { email } => format!("The service account {email} is switched off. Switch it on in the Google Cloud console (IAM & Admin > Service Accounts); the next run goes on."),
        RunError::IdentityRefused { words } => format!("The identity that signs in to Google could not be fetched (\"{words}\"). On GitHub, the workflow needs the permission id-token: write."),
        RunError::FederationRefused { words } => format!("Google does not accept the identity that this machine signs in with (no key file), and says: \"{words}\". In the Google Cloud console, under Workload Identity Federation, check that the provider's condition fits this repository, and that it may act as the service account."),
        RunError::SignInRefused { words } => format!("Google refused to sign in and says: \"{words}\". Check the key file; if it stays like this, make a new key in the Google Cloud console and put it in place."),
        _ => "Google's sign-in cannot be reached. Check the connection; the next run tries again.".to_owned(),
    }
}

fn share(email: Option<&str>) -> String {
    match email {
        Some(email) => format!("Open the spreadsheet, click Share, and add {email} as an Editor."),
        None => "Share it with the account that signs in, as an Editor.".to_owned(),
    }
}

fn spreadsheet(stop: &RunError) -> String {
    match stop {
        RunError::NotShared { email } => {
            let share = share(email.as_deref());
            format!("The spreadsheet is not shared with this program. {share}")
        }
        RunError::ReadOnly { email } => {
            let share = share(email.as_deref());
            format!("The spreadsheet may be read but not changed, so nothing more was renewed or posted. {share}")
        }
        RunError::NotFound { email } => {
            let share = share(email.as_deref());
            format!("There is no such spreadsheet, or it is not shared. Check the address. {share}")
        }
        RunError::ApiDisabled { words } => format!("The Google Sheets API is switched off in the key's project. Switch it on, wait a minute, run again. Google says: \"{words}\""),
        RunError::ProjectRefused { words } => format!("Google refuses the key's project and says: \"{words}\". Open the project in the Google Cloud console and follow the instructions there."),
        RunError::StorageFull => "The Google storage of the spreadsheet's owner is full, so nothing can be written. Free some space; the next run goes on.".to_owned(),
        RunError::NotASpreadsheet => "This is an Office file. In Google Sheets choose File > Save as Google Sheets, and use the new address.".to_owned(),
        RunError::Copied => "This spreadsheet is a copy of one that threadsheet already serves; both would post everything twice. Use the original, or run threadsheet init --adopt once for the copy.".to_owned(),
        RunError::ZoneUnknown { zone } => format!("The spreadsheet's time zone \"{zone}\" is not known here, so no time can be read. Choose another in File > Settings."),
        RunError::SheetsRefused { words } => refused(words),
        RunError::SheetsUnreadable => unreadable(),
        RunError::SheetsBusy => "Other runs kept writing to the spreadsheet, so this one stopped. The next run goes on.".to_owned(),
        RunError::ThreadsUnreachable => "Threads cannot be reached. Nothing is lost; the next run tries again.".to_owned(),
        RunError::Halted => "Stopped on request: nothing new was started. What was in progress is recorded, or the next run checks it.".to_owned(),
        RunError::Bug(words) => format!("This is a bug in threadsheet (\"{words}\"). Please report it."),
        _ => "Google Sheets cannot be reached. The next run tries again.".to_owned(),
    }
}

fn unreadable() -> String {
    "Google Sheets answered, but threadsheet cannot read the answer. The next run tries again; if it stays like this, install the newest version of threadsheet, or report it.".to_owned()
}

/// Says what to do about a refusal that people meet; any other in the service's own words.
fn refused(words: &str) -> String {
    match SheetsRefusal::of(words) {
        SheetsRefusal::ProtectedCell => "A cell that threadsheet fills in is protected, so nothing more was renewed or posted. In Data > Protect sheets and ranges, allow the address that the spreadsheet is shared with to edit it, or remove the protection.".to_owned(),
        SheetsRefusal::CellLimit => "The spreadsheet has no room for another cell, so nothing more was renewed or posted. Delete unused rows, columns or tabs, and run again.".to_owned(),
        SheetsRefusal::Other => format!("Google Sheets refused the request and says: \"{words}\". The next run tries again; if it stays like this, please report these words."),
    }
}

pub(crate) fn protected(tab: &str, header: &str) -> String {
    format!(
        "Tab \"{tab}\": \"{header}\" is protected, at least in part, so threadsheet leaves it as it is. In Data > Protect sheets and ranges, allow the address that the spreadsheet is shared with to edit it, or remove the protection."
    )
}

fn headings(tab: &str, fault: &HeadingFault) -> String {
    let tab = quoted(tab);
    match fault {
        HeadingFault::Duplicate { header, first, second } => format!(
            "Tab \"{tab}\": columns {first} and {second} have the same header \"{header}\". Rename one of them."
        ),
        HeadingFault::Missing { missing, found } => {
            let (missing, found) = (missing.join(", "), found.join(", "));
            format!(
                "Tab \"{tab}\" is missing the headers: {missing}. Found: {found}. Add them, in any order, to the header row (one of the first {HEADER_ROWS_MAX} rows)."
            )
        }
    }
}

fn tab_unclear(wanted: Tab, like: &[String]) -> String {
    let (title, others) = (wanted.title(LANGUAGE), titles_elsewhere(wanted, LANGUAGE));
    let like = like.join(", ");
    format!(
        "No tab is named {title} (or {others}), and several have its headers: {like}. Rename the one to use to {title}."
    )
}

fn not_laid_out(found: &[String]) -> String {
    let found = found.join(", ");
    format!(
        "This spreadsheet has no tab for accounts and none for posts yet. Found: {found}. Run threadsheet init once: it adds both."
    )
}

fn tab_missing(wanted: Tab, found: &[String]) -> String {
    let (title, others) = (wanted.title(LANGUAGE), titles_elsewhere(wanted, LANGUAGE));
    let found = quoted(&found.join(", "));
    format!(
        "The spreadsheet has no tab named {title} (or {others}). Found: {found}. If yours has another name now, rename it to {title}; if there is none yet, run threadsheet init once: it adds what is missing."
    )
}
