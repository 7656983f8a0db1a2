//! One account's token: whose it is, how long it lives, and its renewal.

use threadsheet_core::account::{self, AccountAction, AccountReceipt, AccountRow};
use threadsheet_core::hash;
use threadsheet_core::language::Language;
use threadsheet_core::plan::AccountStep;
use threadsheet_core::reason::{AccountState, Setback, days_left};
use threadsheet_core::sheet::instant_after;
use threadsheet_core::token::{Token, TokenCell};

use super::context::Context;
use super::verdict;
use crate::report::{AccountOutcome, News};
use crate::threads::{Kind, Renewed, Trouble};

/// How an account stands in this run.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) state: AccountState,
    pub(super) outcome: AccountOutcome,
    /// What is remembered from now on.
    pub(super) receipt: AccountReceipt,
    /// The token to work with.
    pub(super) token: Option<Token>,
    /// Whether the token is another one than the cell's.
    pub(super) is_renewed: bool,
    /// What passing trouble makes the account pause, if any.
    pub(super) pause: Option<Setback>,
}

/// Finds out how an account stands, and renews its token where that is due.
pub(super) async fn stand(
    account: &AccountRow,
    asked: (&AccountStep, bool),
    context: &Context,
    watch: &dyn Fn(News),
) -> Standing {
    let standing = stand_today(account, asked, context, watch).await;
    let since = account.receipt.as_ref().and_then(|receipt| receipt.unasked);
    let days = since.map_or(0, |since| (context.place.now - since).num_days());
    standing.for_days(days)
}

async fn stand_today(
    account: &AccountRow,
    (step, is_closed): (&AccountStep, bool),
    context: &Context,
    watch: &dyn Fn(News),
) -> Standing {
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
        return Standing::troubled(state, receipt);
    };
    let (name, token) = (step.name.as_str(), &cell.token);
    let known = account.receipt.as_ref();
    let stand = Stand { name, cell, token, known, is_closed, context, watch };
    match &step.action {
        AccountAction::Fault(fault) => {
            Standing::troubled(AccountState::Cell(fault.clone()), receipt)
        }
        AccountAction::SameName { other_row } => {
            Standing::troubled(AccountState::SameName { other_row: *other_row }, receipt)
        }
        AccountAction::Loading(column) => {
            Standing::troubled(AccountState::Loading { days: 0, column: *column }, receipt)
        }
        AccountAction::Expired => stand.expired(receipt),
        AccountAction::Refresh if context.halves.refreshes() => stand.refresh(receipt).await,
        AccountAction::Keep | AccountAction::Refresh => stand.fine(receipt, AccountOutcome::Fine),
        AccountAction::Learn => stand.learn().await,
    }
}

impl Standing {
    fn troubled(state: AccountState, receipt: AccountReceipt) -> Self {
        let outcome = if state.is_unasked() {
            AccountOutcome::Unreachable
        } else {
            AccountOutcome::NeedsPerson
        };
        Self { state, outcome, receipt, token: None, is_renewed: false, pause: None }
    }

    /// Takes note of for how many whole days nothing could be found out: what lasts needs a person.
    fn for_days(self, days: i64) -> Self {
        let state = self.state.for_days(days);
        let is_lasting = state.is_unasked() && state.trouble().is_some();
        let outcome = if is_lasting { AccountOutcome::NeedsPerson } else { self.outcome };
        Self { state, outcome, ..self }
    }

    /// Returns what the account's Token status says.
    pub(super) fn say(&self, language: Language) -> String {
        self.state.say_of(&self.receipt, language)
    }

    /// Takes note of a trouble that came up while the account's posts were dealt with.
    pub(super) fn meets(&mut self, trouble: &Trouble) {
        if let Some(state) = verdict::state_of(trouble) {
            self.state = state;
            self.outcome = AccountOutcome::NeedsPerson;
        } else {
            self.pause = Some(trouble.setback.clone());
        }
        self.token = None;
    }
}

struct Stand<'a> {
    name: &'a str,
    cell: &'a TokenCell,
    token: &'a Token,
    /// What is remembered of the row, be it of an earlier token.
    known: Option<&'a AccountReceipt>,
    /// Whether its cell may not be written.
    is_closed: bool,
    context: &'a Context,
    watch: &'a dyn Fn(News),
}

impl Stand<'_> {
    fn fine(&self, receipt: AccountReceipt, outcome: AccountOutcome) -> Standing {
        let mut state = AccountState::fine(receipt.expires, &self.context.place);
        // A renewal that was refused and is not asked for again yet is as it was.
        let is_refused =
            receipt.trouble.as_deref().is_some_and(|trouble| trouble.starts_with("not-renewed"));
        if let (AccountState::Fine { days: Some(days) }, true) = (&state, is_refused) {
            state = AccountState::NotRenewed { days: *days, setback: Setback::Before };
        }
        let token = Some(self.token.clone());
        Standing { state, outcome, receipt, token, is_renewed: false, pause: None }
    }

    fn expired(&self, receipt: AccountReceipt) -> Standing {
        let (state, receipt) = verdict::expired(receipt, &self.context.place);
        Standing::troubled(state, receipt)
    }

    /// Learns everything about a token that is new to us.
    async fn learn(&self) -> Standing {
        let threads = &self.context.threads;
        let (facts, profile) =
            tokio::join!(threads.debug_token(self.token), threads.me(self.token));
        let heard = verdict::hear(self.name, self.cell, self.known, facts.as_ref(), profile);
        match heard.state {
            Some(AccountState::Expired { .. }) => self.expired(heard.receipt),
            Some(state) => Standing::troubled(state, heard.receipt),
            None if facts.is_ok() && heard.receipt.expires.is_some() => {
                self.known(heard.receipt).await
            }
            // Nobody says how old it is: renewing it tells, or that it is too young for that.
            None => self.try_out(heard.receipt).await,
        }
    }

    /// Goes on with a token of which everything is known.
    async fn known(&self, receipt: AccountReceipt) -> Standing {
        let now = self.context.place.now;
        let Some(expires) = receipt.expires else {
            return self.fine(receipt, AccountOutcome::Learned);
        };
        if expires <= now {
            return self.expired(receipt);
        }
        if receipt.is_short_lived() {
            return self.exchange(receipt).await;
        }
        let is_due = account::is_refresh_due(&receipt, self.context.limits.refresh_within, now);
        if is_due && self.context.halves.refreshes() {
            return self.refresh(receipt).await;
        }
        self.fine(receipt, AccountOutcome::Learned)
    }

    async fn try_out(&self, receipt: AccountReceipt) -> Standing {
        if !self.context.halves.refreshes() || !self.context.is_opened().await {
            return self.fine(receipt, AccountOutcome::Learned);
        }
        if self.is_closed {
            return self.closed(receipt);
        }
        match self.context.threads.refresh(self.token).await {
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
    fn refused(&self, trouble: &Trouble, receipt: AccountReceipt) -> AccountReceipt {
        // Too many calls, or a service in trouble, say nothing about the token.
        let passes = trouble.is_passing() || trouble.kind == Kind::RateLimited;
        let refused = (!passes).then_some(self.context.place.now);
        AccountReceipt { refused, ..receipt }
    }

    async fn exchange(&self, receipt: AccountReceipt) -> Standing {
        let may_exchange =
            self.context.halves.refreshes() && !self.is_closed && self.context.is_opened().await;
        let Some(secret) = self.context.app_secret.as_ref().filter(|_| may_exchange) else {
            return Standing::troubled(AccountState::ShortLived, receipt);
        };
        match self.context.threads.exchange(self.token, secret.expose()).await {
            Ok(renewed) => self.renewed(renewed, receipt),
            Err(trouble)
                if trouble.is_passing()
                    || matches!(trouble.kind, Kind::RateLimited | Kind::QuotaUsed) =>
            {
                Standing::troubled(verdict::unreachable(&trouble), receipt)
            }
            Err(trouble) => {
                let state = verdict::state_of(&trouble).unwrap_or(AccountState::ShortLived);
                Standing::troubled(state, receipt)
            }
        }
    }

    /// Leaves a token alone that could not be kept in its cell once it is renewed.
    fn closed(&self, receipt: AccountReceipt) -> Standing {
        let days = receipt.expires.map(|expires| days_left(expires, &self.context.place));
        let fine = self.fine(receipt, AccountOutcome::NotRenewed);
        Standing { state: AccountState::Protected { days }, ..fine }
    }

    async fn refresh(&self, mut receipt: AccountReceipt) -> Standing {
        if self.is_closed {
            return self.closed(receipt);
        }
        if !self.context.is_opened().await {
            return self.fine(receipt, AccountOutcome::Fine);
        }
        // From then on nothing is asked before the new token stands in its cell.
        if let Ok(profile) = self.context.threads.me(self.token).await {
            receipt.hear_name(&profile.id, &profile.username);
        }
        let trouble = match self.context.threads.refresh(self.token).await {
            Ok(renewed) => return self.renewed(renewed, receipt),
            Err(trouble) => trouble,
        };
        // A refusal is no proof that the token is dead, and no answer none that it was replaced.
        match self.context.threads.me(self.token).await {
            Err(dead) if verdict::state_of(&dead).is_some() => self.unknown(&dead, receipt),
            _ => self.not_renewed(&trouble, receipt),
        }
    }

    fn not_renewed(&self, trouble: &Trouble, receipt: AccountReceipt) -> Standing {
        let fine = self.fine(self.refused(trouble, receipt), AccountOutcome::NotRenewed);
        match fine.receipt.expires {
            Some(expires) => {
                let days = days_left(expires, &self.context.place);
                let state = AccountState::NotRenewed { days, setback: trouble.setback.clone() };
                Standing { state, ..fine }
            }
            None => fine,
        }
    }

    fn renewed(&self, renewed: Renewed, receipt: AccountReceipt) -> Standing {
        (self.watch)(News::Secret(renewed.token.clone()));
        let now = self.context.clock.now();
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
        Standing {
            state: AccountState::fine(receipt.expires, &self.context.place),
            outcome: AccountOutcome::Renewed,
            receipt,
            token: Some(renewed.token),
            is_renewed: true,
            pause: None,
        }
    }

    fn unknown(&self, trouble: &Trouble, receipt: AccountReceipt) -> Standing {
        match verdict::state_of(trouble) {
            Some(AccountState::Expired { .. }) => self.expired(receipt),
            Some(state) => Standing::troubled(state, receipt),
            None => Standing::troubled(verdict::unreachable(trouble), receipt),
        }
    }
}
