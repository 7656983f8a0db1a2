//! Copies that a run has seen before a person rewrites one of the two rows.

use super::runs::{REPLY, REWRITTEN, Runs, TODAY, chain};
use super::*;
use PostColumn as P;

const NOON: &str = "2026-11-23 12:00";

/// Returns a thread of which the post is out and the reply is kept back, after its first run.
fn thread() -> Runs {
    let post =
        [(P::Text, "post"), (P::PublishAt, TODAY), (P::Reply1, "first"), (P::ReplyAfter, "3h")];
    let mut runs = Runs::of(&[&post]);
    runs.run();
    runs
}

#[test]
fn a_reply_stays_with_its_post_whichever_of_the_post_and_its_copy_is_rewritten() {
    for to in [0, 1] {
        for rewritten in [0, 1] {
            for (reply, is_draft) in
                [("+1h", false), ("+1h", true), ("2026-11-23 13:00", false), (NOON, true)]
            {
                let mut runs = chain(NOON, reply);
                runs.copy(0, to);
                runs.run();
                if is_draft {
                    runs.set(rewritten, &[(P::Status, "Draft")]);
                    runs.run();
                }
                runs.set(rewritten, &REWRITTEN);
                runs.run_for_hours(60);
                let expected = [("post", None), ("reply", Some("post")), ("tomorrow's", None)];
                let case =
                    format!("copied to {to}, rewritten {rewritten}, {reply}, draft {is_draft}");
                assert_eq!(runs.public(), expected, "{case}");
            }
        }
    }
}

#[test]
fn a_reply_under_a_row_that_is_rewritten_alone_goes_out_under_the_new_words() {
    let mut runs = chain(NOON, "+1h");
    runs.set(0, &[(P::Text, "post, mended")]);
    runs.run_for_hours(6);
    assert_eq!(runs.public(), [("post, mended", None), ("reply", Some("post, mended"))]);
}

#[test]
fn the_replies_of_a_copied_chain_stay_apart_in_whatever_order_its_copy_is_rewritten() {
    for is_reply_first in [false, true] {
        for is_seen in [false, true] {
            for is_draft in [false, true] {
                let mut runs = chain(TODAY, "+2h");
                runs.copy(1, 0);
                runs.copy(1, 0);
                if is_seen {
                    runs.run();
                }
                let rewrite_reply = |runs: &mut Runs| {
                    runs.set(1, &[(P::Text, "tomorrow's reply"), (P::Status, "")]);
                };
                if is_reply_first {
                    rewrite_reply(&mut runs);
                    runs.run();
                }
                if is_draft {
                    runs.set(0, &REWRITTEN);
                    runs.set(0, &[(P::Status, "Draft")]);
                    runs.run();
                }
                runs.set(0, &REWRITTEN);
                runs.run();
                if !is_reply_first {
                    rewrite_reply(&mut runs);
                }
                runs.run_for_hours(60);
                let expected = [
                    ("post", None),
                    ("reply", Some("post")),
                    ("tomorrow's", None),
                    ("tomorrow's reply", Some("tomorrow's")),
                ];
                let case =
                    format!("reply first {is_reply_first}, seen {is_seen}, draft {is_draft}");
                assert_eq!(runs.public(), expected, "{case}");
            }
        }
    }
}

#[test]
fn a_copied_pair_of_drafts_goes_out_without_its_templates() {
    let mut runs = chain("2026-11-24 10:00", "+2h");
    for row in [0, 1] {
        runs.set(row, &[(P::Status, "Draft")]);
    }
    runs.run();
    runs.copy(0, 2);
    runs.copy(1, 3);
    runs.set(2, &REWRITTEN);
    runs.set(3, &[(P::Status, "")]);
    runs.run_for_hours(60);
    assert_eq!(runs.public(), [("tomorrow's", None), ("reply", Some("tomorrow's"))]);
}

#[test]
fn a_reply_never_goes_out_under_a_copy_of_itself() {
    for (to, rewritten) in [(1, 1), (2, 2), (1, 2)] {
        let mut runs = chain(NOON, "+1h");
        runs.copy(1, to);
        runs.run();
        runs.set(rewritten, &[(P::Text, "another")]);
        runs.run_for_hours(30);
        let mut out = runs.public();
        out.sort_unstable();
        // The lower one of the two, once it says something else, replies to the row above it, which is the other one.
        let parent = if rewritten == 2 { "reply" } else { "post" };
        let expected = [("another", Some(parent)), ("post", None), ("reply", Some("post"))];
        assert_eq!(out, expected, "copied to {to}, rewritten {rewritten}");
    }
}

#[test]
fn a_reply_that_is_out_by_its_copy_is_not_posted_again_when_that_is_rewritten() {
    let mut runs = Runs::of(&[&[(P::Text, "post"), (P::PublishAt, TODAY)]]);
    runs.run();
    runs.insert(1, &[(P::Text, "reply"), (P::PublishAt, "+5m"), REPLY]);
    runs.run();
    runs.copy(1, 1);
    runs.run_for_hours(2);
    assert_eq!(runs.public(), [("post", None), ("reply", Some("post"))]);
    runs.set(1, &[(P::Text, "another"), (P::Status, "")]);
    runs.run_for_hours(30);
    let expected = [("post", None), ("reply", Some("post")), ("another", Some("post"))];
    assert_eq!(runs.public(), expected);
}

#[test]
fn a_copy_of_a_thread_under_way_goes_out_only_once_its_status_is_emptied() {
    let mut runs = thread();
    runs.copy(0, 1);
    runs.run();
    let told = "This is a copy of another row. Empty its Status to queue it as a new post.";
    assert_eq!(runs.get(1, P::Message), told);
    runs.set(1, &[(P::Text, "another")]);
    runs.run_for_hours(1);
    runs.set(1, &[(P::Reply1, "another first"), (P::ReplyAfter, "1h")]);
    runs.run_for_hours(1);
    assert_eq!(runs.public(), [("post", None)]);
    assert_eq!(runs.get(1, P::Message), told);
    runs.set(1, &[(P::Status, "")]);
    runs.run_for_hours(24);
    let mut out = runs.public();
    out.sort_unstable();
    let expected = [
        ("another", None),
        ("another first", Some("another")),
        ("first", Some("post")),
        ("post", None),
    ];
    assert_eq!(out, expected);
}

#[test]
fn of_a_thread_under_way_and_its_copy_the_upper_one_goes_on() {
    let mut runs = thread();
    runs.insert(1, &[(P::Text, "below"), (P::PublishAt, "2026-11-23 15:00"), REPLY]);
    runs.run();
    runs.copy(0, 1);
    runs.run();
    assert_eq!(runs.get(0, P::Status), "Publishing");
    assert_eq!(runs.get(1, P::Status), "Failed");
    runs.set(1, &REWRITTEN);
    runs.set(1, &[(P::Reply1, "tomorrow's first")]);
    runs.run_for_hours(60);
    let expected = [
        ("post", None),
        ("first", Some("post")),
        ("below", Some("first")),
        ("tomorrow's", None),
        ("tomorrow's first", Some("tomorrow's")),
    ];
    assert_eq!(runs.public(), expected);
}

#[test]
fn an_edited_published_row_is_not_told_that_it_is_a_copy_when_it_is_copied() {
    for is_seen in [false, true] {
        let mut runs = Runs::of(&[&[(P::Text, "post"), (P::PublishAt, TODAY)]]);
        runs.run();
        runs.set(0, &[(P::Text, "post, mended")]);
        runs.copy(0, 0);
        if is_seen {
            runs.run();
            assert_eq!(runs.get(1, P::Message), "", "{is_seen}");
        }
        runs.set(0, &REWRITTEN);
        runs.run_for_hours(60);
        assert_eq!(runs.get(1, P::Status), "Published", "{is_seen}");
        assert_eq!(runs.get(1, P::Message), "", "{is_seen}");
        assert_eq!(runs.public(), [("post", None), ("tomorrow's", None)], "{is_seen}");
    }
}

#[test]
fn a_row_of_a_tree_goes_out_though_the_one_before_it_has_a_copy_right_below() {
    let cells = |order| [(P::TreeId, "T"), (P::TreeOrder, order)];
    let first = [&[(P::Text, "post"), (P::PublishAt, TODAY)][..], &cells("1")].concat();
    let second = [&[(P::Text, "reply"), (P::PublishAt, NOON)][..], &cells("2")].concat();
    let mut runs = Runs::of(&[&first, &second]);
    runs.run();
    runs.copy(0, 1);
    runs.run_for_hours(6);
    assert_eq!(runs.public(), [("post", None), ("reply", Some("post"))]);
}

#[test]
fn a_reply_typed_below_a_refused_copy_goes_out_under_what_that_becomes() {
    for due in [TODAY, NOON] {
        let mut runs = Runs::of(&[&[(P::Text, "post"), (P::PublishAt, due)]]);
        runs.run();
        runs.copy(0, 1);
        runs.set(1, &[(P::Status, "")]);
        runs.insert(2, &[(P::Text, "reply"), (P::PublishAt, "+1h"), REPLY]);
        runs.run();
        assert_eq!(runs.get(1, P::Status), "Failed", "{due}");
        runs.set(1, &REWRITTEN);
        runs.run_for_hours(60);
        let expected = [("post", None), ("tomorrow's", None), ("reply", Some("tomorrow's"))];
        assert_eq!(runs.public(), expected, "{due}");
    }
}

#[test]
fn replies_that_are_out_by_their_copies_are_not_posted_again_when_those_are_rewritten() {
    let mut runs = Runs::of(&[
        &[(P::Text, "post"), (P::PublishAt, TODAY)],
        &[(P::Text, "first"), (P::PublishAt, "+5m"), REPLY],
        &[(P::Text, "second"), (P::PublishAt, "+5m"), REPLY],
    ]);
    runs.run();
    // The two replies, above the two replies.
    runs.copy(2, 1);
    runs.copy(2, 1);
    runs.run_for_hours(3);
    runs.set(1, &[(P::Text, "another first")]);
    runs.set(2, &[(P::Text, "another second")]);
    runs.run_for_hours(1);
    runs.set(1, &[(P::Status, "")]);
    runs.run_for_hours(1);
    runs.set(2, &[(P::Status, "")]);
    runs.run_for_hours(30);
    let expected = [
        ("post", None),
        ("first", Some("post")),
        ("second", Some("first")),
        ("another first", Some("post")),
        ("another second", Some("another first")),
    ];
    assert_eq!(runs.public(), expected);
}

#[test]
fn a_copied_chain_of_another_account_replies_to_that_accounts_post() {
    let mut runs = chain(NOON, "+1h");
    runs.copy(0, 2);
    runs.copy(1, 3);
    runs.run();
    runs.set(2, &[(P::Account, "second_shop"), (P::Status, "")]);
    runs.run();
    runs.set(3, &[(P::Account, "second_shop"), (P::Status, "")]);
    runs.run_for_hours(30);
    let mut out = runs.public();
    out.sort_unstable();
    assert_eq!(
        out,
        [("post", None), ("post", None), ("reply", Some("post")), ("reply", Some("post"))]
    );
    assert_eq!([1, 3].map(|row| runs.get(row, P::Status)), ["Published"; 2]);
}

#[test]
fn a_tree_is_used_again_in_its_own_rows_in_whatever_order_they_are_rewritten() {
    let cells = |order| [(P::TreeId, "T"), (P::TreeOrder, order)];
    let first = [&[(P::Text, "post"), (P::PublishAt, TODAY)][..], &cells("1")].concat();
    let second = [&[(P::Text, "reply"), (P::PublishAt, TODAY)][..], &cells("2")].concat();
    for order in [[0, 1], [1, 0]] {
        let mut runs = Runs::of(&[&first, &second]);
        runs.run_for_hours(2);
        for row in order {
            let text = [(P::Text, ["another", "another reply"][row])];
            let at = [(P::PublishAt, "2026-11-25 10:00"), (P::Status, "")];
            runs.set(row, &[&text[..], &at].concat());
            runs.run();
        }
        runs.run_for_hours(60);
        let expected = [
            ("post", None),
            ("reply", Some("post")),
            ("another", None),
            ("another reply", Some("another")),
        ];
        assert_eq!(runs.public(), expected, "{order:?}");
    }
}

#[test]
fn a_refused_reply_that_follows_its_post_keeps_why_it_was_refused() {
    let mut runs = chain(TODAY, "+2h");
    runs.insert(2, &[(P::Text, "reply"), (P::PublishAt, "+2h"), REPLY]);
    runs.set(2, &[(P::ReplyTo, "previous"), (P::Media, "no address")]);
    runs.run();
    let why = |runs: &Runs| {
        runs.get(2, P::Receipt).split(' ').find(|word| word.starts_with("w=")).map(str::to_owned)
    };
    let before = why(&runs);
    assert!(before.is_some(), "{}", runs.get(2, P::Receipt));
    // The row that it replies to gets another id.
    runs.set(1, &[(P::Receipt, "")]);
    runs.run();
    assert_eq!(why(&runs), before);
}

#[test]
fn a_copy_of_a_missed_reply_goes_out_under_the_post_below_which_it_was_pasted() {
    let mut runs = chain(TODAY, "+1h");
    // Nothing ran for a while.
    runs.now += TimeDelta::days(2);
    runs.run();
    assert_eq!(runs.get(1, P::Status), "Missed");
    runs.insert(2, &[(P::Text, "other"), (P::PublishAt, "2026-11-25 10:00")]);
    runs.copy(1, 3);
    runs.set(3, &[(P::Status, "")]);
    runs.run_for_hours(3);
    assert_eq!(runs.public(), [("post", None), ("other", None), ("reply", Some("other"))]);
}

#[test]
fn a_copied_row_of_a_tree_that_gets_another_tree_id_does_not_go_under_the_original_tree() {
    let cells = |order| [(P::TreeId, "T"), (P::TreeOrder, order)];
    let first = [&[(P::Text, "post"), (P::PublishAt, TODAY)][..], &cells("1")].concat();
    let second = [&[(P::Text, "reply"), (P::PublishAt, "+2h")][..], &cells("2")].concat();
    let mut runs = Runs::of(&[&first, &second]);
    runs.run();
    runs.copy(1, 0);
    runs.copy(1, 0);
    runs.set(0, &[(P::TreeId, "T2")]);
    runs.run();
    runs.set(1, &[(P::TreeId, "T2"), (P::Status, "")]);
    runs.run();
    runs.set(0, &[(P::PublishAt, "2026-11-24 15:00"), (P::Status, "")]);
    runs.run_for_hours(60);
    let out = runs.public();
    assert_eq!(out.iter().filter(|post| **post == ("reply", Some("post"))).count(), 1, "{out:?}");
}

#[test]
fn a_reply_stays_with_its_post_when_the_other_one_of_it_and_its_copy_is_deleted() {
    for deleted in [0, 1] {
        for to in [0, 1] {
            let mut runs = chain(NOON, "+1h");
            runs.copy(0, to);
            runs.run();
            runs.delete(deleted);
            runs.run_for_hours(30);
            let out = [("post", None), ("reply", Some("post"))];
            assert_eq!(runs.public(), out, "copied to {to}, deleted {deleted}");
        }
    }
}

#[test]
fn a_reply_stays_with_its_post_when_a_copy_above_has_gone_out_in_its_place_and_is_rewritten() {
    let mut runs = chain(NOON, "+4h");
    runs.copy(0, 0);
    runs.run_for_hours(3);
    runs.set(0, &REWRITTEN);
    runs.run_for_hours(60);
    let expected = [("post", None), ("reply", Some("post")), ("tomorrow's", None)];
    assert_eq!(runs.public(), expected);
}

#[test]
fn the_reply_of_the_original_goes_out_though_the_reply_of_its_copy_says_the_same() {
    let mut runs = chain(TODAY, "+2h");
    runs.copy(1, 0);
    runs.copy(1, 0);
    runs.set(0, &REWRITTEN);
    runs.run_for_hours(60);
    let expected = [
        ("post", None),
        ("reply", Some("post")),
        ("tomorrow's", None),
        ("reply", Some("tomorrow's")),
    ];
    assert_eq!(runs.public(), expected);
}

#[test]
fn a_reply_does_not_go_out_in_another_accounts_name_with_the_post_it_was_fixed_to() {
    let mut runs = chain(NOON, NOON);
    runs.set(1, &[(P::Account, "second_shop")]);
    runs.run_for_hours(6);
    assert_eq!(runs.public(), [("post", None)]);
    assert!(runs.get(1, P::Message).contains("my_shop"), "{}", runs.get(1, P::Message));
}
