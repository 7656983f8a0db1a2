//! Whether everything that was in a spreadsheet is still there, unchanged.

use serde_json::Value;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::Practice;

/// Returns the spreadsheet with everything in it.
pub(crate) fn whole(desk: &Practice) -> Value {
    enter(&desk.world).sheets.whole(&desk.spreadsheet).unwrap()
}

/// Returns where something that was there is another thing now. What was added is no change: a field
/// where none was, a cell where none was, an item at the end of a list.
pub(crate) fn changes(before: &Value, after: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for tab in before["sheets"].as_array().unwrap() {
        let id = &tab["properties"]["sheetId"];
        let title = tab["properties"]["title"].as_str().unwrap_or_default();
        let mut tabs = after["sheets"].as_array().unwrap().iter();
        match tabs.find(|other| other["properties"]["sheetId"] == *id) {
            Some(now) => compare(tab, now, title, &mut found),
            None => found.push(format!("{title} is gone")),
        }
    }
    found
}

fn compare(before: &Value, after: &Value, path: &str, found: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(one), Value::Object(two)) => {
            for (name, value) in one.iter().filter(|(name, value)| !is_usual(name, value)) {
                let path = format!("{path}.{name}");
                match two.get(name) {
                    Some(now) => compare(value, now, &path, found),
                    None => found.push(format!("{path} is gone")),
                }
            }
        }
        (Value::Array(one), Value::Array(two)) => {
            for (at, value) in one.iter().enumerate() {
                let path = format!("{path}[{at}]");
                match two.get(at) {
                    Some(now) => compare(value, now, &path, found),
                    None => found.push(format!("{path} is gone")),
                }
            }
        }
        (one, two) if one != two => found.push(format!("{path}: {one} became {two}")),
        _ => {}
    }
}

/// The place of a tab, the size of its grid and the width of a column that nobody has set may change;
/// what holds for a cell that nobody formatted is not the cell's own.
fn is_usual(name: &str, value: &Value) -> bool {
    ["index", "columnCount", "effectiveFormat"].contains(&name)
        || (name == "pixelSize" && *value == 100)
}
