//! What people type into a Slots cell, and which instants that means.
#![allow(clippy::unwrap_used)]

use SlotsFaultKind as Kind;

use super::*;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Returns the slots of a week, by the day and in the order of their times.
fn week(text: &str) -> Vec<String> {
    let read = Slots::read(&Cell::text(text)).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    let slots = read.unwrap().slots;
    let mut week: Vec<(i64, Slot)> = slots.into_iter().flat_map(Slot::in_week).collect();
    week.sort_by_key(|(minute, _)| *minute);
    let day = |minute: i64| DAYS[usize::try_from(minute / DAY_MIN).unwrap()];
    week.iter().map(|(minute, slot)| format!("{} {slot}", day(*minute))).collect()
}

fn fault(text: &str) -> (String, SlotsFaultKind) {
    let fault = Slots::read(&Cell::text(text)).expect_err(text);
    (fault.part, fault.why)
}

#[test]
fn the_same_slots_in_every_way_of_writing() {
    let working = ["Mo 8:00", "Tu 8:00", "We 8:00", "Th 8:00", "Fr 8:00"];
    for text in [
        "Mon-Fri 8:00",
        "mon – fri 8:00",
        "Monday to Friday 8:00",
        "weekdays 8:00",
        "Weekdays at 8am",
        "weekdays 8:00 a.m.",
        "平日 8:00",
        "平日8時",
        "平日は午前8時",
        "月〜金 8:00",
        "月～金　８：００",
        "月曜日から金曜日 8:00",
        "月・火・水・木・金 8:00",
        "月火水木金 8時00分",
        "月、火、水、木、金 8:00",
        "Mon, Tue, Wed, Thu and Fri 8:00",
        "毎週 月-金 8:00",
    ] {
        assert_eq!(week(text), working, "{text}");
    }
    let cases: [(&str, &[&str]); 11] = [
        ("Sat 10:00", &["Sa 10:00"]),
        ("Mon 8:00; Sat 10:00", &["Mo 8:00", "Sa 10:00"]),
        ("月 8:00、土 10:00", &["Mo 8:00", "Sa 10:00"]),
        ("土曜 8:00\n日曜日 10:00", &["Sa 8:00", "Su 10:00"]),
        ("月水金 20:00", &["Mo 20:00", "We 20:00", "Fr 20:00"]),
        ("土日 9時半", &["Sa 9:30", "Su 9:30"]),
        ("weekends 9:30pm", &["Sa 21:30", "Su 21:30"]),
        ("every Monday 8:00, 12:00", &["Mo 8:00", "Mo 12:00"]),
        ("金-月 午後0時", &["Mo 12:00", "Fr 12:00", "Sa 12:00", "Su 12:00"]),
        ("Sun 12am", &["Su 0:00"]),
        ("Tue 20:00 ± 30 min", &["Tu 20:00±30"]),
    ];
    for (text, wanted) in cases {
        assert_eq!(week(text), wanted, "{text}");
    }
}

#[test]
fn a_time_without_days_is_one_of_every_day_and_so_is_one_behind_a_semicolon() {
    for text in ["8:00", "毎日 8:00", "daily 8:00", "every day 8:00", "8時", "08:00", "8:00:00"]
    {
        assert_eq!(week(text).len(), 7, "{text}");
    }
    assert_eq!(week("Mon 8:00; 10:00").len(), 1 + 7);
    assert_eq!(week("Mon 8:00\n10:00").len(), 1 + 7);
    assert_eq!(week("Mon 8:00, 10:00").len(), 2);
    let evening = week("20:00±30");
    for text in ["20:00+-30", "20:00+/-30", "20:00 ±30", "２０：００±３０分"] {
        assert_eq!(week(text), evening, "{text}");
    }
}

#[test]
fn hours_and_minutes_without_the_last_word_can_only_be_half_past() {
    assert_eq!(week("月 8時30"), ["Mo 8:30"]);
    assert_eq!(week("月 8時30分"), ["Mo 8:30"]);
}

#[test]
fn a_cell_that_google_keeps_as_a_time_is_one_slot() {
    let cell =
        |days: f64, format| Cell { value: Value::Number(days), format, ..Cell::text("8:30") };
    let read = Slots::read(&cell(8.5 / 24.0, Format::Time)).unwrap().unwrap();
    assert_eq!(read, Slots::read(&Cell::text("8:30")).unwrap().unwrap());
    let over = Slots::read(&cell(25.0 / 24.0, Format::Time)).unwrap_err();
    assert_eq!(over.why, Kind::NoSuchTime);
}

#[test]
fn an_empty_cell_has_no_slots_and_one_that_is_worked_out_is_waited_for() {
    let unticked = Cell { value: Value::Bool(false), ..Cell::default() };
    for cell in [Cell::default(), Cell::text("  \n"), unticked] {
        assert_eq!(Slots::read(&cell), Ok(None), "{cell:?}");
    }
    let loading = Cell { value: Value::Loading, ..Cell::default() };
    assert_eq!(Slots::read(&loading).unwrap_err().why, Kind::Loading);
}

#[test]
fn what_cannot_be_used_is_named_with_the_reason() {
    let cases = [
        ("8:00, 25:00", "25:00", Kind::NoSuchTime),
        ("24:00", "24:00", Kind::NoSuchTime),
        ("8:60", "8:60", Kind::NoSuchTime),
        ("8:5", "8:5", Kind::NoSuchTime),
        ("13pm", "13pm", Kind::NoSuchTime),
        ("午後12時", "12時", Kind::NoSuchTime),
        ("8", "8", Kind::Bare),
        ("Mon 8, 12:00", "8", Kind::Bare),
        ("8:00±", "8:00±", Kind::NoSpread),
        ("8:00±, 9:00", "8:00±", Kind::NoSpread),
        ("8:00±x", "8:00±x", Kind::NoSpread),
        ("8:00±900", "8:00±900", Kind::NoSpread),
        ("±0", "±0", Kind::SpreadAlone),
        ("±30 8:00", "±30", Kind::SpreadAlone),
        ("8:00, noon", "noon", Kind::Unknown),
        ("昼 12:00", "昼", Kind::Unknown),
        ("土日祝 8:00", "祝", Kind::Unknown),
        ("8:00x", "8:00x", Kind::Unknown),
        ("#REF!", "#ref!", Kind::Unknown),
        ("Mon", "mon", Kind::NoTime),
        ("平日 8:00; 土", "土", Kind::NoTime),
        (",", ",", Kind::NoTime),
        ("毎月31日 9:00", "毎月31日 9:00", Kind::Rule),
        ("every 3 days 9:00", "every 3 days 9:00", Kind::Rule),
        ("3日ごと 9:00", "3日ごと 9:00", Kind::Rule),
        ("1st 9:00", "1st 9:00", Kind::Rule),
        ("第2月曜 9:00", "第2月曜 9:00", Kind::Rule),
        ("隔週月曜 9:00", "隔週月曜 9:00", Kind::Rule),
    ];
    for (text, part, why) in cases {
        let (found_part, found_why) = fault(text);
        assert_eq!(found_why, why, "{text}");
        if part == "8" || part == "12時" || part == "祝" {
            assert!(found_part.starts_with(part), "{text}: {found_part}");
        } else {
            assert_eq!(found_part, part, "{text}");
        }
    }
}

#[test]
fn slots_that_may_fall_on_the_same_minute_are_refused_and_slots_that_touch_are_not() {
    let overlap = |text: &str| {
        let (part, why) = fault(text);
        (part, why)
    };
    let of = |first: &str, other: &str| (first.to_owned(), Kind::Overlap(other.to_owned()));
    assert_eq!(overlap("8:00±30, 8:45±30"), of("8:00±30", "8:45±30"));
    assert_eq!(overlap("8:00, 8:00"), of("8:00", "8:00"));
    assert_eq!(overlap("Sun 23:50±20; Mon 0:05±10"), of("23:50±20", "0:05±10"));
    assert_eq!(overlap("8:00, 8:15±15"), of("8:00", "8:15±15"));
    for text in ["20:00±30, 21:00±30", "8:00, 8:01", "Mon 8:00; Tue 8:00", "8:00, 8:16±15"] {
        week(text);
    }
}

#[test]
fn a_week_has_48_slots_at_most() {
    let hours = |count: usize| (0..count).map(|at| format!("{at}:00")).collect::<Vec<_>>();
    assert_eq!(week(&hours(6).join(", ")).len(), 42);
    assert_eq!(fault(&hours(7).join(", ")).1, Kind::TooMany(49));
}

fn occurrences(text: &str, zone: Tz, day: &str, days: u64) -> Vec<Occurrence> {
    let slots = Slots::read(&Cell::text(text)).unwrap().unwrap();
    let first: NaiveDate = day.parse().unwrap();
    let days = (0..days).map(|at| first + chrono::Days::new(at));
    slots.occurrences("shop_a", days, zone).collect()
}

#[test]
fn a_slot_is_at_its_time_in_the_zone_of_the_sheet() {
    let found = occurrences("Mon 8:00, 20:00; Tue 9:00", Tz::Asia__Tokyo, "2026-11-23", 3);
    let found: Vec<String> = found.iter().map(|it| it.at.to_rfc3339()).collect();
    let wanted = ["2026-11-22T23:00:00", "2026-11-23T11:00:00", "2026-11-24T00:00:00"];
    assert_eq!(found, wanted.map(|at| format!("{at}+00:00")));
}

#[test]
fn a_spread_moves_the_time_within_it_and_every_machine_finds_the_same_minute() {
    let found = occurrences("20:00±30", Tz::Asia__Tokyo, "2026-11-01", 200);
    assert_eq!(found, occurrences("20:00±30", Tz::Asia__Tokyo, "2026-11-01", 200));
    let minutes = |it: &Occurrence| (it.at - it.begins).num_minutes();
    assert!(found.iter().all(|it| it.holds(it.at) && (0..60).contains(&minutes(it))));
    let different: std::collections::HashSet<i64> = found.iter().map(minutes).collect();
    assert!(different.len() > 40, "{different:?}");
    // The times of the first days are fixed: a version that finds others would move what is planned.
    assert_eq!(found.iter().take(5).map(minutes).collect::<Vec<_>>(), PINNED);
}

const PINNED: [i64; 5] = [51, 56, 24, 13, 55];

#[test]
fn a_time_that_the_clocks_leave_out_is_the_first_after_it_and_one_shown_twice_is_the_first() {
    let spring = occurrences("2:30", Tz::Europe__Berlin, "2027-03-28", 1);
    assert_eq!(spring[0].at.to_rfc3339(), "2027-03-28T01:00:00+00:00");
    let autumn = occurrences("2:30", Tz::Europe__Berlin, "2026-10-25", 1);
    assert_eq!(autumn[0].at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
}

#[test]
fn a_day_that_is_named_twice_is_one_day() {
    let working = ["Mo 8:00", "Tu 8:00", "We 8:00", "Th 8:00", "Fr 8:00"];
    for text in ["Mon-Wed, Wed-Fri 8:00", "Mon-Fri, Wed 8:00"] {
        assert_eq!(week(text), working, "{text}");
    }
}

#[test]
fn as_many_slots_as_are_allowed_are_read_and_one_more_is_told() {
    let of = |count: usize| {
        let time = |at: usize| format!("{}:{:02}", at / 2, at % 2 * 30);
        let times: Vec<String> = (0..count).map(time).collect();
        format!("Mon {}", times.join(", "))
    };
    assert_eq!(week(&of(SLOTS_MAX)).len(), SLOTS_MAX);
    let more = format!("{}; Tue 8:00", of(SLOTS_MAX));
    assert_eq!(fault(&more).1, Kind::TooMany(SLOTS_MAX + 1));
}

#[test]
fn a_number_is_a_time_only_where_it_is_shown_as_one() {
    let read = |format| {
        let shown = "0.5".to_owned();
        Slots::read(&Cell { value: Value::Number(0.5), shown, format, ..Cell::default() })
    };
    assert!(read(Format::Time).is_ok_and(|slots| slots.is_some()));
    assert!(read(Format::Plain).is_err());
}

#[test]
fn rules_that_are_not_weekly_and_words_that_only_begin_like_a_day_are_refused() {
    for text in ["biweekly Mon 8:00", "monthly Mon 8:00", "every dayat 8:00", "every daymon 8:00"] {
        assert!(Slots::read(&Cell::text(text)).is_err(), "{text}");
    }
    assert_eq!(week("every day at 8:00").len(), 7);
    assert_eq!(week("every Mon 8:00"), ["Mo 8:00"]);
}
