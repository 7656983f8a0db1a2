//! Which post gets which slot: in the order in which they are asked for, each the next one that is free.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Occurrence, Slots};
use crate::place::Place;

/// How far ahead a post gets its time: what is planned further than that would be hard to change.
pub const HORIZON: TimeDelta = TimeDelta::days(8);

/// How far a post that gets no time yet is told its turn.
const FORESEEN_DAYS: u64 = 400;

/// What an account has planned already, and what it may not do.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    /// When its other posts went out or will, UTC: no slot in which one of them stands is given away.
    pub posts: BTreeSet<DateTime<Utc>>,
    /// How many posts it has on which day of the sheet's zone.
    pub a_day: HashMap<NaiveDate, u32>,
    /// How many it may have.
    pub cap: Option<u32>,
    /// Until when it pauses, UTC.
    pub pause: Option<DateTime<Utc>>,
}

/// The slot of a post without a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It goes out then, UTC.
    At(DateTime<Utc>),
    /// Every slot within reach is taken: this is its turn as things are, and it gets it as soon as it is near enough.
    Later(DateTime<Utc>),
    /// No slot comes free as far as anybody can see.
    Never,
}

/// The free slots of an account, one after another.
pub struct Turns<'a> {
    slots: &'a Slots,
    account: &'a str,
    planned: Planned,
    place: &'a Place,
    occurrences: Box<dyn Iterator<Item = Occurrence> + 'a>,
}

impl<'a> Turns<'a> {
    /// Begins with the first slot that is still to come, by the planner's time: one that is over is never used, however
    /// long nothing has run.
    #[must_use]
    pub fn new(slots: &'a Slots, account: &'a str, planned: Planned, place: &'a Place) -> Self {
        let from = planned.pause.map_or(place.now, |pause| pause.max(place.now));
        let today = place.wall(from).date();
        // A slot that spreads may begin on the day before, or still be to come from it.
        let first = today.pred_opt().unwrap_or(today);
        let days = first.iter_days().take(usize::try_from(FORESEEN_DAYS).unwrap_or_default());
        let (now, pause) = (place.now, planned.pause);
        let is_to_come = move |it: &Occurrence| is_to_come(it, now, pause);
        let occurrences = slots.occurrences(account, days, place.zone).filter(is_to_come);
        Self { slots, account, planned, place, occurrences: Box::new(occurrences) }
    }

    /// Returns the first free slot of a day, UTC, for a post that is to go out on it.
    pub fn turn_on(&mut self, date: NaiveDate) -> Option<DateTime<Utc>> {
        let (now, pause) = (self.place.now, self.planned.pause);
        // A slot that spreads may fall on the day beside its own.
        let days = [date.pred_opt(), Some(date), date.succ_opt()].into_iter().flatten();
        let mut slots = self.slots.occurrences(self.account, days, self.place.zone);
        let slot = slots.find(|slot| {
            let day = self.place.wall(slot.at).date();
            day == date
                && is_to_come(slot, now, pause)
                && !self.is_taken(slot)
                && !self.is_full(day)
        })?;
        self.take(slot.at);
        Some(slot.at)
    }

    fn take(&mut self, at: DateTime<Utc>) {
        self.planned.posts.insert(at);
        *self.planned.a_day.entry(self.place.wall(at).date()).or_default() += 1;
    }

    /// Returns the turn of the next post.
    pub fn next_turn(&mut self) -> Turn {
        loop {
            let Some(slot) = self.occurrences.next() else { return Turn::Never };
            let day = self.place.wall(slot.at).date();
            if self.is_taken(&slot) || self.is_full(day) {
                continue;
            }
            self.take(slot.at);
            let is_near = slot.at <= self.place.now + HORIZON;
            return if is_near { Turn::At(slot.at) } else { Turn::Later(slot.at) };
        }
    }

    /// Returns the slots that are still free before an instant, UTC: what as many further posts would get.
    #[must_use]
    pub fn free_before(mut self, end: DateTime<Utc>) -> Vec<DateTime<Utc>> {
        let next = || match self.next_turn() {
            Turn::At(at) if at < end => Some(at),
            Turn::At(_) | Turn::Later(_) | Turn::Never => None,
        };
        std::iter::from_fn(next).collect()
    }

    fn is_taken(&self, slot: &Occurrence) -> bool {
        let reach = slot.begins.min(slot.at)..=slot.ends.max(slot.at);
        self.planned.posts.range(reach).any(|at| slot.holds(*at))
    }

    fn is_full(&self, day: NaiveDate) -> bool {
        let posts = self.planned.a_day.get(&day).copied().unwrap_or_default();
        self.planned.cap.is_some_and(|cap| posts >= cap)
    }
}

/// Tells whether a slot is neither over nor within its account's pause.
fn is_to_come(slot: &Occurrence, now: DateTime<Utc>, pause: Option<DateTime<Utc>>) -> bool {
    slot.at > now && pause.is_none_or(|end| slot.at >= end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::cell::Cell;
    use crate::schedule;

    /// Returns the turns of so many posts, by the clock of Tokyo; Monday, 23 November, 10:05 being now.
    fn turns(text: &str, posts: usize, planned: Planned) -> Vec<String> {
        let slots = Slots::read(&Cell::text(text)).unwrap().unwrap();
        let place = place();
        let mut turns = Turns::new(&slots, "my_shop", planned, &place);
        let say = |turn| match turn {
            Turn::At(at) => place.wall(at).format("%d %H:%M").to_string(),
            Turn::Later(at) => place.wall(at).format("later %d %H:%M").to_string(),
            Turn::Never => "never".to_owned(),
        };
        (0..posts).map(|_| say(turns.next_turn())).collect()
    }

    fn place() -> Place {
        let zone = schedule::zone("Asia/Tokyo").unwrap();
        Place { zone, locale: "ja_JP".to_owned(), now: at("2026-11-23 10:05") }
    }

    /// Returns the instant of a time in Tokyo.
    fn at(wall: &str) -> DateTime<Utc> {
        let wall = chrono::NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").unwrap();
        schedule::instant_in(wall, schedule::zone("Asia/Tokyo").unwrap()).unwrap().at
    }

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn with_posts(posts: &[&str]) -> Planned {
        Planned { posts: posts.iter().map(|wall| at(wall)).collect(), ..Planned::default() }
    }

    #[test]
    fn posts_get_the_slots_to_come_in_their_order_and_none_that_is_over() {
        let wanted = ["23 12:30", "24 08:00", "24 12:30"];
        assert_eq!(turns("8:00, 12:30", 3, Planned::default()), wanted);
        assert_eq!(turns("10:05, 10:06", 2, Planned::default()), ["23 10:06", "24 10:05"]);
    }

    #[test]
    fn a_slot_in_which_another_post_stands_is_not_given_away() {
        let planned = with_posts(&["2026-11-24 08:20", "2026-11-25 07:29", "2026-11-26 08:30"]);
        let found = turns("8:00±30", 3, planned);
        let days: Vec<&str> = found.iter().map(|turn| &turn[..2]).collect();
        assert_eq!(days, ["25", "26", "27"]);
        assert_eq!(turns("8:00", 1, with_posts(&["2026-11-24 08:00"])), ["25 08:00"]);
        assert_eq!(turns("8:00", 1, with_posts(&["2026-11-24 08:01"])), ["24 08:00"]);
    }

    #[test]
    fn a_slot_of_which_a_post_went_out_before_now_is_taken() {
        // Its spread reaches from 9:30 to 11:30: whichever minute it has, nothing more goes out in it.
        let found = turns("10:30±60", 1, with_posts(&["2026-11-23 09:40"]));
        assert_eq!(&found[0][..2], "24");
    }

    #[test]
    fn at_most_eight_days_ahead_get_a_time_and_the_others_are_told_their_turn() {
        let found = turns("8:00", 10, Planned::default());
        assert_eq!(found[7..], ["01 08:00", "later 02 08:00", "later 03 08:00"]);
        assert_eq!(turns("10:06", 9, Planned::default())[7..], ["30 10:06", "later 01 10:06"]);
    }

    #[test]
    fn a_pause_is_kept() {
        let pause = Some(at("2026-11-24 12:30"));
        let found = turns("8:00, 12:30", 2, Planned { pause, ..Planned::default() });
        assert_eq!(found, ["24 12:30", "25 08:00"]);
        let over = Some(at("2026-11-20 12:30"));
        let found = turns("8:00, 12:30", 1, Planned { pause: over, ..Planned::default() });
        assert_eq!(found, ["23 12:30"]);
        let long = Some(at("2026-12-24 12:30"));
        let found = turns("8:00, 12:30", 1, Planned { pause: long, ..Planned::default() });
        assert_eq!(found, ["later 24 12:30"]);
    }

    #[test]
    fn what_does_not_fit_a_day_gets_a_later_slot() {
        let a_day = HashMap::from([(day("2026-11-23"), 2), (day("2026-11-24"), 1)]);
        let planned = Planned { a_day, cap: Some(2), ..Planned::default() };
        let found = turns("8:00, 12:30, 20:00", 4, planned);
        assert_eq!(found, ["24 08:00", "25 08:00", "25 12:30", "26 08:00"]);
    }

    #[test]
    fn a_turn_that_never_comes_is_said_to_be_none() {
        let posts: BTreeSet<_> =
            (0..500).map(|days| at("2026-11-24 08:00") + TimeDelta::days(days)).collect();
        assert_eq!(turns("8:00", 1, Planned { posts, ..Planned::default() }), ["never"]);
    }

    #[test]
    fn two_slots_that_the_clocks_push_onto_one_instant_are_one() {
        let slots = Slots::read(&Cell::text("2:15, 2:45")).unwrap().unwrap();
        let zone = schedule::zone("Europe/Berlin").unwrap();
        let now = "2027-03-27T12:00:00Z".parse().unwrap();
        let place = Place { zone, locale: "de_DE".to_owned(), now };
        let mut turns = Turns::new(&slots, "my_shop", Planned::default(), &place);
        let [first, second] = [turns.next_turn(), turns.next_turn()];
        assert_eq!(first, Turn::At("2027-03-28T01:00:00Z".parse().unwrap()));
        assert_eq!(second, Turn::At("2027-03-29T00:15:00Z".parse().unwrap()));
    }

    #[test]
    fn the_slots_that_are_free_before_an_instant_are_those_that_begin_before_it() {
        let slots = Slots::read(&Cell::text("8:00, 12:30")).unwrap().unwrap();
        let place = place();
        let free = |end: &str| {
            let turns = Turns::new(&slots, "my_shop", Planned::default(), &place);
            turns.free_before(at(end))
        };
        let wanted = [at("2026-11-23 12:30"), at("2026-11-24 08:00")];
        assert_eq!(free("2026-11-24 12:30"), wanted);
        assert_eq!(free("2026-11-24 08:01"), wanted);
        assert_eq!(free("2026-11-24 08:00"), wanted[..1]);
        assert!(free("2026-11-23 12:30").is_empty());
    }
}
