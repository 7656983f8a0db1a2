//! Sharding: each run handles its own part of the accounts, and leaves the others' alone.

use std::cell::RefCell;

use chrono::TimeDelta;
use threadsheet::config::Config;
use threadsheet::dry_run;
use threadsheet::report::screen::Screen;
use threadsheet::report::{News, PostOutcome, Report, json, text};
use threadsheet::run;
use threadsheet_core::setting::Setting;
use threadsheet_core::shard::Shard;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{
    ACCOUNTS, POSTS, Practice, Row, SETTINGS, another_run_writes, due, outcomes,
};
use tokio::sync::watch;

use crate::init::survey::{changes, whole};
use crate::settings::{name, set};

/// One account of each of two parts, the first one's above.
const NAMES: [&str; 2] = ["shop_c", "shop_d"];

fn part(index: u32) -> Shard {
    Shard::new(index, 2).unwrap()
}

async fn run(desk: &Practice, index: u32) -> Report {
    desk.run_with(&Config { shard: part(index), ..desk.config() }).await
}

fn late(account: &'static str, text: &str) -> Row {
    Row { due: Some(-180), ..due(account, text) }
}

#[tokio::test]
async fn a_part_does_all_for_its_own_accounts_and_nothing_for_others() {
    let long = "x".repeat(600);
    let rows = [
        due("shop_c", "From c"),
        due("shop_d", "From d"),
        due("shop_d", &long),
        due("shop_nobody", "From nobody"),
        Row { status: "Soon", ..due("shop_c", "An unknown word") },
    ];
    let desk = Practice::new(&NAMES, &rows).await;
    let report = run(&desk, 1).await;
    assert_eq!(outcomes(&report), [(3, PostOutcome::Published), (4, PostOutcome::Failed)]);
    assert_eq!(report.accounts.iter().map(|line| line.row).collect::<Vec<_>>(), [3]);
    assert_eq!(desk.public_texts(), ["From d"]);
    for row in [2, 5, 6] {
        for header in ["Published at", "Permalink", "Message", "Receipt"] {
            assert_eq!(desk.cell(POSTS, row, header), "", "{header} of row {row}");
        }
    }
    assert_eq!(
        ["Profile", "Token status", "Receipt"].map(|it| desk.cell(ACCOUNTS, 2, it)),
        [""; 3]
    );
    let report = run(&desk, 0).await;
    let failed = (5, PostOutcome::Failed);
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published), failed, (6, PostOutcome::Waiting)]);
    assert_eq!(report.accounts.iter().map(|line| line.row).collect::<Vec<_>>(), [2]);
    assert_eq!(desk.public_texts(), ["From d", "From c"]);
}

#[tokio::test]
async fn whichever_part_comes_first_what_is_overdue_is_set_aside_and_told_once() {
    for first in [0, 1] {
        let rows = [late("shop_c", "Late c"), late("shop_d", "Late d"), late("", "Late nobody")];
        let desk = Practice::new(&NAMES, &rows).await;
        let reports = [run(&desk, first).await, run(&desk, 1 - first).await, desk.run().await];
        assert_eq!(desk.public_texts(), [""; 0], "part {first} first");
        assert_eq!([2, 3].map(|row| desk.cell(POSTS, row, "Status")), ["Missed"; 2]);
        assert_eq!(desk.cell(POSTS, 4, "Status"), "Failed");
        let news = reports.iter().flat_map(|report| &report.posts).filter(|line| line.is_news);
        let mut told: Vec<usize> = news.map(|line| line.row).collect();
        told.sort_unstable();
        assert_eq!(told, [2, 3, 4], "part {first} first");
        // First contact is over: what is late from now on has a day.
        desk.append(5, &late("shop_c", "Later c"));
        run(&desk, 0).await;
        assert_eq!(desk.public_texts(), ["Later c"]);
    }
}

#[tokio::test]
async fn what_is_told_is_told_once_although_other_runs_have_the_plan_made_again() {
    let desk = Practice::new(&NAMES, &[due("shop_c", &"x".repeat(600))]).await;
    let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
    enter(&desk.world).faults.before(trigger, Box::new(another_run_writes));
    let told = RefCell::new(Vec::new());
    let watch = |news| {
        if let News::Post(line) = news {
            told.borrow_mut().push(line.row);
        }
    };
    let (_sender, halt) = watch::channel(false);
    run::run(&desk.config(), &watch, halt).await.unwrap();
    assert_eq!(told.take(), [2]);
}

#[tokio::test]
async fn what_was_sent_is_settled_by_the_part_that_sent_it_whatever_the_row_says_now() {
    let desk = Practice::new(&NAMES, &[due("shop_c", "From c")]).await;
    let fault = Fault::Status(500, Effect::With);
    enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", 1), fault);
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::hours(1);
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::hours(1);
    assert_eq!(outcomes(&run(&desk, 0).await), [(2, PostOutcome::Publishing)]);
    enter(&desk.world).threads.quirks.status_lag = TimeDelta::zero();
    enter(&desk.world).threads.quirks.list_lag = TimeDelta::zero();
    desk.type_in(POSTS, 2, "Account", "shop_d");
    let before = desk.shown(POSTS);
    assert_eq!(outcomes(&run(&desk, 1).await), []);
    assert_eq!(desk.shown(POSTS), before);
    assert_eq!(outcomes(&run(&desk, 0).await), [(2, PostOutcome::Published)]);
    assert_eq!(desk.public_texts(), ["From c"]);
}

#[tokio::test]
async fn a_row_that_is_copied_to_an_account_of_another_part_goes_out_for_both() {
    for first in [0, 1] {
        let desk = Practice::new(&NAMES, &[Row { due: None, ..due("shop_c", "For both") }]).await;
        run(&desk, 0).await;
        desk.append(3, &due("shop_d", "For both"));
        let line = desk.cell(POSTS, 2, "Receipt");
        assert_ne!(line, "");
        desk.type_in(POSTS, 3, "Receipt", &line);
        desk.type_in(POSTS, 2, "Status", "Post now");
        for index in [first, 1 - first, first] {
            run(&desk, index).await;
        }
        let mut accounts: Vec<String> =
            desk.public().into_iter().map(|post| post.account).collect();
        accounts.sort_unstable();
        assert_eq!(accounts, NAMES, "part {first} first");
    }
}

#[tokio::test]
async fn settings_are_for_the_first_part_to_tell_and_hold_for_all() {
    let desk = Practice::new(&NAMES, &[]).await;
    set(&desk, &[(name(Setting::RefreshWithin), "soon"), (name(Setting::MaxLate), "1 hour")]);
    let told = || desk.cell(SETTINGS, 2, "Message");
    let report = run(&desk, 1).await;
    assert_eq!((report.exit_code(), report.settings, told()), (0, Vec::new(), String::new()));
    desk.append(2, &late("shop_d", "Late"));
    assert_eq!(outcomes(&run(&desk, 1).await), [(2, PostOutcome::Missed)]);
    let report = run(&desk, 0).await;
    assert_eq!((report.exit_code(), report.settings.len()), (1, 1));
    assert_ne!(told(), "");
    let report = desk.run_with(&Config { shard: part(1), ..desk.config() }).await;
    assert_eq!((report.exit_code(), report.settings.len()), (0, 0));
    assert_ne!(told(), "");
}

#[tokio::test]
async fn every_part_tells_what_came_of_its_own_notice() {
    let desk = Practice::new(&NAMES, &[due("shop_d", &"x".repeat(600))]).await;
    enter(&desk.world).faults.on(Trigger::every("web.post"), Fault::DropBefore);
    set(
        &desk,
        &[(name(Setting::Gap), "soon"), (name(Setting::Webhook), "https://hooks.example/x")],
    );
    let report = run(&desk, 1).await;
    assert_eq!(report.settings.iter().map(|line| line.row).collect::<Vec<_>>(), [3]);
    assert_eq!(desk.cell(SETTINGS, 2, "Message"), "");
    assert_ne!(desk.cell(SETTINGS, 3, "Message"), "");
    run(&desk, 1).await;
    assert_ne!(desk.cell(SETTINGS, 3, "Message"), "", "it stands until a notice arrives");
}

#[tokio::test]
async fn a_dry_run_of_a_part_is_what_that_part_does_and_says_whose_it_is() {
    let rows = [due("shop_c", "From c"), due("shop_d", "From d"), late("shop_c", "Late")];
    let desk = Practice::new(&NAMES, &rows).await;
    let config = Config { shard: part(1), ..desk.config() };
    let before = whole(&desk);
    let plan = dry_run::dry_run(&config, &|_| {}).await.unwrap();
    assert_eq!(changes(&before, &whole(&desk)), [""; 0]);
    let report = desk.run_with(&config).await;
    assert_eq!(outcomes(&plan), [(3, PostOutcome::ToPublish), (4, PostOutcome::Missed)]);
    assert_eq!(outcomes(&report), [(3, PostOutcome::Published), (4, PostOutcome::Missed)]);
    for report in [&plan, &report] {
        assert!(text::page(report, Screen::Plain).contains("part 1/2 "));
        let object: serde_json::Value = serde_json::from_str(&json::report(report)).unwrap();
        assert_eq!(object["shard"], "1/2");
    }
    let whole = desk.run().await;
    assert!(!text::page(&whole, Screen::Plain).contains("part "));
    assert!(!json::report(&whole).contains("shard"));
}

#[tokio::test]
async fn what_stands_is_counted_by_its_own_part() {
    let rows = [due("shop_c", &"x".repeat(600)), due("shop_d", &"x".repeat(600))];
    let desk = Practice::new(&NAMES, &rows).await;
    desk.run().await;
    for (index, row) in [(0, 2), (1, 3)] {
        let report = run(&desk, index).await;
        assert_eq!((outcomes(&report), report.exit_code()), (Vec::new(), 0));
        let standing: Vec<usize> = report.standing.iter().map(|line| line.row).collect();
        assert_eq!(standing, [row]);
    }
}

#[tokio::test]
async fn a_part_with_nothing_to_do_costs_two_reads() {
    let desk = Practice::new(&NAMES, &[]).await;
    desk.run().await;
    for index in 0..8 {
        enter(&desk.world).seen.clear();
        let shard = Shard::new(index, 8).unwrap();
        desk.run_with(&Config { shard, ..desk.config() }).await;
        let seen = enter(&desk.world).seen.clone();
        let operations: Vec<&str> = seen.iter().map(|seen| seen.operation.as_str()).collect();
        assert_eq!(operations, ["oauth.token", "sheets.get", "sheets.get"]);
    }
}
