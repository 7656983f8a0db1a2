//! The real plan, made from the model's cells.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use threadsheet_core::account::AccountRow;
use threadsheet_core::cell::Cell;
use threadsheet_core::columns::PostStatus;
use threadsheet_core::hash;
use threadsheet_core::headings::{AccountHeadings, PostHeadings};
use threadsheet_core::language::Language;
use threadsheet_core::log::LogLines;
use threadsheet_core::place::Place;
use threadsheet_core::plan::{self, AccountStep, Decision, Limits, Row, Sheet};
use threadsheet_core::post::PostRow;
use threadsheet_core::row_state::{RowState, SentPart};
use threadsheet_core::seal::Seals;

use crate::design::Design;
use crate::interned::print;
use crate::world::{Account, World};

/// What a run makes of the row, the row as it read it, and the steps of the accounts; none where there is
/// nothing to do.
pub(crate) type Planned = Option<Rc<(Decision, PostRow, Vec<AccountStep>)>>;

/// The Threads user who sends.
pub(crate) const USER: &str = "1";

thread_local! {
    /// The same sheet leads to the same plan.
    static PLANS: RefCell<HashMap<u64, Planned>> = RefCell::default();
}

/// Reads the row and decides.
pub(crate) fn plan(world: &World, design: Design) -> Planned {
    let is_blind = design == Design::NoJournal;
    let World { cells, log, account, now, parts, .. } = world;
    let key = print(&(cells, log, account, now, parts, is_blind));
    if let Some(known) = PLANS.with_borrow(|plans| plans.get(&key).cloned()) {
        return known;
    }
    let planned = decide(world, is_blind);
    PLANS.with_borrow_mut(|plans| plans.insert(key, planned.clone()));
    planned
}

fn decide(world: &World, is_blind: bool) -> Planned {
    let place = at(world.time());
    let post = row(world, &place);
    // Only rows that are not finished are looked at.
    if post.is_finished() {
        return None;
    }
    let blind = LogLines::default();
    let accounts = accounts(world.account);
    let posts = [Row::Open(Box::new(post.clone()))];
    let plan = plan::plan(&Sheet {
        accounts: &accounts,
        posts: &posts,
        log_lines: Some(if is_blind { &blind } else { &world.log.log_lines }),
        language: Language::English,
        place: &place,
        limits: limits(),
    });
    plan.posts.into_iter().next().map(|decision| Rc::new((decision, post, plan.accounts)))
}

/// Tells whether an account can ask about a row in doubt.
pub(crate) fn is_asked(
    world: &World,
    decision: &Decision,
    steps: &[AccountStep],
    line: &RowState,
) -> bool {
    let accounts = accounts(world.account);
    plan::asker(accounts.iter().zip(steps), decision, Some(line)).is_some()
}

/// The headers are the same in every state, and finding them takes longer than everything else.
static POST_HEADINGS: LazyLock<PostHeadings> = LazyLock::new(|| {
    let header = ["Account", "Text", "Publish at", "Status", "Receipt", "Reply 1"];
    PostHeadings::find(&[header.map(Cell::text).to_vec()]).unwrap()
});

/// A row with two parts, which remembers nothing.
static THREAD: LazyLock<PostRow> = LazyLock::new(|| read("", "", 2, &at(DateTime::UNIX_EPOCH)));

/// Returns the number of the part of which a run makes a container next, or that a line speaks of.
pub(crate) fn part_of(line: &RowState, parts: u8) -> u8 {
    if parts > 1 { THREAD.part_of(line).unwrap_or(0) } else { 0 }
}

/// Returns what a line says of a part.
pub(crate) fn sent_part(number: u8, parts: u8) -> Option<SentPart> {
    let part = THREAD.part(number).filter(|_| parts > 1)?;
    Some(SentPart { number, hash: part.hash.clone() })
}

/// The same of the Accounts tab.
static ACCOUNT_HEADINGS: LazyLock<AccountHeadings> = LazyLock::new(|| {
    let header = ["Account", "Token", "Receipt"].map(Cell::text).to_vec();
    AccountHeadings::find(&[header]).unwrap()
});

fn at(now: DateTime<Utc>) -> Place {
    Place { zone: chrono_tz::UTC, locale: "en_GB".to_owned(), now }
}

fn row(world: &World, place: &Place) -> PostRow {
    let line = world.cells.line.as_ref().map(|line| line.to_string()).unwrap_or_default();
    let status = match world.cells.status {
        PostStatus::Queued => "",
        status => status.word(Language::English),
    };
    read(status, &line, world.parts, place)
}

fn read(status: &str, line: &str, parts: u8, place: &Place) -> PostRow {
    let reply = if parts > 1 { "And good night" } else { "" };
    let cells = ["shop", "Good morning", "1970-01-01 00:00", status, line, reply].map(Cell::text);
    PostRow::read(1, &cells, &POST_HEADINGS, place)
}

fn accounts(account: Account) -> [AccountRow; 1] {
    let (name, user) = match account {
        Account::Here => ("shop", USER),
        Account::Renamed => ("shop_z", USER),
        Account::Gone => ("other", "2"),
    };
    let known = format!("account token={} user={user} name={name}", hash::long("token"));
    let cells = [name, "token", &known].map(Cell::text);
    [AccountRow::read(1, &cells, &ACCOUNT_HEADINGS, &Seals::default()).unwrap()]
}

/// Nothing is too late here: that rule is not what is tried.
fn limits() -> Limits {
    Limits { max_late: TimeDelta::days(365), ..Limits::default() }
}
