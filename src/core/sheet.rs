//! Where and when cells are read: what the same cell means depends on it.

use chrono::{DateTime, Offset as _, TimeZone as _, Utc};
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

impl Place {
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
}
