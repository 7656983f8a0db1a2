//! The words by which programs know what was found.

use super::{
    Afterwards, Bearing, Fact, Finding, GuardBehaviour, OldToken, Race, Reception, Rule, Sight, Why,
};

impl Fact {
    /// Returns the word of the JSON report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Versions => "versions",
            Self::Swaps => "swaps",
            Self::UnmatchedDelete => "unmatched_delete",
            Self::SameId => "same_id",
            Self::Columns => "columns",
            Self::Counting => "counting",
            Self::Status => "status",
            Self::List => "list",
            Self::SecondPublish => "second_publish",
            Self::OldToken => "old_token",
        }
    }
}

impl Bearing {
    /// Returns the word of the JSON report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Weaker => "weaker",
            Self::Open => "open",
        }
    }
}

impl Finding {
    /// Returns the word of the JSON report for what was found.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Versions(race) | Self::Swaps(race) => of_race(*race),
            Self::UnmatchedDelete(Reception::Taken) | Self::SameId(Reception::Taken) => "taken",
            Self::UnmatchedDelete(_) | Self::SameId(_) => "refused",
            Self::Columns(guard) => of_guard(guard),
            Self::Counting(counting) => match counting.rule() {
                Some(Rule::Documented) => "documented",
                Some(Rule::Bytes) => "bytes",
                Some(Rule::Characters) => "characters",
                Some(Rule::Utf16) => "utf16",
                None => "unexplained",
            },
            Self::Status(Sight { first: None, .. }) | Self::List(Sight { first: None, .. }) => {
                "unseen"
            }
            Self::Status(Sight { instead: Some(_), .. }) => "seen_for_a_while",
            Self::Status(_) | Self::List(_) => "seen",
            Self::SecondPublish(second) => match second.comes_to() {
                Afterwards::Refused => "refused",
                Afterwards::SameId => "same_id",
                Afterwards::PostsAgain => "posts_again",
            },
            Self::OldToken { is_kept: false, .. } => "new_token_not_written",
            Self::OldToken { old, .. } => match old {
                OldToken::Same => "same_token",
                OldToken::Lives => "lives",
                OldToken::Ends { .. } => "ends",
                OldToken::Unknown { .. } => "unknown",
            },
            Self::Unmeasured(_, why) => of_why(why),
        }
    }
}

fn of_race(race: Race) -> &'static str {
    match race {
        Race { both, .. } if both > 0 => "crossed",
        race if race.decided() > 0 => "one_at_a_time",
        _ => "unclear",
    }
}

fn of_guard(guard: &GuardBehaviour) -> &'static str {
    match guard {
        GuardBehaviour::Holds => "moves",
        GuardBehaviour::LetsThrough => "moves_and_lets_through",
        GuardBehaviour::Stays => "stays",
        GuardBehaviour::Lost => "lost",
        GuardBehaviour::Untold => "untold",
        GuardBehaviour::Refused { .. } => "refused",
    }
}

fn of_why(why: &Why) -> &'static str {
    match why {
        Why::NoAccount => "no_account",
        Why::NotAgreed => "not_agreed",
        Why::NotRenewable => "not_renewable",
        Why::Ended => "ended",
        Why::NotDone { .. } => "not_done",
        Why::NoAnswer => "no_answer",
        Why::Account { .. } => "account",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_reads_the_report_finds_these_words() {
        assert_eq!(
            Fact::ALL.map(Fact::word).join(" "),
            "unmatched_delete same_id versions swaps columns counting second_publish status list old_token"
        );
        assert_eq!(
            [Bearing::Holds, Bearing::Weaker, Bearing::Open].map(Bearing::word),
            ["holds", "weaker", "open"]
        );
    }

    #[test]
    fn each_outcome_has_its_word_in_the_report() {
        let race = |one, both, unclear| Race { one, both, neither: 0, unclear };
        for (finding, word) in [
            (Finding::Versions(race(9, 1, 0)), "crossed"),
            (Finding::Swaps(race(9, 0, 1)), "one_at_a_time"),
            (Finding::Swaps(race(0, 0, 9)), "unclear"),
            (Finding::SameId(Reception::Taken), "taken"),
            (Finding::Columns(GuardBehaviour::LetsThrough), "moves_and_lets_through"),
            (Finding::Unmeasured(Fact::List, Why::NotAgreed), "not_agreed"),
        ] {
            assert_eq!(finding.outcome(), word, "{finding:?}");
        }
    }
}
