//! What `check` says beyond the cells' own sentences.

use super::lists;
use crate::cell::column_letters;
use crate::i18n::display::{one_line, thousands};
use crate::reason::Found;

pub(crate) const DESK: &str = "Spreadsheet and machine";
pub(crate) const ONLY_A_LOOK: &str = "Nothing was changed.";

pub(crate) fn found(found: &Found<'_>) -> String {
    match found {
        Found::Clock { ahead } => clock(*ahead),
        Found::Zone { zone, locale, home } => format!(
            "Times are read in the spreadsheet's time zone, {zone}; its locale is {locale}, where clocks show another time ({home}). If that is not intended, choose another zone in File > Settings."
        ),
        Found::LacksScopes { missing } => format!(
            "This token is not allowed to publish: it lacks {}. Add what is missing in the Meta app, generate a new token and paste it here.",
            missing.join(", ")
        ),
        Found::LacksReplyScopes { missing } => format!(
            "This token may post, but replies need {}. Add what is missing in the Meta app, generate a new token and paste it here.",
            missing.join(", ")
        ),
        Found::Unsupported { headers } => {
            format!(
                "These columns affect what other tools post, but this version does not support them: {}. A row with anything in one of them is not posted; its Message says so.",
                lists::quoted(headers)
            )
        }
        Found::MediaElsewhere { headers } => format!(
            "These columns hold addresses of pictures or videos, but their headers are not known, so nothing of them is posted: {}. If they belong to the posts, put them into \"Media\", or rename the column \"Media 2\".",
            lists::quoted(headers)
        ),
        Found::TextElsewhere { headers } => format!(
            "These columns seem to hold texts of the posts, but their headers are not known, so nothing of them is posted: {}. If it is a further part of a thread, call the column \"Reply 1\". If it is not to be posted, call the column \"Notes\".",
            lists::quoted(headers)
        ),
        Found::QuotaShort { due, left } => format!(
            "{due} are due, but Threads accepts only {left} more from this account in this 24-hour window. The rest waits until there is room."
        ),
        Found::FarOff { moment, zone, days } => {
            let date = moment.at.with_timezone(zone);
            format!(
                "Goes out on {}, in {days} days. If that is not intended, correct the year.",
                date.format("%-d %B %Y")
            )
        }
        Found::Placeholders { found } => format!(
            "The text still contains {}. If that was to be replaced, replace it: the post goes out as it is.",
            lists::quoted(found)
        ),
        Found::NoReplyToKeepBack => "\"Reply after\" has no effect here, because this row has no reply. If one is to follow, write it into \"Reply 1\"; otherwise empty the cell.".to_owned(),
        Found::TabByHeaders { tab, wanted } => format!(
            "There is no tab called \"{wanted}\", so the tab \"{tab}\" is used, which has its headers. There is nothing to do."
        ),
        Found::TabUnused { tab, wanted, used } => format!(
            "The tab \"{tab}\" has the headers of \"{wanted}\" too, but only the tab \"{used}\" is used. Move the rows you need into it."
        ),
        Found::ForeignColumn { tab, column, header, own } => {
            let (letters, header) = (column_letters(*column), one_line(header));
            format!(
                "Tab \"{tab}\", column {letters} (\"{header}\"): this column is yours, so threadsheet leaves it alone and writes into \"{own}\" instead. There is nothing to do."
            )
        }
        Found::MediaUnasked { n_media } => format!(
            "Time ran out: {n_media} pictures and videos were not checked. Run the check again with more time, for example --budget 15m."
        ),
    }
}

pub(crate) fn clock(ahead: i64) -> String {
    let off = span(ahead.unsigned_abs());
    let side = side(ahead);
    format!(
        "This machine's clock is {off} {side} Google's. If it is far off, signing in to Google fails: let the system set the clock automatically, and run again."
    )
}

fn side(ahead: i64) -> &'static str {
    match ahead {
        ..0 => "behind",
        _ => "ahead of",
    }
}

pub(crate) fn run_clock(ahead: i64) -> String {
    let off = span(ahead.unsigned_abs());
    let side = side(ahead);
    format!(
        "This machine's clock is {off} {side} Google's. Posts went out by Google's time, so none was too early or too late. Let the system set the clock automatically: if it is far off, Google may refuse the sign-in."
    )
}

pub(crate) const CLOCK_UNCHECKED: &str = "Google's responses did not include the time, so this machine's clock was used. Posts whose outcome is unknown are left alone for two hours longer than usual. A proxy between this machine and Google may be the cause.";

/// Returns a length of time, rounded, in the largest unit that it fills twice.
fn span(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..120 => (seconds, "seconds"),
        120..7_200 => ((seconds + 30) / 60, "minutes"),
        7_200..172_800 => ((seconds + 1_800) / 3_600, "hours"),
        _ => (seconds / 86_400, "days"),
    };
    format!("{count} {unit}")
}

pub(crate) fn quota(posts: u32, replies: u32) -> String {
    let [posts, replies] = [posts, replies].map(|left| thousands(left as usize));
    format!("Remaining in this 24-hour window: {posts} posts, {replies} replies.")
}

pub(crate) fn looked_at(accounts: usize, posts: usize, media: usize) -> String {
    let count = |n: usize, one: &str, several: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {several}"),
    };
    format!(
        "Checked {}, {} and {}.",
        count(accounts, "account", "accounts"),
        count(posts, "upcoming post", "upcoming posts"),
        count(media, "picture or video", "pictures and videos"),
    )
}
