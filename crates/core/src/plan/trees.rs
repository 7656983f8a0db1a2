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
//! ```
//!
//! This is told once, when the rows are read, and in time that grows with their number alone.

use std::collections::HashMap;

use super::index::is_sent;
use super::{Row, thread};
use crate::columns::reply_to::post_code;
use crate::columns::{PostStatus, ReplyTo};
use crate::post::{PostRow, TreeCells, TreePlace};
use crate::reason::TreeFault;
use crate::row_state::{RowState, State};

/// Tells every row that belongs to a tree where it stands in it. The rows are those of the whole tab, in their order,
/// and know their accounts.
pub fn place_in_trees(rows: &mut [Row]) {
    let places = Trees::of(rows).places();
    for (at, place) in places {
        match rows.get_mut(at) {
            Some(Row::Open(post)) => post.place_in_tree(place),
            // People thank in the same words.
            Some(Row::Finished { text, .. }) if place != TreePlace::First => *text = None,
            _ => {}
        }
    }
}

/// How far a row is. What counts most among rows with one number comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// It is public, or may be.
    Out,
    /// Somebody else has published it, so that nobody knows its post.
    OutElsewhere,
    /// It is to go out.
    ToCome,
    /// A person holds it back.
    Draft,
}

impl Stage {
    fn is_out(self) -> bool {
        matches!(self, Self::Out | Self::OutElsewhere)
    }
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
    stage: Stage,
}

/// The rows with one id.
#[derive(Debug, Default)]
struct Tree<'a> {
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
}

impl<'a> Tree<'a> {
    fn settle(&mut self) {
        self.members.sort_by_key(|it| (it.order.is_none(), it.order, it.stage, it.at));
        let mut known = self.members.iter().filter(|it| !it.account.is_empty());
        self.lead = known.clone().find(|it| it.stage.is_out()).or_else(|| known.next()).copied();
        let account = self.lead.map_or("", |lead| lead.account);
        let is_own = |it: &Member| it.account.is_empty() || it.account == account;
        let all = std::mem::take(&mut self.members);
        (self.members, self.strangers) = all.into_iter().partition(is_own);
        let ids = self.members.iter().enumerate().filter_map(|(at, it)| Some((it.id?, at)));
        self.by_id = ids.collect();
        let mut out = self.members.iter().filter(|it| it.stage.is_out() && it.order.is_some());
        self.last_out = out.next_back().copied();
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
            Some(twin) if twin.stage.is_out() => {
                return Some(TreeFault::OrderTaken { other_row: twin.row + 1 });
            }
            // A draft is in nobody's way.
            Some(twin) if [twin.stage, own.stage] == [Stage::ToCome; 2] => {
                return Some(TreeFault::SameOrder { other_row: twin.row + 1 });
            }
            _ => {}
        }
        let behind = self.last_out.filter(|last| last.order > Some(order));
        behind.map(|last| TreeFault::Passed { other_row: last.row + 1 })
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
            [first, second, ..] if first.stage.is_out() == second.stage.is_out() => {
                let only_drafts_follow =
                    first.stage == Stage::ToCome && second.stage == Stage::Draft;
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
    by_id: HashMap<&'a str, usize>,
    /// A row, from 0, of which the sheet has still to tell to which tree it belongs.
    loading: Option<usize>,
}

impl<'a> Trees<'a> {
    fn of(rows: &'a [Row]) -> Self {
        let mut all =
            Self { rows, by_tree_id: HashMap::new(), by_id: HashMap::new(), loading: None };
        if rows.iter().all(|row| row.tree_cells().is_none()) {
            return all;
        }
        all.by_id = originals(rows);
        for (at, row) in rows.iter().enumerate() {
            let Some(cells) = row.tree_cells() else { continue };
            let Some(member) = all.member(at, row, cells) else { continue };
            match cells.id.as_deref() {
                Some(id) => all.by_tree_id.entry(id).or_default().members.push(member),
                None => all.loading = Some(member.row),
            }
        }
        all.by_tree_id.values_mut().for_each(Tree::settle);
        all
    }

    fn member(&self, at: usize, row: &'a Row, cells: &TreeCells) -> Option<Member<'a>> {
        let id = row.peek().map(|peek| peek.id).filter(|id| self.by_id.get(id) == Some(&at));
        let stage = match row {
            Row::Finished { line, .. } if line.is_empty() => Stage::OutElsewhere,
            Row::Finished { .. } => Stage::Out,
            Row::Open(post) => stage(post, id.is_some())?,
        };
        Some(Member { at, row: row.row(), order: cells.order, account: row.account(), id, stage })
    }

    /// Returns the places of all rows of trees, by their places in the list.
    fn places(&self) -> Vec<(usize, TreePlace)> {
        let place = |tree: &Tree<'a>, member: &Member<'a>| {
            let place = match self.rows.get(member.at) {
                Some(Row::Open(post)) if member.stage.is_out() => {
                    self.place_when_sent(post, member)
                }
                Some(Row::Open(post)) => self.place(tree, member, post),
                _ => self.place_of_finished(tree, member),
            };
            (member.at, place)
        };
        let mut places = Vec::new();
        for tree in self.by_tree_id.values() {
            let members = tree.members.iter().chain(&tree.strangers);
            places.extend(members.map(|member| place(tree, member)));
        }
        places
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

    /// Returns the place that a row had when it was sent.
    fn place_when_sent(&self, post: &PostRow, member: &Member) -> TreePlace {
        let line = post.stored.line().filter(|_| member.id.is_some());
        match line.and_then(|line| line.parent.as_deref()) {
            None => TreePlace::First,
            Some(id) => self.row_of(id).map_or(TreePlace::Gone, |row| TreePlace::Under(row.row())),
        }
    }

    /// Returns the place of a row that is not out.
    fn place(&self, tree: &Tree<'a>, own: &Member<'a>, post: &PostRow) -> TreePlace {
        if let Some(row) = self.loading {
            return TreePlace::Unclear(row);
        }
        if let Some(lead) = tree.lead.filter(|lead| !is_of_account(own, lead)) {
            return TreePlace::Fault(TreeFault::OtherAccount { other_row: lead.row + 1 });
        }
        let Some(order) = own.order else {
            return match tree.twin(own) {
                Some(other) => TreePlace::Fault(TreeFault::NoOrder { other_row: other.row + 1 }),
                None => self.first(tree, own, post),
            };
        };
        if let Some(fault) = tree.fault(own, order) {
            return TreePlace::Fault(fault);
        }
        if let Some(other) = tree.unordered() {
            return TreePlace::Unclear(other.row);
        }
        match tree.before(order, fixed(own, post)) {
            Before::Nothing => self.first(tree, own, post),
            Before::Row(before) => self.under(tree, (own, post), &before),
            Before::Unclear(other) => TreePlace::Unclear(other.row),
        }
    }

    /// Returns the place of a row with nothing before it.
    fn first(&self, tree: &Tree, own: &Member, post: &PostRow) -> TreePlace {
        match &post.reply_to {
            Ok(Some(ReplyTo::Previous)) => {
                // The row above answers this one, by their numbers.
                let id = |row: &'a Row| row.tree_cells().and_then(|cells| cells.id.as_deref());
                let own_id = self.rows.get(own.at).and_then(id);
                match self.above(own) {
                    Some((_, row)) if id(row) == own_id => {
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
        let is_elsewhere = before.stage == Stage::OutElsewhere;
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
        // A row that never went out was moved to where it stands now.
        parent.peek().filter(|peek| is_sent(*peek))?;
        let is_as_it_was = post.stored.line().is_some_and(|line| post.has_hash(&line.hash));
        Some(if is_as_it_was { TreePlace::Under(parent.row()) } else { TreePlace::Gone })
    }

    fn row_of(&self, id: &str) -> Option<&'a Row> {
        self.by_id.get(id).and_then(|at| self.rows.get(*at))
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
    let line = post.stored.line().filter(|_| own.id.is_some())?;
    let holds = !becomes_another(post, line) && !post.is_to_go_on_without_its_parent();
    line.parent.as_deref().filter(|_| holds)
}

fn is_of_account(own: &Member, lead: &Member) -> bool {
    own.account.is_empty() || own.account == lead.account
}

/// Returns how far a row is; none where it is no row of any tree. `has_own_line` tells whether its line is no other
/// row's.
fn stage(post: &PostRow, has_own_line: bool) -> Option<Stage> {
    let line = post.stored.line().filter(|_| has_own_line);
    let is_free = line.is_none_or(|line| becomes_another(post, line));
    // Whatever has become of its cells since.
    if line.is_some_and(|line| !is_free && is_sent(line.peek())) {
        return Some(Stage::Out);
    }
    let is_for_threads = post.withheld_by.as_ref().is_none_or(|by| by.unclear.is_some());
    if !post.has_content || !is_for_threads {
        return None;
    }
    Some(match &post.status {
        Ok(PostStatus::Published | PostStatus::Deleted) => Stage::OutElsewhere,
        // It may be public, and nothing tells.
        Ok(PostStatus::Publishing | PostStatus::Check) if line.is_none() => Stage::Out,
        Ok(PostStatus::Draft) => Stage::Draft,
        _ if line.is_none() && post.stored.line().is_none() && !post.permalink.is_empty() => {
            Stage::OutElsewhere
        }
        _ => Stage::ToCome,
    })
}

/// Tells whether a row that is out is about to become another post, which chooses anew what it answers.
fn becomes_another(post: &PostRow, line: &RowState) -> bool {
    line.state == State::Posted
        && post.status.as_ref().is_ok_and(|status| status.asks_to_post())
        && !post.has_hash(&line.hash)
        && !thread::is_same_post(post, line)
}

/// Returns the rows by their ids: of several with one id, the one that stands for what the line says.
fn originals(rows: &[Row]) -> HashMap<&str, usize> {
    let mut originals: HashMap<&str, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(peek) = row.peek() else { continue };
        let known = originals.entry(peek.id).or_insert(at);
        let is_copy =
            |known: usize| rows.get(known).is_some_and(|row| !row.says_what_its_line_says());
        if *known != at && is_copy(*known) && row.says_what_its_line_says() {
            *known = at;
        }
    }
    originals
}
