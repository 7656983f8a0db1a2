//! A rule by which a post is used again: at which times of which days.
//!
//! ```text
//!   daily 9:00      Mon, Thu 20:00     1st, 15th 9:00      last day 9:00     every 3 days 9:00
//!   毎日 9:00        毎週月・木 20:00     毎月1日 9:00         月末 9:00          3日ごと 9:00
//! ```
//!
//! What stands in front says on which days, and what is left is read as a Slots cell, spread and all.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use unicode_normalization::UnicodeNormalization as _;

use super::{Days, Occurrence, Slots, SlotsFault, SlotsFaultKind, parse};
use crate::cell::{Cell, Format, Value, fold};
use crate::place::Place;

/// How far ahead the next time of a rule is looked for: the last day of a month comes at least every 31 days.
const LOOKED_FOR_DAYS: u64 = 400;

/// The longest time between two days of a rule.
const EVERY_MAX: u32 = 365;

/// The words that stand for the slots of the account.
const SLOTS: [&str; 5] = ["slots", "slot", "枠", "投稿枠", "スロット"];

/// What is said of days of the week, and must be followed by some.
const WEEKLY: [&str; 3] = ["毎週", "weekly", "every week "];

/// When a stock row is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// In a slot of its account that no post wants.
    Slots,
    /// At times of its own.
    Times(RuleTimes),
}

/// At which times of which days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTimes {
    days: RuleDays,
    times: Slots,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum RuleDays {
    /// The days of the week that the times name.
    OfWeek,
    /// These days of each month; with its last one or not.
    OfMonth { days: BTreeSet<u32>, has_last: bool },
    /// So many days after the last use at least.
    Every(u32),
}

/// Why a rule cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleFault {
    /// There is none.
    Empty,
    /// The sheet is still working it out.
    Loading,
    /// A formula error; with what the cell shows.
    Error(String),
    /// A day of the month that some months do not have.
    NotEveryMonth(u32),
    /// A number that no day of a month has.
    NoSuchDay(u32),
    /// So many days between two uses are none, or too many.
    Interval(u32),
    /// A day without a time.
    NoTime(String),
    /// Every week, and no day of it.
    NoDay(String),
    /// Its times cannot be read.
    Times(SlotsFault),
    /// No rule at all; with what the cell shows.
    Unknown(String),
}

impl Rule {
    /// Reads a When cell.
    ///
    /// # Errors
    ///
    /// Why it is no rule.
    pub fn read(cell: &Cell) -> Result<Self, RuleFault> {
        if cell.is_loading() {
            return Err(RuleFault::Loading);
        }
        if let Some(error) = cell.error() {
            return Err(RuleFault::Error(error.to_owned()));
        }
        let shown = cell.shown_text();
        let word = fold(shown);
        if word.is_empty() || cell.value == Value::Bool(false) {
            return Err(RuleFault::Empty);
        }
        if SLOTS.contains(&word.as_str()) {
            return Ok(Self::Slots);
        }
        match cell.value {
            Value::Number(_) if cell.format == Format::Time => {}
            // A date is one day, and a bare number nothing at all.
            Value::Number(_) | Value::Bool(_) => return Err(RuleFault::Unknown(short(shown))),
            _ => return Self::typed(shown),
        }
        match Slots::read(cell) {
            Ok(Some(times)) => Ok(Self::Times(RuleTimes { days: RuleDays::OfWeek, times })),
            Ok(None) => Err(RuleFault::Empty),
            Err(fault) => Err(RuleFault::Times(fault)),
        }
    }

    fn typed(shown: &str) -> Result<Self, RuleFault> {
        let text: String = shown.nfkc().collect::<String>().to_lowercase();
        let text = text.trim();
        let (days, rest) = match every(text) {
            Some((days, rest)) => (RuleDays::Every(days), rest),
            None => match of_month(text) {
                Some((days, rest)) => (days, rest),
                None => (RuleDays::OfWeek, text),
            },
        };
        check(&days)?;
        let rest = rest.trim_start_matches(|it: char| it.is_whitespace() || ",、:の".contains(it));
        if rest.is_empty() {
            return Err(RuleFault::NoTime(short(shown)));
        }
        let slots = parse::slots(rest).map_err(|fault| fault_of(fault, shown))?;
        let is_of_days = days != RuleDays::OfWeek;
        if is_of_days && slots.iter().any(|slot| slot.days != Days::ALL) {
            return Err(RuleFault::Unknown(short(shown)));
        }
        let is_weekly = WEEKLY.iter().any(|word| text.starts_with(word));
        if is_weekly && slots.iter().any(|slot| slot.days == Days::ALL) {
            return Err(RuleFault::NoDay(short(shown)));
        }
        let times = Slots::of(slots).map_err(|fault| fault_of(fault, shown))?;
        Ok(Self::Times(RuleTimes { days, times }))
    }
}

fn fault_of(fault: SlotsFault, shown: &str) -> RuleFault {
    match fault.why {
        SlotsFaultKind::NoTime => RuleFault::NoTime(short(shown)),
        SlotsFaultKind::Rule | SlotsFaultKind::Unknown => RuleFault::Unknown(short(shown)),
        // A date, or how often a month: what stands there is no time of day at all.
        _ if shown.nfkc().any(|sign| "/年回".contains(sign)) => RuleFault::Unknown(short(shown)),
        _ => RuleFault::Times(fault),
    }
}

fn short(shown: &str) -> String {
    shown.trim().chars().take(60).collect()
}

fn check(days: &RuleDays) -> Result<(), RuleFault> {
    match days {
        RuleDays::OfWeek => Ok(()),
        RuleDays::Every(n) if (1..=EVERY_MAX).contains(n) => Ok(()),
        RuleDays::Every(n) => Err(RuleFault::Interval(*n)),
        RuleDays::OfMonth { days, .. } => {
            if let Some(day) = days.iter().find(|day| !(1..=31).contains(*day)) {
                return Err(RuleFault::NoSuchDay(*day));
            }
            // A month without that day would be passed over in silence.
            days.last()
                .filter(|day| **day > 28)
                .map_or(Ok(()), |day| Err(RuleFault::NotEveryMonth(*day)))
        }
    }
}

/// Takes `every 3 days` off the beginning.
fn every(text: &str) -> Option<(u32, &str)> {
    if let Some(rest) = text.strip_prefix("隔日").or_else(|| text.strip_prefix("every other day"))
    {
        return Some((2, rest));
    }
    if let Some(rest) = text.strip_prefix("every ") {
        let (number, rest) = number(rest.trim_start())?;
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("days").or_else(|| rest.strip_prefix("day"))?;
        return Some((number, rest));
    }
    let (number, rest) = number(text)?;
    let rest = rest.trim_start().strip_prefix('日')?;
    let ends = ["ごと", "毎", "に1回", "に一回", "に1度", "に一度"];
    let rest = ends.iter().find_map(|end| rest.strip_prefix(end))?;
    Some((number, rest.strip_prefix('に').unwrap_or(rest)))
}

/// Takes days of the month off the beginning.
fn of_month(text: &str) -> Option<(RuleDays, &str)> {
    let begins = ["毎月", "monthly", "every month"];
    let begun = begins.iter().find_map(|begin| text.strip_prefix(begin));
    let (mut days, mut has_last) = (BTreeSet::new(), false);
    let mut rest = begun.unwrap_or(text);
    let mut has_any = false;
    loop {
        let ahead = fillers(rest);
        if let Some(after) = last_day(ahead) {
            (has_last, has_any, rest) = (true, true, after);
        } else if let Some((day, after)) = day_of_month(ahead, begun.is_some()) {
            days.insert(day);
            (has_any, rest) = (true, after);
        } else {
            break;
        }
    }
    let ends = [
        "of every month",
        "of each month",
        "of the month",
        "of month",
        "each month",
        "every month",
    ];
    let after = rest.trim_start();
    rest = ends.iter().find_map(|end| after.strip_prefix(end)).unwrap_or(rest);
    has_any.then_some((RuleDays::OfMonth { days, has_last }, rest))
}

/// Takes off what divides the days of a month.
fn fillers(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || ",、・&/と".contains(it));
        let word = ["on ", "the ", "and "].iter().find_map(|word| rest.strip_prefix(word));
        match word {
            Some(after) => rest = after,
            None => return rest,
        }
    }
}

fn last_day(text: &str) -> Option<&str> {
    let words = ["last day", "月末日", "月末", "末日", "末", "最終日"];
    let rest = words.iter().find_map(|word| text.strip_prefix(word))?;
    // The last Sunday is another day.
    (!rest.starts_with('曜')).then_some(rest)
}

fn day_of_month(text: &str, is_monthly: bool) -> Option<(u32, &str)> {
    let (day, rest) = number(text)?;
    let ends = ["st", "nd", "rd", "th"];
    let english = ends.iter().find_map(|end| rest.strip_prefix(end));
    // Behind 毎月 only: elsewhere 1日 may be the beginning of a date.
    let japanese = rest.strip_prefix('日').filter(|_| is_monthly);
    // Of several days the last one alone may say so: 毎月1・15日.
    let listed = || {
        let next = rest.strip_prefix(['・', '、', ',', 'と']).filter(|_| is_monthly)?;
        day_of_month(next, true).map(|_| next)
    };
    Some((day, english.or(japanese).or_else(listed)?))
}

/// Takes a number off the beginning; one that is too large for anything here is as large as can be.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (!digits.is_empty()).then(|| (digits.parse().unwrap_or(u32::MAX).min(9_999), rest))
}

impl RuleTimes {
    /// Returns the times of the rule after an instant, UTC, given when it was used last: those of an account, in their
    /// order, for more than a year.
    pub fn after<'a>(
        &'a self,
        from: DateTime<Utc>,
        last: Option<DateTime<Utc>>,
        account: &'a str,
        place: &'a Place,
    ) -> impl Iterator<Item = DateTime<Utc>> + 'a {
        let today = place.wall(from).date();
        let last = last.map(|last| (place.wall(last).date(), self.has_time(last, account, place)));
        // A time that spreads may fall on the day beside its own.
        let first = today.pred_opt().unwrap_or(today);
        let days = first.iter_days().take(usize::try_from(LOOKED_FOR_DAYS).unwrap_or_default());
        let days = days.filter(move |day| self.days.has(*day, last));
        let times = days.flat_map(move |day| self.on(day, account, place));
        times.filter(move |at| *at > from)
    }

    /// Returns the times of one day, UTC.
    fn on(&self, day: NaiveDate, account: &str, place: &Place) -> Vec<DateTime<Utc>> {
        let slots = self.times.occurrences(account, std::iter::once(day), place.zone);
        let mut times: Vec<DateTime<Utc>> =
            slots.map(|slot| self.within(day, slot, place)).collect();
        times.sort_unstable();
        times
    }

    /// Returns the time of a slot, UTC. What spreads beyond a day that is counted goes to the other side: what is said
    /// of the first of a month is not for the last of another one.
    fn within(&self, day: NaiveDate, slot: Occurrence, place: &Place) -> DateTime<Utc> {
        let is_counted = self.days != RuleDays::OfWeek;
        if !is_counted || place.wall(slot.at).date() == day {
            return slot.at;
        }
        let middle = slot.begins + (slot.ends - slot.begins) / 2;
        middle - (slot.at - middle)
    }

    /// Tells whether an instant is one of its times of day.
    fn has_time(&self, at: DateTime<Utc>, account: &str, place: &Place) -> bool {
        let day = std::iter::once(place.wall(at).date());
        self.times.occurrences(account, day, place.zone).any(|slot| slot.holds(at))
    }

    /// Tells whether a row that has never been used could be used at an instant.
    #[must_use]
    pub fn holds(&self, at: DateTime<Utc>, account: &str, place: &Place) -> bool {
        self.days.has(place.wall(at).date(), None) && self.has_time(at, account, place)
    }
}

impl RuleDays {
    /// Tells whether a day is one of these, given the day of the last use, and whether that was at a time of the rule.
    fn has(&self, day: NaiveDate, last: Option<(NaiveDate, bool)>) -> bool {
        match self {
            Self::OfWeek => true,
            Self::OfMonth { days, has_last } => {
                let is_last = day.succ_opt().is_none_or(|next| next.month() != day.month());
                days.contains(&day.day()) || *has_last && is_last
            }
            // All times of its day are used before the days are counted.
            Self::Every(n) => last.is_none_or(|(last, is_of_rule)| {
                day - last >= TimeDelta::days(i64::from(*n)) || day == last && is_of_rule
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::schedule;

    fn place() -> Place {
        // Monday, by the clock of Tokyo.
        let now = "2026-11-23T01:05:00Z".parse().unwrap();
        Place { zone: schedule::zone("Asia/Tokyo").unwrap(), locale: "ja_JP".to_owned(), now }
    }

    fn read(text: &str) -> Result<Rule, RuleFault> {
        Rule::read(&Cell::text(text))
    }

    /// Returns the next three times of a rule that was used last at that one, by the clock of Tokyo.
    fn times(text: &str, last: Option<&str>) -> Vec<String> {
        let (rule, place) = (read(text).unwrap(), place());
        let Rule::Times(times) = rule else { return vec!["slots".to_owned()] };
        let last = last.map(|last| last.parse().unwrap());
        let found = times.after(place.now, last, "my_shop", &place).take(3);
        found.map(|at| place.wall(at).format("%m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn a_rule_says_on_which_days_and_at_which_times() {
        for (rules, wanted) in [
            (
                &["daily 9:00", "毎日 9:00", "9:00", "every day 9:00"][..],
                ["11-24 09:00", "11-25 09:00", "11-26 09:00"],
            ),
            (
                &["Mon, Thu 20:00", "毎週月・木 20:00", "月木20時"],
                ["11-23 20:00", "11-26 20:00", "11-30 20:00"],
            ),
            (
                &["1st 9:00", "毎月1日 9:00", "monthly on the 1st at 9:00"],
                ["12-01 09:00", "01-01 09:00", "02-01 09:00"],
            ),
            (
                &["1st, 15th 9:00", "毎月1日・15日 9:00"],
                ["12-01 09:00", "12-15 09:00", "01-01 09:00"],
            ),
            (
                &["last day 9:00", "月末 9:00", "毎月末日 9:00"],
                ["11-30 09:00", "12-31 09:00", "01-31 09:00"],
            ),
        ] {
            for rule in rules {
                assert_eq!(times(rule, None), wanted, "{rule}");
            }
        }
        assert_eq!(times("枠", None), ["slots"]);
        assert_eq!(read("Slots"), Ok(Rule::Slots));
    }

    #[test]
    fn every_third_day_counts_from_the_last_use() {
        for rule in ["every 3 days 9:00", "3日ごと 9:00", "3日に1回 9:00"] {
            let wanted = ["11-25 09:00", "11-26 09:00", "11-27 09:00"];
            assert_eq!(times(rule, Some("2026-11-22T00:00:00Z")), wanted, "{rule}");
        }
        // However long nothing ran, the next time is the next one from now.
        assert_eq!(times("every 3 days 9:00", Some("2026-01-01T00:00:00Z"))[0], "11-24 09:00");
        assert_eq!(times("隔日 9:00", Some("2026-11-23T00:00:00Z"))[0], "11-25 09:00");
    }

    #[test]
    fn every_third_day_at_two_times_is_both_times_of_that_day() {
        let rule = "every 3 days 9:00, 20:00";
        let wanted = ["11-23 20:00", "11-26 09:00", "11-26 20:00"];
        assert_eq!(times(rule, Some("2026-11-23T00:00:00Z")), wanted);
        // After a use at another time of that day the days are counted.
        assert_eq!(times(rule, Some("2026-11-22T23:30:00Z"))[0], "11-26 09:00");
    }

    #[test]
    fn a_spread_goes_over_no_day_that_is_counted() {
        let place = place();
        let of = |rule: &str| match read(rule) {
            Ok(Rule::Times(times)) => times,
            other => panic!("{other:?}"),
        };
        for rule in ["毎月1日 0:05±30", "1st 23:55±30"] {
            for at in of(rule).after(place.now, None, "my_shop", &place).take(12) {
                assert_eq!(place.wall(at).day(), 1, "{rule} {}", place.wall(at));
            }
        }
        let third = of("every 3 days 0:05±30");
        let next = |last| third.after(last, Some(last), "my_shop", &place).next().unwrap();
        let mut last = next(place.now);
        for _ in 0..20 {
            let next = next(last);
            assert!(
                next - last > TimeDelta::hours(60),
                "{} {}",
                place.wall(last),
                place.wall(next)
            );
            last = next;
        }
    }

    #[test]
    fn days_are_listed_and_named_as_people_type_them() {
        for (rule, wanted) in [
            ("毎月1・15日 9:00", "12-01 09:00"),
            ("毎月5日、15日、25日 9:00", "11-25 09:00"),
            ("毎月末 9:00", "11-30 09:00"),
            ("月末日 9:00", "11-30 09:00"),
            ("last day of month 9:00", "11-30 09:00"),
        ] {
            assert_eq!(times(rule, None)[0], wanted, "{rule}");
        }
    }

    #[test]
    fn what_is_no_rule_is_told_by_what_is_wrong_with_it() {
        for (rule, fault) in [
            ("毎月31日 9:00", RuleFault::NotEveryMonth(31)),
            ("30th 9:00", RuleFault::NotEveryMonth(30)),
            ("毎月0日 9:00", RuleFault::NoSuchDay(0)),
            ("32nd 9:00", RuleFault::NoSuchDay(32)),
            ("every 0 days 9:00", RuleFault::Interval(0)),
            ("daily", RuleFault::NoTime("daily".to_owned())),
            ("毎月1日", RuleFault::NoTime("毎月1日".to_owned())),
            ("Feb 30", RuleFault::Unknown("Feb 30".to_owned())),
            ("sometimes", RuleFault::Unknown("sometimes".to_owned())),
            ("every 2 weeks 9:00", RuleFault::Unknown("every 2 weeks 9:00".to_owned())),
            ("1st Monday 9:00", RuleFault::Unknown("1st Monday 9:00".to_owned())),
            ("最終日曜 9:00", RuleFault::Unknown("最終日曜 9:00".to_owned())),
            ("2026/12/24 18:00", RuleFault::Unknown("2026/12/24 18:00".to_owned())),
            ("月1回 9:00", RuleFault::Unknown("月1回 9:00".to_owned())),
            ("毎週 9:00", RuleFault::NoDay("毎週 9:00".to_owned())),
            ("毎週の9時", RuleFault::NoDay("毎週の9時".to_owned())),
            (" ", RuleFault::Empty),
        ] {
            assert_eq!(read(rule), Err(fault), "{rule}");
        }
        let SlotsFault { why, .. } = match read("daily 25:00") {
            Err(RuleFault::Times(fault)) => fault,
            other => panic!("{other:?}"),
        };
        assert_eq!(why, SlotsFaultKind::NoSuchTime);
    }
}
