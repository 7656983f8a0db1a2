//! What GitHub Actions shows of a run: in a step summary and in annotations.

pub(crate) const NEEDS_YOU: &str = "Needs your attention";
pub(crate) const NEW: &str = "New";
pub(crate) const PUBLISHED: &str = "Published";
pub(crate) const TO_PUBLISH: &str = "To publish";
pub(crate) const WAITING: &str = "Waiting";
pub(crate) const ACCOUNTS: &str = "Accounts";
pub(crate) const ADDED: &str = "Added";
pub(crate) const TO_ADD: &str = "To add";
pub(crate) const SCHEDULE: &str = "Good to know about the schedule";
pub(crate) const OPEN_SHEET: &str = "Open the spreadsheet";
pub(crate) const OPEN_POST: &str = "Open the post";

pub(crate) fn advice() -> [&'static str; 3] {
    [
        "GitHub often starts scheduled runs late, and occasionally skips one. That is normal, and nothing is lost: the next run sends what is due.",
        "In a public repository GitHub pauses the schedule after 60 days without a commit, and tells you by mail. To go on, open the workflow's page under Actions and press the button that continues or enables it, or commit any change.",
        "GitHub's terms reserve its machines for work on the repository's own software. Light use like this may be tolerated, but there is no right to it. To be certain, run it on a machine of your own.",
    ]
}

pub(crate) fn place(tab: &str, row: usize) -> String {
    format!("{tab}, row {row}")
}

pub(crate) fn more(n_more: usize) -> String {
    format!("And {n_more} more: the spreadsheet shows them all.")
}

pub(crate) fn late(minutes: i64) -> String {
    if minutes < 120 { format!("{minutes} min") } else { format!("{} h", minutes / 60) }
}

pub(crate) fn latest(minutes: i64) -> String {
    let late = late(minutes);
    format!("This run began up to {late} after the time of a post.")
}

pub(crate) fn no_summary(why: &str) -> String {
    format!(
        "The summary for GitHub Actions could not be written ({why}). Everything else was done."
    )
}

pub(crate) fn mistake() -> &'static str {
    "This is a bug in threadsheet; the log shows where. Nothing is published twice. Please report it."
}

/// Headers of columns.
pub(crate) mod column {
    pub(crate) const ROW: &str = "Row";
    pub(crate) const ACCOUNT: &str = "Account";
    pub(crate) const TEXT: &str = "Text";
    pub(crate) const POST: &str = "Post";
    pub(crate) const LATE: &str = "Late by";
    pub(crate) const DAYS: &str = "Days left";
    pub(crate) const TOKEN: &str = "Token";
}
