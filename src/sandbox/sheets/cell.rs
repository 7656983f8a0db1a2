//! One cell: what was entered, and the rest that a person can give it.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::json::{number, text};
use super::mask::Mask;

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

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    /// What was entered.
    pub(crate) entered: Entered,
    /// The other writable fields of `CellData`: format, note, validation and so on. Shared, as a
    /// column's cells mostly have the same.
    more: Option<Arc<Map<String, Value>>>,
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
        self.more = (!more.is_empty()).then(|| Arc::new(more));
    }

    /// Copies the selected fields of a `CellData`.
    ///
    /// Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request#updatecellsrequest>.
    pub(crate) fn copy(&mut self, mask: &Mask, data: &Value) {
        if mask.child("userEnteredValue").is_some() {
            self.entered = data.get("userEnteredValue").map(Entered::of).unwrap_or_default();
        }
        if let Mask::Only(fields) = mask
            && fields.keys().all(|name| name == "userEnteredValue")
        {
            return;
        }
        let mut whole =
            Value::Object(self.more.take().map(Arc::unwrap_or_clone).unwrap_or_default());
        mask.copy(data, &mut whole);
        if let Value::Object(mut more) = whole {
            // Read-only fields that came along in a copied answer are not kept.
            more.retain(|name, value| is_kept(name) && !value.is_null() && value != "");
            self.more = (!more.is_empty()).then(|| Arc::new(more));
        }
    }
}

fn is_kept(name: &str) -> bool {
    !matches!(
        name,
        "userEnteredValue" | "effectiveValue" | "formattedValue" | "effectiveFormat" | "hyperlink"
    )
}
