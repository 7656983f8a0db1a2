//! The same text again: of the posts of the whole desk, those wait as Failed whose text has just gone out, or is
//! planned to go out before them.
//!
//! A row is judged by the time in its cells and not by the moment of the run, so that it stays refused, and does not
//! become Missed or go out at a time that nobody chose. Post now is a person's word that it is to go out all the same.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::index::Index;
use super::{Decision, Row, Says, Step, Then};
use crate::columns::PostStatus;
use crate::post::{PlannedText, PostRow};
use crate::reason::{Message, Refusal, RowCode};
use crate::row_state::{RequestedStatus, RowState, State};
use crate::schedule::{self, When};
use crate::text::TextKey;

/// Refuses what repeats another post of the desk too soon, whichever account has it.
pub(super) fn refuse(decisions: &mut [Decision], index: &Index) {
    let Some(least) = index.sheet.limits.same_text_after.filter(|least| !least.is_zero()) else {
        return;
    };
    let mut coming: Vec<Coming> = decisions
        .iter()
        .enumerate()
        .filter_map(|(at, decision)| coming(at, decision, index))
        .collect();
    // What a person wants out now goes out in any case, so that the others are held against it.
    coming.sort_by_key(|post| (!post.is_wanted_now, post.at, post.row));
    let mut known = public(&coming, decisions, index);
    for post in coming {
        let others = known.entry(post.key).or_default();
        let place = index.sheet.place;
        let is_too_soon = |other: &&Known| {
            other.row != post.row && place.wall(post.at) - place.wall(other.at) < least
        };
        // The last of them is the one that the text has to wait for.
        let other = others.iter().filter(is_too_soon).max_by_key(|other| other.at);
        match other.filter(|_| !post.is_wanted_now) {
            Some(other) => {
                let from = minute(place.wall(other.at).checked_add_signed(least));
                let refusal = Refusal::SameText { other_row: other.row + 1, from };
                stop(&mut decisions[post.decision], refusal, index);
            }
            None if post.goes_out => others.push(Known { row: post.row, at: post.at }),
            None => {}
        }
    }
}

/// A post that has not been sent.
struct Coming {
    /// Its place among the decisions.
    decision: usize,
    row: usize,
    key: TextKey,
    /// When it is to go out, UTC.
    at: DateTime<Utc>,
    /// Whether a person has asked for it by Post now.
    is_wanted_now: bool,
    /// Whether it goes out without anybody having to do something about its account.
    goes_out: bool,
}

/// A post that is public, may be, or goes out.
struct Known {
    row: usize,
    at: DateTime<Utc>,
}

/// Returns a post that is to go out and of which nothing was sent.
fn coming(at: usize, decision: &Decision, index: &Index) -> Option<Coming> {
    let post = index.open_row(decision.row)?;
    let is_draft = post.status == Ok(PostStatus::Draft);
    // Of a thread that is under way the text is out.
    let is_under_way = super::thread::is_under_way(post, decision);
    if is_draft || is_under_way || post.draft.is_err() || !is_judged(decision, post) {
        return None;
    }
    let key = post.planned_text()?.key;
    // What a copied row was asked for when it was another one is not asked for here.
    let is_asked =
        !(matches!(decision.step, Step::Open(_)) && post.status == Ok(PostStatus::Queued));
    let requested = post.requested_status().filter(|_| is_asked);
    let time = match (requested, &post.when) {
        (Some(RequestedStatus::PostNow), _) => index.sheet.place.now,
        (Some(RequestedStatus::Ready), Ok(When::Blank)) if post.goes_out_at_once() => {
            index.sheet.place.now
        }
        (_, Ok(When::At(moment))) => moment.at,
        _ => slot(decision, post, index)?,
    };
    let is_wanted_now = requested == Some(RequestedStatus::PostNow);
    let goes_out = decision.step != Step::Turn(State::Missed) && !waits_for_a_person(decision);
    Some(Coming { decision: at, row: decision.row, key, at: time, is_wanted_now, goes_out })
}

/// Returns the slot in which a post goes out, UTC: its own, or the one that is foreseen for it.
fn slot(decision: &Decision, post: &PostRow, index: &Index) -> Option<DateTime<Utc>> {
    // One whose turn is far off is refused now if it were so then, and is not refused and free by turns.
    if let Says::This(Message::SlotsTaken { at, .. }) = &decision.says {
        return Some(schedule::instant_in(*at, index.sheet.place.zone)?.at);
    }
    decision.slot.or_else(|| post.slot().filter(|_| !decision.releases_slot))
}

/// Tells whether a row was found right, and nothing of it was sent.
fn is_judged(decision: &Decision, post: &PostRow) -> bool {
    let line = post.stored.line();
    let is_free = match decision.step {
        Step::Open(State::Queued) | Step::Turn(State::Queued) => true,
        // One that stays refused is not judged late in place of that.
        Step::Turn(State::Missed) => line.is_some_and(|line| is_refused(line, post)),
        Step::Keep => {
            let is_queued = line.is_some_and(|line| line.state == State::Queued);
            let asks =
                |status: &PostStatus| status.asks_to_post() || *status == PostStatus::Publishing;
            is_queued && post.status.as_ref().is_ok_and(asks)
        }
        _ => false,
    };
    is_free && matches!(decision.then, Then::Nothing | Then::Publish)
}

/// Tells whether an earlier run has refused a row for its text, and its cells are still the same.
pub(super) fn is_refused(line: &RowState, post: &PostRow) -> bool {
    line.state == State::Failed && line.why == Some(RowCode::SameText) && post.hash == line.hash
}

/// Tells whether a post does not go out before a person has done something about its account.
fn waits_for_a_person(decision: &Decision) -> bool {
    let Says::This(message) = &decision.says else { return false };
    matches!(
        message,
        Message::AccountDisabled
            | Message::AccountTroubled
            | Message::NoAccounts
            | Message::AccountPaused { until: None, .. }
            | Message::AccountPaused { is_too_late: true, .. }
            | Message::DailyCapUnclear { .. }
            | Message::SettingUnread { is_loading: false, .. }
            | Message::NotForThreads { .. }
            | Message::GateUnclear { .. }
    )
}

/// Returns the posts that are public, or may be, with a text that is to go out again.
fn public(
    coming: &[Coming],
    decisions: &[Decision],
    index: &Index,
) -> HashMap<TextKey, Vec<Known>> {
    let mut known: HashMap<TextKey, Vec<Known>> = HashMap::new();
    let wanted: HashSet<TextKey> = coming.iter().map(|post| post.key).collect();
    if wanted.is_empty() {
        return known;
    }
    let restored: HashMap<usize, &RowState> = decisions
        .iter()
        .filter_map(|decision| match &decision.step {
            Step::Restore(line) => Some((decision.row, line.as_ref())),
            _ => None,
        })
        .collect();
    for (at, row) in index.sheet.posts.iter().enumerate() {
        let Some(text) = row.planned_text().filter(|text| wanted.contains(&text.key)) else {
            continue;
        };
        let out = match restored.get(&row.row()) {
            Some(line) => Some(sent_at(line, index)),
            None => out_at(at, row, text, index),
        };
        if let Some(out) = out {
            let at = own_time(text, out, index.sheet.limits.max_late);
            known.entry(text.key).or_default().push(Known { row: row.row(), at });
        }
    }
    known
}

/// Returns when what stands in the row at this place of the list went out, or may have: UTC.
fn out_at(at: usize, row: &Row, text: PlannedText, index: &Index) -> Option<DateTime<Utc>> {
    let Some(line) = row.receipt() else {
        // A person, or another tool, has published it: at its own time, as far as anybody can tell.
        let is_published = match row {
            Row::Open(post) => post.status == Ok(PostStatus::Published),
            Row::Finished { .. } => true,
        };
        return text.planned.filter(|at| is_published && *at <= index.sheet.place.now);
    };
    if let Row::Open(post) = row {
        let is_new = !post.has_hash(&line.hash);
        let is_at_rest = matches!(
            post.status,
            Ok(PostStatus::Published | PostStatus::Publishing | PostStatus::Deleted)
        );
        // Other words than those that went out: it is being written for its next use, or was copied.
        if is_new && line.state == State::Posted && (!is_at_rest || index.is_copy(at, &line.id)) {
            return None;
        }
    }
    let was_sent = matches!(line.state, State::Posted | State::Trying | State::Check)
        || !line.thread.is_empty();
    was_sent.then(|| sent_at(&line, index))
}

/// Returns when a row was sent first, by its line or by the Log: the line of a row that was put back is younger.
fn sent_at(line: &RowState, index: &Index) -> DateTime<Utc> {
    let logged = index.witness(&[&line.id]).and_then(|witness| witness.line.at);
    // A thread counts from its post: a reply of it may go out days later.
    let own = line.began_at();
    logged.map_or(own, |logged| logged.min(own))
}

/// Returns the time from which a post counts: the one that was planned, so that a run which is late changes nothing in
/// the rhythm of a plan; and when it went out, where that was another time altogether.
fn own_time(text: PlannedText, out: DateTime<Utc>, max_late: TimeDelta) -> DateTime<Utc> {
    let is_on_time =
        |planned: &DateTime<Utc>| (TimeDelta::zero()..=max_late).contains(&(out - *planned));
    text.planned.filter(is_on_time).unwrap_or(out)
}

/// Returns a time in whole minutes, none of which has ended before it.
fn minute(time: Option<NaiveDateTime>) -> NaiveDateTime {
    let time = time.unwrap_or(NaiveDateTime::MAX);
    time.checked_add_signed(TimeDelta::seconds(59)).unwrap_or(time)
}

fn stop(decision: &mut Decision, refusal: Refusal, index: &Index) {
    let Some(post) = index.open_row(decision.row) else { return };
    decision.why = Some(refusal.code());
    decision.step = match decision.step {
        Step::Open(_) => Step::Open(State::Failed),
        // The same refusal is not written again in every run.
        _ if post.stored.line().is_some_and(|line| is_refused(line, post)) => Step::Keep,
        _ => Step::Turn(State::Failed),
    };
    decision.shows = Some(PostStatus::Failed);
    decision.says = Says::This(Message::Refused(refusal));
    decision.then = Then::Nothing;
    // Another post may have it.
    decision.slot = None;
    // No run is needed at its time.
    decision.due = index.sheet.place.now;
    decision.earlier = None;
}
