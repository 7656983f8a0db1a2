//! The next seven days of each account: what goes out when, and which of its slots are still free.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::account::{AccountRow, Pause};
use crate::i18n::week as words;
use crate::language::Language;
use crate::place::Place;
use crate::plan::{Says, UpcomingUse, free_slots};
use crate::reason::{Later, Message, WeekCounts};
use crate::schedule;
use crate::slots::{Occurrence, Slots};
use crate::upcoming::{Stage, Upcoming, UpcomingPosts};

/// How many days are shown, today being the first.
pub const DAYS: usize = 7;

/// The next seven days in the spreadsheet's zone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week {
    /// Each account that has slots, coming posts or rows of Stock that are used soon, in the order of the rows.
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
    /// What goes out then.
    pub kind: EntryKind,
}

/// What stands at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryKind {
    /// Nothing: it is a free slot.
    Free,
    /// A post.
    Post(PostEntry),
    /// A post that is still to be made of a row of Stock.
    Stock(StockEntry),
}

/// A coming use of a row of Stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockEntry {
    /// The row of Stock, from 1, as the sheet counts.
    pub row: usize,
    /// The beginning of its text, without secrets.
    pub text: String,
    /// Whether it takes a slot; otherwise it has a time of its own.
    pub is_in_slot: bool,
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
        let mut uses: HashMap<&str, Vec<&UpcomingUse>> = HashMap::new();
        for coming in posts.uses() {
            uses.entry(&coming.account).or_default().push(coming);
        }
        let mut accounts = Vec::new();
        for account in sheet.accounts {
            let Ok(name) = account.name.as_deref() else { continue };
            // Of two rows with one name the first has all of it.
            let free = free.remove(name);
            let posts = coming.remove(name).unwrap_or_default();
            let uses = uses.remove(name).unwrap_or_default();
            let is_told = accounts.iter().any(|told: &AccountWeek| told.name == name);
            let has_slots = matches!(account.slots, Ok(Some(_)));
            if !is_told && (has_slots || !posts.is_empty() || !uses.is_empty()) {
                accounts.push(days.account((account, name), posts, &uses, free));
            }
        }
        Self { accounts }
    }

    /// Tells whether there is more to show than posts with times of their own: slots, or posts that are still to be
    /// made of rows of Stock.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.accounts.iter().any(|account| account.slots > 0 || account.n_of_stock() > 0)
    }

    /// Tells whether nothing goes out in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let mut days = self.accounts.iter().flat_map(|account| &account.days);
        days.all(|day| day.entries.iter().all(Entry::is_free))
    }
}

impl Entry {
    /// Returns the post that goes out then, where it stands in Posts.
    #[must_use]
    pub fn post(&self) -> Option<&PostEntry> {
        match &self.kind {
            EntryKind::Post(post) => Some(post),
            EntryKind::Free | EntryKind::Stock(_) => None,
        }
    }

    /// Tells whether it is a free slot.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.kind == EntryKind::Free
    }

    /// Returns its place among those of an account: by its time, then posts in the order of their rows.
    fn place(&self) -> (DateTime<Utc>, u8, usize) {
        let (kind, row) = match &self.kind {
            EntryKind::Free => (0, 0),
            EntryKind::Post(post) => (1, post.row),
            EntryKind::Stock(stock) => (2, stock.row),
        };
        (self.at, kind, row)
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

    /// Returns how many posts of these days are still to be made of rows of Stock.
    #[must_use]
    pub fn n_of_stock(&self) -> usize {
        self.entries().filter(|entry| matches!(entry.kind, EntryKind::Stock(_))).count()
    }

    fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.days.iter().flat_map(|day| &day.entries)
    }

    fn summary(&self, zone: Tz) -> WeekCounts {
        let wall = |entry: &Entry| entry.at.with_timezone(&zone).naive_local();
        let is_planned = |entry: &&Entry| match &entry.kind {
            EntryKind::Free => false,
            EntryKind::Post(post) => !post.stage.is_stopped(),
            EntryKind::Stock(_) => true,
        };
        let planned = || self.entries().filter(is_planned);
        let free = || self.entries().filter(|entry| entry.is_free());
        WeekCounts {
            today: self.days.first().map(|day| day.date).unwrap_or_default(),
            slots: self.slots,
            gives_slots: self.gives_slots,
            posts: planned().count(),
            of_stock: self.n_of_stock(),
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
        (account, name): (&AccountRow, &str),
        posts: Vec<Coming>,
        uses: &[&UpcomingUse],
        free: Option<Vec<DateTime<Utc>>>,
    ) -> AccountWeek {
        let slots = account.slots.as_ref().ok().and_then(Option::as_ref);
        let occurrences = slots.map(|slots| self.occurrences(slots, name)).unwrap_or_default();
        let (gives_slots, free) = (free.is_some(), free.unwrap_or_default());
        let is_later = |post: &&Coming| post.at >= self.end && !post.stage.is_stopped();
        let later: Vec<&Coming> = posts.iter().filter(is_later).collect();
        let first = later.iter().map(|post| self.place.wall(post.at).date()).min();
        let later = first.map(|first| Later { posts: later.len(), first });
        let is_in_slot = |at: DateTime<Utc>| occurrences.iter().any(|it| it.holds(at));
        let entry = |post: Coming| {
            let is_in_slot = post.at == post.time && is_in_slot(post.at);
            let Coming { at, row, text, stage, .. } = post;
            Entry { at, kind: EntryKind::Post(PostEntry { row, text, stage, is_in_slot }) }
        };
        let of_use = |coming: &&UpcomingUse| {
            let (row, text, is_in_slot) =
                (coming.row + 1, coming.text.clone(), is_in_slot(coming.at));
            Entry { at: coming.at, kind: EntryKind::Stock(StockEntry { row, text, is_in_slot }) }
        };
        let is_used = |at: &DateTime<Utc>| {
            let mut slots = occurrences.iter().filter(|slot| slot.holds(*at));
            slots.any(|slot| uses.iter().any(|coming| slot.holds(coming.at)))
        };
        let posts = posts.into_iter().filter(|post| post.at < self.end).map(entry);
        let uses = uses.iter().filter(|coming| coming.at < self.end).map(of_use);
        let free = free.into_iter().filter(|at| !is_used(at));
        let free = free.map(|at| Entry { at, kind: EntryKind::Free });
        let mut entries: Vec<Entry> = posts.chain(uses).chain(free).collect();
        entries.sort_by_key(Entry::place);
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
