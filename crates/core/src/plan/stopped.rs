//! What is said of a row of which nothing is sent, because it was stopped, or because nobody has marked it.

use super::eligibility::unmarked;
use super::index::Index;
use super::{Decision, Says};
use crate::columns::PostStatus;
use crate::post::PostRow;
use crate::reason::{Message, Refusal, RowCode};
use crate::row_state::{RowState, State};

/// A row that shows a word of the program, or of another tool, and of which nothing is sent: where no reason
/// stands beside it, it is told.
pub(super) fn stopped(post: &PostRow, status: PostStatus, decision: Decision) -> Decision {
    let is_stopped = matches!(
        status,
        PostStatus::Publishing | PostStatus::Failed | PostStatus::Check | PostStatus::Missed
    );
    // A message that is there, be it another tool's, is not overwritten by a guess at the reason.
    if !is_stopped || !post.message().is_empty() || post.loading.is_some() {
        return decision;
    }
    let state = post.stored.line().map(|line| line.state);
    let says = match (post.fault(), status) {
        _ if state == Some(State::Check) => Message::CheckAgain,
        _ if state == Some(State::Missed) => Message::Missed,
        (Some(fault), PostStatus::Failed) => Message::Refused(Refusal::Cell(fault.clone())),
        _ => Message::NoReason { status },
    };
    Decision { says: Says::This(says), ..decision }
}

/// A row whose Status is empty on a desk that posts only what is marked.
pub(super) fn not_marked(index: &Index, decision: Decision) -> Decision {
    Decision { says: Says::This(unmarked(&index.sheet.limits)), ..decision }
}

/// Tells whether it was refused for a cell, which may be mended elsewhere.
pub(super) fn was_a_cell_fault(receipt: &RowState) -> bool {
    receipt.why.as_ref().is_some_and(RowCode::is_of_a_cell)
}
