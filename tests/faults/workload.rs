//! The desk of every scenario: three accounts, and a row of every kind.

use std::time::Duration;

use chrono::TimeDelta;
use threadsheet_core::seal::{KEY_BYTES, Keys, new_key};
use threadsheet_core::time_scale::TimeScale;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, POSTS, Practice, Row, SHEET, due};

use crate::fault::{Behaviour, Habit};

/// How many times faster than real a run's pauses go by.
const HURRY: u32 = 50;

/// How long an outcome is left alone that nobody knows: longer than anything here is late or lags.
pub(crate) const SETTLE: Duration = Duration::from_millis(1_600);

/// How far lists and statuses lag behind where they do.
const LAG: TimeDelta = TimeDelta::milliseconds(60);

/// The three accounts; the last one's token is due for renewal.
pub(crate) const NAMES: [&str; 3] = ["shop_a", "shop_b", "shop_c"];

/// The account with slots.
const SLOTTED: &str = NAMES[1];

/// The header of a column that is none of ours.
pub(crate) const STRANGER: &str = "Notes";

/// Returns the key of desks that seal, as a person keeps it.
pub(crate) fn key() -> String {
    new_key([1; KEY_BYTES])
}

/// What is to become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is public exactly once.
    Public,
    /// It is refused.
    Refused,
    /// It waits in a slot of its account, which its Publish at cell shows.
    Slotted,
    /// Nothing happens to it.
    Untouched,
}

/// A row of the workload, and what is to become of it.
pub(crate) struct Planned {
    pub(crate) row: Row,
    pub(crate) fate: Fate,
    /// The text of the row that it answers.
    pub(crate) answers: Option<&'static str>,
    /// What stands in Reply 1 and the columns that follow it.
    pub(crate) replies: &'static [&'static str],
}

impl Planned {
    /// Returns the further parts of its thread, in their order.
    pub(crate) fn further(&self) -> impl Iterator<Item = &'static str> {
        self.replies.iter().copied().filter(|words| !words.is_empty())
    }
}

/// Returns a row that is to be public.
pub(crate) fn planned(row: Row) -> Planned {
    Planned { row, fate: Fate::Public, answers: None, replies: &[] }
}

/// Returns the rows, from the first below the header.
pub(crate) fn rows() -> Vec<Planned> {
    let part = |text, answers| Planned {
        answers: Some(answers),
        ..planned(Row { reply_to: "previous", ..due("shop_b", text) })
    };
    let untouched = |row| Planned { fate: Fate::Untouched, ..planned(row) };
    let slotted =
        |text| Planned { fate: Fate::Slotted, ..planned(Row { due: None, ..due(SLOTTED, text) }) };
    vec![
        planned(due("shop_a", "Good morning")),
        slotted("In a slot"),
        planned(Row { media: "https://example.com/a.jpg", ..due("shop_a", "A picture") }),
        planned(Row {
            media: "https://example.com/1.png\nhttps://example.com/2.png",
            ..due("shop_b", "Two pictures")
        }),
        untouched(Row { status: "Draft", ..due("shop_c", "A draft") }),
        planned(due("shop_b", "Part one")),
        part("Part two", "Part one"),
        part("Part three", "Part two"),
        Planned { fate: Fate::Refused, ..planned(due("shop_a", &"Too long. ".repeat(60))) },
        slotted("In the next slot"),
        untouched(Row { due: Some(600), ..due("shop_a", "Not yet") }),
        planned(Row { due: None, status: "Ready", ..due("shop_c", "Right now") }),
        Planned { replies: &["", "And good night"], ..planned(due("shop_c", "Good evening")) },
    ]
}

/// Returns the row of the smallest desk.
pub(crate) fn small_rows() -> Vec<Planned> {
    vec![planned(due(NAMES[0], "Good morning"))]
}

/// Lays the desk out, where Threads behaves like that.
pub(crate) async fn desk(behaviour: Behaviour) -> Practice {
    lay_out(behaviour, &NAMES, rows()).await
}

/// Lays the smallest desk out: one account, whose token is due for renewal, and one text.
pub(crate) async fn small_desk(behaviour: Behaviour) -> Practice {
    lay_out(behaviour, &NAMES[..1], small_rows()).await
}

/// Lays a desk out; the last account's token is due for renewal.
pub(crate) async fn lay_out(behaviour: Behaviour, names: &[&str], rows: Vec<Planned>) -> Practice {
    let replies: Vec<_> = rows.iter().map(|planned| planned.replies).collect();
    let rows: Vec<Row> = rows.into_iter().map(|planned| planned.row).collect();
    let mut desk = Practice::new(names, &rows).await;
    desk.time_scale = TimeScale::hurried(HURRY);
    desk.settle = SETTLE;
    if behaviour.habit == Habit::Sealing {
        desk.keys = Keys::read(&key()).unwrap();
    }
    {
        let mut world = enter(&desk.world);
        let quirks = &mut world.threads.quirks;
        quirks.second_publish = behaviour.second;
        if behaviour.habit == Habit::Lagging {
            (quirks.list_lag, quirks.status_lag) = (LAG, LAG);
        }
        quirks.not_found_first = u32::from(behaviour.habit == Habit::NotFoundFirst);
    }
    paste_old_token(&desk, names);
    slots(&desk, names);
    stranger(&desk, rows.len());
    type_replies(&desk, &replies);
    desk
}

/// Types the further parts of threads into columns of their own.
fn type_replies(desk: &Practice, replies: &[&[&str]]) {
    let first = desk.shown(POSTS)[0].len();
    let mut world = enter(&desk.world);
    let now = world.clock.now();
    let mut type_in = |row: usize, column: usize, words: &str| {
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, row, first + column), words, now);
    };
    let n_columns = replies.iter().map(|replies| replies.len()).max().unwrap_or(0);
    for column in 0..n_columns {
        type_in(0, column, &format!("Reply {}", column + 1));
    }
    for (row, replies) in (1..).zip(replies) {
        for (column, words) in replies.iter().enumerate() {
            type_in(row, column, words);
        }
    }
}

/// Gives an account two slots a day: none comes as long as a scenario lasts.
fn slots(desk: &Practice, names: &[&str]) {
    let Some(account) = names.iter().position(|name| *name == SLOTTED) else { return };
    let time = |hours| {
        let at = (desk.started + TimeDelta::hours(hours)).with_timezone(&chrono_tz::Asia::Tokyo);
        at.format("%-H:%M").to_string()
    };
    let column = desk.shown(ACCOUNTS)[0].len();
    let mut world = enter(&desk.world);
    let now = world.clock.now();
    for (row, typed) in [(0, "Slots"), (account + 1, &[time(5), time(8)].join(", "))] {
        world.sheets.type_in(CellAddress::new(SHEET, ACCOUNTS, row, column), typed, now);
    }
}

/// Lays the desk out, with a Log and memories of earlier runs: no first write makes tabs or columns
/// that another run could not make again. A key, where there is one, is new to it.
pub(crate) async fn used_desk(behaviour: Behaviour) -> Practice {
    let mut desk = desk(behaviour).await;
    let keys = std::mem::take(&mut desk.keys);
    let rows = rows();
    let type_all = |status: &dyn Fn(&Planned) -> &'static str| {
        for (at, planned) in rows.iter().enumerate() {
            desk.type_in(POSTS, at + 2, "Status", status(planned));
        }
    };
    type_all(&|_| "Draft");
    desk.run().await;
    type_all(&|planned| planned.row.status);
    paste_old_token(&desk, &NAMES);
    desk.keys = keys;
    enter(&desk.world).seen.clear();
    desk
}

/// The last account's token is due for renewal.
fn paste_old_token(desk: &Practice, names: &[&str]) {
    let (issued, last) = (desk.started - TimeDelta::days(50), names[names.len() - 1]);
    let old = enter(&desk.world).threads.issue_token(last, issued, LIFE, &DESK_SCOPES);
    desk.type_in(ACCOUNTS, names.len() + 1, "Token", &old);
}

/// Adds a person's own column, with something in every row.
fn stranger(desk: &Practice, rows: usize) {
    let column = desk.shown(POSTS)[0].len();
    let mut world = enter(&desk.world);
    let now = world.clock.now();
    let mut type_in = |row: usize, words: &str| {
        world.sheets.type_in(CellAddress::new(SHEET, POSTS, row, column), words, now);
    };
    type_in(0, STRANGER);
    for row in 1..=rows {
        type_in(row, &format!("note {row}"));
    }
}
