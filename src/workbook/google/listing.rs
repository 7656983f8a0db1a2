//! What the small first request tells: the tabs, the zone, the version.

use google_sheets4::api::Spreadsheet;

use crate::workbook::epoch::{Epoch, METADATA_ID};

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

impl Listing {
    pub(super) fn read(spreadsheet: Spreadsheet) -> Self {
        let properties = spreadsheet.properties.unwrap_or_default();
        let size = |count: Option<i32>| usize::try_from(count.unwrap_or(0)).unwrap_or(0);
        let tabs = spreadsheet.sheets.unwrap_or_default().into_iter().filter_map(|sheet| {
            let properties = sheet.properties?;
            let grid = properties.grid_properties.unwrap_or_default();
            Some(Tab {
                sheet_id: properties.sheet_id.unwrap_or(0),
                title: properties.title.unwrap_or_default(),
                rows: size(grid.row_count),
                columns: size(grid.column_count),
            })
        });
        let metadata = spreadsheet.developer_metadata.unwrap_or_default();
        let ours = metadata.into_iter().find(|entry| entry.metadata_id == Some(METADATA_ID));
        Self {
            title: properties.title.unwrap_or_default(),
            zone: properties.time_zone.unwrap_or_default(),
            locale: properties.locale.unwrap_or_default(),
            tabs: tabs.collect(),
            epoch: ours.map(|entry| Epoch::parse(&entry.metadata_value.unwrap_or_default())),
        }
    }
}
