//! What the terminal shows around a report: headings, outcomes, summaries, the demo's narration.

use crate::reason::Counts;

phrases! { (commands):
    /// The heading of the accounts.
    pub ACCOUNTS;
    /// The heading of the posts.
    pub POSTS;
    /// The heading of settings that are wrong.
    pub SETTINGS;
    /// What is said while the spreadsheet is read.
    pub READING;
    /// What is said of a sheet with which nothing is wrong.
    pub ALL_WELL;
    /// What is said where there was nothing to do.
    pub NOTHING_TO_DO;
    /// What is said under a plan.
    pub ONLY_A_PLAN;
}

catalogue! { (commands):
    /// Returns the last line of a report.
    pub fn summary(counts: Counts, is_plan: bool) -> String;
    /// Says what was read.
    pub fn read(accounts: usize, posts: usize) -> String;
    /// Says what a run waits for, and until what time of day: the pause of an account, or else what comes due
    /// while it holds.
    pub fn waits(account: Option<String>, until: &str) -> String;
    /// Returns how a row is named.
    pub fn row(row: usize) -> String;
}

/// Outcomes of accounts, of a run and of a plan.
pub mod account {
    phrases! { (commands::account):
        /// Its token works.
        pub FINE;
        /// A new token was checked.
        pub LEARNED;
        /// A new token would be checked.
        pub LEARNED_PLAN;
        /// Its token was renewed.
        pub RENEWED;
        /// Its token would be renewed.
        pub RENEWED_PLAN;
        /// It works and was not renewed.
        pub NOT_RENEWED;
        /// It could not be asked.
        pub UNREACHABLE;
        /// A person has to do something.
        pub NEEDS_PERSON;
    }
}

/// What is said of a post that is made ready before its time.
pub mod soon {
    use crate::reason::Refusal;

    phrases! { (commands::soon):
        /// It goes out on the minute.
        pub READY;
    }

    catalogue! { (commands::soon):
        /// It could not be made ready.
        pub fn not_ready(refusal: &Refusal) -> String;
    }
}

/// Outcomes of posts, of a run and of a plan.
pub mod post {
    phrases! { (commands::post):
        /// It is public.
        pub PUBLISHED;
        /// It would be published.
        pub PUBLISHED_PLAN;
        /// Whether it is public is not known.
        pub PUBLISHING;
        /// It waits.
        pub WAITING;
        /// It was not posted.
        pub FAILED;
        /// It was not tried yet, and could not go out as it stands.
        pub TO_FIX;
        /// Only a person can tell.
        pub CHECK;
        /// Its time was too long ago.
        pub MISSED;
        /// The row was put back.
        pub RESTORED;
        /// A draft never goes out.
        pub DRAFT;
    }
}

/// What the demo says between the tables.
pub mod demo {
    phrases! { (commands::demo):
        /// What is to be seen.
        pub WELCOME;
        /// The sheet as a person filled it in.
        pub BEFORE;
        /// The run.
        pub RUN;
        /// The sheet as the run left it.
        pub AFTER;
        /// The second run.
        pub AGAIN;
        /// What is to come, of which the demo shows the week.
        pub WEEK;
        /// What comes next.
        pub NEXT;
    }

    catalogue! { (commands::demo):
        /// Returns the steps to a desk of one's own.
        pub fn steps() -> [&'static str; 3];
        /// Returns how many posts are public.
        pub fn public(posts: usize, answers: usize) -> String;
        /// Returns how many posts are public after another run.
        pub fn still_public(posts: usize) -> String;
    }
}

/// How many columns of a terminal an outcome takes.
pub const OUTCOME_COLUMNS: usize = 10;

/// How many columns of a terminal [`row`] takes.
pub const ROW_COLUMNS: usize = 9;
