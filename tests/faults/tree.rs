//! Fault injection on a tree of rows: one fault of each kind at every request, and what a person does to the rows then.

use serde_json::{Value, json};
use threadsheet_core::row_state::{RowState, State};
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{LOG, POSTS, Practice, Row, SHEET, due};

use crate::fault::{Behaviour, Habit, Kind};
use crate::oracle::{posts_shown, table};
use crate::runs::Runs;
use crate::scenario::{rest, through_with};
use crate::single::{Scenario, each_on, is_kill, is_stall};
use crate::workload::{NAMES, lay_out, planned};

/// What is to be public, each under the one before.
const ROWS: [&str; 3] = ["One", "Two", "Three"];

/// What is added to it, before the last one.
const ADDED: &str = "Between";

/// What the rows of a copy of it say.
const COPIES: [&str; 3] = ["One anew", "Two anew", "Three anew"];

/// In which order they stand in the sheet, from 0.
const PLACES: [usize; 3] = [2, 0, 1];

/// Lays out a desk with three rows, upside down, that are one tree; only the first has a time.
async fn desk(behaviour: Behaviour) -> Practice {
    let row = |number: usize| {
        let row = due(NAMES[0], ROWS[number]);
        planned(if number == 0 { row } else { Row { due: None, ..row } })
    };
    let desk = lay_out(behaviour, &NAMES[..1], PLACES.map(row).into()).await;
    desk.add_column(POSTS, "Tree ID", &["T1"; 3]);
    let orders = PLACES.map(|number| ((number + 1) * 10).to_string());
    desk.add_column(POSTS, "Tree order", &orders.each_ref().map(String::as_str));
    desk
}

/// What a person does to the tree once a run is over or was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edit {
    /// Sorts the rows by what they say.
    Sort,
    /// Adds a row before the last one.
    Add,
    /// Copies all rows, each with everything that is in it, as a tree of its own with other words.
    Copy,
}

impl Edit {
    fn make(self, desk: &Practice) {
        let range = |from: usize, rows: usize| json!({"sheetId": 22, "startRowIndex": from, "endRowIndex": from + rows});
        let batch = |request: Value| {
            enter(&desk.world).sheets.batch(SHEET, json!([request])).unwrap();
        };
        let type_in = |row: usize, cells: &[(&str, &str)]| {
            for (header, typed) in cells {
                desk.type_in(POSTS, row, header, typed);
            }
        };
        match self {
            Self::Sort => {
                let column = desk.column(POSTS, "Text");
                let specs = json!([{"dimensionIndex": column, "sortOrder": "ASCENDING"}]);
                batch(json!({"sortRange": {"range": range(1, 3), "sortSpecs": specs}}));
            }
            Self::Add => {
                let cells = [("Account", NAMES[0]), ("Text", ADDED), ("Tree ID", "T1")];
                type_in(5, &[&cells[..], &[("Tree order", "25")]].concat());
            }
            Self::Copy => {
                let (source, destination) = (range(1, 3), range(4, 3));
                batch(json!({"copyPaste": {"source": source, "destination": destination}}));
                for (row, number) in (5..).zip(PLACES) {
                    type_in(row, &[("Text", COPIES[number]), ("Tree ID", "T2"), ("Status", "")]);
                }
            }
        }
    }

    /// Returns what may be public, each under the one before.
    fn wanted(self) -> Vec<Vec<&'static str>> {
        match self {
            Self::Sort => vec![ROWS.into()],
            Self::Add => vec![vec![ROWS[0], ROWS[1], ADDED, ROWS[2]]],
            Self::Copy => vec![ROWS.into(), COPIES.into()],
        }
    }
}

/// Holds the desk, at rest, against what is public.
fn audit(desk: &Practice, edit: Edit, may_lack_link: bool) -> Vec<String> {
    let public = desk.public();
    let rows = table(&posts_shown(desk));
    let row = |text: &str| rows.iter().find(|row| row["Text"] == text);
    let mut wanted = edit.wanted();
    // Nothing goes before what was out when it was added.
    let is_refused = |text: &&str| {
        **text == *ADDED
            && row(text).is_some_and(|row| row["Status"] == "Failed" && !row["Message"].is_empty())
    };
    for tree in &mut wanted {
        tree.retain(|text| !is_refused(text));
    }
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            let texts = public.iter().map(|post| (&post.text, &post.media_id, &post.reply_to));
            wrong.push(format!("{what}: {:?} public, {rows:?}", texts.collect::<Vec<_>>()));
        }
    };
    expect(public.len() == wanted.iter().map(Vec::len).sum::<usize>(), "not each row once");
    for tree in &wanted {
        let mut before: Option<&String> = None;
        for text in tree {
            let post = public.iter().find(|post| post.text.as_deref() == Some(text));
            let Some((post, row)) = post.zip(row(text)) else {
                expect(false, text);
                break;
            };
            expect(post.reply_to.as_ref() == before, "a row under another one");
            before = Some(&post.media_id);
            expect(row["Status"] == "Published", "not marked");
            let is_known = row["Permalink"] == post.permalink;
            expect(is_known || may_lack_link && row["Permalink"].is_empty(), "another address");
            let line = RowState::parse(&row["Receipt"]);
            expect(line.is_some_and(|line| line.state == State::Posted), "another receipt");
        }
    }
    if !wrong.is_empty() && std::env::var("THREADSHEET_ONLY").is_ok() {
        wrong.extend(desk.shown(LOG).into_iter().map(|line| line.join(" | ")));
    }
    wrong
}

/// Looks at the profile for each row in Check, as its Message says, and types what is found; tells whether there was one.
fn answer_checks(desk: &Practice) -> bool {
    let public = desk.public_texts();
    let mut is_any = false;
    for (row, cells) in (2..).zip(table(&posts_shown(desk))) {
        if cells["Status"] == "Check" {
            let is_out = public.contains(&cells["Text"]);
            desk.type_in(POSTS, row, "Status", if is_out { "Published" } else { "Post now" });
            is_any = true;
        }
    }
    is_any
}

async fn play((behaviour, fault, _): &Scenario, edit: Edit) -> Vec<String> {
    let desk = desk(*behaviour).await;
    let mut wrong = through_with(&desk, Runs::Here, &[*fault], || edit.make(&desk)).await;
    // A run that was killed after its write had met a moved row leaves that row in Check.
    if answer_checks(&desk) {
        wrong.extend(rest(&desk, Runs::Here, &mut Vec::new()).await);
    }
    wrong.extend(audit(&desk, edit, behaviour.habit == Habit::Lagging));
    // Sorted at rest, nothing more goes out.
    if edit == Edit::Sort {
        Edit::Sort.make(&desk);
        wrong.extend(rest(&desk, Runs::Here, &mut Vec::new()).await);
        wrong.extend(audit(&desk, edit, behaviour.habit == Habit::Lagging));
    }
    wrong
}

async fn each(
    edit: Edit,
    what: &str,
    kinds: impl Fn(Kind) -> bool,
    habits: &[Habit],
    share: usize,
) {
    let play = async |scenario: &Scenario| Box::pin(play(scenario, edit)).await;
    each_on(&format!("{what}, a tree, {edit:?}"), (desk, play), kinds, habits, share).await;
}

#[tokio::test]
async fn whenever_a_run_is_killed_each_row_of_a_tree_is_public_once_and_in_order() {
    each(Edit::Sort, "one kill", is_kill, &[Habit::Prompt, Habit::Lagging], 2).await;
}

#[tokio::test]
async fn whatever_answer_is_lost_or_wrong_each_row_of_a_tree_is_public_once_and_in_order() {
    let kinds = |kind| !is_kill(kind) && !is_stall(kind);
    each(Edit::Sort, "one wrong answer", kinds, &[Habit::Prompt, Habit::NotFoundFirst], 3).await;
}

#[tokio::test]
async fn whenever_a_run_is_killed_a_row_added_to_a_tree_goes_between_or_is_refused() {
    each(Edit::Add, "one kill", is_kill, &[Habit::Prompt], 1).await;
}

#[tokio::test]
async fn whatever_answer_is_lost_or_wrong_a_row_added_to_a_tree_goes_between_or_is_refused() {
    let kinds = |kind| !is_kill(kind) && !is_stall(kind);
    each(Edit::Add, "one wrong answer", kinds, &[Habit::Prompt], 3).await;
}

#[tokio::test]
async fn whenever_a_run_is_killed_a_copied_tree_goes_out_as_one_of_its_own() {
    each(Edit::Copy, "one kill", is_kill, &[Habit::Prompt], 1).await;
}

#[tokio::test]
async fn whatever_answer_is_lost_or_wrong_a_copied_tree_goes_out_as_one_of_its_own() {
    let kinds = |kind| !is_kill(kind) && !is_stall(kind);
    each(Edit::Copy, "one wrong answer", kinds, &[Habit::Prompt], 3).await;
}
