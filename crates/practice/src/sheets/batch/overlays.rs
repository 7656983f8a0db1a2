//! What lies over ranges: protection, filters, banding, names, merged cells.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::a1::Block;
use super::super::book::{Book, grid_range};
use super::super::field_mask::Mask;
use super::super::json::{flag, int, text};
use super::super::tab::Tab;
use super::{Answer, Desk};

/// Returns a `GridRange` as the service tells it, checked against the tab.
fn checked(book: &Book, range: Option<&Value>) -> Result<(i32, Value), String> {
    let range = range.ok_or("No range specified.")?;
    let (id, _) = book.block(range)?;
    let mut told = range.clone();
    if let Some(object) = told.as_object_mut() {
        object.remove("sheetId");
        // Recorded ranges of the tab with the id 0 have no `sheetId`.
        if id != 0 {
            object.insert("sheetId".to_owned(), json!(id));
        }
    }
    Ok((id, told))
}

/// Returns the tab that holds an overlay with that id, and its place in the list.
fn held(book: &Book, name: &str, id: i32, list: fn(&Tab) -> &Vec<Value>) -> Option<(i32, usize)> {
    book.tabs.iter().find_map(|tab| {
        let at = list(tab).iter().position(|one| int(one, name) == Some(id))?;
        Some((tab.id, at))
    })
}

pub(super) fn add_protected(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let asked = ask.get("protectedRange").ok_or("No protectedRange specified.")?;
    if asked.get("namedRangeId").is_some() || asked.get("tableId").is_some() {
        return Err("The practice sheet protects ranges only.".to_owned());
    }
    let (tab, range) = checked(desk.book, asked.get("range"))?;
    let id = match int(asked, "protectedRangeId").unwrap_or_default() {
        0 => desk.book.fresh_id(),
        id => id,
    };
    if held(desk.book, "protectedRangeId", id, |tab| &tab.protected).is_some() {
        return Err(format!("A protected range with the ID [{id}] already exists."));
    }
    let mut made = asked.clone();
    made["protectedRangeId"] = json!(id);
    made["range"] = range;
    tidy_protected(&mut made)?;
    // The stored flag stands for "protected through the API", so what a person protects keeps the program out.
    if desk.caller.is_none() {
        made["requestingUserCanEdit"] = json!(false);
    }
    desk.book.tab_mut(tab)?.protected.push(made.clone());
    Ok(json!({"protectedRange": made}))
}

/// Leaves out what proto3 leaves out, and says what the caller may do.
fn tidy_protected(made: &mut Value) -> Result<(), String> {
    let warning = flag(made, "warningOnly");
    let named = made.get("editors").is_some_and(|editors| {
        editors.as_object().is_some_and(|lists| lists.values().any(|l| *l != json!([])))
    });
    if warning && named {
        return Err("Editors can't be set on a range that only shows a warning.".to_owned());
    }
    let Some(object) = made.as_object_mut() else { return Ok(()) };
    object.retain(|_, value| *value != json!(false) && *value != json!(""));
    object.insert("requestingUserCanEdit".to_owned(), json!(true));
    let editors = object.entry("editors").or_insert_with(|| json!({}));
    if let Some(lists) = editors.as_object_mut() {
        lists.retain(|_, value| *value != json!([]) && *value != json!(false));
    }
    Ok(())
}

pub(super) fn update_protected(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "ProtectedRange")?;
    let asked = ask.get("protectedRange").ok_or("No protectedRange specified.")?;
    let id = int(asked, "protectedRangeId").unwrap_or_default();
    let (tab, at) = held(desk.book, "protectedRangeId", id, |tab| &tab.protected)
        .ok_or_else(|| format!("No protected range with ID [{id}]."))?;
    let mut asked = asked.clone();
    if mask.child("range").is_some() && asked.get("range").is_some() {
        let (moved, range) = checked(desk.book, asked.get("range"))?;
        if moved != tab {
            return Err("A protected range cannot move to another sheet.".to_owned());
        }
        asked["range"] = range;
    }
    let one = &mut desk.book.tab_mut(tab)?.protected[at];
    let range = one["range"].clone();
    mask.copy(&asked, one);
    if one.get("range").is_none() {
        one["range"] = range;
    }
    one["protectedRangeId"] = json!(id);
    tidy_protected(one)?;
    Ok(Value::Null)
}

pub(super) fn delete_protected(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let id = int(ask, "protectedRangeId").unwrap_or_default();
    let (tab, at) = held(desk.book, "protectedRangeId", id, |tab| &tab.protected)
        .ok_or_else(|| format!("No protected range with ID [{id}]."))?;
    desk.book.tab_mut(tab)?.protected.remove(at);
    Ok(Value::Null)
}

pub(super) fn set_filter(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let asked = ask.get("filter").ok_or("No filter specified.")?;
    let (tab, range) = checked(desk.book, asked.get("range"))?;
    let block = desk.book.tab(tab)?.block(&range)?;
    let mut made = asked.clone();
    made["range"] = grid_range(tab, block);
    desk.book.tab_mut(tab)?.filter = Some(made);
    Ok(Value::Null)
}

pub(super) fn clear_filter(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    desk.book.tab_mut(int(ask, "sheetId").unwrap_or_default())?.filter = None;
    Ok(Value::Null)
}

pub(super) fn add_banding(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let asked = ask.get("bandedRange").ok_or("No bandedRange specified.")?;
    if asked.get("rowProperties").is_none() && asked.get("columnProperties").is_none() {
        return Err("Must specify rowProperties or columnProperties.".to_owned());
    }
    let (tab, range) = checked(desk.book, asked.get("range"))?;
    let id = match int(asked, "bandedRangeId").unwrap_or_default() {
        0 => desk.book.fresh_id(),
        id => id,
    };
    if held(desk.book, "bandedRangeId", id, |tab| &tab.bandings).is_some() {
        return Err(format!("A banded range with the ID [{id}] already exists."));
    }
    let block = desk.book.tab(tab)?.block(&range)?;
    let own = desk.book.tab_mut(tab)?;
    let blocks = own.bandings.iter().filter_map(|one| own.block(&one["range"]).ok());
    if blocks.into_iter().any(|other| other.meets(block)) {
        let words = "You cannot add alternating background colors to a range that already has \
                     alternating background colors.";
        return Err(words.to_owned());
    }
    let mut made = asked.clone();
    made["bandedRangeId"] = json!(id);
    made["range"] = grid_range(tab, block);
    own.bandings.push(made.clone());
    Ok(json!({"bandedRange": made}))
}

pub(super) fn update_banding(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "BandedRange")?;
    let asked = ask.get("bandedRange").ok_or("No bandedRange specified.")?;
    let id = int(asked, "bandedRangeId").unwrap_or_default();
    let (tab, at) = held(desk.book, "bandedRangeId", id, |tab| &tab.bandings)
        .ok_or_else(|| format!("No banded range with ID [{id}]."))?;
    if let Some(range) = asked.get("range") {
        checked(desk.book, Some(range))?;
    }
    let one = &mut desk.book.tab_mut(tab)?.bandings[at];
    let range = one["range"].clone();
    mask.copy(asked, one);
    if one.get("range").is_none() {
        one["range"] = range;
    }
    one["bandedRangeId"] = json!(id);
    Ok(Value::Null)
}

pub(super) fn delete_banding(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let id = int(ask, "bandedRangeId").unwrap_or_default();
    let (tab, at) = held(desk.book, "bandedRangeId", id, |tab| &tab.bandings)
        .ok_or_else(|| format!("No banded range with ID [{id}]."))?;
    desk.book.tab_mut(tab)?.bandings.remove(at);
    Ok(Value::Null)
}

pub(super) fn add_named(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let asked = ask.get("namedRange").ok_or("No namedRange specified.")?;
    let name = text(asked, "name").to_owned();
    check_name(&name)?;
    let (_, range) = checked(desk.book, asked.get("range"))?;
    if desk.book.named.iter().any(|one| same_name(one, &name)) {
        return Err(format!(
            "Cannot add named range with name: {name}, a named range with that name already exists."
        ));
    }
    let id = match text(asked, "namedRangeId") {
        "" => desk.book.fresh_id().to_string(),
        id => id.to_owned(),
    };
    if desk.book.named.iter().any(|one| one["namedRangeId"] == json!(id)) {
        return Err(format!("A named range with the ID \"{id}\" already exists."));
    }
    let made = json!({"namedRangeId": id, "name": name, "range": range});
    desk.book.named.push(made.clone());
    Ok(json!({"namedRange": made}))
}

fn same_name(one: &Value, name: &str) -> bool {
    text(one, "name").eq_ignore_ascii_case(name)
}

fn check_name(name: &str) -> Result<(), String> {
    let first = name.chars().next().is_some_and(|letter| letter.is_alphabetic() || letter == '_');
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || "_.".contains(letter));
    // So that a name in a formula or in a range can never mean a cell.
    let cell = matches!(super::super::a1::split(name), Some((None, Some(_))));
    if first && plain && !cell && name.chars().count() <= 250 {
        Ok(())
    } else {
        Err(format!("Invalid named range name: {name}"))
    }
}

pub(super) fn update_named(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "NamedRange")?;
    let asked = ask.get("namedRange").ok_or("No namedRange specified.")?;
    let id = text(asked, "namedRangeId");
    let at = desk.book.named.iter().position(|one| text(one, "namedRangeId") == id);
    let at = at.ok_or_else(|| format!("No named range with ID: {id}"))?;
    if mask.child("name").is_some() && (mask != Mask::All || asked.get("name").is_some()) {
        let name = text(asked, "name");
        check_name(name)?;
        if desk
            .book
            .named
            .iter()
            .enumerate()
            .any(|(other, one)| other != at && same_name(one, name))
        {
            return Err(format!("A named range with the name {name} already exists."));
        }
        desk.book.named[at]["name"] = json!(name);
    }
    if mask.child("range").is_some() && asked.get("range").is_some() {
        let (_, range) = checked(desk.book, asked.get("range"))?;
        desk.book.named[at]["range"] = range;
    }
    Ok(Value::Null)
}

pub(super) fn delete_named(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let id = text(ask, "namedRangeId");
    let at = desk.book.named.iter().position(|one| text(one, "namedRangeId") == id);
    desk.book.named.remove(at.ok_or_else(|| format!("No named range with ID: {id}"))?);
    Ok(Value::Null)
}

/// `mergeCells`: the first cell of each merge keeps its value, the others lose theirs.
pub(super) fn merge(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (id, block) = desk.block(ask, "range")?;
    let pieces: Vec<Block> = match text(ask, "mergeType") {
        "MERGE_ROWS" => {
            (block.top..block.bottom).map(|top| Block { top, bottom: top + 1, ..block }).collect()
        }
        "MERGE_COLUMNS" => {
            (block.left..block.right).map(|left| Block { left, right: left + 1, ..block }).collect()
        }
        _ => vec![block],
    };
    let tab = desk.book.tab_mut(id)?;
    let whole = |other: Block| {
        block.top <= other.top
            && other.bottom <= block.bottom
            && block.left <= other.left
            && other.right <= block.right
    };
    // Where this ends in a refusal the merges are lost, and so is the copy that is being changed.
    let merges = std::mem::take(&mut tab.merges);
    for merge in merges {
        let other = tab.block(&merge)?;
        if other.meets(block) && !whole(other) {
            return Err(
                "You must select all cells in a merged range to merge or unmerge them.".to_owned()
            );
        }
        if !other.meets(block) {
            tab.merges.push(merge);
        }
    }
    for piece in pieces.into_iter().filter(|piece| piece.height() * piece.width() > 1) {
        super::cells::each(piece, |row, column| {
            if (row, column) != (piece.top, piece.left)
                && tab.has_value(row, column)
                && let Some(cell) = tab.cell_mut(row, column)
            {
                cell.entered = super::super::cell::Entered::Empty;
            }
            Ok(())
        })?;
        tab.merges.push(grid_range(id, piece));
    }
    Ok(Value::Null)
}

pub(super) fn unmerge(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let (id, block) = desk.block(ask, "range")?;
    let tab = Arc::clone(desk.book.tab(id)?);
    let apart = |merge: &Value| tab.block(merge).is_ok_and(|other| !other.meets(block));
    desk.book.tab_mut(id)?.merges.retain(apart);
    Ok(Value::Null)
}
