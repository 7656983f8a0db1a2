//! What a live probe says: each finding told apart, and with its figures.

use std::time::Duration;

use super::*;
use crate::probe_result::{
    Again, Counted, Counting, Fact, Finding, GuardBehaviour, OldToken, Question, Race, Reception,
    Sample, SecondPublish, Sight, Why,
};
use crate::run_error::InTheWay;

fn said() -> ErrorDetail {
    ErrorDetail::Said("no (1)".to_owned())
}

fn english(finding: &Finding) -> String {
    finding.say(Language::English)
}

fn sight(first: Option<u64>, instead: Option<ErrorDetail>) -> Sight {
    let first = first.map(Duration::from_millis);
    Sight { first, last: Duration::from_secs(61), instead }
}

#[test]
fn every_fact_and_every_reason_for_none_is_told_from_the_others() {
    differ(&Fact::ALL, |fact, language| fact.say(language).to_owned());
    let whys = [
        Why::NoAccount,
        Why::NotAgreed,
        Why::NotRenewable,
        Why::Ended,
        Why::NotDone { detail: said() },
        Why::NoAnswer,
        Why::Account { words: THING.to_owned() },
    ];
    for why in &whys {
        let found = Finding::Unmeasured(Fact::List, why.clone());
        let said = LANGUAGES.map(|language| found.say(language));
        assert!(said[0].starts_with("Not measured") && said[1].ends_with(['。', 'e']), "{said:?}");
    }
    differ(&whys[..6], |why, language| Finding::Unmeasured(Fact::List, why.clone()).say(language));
    let account = Finding::Unmeasured(Fact::List, whys[6].clone());
    assert_eq!(english(&account), format!("Not measured. {THING}"));
}

#[test]
fn rounds_are_counted_by_how_they_ended() {
    let race = |one, both, neither, unclear| Race { one, both, neither, unclear };
    let not_counted = "2 further rounds are not counted, because there was no answer.";
    let neither = "3 times it let neither through.";
    for (make, none, some) in [
        (
            Finding::Versions as fn(Race) -> Finding,
            "In 8 rounds two programs wrote at the same moment, as two runs of threadsheet would. Google never let both through.",
            "In 1 of 9 rounds Google let both through.",
        ),
        (
            Finding::Swaps,
            "In 8 rounds two programs changed one cell at the same moment. Never were both told that they had.",
            "In 1 of 9 rounds both were told that they had changed the cell. threadsheet does not rely on this alone.",
        ),
    ] {
        assert_eq!(english(&make(race(0, 0, 0, 2))), not_counted);
        assert_eq!(english(&make(race(8, 0, 0, 0))), none);
        assert_eq!(english(&make(race(5, 0, 3, 2))), format!("{none} {neither} {not_counted}"));
        assert!(english(&make(race(8, 1, 0, 0))).starts_with(some));
        let japanese = make(race(5, 0, 3, 2)).say(Language::Japanese);
        assert!(japanese.contains(" 8 回") && !japanese.contains("。 "), "{japanese}");
    }
}

#[test]
fn what_a_service_did_is_told_apart_in_both_languages() {
    let refused = || Reception::Refused { detail: said() };
    differ(
        &[
            Finding::UnmatchedDelete(Reception::Taken),
            Finding::UnmatchedDelete(refused()),
            Finding::SameId(Reception::Taken),
            Finding::SameId(refused()),
            Finding::Columns(GuardBehaviour::Holds),
            Finding::Columns(GuardBehaviour::LetsThrough),
            Finding::Columns(GuardBehaviour::Stays),
            Finding::Columns(GuardBehaviour::Lost),
            Finding::Columns(GuardBehaviour::Untold),
            Finding::Columns(GuardBehaviour::Refused { words: "no".to_owned() }),
            Finding::Status(sight(Some(900), None)),
            Finding::Status(sight(Some(900), Some(said()))),
            Finding::Status(sight(None, None)),
            Finding::List(sight(Some(900), None)),
            Finding::List(sight(None, Some(said()))),
            Finding::List(sight(None, None)),
            Finding::OldToken { old: OldToken::Same, is_kept: true },
            Finding::OldToken { old: OldToken::Same, is_kept: false },
            Finding::OldToken { old: OldToken::Lives, is_kept: true },
            Finding::OldToken { old: OldToken::Lives, is_kept: false },
            Finding::OldToken { old: OldToken::Ends { detail: said() }, is_kept: true },
            Finding::OldToken { old: OldToken::Unknown { detail: said() }, is_kept: true },
        ],
        Finding::say,
    );
}

#[test]
fn a_time_is_told_in_tenths_below_ten_seconds() {
    for (millis, told) in [(900, "0.9 s"), (9_900, "9.9 s"), (10_000, "10 s"), (61_200, "61 s")] {
        let said = english(&Finding::List(sight(Some(millis), None)));
        assert_eq!(said, format!("It was there when looked for after {told}."));
    }
}

#[test]
fn how_characters_are_counted_is_told_with_the_texts_that_differ() {
    let counting = |taken: &[Sample], refused: &[Sample]| {
        let taken = taken.iter().map(|sample| (*sample, Reception::Taken));
        let refused = refused.iter().map(|sample| (*sample, Reception::Refused { detail: said() }));
        let all = taken.chain(refused);
        english(&Finding::Counting(Counting(
            all.map(|(sample, reception)| Counted { sample, reception }).collect(),
        )))
    };
    let documented = Sample::ALL.into_iter().partition::<Vec<_>, _>(|sample| {
        use Sample::{Emoji125, Kana500, Letters500, Quotes500};
        matches!(sample, Letters500 | Kana500 | Quotes500 | Emoji125)
    });
    assert!(counting(&documented.0, &documented.1).starts_with("As documented"));
    assert_eq!(
        counting(&[Sample::Letters500], &[Sample::Kana500]),
        "By bytes. Threads refuses what threadsheet passes on: 500 kana (\"no (1)\"). Such a post becomes Failed, with Threads' reason."
    );
    let laxer = counting(&[Sample::Letters501, Sample::Families21], &[]);
    assert_eq!(
        laxer,
        "By no rule that is known. Threads takes what threadsheet refuses: 501 letters; 21 family emoji."
    );
}

#[test]
fn further_publishes_are_told_with_each_answer_and_what_the_list_shows() {
    let second = |again: &[Again], listed| {
        let answers = again.iter().map(|again| (Duration::from_secs(2), again.clone())).collect();
        english(&Finding::SecondPublish(SecondPublish { answers, listed }))
    };
    assert_eq!(
        second(&[Again::SameId, Again::Refused { detail: said() }], Some(1)),
        "Threads answers with the post that is there. The list shows one post. Answers: after 2.0 s: the same id; after 2.0 s: \"no (1)\"."
    );
    assert!(second(&[Again::OtherId], Some(2)).starts_with("Threads posts it again."));
    assert!(second(&[Again::OtherId], Some(2)).contains("The list shows 2 posts."));
    let refused = second(&[Again::Refused { detail: said() }], None);
    assert!(refused.starts_with("Threads refuses it. The list does not show it."), "{refused}");
}

#[test]
fn what_a_probe_asks_and_why_it_refuses_names_what_it_is_about() {
    let account = || THING.to_owned();
    differ(
        &[
            Question::Post { account: account(), posts_max: 4 },
            Question::Renew { account: account() },
        ],
        |question, language| {
            let asked = probe::ask(question, language);
            assert!(asked.contains(THING), "{asked}");
            asked
        },
    );
    differ(
        &[
            InTheWay::Mark,
            InTheWay::Filled { tab: account() },
            InTheWay::Accounts { tab: account() },
            InTheWay::AccountMissing { account: account() },
            InTheWay::NoName { typed: account() },
        ],
        |why, language| {
            let said = probe::refused(why, language);
            assert!(said.contains(THING) || *why == InTheWay::Mark, "{said}");
            assert_eq!(run_errors::say(&RunError::InUse(why.clone()), language), said);
            said
        },
    );
    differ(&[false, true], |asks_threads, language| probe::begun(*asks_threads, language));
    let left = |addresses: &[&str]| {
        let addresses: Vec<String> = addresses.iter().map(|it| (*it).to_owned()).collect();
        probe::left("shop", &addresses, Language::English)
    };
    assert!(left(&[]).starts_with("Something was sent to be published. Look on @shop"));
    assert!(
        left(&["https://a", "https://b"])
            .ends_with("delete in the Threads app: https://a https://b")
    );
}
