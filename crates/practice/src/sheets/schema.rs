//! What may be sent: every message's fields and their types, checked before anything is done.
//!
//! Names are accepted in `camelCase` and in `snake_case`, `null` is unset, numbers may be strings.
//! Source: <https://protobuf.dev/programming-guides/json/>.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::errors::{Fault, Violation};

/// The type of one field.
#[derive(Debug)]
pub(crate) enum Kind {
    Int,
    Number,
    Bool,
    Text,
    Any,
    Message(&'static str),
    Enum(Vec<&'static str>),
    List(Box<Self>),
    Map,
}

type Messages = HashMap<&'static str, HashMap<&'static str, Kind>>;

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| read_table(include_str!("schema.txt")));

/// Fields of which one message may carry only one: message, name of the group, fields.
const ONE_OF: &[(&str, &str, &[&str])] = &[
    ("ColorStyle", "kind", &["rgbColor", "themeColor"]),
    ("ConditionValue", "value", &["relativeDate", "userEnteredValue"]),
    ("ConditionalFormatRule", "rule", &["booleanRule", "gradientRule"]),
    ("DataFilter", "filter", &["a1Range", "developerMetadataLookup", "gridRange"]),
    (
        "ExtendedValue",
        "value",
        &["numberValue", "stringValue", "boolValue", "formulaValue", "errorValue"],
    ),
    ("FindReplaceRequest", "scope", &["range", "sheetId", "allSheets"]),
    ("UpdateCellsRequest", "area", &["start", "range"]),
    ("UpdateConditionalFormatRuleRequest", "instruction", &["rule", "newIndex"]),
];

fn read_table(table: &'static str) -> Messages {
    let mut messages = Messages::new();
    let mut last = "";
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        // A line that begins with a space has further fields of the message above.
        if !line.starts_with(' ') {
            last = words.next().unwrap_or_default();
        }
        let fields = messages.entry(last).or_default();
        for (name, kind) in words.filter_map(|word| word.split_once(':')) {
            fields.insert(name, read_kind(kind));
        }
    }
    messages
}

fn read_kind(text: &'static str) -> Kind {
    if let Some(item) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Kind::List(Box::new(read_kind(item)));
    }
    match text {
        "int" => Kind::Int,
        "number" => Kind::Number,
        "bool" => Kind::Bool,
        "text" | "mask" => Kind::Text,
        "any" => Kind::Any,
        _ if text.starts_with('{') => Kind::Map,
        _ if text.contains('|') => Kind::Enum(text.split('|').collect()),
        _ => Kind::Message(text),
    }
}

/// Returns a field's name as the table spells it, and its type.
pub(crate) fn field(message: &str, name: &str) -> Option<(&'static str, &'static Kind)> {
    let fields = MESSAGES.get(message)?;
    if let Some((name, kind)) = fields.get_key_value(name) {
        return Some((name, kind));
    }
    fields.get_key_value(camel(name).as_str()).map(|(name, kind)| (*name, kind))
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut joined = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        joined.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        joined.push_str(letters.as_str());
    }
    joined
}

fn snake(name: &str) -> String {
    let mut split = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            split.push('_');
        }
        split.push(letter.to_ascii_lowercase());
    }
    split
}

/// Returns a body with its names in `camelCase` and its nulls left out.
///
/// `at` is the path that messages put in front, empty for most bodies.
///
/// # Errors
///
/// One fault that lists everything wrong with the body.
pub(crate) fn read(message: &'static str, body: &Value, at: &str) -> Result<Value, Fault> {
    let mut check = Check { found: Vec::new() };
    let value = check.message(message, body, at);
    if check.found.is_empty() { Ok(value) } else { Err(Fault::fields(&check.found)) }
}

/// Returns a method's query parameters as one object, the standard ones among them.
///
/// # Errors
///
/// One fault that lists every parameter that is unknown or has a value it cannot have.
pub(crate) fn read_query(
    method: &'static str,
    query: &[(String, String)],
) -> Result<Map<String, Value>, Fault> {
    let mut check = Check { found: Vec::new() };
    let mut read = Map::new();
    for (name, text) in query {
        let Some((known, kind)) = field(method, name).or_else(|| field("standard", name)) else {
            let description = format!(
                "Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query \
                 parameter. Field '{name}' could not be found in request message."
            );
            check.found.push(Violation { field: String::new(), description });
            continue;
        };
        if let Kind::List(item) = kind {
            let value = check.value(item, &Value::from(text.as_str()), &snake(known), known);
            match read.entry(known).or_insert_with(|| Value::Array(Vec::new())) {
                Value::Array(list) => list.push(value),
                other => *other = value,
            }
            continue;
        }
        let typed = match (kind, text.to_ascii_lowercase().as_str()) {
            (Kind::Bool, "true" | "1" | "") => Value::Bool(true),
            (Kind::Bool, "false" | "0") => Value::Bool(false),
            _ => Value::from(text.as_str()),
        };
        // Python and JavaScript clients write `None` and `undefined` as an empty parameter.
        if text.is_empty() && matches!(kind, Kind::Enum(_)) {
            continue;
        }
        read.insert(known.to_owned(), check.value(kind, &typed, &snake(known), known));
    }
    if check.found.is_empty() { Ok(read) } else { Err(Fault::fields(&check.found)) }
}

struct Check {
    found: Vec<Violation>,
}

impl Check {
    fn message(&mut self, message: &'static str, body: &Value, at: &str) -> Value {
        let Some(object) = body.as_object() else {
            return self.wrong(&format!("type.googleapis.com/{}", full_name(message)), body, at);
        };
        let mut read = Map::new();
        for (name, value) in object {
            let Some((known, kind)) = field(message, name) else {
                self.unknown(name, at, "Cannot find field.");
                continue;
            };
            if value.is_null() && !matches!(kind, Kind::Any) {
                continue;
            }
            let path = join(at, &snake(known));
            if value.is_array() && !matches!(kind, Kind::List(_) | Kind::Any) {
                self.unknown(name, at, "Proto field is not repeating, cannot start list.");
                continue;
            }
            let value = self.value(kind, value, &path, known);
            read.insert(known.to_owned(), value);
        }
        self.one_of(message, &read, at);
        Value::Object(read)
    }

    fn one_of(&mut self, message: &str, read: &Map<String, Value>, at: &str) {
        for (_, group, fields) in ONE_OF.iter().filter(|(owner, ..)| *owner == message) {
            let set: Vec<&&str> = fields.iter().filter(|name| read.contains_key(**name)).collect();
            if let Some(second) = set.get(1) {
                let description = format!(
                    "Invalid value at '{at}' (oneof), oneof field '{group}' is already set. \
                     Cannot set '{second}'"
                );
                self.found.push(Violation { field: at.to_owned(), description });
            }
        }
    }

    fn value(&mut self, kind: &'static Kind, value: &Value, at: &str, name: &str) -> Value {
        match kind {
            Kind::Any => value.clone(),
            Kind::Message(message) => self.message(message, value, at),
            Kind::List(item) => self.list(item, value, at, name),
            Kind::Int => match int(value) {
                Some(number) => Value::from(number),
                None => self.wrong("TYPE_INT32", value, at),
            },
            Kind::Number => match number(value) {
                Some(number) => super::json::number(number),
                None => self.wrong("TYPE_DOUBLE", value, at),
            },
            Kind::Bool if value.is_boolean() => value.clone(),
            Kind::Bool => self.wrong("TYPE_BOOL", value, at),
            Kind::Text if value.is_string() => value.clone(),
            Kind::Text => self.wrong("TYPE_STRING", value, at),
            Kind::Enum(known) if value.as_str().is_some_and(|text| known.contains(&text)) => {
                value.clone()
            }
            Kind::Enum(_) => {
                let name = format!("type.googleapis.com/{}", full_name(&capital(name)));
                self.wrong(&name, value, at)
            }
            Kind::Map if value.is_object() => value.clone(),
            Kind::Map => self.wrong("TYPE_MESSAGE", value, at),
        }
    }

    fn list(&mut self, item: &'static Kind, value: &Value, at: &str, name: &str) -> Value {
        // The rows of a value range are `google.protobuf.ListValue`s, and are named so.
        if let (Kind::List(_), false) = (item, value.is_array()) {
            return self.wrong("type.googleapis.com/google.protobuf.ListValue", value, at);
        }
        let Some(list) = value.as_array() else {
            return self.value(item, value, at, name);
        };
        let each = list.iter().enumerate();
        let read = each.map(|(place, value)| {
            let at = format!("{at}[{place}]");
            match item {
                // Kept with its nulls: among the values of a range they mean "leave the cell".
                Kind::List(_) if value.is_array() => value.clone(),
                Kind::List(_) => {
                    self.wrong("type.googleapis.com/google.protobuf.ListValue", value, &at)
                }
                _ => self.value(item, value, &at, name),
            }
        });
        Value::Array(read.collect())
    }

    fn unknown(&mut self, name: &str, at: &str, why: &str) {
        let place = if at.is_empty() { String::new() } else { format!(" at '{at}'") };
        let description =
            format!("Invalid JSON payload received. Unknown name \"{name}\"{place}: {why}");
        self.found.push(Violation { field: at.to_owned(), description });
    }

    fn wrong(&mut self, kind: &str, value: &Value, at: &str) -> Value {
        let description = format!("Invalid value at '{at}' ({kind}), {value}");
        self.found.push(Violation { field: at.to_owned(), description });
        Value::Null
    }
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

fn full_name(message: &str) -> String {
    format!("google.apps.sheets.v4.{message}")
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn int(value: &Value) -> Option<i32> {
    let whole = match value {
        Value::String(text) => text.parse::<i64>().ok()?,
        _ => match value.as_i64() {
            Some(whole) => whole,
            #[expect(clippy::cast_possible_truncation, reason = "bounded by the filter")]
            None => {
                value.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 2_147_483_648.0)? as i64
            }
        },
    };
    i32::try_from(whole).ok()
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => value.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(body: &Value) -> String {
        read("BatchUpdateSpreadsheetRequest", body, "").expect_err("refused").into_message()
    }

    #[test]
    fn what_the_service_does_not_know_is_refused_in_its_words() {
        let table = [
            (
                json!({"requests": [{"foo": {}}]}),
                "Invalid JSON payload received. Unknown name \"foo\" at 'requests[0]': Cannot \
                 find field.",
            ),
            (
                json!({"foo": 1}),
                "Invalid JSON payload received. Unknown name \"foo\": Cannot find field.",
            ),
            (
                json!({"requests": [{"appendDimension": {"dimension": "ROW"}}]}),
                "Invalid value at 'requests[0].append_dimension.dimension' \
                 (type.googleapis.com/google.apps.sheets.v4.Dimension), \"ROW\"",
            ),
            (
                json!({"requests": [{"deleteSheet": {"sheetId": "x"}}]}),
                "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"x\"",
            ),
        ];
        for (body, words) in table {
            assert_eq!(refused(&body), words);
        }
    }

    #[test]
    fn both_spellings_are_read_and_null_is_unset() {
        let body =
            json!({"requests": [{"delete_sheet": {"sheet_id": "7"}}], "responseRanges": null});
        let read = read("BatchUpdateSpreadsheetRequest", &body, "").expect("read");
        assert_eq!(read, json!({"requests": [{"deleteSheet": {"sheetId": 7}}]}));
    }

    #[test]
    fn a_row_that_is_no_list_is_named_as_the_service_names_it() {
        let fault = read("ValueRange", &json!({"values": "X"}), "data").expect_err("refused");
        let words =
            "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\"";
        assert_eq!(fault.into_message(), words);
    }
}
