//! What is said of an account that was asked about.

use threadsheet_core::account::{AccountRow, is_refresh_due};
use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::columns::AccountColumn;
use threadsheet_core::headings::AccountHeadings;
use threadsheet_core::i18n::{findings, lists, seals};
use threadsheet_core::place::Place;
use threadsheet_core::plan::AccountStep;
use threadsheet_core::reason::{AccountState, Found, Plans, column};
use threadsheet_core::token_state::{self, Introspection};

use super::range;
use crate::config::Config;
use crate::report::{About, AccountLine, AccountOutcome, Finding};
use crate::run::tokens::introspection;
use crate::threads::Quota;
use crate::threads::wire::TokenFacts;

/// The Accounts tab as it was read, and what is planned by its cells.
pub(crate) struct Tab<'a> {
    pub(crate) rows: &'a [AccountRow],
    pub(crate) steps: &'a [AccountStep],
    pub(crate) headings: &'a AccountHeadings,
    pub(crate) place: &'a Place,
}

/// What the coming posts of an account need of it.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Need {
    /// Whether one of them answers another post.
    pub(crate) has_replies: bool,
    /// Posts and replies that are due.
    pub(crate) due: [usize; 2],
}

/// What is known of an account that was asked about.
pub(crate) struct Diagnosis<'a> {
    account: &'a AccountRow,
    /// What its cells say.
    planned: AccountLine,
    state: AccountState,
    receipt: AccountReceipt,
    facts: Option<TokenFacts>,
    quota: Option<Quota>,
    tab: &'a Tab<'a>,
}

impl Tab<'_> {
    /// Returns the finding about the token, or the name, of which a line tells.
    pub(crate) fn finding(&self, line: &AccountLine, column: AccountColumn) -> Finding {
        Finding {
            about: About::Account(line.row),
            cell: range(self.headings.columns(column), line.row),
            words: line.words.clone(),
            is_wrong: line.outcome == AccountOutcome::NeedsPerson,
            is_news: line.is_news,
        }
    }
}

impl<'a> Diagnosis<'a> {
    pub(crate) fn new(
        (account, planned): (&'a AccountRow, AccountLine),
        introspection: Introspection,
        facts: Option<TokenFacts>,
        quota: Option<Quota>,
        tab: &'a Tab<'a>,
    ) -> Self {
        let (state, receipt) = token_state::judge(introspection, known(account), tab.place);
        let state = state.under(&account.enabled);
        Self { account, planned, state, receipt, facts, quota, tab }
    }

    /// Returns what may still be published in these 24 hours, by a token that works.
    pub(crate) fn quota(&self) -> Option<Quota> {
        self.quota.filter(|_| self.state.is_usable())
    }

    /// Returns the account's line.
    pub(crate) fn line(&self, config: &Config) -> AccountLine {
        let (language, now) = (self.tab.headings.language, self.tab.place.now);
        let within = config.limits.refresh_within;
        let renews = config.scope.refreshes() && is_refresh_due(&self.receipt, within, now);
        let said = self.state.say_of(&self.receipt, language);
        let (outcome, words) = match &self.state {
            AccountState::Unreachable { .. } => (AccountOutcome::Unreachable, said),
            AccountState::ShortLived if config.app_secret.is_some() => {
                (AccountOutcome::ToRenew, Plans::Exchange.say(language))
            }
            AccountState::NotPermitted
                if !self.missing(introspection::missing_scopes).is_empty() =>
            {
                let missing = self.missing(introspection::missing_scopes);
                let lacks = Found::LacksScopes { missing: &missing };
                (AccountOutcome::NeedsPerson, lacks.say(language))
            }
            state if !state.is_usable() => (AccountOutcome::NeedsPerson, said),
            _ if renews => (AccountOutcome::ToRenew, said),
            _ => (AccountOutcome::Fine, said),
        };
        let left = self.quota().map(|left| findings::quota(left.posts, left.replies, language));
        let cell = self.account.token.as_ref().ok().filter(|_| !config.keys.is_empty());
        let is_usable = self.state.is_usable();
        let sealed = cell.map(|cell| seals::standing(cell.seal.as_ref(), is_usable, language));
        let sealed = sealed.map(str::to_owned);
        let words: Vec<String> = [words].into_iter().chain(sealed).chain(left).collect();
        let before = known(self.account).and_then(|known| known.trouble.as_ref());
        let is_wrong = outcome == AccountOutcome::NeedsPerson;
        AccountLine {
            outcome,
            words: lists::sentences(&words, language),
            expires: self.receipt.expires,
            is_news: self.account.enabled != Ok(false)
                && is_wrong
                && self.state.code().as_ref() != before,
            ..self.planned.clone()
        }
    }

    /// Returns what is wrong with the token, or what one that works does not suffice for.
    pub(crate) fn findings(&self, line: &AccountLine, need: Need) -> Vec<Finding> {
        if line.outcome == AccountOutcome::NeedsPerson {
            return vec![self.tab.finding(line, column::of_state(&self.state))];
        }
        if !self.state.is_usable() {
            return Vec::new();
        }
        let language = self.tab.headings.language;
        let found = |found: &Found, is_wrong| Finding {
            about: About::Account(line.row),
            cell: range(self.tab.headings.columns(AccountColumn::Token), line.row),
            words: found.say(language),
            is_wrong,
            is_news: is_wrong && self.account.is_enabled(),
        };
        let mut findings = Vec::new();
        let missing = self.missing(introspection::missing_reply_scopes);
        if !missing.is_empty() {
            let lacks = Found::LacksReplyScopes { missing: &missing };
            // Only wrong where a coming post needs it: many accounts never answer anything.
            findings.push(found(&lacks, need.has_replies));
        }
        // Without figures nothing is called short: Threads itself refuses what is too much.
        let left = self.quota.map_or([u32::MAX; 2], |left| [left.posts, left.replies]);
        for (due, left) in need.due.into_iter().zip(left) {
            if u32::try_from(due).is_ok_and(|due| due > left) {
                findings.push(found(&Found::QuotaShort { due, left }, false));
            }
        }
        findings
    }

    fn missing(&self, of: impl Fn(&TokenFacts) -> Vec<&'static str>) -> Vec<&'static str> {
        self.facts.as_ref().map(of).unwrap_or_default()
    }
}

/// Returns what an earlier run has remembered of the token that is in the cell.
fn known(account: &AccountRow) -> Option<&AccountReceipt> {
    let token = &account.token.as_ref().ok()?.token;
    account.receipt.as_ref().filter(|receipt| receipt.is_of(token))
}
