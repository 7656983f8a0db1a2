//! Rate limits, budgets and timeouts: an account in trouble holds up no other.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use threadsheet::config::RunScope;
use threadsheet::report::{AccountOutcome, PostOutcome};
use threadsheet_practice::fault_injection::{Effect, Fault, Hold, Side, Trigger};
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::threads::{DESK_SCOPES, PostKind};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, LOG, POSTS, Practice, Row, due, outcomes};

#[tokio::test]
async fn what_does_not_fit_into_the_day_waits_and_says_so() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), due("shop_a", "Two")]).await;
    enter(&desk.world).threads.set_quota_used("shop_a", 249, 0);
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published), (3, PostOutcome::Waiting)]);
    assert!(desk.cell(POSTS, 3, "Message").contains("24 hours"));
    enter(&desk.world).threads.set_quota_used("shop_a", 0, 0);
    assert_eq!(outcomes(&desk.run().await), [(3, PostOutcome::Published)]);
    assert_eq!(enter(&desk.world).threads.n_containers(), 2, "the kept container was used");
}

#[tokio::test]
async fn a_container_that_is_not_ready_in_time_is_left_for_the_next_run() {
    let row = Row { media: "https://example.com/a.mp4", ..due("shop_a", "Film") };
    let mut desk = Practice::new(&["shop_a"], &[row]).await;
    desk.budget = Duration::from_secs(2);
    enter(&desk.world).threads.quirks.stuck_accounts.insert("shop_a".to_owned());
    let began = Instant::now();
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Waiting)]);
    assert!(began.elapsed() < desk.budget, "{:?}", began.elapsed());
    enter(&desk.world).threads.quirks.stuck_accounts.clear();
    desk.budget = Duration::from_mins(1);
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public()[0].kind, PostKind::Video);
    assert_eq!(enter(&desk.world).threads.n_containers(), 1);
}

#[tokio::test]
async fn a_timeout_of_one_account_holds_up_nobody() {
    let names = ["shop_a", "shop_b", "shop_c"];
    let desk = Practice::new(&names, &names.map(|name| due(name, name))).await;
    let hold = Fault::Stall(Hold::For(Duration::from_mins(5)), Side::Before);
    enter(&desk.world).faults.on(Trigger::every("threads").by("shop_b"), hold);
    let desk = Practice { budget: Duration::from_secs(6), ..desk };
    let began = Instant::now();
    let report = desk.run().await;
    assert!(began.elapsed() < desk.budget, "{:?}", began.elapsed());
    assert_eq!(desk.public_texts(), ["shop_a", "shop_c"]);
    let outcomes = outcomes(&report);
    assert_eq!(outcomes[0], (2, PostOutcome::Published));
    assert_eq!(outcomes[2], (4, PostOutcome::Published));
    assert_eq!(desk.cell(POSTS, 4, "Status"), "Published");
}

#[tokio::test]
async fn timeouts_of_many_posts_of_one_account_hold_up_nobody() {
    let mut rows: Vec<Row> = (0..90).map(|at| due("shop_a", &format!("Hanging {at}"))).collect();
    rows.push(due("shop_b", "Hello"));
    let desk = Practice::new(&["shop_a", "shop_b"], &rows).await;
    let desk = Practice { budget: Duration::from_secs(8), ..desk };
    let hold = Fault::Stall(Hold::For(Duration::from_mins(5)), Side::Before);
    // shop_b has come this far only when the other's calls are all under way.
    let slow = Fault::Stall(Hold::For(Duration::from_millis(300)), Side::Before);
    enter(&desk.world).faults.on(Trigger::every("threads.create").by("shop_a"), hold);
    enter(&desk.world).faults.on(Trigger::every("threads.me").by("shop_b"), slow);
    let (_, seen) = desk.watched_run().await;
    assert_eq!(desk.public_texts(), ["Hello"]);
    assert_eq!(desk.cell(POSTS, 92, "Status"), "Published");
    let mut created = seen.iter().filter(|seen| seen.operation == "threads.create");
    let before = created.position(|seen| seen.account.as_deref() == Some("shop_b")).unwrap();
    assert!(before < 32, "{before} calls of the other account came first");
}

#[tokio::test]
async fn an_account_whose_calls_come_to_nothing_is_left_for_the_next_run() {
    let rows: Vec<Row> = (0..60).map(|at| due("shop_a", &format!("Post {at}"))).collect();
    let desk = Practice::new(&["shop_a"], &rows).await;
    let fault = Fault::Status(503, Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("threads.create"), fault);
    let (report, seen) = desk.watched_run().await;
    let tried = seen.iter().filter(|seen| seen.operation == "threads.create").count();
    assert!((3..120).contains(&tried), "{tried} calls");
    assert!(report.posts.iter().all(|post| post.outcome == PostOutcome::Waiting));
    assert!(desk.cell(POSTS, 61, "Message").contains("next run"));
    enter(&desk.world).faults.clear();
    desk.run().await;
    assert_eq!(desk.public().len(), 60);
}

#[tokio::test]
async fn a_restricted_account_and_a_dead_token_cost_their_own_posts_alone() {
    let names = ["shop_a", "shop_b", "shop_c"];
    let desk = Practice::new(&names, &names.map(|name| due(name, name))).await;
    {
        let mut world = enter(&desk.world);
        world.threads.restrict("shop_a");
        let token = world.threads.valid_tokens("shop_b", desk.started).remove(0);
        world.threads.revoke(&token);
    }
    let report = desk.run().await;
    assert_eq!(desk.public_texts(), ["shop_c"]);
    let outcomes: Vec<_> = report.accounts.iter().map(|account| account.outcome).collect();
    let needs = AccountOutcome::NeedsPerson;
    assert_eq!(outcomes, [needs, needs, AccountOutcome::Learned]);
    for row in [2, 3] {
        assert_eq!(desk.cell(POSTS, row, "Status"), "", "it waits");
        assert!(desk.cell(POSTS, row, "Message").contains("Accounts tab"));
    }
    assert_eq!(desk.run().await.exit_code(), 0, "the same trouble is news once");
    enter(&desk.world).threads.unrestrict("shop_a");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["shop_c", "shop_a"]);
}

#[tokio::test]
async fn a_token_that_is_not_there_yet_or_too_young_is_no_error() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    let token = {
        let mut world = enter(&desk.world);
        let life = TimeDelta::days(10);
        world.threads.issue_token("shop_a", desk.started - TimeDelta::hours(1), life, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    let report = desk.run().await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Learned);
    assert_eq!(report.exit_code(), 0);
    assert_eq!(enter(&desk.world).count("threads.refresh_access_token"), 0);
    assert_eq!(desk.public_texts(), ["Hello"]);
}

#[tokio::test]
async fn a_token_that_nobody_could_be_asked_about_is_renewed_by_the_next_run() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    let issued = desk.started - TimeDelta::days(59);
    let old = enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES);
    desk.type_in(ACCOUNTS, 2, "Token", &old);
    for busy in ["threads.debug_token", "threads.refresh_access_token"] {
        let fault = Fault::Status(429, Effect::Without);
        enter(&desk.world).faults.on(Trigger::every(busy), fault);
    }
    desk.run().await;
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token"), old);
    enter(&desk.world).faults.clear();
    desk.run().await;
    let renewed = desk.cell(ACCOUNTS, 2, "Token");
    assert_ne!(renewed, old, "it has a day to live");
    let next_week = desk.started + TimeDelta::days(7);
    assert_eq!(enter(&desk.world).threads.valid_tokens("shop_a", next_week).pop(), Some(renewed));
}

#[tokio::test]
async fn a_short_lived_token_is_exchanged_where_the_apps_secret_is_known() {
    let mut desk = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    let short = {
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.threads.issue_short_token("shop_a", now, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &short);
    desk.run().await;
    assert!(desk.cell(ACCOUNTS, 2, "Token status").contains("hour"));
    assert_eq!(desk.public().len(), 0);
    desk.app_secret = Some(enter(&desk.world).threads.app_secret().to_owned());
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Hello"]);
    assert_ne!(desk.cell(ACCOUNTS, 2, "Token"), short);
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token status"), "OK, renews automatically; 60 days left.");
}

#[tokio::test]
async fn a_post_may_answer_another_by_its_address_or_its_id() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Root")]).await;
    desk.run().await;
    let root = desk.public().remove(0);
    for (row, reply_to) in [(3, root.permalink.as_str()), (4, root.media_id.as_str())] {
        desk.type_in(POSTS, row, "Account", "shop_a");
        desk.type_in(POSTS, row, "Text", &format!("Answer {row}"));
        desk.type_in(POSTS, row, "Status", "Post now");
        desk.type_in(POSTS, row, "Reply to", &format!("'{reply_to}"));
    }
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(3, PostOutcome::Published), (4, PostOutcome::Published)]);
    for post in &desk.public()[1..] {
        assert_eq!(post.reply_to.as_ref(), Some(&root.media_id));
    }
}

#[tokio::test]
async fn an_answer_to_a_post_that_is_gone_is_refused_in_its_row() {
    let row =
        Row { reply_to: "https://www.threads.com/@x/post/Cnothing", ..due("shop_a", "To whom?") };
    let desk = Practice::new(&["shop_a"], &[row, due("shop_a", "Fine")]).await;
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Failed), (3, PostOutcome::Published)]);
    assert!(desk.cell(POSTS, 2, "Message").contains("Reply to"));
}

#[tokio::test]
async fn a_token_that_a_person_pastes_meanwhile_stands() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    let (old, pasted) = {
        let mut world = enter(&desk.world);
        let mut token = |days| {
            let issued = desk.started - TimeDelta::days(days);
            world.threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES)
        };
        (token(50), token(3))
    };
    desk.type_in(ACCOUNTS, 2, "Token", &old);
    let column = desk.column(ACCOUNTS, "Token");
    let typed = pasted.clone();
    let hook = move |world: &mut threadsheet_practice::world::World| {
        let now = world.clock.now();
        world.sheets.type_in(
            CellAddress::new(threadsheet_test_kit::SHEET, ACCOUNTS, 1, column),
            &typed,
            now,
        );
    };
    let trigger = Trigger::nth_of("threads.refresh_access_token", 1);
    enter(&desk.world).faults.before(trigger, Box::new(hook));
    desk.run().await;
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token"), pasted);
    desk.run().await;
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token"), pasted);
    assert_eq!(desk.cell(ACCOUNTS, 2, "Token status"), "OK, renews automatically; 57 days left.");
}

#[tokio::test]
async fn refreshing_alone_does_not_end_the_first_contact() {
    let mut desk =
        Practice::new(&["shop_a"], &[Row { due: Some(-90), ..due("shop_a", "Old") }]).await;
    desk.scope = RunScope::Refresh;
    desk.run().await;
    assert_eq!(desk.shown(LOG), Vec::<Vec<String>>::new());
    desk.scope = RunScope::Both;
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Missed)]);
    assert_eq!(desk.public().len(), 0);
}

#[tokio::test]
async fn a_dead_token_is_news_once_a_day() {
    let mut desk = Practice::new(&["shop_a"], &[due("shop_a", "Not now")]).await;
    let token = {
        let issued = desk.started - TimeDelta::days(58);
        enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES)
    };
    desk.scope = RunScope::Publish;
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    assert_eq!(desk.run().await.exit_code(), 0);
    for days in [3, 4, 5] {
        let report = desk.run_in(TimeDelta::days(days)).await;
        assert_eq!(report.accounts[0].outcome, AccountOutcome::NeedsPerson, "day {days}");
        assert_eq!(report.exit_code(), 1, "day {days}");
        let status = desk.cell(ACCOUNTS, 2, "Token status");
        assert!(status.contains("Expired"), "day {days}: {status}");
        assert_eq!(desk.run_in(TimeDelta::days(days)).await.exit_code(), 0, "day {days}, again");
    }
}

#[tokio::test]
async fn the_days_that_a_token_has_left_are_counted_down_by_one_small_write() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    desk.run().await;
    for (days, left) in [(1, 57), (2, 56)] {
        enter(&desk.world).seen.clear();
        desk.run_in(TimeDelta::days(days)).await;
        let status = desk.cell(ACCOUNTS, 2, "Token status");
        assert_eq!(status, format!("OK, renews automatically; {left} days left."));
        assert_eq!(enter(&desk.world).count("sheets.batchUpdate"), 1);
        assert_eq!(enter(&desk.world).count("threads"), 0);
    }
}
