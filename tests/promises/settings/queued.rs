//! "Post only rows marked Queued": nothing half typed goes out.

use chrono::TimeDelta;
use threadsheet::report::PostOutcome;
use threadsheet_core::setting::Setting;
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{POSTS, Practice, Row, SETTINGS, SHEET, due, outcomes};

use super::{check, name, set};

async fn desk(posts: &[Row]) -> Practice {
    let desk = Practice::new(&["shop_a"], posts).await;
    set(&desk, &[(name(Setting::OnlyQueued), "yes")]);
    desk
}

#[tokio::test]
async fn a_blank_status_waits_and_says_so_while_queued_and_ready_go_out() {
    let rows = [
        due("shop_a", "Half ty"),
        Row { status: "queued", ..due("shop_a", "Queued") },
        Row { status: "今すぐ", due: None, ..due("shop_a", "Ready") },
        Row { account: "", due: None, ..due("", "Total: 3") },
    ];
    let desk = desk(&rows).await;
    let stages = |preview: threadsheet::report::preview::Preview| {
        preview.cards.iter().map(|card| (card.row, card.stage)).collect::<Vec<_>>()
    };
    let preview = threadsheet::preview::preview(&desk.config(), &|_| {}).await.unwrap();
    assert!(stages(preview).contains(&(2, Stage::Waiting)));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Ready", "Queued"]);
    assert!(desk.cell(POSTS, 2, "Message").contains("Choose Queued"));
    assert_eq!(desk.cell(POSTS, 2, "Status"), "");
    assert!(desk.cell(POSTS, 5, "Message").contains("Choose Queued"), "a note of a person's own");
    let said = outcomes(&check(&desk).await);
    let waiting = [(2, PostOutcome::Waiting), (5, PostOutcome::Waiting)];
    assert_eq!(said, waiting, "also once a run has said it");
    desk.type_in(POSTS, 2, "Status", "Queued");
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Published)]);
    assert_eq!(desk.cell(POSTS, 2, "Message"), "");
}

#[tokio::test]
async fn a_row_that_was_refused_and_mended_is_queued_by_its_word() {
    let long = "x".repeat(600);
    let desk = desk(&[Row { status: "Queued", ..due("shop_a", &long) }]).await;
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Failed");
    desk.type_in(POSTS, 2, "Text", "Short");
    let later = desk.started + TimeDelta::days(2);
    desk.type_in(POSTS, 2, "Publish at", &later.format("%Y-%m-%d %H:%M").to_string());
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Queued", "a blank would hold it for ever");
}

#[tokio::test]
async fn a_mark_that_is_taken_away_at_the_last_moment_holds_the_post() {
    let desk = desk(&[Row { status: "Queued", ..due("shop_a", "Not yet!") }]).await;
    let status = desk.column(POSTS, "Status");
    let hook = move |world: &mut World| {
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, 1, status), "", now);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("threads.create", 1), Box::new(hook));
    desk.run().await;
    desk.run().await;
    assert_eq!(desk.public().len(), 0);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "");
    desk.type_in(POSTS, 2, "Status", "Queued");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Not yet!"]);
}

#[tokio::test]
async fn a_claim_that_was_not_used_leaves_the_word_so_that_the_post_still_goes_out() {
    let desk = desk(&[Row { status: "Queued", ..due("shop_a", "Before") }]).await;
    let text = desk.column(POSTS, "Text");
    // The words change after the claim was prepared and before it is written.
    let hook = move |world: &mut World| {
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, 1, text), "After", now);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("threads.create", 1), Box::new(hook));
    desk.run().await;
    assert_eq!((desk.public().len(), desk.cell(POSTS, 2, "Status")), (0, "Queued".to_owned()));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["After"]);
}

#[tokio::test]
async fn clearing_a_published_row_with_new_words_waits_for_the_mark() {
    let desk = desk(&[Row { status: "Queued", ..due("shop_a", "Monday") }]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Status", "");
    desk.type_in(POSTS, 2, "Text", "Tuesday");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Monday"]);
    desk.type_in(SETTINGS, 2, "Value", "no");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Monday", "Tuesday"]);
}
