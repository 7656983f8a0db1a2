//! Checks that concern neither one account nor one post: the clock, the time zone, the tabs.

use chrono::TimeDelta;
use threadsheet::report::{About, AccountOutcome};
use threadsheet_core::run_error::RunError;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, POSTS, Practice, Row, due};

use super::{check, found, only, wrong};

async fn desk() -> Practice {
    Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await
}

fn said(report: &threadsheet::report::Report) -> Vec<String> {
    found(report, About::Desk).iter().map(|finding| finding.words.clone()).collect()
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_with_the_figure_before_google_refuses_it() {
    let desk = desk().await;
    let report = check(&desk).await;
    assert!(!said(&report).concat().contains("clock is"), "a good clock is not worth a word");
    enter(&desk.world).ahead = TimeDelta::minutes(3);
    let report = check(&desk).await;
    let words = &said(&report)[0];
    assert!(words.starts_with("This machine's clock is 3 minutes behind Google's."), "{words}");
    assert_eq!(report.exit_code(), 1);
}

#[tokio::test]
async fn a_clock_that_google_refuses_is_told_with_the_figure_too() {
    let desk = desk().await;
    enter(&desk.world).ahead = -TimeDelta::minutes(7);
    let stop = check::check(&desk.config(), &|_| {}).await.unwrap_err();
    assert!(matches!(stop, RunError::ClockOff { ahead: 415..=425 }), "{stop:?}");
    assert_eq!(stop.exit_code(), 3);
    assert!(stop.to_string().contains("minutes ahead of Google's"), "{stop}");
}

#[tokio::test]
async fn a_time_zone_that_is_not_the_locales_own_is_worth_a_note() {
    // The desk is a British one whose clocks go by Tokyo.
    let report = check(&desk().await).await;
    let finding = only(&report, About::Desk);
    assert!(finding.words.contains("Asia/Tokyo") && finding.words.contains("en_GB"));
    assert!(!finding.is_wrong && report.exit_code() == 0);
}

#[tokio::test]
async fn a_post_that_is_more_than_a_year_away_is_worth_a_note() {
    let two_years = Row { due: Some(2 * 366 * 24 * 60 + 60), ..due("shop_a", "Some day") };
    let next_week = Row { due: Some(7 * 24 * 60), ..due("shop_a", "Soon") };
    let desk = Practice::new(&["shop_a"], &[two_years, next_week]).await;
    let report = check(&desk).await;
    let finding = only(&report, About::Post(2));
    assert!(finding.words.contains("in 732 days"), "{}", finding.words);
    assert_eq!((finding.cell.as_deref(), finding.is_wrong), (Some("C2"), false));
    assert!(found(&report, About::Post(3)).is_empty());
}

#[tokio::test]
async fn a_day_without_a_time_is_told_where_the_cell_shows_midnight() {
    let rows = [due("shop_a", "A day"), due("shop_a", "A minute after")];
    let desk = Practice::new(&["shop_a"], &rows).await;
    let day = (desk.started + TimeDelta::days(3)).format("%Y-%m-%d");
    desk.type_in(POSTS, 2, "Publish at", &format!("{day} 0:00"));
    desk.type_in(POSTS, 3, "Publish at", &format!("{day} 0:01"));
    let report = check(&desk).await;
    let finding = only(&report, About::Post(2));
    assert!(finding.words.starts_with("Goes out at 0:00, midnight"), "{}", finding.words);
    assert_eq!((finding.cell.as_deref(), finding.is_wrong), (Some("C2"), false));
    assert!(found(&report, About::Post(3)).is_empty());
}

#[tokio::test]
async fn a_failure_that_another_tool_has_marked_is_told_with_what_to_do() {
    let rows = [
        Row { status: "エラー", ..due("shop_a", "Well as it stands") },
        Row { status: "エラー", topic: "a.b", ..due("shop_a", "Wrong as it stands") },
    ];
    let desk = Practice::new(&["shop_a"], &rows).await;
    desk.run().await;
    assert!(desk.public().is_empty());
    let report = check(&desk).await;
    let finding = only(&report, About::Post(2));
    assert!(finding.words.contains("Empty Status"), "{}", finding.words);
    assert_eq!((finding.cell.as_deref(), finding.is_wrong), (Some("J2"), true));
    assert!(only(&report, About::Post(3)).words.contains("full stop"));
}

#[tokio::test]
async fn a_tab_that_cannot_be_used_keeps_no_token_from_being_asked_about() {
    let desk = desk().await;
    let token = {
        let mut world = enter(&desk.world);
        world.threads.issue_token("shop_b", desk.started, LIFE, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    desk.type_in(POSTS, 1, "Text", "Words");
    let report = check(&desk).await;
    assert_eq!(report.exit_code(), 4);
    assert!(said(&report)[0].contains("is missing the headers: Text"), "{:?}", said(&report));
    assert_eq!(report.accounts[0].outcome, AccountOutcome::NeedsPerson);
    assert!(only(&report, About::Account(2)).words.contains("@shop_b"));
}

#[tokio::test]
async fn all_that_is_wrong_with_the_tabs_is_told_at_once() {
    let desk = desk().await;
    desk.type_in(POSTS, 1, "Text", "Words");
    desk.type_in(ACCOUNTS, 1, "Token", "Key");
    let report = check(&desk).await;
    assert_eq!((report.exit_code(), wrong(&report).len()), (4, 2), "{:?}", said(&report));
    assert!(said(&report).iter().any(|words| words.contains("Words")));
    assert!(said(&report).iter().any(|words| words.contains("Key")));
    assert_eq!(enter(&desk.world).count("threads"), 0, "no token can be read");
}
