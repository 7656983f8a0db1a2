//! Requests on tabs and on the spreadsheet itself.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::book::Book;
use super::super::dimension::{self, CELLS_MAX};
use super::super::field_mask::Mask;
use super::super::json::{flag, int, put, text};
use super::super::tab::{COLUMNS, Dimension, ROWS, Tab};
use super::{Answer, Desk};

/// What `SheetProperties` holds besides the fields that are kept apart.
const KEPT: [&str; 3] = ["rightToLeft", "tabColor", "tabColorStyle"];

pub(super) fn add(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let nothing = json!({});
    let asked = ask.get("properties").unwrap_or(&nothing);
    if !matches!(text(asked, "sheetType"), "" | "GRID") {
        return Err("The practice sheet has grids only.".to_owned());
    }
    let id = match int(asked, "sheetId") {
        Some(_) if desk.quirks.tab_ids_refused => {
            return Err("Sheet IDs are assigned by the service.".to_owned());
        }
        Some(id) if id < 0 => return Err(format!("Sheet ID [{id}] must not be negative.")),
        Some(id) => id,
        None => desk.book.fresh_id(),
    };
    check_id(desk.book, id)?;
    let title = match text(asked, "title") {
        "" => unused_title(desk.book),
        title => title.to_owned(),
    };
    check_title(desk.book, &title, None)?;
    let grid = asked.get("gridProperties").unwrap_or(&nothing);
    let size = |name: &str, usual: usize| match int(grid, name) {
        None => Ok(usual),
        Some(count) => usize::try_from(count)
            .ok()
            .filter(|count| *count > 0)
            .ok_or_else(|| format!("gridProperties.{name}[{count}] must be greater than zero.")),
    };
    let (rows, columns) = (size("rowCount", ROWS)?, size("columnCount", COLUMNS)?);
    check_cells(desk.book, rows.saturating_mul(columns))?;
    let mut tab = Tab::new(id, &title, rows, columns);
    let mask = Mask::All;
    set_properties(&mut tab, asked, &mask)?;
    tab.hidden = flag(asked, "hidden");
    let index = int(asked, "index").and_then(|index| usize::try_from(index).ok());
    let index = index.unwrap_or(usize::MAX).min(desk.book.tabs.len());
    desk.book.tabs.insert(index, Arc::new(tab));
    visible(desk.book)?;
    Ok(json!({"properties": desk.book.tabs[index].to_properties(index)}))
}

fn check_id(book: &Book, id: i32) -> Result<(), String> {
    match book.place(id) {
        Some(_) => {
            Err(format!("A sheet with the ID \"{id}\" already exists. Please specify another ID."))
        }
        None => Ok(()),
    }
}

fn check_title(book: &Book, title: &str, except: Option<i32>) -> Result<(), String> {
    let taken = book
        .tabs
        .iter()
        .any(|tab| Some(tab.id) != except && tab.title.to_lowercase() == title.to_lowercase());
    if title.is_empty() {
        return Err("Sheet title cannot be empty.".to_owned());
    }
    if title.encode_utf16().count() > 100 {
        return Err("Sheet titles cannot be longer than 100 characters.".to_owned());
    }
    if taken {
        return Err(format!(
            "A sheet with the name \"{title}\" already exists. Please enter another name."
        ));
    }
    Ok(())
}

fn check_cells(book: &Book, more: usize) -> Result<(), String> {
    let cells: usize = book.tabs.iter().map(|tab| tab.rows.len() * tab.columns.len()).sum();
    if cells.saturating_add(more) > CELLS_MAX {
        return Err(format!(
            "This action would increase the number of cells in the workbook above the limit of \
             {CELLS_MAX} cells."
        ));
    }
    Ok(())
}

fn unused_title(book: &Book) -> String {
    let mut number = book.tabs.len() + 1;
    loop {
        let title = format!("Sheet{number}");
        if check_title(book, &title, None).is_ok() {
            return title;
        }
        number += 1;
    }
}

fn visible(book: &Book) -> Result<(), String> {
    if book.tabs.iter().all(|tab| tab.hidden) {
        return Err("You can't hide all the sheets in a document.".to_owned());
    }
    Ok(())
}

pub(super) fn delete(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let id = int(ask, "sheetId").unwrap_or_default();
    let place = desk.book.place(id).ok_or_else(|| format!("No sheet with id: {id}"))?;
    if desk.book.tabs.iter().filter(|tab| tab.id != id).all(|tab| tab.hidden) {
        return Err("You can't remove all the visible sheets in a document.".to_owned());
    }
    desk.book.tabs.remove(place);
    // Named ranges are kept with the spreadsheet, so they do not go with the tab by themselves.
    desk.book.named.retain(|named| int(&named["range"], "sheetId").unwrap_or_default() != id);
    Ok(Value::Null)
}

pub(super) fn update(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "SheetProperties")?;
    let nothing = json!({});
    let asked = ask.get("properties").unwrap_or(&nothing);
    let id = int(asked, "sheetId").unwrap_or_default();
    let place = desk.book.place(id).ok_or_else(|| format!("No sheet with id: {id}"))?;
    if mask != Mask::All && mask.child("sheetType").is_some() {
        return Err("Sheet type cannot be changed.".to_owned());
    }
    if mask.child("title").is_some() && (mask != Mask::All || asked.get("title").is_some()) {
        check_title(desk.book, text(asked, "title"), Some(id))?;
    }
    let tab = desk.book.tab_mut(id)?;
    set_properties(tab, asked, &mask)?;
    resize(desk.book, id, asked, &mask)?;
    let given = mask != Mask::All || asked.get("index").is_some();
    if mask.child("index").is_some() && given {
        let index = int(asked, "index").and_then(|index| usize::try_from(index).ok());
        let index = index.ok_or("index must not be negative.")?;
        // The place is counted before the tab leaves its own.
        let target = if index > place { index - 1 } else { index }.min(desk.book.tabs.len() - 1);
        let tab = desk.book.tabs.remove(place);
        desk.book.tabs.insert(target, tab);
    }
    visible(desk.book)?;
    Ok(Value::Null)
}

fn set_properties(tab: &mut Tab, asked: &Value, mask: &Mask) -> Result<(), String> {
    if mask.child("title").is_some() && !text(asked, "title").is_empty() {
        text(asked, "title").clone_into(&mut tab.title);
    }
    if mask.child("hidden").is_some() {
        tab.hidden = flag(asked, "hidden");
    }
    for name in KEPT.iter().filter(|name| mask.child(name).is_some()) {
        tab.properties.remove(*name);
        put(&mut tab.properties, name, asked.get(*name).cloned().unwrap_or_default());
    }
    if let Some(mask) = mask.child("gridProperties") {
        let nothing = json!({});
        let grid = asked.get("gridProperties").unwrap_or(&nothing);
        let mut kept = Value::Object(std::mem::take(&mut tab.grid));
        mask.copy(grid, &mut kept);
        let Value::Object(kept) = kept else { return Ok(()) };
        for (name, value) in kept {
            // The counts are those of the grid itself, which `resize` changes.
            if !matches!(name.as_str(), "rowCount" | "columnCount") {
                put(&mut tab.grid, &name, value);
            }
        }
        check_frozen(tab, grid)?;
    }
    Ok(())
}

fn check_frozen(tab: &Tab, grid: &Value) -> Result<(), String> {
    for (name, own, count) in [
        ("frozenRowCount", "rowCount", tab.rows.len()),
        ("frozenColumnCount", "columnCount", tab.columns.len()),
    ] {
        let frozen = tab.grid.get(name).and_then(Value::as_i64).unwrap_or_default();
        // Judged by the size that is asked for, because the grid is resized only after this.
        let count = int(grid, own).map_or(i64::try_from(count).unwrap_or(i64::MAX), i64::from);
        if frozen < 0 || (frozen > 0 && frozen >= count) {
            let what = if own == "rowCount" { "rows" } else { "columns" };
            return Err(format!("You can't freeze all visible {what} on the sheet."));
        }
    }
    Ok(())
}

/// Grows or cuts the grid to the counts that are asked for.
fn resize(book: &mut Book, id: i32, asked: &Value, mask: &Mask) -> Result<(), String> {
    let Some(below) = mask.child("gridProperties") else { return Ok(()) };
    let nothing = json!({});
    let grid = asked.get("gridProperties").unwrap_or(&nothing);
    for (name, dimension) in [("rowCount", Dimension::Rows), ("columnCount", Dimension::Columns)] {
        if below.child(name).is_none() || (*below == Mask::All && grid.get(name).is_none()) {
            continue;
        }
        let wanted = int(grid, name).and_then(|count| usize::try_from(count).ok());
        let wanted = wanted.filter(|count| *count > 0);
        let wanted =
            wanted.ok_or_else(|| format!("gridProperties.{name} must be greater than zero."))?;
        let tab = book.tab(id)?;
        let (count, other) = match dimension {
            Dimension::Rows => (tab.rows.len(), tab.columns.len()),
            Dimension::Columns => (tab.columns.len(), tab.rows.len()),
        };
        if wanted > count {
            check_cells(book, (wanted - count).saturating_mul(other))?;
            dimension::extend(book.tab_mut(id)?, dimension, wanted - count);
        } else if wanted < count {
            dimension::delete(book, id, dimension, wanted, count);
        }
    }
    Ok(())
}

pub(super) fn duplicate(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let source = int(ask, "sourceSheetId").unwrap_or_default();
    let tab = Arc::clone(desk.book.tab(source).map_err(|_| format!("No sheet with id: {source}"))?);
    // 0 means not given in proto3, so a copy never gets the id 0.
    let id = int(ask, "newSheetId").filter(|id| *id != 0);
    let id = id.unwrap_or_else(|| desk.book.fresh_id());
    check_id(desk.book, id)?;
    let title = match text(ask, "newSheetName") {
        "" => copy_title(desk.book, &tab.title),
        title => title.to_owned(),
    };
    check_title(desk.book, &title, None)?;
    check_cells(desk.book, tab.rows.len() * tab.columns.len())?;
    let index = int(ask, "insertSheetIndex").and_then(|index| usize::try_from(index).ok());
    let index = index.unwrap_or_default().min(desk.book.tabs.len());
    let made = renamed(desk.book, &tab, id, title);
    desk.book.tabs.insert(index, Arc::new(made));
    Ok(json!({"properties": desk.book.tabs[index].to_properties(index)}))
}

fn copy_title(book: &Book, title: &str) -> String {
    let mut copy = format!("Copy of {title}");
    let mut number = 1;
    while check_title(book, &copy, None).is_err() && number < 10_000 {
        number += 1;
        copy = format!("Copy of {title} {number}");
    }
    copy
}

/// Copies a tab into a spreadsheet under a new id; returns its properties.
pub(crate) fn copy_tab(book: &mut Book, tab: &Tab) -> Value {
    let id = book.fresh_id();
    let title = copy_title(book, &tab.title);
    let made = renamed(book, tab, id, title);
    book.tabs.push(Arc::new(made));
    let index = book.tabs.len() - 1;
    book.tabs[index].to_properties(index)
}

/// Returns a copy of a tab; metadata stays with the original.
fn renamed(book: &mut Book, tab: &Tab, id: i32, title: String) -> Tab {
    let mut made = Tab { id, title, hidden: false, metadata: Vec::new(), ..tab.clone() };
    // Only rows that have metadata are copied; all others stay shared with the original.
    for row in made.rows.iter_mut().filter(|row| !row.line.metadata.is_empty()) {
        Arc::make_mut(row).line.metadata.clear();
    }
    for line in &mut made.columns {
        line.metadata.clear();
    }
    for list in made.overlays_mut() {
        for overlay in list {
            readdress(overlay, id);
        }
    }
    if let Some(filter) = &mut made.filter {
        readdress(filter, id);
    }
    for (list, name) in
        [(&mut made.protected, "protectedRangeId"), (&mut made.bandings, "bandedRangeId")]
    {
        for overlay in list {
            // Their ids are unique in the whole spreadsheet; rules and merges have none.
            overlay[name] = json!(book.fresh_id());
        }
    }
    made
}

/// Points every range in a stored JSON at another tab.
fn readdress(value: &mut Value, id: i32) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|item| readdress(item, id)),
        Value::Object(object) => {
            if object.keys().any(|name| name.ends_with("RowIndex") || name.ends_with("ColumnIndex"))
            {
                object.insert("sheetId".to_owned(), json!(id));
                return;
            }
            object.values_mut().for_each(|item| readdress(item, id));
        }
        _ => {}
    }
}

pub(super) fn update_spreadsheet(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let mask = Mask::of_update(text(ask, "fields"), "SpreadsheetProperties")?;
    let nothing = json!({});
    let asked = ask.get("properties").unwrap_or(&nothing);
    let book = &mut *desk.book;
    for (name, field) in
        [("title", &mut book.title), ("locale", &mut book.locale), ("timeZone", &mut book.zone)]
    {
        let given = text(asked, name);
        if mask.child(name).is_none() || (mask == Mask::All && given.is_empty()) {
            continue;
        }
        if given.is_empty() {
            return Err(format!("{name} must not be empty."));
        }
        if name == "timeZone" && given.parse::<chrono_tz::Tz>().is_err() {
            return Err(format!("Invalid time zone: {given}"));
        }
        given.clone_into(field);
    }
    let mut kept = Value::Object(std::mem::take(&mut book.properties));
    mask.copy(asked, &mut kept);
    if let Value::Object(kept) = kept {
        let own = |name: &str| matches!(name, "title" | "locale" | "timeZone" | "defaultFormat");
        book.properties = kept.into_iter().filter(|(name, _)| !own(name)).collect::<Map<_, _>>();
    }
    Ok(Value::Null)
}
