//! An account that has a new user name on Threads: it is the same account, with the same token.

use chrono::TimeDelta;
use threadsheet::check;
use threadsheet::config::Config;
use threadsheet::report::Report;
use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::columns::{AccountColumn, PostColumn, PostStatus};
use threadsheet_core::hash;
use threadsheet_core::language::Language;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::LIFE;

use super::case_desk::{Desk, LANGUAGES};

const BEFORE: &str = "my_shop";
const NOW: &str = "my_shop_2026";

/// How the program comes to hear of the new name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// The token is renewed.
    Renewal,
    /// A person pastes a new token.
    Paste,
}

/// Returns the sentence of such an account, whose token lives for so many days.
fn said(language: Language, days: u32) -> String {
    language.pick(
        format!("OK, renews automatically; {days} days left. This account is now called @{NOW} on Threads; its posts go on as before. When convenient, replace @{BEFORE} with @{NOW} in the tabs Accounts and Posts."),
        format!("正常です。自動で更新されます（残り {days} 日）。Threads でのユーザーネームが @{NOW} に変わりました。投稿はこのまま続きます。ご都合のよいときに、「アカウント」と「投稿」のタブの @{BEFORE} を @{NOW} に書き換えてください。"),
    )
}

/// The settings of a run so many days later.
fn later(desk: &Desk, days: i64) -> Config {
    Config { now: Some(desk.practice.started + TimeDelta::days(days)), ..desk.config() }
}

fn paste_token_of(desk: &Desk, row: usize, username: &str) {
    let issued = desk.practice.started - TimeDelta::days(2);
    let token =
        enter(&desk.practice.world).threads.issue_token(username, issued, LIFE, &DESK_SCOPES);
    desk.type_account(row, AccountColumn::Token, &token);
}

fn type_post(desk: &Desk, row: usize, account: &str, when: &str) {
    desk.type_post(row, PostColumn::Account, account);
    desk.type_post(row, PostColumn::Text, &format!("Good morning {row}"));
    desk.type_post(row, PostColumn::PublishAt, when);
}

fn words(report: &Report) -> &str {
    &report.accounts.iter().find(|line| line.row == 2).unwrap().words
}

#[tokio::test]
async fn an_account_with_a_new_name_on_threads_goes_on_and_tells_it() {
    for language in LANGUAGES {
        for by in [By::Renewal, By::Paste] {
            let desk = Desk::new(language, "ja_JP", chrono_tz::Tz::Asia__Tokyo).await;
            enter(&desk.practice.world).threads.rename(BEFORE, NOW);
            let (days, left, when) = match by {
                By::Renewal => (50, 60, "2027-01-12 10:00"),
                By::Paste => (0, 58, "2026-11-23 10:00"),
            };
            desk.practice.pass(TimeDelta::days(days));
            if by == By::Paste {
                paste_token_of(&desk, 2, NOW);
            }
            type_post(&desk, 2, BEFORE, when);
            let report = desk.practice.run_with(&later(&desk, days)).await;
            let case = format!("{language:?} {by:?}: {report:#?}");
            let said = said(language, left);
            assert_eq!(desk.account(2, AccountColumn::Profile), format!("@{NOW}"), "{case}");
            assert_eq!(
                (desk.account(2, AccountColumn::Status), words(&report)),
                (said.clone(), &*said)
            );
            let published = PostStatus::Published.word(language);
            assert_eq!(desk.post(2, PostColumn::Status), published, "{case}");
            assert_eq!(desk.practice.public()[0].account, NOW);
            assert_eq!(report.exit_code(), 0, "nobody has to do anything: {case}");

            // The next run knows it without asking, and so does a check.
            enter(&desk.practice.world).seen.clear();
            let report = desk.practice.run_with(&later(&desk, days)).await;
            let asked = |name: &str| {
                let world = enter(&desk.practice.world);
                world.seen.iter().filter(|seen| seen.operation == name).count()
            };
            assert_eq!((asked("threads.me"), words(&report)), (0, &*said), "{case}");
            let report = check::check(&later(&desk, days), &|_| {}).await.unwrap();
            assert!(words(&report).contains(&said), "{case}");

            // Once a person has written the new name, nothing is left to say.
            desk.type_account(2, AccountColumn::Account, NOW);
            type_post(&desk, 3, NOW, when);
            let report = desk.practice.run_with(&later(&desk, days)).await;
            assert!(!words(&report).contains(BEFORE), "{}", words(&report));
            assert_eq!(desk.account(2, AccountColumn::Profile), format!("@{NOW}"));
            assert_eq!(desk.post(3, PostColumn::Status), published);
        }
    }
}

#[tokio::test]
async fn a_token_of_another_user_is_not_taken_for_a_renamed_account() {
    for language in LANGUAGES {
        let desk = Desk::new(language, "ja_JP", chrono_tz::Tz::Asia__Tokyo).await;
        enter(&desk.practice.world).threads.add_account("somebody");
        paste_token_of(&desk, 2, "somebody");
        // A row that was copied whole, for an account of another name.
        for column in [AccountColumn::Token, AccountColumn::Receipt] {
            desk.type_account(7, column, &desk.account(3, column));
        }
        desk.type_account(7, AccountColumn::Account, "my_second_cafe");
        type_post(&desk, 2, BEFORE, "2026-11-23 10:00");
        type_post(&desk, 3, "my_second_cafe", "2026-11-23 10:00");
        desk.run().await;
        for (row, other) in [(2, "@somebody"), (7, "@my_cafe")] {
            let said = desk.account(row, AccountColumn::Status);
            let both = [other, &desk.account(row, AccountColumn::Account)];
            assert!(both.iter().all(|name| said.contains(name)), "{said}");
            assert_eq!(desk.account(row, AccountColumn::Profile), "");
        }
        assert_eq!(desk.practice.public().len(), 0);
    }
}

#[tokio::test]
async fn a_receipt_with_the_shorter_hash_of_earlier_versions_is_known_and_kept_whole() {
    let [language, _] = LANGUAGES;
    let desk = Desk::new(language, "ja_JP", chrono_tz::Tz::Asia__Tokyo).await;
    let token = desk.account(2, AccountColumn::Token);
    let whole = desk.account(2, AccountColumn::Receipt);
    let receipt = AccountReceipt::parse(&whole).unwrap();
    assert_eq!(receipt.token.len(), 32, "128 bits");
    let short = AccountReceipt { token: hash::short(&token), ..receipt };
    desk.type_account(2, AccountColumn::Receipt, &short.to_string());
    type_post(&desk, 2, BEFORE, "2026-11-23 10:00");
    // A token that had to be learned anew could not be used now.
    for asked in ["threads.me", "threads.debug_token"] {
        let fault = Fault::Status(500, Effect::Without);
        enter(&desk.practice.world).faults.on(Trigger::every(asked), fault);
    }
    desk.run().await;
    assert_eq!(desk.post(2, PostColumn::Status), PostStatus::Published.word(language));
    assert_eq!(desk.account(2, AccountColumn::Receipt), whole);
}
