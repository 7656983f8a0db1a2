//! A run that makes a use is killed, loses answers, is overtaken and edited into, at each of its requests: the use is made
//! once.

use serde_json::json;
use threadsheet_practice::fault_injection::{Effect, Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{Practice, SHEET};

use super::{STOCK, desk, made, publish, settle, state};

/// Returns a desk whose next run makes a use of each of two stock rows.
async fn about_to_use() -> Practice {
    let desk = desk(&[
        ["One", "daily 9:00", "", "", ""],
        ["Two", "daily 9:00", "", "", ""],
        ["Draft", "daily 9:00", "", "", ""],
    ])
    .await;
    desk.type_in(STOCK, 4, "Status", "Draft");
    // Its rows get their states.
    desk.run().await;
    assert!(made(&desk).is_empty());
    desk
}

/// Returns what is wrong with what was made of two rows that were each to be used once.
async fn audit(desk: &Practice) -> Vec<String> {
    settle(desk).await;
    let mut wrong = Vec::new();
    let pending = made(desk);
    let mut texts: Vec<&str> = pending.iter().map(|(_, text, _)| text.as_str()).collect();
    texts.sort_unstable();
    if texts != ["One", "Two"] {
        wrong.push(format!("made {pending:?}"));
    }
    publish(desk, 2).await;
    settle(desk).await;
    for text in ["One", "Two"] {
        let public = desk.public_texts().into_iter().filter(|public| public == text).count();
        if public != 1 {
            wrong.push(format!("{text} is public {public} times"));
        }
    }
    let known = [2, 3].map(|row| state(desk, row).map(|state| state.uses));
    if known != [Some(2), Some(2)] {
        wrong.push(format!("the states say {known:?}"));
    }
    wrong
}

/// Returns how many requests to the spreadsheet the run makes that uses the rows.
async fn requests() -> u64 {
    let desk = about_to_use().await;
    let report = desk.run().await;
    assert_eq!(made(&desk).len(), 2);
    u64::from(report.sheet_requests)
}

#[tokio::test]
async fn whatever_request_fails_or_loses_its_answer_the_use_is_made_once() {
    let mut wrong = Vec::new();
    for nth in 1..=requests().await {
        for (name, fault) in [
            ("dropped before", (|| Fault::DropBefore) as fn() -> Fault),
            ("dropped after", || Fault::DropAfter),
            ("503, and done", || Fault::Status(503, Effect::With)),
            ("503, and not done", || Fault::Status(503, Effect::Without)),
            ("cut off", || Fault::TruncatedBody),
            ("empty", || Fault::Empty(Effect::With)),
        ] {
            let desk = about_to_use().await;
            enter(&desk.world).faults.on(Trigger::nth_of("sheets", nth), fault());
            let _ = desk.try_run().await;
            enter(&desk.world).faults.clear();
            let found = audit(&desk).await;
            wrong.extend(found.into_iter().map(|found| format!("{name} at {nth}: {found}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Kills a run at a request, before it is carried out or after.
async fn kill(desk: &Practice, nth: u64, side: Side) {
    let gate = Gate::new();
    let fault = Fault::Stall(Hold::Until(gate.clone()), side);
    enter(&desk.world).faults.on(Trigger::nth_of("sheets", nth), fault);
    tokio::select! {
        _ = Box::pin(desk.try_run()) => {}
        () = gate.reached(1) => {}
    }
    enter(&desk.world).faults.clear();
}

#[tokio::test]
async fn wherever_the_run_is_killed_the_use_is_made_once() {
    let mut wrong = Vec::new();
    for nth in 1..=requests().await {
        for side in [Side::Before, Side::After] {
            let desk = about_to_use().await;
            kill(&desk, nth, side).await;
            let found = audit(&desk).await;
            wrong.extend(found.into_iter().map(|found| format!("killed at {nth}: {found}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn two_runs_at_once_make_the_use_once() {
    for _ in 0..4 {
        let desk = about_to_use().await;
        let (first, second) = tokio::join!(desk.try_run(), desk.try_run());
        assert!(first.is_ok() && second.is_ok(), "{:?} {:?}", first.err(), second.err());
        let found = audit(&desk).await;
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[tokio::test]
async fn a_run_that_finds_the_uses_made_by_another_one_makes_none() {
    // The other run writes everything between this one's reading and its write.
    for nth in 1..=requests().await {
        let desk = about_to_use().await;
        let gate = Gate::new();
        let hold = Fault::Stall(Hold::Until(gate.clone()), Side::Before);
        enter(&desk.world).faults.on(Trigger::nth_of("sheets", nth), hold);
        let other = async {
            gate.reached(1).await;
            desk.run().await;
            gate.open();
        };
        let (run, ()) = tokio::join!(desk.try_run(), other);
        assert!(run.is_ok(), "at {nth}: {:?}", run.err());
        let found = audit(&desk).await;
        assert!(found.is_empty(), "at {nth}: {found:#?}");
    }
}

type Edit = fn(&mut World);

fn batch(world: &mut World, request: &serde_json::Value) {
    world.sheets.batch(SHEET, json!([request])).unwrap();
}

fn sort(world: &mut World) {
    let range = json!({"sheetId": 33, "startRowIndex": 1, "endRowIndex": 4});
    let spec = json!([{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]);
    batch(world, &json!({"sortRange": {"range": range, "sortSpecs": spec}}));
}

fn insert(world: &mut World) {
    let range = json!({"sheetId": 33, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    batch(world, &json!({"insertDimension": {"range": range, "inheritFromBefore": false}}));
}

fn move_column(world: &mut World) {
    let source = json!({"sheetId": 22, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2});
    batch(world, &json!({"moveDimension": {"source": source, "destinationIndex": 4}}));
}

fn move_stock_column(world: &mut World) {
    let source = json!({"sheetId": 33, "dimension": "COLUMNS", "startIndex": 11, "endIndex": 12});
    batch(world, &json!({"moveDimension": {"source": source, "destinationIndex": 2}}));
}

#[tokio::test]
async fn rows_and_columns_that_move_between_two_requests_change_nothing() {
    let edits: [(&str, Edit); 4] = [
        ("sort", sort),
        ("insert", insert),
        ("a column of Posts", move_column),
        ("a column of Stock", move_stock_column),
    ];
    let mut wrong = Vec::new();
    for nth in 1..=requests().await {
        for (name, edit) in edits {
            let desk = about_to_use().await;
            enter(&desk.world).faults.before(Trigger::nth_of("sheets", nth), Box::new(edit));
            let _ = desk.try_run().await;
            enter(&desk.world).faults.clear();
            settle(&desk).await;
            let mut texts: Vec<String> = made(&desk).into_iter().map(|(_, text, _)| text).collect();
            texts.sort();
            if texts != ["One", "Two"] {
                wrong.push(format!("{name} before {nth}: {texts:?}"));
            }
            let shown = desk.shown(STOCK);
            let blank = shown.iter().filter(|row| {
                let has_text = row.get(1).is_some_and(|text| !text.is_empty());
                !has_text && row.iter().any(|cell| !cell.is_empty())
            });
            let blank: Vec<_> = blank.collect();
            if !blank.is_empty() && name != "a column of Stock" {
                wrong.push(format!("{name} before {nth}: {blank:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_row_that_is_deleted_copied_or_undone_between_two_requests_is_used_once_at_most() {
    let delete: Edit = |world| {
        let range = json!({"sheetId": 33, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
        batch(world, &json!({"deleteDimension": {"range": range}}));
    };
    let copy: Edit = |world| {
        let source = json!({"sheetId": 33, "startRowIndex": 1, "endRowIndex": 2});
        let destination = json!({"sheetId": 33, "startRowIndex": 5, "endRowIndex": 6});
        batch(world, &json!({"copyPaste": {"source": source, "destination": destination}}));
    };
    let undo: Edit = |world| {
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, STOCK, 1, 12), "", now);
    };
    let mut wrong = Vec::new();
    for nth in 1..=requests().await {
        for (name, edit) in [("delete", delete), ("copy", copy), ("undo", undo)] {
            let desk = about_to_use().await;
            enter(&desk.world).faults.before(Trigger::nth_of("sheets", nth), Box::new(edit));
            let _ = desk.try_run().await;
            enter(&desk.world).faults.clear();
            settle(&desk).await;
            let count = |text: &str| made(&desk).iter().filter(|(_, its, _)| its == text).count();
            // A copy is a row of its own; at the very same time it would be the same post.
            if count("One") > 1 || count("Two") != 1 {
                wrong.push(format!("{name} before {nth}: {:?}", made(&desk)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
