//! The uses of stock rows that are coming and do not stand in Posts yet, for previews and checks: the next one of each
//! row, as things are.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::super::index::Index;
use super::super::{Decision, Sheet, accounts, decisions};
use super::{Candidate, Planner, SlotsOf, Stock, StockDecision, StockStep};
use crate::log::LogLines;
use crate::slots::{HORIZON, Rule};
use crate::stock::StockRow;
use crate::text;

/// A use of a stock row that is coming, and does not stand in Posts yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpcomingUse {
    /// The row of Stock, from 0.
    pub row: usize,
    /// The account's name.
    pub account: String,
    /// When the post goes out, UTC.
    pub at: DateTime<Utc>,
    /// The beginning of the text that is then its turn.
    pub text: String,
}

/// Returns the next use of each stock row in the coming eight days, in the order of their times. One that stands in Posts
/// already is a post like any other, and not among them.
#[must_use]
pub fn upcoming_uses(sheet: &Sheet, stock: &Stock) -> Vec<UpcomingUse> {
    let accounts = accounts(sheet);
    let none = LogLines::default();
    let index = Index::new(sheet, sheet.log_lines.unwrap_or(&none), &accounts);
    let (posts, _) = decisions(&index);
    let mut planner = Planner::new(stock, &posts, &index);
    let decided = planner.decide(&posts);
    planner.coming(&posts, &decided)
}

impl Planner<'_, '_> {
    fn coming(mut self, decisions: &[Decision], decided: &[StockDecision]) -> Vec<UpcomingUse> {
        let end = self.place.now + HORIZON;
        let (mut uses, mut by_slot) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for (at, (row, decision)) in self.stock.rows.iter().zip(decided).enumerate() {
            if let StockStep::Use { at, variant } = decision.step {
                uses.push(coming_use(row, variant, at));
                continue;
            }
            if !decision.is_sound || row.is_blank {
                continue;
            }
            let Ok(candidate) = self.next_candidate(row, at, decision) else { continue };
            let Ok(Rule::Times(times)) = &row.rule else {
                by_slot.push(candidate);
                continue;
            };
            let next = self.next_time(&candidate, times).at;
            // Of two rows with the same cells, one is used.
            let next = next.filter(|next| candidate.fits(*next) && *next < end);
            if let Some(next) = next.filter(|next| seen.insert((row.hash.as_str(), *next))) {
                uses.push(coming_use(row, candidate.variant(), next));
            }
        }
        for coming in &uses {
            self.taken.entry(coming.account.clone()).or_default().insert(coming.at);
        }
        self.fill_slots(by_slot, decisions, end, &mut uses);
        uses.sort_by_key(|coming| (coming.at, coming.row));
        uses
    }

    /// Adds the uses in slots: each slot that no post wants to the row that was used longest ago.
    fn fill_slots(
        &self,
        waiting: Vec<Candidate>,
        decisions: &[Decision],
        end: DateTime<Utc>,
        uses: &mut Vec<UpcomingUse>,
    ) {
        for (account, mut own) in self.by_account(waiting) {
            let SlotsOf::Account(slotted) = account else { continue };
            for at in self.free(&slotted, decisions, end) {
                let is_next = |candidate: &Candidate| {
                    let others = self.with_the_same_text(candidate);
                    candidate.fits(at) && self.repeats(&others, at).is_none()
                };
                if let Some(place) = own.iter().position(is_next) {
                    let candidate = own.remove(place);
                    uses.push(coming_use(candidate.row, candidate.variant(), at));
                }
            }
        }
    }
}

fn coming_use(row: &StockRow, variant: usize, at: DateTime<Utc>) -> UpcomingUse {
    let text = row.variants.get(variant).map_or("", String::as_str);
    let account = row.account.clone().unwrap_or_default();
    UpcomingUse { row: row.row, account, at, text: text::excerpt(text) }
}
