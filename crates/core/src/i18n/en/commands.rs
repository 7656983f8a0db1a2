//! What the terminal shows around a report: headings, outcomes, summaries, the demo's narration.

use crate::reason::Counts;

pub(crate) const ACCOUNTS: &str = "Accounts";
pub(crate) const POSTS: &str = "Posts";
pub(crate) const SETTINGS: &str = "Settings";
pub(crate) const READING: &str = "Reading the spreadsheet";
pub(crate) const ALL_WELL: &str = "Nothing is wrong.";
pub(crate) const NOTHING_TO_DO: &str = "Nothing to do.";
pub(crate) const ONLY_A_PLAN: &str = "Dry run: nothing was changed.";

pub(crate) fn summary(counts: Counts, is_plan: bool) -> String {
    let Counts { published, waiting, need_person, renewed } = counts;
    let [to_publish, to_renew] =
        if is_plan { ["to publish", "to renew"] } else { ["published", "renewed"] };
    format!(
        "{published} {to_publish}, {waiting} waiting; tokens: {renewed} {to_renew}. Needs your attention: {need_person}."
    )
}

pub(crate) fn read(accounts: usize, posts: usize) -> String {
    format!("Spreadsheet read. Accounts: {accounts}. Posts to look after: {posts}.")
}

pub(crate) fn waits(account: Option<String>, until: &str) -> String {
    match account {
        Some(account) => format!("{account}: pausing between two posts until {until}."),
        None => format!("Waiting for posts that come due until {until}."),
    }
}

pub(crate) fn row(row: usize) -> String {
    format!("row {row}")
}

/// Outcomes of accounts, of a run and of a plan.
pub(crate) mod account {
    pub(crate) const FINE: &str = "works";
    pub(crate) const LEARNED: &str = "checked";
    pub(crate) const LEARNED_PLAN: &str = "to check";
    pub(crate) const RENEWED: &str = "renewed";
    pub(crate) const RENEWED_PLAN: &str = "to renew";
    pub(crate) const NOT_RENEWED: &str = "works";
    pub(crate) const UNREACHABLE: &str = "no answer";
    pub(crate) const NEEDS_PERSON: &str = "needs you";
}

/// What is said of a post that is made ready before its time.
pub(crate) mod soon {
    use crate::i18n::en::LANGUAGE;
    use crate::reason::Refusal;

    pub(crate) const READY: &str = "Ready; goes out at its time.";

    pub(crate) fn not_ready(refusal: &Refusal) -> String {
        let refusal = refusal.say(LANGUAGE);
        format!("Not ready yet; it is tried again at its time. {refusal}")
    }
}

/// Outcomes of posts, of a run and of a plan.
pub(crate) mod post {
    pub(crate) const PUBLISHED: &str = "published";
    pub(crate) const PUBLISHED_PLAN: &str = "to publish";
    pub(crate) const PUBLISHING: &str = "in doubt";
    pub(crate) const WAITING: &str = "waits";
    pub(crate) const FAILED: &str = "failed";
    pub(crate) const TO_FIX: &str = "to fix";
    pub(crate) const CHECK: &str = "check";
    pub(crate) const MISSED: &str = "missed";
    pub(crate) const RESTORED: &str = "put back";
    pub(crate) const DRAFT: &str = "draft";
}

/// What the demo says between the tables.
pub(crate) mod demo {
    pub(crate) const WELCOME: &str = "A practice spreadsheet with three Threads accounts and their posts. Everything in it is made up, and it all stays on this machine.";
    pub(crate) const BEFORE: &str = "The sheet before";
    pub(crate) const RUN: &str = "$ threadsheet run";
    pub(crate) const AFTER: &str = "The sheet after";
    pub(crate) const AGAIN: &str = "$ threadsheet run   (once more)";
    pub(crate) const WEEK: &str = "$ threadsheet preview";
    pub(crate) const NEXT: &str = "With your own accounts";

    pub(crate) fn steps() -> [&'static str; 3] {
        [
            "1. Share an empty spreadsheet with a service account; threadsheet init sets it up.",
            "2. Paste each account's token into its Token cell once; it then renews automatically.",
            "3. threadsheet check; then threadsheet run, twice an hour. See README.md.",
        ]
    }

    pub(crate) fn public(posts: usize, answers: usize) -> String {
        format!("The practice Threads now shows {posts} posts, {answers} of them as replies.")
    }

    pub(crate) fn still_public(posts: usize) -> String {
        format!("Still {posts} posts: nothing goes out twice.")
    }
}
