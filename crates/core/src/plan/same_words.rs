//! Rows of the same words: which of them are one post, and which are the same under different posts.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};

use super::index::Index;
use super::{PostRow, Row};
use crate::reason::RowCode;
use crate::row_state::{RowState, State};
use crate::schedule::When;

/// Returns another row, from 1, that has the same content and counts before this one.
pub(super) fn same_post(at: usize, post: &PostRow, index: &Index) -> Option<usize> {
    let others = index.of_the_same_words(post);
    let before = |other: &usize| match other.cmp(&at) {
        // The upper of two rows goes out. A lower one counts only once it was sent, else each would refuse
        // the other.
        Ordering::Less => true,
        Ordering::Equal => false,
        Ordering::Greater => index.has_sent(*other, post),
    };
    others
        .into_iter()
        .filter(before)
        .filter_map(|other| index.sheet.posts.get(other))
        .find(|other| !answer_different_posts((at, post), other, index))
        .map(|row| row.row() + 1)
}

/// Tells whether another row has the same content and answers another post.
pub(super) fn is_said_elsewhere(at: usize, post: &PostRow, index: &Index) -> bool {
    let others = index.of_the_same_words(post).into_iter().filter(|other| *other != at);
    let mut rows = others.filter_map(|other| index.sheet.posts.get(other));
    rows.any(|other| answer_different_posts((at, post), other, index))
}

/// Tells whether two rows of the same words, both of which go out so long after another post, answer different ones:
/// people say the same under each of their posts. A row that answers its own words is a copy below the original.
fn answer_different_posts((at, post): (usize, &PostRow), other: &Row, index: &Index) -> bool {
    if !is_delayed_part(post) {
        return false;
    }
    // A copy of the other row, line and all, is no post of its own before it says something else.
    let id = index.sheet.posts.get(at).and_then(Row::peek).map(|peek| peek.id);
    let is_copy = id.is_some() && id == other.peek().map(|peek| peek.id);
    // A copy that was refused does not go out by itself for the id that the refusal gave it.
    let is_refused = |line: &RowState| {
        line.why == Some(RowCode::SamePost) && post.has_hash(&line.hash) && !post.goes_out_at_once()
    };
    // But where the other row goes with a copy of what both replied to, this one is left with the original.
    let goes_with_a_copy = match other {
        Row::Open(other) => other.fixed_parent() != index.fixed_parent(other),
        Row::Finished { .. } => false,
    };
    if (is_copy || post.stored.line().is_some_and(is_refused)) && !goes_with_a_copy {
        return false;
    }
    let Some(row) = index.row(post.row) else { return false };
    let (own, own_row) = index.post_answered(row, index.kept_parent(post));
    let line = other.receipt();
    let fixed = match other {
        Row::Open(other) => index.kept_parent(other),
        Row::Finished { .. } => line.as_ref().and_then(|line| line.parent.as_deref()),
    };
    let (others, others_row) = index.post_answered(other, fixed);
    // By what they answer, and not by its row: a copy of that row has the same post.
    own != others
        && own_row.map(Row::row) != Some(other.row())
        && others_row.map(Row::row) != Some(post.row)
}

/// Returns the row that a part answers.
fn answered<'a>(post: &PostRow, index: &Index<'a>) -> Option<&'a Row> {
    index.row(post.row).and_then(|row| index.answered_by(row, index.kept_parent(post)))
}

/// Tells whether what went out then, from a row that is gone, was under another post than this one answers: that one
/// was not public yet, or is not.
pub(super) fn was_elsewhere(out: DateTime<Utc>, post: &PostRow, index: &Index) -> bool {
    let since = match &post.reply_to {
        _ if post.answers_a_row() => {
            // The post that its row is to become is not public yet.
            let since = |row| index.public_since(row).filter(|_| index.is_its_own_post(row));
            answered(post, index).map(since)
        }
        Ok(Some(named)) => index.published(named).map(|(_, since)| Some(since)),
        Ok(None) | Err(_) => None,
    };
    since.is_some_and(|since| since.is_none_or(|since| out < since))
}

/// Tells whether a part has fixed what it answers, and has nothing of its own words behind it.
pub(super) fn has_its_parent(post: &PostRow, index: &Index) -> bool {
    let is_own = |line: &RowState| line.state != State::Posted && post.has_hash(&line.hash);
    is_delayed_part(post)
        && post.stored.line().is_some_and(is_own)
        && index.kept_parent(post).is_some()
}

fn is_delayed_part(post: &PostRow) -> bool {
    matches!(post.when, Ok(When::After(_))) && post.answers_a_row()
}
