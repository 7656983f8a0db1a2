//! What each of two runs does that share one desk.

use super::*;
use crate::hash;
use crate::shard::Shard;
use PostColumn as P;

/// Returns the two parts.
fn parts() -> [Shard; 2] {
    [0, 1].map(|index| Shard::new(index, 2).unwrap())
}

/// Returns a name whose account is this part's.
fn name_of(part: Shard) -> String {
    let names = (0..100).map(|number| format!("shop_{number}"));
    names.into_iter().find(|name| part.has(Some(name))).unwrap()
}

/// Adds an account of this name whose token is that user's, if anybody's.
fn add(desk: &mut Desk, name: &str, user: &str) {
    let token = hash::short(&["TH", "AAQ", &"x1Yz".repeat(30)].concat());
    let line = format!("account token={token} user={user} name={name}");
    let line = if user.is_empty() { "" } else { &line };
    desk.account(&[(AccountColumn::Account, name), (AccountColumn::Receipt, line)]);
}

/// Returns a desk with an account of each part, whose users are 1 and 2, and the accounts' names.
fn shared() -> (Desk, [String; 2]) {
    let mut desk = Desk::new();
    desk.accounts.clear();
    let names = parts().map(name_of);
    add(&mut desk, &names[0], "1");
    add(&mut desk, &names[1], "2");
    (desk, names)
}

/// Returns the rows of either part.
fn shares(desk: &Desk) -> [Vec<usize>; 2] {
    let share = |part| desk.with(|sheet| plan(sheet).share_of_posts(part, sheet));
    parts().map(|part| share(part).posts.iter().map(|decision| decision.row).collect())
}

#[test]
fn each_run_has_the_posts_of_its_accounts_and_the_first_what_belongs_to_none() {
    let (mut desk, [one, two]) = shared();
    desk.post(&[(P::Account, &one)]);
    desk.post(&[(P::Account, &two)]);
    desk.post(&[(P::Account, "nobody")]);
    let late = (P::PublishAt, "2026-11-01 10:00");
    desk.post(&[(P::Account, &two), (P::Text, "late"), late]);
    assert_eq!(shares(&desk), [vec![3, 1], vec![2, 4]]);
    let whole = desk.with(|sheet| plan(sheet).share_of_posts(Shard::WHOLE, sheet));
    assert_eq!(whole.posts.len(), 4);
}

#[test]
fn on_first_contact_every_shard_marks_late_rows_missed_and_sends_only_its_own() {
    let (mut desk, [_, two]) = shared();
    desk.log_lines = None;
    desk.post(&[(P::Account, &two)]);
    let late = (P::PublishAt, "2026-11-01 10:00");
    desk.post(&[(P::Account, &two), (P::Text, "late"), late]);
    assert_eq!(shares(&desk), [vec![2], vec![1, 2]]);
}

#[test]
fn a_doubt_is_settled_by_the_account_that_sent_it_and_a_new_post_by_the_one_in_its_cell() {
    let (mut desk, [one, two]) = shared();
    let row = |state, text: &str, desk: &mut Desk| {
        let row = desk.posts.len() + 1;
        let hash = desk.read(row, &[(P::Account, &two)]).hash;
        let line = RowState { sender: Some(one.clone()), ..receipt(row, state, &hash) };
        let line = line.to_string();
        desk.post(&[(P::Account, &two), (P::Text, text), (P::Receipt, &line)])
    };
    row(State::Trying, "hello", &mut desk);
    row(State::Posted, "written anew", &mut desk);
    assert_eq!(desk.decided(1), "resolve, shows Publishing");
    assert_eq!(desk.decided(2), "open Queued, publish");
    assert_eq!(shares(&desk), [vec![1], vec![2]]);
}

/// Returns the name of the account that asks about what this user, or this name, has sent.
fn asks(desk: &Desk, sender: &str, user: Option<&str>) -> Option<String> {
    let line = RowState {
        sender: Some(sender.to_owned()),
        user: user.map(str::to_owned),
        ..receipt(1, State::Trying, "h1")
    };
    let decision = Decision::keep(&desk.read(1, &[(P::Account, "in_the_cell")]), desk.place.now);
    let steps = desk.plan().accounts;
    let found = asker(desk.accounts.iter().zip(&steps), &decision, Some(&line));
    found.map(|(_, step)| step.name.clone())
}

#[test]
fn a_doubt_is_checked_with_a_token_of_the_sender_or_by_the_account_of_its_name() {
    let mut desk = Desk::new();
    desk.accounts.clear();
    for (name, user) in [("first", "1"), ("second", "2"), ("twin", "1"), ("new", "")] {
        add(&mut desk, name, user);
    }
    let asks = |sender, user| asks(&desk, sender, user);
    let name = |name: &str| Some(name.to_owned());
    assert_eq!(asks("first", None), name("first"));
    assert_eq!(asks("new", None), name("new"));
    assert_eq!(asks("gone", None), None);
    // By the user, whatever the names are now; of several, the one of that name.
    assert_eq!(asks("first", Some("2")), name("second"));
    assert_eq!(asks("new", Some("2")), name("second"));
    assert_eq!(asks("twin", Some("1")), name("twin"));
    // One that is known to be another user's says nothing of this one; one of an unknown user may.
    assert_eq!(asks("first", Some("3")), None);
    assert_eq!(asks("new", Some("3")), name("new"));
}

#[test]
fn of_two_accounts_of_the_sender_the_one_with_a_working_token_checks() {
    let mut desk = Desk::new();
    desk.accounts.clear();
    let token = hash::short(&["TH", "AAQ", &"x1Yz".repeat(30)].concat());
    let line = format!("account token={token} user=1 name=old expires=2026-11-01T00:00:00Z");
    desk.account(&[(AccountColumn::Account, "old"), (AccountColumn::Receipt, &line)]);
    add(&mut desk, "new", "1");
    assert_eq!(asks(&desk, "old", Some("1")).as_deref(), Some("new"));
}

#[test]
fn a_cell_without_a_name_means_the_only_account() {
    let name = Arc::from("shop");
    let row = |account: &str| {
        let mut row = Row::Finished {
            row: 1,
            account: account.into(),
            line: "x".into(),
            text: None,
            publish_at: None,
            tree: None,
        };
        row.belong_to(&name);
        row.account().to_owned()
    };
    assert_eq!([row(""), row("other")], ["shop", "other"]);
    let desk = Desk::new();
    let open = |account: &str| {
        let mut row = Row::Open(Box::new(desk.read(1, &[(P::Account, account)])));
        row.belong_to(&name);
        row.account().to_owned()
    };
    assert_eq!([open(""), open("other")], ["shop", "other"]);
}
