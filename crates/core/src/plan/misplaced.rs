//! What a run wrote by place onto the wrong row, and could not put right any more because it was killed.
//!
//! A row was inserted or moved in the moment of the write. What stands on a blank row and is all ours is taken
//! off; a person's row whose own Status was overwritten says Check, because its old Status is not known, and a
//! Draft must not go out.

use chrono::{DateTime, Utc};

use super::index::{Index, word_of};
use super::{Decision, Row, Says, Sheet, Step};
use crate::columns::{PostColumn, PostStatus};
use crate::log::Witness;
use crate::post::{PostRow, StoredState};
use crate::reason::{Message, RowCode};
use crate::row_state::{RowState, State};

/// The words that the program alone writes.
const OURS: [PostStatus; 4] =
    [PostStatus::Publishing, PostStatus::Failed, PostStatus::Missed, PostStatus::Check];

/// Returns what is done about a row on which something stands that was meant for another row.
pub(super) fn decide(post: &PostRow, index: &Index, decision: &Decision) -> Option<Decision> {
    // A row without a cell of a person's has no use for anything that stands here; one with content is only
    // marked.
    if post.is_bare {
        let erase = || Decision { step: Step::Erase, ..decision.clone() };
        return (is_all_ours(post, index) || is_told_of_a_slot(post, index)).then(erase);
    }
    let (is_written_over, step) = match &post.stored {
        StoredState::Line(line) => (is_written_over(post, line, index), Step::Turn(State::Check)),
        // The row whose address it is has lost its Status to this one.
        StoredState::Blank => {
            let is_lost = post.status == Ok(PostStatus::Published)
                && index.is_address_of_a_row(&post.permalink)
                && index.wants(PostStatus::Published);
            (is_lost, Step::Open(State::Check))
        }
        StoredState::Malformed(_) => return None,
    };
    (post.has_content && is_written_over).then(|| to_check(step, decision.clone()))
}

/// Lets a person say what became of a row that another row's line or Status landed on.
pub(super) fn to_check(step: Step, decision: Decision) -> Decision {
    Decision {
        step,
        shows: Some(PostStatus::Check),
        says: Says::This(Message::CheckUnexplained),
        why: Some(RowCode::Overwritten),
        ..decision
    }
}

/// Tells whether the line on a row is the first one of another row's words, which lack it.
pub(super) fn is_anothers_first_line(post: &PostRow, line: &RowState, index: &Index) -> bool {
    line.version == 1
        && is_unsent(line)
        && !post.has_hash(&line.hash)
        && !index.was_claimed(&line.id)
        && index.lacks_its_line(&line.hash)
}

/// Returns what the Log knows of the post whose address stands on a row, where the row's own line was lost under
/// another row's first one. Its words may have been mended since it went out, so they tell nothing.
pub(super) fn known_by_its_address(post: &PostRow, index: &Index) -> Option<Witness> {
    post.stored.line().filter(|line| is_anothers_first_line(post, line, index))?;
    let shows_ours = |status| status == PostStatus::Published || OURS.contains(&status);
    if post.permalink.is_empty() || !post.status.as_ref().is_ok_and(|status| shows_ours(*status)) {
        return None;
    }
    let id = &index.log_lines.published_at(&post.permalink)?.id;
    let known = index.is_lost(id).then(|| index.witness(&[id]))??;
    (known.state == State::Posted && !post.is_bare).then_some(known)
}

/// Tells whether a blank row shows only what another row was to show and be told of its slot, and does not.
fn is_told_of_a_slot(post: &PostRow, index: &Index) -> bool {
    let mut own = post.own.iter();
    let is_of_slots = |column| matches!(column, PostColumn::Message | PostColumn::PublishAt);
    let is_alone = own.all(|(column, cell)| is_of_slots(*column) || cell.is_empty());
    if post.stored != StoredState::Blank || !is_alone {
        return false;
    }
    let Sheet { place, language, .. } = index.sheet;
    let is_its_message = |other: &PostRow, slot| {
        let says = Message::InSlot { at: place.wall(slot) }.say(*language);
        post.message().is_empty() || says == post.message() && other.message() != says
    };
    let mut others = slotted(index);
    others.any(|(other, slot)| {
        let is_its_time = || is_its_time(post, (other, slot), index);
        is_its_message(other, slot) && (!shows_a_time(post) || is_its_time())
    })
}

/// Returns the rows that wait with a slot, and what that is, though their cells may show another row's.
fn slotted<'a>(index: &Index<'a>) -> impl Iterator<Item = (&'a PostRow, DateTime<Utc>)> {
    index.sheet.posts.iter().filter_map(|row| match row {
        Row::Open(post) => {
            let line = post.stored.line().filter(|line| line.state == State::Queued)?;
            Some((&**post, line.slot?))
        }
        Row::Finished { .. } => None,
    })
}

fn shows_a_time(post: &PostRow) -> bool {
    post.own(PostColumn::PublishAt).is_some_and(|cell| !cell.is_empty())
}

/// Tells whether the time on a row is the slot of another one that lacks it: that one shows none, or that of a third
/// row by the same mistake. Where it shows any other time, a person has moved it, and the slot is free for everybody.
fn is_its_time(post: &PostRow, (other, slot): (&PostRow, DateTime<Utc>), index: &Index) -> bool {
    let is_moved_along = || {
        let mut thirds = slotted(index).filter(|(third, _)| third.row != other.row);
        thirds.any(|(third, slot)| other.is_planned_for(Some(slot)) && !third.shows_slot)
    };
    let cell = post.own(PostColumn::PublishAt);
    // Our own date cell holds no formula.
    cell.is_some_and(|cell| cell.formula.is_none())
        && post.is_planned_for(Some(slot))
        && (!shows_a_time(other) || is_moved_along())
}

/// Tells whether all that stands on a row without any cell of a person's was meant for other rows.
fn is_all_ours(post: &PostRow, index: &Index) -> bool {
    let is_first = match &post.stored {
        StoredState::Blank => false,
        StoredState::Malformed(_) => return false,
        // One of which something was sent is its row's memory, though a person has emptied the row.
        StoredState::Line(line) if !is_unsent(line) => return false,
        // A use of a stock row is over once its row is emptied; what is typed there later is another post.
        StoredState::Line(line) if line.stock_use.is_some() && !index.was_claimed(&line.id) => true,
        StoredState::Line(line) if line.version > 1 => return false,
        // Only a first line is written by place. Every later one replaces the exact old line, wherever the row
        // has moved.
        StoredState::Line(_) => true,
    };
    let is_filled = |column| post.own(column).is_some_and(|cell| !cell.is_empty());
    let is_address = index.is_address_of_a_row(&post.permalink);
    let is_ours = is_first
        || is_address
        // No person types these words into an empty row.
        || matches!(post.status, Ok(status) if OURS.contains(&status))
        // A date beside Published could be a person's own note, unless some row really lacks its Status.
        || is_filled(PostColumn::PublishedAt)
            && post.status == Ok(PostStatus::Published)
            && index.wants(PostStatus::Published);
    let is_free = |status: &PostStatus| {
        // An empty Status reads as Queued; the typed word would be a person's.
        *status == PostStatus::Queued && !is_filled(PostColumn::Status)
            || *status == PostStatus::Published
            || OURS.contains(status)
    };
    let is_our_time = !shows_a_time(post)
        || post.shows_slot
        || slotted(index).any(|other| is_its_time(post, other, index));
    // All of it has to be ours: one cell that may be a person's keeps the whole row as it is.
    is_ours
        && is_our_time
        && post.status.as_ref().is_ok_and(is_free)
        && (is_address || post.permalink.is_empty())
}

fn is_unsent(line: &RowState) -> bool {
    if !line.thread.is_empty() {
        return false;
    }
    matches!(line.state, State::Queued | State::Failed | State::Missed) && line.sends == 0
        // Check without a container is how a row begins that nothing explains; it has no attempt to lose.
        || line.state == State::Check && line.container.is_none()
}

/// Tells whether the Status of a row was meant for another one: its own row state does not call for it, and
/// another row lacks just that.
fn is_written_over(post: &PostRow, line: &RowState, index: &Index) -> bool {
    // What was claimed for the row itself it has shown itself: its row state was brought back, nothing was misplaced.
    if !is_unsent(line) || line.state == State::Check || index.was_claimed(&line.id) {
        return false;
    }
    let Ok(status) = post.status else { return false };
    if status == word_of(line.state) {
        // A first line, Status and all, of another row's words.
        return line.version == 1
            && OURS.contains(&status)
            && !post.has_hash(&line.hash)
            && index.is_without_a_line(&line.hash);
    }
    match status {
        PostStatus::Published => index.is_address_of_a_row(&post.permalink),
        status => OURS.contains(&status) && index.wants(status),
    }
}
