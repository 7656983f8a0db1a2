//! Answers that differ in form from the documented ones, to show that a client reads them leniently.

use serde_json::{Map, Value, json};

use super::Quirks;
use crate::http::Reply;

/// Changes an answer's form as the quirks say.
pub(crate) fn vary(reply: Reply, quirks: Quirks) -> Reply {
    let is_plain =
        !quirks.ids_change_type && !quirks.unknown_fields && !quirks.updated_cells_missing;
    let is_plain = is_plain && !quirks.protection_hidden;
    if is_plain || reply.status != 200 {
        return reply;
    }
    let Ok(mut body) = serde_json::from_slice::<Value>(&reply.body) else { return reply };
    if quirks.updated_cells_missing
        && let Some(fields) = body.as_object_mut()
    {
        fields.remove("updatedSpreadsheet");
    }
    rewrite(&mut body, quirks);
    Reply { body: body.to_string().into_bytes(), ..reply }
}

fn rewrite(value: &mut Value, quirks: Quirks) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite(item, quirks)),
        Value::Object(fields) => {
            if quirks.protection_hidden {
                fields.remove("protectedRanges");
            }
            for (name, field) in fields.iter_mut() {
                rewrite(field, quirks);
                if quirks.ids_change_type && is_a_number(name) {
                    change_type(field);
                }
            }
            // After the fields that were there, or the new one would be given a new field in its turn, without end.
            if quirks.unknown_fields {
                add_unknown(fields);
            }
        }
        _ => {}
    }
}

fn is_a_number(name: &str) -> bool {
    ["Id", "Count", "Index"].iter().any(|end| name.ends_with(end))
        || matches!(name, "startRow" | "startColumn" | "index")
}

fn change_type(field: &mut Value) {
    match field {
        Value::Number(number) => *field = json!(number.to_string()),
        Value::String(text) => {
            if let Ok(number) = text.parse::<i64>() {
                *field = json!(number);
            }
        }
        _ => {}
    }
}

fn add_unknown(fields: &mut Map<String, Value>) {
    fields.insert("ofTomorrow".to_owned(), json!({"kind": "UNHEARD_OF", "parts": [1, null, {}]}));
}
