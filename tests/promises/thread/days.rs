//! How threads count: as one post of a day, and once however many runs are at it.

use super::*;

#[tokio::test]
async fn the_rest_of_a_thread_takes_no_place_of_the_day_on_which_it_goes_out() {
    for is_same_run in [true, false] {
        let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two")]).await;
        let limited = || {
            let mut config = desk.config();
            config.limits.posts_a_day = Some(1);
            config
        };
        refuse(&desk, 2);
        desk.run_with(&limited()).await;
        mended(&desk);
        desk.pass(TimeDelta::hours(24));
        desk.type_in(POSTS, 2, "Reply 1", "Two!");
        if !is_same_run {
            desk.run_with(&limited()).await;
            holds(&desk, &["One", "Two!"]);
        }
        let due = in_minutes(&desk, -2);
        let cells = [("Account", "shop_a"), ("Text", "Today's post"), ("Publish at", &*due)];
        for (header, typed) in cells {
            desk.type_in(POSTS, 3, header, typed);
        }
        desk.pass(TimeDelta::minutes(11));
        desk.run_with(&limited()).await;
        let mut texts = desk.public_texts();
        texts.sort();
        assert_eq!(texts, ["One", "Today's post", "Two!"]);
    }
}

#[tokio::test]
async fn two_runs_at_once_post_each_part_once() {
    let parts = [("Reply 1", "Two"), ("Reply 2", "Three"), ("Reply 3", "Four")];
    let desk = desk(due("shop_a", "One"), &parts).await;
    let (one, two) = tokio::join!(desk.try_run(), desk.try_run());
    assert!(one.is_ok() || two.is_ok());
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three", "Four"]);
    says(&desk, "Published", &[]);
}

#[tokio::test]
async fn a_thread_counts_as_one_post_of_the_day_and_makes_one_pause() {
    let rows = [due("shop_a", "One"), due("shop_a", "Other")];
    let desk = Practice::new(&["shop_a"], &rows).await;
    columns(&desk, &[("Reply 1", &["Two"])]);
    let mut config = desk.config();
    config.limits.posts_a_day = Some(2);
    desk.run_with(&config).await;
    assert_eq!(desk.public().len(), 3, "{}", desk.cell(POSTS, 3, "Message"));
}
