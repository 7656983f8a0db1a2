//! Where the probe refuses to run, and changes nothing.

use threadsheet_core::run_error::InTheWay;
use threadsheet_practice::sheets::CellAddress;
use threadsheet_test_kit::{SHEET, due};

use super::*;

#[tokio::test]
async fn nothing_is_posted_and_nothing_renewed_without_a_yes() {
    let bench = Bench::new(|_| {}).await;
    let before = bench.whole(THROW_AWAY);
    let Tried { ended, asked, .. } = bench.try_probe(Some("shop_a"), false, false).await;
    let account = || "shop_a".to_owned();
    let questions = [
        Question::Post { account: account(), posts_max: 3 },
        Question::Renew { account: account() },
    ];
    assert_eq!(asked, questions, "it says which account, and how many posts");
    let probe = ended.unwrap();
    assert_found(
        &probe,
        &[
            ("counting", "documented"),
            ("second_publish", "not_agreed"),
            ("status", "not_agreed"),
            ("list", "not_agreed"),
            ("old_token", "not_agreed"),
        ],
    );
    assert_eq!(bench.count("threads.publish") + bench.count("threads.refresh_access_token"), 0);
    assert!(bench.0.public().is_empty());
    assert_eq!(probe.sent, 0);
    bench.assert_unchanged(THROW_AWAY, &before);
}

#[tokio::test]
async fn without_an_account_threads_is_never_called_and_nothing_is_asked() {
    let bench = Bench::new(|_| {}).await;
    let before = bench.whole(THROW_AWAY);
    // A probe that was killed has left this.
    let left = json!([
        {"addSheet": {"properties": {"sheetId": 1_416_784_610, "title": "threadsheet probe"}}},
        {"updateCells": {"start": {"sheetId": 1_416_784_610, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": [{"userEnteredValue": {"stringValue": "version 7a"}}]}],
            "fields": "userEnteredValue"}},
        {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 1_416_784_611,
            "metadataKey": "threadsheet probe", "metadataValue": "version 7a",
            "location": {"spreadsheet": true}, "visibility": "DOCUMENT"}}},
    ]);
    enter(&bench.0.world).sheets.batch(THROW_AWAY, left).unwrap();
    let Tried { ended, asked, .. } = bench.try_probe(None, true, true).await;
    let probe = ended.unwrap();
    assert_found(&probe, &[("versions", "one_at_a_time"), ("second_publish", "no_account")]);
    assert!(asked.is_empty());
    assert_eq!(bench.count("threads"), 0);
    // What the killed probe left is gone too.
    bench.assert_unchanged(THROW_AWAY, &before);
}

#[tokio::test]
async fn a_token_that_is_not_a_day_old_is_not_offered_for_renewal() {
    let bench = Bench::new(|world| {
        let now = world.clock.now();
        let token = world.threads.issue_token("shop_a", now, LIFE, &DESK_SCOPES);
        world.sheets.type_in(CellAddress::new(THROW_AWAY, "Accounts", 1, 1), &token, now);
    })
    .await;
    let Tried { ended, asked, .. } = bench.try_probe(Some("shop_a"), false, true).await;
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_found(&ended.unwrap(), &[("old_token", "not_renewable")]);
    assert_eq!(bench.count("threads.refresh_access_token"), 0);
}

#[tokio::test]
async fn a_token_of_another_account_is_never_used() {
    let bench = Bench::new(|world| {
        let now = world.clock.now();
        let token = world.threads.issue_token("shop_b", now, LIFE, &DESK_SCOPES);
        world.sheets.type_in(CellAddress::new(THROW_AWAY, "Accounts", 1, 1), &token, now);
    })
    .await;
    let Tried { ended, asked, .. } = bench.try_probe(Some("shop_a"), true, true).await;
    let probe = ended.unwrap();
    assert!(asked.is_empty());
    assert_found(&probe, &[("versions", "one_at_a_time"), ("counting", "account")]);
    assert_eq!(probe.exit_code(), 1);
    assert!(all_said(&probe).contains("@shop_b"));
    assert_eq!(bench.count("threads.create") + bench.count("threads.publish"), 0);
}

/// Probes a spreadsheet on which nothing may be tried, and returns why.
async fn refused(bench: &Bench, account: Option<&str>) -> InTheWay {
    let id = &bench.0.spreadsheet;
    let before = bench.whole(id);
    enter(&bench.0.world).seen.clear();
    let Tried { ended, asked, told } = bench.try_probe(account, true, true).await;
    let Err(RunError::InUse(why)) = ended else { panic!("{id}: {ended:?}") };
    assert!(asked.is_empty() && told.is_empty(), "{asked:?}");
    assert_eq!(bench.count("sheets.batchUpdate") + bench.count("threads"), 0, "{why:?}");
    bench.assert_unchanged(id, &before);
    why
}

#[tokio::test]
async fn a_desk_in_use_is_refused_and_left_alone() {
    let mut bench = Bench::new(|_| {}).await;
    SHEET.clone_into(&mut bench.0.spreadsheet);
    let accounts = InTheWay::Accounts { tab: "Accounts".to_owned() };
    assert_eq!(refused(&bench, Some("shop_a")).await, accounts);
    bench.0 = Practice::new(&["shop_a"], &[due("shop_a", "Hello")]).await;
    let posts = InTheWay::Filled { tab: "Posts".to_owned() };
    assert_eq!(refused(&bench, Some("shop_a")).await, posts);
    bench.0.run().await;
    assert_eq!(refused(&bench, None).await, InTheWay::Mark);
    let stop = RunError::InUse(InTheWay::Mark);
    assert!(stop.to_string().contains("new, empty spreadsheet"), "{stop}");
    assert_eq!(stop.exit_code(), 4);
}

#[tokio::test]
async fn a_cell_anywhere_keeps_the_probe_off_and_so_does_another_account() {
    let bench = Bench::new(|world| {
        world.sheets.add_tab(THROW_AWAY, 6, "Notes", Vec::new());
    })
    .await;
    let missing = InTheWay::AccountMissing { account: "shop_b".to_owned() };
    assert_eq!(refused(&bench, Some("shop_b")).await, missing);
    let typed = InTheWay::NoName { typed: "わたしの店".to_owned() };
    assert_eq!(refused(&bench, Some("わたしの店")).await, typed);
    let token = bench.token();
    let InTheWay::NoName { typed } = refused(&bench, Some(&token)).await else { panic!() };
    assert!(!token.contains(&typed), "a token in the wrong place is not repeated: {typed}");
    let type_in = |tab: &str, row, typed| {
        let mut world = enter(&bench.0.world);
        let now = world.clock.now();
        world.sheets.type_in(CellAddress::new(THROW_AWAY, tab, row, 0), typed, now);
    };
    type_in("Notes", 900, "=1+1");
    let notes = InTheWay::Filled { tab: "Notes".to_owned() };
    assert_eq!(refused(&bench, None).await, notes);
    type_in("Notes", 900, "");
    type_in("Accounts", 2, "shop_b");
    let accounts = InTheWay::Accounts { tab: "Accounts".to_owned() };
    assert_eq!(refused(&bench, Some("shop_a")).await, accounts);
}
