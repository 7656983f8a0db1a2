//! Developer metadata: notes of programs on spreadsheets, tabs, rows and columns.
//!
//! Source: <https://developers.google.com/workspace/sheets/api/guides/metadata>.

use serde_json::{Map, Value, json};

use super::a1::Block;
use super::book::Book;
use super::errors::Fault;
use super::json::{flag, int, list as items, put, text};
use super::tab::{Dimension, Line, Metadata};

/// Letters of keys and values together, for the spreadsheet and for each tab.
const LETTERS_MAX: usize = 30_000;

/// What a piece of metadata belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Spreadsheet,
    Tab(i32),
    /// A row or column of a tab.
    Line(i32, Dimension, usize),
}

impl Place {
    fn of(location: &Value, book: &Book) -> Result<Self, String> {
        if flag(location, "spreadsheet") {
            return Ok(Self::Spreadsheet);
        }
        if let Some(id) = int(location, "sheetId") {
            return book.tab(id).map(|_| Self::Tab(id));
        }
        let Some(range) = location.get("dimensionRange") else {
            return Err("No location specified for developer metadata.".to_owned());
        };
        let (id, dimension) = (int(range, "sheetId").unwrap_or_default(), Dimension::of(range)?);
        let start = int(range, "startIndex").unwrap_or_default();
        let end = int(range, "endIndex").unwrap_or_default();
        let index = usize::try_from(start).unwrap_or(usize::MAX);
        if end != start.saturating_add(1) || index >= book.tab(id)?.count(dimension) {
            let words = "Developer metadata can only be associated with a single row or column.";
            return Err(words.to_owned());
        }
        Ok(Self::Line(id, dimension, index))
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Spreadsheet => "SPREADSHEET",
            Self::Tab(_) => "SHEET",
            Self::Line(_, Dimension::Rows, _) => "ROW",
            Self::Line(_, Dimension::Columns, _) => "COLUMN",
        }
    }

    fn to_value(self) -> Value {
        let mut told = Map::new();
        match self {
            Self::Spreadsheet => put(&mut told, "spreadsheet", true),
            Self::Tab(id) => {
                told.insert("sheetId".to_owned(), json!(id));
            }
            Self::Line(id, dimension, index) => {
                let mut range = json!({"dimension": dimension.word(), "startIndex": index, "endIndex": index + 1});
                if id != 0 {
                    range["sheetId"] = json!(id);
                }
                told.insert("dimensionRange".to_owned(), range);
            }
        }
        told.insert("locationType".to_owned(), json!(self.kind()));
        Value::Object(told)
    }

    /// Tells whether the place touches another: a tab touches its rows, a spreadsheet everything.
    fn touches(self, other: Self) -> bool {
        match (self, other) {
            (Self::Spreadsheet, _) | (_, Self::Spreadsheet) => true,
            (Self::Tab(one) | Self::Line(one, ..), Self::Tab(two))
            | (Self::Tab(one), Self::Line(two, ..)) => one == two,
            (Self::Line(one, across, _), Self::Line(two, along, _)) if across != along => {
                one == two
            }
            (one, two) => one == two,
        }
    }

    fn within(self, id: i32, block: Block) -> bool {
        match self {
            Self::Spreadsheet => false,
            Self::Tab(own) => own == id,
            Self::Line(own, Dimension::Rows, row) => {
                own == id && (block.top..block.bottom).contains(&row)
            }
            Self::Line(own, Dimension::Columns, column) => {
                own == id && (block.left..block.right).contains(&column)
            }
        }
    }
}

/// Returns a `DeveloperMetadata`.
pub(crate) fn to_value(entry: &Metadata, place: Place) -> Value {
    let mut told = Map::new();
    put(&mut told, "metadataId", entry.id);
    put(&mut told, "metadataKey", entry.key.as_str());
    put(&mut told, "metadataValue", entry.value.as_str());
    put(&mut told, "visibility", entry.visibility.as_str());
    told.insert("location".to_owned(), place.to_value());
    Value::Object(told)
}

/// Returns the list that belongs to one place.
pub(crate) fn list(entries: &[Metadata], place: Place) -> Value {
    entries.iter().map(|entry| to_value(entry, place)).collect()
}

/// Returns everything there is, with its place.
pub(crate) fn all(book: &Book) -> Vec<(Place, &Metadata)> {
    let mut found: Vec<_> = book.metadata.iter().map(|entry| (Place::Spreadsheet, entry)).collect();
    for tab in &book.tabs {
        found.extend(tab.metadata.iter().map(|entry| (Place::Tab(tab.id), entry)));
        for (index, row) in tab.rows.iter().enumerate() {
            add_line(&mut found, Place::Line(tab.id, Dimension::Rows, index), &row.line);
        }
        for (index, column) in tab.columns.iter().enumerate() {
            add_line(&mut found, Place::Line(tab.id, Dimension::Columns, index), column);
        }
    }
    found
}

/// Adds what a line holds, which for almost every line is nothing: this runs over every row of the book, often.
fn add_line<'a>(found: &mut Vec<(Place, &'a Metadata)>, place: Place, line: &'a Line) {
    if !line.metadata.is_empty() {
        found.extend(line.metadata.iter().map(|entry| (place, entry)));
    }
}

/// Returns the piece with that id.
///
/// # Errors
///
/// A 404 when there is none.
pub(crate) fn get(book: &Book, id: &str) -> Result<Value, Fault> {
    let found = all(book).into_iter().find(|(_, entry)| entry.id.to_string() == id);
    found
        .map(|(place, entry)| to_value(entry, place))
        .ok_or_else(|| Fault::missing(format!("No developer metadata with ID {id}")))
}

/// Answers `developerMetadata:search`: each match with the filters that found it.
///
/// # Errors
///
/// The words for a filter that cannot be read.
pub(crate) fn search(book: &Book, body: &Value) -> Result<Value, String> {
    let filters = items(body, "dataFilters");
    let mut found = Vec::new();
    for (place, entry) in all(book) {
        let mut by = Vec::new();
        for filter in filters {
            if matches(book, filter, place, entry)? {
                by.push(filter.clone());
            }
        }
        if !by.is_empty() {
            found.push(json!({"developerMetadata": to_value(entry, place), "dataFilters": by}));
        }
    }
    let mut told = Map::new();
    put(&mut told, "matchedDeveloperMetadata", found);
    Ok(Value::Object(told))
}

/// Tells whether a `DataFilter` selects a piece: every field that is given must agree.
fn matches(book: &Book, filter: &Value, place: Place, entry: &Metadata) -> Result<bool, String> {
    if let Some(range) = filter.get("gridRange") {
        let (id, block) = book.block(range)?;
        return Ok(place.within(id, block));
    }
    if let Some(range) = filter.get("a1Range").and_then(Value::as_str) {
        let (at, block) = book.find(range)?;
        return Ok(place.within(book.tabs[at].id, block));
    }
    let Some(lookup) = filter.get("developerMetadataLookup") else {
        return Err("Must specify at least one data filter.".to_owned());
    };
    let agrees = |name: &str, own: &str| lookup.get(name).is_none_or(|wanted| wanted == own);
    let near = match lookup.get("metadataLocation") {
        None => true,
        Some(location) => {
            let wanted = Place::of(location, book)?;
            match text(lookup, "locationMatchingStrategy") {
                "EXACT_LOCATION" => wanted == place,
                "INTERSECTING_LOCATION" => wanted.touches(place),
                // A row or column means itself unless said otherwise, the others all within.
                _ if matches!(wanted, Place::Line(..)) => wanted == place,
                _ => wanted.touches(place),
            }
        }
    };
    Ok(near
        && int(lookup, "metadataId").is_none_or(|id| id == entry.id)
        && agrees("metadataKey", &entry.key)
        && agrees("metadataValue", &entry.value)
        && agrees("visibility", &entry.visibility)
        && agrees("locationType", place.kind()))
}

/// Returns places and ids of what the filters select.
///
/// # Errors
///
/// The words for a filter that cannot be read.
pub(crate) fn select(book: &Book, filters: &[&Value]) -> Result<Vec<(Place, i32)>, String> {
    let mut found = Vec::new();
    for (place, entry) in all(book) {
        for filter in filters {
            if matches(book, filter, place, entry)? {
                found.push((place, entry.id));
                break;
            }
        }
    }
    Ok(found)
}

/// Creates a piece; an id that exists is refused unless ids repeat, which is what makes it a lock.
/// With `is_told` off it is found by lookups, but not shown beside the cells.
///
/// # Errors
///
/// The service's words.
pub(crate) fn create(
    book: &mut Book,
    asked: &Value,
    ids_repeat: bool,
    is_told: bool,
) -> Result<Value, String> {
    let id = match int(asked, "metadataId").unwrap_or_default() {
        // 0 means not given in proto3: the service then makes an id up.
        0 => book.fresh_id(),
        id if id < 0 => return Err(format!("Developer metadata ID [{id}] must be positive.")),
        id => id,
    };
    if !ids_repeat && all(book).iter().any(|(_, entry)| entry.id == id) {
        return Err(format!(
            "Cannot add developer metadata with ID [{id}] because developer metadata with that ID \
             already exists."
        ));
    }
    let entry = Metadata {
        id,
        key: text(asked, "metadataKey").to_owned(),
        value: text(asked, "metadataValue").to_owned(),
        visibility: text(asked, "visibility").to_owned(),
        is_told,
    };
    check(&entry)?;
    let place = Place::of(asked.get("location").unwrap_or(&Value::Null), book)?;
    let told = to_value(&entry, place);
    // Put in before the limit is looked at, which counts what is there; a refused batch throws this copy away.
    if let Some(list) = entries_mut(book, place) {
        list.push(entry);
    }
    within_limit(book, place)?;
    Ok(told)
}

fn check(entry: &Metadata) -> Result<(), String> {
    if entry.key.is_empty() {
        return Err("Developer metadata must have a key.".to_owned());
    }
    if !matches!(entry.visibility.as_str(), "DOCUMENT" | "PROJECT") {
        return Err("Developer metadata must have a visibility.".to_owned());
    }
    Ok(())
}

fn within_limit(book: &Book, place: Place) -> Result<(), String> {
    let owner = |place: Place| match place {
        Place::Spreadsheet => None,
        Place::Tab(id) | Place::Line(id, ..) => Some(id),
    };
    let own = all(book).into_iter().filter(|(at, _)| owner(*at) == owner(place));
    let letters: usize = own.map(|(_, entry)| entry.key.len() + entry.value.len()).sum();
    if letters > LETTERS_MAX {
        return Err(format!("Developer metadata exceeds the limit of {LETTERS_MAX} characters."));
    }
    Ok(())
}

fn entries_mut(book: &mut Book, place: Place) -> Option<&mut Vec<Metadata>> {
    match place {
        Place::Spreadsheet => Some(&mut book.metadata),
        Place::Tab(id) => book.tab_mut(id).ok().map(|tab| &mut tab.metadata),
        Place::Line(id, dimension, index) => {
            book.tab_mut(id).ok()?.line_mut(dimension, index).map(|line| &mut line.metadata)
        }
    }
}

/// Takes a piece out.
pub(crate) fn remove(book: &mut Book, (place, id): (Place, i32)) -> Option<Value> {
    let list = entries_mut(book, place)?;
    let at = list.iter().position(|entry| entry.id == id)?;
    Some(to_value(&list.remove(at), place))
}

/// Changes a piece; a new location moves it.
///
/// # Errors
///
/// The service's words.
pub(crate) fn update(
    book: &mut Book,
    (place, id): (Place, i32),
    asked: &Value,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Value, String> {
    let target = match wanted("location").then(|| asked.get("location")).flatten() {
        Some(location) => Place::of(location, book)?,
        None => place,
    };
    let list = entries_mut(book, place);
    // Taken out and put in again, because a new location may be in another list.
    let taken = list.and_then(|list| {
        let at = list.iter().position(|entry| entry.id == id)?;
        Some(list.remove(at))
    });
    let Some(mut entry) = taken else { return Ok(Value::Null) };
    for (name, field) in [
        ("metadataKey", &mut entry.key),
        ("metadataValue", &mut entry.value),
        ("visibility", &mut entry.visibility),
    ] {
        if wanted(name) {
            text(asked, name).clone_into(field);
        }
    }
    check(&entry)?;
    let told = to_value(&entry, target);
    if let Some(list) = entries_mut(book, target) {
        list.push(entry);
    }
    within_limit(book, target)?;
    Ok(told)
}
