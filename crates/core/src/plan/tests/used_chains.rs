//! Chains whose rows are used again: the post above is rewritten, put back or gone.

use super::runs::{REPLY, REWRITTEN, Runs, TODAY, TOMORROW, chain};
use super::*;
use PostColumn as P;

#[test]
fn a_container_that_was_kept_for_the_old_post_does_not_go_out_under_it() {
    let mut runs = Runs::of(&[
        &[(P::Text, "post"), (P::PublishAt, TODAY)],
        &[(P::Text, "reply"), (P::PublishAt, TODAY), REPLY],
    ]);
    runs.may_reply = false;
    runs.run();
    runs.set(0, &REWRITTEN);
    runs.run();
    runs.may_reply = true;
    runs.run_for_hours(25);
    let out = runs.public();
    assert_eq!(out, [("post", None), ("tomorrow's", None), ("reply", Some("tomorrow's"))]);
}

#[test]
fn a_container_that_was_kept_does_not_go_out_under_an_earlier_part_of_a_thread_that_has_grown() {
    // The reply may be held back by its person while the thread grows.
    for is_held in [false, true] {
        let mut runs = Runs::of(&[
            &[(P::Text, "post"), (P::PublishAt, TODAY)],
            &[(P::Text, "reply"), (P::PublishAt, TODAY), REPLY],
        ]);
        runs.may_reply = false;
        runs.run();
        runs.may_reply = true;
        runs.set(0, &[(P::Reply1, "second part"), (P::Status, "")]);
        if is_held {
            runs.set(1, &[(P::Status, "Draft")]);
        }
        runs.run();
        if is_held {
            runs.set(1, &[(P::Status, "")]);
        }
        runs.run_for_hours(2);
        let out = runs.public();
        assert_eq!(out[2..], [("reply", Some("second part"))], "{is_held}: {out:?}");
    }
}

#[test]
fn a_reply_that_is_rewritten_before_its_post_goes_out_under_the_new_one() {
    for reply in ["2026-11-24 10:01", "+30m"] {
        let mut runs = chain(TODAY, TODAY);
        runs.set(1, &[(P::Text, "tomorrow's reply"), (P::PublishAt, "2026-11-24 10:01")]);
        runs.set(1, &[(P::Status, "")]);
        runs.run();
        runs.set(1, &[(P::PublishAt, reply)]);
        runs.set(0, &REWRITTEN);
        runs.run_for_hours(26);
        let out = runs.public();
        assert_eq!(
            out[2..],
            [("tomorrow's", None), ("tomorrow's reply", Some("tomorrow's"))],
            "{reply}"
        );
    }
}

#[test]
fn a_reply_whose_post_is_gone_goes_under_the_row_above_once_its_person_asks_for_it() {
    for asked in [[(P::Status, "")], [(P::Status, "Post now")], [(P::Text, "other words")]] {
        let mut runs = Runs::of(&[
            &[(P::Text, "above"), (P::PublishAt, TODAY)],
            &[(P::Text, "post"), (P::PublishAt, TODAY)],
            &[(P::Text, "reply"), (P::PublishAt, "2026-11-23 11:00"), REPLY],
        ]);
        runs.run();
        runs.delete(1);
        runs.run_for_hours(3);
        assert_eq!(runs.public().len(), 2, "it is not posted under another one by itself");
        assert_eq!(runs.get(1, P::Status), "Failed");
        let says = runs.get(1, P::Message);
        assert!(says.contains("is no longer there"), "{says}");
        runs.set(1, &asked);
        runs.run();
        runs.run();
        let out = runs.public();
        assert_eq!(out[2].1, Some("above"), "{asked:?} {out:?}");
    }
}

#[test]
fn a_reply_stays_with_its_post_when_that_is_moved_away() {
    let mut runs = Runs::of(&[
        &[(P::Text, "above"), (P::PublishAt, TODAY)],
        &[(P::Text, "post"), (P::PublishAt, TODAY)],
        &[(P::Text, "reply"), (P::PublishAt, "2026-11-23 11:00"), REPLY],
    ]);
    runs.run();
    runs.copy(1, 3);
    runs.delete(1);
    runs.copy(2, 0);
    runs.delete(3);
    runs.run_for_hours(3);
    assert!(runs.public().contains(&("reply", Some("post"))), "{:?}", runs.public());
}

#[test]
fn the_same_reply_typed_anew_below_a_post_that_is_being_rewritten_is_not_the_lost_one() {
    for status in ["Draft", "hold on", ""] {
        let mut runs = chain(TODAY, "+5m");
        runs.run_for_hours(26);
        runs.delete(1);
        runs.set(0, &[(P::Text, "today's"), (P::PublishAt, "2026-11-24 12:15")]);
        runs.set(0, &[(P::Status, status)]);
        runs.insert(1, &[(P::Text, "reply"), (P::PublishAt, "+5m"), REPLY]);
        runs.run();
        runs.set(0, &[(P::Status, "")]);
        runs.run_for_hours(3);
        let out = runs.public();
        assert_eq!(out[2..], [("today's", None), ("reply", Some("today's"))], "{status}");
    }
}

#[test]
fn a_plan_does_not_publish_a_reply_whose_post_becomes_another_one() {
    let mut runs = chain(TODAY, TODAY);
    runs.set(0, &REWRITTEN);
    runs.insert(1, &[(P::Text, "new reply"), (P::PublishAt, TODAY), REPLY]);
    assert_eq!(runs.desk().decided(2), "open Queued, says ParentWaits");
}

#[test]
fn a_reply_is_as_late_as_the_new_post_of_its_row_and_not_as_the_old_one() {
    let mut runs = chain(TODAY, TODAY);
    runs.now += TimeDelta::days(7);
    runs.set(0, &[(P::Text, "this week's"), (P::PublishAt, "2026-11-30 10:00")]);
    runs.set(1, &[(P::Text, "this week's reply")]);
    for row in [0, 1] {
        runs.set(row, &[(P::Status, "")]);
    }
    runs.run();
    let out = runs.public();
    assert_eq!(out[2..], [("this week's", None), ("this week's reply", Some("this week's"))]);
}

#[test]
fn a_reply_goes_under_the_post_that_the_log_puts_back_and_not_under_the_one_in_the_cell() {
    let mut runs = chain(TODAY, "+5m");
    runs.now += TimeDelta::minutes(10);
    runs.run();
    let old = runs.get(0, P::Receipt).to_owned();
    runs.set(0, &[(P::Text, "second"), (P::PublishAt, "2026-11-23 10:12"), (P::Status, "")]);
    runs.run();
    // The old Receipt is pasted over the new one.
    runs.set(0, &[(P::Receipt, &old), (P::Status, "")]);
    runs.insert(1, &[(P::Text, "reply to second"), (P::PublishAt, TODAY), REPLY]);
    runs.run_for_hours(3);
    assert_eq!(runs.public()[3..], [("reply to second", Some("second"))]);
}

#[test]
fn a_reply_remembers_a_post_in_doubt_that_the_log_puts_back() {
    let mut runs = Runs::of(&[&[(P::Text, "post"), (P::PublishAt, TODAY)]]);
    let hash = match &runs.desk().posts[0] {
        Row::Open(post) => post.hash.clone(),
        Row::Finished { .. } => unreachable!(),
    };
    runs.knows(witness::logged(crate::log::Event::Sending, 1, &hash));
    runs.insert(1, &[(P::Text, "reply"), (P::PublishAt, TODAY), REPLY]);
    runs.run();
    let line = RowState::parse(runs.get(1, P::Receipt)).unwrap();
    assert_eq!((line.state, line.parent.as_deref()), (State::Queued, Some("rabcdefg1")));
}

#[test]
fn a_reply_waits_whose_post_was_published_by_another_account() {
    let mut runs = chain(TODAY, TOMORROW);
    let other = "second_shop";
    for row in [0, 1] {
        runs.set(row, &[(P::Account, other)]);
    }
    runs.insert(2, &[(P::Text, "new reply"), (P::PublishAt, TODAY), REPLY]);
    runs.set(2, &[(P::Account, other)]);
    runs.now += TimeDelta::days(1);
    let mut desk = runs.desk();
    let says = |desk: &Desk, row: usize| {
        let plan = desk.plan();
        let decision = plan.posts.into_iter().find(|it| it.row == row).unwrap();
        assert_ne!(decision.then, Then::Publish);
        decision.says
    };
    let message = Message::ParentOfAnother { row: 2, name: SHOP.to_owned() };
    assert_eq!(says(&desk, 2), Says::This(message));
    // The one above it is another account's post that is still to come.
    assert_eq!(says(&desk, 3), Says::This(Message::ParentWaits { row: 3 }));
    desk.posts.remove(1);
    if let Row::Open(post) = &mut desk.posts[1] {
        post.row = 2;
    }
    let message = Message::ParentOfAnother { row: 2, name: SHOP.to_owned() };
    assert_eq!(says(&desk, 2), Says::This(message));
}

#[test]
fn a_delay_after_a_permalink_counts_from_the_first_part_of_that_thread() {
    let mut runs = Runs::of(&[&[(P::Text, "post"), (P::PublishAt, TODAY)]]);
    runs.run();
    runs.now += TimeDelta::hours(3);
    runs.set(0, &[(P::Reply1, "second part"), (P::Status, "")]);
    runs.run();
    let address = runs.get(0, P::Permalink).to_owned();
    let reply = [(P::Text, "reply"), (P::PublishAt, "+2h"), (P::ReplyTo, address.as_str())];
    runs.insert(1, &reply);
    assert_eq!(runs.desk().decided(2), "open Queued, publish");
}
