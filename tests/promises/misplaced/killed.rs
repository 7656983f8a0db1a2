//! The same with a crash: the run is killed before it could correct the row, and the next run does.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet_core::row_state::RowState;
use threadsheet_practice::fault_injection::{Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{POSTS, Practice, Row, SHEET, due};

use super::{audit, desk, insert_row};

/// Lets a row be inserted right before the `nth` write of a run, and kills the run at its next request to the
/// spreadsheet, which is the one that would put things right.
pub(crate) async fn killed_after(
    desk: &Practice,
    nth: u64,
    mut edit: impl FnMut(&mut World) + Send + 'static,
) {
    let gate = Gate::new();
    let (held, world) = (gate.clone(), desk.world.clone());
    let hook = move |of_world: &mut World| {
        edit(of_world);
        // This write is counted already.
        let gone = Fault::Stall(Hold::Until(held.clone()), Side::Before);
        of_world.faults.on(Trigger::nth_of("sheets", 1).and_after(), gone);
    };
    enter(&world).faults.before(Trigger::nth_of("sheets.batchUpdate", nth), Box::new(hook));
    tokio::select! {
        _ = Box::pin(desk.try_run()) => {}
        () = gate.reached(1) => {}
    }
    enter(&desk.world).faults.clear();
}

/// Inserts a row before each write of a run in turn, and kills the run at once.
async fn healed_whichever_write_it_was(is_in_use: bool, sheet_id: i32, row: usize) {
    let writes = {
        let desk = desk(is_in_use).await;
        desk.run().await;
        enter(&desk.world).count("sheets.batchUpdate") as u64
    };
    let mut wrong = Vec::new();
    for nth in 1..=writes {
        let desk = desk(is_in_use).await;
        killed_after(&desk, nth, move |world| insert_row(world, sheet_id, row)).await;
        desk.run().await;
        desk.run_later().await;
        desk.run_later().await;
        let found = audit(&desk);
        wrong.extend(found.into_iter().map(|found| format!("at write {nth}: {found}")));
    }
    assert!(wrong.is_empty(), "of {writes} writes: {wrong:#?}");
}

#[tokio::test]
async fn a_row_inserted_above_the_accounts_stays_blank_though_the_run_is_killed() {
    healed_whichever_write_it_was(false, 11, 1).await;
}

#[tokio::test]
async fn a_row_inserted_among_the_accounts_in_use_stays_blank_though_the_run_is_killed() {
    healed_whichever_write_it_was(true, 11, 2).await;
}

#[tokio::test]
async fn a_row_inserted_above_the_posts_stays_blank_though_the_run_is_killed() {
    healed_whichever_write_it_was(false, 22, 1).await;
}

#[tokio::test]
async fn a_row_inserted_among_the_posts_in_use_stays_blank_though_the_run_is_killed() {
    healed_whichever_write_it_was(true, 22, 5).await;
}

/// Moves the first row below the second, as a person does.
fn swap_rows(world: &mut World) {
    let source = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    let swap = json!([{"moveDimension": {"source": source, "destinationIndex": 3}}]);
    world.sheets.batch(SHEET, swap).unwrap();
}

#[tokio::test]
async fn a_row_whose_status_was_written_over_by_a_run_that_was_killed_is_neither_lost_nor_sent() {
    let unknown = Row { account: "shop_x", ..due("shop_a", "First") };
    let missed = Row { due: Some(-3_000), ..due("shop_a", "First") };
    let mut wrong = Vec::new();
    for (first, times) in [(due("shop_a", "First"), 1), (unknown, 0), (missed, 0)] {
        for status in ["", "Draft"] {
            let second = Row { status, due: Some(600), ..due("shop_a", "Second") };
            for nth in 1..=4 {
                let desk = Practice::new(&["shop_a"], &[first.clone(), second.clone()]).await;
                killed_after(&desk, nth, swap_rows).await;
                desk.run().await;
                desk.run_later().await;
                desk.run_later().await;
                let public = desk.public_texts();
                let row = if desk.cell(POSTS, 2, "Text") == "Second" { 2 } else { 3 };
                let shown = desk.cell(POSTS, row, "Status");
                let is_right = public == vec!["First"; times]
                    && [status, "Check"].contains(&shown.as_str())
                    && desk.cell(POSTS, row, "Permalink").is_empty();
                if !is_right {
                    let case = format!("{:?}, {status:?}, write {nth}", first.account);
                    wrong.push(format!("{case}: {public:?} {:?}", desk.shown(POSTS)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_published_row_on_which_a_first_line_landed_keeps_its_id_though_the_run_is_killed() {
    for (text, other) in [
        ("Hello", due("shop_a", "New")),
        ("Helo", due("shop_a", "New")),
        ("Hello", due("nobody", "New")),
    ] {
        let part = Row { reply_to: "previous", due: Some(60), ..due("shop_a", "Its part") };
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Helo"), part]).await;
        desk.run().await;
        let id = |row| RowState::parse(&desk.cell(POSTS, row, "Receipt")).map(|line| line.id);
        let before = (id(2), desk.cell(POSTS, 2, "Permalink"));
        desk.type_in(POSTS, 2, "Text", text);
        insert_row(&mut enter(&desk.world), 22, 2);
        desk.append(3, &other);
        killed_after(&desk, 1, |world| insert_row(world, 22, 1)).await;
        assert_eq!(desk.cell(POSTS, 3, "Text"), text);
        assert_ne!(id(3), before.0, "the other row's line stands on it");
        desk.run().await;
        let after = (id(3), desk.cell(POSTS, 3, "Permalink"));
        assert_eq!(after, before, "{text}: {:?}", desk.shown(POSTS));
        assert_eq!(desk.cell(POSTS, 3, "Status"), "Published");
        let is_known = other.account == "shop_a";
        assert_eq!(desk.cell(POSTS, 4, "Status"), if is_known { "Published" } else { "Failed" });
        // A part whose parent is fixed by the old id finds it.
        desk.run_in(TimeDelta::minutes(65)).await;
        let wanted =
            if is_known { vec!["Helo", "New", "Its part"] } else { vec!["Helo", "Its part"] };
        assert_eq!(desk.public_texts(), wanted);
        let public = desk.public();
        assert_eq!(public.last().unwrap().reply_to.as_ref(), Some(&public[0].media_id));
    }
}

#[tokio::test]
async fn what_a_person_has_left_in_columns_of_ours_on_a_blank_row_stays() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "First")]).await;
    desk.type_in(POSTS, 4, "Message", "--- August ---");
    desk.type_in(POSTS, 5, "Permalink", "https://www.threads.com/@shop_a/post/old");
    desk.type_in(POSTS, 5, "Status", "Published");
    let notes = || [4, 5].map(|row| desk.shown(POSTS)[row - 1].clone());
    let before = notes();
    desk.run().await;
    desk.run().await;
    assert_eq!(notes(), before);
}
