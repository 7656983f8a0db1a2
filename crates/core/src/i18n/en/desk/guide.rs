//! What stands in the Guide tab, and in the example row.

pub(crate) const GUIDE_TITLE: &str = "Guide";
pub(crate) const GUIDE_TITLE_BESIDE: &str = "threadsheet Guide";
pub(crate) const GUIDE_HEADING: &str = "How to use this spreadsheet";
pub(crate) const LAST_RUN: &str = "Last run";
pub(crate) const LAST_RUN_HINT: &str = "Red: the program has not run for a while. Look at the Actions page on GitHub, or at the machine that runs it.";
pub(crate) const ALARM_AFTER: &str = "Red after (hours)";
pub(crate) const ALARM_HINT: &str =
    "About twice the usual time between runs. If you run it once a day, type 48.";

pub(crate) fn steps() -> [&'static str; 7] {
    [
        "In the tab Accounts, type each account's Threads user name and paste its token. Once is enough: it then renews automatically.",
        "In the tab Posts, one row is one post: choose the Account, write the Text (up to 500 characters), and give Publish at a date and a time.",
        "For pictures and videos, put their web addresses into Media, one on each line. For a chain of posts, type previous into Reply to.",
        "Status decides: empty goes out at its time, Post now with the next run, Draft not at all.",
        "Afterwards the row shows Published and the link. If it says Failed, Check or Missed, Message says what to do.",
        "Posts that come back, such as every Monday at 9:00, go into a tab Stock, which \"threadsheet init --stock\" adds. When says how often; a day before its time each one appears in Posts as a new row, where you can still change or stop it.",
        "Dark headers are for you, grey ones for the program. Sort, insert, copy and add columns as you like; leave the hidden columns and the Log to the program.",
    ]
}

pub(crate) const EXAMPLE_TEXT: &str = "An example. Choose an account, write your own words here, set the time, and empty Status: then it goes out.";
