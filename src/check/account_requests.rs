//! Every account, asked about at Threads: its token, and what it may still publish.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use futures_util::future::join_all;
use threadsheet_core::account::{AccountAction, AccountRow};
use threadsheet_core::columns::AccountColumn;
use threadsheet_core::plan::{AccountStep, Plan, Then};
use threadsheet_core::reason::{AccountState, ErrorDetail, column};
use threadsheet_core::token::Token;
use threadsheet_core::upcoming::Upcoming;
use tokio::time::{Instant, timeout_at};

use super::HealthCheck;
use super::account_findings::{Diagnosis, Need, Tab};
use crate::report::checkup::Quota;
use crate::report::{AccountLine, Finding, News};
use crate::run::report_lines::account_line;
use crate::run::tokens::introspection;
use crate::threads::wire::{Profile, TokenFacts};
use crate::threads::{self, ApiError, Kind};

/// How long all questions about one account may take together: an account that hangs is reported, and delays no
/// other.
const TIMEOUT: Duration = Duration::from_secs(35);

/// What the coming posts need of each account, by its name.
#[derive(Debug, Default)]
pub(crate) struct Needs(HashMap<String, Need>);

/// What was heard about an account.
pub(crate) struct Asked {
    pub(crate) line: AccountLine,
    pub(crate) findings: Vec<Finding>,
    pub(crate) quota: Option<Quota>,
    /// Whether there was a token to ask with.
    pub(crate) has_token: bool,
    /// Whether no answer came at all.
    pub(crate) is_silent: bool,
}

/// The answers to an account's questions.
pub(crate) struct Answers {
    pub(crate) facts: Result<TokenFacts, ApiError>,
    pub(crate) profile: Result<Profile, ApiError>,
    pub(crate) quota: Result<threads::Quota, ApiError>,
}

impl Needs {
    pub(crate) fn of(upcoming: &[Upcoming], plan: &Plan) -> Self {
        let mut needs = HashMap::<String, Need>::new();
        let due = plan.posts.iter().filter(|decision| decision.then == Then::Publish);
        let due: HashSet<usize> = due.map(|decision| decision.row).collect();
        for Upcoming { post, decision, .. } in upcoming {
            let need = needs.entry(decision.account.clone()).or_default();
            let is_reply = post.is_reply();
            need.has_replies |= is_reply;
            // Threads counts posts and replies against two quotas.
            need.due[usize::from(is_reply)] += usize::from(due.contains(&post.row));
        }
        Self(needs)
    }

    fn of_account(&self, name: &str) -> Need {
        self.0.get(name).copied().unwrap_or_default()
    }
}

impl HealthCheck<'_> {
    /// Asks about all accounts at once; the client bounds how many calls are under way.
    pub(crate) async fn accounts(&self, tab: &Tab<'_>, needs: &Needs) -> Vec<Asked> {
        let asked = tab.rows.iter().zip(tab.steps).map(|(account, step)| async move {
            let asked = self.account(account, step, tab, needs.of_account(&step.name)).await;
            (self.observer)(News::Asked(step.name.clone()));
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
        let line = account_line(account, step, (tab.place, tab.headings.language), self.config);
        let is_double = matches!(step.action, AccountAction::SameName { .. });
        // Of two rows with one name nobody knows which is meant, and a formula may yet show another token: neither is
        // asked about.
        let is_waiting = is_double || account.loading.is_some();
        let (Ok(_), Ok(cell), false) = (&account.name, &account.token, is_waiting) else {
            let column = match &step.action {
                AccountAction::Loading(column) => *column,
                AccountAction::Fault(fault) => column::of_state(&AccountState::Cell(fault.clone())),
                _ => AccountColumn::Account,
            };
            let findings = vec![tab.finding(&line, column)];
            return Asked { line, findings, quota: None, has_token: false, is_silent: false };
        };
        let Answers { facts, profile, quota } = self.ask(&cell.token).await;
        // Either answer tells whose token it is or that it is refused; without the quota alone nothing is amiss.
        let is_silent = is_unanswered(&facts) && is_unanswered(&profile);
        let known = account.receipt.as_ref();
        let introspection =
            introspection::introspect(&step.name, cell, known, facts.as_ref(), profile);
        let diagnosis = Diagnosis::new((account, line), introspection, facts.ok(), quota.ok(), tab);
        let line = diagnosis.line(self.config);
        let findings = diagnosis.findings(&line, need);
        let (row, quota) = (line.row, diagnosis.quota());
        let quota = quota.map(|left| Quota { row, posts: left.posts, replies: left.replies });
        Asked { line, findings, quota, has_token: true, is_silent }
    }

    async fn ask(&self, token: &Token) -> Answers {
        let limit = self.config.time_scale.of(TIMEOUT);
        let asked = async {
            let threads = &self.threads;
            tokio::join!(threads.debug_token(token), threads.me(token), threads.quota(token))
        };
        let answered = timeout_at(self.until.min(Instant::now() + limit), asked).await;
        let silence = ApiError::no_answer(ErrorDetail::NoAnswer);
        let (facts, profile, quota) = answered
            .unwrap_or_else(|_| (Err(silence.clone()), Err(silence.clone()), Err(silence.clone())));
        Answers { facts, profile, quota }
    }
}

fn is_unanswered<T>(answer: &Result<T, ApiError>) -> bool {
    answer.as_ref().is_err_and(|trouble| trouble.kind == Kind::NoAnswer)
}
