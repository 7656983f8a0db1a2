//! A person undoes a row while a run that has read it is held.

use threadsheet_practice::fault_injection::Side;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{POSTS, SHEET};

use crate::oracle::{Allowed, audit, posts_shown};
use crate::overlap::{SECOND_PUBLISH, Shared, held_run, patient, requests, shared_desk};
use crate::runs::Runs;
use crate::scenario::rest;
use crate::selection::{one_in, play_all};

/// The rows that are undone, from 0: a post, and a thread in one row.
const ROWS: [usize; 2] = [1, 13];

/// The columns that the program writes, as a person's undo takes them back.
const UNDONE: [&str; 5] = ["Status", "Published at", "Permalink", "Message", "Receipt"];

/// What the row goes back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undo {
    /// To what it was when the run was held.
    ToTheHold,
    /// To what it was before any run.
    ToTheBeginning,
    /// The same, another run puts it right, and then to what it was when the run was held.
    Twice,
}

/// When a run is held, and what is undone meanwhile.
#[derive(Debug, Clone, Copy)]
struct Undone {
    row: usize,
    second: SecondPublish,
    at: u64,
    side: Side,
    undo: Undo,
}

/// Returns what the row shows in the program's columns, each with its place.
fn remembered(shared: &Shared, row: usize) -> Vec<(usize, String)> {
    let shown = posts_shown(&shared.desk);
    let place = |header: &&str| shown[0].iter().position(|name| name == header);
    let cell = |column: usize| shown[row].get(column).cloned().unwrap_or_default();
    UNDONE.iter().filter_map(place).map(|column| (column, cell(column))).collect()
}

fn take_back(shared: &Shared, row: usize, cells: &[(usize, String)]) {
    let mut world = enter(&shared.desk.world);
    let now = world.clock.now();
    for (column, words) in cells {
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, row, *column), words, now);
    }
}

async fn play(undone: &Undone) -> Vec<String> {
    let shared = Box::pin(shared_desk(Runs::Here, undone.second, patient(Runs::Here))).await;
    let beginning = remembered(&shared, undone.row);
    let gate = shared.hold(0, undone.at, undone.side);
    let meanwhile = async {
        let held = remembered(&shared, undone.row);
        shared.run(1).await;
        take_back(
            &shared,
            undone.row,
            if undone.undo == Undo::ToTheHold { &held } else { &beginning },
        );
        if undone.undo == Undo::Twice {
            shared.run(1).await;
            take_back(&shared, undone.row, &held);
        }
    };
    held_run(&shared, 0, &gate, meanwhile).await;
    let mut wrong = rest(&shared.desk, Runs::Here, &mut Vec::new()).await;
    // A row that was put back from the Log says so.
    wrong.extend(audit(&shared.desk, Allowed { message: true, ..Allowed::default() }));
    wrong
}

fn name(undone: &Undone) -> String {
    format!("{undone:?}.")
}

#[tokio::test]
async fn whatever_is_undone_while_a_run_is_held_every_row_is_public_once() {
    let requests = Box::pin(requests()).await;
    let mut all = Vec::new();
    for second in SECOND_PUBLISH {
        for undo in [Undo::ToTheHold, Undo::ToTheBeginning, Undo::Twice] {
            for side in [Side::Before, Side::After] {
                let at = 1..=requests.count();
                let rows = move |at| ROWS.map(|row| Undone { row, second, at, side, undo });
                all.extend(at.flat_map(rows));
            }
        }
    }
    let is_telling = |undone: &Undone| requests.changes(undone.at);
    let all = one_in(2, all);
    play_all((Runs::Here, "undone while held"), all, is_telling, name, play).await;
}
