//! Every account, asked about at Threads: its token, and what it may still publish.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use futures_util::future::join_all;
use threadsheet_core::account::{AccountAction, AccountRow};
use threadsheet_core::headings::{AccountColumn, AccountHeadings};
use threadsheet_core::plan::{AccountStep, Plan, Then};
use threadsheet_core::reason::{AccountState, Setback};
use threadsheet_core::sheet::Place;
use threadsheet_core::token::Token;
use tokio::time::{Instant, timeout_at};

use super::chart::Chart;
use super::{Doctor, range};
use crate::job::coming::Coming;
use crate::job::rehearsal::account_line;
use crate::job::{columns, verdict};
use crate::report::checkup::Quota;
use crate::report::{About, AccountLine, AccountOutcome, Finding, News};
use crate::threads::wire::{Profile, TokenFacts};
use crate::threads::{self, Kind, Trouble};

/// How long an account is waited for, all its questions together: the one that hangs is told so, and
/// holds up nobody.
const TIMEOUT: Duration = Duration::from_secs(35);

/// The Accounts tab as it was read, and what is planned by its cells.
pub(super) struct Tab<'a> {
    pub(super) rows: &'a [AccountRow],
    pub(super) steps: &'a [AccountStep],
    pub(super) headings: &'a AccountHeadings,
    pub(super) place: &'a Place,
}

/// What the coming posts need of each account, by its name.
#[derive(Debug, Default)]
pub(super) struct Needs(HashMap<String, Need>);

/// What the coming posts of an account need of it.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Need {
    /// Whether one of them answers another post.
    pub(super) has_replies: bool,
    /// Posts and replies that are due.
    pub(super) due: [usize; 2],
}

/// What was heard about an account.
pub(super) struct Asked {
    pub(super) line: AccountLine,
    pub(super) findings: Vec<Finding>,
    pub(super) quota: Option<Quota>,
    /// Whether there was a token to ask with.
    pub(super) has_token: bool,
    /// Whether no answer came at all.
    pub(super) is_silent: bool,
}

/// The answers to an account's questions.
pub(super) struct Answers {
    pub(super) facts: Result<TokenFacts, Trouble>,
    pub(super) profile: Result<Profile, Trouble>,
    pub(super) quota: Result<threads::Quota, Trouble>,
}

impl Needs {
    pub(super) fn of(coming: &[Coming], plan: &Plan) -> Self {
        let mut needs = HashMap::<String, Need>::new();
        let due = plan.posts.iter().filter(|decision| decision.then == Then::Publish);
        let due: HashSet<usize> = due.map(|decision| decision.row).collect();
        for Coming { post, decision, .. } in coming {
            let need = needs.entry(decision.account.clone()).or_default();
            let is_reply = matches!(post.reply_to, Ok(Some(_)));
            need.has_replies |= is_reply;
            need.due[usize::from(is_reply)] += usize::from(due.contains(&post.row));
        }
        Self(needs)
    }

    fn of_account(&self, name: &str) -> Need {
        self.0.get(name).copied().unwrap_or_default()
    }
}

impl Tab<'_> {
    /// Returns the finding about the token, or the name, of which a line tells.
    pub(super) fn finding(&self, line: &AccountLine, column: AccountColumn) -> Finding {
        Finding {
            about: About::Account(line.row),
            cell: range(self.headings.columns(column), line.row),
            words: line.words.clone(),
            is_wrong: line.outcome == AccountOutcome::NeedsPerson,
            is_news: line.is_news,
        }
    }
}

impl Doctor<'_> {
    /// Asks about all accounts at once; the client bounds how many calls are under way.
    pub(super) async fn accounts(&self, tab: &Tab<'_>, needs: &Needs) -> Vec<Asked> {
        let asked = tab.rows.iter().zip(tab.steps).map(|(account, step)| async move {
            let asked = self.account(account, step, tab, needs.of_account(&step.name)).await;
            (self.watch)(News::Asked(step.name.clone()));
            asked
        });
        join_all(asked).await
    }

    async fn account(
        &self,
        account: &AccountRow,
        step: &AccountStep,
        tab: &Tab<'_>,
        need: Need,
    ) -> Asked {
        let line = account_line(account, step, (tab.place, tab.headings.language), self.settings);
        let is_double = matches!(step.action, AccountAction::SameName { .. });
        let is_waiting = is_double || account.loading.is_some();
        let (Ok(_), Ok(cell), false) = (&account.name, &account.token, is_waiting) else {
            let column = match &step.action {
                AccountAction::Loading(column) => *column,
                AccountAction::Fault(fault) => {
                    columns::of_state(&AccountState::Cell(fault.clone()))
                }
                _ => AccountColumn::Account,
            };
            let findings = vec![tab.finding(&line, column)];
            return Asked { line, findings, quota: None, has_token: false, is_silent: false };
        };
        let Answers { facts, profile, quota } = self.ask(&cell.token).await;
        let is_silent = is_unanswered(&facts) && is_unanswered(&profile);
        let known = account.receipt.as_ref();
        let heard = verdict::hear(&step.name, cell, known, facts.as_ref(), profile);
        let chart = Chart::new(account, line, heard, facts.ok(), quota.ok(), tab);
        let line = chart.line(self.settings);
        let findings = chart.findings(&line, need);
        let (row, quota) = (line.row, chart.quota());
        let quota = quota.map(|left| Quota { row, posts: left.posts, replies: left.replies });
        Asked { line, findings, quota, has_token: true, is_silent }
    }

    async fn ask(&self, token: &Token) -> Answers {
        let limit = self.settings.pace.of(TIMEOUT);
        let asked = async {
            let threads = &self.threads;
            tokio::join!(threads.debug_token(token), threads.me(token), threads.quota(token))
        };
        let answered = timeout_at(self.until.min(Instant::now() + limit), asked).await;
        let silence = Trouble::no_answer(Setback::NoAnswer);
        let (facts, profile, quota) = answered
            .unwrap_or_else(|_| (Err(silence.clone()), Err(silence.clone()), Err(silence.clone())));
        Answers { facts, profile, quota }
    }
}

fn is_unanswered<T>(answer: &Result<T, Trouble>) -> bool {
    answer.as_ref().is_err_and(|trouble| trouble.kind == Kind::NoAnswer)
}
