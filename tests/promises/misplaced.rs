//! A person inserts a row concurrently with a run: a write that lands on the wrong row is corrected.

pub(crate) mod killed;
mod moved_columns;

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::report::PostOutcome;
use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{
    ACCOUNT_HEADERS, ACCOUNTS, LIFE, POST_HEADERS, POSTS, Practice, Row, SHEET, another_run_writes,
    due,
};

const NAMES: [&str; 3] = ["shop_a", "shop_b", "shop_c"];

/// Inserts one row of a tab, from 0, as a person does.
fn insert_row(world: &mut World, sheet_id: i32, row: usize) {
    let range =
        json!({"sheetId": sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1});
    world.sheets.batch(SHEET, json!([{"insertDimension": {"range": range}}])).unwrap();
}

/// Gives every account a token that is due for renewal, and a post that is due.
async fn desk(is_in_use: bool) -> Practice {
    let rows = NAMES.map(|name| due(name, &format!("First {name}")));
    let desk =
        Practice { time_scale: TimeScale::hurried(60), ..Practice::new(&NAMES, &rows).await };
    if is_in_use {
        desk.run().await;
        for (at, name) in NAMES.into_iter().enumerate() {
            desk.append(5 + at, &due(name, &format!("Second {name}")));
        }
    }
    let issued = desk.started - TimeDelta::days(55);
    for (at, name) in NAMES.into_iter().enumerate() {
        let token = enter(&desk.world).threads.issue_token(name, issued, LIFE, &DESK_SCOPES);
        desk.type_in(ACCOUNTS, 2 + at, "Token", &token);
    }
    desk
}

/// Gives Posts so many rows that an answer shows the written ones alone.
fn lengthen(desk: &Practice) {
    let more = json!([{"appendDimension": {"sheetId": 22, "dimension": "ROWS", "length": 5_200}}]);
    enter(&desk.world).sheets.batch(SHEET, more).unwrap();
}

/// Leaves Posts as short as it is.
fn leave_short(_: &Practice) {}

/// A short and a long Posts tab.
const LENGTHS: [fn(&Practice); 2] = [leave_short, lengthen];

/// Returns where a header stands: it may have been pushed down.
fn place_of(shown: &[Vec<String>], header: &str) -> (usize, usize) {
    let place =
        |(at, row): (usize, &Vec<String>)| Some((at, row.iter().position(|cell| cell == header)?));
    shown.iter().enumerate().find_map(place).unwrap_or_else(|| panic!("no {header}: {shown:?}"))
}

/// Returns the rows below the headers, each by header.
fn table(desk: &Practice, tab: &str, first: &str) -> Vec<HashMap<String, String>> {
    let shown = desk.shown(tab);
    let (header, _) = place_of(&shown, first);
    let named = |row: &Vec<String>| {
        let cells = shown[header].iter().enumerate();
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        cells.map(|(at, name)| (name.clone(), cell(at))).collect()
    };
    shown.iter().skip(header + 1).map(named).collect()
}

/// Returns what is wrong with a desk into which one row was inserted.
fn audit(desk: &Practice) -> Vec<String> {
    let mut wrong = Vec::new();
    for (tab, first) in [(ACCOUNTS, "Account"), (POSTS, "Text")] {
        let shown = desk.shown(tab);
        let (header, column) = place_of(&shown, first);
        let titles: &[&str] = if tab == ACCOUNTS { &ACCOUNT_HEADERS } else { &POST_HEADERS };
        let mut found = shown[header].clone();
        found.retain(|cell| !cell.is_empty());
        let is_whole = found[..found.len() - 1] == *titles && found.ends_with(&["Receipt".into()]);
        wrong.extend((!is_whole).then(|| format!("header: {found:?}")));
        let is_blank = |row: &&Vec<String>| row.get(column).is_none_or(String::is_empty);
        let stained =
            shown.iter().filter(is_blank).filter(|row| row.iter().any(|it| !it.is_empty()));
        wrong.extend(stained.map(|row| format!("on a blank row of {tab}: {row:?}")));
    }
    for row in table(desk, ACCOUNTS, "Account") {
        let cell = |header: &str| row.get(header).cloned().unwrap_or_default();
        let name = cell("Account");
        if name.is_empty() {
            continue;
        }
        let now = enter(&desk.world).clock.now();
        let valid = enter(&desk.world).threads.valid_tokens(&name, now);
        let receipt = AccountReceipt::parse(&cell("Receipt")).unwrap_or_default();
        let is_right = cell("Profile") == format!("@{name}")
            && valid.contains(&cell("Token"))
            && receipt.name == name
            && !cell("Token expires").is_empty();
        wrong.extend((!is_right).then(|| format!("account {name}: {row:?}")));
    }
    for row in table(desk, POSTS, "Text") {
        let cell = |header: &str| row.get(header).cloned().unwrap_or_default();
        let text = cell("Text");
        if text.is_empty() {
            continue;
        }
        let public: Vec<_> =
            desk.public().into_iter().filter(|post| post.text.as_deref() == Some(&text)).collect();
        let line = RowState::parse(&cell("Receipt"));
        let is_right = public.len() == 1
            && cell("Permalink") == public[0].permalink
            && cell("Status") == "Published"
            && cell("Message").is_empty()
            && line.is_some_and(|line| line.state == State::Posted);
        wrong
            .extend((!is_right).then(|| format!("{text}: public {} times, {row:?}", public.len())));
    }
    wrong
}

/// Inserts a row before each request of a run in turn, and holds the desk against the truth.
async fn a_row_inserted_at_every_moment(is_in_use: bool, sheet_id: i32, row: usize) {
    inserted_at_every_moment(is_in_use, leave_short, sheet_id, row).await;
}

/// The same with a Posts tab of some length.
async fn inserted_at_every_moment(
    is_in_use: bool,
    make_long: fn(&Practice),
    sheet_id: i32,
    row: usize,
) {
    let requests = {
        let desk = desk(is_in_use).await;
        make_long(&desk);
        desk.watched_run().await.1.len() as u64
    };
    let mut wrong = Vec::new();
    for at in 1..=requests {
        let desk = desk(is_in_use).await;
        make_long(&desk);
        let hook = move |world: &mut World| insert_row(world, sheet_id, row);
        enter(&desk.world).faults.before(Trigger::nth(at), Box::new(hook));
        desk.run().await;
        // What a run finds elsewhere than where it looked goes out in the next one.
        desk.run().await;
        let mut found = audit(&desk);
        let is_undated = |row: &HashMap<String, String>| {
            !row["Account"].is_empty() && row["Token refreshed"].is_empty()
        };
        let undated = table(&desk, ACCOUNTS, "Account").into_iter().filter(is_undated);
        found.extend(undated.map(|row| format!("no date: {row:?}")));
        wrong.extend(found.into_iter().map(|found| format!("before request {at}: {found}")));
    }
    let moments = wrong.len();
    assert!(wrong.is_empty(), "{moments} of {requests} requests: {wrong:#?}");
}

#[tokio::test]
async fn a_row_inserted_above_the_accounts_during_a_run_stays_blank() {
    a_row_inserted_at_every_moment(false, 11, 1).await;
}

#[tokio::test]
async fn a_row_inserted_among_the_accounts_of_a_desk_in_use_stays_blank() {
    a_row_inserted_at_every_moment(true, 11, 2).await;
}

#[tokio::test]
async fn a_row_inserted_above_the_posts_during_a_run_stays_blank() {
    a_row_inserted_at_every_moment(false, 22, 1).await;
}

#[tokio::test]
async fn a_row_inserted_among_the_posts_of_a_desk_in_use_stays_blank() {
    a_row_inserted_at_every_moment(true, 22, 5).await;
}

#[tokio::test]
async fn a_row_inserted_among_the_posts_of_a_long_tab_in_use_stays_blank() {
    inserted_at_every_moment(true, lengthen, 22, 5).await;
    inserted_at_every_moment(true, lengthen, 22, 1).await;
}

#[tokio::test]
async fn a_row_inserted_above_the_headers_of_accounts_leaves_them_as_they_are() {
    a_row_inserted_at_every_moment(true, 11, 0).await;
}

#[tokio::test]
async fn a_row_inserted_above_the_headers_of_posts_leaves_them_as_they_are() {
    a_row_inserted_at_every_moment(true, 22, 0).await;
}

/// A desk with a published row whose words were mended since, and a new row that is about to get its
/// first line; the new row stands below.
async fn mended(make_long: fn(&Practice)) -> Practice {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "Helo")]).await;
    make_long(&desk);
    desk.run().await;
    desk.type_in(POSTS, 2, "Text", "Hello");
    desk.append(3, &due("shop_a", "New"));
    desk
}

/// What the program writes into a row.
const SHOWN: [&str; 5] = ["Receipt", "Status", "Published at", "Permalink", "Message"];

/// Moves the published row down into the place of the new one, just before a write.
fn push_down(world: &mut World) {
    insert_row(world, 22, 1);
}

#[tokio::test]
async fn the_receipt_of_a_published_row_in_a_long_tab_survives_a_first_line_that_lands_on_it() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "First")]).await;
    lengthen(&desk);
    desk.run().await;
    let before = desk.cell(POSTS, 2, "Receipt");
    desk.append(3, &due("shop_a", "Second"));
    let write = Trigger::nth_of("sheets.batchUpdate", 1);
    enter(&desk.world).faults.before(write, Box::new(push_down));
    desk.run().await;
    assert_eq!(desk.cell(POSTS, 3, "Text"), "First");
    assert_eq!(desk.cell(POSTS, 3, "Receipt"), before);
    assert_eq!(desk.cell(POSTS, 3, "Message"), "");
    assert_eq!(desk.public_texts(), ["First", "Second"]);
}

#[tokio::test]
async fn what_a_refused_row_says_is_not_left_on_a_published_row_on_which_it_landed() {
    for make_long in LENGTHS {
        let desk = Practice::new(&["shop_a"], &[due("shop_a", "First")]).await;
        make_long(&desk);
        desk.run().await;
        let before = SHOWN.map(|header| desk.cell(POSTS, 2, header));
        desk.append(3, &due("nobody", "Second"));
        let write = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(write, Box::new(push_down));
        desk.run().await;
        for _ in 0..2 {
            assert_eq!(desk.cell(POSTS, 3, "Text"), "First");
            assert_eq!(SHOWN.map(|header| desk.cell(POSTS, 3, header)), before);
            assert_eq!(desk.cell(POSTS, 4, "Status"), "Failed");
            desk.run().await;
        }
    }
}

#[tokio::test]
async fn a_receipt_that_the_same_batch_has_replaced_survives_a_first_line_that_lands_on_it() {
    let desk = Practice::new(&["shop_a"], &[Row { due: Some(60), ..due("shop_a", "Late") }]).await;
    desk.run().await;
    let id = |desk: &Practice, row: usize| {
        RowState::parse(&desk.cell(POSTS, row, "Receipt")).map(|line| line.id)
    };
    let before = id(&desk, 2);
    desk.pass(TimeDelta::hours(30));
    desk.append(3, &Row { due: Some(40 * 60), ..due("shop_a", "Later") });
    let write = Trigger::nth_of("sheets.batchUpdate", 1);
    enter(&desk.world).faults.before(write, Box::new(push_down));
    desk.run().await;
    assert_eq!(id(&desk, 3), before);
    assert_eq!(desk.cell(POSTS, 3, "Status"), "Missed");
    assert!(desk.cell(POSTS, 4, "Receipt").contains(" queued "));
}

#[tokio::test]
async fn the_register_of_a_published_row_with_mended_words_survives_a_first_line_that_lands_on_it()
{
    for make_long in LENGTHS {
        let desk = mended(make_long).await;
        let before = desk.cell(POSTS, 2, "Receipt");
        let address = desk.cell(POSTS, 2, "Permalink");
        let write = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(write, Box::new(push_down));
        desk.run().await;
        assert_eq!(desk.cell(POSTS, 3, "Text"), "Hello");
        assert_eq!(desk.cell(POSTS, 3, "Receipt"), before);
        assert_eq!(desk.cell(POSTS, 3, "Permalink"), address);
        assert_eq!(desk.public_texts(), ["Helo", "New"]);
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Helo", "New"], "and nothing goes out twice");
    }
}

#[tokio::test]
async fn of_two_overwritten_registers_each_goes_back_by_its_address() {
    for make_long in LENGTHS {
        let rows = [due("shop_a", "Helo"), due("shop_a", "Wrld")];
        let desk = Practice::new(&["shop_a"], &rows).await;
        make_long(&desk);
        desk.run().await;
        let before = [2, 3].map(|row| desk.cell(POSTS, row, "Receipt"));
        desk.type_in(POSTS, 2, "Text", "Hello");
        desk.type_in(POSTS, 3, "Text", "World");
        desk.append(4, &due("shop_a", "New"));
        desk.append(5, &due("shop_a", "Newer"));
        let hook = |world: &mut World| {
            insert_row(world, 22, 1);
            insert_row(world, 22, 1);
        };
        let write = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(write, Box::new(hook));
        desk.run().await;
        assert_eq!([4, 5].map(|row| desk.cell(POSTS, row, "Receipt")), before);
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Helo", "Wrld", "New", "Newer"]);
    }
}

#[tokio::test]
async fn a_register_that_nobody_can_name_is_never_left_empty_and_the_row_says_check() {
    for make_long in LENGTHS {
        let rows = [due("shop_a", "Helo"), due("shop_a", "Wrld")];
        let desk = Practice::new(&["shop_a"], &rows).await;
        make_long(&desk);
        desk.run().await;
        for (row, text) in [(2, "Hello"), (3, "World")] {
            desk.type_in(POSTS, row, "Text", text);
            desk.append(row + 2, &due("shop_a", &format!("New {row}")));
        }
        // The person takes the addresses and dates away in the same instant.
        let columns = ["Permalink", "Published at"].map(|header| desk.column(POSTS, header));
        let hook = move |world: &mut World| {
            let now = world.clock.now();
            for column in columns {
                world.sheets.type_in(CellAddress::new(SHEET, POSTS, 1, column), "", now);
                world.sheets.type_in(CellAddress::new(SHEET, POSTS, 2, column), "", now);
            }
            insert_row(world, 22, 1);
            insert_row(world, 22, 1);
        };
        let write = Trigger::nth_of("sheets.batchUpdate", 1);
        enter(&desk.world).faults.before(write, Box::new(hook));
        let report = desk.run().await;
        for row in [4, 5] {
            assert_eq!(desk.cell(POSTS, row, "Status"), "Check");
            assert!(!desk.cell(POSTS, row, "Receipt").is_empty());
            assert!(!desk.cell(POSTS, row, "Message").is_empty());
        }
        let is_told = |row: usize| {
            report.posts.iter().any(|post| post.row == row && post.outcome == PostOutcome::Check)
                || report.standing.iter().any(|post| post.row == row)
        };
        assert!(is_told(4) && is_told(5), "{report:?}");
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Helo", "Wrld", "New 2", "New 3"]);
    }
}

#[tokio::test]
async fn a_row_inserted_above_the_headers_in_the_first_run_leaves_them_as_they_are() {
    a_row_inserted_at_every_moment(false, 11, 0).await;
    a_row_inserted_at_every_moment(false, 22, 0).await;
}

#[tokio::test]
async fn a_first_import_of_very_many_rows_is_written_in_parts_and_goes_on_where_another_run_came_first()
 {
    const ROWS: usize = 4_100;
    let rows: Vec<Row> = (0..ROWS)
        .map(|at| Row { due: Some(600), ..due("shop_a", &format!("Post {at}")) })
        .collect();
    let desk = Practice::new(&["shop_a"], &rows).await;
    let second = Trigger::nth_of("sheets.batchUpdate", 2);
    enter(&desk.world).faults.before(second, Box::new(another_run_writes));
    desk.run().await;
    let receipts: HashSet<String> = table(&desk, POSTS, "Text")
        .into_iter()
        .filter_map(|mut row| row.remove("Receipt"))
        .collect();
    let lines: Vec<RowState> = receipts.iter().filter_map(|line| RowState::parse(line)).collect();
    assert_eq!(lines.len(), ROWS, "each row has a line of its own");
    assert!(lines.iter().all(|line| line.version == 1), "and none has been given two");
}
