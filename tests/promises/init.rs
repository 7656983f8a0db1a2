//! What `init` lays out in an empty spreadsheet, what it adds to one in use, and what it leaves alone.
//!
//! How Google draws it nobody can see here: these tests hold what the requests do to the practice
//! sheet, and that nothing which was there is another thing afterwards.

mod foreign;
mod last_run;
pub(crate) mod survey;

use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use survey::{changes, whole};
use threadsheet::cli::Quirk;
use threadsheet::init::{self, InitOptions};
use threadsheet::report::PostOutcome;
use threadsheet::report::setup::Setup;
use threadsheet_core::columns::{AccountColumn, PostColumn, PostStatus, Tab};
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_practice::fault_injection::{Effect, Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::sheets::{CellAddress, Role, Seed};
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{ACCOUNTS, EMAIL, LIFE, LOG, POSTS, Practice, SETTINGS, due, outcomes};

/// An empty spreadsheet beside the usual desk.
async fn empty(locale: &str) -> Practice {
    let mut desk = Practice::new(&["shop_a"], &[]).await;
    "fresh".clone_into(&mut desk.spreadsheet);
    {
        let mut world = enter(&desk.world);
        world.sheets.add("fresh", "Fresh", locale, "Asia/Tokyo");
        world.sheets.share("fresh", EMAIL, Role::Writer);
    }
    desk
}

async fn init(desk: &Practice) -> Setup {
    let setup = init::init(&desk.config(), InitOptions::default(), &|_| {}).await;
    setup.unwrap_or_else(|stop| panic!("init stopped: {stop}"))
}

fn titles(desk: &Practice) -> Vec<String> {
    let whole = whole(desk);
    let title = |tab: &Value| tab["properties"]["title"].as_str().unwrap().to_owned();
    whole["sheets"].as_array().unwrap().iter().map(title).collect()
}

fn shown(desk: &Practice, tab: &str) -> Vec<Vec<String>> {
    enter(&desk.world).sheets.shown(&desk.spreadsheet, tab).unwrap()
}

fn place(desk: &Practice, tab: &str, header: &str) -> usize {
    let rows = shown(desk, tab);
    let place = rows.iter().find_map(|row| row.iter().position(|name| name == header));
    place.unwrap_or_else(|| panic!("no {header}: {:?}", rows[0]))
}

fn type_in(desk: &Practice, tab: &str, row: usize, header: &str, typed: &str) {
    let column = place(desk, tab, header);
    let mut world = enter(&desk.world);
    let now = world.clock.now();
    world.sheets.type_in(CellAddress::new(&desk.spreadsheet, tab, row - 1, column), typed, now);
}

fn edit(desk: &Practice, requests: Value) {
    enter(&desk.world).sheets.batch(&desk.spreadsheet, requests).unwrap();
}

/// Returns the spreadsheet's tab of that title, with all that is in it.
fn tab(desk: &Practice, title: &str) -> Value {
    enter(&desk.world).sheets.whole_tab(&desk.spreadsheet, title).unwrap()
}

#[tokio::test]
async fn an_empty_spreadsheet_becomes_a_desk_on_which_a_run_works_at_once() {
    let desk = empty("en_GB").await;
    let setup = init(&desk).await;
    assert_eq!(titles(&desk), [ACCOUNTS, POSTS, LOG, "Guide", SETTINGS, "Sheet1"]);
    assert_eq!(setup.added.len(), 5, "{:?}", setup.added);
    let token = {
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.threads.issue_token("shop_a", now - TimeDelta::days(2), LIFE, &DESK_SCOPES)
    };
    type_in(&desk, ACCOUNTS, 2, "Account", "shop_a");
    type_in(&desk, ACCOUNTS, 2, "Token", &token);
    type_in(&desk, POSTS, 3, "Account", "shop_a");
    type_in(&desk, POSTS, 3, "Text", "The first");
    type_in(&desk, POSTS, 3, "Status", "Ready");
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(3, PostOutcome::Published)]);
    assert_eq!(desk.public_texts(), ["The first"]);
    let row = &shown(&desk, POSTS)[2];
    assert_eq!(row[place(&desk, POSTS, "Status")], "Published");
    assert_eq!(row[place(&desk, POSTS, "Permalink")], desk.public()[0].permalink);
    assert_eq!(desk.run().await.posts, [], "the example is a draft, and stays one");
}

#[tokio::test]
async fn a_message_right_of_the_length_column_is_written_once_and_cleared_once_it_is_outdated() {
    for (locale, language) in [("en_GB", Language::English), ("ja_JP", Language::Japanese)] {
        let desk = empty(locale).await;
        init(&desk).await;
        let (accounts, posts) = (Tab::Accounts.title(language), Tab::Posts.title(language));
        let token = {
            let mut world = enter(&desk.world);
            let now = world.clock.now();
            world.threads.issue_token("shop_a", now - TimeDelta::days(2), LIFE, &DESK_SCOPES)
        };
        let account = |column: AccountColumn| column.header(language);
        type_in(&desk, accounts, 2, account(AccountColumn::Account), "shop_a");
        type_in(&desk, accounts, 2, account(AccountColumn::Token), &token);
        let type_post =
            |column: PostColumn, typed| type_in(&desk, posts, 3, column.header(language), typed);
        let says = || {
            let message = place(&desk, posts, PostColumn::Message.header(language));
            shown(&desk, posts)[2].get(message).cloned().unwrap_or_default()
        };
        type_post(PostColumn::Status, PostStatus::Queued.word(language));
        type_post(PostColumn::PublishAt, "2099-01-02 10:00");
        // Words of a person, which say no more than they say.
        type_post(PostColumn::AltText, "Now loading...");
        type_post(PostColumn::Media, "https://a.example/x.jpg");
        type_post(PostColumn::Text, "=IMPORTDATA(\"https://a.example\")");
        desk.run().await;
        assert!(says().contains("Loading..."), "{}", says());
        assert_eq!(desk.writes().await, 0, "it says so already: {}", says());
        type_post(PostColumn::Text, "Soon");
        desk.run().await;
        assert!(!says().contains("Loading..."), "{}", says());
        assert_eq!(desk.writes().await, 0, "{}", says());
    }
}

#[tokio::test]
async fn where_a_new_tab_may_not_be_given_an_id_a_desk_is_made_all_the_same_and_once() {
    let desk = empty("en_GB").await;
    Quirk::read("tab-ids=refused").unwrap().apply(&mut enter(&desk.world));
    init(&desk).await;
    let mut made = titles(&desk);
    made.sort();
    assert_eq!(made, [ACCOUNTS, "Guide", LOG, POSTS, SETTINGS, "Sheet1"]);
    for tab in [ACCOUNTS, POSTS, LOG, "Guide", SETTINGS] {
        assert!(!shown(&desk, tab).is_empty(), "{tab}");
    }
    let before = whole(&desk);
    let again = init(&desk).await;
    assert_eq!(again.added, [""; 0]);
    assert_eq!(whole(&desk), before);
    let token = {
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.threads.issue_token("shop_a", now - TimeDelta::days(2), LIFE, &DESK_SCOPES)
    };
    type_in(&desk, ACCOUNTS, 2, "Account", "shop_a");
    type_in(&desk, ACCOUNTS, 2, "Token", &token);
    type_in(&desk, POSTS, 3, "Text", "The first");
    type_in(&desk, POSTS, 3, "Status", "Post now");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["The first"]);
    assert!(!shown(&desk, "Guide")[2][1].is_empty(), "it says when the program last ran");
    assert_eq!(titles(&desk).len(), 6, "and nothing is made twice");
}

#[tokio::test]
async fn an_init_that_is_killed_between_its_tabs_and_their_cells_is_gone_on_with() {
    for nth in 1..=6 {
        let desk = empty("en_GB").await;
        Quirk::read("tab-ids=refused").unwrap().apply(&mut enter(&desk.world));
        let gate = Gate::new();
        let gone = Fault::Stall(Hold::Until(gate.clone()), Side::Before);
        // Two tries find out that the ids are refused.
        enter(&desk.world).faults.on(Trigger::nth_of("sheets.batchUpdate", 2 + nth), gone);
        let config = desk.config();
        tokio::select! {
            _ = Box::pin(init::init(&config, InitOptions::default(), &|_| {})) => panic!("not killed at {nth}"),
            () = gate.reached(1) => {}
        }
        enter(&desk.world).faults.clear();
        init(&desk).await;
        let mut made = titles(&desk);
        made.sort();
        assert_eq!(made, [ACCOUNTS, "Guide", LOG, POSTS, SETTINGS, "Sheet1"], "killed at {nth}");
        for tab in [ACCOUNTS, POSTS, LOG, "Guide", SETTINGS] {
            assert!(!shown(&desk, tab).is_empty(), "{tab}, killed at {nth}");
        }
        assert_eq!(init(&desk).await.added, [""; 0], "killed at {nth}");
    }
}

#[tokio::test]
async fn dates_are_shown_as_people_of_the_desks_language_write_them() {
    for (locale, own, other) in [
        ("ja_JP", "yyyy/mm/dd hh:mm", "yyyy-mm-dd hh:mm"),
        ("en_GB", "yyyy-mm-dd hh:mm", "yyyy/mm/dd hh:mm"),
    ] {
        let desk = empty(locale).await;
        init(&desk).await;
        let token = {
            let mut world = enter(&desk.world);
            let now = world.clock.now();
            world.threads.issue_token("shop_a", now - TimeDelta::days(2), LIFE, &DESK_SCOPES)
        };
        let (accounts, account, expires) = match locale {
            "ja_JP" => ("アカウント", "アカウント", "トークン有効期限"),
            _ => (ACCOUNTS, "Account", "Token expires"),
        };
        let header = if locale == "ja_JP" { "トークン" } else { "Token" };
        type_in(&desk, accounts, 2, account, "shop_a");
        type_in(&desk, accounts, 2, header, &token);
        desk.run().await;
        let all = whole(&desk).to_string();
        assert!(all.contains(own) && !all.contains(other), "{locale}");
        let date = &shown(&desk, accounts)[1][place(&desk, accounts, expires)];
        assert_eq!(date.contains('/'), locale == "ja_JP", "{date}");
    }
}

#[tokio::test]
async fn init_is_idempotent_and_sends_a_complete_desk_no_change() {
    let desk = empty("ja_JP").await;
    init(&desk).await;
    let before = whole(&desk);
    enter(&desk.world).seen.clear();
    let again = init(&desk).await;
    assert_eq!((again.added.len(), again.hints.len()), (0, 0), "{again:?}");
    assert_eq!(enter(&desk.world).count("sheets.batchUpdate"), 0);
    assert_eq!(whole(&desk), before);
}

#[tokio::test]
async fn init_makes_all_changes_in_one_batch() {
    let desk = empty("en_GB").await;
    enter(&desk.world).seen.clear();
    init(&desk).await;
    assert_eq!(enter(&desk.world).count("sheets.batchUpdate"), 1);
}

#[tokio::test]
async fn a_dry_run_lists_what_would_be_added_in_plain_words_and_adds_nothing() {
    let desk = empty("en_GB").await;
    let before = whole(&desk);
    let plan = init::plan_init(&desk.config(), InitOptions::default(), &|_| {}).await.unwrap();
    assert_eq!(whole(&desk), before);
    let tabs = ["Accounts", "Posts", "Log", "Guide", "Settings"];
    assert_eq!(plan.added, tabs.map(|tab| format!("the tab \"{tab}\"")));
    assert_eq!(init(&desk).await.added, plan.added);
}

#[tokio::test]
async fn the_language_is_the_sheets_own_or_the_one_that_was_asked_for() {
    let desk = empty("ja_JP").await;
    init(&desk).await;
    assert_eq!(titles(&desk)[..5], ["アカウント", "投稿", "履歴", "使い方", "設定"]);
    let headers = &shown(&desk, "投稿")[0];
    assert_eq!(headers[..2], ["アカウント", "本文"]);
    assert_eq!(shown(&desk, "投稿")[1][place(&desk, "投稿", "ステータス")], "下書き");
    assert!(shown(&desk, "使い方")[2][0].contains("最終実行"));
    let desk = empty("ja_JP").await;
    let options = InitOptions { language: Some(Language::English), adopts: false, stock: false };
    init::init(&desk.config(), options, &|_| {}).await.unwrap();
    assert_eq!(titles(&desk)[..5], [ACCOUNTS, POSTS, LOG, "Guide", SETTINGS]);
}

#[tokio::test]
async fn a_new_desk_has_dropdowns_colours_notes_dates_and_a_warning_on_what_is_delicate() {
    let desk = empty("en_GB").await;
    init(&desk).await;
    let posts = tab(&desk, POSTS);
    let cell = |row: usize, header: &str| {
        posts["data"][0]["rowData"][row]["values"][place(&desk, POSTS, header)].clone()
    };
    let choices = |header: &str| cell(5, header)["dataValidation"]["condition"].clone();
    let status = choices("Status")["values"].to_string();
    for word in ["Queued", "Ready", "Draft", "Publishing", "Published", "Failed", "Check"] {
        assert!(status.contains(&format!("\"{word}\"")), "{status}");
    }
    assert_eq!(choices("Account")["values"][0]["userEnteredValue"], "='Accounts'!$A$2:$A$1000");
    assert!(choices("Reply control")["values"].to_string().contains("followers_only"));
    assert!(
        cell(5, "Status")["dataValidation"].get("strict").is_none_or(|strict| *strict == false)
    );
    let pattern = &cell(5, "Publish at")["userEnteredFormat"]["numberFormat"]["type"];
    assert_eq!(pattern, "DATE_TIME");
    assert_eq!(posts["properties"]["gridProperties"]["frozenRowCount"], 1);
    for header in ["Account", "Text", "Publish at", "Status", "Message"] {
        assert!(cell(0, header)["note"].as_str().is_some_and(|note| note.len() > 10), "{header}");
        assert_eq!(cell(0, header)["userEnteredFormat"]["textFormat"]["bold"], true);
    }
    assert!(posts["conditionalFormats"].as_array().unwrap().len() > 8);
    let receipt = place(&desk, POSTS, "Receipt");
    assert!(enter(&desk.world).sheets.is_hidden("fresh", POSTS, receipt));
    let accounts = tab(&desk, ACCOUNTS);
    let warned = accounts["protectedRanges"].as_array().unwrap();
    assert_eq!(warned.len(), 2, "Token and Receipt");
    assert!(warned.iter().all(|range| range["warningOnly"] == true));
    // The practice service works out no ranges, so the count shows an error in its own header.
    let count = posts["data"][0]["rowData"][0]["values"][2].clone();
    let formula = count["userEnteredValue"]["formulaValue"].as_str().unwrap();
    assert!(formula.contains("B1:B") && !formula.contains([',', ';']), "{formula}");
}

#[tokio::test]
async fn the_last_run_cell_turns_red_by_a_formula_of_its_own() {
    let desk = empty("en_GB").await;
    init(&desk).await;
    let guide = tab(&desk, "Guide");
    let rule = &guide["conditionalFormats"][0];
    assert_eq!(rule["booleanRule"]["condition"]["type"], "CUSTOM_FORMULA");
    assert_eq!(rule["ranges"][0]["startRowIndex"], 2);
    assert_eq!(rule["ranges"][0]["startColumnIndex"], 1);
    let steps = shown(&desk, "Guide");
    assert_eq!(
        steps
            .iter()
            .filter(|row| row.first().is_some_and(|cell| cell.parse::<u32>().is_ok()))
            .count(),
        7
    );
}

#[tokio::test]
async fn a_run_tells_the_guide_that_it_is_alive_at_most_once_an_hour_when_idle() {
    let desk = empty("en_GB").await;
    init(&desk).await;
    let told = || shown(&desk, "Guide")[2].get(1).cloned().unwrap_or_default();
    assert_eq!(told(), "");
    desk.run().await;
    let first = told();
    assert!(first.starts_with("20"), "{first}");
    enter(&desk.world).seen.clear();
    desk.run().await;
    let seen: Vec<String> =
        enter(&desk.world).seen.iter().map(|seen| seen.operation.clone()).collect();
    assert_eq!(seen, ["oauth.token", "sheets.get", "sheets.get"], "two reads, and nothing to say");
    let rows =
        json!({"sheetId": 1_416_784_495, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    edit(&desk, json!([{"insertDimension": {"range": rows}}]));
    let column = 1;
    let type_in = |typed: &str| {
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new("fresh", "Guide", 3, column), typed, now);
    };
    type_in("2026-01-31 09:00");
    desk.run().await;
    assert_ne!(shown(&desk, "Guide")[3][1], "2026-01-31 09:00", "it follows its label");
    type_in("my own words");
    desk.run().await;
    assert_eq!(shown(&desk, "Guide")[3][1], "my own words");
}

#[tokio::test]
async fn an_empty_tab_of_the_right_name_is_filled_and_keeps_its_looks() {
    let desk = empty("en_GB").await;
    enter(&desk.world).sheets.add_tab("fresh", 7, "投稿", Vec::new());
    let pink = json!({"red": 1, "green": 0.5, "blue": 0.5});
    let range = json!({"sheetId": 7, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1});
    let cell = json!({"userEnteredFormat": {"backgroundColor": pink}});
    let fields = "userEnteredFormat.backgroundColor";
    edit(&desk, json!([{"repeatCell": {"range": range, "cell": cell, "fields": fields}}]));
    let before = whole(&desk);
    init(&desk).await;
    assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
    assert_eq!(shown(&desk, "投稿")[0][0], "アカウント");
    assert_eq!(titles(&desk).iter().filter(|title| *title == "投稿").count(), 1);
}

#[tokio::test]
async fn a_log_a_guide_and_settings_of_a_persons_own_stay_theirs() {
    let desk = empty("en_GB").await;
    {
        let mut world = enter(&desk.world);
        let own = |text: &str| vec![vec![Seed::Text(text.to_owned())]];
        world.sheets.add_tab("fresh", 5, "log", own("my diary"));
        world.sheets.add_tab("fresh", 6, "GUIDE", own("my guide"));
        world.sheets.add_tab("fresh", 8, "設定", own("my colours"));
        world.sheets.add_tab("fresh", 9, "settings", own("my sizes"));
    }
    let before = whole(&desk);
    init(&desk).await;
    assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
    let titles = titles(&desk);
    for title in ["threadsheet Log", "threadsheet Guide", "threadsheet Settings"] {
        assert!(titles.iter().any(|one| one == title), "{titles:?}");
    }
    assert_eq!(init(&desk).await.added, Vec::<String>::new());
}

#[tokio::test]
async fn where_both_titles_of_a_tab_are_a_persons_own_it_gets_a_number_and_is_found_again() {
    for is_refused in [false, true] {
        let desk = empty("en_GB").await;
        {
            let mut world = enter(&desk.world);
            world.sheets.quirks.tab_ids_refused = is_refused;
            let own = || vec![vec![Seed::Text("my own".to_owned())]];
            for (at, title) in ["Log", "Guide", "Settings"].into_iter().enumerate() {
                let id = 40 + 2 * i32::try_from(at).unwrap();
                world.sheets.add_tab("fresh", id, title, own());
                world.sheets.add_tab("fresh", id + 1, &format!("threadsheet {title}"), own());
            }
            world.sheets.add_tab("fresh", 50, "Threadsheet settings 2", own());
        }
        let before = whole(&desk);
        init(&desk).await;
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
        let made = titles(&desk);
        for title in ["threadsheet Log 2", "threadsheet Guide 2", "threadsheet Settings 3"] {
            assert!(made.iter().any(|one| one == title), "{made:?}");
        }
        assert_eq!(init(&desk).await.added, Vec::<String>::new(), "{is_refused}");
        desk.run().await;
        assert_eq!(titles(&desk), made, "a run makes none either: {is_refused}");
        // What stands in the numbered tab holds.
        let settings = shown(&desk, "threadsheet Settings 3");
        let gap = settings.iter().position(|row| row[0].starts_with("Pause between")).unwrap();
        type_in(&desk, "threadsheet Settings 3", gap + 1, "Value", "soon");
        assert_eq!(desk.run().await.settings.len(), 1, "{is_refused}");
    }
}

#[tokio::test]
async fn a_tab_of_the_right_name_that_is_no_desk_is_told_and_left_alone() {
    let desk = empty("en_GB").await;
    let rows = vec![vec![Seed::Text("Shopping".to_owned())], vec![Seed::Text("milk".to_owned())]];
    enter(&desk.world).sheets.add_tab("fresh", 5, "Posts", rows);
    let before = whole(&desk);
    let stop = init::init(&desk.config(), InitOptions::default(), &|_| {}).await.unwrap_err();
    assert!(matches!(stop, RunError::Headings { .. }), "{stop}");
    assert_eq!(whole(&desk), before);
}

#[tokio::test]
async fn old_rows_do_not_go_out_in_a_burst_because_the_log_was_made_beforehand() {
    let late = threadsheet_test_kit::Row { due: Some(-120), ..due("shop_a", "Two hours late") };
    let desk = Practice::new(&["shop_a"], &[late, due("shop_a", "In time")]).await;
    init(&desk).await;
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, PostOutcome::Missed), (3, PostOutcome::Published)]);
    desk.type_in(SETTINGS, 2, "Value", "0");
    desk.type_in(POSTS, 4, "Account", "shop_a");
    desk.type_in(POSTS, 4, "Text", "Late, and no first contact any more");
    let at = (Utc::now() - TimeDelta::hours(2)).with_timezone(&chrono_tz::Asia::Tokyo);
    desk.type_in(POSTS, 4, "Publish at", &at.format("%Y-%m-%d %H:%M").to_string());
    assert_eq!(outcomes(&desk.run().await), [(4, PostOutcome::Published)]);
}

#[tokio::test]
async fn a_copy_of_a_desk_is_refused_until_it_is_adopted_once() {
    let mut desk = empty("en_GB").await;
    init(&desk).await;
    enter(&desk.world).sheets.copy("fresh", "copy");
    desk.spreadsheet = "copy".to_owned();
    assert_eq!(desk.try_run().await.unwrap_err(), RunError::Copied);
    assert_eq!(
        init::init(&desk.config(), InitOptions::default(), &|_| {}).await.unwrap_err(),
        RunError::Copied
    );
    let adopts = InitOptions { adopts: true, ..InitOptions::default() };
    let plan = init::plan_init(&desk.config(), adopts, &|_| {}).await.unwrap();
    assert!(plan.is_adopted && plan.hints[0].contains("Draft"), "{plan:?}");
    assert_eq!(desk.try_run().await.unwrap_err(), RunError::Copied, "a plan adopted it");
    assert!(init::init(&desk.config(), adopts, &|_| {}).await.unwrap().is_adopted);
    desk.run().await;
    assert!(
        !init::init(&desk.config(), adopts, &|_| {}).await.unwrap().is_adopted,
        "once is enough"
    );
    desk.spreadsheet = "fresh".to_owned();
    desk.run().await;
}

#[tokio::test]
async fn init_is_idempotent_after_a_lost_answer_which_is_read_back() {
    for effect in [Effect::With, Effect::Without] {
        let desk = empty("en_GB").await;
        let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.on(trigger, Fault::Status(503, effect));
        init(&desk).await;
        assert_eq!(titles(&desk), [ACCOUNTS, POSTS, LOG, "Guide", SETTINGS, "Sheet1"]);
        assert_eq!(init(&desk).await.added, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_run_or_another_init_that_gets_there_first_is_seen() {
    let desk = empty("en_GB").await;
    let trigger = Trigger::nth_of("sheets.batchUpdate", 1);
    let hook = |world: &mut World| {
        let tab = json!({"addSheet": {"properties": {"sheetId": 1_416_784_495, "title": "Guide"}}});
        world.sheets.batch("fresh", json!([tab])).unwrap();
    };
    enter(&desk.world).faults.before(trigger, Box::new(hook));
    let added = init(&desk).await.added.join(", ");
    assert!(added.contains("Posts") && !added.contains("Guide"), "{added}");
    assert_eq!(titles(&desk).iter().filter(|title| *title == "Guide").count(), 1);
}

#[tokio::test]
async fn a_tab_of_ours_with_another_title_is_used_and_not_made_twice() {
    let desk = empty("en_GB").await;
    init(&desk).await;
    let renamed = json!({"sheetId": 1_416_784_494, "title": "My posts"});
    edit(&desk, json!([{"updateSheetProperties": {"properties": renamed, "fields": "title"}}]));
    let before = titles(&desk);
    assert_eq!(init(&desk).await.added, Vec::<String>::new());
    assert_eq!(titles(&desk), before);
    desk.run().await;
    // What can no longer be told from a stranger's is asked for.
    let headers = json!({"sheetId": 1_416_784_494, "startRowIndex": 0, "endRowIndex": 1});
    edit(
        &desk,
        json!([{"repeatCell": {"range": headers, "cell": {}, "fields": "userEnteredValue"}}]),
    );
    let stop = init::init(&desk.config(), InitOptions::default(), &|_| {}).await.unwrap_err();
    assert!(stop.to_string().contains("My posts"), "{stop}");
}

#[tokio::test]
async fn a_sheet_that_may_only_be_read_is_told_and_left_alone() {
    let desk = empty("en_GB").await;
    enter(&desk.world).sheets.share("fresh", EMAIL, Role::Reader);
    let stop = init::init(&desk.config(), InitOptions::default(), &|_| {}).await.unwrap_err();
    assert!(matches!(stop, RunError::ReadOnly { .. }), "{stop}");
}
