//! What a person types, understood as the service understands it (`USER_ENTERED`).
//!
//! Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/ValueInputOption>.

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use serde_json::{Value, json};

use super::cell::{Cell, Entered};
use super::formats::{default_pattern, serial};

/// Enters text into a cell as if typed; `today` completes a date without a year.
pub(crate) fn type_into(cell: &mut Cell, text: &str, locale: &str, today: NaiveDate) {
    let kind = cell.number_format().map(|format| super::json::text(format, "type").to_owned());
    if kind.as_deref() == Some("TEXT") {
        cell.entered = Entered::text(text);
        return;
    }
    let (entered, format) = parse(text, locale, today);
    cell.entered = entered;
    let Some(format) = format else { return };
    // A cell keeps the look a person chose for it, as long as it can show the new value.
    let dated = |kind: &str| matches!(kind, "DATE" | "TIME" | "DATE_TIME");
    let kept = kind.is_some_and(|kind| dated(&kind) || !dated(super::json::text(&format, "type")));
    if !kept {
        cell.set_number_format(&format);
    }
}

/// Returns what typed text enters, and the number format it brings along.
pub(crate) fn parse(text: &str, locale: &str, today: NaiveDate) -> (Entered, Option<Value>) {
    if let Some(rest) = text.strip_prefix('\'') {
        return (Entered::text(rest), None);
    }
    if text.starts_with('=') && text.len() > 1 {
        return (Entered::Formula(text.into()), None);
    }
    let trimmed = text.trim();
    match trimmed.to_ascii_uppercase().as_str() {
        "TRUE" => return (Entered::Bool(true), None),
        "FALSE" => return (Entered::Bool(false), None),
        _ => {}
    }
    if let Some((number, format)) = number(trimmed, locale) {
        return (Entered::Number(number), format);
    }
    if let Some((number, format)) = moment(trimmed, locale, today) {
        return (Entered::Number(number), Some(format));
    }
    // After the numbers, because `+123` is one and `+A1` is a formula.
    if text.starts_with('+') && text.len() > 1 {
        return (Entered::Formula(format!("={text}").into()), None);
    }
    (Entered::text(text), None)
}

fn format(kind: &str, pattern: &str) -> Value {
    json!({"type": kind, "pattern": pattern})
}

fn number(text: &str, locale: &str) -> Option<(f64, Option<Value>)> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let symbol = rest.chars().next().filter(|letter| "$¥￥€£".contains(*letter));
    let rest = symbol.map_or(rest, |symbol| &rest[symbol.len_utf8()..]);
    let (rest, percent) = rest.strip_suffix('%').map_or((rest, false), |rest| (rest, true));
    if !rest.starts_with(|letter: char| letter.is_ascii_digit() || ".,".contains(letter)) {
        return None;
    }
    let (plain, grouped, decimals) = plain_digits(rest, locale)?;
    let number: f64 = plain.parse().ok().filter(|number: &f64| number.is_finite())?;
    let number = sign * number;
    let places = if decimals { ".00" } else { "" };
    if percent {
        return Some((number / 100.0, Some(format("PERCENT", &format!("0{places}%")))));
    }
    let found = match symbol {
        Some(symbol) => Some(format("CURRENCY", &format!("[${symbol}]#,##0{places}"))),
        None if plain.contains(['e', 'E']) => Some(format("SCIENTIFIC", "0.00E+00")),
        None if grouped => Some(format("NUMBER", &format!("#,##0{places}"))),
        None => None,
    };
    Some((number, found))
}

/// Returns digits with a plain point, and whether there were groups and decimals.
fn plain_digits(text: &str, locale: &str) -> Option<(String, bool, bool)> {
    let comma = ["de", "fr", "es", "it", "pt", "nl", "pl", "ru", "sv", "tr", "id"]
        .iter()
        .any(|language| locale.starts_with(language));
    let (group, point) = if comma { ('.', ',') } else { (',', '.') };
    let (whole, fraction) =
        text.split_once(point).map_or((text, None), |(one, two)| (one, Some(two)));
    let grouped = whole.contains(group);
    if grouped {
        let groups: Vec<&str> = whole.split(group).collect();
        let first = groups[0].len();
        // `1,23` is no number where the comma parts thousands, so it stays text.
        if !(1..=3).contains(&first) || groups[1..].iter().any(|part| part.len() != 3) {
            return None;
        }
    }
    let whole = whole.replace(group, "");
    let joined = match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    };
    let known = |letter: char| letter.is_ascii_digit() || ".eE+-".contains(letter);
    joined.chars().all(known).then_some((joined, grouped, fraction.is_some()))
}

/// Returns a date, a time, or both, as a serial number with the look it was typed in.
fn moment(text: &str, locale: &str, today: NaiveDate) -> Option<(f64, Value)> {
    if let Some((time, pattern)) = time(text) {
        return Some((day_part(time), format("TIME", &pattern)));
    }
    let (day, clock) = match text.split_once(' ') {
        Some((day, clock)) => (day, Some(clock.trim())),
        None => (text, None),
    };
    let (date, pattern) = date(day, locale, today)?;
    let serial_of = serial(date.and_time(NaiveTime::MIN));
    let Some(clock) = clock else { return Some((serial_of, format("DATE", &pattern))) };
    let (time, look) = time(clock)?;
    Some((serial_of + day_part(time), format("DATE_TIME", &format!("{pattern} {look}"))))
}

fn day_part(time: NaiveTime) -> f64 {
    let since = time - NaiveTime::MIN;
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of one day fit")]
    let millis = since.num_milliseconds() as f64;
    millis / 86_400_000.0
}

fn time(text: &str) -> Option<(NaiveTime, String)> {
    let low = text.to_ascii_lowercase();
    let (clock, half) = match (low.strip_suffix("am"), low.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim(), Some(0)),
        (_, Some(clock)) => (clock.trim(), Some(12)),
        _ => (low.as_str(), None),
    };
    let (clock, millis) = match clock.split_once('.') {
        Some((clock, millis)) => (clock, millis.parse::<f64>().ok().map(|_| millis)?),
        None => (clock, ""),
    };
    let parts: Vec<u32> = clock.split(':').map(digits).collect::<Option<_>>()?;
    let (hour, minute, second) = match (parts.as_slice(), half) {
        ([hour], Some(_)) => (*hour, 0, 0),
        ([hour, minute], _) => (*hour, *minute, 0),
        ([hour, minute, second], _) => (*hour, *minute, *second),
        _ => return None,
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    let fraction = millis.chars().chain("000".chars()).take(3).collect::<String>().parse().ok()?;
    let time = NaiveTime::from_hms_milli_opt(hour, minute, second, fraction)?;
    let seconds = if parts.len() == 3 { ":ss" } else { "" };
    let fraction = if millis.is_empty() { "" } else { ".000" };
    let half = if half.is_some() { " am/pm" } else { "" };
    Some((time, format!("h:mm{seconds}{fraction}{half}")))
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn date(text: &str, locale: &str, today: NaiveDate) -> Option<(NaiveDate, String)> {
    if let Some(found) = kanji_date(text, today) {
        return Some(found);
    }
    let mark = ['-', '/', '.'].into_iter().find(|mark| text.contains(*mark))?;
    let words: Vec<&str> = text.split(mark).collect();
    let parts: Vec<u32> = words.iter().map(|word| digits(word)).collect::<Option<_>>()?;
    let local = default_pattern("DATE", locale);
    let (year, month, day, pattern) = match (parts.as_slice(), mark) {
        ([year, month, day], '-' | '/') if words[0].len() == 4 => {
            let pattern = match mark {
                '-' => "yyyy-mm-dd".to_owned(),
                _ => "yyyy/mm/dd".to_owned(),
            };
            (*year, *month, *day, pattern)
        }
        ([one, two, three], _) if words[0].len() <= 2 => {
            let (year, month, day) = match local.chars().next() {
                Some('y') => (*one, *two, *three),
                Some('d') => (*three, *two, *one),
                _ => (*three, *one, *two),
            };
            let year = match year {
                0..=29 => year + 2000,
                30..=99 => year + 1900,
                _ => year,
            };
            (year, month, day, local.to_owned())
        }
        ([one, two], '-' | '/') if words.iter().all(|word| word.len() <= 2) => {
            let year = today.year().unsigned_abs();
            let day_first = local.starts_with('d');
            let (month, day) = if day_first { (*two, *one) } else { (*one, *two) };
            (year, month, day, if day_first { "d/m" } else { "m/d" }.to_owned())
        }
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some((date, pattern))
}

/// Reads `2026年10月3日` and `10月3日`.
fn kanji_date(text: &str, today: NaiveDate) -> Option<(NaiveDate, String)> {
    let rest = text.strip_suffix('日')?;
    let (year, rest) = match rest.split_once('年') {
        Some((year, rest)) => (Some(digits(year)?), rest),
        None => (None, rest),
    };
    let (month, day) = rest.split_once('月')?;
    let pattern = if year.is_some() { "yyyy\"年\"m\"月\"d\"日\"" } else { "m\"月\"d\"日\"" };
    let year = year.map_or(Some(today.year()), |year| i32::try_from(year).ok())?;
    Some((NaiveDate::from_ymd_opt(year, digits(month)?, digits(day)?)?, pattern.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::formats::show;
    use super::*;

    fn shown(text: &str, locale: &str) -> String {
        let today = NaiveDate::from_ymd_opt(2026, 5, 4).expect("day");
        match parse(text, locale, today) {
            (Entered::Number(number), format) => show(number, format.as_ref(), locale),
            (Entered::Text(text), _) => format!("'{text}"),
            (entered, _) => format!("{entered:?}"),
        }
    }

    #[test]
    fn typed_text_becomes_what_the_service_makes_of_it() {
        let table = [
            ("0123456", "en_US", "123456"),
            ("+123", "en_US", "123"),
            ("-1.5", "en_US", "-1.5"),
            ("1,234.5", "en_US", "1,234.50"),
            ("1,23", "en_US", "'1,23"),
            ("1,5", "de_DE", "1.5"),
            ("12%", "en_US", "12%"),
            ("1e3", "en_US", "1.00E+03"),
            ("'=A1", "en_US", "'=A1"),
            ("'0123", "en_US", "'0123"),
            ("true", "en_US", "Bool(true)"),
            ("2020-01-01", "en_US", "2020-01-01"),
            ("2026/1/5", "ja_JP", "2026/01/05"),
            ("2026/1/5 9:05", "ja_JP", "2026/01/05 9:05"),
            ("2026年1月5日", "ja_JP", "2026年1月5日"),
            ("1/2/2026", "en_US", "1/2/2026"),
            ("13/2/2026", "en_US", "'13/2/2026"),
            ("13/2/2026", "en_GB", "13/02/2026"),
            ("1/2/2026 3:04 pm", "en_US", "1/2/2026 3:04 PM"),
            ("5/6", "en_US", "5/6"),
            ("9:30", "en_US", "9:30"),
            ("2026-01-02T10:00", "en_US", "'2026-01-02T10:00"),
            ("2026-02-30", "en_US", "'2026-02-30"),
            ("hello", "en_US", "'hello"),
            ("17:99", "en_US", "'17:99"),
            ("1.2.3.4", "en_US", "'1.2.3.4"),
            ("http://x.y/1", "en_US", "'http://x.y/1"),
        ];
        for (text, locale, wanted) in table {
            assert_eq!(shown(text, locale), wanted, "{text}");
        }
    }

    #[test]
    fn a_cell_kept_as_text_stays_text() {
        let mut cell = Cell::default();
        cell.set_number_format(&json!({"type": "TEXT"}));
        type_into(&mut cell, "=1", "en_US", NaiveDate::MIN);
        assert_eq!(cell.entered, Entered::text("=1"));
    }
}
