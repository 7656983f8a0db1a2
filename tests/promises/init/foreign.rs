//! Sheets from other tools, and sheets that people have changed for themselves.

use chrono::TimeDelta;
use serde_json::{Value, json};
use threadsheet::report::PostOutcome;
use threadsheet_practice::sheets::Seed;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{LIFE, POSTS, Practice, outcomes};

use super::survey::{changes, whole};
use super::{edit, empty, init, place, shown, tab, titles, type_in};

/// A sheet of another tool: its name, its headers, a row, and the header that stands for the text.
type Foreign = (&'static str, &'static [&'static str], &'static [&'static str], &'static str);

/// Headers as these tools' own templates have them; the tab was given the name that we look for.
const FOREIGN: [Foreign; 6] = [
    (
        "a reservation sheet",
        &[
            "ステータス",
            "日付",
            "時刻",
            "画像URL",
            "投稿本文",
            "ツリー1",
            "ツリー2",
            "投稿日時",
            "operation_id",
            "attempt_count",
            "posted_at",
            "threads_post_id",
            "error_message",
        ],
        &["予約済み", "2099/01/31", "9:00", "", "おはよう", "", "", "", "op-1", "0", "", "", ""],
        "投稿本文",
    ),
    (
        "a paid kit",
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
        &["1", "こんにちは", "2099/01/31", "9:00", "投稿予約中", "", "", "", "", "", "", ""],
        "投稿内容",
    ),
    (
        "a web app's sheet",
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
            "retry_count",
        ],
        &["7", "shop_a", "pending", "Hello", "", "TEXT", "2099-01-31 09:00", "x", "y", "0"],
        "text",
    ),
    (
        "a script's sheet",
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
        &["Hello", "", "", "", "everyone", "coffee", "", "posted", "2026-01-01", ""],
        "text",
    ),
    ("a queue", &["Group", "Text", "Posted", "PostedAt"], &["1", "Hello", "FALSE", ""], "Text"),
    (
        "a scheduler's file",
        &["Date", "Text", "Link(s)", "Media URL(s)", "Alt text(s)", "Comment(s)"],
        &["2099-01-31", "Hello", "", "", "", ""],
        "Text",
    ),
];

async fn foreign(headers: &[&str], row: &[&str], above: usize) -> Practice {
    let desk = empty("ja_JP").await;
    let seeds = |cells: &[&str]| {
        cells.iter().map(|cell| Seed::Typed((*cell).to_owned())).collect::<Vec<Seed>>()
    };
    let mut rows = vec![seeds(&["わたしの投稿"]); above];
    rows.extend([seeds(headers), seeds(row)]);
    enter(&desk.world).sheets.add_tab("fresh", 7, "投稿", rows);
    let area = |columns: std::ops::Range<usize>| {
        json!({"sheetId": 7, "startRowIndex": 1, "endRowIndex": 50,
               "startColumnIndex": columns.start, "endColumnIndex": columns.end})
    };
    let list = json!({"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "mine"}]});
    let blue = json!({"backgroundColorStyle": {"rgbColor": {"blue": 1}}});
    let rule = json!({"ranges": [area(1..3)], "booleanRule": {
        "condition": {"type": "NOT_BLANK"}, "format": blue}});
    let warned = json!({"range": area(0..1), "description": "mine", "warningOnly": true});
    edit(
        &desk,
        json!([
            {"setDataValidation": {"range": area(0..2), "rule": {"condition": list, "strict": true}}},
            {"addConditionalFormatRule": {"index": 0, "rule": rule}},
            {"addProtectedRange": {"protectedRange": warned}},
            {"repeatCell": {"range": area(2..4), "cell": {"note": "mine"}, "fields": "note"}},
            {"repeatCell": {"range": area(0..26), "cell": {"userEnteredFormat": {"textFormat": {"italic": true}}},
                            "fields": "userEnteredFormat.textFormat.italic"}},
            {"updateCells": {"start": {"sheetId": 7, "rowIndex": above, "columnIndex": 1},
                             "rows": [{"values": [{"note": "my own note"}]}], "fields": "note"}},
        ]),
    );
    desk
}

#[tokio::test]
async fn sheets_of_other_tools_keep_every_cell_look_rule_and_note() {
    for (name, headers, row, text) in FOREIGN {
        // With and without a title above the headers.
        let above = headers.len() % 2 * 2;
        let desk = foreign(headers, row, above).await;
        let before = whole(&desk);
        let setup = init(&desk).await;
        let after = whole(&desk);
        assert_eq!(changes(&before, &after), Vec::<String>::new(), "{name}");
        let now = &shown(&desk, "投稿")[above];
        assert_eq!(now[..headers.len()], *headers, "{name}: {:?}", setup.added);
        let same = now.iter().filter(|header| *header == text).count();
        assert_eq!(same, 1, "{name}: a column that is read was made twice");
        let again = init(&desk).await;
        assert_eq!(again.added, Vec::<String>::new(), "{name}");
        assert_eq!(whole(&desk), after, "{name}");
    }
}

#[tokio::test]
async fn a_run_works_on_a_sheet_of_another_tool_after_init() {
    for (name, headers, row, text) in FOREIGN {
        let desk = foreign(headers, row, 1).await;
        init(&desk).await;
        let token = {
            let mut world = enter(&desk.world);
            let now = world.clock.now();
            world.threads.issue_token("shop_a", now - TimeDelta::days(2), LIFE, &DESK_SCOPES)
        };
        // One desk speaks one language: the one that stands in its headers.
        let is_english = headers.iter().all(|header| header.is_ascii());
        let [accounts, of_token] =
            if is_english { ["Accounts", "Token"] } else { ["アカウント", "トークン"] };
        let of_account = if is_english { "Account" } else { "アカウント" };
        type_in(&desk, accounts, 2, of_account, "shop_a");
        type_in(&desk, accounts, 2, of_token, &token);
        let header = |names: &[&str]| {
            let row = &shown(&desk, "投稿")[1];
            let found = names.iter().find(|name| row.iter().any(|header| header == *name));
            (*found.unwrap_or_else(|| panic!("{name}: none of {names:?} in {row:?}"))).to_owned()
        };
        let account = header(&["アカウント", "Account", "account_id"]);
        let status = header(&["ステータス", "status", "Status"]);
        let ready = if status == "ステータス" { "今すぐ" } else { "Ready" };
        type_in(&desk, "投稿", 5, &account, "shop_a");
        type_in(&desk, "投稿", 5, text, "From the other tool's sheet");
        type_in(&desk, "投稿", 5, &status, ready);
        let report = desk.run().await;
        let published = (5, PostOutcome::Published);
        assert!(outcomes(&report).contains(&published), "{name}: {report:#?}");
        let address = header(&["パーマリンク", "Permalink"]);
        let column = place(&desk, "投稿", &address);
        assert_eq!(shown(&desk, "投稿")[4][column], desk.public()[0].permalink, "{name}");
        enter(&desk.world).seen.clear();
        init(&desk).await;
        assert_eq!(enter(&desk.world).count("sheets.batchUpdate"), 0, "{name}");
    }
}

#[tokio::test]
async fn a_desk_that_was_laid_out_by_hand_gets_what_it_lacks_and_words_say_so() {
    let desk = Practice::new(&["shop_a"], &[threadsheet_test_kit::due("shop_a", "Once")]).await;
    let before = whole(&desk);
    let setup = init(&desk).await;
    assert_eq!(changes(&before, &whole(&desk)), Vec::<String>::new());
    let said = setup.added.join("\n");
    for words in [
        "at the right of \"Accounts\": Receipt",
        "at the right of \"Posts\": Receipt",
        "in \"Posts\", dropdowns: Account, Reply control, Status",
        "in \"Posts\", colours: Status",
        "in \"Accounts\", a warning before editing by hand: Token",
        "the tab \"Log\"",
        "the tab \"Guide\"",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert_eq!(titles(&desk)[..2], ["Accounts", "Posts"], "a sheet in use keeps its order");
    assert_eq!(outcomes(&desk.run().await), [(2, PostOutcome::Published)]);
}

#[tokio::test]
async fn words_of_another_tool_stay_choices_and_strange_names_get_no_dropdown() {
    let headers = ["アカウント", "本文", "投稿日時", "ステータス"];
    let desk = foreign(&headers, &["unknown", "こんにちは", "", "投稿予約中"], 0).await;
    // The person's own rule stands on the first two columns.
    init(&desk).await;
    let row = tab(&desk, "投稿")["data"][0]["rowData"][3].clone();
    let offered = |header: &str| {
        let cell = &row["values"][place(&desk, "投稿", header)];
        cell["dataValidation"]["condition"]["values"].to_string()
    };
    assert!(offered("アカウント").contains("mine"));
    let status = offered("ステータス");
    assert!(status.contains("投稿予約中") && status.contains("投稿済み"), "{status}");
    let desk = Practice::new(&[], &[threadsheet_test_kit::due("nobody", "x")]).await;
    init(&desk).await;
    let row = tab(&desk, POSTS)["data"][0]["rowData"][1].clone();
    let account: &Value = &row["values"][desk.column(POSTS, "Account")];
    assert_eq!(account.get("dataValidation"), None, "an honest name would show red");
}

#[tokio::test]
async fn columns_that_are_added_need_room_and_the_grid_grows() {
    let headers: Vec<String> = (0..22).map(|at| format!("own {at}")).collect();
    let mut headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    headers.extend(["Account", "Text", "Publish at", "Status"]);
    let desk = empty("en_GB").await;
    let row = headers.iter().map(|header| Seed::Text((*header).to_owned())).collect();
    enter(&desk.world).sheets.add_tab("fresh", 7, POSTS, vec![row]);
    init(&desk).await;
    let now = &shown(&desk, POSTS)[0];
    assert_eq!(now[..26], headers);
    assert_eq!(now[26..], ["Published at", "Permalink", "Message", "Receipt"]);
    assert!(enter(&desk.world).sheets.is_hidden("fresh", POSTS, 29));
}
