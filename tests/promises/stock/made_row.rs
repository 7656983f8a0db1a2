//! The row that is made of a stock row is a row like any other: whatever is done to it between two requests, and
//! wherever the run is killed that publishes it, its post is public once at most, and the use is not made again.

use serde_json::json;
use threadsheet_practice::fault_injection::{Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{POSTS, Practice, SHEET};

use super::{STOCK, desk, made, settle, state};
use chrono::TimeDelta;

/// The text of the stock row, and of the one row that is made of it.
const TEXT: &str = "One";

/// Returns a desk whose next run publishes the use of a stock row.
async fn about_to_publish() -> Practice {
    let desk = desk(&[[TEXT, "daily 9:00", "", "", ""]]).await;
    settle(&desk).await;
    assert_eq!(made(&desk).len(), 1);
    let at = state(&desk, 2).unwrap().last.unwrap();
    let now = enter(&desk.world).clock.now();
    desk.pass(at - now + TimeDelta::minutes(1));
    desk
}

fn public(desk: &Practice) -> usize {
    desk.public_texts().into_iter().filter(|text| text == TEXT).count()
}

/// Returns how many requests the publishing run makes to each service.
async fn requests() -> [(&'static str, u64); 2] {
    let desk = about_to_publish().await;
    let (_, seen) = desk.watched_run().await;
    assert_eq!(public(&desk), 1);
    ["sheets", "threads"].map(|service| {
        let of_service = seen.iter().filter(|seen| seen.operation.starts_with(service));
        (service, u64::try_from(of_service.count()).unwrap())
    })
}

/// Settles a desk within the minutes in which its next use is not due, and returns what is wrong.
async fn audit(desk: &Practice, may_be_gone: bool) -> Vec<String> {
    for _ in 0..3 {
        desk.pass(TimeDelta::minutes(11));
        let _ = desk.try_run().await;
    }
    let mut wrong = Vec::new();
    let (made, public) = (made(desk), public(desk));
    let firsts = made.iter().filter(|(number, ..)| *number == 1).count();
    if firsts > 1 || firsts == 0 && !may_be_gone {
        wrong.push(format!("made {made:?}"));
    }
    if public > 1 || public == 0 && !may_be_gone {
        wrong.push(format!("public {public} times"));
    }
    let uses = state(desk, 2).map(|state| state.uses);
    if uses != Some(2) {
        wrong.push(format!("the state says {uses:?}"));
    }
    wrong
}

#[tokio::test]
async fn wherever_the_run_is_killed_that_publishes_it_the_post_is_public_once() {
    let mut wrong = Vec::new();
    for (service, count) in requests().await {
        for nth in 1..=count {
            for side in [Side::Before, Side::After] {
                let desk = about_to_publish().await;
                let gate = Gate::new();
                let fault = Fault::Stall(Hold::Until(gate.clone()), side);
                enter(&desk.world).faults.on(Trigger::nth_of(service, nth), fault);
                tokio::select! {
                    _ = Box::pin(desk.try_run()) => {}
                    () = gate.reached(1) => {}
                }
                enter(&desk.world).faults.clear();
                let found = audit(&desk, false).await;
                let at = format!("killed at {service} {nth}");
                wrong.extend(found.into_iter().map(|found| format!("{at}: {found}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

type Edit = fn(&mut World);

fn batch(world: &mut World, request: &serde_json::Value) {
    world.sheets.batch(SHEET, json!([request])).unwrap();
}

/// The row that was made stands below the header and the row that was typed.
const MADE: u32 = 2;

#[tokio::test]
async fn what_a_person_does_to_the_made_row_between_two_requests_makes_no_second_post() {
    let edits: [(&str, bool, Edit); 4] = [
        ("delete", true, |world| {
            let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": MADE, "endIndex": MADE + 1});
            batch(world, &json!({"deleteDimension": {"range": range}}));
        }),
        ("sort", false, |world| {
            let range = json!({"sheetId": 22, "startRowIndex": 1, "endRowIndex": MADE + 1});
            let spec = json!([{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]);
            batch(world, &json!({"sortRange": {"range": range, "sortSpecs": spec}}));
        }),
        ("insert", false, |world| {
            let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": MADE, "endIndex": MADE + 1});
            batch(world, &json!({"insertDimension": {"range": range, "inheritFromBefore": false}}));
        }),
        ("undo of the stock row", false, |world| {
            let now = world.clock.now();
            let receipt = world.sheets.shown(SHEET, STOCK).unwrap()[0]
                .iter()
                .position(|header| header == "Receipt")
                .unwrap();
            let cell = threadsheet_practice::sheets::CellAddress::new(SHEET, STOCK, 1, receipt);
            world.sheets.type_in(cell, "", now);
        }),
    ];
    let [(_, count), _] = requests().await;
    let mut wrong = Vec::new();
    for nth in 1..=count {
        for (name, may_be_gone, edit) in edits {
            let desk = about_to_publish().await;
            enter(&desk.world).faults.before(Trigger::nth_of("sheets", nth), Box::new(edit));
            let _ = desk.try_run().await;
            enter(&desk.world).faults.clear();
            let found = audit(&desk, may_be_gone).await;
            wrong.extend(found.into_iter().map(|found| format!("{name} before {nth}: {found}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_copy_of_the_made_row_is_the_same_post() {
    let desk = about_to_publish().await;
    let source = json!({"sheetId": 22, "startRowIndex": MADE, "endRowIndex": MADE + 1});
    let destination = json!({"sheetId": 22, "startRowIndex": MADE + 3, "endRowIndex": MADE + 4});
    let copy = json!({"copyPaste": {"source": source, "destination": destination}});
    batch(&mut enter(&desk.world), &copy);
    settle(&desk).await;
    assert_eq!(public(&desk), 1, "{:?}", desk.shown(POSTS));
}

#[tokio::test]
async fn a_use_whose_row_is_emptied_is_cancelled_and_what_is_typed_there_is_another_post() {
    let desk = desk(&[[TEXT, "daily 9:00", "", "", ""]]).await;
    settle(&desk).await;
    for column in ["Account", "Text", "Publish at"] {
        desk.type_in(POSTS, 3, column, "");
    }
    settle(&desk).await;
    assert_eq!(desk.cell(POSTS, 3, "Receipt"), "");
    let message = desk.cell(STOCK, 2, "Message");
    assert!(message.contains("was taken out of Posts"), "{message}");
    let later = enter(&desk.world).clock.now() + TimeDelta::days(20);
    desk.type_in(POSTS, 3, "Account", "shop_a");
    desk.type_in(POSTS, 3, "Text", "Typed there");
    desk.type_in(POSTS, 3, "Publish at", &later.format("%Y-%m-%d 9:00").to_string());
    desk.pass(TimeDelta::days(1));
    settle(&desk).await;
    let made: Vec<(u32, String)> = made(&desk).into_iter().map(|(n, text, _)| (n, text)).collect();
    assert_eq!(made, [(2, TEXT.to_owned())]);
}
