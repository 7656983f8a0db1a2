//! Days as people type them: figures in three orders, names of months, Japanese eras.

use chrono::{Datelike as _, NaiveDate};

use super::cursor::{Number, Reader};
use super::locale::{DateLocale, Order};
use super::{Day, TimeFaultKind, TimeNotice, keywords};

/// Signs between the figures of a date.
const SIGNS: &[char] = &['-', '/', '.'];
const YEAR_SIGNS: &[char] = &['-', '/', '.', '年', '년'];
const MONTH_SIGNS: &[char] = &['-', '/', '.', '月', '월'];
const DAY_SIGNS: &[char] = &['日', '号', '號', '일'];
/// What is wrong with a day and a month alone.
const NO_YEAR: TimeFaultKind = TimeFaultKind::NoYear(None);
/// What stands between the words of a date.
const BETWEEN: &[char] = &[' ', ',', '-', '/', '.'];

/// The year before the first of each era. The letters stand for it only before a figure.
const ERAS: &[(&str, i32)] =
    &[("令和", 2018), ("平成", 1988), ("昭和", 1925), ("r", 2018), ("h", 1988), ("s", 1925)];

/// Takes a day, if one stands here.
///
/// `is_dated` says that a day was read before: two figures and a dot are a time then.
pub(super) fn read(
    reader: &mut Reader,
    is_dated: bool,
    locale: DateLocale,
) -> Result<Option<Day>, TimeFaultKind> {
    if let Some(day) = of_era(reader)? {
        return Ok(Some(day));
    }
    if let Some(day) = with_name(reader, locale)? {
        return Ok(Some(day));
    }
    in_figures(reader, is_dated, locale)
}

/// Takes a year of an era: `令和8年11月23日`, `R8.11.23`.
fn of_era(reader: &mut Reader) -> Result<Option<Day>, TimeFaultKind> {
    let mut ahead = *reader;
    let era = ERAS.iter().find_map(|(name, before)| {
        let mut behind = Reader::new(ahead.rest().strip_prefix(name)?);
        behind.skip(&[' ', '.']);
        let is_era = !name.is_ascii() || behind.peek().is_some_and(|c| c.is_ascii_digit());
        is_era.then_some((behind, *before))
    });
    let Some((behind, before)) = era else { return Ok(None) };
    ahead = behind;
    let year = match ahead.sign(&['元']) {
        Some(_) => Some(1),
        None => ahead.short_number().and_then(|year| i32::try_from(year).ok()),
    };
    let Some(year) = year.filter(|year| *year > 0) else { return Ok(None) };
    // A year alone is left to the other patterns, as `h8` may be something else.
    let Some((month, day)) = after_year(&mut ahead) else { return Ok(None) };
    *reader = ahead;
    of(before + year, month, day).ok_or(TimeFaultKind::NoSuchDay).map(|date| Some(unnoticed(date)))
}

/// Takes the month and the day behind a year.
fn after_year(reader: &mut Reader) -> Option<(u32, u32)> {
    reader.skip(&[' ']);
    reader.sign(YEAR_SIGNS)?;
    reader.skip(&[' ']);
    let month = reader.short_number()?;
    reader.skip(&[' ']);
    reader.sign(MONTH_SIGNS)?;
    reader.skip(&[' ']);
    let day = reader.short_number()?;
    day_sign(reader);
    Some((month, day))
}

/// Takes the sign behind a day, if it stands here and does not begin `日曜日`.
fn day_sign(reader: &mut Reader) {
    let mut ahead = *reader;
    ahead.skip(&[' ']);
    if ahead.sign(DAY_SIGNS).is_some() && ahead.peek() != Some('曜') {
        *reader = ahead;
    }
}

/// Takes a date with the name of a month: `23 Nov 2026`, `Nov 23, 2026`, `2026-Nov-23`.
fn with_name(reader: &mut Reader, locale: DateLocale) -> Result<Option<Day>, TimeFaultKind> {
    let mut ahead = *reader;
    let before = ahead.number();
    if before.is_some() {
        ordinal(&mut ahead);
        ahead.skip(BETWEEN);
        ahead.word(&[("of", ())]);
        ahead.skip(BETWEEN);
    }
    let Some(month) = keywords::month(&mut ahead) else { return Ok(None) };
    ahead.skip(BETWEEN);
    let (year, day) = match before {
        Some(year) if year.n_digits == 4 => (Some(year), ahead.short_number()),
        Some(day) => (year(&mut ahead), Some(day.value)),
        None => {
            let day = ahead.short_number();
            ordinal(&mut ahead);
            ahead.skip(BETWEEN);
            (year(&mut ahead), day)
        }
    };
    let Some(day) = day else { return Ok(None) };
    *reader = ahead;
    let whole = year.map(whole_year).or(locale.assumed).ok_or(NO_YEAR)?;
    let date = of(whole, month, day).ok_or(TimeFaultKind::NoSuchDay)?;
    let is_short = year.is_some_and(|year| year.n_digits == 2);
    Ok(Some(Day { date, notice: is_short.then(|| short_year(date)) }))
}

/// Takes a year of four or two digits that is not the hour of a time.
fn year(reader: &mut Reader) -> Option<Number> {
    let mut ahead = *reader;
    ahead.skip(&['\'', '’']);
    let year = ahead.number().filter(|year| matches!(year.n_digits, 2 | 4))?;
    let mut behind = ahead;
    behind.skip(&[' ']);
    // In `23 Nov 10:00` the ten is an hour.
    let is_hour = year.n_digits == 2
        && (matches!(ahead.peek(), Some(':' | '時' | '시' | 'h'))
            || behind.word(keywords::HALVES).is_some());
    if is_hour {
        return None;
    }
    *reader = ahead;
    Some(year)
}

fn ordinal(reader: &mut Reader) {
    reader.word(&[("st", ()), ("nd", ()), ("rd", ()), ("th", ())]);
}

/// Takes a date in figures.
fn in_figures(
    reader: &mut Reader,
    is_dated: bool,
    locale: DateLocale,
) -> Result<Option<Day>, TimeFaultKind> {
    let mut ahead = *reader;
    let Some(first) = ahead.number() else { return Ok(None) };
    ahead.skip(&[' ']);
    if ahead.sign(&['月', '월']).is_some() {
        ahead.skip(&[' ']);
        let Some(day) = ahead.number() else { return Ok(None) };
        day_sign(&mut ahead);
        *reader = ahead;
        let year = locale.assumed.ok_or(NO_YEAR)?;
        let date = of(year, first.value, day.value).ok_or(TimeFaultKind::NoSuchDay)?;
        return Ok(Some(unnoticed(date)));
    }
    let Some(sign) = ahead.sign(YEAR_SIGNS) else { return Ok(None) };
    ahead.skip(&[' ']);
    let Some(second) = ahead.number() else { return Ok(None) };
    let after_second = ahead;
    ahead.skip(&[' ']);
    // A date keeps to one sign; behind another one stands something else.
    let wanted = if SIGNS.contains(&sign) { &[sign] } else { MONTH_SIGNS };
    let third = ahead.sign(wanted).and_then(|_| {
        ahead.skip(&[' ']);
        // Behind the dot of `24.12.` stands a time.
        let is_hour = |ahead: &Reader| sign == '.' && matches!(ahead.peek(), Some(':' | '時'));
        ahead.number().filter(|third| third.n_digits == 4 || first.n_digits > 2 || !is_hour(&ahead))
    });
    if let Some(third) = third {
        day_sign(&mut ahead);
        *reader = ahead;
        return resolved([first, second, third], sign, locale).map(Some);
    }
    let mut ahead = after_second;
    ahead.skip(&[' ']);
    let last = ahead.number().filter(|year| year.n_digits == 4 && ahead.peek() != Some(':'));
    if let Some(last) = last.filter(|_| SIGNS.contains(&sign)) {
        *reader = ahead;
        return resolved([first, second, last], sign, locale).map(Some);
    }
    let day = without_year([first, second], sign, after_second, is_dated, locale)?;
    if day.is_some() {
        *reader = after_second;
    }
    Ok(day)
}

/// Judges two figures: day and month without a year, or a time with a dot.
fn without_year(
    [first, second]: [Number; 2],
    sign: char,
    behind: Reader,
    is_dated: bool,
    locale: DateLocale,
) -> Result<Option<Day>, TimeFaultKind> {
    let mut behind = behind;
    behind.skip(&[' ']);
    // Nothing is taken here, so `10.30` is read as a time next.
    if sign == '.' && (is_dated || behind.word(keywords::HALVES).is_some()) {
        return Ok(None);
    }
    let is_day_and_month = first.n_digits <= 2 && second.n_digits <= 2;
    if is_dated {
        return Err(TimeFaultKind::Several);
    }
    if !is_day_and_month || !SIGNS.contains(&sign) {
        return Err(TimeFaultKind::Unreadable);
    }
    let year = locale.assumed.and_then(|year| u32::try_from(year).ok()).ok_or(NO_YEAR)?;
    resolved([first, second, Number { value: year, n_digits: 4 }], sign, locale).map(Some)
}

/// Returns the one date that three figures can mean, else the one that the locale means by them.
fn resolved(figures: [Number; 3], sign: char, locale: DateLocale) -> Result<Day, TimeFaultKind> {
    let is_long = |figure: &Number| figure.n_digits == 4;
    if figures.iter().any(|figure| figure.n_digits > 2 && !is_long(figure)) {
        return Err(TimeFaultKind::Unreadable);
    }
    let has_sign = SIGNS.contains(&sign);
    let is_short = !figures.iter().any(is_long);
    let orders: &[Order] = match figures.map(|figure| is_long(&figure)) {
        [_, false, false] if !has_sign => &[Order::YearMonthDay],
        [true, false, false] => &[Order::YearMonthDay],
        [false, false, true] => &[Order::DayMonthYear, Order::MonthDayYear],
        [false, false, false] => &[Order::YearMonthDay, Order::DayMonthYear, Order::MonthDayYear],
        _ => return Err(TimeFaultKind::Unreadable),
    };
    let dates = orders.iter().filter_map(|order| Some((*order, in_order(figures, *order)?)));
    let dates: Vec<(Order, NaiveDate)> = dates.collect();
    // Nearness is part of reading: one order of 26/11/13 gives 2013, for which nobody plans a post.
    let near: Vec<_> = dates.iter().filter(|(_, date)| locale.is_near(*date)).collect();
    let Some((_, date)) = near.first() else {
        return Err(if dates.is_empty() {
            TimeFaultKind::NoSuchDay
        } else {
            TimeFaultKind::YearTooFar
        });
    };
    // All orders may give the same day, as 11/11/2026 does.
    if near.iter().all(|(_, other)| other == date) {
        return Ok(Day { date: *date, notice: is_short.then(|| short_year(*date)) });
    }
    let order = locale.order(is_short, sign == '.');
    let (_, date) =
        near.iter().find(|(by, _)| Some(*by) == order).ok_or(TimeFaultKind::DayOrMonth)?;
    Ok(Day { date: *date, notice: Some(TimeNotice::ByLocale(*date)) })
}

fn in_order([first, second, third]: [Number; 3], order: Order) -> Option<NaiveDate> {
    let (year, month, day) = match order {
        Order::YearMonthDay => (first, second, third),
        Order::DayMonthYear => (third, second, first),
        Order::MonthDayYear => (third, first, second),
    };
    of(whole_year(year), month.value, day.value)
}

/// Returns a year in full: two digits count from 2000.
fn whole_year(year: Number) -> i32 {
    // A year that does not fit fails as a date right after.
    let value = i32::try_from(year.value).unwrap_or(i32::MAX);
    if year.n_digits <= 2 { 2000 + value } else { value }
}

fn of(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn short_year(date: NaiveDate) -> TimeNotice {
    TimeNotice::ShortYear(date.year())
}

fn unnoticed(date: NaiveDate) -> Day {
    Day { date, notice: None }
}
