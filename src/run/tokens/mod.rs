//! One account's token: whose it is, how long it lives, and its renewal.

pub(crate) mod introspection;

use chrono::TimeDelta;
use threadsheet_core::account::{self, AccountAction, AccountRow};
use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::hash;
use threadsheet_core::language::Language;
use threadsheet_core::place::{Place, instant_after};
use threadsheet_core::plan::AccountStep;
use threadsheet_core::reason::{AccountCode, AccountState, ErrorDetail, days_left};
use threadsheet_core::seal::Seals;
use threadsheet_core::token::Token;
use threadsheet_core::token_cell::TokenCell;
use threadsheet_core::token_state;
use tokio::sync::watch;

use super::deadlines::RunTime;
use super::writer::single_writer::FirstWrite;
use crate::random;
use crate::report::{AccountOutcome, News};
use crate::threads::{ApiError, Kind, Renewed, Threads};

/// The rules by which tokens are looked after.
pub(crate) struct TokenRules {
    /// Whether tokens are renewed and sealed in this run.
    pub(crate) refreshes: bool,
    /// With less than this left a token is renewed.
    pub(crate) refresh_within: TimeDelta,
    /// The app's secret, by which a short-lived token is exchanged for a long-lived one.
    pub(crate) app_secret: Option<Token>,
    /// What tokens are sealed with.
    pub(crate) seals: Seals,
    /// Whether the sheet was written: nothing is renewed before.
    pub(crate) first_write: watch::Receiver<FirstWrite>,
}

impl TokenRules {
    /// Seals a token for a Threads user, by id; `None` without a key.
    pub(crate) fn seal(&self, token: &Token, user: &str) -> Option<String> {
        random::bytes().and_then(|nonce| self.seals.seal(token, user, nonce))
    }
}

/// What looking after a token needs, borrowed from the run.
#[derive(Clone, Copy)]
pub(crate) struct TokenStage<'a> {
    pub(crate) threads: &'a Threads,
    pub(crate) rules: &'a TokenRules,
    pub(crate) time: &'a RunTime,
    pub(crate) place: &'a Place,
}

impl TokenStage<'_> {
    /// Waits for the first write, and tells whether it has succeeded: nothing is renewed without.
    async fn sheet_was_written(self) -> bool {
        let mut first_write = self.rules.first_write.clone();
        let known = first_write.wait_for(|state| *state != FirstWrite::Pending).await;
        // Where nothing had to be written, nobody knows whether the sheet can be: `Unwritten` is a no.
        known.is_ok_and(|state| *state == FirstWrite::Written) && !self.time.is_halted()
    }
}

/// How an account stands in this run: what it may do, and with which token.
#[derive(Debug)]
pub(crate) struct Access {
    pub(crate) state: AccountState,
    pub(crate) outcome: AccountOutcome,
    /// What is remembered from now on.
    pub(crate) receipt: AccountReceipt,
    /// The token to work with.
    pub(crate) token: Option<Token>,
    /// Whether the token is another one than the cell's.
    pub(crate) is_renewed: bool,
    /// What passing trouble makes the account pause, if any.
    pub(crate) pause: Option<ErrorDetail>,
}

/// Finds out how an account stands, and renews its token where that is due.
pub(crate) async fn check_token(
    account: &AccountRow,
    asked: (&AccountStep, bool),
    stage: TokenStage<'_>,
    observer: &dyn Fn(News),
) -> Access {
    let access = check_today(account, asked, stage, observer).await.under(&account.enabled);
    let since = account.receipt.as_ref().and_then(|receipt| receipt.unasked);
    let days = since.map_or(0, |since| (stage.place.now - since).num_days());
    access.for_days(days)
}

async fn check_today(
    account: &AccountRow,
    (step, is_closed): (&AccountStep, bool),
    stage: TokenStage<'_>,
    observer: &dyn Fn(News),
) -> Access {
    let receipt = account.receipt.clone().unwrap_or_default();
    let Ok(cell) = &account.token else {
        let state = match &step.action {
            AccountAction::SameName { other_row } => {
                AccountState::SameName { other_row: *other_row }
            }
            AccountAction::Fault(fault) => AccountState::Cell(fault.clone()),
            AccountAction::Loading(column) => AccountState::Loading { days: 0, column: *column },
            _ => AccountState::Invalid,
        };
        return Access::troubled(state, receipt);
    };
    let (name, token) = (step.name.as_str(), &cell.token);
    let known = account.receipt.as_ref();
    let check_token = TokenCheck { name, cell, token, known, is_closed, stage, observer };
    match &step.action {
        AccountAction::Fault(fault) => Access::troubled(AccountState::Cell(fault.clone()), receipt),
        AccountAction::SameName { other_row } => {
            Access::troubled(AccountState::SameName { other_row: *other_row }, receipt)
        }
        AccountAction::Loading(column) => {
            Access::troubled(AccountState::Loading { days: 0, column: *column }, receipt)
        }
        AccountAction::Expired => check_token.expired(receipt),
        AccountAction::Refresh if stage.rules.refreshes => check_token.refresh(receipt).await,
        AccountAction::Keep | AccountAction::Refresh => {
            check_token.fine(receipt, AccountOutcome::Fine)
        }
        AccountAction::Learn => check_token.learn().await,
    }
}

impl Access {
    fn troubled(state: AccountState, receipt: AccountReceipt) -> Self {
        let outcome = if state.is_unasked() {
            AccountOutcome::Unreachable
        } else {
            AccountOutcome::NeedsPerson
        };
        Self { state, outcome, receipt, token: None, is_renewed: false, pause: None }
    }

    /// Takes note of an Enabled cell that says neither yes nor no; the token is looked after all the same.
    fn under(self, enabled: &Result<bool, String>) -> Self {
        let state = self.state.under(enabled);
        let is_unclear = matches!(state, AccountState::EnabledUnclear { .. });
        let outcome = if is_unclear { AccountOutcome::NeedsPerson } else { self.outcome };
        Self { state, outcome, ..self }
    }

    /// Takes note of for how many whole days nothing could be found out: what lasts needs a person.
    fn for_days(self, days: i64) -> Self {
        let state = self.state.for_days(days);
        let is_lasting = state.is_unasked() && state.code().is_some();
        let outcome = if is_lasting { AccountOutcome::NeedsPerson } else { self.outcome };
        Self { state, outcome, ..self }
    }

    /// Returns what the account's Token status says.
    pub(crate) fn say(&self, language: Language) -> String {
        self.state.say_of(&self.receipt, language)
    }

    /// Takes note of a trouble that came up while the account's posts were dealt with.
    pub(crate) fn record_error(&mut self, trouble: &ApiError) {
        if let Some(state) = introspection::state_of(trouble) {
            self.state = state;
            self.outcome = AccountOutcome::NeedsPerson;
        } else {
            self.pause = Some(trouble.detail.clone());
        }
        self.token = None;
    }
}

struct TokenCheck<'a> {
    name: &'a str,
    cell: &'a TokenCell,
    token: &'a Token,
    /// What is remembered of the row, be it of an earlier token.
    known: Option<&'a AccountReceipt>,
    /// Whether its cell may not be written.
    is_closed: bool,
    stage: TokenStage<'a>,
    observer: &'a dyn Fn(News),
}

impl TokenCheck<'_> {
    fn fine(&self, receipt: AccountReceipt, outcome: AccountOutcome) -> Access {
        let mut state = AccountState::fine(receipt.expires, self.stage.place);
        // A renewal that was refused and is not asked for again yet is as it was.
        let is_refused = matches!(receipt.trouble, Some(AccountCode::NotRenewed { .. }));
        if let (AccountState::Fine { days: Some(days) }, true) = (&state, is_refused) {
            state = AccountState::NotRenewed { days: *days, detail: ErrorDetail::Before };
        }
        let token = Some(self.token.clone());
        Access { state, outcome, receipt, token, is_renewed: false, pause: None }
    }

    fn expired(&self, receipt: AccountReceipt) -> Access {
        let (state, receipt) = token_state::expired(receipt, self.stage.place);
        Access::troubled(state, receipt)
    }

    /// Learns everything about a token that is new to us.
    async fn learn(&self) -> Access {
        let threads = &self.stage.threads;
        let (facts, profile) =
            tokio::join!(threads.debug_token(self.token), threads.me(self.token));
        let introspection =
            introspection::introspect(self.name, self.cell, self.known, facts.as_ref(), profile);
        match introspection.state {
            Some(AccountState::Expired { .. }) => self.expired(introspection.receipt),
            Some(state) => Access::troubled(state, introspection.receipt),
            None if facts.is_ok() && introspection.receipt.expires.is_some() => {
                self.known(introspection.receipt).await
            }
            // Nobody says how old it is: renewing it tells, or that it is too young for that.
            None => self.try_out(introspection.receipt).await,
        }
    }

    /// Goes on with a token of which everything is known.
    async fn known(&self, receipt: AccountReceipt) -> Access {
        match token_state::by_dates(receipt, self.stage.place) {
            (AccountState::ShortLived, receipt) => self.exchange(receipt).await,
            (AccountState::Fine { .. }, receipt) => {
                let (within, now) = (self.stage.rules.refresh_within, self.stage.place.now);
                let is_due = account::is_refresh_due(&receipt, within, now);
                if is_due && self.stage.rules.refreshes {
                    return self.refresh(receipt).await;
                }
                self.fine(receipt, AccountOutcome::Learned)
            }
            (state, receipt) => Access::troubled(state, receipt),
        }
    }

    async fn try_out(&self, receipt: AccountReceipt) -> Access {
        if self.is_closed && self.stage.rules.refreshes {
            return self.protected_cells(receipt);
        }
        if !self.stage.rules.refreshes || !self.stage.sheet_was_written().await {
            return self.fine(receipt, AccountOutcome::Learned);
        }
        match self.stage.threads.refresh(self.token).await {
            Ok(renewed) => self.renewed(renewed, receipt),
            Err(trouble) => {
                // Refused, it may be too young: its day begins now. Of one that was not judged, the age
                // stays unknown, and the next run tries again.
                let receipt = self.refused(&trouble, receipt);
                let issued = receipt.issued.or(receipt.refused);
                self.fine(AccountReceipt { issued, ..receipt }, AccountOutcome::Learned)
            }
        }
    }

    /// Takes note of a renewal that was refused, so that it is not asked for in every run.
    fn refused(&self, trouble: &ApiError, receipt: AccountReceipt) -> AccountReceipt {
        // Too many calls, or a service in trouble, say nothing about the token.
        let passes = trouble.is_passing() || trouble.kind == Kind::RateLimited;
        let refused = (!passes).then_some(self.stage.place.now);
        AccountReceipt { refused, ..receipt }
    }

    async fn exchange(&self, receipt: AccountReceipt) -> Access {
        let may_exchange =
            self.stage.rules.refreshes && !self.is_closed && self.stage.sheet_was_written().await;
        let Some(secret) = self.stage.rules.app_secret.as_ref().filter(|_| may_exchange) else {
            return Access::troubled(AccountState::ShortLived, receipt);
        };
        match self.stage.threads.exchange(self.token, secret.expose()).await {
            Ok(renewed) => self.renewed(renewed, receipt),
            Err(trouble)
                if trouble.is_passing()
                    || matches!(trouble.kind, Kind::RateLimited | Kind::QuotaUsed) =>
            {
                Access::troubled(introspection::unreachable(&trouble), receipt)
            }
            Err(trouble) => {
                let state = introspection::state_of(&trouble).unwrap_or(AccountState::ShortLived);
                Access::troubled(state, receipt)
            }
        }
    }

    /// Leaves a token alone that could not be kept in its cell once it is renewed.
    fn protected_cells(&self, receipt: AccountReceipt) -> Access {
        let days = receipt.expires.map(|expires| days_left(expires, self.stage.place));
        let fine = self.fine(receipt, AccountOutcome::NotRenewed);
        Access { state: AccountState::Protected { days }, ..fine }
    }

    async fn refresh(&self, mut receipt: AccountReceipt) -> Access {
        if self.is_closed {
            return self.protected_cells(receipt);
        }
        if !self.stage.sheet_was_written().await {
            return self.fine(receipt, AccountOutcome::Fine);
        }
        // From then on nothing is asked before the new token stands in its cell.
        if let Ok(profile) = self.stage.threads.me(self.token).await {
            receipt.record_name(&profile.id, &profile.username);
        }
        let trouble = match self.stage.threads.refresh(self.token).await {
            Ok(renewed) => return self.renewed(renewed, receipt),
            Err(trouble) => trouble,
        };
        // A refusal is no proof that the token is dead, and no answer none that it was replaced.
        match self.stage.threads.me(self.token).await {
            Err(dead) if introspection::state_of(&dead).is_some() => self.unknown(&dead, receipt),
            _ => self.not_renewed(&trouble, receipt),
        }
    }

    fn not_renewed(&self, trouble: &ApiError, receipt: AccountReceipt) -> Access {
        let fine = self.fine(self.refused(trouble, receipt), AccountOutcome::NotRenewed);
        match fine.receipt.expires {
            Some(expires) => {
                let days = days_left(expires, self.stage.place);
                let state = AccountState::NotRenewed { days, detail: trouble.detail.clone() };
                Access { state, ..fine }
            }
            None => fine,
        }
    }

    fn renewed(&self, renewed: Renewed, receipt: AccountReceipt) -> Access {
        // Masked before anything can be said of it.
        (self.observer)(News::Secret(renewed.token.clone()));
        let now = self.stage.time.clock.now();
        let expires = instant_after(now, renewed.lives.as_secs());
        let token = hash::long(renewed.token.expose());
        let receipt = AccountReceipt {
            token,
            issued: Some(now),
            expires,
            refused: None,
            trouble: None,
            ..receipt
        };
        Access {
            state: AccountState::fine(receipt.expires, self.stage.place),
            outcome: AccountOutcome::Renewed,
            receipt,
            token: Some(renewed.token),
            is_renewed: true,
            pause: None,
        }
    }

    fn unknown(&self, trouble: &ApiError, receipt: AccountReceipt) -> Access {
        match introspection::state_of(trouble) {
            Some(AccountState::Expired { .. }) => self.expired(receipt),
            Some(state) => Access::troubled(state, receipt),
            None => Access::troubled(introspection::unreachable(trouble), receipt),
        }
    }
}
