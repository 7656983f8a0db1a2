//! Developer metadata requests.

use serde_json::{Value, json};

use super::super::field_mask::Mask;
use super::super::json::{list, text};
use super::super::metadata;
use super::super::quirks::ColumnMetadata;
use super::{Answer, Desk};

pub(super) fn create(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let asked = ask.get("developerMetadata").ok_or("No developer metadata specified.")?;
    let is_of_column = asked["location"]["dimensionRange"]["dimension"] == "COLUMNS";
    let kept = desk.quirks.column_metadata;
    if is_of_column && kept == ColumnMetadata::Refused {
        return Err("Columns take no developer metadata here.".to_owned());
    }
    if desk.quirks.metadata_replaces {
        let id = super::super::json::int(asked, "metadataId").unwrap_or_default();
        let there = metadata::all(desk.book);
        let there: Vec<_> = there.into_iter().map(|(place, entry)| (place, entry.id)).collect();
        for (place, other) in there.into_iter().filter(|(_, other)| *other == id) {
            // Gone before `create` looks, which then finds the id free.
            metadata::remove(desk.book, (place, other));
        }
    }
    let is_told = !is_of_column || kept != ColumnMetadata::Untold;
    let made = metadata::create(desk.book, asked, desk.quirks.metadata_ids_repeat, is_told)?;
    Ok(json!({"developerMetadata": made}))
}

pub(super) fn update(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "DeveloperMetadata")?;
    let asked = ask.get("developerMetadata").ok_or("No developer metadata specified.")?;
    let filters: Vec<&Value> = list(ask, "dataFilters").iter().collect();
    if filters.is_empty() {
        return Err("Must specify at least one data filter.".to_owned());
    }
    let mut changed = Vec::new();
    for found in metadata::select(desk.book, &filters)? {
        let wanted = |name: &str| mask.child(name).is_some();
        changed.push(metadata::update(desk.book, found, asked, &wanted)?);
    }
    Ok(told("developerMetadata", &changed))
}

pub(super) fn delete(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let filter = ask.get("dataFilter").ok_or("No data filter specified.")?;
    let found = metadata::select(desk.book, &[filter])?;
    if found.is_empty() && desk.quirks.unmatched_delete_is_an_error {
        return Err("No developer metadata matches the data filter.".to_owned());
    }
    let gone = found.into_iter().filter_map(|found| metadata::remove(desk.book, found));
    let gone: Vec<Value> = gone.collect();
    Ok(told("deletedDeveloperMetadata", &gone))
}

fn told(name: &str, list: &[Value]) -> Value {
    if list.is_empty() { json!({}) } else { json!({name: list}) }
}
