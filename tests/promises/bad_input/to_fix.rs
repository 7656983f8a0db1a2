//! What a plan says of rows that nobody has tried yet: they are to fix, and not failed.

use chrono::TimeDelta;
use chrono_tz::Tz;
use serde_json::Value;
use threadsheet::check;
use threadsheet::config::Config;
use threadsheet::dry_run;
use threadsheet::report::preview::{self, Preview};
use threadsheet::report::screen::Screen;
use threadsheet::report::{Report, json, text};
use threadsheet_core::columns::{PostColumn, PostStatus};
use threadsheet_core::language::Language;
use threadsheet_core::setting::Setting;
use threadsheet_test_kit::{POSTS, Practice, Row, due};

use super::case_desk::{ACCOUNT, Desk, LANGUAGES};
use crate::settings::{name, set};

/// A desk with three rows that cannot go out as they are, and one that can.
async fn unfit(language: Language) -> Desk {
    let desk = Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await;
    let long = "x".repeat(600);
    for (row, account, words, when) in [
        (2, ACCOUNT, "On a day that is none", "2027-02-30 9:00"),
        (3, ACCOUNT, long.as_str(), "2026-11-24 9:00"),
        (4, "my_shopp", "Nobody's", "2026-11-24 9:00"),
        (5, ACCOUNT, "Fine", "2026-11-24 9:00"),
    ] {
        desk.type_post(row, PostColumn::Account, account);
        desk.type_post(row, PostColumn::Text, words);
        desk.type_post(row, PostColumn::PublishAt, when);
    }
    desk
}

async fn check(config: &Config) -> Report {
    check::check(config, &|_| {}).await.unwrap()
}

async fn rehearse(config: &Config) -> Report {
    dry_run::dry_run(config, &|_| {}).await.unwrap()
}

async fn preview(config: &Config) -> Preview {
    threadsheet::preview::preview(config, &|_| {}).await.unwrap()
}

/// Returns a word of each row that a report for programs lists.
fn words(object: &str, list: &str, word: &str) -> Vec<(u64, String)> {
    let object: Value = serde_json::from_str(object).unwrap();
    let rows = object[list].as_array().unwrap().iter();
    let mut words: Vec<(u64, String)> = rows
        .map(|row| (row["row"].as_u64().unwrap(), row[word].as_str().unwrap().to_owned()))
        .collect();
    words.sort();
    words
}

fn outcomes(report: &Report) -> Vec<(u64, String)> {
    words(&json::report(report), "posts", "outcome")
}

fn stages(shown: &Preview) -> Vec<(u64, String)> {
    words(&preview::json::object(shown), "cards", "stage")
}

fn each(rows: [u64; 3], word: &str) -> Vec<(u64, String)> {
    rows.map(|row| (row, word.to_owned())).to_vec()
}

/// Returns what follows a heading of a page, up to the next one.
fn under<'a>(page: &'a str, heading: &str) -> &'a str {
    let at = page.find(heading).unwrap_or_else(|| panic!("no {heading}:\n{page}"));
    let after = &page[at + heading.len()..];
    after.split("\n\n").next().unwrap_or_default()
}

#[tokio::test]
async fn a_row_that_no_run_has_tried_is_to_fix_and_fails_only_in_a_run() {
    for language in LANGUAGES {
        let desk = unfit(language).await;
        let to_fix = each([2, 3, 4], "to_fix");
        let (checked, planned) = (check(&desk.config()).await, rehearse(&desk.config()).await);
        assert_eq!((outcomes(&checked), outcomes(&planned)), (to_fix.clone(), to_fix.clone()));
        let shown = preview(&desk.config()).await;
        let (cards, fine): (Vec<_>, Vec<_>) =
            stages(&shown).into_iter().partition(|(row, _)| *row < 5);
        assert_eq!(cards, to_fix);
        assert_eq!(fine, [(5, "scheduled".to_owned())]);
        let [to_fix, failed] = language.pick(["to fix", "failed"], ["要修正", "失敗"]);
        let pages = [
            text::page(&checked, Screen::Plain),
            text::page(&planned, Screen::Plain),
            preview::text::page(&shown, Screen::Plain),
        ];
        for page in pages {
            assert_eq!(page.matches(to_fix).count(), 3, "{page}");
            assert!(!page.contains(failed), "{page}");
        }
        let html = preview::html::page(&shown);
        assert_eq!(html.matches(&format!("stage to_fix\">{to_fix}<")).count(), 2, "{html}");
        assert!(!html.contains(&format!(">{failed}<")), "{html}");
        let count = language.pick("Needs your attention: 4.", "要対応 4 件。");
        for report in [&checked, &planned] {
            assert!(text::foot(report).concat().contains(count), "{:?}", text::foot(report));
        }
        let ran = desk.run().await;
        let is_failed =
            |row| desk.post(row, PostColumn::Status) == PostStatus::Failed.word(language);
        assert!([2, 3, 4].into_iter().all(is_failed));
        let failed = each([2, 3, 4], "failed");
        assert_eq!(outcomes(&ran), failed, "{language:?}");
        // From here on it was tried.
        assert_eq!(outcomes(&check(&desk.config()).await), failed);
        let shown = preview(&desk.config()).await;
        assert_eq!(stages(&shown)[..3], failed[..]);
    }
}

#[tokio::test]
async fn a_row_that_was_corrected_and_is_still_wrong_is_reported_as_failed_and_never_left_out() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", &"x".repeat(600))]).await;
    desk.run().await;
    for typed in ["x".repeat(700), "y".repeat(701)] {
        desk.type_in(POSTS, 2, "Text", &typed);
        let begins = format!("\"Text\" has {} characters", typed.len());
        for (name, report) in
            [("dry run", rehearse(&desk.config()).await), ("run", desk.run().await)]
        {
            assert_eq!(outcomes(&report), [(2, "failed".to_owned())], "{name}");
            assert!(report.posts[0].words.starts_with(&begins), "{name}: {:?}", report.posts);
            assert_eq!(report.exit_code(), 1, "{name}: it is news");
        }
        assert_eq!(desk.cell(POSTS, 2, "Status"), "Failed");
        assert_eq!(desk.run().await.exit_code(), 0, "once");
    }
}

#[tokio::test]
async fn a_post_held_only_by_the_pause_is_listed_under_the_next_runs() {
    let rows = [
        due("shop_a", "One"),
        due("shop_a", "Two"),
        due("shop_a", "Three"),
        Row { due: Some(90), ..due("shop_a", "Later") },
        due("shop_b", "Another's"),
    ];
    let desk = Practice::new(&["shop_a", "shop_b"], &rows).await;
    set(&desk, &[(name(Setting::Gap), "1 hour")]);
    let shown = preview(&desk.config()).await;
    let expected = ["next_run", "next_runs", "next_runs", "scheduled", "next_run"];
    let found = stages(&shown).into_iter().map(|(_, stage)| stage);
    assert_eq!(found.collect::<Vec<_>>(), expected);
    let page = preview::text::page(&shown, Screen::Plain);
    let next = under(&page, "\nIn the next runs\n");
    // Threads of a section are kept apart by an empty line.
    assert!(next.contains("Two"), "{page}");
    let (after, rest) = page.split_once("\nIn the next runs\n").unwrap();
    assert!(after.contains("One") && after.contains("Another's"), "{page}");
    assert!(rest.contains("Three") && rest.contains("Later"), "{page}");
    assert!(preview::html::page(&shown).contains(">In the next runs</h2>"));
    // What waits for a person or another row is not among them.
    desk.type_in(threadsheet_test_kit::ACCOUNTS, 3, "Enabled", "FALSE");
    let shown = preview(&desk.config()).await;
    let page = preview::text::page(&shown, Screen::Plain);
    assert!(under(&page, "\nWaiting\n").contains("Another's"), "{page}");
}

#[tokio::test]
async fn a_date_without_a_time_waits_and_the_row_the_check_the_preview_and_the_dry_run_say_so() {
    // As text, and as a cell that shows a day alone.
    for typed in ["'2026-11-30", "2026-11-30"] {
        for language in LANGUAGES {
            let desk = Desk::new(language, "ja_JP", Tz::Asia__Tokyo).await;
            desk.type_post(2, PostColumn::Account, ACCOUNT);
            desk.type_post(2, PostColumn::Text, "Hello");
            desk.type_post(2, PostColumn::PublishAt, typed);
            let (checked, planned) = (check(&desk.config()).await, rehearse(&desk.config()).await);
            let shown = preview(&desk.config()).await;
            desk.run().await;
            let says = desk.post(2, PostColumn::Message);
            let hint = language.pick("has no time of day", "に時刻がありません");
            assert!(says.contains(hint), "{typed} {language:?}: {says}");
            assert_eq!(desk.post(2, PostColumn::Status), "");
            for report in [&checked, &planned] {
                assert_eq!(outcomes(report), [(2, "waiting".to_owned())], "{typed}");
                assert_eq!(report.posts[0].words, says);
            }
            assert!(shown.cards[0].is_wrong && shown.cards[0].words == says, "{:?}", shown.cards);
            let later =
                Config { now: Some(desk.practice.started + TimeDelta::days(9)), ..desk.config() };
            desk.practice.run_with(&later).await;
            assert!(desk.practice.public().is_empty(), "{typed} {language:?}");
        }
    }
}
