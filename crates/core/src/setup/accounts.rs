//! The columns of the Accounts tab as they are meant to be.

use super::desired::{AMBER, Column, GREEN, dates, long, verbatim};
use super::step::{Area, CellStyle, Choices, Entry, Long, Step, When};
use crate::columns::AccountColumn;
use crate::i18n::{accounts, desk};
use crate::language::Language;

/// The columns of a new tab.
pub(super) const NEW: [AccountColumn; 8] = [
    AccountColumn::Account,
    AccountColumn::Token,
    AccountColumn::Status,
    AccountColumn::Enabled,
    AccountColumn::Profile,
    AccountColumn::Expires,
    AccountColumn::Refreshed,
    AccountColumn::Receipt,
];

/// The columns that the program writes.
pub(super) const OF_PROGRAM: [AccountColumn; 5] = [
    AccountColumn::Status,
    AccountColumn::Profile,
    AccountColumn::Expires,
    AccountColumn::Refreshed,
    AccountColumn::Receipt,
];

/// The columns that a person may do without.
pub(super) const OPTIONAL: [AccountColumn; 1] = [AccountColumn::Enabled];

/// How many rows of a new tab have a box, ticked: an unticked one would hold an account's posts.
const BOXES: usize = 30;

/// Returns a column as it is meant to be.
pub(super) fn column(column: AccountColumn, language: Language) -> Column {
    let (width, body) = match column {
        AccountColumn::Account => (150, verbatim()),
        AccountColumn::Token => (200, verbatim()),
        AccountColumn::Status => (320, long(Long::Wraps)),
        AccountColumn::Profile => (130, long(Long::Ends)),
        AccountColumn::Expires | AccountColumn::Refreshed => (140, dates()),
        AccountColumn::PauseUntil | AccountColumn::DailyCap => (130, CellStyle::default()),
        AccountColumn::Slots => (200, CellStyle::default()),
        AccountColumn::Enabled => (70, CellStyle { is_at_top: true, ..CellStyle::default() }),
        AccountColumn::Receipt => (100, verbatim()),
    };
    Column {
        header: column.header(language),
        note: desk::account_note(column, language),
        width,
        is_of_program: OF_PROGRAM.contains(&column),
        body,
        offer: None,
        colours: match column {
            AccountColumn::Status => {
                let fine = accounts::FINE.say(language).to_owned();
                // The first rule that fits colours the cell, so the general one comes second.
                vec![(When::Begins(fine), GREEN), (When::Filled, AMBER)]
            }
            _ => Vec::new(),
        },
        warning: match column {
            AccountColumn::Token => Some(desk::TOKEN_WARNING.say(language)),
            AccountColumn::Receipt => Some(desk::RECEIPT_WARNING.say(language)),
            _ => None,
        },
        is_hidden: column == AccountColumn::Receipt,
    }
}

/// Returns the ticked boxes of a new tab.
pub(super) fn boxes(sheet_id: i32, row: usize, column: usize) -> Vec<Step> {
    let rows = row + 1..row + 1 + BOXES;
    let area = Area {
        sheet_id,
        first_row: rows.start,
        end_row: Some(rows.end),
        columns: column..column + 1,
    };
    let tick = |row| Step::Enter { sheet_id, row, column, entry: Entry::Ticked };
    [Step::Offer(area, Choices::Tick)].into_iter().chain(rows.map(tick)).collect()
}
