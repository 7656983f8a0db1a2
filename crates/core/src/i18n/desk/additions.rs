//! What `init` says it adds, or would.

phrases! { (desk::additions):
    /// What is said of a desk that lacks nothing.
    pub COMPLETE;
    /// What stands above a list of additions that were made.
    pub ADDED;
    /// What stands above a list of additions that would be made.
    pub WOULD_ADD;
    /// What comes next, once the desk stands.
    pub NEXT;
    /// What is said of a copy that was made a desk of its own.
    pub ADOPTED;
    /// What would be done about a copy.
    pub WOULD_ADOPT;
    /// Which further columns a tab may have.
    pub MAY_ADD;
    /// The Log's first line, where `init` has made it.
    pub PREPARED;
    /// The Log's line about the first run.
    pub FIRST_RUN;
    /// The first line of a Log that takes the place of one whose headers are gone.
    pub LOG_REPLACED;
    /// The line of a Log whose lines were removed.
    pub LOG_EMPTIED;
    /// Said where the Log has more lines that matter than are held.
    pub LOG_LONG;
}

catalogue! { (desk::additions):
    /// Says that a tab is added.
    pub fn tab(title: &str) -> String;
    /// Says that an empty tab is filled.
    pub fn filled(title: &str) -> String;
    /// Says that columns are added at the right end of a tab.
    pub fn columns(title: &str, headers: &[&str]) -> String;
    /// Says that headers get notes.
    pub fn notes(title: &str, headers: &[&str]) -> String;
    /// Says that columns get dropdowns.
    pub fn choices(title: &str, headers: &[&str]) -> String;
    /// Says that columns get colours.
    pub fn colours(title: &str, headers: &[&str]) -> String;
    /// Says that columns get a warning.
    pub fn warning(title: &str, headers: &[&str]) -> String;
}
