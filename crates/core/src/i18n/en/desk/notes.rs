//! The notes on headers: what goes in, and who writes it.

use crate::columns::{AccountColumn, PostColumn};

pub(crate) const TOKEN_WARNING: &str =
    "threadsheet: tokens renew themselves. Change one only to paste a new one.";
pub(crate) const RECEIPT_WARNING: &str =
    "threadsheet: here the program remembers what it has done. Please leave it as it is.";
pub(crate) const COUNT_WARNING: &str = "threadsheet: one formula in the header fills this column.";
pub(crate) const COUNT_HEADER: &str = "Length";
pub(crate) const COUNT_NOTE: &str = "About how long the text is; amber above 450. Threads takes 500, and counts an emoji as several. The program counts exactly.";

pub(crate) fn account_note(column: AccountColumn) -> &'static str {
    match column {
        AccountColumn::Account => "You: the Threads user name, with or without @.",
        AccountColumn::Token => {
            "You: paste the access token here once. It then renews itself in this cell. Whoever may open this file can read it."
        }
        AccountColumn::Refreshed => "The program: when the token was last renewed.",
        AccountColumn::Expires => "The program: when the token ends. It is renewed long before.",
        AccountColumn::Profile => "The program: the account that the token belongs to.",
        AccountColumn::Status => "The program: how the token is, or what you need to do.",
        AccountColumn::Receipt => "The program's memory. Please leave it as it is.",
        AccountColumn::Enabled => "You: untick it, and this account's posts wait.",
        AccountColumn::PauseUntil => {
            "You: until that day, 0:00, this account's posts wait. To pause through the 31st, enter the day after it."
        }
        AccountColumn::DailyCap => {
            "You: at most this many posts of the account go out on one day, the parts of a chain as one; the others wait for a later day. Post now is never held. A number from 1 to 250; empty: as the tab Settings says."
        }
        AccountColumn::Slots => {
            "You: at what times this account's posts without a time go out, for example 8:00, 20:00±30 or Mon-Fri 8:00; Sat 10:00. Each post takes the next free one; ±30 moves it by up to 30 minutes."
        }
    }
}

pub(crate) fn post_note(column: PostColumn) -> &'static str {
    match column {
        PostColumn::Account => "You: which account posts it, as in the tab of accounts.",
        PostColumn::Text => {
            "You: the text, at most 500 characters. What the cell shows is what is posted. Ctrl+Enter makes a new line."
        }
        PostColumn::PublishAt => {
            "You: date and time, like 2026-01-31 9:00, in this spreadsheet's time zone (File > Settings). Without one the row takes the next slot of its account (tab Accounts), or waits where there is none. Beside Reply to also a time after that post, like 30 minutes later."
        }
        PostColumn::Date => "You: the day on which it goes out.",
        PostColumn::Time => {
            "You: the time of day at which it goes out, in this spreadsheet's time zone."
        }
        PostColumn::Media => {
            "You: web addresses of pictures or videos, one on each line; several make a carousel."
        }
        PostColumn::AltText => "You: what the pictures show, one line for each.",
        PostColumn::Topic => "You: one topic, with or without #.",
        PostColumn::Link => {
            "You: the web address for a link card. Not together with pictures or videos."
        }
        PostColumn::ReplyControl => "You: who can reply. Empty means everyone.",
        PostColumn::ReplyTo => {
            "You: \"previous\" answers the nearest row above of the same account, and makes a chain. Or the address of a Threads post."
        }
        PostColumn::Countries => {
            "You: the only countries where the post can be seen, as names or two-letter codes with commas between them. Works only for accounts that Threads allows to choose; empty means everywhere."
        }
        PostColumn::Reply1 => {
            "You: the second part of a thread, posted under the post as soon as that is out; at most 500 characters. Addresses of pictures or videos go on lines of their own at the end. Reply 2 to Reply 9 follow in the same way, and empty ones are skipped."
        }
        PostColumn::Reply2
        | PostColumn::Reply3
        | PostColumn::Reply4
        | PostColumn::Reply5
        | PostColumn::Reply6
        | PostColumn::Reply7
        | PostColumn::Reply8
        | PostColumn::Reply9 => {
            "You: the next part of the thread, posted under the one before. Written like Reply 1."
        }
        PostColumn::ReplyAfter => {
            "You: how long after the post the first reply goes out, like 30m, 2h or 1 day; at most 7 days. Empty means at once. The replies after it follow at once."
        }
        PostColumn::TreeId => {
            "You: for sheets from other tools. Rows with the same id make up one thread, posted in order of their Tree order, each under the one before. Needs the column Tree order too."
        }
        PostColumn::TreeOrder => {
            "You: for sheets from other tools. The row's place in its thread, a whole number. Needs the column Tree ID too."
        }
        PostColumn::Status => {
            "Empty or Queued: goes out at its time. Post now: goes out with the next run, whatever its time. Ready: approved, goes out at its time. Draft: never. Everything else the program writes."
        }
        PostColumn::PublishedAt => "The program: when it went out.",
        PostColumn::Permalink => "The program: where the post is.",
        PostColumn::Message => "The program: what went wrong, whose turn it is, and what to type.",
        PostColumn::Receipt => "The program's memory. Please leave it as it is.",
    }
}
