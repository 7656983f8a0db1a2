//! The most posts a day of one account: which post goes out on which day.
//!
//! A day is a calendar day of the spreadsheet's own zone. What went out today counts, what may have gone out, and
//! what this plan sends; the parts of a thread count as one post.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::index::{Index, is_sent};
use super::{Decision, Says, Sheet, Then, thread};
use crate::log::{Event, Line};
use crate::post::PostRow;
use crate::reason::Message;
use crate::row_state::{RowState, State};

/// Lets the posts wait that are more than their account may publish on a day, those of days to come too, and returns
/// when the next day begins where one waits for it: UTC.
pub(super) fn keep(decisions: &mut [Decision], index: &Index) -> Option<DateTime<Utc>> {
    let sheet = index.sheet;
    let caps = caps(sheet);
    if caps.is_empty() {
        return None;
    }
    let place = sheet.place;
    let today = place.wall(place.now).date();
    let mut days = Days { taken: published_today(sheet, &caps), ..Days::default() };
    let is_at_once =
        |decision: &Decision| index.open_row(decision.row).is_some_and(PostRow::goes_out_at_once);
    let was_in_vain = |decision: &Decision| {
        let line = index.open_row(decision.row).and_then(|post| post.stored.line());
        line.is_some_and(|line| line.state == State::Queued && line.why.is_some())
    };
    let mut due: Vec<&mut Decision> =
        decisions.iter_mut().filter(|decision| takes_a_place(decision, index)).collect();
    // What a person wants out at once is never held, and leaves less for the others. What has been tried in vain comes
    // last: it may never go out, and must not take the day from what can.
    due.sort_by_key(|decision| {
        (was_in_vain(decision), !is_at_once(decision), decision.due, decision.row)
    });
    let mut is_any_held = false;
    for decision in due {
        let Some(cap) = caps.get(decision.account.as_str()) else { continue };
        let own_day = place.wall(decision.due.max(place.now)).date();
        if is_at_once(decision) {
            days.take(&decision.account, own_day);
            continue;
        }
        let day = days.first_free(&decision.account, own_day, *cap);
        days.take(&decision.account, day);
        if day > own_day {
            is_any_held |= own_day == today;
            hold(decision, day, *cap, sheet);
        }
    }
    is_any_held.then(|| place.midnight(today + TimeDelta::days(1)))
}

/// Returns how many posts each account has on each day, those that went out today and those that are planned, and how
/// many it may have.
pub(super) fn planned<'a>(decisions: &[Decision], index: &Index<'a>) -> Planned<'a> {
    let (sheet, place) = (index.sheet, index.sheet.place);
    let caps = caps(sheet);
    let mut days = Days::default();
    if !caps.is_empty() {
        days.taken = published_today(sheet, &caps);
        for decision in decisions.iter().filter(|decision| takes_a_place(decision, index)) {
            days.take(&decision.account, place.wall(decision.due.max(place.now)).date());
        }
    }
    Planned { caps, a_day: days.taken }
}

/// How many posts each account has on which day, and may have.
pub(super) struct Planned<'a> {
    pub(super) caps: HashMap<&'a str, u32>,
    pub(super) a_day: HashMap<(String, NaiveDate), u32>,
}

/// Returns how many posts of each account went out today, or may have.
fn published_today(sheet: &Sheet, caps: &HashMap<&str, u32>) -> HashMap<(String, NaiveDate), u32> {
    let today = sheet.place.wall(sheet.place.now).date();
    let published = published_since(sheet, sheet.place.midnight(today), caps);
    published.into_iter().map(|(account, posts)| ((account, today), posts)).collect()
}

/// Tells whether a post goes out now, or at its time; the parts of a thread go with its first.
fn takes_a_place(decision: &Decision, index: &Index) -> bool {
    let is_to_come = decision.then == Then::Nothing && decision.due > index.sheet.place.now;
    // A thread of which parts are out has taken its place.
    let goes_on = |post: &PostRow| thread::is_under_way(post, decision);
    (decision.then == Then::Publish || is_to_come)
        && index.open_row(decision.row).is_some_and(|post| !post.answers_a_row() && !goes_on(post))
}

/// How many posts each account has on which day.
#[derive(Default)]
struct Days {
    taken: HashMap<(String, NaiveDate), u32>,
    /// The day up to which an account's days are full, and from which.
    full: HashMap<String, (NaiveDate, NaiveDate)>,
}

impl Days {
    fn take(&mut self, account: &str, day: NaiveDate) {
        *self.taken.entry((account.to_owned(), day)).or_default() += 1;
    }

    /// Returns the first day from this one on that has room.
    fn first_free(&mut self, account: &str, from: NaiveDate, cap: u32) -> NaiveDate {
        // Posts come in the order of their days, so that most begin to look where the one before ended.
        let known = self.full.get(account).filter(|(first, end)| (*first..*end).contains(&from));
        let mut day = known.map_or(from, |(_, end)| *end);
        let first = known.map_or(from, |(first, _)| *first);
        while self.taken.get(&(account.to_owned(), day)).is_some_and(|posts| *posts >= cap) {
            day += TimeDelta::days(1);
        }
        self.full.insert(account.to_owned(), (first, day));
        day
    }
}

/// Lets a post wait for the day on which its turn comes.
fn hold(decision: &mut Decision, day: NaiveDate, cap: u32, sheet: &Sheet) {
    let begins = sheet.place.midnight(day);
    // What comes too late that way is told while a person can still do something about it.
    let is_too_late = begins - decision.due > sheet.limits.max_late;
    decision.then = Then::Nothing;
    decision.says = Says::This(Message::DailyCap { cap, day, is_too_late });
}

/// Returns how many posts a day each account may publish, by its name; those without a cap are left out.
fn caps<'a>(sheet: &Sheet<'a>) -> HashMap<&'a str, u32> {
    let cap = |account: &'a crate::account::AccountRow| {
        // A cap that cannot be read holds the account's posts by itself.
        let own = account.daily_cap.as_ref().ok()?;
        Some((account.name.as_deref().ok()?, own.or(sheet.limits.posts_a_day)?))
    };
    sheet.accounts.iter().filter_map(cap).collect()
}

/// Returns how many posts of each account went out since an instant, or may have. Of rows that were deleted since,
/// the Log tells.
fn published_since(
    sheet: &Sheet,
    since: DateTime<Utc>,
    caps: &HashMap<&str, u32>,
) -> HashMap<String, u32> {
    let mut used: HashMap<String, u32> = HashMap::new();
    let mut count = |account: &str| {
        if caps.contains_key(account) {
            *used.entry(account.to_owned()).or_default() += 1;
        }
    };
    let mut seen = HashSet::new();
    for row in sheet.posts {
        let Some(peek) = row.peek() else { continue };
        seen.insert(peek.id);
        if !is_sent(peek) {
            continue;
        }
        let was_sent = |line: &RowState| line.sends > 0 || !line.thread.is_empty();
        let Some(line) = row.receipt().filter(|line| was_sent(line) && line.parent.is_none())
        else {
            continue;
        };
        // The line of a row that was put back is younger than its post, and so is that of a thread which goes on.
        let logged = sheet.log_lines.into_iter().flat_map(|log_lines| &log_lines.lines);
        let is_first =
            |it: &&Line| it.id == line.id && it.event == Event::Published && it.part_number() == 0;
        let began = (!line.thread.is_empty()).then(|| logged.clone().find(is_first)?.at).flatten();
        // The Log may have lost the line of the post by the time its reply goes out.
        if began.unwrap_or_else(|| line.began_at()) >= since {
            count(line.sender.as_deref().unwrap_or(row.account()));
        }
    }
    for line in sheet.log_lines.into_iter().flat_map(|log_lines| &log_lines.lines) {
        let is_today = line.event == Event::Published && line.at.is_some_and(|at| at >= since);
        if is_today && seen.insert(line.id.as_str()) {
            count(&line.account);
        }
    }
    used
}
