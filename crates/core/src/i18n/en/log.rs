//! The words of the Log, by which a run knows its lines again: they stay as they are for ever.

use crate::log::Event;

pub(crate) fn event(event: Event) -> &'static str {
    match event {
        Event::Sending => "Sending",
        Event::Published => "Published",
        Event::Unsent => "Not sent",
        Event::Dropped => "Given up",
        Event::Check => "Check",
        Event::Failed => "Failed",
        Event::Missed => "Missed",
        Event::TokenRenewed => "Token renewed",
        Event::TokenSealed => "Token sealed",
        Event::Prepared => "Prepared",
        Event::Begun => "First run",
    }
}
