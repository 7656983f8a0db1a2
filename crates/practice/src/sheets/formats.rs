//! How a number is shown: as it is, or by a date, time or number pattern.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/guides/formats>.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::Value;

use super::json::text;

mod dates;
mod numbers;

/// Days from the serial epoch beyond which a number is no date (year 9999).
const SERIAL_MAX: f64 = 2_958_466.0;

/// Returns what a cell with that number shows; `format` is a `NumberFormat`.
pub(crate) fn show(number: f64, format: Option<&Value>, locale: &str) -> String {
    let Some(format) = format else { return numbers::general(number) };
    let pattern = text(format, "pattern");
    match text(format, "type") {
        "DATE" | "TIME" | "DATE_TIME" => match moment(number) {
            Some(at) => {
                let pattern = if pattern.is_empty() {
                    default_pattern(text(format, "type"), locale)
                } else {
                    pattern
                };
                dates::show(at, number, pattern, locale)
            }
            None => numbers::general(number),
        },
        "TEXT" => numbers::general(number),
        kind if pattern.is_empty() => numbers::show(number, default_pattern(kind, locale)),
        _ => numbers::show(number, pattern),
    }
}

/// Returns the pattern a format type has when none is given.
pub(crate) fn default_pattern(kind: &str, locale: &str) -> &'static str {
    let (date, date_time, time) = match locale {
        "en_US" | "" => ("M/d/yyyy", "M/d/yyyy H:mm:ss", "h:mm:ss am/pm"),
        _ if locale.starts_with("ja") => ("yyyy/MM/dd", "yyyy/MM/dd H:mm:ss", "H:mm:ss"),
        _ if locale.starts_with("en") || locale.starts_with("fr") || locale.starts_with("es") => {
            ("dd/MM/yyyy", "dd/MM/yyyy HH:mm:ss", "HH:mm:ss")
        }
        _ if locale.starts_with("de") => ("dd.MM.yyyy", "dd.MM.yyyy HH:mm:ss", "HH:mm:ss"),
        _ => ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss"),
    };
    match kind {
        "DATE" => date,
        "DATE_TIME" => date_time,
        "TIME" => time,
        "PERCENT" => "0.00%",
        "CURRENCY" if locale.starts_with("ja") => "[$¥]#,##0",
        "CURRENCY" => "$#,##0.00",
        "SCIENTIFIC" => "0.00E+00",
        _ => "#,##0.00",
    }
}

/// Returns the moment a serial number stands for, to the millisecond.
pub(crate) fn moment(serial: f64) -> Option<NaiveDateTime> {
    if !serial.is_finite() || serial.abs() >= SERIAL_MAX {
        return None;
    }
    // Rounded rather than cut off: fractions of a day are binary ones, and 12:30:00 may come as a hair less.
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let millis = (serial * 86_400_000.0).round() as i64;
    epoch().checked_add_signed(Duration::milliseconds(millis))
}

/// Returns a moment's serial number: days since 1899-12-30.
pub(crate) fn serial(at: NaiveDateTime) -> f64 {
    let since = at - epoch();
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of ten thousand years fit")]
    let millis = since.num_milliseconds() as f64;
    millis / 86_400_000.0
}

fn epoch() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default().and_time(NaiveTime::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_look_as_the_service_shows_them() {
        let table = [
            (46298.0, json!({"type": "DATE"}), "en_US", "10/3/2026"),
            (46298.0, json!({"type": "DATE"}), "ja_JP", "2026/10/03"),
            (46298.0, json!({"type": "DATE"}), "en_GB", "03/10/2026"),
            (43831.0, json!({"type": "DATE", "pattern": "yyyy-mm-dd"}), "en_US", "2020-01-01"),
            (
                46_298.520_833_333_336,
                json!({"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm:ss"}),
                "en_US",
                "2026-10-03 12:30:00",
            ),
            (0.75, json!({"type": "TIME", "pattern": "h:mm am/pm"}), "en_US", "6:00 PM"),
            (1.5, json!({"type": "TIME", "pattern": "[h]:mm"}), "en_US", "36:00"),
            (
                46298.0,
                json!({"type": "DATE", "pattern": "yyyy\"年\"m\"月\"d\"日\""}),
                "ja_JP",
                "2026年10月3日",
            ),
            (46298.0, json!({"type": "DATE", "pattern": "ddd, mmm d"}), "en_US", "Sat, Oct 3"),
            (0.125, json!({"type": "PERCENT"}), "en_US", "12.50%"),
            (0.125, json!({"type": "PERCENT", "pattern": "0%"}), "en_US", "13%"),
            (1234.5, json!({"type": "NUMBER", "pattern": "#,##0.00"}), "en_US", "1,234.50"),
            (-3.0, json!({"type": "NUMBER", "pattern": "0.00"}), "en_US", "-3.00"),
            (5.0, json!({"type": "NUMBER", "pattern": "000"}), "en_US", "005"),
            (1234.0, json!({"type": "CURRENCY"}), "ja_JP", "¥1,234"),
            (12345.0, json!({"type": "SCIENTIFIC"}), "en_US", "1.23E+04"),
        ];
        for (number, format, locale, shown) in table {
            assert_eq!(show(number, Some(&format), locale), shown, "{number} {format}");
        }
    }

    #[test]
    fn a_number_without_a_format_is_plain() {
        let table = [
            (0.0, "0"),
            (-7.0, "-7"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 3.0, "0.3333333333"),
            (46320.5, "46320.5"),
            (123_456_789_012_345.0, "123456789012345"),
            (17_923_456_789_012_345.0, "1.79235E+16"),
        ];
        for (number, shown) in table {
            assert_eq!(show(number, None, "en_US"), shown);
        }
    }

    #[test]
    fn serials_count_from_the_end_of_1899() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%F %T").expect("moment");
        for (serial_of, text) in [
            (2.5, "1900-01-01 12:00:00"),
            (33.625, "1900-02-01 15:00:00"),
            (43831.0, "2020-01-01 00:00:00"),
        ] {
            assert_eq!(moment(serial_of), Some(at(text)));
            assert!((serial(at(text)) - serial_of).abs() < 1e-9);
        }
    }
}
