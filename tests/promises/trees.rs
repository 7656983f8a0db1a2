//! Rows of other tools that make up one thread: a tree id, and an order number each.

use PostOutcome::{Failed, Published, Waiting};
use chrono::TimeDelta;
use serde_json::{Value, json};
use threadsheet::report::preview::{Answers, Preview};
use threadsheet::report::{PostOutcome, Report};
use threadsheet::{check, dry_run, init};
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::sheets::Seed;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LOG, Practice, SHEET, outcomes};

use crate::misplaced::killed::killed_after;

/// A tab as a tool in Japanese makes it, which knows one account.
const K: &str = "予約投稿";
const K_HEADERS: [&str; 8] =
    ["ID", "投稿内容", "予定日付", "予定時刻", "ステータス", "投稿URL", "ツリーID", "投稿順序"];

/// A tab as a tool in English makes it, which counts from 0 and repeats the time.
const G: &str = "投稿管理";
const G_HEADERS: [&str; 8] = [
    "id",
    "account_id",
    "status",
    "text",
    "scheduled_time",
    "group_id",
    "order_num",
    "reply_to_id",
];

/// A row of the first tool: what it says, whether it has a time, its tree and its place in it.
type Typed<'a> = (&'a str, bool, &'a str, &'a str);

/// Puts a tab of these headers in the place of the usual one.
async fn desk(title: &str, accounts: &[&str], rows: Vec<Vec<String>>) -> Practice {
    let desk = Practice::new(accounts, &[]).await;
    let mut world = enter(&desk.world);
    world.sheets.batch(SHEET, json!([{"deleteSheet": {"sheetId": 22}}])).unwrap();
    let seed = |text: String| if text.is_empty() { Seed::Empty } else { Seed::Typed(text) };
    let rows = rows.into_iter().map(|row| row.into_iter().map(seed).collect()).collect();
    world.sheets.add_tab(SHEET, 22, title, rows);
    drop(world);
    desk
}

/// Returns when a row was due, so many minutes from now, as date and time of day.
fn time(minutes: i64) -> [String; 2] {
    let at = chrono::Utc::now() + TimeDelta::minutes(minutes);
    let at = at.with_timezone(&chrono_tz::Asia::Tokyo);
    [at.format("%Y-%m-%d").to_string(), at.format("%H:%M").to_string()]
}

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A desk of the first tool, with rows that are due.
async fn k(rows: &[Typed<'_>]) -> Practice {
    let mut all = vec![header(&K_HEADERS)];
    for (number, (words, has_time, tree, order)) in (1..).zip(rows) {
        let [date, hour] = if *has_time { time(-5) } else { Default::default() };
        let of_person = [words.to_string(), date, hour, "投稿予約中".to_owned(), String::new()];
        let of_tree = [tree.to_string(), order.to_string()];
        all.push([&[number.to_string()][..], &of_person, &of_tree].concat());
    }
    desk(K, &["shop_a"], all).await
}

/// A tree of three rows of the first tool, upside down; only the first has a time.
async fn three() -> Practice {
    k(&[("Three", false, "T1", "3"), ("One", true, "T1", "1"), ("Two", false, "T1", "2")]).await
}

/// Returns what is public, each with what it answers.
fn links(desk: &Practice) -> Vec<(String, String)> {
    let public = desk.public();
    let text = |media: &String| {
        let post = public.iter().find(|post| post.media_id == *media);
        post.and_then(|post| post.text.clone()).unwrap_or_else(|| "?".to_owned())
    };
    let link = |post: &threadsheet_practice::threads::Post| {
        let answers = post.reply_to.as_ref().map(text).unwrap_or_default();
        (post.text.clone().unwrap_or_default(), answers)
    };
    public.iter().map(link).collect()
}

#[track_caller]
fn holds(desk: &Practice, wanted: &[(&str, &str)]) {
    let found = links(desk);
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, wanted);
}

/// The whole tree of three, in order.
const WHOLE: [(&str, &str); 3] = [("One", ""), ("Two", "One"), ("Three", "Two")];

/// Returns the row, from 1, that says this.
fn row(desk: &Practice, words: &str) -> usize {
    let column = desk.column(K, "投稿内容");
    let shown = desk.shown(K);
    let found = shown.iter().position(|row| row.get(column).is_some_and(|cell| cell == words));
    found.unwrap_or_else(|| panic!("no row says {words}: {shown:?}")) + 1
}

/// Returns the Status and the Message of the row that says this.
fn says(desk: &Practice, words: &str) -> (String, String) {
    let row = row(desk, words);
    let message = desk.shown_row(K, 1).iter().any(|name| name == "メッセージ");
    let message = message.then(|| desk.cell(K, row, "メッセージ"));
    (desk.cell(K, row, "ステータス"), message.unwrap_or_default())
}

/// Adds a column in which the program explains itself.
fn add_message(desk: &Practice) {
    desk.add_column(K, "メッセージ", &[]);
}

fn type_in(desk: &Practice, words: &str, header: &str, typed: &str) {
    desk.type_in(K, row(desk, words), header, typed);
}

fn batch(desk: &Practice, request: &Value) {
    enter(&desk.world).sheets.batch(SHEET, json!([request])).unwrap();
}

/// Sorts all rows by what they say, as a person does.
fn sort(desk: &Practice, order: &str) {
    let column = desk.column(K, "投稿内容");
    let range = json!({"sheetId": 22, "startRowIndex": 1});
    let specs = json!([{"dimensionIndex": column, "sortOrder": order}]);
    batch(desk, &json!({"sortRange": {"range": range, "sortSpecs": specs}}));
}

/// Copies the rows from this one on, each with everything that is in it, below all others.
fn copy(desk: &Practice, first: usize, rows: usize) {
    let end = desk.shown(K).len();
    let range =
        |from: usize| json!({"sheetId": 22, "startRowIndex": from, "endRowIndex": from + rows});
    let copy = json!({"source": range(first - 1), "destination": range(end)});
    batch(desk, &json!({"copyPaste": copy}));
}

fn delete(desk: &Practice, row: usize) {
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row});
    batch(desk, &json!({"deleteDimension": {"range": range}}));
}

async fn check(desk: &Practice) -> Report {
    check::check(&desk.config(), &|_| {}).await.unwrap()
}

async fn preview(desk: &Practice) -> Preview {
    threadsheet::preview::preview(&desk.config(), &|_| {}).await.unwrap()
}

#[tokio::test]
async fn the_rows_of_a_tree_go_out_under_one_another_in_the_order_of_their_numbers() {
    let desk = k(&[
        ("a3", false, "A", "3"),
        ("alone", true, "C", "1"),
        ("b1", true, "B", "0"),
        ("a1", true, "A", "1"),
        ("b2", true, "B", "10"),
        ("none", true, "", ""),
        ("a2", false, "A", "2"),
    ])
    .await;
    let report = desk.run().await;
    assert!(report.posts.iter().all(|line| line.outcome == Published), "{:?}", report.posts);
    let mut found = links(&desk);
    found.sort();
    let wanted = [
        ("a1", ""),
        ("a2", "a1"),
        ("a3", "a2"),
        ("alone", ""),
        ("b1", ""),
        ("b2", "b1"),
        ("none", ""),
    ];
    assert_eq!(found, wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
    for row in 2..9 {
        assert_eq!(desk.cell(K, row, "ステータス"), "投稿済み");
        assert_eq!(desk.cell(K, row, "投稿URL"), "", "a column of another tool");
    }
    assert_eq!(outcomes(&desk.run().await), []);
    assert_eq!(desk.public().len(), 7);
}

#[tokio::test]
async fn a_tree_is_posted_by_the_account_that_its_rows_name() {
    let at = time(-5).join(" ");
    let row = |id: &str, account: &str, status: &str, text: &str, group: &str, order: &str| {
        let cells = [id, account, status, text, at.as_str(), group, order, ""];
        cells.map(str::to_owned).to_vec()
    };
    let rows = vec![
        header(&G_HEADERS),
        row("1", "shop_a", "posted", "long ago", "g0", "0"),
        row("2", "shop_a", "posted", "long ago, too", "g0", "1"),
        row("3", "shop_b", "pending", "b2", "g2", "1"),
        row("4", "shop_a", "pending", "a1", "g1", "0"),
        row("5", "shop_a", "pending", "a2", "g1", "1"),
        row("6", "shop_b", "pending", "b1", "g2", "0"),
        row("7", "shop_b", "pending", "not a's", "g1", "2"),
        row("8", "shop_a", "pending", "a4", "g1", "3"),
    ];
    let desk = desk(G, &["shop_a", "shop_b"], rows).await;
    let report = desk.run().await;
    let mut found = links(&desk);
    found.sort();
    let wanted = [("a1", ""), ("a2", "a1"), ("a4", "a2"), ("b1", ""), ("b2", "b1")];
    assert_eq!(found, wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let accounts = desk.public().into_iter().map(|post| (post.text.unwrap(), post.account));
    assert!(accounts.into_iter().all(|(text, account)| account.ends_with(&text[..1])));
    let refused = report.posts.iter().find(|line| line.outcome == Failed).unwrap();
    assert_eq!(refused.row, 8);
    let findings = check(&desk).await.checkup.unwrap().findings;
    let is_told = findings.iter().any(|finding| finding.words.contains("but another account"));
    assert!(is_told, "{findings:?}");
    assert_eq!(desk.cell(G, 2, "status"), "posted");
    assert_eq!(desk.cell(G, 8, "status"), "Failed");
}

#[tokio::test]
async fn wherever_the_rows_are_sorted_between_runs_each_goes_under_the_right_one() {
    for order in ["ASCENDING", "DESCENDING"] {
        let desk = three().await;
        let [date, hour] = time(30);
        type_in(&desk, "Two", "予定日付", &date);
        type_in(&desk, "Two", "予定時刻", &hour);
        desk.run().await;
        holds(&desk, &WHOLE[..1]);
        sort(&desk, order);
        desk.run().await;
        desk.pass(TimeDelta::minutes(31));
        sort(&desk, order);
        desk.run().await;
        holds(&desk, &WHOLE);
        assert_eq!(outcomes(&desk.run().await), []);
    }
}

#[tokio::test]
async fn a_row_added_to_a_tree_goes_under_its_last_one_or_is_refused() {
    let desk = three().await;
    add_message(&desk);
    desk.run().await;
    copy(&desk, row(&desk, "Three"), 1);
    copy(&desk, row(&desk, "Three"), 1);
    for (row, words, number) in [(5, "Between", "2"), (6, "Four", "4")] {
        for (header, typed) in
            [("投稿内容", words), ("投稿順序", number), ("ステータス", ""), ("受付番号", "")]
        {
            desk.type_in(K, row, header, typed);
        }
    }
    desk.run().await;
    holds(&desk, &WHOLE);
    // The rows may have been copied to become another tree.
    assert!(says(&desk, "Four").1.contains("先に 5 行目"), "{}", says(&desk, "Four").1);
    let (status, words) = says(&desk, "Between");
    assert_eq!(status, "失敗");
    assert!(words.starts_with("4 行目と「ツリーID」も「投稿順序」も同じで"), "{words}");
    type_in(&desk, "Between", "投稿順序", "0");
    desk.run().await;
    let (_, words) = says(&desk, "Between");
    assert!(words.contains("その前には入れられません"), "{words}");
    holds(&desk, &[&WHOLE[..], &[("Four", "Three")]].concat());
}

#[tokio::test]
async fn a_copied_tree_is_not_published_until_it_has_its_own_id() {
    let desk = three().await;
    add_message(&desk);
    desk.run().await;
    copy(&desk, 2, 3);
    // The copied rows hold the receipts of the others, and other words.
    for (row, words) in [(5, "3rd"), (6, "1st"), (7, "2nd")] {
        desk.type_in(K, row, "投稿内容", words);
        desk.type_in(K, row, "ステータス", "投稿予約中");
    }
    desk.run().await;
    holds(&desk, &WHOLE);
    for words in ["1st", "2nd", "3rd"] {
        let (status, message) = says(&desk, words);
        assert_eq!(status, "失敗");
        assert!(message.contains("コピーした行すべての「ツリーID」を新しいものに"), "{message}");
    }
    for words in ["1st", "2nd", "3rd"] {
        type_in(&desk, words, "ツリーID", "T2");
    }
    desk.run().await;
    let wanted = [&WHOLE[..], &[("1st", ""), ("2nd", "1st"), ("3rd", "2nd")]].concat();
    holds(&desk, &wanted);
    assert_eq!(outcomes(&desk.run().await), []);
}

#[tokio::test]
async fn rows_added_to_a_copied_tree_wait_until_it_has_its_own_id() {
    let desk = three().await;
    add_message(&desk);
    desk.run().await;
    copy(&desk, 2, 3);
    for (row, words) in [(5, "3rd"), (6, "1st"), (7, "2nd")] {
        desk.type_in(K, row, "投稿内容", words);
        desk.type_in(K, row, "ステータス", "投稿予約中");
    }
    for (header, typed) in [("投稿内容", "4th"), ("ツリーID", "T1"), ("投稿順序", "4")] {
        desk.type_in(K, 8, header, typed);
    }
    for _ in 0..2 {
        desk.run().await;
        holds(&desk, &WHOLE);
        let (status, message) = says(&desk, "4th");
        assert!(status.is_empty() && message.contains("先に 6 行目"), "{status} {message}");
    }
    for words in ["1st", "2nd", "3rd", "4th"] {
        type_in(&desk, words, "ツリーID", "T2");
    }
    desk.run().await;
    let copied = [("1st", ""), ("2nd", "1st"), ("3rd", "2nd"), ("4th", "3rd")];
    holds(&desk, &[&WHOLE[..], &copied].concat());
}

#[tokio::test]
async fn a_row_in_doubt_whose_receipt_was_emptied_is_found_among_the_replies() {
    for nth in 1..=3 {
        let desk = three().await;
        let fault = Fault::Status(500, Effect::With);
        enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", nth), fault);
        desk.run().await;
        let words = WHOLE[usize::try_from(nth).unwrap() - 1].0;
        type_in(&desk, words, "受付番号", "");
        for _ in 0..4 {
            desk.run_later().await;
        }
        holds(&desk, &WHOLE);
    }
}

#[tokio::test]
async fn whichever_write_a_run_is_killed_after_each_row_is_public_once_under_the_right_one() {
    let writes = {
        let desk = three().await;
        desk.run().await;
        enter(&desk.world).count("sheets.batchUpdate") as u64
    };
    for nth in 1..=writes {
        let desk = three().await;
        killed_after(&desk, nth, |_| {}).await;
        sort(&desk, "DESCENDING");
        for _ in 0..3 {
            desk.run_later().await;
        }
        holds(&desk, &WHOLE);
    }
}

#[tokio::test]
async fn a_row_whose_answer_was_lost_is_found_again_under_its_parent() {
    for effect in [Effect::With, Effect::Without] {
        for nth in 1..=3 {
            let desk = three().await;
            let fault = Fault::Status(500, effect);
            enter(&desk.world).faults.on(Trigger::nth_of("threads.publish", nth), fault);
            desk.run().await;
            for _ in 0..3 {
                desk.run_later().await;
            }
            holds(&desk, &WHOLE);
        }
    }
}

#[tokio::test]
async fn a_row_that_is_undone_is_not_posted_again_and_what_follows_finds_it() {
    let desk = three().await;
    let [date, hour] = time(60);
    type_in(&desk, "Three", "予定日付", &date);
    type_in(&desk, "Three", "予定時刻", &hour);
    desk.run().await;
    holds(&desk, &WHOLE[..2]);
    for words in ["One", "Two"] {
        type_in(&desk, words, "受付番号", "");
        type_in(&desk, words, "ステータス", "投稿予約中");
    }
    desk.pass(TimeDelta::minutes(61));
    desk.run().await;
    desk.run_later().await;
    holds(&desk, &WHOLE);
}

#[tokio::test]
async fn a_row_whose_parent_was_deleted_is_refused_with_words_and_goes_on_when_a_person_says_so() {
    let desk = three().await;
    add_message(&desk);
    let [date, hour] = time(60);
    for words in ["Two", "Three"] {
        type_in(&desk, words, "予定日付", &date);
        type_in(&desk, words, "予定時刻", &hour);
    }
    desk.run().await;
    holds(&desk, &WHOLE[..1]);
    delete(&desk, row(&desk, "Two"));
    desk.pass(TimeDelta::minutes(61));
    desk.run().await;
    holds(&desk, &WHOLE[..1]);
    let (status, words) = says(&desk, "Three");
    assert_eq!(status, "失敗");
    assert!(words.starts_with("この行の 1 つ前にあった行がツリーからなくなった"), "{words}");
    desk.run().await;
    assert_eq!(says(&desk, "Three"), (status, words));
    type_in(&desk, "Three", "ステータス", "");
    desk.run().await;
    holds(&desk, &[("One", ""), ("Three", "One")]);
}

#[tokio::test]
async fn rows_wait_with_the_one_before_them_and_go_on_once_it_is_right() {
    let desk = three().await;
    add_message(&desk);
    type_in(&desk, "Two", "投稿順序", "1");
    let report = desk.run().await;
    assert_eq!(report.posts.iter().filter(|line| line.outcome == Failed).count(), 2);
    holds(&desk, &[]);
    let (_, words) = says(&desk, "Three");
    assert!(words.starts_with("待機中: ツリーのどの行の続きか分かりません"), "{words}");
    type_in(&desk, "Two", "投稿順序", "2");
    type_in(&desk, "Two", "ステータス", "下書き");
    desk.run().await;
    holds(&desk, &WHOLE[..1]);
    let (_, words) = says(&desk, "Three");
    assert!(words.contains("行目がまだ投稿されていません"), "{words}");
    type_in(&desk, "Two", "ステータス", "");
    desk.run().await;
    holds(&desk, &WHOLE);
    assert_eq!(says(&desk, "Three"), ("投稿済み".to_owned(), String::new()));
}

#[tokio::test]
async fn one_of_the_two_columns_alone_is_named_and_its_rows_are_not_posted() {
    for (alone, other) in [("ツリーID", "投稿順序"), ("投稿順序", "ツリーID")] {
        let desk = three().await;
        desk.type_in(K, 1, other, "社内メモ");
        add_message(&desk);
        let findings = check(&desk).await.checkup.unwrap().findings;
        let named = findings.iter().any(|finding| finding.words.contains(&format!("「{alone}」")));
        assert!(named, "{findings:?}");
        desk.run().await;
        holds(&desk, &[]);
        let (status, words) = says(&desk, "Two");
        assert_eq!(status, "失敗");
        assert!(words.contains(&format!("「{alone}」の内容は")), "{words}");
    }
}

#[tokio::test]
async fn check_dry_run_and_preview_show_the_tree_in_its_order() {
    let desk = three().await;
    let report = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    let planned: Vec<_> = report.posts.iter().map(|line| (line.row, line.outcome)).collect();
    assert_eq!(planned, [2, 3, 4].map(|row| (row, PostOutcome::ToPublish)));
    let report = check(&desk).await;
    assert_eq!(report.exit_code(), 0, "{:?}", report.checkup);
    let cards = preview(&desk).await.arrange().cards;
    let shown: Vec<_> =
        cards.iter().map(|card| (card.row, card.is_part, card.answers.clone())).collect();
    let wanted =
        [(3, false, None), (4, true, Some(Answers::Row(3))), (2, true, Some(Answers::Row(4)))];
    assert_eq!(shown, wanted);
    assert!(desk.public().is_empty());
}

#[tokio::test]
async fn a_token_that_may_not_reply_is_told_by_check_where_there_is_a_tree() {
    let desk = three().await;
    let scopes = ["threads_basic", "threads_content_publish"];
    let token = {
        let mut world = enter(&desk.world);
        let issued = world.clock.now() - TimeDelta::days(2);
        world.threads.issue_token("shop_a", issued, threadsheet_test_kit::LIFE, &scopes)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    let findings = check(&desk).await.checkup.unwrap().findings;
    let words: Vec<String> = findings.into_iter().map(|finding| finding.words).collect();
    assert!(words.iter().any(|words| words.contains("threads_manage_replies")), "{words:?}");
}

#[tokio::test]
async fn init_makes_no_column_of_a_tree_and_keeps_those_that_are_there() {
    let desk = three().await;
    init::init(&desk.config(), init::InitOptions::default(), &|_| {}).await.unwrap();
    let headers = desk.shown_row(K, 1);
    assert_eq!(headers[..8], K_HEADERS);
    assert!(!headers[8..].iter().any(|header| ["ツリーID", "投稿順序"].contains(&header.as_str())));
    let fresh = Practice::new(&["shop_a"], &[]).await;
    init::init(&fresh.config(), init::InitOptions::default(), &|_| {}).await.unwrap();
    let headers = fresh.shown_row("Posts", 1);
    assert!(!headers.iter().any(|header| header.starts_with("Tree")), "{headers:?}");
}

#[tokio::test]
async fn rows_with_nothing_but_a_tree_and_a_number_filled_down_are_left_as_they_are() {
    let desk = k(&[("One", true, "T1", "1")]).await;
    for number in 2..20 {
        let numbers = (number + 1).to_string();
        desk.type_in(K, number + 1, "ツリーID", "T1");
        desk.type_in(K, number + 1, "投稿順序", &numbers);
    }
    let report = desk.run().await;
    assert_eq!(outcomes(&report), [(2, Published)]);
    for row in 3..21 {
        assert_eq!(desk.cell(K, row, "受付番号"), "");
        assert_eq!(desk.cell(K, row, "ステータス"), "");
    }
}

/// How many rows a tab has that is read in two steps, and more.
const LONG: usize = 5_100;

#[tokio::test]
async fn in_a_long_tab_a_tree_goes_on_under_what_is_finished() {
    let desk = three().await;
    let grow = json!({"sheetId": 22, "dimension": "ROWS", "length": LONG});
    batch(&desk, &json!({"appendDimension": grow}));
    desk.run().await;
    holds(&desk, &WHOLE);
    // What is finished is not read any more, but for the columns that tell.
    let long_ago = [("5000", "Old", "T0", "1"), ("5001", "Older", "T0", "2")];
    for (number, words, tree, order) in long_ago {
        let row = number.parse().unwrap();
        let cells = [("投稿内容", words), ("ツリーID", tree), ("投稿順序", order)];
        for (header, typed) in cells.into_iter().chain([("ステータス", "投稿済")]) {
            desk.type_in(K, row, header, typed);
        }
    }
    for (row, words, order) in [(5050, "Four", "4"), (5060, "Twice", "1"), (5070, "Five", "5")] {
        for (header, typed) in [("投稿内容", words), ("ツリーID", "T1"), ("投稿順序", order)]
        {
            desk.type_in(K, row, header, typed);
        }
    }
    let report = desk.run().await;
    holds(&desk, &WHOLE);
    let refused = report.posts.iter().find(|line| line.outcome == Failed).unwrap();
    assert_eq!(refused.row, 5060);
    assert_eq!(desk.cell(K, 5000, "受付番号"), "");
    delete(&desk, 5060);
    desk.run().await;
    holds(&desk, &[&WHOLE[..], &[("Four", "Three"), ("Five", "Four")]].concat());
}

#[tokio::test]
async fn what_another_tool_has_posted_of_a_tree_stays_and_the_rest_says_what_it_needs() {
    let desk = three().await;
    add_message(&desk);
    type_in(&desk, "One", "ステータス", "投稿済");
    let report = desk.run().await;
    holds(&desk, &[]);
    let (status, words) = says(&desk, "Two");
    assert_eq!(status, "失敗");
    assert!(words.contains("「返信先」に貼ってください"), "{words}");
    assert!(report.posts.iter().any(|line| line.outcome == Waiting), "{:?}", report.posts);
    assert_eq!(says(&desk, "One"), ("投稿済".to_owned(), String::new()));
    let log = desk.shown(LOG);
    assert!(log.iter().flatten().all(|cell| !cell.contains("One")), "{log:?}");
}
