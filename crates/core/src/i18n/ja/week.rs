//! What is said of the next seven days of an account: its slots, and what goes out in them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::preview::weekday;
use crate::reason::{Later, WeekCounts};

pub(crate) const TITLE: &str = "これからの1週間";
pub(crate) const FREE: &str = "空き";
pub(crate) const IN_SLOT: &str = "投稿枠";
pub(crate) const OWN_TIME: &str = "時刻指定";
pub(crate) const NOW: &str = "次";
pub(crate) const PAUSED: &str = "休止";
pub(crate) const NOTHING: &str = "なし";
pub(crate) const FROM_STOCK: &str = "ストックから";

pub(crate) fn day(date: NaiveDate, today: NaiveDate) -> String {
    if date == today {
        return "今日".to_owned();
    }
    format!("{}（{}）", date.format("%-m/%-d"), weekday(date))
}

pub(crate) fn paused_until(time: NaiveTime) -> String {
    format!("{} まで休止", time.format("%H:%M"))
}

pub(crate) fn summary(week: &WeekCounts) -> String {
    let slots = match week.slots {
        0 => String::new(),
        slots => format!("投稿枠は週 {slots} 個です。"),
    };
    let of_stock = match (week.of_stock, week.posts) {
        (0, _) => String::new(),
        (1, 1) => "（ストックから）".to_owned(),
        (of_stock, posts) if of_stock == posts => "（すべてストックから）".to_owned(),
        (of_stock, _) => format!("（うち {of_stock} 件はストックから）"),
    };
    let planned = match (week.posts, week.until) {
        (_, None) => "予定はありません。".to_owned(),
        (1, Some(at)) => format!("{} に 1 件の予定があります{of_stock}。", moment(at, week.today)),
        (posts, Some(at)) => {
            format!("{} までに {posts} 件の予定があります{of_stock}。", moment(at, week.today))
        }
    };
    let free = match (week.free, week.next) {
        _ if week.slots == 0 => String::new(),
        _ if !week.gives_slots => "アカウントの投稿が待機中の間は、枠に入りません。".to_owned(),
        (_, None) => "空きはありません。".to_owned(),
        (1, Some(at)) => format!("空きは{} の 1 個です。", moment(at, week.today)),
        (free, Some(at)) => format!("空きは {free} 個で、次は{} です。", moment(at, week.today)),
    };
    format!("{slots}{planned}{free}{}", week.later.map(later).unwrap_or_default())
}

fn later(later: Later) -> String {
    let first = later.first.format("%-m月%-d日");
    match later.posts {
        1 => format!("そのあとの予定は {first} の 1 件です。"),
        posts => format!("そのあとの予定は {first} から {posts} 件です。"),
    }
}

/// Returns a time of the next seven days.
fn moment(at: NaiveDateTime, today: NaiveDate) -> String {
    let day =
        if at.date() == today { "今日".to_owned() } else { format!("{}曜", weekday(at.date())) };
    format!("{day} {}", at.format("%H:%M"))
}
