//! Dates and times, as people type them: read as they were meant, or refused with a reason.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;
use proptest::sample::select;
use threadsheet_core::cell::{Cell, Format, Value, serial_of_instant};
use threadsheet_core::columns::PostColumn;
use threadsheet_core::schedule::{
    DELAY_DAYS_MAX, TimeFault, TimeFaultKind, TimeNotice, When, YEARS_MAX, read,
    read_date_and_time, zone,
};

use super::strategies::{anything, times, widened};

const PIECES: &[&str] = &[
    "2026",
    "26",
    "11",
    "23",
    "31",
    "30",
    "2",
    "29",
    "0",
    "24",
    "10",
    "12",
    "99",
    "-",
    "/",
    ".",
    ":",
    "年",
    "月",
    "日",
    "時",
    "分",
    "秒",
    "半",
    "令和",
    "R",
    "H",
    "元",
    "午前",
    "午後",
    "正午",
    "noon",
    "am",
    "PM",
    "a.m.",
    "Nov",
    "September",
    "Sept",
    "Mon",
    "月曜日",
    "(月)",
    "(火",
    "T",
    "Z",
    "+09:00",
    "-0700",
    "JST",
    "UTC",
    "+99",
    "tomorrow",
    "明日",
    "毎週",
    "at",
    "から",
    "st",
    "th",
    "of",
    "'",
    ",",
    "~",
    "ー",
    "２",
    "５",
    "٣",
    "१",
    "20261123",
    "202611231000",
];

fn now() -> DateTime<Utc> {
    "2026-11-23T01:05:00Z".parse().unwrap()
}

const TOKYO: Tz = Tz::Asia__Tokyo;

/// Draws a minute of the years that a post may be dated in.
fn minute() -> impl Strategy<Value = NaiveDateTime> {
    let first = NaiveDate::from_ymd_opt(2021, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    (0..5_780_000i64).prop_map(move |minutes| first + TimeDelta::minutes(minutes))
}

fn typed(text: &str) -> Result<When, TimeFault> {
    read(&Cell::text(text), TOKYO, "ja_JP", now())
}

/// Returns the wall-clock time in Tokyo that a cell was read as.
fn local(when: &Result<When, TimeFault>) -> Option<NaiveDateTime> {
    match when {
        Ok(When::At(moment)) => Some(moment.at.with_timezone(&TOKYO).naive_local()),
        _ => None,
    }
}

/// Every spelling of a minute that means one thing alone.
const SPELLINGS: &[&str] = &[
    "%Y-%m-%d %H:%M",
    "%Y/%-m/%-d %-H:%M",
    "%Y.%m.%d %H:%M",
    "%Y年%-m月%-d日 %-H時%-M分",
    "%Y年%m月%d日%H時%M分00秒",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:00.000+09:00",
    "%Y-%m-%d %H:%M JST",
    "%Y%m%d%H%M",
    "%Y%m%dT%H%M%S",
    "%-d %b %Y %H:%M",
    "%-dth of %B %Y, %H:%M",
    "%B %-d, %Y at %-I:%M %p",
    "%a, %d %b %Y %H:%M:%S +0900",
    "%A %Y-%b-%d %-I:%M%P",
    "%H:%M %Y-%m-%d",
    "'%Y-%m-%d %H:%M",
    "%Y 年 %-m 月 %-d 日 %-H 時 %-M 分",
];

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn every_spelling_of_a_time_is_read_as_the_same_minute(minute in minute(), spelling in select(SPELLINGS)) {
        let text = minute.format(spelling).to_string();
        prop_assert_eq!(local(&typed(&text)), Some(minute), "{}", text);
    }

    #[test]
    fn an_era_a_weekday_and_a_half_of_the_day_agree_with_the_calendar(minute in minute()) {
        let days = ['月', '火', '水', '木', '金', '土', '日'];
        let weekday = days[minute.weekday().num_days_from_monday() as usize];
        let half = if minute.hour() < 12 { "午前" } else { "午後" };
        let era = minute.year() - 2018;
        // People disagree on which twelve is meant by 午後12時.
        if minute.hour() % 12 == 0 {
            return Ok(());
        }
        let text = format!(
            "令和{era}年{}月{}日({weekday}) {half}{}時{}分",
            minute.month(), minute.day(), minute.hour() % 12, minute.minute(),
        );
        prop_assert_eq!(local(&typed(&text)), Some(minute), "{}", text);
        let wrong = text.replace(weekday, if weekday == '月' { "火" } else { "月" });
        // The day of the week is written with the signs of month and day.
        if !matches!(weekday, '月' | '日') {
            prop_assert_eq!(typed(&wrong).unwrap_err().why, TimeFaultKind::WrongWeekday, "{}", wrong);
        }
    }

    #[test]
    fn a_cell_says_the_same_as_text_and_as_a_number(minute in minute()) {
        let text = typed(&minute.format("%Y-%m-%d %H:%M").to_string());
        let cell = |serial, format| Cell {
            value: Value::Number(serial),
            format,
            ..Cell::default()
        };
        let serial = serial_of_instant(minute);
        let number = read(&cell(serial, Format::DateTime), TOKYO, "ja_JP", now());
        prop_assert_eq!(&number, &text);
        let (day, clock) = (cell(serial.floor(), Format::Date), cell(serial.fract(), Format::Time));
        prop_assert_eq!(&read_date_and_time(&day, &clock, TOKYO, "ja_JP", now()), &text);
        let written = |spelling| minute.format(spelling).to_string();
        let (day, clock) = (written("%Y/%m/%d"), written("%H:%M"));
        let (date, time) = (Cell::text(&day), Cell::text(&clock));
        prop_assert_eq!(&read_date_and_time(&date, &time, TOKYO, "ja_JP", now()), &text);
        prop_assert_eq!(typed(&day), Ok(When::NoTime(minute.date())));
        prop_assert_eq!(typed(&clock).unwrap_err().why, TimeFaultKind::NoDate);
    }

    #[test]
    fn width_case_and_outer_space_change_no_date(text in anything(PIECES)) {
        prop_assume!(text.chars().count() < 90);
        let plain = typed(&text).map_err(|fault| fault.why);
        for other in [
            widened(&text),
            text.to_ascii_uppercase(),
            text.to_ascii_lowercase(),
            format!("\u{200b} {text}\u{3000}\n"),
        ] {
            let read = typed(&other).map_err(|fault| fault.why);
            prop_assert_eq!(read, plain, "{:?}", other);
        }
    }

    #[test]
    fn whatever_is_typed_is_near_or_refused_and_says_what_was_read(
        text in anything(PIECES),
        clock in anything(PIECES),
        locale in select(vec!["ja_JP", "en_US", "en_GB", "de_DE", "sv_SE", "xx", ""]),
        zone in select(&TZ_VARIANTS[..]),
    ) {
        let cells = (Cell::text(&text), Cell::text(&clock));
        let readings = [
            read(&cells.0, zone, locale, now()),
            read_date_and_time(&cells.0, &cells.1, zone, locale, now()),
        ];
        for reading in readings {
            match reading {
                Ok(When::At(moment)) => {
                    let years = (moment.at.year() - 2026).abs();
                    prop_assert!(years <= YEARS_MAX + 1, "{:?}", moment);
                }
                Ok(When::NoTime(date)) => prop_assert!((date.year() - 2026).abs() <= YEARS_MAX),
                Ok(When::After(delay)) => {
                    let days = delay.length.num_days();
                    prop_assert!((0..=DELAY_DAYS_MAX).contains(&days), "{:?}", delay);
                }
                Ok(When::Blank) => {}
                Err(fault) => {
                    let is_quoted = text.contains(fault.read.trim()) || !clock.is_empty();
                    prop_assert!(is_quoted, "{:?}", fault);
                }
            }
        }
    }

    #[test]
    fn a_number_is_read_by_its_format_or_refused(
        serial in prop_oneof![proptest::num::f64::ANY, 0.0..60_000.0f64, 46_000.0..47_000.0f64],
        format in select(vec![Format::Plain, Format::Date, Format::Time, Format::DateTime]),
        other in prop_oneof![Just(0.5f64), 0.0..2.0f64, 46_000.0..47_000.0f64],
    ) {
        let cell = |serial| Cell { value: Value::Number(serial), format, ..Cell::default() };
        let one = read(&cell(serial), TOKYO, "ja_JP", now());
        if format == Format::Plain {
            prop_assert_eq!(one.unwrap_err().why, TimeFaultKind::PlainNumber);
        } else if let Some(local) = local(&one) {
            prop_assert!((serial_of_instant(local) - serial).abs() * 86_400.0 <= 1.0);
        }
        let both = read_date_and_time(&cell(serial), &cell(other), TOKYO, "ja_JP", now());
        if let Ok(When::At(moment)) = both {
            prop_assert!((moment.at.year() - 2026).abs() <= YEARS_MAX + 1);
        }
    }

    #[test]
    fn digits_are_never_misread(
        (day, month) in (1..=31u32, 1..=12u32),
        year in 2022..2031i32,
        is_swapped: bool,
        locale in select(vec!["ja_JP", "en_US", "en_GB", "de_DE", "sv_SE", "hu", "xx", ""]),
        sign in select(vec!["/", "-", "."]),
    ) {
        let (first, second) = if is_swapped { (month, day) } else { (day, month) };
        let text = format!("{first}{sign}{second}{sign}{year}");
        match read(&Cell::text(&text), TOKYO, locale, now()) {
            Ok(When::NoTime(date)) => {
                prop_assert_eq!(date.year(), year);
                let figures = [(date.day(), date.month()), (date.month(), date.day())];
                prop_assert!(figures.contains(&(first, second)), "{} {}", text, date);
            }
            Ok(other) => prop_assert!(false, "{} {:?}", text, other),
            Err(fault) => {
                let is_ambiguous = day <= 12 && day != month;
                let is_day = NaiveDate::from_ymd_opt(year, month, day).is_some();
                let why = if is_ambiguous { TimeFaultKind::DayOrMonth } else { TimeFaultKind::NoSuchDay };
                prop_assert_eq!(fault.why, why, "{}", text);
                prop_assert!(is_ambiguous || !is_day, "{}", text);
            }
        }
    }

    #[test]
    fn a_wall_clock_shows_what_was_typed_and_says_where_it_cannot(
        minute in minute(),
        zone in select(&TZ_VARIANTS[..]),
    ) {
        let text = minute.format("%Y-%m-%d %H:%M").to_string();
        let Ok(When::At(moment)) = read(&Cell::text(&text), zone, "ja_JP", now()) else {
            return Err(TestCaseError::fail(text));
        };
        let shown = moment.at.with_timezone(&zone).naive_local();
        let earlier = (1..=120).map(|minutes| moment.at - TimeDelta::minutes(minutes));
        let mut earlier = earlier.map(|at| at.with_timezone(&zone).naive_local());
        match moment.notice {
            Some(TimeNotice::Skipped { taken }) => {
                prop_assert_eq!(shown, taken);
                prop_assert!(taken > minute);
                let before = (moment.at - TimeDelta::minutes(1)).with_timezone(&zone).naive_local();
                prop_assert!(before < minute, "{} then {}", before, taken);
            }
            notice => {
                prop_assert_eq!(shown, minute);
                prop_assert!(earlier.all(|before| before != minute), "the later of two");
                prop_assert!(notice.is_none() || notice == Some(TimeNotice::Twice));
            }
        }
    }

    #[test]
    fn a_zone_is_known_by_its_name_or_by_its_distance(
        known in select(&TZ_VARIANTS[..]),
        hours in -15..=15i32,
        minutes in select(vec![0, 0, 30, 45]),
        name in anything(&["GMT", "UTC", "+", "-", ":", "09", "30", "Asia/", "Tokyo", "Etc/"]),
    ) {
        prop_assert_eq!(zone(known.name()), Ok(known));
        let sign = if hours < 0 { '-' } else { '+' };
        if let Ok(zone) = zone(&format!("GMT{sign}{:02}:{minutes:02}", hours.abs())) {
            let local = now().with_timezone(&zone).naive_local();
            let ahead = TimeDelta::minutes(i64::from(hours * 60 + minutes * hours.signum()));
            prop_assert!(hours == 0 && minutes != 0 || local == now().naive_utc() + ahead);
        }
        if let Err(unknown) = zone(&name) {
            prop_assert_eq!(unknown.name, name);
        }
    }

    #[test]
    fn a_fault_names_the_column_to_look_at(date in anything(PIECES), clock in anything(PIECES)) {
        let cells = (Cell::text(&date), Cell::text(&clock));
        if let Err(fault) = read_date_and_time(&cells.0, &cells.1, TOKYO, "ja_JP", now()) {
            prop_assert!(matches!(fault.column, PostColumn::Date | PostColumn::Time));
        }
        if let Err(fault) = typed(&date) {
            prop_assert_eq!(fault.column, PostColumn::PublishAt);
        }
    }
}
