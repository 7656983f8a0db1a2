//! What people type into the Value column.

use std::ops::RangeInclusive;

use chrono::TimeDelta;

use crate::cell::{Cell, Format, Value, fold};
use crate::language::Language;

/// Seconds in a day, which is what a cell's number counts where it shows a time.
const DAY_S: f64 = 86_400.0;

/// What a bare number counts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
}

impl Unit {
    fn seconds(self) -> f64 {
        match self {
            Self::Minute => 60.0,
            Self::Hour => 3600.0,
            Self::Day => DAY_S,
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Minute => 'm',
            Self::Hour => 'h',
            Self::Day => 'd',
        }
    }
}

/// The units that people write in Japanese; the longer ones come first.
const UNITS: [(&str, &str); 14] = [
    ("時間半", "h 30m "),
    ("時間", "h "),
    ("週間", "w "),
    ("年間", "y "),
    ("か月", "M "),
    ("ヶ月", "M "),
    ("カ月", "M "),
    ("年", "y "),
    ("日間", "d "),
    ("分間", "m "),
    ("秒間", "s "),
    ("日", "d "),
    ("分", "m "),
    ("秒", "s "),
];

/// Reads a duration such as `14 days`, `14日`, `1h 30m`, or a bare number in the setting's own unit.
/// What is shorter or longer than the range has cannot be meant.
pub(super) fn duration(
    cell: &Cell,
    unit: Unit,
    range: &RangeInclusive<TimeDelta>,
) -> Option<TimeDelta> {
    let read = match cell.value {
        // 0:02 is made a time of day by the spreadsheet.
        Value::Number(days) if cell.format == Format::Time => seconds(days * DAY_S)?,
        Value::Number(number) if cell.format == Format::Plain => seconds(number * unit.seconds())?,
        Value::Text(_) => typed(&fold(cell.shown_text()), unit.letter())?,
        _ => return None,
    };
    range.contains(&read).then_some(read)
}

/// Reads how long at least lies between two uses of a stock row: from an hour up to two years. A bare number counts days.
#[must_use]
pub fn rest(cell: &Cell) -> Option<TimeDelta> {
    duration(cell, Unit::Day, &(TimeDelta::hours(1)..=TimeDelta::days(731)))
}

fn seconds(seconds: f64) -> Option<TimeDelta> {
    let duration = std::time::Duration::try_from_secs_f64(seconds).ok()?;
    TimeDelta::from_std(duration).ok()
}

fn typed(words: &str, unit: char) -> Option<TimeDelta> {
    if let Ok(number) = words.parse::<u32>() {
        return typed(&format!("{number}{unit}"), unit);
    }
    let mut words = words.to_owned();
    for (japanese, letter) in UNITS {
        words = words.replace(japanese, letter);
    }
    TimeDelta::from_std(humantime::parse_duration(words.trim().trim_end_matches('.')).ok()?).ok()
}

/// What people write for "no limit". Not 0: it may mean that nothing goes out.
const NONE: [&str; 8] =
    ["none", "off", "no limit", "unlimited", "なし", "無し", "無制限", "制限なし"];

/// Tells whether a value says in words that there is no limit.
pub(super) fn says_none(cell: &Cell) -> bool {
    NONE.contains(&fold(cell.shown_text()).as_str())
}

/// The most posts that a day may be said to have: as many as Threads takes of one account in 24 hours.
///
/// Source: <https://developers.facebook.com/docs/threads/overview>, "Rate limits".
const POSTS_A_DAY_MAX: u32 = 250;

/// What people write behind a number of posts.
const COUNTERS: [&str; 7] = ["posts", "post", "投稿", "件", "回", "本", "個"];

/// Reads how many posts go out a day at most: a whole number from 1 to 250.
#[must_use]
pub fn posts_a_day(cell: &Cell) -> Option<u32> {
    let number = match cell.value {
        Value::Number(number) if cell.format == Format::Plain && number.fract() == 0.0 => {
            format!("{number}").parse().ok()?
        }
        Value::Text(_) => {
            let typed = fold(cell.shown_text());
            let bare = COUNTERS.into_iter().find_map(|counter| typed.strip_suffix(counter));
            bare.unwrap_or(&typed).trim().parse().ok()?
        }
        _ => return None,
    };
    (1..=POSTS_A_DAY_MAX).contains(&number).then_some(number)
}

/// Reads a language by its own name or its code, or by its name in another one.
pub(super) fn language(cell: &Cell) -> Option<Language> {
    let typed = fold(cell.shown_text());
    let is_meant =
        |language: &Language| typed == language.code() || typed == fold(language.own_name());
    Language::ALL.into_iter().find(is_meant).or(match typed.as_str() {
        "英語" => Some(Language::English),
        "japanese" | "jp" => Some(Language::Japanese),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Chosen, Setting};
    use super::*;

    /// Reads a value as the setting of this name does.
    fn duration(setting: Setting, cell: &Cell) -> Option<TimeDelta> {
        let mut chosen = Chosen::default();
        (setting.entry().set)(&mut chosen, cell)?;
        chosen.spacing.or(chosen.max_late).or(chosen.refresh_within).or(chosen.same_text_after)
    }

    fn number(number: f64, format: Format) -> Cell {
        Cell { value: Value::Number(number), format, ..Cell::default() }
    }

    #[test]
    fn a_number_of_posts_is_a_whole_one_that_threads_can_take() {
        let typed = |words: &str| posts_a_day(&Cell::text(words));
        for (words, read) in [("5", 5), ("５件", 5), ("25 posts", 25), ("1回", 1), ("250", 250)]
        {
            assert_eq!(typed(words), Some(read), "{words}");
        }
        for words in ["0", "251", "2.5", "-1", "many", "件", "5 a week", "1e3"] {
            assert_eq!(typed(words), None, "{words}");
        }
        assert_eq!(posts_a_day(&number(5.0, Format::Plain)), Some(5));
        assert_eq!(posts_a_day(&number(5.5, Format::Plain)), None);
        assert_eq!(
            posts_a_day(&number(5.0, Format::Date)),
            None,
            "a date that was typed by mistake"
        );
    }

    #[test]
    fn a_duration_is_read_in_every_way_people_write_it() {
        let cases = [
            ("2 minutes", 120),
            ("2m", 120),
            ("２分", 120),
            ("2 分間", 120),
            ("90 sec", 90),
            ("1時間30分", 5_400),
            ("1h 30m", 5_400),
            ("1 Day", 86_400),
            ("1日", 86_400),
            ("3", 180),
            ("0", 0),
        ];
        for (words, seconds) in cases {
            let read = duration(Setting::Gap, &Cell::text(words));
            assert_eq!(read, Some(TimeDelta::seconds(seconds)), "{words}");
        }
    }

    #[test]
    fn a_long_duration_is_read_in_weeks_months_and_years_too() {
        for (words, days) in [
            ("14", 14.0),
            ("14d", 14.0),
            ("14 days", 14.0),
            ("１４日", 14.0),
            ("2週間", 14.0),
            ("2 weeks", 14.0),
            ("1か月", 30.44),
            ("1ヶ月", 30.44),
            ("1ｶ月", 30.44),
            ("1 month", 30.44),
            ("1年", 365.25),
            ("1 year", 365.25),
            ("366 days", 366.0),
            ("12h", 0.5),
            ("0", 0.0),
        ] {
            let read = duration(Setting::SameTextAfter, &Cell::text(words)).unwrap();
            let hours = read.as_seconds_f64() / 3_600.0;
            assert!((hours - days * 24.0).abs() < 0.1, "{words}: {read}");
        }
        for words in ["367 days", "13か月", "2年", "-1", "one week", "月"] {
            assert_eq!(duration(Setting::SameTextAfter, &Cell::text(words)), None, "{words}");
        }
    }

    #[test]
    fn a_bare_number_is_in_the_settings_own_unit_and_a_time_is_what_it_shows() {
        let plain = |number_of| number(number_of, Format::Plain);
        let cases = [
            (Setting::RefreshWithin, plain(10.0), TimeDelta::days(10)),
            (Setting::MaxLate, plain(1.5), TimeDelta::minutes(90)),
            (Setting::Gap, plain(5.0), TimeDelta::minutes(5)),
            (Setting::Gap, number(2.0 / 1440.0, Format::Time), TimeDelta::minutes(2)),
        ];
        for (setting, cell, wanted) in cases {
            let read = duration(setting, &cell).unwrap();
            assert!((read - wanted).abs() < TimeDelta::milliseconds(1), "{setting:?}: {read}");
        }
    }

    #[test]
    fn what_is_no_duration_or_beyond_all_sense_is_refused() {
        for words in ["soon", "-2", "2 fortnights", "minutes", "2 days", "99999999999999999999 d"] {
            assert_eq!(duration(Setting::Gap, &Cell::text(words)), None, "{words}");
        }
        for (number_of, format) in
            [(f64::NAN, Format::Plain), (-1.0, Format::Plain), (46_000.0, Format::Date)]
        {
            assert_eq!(duration(Setting::Gap, &number(number_of, format)), None, "{number_of}");
        }
        assert_eq!(duration(Setting::RefreshWithin, &Cell::text("0")), None);
        assert_eq!(duration(Setting::RefreshWithin, &Cell::text("60 days")), None);
    }

    #[test]
    fn a_date_is_no_duration() {
        assert_eq!(duration(Setting::Gap, &number(5.0, Format::Date)), None);
    }

    #[test]
    fn a_language_is_named_in_either_one_or_by_its_code() {
        let read = |words: &str| language(&Cell::text(words));
        for words in ["English", "EN", "英語"] {
            assert_eq!(read(words), Some(Language::English), "{words}");
        }
        for words in ["Japanese", "ja", "JP", "日本語"] {
            assert_eq!(read(words), Some(Language::Japanese), "{words}");
        }
        assert_eq!(read("French"), None);
    }
}
