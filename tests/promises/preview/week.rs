//! The week of each account: its slots, which posts take them, and which are free.

use expect_test::expect_file;
use threadsheet::check;
use threadsheet::report;
use threadsheet::report::preview::{Preview, html, json, text};
use threadsheet::report::screen::Screen;
use threadsheet_core::language::Language;
use threadsheet_core::week::Week;

use super::made_up::{small, with_week};
use super::page::{assert_harmless, without_style};
use super::{ACCOUNTS, Practice, Row, due, preview};
use crate::slots;

/// Returns a desk of which one account has six slots a day, two posts without a time and one of its own.
async fn desk() -> Practice {
    let untimed = |text: &str| Row { due: None, ..due("shop_a", text) };
    let far = Row { due: Some(60 * 24 * 20), ..due("shop_a", "Far off") };
    let rows = [untimed("First"), untimed("Second"), far];
    slots::desk(&[("shop_a", slots::HOURLY), ("shop_b", "")], &rows).await
}

fn flat(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_post_without_a_time_stands_in_the_slot_in_which_it_will_go_out() {
    let desk = desk().await;
    let shown = preview(&desk).await;
    desk.run().await;
    let [account] = shown.week.accounts.as_slice() else { panic!("{:?}", shown.week) };
    let entries: Vec<_> = account.days.iter().flat_map(|day| &day.entries).collect();
    let taken: Vec<_> = entries.iter().filter_map(|it| Some((it.post()?.row, it.at))).collect();
    let given = [2, 3].map(|row| (row, slots::slot(&desk, row).unwrap()));
    assert_eq!(taken, given, "as the next run has given them");
    assert!(entries.iter().all(|it| it.post().is_none_or(|post| post.is_in_slot)));
    let free: Vec<_> = entries.iter().filter(|it| it.is_free()).map(|it| it.at).collect();
    assert_eq!(account.slots, 42);
    assert!(free.iter().all(|at| *at > given[1].1), "{free:?}");
    assert!((34..=40).contains(&free.len()), "{free:?}");
    assert_eq!(account.later.map(|later| later.posts), Some(1));
    let after = preview(&desk).await;
    assert_eq!(after.week, shown.week, "and the run changes nothing of it");
}

#[tokio::test]
async fn the_next_text_takes_the_slot_that_was_shown_as_the_first_free_one() {
    let desk = desk().await;
    desk.run().await;
    let shown = preview(&desk).await;
    let entries = shown.week.accounts[0].days.iter().flat_map(|day| &day.entries);
    let free = entries.clone().find(|entry| entry.is_free()).unwrap().at;
    desk.append(5, &Row { due: None, ..due("shop_a", "One more") });
    desk.run().await;
    assert_eq!(slots::slot(&desk, 5), Some(free));
}

#[tokio::test]
async fn without_slots_there_is_no_week() {
    let row = Row { due: Some(90), ..due("shop_a", "Later") };
    let desk = Practice::new(&["shop_a"], &[row]).await;
    let shown = preview(&desk).await;
    assert!(!shown.week.is_shown());
    let pages = [text::page(&shown, Screen::Plain), html::page(&shown)];
    assert!(pages.iter().all(|page| !page.contains("This week")), "{pages:?}");
    let checked = check::check(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(checked.checkup.as_ref().unwrap().weeks, []);
    assert!(!report::text::page(&checked, Screen::Plain).contains("This week"));
}

#[tokio::test]
async fn a_check_has_a_line_for_each_account_with_slots_and_changes_nothing() {
    let desk = desk().await;
    desk.type_in(ACCOUNTS, 3, "Slots", "Mon-Sun 6:00");
    let before = desk.shown(ACCOUNTS);
    let checked = check::check(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(before, desk.shown(ACCOUNTS));
    let [first, second] = checked.checkup.as_ref().unwrap().weeks.as_slice() else { panic!() };
    assert_eq!((first.row, second.row), (2, 3));
    assert!(first.words.starts_with("42 slots a week; 2 posts planned until "), "{first:?}");
    assert!(first.words.contains(" After that 1 post, on "), "{first:?}");
    assert!(second.words.starts_with("7 slots a week; no posts planned, "), "{second:?}");
    let page = flat(&report::text::page(&checked, Screen::Plain));
    assert!(page.contains(&format!("This week - @shop_a: {}", first.words)), "{page}");
    let object: serde_json::Value = serde_json::from_str(&report::json::report(&checked)).unwrap();
    assert_eq!(object["slots"][1]["account"], "shop_b");
    assert_eq!(object["slots"][0]["words"], first.words);
    assert_eq!(checked.exit_code(), 0);
}

#[test]
fn a_terminal_shows_the_days_on_which_there_is_something() {
    let page = text::page(&with_week(), Screen::Plain);
    expect_file!["week.txt"].assert_eq(&format!("{}\n", before_the_cards(&page)));
    let mut japanese = with_week();
    japanese.language = Language::Japanese;
    let page = text::page(&japanese, Screen::Plain);
    expect_file!["week.ja.txt"].assert_eq(&format!("{}\n", before_the_cards(&page)));
}

/// Returns the beginning of a page, up to the first card.
fn before_the_cards(page: &str) -> &str {
    let ends = page.find("\nNeeds you").or_else(|| page.find("\n要対応\n"));
    page[..ends.unwrap()].trim_end()
}

#[test]
fn a_page_shows_a_calendar_whose_posts_lead_to_their_cards() {
    let page = without_style(&html::page(&with_week()));
    assert_harmless(&page);
    let (_, rest) = page.split_once("<main>").unwrap();
    let (week, cards) = rest.split_once("<h2 id=\"section-1\"").unwrap();
    expect_file!["week.html"].assert_eq(&(week.replace("><", ">\n<") + "\n"));
    for row in [2, 3, 4, 5, 6] {
        assert_eq!(week.matches(&format!("href=\"#row-{row}\"")).count(), 1);
        assert_eq!(cards.matches(&format!("id=\"row-{row}\"")).count(), 1);
    }
}

fn object(preview: &Preview) -> serde_json::Value {
    serde_json::from_str(&json::object(preview)).unwrap()
}

#[test]
fn programs_get_every_day_of_the_week() {
    let week = object(&with_week())["week"].clone();
    let first = &week[0];
    assert_eq!((&first["account"], &first["row"]), (&"mori_coffee".into(), &2.into()));
    assert_eq!((&first["slots_a_week"], &first["gives_slots"]), (&14.into(), &true.into()));
    assert_eq!(first["later"], serde_json::json!({"posts": 2, "first": "2026-12-24"}));
    let days = first["days"].as_array().unwrap();
    assert_eq!(days.len(), 7);
    assert_eq!((&days[0]["date"], &days[0]["is_paused"]), (&"2026-12-01".into(), &false.into()));
    assert_eq!(
        days[0]["entries"][1],
        serde_json::json!({
            "at": "2026-12-01T20:07:00+09:00", "row": null, "text": null, "stage": null, "is_in_slot": true
        })
    );
    assert_eq!(
        days[1]["entries"][0],
        serde_json::json!({
            "at": "2026-12-02T09:00:00+09:00", "row": 2, "text": "Good morning", "stage": "scheduled", "is_in_slot": true
        })
    );
    assert_eq!(
        (&days[3]["is_paused"], &days[3]["paused_until"]),
        (&true.into(), &serde_json::Value::Null)
    );
    assert_eq!(days[5]["paused_until"], "2026-12-06T12:00:00+09:00");
    assert_eq!(week[1]["slots_a_week"], 0);
    assert_eq!(object(&small())["week"], serde_json::json!([]));
    assert_eq!(small().week, Week::default());
}
