//! What came of a call, in a few words for the brackets of a sentence.

use crate::reason::ErrorDetail;

pub(crate) fn detail(detail: &ErrorDetail) -> String {
    let said = match detail {
        ErrorDetail::NoAnswer => "no answer in time",
        ErrorDetail::NoConnection => "no connection",
        ErrorDetail::CutOff => "the connection was cut off",
        ErrorDetail::Unreadable { http } => {
            return format!("an answer that cannot be read, HTTP {http}");
        }
        ErrorDetail::TooLong => "an answer that is too long",
        ErrorDetail::LeftAlone => "several earlier calls had failed",
        ErrorDetail::NoToken => "an answer without the token",
        ErrorDetail::NoName => "an answer without the user name",
        ErrorDetail::NotFound => "Threads does not find the prepared post",
        ErrorDetail::Before => "in the last run",
        ErrorDetail::TooManyCalls { words } => {
            return format!("too many calls for now, \"{words}\"");
        }
        ErrorDetail::PageUnread { words } => {
            return format!("the link's page could not be read, \"{words}\"");
        }
        ErrorDetail::MediaUnread { words } => {
            return format!("the image or video could not be fetched, \"{words}\"");
        }
        ErrorDetail::Said(words) => {
            return format!("\"{words}\"");
        }
    };
    said.to_owned()
}
