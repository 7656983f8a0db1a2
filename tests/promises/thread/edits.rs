//! Cells that are edited while a part of the thread is out, or after all of them are.

use threadsheet_practice::world::World;

use super::*;

#[tokio::test]
async fn parts_that_are_shifted_to_the_next_columns_are_not_posted_again() {
    let parts = [("Reply 1", "Two"), ("Reply 2", "Four"), ("Reply 3", "")];
    let desk = desk(due("shop_a", "One"), &parts).await;
    trouble(&desk, 3);
    desk.run().await;
    mended(&desk);
    holds(&desk, &["One", "Two"]);
    for (header, typed) in [("Reply 1", "One and a half"), ("Reply 2", "Two"), ("Reply 3", "Four")]
    {
        desk.type_in(POSTS, 2, header, typed);
    }
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    says(&desk, "Failed", &["\"Reply 2\" was not posted.", "in another column", "2 of 4"]);
    desk.type_in(POSTS, 2, "Reply 2", "");
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Four"]);
}

#[tokio::test]
async fn a_text_that_is_moved_into_a_reply_of_a_thread_under_way_is_not_posted_again() {
    for text in ["Another beginning", ""] {
        let desk = half().await;
        for (header, typed) in [("Text", text), ("Reply 1", "One"), ("Reply 2", "Two")] {
            desk.type_in(POSTS, 2, header, typed);
        }
        desk.run_later().await;
        desk.run_later().await;
        holds(&desk, &["One"]);
        says(&desk, "Failed", &["\"Reply 1\" was not posted.", "in another column", "1 of 3"]);
        for (header, typed) in [("Text", "One"), ("Reply 1", "Two"), ("Reply 2", "Three")] {
            desk.type_in(POSTS, 2, header, typed);
        }
        desk.run_later().await;
        holds(&desk, &["One", "Two", "Three"]);
    }
}

#[tokio::test]
async fn a_part_that_is_edited_while_the_one_before_it_goes_out_is_posted_as_it_is_then() {
    let desk = three().await;
    let column = desk.column(POSTS, "Reply 2");
    let edit = move |world: &mut World| {
        let now = world.clock.now();
        let cell = CellAddress::new(SHEET, POSTS, 1, column);
        world.sheets.type_in(cell, "Three, better", now);
    };
    enter(&desk.world).faults.before(Trigger::nth_of("threads.create", 2), Box::new(edit));
    desk.run().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three, better"]);
    assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
}

#[tokio::test]
async fn a_later_part_that_cannot_be_posted_stops_the_thread_before_it_and_names_its_column() {
    let desk = half().await;
    desk.type_in(POSTS, 2, "Reply 2", &"x".repeat(501));
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    says(&desk, "Failed", &["\"Reply 2\" has 501 characters", "2 of 3 are out"]);
    assert!(told(&desk).await.contains("\"Reply 2\" has 501 characters"));
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
}

#[tokio::test]
async fn an_image_of_a_part_that_threads_cannot_fetch_is_tried_again_and_then_told() {
    let image = "Two\nhttps://example.com/a.jpg";
    let desk = desk(due("shop_a", "One"), &[("Reply 1", image)]).await;
    let words = "The media could not be fetched from this URI.";
    let error = json!({"message": words, "code": 9004, "error_subcode": 2_207_052});
    let refused = Reply::json(400, &json!({"error": error}));
    let refused = Fault::Instead(refused, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.create", 2).and_after(), refused);
    desk.run().await;
    says(&desk, "Publishing", &["could not open an address", "1 of 2 are out."]);
    for _ in 0..2 {
        desk.pass(TimeDelta::hours(13));
        desk.run().await;
    }
    says(&desk, "Failed", &["\"Reply 1\" was not posted.", words, "1 of 2 are out"]);
    mended(&desk);
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    assert_eq!(status(&desk), "Published");
}

#[tokio::test]
async fn a_part_that_is_edited_or_filled_in_before_the_last_one_is_not_posted_any_more() {
    for (header, typed) in [("Reply 1", "Two!"), ("Reply 2", "Three")] {
        let parts = [("Reply 1", "Two"), ("Reply 2", ""), ("Reply 3", "Four")];
        let desk = desk(due("shop_a", "One"), &parts).await;
        desk.run().await;
        desk.type_in(POSTS, 2, header, typed);
        desk.type_in(POSTS, 2, "Status", "");
        desk.run_later().await;
        desk.run_later().await;
        holds(&desk, &["One", "Two", "Four"]);
        says(&desk, "Published", &["already published"]);
    }
}

#[tokio::test]
async fn two_columns_for_one_part_stop_the_row_and_name_the_one_that_is_not_read() {
    let parts = [("Reply 1", "Two"), ("First reply", "Lost")];
    let desk = desk(due("shop_a", "One"), &parts).await;
    desk.run().await;
    holds(&desk, &[]);
    says(&desk, "Failed", &["\"First reply\"", "\"Reply 1\" to \"Reply 9\""]);
    assert!(told(&desk).await.contains("\"First reply\""));
}

#[tokio::test]
async fn a_published_row_says_which_of_its_parts_is_not_posted_for_as_long_as_it_is_so() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "")]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    says(&desk, "Published", &["\"Reply 2\" is not posted.", "empty that cell"]);
    desk.type_in(POSTS, 2, "Reply 2", "");
    desk.run_later().await;
    assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
}

#[tokio::test]
async fn a_published_row_that_gets_a_further_part_goes_on_under_it() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "")]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    desk.run().await;
    holds(&desk, &["One"]);
    says(&desk, "Published", &["\"Reply 1\" is not posted.", "Empty Status"]);
    desk.type_in(POSTS, 2, "Status", "");
    desk.run().await;
    holds(&desk, &["One", "Two"]);
    assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
    assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
}
