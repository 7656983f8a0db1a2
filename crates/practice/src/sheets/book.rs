//! A spreadsheet: its tabs, its properties, and who may see it.

use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Map, Value, json};

use super::Role;
use super::a1::{self, Block};
use super::json::int;
use super::tab::{Metadata, Tab};

/// A spreadsheet. A copy costs little until a row is changed.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) locale: String,
    pub(crate) zone: String,
    /// Further `SpreadsheetProperties`, as sent.
    pub(crate) properties: Map<String, Value>,
    pub(crate) tabs: Vec<Arc<Tab>>,
    pub(crate) named: Vec<Value>,
    pub(crate) metadata: Vec<Metadata>,
    pub(crate) shared: Vec<(String, Role)>,
    /// Whether the only tab is the one that came of itself.
    pub(crate) untouched: bool,
    /// Where the next made-up id is looked for.
    pub(crate) next_id: i32,
}

impl Book {
    /// Returns a spreadsheet with one empty tab.
    pub(crate) fn new(id: &str, title: &str, locale: &str, zone: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            locale: locale.to_owned(),
            zone: zone.to_owned(),
            properties: Map::new(),
            tabs: vec![Arc::new(Tab::new(
                0,
                first_title(locale),
                super::tab::ROWS,
                super::tab::COLUMNS,
            ))],
            named: Vec::new(),
            metadata: Vec::new(),
            shared: Vec::new(),
            untouched: true,
            next_id: 1_000_000_007,
        }
    }

    /// Returns the wall time in the spreadsheet's own zone.
    pub(crate) fn local(&self, now: DateTime<Utc>) -> NaiveDateTime {
        match self.zone.parse::<chrono_tz::Tz>() {
            Ok(zone) => now.with_timezone(&zone).naive_local(),
            Err(_) => now.naive_utc(),
        }
    }

    /// Returns an id that the service would have made up.
    pub(crate) fn fresh_id(&mut self) -> i32 {
        // A fixed stride, so that the same story always gives the same ids.
        self.next_id = (self.next_id.wrapping_mul(31).wrapping_add(1_234_577)) & 0x7fff_ffff;
        self.next_id.max(1)
    }

    /// Returns a tab's place.
    pub(crate) fn place(&self, id: i32) -> Option<usize> {
        self.tabs.iter().position(|tab| tab.id == id)
    }

    /// Returns a tab by its exact title.
    pub(crate) fn titled(&self, title: &str) -> Option<&Arc<Tab>> {
        self.tabs.iter().find(|tab| tab.title == title)
    }

    /// Returns a tab to change, by id.
    ///
    /// # Errors
    ///
    /// The words for a tab that is not there.
    pub(crate) fn tab_mut(&mut self, id: i32) -> Result<&mut Tab, String> {
        let tab = self.tabs.iter_mut().find(|tab| tab.id == id);
        tab.map(Arc::make_mut).ok_or_else(|| format!("No grid with id: {id}"))
    }

    /// Returns a tab by id.
    ///
    /// # Errors
    ///
    /// The words for a tab that is not there.
    pub(crate) fn tab(&self, id: i32) -> Result<&Arc<Tab>, String> {
        let tab = self.tabs.iter().find(|tab| tab.id == id);
        tab.ok_or_else(|| format!("No grid with id: {id}"))
    }

    /// Returns the tab and the cells of a `GridRange`.
    ///
    /// # Errors
    ///
    /// The words for a tab that is not there or a range that does not fit.
    pub(crate) fn block(&self, range: &Value) -> Result<(i32, Block), String> {
        let id = int(range, "sheetId").unwrap_or_default();
        Ok((id, self.tab(id)?.block(range)?))
    }

    /// Returns the tab's place and the cells of a range in A1 notation.
    ///
    /// # Errors
    ///
    /// The words for a range that cannot be read or begins outside the grid.
    pub(crate) fn find(&self, text: &str) -> Result<(usize, Block), String> {
        let unreadable = || format!("Unable to parse range: {text}");
        // A name never reads like a cell (`check_name`), so looking for names first hides no cell.
        if let Some(named) = self.named.iter().find(|named| named["name"] == text) {
            let (id, block) = self.block(&named["range"])?;
            return Ok((self.place(id).unwrap_or_default(), block));
        }
        let (title, open) = a1::split(text).ok_or_else(unreadable)?;
        let place = match title {
            Some(title) => self.tabs.iter().position(|tab| tab.title == title),
            // Without a title the first visible tab is meant.
            None => self.tabs.iter().position(|tab| !tab.hidden),
        };
        let place = place.ok_or_else(unreadable)?;
        let tab = &self.tabs[place];
        let block = tab.close(open.unwrap_or_default())?;
        Ok((place, block))
    }

    /// Returns the `SpreadsheetProperties`.
    pub(crate) fn to_properties(&self) -> Value {
        let mut properties = self.properties.clone();
        properties.insert("title".to_owned(), json!(self.title));
        properties.insert("locale".to_owned(), json!(self.locale));
        properties.insert("timeZone".to_owned(), json!(self.zone));
        properties.entry("autoRecalc").or_insert_with(|| json!("ON_CHANGE"));
        properties.insert("defaultFormat".to_owned(), default_format());
        Value::Object(properties)
    }
}

/// Returns a `GridRange`; the id of tab 0 is left out, as the service leaves it out.
pub(crate) fn grid_range(id: i32, block: Block) -> Value {
    let mut range = json!({
        "startRowIndex": block.top,
        "endRowIndex": block.bottom,
        "startColumnIndex": block.left,
        "endColumnIndex": block.right,
    });
    if id != 0 {
        range["sheetId"] = json!(id);
    }
    range
}

/// Returns the format of a cell that nobody formatted, as recorded.
pub(crate) fn default_format() -> Value {
    json!({
        "backgroundColor": {"red": 1, "green": 1, "blue": 1},
        "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": {
            "foregroundColor": {},
            "foregroundColorStyle": {"rgbColor": {}},
            "fontFamily": "arial,sans,sans-serif",
            "fontSize": 10,
            "bold": false,
            "italic": false,
            "strikethrough": false,
            "underline": false,
        },
    })
}

fn first_title(locale: &str) -> &'static str {
    if locale.starts_with("ja") { "シート1" } else { "Sheet1" }
}
