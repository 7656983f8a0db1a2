//! One cell: what was entered, and the rest that a person can give it.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::field_mask::Mask;
use super::json::{number, text};

/// Letters a cell can hold. Source: the service's own refusal.
const LETTERS_MAX: usize = 50_000;

/// Checks the length of a cell's text.
///
/// # Errors
///
/// The service's words for a text that is too long.
pub(crate) fn within_limit(text: &str) -> Result<(), String> {
    // A text never has more UTF-16 units than bytes, so most are let through without being walked.
    if text.len() > LETTERS_MAX && text.encode_utf16().count() > LETTERS_MAX {
        return Err(format!(
            "Your input contains more than the maximum of {LETTERS_MAX} characters in a single cell."
        ));
    }
    Ok(())
}

/// What was entered into a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Entered {
    /// Nothing.
    #[default]
    Empty,
    /// A number; dates too, as days since 1899-12-30.
    Number(f64),
    /// Text, without a leading apostrophe.
    Text(Box<str>),
    /// A truth value.
    Bool(bool),
    /// A formula with its equals sign.
    Formula(Box<str>),
}

impl Entered {
    /// Returns what an `ExtendedValue` enters.
    pub(crate) fn of(value: &Value) -> Self {
        let one = |name: &str| value.get(name);
        if let Some(number) = one("numberValue").and_then(Value::as_f64) {
            return Self::Number(number);
        }
        if let Some(text) = one("stringValue").and_then(Value::as_str) {
            return Self::text(text);
        }
        if let Some(on) = one("boolValue").and_then(Value::as_bool) {
            return Self::Bool(on);
        }
        match text(value, "formulaValue") {
            "" => Self::Empty,
            formula if formula.starts_with('=') => Self::Formula(formula.into()),
            formula => Self::Formula(format!("={formula}").into()),
        }
    }

    /// Returns text, or nothing if there are no letters.
    pub(crate) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }

    /// Returns the `ExtendedValue`, if anything was entered.
    pub(crate) fn to_value(&self) -> Option<Value> {
        match self {
            Self::Empty => None,
            Self::Number(n) => Some(json!({"numberValue": number(*n)})),
            Self::Text(text) => Some(json!({"stringValue": text})),
            Self::Bool(on) => Some(json!({"boolValue": on})),
            Self::Formula(formula) => Some(json!({"formulaValue": formula})),
        }
    }
}

/// Shared fields of cells.
type More = Option<Arc<Map<String, Value>>>;

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    /// What was entered.
    pub(crate) entered: Entered,
    /// The other writable fields of `CellData`: format, note, validation and so on. Shared, as a
    /// column's cells mostly have the same.
    more: More,
}

impl Cell {
    /// Returns a cell with nothing but a value.
    pub(crate) fn plain(entered: Entered) -> Self {
        Self { entered, more: None }
    }

    /// Returns a cell with that value and number format.
    pub(crate) fn formatted(entered: Entered, format: &Arc<Map<String, Value>>) -> Self {
        Self { entered, more: Some(Arc::clone(format)) }
    }

    /// Returns another writable field.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.more.as_ref()?.get(name)
    }

    /// Returns the number format a person gave the cell.
    pub(crate) fn number_format(&self) -> Option<&Value> {
        self.get("userEnteredFormat")?.get("numberFormat")
    }

    /// Tells whether nothing at all is in the cell.
    pub(crate) fn is_blank(&self) -> bool {
        self.entered == Entered::Empty && self.more.is_none()
    }

    /// Gives the cell a number format.
    pub(crate) fn set_number_format(&mut self, format: &Value) {
        let wanted = json!({"userEnteredFormat": {"numberFormat": format}});
        if let Ok(mask) = Mask::of_update("userEnteredFormat.numberFormat", "CellData") {
            self.copy(&mask, &wanted);
        }
    }

    /// Sets or clears one other field.
    pub(crate) fn set(&mut self, name: &str, value: Option<Value>) {
        let mut more = self.more.take().map(Arc::unwrap_or_clone).unwrap_or_default();
        match value {
            Some(value) => more.insert(name.to_owned(), value),
            None => more.remove(name),
        };
        // None rather than an empty map, so that `is_blank` holds.
        self.more = (!more.is_empty()).then(|| Arc::new(more));
    }

    /// Copies the selected fields of a `CellData`.
    pub(crate) fn copy(&mut self, mask: &Mask, data: &Value) {
        Brush::new(mask.clone(), data.clone()).paint(self);
    }
}

/// The selected fields of a `CellData`, to be copied into many cells.
///
/// Cells that were alike stay alike: a rule for a whole column is stored once.
/// Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request#updatecellsrequest>.
pub(crate) struct Brush {
    mask: Mask,
    data: Value,
    /// What the last cell had besides its value, and what it has now.
    last: Option<(More, More)>,
}

impl Brush {
    /// Returns a brush for these fields of that data.
    pub(crate) fn new(mask: Mask, data: Value) -> Self {
        Self { mask, data, last: None }
    }

    /// Copies the fields into a cell; a selected field that is not given is cleared.
    pub(crate) fn paint(&mut self, cell: &mut Cell) {
        if self.mask.child("userEnteredValue").is_some() {
            cell.entered = self.data.get("userEnteredValue").map(Entered::of).unwrap_or_default();
        }
        if let Mask::Only(fields) = &self.mask
            && fields.keys().all(|name| name == "userEnteredValue")
        {
            return;
        }
        if let Some((before, after)) = &self.last
            && same(before.as_ref(), cell.more.as_ref())
        {
            cell.more.clone_from(after);
            return;
        }
        let before = cell.more.clone();
        let mut whole = Value::Object(before.as_deref().cloned().unwrap_or_default());
        self.mask.copy(&self.data, &mut whole);
        if let Value::Object(mut more) = whole {
            // Read-only fields that came along in a copied answer are not kept.
            more.retain(|name, value| is_kept(name) && !value.is_null() && value != "");
            cell.more = (!more.is_empty()).then(|| Arc::new(more));
        }
        self.last = Some((before, cell.more.clone()));
    }
}

fn same(one: Option<&Arc<Map<String, Value>>>, two: Option<&Arc<Map<String, Value>>>) -> bool {
    match (one, two) {
        (None, None) => true,
        // By address alone: comparing the maps would cost what sharing them saves, and a miss only costs memory.
        (Some(one), Some(two)) => Arc::ptr_eq(one, two),
        _ => false,
    }
}

fn is_kept(name: &str) -> bool {
    !matches!(
        name,
        "userEnteredValue" | "effectiveValue" | "formattedValue" | "effectiveFormat" | "hyperlink"
    )
}
