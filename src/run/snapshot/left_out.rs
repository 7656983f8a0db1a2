//! Columns that hold what a person may expect in a post or of an account, and that have no effect.

use std::collections::BTreeSet;

use threadsheet_core::headings::AccountColumn;
use threadsheet_core::language::Language;
use threadsheet_core::reason::Found;

use super::Snapshot;

impl Snapshot {
    /// Names the columns that nobody knows and that hold pictures or videos, and those of accounts that are not
    /// carried out. No row says so, for each is posted without them.
    pub(crate) fn left_out(&self, language: Language) -> Vec<String> {
        let open = self.posts.iter().filter_map(|row| self.post(row.row()));
        let unknown_media: BTreeSet<usize> =
            open.flat_map(|post| post.unknown_media.iter().copied()).collect();
        let unknown_media =
            self.posts_view.headings.unknown().iter().filter(|(at, _)| unknown_media.contains(at));
        let unknown_media: Vec<String> = unknown_media.map(|(_, header)| header.clone()).collect();
        let accounts = self.accounts_view.headings.language;
        let is_filled = |column: &AccountColumn| {
            self.accounts.iter().any(|account| account.not_carried_out.contains(column))
        };
        let of_accounts = AccountColumn::NOT_CARRIED_OUT.into_iter().filter(is_filled);
        let of_accounts: Vec<String> =
            of_accounts.map(|column| column.header(accounts).to_owned()).collect();
        let tab = &self.accounts_view.tab.title;
        let found = [
            (&unknown_media, Found::MediaElsewhere { headers: &unknown_media }),
            (&of_accounts, Found::AccountsNotCarriedOut { tab, headers: &of_accounts }),
        ];
        let found = found.iter().filter(|(headers, _)| !headers.is_empty());
        found.map(|(_, found)| found.say(language)).collect()
    }
}
