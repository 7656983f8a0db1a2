//! What one run does, from the sheet and back into it.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::config::Config;
use threadsheet::dry_run;
use threadsheet::report::{AccountOutcome, PostOutcome};
use threadsheet_core::plan::Limits;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::sheets::{CellAddress, ColumnMetadata, Role};
use threadsheet_practice::threads::{DESK_SCOPES, PostKind, SecondPublish};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{
    ACCOUNTS, EMAIL, LIFE, LOG, POSTS, Practice, Row, SHEET, due, outcomes,
};

#[tokio::test]
async fn a_due_text_is_published_and_its_row_says_where_and_when() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Good morning\n☀️")]).await;
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public_texts(), ["Good morning\n☀️"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
    assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
    assert!(desk.cell(POSTS, 2, "Published at").starts_with("20"));
    assert_eq!(desk.cell(POSTS, 2, "Message"), "");
    assert_eq!(desk.cell(ACCOUNTS, 2, "Profile"), "@shop_a");
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token status"), "OK, renews automatically; 58 days left.");
    assert_eq!(desk.shown(LOG)[1][3], "Published");
    assert_eq!(report.exit_code(), 0);
}

#[tokio::test]
async fn a_run_is_idempotent_and_a_second_one_costs_two_reads() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    desk.run().await;
    let (report, seen) = desk.watched_run().await;
    assert_eq!(report.posts, []);
    let operations: Vec<&str> = seen.iter().map(|seen| seen.operation.as_str()).collect();
    assert_eq!(operations, ["oauth.token", "sheets.get", "sheets.get"]);
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn spreadsheet_requests_do_not_grow_with_the_posts_that_are_due() {
    for count in [1, 20] {
        let rows: Vec<Row> = (0..count).map(|at| due("shop_a", &format!("Post {at}"))).collect();
        let desk = Practice::new(&["shop_a"], &rows).await;
        let (report, seen) = desk.watched_run().await;
        assert_eq!(desk.public().len(), count);
        let seen: Vec<_> = seen.iter().map(|seen| (&seen.operation, seen.status)).collect();
        assert!(report.sheet_requests <= 8, "{count} posts: {seen:#?}");
    }
}

#[tokio::test]
async fn pictures_carousels_and_options_arrive_as_they_were_typed() {
    let row = |text: &str, media, alt| Row { media, alt, ..due("shop_a", text) };
    let one = "https://example.com/a.jpg";
    let three = "https://example.com/1.png\nhttps://example.com/2.mp4 https://example.com/3.jpg";
    let rows = [
        row("One", one, "A cup of coffee"),
        row("Three", three, "first\n\nthird"),
        Row {
            topic: "#coffee",
            link: "https://example.com/menu",
            reply_control: "followers_only",
            ..due("shop_a", "Options")
        },
    ];
    let desk = Practice::new(&["shop_a"], &rows).await;
    let report = desk.run().await;
    let posts = desk.public();
    let kinds: Vec<PostKind> = posts.iter().map(|post| post.kind).collect();
    assert_eq!(kinds, [PostKind::Image, PostKind::Carousel, PostKind::Text], "{report:?}");
    assert_eq!(posts[0].alt_text.as_deref(), Some("A cup of coffee"));
    let alts: Vec<_> = posts[1].children.iter().map(|child| child.alt_text.as_deref()).collect();
    assert_eq!(alts, [Some("first"), None, Some("third")]);
    assert_eq!(posts[2].topic_tag.as_deref(), Some("coffee"));
    assert_eq!(posts[2].link_attachment.as_deref(), Some("https://example.com/menu"));
    assert_eq!(posts[2].reply_control.as_deref(), Some("followers_only"));
}

/// A desk with one post that is due, and its column Countries; returns the column's number, from 0, too.
async fn desk_with_countries(typed: &str) -> (Practice, usize) {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "At home")]).await;
    let column = desk.shown(POSTS)[0].len();
    {
        let mut world = enter(&desk.world);
        let grow =
            json!([{"appendDimension": {"sheetId": 22, "dimension": "COLUMNS", "length": 1}}]);
        world.sheets.batch(SHEET, grow).unwrap();
        for (row, typed) in ["Countries", typed].into_iter().enumerate() {
            world.sheets.type_in(CellAddress::new(SHEET, POSTS, row, column), typed, desk.started);
        }
    }
    (desk, column)
}

#[tokio::test]
async fn countries_that_threads_does_not_allow_are_told_once_and_not_tried_again_until_changed() {
    // In the practice world's words; with a code that elsewhere concerns the account; with words for people beside.
    let name = "THREADS_API__FEATURE_NOT_AVAILABLE";
    let answers = [
        None,
        Some(json!({"error": {"message": name, "code": 10}})),
        Some(json!({"error": {"message": name, "code": 100, "error_user_msg": "Not available."}})),
        Some(json!({"error": {"message": name, "code": 77_777}})),
    ];
    for answer in answers {
        let (desk, column) = desk_with_countries("Japan").await;
        if let Some(body) = &answer {
            let fault = Fault::Instead(Reply::json(400, body), Effect::Without);
            enter(&desk.world).faults.on(Trigger::every("threads.create"), fault);
        }
        let report = desk.run().await;
        assert_eq!(report.exit_code(), 1, "{answer:?} {report:?}");
        let said = desk.cell(POSTS, 2, "Message");
        assert!(said.contains("choose the countries"), "{answer:?} {said}");
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Failed", "{answer:?}");
        let log = desk.shown("Log").len();
        let (report, seen) = desk.watched_run().await;
        assert_eq!(report.exit_code(), 0, "{answer:?} {report:?}");
        let creates = seen.iter().filter(|seen| seen.operation == "threads.create").count();
        assert_eq!((creates, desk.shown("Log").len()), (0, log), "{answer:?}");
        assert_eq!(desk.cell(POSTS, 2, "Message"), said, "{answer:?}");
        {
            let mut world = enter(&desk.world);
            world.faults.clear();
            world.sheets.type_in(CellAddress::new(SHEET, POSTS, 1, column), "", desk.started);
        }
        desk.run().await;
        assert_eq!(desk.public_texts(), ["At home"], "{answer:?}");
    }
}

#[tokio::test]
async fn countries_are_typed_by_name_and_sent_as_codes() {
    let (desk, _) = desk_with_countries("日本, United States").await;
    enter(&desk.world).threads.allow_geo_gating("shop_a");
    let report = desk.run().await;
    let posts = desk.public();
    assert_eq!(posts.len(), 1, "{report:?}");
    assert_eq!(posts[0].countries.as_deref(), Some("JP,US"));
}

#[tokio::test]
async fn a_chain_goes_out_in_order_each_part_answering_the_one_before() {
    let part = |text: &str| Row { reply_to: "previous", ..due("shop_a", text) };
    let rows = [due("shop_a", "1"), part("2"), part("3"), due("shop_a", "after")];
    let desk = Practice::new(&["shop_a"], &rows).await;
    enter(&desk.world).threads.quirks.parent_lag = TimeDelta::milliseconds(200);
    desk.run().await;
    let posts = desk.public();
    assert_eq!(desk.public_texts(), ["1", "2", "3", "after"]);
    assert_eq!(posts[1].reply_to.as_ref(), Some(&posts[0].media_id));
    assert_eq!(posts[2].reply_to.as_ref(), Some(&posts[1].media_id));
}

#[tokio::test]
async fn a_token_close_to_its_end_is_renewed_in_its_own_cell() {
    let desk = Practice::new(&["shop_a", "shop_b"], &[]).await;
    let old = {
        let mut world = enter(&desk.world);
        let issued = desk.started - TimeDelta::days(50);
        world.threads.issue_token("shop_b", issued, LIFE, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 3, "Token", &format!("\"Bearer {old}\""));
    let report = desk.run().await;
    assert_eq!(report.accounts[1].outcome, AccountOutcome::Renewed);
    let new = desk.cell(ACCOUNTS, 3, "Token");
    assert_ne!(new, old);
    let valid = enter(&desk.world).threads.valid_tokens("shop_b", desk.started + LIFE / 2);
    assert!(valid.contains(&new));
    assert_eq!(desk.cell(ACCOUNTS, 3, "Token status"), "OK, renews automatically; 60 days left.");
    assert_ne!(desk.cell(ACCOUNTS, 3, "Token refreshed"), "");
}

#[tokio::test]
async fn a_token_of_another_account_is_never_used() {
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "Not as shop_b")]).await;
    desk.type_in(ACCOUNTS, 2, "Token", &desk.cell(ACCOUNTS, 3, "Token"));
    let report = desk.run().await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::NeedsPerson);
    let status = desk.cell(ACCOUNTS, 2, "Token status");
    assert!(status.contains("@shop_a") && status.contains("@shop_b"), "{status}");
    assert_eq!(desk.public().len(), 0);
    assert_eq!(report.exit_code(), 1);
    assert_eq!(desk.run().await.exit_code(), 0, "the same trouble is news once");
}

#[tokio::test]
async fn a_sheet_that_may_only_be_read_costs_no_token_and_no_post() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Not now")]).await;
    let token = {
        let mut world = enter(&desk.world);
        world.sheets.share(SHEET, EMAIL, Role::Reader);
        let issued = desk.started - TimeDelta::days(50);
        world.threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    let stop = desk.try_run().await.unwrap_err();
    assert_eq!(stop.exit_code(), 4);
    assert!(stop.to_string().contains(EMAIL), "{stop}");
    assert_eq!(desk.public().len(), 0);
    assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 0);
}

#[tokio::test]
async fn a_dry_run_says_what_a_run_does_and_changes_nothing() {
    let late = Row { due: Some(-26 * 60), ..due("shop_a", "Too late") };
    let rows = [due("shop_a", "Now"), late, due("shop_x", "Nobody's")];
    let desk = Practice::new(&["shop_a"], &rows).await;
    let before = (desk.shown(POSTS), desk.shown(ACCOUNTS));
    let plan = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!((desk.shown(POSTS), desk.shown(ACCOUNTS)), before);
    assert_eq!(enter(&desk.world).count("threads"), 0);
    let report = desk.run().await;
    assert_eq!(
        outcomes(&plan),
        [(2, PostOutcome::ToPublish), (3, PostOutcome::Missed), (4, PostOutcome::ToFix)]
    );
    assert_eq!(
        outcomes(&report),
        [(2, PostOutcome::Published), (3, PostOutcome::Missed), (4, PostOutcome::Failed)]
    );
}

#[tokio::test]
async fn an_unknown_outcome_that_can_be_resolved_is_resolved() {
    let quirks = [SecondPublish::Refused, SecondPublish::SameId, SecondPublish::PostsAgain];
    for quirk in quirks {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Perhaps")]).await;
        {
            let mut world = enter(&desk.world);
            world.threads.quirks.second_publish = quirk;
            world.faults.on(Trigger::nth_of("threads.publish", 1), Fault::DropAfter);
        }
        let report = desk.run().await;
        assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
        assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
        desk.run().await;
        assert_eq!(desk.public().len(), 1);
    }
}

#[tokio::test]
async fn a_post_that_certainly_did_not_go_out_is_retried_after_the_settle_period() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Again")]).await;
    let fault = Fault::Status(500, Effect::Without);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), fault);
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Publishing)]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Publishing");
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Publishing)], "too early to tell");
    assert_eq!(outcomes(&desk.run_later().await), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn a_row_inserted_before_the_first_write_is_no_row_of_ours() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), due("shop_a", "Two")]).await;
    let hook = |world: &mut threadsheet_practice::world::World| {
        let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
        world.sheets.batch(SHEET, json!([{"insertDimension": {"range": range}}])).unwrap();
    };
    let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
    enter(&desk.world).faults.before(trigger, Box::new(hook));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["One", "Two"]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "");
    for row in [3, 4] {
        assert_eq!(desk.cell(POSTS, row, "Status"), "Published");
        assert_eq!(desk.cell(POSTS, row, "Permalink"), desk.public()[row - 3].permalink);
    }
}

#[tokio::test]
async fn a_row_that_a_person_undoes_is_not_posted_again() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    desk.run().await;
    for header in ["Receipt", "Status", "Permalink", "Published at"] {
        desk.type_in(POSTS, 2, header, "");
    }
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Restored)]);
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Published");
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn a_service_that_keeps_no_pins_in_columns_is_written_without_them() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "All the same")]).await;
    enter(&desk.world).sheets.quirks.column_metadata = ColumnMetadata::Refused;
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    assert_eq!(desk.cell(POSTS, 2, "Permalink"), desk.public()[0].permalink);
    desk.run().await;
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn a_service_that_tells_nothing_of_links_behind_words_is_read_without_them() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "All the same")]).await;
    enter(&desk.world).sheets.quirks.links_refused = true;
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    desk.append(3, &due("shop_a", "Another"));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["All the same", "Another"]);
}

#[tokio::test]
async fn the_planners_clock_may_be_moved_while_signatures_keep_the_real_one() {
    let desk =
        Practice::new(&["shop_a"], &[Row { due: Some(180), ..due("shop_a", "Later") }]).await;
    assert_eq!(desk.run().await.posts, []);
    assert_eq!(desk.run_in(TimeDelta::hours(-5)).await.posts, []);
    let report = desk.run_in(TimeDelta::hours(4)).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public_texts(), ["Later"]);
}

#[tokio::test]
async fn the_limits_that_were_asked_for_hold() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    desk.run().await;
    desk.append(2, &Row { due: Some(-180), ..due("shop_a", "Three hours late") });
    let asked = |late: i64, within: i64| Config {
        limits: Limits {
            refresh_within: TimeDelta::days(within),
            max_late: TimeDelta::minutes(late),
            ..Limits::default()
        },
        ..desk.config()
    };
    let report = desk.run_with(&asked(179, 14)).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Missed)]);
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Fine, "58 days are left");
    desk.append(3, &Row { due: Some(-180), ..due("shop_a", "In time") });
    let report = desk.run_with(&asked(200, 59)).await;
    assert_eq!(outcomes(&report), [(3, PostOutcome::Published)]);
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Renewed);
}
