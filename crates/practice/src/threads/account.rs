//! The accounts, and how much of its quota each has used.

use chrono::{DateTime, TimeDelta, Utc};

use super::Threads;
use super::media::MediaFile;

/// Source: <https://developers.facebook.com/docs/threads/overview> (Rate limiting).
pub(super) const POSTS_A_DAY: usize = 250;

/// Source: <https://developers.facebook.com/docs/threads/overview> (Rate limiting).
pub(super) const REPLIES_A_DAY: usize = 1000;

/// Source: <https://developers.facebook.com/docs/threads/overview> (Rate limiting).
pub(super) const DELETIONS_A_DAY: usize = 100;

/// A Threads account.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) username: String,
    pub(super) is_tester: bool,
    pub(super) is_restricted: bool,
    pub(super) may_gate: bool,
    pub(super) posts_used: usize,
    pub(super) replies_used: usize,
}

impl Threads {
    /// Adds an account, if there is none of that user name, and returns its user id of 17 digits.
    pub fn add_account(&mut self, username: &str) -> String {
        let place = self.account_place(username);
        self.account_at(place).map(|account| account.id.clone()).unwrap_or_default()
    }

    /// Gives an account another user name, as its owner can; its id stays.
    pub fn rename(&mut self, username: &str, to: &str) {
        self.change(username, |account| to.clone_into(&mut account.username));
        // Lists and quotas find posts by the user name; permalinks keep the one that they were made with.
        let own = self.posts.iter_mut().filter(|post| post.account == username);
        own.for_each(|post| to.clone_into(&mut post.account));
    }

    /// Restricts an account: it makes no container and publishes none (4279013).
    pub fn restrict(&mut self, username: &str) {
        self.change(username, |account| account.is_restricted = true);
    }

    /// Lifts a restriction.
    pub fn unrestrict(&mut self, username: &str) {
        self.change(username, |account| account.is_restricted = false);
    }

    /// Leaves an account's tester invitation unanswered: every call is refused with 100/10.
    pub fn withdraw_invitation(&mut self, username: &str) {
        self.change(username, |account| account.is_tester = false);
    }

    /// Accepts an account's tester invitation, as every new account has.
    pub fn accept_invitation(&mut self, username: &str) {
        self.change(username, |account| account.is_tester = true);
    }

    /// Lets an account gate its posts by country.
    pub fn allow_geo_gating(&mut self, username: &str) {
        self.change(username, |account| account.may_gate = true);
    }

    /// Counts posts and replies that were made elsewhere against the account's quota, until the
    /// next call of this.
    pub fn set_quota_used(&mut self, username: &str, posts: usize, replies: usize) {
        self.change(username, |account| {
            account.posts_used = posts;
            account.replies_used = replies;
        });
    }

    /// Says what the world's web serves at an address.
    pub fn host_media(&mut self, url: &str, file: MediaFile) {
        self.web.host(url, file);
    }

    pub(super) fn account_at(&self, place: usize) -> Option<&Account> {
        self.accounts.get(place)
    }

    pub(super) fn username_at(&self, place: usize) -> &str {
        self.account_at(place).map(|account| account.username.as_str()).unwrap_or_default()
    }

    pub(super) fn account_place(&mut self, username: &str) -> usize {
        if let Some(place) = self.accounts.iter().position(|known| known.username == username) {
            return place;
        }
        let id = self.serial.id(1784);
        self.accounts.push(Account {
            id,
            username: username.to_owned(),
            is_tester: true,
            is_restricted: false,
            may_gate: false,
            posts_used: 0,
            replies_used: 0,
        });
        self.accounts.len() - 1
    }

    /// Returns how many posts and how many replies of an account count against its quota.
    pub(super) fn used(&self, place: usize, now: DateTime<Utc>) -> (usize, usize) {
        let Some(account) = self.account_at(place) else { return (0, 0) };
        // The quota is of the last 24 hours, not of a calendar day.
        let day = now - TimeDelta::days(1);
        let recent = |is_reply: bool| {
            let counts = |post: &&super::Post| {
                post.account == account.username
                    && post.published > day
                    && post.reply_to.is_some() == is_reply
            };
            self.posts.iter().filter(counts).count()
        };
        (account.posts_used + recent(false), account.replies_used + recent(true))
    }

    fn change(&mut self, username: &str, change: impl FnOnce(&mut Account)) {
        let place = self.account_place(username);
        if let Some(account) = self.accounts.get_mut(place) {
            change(account);
        }
    }
}
