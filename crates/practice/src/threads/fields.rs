//! The `fields` parameter: which fields of a node are answered.

use serde_json::{Map, Value};

use super::errors::Refusal;

/// How deep fields may hold fields.
const DEPTH_MAX: usize = 4;

/// A field that is asked for, with the fields within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) within: Vec<Self>,
}

/// Reads a list like `id,children{id,media_type}`; without one the id alone is meant.
pub(super) fn parse(fields: Option<&str>) -> Result<Vec<Field>, Refusal> {
    match fields {
        None | Some("") => Ok(vec![Field { name: "id".to_owned(), within: Vec::new() }]),
        Some(text) => list(text, 0),
    }
}

fn list(text: &str, depth: usize) -> Result<Vec<Field>, Refusal> {
    // Each pair of braces is one more call of this function, so a hostile text must not choose how many.
    if depth > DEPTH_MAX {
        return Err(broken(text));
    }
    split(text)?.into_iter().map(|part| field(part, depth)).collect()
}

fn field(part: &str, depth: usize) -> Result<Field, Refusal> {
    let part = part.trim();
    let (name, within) = match part.split_once('{') {
        None => (part, Vec::new()),
        Some((name, rest)) => {
            let inner = rest.strip_suffix('}').ok_or_else(|| broken(part))?;
            (name, list(inner, depth + 1)?)
        }
    };
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(broken(part));
    }
    Ok(Field { name: name.to_owned(), within })
}

/// Splits at the commas that stand in no braces.
fn split(text: &str) -> Result<Vec<&str>, Refusal> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1).ok_or_else(|| broken(text))?,
            ',' if depth == 0 => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    Ok(parts)
}

fn broken(text: &str) -> Refusal {
    Refusal::parameter(format!("Syntax error in the fields parameter near: {text}"))
}

/// Returns a node with the wanted fields. One unknown field refuses the whole request; a field that
/// this node happens not to have is left out; the id is always there.
pub(super) fn pick(
    wanted: &[Field],
    known: &[&str],
    value: impl Fn(&Field) -> Option<Value>,
) -> Result<Value, Refusal> {
    if let Some(stranger) = wanted.iter().find(|field| !known.contains(&field.name.as_str())) {
        return Err(Refusal::no_such_field(&stranger.name));
    }
    let id = Field { name: "id".to_owned(), within: Vec::new() };
    // Where the id was asked for as well, the two are one entry of the map.
    let named = wanted.iter().chain([&id]);
    let node: Map<String, Value> =
        named.filter_map(|field| Some((field.name.clone(), value(field)?))).collect();
    Ok(Value::Object(node))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        parse(Some(text)).unwrap().into_iter().map(|field| field.name).collect()
    }

    #[test]
    fn commas_within_braces_part_no_fields() {
        assert_eq!(names("id,children{id,media_type},text"), ["id", "children", "text"]);
        assert_eq!(parse(Some("children{id,text}")).unwrap()[0].within.len(), 2);
    }

    #[test]
    fn a_list_that_does_not_parse_is_refused() {
        for text in ["id,,text", "children{id", "a}", "id;drop", "a{a{a{a{a{a{a}}}}}}"] {
            assert!(parse(Some(text)).is_err(), "{text}");
        }
    }
}
