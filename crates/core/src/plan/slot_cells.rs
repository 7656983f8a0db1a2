//! The slots in the Publish at cells: there people see when a post goes out, and type another time over it.
//!
//! The row state holds the slot; the cell only shows it. So a cell that could not be written, or whose time a person
//! has deleted, costs no post its slot, and a cell that still shows the row's slot is no time of a person's.

use chrono::{DateTime, Utc};

use super::index::Index;
use super::{Decision, Row, Step, thread};
use crate::columns::PostColumn;
use crate::post::PostRow;
use crate::row_state::State;
use crate::schedule::{When, delay_formula};

/// What a Publish at cell gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotCell {
    /// Nothing: the slot that it shows is the row's no more.
    Empty,
    /// The time of the row's slot, UTC.
    Shows(DateTime<Utc>),
}

/// Has the Publish at cells show the slots of their rows.
pub(super) fn show(decisions: &mut [Decision], index: &Index) {
    // A formula may fill the whole column, or copy it from elsewhere: then slots are only told.
    let has_formula = |row: &Row| {
        let cell = match row {
            Row::Open(post) => post.own(PostColumn::PublishAt),
            Row::Finished { publish_at, .. } => publish_at.as_deref(),
        };
        cell.is_some_and(|cell| cell.formula.is_some() && delay_formula(cell).is_none())
    };
    let has_formulas = index.sheet.posts.iter().any(has_formula);
    for decision in decisions {
        let Some(post) = index.open_row(decision.row) else { continue };
        // What shows a slot is no formula, and must not outlast it.
        if post.shows_slot || !has_formulas {
            decision.slot_cell = decision.cell_of_slot(post);
        }
    }
}

impl Decision {
    /// Returns the slot that a row keeps which it was given in an earlier run: one of before the row stopped, or got a
    /// time of its own, holds no longer once it is queued again.
    pub(super) fn kept_slot(&self, post: &PostRow) -> Option<DateTime<Utc>> {
        let line = post.stored.line().filter(|_| !self.releases_slot)?;
        match &self.step {
            Step::Keep => line.slot,
            Step::Turn(State::Queued) => post.slot(),
            Step::Turn(_) => post.slot_of_cells(),
            Step::Restore(known) => known.slot,
            Step::Open(_) | Step::Erase => None,
        }
    }

    fn cell_of_slot(&self, post: &PostRow) -> Option<SlotCell> {
        let cell = post.own(PostColumn::PublishAt)?;
        let shown = post.stored.line().and_then(|line| line.slot).filter(|_| post.shows_slot);
        let is_free = shown.is_some() || cell.is_empty() && post.when == Ok(When::Blank);
        let is_queued = match &self.step {
            Step::Keep => post.stored.line().is_some_and(|line| line.state == State::Queued),
            Step::Open(state) | Step::Turn(state) => *state == State::Queued,
            Step::Restore(_) | Step::Erase => false,
        };
        match self.slot.or_else(|| self.kept_slot(post)) {
            Some(slot) if shown == Some(slot) => None,
            // Once the post is under way, a person may do with the cell what they like.
            Some(slot) => {
                let is_to_come = is_queued && !thread::is_under_way(post, self);
                (is_free && is_to_come).then_some(SlotCell::Shows(slot))
            }
            None => shown.map(|_| SlotCell::Empty),
        }
    }
}
