//! The functions, and comparing.

use chrono::NaiveDate;
use serde_json::json;

use super::super::cell::within_limit;
use super::super::formats;
use super::{Around, Result, Worth, fault, number, shown};

/// Returns text, unless it is longer than a cell can hold.
pub(super) fn limited(text: String) -> Result<'static> {
    match within_limit(&text) {
        Ok(()) => Result::plain(Worth::Text(text.into())),
        Err(why) => fault("VALUE", why),
    }
}

type Found = std::result::Result<Result<'static>, Result<'static>>;

/// Calls a function by its name in capitals.
pub(super) fn call(name: &str, given: &[Result<'static>], around: &Around<'_>) -> Result<'static> {
    match known(name, given, around) {
        Some(Ok(result) | Err(result)) => result,
        None => fault("NAME", format!("Unknown function: '{name}'.")),
    }
}

fn known(name: &str, given: &[Result<'static>], around: &Around<'_>) -> Option<Found> {
    let blank = Result::plain(Worth::Blank);
    let at = |place: usize| given.get(place).unwrap_or(&blank);
    let words = |place: usize| shown(at(place), around);
    let text = limited;
    Some(match name {
        "NOW" => Ok(dated(around.now, "DATE_TIME")),
        "TODAY" => Ok(dated(around.now.floor(), "DATE")),
        "TRUE" => Ok(Result::plain(Worth::Bool(true))),
        "FALSE" => Ok(Result::plain(Worth::Bool(false))),
        "NA" => Ok(fault("N_A", "Value not available.")),
        // A picture has neither a value nor a text that an answer could show.
        "IMAGE" => words(0).map(|_| blank.clone()),
        "HYPERLINK" => link(given, around),
        "CHAR" | "UNICHAR" => number(at(0)).map(|code| {
            character(code).map_or_else(
                || fault("NUM", format!("Function {name} parameter 1 value is out of range.")),
                |letter| text(letter.to_string()),
            )
        }),
        "CONCATENATE" | "CONCAT" => given
            .iter()
            .map(|value| shown(value, around))
            .collect::<std::result::Result<_, _>>()
            .map(text),
        "TRIM" => words(0).map(|all| text(all.split_whitespace().collect::<Vec<_>>().join(" "))),
        "UPPER" => words(0).map(|all| text(all.to_uppercase())),
        "LOWER" => words(0).map(|all| text(all.to_lowercase())),
        "T" => words(0).map(text),
        #[expect(clippy::cast_precision_loss, reason = "a cell holds 50,000 letters at most")]
        "LEN" => {
            words(0).map(|all| Result::plain(Worth::Number(all.encode_utf16().count() as f64)))
        }
        "TEXT" => match (number(at(0)), words(1)) {
            (Ok(value), Ok(pattern)) => Ok(text(patterned(value, &pattern, around.locale))),
            (Err(fault), _) | (_, Err(fault)) => Err(fault),
        },
        "DATE" => calendar(given),
        "TIME" => clock(given),
        "IFERROR" => {
            let is_fault = matches!(at(0).worth, Worth::Fault(..));
            Ok(at(usize::from(is_fault)).clone())
        }
        "ARRAYFORMULA" => Ok(at(0).clone()),
        // Nothing beyond this world can be fetched, so it is waited for.
        "IMPORTRANGE" | "IMPORTDATA" | "IMPORTXML" | "IMPORTHTML" | "GOOGLETRANSLATE" => {
            Err(fault("LOADING", "Loading..."))
        }
        "IF" => number(at(0)).map(|on| at(if on == 0.0 { 2 } else { 1 }).clone()),
        _ => return None,
    })
}

fn dated(serial: f64, kind: &str) -> Result<'static> {
    Result { worth: Worth::Number(serial), format: Some(json!({"type": kind})), link: None }
}

fn link(given: &[Result<'static>], around: &Around<'_>) -> Found {
    let Some(first) = given.first() else {
        return Err(fault("N_A", "Wrong number of arguments to HYPERLINK."));
    };
    let url = shown(first, around)?;
    let label = given.get(1).map_or_else(|| Ok(url.clone()), |label| shown(label, around))?;
    Ok(Result { worth: Worth::Text(label.into()), format: None, link: Some(url) })
}

fn character(code: f64) -> Option<char> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
    (1.0..1_114_112.0).contains(&code).then(|| char::from_u32(code as u32)).flatten()
}

fn patterned(value: f64, pattern: &str, locale: &str) -> String {
    let low = pattern.to_ascii_lowercase();
    let dated = !low.contains(['0', '#']) && low.contains(['y', 'm', 'd', 'h', 's']);
    let kind = if dated { "DATE_TIME" } else { "NUMBER" };
    formats::show(value, Some(&json!({"type": kind, "pattern": pattern})), locale)
}

fn calendar(given: &[Result<'static>]) -> Found {
    let parts = given.iter().map(number).collect::<std::result::Result<Vec<f64>, _>>()?;
    let [year, month, day] = parts.as_slice() else {
        return Err(fault("N_A", "Wrong number of arguments to DATE."));
    };
    let months = year * 12.0 + month - 1.0;
    if !(0.0..=120_000.0).contains(&months) || day.abs() > 1e6 {
        return Err(fault("NUM", "Function DATE parameter value is out of range."));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
    let first = NaiveDate::from_ymd_opt((months / 12.0) as i32, (months % 12.0) as u32 + 1, 1);
    let first = first.unwrap_or_default().and_time(chrono::NaiveTime::MIN);
    Ok(dated(formats::serial(first) + day.floor() - 1.0, "DATE"))
}

fn clock(given: &[Result<'static>]) -> Found {
    let parts = given.iter().map(number).collect::<std::result::Result<Vec<f64>, _>>()?;
    let [hour, minute, second] = parts.as_slice() else {
        return Err(fault("N_A", "Wrong number of arguments to TIME."));
    };
    let days = (hour * 3600.0 + minute * 60.0 + second) / 86_400.0;
    Ok(dated(days.rem_euclid(1.0), "TIME"))
}

/// Compares two values: numbers before text before truth values.
pub(super) fn compare(
    left: &Result<'static>,
    mark: &str,
    right: &Result<'static>,
    around: &Around<'_>,
) -> Result<'static> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let order = match (&left.worth, &right.worth) {
        (Worth::Fault(..), _) => return left.clone(),
        (_, Worth::Fault(..)) => return right.clone(),
        (Worth::Text(_), Worth::Text(_) | Worth::Blank) | (Worth::Blank, Worth::Text(_)) => {
            let (one, two) = (shown(left, around), shown(right, around));
            one.unwrap_or_default().to_lowercase().cmp(&two.unwrap_or_default().to_lowercase())
        }
        (Worth::Text(_), Worth::Bool(_)) | (Worth::Number(_), Worth::Text(_)) => Less,
        (Worth::Text(_), _) | (Worth::Bool(_), Worth::Text(_)) => Greater,
        _ => {
            let (one, two) = (number(left).unwrap_or(0.0), number(right).unwrap_or(0.0));
            one.partial_cmp(&two).unwrap_or(Equal)
        }
    };
    let holds = match mark {
        "=" => order == Equal,
        "<>" => order != Equal,
        "<" => order == Less,
        ">" => order == Greater,
        "<=" => order != Greater,
        _ => order != Less,
    };
    Result::plain(Worth::Bool(holds))
}
