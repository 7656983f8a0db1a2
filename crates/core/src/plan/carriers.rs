//! Rows that carry one id: which of them is the post's own, and which post a reply goes under.
//!
//! One rule for all: only a row that is its own post stands for the id in its line. A copy never does, whatever its
//! Status says, nor does a row that is being rewritten. A reply that has fixed an id goes by that, and where several
//! rows carry it, by the one that still says what was meant; a reply that has not goes by its place. [`super::trees`] tells
//! earlier, when the rows are read and by their words alone; where none or several of them qualify, it takes none for certain.
//!
//! Of a row and its copy, either may be the one that a person rewrites, before or after a run has seen them. What shows
//! is which of them was:
//!
//! ```text
//!   post, copy, reply      the row that is rewritten, or held back for that, leaves its replies to the other one, which was
//!                          refused for being the same and says what they were written for
//!   post, reply, and both  once one post is rewritten, the reply right below it is that one's, and the other's
//!   of them copied         reply is its own
//!   reply, copy            neither replies to the other, as long as they share one id and say the same
//! ```

use super::index::{Index, is_sent};
use super::initial_write::is_at_rest;
use super::progress::is_being_rewritten;
use super::{PostRow, Row};
use crate::columns::PostStatus;
use crate::post::TreePlace;
use crate::reason::RowCode;
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
    /// the words that the line speaks of, then not to be held back or rewritten, then to have its own reply right below,
    /// then to stand higher.
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
        let claim = |at: &usize| self.sheet.posts.get(*at).map(claim_to_its_id);
        let best = places.iter().filter_map(claim).max()?;
        Some(places.into_iter().filter(|at| claim(at) == Some(best)).collect())
    }

    /// Tells whether the next row of its account has fixed this id as its parent: of two rows that look alike it is the
    /// one with the reply below that is no copy.
    fn has_its_reply_below(&self, at: usize, id: &str) -> bool {
        let Some(below) = self.place_below(at, id) else { return false };
        let line = self.sheet.posts.get(below).and_then(Row::receipt);
        let is_no_copy =
            |line: &RowState| self.best_carriers(&line.id).is_none_or(|best| best.contains(&below));
        line.filter(|line| line.parent.as_deref() == Some(id)).is_some_and(|it| is_no_copy(&it))
    }

    /// Returns the place of the next row of the account of the row at this place that does not carry this id, too.
    fn place_below(&self, at: usize, id: &str) -> Option<usize> {
        let row = self.sheet.posts.get(at)?;
        let mut below = self.sheet.posts.iter().enumerate().skip(at + 1);
        let is_next = |other: &Row| {
            let is_copy = other.peek().is_some_and(|peek| peek.id == id);
            other.account() == row.account() && other.has_content() && !is_copy
        };
        below.find(|(_, other)| is_next(other)).map(|(at, _)| at)
    }

    /// Returns the place of the post that the row at this place, which alone carries its id, was to become: its own, or
    /// where it is being rewritten, that of the row beside it that was refused for being the same.
    fn place_of_its_words(&self, at: usize) -> usize {
        let Some(row @ Row::Open(post)) = self.sheet.posts.get(at) else { return at };
        let is_sent = |line: &RowState| !is_at_rest(line) && !is_being_rewritten(post);
        let is_rewritten = claim_to_its_id(row) < Claim::SaysIt;
        let line = post.stored.line().filter(|line| is_rewritten && !is_sent(line));
        let Some(line) = line else { return at };
        let was_refused = |line: &RowState| line.why == Some(RowCode::SamePost);
        let says_it = |other: &usize| match self.sheet.posts.get(*other) {
            Some(Row::Open(other)) => {
                let is_held = other.status == Ok(PostStatus::Draft);
                let is_refused = other.stored.line().is_some_and(was_refused);
                other.has_hash(&line.hash) && is_refused && !is_held
            }
            _ => false,
        };
        let beside = [at.checked_sub(1), at.checked_add(1)];
        beside.into_iter().flatten().find(says_it).unwrap_or(at)
    }

    /// Returns the row right above a reply whose parent is gone, where that was refused for being the same as one that is
    /// gone: of a post and its copy, a person has deleted the other one.
    pub(super) fn refused_copy_above(&self, post: &PostRow) -> Option<usize> {
        let above = self.row_above(post.row, post.account.as_deref().ok()?)?;
        let line = above.receipt().filter(|line| line.why == Some(RowCode::SamePost))?;
        let Row::Open(twin) = above else { return None };
        let is_alone = self
            .of_the_same_words(twin)
            .iter()
            .all(|at| self.sheet.posts.get(*at).is_some_and(|row| row.row() == above.row()));
        (twin.has_hash(&line.hash) && is_alone).then_some(above.row())
    }

    /// Tells whether a reply that has fixed this id was copied together with the post above it: the original of that has
    /// a reply of these words, too, right below it.
    fn is_of_a_copied_block(&self, post: &PostRow, id: &str) -> bool {
        let Some(line) = post.stored.line().filter(|line| is_at_rest(line)) else { return false };
        let Ok(account) = post.account.as_deref() else { return false };
        let carries = |row: &&Row| row.peek().is_some_and(|peek| peek.id == id);
        let above = self.row_above(post.row, account).filter(carries);
        let Some(above) = above.filter(|above| !self.is_its_own_post(above)) else { return false };
        let reply = self.rightful(id).and_then(|at| self.place_below(at, id));
        let reply = reply.and_then(|at| self.sheet.posts.get(at));
        let reply = reply.filter(|reply| reply.row() != post.row && reply.row() != above.row());
        let is_of_it = |other: RowState| {
            let says_the_same = [&line.hash, &post.hash].contains(&&other.hash);
            // A copy has none where it could not tell which row was the original.
            let is_under_it = other.parent.is_none_or(|parent| parent == id);
            is_under_it && (other.id == line.id || says_the_same)
        };
        reply.and_then(Row::receipt).is_some_and(is_of_it)
    }

    /// Returns the id of the row that was fixed as the parent of a reply, where it still holds.
    pub(super) fn fixed_parent<'p>(&self, post: &'p PostRow) -> Option<&'p str> {
        let fixed = post.fixed_parent()?;
        (!self.is_of_a_copied_block(post, fixed)).then_some(fixed)
    }

    /// Tells whether a row is a copy that says just what its original says: it is no post of its own, and what it would
    /// reply to is what its original replies to.
    pub(super) fn is_a_mere_copy(&self, post: &PostRow) -> bool {
        let says_it = |line: &RowState| post.has_hash(&line.hash);
        self.is_copied(post) && post.stored.line().is_some_and(says_it)
    }

    /// Returns the id that is fixed as a part's parent. A row that becomes another post chooses anew, and so does one that
    /// was told that its parent is gone.
    pub(super) fn kept_parent<'p>(&self, post: &'p PostRow) -> Option<&'p str> {
        let is_kept = |line: &RowState| line.state != State::Posted || post.has_hash(&line.hash);
        self.fixed_parent(post).filter(|_| post.stored.line().is_some_and(is_kept))
    }

    /// Returns the row that carries an id for the replies that have fixed it.
    fn carrier(&self, id: &str) -> Option<&'a Row> {
        let only = || self.places_of_id(id).next().map(|at| self.place_of_its_words(at));
        let at = self.rightful(id).or_else(only)?;
        self.sheet.posts.get(at)
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
        match fixed {
            Some(id) => self.carrier(id),
            None => self.row_above(row, account),
        }
    }

    /// Returns the nearest row of this account above a row, from 0, but for a copy of that row itself.
    fn row_above(&self, row: usize, account: &str) -> Option<&'a Row> {
        let posts = self.sheet.posts;
        // The list leaves out empty rows, so a row's number is not its place in it.
        let above = posts.partition_point(|other| other.row() < row);
        let own = self.open_row(row);
        let is_twin = |other: &Row| match (own, other) {
            (Some(own), Row::Open(other)) => {
                let line = own.stored.line().zip(other.stored.line());
                own.has_hash(&other.hash) && line.is_some_and(|(own, other)| own.id == other.id)
            }
            (Some(own), Row::Finished { .. }) => {
                let line = own.stored.line().zip(other.peek());
                line.is_some_and(|(line, peek)| line.id == peek.id && own.has_hash(peek.hash))
            }
            (None, _) => false,
        };
        let is_parent = |row: &&Row| row.account() == account && row.has_content() && !is_twin(row);
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

/// How good a row's claim to its id is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// It is being rewritten.
    IsRewritten,
    /// It says something else than its line.
    SaysAnother,
    /// A person holds it back, to rewrite it.
    IsHeld,
    /// It says what its line says.
    SaysIt,
}

/// Returns how good a row's claim to the id in its line is.
pub(super) fn claim_to_its_id(row: &Row) -> Claim {
    let post = match row {
        Row::Open(post) => post,
        Row::Finished { .. } => return Claim::SaysIt,
    };
    if !row.says_what_its_line_says() {
        let is_rewritten = is_being_rewritten(post);
        return if is_rewritten { Claim::IsRewritten } else { Claim::SaysAnother };
    }
    let is_held = matches!(post.status, Ok(PostStatus::Draft) | Err(_));
    if is_held { Claim::IsHeld } else { Claim::SaysIt }
}
