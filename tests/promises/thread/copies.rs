//! Copies of a row whose thread is out, wholly or in part: what is out is the other row's.

use super::*;

#[tokio::test]
async fn of_a_row_and_its_copy_no_part_is_public_twice_whichever_is_edited() {
    for edited in [2, 3] {
        let desk = half().await;
        copy_below(&desk);
        desk.type_in(POSTS, edited, "Reply 2", "Three, better");
        desk.run_later().await;
        desk.run_later().await;
        // The row above is the one that goes on, by its own cells.
        let last = if edited == 2 { "Three, better" } else { "Three" };
        holds(&desk, &["One", "Two", last]);
        says(&desk, "Published", &[]);
        assert_eq!(desk.cell(POSTS, 3, "Status"), "Failed");
        let copy = desk.cell(POSTS, 3, "Message");
        assert!(copy.contains("copy of another row"), "{copy}");
    }
}

#[tokio::test]
async fn a_part_that_is_added_beside_a_copy_of_the_finished_thread_goes_under_it_once() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "")]).await;
    desk.run().await;
    copy_below(&desk);
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
    says(&desk, "Published", &[]);
}

#[tokio::test]
async fn a_copy_of_a_row_whose_thread_is_under_way_is_no_second_thread() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two")]).await;
    trouble(&desk, 2);
    desk.run().await;
    mended(&desk);
    copy_below(&desk);
    desk.run().await;
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    assert_eq!(status(&desk), "Published");
    assert_eq!(desk.cell(POSTS, 3, "Status"), "Failed");
}
