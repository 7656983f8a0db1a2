//! An account's cells, put right: each on the row where the account is now, and off every other.

use threadsheet_core::account::AccountRow;
use threadsheet_core::columns::AccountColumn;

use crate::run::cell_format::{as_it_was, text_cell};
use crate::run::snapshot::StrayAccount;
use crate::run::writer::batch::{AccountWrite, TokenSwap};
use crate::run::writer::known_sheet::{KnownSheet, Seen};
use crate::sheets::changes::{Change, Written};

impl KnownSheet {
    /// Lets a renewed token take the place of the one that it outlives where that was not found, because
    /// another run has sealed it in between. What a person has pasted is another token, and stands.
    pub(crate) fn correct_token(&self, write: &AccountWrite, seen: &Seen) -> Vec<Change> {
        let Some(TokenSwap { find, replacement, outlived: Some(outlived) }) = &write.token else {
            return Vec::new();
        };
        let cells = seen.accounts.iter().filter_map(|account| account.token.as_ref().ok());
        let dressed = cells.filter(|cell| {
            cell.token == *outlived && cell.raw != *find && cell.raw != *replacement
        });
        dressed.filter_map(|cell| self.token_change(&cell.raw, replacement)).collect()
    }

    /// Moves an account's cells to where its row is now, and gives back what they landed on.
    pub(crate) fn correct_account(&self, write: &AccountWrite, seen: &Seen) -> Vec<Change> {
        let at_place = seen.accounts.iter().find(|account| account.row == write.row);
        if at_place.is_some_and(|account| account.shown == write.shown) {
            return Vec::new();
        }
        let mut changes = Vec::new();
        let receipt = |row: usize| seen.account_receipts.get(row).map_or("", String::as_str);
        // Only where our own line stands: any other was not written by this batch, or a person has changed it since.
        if receipt(write.row) == write.receipt {
            changes.extend(self.account_back(write, at_place));
        }
        let now = seen.accounts.iter().find(|account| account.shown == write.shown);
        // An earlier correction may have written it there already.
        let now = now.filter(|now| receipt(now.row) != write.receipt);
        changes.extend(now.into_iter().flat_map(|now| self.account_cells(now.row, write)));
        changes
    }

    /// Gives an account its cells back that stood where a blank row was cleared: it has moved there meanwhile.
    pub(crate) fn correct_misplaced(&self, stray: &StrayAccount, seen: &Seen) -> Vec<Change> {
        let Some(found) = seen.accounts.iter().find(|account| account.row == stray.row) else {
            return Vec::new();
        };
        let receipt = self.account_receipt(Some(found));
        if receipt == text_cell(&found.receipt_line) {
            return Vec::new();
        }
        let view = &self.snapshot.accounts_view;
        let own = threadsheet_core::account::OWN.into_iter();
        let cells = own.filter_map(|column| {
            Some((view.headings.column(column)?, self.account_cell(Some(found), column)))
        });
        let sheet_id = view.tab.sheet_id;
        let cell = |(column, value)| Change::Cell { sheet_id, row: stray.row, column, value };
        cells.chain([(view.receipt, receipt)]).map(cell).collect()
    }

    /// Returns the changes that give a row back what a write for another account has covered.
    fn account_back(&self, write: &AccountWrite, found: Option<&AccountRow>) -> Vec<Change> {
        let view = &self.snapshot.accounts_view;
        let row = write.row;
        let cells = write.cells.iter().filter_map(|(column, _)| {
            let at = view.headings.column(*column)?;
            Some((at, self.account_cell(found, *column)))
        });
        let receipt = (view.receipt, self.account_receipt(found));
        let back = cells.chain([receipt]).map(|(column, value)| Change::Cell {
            sheet_id: view.tab.sheet_id,
            row,
            column,
            value: view.top_cell(row, column).unwrap_or(value),
        });
        back.collect()
    }

    /// Returns what belongs into one cell of an account's row; nothing where the row is nobody's.
    fn account_cell(&self, found: Option<&AccountRow>, column: AccountColumn) -> Written {
        let Some(found) = found else { return Written::Nothing };
        let wanted = self.wanted_accounts.get(&found.shown).map(|wanted| wanted.cells.as_slice());
        let wanted = wanted.unwrap_or_default().iter().find(|(own, _)| *own == column);
        if let Some((_, value)) = wanted {
            return value.clone();
        }
        let before = self.account_before(found).map(|before| before.own.as_slice());
        let before = before.unwrap_or_default().iter().find(|(own, _)| *own == column);
        before.map_or(Written::Nothing, |(_, cell)| as_it_was(cell))
    }

    fn account_receipt(&self, found: Option<&AccountRow>) -> Written {
        let wanted = |found: &AccountRow| {
            let wanted = self.wanted_accounts.get(&found.shown).map(|wanted| &wanted.receipt);
            wanted.or_else(|| Some(&self.account_before(found)?.receipt_line)).cloned()
        };
        let line = found.and_then(wanted).unwrap_or_default();
        text_cell(&line)
    }

    fn account_before(&self, found: &AccountRow) -> Option<&AccountRow> {
        self.snapshot.accounts.iter().find(|account| account.shown == found.shown)
    }
}
