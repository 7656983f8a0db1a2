//! Rows of a desk with one account, and rows that are copied and used again.

use serde_json::json;
use threadsheet::report::PostOutcome;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, Practice, Row, SHEET, due, outcomes};

#[tokio::test]
async fn with_one_account_an_empty_account_cell_means_it() {
    let chain = Row { reply_to: "previous", ..due("", "Its part") };
    let later = Row { due: Some(60), status: "未投稿", ..due("", "Later") };
    let desk = Practice::new(&["shop_a"], &[due("", "Hello"), chain, later]).await;
    let report = desk.run().await;
    assert_eq!(desk.public_texts(), ["Hello", "Its part"]);
    assert_eq!(desk.cell(POSTS, 4, "Status"), "未投稿");
    assert_eq!(desk.cell(POSTS, 4, "Message"), "");
    assert!(report.posts.iter().all(|post| post.account == "shop_a"), "{:?}", report.posts);
    // A part of a post that an earlier run has published finds it.
    desk.append(5, &Row { reply_to: "previous", due: Some(90), ..due("", "Its part too") });
    desk.run().await;
    desk.run_in(chrono::TimeDelta::minutes(95)).await;
    assert_eq!(desk.public().len(), 4);
}

#[tokio::test]
async fn with_one_account_there_need_be_no_account_column() {
    let desk = Practice::new(&["shop_a"], &[due("notes of mine", "Hello")]).await;
    desk.type_in(POSTS, 1, "Account", "Who");
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Published)]);
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("notes of mine", "Hello")]).await;
    desk.type_in(POSTS, 1, "Account", "Who");
    let stop = desk.try_run().await.unwrap_err();
    assert!(format!("{stop:?}").contains("Account"), "{stop:?}");
    assert_eq!(desk.public().len(), 0);
}

#[tokio::test]
async fn an_empty_account_cell_among_several_accounts_is_told() {
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("", "Hello")]).await;
    desk.run().await;
    assert_eq!(desk.public().len(), 0);
    assert!(desk.cell(POSTS, 2, "Message").contains("\"Account\" is empty"));
}

#[tokio::test]
async fn a_copy_that_is_queued_as_a_new_post_shows_nothing_of_the_old_one() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Old")]).await;
    desk.run().await;
    let (published, permalink) = ("Published at", "Permalink");
    assert_ne!(desk.cell(POSTS, 2, permalink), "");
    let row = |at: usize| {
        json!({"sheetId": 22, "startRowIndex": at, "endRowIndex": at + 1,
            "startColumnIndex": 0, "endColumnIndex": 20})
    };
    let copy = json!([{"copyPaste": {"source": row(1), "destination": row(2)}}]);
    enter(&desk.world).sheets.batch(SHEET, copy).unwrap();
    desk.type_in(POSTS, 3, "Text", "New");
    desk.type_in(POSTS, 3, "Status", "");
    let tomorrow = desk.started + chrono::TimeDelta::days(1);
    let tomorrow = tomorrow.with_timezone(&chrono_tz::Tz::Asia__Tokyo);
    let tomorrow = tomorrow.format("%Y-%m-%d %H:%M").to_string();
    desk.type_in(POSTS, 3, "Publish at", &tomorrow);
    let old = [published, permalink].map(|header| desk.cell(POSTS, 2, header));
    desk.run().await;
    assert_eq!([published, permalink].map(|header| desk.cell(POSTS, 3, header)), ["", ""]);
    assert_eq!([published, permalink].map(|header| desk.cell(POSTS, 2, header)), old);
    // A row that is used again is a new post as well.
    desk.type_in(POSTS, 2, "Text", "Newer");
    desk.type_in(POSTS, 2, "Publish at", &tomorrow);
    desk.type_in(POSTS, 2, "Status", "");
    desk.run().await;
    assert_eq!([published, permalink].map(|header| desk.cell(POSTS, 2, header)), ["", ""]);
    assert_eq!(desk.public_texts(), ["Old"]);
}

#[tokio::test]
async fn a_reply_in_a_copied_chain_goes_under_the_copy_and_not_under_the_post_it_was_copied_from() {
    let reply = Row { reply_to: "previous", ..due("shop_a", "Its reply") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Monday"), reply]).await;
    desk.run().await;
    let rows = |at: usize| {
        json!({"sheetId": 22, "startRowIndex": at, "endRowIndex": at + 2,
            "startColumnIndex": 0, "endColumnIndex": 20})
    };
    let copy = json!([{"copyPaste": {"source": rows(1), "destination": rows(3)}}]);
    enter(&desk.world).sheets.batch(SHEET, copy).unwrap();
    for (row, text, status) in [(4, "Tuesday", "Draft"), (5, "Its own reply", "")] {
        desk.type_in(POSTS, row, "Text", text);
        desk.type_in(POSTS, row, "Status", status);
    }
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Monday", "Its reply"]);
    assert!(desk.cell(POSTS, 5, "Message").contains("row 4"));
    desk.type_in(POSTS, 4, "Status", "");
    desk.run_later().await;
    desk.run_later().await;
    let public = desk.public();
    let [monday, first, tuesday, second] = public.as_slice() else { panic!("{public:?}") };
    assert_eq!(first.reply_to.as_ref(), Some(&monday.media_id));
    assert_eq!((tuesday.text.as_deref(), &tuesday.reply_to), (Some("Tuesday"), &None));
    assert_eq!(second.reply_to.as_ref(), Some(&tuesday.media_id));
}

#[tokio::test]
async fn a_post_goes_out_at_its_time_though_its_refused_copy_was_edited_and_went_out_before_it() {
    for is_deleted in [false, true] {
        let tomorrow = Row { due: Some(24 * 60), ..due("shop_a", "Tomorrow") };
        let desk = Practice::new(&["shop_a"], &[tomorrow.clone(), tomorrow]).await;
        desk.run().await;
        assert_eq!(desk.cell(POSTS, 3, "Status"), "Failed", "the same post twice");
        desk.type_in(POSTS, 3, "Text", "Today");
        desk.type_in(POSTS, 3, "Status", "Post now");
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Today"]);
        if is_deleted {
            let row = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 2, "endIndex": 3});
            let delete = json!([{"deleteDimension": {"range": row}}]);
            enter(&desk.world).sheets.batch(SHEET, delete).unwrap();
        }
        desk.run().await;
        assert_eq!(desk.cell(POSTS, 2, "Status"), "");
        desk.pass(chrono::TimeDelta::hours(25));
        desk.run().await;
        let said = desk.cell(POSTS, 2, "Message");
        assert_eq!(desk.public_texts(), ["Today", "Tomorrow"], "{said}");
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
    }
}

#[tokio::test]
async fn a_row_without_a_time_that_gets_its_first_words_again_is_put_back_at_once_and_a_day_later_goes_out()
 {
    for (hours, outcome, n_public) in
        [(1, PostOutcome::Restored, 2), (25, PostOutcome::Published, 3)]
    {
        let row = Row { due: None, status: "Post now", ..due("shop_a", "Good morning") };
        let desk = Practice::new(&["shop_a"], &[row]).await;
        desk.run().await;
        let address = desk.cell(POSTS, 2, "Permalink");
        for (text, hours) in [("Good evening", 0), ("Good morning", hours)] {
            desk.pass(chrono::TimeDelta::hours(hours));
            desk.type_in(POSTS, 2, "Text", text);
            desk.type_in(POSTS, 2, "Status", "Post now");
            if text == "Good evening" {
                desk.run().await;
            }
        }
        let report = desk.run().await;
        assert_eq!(outcomes(&report), [(2, outcome)], "{:?}", report.posts);
        let n_containers = enter(&desk.world).threads.n_containers();
        assert_eq!((desk.public().len(), n_containers), (n_public, n_public), "{hours}");
        let is_put_back = desk.cell(POSTS, 2, "Permalink") == address;
        assert_eq!(is_put_back, outcome == PostOutcome::Restored);
        // The words in between are as well known.
        desk.type_in(POSTS, 2, "Text", "Good evening");
        desk.type_in(POSTS, 2, "Status", "Post now");
        let wanted = if hours == 1 { PostOutcome::Restored } else { PostOutcome::Published };
        assert_eq!(outcomes(&desk.run().await), [(2, wanted)], "{hours}");
    }
}

#[tokio::test]
async fn what_stands_in_a_row_that_was_never_ours_is_left_alone() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    desk.type_in(POSTS, 2, "Published at", "my own date");
    desk.type_in(POSTS, 2, "Status", "Ready");
    desk.type_in(POSTS, 2, "Publish at", "2099-01-01");
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 2, "Published at"), "my own date");
}

#[tokio::test]
async fn a_column_that_is_added_queues_nothing_anew() {
    let failed = Row { status: "Failed", ..due("shop_a", "Failed by a hand") };
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello"), failed]).await;
    desk.run().await;
    let at = desk.shown(POSTS)[0].len();
    {
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, 0, at), "画像2", now);
    }
    desk.type_in(POSTS, 2, "Status", "");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Hello"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
}
