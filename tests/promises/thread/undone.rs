//! Rows whose Receipt is lost or taken back: the Log knows what is out.

use threadsheet_core::sheet_ids::LOG_SHEET_ID;

use super::*;

#[tokio::test]
async fn a_draft_keeps_the_rest_of_its_thread_back_also_where_its_receipt_is_lost() {
    let desk = half().await;
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.run_later().await;
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.run_later().await;
    assert_eq!(status(&desk), "Draft");
    desk.run_later().await;
    holds(&desk, &["One"]);
    says(&desk, "Draft", &["while Status says Draft", "1 of 3 are out."]);
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
}

#[tokio::test]
async fn a_draft_keeps_the_rest_of_its_thread_back_also_where_its_receipt_is_taken_back() {
    let desk = three().await;
    trouble(&desk, 1);
    desk.run().await;
    let before = desk.cell(POSTS, 2, "Receipt");
    mended(&desk);
    trouble(&desk, 2);
    desk.run().await;
    mended(&desk);
    holds(&desk, &["One"]);
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.type_in(POSTS, 2, "Receipt", &before);
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One"]);
    says(&desk, "Draft", &["while Status says Draft", "1 of 3 are out."]);
}

#[tokio::test]
async fn a_thread_that_a_person_has_ended_stays_ended_where_its_receipt_is_lost() {
    let desk = refused().await;
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One"]);
    says(&desk, "Published", &["\"Reply 1\" is not posted."]);
}

#[tokio::test]
async fn a_sheet_that_is_put_back_to_a_week_ago_sends_the_rest_of_no_thread_by_itself() {
    let desk = half().await;
    let (receipt, log) = (desk.cell(POSTS, 2, "Receipt"), desk.shown(LOG).len());
    desk.run().await;
    holds(&desk, &["One", "Two", "Three"]);
    desk.pass(TimeDelta::days(7));
    desk.type_in(POSTS, 2, "Receipt", &receipt);
    desk.type_in(POSTS, 2, "Status", "Publishing");
    desk.type_in(POSTS, 2, "Published at", "");
    let since = 1 + desk.shown(LOG).len() - log;
    let range =
        json!({"sheetId": LOG_SHEET_ID, "dimension": "ROWS", "startIndex": 1, "endIndex": since});
    let delete = json!([{"deleteDimension": {"range": range}}]);
    enter(&desk.world).sheets.batch(SHEET, delete).unwrap();
    desk.run().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
    says(&desk, "Missed", &["too long ago", "1 of 3 are out."]);
}

#[tokio::test]
async fn a_row_taken_back_to_what_it_was_sends_no_part_twice() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "Three")]).await;
    desk.type_in(POSTS, 2, "Status", "Draft");
    desk.run().await;
    desk.type_in(POSTS, 2, "Status", "");
    trouble(&desk, 3);
    desk.run().await;
    mended(&desk);
    holds(&desk, &["One", "Two"]);
    let two_out = desk.cell(POSTS, 2, "Receipt");
    let line = RowState::parse(&two_out).unwrap();
    // To a time before anything was out, to a time when the post alone was, and to nothing at all.
    let none = RowState { thread: Vec::new(), media: None, permalink: None, ..line.clone() };
    let one = RowState { thread: line.thread[..1].to_vec(), ..line };
    for before in [none.to_string(), one.to_string(), String::new()] {
        desk.type_in(POSTS, 2, "Receipt", &before);
        for header in ["Status", "Permalink", "Message"] {
            desk.type_in(POSTS, 2, header, "");
        }
        // With a part changed that is not out yet, so that no words of the row are those of the Log.
        desk.type_in(
            POSTS,
            2,
            "Reply 2",
            if before.is_empty() { "Another three" } else { "Three" },
        );
        enter(&desk.world)
            .faults
            .on(Trigger::every("threads.create"), Fault::Status(503, Effect::Without));
        desk.run().await;
        mended(&desk);
        holds(&desk, &["One", "Two"]);
        assert_eq!(status(&desk), "Publishing", "{before}");
    }
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Another three"]);
    assert_eq!(status(&desk), "Published");
    assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
}
