//! The slots of the accounts: which of their posts without a time goes out when.
//!
//! The slot is written into the row state before anything else is done with the row, and found there by every later
//! run. A slot that is over is given to nobody, so that a pause of the program is followed by no burst.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::eligibility::{held_up, without_a_time};
use super::index::{AccountStanding, Index, is_sent};
use super::{Decision, Row, Says, Step, Then, daily_cap, repeats, thread};
use crate::account::{AccountRow, Pause};
use crate::columns::PostStatus;
use crate::log::{Event, Line};
use crate::post::PostRow;
use crate::reason::Message;
use crate::row_state::{RowState, State};
use crate::schedule::When;
use crate::slots::{HORIZON, Planned, Slots, SlotsFaultKind, Turn, Turns};

/// How long a slot may be over while every post in it still goes out: schedulers are late, and a run may fail.
const LATE_MAX: TimeDelta = TimeDelta::hours(1);

/// How long what went out may stand in a slot that is still to come.
const STANDS_FOR: TimeDelta = TimeDelta::days(2);

/// Gives the posts without a time the next free slots of their accounts, and returns when the first of those that get
/// none yet may have one: UTC.
pub(super) fn assign(decisions: &mut [Decision], index: &Index) -> Option<DateTime<Utc>> {
    release_of_drafts(decisions, index);
    release_of_moved(decisions, index);
    let mut with_slots = Vec::new();
    for account in index.sheet.accounts {
        let Ok(name) = account.name.as_deref() else { continue };
        match &account.slots {
            Ok(None) => {}
            Ok(Some(slots)) => with_slots.extend(Slotted::of(account, name, slots, index)),
            Err(fault) => {
                let message = match fault.why {
                    SlotsFaultKind::Loading => Message::AccountLoading,
                    _ => Message::SlotsUnclear(fault.clone()),
                };
                say(decisions, name, index, |_| Some(message.clone()));
            }
        }
    }
    for account in &with_slots {
        account.release_untenable(decisions, index);
    }
    if with_slots.is_empty() {
        return None;
    }
    let mut days = daily_cap::planned(decisions, index);
    for account in &with_slots {
        account.keep_to_cap(decisions, index, &mut days);
    }
    let turns = with_slots.iter().map(|account| account.assign(decisions, index, &days));
    turns.collect::<Vec<_>>().into_iter().flatten().min()
}

/// Has the posts without a time of an account say why they have none.
fn say(
    decisions: &mut [Decision],
    account: &str,
    index: &Index,
    message: impl Fn(&PostRow) -> Option<Message>,
) {
    for decision in decisions.iter_mut().filter(|decision| decision.account == account) {
        let message = untimed(decision, index).and_then(&message);
        decision.says = message.map_or(decision.says.clone(), Says::This);
    }
}

/// Returns the row of a post that lacks nothing but a time, and that answers no post of the desk.
fn untimed<'a>(decision: &Decision, index: &Index<'a>) -> Option<&'a PostRow> {
    let is_queued = matches!(decision.step, Step::Keep | Step::Open(State::Queued))
        || decision.step == Step::Turn(State::Queued);
    let is_untimed =
        matches!(&decision.says, Says::This(Message::Untimed | Message::NoTime { .. }));
    let post = index.open_row(decision.row).filter(|_| is_queued && is_untimed)?;
    (!post.answers_a_row() && !post.goes_out_at_once()).then_some(post)
}

/// Returns the day on which a post is to go out that has no time.
fn date(decision: &Decision, index: &Index) -> Option<NaiveDate> {
    match index.open_row(decision.row)?.when {
        Ok(When::NoTime(date)) => Some(date),
        _ => None,
    }
}

/// Returns the slot that a row was given in an earlier run. A row that gets an id of its own now has none: its line
/// was copied along.
fn given(decision: &Decision, index: &Index) -> Option<DateTime<Utc>> {
    let goes_on = matches!(decision.step, Step::Keep | Step::Turn(State::Queued));
    let post = index.open_row(decision.row).filter(|_| goes_on && !decision.releases_slot)?;
    let is_free = post.stored.line().is_some_and(|line| line.state == State::Queued);
    post.slot().filter(|_| is_free && !post.goes_out_at_once())
}

/// An account whose posts without a time get slots.
pub(super) struct Slotted<'a> {
    pub(super) name: &'a str,
    pub(super) slots: &'a Slots,
    standing: AccountStanding,
    /// Until when it pauses, UTC.
    pause: Option<DateTime<Utc>>,
}

impl<'a> Slotted<'a> {
    /// Returns an account with slots; none where two rows have its name.
    pub(super) fn of(
        account: &'a AccountRow,
        name: &'a str,
        slots: &'a Slots,
        index: &Index,
    ) -> Option<Self> {
        let same = |other: &&AccountRow| other.name.as_deref() == Ok(name);
        let is_alone = index.sheet.accounts.iter().filter(same).count() == 1;
        let pause = match account.pause(index.sheet.place) {
            Some(Pause::Until(until)) => Some(until),
            Some(Pause::Unclear | Pause::Loading) | None => None,
        };
        is_alone.then(|| Self { name, slots, standing: index.standing(name), pause })
    }

    pub(super) fn gives_slots(&self) -> bool {
        matches!(self.standing, AccountStanding::Ready | AccountStanding::Paused(Pause::Until(_)))
    }

    /// Takes the slots back that cannot be kept: two rows may have come to the same one in two runs at once, and a
    /// pause may have been made since. The row state forgets them, or the row would go out in its old slot, which is
    /// over or another post's by then, once nothing stands in the way any more.
    ///
    /// After a break one post goes out for a slot that is long over, and the others take new ones.
    fn release_untenable(&self, decisions: &mut [Decision], index: &Index) {
        let mut kept = self.used(index);
        let long_ago = index.sheet.place.now - LATE_MAX;
        let is_overdue = |decision: &Decision, slot| {
            decision.then == Then::Publish && decision.due == slot && slot < long_ago
        };
        let overdue = decisions.iter().filter(|decision| decision.account == self.name);
        let overdue = overdue.filter_map(|it| Some((given(it, index)?, it)));
        let overdue = overdue.filter(|(slot, decision)| is_overdue(decision, *slot));
        let first = overdue.map(|(slot, decision)| (slot, decision.row)).min();
        let own = decisions.iter_mut().filter(|decision| decision.account == self.name);
        for decision in own {
            let Some(slot) = given(decision, index) else { continue };
            // A row that waits for something of its own keeps that reason.
            let is_judged = decision.due == slot
                || matches!(decision.says, Says::This(Message::AccountPaused { .. }));
            let is_paused = self.gives_slots() && self.pause.is_some_and(|pause| slot < pause);
            let is_one_of_many = is_overdue(decision, slot) && first != Some((slot, decision.row));
            if is_judged && (is_paused || is_one_of_many || !kept.insert(slot)) {
                reassign(decision, index);
            }
        }
    }

    /// Takes the last slots of days back for which a person has planned so much since that not all of it fits: what
    /// has a slot goes out in another slot, and not at the beginning of another day.
    fn keep_to_cap(
        &self,
        decisions: &mut [Decision],
        index: &Index,
        days: &mut daily_cap::Planned,
    ) {
        let Some(cap) = days.caps.get(self.name).copied().filter(|_| self.gives_slots()) else {
            return;
        };
        let place = index.sheet.place;
        let own = decisions.iter_mut().filter(|decision| decision.account == self.name);
        let mut slotted: Vec<_> =
            own.filter(|decision| given(decision, index) == Some(decision.due)).collect();
        slotted.sort_by_key(|decision| std::cmp::Reverse((decision.due, decision.row)));
        for decision in slotted {
            let day = place.wall(decision.due.max(place.now)).date();
            let Some(posts) = days.a_day.get_mut(&(decision.account.clone(), day)) else {
                continue;
            };
            if *posts > cap {
                *posts -= 1;
                reassign(decision, index);
            }
        }
    }

    /// Returns the slots in which posts of the account went out, or may have.
    fn used(&self, index: &Index) -> HashSet<DateTime<Utc>> {
        let is_sent = |row: &&Row| row.peek().is_some_and(is_sent);
        let own = index.sheet.posts.iter().filter(|row| row.account() == self.name);
        own.filter(is_sent).filter_map(|row| row.receipt()?.slot).collect()
    }

    fn assign(
        &self,
        decisions: &mut [Decision],
        index: &Index,
        days: &daily_cap::Planned,
    ) -> Option<DateTime<Utc>> {
        let place = index.sheet.place;
        if !self.gives_slots() {
            // What holds the account is worth more than what the row lacks.
            let held = |post: &PostRow| held_up(&self.standing, post, place.now, index);
            say(decisions, self.name, index, held);
            return None;
        }
        let planned = self.planned(decisions, index, days);
        let mut turns = Turns::new(self.slots, self.name, planned, place);
        let mut first_later = None;
        let own = decisions.iter_mut().filter(|decision| decision.account == self.name);
        let mut waiting: Vec<_> =
            own.filter(|decision| untimed(decision, index).is_some()).collect();
        // What was refused may be refused again, and must not take the slots from what can go out.
        // Of the others, those that are bound to a day come first: any other slot will do for the rest.
        waiting.sort_by_key(|decision| {
            (was_refused(decision, index), date(decision, index).is_none())
        });
        for decision in waiting {
            if let Some(date) = date(decision, index) {
                match turns.turn_on(date) {
                    Some(at) => assign_slot(decision, at, index),
                    None => decision.says = Says::This(self.no_slot_on(date, decision.row, index)),
                }
                continue;
            }
            match turns.next_turn() {
                Turn::At(at) => assign_slot(decision, at, index),
                Turn::Later(at) => {
                    let near = at - HORIZON;
                    let (from, at) = (place.wall(near).date(), place.wall(at));
                    decision.says = Says::This(Message::SlotsTaken { from, at });
                    first_later = first_later.or(Some(near));
                }
                Turn::Never => break,
            }
        }
        first_later
    }

    /// Returns what a post is told for which its account has no slot on a day.
    fn no_slot_on(&self, date: NaiveDate, row: usize, index: &Index) -> Message {
        let due = index.sheet.place.midnight(date);
        let post = index.open_row(row).filter(|_| due >= index.sheet.place.now);
        let held = post.and_then(|post| held_up(&self.standing, post, due, index));
        held.unwrap_or(Message::DayTaken { date })
    }

    /// Returns what the account has planned without its posts that still wait for a slot.
    pub(super) fn planned(
        &self,
        decisions: &[Decision],
        index: &Index,
        days: &daily_cap::Planned,
    ) -> Planned {
        let own = decisions.iter().filter(|decision| decision.account == self.name);
        let kept = own.filter(|decision| untimed(decision, index).is_none());
        let kept = kept.filter_map(|decision| decision.slot.or_else(|| given(decision, index)));
        let posts = self.dated(index).into_iter().chain(kept).collect();
        let a_day = days.a_day.iter().filter(|((account, _), _)| account == self.name);
        let a_day: HashMap<NaiveDate, u32> =
            a_day.map(|((_, day), posts)| (*day, *posts)).collect();
        Planned { posts, a_day, cap: days.caps.get(self.name).copied(), pause: self.pause }
    }

    /// Returns when the posts of the account go out that have a time, and when those did that are out, by their rows
    /// and by the Log.
    fn dated(&self, index: &Index) -> BTreeSet<DateTime<Utc>> {
        let since = index.sheet.place.now - STANDS_FOR;
        let mut dated = BTreeSet::new();
        for row in index.sheet.posts.iter().filter(|row| row.account() == self.name) {
            if let Row::Open(post) = row
                && let Ok(When::At(moment)) = &post.when
                && post.status.as_ref().is_ok_and(|status| stands(*status))
            {
                dated.insert(moment.at);
            }
            if row.peek().is_some_and(is_sent) {
                let line = row.receipt().filter(|line| line.parent.is_none());
                // A thread stands where its post does.
                let at = line.as_ref().map(RowState::began_at);
                dated.extend(at.filter(|at| *at >= since));
            }
        }
        let log = index.log_lines.lines.iter();
        let is_post = |it: &&Line| it.event == Event::Published && it.part_number() == 0;
        let own = log.filter(|it| is_post(it) && it.account == self.name);
        dated.extend(own.filter_map(|line| line.at).filter(|at| *at >= since));
        dated
    }
}

/// Tells whether a post with this Status stands at its time.
fn stands(status: PostStatus) -> bool {
    status.asks_to_post()
        || matches!(status, PostStatus::Publishing | PostStatus::Published | PostStatus::Check)
}

/// Takes the slot of rows back that a person has withdrawn, so that it does not come true when they are queued again
/// later.
fn release_of_drafts(decisions: &mut [Decision], index: &Index) {
    for decision in decisions.iter_mut() {
        let is_draft = |post: &&PostRow| {
            // Whether a row that is not marked goes out is not known while the setting cannot be read.
            let is_unread = post.is_unmarked && index.sheet.limits.unread.marks.is_some();
            matches!(post.status, Err(_) | Ok(PostStatus::Draft))
                && !is_unread
                && !post.answers_a_row()
        };
        let is_kept = decision.step == Step::Keep && given(decision, index).is_some();
        let is_kept = is_kept && !is_begun(decision, index);
        if is_kept && index.open_row(decision.row).is_some_and(|post| is_draft(&post)) {
            release(decision);
            // What it was told of its slot holds no longer.
            if decision.says == Says::Keep {
                decision.says = Says::Nothing;
            }
        }
    }
}

/// Takes the slot of rows back for which a person has typed a time since: once that is deleted, the slot would hold
/// again, and may be over by then.
fn release_of_moved(decisions: &mut [Decision], index: &Index) {
    for decision in decisions.iter_mut().filter(|decision| decision.step == Step::Keep) {
        let Some(post) = index.open_row(decision.row) else { continue };
        let line = post.stored.line().filter(|line| line.state == State::Queued);
        if post.slot().is_none()
            && !index.is_copied(post)
            && !thread::is_under_way(post, decision)
            && line.is_some_and(|line| line.slot.is_some())
        {
            release(decision);
        }
    }
}

/// Tells whether parts of the row's thread are out: the slot in which it began stays its own.
fn is_begun(decision: &Decision, index: &Index) -> bool {
    index.open_row(decision.row).is_some_and(|post| thread::is_under_way(post, decision))
}

/// Takes the slot from a row that is to get another one.
fn reassign(decision: &mut Decision, index: &Index) {
    decision.due = index.sheet.place.now;
    decision.then = Then::Nothing;
    let when = index.open_row(decision.row).and_then(|post| post.when.as_ref().ok());
    decision.says = Says::This(when.map_or(Message::Untimed, without_a_time));
    release(decision);
}

/// Takes from a row the slot that it was given in an earlier run.
fn release(decision: &mut Decision) {
    decision.releases_slot = true;
    if decision.step == Step::Keep {
        decision.step = Step::Turn(State::Queued);
    }
}

/// Tells whether an earlier run has refused a row for its text, and its cells are still the same.
fn was_refused(decision: &Decision, index: &Index) -> bool {
    let Some(post) = index.open_row(decision.row) else { return false };
    post.stored.line().is_some_and(|line| repeats::is_refused(line, post))
}

/// Gives a post its slot: from then on it is like one that has a time.
fn assign_slot(decision: &mut Decision, at: DateTime<Utc>, index: &Index) {
    decision.slot = Some(at);
    decision.due = at;
    decision.says = Says::This(Message::InSlot { at: index.sheet.place.wall(at) });
    if decision.step == Step::Keep {
        decision.step = Step::Turn(State::Queued);
    }
}
