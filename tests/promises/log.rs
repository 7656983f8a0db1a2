//! The Log remembers what was posted, whatever a person does to its rows and columns.

use chrono::TimeDelta;
use serde_json::{Value, json};
use threadsheet::init::{self, InitOptions};
use threadsheet::report::PostOutcome;
use threadsheet_core::columns::LogColumn;
use threadsheet_core::language::Language;
use threadsheet_core::log::Event;
use threadsheet_core::sheet_ids::LOG_SHEET_ID;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::{ColumnMetadata, Seed};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{LOG, POSTS, Practice, Row, SHEET, due, outcomes};

/// What the program writes into a row.
const OWN: [&str; 5] = ["Receipt", "Status", "Permalink", "Published at", "Message"];

/// The id of the Log that the tests lay out.
const LOG_TAB: i32 = 33;

/// Returns a desk whose Log has lines of other rows: of whom, and how many hours old.
async fn desk_with_log(older: &[(&str, i64)]) -> Practice {
    desk_with_headers(&LogColumn::ALL.map(|it| it.header(Language::English)), LOG_TAB, older).await
}

/// The same, with these headers, in a tab of that id. Columns beside the Log's own hold a person's words.
async fn desk_with_headers(headers: &[&str], tab: i32, older: &[(&str, i64)]) -> Practice {
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "Once")]).await;
    let text = |text: &str| Seed::Text(text.to_owned());
    let mut rows = vec![headers.iter().map(|header| text(header)).collect::<Vec<_>>()];
    for (at, (account, hours)) in older.iter().enumerate() {
        let when = desk.started - TimeDelta::hours(*hours);
        let wall = when.with_timezone(&chrono_tz::Asia::Tokyo).naive_local();
        let receipt = format!("rolder{at:06} 00112233445566ff {} n1", when.to_rfc3339());
        let cell = |column: LogColumn| match column {
            LogColumn::When => Seed::Moment(wall),
            LogColumn::Account => text(account),
            LogColumn::Row => text(&receipt),
            LogColumn::What => text("Published"),
            _ => text(&format!("{column:?} {at}")),
        };
        let beside = headers.iter().skip(LogColumn::ALL.len());
        let beside = beside.map(|header| text(&format!("my own {header}")));
        rows.push(LogColumn::ALL.map(cell).into_iter().chain(beside).collect());
    }
    enter(&desk.world).sheets.add_tab(SHEET, tab, LOG, rows);
    desk
}

fn sort(desk: &Practice, column: usize, order: &str) {
    let rows = desk.shown(LOG).len();
    let range = json!({"sheetId": LOG_TAB, "startRowIndex": 1, "endRowIndex": rows,
        "startColumnIndex": 0, "endColumnIndex": LogColumn::ALL.len()});
    let keys = json!([{"dimensionIndex": column, "sortOrder": order}]);
    let request = json!([{"sortRange": {"range": range, "sortSpecs": keys}}]);
    enter(&desk.world).sheets.batch(SHEET, request).unwrap();
}

fn undo(desk: &Practice, row: usize) {
    let there = desk.shown(POSTS).remove(0);
    for header in OWN.into_iter().filter(|own| there.iter().any(|header| header == own)) {
        desk.type_in(POSTS, row, header, "");
    }
}

#[tokio::test]
async fn an_undone_row_is_recognised_in_a_long_log_that_a_person_has_sorted() {
    let mut lines: Vec<(&str, i64)> = Vec::new();
    // More than are read at first, nearly all of them old.
    lines.extend((0..1_200).map(|at| ("a_first_shop", 240 + at)));
    for (column, order) in [(0, "ASCENDING"), (0, "DESCENDING"), (1, "ASCENDING")] {
        let desk = desk_with_log(&lines).await;
        desk.run().await;
        sort(&desk, column, order);
        undo(&desk, 2);
        let report = desk.run().await;
        assert_eq!(outcomes(&report), [(2, PostOutcome::Restored)], "{column} {order}");
        assert_eq!(desk.public().len(), 1, "{column} {order}");
    }
}

#[tokio::test]
async fn an_undone_row_that_went_out_ahead_of_its_time_is_recognised_however_long_ago() {
    let lines: Vec<(&str, i64)> = (0..1_200).map(|at| ("a_first_shop", 240 + at)).collect();
    for order in ["ASCENDING", "DESCENDING"] {
        let desk = desk_with_log(&lines).await;
        let at = desk.started + TimeDelta::days(10);
        let at = at.with_timezone(&chrono_tz::Asia::Tokyo).naive_local();
        desk.type_in(POSTS, 2, "Publish at", &at.format("%Y-%m-%d %H:%M:%S").to_string());
        desk.type_in(POSTS, 2, "Status", "Post now");
        desk.run().await;
        assert_eq!(desk.public().len(), 1);
        desk.pass(TimeDelta::days(4));
        sort(&desk, 0, order);
        undo(&desk, 2);
        let report = desk.run().await;
        assert_eq!(outcomes(&report), [(2, PostOutcome::Restored)], "{order}");
        let (_, seen) = desk.watched_run().await;
        let is_read =
            |operation: &str| operation.starts_with("sheets.") && !operation.contains("Update");
        let n_reads = seen.iter().filter(|seen| is_read(&seen.operation)).count();
        assert_eq!(n_reads, 2, "{order}: an idle run asks for no more");
        desk.pass(TimeDelta::days(7));
        desk.run().await;
        assert_eq!(desk.public().len(), 1, "{order}");
    }
}

fn lines_of(dimension: &str, start: usize) -> Value {
    json!({"sheetId": LOG_TAB, "dimension": dimension, "startIndex": start, "endIndex": start + 1})
}

#[tokio::test]
async fn the_log_still_knows_a_post_if_its_columns_or_rows_were_moved_while_the_run_wrote() {
    let edits = [
        json!([{"insertDimension": {"range": lines_of("COLUMNS", 2)}}]),
        json!([{"insertDimension": {"range": lines_of("ROWS", 0)}}]),
        json!([{"moveDimension": {"source": lines_of("COLUMNS", 2), "destinationIndex": 8}}]),
        json!([{"moveDimension": {"source": lines_of("COLUMNS", 7), "destinationIndex": 0}}]),
    ];
    for metadata in [ColumnMetadata::Moves, ColumnMetadata::Stays, ColumnMetadata::Refused] {
        for edit in &edits {
            for nth in 1..=4 {
                let desk = desk_with_log(&[("shop_b", 30)]).await;
                enter(&desk.world).sheets.quirks.column_metadata = metadata;
                let edit = edit.clone();
                let act = move |world: &mut World| {
                    world.sheets.batch(SHEET, edit.clone()).unwrap();
                };
                let trigger = Trigger::nth_of("sheets.batchUpdate", nth);
                enter(&desk.world).faults.before(trigger, Box::new(act));
                // Where columns keep no column guards, a run may end that finds this out at that very moment.
                let _ended = desk.try_run().await;
                enter(&desk.world).faults.clear();
                undo(&desk, 2);
                desk.run().await;
                let told = format!("{metadata:?} {nth}: {:#?}", desk.shown(LOG));
                assert_eq!(desk.public().len(), 1, "{told}");
                assert_eq!(desk.cell(POSTS, 2, "Status"), "Published", "{told}");
            }
        }
    }
}

/// Returns the titles of all tabs.
fn titles(desk: &Practice) -> Vec<String> {
    let whole = enter(&desk.world).sheets.whole(SHEET).unwrap();
    let tabs = whole["sheets"].as_array().unwrap();
    tabs.iter().map(|tab| tab["properties"]["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_log_without_its_headers_is_still_believed_and_goes_on_in_a_tab_beside_it() {
    let spoil: [&dyn Fn(&Practice); 2] = [
        &|desk| {
            for it in LogColumn::ALL {
                desk.type_in(LOG, 1, it.header(Language::English), "");
            }
        },
        &|desk| {
            let row = json!({"sheetId": LOG_SHEET_ID, "dimension": "ROWS", "startIndex": 0, "endIndex": 1});
            let request = json!([{"deleteDimension": {"range": row}}]);
            enter(&desk.world).sheets.batch(SHEET, request).unwrap();
        },
    ];
    for spoil in spoil {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
        desk.run().await;
        spoil(&desk);
        undo(&desk, 2);
        desk.append(3, &due("shop_a", "Next"));
        let report = desk.run().await;
        let both = [(2, PostOutcome::Restored), (3, PostOutcome::Published)];
        assert_eq!(outcomes(&report), both);
        assert_eq!(desk.public_texts(), ["Once", "Next"]);
        assert!(titles(&desk).contains(&"threadsheet Log".to_owned()), "{:?}", titles(&desk));
        let told = desk.shown("threadsheet Log").concat().join(" ");
        assert!(told.contains("The header row of the earlier Log was changed"), "{told}");
        undo(&desk, 3);
        assert_eq!(outcomes(&desk.run().await), [(3, PostOutcome::Restored)]);
        assert_eq!(desk.public().len(), 2);
    }
}

#[tokio::test]
async fn a_log_that_was_emptied_lets_no_late_post_out_and_says_so() {
    let late = Row { due: Some(-90), ..due("shop_a", "Late") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    desk.run().await;
    let rows =
        json!({"sheetId": LOG_SHEET_ID, "dimension": "ROWS", "startIndex": 1, "endIndex": 20});
    let request = json!([{"deleteDimension": {"range": rows}}]);
    enter(&desk.world).sheets.batch(SHEET, request).unwrap();
    desk.append(3, &late);
    assert_eq!(outcomes(&desk.run().await), [(3, PostOutcome::Missed)]);
    assert!(desk.shown(LOG).concat().join(" ").contains("The lines of this Log were removed"));
    desk.append(4, &Row { text: "Late again".to_owned(), ..late });
    assert_eq!(outcomes(&desk.run().await), [(4, PostOutcome::Published)]);
}

#[tokio::test]
async fn a_log_that_loses_its_headers_during_a_run_lets_nothing_out_that_it_does_not_know() {
    for nth in 1..=4 {
        let desk = desk_with_log(&[("shop_b", 30)]).await;
        let act = move |world: &mut World| {
            let row =
                json!({"sheetId": LOG_TAB, "dimension": "ROWS", "startIndex": 0, "endIndex": 1});
            world.sheets.batch(SHEET, json!([{"deleteDimension": {"range": row}}])).unwrap();
        };
        enter(&desk.world).faults.before(Trigger::nth_of("sheets.batchUpdate", nth), Box::new(act));
        desk.run().await;
        enter(&desk.world).faults.clear();
        desk.run().await;
        assert_eq!(desk.public().len(), 1, "{nth}");
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Published", "{nth}");
    }
}

#[tokio::test]
async fn a_log_whose_two_possible_titles_are_taken_gets_another_one() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    for (id, title) in [(41, "Log"), (42, "threadsheet Log")] {
        let rows = vec![vec![Seed::Text("My own".to_owned())]];
        enter(&desk.world).sheets.add_tab(SHEET, id, title, rows);
    }
    desk.run().await;
    undo(&desk, 2);
    desk.run().await;
    assert_eq!(desk.public().len(), 1);
    assert!(titles(&desk).contains(&"threadsheet Log 2".to_owned()), "{:?}", titles(&desk));
}

#[tokio::test]
async fn a_numbered_log_is_found_again_where_the_service_chooses_its_id() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    for (id, title) in [(41, "Log"), (42, "threadsheet Log")] {
        let rows = vec![vec![Seed::Text("My own".to_owned())]];
        enter(&desk.world).sheets.add_tab(SHEET, id, title, rows);
    }
    enter(&desk.world).sheets.quirks.tab_ids_refused = true;
    desk.run().await;
    undo(&desk, 2);
    desk.run().await;
    assert_eq!(desk.public().len(), 1);
    desk.append(3, &due("shop_a", "Next"));
    desk.run().await;
    let logs = titles(&desk).iter().filter(|title| title.contains("Log")).count();
    assert_eq!(logs, 3, "{:?}", titles(&desk));
}

/// Inserts rows at the top of the Log, as a person does.
fn push_log_down(world: &mut World, tab: i32, count: usize) {
    let range = json!({"sheetId": tab, "dimension": "ROWS", "startIndex": 0, "endIndex": count});
    world.sheets.batch(SHEET, json!([{"insertDimension": {"range": range}}])).unwrap();
}

#[tokio::test]
async fn a_log_is_found_however_far_its_header_was_pushed_down() {
    let headers = LogColumn::ALL.map(|it| it.header(Language::English));
    for tab in [LOG_TAB, LOG_SHEET_ID] {
        let desk = desk_with_headers(&headers, tab, &[("shop_b", 30)]).await;
        desk.run().await;
        push_log_down(&mut enter(&desk.world), tab, 30);
        undo(&desk, 2);
        desk.append(3, &due("shop_a", "Next"));
        let both = [(2, PostOutcome::Restored), (3, PostOutcome::Published)];
        assert_eq!(outcomes(&desk.run().await), both, "{tab}");
        undo(&desk, 3);
        assert_eq!(outcomes(&desk.run().await), [(3, PostOutcome::Restored)], "{tab}");
        assert_eq!(desk.public_texts(), ["Once", "Next"], "{tab}");
        assert_eq!(titles(&desk).iter().filter(|title| title.contains("Log")).count(), 1);
    }
}

#[tokio::test]
async fn many_lines_that_landed_above_the_header_of_the_log_are_moved_below_it() {
    const LATE: usize = 12;
    let headers = LogColumn::ALL.map(|it| it.header(Language::English));
    for tab in [LOG_TAB, LOG_SHEET_ID] {
        let desk = desk_with_headers(&headers, tab, &[("shop_b", 30)]).await;
        desk.run().await;
        for at in 0..LATE {
            let row = Row { due: Some(-60 * 72), ..due("shop_a", &format!("Late {at}")) };
            desk.append(3 + at, &row);
        }
        let push = move |world: &mut World| push_log_down(world, tab, 1);
        let write = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(write, Box::new(push));
        desk.run().await;
        let shown = desk.shown(LOG);
        assert!(shown[0].iter().all(String::is_empty), "{shown:#?}");
        assert_eq!(shown[1][..8], headers, "{shown:#?}");
        let late = shown.iter().filter(|line| line.get(3).is_some_and(|event| event == "Missed"));
        assert_eq!(late.count(), LATE, "each is there once: {shown:#?}");
        undo(&desk, 2);
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Once"], "{tab}");
        assert_eq!(titles(&desk).iter().filter(|title| title.contains("Log")).count(), 1);
    }
}

/// The headers of Logs that earlier versions made.
const BEFORE: [[&str; 8]; 2] = [
    ["When", "Account", "Row", "What", "Container id", "Media id", "Permalink", "Words"],
    ["日時", "アカウント", "行", "内容", "コンテナID", "メディアID", "パーマリンク", "説明"],
];

#[tokio::test]
async fn a_log_with_the_headers_of_earlier_versions_goes_on_being_used() {
    for (at, headers) in BEFORE.iter().enumerate() {
        for tab in [LOG_TAB, LOG_SHEET_ID] {
            // A person's own columns may be called as the Log's are today.
            let own = ["Receipt", "Event", "できごと", "Details", "詳細"];
            let headers: Vec<&str> = headers.iter().copied().chain(own).collect();
            let desk = desk_with_headers(&headers, tab, &[("shop_b", 30)]).await;
            desk.run().await;
            let shown = desk.shown(LOG);
            assert_eq!(shown[0], headers, "its headers stay as they are");
            let line = shown.iter().find(|line| line[6].contains("threads")).unwrap();
            let published = Event::Published.word([Language::English, Language::Japanese][at]);
            assert_eq!((line[1].as_str(), line[3].as_str()), ("shop_a", published), "{line:?}");
            assert_eq!(line[2].split(' ').count(), 4, "{line:?}");
            assert!(line.iter().skip(8).all(String::is_empty), "{line:?}");
            assert_eq!(shown.last().unwrap()[8..], own.map(|header| format!("my own {header}")));
            undo(&desk, 2);
            assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Restored)], "{headers:?}");
            assert_eq!(desk.public().len(), 1, "{headers:?}");
            assert_eq!(titles(&desk).iter().filter(|title| title.contains("Log")).count(), 1);
        }
    }
}

#[tokio::test]
async fn the_receipts_in_a_new_log_are_hidden() {
    let by_run = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    by_run.run().await;
    let by_init = Practice::new(&["shop_a"], &[]).await;
    init::init(&by_init.config(), InitOptions::default(), &|_| {}).await.unwrap();
    for desk in [by_run, by_init] {
        let column = desk.column(LOG, "Receipt");
        let whole = enter(&desk.world).sheets.whole(SHEET).unwrap();
        let tabs = whole["sheets"].as_array().unwrap();
        let log = tabs.iter().find(|tab| tab["properties"]["title"] == LOG).unwrap();
        let hidden = |at: usize| log["data"][0]["columnMetadata"][at]["hiddenByUser"] == true;
        let hidden: Vec<usize> = (0..LogColumn::ALL.len()).filter(|at| hidden(*at)).collect();
        assert_eq!(hidden, [column]);
    }
}
