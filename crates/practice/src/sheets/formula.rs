//! The few formulas that people's desks need; every other one shows `#NAME?`, as a typo would.
//!
//! Source: <https://support.google.com/docs/table/25273> (function list).

use std::borrow::Cow;
use std::cell::Cell;

use serde_json::Value;

use super::formats::show;

pub(crate) mod edit;
mod functions;
mod read;

/// Formulas that refer to each other more deeply than this show `#REF!`, circles among them;
/// brackets count too. Bounded by the stack of a small thread.
const DEPTH_MAX: usize = 120;

/// Cells that one formula may look at, directly and through others.
pub(crate) const LOOKS_MAX: usize = 300;

/// What a cell's value is once formulas are worked out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Worth<'a> {
    Blank,
    Number(f64),
    Text(Cow<'a, str>),
    Bool(bool),
    /// One of the API's `ErrorType`s, and why.
    Fault(&'static str, String),
}

impl Worth<'_> {
    /// Returns how an error type is written in a cell.
    pub(crate) fn mark(kind: &str) -> String {
        match kind {
            "DIVIDE_BY_ZERO" => "#DIV/0!".to_owned(),
            "NAME" => "#NAME?".to_owned(),
            "N_A" => "#N/A".to_owned(),
            "ERROR" => "#ERROR!".to_owned(),
            "LOADING" => "Loading...".to_owned(),
            other => format!("#{other}!"),
        }
    }
}

/// A worked-out value, the number format it brings along, and where it links to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Result<'a> {
    pub(crate) worth: Worth<'a>,
    pub(crate) format: Option<Value>,
    pub(crate) link: Option<String>,
}

impl<'a> Result<'a> {
    /// Returns a plain value.
    pub(crate) fn plain(worth: Worth<'a>) -> Self {
        Self { worth, format: None, link: None }
    }
}

/// Looks another cell up: title of the tab if named, row, column, depth.
pub(crate) type OtherCell<'f> = dyn Fn(Option<&str>, usize, usize, usize) -> Result<'static> + 'f;

/// What a formula asks of the sheet around it.
pub(crate) struct Around<'f> {
    pub(crate) cell: &'f OtherCell<'f>,
    /// The wall time in the spreadsheet's zone, as a serial number.
    pub(crate) now: f64,
    pub(crate) locale: &'f str,
    pub(crate) depth: usize,
    /// Cells that may still be looked at.
    pub(crate) looks: &'f Cell<usize>,
}

/// Works a formula out; `text` begins with its equals sign.
pub(crate) fn work_out(text: &str, around: &Around<'_>) -> Result<'static> {
    // Room for a plain formula is left, so that a circle ends here and not as a parse error.
    if around.depth + 8 > DEPTH_MAX {
        return fault("REF", "Circular dependency detected.");
    }
    let mut reader = read::Reader::new(text.strip_prefix('=').unwrap_or(text), around);
    reader.whole()
}

fn fault(kind: &'static str, why: impl Into<String>) -> Result<'static> {
    Result::plain(Worth::Fault(kind, why.into()))
}

/// Returns a value as text, as `&` joins it.
fn shown(
    value: &Result<'static>,
    around: &Around<'_>,
) -> std::result::Result<String, Result<'static>> {
    match &value.worth {
        Worth::Blank => Ok(String::new()),
        Worth::Number(number) => Ok(show(*number, value.format.as_ref(), around.locale)),
        Worth::Text(text) => Ok(text.to_string()),
        Worth::Bool(on) => Ok(if *on { "TRUE" } else { "FALSE" }.to_owned()),
        Worth::Fault(..) => Err(value.clone()),
    }
}

/// Returns a value as a number, as `+` takes it.
fn number(value: &Result<'static>) -> std::result::Result<f64, Result<'static>> {
    match &value.worth {
        Worth::Blank => Ok(0.0),
        Worth::Number(number) => Ok(*number),
        Worth::Bool(on) => Ok(if *on { 1.0 } else { 0.0 }),
        Worth::Text(text) => text.trim().parse().map_err(|_| {
            let why = format!(
                "Function ADD parameter 1 expects number values. But '{text}' is a text and cannot \
                 be coerced to a number."
            );
            fault("VALUE", why)
        }),
        Worth::Fault(..) => Err(value.clone()),
    }
}
