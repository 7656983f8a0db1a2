//! The next seven days of each account: what goes out when, and which of its slots are still free.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::account::{AccountRow, Pause};
use crate::i18n::week as words;
use crate::language::Language;
use crate::place::Place;
use crate::plan::{Says, free_slots};
use crate::reason::{Later, Message, WeekCounts};
use crate::schedule;
use crate::slots::{Occurrence, Slots};
use crate::upcoming::{Stage, Upcoming, UpcomingPosts};

/// How many days are shown, today being the first.
pub const DAYS: usize = 7;

/// The next seven days in the spreadsheet's zone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week {
    /// Each account that has slots or coming posts, in the order of the rows.
    pub accounts: Vec<AccountWeek>,
}

/// The next seven days of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountWeek {
    /// The account's row, from 1, as the sheet counts.
    pub row: usize,
    /// Its name.
    pub name: String,
    /// How many slots it has a week.
    pub slots: usize,
    /// Whether posts without a time get slots now; while the account waits for something, they get none.
    pub gives_slots: bool,
    /// The days in their order.
    pub days: Vec<Day>,
    /// What goes out after these days.
    pub later: Option<Later>,
}

/// One day of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day in the spreadsheet's zone.
    pub date: NaiveDate,
    /// Whether the account pauses on it.
    pub pause: Option<DayPause>,
    /// What is on that day, in the order of the times.
    pub entries: Vec<Entry>,
}

/// A pause of an account, as seen from one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPause {
    /// It lasts all day.
    AllDay,
    /// It ends on that day, UTC.
    Until(DateTime<Utc>),
}

/// A time at which a post goes out, or could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The time, UTC; for what is due already, now.
    pub at: DateTime<Utc>,
    /// The post; none for a free slot.
    pub post: Option<PostEntry>,
}

/// A coming post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostEntry {
    /// The row, from 1, as the sheet counts.
    pub row: usize,
    /// The beginning of its text, without secrets.
    pub text: String,
    /// Where it stands.
    pub stage: Stage,
    /// Whether it stands in a slot; otherwise it has a time of its own.
    pub is_in_slot: bool,
}

impl Week {
    /// Puts the posts that are not out, and the slots that are free, into the days of their accounts.
    #[must_use]
    pub fn of(posts: &UpcomingPosts) -> Self {
        let sheet = posts.sheet();
        let days = Days::of(sheet.place);
        let mut free = free_slots(sheet, posts.plan(), days.end);
        let mut coming: HashMap<String, Vec<Coming>> = HashMap::new();
        for upcoming in posts.upcoming() {
            if let Some(post) = Coming::of(&upcoming, sheet.place) {
                coming.entry(upcoming.decision.account.clone()).or_default().push(post);
            }
        }
        let mut accounts = Vec::new();
        for account in sheet.accounts {
            let Ok(name) = account.name.as_deref() else { continue };
            // Of two rows with one name the first has all of it.
            let (free, posts) = (free.remove(name), coming.remove(name).unwrap_or_default());
            let is_told = accounts.iter().any(|told: &AccountWeek| told.name == name);
            let has_slots = matches!(account.slots, Ok(Some(_)));
            if !is_told && (has_slots || !posts.is_empty()) {
                accounts.push(days.account(account, name, posts, free));
            }
        }
        Self { accounts }
    }

    /// Tells whether any account has slots.
    #[must_use]
    pub fn has_slots(&self) -> bool {
        self.accounts.iter().any(|account| account.slots > 0)
    }
}

impl PostEntry {
    /// Says where the post stands, unless its time says so already.
    #[must_use]
    pub fn standing(&self, language: Language) -> Option<&'static str> {
        let is_told = matches!(self.stage, Stage::Scheduled | Stage::NextRun);
        (!is_told).then(|| self.stage.say(language))
    }
}

impl AccountWeek {
    /// Says in one sentence until when posts are planned, and how many slots are free.
    #[must_use]
    pub fn say(&self, zone: Tz, language: Language) -> String {
        words::summary(&self.summary(zone), language)
    }

    fn summary(&self, zone: Tz) -> WeekCounts {
        let entries = || self.days.iter().flat_map(|day| &day.entries);
        let wall = |entry: &Entry| entry.at.with_timezone(&zone).naive_local();
        let is_planned =
            |entry: &&Entry| entry.post.as_ref().is_some_and(|post| !post.stage.is_stopped());
        let planned = || entries().filter(is_planned);
        let free = || entries().filter(|entry| entry.post.is_none());
        WeekCounts {
            today: self.days.first().map(|day| day.date).unwrap_or_default(),
            slots: self.slots,
            gives_slots: self.gives_slots,
            posts: planned().count(),
            until: planned().next_back().map(wall),
            free: free().count(),
            next: free().next().map(wall),
            later: self.later,
        }
    }
}

/// A post that goes out, as things are.
struct Coming {
    /// By its own cells or its slot, UTC.
    time: DateTime<Utc>,
    /// When it goes out, UTC.
    at: DateTime<Utc>,
    row: usize,
    text: String,
    stage: Stage,
}

impl Coming {
    /// Returns a post that has a time, or that the next runs send.
    fn of(upcoming: &Upcoming, place: &Place) -> Option<Self> {
        let (stage, now) = (upcoming.stage, place.now);
        let own = upcoming.time();
        let foreseen = || match upcoming.decision.says {
            Says::This(Message::SlotsTaken { at, .. }) => instant(at, place),
            _ => None,
        };
        let time = match stage {
            Stage::Draft => return None,
            Stage::NextRun | Stage::NextRuns | Stage::UnderWay => own.unwrap_or(now),
            // What is over already, and goes out in no run, is on no day.
            _ => own.or_else(foreseen).filter(|time| *time > now)?,
        };
        let held = match upcoming.decision.says {
            Says::This(Message::DailyCap { day, is_too_late: false, .. }) => {
                Some(place.midnight(day))
            }
            Says::This(Message::AccountPaused { until: Some(until), is_too_late: false }) => {
                instant(until, place)
            }
            _ => None,
        };
        let at = [Some(time), Some(now), held].into_iter().flatten().max().unwrap_or(time);
        let (row, text) = (upcoming.post.row + 1, upcoming.post.excerpt.clone());
        Some(Self { time, at, row, text, stage })
    }
}

fn instant(wall: NaiveDateTime, place: &Place) -> Option<DateTime<Utc>> {
    schedule::instant_in(wall, place.zone).map(|found| found.at)
}

/// The days that are shown.
struct Days<'a> {
    place: &'a Place,
    today: NaiveDate,
    /// When the first day after them begins, UTC.
    end: DateTime<Utc>,
}

impl<'a> Days<'a> {
    fn of(place: &'a Place) -> Self {
        let today = place.wall(place.now).date();
        let after = today.iter_days().nth(DAYS).unwrap_or(today);
        Self { place, today, end: place.midnight(after) }
    }

    fn account(
        &self,
        account: &AccountRow,
        name: &str,
        posts: Vec<Coming>,
        free: Option<Vec<DateTime<Utc>>>,
    ) -> AccountWeek {
        let slots = account.slots.as_ref().ok().and_then(Option::as_ref);
        let occurrences = slots.map(|slots| self.occurrences(slots, name)).unwrap_or_default();
        let (gives_slots, free) = (free.is_some(), free.unwrap_or_default());
        let is_later = |post: &&Coming| post.at >= self.end && !post.stage.is_stopped();
        let later: Vec<&Coming> = posts.iter().filter(is_later).collect();
        let first = later.iter().map(|post| self.place.wall(post.at).date()).min();
        let later = first.map(|first| Later { posts: later.len(), first });
        let entry = |post: Coming| Entry {
            at: post.at,
            post: Some(PostEntry {
                row: post.row,
                text: post.text,
                stage: post.stage,
                is_in_slot: post.at == post.time && occurrences.iter().any(|it| it.holds(post.at)),
            }),
        };
        let mut entries: Vec<Entry> =
            posts.into_iter().filter(|post| post.at < self.end).map(entry).collect();
        entries.extend(free.into_iter().map(|at| Entry { at, post: None }));
        entries.sort_by_key(|entry| (entry.at, entry.post.as_ref().map(|post| post.row)));
        let pause = account.pause(self.place);
        let days = self.today.iter_days().take(DAYS).map(|date| Day {
            date,
            pause: pause.and_then(|pause| self.pause_on(date, pause)),
            entries: entries.iter().filter(|it| self.is_on(date, it.at)).cloned().collect(),
        });
        AccountWeek {
            row: account.row + 1,
            name: name.to_owned(),
            slots: slots.map(Slots::a_week).unwrap_or_default(),
            gives_slots,
            days: days.collect(),
            later,
        }
    }

    /// Returns the slots of these days, and those that reach into them.
    fn occurrences(&self, slots: &Slots, account: &str) -> Vec<Occurrence> {
        let first = self.today.pred_opt().unwrap_or(self.today);
        slots.occurrences(account, first.iter_days().take(DAYS + 2), self.place.zone).collect()
    }

    fn is_on(&self, date: NaiveDate, at: DateTime<Utc>) -> bool {
        self.place.wall(at).date() == date
    }

    fn pause_on(&self, date: NaiveDate, pause: Pause) -> Option<DayPause> {
        let Pause::Until(until) = pause else { return Some(DayPause::AllDay) };
        let next = date.succ_opt().unwrap_or(date);
        match until {
            until if until <= self.place.midnight(date) => None,
            until if until >= self.place.midnight(next) => Some(DayPause::AllDay),
            until => Some(DayPause::Until(until)),
        }
    }
}
