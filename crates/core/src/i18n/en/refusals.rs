//! Why a post certainly did not go out, in its Message cell.

use super::{LANGUAGE, cells};
use crate::columns::PostStatus;
use crate::i18n::display::short;
use crate::media::server_response::ServedWhy;
use crate::media::{MediaFault, MediaWhy};
use crate::reason::{MediaError, Refusal, TreeFault};

pub(crate) fn refusal(refusal: &Refusal, again: Option<PostStatus>) -> String {
    match refusal {
        Refusal::Cell(fault) | Refusal::CellByThreads { fault, .. } => fault.say(LANGUAGE),
        Refusal::UnknownAccount { name, nearest } => unknown_account(name, nearest.as_deref()),
        Refusal::SamePost { other_row } => format!("Row {other_row} already has this post. Change the text or the time to post it again."),
        Refusal::SameText { other_row, from } => format!(
            "Row {other_row} has the same text. The Settings tab lets it go out again from {} on (\"Same text again after\"). Change the text or the time, or set Status to Post now to post it all the same.",
            from.format("%Y-%m-%d %-H:%M")
        ),
        Refusal::NoParent => "\"Reply to\" says previous, but there is no earlier post of this account above. Put this row below the post it replies to.".to_owned(),
        Refusal::ParentGone => format!("The row that this post was to reply to is no longer there, so it was not posted under another post. Put that row back, or {} to post this one under the row that is above it now.", once_more(again)),
        Refusal::Tree(fault) => tree(*fault),
        Refusal::TreeParentGone => format!("The row that came before this one is no longer in this tree, so this one was not posted under another post. Put that row back, or {} to post this one in the order that the tree has now.", once_more(again)),
        Refusal::ParentNotFound => format!("Threads cannot find the post that \"Reply to\" names. Check that it is still there, then correct the cell or {} to try again.", once_more(again)),
        Refusal::PartBeforeNotFound => format!("Threads cannot find the part before it, under which it goes. Check that it is still there and {} to try again, or set Status to Published to leave the thread as it is.", once_more(again)),
        Refusal::PartBeforeUnknown => "Threads does not say which post the part before it became, so nothing can be posted under it. Post the rest in the app, then set Status to Published.".to_owned(),
        Refusal::ThreadRewritten => "This row was rewritten after its first post went out. To post the rest under that post, put the text, the time and the account back, or set Status to Post now. For a new post, set Status to Published first, then use another row.".to_owned(),
        Refusal::PartMoved => "It says what is out already in another column, so the parts seem to have been moved. Put them back or empty this cell. To post it all the same, set Status to Post now.".to_owned(),
        Refusal::ByThreads { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("Threads refused this post ({detail}). Correct the row, and it is retried automatically.")
        }
        Refusal::MediaFailed { word } => media_failed(word, again),
        Refusal::MediumUnknown { url, why: ServedWhy::Unknown } => format!("Cannot tell whether {} is an image or a video. Write image: or video: in front of it.", short(url)),
        Refusal::MediumUnknown { url, why } => {
            let fault = MediaFault { why: MediaWhy::Served(why.clone()), read: url.clone() };
            let fault = cells::media(&fault);
            format!("{fault} If you did not have to change the cell, {} to try again.", once_more(again))
        }
    }
}

/// Says why a row can go under none of its tree.
fn tree(fault: TreeFault) -> String {
    match fault {
        TreeFault::NoOrder { other_row } => format!(
            "\"Tree order\" is empty, but row {other_row} has the same \"Tree ID\". Type a number; the rows of a tree are posted from the lowest to the highest."
        ),
        TreeFault::SameOrder { other_row } => format!(
            "Row {other_row} has the same \"Tree ID\" and the same \"Tree order\". Type another number in one of the two rows or, if they are not the same tree, another id."
        ),
        TreeFault::OrderTaken { other_row } => format!(
            "Row {other_row} with the same \"Tree ID\" and \"Tree order\" is already published. If you copied that tree, give all copied rows a new \"Tree ID\". To add to it, type a number higher than those of its published rows."
        ),
        TreeFault::Passed { other_row } => format!(
            "Row {other_row} of this tree has a higher \"Tree order\" and is already published, so nothing can be posted before it. Type a higher number, or another \"Tree ID\"."
        ),
        TreeFault::OtherAccount { other_row } => format!(
            "Row {other_row} has the same \"Tree ID\" but another account, and one account posts a whole tree. Correct the account, or give this row another \"Tree ID\"."
        ),
        TreeFault::ReplyTo { other_row } => format!(
            "\"Tree ID\" makes it a reply to row {other_row}, but \"Reply to\" names another post. Empty one of the two cells."
        ),
        TreeFault::PublishedElsewhere { other_row } => format!(
            "\"Tree ID\" makes it a reply to row {other_row}, which this program did not publish, so it does not know that post. Paste the post's address into \"Reply to\"."
        ),
    }
}

/// Says what has a row tried again as it stands.
fn once_more(again: Option<PostStatus>) -> String {
    match again {
        Some(status) => format!("set Status to {} again", status.word(LANGUAGE)),
        None => "clear Status".to_owned(),
    }
}

/// Explains Threads' word for what is wrong with a medium.
fn media_failed(word: &str, again: Option<PostStatus>) -> String {
    let why = match MediaError::of(word) {
        MediaError::Duration => Some("it is longer than 5 minutes"),
        MediaError::AspectRatio => Some("it is too wide or too tall"),
        MediaError::FrameRate => Some("its frame rate is outside 23 to 60 fps"),
        MediaError::BitRate => Some("its bit rate is too high"),
        MediaError::Audio => Some("its sound cannot be used; AAC with 1 or 2 channels is required"),
        MediaError::Conversion => Some("it could not be converted"),
        MediaError::Unread => None,
    };
    let once_more = once_more(again);
    match why {
        Some(why) => format!(
            "Threads could not use the image or video: {why} (\"{word}\"). Save it again and paste the new address, or {once_more} to try once more."
        ),
        None => format!(
            "Threads could not read the image or video (\"{word}\"). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or {once_more}."
        ),
    }
}

fn unknown_account(name: &str, nearest: Option<&str>) -> String {
    let hint = nearest.map(|nearest| format!(" Did you mean {nearest}?"));
    let hint = hint.unwrap_or_default();
    format!(
        "There is no account \"{name}\" in the Accounts tab.{hint} Correct the name, or add the account there."
    )
}
