//! What of a plan one of several runs does, where each has a part of the accounts.
//!
//! The plan is made of the whole sheet first: what a row may do depends on other people's rows too.

use std::collections::HashSet;

use super::{AccountStep, Decision, Plan, Row, Sheet, Step, Then};
use crate::account::AccountRow;
use crate::columns::PostStatus;
use crate::row_state::RowState;
use crate::shard::Shard;

impl Plan {
    /// Leaves what a shard does: its accounts and their posts. The first shard also has the rows that
    /// belong to no account of the sheet.
    #[must_use]
    pub fn share(self, shard: Shard, sheet: &Sheet) -> Self {
        // Another part's next post costs a look, and no more.
        let Self { is_first_contact, accounts, posts, next } = self.share_of_posts(shard, sheet);
        // The plan holds one step for each account row, in the same order, so zipping pairs them.
        let rows = sheet.accounts.iter().zip(accounts);
        let own = rows.filter(|(row, _)| shard.has(row.name.as_deref().ok()));
        let accounts = own.map(|(_, step)| step).collect();
        Self { is_first_contact, accounts, posts, next }
    }

    /// Leaves the posts of a shard's accounts, and all accounts.
    #[must_use]
    pub fn share_of_posts(mut self, shard: Shard, sheet: &Sheet) -> Self {
        // A single run keeps everything, also rows whose account no shard would claim.
        if shard.is_whole() {
            return self;
        }
        let known: HashSet<&str> =
            sheet.accounts.iter().filter_map(|account| account.name.as_deref().ok()).collect();
        let is_own = |decision: &Decision| {
            // A doubt goes to the run that holds a token of the sender, which need not be the account in the
            // cell by now.
            if decision.is_in_doubt() {
                let line = line_of(decision, sheet.posts);
                let steps = sheet.accounts.iter().zip(&self.accounts);
                let asker = asker(steps, decision, line.as_ref());
                return shard.has(asker.and_then(|(account, _)| account.name.as_deref().ok()));
            }
            // A name that is in no account row becomes `None` and so falls to the first shard: one run, and not
            // all, says so.
            shard.has(known.get(decision.account.as_str()).copied())
        };
        // The run that makes the Log ends first contact for all runs, so it sets aside the late posts of all.
        let is_for_all = |decision: &Decision| {
            self.is_first_contact && decision.shows == Some(PostStatus::Missed)
        };
        self.posts.retain(|decision| is_own(decision) || is_for_all(decision));
        self
    }
}

impl Decision {
    /// Tells whether what was sent for the row is to be asked about.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        matches!(self.then, Then::Resolve | Then::Look)
    }
}

/// Returns the account that can ask what became of a row's container, whatever the row's cell says now:
/// the one that holds a token of the Threads user who sent it, under whatever name; else the one of
/// that name, unless it is known to be another user's. `line` is the row's state.
#[must_use]
pub fn asker<'a>(
    accounts: impl Iterator<Item = (&'a AccountRow, &'a AccountStep)>,
    decision: &Decision,
    line: Option<&RowState>,
) -> Option<(&'a AccountRow, &'a AccountStep)> {
    // The line knows who sent the container; the Account cell may have been edited afterwards.
    let name = line.and_then(|line| line.sender.as_deref()).unwrap_or(&decision.account);
    let user = line.and_then(|line| line.user.as_deref());
    let may_be = |account: &AccountRow| match (user, account.user()) {
        (Some(user), Some(own)) => user == own,
        // Where either id is unknown, as with lines of earlier versions, the name alone decides.
        _ => true,
    };
    let holds = |account: &AccountRow| user.is_some() && account.user() == user;
    // Where an account has two rows, the one with the better token is taken.
    let rank = |(account, step): &(&AccountRow, &AccountStep)| {
        // `false` sorts first, so each condition is negated.
        (!step.action.is_usable(), !holds(account), step.name != name)
    };
    accounts
        .filter(|(account, step)| holds(account) || step.name == name && may_be(account))
        .min_by_key(rank)
}

/// Returns the row's state, as it will be once the decision is carried out.
fn line_of(decision: &Decision, posts: &[Row]) -> Option<RowState> {
    // The cell of such a row is empty or out of date; the sender stands in the restored line.
    if let Step::Restore(known) = &decision.step {
        return Some(known.as_ref().clone());
    }
    let at = posts.binary_search_by_key(&decision.row, Row::row).ok()?;
    posts.get(at)?.receipt()
}
