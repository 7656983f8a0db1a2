//! Trees: rows that are one thread, as other tools have them, by an id and an order number of each.
//!
//! The rows of a tree answer one another in the order of their numbers, wherever they stand in the sheet. What the cells
//! say holds until a row goes out; what was fixed then holds for ever. Nothing goes under a post that is not certain to
//! be the right one:
//!
//! ```text
//!   the lowest number         a post like any other
//!   any other                 under the row with the next lower number, with which it goes out
//!   no number, or the same    refused, and what comes after it in the tree waits
//!   lower than what is out    refused: it would hang under a wrong post
//!   its parent's row is gone  refused, until a person has seen that
//!   behind a copy of what is
//!   out, or behind a row that
//!   does not say whose it is  waits, unless it has answered the same row before
//! ```
//!
//! This is told once, when the rows are read, and in time that grows with their number alone.

mod unplaced;

use std::collections::HashMap;

use self::unplaced::{AllUnplaced, Unplaced};
use super::Row;
use super::carriers::{Claim, claim_to_its_id};
use super::index::is_sent;
use super::progress::{Progress, is_being_rewritten, progress_of};
use crate::columns::ReplyTo;
use crate::columns::reply_to::post_code;
use crate::post::{PostRow, TreeCells, TreeId, TreePlace};
use crate::reason::TreeFault;
use crate::row_state::{RowState, State};

/// Tells every row that belongs to a tree where it stands in it. The rows are those of the whole tab, in their order,
/// and know their accounts.
pub fn place_in_trees(rows: &mut [Row]) {
    let (placed, forgotten) = {
        let trees = Trees::of(rows);
        (trees.places(), trees.without_their_id())
    };
    for Placed { at, place, before } in placed {
        match rows.get_mut(at) {
            Some(Row::Open(post)) => post.place_in_tree(place, before),
            // People thank in the same words.
            Some(Row::Finished { text, .. }) if place != TreePlace::First => *text = None,
            _ => {}
        }
    }
    for at in forgotten {
        if let Some(Row::Open(post)) = rows.get_mut(at) {
            post.lacks_its_tree();
        }
    }
}

/// Where a row stands.
struct Placed {
    /// Its place in the list, from 0.
    at: usize,
    place: TreePlace,
    /// The row, from 0, with the next lower number, whatever stops it.
    before: Option<usize>,
}

/// A row of a tree.
#[derive(Debug, Clone, Copy)]
struct Member<'a> {
    /// Its place in the list, from 0.
    at: usize,
    /// The row, from 0.
    row: usize,
    order: Option<u32>,
    /// Its account, empty where that cannot be read.
    account: &'a str,
    /// Its row id; none where another row has it with better right.
    id: Option<&'a str>,
    progress: Progress,
    /// Whether it was out and is about to become another post.
    is_rewritten: bool,
}

/// The rows with one id.
#[derive(Debug, Default)]
struct Tree<'a> {
    id: &'a str,
    /// Those of the tree's account, in the order of their numbers; those without one come last.
    members: Vec<Member<'a>>,
    /// Those that name another account.
    strangers: Vec<Member<'a>>,
    /// A row of the tree's account: one that is out, else the first one.
    lead: Option<Member<'a>>,
    /// The places of the members, by their row ids.
    by_id: HashMap<&'a str, usize>,
    /// The last row that is out.
    last_out: Option<Member<'a>>,
    /// The first row that belongs to another tree than what is out, id and all: a copy with the number of a row that is,
    /// or one that is rewritten while a later one is not. Whether what comes after it belongs there too, nobody can tell.
    mixed: Option<Member<'a>>,
}

impl<'a> Tree<'a> {
    fn settle(&mut self) {
        self.members.sort_by_key(|it| (it.order.is_none(), it.order, it.progress, it.at));
        let mut known = self.members.iter().filter(|it| !it.account.is_empty());
        self.lead = known.clone().find(|it| it.progress.is_out()).or_else(|| known.next()).copied();
        let account = self.lead.map_or("", |lead| lead.account);
        let is_own = |it: &Member| it.account.is_empty() || it.account == account;
        let all = std::mem::take(&mut self.members);
        (self.members, self.strangers) = all.into_iter().partition(is_own);
        let ids = self.members.iter().enumerate().filter_map(|(at, it)| Some((it.id?, at)));
        self.by_id = ids.collect();
        let mut out = self.members.iter().filter(|it| it.progress.is_out() && it.order.is_some());
        self.last_out = out.next_back().copied();
        self.mixed = self.mixed();
    }

    fn mixed(&self) -> Option<Member<'a>> {
        let mut out = None;
        for member in self.members.iter().take_while(|it| it.order.is_some()) {
            let is_split = member.is_rewritten && self.is_passed(member.order);
            if member.order == out || is_split {
                return Some(*member);
            }
            if member.progress.is_out() {
                out = member.order;
            }
        }
        None
    }

    /// Tells whether a row with a higher number is out.
    fn is_passed(&self, order: Option<u32>) -> bool {
        self.last_out.is_some_and(|last| last.order > order)
    }

    /// Returns where the rows with numbers lower than this one end.
    fn end_before(&self, order: u32) -> usize {
        self.members.partition_point(|it| it.order.is_some_and(|its| its < order))
    }

    /// Returns another row than this one, with its number or, where that is none, of the tree.
    fn twin(&self, own: &Member) -> Option<&Member<'a>> {
        let from = own.order.map_or(0, |order| self.end_before(order));
        let mut others = self.members.iter().skip(from).filter(|it| it.at != own.at);
        others.next().filter(|it| own.order.is_none() || it.order == own.order)
    }

    /// Returns a row that does not say where it stands.
    fn unordered(&self) -> Option<&Member<'a>> {
        self.members.last().filter(|it| it.order.is_none())
    }

    /// Returns why a row with this number can go under none of the tree.
    fn fault(&self, own: &Member, order: u32) -> Option<TreeFault> {
        match self.twin(own) {
            Some(twin) if twin.progress.is_out() => {
                return Some(TreeFault::OrderTaken { other_row: twin.row + 1 });
            }
            // A draft is in nobody's way.
            Some(twin) if [twin.progress, own.progress] == [Progress::ToCome; 2] => {
                return Some(TreeFault::SameOrder { other_row: twin.row + 1 });
            }
            _ => {}
        }
        let behind = self.last_out.filter(|last| last.order > Some(order));
        behind.map(|last| TreeFault::Passed { other_row: last.row + 1 })
    }

    /// Returns the row, from 0, with the next lower number.
    fn next_lower(&self, own: &Member) -> Option<usize> {
        let last = self.members.get(self.end_before(own.order?).checked_sub(1)?)?;
        self.members.get(self.end_before(last.order?)).map(|it| it.row)
    }

    /// Returns the row that comes before one with this number; it may have been fixed, by its id.
    fn before(&self, order: u32, fixed: Option<&str>) -> Before<'a> {
        let end = self.end_before(order);
        let Some(last) = end.checked_sub(1).and_then(|at| self.members.get(at)) else {
            return Before::Nothing;
        };
        let from = last.order.map_or(0, |order| self.end_before(order));
        let fixed = fixed.and_then(|id| self.by_id.get(id)).filter(|at| (from..end).contains(at));
        if let Some(fixed) = fixed.and_then(|at| self.members.get(*at)) {
            return Before::Row(*fixed);
        }
        match self.members.get(from..end).unwrap_or_default() {
            [first, second, ..] if first.progress.is_out() == second.progress.is_out() => {
                let only_drafts_follow =
                    first.progress == Progress::ToCome && second.progress == Progress::Draft;
                if only_drafts_follow { Before::Row(*first) } else { Before::Unclear(*first) }
            }
            [first, ..] => Before::Row(*first),
            [] => Before::Nothing,
        }
    }
}

/// What comes before a row.
enum Before<'a> {
    Nothing,
    Row(Member<'a>),
    /// One of several, of which this is one.
    Unclear(Member<'a>),
}

/// All trees of a tab.
struct Trees<'a> {
    rows: &'a [Row],
    by_tree_id: HashMap<&'a str, Tree<'a>>,
    /// The rows by their ids; of copies the original.
    by_id: HashMap<&'a str, Carrier>,
    unplaced: AllUnplaced<'a>,
}

/// The row that has an id.
#[derive(Debug, Clone, Copy)]
struct Carrier {
    /// Its place in the list, from 0.
    at: usize,
    /// Whether it certainly is the one: no other has it, or it says what its line says.
    is_certain: bool,
}

impl<'a> Trees<'a> {
    fn of(rows: &'a [Row]) -> Self {
        let (by_tree_id, by_id) = (HashMap::new(), HashMap::new());
        let mut all = Self { rows, by_tree_id, by_id, unplaced: AllUnplaced::of(rows) };
        if rows.iter().all(|row| row.tree_cells().is_none()) {
            return all;
        }
        all.by_id = carriers(rows);
        for (at, row) in rows.iter().enumerate() {
            let Some(cells) = row.tree_cells() else { continue };
            let Some(member) = all.member(at, row, cells) else { continue };
            all.unplaced.take(row);
            if let TreeId::Is(id) = &cells.id
                && !cells.is_loading
            {
                let tree = all.by_tree_id.entry(id);
                tree.or_insert_with(|| Tree { id, ..Tree::default() }).members.push(member);
            }
        }
        all.by_tree_id.values_mut().for_each(Tree::settle);
        all
    }

    fn member(&self, at: usize, row: &'a Row, cells: &TreeCells) -> Option<Member<'a>> {
        let is_own = |id: &&str| self.by_id.get(id).is_some_and(|it| it.at == at && it.is_certain);
        let id = row.peek().map(|peek| peek.id).filter(is_own);
        let is_copied = id.is_none();
        let (progress, is_rewritten) = match row {
            Row::Finished { .. } if is_copied => (Progress::OutElsewhere, false),
            Row::Finished { .. } => (Progress::Out, false),
            Row::Open(post) => {
                (progress_of(post, is_copied)?, !is_copied && is_being_rewritten(post))
            }
        };
        let (row, account) = (row.row(), row.account());
        Some(Member { at, row, order: cells.order, account, id, progress, is_rewritten })
    }

    /// Returns the places of all rows of trees.
    fn places(&self) -> Vec<Placed> {
        let placed = |tree: &Tree<'a>, member: &Member<'a>| {
            let before = tree.next_lower(member);
            let place = match self.rows.get(member.at) {
                Some(Row::Open(post)) if member.progress.is_out() => {
                    self.place_when_sent(post, member, before)
                }
                Some(Row::Open(post)) => self.place(tree, member, post),
                _ => self.place_of_finished(tree, member),
            };
            Placed { at: member.at, place, before }
        };
        let members = |tree: &'_ Tree<'a>| -> Vec<Placed> {
            let members = tree.members.iter().chain(&tree.strangers);
            members.map(|member| placed(tree, member)).collect()
        };
        self.by_tree_id.values().flat_map(members).collect()
    }

    /// Returns the places in the list of rows without an id that were hardly meant to be posts of their own, though
    /// their cells alone do not tell.
    fn without_their_id(&self) -> Vec<usize> {
        let is_forgotten = |row: &Row| {
            row.tree_cells().is_some_and(|cells| {
                cells.id == TreeId::Empty
                    && !cells.is_loading
                    && self.unplaced.is_later(cells.order)
            })
        };
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| is_forgotten(row)).map(|(at, _)| at).collect()
    }

    /// Returns the place of a row that shows that it is published: whether it is the first one is all that matters.
    fn place_of_finished(&self, tree: &Tree, member: &Member) -> TreePlace {
        let parent = self.rows.get(member.at).and_then(Row::receipt).and_then(|line| line.parent);
        let first = tree.members.first().filter(|first| first.at != member.at);
        match first {
            Some(first) => TreePlace::Under(first.row),
            None if parent.is_some() => TreePlace::Gone,
            None => TreePlace::First,
        }
    }

    /// Returns the place that a row had when it was sent. Where its line was lost, its number alone tells.
    fn place_when_sent(&self, post: &PostRow, own: &Member, before: Option<usize>) -> TreePlace {
        match post.stored.line().filter(|_| own.id.is_some()).map(|line| line.parent.as_deref()) {
            None => before.map_or(TreePlace::First, TreePlace::Under),
            Some(None) => TreePlace::First,
            Some(Some(id)) => {
                self.row_of(id).map_or(TreePlace::Gone, |row| TreePlace::Under(row.row()))
            }
        }
    }

    /// Returns the place of a row that is not out.
    fn place(&self, tree: &Tree<'a>, own: &Member<'a>, post: &PostRow) -> TreePlace {
        if let Some(lead) = tree.lead.filter(|lead| !is_of_account(own, lead)) {
            return TreePlace::Fault(TreeFault::OtherAccount { other_row: lead.row + 1 });
        }
        let Some(order) = own.order else {
            return match tree.twin(own) {
                Some(other) => TreePlace::Fault(TreeFault::NoOrder { other_row: other.row + 1 }),
                None => self
                    .unclear(tree, own, &Before::Nothing)
                    .unwrap_or_else(|| self.first(tree, own, post)),
            };
        };
        if let Some(fault) = tree.fault(own, order) {
            return TreePlace::Fault(fault);
        }
        if let Some(other) = tree.unordered() {
            return TreePlace::Unclear(other.row);
        }
        let fixed = fixed(own, post);
        let before = tree.before(order, fixed);
        let is_as_it_was = post.stored.line().is_some_and(|line| post.has_hash(&line.hash));
        let is_fixed = matches!(&before, Before::Row(it) if fixed.is_some() && it.id == fixed);
        let unclear = self.unclear(tree, own, &before).filter(|_| !(is_fixed && is_as_it_was));
        if let Some(place) = unclear {
            return place;
        }
        match before {
            Before::Nothing => self.first(tree, own, post),
            Before::Row(before) => self.under(tree, (own, post), &before),
            Before::Unclear(other) => TreePlace::Unclear(other.row),
        }
    }

    /// Returns the place of a row that waits, because what seems to come before it may be of another tree, or another row
    /// may belong between them.
    fn unclear(&self, tree: &Tree, own: &Member, before: &Before) -> Option<TreePlace> {
        let is_behind = |other: &Member| other.order < own.order;
        if let Some(other) = tree.mixed.filter(is_behind) {
            return Some(TreePlace::Unclear(other.row));
        }
        let after = match before {
            Before::Nothing => None,
            Before::Row(before) | Before::Unclear(before) => before.order,
        };
        let of_tree = (tree.id, tree.lead.map_or(own.account, |lead| lead.account));
        self.unplaced.between(of_tree, (after, own.order)).map(Unplaced::place_behind)
    }

    /// Returns the place of a row with nothing before it.
    fn first(&self, tree: &Tree, own: &Member, post: &PostRow) -> TreePlace {
        match &post.reply_to {
            Ok(Some(ReplyTo::Previous)) => {
                // The row above answers this one, by their numbers.
                let is_of_tree =
                    |row: &Row| row.tree_cells().is_some_and(|cells| cells.id.is(tree.id));
                match self.above(own) {
                    Some((_, row)) if is_of_tree(row) => {
                        TreePlace::Fault(TreeFault::ReplyTo { other_row: row.row() + 1 })
                    }
                    _ => TreePlace::First,
                }
            }
            Ok(Some(_)) | Err(_) => TreePlace::First,
            Ok(None) => self.left(tree, own, post).unwrap_or(TreePlace::First),
        }
    }

    /// Returns the place of a row that comes right after another one.
    fn under(&self, tree: &Tree, (own, post): (&Member, &PostRow), before: &Member) -> TreePlace {
        let other_row = before.row + 1;
        let is_elsewhere = before.progress == Progress::OutElsewhere;
        match &post.reply_to {
            Ok(Some(ReplyTo::Previous)) if !self.is_above(before, own, post) => {
                return TreePlace::Fault(TreeFault::ReplyTo { other_row });
            }
            Ok(Some(ReplyTo::Previous) | None) | Err(_) => {}
            // What a person names is posted there, where it is the same one, or where only they can know that.
            Ok(Some(named)) if is_elsewhere || self.is_named(before, named) => {
                return TreePlace::First;
            }
            Ok(Some(_)) => return TreePlace::Fault(TreeFault::ReplyTo { other_row }),
        }
        if is_elsewhere {
            return TreePlace::Fault(TreeFault::PublishedElsewhere { other_row });
        }
        self.left(tree, own, post).unwrap_or(TreePlace::Under(before.row))
    }

    /// Returns the place of a row whose parent was fixed and is no longer in its tree: it must not come under another one
    /// only because rows were deleted. Among the rows of the tree their numbers decide.
    fn left(&self, tree: &Tree, own: &Member, post: &PostRow) -> Option<TreePlace> {
        let fixed = fixed(own, post).filter(|id| !tree.by_id.contains_key(id))?;
        let Some(parent) = self.row_of(fixed) else { return Some(TreePlace::Gone) };
        if parent.peek().is_none_or(|peek| !is_sent(peek)) {
            // A row that never went out was moved to where it stands now. One of which nothing is left was not.
            return (!parent.has_content()).then_some(TreePlace::Gone);
        }
        // The line of a refused row speaks of its cells as they were refused, and not of what they were before.
        let says_it = |line: &RowState| line.state != State::Failed && post.has_hash(&line.hash);
        let is_as_it_was = post.stored.line().is_some_and(says_it);
        Some(if is_as_it_was { TreePlace::Under(parent.row()) } else { TreePlace::Gone })
    }

    fn row_of(&self, id: &str) -> Option<&'a Row> {
        self.by_id.get(id).and_then(|carrier| self.rows.get(carrier.at))
    }

    /// Returns the nearest row above of the same account that holds a post, with its place in the list.
    fn above(&self, own: &Member) -> Option<(usize, &'a Row)> {
        let above = self.rows.get(..own.at)?.iter().enumerate().rev();
        let mut above = above.filter(|(_, row)| row.account() == own.account);
        above.find(|(_, row)| row.has_content())
    }

    /// Tells whether the row above, which a row is to answer, is the one before it in its tree.
    fn is_above(&self, before: &Member, own: &Member, post: &PostRow) -> bool {
        let is_fixed = || before.id.is_some() && fixed(own, post) == before.id;
        is_fixed() || self.above(own).is_some_and(|(at, _)| at == before.at)
    }

    /// Tells whether a Reply to cell names the post of a row.
    fn is_named(&self, before: &Member, named: &ReplyTo) -> bool {
        let peek = self.rows.get(before.at).and_then(Row::peek);
        peek.is_some_and(|peek| match named {
            ReplyTo::Previous => false,
            ReplyTo::MediaId(id) => peek.media == Some(id),
            ReplyTo::Permalink(address) => {
                peek.permalink.is_some_and(|own| post_code(own) == post_code(address))
            }
        })
    }
}

/// Returns the id that is fixed as a row's parent, while that holds.
fn fixed<'p>(own: &Member, post: &'p PostRow) -> Option<&'p str> {
    post.fixed_parent().filter(|_| own.id.is_some() && !is_being_rewritten(post))
}

fn is_of_account(own: &Member, lead: &Member) -> bool {
    own.account.is_empty() || own.account == lead.account
}

/// Returns the rows that have the ids: of several with one id, the one that stands for what the line says.
fn carriers(rows: &[Row]) -> HashMap<&str, Carrier> {
    let mut carriers: HashMap<&str, Carrier> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(peek) = row.peek() else { continue };
        let Some(known) = carriers.get_mut(peek.id) else {
            carriers.insert(peek.id, Carrier { at, is_certain: true });
            continue;
        };
        let claims = [rows.get(known.at), Some(row)].map(|row| row.map(claim_to_its_id));
        if claims[1] > claims[0] {
            known.at = at;
        }
        known.is_certain = claims.into_iter().max() >= Some(Some(Claim::IsHeld));
    }
    carriers
}
