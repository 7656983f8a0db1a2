//! What is said when a whole run cannot go on: what was being done, what came back, what to do.

use crate::run_error::RunError;

catalogue! { (run_errors):
    /// Returns the sentence.
    pub fn say(stop: &RunError) -> String;
    /// Says which column may not be written; the run goes on without it.
    pub fn protected(tab: &str, header: &str) -> String;
}
