//! The uses of stock rows in slots: of those that no post wants, each goes to the row that was used longest ago.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::super::Decision;
use super::super::slots::Slotted;
use super::{AHEAD, Candidate, Planner, StockDecision};
use crate::account::AccountRow;
use crate::reason::{Message, StockMessage};
use crate::slots::{SlotsFaultKind, Turns};

impl<'a, 'b> Planner<'a, 'b> {
    /// Fills the slots of the next day that no post wants: each with the row that was used longest ago.
    pub(super) fn use_in_slots(
        &mut self,
        waiting: Vec<Candidate<'a>>,
        decisions: &[Decision],
        decided: &mut [StockDecision],
    ) {
        let end = self.place.now + AHEAD;
        for (account, own) in self.by_account(waiting) {
            let free = match account {
                SlotsOf::Account(slotted) => {
                    let is_any_due = own.iter().any(|candidate| candidate.after <= end);
                    if is_any_due { self.free(&slotted, decisions, end) } else { Vec::new() }
                }
                SlotsOf::Twins => Vec::new(),
                SlotsOf::None(message) => {
                    for candidate in own {
                        if let Some(decision) = decided.get_mut(candidate.at) {
                            decision.says =
                                self.beside(&candidate).or_else(|| Some(message.clone()));
                        }
                    }
                    continue;
                }
            };
            self.fill(own, free, decided);
        }
    }

    /// Divides rows by their accounts, in each the one first that was used longest ago.
    pub(super) fn by_account(
        &self,
        mut waiting: Vec<Candidate<'a>>,
    ) -> Vec<(SlotsOf<'b>, Vec<Candidate<'a>>)> {
        waiting.sort_by_key(|candidate| (candidate.last, candidate.row.row));
        let mut own: HashMap<&str, Vec<Candidate>> = HashMap::new();
        for candidate in waiting {
            own.entry(candidate.row.account.as_deref().unwrap_or_default())
                .or_default()
                .push(candidate);
        }
        let accounts = self.index.sheet.accounts.iter();
        let of_account = |account: &'b AccountRow| {
            let name = account.name.as_deref().ok()?;
            Some((self.slots_of(account, name), own.remove(name)?))
        };
        accounts.filter_map(of_account).collect()
    }

    fn slots_of(&self, account: &'b AccountRow, name: &'b str) -> SlotsOf<'b> {
        match &account.slots {
            Ok(Some(slots)) => Slotted::of(account, name, slots, self.index)
                .map_or(SlotsOf::Twins, SlotsOf::Account),
            Ok(None) => SlotsOf::None(StockMessage::NoSlots),
            Err(fault) if fault.why == SlotsFaultKind::Loading => {
                SlotsOf::None(StockMessage::Held(Message::AccountLoading))
            }
            Err(fault) => SlotsOf::None(StockMessage::Held(Message::SlotsUnclear(fault.clone()))),
        }
    }

    /// Returns the slots before an instant, UTC, that are free once every post has its own.
    pub(super) fn free(
        &self,
        slotted: &Slotted,
        decisions: &[Decision],
        end: DateTime<Utc>,
    ) -> Vec<DateTime<Utc>> {
        let mut planned = slotted.planned(decisions, self.index, &self.days);
        let taken = self.taken.get(slotted.name);
        planned.posts.extend(taken.into_iter().flatten());
        Turns::new(slotted.slots, slotted.name, planned, self.place).free_before(end)
    }

    fn fill(
        &mut self,
        own: Vec<Candidate>,
        mut free: Vec<DateTime<Utc>>,
        decided: &mut [StockDecision],
    ) {
        for candidate in own {
            let Some(decision) = decided.get_mut(candidate.at) else { continue };
            let beside = self.beside(&candidate);
            decision.says = Some(beside.clone().unwrap_or(StockMessage::WaitsForSlot));
            if beside.is_none() && candidate.after > self.place.now + AHEAD {
                // To the minute in which the rest ends.
                let from = candidate.after + TimeDelta::milliseconds(1);
                decision.says = Some(StockMessage::Rests { from: self.place.wall(from) });
                continue;
            }
            let is_new = |at: &DateTime<Utc>| !self.is_there(&candidate, *at);
            let mut slots = free.iter().copied().enumerate();
            let found = slots.find(|(_, at)| candidate.fits(*at) && is_new(at));
            let now = self.place.now;
            let found = found.filter(|(_, at)| !candidate.can_wait(*at, now));
            let Some((place, at)) = found else { continue };
            if let Some(repeats) = self.repeats(&self.with_the_same_text(&candidate), at) {
                decision.says = beside.or(Some(repeats));
                continue;
            }
            if self.use_if_right(candidate.row, at, decision) {
                free.remove(place);
            }
        }
    }
}

/// The slots of an account in which rows of Stock may be used.
pub(super) enum SlotsOf<'a> {
    /// Those that this account has.
    Account(Slotted<'a>),
    /// Two rows have its name, and none of them gives any.
    Twins,
    /// It has none; with what is said of that.
    None(StockMessage),
}
