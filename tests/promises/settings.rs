//! What the Settings tab promises: each setting holds, and what is wrong is told in its own row.

mod daily_cap;
mod init;
mod notification;
mod pause;
mod queued;
mod repeats;

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::check;
use threadsheet::config::{Config, Typed};
use threadsheet::dry_run;
use threadsheet::preview;
use threadsheet::report::{AccountOutcome, PostOutcome, Report, json as printed};
use threadsheet_core::language::Language;
use threadsheet_core::plan::Limits;
use threadsheet_core::run_error::RunError;
use threadsheet_core::setting::Setting;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::{CellAddress, Seed};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{
    LOG, POSTS, Practice, Row, SETTINGS, SHEET, another_run_writes, due, outcomes,
};

use crate::init::survey::{changes, whole};

const ENGLISH: [&str; 3] = ["Setting", "Value", "Message"];

pub(crate) fn name(setting: Setting) -> &'static str {
    setting.name(Language::English)
}

/// Adds a Settings tab as a person would type it.
pub(crate) fn set(desk: &Practice, rows: &[(&str, &str)]) {
    lay(desk, SETTINGS, &ENGLISH, rows);
}

fn lay(desk: &Practice, title: &str, headers: &[&str], rows: &[(&str, &str)]) {
    let text = |text: &&str| Seed::Text((*text).to_owned());
    let head = vec![headers.iter().map(text).collect()];
    enter(&desk.world).sheets.add_tab(SHEET, 33, title, head);
    for (at, (name, value)) in rows.iter().enumerate() {
        for (header, typed) in [(headers[0], name), (headers[1], value)] {
            desk.type_in(title, at + 2, header, typed);
        }
    }
}

fn told(desk: &Practice, row: usize) -> String {
    desk.cell(SETTINGS, row, "Message")
}

pub(crate) async fn check(desk: &Practice) -> Report {
    check::check(&desk.config(), &|_| {}).await.unwrap()
}

/// Returns a desk that a run has looked at, with a post that is three hours late.
async fn late() -> Practice {
    let desk = Practice::new(&["shop_a"], &[]).await;
    desk.run().await;
    desk.append(2, &Row { due: Some(-180), ..due("shop_a", "Three hours late") });
    desk
}

#[tokio::test]
async fn each_setting_is_found_by_its_name_in_either_language_and_in_any_order() {
    for language in [Language::English, Language::Japanese] {
        let name = |setting: Setting| setting.name(language);
        let (title, headers) = match language {
            Language::English => (" settings", ENGLISH),
            Language::Japanese => ("設定", ["設定", "値", "メッセージ"]),
        };
        let desk = late().await;
        let rows = [
            ("my own notes", ""),
            (name(Setting::MaxLate), "２時間"),
            ("", ""),
            (name(Setting::RefreshWithin), "59 days"),
        ];
        lay(&desk, title, &headers, &rows);
        let report = desk.run().await;
        assert_eq!(outcomes(&report), [(2, PostOutcome::Missed)], "{language:?}");
        assert_eq!(report.accounts[0].outcome, AccountOutcome::Renewed, "{language:?}");
        assert_eq!(report.settings, []);
    }
}

#[tokio::test]
async fn what_was_typed_as_an_option_wins_over_the_tab() {
    let desk = late().await;
    set(&desk, &[(name(Setting::MaxLate), "1 hour"), (name(Setting::RefreshWithin), "59")]);
    let typed = Typed { max_late: true, refresh_within: true };
    let limits = Limits { max_late: TimeDelta::hours(4), ..Limits::default() };
    let report = desk.run_with(&Config { typed, limits, ..desk.config() }).await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Fine);
}

#[tokio::test]
async fn a_dry_run_a_check_and_a_preview_keep_the_settings_too() {
    let desk = late().await;
    set(&desk, &[(name(Setting::MaxLate), "1h")]);
    for report in [dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap(), check(&desk).await] {
        assert_eq!(outcomes(&report), [(2, PostOutcome::Missed)]);
    }
    let preview = preview::preview(&desk.config(), &|_| {}).await.unwrap();
    assert_eq!(preview.cards[0].stage, threadsheet_core::upcoming::Stage::Missed);
}

#[tokio::test]
async fn a_tab_of_that_name_with_other_headers_is_a_persons_own() {
    let desk = late().await;
    lay(&desk, "設定", &["Colour", "Value", "Message"], &[(name(Setting::MaxLate), "1 hour")]);
    let before = whole(&desk);
    let (report, seen) = desk.watched_run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Published)]);
    assert_eq!(report.settings, []);
    let is_own = |change: &String| change.starts_with("設定");
    assert!(!changes(&before, &whole(&desk)).iter().any(is_own));
    let reads = seen.iter().filter(|seen| seen.operation == "sheets.get").count();
    assert_eq!(reads, 2);
}

#[tokio::test]
async fn a_desk_with_settings_costs_two_reads_when_idle() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    set(&desk, &[(name(Setting::Gap), "5"), (name(Setting::OnlyQueued), "はい")]);
    desk.run().await;
    let (_, seen) = desk.watched_run().await;
    let operations: Vec<&str> = seen.iter().map(|seen| seen.operation.as_str()).collect();
    assert_eq!(operations, ["oauth.token", "sheets.get", "sheets.get"]);
}

#[tokio::test]
async fn a_bad_value_is_told_in_its_row_and_what_was_to_hold_posts_back_holds_them() {
    let bad = [
        (Setting::MaxLate, "soon"),
        (Setting::MaxLate, "0"),
        (Setting::MaxLate, "400 days"),
        (Setting::RefreshWithin, "60 days"),
        (Setting::RefreshWithin, "0"),
        (Setting::SameTextAfter, "soon"),
        (Setting::SameTextAfter, "400 days"),
        (Setting::Gap, "-2 minutes"),
        (Setting::Gap, "25 hours"),
        (Setting::Gap, "2026-01-31"),
        (Setting::Gap, "=1/0"),
        (Setting::OnlyQueued, "perhaps"),
        (Setting::Language, "Latin"),
        (Setting::Webhook, "hooks.slack.com/services/x"),
        (Setting::Webhook, "http://example.org/hook"),
    ];
    for (language, headers) in
        [(Language::English, ENGLISH), (Language::Japanese, ["設定", "値", "メッセージ"])]
    {
        let desk = late().await;
        let rows: Vec<_> =
            bad.iter().map(|(setting, value)| (setting.name(language), *value)).collect();
        for (at, row) in rows.iter().enumerate() {
            let title = SETTINGS;
            if at == 0 {
                lay(&desk, title, &headers, &[*row]);
            }
            desk.type_in(title, 2, headers[0], row.0);
            desk.type_in(title, 2, headers[1], row.1);
            let report = check(&desk).await;
            assert_eq!(report.settings.len(), 1, "{row:?}");
            let guards = [Setting::Gap, Setting::OnlyQueued, Setting::SameTextAfter];
            let waits = guards.iter().any(|guard| guard.name(language) == row.0);
            let outcome = if waits { PostOutcome::Waiting } else { PostOutcome::ToPublish };
            assert_eq!(outcomes(&report), [(2, outcome)], "{row:?}");
        }
        let report = desk.run().await;
        assert_eq!(report.exit_code(), 1, "something newly needs a person");
        let said = desk.cell(SETTINGS, 2, headers[2]);
        assert!(said.contains("https://"), "{said}");
        assert_eq!(said.is_ascii(), language == Language::English, "{said}");
    }
}

#[tokio::test]
async fn a_guard_that_cannot_be_read_holds_the_posts_until_it_is_mended_and_they_say_so() {
    for (guard, typed, mended) in [
        (Setting::OnlyQueued, "perhaps", "no"),
        (Setting::Gap, "soon", "2 minutes"),
        (Setting::PostsADay, "a few", "5"),
        (Setting::SameTextAfter, "a while", ""),
    ] {
        let now = Row { status: "Post now", ..due("shop_a", "At once") };
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Half ty"), now]).await;
        set(&desk, &[(name(guard), typed)]);
        assert_eq!(desk.run().await.exit_code(), 1, "{guard:?}");
        assert_eq!(desk.public_texts(), ["At once"], "{guard:?}");
        let said = desk.cell(POSTS, 2, "Message");
        assert!(said.contains(name(guard)) && said.contains("cannot be read"), "{said}");
        assert_eq!(desk.run().await.exit_code(), 0, "{guard:?}: it is no news any more");
        desk.type_in(SETTINGS, 2, "Value", mended);
        // Nothing was sent of the row meanwhile, and the pause after the other one is over.
        desk.pass(TimeDelta::minutes(5));
        desk.run().await;
        assert_eq!(desk.public_texts(), ["At once", "Half ty"], "{guard:?}");
    }
}

#[tokio::test]
async fn a_value_that_is_still_loading_is_no_news_and_the_posts_wait_for_it() {
    let guards = [Setting::OnlyQueued, Setting::Gap, Setting::PostsADay, Setting::SameTextAfter];
    for setting in guards.into_iter().chain([Setting::MaxLate]) {
        for typed in ["Loading...", "=\"Loading…\""] {
            let desk = Practice::new(&["shop_a"], &[due("shop_a", "Half ty")]).await;
            set(&desk, &[(name(setting), typed)]);
            let report = desk.run().await;
            assert_eq!((report.exit_code(), report.settings), (0, Vec::new()), "{setting:?}");
            assert_eq!((desk.public().len(), told(&desk, 2)), (0, String::new()), "{setting:?}");
            let said = desk.cell(POSTS, 2, "Message");
            assert!(said.contains("Loading...") && said.contains("nothing to do"), "{said}");
        }
    }
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Fine")]).await;
    let others = [Setting::RefreshWithin, Setting::Language, Setting::Webhook];
    set(&desk, &others.map(|setting| (name(setting), "Loading...")));
    let report = desk.run().await;
    assert_eq!((report.exit_code(), report.settings), (0, Vec::new()));
    assert_eq!(desk.public_texts(), ["Fine"]);
}

#[tokio::test]
async fn what_is_told_is_told_once_and_taken_back_once_it_is_mended() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    set(&desk, &[("Max latte", "1 hour"), (name(Setting::Gap), "soon"), ("A heading", "")]);
    desk.run().await;
    assert!(told(&desk, 2).contains(name(Setting::MaxLate)), "{}", told(&desk, 2));
    assert!(told(&desk, 3).contains("2 minutes"), "{}", told(&desk, 3));
    assert_eq!(told(&desk, 4), "");
    enter(&desk.world).seen.clear();
    let again = desk.run().await;
    assert_eq!((again.exit_code(), again.settings.len()), (0, 2));
    assert_eq!(enter(&desk.world).count("sheets.batchUpdate"), 0);
    desk.type_in(SETTINGS, 2, "Setting", name(Setting::MaxLate));
    desk.type_in(SETTINGS, 3, "Value", "");
    let mended = desk.run().await;
    assert_eq!(mended.settings, []);
    assert_eq!((told(&desk, 2), told(&desk, 3)), (String::new(), String::new()));
}

#[tokio::test]
async fn a_setting_that_stands_twice_holds_as_the_upper_row_says() {
    let desk = late().await;
    let late = name(Setting::MaxLate);
    set(&desk, &[(late, "1 hour"), (late, "1 day")]);
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Missed)]);
    assert_eq!(told(&desk, 2), "");
    assert!(told(&desk, 3).starts_with("Row 2 "), "{}", told(&desk, 3));
}

#[tokio::test]
async fn words_that_land_on_a_row_that_was_moved_meanwhile_are_put_right_in_the_same_run() {
    for name_above in ["", "A heading"] {
        let desk = Practice::new(&["shop_a"], &[]).await;
        set(&desk, &[(name(Setting::Gap), "soon")]);
        let hook = move |world: &mut World| {
            let rows = json!({"sheetId": 33, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
            world.sheets.batch(SHEET, json!([{"insertDimension": {"range": rows}}])).unwrap();
            let now = world.clock.now();
            world.sheets.type_in(CellAddress::new(SHEET, SETTINGS, 1, 0), name_above, now);
        };
        let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(trigger, Box::new(hook));
        desk.run().await;
        assert_eq!(told(&desk, 2), "", "{name_above:?}");
        assert!(told(&desk, 3).contains("2 minutes"), "{name_above:?}");
    }
}

#[tokio::test]
async fn words_that_land_in_a_column_that_was_moved_meanwhile_leave_what_stood_there() {
    let insert = |at: usize| {
        let range =
            json!({"sheetId": 33, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1});
        json!([{"insertDimension": {"range": range}}])
    };
    let source = json!({"sheetId": 33, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3});
    let to_front = json!([{"moveDimension": {"source": source, "destinationIndex": 0}}]);
    let source = json!({"sheetId": 33, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1});
    let names_last = json!([{"moveDimension": {"source": source, "destinationIndex": 3}}]);
    let values = ["soon", "=2*30", "TRUE"];
    for edit in [insert(0), insert(1), insert(2), to_front, names_last] {
        let desk = Practice::new(&["shop_a"], &[]).await;
        let names = [Setting::Gap, Setting::MaxLate, Setting::OnlyQueued].map(name);
        let rows: Vec<_> = names.into_iter().zip(values).collect();
        set(&desk, &rows);
        // What is mended is taken back: that, too, lands somewhere.
        desk.type_in(SETTINGS, 4, "Value", "perhaps");
        desk.run().await;
        assert!(!told(&desk, 4).is_empty());
        desk.type_in(SETTINGS, 4, "Value", "TRUE");
        desk.type_in(SETTINGS, 5, "Setting", "Not known");
        desk.type_in(SETTINGS, 5, "Value", "=1+1");
        enter(&desk.world).seen.clear();
        let before = whole(&desk);
        let moved = edit.clone();
        let hook = move |world: &mut World| {
            world.sheets.batch(SHEET, moved.clone()).unwrap();
        };
        let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(trigger, Box::new(hook));
        desk.run().await;
        for row in 1..=5 {
            for header in ["Setting", "Value"] {
                let now = stored(&desk, &whole(&desk), row, header);
                let was = stored_at(&before, row, usize::from(header == "Value"));
                assert_eq!(now, was, "{edit}, row {row}, {header}: {:?}", desk.shown(SETTINGS));
            }
        }
        assert!(told(&desk, 2).contains("2 minutes"), "{edit}: {:?}", desk.shown(SETTINGS));
        assert!(!told(&desk, 5).is_empty() && told(&desk, 4).is_empty(), "{edit}");
        // A column that was inserted holds nothing of ours.
        let shown = desk.shown(SETTINGS);
        let blank: Vec<usize> = (0..shown[0].len()).filter(|at| shown[0][*at].is_empty()).collect();
        for row in &shown {
            assert!(blank.iter().all(|at| row.get(*at).is_none_or(String::is_empty)), "{shown:?}");
        }
    }
}

/// Returns what was entered into a cell of the Settings tab: the row from 1, the column from 0.
fn stored_at(whole: &serde_json::Value, row: usize, column: usize) -> serde_json::Value {
    let mut tabs = whole["sheets"].as_array().unwrap().iter();
    let tab = tabs.find(|tab| tab["properties"]["sheetId"] == 33).unwrap();
    tab["data"][0]["rowData"][row - 1]["values"][column]["userEnteredValue"].clone()
}

/// Returns the same, by the column's header.
fn stored(
    desk: &Practice,
    whole: &serde_json::Value,
    row: usize,
    header: &str,
) -> serde_json::Value {
    stored_at(whole, row, desk.column(SETTINGS, header))
}

#[tokio::test]
async fn what_a_run_has_told_is_its_news_also_where_its_plan_had_to_be_made_again() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Fine")]).await;
    set(&desk, &[(name(Setting::MaxLate), "soon")]);
    // The first write tells the row, and the second one comes too late.
    let trigger = Trigger::nth_of("sheets.batchUpdate", 2);
    enter(&desk.world).faults.before(trigger, Box::new(another_run_writes));
    let report = desk.run().await;
    assert_eq!((report.exit_code(), report.settings.len()), (1, 1));
    assert_eq!(desk.public_texts(), ["Fine"]);
}

#[tokio::test]
async fn words_in_the_message_column_of_a_row_without_a_setting_stay() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    set(&desk, &[("", ""), (name(Setting::Gap), "soon")]);
    desk.type_in(SETTINGS, 2, "Message", "my own words");
    desk.run().await;
    assert_eq!(told(&desk, 2), "my own words");
}

#[tokio::test]
async fn a_tab_without_a_message_column_is_read_and_told_nothing() {
    let desk = late().await;
    lay(&desk, SETTINGS, &["Setting", "Value"], &[(name(Setting::MaxLate), "1 hour"), ("X", "1")]);
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Missed)]);
    assert_eq!(report.settings, []);
}

#[tokio::test]
async fn the_report_speaks_the_language_that_was_chosen_and_the_tabs_keep_theirs() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", &"x".repeat(600))]).await;
    set(&desk, &[(name(Setting::Language), "日本語")]);
    let report = desk.run().await;
    assert_eq!(report.language, Language::Japanese);
    assert!(desk.cell(POSTS, 2, "Message").is_ascii());
    assert_eq!(desk.shown(LOG)[1][3], "Failed");
    assert_eq!(check(&desk).await.language, Language::Japanese);
}

#[tokio::test]
async fn a_bad_setting_is_in_every_form_of_the_report_and_not_its_value() {
    let desk = Practice::new(&["shop_a"], &[]).await;
    set(
        &desk,
        &[(name(Setting::Webhook), "www.example.org/hidden"), ("https://x.org/hidden", "1")],
    );
    let report = desk.run().await;
    let page = threadsheet::report::text::page(&report, threadsheet::report::screen::Screen::Plain);
    for form in [page, printed::report(&report), desk.shown(SETTINGS)[1..].concat()[2].clone()] {
        assert!(form.contains("https://") && !form.contains("hidden"), "{form}");
    }
}

#[tokio::test]
async fn our_own_tab_without_its_headers_ends_the_run_and_says_so() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Half typed")]).await;
    let rows = vec![vec![Seed::Text("Post only rows marked Queued".into())]];
    enter(&desk.world).sheets.add_tab(SHEET, 1_416_784_496, "My rules", rows);
    let stop = desk.try_run().await.unwrap_err();
    assert!(matches!(&stop, RunError::Headings { tab, .. } if tab == "My rules"), "{stop}");
    assert_eq!(desk.public().len(), 0);
}
