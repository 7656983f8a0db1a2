//! Cases 1 to 42: dates and times.

use super::*;

fn at(text: &str) -> Vec<(PostColumn, Cell)> {
    due(PostColumn::PublishAt, Cell::text(text))
}

fn serial(value: f64, shown: &str, format: Format) -> Vec<(PostColumn, Cell)> {
    due(PostColumn::PublishAt, number(value, shown, format))
}

fn text(number: u8, typed: &str, local: &'static str) -> Case {
    Case::new(number, at(typed), Outcome::At(local))
}

fn refused(number: u8, typed: &str, english: &'static str, japanese: &'static str) -> Case {
    Case::new(number, at(typed), Outcome::Failed).says(english, japanese)
}

#[test]
fn a_date_cell_is_read_as_it_shows() {
    let noise = 46_349.416_666_666_66;
    let ten = Outcome::At("2026-11-23 10:00:00");
    check_all(&[
        Case::new(1, serial(noise, "2026/11/23 10:00:00", Format::DateTime), ten.clone()),
        Case::new(2, serial(46_349.0, "2026/11/23", Format::Date), Outcome::Waits)
            .says("has no time of day", "時刻がありません"),
        Case::new(3, serial(0.5, "12:00:00", Format::Time), Outcome::Failed)
            .says("\"12:00:00\": the date is missing", "「12:00:00」: 日付がありません"),
        Case::new(36, serial(noise, "2026/11/23 10:00:00", Format::DateTime), ten.clone()),
        Case::new(37, serial(46_349.5, "46349.5", Format::Plain), Outcome::Failed)
            .says("a plain number", "ただの数値"),
        refused(37, "46349.5", "a plain number", "ただの数値"),
        // No column option turns milliseconds into a date: nobody types them by hand.
        Case::new(38, serial(1.795e12, "1795000000000", Format::Plain), Outcome::Failed)
            .says("1795000000000", "ただの数値"),
        Case::new(40, due(PostColumn::PublishAt, error("#VALUE!")), Outcome::Failed)
            .says("formula error #VALUE!", "数式エラー（#VALUE!）"),
        Case::new(
            41,
            due(PostColumn::PublishAt, formula("=NOW()", number(noise, "x", Format::DateTime))),
            Outcome::Failed,
        )
        .says("=NOW()", "=NOW()"),
        Case::new(
            42,
            due(PostColumn::PublishAt, formula("=A2+1", number(noise, "x", Format::DateTime))),
            ten,
        ),
    ]);
}

#[test]
fn a_typed_date_is_read_in_every_spelling() {
    let ten = "2026-11-23 10:00:00";
    check_all(&[
        text(4, "2026-11-23 10:00", ten),
        text(5, "2026/11/23 10:00", ten),
        text(6, "2026-11-23T10:00:00Z", "2026-11-23 19:00:00"),
        text(7, "2026-11-23T10:00:00+09:00", ten),
        text(8, "23.11.2026 10:00", ten),
        text(9, "23/11/2026 10:00", ten),
        text(11, "11/23/2026 10:00 AM", ten),
        text(12, "10:00 23 Nov 2026", ten),
        text(12, "Nov 23, 2026 10am", ten),
        text(13, "２０２６／１１／２３　１０：００", ten),
        text(14, "2026年11月23日 10時30分", "2026-11-23 10:30:00"),
        text(15, "令和8年11月23日 10時", ten),
        Case::new(15, at("令和8年11月23日"), Outcome::Waits)
            .says("2026-11-23 has no time", "2026/11/23 に時刻がありません"),
        text(16, "٢٠٢٦-١١-٢٣ ١٠:٠٠", ten),
        text(19, "2026-11-23 24:00", "2026-11-24 00:00:00"),
        text(21, "2026/11/23 10：00", ten),
        text(22, "'2026-11-23 10:00", ten),
        text(23, "\u{a0}2026-11-23 10:00\u{202f}AM ", ten),
        text(27, "23 Nov 26 10:00", ten).says("read as 2026", "2026 年と読み取りました"),
        Case::new(26, at(""), Outcome::Waits),
        Case::new(26, at(" \u{3000}"), Outcome::Waits),
    ]);
}

#[test]
fn a_date_that_would_have_to_be_guessed_is_refused_with_its_reason() {
    check_all(&[
        refused(17, "2569-11-23 10:00", "more than 5 years", "5 年を超えて"),
        refused(18, "2026-02-30 10:00", "no such day", "カレンダーにない日付"),
        refused(20, "2026-11-23 25:00", "\"2026-11-23 25:00\": there is no such time", "時刻は"),
        refused(24, "tomorrow", "depends on when it is read", "いつ読むかによって"),
        refused(24, "next Monday", "depends on when it is read", "いつ読むかによって"),
        refused(24, "明日 10:00", "depends on when it is read", "いつ読むかによって"),
        // To send at once there is the Status Ready; in a date cell the word is refused.
        refused(25, "ASAP", "depends on when it is read", "いつ読むかによって"),
        refused(28, "1926-11-23 10:00", "more than 5 years", "5 年を超えて"),
        refused(28, "2126-11-23 10:00", "more than 5 years", "5 年を超えて"),
        refused(39, "2026-11-23 10:00 / 2026-11-24 10:00", "cannot be read", "読み取れません"),
        refused(39, "2026-11-23 10:00, 2026-11-24 10:00", "more than one date", "2 つ以上"),
    ]);
}

#[test]
fn day_and_month_that_could_be_either_follow_the_locale_and_say_so() {
    let typed = "03/04/2027 10:00";
    check_all(&[
        text(10, typed, "2027-03-04 10:00:00")
            .locale("en_US")
            .says("read as 4 March 2027", "2027年3月4日 と読み取りました"),
        text(10, typed, "2027-04-03 10:00:00")
            .locale("en_GB")
            .says("read as 3 April 2027", "2027年4月3日 と読み取りました"),
        refused(10, typed, "which figure is the day", "どちらが月でどちらが日").locale(""),
    ]);
}

#[test]
fn a_late_post_goes_out_within_a_day_and_is_missed_after_it() {
    let hello = Outcome::Posts("おはよう".to_owned());
    check_all(&[
        Case::new(29, at("2026-08-20 10:00"), Outcome::Missed).says("too long ago", "大きく過ぎた"),
        // How late it went out is told by Published at, not by a sentence.
        Case::new(30, at("2026-11-23 07:30"), hello.clone()),
        Case::new(30, at("2026-11-22 10:06"), hello),
    ]);
    // On first contact with a sheet, an hour is the limit.
    for language in LANGUAGES {
        let mut desk = Desk::new(language);
        desk.journal = None;
        desk.post(&at("2026-11-23 09:00"));
        assert_eq!(desk.decision(0).unwrap().shows, Some(PostStatus::Missed));
    }
}

#[test]
fn the_sheets_zone_decides_and_where_clocks_change_it_says_so() {
    let new_york = Tz::America__New_York;
    check_all(&[
        text(32, "2027-03-14 02:30", "2027-03-14 03:00:00")
            .zone(new_york)
            .says("goes out at 03:00", "03:00 に投稿"),
        text(33, "2027-11-07 01:30", "2027-11-07 01:30:00").zone(new_york).says("twice", "2 回"),
    ]);
    // 34, 35: the same cell is another instant in another zone, as long as it is not out.
    let instant = |zone: Tz| {
        let mut desk = Desk::new(Language::English);
        desk.place.zone = zone;
        desk.post(&at("2026-11-24 10:00"));
        let Ok(When::At(moment)) = desk.post_rows().remove(0).when else { panic!("no instant") };
        moment.at.to_rfc3339()
    };
    assert_eq!(instant(Tz::Asia__Tokyo), "2026-11-24T01:00:00+00:00");
    assert_eq!(instant(Tz::Europe__Berlin), "2026-11-24T09:00:00+00:00");
}
