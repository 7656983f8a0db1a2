//! Field masks: what of an answer is wanted, and what of a request counts.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/guides/field-masks>.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::errors::Fault;
use super::schema::{self, Kind};

/// Nesting deeper than this is refused; the deepest real path has eleven names.
const DEPTH_MAX: usize = 32;

/// A selection of fields.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mask {
    /// Everything below this point.
    All,
    /// Only these fields.
    Only(BTreeMap<String, Self>),
}

impl Mask {
    /// Returns the `fields` parameter's meaning for an answer of that message.
    ///
    /// # Errors
    ///
    /// A 400 that names the path which leads nowhere.
    pub(crate) fn of_answer(text: &str, message: &'static str) -> Result<Self, Fault> {
        parse(text, message).map_err(|path| Fault::mask(&path))
    }

    /// Returns an update mask's meaning for that message.
    ///
    /// # Errors
    ///
    /// The words for a mask that is missing or names a field which does not exist.
    pub(crate) fn of_update(text: &str, message: &'static str) -> Result<Self, String> {
        if text.is_empty() {
            let words = "At least one field must be listed in 'fields'. (Use '*' to indicate all \
                         fields.)";
            return Err(words.to_owned());
        }
        parse(text, message).map_err(|path| format!("Invalid field: {path}"))
    }

    /// Returns the selection below a field, if the field is selected.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        match self {
            Self::All => Some(self),
            Self::Only(fields) => fields.get(name),
        }
    }

    /// Tells whether a field of that name is asked for by it, at any depth.
    pub(crate) fn names(&self, name: &str) -> bool {
        match self {
            Self::All => false,
            Self::Only(fields) => {
                fields.iter().any(|(field, below)| field == name || below.names(name))
            }
        }
    }

    /// Returns the selected part of a value.
    pub(crate) fn filter(&self, value: Value) -> Value {
        match (self, value) {
            (Self::All, value) => value,
            (Self::Only(_), Value::Array(list)) => {
                Value::Array(list.into_iter().map(|item| self.filter(item)).collect())
            }
            (Self::Only(fields), Value::Object(object)) => {
                let kept = object
                    .into_iter()
                    .filter_map(|(name, value)| Some((fields.get(&name)?.filter(value), name)));
                Value::Object(kept.map(|(value, name)| (name, value)).collect())
            }
            (Self::Only(_), other) => other,
        }
    }

    /// Copies the selected fields of `source` into `target`; a selected field that is not there
    /// is cleared.
    pub(crate) fn copy(&self, source: &Value, target: &mut Value) {
        let Self::Only(fields) = self else {
            *target = source.clone();
            return;
        };
        if !target.is_object() {
            *target = Value::Object(Map::new());
        }
        let Some(object) = target.as_object_mut() else { return };
        for (name, mask) in fields {
            match (mask, source.get(name)) {
                (Self::All, None) => {
                    object.remove(name);
                }
                (Self::All, Some(value)) => {
                    object.insert(name.clone(), value.clone());
                }
                (Self::Only(_), value) => {
                    let mut inner = object.remove(name).unwrap_or(Value::Null);
                    mask.copy(value.unwrap_or(&Value::Null), &mut inner);
                    if inner.as_object().is_some_and(|inner| !inner.is_empty()) {
                        object.insert(name.clone(), inner);
                    }
                }
            }
        }
    }
}

fn parse(text: &str, message: &'static str) -> Result<Mask, String> {
    let mut mask = Mask::Only(BTreeMap::new());
    let rest = read_list(text.trim(), &mut mask, Some(message), &mut Vec::new())?;
    if rest.is_empty() { Ok(mask) } else { Err(rest.to_owned()) }
}

fn read_list<'t>(
    mut text: &'t str,
    mask: &mut Mask,
    message: Option<&'static str>,
    path: &mut Vec<String>,
) -> Result<&'t str, String> {
    loop {
        let depth = path.len();
        text = read_path(text.trim_start(), mask, message, path)?.trim_start();
        path.truncate(depth);
        match text.strip_prefix(',') {
            Some(rest) => text = rest,
            None => return Ok(text),
        }
    }
}

/// Reads `a/b.c(d,e)` into the mask, and returns what follows.
fn read_path<'t>(
    text: &'t str,
    mask: &mut Mask,
    message: Option<&'static str>,
    path: &mut Vec<String>,
) -> Result<&'t str, String> {
    let end = text.find(['.', '/', '(', ')', ',']).unwrap_or(text.len());
    let (name, rest) = (text[..end].trim(), &text[end..]);
    path.push(name.to_owned());
    if path.len() > DEPTH_MAX {
        return Err(path.join("."));
    }
    if name == "*" {
        *mask = Mask::All;
        return match rest.strip_prefix(['.', '/']) {
            // What follows a star is read for its form alone: everything is selected already.
            Some(below) => read_path(below, &mut Mask::Only(BTreeMap::new()), None, path),
            None => Ok(rest),
        };
    }
    let (known, below) = match message {
        Some(message) => {
            let (known, kind) = schema::field(message, name).ok_or_else(|| path.join("."))?;
            (known, message_of(kind))
        }
        None if name.is_empty() => return Err(path.join(".")),
        None => (name, None),
    };
    let more = rest.starts_with(['.', '/', '(']);
    if more && message.is_some() && below.is_none() {
        return Err(format!("{}{rest}", path.join(".")));
    }
    let mut all = Mask::All;
    let child = match mask {
        // A field that is selected whole stays whole, whatever else is said about it.
        Mask::All => &mut all,
        Mask::Only(fields) if more => {
            fields.entry(known.to_owned()).or_insert_with(|| Mask::Only(BTreeMap::new()))
        }
        Mask::Only(fields) => {
            fields.insert(known.to_owned(), Mask::All);
            &mut all
        }
    };
    if let Some(inner) = rest.strip_prefix('(') {
        let rest = read_list(inner, child, below, path)?;
        return rest.strip_prefix(')').ok_or_else(|| path.join("."));
    }
    match rest.strip_prefix(['.', '/']) {
        Some(rest) => read_path(rest, child, below, path),
        None => Ok(rest),
    }
}

fn message_of(kind: &'static Kind) -> Option<&'static str> {
    match kind {
        Kind::Message(message) => Some(message),
        Kind::List(item) => message_of(item),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn selected(fields: &str) -> Result<Value, Fault> {
        let whole = json!({
            "spreadsheetId": "x",
            "properties": {"title": "t", "locale": "l"},
            "sheets": [{"properties": {"sheetId": 1, "title": "a"}, "data": [{"startRow": 2}]}],
        });
        Ok(Mask::of_answer(fields, "Spreadsheet")?.filter(whole))
    }

    #[test]
    fn every_way_of_writing_a_mask_selects_the_same() {
        let wanted =
            json!({"properties": {"title": "t"}, "sheets": [{"properties": {"sheetId": 1}}]});
        for fields in [
            "properties.title,sheets.properties.sheetId",
            "properties/title,sheets/properties/sheetId",
            "properties(title),sheets(properties(sheetId))",
            "properties(title), sheets/properties(sheetId)",
        ] {
            assert_eq!(selected(fields).expect(fields), wanted, "{fields}");
        }
        assert_eq!(
            selected("sheets.data.*").expect("star"),
            json!({"sheets": [{"data": [{"startRow": 2}]}]})
        );
    }

    #[test]
    fn a_path_that_leads_nowhere_is_refused() {
        for fields in
            ["foo", "sheets.foo", "sheets(foo)", "sheets(data", "properties.title.x", "a)", ""]
        {
            assert!(selected(fields).is_err(), "{fields}");
        }
    }

    #[test]
    fn a_selected_field_that_is_absent_is_cleared() {
        let mask =
            Mask::of_update("note,userEnteredFormat.textFormat.bold", "CellData").expect("mask");
        let mut cell = json!({"note": "n", "userEnteredFormat": {"textFormat": {"italic": true}}});
        mask.copy(&json!({"userEnteredFormat": {"textFormat": {"bold": true}}}), &mut cell);
        let wanted = json!({"userEnteredFormat": {"textFormat": {"bold": true, "italic": true}}});
        assert_eq!(cell, wanted);
    }
}
