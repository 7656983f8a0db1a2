//! Zones, and wall-clock times in them.

use chrono::{
    DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone as _, Timelike as _,
};
use chrono_tz::Tz;

use super::{ScheduledTime, TimeNotice};

/// The longest that clocks were ever put forward at once, in minutes.
const GAP_MAX_MIN: i64 = 24 * 60;

/// Zones without summer time, by the minutes that they are ahead of UTC, where no hour fits.
/// Source: the IANA time zone database, <https://www.iana.org/time-zones>.
const BROKEN_HOURS: &[(i32, Tz)] = &[
    (-570, Tz::Pacific__Marquesas),
    (270, Tz::Asia__Kabul),
    (330, Tz::Asia__Kolkata),
    (345, Tz::Asia__Kathmandu),
    (390, Tz::Asia__Yangon),
    (525, Tz::Australia__Eucla),
    (570, Tz::Australia__Darwin),
];

/// Returns the zone of a spreadsheet: a CLDR name, or `GMT-07:00` where Google knows none.
///
/// Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets#SpreadsheetProperties>.
///
/// # Errors
///
/// [`UnknownZone`] for any other name, and for an offset that no zone without summer time has.
pub fn zone(name: &str) -> Result<Tz, UnknownZone> {
    let trimmed = name.trim();
    let by_name = trimmed.parse().ok();
    let by_offset = || {
        let minutes = minutes_ahead(trimmed)?;
        let broken = BROKEN_HOURS.iter().find(|(ahead, _)| *ahead == minutes);
        match (minutes / 60, minutes % 60) {
            (0, 0) => Some(Tz::UTC),
            // POSIX counts westward: nine hours ahead of UTC are Etc/GMT-9.
            (hours, 0) => format!("Etc/GMT{:+}", -hours).parse().ok(),
            _ => broken.map(|(_, zone)| *zone),
        }
    };
    by_name.or_else(by_offset).ok_or_else(|| UnknownZone { name: name.to_owned() })
}

/// Returns the minutes ahead of UTC in `GMT+09:00`, `UTC-7`, `GMT+0530`.
fn minutes_ahead(name: &str) -> Option<i32> {
    let offset = name.strip_prefix("GMT").or(name.strip_prefix("UTC"))?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits = offset.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    let number = |text: &str| text.parse::<i32>().ok().filter(|_| text.len() <= 2);
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes))
        .then_some(sign * (hours * 60 + minutes))
}

/// An unknown time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone: {name}")]
pub struct UnknownZone {
    /// The name as the spreadsheet gave it.
    pub name: String,
}

/// Returns the instant of a wall-clock time in a zone; the earlier one where clocks go back, and
/// the first one after the gap where they go forward.
///
/// People who write 01:30 on such a night have not chosen; the earlier reading posts once and on
/// time, the later one looks like a missed post.
pub(crate) fn instant_in(local: NaiveDateTime, zone: Tz) -> Option<ScheduledTime> {
    let found = |at: DateTime<Tz>, notice| Some(ScheduledTime { at: at.to_utc(), notice });
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(at) => found(at, None),
        MappedLocalTime::Ambiguous(first, _) => found(first, Some(TimeNotice::Twice)),
        // chrono does not say where the gap ends, so the end is looked for minute by minute.
        MappedLocalTime::None => (1..=GAP_MAX_MIN).find_map(|minutes| {
            let whole_minute = NaiveDateTime::new(local.date(), local.time().with_second(0)?);
            let taken = whole_minute.checked_add_signed(TimeDelta::minutes(minutes))?;
            let at = zone.from_local_datetime(&taken).earliest()?;
            found(at, Some(TimeNotice::Skipped { taken }))
        }),
    }
}

/// Returns the instant of a wall-clock time at a distance from UTC.
pub(super) fn instant_at(local: NaiveDateTime, offset: FixedOffset) -> Option<ScheduledTime> {
    let at = offset.from_local_datetime(&local).single()?.to_utc();
    Some(ScheduledTime { at, notice: None })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_spreadsheet_may_name_its_zone_by_place_or_by_distance() {
        let cases = [
            ("Asia/Tokyo", Some(Tz::Asia__Tokyo)),
            ("Asia/Calcutta", Some(Tz::Asia__Calcutta)),
            ("GMT+09:00", Some(Tz::Etc__GMTMinus9)),
            ("GMT-07:00", Some(Tz::Etc__GMTPlus7)),
            ("UTC+9", Some(Tz::Etc__GMTMinus9)),
            ("GMT", Some(Tz::GMT)),
            ("UTC", Some(Tz::UTC)),
            ("GMT+00:00", Some(Tz::UTC)),
            ("GMT+05:30", Some(Tz::Asia__Kolkata)),
            ("GMT+0530", Some(Tz::Asia__Kolkata)),
            ("GMT+05:45", Some(Tz::Asia__Kathmandu)),
            ("GMT+10:30", None),
            ("GMT-13:00", None),
            ("GMT+04:90", None),
            ("GMT+99:00", None),
            ("GMT+é", None),
            ("Mars/Olympus", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(zone(name).ok(), expected, "{name}");
        }
    }

    #[test]
    fn where_a_whole_day_is_skipped_the_next_one_counts() {
        // Samoa went from the 29th to the 31st of December 2011.
        let typed = "2011-12-30T00:00:00".parse().unwrap();
        let moment = instant_in(typed, Tz::Pacific__Apia).unwrap();
        let taken = "2011-12-31T00:00:00".parse().unwrap();
        assert_eq!(moment.notice, Some(TimeNotice::Skipped { taken }));
        assert_eq!(moment.at.to_rfc3339(), "2011-12-30T10:00:00+00:00");
    }
}
