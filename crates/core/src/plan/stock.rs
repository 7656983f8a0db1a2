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
//!   cells are sorted, or   the state goes to the row that holds the cells that it speaks of
//!   moved, without it
//!   it is copied           two rows with one state: neither is used, and the copy gets a state of its own
//!   the added row is gone  that use was cancelled by a person; the next one is by its rule
//!   the stock row is gone, or its state undone, between reading and the batch: as if that had been done just
//!                          after the use was made, which the row in Posts shows and a person can stop
//! ```
//!
//! For the added row holds what holds for every row: nothing of it is sent by the run that added it, which has not
//! read it.
//!
//! A row has one use ahead of it at most: while one stands in Posts that is still to go out, however late, no other is
//! made. Only beside one that goes out in this very run, in time, is the next one made, and only where the next run may
//! come too late for it. And a use is for a time to come: after a break of any length it is used once.

mod in_slots;
mod known;
mod standing;
mod upcoming_uses;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use self::in_slots::SlotsOf;
use self::standing::{IN_TIME, Past, Standing};
pub use self::upcoming_uses::{UpcomingUse, upcoming_uses};

use super::eligibility::{held_up, withheld};
use super::index::{AccountStanding, Index};
use super::{Decision, Row, daily_cap, repeats};
use crate::account::Pause;
use crate::cell::Cell;
use crate::cell_error::CellError;
use crate::columns::StockColumn;
use crate::headings::PostHeadings;
use crate::language::Language;
use crate::name::{self, NameFault};
use crate::place::Place;
use crate::reason::{Refusal, StockMessage};
use crate::row_state::StockUse;
use crate::schedule::{self, When};
use crate::slots::{Rule, RuleTimes};
use crate::stock::StockRow;
use crate::stock_state::StockState;
use crate::text::TextKey;
use crate::transitions::WriterId;

/// How long before its time a use is added to Posts: long enough to be seen and stopped.
const AHEAD: TimeDelta = TimeDelta::hours(24);

/// How long after a run the next one comes where people let it run every hour, or once a day.
const HOURLY: TimeDelta = TimeDelta::hours(1);
const DAILY: TimeDelta = TimeDelta::hours(23);

/// The Stock tab, as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Stock<'a> {
    /// Its rows, in their order.
    pub rows: &'a [StockRow],
    /// Where the tab Posts keeps what.
    pub posts: &'a PostHeadings,
    /// Whether rows can be added to Posts.
    pub is_open: bool,
    /// Whether its rows can remember that they were used.
    pub keeps_states: bool,
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
    /// How often it was used.
    uses: u32,
    /// For when it was used last, UTC.
    last: Option<DateTime<Utc>>,
    /// When its last use was due, UTC, where that goes out in this very run.
    beside: Option<DateTime<Utc>>,
}

impl Candidate<'_> {
    fn fits(&self, at: DateTime<Utc>) -> bool {
        at > self.after && self.until.is_none_or(|until| at < until)
    }

    /// Tells whether a use at this time is left to the next run: its last one is not out yet, and may fail.
    fn can_wait(&self, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.beside.is_some() && (HOURLY..DAILY).contains(&(at - now))
    }

    /// Returns which of its texts is next, from 0.
    fn variant(&self) -> usize {
        self.row.variant_of(self.uses.saturating_add(1))
    }
}

/// Decides about every row of Stock, given what is decided about the rows of Posts.
pub(super) fn decide(stock: &Stock, decisions: &[Decision], index: &Index) -> Vec<StockDecision> {
    Planner::new(stock, decisions, index).decide(decisions)
}

struct Planner<'a, 'b> {
    stock: &'a Stock<'a>,
    index: &'a Index<'b>,
    place: &'a Place,
    days: daily_cap::Planned<'b>,
    texts: HashMap<TextKey, Vec<DateTime<Utc>>>,
    /// For when rows of Stock were used last, by account: a use that a person has cancelled is not made by another row.
    taken: HashMap<String, HashSet<DateTime<Utc>>>,
    /// When posts go out whose stock rows are gone, by account: a new row in their place is not used beside them.
    left_behind: HashMap<String, HashSet<DateTime<Utc>>>,
    /// The fingerprints of the posts that this plan makes: two rows with the same cells are not used for the same time.
    made: HashSet<String>,
    /// What became of the uses of each row, in their order.
    pasts: Vec<Past>,
}

impl<'a, 'b> Planner<'a, 'b> {
    fn new(stock: &'a Stock<'a>, decisions: &[Decision], index: &'a Index<'b>) -> Self {
        Self {
            stock,
            index,
            place: index.sheet.place,
            days: daily_cap::planned(decisions, index),
            texts: repeats::planned(decisions, index),
            taken: HashMap::new(),
            left_behind: HashMap::new(),
            made: HashSet::new(),
            pasts: Vec::new(),
        }
    }

    fn decide(&mut self, decisions: &[Decision]) -> Vec<StockDecision> {
        let rows = self.stock.rows;
        let known = standing::histories(decisions, self.index);
        let mut decided: Vec<StockDecision>;
        (decided, self.pasts) = known::states(rows, &known, self.place).into_iter().unzip();
        self.left_behind = known::left_behind(&known, &decided, rows);
        let copied = known::copied(rows);
        let (mut by_rule, mut by_slot) = (Vec::new(), Vec::new());
        for (at, row) in rows.iter().enumerate() {
            let Some(decision) = decided.get_mut(at).filter(|_| !row.is_blank) else { continue };
            if let (Some(last), Ok(account)) = (decision.last, &row.account) {
                self.taken.entry(account.clone()).or_default().insert(last);
            }
            let is_copied = row.state.as_ref().is_some_and(|state| copied.contains(&*state.id));
            let is_of_now = |state: &&StockState| state.is_sound && state.hash == row.hash;
            let was_sound = row.state.as_ref().is_some_and(|state| is_of_now(&state));
            let right = self.is_right(row, was_sound);
            decision.is_sound = right.is_ok();
            if decision.is_sound && !was_sound && !is_copied && decision.step == StockStep::Keep {
                decision.step = StockStep::Forward;
            }
            let right = right.map_err(|says| self.with_pending(at, says));
            match right.and_then(|()| self.candidate(row, at, decision)) {
                Err(says) => decision.says = says,
                // Its next run knows which of the two it is.
                Ok(candidate) if matches!(decision.step, StockStep::Open(_)) || is_copied => {
                    decision.says = self.outlook(&candidate);
                }
                Ok(candidate) => match &row.rule {
                    Ok(Rule::Times(times)) => by_rule.push((candidate, times)),
                    _ => by_slot.push(candidate),
                },
            }
        }
        for (candidate, times) in by_rule {
            self.use_by_rule(&candidate, times, &mut decided);
        }
        self.use_in_slots(by_slot, decisions, &mut decided);
        decided
    }

    /// Returns a row that may be used now, or what is said of one that is not.
    fn candidate(
        &self,
        row: &'a StockRow,
        at: usize,
        known: &StockDecision,
    ) -> Result<Candidate<'a>, Option<StockMessage>> {
        let past = self.past(at);
        let planned = |at| Err(Some(StockMessage::Planned { at: self.place.wall(at) }));
        if let Some(to_come) = past.pending {
            let beside = Some(to_come.at);
            return match self.next_candidate(row, at, known) {
                Ok(candidate) if !to_come.waits => Ok(Candidate { beside, ..candidate }),
                _ => planned(to_come.at),
            };
        }
        let Some(last) = known.last.filter(|last| *last > self.place.now) else {
            return self.next_candidate(row, at, known);
        };
        match past.latest {
            // A person wanted it out before its time.
            Standing::Out(_) => self.next_candidate(row, at, known),
            Standing::Held => Err(Some(StockMessage::HeldInPosts { at: self.place.wall(last) })),
            Standing::Gone if !self.stands_without_its_state(row, known.uses, last) => {
                Err(Some(StockMessage::Cancelled { at: self.place.wall(last) }))
            }
            Standing::Gone | Standing::ToCome(_) => planned(last),
        }
    }

    /// Tells whether a row of Posts is the use with this number, for this time, though it does not remember that.
    fn stands_without_its_state(&self, row: &StockRow, uses: u32, at: DateTime<Utc>) -> bool {
        let post = row.post(row.variant_of(uses), at, self.stock.posts, self.place);
        // The program writes a date, and a person may type the same time as text.
        let is_it = |other: &Row| match other {
            Row::Open(other) => {
                let goes_out = other.status.as_ref().is_ok_and(|status| status.asks_to_post());
                let is_then = matches!(&other.when, Ok(When::At(moment)) if moment.at == at);
                goes_out && is_then && other.timeless_hash == post.timeless_hash
            }
            Row::Finished { .. } => false,
        };
        !self.index.of_the_same_words(&post).is_empty() || self.index.sheet.posts.iter().any(is_it)
    }

    fn past(&self, at: usize) -> Past {
        self.pasts.get(at).copied().unwrap_or_default()
    }

    /// Returns what is said of a row that is not used any more, or cannot be: a post of it may still go out.
    fn with_pending(&self, at: usize, says: Option<StockMessage>) -> Option<StockMessage> {
        let Some(pending) = self.past(at).pending else { return says };
        let at = self.place.wall(pending.at);
        let says = says.map(Box::new);
        Some(
            says.map_or(StockMessage::Planned { at }, |says| StockMessage::StillPlanned {
                at,
                says,
            }),
        )
    }

    /// Returns a row that may be used once its last use is over, or what is said of one that may not.
    fn next_candidate(
        &self,
        row: &'a StockRow,
        at: usize,
        known: &StockDecision,
    ) -> Result<Candidate<'a>, Option<StockMessage>> {
        let now = self.place.now;
        let wall = |at| self.place.wall(at);
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
        let past = self.past(at);
        let last = known.last.max(past.pending.map(|to_come| to_come.at));
        // What goes out in this run is as good as out.
        let is_going = past.pending.is_some_and(|to_come| !to_come.waits);
        let out = past.out.max(is_going.then_some(now));
        let rest = row.rest.as_ref().ok().copied().flatten();
        let rested = rest.and_then(|rest| self.rested(self.rests_from(last, out, rest)?, rest));
        // A rest that ends at a time of the rule lets that time be used.
        let rested = rested.map(|end| end - TimeDelta::milliseconds(1));
        let after = [Some(now), last, rested].into_iter().flatten().max().unwrap_or(now);
        Ok(Candidate { row, at, after, until, uses: known.uses, last, beside: None })
    }

    /// Returns from when on a rest counts, UTC: from the time that was planned, so that a run which is late leaves out no
    /// use; and from when the last one went out, where that was at another time altogether.
    fn rests_from(
        &self,
        planned: Option<DateTime<Utc>>,
        out: Option<DateTime<Utc>>,
        rest: TimeDelta,
    ) -> Option<DateTime<Utc>> {
        let late_max = self.index.sheet.limits.max_late.min(rest / 2);
        let is_late = planned.zip(out).is_some_and(|(planned, out)| out - planned > late_max);
        // Then too, the next one may come at the same time of day.
        let out = out.map(|out| out - IN_TIME.min(rest / 2));
        if is_late { out } else { planned.or(out) }
    }

    /// Returns when a rest ends: one of days at the same time of day, whatever the clocks do.
    fn rested(&self, last: DateTime<Utc>, rest: TimeDelta) -> Option<DateTime<Utc>> {
        if rest != TimeDelta::days(rest.num_days()) {
            return last.checked_add_signed(rest);
        }
        let wall = self.place.wall(last).checked_add_signed(rest)?;
        Some(schedule::instant_in(wall, self.place.zone)?.at)
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
        if !self.stock.keeps_states {
            return err(StockMessage::StatesClosed);
        }
        if let Some(header) = &row.unused {
            return err(StockMessage::NotUsed { header: header.clone() });
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
            let number = (!is_one).then_some(variant + 1);
            let post = row.post(variant, self.place.now + AHEAD, self.stock.posts, self.place);
            // As the cells stand first: they may hold what a row that is made of their texts does not.
            for post in row.as_it_stands(variant, self.place).iter().chain([&post]) {
                if let Some(fault) = post.fault_besides_account() {
                    return refused(number, Refusal::Cell(fault.clone()));
                }
                if let Some(gate) = &post.withheld_by {
                    return Some(StockMessage::Held(withheld(gate)));
                }
            }
            if !post.has_content {
                return Some(StockMessage::NothingToPost);
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

    /// Returns what is said of a row that is not used in this run, where that holds for the next one as well.
    fn outlook(&self, candidate: &Candidate) -> Option<StockMessage> {
        if candidate.beside.is_some() {
            return self.beside(candidate);
        }
        let Ok(Rule::Times(times)) = &candidate.row.rule else { return None };
        let NextTime { at, repeats } = self.next_time(candidate, times);
        let at = at.filter(|at| candidate.fits(*at) && *at > self.place.now + AHEAD)?;
        repeats.is_none().then(|| StockMessage::Next { at: self.place.wall(at) })
    }

    /// Uses a row at the next time of its rule, if that is near enough.
    fn use_by_rule(
        &mut self,
        candidate: &Candidate,
        times: &RuleTimes,
        decided: &mut [StockDecision],
    ) {
        let Some(decision) = decided.get_mut(candidate.at) else { return };
        let NextTime { at, repeats } = self.next_time(candidate, times);
        let (beside, now) = (self.beside(candidate), self.place.now);
        let Some(at) = at.filter(|at| !candidate.can_wait(*at, now)) else {
            decision.says = Some(beside.or(repeats).unwrap_or(StockMessage::NoFreeDay));
            return;
        };
        let wall = |at| self.place.wall(at);
        if let Some(until) = candidate.until.filter(|until| at >= *until) {
            decision.says = Some(beside.unwrap_or(StockMessage::Over { until: wall(until) }));
        } else if at <= now + AHEAD {
            self.use_if_right(candidate.row, at, decision);
        } else {
            decision.says = Some(beside.or(repeats).unwrap_or(StockMessage::Next { at: wall(at) }));
        }
    }

    /// Returns what is said of a row whose last use goes out in this run, where no other is made.
    fn beside(&self, candidate: &Candidate) -> Option<StockMessage> {
        candidate.beside.map(|at| StockMessage::Planned { at: self.place.wall(at) })
    }

    /// Returns the next time of a rule at which a row may be used, as far as anybody can see.
    fn next_time(&self, candidate: &Candidate, times: &RuleTimes) -> NextTime {
        let account = candidate.row.account.as_deref().unwrap_or_default();
        let pause = self.pause_of(account).map(|pause| pause - TimeDelta::milliseconds(1));
        let after = pause.map_or(candidate.after, |pause| pause.max(candidate.after));
        let others = self.with_the_same_text(candidate);
        let mut repeats = None;
        // Once there is no room within so many times, there is hardly any at all.
        for at in times.after(after, candidate.last, account, self.place).take(TIMES_LOOKED_AT) {
            if candidate.until.is_some_and(|until| at >= until) {
                return NextTime { at: Some(at), repeats };
            }
            if self.is_full(account, at) {
                continue;
            }
            if let Some(from) = self.repeats(&others, at) {
                repeats = repeats.or(Some(from));
                continue;
            }
            let is_near = at <= self.place.now + AHEAD;
            if is_near && self.is_there(candidate, at) {
                continue;
            }
            let left_behind = self.left_behind.get(account).filter(|_| candidate.uses == 0);
            if left_behind.is_some_and(|times| times.contains(&at)) {
                continue;
            }
            return NextTime { at: Some(at), repeats };
        }
        NextTime { at: None, repeats }
    }

    /// Tells whether a row of Posts, or the Log, has this very post already: whatever became of the stock row's state, it
    /// is not made again.
    fn is_there(&self, candidate: &Candidate, at: DateTime<Utc>) -> bool {
        let post = candidate.row.post(candidate.variant(), at, self.stock.posts, self.place);
        self.made.contains(&post.hash)
            || !self.index.of_the_same_words(&post).is_empty()
            || !self.index.rows_with_hash(&post.hash).is_empty()
    }

    fn is_full(&self, account: &str, at: DateTime<Utc>) -> bool {
        let Some(cap) = self.days.caps.get(account) else { return false };
        let day = (account.to_owned(), self.place.wall(at).date());
        self.days.a_day.get(&day).copied().unwrap_or_default() >= *cap
    }

    /// Returns when posts with the text of a row's next use go out, or did, in the spreadsheet's zone; none where it may
    /// be repeated.
    fn with_the_same_text(&self, candidate: &Candidate) -> Vec<NaiveDateTime> {
        // The key of a text costs more than anything else here.
        let text = candidate.row.variants.get(candidate.variant());
        let key = text.filter(|_| !self.texts.is_empty()).and_then(|text| TextKey::of(text));
        let others = key.and_then(|key| self.texts.get(&key)).into_iter().flatten();
        others.map(|other| self.place.wall(*other)).collect()
    }

    /// Returns from when on the text of a use may go out again, where another post has it too near to that time.
    fn repeats(&self, others: &[NaiveDateTime], at: DateTime<Utc>) -> Option<StockMessage> {
        let least = self.index.sheet.limits.same_text_after?;
        let wall = self.place.wall(at);
        let near = others.iter().filter(|other| (wall - **other).abs() < least).max()?;
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
        if self.index.sheet.limits.same_text_after.is_some_and(|least| !least.is_zero())
            && let Some(key) = row.variants.get(variant).and_then(|text| TextKey::of(text))
        {
            self.texts.entry(key).or_default().push(at);
        }
    }
}

/// The next time of a rule.
struct NextTime {
    /// UTC; at or after the end of the row where none comes before it.
    at: Option<DateTime<Utc>>,
    /// What keeps the row from an earlier one.
    repeats: Option<StockMessage>,
}

/// How many times of a rule are looked at: those of a year with one a day.
const TIMES_LOOKED_AT: usize = 400;
