//! What `check` says beyond the cells' own sentences.

use crate::language::Language;
use crate::reason::Found;

phrases! { (findings):
    /// The heading of what is neither about an account nor about a post.
    pub DESK;
    /// What is said under a check.
    pub ONLY_A_LOOK;
    /// What is said where nothing tells whether this machine's clock is right.
    pub CLOCK_UNCHECKED;
}

catalogue! { (findings):
    /// Says what a check finds beyond what the cells say.
    pub(crate) fn found(found: &Found<'_>) -> String;
    /// Says how far this machine's clock is off.
    pub fn clock(ahead: i64) -> String;
    /// Says the same after a run, which goes by Google's time and not by this machine's.
    pub fn run_clock(ahead: i64) -> String;
    /// Says how much an account may still publish.
    pub fn quota(posts: u32, replies: u32) -> String;
    /// Says what a check has looked at.
    pub fn looked_at(accounts: usize, posts: usize, media: usize) -> String;
}

impl Found<'_> {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        found(self, language)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::schedule::ScheduledTime;

    #[test]
    fn every_finding_is_told_in_both_languages() {
        let moment = ScheduledTime { at: chrono::DateTime::UNIX_EPOCH, notice: None };
        let (zone, missing) = (Tz::Asia__Tokyo, ["threads_basic"]);
        let findings = [
            Found::Clock { ahead: 90 },
            Found::Zone { zone, locale: "en_GB", home: Tz::Europe__London },
            Found::LacksScopes { missing: &missing },
            Found::LacksReplyScopes { missing: &missing },
            Found::QuotaShort { due: 2, left: 1 },
            Found::FarOff { moment: &moment, zone, days: 700 },
            Found::Placeholders { found: &["{name}".to_owned()] },
            Found::NoReplyToKeepBack,
            Found::MediaUnasked { n_media: 3 },
            Found::TabByHeaders { tab: "Queue", wanted: "Posts" },
            Found::TabUnused { tab: "Queue", wanted: "Posts", used: "Posts" },
            Found::ForeignColumn {
                tab: "Posts",
                column: 3,
                header: "Message",
                own: "threadsheet Message",
            },
        ];
        for found in findings {
            assert!(found.say(Language::English).ends_with('.'), "{found:?}");
            assert!(found.say(Language::Japanese).ends_with('。'), "{found:?}");
        }
        assert!(quota(250, 1_000, Language::Japanese).contains("1,000 件"));
        let looked = looked_at(1, 1, 1, Language::English);
        assert_eq!(looked, "Checked 1 account, 1 upcoming post and 1 picture or video.");
    }

    #[test]
    fn a_clock_that_is_off_is_told_with_the_figure_and_the_side() {
        let said = |ahead| clock(ahead, Language::English);
        assert!(said(95).starts_with("This machine's clock is 95 seconds ahead of Google's."));
        assert!(said(-449).starts_with("This machine's clock is 7 minutes behind Google's."));
        assert!(clock(-7_200, Language::Japanese).contains("2 時間 遅れて"));
        let said = run_clock(-660, Language::English);
        assert!(
            said.starts_with(
                "This machine's clock is 11 minutes behind Google's. Posts went out by"
            )
        );
        assert!(run_clock(660, Language::Japanese).contains("11 分 進んで"));
    }

    #[test]
    fn a_length_of_time_is_told_in_the_largest_unit_that_it_fills_twice() {
        for (seconds, told) in [
            (119, "119 seconds"),
            (120, "2 minutes"),
            (150, "3 minutes"),
            (7_200, "2 hours"),
            (9_000, "3 hours"),
            (172_800, "2 days"),
            (300_000, "3 days"),
        ] {
            let said = clock(seconds, Language::English);
            assert!(said.contains(&format!("clock is {told} ahead")), "{said}");
        }
        assert!(clock(300_000, Language::Japanese).contains("3 日 進んで"));
    }

    #[test]
    fn a_clock_is_told_to_be_ahead_or_behind() {
        for say in [clock, run_clock] {
            assert!(say(300, Language::English).contains("5 minutes ahead of"));
            assert!(say(-300, Language::English).contains("5 minutes behind"));
            assert!(say(300, Language::Japanese).contains("5 分 進んで"));
            assert!(say(-300, Language::Japanese).contains("5 分 遅れて"));
        }
    }
}
