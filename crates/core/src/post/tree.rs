//! What a row says of the tree that it belongs to, and where it stands in it.
//!
//! A tree is a thread of several rows, in the sheets of other tools: the same id, and an order number each. A row tells
//! its own cells; its place is known once all rows are, see [`crate::plan::place_in_trees`].

use chrono::TimeDelta;

use super::PostRow;
use crate::cell::Cell;
use crate::cell_error::{CellError, CellNotice};
use crate::columns::{OptionFault, PostColumn, PostStatus, ReplyTo, tree};
use crate::place::Place;
use crate::reason::{RowCode, TreeFault};
use crate::row_state::State;
use crate::schedule::{Delay, ScheduledTime, TimeNotice, When};

/// What the two cells say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeCells {
    /// Which tree it is.
    pub id: TreeId,
    /// Where the row stands in it: the lowest is the post. None where it does not say, or not readably.
    pub order: Option<u32>,
    /// Whether the sheet is still working one of the two out.
    pub is_loading: bool,
}

/// What the cell with the tree's id says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreeId {
    /// This, as it is compared.
    Is(Box<str>),
    /// Nothing.
    Empty,
    /// Nothing that can be read.
    Unreadable,
}

impl TreeId {
    /// Tells whether it is this one.
    #[must_use]
    pub fn is(&self, id: &str) -> bool {
        matches!(self, Self::Is(own) if **own == *id)
    }
}

/// The row's part in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTree {
    /// What its cells say.
    pub cells: TreeCells,
    /// Where it stands.
    pub place: TreePlace,
    /// The row, from 0, with the next lower number, whatever stops this one.
    before: Option<usize>,
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
    /// It waits until the sheet has worked out the cells of this row, from 0, which may come before it.
    Loading(usize),
    /// It can go under no row as the cells are.
    Fault(TreeFault),
}

impl TreeCells {
    /// Reads the two cells; none where the row is in no tree, and says of none that it comes before or after another one.
    #[must_use]
    pub fn read(id: &Cell, order: &Cell) -> Option<Self> {
        let is_loading = id.is_loading() || order.is_loading();
        let id = match tree::id(id) {
            _ if id.is_loading() => TreeId::Unreadable,
            Ok(Some(id)) => TreeId::Is(id.into()),
            Ok(None) => TreeId::Empty,
            Err(_) => TreeId::Unreadable,
        };
        let order = if order.is_loading() { Ok(None) } else { tree::order(order) };
        let says_nothing = id == TreeId::Empty && !is_loading && order == Ok(None);
        (!says_nothing).then(|| Self { id, order: order.unwrap_or_default(), is_loading })
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
        Ok(Some(2..)) if !has_id => Some(without_tree(order.shown_text().trim())),
        Ok(_) => None,
        Err(fault) => Some(fault),
    }
}

fn without_tree(order: &str) -> CellError {
    CellError::Option(PostColumn::TreeOrder, OptionFault::OrderWithoutTree(order.to_owned()))
}

/// Reads what a row says of its tree; `when_later` is when it goes out where it is no first row.
pub(super) fn read(
    [id, order]: [&Cell; 2],
    when_later: impl FnOnce() -> Result<When, CellError>,
) -> Option<Box<InTree>> {
    let cells = TreeCells::read(id, order)?;
    let when_later = when_later();
    Some(Box::new(InTree { cells, place: TreePlace::First, before: None, when_later }))
}

/// Returns when a row goes out that is no first one, of what its cells say: without a time right after the row before
/// it, on a date without a time not before that day.
pub(super) fn when_later(read: Result<When, CellError>, place: &Place) -> Result<When, CellError> {
    read.map(|when| match when {
        When::Blank => {
            When::After(Delay { length: TimeDelta::zero(), column: PostColumn::PublishAt })
        }
        When::NoTime(date) => {
            let notice = Some(TimeNotice::Midnight(date));
            When::At(ScheduledTime { at: place.midnight(date), notice })
        }
        when => when,
    })
}

impl PostRow {
    /// Returns where the row stands in its tree; a row that is in none stands for itself.
    #[must_use]
    pub fn tree_place(&self) -> TreePlace {
        self.tree.as_ref().map_or(TreePlace::First, |tree| tree.place)
    }

    /// Gives the row its place in its tree; `before` is the row, from 0, with the next lower number.
    pub(crate) fn place_in_tree(&mut self, place: TreePlace, before: Option<usize>) {
        let Some(tree) = &mut self.tree else { return };
        (tree.place, tree.before) = (place, before);
        if place == TreePlace::First {
            return;
        }
        self.when.clone_from(&tree.when_later);
        if let Ok(When::At(ScheduledTime { notice: Some(notice), .. })) = self.when {
            let notice = CellNotice::ScheduledTime(notice);
            if !self.notices.contains(&notice) {
                self.notices.insert(0, notice);
            }
        }
    }

    /// Has the row say that its tree's id was forgotten, though its number could be that of a post of its own.
    pub(crate) fn lacks_its_tree(&mut self) {
        let order = self.tree.as_ref().and_then(|tree| tree.cells.order);
        if let Some(order) = order
            && self.tree_fault.is_none()
        {
            self.tree_fault = Some(without_tree(&order.to_string()));
        }
    }

    /// Returns the row, from 0, with the next lower number of its tree, whatever stops this one.
    #[must_use]
    pub fn row_before_in_tree(&self) -> Option<usize> {
        self.tree.as_ref().and_then(|tree| tree.before)
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

    /// Tells whether it answers any post. One that goes under no row as its cells are may have been sent as a reply.
    #[must_use]
    pub fn is_reply(&self) -> bool {
        let answers_its_tree = match self.tree_place() {
            TreePlace::First => false,
            TreePlace::Under(_) | TreePlace::Gone => true,
            TreePlace::Unclear(_) | TreePlace::Loading(_) | TreePlace::Fault(_) => {
                self.row_before_in_tree().is_some()
            }
        };
        answers_its_tree || matches!(self.reply_to, Ok(Some(_)))
    }

    /// Tells whether it is the first row of a tree, and answers nothing: what it once was to go under is forgotten.
    #[must_use]
    pub fn begins_a_tree(&self) -> bool {
        self.tree.is_some() && self.tree_place() == TreePlace::First && self.reply_to == Ok(None)
    }

    /// Returns the id of the row that was fixed as the one it replies to, unless a person has let it go on without that.
    pub(crate) fn fixed_parent(&self) -> Option<&str> {
        let line = self.stored.line().filter(|_| !self.is_to_go_on_without_its_parent())?;
        line.parent.as_deref()
    }

    /// Tells whether a person has answered that the row under which it was to go is gone, or has given a refused copy words
    /// of its own, which had fixed what its original replies to: it goes where its tree, or its place, has it by now.
    pub(crate) fn is_to_go_on_without_its_parent(&self) -> bool {
        let refused = self.stored.line().filter(|line| line.state == State::Failed);
        let Some((line, why)) = refused.and_then(|line| Some((line, line.why.as_ref()?))) else {
            return false;
        };
        let is_changed = !self.has_hash(&line.hash);
        let is_asked_anew = is_changed || self.status != Ok(PostStatus::Failed);
        why.is_of_a_lost_parent() && is_asked_anew || *why == RowCode::SamePost && is_changed
    }
}
