//! What GitHub Actions shows of a run: in a step summary and in annotations.

phrases! { (actions):
    /// The heading of what a person has to do.
    pub NEEDS_YOU;
    /// What stands before something that no earlier run has told.
    pub NEW;
    /// The heading of what went out.
    pub PUBLISHED;
    /// The heading of what would go out.
    pub TO_PUBLISH;
    /// The heading of what waits.
    pub WAITING;
    /// The heading of the accounts and their tokens.
    pub ACCOUNTS;
    /// The heading of what `init` has added.
    pub ADDED;
    /// The heading of what `init` would add.
    pub TO_ADD;
    /// What may be opened to read about the schedule.
    pub SCHEDULE;
    /// What leads to the spreadsheet.
    pub OPEN_SHEET;
    /// What leads to a post.
    pub OPEN_POST;
}

catalogue! { (actions):
    /// Returns what is good to know about schedules there, line by line.
    /// Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows>
    /// and GitHub's terms for additional products, read in November 2026.
    pub fn advice() -> [&'static str; 3];
    /// Returns how a row of a tab is named.
    pub fn place(tab: &str, row: usize) -> String;
    /// Says how many more there are than could be shown, and where they stand.
    pub fn more(n_more: usize) -> String;
    /// Returns how late something was.
    pub fn late(minutes: i64) -> String;
    /// Says how late the latest of the posts was.
    pub fn latest(minutes: i64) -> String;
    /// Says that the summary could not be written; nothing else suffers.
    pub fn no_summary(why: &str) -> String;
    /// Says that the program itself has failed.
    pub fn mistake() -> &'static str;
}

/// Headers of columns.
pub mod column {
    phrases! { (actions::column):
        /// Where in the sheet.
        pub ROW;
        /// The account.
        pub ACCOUNT;
        /// The beginning of the text.
        pub TEXT;
        /// The post.
        pub POST;
        /// How much later than planned.
        pub LATE;
        /// How many days a token has left.
        pub DAYS;
        /// How the token is.
        pub TOKEN;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    const LANGUAGES: [Language; 2] = Language::ALL;

    #[test]
    fn lateness_is_told_in_minutes_until_it_is_two_hours() {
        let told = |minutes| LANGUAGES.map(|language| late(minutes, language));
        assert_eq!(told(119), ["119 min", "119 分"]);
        assert_eq!(told(120), ["2 h", "2 時間"]);
        let latest = LANGUAGES.map(|language| latest(7, language));
        assert_eq!(latest[0], "This run began up to 7 min after the time of a post.");
        assert_eq!(latest[1], "投稿日時から実行まで、最大 7 分の遅れがありました。");
    }

    #[test]
    fn what_is_named_and_counted_is_said_in_both_languages() {
        let place = LANGUAGES.map(|language| place(column::POST.say(language), 12, language));
        assert_eq!(place, ["Post, row 12", "投稿 12 行目"]);
        let [english, japanese] = LANGUAGES.map(|language| more(3, language));
        assert!(english.contains("3 more") && japanese.contains("3 件"));
        let [english, japanese] = LANGUAGES.map(|language| no_summary("no room", language));
        assert!(english.contains("(no room)") && japanese.contains("（no room）"));
        let [english, japanese] = LANGUAGES.map(mistake);
        assert!(english.contains("Please report it") && japanese.contains("不具合"));
    }
}
