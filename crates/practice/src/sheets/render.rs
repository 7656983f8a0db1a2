//! What is seen of a cell: its calculated value, the text shown, the format that applies.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::book::{Book, default_format};
use super::cell::{Cell, Entered};
use super::field_mask::Mask;
use super::formats;
use super::formula::{Around, LOOKS_MAX, Result, Worth, work_out};
use super::json::number;
use super::tab::{Row, Tab};

/// A spreadsheet at an instant.
#[derive(Clone, Copy)]
pub(crate) struct View<'b> {
    pub(crate) book: &'b Book,
    pub(crate) now: DateTime<Utc>,
}

/// How deep in formulas a cell is being worked out, and how many cells may still be looked at.
#[derive(Clone, Copy)]
struct Effort<'l> {
    depth: usize,
    looks: &'l std::cell::Cell<usize>,
}

impl View<'_> {
    /// Returns a cell's value, worked out.
    pub(crate) fn worth<'c>(&self, tab: &Tab, cell: &'c Cell) -> Result<'c> {
        self.worked_out(tab, cell)
    }

    /// Returns a cell's value without its format.
    pub(crate) fn shown_worth<'c>(&self, tab: &Tab, cell: &'c Cell) -> Worth<'c> {
        self.worked_out(tab, cell).worth
    }

    /// Works a cell out on its own.
    fn worked_out<'c>(&self, tab: &Tab, cell: &'c Cell) -> Result<'c> {
        // One budget for all that the formula leads to, however it branches.
        let looks = std::cell::Cell::new(LOOKS_MAX);
        self.worked_out_at(tab, cell, Effort { depth: 0, looks: &looks })
    }

    fn worked_out_at<'c>(
        &self,
        tab: &Tab,
        cell: &'c Cell,
        Effort { depth, looks }: Effort<'_>,
    ) -> Result<'c> {
        let worth = match &cell.entered {
            Entered::Empty => Worth::Blank,
            Entered::Number(number) => Worth::Number(*number),
            Entered::Text(text) => Worth::Text(Cow::Borrowed(text)),
            Entered::Bool(on) => Worth::Bool(*on),
            Entered::Formula(formula) => {
                let other = |title: Option<&str>, row: usize, column: usize, depth: usize| {
                    self.other(tab, title, (row, column), Effort { depth, looks })
                };
                let around = Around {
                    cell: &other,
                    now: formats::serial(self.book.local(self.now)),
                    locale: &self.book.locale,
                    depth,
                    looks,
                };
                let mut result = work_out(formula, &around);
                // What a person has chosen goes before the format that the formula brings along.
                if let Some(format) = cell.number_format() {
                    result.format = Some(format.clone());
                }
                return result;
            }
        };
        Result::plain(worth)
    }

    fn other(
        &self,
        tab: &Tab,
        title: Option<&str>,
        (row, column): (usize, usize),
        effort: Effort<'_>,
    ) -> Result<'static> {
        let tab = match title {
            None => tab,
            Some(title) => {
                let Some(tab) = self.book.titled(title) else {
                    let why = format!("Unresolved sheet name '{title}'.");
                    return Result::plain(Worth::Fault("REF", why));
                };
                tab
            }
        };
        let Some(cell) = tab.cell(row, column) else { return Result::plain(Worth::Blank) };
        let found = self.worked_out_at(tab, cell, effort);
        let worth = match found.worth {
            Worth::Blank => Worth::Blank,
            Worth::Number(number) => Worth::Number(number),
            Worth::Text(text) => Worth::Text(Cow::Owned(text.into_owned())),
            Worth::Bool(on) => Worth::Bool(on),
            Worth::Fault(kind, why) => Worth::Fault(kind, why),
        };
        let format = found.format.or_else(|| cell.number_format().cloned());
        Result { worth, format, link: None }
    }

    /// Returns the text a person sees in a cell; `None` where the cell is empty.
    pub(crate) fn shown<'c>(&self, tab: &Tab, cell: &'c Cell) -> Option<Cow<'c, str>> {
        let result = self.worked_out(tab, cell);
        let format = result.format.as_ref().or_else(|| cell.number_format());
        match result.worth {
            Worth::Blank => None,
            Worth::Number(number) => {
                Some(Cow::Owned(formats::show(number, format, &self.book.locale)))
            }
            Worth::Text(text) => Some(text),
            Worth::Bool(on) => Some(Cow::Borrowed(if on { "TRUE" } else { "FALSE" })),
            Worth::Fault(kind, _) => Some(Cow::Owned(Worth::mark(kind))),
        }
    }

    /// Returns the texts that a person sees in a row, without its empty end.
    pub(crate) fn shown_row(&self, tab: &Tab, row: &Row) -> Vec<String> {
        let seen = row.cells.iter().map(|cell| self.shown(tab, cell).unwrap_or_default());
        let mut seen: Vec<String> = seen.map(Cow::into_owned).collect();
        seen.truncate(seen.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1));
        seen
    }

    /// Returns the format that applies to a cell; `None` where it is the default.
    pub(crate) fn format(&self, tab: &Tab, cell: &Cell) -> Option<Value> {
        let own = cell.get("userEnteredFormat");
        let brought = match cell.entered {
            Entered::Formula(_) => self.worked_out(tab, cell).format,
            _ => None,
        };
        if own.is_none() && brought.is_none() {
            return None;
        }
        let mut format = default_format();
        overlay(own.unwrap_or(&Value::Null), &mut format);
        if let Some(brought) = brought.or_else(|| cell.number_format().cloned()) {
            format["numberFormat"] = self.full_number_format(brought);
        }
        Some(format)
    }

    fn full_number_format(&self, mut format: Value) -> Value {
        let kind = super::json::text(&format, "type").to_owned();
        if format.get("pattern").is_none() && kind != "TEXT" {
            format["pattern"] = json!(formats::default_pattern(&kind, &self.book.locale));
        }
        format
    }

    /// Returns one field of a `CellData`, cut by the mask below it.
    pub(crate) fn field(&self, tab: &Tab, cell: &Cell, name: &str, mask: &Mask) -> Option<Value> {
        let value = match name {
            "userEnteredValue" => cell.entered.to_value()?,
            "effectiveValue" => extended(&self.worked_out(tab, cell).worth)?,
            "formattedValue" => Value::from(self.shown(tab, cell)?.into_owned()),
            "effectiveFormat" => self.format(tab, cell)?,
            "hyperlink" => Value::from(self.link(tab, cell)?),
            other => cell.get(other)?.clone(),
        };
        Some(mask.filter(value))
    }

    fn link(&self, tab: &Tab, cell: &Cell) -> Option<String> {
        match &cell.entered {
            Entered::Formula(_) => self.worked_out(tab, cell).link,
            Entered::Text(_) if let Some(link) = link_of_format(cell) => Some(link),
            Entered::Text(text) => {
                let web = text.starts_with("http://") || text.starts_with("https://");
                (web && !text.contains(char::is_whitespace)).then(|| text.to_string())
            }
            _ => None,
        }
    }
}

/// Returns the link that a person has put behind the whole text of a cell.
fn link_of_format(cell: &Cell) -> Option<String> {
    let format = cell.get("userEnteredFormat")?;
    format["textFormat"]["link"]["uri"].as_str().map(str::to_owned)
}

fn overlay(from: &Value, onto: &mut Value) {
    match (from, onto) {
        (Value::Object(from), Value::Object(onto)) => {
            for (name, value) in from {
                overlay(value, onto.entry(name.clone()).or_insert(Value::Null));
            }
        }
        (Value::Null, _) => {}
        (from, onto) => *onto = from.clone(),
    }
}

fn extended(worth: &Worth<'_>) -> Option<Value> {
    Some(match worth {
        Worth::Blank => return None,
        Worth::Number(n) => json!({"numberValue": number(*n)}),
        Worth::Text(text) => json!({"stringValue": text}),
        Worth::Bool(on) => json!({"boolValue": on}),
        Worth::Fault(kind, why) => json!({"errorValue": {"type": kind, "message": why}}),
    })
}
