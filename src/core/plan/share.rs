//! What of a plan one of several runs does, where each has a part of the accounts.
//!
//! The plan is made of the whole sheet first: what a row may do depends on other people's rows too.

use std::collections::HashSet;

use super::{Decision, Plan, Row, Sheet, Step, Then};
use crate::core::headings::PostStatus;
use crate::core::shard::Shard;

impl Plan {
    /// Leaves what a shard does: its accounts and their posts. The first shard also has the rows that
    /// belong to no account of the sheet.
    #[must_use]
    pub fn share(self, shard: Shard, sheet: &Sheet) -> Self {
        // Another part's next post costs a look, and no more.
        let Self { is_first_contact, accounts, posts, next } = self.share_of_posts(shard, sheet);
        let rows = sheet.accounts.iter().zip(accounts);
        let own = rows.filter(|(row, _)| shard.has(row.name.as_deref().ok()));
        let accounts = own.map(|(_, step)| step).collect();
        Self { is_first_contact, accounts, posts, next }
    }

    /// Leaves the posts of a shard's accounts, and all accounts.
    #[must_use]
    pub fn share_of_posts(mut self, shard: Shard, sheet: &Sheet) -> Self {
        if shard.is_whole() {
            return self;
        }
        let known: HashSet<&str> =
            sheet.accounts.iter().filter_map(|account| account.name.as_deref().ok()).collect();
        let is_own = |decision: &Decision| {
            let sender = sender_of(decision, sheet.posts);
            shard.has(known.get(decision.acting(sender.as_deref())).copied())
        };
        // Whoever makes the Log ends first contact for everybody, so it sets aside for everybody.
        let is_for_all = |decision: &Decision| {
            self.is_first_contact && decision.shows == Some(PostStatus::Missed)
        };
        self.posts.retain(|decision| is_own(decision) || is_for_all(decision));
        self
    }
}

impl Decision {
    /// Returns the name of the account that acts on this decision, given the account that sent the row's
    /// container: what was sent is asked about by that one, whatever the cell says now.
    #[must_use]
    pub fn acting<'a>(&'a self, sender: Option<&'a str>) -> &'a str {
        let is_sent = matches!(self.then, Then::Settle | Then::Look);
        sender.filter(|_| is_sent).unwrap_or(&self.account)
    }
}

/// Returns who sent the row's container, as the row will say once the decision is carried out.
fn sender_of(decision: &Decision, posts: &[Row]) -> Option<String> {
    if let Step::Restore(known) = &decision.step {
        return known.sender.clone();
    }
    let at = posts.binary_search_by_key(&decision.row, Row::row).ok()?;
    posts.get(at)?.receipt()?.sender
}
