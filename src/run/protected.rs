//! What a person has protected: the run goes on without those cells, and says so.
//!
//! A post needs two cells: the Receipt, which remembers what was sent, and the Status, by which people
//! see it. Where one of them may not be written the row waits. Everything else is left out.

use threadsheet_core::account::AccountRow;
use threadsheet_core::columns::{AccountColumn, PostColumn};
use threadsheet_core::headings::Headings;
use threadsheet_core::i18n::run_errors;
use threadsheet_core::plan::{Decision, Plan, Row, Says, Step, Then};
use threadsheet_core::post::PostRow;
use threadsheet_core::reason::Message;

use super::snapshot::{Snapshot, View};
use crate::sheets::protected::Closed;

/// Has rows wait whose Receipt or Status may not be written. What a row says already is not said again, and
/// then nothing is left to do about it.
pub(crate) fn hold(plan: &mut Plan, snapshot: &Snapshot) {
    if snapshot.listing.protected_cells.is_empty() {
        return;
    }
    let language = snapshot.language();
    for decision in &mut plan.posts {
        let Some(header) = needed(snapshot, decision.row) else { continue };
        if decision.step == Step::Erase {
            // Nobody waits for a row that holds nothing of theirs.
            decision.step = Step::Keep;
            continue;
        }
        wait(decision, header);
        decision.parent_row = None;
        let shown = snapshot.post(decision.row).map_or("", PostRow::message);
        if matches!(&decision.says, Says::This(says) if says.say(language) == shown) {
            decision.says = Says::Keep;
        }
    }
    plan.posts.retain(|decision| !decision.is_idle());
}

/// Has the coming posts wait whose Receipt or Status may not be written, also those that say so already. What
/// nobody has asked to go out is left as it is.
pub(crate) fn hold_coming(upcoming: &mut Plan, snapshot: &Snapshot) {
    if snapshot.listing.protected_cells.is_empty() {
        return;
    }
    let is_asked_for = |decision: &&mut Decision| {
        let post = snapshot.post(decision.row);
        post.is_some_and(|post| post.status.as_ref().is_ok_and(|status| status.asks_to_post()))
    };
    for decision in upcoming.posts.iter_mut().filter(is_asked_for) {
        if let Some(header) = needed(snapshot, decision.row) {
            wait(decision, header);
        }
    }
}

fn wait(decision: &mut Decision, header: String) {
    decision.says = Says::This(Message::Protected { header });
    (decision.step, decision.then, decision.shows) = (Step::Keep, Then::Nothing, None);
    // It could not be remembered.
    (decision.slot, decision.slot_cell) = (None, None);
}

/// Returns the header of a cell without which a row cannot be posted, and that may not be written.
fn needed(snapshot: &Snapshot, row: usize) -> Option<String> {
    let protected_cells = &snapshot.listing.protected_cells;
    let view = &snapshot.posts_view;
    let sheet_id = view.tab.sheet_id;
    let status = view.headings.column(PostColumn::Status).unwrap_or(view.receipt);
    let line = snapshot.row(row).and_then(Row::receipt).map(|line| line.to_string());
    let is_line =
        line.is_some_and(|line| protected_cells.holds_text(sheet_id, view.receipt, &line));
    let cannot_be_made = view.cannot_make_receipt(protected_cells);
    if is_line || cannot_be_made || protected_cells.holds(sheet_id, row, view.receipt) {
        return Some(header(view, view.receipt, view.headings.own_header(PostColumn::Receipt)));
    }
    let is_planned = view.headings.is_planned(PostColumn::Status);
    let cannot_be_made = is_planned && view.cannot_make(status, protected_cells);
    if cannot_be_made || protected_cells.holds(sheet_id, row, status) {
        return Some(header(view, status, view.headings.own_header(PostColumn::Status)));
    }
    // Without a line in the Log nothing is sent.
    let log = snapshot.log_view.as_ref()?;
    let first = log.headings.row_idx + 1;
    protected_cells
        .holds_row(log.tab.sheet_id, first, log.headings.width())
        .then(|| log.tab.title.clone())
}

/// Tells whether an account's Token cell may not be written: then nothing is asked for that would have
/// to be kept there.
pub(crate) fn is_token_closed(snapshot: &Snapshot, account: &AccountRow) -> bool {
    let (protected_cells, view) = (&snapshot.listing.protected_cells, &snapshot.accounts_view);
    let Some(column) = view.headings.column(AccountColumn::Token) else { return false };
    let text = account.token.as_ref().map_or("", |cell| cell.raw.as_str());
    protected_cells.holds(view.tab.sheet_id, account.row, column)
        || protected_cells.holds_text(view.tab.sheet_id, column, text)
}

/// Tells whether nothing can be remembered of an account.
pub(crate) fn is_account_receipt_closed(snapshot: &Snapshot, account: &AccountRow) -> bool {
    let (protected_cells, view) = (&snapshot.listing.protected_cells, &snapshot.accounts_view);
    view.cannot_make_receipt(protected_cells)
        || protected_cells.holds(view.tab.sheet_id, account.row, view.receipt)
}

/// Returns what is said about columns that people may not have protected on purpose.
pub(crate) fn notes(snapshot: &Snapshot) -> Vec<String> {
    let cells = &snapshot.listing.protected_cells;
    let (posts, accounts) = (&snapshot.posts_view, &snapshot.accounts_view);
    let of_posts =
        PostColumn::shown_by_program().filter_map(|column| posts.headings.column(column));
    let receipt = posts.headings.own_header(PostColumn::Receipt);
    let of_posts = closed_headers(cells, posts, of_posts, receipt);
    let own = [AccountColumn::Token].iter().chain(&threadsheet_core::account::OWN);
    let own = own.filter_map(|column| accounts.headings.column(*column));
    let receipt = accounts.headings.own_header(AccountColumn::Receipt);
    let of_accounts = closed_headers(cells, accounts, own, receipt);
    let say = |tab: &str, header: &str| run_errors::protected(tab, header, snapshot.language());
    let of_posts = of_posts.iter().map(|header| say(&posts.tab.title, header));
    let of_accounts = of_accounts.iter().map(|header| say(&accounts.tab.title, header));
    of_posts.chain(of_accounts).collect()
}

/// Returns the headers of those columns of a tab that may not be written, the Receipt last.
fn closed_headers<C>(
    cells: &Closed,
    view: &View<Headings<C>>,
    columns: impl Iterator<Item = usize>,
    receipt: &str,
) -> Vec<String> {
    let below = view.headings.row_idx + 1;
    let touched = columns.filter(|column| cells.touches(view.tab.sheet_id, below, *column));
    let receipt = is_receipt_closed(cells, view).then(|| header(view, view.receipt, receipt));
    touched.map(|column| view.header(column)).chain(receipt).collect()
}

fn is_receipt_closed<C>(protected_cells: &Closed, view: &View<Headings<C>>) -> bool {
    let sheet_id = view.tab.sheet_id;
    view.cannot_make_receipt(protected_cells)
        || protected_cells.touches(sheet_id, view.headings.row_idx + 1, view.receipt)
}

/// Returns the header of a column: the program's own where the column is not there yet.
fn header<C>(view: &View<Headings<C>>, column: usize, own: &str) -> String {
    let shown = view.header(column);
    if shown.is_empty() { own.to_owned() } else { shown }
}
