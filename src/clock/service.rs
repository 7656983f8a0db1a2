//! What time it is by a service's clock, as far as the `Date` of its answers tells.
//!
//! A date has whole seconds, and an answer is under way for a while. So an answer tells of two bounds:
//! when it came, the service's clock showed its date at least; when it was asked for, one second more at
//! most. Each further answer may narrow them.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::Mark;

/// Dates before this are no dates: the program did not exist.
const FIRST_YEAR: i32 = 2026;

/// Nor are those after this.
const LAST_YEAR: i32 = 2200;

/// A service's clock; copies share what is known of it.
#[derive(Debug, Clone, Default)]
pub struct ServiceTime(Arc<Mutex<Known>>);

#[derive(Debug, Clone, Copy, Default)]
struct Known {
    was_asked: bool,
    bounds: Option<Bounds>,
}

/// The clock showed this then: at least, and at most.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    at_least: (DateTime<Utc>, Mark),
    at_most: (DateTime<Utc>, Mark),
}

impl Bounds {
    fn earliest(&self) -> DateTime<Utc> {
        let (date, then) = &self.at_least;
        date.checked_add_signed(delta(then.age_at_least())).unwrap_or(*date)
    }

    fn latest(&self) -> DateTime<Utc> {
        let (date, then) = &self.at_most;
        date.checked_add_signed(delta(then.age_at_most())).unwrap_or(*date)
    }

    /// Takes in what another answer says. Where two contradict each other, the clock was set or an
    /// answer is wrong, and the time may be either.
    fn with(self, other: Self) -> Self {
        let is_sound = other.earliest() <= self.latest() && self.earliest() <= other.latest();
        // Sound bounds narrow: the later of the two beginnings holds, and the sooner of the two ends. Contradicting
        // ones widen, for which the comparison is turned round.
        let takes_later = other.earliest() > self.earliest();
        let takes_sooner = other.latest() < self.latest();
        Self {
            at_least: if takes_later == is_sound { other.at_least } else { self.at_least },
            at_most: if takes_sooner == is_sound { other.at_most } else { self.at_most },
        }
    }
}

impl ServiceTime {
    /// Takes note of an answer's `Date`, if it has a sound one; the request was sent at `asked`.
    pub fn note(&self, date: Option<&str>, asked: Mark) {
        let answered = Mark::now();
        // A poisoned lock is harmless here: what is known is replaced as a whole.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.was_asked = true;
        let Some(date) = date.and_then(read) else { return };
        let next = date.checked_add_signed(TimeDelta::seconds(1)).unwrap_or(date);
        // The server wrote the date between the request and the answer: it was at least that time when the answer came,
        // and less than a second more when the request left.
        let heard = Bounds { at_least: (date, answered), at_most: (next, asked) };
        known.bounds = Some(known.bounds.map_or(heard, |bounds| bounds.with(heard)));
    }

    /// Tells whether there was an answer, whatever it said.
    pub(super) fn was_asked(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).was_asked
    }

    /// Returns what the clock shows now at least and at most, UTC; `None` where no answer told.
    pub(super) fn bounds(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.bounds.map(|bounds| (bounds.earliest(), bounds.latest()))
    }
}

fn read(date: &str) -> Option<DateTime<Utc>> {
    use chrono::Datelike as _;
    let date = DateTime::parse_from_rfc2822(date).ok()?.to_utc();
    (FIRST_YEAR..=LAST_YEAR).contains(&date.year()).then_some(date)
}

fn delta(duration: std::time::Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use threadsheet_core::time_scale::TimeScale;

    use super::*;
    use crate::clock::{Clock, Doubtful};

    const DATE: &str = "Sun, 29 Nov 2026 05:30:00 GMT";

    /// Returns an instant that was so many seconds ago by the wall clock, and `awake` by the other.
    fn ago(wall: u64, awake: u64) -> Mark {
        let now = Mark::now();
        Mark {
            wall: now.wall - Duration::from_secs(wall),
            monotonic: now.monotonic - Duration::from_secs(awake),
        }
    }

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::parse_from_rfc2822(DATE).unwrap().to_utc() + TimeDelta::seconds(second)
    }

    fn close(left: DateTime<Utc>, right: DateTime<Utc>) -> bool {
        (left - right).abs() < TimeDelta::milliseconds(900)
    }

    fn bounds(service: &ServiceTime) -> (DateTime<Utc>, DateTime<Utc>) {
        service.bounds().unwrap()
    }

    #[test]
    fn an_answer_tells_the_time_to_within_its_way_and_a_second() {
        let service = ServiceTime::default();
        service.note(Some(DATE), ago(20, 20));
        let (earliest, latest) = bounds(&service);
        assert!(close(earliest, at(0)) && close(latest, at(21)), "{earliest} {latest}");
        // A quick answer narrows it.
        service.note(Some("Sun, 29 Nov 2026 05:30:05 GMT"), ago(0, 0));
        let (earliest, latest) = bounds(&service);
        assert!(close(earliest, at(5)) && close(latest, at(6)), "{earliest} {latest}");
        // A slow one does not widen it.
        service.note(Some(DATE), ago(60, 60));
        assert!(close(bounds(&service).1, at(6)));
    }

    #[test]
    fn a_machine_that_slept_knows_less_and_neither_too_early_nor_too_late() {
        let mark = ago(3_600, 10);
        assert!(mark.age_at_most() >= Duration::from_hours(1));
        assert!(mark.age_at_least() < Duration::from_secs(12));
        let set_back = Mark { wall: Mark::now().wall + Duration::from_hours(1), ..ago(0, 30) };
        assert!(set_back.age_at_most() >= Duration::from_secs(30));
    }

    #[test]
    fn answers_that_contradict_each_other_leave_both_times_open() {
        let service = ServiceTime::default();
        service.note(Some(DATE), ago(0, 0));
        service.note(Some("Sun, 29 Nov 2026 05:41:00 GMT"), ago(0, 0));
        let (earliest, latest) = bounds(&service);
        assert!(close(earliest, at(0)) && close(latest, at(661)), "{earliest} {latest}");
        let service = ServiceTime::default();
        service.note(Some("Sun, 29 Nov 2026 05:41:00 GMT"), ago(0, 0));
        service.note(Some(DATE), ago(0, 0));
        let (earliest, latest) = bounds(&service);
        assert!(close(earliest, at(0)) && close(latest, at(661)), "{earliest} {latest}");
    }

    #[test]
    fn a_clock_that_agrees_is_used_and_one_that_does_not_gives_way() {
        let service = ServiceTime::default();
        let now = DateTime::<Utc>::from(Mark::now().wall);
        let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        service.note(Some(&date), Mark::now());
        let clock = |minutes| {
            let clock = Clock::start(None).off_by(TimeDelta::minutes(minutes));
            clock.following(service.clone(), TimeScale::REAL)
        };
        for minutes in [-600, -11, 0, 11, 600] {
            let clock = clock(minutes);
            let off = (clock.real() - now).abs();
            assert!(off < TimeDelta::seconds(2), "{minutes}: {off}");
            assert!(clock.earliest() <= clock.real() && clock.real() <= clock.latest());
            assert!(clock.latest() - clock.earliest() < TimeDelta::seconds(3));
        }
        assert_eq!(clock(0).doubtful(), None);
        let Some(Doubtful::Off(ahead)) = clock(-11).doubtful() else { panic!("not told") };
        assert!((-661..=-658).contains(&ahead), "{ahead}");
    }

    #[test]
    fn without_a_date_or_with_an_absurd_one_the_clock_is_trusted_for_little() {
        for date in [None, Some("tomorrow"), Some("Thu, 01 Jan 1970 00:00:00 GMT")] {
            let clock = Clock::start(None);
            assert_eq!(clock.doubtful(), None);
            let service = ServiceTime::default();
            service.note(date, Mark::now());
            let clock = clock.following(service, TimeScale::REAL);
            assert_eq!(clock.doubtful(), Some(Doubtful::Unchecked));
            let hour = TimeDelta::hours(1);
            assert!(close(clock.latest() - hour, clock.real()));
            assert!(close(clock.earliest() + hour, clock.real()));
        }
    }
}
