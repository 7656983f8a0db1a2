//! Rows of a chain that are copied, to be the next post with its replies.

use super::runs::{REPLY, REWRITTEN, Runs, TODAY, chain};
use super::*;
use PostColumn as P;

/// Runs until tomorrow's posts and their replies are out.
fn run_until_tomorrow_noon(runs: &mut Runs) {
    runs.run_for_hours(28);
}

fn says(runs: &Runs, row: usize) -> &str {
    runs.get(row, P::Message)
}

const IS_A_COPY: &str = "is a copy of another row's post";

#[test]
fn a_reply_stays_with_its_post_when_a_copy_of_that_is_inserted_above_and_rewritten() {
    for other_words in [false, true] {
        let mut runs = chain(TODAY, "+2h");
        runs.run();
        runs.copy(0, 0);
        runs.set(0, &REWRITTEN);
        if other_words {
            runs.set(2, &[(P::Text, "another reply")]);
        }
        run_until_tomorrow_noon(&mut runs);
        let reply = if other_words { "another reply" } else { "reply" };
        let all = [("post", None), (reply, Some("post")), ("tomorrow's", None)];
        assert_eq!(runs.public(), all);
    }
}

#[test]
fn a_reply_stays_with_its_post_when_a_copy_above_is_seen_before_it_is_rewritten() {
    for (from, to, status) in [(0, 0, ""), (0, 0, "Draft"), (0, 1, "Draft")] {
        let mut runs = chain("2026-11-23 12:00", "+1h");
        runs.copy(from, to);
        runs.set(to, &[(P::Status, status)]);
        runs.run();
        runs.set(to, &REWRITTEN);
        run_until_tomorrow_noon(&mut runs);
        let all = [("post", None), ("reply", Some("post")), ("tomorrow's", None)];
        assert_eq!(runs.public(), all, "{to} {status}");
    }
}

#[test]
fn a_copied_chain_that_is_rewritten_after_a_run_goes_out_under_its_own_post() {
    let mut runs = chain(TODAY, "+2h");
    runs.copy(0, 2);
    runs.copy(1, 3);
    runs.run();
    runs.set(2, &REWRITTEN);
    runs.set(3, &[(P::Text, "tomorrow's reply")]);
    run_until_tomorrow_noon(&mut runs);
    assert_eq!(
        runs.public(),
        [
            ("post", None),
            ("reply", Some("post")),
            ("tomorrow's", None),
            ("tomorrow's reply", Some("tomorrow's")),
        ]
    );
}

#[test]
fn a_reply_below_a_copy_that_still_says_published_waits_until_that_is_a_post_of_its_own() {
    for (text, delay) in [("post", TODAY), ("post", "+1h"), ("tomorrow's", TODAY)] {
        let mut runs = chain(TODAY, TODAY);
        runs.copy(0, 2);
        runs.set(2, &[(P::Text, text)]);
        runs.insert(3, &[(P::Text, "next reply"), (P::PublishAt, delay), REPLY]);
        runs.run_for_hours(2);
        assert_eq!(runs.public(), [("post", None), ("reply", Some("post"))], "{text} {delay}");
        assert!(says(&runs, 3).contains(IS_A_COPY), "{}", says(&runs, 3));
        runs.set(2, &REWRITTEN);
        run_until_tomorrow_noon(&mut runs);
        let out = runs.public();
        assert_eq!(out[2..], [("tomorrow's", None), ("next reply", Some("tomorrow's"))], "{text}");
    }
}

#[test]
fn the_same_reply_below_a_copy_of_its_post_does_not_go_out_under_the_original() {
    let reply = [(P::Text, "reply"), (P::PublishAt, "+5m"), REPLY];
    // Typed anew once the first one is out, or copied before any run has seen it.
    for is_out in [true, false] {
        let mut runs = Runs::of(&[&[(P::Text, "post"), (P::PublishAt, TODAY)]]);
        runs.run();
        runs.insert(1, &reply);
        if is_out {
            runs.now += TimeDelta::minutes(10);
            runs.run();
        }
        runs.copy(0, 2);
        runs.insert(3, &reply);
        runs.run_for_hours(2);
        assert_eq!(runs.public(), [("post", None), ("reply", Some("post"))], "{is_out}");
        runs.set(2, &REWRITTEN);
        run_until_tomorrow_noon(&mut runs);
        let out = runs.public();
        assert_eq!(out[2..], [("tomorrow's", None), ("reply", Some("tomorrow's"))], "{is_out}");
    }
}

#[test]
fn of_two_copies_with_the_same_new_words_only_the_upper_one_is_planned() {
    for originals in [0, 2] {
        let mut runs = chain(TODAY, TODAY);
        runs.copy(0, 2);
        runs.copy(0, 3);
        for row in [2, 3] {
            runs.set(row, &[(P::Text, "the same new words"), (P::Status, "")]);
        }
        if originals == 0 {
            // A published row that is rewritten itself counts as well.
            runs.delete(3);
            runs.set(0, &[(P::Text, "the same new words"), (P::Status, "")]);
        }
        let rows = if originals == 0 { [1, 3] } else { [3, 4] };
        let decided = rows.map(|row| runs.desk().decided(row));
        let refused = "open Failed, shows Failed, says Refused";
        assert_eq!(decided, ["open Queued, publish", refused], "{originals}");
    }
}

#[test]
fn a_reply_below_the_middle_of_a_chain_stays_with_it_when_that_is_copied_and_rewritten() {
    let mut runs = chain(TODAY, "+2h");
    runs.insert(2, &[(P::Text, "last"), (P::PublishAt, "+1h"), REPLY]);
    runs.run();
    runs.copy(1, 1);
    runs.set(1, &[(P::Text, "between")]);
    run_until_tomorrow_noon(&mut runs);
    let out = runs.public();
    assert!(out.contains(&("last", Some("reply"))), "{out:?}");
    assert!(out.contains(&("between", Some("post"))), "{out:?}");
}
