//! An account's row: whose token it is, how long it lives, and what to do about it.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::account_receipt::AccountReceipt;
use super::cell::{Cell, Value, fold};
use super::cell_error::CellError;
use super::columns::{AccountColumn, PostColumn};
use super::headings::AccountHeadings;
use super::name;
use super::place::Place;
use super::schedule::{self, When};
use super::seal::Seals;
use super::setting;
use super::slots::{Slots, SlotsFault};
use super::text;
use super::token::{SealFault, Token, TokenFault};
use super::token_cell::{self, TokenCell};

/// A token younger than this cannot be renewed yet.
///
/// Source: <https://developers.facebook.com/docs/threads/get-started/long-lived-tokens>.
pub const REFRESHABLE_AFTER: TimeDelta = TimeDelta::hours(24);

/// A renewal that was refused is not asked for again before this.
pub const REFUSED_FOR: TimeDelta = TimeDelta::hours(12);

/// A row of the Accounts tab.
#[derive(Debug, Clone)]
pub struct AccountRow {
    /// The row, from 0.
    pub row: usize,
    /// The account's name as the cell shows it.
    pub shown: String,
    /// The name, without @ and in lower case.
    pub name: Result<String, CellError>,
    /// The token cell.
    pub token: Result<TokenCell, CellError>,
    /// Whether its posts go out; what the cell shows, where that is neither yes nor no.
    pub enabled: Result<bool, String>,
    /// Until when they wait, as it was typed.
    pub pause_until: Cell,
    /// How many posts go out a day at most, `None` as the desk's settings say; what the cell shows, where it is no such number.
    pub daily_cap: Result<Option<u32>, String>,
    /// When its posts without a time go out; `None` where they wait for one.
    pub slots: Result<Option<Slots>, SlotsFault>,
    /// A cell that the sheet is still working out: until then nothing is known of the account.
    pub loading: Option<AccountColumn>,
    /// The Receipt cell as it stands.
    pub receipt_line: String,
    /// What was remembered.
    pub receipt: Option<AccountReceipt>,
    /// The cells that the program writes, as they stand; a column that the tab lacks is left out.
    pub own: Vec<(AccountColumn, Cell)>,
}

impl AccountRow {
    /// Reads a row; `None` for one with neither a name nor a token.
    #[must_use]
    pub fn read(
        row: usize,
        cells: &[Cell],
        headings: &AccountHeadings,
        seals: &Seals,
    ) -> Option<Self> {
        let empty = Cell::default();
        let cell =
            |column| headings.column(column).and_then(|index| cells.get(index)).unwrap_or(&empty);
        let (account, token) = (cell(AccountColumn::Account), cell(AccountColumn::Token));
        // A row of notes or ticked boxes is no account.
        if account.is_empty() && token.is_empty() {
            return None;
        }
        let receipt_line = cell(AccountColumn::Receipt).shown_text().to_owned();
        let receipt = AccountReceipt::parse(&receipt_line);
        let loading = loading(&cell);
        let name = match loading {
            Some(AccountColumn::Account) => Err(CellError::Loading(PostColumn::Account)),
            _ => name::account_name(account).map_err(CellError::Name),
        };
        // A sealed token that was copied into another account's row would post under the wrong name.
        let own = |token: TokenCell| match (&receipt, &name) {
            (Some(receipt), Ok(name)) if receipt.denies(name, &token) => {
                Err(TokenFault::Sealed(SealFault::OtherUser))
            }
            _ => Ok(token),
        };
        let token = token_cell::read(token, seals).and_then(own);
        Some(Self {
            row,
            shown: account.shown_text().to_owned(),
            token: token.map_err(CellError::Token),
            name,
            enabled: is_enabled(cell(AccountColumn::Enabled)),
            pause_until: cell(AccountColumn::PauseUntil).clone(),
            daily_cap: daily_cap(cell(AccountColumn::DailyCap)),
            slots: Slots::read(cell(AccountColumn::Slots)),
            loading,
            receipt,
            receipt_line,
            own: OWN
                .into_iter()
                .filter(|column| headings.column(*column).is_some())
                .map(|column| (column, cell(column).clone()))
                .collect(),
        })
    }

    /// Returns the Threads user id of the token in the cell, where that is known.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        let token = &self.token.as_ref().ok()?.token;
        let receipt = self.receipt.as_ref().filter(|receipt| receipt.is_of(token))?;
        Some(receipt.user.as_str()).filter(|user| !user.is_empty())
    }

    /// Tells whether its posts go out: a word that is neither yes nor no was not meant to let them.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.enabled == Ok(true)
    }

    /// Returns the pause that a person lets the account make, unless it is over.
    #[must_use]
    pub fn pause(&self, place: &Place) -> Option<Pause> {
        let is_over = |pause: &Pause| matches!(pause, Pause::Until(until) if *until <= place.now);
        self.typed_pause(place).filter(|pause| !is_over(pause))
    }

    /// Returns the pause that stands in the cell, be it over or not.
    fn typed_pause(&self, place: &Place) -> Option<Pause> {
        if is_blank(&self.pause_until) {
            return None;
        }
        if self.pause_until.is_loading() {
            return Some(Pause::Loading);
        }
        Some(match schedule::read(&self.pause_until, place.zone, &place.locale, place.now) {
            Ok(When::Blank) => return None,
            Ok(When::At(moment)) => Pause::Until(moment.at),
            // The day on which posts go out again.
            Ok(When::NoTime(date)) => Pause::Until(place.midnight(date)),
            Ok(When::After(_)) | Err(_) => Pause::Unclear,
        })
    }

    /// Returns what one of the cells that the program writes shows.
    #[must_use]
    pub fn shows(&self, column: AccountColumn) -> &str {
        self.own.iter().find(|(own, _)| *own == column).map_or("", |(_, cell)| cell.shown_text())
    }
}

/// A pause that a person lets an account make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Until then: UTC.
    Until(DateTime<Utc>),
    /// Nobody can tell until when.
    Unclear,
    /// The sheet is still working it out.
    Loading,
}

impl Pause {
    /// Tells whether a post that is due then has to wait.
    #[must_use]
    pub fn holds(self, due: DateTime<Utc>) -> bool {
        match self {
            Self::Until(until) => due < until,
            Self::Unclear | Self::Loading => true,
        }
    }

    /// Returns its end by the spreadsheet's clock.
    #[must_use]
    pub fn until(self, place: &Place) -> Option<NaiveDateTime> {
        match self {
            Self::Until(until) => Some(place.wall(until)),
            Self::Unclear | Self::Loading => None,
        }
    }
}

/// Reads an Enabled cell; nobody has said no where it is empty, or still worked out.
fn is_enabled(cell: &Cell) -> Result<bool, String> {
    if fold(cell.shown_text()).is_empty() && cell.value != Value::Bool(false) || cell.is_loading() {
        return Ok(true);
    }
    cell.flag().ok_or_else(|| cell.shown_text().to_owned())
}

/// Reads a Daily cap cell.
fn daily_cap(cell: &Cell) -> Result<Option<u32>, String> {
    if is_blank(cell) {
        return Ok(None);
    }
    setting::posts_a_day(cell).map(Some).ok_or_else(|| cell.shown_text().to_owned())
}

/// Tells whether a cell holds nothing, or a box without a tick.
fn is_blank(cell: &Cell) -> bool {
    cell.value == Value::Bool(false) || (!cell.is_loading() && fold(cell.shown_text()).is_empty())
}

/// Returns the first of an account's cells that the sheet is still working out. A formula in the Token cell
/// needs a person whatever it comes to.
fn loading<'a>(cell: &impl Fn(AccountColumn) -> &'a Cell) -> Option<AccountColumn> {
    let waits = |column: &AccountColumn| {
        let is_formula = *column == AccountColumn::Token && cell(*column).formula.is_some();
        cell(*column).is_loading() && !is_formula
    };
    [AccountColumn::Account, AccountColumn::Token, AccountColumn::Enabled].into_iter().find(waits)
}

/// Returns what of a tab of accounts must be seen nowhere: its Token cells, what sealed ones open to, and
/// tokens in any other cell.
#[must_use]
pub fn secrets(rows: &[Vec<Cell>], headings: &AccountHeadings, seals: &Seals) -> Vec<Token> {
    let column = headings.column(AccountColumn::Token);
    let below = rows.iter().skip(headings.row_idx + 1);
    let cells = below.flat_map(|row| row.iter().enumerate());
    let secrets = cells.flat_map(|(at, cell)| {
        // A token that was pasted into the wrong column must not be printed either.
        let astray = text::tokens(cell.shown_text()).map(|token| Token::new(token.to_owned()));
        if Some(at) != column {
            return astray.collect();
        }
        let opened = token_cell::read(cell, seals).ok().filter(|cell| cell.seal.is_some());
        let opened = opened.map(|cell| cell.token);
        token_cell::secrets(cell).into_iter().chain(opened).collect::<Vec<Token>>()
    });
    secrets.collect()
}

/// Returns the tokens in a tab whose columns are unknown.
pub fn tokens_in(rows: &[Vec<Cell>]) -> impl Iterator<Item = Token> {
    let cells = rows.iter().flatten();
    cells.flat_map(|cell| text::tokens(cell.shown_text()).map(|token| Token::new(token.to_owned())))
}

/// Returns the columns of a row that hold what was meant for an account of another row, from 0: all that the
/// row holds is the program's, and what it remembers is the account of that other row.
#[must_use]
pub fn stray(
    cells: &[Cell],
    headings: &AccountHeadings,
    accounts: &[AccountRow],
) -> Option<Vec<usize>> {
    let receipt = headings.column(AccountColumn::Receipt)?;
    let line = AccountReceipt::parse(cells.get(receipt)?.shown_text())?;
    let is_there = |account: &AccountRow| account.name.as_ref() == Ok(&line.name);
    let filled = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty() && cell.value != Value::Bool(false));
    let filled: Vec<usize> = filled.map(|(at, _)| at).collect();
    let own = OWN.iter().filter_map(|column| headings.column(*column)).chain([receipt]);
    let own: Vec<usize> = own.collect();
    let is_ours = accounts.iter().any(is_there) && filled.iter().all(|at| own.contains(at));
    is_ours.then_some(filled)
}

/// The cells that the program writes beside the Token and the Receipt.
pub const OWN: [AccountColumn; 4] = [
    AccountColumn::Refreshed,
    AccountColumn::Expires,
    AccountColumn::Profile,
    AccountColumn::Status,
];

/// What a run does about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountAction {
    /// Its token is known and lives long enough.
    Keep,
    /// Its token is new to us: learn its age, its life and its owner.
    Learn,
    /// Its token is close to its end: renew it.
    Refresh,
    /// Its token's life is over.
    Expired,
    /// Its cells cannot be used.
    Fault(CellError),
    /// The sheet is still working out one of its cells.
    Loading(AccountColumn),
    /// Another row has the same name.
    SameName {
        /// The other row, from 1.
        other_row: usize,
    },
}

impl AccountAction {
    /// Tells whether the account's token can be used, as far as its cells tell.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        matches!(self, Self::Keep | Self::Learn | Self::Refresh)
    }
}

/// Decides about one account by its cells.
#[must_use]
pub fn decide(
    account: &AccountRow,
    refresh_within: TimeDelta,
    now: DateTime<Utc>,
) -> AccountAction {
    if let Some(column) = account.loading {
        return AccountAction::Loading(column);
    }
    let name = match &account.name {
        Ok(name) => name,
        Err(fault) => return AccountAction::Fault(fault.clone()),
    };
    let token = match &account.token {
        Ok(token) => token,
        Err(fault) => return AccountAction::Fault(fault.clone()),
    };
    let known = account.receipt.as_ref().filter(|receipt| receipt.is_of(&token.token));
    let is_over = |receipt: &&AccountReceipt| receipt.expires.is_some_and(|expires| expires <= now);
    // Expiry comes before all else, for a token that is over cannot be renewed.
    if known.is_some_and(|receipt| is_over(&receipt)) {
        return AccountAction::Expired;
    }
    // A name that was edited counts as new: whose token it is has to be verified again.
    let Some(receipt) = known.filter(|receipt| receipt.is_verified_for(name)) else {
        return AccountAction::Learn;
    };
    if is_refresh_due(receipt, refresh_within, now) {
        return AccountAction::Refresh;
    }
    // A token that lacks a scope, or is known to be short-lived, is asked about again: a person may
    // have mended that without pasting another one.
    let is_asked_again = receipt.trouble.as_ref().is_some_and(|trouble| !trouble.is_of_age());
    if is_asked_again { AccountAction::Learn } else { AccountAction::Keep }
}

/// Tells whether a token is old enough to be renewed and close enough to its end; one whose end
/// nobody knows is renewed as soon as it is old enough.
#[must_use]
pub fn is_refresh_due(
    receipt: &AccountReceipt,
    refresh_within: TimeDelta,
    now: DateTime<Utc>,
) -> bool {
    // An unknown date does not hold the renewal back: at worst Threads refuses it, and the rest period follows.
    let is_old_enough = receipt.issued.is_none_or(|issued| now - issued >= REFRESHABLE_AFTER);
    let is_close = receipt.expires.is_none_or(|expires| expires - now < refresh_within);
    let is_rested = receipt.refused.is_none_or(|refused| now - refused >= REFUSED_FOR);
    is_old_enough && is_close && is_rested
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::account_receipt::SHORT_LIVED;
    use crate::hash;
    use crate::language::Language;
    use crate::reason::AccountCode;

    #[test]
    fn what_is_remembered_of_a_token_is_read_back_whole() {
        let receipt = AccountReceipt {
            token: "0123abcd".into(),
            user: "178".into(),
            name: "shop_a".into(),
            called: Some("shop_z".into()),
            issued: Some(DateTime::UNIX_EPOCH),
            expires: Some(DateTime::UNIX_EPOCH),
            refused: Some(DateTime::UNIX_EPOCH),
            trouble: Some(AccountCode::Expired { days_ago: 0 }),
            unasked: Some(DateTime::UNIX_EPOCH),
        };
        assert_eq!(AccountReceipt::parse(&receipt.to_string()), Some(receipt));
        let never = AccountReceipt { unasked: Some(now()), ..AccountReceipt::default() };
        assert_eq!(AccountReceipt::parse(&never.to_string()), Some(never));
        assert_eq!(AccountReceipt::parse("account user=1"), None);
        assert_eq!(AccountReceipt::parse("hello"), None);
    }

    /// Returns an account whose token was verified, with this of its memory changed.
    fn known(change: impl FnOnce(&mut AccountReceipt)) -> AccountRow {
        let cells = [
            (AccountColumn::Account, "shop_a".to_owned()),
            (AccountColumn::Token, ["TH", "AAQ", &"x1Yz".repeat(30)].concat()),
            (AccountColumn::Status, "fine".to_owned()),
        ];
        let titles =
            cells.each_ref().map(|(column, _)| Cell::text(column.header(Language::English)));
        let headings = AccountHeadings::find(&[titles.to_vec()]).unwrap();
        let cells = cells.each_ref().map(|(_, text)| Cell::text(text));
        let mut row = AccountRow::read(1, &cells, &headings, &Seals::default()).unwrap();
        let mut receipt = AccountReceipt {
            token: hash::long(row.token.as_ref().unwrap().token.expose()),
            user: "178".into(),
            name: "shop_a".into(),
            issued: Some(now() - TimeDelta::days(10)),
            expires: Some(now() + TimeDelta::days(50)),
            ..AccountReceipt::default()
        };
        change(&mut receipt);
        row.receipt = Some(receipt);
        row
    }

    fn now() -> DateTime<Utc> {
        "2026-11-23T01:05:00Z".parse().unwrap()
    }

    fn decided(change: impl FnOnce(&mut AccountReceipt)) -> AccountAction {
        decide(&known(change), TimeDelta::days(14), now())
    }

    #[test]
    fn the_secrets_of_a_tab_stand_below_its_headers_in_whatever_column() {
        let row = |cells: [&str; 2]| cells.map(Cell::text).to_vec();
        let rows =
            [["note", "note"], ["Account", "Token"], ["shop", "one"], ["", ""], ["x", "two"]];
        let astray = ["TH", "AA", &"x1".repeat(40)].concat();
        let rows =
            [rows.map(row).to_vec(), vec![row([&format!("his: {astray}"), "shop"])]].concat();
        let headings = AccountHeadings::find(&rows).unwrap();
        let found = secrets(&rows, &headings, &Seals::default());
        let found: Vec<&str> = found.iter().map(Token::expose).collect();
        assert_eq!(found, ["one", "two", &astray, "shop"]);
    }

    #[test]
    fn a_shorter_hash_of_an_earlier_version_is_known_and_is_kept_whole_from_then_on() {
        let (token, other) = ("THAAx1", "THAAx2");
        let mut receipt = AccountReceipt { token: hash::short(token), ..AccountReceipt::default() };
        assert!(receipt.is_of(&Token::new(token.to_owned())));
        receipt.lengthen(&Token::new(other.to_owned()));
        assert_eq!(receipt.token, hash::short(token), "it does not speak of that one");
        receipt.lengthen(&Token::new(token.to_owned()));
        assert_eq!(receipt.token, hash::long(token));
        assert!(receipt.is_of(&Token::new(token.to_owned())));
        // The beginning of the whole hash is not enough, nor are they alike for long.
        assert!(!receipt.is_of(&Token::new(other.to_owned())));
        receipt.token.truncate(31);
        assert!(!receipt.is_of(&Token::new(token.to_owned())));
    }

    #[test]
    fn a_user_is_the_same_account_under_a_new_name() {
        let mut receipt = known(|_| ()).receipt.unwrap();
        assert!(receipt.knows("shop_a", "178") && !receipt.knows("shop_a", "179"));
        assert!(!receipt.knows("shop_z", "178"), "another name in the row is another account");
        receipt.record_name("179", "other");
        receipt.record_name("178", "");
        assert_eq!((receipt.username(), receipt.called.as_deref()), ("shop_a", None));
        receipt.record_name("178", "Shop_Z");
        assert_eq!((receipt.username(), receipt.name.as_str()), ("shop_z", "shop_a"));
        receipt.record_name("178", "shop_a");
        assert_eq!(receipt.called, None);
    }

    #[test]
    fn a_token_is_kept_until_a_person_or_its_end_asks_for_more() {
        use AccountAction as A;
        assert_eq!(decided(|_| ()), A::Keep);
        assert_eq!(decided(|it| it.token = "0123abcd".into()), A::Learn);
        assert_eq!(decided(|it| it.user = String::new()), A::Learn);
        assert_eq!(decided(|it| it.name = "shop_b".into()), A::Learn);
        assert_eq!(decided(|it| it.trouble = Some(AccountCode::read("no-scope"))), A::Learn);
        assert_eq!(decided(|it| it.trouble = Some(AccountCode::Expired { days_ago: 3 })), A::Keep);
        assert_eq!(decided(|it| it.expires = Some(now())), A::Expired);
        assert_eq!(decided(|it| it.expires = Some(now() + TimeDelta::seconds(1))), A::Refresh);
    }

    #[test]
    fn a_token_is_renewed_when_it_is_a_day_old_close_to_its_end_and_not_just_refused() {
        let second = TimeDelta::seconds(1);
        let in_two_weeks = now() + TimeDelta::days(14);
        let soon = |it: &mut AccountReceipt| it.expires = Some(now() + TimeDelta::days(3));
        let renews = |change: &dyn Fn(&mut AccountReceipt)| {
            let action = decided(|it| {
                soon(it);
                change(it);
            });
            action == AccountAction::Refresh
        };
        assert!(renews(&|_| ()));
        assert!(!renews(&|it| it.expires = Some(in_two_weeks)));
        assert!(renews(&|it| it.expires = Some(in_two_weeks - second)));
        assert!(renews(&|it| it.issued = Some(now() - TimeDelta::hours(24))));
        assert!(!renews(&|it| it.issued = Some(now() - TimeDelta::hours(24) + second)));
        assert!(renews(&|it| it.refused = Some(now() - TimeDelta::hours(12))));
        assert!(!renews(&|it| it.refused = Some(now() - TimeDelta::hours(12) + second)));
        assert!(renews(&|it| (it.issued, it.expires) = (None, None)));
    }

    #[test]
    fn a_row_shows_the_cells_that_the_program_writes() {
        let row = known(|_| ());
        assert_eq!(row.shows(AccountColumn::Status), "fine");
        assert_eq!(row.shows(AccountColumn::Profile), "");
        assert_eq!(row.own.len(), 1);
    }

    #[test]
    fn a_sealed_token_of_another_user_than_the_names_owner_is_not_used() {
        let key = crate::seal::new_key([1; crate::seal::KEY_BYTES]);
        let seals = Seals::new(crate::seal::Keys::read(&key).unwrap(), "desk");
        let token = Token::new(["TH", "AAQ", &"x1Yz".repeat(30)].concat());
        let sealed = seals.seal(&token, "178", [7; crate::seal::NONCE_BYTES]).unwrap();
        let fault = |user: &str, name: &str| {
            let receipt = format!("account token=0123abcd user={user} name={name}");
            let rows = [["Account", "Token", "Receipt"], ["shop_a", &sealed, &receipt]];
            let rows = rows.map(|row| row.map(Cell::text).to_vec());
            let headings = AccountHeadings::find(&rows).unwrap();
            AccountRow::read(1, &rows[1], &headings, &seals).unwrap().token.err()
        };
        let other_user = CellError::Token(TokenFault::Sealed(SealFault::OtherUser));
        assert_eq!(fault("178", "shop_a"), None);
        assert_eq!(fault("999", "shop_a"), Some(other_user));
        assert_eq!(fault("999", "shop_b"), None, "nobody was found under this name yet");
    }

    #[test]
    fn the_user_is_known_once_the_very_token_in_the_cell_was_verified() {
        assert_eq!(known(|_| ()).user(), Some("178"));
        assert_eq!(known(|it| it.user = String::new()).user(), None);
        assert_eq!(known(|it| it.token = "0123abcd".into()).user(), None);
    }

    #[test]
    fn a_token_is_used_until_it_is_over_or_its_row_is_at_fault() {
        use AccountAction as A;
        assert!([A::Keep, A::Learn, A::Refresh].iter().all(A::is_usable));
        assert!(![A::Expired, A::SameName { other_row: 2 }].iter().any(A::is_usable));
    }

    #[test]
    fn a_token_is_short_lived_by_its_whole_life_and_not_by_what_is_left() {
        let life = |life: TimeDelta| {
            let (issued, expires) = (Some(now()), Some(now() + life));
            AccountReceipt { issued, expires, ..AccountReceipt::default() }.is_short_lived()
        };
        assert!(life(SHORT_LIVED) && !life(SHORT_LIVED + TimeDelta::seconds(1)));
        assert!(!AccountReceipt::default().is_short_lived());
    }

    #[test]
    fn an_account_waits_for_its_cells_but_not_for_a_formula_in_place_of_a_token() {
        let read = |account: Cell, token: Cell, enabled: &str| {
            let titles = ["Account", "Token", "Enabled"].map(Cell::text);
            let headings = AccountHeadings::find(&[titles.to_vec()]).unwrap();
            let cells = [account, token, Cell::text(enabled)];
            AccountRow::read(1, &cells, &headings, &Seals::default()).unwrap()
        };
        let (name, loading) = (Cell::text("shop_a"), Cell::text("Loading..."));
        let formula = Cell { formula: Some("=A1".to_owned()), ..loading.clone() };
        let row = read(loading.clone(), name.clone(), "");
        assert_eq!(row.loading, Some(AccountColumn::Account));
        assert_eq!(row.name, Err(CellError::Loading(PostColumn::Account)));
        assert_eq!(read(name.clone(), loading, "").loading, Some(AccountColumn::Token));
        assert_eq!(read(name.clone(), formula.clone(), "").loading, None);
        assert_eq!(read(formula, name.clone(), "").loading, Some(AccountColumn::Account));
        let enabled = read(name.clone(), name.clone(), "Loading...");
        assert_eq!(enabled.loading, Some(AccountColumn::Enabled));
        assert!(enabled.is_enabled(), "nobody has said no");
        assert_eq!(read(name.clone(), name, "yes").loading, None);
    }

    #[test]
    fn a_row_that_holds_only_what_was_meant_for_another_account_is_known() {
        let titles = ["Account", "Token", "Profile", "Receipt", "memo", "Enabled"].map(Cell::text);
        let headings = AccountHeadings::find(&[titles.to_vec()]).unwrap();
        let account = ["shop_a", "x", "", "", "", ""].map(Cell::text);
        let accounts = [AccountRow::read(1, &account, &headings, &Seals::default()).unwrap()];
        let stray = |name: &str, memo: &str, enabled: Cell| {
            let line = format!("account token=0123abcd user=178 name={name}");
            let mut cells = ["", "", "@shop_a", &line, memo].map(Cell::text).to_vec();
            cells.push(enabled);
            stray(&cells, &headings, &accounts)
        };
        let unticked = Cell { value: Value::Bool(false), ..Cell::default() };
        assert_eq!(stray("shop_a", "", Cell::default()), Some(vec![2, 3]));
        assert_eq!(stray("shop_a", "", unticked), Some(vec![2, 3]));
        assert_eq!(stray("shop_a", "mine", Cell::default()), None);
        assert_eq!(stray("shop_b", "", Cell::default()), None, "there is no such account");
    }

    #[test]
    fn a_tab_of_which_nobody_knows_the_columns_is_searched_for_tokens_cell_by_cell() {
        let token = ["TH", "AA", &"x1".repeat(40)].concat();
        let rows = [["Account", &token], ["x", &format!("his: {token}")]];
        let rows = rows.map(|row| row.map(Cell::text).to_vec());
        let found: Vec<Token> = tokens_in(&rows).collect();
        assert_eq!(found.iter().map(Token::expose).collect::<Vec<_>>(), [&token, &token]);
    }

    #[test]
    fn a_daily_cap_is_a_number_or_nothing_and_a_pause_is_over_when_its_time_has_come() {
        let read = |cap: &str, pause: &str| {
            let titles = ["Account", "Token", "Daily cap", "Pause until"];
            let rows = [titles, ["shop_a", "", cap, pause]].map(|row| row.map(Cell::text).to_vec());
            let headings = AccountHeadings::find(&rows).unwrap();
            AccountRow::read(1, &rows[1], &headings, &Seals::default()).unwrap()
        };
        assert_eq!(read("3", "").daily_cap, Ok(Some(3)));
        assert_eq!(read("", "").daily_cap, Ok(None));
        assert_eq!(read("a few", "").daily_cap, Err("a few".to_owned()));
        let zone = schedule::zone("Asia/Tokyo").unwrap();
        let now = "2026-11-23T01:05:00Z".parse().unwrap();
        let place = Place { zone, locale: "ja_JP".to_owned(), now };
        let pause = |until: &str| read("", until).pause(&place);
        for over in ["", "2026-11-23", "2026-11-23 10:05"] {
            assert_eq!(pause(over), None, "{over}");
        }
        let until = now + TimeDelta::minutes(1);
        assert_eq!(pause("2026-11-23 10:06"), Some(Pause::Until(until)));
        assert_eq!(pause("soon"), Some(Pause::Unclear));
    }
}
