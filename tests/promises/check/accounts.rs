//! The token check: what Threads answers about every account.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use threadsheet::report::{About, AccountLine, AccountOutcome, PostOutcome, text};
use threadsheet_practice::fault_injection::{Effect, Fault, Hold, Side, Trigger};
use threadsheet_practice::http::Reply;
use threadsheet_practice::threads::DESK_SCOPES;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{ACCOUNTS, LIFE, POSTS, Practice, Row, due, outcomes};

use super::{check, found, only, wrong};

/// Returns a desk with one account and one post that is due.
async fn desk() -> Practice {
    Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await
}

/// Pastes a token with those scopes.
fn paste(desk: &Practice, owner: &str, scopes: &[&str]) {
    let token = {
        let mut world = enter(&desk.world);
        world.threads.issue_token(owner, desk.started - TimeDelta::days(3), LIFE, scopes)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
}

/// Returns the account's line, of which a check must have found exactly what the line says.
async fn told(desk: &Practice, cell: &str) -> AccountLine {
    let report = check(desk).await;
    let line = report.accounts[0].clone();
    assert_eq!(line.outcome, AccountOutcome::NeedsPerson, "{}", line.words);
    let finding = only(&report, About::Account(2));
    assert_eq!((finding.words.as_str(), finding.is_wrong), (line.words.as_str(), true));
    assert_eq!(finding.cell.as_deref(), Some(cell));
    assert_eq!(report.exit_code(), 1, "no run has told it");
    assert_eq!(outcomes(&report), [(2, PostOutcome::Waiting)], "its post would not go out");
    line
}

#[tokio::test]
async fn a_token_that_works_is_told_with_its_days_and_the_days_quota() {
    let desk = desk().await;
    enter(&desk.world).threads.set_quota_used("shop_a", 3, 10);
    let report = check(&desk).await;
    let line = &report.accounts[0];
    assert_eq!(line.outcome, AccountOutcome::Fine);
    assert_eq!(
        line.words,
        "OK, renews automatically; 58 days left. Remaining in this 24-hour window: 247 posts, 990 replies."
    );
    let quota = report.checkup.as_ref().unwrap().quotas[0];
    assert_eq!((quota.row, quota.posts, quota.replies), (2, 247, 990));
    assert_eq!((wrong(&report).len(), report.exit_code()), (0, 0));
}

#[tokio::test]
async fn a_token_that_a_run_would_renew_is_told_so_although_it_is_new_here() {
    let desk = desk().await;
    let token = {
        let mut world = enter(&desk.world);
        let issued = desk.started - TimeDelta::days(51);
        world.threads.issue_token("shop_a", issued, LIFE, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    let report = check(&desk).await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::ToRenew);
    assert!(report.accounts[0].words.contains("9 days left"), "{}", report.accounts[0].words);
    assert_eq!(desk.run().await.accounts[0].outcome, AccountOutcome::Renewed);
}

#[tokio::test]
async fn metas_answer_that_was_pasted_in_place_of_a_token_is_explained() {
    let desk = desk().await;
    let answer = |code| format!(r#"{{"error_message":"Invalid Request","error_code":{code}}}"#);
    for (code, words) in [(1_349_245, "Invites"), (1_349_026, "id and secret")] {
        desk.type_in(ACCOUNTS, 2, "Token", &answer(code));
        let line = told(&desk, "B2").await;
        assert!(line.words.contains(words), "{}", line.words);
    }
}

#[tokio::test]
async fn a_token_of_another_profile_is_told_with_both_names() {
    let desk = desk().await;
    paste(&desk, "shop_b", &DESK_SCOPES);
    let line = told(&desk, "B2").await;
    assert!(line.words.contains("@shop_b") && line.words.contains("@shop_a"), "{}", line.words);
}

#[tokio::test]
async fn an_invitation_that_was_not_accepted_says_where_to_accept_it() {
    let desk = desk().await;
    enter(&desk.world).threads.withdraw_invitation("shop_a");
    let line = told(&desk, "B2").await;
    assert!(line.words.contains("invitation") && line.words.contains("Invites"), "{}", line.words);
}

#[tokio::test]
async fn a_wrong_app_is_told_from_a_wrong_token() {
    let desk = desk().await;
    let error = serde_json::json!({"error": {"message": "Error validating application. Invalid \
        application ID.", "type": "OAuthException", "code": 101}});
    let refusal = Fault::Instead(Reply::json(400, &error), Effect::Without);
    enter(&desk.world).faults.on(Trigger::every("threads"), refusal);
    let line = told(&desk, "B2").await;
    assert!(line.words.contains("id and secret"), "{}", line.words);
}

#[tokio::test]
async fn a_short_lived_token_needs_a_person_unless_it_can_be_exchanged() {
    let mut desk = desk().await;
    let token = {
        let mut world = enter(&desk.world);
        let issued = desk.started - TimeDelta::minutes(5);
        world.threads.issue_short_token("shop_a", issued, &DESK_SCOPES)
    };
    desk.type_in(ACCOUNTS, 2, "Token", &token);
    let line = told(&desk, "B2").await;
    assert!(line.words.contains("only an hour"), "{}", line.words);
    desk.app_secret = Some("a-secret".to_owned());
    let report = check(&desk).await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::ToRenew);
    assert_eq!(wrong(&report).len(), 0);
    assert_eq!(enter(&desk.world).count("threads.exchange"), 0, "a check exchanges nothing");
}

#[tokio::test]
async fn a_dead_a_withdrawn_and_an_unknown_token_are_told() {
    let desk = desk().await;
    let dead = {
        let mut world = enter(&desk.world);
        world.threads.issue_token("shop_a", desk.started - TimeDelta::days(70), LIFE, &DESK_SCOPES)
    };
    let withdrawn = enter(&desk.world).threads.valid_tokens("shop_a", desk.started).remove(0);
    enter(&desk.world).threads.revoke(&withdrawn);
    let unknown = ["TH", "AA", &"x".repeat(80)].concat();
    for (token, words) in
        [(&dead, "Expired"), (&withdrawn, "does not accept"), (&unknown, "does not accept")]
    {
        desk.type_in(ACCOUNTS, 2, "Token", token);
        let line = told(&desk, "B2").await;
        assert!(line.words.contains(words) && !line.words.contains(token), "{}", line.words);
    }
}

#[tokio::test]
async fn missing_scopes_are_told_by_name_and_those_of_replies_only_weigh_where_one_is_coming() {
    let desk = desk().await;
    paste(&desk, "shop_a", &["threads_basic"]);
    let line = told(&desk, "B2").await;
    assert!(line.words.contains("it lacks threads_content_publish."), "{}", line.words);
    paste(&desk, "shop_a", &["threads_basic", "threads_content_publish"]);
    let report = check(&desk).await;
    assert_eq!(report.accounts[0].outcome, AccountOutcome::Fine);
    let finding = only(&report, About::Account(2));
    assert!(finding.words.contains("threads_manage_replies, threads_read_replies"));
    assert!(!finding.is_wrong && report.exit_code() == 0, "nothing answers anything");
    desk.append(3, &Row { reply_to: "previous", ..due("shop_a", "And") });
    let report = check(&desk).await;
    let finding = only(&report, About::Account(2));
    assert!(finding.is_wrong && report.exit_code() == 1, "{finding:?}");
}

#[tokio::test]
async fn more_posts_than_the_day_has_room_for_are_told_and_are_nobodys_fault() {
    let desk = Practice::new(&["shop_a"], &[due("shop_a", "One"), due("shop_a", "Two")]).await;
    enter(&desk.world).threads.set_quota_used("shop_a", 249, 0);
    let report = check(&desk).await;
    let finding = only(&report, About::Account(2));
    assert!(finding.words.starts_with("2 are due, but Threads accepts only 1 more"), "{finding:?}");
    assert!(!finding.is_wrong);
}

#[tokio::test]
async fn a_restriction_that_a_run_met_stands_and_a_trouble_that_has_passed_does_not() {
    let desk = desk().await;
    enter(&desk.world).threads.withdraw_invitation("shop_a");
    desk.run().await;
    assert!(desk.cell(ACCOUNTS, 2, "Token status").contains("invitation"));
    enter(&desk.world).threads.accept_invitation("shop_a");
    enter(&desk.world).threads.restrict("shop_a");
    assert_eq!(
        check(&desk).await.accounts[0].outcome,
        AccountOutcome::Fine,
        "Threads knows better"
    );
    desk.run().await;
    let report = check(&desk).await;
    assert!(report.accounts[0].words.contains("restricted this account"));
    assert_eq!(report.exit_code(), 0, "the run has told it");
}

#[tokio::test]
async fn an_account_whose_cells_are_wrong_is_told_with_the_cell() {
    let desk = Practice::new(&["shop_a", "shop_b"], &[]).await;
    desk.type_in(ACCOUNTS, 2, "Account", "森の珈琲");
    desk.type_in(ACCOUNTS, 3, "Token", "123456");
    let report = check(&desk).await;
    assert_eq!(only(&report, About::Account(2)).cell.as_deref(), Some("A2"));
    assert_eq!(only(&report, About::Account(3)).cell.as_deref(), Some("B3"));
    assert_eq!(enter(&desk.world).count("threads"), 0, "there is nothing to ask with");
}

#[tokio::test]
async fn a_timeout_of_one_account_holds_up_no_check() {
    let names = ["shop_a", "shop_b", "shop_c"];
    let desk = Practice::new(&names, &names.map(|name| due(name, name))).await;
    let hold = Fault::Stall(Hold::For(Duration::from_mins(5)), Side::Before);
    enter(&desk.world).faults.on(Trigger::every("threads").by("shop_b"), hold);
    let began = Instant::now();
    let report = check(&desk).await;
    // At this pace an account is waited for less than two seconds.
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let outcomes: Vec<_> = report.accounts.iter().map(|line| line.outcome).collect();
    let fine = AccountOutcome::Fine;
    assert_eq!(outcomes, [fine, AccountOutcome::Unreachable, fine]);
    assert_eq!(report.exit_code(), 0, "the others were asked, and nobody can do anything");
    assert!(!text::foot(&report).concat().contains("Nothing is wrong"), "one is not known");
}

#[tokio::test]
async fn a_threads_that_nobody_can_reach_is_told_beside_what_the_cells_say() {
    let desk = desk().await;
    desk.append(3, &due("shop_x", "Nobody's"));
    enter(&desk.world).faults.on(Trigger::every("threads"), Fault::DropBefore);
    let report = check(&desk).await;
    assert_eq!(report.exit_code(), 5);
    let said: String = found(&report, About::Desk).iter().map(|it| it.words.as_str()).collect();
    assert!(said.contains("Threads cannot be reached"), "{said}");
    assert!(only(&report, About::Post(3)).words.contains("shop_x"));
    assert_eq!(desk.cell(POSTS, 2, "Status"), "", "nothing was changed");
}
