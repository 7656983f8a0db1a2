//! A queue or a list of accounts under another title is known by its headers, and never made twice.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::check;
use threadsheet::init::{self, InitOptions};
use threadsheet::report::{PostOutcome, Report};
use threadsheet_core::columns::Tab as TabName;
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::sheets::{CellAddress, Role, Seed};
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{EMAIL, LIFE, POST_HEADERS, Practice, due, outcomes};

use crate::init::survey::{changes, whole};

fn retitle(desk: &Practice, sheet_id: i32, title: &str) {
    let renamed = json!({"properties": {"sheetId": sheet_id, "title": title}, "fields": "title"});
    let requests = json!([{"updateSheetProperties": renamed}]);
    enter(&desk.world).sheets.batch(&desk.spreadsheet, requests).unwrap();
}

fn titles(desk: &Practice) -> Vec<String> {
    let whole = whole(desk);
    let tabs = whole["sheets"].as_array().unwrap().iter();
    tabs.map(|tab| tab["properties"]["title"].as_str().unwrap().to_owned()).collect()
}

fn shown(desk: &Practice, tab: &str) -> Vec<Vec<String>> {
    enter(&desk.world).sheets.shown(&desk.spreadsheet, tab).unwrap()
}

fn said(report: &Report) -> Vec<String> {
    let findings = report.checkup.iter().flat_map(|checkup| &checkup.findings);
    findings.map(|finding| finding.words.clone()).collect()
}

async fn check(desk: &Practice) -> Report {
    check::check(&desk.config(), &|_| {}).await.unwrap()
}

async fn init(desk: &Practice) {
    init::init(&desk.config(), InitOptions::default(), &|_| {}).await.unwrap();
}

fn seeds(rows: &[&[&str]]) -> Vec<Vec<Seed>> {
    let seed = |text: &&str| match *text {
        "" => Seed::Empty,
        text => Seed::Typed(text.to_owned()),
    };
    rows.iter().map(|row| row.iter().map(seed).collect()).collect()
}

/// An empty spreadsheet.
async fn fresh(locale: &str) -> Practice {
    let mut desk = Practice::new(&["shop_a"], &[]).await;
    "fresh".clone_into(&mut desk.spreadsheet);
    let mut world = enter(&desk.world);
    world.sheets.add("fresh", "Fresh", locale, "Asia/Tokyo");
    world.sheets.share("fresh", EMAIL, Role::Writer);
    drop(world);
    desk
}

#[tokio::test]
async fn a_queue_under_another_title_is_used_named_by_check_and_not_made_twice() {
    for title in ["投稿予約", "予約投稿", "投稿管理", "シート1", "Queue", "Schedule", "December"]
    {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
        // Requests are counted, and a busy machine must not add a retry.
        let desk = Practice { time_scale: TimeScale::hurried(5), ..desk };
        retitle(&desk, 22, title);
        let findings = said(&check(&desk).await).join("\n");
        assert!(findings.contains(&format!("the tab \"{title}\" is used")), "{findings}");
        let before = whole(&desk);
        init(&desk).await;
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new(), "{title}");
        let posts = titles(&desk);
        assert!(!posts.iter().any(|title| title == "Posts" || title == "投稿"), "{posts:?}");
        let (report, seen) = desk.watched_run().await;
        assert_eq!(outcomes(&report), [(2, PostOutcome::Published)], "{title}");
        assert_eq!(desk.public_texts(), ["Once"]);
        let reads = seen.iter().filter(|seen| seen.operation.starts_with("sheets.get"));
        assert_eq!(reads.count(), 2, "it costs no request more");
        desk.run().await;
        assert_eq!(desk.public().len(), 1);
    }
}

#[tokio::test]
async fn accounts_under_another_title_are_used_and_not_made_twice() {
    for title in ["アカウント管理", "トークン", "Keys"] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
        retitle(&desk, 11, title);
        let before = whole(&desk);
        init(&desk).await;
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new(), "{title}");
        assert!(!titles(&desk).iter().any(|title| title == "Accounts"), "{:?}", titles(&desk));
        assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Published)], "{title}");
    }
}

#[tokio::test]
async fn of_several_queues_the_one_called_posts_is_used_and_check_names_the_others() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    let other = seeds(&[&POST_HEADERS, &["shop_a", "Not this", "2020-01-01 9:00"]]);
    enter(&desk.world).sheets.add_tab(&desk.spreadsheet, 33, "Queue", other);
    let findings = said(&check(&desk).await).join("\n");
    let words =
        "The tab \"Queue\" has the headers of \"Posts\" too, but only the tab \"Posts\" is used.";
    assert!(findings.contains(words), "{findings}");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Once"]);
}

#[tokio::test]
async fn of_several_queues_none_of_which_is_called_posts_nothing_is_posted_and_they_are_named() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
    retitle(&desk, 22, "December");
    let other = seeds(&[&POST_HEADERS, &["shop_a", "Or this", "2020-01-01 9:00"]]);
    enter(&desk.world).sheets.add_tab(&desk.spreadsheet, 33, "January", other);
    let before = whole(&desk);
    let like = ["December", "January"].map(str::to_owned).to_vec();
    let unclear = RunError::TabUnclear { wanted: TabName::Posts, like };
    assert_eq!(desk.try_run().await.unwrap_err(), unclear);
    let laid = init::init(&desk.config(), InitOptions::default(), &|_| {}).await;
    assert_eq!(laid.unwrap_err(), unclear);
    let report = check(&desk).await;
    assert_eq!((said(&report).len(), report.exit_code()), (1, 4), "{report:#?}");
    assert_eq!(whole(&desk), before);
    // With a title that other tools use, one of them is evidently the queue.
    retitle(&desk, 22, "投稿予約");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Once"]);
}

#[tokio::test]
async fn what_is_kept_as_an_archive_or_a_template_is_never_taken_for_the_queue() {
    for title in ["Posts (old)", "投稿のコピー", "Template"] {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "Once")]).await;
        retitle(&desk, 22, title);
        let stop = desk.try_run().await.unwrap_err();
        assert!(matches!(stop, RunError::TabMissing { .. }), "{title}: {stop}");
        assert_eq!(desk.public().len(), 0);
    }
}

#[tokio::test]
async fn an_empty_spreadsheet_is_told_so_once() {
    let desk = fresh("ja_JP").await;
    let report = check(&desk).await;
    let findings = said(&report);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("init"), "{findings:?}");
    let stop = desk.try_run().await.unwrap_err();
    assert!(matches!(stop, RunError::NotLaidOut { .. }), "{stop}");
    init(&desk).await;
    assert_eq!(desk.run().await.posts, []);
}

#[tokio::test]
async fn init_speaks_the_language_that_stands_in_the_headers() {
    let english: &[&str] = &["text", "image_url", "status", "posted_at"];
    let japanese: &[&str] = &["投稿本文", "日付", "時刻", "ステータス"];
    for (locale, headers, made) in [
        ("ja_JP", english, ["Accounts", "Log", "Guide", "Settings"]),
        ("en_GB", japanese, ["アカウント", "履歴", "使い方", "設定"]),
    ] {
        let desk = fresh(locale).await;
        enter(&desk.world).sheets.add_tab("fresh", 7, "Queue", seeds(&[headers]));
        init(&desk).await;
        let titles = titles(&desk);
        for title in made {
            assert!(titles.iter().any(|there| there == title), "{title}: {titles:?}");
        }
        // The queue and the four.
        assert_eq!(titles.len(), 5, "{titles:?}");
    }
}

/// A tab of another tool: its title, its headers, and rows of which the first two wait.
type Peer = (&'static str, &'static [&'static str], [&'static [&'static str]; 3]);

/// The layouts as these tools' own templates have them.
const PEERS: [Peer; 5] = [
    (
        "シート1",
        &[
            "text",
            "image_url",
            "alt_text",
            "link_attachment",
            "reply_control",
            "topic_tag",
            "location_id",
            "status",
            "posted_at",
            "error",
        ],
        [
            &["First", "", "", "", "everyone", "", "", "", "", ""],
            &["Second", "", "", "", "", "", "123", "", "", ""],
            &["Old", "", "", "", "", "", "", "posted", "2026-01-01", ""],
        ],
    ),
    (
        "投稿予約",
        &[
            "ステータス",
            "日付",
            "時刻",
            "画像URL",
            "投稿本文",
            "返信1",
            "返信2",
            "投稿日時",
            "operation_id",
            "attempt_count",
            "posted_at",
            "threads_post_id",
            "error_message",
        ],
        [
            &["未投稿", "2020/01/31", "9:00", "", "おはよう", "", "", "", "op-1", "0", "", "", ""],
            &[
                "未投稿",
                "2099/01/31",
                "9:00",
                "",
                "こんにちは",
                "",
                "",
                "",
                "op-2",
                "0",
                "",
                "",
                "",
            ],
            &["投稿済", "2020/01/30", "9:00", "", "昨日", "", "", "", "op-0", "1", "x", "17", ""],
        ],
    ),
    (
        "投稿予約",
        &[
            "ステータス",
            "日付",
            "時刻",
            "画像URL",
            "投稿本文",
            "ツリー1",
            "ツリー2",
            "ツリー3",
            "ツリー4",
            "投稿日時",
            "operation_id",
            "error_message",
        ],
        [
            &["予約", "2020/01/31", "9:00", "", "おはよう", "", "", "", "", "", "op-1", ""],
            &["予約", "2099/01/31", "9:00", "", "こんにちは", "続き", "", "", "", "", "op-2", ""],
            &["スキップ", "2020/01/30", "9:00", "", "やめた", "", "", "", "", "", "op-0", ""],
        ],
    ),
    (
        "予約投稿",
        &[
            "ID",
            "投稿内容",
            "予定日付",
            "予定時刻",
            "ステータス",
            "投稿URL",
            "ツリーID",
            "投稿順序",
            "動画URL",
            "画像URL_1枚目",
            "画像URL_2枚目",
            "エラー",
        ],
        [
            &["1", "おはよう", "2020/01/31", "9:00", "投稿予約中", "", "", "", "", "", "", ""],
            &["2", "こんにちは", "2099/01/31", "9:00", "投稿予約中", "", "t1", "1", "", "", "", ""],
            &[
                "3",
                "昨日",
                "2020/01/30",
                "9:00",
                "投稿済",
                "https://x.example/1",
                "",
                "",
                "",
                "",
                "",
                "",
            ],
        ],
    ),
    (
        "投稿管理",
        &[
            "id",
            "account_id",
            "status",
            "text",
            "media_url",
            "media_type",
            "scheduled_time",
            "created_at",
            "updated_at",
            "group_id",
            "order_num",
            "reply_to_id",
            "retry_count",
        ],
        [
            &[
                "7",
                "shop_a",
                "pending",
                "First",
                "",
                "TEXT",
                "2020-01-31 09:00",
                "x",
                "y",
                "",
                "",
                "",
                "0",
            ],
            &[
                "8",
                "shop_a",
                "pending",
                "Second",
                "",
                "TEXT",
                "2099-01-31 09:00",
                "x",
                "y",
                "g",
                "1",
                "",
                "0",
            ],
            &[
                "9",
                "shop_a",
                "posted",
                "Old",
                "",
                "TEXT",
                "2020-01-30 09:00",
                "x",
                "y",
                "",
                "",
                "",
                "0",
            ],
        ],
    ),
];

#[tokio::test]
async fn a_sheet_of_another_tool_keeps_every_cell_and_each_waiting_row_is_posted_or_says_what_it_needs()
 {
    for (title, headers, rows) in PEERS {
        let desk = fresh("ja_JP").await;
        let table: Vec<&[&str]> = [headers].into_iter().chain(rows).collect();
        enter(&desk.world).sheets.add_tab("fresh", 7, title, seeds(&table));
        let before = whole(&desk);
        // As it is: nothing but what is missing is told.
        check(&desk).await;
        assert_eq!(whole(&desk), before, "{title}");
        init(&desk).await;
        assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new(), "{title}");
        let n_like = titles(&desk).iter().filter(|it| ["Posts", "投稿"].contains(&&***it)).count();
        assert_eq!(n_like, 0, "{title}: {:?}", titles(&desk));
        let is_english = headers.iter().all(|header| header.is_ascii());
        let language = if is_english { Language::English } else { Language::Japanese };
        let accounts = language.pick("Accounts", "アカウント");
        {
            let mut world = enter(&desk.world);
            let now = world.clock.now();
            let issued = now - TimeDelta::days(2);
            let token = world.threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES);
            world.sheets.type_in(CellAddress::new("fresh", accounts, 1, 0), "shop_a", now);
            world.sheets.type_in(CellAddress::new("fresh", accounts, 1, 1), &token, now);
        }
        for _ in 0..2 {
            desk.run().await;
        }
        let now = shown(&desk, title);
        let column =
            |names: &[&str]| now[0].iter().position(|header| names.contains(&&**header)).unwrap();
        let message = column(&["Message", "メッセージ"]);
        let status = column(&["Status", "status", "ステータス"]);
        let time =
            headers.iter().position(|it| ["日付", "予定日付", "scheduled_time"].contains(it));
        for (at, row) in rows.iter().enumerate().take(2) {
            let cells = &now[at + 1];
            let told = cells.get(message).map_or("", String::as_str);
            let is_ahead = time.is_some_and(|time| row[time].starts_with("2099"));
            assert!(!told.is_empty() || is_ahead, "{title}, row {}: {cells:?}", at + 2);
        }
        // What the other tool has done is left as it stands.
        assert_eq!(now[3][status], rows[2][status], "{title}");
        // Everything but Status and what was empty stands as it stood.
        for (at, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate().filter(|(at, _)| *at != status) {
                let was = &before_of(&before, at + 1, column);
                assert!(cell.is_empty() || was == &now[at + 1][column], "{title}: {cell}");
            }
        }
    }
}

#[tokio::test]
async fn rows_of_another_tool_wait_with_their_word_until_an_account_is_filled_in() {
    let desk = fresh("ja_JP").await;
    let rows: [&[&str]; 3] = [
        &["ステータス", "投稿本文", "日付", "時刻"],
        &["未投稿", "おはよう"],
        &["未投稿", "すぐに"],
    ];
    enter(&desk.world).sheets.add_tab("fresh", 7, "投稿予約", seeds(&rows));
    init(&desk).await;
    let type_in = |tab: &str, row, column, typed: &str| {
        let mut world = enter(&desk.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new("fresh", tab, row, column), typed, now);
    };
    // The second one is due by now.
    for (row, minutes) in [(1, 14 * 24 * 60), (2, -5)] {
        let at = desk.started.with_timezone(&chrono_tz::Asia::Tokyo) + TimeDelta::minutes(minutes);
        type_in("投稿予約", row, 2, &at.format("%Y-%m-%d").to_string());
        type_in("投稿予約", row, 3, &at.format("%H:%M").to_string());
    }
    for _ in 0..2 {
        let checked = check(&desk).await;
        let told = [(2, PostOutcome::Waiting), (3, PostOutcome::Waiting)];
        assert_eq!(outcomes(&checked), told, "{checked:#?}");
        let report = desk.run().await;
        // What an earlier run has told goes on standing in the report.
        let lines = report.posts.iter().chain(&report.standing);
        let lines: Vec<_> = lines.map(|line| (line.row, line.outcome)).collect();
        assert_eq!((lines, report.exit_code()), (told.to_vec(), 0), "{report:#?}");
        let now = shown(&desk, "投稿予約");
        let message = now[0].iter().position(|header| header == "メッセージ").unwrap();
        for row in &now[1..=2] {
            assert_eq!(row[0], "未投稿", "{row:?}");
            assert!(row[message].contains("アカウントがまだ"), "{row:?}");
        }
    }
    let issued = desk.started - TimeDelta::days(2);
    let token = enter(&desk.world).threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES);
    type_in("アカウント", 1, 0, "shop_a");
    type_in("アカウント", 1, 1, &token);
    assert_eq!(desk.run().await.exit_code(), 0);
    assert_eq!(desk.public_texts(), ["すぐに"]);
    let now = shown(&desk, "投稿予約");
    assert_eq!((now[1][0].as_str(), now[2][0].as_str()), ("未投稿", "投稿済み"), "{now:?}");
    assert!(!now[1].iter().any(|cell| cell.contains("待機中")), "{now:?}");
}

/// Returns what a cell of the other tool's tab showed.
fn before_of(before: &serde_json::Value, row: usize, column: usize) -> String {
    let mut tabs = before["sheets"].as_array().unwrap().iter();
    let tab = tabs.find(|tab| tab["properties"]["sheetId"] == 7).unwrap();
    let cell = &tab["data"][0]["rowData"][row]["values"][column]["formattedValue"];
    cell.as_str().unwrap_or_default().to_owned()
}
