//! Tokens that are sealed in their cells: by a run, for one spreadsheet and one Threads user, with keys that
//! come and go.

use chrono::TimeDelta;
use serde_json::json;
use threadsheet::check;
use threadsheet::config::{Config, Credentials, RunScope};
use threadsheet::dry_run;
use threadsheet::report::{AccountOutcome, Report};
use threadsheet_core::run_error::RunError;
use threadsheet_core::seal::{KEY_BYTES, Keys, new_key};
use threadsheet_core::token::Token;
use threadsheet_practice::fault_injection::{Effect, Fault, Gate, Hold, Side, Trigger};
use threadsheet_practice::sheets::Role;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::{World, enter};
use threadsheet_test_kit::{ACCOUNTS, EMAIL, LIFE, LOG, POSTS, Practice, SHEET, due, keys, seals};

mod commands;
mod edits;
mod rotated;

/// A desk whose runs have a key.
async fn desk(accounts: &[&'static str]) -> Practice {
    let rows: Vec<_> = accounts.iter().map(|name| due(name, "Good morning")).collect();
    let mut desk = Practice::new(accounts, &rows).await;
    desk.keys = keys(&[1]);
    desk
}

#[tokio::test]
async fn a_pasted_token_is_sealed_by_the_next_run_and_stays_as_it_is() {
    let desk = desk(&["shop_a"]).await;
    let pasted = desk.token(2);
    let report = desk.run().await;
    let sealed = desk.token(2);
    assert!(sealed.starts_with("sealed:v1:"), "{sealed}");
    assert_eq!(desk.opened(2, 1), pasted);
    assert_eq!(desk.public_texts(), ["Good morning"]);
    assert_eq!(desk.status(2), "OK, renews automatically; 58 days left.");
    let says = "OK, renews automatically; 58 days left. The token is sealed now.";
    assert_eq!(report.accounts[0].words, says);
    assert!(desk.shown(LOG).iter().any(|line| line[3] == "Token sealed"));
    assert_eq!(desk.writes().await, 0, "nothing is left to do");
    assert_eq!(desk.token(2), sealed);
}

#[tokio::test]
async fn without_a_key_nothing_is_sealed() {
    let mut desk = desk(&["shop_a"]).await;
    desk.keys = Keys::default();
    let pasted = desk.token(2);
    desk.run().await;
    assert_eq!(desk.token(2), pasted);
}

#[tokio::test]
async fn a_token_that_is_known_already_is_sealed_once_there_is_a_key() {
    let mut desk = desk(&["shop_a"]).await;
    let (key, pasted) = (std::mem::take(&mut desk.keys), desk.token(2));
    desk.run().await;
    let receipt = desk.cell(ACCOUNTS, 2, "Receipt");
    desk.keys = key;
    let plan = dry_run::dry_run(&desk.config(), &|_| {}).await.unwrap();
    assert!(plan.accounts[0].words.ends_with("The token would be sealed."), "{plan:?}");
    assert_eq!(desk.token(2), pasted, "a plan changes nothing");
    assert_eq!(desk.writes().await, 1);
    assert_eq!(desk.opened(2, 1), pasted);
    assert_eq!(desk.cell(ACCOUNTS, 2, "Receipt"), receipt, "sealing makes it no other token");
}

#[tokio::test]
async fn a_renewed_token_is_written_sealed_and_never_in_the_open() {
    let desk = desk(&["shop_a", "shop_b"]).await;
    let dirty = format!("\"Bearer {}\"", desk.paste(2, "shop_a", 50));
    desk.type_in(ACCOUNTS, 2, "Token", &dirty);
    let report = desk.run().await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Renewed);
    let new = desk.opened(2, 1);
    let valid = enter(&desk.world).threads.valid_tokens("shop_a", desk.started + LIFE / 2);
    assert!(valid.contains(&new));
    // Sealed, it is renewed all the same.
    let later = TimeDelta::days(50);
    enter(&desk.world).clock.advance(later);
    let report = desk.run_in(later).await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Renewed, "{report:?}");
    assert_ne!(desk.opened(2, 1), new);
    assert!(desk.status(2).starts_with("OK"), "{}", desk.status(2));
}

#[tokio::test]
async fn a_run_that_only_publishes_uses_sealed_tokens_and_seals_none() {
    let mut desk = desk(&["shop_a", "shop_b"]).await;
    desk.scope = RunScope::Refresh;
    desk.run().await;
    assert_eq!(desk.public().len(), 0);
    let plain = desk.paste(3, "shop_b", 3);
    desk.scope = RunScope::Publish;
    desk.run().await;
    assert_eq!(desk.public().len(), 2);
    assert_eq!(desk.token(3), plain);
    assert!(desk.token(2).starts_with("sealed:v1:"));
}

#[tokio::test]
async fn what_does_not_belong_to_its_row_is_not_sealed() {
    let desk = desk(&["shop_a", "shop_b"]).await;
    let other = desk.token(3);
    desk.type_in(ACCOUNTS, 2, "Token", &other);
    desk.type_in(ACCOUNTS, 3, "Token", &format!("=\"{other}\""));
    let report = desk.run().await;
    let needs = |at: usize| report.accounts[at].outcome == AccountOutcome::NeedsPerson;
    assert!(needs(0) && needs(1), "{report:?}");
    assert_eq!([desk.token(2), desk.token(3)], [other.clone(), other]);
}

#[tokio::test]
async fn a_sheet_that_may_only_be_read_keeps_its_token() {
    let desk = desk(&["shop_a"]).await;
    let pasted = desk.token(2);
    enter(&desk.world).sheets.share(SHEET, EMAIL, Role::Reader);
    assert!(matches!(desk.try_run().await, Err(RunError::ReadOnly { .. })));
    assert_eq!(desk.token(2), pasted);
}

#[tokio::test]
async fn a_dry_run_says_what_a_run_seals_and_a_dead_token_is_left_as_it_is() {
    let mut desk = desk(&["shop_a", "shop_b"]).await;
    let key = std::mem::take(&mut desk.keys);
    desk.paste(2, "shop_a", 59);
    enter(&desk.world).threads.quirks.refresh_rotates = false;
    desk.run().await;
    desk.keys = key;
    let days = TimeDelta::days(70);
    enter(&desk.world).clock.advance(days);
    let fresh = desk.paste(3, "shop_b", -69);
    let config = Config { now: Some(desk.started + days), ..desk.config() };
    let plan = dry_run::dry_run(&config, &|_| {}).await.unwrap();
    let says = [0, 1].map(|at| plan.accounts[at].words.contains("would be sealed"));
    assert_eq!(says, [false, true], "{:?}", plan.accounts);
    let dead = desk.token(2);
    desk.run_with(&config).await;
    assert_eq!((desk.token(2), desk.opened(3, 1)), (dead, fresh));
}

#[tokio::test]
async fn a_key_in_a_text_is_not_posted() {
    let desk = desk(&["shop_a"]).await;
    desk.append(2, &due("shop_a", &format!("My key: {}.", new_key([1; KEY_BYTES]))));
    desk.run().await;
    assert_eq!(desk.public().len(), 0);
    assert!(desk.cell(POSTS, 2, "Message").contains("token or a key"));
}

#[tokio::test]
async fn a_check_says_of_each_token_whether_it_is_sealed_and_seals_none() {
    let desk = desk(&["shop_a", "shop_b"]).await;
    desk.run().await;
    let plain = desk.paste(3, "shop_b", 3);
    let checked = async |desk: &Practice| {
        let report: Report = check::check(&desk.config(), &|_| {}).await.unwrap();
        report.accounts.into_iter().map(|line| line.words).collect::<Vec<_>>()
    };
    let words = checked(&desk).await;
    assert!(words[0].contains(" left. Sealed. "), "{words:?}");
    assert!(words[1].contains("Not sealed yet; the next run seals it."), "{words:?}");
    assert_eq!(desk.token(3), plain);
    let desk = Practice { keys: keys(&[2, 1]), ..desk };
    let words = checked(&desk).await;
    assert!(words[0].contains("Sealed with an older key"), "{words:?}");
}
