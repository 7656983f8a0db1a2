//! Fault injection on a tree of rows: one fault of each kind at every request, and the rows sorted after each kill.

use serde_json::json;
use threadsheet_core::row_state::{RowState, State};
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{LOG, POSTS, Practice, Row, SHEET, due};

use crate::fault::{Behaviour, Habit, Kind};
use crate::oracle::{posts_shown, table};
use crate::runs::Runs;
use crate::scenario::{rest, through};
use crate::single::{Scenario, each_on, is_kill, is_stall};
use crate::workload::{NAMES, lay_out, planned};

/// What is to be public, each under the one before.
const ROWS: [&str; 3] = ["One", "Two", "Three"];

/// In which order they stand in the sheet, from 0.
const PLACES: [usize; 3] = [2, 0, 1];

/// Lays out a desk with three rows, upside down, that are one tree; only the first has a time.
async fn desk(behaviour: Behaviour) -> Practice {
    let row = |number: usize| {
        let row = due(NAMES[0], ROWS[number]);
        planned(if number == 0 { row } else { Row { due: None, ..row } })
    };
    let desk = lay_out(behaviour, &NAMES[..1], PLACES.map(row).into()).await;
    let first = desk.shown(POSTS)[0].len();
    let mut world = enter(&desk.world);
    let now = world.clock.now();
    let mut type_in = |row: usize, column: usize, words: &str| {
        let at = CellAddress::new(SHEET, POSTS, row, first + column);
        world.sheets.type_in(at, words, now);
    };
    type_in(0, 0, "Tree ID");
    type_in(0, 1, "Tree order");
    for (row, number) in (1..).zip(PLACES) {
        type_in(row, 0, "T1");
        type_in(row, 1, &(number + 1).to_string());
    }
    drop(world);
    desk
}

/// Holds the desk, at rest, against what is public.
fn audit(desk: &Practice, may_lack_link: bool) -> Vec<String> {
    let public = desk.public();
    let said: Vec<&str> = public.iter().map(|post| post.text.as_deref().unwrap_or("")).collect();
    let rows = table(&posts_shown(desk));
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{what}: {said:?} public, {rows:?}"));
        }
    };
    expect(said == ROWS, "not each row once and in order");
    let is_linked = public.windows(2).all(|two| two[1].reply_to.as_ref() == Some(&two[0].media_id));
    expect(is_linked, "a row under another one");
    for post in &public {
        let row = rows.iter().find(|row| Some(&row["Text"]) == post.text.as_ref());
        let Some(row) = row else {
            expect(false, "nobody's post");
            continue;
        };
        expect(row["Status"] == "Published", "not marked");
        let is_known = row["Permalink"] == post.permalink;
        expect(is_known || may_lack_link && row["Permalink"].is_empty(), "another address");
        let line = RowState::parse(&row["Receipt"]);
        expect(line.is_some_and(|line| line.state == State::Posted), "another receipt");
    }
    if !wrong.is_empty() && std::env::var("THREADSHEET_ONLY").is_ok() {
        wrong.extend(desk.shown(LOG).into_iter().map(|line| line.join(" | ")));
    }
    wrong
}

async fn play((behaviour, fault, _): &Scenario) -> Vec<String> {
    let desk = desk(*behaviour).await;
    let mut wrong = through(&desk, Runs::Here, &[*fault]).await;
    // Sorted by what they say, as a person does: nothing more goes out for that.
    let column = desk.column(POSTS, "Text");
    let range = json!({"sheetId": 22, "startRowIndex": 1, "endRowIndex": 4});
    let specs = json!([{"dimensionIndex": column, "sortOrder": "ASCENDING"}]);
    let sort = json!([{"sortRange": {"range": range, "sortSpecs": specs}}]);
    enter(&desk.world).sheets.batch(SHEET, sort).unwrap();
    wrong.extend(rest(&desk, Runs::Here, &mut Vec::new()).await);
    wrong.extend(audit(&desk, behaviour.habit == Habit::Lagging));
    wrong
}

async fn each(what: &str, kinds: impl Fn(Kind) -> bool, habits: &[Habit], share: usize) {
    each_on(what, (desk, play), kinds, habits, share).await;
}

#[tokio::test]
async fn whenever_a_run_is_killed_each_row_of_a_tree_is_public_once_and_in_order() {
    each("one kill, a tree", is_kill, &[Habit::Prompt, Habit::Lagging], 2).await;
}

#[tokio::test]
async fn whatever_answer_is_lost_or_wrong_each_row_of_a_tree_is_public_once_and_in_order() {
    let kinds = |kind| !is_kill(kind) && !is_stall(kind);
    each("one wrong answer, a tree", kinds, &[Habit::Prompt, Habit::NotFoundFirst], 3).await;
}
