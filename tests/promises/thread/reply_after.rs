//! Reply after: the first reply goes out so long after its post, and never before.

use threadsheet::{dry_run, preview};
use threadsheet_core::sheet_ids::LOG_SHEET_ID;
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::world::World;
use threadsheet_test_kit::ACCOUNTS;

use super::*;

const PARTS: [&str; 3] = ["One", "Two", "Three"];

/// A desk with a thread of three parts that is due, and how long its first reply is kept back.
async fn kept_back(after: &str) -> Practice {
    let desk = three().await;
    columns(&desk, &[("Reply after", &[after])]);
    desk
}

/// The same once the post is out.
async fn begun(after: &str) -> Practice {
    let desk = kept_back(after).await;
    desk.run().await;
    holds(&desk, &["One"]);
    desk
}

async fn after(desk: &Practice, minutes: i64) -> Vec<(usize, PostOutcome)> {
    desk.pass(TimeDelta::minutes(minutes));
    outcomes(&desk.run().await)
}

/// Checks that all of it is public, the first reply at least so many minutes after the post.
fn all_out(desk: &Practice, minutes: i64) {
    holds(desk, &PARTS);
    let public = desk.public();
    let kept = public[1].published - public[0].published;
    assert!(kept >= TimeDelta::minutes(minutes), "{kept}");
    assert_eq!((status(desk).as_str(), message(desk).as_str()), ("Published", ""));
}

#[tokio::test]
async fn it_goes_out_once_its_time_after_the_post_has_come_and_the_rest_right_under_it() {
    // The sheet takes the last for a formula, and shows an error.
    for typed in ["30m", "30分", "0:30", "+30m"] {
        let desk = kept_back(typed).await;
        let report = desk.run().await;
        assert_eq!(outcomes(&report), [(2, PostOutcome::Publishing)], "{typed}");
        assert!(report.posts[0].words.contains("1 of 3 are out. The next goes out at about"));
        says(&desk, "Publishing", &["1 of 3 are out. The next goes out at about"]);
        let (published, said) = (desk.public()[0].published, message(&desk));
        assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
        after(&desk, 1).await;
        assert_eq!((desk.writes().await, message(&desk)), (0, said), "said once");
        after(&desk, 28).await;
        holds(&desk, &["One"]);
        assert_eq!(after(&desk, 2).await, [(2, Published)]);
        all_out(&desk, 30);
        let public = desk.public();
        assert!(public[2].published - public[1].published < TimeDelta::minutes(1));
        let shown = desk.cell(POSTS, 2, "Published at");
        let minutes = [0, 1].map(|after| {
            let tokyo =
                (published + TimeDelta::minutes(after)).with_timezone(&chrono_tz::Asia::Tokyo);
            tokyo.format("%H:%M").to_string()
        });
        assert!(minutes.iter().any(|minute| shown.contains(minute)), "{shown}");
        assert!(outcomes(&desk.run_later().await).is_empty());
        assert_eq!(desk.public().len(), 3);
    }
}

#[tokio::test]
async fn an_empty_cell_a_zero_and_a_row_without_replies_hold_nothing_back() {
    for typed in ["", "0", "0分"] {
        let desk = kept_back(typed).await;
        desk.run().await;
        all_out(&desk, 0);
    }
    for typed in ["30m", "soon"] {
        let desk = desk(due("shop_a", "One"), &[("Reply after", typed), ("Reply 1", "")]).await;
        let said = told(&desk).await;
        assert!(said.contains("\"Reply after\" has no effect here"), "{said}");
        assert_eq!(outcomes(&desk.run().await), [(2, Published)]);
        assert_eq!((status(&desk).as_str(), message(&desk).as_str()), ("Published", ""));
        assert_eq!(told(&desk).await, "");
    }
}

#[tokio::test]
async fn a_length_that_cannot_be_read_refuses_the_row_before_anything_is_out() {
    let desk = kept_back("soon").await;
    assert_eq!(outcomes(&desk.run().await), [(2, Failed)]);
    assert!(desk.public().is_empty());
    says(&desk, "Failed", &["\"Reply after\" says \"soon\", which is not a length of time."]);
    desk.type_in(POSTS, 2, "Reply after", "30m");
    desk.run_later().await;
    holds(&desk, &["One"]);
    after(&desk, 31).await;
    all_out(&desk, 30);
}

#[tokio::test]
async fn a_reply_after_that_becomes_unreadable_holds_the_replies_until_corrected() {
    let desk = begun("30m").await;
    desk.type_in(POSTS, 2, "Reply after", "a bit later");
    assert_eq!(after(&desk, 1).await, [(2, Failed)]);
    let words = ["\"Reply after\" says \"a bit later\"", "1 of 3 are out and stay"];
    says(&desk, "Failed", &words);
    after(&desk, 60).await;
    holds(&desk, &["One"]);
    desk.type_in(POSTS, 2, "Reply after", "Loading...");
    desk.run().await;
    holds(&desk, &["One"]);
    // It counts from the post, not from the correction.
    desk.type_in(POSTS, 2, "Reply after", "30m");
    desk.run_later().await;
    all_out(&desk, 30);
}

#[tokio::test]
async fn the_reply_after_value_at_publishing_time_counts() {
    let desk = begun("30m").await;
    desk.type_in(POSTS, 2, "Reply after", "1h");
    after(&desk, 31).await;
    holds(&desk, &["One"]);
    after(&desk, 30).await;
    all_out(&desk, 60);
    // A shorter time, and none at all, which is over.
    for typed in ["10m", ""] {
        let desk = begun("3h").await;
        desk.pass(TimeDelta::minutes(11));
        desk.type_in(POSTS, 2, "Reply after", typed);
        desk.run().await;
        all_out(&desk, 11);
    }
    // Whoever wants the rest out now, has it out now.
    let desk = begun("3h").await;
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run_later().await;
    all_out(&desk, 0);
    // It says how long the reply is kept back, and not what is posted: the row is no other one.
    let published = begun("30m").await;
    after(&published, 31).await;
    published.type_in(POSTS, 2, "Reply after", "2h");
    published.type_in(POSTS, 2, "Status", "");
    published.run_later().await;
    published.run_later().await;
    holds(&published, &PARTS);
}

#[tokio::test]
async fn post_now_on_the_post_does_not_skip_reply_after() {
    let desk = kept_back("30m").await;
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run().await;
    desk.run_later().await;
    holds(&desk, &["One"]);
    after(&desk, 31).await;
    all_out(&desk, 30);
}

#[tokio::test]
async fn a_reply_after_edited_during_a_run_counts() {
    // Right before the claim of the reply is read back.
    for typed in ["2h", "soon", "Loading..."] {
        let desk = begun("30m").await;
        desk.pass(TimeDelta::minutes(31));
        enter(&desk.world).seen.clear();
        let at = desk.shown_row(POSTS, 1).iter().position(|it| it == "Reply after").unwrap();
        let types = move |world: &mut World| {
            let now = world.clock.now();
            world.sheets.type_in(CellAddress::new(SHEET, POSTS, 1, at), typed, now);
        };
        let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(trigger, Box::new(types));
        desk.run().await;
        holds(&desk, &["One"]);
        desk.run_later().await;
        holds(&desk, &["One"]);
    }
}

#[tokio::test]
async fn a_draft_holds_the_reply_past_its_time_until_it_is_queued_again() {
    let desk = begun("30m").await;
    desk.type_in(POSTS, 2, "Status", "Draft");
    after(&desk, 60).await;
    holds(&desk, &["One"]);
    says(&desk, "Draft", &["while Status says Draft"]);
    desk.type_in(POSTS, 2, "Status", "");
    desk.run_later().await;
    all_out(&desk, 60);
}

#[tokio::test]
async fn lateness_counts_from_the_time_of_the_reply_and_not_of_the_post() {
    let desk = begun("3 days").await;
    desk.pass(TimeDelta::days(3) + TimeDelta::hours(23));
    desk.run().await;
    all_out(&desk, 3 * 24 * 60);
    let desk = begun("3 days").await;
    desk.pass(TimeDelta::days(4) + TimeDelta::hours(1));
    desk.run().await;
    says(&desk, "Missed", &["too long ago", "1 of 3 are out."]);
    holds(&desk, &["One"]);
}

#[tokio::test]
async fn two_runs_at_once_publish_each_part_once_and_none_early() {
    let desk = kept_back("30m").await;
    let (one, two) = tokio::join!(desk.try_run(), desk.try_run());
    assert!(one.is_ok() && two.is_ok());
    desk.run_later().await;
    holds(&desk, &["One"]);
    desk.pass(TimeDelta::minutes(31));
    let (one, two) = tokio::join!(desk.try_run(), desk.try_run());
    assert!(one.is_ok() && two.is_ok());
    desk.run_later().await;
    all_out(&desk, 30);
}

#[tokio::test]
async fn an_undone_row_still_delays_its_reply_by_the_log() {
    for lost in ["", "rspoilt"] {
        let desk = begun("30m").await;
        desk.pass(TimeDelta::minutes(10));
        for header in ["Status", "Permalink", "Message", "Published at"] {
            desk.type_in(POSTS, 2, header, "");
        }
        desk.type_in(POSTS, 2, "Receipt", lost);
        desk.run().await;
        says(&desk, "Publishing", &["1 of 3 are out. The next goes out at about"]);
        after(&desk, 18).await;
        holds(&desk, &["One"]);
        after(&desk, 3).await;
        all_out(&desk, 30);
    }
}

#[tokio::test]
async fn editing_published_at_does_not_move_the_reply() {
    let desk = begun("30m").await;
    desk.type_in(POSTS, 2, "Published at", "2020-01-01 9:00");
    desk.run_later().await;
    holds(&desk, &["One"]);
    after(&desk, 31).await;
    all_out(&desk, 30);
}

#[tokio::test]
async fn renaming_or_removing_the_column_does_not_release_the_reply() {
    for renamed in ["When it answers", "Reply after (min)", ""] {
        let desk = begun("30m").await;
        desk.type_in(POSTS, 1, "Reply after", renamed);
        after(&desk, 31).await;
        desk.run_later().await;
        holds(&desk, &["One"]);
        let words = if renamed.ends_with(')') {
            ["\"Reply after (min)\" holds something", "1 of 3 are out"]
        } else {
            ["The column \"Reply after\" is gone", "set Status to Post now to post the rest"]
        };
        says(&desk, "Failed", &words);
    }
    // It is put back.
    let desk = begun("30m").await;
    desk.type_in(POSTS, 1, "Reply after", "Later");
    after(&desk, 5).await;
    desk.type_in(POSTS, 1, "Later", "Reply after");
    desk.run().await;
    says(&desk, "Publishing", &["The next goes out at about"]);
    after(&desk, 31).await;
    all_out(&desk, 30);
    // Or it is not wanted any more.
    let desk = begun("3h").await;
    desk.type_in(POSTS, 1, "Reply after", "");
    after(&desk, 5).await;
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run_later().await;
    all_out(&desk, 0);
}

#[tokio::test]
async fn removing_the_column_while_the_post_is_in_doubt_does_not_release_the_reply() {
    let desk = kept_back("30m").await;
    publish_in_doubt(&desk, 1, Effect::With).await;
    desk.type_in(POSTS, 1, "Reply after", "Later");
    for _ in 0..4 {
        after(&desk, 11).await;
    }
    holds(&desk, &["One"]);
    says(&desk, "Failed", &["The column \"Reply after\" is gone"]);
}

#[tokio::test]
async fn a_japanese_desk_is_told_in_its_language_that_the_column_is_gone() {
    let desk = japanese(&[("返信1", &["二"]), ("返信までの時間", &["30分"])]).await;
    desk.run().await;
    desk.type_in(POSTS, 1, "返信までの時間", "あとで");
    after(&desk, 31).await;
    holds(&desk, &["一"]);
    let said = desk.cell(POSTS, 2, "メッセージ");
    assert!(said.contains("「返信までの時間」の列が見つからないため"), "{said}");
    assert!(said.contains("続きをすぐ投稿するには「ステータス」を「今すぐ」に"), "{said}");
}

#[tokio::test]
async fn a_reply_held_by_a_pause_goes_out_when_the_pause_is_cleared() {
    let desk = begun("30m").await;
    let until = in_minutes(&desk, 60 * 24 * 3);
    desk.add_column(ACCOUNTS, "Pause until", &[&until]);
    desk.run_later().await;
    says(&desk, "Publishing", &["pauses until", "1 of 3 are out"]);
    desk.pass(TimeDelta::days(2));
    desk.type_in(ACCOUNTS, 2, "Pause until", "");
    desk.run().await;
    all_out(&desk, 30);
}

/// Puts the lines of the Log below those that are always read.
fn push_log_down(desk: &Practice) {
    let range =
        json!({"sheetId": LOG_SHEET_ID, "dimension": "ROWS", "startIndex": 1, "endIndex": 1_201});
    let insert = json!([{"insertDimension": {"range": range}}]);
    enter(&desk.world).sheets.batch(SHEET, insert).unwrap();
}

#[tokio::test]
async fn a_row_that_is_put_back_days_later_knows_its_post_by_older_lines_of_the_log() {
    let desk = begun("7 days").await;
    push_log_down(&desk);
    desk.pass(TimeDelta::days(4));
    for header in ["Status", "Permalink", "Message", "Published at", "Receipt"] {
        desk.type_in(POSTS, 2, header, "");
    }
    desk.run().await;
    holds(&desk, &["One"]);
    says(&desk, "Publishing", &["1 of 3 are out. The next goes out at about"]);
    desk.pass(TimeDelta::days(3) + TimeDelta::minutes(1));
    desk.run().await;
    all_out(&desk, 7 * 24 * 60);
}

#[tokio::test]
async fn an_old_receipt_that_is_put_back_days_later_does_not_send_the_reply_twice() {
    let desk = begun("7 days").await;
    let before = ["Status", "Message", "Receipt"].map(|header| desk.cell(POSTS, 2, header));
    desk.type_in(POSTS, 2, "Status", "Post now");
    desk.run().await;
    all_out(&desk, 0);
    push_log_down(&desk);
    desk.pass(TimeDelta::days(4));
    for (header, words) in ["Status", "Message", "Receipt"].into_iter().zip(&before) {
        desk.type_in(POSTS, 2, header, words);
    }
    desk.run().await;
    desk.pass(TimeDelta::days(3) + TimeDelta::minutes(1));
    desk.run_later().await;
    desk.run_later().await;
    holds(&desk, &["One", "Two", "Three"]);
    says(&desk, "Published", &["the row was put back"]);
}

#[tokio::test]
async fn the_delay_counts_from_the_latest_possible_time_of_a_post_in_doubt() {
    let desk = kept_back("30m").await;
    publish_in_doubt(&desk, 1, Effect::With).await;
    for _ in 0..12 {
        after(&desk, 11).await;
        if let [post, reply, ..] = desk.public().as_slice() {
            assert!(reply.published - post.published >= TimeDelta::minutes(30));
        }
    }
    all_out(&desk, 30);
}

#[tokio::test]
async fn preview_check_and_dry_run_show_when_the_reply_goes_out() {
    let desk = kept_back("30m").await;
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    let words = &planned.posts[0].words;
    assert!(words.contains("reply would follow 30 minutes later"), "{words}");
    desk.run().await;
    desk.run().await;
    let wanted = desk.public()[0].published + TimeDelta::minutes(30);
    let preview = preview::preview(&desk.config(), &|_| {}).await.unwrap();
    let card = &preview.cards[0];
    assert_eq!((card.stage, card.is_wrong), (Stage::Scheduled, false));
    let [first, second] = card.parts.as_slice() else { panic!("{card:?}") };
    assert_eq!((first.after, second.after), (Some(TimeDelta::minutes(30)), None));
    for when in [card.when, first.when] {
        assert!((when.unwrap() - wanted).abs() < TimeDelta::minutes(1), "{when:?}");
    }
    let page = threadsheet::report::preview::html::page(&preview);
    assert!(page.contains("30 minutes after the post"), "{page}");
    let object = threadsheet::report::preview::json::object(&preview);
    assert!(object.contains("\"after_seconds\": 1800"), "{object}");
    let said = told(&desk).await;
    assert!(said.contains("The next goes out at about"), "{said}");
    let checked = check::check(&desk.config(), &|_| {}).await.unwrap();
    assert!(checked.checkup.unwrap().findings.iter().all(|finding| !finding.is_wrong));
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert!(outcomes(&planned).is_empty(), "{planned:?}");
    desk.pass(TimeDelta::minutes(31));
    let planned = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(outcomes(&planned), [(2, PostOutcome::ToPublish)]);
}

#[tokio::test]
async fn a_japanese_desk_delays_its_reply_and_says_so() {
    let desk = japanese(&[("リプ欄", &["二"]), ("返信までの時間", &["３０分後"])]).await;
    desk.run().await;
    let message = desk.cell(POSTS, 2, "メッセージ");
    assert!(message.starts_with("2 件中 1 件を投稿しました。続きは "), "{message}");
    after(&desk, 31).await;
    holds(&desk, &["一", "二"]);
}

#[tokio::test]
async fn each_invalid_reply_after_has_its_own_message() {
    for (typed, english, japanese_words) in [
        (
            "soon",
            "\"Reply after\" says \"soon\", which is not a length of time. Type one like 30m, 2h or 1 day, or empty the cell to post the reply right after the post.",
            "「返信までの時間」の「soon」から時間の長さを読み取れません。「30分」「2時間」「1日」のように入力してください。すぐ続けて投稿するなら空にしてください。",
        ),
        (
            "30",
            "\"Reply after\" says \"30\" without a unit. Type for example 30m for minutes or 2h for hours, or empty the cell to post the reply right after the post.",
            "「返信までの時間」の「30」に単位がありません。「30分」「2時間」のように単位を付けてください。すぐ続けて投稿するなら空にしてください。",
        ),
        (
            "'-30m",
            "\"Reply after\" says \"-30m\", but a reply cannot go out before its post. Type a length of time like 30m, or empty the cell to post the reply right after the post.",
            "「返信までの時間」の「-30m」は投稿より前になります。「30分」のように、投稿してからの時間を入力してください。すぐ続けて投稿するなら空にしてください。",
        ),
        (
            "8 days",
            "\"Reply after\" says \"8 days\", but 7 days is the maximum. Shorten it, or empty the cell to post the reply right after the post.",
            "「返信までの時間」の「8 days」は長すぎます。7 日以内にしてください。すぐ続けて投稿するなら空にしてください。",
        ),
        (
            "=RANDBETWEEN(20,40)&\"m\"",
            "\"Reply after\" says \"=RANDBETWEEN(20,40)&\"m\"\", a formula whose result changes all the time, so the reply would have no fixed time. Type a length of time like 30m, or empty the cell to post the reply right after the post.",
            "「返信までの時間」の「=RANDBETWEEN(20,40)&\"m\"」は計算のたびに結果が変わる数式なので、返信の時刻が決まりません。「30分」のように入力してください。すぐ続けて投稿するなら空にしてください。",
        ),
        ("=1/0", "\"Reply after\" shows the formula error #DIV/0!.", "「返信までの時間」"),
    ] {
        let desk = kept_back(typed).await;
        desk.run().await;
        says(&desk, "Failed", &[english]);
        let desk = japanese(&[("返信1", &["二"]), ("返信までの時間", &[typed])]).await;
        desk.run().await;
        let said = desk.cell(POSTS, 2, "メッセージ");
        assert!(said.contains(japanese_words), "{said}");
        assert!(desk.public().is_empty(), "{typed}");
    }
}
