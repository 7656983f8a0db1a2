//! Whose posts go out, and whose wait.

use super::*;

#[test]
fn posts_of_an_account_that_is_off_or_in_trouble_wait_and_say_so() {
    use AccountColumn as A;
    for (cells, decided) in [
        (&[][..], "open Queued, publish"),
        (&[(A::Enabled, "no")], "open Queued, says AccountDisabled"),
        (&[(A::Token, "")], "open Queued, says AccountTroubled"),
        (&[(A::Account, "my_shap")], "open Failed, shows Failed, says Refused"),
    ] {
        let mut desk = Desk::new();
        desk.accounts.clear();
        desk.account(cells);
        desk.post(&[]);
        assert_eq!(desk.decided(1), decided, "{cells:?}");
    }
}

#[test]
fn a_post_to_come_of_an_account_that_is_off_or_in_trouble_says_so_now() {
    use AccountColumn as A;
    for (cells, decided) in [
        (&[][..], "open Queued"),
        (&[(A::Enabled, "no")], "open Queued, says AccountDisabled"),
        (&[(A::Token, "")], "open Queued, says AccountTroubled"),
    ] {
        let mut desk = Desk::new();
        desk.accounts.clear();
        desk.account(cells);
        desk.post(&[(PostColumn::PublishAt, "2026-11-24 10:00")]);
        assert_eq!(desk.decided(1), decided, "{cells:?}");
    }
}

#[test]
fn the_backlog_of_an_account_in_trouble_is_missed_on_first_contact_alone() {
    let mut desk = Desk::new();
    desk.accounts.clear();
    desk.account(&[(AccountColumn::Token, "")]);
    desk.post(&[(PostColumn::PublishAt, "2026-11-20 10:00")]);
    assert_eq!(desk.decided(1), "open Queued, says AccountTroubled");
    desk.log_lines = None;
    assert_eq!(desk.decided(1), "open Missed, shows Missed, says Missed");
    desk.posts.clear();
    desk.post(&[]);
    assert_eq!(desk.decided(1), "open Queued, says AccountTroubled");
}

#[test]
fn a_desk_without_an_account_lets_its_rows_wait_for_one() {
    use PostColumn as P;
    let waits = "open Queued, says NoAccounts";
    for (cells, decided) in [
        (&[][..], waits),
        (&[(P::Account, "")], waits),
        (&[(P::Account, ""), (P::PublishAt, "2026-11-24 10:00")], waits),
        (&[(P::Account, ""), (P::Status, "Post now")], waits),
        (&[(P::Account, ""), (P::PublishAt, "")], "says Unaddressed"),
        (
            &[(P::Account, "a b c"), (P::Status, "Queued")],
            "open Failed, shows Failed, says Refused",
        ),
        (&[(P::Account, ""), (P::Status, "Draft")], "nothing"),
    ] {
        let mut desk = Desk::new();
        desk.accounts.clear();
        let row = desk.post(cells);
        assert_eq!(desk.decided(row), decided, "{cells:?}");
        // A token whose account is still to be named is no account either.
        desk.account(&[(AccountColumn::Account, "")]);
        assert_eq!(desk.decided(row), decided, "{cells:?}");
    }
    let mut desk = Desk::new();
    desk.accounts.clear();
    desk.log_lines = None;
    let late = desk.post(&[(P::Account, ""), (P::PublishAt, "2026-11-20 10:00")]);
    assert_eq!(desk.decided(late), "open Missed, shows Missed, says Missed");
}

#[test]
fn a_row_that_was_refused_while_there_was_no_account_waits_again() {
    let mut desk = Desk::new();
    desk.accounts.clear();
    let cells = [(PostColumn::Account, ""), (PostColumn::Status, "Failed")];
    let why = RowCode::UnknownAccount;
    let line = RowState { why: Some(why), ..receipt(1, State::Failed, &desk.read(1, &cells).hash) };
    let line = line.to_string();
    let row = desk.post(&[&cells[..], &[(PostColumn::Receipt, &line)]].concat());
    assert_eq!(desk.decided(row), "turn Queued, shows Queued, says NoAccounts");
}

#[test]
fn an_unknown_account_is_offered_the_nearest_name() {
    let mut desk = Desk::new();
    desk.post(&[(PostColumn::Account, "my_shpo")]);
    let Says::This(message) = desk.plan().posts.remove(0).says else { panic!("it says nothing") };
    assert!(message.say(Language::English).contains(SHOP), "{message:?}");
    assert_eq!(desk.plan().posts[0].why, Some(RowCode::UnknownAccount));
}

#[test]
fn two_rows_of_one_account_name_each_other() {
    let mut desk = Desk::new();
    desk.account(&[(AccountColumn::Account, "other")]);
    desk.account(&[]);
    let actions: Vec<_> = desk.plan().accounts.into_iter().map(|step| step.action).collect();
    let same = |other_row| AccountAction::SameName { other_row };
    assert_eq!(actions, [same(4), AccountAction::Learn, same(2)]);
    desk.post(&[]);
    assert_eq!(desk.decided(1), "open Queued, says AccountTroubled");
}

#[test]
fn two_accounts_without_a_name_are_no_twins() {
    let mut desk = Desk::new();
    desk.accounts.clear();
    desk.account(&[(AccountColumn::Account, "店")]);
    desk.account(&[(AccountColumn::Account, "店")]);
    let steps = desk.plan().accounts;
    assert!(steps.iter().all(|step| matches!(step.action, AccountAction::Fault(_))), "{steps:?}");
    assert_eq!((steps[0].name.as_str(), steps[1].row), ("店", 2));
}

#[test]
fn whether_a_pause_ends_too_late_for_a_post_counts_from_its_own_time() {
    let is_too_late = |until: &str| {
        let mut desk = Desk::new();
        desk.limits.ahead = TimeDelta::minutes(5);
        desk.accounts[0].pause_until = Cell::text(until);
        desk.post(&[(PostColumn::PublishAt, "2026-11-23 10:10")]);
        let Says::This(Message::AccountPaused { is_too_late, .. }) = desk.plan().posts[0].says
        else {
            panic!("it does not wait")
        };
        is_too_late
    };
    assert!(!is_too_late("2026-11-24 10:08"), "within a day of 10:10, though not of now");
    assert!(is_too_late("2026-11-24 10:11"));
}
