//! A person edits the sheet concurrently with a run, between any two of its requests.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use threadsheet_core::row_state::{RowState, State};
use threadsheet_practice::fault_injection::Trigger;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::threads::{DESK_SCOPES, SecondPublish};
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{ACCOUNTS, LIFE, POSTS, Practice, SHEET};

use crate::fault::{Behaviour, Habit};
use crate::oracle::{Allowed, audit, held, posts_shown, row_right, table};
use crate::runs::Runs;
use crate::scenario::{Requests, rest, through};
use crate::selection::play_all;
use crate::workload::{desk, used_desk};

/// The rows that a person works on: a post, and a thread in one row.
const SUBJECTS: [&str; 2] = ["Good morning", "Good evening"];
const CHANGED: &str = "Hello, everybody";
const ADDED: &str = "Hello once more";

/// The Posts tab's rows, all of them.
const ROWS: usize = 16;
/// The columns that a person sorts and copies.
const COLUMNS: usize = 22;

/// What the person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edit {
    InsertAtTop,
    InsertInTheMiddle,
    DeleteADraft,
    DeleteOneThatIsDue,
    SortByText,
    SortBackwards,
    MoveARowDown,
    MoveARowUp,
    Copy,
    CopyWithNewWords,
    ClearTheReceipt,
    UndoTheRow,
    BringBackOldReceipts,
    RenameTheTab,
    InsertAColumn,
    MoveTheirColumn,
    MoveTheReceipts,
    ChangeTheText,
    PasteAToken,
    SortTheAccounts,
    InsertAnAccount,
}

impl Edit {
    const ALL: [Self; 18] = [
        Self::InsertAtTop,
        Self::InsertInTheMiddle,
        Self::DeleteADraft,
        Self::DeleteOneThatIsDue,
        Self::SortByText,
        Self::SortBackwards,
        Self::MoveARowDown,
        Self::MoveARowUp,
        Self::Copy,
        Self::CopyWithNewWords,
        Self::ClearTheReceipt,
        Self::UndoTheRow,
        Self::BringBackOldReceipts,
        Self::RenameTheTab,
        Self::ChangeTheText,
        Self::PasteAToken,
        Self::SortTheAccounts,
        Self::InsertAnAccount,
    ];

    /// These move the columns themselves.
    const OF_COLUMNS: [Self; 3] =
        [Self::InsertAColumn, Self::MoveTheirColumn, Self::MoveTheReceipts];

    /// Tells whether it is done to one row, whichever that is.
    fn is_of_a_row(self) -> bool {
        matches!(
            self,
            Self::DeleteOneThatIsDue
                | Self::Copy
                | Self::CopyWithNewWords
                | Self::ClearTheReceipt
                | Self::UndoTheRow
                | Self::ChangeTheText
        )
    }

    fn allowed(self, subject: &'static str) -> Allowed {
        let plain = Allowed::default();
        match self {
            Self::DeleteADraft => Allowed { deleted: Some("A draft"), ..plain },
            Self::DeleteOneThatIsDue => Allowed { deleted: Some(subject), ..plain },
            // While two rows hold one line the result is told to the Log alone, and the row is put
            // back from there.
            Self::Copy => Allowed { copied: Some(subject), message: true, ..plain },
            Self::CopyWithNewWords => Allowed { added: Some(ADDED), message: true, ..plain },
            Self::ClearTheReceipt | Self::UndoTheRow | Self::BringBackOldReceipts => {
                Allowed { message: true, ..plain }
            }
            Self::ChangeTheText => Allowed { edited: Some((subject, CHANGED)), ..plain },
            _ => plain,
        }
    }
}

/// The sheet under a person's hands.
struct Hands<'a>(&'a mut World);

impl Hands<'_> {
    fn batch(&mut self, requests: Value) {
        self.0.sheets.batch(SHEET, requests).unwrap();
    }

    fn shown(&self) -> Vec<Vec<String>> {
        self.0.sheets.shown(SHEET, POSTS).unwrap()
    }

    fn row(&self, text: &str) -> Option<usize> {
        let column = self.column("Text")?;
        self.shown().iter().position(|row| row.get(column).is_some_and(|cell| cell == text))
    }

    fn column(&self, header: &str) -> Option<usize> {
        self.shown()[0].iter().position(|name| name == header)
    }

    fn type_in(&mut self, row: usize, header: &str, typed: &str) {
        let Some(column) = self.column(header) else { return };
        let now = self.0.clock.now();
        self.0.sheets.type_in(CellAddress::new(SHEET, POSTS, row, column), typed, now);
    }

    fn insert(&mut self, sheet_id: i32, dimension: &str, at: usize) {
        let range = range(sheet_id, dimension, at, at + 1);
        self.batch(json!([{"insertDimension": {"range": range}}]));
    }

    fn delete(&mut self, text: &str) {
        let row = self.row(text).unwrap();
        let range = range(22, "ROWS", row, row + 1);
        self.batch(json!([{"deleteDimension": {"range": range}}]));
    }

    fn sort(&mut self, sheet_id: i32, column: usize, order: &str) {
        let range = json!({"sheetId": sheet_id, "startRowIndex": 1, "endRowIndex": ROWS,
            "startColumnIndex": 0, "endColumnIndex": COLUMNS});
        let keys = json!([{"dimensionIndex": column, "sortOrder": order}]);
        self.batch(json!([{"sortRange": {"range": range, "sortSpecs": keys}}]));
    }

    fn shift(&mut self, dimension: &str, from: usize, to: usize) {
        let source = range(22, dimension, from, from + 1);
        self.batch(json!([{"moveDimension": {"source": source, "destinationIndex": to}}]));
    }

    fn copy(&mut self, text: &str) -> usize {
        let (from, to) = (self.row(text).unwrap(), ROWS - 1);
        let block = |row: usize| {
            json!({"sheetId": 22, "startRowIndex": row, "endRowIndex": row + 1,
                "startColumnIndex": 0, "endColumnIndex": COLUMNS})
        };
        self.batch(json!([{"copyPaste": {"source": block(from), "destination": block(to)}}]));
        to
    }
}

fn range(sheet_id: i32, dimension: &str, start: usize, end: usize) -> Value {
    json!({"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end})
}

/// Lets the person work.
fn edit(edit: Edit, subject: &str, world: &mut World) {
    let mut hands = Hands(world);
    match edit {
        Edit::InsertAtTop => hands.insert(22, "ROWS", 1),
        Edit::InsertInTheMiddle => hands.insert(22, "ROWS", 6),
        Edit::DeleteADraft => hands.delete("A draft"),
        Edit::DeleteOneThatIsDue => hands.delete(subject),
        Edit::SortByText => hands.sort(22, 1, "ASCENDING"),
        Edit::SortBackwards => hands.sort(22, 1, "DESCENDING"),
        Edit::MoveARowDown => hands.shift("ROWS", 2, 9),
        Edit::MoveARowUp => hands.shift("ROWS", 10, 1),
        Edit::Copy => {
            hands.copy(subject);
        }
        Edit::CopyWithNewWords => {
            let row = hands.copy(subject);
            hands.type_in(row, "Text", ADDED);
            // Its own parts would be public, too.
            hands.type_in(row, "Reply 2", "");
            hands.type_in(row, "Status", "");
        }
        Edit::ClearTheReceipt => clear(&mut hands, subject, &["Receipt"]),
        Edit::UndoTheRow => {
            let own = ["Receipt", "Status", "Published at", "Permalink", "Message"];
            clear(&mut hands, subject, &own);
        }
        Edit::RenameTheTab => hands.batch(json!([{"updateSheetProperties": {
            "properties": {"sheetId": 22, "title": "投稿"}, "fields": "title"}}])),
        Edit::InsertAColumn => hands.insert(22, "COLUMNS", 2),
        Edit::MoveTheirColumn => hands.shift("COLUMNS", 13, 1),
        Edit::MoveTheReceipts => {
            if let Some(column) = hands.column("Receipt") {
                hands.shift("COLUMNS", column, 0);
            }
        }
        Edit::ChangeTheText => {
            let row = hands.row(subject).unwrap();
            hands.type_in(row, "Text", CHANGED);
        }
        Edit::SortTheAccounts => hands.sort(11, 0, "DESCENDING"),
        Edit::InsertAnAccount => hands.insert(11, "ROWS", 2),
        // These need to remember something; see `hook`.
        Edit::PasteAToken | Edit::BringBackOldReceipts => {}
    }
}

fn clear(hands: &mut Hands, subject: &str, headers: &[&str]) {
    let row = hands.row(subject).unwrap();
    for header in headers {
        hands.type_in(row, header, "");
    }
}

/// What the person knows afterwards.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
struct Memory {
    is_done: bool,
    /// Whether the text was changed before anything could have been sent.
    is_early: bool,
    /// Whether the row said already that it is published.
    is_late: bool,
    /// Whether the parts of the chain had their lines already.
    is_linked: bool,
    token: Option<String>,
    receipts: Vec<(String, String)>,
}

/// Lets the person come in just before the k-th request.
fn hook(desk: &Practice, (kind, subject): (Edit, &'static str), at: u64) -> Arc<Mutex<Memory>> {
    let memory = Arc::new(Mutex::new(Memory::default()));
    let mut world = enter(&desk.world);
    if kind == Edit::BringBackOldReceipts {
        let memory = memory.clone();
        let look = move |world: &mut World| {
            memory.lock().unwrap().receipts = receipts(&Hands(world));
        };
        world.faults.before(Trigger::nth(at.saturating_sub(7).max(1)), Box::new(look));
    }
    let kept = memory.clone();
    let act = move |world: &mut World| {
        let mut memory = kept.lock().unwrap();
        memory.is_done = true;
        memory.is_early = !is_claimed(&Hands(world), subject);
        memory.is_late = is_published(&Hands(world), subject);
        memory.is_linked = receipts(&Hands(world))
            .iter()
            .any(|(text, line)| text == "Part three" && !line.is_empty());
        match kind {
            Edit::PasteAToken => {
                let now = world.clock.now();
                let token = world.threads.issue_token("shop_c", now, LIFE, &DESK_SCOPES);
                world.sheets.type_in(CellAddress::new(SHEET, ACCOUNTS, 3, 1), &token, now);
                memory.token = Some(token);
            }
            Edit::BringBackOldReceipts => {
                let mut hands = Hands(world);
                for (text, line) in memory.receipts.clone() {
                    let row = hands.row(&text).unwrap();
                    hands.type_in(row, "Receipt", &line);
                }
            }
            kind => edit(kind, subject, world),
        }
    };
    world.faults.before(Trigger::nth(at), Box::new(act));
    memory
}

fn receipts(hands: &Hands) -> Vec<(String, String)> {
    let rows = table(&hands.shown());
    let pair = |row: &std::collections::HashMap<String, String>| {
        Some((row["Text"].clone(), row.get("Receipt")?.clone()))
    };
    rows.iter().filter(|row| !row["Text"].is_empty()).filter_map(pair).collect()
}

/// Tells whether the row's intent stands already.
fn is_claimed(hands: &Hands, subject: &str) -> bool {
    let lines = receipts(hands);
    let line = lines.iter().find(|(text, _)| text == subject).map(|(_, line)| line);
    let line = line.and_then(|line| RowState::parse(line));
    line.is_some_and(|line| line.state != State::Queued || !line.thread.is_empty())
}

fn is_published(hands: &Hands, subject: &str) -> bool {
    let rows = table(&hands.shown());
    rows.iter().any(|row| row["Text"] == subject && row["Status"] == "Published")
}

/// Plays one edit, and returns what is wrong afterwards.
async fn play(desk: Practice, (kind, subject): (Edit, &'static str), at: u64) -> Vec<String> {
    let memory = hook(&desk, (kind, subject), at);
    let mut wrong = through(&desk, Runs::Here, &[]).await;
    if !memory.lock().unwrap().is_done {
        // It came to rest before: the person comes in between two runs.
        enter(&desk.world).faults.clear();
        memory.lock().unwrap().is_late = true;
        edit(kind, subject, &mut enter(&desk.world));
        wrong.extend(rest(&desk, Runs::Here, &mut Vec::new()).await);
    }
    let memory = memory.lock().unwrap();
    let relinked = !memory.is_linked;
    let allowed = Allowed { silent: memory.is_late, relinked, ..kind.allowed(subject) };
    wrong.extend(audit(&desk, allowed));
    let public = desk.public_texts();
    if kind == Edit::ChangeTheText && memory.is_done && memory.is_early {
        let is_honoured = public.iter().any(|text| text == CHANGED);
        wrong.extend((!is_honoured).then(|| "an early change was not honoured".to_owned()));
    }
    if kind == Edit::CopyWithNewWords {
        wrong.extend(row_right(&desk, ADDED));
    }
    if let Some(token) = &memory.token {
        let cell = desk.cell(ACCOUNTS, 4, "Token");
        let stands = held(&desk, &cell).as_ref() == Some(token);
        wrong.extend((!stands).then(|| "a pasted token was overwritten".to_owned()));
    }
    if posts_shown(&desk).is_empty() {
        wrong.push("no Posts tab".to_owned());
    }
    wrong
}

/// A service that forgives no second publish.
const BEHAVIOUR: Behaviour = Behaviour { second: SecondPublish::PostsAgain, habit: Habit::Prompt };

/// What is done to which row, and before which request.
type Scenario = ((Edit, &'static str), u64);

async fn each(what: &str, edits: &[Edit], lay_out: impl AsyncFn(Behaviour) -> Practice) {
    let requests = Requests::of(&lay_out(BEHAVIOUR).await).await;
    let subjects = |kind: &Edit| {
        let n_subjects = if kind.is_of_a_row() { SUBJECTS.len() } else { 1 };
        SUBJECTS[..n_subjects].iter().map(|subject| (*kind, *subject)).collect::<Vec<_>>()
    };
    let edits = edits.iter().flat_map(subjects);
    let scenarios: Vec<Scenario> =
        edits.flat_map(|edit| (1..=requests.count() + 1).map(move |at| (edit, at))).collect();
    let name = |((kind, subject), at): &Scenario| format!("{kind:?} of {subject} before {at}.");
    let play =
        async |(edit, at): &Scenario| Box::pin(play(lay_out(BEHAVIOUR).await, *edit, *at)).await;
    let is_telling = |(_, at): &Scenario| requests.changes(*at);
    play_all((Runs::Here, what), scenarios, is_telling, name, play).await;
}

#[tokio::test]
async fn whatever_a_person_does_meanwhile_nothing_lands_on_a_wrong_row() {
    Box::pin(each("a person's edit", &Edit::ALL, used_desk)).await;
}

#[tokio::test]
async fn whatever_a_person_does_during_the_first_run_nothing_lands_on_a_wrong_row() {
    each("a person's edit, first run", &Edit::ALL, desk).await;
}

#[tokio::test]
async fn whatever_a_person_does_while_tokens_are_sealed_none_is_lost() {
    const EDITS: [Edit; 3] = [Edit::PasteAToken, Edit::SortTheAccounts, Edit::InsertAnAccount];
    let sealing =
        async |behaviour| used_desk(Behaviour { habit: Habit::Sealing, ..behaviour }).await;
    Box::pin(each("a person's edit, sealing", &EDITS, sealing)).await;
}

#[tokio::test]
async fn whatever_column_a_person_moves_meanwhile_nothing_lands_in_a_wrong_column() {
    Box::pin(each("a person's column", &Edit::OF_COLUMNS, used_desk)).await;
}
