//! Decides whether, and when, a row that was never sent can be published.

use chrono::{DateTime, TimeDelta, Utc};

use super::index::{AccountStanding, Index};
use super::{FIRST_CONTACT_LATE, Limits, same_words};
use crate::account::Pause;
use crate::cell_error::CellError;
use crate::name::{self, NameFault};
use crate::place::Place;
use crate::post::{PostRow, TreePlace, Withheld};
use crate::reason::{Message, Refusal};
use crate::schedule::{Delay, TimeFault, TimeFaultKind, When};
use crate::setting::UnreadSetting;

/// What a row comes to when nothing of it was sent.
pub(super) enum Judged {
    /// It cannot be posted.
    Refused(Refusal),
    /// Something is not there yet.
    Waits(Message),
    /// Its time has not come.
    Later(DateTime<Utc>, Option<Message>),
    /// Its time was too long ago.
    Missed,
    /// It goes out.
    Due(DateTime<Utc>),
}

/// Judges the row at this place of the list.
pub(super) fn judge(at: usize, post: &PostRow, index: &Index) -> Judged {
    let place = index.sheet.place;
    // No other judgement holds before the cells are there: the account, the time and the text may all still
    // change.
    if let Some(column) = post.loading {
        return Judged::Waits(Message::Loading { column });
    }
    // Told at once: once its time is over, it is too late to learn it.
    if !post.has_content {
        return Judged::Waits(Message::NothingToPost);
    }
    let account = match &post.account {
        Ok(account) => account.as_str(),
        // An empty cell means the only account, which is still to be filled in.
        Err(CellError::Name(NameFault::Empty)) if index.lacks_accounts() => "",
        // An empty cell means the only account, whose name is still being worked out.
        Err(CellError::Name(NameFault::Empty))
            if index.sheet.accounts.len() == 1 && index.has_nameless() =>
        {
            return Judged::Waits(Message::AccountLoading);
        }
        Err(fault) => return Judged::Refused(Refusal::Cell(fault.clone())),
    };
    let standing = index.standing(account);
    // Words such as "all" get a sentence of their own; the nearest name would be misleading advice.
    if let AccountStanding::Unknown(_) = standing
        && name::means_all(account)
    {
        let fault = NameFault::Several(account.to_owned());
        return Judged::Refused(Refusal::Cell(CellError::Name(fault)));
    }
    // The account is judged before the content and the time, because it is the first thing that the row has to
    // have.
    if let AccountStanding::Unknown(nearest) = standing {
        return Judged::Refused(Refusal::UnknownAccount { name: account.to_owned(), nearest });
    }
    if let Some(gate) = &post.withheld_by {
        return Judged::Waits(withheld(gate));
    }
    let faults = [post.draft.as_ref().err(), post.reply_to.as_ref().err()];
    if let Some(fault) = faults.into_iter().chain([post.tree_fault.as_ref()]).flatten().next() {
        return Judged::Refused(Refusal::Cell(fault.clone()));
    }
    // Before twins: with another tree's id a copied row is no twin any more.
    match post.tree_place() {
        TreePlace::Fault(fault) => return Judged::Refused(Refusal::Tree(fault)),
        TreePlace::Unclear(row) => return Judged::Waits(Message::TreeUnclear { row: row + 1 }),
        TreePlace::Loading(row) => return Judged::Waits(Message::TreeLoading { row: row + 1 }),
        TreePlace::First | TreePlace::Under(_) | TreePlace::Gone => {}
    }
    // Twins are refused before the time is looked at, so that the person learns it when the row is typed.
    if let Some(other_row) = same_words::same_post(at, post, index) {
        return Judged::Refused(Refusal::SamePost { other_row });
    }
    let due = match (post.goes_out_at_once(), &post.when) {
        // A time that is over keeps its place in the account's order; one to come counts as now.
        (true, Ok(When::At(moment))) => moment.at.min(place.now),
        (true, _) => place.now,
        (_, Err(fault)) => return Judged::Refused(Refusal::Cell(fault.clone())),
        (_, Ok(when @ (When::Blank | When::NoTime(_)))) => match post.slot() {
            None => return Judged::Waits(without_a_time(when)),
            Some(at) if at > place.now + index.sheet.limits.ahead => {
                let in_slot = Message::InSlot { at: place.wall(at) };
                return Judged::Later(at, held_up(&standing, post, at, index).or(Some(in_slot)));
            }
            Some(at) => at,
        },
        (_, Ok(When::After(delay))) => return judge_delayed(post, *delay, index),
        // A post is claimed a little early so that it can go out on the minute.
        (_, Ok(When::At(moment))) if moment.at > place.now + index.sheet.limits.ahead => {
            let notices = post.notices.clone();
            let noticed = (!notices.is_empty()).then_some(Message::Noticed(notices));
            let held_up = held_up(&standing, post, moment.at, index);
            return Judged::Later(moment.at, held_up.or(noticed));
        }
        (_, Ok(When::At(moment))) => moment.at,
    };
    // A part's lateness is its parent's too, which only the whole list tells.
    let is_late = !post.answers_a_row() && is_missed(post, due, index);
    held_up_or_due(post, due, is_late, index)
}

/// Returns what is said of a post without a time, or with a date alone.
pub(super) fn without_a_time(when: &When) -> Message {
    match when {
        When::NoTime(date) => Message::NoTime { date: *date },
        _ => Message::Untimed,
    }
}

/// Judges a post whose time has come.
fn held_up_or_due(post: &PostRow, due: DateTime<Utc>, is_late: bool, index: &Index) -> Judged {
    let standing = index.standing(account(post));
    match (held_up(&standing, post, due.min(index.sheet.place.now), index), standing) {
        // Nobody wants the backlog of an old plan once its account is mended.
        (Some(_), AccountStanding::Troubled | AccountStanding::Missing)
            if is_late && index.sheet.log_lines.is_none() =>
        {
            Judged::Missed
        }
        // A held account comes before lateness: a post that waited because of its account is judged late only
        // once that is over.
        (Some(message), _) => Judged::Waits(message),
        (None, _) if is_late => Judged::Missed,
        (None, _) => Judged::Due(due),
    }
}

fn account(post: &PostRow) -> &str {
    post.account.as_deref().unwrap_or_default()
}

/// Judges a post that goes out some time after the one that it answers.
fn judge_delayed(post: &PostRow, delay: Delay, index: &Index) -> Judged {
    let answered = match &post.reply_to {
        // Which row that is, and whether it goes out in this run, only the whole list tells.
        _ if post.answers_a_row() => return Judged::Due(index.sheet.place.now),
        Err(_) => return Judged::Due(index.sheet.place.now),
        Ok(Some(answered)) => index.published(answered),
        Ok(None) => None,
    };
    match answered {
        Some(parent) => judge_after(post, delay.length, parent, index),
        None => Judged::Refused(Refusal::Cell(CellError::ScheduledTime(TimeFault {
            column: delay.column,
            why: TimeFaultKind::DelayAfterUnknownPost,
            read: String::new(),
        }))),
    }
}

/// Judges a post that goes out so long after the one that it answers: that one's row, from 0, and since when it is
/// public.
pub(super) fn judge_after(
    post: &PostRow,
    delay: TimeDelta,
    (row, out): (usize, DateTime<Utc>),
    index: &Index,
) -> Judged {
    let place = index.sheet.place;
    let due = out + delay;
    if due > place.now + index.sheet.limits.ahead {
        let held_up = held_up(&index.standing(account(post)), post, due, index);
        let at = place.wall(due);
        let goes_out = Message::GoesOutAfter { row: row + 1, delay, at };
        return Judged::Later(due, Some(held_up.unwrap_or(goes_out)));
    }
    held_up_or_due(post, due, is_missed(post, due, index), index)
}

/// Returns what is said of a post that goes out so long after a row, from 0, whose post is not public.
pub(super) fn waits_for(post: &PostRow, delay: TimeDelta, row: usize, index: &Index) -> Message {
    let message = Message::DelayWaits { row: row + 1, delay };
    match index.standing(account(post)) {
        // Until when it is paused matters only once the post's own time is known.
        AccountStanding::Paused(_) => message,
        standing => held_up(&standing, post, index.sheet.place.now, index).unwrap_or(message),
    }
}

/// Returns why a post waits for its account.
pub(super) fn held_up(
    standing: &AccountStanding,
    post: &PostRow,
    due: DateTime<Utc>,
    index: &Index,
) -> Option<Message> {
    held_up_unless(post.goes_out_at_once(), standing, post, due, index)
}

/// The same of what a person wants out at once, or not.
pub(super) fn held_up_unless(
    is_wanted_now: bool,
    standing: &AccountStanding,
    post: &PostRow,
    due: DateTime<Utc>,
    index: &Index,
) -> Option<Message> {
    match standing {
        AccountStanding::Disabled => Some(Message::AccountDisabled),
        // Whoever wants a post out now wants it out in spite of a pause.
        AccountStanding::Paused(pause) if !pause.holds(due) || is_wanted_now => None,
        AccountStanding::Paused(pause) => {
            let own_time = match &post.when {
                Ok(When::At(moment)) => moment.at,
                _ => post.slot().unwrap_or(due),
            };
            let limits = index.sheet.limits;
            Some(paused(*pause, own_time, limits.max_late, index.sheet.place))
        }
        // Whoever wants a post out now wants it out whatever the cap and the settings are.
        AccountStanding::CapUnclear(_) | AccountStanding::SettingUnread(_) if is_wanted_now => None,
        AccountStanding::CapUnclear(read) => Some(Message::DailyCapUnclear { read: read.clone() }),
        AccountStanding::SettingUnread(setting) => Some(unread(*setting)),
        AccountStanding::Troubled => Some(Message::AccountTroubled),
        AccountStanding::Loading => Some(Message::AccountLoading),
        AccountStanding::Missing => Some(Message::NoAccounts),
        AccountStanding::Ready | AccountStanding::Unknown(_) => None,
    }
}

/// Returns what is said of a row without a mark on a desk that posts only what is marked, or may be such a desk.
#[must_use]
pub fn unmarked(limits: &Limits) -> Message {
    limits.unread.marks.map_or(Message::NotMarked, unread)
}

fn unread(UnreadSetting { setting, is_loading }: UnreadSetting) -> Message {
    Message::SettingUnread { name: setting.entry().name, is_loading }
}

/// Returns what is said of a row that is not meant for Threads.
#[must_use]
pub fn withheld(by: &Withheld) -> Message {
    let header = by.header.clone();
    match by.unclear.clone() {
        Some(read) => Message::GateUnclear { header, read },
        None => Message::NotForThreads { header },
    }
}

/// Returns what is said of a post that waits for its account's pause to end: it is due at an instant, UTC.
#[must_use]
pub fn paused(pause: Pause, due: DateTime<Utc>, max_late: TimeDelta, place: &Place) -> Message {
    if pause == Pause::Loading {
        return Message::AccountLoading;
    }
    let is_too_late = matches!(pause, Pause::Until(until) if until - due > max_late);
    Message::AccountPaused { until: pause.until(place), is_too_late }
}

/// Tells whether a post that was due then is too late to be sent.
pub(super) fn is_missed(post: &PostRow, due: DateTime<Utc>, index: &Index) -> bool {
    let limit = match index.sheet.log_lines {
        // Without a Log this is the first contact: an old list of posts must not go out in one burst.
        None => index.sheet.limits.max_late.min(FIRST_CONTACT_LATE),
        Some(_) => index.sheet.limits.max_late,
    };
    !post.goes_out_at_once() && index.sheet.place.now - due > limit
}
