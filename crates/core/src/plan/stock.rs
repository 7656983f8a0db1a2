//! Which rows of Stock are used, for when, and with which of their texts.
//!
//! A use is a row that is added to Posts, at most a day before its time, in the batch that moves the stock row's state
//! from `uses` to `uses + 1`. So it is made once, whatever happens:
//!
//! ```text
//!   two runs at once       the fence refuses one of them; it reads again, and finds the use made
//!   an answer that is lost the stock row's state tells, and so do the added row and the Log
//!   the state is undone    the row in Posts and the Log know of the use: the state is moved on to it
//!   it is emptied          what they know is given back to the row with the same cells
//!   it is copied           two rows with one state: neither is used, and the copy gets a state of its own
//!   the added row is gone  that use was cancelled by a person; the next one is by its rule
//!   the stock row is gone, or its state undone, between reading and the batch: as if that had been done just
//!                          after the use was made, which the row in Posts shows and a person can stop
//! ```
//!
//! For the added row holds what holds for every row: nothing of it is sent by the run that added it, which has not
//! read it.
//!
//! A row has one use ahead of it at most, and a use is for a time to come: after a break of any length it is used once.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::eligibility::{held_up, withheld};
use super::index::{AccountStanding, Index};
use super::slots::Slotted;
use super::{Decision, Row, daily_cap};
use crate::account::Pause;
use crate::cell::Cell;
use crate::cell_error::CellError;
use crate::columns::StockColumn;
use crate::headings::PostHeadings;
use crate::language::Language;
use crate::name::{self, NameFault};
use crate::place::Place;
use crate::reason::{Message, Refusal, StockMessage};
use crate::row_state::StockUse;
use crate::slots::{Rule, RuleTimes, SlotsFaultKind, Turns};
use crate::stock::StockRow;
use crate::stock_state::StockState;
use crate::text::TextKey;
use crate::transitions::WriterId;

/// How long before its time a use is added to Posts: long enough to be seen and stopped.
const AHEAD: TimeDelta = TimeDelta::hours(24);

/// The Stock tab, as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Stock<'a> {
    /// Its rows, in their order.
    pub rows: &'a [StockRow],
    /// Where the tab Posts keeps what.
    pub posts: &'a PostHeadings,
    /// Whether rows can be added to Posts.
    pub is_open: bool,
}

/// What is done about a stock row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockDecision {
    /// The row, from 0.
    pub row: usize,
    /// The account's name, empty where the cell cannot be read.
    pub account: String,
    /// What becomes of its state.
    pub step: StockStep,
    /// How often it was used, the use that is made now included.
    pub uses: u32,
    /// For when it was used last, UTC.
    pub last: Option<DateTime<Utc>>,
    /// Whether everything in it can be used.
    pub is_sound: bool,
    /// What its Message is to show; nothing where it is empty.
    pub says: Option<StockMessage>,
}

/// What becomes of a stock row's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StockStep {
    /// It stays.
    Keep,
    /// The row gets one: a new one, or what is known of the row that has lost it.
    Open(Option<StockUse>),
    /// Posts or the Log know of later uses, or its cells have been changed and are right.
    Forward,
    /// It is used.
    Use {
        /// When the post goes out, UTC.
        at: DateTime<Utc>,
        /// Which of its texts, from 0.
        variant: usize,
    },
}

impl StockDecision {
    /// Returns the state that the row gets, where it gets another one; `id` is for a row that has none.
    #[must_use]
    pub fn next_state(&self, row: &StockRow, id: &str, writer_id: WriterId) -> Option<StockState> {
        let (uses, last, hash) = (self.uses, self.last, row.hash.clone());
        let is_sound = self.is_sound;
        match &self.step {
            StockStep::Keep => None,
            StockStep::Open(known) => {
                let id = known.as_ref().map_or(id, |known| &known.id).to_owned();
                let first = StockState::first(id, hash, writer_id.nonce, writer_id.at);
                Some(StockState { uses, last, is_sound, ..first })
            }
            StockStep::Forward | StockStep::Use { .. } => {
                let next = row.state.as_ref()?.next(writer_id.nonce, writer_id.at);
                Some(StockState { hash, uses, last, is_sound, ..next })
            }
        }
    }

    /// Returns the use that is made, as the row that is added remembers it.
    #[must_use]
    pub fn made(&self, row: &StockRow) -> Option<StockUse> {
        let StockStep::Use { at, .. } = self.step else { return None };
        let id = row.state.as_ref()?.id.clone();
        Some(StockUse { id, number: self.uses, hash: row.hash.clone(), at })
    }

    /// Returns the sentence that its Message cell is to show, where it shows another one.
    #[must_use]
    pub fn message(&self, row: &StockRow, language: Language) -> Option<String> {
        let shown = row.own(StockColumn::Message).map(Cell::shown_text)?;
        let wanted = self.says.as_ref().map_or_else(String::new, |says| says.say(language));
        (shown != wanted).then_some(wanted)
    }
}

/// A row that may be used, and from when on.
struct Candidate<'a> {
    row: &'a StockRow,
    /// Its place among the decisions.
    at: usize,
    /// It is used after this, UTC.
    after: DateTime<Utc>,
    /// It is used before this, UTC.
    until: Option<DateTime<Utc>>,
}

/// Decides about every row of Stock, given what is decided about the rows of Posts.
pub(super) fn decide(stock: &Stock, decisions: &[Decision], index: &Index) -> Vec<StockDecision> {
    let mut planner = Planner {
        stock,
        index,
        place: index.sheet.place,
        days: daily_cap::planned(decisions, index),
        texts: planned_texts(index),
        taken: HashMap::new(),
        made: HashSet::new(),
    };
    let known = known_uses(index);
    let mut decided = states(stock.rows, &known);
    let copied = copied(stock.rows);
    let (mut by_rule, mut by_slot) = (Vec::new(), Vec::new());
    for (at, row) in stock.rows.iter().enumerate() {
        let Some(decision) = decided.get_mut(at) else { continue };
        if let (Some(last), Ok(account)) = (decision.last, &row.account) {
            planner.taken.entry(account.clone()).or_default().insert(last);
        }
        let is_copied = row.state.as_ref().is_some_and(|state| copied.contains(&*state.id));
        let is_of_now = |state: &&StockState| state.is_sound && state.hash == row.hash;
        let was_sound = row.state.as_ref().is_some_and(|state| is_of_now(&state));
        let right = planner.is_right(row, was_sound);
        decision.is_sound = right.is_ok();
        if decision.is_sound && !was_sound && !is_copied && decision.step == StockStep::Keep {
            decision.step = StockStep::Forward;
        }
        match right.and_then(|()| planner.candidate(row, at, decision)) {
            Err(says) => decision.says = says,
            // Its next run knows which of the two it is.
            Ok(_) if matches!(decision.step, StockStep::Open(_)) || is_copied => {}
            Ok(candidate) => match &row.rule {
                Ok(Rule::Times(times)) => by_rule.push((candidate, times)),
                _ => by_slot.push(candidate),
            },
        }
    }
    for (candidate, times) in by_rule {
        planner.use_by_rule(&candidate, times, &mut decided);
    }
    planner.use_in_slots(by_slot, decisions, &mut decided);
    decided
}

/// Returns the latest use of each stock row that a row of Posts or the Log knows, by the stock row's id.
fn known_uses(index: &Index) -> HashMap<String, StockUse> {
    let of_posts = index.sheet.posts.iter().filter_map(Row::stock_use);
    let of_log = index.log_lines.lines.iter().filter_map(|line| line.stock_use.clone());
    let mut known: HashMap<String, StockUse> = HashMap::new();
    for used in of_posts.chain(of_log) {
        match known.get(&used.id) {
            Some(later) if later.number >= used.number => {}
            _ => {
                known.insert(used.id.clone(), used);
            }
        }
    }
    known
}

/// Returns the ids that several rows carry.
fn copied(rows: &[StockRow]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    let ids = rows.iter().filter_map(|row| row.state.as_ref().map(|state| state.id.as_str()));
    ids.filter(|id| !seen.insert(*id)).collect()
}

/// Returns what is known of each row before anything is decided.
fn states(rows: &[StockRow], known: &HashMap<String, StockUse>) -> Vec<StockDecision> {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let Some(state) = &row.state else { continue };
        let is_as_written = row.hash == state.hash;
        let owner = owners.entry(&state.id).or_insert(row.row);
        // The better right to a state is to hold the cells that it speaks of, then to stand higher.
        let holder = rows.binary_search_by_key(owner, |other| other.row).ok();
        let holder = holder.and_then(|at| rows.get(at));
        if is_as_written && holder.is_some_and(|other| other.hash != state.hash) {
            *owner = row.row;
        }
    }
    let mut lost: HashMap<&str, &StockUse> = HashMap::new();
    for used in known.values().filter(|used| !owners.contains_key(used.id.as_str())) {
        let later = lost.entry(&used.hash).or_insert(used);
        if (used.at, &used.id) > (later.at, &later.id) {
            *later = used;
        }
    }
    rows.iter()
        .map(|row| {
            // A first state of other cells was meant for another row, and may stand in the place of this one's own.
            let may_be_anothers = |state: &StockState| {
                let is_first = state.version == 1 && state.uses == 0;
                is_first && state.hash != row.hash && lost.contains_key(row.hash.as_str())
            };
            let own = row.state.as_ref().filter(|state| owners.get(&*state.id) == Some(&row.row));
            let was_overwritten = own.is_some_and(may_be_anothers);
            let own = own.filter(|_| !was_overwritten);
            let (step, uses, last) = match own {
                Some(state) => match known.get(&state.id) {
                    Some(used) if used.number > state.uses => {
                        (StockStep::Forward, used.number, Some(used.at))
                    }
                    _ => (StockStep::Keep, state.uses, state.last),
                },
                // A copy is another row; one that has lost its state is known by its cells.
                None => match lost_use(&mut lost, row, was_overwritten) {
                    Some(used) => (StockStep::Open(Some(used.clone())), used.number, Some(used.at)),
                    None => (StockStep::Open(None), 0, None),
                },
            };
            let account = row.account.clone().unwrap_or_default();
            let is_sound = false;
            StockDecision { row: row.row, account, step, uses, last, is_sound, says: None }
        })
        .collect()
}

/// Returns the last use of a row that has lost its state, once; a copy of another row has lost none.
fn lost_use<'a>(
    lost: &mut HashMap<&str, &'a StockUse>,
    row: &StockRow,
    was_overwritten: bool,
) -> Option<&'a StockUse> {
    if row.state.is_some() && !was_overwritten { None } else { lost.remove(row.hash.as_str()) }
}

/// Returns when the texts of the desk's posts go out, or did, UTC; nothing where they may be repeated.
fn planned_texts(index: &Index) -> HashMap<TextKey, Vec<DateTime<Utc>>> {
    let mut texts: HashMap<TextKey, Vec<DateTime<Utc>>> = HashMap::new();
    if index.sheet.limits.same_text_after.is_none_or(|least| least.is_zero()) {
        return texts;
    }
    for row in index.sheet.posts {
        let Some(text) = row.planned_text() else { continue };
        let at = text.planned.or_else(|| {
            let line = row.receipt()?;
            Some(line.slot.or(line.first_sent).unwrap_or(line.at))
        });
        texts.entry(text.key).or_default().extend(at);
    }
    texts
}

struct Planner<'a, 'b> {
    stock: &'a Stock<'a>,
    index: &'a Index<'b>,
    place: &'a Place,
    days: daily_cap::Planned<'b>,
    texts: HashMap<TextKey, Vec<DateTime<Utc>>>,
    /// For when rows of Stock were used last, by account: a use that a person has cancelled is not made by another row.
    taken: HashMap<String, HashSet<DateTime<Utc>>>,
    /// The fingerprints of the posts that this plan makes: two rows with the same cells are not used for the same time.
    made: HashSet<String>,
}

impl<'a> Planner<'a, '_> {
    /// Returns a row that may be used, or what is said of one that is not.
    fn candidate(
        &self,
        row: &'a StockRow,
        at: usize,
        known: &StockDecision,
    ) -> Result<Candidate<'a>, Option<StockMessage>> {
        let now = self.place.now;
        let wall = |at| self.place.wall(at);
        if let Some(at) = known.last.filter(|last| *last > now) {
            return Err(Some(StockMessage::Planned { at: wall(at) }));
        }
        if let Ok(Some(times)) = row.times
            && known.uses >= times
        {
            return Err(Some(StockMessage::UsedUp { times }));
        }
        let until = row.until.as_ref().ok().copied().flatten();
        if let Some(until) = until.filter(|until| *until <= now) {
            return Err(Some(StockMessage::Over { until: wall(until) }));
        }
        if let Some(message) = self.held(row) {
            return Err(Some(message));
        }
        let rest = row.rest.as_ref().ok().copied().flatten();
        let rested = known.last.zip(rest).and_then(|(last, rest)| last.checked_add_signed(rest));
        // A rest that ends at a time of the rule lets that time be used.
        let rested = rested.map(|end| end - TimeDelta::milliseconds(1));
        let after = rested.unwrap_or(now).max(now);
        Ok(Candidate { row, at, after, until })
    }

    /// Tells whether everything in a row can be used.
    ///
    /// What Threads would take of its texts is asked where that is not known, and once more before each use.
    fn is_right(&self, row: &StockRow, was_sound: bool) -> Result<(), Option<StockMessage>> {
        let err = |message| Err(Some(message));
        match (&row.is_active, row.loading) {
            (Ok(false), _) => return Err(None),
            (_, Some(column)) => return err(StockMessage::Loading { column }),
            (Err(word), _) => return err(StockMessage::UnknownStatus { word: word.clone() }),
            (Ok(true), None) => {}
        }
        if !row.has_content {
            return err(StockMessage::NothingToPost);
        }
        if let Err(fault) = &row.rule {
            return err(StockMessage::When(fault.clone()));
        }
        if let Err(read) = &row.rest {
            return err(StockMessage::RestUnclear { read: read.clone() });
        }
        if let Err(read) = &row.times {
            return err(StockMessage::TimesUnclear { read: read.clone() });
        }
        if let Err(read) = &row.until {
            return err(StockMessage::UntilUnclear { read: read.clone() });
        }
        if let Some(column) = row.missing_column(self.stock.posts) {
            return err(StockMessage::ColumnMissing { column });
        }
        if !self.stock.is_open {
            return err(StockMessage::PostsClosed);
        }
        let of_texts = || if was_sound { None } else { self.refused_text(row) };
        match self.refused_account(row).or_else(of_texts) {
            Some(message) => err(message),
            None => Ok(()),
        }
    }

    /// Returns why no account can post what a row holds.
    fn refused_account(&self, row: &StockRow) -> Option<StockMessage> {
        let refused =
            |number, refusal| Some(StockMessage::Refused { number, refusal: Box::new(refusal) });
        let account = match &row.account {
            Ok(account) => account.as_str(),
            Err(CellError::Name(NameFault::Empty)) if self.index.lacks_accounts() => "",
            Err(fault) => return refused(None, Refusal::Cell(fault.clone())),
        };
        if let AccountStanding::Unknown(nearest) = self.index.standing(account) {
            let name = account.to_owned();
            return if name::means_all(account) {
                let fault = CellError::Name(NameFault::Several(name));
                refused(None, Refusal::Cell(fault))
            } else {
                refused(None, Refusal::UnknownAccount { name, nearest })
            };
        }
        None
    }

    /// Returns why a row that would be added could not be posted, whichever of the texts it has.
    fn refused_text(&self, row: &StockRow) -> Option<StockMessage> {
        let refused =
            |number, refusal| Some(StockMessage::Refused { number, refusal: Box::new(refusal) });
        let is_one = row.variants.len() == 1;
        for variant in 0..row.variants.len() {
            if !is_one && row.variants[variant].is_empty() {
                return Some(StockMessage::EmptyText { number: variant + 1 });
            }
            let post = row.post(variant, self.place.now + AHEAD, self.stock.posts, self.place);
            let number = (!is_one).then_some(variant + 1);
            let faults = [post.draft.as_ref().err(), post.when.as_ref().err()];
            if let Some(fault) = faults.into_iter().flatten().next() {
                return refused(number, Refusal::Cell(fault.clone()));
            }
            if !post.has_content {
                return Some(StockMessage::NothingToPost);
            }
            if let Some(gate) = &post.withheld_by {
                return Some(StockMessage::Held(withheld(gate)));
            }
        }
        None
    }

    /// Returns what holds all posts of a row's account.
    fn held(&self, row: &StockRow) -> Option<StockMessage> {
        let account = row.account.as_deref().unwrap_or_default();
        let standing = self.index.standing(account);
        // Until when it pauses is kept to, as slots do.
        let is_ready = standing == AccountStanding::Ready;
        if is_ready || matches!(standing, AccountStanding::Paused(Pause::Until(_))) {
            return None;
        }
        let at = self.place.now + AHEAD;
        let post = row.post(0, at, self.stock.posts, self.place);
        held_up(&standing, &post, at, self.index).map(StockMessage::Held)
    }

    fn pause_of(&self, account: &str) -> Option<DateTime<Utc>> {
        match self.index.standing(account) {
            AccountStanding::Paused(Pause::Until(until)) => Some(until),
            _ => None,
        }
    }

    /// Uses a row at the next time of its rule, if that is near enough.
    fn use_by_rule(
        &mut self,
        candidate: &Candidate,
        times: &RuleTimes,
        decided: &mut [StockDecision],
    ) {
        let Some(decision) = decided.get_mut(candidate.at) else { return };
        let account = decision.account.clone();
        let pause = self.pause_of(&account).map(|pause| pause - TimeDelta::milliseconds(1));
        let after = pause.map_or(candidate.after, |pause| pause.max(candidate.after));
        let mut repeats = None;
        // Once there is no room within so many times, there is hardly any at all.
        for at in times.after(after, decision.last, &account, self.place).take(TIMES_LOOKED_AT) {
            if let Some(until) = candidate.until.filter(|until| at >= *until) {
                decision.says = Some(StockMessage::Over { until: self.place.wall(until) });
                return;
            }
            if at <= self.place.now || self.is_full(&account, at) {
                continue;
            }
            if let Some(from) = self.repeats(candidate.row, decision.uses + 1, at) {
                repeats = repeats.or(Some(from));
                continue;
            }
            let is_near = at <= self.place.now + AHEAD;
            if is_near && self.is_there(candidate.row, decision.uses + 1, at) {
                continue;
            }
            if is_near {
                self.use_if_right(candidate.row, at, decision);
            } else {
                let next = StockMessage::Next { at: self.place.wall(at) };
                decision.says = Some(repeats.unwrap_or(next));
            }
            return;
        }
        decision.says = Some(repeats.unwrap_or(StockMessage::NoFreeDay));
    }

    /// Tells whether a row of Posts, or the Log, has this very post already: whatever became of the stock row's state, it
    /// is not made again.
    fn is_there(&self, row: &StockRow, number: u32, at: DateTime<Utc>) -> bool {
        let variant = row.variant_of(number);
        let post = row.post(variant, at, self.stock.posts, self.place);
        self.made.contains(&post.hash)
            || !self.index.of_the_same_words(&post).is_empty()
            || !self.index.rows_with_hash(&post.hash).is_empty()
    }

    fn is_full(&self, account: &str, at: DateTime<Utc>) -> bool {
        let day = (account.to_owned(), self.place.wall(at).date());
        let posts = self.days.a_day.get(&day).copied().unwrap_or_default();
        self.days.caps.get(account).is_some_and(|cap| posts >= *cap)
    }

    /// Returns from when on the text of a use may go out again, where another post has it too near to that time.
    fn repeats(&self, row: &StockRow, number: u32, at: DateTime<Utc>) -> Option<StockMessage> {
        let least = self.index.sheet.limits.same_text_after?;
        let key = TextKey::of(row.variants.get(row.variant_of(number))?)?;
        let wall = self.place.wall(at);
        let others = self.texts.get(&key)?.iter().map(|other| self.place.wall(*other));
        let near = others.filter(|other| (wall - *other).abs() < least).max()?;
        Some(StockMessage::Repeats { from: near.checked_add_signed(least)? })
    }

    /// Uses a row whose texts are still right, and tells whether it did.
    fn use_if_right(
        &mut self,
        row: &StockRow,
        at: DateTime<Utc>,
        decision: &mut StockDecision,
    ) -> bool {
        if let Some(message) = self.refused_text(row) {
            (decision.says, decision.is_sound) = (Some(message), false);
            return false;
        }
        self.make(row, at, decision);
        true
    }

    fn make(&mut self, row: &StockRow, at: DateTime<Utc>, decision: &mut StockDecision) {
        decision.uses = decision.uses.saturating_add(1);
        let variant = row.variant_of(decision.uses);
        (decision.step, decision.last) = (StockStep::Use { at, variant }, Some(at));
        decision.says = Some(StockMessage::Planned { at: self.place.wall(at) });
        let day = (decision.account.clone(), self.place.wall(at).date());
        *self.days.a_day.entry(day).or_default() += 1;
        self.taken.entry(decision.account.clone()).or_default().insert(at);
        self.made.insert(row.post(variant, at, self.stock.posts, self.place).hash);
        if let Some(key) = row.variants.get(variant).and_then(|text| TextKey::of(text)) {
            self.texts.entry(key).or_default().push(at);
        }
    }

    /// Fills the slots of the next day that no post wants: each with the row that was used longest ago.
    fn use_in_slots(
        &mut self,
        mut waiting: Vec<Candidate>,
        decisions: &[Decision],
        decided: &mut [StockDecision],
    ) {
        waiting.sort_by_key(|candidate| {
            (decided.get(candidate.at).and_then(|decision| decision.last), candidate.row.row)
        });
        for account in self.index.sheet.accounts {
            let Ok(name) = account.name.as_deref() else { continue };
            let is_own = |candidate: &Candidate| candidate.row.account.as_deref() == Ok(name);
            let (own, others) = waiting.into_iter().partition(is_own);
            waiting = others;
            let own: Vec<Candidate> = own;
            if own.is_empty() {
                continue;
            }
            let unclear = match &account.slots {
                Ok(Some(slots)) => {
                    let free = Slotted::of(account, name, slots, self.index)
                        .map_or_else(Vec::new, |slotted| self.free(&slotted, decisions));
                    self.fill(own, free, decided);
                    continue;
                }
                Ok(None) => StockMessage::NoSlots,
                Err(fault) if fault.why == SlotsFaultKind::Loading => {
                    StockMessage::Held(Message::AccountLoading)
                }
                Err(fault) => StockMessage::Held(Message::SlotsUnclear(fault.clone())),
            };
            for candidate in own {
                if let Some(decision) = decided.get_mut(candidate.at) {
                    decision.says = Some(unclear.clone());
                }
            }
        }
    }

    /// Returns the slots of the next day that are free once every post has its own.
    fn free(&self, slotted: &Slotted, decisions: &[Decision]) -> Vec<DateTime<Utc>> {
        let mut planned = slotted.planned(decisions, self.index, &self.days);
        let taken = self.taken.get(slotted.name);
        planned.posts.extend(taken.into_iter().flatten());
        let turns = Turns::new(slotted.slots, slotted.name, planned, self.place);
        turns.free_before(self.place.now + AHEAD)
    }

    fn fill(
        &mut self,
        own: Vec<Candidate>,
        mut free: Vec<DateTime<Utc>>,
        decided: &mut [StockDecision],
    ) {
        for candidate in own {
            let Some(decision) = decided.get_mut(candidate.at) else { continue };
            decision.says = Some(StockMessage::WaitsForSlot);
            if candidate.after > self.place.now + AHEAD {
                // To the minute in which the rest ends.
                let from = candidate.after + TimeDelta::milliseconds(1);
                decision.says = Some(StockMessage::Rests { from: self.place.wall(from) });
                continue;
            }
            let fits = |at: &DateTime<Utc>| {
                *at > candidate.after && candidate.until.is_none_or(|until| *at < until)
            };
            let number = decision.uses + 1;
            let is_new = |at: &DateTime<Utc>| !self.is_there(candidate.row, number, *at);
            let mut slots =
                free.iter().copied().enumerate().filter(|(_, at)| fits(at) && is_new(at));
            let Some((place, at)) = slots.next() else { continue };
            if let Some(repeats) = self.repeats(candidate.row, decision.uses + 1, at) {
                decision.says = Some(repeats);
                continue;
            }
            if self.use_if_right(candidate.row, at, decision) {
                free.remove(place);
            }
        }
    }
}

/// How many times of a rule are looked at: those of a year with one a day.
const TIMES_LOOKED_AT: usize = 400;
