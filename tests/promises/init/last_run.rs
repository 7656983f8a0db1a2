//! A person edits the Guide in the very moment in which a run writes into it.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use serde_json::{Value, json};
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::Practice;

use super::{empty, init};

/// The id of the Guide.
const GUIDE: i32 = 1_416_784_495;

/// The row, from 0, that says when the program last ran.
const LAST_RUN: usize = 2;

fn rows(start: usize, end: usize) -> Value {
    json!({"sheetId": GUIDE, "dimension": "ROWS", "startIndex": start, "endIndex": end})
}

/// Returns what stands in the first two columns of the Guide, row by row.
fn cells(world: &World) -> Vec<[Value; 2]> {
    let guide = world.sheets.whole_tab("fresh", "Guide").unwrap();
    let rows = guide["data"][0]["rowData"].as_array().cloned().unwrap_or_default();
    let cell = |row: &Value, column: usize| row["values"][column]["userEnteredValue"].clone();
    rows.iter().map(|row| [cell(row, 0), cell(row, 1)]).collect()
}

/// A desk with a Guide in which a person has written beside the steps and above the last run.
async fn desk(is_in_use: bool) -> Practice {
    let desk = empty("en_GB").await;
    init(&desk).await;
    if is_in_use {
        desk.run().await;
        desk.pass(TimeDelta::hours(2));
    }
    let mut world = enter(&desk.world);
    let now = world.clock.now();
    for (row, typed) in [(1, "my own words"), (5, "42"), (6, "TRUE"), (7, "=1+1")] {
        world.sheets.type_in(CellAddress::new("fresh", "Guide", row, 1), typed, now);
    }
    drop(world);
    desk
}

#[tokio::test]
async fn the_last_run_is_told_beside_its_label_wherever_a_person_moves_that_meanwhile() {
    let edits = [
        json!([{"insertDimension": {"range": rows(0, 1)}}]),
        json!([{"insertDimension": {"range": rows(1, 2)}}]),
        json!([{"insertDimension": {"range": rows(2, 3)}}]),
        json!([{"insertDimension": {"range": rows(2, 4)}}]),
        json!([{"deleteDimension": {"range": rows(0, 1)}}]),
        json!([{"moveDimension": {"source": rows(2, 3), "destinationIndex": 9}}]),
        json!([{"moveDimension": {"source": rows(2, 4), "destinationIndex": 9}}]),
        json!([{"moveDimension": {"source": rows(5, 6), "destinationIndex": 2}}]),
        json!([{"moveDimension": {"source": rows(6, 7), "destinationIndex": 2}}]),
    ];
    // The first time the cell is empty, and a run has much else to write.
    let cases = edits.iter().map(|change| (true, change)).chain([(false, &edits[1])]);
    let mut wrong = Vec::new();
    for (is_in_use, change) in cases {
        let desk = desk(is_in_use).await;
        let [label, before] = cells(&enter(&desk.world))[LAST_RUN].clone();
        let left = Arc::new(Mutex::new(Vec::new()));
        let act = {
            let (change, left) = (change.clone(), left.clone());
            move |world: &mut World| {
                world.sheets.batch("fresh", change.clone()).unwrap();
                *left.lock().unwrap() = cells(world);
            }
        };
        let write = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(write, Box::new(act));
        desk.run().await;
        let found = cells(&enter(&desk.world));
        let mut meant = left.lock().unwrap().clone();
        let at = meant.iter().position(|row| row[0] == label).unwrap();
        let told = &found[at][1];
        meant[at][1] = told.clone();
        if found != meant || *told == before || !told["numberValue"].is_number() {
            wrong.push(format!("{is_in_use} {change}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}
