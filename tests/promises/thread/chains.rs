//! Rows that answer the row of a thread: they go under its last part.

use super::*;

#[tokio::test]
async fn a_row_below_a_thread_that_a_person_has_ended_goes_under_the_last_part_that_is_out() {
    let below = Row { reply_to: "previous", ..due("shop_a", "Below") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), below]).await;
    columns(&desk, &[("Reply 1", &["Two"])]);
    refuse(&desk, 2);
    desk.run().await;
    mended(&desk);
    holds(&desk, &["One"]);
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Below"]);
}

#[tokio::test]
async fn a_delay_after_a_thread_counts_from_its_last_part_however_long_it_took() {
    let below = Row { reply_to: "previous", due: None, ..due("shop_a", "Below") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), below]).await;
    columns(&desk, &[("Reply 1", &["Two"])]);
    desk.type_in(POSTS, 3, "Publish at", "30分後");
    refuse(&desk, 2);
    desk.run().await;
    mended(&desk);
    desk.pass(TimeDelta::hours(26));
    desk.type_in(POSTS, 2, "Reply 1", "Two!");
    desk.run().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two!"]);
    desk.pass(TimeDelta::minutes(30));
    desk.run().await;
    holds(&desk, &["One", "Two!", "Below"]);
    assert_eq!(desk.cell(POSTS, 3, "Status"), "Published");
}

#[tokio::test]
async fn a_row_that_answers_a_published_row_goes_under_the_part_that_this_one_gets() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "")]).await;
    desk.run().await;
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    desk.type_in(POSTS, 2, "Status", "");
    desk.append(3, &Row { reply_to: "previous", ..due("shop_a", "Three") });
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
}

#[tokio::test]
async fn a_row_that_answers_a_thread_goes_under_its_last_part() {
    let below = Row { reply_to: "previous", ..due("shop_a", "Four") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), below]).await;
    columns(&desk, &[("Reply 1", &["Two"]), ("Reply 2", &["Three"])]);
    assert_eq!(outcomes(&desk.run().await), [(2, Published), (3, Published)]);
    holds(&desk, &["One", "Two", "Three", "Four"]);
    desk.append(4, &Row { reply_to: "previous", ..due("shop_a", "Five") });
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three", "Four", "Five"]);
}

#[tokio::test]
async fn a_delay_after_a_published_row_counts_from_the_part_that_it_gets() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "")]).await;
    desk.run().await;
    desk.pass(TimeDelta::minutes(40));
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    desk.type_in(POSTS, 2, "Status", "");
    desk.append(3, &Row { reply_to: "previous", due: None, ..due("shop_a", "Three") });
    desk.type_in(POSTS, 3, "Publish at", "30分後");
    desk.run().await;
    holds(&desk, &["One", "Two"]);
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    desk.pass(TimeDelta::minutes(20));
    desk.run().await;
    holds(&desk, &["One", "Two", "Three"]);
}

#[tokio::test]
async fn a_reply_in_doubt_is_found_under_the_part_that_was_the_last_one_when_it_was_sent() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "")]).await;
    desk.run().await;
    desk.append(3, &Row { reply_to: "previous", ..due("shop_a", "Below") });
    publish_in_doubt(&desk, 1, Effect::With).await;
    holds(&desk, &["One", "Two", "Below"]);
    // The thread goes on meanwhile.
    lag(&desk, TimeDelta::hours(1));
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["One", "Two", "Below", "Three"]);
    assert_eq!(desk.cell(POSTS, 3, "Status"), "Publishing");
    lag(&desk, TimeDelta::zero());
    for _ in 0..3 {
        desk.run_later().await;
    }
    assert_eq!(desk.public_texts(), ["One", "Two", "Below", "Three"]);
    assert_eq!(desk.cell(POSTS, 3, "Status"), "Published");
    assert_eq!(desk.cell(POSTS, 3, "Permalink"), desk.public()[2].permalink);
}
