//! What came of a call, in a few words for the brackets of a sentence.

use crate::reason::Setback;

pub(crate) fn setback(setback: &Setback) -> String {
    let said = match setback {
        Setback::NoAnswer => "no answer in time",
        Setback::NoConnection => "no connection",
        Setback::CutOff => "the connection was cut off",
        Setback::Unreadable { http } => {
            return format!("an answer that cannot be read, HTTP {http}");
        }
        Setback::TooLong => "an answer that is too long",
        Setback::LeftAlone => "several earlier calls had failed",
        Setback::NoToken => "an answer without the token",
        Setback::NoName => "an answer without the user name",
        Setback::NotFound => "Threads does not find the prepared post",
        Setback::Before => "in the last run",
        Setback::TooManyCalls { words } => {
            return format!("too many calls for now, \"{words}\"");
        }
        Setback::PageUnread { words } => {
            return format!("the link's page could not be read, \"{words}\"");
        }
        Setback::MediaUnread { words } => {
            return format!("the image or video could not be fetched, \"{words}\"");
        }
        Setback::Said(words) => {
            return format!("\"{words}\"");
        }
    };
    said.to_owned()
}
