//! The words of the Log, by which a run knows its lines again: they stay as they are for ever.

use crate::log::Event;

catalogue! { (log):
    /// Returns the word for what was done.
    pub fn event(event: Event) -> &'static str;
}
