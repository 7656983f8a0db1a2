//! Protected cells that threadsheet should write to: everything else goes on, and the row says so.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::check;
use threadsheet::dry_run;
use threadsheet::preview;
use threadsheet::report::{About, PostOutcome, Report, text};
use threadsheet_core::run_error::RunError;
use threadsheet_core::setting::Setting;
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{ACCOUNTS, LIFE, LOG, POSTS, Practice, Row, SETTINGS, SHEET, due};

use crate::settings;

/// A desk in use with two accounts whose tokens are due for renewal, and a post of each.
async fn desk() -> Practice {
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "Before")]).await;
    desk.run().await;
    for (row, name) in [(3, "shop_a"), (4, "shop_b")] {
        desk.append(row, &due(name, &format!("By {name}")));
    }
    let issued = desk.started - TimeDelta::days(55);
    for (row, name) in [(2, "shop_a"), (3, "shop_b")] {
        let token = enter(&desk.world).threads.issue_token(name, issued, LIFE, &DESK_SCOPES);
        desk.type_in(ACCOUNTS, row, "Token", &token);
    }
    enter(&desk.world).seen.clear();
    desk
}

/// Protects cells of one column as a person does: all below the header, or one row, from 1.
fn protect(desk: &Practice, tab: &str, header: &str, row: Option<usize>) {
    let column = desk.column(tab, header);
    let id = match tab {
        ACCOUNTS => 11,
        _ => 22,
    };
    let (first, end) = row.map_or((1, 1_000), |row| (row - 1, row));
    let range = json!({"sheetId": id, "startRowIndex": first, "endRowIndex": end,
        "startColumnIndex": column, "endColumnIndex": column + 1});
    let range = json!([{"addProtectedRange": {"protectedRange": {"range": range}}}]);
    enter(&desk.world).sheets.batch(SHEET, range).unwrap();
}

fn sorted(desk: &Practice) -> Vec<String> {
    let mut texts = desk.public_texts();
    texts.sort();
    texts
}

const ALL: [&str; 3] = ["Before", "By shop_a", "By shop_b"];

fn is_noted(report: &Report, header: &str) -> bool {
    let named = format!("\"{header}\" is protected");
    report.notes.iter().filter(|note| note.contains(&named)).count() == 1
}

#[tokio::test]
async fn a_protected_cell_for_people_is_left_out_and_the_posts_go_out() {
    for header in ["Published at", "Message", "Permalink"] {
        let desk = desk().await;
        protect(&desk, POSTS, header, None);
        let report = desk.run().await;
        assert_eq!(sorted(&desk), ALL, "{header}");
        assert!(is_noted(&report, header), "{:?}", report.notes);
        for row in [3, 4] {
            assert_eq!(desk.cell(POSTS, row, "Status"), "Published");
            assert_eq!(desk.cell(POSTS, row, header), "", "{header}");
            assert!(desk.cell(POSTS, row, "Receipt").contains(" posted "));
        }
        assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 2);
        let report = desk.run().await;
        assert_eq!(report.exit_code(), 0, "the same trouble turns no further run red");
        assert_eq!(sorted(&desk), ALL);
    }
}

#[tokio::test]
async fn a_protected_token_column_costs_no_renewal_and_no_post() {
    let desk = desk().await;
    protect(&desk, ACCOUNTS, "Token", None);
    let before = desk.cell(ACCOUNTS, 2, "Token");
    let report = desk.run().await;
    assert_eq!(sorted(&desk), ALL);
    assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 0);
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token"), before);
    let told = desk.cell(ACCOUNTS, 2, "Token status");
    assert!(told.contains("protected") && told.contains("days left"), "{told}");
    assert!(is_noted(&report, "Token"), "{:?}", report.notes);
    assert_eq!(report.exit_code(), 1, "it is news");
    assert_eq!(desk.run().await.exit_code(), 0, "once");
    assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 0);
}

#[tokio::test]
async fn one_accounts_protected_token_cell_is_that_accounts_trouble_alone() {
    let desk = desk().await;
    protect(&desk, ACCOUNTS, "Token", Some(2));
    let before = [2, 3].map(|row| desk.cell(ACCOUNTS, row, "Token"));
    desk.run().await;
    assert_eq!(sorted(&desk), ALL);
    assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 1);
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token"), before[0]);
    assert_ne!(desk.cell(ACCOUNTS, 3, "Token"), before[1], "the other one is renewed");
}

#[tokio::test]
async fn without_the_receipt_or_the_status_a_row_waits_and_says_which_column() {
    for header in ["Receipt", "Status"] {
        let desk = desk().await;
        protect(&desk, POSTS, header, Some(3));
        let report = desk.run().await;
        assert_eq!(sorted(&desk), ["Before", "By shop_b"], "{header}: the other row goes on");
        let told = desk.cell(POSTS, 3, "Message");
        assert!(told.contains(header) && told.contains("protected"), "{told}");
        assert_eq!(report.exit_code(), 1);
        assert_eq!(desk.run().await.exit_code(), 0, "{header}: it is news once");
        assert_eq!(sorted(&desk), ["Before", "By shop_b"]);
    }
}

#[tokio::test]
async fn a_post_that_was_missed_while_its_status_could_not_be_written_does_not_go_out_later() {
    let late = Row { status: "Ready", due: Some(5), ..due("shop_a", "Too late") };
    let desk = Practice::new(&["shop_a"], &[late]).await;
    desk.run().await;
    assert!(desk.cell(POSTS, 2, "Receipt").contains(" queued "));
    let hook = {
        let column = desk.column(POSTS, "Status");
        move |world: &mut World| {
            let range = json!({"sheetId": 22, "startRowIndex": 1, "endRowIndex": 2,
                "startColumnIndex": column, "endColumnIndex": column + 1});
            let range = json!({"protectedRangeId": 7, "range": range});
            let add = json!([{"addProtectedRange": {"protectedRange": range}}]);
            world.sheets.batch(SHEET, add).unwrap();
        }
    };
    // The run has listed the tabs before the person protects the cell.
    let write = Trigger::nth_of("sheets.batchUpdate", 1);
    enter(&desk.world).faults.before(write, Box::new(hook));
    desk.pass(TimeDelta::hours(30));
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Ready");
    let open = json!([{"deleteProtectedRange": {"protectedRangeId": 7}}]);
    enter(&desk.world).sheets.batch(SHEET, open).unwrap();
    desk.run().await;
    assert_eq!(desk.public_texts(), [""; 0]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Missed");
}

fn tab_id(desk: &Practice, title: &str) -> i32 {
    let whole = enter(&desk.world).sheets.whole(SHEET).unwrap();
    let mut tabs = whole["sheets"].as_array().unwrap().iter();
    let tab = tabs.find(|tab| tab["properties"]["title"] == title).unwrap();
    i32::try_from(tab["properties"]["sheetId"].as_i64().unwrap()).unwrap()
}

#[tokio::test]
async fn a_protected_log_lets_nothing_out_and_says_so() {
    let desk = desk().await;
    protect_tab(&desk, tab_id(&desk, LOG));
    desk.run().await;
    assert_eq!(sorted(&desk), ["Before"]);
    assert!(desk.cell(POSTS, 3, "Message").contains("\"Log\" is protected"));
}

#[tokio::test]
async fn a_protection_that_no_listing_tells_is_found_out_before_a_renewal_is_asked_for() {
    let desk = desk().await;
    // The service refuses the token's cell, and its listing says nothing about it.
    let words = |at: usize, kind: &str| {
        let words = format!(
            "Invalid requests[{at}].{kind}: You are trying to edit a protected cell or object. \
             Please contact the spreadsheet owner to remove protection if you need to edit."
        );
        json!({"error": {"code": 400, "message": words, "status": "INVALID_ARGUMENT"}})
    };
    // Behind the fence come the two tokens, each replaced by itself.
    for nth in 1..=2 {
        let refusal = Fault::Instead(Reply::json(400, &words(2, "findReplace")), Effect::Without);
        enter(&desk.world).faults.on(Trigger::nth_of("sheets.batchUpdate", nth), refusal);
    }
    desk.run().await;
    assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 0);
    assert_eq!(sorted(&desk), ALL);
    assert!(desk.cell(ACCOUNTS, 2, "Token status").contains("protected"));
}

#[tokio::test]
async fn a_token_is_kept_though_the_log_is_protected_and_no_listing_tells_it() {
    for is_late in [false, true] {
        let desk = desk().await;
        if is_late {
            desk.append(5, &Row { due: Some(-60 * 30), ..due("shop_a", "Too late") });
        }
        protect_tab(&desk, tab_id(&desk, LOG));
        enter(&desk.world).sheets.quirks.protection_hidden = true;
        for run in 0..2 {
            let ended = desk.try_run().await;
            let is_told = |row| desk.cell(POSTS, row, "Message").contains("\"Log\" is protected");
            assert!(ended.as_ref().is_err_and(is_of_protection) || is_told(3), "{run}: {ended:?}");
            assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 2, "run {run}");
            for (row, name) in [(2, "shop_a"), (3, "shop_b")] {
                let world = enter(&desk.world);
                let valid = world.threads.valid_tokens(name, world.clock.now());
                drop(world);
                assert!(valid.contains(&desk.token(row)), "run {run}: {name}");
                assert_ne!(desk.cell(ACCOUNTS, row, "Token refreshed"), "", "run {run}");
            }
            assert_eq!(sorted(&desk), ["Before"], "run {run}");
        }
    }
}

fn is_of_protection(stop: &RunError) -> bool {
    matches!(stop, RunError::SheetsRefused { words } if words.contains("protected"))
}

#[tokio::test]
async fn a_post_waits_and_says_why_though_no_listing_tells_that_the_log_is_protected() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Before")]).await;
    desk.run().await;
    desk.append(3, &due("shop_a", "Next"));
    protect_tab(&desk, tab_id(&desk, LOG));
    enter(&desk.world).sheets.quirks.protection_hidden = true;
    for _ in 0..2 {
        let ended = desk.try_run().await;
        let says_so =
            matches!(&ended, Err(RunError::SheetsRefused { words }) if words.contains("protected"));
        assert!(says_so, "{ended:?}");
        assert_eq!(desk.public_texts(), ["Before"]);
        assert!(desk.cell(POSTS, 3, "Receipt").contains(" queued "), "{:?}", desk.shown(POSTS));
    }
    enter(&desk.world).sheets.quirks.protection_hidden = false;
    desk.run().await;
    assert!(desk.cell(POSTS, 3, "Message").contains("\"Log\" is protected"));
}

/// Protects a whole tab.
fn protect_tab(desk: &Practice, sheet_id: i32) {
    let range =
        json!([{"addProtectedRange": {"protectedRange": {"range": {"sheetId": sheet_id}}}}]);
    enter(&desk.world).sheets.batch(SHEET, range).unwrap();
}

#[tokio::test]
async fn a_wrong_value_in_a_protected_settings_tab_stops_no_post_and_is_in_the_report() {
    let protections: [&dyn Fn(&Practice); 2] = [&|desk| protect_tab(desk, 33), &|desk| {
        let column = desk.column(SETTINGS, "Message");
        let range =
            json!({"sheetId": 33, "startColumnIndex": column, "endColumnIndex": column + 1});
        let range = json!([{"addProtectedRange": {"protectedRange": {"range": range}}}]);
        enter(&desk.world).sheets.batch(SHEET, range).unwrap();
    }];
    for protect in protections {
        let desk = desk().await;
        settings::set(&desk, &[(settings::name(Setting::MaxLate), "soon")]);
        protect(&desk);
        let report = desk.run().await;
        assert_eq!(sorted(&desk), ALL);
        assert_eq!(report.settings.len(), 1, "{report:?}");
        assert_eq!(desk.cell(SETTINGS, 2, "Message"), "");
        assert_eq!(desk.run().await.exit_code(), 0, "it turns no further run red");
    }
}

#[tokio::test]
async fn a_refusal_to_write_in_the_settings_tab_stops_no_post() {
    let protected = "You are trying to edit a protected cell or object. Please contact the \
                     spreadsheet owner to remove protection if you need to edit.";
    // What nobody has heard of is tried twice.
    for (words, times) in [(protected, 1), ("Something that nobody has heard of.", 2)] {
        let desk = desk().await;
        settings::set(&desk, &[(settings::name(Setting::MaxLate), "soon")]);
        // Behind the fence comes the sentence about the value.
        let words = format!("Invalid requests[2].updateCells: {words}");
        let words = json!({"error": {"code": 400, "message": words, "status": "INVALID_ARGUMENT"}});
        for nth in 1..=times {
            let refusal = Fault::Instead(Reply::json(400, &words), Effect::Without);
            enter(&desk.world).faults.on(Trigger::nth_of("sheets.batchUpdate", nth), refusal);
        }
        let report = desk.run().await;
        assert_eq!(sorted(&desk), ALL, "{words}");
        assert_eq!((report.settings.len(), report.exit_code()), (1, 0), "{words}");
    }
}

/// Takes away every column without a header.
fn leave_no_column_free(desk: &Practice, tab: &str, sheet_id: i32) {
    let columns = desk.shown(tab)[0].len();
    let range = json!({"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": columns});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
}

#[tokio::test]
async fn a_protected_accounts_tab_without_a_receipt_column_stops_no_post() {
    for is_full in [false, true] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
        if is_full {
            leave_no_column_free(&desk, ACCOUNTS, 11);
        }
        protect_tab(&desk, 11);
        for _ in 0..2 {
            let report = desk.run().await;
            assert_eq!(desk.public_texts(), ["Once"]);
            assert!(is_noted(&report, "Receipt"), "{:?}", report.notes);
        }
        assert_eq!(desk.writes().await, 0, "an idle run writes nothing");
    }
}

#[tokio::test]
async fn a_protected_posts_tab_without_a_receipt_column_keeps_no_account_waiting() {
    for is_full in [false, true] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
        if is_full {
            leave_no_column_free(&desk, POSTS, 22);
        }
        protect_tab(&desk, 22);
        for _ in 0..2 {
            let report = desk.run().await;
            assert_eq!(desk.public_texts(), [""; 0]);
            assert_eq!(desk.cell(ACCOUNTS, 2, "Profile"), "@shop_a");
            assert!(is_noted(&report, "Receipt"), "{:?}", report.notes);
        }
        assert_eq!(desk.writes().await, 0, "an idle run writes nothing");
    }
}

/// Protects the header row of a tab.
fn protect_header_row(desk: &Practice, sheet_id: i32) {
    let range = json!({"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": 1});
    let range = json!({"protectedRangeId": 7, "range": range});
    let add = json!([{"addProtectedRange": {"protectedRange": range}}]);
    enter(&desk.world).sheets.batch(SHEET, add).unwrap();
}

#[tokio::test]
async fn under_a_protected_header_row_posts_wait_and_no_column_without_a_header_is_filled() {
    for is_full in [false, true] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
        if is_full {
            leave_no_column_free(&desk, POSTS, 22);
        }
        protect_header_row(&desk, 22);
        let width = desk.shown(POSTS)[0].len();
        let report = desk.run().await;
        assert_eq!(report.exit_code(), 1);
        assert!(is_noted(&report, "Receipt"), "{:?}", report.notes);
        let told = desk.cell(POSTS, 2, "Message");
        assert!(told.contains("\"Receipt\" is protected"), "{told}");
        let shown = desk.shown(POSTS);
        assert!(shown.iter().all(|row| row.len() <= width), "{shown:?}");
        assert_eq!(desk.run().await.exit_code(), 0, "it is news once");
        assert_eq!(desk.writes().await, 0);
        assert_eq!(desk.shown(POSTS), shown);
        assert_eq!(desk.public_texts(), [""; 0]);
        let open = json!([{"deleteProtectedRange": {"protectedRangeId": 7}}]);
        enter(&desk.world).sheets.batch(SHEET, open).unwrap();
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Once"]);
        assert!(desk.cell(POSTS, 2, "Receipt").contains(" posted "));
    }
}

#[tokio::test]
async fn under_a_protected_header_row_an_account_in_trouble_is_news_once() {
    for is_full in [false, true] {
        let desk = Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "Once")]).await;
        desk.type_in(ACCOUNTS, 3, "Token", "no token");
        if is_full {
            leave_no_column_free(&desk, ACCOUNTS, 11);
        }
        protect_header_row(&desk, 11);
        let width = desk.shown(ACCOUNTS)[0].len();
        let report = desk.run().await;
        assert_eq!(report.exit_code(), 1);
        assert!(is_noted(&report, "Receipt"), "{:?}", report.notes);
        assert_eq!(desk.public_texts(), ["Once"]);
        let shown = desk.shown(ACCOUNTS);
        assert!(shown.iter().all(|row| row.len() <= width), "{shown:?}");
        assert_ne!(desk.cell(ACCOUNTS, 3, "Token status"), "");
        let report = desk.run().await;
        assert_eq!(report.exit_code(), 0, "it is news once: {report:#?}");
        // Of a token that nobody remembers it is not known whether it has to be renewed, and before a renewal the
        // sheet must have been written.
        assert_eq!(desk.writes().await, 1);
        assert_eq!(desk.shown(ACCOUNTS), shown);
    }
}

#[tokio::test]
async fn a_protected_column_of_the_log_lets_nothing_out_and_says_so() {
    let desk = desk().await;
    let column = desk.column(LOG, "Event");
    let id = tab_id(&desk, LOG);
    let range = json!({"sheetId": id, "startColumnIndex": column, "endColumnIndex": column + 1});
    let range = json!([{"addProtectedRange": {"protectedRange": {"range": range}}}]);
    enter(&desk.world).sheets.batch(SHEET, range).unwrap();
    desk.run().await;
    assert_eq!(sorted(&desk), ["Before"]);
    assert!(desk.cell(POSTS, 3, "Message").contains("\"Log\" is protected"));
}

#[tokio::test]
async fn a_check_names_each_protected_column_and_calls_no_such_desk_well() {
    for (tab, header) in
        [(POSTS, "Message"), (POSTS, "Status"), (ACCOUNTS, "Token"), (ACCOUNTS, "Token status")]
    {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Before")]).await;
        desk.run().await;
        let well = check::check(&desk.config(), &|_| {}).await.unwrap();
        assert!(text::foot(&well).concat().contains("Nothing is wrong."), "{header}: {well:#?}");
        protect(&desk, tab, header, None);
        let report = check::check(&desk.config(), &|_| {}).await.unwrap();
        assert_eq!(report.sheet_requests, well.sheet_requests, "{header}: it costs none more");
        let words = format!("Tab \"{tab}\": \"{header}\" is protected");
        let findings = report.checkup.as_ref().unwrap().about(About::Desk);
        let named = findings.filter(|it| it.words.starts_with(&words) && it.is_wrong).count();
        assert_eq!(named, 1, "{header}: {report:#?}");
        assert!(!text::foot(&report).concat().contains("Nothing is wrong."), "{header}");
    }
}

#[tokio::test]
async fn a_row_whose_status_is_protected_is_said_to_wait_before_a_run_finds_it_so() {
    let desk = desk().await;
    desk.append(5, &Row { due: Some(90), ..due("shop_b", "Later") });
    protect(&desk, POSTS, "Status", Some(3));
    protect(&desk, POSTS, "Receipt", Some(5));
    for _ in 0..2 {
        let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
        let checked = check::check(&desk.config(), &|_| {}).await.unwrap();
        let shown = preview::preview(&desk.config(), &|_| {}).await.unwrap();
        for (row, header) in [(3, "Status"), (5, "Receipt")] {
            let words = format!("Waiting: \"{header}\" is protected");
            for report in [&planned, &checked] {
                let mut lines = report.posts.iter().chain(&report.standing);
                let line = lines.find(|line| line.row == row).unwrap();
                assert_eq!(line.outcome, PostOutcome::Waiting, "row {row}");
                assert!(line.words.starts_with(&words), "row {row}: {}", line.words);
            }
            let card = shown.cards.iter().find(|card| card.row == row).unwrap();
            assert!(card.is_wrong && card.words.starts_with(&words), "{card:?}");
            assert_eq!(card.stage, Stage::Waiting);
        }
        desk.run().await;
    }
    assert_eq!(sorted(&desk), ["Before", "By shop_b"]);
}

#[tokio::test]
async fn a_tab_that_is_protected_but_for_the_tools_own_columns_is_well() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Before")]).await;
    desk.run().await;
    let open: Vec<_> = (0..16)
        .map(|column| json!({"sheetId": 22, "startColumnIndex": column, "endColumnIndex": column + 1}))
        .collect();
    let range = json!([{"addProtectedRange": {"protectedRange":
        {"range": {"sheetId": 22}, "unprotectedRanges": open}}}]);
    enter(&desk.world).sheets.batch(SHEET, range).unwrap();
    let report = check::check(&desk.config(), &|_| {}).await.unwrap();
    assert!(text::foot(&report).concat().contains("Nothing is wrong."), "{report:#?}");
    assert!(desk.run().await.notes.is_empty());
}
