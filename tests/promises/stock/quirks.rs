//! Where Google does otherwise than is expected, a use is made once all the same, and goes out.

use serde_json::json;
use threadsheet_practice::sheets::{ColumnMetadata, Quirks};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::SHEET;

use super::{STOCK, desk, made, publish, settle};

/// Sets one of them.
type Quirk = fn(&mut Quirks);

#[tokio::test]
async fn whatever_the_service_does_otherwise_each_use_is_made_and_published_once() {
    let quirks: [(&str, Quirk); 17] = [
        ("deletes that match nothing", |it| it.unmatched_delete_is_an_error = true),
        ("ids that repeat", |it| it.metadata_ids_repeat = true),
        ("rows lose their metadata", |it| it.sort_moves_row_metadata = false),
        ("no column metadata", |it| it.column_metadata = ColumnMetadata::Refused),
        ("column metadata untold", |it| it.column_metadata = ColumnMetadata::Untold),
        ("column metadata stays", |it| it.column_metadata = ColumnMetadata::Stays),
        ("no links", |it| it.links_refused = true),
        ("protection untold", |it| it.protection_hidden = true),
        ("replaced text stays text", |it| it.find_replace_types = false),
        ("batches cross", |it| it.batches_cross = true),
        ("metadata takes another's place", |it| it.metadata_replaces = true),
        ("metadata hidden", |it| it.metadata_hidden = true),
        ("tab ids refused", |it| it.tab_ids_refused = true),
        ("no cells in answers", |it| it.updated_cells_missing = true),
        ("hidden columns passed over", |it| it.find_passes_hidden = true),
        ("numbers as text", |it| it.ids_change_type = true),
        ("unknown fields", |it| it.unknown_fields = true),
    ];
    let mut wrong = Vec::new();
    for (name, quirk) in quirks {
        let desk =
            desk(&[["One", "daily 9:00", "", "", ""], ["Two", "daily 9:05", "", "", ""]]).await;
        // Its rows get their states; then somebody hides the column, as `init --stock` does.
        desk.run().await;
        let receipt = desk.column(STOCK, "Receipt");
        let range = json!({"sheetId": 33, "dimension": "COLUMNS", "startIndex": receipt, "endIndex": receipt + 1});
        let hide =
            json!({"range": range, "properties": {"hiddenByUser": true}, "fields": "hiddenByUser"});
        let hide = json!([{"updateDimensionProperties": hide}]);
        enter(&desk.world).sheets.batch(SHEET, hide).unwrap();
        quirk(&mut enter(&desk.world).sheets.quirks);
        settle(&desk).await;
        let texts: Vec<String> = made(&desk).into_iter().map(|(_, text, _)| text).collect();
        if texts != ["One", "Two"] {
            wrong.push(format!("{name}: made {texts:?}"));
            continue;
        }
        publish(&desk, 3).await;
        settle(&desk).await;
        let mut public = desk.public_texts();
        public.sort();
        if public != ["One", "Two", "Typed"] {
            wrong.push(format!("{name}: public {public:?}"));
        }
        let made = made(&desk);
        if made.len() != 4 {
            wrong.push(format!("{name}: then {made:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
