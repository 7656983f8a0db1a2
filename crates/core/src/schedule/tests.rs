//! What people type, and what it comes to.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod signs;

use super::*;
use crate::cell::Format;

const TOKYO: Tz = Tz::Asia__Tokyo;

fn now() -> DateTime<Utc> {
    "2026-11-20T00:00:00Z".parse().unwrap()
}

fn number(serial: f64, format: Format) -> Cell {
    Cell { value: Value::Number(serial), shown: serial.to_string(), format, ..Cell::default() }
}

fn formula(formula: &str, cell: Cell) -> Cell {
    Cell { formula: Some(formula.to_owned()), ..cell }
}

/// Returns what a reading comes to, in a word: a wall-clock time in the zone, or what is wrong.
fn said(when: Result<When, TimeFault>, zone: Tz) -> String {
    match when {
        Ok(When::Blank) => "blank".to_owned(),
        Ok(When::NoTime(date)) => format!("{date} without a time"),
        Ok(When::At(ScheduledTime { at, notice })) => {
            let local = at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S");
            match notice {
                None => local.to_string(),
                Some(TimeNotice::Skipped { .. }) => format!("{local} skipped"),
                Some(TimeNotice::Twice) => format!("{local} twice"),
                Some(TimeNotice::ShortYear(_)) => format!("{local} short year"),
                Some(TimeNotice::ByLocale(_)) => format!("{local} by locale"),
                Some(TimeNotice::Midnight(_)) => format!("{local} midnight"),
            }
        }
        Ok(When::After(Delay { length, .. })) => format!("{} min after", length.num_minutes()),
        Err(TimeFault { why: TimeFaultKind::NoYear(meant), .. }) => match meant {
            None => "NoYear".to_owned(),
            Some(Meant::Day(date)) => format!("NoYear {date}"),
            Some(Meant::At(at)) => format!("NoYear {}", at.format("%Y-%m-%d %H:%M")),
        },
        Err(fault) => format!("{:?}", fault.why),
    }
}

fn check(cell: &Cell, zone: Tz, locale: &str, expected: &str) {
    let read = read(cell, zone, locale, now());
    assert_eq!(said(read, zone), expected, "{:?} in {locale}", cell.shown);
}

fn check_all(locale: &str, cases: &[(&str, &str)]) {
    for (typed, expected) in cases {
        check(&Cell::text(typed), TOKYO, locale, expected);
    }
}

#[test]
fn a_number_is_a_moment_only_as_far_as_its_cell_shows_one() {
    let cases = [
        (46_349.5, Format::DateTime, "2026-11-23 12:00:00"),
        (46_349.416_666_666_66, Format::DateTime, "2026-11-23 10:00:00"),
        (46_349.0, Format::DateTime, "2026-11-23 00:00:00"),
        (46_349.0, Format::Date, "2026-11-23 without a time"),
        (46_349.5, Format::Date, "2026-11-23 12:00:00"),
        (46_349.5, Format::Time, "2026-11-23 12:00:00"),
        (0.5, Format::Time, "NoDate"),
        (3_649.5, Format::Time, "NoSuchTime"),
        (3_650.0, Format::Time, "YearTooFar"),
        (1.0, Format::Time, "NoDate"),
        (1.5, Format::Time, "NoSuchTime"),
        (46_349.5, Format::Plain, "PlainNumber"),
        (1_795_000_000_000.0, Format::Plain, "PlainNumber"),
        (9_500.5, Format::DateTime, "YearTooFar"),
        (-5.0, Format::Date, "YearTooFar"),
        (f64::NAN, Format::DateTime, "YearTooFar"),
    ];
    for (serial, format, expected) in cases {
        check(&number(serial, format), TOKYO, "ja_JP", expected);
    }
}

#[test]
fn a_date_is_read_in_every_way_people_write_it() {
    let cases = [
        ("2026-11-23 10:00", "2026-11-23 10:00:00"),
        ("2026/11/23 10:00", "2026-11-23 10:00:00"),
        ("2026-11-23T10:00:00Z", "2026-11-23 19:00:00"),
        ("2026-11-23t10:00:00.000z", "2026-11-23 19:00:00"),
        ("2026-11-23T10:00:00+09:00", "2026-11-23 10:00:00"),
        ("2026-11-23T10:00-05:00", "2026-11-24 00:00:00"),
        ("2026-11-23 10:00 +0900", "2026-11-23 10:00:00"),
        ("2026-11-23 10:00 UTC", "2026-11-23 19:00:00"),
        ("2026/11/23 10:00 GMT+1", "2026-11-23 18:00:00"),
        ("2026/11/23 10:00 (JST)", "2026-11-23 10:00:00"),
        ("23.11.2026 10:00", "2026-11-23 10:00:00"),
        ("23.11.2026 10.30", "2026-11-23 10:30:00"),
        ("23/11/2026 10:00", "2026-11-23 10:00:00"),
        ("23/11/2026", "2026-11-23 without a time"),
        ("11/23/2026 10:00 AM", "2026-11-23 10:00:00"),
        ("11/23/2026 10:00\u{202f}PM", "2026-11-23 22:00:00"),
        ("2026-11-23 12:15 AM", "2026-11-23 00:15:00"),
        ("2026/11/23 午後 12:15:00", "2026-11-23 12:15:00"),
        ("午後0時15分 2026年11月23日", "2026-11-23 12:15:00"),
        ("10:00 23 Nov 2026", "2026-11-23 10:00:00"),
        ("Nov 23, 2026 10am", "2026-11-23 10:00:00"),
        ("Mon, November 23rd, 2026 at 10 p.m.", "2026-11-23 22:00:00"),
        ("23-Nov-2026 noon", "2026-11-23 12:00:00"),
        ("２０２６／１１／２３　１０：００", "2026-11-23 10:00:00"),
        ("2026/11/23 10：00", "2026-11-23 10:00:00"),
        ("2026年11月23日 10時30分", "2026-11-23 10:30:00"),
        ("2026年11月23日(月) 10時半", "2026-11-23 10:30:00"),
        ("2026年11月23日（月・祝）午後3時", "2026-11-23 15:00:00"),
        ("2026年11月23日月曜日午前10:05", "2026-11-23 10:05:00"),
        ("2026年 1月 5日 9時", "2026-01-05 09:00:00"),
        ("2026/11/22日曜日 10:00", "2026-11-22 10:00:00"),
        ("令和8年11月23日", "2026-11-23 without a time"),
        ("令和８年11月23日 10:00", "2026-11-23 10:00:00"),
        ("R8.11.23 10:00", "2026-11-23 10:00:00"),
        ("平成38年11月23日 10時", "2026-11-23 10:00:00"),
        ("平成30年11月23日 10時", "YearTooFar"),
        ("令和元年5月1日 10時", "YearTooFar"),
        ("2026年11月23号 下午3点", "2026-11-23 15:00:00"),
        ("2026. 11. 23. 오전 10:30", "2026-11-23 10:30:00"),
        ("2026년 11월 23일 10시 30분", "2026-11-23 10:30:00"),
        ("٢٠٢٦/١١/٢٣ ١٠:٠٠", "2026-11-23 10:00:00"),
        ("२०२६-११-२३ १०:००", "2026-11-23 10:00:00"),
        ("'2026-11-23 10:00", "2026-11-23 10:00:00"),
        ("'2026-11-23", "2026-11-23 without a time"),
        ("\u{feff} 2026-11-23\u{a0}10:00 \n", "2026-11-23 10:00:00"),
        ("2026\u{2013}11\u{2013}23 10:00:05", "2026-11-23 10:00:05"),
        ("20261123", "2026-11-23 without a time"),
        ("202611231000", "2026-11-23 10:00:00"),
        ("20261123T100000Z", "2026-11-23 19:00:00"),
        ("2026-11-23 24:00", "2026-11-24 00:00:00"),
        ("2026-08-20 10:00", "2026-08-20 10:00:00"),
        ("23 Nov '26 10:00", "2026-11-23 10:00:00 short year"),
        ("26/11/23 10:00", "2026-11-23 10:00:00 by locale"),
        ("26年11月23日 10:00", "2026-11-23 10:00:00 short year"),
        ("", "blank"),
        (" \u{200b}\u{3000}", "blank"),
    ];
    check_all("ja_JP", &cases);
}

#[test]
fn what_would_have_to_be_guessed_is_refused_by_its_reason() {
    let cases = [
        ("10:00", "NoDate"),
        ("午前10時", "NoDate"),
        ("11/23 10:00", "NoYear 2026-11-23 10:00"),
        ("11月23日 10:00", "NoYear 2026-11-23 10:00"),
        ("23 Nov 10:00", "NoYear 2026-11-23 10:00"),
        ("2569-11-23 10:00", "YearTooFar"),
        ("๒๕๖๙-๑๑-๒๓ 10:00", "YearTooFar"),
        ("1926-11-23 10:00", "YearTooFar"),
        ("2126/11/23 10:00", "YearTooFar"),
        ("2126/11/23", "YearTooFar"),
        ("2026-02-30 10:00", "NoSuchDay"),
        ("2026-13-01 10:00", "NoSuchDay"),
        ("31/11/2026 10:00", "NoSuchDay"),
        ("2026年2月30日", "NoSuchDay"),
        ("Feb 30, 2026", "NoSuchDay"),
        ("2026-11-23 25:00", "NoSuchTime"),
        ("2026-11-23 24:30", "NoSuchTime"),
        ("2026-11-23 10:60", "NoSuchTime"),
        ("2026-11-23 13:00 AM", "NoSuchTime"),
        ("2026年11月23日 午後12時", "NoSuchTime"),
        ("2026-11-23 (火) 10:00", "WrongWeekday"),
        ("Tuesday, Nov 23 2026 10:00", "WrongWeekday"),
        ("tomorrow", "Relative"),
        ("Tomorrow 10:00", "Relative"),
        ("next Monday", "Relative"),
        ("月曜 10時", "Relative"),
        ("明日", "Relative"),
        ("来週の月曜日 10時", "Relative"),
        ("今日の10:00", "Relative"),
        ("ASAP", "AtOnce"),
        ("now", "AtOnce"),
        ("今すぐ", "AtOnce"),
        ("今すぐ 10:00", "Relative"),
        ("2 hours", "Relative"),
        ("2026-11-23T10:00+15:00", "Unreadable"),
        ("2026-11-23 午後24時", "NoSuchTime"),
        ("2026-11-23 午前", "Unreadable"),
        ("令和0年11月23日 10:00", "Unreadable"),
        ("19261123", "PlainNumber"),
        ("11/23 10時", "NoYear 2026-11-23 10:00"),
        ("2026年11月23日10:00-11:00", "Several"),
        ("2026-11-23 10:00, 2026-11-24 10:00", "Several"),
        ("2026/11/23 10:00\n2026/11/24 10:00", "Several"),
        ("2026-11-23 10:00-11:00", "Several"),
        ("2026/11/23 10:00〜11:00", "Several"),
        ("2026/11/23 11/24", "Several"),
        ("46349.5", "PlainNumber"),
        ("46,349", "PlainNumber"),
        ("1795000000000", "PlainNumber"),
        ("1795000000", "PlainNumber"),
        ("99999999999999999999999999", "PlainNumber"),
        ("2026-11-23 10", "Unreadable"),
        ("2026/11", "Unreadable"),
        ("2026年11月", "Unreadable"),
        ("12026-11-23 10:00", "Unreadable"),
        ("2026-11-23 10:00 発売", "Unreadable"),
        ("2026-11-23 10:00 PST", "Unreadable"),
        ("たぶん", "Unreadable"),
        ("-", "Unreadable"),
    ];
    check_all("ja_JP", &cases);
}

#[test]
fn a_date_without_a_year_is_never_guessed_and_the_one_that_is_meant_is_offered() {
    // It is the 20th of November 2026, a Friday.
    let cases = [
        ("en_US", "Dec 24 18:00", "NoYear 2026-12-24 18:00"),
        ("en_US", "12/24 18:00", "NoYear 2026-12-24 18:00"),
        ("en_US", "12/24 6pm", "NoYear 2026-12-24 18:00"),
        ("ja_JP", "12月24日 18時", "NoYear 2026-12-24 18:00"),
        ("ja_JP", "12月24日（木）18時", "NoYear 2026-12-24 18:00"),
        ("ja_JP", "12月24日（金）18時", "NoYear"),
        ("de_DE", "24.12. 18:00", "NoYear 2026-12-24 18:00"),
        ("de_DE", "24.12 18:00", "NoYear 2026-12-24 18:00"),
        ("ja_JP", "12/24", "NoYear 2026-12-24"),
        ("ja_JP", "12/24 24:00", "NoYear 2026-12-25 00:00"),
        // Over the turn of the year, by the sheet's own order.
        ("en_US", "1/5 9:00", "NoYear 2027-01-05 09:00"),
        ("en_GB", "1/5 9:00", "NoYear 2027-05-01 09:00"),
        ("", "1/5 9:00", "NoYear"),
        ("", "12/24 9:00", "NoYear 2026-12-24 09:00"),
        // Yesterday is late; the day before is not next year's.
        ("en_US", "11/19 9:00", "NoYear 2026-11-19 09:00"),
        ("en_US", "11/18 9:00", "NoYear"),
        ("en_US", "9/19 9:00", "NoYear 2027-09-19 09:00"),
        ("en_US", "9/20 9:00", "NoYear"),
        ("en_US", "2/29 9:00", "NoYear"),
        ("en_US", "12/24 18:00 UTC", "NoYear"),
        ("en_US", "2/30 9:00", "NoYear"),
    ];
    for (locale, typed, expected) in cases {
        check(&Cell::text(typed), TOKYO, locale, expected);
    }
    let time = Cell::text("18:00");
    let read = read_date_and_time(&Cell::text("12/24"), &time, TOKYO, "ja_JP", now());
    assert_eq!(said(read, TOKYO), "NoYear 2026-12-24");
}

#[test]
fn day_and_month_are_told_apart_by_what_can_be_and_else_by_the_locale() {
    let cases = [
        ("en_US", "03/04/2026 10:00", "2026-03-04 10:00:00 by locale"),
        ("en_GB", "03/04/2026 10:00", "2026-04-03 10:00:00 by locale"),
        ("de_DE", "03/04/2026 10:00", "2026-04-03 10:00:00 by locale"),
        ("ja_JP", "03/04/2026 10:00", "2026-03-04 10:00:00 by locale"),
        ("zh_HK", "03/04/2026 10:00", "2026-04-03 10:00:00 by locale"),
        ("sv_SE", "03/04/2026 10:00", "DayOrMonth"),
        ("en_CA", "03/04/2026 10:00", "DayOrMonth"),
        ("", "03/04/2026 10:00", "DayOrMonth"),
        ("tlh_QO", "03/04/2026 10:00", "DayOrMonth"),
        ("", "04/04/2026 10:00", "2026-04-04 10:00:00"),
        ("", "11/23/2026 10:00", "2026-11-23 10:00:00"),
        ("", "23/11/2026 10:00", "2026-11-23 10:00:00"),
        ("de_DE", "03.04.2026 10:00", "2026-04-03 10:00:00 by locale"),
        ("en_US", "03.04.2026 10:00", "DayOrMonth"),
        ("en_US", "11/23/26 10:00", "2026-11-23 10:00:00 short year"),
        ("en_US", "26/11/23 10:00", "DayOrMonth"),
        ("sv_SE", "26-11-23 10:00", "2026-11-23 10:00:00 by locale"),
        ("de_DE", "23.11.26 10:00", "2026-11-23 10:00:00 by locale"),
        ("en_US", "11/23/99 10:00", "YearTooFar"),
    ];
    for (locale, typed, expected) in cases {
        check(&Cell::text(typed), TOKYO, locale, expected);
    }
}

#[test]
fn a_formula_counts_unless_it_has_another_value_each_time() {
    let at = number(46_349.5, Format::DateTime);
    let cases = [
        ("=A2+1", "2026-11-23 12:00:00"),
        ("=VLOOKUP(\"NOW()\",A:B,2)", "2026-11-23 12:00:00"),
        ("=KNOW(A2)", "2026-11-23 12:00:00"),
        ("=NOW()", "Volatile"),
        ("=if(A2=\"\", today() + 1, A2)", "Volatile"),
        ("=A2+RANDBETWEEN (1,5)", "Volatile"),
    ];
    for (typed, expected) in cases {
        check(&formula(typed, at.clone()), TOKYO, "ja_JP", expected);
    }
    let error = Cell { value: Value::Error("#VALUE!".to_owned()), ..Cell::default() };
    check(&formula("=NOW()+x", error.clone()), TOKYO, "ja_JP", "Error");
    assert_eq!(read(&error, TOKYO, "", now()).unwrap_err().read, "#VALUE!");
    check(&Cell { value: Value::Bool(true), ..Cell::default() }, TOKYO, "", "Unreadable");
}

#[test]
fn where_the_clocks_change_the_post_goes_out_once_and_says_so() {
    let cases = [
        (Tz::America__New_York, "2027-03-14 02:30", "2027-03-14 03:00:00 skipped"),
        (Tz::America__New_York, "2026-11-01 01:30", "2026-11-01 01:30:00 twice"),
        (Tz::Europe__Berlin, "2027-03-28 02:00:10", "2027-03-28 03:00:00 skipped"),
        (Tz::Australia__Lord_Howe, "2026-10-04 02:15", "2026-10-04 02:30:00 skipped"),
        (Tz::Asia__Tokyo, "2027-03-14 02:30", "2027-03-14 02:30:00"),
    ];
    for (zone, typed, expected) in cases {
        check(&Cell::text(typed), zone, "en_US", expected);
    }
    let first = read(&Cell::text("2026-11-01 01:30"), Tz::America__New_York, "en_US", now());
    let earlier = "2026-11-01T05:30:00Z".parse().unwrap();
    assert_eq!(
        first.unwrap(),
        When::At(ScheduledTime { at: earlier, notice: Some(TimeNotice::Twice) })
    );
}

#[test]
fn a_date_and_a_time_make_a_moment_in_two_cells() {
    let day = || number(46_349.0, Format::Date);
    let cases = [
        (day(), number(0.5, Format::Time), "2026-11-23 12:00:00"),
        (day(), number(0.5, Format::Plain), "2026-11-23 12:00:00"),
        (day(), number(1.0, Format::Time), "2026-11-24 00:00:00"),
        (day(), number(1.25, Format::Time), "NoSuchTime"),
        (day(), number(10.0, Format::Plain), "PlainNumber"),
        (day(), Cell::text("10:00"), "2026-11-23 10:00:00"),
        (day(), Cell::text("１０時"), "2026-11-23 10:00:00"),
        (day(), Cell::text("10:00+09:00"), "2026-11-23 10:00:00"),
        (day(), Cell::default(), "2026-11-23 without a time"),
        (number(46_349.6, Format::Date), Cell::text("10:00"), "2026-11-23 10:00:00"),
        (number(46_349.6, Format::Date), Cell::default(), "2026-11-23 without a time"),
        (number(46_349.0, Format::DateTime), Cell::text("10:00"), "2026-11-23 10:00:00"),
        (number(46_349.5, Format::DateTime), Cell::text("10:00"), "Several"),
        (Cell::text("2026-11-23"), Cell::text("午後3時"), "2026-11-23 15:00:00"),
        (Cell::text("2026-11-23 10:00"), Cell::default(), "2026-11-23 10:00:00"),
        (Cell::text("2026-11-23"), Cell::text("2026-11-24 10:00"), "Several"),
        (Cell::text("2026-11-23"), number(46_349.5, Format::Time), "2026-11-23 12:00:00"),
        (Cell::default(), Cell::text("10:00"), "NoDate"),
        (Cell::default(), Cell::default(), "blank"),
        (Cell::text("明日"), Cell::text("10:00"), "Relative"),
        (day(), Cell::text("25:00"), "NoSuchTime"),
        (Cell::default(), Cell::text("+30m"), "30 min after"),
        (Cell::text("30分後"), Cell::default(), "30 min after"),
        (Cell::text("+30m"), Cell::text("30分後"), "30 min after"),
        (Cell::text("+30m"), Cell::text("+1h"), "DelayWithDate"),
        (day(), Cell::text("+30m"), "DelayWithDate"),
        (Cell::text("+1d"), Cell::text("10:00"), "DelayWithDate"),
        (Cell::default(), Cell::text("-30m"), "DelayNegative"),
        (day(), Cell::text("朝"), "Unreadable"),
    ];
    for (date, time, expected) in cases {
        let read = read_date_and_time(&date, &time, TOKYO, "ja_JP", now());
        assert_eq!(said(read, TOKYO), expected, "{:?} {:?}", date.shown, time.shown);
    }
}

#[test]
fn a_time_after_another_post_is_read_even_where_the_sheet_took_it_for_a_formula() {
    let error = || Cell { value: Value::Error("#ERROR!".to_owned()), ..Cell::text("#ERROR!") };
    let cases = [
        (Cell::text("+30m"), "30 min after"),
        (Cell::text("２時間後"), "120 min after"),
        (formula("=\"30分後\"", Cell::text("30分後")), "30 min after"),
        (formula("=+30m", error()), "30 min after"),
        (formula("=+30 min", error()), "30 min after"),
        (formula("=-30m", error()), "DelayNegative"),
        (formula("=+A1m", error()), "Error"),
        (formula("=1/0", error()), "Error"),
        (Cell::text("+30"), "DelayWithoutUnit"),
        (formula("=+30", number(30.0, Format::Plain)), "PlainNumber"),
        (number(30.0, Format::Plain), "PlainNumber"),
    ];
    for (cell, expected) in cases {
        check(&cell, TOKYO, "ja_JP", expected);
    }
    let fault = read(&formula("=-30m", error()), TOKYO, "", now()).unwrap_err();
    assert_eq!(fault.read, "-30m");
}

#[test]
fn a_fault_names_its_cell() {
    let date = Cell::text("2026-11-23");
    let cases = [
        (read(&Cell::text(" 25:00 "), TOKYO, "", now()), PostColumn::PublishAt, "25:00"),
        (
            read_date_and_time(&date, &Cell::text("25:00"), TOKYO, "", now()),
            PostColumn::Time,
            "25:00",
        ),
        (
            read_date_and_time(&Cell::default(), &Cell::text("9:00"), TOKYO, "", now()),
            PostColumn::Date,
            "9:00",
        ),
    ];
    for (read, column, shown) in cases {
        let fault = read.unwrap_err();
        assert_eq!((fault.column, fault.read.as_str()), (column, shown));
    }
}

#[test]
fn nothing_that_is_typed_makes_the_reader_panic() {
    let pieces = [
        "2026",
        "26",
        "0",
        "11",
        "23",
        "99999999999",
        "/",
        "-",
        ".",
        ":",
        "年",
        "月",
        "日",
        "時",
        "分",
        "秒",
        "半",
        " ",
        "\u{a0}",
        "午後",
        "pm",
        "am",
        "令和",
        "元",
        "r",
        "h",
        "T",
        "z",
        "+09:00",
        "-",
        "(",
        ")",
        "mon",
        "nov",
        "é",
        "🇯🇵",
        "\u{301}",
        "٣",
        "😀",
        "'",
        "曜",
        "of",
        "th",
        "noon",
        "jst",
        "＋",
        "\0",
        "24:00",
        "2147483648",
        "23:59:60",
    ];
    let mut state: u64 = 20_261_123;
    let mut next = |n_choices: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n_choices
    };
    let zones = [TOKYO, Tz::America__New_York, Tz::Pacific__Apia];
    for _ in 0..6_000 {
        let text: String = (0..next(12)).map(|_| pieces[next(pieces.len())]).collect();
        let cell = formula(&text, Cell::text(&text));
        let zone = zones[next(3)];
        let _ = read(&cell, zone, "ja_JP", now());
        let _ = read_date_and_time(&Cell::text(&text), &cell, zone, &text, now());
        let _ = super::zone(&text);
        let extreme =
            if next(2) == 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
        let _ = read(&cell, Tz::UTC, "de", extreme);
    }
}

#[test]
fn a_formula_that_gives_another_time_each_day_is_told_itself() {
    let now = "2026-11-23T01:05:00Z".parse().unwrap();
    let cell = Cell { formula: Some("=NOW()+1".to_owned()), ..Cell::text("2026-11-24 12:00") };
    let fault = read(&cell, TOKYO, "ja_JP", now).unwrap_err();
    assert_eq!((fault.why, fault.read.as_str()), (TimeFaultKind::Volatile, "=NOW()+1"));
}

#[test]
fn at_the_turn_of_the_year_a_day_of_the_old_one_is_offered() {
    let why = |typed: &str| {
        let now = "2026-01-01T03:00:00Z".parse().unwrap();
        read(&Cell::text(typed), TOKYO, "ja_JP", now).unwrap_err().why
    };
    let day = |day: &str| TimeFaultKind::NoYear(Some(Meant::Day(day.parse().unwrap())));
    assert_eq!(why("12/31"), day("2025-12-31"));
    assert_eq!(why("1/1"), day("2026-01-01"));
}

#[test]
fn behind_the_second_dot_of_a_day_stands_its_year_or_a_time() {
    for (typed, expected) in [
        ("4.12. 9:30", "NoYear 2026-12-04 09:30"),
        ("24.12. 9:30", "NoYear 2026-12-24 09:30"),
        ("24.12.9:30", "NoYear 2026-12-24 09:30"),
        ("4.12.9:30", "NoYear 2026-12-04 09:30"),
        ("24.12.2026 9:30", "2026-12-24 09:30:00"),
        ("2026.12.24 9:30", "2026-12-24 09:30:00"),
        ("24.12.2026:30", "Unreadable"),
        ("2026.12.24:30", "Unreadable"),
    ] {
        check(&Cell::text(typed), TOKYO, "de_DE", expected);
    }
}
