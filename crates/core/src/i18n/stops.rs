//! What is said when a whole run cannot go on: what was being done, what came back, what to do.

use crate::stop::Stop;

catalogue! { (stops):
    /// Returns the sentence.
    pub fn say(stop: &Stop) -> String;
    /// Says which column may not be written; the run goes on without it.
    pub fn protected(tab: &str, header: &str) -> String;
}
