//! Posts without a time go out in the slots of their accounts.

use std::collections::{HashMap, HashSet};

use PostOutcome::{Published, Waiting};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use threadsheet::report::{PostOutcome, Report};
use threadsheet::{check, dry_run, preview};
use threadsheet_core::cell::Cell;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_core::schedule::{self, When};
use threadsheet_core::upcoming::Stage;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{ACCOUNTS, POSTS, Practice, Row, SHEET, due, outcomes};

use crate::misplaced::killed::killed_after;

/// Lays out a desk whose tab of accounts has a column Slots.
pub(crate) async fn desk(accounts: &[(&'static str, &str)], posts: &[Row]) -> Practice {
    let names: Vec<&str> = accounts.iter().map(|(name, _)| *name).collect();
    let desk = Practice::new(&names, posts).await;
    let slots: Vec<&str> = accounts.iter().map(|(_, slots)| *slots).collect();
    desk.add_column(ACCOUNTS, "Slots", &slots);
    desk
}

/// Returns a post without a time.
fn untimed(account: &'static str, text: &str) -> Row {
    Row { due: None, ..due(account, text) }
}

/// Returns slots around the clock, so that the next one is never far.
pub(crate) const HOURLY: &str = "0:00, 4:00, 8:00, 12:00, 16:00, 20:00";

fn message(desk: &Practice, row: usize) -> String {
    desk.cell(POSTS, row, "Message")
}

fn line(desk: &Practice, row: usize) -> Option<RowState> {
    RowState::parse(&desk.cell(POSTS, row, "Receipt"))
}

pub(crate) fn slot(desk: &Practice, row: usize) -> Option<DateTime<Utc>> {
    line(desk, row)?.slot
}

/// Returns a time as a Publish at cell shows it.
fn shown(at: DateTime<Utc>) -> String {
    at.with_timezone(&chrono_tz::Asia::Tokyo).format("%Y-%m-%d %H:%M").to_string()
}

fn now(desk: &Practice) -> DateTime<Utc> {
    enter(&desk.world).clock.now()
}

#[tokio::test]
async fn a_post_without_a_time_is_told_its_slot_and_goes_out_in_it() {
    let rows = [untimed("shop_a", "First"), untimed("shop_a", "Second")];
    let desk = desk(&[("shop_a", HOURLY)], &rows).await;
    assert_eq!(outcomes(&desk.run().await), [(2, Waiting), (3, Waiting)]);
    assert!(desk.public().is_empty(), "nothing goes out at once");
    let slots = [2, 3].map(|row| slot(&desk, row).unwrap());
    assert!(now(&desk) < slots[0] && slots[0] < slots[1]);
    assert!(message(&desk, 2).contains("goes out at about"), "{}", message(&desk, 2));
    for (row, slot) in [2, 3].into_iter().zip(slots) {
        assert_eq!(desk.cell(POSTS, row, "Publish at"), shown(slot), "where people look for it");
    }
    let before = desk.shown_row(POSTS, 3);
    assert_eq!(desk.run().await.sheet_requests, 2, "nothing is written again");
    assert_eq!(desk.shown_row(POSTS, 3), before);
    desk.pass(slots[0] - now(&desk) + TimeDelta::minutes(1));
    assert_eq!(outcomes(&desk.run().await), [(2, Published)]);
    assert_eq!(message(&desk, 2), "");
    assert_eq!(slot(&desk, 3), Some(slots[1]), "the other keeps its own");
    desk.pass(slots[1] - now(&desk) + TimeDelta::minutes(1));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["First", "Second"]);
}

#[tokio::test]
async fn the_same_words_typed_anew_within_a_day_are_put_back_and_told_and_an_undone_row_is_silent()
{
    let now = Row { status: "Post now", ..untimed("shop_a", "Open today") };
    let desk = desk(&[("shop_a", HOURLY)], &[now]).await;
    desk.run().await;
    // Undone, the row still shows where it went out.
    for header in ["Receipt", "Status"] {
        desk.type_in(POSTS, 2, header, "");
    }
    let report = desk.run().await;
    assert_eq!((outcomes(&report), report.exit_code()), (vec![(2, PostOutcome::Restored)], 0));
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": range}}])).unwrap();
    desk.append(2, &untimed("shop_a", "Open today"));
    // Its person waits for a slot that never comes.
    let report = desk.run().await;
    assert_eq!((outcomes(&report), report.exit_code()), (vec![(2, PostOutcome::Restored)], 1));
    assert!(message(&desk, 2).contains("change the text or the time"), "{}", message(&desk, 2));
    assert_eq!(desk.run().await.exit_code(), 0, "it is told once");
    assert_eq!(desk.public().len(), 1);
}

#[tokio::test]
async fn a_fortnight_of_thirty_texts_for_three_accounts_goes_out_once_each_in_its_time() {
    const SLOTS: [(&str, &str); 3] = [
        ("shop_a", "8:00, 12:30, 20:00±30"),
        ("shop_b", "Mon-Fri 8:00; Sat 10:00"),
        ("shop_c", "平日 8:00、土 10:00、日 21:00±20"),
    ];
    let rows: Vec<Row> =
        (0..30).map(|at| untimed(SLOTS[at % 3].0, &format!("Text {at}"))).collect();
    let desk = desk(&SLOTS, &rows).await;
    desk.run().await;
    // Two are moved by typing another time: one to an earlier, one to a later time.
    let moved = [(20, 3), (5, 50)].map(|(row, hours)| {
        let at = now(&desk) + TimeDelta::hours(hours) + TimeDelta::minutes(20);
        desk.type_in(POSTS, row, "Publish at", &shown(at));
        (format!("Text {}", row - 2), at)
    });
    let mut times: HashMap<String, DateTime<Utc>> = HashMap::new();
    let mut public = 0;
    for _ in 0..17 * 24 {
        desk.run().await;
        for (at, row) in rows.iter().enumerate() {
            times.extend(slot(&desk, at + 2).map(|slot| (row.text.clone(), slot)));
        }
        times.extend(moved.clone());
        for text in &desk.public_texts()[public..] {
            let late = now(&desk) - times[text];
            // A run an hour, and a pause between two posts of one account.
            let is_in_time = late >= TimeDelta::zero() && late <= TimeDelta::minutes(70);
            assert!(is_in_time, "{text}: {late}, due {}", times[text]);
        }
        public = desk.public().len();
        desk.pass(TimeDelta::hours(1));
    }
    let texts = desk.public_texts();
    let different: HashSet<&String> = texts.iter().collect();
    assert_eq!((texts.len(), different.len()), (30, 30), "{texts:?}");
    for (name, _) in SLOTS {
        let own = rows.iter().filter(|row| row.account == name).map(|row| times[&row.text]);
        assert_eq!(own.collect::<HashSet<_>>().len(), 10, "no two in one slot");
    }
}

#[tokio::test]
async fn after_a_long_break_there_is_no_burst() {
    let rows: Vec<Row> = (0..8).map(|at| untimed("shop_a", &format!("Text {at}"))).collect();
    let desk = desk(&[("shop_a", HOURLY)], &rows).await;
    desk.run().await;
    desk.pass(TimeDelta::days(30));
    desk.append(10, &untimed("shop_a", "New"));
    desk.run().await;
    assert!(desk.public().is_empty(), "{:?}", desk.public_texts());
    assert!(slot(&desk, 10).unwrap() > now(&desk));
    assert_eq!(desk.cell(POSTS, 2, "Status"), "Missed");
    // Emptied, it takes its turn again.
    desk.type_in(POSTS, 2, "Status", "");
    desk.run().await;
    assert!(slot(&desk, 2).unwrap() > slot(&desk, 10).unwrap());
}

#[tokio::test]
async fn an_idle_run_still_costs_two_reads() {
    let rows: Vec<Row> = (0..40).map(|at| untimed("shop_a", &format!("Text {at}"))).collect();
    let desk = desk(&[("shop_a", "8:00, 20:00±30")], &rows).await;
    let (_, first) = desk.watched_run().await;
    desk.run().await;
    let (_, idle) = desk.watched_run().await;
    let of_sheet = |seen: &[threadsheet_practice::world::Seen]| {
        seen.iter().filter(|seen| seen.operation.starts_with("sheets")).count()
    };
    assert_eq!(of_sheet(&idle), 2, "{idle:?}");
    assert!(of_sheet(&first) < 8, "nor does the first one ask for each row: {first:?}");
}

#[tokio::test]
async fn a_dry_run_a_check_and_a_preview_say_the_slots_that_the_run_gives() {
    let rows = [untimed("shop_a", "First"), due("shop_a", "Dated"), untimed("shop_a", "Second")];
    let desk = desk(&[("shop_a", HOURLY)], &rows).await;
    let dry = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    let cards = preview::preview(&desk.config(), &|_| {}).await.unwrap().cards;
    let checked = check::check(&desk.config(), &|_| {}).await.unwrap().checkup.unwrap();
    let before = desk.shown(POSTS);
    assert_eq!(before, desk.shown(POSTS), "none of them changes anything");
    let run = desk.run().await;
    let said = |report: &Report, row: usize| {
        let line = report.posts.iter().find(|line| line.row == row);
        line.map(|line| (line.words.clone(), line.due)).unwrap()
    };
    for row in [2, 4] {
        let slot = slot(&desk, row).unwrap();
        assert_eq!(said(&dry, row), said(&run, row));
        assert_eq!(said(&run, row).1, slot);
        let card = cards.iter().find(|card| card.row == row).unwrap();
        assert_eq!((card.stage, card.when), (Stage::Scheduled, Some(slot)));
        assert_eq!(card.words, message(&desk, row));
        let told = |finding: &&threadsheet::report::Finding| finding.words == message(&desk, row);
        assert!(checked.findings.iter().any(|finding| told(&finding) && !finding.is_wrong));
    }
}

#[tokio::test]
async fn two_runs_at_once_give_each_row_one_slot_and_no_slot_twice() {
    for _ in 0..5 {
        let rows: Vec<Row> = (0..6).map(|at| untimed("shop_a", &format!("Text {at}"))).collect();
        let desk = desk(&[("shop_a", HOURLY)], &rows).await;
        let (first, second) = tokio::join!(desk.try_run(), desk.try_run());
        assert!(first.is_ok() && second.is_ok());
        let slots: HashSet<_> = (2..8).map(|row| slot(&desk, row).unwrap()).collect();
        assert_eq!(slots.len(), 6);
        assert!((2..8).all(|row| line(&desk, row).unwrap().version == 1));
    }
}

/// Inserts a row of Posts, from 0, as a person does.
fn insert_row(world: &mut World, row: usize) {
    let range = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1});
    world.sheets.batch(SHEET, json!([{"insertDimension": {"range": range}}])).unwrap();
}

/// Returns what is wrong with a desk of two texts into which a row was inserted.
fn audit(desk: &Practice) -> Vec<String> {
    let column = desk.column(POSTS, "Text");
    let mut wrong = Vec::new();
    let mut slots = HashSet::new();
    for (at, row) in desk.shown(POSTS).iter().enumerate().skip(1) {
        let text = row.get(column).cloned().unwrap_or_default();
        let is_blank = row.iter().all(String::is_empty);
        match (text.is_empty(), line(desk, at + 1)) {
            (true, _) if is_blank => {}
            (true, _) => wrong.push(format!("on a blank row: {row:?}")),
            (false, Some(line)) if line.state == State::Queued => match line.slot {
                Some(slot) if slots.insert(slot) => {
                    let cell = desk.cell(POSTS, at + 1, "Publish at");
                    wrong.extend((cell != shown(slot)).then(|| format!("not shown: {row:?}")));
                }
                _ => wrong.push(format!("no slot of its own: {row:?}")),
            },
            (false, _) => wrong.push(format!("no line: {row:?}")),
        }
    }
    wrong.extend((slots.len() != 2).then(|| format!("{slots:?}")));
    wrong.extend((!desk.public().is_empty()).then(|| "public at once".to_owned()));
    wrong
}

async fn two_texts(is_in_use: bool) -> Practice {
    let rows = [untimed("shop_a", "First"), untimed("shop_a", "Second")];
    let desk = desk(&[("shop_a", if is_in_use { "" } else { HOURLY })], &rows).await;
    if is_in_use {
        // The rows have their lines already, and no slots.
        desk.run().await;
        desk.type_in(ACCOUNTS, 2, "Slots", HOURLY);
    }
    desk
}

#[tokio::test]
async fn a_row_inserted_at_every_moment_stays_blank_and_each_post_gets_its_slot() {
    let mut wrong = Vec::new();
    for is_in_use in [false, true] {
        let requests = two_texts(is_in_use).await.watched_run().await.1.len() as u64;
        for at in 1..=requests {
            let desk = two_texts(is_in_use).await;
            let hook = |world: &mut World| insert_row(world, 1);
            enter(&desk.world).faults.before(Trigger::nth(at), Box::new(hook));
            desk.run().await;
            desk.run().await;
            let found = audit(&desk).into_iter();
            wrong.extend(found.map(|it| format!("{is_in_use}, request {at}: {it}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_row_that_is_used_again_or_copied_gets_a_slot_of_its_own() {
    let rows = [untimed("shop_a", "First"), untimed("shop_a", "Second")];
    let desk = desk(&[("shop_a", HOURLY)], &rows).await;
    desk.run().await;
    copy_row(&mut enter(&desk.world), 2, 3);
    desk.type_in(POSTS, 4, "Text", "Copy");
    desk.run().await;
    let slots = [2, 3, 4].map(|row| slot(&desk, row).unwrap());
    assert!(slots[0] < slots[1] && slots[1] < slots[2], "{slots:?}");
    assert_eq!([2, 3, 4].map(|row| desk.cell(POSTS, row, "Publish at")), slots.map(shown));
    desk.pass(slots[0] - now(&desk) + TimeDelta::minutes(1));
    desk.run().await;
    desk.type_in(POSTS, 2, "Text", "First again");
    desk.type_in(POSTS, 2, "Status", "");
    desk.run().await;
    assert_eq!(desk.public_texts(), ["First"], "the time of its last post is none of its own");
    let again = slot(&desk, 2).unwrap();
    assert!(again > slots[2]);
    assert_eq!(desk.cell(POSTS, 2, "Publish at"), shown(again));
    for wanted in [&["First", "Second"][..], &["First", "Second", "Copy"]] {
        desk.pass(slots[wanted.len() - 1] - now(&desk) + TimeDelta::minutes(1));
        desk.run().await;
        assert_eq!(desk.public_texts(), wanted);
    }
}

/// Copies a row of Posts over another one, both from 0, as a person does.
fn copy_row(world: &mut World, from: usize, to: usize) {
    let row = |at| json!({"sheetId": 22, "startRowIndex": at, "endRowIndex": at + 1});
    let copied = json!({"source": row(from), "destination": row(to), "pasteType": "PASTE_NORMAL"});
    world.sheets.batch(SHEET, json!([{"copyPaste": copied}])).unwrap();
}

/// Moves a row of Posts to another place, both from 0, as a person does.
fn move_row(world: &mut World, from: usize, to: usize) {
    let source =
        json!({"sheetId": 22, "dimension": "ROWS", "startIndex": from, "endIndex": from + 1});
    let moved = json!({"moveDimension": {"source": source, "destinationIndex": to}});
    world.sheets.batch(SHEET, json!([moved])).unwrap();
}

type Edit = fn(&mut World);

/// What a person does meanwhile with the rows that [`among_other_times`] lays out.
const EDITS: [(&str, Edit); 4] = [
    ("insert at the top", |world| insert_row(world, 1)),
    ("insert above the last", |world| insert_row(world, 6)),
    ("move the first down", |world| move_row(world, 1, 7)),
    ("move the last up", |world| move_row(world, 8, 2)),
];

/// Lays out posts with slots among posts that have times of a person's own, and one that is published.
async fn among_other_times(is_in_use: bool) -> Practice {
    let post = |text, status| Row { status, ..untimed("shop_a", text) };
    let rows = [
        due("shop_a", "Public"),
        post("Dated", ""),
        post("Draft", "Draft"),
        post("First", ""),
        post("Another", ""),
        post("Second", ""),
    ];
    let desk = desk(&[("shop_a", if is_in_use { "" } else { HOURLY })], &rows).await;
    for (row, time) in [(3, "2030-01-01 9:00"), (4, "2030/1/2 9:30"), (6, "2030-01-03 10:00:30")] {
        desk.type_in(POSTS, row, "Publish at", time);
    }
    desk.type_in(POSTS, 9, "Account", "shop_a");
    desk.type_in(POSTS, 9, "Publish at", "soon");
    if is_in_use {
        desk.run().await;
        desk.type_in(ACCOUNTS, 2, "Slots", HOURLY);
    }
    desk
}

/// Returns the time in the Publish at cell beside each text: to the minute, however it is formatted.
fn times_by_text(desk: &Practice) -> Vec<(String, String)> {
    let columns = [desk.column(POSTS, "Text"), desk.column(POSTS, "Publish at")];
    let time = |shown: &str| {
        let cell = Cell::text(shown);
        match schedule::read(&cell, chrono_tz::Asia::Tokyo, "ja_JP", now(desk)) {
            Ok(When::At(moment)) => moment.at.format("%d %H:%M").to_string(),
            _ => shown.to_owned(),
        }
    };
    let shown = |row: &Vec<String>| {
        let [text, at] = columns.map(|at| row.get(at).cloned().unwrap_or_default());
        [text, time(&at)]
    };
    let mut times: Vec<_> =
        desk.shown(POSTS).iter().skip(1).map(shown).map(|[text, time]| (text, time)).collect();
    // Its time is that of the desk.
    times.retain(|(text, time)| text != "Public" && !(text.is_empty() && time.is_empty()));
    times.sort();
    times
}

#[tokio::test]
async fn whatever_a_person_moves_meanwhile_no_time_of_theirs_is_written_over() {
    let mut wrong = Vec::new();
    for is_in_use in [false, true] {
        let undisturbed = among_other_times(is_in_use).await;
        let before = times_by_text(&undisturbed);
        let requests = undisturbed.watched_run().await.1.len() as u64;
        let is_slotted = |text: &str| ["First", "Second"].contains(&text);
        let wanted: Vec<_> = before.iter().filter(|(text, _)| !is_slotted(text)).collect();
        for (edit, does) in EDITS {
            for at in 1..=requests {
                let desk = among_other_times(is_in_use).await;
                enter(&desk.world).faults.before(Trigger::nth(at), Box::new(does));
                desk.run().await;
                desk.run().await;
                let after = times_by_text(&desk);
                let kept: Vec<_> = after.iter().filter(|(text, _)| !is_slotted(text)).collect();
                let given =
                    after.iter().filter(|(text, time)| is_slotted(text) && !time.is_empty());
                if kept != wanted || given.count() != 2 {
                    wrong.push(format!("{is_in_use}, {edit}, request {at}: {after:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_run_that_is_killed_after_the_write_leaves_each_post_its_slot() {
    let mut wrong = Vec::new();
    for is_in_use in [false, true] {
        for is_inserted in [false, true] {
            let desk = two_texts(is_in_use).await;
            let edit = move |world: &mut World| {
                if is_inserted {
                    insert_row(world, 1);
                }
            };
            killed_after(&desk, 1, edit).await;
            let before: Vec<_> = (2..5).map(|row| slot(&desk, row)).collect();
            desk.run().await;
            // Another row's slot that was written over a time is a time like any other: it is what the row shows.
            let shows_its_time =
                |it: &String| is_in_use && is_inserted && !it.starts_with("on a blank row");
            let found = audit(&desk).into_iter().filter(|it| !shows_its_time(it));
            wrong.extend(found.map(|it| format!("{is_in_use}, {is_inserted}: {it}")));
            let times = [2, 3, 4].map(|row| desk.cell(POSTS, row, "Publish at").is_empty());
            assert_eq!(times, [is_inserted, false, !is_inserted]);
            if !is_inserted {
                let after: Vec<_> = (2..5).map(|row| slot(&desk, row)).collect();
                assert_eq!(before, after, "what was written down holds");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_note_that_a_person_typed_on_a_blank_row_stays() {
    let desk = two_texts(false).await;
    desk.type_in(POSTS, 8, "Message", "--- August ---");
    desk.run().await;
    desk.type_in(POSTS, 7, "Message", &message(&desk, 2));
    desk.run().await;
    assert_eq!(message(&desk, 8), "--- August ---");
    assert_eq!(message(&desk, 7), message(&desk, 2), "that row is told, so nothing was misplaced");
}

#[tokio::test]
async fn a_person_may_take_the_slot_back_by_a_time_a_draft_or_post_now() {
    let rows: Vec<Row> = (0..4).map(|at| untimed("shop_a", &format!("Text {at}"))).collect();
    let desk = desk(&[("shop_a", HOURLY)], &rows).await;
    desk.run().await;
    let slots: Vec<_> = (2..6).map(|row| slot(&desk, row).unwrap()).collect();
    let typed = (now(&desk) + TimeDelta::days(3)).with_timezone(&chrono_tz::Asia::Tokyo);
    desk.type_in(POSTS, 2, "Publish at", &typed.format("%Y-%m-%d %H:%M").to_string());
    desk.type_in(POSTS, 3, "Status", "Draft");
    desk.type_in(POSTS, 4, "Status", "Post now");
    desk.append(6, &untimed("shop_a", "New"));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["Text 2"]);
    assert_eq!(message(&desk, 2), "");
    let new = slot(&desk, 6).unwrap();
    assert!(slots[..3].contains(&new), "the slots are free again");
    desk.pass(slots[3] - now(&desk) + TimeDelta::minutes(30));
    for _ in 0..3 {
        desk.run().await;
    }
    assert_eq!(desk.public_texts().len(), 3, "the draft stays, and so does the dated one");
    // The draft gets another slot than the one that is over or taken.
    assert_eq!((slot(&desk, 3), message(&desk, 3)), (None, String::new()));
    desk.type_in(POSTS, 3, "Status", "");
    desk.run().await;
    assert!(!desk.public_texts().contains(&"Text 1".to_owned()));
    assert!(slot(&desk, 3).unwrap() > now(&desk));
}

#[tokio::test]
async fn a_cell_that_cannot_be_read_holds_the_accounts_posts_without_a_time_alone() {
    for typed in ["25:00", "8:00±", "±0", "8:00±30, 8:20", "every 3 days 9:00", "noon", "平日"]
    {
        let rows = [untimed("shop_a", "Untimed"), due("shop_a", "Dated"), untimed("shop_b", "B")];
        let desk = desk(&[("shop_a", typed), ("shop_b", HOURLY)], &rows).await;
        desk.run().await;
        assert_eq!(desk.public_texts(), ["Dated"], "{typed}");
        let says = message(&desk, 2);
        assert!(
            says.contains("\"Slots\" of the account") && says.contains("cannot be read"),
            "{typed}: {says}"
        );
        assert!(slot(&desk, 4).is_some(), "{typed}");
        let report = check::check(&desk.config(), &|_| {}).await.unwrap();
        let findings = report.checkup.unwrap().findings;
        assert!(findings.iter().any(|it| it.is_wrong && it.words == says), "{typed}");
        desk.type_in(ACCOUNTS, 2, "Slots", HOURLY);
        desk.run().await;
        assert!(slot(&desk, 2).is_some(), "{typed}");
    }
}

#[tokio::test]
async fn a_receipt_that_is_undone_after_the_post_sends_nothing_again() {
    let desk = desk(&[("shop_a", HOURLY)], &[untimed("shop_a", "First")]).await;
    desk.run().await;
    let at = slot(&desk, 2).unwrap();
    let old = desk.cell(POSTS, 2, "Receipt");
    desk.type_in(POSTS, 2, "Receipt", "");
    desk.run().await;
    desk.pass(at - now(&desk) + TimeDelta::minutes(1));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["First"]);
    desk.type_in(POSTS, 2, "Receipt", &old);
    for column in ["Status", "Published at", "Permalink", "Message"] {
        desk.type_in(POSTS, 2, column, "");
    }
    desk.run().await;
    desk.run().await;
    assert_eq!(desk.public_texts(), ["First"], "{:?}", desk.shown_row(POSTS, 2));
}

#[tokio::test]
async fn a_copy_above_that_went_out_and_was_deleted_was_the_post() {
    let desk = desk(&[("shop_a", HOURLY)], &[untimed("shop_a", "First")]).await;
    desk.run().await;
    let at = slot(&desk, 2).unwrap();
    insert_row(&mut enter(&desk.world), 1);
    for (column, typed) in [("Account", "shop_a"), ("Text", "First"), ("Publish at", &shown(at))] {
        desk.type_in(POSTS, 2, column, typed);
    }
    desk.run().await;
    desk.pass(at - now(&desk) + TimeDelta::minutes(1));
    desk.run().await;
    assert_eq!(desk.public_texts(), ["First"]);
    let row = json!({"sheetId": 22, "dimension": "ROWS", "startIndex": 1, "endIndex": 2});
    enter(&desk.world).sheets.batch(SHEET, json!([{"deleteDimension": {"range": row}}])).unwrap();
    for _ in 0..8 {
        desk.run().await;
        desk.pass(TimeDelta::hours(1));
    }
    assert_eq!(desk.public_texts(), ["First"], "{:?}", desk.shown_row(POSTS, 2));
}

#[tokio::test]
async fn columns_that_change_places_lose_nothing_also_once_no_account_has_slots() {
    let mut wrong = Vec::new();
    for has_slots in [true, false] {
        for at in 1..6 {
            let desk = desk(&[("shop_a", HOURLY)], &[untimed("shop_a", "First")]).await;
            desk.run().await;
            if !has_slots {
                desk.type_in(ACCOUNTS, 2, "Slots", "");
            }
            desk.type_in(POSTS, 2, "Status", "Draft");
            let (text, time) = (desk.column(POSTS, "Text"), desk.column(POSTS, "Publish at"));
            let swap = move |world: &mut World| {
                let source = json!({"sheetId": 22, "dimension": "COLUMNS", "startIndex": time, "endIndex": time + 1});
                world
                    .sheets
                    .batch(
                        SHEET,
                        json!([{"moveDimension": {"source": source, "destinationIndex": text}}]),
                    )
                    .unwrap();
            };
            enter(&desk.world).faults.before(Trigger::nth(at), Box::new(swap));
            desk.run().await;
            if desk.cell(POSTS, 2, "Text") != "First" {
                wrong.push(format!("{has_slots}, {at}: {:?}", desk.shown_row(POSTS, 2)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_copy_gets_its_own_slot_while_rows_move() {
    let prepared = || async {
        let desk = among_other_times(true).await;
        desk.run().await;
        copy_row(&mut enter(&desk.world), 4, 9);
        desk.type_in(POSTS, 10, "Text", "Copy");
        desk
    };
    let mut wrong = Vec::new();
    let undisturbed = prepared().await;
    let before = times_by_text(&undisturbed);
    let requests = undisturbed.watched_run().await.1.len() as u64;
    let is_slotted = |text: &str| ["First", "Second", "Copy"].contains(&text);
    let wanted: Vec<_> = before.iter().filter(|(text, _)| !is_slotted(text)).collect();
    for (edit, does) in EDITS {
        for at in 1..=requests {
            let desk = prepared().await;
            enter(&desk.world).faults.before(Trigger::nth(at), Box::new(does));
            desk.run().await;
            desk.run().await;
            let after = times_by_text(&desk);
            let kept: Vec<_> = after.iter().filter(|(text, _)| !is_slotted(text)).collect();
            let given: Vec<_> =
                after.iter().filter(|(text, time)| is_slotted(text) && !time.is_empty()).collect();
            let times: HashSet<_> = given.iter().map(|(_, time)| time).collect();
            if kept != wanted || given.len() != 3 || times.len() != 3 {
                wrong.push(format!("{edit}, request {at}: {after:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_column_of_plain_text_or_one_that_is_protected_costs_no_write_in_each_run() {
    for is_text in [true, false] {
        let desk = desk(&[("shop_a", HOURLY)], &[untimed("shop_a", "First")]).await;
        let time = desk.column(POSTS, "Publish at");
        let range = json!({"sheetId": 22, "startColumnIndex": time, "endColumnIndex": time + 1, "startRowIndex": 1});
        let request = if is_text {
            json!({"repeatCell": {"range": range, "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}, "fields": "userEnteredFormat.numberFormat"}})
        } else {
            json!({"addProtectedRange": {"protectedRange": {"range": range, "editors": {"users": ["owner@example.com"]}}}})
        };
        enter(&desk.world).sheets.batch(SHEET, json!([request])).unwrap();
        desk.run().await;
        desk.run().await;
        let requests = desk.run().await.sheet_requests;
        assert_eq!(requests, 2, "{is_text}: {:?}", desk.shown_row(POSTS, 2));
        if is_text {
            assert_eq!(desk.cell(POSTS, 2, "Publish at"), shown(slot(&desk, 2).unwrap()));
        }
    }
}

#[tokio::test]
async fn a_copy_above_and_its_original_go_out_once() {
    let desk = desk(&[("shop_a", HOURLY)], &[untimed("shop_a", "First")]).await;
    desk.run().await;
    let at = slot(&desk, 2).unwrap();
    insert_row(&mut enter(&desk.world), 1);
    for (column, typed) in [("Account", "shop_a"), ("Text", "First"), ("Publish at", &shown(at))] {
        desk.type_in(POSTS, 2, column, typed);
    }
    for _ in 0..12 {
        desk.run().await;
        desk.pass(TimeDelta::hours(1));
    }
    assert_eq!(desk.public_texts(), ["First"], "{:?}", desk.shown(POSTS));
}
