//! What outlives a run: one row of a sheet, its Log, the account on Threads, and the time.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use threadsheet_core::columns::PostStatus;
use threadsheet_core::log::{self, Event, LogLines};
use threadsheet_core::row_state::RowState;

use crate::design::{Bounds, Design, Rules};
use crate::interned::Kept;
use crate::planner;

/// The step of time: half a usual settle period, in which a claim may be used.
pub(crate) const TICK: TimeDelta = TimeDelta::minutes(5);

/// So many ticks are more than a container lives.
const DAY_TICKS: u16 = 300;

/// A line of the Receipt column.
pub(crate) type Line = Kept<RowState>;

/// What the row shows of what the program writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Cells {
    pub(crate) line: Option<Line>,
    pub(crate) status: PostStatus,
}

/// A container for the row's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Container {
    /// The tick from which its post is public.
    pub(crate) public: Option<u16>,
    /// How many posts it has made.
    pub(crate) posts: u8,
    /// Whether it expired unpublished.
    pub(crate) is_dead: bool,
    /// Which part of the row's thread it is, from 0.
    pub(crate) part: u8,
    /// Whether it was made to go under another post than the part before.
    pub(crate) is_misplaced: bool,
}

/// What a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// The truth; a second publish is refused, unless it posts again.
    Honest,
    /// What was true before the post became public.
    Stale,
    /// Nothing, and the request takes effect in the next tick. That nothing comes back and it has
    /// taken effect by now, or never will, is the same as a run that stops before or after it.
    LostLate,
    /// 24/4279009, as Threads says of containers that are only seconds old.
    NotFound,
    /// The id of the post that the container has made already.
    SameId,
}

/// One write: all of it or none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Write {
    /// The line that it replaces; by its place, where the row has none.
    pub(crate) at: Option<Line>,
    pub(crate) next: Option<Line>,
    pub(crate) status: Option<PostStatus>,
    /// Oldest first, each with the line that it is about.
    pub(crate) log: Vec<(Event, Line)>,
}

/// What stands in the tab of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Account {
    /// The account that the row names.
    Here,
    /// The same user and token, under another name.
    Renamed,
    /// Somebody else alone.
    Gone,
}

/// The Log: its rows as they stand, and what is read of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Log {
    /// From the top; each with the second in which it was written.
    rows: Vec<(i64, log::Line)>,
    pub(crate) log_lines: LogLines,
}

impl Log {
    fn of(rows: Vec<(i64, log::Line)>, design: Design) -> Kept<Self> {
        let reaches =
            |(when, _): &&(i64, log::Line)| design != Design::ReadToTheFirstOldLine || *when >= 0;
        // A cell counts in days, and not exactly.
        #[expect(clippy::cast_precision_loss, reason = "a few days")]
        let cell =
            |(when, line): &(i64, log::Line)| (Some(*when as f64 / (24.0 * 3_600.0)), line.clone());
        let lines = log::newest_first(rows.iter().take_while(reaches).map(cell).collect());
        Kept::new(Self { rows, log_lines: LogLines { lines } })
    }
}

/// Everything that outlives a run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct World {
    /// The ticks that have passed.
    pub(crate) now: u16,
    pub(crate) cells: Cells,
    /// What the cells were before, as long as a person may bring it back.
    pub(crate) past: Vec<Cells>,
    pub(crate) log: Kept<Log>,
    pub(crate) account: Account,
    /// How many parts the row's thread has, the post among them.
    pub(crate) parts: u8,
    /// By their ids.
    pub(crate) containers: BTreeMap<u32, Container>,
    /// How many first lines were written.
    pub(crate) opened: u8,
    /// Whether a first line took the place of one that another run had written meanwhile.
    pub(crate) has_lost_a_line: bool,
    /// How often a person may still undo.
    pub(crate) undos: u8,
    /// How often a person may still sort the Log.
    pub(crate) sorts: u8,
    /// How often the account may still go.
    pub(crate) goes: u8,
    /// How often Threads may still not find a container that is there.
    pub(crate) not_found: u8,
}

impl World {
    /// Returns a desk with one post that is due.
    pub(crate) fn new(bounds: Bounds, rules: Rules) -> Self {
        let Bounds { undos, sorts, goes, not_found, .. } = bounds;
        let older = rules.is_log_sorted.then(an_old_line).into_iter().collect();
        Self {
            now: 0,
            cells: Cells { line: None, status: PostStatus::Queued },
            past: Vec::new(),
            log: Log::of(older, rules.design),
            account: Account::Here,
            parts: bounds.parts,
            containers: BTreeMap::new(),
            opened: 0,
            has_lost_a_line: false,
            undos,
            sorts,
            goes,
            not_found,
        }
    }

    pub(crate) fn time(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TICK * i32::from(self.now)
    }

    /// Returns the time for the next line of the row state, by a clock that shows this: no two lines are of the
    /// same moment, where that matters.
    pub(crate) fn moment(&self, shown: DateTime<Utc>, rules: Rules) -> DateTime<Utc> {
        if !rules.is_log_sorted {
            return shown;
        }
        let cells = [&self.cells].into_iter().chain(&self.past);
        let lines = cells.filter_map(|cells| Some(cells.line.as_ref()?.at));
        let lines = lines.chain(self.log.rows.iter().filter_map(|(_, line)| line.at));
        let of_now = lines.filter(|at| at.timestamp() == shown.timestamp());
        of_now.max().map_or(shown, |last| last + TimeDelta::milliseconds(1))
    }

    /// Returns the second in which a line of the Log is written now.
    fn second(&self, rules: Rules) -> i64 {
        if !rules.is_log_sorted {
            return 0;
        }
        let tick = self.time().timestamp();
        let written = self.log.rows.iter().map(|(when, _)| *when);
        written.filter(|when| *when >= tick).max().map_or(tick, |last| last + 1)
    }

    /// Returns how many posts of each part were made, public by now or soon.
    pub(crate) fn posts(&self) -> Vec<u8> {
        let of_part = |part| {
            let own = self.containers.values().filter(move |container| container.part == part);
            own.map(|container| container.posts).sum()
        };
        (0..self.parts).map(of_part).collect()
    }

    /// Tells whether each part is public at most once, and under the one before.
    pub(crate) fn is_sound(&self) -> bool {
        let mut containers = self.containers.values();
        let is_misplaced = containers.any(|one| one.is_misplaced && one.posts > 0);
        !is_misplaced && self.posts().into_iter().all(|posts| posts <= 1)
    }

    /// Tells whether each part is public once.
    pub(crate) fn is_complete(&self) -> bool {
        self.posts().into_iter().all(|posts| posts == 1)
    }

    /// Returns how many posts of a part anybody can see.
    pub(crate) fn posts_seen(&self, part: u8) -> u8 {
        let own = self.containers.values().filter(|container| container.part == part);
        own.filter(|container| self.is_public(container)).map(|container| container.posts).sum()
    }

    pub(crate) fn is_public(&self, container: &Container) -> bool {
        container.public.is_some_and(|public| public <= self.now)
    }

    /// Makes a container for a run, and returns its id: which run made it when does not matter.
    pub(crate) fn make(&mut self, run: u8, line: &RowState) -> String {
        let part = planner::part_of(line, self.parts);
        let is_misplaced = part > 0 && line.last_media() != Some(media_of(part - 1).as_str());
        let first = u32::from(run + 1) * 100;
        let mut ids = first..first + 100;
        let id = ids.find(|id| !self.containers.contains_key(id)).unwrap_or(first);
        self.containers.insert(id, Container { part, is_misplaced, ..Container::default() });
        id.to_string()
    }

    /// Returns the container that a line names, if Threads ever gave out such an id.
    pub(crate) fn container(&self, line: &RowState) -> Option<&Container> {
        self.containers.get(&line.container.as_ref()?.parse().ok()?)
    }

    /// Applies a write of a run that saw `seen` in the row last.
    pub(crate) fn apply(&mut self, write: &Write, seen: Option<&Line>, rules: Rules) {
        let was = self.cells.clone();
        let is_placed = write.at.is_none() || write.at.as_ref() == seen;
        let is_found = write.at.is_none() || write.at == self.cells.line;
        if is_placed && is_found && write.next.is_some() {
            self.cells.line.clone_from(&write.next);
            self.opened += u8::from(write.at.is_none());
        }
        if is_placed && let Some(status) = write.status {
            self.cells.status = status;
        }
        // What came of a container is told even where its row is gone.
        let is_told = |(event, _): &&(Event, Line)| is_placed || event.is_outcome();
        let told = write.log.iter().filter(is_told);
        let when = self.second(rules);
        let line = |(event, about): &(Event, Line)| (when, log_line(*event, about, rules.design));
        let told: Vec<_> = told.map(line).collect();
        if !told.is_empty() {
            let rows = told.into_iter().rev().chain(self.log.rows.iter().cloned()).collect();
            self.log = Log::of(rows, rules.design);
        }
        self.remember(was);
    }

    /// Returns the Log as a person sorts it; none where that changes nothing.
    pub(crate) fn sorted(&self, is_ascending: bool, design: Design) -> Option<Kept<Log>> {
        let mut rows = self.log.rows.clone();
        if is_ascending {
            rows.sort_by_key(|(when, _)| *when);
        } else {
            rows.sort_by_key(|(when, _)| std::cmp::Reverse(*when));
        }
        (rows != self.log.rows).then(|| Log::of(rows, design))
    }

    /// Lets a person bring back an earlier state of the row.
    pub(crate) fn undo(&mut self, at: usize) {
        let was = std::mem::replace(&mut self.cells, self.past[at].clone());
        self.undos -= 1;
        self.remember(was);
    }

    fn remember(&mut self, was: Cells) {
        if self.undos == 0 {
            self.past.clear();
        } else if was != self.cells && !self.past.contains(&was) {
            self.past.push(was);
            // In which order they came does not matter.
            let key = |cells: &Cells| (cells.line.as_ref().map(Kept::print), cells.status);
            self.past.sort_by_key(key);
        }
    }

    /// Lets a day pass: what is not public by then never will be.
    pub(crate) fn pass_a_day(&mut self) {
        self.now += DAY_TICKS;
        for container in self.containers.values_mut().filter(|one| one.public.is_none()) {
            container.is_dead = true;
        }
    }
}

/// Returns the id of the post of a part.
pub(crate) fn media_of(part: u8) -> String {
    (part + 1).to_string()
}

/// Returns a line about another row, of the day before.
fn an_old_line() -> (i64, log::Line) {
    let when = DateTime::UNIX_EPOCH - TimeDelta::days(1);
    let line = log::Line {
        event: Event::Published,
        account: String::new(),
        id: "rowofbefore".to_owned(),
        hash: "other words".to_owned(),
        at: Some(when),
        until: None,
        nonce: String::new(),
        slot: None,
        container: None,
        media: None,
        permalink: None,
        part: None,
        stock_use: None,
    };
    (when.timestamp(), line)
}

fn log_line(event: Event, about: &RowState, design: Design) -> log::Line {
    let is_coarse = design == Design::UnsentSpeaksForAll && event == Event::Unsent;
    log::Line {
        event: if is_coarse { Event::Dropped } else { event },
        account: String::new(),
        id: about.id.clone(),
        hash: about.hash.clone(),
        at: Some(about.at),
        until: about.until,
        nonce: about.nonce.clone(),
        slot: about.slot,
        container: about.container.clone(),
        media: about.media.clone(),
        permalink: about.permalink.clone(),
        part: about.part.clone(),
        stock_use: None,
    }
}
