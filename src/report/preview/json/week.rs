//! The week of each account for programs.

use serde::Serialize;
use threadsheet_core::week::{AccountWeek, Day, DayPause, Entry, EntryKind, StockEntry};

use super::super::Preview;
use crate::report::json::time;

/// The next seven days of an account.
#[derive(Serialize)]
pub(super) struct AccountDays<'a> {
    row: usize,
    account: &'a str,
    slots_a_week: usize,
    gives_slots: bool,
    days: Vec<OneDay<'a>>,
    later: Option<Later>,
}

#[derive(Serialize)]
struct OneDay<'a> {
    date: String,
    is_paused: bool,
    /// Where the pause ends on that day.
    paused_until: Option<String>,
    entries: Vec<OneEntry<'a>>,
    /// The posts that are still to be made of rows of Stock.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stock: Vec<OneUse<'a>>,
}

/// A post that is still to be made of a row of Stock.
#[derive(Serialize)]
struct OneUse<'a> {
    at: String,
    is_in_slot: bool,
    row: usize,
    text: &'a str,
}

/// A post, or, without a row, a free slot.
#[derive(Serialize)]
struct OneEntry<'a> {
    at: String,
    is_in_slot: bool,
    row: Option<usize>,
    text: Option<&'a str>,
    stage: Option<&'static str>,
}

#[derive(Serialize)]
struct Later {
    posts: usize,
    first: String,
}

/// Returns the weeks of all accounts.
pub(super) fn weeks(preview: &Preview) -> Vec<AccountDays<'_>> {
    preview.week.accounts.iter().map(|account| week(preview, account)).collect()
}

fn week<'a>(preview: &Preview, account: &'a AccountWeek) -> AccountDays<'a> {
    AccountDays {
        row: account.row,
        account: &account.name,
        slots_a_week: account.slots,
        gives_slots: account.gives_slots,
        days: account.days.iter().map(|day| one_day(preview, day)).collect(),
        later: account
            .later
            .map(|later| Later { posts: later.posts, first: later.first.to_string() }),
    }
}

fn one_day<'a>(preview: &Preview, day: &'a Day) -> OneDay<'a> {
    let entry = |entry: &'a Entry| {
        let at = time(entry.at, preview.zone);
        let (row, text, stage) = (None, None, None);
        match &entry.kind {
            EntryKind::Stock(_) => None,
            EntryKind::Free => Some(OneEntry { at, is_in_slot: true, row, text, stage }),
            EntryKind::Post(post) => Some(OneEntry {
                at,
                is_in_slot: post.is_in_slot,
                row: Some(post.row),
                text: Some(&post.text),
                stage: Some(post.stage.word()),
            }),
        }
    };
    let of_stock = |entry: &'a Entry| match &entry.kind {
        EntryKind::Stock(StockEntry { row, text, is_in_slot }) => {
            let at = time(entry.at, preview.zone);
            Some(OneUse { at, is_in_slot: *is_in_slot, row: *row, text })
        }
        EntryKind::Free | EntryKind::Post(_) => None,
    };
    OneDay {
        date: day.date.to_string(),
        is_paused: day.pause.is_some(),
        paused_until: match day.pause {
            Some(DayPause::Until(until)) => Some(time(until, preview.zone)),
            Some(DayPause::AllDay) | None => None,
        },
        entries: day.entries.iter().filter_map(entry).collect(),
        stock: day.entries.iter().filter_map(of_stock).collect(),
    }
}
