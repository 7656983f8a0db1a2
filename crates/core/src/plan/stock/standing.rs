//! How the uses of stock rows stand, by the rows of Posts and by the Log.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::super::index::Index;
use super::super::{Decision, Row, Step, Then, repeats};
use crate::columns::PostStatus;
use crate::log::Event;
use crate::post::PostRow;
use crate::row_state::{State, StockUse};
use crate::schedule::When;

/// How long after its time a post that is tried for the first time is in time: schedulers are late.
pub(super) const IN_TIME: TimeDelta = TimeDelta::hours(1);

/// How a use stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// No row of Posts is it: a person has deleted that, or emptied it.
    #[default]
    Gone,
    /// Its row does not go out as it stands there: a Draft, one that has failed, one without a text or a time.
    Held,
    /// Its row is still to go out.
    ToCome(ToCome),
    /// It is out, though a reply of it may follow; with when it went out, UTC, where that is known.
    Out(Option<DateTime<Utc>>),
}

/// A use that is still to go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ToCome {
    /// When: UTC.
    pub(super) at: DateTime<Utc>,
    /// Whether it is late, or does not go out in this run.
    pub(super) waits: bool,
}

/// What the rows of Posts and the Log know of the uses of a stock row.
pub(super) struct History {
    /// The latest use.
    pub(super) latest: StockUse,
    /// The account that it is for.
    pub(super) account: String,
    /// The text of its row, where that is not out.
    pub(super) text: Option<String>,
    pub(super) past: Past,
}

/// What became of the uses of a stock row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Past {
    /// How the latest use stands.
    pub(super) latest: Standing,
    /// The last one that is still to come.
    pub(super) pending: Option<ToCome>,
    /// When the last one went out, UTC.
    pub(super) out: Option<DateTime<Utc>>,
}

/// Returns what is known by the stock row's id.
pub(super) fn histories(decisions: &[Decision], index: &Index) -> HashMap<String, History> {
    let mut known: HashMap<String, History> = HashMap::new();
    for row in index.sheet.posts {
        let Some(used) = row.stock_use() else { continue };
        let (standing, text) = of_row(row, &used, decisions, index);
        note(&mut known, used, row.account(), standing, text);
    }
    for line in &index.log_lines.lines {
        let Some(used) = line.stock_use.clone() else { continue };
        // Its replies may follow much later.
        let is_out = line.event == Event::Published && line.part_number() == 0;
        let standing = if is_out { Standing::Out(line.at) } else { Standing::Gone };
        note(&mut known, used, &line.account, standing, None);
    }
    known
}

/// Takes note of how a use stands.
fn note(
    known: &mut HashMap<String, History>,
    used: StockUse,
    account: &str,
    standing: Standing,
    text: Option<String>,
) {
    let (id, latest, account) = (used.id.clone(), used.clone(), account.to_owned());
    let new = History { latest, account: account.clone(), text: None, past: Past::default() };
    let history = known.entry(id).or_insert(new);
    let past = &mut history.past;
    match standing {
        Standing::ToCome(to_come) => past.pending = past.pending.max(Some(to_come)),
        Standing::Out(at) => past.out = past.out.max(at),
        Standing::Gone | Standing::Held => {}
    }
    if used.number > history.latest.number {
        past.latest = standing;
        (history.latest, history.account, history.text) = (used, account, text);
    } else if used.number == history.latest.number {
        past.latest = past.latest.max(standing);
        history.text = history.text.take().or(text);
    }
}

/// Returns how a use stands by its row of Posts, and the text of that where it is not out.
fn of_row(
    row: &Row,
    used: &StockUse,
    decisions: &[Decision],
    index: &Index,
) -> (Standing, Option<String>) {
    let line = row.receipt();
    let is_out = line.as_ref().filter(|it| it.state == State::Posted || it.last_out().is_some());
    if let Some(line) = is_out {
        // A line that was put back does not tell; the Log does.
        return (Standing::Out(line.first_out.or(line.first_sent)), None);
    }
    let Row::Open(post) = row else { return (Standing::Out(None), None) };
    let decision = decisions.binary_search_by_key(&post.row, |decision| decision.row);
    let Some(decision) = decision.ok().and_then(|at| decisions.get(at)) else {
        return (Standing::Held, None);
    };
    let text = post.draft.as_ref().ok().map(|draft| draft.text.clone());
    (of_open_row(post, used, decision, index), text)
}

fn of_open_row(post: &PostRow, used: &StockUse, decision: &Decision, index: &Index) -> Standing {
    // It is a post of its own from now on, or none.
    if matches!(decision.step, Step::Open(_) | Step::Erase) {
        return Standing::Gone;
    }
    let is_at_work = matches!(decision.then, Then::Publish | Then::Prepare | Then::Resolve);
    let status = decision.shows.or(post.status.clone().ok());
    let is_awaited = match status {
        // By a person, or another tool.
        Some(PostStatus::Published | PostStatus::Deleted) => return Standing::Out(None),
        Some(status) => status.asks_to_post() || status == PostStatus::Publishing,
        None => false,
    };
    let slot = repeats::slot(decision, post, index);
    // A cell that is still being worked out may hold a time.
    let has_time = post.has_time() || post.when.is_err() || post.answers_a_row();
    let has_time = has_time || slot.is_some() || post.goes_out_at_once();
    if !(is_at_work || is_awaited && post.has_content && has_time) {
        return Standing::Held;
    }
    let now = index.sheet.place.now;
    let at = match &post.when {
        Ok(When::At(moment)) => moment.at,
        // What has no time of its own is said to be for the same time in every run.
        _ => slot.unwrap_or(if decision.due > now { decision.due } else { used.at }),
    };
    let is_first_try = post.stored.line().is_some_and(|line| line.sends == 0);
    let goes_out = decision.then == Then::Publish && is_first_try && now - at <= IN_TIME;
    Standing::ToCome(ToCome { at, waits: !goes_out })
}
