//! Rows that carry one id: which of them is the post's own, and which post a reply goes under.
//!
//! One rule for all: only a row that is its own post stands for the id in its line. A copy never does, whatever its
//! Status says, nor does a row that is being rewritten. A reply that has fixed an id goes by that, and where several
//! rows carry it, by the one that still says what was meant; a reply that has not goes by its place. [`super::trees`] tells
//! earlier, when the rows are read and by their words alone; where none or several of them qualify, it takes none for certain.

use super::index::{Index, is_sent};
use super::progress::is_being_rewritten;
use super::{PostRow, Row};
use crate::columns::PostStatus;
use crate::post::TreePlace;
use crate::row_state::{RowState, State};

/// What a reply goes under, to tell whether two of them go under the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PostAnswered<'a> {
    /// The post with this id.
    Id(&'a str),
    /// The one that this row, from 0, is to become.
    OfRow(usize),
}

impl<'a> Index<'a> {
    /// Tells whether this row is a copy: another one carries the same id with better right. The better right is to hold
    /// the words that the line speaks of, then not to be held back, then to have its own reply right below, then to
    /// stand higher.
    pub(super) fn is_copy(&self, at: usize, id: &str) -> bool {
        self.rightful(id).is_some_and(|rightful| rightful != at)
    }

    /// Tells whether the line of an open row was copied from another row.
    pub(super) fn is_copied(&self, post: &PostRow) -> bool {
        self.is_copied_row(post.row)
    }

    /// Tells the same of any row, from 0.
    fn is_copied_row(&self, row: usize) -> bool {
        let at = self.sheet.posts.binary_search_by_key(&row, Row::row).ok();
        let peek = at.and_then(|at| self.sheet.posts.get(at)).and_then(Row::peek);
        at.zip(peek).is_some_and(|(at, peek)| self.is_copy(at, peek.id))
    }

    /// Returns the place of the row that an id belongs to, where several rows carry it.
    pub(super) fn rightful_of(&self, id: &str) -> Option<usize> {
        let best = self.best_carriers(id)?;
        let has_its_reply = |at: &&usize| self.has_its_reply_below(**at, id);
        best.iter().find(has_its_reply).or(best.first()).copied()
    }

    /// Returns the places of those of several rows with one id that have the best right to it by what they say. Someone
    /// must keep the id even if all were edited, or a post in doubt would have no row.
    fn best_carriers(&self, id: &str) -> Option<Vec<usize>> {
        let places: Vec<usize> = self.places_of_id(id).collect();
        if places.len() < 2 {
            return None;
        }
        let best = places.iter().map(|at| self.right(*at)).max()?;
        Some(places.into_iter().filter(|at| self.right(*at) == best).collect())
    }

    /// Returns how good a row's right to its id is: 0 where it says something else than its line, 1 where a person also
    /// holds it back, to rewrite it, and 2 else.
    fn right(&self, at: usize) -> u8 {
        let Some(row) = self.sheet.posts.get(at) else { return 0 };
        let is_held = match row {
            Row::Open(post) => matches!(post.status, Ok(PostStatus::Draft) | Err(_)),
            Row::Finished { .. } => false,
        };
        match (row.says_what_its_line_says(), is_held) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => 2,
        }
    }

    /// Tells whether the next row of its account has fixed this id as its parent: of two rows that look alike it is the
    /// one with the reply below that is no copy.
    fn has_its_reply_below(&self, at: usize, id: &str) -> bool {
        let Some(row) = self.sheet.posts.get(at) else { return false };
        let mut below = self.sheet.posts.iter().skip(at + 1);
        let next = below.find(|other| other.account() == row.account() && other.has_content());
        next.and_then(Row::receipt).is_some_and(|line| line.parent.as_deref() == Some(id))
    }

    /// Returns the row that carries an id for a reply at this row, from 0: the only one, or the only one with its own
    /// words, else the nearest above the reply.
    pub(super) fn carrier(&self, id: &str, reply: usize) -> Option<&'a Row> {
        let best = self.best_carriers(id);
        let nearest = |best: &Vec<usize>| {
            let row = |at: &&usize| self.sheet.posts.get(**at).is_some_and(|it| it.row() < reply);
            best.iter().rev().find(row).copied()
        };
        let at = match &best {
            None => self.places_of_id(id).next(),
            Some(best) => nearest(best).or_else(|| self.rightful(id)),
        };
        at.and_then(|at| self.sheet.posts.get(at))
    }

    /// Tells whether a row is its own post: what answers it now goes under the post that its line remembers.
    pub(super) fn is_its_own_post(&self, row: &Row) -> bool {
        let is_rewritten = matches!(row, Row::Open(post) if is_being_rewritten(post));
        !is_rewritten && !self.is_copied_row(row.row())
    }

    /// Tells whether a row, from 0, is a copy that still says it is published: nobody has begun to write it anew.
    pub(super) fn is_untouched_copy(&self, row: usize) -> bool {
        let says_it_is_out =
            |post: &PostRow| matches!(post.status, Ok(PostStatus::Published | PostStatus::Deleted));
        self.is_copied_row(row) && self.open_row(row).is_none_or(says_it_is_out)
    }

    /// Tells whether a row with the line of a post that was sent, its own or another row's, is to go out as another one.
    pub(super) fn becomes_another(&self, at: usize) -> bool {
        let Some(Row::Open(post)) = self.sheet.posts.get(at) else { return false };
        let Some(line) = post.stored.line().filter(|line| is_sent(line.peek())) else {
            return false;
        };
        let asks = post.has_content && post.status.as_ref().is_ok_and(|it| it.asks_to_post());
        asks && (is_being_rewritten(post) || self.is_copy(at, &line.id))
    }

    /// Returns the row that a row answers; `fixed` is the id that it keeps to.
    pub(super) fn answered_by(&self, row: &Row, fixed: Option<&str>) -> Option<&'a Row> {
        match row {
            Row::Open(post) => match post.tree_place() {
                TreePlace::Under(parent) => self.row(parent),
                TreePlace::First => self.answered(row.row(), row.account(), fixed),
                TreePlace::Gone
                | TreePlace::Unclear(_)
                | TreePlace::Loading(_)
                | TreePlace::Fault(_) => None,
            },
            Row::Finished { .. } => self.answered(row.row(), row.account(), fixed),
        }
    }

    /// Returns the row that a part answers: the one with the id that is fixed, else the nearest above of its account.
    pub(super) fn answered(
        &self,
        row: usize,
        account: &str,
        fixed: Option<&str>,
    ) -> Option<&'a Row> {
        if let Some(id) = fixed {
            return self.carrier(id, row);
        }
        let posts = self.sheet.posts;
        // The list leaves out empty rows, so a row's number is not its place in it.
        let above = posts.partition_point(|other| other.row() < row);
        let is_parent = |row: &&Row| row.account() == account && row.has_content();
        posts[..above].iter().rev().find(is_parent)
    }

    /// Returns what a row answers, and the row of that.
    pub(super) fn post_answered<'r>(
        &self,
        row: &'r Row,
        fixed: Option<&'r str>,
    ) -> (Option<PostAnswered<'r>>, Option<&'a Row>)
    where
        'a: 'r,
    {
        let answered = self.answered_by(row, fixed);
        let is_out = row.peek().is_some_and(is_sent);
        let of_row = |row: &'a Row| match row.peek().filter(|_| self.is_its_own_post(row)) {
            Some(peek) => PostAnswered::Id(peek.id),
            None => PostAnswered::OfRow(row.row()),
        };
        let post = match fixed {
            // What is out stays under what it went out under, whatever has become of that row.
            Some(id) if is_out => Some(PostAnswered::Id(id)),
            _ => answered.map(of_row).or_else(|| fixed.map(PostAnswered::Id)),
        };
        (post, answered)
    }
}

/// Returns the id that is fixed as a part's parent. A row that becomes another post chooses anew, and so does one that was
/// told that its parent is gone.
pub(super) fn kept_parent(post: &PostRow) -> Option<&str> {
    let is_kept = |line: &RowState| line.state != State::Posted || post.has_hash(&line.hash);
    post.fixed_parent().filter(|_| post.stored.line().is_some_and(is_kept))
}
