//! Parts of which nobody knows whether they are public: found out, accepted by a person, or left alone.

use super::*;

#[tokio::test]
async fn cells_that_are_still_loading_are_never_posted_once_a_doubt_is_over() {
    for (nth, loading, out) in
        [(1, "Reply 1", &["One"][..]), (2, "Reply 2", &["One", "Two"]), (1, "Text", &["One"])]
    {
        let desk = in_doubt(nth, Effect::With).await;
        let typed = desk.cell(POSTS, 2, loading);
        desk.type_in(POSTS, 2, loading, "Loading...");
        desk.run_later().await;
        desk.run_later().await;
        holds(&desk, out);
        desk.type_in(POSTS, 2, loading, &typed);
        desk.run_later().await;
        desk.run_later().await;
        holds(&desk, &["One", "Two", "Three"]);
        says(&desk, "Published", &[]);
    }
}

#[tokio::test]
async fn a_post_that_the_account_s_list_shows_late_gets_its_parts_once_it_is_there() {
    let desk = three().await;
    let fault = Fault::Status(500, Effect::With);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), fault);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    desk.run().await;
    desk.run_later().await;
    holds(&desk, &["One"]);
    says(&desk, "Publishing", &["The next runs find out"]);
    lag(&desk, TimeDelta::zero());
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
    says(&desk, "Published", &[]);
}

#[tokio::test]
async fn a_post_whose_text_is_edited_while_it_is_in_doubt_is_not_posted_again_and_says_so() {
    let desk = in_doubt(1, Effect::With).await;
    desk.type_in(POSTS, 2, "Text", "One!");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One"]);
    says(&desk, "Publishing", &["did not say whether it is public"]);
    // What was sent stands there again.
    desk.type_in(POSTS, 2, "Text", "One");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
}

#[tokio::test]
async fn a_post_whose_text_stays_edited_is_found_to_be_out_and_its_parts_are_told_to_be_missing() {
    let desk = in_doubt(1, Effect::With).await;
    desk.type_in(POSTS, 2, "Text", "One!");
    for _ in 0..4 {
        desk.pass(TimeDelta::hours(13));
        desk.run().await;
    }
    holds(&desk, &["One"]);
    says(&desk, "Failed", &["\"Reply 1\" was not posted.", "1 of 3", "changed in those"]);
    assert!(told(&desk).await.contains("\"Reply 1\" was not posted."));
}

#[tokio::test]
async fn nothing_goes_under_a_part_that_a_person_has_accepted_and_the_row_says_so() {
    let desk = half().await;
    ask_about_the_next(&desk).await;
    says(&desk, "Check", &["Check the profile", "1 of 3 are out."]);
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run().await;
    let unknown = ["\"Reply 2\" was not posted.", "which post the part before it became", "2 of 3"];
    says(&desk, "Failed", &unknown);
    assert!(told(&desk).await.contains("\"Reply 2\" was not posted."));
    for asked in ["", "Post now"] {
        desk.type_in(POSTS, 2, "Status", asked);
        desk.run_later().await;
        says(&desk, "Failed", &unknown);
        holds(&desk, &["One", "Two"]);
    }
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    assert_eq!(status(&desk), "Published", "as the message says");
    holds(&desk, &["One", "Two"]);
}

#[tokio::test]
async fn an_accepted_part_whose_receipt_is_lost_gets_nothing_under_the_wrong_post() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "")]).await;
    trouble(&desk, 2);
    desk.run().await;
    mended(&desk);
    ask_about_the_next(&desk).await;
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run().await;
    says(&desk, "Published", &[]);
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.run_later().await;
    desk.type_in(POSTS, 2, "Reply 2", "Three");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two"]);
    says(&desk, "Failed", &["\"Reply 2\" was not posted.", "2 of 3 are out."]);
}

#[tokio::test]
async fn a_post_that_a_person_has_accepted_is_not_posted_again_for_the_part_it_gets() {
    let desk = desk(due("shop_a", "One"), &[("Reply 1", "")]).await;
    ask_about_the_next(&desk).await;
    desk.type_in(POSTS, 2, "Reply 1", "Two");
    desk.type_in(POSTS, 2, "Status", "Published");
    desk.run_later().await;
    desk.type_in(POSTS, 2, "Reply 1", "Two!");
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One"]);
    says(&desk, "Failed", &["\"Reply 1\" was not posted.", "1 of 2 are out."]);
}

#[tokio::test]
async fn many_doubts_about_parts_take_no_more_requests_to_the_sheet_than_few() {
    let mut requests = Vec::new();
    for n in [2, 12] {
        let rows: Vec<Row> = (0..n).map(|at| due("shop_a", &format!("One {at}"))).collect();
        let cells: Vec<String> = (0..n).map(|at| format!("Two {at}")).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let desk = Practice::new(&["shop_a"], &rows).await;
        columns(&desk, &[("Reply 1", &cells)]);
        let fault = Fault::Status(500, Effect::With);
        enter(&desk.world).faults.on(Trigger::every("threads.publish"), fault);
        lag(&desk, TimeDelta::hours(1));
        desk.run().await;
        mended(&desk);
        lag(&desk, TimeDelta::zero());
        requests.push(desk.run_later().await.sheet_requests);
        desk.run_later().await;
        assert_eq!(desk.public().len(), 2 * n);
    }
    assert_eq!(requests[0], requests[1]);
}

#[tokio::test]
async fn a_part_whose_answer_was_lost_is_found_and_the_rest_goes_on() {
    for (effect, minutes) in [(Effect::With, 11), (Effect::Without, 11)] {
        let desk = desk(due("shop_a", "One"), &[("Reply 1", "Two"), ("Reply 2", "Three")]).await;
        enter(&desk.world)
            .faults
            .on(Trigger::nth_of("threads.publish", 2), Fault::Status(500, effect));
        let _ = outcomes(&desk.run().await);
        for _ in 0..3 {
            desk.pass(TimeDelta::minutes(minutes));
            desk.run().await;
        }
        holds(&desk, &["One", "Two", "Three"]);
        assert_eq!(status(&desk), "Published", "{}", message(&desk));
    }
}

#[tokio::test]
async fn under_a_part_that_is_found_after_a_week_the_rest_is_late() {
    for (nth, out) in [(1, &["One"][..]), (2, &["One", "Two"])] {
        let desk = in_doubt(nth, Effect::With).await;
        desk.pass(TimeDelta::days(7));
        desk.run().await;
        desk.run_later().await;
        holds(&desk, out);
        says(&desk, "Missed", &["too long ago", "of 3 are out."]);
        desk.type_in(POSTS, 2, "Status", "Post now");
        desk.run_later().await;
        holds(&desk, &["One", "Two", "Three"]);
    }
}
