//! What is said when a whole run cannot go on: what was being done, what came back, what to do.

use std::fmt;

use crate::language::Language;
use crate::run_error::RunError;

catalogue! { (run_errors):
    /// Returns the sentence.
    pub fn say(stop: &RunError) -> String;
    /// Says which column may not be written; the run goes on without it.
    pub fn protected(tab: &str, header: &str) -> String;
}

/// In English, for what only programs and their makers read.
impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say(self, Language::English))
    }
}
