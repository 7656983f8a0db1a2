//! What is said of the next seven days of an account: its slots, and what goes out in them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::reason::{Later, WeekCounts};

pub(crate) const TITLE: &str = "This week";
pub(crate) const FREE: &str = "free";
pub(crate) const IN_SLOT: &str = "in a slot";
pub(crate) const OWN_TIME: &str = "own time";
pub(crate) const NOW: &str = "now";
pub(crate) const PAUSED: &str = "paused";
pub(crate) const NOTHING: &str = "nothing";
pub(crate) const FROM_STOCK: &str = "from Stock";

pub(crate) fn day(date: NaiveDate, today: NaiveDate) -> String {
    if date == today { "Today".to_owned() } else { date.format("%a %-d %b").to_string() }
}

pub(crate) fn paused_until(time: NaiveTime) -> String {
    format!("paused until {}", time.format("%H:%M"))
}

pub(crate) fn summary(week: &WeekCounts) -> String {
    let planned = match (week.posts, week.until) {
        (_, None) => "no posts planned".to_owned(),
        (1, Some(at)) => format!("1 post planned, {}", moment(at, week.today)),
        (posts, Some(at)) => format!("{posts} posts planned until {}", moment(at, week.today)),
    };
    let planned = match (week.of_stock, week.posts) {
        (0, _) => planned,
        (1, 1) => format!("{planned}, from Stock"),
        (of_stock, posts) if of_stock == posts => format!("{planned}, all from Stock"),
        (of_stock, _) => format!("{planned}, {of_stock} of them from Stock"),
    };
    let free = match (week.free, week.next) {
        _ if !week.gives_slots => String::new(),
        (_, None) => ", no slot free".to_owned(),
        (1, Some(at)) => format!(", 1 slot free, {}", moment(at, week.today)),
        (free, Some(at)) => format!(", {free} slots free, the next {}", moment(at, week.today)),
    };
    let said = match week.slots {
        0 if week.until.is_none() => "No posts planned".to_owned(),
        0 => planned,
        1 => format!("1 slot a week; {planned}{free}"),
        slots => format!("{slots} slots a week; {planned}{free}"),
    };
    let waits = if week.slots > 0 && !week.gives_slots {
        " While the account's posts wait, none of them gets a slot."
    } else {
        ""
    };
    format!("{said}.{}{waits}", week.later.map(later).unwrap_or_default())
}

fn later(later: Later) -> String {
    let first = later.first.format("%-d %B");
    match later.posts {
        1 => format!(" After that 1 post, on {first}."),
        posts => format!(" After that {posts} posts, the first on {first}."),
    }
}

/// Returns a time of the next seven days.
fn moment(at: NaiveDateTime, today: NaiveDate) -> String {
    let is_today = at.date() == today;
    at.format(if is_today { "today %H:%M" } else { "%a %H:%M" }).to_string()
}
