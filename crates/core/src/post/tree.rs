//! What a row says of the tree that it belongs to, and where it stands in it.
//!
//! A tree is a thread of several rows, in the sheets of other tools: the same id, and an order number each. A row tells
//! its own cells; its place is known once all rows are, see [`crate::plan::place_in_trees`].

use chrono::TimeDelta;

use super::PostRow;
use crate::cell::Cell;
use crate::cell_error::CellError;
use crate::columns::{OptionFault, PostColumn, PostStatus, ReplyTo, tree};
use crate::place::Place;
use crate::reason::{RowCode, TreeFault};
use crate::row_state::{RowState, State};
use crate::schedule::{Delay, ScheduledTime, When};

/// What the two cells say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeCells {
    /// The tree's id, as it is compared; none while the sheet is still working it out.
    pub id: Option<Box<str>>,
    /// Where the row stands in it: the lowest is the post. None where it does not say, or not readably.
    pub order: Option<u32>,
}

/// The row's part in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTree {
    /// What its cells say.
    pub cells: TreeCells,
    /// Where it stands.
    pub place: TreePlace,
    /// When it goes out where it is no first row: after the one before, where it says nothing else.
    when_later: Result<When, CellError>,
}

/// Where a row stands in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TreePlace {
    /// It is the first row, or the only one: a post like any other.
    First,
    /// It goes under the post of this row, from 0.
    Under(usize),
    /// The row under which it was to go is not there any more.
    Gone,
    /// It waits until it is clear what comes before it, which this row, from 0, leaves open.
    Unclear(usize),
    /// It can go under no row as the cells are.
    Fault(TreeFault),
}

impl TreeCells {
    /// Reads the two cells; none where the row is in no tree.
    #[must_use]
    pub fn read(id: &Cell, order: &Cell) -> Option<Self> {
        let is_loading = id.is_loading() || order.is_loading();
        let (id, order) = (tree::id(id), tree::order(order));
        if is_loading {
            return Some(Self { id: None, order: None });
        }
        let id = Some(id.ok()??.into());
        Some(Self { id, order: order.unwrap_or_default() })
    }
}

/// Returns what is wrong with the two cells, whatever other rows say.
pub(super) fn fault([id, order]: [&Cell; 2]) -> Option<CellError> {
    if id.is_loading() || order.is_loading() {
        return None;
    }
    let of = |column: PostColumn| move |fault| CellError::Option(column, fault);
    let has_id = match tree::id(id).map_err(of(PostColumn::TreeId)) {
        Ok(id) => id.is_some(),
        Err(fault) => return Some(fault),
    };
    match tree::order(order).map_err(of(PostColumn::TreeOrder)) {
        // Whose second row it is nobody can tell, and a post of its own it was hardly meant to be.
        Ok(Some(2..)) if !has_id => {
            let read = order.shown_text().trim().to_owned();
            Some(of(PostColumn::TreeOrder)(OptionFault::OrderWithoutTree(read)))
        }
        Ok(_) => None,
        Err(fault) => Some(fault),
    }
}

/// Reads what a row says of its tree; `when_later` is when it goes out where it is no first row.
pub(super) fn read(
    [id, order]: [&Cell; 2],
    when_later: impl FnOnce() -> Result<When, CellError>,
) -> Option<Box<InTree>> {
    let cells = TreeCells::read(id, order)?;
    Some(Box::new(InTree { cells, place: TreePlace::First, when_later: when_later() }))
}

/// Returns when a row goes out that is no first one, of what its cells say: without a time right after the row before
/// it, on a date without a time not before that day.
pub(super) fn when_later(read: Result<When, CellError>, place: &Place) -> Result<When, CellError> {
    read.map(|when| match when {
        When::Blank => {
            When::After(Delay { length: TimeDelta::zero(), column: PostColumn::PublishAt })
        }
        When::NoTime(date) => When::At(ScheduledTime { at: place.midnight(date), notice: None }),
        when => when,
    })
}

impl PostRow {
    /// Returns where the row stands in its tree; a row that is in none stands for itself.
    #[must_use]
    pub fn tree_place(&self) -> TreePlace {
        self.tree.as_ref().map_or(TreePlace::First, |tree| tree.place)
    }

    /// Gives the row its place in its tree.
    pub(crate) fn place_in_tree(&mut self, place: TreePlace) {
        let Some(tree) = &mut self.tree else { return };
        tree.place = place;
        if place != TreePlace::First {
            self.when.clone_from(&tree.when_later);
        }
    }

    /// Tells whether it answers the post of another row, with which it goes out.
    #[must_use]
    pub fn answers_a_row(&self) -> bool {
        self.reply_to == Ok(Some(ReplyTo::Previous)) || self.tree_place() != TreePlace::First
    }

    /// Tells whether it goes under another row of its tree.
    #[must_use]
    pub fn is_under_its_tree(&self) -> bool {
        matches!(self.tree_place(), TreePlace::Under(_) | TreePlace::Gone)
    }

    /// Tells whether it answers any post.
    #[must_use]
    pub fn is_reply(&self) -> bool {
        self.answers_a_row() || matches!(self.reply_to, Ok(Some(_)))
    }

    /// Tells whether it is the first row of a tree, and answers nothing: what it once was to go under is forgotten.
    #[must_use]
    pub fn begins_a_tree(&self) -> bool {
        self.tree.is_some() && self.tree_place() == TreePlace::First && self.reply_to == Ok(None)
    }

    /// Tells whether a person has answered that the row under which it was to go is gone: it goes where its tree has it
    /// by now.
    pub(crate) fn is_to_go_on_without_its_parent(&self) -> bool {
        let is_told = |line: &RowState| {
            line.state == State::Failed && line.why == Some(RowCode::TreeParentGone)
        };
        self.stored
            .line()
            .filter(|line| is_told(line))
            .is_some_and(|line| !self.has_hash(&line.hash) || self.status != Ok(PostStatus::Failed))
    }
}
