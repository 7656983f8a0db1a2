//! The week of each account for programs.

use serde::Serialize;
use threadsheet_core::week::{AccountWeek, Day, DayPause, Entry, EntryKind};

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
}

/// A post, or one that is still to be made of a row of Stock, or, without either row, a free slot.
#[derive(Serialize)]
struct OneEntry<'a> {
    at: String,
    is_in_slot: bool,
    row: Option<usize>,
    /// The row of Stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    stock_row: Option<usize>,
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
        let free =
            OneEntry { at, is_in_slot: true, row: None, stock_row: None, text: None, stage: None };
        match &entry.kind {
            EntryKind::Free => free,
            EntryKind::Post(post) => OneEntry {
                is_in_slot: post.is_in_slot,
                row: Some(post.row),
                text: Some(&post.text),
                stage: Some(post.stage.word()),
                ..free
            },
            EntryKind::Stock(stock) => OneEntry {
                is_in_slot: stock.is_in_slot,
                stock_row: Some(stock.row),
                text: Some(&stock.text),
                ..free
            },
        }
    };
    OneDay {
        date: day.date.to_string(),
        is_paused: day.pause.is_some(),
        paused_until: match day.pause {
            Some(DayPause::Until(until)) => Some(time(until, preview.zone)),
            Some(DayPause::AllDay) | None => None,
        },
        entries: day.entries.iter().map(entry).collect(),
    }
}
