//! What `init` says it adds, or would.

pub(crate) const COMPLETE: &str = "Nothing to add: the desk is complete.";
pub(crate) const ADDED: &str = "Added:";
pub(crate) const WOULD_ADD: &str = "Would be added:";
pub(crate) const NEXT: &str = "Next: open the spreadsheet, and type your accounts and tokens into the tab of accounts. The Guide tab says the rest.";
pub(crate) const ADOPTED: &str = "This copy is now a desk of its own. Posts that wait in it go out from here too: set those to Draft that the original posts.";
pub(crate) const WOULD_ADOPT: &str = "This copy would become a desk of its own. Posts that wait in it would go out from here too: set those to Draft that the original posts.";
pub(crate) const MAY_ADD: &str =
    "If you want them, type these headers too, anywhere in the header row: ";
pub(crate) const PREPARED: &str =
    "Laid out. The first run sets posts aside that are more than an hour late.";
pub(crate) const FIRST_RUN: &str = "From here on late posts go out, up to the usual limit.";
pub(crate) const LOG_REPLACED: &str = "The header row of the earlier Log was changed, so the program cannot write to it any more. It goes on here; please keep both tabs.";
pub(crate) const LOG_EMPTIED: &str = "The lines of this Log were removed, so nothing tells any more what was posted before. Posts more than an hour late are set aside this once.";
pub(crate) const LOG_LONG: &str = "The Log has more lines than the program reads at once, so only its newest 20,000 are known. A row of an older post that is undone is not recognised any more.";

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
