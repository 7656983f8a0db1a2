//! Where and when cells are read: what the same cell means depends on it.

use chrono::{
    DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeDelta,
    TimeZone as _, Utc,
};
use chrono_tz::Tz;

/// The spreadsheet's own zone and locale, and the planner's time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The spreadsheet's time zone.
    pub zone: Tz,
    /// The spreadsheet's locale, like `ja_JP`.
    pub locale: String,
    /// The planner's time, UTC.
    pub now: DateTime<Utc>,
}

/// Countries that keep one time, by the region of a locale; those that keep several say nothing about
/// the zone, nor does `en_US`, which is what nobody has changed.
///
/// Source: the IANA time zone database, `zone.tab`.
const HOMES: [(&str, Tz); 20] = [
    ("JP", Tz::Asia__Tokyo),
    ("KR", Tz::Asia__Seoul),
    ("TW", Tz::Asia__Taipei),
    ("HK", Tz::Asia__Hong_Kong),
    ("CN", Tz::Asia__Shanghai),
    ("SG", Tz::Asia__Singapore),
    ("TH", Tz::Asia__Bangkok),
    ("VN", Tz::Asia__Ho_Chi_Minh),
    ("PH", Tz::Asia__Manila),
    ("IN", Tz::Asia__Kolkata),
    ("GB", Tz::Europe__London),
    ("IE", Tz::Europe__Dublin),
    ("DE", Tz::Europe__Berlin),
    ("AT", Tz::Europe__Vienna),
    ("CH", Tz::Europe__Zurich),
    ("FR", Tz::Europe__Paris),
    ("IT", Tz::Europe__Rome),
    ("NL", Tz::Europe__Amsterdam),
    ("PL", Tz::Europe__Warsaw),
    ("SE", Tz::Europe__Stockholm),
];

/// Years that date cells show in every zone.
/// Source: <https://support.google.com/docs/answer/3092969>: 1900 to 9999.
const YEARS: std::ops::Range<i32> = 1970..9999;

/// Returns an instant that a service told in seconds, unless no date cell could show it: services and hands
/// write zeros, milliseconds and the largest number there is in place of a time.
#[must_use]
pub fn instant(seconds: i64) -> Option<DateTime<Utc>> {
    let at = DateTime::from_timestamp(seconds, 0).filter(|_| seconds > 0)?;
    YEARS.contains(&at.year()).then_some(at)
}

/// Returns the instant that is so many seconds after `from`, on the same terms.
#[must_use]
pub fn instant_after(from: DateTime<Utc>, seconds: u64) -> Option<DateTime<Utc>> {
    let life = TimeDelta::try_seconds(i64::try_from(seconds).ok()?)?;
    let at = from.checked_add_signed(life).filter(|at| *at > from)?;
    YEARS.contains(&at.year()).then_some(at)
}

impl Place {
    /// Returns what the clocks in the spreadsheet's zone show at an instant.
    #[must_use]
    pub fn wall(&self, at: DateTime<Utc>) -> NaiveDateTime {
        let offset = self.zone.offset_from_utc_datetime(&at.naive_utc()).fix();
        // Within hours of the last instant that can be counted there is no such time.
        at.naive_utc().checked_add_offset(offset).unwrap_or(at.naive_utc())
    }

    /// Returns when a day begins in the spreadsheet's zone: UTC. Where the clocks leave its midnight out, that is the
    /// first half hour that they show.
    #[must_use]
    pub fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        let begins = day.and_time(NaiveTime::MIN);
        let half_hours = (0..24).map(|at| begins + TimeDelta::minutes(30 * at));
        let mut local =
            half_hours.filter_map(|time| self.zone.from_local_datetime(&time).earliest());
        local.next().map_or_else(|| begins.and_utc(), |local| local.to_utc())
    }

    /// Returns the zone of the locale's country, where clocks there show another time now than the
    /// spreadsheet's own zone: then a time that is typed may not be the one that is meant.
    #[must_use]
    pub fn other_home(&self) -> Option<Tz> {
        let region = self.locale.rsplit_once('_')?.1;
        let (_, home) = HOMES.iter().find(|(home, _)| *home == region)?;
        let offset = |zone: Tz| zone.offset_from_utc_datetime(&self.now.naive_utc()).fix();
        (offset(*home) != offset(self.zone)).then_some(*home)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_that_no_cell_can_show_is_none_and_the_clock_shows_something_at_any() {
        for seconds in [i64::MIN, -1, 0, 253_402_300_799, 8_210_266_876_799, i64::MAX] {
            assert_eq!(instant(seconds), None, "{seconds}");
        }
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        assert_eq!(instant(now.timestamp()), Some(now));
        for seconds in [0, 253_402_300_799, 1 << 62, u64::MAX] {
            assert_eq!(instant_after(now, seconds), None, "{seconds}");
        }
        assert_eq!(instant_after(now, 60), Some(now + TimeDelta::minutes(1)));
        for zone in [Tz::Asia__Tokyo, Tz::America__Los_Angeles] {
            let place = Place { zone, locale: String::new(), now };
            for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
                assert!((place.wall(at).and_utc() - at).num_hours().abs() < 24, "{zone} {at}");
            }
        }
    }

    #[test]
    fn a_zone_that_is_not_at_home_in_the_locale_is_noticed_and_one_like_it_is_not() {
        let home = |locale: &str, zone: Tz| {
            let now = DateTime::UNIX_EPOCH;
            Place { zone, locale: locale.to_owned(), now }.other_home()
        };
        assert_eq!(home("ja_JP", Tz::America__Los_Angeles), Some(Tz::Asia__Tokyo));
        assert_eq!(home("ja_JP", Tz::Etc__GMT), Some(Tz::Asia__Tokyo));
        for (locale, zone) in [
            ("ja_JP", Tz::Asia__Tokyo),
            ("ja_JP", Tz::Asia__Seoul),
            ("en_US", Tz::Asia__Tokyo),
            ("ja", Tz::Etc__GMT),
            ("", Tz::Etc__GMT),
        ] {
            assert_eq!(home(locale, zone), None, "{locale} {zone}");
        }
    }

    #[test]
    fn a_day_whose_midnight_the_clocks_leave_out_begins_when_they_go_on() {
        let begins = |zone, day: &str| {
            let place = Place { zone, locale: String::new(), now: DateTime::UNIX_EPOCH };
            day.parse().map(|day| place.midnight(day).to_rfc3339())
        };
        let of = |text: &str| Ok(text.to_owned());
        let santiago = Tz::America__Santiago;
        assert_eq!(begins(santiago, "2026-09-06"), of("2026-09-06T04:00:00+00:00"));
        assert_eq!(begins(santiago, "2026-09-05"), of("2026-09-05T04:00:00+00:00"));
        assert_eq!(begins(Tz::Asia__Tokyo, "2026-11-23"), of("2026-11-22T15:00:00+00:00"));
    }
}
