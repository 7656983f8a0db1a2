//! The slots that are still free once every post has its own.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::index::Index;
use super::slots::Slotted;
use super::{Plan, Sheet, accounts, daily_cap};
use crate::log::LogLines;
use crate::slots::Turns;

/// Returns the free slots up to an instant of each account that gives its posts slots: what as many further posts would
/// get by the next plan, given the decisions of [`super::upcoming`].
#[must_use]
pub fn free_slots<'a>(
    sheet: &Sheet<'a>,
    upcoming: &Plan,
    end: DateTime<Utc>,
) -> HashMap<&'a str, Vec<DateTime<Utc>>> {
    let steps = accounts(sheet);
    let none = LogLines::default();
    let index = Index::new(sheet, sheet.log_lines.unwrap_or(&none), &steps);
    let days = daily_cap::planned(&upcoming.posts, &index);
    let of_account = |account: &'a crate::account::AccountRow| {
        let (Ok(name), Ok(Some(slots))) = (&account.name, &account.slots) else { return None };
        let slotted = Slotted::of(account, name, slots, &index).filter(Slotted::gives_slots)?;
        let planned = slotted.planned(&upcoming.posts, &index, &days);
        let turns = Turns::new(slotted.slots, slotted.name, planned, sheet.place);
        Some((name.as_str(), turns.free_before(end)))
    };
    sheet.accounts.iter().filter_map(of_account).collect()
}
