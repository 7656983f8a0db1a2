//! What the small first request tells: the tabs, the zone, the version.

use serde::Deserialize;
use threadsheet_core::text::quoted;

use crate::sheets::fence::{Epoch, METADATA_ID};
use crate::sheets::lenient_json;
use crate::sheets::protected::{Area, Closed, Protected};

/// A spreadsheet without its cells.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The spreadsheet's title.
    pub title: String,
    /// The time zone's name, as in the CLDR.
    pub zone: String,
    /// The locale, like `ja_JP`.
    pub locale: String,
    /// The tabs in their order.
    pub tabs: Vec<Tab>,
    /// The version; none before the first write.
    pub epoch: Option<Epoch>,
    /// What may not be written.
    pub protected_cells: Closed,
}

/// A tab.
#[derive(Debug, Clone, Default)]
pub struct Tab {
    /// Its id, which stays when it is renamed or moved.
    pub sheet_id: i32,
    /// Its title.
    pub title: String,
    /// How many rows its grid has.
    pub rows: usize,
    /// How many columns its grid has.
    pub columns: usize,
}

/// The answer that lists the tabs.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Spreadsheet {
    #[serde(default, deserialize_with = "lenient_json::object")]
    properties: Properties,
    #[serde(default, deserialize_with = "lenient_json::list")]
    sheets: Vec<Sheet>,
    #[serde(default, deserialize_with = "lenient_json::list")]
    developer_metadata: Vec<Metadata>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Properties {
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient_json::text")]
    locale: Option<String>,
    #[serde(default, deserialize_with = "lenient_json::text")]
    time_zone: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Sheet {
    #[serde(default)]
    properties: Option<SheetProperties>,
    #[serde(default, deserialize_with = "lenient_json::list")]
    protected_ranges: Vec<ProtectedRange>,
}

/// Source: <https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/sheets#protectedrange>.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct ProtectedRange {
    #[serde(default)]
    range: Option<GridRange>,
    #[serde(default, deserialize_with = "lenient_json::list")]
    unprotected_ranges: Vec<GridRange>,
    #[serde(default)]
    warning_only: Option<bool>,
    #[serde(default)]
    requesting_user_can_edit: Option<bool>,
}

/// A side that is not told is open.
#[derive(Deserialize, Default)]
struct GridRange {
    #[serde(default, rename = "startRowIndex", deserialize_with = "lenient_json::int")]
    first_row: usize,
    #[serde(default, rename = "endRowIndex", deserialize_with = "lenient_json::int")]
    end_row: usize,
    #[serde(default, rename = "startColumnIndex", deserialize_with = "lenient_json::int")]
    first_column: usize,
    #[serde(default, rename = "endColumnIndex", deserialize_with = "lenient_json::int")]
    end_column: usize,
}

impl GridRange {
    fn area(&self, sheet_id: i32) -> Area {
        // An end of 0 would be an empty range, so it can only stand for a side that was left out.
        let end = |end: usize| if end == 0 { usize::MAX } else { end };
        let rows = self.first_row..end(self.end_row);
        Area { sheet_id, rows, columns: self.first_column..end(self.end_column) }
    }
}

impl ProtectedRange {
    /// Returns it, if it keeps whoever asks from editing.
    fn protected_cells(&self, sheet_id: i32) -> Option<Protected> {
        let is_open =
            self.warning_only == Some(true) || self.requesting_user_can_edit == Some(true);
        // A range leaves the id of the first tab out, so the tab is the one that lists it.
        let area = self.range.as_ref().filter(|_| !is_open)?.area(sheet_id);
        let open = self.unprotected_ranges.iter().map(|range| range.area(sheet_id)).collect();
        Some(Protected { area, open })
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct SheetProperties {
    #[serde(default, deserialize_with = "lenient_json::int")]
    sheet_id: i32,
    #[serde(default, deserialize_with = "lenient_json::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient_json::object")]
    grid_properties: GridProperties,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct GridProperties {
    #[serde(default, deserialize_with = "lenient_json::int")]
    row_count: usize,
    #[serde(default, deserialize_with = "lenient_json::int")]
    column_count: usize,
}

/// A piece of developer metadata.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metadata {
    #[serde(default, deserialize_with = "lenient_json::int")]
    metadata_id: i32,
    #[serde(default, deserialize_with = "lenient_json::text")]
    metadata_value: Option<String>,
}

impl Metadata {
    /// Returns the version, if it is that.
    pub(super) fn epoch(self) -> Option<Epoch> {
        (self.metadata_id == METADATA_ID)
            .then(|| Epoch::parse(&self.metadata_value.unwrap_or_default()))
    }
}

impl Spreadsheet {
    pub(super) fn listing(self) -> Listing {
        let protected_cells = self.sheets.iter().flat_map(|sheet| {
            let id = sheet.properties.as_ref().map_or(0, |properties| properties.sheet_id);
            sheet.protected_ranges.iter().filter_map(move |range| range.protected_cells(id))
        });
        let protected_cells = Closed { protected: protected_cells.collect(), ..Closed::default() };
        let tabs = self.sheets.into_iter().filter_map(|sheet| {
            let properties = sheet.properties?;
            Some(Tab {
                sheet_id: properties.sheet_id,
                title: properties.title.unwrap_or_default(),
                rows: properties.grid_properties.row_count,
                columns: properties.grid_properties.column_count,
            })
        });
        Listing {
            // It is only ever shown.
            title: quoted(&self.properties.title.unwrap_or_default()),
            zone: self.properties.time_zone.unwrap_or_default(),
            locale: self.properties.locale.unwrap_or_default(),
            tabs: tabs.collect(),
            protected_cells,
            epoch: self.developer_metadata.into_iter().find_map(Metadata::epoch),
        }
    }
}
