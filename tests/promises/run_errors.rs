//! Errors that end a whole run say how to fix them.

use serde_json::json;
use threadsheet_core::run_error::RunError;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::sheets::Role;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, EMAIL, POSTS, Practice, SHEET, due};

async fn desk() -> Practice {
    Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await
}

async fn stopped(desk: &Practice) -> (u8, String) {
    let stop = desk.try_run().await.unwrap_err();
    assert_eq!(desk.public().len(), 0);
    (stop.exit_code(), stop.to_string())
}

#[tokio::test]
async fn a_sheet_that_is_not_shared_names_the_address_to_share_it_with() {
    let mut desk = desk().await;
    desk.spreadsheet = "somebody-elses".to_owned();
    enter(&desk.world).sheets.add("somebody-elses", "Theirs", "en_GB", "Asia/Tokyo");
    let (code, words) = stopped(&desk).await;
    assert_eq!(code, 4);
    assert!(words.contains(EMAIL) && words.contains("Share"), "{words}");
}

#[tokio::test]
async fn a_sheet_that_does_not_exist_is_told_from_one_that_is_not_shared() {
    let mut desk = desk().await;
    desk.spreadsheet = "nothing-here".to_owned();
    let stop = desk.try_run().await.unwrap_err();
    assert!(matches!(stop, RunError::NotFound { .. }), "{stop}");
    assert_eq!(stop.exit_code(), 4);
}

#[tokio::test]
async fn a_missing_tab_or_header_is_named_beside_what_was_found() {
    let desk = desk().await;
    desk.type_in(POSTS, 1, "Text", "Words");
    let (code, words) = stopped(&desk).await;
    assert_eq!(code, 4);
    assert!(words.contains("Text") && words.contains("Words"), "{words}");
    let rename = json!([{"updateSheetProperties": {
        "properties": {"sheetId": 22, "title": "Plan"}, "fields": "title"}}]);
    enter(&desk.world).sheets.batch(SHEET, rename).unwrap();
    let (code, words) = stopped(&desk).await;
    assert_eq!(code, 4);
    assert!(words.contains("Posts") && words.contains("投稿") && words.contains("Plan"), "{words}");
}

#[tokio::test]
async fn an_api_that_is_switched_off_says_where_to_switch_it_on() {
    let desk = desk().await;
    let message = "Google Sheets API has not been used in project 7 before or it is disabled. Enable \
                   it by visiting https://console.developers.google.com/apis/api/sheets then retry.";
    let body = json!({"error": {"code": 403, "message": message, "status": "PERMISSION_DENIED",
        "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
                     "reason": "SERVICE_DISABLED", "domain": "googleapis.com"}]}});
    let fault = Fault::Instead(Reply::json(403, &body), Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("sheets"), fault);
    let (code, words) = stopped(&desk).await;
    assert_eq!(code, 4);
    assert!(words.contains("console.developers.google.com"), "{words}");
}

#[tokio::test]
async fn a_clock_that_is_wrong_and_a_key_that_was_deleted_are_told_apart() {
    let desk = desk().await;
    enter(&desk.world).oauth.key_is_deleted = true;
    let stop = desk.try_run().await.unwrap_err();
    assert!(matches!(stop, RunError::KeyRefused { .. }), "{stop}");
    let body = json!({"error": "invalid_grant", "error_description":
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. \
         Check your iat and exp values in the JWT claim."});
    let fault = Fault::Instead(Reply::json(400, &body), Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("oauth"), fault);
    let stop = desk.try_run().await.unwrap_err();
    assert_eq!(stop, RunError::ClockWrong);
    assert_eq!(stop.exit_code(), 3);
}

#[tokio::test]
async fn a_copied_spreadsheet_is_not_served_twice() {
    let desk = desk().await;
    desk.run().await;
    let mark = json!([
        {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataKey": "threadsheet"}}}},
        {"createDeveloperMetadata": {"developerMetadata": {
            "metadataId": 1_416_784_491, "metadataKey": "threadsheet",
            "metadataValue": "7|nonce|the-original", "location": {"spreadsheet": true},
            "visibility": "DOCUMENT"}}},
    ]);
    enter(&desk.world).sheets.batch(SHEET, mark).unwrap();
    let stop = desk.try_run().await.unwrap_err();
    assert_eq!(stop, RunError::Copied);
}

#[tokio::test]
async fn a_threads_that_nobody_can_reach_is_exit_code_five() {
    let desk = desk().await;
    enter(&desk.world).faults.on(Trigger::every("threads"), Fault::DropBefore);
    let stop = desk.try_run().await.unwrap_err();
    assert_eq!((stop.exit_code(), desk.public().len()), (5, 0));
    enter(&desk.world).faults.clear();
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Hello"], "nothing was lost");
}

#[tokio::test]
async fn a_sheet_that_becomes_read_only_in_the_middle_stops_before_the_next_publish() {
    let desk = desk().await;
    let hook = |world: &mut threadsheet_practice::world::World| {
        world.sheets.share(SHEET, EMAIL, Role::Reader);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("sheets.batchUpdate", 2), Box::new(hook));
    let (code, words) = stopped(&desk).await;
    assert_eq!(code, 4);
    assert!(words.contains(EMAIL), "{words}");
    assert_eq!(desk.cell(ACCOUNTS, 2, "Account"), "shop_a");
}
