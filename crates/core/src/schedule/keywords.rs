//! The words of dates: months, days of the week, halves of a day, and those that fix no date.

use chrono::Weekday;

use super::cursor::Reader;
use crate::cell::calls;

/// The half of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

pub(super) const HALVES: &[(&str, Half)] = &[
    ("午前", Half::Morning),
    ("上午", Half::Morning),
    ("오전", Half::Morning),
    ("a.m.", Half::Morning),
    ("a.m", Half::Morning),
    ("am", Half::Morning),
    ("午後", Half::Afternoon),
    ("下午", Half::Afternoon),
    ("오후", Half::Afternoon),
    ("p.m.", Half::Afternoon),
    ("p.m", Half::Afternoon),
    ("pm", Half::Afternoon),
];

pub(super) const NOONS: &[(&str, ())] = &[("正午", ()), ("noon", ())];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(Weekday, &str, char); 7] = [
    (Weekday::Mon, "monday", '月'),
    (Weekday::Tue, "tuesday", '火'),
    (Weekday::Wed, "wednesday", '水'),
    (Weekday::Thu, "thursday", '木'),
    (Weekday::Fri, "friday", '金'),
    (Weekday::Sat, "saturday", '土'),
    (Weekday::Sun, "sunday", '日'),
];

/// Takes the name of a month, whole or by its first three letters.
pub(super) fn month(reader: &mut Reader) -> Option<u32> {
    let mut words: Vec<(&str, u32)> = vec![("sept", 9)];
    for (name, number) in MONTHS.into_iter().zip(1..) {
        // The whole name must come before its first three letters; see `Reader::word`.
        words.extend([(name, number), (&name[..3], number)]);
    }
    reader.word(&words)
}

/// Takes the name of a day of the week: `Monday`, `Mon`, `月曜日`, `月曜`.
pub(super) fn weekday(reader: &mut Reader) -> Option<Weekday> {
    let mut latin = Vec::new();
    for (weekday, name, _) in WEEKDAYS {
        latin.extend([(name, weekday), (&name[..3], weekday)]);
    }
    latin.extend([("tues", Weekday::Tue), ("thur", Weekday::Thu), ("thurs", Weekday::Thu)]);
    if let Some(weekday) = reader.word(&latin) {
        reader.sign(&['.']);
        return Some(weekday);
    }
    let mut ahead = *reader;
    let weekday = weekday_sign(&mut ahead)?;
    ahead.word(&[("曜日", ()), ("曜", ())])?;
    *reader = ahead;
    Some(weekday)
}

/// Takes what stands in brackets behind a date: `(月)`, `(Mon)`, `(月・祝)`.
pub(super) fn bracketed_weekday(reader: &mut Reader) -> Option<Weekday> {
    let mut ahead = *reader;
    ahead.sign(BRACKETS)?;
    ahead.skip(&[' ']);
    let weekday = weekday(&mut ahead).or_else(|| weekday_sign(&mut ahead))?;
    ahead.skip(&[' ', '・', '/', ',', '祝', '休']);
    ahead.sign(CLOSING)?;
    *reader = ahead;
    Some(weekday)
}

const BRACKETS: &[char] = &['(', '[', '〔', '【', '<'];
const CLOSING: &[char] = &[')', ']', '〕', '】', '>'];

fn weekday_sign(reader: &mut Reader) -> Option<Weekday> {
    let sign = reader.sign(&WEEKDAYS.map(|(_, _, sign)| sign))?;
    WEEKDAYS.iter().find(|(_, _, known)| *known == sign).map(|(weekday, ..)| *weekday)
}

/// Words that ask for the post to go out at once.
const AT_ONCE: &[&str] = &[
    "now",
    "right now",
    "asap",
    "immediately",
    "at once",
    "ready",
    "今",
    "今すぐ",
    "今すぐ投稿",
    "すぐ",
    "すぐに",
    "即時",
    "即",
];

/// Tells whether a text asks for the post to go out at once, and says nothing else.
pub(super) fn is_at_once(text: &str) -> bool {
    AT_ONCE.contains(&text)
}

/// Words of a date that depends on the day of reading, or on every day.
const RELATIVE: &[&str] = &[
    "tomorrow",
    "today",
    "tonight",
    "yesterday",
    "now",
    "asap",
    "next",
    "last",
    "this",
    "soon",
    "later",
    "immediately",
    "every",
    "daily",
    "weekly",
    "hour",
    "hours",
    "minutes",
    "days",
    "week",
    "weeks",
];
/// The same in scripts that put no space between words.
const RELATIVE_UNSPACED: &[&str] = &[
    "明日",
    "昨日",
    "本日",
    "明後日",
    "翌",
    "今",
    "来週",
    "来月",
    "再来",
    "毎",
    "すぐ",
    "あした",
    "あす",
    "あさって",
    "きょう",
    "あとで",
    "後で",
    "随時",
    "即",
    "時間後",
    "分後",
    "日後",
    "週間後",
    "明天",
    "后天",
    "오늘",
    "내일",
];

/// Tells whether a text names its day by the day of reading.
pub(super) fn is_relative(text: &str) -> bool {
    // Whole words only, or `this` would be found in a longer one.
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| RELATIVE.contains(&word))
        || RELATIVE_UNSPACED.iter().any(|word| text.contains(word))
}

/// Functions that have another value each time the sheet is worked out.
const VOLATILE: &[&str] = &["NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY"];

/// Tells whether a formula asks for the time or for chance.
pub(crate) fn is_volatile(formula: &str) -> bool {
    calls(formula, VOLATILE)
}
