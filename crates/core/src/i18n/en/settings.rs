//! What stands in the Settings tab, and what a notification says.

use super::LANGUAGE;
use crate::setting::{Setting, SettingFault};

pub(crate) fn note(setting: Setting) -> &'static str {
    match setting {
        Setting::RefreshWithin => {
            "A token with less time left than this is renewed. Between 1 day and 59 days; empty means 14 days."
        }
        Setting::MaxLate => {
            "A post that is later than this becomes Missed and is not sent. From 1 minute to 30 days; empty means 24 hours."
        }
        Setting::Gap => {
            "At least this long between two posts of the same account; Post now does not wait for it. The parts of a chain follow each other at once. Up to 1 day; empty or 0 means no pause."
        }
        Setting::PostsADay => {
            "At most this many posts of one account go out on one day, the parts of a chain as one; the others wait for a later day. Post now is never held. From 1 to 250; empty means no limit."
        }
        Setting::SameTextAfter => {
            "A text that has gone out on any account of this sheet, or is planned earlier, is not posted again within this time: the row becomes Failed and names the other one. Spaces, line breaks, width and case do not matter, nor do media and links; replies are not compared. Post now posts it all the same. Up to 1 year, for example 14 days; empty or 0 means no limit."
        }
        Setting::OnlyQueued => {
            "yes: a row whose Status is empty waits until you choose Queued, Post now or Ready, so that nothing half typed goes out. Empty means no."
        }
        Setting::Language => {
            "The language of reports and notices. Empty means that of the tab of posts. Each tab keeps the language of its own headers."
        }
        Setting::Webhook => {
            "A webhook address of Discord, Slack or another service. A run that newly needs you sends one message there. Whoever may open this file can read the address."
        }
    }
}

pub(crate) fn fault(fault: SettingFault) -> String {
    match fault {
        SettingFault::Unknown => {
            let names = Setting::ALL.map(|setting| setting.name(LANGUAGE));
            let names = names.join("; ");
            format!(
                "This is no setting, so nothing was changed by it. Correct the name, or delete the row. The settings are: {names}."
            )
        }
        SettingFault::Twice { row } => {
            format!("Row {row} sets this already, and that one holds. Delete one of the two rows.")
        }
        SettingFault::Value(setting) => {
            let wanted = wanted(setting);
            let meanwhile = match setting {
                Setting::OnlyQueued => "rows that are not marked wait",
                _ if setting.holds_posts() => "posts wait",
                _ => "the usual one holds",
            };
            format!("The value cannot be used, so {meanwhile}. {wanted}")
        }
    }
}

fn wanted(setting: Setting) -> &'static str {
    match setting {
        Setting::RefreshWithin => "Type between 1 and 59 days, for example 14 days.",
        Setting::MaxLate => "Type from 1 minute to 30 days, for example 24 hours.",
        Setting::Gap => "Type a time up to 1 day, for example 2 minutes, or 0 for none.",
        Setting::PostsADay => "Type a whole number from 1 to 250, for example 25.",
        Setting::SameTextAfter => {
            "Type a time up to 1 year, for example 14 days, or 0 for no limit."
        }
        Setting::OnlyQueued => "Type yes or no.",
        Setting::Language => "Type English or 日本語.",
        Setting::Webhook => {
            "Paste the whole address of the webhook. It begins with https:// and belongs to a server on the public internet; for Discord it begins with https://discord.com/api/webhooks/, for Slack with https://hooks.slack.com/."
        }
    }
}

pub(crate) const NOT_SENT: &str = "The last notice did not arrive";

pub(crate) fn not_sent() -> String {
    format!("{NOT_SENT}. Check the address; the next notice that arrives clears this.")
}

pub(crate) fn notice_head(title: &str, count: usize) -> String {
    format!("threadsheet: \"{title}\" needs you ({count}).")
}

pub(crate) fn notice_item(tab: &str, row: usize, account: &str, words: &str) -> String {
    let account = if account.is_empty() { String::new() } else { format!(" @{account}") };
    format!("- {tab}, row {row}{account}: {words}")
}

pub(crate) fn notice_rest(count: usize) -> String {
    format!("and {count} more")
}
