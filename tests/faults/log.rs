//! A person works in the Log while a run does, between any two of its requests, and takes a row back later.

use serde_json::{Value, json};
use threadsheet_core::sheet_ids::LOG_SHEET_ID;
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::ColumnMetadata;
use threadsheet_practice::threads::SecondPublish;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{LOG, POSTS, Practice, SHEET};

use crate::fault::{Behaviour, Habit};
use crate::oracle::{Allowed, audit, posts_shown, table};
use crate::runs::Runs;
use crate::scenario::{Requests, rest, through};
use crate::selection::play_all;
use crate::workload::used_desk;

/// The rows that are taken back, as a person's undo does it.
const UNDONE: [&str; 3] = ["Good morning", "Good evening", "Right now"];

/// What the program writes into a row.
const OWN: [&str; 5] = ["Receipt", "Status", "Published at", "Permalink", "Message"];

/// What the person does to the Log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edit {
    Reverse,
    SortByAccount,
    InsertAColumn,
    MoveAColumn,
    InsertAboveTheHeaders,
    EmptyTheHeaders,
}

impl Edit {
    const ALL: [Self; 6] = [
        Self::Reverse,
        Self::SortByAccount,
        Self::InsertAColumn,
        Self::MoveAColumn,
        Self::InsertAboveTheHeaders,
        Self::EmptyTheHeaders,
    ];

    fn requests(self, rows: usize) -> Value {
        let line = |dimension: &str, at: usize| json!({"sheetId": LOG_SHEET_ID, "dimension": dimension, "startIndex": at, "endIndex": at + 1});
        let sort = |column: usize| {
            let range = json!({"sheetId": LOG_SHEET_ID, "startRowIndex": 1, "endRowIndex": rows,
                "startColumnIndex": 0, "endColumnIndex": 8});
            let keys = json!([{"dimensionIndex": column, "sortOrder": "ASCENDING"}]);
            json!([{"sortRange": {"range": range, "sortSpecs": keys}}])
        };
        match self {
            Self::Reverse => sort(0),
            Self::SortByAccount => sort(1),
            Self::InsertAColumn => json!([{"insertDimension": {"range": line("COLUMNS", 1)}}]),
            Self::MoveAColumn => {
                json!([{"moveDimension": {"source": line("COLUMNS", 2), "destinationIndex": 7}}])
            }
            Self::InsertAboveTheHeaders => json!([{"insertDimension": {"range": line("ROWS", 0)}}]),
            Self::EmptyTheHeaders => {
                let range = json!({"sheetId": LOG_SHEET_ID, "startRowIndex": 0, "endRowIndex": 1});
                json!([{"updateCells": {"range": range, "fields": "userEnteredValue"}}])
            }
        }
    }
}

async fn lay_out(metadata: ColumnMetadata) -> Practice {
    let desk =
        used_desk(Behaviour { second: SecondPublish::PostsAgain, habit: Habit::Prompt }).await;
    enter(&desk.world).sheets.quirks.column_metadata = metadata;
    desk
}

async fn play((metadata, edit, at): (ColumnMetadata, Edit, u64)) -> Vec<String> {
    let desk = lay_out(metadata).await;
    let act = move |world: &mut World| {
        let rows = world.sheets.shown(SHEET, LOG).map_or(1, |rows| rows.len());
        world.sheets.batch(SHEET, edit.requests(rows)).unwrap();
    };
    enter(&desk.world).faults.before(Trigger::nth(at), Box::new(act));
    let mut wrong = through(&desk, Runs::Here, &[]).await;
    enter(&desk.world).faults.clear();
    let rows = table(&posts_shown(&desk));
    for (at, _) in rows.iter().enumerate().filter(|(_, row)| UNDONE.contains(&&*row["Text"])) {
        for header in OWN {
            desk.type_in(POSTS, at + 2, header, "");
        }
    }
    wrong.extend(rest(&desk, Runs::Here, &mut Vec::new()).await);
    // Rows that are put back say so, and the Log does not look as it was left. Of a thread whose first line was above
    // the headers that are gone, the address is gone too.
    let no_link = edit == Edit::EmptyTheHeaders;
    let allowed = Allowed { message: true, log_moved: true, no_link, ..Allowed::default() };
    wrong.extend(audit(&desk, allowed));
    wrong
}

#[tokio::test]
async fn whatever_a_person_does_to_the_log_meanwhile_an_undone_row_is_not_posted_again() {
    let requests = Requests::of(&lay_out(ColumnMetadata::Moves).await).await;
    let mut all = Vec::new();
    for metadata in [ColumnMetadata::Moves, ColumnMetadata::Refused] {
        for edit in Edit::ALL {
            all.extend((1..=requests.count()).map(|at| (metadata, edit, at)));
        }
    }
    let name = |(metadata, edit, at): &(ColumnMetadata, Edit, u64)| {
        format!("{edit:?} before {at}, {metadata:?}.")
    };
    let is_telling = |(_, _, at): &(ColumnMetadata, Edit, u64)| requests.changes(*at);
    let play = async |scenario: &(ColumnMetadata, Edit, u64)| Box::pin(play(*scenario)).await;
    play_all((Runs::Here, "a person in the Log"), all, is_telling, name, play).await;
}
