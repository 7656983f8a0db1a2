//! What `init` says it adds, or would.

pub(crate) const COMPLETE: &str = "Nothing to add: the spreadsheet is complete.";
pub(crate) const ADDED: &str = "Added:";
pub(crate) const WOULD_ADD: &str = "Would be added:";
pub(crate) const NEXT: &str = "Next: open the spreadsheet, and enter your accounts and tokens in the Accounts tab. The Guide tab explains the rest.";
pub(crate) const ADOPTED: &str = "This copy is now independent of the original. Posts waiting in it go out from here too: set those to Draft that the original is to post.";
pub(crate) const WOULD_ADOPT: &str = "This copy would become independent of the original. Posts waiting in it would go out from here too: set those to Draft that the original is to post.";
pub(crate) const MAY_ADD: &str =
    "If you want them, type these headers too, anywhere in the header row: ";
pub(crate) const PREPARED: &str =
    "Set up. The first run marks posts more than an hour late as Missed.";
pub(crate) const FIRST_RUN: &str = "From now on, late posts are sent up to the usual limit.";
pub(crate) const LOG_REPLACED: &str = "The header row of the earlier Log was changed, so the program cannot write to it any more. It goes on here; please keep both tabs.";
pub(crate) const LOG_EMPTIED: &str = "The lines of this Log were removed, so there is no record of what was posted before. Posts more than an hour late are marked Missed this once.";
pub(crate) const LOG_LONG: &str = "The Log has more lines than the program reads at once, so only its newest 20,000 are known. If an older row is undone, its post is no longer recognised.";

pub(crate) fn tab(title: &str) -> String {
    format!("the tab \"{title}\"")
}

pub(crate) fn filled(title: &str) -> String {
    format!("the columns of the empty tab \"{title}\"")
}

pub(crate) fn columns(title: &str, headers: &[&str]) -> String {
    format!("at the right of \"{title}\": {}", headers.join(", "))
}

pub(crate) fn notes(title: &str, headers: &[&str]) -> String {
    format!("in \"{title}\", notes on the headers: {}", headers.join(", "))
}

pub(crate) fn choices(title: &str, headers: &[&str]) -> String {
    format!("in \"{title}\", dropdowns: {}", headers.join(", "))
}

pub(crate) fn colours(title: &str, headers: &[&str]) -> String {
    format!("in \"{title}\", colours: {}", headers.join(", "))
}

pub(crate) fn warning(title: &str, headers: &[&str]) -> String {
    format!("in \"{title}\", a warning before editing by hand: {}", headers.join(", "))
}
