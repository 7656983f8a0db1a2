//! Small tools for writing and reading JSON.
//!
//! A grid of a million cells is written as text while it is walked; a tree of values that large
//! would cost gigabytes.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// Returns a number without a needless `.0`, as the service prints it.
pub(crate) fn number(number: f64) -> Value {
    // Up to here an f64 holds every whole number exactly.
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the condition")]
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return Value::from(number as i64);
    }
    Value::from(number)
}

/// Writes a string with its quotes and escapes.
pub(crate) fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if (control as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", control as u32);
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
}

/// Writes a value compactly.
pub(crate) fn write(out: &mut String, value: &Value) {
    // Writing into a `String` cannot fail.
    let _ = write!(out, "{value}");
}

/// An object that is being written; what is not put in does not appear.
pub(crate) struct Object<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    /// Opens an object.
    pub(crate) fn open(out: &'a mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    /// Writes a name, and returns where its value goes.
    pub(crate) fn field(&mut self, name: &str) -> &mut String {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        self.out
    }

    /// Closes the object.
    pub(crate) fn close(self) {
        self.out.push('}');
    }
}

/// A list that is being written and whose empty end is cut off.
pub(crate) struct Trimmed {
    start: usize,
    kept: usize,
    empty: bool,
}

impl Trimmed {
    /// Opens a list.
    pub(crate) fn open(out: &mut String) -> Self {
        out.push('[');
        Self { start: out.len(), kept: out.len(), empty: true }
    }

    /// Makes room for the next item; the caller writes it and then calls [`Self::wrote`].
    pub(crate) fn next(&self, out: &mut String) -> usize {
        if out.len() > self.start {
            out.push(',');
        }
        out.len()
    }

    /// Looks at the item that begins at `from`, and remembers it unless it is empty.
    pub(crate) fn wrote(&mut self, out: &str, from: usize) {
        if !matches!(&out[from..], "{}" | "[]" | "\"\"") {
            self.kept = out.len();
            self.empty = false;
        }
    }

    /// Cuts the empty end off and closes the list; returns whether nothing is left.
    pub(crate) fn close(self, out: &mut String) -> bool {
        out.truncate(self.kept);
        out.push(']');
        self.empty
    }
}

/// Returns compact JSON with line breaks and two spaces a level, as the service prints by default.
pub(crate) fn pretty(compact: &str) -> String {
    let mut out = String::with_capacity(compact.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    let mut letters = compact.chars().peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            out.push(letter);
            quoted = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        match letter {
            '"' => {
                quoted = true;
                out.push(letter);
            }
            '{' | '[' => {
                out.push(letter);
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            other => out.push(other),
        }
    }
    out.push('\n');
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// Returns a text field, empty when absent.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Returns a whole-number field.
pub(crate) fn int(value: &Value, name: &str) -> Option<i32> {
    value.get(name).and_then(Value::as_i64).and_then(|whole| i32::try_from(whole).ok())
}

/// Returns a switch, off when absent.
pub(crate) fn flag(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// Returns a list field, empty when absent.
pub(crate) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Puts a field in unless it is a zero value, which proto3 leaves out.
pub(crate) fn put(object: &mut Map<String, Value>, name: &str, value: impl Into<Value>) {
    let value = value.into();
    let zero = match &value {
        Value::Null => true,
        Value::Bool(on) => !on,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(_) => false,
    };
    if !zero {
        object.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pretty_printing_changes_nothing_but_the_look() {
        let compact = r#"{"a":[],"b":{"c":"x,{\"y\\"},"d":[1,{}]}"#;
        let printed = pretty(compact);
        let (one, two): (Value, Value) = (
            serde_json::from_str(compact).expect("json"),
            serde_json::from_str(&printed).expect("json"),
        );
        assert_eq!(one, two);
        assert!(printed.starts_with("{\n  \"a\": [],\n  \"b\": {\n    \"c\""), "{printed}");
    }

    #[test]
    fn text_is_escaped_as_json_wants_it() {
        let odd = "a\"b\\c\n\u{1}\u{7f}投稿";
        let mut out = String::new();
        write_text(&mut out, odd);
        assert_eq!(serde_json::from_str::<String>(&out).expect("json"), odd);
    }
}
